//! Trips and the interviews in them.
//!
//! A trip is one journey with one or several interviews. Nothing here asks for a zone's offset by
//! itself: whoever needs an instant passes it.

use std::collections::BTreeSet;
use std::ops::Deref;

use crate::domain::ids::{ProgramId, TripId};
use crate::domain::text;
use crate::domain::time::{Day, Instant, Minute, OffsetAt, WallTime, resolve};
use crate::domain::words::ends_in;
use crate::record;
use serde::{Deserialize, Serialize};

record! {
    /// One journey, or one day at the screen.
    pub struct Trip as "trip" {
        /// What the person calls it; empty while it is called after its first interview.
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
        /// The trip it is on; none for one without a journey.
        pub trip: Option<TripId>,
        /// The program that it is at.
        pub at: Option<ProgramId>,
        /// Name of the program as older versions typed it; read with `program`, no longer written.
        pub program: String,
        /// Day at the program.
        pub day: Option<Day>,
        /// Start, on the program's wall clock.
        pub start: Option<Minute>,
        /// Length from start to the last good-bye, in minutes.
        pub length: u16 = 480,
        /// IANA zone, where it is not the program's.
        pub zone: String,
        /// In person or virtual.
        pub format: Format,
        /// Day on which the invitation came.
        pub invited: Option<Day>,
        /// City, as typed, where it is not the program's: read it with `city`.
        pub place: String,
        /// Street and house, as typed: read it with `street`.
        pub address: String,
        /// `place` is the city alone. Older versions kept city and street in it, in any order.
        pub parted: bool,
        /// Two letters of the state that the city is known to be in, or empty.
        pub state: String,
        /// The zone is that of a known city, not chosen by the person, and follows the city.
        pub zone_guessed: bool,
        /// The person said that it took place: it is over, whatever the clock says.
        pub took_place: bool,
        /// Address of the video room, as typed.
        pub link: String,
        /// Door, floor, parking, as typed.
        pub door: String,
        /// From the night's place to the door, in minutes; none: not known.
        pub commute: Option<u16>,
        /// How many individual interviews the day has; none: as usual.
        pub talks: Option<u8>,
        /// Day on which its debrief was closed.
        pub debriefed: Option<Day>,
    }
}

/// A field that an interview cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Name of the program.
    Program,
    /// Day.
    Day,
    /// Start.
    Start,
    /// Zone of the program.
    Zone,
}

/// Days ahead from which a date is probably in the wrong year: a season is shorter.
const FAR_AHEAD: i64 = 400;

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

    /// The city, without the street that older versions kept in the same field.
    pub fn city(&self) -> &str {
        let place = self.place.trim();
        if self.parted { place } else { split(place).0 }
    }

    /// The city with its state, `Portland, OR`, which people often type into one field.
    pub fn town(&self) -> String {
        let (city, state) = (self.city(), self.state.trim());
        match state.is_empty() || city.contains(',') || ends_in(city, state) {
            true => city.to_owned(),
            false if city.is_empty() => state.to_owned(),
            false => [city, ", ", state].concat(),
        }
    }

    /// The street, also that of older versions.
    pub fn street(&self) -> String {
        if self.parted {
            self.address.clone()
        } else {
            split(self.place.trim()).1
        }
    }

    /// Gives the city and the street a field each, where one held both.
    pub fn part(&mut self) {
        if !self.parted {
            self.address = self.street();
            self.place = self.city().to_owned();
            self.parted = true;
        }
    }

    /// What to ask about the date when it is hardly meant so. No fault: a trip of the past may be noted.
    pub fn doubt(&self, today: Day) -> Option<&'static str> {
        match self.day?.since(today) {
            ..0 => Some("This date is over. Is the year right?"),
            FAR_AHEAD.. => Some("This date is more than a year away. Is the year right?"),
            _ => None,
        }
    }

    /// The program that it is at.
    pub fn program_id(&self) -> Option<ProgramId> {
        let typed = || ProgramId::of_name(&self.program);
        self.at.clone().or_else(typed)
    }

    /// The person has written nothing into it. What the app filled in does not count.
    pub fn is_blank(&self) -> bool {
        let texts = [&self.program, &self.place, &self.address];
        texts.iter().all(|text| text.trim().is_empty())
            && self.at.is_none()
            && self.day.is_none()
            && self.start.is_none()
            && self.format == Format::default()
    }
}

/// An interview as it reads at its program: with the program's name, and with its zone and city where it
/// has none of its own. Only for reading; what is changed is the `Interview`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Booking(Interview);

impl Deref for Booking {
    type Target = Interview;

