//! The story bank and its timer.

pub mod list;
pub mod story;
pub mod timer;
