//! What taking a deck in would do, before anything is written: new, changed, already here, and lost.
//!
//! What a file does not say never takes anything away: an empty cell leaves the text that is here, and tags
//! are only added.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::card::TAGS_MAX;
use crate::domain::words::grouped;
use crate::exchange::loss::{EXAMPLES_MAX, Losses, What};
use crate::exchange::note::{self, Deck, Note, NoteId};

/// A part of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

/// A card that is here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// As other programs see it.
    pub note: Note,
    /// Its points came with the app; the person has written none.
    pub has_starter_points: bool,
    /// Its answer stands on a prep sheet, where alone it is changed.
    pub is_of_sheet: bool,
}

/// A part that a note would write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which.
    pub part: Part,
    /// Words that the person wrote would go for it.
    pub replaces: bool,
}

/// What one note of the file would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Not here yet.
    New,
    /// Here, and all it says is there already.
    Same,
    /// Here under the same id, with other content.
    Changed {
        /// Place of the card among those that are here.
        card: usize,
        /// What differs.
        changes: Vec<Change>,
    },
    /// Another card here asks the same. The person decides.
    Twin {
        /// Place of that card among those that are here.
        card: usize,
        /// What laying the answer over it would write.
        changes: Vec<Change>,
        /// No other note of the file is about that card, so it can be laid over.
        is_first: bool,
    },
}

/// What to do with notes whose question another card asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Twins {
    /// Leave them out.
    #[default]
    LeaveOut,
    /// Lay their answers over the cards that are here. A second answer to one question is a card of its own.
    LayOver,
    /// Make each a card of its own.
    Add,
}

/// What the person chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Changed notes replace what is here.
    pub replace: bool,
    /// What to do with the others that are about something here.
    pub twins: Twins,
}

/// What becomes of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate<'a> {
    /// Nothing.
    LeftOut,
    /// A card of its own.
    Added,
    /// It is laid over the card in this place.
    Laid(usize, &'a [Change]),
}

impl Verdict {
    /// What becomes of the note when the person chooses so.
    pub fn fate(&self, choice: Choice) -> Fate<'_> {
        match self {
            Verdict::New => Fate::Added,
            Verdict::Same => Fate::LeftOut,
            Verdict::Changed { card, changes } if choice.replace => Fate::Laid(*card, changes),
            Verdict::Changed { .. } => Fate::LeftOut,
            Verdict::Twin {
                card,
                changes,
                is_first,
            } => match choice.twins {
                Twins::LeaveOut => Fate::LeftOut,
                Twins::LayOver if *is_first => Fate::Laid(*card, changes),
                Twins::LayOver | Twins::Add => Fate::Added,
            },
        }
    }
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
    pub twins: usize,
    /// The first questions that are new.
    pub new_examples: Vec<String>,
    /// What the file held and will not come along.
    pub losses: Losses,
}

/// Compares a deck with the cards that are here.
pub fn preview(deck: &Deck, here: &[Known]) -> Preview {
    let here: Vec<Known> = here
        .iter()
        .map(|known| Known {
            note: known.note.tidy(),
            ..*known
        })
        .collect();
    let mut by_id: BTreeMap<NoteId, usize> = BTreeMap::new();
    let mut by_question: BTreeMap<String, usize> = BTreeMap::new();
    for (place, Known { note, .. }) in here.iter().enumerate() {
        let id = note.id.clone();
        let id = id.unwrap_or_else(|| NoteId::from_question(&note.question));
        by_id.entry(id).or_insert(place);
        by_question
            .entry(note::same_matter(&note.question))
            .or_insert(place);
    }
    let found = |note: &Note| {
        let id = note.id.as_ref()?;
        by_id.get(id).copied()
    };
    // Who is meant by id comes first: no two notes may write to one card.
    let mut taken: BTreeSet<usize> = deck.notes.iter().filter_map(found).collect();
    let mut out = Preview {
        losses: deck.losses.clone(),
        ..Preview::default()
    };
    for coming in &deck.notes {
        let coming = coming.tidy();
        let by_id = found(&coming);
        let meant = by_id.or_else(|| {
            let matter = note::same_matter(&coming.question);
            by_question.get(&matter).copied()
        });
        if let Some(known) = meant.map(|card| &here[card]).filter(|one| one.is_of_sheet) {
            let answers = [Part::Outline, Part::Script];
            let is_other = answers
                .iter()
                .any(|part| says_other(&known.note, &coming, *part));
            out.losses
                .add(What::OfSheet, usize::from(is_other), &coming.question);
        }
        let verdict = match meant {
            None => Verdict::New,
            Some(card) => match changes(&here[card], &coming, by_id.is_some()) {
                changes if changes.is_empty() => Verdict::Same,
                changes if by_id.is_some() => Verdict::Changed { card, changes },
                changes => Verdict::Twin {
                    card,
                    changes,
                    is_first: taken.insert(card),
                },
            },
        };
        match &verdict {
            Verdict::New => {
                out.new += 1;
                if out.new_examples.len() < EXAMPLES_MAX {
                    out.new_examples.push(coming.question.clone());
                }
            }
            Verdict::Same => out.same += 1,
            Verdict::Changed { card, .. } | Verdict::Twin { card, .. } => {
                let (new, room) = new_tags(&here[*card].note, &coming);
                out.losses
                    .add(What::Tag, new.saturating_sub(room), &coming.question);
                match verdict {
                    Verdict::Changed { .. } => out.changed += 1,
                    _ => out.twins += 1,
                }
            }
        }
        out.verdicts.push(verdict);
    }
    out
}

