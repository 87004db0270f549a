//! What clashes in the season, read from the records: each interview with what its trip and its city say.

use crate::content::places;
use crate::domain::clash::{self, Clash, Placed, ReplyDue};
use crate::domain::program::{Program, Standing};
use crate::domain::time::{Instant, OffsetAt};
use crate::domain::trip::{Booking, Trip};
use crate::store::core::bookings::{bookings, is_off};
use crate::store::core::model::Model;
use crate::store::read::conditions::{conditions, nights};
use crate::store::read::interviews::begins;
use crate::store::read::programs::card;
use crate::store::read::world::{World, city_of};

/// The conditions of a journey by air, and of a dinner in the evening before.
const FLIGHT: &str = "c_flight";
const DINNER: &str = "c_dinner";

/// All that clashes from now on, also what is only to be looked at. What is not going to take place clashes with
/// nothing.
pub fn clashes(model: &Model, world: &World) -> Vec<Clash> {
    let ahead: Vec<Ahead> = bookings(model, &|_| true)
        .filter(|(_, interview)| !is_off(model, interview))
        .filter_map(|(_, interview)| Ahead::of(model, world, interview))
        .collect();
    let offset_at: Vec<_> = ahead
        .iter()
        .map(|one| |at: Instant| (world.offset)(&one.interview.zone, at))
        .collect();
    let placed: Vec<Placed> = ahead
        .iter()
        .zip(&offset_at)
        .map(|(one, offset_at)| one.placed(model, offset_at))
        .collect();
    let replies: Vec<ReplyDue> = model
        .all::<Program>()
        .iter()
        .filter_map(|(id, program)| reply_due(model, world, id, program))
        .collect();
    let home = world.home(model);
    clash::clashes(&placed, &replies, &|at| (world.offset)(&home, at))
}

/// An interview that is not over, with what its trip and its city say.
struct Ahead {
    interview: Booking,
    span: (Instant, Instant),
    /// Offset of the zone of its city at the start, that zone's city, and the city of its own.
    known: Option<(i32, String, String)>,
    flight: bool,
    dinner: bool,
    nights: u8,
}

impl Ahead {
    fn of(model: &Model, world: &World, interview: Booking) -> Option<Ahead> {
        let from = begins(&interview, world)?;
        let whole_day = || from.plus_minutes(1_440);
        let span = world
            .span(&interview)
            .unwrap_or_else(|| (from, whole_day()));
        (span.1 > world.now).then_some(())?;
        let place = match &*interview.state {
            "" => interview.city().to_owned(),
            state => [interview.city(), ", ", state].concat(),
        };
        // To look for nothing takes as long.
        let is_placed = !interview.city().is_empty();
        let found = is_placed.then(|| places::find(&place).zone);
        let known = found.filter(|zone| !zone.is_empty()).map(|zone| {
            let offset = (world.offset)(zone, from);
            (offset, city_of(zone), city_of(&interview.zone))
        });
        let of_trip = interview.trip.as_ref();
        let yes = of_trip.map(|trip| conditions(model, trip, world));
        let is = |id: &str| yes.as_ref().is_some_and(|yes| yes.contains(id));
        Some(Ahead {
            span,
            known,
            flight: is(FLIGHT),
            dinner: is(DINNER),
            nights: of_trip.map_or(0, |trip| nights(model, trip, world).count),
            interview,
        })
    }

    fn placed<'a>(&'a self, model: &'a Model, offset_at: OffsetAt<'a>) -> Placed<'a> {
        let trip = self.interview.trip.as_deref();
        let known = self.known.as_ref();
        Placed {
            trip: trip.filter(|id| model.get::<Trip>(id).is_some()),
            interview: &self.interview,
            span: self.span,
            offset_at,
            known: known.map(|(offset, there, here)| (*offset, &**there, &**here)),
            flight: self.flight,
            dinner: self.dinner,
            nights: self.nights,
        }
    }
}

/// The answer that a program waits for.
fn reply_due(model: &Model, world: &World, id: &str, program: &Program) -> Option<ReplyDue> {
    program.reply_by?;
    let card = card(model, world, &id.into(), program);
    let (wall, at, zone) = card.reply_by.filter(|(_, at, _)| *at > world.now)?;
    let is_open = card.standing == Standing::ToAnswer && !program.archived;
    is_open.then(|| ReplyDue {
        program: id.into(),
        name: card.name,
        at,
        told: world.when(&zone, wall),
    })
}
