//! Fitting the parameters to the person's own reviews, by the optimizer of the `fsrs` crate.
//!
//! Takes seconds and so belongs into a worker. The crate trains in one go on the thread it is called
//! on: the hook is asked between the phases and while they are measured, and whoever wants to stop in
//! the middle of training ends the worker; nothing is written until the person takes the result.

use crate::domain::card::Log;
use crate::domain::study::{Fitted, check_parameters};
use crate::domain::table::Table;
use crate::domain::time::Day;
use fsrs::{
    ComputeParametersInput, DEFAULT_PARAMETERS, FSRS, FSRSError, FSRSItem, FSRSReview,
    compute_parameters,
};
use serde::{Deserialize, Serialize};

/// Fewest reviews to fit to: one batch of the optimizer.
pub const REVIEWS_MIN: usize = 512;

/// Everything a fit needs; what is sent to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// Of each card its answers in order: milliseconds since 1970, rating 1 to 4, days since the one
    /// before.
    cards: Vec<Vec<(i64, u8, u32)>>,
    current: Option<Vec<f32>>,
    day: Day,
}

/// What a fit is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// How well the parameters in use predict the reviews.
    Before,
    /// Training.
    Training,
    /// How well the new ones do.
    After,
}

/// How far a fit is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// How much of the phase is done, 0 to 1.
    pub share: f32,
}

/// How a fit ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// These predict the reviews better.
    Better(Fitted),
    /// The parameters in use predict the reviews as well or better; they stay. Log losses of the
    /// ones in use and of the new ones.
    Unchanged {
        /// Of the parameters in use.
        before: f32,
        /// Of the new ones.
        after: f32,
    },
}

/// Why a fit ended early.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The hook said so.
    Cancelled,
    /// A sentence for the person.
    Failed(String),
}

impl Progress {
    /// For the person, in whole percent.
    pub fn text(&self) -> String {
        let percent = (self.share.clamp(0.0, 1.0) * 100.0).round();
        match self.phase {
            Phase::Before => format!("Measuring the parameters in use: {percent} %"),
            Phase::Training => "Learning from your answers. This takes the longest.".to_owned(),
            Phase::After => format!("Measuring the new parameters: {percent} %"),
        }
    }
}

/// How a fit ended, as the worker tells the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// These predict the reviews better.
    Better(Fitted),
    /// The parameters in use are as good: log losses of these and of the new ones.
    Unchanged(f32, f32),
    /// A sentence for the person.
    Failed(String),
}

impl Answer {
    /// The answer to a fit.
    pub fn of(ended: Result<Outcome, Stop>) -> Answer {
        match ended {
            Ok(Outcome::Better(fitted)) => Answer::Better(fitted),
            Ok(Outcome::Unchanged { before, after }) => Answer::Unchanged(before, after),
            Err(Stop::Failed(sentence)) => Answer::Failed(sentence),
            Err(Stop::Cancelled) => {
                Answer::Failed("The fit was stopped. Nothing was changed.".to_owned())
            }
        }
    }

    /// Nobody could answer.
    pub fn broken() -> Answer {
        Answer::Failed("The fit could not run in this browser. Nothing was changed.".to_owned())
    }

