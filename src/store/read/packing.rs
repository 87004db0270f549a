//! What to pack for a trip.

use crate::content;
use crate::domain::checklist::{Bag, Entry, Habit, List};
use crate::domain::ids::TripId;
use crate::domain::order;
use crate::store::core::bookings::interviews_of;
use crate::store::core::model::Model;
use crate::store::read::conditions::{conditions, nights};
use crate::store::read::line::{
    Line, OfList, Template, belongs, entry_id, in_order, is_wanted, line, own_lines,
};
use crate::store::read::world::World;

/// A thing to pack.
#[derive(Clone, Debug, PartialEq)]
pub struct PackRow {
    /// What it has in common with other rows.
    pub line: Line,
    /// How many, in words, or empty.
    pub quantity: String,
    /// Where it travels.
    pub bag: Bag,
    /// It must not travel in the suitcase that is handed over.
    pub cabin: bool,
}

impl PackRow {
    /// What is wrong with a thing of the cabin in the checked bag.
    pub const WARNING: &'static str = "Keep this with you: checked bags can be lost or late.";

    /// The sentence to show when it lies in the wrong bag.
    pub fn warning(&self) -> Option<&'static str> {
        (self.cabin && self.bag == Bag::Checked).then_some(PackRow::WARNING)
    }
}

impl OfList for PackRow {
    fn line(&self) -> &Line {
        &self.line
    }
}

/// A trip's packing list, by bag and then in the person's order; hidden rows included.
pub fn packing(model: &Model, trip_id: &TripId, world: &World) -> Vec<PackRow> {
    packing_of(model, trip_id, world, None)
}

/// As `packing`; with `only`, the one row of that entry, so that a tick in a long list need not read
/// the rest.
pub fn packing_of(
    model: &Model,
    trip_id: &TripId,
    world: &World,
    only: Option<&str>,
) -> Vec<PackRow> {
    let yes = conditions(model, trip_id, world);
    let interviews = interviews_of(model, trip_id).count();
    let (nights, interviews) = (
        u16::from(nights(model, trip_id, world).count),
        u16::try_from(interviews.max(1)).unwrap_or(u16::MAX),
    );
    let learned: Vec<(&String, &Habit)> = model
        .all::<Habit>()
        .iter()
        .filter(|(_, habit)| !habit.text.is_empty())
        .collect();
    // A video call is packed into no bag.
    let no_bag = yes.contains("c_virtual").then_some(Bag::Desk);
    let keys = order::initial(content::PACKING.len() + learned.len());
    let (template_keys, learned_keys) = keys.split_at(content::PACKING.len());

    let mut rows = Vec::new();
    for (item, key) in content::PACKING.iter().zip(template_keys) {
        let id = entry_id(trip_id, item.id);
        if !is_wanted(only, &id)
            || !belongs(model, &id, item.retired, item.condition, item.hide_if, &yes)
        {
            continue;
        }
        let template = Template {
            item: item.id.to_owned(),
            text: item.text,
            why: item.why,
            link: item.link,
            essential: item.essential,
        };
        let entry = model.get::<Entry>(&id);
        let quantity = entry.and_then(|entry| entry.quantity.clone());
        rows.push(PackRow {
            quantity: quantity.unwrap_or_else(|| item.quantity.text(nights, interviews)),
            bag: no_bag
                .or(entry.and_then(|entry| entry.bag))
                .unwrap_or(item.bag),
            // Without a flight nobody takes the suitcase away.
            cabin: item.cabin && yes.contains("c_flight"),
            line: line(model, id, &template, key),
        });
    }
    for ((item, habit), key) in learned.into_iter().zip(learned_keys) {
        let id = entry_id(trip_id, item);
        // On the trip it was written for, it is an own row already.
        if !is_wanted(only, &id) || model.get::<Entry>(&id).is_some_and(|entry| entry.own) {
            continue;
        }
        let template = Template {
            item: item.clone(),
            text: "",
            why: "",
            link: None,
            essential: false,
        };
        let line = line(model, id, &template, key);
        let entry: Entry = model.get_or_default(&line.id);
        rows.push(PackRow {
            quantity: entry.quantity.unwrap_or_default(),
            bag: no_bag.or(entry.bag).unwrap_or(habit.bag),
            cabin: false,
            line,
        });
    }
    for (line, entry) in own_lines(model, trip_id, List::Packing, only) {
        rows.push(PackRow {
            line,
            quantity: entry.quantity.clone().unwrap_or_default(),
            bag: no_bag.or(entry.bag).unwrap_or_default(),
            cabin: false,
        });
    }
    in_order(rows, |row| (row.bag as u8).to_string())
}

/// What a bag is called.
pub fn bag_name(bag: Bag) -> &'static str {
    match bag {
        Bag::OnMe => "On me",
        Bag::CarryOn => "Carry-on",
        Bag::Checked => "Checked bag",
        Bag::Desk => "Set-up for the call",
    }
}
