//! What every screen shares: the visit, the words and pages that stand in many places, content that is read first.

pub mod bound;
pub mod brought;
pub mod finder;
pub mod install;
pub mod own;
pub mod page;
pub mod reading;
pub mod turn;
pub mod undone;
pub mod unfinished;
pub mod versions;
pub mod visit;
pub mod words;
pub mod zones;
