//! What clashes in a season: interviews, travel, nights, dinners, clocks and answers against each other.
//!
//! One rule for every screen. What is hard cannot all be done; what is soft is to be looked at. Nothing here
//! knows zones or cities: offsets and what is known of a city come with the interviews.

use std::collections::BTreeSet;

use crate::domain::ids::{ProgramId, TripId};
use crate::domain::order;
use crate::domain::time::{Day, Instant, Minute, OffsetAt, WallTime, resolve};
use crate::domain::trip::{Booking, Format};
use crate::domain::words::essence;

/// Shortest time between two interviews in two cities, in minutes.
const TRAVEL: i64 = 12 * 60;
/// When the dinner before an interview is, on the program's clock: from and to, in hours.
const DINNER: (u16, u16) = (18, 21);
/// So many days before an interview a change of the clocks is still told.
const CLOCKS_DAYS: i64 = 7;
/// So long before its start an interview takes all attention, in minutes.
const BEFORE: i64 = 3 * 60;
/// Farther apart than this, in minutes, two interviews have nothing to do with each other.
const APART: i64 = 5 * 1_440;

/// What clashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClashKind {
    /// Two interviews at one time.
    Overlap,
    /// Two cities on one day.
    TwoCities,
    /// Two journeys without a day in between.
    NoTravelDay,
    /// Under twelve hours from one city to the next.
    ShortTravel,
    /// A journey with fewer nights than its interviews need.
    TooFewNights,
    /// An interview in the evening of a dinner.
    Dinner,
    /// A journey by air, or one with a dinner, without a night.
    NoNight,
    /// A dinner in the evening of the flight.
    DinnerFlight,
    /// The clocks change shortly before.
    Clocks,
    /// The zone is not that of the city.
    Zone,
    /// It has no zone.
    NoZone,
    /// An answer is due while an interview lasts.
    Reply,
}

impl ClashKind {
    /// It cannot all be done.
    pub fn is_hard(self) -> bool {
        use ClashKind::{Dinner, NoTravelDay, Overlap, ShortTravel, TooFewNights, TwoCities};
        matches!(
            self,
            Overlap | TwoCities | NoTravelDay | ShortTravel | TooFewNights | Dinner
        )
    }

    /// In a few words.
    pub fn title(self) -> &'static str {
        match self {
            ClashKind::Overlap => "Two interviews overlap",
            ClashKind::TwoCities => "Two cities on one day",
            ClashKind::NoTravelDay => "No day to travel",
            ClashKind::ShortTravel => "Too little time to travel",
            ClashKind::TooFewNights => "Too few nights",
            ClashKind::Dinner => "Dinner or interview",
            ClashKind::NoNight => "No night before",
            ClashKind::DinnerFlight => "Dinner after the flight",
            ClashKind::Clocks => "The clocks change",
            ClashKind::Zone => "Check the time zone",
            ClashKind::NoZone => "No time zone",
            ClashKind::Reply => "Answer before that day",
        }
    }
}

/// Two things in the plan that do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// What clashes.
    pub kind: ClashKind,
    /// The day on which it shows.
    pub day: Day,
    /// The trip to open, if there is one.
    pub trip: Option<TripId>,
    /// The program to open without one.
    pub program: Option<ProgramId>,
    /// The other program, if two clash.
    pub with: Option<ProgramId>,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// What is wrong and what to do, in one or two sentences.
    pub sentence: String,
}

/// An interview with its place in time; what `clashes` needs to know of it.
#[derive(Clone, Copy)]
pub struct Placed<'a> {
    /// Its trip; none for one without a journey.
    pub trip: Option<&'a str>,
    /// The interview.
    pub interview: &'a Booking,
    /// Start and end; the whole day while its time is open.
    pub span: (Instant, Instant),
    /// The offset of its zone.
    pub offset_at: OffsetAt<'a>,
    /// The zone that its city is known to be in, its offset at the start, and both as people call them: that
    /// of the city, and its own.
    pub known: Option<(i32, &'a str, &'a str)>,
    /// The journey is by air.
    pub flight: bool,
    /// There is a dinner in the evening before.
    pub dinner: bool,
    /// The nights of its trip.
    pub nights: u8,
}

/// An answer that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyDue {
    /// To which program.
    pub program: ProgramId,
    /// Its name.
    pub name: String,
    /// Until when.
    pub at: Instant,
    /// Until when, as people read it.
    pub told: String,
}

impl Placed<'_> {
    fn is_timed(&self) -> bool {
        self.interview.start.is_some()
    }

    fn is_travel(&self) -> bool {
        self.interview.format == Format::InPerson
    }

    fn clash(&self, day: Day, kind: ClashKind, sentence: String) -> Clash {
        Clash {
            kind,
            day,
            trip: self.interview.trip.clone(),
            program: self.interview.at.clone(),
            with: None,
            title: kind.title(),
            sentence,
        }
    }

    /// Start and end of the dinner in the evening before.
    fn dinner(&self) -> Option<(Instant, Instant)> {
        let day = self.interview.day?.plus(-1);
        let at = |hour| {
            let minute = Minute::new(hour, 0)?;
            Some(resolve(WallTime { day, minute }, self.offset_at).instant())
        };
        let is_one = self.dinner && self.is_travel();
        is_one.then_some(())?;
        Some((at(DINNER.0)?, at(DINNER.1)?))
    }
}

