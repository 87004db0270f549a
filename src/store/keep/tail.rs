//! The synchronous store beside the database: the tail holds each action until it is complete there, the
//! tripwire what was complete once.

use serde::{Deserialize, Serialize};

use crate::domain::order;
use crate::store::core::codec::Row;
use crate::store::core::hlc::Actor;

/// Prefix of the tail's keys, one per action that is not yet complete in the database.
pub const TAIL: &str = "mb/t/";

/// The tripwire: device and generation.
pub const ALIVE: &str = "mb/alive";

/// The tripwire, one key per actor: its last complete seq. One key each, because two tabs that
/// rewrite one shared key lose each other's change.
pub const ALIVE_ACTOR: &str = "mb/alive/";

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
pub(super) struct Alive {
    pub(super) device: String,
    pub(super) generation: u64,
}

pub(super) fn alive(tail: &impl Tail) -> Option<Alive> {
    serde_json::from_str(&tail.get(ALIVE)?).ok()
}

pub(super) fn put_alive(tail: &impl Tail, device: u64, generation: u64) {
    let alive = Alive {
        device: Actor { device, tab: 0 }.text()[..16].to_owned(),
        generation,
    };
    if let Ok(json) = serde_json::to_string(&alive) {
        tail.put(ALIVE, &json);
    }
}

/// The rows of every action in the tail.
pub(super) fn tail_actions(tail: &impl Tail) -> Vec<Vec<Row>> {
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

/// The tail's key of an action, named by its first row.
pub fn tail_key(row: &Row) -> String {
    [TAIL, &row_key(row)].concat()
}

pub(super) fn row_key(row: &Row) -> String {
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
