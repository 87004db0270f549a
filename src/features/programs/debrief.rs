//! The evening after: what is written down before it is forgotten, in steps that can be left at any time.
//! What is typed is kept at once.

use leptos::prelude::*;

use crate::address::href;
use crate::content::lazy::{DebriefGuide, DebriefPrompt, ProgramsGuide};
use crate::domain::debrief::Debrief;
use crate::domain::ids::child;
use crate::domain::record::Record;
use crate::domain::time::Instant;
use crate::domain::trip::Interview;
use crate::features::programs::look;
use crate::features::shell::bound::{Bound, bound};
use crate::features::shell::reading::{nothing, reading, shown};
use crate::features::{Hand, Visit, muted, other_versions, while_alive};
use crate::session::phone;
use crate::store::acts::debrief::DebriefAction;
use crate::store::core::bookings::booking;
use crate::store::read::debrief::{Step, held, prompts, resume, written};
use crate::store::read::interviews::{begins, when};
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, El, EmptyState, FieldGroup, Group, Icon, LinkButton,
    PillTone, Row, TextField, dynamic, each, el, maybe,
};

mod free;
mod people;
mod questions;
mod rate;
mod redo;

/// Where this phone is in which debrief: id of the interview and of the step.
const PLACE: &str = "debrief/at";

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let (hand, program, interview) = (visit.hand(), visit.param(0), visit.param(1));
    let (came_late, leave) = (visit.came_late, visit.leave);
    let guide = reading::<ProgramsGuide>();
    while_alive(hand, Interview::KIND, interview.clone(), move || {
        let (program, interview) = (program.clone(), interview.clone());
        shown(came_late, guide, move |guide| {
            Page::new(hand, &program, &interview, guide, leave).draw()
        })
    })
}

fn keep_place(interview: &str, step: Option<Step>) {
    let name = step.map_or("", Step::id);
    phone::set_preference(PLACE, &[interview, " ", name].concat());
}

#[derive(Clone, Copy)]
struct Page {
    hand: Hand,
    program: StoredValue<String>,
    interview: StoredValue<String>,
    guide: StoredValue<DebriefGuide>,
    /// Ids and names of the roles that somebody may have.
    roles: StoredValue<Vec<(String, String)>>,
    /// The open step; none behind the last.
    step: RwSignal<Option<Step>>,
    leave: Callback<()>,
}

impl Page {
    fn new(
        hand: Hand,
        program: &str,
        interview: &str,
        guide: &ProgramsGuide,
        leave: Callback<()>,
    ) -> Page {
        let kept = phone::preference(PLACE).unwrap_or_default();
        let left = kept
            .rsplit_once(' ')
            .filter(|(of, _)| *of == interview)
            .and_then(|(_, step)| Step::of(step));
        let step = left.unwrap_or_else(|| hand.session.read(|model, _| resume(model, interview)));
        // Who writes here and comes back is still here, though the step holds something by then.
        keep_place(interview, Some(step));
        let roles = guide.questions_to_ask.roles.iter();
        Page {
            hand,
            program: StoredValue::new(program.to_owned()),
            interview: StoredValue::new(interview.to_owned()),
            guide: StoredValue::new(guide.debrief.clone()),
            roles: StoredValue::new(
                roles
                    .map(|role| (role.id.clone(), role.title.clone()))
                    .collect(),
            ),
            step: RwSignal::new(Some(step)),
            leave,
        }
    }

    fn now(self) -> Instant {
        Instant(phone::reading().wall_ms as i64)
    }

    fn path(self, page: &str) -> String {
        let of = self.program.with_value(|program| {
            self.interview
                .with_value(|id| ["programs/", program, "/interview/", id, page].concat())
        });
        href(&of)
    }

