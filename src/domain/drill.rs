//! Drills: practice interviews, what they ask, and how they went.
//!
//! The dice take everything as arguments: the same seed always asks the same questions. Deliberately
//! not here: zones and clocks (`story_timer`), the cards' texts, and any verdict on an answer.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::card::{Priority, Rating};
use crate::domain::dice::Dice;
use crate::domain::ids::CardId;
use crate::domain::story_timer::Zones;
use crate::domain::time::{Day, Instant};
use crate::record;
use serde::{Deserialize, Serialize};

/// Most answers of one drill.
pub const ANSWERS_MAX: usize = 60;

record! {
    /// One practice interview.
    pub struct Drill as "drill" {
        /// When it began; 0 is never.
        pub at: i64,
        /// The study day it was on.
        pub day: Option<Day>,
        /// Id of the interviewer type.
        pub interviewer: String,
        /// Ids of the categories asked from; empty: all.
        pub categories: Vec<String>,
        /// What its dice began with, so that it can be asked again.
        pub seed: u64,
        /// Ids of the cards to ask, in order. Stopping early shortens it to what was answered.
        pub asked: Vec<CardId>,
        /// The outline is ticked after every answer, not at the end.
        pub tick_each: bool = true,
        /// Finished: its answers are in the log.
        pub ended: bool,
        /// The cards to do again were brought back into Cards.
        pub brought_back: bool,
        /// Answers in the order given.
        pub answers: Vec<Answer>,
        /// The rubric: 1 to 5 by the id of the domain; what was not rated is absent.
        pub rubric: BTreeMap<String, u8>,
        /// A note to oneself.
        pub note: String,
    }
}

impl Drill {
    /// When it began.
    pub fn began(&self) -> Instant {
        Instant(self.at)
    }

    /// Everything that was asked is answered; what is left is to look back.
    pub fn is_answered(&self) -> bool {
        self.answers.len() >= self.asked.len()
    }
}

/// One answer of a drill.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Id of the card.
    pub card: CardId,
    /// Time spent thinking, in milliseconds.
    pub thought: u32,
    /// Time spent speaking, in milliseconds.
    pub spoke: u32,
    /// Ids of the outline points said.
    pub said: Vec<String>,
    /// Ids of the outline points left out.
    pub missed: Vec<String>,
    /// To be done again.
    pub redo: bool,
    /// Shortest and longest good answer at the time, in seconds; zeros: not known.
    #[serde(default)]
    pub aim: (u16, u16),
    /// Time spent on the questions that followed, in milliseconds.
    #[serde(default)]
    pub followed: u32,
}

impl Answer {
    /// The zones of its clock; `None` when no length was aimed at.
    pub fn zones(&self) -> Option<Zones> {
        Zones::for_answer(f64::from(self.aim.0), f64::from(self.aim.1)).ok()
    }

    /// Time spent speaking, in seconds.
    pub fn seconds(&self) -> f64 {
        f64::from(self.spoke) / 1000.0
    }

    /// It took as long as it should; `None` when no length was aimed at.
    pub fn is_in_range(&self) -> Option<bool> {
        Some(self.zones()?.is_in_range(self.seconds()))
    }

    /// Notes which of the outline's points (their ids) were left out. Where nobody ticked, nothing is
    /// known of single points.
    pub fn note_missed(&mut self, outline: &[String]) {
        self.missed.clear();
        if !self.said.is_empty() {
            let said = &self.said;
            let left = outline.iter().filter(|id| !said.contains(*id));
            self.missed = left.cloned().collect();
        }
    }

    /// Somebody ticked the outline.
    pub fn is_ticked(&self) -> bool {
        !self.said.is_empty() || !self.missed.is_empty()
    }

    /// What the log says of it: the ticks decide; without ticks, the wish to do it again. An answer to
    /// be done again is never better than hard.
    pub fn rating(&self) -> Rating {
        let most = if self.redo {
            Rating::Hard
        } else {
            Rating::Good
        };
        if self.is_ticked() {
            Rating::suggested(self.said.len(), self.said.len() + self.missed.len()).min(most)
        } else if self.redo {
            Rating::Again
        } else {
            Rating::Good
        }
    }
}

/// A seed from any text that is drawn at random, such as a fresh id: FNV-1a.
pub fn seed_of(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// How long a drill is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// So many questions, or as many as there are.
    Questions(u16),
    /// About so many minutes, thinking and speaking together.
    Minutes(u16),
}

/// Where in an interview a question is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// First, and only there.
    Opener,
    /// Anywhere between.
    #[default]
    Middle,
    /// Between, after the others.
    Late,
    /// Last, and only there.
    Closer,
    /// Not by itself: a stage direction, or words that need others before them.
    Never,
}

