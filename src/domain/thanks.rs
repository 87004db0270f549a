//! Thank-you notes: to whom, in which words, and whether they went.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::ids::{ThanksId, child, first_child, parent};
use crate::domain::time::Instant;
use crate::record;

/// The tasks of the content, one an interview, that are done once no note is open.
pub const TASKS: [&str; 2] = ["lg-thank", "lg-thank-last"];
/// The template of an update later in the season.
pub const UPDATE: &str = "ty-update";
/// The template of a statement of interest near the end of the season.
pub const INTEREST: &str = "ty-interest";
/// The letters to the director that are no thanks: they follow later, have an id of their own and no clock.
pub const LATER: [&str; 2] = [UPDATE, INTEREST];

/// What a program says about notes after the interview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThanksPolicy {
    /// They are welcome.
    Welcome,
    /// They are not needed.
    NotNeeded,
    /// They are not to be sent.
    DoNotSend,
    /// Nobody knows.
    #[default]
    Unknown,
}

impl ThanksPolicy {
    /// All, in the order of a choice.
    pub const ALL: [ThanksPolicy; 4] = [
        ThanksPolicy::Welcome,
        ThanksPolicy::NotNeeded,
        ThanksPolicy::DoNotSend,
        ThanksPolicy::Unknown,
    ];

    /// Notes are to be written: nobody said that they are not.
    pub fn wants_notes(self) -> bool {
        matches!(self, ThanksPolicy::Welcome | ThanksPolicy::Unknown)
    }

    /// As in the content, as stored, and as a choice is called in the page.
    pub fn id(self) -> &'static str {
        match self {
            ThanksPolicy::Welcome => "welcome",
            ThanksPolicy::NotNeeded => "not_needed",
            ThanksPolicy::DoNotSend => "do_not_send",
            ThanksPolicy::Unknown => "unknown",
        }
    }
}

record! {
    /// A note to somebody met on a day. Its id is that of `note_id`.
    pub struct Thanks as "thanks" {
        /// Id of the template; empty: that of the person's role.
        pub template: String,
        /// As the person wrote it; none: the template seen through the records.
        pub text: Option<String>,
        /// Its subject; none: that of the template.
        pub subject: Option<String>,
        /// What stands in the blanks that no record fills, by what the blank is called.
        pub filled: BTreeMap<String, String>,
        /// When the person said that it was sent, in milliseconds since 1970 UTC. The text and subject stand
        /// in the record from then on, and no change of a name reaches them.
        pub sent: Option<i64>,
        /// No note is to be written.
        pub declined: bool,
    }
}

/// Id of the note of an interview to a person: the interview's, a slash and the person's whole id. A letter
/// that follows later has a slash and its template behind that.
pub fn note_id(interview: &str, person: &str, later: Option<&str>) -> ThanksId {
    let id = child(interview, person);
    match later {
        Some(template) => child(&id, template).into(),
        None => id.into(),
    }
}

/// Interview and person of a note, by its id.
pub fn sides_of(note: &str) -> Option<(&str, &str)> {
    let (interview, person) = parent(note)?;
    Some((interview, first_child(person)))
}

/// How much time is left for a note, counted in hours that really pass from the end of the interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The interview is not over.
    Ahead,
    /// The first day: so many minutes until the second day is over.
    Open(i64),
    /// The second day: so many minutes are left of it.
    Amber(i64),
    /// The third day: so many minutes are left of it.
    Red(i64),
    /// Three days are over.
    Over,
}

/// Minutes of a day.
const DAY: i64 = 24 * 60;

impl Clock {
    /// Of an interview that ended then.
    pub fn at(ended: Instant, now: Instant) -> Clock {
        match now.minutes_since(ended) {
            ..0 => Clock::Ahead,
            gone @ 0..DAY => Clock::Open(2 * DAY - gone),
            gone if gone < 2 * DAY => Clock::Amber(2 * DAY - gone),
            gone if gone < 3 * DAY => Clock::Red(3 * DAY - gone),
            _ => Clock::Over,
        }
    }

    /// Hours that are left, a begun one as a whole.
    pub fn hours(self) -> Option<i64> {
        match self {
            Clock::Ahead | Clock::Over => None,
            Clock::Open(left) | Clock::Amber(left) | Clock::Red(left) => Some((left + 59) / 60),
        }
    }
}
