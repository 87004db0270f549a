//! What is remembered of a card: FSRS-6 with learning steps, replayed from the card's log.
//!
//! The mathematics is the official `fsrs` crate's; this file adds what a scheduler needs around it:
//! steps, study days, the spread of due days, leeches. An answer is previewed and replayed by the
//! same function, so what a button shows is what is kept. Nothing here knows of interviews
//! (`deadline`), and the interval in days is asked for with a retention instead of being stored:
//! it may change when an interview moves, the memory does not.

use std::collections::BTreeMap;

use crate::domain::card::{Log, Rating, Review};
use crate::domain::study::check_parameters;
use crate::domain::time::{Day, Instant};
use fsrs::{FSRS, FSRSItem, FSRSReview, MemoryState};

/// Learning steps in minutes: a new card is seen again after one, then after ten.
pub const LEARNING_STEPS: [i64; 2] = [1, 10];
/// Relearning steps in minutes: a lapsed card is seen again after ten.
pub const RELEARNING_STEPS: [i64; 1] = [10];
/// Longest interval in days: a hundred years, as in Anki and py-fsrs.
pub const INTERVAL_MAX: u32 = 36_500;
/// Lapses that make a card a leech; then again at every second one. Anki's eight is for years of
/// study, a season is short.
pub const LEECH_LAPSES: u32 = 4;

/// How far a card is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Never answered.
    #[default]
    New,
    /// In the learning steps; the step it waits for, from 0.
    Learning(u8),
    /// Learned: due by days.
    Review,
    /// Lapsed; the relearning step it waits for, from 0.
    Relearning(u8),
}

impl Stage {
    /// The stage after an answer.
    #[must_use]
    pub fn after(self, rating: Rating) -> Stage {
        step(self, rating).0
    }
}

/// When a card is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// Within a sitting, at an instant.
    At(Instant),
    /// On a study day.
    On(Day),
}

/// The answer a state comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Last {
    /// When.
    pub at: Instant,
    /// The study day it was on.
    pub day: Day,
    /// How it went.
    pub rating: Rating,
}

/// What is remembered of one card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learned {
    /// How far it is.
    pub stage: Stage,
    /// Days until recall falls to 90 %; 0 for a new card.
    pub stability: f32,
    /// 1 (easy) to 10; 0 for a new card.
    pub difficulty: f32,
    /// Study day of the first answer.
    pub first: Option<Day>,
    /// The newest answer.
    pub last: Option<Last>,
    /// Seconds until the next step, while it has one.
    pub step_seconds: i64,
    /// Answers that moved the schedule.
    pub reviews: u32,
    /// How often it was forgotten once learned.
    pub lapses: u32,
    /// Stability after hard, good and easy at the newest answer, where these lead to days and not to
    /// a step (else 0): the intervals of the three buttons keep apart from each other.
    ladder: [f32; 3],
    /// What the spread of its due day is drawn from.
    seed: u64,
}

impl Learned {
    /// Never answered.
    pub fn is_new(&self) -> bool {
        self.stage == Stage::New
    }

    /// In learning or relearning steps.
    pub fn is_in_steps(&self) -> bool {
        matches!(self.stage, Stage::Learning(_) | Stage::Relearning(_))
    }

    /// Forgotten so often that its answer wants rewriting: at 4 lapses, then at every second one
    /// (6, 8, …). `rewritten` is the number of lapses at the last rewriting.
    pub fn wants_rewriting(&self, rewritten: u32) -> bool {
        let Some(beyond) = self.lapses.checked_sub(LEECH_LAPSES) else {
            return false;
        };
        let reached = LEECH_LAPSES + beyond - beyond % LEECH_LAPSES.div_ceil(2);
        rewritten < reached
    }

    /// The instant of its next step, while it has one.
    pub fn step_due(&self) -> Option<Instant> {
        let last = self.last.filter(|_| self.is_in_steps())?;
        Some(Instant(last.at.0.saturating_add(self.step_seconds * 1_000)))
    }
}

/// Whether due days are spread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spread {
    /// As Anki does: a few days to and fro, always the same for one card and number of answers,
    /// and the three buttons at least a day apart.
    #[default]
    Fuzz,
    /// The model's interval, rounded: what other implementations of FSRS-6 say with fuzz off.
    Exact,
}

