//! Programs and their interviews.

pub mod interview;
pub mod list;
pub mod program;
pub mod questions;
