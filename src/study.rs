//! What is remembered, what to ask next, and how it goes: the replay of the review logs.
//!
//! Pure like the store, but apart from it: only study screens come here, so that the scheduler's
//! crate and its mathematics are fetched with them and not at start. Nothing here is stored.

pub mod deadline;
pub mod fit;
pub mod memory;
pub mod sitting;
pub mod stats;
