//! The dated tasks of a trip, by day.

use leptos::prelude::*;

use crate::domain::checklist::{List, Urgency};
use crate::domain::time::Hours;
use crate::features::list_view::{Extra, ListRow, joined, list_view};
use crate::features::trip_head::trip_page;
use crate::features::{Visit, tone};
use crate::store::model::Model;
use crate::store::select::{TaskRow, World, tasks};
use crate::ui::PillTone;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    trip_page(visit, List::Logistics, |visit, trip| {
        list_view(visit, trip, List::Logistics, read)
    })
}

// All of them, whatever was changed: a task that is ticked makes another one the next.
fn read(model: &Model, trip: &str, world: &World, _: Option<&str>) -> Vec<ListRow> {
    let rows = tasks(model, trip, world).into_iter();
    rows.map(|task| row(task, world.hours)).collect()
}

fn row(row: TaskRow, hours: Hours) -> ListRow {
    let time = row
        .due
        .as_ref()
        .and_then(|due| due.wall)
        .map(|wall| wall.minute.clock(hours));
    let by_hand = if row.moved && !row.line.own {
        "date set by you"
    } else {
        ""
    };
    let program = row.program.as_deref().unwrap_or("");
    let word = match row.urgency {
        Urgency::Late => Some("late"),
        Urgency::Today => Some("today"),
        Urgency::Next => Some("next"),
        Urgency::Past => Some("over"),
        Urgency::Later if row.high => Some("important"),
        Urgency::Later => None,
    };
    let tone = if row.urgency == Urgency::Later {
        PillTone::Neutral
    } else {
        tone(row.urgency)
    };
    ListRow {
        group: row
            .due
            .as_ref()
            .map_or("".into(), |due| due.day.iso().into()),
        heading: row
            .due
            .as_ref()
            .map_or("No date yet".into(), |due| due.day.long().into()),
        detail: joined(&[
            time.as_deref().unwrap_or(""),
            program,
            by_hand,
            row.line.why,
        ]),
        pill: word.map(|word| (tone, word.to_owned())),
        extra: Extra {
            due: row
                .due
                .map(|due| (due.day, due.wall.map(|wall| wall.minute))),
            moved: row.moved,
            ..Extra::default()
        },
        line: row.line,
    }
}
