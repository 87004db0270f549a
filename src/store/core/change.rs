//! From an act to the fields it writes. Pure: reads the model, changes nothing.
//!
//! Bad input is refused here with a sentence for the person; then nothing is written.

use crate::domain::text::holds_too_long;
use crate::store::core::codec::{Op, Records};
use crate::store::core::hlc::{Actor, Hlc};
use crate::store::core::model::{DELETED, Model, Stored};
use crate::store::core::register::Version;

/// One field to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Kind of record.
    pub kind: Box<str>,
    /// Id of the record.
    pub id: Box<str>,
    /// Field of the record.
    pub field: Box<str>,
    /// JSON text.
    pub val: Box<str>,
}

/// Why an action cannot be done: a sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub String);

pub(in crate::store) fn refuse<T>(sentence: &str) -> Result<T, Refusal> {
    Err(Refusal(sentence.to_owned()))
}

/// What an action writes.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// Fields written now, by this actor.
    Write(Vec<Change>),
    /// A field written in place of all its versions.
    Settle(Change),
    /// Registers taken over with their own stamps.
    Merge(Records),
}

/// Something a person can do to the data.
pub trait Act {
    /// The fields that it writes.
    ///
    /// # Errors
    /// A sentence for the person when the input cannot be taken.
    fn plan(self, model: &Model) -> Result<Plan, Refusal>;

    /// It belongs to the screen on which it is done, and can be taken back there. Making or finishing
    /// a record does not: whoever is inside it would take away the ground under their feet.
    fn is_of_screen(&self, _: &Model) -> bool {
        true
    }
}

pub(in crate::store) fn existing<R: Stored>(model: &Model, id: &str) -> Result<R, Refusal> {
    model
        .get::<R>(id)
        .cloned()
        .ok_or_else(|| Refusal("This was deleted in the meantime. Nothing was changed.".to_owned()))
}

pub(in crate::store) fn edit<R: Stored>(
    model: &Model,
    id: &str,
    after: &R,
    out: &mut Vec<Change>,
) -> Result<(), Refusal> {
    let before = model.get::<R>(id);
    if before.is_none() && *after == R::default() {
        return Ok(());
    }
    // An edit revives a deleted record with all its fields, so those that differ are written too.
    let start = before.cloned().or_else(|| model.remains::<R>(id));
    let mut changes = after.changes_since(&start.unwrap_or_default());
    if before.is_none() && changes.is_empty() {
        out.push(Change {
            kind: R::KIND.into(),
            id: id.into(),
            field: DELETED.into(),
            val: "false".into(),
        });
    }
    for (field, val) in changes.drain(..) {
        if holds_too_long(&val) {
            return refuse("This text is too long to keep. Shorten it to 20,000 characters.");
        }
        out.push(Change {
            kind: R::KIND.into(),
            id: id.into(),
            field: field.into(),
            val: val.into(),
        });
    }
    Ok(())
}

pub(in crate::store) fn delete<R: Stored>(id: &str, out: &mut Vec<Change>) {
    out.push(Change {
        kind: R::KIND.into(),
        id: id.into(),
        field: DELETED.into(),
        val: "true".into(),
    });
}

/// Which versions of a field a write replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaces {
    /// The one on the screen; another version stays beside it.
    Shown,
    /// All of them: the person has chosen.
    All,
    /// None: it stands beside them, under the name of an actor that never writes again.
    Nothing,
}

/// Gives `changes` their stamps, each after `after` and the one before, and their numbers, the
/// first being `seq`.
pub fn stamp(
    model: &Model,
    changes: Vec<Change>,
    replaces: Replaces,
    actor: Actor,
    seq: u64,
    after: Hlc,
    now_ms: i64,
) -> Vec<Op> {
    let mut hlc = after;
    let mut ops: Vec<Op> = Vec::with_capacity(changes.len());
    for change in changes {
        let heads = model
            .register(&change.kind, &change.id, &change.field)
            .map_or(&[][..], |r| r.heads());
        let shown = match replaces {
            Replaces::Shown => heads.len().min(1),
            Replaces::All => heads.len(),
            Replaces::Nothing => 0,
        };
        let last = ops.last().map_or(after, |op| op.hlc);
        let mut write = |author, val: &str, prev| {
            hlc = hlc.next(now_ms, author);
            ops.push(Op {
                actor,
                seq: seq + ops.len() as u64,
                hlc,
                kind: change.kind.clone(),
                id: change.id.clone(),
                field: change.field.clone(),
                val: val.into(),
                prev,
            });
        };
        if let Replaces::Nothing = replaces {
            write(passing(actor, last), &change.val, Vec::new());
            continue;
        }
        // A register knows one newest stamp per actor, so a new write would take this actor's own
        // other version with it. It goes on under the name of an actor that never writes again.
        for own in heads[shown..].iter().filter(|head| head.hlc.actor == actor) {
            write(passing(actor, own.hlc), &own.val, vec![own.hlc]);
        }
        let prev = heads[..shown].iter().map(|head| head.hlc).collect();
        write(actor, &change.val, prev);
    }
    ops
}

/// The name of an actor that writes once, after `stamp`.
fn passing(actor: Actor, stamp: Hlc) -> Actor {
    let device = actor.device ^ (stamp.ms << 16) ^ u64::from(stamp.counter) ^ (1 << 63);
    Actor { device, ..actor }
}

/// The ops that bring `records` into the model: one for every value that it does not know.
pub fn merge(model: &Model, records: &Records, actor: Actor, seq: u64) -> Vec<Op> {
    let mut ops = Vec::new();
    for (kind, ids) in records {
        for (id, fields) in ids {
            for (field, register) in fields {
                let known = model.register(kind, id, field);
                let mut joined = known.cloned().unwrap_or_default();
                if !joined.join(register) {
                    continue;
                }
                let is_known =
                    |head: &Version| known.is_some_and(|known| known.heads().contains(head));
                let mut news: Vec<&Version> = joined.heads().iter().collect();
                news.retain(|head| !is_known(head));
                // What they replaced may be a head here, whose follower came without the ops between.
                // Then any op that stays carries that news.
                let all_known = known.map_or(0, |known| known.heads().len());
                if news.is_empty() && joined.heads().len() < all_known {
                    news.extend(joined.heads().first());
                }
                for head in news {
                    ops.push(Op {
                        actor,
                        seq: seq + ops.len() as u64,
                        hlc: head.hlc,
                        kind: kind.clone(),
                        id: id.clone(),
                        field: field.clone(),
                        val: head.val.clone(),
                        prev: register.replaced().collect(),
                    });
                }
            }
        }
    }
    ops
}
