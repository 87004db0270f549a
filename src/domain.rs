//! The trade itself: days and zones, trips, lists, records.
//!
//! Pure: no clock, no storage, no document, no randomness, no framework. Whatever depends on the
//! world (now, a zone's offset, a fresh id) enters as an argument.

pub mod arrival;
pub mod brought;
pub mod card;
pub mod checklist;
pub mod clash;
pub mod debrief;
pub mod dice;
pub mod drill;
pub mod fact;
pub mod ids;
pub mod letter;
pub mod meeting;
pub mod offline;
pub mod order;
pub mod person;
pub mod phrase;
pub mod program;
pub mod ranking;
pub mod record;
pub mod recorder;
pub mod season;
pub mod story;
pub mod story_timer;
pub mod study;
pub mod table;
pub mod take;
pub mod text;
pub mod thanks;
pub mod time;
pub mod trip;
pub mod typed;
pub mod words;
pub mod zone;
