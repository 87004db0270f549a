//! The library of recordings.

pub mod library;
pub mod record;
pub mod take;
pub mod voice;
