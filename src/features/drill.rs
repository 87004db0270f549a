//! Practice interviews.

pub mod choose;
pub mod run;