/// How many tags of `coming` the card has not, and how many it has room for.
fn new_tags(known: &Note, coming: &Note) -> (usize, usize) {
    let has: BTreeSet<String> = known.tags.iter().map(|tag| note::same_tag(tag)).collect();
    let new = coming
        .tags
        .iter()
        .filter(|tag| !has.contains(&note::same_tag(tag)));
    (new.count(), TAGS_MAX.saturating_sub(known.tags.len()))
}

/// A tidy note has an answer, and not the one of the card.
fn says_other(here: &Note, coming: &Note, part: Part) -> bool {
    match part {
        Part::Outline => !coming.outline.is_empty() && here.outline != coming.outline,
        Part::Script => !coming.script.is_empty() && here.script != coming.script,
        Part::Question | Part::Tags | Part::Deck => false,
    }
}

/// What a tidy note says that a tidy card does not. `is_it`: they are the same card, so that question and
/// deck count too.
fn changes(known: &Known, coming: &Note, is_it: bool) -> Vec<Change> {
    let here = &known.note;
    let (new, room) = new_tags(here, coming);
    let differs = |part: Part| match part {
        Part::Question => is_it && here.question != coming.question,
        Part::Outline | Part::Script => !known.is_of_sheet && says_other(here, coming, part),
        Part::Tags => new.min(room) > 0,
        Part::Deck => is_it && !coming.deck.is_empty() && here.deck != coming.deck,
    };
    let replaces = |part: Part| match part {
        Part::Question => true,
        Part::Outline => !known.has_starter_points && !here.outline.is_empty(),
        Part::Script => !here.script.is_empty(),
        Part::Tags | Part::Deck => false,
    };
    [
        Part::Question,
        Part::Outline,
        Part::Script,
        Part::Tags,
        Part::Deck,
    ]
    .into_iter()
    .filter(|part| differs(*part))
    .map(|part| Change {
        part,
        replaces: replaces(part),
    })
    .collect()
}

impl Preview {
    /// How many cards would be added or changed when the person chooses so.
    pub fn count(&self, choice: Choice) -> usize {
        let fates = self.verdicts.iter().map(|verdict| verdict.fate(choice));
        fates.filter(|fate| *fate != Fate::LeftOut).count()
    }

    /// How many of these would be cards of their own.
    pub fn added(&self, choice: Choice) -> usize {
        let fates = self.verdicts.iter().map(|verdict| verdict.fate(choice));
        fates.filter(|fate| *fate == Fate::Added).count()
    }

    /// What taking it in does when the person chooses so, for its button: `Import 3 cards` where all are new,
    /// `Change 1 card`, `Add 2, change 1`.
    pub fn deed(&self, choice: Choice) -> String {
        let added = self.added(choice);
        let changed = self.count(choice) - added;
        let cards = |count| {
            [
                &*grouped(count),
                if count == 1 { " card" } else { " cards" },
            ]
            .concat()
        };
        match (added, changed) {
            (_, 0) => ["Import ", &cards(added)].concat(),
            (0, _) => ["Change ", &cards(changed)].concat(),
            _ => ["Add ", &grouped(added), ", change ", &grouped(changed)].concat(),
        }
    }

    /// How many cards would lose words that the person wrote when they choose so.
    pub fn replaced(&self, choice: Choice) -> usize {
        let fates = self.verdicts.iter().map(|verdict| verdict.fate(choice));
        let loses = |fate: &Fate| match fate {
            Fate::Laid(_, changes) => changes.iter().any(|change| change.replaces),
            Fate::LeftOut | Fate::Added => false,
        };
        fates.filter(loses).count()
    }

    /// `12 new, 3 changed, 40 already here, 1 with a question that another card asks`.
    pub fn sentence(&self) -> String {
        [
            (self.new, " new, "),
            (self.changed, " changed, "),
            (self.same, " already here, "),
            (self.twins, " with a question that another card asks"),
        ]
        .iter()
        .fold(String::new(), |text, (n, words)| {
            text + &n.to_string() + words
        })
    }

    /// Taking the deck in would change nothing.
    pub fn is_nothing(&self) -> bool {
        self.new + self.changed + self.twins == 0
    }
}
