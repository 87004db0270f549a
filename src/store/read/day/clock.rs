//! The day of an interview at one moment: what is on, what comes next, and how long that is. A machine
//! without memory: the same plan and the same instant are always the same moment, so that it is right
//! again after the phone slept.

use crate::domain::time::Instant;
use crate::store::read::day::{DayPlan, Slot};
use crate::store::read::morning::Morning;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// What a person waits for before the first block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To get up.
    Wake,
    /// To leave.
    Leave,
    /// To be at the door.
    Door,
    /// To be in the video room.
    Join,
    /// The first block.
    Start,
}

/// What is on. Numbers are places in `DayPlan::slots`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The day has not begun; this comes next.
    Before(Step),
    /// With somebody in a room.
    Room(usize),
    /// Nothing until this one.
    Between(usize),
    /// Something else: lunch, a tour.
    Block(usize),
    /// All that was planned is done, and the interview is not over.
    Free,
    /// It is over.
    Over,
}

/// One moment of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// What is on.
    pub phase: Phase,
    /// What the count runs to; none when it is over.
    pub until: Option<Instant>,
    /// When what is on began; none before the day.
    pub since: Option<Instant>,
    /// The block that comes next.
    pub next: Option<usize>,
    /// The newest room that was entered: a note is about it.
    pub last_room: Option<usize>,
}

/// The moment of a day at an instant.
pub fn moment(plan: &DayPlan, now: Instant) -> Moment {
    let of_day = |slot: &Slot| !slot.after;
    let slots = || plan.slots.iter().enumerate().filter(|(_, one)| of_day(one));
    let next = slots().find(|(_, slot)| slot.from > now);
    let on = slots().rfind(|(_, slot)| slot.from <= now && now < slot.to);
    let has_begun = slots().any(|(_, slot)| !slot.eve && slot.from <= now);
    let last_room = slots()
        .rfind(|(_, slot)| slot.is_room() && slot.from <= now)
        .map(|(place, _)| place);
    let ended = slots().filter(|(_, slot)| slot.to <= now);
    let ended = ended.map(|(_, slot)| slot.to).max();
    let next_at = next.map(|(_, slot)| slot.from);
    let over = plan.end.max(plan.noted_end);
    let (phase, until, since) = match (on, next) {
        _ if plan.took_place => (Phase::Over, None, None),
        (Some((place, slot)), _) => {
            let phase = match slot.is_room() {
                true => Phase::Room(place),
                false => Phase::Block(place),
            };
            // Who is expected somewhere else goes there.
            let until = next_at.map_or(slot.to, |next| next.min(slot.to));
            (phase, Some(until), Some(slot.from))
        }
        (None, Some((place, slot))) if has_begun => (Phase::Between(place), Some(slot.from), ended),
        (None, Some((_, slot))) => {
            let (step, at) = step(plan, slot, now);
            (Phase::Before(step), Some(at), None)
        }
        // Today and the page of the program go by the length that was noted, so the day does not end before it.
        (None, None) if now < over => (Phase::Free, Some(over), ended),
        (None, None) => (Phase::Over, None, None),
    };
    Moment {
        phase,
        until,
        since,
        next: next.map(|(place, _)| place),
        last_room,
    }
}

/// The moment for who says that they left a room at that time, before its own: they are on the way to what
/// comes next.
pub fn moment_after(plan: &DayPlan, now: Instant, left: Option<(&str, Instant)>) -> Moment {
    let moment = moment(plan, now);
    let (Phase::Room(place), Some((room, since))) = (moment.phase, left) else {
        return moment;
    };
    let slot = &plan.slots[place];
    if slot.own_id != room {
        return moment;
    }
    let (phase, until) = match moment.next {
        Some(next) => (Phase::Between(next), plan.slots[next].from),
        None => (Phase::Free, plan.end.max(slot.to)),
    };
    Moment {
        phase,
        until: Some(until),
        since: Some(since),
        ..moment
    }
}

/// The room that somebody new was met in: the newest one, until something else has begun.
pub fn room_just_left(plan: &DayPlan, now: Instant) -> Option<&Slot> {
    let last = moment(plan, now).last_room?;
    let since = plan.slots.iter().skip(last + 1);
    let mut since = since.filter(|slot| !slot.after);
    match since.any(|slot| slot.from <= now) {
        true => None,
        false => plan.slots.get(last),
    }
}

/// What comes next before the first block of the day, or the dinner before it. Nobody wakes up days before.
fn step(plan: &DayPlan, first: &Slot, now: Instant) -> (Step, Instant) {
    let steps = match plan.morning {
        _ if first.eve => Vec::new(),
        Morning::Virtual { join } => vec![(Step::Join, join)],
        Morning::InPerson {
            wake, leave, door, ..
        } => vec![(Step::Wake, wake), (Step::Leave, leave), (Step::Door, door)],
    };
    let coming = steps
        .into_iter()
        .find(|(_, at)| *at > now && *at < first.from);
    let coming = coming.filter(|(_, at)| at.0 - now.0 <= DAY);
    coming.unwrap_or((Step::Start, first.from))
}

/// How long it is: `3:40` below an hour, `2 h 05 min` below a day, `3 days` from two on. The last second
/// shows as `0:01`.
pub fn count(left_ms: i64) -> String {
    let left = left_ms.max(0);
    let two = |number: i64| match number {
        0..=9 => ["0", &*number.to_string()].concat(),
        _ => number.to_string(),
    };
    let seconds = (left + SECOND - 1) / SECOND;
    let minutes = (left + MINUTE - 1) / MINUTE;
    match left {
        ..HOUR if seconds < 3_600 => {
            [&*(seconds / 60).to_string(), ":", &two(seconds % 60)].concat()
        }
        ..DAY if minutes < 1_440 => [
            &*(minutes / 60).to_string(),
            " h ",
            &two(minutes % 60),
            " min",
        ]
        .concat(),
        _ => match left / DAY {
            0 | 1 => "1 day".to_owned(),
            days => [&*days.to_string(), " days"].concat(),
        },
    }
}

/// What is said aloud to who does not see the count: at five minutes, at one, and when it is time.
pub fn said(left_ms: i64) -> &'static str {
    match left_ms {
        ..=0 => "Now",
        1..=MINUTE => "1 minute left",
        1.. if left_ms <= 5 * MINUTE => "5 minutes left",
        _ => "",
    }
}
