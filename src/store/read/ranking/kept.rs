//! The lists that were kept, and one of them beside the present one.

use crate::domain::ids::ProgramId;
use crate::domain::program::Program;
use crate::domain::ranking::{Kept, Placed, Ranking};
use crate::domain::time::Instant;
use crate::domain::words::counted;
use crate::store::core::model::Model;
use crate::store::read::ranking::finish::{Finish, Moved, compare, named};
use crate::store::read::world::World;

/// A program in one of two lists, or in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Its place in the kept list, from 1.
    pub then: Option<usize>,
    /// Its place in the present one.
    pub now: Option<usize>,
}

/// A kept list beside the present one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// What the person wrote to it.
    pub note: String,
    /// What has changed since.
    pub moved: Vec<Moved>,
    /// The kept list in its order, then what came since.
    pub places: Vec<Place>,
    /// Ids of the programs of the kept list that are still there, in its order.
    pub order: Vec<ProgramId>,
}

/// The places of a kept list.
fn placed(model: &Model, now: &Finish, kept: &Ranking) -> Vec<Placed> {
    // A draft knows programs too that have had no interview yet. They have no place in the list.
    let waiting = &now.standing.waiting_ids;
    named(model, &kept.order)
        .into_iter()
        .filter(|one| !waiting.contains(&one.program))
        .collect()
}

/// Compares a kept list with the present one.
pub fn beside(model: &Model, now: &Finish, kept: &Ranking) -> Beside {
    compared(model, now, kept, &now.standing.list.order)
}

/// Compares a kept list with another kept one, as if that were the present one.
pub fn beside_other(model: &Model, now: &Finish, kept: &Ranking, other: &Ranking) -> Beside {
    compared(model, now, kept, &placed(model, now, other))
}

fn compared(model: &Model, now: &Finish, kept: &Ranking, present: &[Placed]) -> Beside {
    let then = placed(model, now, kept);
    let moved = compare(&then, present).moved;
    let place_now = |one: &Placed| {
        let place = present.iter().position(|now| now.program == one.program);
        place.map(|place| place + 1)
    };
    let mut places: Vec<Place> = (1..)
        .zip(&then)
        .map(|(place, one)| Place {
            name: one.name.clone(),
            then: Some(place),
            now: place_now(one),
        })
        .collect();
    let new = moved.iter().filter(|one| one.from.is_none());
    places.extend(new.map(|one| Place {
        name: one.name.clone(),
        then: None,
        now: one.to,
    }));
    let order = kept.order.iter().map(|placed| &placed.program);
    let is_there = |id: &&ProgramId| model.get::<Program>(id).is_some();
    Beside {
        note: kept.note.clone(),
        order: order.filter(is_there).cloned().collect(),
        places,
        moved,
    }
}

/// A kept list in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRow {
    /// Its id.
    pub id: String,
    /// What it is, and of when.
    pub title: String,
    /// How long it is, and what the person wrote to it.
    pub detail: String,
    /// It stands as the present list does.
    pub is_same: bool,
    /// How it differs from the present one: `as now`, `2 differ`.
    pub differs: String,
}

impl KeptRow {
    /// Of one list.
    pub fn read(model: &Model, world: &World, now: &Finish, id: String, one: &Ranking) -> KeptRow {
        let count = counted(one.order.len(), "program", "programs");
        let detail = match one.note.trim() {
            "" => count,
            note => [&*count, " · ", note].concat(),
        };
        let moved = beside(model, now, one).moved.len();
        KeptRow {
            id,
            title: title_of(one, world),
            detail,
            is_same: moved == 0,
            differs: match moved {
                0 => "as now".to_owned(),
                count => counted(count, "differs", "differ"),
            },
        }
    }
}

/// `Certified on Wed 10 Feb, 20:14`.
pub fn title_of(one: &Ranking, world: &World) -> String {
    let wall = world.wall_at(world.phone_zone, Instant(one.at));
    let day = one.day.unwrap_or(wall.day).near(world.today());
    let clock = wall.minute.clock(world.hours);
    let before = match one.kept {
        Kept::Certified => "Certified on ",
        Kept::Snapshot => "Kept on ",
        Kept::Draft => "Order of ",
    };
    [before, &*day, ", ", &*clock].concat()
}
