//! The day of an interview: its blocks, who is met, and what was said.

use serde::{Deserialize, Serialize};

use crate::domain::ids::PersonId;
use crate::domain::time::Minute;
use crate::record;

/// How a talk felt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Feel {
    /// Good.
    Good,
    /// Partly.
    Mixed,
    /// Not good.
    Bad,
}

impl Feel {
    /// All, the best first.
    pub const ALL: [Feel; 3] = [Feel::Good, Feel::Mixed, Feel::Bad];

    /// As stored, and as a choice is called in the page.
    pub fn id(self) -> &'static str {
        match self {
            Feel::Good => "good",
            Feel::Mixed => "mixed",
            Feel::Bad => "bad",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Feel::Good => "Good",
            Feel::Mixed => "Mixed",
            Feel::Bad => "Not good",
        }
    }
}

record! {
    /// Somebody met on a day. Its id is the interview's, a slash and the person's whole id, so that the
    /// talk with one person on one day is one record on every phone.
    pub struct Meeting as "meeting" {
        /// Order key among the people of the day; empty: as written down.
        pub order: String,
        /// The one thing to mention later.
        pub detail: String,
        /// What they said that stayed.
        pub insight: String,
        /// Id of the interviewer type that they were, such as `warm`; empty: not said.
        pub kind: String,
        /// Questions that they asked, one a line.
        pub asked: String,
        /// How it felt.
        pub feel: Option<Feel>,
        /// An answer given there should be better next time.
        pub redo: bool,
        /// When it was noted, in milliseconds since 1970 UTC.
        pub at: i64,
    }
}

/// What the ids of the points of the way to an interview begin with within it. They are blocks of which
/// only the start counts.
pub const WAY: &str = "way-";
/// Getting up.
pub const WAKE: &str = "way-wake";
/// Leaving.
pub const LEAVE: &str = "way-leave";
/// Being at the door.
pub const DOOR: &str = "way-door";
/// Being in the video room.
pub const JOIN: &str = "way-join";

record! {
    /// A block of a day, laid over the block of the content of the same name, or an own one. Its id is the
    /// interview's, a slash, and the id of the block: of the content, for a repeated one with a slash and
    /// its number, or fresh.
    pub struct Block as "block" {
        /// What it is called; empty: as in the content.
        pub title: String,
        /// Start on the program's clock; none: it follows the one before.
        pub start: Option<Minute>,
        /// Length in minutes; none: as usual.
        pub length: Option<u16>,
        /// Door, floor, or the name of the video room.
        pub room: String,
        /// Who is met in it.
        pub with: Option<PersonId>,
        /// Whether it takes place; none: as in the content.
        pub on: Option<bool>,
        /// Written by the person.
        pub own: bool,
    }
}
