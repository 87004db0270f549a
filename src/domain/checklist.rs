//! Lists of a trip: what to pack, what to do by when, what to wear.
//!
//! A trip's lists are not copied from the templates. They are the templates seen through the
//! trip's conditions, with what the person changed (an `Entry`) laid over. So a changed interview
//! date moves every task that was not moved by hand, and a better template reaches open trips.

use std::collections::BTreeSet;

use crate::domain::time::{Day, Minute, WallTime};
use crate::domain::words::thing;
use crate::record;
use serde::{Deserialize, Serialize};

/// Which of a trip's three lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum List {
    /// Things to take along, by bag.
    #[default]
    Packing,
    /// Dated tasks.
    Logistics,
    /// What to wear and check, by moment.
    Attire,
}

/// Where a thing travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bag {
    /// In pockets and the day bag; goes into the hospital.
    #[default]
    OnMe,
    /// Hand luggage.
    CarryOn,
    /// The suitcase that is handed over.
    Checked,
    /// In no bag: around the laptop, for a video call.
    Desk,
}

impl Bag {
    /// Those that travel, in the order of the list.
    pub const CARRIED: [Bag; 3] = [Bag::OnMe, Bag::CarryOn, Bag::Checked];
}

/// When an attire item is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// There is still time for a tailor.
    #[default]
    WeekBefore,
    /// Lay it out.
    EveningBefore,
    /// The last minute before leaving.
    Mirror,
}

/// What a task's date is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The day the invitation came.
    InviteReceived,
    /// Start of the interview.
    InterviewStart,
    /// End of the interview.
    InterviewEnd,
}

/// Whether a task is done once for the journey or for each interview in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Once, counted from the trip's first interview.
    Trip,
    /// For every interview.
    Interview,
}

/// What an amount grows with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// The same for every trip.
    Trip,
    /// Nights away.
    Night,
    /// Interviews in the trip.
    Interview,
}

/// How many to take: `ceil(tenths / 10 × count) + plus`, held within `min..=max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// What the amount grows with.
    pub per: Per,
    /// Amount for each of these, in tenths.
    pub tenths: u16,
    /// Added once.
    pub plus: u16,
    /// Never fewer.
    pub min: u16,
    /// Never more.
    pub max: u16,
    /// Plural unit, or empty: "copies", "pairs".
    pub unit: &'static str,
}

impl Quantity {
    /// One of it, not worth saying.
    pub const ONE: Quantity = Quantity {
        per: Per::Trip,
        tenths: 10,
        plus: 0,
        min: 1,
        max: 1,
        unit: "",
    };

    /// How many for this many nights and interviews.
    pub fn count(&self, nights: u16, interviews: u16) -> u16 {
        let times = match self.per {
            Per::Trip => 1,
            Per::Night => nights,
            Per::Interview => interviews,
        };
        let grown = (u32::from(self.tenths) * u32::from(times)).div_ceil(10) + u32::from(self.plus);
        let held = grown.clamp(u32::from(self.min), u32::from(self.max.max(self.min)));
        u16::try_from(held).unwrap_or(u16::MAX)
    }

    /// `4 copies`, `2`, or nothing when it is a single thing.
    pub fn text(&self, nights: u16, interviews: u16) -> String {
        match (self.count(nights, interviews), self.unit) {
            (0 | 1, _) => String::new(),
            (count, "") => count.to_string(),
            (count, unit) => [&count.to_string(), " ", unit].concat(),
        }
    }
}

/// A thing with its amount: `Printed CV, 4 copies`. A unit that says the thing again is left out:
/// `Pens, 2`.
pub fn with_amount(text: &str, amount: &str) -> String {
    let counted = amount.split_once(' ');
    let amount = match counted {
        Some((count, unit)) if count.parse::<u16>().is_ok() && thing(unit) == thing(text) => count,
        _ => amount,
    };
    let gap = if amount.is_empty() { "" } else { ", " };
    [text, gap, amount].concat()
}

/// When a task that the person just wrote is due: on `day` at nine, or, where that has passed or there
/// is no day, at the next nine or six o'clock after `now`.
pub fn due_of_new(day: Option<Day>, now: WallTime) -> Option<WallTime> {
    let (morning, evening) = (Minute::new(9, 0)?, Minute::new(18, 0)?);
    let at = |day, minute| WallTime { day, minute };
    let day = day.filter(|day| *day >= now.day).unwrap_or(now.day);
    [at(day, morning), at(day, evening), at(day.plus(1), morning)]
        .into_iter()
        .find(|wall| *wall > now)
}

/// Which rows of a list are looked at; both wishes together mean essentials that are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only what is not ticked.
    pub open: bool,
    /// Only what must not be forgotten.
    pub essential: bool,
}

