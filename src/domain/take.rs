//! Recorded answers: what is known of a take beside its sound, and what the coach heard in it.
//!
//! Deliberately not here: the sound itself, which is no field of a record, and how it is judged (`speech`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::ids::{CardId, DrillId, StoryId};
use crate::domain::story_timer::clock;
use crate::domain::time::{Day, Instant};
use crate::record;

record! {
    /// One take: an answer that was recorded, or a recording that was brought in.
    pub struct Take as "take" {
        /// When it began, in milliseconds since 1970.
        pub at: i64,
        /// The study day it was on.
        pub day: Option<Day>,
        /// What was answered: see [`Of`].
        pub of: String,
        /// Id of the practice interview that it belongs to; empty when to none.
        pub drill: DrillId,
        /// The question or the story's title, as it was then.
        pub title: String,
        /// A name of the person's own; empty while there is none.
        pub name: String,
        /// Kind of file, as the browser calls it.
        pub mime: String,
        /// Length in milliseconds.
        pub ms: u32,
        /// Size of the file.
        pub bytes: u32,
        /// Name of the finished recording (SHA-256 of its bytes); empty while it lies in pieces.
        pub blob: String,
        /// The app, a call or the system ended it.
        pub cut_off: bool,
        /// It came from a file.
        pub imported: bool,
        /// Never offered for deletion.
        pub kept: bool,
        /// When it was deleted, in milliseconds since 1970; its sound goes a little later.
        pub gone: Option<i64>,
        /// Words of the text that was spoken as it is written; 0 when nobody knows what was said.
        pub words: u32,
        // `syllables` is taken: older versions stored those of that text, which nobody read.
        /// What the coach heard; `None` before it listened.
        pub heard: Option<Heard>,
        /// Possible hesitations by their start in milliseconds: confirmed, or not one.
        pub judged: BTreeMap<u32, bool>,
        /// Where the person tapped because of a filler, in milliseconds.
        pub taps: Vec<u32>,
        /// The person's own look back: 1 to 3 by the id of the point.
        pub checks: BTreeMap<String, u8>,
        /// A note to oneself.
        pub note: String,
    }
}

record! {
    /// What is known of the person's voice. There is one, under [`VOICE`].
    pub struct Voice as "voice" {
        /// True syllables for 1,000 that are heard; `None` before the known text was read.
        pub gain: Option<u32>,
        /// When it was read.
        pub day: Option<Day>,
        /// What the system called the microphone.
        pub microphone: String,
    }
}

/// Id of the only voice.
pub const VOICE: &str = "voice";
/// Longest take, in milliseconds: what the coach can judge.
pub const TAKE_MAX_MS: u32 = 15 * 60 * 1_000;
/// Shorter than this, in milliseconds, a take was a slip of the finger.
pub const TAKE_MIN_MS: u32 = 1_000;
/// Longest name of a take, in characters.
pub const NAME_MAX: usize = 200;
/// Most taps kept of one take.
pub const TAPS_MAX: usize = 1_000;
/// How long the sound of a deleted take stays, in milliseconds: as long as it can be taken back.
pub const GONE_MS: i64 = 60_000;

/// What a take answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Of {
    /// Anything.
    #[default]
    Anything,
    /// A story, by its id.
    Story(StoryId),
    /// The short version of a story.
    Short(StoryId),
    /// A card, by its id.
    Card(CardId),
    /// The known text that the coach learns the voice from.
    KnownText,
}

impl Of {
    /// As a record holds it.
    pub fn text(&self) -> String {
        match self {
            Of::Anything => String::new(),
            Of::Story(id) => ["story:", id].concat(),
            Of::Short(id) => ["short:", id].concat(),
            Of::Card(id) => ["card:", id].concat(),
            Of::KnownText => "known text".to_owned(),
        }
    }

    /// What `text` wrote; what a later version may write is `Anything`.
    pub fn read(text: &str) -> Of {
        match text.split_once(':') {
            Some(("story", story)) => Of::Story(story.into()),
            Some(("short", story)) => Of::Short(story.into()),
            Some(("card", card)) => Of::Card(card.into()),
            _ if text == "known text" => Of::KnownText,
            _ => Of::Anything,
        }
    }
}

