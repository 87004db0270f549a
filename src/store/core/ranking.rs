//! What the rank list is made of: its order, its criteria, the readings of each program, and names to add.

pub mod criteria;
pub mod list;
pub mod names;
pub mod readings;
pub mod standing;
