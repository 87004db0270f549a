//! The day of an interview by the clock: which point is now, which comes next, which is settled.
//! Pure: points and days in, their order out.

use crate::domain::ids::InterviewId;
use crate::domain::order;
use crate::domain::time::{Instant, Minute, WallTime};
use crate::domain::trip::Interview;
use crate::store::read::world::World;

/// From this hour on the day before, the interview's day is shown by the clock.
const EVENING: u16 = 18;

/// What comes within this many minutes goes before what has no time.
pub(super) const SOON: i64 = 60;

/// Who was on site in time need not call.
pub(super) const SETTLED_BY: (&str, &str) = ("lg-late-call", "lg-onsite");

/// When something is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At this time.
    At(Instant),
    /// At any time of the day so many days after the present one, on the calendar it counts by.
    Day(i64),
}

/// A point of the day of an interview.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// Id of its entry; of the interview itself, that one's id.
    pub id: String,
    /// Id of the task in the content.
    pub item: String,
    /// Id of the interview it is for, if it is for one.
    pub interview: Option<InterviewId>,
    /// When.
    pub when: When,
    /// Missing it can cost the interview.
    pub high: bool,
    /// Ticked.
    pub done: bool,
    /// Ticked on this screen: it stays in its place.
    pub kept: bool,
}

impl Stop {
    pub(super) fn is_open(&self) -> bool {
        !self.done || self.kept
    }

    pub(super) fn at(&self) -> Option<Instant> {
        match self.when {
            When::At(at) => Some(at),
            When::Day(_) => None,
        }
    }
}

/// An interview and the time that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct InterviewDay {
    /// Id of the interview.
    pub id: InterviewId,
    /// The evening before, 18:00 at the program.
    pub from: Instant,
    /// Its start.
    pub start: Instant,
    /// Its end.
    pub end: Instant,
    /// The midnight after it, at the program.
    pub until: Instant,
    /// It is still the day before, at the program.
    pub is_eve: bool,
}

impl InterviewDay {
    /// The time that belongs to an interview whose day and time are known.
    pub fn of(id: &InterviewId, interview: &Interview, world: &World) -> Option<InterviewDay> {
        let (start, end) = world.span(interview)?;
        let zone = &interview.zone;
        let day = interview.day?;
        let evening = WallTime {
            day: day.plus(-1),
            minute: Minute::new(EVENING, 0)?,
        };
        let midnight = WallTime {
            day: world.wall_at(zone, end).day.plus(1),
            minute: Minute::new(0, 0)?,
        };
        Some(InterviewDay {
            id: id.to_owned(),
            from: world.instant(zone, evening),
            start,
            end,
            until: world.instant(zone, midnight),
            is_eve: world.wall_in(zone).day < day,
        })
    }

    pub(super) fn has(&self, at: Instant) -> bool {
        self.from <= at && at < self.until
    }

    fn is_on(&self, now: Instant) -> bool {
        self.start <= now && now < self.end
    }
}

/// The day of an interview by the clock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// What to do or what is on at this moment.
    pub now: Option<Stop>,
    /// What comes after it.
    pub next: Option<Stop>,
    /// What follows, in order.
    pub later: Vec<Stop>,
    /// What is open from earlier.
    pub earlier: Vec<Stop>,
}

impl Timeline {
    /// What stands first.
    pub fn first(&self) -> Option<&Stop> {
        self.now.as_ref().or(self.next.as_ref())
    }
}

