//! Pages to read.

pub mod phrases;
