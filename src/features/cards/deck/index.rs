//! What the search knows of the deck: built in small steps, and kept between visits.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::store::read::deck::Row as CardRow;
use crate::store::read::finder::{Index, Match, Names};

/// Rows that the index takes in at once while nobody types: a few milliseconds on a slow phone.
pub const INDEX_STEP: usize = 80;

/// The index of the deck, and what it was made from.
#[derive(Default)]
pub struct DeckIndex {
    words: Index,
    /// The names in it.
    names: Names,
    /// Of each row in the index, what its words were.
    marks: Vec<u64>,
    /// Revision of the cards at the last look at the marks.
    revision: u64,
}

impl DeckIndex {
    /// Takes in at most `most` more rows; says whether it knows them all. It starts anew when a word of a
    /// known row has changed, which choosing or pausing a card does not.
    pub fn learn(&mut self, rows: &[CardRow], names: &Names, revision: u64, most: usize) -> bool {
        if self.names != *names {
            *self = DeckIndex {
                names: names.clone(),
                ..DeckIndex::default()
            };
        }
        if self.revision != revision {
            let known = self.marks.len() <= rows.len()
                && self
                    .marks
                    .iter()
                    .zip(rows)
                    .all(|(old, row)| *old == mark(row));
            if !known {
                *self = DeckIndex {
                    names: names.clone(),
                    ..DeckIndex::default()
                };
            }
            self.revision = revision;
        }
        for row in rows.iter().skip(self.marks.len()).take(most) {
            self.words.add(row, &self.names);
            self.marks.push(mark(row));
        }
        self.marks.len() >= rows.len()
    }

    /// For each row how it answers the search, as far as the rows are known, and whether all are.
    pub fn hits(
        &mut self,
        rows: &[CardRow],
        names: &Names,
        revision: u64,
        search: &str,
    ) -> (Vec<Option<Match>>, bool) {
        // A key never waits for a large deck: the rest is found as it is learned.
        let knows_all = self.learn(rows, names, revision, INDEX_STEP);
        let mut hits = vec![None; rows.len()];
        for (place, how) in self.words.search(search) {
            if let Some(hit) = hits.get_mut(place) {
                *hit = Some(how);
            }
        }
        (hits, knows_all)
    }
}

fn mark(row: &CardRow) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&row.id, &row.text, &row.tags).hash(&mut hasher);
    (&row.category, &row.structure, &row.program).hash(&mut hasher);
    for point in &row.outline {
        point.text.hash(&mut hasher);
    }
    hasher.finish()
}
