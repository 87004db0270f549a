//! A database and its twin: the same rows and snapshots once more, in files of their own.
//!
//! Chromium keeps IndexedDB in LevelDB and goes on writing into the log of the last start. A process
//! killed between the head and the body of a record leaves a head without a body; the next start
//! appends behind it, and the start after that finds the checksum wrong and deletes the whole
//! database (seen with Chromium 148; `tests/e2e/tests/torn.rs` does it on purpose). No care inside
//! that database helps. A storage bucket has a log of its own, and because the twin is written only
//! after the database is complete, one kill can tear one of the two.
//!
//! The twin is only ever added to from here, and read when the database lacks something: every
//! change is a register's, so taking one in twice changes nothing.

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};

use crate::store::codec::{Damage, Op, Row, generation_of, is_intact};
use crate::store::journal::{Care, Database, Failure, Rows};

/// A database, and its twin once there is one. Reads are the database's; writes go to both, first to
/// the database. A twin that fails holds nobody up: it is brought up at the next start.
pub struct Doubled<D> {
    main: D,
    twin: OnceCell<D>,
    /// The twin holds the newest snapshot, so it may delete what that covers.
    covered: Cell<bool>,
}

impl<D> Doubled<D> {
    /// A database without a twin.
    pub fn new(main: D) -> Self {
        Doubled {
            main,
            twin: OnceCell::new(),
            covered: Cell::new(false),
        }
    }

    /// The database itself.
    pub fn main(&self) -> &D {
        &self.main
    }

    /// Its twin.
    pub fn twin(&self) -> Option<&D> {
        self.twin.get()
    }

    /// From now on everything is written to `twin` too. A second twin is not taken.
    pub fn pair_with(&self, twin: D) {
        let _ = self.twin.set(twin);
    }
}

impl<D: Database> Database for Doubled<D> {
    async fn rows(&self) -> Result<Rows, Failure> {
        self.main.rows().await
    }

    async fn append(&self, rows: &[Row], care: Care) -> Result<(), Failure> {
        self.main.append(rows, care).await?;
        if let Some(twin) = self.twin() {
            // Full, gone or at odds: the database has it.
            let _ = twin.append(rows, care).await;
        }
        Ok(())
    }

    async fn snapshots(&self) -> Result<Vec<(u32, String)>, Failure> {
        self.main.snapshots().await
    }

    async fn write_snapshot(&self, slot: u32, text: &str) -> Result<(), Failure> {
        self.main.write_snapshot(slot, text).await?;
        if let Some(twin) = self.twin() {
            let read = match twin.write_snapshot(slot, text).await {
                Ok(()) => twin.read_snapshot(slot).await,
                Err(failure) => Err(failure),
            };
            self.covered
                .set(read.is_ok_and(|read| read.as_deref() == Some(text)));
        }
        Ok(())
    }

    async fn read_snapshot(&self, slot: u32) -> Result<Option<String>, Failure> {
        self.main.read_snapshot(slot).await
    }

    async fn delete_through(&self, watermark: &BTreeMap<String, u64>) -> Result<(), Failure> {
        self.main.delete_through(watermark).await?;
        if let Some(twin) = self.twin().filter(|_| self.covered.get()) {
            let _ = twin.delete_through(watermark).await;
        }
        Ok(())
    }

    async fn meta(&self, key: &str) -> Result<Option<String>, Failure> {
        self.main.meta(key).await
    }

    async fn put_meta(&self, key: &str, text: &str) -> Result<(), Failure> {
        self.main.put_meta(key, text).await
    }
}

/// Brings `to` up to what `from` holds: newer snapshots, and rows that it lacks. Call it under the
/// lock of the compaction. A crash in between leaves `to` with what it had and some more.
///
/// # Errors
/// The failure of either.
pub async fn level(from: &impl Database, to: &impl Database) -> Result<(), Failure> {
    let held = to.snapshots().await?;
    for (slot, text) in from.snapshots().await? {
        let known = held.iter().any(|(at, held)| {
            *at == slot && is_intact(held) && generation_of(held) >= generation_of(&text)
        });
        if !known && is_intact(&text) {
            to.write_snapshot(slot, &text).await?;
        }
    }
    let held: BTreeSet<(String, u64)> = to
        .rows()
        .await?
        .rows
        .into_iter()
        .map(|row| (row.actor, row.seq))
        .collect();
    let lacking: Vec<Row> = from
        .rows()
        .await?
        .rows
        .into_iter()
        .filter(|row| !held.contains(&(row.actor.clone(), row.seq)))
        .filter(|row| matches!(Op::read(row), Ok(_) | Err(Damage::Newer)))
        .collect();
    if lacking.is_empty() {
        return Ok(());
    }
    to.append(&lacking, Care::Strict).await
}
