//! What to wear and check, by moment: a week before, the evening before, in the mirror.

use leptos::prelude::*;

use crate::domain::checklist::List;
use crate::features::Visit;
use crate::features::list_view::{Extra, ListRow, joined, list_view};
use crate::features::trip_head::trip_page;
use crate::store::model::Model;
use crate::store::select::{AttireRow, World, attire_of, moment_name};
use crate::ui::PillTone;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    trip_page(visit, List::Attire, |visit, trip| {
        list_view(visit, trip, List::Attire, read)
    })
}

fn read(model: &Model, trip: &str, world: &World, only: Option<&str>) -> Vec<ListRow> {
    attire_of(model, trip, world, only)
        .into_iter()
        .map(row)
        .collect()
}

fn row(row: AttireRow) -> ListRow {
    let name = moment_name(row.moment);
    ListRow {
        group: name.into(),
        heading: row.day.map_or(name.into(), |day| {
            [name, ", ", &day.short()].concat().into()
        }),
        detail: joined(&[row.section, row.line.why]),
        pill: row
            .line
            .essential
            .then(|| (PillTone::Bad, "essential".to_owned())),
        extra: Extra {
            moment: row.moment,
            ..Extra::default()
        },
        line: row.line,
    }
}
