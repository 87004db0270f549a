//! A list that was kept, beside the present one.

use crate::domain::program::Program;
use crate::domain::ranking::{Placed, Ranking};
use crate::store::core::model::Model;
use crate::store::read::ranking::finish::{Finish, Moved, compare, named};

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
    pub order: Vec<String>,
}

/// Compares a kept list with the present one.
pub fn beside(model: &Model, now: &Finish, kept: &Ranking) -> Beside {
    let present = &now.standing.list.order;
    // A draft knows programs too that have had no interview yet. They have no place in the list.
    let waiting = &now.standing.waiting_ids;
    let then: Vec<Placed> = named(model, &kept.order)
        .into_iter()
        .filter(|one| !waiting.contains(&one.program))
        .collect();
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
    let order = kept.order.iter().map(|placed| &*placed.program);
    let is_there = |id: &&str| model.get::<Program>(id).is_some();
    Beside {
        note: kept.note.clone(),
        order: order.filter(is_there).map(str::to_owned).collect(),
        places,
        moved,
    }
}
