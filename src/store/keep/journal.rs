//! How changes come back at the start, and what is told of those that do not.
//!
//! The database and the tail are traits; the browser's are in `session`, and the tests have one
//! that crashes at every step. Nothing is deleted here before its replacement was read back.
//!
//! Rows of `ops` are JSON text with a checksum over exactly those bytes (see `codec`).

use std::collections::BTreeMap;

use crate::store::core::codec::{Op, Row, decode_snapshot, generation_of, is_intact};
use crate::store::core::hlc::{Actor, Hlc};
use crate::store::core::model::Model;
use crate::store::keep::database::{Care, Database, Failure, QUARANTINE};
use crate::store::keep::tail::{
    ALIVE_ACTOR, Alive, Tail, alive, put_alive, row_key, tail_actions, tail_key,
};

const META_DEVICE: &str = "device";

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
    /// What was complete once, as it was known before the database was read.
    pub(crate) tripwire: Tripwire,
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
            tripwire: Tripwire::default(),
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
    pub(crate) fn ask_tripwire(&mut self) {
        let Start {
            tripwire, model, ..
        } = &*self;
        self.missing = tripwire.missing(self.generation, &self.seqs, self.rows, model);
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
    // Before the rows: what another tab saves meanwhile is in neither, or in the rows alone.
    let tripwire = Tripwire::read(tail);
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

    let missing = tripwire.missing(generation, &newest_seq, rows, &model);
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
    let unsaved = match missing {
        // What was read must be shown even when nothing can be written now.
        None => save_tail(database, tail, &waiting).await.0,
        Some(_) => waiting.concat(),
    };
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
        unsaved,
        recalled: false,
        tripwire,
    })
}

/// What says that something was complete once.
#[derive(Debug, Default)]
pub(crate) struct Tripwire {
    alive: Option<Alive>,
    /// The newest complete row of each actor, and the generation then, as they are kept.
    actors: Vec<(String, String)>,
}

impl Tripwire {
    fn read(tail: &impl Tail) -> Tripwire {
        Tripwire {
            alive: alive(tail),
            actors: tail.entries(ALIVE_ACTOR),
        }
    }

    /// Compares what was read with what was complete once.
    ///
    /// `localStorage` may lag behind the database by some seconds, never lead it: a value is put there
    /// only after `complete`. A row is deleted two compactions after the first snapshot that holds
    /// it, so an actor's entry from three generations ago is covered by the snapshot alone.
    fn missing(
        &self,
        generation: u64,
        newest_seq: &BTreeMap<String, u64>,
        rows: usize,
        model: &Model,
    ) -> Option<Missing> {
        let alive = self.alive.as_ref()?;
        let mut changes = 0;
        for (key, value) in &self.actors {
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
}

/// Gives the rows that could not be saved now, and whether the database broke.
async fn save_tail(
    database: &impl Database,
    tail: &impl Tail,
    actions: &[Vec<Row>],
) -> (Vec<Row>, bool) {
    let (mut unsaved, mut is_broken) = (Vec::new(), false);
    // One action at a time: one that clashes with another must not hold up the rest.
    for rows in actions {
        let Some(first) = rows.first() else { continue };
        let saved = match is_broken {
            true => Err(Failure::Gone),
            false => database.append(rows, Care::Strict).await,
        };
        match saved {
            Ok(()) => tail.remove(&tail_key(first)),
            // It stays in the tail and in memory, and the export has it. Tried again, it would hold up all
            // that is saved after it.
            Err(Failure::Conflict) => {}
            Err(failure) => {
                is_broken |= failure != Failure::Full;
                unsaved.extend_from_slice(rows);
            }
        }
    }
    (unsaved, is_broken)
}

/// The person has seen the recovery screen and goes on with what is there: from now on that is
/// the measure. Saves the tail that `start` held back, and gives the rows of it that could not be saved.
pub async fn accept_loss(
    database: &impl Database,
    tail: &impl Tail,
    device: u64,
    generation: u64,
) -> Vec<Row> {
    let mut actions = tail_actions(tail);
    for rows in &mut actions {
        rows.retain(|row| Op::read(row).is_ok());
    }
    let (unsaved, is_broken) = save_tail(database, tail, &actions).await;
    // Else the recovery screen comes again at the next start.
    if !is_broken {
        for (key, _) in tail.entries(ALIVE_ACTOR) {
            tail.remove(&key);
        }
        put_alive(tail, device, generation);
    }
    unsaved
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
