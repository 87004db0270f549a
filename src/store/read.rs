//! Answers to the questions the screens ask: what is on this list, what is due, what is next.
//!
//! Pure readings of the model and the content; nothing is cached and nothing is written. Whatever
//! depends on the world outside comes in a `World`.

pub mod agenda;
pub mod attire;
pub mod backup;
pub mod bags;
pub mod clashes;
pub mod conditions;
pub mod day;
pub mod debrief;
pub mod deck;
pub mod elevator;
pub mod eve;
pub mod finder;
pub mod home;
pub mod interviews;
pub mod line;
pub mod look_back;
pub mod morning;
pub mod packing;
pub mod people;
pub mod phrases;
pub mod print;
pub mod programs;
pub mod questions;
pub mod ranking;
pub mod rehearsal;
pub mod season;
pub mod sheet;
pub mod stories;
pub mod takes;
pub mod tasks;
pub mod thanks;
pub mod thread;
pub mod today;
pub mod trips;
pub mod undone;
pub mod versions;
pub mod worksheets;
pub mod world;
