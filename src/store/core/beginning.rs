//! With what a trip begins. Its form shows it; written it is only with the first thing that is typed or chosen
//! there, so that a form which was looked at and left leaves nothing behind.

use crate::content::condition;
use crate::domain::ids::{InterviewId, ProgramId, TripId};
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::domain::time::Day;
use crate::domain::trip::{Interview, Trip};
use crate::store::core::bookings::{bookings, interviews_of};
use crate::store::core::model::Model;

/// From what a trip is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nothing.
    New,
    /// Another trip: the same lists, nothing ticked.
    Again(TripId),
    /// A program.
    To(ProgramId),
}

impl Origin {
    /// Of the id of a trip or a program; of anything else, or what was deleted, nothing.
    pub fn of(model: &Model, id: &str) -> Origin {
        if model.is_alive(Program::KIND, id) {
            Origin::To(id.into())
        } else if model.is_alive(Trip::KIND, id) {
            Origin::Again(id.into())
        } else {
            Origin::New
        }
    }

    /// With what it begins: the trip, and its first interview with its id where that is there already.
    pub fn begins(&self, model: &Model, today: Day) -> (Trip, Option<InterviewId>, Interview) {
        let new = Trip {
            draft: true,
            created: Some(today),
            ..Trip::default()
        };
        match self {
            Origin::New => {
                let first = Interview {
                    invited: Some(today),
                    ..Interview::default()
                };
                (new, None, first)
            }
            Origin::Again(from) => {
                let (trip, first) = again(model, from, &model.get_or_default(from), today);
                (trip, None, first)
            }
            Origin::To(program) => {
                let (id, first) = first_of_trip(model, program, today);
                (new, id, first)
            }
        }
    }
}

/// A trip like another one, with its first interview: no title, no place, no date.
pub fn again(model: &Model, from: &TripId, old: &Trip, today: Day) -> (Trip, Interview) {
    let mut copy = Trip {
        title: String::new(),
        draft: true,
        reviewed: false,
        created: Some(today),
        ..old.clone()
    };
    // What follows from the place and the day is to be suggested anew.
    let follows = |id: &String| condition(id).is_some_and(|condition| condition.derived.is_some());
    copy.conditions.retain(|id| !follows(id));
    copy.answered.retain(|id| !follows(id));
    let (_, first) = interviews_of(model, from).next().unwrap_or_default();
    let first = Interview {
        start: first.start,
        length: first.length,
        format: first.format,
        invited: Some(today),
        ..Interview::default()
    };
    (copy, first)
}

/// The interview with which a trip to a program begins: with its id one that is to come and has no trip, else a
/// new one.
pub fn first_of_trip(
    model: &Model,
    program: &ProgramId,
    today: Day,
) -> (Option<InterviewId>, Interview) {
    let mine = |one: &Interview| one.at.as_ref() == Some(program);
    let free = bookings(model, &mine)
        .find(|(_, one)| one.trip.is_none() && one.day.is_none_or(|day| day >= today));
    let written = free.and_then(|(id, _)| {
        // As it is written, not as it reads.
        let one = model.get::<Interview>(&id)?.clone();
        Some((Some(id), one))
    });
    written.unwrap_or_else(|| (None, new_at(program, today)))
}

/// A new interview at a program.
pub fn new_at(program: &ProgramId, today: Day) -> Interview {
    Interview {
        at: Some(program.clone()),
        invited: Some(today),
        ..Interview::default()
    }
}