/// What is known of a take before its first sound: stored with its pieces, so that a killed app loses
/// neither.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// See [`Take::of`].
    pub of: String,
    /// See [`Take::drill`].
    pub drill: DrillId,
    /// See [`Take::title`].
    pub title: String,
    /// See [`Take::at`].
    pub at: i64,
    /// See [`Take::day`].
    pub day: Option<Day>,
    /// See [`Take::mime`].
    pub mime: String,
}

impl About {
    /// As it is stored.
    pub fn text(&self) -> String {
        // Plain data always serializes.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What `text` wrote; nothing is known of a take whose text is damaged.
    pub fn read(text: &str) -> About {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The take, once it is over.
    pub fn take(self, ms: u32, bytes: u32, cut_off: bool) -> Take {
        let About {
            of,
            drill,
            title,
            at,
            day,
            mime,
        } = self;
        Take {
            of,
            drill,
            title,
            at,
            day,
            mime,
            ms,
            bytes,
            cut_off,
            ..Take::default()
        }
    }
}

/// What the coach heard in a take: the figures that later takes are compared with. Times in
/// milliseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// It could not be judged (too quiet, too noisy …): all figures are 0.
    #[serde(default)]
    pub gated: bool,
    /// Syllables heard.
    pub syllables: u32,
    /// From the first to the last speech.
    pub span: u32,
    /// Speech in it, pauses left out.
    pub speaking: u32,
    /// Pauses between the first and the last word.
    pub pauses: u32,
    /// All of them together.
    pub paused: u32,
    /// The longest of them.
    pub longest: u32,
    /// Sounds that may be hesitations.
    pub hesitations: u32,
    /// Spread of the pitch, in tenths of a semitone.
    #[serde(default)]
    pub pitch: Option<u32>,
    /// Spread of the level at the syllables, in tenths of a decibel.
    #[serde(default)]
    pub loudness: Option<u32>,
}

impl Heard {
    /// Syllables a second from the first to the last word, pauses included; 0 without speech.
    pub fn rate(&self) -> f32 {
        if self.span == 0 {
            return 0.0;
        }
        self.syllables as f32 * 1_000.0 / self.span as f32
    }

    /// Share of the time from first to last word that is pause, in whole percent.
    pub fn paused_percent(&self) -> u32 {
        percent(self.paused, self.span)
    }
}

fn percent(part: u32, whole: u32) -> u32 {
    if whole == 0 {
        return 0;
    }
    let percent = (u64::from(part) * 100 + u64::from(whole) / 2) / u64::from(whole);
    percent.min(100) as u32
}

impl Take {
    /// What to call it.
    pub fn label(&self) -> String {
        let named = [&self.name, &self.title].map(|text| text.trim());
        let named = named.into_iter().find(|text| !text.is_empty());
        match named {
            Some(name) => name.to_owned(),
            None if self.imported => "A recording from a file".to_owned(),
            None => "A recording".to_owned(),
        }
    }

    /// Length in seconds.
    pub fn seconds(&self) -> f64 {
        f64::from(self.ms) / 1_000.0
    }

    /// `1:32 · 720 KB`.
    pub fn length_and_size(&self) -> String {
        [
            &*clock(self.seconds()),
            " · ",
            &size_text(f64::from(self.bytes)),
        ]
        .concat()
    }

    /// The figures of the coach, unless it could not judge.
    pub fn figures(&self) -> Option<&Heard> {
        self.heard.as_ref().filter(|heard| !heard.gated)
    }

    /// Words a minute if the whole text was said: from the first to the last word. `None` when nobody
    /// knows what was said or the coach heard no speech.
    fn text_pace(&self) -> Option<u32> {
        let span = self.figures()?.span;
        if self.words == 0 || span == 0 {
            return None;
        }
        let pace = (u64::from(self.words) * 60_000 + u64::from(span) / 2) / u64::from(span);
        u32::try_from(pace).ok()
    }

