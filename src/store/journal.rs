//! How changes reach the database and come back: start, save, compaction, tripwire.
//!
//! The database and the tail are traits; the browser's are in `session`, and the tests have one
//! that crashes at every step. Nothing is deleted here before its replacement was read back.
//!
//! Rows of `ops` are JSON text with a checksum over exactly those bytes (see `codec`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::order;
use crate::store::codec::{
    Damage, Op, Row, decode_snapshot, encode_snapshot, generation_of, is_intact,
};
use crate::store::hlc::{Actor, Hlc};
use crate::store::model::{Model, Touched};

/// Rows above which a compaction is due.
pub const COMPACT_ABOVE: usize = 500;

/// Prefix of the tail's keys, one per action that is not yet complete in the database.
pub const TAIL: &str = "mb/t/";
/// The tripwire: device and generation.
pub const ALIVE: &str = "mb/alive";
/// The tripwire, one key per actor: its last complete seq. One key each, because two tabs that
/// rewrite one shared key lose each other's change.
pub const ALIVE_ACTOR: &str = "mb/alive/";
const META_DEVICE: &str = "device";
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

/// The synchronous store beside the database (`localStorage`).
pub trait Tail {
    /// Keeps a value; `false` when it could not.
    fn put(&self, key: &str, text: &str) -> bool;
    /// Reads a value.
    fn get(&self, key: &str) -> Option<String>;
    /// Forgets a value.
    fn remove(&self, key: &str);
    /// All keys with this prefix, with their values.
    fn entries(&self, prefix: &str) -> Vec<(String, String)>;
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Alive {
    device: String,
    generation: u64,
}

/// What is missing, when what was read is less than what was once saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nothing at all is left.
    Everything,
    /// At least so many changes are gone.
    AtLeast(u64),
    /// Unknown: the database cannot be opened, and may still hold everything.
    Unread,
}

/// What the start found.
#[derive(Debug)]
pub struct Start {
    /// Everything that could be read.
    pub model: Model,
    /// Random id of this installation.
    pub device: u64,
    /// Generation of the newest good snapshot, 0 when there is none.
    pub generation: u64,
    /// Rows in the table.
    pub rows: usize,
    /// Rows and snapshots that could not be read; kept under `QUARANTINE`.
    pub quarantined: usize,
    /// A row was left out: one could not be read, or the numbers of an actor's rows have a gap. Not
    /// always a loss, so no alarm, but a reason to ask the twin.
    pub gaps: bool,
    /// Set when something saved earlier is not there any more.
    pub missing: Option<Missing>,
    /// What the next stamp must follow.
    pub last: Hlc,
    /// The newest seq of each actor found: a new tab must not draw one of these actors again.
    pub seqs: BTreeMap<String, u64>,
    /// Rows of the tail that are in the model and could not be saved yet.
    pub unsaved: Vec<Row>,
    /// Some of the model came from the twin and is not in the database yet.
    pub recalled: bool,
}

impl Start {
    /// The start of a tab that can read nothing.
    pub fn nothing(device: u64) -> Start {
        Start {
            model: Model::default(),
            device,
            generation: 0,
            rows: 0,
            quarantined: 0,
            gaps: false,
            missing: None,
            last: Hlc::default(),
            seqs: BTreeMap::new(),
            unsaved: Vec::new(),
            recalled: false,
        }
    }

    /// The start of a tab whose database cannot be opened. Where something was saved before, that is
    /// missing, and never a first run.
    pub fn unread(device: u64, tail: &impl Tail) -> Start {
        Start {
            missing: alive(tail).map(|_| Missing::Unread),
            ..Start::nothing(device)
        }
    }

    /// The database gave nothing, or may have given less than it once held.
    pub fn is_short(&self) -> bool {
        self.is_bare() || self.gaps
    }

    /// The database gave nothing, or less than it once held.
    pub(crate) fn is_bare(&self) -> bool {
        self.missing.is_some() || (self.rows == 0 && self.generation == 0)
    }

    /// Compares what was found with what the tripwire knows.
    pub(crate) fn ask_tripwire(&mut self, tail: &impl Tail) {
        self.missing = tripwire(tail, self.generation, &self.seqs, self.rows, &self.model);
    }
}

