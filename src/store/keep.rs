//! How the data reach the database and come back, are folded, doubled, and leave as a file.

pub mod compaction;
pub mod database;
pub mod export;
pub mod journal;
pub mod tail;
pub mod twin;
