//! What to wear on a trip, and when to look at it.

use crate::content;
use crate::content::AttireItem;
use crate::domain::checklist::{Entry, List, Moment};
use crate::domain::ids::TripId;
use crate::domain::order;
use crate::domain::time::Day;
use crate::store::core::bookings::interviews_of;
use crate::store::core::model::Model;
use crate::store::read::conditions::conditions;
use crate::store::read::line::{
    Line, OfList, Template, belongs, entry_id, in_order, is_wanted, line, own_lines,
};
use crate::store::read::world::World;

/// A thing to wear or check.
#[derive(Clone, Debug, PartialEq)]
pub struct AttireRow {
    /// What it has in common with other rows.
    pub line: Line,
    /// When to look at it.
    pub moment: Moment,
    /// The day that moment falls on, once the interview has a date.
    pub day: Option<Day>,
    /// Heading of its part of the list, or empty for an own row.
    pub section: &'static str,
}

impl OfList for AttireRow {
    fn line(&self) -> &Line {
        &self.line
    }
}

/// A trip's attire list, by moment; hidden rows included.
pub fn attire(model: &Model, trip_id: &TripId, world: &World) -> Vec<AttireRow> {
    attire_of(model, trip_id, world, None)
}

/// As `attire`; with `only`, the one row of that entry.
pub fn attire_of(
    model: &Model,
    trip_id: &TripId,
    world: &World,
    only: Option<&str>,
) -> Vec<AttireRow> {
    let yes = conditions(model, trip_id, world);
    let keys = order::initial(content::ATTIRE.len());
    let first_day = interviews_of(model, trip_id).find_map(|(_, one)| one.day);
    let day_of = |moment| first_day.map(|first| moment_day(moment, first));
    let mut rows = Vec::new();
    for (item, key) in content::ATTIRE.iter().zip(&keys) {
        let id = entry_id(trip_id, item.id);
        if !is_wanted(only, &id)
            || !belongs(model, &id, item.retired, item.condition, item.hide_if, &yes)
        {
            continue;
        }
        let AttireItem {
            id: item_id,
            text,
            why,
            essential,
            moment,
            section,
            ..
        } = *item;
        let template = Template {
            item: item_id.to_owned(),
            text,
            why,
            link: None,
            essential,
        };
        let entry = model.get::<Entry>(&id);
        let moment = entry.and_then(|entry| entry.moment).unwrap_or(moment);
        let sections = content::ATTIRE_SECTIONS
            .iter()
            .find(|known| known.id == section);
        let section = sections.map_or("", |section| section.title);
        rows.push(AttireRow {
            line: line(model, id, &template, key),
            moment,
            day: day_of(moment),
            section,
        });
    }
    for (line, entry) in own_lines(model, trip_id, List::Attire, only) {
        let moment = entry.moment.unwrap_or_default();
        rows.push(AttireRow {
            line,
            moment,
            day: day_of(moment),
            section: "",
        });
    }
    // The person's own rows come after the sections.
    let place = |section: &str| {
        let known = content::ATTIRE_SECTIONS.iter();
        known
            .take_while(|known| known.title != section)
            .count()
            .to_string()
    };
    in_order(rows, |row| {
        [(row.moment as u8).to_string(), place(row.section)].concat()
    })
}

/// What a moment is called.
pub fn moment_name(moment: Moment) -> &'static str {
    match moment {
        Moment::WeekBefore => "A week before",
        Moment::EveningBefore => "The evening before",
        Moment::Mirror => "In the mirror",
    }
}

/// The day a moment falls on, counted from the trip's first interview.
pub fn moment_day(moment: Moment, first: Day) -> Day {
    match moment {
        Moment::WeekBefore => first.plus(-7),
        Moment::EveningBefore => first.plus(-1),
        Moment::Mirror => first,
    }
}
