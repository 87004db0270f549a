//! The look back after the last question: which answers to do again, marks, a note.

use leptos::prelude::*;

use super::{DrillScreen, took};
use crate::content::lazy::RubricDomain;
use crate::domain::drill::Drill;
use crate::domain::ids::CardId;
use crate::features::aloud::clock::study_moment;
use crate::features::muted;
use crate::features::shell::reading::{listed, nothing};
use crate::session::phone;
use crate::store::acts::drills::DrillAction;
use crate::ui::{
    ActionBar, Button, ButtonKind, Check, CheckRow, Disclosure, FieldGroup, Icon, Rating,
    TextField, el,
};

impl DrillScreen {
    pub(super) fn looking_back(self) -> AnyView {
        let rubric = self
            .practice
            .with_value(|practice| practice.mock_rubric.clone());
        let given = self.drill.with_untracked(|drill| drill.answers.len());
        let answers = (0..given).map(|place| self.answer_to_mark(place));
        let error = RwSignal::new(None::<String>);
        let types = move |change: Box<dyn FnOnce(&mut Drill)>| {
            let mut drill = self.drill.get_untracked();
            change(&mut drill);
            let id = self.id.get_value();
            error.set(self.hand.types(DrillAction::Save { id, drill }));
        };
        let marks = rubric.domains.into_iter().map(move |domain| {
            let RubricDomain { id, title, anchors } = domain;
            let own = id.clone();
            let value =
                Signal::derive(move || self.drill.with(|drill| drill.rubric.get(&own).copied()));
            let mark = move |mark: Option<u8>| {
                let id = id.clone();
                self.save(|drill| match mark {
                    Some(mark) => {
                        drill.rubric.insert(id, mark);
                    }
                    None => {
                        drill.rubric.remove(&id);
                    }
                });
            };
            view! { <Rating label=title anchors=anchors.to_vec() value=value on_change=mark /> }
                .into_any()
        });
        let note = Signal::derive(move || self.drill.with(|drill| drill.note.clone()));
        let write = move |text: String| types(Box::new(move |drill| drill.note = text));
        let finish = move |()| {
            let (at, day) = study_moment(self.hand);
            let action = DrillAction::End {
                id: self.id.get_value(),
                fresh: self.hand.session.fresh_id(),
                at,
                day,
            };
            if self.hand.does(action) {
                phone::turn_page();
            }
        };
        view! {
            {self.recordings()}
            {listed("Which answers do you want to do again?", answers.collect())}
            {self.outlines()}
            {muted(&rubric.based_on)}
            <FieldGroup title="How was it?">{marks.collect::<Vec<AnyView>>()}</FieldGroup>
            <FieldGroup title="One thing to keep, one to change">
                <TextField label="Note" value=note on_input=write error=error multiline=true />
            </FieldGroup>
            <ActionBar>
                <Button label="Finish" kind=ButtonKind::Primary icon=Icon::Tick on_press=finish />
            </ActionBar>
        }
        .into_any()
    }

    /// The outlines to compare with, where that was not done after every answer.
    fn outlines(self) -> AnyView {
        let (late, cards) = self.drill.with_untracked(|drill| {
            let cards = drill.answers.iter().map(|answer| answer.card.clone());
            (!drill.tick_each, cards.collect::<Vec<CardId>>())
        });
        if !late {
            return nothing();
        }
        let outlines = cards.iter().enumerate().filter_map(|(place, card)| {
            let row = self.row(card)?;
            let ids: Vec<String> = row.outline.iter().map(|point| point.id.clone()).collect();
            let ids = StoredValue::new(ids);
            let points = row.outline.into_iter().map(|point| {
                let (own, id, title) = (point.id.clone(), point.id, point.text);
                let look = Signal::derive(move || Check {
                    title: title.clone(),
                    checked: self.drill.with(|drill| {
                        let answer = drill.answers.get(place);
                        answer.is_some_and(|answer| answer.said.contains(&own))
                    }),
                    ..Check::default()
                });
                let tick = move |on: bool| {
                    self.save(|drill| {
                        if let Some(answer) = drill.answers.get_mut(place) {
                            answer.said.retain(|known| *known != id);
                            if on {
                                answer.said.push(id.clone());
                            }
                            ids.with_value(|ids| answer.note_missed(ids));
                        }
                    });
                };
                view! { <CheckRow look=look strike=false on_toggle=tick /> }.into_any()
            });
            let points: Vec<AnyView> = points.collect();
            if points.is_empty() {
                return None;
            }
            let list = el("ul")
                .attr("role", "list")
                .class("plain")
                .view(points.into_any());
            let title = ["Points: ", &self.in_their_words(card)].concat();
            Some(view! { <Disclosure title=title>{list}</Disclosure> }.into_any())
        });
        outlines.collect::<Vec<AnyView>>().into_any()
    }

    fn answer_to_mark(self, place: usize) -> AnyView {
        let (title, detail) = untrack(|| {
            self.drill.with(|drill| {
                let answer = drill.answers.get(place).cloned().unwrap_or_default();
                (self.in_their_words(&answer.card), took(&answer))
            })
        });
        let look = Signal::derive(move || Check {
            title: title.clone(),
            detail: detail.clone(),
            checked: self.drill.with(|drill| {
                let answer = drill.answers.get(place);
                answer.is_some_and(|answer| answer.redo)
            }),
            ..Check::default()
        });
        let tick = move |redo: bool| {
            self.save(|drill| {
                if let Some(answer) = drill.answers.get_mut(place) {
                    answer.redo = redo;
                }
            });
        };
        view! { <CheckRow look=look strike=false on_toggle=tick /> }.into_any()
    }
}
