//! How the rank list reads: the board with its scores, what is due, what is left before it is certified.
//! Scores are worked out anew at each reading. Deliberately not here: how sure a score is (`rank`).

pub mod board;
pub mod due;
pub mod finish;
pub mod kept;
pub mod lines;
pub mod rating;
pub mod spread;
pub mod text;
pub mod why;
