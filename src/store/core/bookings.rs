//! Interviews as they read: in order, and each seen through its program.

use crate::domain::ids::{InterviewId, ProgramId, TripId};
use crate::domain::order;
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::domain::time::Day;
use crate::domain::trip::{Booking, Interview, Trip};
use crate::store::core::model::Model;

/// Interviews as they read, with their ids.
pub type Bookings = std::vec::IntoIter<(InterviewId, Booking)>;

/// Interviews of a trip, in order of day, then of id.
pub fn interviews_of(model: &Model, trip: &TripId) -> Bookings {
    bookings(model, &|interview| interview.trip.as_ref() == Some(trip))
}

/// The interviews that are `wanted`, in order of day, then of id.
// Not generic: it is part of the start, and everybody asks.
pub fn bookings(model: &Model, wanted: &dyn Fn(&Interview) -> bool) -> Bookings {
    let all = model.all::<Interview>().iter();
    let found: Vec<(InterviewId, Booking)> = all
        .filter(|(_, interview)| wanted(interview))
        .map(|(id, interview)| (id.as_str().into(), booking(model, interview)))
        .collect();
    let day = |interview: &Interview| interview.day.map_or("~".to_owned(), Day::iso);
    order::by_text(found, |(id, interview)| [&*day(interview), id].concat()).into_iter()
}

/// An interview as it reads at its program. A trip that is gone is none.
// By its fields, not as a record: the start need not know what else a program is.
pub fn booking(model: &Model, interview: &Interview) -> Booking {
    let mut seen = interview.clone();
    if let Some(at) = &interview.at {
        let of = |field| model.text(Program::KIND, at, field);
        if let Some(name) = of("name") {
            seen.program = name;
        }
        if seen.city().is_empty() {
            seen.part();
            seen.place = of("place").unwrap_or_default();
            seen.state = of("state").unwrap_or_default();
        }
    }
    seen.zone = zone_of(model, interview);
    let is_there = |trip: &TripId| model.is_alive(Trip::KIND, trip);
    seen.trip = seen.trip.filter(is_there);
    Booking::new(seen)
}

/// The zone of an interview: its own, or else that of its program; empty where neither is known.
pub fn zone_of(model: &Model, interview: &Interview) -> String {
    let of_program = |at: &ProgramId| model.text(Program::KIND, at, "zone");
    match &*interview.zone {
        "" => interview
            .at
            .as_ref()
            .and_then(of_program)
            .unwrap_or_default(),
        own => own.to_owned(),
    }
}

/// It will not take place, and nothing is left to do about it: its program said no, or the person did, or put the
/// program away.
// By its fields, as above; a test holds them against `Program::is_off`.
pub fn is_off(model: &Model, interview: &Interview) -> bool {
    let Some(at) = &interview.at else {
        return false;
    };
    let says = |field: &str, wanted: &[&str]| {
        let register = model.register(Program::KIND, at, field);
        let now = register.and_then(|register| register.current());
        now.is_some_and(|now| wanted.contains(&&*now.val))
    };
    let is_closed =
        says("archived", &["true"]) || says("stage", &["\"declined\"", "\"withdrawn\""]);
    is_closed && model.is_alive(Program::KIND, at)
}
