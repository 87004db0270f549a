//! Trips as their list shows them, what clashes between them, and the days that they take.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::checklist::Progress;
use crate::domain::clash::Clash;
use crate::domain::ids::{ProgramId, TripId};
use crate::domain::order;
use crate::domain::time::Day;
use crate::domain::trip::{Booking, Format, Interview, Trip};
use crate::store::core::bookings::{bookings, interviews_of, is_off};
use crate::store::core::model::Model;
use crate::store::read::clashes::clashes;
use crate::store::read::conditions::{conditions, nights};
use crate::store::read::interviews::is_over;
use crate::store::read::line::essentials;
use crate::store::read::packing::packing;
use crate::store::read::world::World;

/// A trip with what the list of trips shows of it.
#[derive(Clone, Debug, PartialEq)]
pub struct TripCard {
    /// Its id.
    pub id: TripId,
    /// Its name in full: with city and day, unless the person named it.
    pub title: String,
    /// The shortest name for it, for where city and day stand beside it.
    pub name: String,
    /// What the short name leaves out, one line: city and day, or programs and days.
    pub detail: String,
    /// Day of its first interview.
    pub first_day: Option<Day>,
    /// The wizard is not finished.
    pub draft: bool,
    /// All its interviews are over.
    pub over: bool,
    /// The look back is still to be done.
    pub to_review: bool,
    /// Progress of what must be packed.
    pub essentials: Progress,
}

/// All trips: open ones by date, then those that are over, newest first.
pub fn trips(model: &Model, world: &World) -> Vec<TripCard> {
    let cards: Vec<TripCard> = model
        .all::<Trip>()
        .iter()
        .filter(|(id, trip)| !is_blank(model, &id.as_str().into(), trip))
        .map(|(id, trip)| trip_card(model, &id.as_str().into(), trip, world))
        .collect();
    order::by_text(cards, |card| {
        let day = card.first_day.map(|day| day.since(world.today()));
        let place = match (card.over, day) {
            (true, day) => ["1", &order::sortable(-day.unwrap_or(0))].concat(),
            (false, Some(day)) => ["0", &order::sortable(day)].concat(),
            (false, None) => "0~".to_owned(),
        };
        [&*place, &card.id].concat()
    })
}

/// A trip that was begun and of which nothing was ever said: older versions made one at each tap on
/// "New trip". Its form is gone from sight, and so is it.
pub fn is_blank(model: &Model, id: &TripId, trip: &Trip) -> bool {
    trip.draft && trip.is_blank() && interviews_of(model, id).all(|(_, one)| one.is_blank())
}

fn trip_card(model: &Model, id: &TripId, trip: &Trip, world: &World) -> TripCard {
    let interviews: Vec<Booking> = interviews_of(model, id).map(|(_, one)| one).collect();
    let spans: Vec<_> = interviews
        .iter()
        .filter_map(|one| world.span(one))
        .collect();
    let over = !spans.is_empty()
        && spans.len() == interviews.len()
        && spans.iter().all(|(_, end)| *end <= world.now);
    let lines: Vec<String> = interviews
        .iter()
        .map(|one| match one.day {
            Some(day) => [one.name(), ", ", &day.short()].concat(),
            None => one.name().to_owned(),
        })
        .collect();
    TripCard {
        id: id.to_owned(),
        detail: match (&*interviews, trip.own_title(&interviews)) {
            ([_], None) => trip.rest(&interviews),
            _ => lines.join(" · "),
        },
        title: trip.name(&interviews),
        name: trip.short_name(&interviews),
        first_day: interviews.iter().filter_map(|one| one.day).min(),
        draft: trip.draft,
        over,
        to_review: over && !trip.reviewed && !trip.draft,
        essentials: essentials(&packing(model, id, world)),
    }
}

/// It leads to no interview any more: every one that it had is off.
pub fn is_called_off(model: &Model, trip: &TripId) -> bool {
    let mut all = interviews_of(model, trip).peekable();
    all.peek().is_some() && all.all(|(_, one)| is_off(model, &one))
}

/// What cannot all be done: interviews, travel and nights of trips that are not over.
pub fn all_clashes(model: &Model, world: &World) -> Vec<Clash> {
    let all = clashes(model, world).into_iter();
    all.filter(|clash| clash.kind.is_hard()).collect()
}

/// With this condition the logistics plan the arrival two days ahead (`lg-arrive2`), else one.
const FAR: &str = "c_timezones";

/// The days on the way: of a trip with nights away the day of arrival, which the logistics plan one or two
/// days before the first interview in person, and the day after the last.
pub fn travel_days(model: &Model, world: &World) -> BTreeSet<Day> {
    let mut journeys: BTreeMap<TripId, (Day, Day)> = BTreeMap::new();
    let is_away = |one: &Interview| one.format == Format::InPerson && !is_off(model, one);
    for (_, interview) in bookings(model, &is_away) {
        let Some((trip, day)) = interview.trip.clone().zip(interview.day) else {
            continue;
        };
        let (first, last) = journeys.entry(trip).or_insert((day, day));
        *first = (*first).min(day);
        *last = (*last).max(day);
    }
    let has_nights = |id: &TripId| {
        let trip = model.get::<Trip>(id);
        trip.is_some_and(|trip| !trip.draft && nights(model, id, world).count > 0)
    };
    journeys
        .into_iter()
        .filter(|(trip, _)| has_nights(trip))
        .flat_map(|(trip, (first, last))| {
            let is_far = conditions(model, &trip, world).contains(FAR);
            [first.plus(if is_far { -2 } else { -1 }), last.plus(1)]
        })
        .collect()
}

/// A trip may be planned for a program: nothing is known of an interview there, or one is ahead that has none.
pub fn wants_trip(model: &Model, world: &World, program: &ProgramId) -> bool {
    let mine = |one: &Interview| one.at.as_ref() == Some(program);
    let mut all = bookings(model, &mine).map(|(_, one)| one).peekable();
    all.peek().is_none() || all.any(|one| one.trip.is_none() && !is_over(&one, world))
}
