//! A dated task of a trip, and the same task of two journeys told once.

use crate::domain::ids::TripId;
use crate::domain::trip::Booking;
use crate::store::read::agenda::timeline::{SETTLED_BY, Stop, When};
use crate::store::read::tasks::{Due, TaskRow};
use crate::store::read::world::World;

/// A task of two journeys is told once when its days are at most so far apart.
const TWIN_DAYS: i64 = 3;

/// A task with its date and the trip it belongs to.
pub(super) struct Todo {
    pub(super) row: TaskRow,
    pub(super) due: Due,
    /// Ids of its entries; more than one when it is the same task of two journeys.
    pub(super) entries: Vec<String>,
    pub(super) trip: TripId,
    /// Whose task it is, for when there is more than one trip.
    pub(super) names: Vec<String>,
    pub(super) kept: bool,
}

impl Todo {
    pub(super) fn is_open(&self) -> bool {
        !self.row.line.done || self.kept
    }

    pub(super) fn stop(&self, world: &World) -> Stop {
        Stop {
            id: self.row.line.id.clone(),
            item: self.row.line.item.clone(),
            interview: self.row.interview.clone(),
            when: match self.due.at {
                Some(at) => When::At(at),
                None => When::Day(self.due.days_left(world)),
            },
            // The call is what is left of being on site in time, and matters as much.
            high: self.row.high || self.row.line.item == SETTLED_BY.0,
            done: self.row.line.done,
            kept: self.kept,
        }
    }

    /// Where it stands among others: by day, then by time, those without a time last.
    pub(super) fn place(&self) -> String {
        let time = self.due.wall.map(|wall| wall.minute.text());
        [&*self.due.day.iso(), time.as_deref().unwrap_or("~")].concat()
    }
}

/// The same task of two journeys at the same time is one thing to do.
pub(super) fn told_once(todos: Vec<Todo>) -> Vec<Todo> {
    let mut told: Vec<Todo> = Vec::new();
    for todo in todos {
        let is_twin = |other: &&mut Todo| {
            other.row.interview.is_none()
                && !other.row.line.own
                && other.row.line.item == todo.row.line.item
                && other.due.day.since(todo.due.day).abs() <= TWIN_DAYS
        };
        if todo.is_open()
            && todo.row.interview.is_none()
            && let Some(first) = told.iter_mut().filter(|one| one.is_open()).find(is_twin)
        {
            first.entries.extend(todo.entries);
            first.names.extend(todo.names);
            first.row.line.done &= todo.row.line.done;
            first.kept |= todo.kept;
            first.row.before_trip &= todo.row.before_trip;
            if todo.due.day < first.due.day {
                first.due = todo.due;
                first.row.urgency = todo.row.urgency;
            }
        } else {
            told.push(todo);
        }
    }
    told
}

/// What to do, and what the text says beyond that: `Leave now`, `keep room …`. Texts of the person's own
/// stay whole.
pub(super) fn parted(todo: &Todo) -> (&str, &str) {
    let text = &*todo.row.line.text;
    let ends = ["; ", ": "].into_iter().filter_map(|mark| text.find(mark));
    match ends.min().filter(|_| !todo.row.line.own) {
        Some(end) => (&text[..end], &text[end + 2..]),
        None => (text, ""),
    }
}

/// The name of an interview's program, unless it stands above all rows already.
pub(super) fn name_beside<'a>(leads: Option<&Booking>, one: &'a Booking) -> &'a str {
    let program = leads.and_then(|leads| leads.program_id());
    if program.is_some() && program == one.program_id() {
        return "";
    }
    one.name()
}
