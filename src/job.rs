//! What the page asks of the worker, and how it travels there.
//!
//! A task is a word for its kind, a space, and JSON: the worker's start-up code sees which part of the
//! program it needs without reading the JSON.

use serde::{Deserialize, Serialize};

use crate::rank::sensitivity::{Share, Weightings, acceptability};
use crate::study::fit;

/// Weightings that are drawn.
pub const DRAWS: usize = 5_000;
/// Draws begin here, so that the same board always gives the same answer.
const SEED: u64 = 0x6d61_7463;

/// A task.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// Fit the parameters of the cards.
    Fit(fit::Job),
    /// Try many weightings of a rank list.
    Sensitivity(Sensitivity),
}

/// The word before the JSON of a fit.
const FIT: &str = "fit";
/// The word before the JSON of a trial of weightings.
const SENSITIVITY: &str = "sensitivity";

/// What kind of task a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// [`Job::Fit`].
    Fit,
    /// [`Job::Sensitivity`].
    Sensitivity,
}

/// The kind of a task and its JSON; `None` for what is no task.
pub fn parted(task: &str) -> Option<(Kind, &str)> {
    let (word, json) = task.split_once(' ')?;
    match word {
        FIT => Some((Kind::Fit, json)),
        SENSITIVITY => Some((Kind::Sensitivity, json)),
        _ => None,
    }
}

impl Job {
    /// As it travels to the worker.
    pub fn text(&self) -> String {
        let (word, json) = match self {
            Job::Fit(job) => (FIT, job.text()),
            // Plain data always serializes.
            Job::Sensitivity(job) => (SENSITIVITY, serde_json::to_string(job).unwrap_or_default()),
        };
        [word, " ", &json].concat()
    }
}

/// A trial of many weightings: how often each program is among the best.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// Ratings 1–5, a row for each program, a criterion in each column.
    pub ratings: Vec<Vec<Option<u8>>>,
    /// The place of each criterion, where the weightings respect their order; none: all weightings.
    pub places: Option<Vec<u32>>,
    /// How many count as the best.
    pub top: usize,
}

/// How one program fared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fared {
    /// Share of the weightings with it among the best, 0..=1.
    pub top: f64,
    /// Share of the weightings with it in each place, the best first.
    pub places: Vec<f64>,
}

/// How all programs fared, in the order of the ratings; none for one without a rating.
pub type Outcome = Vec<Option<Fared>>;

impl Sensitivity {
    /// Reads the JSON of a task.
    pub fn read(json: &str) -> Option<Sensitivity> {
        serde_json::from_str(json).ok()
    }

    /// Tries [`DRAWS`] weightings. `hook` hears how many are done, and stops by `false`: then there is no
    /// answer.
    pub fn run(&self, hook: &mut dyn FnMut(usize) -> bool) -> Option<Outcome> {
        let weightings = match &self.places {
            Some(places) => Weightings::InOrder(places.clone()),
            None => Weightings::Free,
        };
        let shares = acceptability(&self.ratings, &weightings, DRAWS, SEED, self.top, hook)?;
        let fared = |Share { top, places }| Fared { top, places };
        Some(shares.into_iter().map(|one| one.map(fared)).collect())
    }
}

/// The outcome as it travels to the page; empty when there is none.
pub fn outcome_text(outcome: Option<&Outcome>) -> String {
    let text = outcome.map(serde_json::to_string);
    text.and_then(Result::ok).unwrap_or_default()
}

/// Reads what `outcome_text` wrote; `None` when nobody could answer.
pub fn outcome(text: &str) -> Option<Outcome> {
    serde_json::from_str(text).ok()
}