impl Filter {
    /// Whether a row passes.
    pub fn keeps(self, done: bool, essential: bool) -> bool {
        !(self.open && done) && (!self.essential || essential)
    }
}

/// What the look back after a trip says about a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Taken and used.
    Needed,
    /// Taken for nothing: left out of the next trip's list.
    Unused,
    /// Wanted and not there: essential in the next trip's list.
    Missed,
}

record! {
    /// What the person changed about one row of one trip's list. Its id is `trip/item` or, for a
    /// task repeated per interview, `trip/item/interview`.
    pub struct Entry as "entry" {
        /// Ticked.
        pub done: bool,
        /// Taken off this trip's list (`true`) or brought back although a habit leaves it out (`false`).
        pub hidden: Option<bool>,
        /// Written by the person, not from a template.
        pub own: bool,
        /// Which list an own row stands in.
        pub list: List,
        /// Text in place of the template's; all there is for an own row.
        pub text: Option<String>,
        /// Amount in place of the computed one.
        pub quantity: Option<String>,
        /// Bag in place of the template's.
        pub bag: Option<Bag>,
        /// Moment in place of the template's.
        pub moment: Option<Moment>,
        /// Essential or not, in place of the template's.
        pub essential: Option<bool>,
        /// Place in the list, a fractional index, once moved by hand.
        pub order: Option<String>,
        /// Date and time given by hand, on the wall clock of the program; a task that has one no
        /// longer follows the interview's date.
        pub due: Option<WallTime>,
        /// The look back.
        pub verdict: Option<Verdict>,
    }
}

record! {
    /// What earlier trips taught about one packing item. Its id is the item's.
    pub struct Habit as "habit" {
        /// Leave it out of new trips (it can be brought back there).
        pub leave_out: bool,
        /// It was missed once: essential from now on.
        pub essential: bool,
        /// An own thing to offer in every trip from now on; empty for a template's item.
        pub text: String,
        /// Its bag.
        pub bag: Bag,
    }
}

impl Habit {
    /// Learns from what a look back says now of an item of which it said `before`. What an earlier trip
    /// taught stays when this one only says that the thing was needed.
    pub fn learn(&mut self, before: Option<Verdict>, verdict: Option<Verdict>) {
        self.leave_out = verdict == Some(Verdict::Unused);
        match verdict {
            Some(Verdict::Missed) => self.essential = true,
            Some(Verdict::Unused) => self.essential = false,
            Some(Verdict::Needed) | None if before == Some(Verdict::Missed) => {
                self.essential = false;
            }
            Some(Verdict::Needed) | None => {}
        }
    }

    /// As `learn`, for an own thing: it is offered again only once it has proved its worth.
    pub fn learn_own(
        &mut self,
        before: Option<Verdict>,
        verdict: Option<Verdict>,
        text: String,
        bag: Bag,
    ) {
        self.learn(before, verdict);
        let worth = matches!(verdict, Some(Verdict::Needed | Verdict::Missed));
        self.text = if worth { text } else { String::new() };
        self.bag = bag;
    }
}

/// Whether a row that depends on `condition` and is hidden by any of `hide_if` belongs in a trip
/// whose yes-answers are `yes`.
pub fn applies(condition: Option<&str>, hide_if: &[&str], yes: &BTreeSet<String>) -> bool {
    condition.is_none_or(|id| yes.contains(id)) && !hide_if.iter().any(|id| yes.contains(*id))
}

/// How urgent a dated task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Its time has passed and it is not ticked.
    Late,
    /// Due today.
    Today,
    /// The first one after today.
    Next,
    /// Further away.
    Later,
    /// Not ticked, but the interview it was for is over.
    Past,
}

/// Progress of a set of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Ticked.
    pub done: usize,
    /// All.
    pub of: usize,
}

impl Progress {
    /// Counts `done` flags.
    pub fn count(done: impl Iterator<Item = bool>) -> Progress {
        let mut sum = Progress::default();
        done.for_each(|done| sum.add(done));
        sum
    }

    /// Counts one more.
    pub fn add(&mut self, done: bool) {
        self.done += usize::from(done);
        self.of += 1;
    }

    /// Still open.
    pub fn open(&self) -> usize {
        self.of - self.done
    }

    /// `8 of 11`.
    pub fn text(&self) -> String {
        [&self.done.to_string(), " of ", &self.of.to_string()].concat()
    }
}

/// A thing that is judged in the look back after a trip.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Id of its entry.
    pub entry: String,
    /// Id of the item that the habit is kept for.
    pub item: String,
    /// Text and bag to keep, for an own thing.
    pub own: Option<(String, Bag)>,
}
