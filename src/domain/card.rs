//! Question cards and what was answered.
//!
//! A starter question is not copied: its `Card` holds only what the person changed, and lies over
//! the question. A card's reviews are a log of their own; what is remembered, and what is due, is
//! never stored: it is the replay of that log (`study::memory`).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ids::{CardId, ProgramId, StoryId, pair, sides};
use crate::domain::record::Record;
use crate::domain::time::{Day, Instant};
use crate::record;
use serde::{Deserialize, Serialize};

/// Longest question, in characters.
pub const QUESTION_MAX: usize = 1_000;
/// Most points of an outline. Nobody keeps more in mind while speaking.
pub const POINTS_MAX: usize = 12;
/// Longest outline point, in characters.
pub const POINT_MAX: usize = 500;
/// Longest tag, in characters.
pub const TAG_MAX: usize = 60;
/// Most tags of one card or story.
pub const TAGS_MAX: usize = 40;
/// Longest time one answer can take, in milliseconds: an hour. A phone that was put away does not
/// answer.
pub const DURATION_MAX: u32 = 3_600_000;

/// The question of the card that a prep sheet answers, until the person words it; it is shown with the name
/// of the program.
pub const WHY_QUESTION: &str = "Why this program?";
/// What stands beside the program in the id of that card. No slash: the id is a part of an address.
const WHY: &str = "why";

/// Id of the card that the prep sheet of a program answers.
pub fn why_card(program: &ProgramId) -> CardId {
    pair(program, WHY).into()
}

/// The program whose prep sheet is the answer to a card, by the card's id.
pub fn answered_by_sheet(id: &str) -> Option<&str> {
    match sides(id)? {
        (program, WHY) | (WHY, program) => Some(program),
        _ => None,
    }
}

/// How early to prepare a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Priority {
    /// Prepare these first.
    Core,
    /// Asked often.
    #[default]
    Common,
    /// Asked sometimes.
    Extra,
}

/// One point of an answer's outline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Stable within its card: reviews remember which points were said.
    pub id: String,
    /// What to say.
    pub text: String,
}

record! {
    /// An own question, or what the person changed about a starter question of the same id. `None`
    /// means "as in the starter question".
    pub struct Card as "card" {
        /// Written by the person, not a starter question.
        pub own: bool,
        /// The question.
        pub text: Option<String>,
        /// Id of a category.
        pub category: Option<String>,
        /// Id of an answer structure, such as `STAR`.
        pub structure: Option<String>,
        /// How early to prepare it.
        pub priority: Option<Priority>,
        /// Ids of the interviewer types that like to ask it.
        pub interviewers: Option<BTreeSet<String>>,
        /// Shortest and longest good answer, in seconds.
        pub seconds: Option<(u16, u16)>,
        /// Points to say, in order.
        pub outline: Option<Vec<Point>>,
        /// The whole answer, word for word; optional.
        pub script: String,
        /// Free labels.
        pub tags: BTreeSet<String>,
        /// The only program it is for; none: every interview.
        pub only_for: Option<ProgramId>,
        /// Name of that program as older versions kept it; read with `program_id`, no longer written.
        pub program: String,
        /// Ids of the stories that serve as an answer.
        pub stories: BTreeSet<StoryId>,
        /// Chosen to be studied.
        pub chosen: bool,
        /// The person expects the question because of what is in their file.
        pub in_file: bool,
        /// Not asked until the person takes it back.
        pub suspended: bool,
        /// How many lapses the card had when its answer was last rewritten; a leech asks to be
        /// rewritten until this reaches its lapses.
        pub rewritten: u32,
        /// The person wants a better answer, whatever was forgotten; off once it is written.
        pub to_rewrite: bool,
        /// Day on which an own card was made.
        pub made: Option<Day>,
        /// Counts own cards in the order in which they came, so that those of one day, and of one file,
        /// stay in it.
        pub place: u32,
        /// Where an imported card came from, so that a second import finds it again; else empty.
        pub source: String,
    }
}

impl Card {
    /// The only program it is for.
    pub fn program_id(&self) -> Option<ProgramId> {
        let typed = || ProgramId::of_name(&self.program);
        self.only_for.clone().or_else(typed)
    }
}

/// A card that is only for `card` counts for an interview at `interview`: it is for every program, or for
/// this one.
pub fn counts_for(card: Option<&ProgramId>, interview: Option<&ProgramId>) -> bool {
    card.is_none() || card == interview
}

/// How an answer went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rating {
    /// It did not come to mind.
    Again,
    /// It came with effort, or in part.
    Hard,
    /// It came.
    Good,
    /// It came at once.
    Easy,
}