    /// Words a minute, exact because the text is known, and possible for somebody who speaks.
    pub fn exact_pace(&self) -> Option<u32> {
        self.text_pace().filter(|pace| SPOKEN.contains(pace))
    }

    /// Words a minute that nobody speaks: the text cannot have been said as it is written.
    pub fn impossible_pace(&self) -> Option<u32> {
        self.text_pace().filter(|pace| !SPOKEN.contains(pace))
    }

    /// So many of something as a rate; as a count where the take is too short for a rate.
    pub fn per_minute(&self, count: usize) -> String {
        let seconds = self.seconds();
        if seconds < RATE_MIN_S {
            return [&*count.to_string(), " in ", &clock(seconds)].concat();
        }
        #[allow(clippy::cast_precision_loss)] // at most some thousand
        let tenths = (count as f64 * 600.0 / seconds).round() as u64;
        let (whole, tenth) = ((tenths / 10).to_string(), (tenths % 10).to_string());
        [&*whole, ".", &tenth, " a minute"].concat()
    }

    /// Hesitations that the person confirmed.
    pub fn confirmed(&self) -> usize {
        self.judged.values().filter(|is_one| **is_one).count()
    }

    /// A name for its file, without an ending: `matchbook 2026-11-27 Tell me about yourself`.
    pub fn file_name(&self) -> String {
        let day = self.day.map_or(String::new(), |day| day.iso());
        let label: String = self
            .label()
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { ' ' })
            .take(60)
            .collect();
        let words: Vec<&str> = ["matchbook", &*day]
            .into_iter()
            .chain(label.split_whitespace())
            .filter(|word| !word.is_empty())
            .collect();
        words.join(" ")
    }

    /// The ending of its file.
    pub fn ending(&self) -> &'static str {
        let kind = self.mime.split(';').next().unwrap_or_default().trim();
        match kind {
            "audio/webm" | "video/webm" => ".webm",
            "audio/mp4" | "audio/x-m4a" | "audio/aac" | "video/mp4" => ".m4a",
            "audio/ogg" => ".ogg",
            "audio/mpeg" => ".mp3",
            "audio/wav" | "audio/x-wav" | "audio/wave" | "audio/vnd.wave" => ".wav",
            "audio/flac" | "audio/x-flac" => ".flac",
            _ => ".audio",
        }
    }

    /// Its sound may go now.
    pub fn is_past_recall(&self, now: Instant) -> bool {
        self.gone
            .is_some_and(|gone| now.0.saturating_sub(gone) >= GONE_MS)
    }
}

/// Paces, in words a minute, at which people speak. Slow readers begin at about 60; auctioneers and
/// records apart, nobody says a text of their own beyond about 240.
const SPOKEN: std::ops::RangeInclusive<u32> = 60..=240;
/// Fewest seconds over which something is told a minute.
pub const RATE_MIN_S: f64 = 10.0;

/// A size as people say it: `720 KB`, `1.4 MB`.
pub fn size_text(bytes: f64) -> String {
    if bytes < 999_500.0 {
        let kilobytes = (bytes / 1_000.0).round().max(1.0);
        return [&*(kilobytes as u32).to_string(), " KB"].concat();
    }
    let (size, unit) = if bytes < 999_950_000.0 {
        (bytes / 1e6, " MB")
    } else {
        (bytes / 1e9, " GB")
    };
    // One decimal without float formatting.
    let tenths = (size * 10.0).round() as u64;
    [
        &*(tenths / 10).to_string(),
        ".",
        &(tenths % 10).to_string(),
        unit,
    ]
    .concat()
}

/// Seconds that a new take may have where `free` bytes are left, at half a megabyte a minute, with as
/// much again spared for everything else.
pub fn room_seconds(free: f64) -> f64 {
    const BYTES_PER_SECOND: f64 = 8_500.0;
    const SPARED: f64 = 5e6;
    ((free - SPARED) / 2.0 / BYTES_PER_SECOND).max(0.0)
}
