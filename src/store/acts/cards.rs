//! What a person does to cards, and to the log of their answers.

use std::collections::BTreeSet;

use crate::domain::card::{Card, DURATION_MAX, Log, POINT_MAX, POINTS_MAX, QUESTION_MAX, Review};
use crate::domain::ids::CardId;
use crate::domain::record::Record;
use crate::domain::text::is_longer;
use crate::store::acts::tags::checked_tags;
use crate::store::core::change::{Act, Change, Plan, Refusal, delete, edit, existing, refuse};
use crate::store::core::model::Model;

/// One thing done to cards.
#[derive(Clone, Debug, PartialEq)]
pub enum CardAction {
    /// Note an answer to a card. What is due next is not stored; it is replayed from the answers.
    Grade {
        /// Id of the card.
        card: CardId,
        /// Fresh id.
        fresh: String,
        /// The answer.
        review: Review,
    },
    /// Take an answer back.
    UndoGrade {
        /// Id of the card.
        card: CardId,
        /// Name of the answer in the card's log.
        review: String,
    },
    /// Add an own question.
    Add {
        /// Fresh id.
        id: CardId,
        /// The card.
        card: Card,
    },
    /// Change an own question, or lay changes over a starter question.
    Edit {
        /// Id of the card.
        id: CardId,
        /// As it should be.
        card: Card,
    },
    /// Delete an own question, or drop the changes to a starter question. Its answers stay.
    Delete {
        /// Id of the card.
        id: CardId,
    },
    /// Stop asking a card, or ask it again.
    Suspend {
        /// Id of the card.
        id: CardId,
        /// Not asked.
        suspended: bool,
    },
    /// Choose cards to study, or stop studying them.
    Choose {
        /// Ids of the cards.
        ids: Vec<CardId>,
        /// Studied.
        chosen: bool,
    },
    /// Stop asking many cards, or ask them again.
    SuspendMany {
        /// Ids of the cards.
        ids: Vec<CardId>,
        /// Not asked.
        suspended: bool,
    },
    /// Add cards that came from a file, and change those that are here. All of them or none.
    Import {
        /// Id and card as it should be, in the order of the file. A card that is not here yet is an own one.
        cards: Vec<(CardId, Card)>,
    },
}

impl Act for CardAction {
    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            CardAction::Grade {
                card,
                fresh,
                review,
            } => grade(model, &card, &fresh, review, &mut out)?,
            CardAction::UndoGrade { card, review } => {
                let log: Log = model.get_or_default(&card);
                if !log.reviews.contains_key(&review) {
                    return refuse("This answer was already taken back. Nothing was changed.");
                }
                out.push(Change {
                    kind: Log::KIND.into(),
                    id: (&*card).into(),
                    field: review.into(),
                    val: "null".into(),
                });
            }
            CardAction::Add { id, card } => {
                if model.is_alive(Card::KIND, &id) {
                    return refuse("This card was already added. Nothing was changed.");
                }
                let place = next_place(model);
                let own = true;
                let card = checked_card(Card { own, place, ..card })?;
                edit(model, &id, &card, &mut out)?;
            }
            CardAction::Edit { id, card } => {
                let before = model.get::<Card>(&id);
                if card.own && before.is_none() {
                    return refuse("This card was deleted in the meantime. Nothing was changed.");
                }
                let own = before.map_or(card.own, |before| before.own);
                let card = checked_card(Card { own, ..card })?;
                edit(model, &id, &card, &mut out)?;
            }
            CardAction::Delete { id } => {
                existing::<Card>(model, &id)?;
                delete::<Card>(&id, &mut out);
            }
            CardAction::Suspend { id, suspended } => {
                let card = Card {
                    suspended,
                    ..model.get_or_default(&id)
                };
                edit(model, &id, &card, &mut out)?;
            }
            CardAction::Choose { ids, chosen } => {
                for id in ids {
                    let card = Card {
                        chosen,
                        ..model.get_or_default(&id)
                    };
                    edit(model, &id, &card, &mut out)?;
                }
            }
            CardAction::SuspendMany { ids, suspended } => {
                for id in ids {
                    let card = Card {
                        suspended,
                        ..model.get_or_default(&id)
                    };
                    edit(model, &id, &card, &mut out)?;
                }
            }
            CardAction::Import { cards } => {
                let mut next = next_place(model);
                for (id, mut card) in cards {
                    match model.get::<Card>(&id) {
                        Some(before) => card.own = before.own,
                        None if !card.own => {}
                        None => {
                            card.place = next;
                            next = next.saturating_add(1);
                        }
                    }
                    let name = card.text.clone().unwrap_or_else(|| id.clone().into());
                    let card = checked_card(card)
                        .map_err(|refusal| Refusal(["“", &name, "”: ", &refusal.0].concat()))?;
                    edit(model, &id, &card, &mut out)?;
                }
            }
        }
        Ok(Plan::Write(out))
    }
}

pub(super) fn grade(
    model: &Model,
    card: &CardId,
    fresh: &str,
    mut review: Review,
    out: &mut Vec<Change>,
) -> Result<(), Refusal> {
    if card.is_empty() || fresh.is_empty() {
        return refuse("This card cannot be found. Open the deck again.");
    }
    review.duration = review.duration.min(DURATION_MAX);
    review.said.truncate(POINTS_MAX);
    review.missed.truncate(POINTS_MAX);
    let name = review.name(fresh);
    if model
        .register(Log::KIND, card, &name)
        .is_some_and(|register| register.current().is_some())
    {
        return refuse("This answer was already counted.");
    }
    out.push(Change {
        kind: Log::KIND.into(),
        id: (&**card).into(),
        field: name.into(),
        val: review.json().into(),
    });
    Ok(())
}

/// Behind every own card that is here.
fn next_place(model: &Model) -> u32 {
    let places = model.all::<Card>().values().map(|card| card.place);
    places.max().unwrap_or(0).saturating_add(1)
}

fn checked_card(mut card: Card) -> Result<Card, Refusal> {
    if let Some(text) = &mut card.text {
        *text = text.trim().to_owned();
    }
    match card.text.as_deref() {
        Some("") => return refuse("Write the question, for example “Why our program?”."),
        None if card.own => return refuse("Write the question, for example “Why our program?”."),
        Some(text) if is_longer(text, QUESTION_MAX) => {
            return refuse("This question is too long. Shorten it to 1,000 characters.");
        }
        _ => {}
    }
    if let Some(outline) = &mut card.outline {
        for point in outline.iter_mut() {
            point.text = point.text.trim().to_owned();
        }
        outline.retain(|point| !point.text.is_empty());
        if outline.len() > POINTS_MAX {
            return refuse("An outline has at most 12 points. Join some of them.");
        }
        if outline
            .iter()
            .any(|point| is_longer(&point.text, POINT_MAX))
        {
            return refuse("One point is too long. Shorten it to 500 characters.");
        }
        let ids: BTreeSet<&str> = outline.iter().map(|point| &*point.id).collect();
        if ids.len() < outline.len() || ids.contains("") {
            return refuse("Two points of the outline are mixed up. Delete one and add it again.");
        }
    }
    if let Some((shortest, longest)) = card.seconds
        && (shortest > longest || longest == 0 || longest > 3_600)
    {
        return refuse("Choose a time from 1 second to one hour, the shorter one first.");
    }
    card.tags = checked_tags(card.tags)?;
    Ok(card)
}
