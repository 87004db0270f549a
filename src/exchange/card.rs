//! Between notes and cards: what of a note a card can hold, and what a card becomes.
//!
//! A card has stricter limits than a file. What does not fit as question or outline point goes on in
//! the script, so that nothing written is lost where there is room, and the rest is reported.
//! `fit` comes before `preview`: a deck that was taken in then compares as equal the next time.

use std::collections::BTreeSet;

use crate::domain::card::{Card, POINT_MAX, POINTS_MAX, Point, QUESTION_MAX, TAG_MAX, TAGS_MAX};
use crate::domain::text::is_longer;
use crate::exchange::loss::What;
use crate::exchange::note::{CardId, Deck, Note, TEXT_MAX, join_answer};
use crate::exchange::preview::Part;

/// The deck as far as cards can hold it; what had to go is added to its losses.
#[must_use]
pub fn fit(mut deck: Deck) -> Deck {
    let notes = std::mem::take(&mut deck.notes);
    for note in notes {
        let (note, is_cut) = fitted(note);
        if is_cut {
            deck.losses.add(What::Cut, 1, &note.question);
        }
        deck.notes.push(note);
    }
    deck
}

/// The note as a card can hold it, and whether something had to go.
fn fitted(mut note: Note) -> (Note, bool) {
    let mut moved: Vec<String> = Vec::new();
    if is_longer(&note.question, QUESTION_MAX) {
        moved.push(note.question.clone());
        note.question = shortened(&note.question, QUESTION_MAX);
    }
    let long = note.outline.len() > POINTS_MAX
        || note.outline.iter().any(|text| is_longer(text, POINT_MAX));
    if long {
        // As a whole, so that it can be read in one place.
        moved.extend(note.outline.iter().cloned());
        note.outline.truncate(POINTS_MAX);
        for text in &mut note.outline {
            *text = shortened(text, POINT_MAX);
        }
    }
    if !moved.is_empty() {
        note.script = join_answer(&moved, "") + "\n" + &note.script;
    }
    let mut is_cut = is_longer(&note.script, TEXT_MAX);
    if is_cut {
        note.script = note.script.chars().take(TEXT_MAX).collect();
    }
    let tags = note.tags.len();
    note.tags.retain(|tag| !is_longer(tag, TAG_MAX));
    note.tags.truncate(TAGS_MAX);
    is_cut |= note.tags.len() < tags;
    (note.tidy(), is_cut)
}

/// At most `max` characters, the last an ellipsis where something is missing.
fn shortened(text: &str, max: usize) -> String {
    if !is_longer(text, max) {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(max - 1).collect();
    short.push('…');
    short
}

/// A card as other programs see it. `deck` is what its category is called.
pub fn note(
    id: &str,
    question: &str,
    outline: &[Point],
    script: &str,
    tags: &BTreeSet<String>,
    deck: &str,
) -> Note {
    let note = Note {
        id: Some(id_of(id, question)),
        question: question.to_owned(),
        outline: outline.iter().map(|point| point.text.clone()).collect(),
        script: script.to_owned(),
        tags: tags.iter().cloned().collect(),
        deck: deck.to_owned(),
    };
    note.tidy()
}

/// The name a card goes by in files: its own id where that is lawful there.
pub fn id_of(id: &str, question: &str) -> CardId {
    CardId::ours(id).unwrap_or_else(|| CardId::from_question(question))
}

/// The card that a note which is not here becomes. `category` is what its deck is called here.
pub fn new_card(note: &Note, category: String) -> Card {
    let mut card = Card {
        own: true,
        source: note.guid(),
        ..Card::default()
    };
    let all = [
        Part::Question,
        Part::Outline,
        Part::Script,
        Part::Tags,
        Part::Deck,
    ];
    take(&mut card, &[], note, category, &all);
    card
}

/// Lays the parts that differ over a card; all else of it stays. `points` is the outline it has now.
pub fn take(card: &mut Card, points: &[Point], note: &Note, category: String, parts: &[Part]) {
    for part in parts {
        match part {
            Part::Question => card.text = Some(note.question.clone()),
            Part::Outline => card.outline = Some(outline(points, &note.outline)),
            Part::Script => card.script.clone_from(&note.script),
            Part::Tags => card.tags = note.tags.iter().cloned().collect(),
            Part::Deck => card.category = Some(category.clone()),
        }
    }
}

/// The points with their ids: a text that was there keeps its id, because answers remember by id
/// which points were said.
fn outline(before: &[Point], texts: &[String]) -> Vec<Point> {
    let mut used: BTreeSet<String> = BTreeSet::new();
    let kept: Vec<Option<String>> = texts
        .iter()
        .map(|text| {
            let known = before
                .iter()
                .find(|point| point.text == *text && !used.contains(&point.id))?;
            used.insert(known.id.clone());
            Some(known.id.clone())
        })
        .collect();
    let taken: BTreeSet<&str> = before.iter().map(|point| &*point.id).collect();
    let mut free = (1_u32..)
        .map(|number| ["i", &number.to_string()].concat())
        .filter(|id| !taken.contains(&**id));
    kept.into_iter()
        .zip(texts)
        .map(|(id, text)| Point {
            id: id.or_else(|| free.next()).unwrap_or_default(),
            text: text.clone(),
        })
        .collect()
}
