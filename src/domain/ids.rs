//! Ids of records: a type for each kind, so that none is taken for another, and the way from a record
//! to what belongs to it. Nobody else glues or splits ids.
//!
//! A child's id is `parent/child`. A child named by a content id is the same record on every phone.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::domain::words::essence;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident,)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        // Hashes and sorts as its text: found by it in a map or a set.
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> $name {
                $name(id)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> $name {
                $name(id.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, id: &str) -> bool {
                self.0 == id
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, id: &&str) -> bool {
                self.0 == *id
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// Id of a program.
    ProgramId,
    /// Id of somebody at a program: the program's, a slash and a fresh one.
    PersonId,
    /// Id of a trip.
    TripId,
    /// Id of an interview.
    InterviewId,
    /// Id of a card: an own one's, or that of a starter question.
    CardId,
    /// Id of a story.
    StoryId,
    /// Id of a take.
    TakeId,
    /// Id of a practice interview.
    DrillId,
    /// Id of a thank-you note: see `note_id`.
    ThanksId,
    /// Id of a fact of a prep sheet: see `Fact`.
    FactId,
    /// Id of a criterion: an own one's, or that of one of the content.
    CriterionId,
}

impl ProgramId {
    /// The program that a name stood for before programs were records of their own: the same on every
    /// phone, however the name was capitalised and spaced. `None` for a name without a letter.
    pub fn of_name(name: &str) -> Option<ProgramId> {
        let essence = essence(name);
        (!essence.is_empty()).then(|| ProgramId(["n-", &hashed(&essence)].concat()))
    }
}

/// FNV-1a in 64 bits as sixteen hex digits. Never changes: it names stored records.
fn hashed(text: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let digit = |place: u32| char::from_digit((hash >> (4 * place)) as u32 & 0xf, 16);
    (0..16).rev().filter_map(digit).collect()
}

/// Id of what belongs to `parent` and is called `own` there.
pub fn child(parent: &str, own: &str) -> String {
    [parent, "/", own].concat()
}

/// What the ids of all that belongs to `parent` begin with.
pub fn family(parent: &str) -> String {
    [parent, "/"].concat()
}

/// The record at the root of an id, and what its part is called there: `None` for a root itself.
pub fn parent(id: &str) -> Option<(&str, &str)> {
    id.split_once('/')
}

/// The record at the root of an id: a root is its own.
pub fn root(id: &str) -> &str {
    parent(id).map_or(id, |(root, _)| root)
}

/// What the record of an id is called within `parent`: `None` for one that does not belong to it.
pub fn within<'a>(parent: &str, id: &'a str) -> Option<&'a str> {
    id.strip_prefix(parent)?.strip_prefix('/')
}

/// The first child in an id, as `parent/child`: what belongs to the child is cut off.
pub fn first_child(id: &str) -> &str {
    match id.match_indices('/').nth(1) {
        Some((end, _)) => &id[..end],
        None => id,
    }
}

/// An id ends with the whole id `of`, which it gives to something of its own: `own/of`.
pub fn ends_in(id: &str, of: &str) -> bool {
    let own = id.strip_suffix(of);
    own.is_some_and(|own| own.ends_with('/'))
}

/// The whole id `of` stands in an id behind something of its own, at its end or with more behind it.
pub fn holds(id: &str, of: &str) -> bool {
    ends_in(id, of) || id.contains(&*["/", of, "/"].concat())
}

/// An id as a piece of another name, in which a slash would say something else.
pub fn as_piece(id: &str) -> String {
    id.replace('/', "-")
}

/// Id of what belongs to two records alike, in whichever order they are named.
pub fn pair(one: &str, other: &str) -> String {
    let (first, second) = if one <= other {
        (one, other)
    } else {
        (other, one)
    };
    [first, BETWEEN, second].concat()
}

/// The two records of a pair, in the order of their ids.
pub fn sides(id: &str) -> Option<(&str, &str)> {
    id.split_once(BETWEEN)
}

/// Stands between the two ids of a pair, and in no id.
const BETWEEN: &str = "~";