    fn deref(&self) -> &Interview {
        &self.0
    }
}

impl Booking {
    /// Of an interview whose `program`, zone and city were filled in from its program.
    pub fn new(seen: Interview) -> Booking {
        Booking(seen)
    }

    /// What is missing, in the order of the form, each with a sentence that says what to do.
    pub fn faults(&self) -> Vec<(Field, String)> {
        let name = self.program.trim();
        let mut faults = Vec::new();
        if name.is_empty() {
            faults.push((Field::Program, "Write the name of the program.".to_owned()));
        }
        let mut missing = |field, what: &str, of: &str| {
            let of = if name.is_empty() { "" } else { of };
            faults.push((field, ["Choose the ", what, of, name, "."].concat()));
        };
        if self.day.is_none() {
            missing(Field::Day, "date of the interview", " at ");
        }
        if self.start.is_none() {
            missing(Field::Start, "start time", " at ");
        }
        if self.zone.is_empty() {
            missing(Field::Zone, "time zone", " of ");
        }
        faults
    }

    /// The name to show: the program, or words that say it is missing.
    pub fn name(&self) -> &str {
        match self.program.trim() {
            "" => "Unnamed program",
            name => text::shown(name),
        }
    }
}

/// City and street of a text that may hold both: with a number in it, the first part between commas
/// that has none is the city, and the others are the street.
fn split(place: &str) -> (&str, String) {
    let has_number = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    if !has_number(place) {
        return (place, String::new());
    }
    let parts: Vec<&str> = place.split(',').map(str::trim).collect();
    let city = parts
        .iter()
        .position(|part| !part.is_empty() && !has_number(part));
    let street: Vec<&str> = (0..parts.len())
        .filter(|at| Some(*at) != city)
        .map(|at| parts[at])
        .filter(|part| !part.is_empty())
        .collect();
    (city.map_or("", |at| parts[at]), street.join(", "))
}

impl Trip {
    /// Nothing was said about the journey, apart from its interviews.
    pub fn is_blank(&self) -> bool {
        self.title.trim().is_empty() && self.nights == 0 && self.answered.is_empty()
    }

    /// The title, if the person typed one. Older versions wrote the city or the program of the first
    /// interview here when the trip was finished.
    pub fn own_title(&self, interviews: &[Booking]) -> Option<&str> {
        let title = self.title.trim();
        let is_derived = |one: &Booking| {
            let names = [one.place.trim(), one.city(), one.name()];
            names.contains(&title)
        };
        (!title.is_empty() && !interviews.first().is_some_and(is_derived)).then_some(title)
    }

    /// What it is called where its day and place stand beside it: the title that was typed, the program
    /// or the city.
    pub fn short_name(&self, interviews: &[Booking]) -> String {
        let city = interviews.first().map_or("", |one| one.city());
        let programs = programs(interviews);
        [
            self.own_title(interviews).unwrap_or(""),
            &programs,
            city,
            NEW,
        ]
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or(NEW)
        .to_owned()
    }

    /// What it is called: the title that was typed, or program, city and day of its first interview
    /// as they are now. `interviews` are in order of their days.
    pub fn name(&self, interviews: &[Booking]) -> String {
        if let Some(title) = self.own_title(interviews) {
            return title.to_owned();
        }
        let (programs, rest) = (programs(interviews), self.rest(interviews));
        let both = !programs.is_empty() && !rest.is_empty();
        let name = [&*programs, if both { DOT } else { "" }, &rest].concat();
        match &*name {
            "" => NEW.to_owned(),
            _ => name,
        }
    }

    /// What its short name leaves out of city and day: `Chicago · Mon 14 Dec`.
    pub fn rest(&self, interviews: &[Booking]) -> String {
        let Some(first) = interviews.first() else {
            return String::new();
        };
        let day = first.day.map(Day::short).unwrap_or_default();
        match (first.city(), &*day) {
            ("", _) => day,
            (city, "") => city.to_owned(),
            (city, day) => [city, DOT, day].concat(),
        }
    }
}

/// What stands between the parts of a name.
const DOT: &str = " · ";

/// `Rush`, `Rush and 1 more`, or nothing while the first has no name.
fn programs(interviews: &[Booking]) -> String {
    let first = interviews.first().map_or("", |one| one.program.trim());
    match interviews.len() {
        2.. if !first.is_empty() => {
            [first, " and ", &(interviews.len() - 1).to_string(), " more"].concat()
        }
        _ => first.to_owned(),
    }
}

/// What a trip is called of which nothing is known.
const NEW: &str = "New trip";
