//! What to do now.

pub mod agenda;
pub mod screen;
pub mod welcome;