impl Rating {
    /// All four, worst first.
    pub const ALL: [Rating; 4] = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];

    /// 1 (again) to 4 (easy), as stored and as every spaced-repetition tool counts them.
    pub fn number(self) -> u8 {
        match self {
            Rating::Again => 1,
            Rating::Hard => 2,
            Rating::Good => 3,
            Rating::Easy => 4,
        }
    }

    /// The rating with this number.
    pub fn from_number(number: u8) -> Option<Rating> {
        Rating::ALL.into_iter().find(|one| one.number() == number)
    }

    /// What ticking `said` of `of` outline points suggests: all is good, three of five or more is
    /// hard, less is again. Nothing to tick suggests good.
    pub fn suggested(said: usize, of: usize) -> Rating {
        if said >= of {
            Rating::Good
        } else if said * 5 >= of * 3 {
            Rating::Hard
        } else {
            Rating::Again
        }
    }
}

/// Whether an answer moves the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// It does.
    Review,
    /// Drill or free practice: remembered, but the schedule stays.
    Practice,
}

/// One answer given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// How it went.
    pub rating: Rating,
    /// When.
    pub at: Instant,
    /// The study day it was on, where the phone was (`study_day`).
    pub day: Day,
    /// From question to grade, in milliseconds.
    pub duration: u32,
    /// Whether it moves the schedule.
    pub effort: Effort,
    /// Ids of the outline points that were said.
    pub said: Vec<String>,
    /// Ids of the outline points that were left out. Both empty: nobody ticked.
    pub missed: Vec<String>,
}

impl Review {
    /// The name its field gets in the log: sorts by time; `fresh` keeps two phones apart.
    pub fn name(&self, fresh: &str) -> String {
        // Thirteen digits last until the year 2286.
        let ms = self.at.0.max(0).to_string();
        let zeros = "0".repeat(13_usize.saturating_sub(ms.len()));
        [&*zeros, &*ms, "-", fresh].concat()
    }

    /// Its stored form: `[rating, ms, day, duration, practice, said, missed]`.
    pub fn json(&self) -> String {
        let practice = u8::from(self.effort == Effort::Practice);
        let row = (
            self.rating.number(),
            self.at.0,
            self.day,
            self.duration,
            practice,
            &self.said,
            &self.missed,
        );
        // Plain data always serializes.
        serde_json::to_string(&row).unwrap_or_default()
    }

    /// Reads what `json` wrote.
    pub fn parse(json: &str) -> Option<Review> {
        type Row = (u8, i64, Day, u32, u8, Vec<String>, Vec<String>);
        let (rating, at, day, duration, practice, said, missed): Row =
            serde_json::from_str(json).ok()?;
        Some(Review {
            rating: Rating::from_number(rating)?,
            at: Instant(at),
            day,
            duration: duration.min(DURATION_MAX),
            effort: if practice == 0 {
                Effort::Review
            } else {
                Effort::Practice
            },
            said,
            missed,
        })
    }
}

/// The answers given to one card; its id is the card's. Every answer is a field of its own that is
/// written once, so that two phones never overwrite each other. Taking one back writes null to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// By name (`Review::name`), which is the order of time.
    pub reviews: BTreeMap<String, Review>,
}

impl Log {
    /// The answers that move the schedule, in order.
    pub fn scheduled(&self) -> impl Iterator<Item = &Review> {
        self.reviews
            .values()
            .filter(|review| review.effort == Effort::Review)
    }

    /// Ids of the points that were left out in at least two of the last three answers with ticks.
    pub fn often_missed(&self) -> BTreeSet<&str> {
        let ticked = |review: &&Review| !review.said.is_empty() || !review.missed.is_empty();
        let last: Vec<&Review> = self.reviews.values().rev().filter(ticked).take(3).collect();
        let times = |point: &str| {
            let missed = last
                .iter()
                .filter(|one| one.missed.iter().any(|id| id == point));
            missed.count()
        };
        let missed = last.iter().flat_map(|review| &review.missed);
        missed.map(|id| &**id).filter(|id| times(id) >= 2).collect()
    }
}

impl Record for Log {
    const KIND: &'static str = "log";

    fn take(&mut self, field: &str, json: &str) -> bool {
        if json == "null" {
            self.reviews.remove(field);
            return true;
        }
        match Review::parse(json) {
            Some(review) => {
                self.reviews.insert(field.to_owned(), review);
                true
            }
            None => false,
        }
    }

    fn changes_since(&self, before: &Self) -> Vec<(Cow<'static, str>, String)> {
        let gone = before
            .reviews
            .keys()
            .filter(|name| !self.reviews.contains_key(*name))
            .map(|name| (name.clone().into(), "null".to_owned()));
        let new = self
            .reviews
            .iter()
            .filter(|(name, review)| before.reviews.get(*name) != Some(review))
            .map(|(name, review)| (name.clone().into(), review.json()));
        gone.chain(new).collect()
    }
}

/// Hour at which a study day ends: who studies past midnight is still on the day before.
const DAY_BEGINS_MINUTES: i64 = 4 * 60;

/// The study day of an instant where the offset from UTC is `offset_minutes`: it begins at 04:00.
pub fn study_day(at: Instant, offset_minutes: i32) -> Day {
    at.wall(offset_minutes)
        .plus_minutes(-DAY_BEGINS_MINUTES)
        .day
}