/// Checks everything against everything else. Order of `placed` does not matter. Hard ones first, then by time.
/// `home`: the offset of the zone that the body lives in.
pub fn clashes(placed: &[Placed], replies: &[ReplyDue], home: OffsetAt) -> Vec<Clash> {
    let sorted = order::by_text(placed.iter().collect(), |placed: &&Placed| {
        let (start, end) = placed.span;
        [
            &*order::sortable(start.0),
            &order::sortable(end.0),
            placed.trip.unwrap_or_default(),
        ]
        .concat()
    });
    let mut found = Vec::new();
    for (place, second) in sorted.iter().enumerate() {
        // Who comes from the city before the last one comes by the last one.
        let mut came = false;
        let before = sorted[..place].iter().rev();
        for first in before.take_while(|first| second.span.0.minutes_since(first.span.1) < APART) {
            let both_travel = first.is_travel() && second.is_travel();
            found.extend(between(first, second, both_travel && !came));
            came |= both_travel;
        }
        let before = place.checked_sub(1).map(|place| sorted[place]);
        found.extend(alone(second, before, home));
        for reply in replies {
            found.extend(busy(second, reply));
        }
    }
    // Filled one by one: collecting would sort first, with kilobytes of code for this type alone.
    let mut trips: BTreeSet<&str> = BTreeSet::new();
    trips.extend(sorted.iter().filter_map(|placed| placed.trip));
    for id in trips {
        found.extend(too_few_nights(&sorted, id));
    }
    order::by_text(found, |clash| {
        let weight = if clash.kind.is_hard() { "0" } else { "1" };
        [weight, &*clash.day.iso()].concat()
    })
}

/// What is wrong between two interviews, the second of which begins later. `travels`: one goes from the first
/// to the second.
fn between(first: &Placed, second: &Placed, travels: bool) -> Option<Clash> {
    let (a, b) = (first.interview, second.interview);
    let (a_day, b_day) = (a.day?, b.day?);
    let timed = first.is_timed() && second.is_timed();
    let clash = |day: Day, kind: ClashKind, sentence: String| {
        Some(Clash {
            with: a.at.clone().filter(|_| a.at != b.at),
            ..second.clash(day, kind, sentence)
        })
    };
    if timed && second.span.0 < first.span.1 {
        let sentence = format!(
            "{} ({}) and {} ({}) overlap. Ask one of the coordinators for another day.",
            a.name(),
            a_day.short(),
            b.name(),
            b_day.short(),
        );
        return clash(b_day, ClashKind::Overlap, sentence);
    }
    let is_moving = travels && !is_one_city(a, b);
    if is_moving && a_day == b_day {
        let sentence = format!(
            "{} and {} are in two cities on {}. Ask one of them for another day, or for a video call.",
            a.name(),
            b.name(),
            b_day.short(),
        );
        return clash(b_day, ClashKind::TwoCities, sentence);
    }
    let id = |placed: &Placed| placed.trip.map(str::to_owned);
    if is_moving && (id(first).is_none() || id(first) != id(second)) {
        let away = a_day.plus(i64::from(first.nights > 0));
        let leave = b_day.plus(-i64::from(second.nights.min(2)));
        if leave < away {
            let sentence = format!(
                "{} is too close to {}: there is no day to travel between {} and {}. Put both into one trip or move one.",
                b.name(),
                a.name(),
                a_day.short(),
                b_day.short(),
            );
            return clash(b_day, ClashKind::NoTravelDay, sentence);
        }
    }
    let gap = second.span.0.minutes_since(first.span.1);
    if is_moving && timed && gap < TRAVEL {
        let sentence = format!(
            "There are {} hours from the end of {} to the start of {} in another city. Twelve are few with a flight. Ask for another day.",
            gap / 60,
            a.name(),
            b.name(),
        );
        return clash(b_day, ClashKind::ShortTravel, sentence);
    }
    let (from, to) = second.dinner()?;
    let is_meanwhile = timed && first.span.0 < to && from < first.span.1;
    let is_too_far = is_moving && timed && from.minutes_since(first.span.1) < TRAVEL / 2;
    (is_meanwhile || is_too_far).then_some(())?;
    let sentence = format!(
        "The dinner of {} is in the evening of {}, the day of {}. Tell one of them that you cannot come, or move one.",
        b.name(),
        b_day.plus(-1).short(),
        a.name(),
    );
    clash(b_day.plus(-1), ClashKind::Dinner, sentence)
}

