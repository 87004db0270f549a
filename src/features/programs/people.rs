//! Who is at a program, and what to ask them: the list by role, and questions to choose from.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::{ProgramsGuide, QuestionsToAsk};
use crate::domain::ids::ProgramId;
use crate::domain::person::{COORDINATOR, Person};
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::features::programs::asking::keep_question;
use crate::features::programs::look;
use crate::features::programs::reach::{call, cluster, mail};
use crate::features::shell::reading::{link, listed, reading, rules, shown};
use crate::features::shell::unfinished::unfinished;
use crate::features::{Hand, Visit, muted, while_alive};
use crate::session::phone;
use crate::store::acts::people::PeopleAction;
use crate::store::read::people::{
    Who, coordinator, own_part, people, person_id, role_options, role_words,
};
use crate::store::read::questions::{RoleQuestions, to_ask};
use crate::ui::{Disclosure, Group, Icon, Row, SelectField, Sheet, TextField, dynamic, el, icon};

/// The field of a new name.
const NAME: &str = ".add-person input";

/// The screen of all people.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let (hand, program) = (visit.hand(), ProgramId::from(visit.param(0)));
    let came_late = visit.came_late;
    while_alive(hand, Program::KIND, program.clone().into(), move || {
        let program = program.clone();
        shown(came_late, reading::<ProgramsGuide>(), move |guide| {
            List::new(hand, &program).draw(guide.questions_to_ask.clone())
        })
    })
}

#[derive(Clone, Copy)]
struct List {
    hand: Hand,
    program: StoredValue<ProgramId>,
    all: Signal<Vec<Who>>,
    /// Whom to call, of several the first who can be reached.
    called: Signal<Option<Who>>,
    /// The role of the next new person.
    role: RwSignal<String>,
    /// The question for which a person is being chosen.
    chosen: RwSignal<Option<String>>,
}

impl List {
    fn new(hand: Hand, program: &ProgramId) -> List {
        let (id, of) = (program.to_owned(), program.to_owned());
        List {
            hand,
            called: hand.session.watch(move |model, _| coordinator(model, &of)),
            program: StoredValue::new(program.to_owned()),
            all: hand.session.watch(move |model, _| people(model, &id)),
            role: unfinished(&["person-role/", program].concat()),
            chosen: RwSignal::new(None),
        }
    }

    fn path(self, own: &str) -> String {
        self.program
            .with_value(|program| href(&address::person(&person_id(program, own))))
    }

    fn draw(self, content: QuestionsToAsk) -> AnyView {
        let id = self.program.get_value();
        let name = self.hand.session.watch(move |model, _| {
            let program = model.get::<Program>(&id);
            program.map_or(String::new(), |one| one.title().to_owned())
        });
        let avoid = rules("Better not to ask", content.avoid.iter());
        vec![
            el("p").class("muted").attr("dir", "auto").say(name).into_any(),
            self.coordinator(),
            self.rows(),
            self.add(),
            self.questions(content),
            avoid,
            view! {
                <Group>
                    <Row title="Interviewer types and etiquette" detail="How to answer a warm, rapid, analytical or stressful interviewer" icon=Icon::Book href=href(address::GUIDE) />
                </Group>
            }
            .into_any(),
            self.whom(),
        ]
        .into_any()
    }

    /// Whom to call or write to, at the top of the screen.
    fn coordinator(self) -> AnyView {
        let found = self.called;
        let add = Callback::new(move |()| {
            self.role.set(COORDINATOR.to_owned());
            phone::focus(NAME);
        });
        dynamic(move || {
            match found.get() {
            None => view! {
                <Group title="Coordinator">
                    <Row title="Add the coordinator" detail="Whom you call when you are late" icon=Icon::Phone on_press=add />
                </Group>
            }
            .into_any(),
            Some(who) => {
                let path = self.own_path(&who);
                let detail = match (&*who.phone, &*who.email) {
                    ("", "") => "Add a phone number or an email address".to_owned(),
                    ("", email) => email.to_owned(),
                    (number, _) => number.to_owned(),
                };
                let buttons = [call(&who, "Call"), mail(&who, "Mail")];
                let row = link(&who.name, &detail, None, path);
                vec![
                    listed("Coordinator", vec![row]),
                    cluster(buttons.into_iter().flatten().collect()).into_any(),
                ]
                .into_any()
            }
        }
        })
    }

    fn own_path(self, who: &Who) -> String {
        let own = self
            .program
            .with_value(|program| own_part(program, &who.id).to_owned());
        self.path(&own)
    }

    fn rows(self) -> AnyView {
        dynamic(move || {
            let first = self
                .called
                .with(|who| who.as_ref().map(|who| who.id.clone()));
            self.all.with(|all| {
                let met = all.iter().filter(|who| Some(&who.id) != first.as_ref());
                let rows: Vec<AnyView> = met
                    .map(|who| {
                        let question = match &*who.question {
                            "" => "No question for them yet",
                            question => question,
                        };
                        let about = who.about();
                        let parts = [&*about, question];
                        let parts = parts.into_iter().filter(|part| !part.is_empty());
                        let detail = parts.collect::<Vec<&str>>().join(" · ");
                        link(&who.name, &detail, None, self.own_path(who))
                    })
                    .collect();
                match rows.is_empty() {
                    true => muted("Nobody yet. Write down whom you will meet: the names are in your invitation, or ask the coordinator.").into_any(),
                    false => listed("Whom you meet", rows),
                }
            })
        })
    }

