//! Finding cards while somebody types: by the words of the question, its points and tags, then by the
//! names of its subject and shape, and last with one slip of the finger forgiven.
//!
//! Deliberately not here: filters and order of the deck (`deck`).

use std::collections::BTreeMap;
use std::ops::Bound;

use crate::content::lazy::{Structure, Titled};
use crate::domain::words::{fold, words};
use crate::store::read::deck::Row;

/// Shorter words are too easily another word: no slip is forgiven in them.
const SLIP_MIN: usize = 4;

/// How a card answers a search, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// Every word typed is one of its words.
    Exact,
    /// Every word typed begins one of its words.
    Prefix,
    /// Some word typed names its subject, its shape or its program.
    Subject,
    /// Some word typed is one slip away from one of its words.
    Slip,
}

/// The names of subjects and shapes, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// From the content; shapes may come later.
    pub fn new(subjects: &[Titled], shapes: &[Structure]) -> Names {
        let subjects = subjects
            .iter()
            .map(|one| (one.id.clone(), one.title.clone()));
        let shapes = shapes.iter().map(|one| (one.id.clone(), one.title.clone()));
        Names(subjects.chain(shapes).collect())
    }

    /// What a card is about, folded. A subject without a name, as from another program, is its own.
    fn of(&self, row: &Row) -> String {
        let mut text = fold(&row.program);
        for id in [&row.category, &row.structure] {
            for part in [id, self.0.get(id).unwrap_or(id)] {
                text.push(' ');
                text.push_str(&fold(part));
            }
        }
        text
    }
}

/// Places of the cards in which each folded word stands, in order.
type Places = BTreeMap<Box<str>, Vec<u32>>;

/// Words of the deck, prepared for search while typing.
#[derive(Clone, Debug, Default)]
pub struct Index {
    own: Places,
    about: Places,
    count: usize,
}

impl Index {
    /// The index of these rows. For a large deck, `add` a few hundred rows at a time instead.
    pub fn new(rows: &[Row], names: &Names) -> Index {
        let mut index = Index::default();
        for row in rows {
            index.add(row, names);
        }
        index
    }

    /// Takes in the next row of the deck.
    pub fn add(&mut self, row: &Row, names: &Names) {
        // A deck of four billion cards does not fit any phone.
        let place = u32::try_from(self.count).unwrap_or(u32::MAX);
        self.count += 1;
        enter(&mut self.own, place, &own_words(row));
        enter(&mut self.about, place, &names.of(row));
    }

    /// How many rows it knows.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Places of the cards that answer every word typed, in the order of the deck, with how well the
    /// worst of the words is answered. Nothing typed: all.
    pub fn search(&self, query: &str) -> Vec<(usize, Match)> {
        let folded = fold(query);
        let mut found = vec![Some(Match::Exact); self.count];
        for typed in words(&folded) {
            let here = self.places_of(typed);
            for (found, here) in found.iter_mut().zip(here) {
                *found = found.zip(here).map(|(one, other)| one.max(other));
            }
        }
        let found = found.into_iter().enumerate();
        found
            .filter_map(|(place, how)| Some((place, how?)))
            .collect()
    }

    /// For each place how well it answers one word. A slip is forgiven only where nothing else is found:
    /// who types a word that is there means it.
    fn places_of(&self, typed: &str) -> Vec<Option<Match>> {
        let mut here = vec![None; self.count];
        let mut note = |places: &[u32], how: Match| {
            for place in places {
                if let Some(known) = here.get_mut(*place as usize) {
                    *known = Some(known.map_or(how, |known: Match| known.min(how)));
                }
            }
        };
        for (word, places) in begin_with(&self.own, typed) {
            let is_whole = &**word == typed;
            note(
                places,
                if is_whole {
                    Match::Exact
                } else {
                    Match::Prefix
                },
            );
        }
        for (_, places) in begin_with(&self.about, typed) {
            note(places, Match::Subject);
        }
        if here.iter().all(Option::is_none) && typed.chars().count() >= SLIP_MIN {
            let mut note = |places: &[u32]| {
                for place in places {
                    if let Some(known) = here.get_mut(*place as usize) {
                        *known = Some(Match::Slip);
                    }
                }
            };
            for (word, places) in self.own.iter().chain(&self.about) {
                if is_one_slip(typed, word) {
                    note(places);
                }
            }
        }
        here
    }
}

fn begin_with<'a>(
    places: &'a Places,
    typed: &'a str,
) -> impl Iterator<Item = (&'a Box<str>, &'a Vec<u32>)> {
    let range = places.range::<str, _>((Bound::Included(typed), Bound::Unbounded));
    range.take_while(move |(word, _)| word.starts_with(typed))
}

fn enter(known: &mut Places, place: u32, folded: &str) {
    for word in words(folded) {
        let places = match known.get_mut(word) {
            Some(places) => places,
            None => known.entry(word.into()).or_default(),
        };
        if places.last() != Some(&place) {
            places.push(place);
        }
    }
}

fn own_words(row: &Row) -> String {
    let mut text = fold(&row.text);
    for part in row.outline.iter().map(|point| &point.text).chain(&row.tags) {
        text.push(' ');
        text.push_str(&fold(part));
    }
    text
}

/// The texts differ by one letter that is too much, missing or another one, or by two neighbours that
/// changed places: a Damerau-Levenshtein distance of one. A word that goes on is the same so far.
fn is_one_slip(typed: &str, word: &str) -> bool {
    let same = typed.chars().zip(word.chars());
    let same: usize = same
        .take_while(|(one, other)| one == other)
        .map(|(one, _)| one.len_utf8())
        .sum();
    let (typed, word) = (&typed[same..], &word[same..]);
    // Typed to its end without a slip.
    if typed.is_empty() {
        return false;
    }
    let (typed_on, word_on) = (tail(typed), tail(word));
    let is_turned = {
        let mut typed = typed.chars();
        let mut word = word.chars();
        let pair = (typed.next(), typed.next(), word.next(), word.next());
        matches!(pair, (Some(a), Some(b), Some(c), Some(d)) if a == d && b == c)
    };
    // Too much, missing, another one.
    word.starts_with(typed_on)
        || word_on.starts_with(typed)
        || word_on.starts_with(typed_on)
        || (is_turned && tail(word_on).starts_with(tail(typed_on)))
}

/// Without the first character.
fn tail(text: &str) -> &str {
    let mut rest = text.chars();
    rest.next();
    rest.as_str()
}

#[cfg(test)]
mod tests {
    use super::is_one_slip;

    #[test]
    fn one_slip_is_forgiven_and_two_are_not() {
        for (typed, word) in [
            ("wekness", "weakness"),
            ("weaknness", "weakness"),
            ("weakmess", "weakness"),
            ("waekness", "weakness"),
            ("eakness", "weakness"),
            ("weaknes", "weakness's"),
            ("weakness", "weaknes"),
            ("wekn", "weakness"),
            ("familiy", "family"),
            ("fellowhsip", "fellowship"),
            ("ärzt", "arzt"),
        ] {
            assert!(
                is_one_slip(typed, word) || word.starts_with(typed),
                "{typed} {word}"
            );
        }
        for (typed, word) in [
            ("weakness", "weakness"),
            ("wkness", "weakness"),
            ("weaksens", "weakness"),
            ("visa", "plan"),
            ("weakness", "weak"),
            ("", "weak"),
        ] {
            assert!(!is_one_slip(typed, word), "{typed} {word}");
        }
    }
}
