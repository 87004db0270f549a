//! What a person does to the data: one closed list of acts a trade, in the imperative. Each loads with the
//! screens that use it; the start itself needs only `season`.

pub mod adopt;
pub mod cards;
pub mod checklist;
pub mod day;
pub mod debrief;
pub mod drills;
pub mod look_back;
pub mod people;
pub mod phrases;
pub mod programs;
pub mod ranking;
pub mod restore;
pub mod sample;
pub mod season;
pub mod sheet;
pub mod stories;
pub mod study;
mod tags;
pub mod takes;
pub mod thanks;
pub mod trips;
pub mod versions;
