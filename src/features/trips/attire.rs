//! What to wear and check, by moment: a week before, the evening before, in the mirror.

use leptos::prelude::*;

use crate::domain::checklist::List;
use crate::domain::ids::TripId;
use crate::features::Visit;
use crate::features::trips::checklist::list_view;
use crate::features::trips::head::trip_page;
use crate::features::trips::row::{Extra, ListRow, joined};
use crate::store::core::model::Model;
use crate::store::read::attire::{AttireRow, attire_of, moment_name};
use crate::store::read::world::World;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    trip_page(visit, List::Attire, |visit, trip| {
        list_view(visit, trip, List::Attire, read)
    })
}

fn read(model: &Model, trip: &TripId, world: &World, only: Option<&str>) -> Vec<ListRow> {
    let rows = attire_of(model, trip, world, only).into_iter();
    rows.map(|row| list_row(row, world)).collect()
}

fn list_row(row: AttireRow, world: &World) -> ListRow {
    let name = moment_name(row.moment);
    let day = row.day.map(|day| day.near(world.today()));
    ListRow {
        group: [name, "/", row.section].concat().into(),
        heading: if row.section.is_empty() {
            "Your own".into()
        } else {
            row.section.into()
        },
        chapter: joined(&[name, day.as_deref().unwrap_or("")]).into(),
        title: row.line.text.clone(),
        extra: Extra {
            moment: row.moment,
            ..Extra::default()
        },
        line: row.line,
        ..ListRow::default()
    }
}
