//! Bringing back a record that was deleted, with what was deleted along with it, when nobody remembers
//! the step that deleted it: it was another tab, or an earlier start of the app.

use crate::domain::record::Record;
use crate::domain::take::Take;
use crate::store::core::change::{Act, Change, Plan, Refusal, edit, refuse};
use crate::store::core::hlc::Hlc;
use crate::store::core::model::{DELETED, Model};
use crate::store::core::owners::family_of;

/// Bring a deleted record back.
#[derive(Clone, Debug, PartialEq)]
pub struct BringBack {
    /// Kind of record.
    pub kind: &'static str,
    /// Id of the record.
    pub id: String,
}

impl Act for BringBack {
    fn is_of_screen(&self, _: &Model) -> bool {
        false
    }

    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let BringBack { kind, id } = self;
        let mut out = Vec::new();
        if kind == Take::KIND
            && let Some(take) = model.get::<Take>(&id)
        {
            let take = Take {
                gone: None,
                ..take.clone()
            };
            edit(model, &id, &take, &mut out)?;
            return Ok(Plan::Write(out));
        }
        let deletion = deletion(model, kind, &id).filter(|_| is_lost(model, kind, &id));
        let Some(deletion) = deletion else {
            return refuse("This cannot be brought back any more. Nothing was changed.");
        };
        out.push(back(kind, &id));
        // Those that went in the same act carry stamps that follow right after.
        let with_it = |kind: &str, other: &str| {
            let stamp = self::deletion(model, kind, other);
            let same = |stamp: Hlc| stamp > deletion && stamp.actor == deletion.actor;
            stamp.is_some_and(same) && !model.is_alive(kind, other)
        };
        for (other_kind, other) in family_of(model, kind, &id) {
            if with_it(other_kind, &other) {
                out.push(back(other_kind, &other));
            }
        }
        Ok(Plan::Write(out))
    }
}

fn back(kind: &str, id: &str) -> Change {
    Change {
        kind: kind.into(),
        id: id.into(),
        field: DELETED.into(),
        val: "false".into(),
    }
}

fn deletion(model: &Model, kind: &str, id: &str) -> Option<Hlc> {
    let shown = model.register(kind, id, DELETED)?.current()?;
    (&*shown.val == "true").then_some(shown.hlc)
}

fn is_lost(model: &Model, kind: &str, id: &str) -> bool {
    // A recording that was forgotten has no sound any more.
    kind != Take::KIND && !model.is_alive(kind, id)
}

/// The record was there once and can be brought back.
pub fn can_bring_back(model: &Model, kind: &str, id: &str) -> bool {
    if kind == Take::KIND {
        let take = model.get::<Take>(id);
        return take.is_some_and(|take| take.gone.is_some());
    }
    is_lost(model, kind, id) && deletion(model, kind, id).is_some()
}
