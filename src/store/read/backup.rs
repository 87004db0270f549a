//! How much was changed since the last copy, and whether Today asks for one.

use crate::address;
use crate::domain::checklist::Urgency;
use crate::domain::time::Instant;
use crate::store::core::model::Model;
use crate::store::read::today::{About, TodayRow};
use crate::store::read::world::World;

/// After this many changed records without a copy Today asks for one.
pub const BACKUP_AFTER_CHANGES: u64 = 30;

/// After this many days with changes that no copy has, however few.
pub const BACKUP_AFTER_DAYS: i64 = 7;

/// Nobody is asked before the oldest such change is this old, in minutes.
pub const BACKUP_NOT_BEFORE: i64 = 24 * 60;

pub(super) fn backup_row(model: &Model, world: &World) -> Option<TodayRow> {
    let last = model.season().exports.last().map(|made| made.at);
    let (changed, oldest) = changed_since(model, last);
    let age = world.now.minutes_since(Instant(oldest?));
    let due = changed >= BACKUP_AFTER_CHANGES || age >= BACKUP_AFTER_DAYS * 24 * 60;
    (due && age >= BACKUP_NOT_BEFORE).then(|| {
        let things = match changed {
            1 => "1 thing is".to_owned(),
            changed => [&*changed.to_string(), " things are"].concat(),
        };
        let detail = [&*things, " only in this browser"].concat();
        let path = address::STORAGE;
        let mut row = TodayRow::link(
            About::Backup,
            "Save a copy outside the browser",
            &detail,
            path,
        );
        row.end.0 = Urgency::Next;
        row
    })
}

/// How many records were written after `since` (milliseconds), or ever, and when the first of these writes
/// was. However often a text is typed over, it is one; the note of the export itself is none.
pub fn changed_since(model: &Model, since: Option<i64>) -> (u64, Option<i64>) {
    let since = since.and_then(|at| u64::try_from(at).ok()).unwrap_or(0);
    let mut changed = 0;
    let mut oldest: Option<u64> = None;
    for fields in model.records().values().flat_map(|ids| ids.values()) {
        let fields = fields.iter().filter(|(name, _)| &***name != "exports");
        let written = fields.filter_map(|(_, register)| Some(register.current()?.hlc.ms));
        let first = written.filter(|at| *at > since).min();
        changed += u64::from(first.is_some());
        oldest = match (oldest, first) {
            (Some(oldest), Some(first)) => Some(oldest.min(first)),
            (oldest, first) => oldest.or(first),
        };
    }
    (changed, oldest.and_then(|at| i64::try_from(at).ok()))
}
