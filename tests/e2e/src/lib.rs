//! Drives the built app in real browsers: Chromium, Firefox and WebKitGTK through one API.
//! `browser` is that API, `target` names what to press, `words` holds the app's texts, `visit`
//! the steps a person takes, `seed` data to begin with, `sound` something to hear, `leveldb` damage to
//! Chromium's files, `release` the builds that are served, `host` the servers that serve them. The scenarios are in `tests/`.
//! Nothing here looks inside the app: what a reader of the screen cannot see is not tested here.
#![allow(
    clippy::expect_used,
    reason = "a harness fails by panicking: the panic, with its line, is the verdict"
)]

pub mod browser;
pub mod driver;
pub mod host;
pub mod inspector;
pub mod leveldb;
pub mod process;
pub mod release;
pub mod seed;
pub mod sound;
pub mod target;
pub mod visit;
pub mod wire;
pub mod words;

pub use browser::{Browser, Engine, Profile};
pub use target::Target;
pub use visit::Visit;

/// Makes one test per engine of each scenario, a function that takes the engine. Behind the name of an engine
/// stand scenarios that are tried in that one alone: what they follow through the screens is the app's own
/// doing, with nothing that engines do differently, and its rules have native tests.
#[macro_export]
macro_rules! every_engine {
    (
        $($all:ident),+ $(,)?
        $(; chromium: $($chromium:ident),+)? $(; firefox: $($firefox:ident),+)? $(; webkit: $($webkit:ident),+)?
    ) => {
        $crate::in_engine!(chromium Chromium $($all)+ $($($chromium)+)?);
        $crate::in_engine!(firefox Firefox $($all)+ $($($firefox)+)?);
        $crate::in_engine!(webkit WebKit $($all)+ $($($webkit)+)?);
    };
}

/// A module with the tests of one engine.
#[macro_export]
macro_rules! in_engine {
    ($module:ident $engine:ident $($scenario:ident)+) => {
        mod $module { $(#[test] fn $scenario() { super::$scenario($crate::Engine::$engine); })+ }
    };
}
