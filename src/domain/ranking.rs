//! What ranking stores: criteria, dated readings, choices between two programs, and lists as they stood.
//!
//! The place of a program in the person's own order is a field of the program itself; a score is never
//! stored but in a snapshot.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{CriterionId, ProgramId};
use crate::domain::program::Tier;
use crate::domain::time::{Day, WallTime};
use crate::record;

/// Lowest and highest reading of a criterion.
pub const VALUES: std::ops::RangeInclusive<u8> = 1..=5;
/// Highest reading of the gut; the lowest is 0.
pub const GUT_MAX: u8 = 10;
/// The gut stands where the id of a criterion stands.
pub const GUT: &str = "gut";
/// Most points of a criterion.
pub const POINTS_MAX: u8 = 100;
/// Longest title of an own criterion, in characters.
pub const TITLE_MAX: usize = 80;
/// Longest description of one value of an own criterion, in characters.
pub const ANCHOR_MAX: usize = 200;
/// Most own criteria.
pub const OWN_MAX: usize = 20;

/// The task of the content, one an interview, that the first rating of its program ticks.
pub const RATE_TASK: &str = "lg-score";

record! {
    /// An own criterion, or what the person changed about a criterion of the content of the same id.
    pub struct Criterion as "criterion" {
        /// Written by the person.
        pub own: bool,
        /// What the person calls it; empty: as in the content.
        pub title: String,
        /// What each value from 1 to 5 looks like; all empty: as in the content.
        pub anchors: [String; 5],
        /// Order key among all criteria, the most important first; empty: as in the content.
        pub order: String,
        /// 0–100, where weights come from points; none: as the order says.
        pub points: Option<u8>,
        /// Counts in the score; none: as the content says, and an own one counts.
        pub on: Option<bool>,
        /// A newest reading below this value rules a program out.
        pub minimum: Option<u8>,
    }
}

record! {
    /// One reading of one criterion at one program, or of the gut. Its id is `program/criterion/own`. Its
    /// value is written once; who thinks again adds another.
    pub struct Score as "score" {
        /// 1–5, of the gut 0–10; none: "don't know yet".
        pub value: Option<u8>,
        /// When, in milliseconds since 1970 UTC.
        pub at: i64,
        /// On which day, where the person was.
        pub day: Option<Day>,
        /// What it rests on, in a sentence.
        pub note: String,
    }
}

/// Which of two programs the person would choose, in the order of their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// The one whose id comes first.
    First,
    /// The other one.
    Second,
    /// Neither.
    Tie,
}

record! {
    /// A choice between two programs; its id is that of the pair (`ids::pair`).
    pub struct Duel as "duel" {
        /// The answer; none: not answered, or taken back.
        pub choice: Option<Choice>,
        /// When, in milliseconds since 1970 UTC.
        pub at: i64,
    }
}

/// Why a list was kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kept {
    /// The order of one device at the end of one day; rewritten during that day.
    #[default]
    Draft,
    /// The person kept it.
    Snapshot,
    /// It was certified in the Match.
    Certified,
}

/// One place of a list that was kept. A draft knows only program and tier.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    /// The program.
    pub program: ProgramId,
    /// Its name then.
    #[serde(default)]
    pub name: String,
    /// Its NRMP code then.
    #[serde(default)]
    pub code: String,
    /// Its tier then.
    #[serde(default)]
    pub tier: Option<Tier>,
    /// Its score then, in hundredths of a point: 0–10,000.
    #[serde(default)]
    pub score: Option<u16>,
}

/// What a criterion counted when a list was kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Weighed {
    /// Id of the criterion.
    pub criterion: CriterionId,
    /// Its title then.
    pub title: String,
    /// Its weight then, in hundredths of a percent: 0–10,000.
    pub weight: u16,
}

record! {
    /// A list as it stood. Written once, but for a draft.
    pub struct Ranking as "ranking" {
        /// When, in milliseconds since 1970 UTC.
        pub at: i64,
        /// On which day, where the person was.
        pub day: Option<Day>,
        /// Why it was kept.
        pub kept: Kept,
        /// The programs, the first place first.
        pub order: Vec<Placed>,
        /// The criteria that counted, the heaviest first.
        pub weights: Vec<Weighed>,
        /// What the person wrote to it.
        pub note: String,
    }
}

/// Where the weights come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weighing {
    /// The order of the criteria, by rank-order centroids.
    #[default]
    Order,
    /// The order of the criteria, by rank sums: the first ones do not weigh so much.
    Flatter,
    /// The order of the criteria, each twice the next: the first ones weigh more.
    Steeper,
    /// What it is worth to go from the worst program to the best one, against the most important criterion.
    Swing,
    /// Points given freely.
    Points,
}

impl Weighing {
    /// All, in the order to show them.
    pub const ALL: [Weighing; 5] = [
        Weighing::Order,
        Weighing::Flatter,
        Weighing::Steeper,
        Weighing::Swing,
        Weighing::Points,
    ];

    /// The order of the criteria alone decides.
    pub fn is_of_order(self) -> bool {
        !matches!(self, Weighing::Swing | Weighing::Points)
    }
}

/// The id of the only record of settings of the list.
pub const RANK: &str = "rank";

record! {
    /// How the list is made, and what was confirmed of it.
    pub struct RankSettings as "rank-settings" {
        /// Where the weights come from.
        pub weighing: Weighing,
        /// Until when the list must be certified, as the person typed it.
        pub deadline: Option<WallTime>,
        /// IANA zone of that clock.
        pub deadline_zone: String = "America/New_York".to_owned(),
        /// The programs of which the person said "I would train there", all at once; none: not said.
        pub willing: Option<Vec<ProgramId>>,
        /// The order of which the person said "this is what I truly prefer"; none: not said.
        pub preference: Option<Vec<ProgramId>>,
    }
}