    fn draw(self) -> AnyView {
        let id = self.interview.get_value();
        let about = self.hand.session.watch(move |model, world| {
            let one = model.get::<Interview>(&id)?;
            let seen = booking(model, one);
            let day = seen.day.map_or_else(String::new, |day| day.short());
            let began = begins(&seen, world).is_some_and(|at| at <= world.now) || seen.took_place;
            let about = [seen.name(), ", ", &*day].concat();
            Some((about, began, when(&seen, world), seen.debriefed))
        });
        let began = Memo::new(move |_| about.with(|about| about.as_ref().is_some_and(|one| one.1)));
        let line = move || about.with(|about| about.as_ref().map(|one| one.0.clone()));
        let closed = maybe(move || {
            let day = about.with(|about| about.as_ref().and_then(|one| one.3))?;
            let text = [
                "Done on ",
                &*day.short(),
                ". You can read it and change it.",
            ]
            .concat();
            Some(view! { <Banner tone=PillTone::Good text=text /> }.into_any())
        });
        let body = dynamic(move || {
            if began.get() {
                return untrack(|| self.steps());
            }
            let time = about.with_untracked(|about| about.as_ref().map(|one| one.2.clone()));
            let text = [
                "It opens once the interview has begun: ",
                &*time.unwrap_or_default(),
                ".",
            ];
            let plan = self.path("");
            view! {
                <EmptyState icon=Icon::Clock title="Nothing to write down yet" text=text.concat()>
                    <LinkButton label="Open the interview" href=plan />
                </EmptyState>
            }
            .into_any()
        });
        let line = el("p")
            .class("muted")
            .attr("dir", "auto")
            .say_with(move || line().unwrap_or_default());
        vec![line.into_any(), closed, body].into_any()
    }

    fn steps(self) -> AnyView {
        let step = self.step;
        let part = |at: Step| {
            el("i").attr_of("data-on", move || {
                let reached = step.get().is_none_or(|now| at <= now);
                reached.then(String::new)
            })
        };
        let bar = el("div")
            .class("step-bar")
            .attr("aria-hidden", "true")
            .children(Step::ALL.map(part));
        let open = dynamic(move || {
            let now = step.get();
            untrack(|| now.map_or_else(|| self.end(), |now| self.open(now)))
        });
        vec![bar.into_any(), open, self.others(), self.foot()].into_any()
    }

    fn goes(self, to: Option<Step>) {
        self.interview.with_value(|id| keep_place(id, to));
        self.step.set(to);
        phone::focus_soon(".step-head h2");
    }

    fn open(self, step: Step) -> AnyView {
        let count = [
            "Step ",
            &*step.number().to_string(),
            " of ",
            &*Step::ALL.len().to_string(),
        ];
        let head = el("div")
            .class("step-head")
            .child(el("h2").attr("tabindex", "-1").text(step.words()))
            .child(el("p").class("hint").text(&count.concat()));
        let inside = match step {
            Step::Dump => free::view(self),
            Step::People => people::view(self),
            Step::Liked | Step::Rest => self.texts(step),
            Step::Answers => vec![self.texts(step), redo::view(self)].into_any(),
            Step::Questions => questions::view(self),
            Step::Ratings => rate::criteria(self),
            Step::Gut => vec![rate::gut(self), self.texts(step)].into_any(),
        };
        el("section")
            .class("stack")
            .child(head)
            .view(inside)
            .into_any()
    }

    /// A field for each prompt of a step.
    fn texts(self, step: Step) -> AnyView {
        let fields = self.guide.with_value(|guide| {
            let all = prompts(guide, step).into_iter();
            all.map(|prompt| self.text(prompt))
                .collect::<Vec<AnyView>>()
        });
        view! { <FieldGroup>{fields}</FieldGroup> }.into_any()
    }

    fn text(self, prompt: &DebriefPrompt) -> AnyView {
        let Bound {
            draft,
            error,
            input,
        } = self.bound(prompt.id.clone());
        let label = prompt.prompt.clone();
        let field = view! { <TextField label=label multiline=true value=draft on_input=input error=error /> };
        vec![self.versions(&prompt.id), field.into_any()].into_any()
    }

