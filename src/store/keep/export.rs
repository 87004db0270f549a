//! The export: one plain JSON file with everything, readable by people and by later versions.
//!
//! It holds the registers themselves, so taking it in again is a merge like any other. Damaged
//! texts from quarantine ride along as they were found.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::store::core::codec::{FORMAT, Records};
use crate::store::core::model::Model;

/// Largest file that is read, in bytes: 20 MiB of text.
pub const FILE_MAX: usize = 20 * 1024 * 1024;

const NAME: &str = "matchbook-export";

#[derive(Serialize)]
struct Out<'a> {
    file: &'a str,
    v: u32,
    app: &'a str,
    /// Milliseconds since 1970 UTC.
    made_at: i64,
    note: &'a str,
    records: &'a Records,
    damaged: &'a [(String, String)],
}

#[derive(Deserialize)]
struct In {
    file: String,
    v: u32,
    records: Records,
}

// What every version's file has, however its records look.
#[derive(Deserialize)]
struct Head {
    file: String,
    v: u32,
}

/// The file's text. `None` only if a register holds text that is not JSON.
pub fn write(model: &Model, damaged: &[(String, String)], made_at: i64) -> Option<String> {
    let out = Out {
        file: NAME,
        v: FORMAT,
        app: env!("CARGO_PKG_VERSION"),
        made_at,
        note: "records: kind, id, field, then [values with their stamp, newest first], [stamps they replaced]",
        records: model.records(),
        damaged,
    };
    serde_json::to_string(&out).ok()
}

/// Reads an export.
///
/// # Errors
/// A sentence that says why the file cannot be used.
pub fn read(bytes: &[u8]) -> Result<Records, String> {
    if bytes.len() > FILE_MAX {
        return Err("This file is larger than 20 MB, so it is not a Matchbook export. Choose the file that ends in .json.".to_owned());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| not_ours())?;
    let text = text.trim_start_matches('\u{feff}');
    let read: In = serde_json::from_str(text).map_err(|error| {
        if serde_json::from_str::<Head>(text).is_ok_and(|head| head.file == NAME && head.v > FORMAT)
        {
            newer()
        } else if error.is_eof() && !text.trim().is_empty() {
            "This file is cut off at the end. Copy it again from where you saved it.".to_owned()
        } else {
            not_ours()
        }
    })?;
    if read.file != NAME {
        return Err(not_ours());
    }
    if read.v > FORMAT {
        return Err(newer());
    }
    Ok(read.records)
}

fn newer() -> String {
    "This file was made by a newer Matchbook. Update this one first, then try again.".to_owned()
}

fn not_ours() -> String {
    "This is not a Matchbook export. Choose the file that Matchbook saved; its name begins with “matchbook-”.".to_owned()
}

/// What taking in a file would do, counted in records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DryRun {
    /// Not here yet.
    pub new: usize,
    /// Here with older values.
    pub changed: usize,
    /// Changed on both sides; both versions are kept.
    pub both: usize,
    /// Already here.
    pub same: usize,
}

impl DryRun {
    /// `12 new, 3 changed, 1 kept both ways, 0 removed`.
    pub fn sentence(&self) -> String {
        let numbers = [
            (self.new, " new, "),
            (self.changed, " changed, "),
            (self.both, " kept both ways, 0 removed"),
        ];
        numbers.iter().fold(String::new(), |text, (n, word)| {
            text + &n.to_string() + word
        })
    }
}

/// Counts what `records` would change, without changing anything.
pub fn dry_run(model: &Model, records: &Records) -> DryRun {
    let nothing = BTreeMap::new();
    let mut run = DryRun::default();
    for (kind, ids) in records {
        let mine = model.records().get(kind).unwrap_or(&nothing);
        for (id, fields) in ids {
            let Some(known) = mine.get(id) else {
                run.new += 1;
                continue;
            };
            let (mut changed, mut both) = (false, false);
            for (field, register) in fields {
                let mut joined = known.get(field).cloned().unwrap_or_default();
                let conflicts = joined.others().count();
                changed |= joined.join(register);
                both |= joined.others().count() > conflicts;
            }
            match (both, changed) {
                (true, _) => run.both += 1,
                (false, true) => run.changed += 1,
                (false, false) => run.same += 1,
            }
        }
    }
    run
}