/// Reads everything back: newest good snapshot, rows, tail; checks the tripwire.
///
/// Writes only what cannot hurt: damaged texts into quarantine and, if nothing is missing, the
/// tail into the database. What cannot be written (a full disk) stays where it is.
///
/// # Errors
/// The database could not be read.
pub async fn start(
    database: &impl Database,
    tail: &impl Tail,
    fresh_device: u64,
    now_ms: i64,
) -> Result<Start, Failure> {
    let mut quarantine: Vec<(String, String)> = Vec::new();
    let mut slots = database.snapshots().await?;
    if let [(_, first), (_, second)] = &slots[..]
        && generation_of(first) < generation_of(second)
    {
        slots.reverse();
    }
    let mut best = None;
    for (slot, text) in slots {
        if best.is_some() {
            // A damaged text may claim any generation; the next compaction overwrites it.
            if !is_intact(&text) {
                quarantine.push((["snapshot/", &slot.to_string()].concat(), text));
            }
            continue;
        }
        match decode_snapshot(&text) {
            Ok(snapshot) => best = Some(snapshot),
            Err(_) => quarantine.push((["snapshot/", &slot.to_string()].concat(), text)),
        }
    }
    let (generation, watermark, records) = match best {
        Some(best) => (best.generation, best.watermark, best.records),
        None => Default::default(),
    };
    let mut model = Model::new(records);

    let stored = database.rows().await?;
    quarantine.extend(stored.damaged);
    let mut newest_seq = watermark;
    let rows = stored.rows.len();
    let mut gaps = !quarantine.is_empty();
    for row in stored.rows {
        let newest = newest_seq.entry(row.actor.clone()).or_default();
        gaps |= row.seq > *newest + 1;
        *newest = row.seq.max(*newest);
        match Op::read(&row) {
            Ok(op) => {
                model.apply(&op);
            }
            Err(_) => {
                gaps = true;
                quarantine.push((row_key(&row), row.text));
            }
        }
    }

    let missing = tripwire(tail, generation, &newest_seq, rows, &model);
    let mut waiting = tail_actions(tail);
    for rows in &mut waiting {
        rows.retain(|row| match Op::read(row) {
            Ok(op) => {
                model.apply(&op);
                true
            }
            Err(_) => {
                quarantine.push((["tail/", &row_key(row)].concat(), row.text.clone()));
                false
            }
        });
    }
    let found = waiting.iter().map(Vec::len).sum::<usize>();
    if missing.is_none() {
        // What was read must be shown even when nothing can be written now.
        let _ = save_tail(database, tail, &waiting).await;
        waiting.retain(|rows| {
            rows.first()
                .is_some_and(|row| tail.get(&tail_key(row)).is_some())
        });
    }
    for (key, text) in &quarantine {
        // The damaged text is still where it was found, so this can wait for the next start.
        let _ = database.put_meta(&[QUARANTINE, key].concat(), text).await;
    }

    let known = database
        .meta(META_DEVICE)
        .await?
        .or_else(|| alive(tail).map(|alive| alive.device));
    let known = known.and_then(|text| u64::from_str_radix(&text, 16).ok());
    let last = model.newest().at_start(now_ms);
    Ok(Start {
        model,
        device: known.unwrap_or(fresh_device),
        generation,
        rows: rows + found,
        quarantined: quarantine.len(),
        gaps,
        missing,
        last,
        seqs: newest_seq,
        unsaved: waiting.concat(),
        recalled: false,
    })
}

fn alive(tail: &impl Tail) -> Option<Alive> {
    serde_json::from_str(&tail.get(ALIVE)?).ok()
}

