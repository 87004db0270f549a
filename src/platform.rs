//! The edge: the only room that names `web_sys`, `js_sys` or gloo.
//!
//! Thin functions over one browser feature each. Nothing here knows what the app stores, shows
//! or means; nothing here panics, and no JavaScript value leaves the room. A feature that a
//! browser lacks answers `None`, `false` or an error, never an exception.

pub mod arrivals;
pub mod badge;
pub mod bytes;
pub mod channel;
pub mod clock;
pub mod db;
pub mod fault;
pub mod files;
pub mod haptics;
pub mod install;
mod js;
pub mod keyboard;
pub mod loader;
pub mod location;
pub mod lock;
pub mod microphone;
pub mod offline;
pub mod page;
pub mod player;
pub mod pref;
pub mod random;
pub mod requests;
pub mod service_worker;
pub mod sound;
pub mod storage;
pub mod tail;
pub mod tone;
pub mod voice;
pub mod wake_lock;
pub mod worker;
pub mod zone;

/// Something the browser calls until this value is dropped.
#[must_use = "dropping a subscription ends it at once"]
pub struct Subscription(Vec<Box<dyn FnOnce()>>);

impl Subscription {
    fn new(stop: impl FnOnce() + 'static) -> Self {
        Self(vec![Box::new(stop)])
    }

    /// Both, ended together.
    pub fn and(mut self, mut other: Self) -> Self {
        self.0.append(&mut other.0);
        self
    }

    /// Keeps the callback for as long as the page lives.
    pub fn forever(self) {
        std::mem::forget(self);
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        for stop in self.0.drain(..) {
            stop();
        }
    }
}
