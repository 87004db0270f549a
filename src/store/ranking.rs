//! What the rank list is made of and how it reads.
//!
//! The list is the person's own order; scores stand beside it as advice and are worked out anew at each
//! reading. Deliberately not here: how sure a score is and which question comes next (`rank`), and files.

pub mod acts;
pub mod board;
pub mod criteria;
pub mod due;
pub mod finish;
pub mod list;
pub mod names;
pub mod readings;
pub mod text;
