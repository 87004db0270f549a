//! What is written down after an interview, prompt by prompt.

use std::collections::BTreeSet;

use crate::domain::ids::CardId;
use crate::domain::time::Instant;
use crate::record;

/// Where the free text of the first five minutes is kept: the id in place of a prompt's.
pub const DUMP: &str = "dump";
/// The prompt about the answer that should be better next time; its cards are those of that answer.
pub const REDO: &str = "db-redo";

/// The tasks of the content, one an interview, that a closed debrief answers.
pub const TASKS: [&str; 2] = ["lg-debrief-quick", "lg-debrief-full"];
/// After so many days nobody remembers enough for a debrief, and a note of thanks is no longer kind.
pub const FORGOTTEN_DAYS: i64 = 14;
/// After so many hours the debrief is late: memory fades overnight.
pub const LATE_HOURS: i64 = 12;

record! {
    /// The answer to one prompt. Its id is the interview's, a slash and the id of the prompt, or `DUMP`.
    pub struct Debrief as "debrief" {
        /// As written.
        pub text: String,
        /// When it was first written, in milliseconds since 1970 UTC.
        pub at: i64,
        /// Ids of the cards that it is about.
        pub cards: BTreeSet<CardId>,
    }
}

/// How long one writes without stopping, in milliseconds.
const FREE_MS: i64 = 5 * 60 * 1_000;

/// The five minutes of the free text. It stores when it went on, and counts nothing, so that a phone that
/// slept shows the right time at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreeClock {
    /// Milliseconds that were left when it went on or was stopped.
    left: i64,
    /// When it went on; none: it stands.
    since: Option<Instant>,
}

impl Default for FreeClock {
    fn default() -> FreeClock {
        FreeClock {
            left: FREE_MS,
            since: None,
        }
    }
}

impl FreeClock {
    /// Milliseconds that are left. A clock set back gives none back.
    fn left_ms(self, now: Instant) -> i64 {
        let gone = self.since.map_or(0, |since| (now.0 - since.0).max(0));
        (self.left - gone).max(0)
    }

    /// Seconds that are left, a begun one as a whole.
    pub fn left(self, now: Instant) -> i64 {
        (self.left_ms(now) + 999) / 1_000
    }

    /// It counts, and is not over.
    pub fn is_running(self, now: Instant) -> bool {
        self.since.is_some() && self.left_ms(now) > 0
    }

    /// It was never started.
    pub fn is_whole(self) -> bool {
        self == FreeClock::default()
    }

    /// Goes on, or stands still. What is over begins anew.
    #[must_use]
    pub fn turned(self, now: Instant) -> FreeClock {
        match (self.left_ms(now), self.since) {
            (0, _) => FreeClock {
                left: FREE_MS,
                since: Some(now),
            },
            (left, None) => FreeClock {
                left,
                since: Some(now),
            },
            (left, Some(_)) => FreeClock { left, since: None },
        }
    }

    /// `3:12`.
    pub fn face(self, now: Instant) -> String {
        let left = self.left(now);
        let seconds = (left % 60).to_string();
        let zero = if seconds.len() < 2 { "0" } else { "" };
        [&*(left / 60).to_string(), ":", zero, &*seconds].concat()
    }

    /// As it is remembered on the phone.
    pub fn kept(self) -> String {
        let since = self
            .since
            .map_or(String::new(), |since| since.0.to_string());
        [&*self.left.to_string(), " ", &*since].concat()
    }

    /// Reads what `kept` wrote; a whole one where that is nothing of the kind.
    pub fn read(kept: &str) -> FreeClock {
        let read = || {
            let (left, since) = kept.split_once(' ')?;
            let left: i64 = left.parse().ok()?;
            let since = match since {
                "" => None,
                since => Some(Instant(since.parse().ok()?)),
            };
            (0..=FREE_MS)
                .contains(&left)
                .then_some(FreeClock { left, since })
        };
        read().unwrap_or_default()
    }
}
