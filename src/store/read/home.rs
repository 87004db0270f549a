//! Where home is, and whether the person still has to say.

use crate::domain::season::Season;
use crate::domain::trip::Trip;
use crate::domain::zone::is_abroad;
use crate::store::core::model::Model;
use crate::store::read::world::World;

/// The season of somebody who was welcomed, with the phone's zone as home: once, and only where that is a
/// place outside the U.S. In the U.S. they may have landed already, and the form of a trip asks.
pub fn with_home(season: &Season, world: &World) -> Option<Season> {
    let knows = season.welcomed.is_some() && is_abroad(world.phone_zone);
    (knows && season.home_zone.is_empty()).then(|| Season {
        home_zone: world.phone_zone.to_owned(),
        ..season.clone()
    })
}

/// Whether the form of a trip should ask where home is: the zone that counts as home is no place outside
/// the U.S., and the person has neither chosen one nor finished a trip with it.
pub fn asks_home(model: &Model, world: &World) -> bool {
    let any_trip = model.all::<Trip>().values().any(|trip| !trip.draft);
    !is_abroad(&world.home(model)) && (model.season().home_zone.is_empty() || !any_trip)
}
