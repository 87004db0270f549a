//! The answers so far, and the ends of a card: deleted, or back to its starter text.

use leptos::prelude::*;

use super::CardScreen;
use crate::address;
use crate::content::lazy::Question;
use crate::domain::card::{Card, Effort, Log, Rating};
use crate::features::muted;
use crate::features::shell::reading::fact;
use crate::session::phone;
use crate::store::acts::cards::CardAction;
use crate::ui::{Button, ButtonKind, Disclosure, Icon, dynamic, el, maybe};

/// Answers listed on the screen, the newest first.
const ANSWERS_SHOWN: usize = 30;

impl CardScreen {
    pub(super) fn history(self) -> AnyView {
        let id = self.id.get_value();
        let answers = self.session.watch(move |model, _| {
            let log: Log = model.get_or_default(&id);
            let newest = log.reviews.values().rev();
            newest
                .map(|review| {
                    let seconds = (review.duration / 1_000).to_string();
                    let mut detail = [&review.day.long(), ", ", &seconds, " seconds"].concat();
                    if review.effort == Effort::Practice {
                        detail.push_str(", practice only");
                    }
                    (rating_words(review.rating), detail)
                })
                .collect::<Vec<_>>()
        });
        dynamic(move || {
            let answers = answers.get();
            if answers.is_empty() {
                return ().into_any();
            }
            let rows: Vec<AnyView> = answers
                .iter()
                .take(ANSWERS_SHOWN)
                .map(|(title, detail)| fact(title, detail))
                .collect();
            let title = ["My answers so far (", &answers.len().to_string(), ")"].concat();
            let list = el("ul")
                .attr("role", "list")
                .class("plain")
                .view(rows.into_any());
            let rest = answers.len().saturating_sub(ANSWERS_SHOWN);
            let rest = (rest > 0).then(|| {
                muted(
                    &[
                        "Older answers: ",
                        &rest.to_string(),
                        ". They count all the same.",
                    ]
                    .concat(),
                )
            });
            view! { <Disclosure title=title>{list}{rest}</Disclosure> }.into_any()
        })
    }

    pub(super) fn end(self, starter: Option<Question>) -> AnyView {
        let is_own = self.row.with_untracked(|row| row.own);
        if is_own && starter.is_none() {
            let delete = Callback::new(move |()| {
                let id = self.id.get_value();
                if self
                    .hand
                    .does_with_undo(CardAction::Delete { id }, "Card deleted")
                {
                    phone::swap(address::DECK);
                }
            });
            return view! { <Button kind=ButtonKind::Danger icon=Icon::Trash label="Delete this card" on_press=delete /> }.into_any();
        }
        let id = self.id.get_value();
        let is_changed = self.session.watch(move |model, _| {
            model
                .get::<Card>(&id)
                .is_some_and(|card| *card != original(card))
        });
        let reset = Callback::new(move |()| {
            let action = self.edit(|card| *card = original(card));
            self.hand.does_with_undo(action, "Back to the starter text");
        });
        maybe(move || {
            is_changed.get().then(|| {
                vec![
                    view! { <Button kind=ButtonKind::Danger icon=Icon::Undo label="Back to the starter text" on_press=reset /> }.into_any(),
                    muted("Question, outline and details become as they came with the app. Your script, tags and stories stay.").into_any(),
                ]
                .into_any()
            })
        })
    }
}

/// The card without what it lays over a starter question.
fn original(card: &Card) -> Card {
    Card {
        text: None,
        category: None,
        structure: None,
        priority: None,
        interviewers: None,
        seconds: None,
        outline: None,
        ..card.clone()
    }
}

fn rating_words(rating: Rating) -> &'static str {
    match rating {
        Rating::Again => "It did not come to mind",
        Rating::Hard => "It came with effort, or in part",
        Rating::Good => "It came",
        Rating::Easy => "It came at once",
    }
}
