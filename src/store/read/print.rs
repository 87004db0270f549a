//! A trip's lists as plain text.

use crate::domain::checklist::{List, with_amount};
use crate::domain::ids::TripId;
use crate::domain::trip::{Booking, Trip};
use crate::store::core::bookings::interviews_of;
use crate::store::core::model::Model;
use crate::store::read::attire::{attire, moment_name};
use crate::store::read::line::Line;
use crate::store::read::packing::{bag_name, packing};
use crate::store::read::tasks::tasks;
use crate::store::read::world::World;

/// A trip's lists as plain text, to share or keep.
pub fn as_text(model: &Model, trip_id: &TripId, list: List, world: &World) -> String {
    let trip: Trip = model.get_or_default(trip_id);
    let interviews: Vec<Booking> = interviews_of(model, trip_id).map(|(_, one)| one).collect();
    let mut text = trip.name(&interviews);
    text.push('\n');
    let mut heading = String::new();
    let mut add = |group: &str, line: &Line, words: &str| {
        if !line.is_shown() {
            return;
        }
        if heading != group {
            group.clone_into(&mut heading);
            text.push_str(&["\n", group, "\n"].concat());
        }
        let tick = if line.done { "[x] " } else { "[ ] " };
        text.push_str(&[tick, words, "\n"].concat());
    };
    match list {
        List::Packing => {
            for row in packing(model, trip_id, world) {
                let words = with_amount(&row.line.text, &row.quantity);
                add(bag_name(row.bag), &row.line, &words);
            }
        }
        List::Logistics => {
            for row in tasks(model, trip_id, world) {
                let due = row.due.as_ref();
                let day = due.map_or("No date".to_owned(), |due| due.day.long());
                let time = due.and_then(|due| Some(world.time(&due.zone, due.wall?)));
                let words: Vec<&str> = [Some(&row.line.text), time.as_ref(), row.program.as_ref()]
                    .into_iter()
                    .flatten()
                    .map(|words| &**words)
                    .collect();
                add(&day, &row.line, &words.join(", "));
            }
        }
        List::Attire => {
            for row in attire(model, trip_id, world) {
                add(moment_name(row.moment), &row.line, &row.line.text);
            }
        }
    }
    text
}
