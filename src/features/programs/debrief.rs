//! The evening after: what is written down before it is forgotten, in steps that can be left at any time.
//! What is typed is kept at once.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::trip::Interview;
use crate::features::programs::debrief::page::{Page, keep_place};
use crate::features::programs::screen::of_interview;
use crate::features::shell::reading::nothing;
use crate::features::{Visit, muted};
use crate::session::phone;
use crate::store::acts::debrief::DebriefAction;
use crate::store::core::bookings::booking;
use crate::store::read::debrief::{Step, held, prompts, waits};
use crate::store::read::interviews::{begins, when};
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, EmptyState, Group, Icon, LinkButton, PillTone, Row,
    dynamic, each, el, maybe,
};

mod free;
mod page;
mod people;
mod questions;
mod rate;
mod redo;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    of_interview(visit, |visit, program, interview, guide| {
        Page::new(visit.hand(), program, interview, guide, visit.leave).draw()
    })
}

impl Page {
    fn draw(self) -> AnyView {
        let id = self.occasion.interview.get_value();
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
            let time = about.with(|about| about.as_ref().map(|one| one.2.clone()));
            let text = [
                "You can write as soon as the interview begins: ",
                &*time.unwrap_or_default(),
                ".",
            ];
            let plan = href(&self.occasion.path(address::interview));
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
        self.occasion.interview.with_value(|id| keep_place(id, to));
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
            Step::Answers => {
                vec![redo::wanted(self), self.texts(step), redo::view(self)].into_any()
            }
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
            self.occasion
                .interview
                .with_value(|id| (waits(model, id, step), held(model, id, step, &rest)))
        });
        let pill = Signal::derive(move || {
            let (waits, held) = held.get();
            Some(match (waits, held.is_empty()) {
                ("", true) => (PillTone::Neutral, step.takes().to_owned()),
                ("", false) => (PillTone::Good, held),
                (waits, _) => (PillTone::Warn, waits.to_owned()),
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
                let thanks = href(&self.occasion.path(address::thanks));
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
            interview: self.occasion.interview.get_value(),
            today: session.read(|_, world| world.today()),
        };
        if self.hand.does_with_undo(act, "Debrief done") {
            // "Written down" is said of what is stored, and on no page that was left meanwhile.
            session.when_saved(move || {
                if self.step.try_get_untracked().is_some() {
                    self.goes(None);
                }
            });
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
