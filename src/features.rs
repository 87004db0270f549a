//! The screens, in rooms by trade. A room may use those that come before it, and none after: shell; aloud,
//! settings, reading, rank, programs; trips; cards, stories, drill, recordings; today (`tests/native/house.rs`).
//! A screen reads through `Session::watch`, writes through `Session::dispatch`, and knows no other
//! screen; the registry that lists them is `screens`.

pub mod aloud;
pub mod cards;
pub mod drill;
pub mod programs;
pub mod rank;
pub mod reading;
pub mod recordings;
pub mod settings;
pub mod shell;
pub mod stories;
pub mod today;
pub mod trips;

pub use shell::page::{gone, was_ever, while_alive, while_there};
pub use shell::versions::other_versions;
pub use shell::visit::{Hand, Tool, Visit};
pub use shell::words::{about_icon, damaged, muted, muted_status, not_found, tone};
