//! What the rank list is made of: its order, its criteria and the readings of each program.

pub mod criteria;
pub mod list;
pub mod readings;
pub mod standing;
