//! One person of a program: who it is, what to ask, and what was noted.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::{ProgramsGuide, QuestionsToAsk};
use crate::domain::ids::{InterviewId, PersonId, ProgramId};
use crate::domain::meeting::Meeting;
use crate::domain::person::Person;
use crate::domain::record::Record;
use crate::exchange::links;
use crate::features::programs::asking::keep_question;
use crate::features::programs::look;
use crate::features::programs::reach::{call, cluster, mail};
use crate::features::shell::bound::{Bound, bound};
use crate::features::shell::reading::{fact, link, listed, reading, shown};
use crate::features::{Hand, Visit, while_alive};
use crate::session::phone;
use crate::store::acts::people::{PeopleAction, sides_of};
use crate::store::core::bookings::booking;
use crate::store::core::model::Model;
use crate::store::read::interviews::when;
use crate::store::read::people::{Who, person_id, role_options, who};
use crate::store::read::questions::{RoleQuestions, to_ask};
use crate::store::read::world::World;
use crate::ui::{
    Button, ButtonKind, FieldGroup, Icon, Row, SelectField, Sheet, TextField, dynamic, el, maybe,
};

/// The screen of one person.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let (hand, program) = (visit.hand(), ProgramId::from(visit.param(0)));
    let id = person_id(&program, &visit.param(1));
    let watched = id.clone();
    let name = hand
        .session
        .watch(move |model, _| Some(who(model, &watched)?.name));
    visit.is_called(name);
    let came_late = visit.came_late;
    while_alive(hand, Person::KIND, id.clone().into(), move || {
        let page = Page {
            hand,
            program: StoredValue::new(program.clone()),
            id: StoredValue::new(id.clone()),
            choosing: RwSignal::new(false),
        };
        shown(came_late, reading::<ProgramsGuide>(), move |guide| {
            page.draw(guide.questions_to_ask.clone())
        })
    })
}

#[derive(Clone, Copy)]
struct Page {
    hand: Hand,
    program: StoredValue<ProgramId>,
    id: StoredValue<PersonId>,
    /// A question is being chosen from the content.
    choosing: RwSignal<bool>,
}

impl Page {
    fn now(self) -> Signal<Person> {
        let id = self.id;
        self.hand
            .session
            .watch(move |model, _| id.with_value(|id| model.get_or_default(id)))
    }

    /// Changes the person. The answer is the sentence to show at the field.
    fn changes(self, change: impl FnOnce(&mut Person)) -> Option<String> {
        let id = self.id.get_value();
        let session = self.hand.session;
        let mut person = session.read(|model, _| model.get_or_default::<Person>(&id));
        change(&mut person);
        self.hand.types(PeopleAction::Edit { id, person })
    }

    /// A field bound to one text of the person.
    fn text(self, now: Signal<Person>, field: fn(&mut Person) -> &mut String) -> Bound {
        let stored = Signal::derive(move || now.with(|one| field(&mut one.clone()).clone()));
        bound(stored, move |text| {
            self.changes(|one| *field(one) = text.trim().to_owned())
        })
    }

