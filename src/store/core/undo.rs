//! Taking back what was done, and doing it again.
//!
//! A step knows every field that one act wrote: what stood there before, and the stamp under which the
//! act's own value stands. Taking it back writes only where that value is still the newest. What was
//! changed since, by typing, by a later act, in another tab or by an import, stays. A step that was
//! taken back is itself a step, so that doing it again is the same rule.
//!
//! Deliberately not here: who may take back what from where (a step carries its visit), and words.

use std::collections::BTreeSet;

use crate::domain::card::{Card, Log};
use crate::domain::checklist::{Entry, Habit};
use crate::domain::ranking::{Criterion, RankSettings};
use crate::domain::record::Record;
use crate::domain::season::Season;
use crate::domain::study::StudySettings;
use crate::domain::take::Voice;
use crate::store::core::change::{Change, Replaces, stamp};
use crate::store::core::codec::Op;
use crate::store::core::hlc::{Actor, Hlc};
use crate::store::core::model::{DELETED, Model};
use crate::store::core::register::Version;

/// How many steps are remembered.
const KEPT: usize = 50;

/// Kinds of record that are laid over what the app brings along, unless they are the person's own: a
/// tick makes one, and nobody thinks of it as made.
const OVERLAYS: [&str; 8] = [
    Entry::KIND,
    Card::KIND,
    Habit::KIND,
    Season::KIND,
    StudySettings::KIND,
    Voice::KIND,
    Criterion::KIND,
    RankSettings::KIND,
];

/// What a record says of itself when it is gone from sight, though not deleted.
const PUT_AWAY: [&str; 3] = ["archived", "gone", "hidden"];

/// How a step came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// One act.
    Act,
    /// Keystrokes; those into the same field, told by its number, are one step.
    Typing(u32),
    /// An earlier step taken back.
    Back,
}

/// Where a step was made: one stay on one screen. Nought is no screen.
pub type Visit = u32;

/// One act, and all that it takes to take it back.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Tells it from all others of this tab.
    pub number: u64,
    /// Where it was made.
    pub visit: Visit,
    /// How it came about.
    pub origin: Origin,
    /// What the person was told that it did, if anything.
    pub told: Option<Box<str>>,
    wrote: Vec<Wrote>,
    /// Its first and its last stamp; what this tab wrote between them is its own.
    stamps: (Hlc, Hlc),
}

/// How the record of a field was before a step wrote the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Was {
    Alive,
    /// Deleted, or written only in part.
    Dead,
    /// Never there.
    Unknown,
}

/// One field that a step wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrote {
    /// Kind of record.
    pub kind: Box<str>,
    /// Id of the record.
    pub id: Box<str>,
    /// Field of the record.
    pub field: Box<str>,
    /// JSON text that stood there before.
    before: Box<str>,
    /// Stamp of what stood there before.
    replaced: Option<Hlc>,
    was: Was,
    /// Stamp of what the step wrote.
    stamp: Hlc,
    /// Other versions that went with it: the person had chosen.
    beside: Vec<Box<str>>,
    /// It brought such versions back, which go again when it is taken back itself.
    parts: bool,
}

impl Wrote {
    fn is_at(&self, kind: &str, id: &str, field: &str) -> bool {
        &*self.field == field && &*self.id == id && &*self.kind == kind
    }

    fn of(&self) -> (&str, &str) {
        (&self.kind, &self.id)
    }

    /// JSON text that stood there before.
    pub fn before(&self) -> &str {
        &self.before
    }

    fn new(model: &Model, op: &Op) -> Wrote {
        let record = model.records().get(&op.kind);
        let record = record.and_then(|ids| ids.get(&op.id));
        let register = record.and_then(|fields| fields.get(&op.field));
        let shown = register.and_then(|register| register.current());
        let was = match record {
            Some(_) if model.is_alive(&op.kind, &op.id) => Was::Alive,
            Some(_) => Was::Dead,
            None => Was::Unknown,
        };
        // Of a deletion not the earlier value: a later edit may have outlived it.
        let before = match (&*op.field, was, shown) {
            (DELETED, Was::Alive, _) => "false",
            (DELETED, ..) => "true",
            (_, _, Some(shown)) => &shown.val,
            (_, _, None) => "null",
        };
        let others = register.into_iter().flat_map(|register| register.others());
        let gone = others.filter(|other| op.prev.contains(&other.hlc));
        Wrote {
            beside: gone.map(|other| other.val.clone()).collect(),
            parts: false,
            kind: op.kind.clone(),
            id: op.id.clone(),
            field: op.field.clone(),
            before: before.into(),
            replaced: shown.map(|shown| shown.hlc),
            was,
            stamp: op.hlc,
        }
    }

