//! The stories bank: experiences that serve as answers to several questions, their earlier wordings,
//! and the attempts at telling them.
//!
//! Deliberately not here: zones, pace and the ladder (`story_timer`), and which story covers what
//! (`read::stories`).

use std::collections::BTreeSet;

use crate::domain::story_timer::Rung;
use crate::domain::time::{Day, Instant};
use crate::record;

record! {
    /// One experience, told in the steps of an answer structure.
    pub struct Story as "story" {
        /// What the person calls it.
        pub title: String,
        /// Id of its answer structure, such as `STAR`.
        pub structure: String,
        /// One text for each step of the structure, in order; what is missing is empty.
        pub slots: Vec<String>,
        /// The same in a few sentences, for a hallway or a hurried interviewer.
        pub short: String,
        /// A few words that bring the rest to mind.
        pub key_words: String,
        /// Help in front of the speaker at the next attempt.
        pub rung: Rung,
        /// Ids of the story prompts it answers, such as `sb-conflict`.
        pub prompts: BTreeSet<String>,
        /// Free labels.
        pub tags: BTreeSet<String>,
        /// Day on which it was made.
        pub made: Option<Day>,
    }
}

record! {
    /// A story's words as they once were. Its id is the story's, a slash and a fresh one.
    pub struct Wording as "wording" {
        /// When it was kept, in milliseconds since 1970.
        pub at: i64,
        /// Id of the answer structure it had.
        pub structure: String,
        /// One text for each step.
        pub slots: Vec<String>,
        /// The short version.
        pub short: String,
    }
}

record! {
    /// One attempt with the timer. Its id is that of what was told (a story's, or `ANSWER`), a slash
    /// and a fresh one.
    pub struct Run as "run" {
        /// When it ended, in milliseconds since 1970.
        pub at: i64,
        /// The study day it was on.
        pub day: Option<Day>,
        /// Its length without pauses, in milliseconds.
        pub spoke: u32,
        /// Of it, the time during which the phone slept, in milliseconds.
        pub slept: u32,
        /// Length of every part that was marked, in milliseconds; empty when none was.
        pub parts: Vec<u32>,
        /// Shortest and longest time aimed at, in seconds.
        pub aim: (u16, u16),
        /// Help that was in front of the speaker.
        pub rung: Rung,
        /// Words of the text that was read; 0 when nobody knows what was said.
        pub words: u32,
        /// It was the short version.
        pub short: bool,
        /// A note to oneself.
        pub note: String,
    }
}

/// Id of the structure of the professional story.
pub const PROFESSIONAL: &str = "STORY4";
/// What a run of no story has in place of the story's id.
pub const ANSWER: &str = "answer";
/// Shorter than this, in milliseconds, an attempt was a slip of the finger.
pub const RUN_MIN_MS: u32 = 3_000;

impl Story {
    /// All parts, one after the other.
    pub fn text(&self) -> String {
        joined(&self.slots)
    }

    /// The words as they are now.
    pub fn wording(&self, at: Instant) -> Wording {
        Wording {
            at: at.0,
            structure: self.structure.clone(),
            slots: self.slots.clone(),
            short: self.short.clone(),
        }
    }
}

impl Wording {
    /// There is something to keep.
    pub fn has_words(&self) -> bool {
        let mut texts = self.slots.iter().chain([&self.short]);
        texts.any(|text| !text.trim().is_empty())
    }

    /// All parts, one after the other.
    pub fn text(&self) -> String {
        joined(&self.slots)
    }

    /// It says the same as the other, whenever that was kept.
    pub fn is_worded_as(&self, other: &Wording) -> bool {
        let worded = |one: &Wording| {
            let filled = |text: &&String| !text.trim().is_empty();
            let slots: Vec<String> = one.slots.iter().filter(filled).cloned().collect();
            (slots, one.short.clone())
        };
        worded(self) == worded(other)
    }
}

impl Run {
    /// Its length in seconds.
    pub fn seconds(&self) -> f64 {
        f64::from(self.spoke) / 1000.0
    }
}

/// Texts that are not empty, with an empty line between them.
pub fn joined(slots: &[String]) -> String {
    let filled: Vec<&str> = slots
        .iter()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    filled.join("\n\n")
}

/// How many words are spoken: what stands between spaces and has a letter or a digit.
pub fn count_words(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
}

/// Key words one by one: between commas, semicolons, dashes or line ends; where there are none of these,
/// every word is one.
pub fn key_words(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text
        .split([',', ';', '\n', '·', '–', '—', '،'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    match parts[..] {
        [one] => one.split_whitespace().collect(),
        _ => parts,
    }
}

/// The blanks that are still to be filled, `[school]` for example, in order.
pub fn blanks(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('[') {
        let Some(length) = rest[start..].find(']') else {
            break;
        };
        // A bracket inside a bracket begins anew.
        let inner = rest[start..start + length].rfind('[').unwrap_or(0);
        found.push(&rest[start + inner..=start + length]);
        rest = &rest[start + length + 1..];
    }
    found
}

/// Longest first sentence on a part card, in words.
const CARD_WORDS: usize = 14;

/// The first sentence, or its first words where it is long.
pub fn first_sentence(text: &str) -> String {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        words.push(word);
        if word.ends_with(['.', '!', '?', '…', '。', '؟']) {
            return words.join(" ");
        }
        if words.len() == CARD_WORDS {
            let more = text.split_whitespace().nth(CARD_WORDS).is_some();
            return [&*words.join(" "), if more { " …" } else { "" }].concat();
        }
    }
    words.join(" ")
}

/// How a text's time lies beside what it should take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Nothing written.
    Empty,
    /// Less than the shortest.
    Short,
    /// Between both, ends included.
    Fits,
    /// More than the longest.
    Long,
}

impl Fit {
    /// Of so many seconds; nothing is 0.
    pub fn of(seconds: f64, (from, to): (f64, f64)) -> Fit {
        // As shown: in whole seconds.
        let shown = seconds.round();
        if seconds <= 0.0 {
            Fit::Empty
        } else if shown < from {
            Fit::Short
        } else if shown <= to {
            Fit::Fits
        } else {
            Fit::Long
        }
    }
}

/// Seconds to give each of `steps` parts: what the structure says, else an even share of the whole.
pub fn budgets(steps: &[Option<(u16, u16)>], whole: (u16, u16)) -> Vec<(f64, f64)> {
    let count = steps.len().max(1) as f64;
    let even = (f64::from(whole.0) / count, f64::from(whole.1) / count);
    let of = |step: &Option<(u16, u16)>| {
        step.map_or((even.0.round(), even.1.round()), |(from, to)| {
            (f64::from(from), f64::from(to))
        })
    };
    steps.iter().map(of).collect()
}
