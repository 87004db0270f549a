//! Programs, from the invitation to the thank-you note.

pub mod archive;
mod asking;
pub mod bring;
pub mod calendar_file;
pub mod day;
pub mod debrief;
pub mod elevator;
pub mod interview;
pub mod lead;
pub mod list;
pub mod look;
pub mod note;
pub mod people;
pub mod person;
pub mod plan;
pub mod program;
pub mod questions;
pub mod reach;
pub mod ready;
mod screen;
pub mod season;
pub mod sheet;
pub mod thanks;