/// FSRS-6 with its parameters.
#[derive(Clone, Debug)]
pub struct Scheduler {
    fsrs: FSRS,
    spread: Spread,
    decay: f32,
}

impl Scheduler {
    /// The scheduler with personal parameters, or with `None` the published ones.
    ///
    /// # Errors
    /// A sentence when these cannot be parameters of FSRS-6.
    pub fn new(personal: Option<&[f32]>) -> Result<Scheduler, String> {
        let parameters = personal.unwrap_or(&fsrs::DEFAULT_PARAMETERS);
        check_parameters(parameters)?;
        let decay = parameters.get(20).copied().unwrap_or_default();
        let fsrs = FSRS::new(parameters)
            .map_err(|_| "These parameters cannot be used. Nothing was changed.".to_owned())?;
        Ok(Scheduler {
            fsrs,
            spread: Spread::Fuzz,
            decay,
        })
    }

    /// The same without spreading due days.
    #[must_use]
    pub fn with_spread(self, spread: Spread) -> Scheduler {
        Scheduler { spread, ..self }
    }

    /// What the log of `card` leaves in memory.
    pub fn replay(&self, card: &str, log: &Log) -> Learned {
        let reviews: Vec<&Review> = log.scheduled().collect();
        let Some((newest, earlier)) = reviews.split_last() else {
            return Learned::default();
        };
        // All but the newest answer: stages by themselves, the memory in one pass of the crate.
        let mut before = Learned::default();
        let mut days: Vec<FSRSReview> = Vec::with_capacity(earlier.len());
        for review in earlier {
            days.push(FSRSReview {
                rating: u32::from(review.rating.number()),
                delta_t: elapsed(before.last, review.day),
            });
            before.advance(review);
        }
        if !days.is_empty() {
            // Finite parameters and ratings of 1 to 4 always give a finite state.
            let memory = self.fsrs.memory_state(FSRSItem { reviews: days }, None);
            if let Ok(memory) = memory {
                before.stability = memory.stability;
                before.difficulty = memory.difficulty;
            }
        }
        self.answered(card, &before, newest)
    }

    /// The state after one more answer.
    pub fn answered(&self, card: &str, before: &Learned, review: &Review) -> Learned {
        let mut all = self.next(card, before, review.at, review.day);
        all.swap_remove(usize::from(review.rating.number()) - 1)
    }

    /// The four states that answering now would lead to: again, hard, good, easy. Exactly what a
    /// replay gives once that answer is in the log.
    pub fn next(&self, card: &str, before: &Learned, at: Instant, day: Day) -> Vec<Learned> {
        let state = (!before.is_new()).then_some(MemoryState {
            stability: before.stability,
            difficulty: before.difficulty,
        });
        let elapsed = elapsed(before.last, day);
        // The retention only shapes the crate's own interval, which is not used here.
        let states = self.fsrs.next_states(state, 0.9, elapsed);
        let memories = match states {
            Ok(states) => {
                [states.again, states.hard, states.good, states.easy].map(|one| one.memory)
            }
            // A state that is no number any more: begin anew instead of stopping.
            Err(_) => Rating::ALL.map(|rating| self.first(rating)),
        };
        let mut next: Vec<Learned> = Rating::ALL
            .into_iter()
            .zip(memories)
            .map(|(rating, memory)| {
                let mut learned = before.clone();
                learned.advance(&Review {
                    rating,
                    at,
                    day,
                    duration: 0,
                    effort: crate::domain::card::Effort::Review,
                    said: Vec::new(),
                    missed: Vec::new(),
                });
                learned.stability = memory.stability;
                learned.difficulty = memory.difficulty;
                learned.seed = seed(card, learned.reviews);
                learned
            })
            .collect();
        let mut ladder = [0.0; 3];
        for (place, one) in ladder.iter_mut().zip(&next[1..]) {
            if one.stage == Stage::Review {
                *place = one.stability;
            }
        }
        for one in &mut next {
            one.ladder = ladder;
        }
        next
    }

