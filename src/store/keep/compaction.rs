//! Rows folded into a snapshot, and what other tabs wrote taken in.

use std::collections::BTreeMap;

use crate::store::core::codec::{Damage, Op, decode_snapshot, encode_snapshot, generation_of};
use crate::store::core::model::{Model, Touched};
use crate::store::keep::database::{Database, Failure, QUARANTINE};
use crate::store::keep::tail::{ALIVE_ACTOR, Tail, put_alive, row_key};

/// Rows above which a compaction is due.
pub const COMPACT_ABOVE: usize = 500;

/// What catching up with the database brought.
#[derive(Debug, Default)]
pub struct CaughtUp {
    /// Records that changed.
    pub touched: Vec<Touched>,
    /// Generation of the newest good snapshot.
    pub generation: u64,
    /// Rows in the table.
    pub rows: usize,
    /// The newest seq of each actor with rows, up to the first row that only a later version can read.
    pub(crate) newest_seq: BTreeMap<String, u64>,
    damaged: Vec<(String, String)>,
}

/// Takes in what other tabs wrote: rows, and the newest snapshot when it is newer than
/// `generation` (its rows may be gone by now).
///
/// # Errors
/// The database's failure; the model keeps what was already taken in.
pub async fn catch_up(
    database: &impl Database,
    model: impl Fn(&mut dyn FnMut(&mut Model)),
    generation: u64,
) -> Result<CaughtUp, Failure> {
    let mut caught = CaughtUp {
        generation,
        ..CaughtUp::default()
    };
    for (_, text) in database.snapshots().await? {
        if generation_of(&text) > caught.generation
            && let Ok(snapshot) = decode_snapshot(&text)
        {
            caught.generation = snapshot.generation;
            let mut records = Some(snapshot.records);
            model(&mut |model| {
                caught
                    .touched
                    .extend(model.join(records.take().unwrap_or_default()));
            });
        }
    }
    let stored = database.rows().await?;
    caught.rows = stored.rows.len();
    caught.damaged = stored.damaged;
    // Rows of a later version are not in this one's snapshots, so the watermark stops before them.
    let mut held_back: Option<&str> = None;
    for row in &stored.rows {
        let op = Op::read(row);
        if matches!(op, Err(Damage::Newer)) {
            held_back = Some(&row.actor);
        }
        if held_back != Some(&row.actor) {
            let newest = caught.newest_seq.entry(row.actor.clone()).or_default();
            *newest = row.seq.max(*newest);
        }
        let op = match op {
            Ok(op) => op,
            Err(Damage::Newer) => continue,
            Err(_) => {
                caught.damaged.push((row_key(row), row.text.clone()));
                continue;
            }
        };
        model(&mut |model| {
            if model.apply(&op) {
                caught.touched.push(Touched {
                    kind: op.kind.clone(),
                    id: op.id.clone(),
                });
            }
        });
    }
    Ok(caught)
}

/// Writes a snapshot into the other slot, reads it back, and only then deletes the rows that the
/// *previous* snapshot already held. Call it under a lock that all tabs share.
///
/// A crash at any point leaves a good slot and every row that it lacks.
///
/// # Errors
/// The database's failure, or `Other` when the slot did not read back as written.
pub async fn compact(
    database: &impl Database,
    tail: &impl Tail,
    model: impl Fn(&mut dyn FnMut(&mut Model)),
    generation: u64,
    device: u64,
) -> Result<CaughtUp, Failure> {
    let mut caught = catch_up(database, &model, generation).await?;
    // Their rows will be deleted some day, covered by a snapshot that cannot hold them.
    for (key, text) in &caught.damaged {
        database.put_meta(&[QUARANTINE, key].concat(), text).await?;
    }
    let previous = database
        .snapshots()
        .await?
        .iter()
        .filter(|(_, text)| generation_of(text) == caught.generation)
        .find_map(|(_, text)| decode_snapshot(text).ok());
    let next = caught.generation + 1;
    let slot = u32::try_from(next % 2).unwrap_or(0);
    let mut text = None;
    model(&mut |model| text = encode_snapshot(next, &caught.newest_seq, model.records()));
    let Some(text) = text else {
        return Err(Failure::Other(
            "the snapshot could not be written".to_owned(),
        ));
    };
    database.write_snapshot(slot, &text).await?;
    let read = database.read_snapshot(slot).await?;
    if read.as_deref() != Some(&*text) || decode_snapshot(&text).is_err() {
        return Err(Failure::Other(
            "the snapshot did not read back as written".to_owned(),
        ));
    }
    put_alive(tail, device, next);
    if let Some(previous) = previous {
        database.delete_through(&previous.watermark).await?;
        caught.rows = database.rows().await?.rows.len();
    }
    for (key, value) in tail.entries(ALIVE_ACTOR) {
        let at_generation: u64 = value
            .split(' ')
            .nth(1)
            .and_then(|part| part.parse().ok())
            .unwrap_or(0);
        if at_generation + 3 <= next {
            tail.remove(&key);
        }
    }
    caught.generation = next;
    Ok(caught)
}
