//! Days, times of day, instants, and the way from a wall clock in some zone to an instant.
//!
//! Deliberately absent: a clock, a table of zones, and chrono's parsing and formatting machinery
//! (it would cost the start-up about ten kilobytes). Offsets are asked of the browser at the edge
//! and come in as a function.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Years a person can mean when planning an interview season.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const MONTHS_LONG: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A calendar day in no particular zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

/// What a month, 1–12, is called in full.
pub fn month_name(month: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES[(month.clamp(1, 12) - 1) as usize]
}

impl Day {
    /// The day `year-month-day`, if the calendar has it and the year is in 2000..=2100.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        YEARS
            .contains(&year)
            .then(|| NaiveDate::from_ymd_opt(year, month, day))
            .flatten()
            .map(Day)
    }

    /// Reads `2026-12-14`.
    ///
    /// # Errors
    /// A sentence for the person who typed it: what is wrong and what to write instead.
    pub fn parse(text: &str) -> Result<Day, String> {
        let shape = || "Write the date as year-month-day, for example 2026-12-14.".to_owned();
        let mut parts = text.trim().splitn(3, '-');
        let mut number = |digits: std::ops::RangeInclusive<usize>| -> Result<u32, String> {
            let part = parts.next().unwrap_or("");
            if !digits.contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(shape());
            }
            part.parse().map_err(|_| shape())
        };
        let (year, month, day) = (number(4..=6)?, number(1..=2)?, number(1..=2)?);
        let year = i32::try_from(year).map_err(|_| shape())?;
        if !YEARS.contains(&year) {
            return Err("Choose a year between 2000 and 2100.".to_owned());
        }
        Day::new(year, month, day).ok_or_else(|| match month {
            1..=12 => {
                let name = MONTHS_LONG[month as usize - 1];
                let last = last_day(year, month);
                format!("{name} {year} has no day {day}. Choose a day from 1 to {last}.")
            }
            _ => "There are twelve months. Choose a month from 1 to 12.".to_owned(),
        })
    }

    /// The day `days` later (earlier when negative); the calendar's end stops it.
    #[must_use]
    pub fn plus(self, days: i64) -> Day {
        let moved = chrono::TimeDelta::try_days(days)
            .and_then(|delta| self.0.checked_add_signed(delta))
            .unwrap_or(self.0);
        Day(moved)
    }

    /// Whole days from `earlier` to this day; negative when `earlier` is later.
    pub fn since(self, earlier: Day) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// `2026-12-14`.
    pub fn iso(self) -> String {
        let mut text = pad(self.0.year().unsigned_abs(), 4);
        text.push('-');
        text.push_str(&pad(self.0.month(), 2));
        text.push('-');
        text.push_str(&pad(self.0.day(), 2));
        text
    }

    /// `Mon 14 Dec`: weekday, day and month by name, because 12/10 means two days to two people.
    pub fn short(self) -> String {
        let month = MONTHS[self.0.month0() as usize];
        [self.weekday(), " ", &self.0.day().to_string(), " ", month].concat()
    }

    /// `Dec`.
    pub fn month_short(self) -> &'static str {
        MONTHS[self.0.month0() as usize]
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1–12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// `Mon 14 Dec 2026`.
    pub fn long(self) -> String {
        [&self.short(), " ", &self.0.year().to_string()].concat()
    }

    /// As `short`, with the year only where it could be another one: more than half a year from `today`.
    pub fn near(self, today: Day) -> String {
        const HALF_A_YEAR: u64 = 182;
        if self.since(today).unsigned_abs() <= HALF_A_YEAR {
            self.short()
        } else {
            self.long()
        }
    }

    /// `14 December`: for a letter, where the weekday and the year are plain.
    pub fn in_letter(self) -> String {
        [&*self.0.day().to_string(), " ", month_name(self.month())].concat()
    }

    /// `Monday`.
    pub fn weekday_name(self) -> &'static str {
        match self.0.weekday() {
            Weekday::Mon => "Monday",
            Weekday::Tue => "Tuesday",
            Weekday::Wed => "Wednesday",
            Weekday::Thu => "Thursday",
            Weekday::Fri => "Friday",
            Weekday::Sat => "Saturday",
            Weekday::Sun => "Sunday",
        }
    }

    /// `Mon`.
    pub fn weekday(self) -> &'static str {
        match self.0.weekday() {
            Weekday::Mon => "Mon",
            Weekday::Tue => "Tue",
            Weekday::Wed => "Wed",
            Weekday::Thu => "Thu",
            Weekday::Fri => "Fri",
            Weekday::Sat => "Sat",
            Weekday::Sun => "Sun",
        }
    }

    fn epoch_days(self) -> i64 {
        self.since(Day(NaiveDate::default()))
    }

    fn from_epoch_days(days: i64) -> Day {
        Day(NaiveDate::default()).plus(days)
    }
}

fn last_day(year: i32, month: u32) -> u32 {
    (28..=31)
        .rev()
        .find(|&day| NaiveDate::from_ymd_opt(year, month, day).is_some())
        .unwrap_or(28)
}

fn pad(number: u32, width: usize) -> String {
    let digits = number.to_string();
    let mut text = "0".repeat(width.saturating_sub(digits.len()));
    text.push_str(&digits);
    text
}

/// How the hours of a day are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hours {
    /// `8:00 AM`.
    Twelve,
    /// `08:00`.
    TwentyFour,
}

/// A time of day, in whole minutes since midnight, 0..1440.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minute(u16);