    fn first(&self, rating: Rating) -> MemoryState {
        let only = FSRSReview {
            rating: u32::from(rating.number()),
            delta_t: 0,
        };
        self.fsrs
            .memory_state(
                FSRSItem {
                    reviews: vec![only],
                },
                None,
            )
            .unwrap_or(MemoryState {
                stability: 1.0,
                difficulty: 5.0,
            })
    }

    /// Days from the newest answer to the next, for a learned card that should be recalled with
    /// probability `retention` (0 to 1) then; 1 to 36,500.
    pub fn interval(&self, learned: &Learned, retention: f32) -> u32 {
        let days = |stability: f32| self.fsrs.next_interval(Some(stability), retention, 0);
        if self.spread == Spread::Exact {
            return whole(days(learned.stability)).clamp(1, INTERVAL_MAX);
        }
        let upto = match learned.last.map(|last| last.rating) {
            Some(Rating::Hard) => 1,
            Some(Rating::Good) => 2,
            _ => 3,
        };
        let factor = unit(learned.seed);
        let mut least = 1;
        let mut interval = 1;
        for stability in learned.ladder.iter().take(upto).filter(|one| **one > 0.0) {
            interval = fuzzed(days(*stability), factor, least);
            least = (interval + 1).min(INTERVAL_MAX);
        }
        interval
    }

    /// When a card is due that follows no interview. `None` for a new card.
    pub fn due(&self, learned: &Learned, retention: f32) -> Option<Due> {
        if let Some(at) = learned.step_due() {
            return Some(Due::At(at));
        }
        let last = learned.last?;
        Some(Due::On(
            last.day.plus(i64::from(self.interval(learned, retention))),
        ))
    }

    /// Probability (0 to 1) that the answer comes to mind on a study day; 0 for a new card.
    pub fn recall(&self, learned: &Learned, day: Day) -> f32 {
        if learned.last.is_none() {
            return 0.0;
        }
        let memory = MemoryState {
            stability: learned.stability,
            difficulty: learned.difficulty,
        };
        #[allow(clippy::cast_precision_loss)] // days of a life fit f32 exactly
        let days = elapsed(learned.last, day) as f32;
        fsrs::current_retrievability(memory, days, self.decay)
    }
}

impl Learned {
    /// Moves the stage and the counts by one answer; the memory is left to the caller.
    fn advance(&mut self, review: &Review) {
        let (stage, seconds) = step(self.stage, review.rating);
        if self.stage == Stage::Review && review.rating == Rating::Again {
            self.lapses += 1;
        }
        self.stage = stage;
        self.step_seconds = seconds;
        self.reviews += 1;
        self.first = self.first.or(Some(review.day));
        self.last = Some(Last {
            at: review.at,
            day: review.day,
            rating: review.rating,
        });
    }
}

/// The stage after an answer, and the seconds until its step.
fn step(stage: Stage, rating: Rating) -> (Stage, i64) {
    match stage {
        Stage::New => in_steps(0, rating, &LEARNING_STEPS, Stage::Learning),
        Stage::Learning(at) => in_steps(at, rating, &LEARNING_STEPS, Stage::Learning),
        Stage::Relearning(at) => in_steps(at, rating, &RELEARNING_STEPS, Stage::Relearning),
        Stage::Review if rating == Rating::Again => {
            in_steps(0, rating, &RELEARNING_STEPS, Stage::Relearning)
        }
        Stage::Review => (Stage::Review, 0),
    }
}

fn in_steps(at: u8, rating: Rating, steps: &[i64], stage: fn(u8) -> Stage) -> (Stage, i64) {
    let minutes = |step: u8| steps.get(usize::from(step)).copied().unwrap_or(0);
    match rating {
        Rating::Again => (stage(0), minutes(0) * 60),
        // Half-way to the next step; with a single step, half as long again. Later: the same again.
        Rating::Hard if at > 0 => (stage(at), minutes(at) * 60),
        Rating::Hard => match steps {
            [first, second, ..] => (stage(0), (first + second) * 30),
            _ => (stage(0), minutes(0) * 90),
        },
        Rating::Good if usize::from(at) + 1 < steps.len() => (stage(at + 1), minutes(at + 1) * 60),
        Rating::Good | Rating::Easy => (Stage::Review, 0),
    }
}

