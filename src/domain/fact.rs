//! What the prep sheet of a program holds: facts with their source, why each matters, and the proof.

use serde::{Deserialize, Serialize};

use crate::domain::time::Day;
use crate::record;

/// After so many days a fact is to be checked again.
pub const STALE_DAYS: i64 = 60;

/// Where a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The program's web site.
    Site,
    /// Somebody said it.
    Person,
    /// Seen or heard on the interview day.
    Day,
    /// A file: an invitation, a contract.
    File,
    /// From memory.
    Memory,
}

impl Source {
    /// All, in the order of a choice.
    pub const ALL: [Source; 5] = [
        Source::Site,
        Source::Person,
        Source::Day,
        Source::File,
        Source::Memory,
    ];

    /// As stored, and as a choice is called in the page.
    pub fn id(self) -> &'static str {
        match self {
            Source::Site => "site",
            Source::Person => "person",
            Source::Day => "day",
            Source::File => "file",
            Source::Memory => "memory",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Source::Site => "Program website",
            Source::Person => "Somebody told me",
            Source::Day => "The interview day",
            Source::File => "Letter or contract",
            Source::Memory => "From memory",
        }
    }
}

record! {
    /// One fact about a program. Its id is the program's, a slash, the id of a field of the prep sheet,
    /// and for a field of several facts a slash and a fresh one.
    pub struct Fact as "fact" {
        /// The fact.
        pub text: String,
        /// What kind of source says so; none: not said yet.
        pub source: Option<Source>,
        /// Which page, person or letter, as typed.
        pub source_text: String,
        /// Day on which it was last found true.
        pub checked_on: Option<Day>,
        /// Why it matters to the person.
        pub why: String,
        /// Id of the story that proves it; empty: none.
        pub proof: String,
        /// What proves it, in the person's own words, where no story does.
        pub proof_text: String,
        /// It stands on the elevator card.
        pub on_card: bool,
        /// It is still to be found out.
        pub open: bool,
        /// Order key within its field; empty: as written down.
        pub order: String,
    }
}

impl Fact {
    /// It was checked so long ago that it may be wrong, or it was never checked though it has a text.
    pub fn is_stale(&self, today: Day) -> bool {
        let old = |checked: Day| today.since(checked) > STALE_DAYS;
        !self.text.trim().is_empty() && self.checked_on.is_some_and(old)
    }
}
