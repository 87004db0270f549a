//! How the rank list reads: the board with its scores, what is due, what is left before it is certified.
//! Scores are worked out anew at each reading; how sure they are, which pair comes next, and a small Match are
//! told here in words. Deliberately not here: the mathematics (`rank`).

pub mod board;
pub mod choosing;
pub mod due;
pub mod finish;
pub mod gut;
pub mod kept;
pub mod lines;
pub mod market;
pub mod own_market;
pub mod rating;
pub mod spread;
pub mod sure;
pub mod text;
pub mod why;