    /// The record was in sight until then.
    fn takes_away(&self) -> bool {
        match &*self.before {
            "false" => &*self.field == DELETED || PUT_AWAY.contains(&&*self.field),
            "null" => PUT_AWAY.contains(&&*self.field),
            _ => false,
        }
    }

    fn change(&self, field: &str, val: &str) -> Change {
        Change {
            kind: self.kind.clone(),
            id: self.id.clone(),
            field: field.into(),
            val: val.into(),
        }
    }
}

/// What taking a step back comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reversal {
    /// What to write.
    pub changes: Vec<Change>,
    /// What to write beside that: other versions of its fields that had gone with the step.
    beside: Vec<Change>,
    /// The step had brought other versions back; they go again.
    settles: bool,
    /// Something of the step stays, because it was changed since.
    pub stays: bool,
}

impl Reversal {
    /// Gives its changes their stamps and numbers, as [`stamp`] does.
    pub fn stamped(
        self,
        model: &Model,
        actor: Actor,
        seq: u64,
        after: Hlc,
        now_ms: i64,
    ) -> Vec<Op> {
        // First, because of two versions the newest is shown.
        let beside = Replaces::Nothing;
        let mut ops = stamp(model, self.beside, beside, actor, seq, after, now_ms);
        let after = ops.last().map_or(after, |op| op.hlc);
        let seq = seq + ops.len() as u64;
        let replaces = match self.settles {
            true => Replaces::All,
            false => Replaces::Shown,
        };
        ops.append(&mut stamp(
            model,
            self.changes,
            replaces,
            actor,
            seq,
            after,
            now_ms,
        ));
        ops
    }
}

/// A value that was brought back stands for the one that it brings back: its stamp, and that of the
/// other, if there was one. In order of stamp.
type Again = [(Hlc, Option<Hlc>)];

fn meant(again: &Again, stamp: Hlc) -> Option<Hlc> {
    match again.binary_search_by(|(known, _)| known.cmp(&stamp)) {
        Ok(place) => again[place].1,
        Err(_) => Some(stamp),
    }
}

fn shown<'a>(model: &'a Model, of: &Wrote) -> Option<&'a Version> {
    model.register(&of.kind, &of.id, &of.field)?.current()
}

impl Step {
    /// The step that `ops`, the ops of one act, make of a model that does not hold them yet.
    fn new(model: &Model, ops: &[Op], visit: Visit, origin: Origin) -> Step {
        let mut step = Step {
            number: 0,
            visit,
            origin,
            told: None,
            wrote: Vec::with_capacity(ops.len()),
            stamps: (Hlc::default(), Hlc::default()),
        };
        for op in ops.iter().filter(|op| is_own(op)) {
            if step.wrote.is_empty() {
                step.stamps.0 = op.hlc;
            }
            step.stamps.1 = op.hlc;
            step.wrote.push(Wrote::new(model, op));
        }
        step
    }

    /// Takes in a keystroke that goes on with it.
    fn go_on(&mut self, model: &Model, ops: &[Op]) {
        for op in ops.iter().filter(|op| is_own(op)) {
            let mut known = self.wrote.iter_mut();
            match known.find(|wrote| wrote.is_at(&op.kind, &op.id, &op.field)) {
                Some(wrote) => wrote.stamp = op.hlc,
                None => self.wrote.push(Wrote::new(model, op)),
            }
            self.stamps.1 = op.hlc;
        }
    }

    /// The fields that it wrote.
    pub fn wrote(&self) -> &[Wrote] {
        &self.wrote
    }

    /// Kind and id of each record that it brought to life by writing into it, and whether the record had
    /// never been there.
    pub fn made(&self) -> impl Iterator<Item = (&str, &str, bool)> {
        let deletions = self.wrote.iter().filter(|wrote| &*wrote.field == DELETED);
        let deletions: BTreeSet<(&str, &str)> = deletions.map(Wrote::of).collect();
        // The fields of one record come one after the other.
        let mut last = None;
        let firsts = self
            .wrote
            .iter()
            .filter(move |wrote| last.replace(wrote.of()) != Some(wrote.of()));
        firsts.filter_map(move |wrote| {
            let (kind, id) = wrote.of();
            // A log is never deleted: the next answer would bring back those taken back.
            let is_made =
                kind != Log::KIND && wrote.was != Was::Alive && !deletions.contains(&(kind, id));
            is_made.then_some((kind, id, wrote.was == Was::Unknown))
        })
    }

