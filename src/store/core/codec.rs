//! Ops and snapshots as text, with a checksum over exactly the bytes that are stored.
//!
//! A stored text is eight hex digits of CRC-32 followed by JSON. One damaged bit is found, and the
//! damaged text is kept as it was (quarantine). Format version 1; fields are only ever added.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::store::core::hlc::{Actor, Hlc};
use crate::store::core::register::{Register, Version};

/// The only version of the format so far.
pub const FORMAT: u32 = 1;

/// One change of one field of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Op {
    /// Who wrote, and which of its writes: the key in the database.
    pub actor: Actor,
    /// Counts the actor's writes from 1.
    pub seq: u64,
    /// Its place in the order of all changes. For an imported change this is the original one.
    pub hlc: Hlc,
    /// Kind of record.
    pub kind: Box<str>,
    /// Id of the record.
    pub id: Box<str>,
    /// Field of the record.
    pub field: Box<str>,
    /// JSON text of the value.
    pub val: Box<str>,
    /// The stamps this write replaces.
    pub prev: Vec<Hlc>,
}

/// A row of the `ops` table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `Actor::text`.
    pub actor: String,
    /// Counts the actor's writes from 1.
    pub seq: u64,
    /// Checksum and JSON.
    pub text: String,
}

/// Why a stored text cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The checksum does not fit the bytes.
    Checksum,
    /// The checksum fits, the content does not read.
    Shape,
    /// Written by a later version in a format this one cannot read.
    Newer,
}

#[derive(Serialize, Deserialize)]
struct OpBody<'a> {
    v: u32,
    hlc: Hlc,
    kind: Box<str>,
    id: Box<str>,
    field: Box<str>,
    #[serde(borrow)]
    val: &'a RawValue,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    prev: Vec<Hlc>,
}

impl Op {
    /// The row to store. `None` when `val` is not JSON, which `plan` never produces.
    pub fn row(&self) -> Option<Row> {
        // Between two values of a copy that somebody formatted; a text holds none. The tail parts rows by them.
        let val = self.val.replace(['\n', '\r'], " ");
        let body = OpBody {
            v: FORMAT,
            hlc: self.hlc,
            kind: self.kind.clone(),
            id: self.id.clone(),
            field: self.field.clone(),
            val: serde_json::from_str(&val).ok()?,
            prev: self.prev.clone(),
        };
        let json = serde_json::to_string(&body).ok()?;
        let actor = self.actor.text();
        let text = seal(&key_salt(&actor, self.seq), &json);
        Some(Row {
            actor,
            seq: self.seq,
            text,
        })
    }

    /// Reads a row.
    ///
    /// # Errors
    /// What is wrong with it; the row itself is the caller's to keep.
    pub fn read(row: &Row) -> Result<Op, Damage> {
        let json = unseal(&key_salt(&row.actor, row.seq), &row.text)?;
        let body: OpBody = serde_json::from_str(json).map_err(|_| Damage::Shape)?;
        if body.v > FORMAT {
            return Err(Damage::Newer);
        }
        Ok(Op {
            actor: Actor::parse(&row.actor).ok_or(Damage::Shape)?,
            seq: row.seq,
            hlc: body.hlc,
            kind: body.kind,
            id: body.id,
            field: body.field,
            val: body.val.get().into(),
            prev: body.prev,
        })
    }
}

// The key takes part in the checksum, so a row under a wrong key is damage too.
fn key_salt(actor: &str, seq: u64) -> String {
    [actor, "/", &seq.to_string()].concat()
}

fn seal(salt: &str, json: &str) -> String {
    let mut text = String::with_capacity(8 + json.len());
    let sum = checksum(salt, json);
    for place in (0..8).rev() {
        text.push(char::from_digit((sum >> (4 * place)) & 0xf, 16).unwrap_or('0'));
    }
    text.push_str(json);
    text
}

fn unseal<'a>(salt: &str, text: &'a str) -> Result<&'a str, Damage> {
    let (sum, json) = text.split_at_checked(8).ok_or(Damage::Checksum)?;
    let lower = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    if !sum.bytes().all(lower) || u32::from_str_radix(sum, 16) != Ok(checksum(salt, json)) {
        return Err(Damage::Checksum);
    }
    Ok(json)
}

fn checksum(salt: &str, json: &str) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(salt.as_bytes());
    hasher.update(json.as_bytes());
    hasher.finalize()
}

/// All records: kind → id → field → register.
pub type Records = BTreeMap<Box<str>, BTreeMap<Box<str>, BTreeMap<Box<str>, Register>>>;

/// What a snapshot slot holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// Counts compactions; slot = generation mod 2.
    pub generation: u64,
    /// For each actor with rows in the table: everything up to this seq is inside.
    pub watermark: BTreeMap<String, u64>,
    /// The state.
    pub records: Records,
}

#[derive(Serialize)]
struct SnapshotOut<'a> {
    v: u32,
    app: &'a str,
    generation: u64,
    watermark: &'a BTreeMap<String, u64>,
    records: &'a Records,
}

#[derive(Deserialize)]
struct SnapshotIn {
    v: u32,
    generation: u64,
    watermark: BTreeMap<String, u64>,
    records: Records,
}

/// The generation a slot's text claims, without reading the rest or checking it; 0 when unreadable.
pub fn generation_of(text: &str) -> u64 {
    #[derive(Deserialize)]
    struct Head {
        generation: u64,
    }
    let json = text.get(8..).unwrap_or("");
    serde_json::from_str::<Head>(json).map_or(0, |head| head.generation)
}

/// The slot's text is as it was written.
pub fn is_intact(text: &str) -> bool {
    unseal(SNAPSHOT_SALT, text).is_ok()
}

const SNAPSHOT_SALT: &str = "snapshot";

/// The text of a snapshot slot. `None` only if a register holds text that is not JSON.
pub fn encode_snapshot(
    generation: u64,
    watermark: &BTreeMap<String, u64>,
    records: &Records,
) -> Option<String> {
    let app = env!("CARGO_PKG_VERSION");
    let out = SnapshotOut {
        v: FORMAT,
        app,
        generation,
        watermark,
        records,
    };
    serde_json::to_string(&out)
        .ok()
        .map(|json| seal(SNAPSHOT_SALT, &json))
}

/// Reads a snapshot slot.
///
/// # Errors
/// What is wrong with it.
pub fn decode_snapshot(text: &str) -> Result<Snapshot, Damage> {
    let json = unseal(SNAPSHOT_SALT, text)?;
    let read: SnapshotIn = serde_json::from_str(json).map_err(|_| Damage::Shape)?;
    if read.v > FORMAT {
        return Err(Damage::Newer);
    }
    Ok(Snapshot {
        generation: read.generation,
        watermark: read.watermark,
        records: read.records,
    })
}

impl Serialize for Register {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::Error as _;
        let mut heads: Vec<(Hlc, &RawValue)> = Vec::with_capacity(self.heads().len());
        for head in self.heads() {
            heads.push((
                head.hlc,
                serde_json::from_str(&head.val).map_err(S::Error::custom)?,
            ));
        }
        let replaced: Vec<Hlc> = self.replaced().collect();
        (heads, replaced).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Register {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (heads, replaced) = <(Vec<(Hlc, Box<RawValue>)>, Vec<Hlc>)>::deserialize(deserializer)?;
        let heads = heads
            .into_iter()
            .map(|(hlc, val)| Version {
                hlc,
                val: val.get().into(),
            })
            .collect();
        Ok(Register::new(heads, &replaced))
    }
}
