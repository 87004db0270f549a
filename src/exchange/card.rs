//! Between notes and cards: what of a note a card can hold, and what a card becomes.
//!
//! A card has stricter limits than a file. What does not fit as question or outline point goes on in
//! the script, so that nothing written is lost where there is room. A note that does not fit at all is left
//! out and named: half of an answer would look like a whole one.
//! `fit` comes before `preview`: a deck that was taken in then compares as equal the next time.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::card::{Card, POINT_MAX, POINTS_MAX, Point, QUESTION_MAX, TAG_MAX, TAGS_MAX};
use crate::domain::ids::CardId;
use crate::domain::text::{TEXT_MAX, is_longer, length};
use crate::domain::words::grouped;
use crate::exchange::loss::{Losses, What, beginning};
use crate::exchange::note::{self, Deck, Note, NoteId, join_answer};
use crate::exchange::preview::{Change, Choice, Fate, Known, Part, Preview};

/// The deck as far as cards can hold it; what has no room is added to its losses.
#[must_use]
pub fn fit(mut deck: Deck) -> Deck {
    let notes = std::mem::take(&mut deck.notes);
    let rows = std::mem::take(&mut deck.rows);
    for (at, note) in notes.into_iter().enumerate() {
        let row = rows.get(at).copied();
        let note = fitted(note, &mut deck.losses);
        if is_longer(&note.script, TEXT_MAX) {
            deck.losses.name(What::TooLong, named(&note, row));
            continue;
        }
        deck.notes.push(note);
        deck.rows.extend(row);
    }
    deck
}

/// `Row 12, “Why did you leave?”: 24,011 characters`.
fn named(note: &Note, row: Option<usize>) -> String {
    let row = row.map_or_else(String::new, |row| ["Row ", &row.to_string(), ", "].concat());
    let question = beginning(&note.question.replace('\n', " "), 60);
    let count = grouped(length(&note.script));
    [&*row, "“", &question, "”: ", &count, " characters"].concat()
}

/// The note as a card can hold it, but for its length.
fn fitted(mut note: Note, losses: &mut Losses) -> Note {
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
    let tags = note.tags.len();
    note.tags.retain(|tag| !is_longer(tag, TAG_MAX));
    note.tags.truncate(TAGS_MAX);
    losses.add(What::Tag, tags - note.tags.len(), &note.question);
    note.tidy()
}

/// At most `max` characters, the last an ellipsis where something is missing.
fn shortened(text: &str, max: usize) -> String {
    if is_longer(text, max) {
        beginning(text, max - 1)
    } else {
        text.to_owned()
    }
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
pub fn id_of(id: &str, question: &str) -> NoteId {
    NoteId::ours(id).unwrap_or_else(|| NoteId::from_question(question))
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

/// Lays parts of a note over a card; all else of it stays. `points` is the outline it has now.
pub fn take(card: &mut Card, points: &[Point], note: &Note, category: String, parts: &[Part]) {
    for part in parts {
        match part {
            Part::Question => card.text = Some(note.question.clone()),
            Part::Outline => card.outline = Some(outline(points, &note.outline)),
            Part::Script => card.script.clone_from(&note.script),
            Part::Tags => add_tags(&mut card.tags, &note.tags),
            Part::Deck => card.category = Some(category.clone()),
        }
    }
}

/// Tags are only added, as far as there is room.
fn add_tags(tags: &mut BTreeSet<String>, more: &[String]) {
    for tag in more {
        let key = note::same_tag(tag);
        let is_known = tags.iter().any(|known| note::same_tag(known) == key);
        if tags.len() < TAGS_MAX && !is_known {
            tags.insert(tag.clone());
        }
    }
}

/// A card that is here, for `cards`.
pub struct Here {
    /// Its id.
    pub id: CardId,
    /// Its record as it is.
    pub card: Card,
    /// The points it shows.
    pub points: Vec<Point>,
}

/// The cards to write, with their ids, in the order of the file: as many as `Preview::count` says.
///
/// `here` gives the card in a place among those that were previewed, `category` the category of a deck, and
/// `new` has the last word about a card that is not here yet.
pub fn cards(
    deck: &Deck,
    preview: &Preview,
    choice: Choice,
    here: impl Fn(usize) -> Here,
    category: impl Fn(&str) -> String,
    new: impl Fn(Card) -> Card,
) -> Vec<(CardId, Card)> {
    let mut titles: BTreeMap<&str, String> = BTreeMap::new();
    let notes = deck.notes.iter().zip(&preview.verdicts);
    notes
        .filter_map(|(note, verdict)| {
            let fate = verdict.fate(choice);
            if fate == Fate::LeftOut {
                return None;
            }
            let category = titles
                .entry(&note.deck)
                .or_insert_with(|| category(&note.deck));
            Some(match fate {
                Fate::Laid(place, changes) => {
                    let Here {
                        id,
                        mut card,
                        points,
                    } = here(place);
                    let parts: Vec<Part> = changes.iter().map(|change| change.part).collect();
                    take(&mut card, &points, note, category.clone(), &parts);
                    (id, card)
                }
                Fate::Added | Fate::LeftOut => {
                    let id = id_of("", &note.question);
                    let id = note.id.as_ref().unwrap_or(&id).as_str().into();
                    (id, new(new_card(note, category.clone())))
                }
            })
        })
        .collect()
}

/// What would be written to one card, in words: `“Why us?”: your points, tags`.
pub fn told(here: &Known, changes: &[Change]) -> String {
    let parts = changes.iter().map(|Change { part, replaces }| {
        let (one, own) = match part {
            Part::Question => ("the question", "the question"),
            Part::Outline => ("the points", "your points"),
            Part::Script => ("the whole answer", "your whole answer"),
            Part::Tags => ("more tags", "more tags"),
            Part::Deck => ("the subject", "the subject"),
        };
        if *replaces { own } else { one }
    });
    let parts: Vec<&str> = parts.collect();
    let question = beginning(&here.note.question.replace('\n', " "), 80);
    ["“", &question, "”: ", &parts.join(", ")].concat()
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