/// Compares what was read with what the tripwire says was complete once.
///
/// `localStorage` may lag behind the database by some seconds, never lead it: a value is put there
/// only after `complete`. A row is deleted two compactions after the first snapshot that holds
/// it, so an actor's entry from three generations ago is covered by the snapshot alone.
fn tripwire(
    tail: &impl Tail,
    generation: u64,
    newest_seq: &BTreeMap<String, u64>,
    rows: usize,
    model: &Model,
) -> Option<Missing> {
    let alive = alive(tail)?;
    let mut changes = 0;
    for (key, value) in tail.entries(ALIVE_ACTOR) {
        let actor = &key[ALIVE_ACTOR.len()..];
        let mut parts = value.split(' ').map(|part| part.parse().unwrap_or(0));
        let (seq, at_generation): (u64, u64) =
            (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
        let read = newest_seq.get(actor).copied().unwrap_or(0);
        if generation < at_generation + 3 && read < seq {
            changes += seq - read;
        }
    }
    let rolled_back = generation + 1 < alive.generation;
    let is_empty = generation == 0 && rows == 0 && model.is_empty();
    (changes > 0 || rolled_back).then(|| match is_empty {
        true => Missing::Everything,
        false => Missing::AtLeast(changes.max(1)),
    })
}

/// The rows of every action in the tail.
fn tail_actions(tail: &impl Tail) -> Vec<Vec<Row>> {
    let actions: Vec<Vec<Row>> = tail
        .entries(TAIL)
        .into_iter()
        .filter_map(|(key, text)| {
            let (actor, seq) = key.get(TAIL.len()..)?.split_once('/')?;
            let first: u64 = seq.parse().ok()?;
            let row = |(seq, text): (u64, &str)| Row {
                actor: actor.to_owned(),
                seq,
                text: text.to_owned(),
            };
            Some((first..).zip(text.split('\n')).map(row).collect())
        })
        .collect();
    let seq = |row: &Row| order::sortable(i64::try_from(row.seq).unwrap_or(i64::MAX));
    order::by_text(actions, |rows: &Vec<Row>| {
        rows.first()
            .map_or(String::new(), |row| [&*row.actor, &seq(row)].concat())
    })
}

/// Keeps the rows of one action under one key, so that a crash never leaves half of it. JSON text
/// holds no line break, so one stands between two rows.
pub fn put_tail(tail: &impl Tail, rows: &[Row]) -> bool {
    let texts: Vec<&str> = rows.iter().map(|row| &*row.text).collect();
    rows.first()
        .is_none_or(|row| tail.put(&tail_key(row), &texts.join("\n")))
}

async fn save_tail(
    database: &impl Database,
    tail: &impl Tail,
    actions: &[Vec<Row>],
) -> Result<(), Failure> {
    // One action at a time: one that clashes with another must not hold up the rest.
    for rows in actions {
        let Some(first) = rows.first() else { continue };
        match database.append(rows, Care::Strict).await {
            Ok(()) => tail.remove(&tail_key(first)),
            // It stays in the tail and in memory; the export has it.
            Err(Failure::Conflict | Failure::Full) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}

/// The tail's key of an action, named by its first row.
pub fn tail_key(row: &Row) -> String {
    [TAIL, &row_key(row)].concat()
}

fn row_key(row: &Row) -> String {
    [&*row.actor, "/", &row.seq.to_string()].concat()
}

/// Notes that this actor's rows up to `seq` are complete. Never call it earlier.
pub fn note_complete(tail: &impl Tail, rows: &[Row], device: u64, generation: u64) {
    for row in rows {
        tail.remove(&tail_key(row));
    }
    if let Some(last) = rows.last() {
        let value = [&last.seq.to_string(), " ", &generation.to_string()].concat();
        tail.put(&[ALIVE_ACTOR, &last.actor].concat(), &value);
        if alive(tail).is_none() {
            put_alive(tail, device, generation);
        }
    }
}

fn put_alive(tail: &impl Tail, device: u64, generation: u64) {
    let alive = Alive {
        device: Actor { device, tab: 0 }.text()[..16].to_owned(),
        generation,
    };
    if let Ok(json) = serde_json::to_string(&alive) {
        tail.put(ALIVE, &json);
    }
}

/// The person has seen the recovery screen and goes on with what is there: from now on that is
/// the measure. Saves the tail that `start` held back.
///
/// # Errors
/// The database's failure.
pub async fn accept_loss(
    database: &impl Database,
    tail: &impl Tail,
    device: u64,
    generation: u64,
) -> Result<(), Failure> {
    save_tail(database, tail, &tail_actions(tail)).await?;
    for (key, _) in tail.entries(ALIVE_ACTOR) {
        tail.remove(&key);
    }
    put_alive(tail, device, generation);
    Ok(())
}

/// Keeps the device's id in the database.
///
/// # Errors
/// The database's failure.
pub async fn keep_device(database: &impl Database, device: u64) -> Result<(), Failure> {
    let text = &Actor { device, tab: 0 }.text()[..16];
    match database.meta(META_DEVICE).await? {
        Some(known) if known == text => Ok(()),
        _ => database.put_meta(META_DEVICE, text).await,
    }
}

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