/// Both are known to be in one city, or at one program.
fn is_one_city(a: &Booking, b: &Booking) -> bool {
    let city = |one: &Booking| essence(one.city());
    let is_known = !city(a).is_empty() && city(a) == city(b) && a.state == b.state;
    is_known || (a.at.is_some() && a.at == b.at && a.city() == b.city())
}

/// What is to be looked at with one interview. `before`: the one before it.
fn alone(one: &Placed, before: Option<&Placed>, home: OffsetAt) -> Vec<Clash> {
    let interview = one.interview;
    let Some(day) = interview.day else {
        return Vec::new();
    };
    let name = interview.name();
    let mut found = Vec::new();
    let mut add = |kind, sentence| found.push(one.clash(day, kind, sentence));
    if interview.zone.is_empty() {
        add(
            ClashKind::NoZone,
            format!(
                "{name} has no time zone, so its time cannot be checked. Choose the zone of the program."
            ),
        );
        return found;
    }
    if let Some((offset, there, here)) = one.known
        && offset != (one.offset_at)(one.span.0)
    {
        let city = interview.city();
        add(
            ClashKind::Zone,
            format!(
                "{city} has the time of {there}, but {name} is set to the time of {here}. Check which one the program means."
            ),
        );
    }
    if let Some(sentence) = clocks(one, before, home) {
        add(ClashKind::Clocks, sentence);
    }
    if one.is_travel() && one.trip.is_some() && (one.flight || one.dinner) {
        if one.nights == 0 {
            let why = if one.dinner {
                "a dinner in the evening before"
            } else {
                "a flight"
            };
            add(
                ClashKind::NoNight,
                format!("{name} has {why}, but its trip has no night. Add a night before."),
            );
        } else if one.flight && one.dinner && one.nights == 1 {
            add(
                ClashKind::DinnerFlight,
                format!(
                    "{name} has a dinner in the evening before, the day of your flight. Land by 15:00 there, or add a night."
                ),
            );
        }
    }
    found
}

/// Says that the hours between the program and home, or between it and the interview before, are not what they
/// were some days earlier.
fn clocks(one: &Placed, before: Option<&Placed>, home: OffsetAt) -> Option<String> {
    let start = one.span.0;
    let ahead = |other: OffsetAt, at: Instant| (one.offset_at)(at) - other(at);
    let week = start.plus_minutes(-CLOCKS_DAYS * 1_440);
    let earlier = before.filter(|before| before.span.0 >= week);
    let (from, place, change) = [
        Some((week, "home", ahead(home, start) - ahead(home, week))),
        earlier.map(|before| {
            let change = ahead(before.offset_at, start) - ahead(before.offset_at, before.span.0);
            (before.span.0, before.interview.name(), change)
        }),
    ]
    .into_iter()
    .flatten()
    .find(|(_, _, change)| *change != 0)?;
    let day = from.wall((one.offset_at)(from)).day;
    let (minutes, less) = (change.unsigned_abs(), change < 0);
    Some(format!(
        "The clocks change between {} and {}: seen from {place}, {} begins {} {} than it would have before. Look at both times again.",
        day.short(),
        one.interview.day?.short(),
        one.interview.name(),
        length(minutes),
        if less { "later" } else { "earlier" },
    ))
}

/// `1 hour`, `30 minutes`.
fn length(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (1, 0) => "1 hour".to_owned(),
        (hours, 0) => format!("{hours} hours"),
        _ => format!("{minutes} minutes"),
    }
}

fn busy(one: &Placed, reply: &ReplyDue) -> Option<Clash> {
    let (start, end) = one.span;
    let is_then = (start.plus_minutes(-BEFORE)..=end).contains(&reply.at);
    let (day, name) = (one.interview.day?, one.interview.name());
    let is_other = one.interview.at.as_ref() != Some(&reply.program);
    (is_then && is_other && one.is_timed()).then(|| Clash {
        trip: None,
        program: Some(reply.program.clone()),
        with: one.interview.at.clone(),
        ..one.clash(
            day,
            ClashKind::Reply,
            format!(
                "{} wants an answer by {}, when you are at {name}. Answer before that day.",
                reply.name, reply.told,
            ),
        )
    })
}

fn too_few_nights(sorted: &[&Placed], trip: &str) -> Option<Clash> {
    let is_mine = |placed: &&Placed| {
        let mine = placed.trip == Some(trip);
        mine && placed.is_travel()
    };
    let mine: Vec<&Placed> = sorted.iter().copied().filter(is_mine).collect();
    let days = || mine.iter().filter_map(|placed| placed.interview.day);
    let (first, last) = (days().min()?, days().max()?);
    let needed = last.since(first);
    let nights = i64::from(mine.first()?.nights);
    (needed > 0 && nights < needed).then_some(())?;
    let sentence = format!(
        "The interviews of this trip are {needed} nights apart, but the trip has {nights}. Add nights or make two trips."
    );
    Some(Clash {
        program: None,
        ..mine.last()?.clash(last, ClashKind::TooFewNights, sentence)
    })
}