    /// As it travels to the page.
    pub fn text(&self) -> String {
        // Plain data always serializes.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what `text` wrote; anything else means that nobody could answer.
    pub fn read(text: &str) -> Answer {
        serde_json::from_str(text).unwrap_or_else(|_| Answer::broken())
    }
}

impl Job {
    /// As it travels to the worker.
    pub fn text(&self) -> String {
        // Plain data always serializes.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what `text` wrote.
    pub fn read(text: &str) -> Option<Job> {
        serde_json::from_str(text).ok()
    }

    /// The fit of these logs, to be compared with the parameters in use (`None`: the published ones).
    ///
    /// # Errors
    /// A sentence when there are fewer than 512 reviews, or when `current` cannot be parameters.
    pub fn new(logs: &Table<Log>, current: Option<&[f32]>, today: Day) -> Result<Job, String> {
        if let Some(current) = current {
            check_parameters(current)?;
        }
        let cards: Vec<Vec<(i64, u8, u32)>> = logs.values().map(history).collect();
        let count: usize = cards.iter().map(Vec::len).sum();
        if count < REVIEWS_MIN {
            return Err(format!(
                "Personal parameters need {REVIEWS_MIN} reviews; you have {count}. Until then the published ones are used."
            ));
        }
        Ok(Job {
            cards,
            current: current.map(<[f32]>::to_vec),
            day: today,
        })
    }

    /// Number of reviews.
    pub fn reviews(&self) -> usize {
        self.cards.iter().map(Vec::len).sum()
    }

    /// Fits. `hook` is told the progress and answers whether to go on.
    ///
    /// # Errors
    /// `Stop::Cancelled` when the hook says no; `Stop::Failed` with a sentence when the reviews do not
    /// allow a fit.
    pub fn run(&self, hook: &mut dyn FnMut(Progress) -> bool) -> Result<Outcome, Stop> {
        let (items, ids) = self.items();
        if items.is_empty() {
            return Err(failed(
                "All reviews were on the first day. Try again in a week.",
            ));
        }
        let current = self.current.as_deref().unwrap_or(&DEFAULT_PARAMETERS);
        let before = loss(current, &items, &ids, Phase::Before, hook)?;
        let share = |phase, share| Progress { phase, share };
        if !hook(share(Phase::Training, 0.0)) {
            return Err(Stop::Cancelled);
        }
        let values = compute_parameters(ComputeParametersInput {
            train_set: items.clone(),
            card_ids: Some(ids.clone()),
            ..ComputeParametersInput::default()
        })
        .map_err(sentence)?;
        if !hook(share(Phase::Training, 1.0)) {
            return Err(Stop::Cancelled);
        }
        check_parameters(&values).map_err(Stop::Failed)?;
        let after = loss(&values, &items, &ids, Phase::After, hook)?;
        if after >= before {
            return Ok(Outcome::Unchanged { before, after });
        }
        Ok(Outcome::Better(Fitted {
            values,
            day: Some(self.day),
            reviews: u32::try_from(self.reviews()).unwrap_or(u32::MAX),
            before,
            after,
        }))
    }

    /// What the optimizer learns from: every answer on a later day than the one before, with all that
    /// went before it, in the order of time (newer ones weigh more), and the number of its card.
    fn items(&self) -> (Vec<FSRSItem>, Vec<i64>) {
        let mut items: Vec<(i64, i64, FSRSItem)> = Vec::new();
        for (number, card) in (0..).zip(&self.cards) {
            let reviews: Vec<FSRSReview> = card
                .iter()
                .map(|(_, rating, days)| FSRSReview {
                    rating: u32::from(*rating),
                    delta_t: *days,
                })
                .collect();
            for (place, (at, _, days)) in card.iter().enumerate() {
                if *days > 0 {
                    let reviews = reviews[..=place].to_vec();
                    items.push((*at, number, FSRSItem { reviews }));
                }
            }
        }
        items.sort_by_key(|(at, number, _)| (*at, *number));
        let ids = items.iter().map(|(_, number, _)| *number).collect();
        (items.into_iter().map(|(.., item)| item).collect(), ids)
    }
}

fn history(log: &Log) -> Vec<(i64, u8, u32)> {
    let mut last: Option<Day> = None;
    log.scheduled()
        .map(|review| {
            let days = last.map_or(0, |last| review.day.since(last));
            last = Some(review.day);
            let days = u32::try_from(days.max(0)).unwrap_or(u32::MAX);
            (review.at.0, review.rating.number(), days)
        })
        .collect()
}

fn loss(
    parameters: &[f32],
    items: &[FSRSItem],
    ids: &[i64],
    phase: Phase,
    hook: &mut dyn FnMut(Progress) -> bool,
) -> Result<f32, Stop> {
    let model = FSRS::new(parameters).map_err(sentence)?;
    let evaluated = model.evaluate_with_card_ids(items.to_vec(), ids.to_vec(), |done| {
        #[allow(clippy::cast_precision_loss)] // a share for a bar
        let share = done.current as f32 / done.total.max(1) as f32;
        hook(Progress { phase, share })
    });
    evaluated.map(|model| model.log_loss).map_err(sentence)
}

fn sentence(error: FSRSError) -> Stop {
    match error {
        FSRSError::Interrupted => Stop::Cancelled,
        FSRSError::NotEnoughData => {
            failed("There are too few reviews on later days yet. Try again in a week.")
        }
        _ => failed("Your reviews could not be fitted. The parameters stay as they are."),
    }
}

fn failed(sentence: &str) -> Stop {
    Stop::Failed(sentence.to_owned())
}
