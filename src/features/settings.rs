//! Settings, copies and recovery, and what is told of the app itself.

pub mod about;
pub mod arrived;
pub mod copies;
pub mod gallery;
pub mod home;
pub mod offline;
pub mod recovery;
pub mod sample;
pub mod upkeep;