    /// A name and a role; Enter adds, and the field is ready for the next one.
    fn add(self) -> AnyView {
        let typed = self
            .program
            .with_value(|program| unfinished::<String>(&["person/", program].concat()));
        let wrong = RwSignal::new(None);
        let type_in = Callback::new(move |text: String| {
            typed.set(text);
            wrong.set(None);
        });
        let adds = move || {
            let person = Person {
                name: typed.get_untracked(),
                role: self.role.get_untracked(),
                ..Person::default()
            };
            let name = match person.name.trim() {
                "" => role_words(&person.role).to_owned(),
                name => name.to_owned(),
            };
            let act = PeopleAction::Add {
                program: self.program.get_value(),
                fresh: self.hand.session.fresh_id(),
                person,
            };
            let done = ["Added: ", &*name].concat();
            match self.hand.tries_with_undo(act, &done) {
                Ok(()) => {
                    typed.set(String::new());
                    // Else a second Enter would add one without a name.
                    self.role.set(String::new());
                    phone::focus(NAME);
                }
                Err(refusal) => phone::refuse(wrong, refusal.0, ".add-person"),
            }
        };
        let role = self.role;
        let options = Signal::stored(role_options());
        let choose = Callback::new(move |id: String| role.set(id));
        let name = view! { <TextField label="Name" value=typed on_input=type_in error=wrong spellcheck=false placeholder="For example Dr Marta Lindqvist" /> };
        let role =
            view! { <SelectField label="Role" options=options value=role on_change=choose /> };
        let submit = el("button")
            .attr("type", "submit")
            .class("btn btn-primary")
            .child(icon(Icon::Plus))
            .child(el("span").text("Add"));
        let form = el("form")
            .class("add-person card")
            .on("submit", move |event| {
                event.prevent_default();
                adds();
            })
            .view(name.into_any())
            .view(role.into_any())
            .child(submit);
        let heading = el("div")
            .class("section-head")
            .child(el("h2").text("Add somebody"));
        el("section").child(heading).child(form).into_any()
    }

    /// What to ask here, by role; a tap on a question chooses whom to ask.
    fn questions(self, content: QuestionsToAsk) -> AnyView {
        let id = self.program.get_value();
        let roles = self
            .hand
            .session
            .watch(move |model, world| to_ask(model, world, &id, &content));
        let list = move |role: &RoleQuestions| {
            let rows: Vec<AnyView> = role
                .items
                .iter()
                .map(|item| {
                    let listen = ["Listen for: ", &item.listen_for].concat();
                    let (text, chosen) = (item.text.clone(), self.chosen);
                    let choose = Callback::new(move |()| chosen.set(Some(text.clone())));
                    let title = item.text.clone();
                    view! { <Row title=title detail=listen on_press=choose /> }.into_any()
                })
                .collect();
            let title = [&*role.title, " (", &rows.len().to_string(), ")"].concat();
            let hidden = match role.answered.len() {
                0 => None,
                1 => Some("Your prep sheet answers 1 more question.".to_owned()),
                more => {
                    let more = more.to_string();
                    Some(["Your prep sheet answers ", &*more, " more questions."].concat())
                }
            };
            let inside = vec![
                view! { <Group>{rows}</Group> }.into_any(),
                hidden.map(|text| muted(&text)).into_any(),
            ];
            view! { <Disclosure title=title>{inside}</Disclosure> }.into_any()
        };
        let lists = dynamic(move || {
            roles
                .with(|roles| roles.iter().map(list).collect::<Vec<_>>())
                .into_any()
        });
        let head = el("div")
            .class("section-head")
            .child(el("h2").text("Questions to ask"));
        el("section")
            .child(head)
            .child(
                el("div")
                    .class("stack")
                    .child(muted("Tap a question to keep it for somebody."))
                    .view(lists),
            )
            .into_any()
    }

    /// Whom a question is for.
    fn whom(self) -> AnyView {
        let open = Signal::derive(move || self.chosen.with(Option::is_some));
        let close = Callback::new(move |()| self.chosen.set(None));
        let inside = move || {
            let question = self.chosen.get_untracked().unwrap_or_default();
            let all = self.all.get_untracked();
            let rows: Vec<AnyView> = all
                .into_iter()
                .map(|who| {
                    let (id, name) = (who.id.clone(), who.name.clone());
                    let text = question.clone();
                    let choose = Callback::new(move |()| {
                        self.chosen.set(None);
                        keep_question(self.hand, &id, &text);
                    });
                    let detail = match &*who.question {
                        "" => who.role_words().to_owned(),
                        old => ["Instead of: ", old].concat(),
                    };
                    view! { <Row title=name detail=detail on_press=choose /> }.into_any()
                })
                .collect();
            let rows = match rows.is_empty() {
                true => {
                    muted("Add somebody first: then a question can be kept for them.").into_any()
                }
                false => view! { <Group>{rows}</Group> }.into_any(),
            };
            vec![el("p").text(&question).into_any(), rows].into_any()
        };
        view! {
            <Sheet open=open title="For whom is it?" on_close=close>{inside()}</Sheet>
        }
        .into_any()
    }
}
