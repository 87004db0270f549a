//! Trips and the interviews in them, and what clashes between them.
//!
//! A trip is one journey with one or several interviews. Nothing here asks for a zone's offset by
//! itself: whoever needs an instant passes it.

use std::collections::BTreeSet;

use crate::domain::order;
use crate::domain::time::{Day, Instant, Minute, OffsetAt, WallTime, resolve};
use crate::record;
use serde::{Deserialize, Serialize};

record! {
    /// One journey, or one day at the screen.
    pub struct Trip as "trip" {
        /// What the person calls it, usually the city.
        pub title: String,
        /// Nights away from home.
        pub nights: u8,
        /// Ids of the conditions answered with yes.
        pub conditions: BTreeSet<String>,
        /// Ids of the conditions that the person answered, so that a suggestion never overrules an answer.
        pub answered: BTreeSet<String>,
        /// The wizard is not finished.
        pub draft: bool,
        /// The look back after the trip is done or was skipped.
        pub reviewed: bool,
        /// Day on which the trip was made.
        pub created: Option<Day>,
    }
}

record! {
    /// One interview at one program.
    pub struct Interview as "interview" {
        /// Id of the trip it belongs to.
        pub trip: String,
        /// Name of the program as typed.
        pub program: String,
        /// Day at the program.
        pub day: Option<Day>,
        /// Start, on the program's wall clock.
        pub start: Option<Minute>,
        /// Length from start to the last good-bye, in minutes.
        pub length: u16 = 480,
        /// IANA zone of the program.
        pub zone: String,
        /// In person or virtual.
        pub format: Format,
        /// Day on which the invitation came.
        pub invited: Option<Day>,
        /// City or address, as typed.
        pub place: String,
    }
}

/// How the interview is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// At the hospital.
    #[default]
    InPerson,
    /// By video call.
    Virtual,
}

impl Format {
    /// Usual length of the day in minutes: about eight hours at a hospital, five on a screen.
    pub fn usual_length(self) -> u16 {
        match self {
            Format::InPerson => 480,
            Format::Virtual => 300,
        }
    }
}

impl Interview {
    /// Day and time at the program, once both are known.
    pub fn wall(&self) -> Option<WallTime> {
        Some(WallTime {
            day: self.day?,
            minute: self.start?,
        })
    }

    /// The start as an instant, given the offsets of the program's zone.
    pub fn starts_at(&self, offset_at: OffsetAt) -> Option<Instant> {
        self.wall().map(|wall| resolve(wall, offset_at).instant())
    }

    /// The end as an instant.
    pub fn ends_at(&self, offset_at: OffsetAt) -> Option<Instant> {
        Some(
            self.starts_at(offset_at)?
                .plus_minutes(i64::from(self.length)),
        )
    }

    /// The name to show: the program, or words that say it is missing.
    pub fn name(&self) -> &str {
        match self.program.trim() {
            "" => "Unnamed program",
            name => name,
        }
    }
}

/// Two things in the plan that cannot both be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Id of the interview or trip to open.
    pub trip: String,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// What is wrong and what to do, in one or two sentences.
    pub sentence: String,
}

/// An interview with its place in time; what `clashes` needs to know of it.
#[derive(Clone, Debug)]
pub struct Placed<'a> {
    /// Trip id and trip.
    pub trip: (&'a str, &'a Trip),
    /// The interview.
    pub interview: &'a Interview,
    /// Start and end.
    pub span: (Instant, Instant),
}

/// Checks interviews, travel and nights against each other. Order of `placed` does not matter.
pub fn clashes(placed: &[Placed]) -> Vec<Clash> {
    let sorted = order::by_text(placed.iter().collect(), |placed: &&Placed| {
        let (start, end) = placed.span;
        [
            &*order::sortable(start.0),
            &order::sortable(end.0),
            placed.trip.0,
        ]
        .concat()
    });
    let mut found = Vec::new();
    for pair in sorted.windows(2) {
        let [first, second] = pair else { continue };
        if let Some((title, sentence)) = between(first, second) {
            found.push(Clash {
                trip: second.trip.0.to_owned(),
                title,
                sentence,
            });
        }
    }
    // Filled one by one: collecting would sort first, with kilobytes of code for this type alone.
    let mut trips: BTreeSet<&str> = BTreeSet::new();
    trips.extend(sorted.iter().map(|placed| placed.trip.0));
    for id in trips {
        if let Some(sentence) = too_few_nights(&sorted, id) {
            found.push(Clash {
                trip: id.to_owned(),
                title: "Too few nights",
                sentence,
            });
        }
    }
    found
}

fn between(first: &Placed, second: &Placed) -> Option<(&'static str, String)> {
    let (a, b) = (first.interview, second.interview);
    let (a_day, b_day) = (a.day?, b.day?);
    if second.span.0 < first.span.1 {
        let sentence = format!(
            "{} ({}) and {} ({}) overlap. Ask one of the coordinators for another day.",
            a.name(),
            a_day.short(),
            b.name(),
            b_day.short(),
        );
        return Some(("Two interviews overlap", sentence));
    }
    let travel = a.format == Format::InPerson && b.format == Format::InPerson;
    let other_trip = first.trip.0 != second.trip.0;
    if travel && other_trip {
        let away = a_day.plus(i64::from(first.trip.1.nights > 0));
        let leave = b_day.plus(-i64::from(second.trip.1.nights.min(2)));
        if leave < away {
            let sentence = format!(
                "{} is too close to {}: there is no day to travel between {} and {}. Put both into one trip or move one.",
                b.name(),
                a.name(),
                a_day.short(),
                b_day.short(),
            );
            return Some(("No day to travel", sentence));
        }
    }
    None
}

fn too_few_nights(sorted: &[&Placed], trip: &str) -> Option<String> {
    let mine: Vec<&&Placed> = sorted
        .iter()
        .filter(|placed| placed.trip.0 == trip && placed.interview.format == Format::InPerson)
        .collect();
    let first = mine
        .iter()
        .filter_map(|placed| placed.interview.day)
        .min()?;
    let last = mine
        .iter()
        .filter_map(|placed| placed.interview.day)
        .max()?;
    let needed = last.since(first);
    let nights = i64::from(mine.first()?.trip.1.nights);
    (needed > 0 && nights < needed).then(|| {
        format!(
            "The interviews of this trip are {needed} nights apart, but the trip has {nights}. Add nights or make two trips."
        )
    })
}
