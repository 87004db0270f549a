//! The way to an interview, counted backwards from its start: when to wake, to leave, and to be there.
//! The tasks of a trip say the same, because both read one rule (`tasks`).

use crate::domain::ids::child;
use crate::domain::meeting::WAKE;
use crate::domain::time::Instant;
use crate::domain::trip::{Booking, Format};
use crate::store::core::model::Model;
use crate::store::read::line::entry_id;
use crate::store::read::tasks::{JOIN, LEAVE, ON_SITE, due_now, planned_by_hand, task};
use crate::store::read::world::World;

/// Minutes from waking to leaving.
const GET_READY: i64 = 90;
/// Minutes before the start at which one is at the door at the latest.
const AT_THE_LATEST: i64 = 30;

/// When to be where before an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Morning {
    /// At a hospital.
    InPerson {
        /// Get up.
        wake: Instant,
        /// Leave.
        leave: Instant,
        /// At the door, not earlier than this.
        door: Instant,
        /// At the door, not later than this.
        latest: Instant,
    },
    /// At the screen: no way, no door.
    Virtual {
        /// In the video room.
        join: Instant,
    },
}

impl Morning {
    /// Of an interview whose day and time are known. A time that was given by hand counts, also one of a task
    /// of its trip.
    pub fn read(model: &Model, world: &World, id: &str, interview: &Booking) -> Option<Morning> {
        let start = interview.starts_at(&|at| (world.offset)(&interview.zone, at))?;
        let at = |item: &str| {
            let entry = interview
                .trip
                .as_deref()
                .map(|trip| child(&entry_id(trip, item), id));
            let entry = entry.unwrap_or_default();
            let due = due_now(
                model,
                world,
                (&entry, Some(id)),
                task(item)?,
                Some(interview),
            );
            due.0?.at
        };
        Some(match interview.format {
            Format::Virtual => Morning::Virtual { join: at(JOIN)? },
            Format::InPerson => {
                let (leave, door) = (at(LEAVE)?, at(ON_SITE)?);
                let wake = planned_by_hand(model, id, interview, WAKE);
                let wake = wake.map(|wall| world.instant(&interview.zone, wall));
                Morning::InPerson {
                    wake: wake.unwrap_or_else(|| leave.plus_minutes(-GET_READY)),
                    leave,
                    door,
                    latest: start.plus_minutes(-AT_THE_LATEST).max(door),
                }
            }
        })
    }
}