    /// It deleted this record.
    pub fn deleted(&self, kind: &str, id: &str) -> bool {
        let mut wrote = self.wrote.iter();
        wrote.any(|wrote| wrote.is_at(kind, id, DELETED) && &*wrote.before == "false")
    }

    /// The offer to take it back is worth keeping on another screen: it brings back a record that is gone from
    /// sight, or its own screen cannot take it back.
    pub fn outlives_screen(&self) -> bool {
        self.visit == 0 || self.wrote.iter().any(Wrote::takes_away)
    }

    /// Something was written into the record after this step, and is still there.
    fn is_touched(&self, model: &Model, again: &Again, kind: &str, id: &str) -> bool {
        let (first, last) = self.stamps;
        let is_later = |stamp: Hlc| stamp > first && (stamp > last || stamp.actor != first.actor);
        let fields = model.records().get(kind).and_then(|ids| ids.get(id));
        fields.into_iter().flatten().any(|(field, register)| {
            let shown = register.current().filter(|_| &**field != DELETED);
            shown.is_some_and(|shown| meant(again, shown.hlc).is_some_and(is_later))
        })
    }

    /// What taking this step back writes now.
    fn reversal(&self, model: &Model, again: &Again) -> Reversal {
        let mut out = Reversal::default();
        // A record that was made goes as a whole or stays as a whole.
        let (mut gone, mut held) = (Vec::new(), BTreeSet::new());
        let mut new = BTreeSet::new();
        for (kind, id, is_new) in self.made() {
            let of = (kind, id);
            if !self.is_touched(model, again, of.0, of.1) {
                gone.push(of);
                if is_new {
                    new.insert(of);
                }
            } else if !is_overlay(model, of.0, of.1) {
                held.insert(of);
            }
        }
        // What it made and deleted again while somebody typed was never there for anybody.
        let passed =
            |wrote: &&Wrote| wrote.was == Was::Unknown && !model.is_alive(&wrote.kind, &wrote.id);
        new.extend(self.wrote.iter().filter(passed).map(Wrote::of));
        // What was brought back and then changed does not go again, nor does what came back with it.
        let deletes = |wrote: &Wrote| &*wrote.field == DELETED && &*wrote.before == "true";
        let stays = self
            .wrote
            .iter()
            .any(|wrote| deletes(wrote) && self.is_touched(model, again, &wrote.kind, &wrote.id));
        let mut revived = BTreeSet::new();
        let mut last = Vec::new();
        for wrote in &self.wrote {
            let of = wrote.of();
            // Without its record nobody reads it.
            if new.contains(&of) {
                continue;
            }
            let newest = shown(model, wrote).map(|shown| meant(again, shown.hlc));
            let is_newest = newest == Some(meant(again, wrote.stamp));
            if !is_newest || held.contains(&of) || (stays && deletes(wrote)) {
                out.stays = true;
            } else if deletes(wrote) {
                last.push(wrote.change(DELETED, "true"));
            } else {
                if &*wrote.field == DELETED {
                    revived.insert(of);
                }
                out.changes.push(wrote.change(&wrote.field, &wrote.before));
                let others = wrote.beside.iter();
                out.beside
                    .extend(others.map(|other| wrote.change(&wrote.field, other)));
                out.settles |= wrote.parts;
            }
        }
        // An edit would bring back what was deleted since.
        let all = out.changes.len();
        out.changes.retain(|change| {
            let of = (&*change.kind, &*change.id);
            of.0 == Log::KIND || revived.contains(&of) || model.is_alive(of.0, of.1)
        });
        out.stays |= out.changes.len() < all;
        // Last, because an edit after a deletion brings a record back.
        out.changes.append(&mut last);
        let alive = gone.iter().filter(|(kind, id)| model.is_alive(kind, id));
        out.changes.extend(alive.map(|(kind, id)| Change {
            kind: (*kind).into(),
            id: (*id).into(),
            field: DELETED.into(),
            val: "true".into(),
        }));
        out
    }
}

