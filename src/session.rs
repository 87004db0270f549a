//! Where the store meets the browser: one session per tab.
//!
//! It holds the model, hands out views' signals, turns actions into saved ops, follows other tabs,
//! and tells truthfully what is saved. It decides nothing about the data; `store` does.

mod copies;
mod dispatch;
mod edge;
mod open;
pub mod phone;
pub mod recordings;
mod rows;
mod sample;
pub mod saving;
pub mod sounds;
mod state;
mod undo;
mod upkeep;
mod watch;
mod world;
mod write;

pub use rows::{ListedRow, Rows};
pub use state::{Phase, Saving, Session};
pub use undo::Turned;
