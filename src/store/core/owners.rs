//! Who goes with whom when a record is deleted: declared here, once, for every kind.

use crate::domain::card::Card;
use crate::domain::checklist::Entry;
use crate::domain::debrief::Debrief;
use crate::domain::fact::Fact;
use crate::domain::ids::{ends_in, family, holds, sides};
use crate::domain::meeting::{Block, Meeting};
use crate::domain::person::Person;
use crate::domain::program::Program;
use crate::domain::ranking::{Duel, Score};
use crate::domain::record::Record;
use crate::domain::story::{Run, Story, Wording};
use crate::domain::thanks::Thanks;
use crate::domain::trip::{Interview, Trip};
use crate::store::core::change::Change;
use crate::store::core::model::{DELETED, Model};

/// How a record says to whom it belongs.
enum By {
    /// Its id begins with the owner's.
    Prefix,
    /// Its id ends with the owner's.
    Suffix,
    /// The owner's id stands in its id, behind a slash, and with a slash behind it or at its end.
    Within,
    /// Its id is a pair with the owner's.
    Pair,
    /// A field of it holds the owner's id.
    Field(&'static str),
}

/// Owner, what belongs to it, and how that says so.
const OWNED: &[(&str, &str, By)] = &[
    (Program::KIND, Interview::KIND, By::Field("at")),
    (Program::KIND, Score::KIND, By::Prefix),
    (Program::KIND, Duel::KIND, By::Pair),
    (Program::KIND, Person::KIND, By::Prefix),
    (Program::KIND, Fact::KIND, By::Prefix),
    // The one that the prep sheet answers.
    (Program::KIND, Card::KIND, By::Pair),
    (Interview::KIND, Meeting::KIND, By::Prefix),
    (Interview::KIND, Block::KIND, By::Prefix),
    (Interview::KIND, Debrief::KIND, By::Prefix),
    (Interview::KIND, Thanks::KIND, By::Prefix),
    // Whom nobody knows any more was met by nobody.
    (Person::KIND, Meeting::KIND, By::Suffix),
    (Person::KIND, Thanks::KIND, By::Within),
    (Trip::KIND, Interview::KIND, By::Field("trip")),
    (Trip::KIND, Entry::KIND, By::Prefix),
    // The tasks of a trip that are for one of its interviews.
    (Interview::KIND, Entry::KIND, By::Suffix),
    (Story::KIND, Wording::KIND, By::Prefix),
    (Story::KIND, Run::KIND, By::Prefix),
];

/// Kind and id of every record, living or deleted, that goes with this one: what belongs to it, and what
/// belongs to that.
pub fn family_of(model: &Model, kind: &str, id: &str) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    add_family(model, kind, id, &mut found);
    found
}

fn add_family(model: &Model, kind: &str, id: &str, found: &mut Vec<(&'static str, String)>) {
    for (owner, owned, by) in OWNED {
        if *owner != kind {
            continue;
        }
        for (other, fields) in model.records().get(*owned).into_iter().flatten() {
            let belongs = match by {
                By::Prefix => other.starts_with(&family(id)),
                By::Suffix => ends_in(other, id),
                By::Within => holds(other, id),
                By::Pair => sides(other).is_some_and(|(a, b)| a == id || b == id),
                By::Field(field) => {
                    let shown = fields.get(*field).and_then(|register| register.current());
                    // As an id is stored: plain letters, so that nothing is escaped.
                    shown.is_some_and(|shown| shown.val.trim_matches('"') == id)
                }
            };
            let is_it = |(kind, known): &(&str, String)| kind == owned && **known == **other;
            let is_new = || !found.iter().any(is_it);
            if belongs && is_new() {
                found.push((*owned, other.to_string()));
                add_family(model, owned, other, found);
            }
        }
    }
}

/// Deletes a record with all that goes with it.
pub(in crate::store) fn delete_all(
    model: &Model,
    kind: &'static str,
    id: &str,
    out: &mut Vec<Change>,
) {
    let family = family_of(model, kind, id);
    let with_it = family
        .iter()
        .map(|(kind, id)| (*kind, &**id))
        .filter(|(kind, id)| model.is_alive(kind, id));
    for (kind, id) in std::iter::once((kind, id)).chain(with_it) {
        let change = Change {
            kind: kind.into(),
            id: id.into(),
            field: DELETED.into(),
            val: "true".into(),
        };
        if !out.contains(&change) {
            out.push(change);
        }
    }
}
