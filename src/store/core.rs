//! What is known and how it changes: stamps, registers, ops, the model, and an act as the fields it writes.

pub mod beginning;
pub mod blanks;
pub mod bookings;
pub mod bring;
pub mod change;
pub mod codec;
pub mod hlc;
pub mod model;
pub mod owners;
pub mod ranking;
pub mod register;
pub mod sheet;
pub mod short;
pub mod undo;
