//! One interview in words: where it stands, when and where it is held.

use crate::address;
use crate::domain::debrief::FORGOTTEN_DAYS;
use crate::domain::ids::InterviewId;
use crate::domain::time::{Instant, Minute, WallTime};
use crate::domain::trip::{Booking, Format, Interview, Trip};
use crate::store::core::bookings::{bookings, is_off};
use crate::store::core::model::Model;
use crate::store::read::world::{World, city_of};

/// Address of the screen of an interview: its trip, or its program where it has none.
pub fn path_of(interview: &Booking) -> String {
    match (&interview.trip, &interview.at) {
        (Some(trip), _) => address::trip(trip),
        (None, Some(program)) => address::program(program),
        (None, None) => address::PROGRAMS.to_owned(),
    }
}

/// The form of its trip is not finished: it stands in no plan yet.
pub fn is_draft(model: &Model, interview: &Booking) -> bool {
    let trip = interview
        .trip
        .as_deref()
        .and_then(|trip| model.get::<Trip>(trip));
    trip.is_some_and(|trip| trip.draft)
}

/// The interviews that are planned, with their ids: of finished trips, and without a trip. None of a program
/// that is closed or put away.
pub fn planned(model: &Model) -> impl Iterator<Item = (InterviewId, Booking)> {
    let all = bookings(model, &|one| !is_off(model, one));
    all.filter(|(_, one)| !is_draft(model, one))
}

/// Where and how an interview is held, after its time: `in Chicago` or `video call`.
pub fn whereabouts(interview: &Interview) -> String {
    match (interview.format, interview.city()) {
        (Format::Virtual, _) => "video call".to_owned(),
        (Format::InPerson, "") => ["in ", &city_of(&interview.zone)].concat(),
        (Format::InPerson, city) => ["in ", city].concat(),
    }
}

/// When an interview begins; the first minute of its day while its time is open.
pub fn begins(interview: &Interview, world: &World) -> Option<Instant> {
    begins_in(&interview.zone, interview, world)
}

fn begins_in(zone: &str, interview: &Interview, world: &World) -> Option<Instant> {
    let minute = interview.start.or(Minute::new(0, 0))?;
    let day = interview.day?;
    Some(world.instant(zone, WallTime { day, minute }))
}

/// `Mon 14 Dec, 08:00 CST`, or as much of that as is known.
pub fn when(interview: &Interview, world: &World) -> String {
    match (interview.wall(), interview.day) {
        (Some(wall), _) => world.when(&interview.zone, wall),
        (None, Some(day)) => [&*day.short(), ", no time yet"].concat(),
        (None, None) => "No date yet".to_owned(),
    }
}

/// What to say at a start over which the clocks jump on its day.
pub fn skipped(interview: &Interview, world: &World) -> Option<String> {
    let wall = interview.wall()?;
    let (from, to) = world.jump(&interview.zone, wall)?;
    let clock = |wall: WallTime| wall.minute.clock(world.hours);
    let told = clock(world.shown(&interview.zone, wall));
    let parts = [
        "This time does not exist on that day: the clocks jump from ",
        &*clock(from),
        " to ",
        &*clock(to),
        ". It counts as ",
        &*told,
        ". Ask the program which time it means.",
    ];
    Some(parts.concat())
}

/// Minutes that a day without a start time may take.
const WHOLE_DAY: u16 = 1440;

/// The interview is over.
pub fn is_over(interview: &Interview, world: &World) -> bool {
    is_over_in(&interview.zone, interview, world)
}

/// The interview is over, which is held in this zone (`bookings::zone_of`).
pub fn is_over_in(zone: &str, interview: &Interview, world: &World) -> bool {
    let length = match interview.start {
        Some(_) => interview.length,
        None => WHOLE_DAY,
    };
    let took_place = interview.took_place && interview.day.is_some_and(|day| day <= world.today());
    let ends_by_now = |at: Instant| at.plus_minutes(length.into()) <= world.now;
    took_place || begins_in(zone, interview, world).is_some_and(ends_by_now)
}

/// When an interview that is over ended; none while it is not over.
pub fn ended(interview: &Interview, world: &World) -> Option<Instant> {
    let length = match interview.start {
        Some(_) => interview.length,
        None => WHOLE_DAY,
    };
    let end = begins(interview, world)?.plus_minutes(length.into());
    // Who said that it took place was done before the clock was.
    is_over(interview, world).then_some(end.min(world.now))
}

/// So long ago that neither a debrief nor a note is asked for.
pub fn is_forgotten(interview: &Booking, world: &World) -> bool {
    let gone = |ended| world.now.minutes_since(ended) > FORGOTTEN_DAYS * 24 * 60;
    ended(interview, world).is_some_and(gone)
}