/// A text wholly in round brackets describes a situation; nobody says it.
pub fn is_stage_direction(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('(') && text.ends_with(')')
}

/// A card that may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Id of the card.
    pub id: CardId,
    /// Where in the interview.
    pub turn: Turn,
    /// How likely it is, beside the others; `weight`.
    pub weight: u32,
    /// Shortest and longest good answer, in seconds.
    pub aim: (u16, u16),
}

/// How likely a card is: the more, the sooner it should be prepared.
pub fn weight(priority: Priority) -> u32 {
    match priority {
        Priority::Core => 3,
        Priority::Common => 2,
        Priority::Extra => 1,
    }
}

/// The length to aim at with an interviewer who wants no answer longer than `longest` seconds. The
/// first is smaller than the second, and at least 1.
pub fn aim((shortest, length): (u16, u16), longest: u16) -> (u16, u16) {
    let most = length.min(longest).max(2);
    let least = if length > longest {
        shortest.min(most / 2)
    } else {
        shortest
    };
    (least.clamp(1, most - 1), most)
}

/// Seconds that a question takes: `think`, and the middle of the length aimed at.
fn takes(aim: (u16, u16), think: u16) -> u64 {
    u64::from(think) + (u64::from(aim.0) + u64::from(aim.1)) / 2
}

/// About how many seconds these questions take, with `think` seconds before each.
pub fn seconds_of(aims: impl Iterator<Item = (u16, u16)>, think: u16) -> u64 {
    aims.map(|aim| takes(aim, think)).sum()
}

/// Takes one of `left`, each as likely as it weighs.
fn pick<'a>(dice: &mut Dice, left: &mut Vec<&'a Candidate>) -> Option<&'a Candidate> {
    let all: u64 = left.iter().map(|one| u64::from(one.weight.max(1))).sum();
    let mut ticket = dice.below(all);
    let place = left.iter().position(|one| {
        let weight = u64::from(one.weight.max(1));
        let is_it = ticket < weight;
        ticket = ticket.saturating_sub(weight);
        is_it
    })?;
    Some(left.remove(place))
}

/// Draws the questions of a drill in the order of an interview: an opener first and a closer last, as
/// far as the length has room and there are any, and between them what fits. No card twice, at least
/// one where there is one, at most `ANSWERS_MAX`. The same candidates in any order, with the same
/// seed, give the same questions.
pub fn draw(candidates: &[Candidate], length: Length, think: u16, seed: u64) -> Vec<CardId> {
    let by_id: BTreeMap<&str, &Candidate> = candidates.iter().map(|one| (&*one.id, one)).collect();
    let of = |turns: &[Turn]| -> Vec<&Candidate> {
        let fits = by_id.values().filter(|one| turns.contains(&one.turn));
        fits.copied().collect()
    };
    let mut dice = Dice::new(seed);
    let most = match length {
        Length::Questions(wanted) => usize::from(wanted.max(1)).min(ANSWERS_MAX),
        Length::Minutes(_) => ANSWERS_MAX,
    };
    let mut drawn: Vec<&Candidate> = Vec::new();
    for turn in [Turn::Opener, Turn::Closer] {
        if drawn.len() < most {
            drawn.extend(pick(&mut dice, &mut of(&[turn])));
        }
    }
    let mut left = of(&[Turn::Middle, Turn::Late]);
    while drawn.len() < most {
        let seconds = seconds_of(drawn.iter().map(|one| one.aim), think);
        if let Length::Minutes(wanted) = length
            && !drawn.is_empty()
            && seconds >= u64::from(wanted) * 60
        {
            break;
        }
        let Some(one) = pick(&mut dice, &mut left) else {
            break;
        };
        drawn.push(one);
    }
    // Stable: within a turn as drawn.
    drawn.sort_by_key(|one| one.turn);
    drawn.into_iter().map(|one| one.id.clone()).collect()
}

/// One of the wordings of a question, another one from drill to drill.
pub fn wording<'a>(text: &'a str, others: &'a [String], seed: u64) -> &'a str {
    let place = Dice::new(!seed).below(others.len() as u64 + 1);
    let other = usize::try_from(place)
        .ok()
        .and_then(|place| place.checked_sub(1));
    other
        .and_then(|place| others.get(place))
        .map_or(text, |one| one)
}

