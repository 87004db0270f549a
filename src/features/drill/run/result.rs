//! What came of a drill, beside the one before, and the tap that brings its cards back.

use leptos::prelude::*;

use super::DrillScreen;
use crate::address::{self, href};
use crate::domain::drill::{Answer, Drill, Outcome, tenths};
use crate::domain::story_timer::clock;
use crate::features::aloud::clock::{study_moment, zone_tone};
use crate::features::muted;
use crate::features::shell::reading::{listed, nothing, said};
use crate::session::phone;
use crate::store::acts::drills::DrillAction;
use crate::store::read::rehearsal::ended_drills;
use crate::ui::{
    ActionBar, Button, ButtonKind, Card as Surface, Hero, Icon, PillTone, Row, dynamic, el,
};

impl DrillScreen {
    /// The result, drawn anew when something changes in it that no part of it follows by itself.
    pub(super) fn over(self) -> AnyView {
        let shown = Memo::new(move |_| {
            self.drill.with(|drill| Drill {
                brought_back: false,
                ..drill.clone()
            })
        });
        dynamic(move || {
            // Read, not only tracked: a memo that nobody has read would never look.
            shown.with(|_| ());
            untrack(|| self.result())
        })
    }

    fn result(self) -> AnyView {
        let drill = self.drill.get_untracked();
        let id = self.id.get_value();
        let outcome = Outcome::of(&drill);
        let before = self.hand.session.read(|model, _| {
            let all = ended_drills(model);
            let mut earlier = all
                .into_iter()
                .filter(|(other, one)| *other != id && one.at < drill.at);
            earlier.next_back().map(|(_, one)| Outcome::of(&one))
        });
        let title = match outcome.rubric {
            Some(mark) => ["Marks ", &tenths(mark), " of 5"].concat(),
            None => "Done".to_owned(),
        };
        let mut lines = vec![outcome.line()];
        match &before {
            Some(before) => lines.extend(outcome.since(before)),
            None => lines.push("Your first drill. The next one is compared with it.".to_owned()),
        }
        let kicker = self.kind().map(|kind| kind.title).unwrap_or_default();
        let rows = drill.answers.iter().map(|answer| {
            let pill = match answer.is_in_range() {
                Some(true) => Some((PillTone::Good, "In range".to_owned())),
                Some(false) => answer.zones().map(|zones| {
                    let zone = zones.at(answer.seconds());
                    (zone_tone(&zone.id), zone.label.clone())
                }),
                None => None,
            };
            let (title, detail) = (self.in_their_words(&answer.card), points_of(answer));
            let to = href(&address::card(&answer.card));
            view! { <Row title=title detail=detail pill=Signal::stored(pill) href=to /> }.into_any()
        });
        let rubric = self
            .practice
            .with_value(|practice| practice.mock_rubric.clone());
        let marks = rubric.domains.iter().filter_map(|domain| {
            let mark = drill.rubric.get(&domain.id)?;
            let anchor = domain.anchors.get(usize::from(mark.saturating_sub(1)))?;
            let title = [&*domain.title, ": ", &mark.to_string()].concat();
            let detail = anchor.clone();
            Some(view! { <Row title=title detail=detail /> }.into_any())
        });
        let note = (!drill.note.trim().is_empty()).then(|| {
            let text = said(&drill.note).class("keep-lines");
            view! { <Surface>{text}</Surface> }.into_any()
        });
        let delete = move |()| {
            let id = self.id.get_value();
            phone::swap(address::DRILLS);
            self.hand
                .does_with_undo(DrillAction::Delete { id }, "Drill deleted");
        };
        let delete = view! { <Button label="Delete this drill" kind=ButtonKind::Danger icon=Icon::Trash on_press=delete /> };
        view! {
            <Hero kicker=kicker title=title lines=lines />
            {self.redo()}
            {listed("Answers", rows.collect())}
            {self.recordings()}
            {listed("Marks", marks.collect())}
            {note.unwrap_or_else(nothing)}
            {el("div").class("cluster").view(delete.into_any())}
            <ActionBar>
                <Button label="Another drill" kind=ButtonKind::Primary on_press=|()| phone::swap(address::DRILLS) />
            </ActionBar>
        }
        .into_any()
    }

    /// The answers to do again, and the one tap that brings their cards back.
    fn redo(self) -> AnyView {
        let state = Memo::new(move |_| {
            self.drill.with(|drill| {
                let redo = drill.answers.iter().filter(|answer| answer.redo);
                (redo.count(), drill.brought_back)
            })
        });
        let bring = move |()| {
            let (at, day) = study_moment(self.hand);
            let action = DrillAction::BringBack {
                drill: self.id.get_value(),
                fresh: self.hand.session.fresh_id(),
                at,
                day,
            };
            self.hand
                .does_with_undo(action, "They are asked again in Cards");
        };
        dynamic(move || match state.get() {
            (0, _) => nothing(),
            (_, true) => muted("The answers to do again are asked in Cards.").into_any(),
            (count, false) => {
                let label = match count {
                    1 => "Ask this card again soon".to_owned(),
                    count => ["Ask these ", &count.to_string(), " cards again soon"].concat(),
                };
                let text = "The drill alone changes nothing in Cards. This counts the answers that you want to do again as not known.";
                view! {
                    <Surface>
                        {said(text)}
                        <Button label=label kind=ButtonKind::Secondary icon=Icon::Refresh on_press=bring />
                    </Surface>
                }
                .into_any()
            }
        })
    }
}

fn points_of(answer: &Answer) -> String {
    let mut texts = vec![clock(answer.seconds())];
    if answer.is_ticked() {
        let (said, all) = (answer.said.len(), answer.said.len() + answer.missed.len());
        texts.push([&*said.to_string(), " of ", &all.to_string(), " points"].concat());
    }
    if answer.redo {
        texts.push("to do again".to_owned());
    }
    texts.join(" · ")
}