/// Whole study days since the last answer; a day that lies earlier, after a flight west, counts 0.
fn elapsed(last: Option<Last>, day: Day) -> u32 {
    let days = last.map_or(0, |last| day.since(last.day));
    u32::try_from(days.max(0)).unwrap_or(u32::MAX)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates
fn whole(days: f32) -> u32 {
    days.round() as u32
}

/// The interval with Anki's fuzz: within a range that grows with it, at the place `factor` (0 to 1).
fn fuzzed(days: f32, factor: f32, least: u32) -> u32 {
    #[allow(clippy::cast_precision_loss)] // at most 36,500
    let days = days.clamp(least as f32, INTERVAL_MAX as f32);
    let reach = |from: f32, to: f32, share: f32| share * (days.min(to) - from).max(0.0);
    let delta = if days < 2.5 {
        0.0
    } else {
        1.0 + reach(2.5, 7.0, 0.15) + reach(7.0, 20.0, 0.1) + reach(20.0, f32::MAX, 0.05)
    };
    let lower = whole(days - delta).clamp(least, INTERVAL_MAX);
    let mut upper = whole(days + delta).clamp(least, INTERVAL_MAX);
    if upper == lower && upper > 2 && upper < INTERVAL_MAX {
        upper += 1;
    }
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss
    )]
    let add = (factor * (1 + upper - lower) as f32).floor() as u32;
    (lower + add).min(upper)
}

/// FNV-1a of the card's id and its number of answers.
fn seed(card: &str, reviews: u32) -> u64 {
    let number = reviews.to_le_bytes();
    card.bytes()
        .chain(number)
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}

/// A number of 0 to below 1 from a seed, by the finaliser of SplitMix64.
fn unit(seed: u64) -> f32 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 31;
    #[allow(clippy::cast_precision_loss)] // 24 bits fit f32 exactly
    let top = (mixed >> 40) as f32;
    top / 16_777_216.0
}

/// The memory of every card, kept in step with the logs: a grade replays one card.
#[derive(Clone, Debug, Default)]
pub struct Memories {
    cards: BTreeMap<String, Learned>,
}

impl Memories {
    /// Replays all logs.
    pub fn new<'a>(
        scheduler: &Scheduler,
        logs: impl IntoIterator<Item = (&'a String, &'a Log)>,
    ) -> Memories {
        let cards = logs
            .into_iter()
            .map(|(card, log)| (card.clone(), scheduler.replay(card, log)))
            .collect();
        Memories { cards }
    }

    /// The log of a card has changed (`None`: it is gone).
    pub fn update(&mut self, scheduler: &Scheduler, card: &str, log: Option<&Log>) {
        match log {
            Some(log) => {
                self.cards
                    .insert(card.to_owned(), scheduler.replay(card, log));
            }
            None => {
                self.cards.remove(card);
            }
        }
    }

    /// What is remembered of a card; `None` when it was never answered.
    pub fn get(&self, card: &str) -> Option<&Learned> {
        self.cards.get(card).filter(|learned| !learned.is_new())
    }

    /// All cards ever answered, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Learned)> {
        self.cards.iter().filter(|(_, learned)| !learned.is_new())
    }
}

/// An interval in the words of a button: `1 min`, `6 min`, `2 days`, `3 months`.
pub fn interval_text(seconds: i64) -> String {
    const DAY: i64 = 86_400;
    let (count, one, many) = match seconds.max(0) {
        0..60 => return "< 1 min".to_owned(),
        seconds @ 60..3_600 => ((seconds + 30) / 60, "min", "min"),
        seconds @ 3_600..DAY => ((seconds + 1_800) / 3_600, "hour", "hours"),
        seconds if seconds < 31 * DAY => ((seconds + DAY / 2) / DAY, "day", "days"),
        seconds if seconds < 365 * DAY => {
            // A month is a twelfth of 365 days.
            (
                (seconds * 12 + 365 * DAY / 2) / (365 * DAY),
                "month",
                "months",
            )
        }
        seconds => ((seconds + 365 * DAY / 2) / (365 * DAY), "year", "years"),
    };
    let unit = if count == 1 { one } else { many };
    [&count.to_string(), " ", unit].concat()
}
