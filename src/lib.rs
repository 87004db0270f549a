//! Matchbook: the interview season of an international medical graduate, on one phone, offline.
//!
//! Read ARCHITECTURE.md first. The layer rule (tests/native/layers.rs enforces it):
//! `domain` ← `content` ← `store` know no browser, nor do `study`, which reads records but never the store, and `rank`, which
//! knows only numbers; `job` is what the worker does of these two; `platform` is the browser's edge, which besides it
//! only `ui` (through leptos) and `worker` name; `ui` are widgets that know nothing of the app; `session` joins
//! store and platform; `features` are the screens; `app` is the house around them.

pub mod address;
pub mod content;
pub mod domain;
pub mod exchange;
pub mod job;
pub mod message;
pub mod rank;
pub mod screens;
pub mod speech;
pub mod store;
pub mod study;

#[cfg(feature = "web")]
pub mod app;
#[cfg(feature = "web")]
pub mod features;
#[cfg(feature = "web")]
pub mod parts;
#[cfg(feature = "web")]
pub mod platform;
#[cfg(feature = "web")]
pub mod session;
#[cfg(feature = "web")]
pub mod ui;
#[cfg(feature = "web")]
pub mod worker;

#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
