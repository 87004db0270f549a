//! A database and its twin: the same rows and snapshots once more, in files of their own.
//!
//! Chromium keeps IndexedDB in LevelDB and goes on writing into the log of the last start. A process
//! killed between the head and the body of a record leaves a head without a body; the next start
//! appends behind it, and the start after that finds the checksum wrong and deletes the whole
//! database (seen with Chromium 148; `tests/e2e/tests/app/torn.rs` does it on purpose). No care inside
//! that database helps. A storage bucket has a log of its own, and because the twin is written only
//! after the database is complete, one kill can tear one of the two.
//!
//! The twin is only ever added to from here, and read when the database lacks something: every
//! change is a register's, so taking one in twice changes nothing.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use crate::store::core::codec::{Damage, Op, Row, decode_snapshot, generation_of, is_intact};
use crate::store::core::model::Model;
use crate::store::keep::compaction::{CaughtUp, catch_up, compact};
use crate::store::keep::database::{Care, Database, Failure, Rows};
use crate::store::keep::journal::{self, Start};
use crate::store::keep::tail::Tail;

/// A database, and its twin once there is one. Reads are the database's; writes go to both, first to
/// the database. A twin that fails holds nobody up: it gets what it missed with the next rows, or at the next
/// start.
pub struct Doubled<D> {
    main: D,
    twin: OnceCell<D>,
    /// The twin holds the newest snapshot, so it may delete what that covers.
    covered: Cell<bool>,
    /// Rows that the twin did not take. They go in front of the next ones: a hole in its middle would be
    /// told by no number.
    behind: RefCell<Vec<Row>>,
}

/// A twin that is so many rows behind gets no more before the next start brings it up.
const BEHIND_MAX: usize = 1_000;

impl<D> Doubled<D> {
    /// A database without a twin.
    pub fn new(main: D) -> Self {
        Doubled {
            main,
            twin: OnceCell::new(),
            covered: Cell::new(false),
            behind: RefCell::default(),
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
        let Some(twin) = self.twin() else {
            return Ok(());
        };
        if self.behind.borrow().len() > BEHIND_MAX {
            return Ok(());
        }
        let mut all: Cow<[Row]> = self.behind.take().into();
        match all.is_empty() {
            true => all = rows.into(),
            false => all.to_mut().extend_from_slice(rows),
        }
        match twin.append(&all, care).await {
            Ok(()) => {}
            // It holds some of them, or others in their place.
            Err(Failure::Conflict) => {
                for row in all.iter() {
                    let _ = twin.append(std::slice::from_ref(row), care).await;
                }
            }
            // The database has it.
            Err(_) => drop(self.behind.replace(all.into_owned())),
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

/// Takes in what the twin holds, after the database came up short. What is still missing then is
/// missing in both. Nothing is written: see [`write_back`].
///
/// # Errors
/// The twin could not be read; `start` keeps what it had.
pub async fn recall(start: &mut Start, twin: &impl Database, now_ms: i64) -> Result<(), Failure> {
    let watermarks = twin
        .snapshots()
        .await?
        .into_iter()
        .filter_map(|(_, text)| decode_snapshot(&text).ok())
        .flat_map(|snapshot| snapshot.watermark);
    let model = RefCell::new(std::mem::take(&mut start.model));
    // Every snapshot of the twin: the generations of two that lost sight of each other tell nothing.
    let caught = catch_up(twin, |f| f(&mut model.borrow_mut()), 0).await;
    start.model = model.into_inner();
    let caught = caught?;
    let is_empty = caught.generation == 0 && caught.rows == 0;
    if is_empty || (caught.touched.is_empty() && !start.is_bare()) {
        return Ok(());
    }
    // Also when the model learned nothing: the database may hold it all in a snapshot that does not
    // say whose rows it is made of.
    for (actor, seq) in watermarks.chain(caught.newest_seq) {
        let newest = start.seqs.entry(actor).or_default();
        *newest = seq.max(*newest);
    }
    start.generation = start.generation.max(caught.generation);
    start.rows += caught.rows;
    start.last = start.model.newest().at_start(now_ms);
    start.ask_tripwire();
    start.recalled = true;
    Ok(())
}

/// Writes what was recalled into the database and reads everything back from there, before anything is
/// shown. Call it under the lock of the compaction. While something is missing in both, nothing is
/// written; what cannot be written stays recalled, for the next time.
pub async fn write_back(
    start: Start,
    main: &impl Database,
    twin: &impl Database,
    tail: &impl Tail,
    now_ms: i64,
) -> Start {
    if !start.recalled || start.missing.is_some() {
        return start;
    }
    let model = RefCell::new(start.model.clone());
    let written = async {
        let model = |f: &mut dyn FnMut(&mut Model)| f(&mut model.borrow_mut());
        fold_in(
            main,
            twin,
            main,
            tail,
            model,
            start.generation,
            start.device,
        )
        .await?;
        journal::start(main, tail, start.device, now_ms).await
    };
    match written.await {
        Ok(mut read) if read.missing.is_none() => {
            let lacking = read.model.join(start.model.records().clone());
            read.recalled = !lacking.is_empty();
            // What was damaged may have been replaced meanwhile; it was put aside first.
            read.quarantined = read.quarantined.max(start.quarantined);
            read
        }
        _ => start,
    }
}

/// Brings a database and its twin to the same; `lacks` when the model is known to hold more than the
/// database. Tells `caught_up` when the twin had something. Call it under the lock of the compaction.
///
/// # Errors
/// The failure of either. Not done, it is done at the next start; until then one of the two has less,
/// never other things.
pub async fn level_both<D: Database>(
    both: &Doubled<D>,
    tail: &impl Tail,
    model: impl Fn(&mut dyn FnMut(&mut Model)),
    (generation, device): (u64, u64),
    lacks: bool,
    caught_up: impl FnOnce(&CaughtUp),
) -> Result<(), Failure> {
    let Some(twin) = both.twin() else {
        return Ok(());
    };
    let caught = catch_up(twin, &model, generation).await?;
    if lacks || !caught.touched.is_empty() {
        let mut kept = fold_in(
            both.main(),
            twin,
            both,
            tail,
            model,
            caught.generation,
            device,
        )
        .await?;
        kept.touched.extend(caught.touched);
        caught_up(&kept);
    }
    level(both.main(), twin).await
}

/// Folds a model that holds all of the twin into a snapshot of the database. The twin's rows come first,
/// so that the snapshot says whose rows are in it: the tripwire asks for them.
async fn fold_in(
    main: &impl Database,
    twin: &impl Database,
    into: &impl Database,
    tail: &impl Tail,
    model: impl Fn(&mut dyn FnMut(&mut Model)),
    generation: u64,
    device: u64,
) -> Result<CaughtUp, Failure> {
    copy_rows(twin, main).await?;
    compact(into, tail, model, generation, device).await
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
    copy_rows(from, to).await
}

/// Adds the sound rows of `from` that `to` lacks.
async fn copy_rows(from: &impl Database, to: &impl Database) -> Result<(), Failure> {
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
