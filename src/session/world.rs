//! The time, the zone and the way to write times, as the phone is set.

use crate::domain::time::Instant;
use crate::domain::zone as rules;
use crate::platform::{clock, zone};
use crate::session::phone;
use crate::session::state::{Inner, Session};
use crate::store::read::world::World;

impl Inner {
    pub(super) fn with_world<T>(&self, with: impl FnOnce(&World) -> T) -> T {
        with(&World {
            now: Instant(clock::now_ms()),
            phone_zone: &self.phone.borrow().zone,
            // The browser is asked about zones whose rules are not known without it.
            offset: &|zone, at| match rules::clock(zone, at) {
                Some(clock) => clock.offset,
                None => zone::offset_minutes(zone, at.0).unwrap_or(0),
            },
            abbreviation: &|zone, at| match rules::clock(zone, at) {
                Some(clock) => clock.name.to_owned(),
                None => zone::abbreviation(zone, at.0),
            },
            hours: self.hours.get(),
        })
    }
}

impl Session {
    /// Writes times as `12` or `24` hours, or with an empty text as the phone does; every view follows.
    pub fn set_hours(self, chosen: &str) {
        phone::set_preference("hours", chosen);
        let inner = self.inner();
        inner.hours.set(phone::hours(&inner.phone.borrow()));
        self.tell(None);
    }

    /// Follows what the phone is set to, which changes with a journey; every view follows.
    pub(super) fn follow_phone(self, set: zone::Phone) {
        let inner = self.inner();
        if *inner.phone.borrow() != set {
            inner.hours.set(phone::hours(&set));
            *inner.phone.borrow_mut() = set;
            self.tell(None);
        }
    }

    /// Asks the browser what the phone is set to, if that was only remembered until now.
    pub fn look_at_phone(self) {
        self.follow_phone(zone::look());
    }
}
