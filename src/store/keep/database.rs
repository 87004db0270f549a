//! The database as the store sees it: rows, two snapshots and a few values beside them.

use std::collections::BTreeMap;

use crate::store::core::codec::Row;

/// Prefix of the meta keys that keep damaged rows.
pub const QUARANTINE: &str = "quarantine/";

/// Why the database could not do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No space left.
    Full,
    /// The browser forbids storage here.
    Blocked,
    /// The connection is gone and could not be brought back.
    Gone,
    /// A different row is already stored under this key.
    Conflict,
    /// Anything else, in the browser's words.
    Other(String),
}

/// How hard to press the browser for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// Ask for it to be flushed: taps, reviews, snapshots.
    Strict,
    /// Leave it to the system's cache: keystrokes, audio pieces.
    Relaxed,
}

/// All rows, and those that are not even rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// In order of key.
    pub rows: Vec<Row>,
    /// Printable key and content of what has the wrong shape.
    pub damaged: Vec<(String, String)>,
}

/// The database, seen from here. Every write is one transaction: all of it or nothing, and it
/// returns only after the transaction is complete.
#[allow(async_fn_in_trait)] // one thread, no Send wanted
pub trait Database {
    /// All rows of `ops`.
    async fn rows(&self) -> Result<Rows, Failure>;
    /// Adds rows; a row that is already there with the same text counts as added.
    async fn append(&self, rows: &[Row], care: Care) -> Result<(), Failure>;
    /// Both snapshot slots.
    async fn snapshots(&self) -> Result<Vec<(u32, String)>, Failure>;
    /// Writes one slot, strictly.
    async fn write_snapshot(&self, slot: u32, text: &str) -> Result<(), Failure>;
    /// Reads one slot.
    async fn read_snapshot(&self, slot: u32) -> Result<Option<String>, Failure>;
    /// Deletes each actor's rows up to and including its seq.
    async fn delete_through(&self, watermark: &BTreeMap<String, u64>) -> Result<(), Failure>;
    /// Reads a meta value.
    async fn meta(&self, key: &str) -> Result<Option<String>, Failure>;
    /// Writes a meta value.
    async fn put_meta(&self, key: &str, text: &str) -> Result<(), Failure>;
}