/// Not another version that was only carried on under a name of its own.
fn is_own(op: &Op) -> bool {
    op.hlc.actor == op.actor
}

fn is_overlay(model: &Model, kind: &str, id: &str) -> bool {
    let own = model.register(kind, id, "own");
    let is_own = own
        .and_then(|register| register.current())
        .is_some_and(|shown| &*shown.val == "true");
    OVERLAYS.contains(&kind) && !is_own
}

/// The steps of one tab, oldest first.
#[derive(Clone, Debug, Default)]
pub struct History {
    steps: Vec<Step>,
    count: u64,
    again: Vec<(Hlc, Option<Hlc>)>,
}

impl History {
    /// Notes an act by its ops, before the model holds them. Gives the number of its step; an act that
    /// writes nothing has none.
    pub fn note(&mut self, model: &Model, ops: &[Op], visit: Visit, origin: Origin) -> Option<u64> {
        if ops.is_empty() {
            return None;
        }
        // Something new was done here, so there is nothing to do again.
        self.steps
            .retain(|step| step.origin != Origin::Back || step.visit != visit);
        if let (Origin::Typing(_), Some(last)) = (origin, self.steps.last_mut()) {
            let stands =
                |wrote: &Wrote| shown(model, wrote).is_some_and(|shown| shown.hlc == wrote.stamp);
            if last.origin == origin && last.visit == visit && last.wrote.iter().all(stands) {
                last.go_on(model, ops);
                return Some(last.number);
            }
        }
        self.push(Step::new(model, ops, visit, origin));
        Some(self.count)
    }

    fn push(&mut self, step: Step) {
        self.count += 1;
        let number = self.count;
        self.steps.push(Step { number, ..step });
        if self.steps.len() > KEPT {
            self.steps.remove(0);
        }
    }

    /// The step with this number.
    pub fn step(&self, number: u64) -> Option<&Step> {
        self.steps.iter().find(|step| step.number == number)
    }

    /// The step that a visit would take back next, or with `again` do again.
    pub fn newest(&self, visit: Visit, again: bool) -> Option<&Step> {
        let mut steps = self.steps.iter().rev();
        steps.find(|step| step.visit == visit && (step.origin == Origin::Back) == again)
    }

    /// The newest step that deleted a record.
    pub fn deletion(&self, kind: &str, id: &str) -> Option<&Step> {
        let mut steps = self.steps.iter().rev();
        steps.find(|step| step.deleted(kind, id))
    }

    /// Notes what the person was told of a step.
    pub fn tell(&mut self, number: u64, told: &str) {
        let mut steps = self.steps.iter_mut();
        if let Some(step) = steps.find(|step| step.number == number) {
            step.told = Some(told.into());
        }
    }

    /// What taking a step back writes now; `None` when it is not remembered.
    pub fn reversal(&self, model: &Model, number: u64) -> Option<Reversal> {
        Some(self.step(number)?.reversal(model, &self.again))
    }

    /// Notes that a step was taken back by `ops`, before the model holds them: it is no longer there,
    /// and what took it back can itself be taken back. Gives the step.
    pub fn turn(&mut self, model: &Model, number: u64, ops: &[Op]) -> Option<Step> {
        let place = self.steps.iter().position(|step| step.number == number)?;
        let step = self.steps.remove(place);
        let origin = if step.origin == Origin::Back {
            Origin::Act
        } else {
            Origin::Back
        };
        let mut back = Step::new(model, ops, step.visit, origin);
        back.told.clone_from(&step.told);
        for op in ops.iter().filter(|op| is_own(op)) {
            let mut wrote = step.wrote.iter();
            let replaced = match wrote.find(|wrote| wrote.is_at(&op.kind, &op.id, &op.field)) {
                Some(wrote) => {
                    let mut mine = back.wrote.iter_mut();
                    if let Some(mine) = mine.find(|mine| mine.stamp == op.hlc) {
                        mine.parts = !wrote.beside.is_empty();
                    }
                    wrote.replaced
                }
                // A record that was made goes again: as deleted as it was before, if it ever was.
                None => {
                    let register = model.register(&op.kind, &op.id, DELETED);
                    register.and_then(|register| Some(register.current()?.hlc))
                }
            };
            let stands_for = replaced.and_then(|stamp| meant(&self.again, stamp));
            self.again.push((op.hlc, stands_for));
        }
        if !ops.is_empty() {
            self.push(back);
        }
        Some(step)
    }
}
