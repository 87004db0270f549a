//! The only writer: what is known, how it changes, how it is kept and read back.
//!
//! `dispatch` (in `session`) → `plan` → ops → `Model::apply` → `journal`. Nothing here knows a
//! browser: the database and the tail are traits that the edge fills in and the tests crash.

pub mod action;
pub mod adopt;
pub mod agenda;
pub mod codec;
pub mod deck;
pub mod export;
pub mod hlc;
pub mod journal;
pub mod look_back;
pub mod model;
pub mod owners;
pub mod plan;
pub mod practice;
pub mod programs;
pub mod ranking;
pub mod register;
pub mod rehearsal;
pub mod restore;
pub mod search;
pub mod season;
pub mod select;
pub mod takes;
pub mod today;
pub mod twin;
pub mod undo;