/// The day by the clock, if one of `days` has begun and is not over. `stops` are all tasks with a date,
/// in the order of their lists, without those that came to nothing.
///
/// A point whose time has passed stays "now" until the next one that matters as much. When an interview
/// has begun, all that was to be done before it is settled; so is what comes before something ticked.
pub fn timeline(stops: &[Stop], days: &[InterviewDay], now: Instant) -> Option<Timeline> {
    let days: Vec<&InterviewDay> = days.iter().filter(|day| day.has(now)).collect();
    if days.is_empty() {
        return None;
    }
    let is_todays = |at: Instant| days.iter().any(|day| day.has(at));
    let mut points: Vec<&Stop> = Vec::new();
    let (mut untimed, mut line) = (Vec::new(), Timeline::default());
    for stop in stops
        .iter()
        .filter(|stop| !is_settled(stop, stops, &days, now))
    {
        match stop.when {
            When::At(at) if is_todays(at) => points.push(stop),
            When::Day(0) if stop.is_open() => untimed.push(stop.clone()),
            When::At(at) if at <= now && stop.is_open() => line.earlier.push(stop.clone()),
            When::Day(..0) if stop.is_open() => line.earlier.push(stop.clone()),
            When::At(_) | When::Day(_) => {}
        }
    }
    let points = order::by_text(points, |stop| {
        order::sortable(stop.at().map_or(0, |at| at.0))
    });
    let (passed, coming): (Vec<&Stop>, Vec<&Stop>) = points
        .into_iter()
        .partition(|stop| stop.at().is_some_and(|at| at <= now));

    let on = days.iter().find(|day| day.is_on(now));
    let pressing = match on {
        Some(_) => None,
        None => pressing(&passed),
    };
    let missed = passed.iter().filter(|stop| stop.is_open());
    let missed = missed.filter(|stop| pressing.is_none_or(|now| now.id != stop.id));
    line.earlier.extend(missed.map(|stop| (*stop).clone()));

    let starts = days.iter().filter(|day| day.start > now);
    let coming = coming.into_iter().filter(|stop| stop.is_open()).cloned();
    let coming: Vec<Stop> = coming.chain(starts.map(|day| start_of(day))).collect();
    let coming = order::by_text(coming, |stop| {
        order::sortable(stop.at().map_or(0, |at| at.0))
    });
    let is_soon = |stop: &Stop| stop.at().is_some_and(|at| at.minutes_since(now) < SOON);
    let (soon, coming): (Vec<Stop>, Vec<Stop>) = coming.into_iter().partition(is_soon);
    // On the evening before, what has no time is for now; on the day itself it can wait.
    let (evening, can_wait) = match days.iter().any(|day| day.is_eve) {
        true => (untimed, Vec::new()),
        false => (Vec::new(), untimed),
    };
    let leads = on.map(|day| start_of(day)).or_else(|| pressing.cloned());
    let is_now = leads.is_some() || (soon.is_empty() && !evening.is_empty());
    let parts = [soon, evening, coming, can_wait].into_iter().flatten();
    let mut rest = leads.into_iter().chain(parts);
    line.now = if is_now { rest.next() } else { None };
    line.next = rest.next();
    line.later.extend(rest);
    Some(line)
}

/// The point of the past that is still to be done: the newest that matters, until another one that
/// matters comes; else the newest of all.
fn pressing<'a>(passed: &[&'a Stop]) -> Option<&'a Stop> {
    let newest = |high: bool| passed.iter().rev().find(|stop| stop.high || !high);
    let candidates = [newest(true), newest(false)].into_iter().flatten();
    candidates.copied().find(|stop| stop.is_open())
}

/// Nobody needs to do it any more, although it is not ticked.
fn is_settled(stop: &Stop, stops: &[Stop], days: &[&InterviewDay], now: Instant) -> bool {
    if stop.kept || stop.interview.is_none() {
        return false;
    }
    let mut others = stops
        .iter()
        .filter(|other| other.done && other.interview == stop.interview);
    if stop.item == SETTLED_BY.0 && others.clone().any(|other| other.item == SETTLED_BY.1) {
        return true;
    }
    let Some(at) = stop.at() else { return false };
    let day = days
        .iter()
        .find(|day| Some(&day.id) == stop.interview.as_ref());
    let Some(day) = day else { return false };
    let is_before = |at: Instant| at <= day.start;
    if is_before(at) && day.start <= now {
        return true;
    }
    let later = |other: Instant| other > at && is_before(other) == is_before(at);
    !stop.done && others.any(|other| other.at().is_some_and(later))
}

fn start_of(day: &InterviewDay) -> Stop {
    Stop {
        id: day.id.to_string(),
        item: String::new(),
        interview: Some(day.id.clone()),
        when: When::At(day.start),
        high: true,
        done: false,
        kept: false,
    }
}
