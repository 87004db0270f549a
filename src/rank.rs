//! The mathematics of a rank order list: only numbers and small plain types.
//!
//! A criterion and a program are their places in slices; a rating is 1..=5 or `None` for "don't know yet".
//! The same input gives the same output on every machine. Deliberately not here: records, names, words,
//! and any chance of matching.

pub mod duel;
pub mod matching;
pub mod score;
pub mod sensitivity;
pub mod weights;
