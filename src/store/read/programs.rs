//! Programs as their list shows them.

use crate::domain::order;
use crate::domain::program::{Program, Standing, standing};
use crate::domain::time::{Instant, WallTime};
use crate::domain::trip::{Booking, Interview};
use crate::domain::words::essence;
use crate::store::core::bookings::bookings;
use crate::store::core::model::Model;
use crate::store::read::interviews::{begins, is_over};
use crate::store::read::world::World;

/// A program as the list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgramCard {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Specialty, if it was typed, and city.
    pub detail: String,
    /// Where it stands.
    pub standing: Standing,
    /// Its next interview, or else the last one.
    pub interview: Option<Booking>,
    /// Until when to answer: on the program's clock, as an instant, and the zone of that clock.
    pub reply_by: Option<(WallTime, Instant, String)>,
    /// Stands first.
    pub starred: bool,
}

/// All programs: within each standing the starred ones first, then by what comes next, then by name.
pub fn programs(model: &Model, world: &World) -> Vec<ProgramCard> {
    let cards: Vec<ProgramCard> = model
        .all::<Program>()
        .iter()
        .map(|(id, program)| card(model, world, id, program))
        .collect();
    order::by_text(cards, |card| {
        let star = if card.starred { "0" } else { "1" };
        let answer = card.reply_by.as_ref().map(|(_, at, _)| *at);
        let at = match card.standing {
            Standing::ToAnswer => answer,
            _ => card.interview.as_ref().and_then(|one| begins(one, world)),
        };
        let at = at.map_or("~".to_owned(), |at| match card.standing {
            // The last one first.
            Standing::Interviewed => order::sortable(-at.0),
            _ => order::sortable(at.0),
        });
        [star, &*at, &essence(&card.name), &card.id].concat()
    })
}

pub(in crate::store) fn card(
    model: &Model,
    world: &World,
    id: &str,
    program: &Program,
) -> ProgramCard {
    let mine = |one: &Interview| one.at.as_deref() == Some(id);
    let interviews: Vec<Booking> = bookings(model, &mine).map(|(_, one)| one).collect();
    let (over, rest): (Vec<Booking>, Vec<Booking>) =
        interviews.into_iter().partition(|one| is_over(one, world));
    let coming = rest.iter().any(|one| one.day.is_some());
    let place = match program.place.trim() {
        "" => over
            .iter()
            .chain(&rest)
            .map(|one| one.city())
            .find(|city| !city.is_empty()),
        place => Some(place),
    };
    let zone = zone_of(program, over.iter().chain(&rest), world);
    let said = [program.specialty.trim(), place.unwrap_or("")];
    let said: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
    ProgramCard {
        id: id.to_owned(),
        name: program.title().to_owned(),
        detail: said.join(", "),
        standing: standing(program, coming, !over.is_empty()),
        reply_by: program
            .reply_by
            .map(|wall| (wall, world.instant(&zone, wall), zone.clone())),
        starred: program.starred,
        interview: rest.into_iter().next().or(over.into_iter().next_back()),
    }
}

/// Its zone, or that of one of its interviews; the phone's while nobody knows.
fn zone_of<'a>(
    program: &Program,
    mut interviews: impl Iterator<Item = &'a Booking>,
    world: &World,
) -> String {
    let mut of_interview = || interviews.find(|one| !one.zone.is_empty());
    match &*program.zone {
        "" => of_interview().map_or(world.phone_zone, |one| &one.zone),
        zone => zone,
    }
    .to_owned()
}