impl Minute {
    /// The time `hour:minute` of a 24-hour clock.
    pub const fn new(hour: u16, minute: u16) -> Option<Minute> {
        if hour < 24 && minute < 60 {
            Some(Minute(hour * 60 + minute))
        } else {
            None
        }
    }

    /// Reads `08:00` (also `8:00`, and the seconds some browsers add).
    ///
    /// # Errors
    /// A sentence that says what to write.
    pub fn parse(text: &str) -> Result<Minute, String> {
        let mut parts = text.trim().split(':');
        let mut number = || {
            parts
                .next()
                .filter(|part| matches!(part.len(), 1..=2))
                .filter(|part| part.bytes().all(|b| b.is_ascii_digit()))
                .and_then(|part| part.parse().ok())
        };
        let read = number().zip(number());
        read.and_then(|(hour, minute)| Minute::new(hour, minute))
            .ok_or_else(|| {
                "Write the time as hours:minutes from 00:00 to 23:59, for example 08:00.".to_owned()
            })
    }

    /// Minutes since midnight.
    pub fn of_day(self) -> u16 {
        self.0
    }

    /// `08:00` or `8:00 AM`, for people to read.
    pub fn clock(self, hours: Hours) -> String {
        let (hour, minute) = (self.0 / 60, pad(u32::from(self.0 % 60), 2));
        match hours {
            Hours::TwentyFour => self.text(),
            Hours::Twelve => {
                // Midnight and noon are both twelve.
                let shown = (hour + 11) % 12 + 1;
                let half = if hour < 12 { " AM" } else { " PM" };
                [&*shown.to_string(), ":", &minute, half].concat()
            }
        }
    }

    /// `08:00`, as it is stored and as time fields take it. People read `clock`.
    pub fn text(self) -> String {
        [
            &pad(u32::from(self.0 / 60), 2),
            ":",
            &pad(u32::from(self.0 % 60), 2),
        ]
        .concat()
    }
}

/// What a calendar and a wall clock show together, in no particular zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WallTime {
    /// The calendar's day.
    pub day: Day,
    /// The clock's time.
    pub minute: Minute,
}

impl WallTime {
    /// The wall time `minutes` later (earlier when negative) on a clock nobody resets.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> WallTime {
        WallTime::from_minutes(self.minutes().saturating_add(minutes))
    }

    fn minutes(self) -> i64 {
        self.day.epoch_days() * 1440 + i64::from(self.minute.0)
    }

    fn from_minutes(minutes: i64) -> WallTime {
        // rem_euclid of 1440 always fits a u16.
        let minute = Minute(u16::try_from(minutes.rem_euclid(1440)).unwrap_or(0));
        WallTime {
            day: Day::from_epoch_days(minutes.div_euclid(1440)),
            minute,
        }
    }
}

/// Milliseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Instant(pub i64);

impl Instant {
    /// Whole minutes from `earlier` to this instant, rounded toward the past.
    pub fn minutes_since(self, earlier: Instant) -> i64 {
        (self.0 - earlier.0).div_euclid(60_000)
    }

    /// The instant `minutes` later.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Instant {
        Instant(self.0.saturating_add(minutes.saturating_mul(60_000)))
    }

    /// What the wall shows at this instant where the offset from UTC is `offset_minutes`.
    pub fn wall(self, offset_minutes: i32) -> WallTime {
        WallTime::from_minutes(self.0.div_euclid(60_000) + i64::from(offset_minutes))
    }
}

/// Minutes east of UTC of one zone at an instant; the edge answers it from the browser's tables.
pub type OffsetAt<'a> = &'a dyn Fn(Instant) -> i32;

/// Where a wall time falls in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// The usual case.
    Once(Instant),
    /// Clocks were set back over it: it happens twice, and this is the first time.
    Twice(Instant),
    /// Clocks were set forward over it: it never shows, and this is the same time span after the change.
    Never(Instant),
}

impl Resolved {
    /// The instant, whichever case it is.
    pub fn instant(self) -> Instant {
        match self {
            Resolved::Once(at) | Resolved::Twice(at) | Resolved::Never(at) => at,
        }
    }
}

/// Finds the instant at which the zone behind `offset_at` shows `wall`.
///
/// Looks at the offsets a day before and a day after: no zone changes twice within two days.
pub fn resolve(wall: WallTime, offset_at: OffsetAt) -> Resolved {
    let as_utc = Instant(wall.minutes() * 60_000);
    let before = offset_at(as_utc.plus_minutes(-1440));
    let after = offset_at(as_utc.plus_minutes(1440));
    let with = |offset: i32| as_utc.plus_minutes(-i64::from(offset));
    let shows = |offset: i32| offset_at(with(offset)) == offset;
    match (shows(before), shows(after)) {
        (true, true) if before != after => Resolved::Twice(with(before).min(with(after))),
        (true, _) => Resolved::Once(with(before)),
        (false, true) => Resolved::Once(with(after)),
        (false, false) => Resolved::Never(with(before)),
    }
}

/// `in 3 days`, `tomorrow`, `today`, `yesterday`, `4 days ago`.
pub fn days_from_today(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        2.. => ["in ", &days.to_string(), " days"].concat(),
        _ => [&days.unsigned_abs().to_string(), " days ago"].concat(),
    }
}

macro_rules! as_text {
    ($type:ty, $write:ident) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.$write())
            }
        }
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$type>::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
            }
        }
    };
}
as_text!(Day, iso);
as_text!(Minute, text);
