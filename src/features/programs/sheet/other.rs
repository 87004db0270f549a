//! Fields that other records answer: what those say, with the way there or the choice itself.

use leptos::prelude::*;

use super::Sheet;
use super::fact::listed;
use crate::address::{self, href};
use crate::content::lazy::SheetField;
use crate::domain::card::{Card, why_card};
use crate::domain::fact::{DIFFERENT, Fact};
use crate::domain::ids::ProgramId;
use crate::domain::program::Program;
use crate::domain::thanks::ThanksPolicy;
use crate::features::muted;
use crate::features::shell::reading::points;
use crate::store::acts::programs::ProgramAction;
use crate::store::acts::sheet::SheetAction;
use crate::store::core::sheet::facts_of;
use crate::store::read::sheet::{Kind, interview_of, kind_of, why_points};
use crate::ui::{Button, ButtonKind, Icon, LinkButton, Row, SelectField, Switch, dynamic, el};

impl Sheet {
    /// What stands in a field, and how to change it.
    pub(super) fn answer(self, field: &SheetField) -> AnyView {
        match kind_of(&field.id) {
            Kind::Facts => self.facts(&field.id),
            Kind::Connect => vec![self.connect(), self.facts(&field.id)].into_any(),
            Kind::Why => vec![self.facts(&field.id), self.why()].into_any(),
            Kind::Questions => {
                let theirs = self.row(
                    "Questions for each person",
                    "By role, with what to listen for",
                    address::people,
                );
                vec![self.facts(&field.id), theirs].into_any()
            }
            Kind::People => self.row(
                "People and questions",
                "Name, how to say it, role, interest",
                address::people,
            ),
            Kind::Coordinator => self.row(
                "Write down the coordinator",
                "With a number or an email address",
                address::people,
            ),
            Kind::Format => self.of_interview("How the interview is held"),
            Kind::Address => self.of_interview("Where the door is"),
            Kind::Policy => self.policy(),
            Kind::Papers => self.papers(),
        }
    }

    fn row(
        self,
        title: &'static str,
        detail: &'static str,
        to: fn(&ProgramId) -> String,
    ) -> AnyView {
        let to = href(&self.program.with_value(to));
        listed(view! { <Row title=title detail=detail icon=Icon::Users href=to /> }.into_any())
            .into_any()
    }

    /// The way to the interview, or to making one.
    fn of_interview(self, title: &'static str) -> AnyView {
        let id = self.program;
        let interview = self.hand.session.watch(move |model, world| {
            let found = interview_of(model, world, &id.get_value());
            found.map(|(interview, _)| interview)
        });
        dynamic(move || {
            let (title, to) = match interview.get() {
                Some(interview) => (title, address::interview(&id.get_value(), &interview)),
                None => ("Add the interview first", address::program(&id.get_value())),
            };
            let to = href(&to);
            listed(view! { <Row title=title icon=Icon::Calendar href=to /> }.into_any()).into_any()
        })
    }

    /// Each thing that sets the program apart, with what it has to do with the person.
    fn connect(self) -> AnyView {
        let id = self.program;
        let lines = self.hand.session.watch(move |model, _| {
            let facts = facts_of(model, &id.get_value(), DIFFERENT).into_iter();
            let known = facts.filter(|(_, fact)| fact.has_text());
            known.map(|(_, fact)| line(fact)).collect::<Vec<String>>()
        });
        dynamic(move || {
            match lines.get() {
            lines if lines.is_empty() => muted(
                "Write first what makes the program different. Each of those facts has a place for your reason and your proof.",
            )
            .into_any(),
            lines => points("ul", &lines).class("points").into_any(),
        }
        })
    }

    /// What there is to say, and the card that asks for it.
    fn why(self) -> AnyView {
        let (hand, id) = (self.hand, self.program);
        let outline = hand.session.watch(move |model, _| {
            let points = why_points(model, &id.get_value());
            points
                .into_iter()
                .map(|point| point.text)
                .collect::<Vec<String>>()
        });
        let card = why_card(&id.get_value());
        let asked = card.clone();
        let is_asked = hand.session.watch(move |model, _| {
            let card = model.get::<Card>(&asked);
            card.is_some_and(|card| card.chosen && !card.suspended)
        });
        let practice = Callback::new(move |()| {
            let act = SheetAction::Practice {
                program: id.get_value(),
                today: hand.session.read(|_, world| world.today()),
            };
            hand.does_with_undo(act, "It is asked with your cards");
        });
        let outline = dynamic(move || match outline.get() {
            texts if texts.is_empty() => {
                muted("What makes the program different becomes your answer here.").into_any()
            }
            texts => {
                let title = el("p").class("hint").text("Your answer, from the facts");
                let list = points("ul", &texts).class("points");
                vec![title.into_any(), list.into_any()].into_any()
            }
        });
        let ways = dynamic(move || {
            match is_asked.get() {
            true => {
                let to = href(&address::card(&card));
                view! { <LinkButton label="Open its card" href=to icon=Icon::Cards kind=ButtonKind::Quiet /> }.into_any()
            }
            false => view! { <Button label="Practice it as a card" icon=Icon::Cards on_press=practice /> }.into_any(),
        }
        });
        vec![outline, el("div").class("cluster").view(ways).into_any()].into_any()
    }

    /// Changes the program.
    fn changes(self, change: impl FnOnce(&mut Program)) {
        let id = self.program.get_value();
        let session = self.hand.session;
        let mut program = session.read(|model, _| model.get_or_default::<Program>(&id));
        change(&mut program);
        self.hand.does(ProgramAction::Edit { id, program });
    }

    fn now(self) -> Signal<Program> {
        let id = self.program;
        let session = self.hand.session;
        session.watch(move |model, _| model.get_or_default::<Program>(&id.get_value()))
    }

    fn policy(self) -> AnyView {
        let now = self.now();
        let options = self.policies.with_value(|all| {
            let options = all.iter().map(|one| (one.id.clone(), one.label.clone()));
            options.collect::<Vec<(String, String)>>()
        });
        let value = Signal::derive(move || now.with(|one| one.thanks_policy.id().to_owned()));
        let choose = Callback::new(move |id: String| {
            if let Some(policy) = ThanksPolicy::ALL.into_iter().find(|one| one.id() == id) {
                self.changes(|one| one.thanks_policy = policy);
            }
        });
        let hint = Signal::derive(move || {
            let id = value.get();
            self.policies.with_value(|all| {
                let chosen = all.iter().find(|one| one.id == id);
                chosen.map_or(String::new(), |one| one.action.clone())
            })
        });
        view! {
            <SelectField label="Notes after the interview" options=Signal::stored(options) value=value on_change=choose hint=hint />
        }
        .into_any()
    }

    fn papers(self) -> AnyView {
        let (now, session) = (self.now(), self.hand.session);
        let checked = Signal::derive(move || now.with(|one| one.papers.is_some()));
        let toggle = Callback::new(move |on: bool| {
            let today = session.read(|_, world| world.today());
            self.changes(|one| one.papers = on.then_some(today));
        });
        listed(
            view! {
                <Switch label="Both are at hand" detail="The contract and the visa policy" checked=checked on_toggle=toggle />
            }
            .into_any(),
        )
        .into_any()
    }
}

/// A fact with its reason.
fn line(fact: &Fact) -> String {
    let (text, why) = (fact.text.trim(), fact.why.trim());
    match why.is_empty() {
        true => [text, ": no reason written yet"].concat(),
        false => [text, ": ", why].concat(),
    }
}
