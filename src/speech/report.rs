//! What a take showed, and what may be said about it.
//!
//! Deliberately absent: a total grade, an accent score, "monotone", a number without its range.

use serde::{Deserialize, Serialize};

/// A stretch of the take, in seconds from its start.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// Seconds.
    pub from: f32,
    /// Seconds, later than `from`.
    pub to: f32,
}

impl Span {
    /// Length in seconds.
    pub fn seconds(self) -> f32 {
        self.to - self.from
    }
}

/// Why a take cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Gate {
    /// Fewer than two syllables: nothing that sounds like a voice talking.
    NoSpeech,
    /// The voice is so weak that the microphone's own noise decides.
    TooQuiet,
    /// The voice stands less than about 22 dB above the noise, or other voices are near.
    TooNoisy,
    /// More than one clipped peak a second: the microphone is too near or set too high.
    Clipped,
}

impl Gate {
    /// What to tell the person: what is wrong and what to do.
    pub fn sentence(self) -> &'static str {
        match self {
            Gate::NoSpeech => {
                "No speech was heard, so there is nothing to judge. Check the microphone and try again."
            }
            Gate::TooQuiet => "Too quiet to judge. Hold the phone nearer and try again.",
            Gate::TooNoisy => "Too noisy to judge. A quiet room helps.",
            Gate::Clipped => {
                "Too loud to judge: the sound is cut off at the peaks. Hold the phone farther away."
            }
        }
    }
}

/// Counts and places in a take that passed every gate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Measures {
    /// The middle of every syllable heard, in seconds, ascending.
    pub nuclei: Vec<f32>,
    /// Stretches of at least 0.25 s without speech, those at the two ends of the take included.
    pub pauses: Vec<Span>,
    /// Sounds that may be "um" or "uh": at least 0.2 s, steady, standing alone. About half are missed.
    pub hesitations: Vec<Span>,
    /// From the first to the last speech, in seconds; without speech both are 0.
    pub speech: Span,
    /// Seconds of speech in it, pauses left out.
    pub speaking_seconds: f32,
}

impl Default for Span {
    fn default() -> Span {
        Span { from: 0.0, to: 0.0 }
    }
}

impl Measures {
    /// Pauses between the first and the last word: those that a listener hears as pauses.
    pub fn inner_pauses(&self) -> impl Iterator<Item = Span> + '_ {
        let speech = self.speech;
        self.pauses
            .iter()
            .copied()
            .filter(move |pause| pause.from >= speech.from && pause.to <= speech.to)
    }

    /// Share of the time from first to last speech that is pause, 0 to 1.
    pub fn pause_share(&self) -> f32 {
        let length = self.speech.seconds();
        if length > 0.0 {
            self.inner_pauses().map(Span::seconds).sum::<f32>() / length
        } else {
            0.0
        }
    }
}

/// A pause this long, in seconds, is marked on the timeline. It is not called bad.
pub const LONG_PAUSE: f32 = 2.0;

/// What one take showed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Length of the take in seconds.
    pub seconds: f64,
    /// Seconds of it that were looked at; less than `seconds` only for a very long take.
    pub judged_seconds: f64,
    /// Why nothing may be said; empty when the take can be judged.
    pub gates: Vec<Gate>,
    pub(crate) measures: Measures,
    /// Decibels between loud speech (95th percentile) and background (5th).
    pub range_db: f32,
    /// Loud speech (95th percentile), in decibels under a full-scale tone.
    pub loud_db: f32,
    /// How periodic the background is, 0 (hiss) to 1 (other voices, machines).
    pub murmur: f32,
    /// Clipped peaks: runs of at least three samples at the end of the scale.
    pub clipped: u32,
    /// Largest sample, 0 to 1.
    pub peak: f32,
    /// Seconds between two values of `pitch` and of `level`: 0.01, or more after [`Report::thinned`].
    pub step: f32,
    /// Pitch in hertz; 0 where there is none.
    pub pitch: Vec<f32>,
    /// Level, in decibels under a full-scale tone.
    pub level: Vec<f32>,
    /// Middle pitch in hertz, and the spread from the 10th to the 90th percentile in semitones.
    /// `None` with less than half a second of clear pitch.
    pub pitch_range: Option<(f32, f32)>,
    /// Standard deviation of the level at the syllables, in decibels. `None` under five syllables.
    pub loudness_spread_db: Option<f32>,
}

impl Report {
    /// The measures, if the take can be judged. `None` means: say the gates' sentences instead.
    pub fn judged(&self) -> Option<&Measures> {
        self.gates.is_empty().then_some(&self.measures)
    }

    /// The measures whatever the gates say: for benches, never for a screen.
    pub fn ungated(&self) -> &Measures {
        &self.measures
    }

    /// The same with at most about `most` values of pitch and of level, for drawing: the middle of the
    /// voiced pitches and the loudest level of each stretch.
    pub fn thinned(mut self, most: usize) -> Report {
        let width = self.level.len().div_ceil(most.max(1)).max(1);
        self.step *= width as f32;
        self.pitch = self.pitch.chunks(width).map(middle_pitch).collect();
        let loudest = |stretch: &[f32]| stretch.iter().copied().fold(f32::MIN, f32::max);
        self.level = self.level.chunks(width).map(loudest).collect();
        self
    }

    /// As it travels from the worker to the page.
    pub fn text(&self) -> String {
        // Plain data always serializes.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What `text` wrote; `None` when the worker could not answer.
    pub fn read(text: &str) -> Option<Report> {
        serde_json::from_str(text).ok()
    }

    /// A sentence when the take was longer than what is looked at.
    pub fn length_note(&self) -> Option<String> {
        (self.judged_seconds + 1.0 < self.seconds).then(|| {
            format!(
                "This take is {} minutes long. Only the first {} minutes were measured; the recording is complete.",
                (self.seconds / 60.0).round(),
                (self.judged_seconds / 60.0).round()
            )
        })
    }
}

/// The middle one of the pitches in a stretch; 0 where less than half of it is voiced.
fn middle_pitch(stretch: &[f32]) -> f32 {
    let mut voiced: Vec<f32> = stretch
        .iter()
        .copied()
        .filter(|hertz| *hertz > 0.0)
        .collect();
    if voiced.len() * 2 < stretch.len() {
        return 0.0;
    }
    voiced.sort_by(f32::total_cmp);
    voiced.get(voiced.len() / 2).copied().unwrap_or(0.0)
}
