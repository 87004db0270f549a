//! The screens, in rooms by trade: a room may use those that stand above it in this list, and none below.
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

pub use shell::page::{gone, while_alive};
pub use shell::visit::{Hand, Tool, Visit};
pub use shell::words::{about_icon, damaged, muted, muted_status, not_found, tone};
