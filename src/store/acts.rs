//! What a person does to the data, by trade: closed lists, in the imperative. Each loads with the screens
//! that use it; the start itself needs only `season`.

pub mod adopt;
pub mod checklist;
pub mod look_back;
pub mod practice;
pub mod programs;
pub mod restore;
pub mod season;
pub mod trips;