    fn draw(self, content: QuestionsToAsk) -> AnyView {
        let now = self.now();
        let hand = self.hand;
        let name = self.text(now, |one| &mut one.name);
        let say_it = self.text(now, |one| &mut one.say_it);
        let form = self.text(now, |one| &mut one.title);
        let interest = self.text(now, |one| &mut one.interest);
        let question = self.text(now, |one| &mut one.question);
        let email = self.text(now, |one| &mut one.email);
        let number = self.text(now, |one| &mut one.phone);
        let role = Signal::derive(move || now.with(|one| one.role.clone()));
        let set_role = Callback::new(move |id: String| {
            self.changes(|one| one.role = id);
        });
        let options = Signal::stored(role_options());
        let id = self.id.get_value();
        let called = hand.session.watch(move |model, _| {
            who(model, &id).map_or(String::new(), |who| ["Shown as ", &*who.name].concat())
        });
        let odd_mail = Signal::derive(move || {
            let odd = now.with(|one| !one.email.is_empty() && links::address(&one.email).is_none());
            if odd {
                "This is no whole email address yet, so “Mail” is not offered"
            } else {
                ""
            }
            .to_owned()
        });
        let odd_phone = Signal::derive(move || {
            let odd = now.with(|one| !one.phone.is_empty() && links::call(&one.phone).is_none());
            if odd {
                "This cannot be called, so “Call” is not offered"
            } else {
                ""
            }
            .to_owned()
        });
        let reach = maybe(move || {
            let who = now.with(|one| Who {
                email: one.email.clone(),
                phone: one.phone.clone(),
                ..Who::default()
            });
            let buttons = [call(&who, "Call"), mail(&who, "Mail")];
            Some(cluster(buttons.into_iter().flatten().collect())?.into_any())
        });
        let choose = Callback::new(move |()| self.choosing.set(true));
        let delete = Callback::new(move |()| {
            let path = self.program.with_value(address::people);
            phone::swap(&path);
            let id = self.id.get_value();
            hand.does_with_undo(PeopleAction::Delete { id }, "Person deleted");
        });
        view! {
            <FieldGroup>
                <TextField label="Name" value=name.draft on_input=name.input error=name.error hint=called spellcheck=false />
                <TextField label="How to say it (optional)" value=say_it.draft on_input=say_it.input error=say_it.error spellcheck=false
                    placeholder="For example MAR-ta LIND-kvist" />
                <SelectField label="Role" options=options value=role on_change=set_role />
                <TextField label="Form of address (optional)" value=form.draft on_input=form.input error=form.error spellcheck=false
                    placeholder="Dr, Ms, Prof." />
                <TextField label="What they work on or care for (optional)" multiline=true value=interest.draft on_input=interest.input error=interest.error />
            </FieldGroup>
            <FieldGroup title="One question for them">
                <TextField label="Question" hide_label=true multiline=true value=question.draft on_input=question.input error=question.error
                    placeholder="What do you really want to know from them?" />
                <Button label="Choose a question" icon=Icon::Message on_press=choose />
            </FieldGroup>
            <FieldGroup title="Call or write">
                <TextField label="Phone (optional)" input_type="tel" value=number.draft on_input=number.input error=number.error hint=odd_phone spellcheck=false />
                <TextField label="Email (optional)" input_type="email" value=email.draft on_input=email.input error=email.error hint=odd_mail spellcheck=false />
                {reach}
            </FieldGroup>
            {self.noted()}
            {el("div").class("cluster").view(view! {
                <Button kind=ButtonKind::Quiet icon=Icon::Trash label="Delete this person" on_press=delete />
            }.into_any())}
            {self.choice(content)}
        }
        .into_any()
    }

    /// What was noted of them, day by day.
    fn noted(self) -> AnyView {
        let (id, program) = (self.id, self.program);
        let rows = self
            .hand
            .session
            .watch(move |model, world| id.with_value(|id| notes(model, world, id)));
        dynamic(move || {
            let rows = rows.get().into_iter();
            let rows = rows.map(|(interview, day, text)| {
                let path = program.with_value(|program| address::debrief(program, &interview));
                link(&text, &day, None, href(&path))
            });
            listed("What you noted", rows.collect())
        })
    }

    /// Questions of the content for their role.
    fn choice(self, content: QuestionsToAsk) -> AnyView {
        let (choosing, program) = (self.choosing, self.program.get_value());
        let content = StoredValue::new(content);
        let close = Callback::new(move |()| choosing.set(false));
        let inside = move || {
            let session = self.hand.session;
            let id = self.id.get_value();
            let groups = session.read(|model, world| {
                let role = model.get_or_default::<Person>(&id).role;
                let all = content.with_value(|content| to_ask(model, world, &program, content));
                let fits = |one: &RoleQuestions| role.is_empty() || one.id == role;
                all.into_iter().filter(fits).collect::<Vec<_>>()
            });
            let mut views: Vec<AnyView> = Vec::new();
            for role in groups {
                let rows = role.items.into_iter().map(|item| {
                    let (text, id) = (item.text.clone(), self.id.get_value());
                    let keep = Callback::new(move |()| {
                        choosing.set(false);
                        keep_question(self.hand, &id, &text);
                    });
                    let listen = ["Listen for: ", &*item.listen_for].concat();
                    view! { <Row title=item.text detail=listen on_press=keep /> }.into_any()
                });
                views.push(listed(&role.title, rows.collect()));
            }
            if views.is_empty() {
                views.push(fact("No questions for this role", "Write one of your own."));
            }
            views.into_any()
        };
        view! { <Sheet open=choosing title="Choose a question" on_close=close>{inside()}</Sheet> }
            .into_any()
    }
}

/// The interviews at which something was noted of somebody: id, when, and what.
fn notes(model: &Model, world: &World, id: &str) -> Vec<(InterviewId, String, String)> {
    let met = model.all::<Meeting>().iter();
    let told = met.filter_map(|(meeting, one)| {
        let (interview, _) = sides_of(meeting).filter(|(_, person)| *person == id)?;
        let text = one.detail.trim();
        let found = booking(model, model.get(interview)?);
        let text = (!text.is_empty()).then(|| text.to_owned())?;
        Some((interview.into(), when(&found, world), text))
    });
    told.collect()
}