/// As `draw`, with the first seed from `seed` on whose questions no earlier drill had in this order.
/// Gives up after 64 seeds: a deck of one card has one order.
pub fn draw_anew(
    candidates: &[Candidate],
    length: Length,
    think: u16,
    seed: u64,
    earlier: &BTreeSet<&[CardId]>,
) -> (u64, Vec<CardId>) {
    let mut seed = seed;
    for _ in 0..64 {
        let drawn = draw(candidates, length, think, seed);
        if !earlier.contains(&*drawn) {
            return (seed, drawn);
        }
        seed = seed.wrapping_add(1);
    }
    (seed, draw(candidates, length, think, seed))
}

/// What is asked after answer number `place` of a drill: up to `count` of the card's follow-ups and
/// the interviewer's own lines, none twice.
pub fn probes(
    follow_ups: &[String],
    lines: &[String],
    count: u16,
    seed: u64,
    place: usize,
) -> Vec<String> {
    let mut left: Vec<&String> = Vec::new();
    for text in follow_ups.iter().chain(lines) {
        if !left.contains(&text) {
            left.push(text);
        }
    }
    // Another stream than the one that drew the questions.
    let mut dice = Dice::new(seed ^ 0x5bf0_3635_dcf7_2f4d ^ ((place as u64) << 32));
    let mut drawn = Vec::new();
    while drawn.len() < usize::from(count) && !left.is_empty() {
        let place = dice.below(left.len() as u64) as usize;
        drawn.push(left.remove(place).clone());
    }
    drawn
}

/// How a drill went, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Answers given.
    pub answers: usize,
    /// Of them, those with a length to aim at.
    pub timed: usize,
    /// Of those, the ones that ended in the target.
    pub in_range: usize,
    /// To be done again.
    pub redo: usize,
    /// Mean of the rubric's marks in hundredths, 100 to 500; `None` when nothing was marked.
    pub rubric: Option<u32>,
}

impl Outcome {
    /// Of one drill.
    pub fn of(drill: &Drill) -> Outcome {
        let in_range = || drill.answers.iter().filter_map(Answer::is_in_range);
        let marks = drill.rubric.len() as u32;
        let sum: u32 = drill.rubric.values().map(|mark| u32::from(*mark)).sum();
        Outcome {
            answers: drill.answers.len(),
            timed: in_range().count(),
            in_range: in_range().filter(|is_it| *is_it).count(),
            redo: drill.answers.iter().filter(|one| one.redo).count(),
            // Rounded to the nearest hundredth.
            rubric: (sum * 100 + marks / 2).checked_div(marks),
        }
    }

    /// All of it in one line.
    pub fn line(&self) -> String {
        let mut texts = vec![match self.answers {
            1 => "1 answer".to_owned(),
            count => [&*count.to_string(), " answers"].concat(),
        }];
        if self.timed > 0 {
            texts.push([&*self.in_range.to_string(), " in range"].concat());
        }
        texts.extend(self.rubric.map(|mark| ["marks ", &tenths(mark)].concat()));
        if self.redo > 0 {
            texts.push([&*self.redo.to_string(), " to redo"].concat());
        }
        texts.join(" · ")
    }

    /// The share of answers in range, in whole percent.
    pub fn in_range_percent(&self) -> Option<usize> {
        (self.in_range * 100 + self.timed / 2).checked_div(self.timed)
    }

    /// Sentences that say what changed since an earlier drill. What one of both lacks is left out.
    pub fn since(&self, earlier: &Outcome) -> Vec<String> {
        let mut sentences = Vec::new();
        if let (Some(now), Some(before)) = (self.rubric, earlier.rubric) {
            let both = [" from ", &tenths(before), " to ", &tenths(now), "."].concat();
            sentences.push(match tenths_of(now).cmp(&tenths_of(before)) {
                std::cmp::Ordering::Greater => ["Your marks went up", &both].concat(),
                std::cmp::Ordering::Less => ["Your marks went down", &both].concat(),
                std::cmp::Ordering::Equal => ["Your marks stayed at ", &tenths(now), "."].concat(),
            });
        }
        if let (Some(now), Some(before)) = (self.in_range_percent(), earlier.in_range_percent()) {
            let (now_text, before_text) = (now.to_string(), before.to_string());
            sentences.push(if now == before {
                ["In range as before: ", &now_text, " % of answers."].concat()
            } else {
                [
                    "In range: ",
                    &now_text,
                    " % of answers, ",
                    &before_text,
                    " % before.",
                ]
                .concat()
            });
        }
        sentences
    }
}

fn tenths_of(hundredths: u32) -> u32 {
    (hundredths + 5) / 10
}

/// A mark in hundredths with one decimal: `3.4`.
pub fn tenths(hundredths: u32) -> String {
    let tenths = tenths_of(hundredths);
    [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string()].concat()
}
