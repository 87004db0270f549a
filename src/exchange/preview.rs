//! What taking a deck in would do, before anything is written: new, changed, already here, and lost.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::exchange::loss::{EXAMPLES_MAX, Losses};
use crate::exchange::note::{self, CardId, Deck, Note};

/// A part of a note that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The question.
    Question,
    /// Points of the answer.
    Outline,
    /// The script.
    Script,
    /// Tags.
    Tags,
    /// Deck or category.
    Deck,
}

/// What one note of the file would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Not here yet.
    New,
    /// Here under the same id, and equal.
    Same,
    /// Here under the same id, with other content.
    Changed(Vec<Part>),
    /// Another card here asks the same; its id. The person decides.
    SameQuestion(CardId),
}

/// The report; counts are numbers of notes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// One per note of the deck, in its order.
    pub verdicts: Vec<Verdict>,
    /// Not here yet.
    pub new: usize,
    /// Here already, equal.
    pub same: usize,
    /// Here with other content.
    pub changed: usize,
    /// The same question is here on another card.
    pub same_question: usize,
    /// The first questions of each: new, changed, same question.
    pub new_examples: Vec<String>,
    /// See `new_examples`.
    pub changed_examples: Vec<String>,
    /// See `new_examples`.
    pub same_question_examples: Vec<String>,
    /// What the file held and will not come along.
    pub losses: Losses,
}

/// Compares a deck with the notes that are here.
pub fn preview(deck: &Deck, here: &[Note]) -> Preview {
    let here: Vec<Note> = here.iter().map(Note::tidy).collect();
    let mut by_id: BTreeMap<CardId, &Note> = BTreeMap::new();
    let mut by_question: BTreeMap<String, CardId> = BTreeMap::new();
    for known in &here {
        let id = known
            .id
            .clone()
            .unwrap_or_else(|| CardId::from_question(&known.question));
        by_question
            .entry(note::same_question(&known.question))
            .or_insert_with(|| id.clone());
        by_id.insert(id, known);
    }
    let mut out = Preview {
        losses: deck.losses.clone(),
        ..Preview::default()
    };
    for coming in &deck.notes {
        let coming = coming.tidy();
        let id = coming
            .id
            .clone()
            .unwrap_or_else(|| CardId::from_question(&coming.question));
        let verdict = match by_id.get(&id) {
            Some(known) => {
                let parts = differences(known, &coming);
                if parts.is_empty() {
                    Verdict::Same
                } else {
                    Verdict::Changed(parts)
                }
            }
            None => by_question
                .get(&note::same_question(&coming.question))
                .map_or(Verdict::New, |other| Verdict::SameQuestion(other.clone())),
        };
        let counted = match verdict {
            Verdict::New => Some((&mut out.new, &mut out.new_examples)),
            Verdict::Same => None,
            Verdict::Changed(_) => Some((&mut out.changed, &mut out.changed_examples)),
            Verdict::SameQuestion(_) => {
                Some((&mut out.same_question, &mut out.same_question_examples))
            }
        };
        match counted {
            Some((count, examples)) => {
                *count += 1;
                if examples.len() < EXAMPLES_MAX {
                    examples.push(coming.question.clone());
                }
            }
            None => out.same += 1,
        }
        out.verdicts.push(verdict);
    }
    out
}

/// The parts in which two tidy notes differ; the order of tags does not count.
fn differences(known: &Note, coming: &Note) -> Vec<Part> {
    let tags = |note: &Note| {
        let mut tags: Vec<String> = note.tags.iter().map(|tag| tag.to_lowercase()).collect();
        tags.sort_unstable();
        tags
    };
    let parts = [
        (Part::Question, known.question != coming.question),
        (Part::Outline, known.outline != coming.outline),
        (Part::Script, known.script != coming.script),
        (Part::Tags, tags(known) != tags(coming)),
        (Part::Deck, known.deck != coming.deck),
    ];
    parts
        .into_iter()
        .filter_map(|(part, differs)| differs.then_some(part))
        .collect()
}

impl Preview {
    /// `12 new, 3 changed, 40 already here, 1 with a question that another card asks`.
    pub fn sentence(&self) -> String {
        [
            (self.new, " new, "),
            (self.changed, " changed, "),
            (self.same, " already here, "),
            (
                self.same_question,
                " with a question that another card asks",
            ),
        ]
        .iter()
        .fold(String::new(), |text, (n, words)| {
            text + &n.to_string() + words
        })
    }

    /// Taking the deck in would change nothing.
    pub fn is_nothing(&self) -> bool {
        self.new + self.changed + self.same_question == 0
    }
}
