//! The dated tasks of a trip, by day.

use leptos::prelude::*;

use crate::domain::checklist::{List, Urgency};
use crate::domain::ids::TripId;
use crate::domain::time::days_from_today;
use crate::features::Visit;
use crate::features::trips::checklist::list_view;
use crate::features::trips::head::trip_page;
use crate::features::trips::row::{Extra, ListRow, joined};
use crate::store::core::model::Model;
use crate::store::read::tasks::{Due, TaskRow, tasks};
use crate::store::read::world::World;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    trip_page(visit, List::Logistics, |visit, trip| {
        list_view(visit, trip, List::Logistics, read)
    })
}

// All of them, whatever was changed: a task that is ticked makes another one the next.
fn read(model: &Model, trip: &TripId, world: &World, _: Option<&str>) -> Vec<ListRow> {
    let rows = tasks(model, trip, world).into_iter();
    rows.map(|row| list_row(row, world)).collect()
}

/// `Fri 4 Dec · today`; how far away only for what is past, today or tomorrow.
fn heading(due: &Due, world: &World) -> String {
    let distance = match due.days_left(world) {
        days @ ..=1 => days_from_today(days),
        _ => String::new(),
    };
    joined(&[&due.day.near(world.today()), &distance])
}

fn list_row(row: TaskRow, world: &World) -> ListRow {
    let due = row.due.as_ref();
    let day = due.map(|due| due.day);
    let time = due.and_then(|due| Some(world.time(&due.zone, due.wall?)));
    let by_hand = if row.moved && !row.line.own {
        "date set by you"
    } else {
        ""
    };
    ListRow {
        group: day.map_or("".into(), |day| day.iso().into()),
        heading: due.map_or("No date yet".into(), |due| heading(due, world).into()),
        title: row.line.text.clone(),
        detail: joined(&[
            time.as_deref().unwrap_or(""),
            row.program.as_deref().unwrap_or(""),
            by_hand,
        ]),
        late: row.urgency == Urgency::Late && !row.before_trip,
        ahead: due.is_none_or(|due| due.days_left(world) >= 0),
        extra: Extra {
            due: due.map(|due| (due.day, due.wall.map(|wall| wall.minute))),
            moved: row.moved,
            ..Extra::default()
        },
        line: row.line,
        ..ListRow::default()
    }
}