    /// What two phones wrote to a prompt.
    fn versions(self, prompt: &str) -> AnyView {
        let id = self.interview.with_value(|of| child(of, prompt));
        other_versions(self.hand, Debrief::KIND, id)
    }

    /// A field bound to what was written to a prompt.
    fn bound(self, prompt: String) -> Bound {
        let id = prompt.clone();
        let stored = self
            .hand
            .session
            .watch(move |model, _| self.interview.with_value(|of| written(model, of, &id)));
        bound(stored, move |text| {
            self.hand.types(DebriefAction::Write {
                interview: self.interview.get_value(),
                prompt: prompt.clone(),
                text,
                at: self.now().0,
            })
        })
    }

    /// The other steps, with what each holds.
    fn others(self) -> AnyView {
        let keys = move || {
            let now = self.step.get();
            let others = Step::ALL.into_iter().filter(|one| Some(*one) != now);
            others.map(|one| one.id().to_owned()).collect()
        };
        let rows = each(keys, move |key| {
            Step::of(&key).map_or_else(nothing, |one| self.row(one))
        });
        view! { <Group title="All steps">{rows}</Group> }.into_any()
    }

    fn row(self, step: Step) -> AnyView {
        let rest: Vec<String> = self.guide.with_value(|guide| {
            let rest = prompts(guide, Step::Rest).into_iter();
            rest.map(|prompt| prompt.id.clone()).collect()
        });
        let held = self.hand.session.watch(move |model, _| {
            let rest: Vec<&str> = rest.iter().map(|id| &**id).collect();
            self.interview.with_value(|id| held(model, id, step, &rest))
        });
        let pill = Signal::derive(move || {
            let held = held.get();
            Some(match held.is_empty() {
                true => (PillTone::Neutral, step.takes().to_owned()),
                false => (PillTone::Good, held),
            })
        });
        let title = [&*step.number().to_string(), ". ", step.words()].concat();
        let press = Callback::new(move |()| self.goes(Some(step)));
        view! { <Row title=title pill=pill on_press=press /> }.into_any()
    }

    fn foot(self) -> AnyView {
        let leave = self.leave;
        let later = Callback::new(move |()| leave.run(()));
        let label = Signal::derive(move || match self.step.with(Option::is_some) {
            true => "Later".to_owned(),
            false => "Close".to_owned(),
        });
        let next = dynamic(move || {
            let Some(now) = self.step.get() else {
                let thanks = self.path("/thanks");
                return view! { <LinkButton kind=ButtonKind::Primary icon=Icon::Mail label="Thank-you notes" href=thanks /> }
                    .into_any();
            };
            let label = match now.next() {
                Some(next) => ["Next: ", next.short()].concat(),
                None => "Done".to_owned(),
            };
            let press = Callback::new(move |()| match now.next() {
                Some(next) => self.goes(Some(next)),
                None => self.closes(),
            });
            view! { <Button kind=ButtonKind::Primary label=label on_press=press /> }.into_any()
        });
        view! {
            <ActionBar>
                <Button label=label on_press=later />
                {next}
            </ActionBar>
        }
        .into_any()
    }

    fn closes(self) {
        let session = self.hand.session;
        let act = DebriefAction::Close {
            interview: self.interview.get_value(),
            today: session.read(|_, world| world.today()),
        };
        if self.hand.does_with_undo(act, "Debrief done") {
            self.goes(None);
        }
    }

    /// What comes after the last step.
    fn end(self) -> AnyView {
        let head = el("div").class("step-head").child(
            el("h2")
                .attr("tabindex", "-1")
                .text("Written down. Well done"),
        );
        let text = "What you noted of the people stands in their letters already. You can rate the program again later: both ratings stay.";
        el("section")
            .class("stack")
            .child(head)
            .child(muted(text))
            .into_any()
    }
}

/// A list of chips.
fn chips(chips: AnyView) -> El {
    el("div").class("cluster").view(chips)
}
