//! Somebody who uses the app, for tests of the store: does things, takes them back and does them again.

use matchbook::store::core::change::{Act, Plan, Replaces, stamp};
use matchbook::store::core::codec::Op;
use matchbook::store::core::hlc::{Actor, Hlc};
use matchbook::store::core::model::Model;
use matchbook::store::core::undo::{History, Origin, Reversal, Visit};

/// One tab's model and its way to change it.
#[derive(Clone)]
pub struct Person {
    pub model: Model,
    pub seq: u64,
    pub last: Hlc,
    pub history: History,
    pub actor: Actor,
    /// The screen that is open.
    pub visit: Visit,
    /// The number of the newest step that was no turn of another.
    pub steps: u64,
    /// What its clock shows, in milliseconds since 1970 UTC.
    pub now: i64,
}

impl Default for Person {
    fn default() -> Person {
        Person {
            model: Model::default(),
            seq: 0,
            last: Hlc::default(),
            history: History::default(),
            actor: Actor { device: 1, tab: 1 },
            visit: 1,
            steps: 0,
            now: 5,
        }
    }
}

impl Person {
    /// Does `act` and gives the number of its step, if it wrote anything, or the sentence with which it is refused.
    pub fn does(&mut self, act: impl Act) -> Result<Option<u64>, String> {
        self.acts(act, Origin::Act)
    }

    /// As `does`, for a keystroke into a field.
    pub fn types(&mut self, act: impl Act, field: u32) -> Result<Option<u64>, String> {
        self.acts(act, Origin::Typing(field))
    }

    fn acts(&mut self, act: impl Act, origin: Origin) -> Result<Option<u64>, String> {
        let is_of_screen = act.is_of_screen(&self.model);
        let (changes, replaces) = match act.plan(&self.model).map_err(|refusal| refusal.0)? {
            Plan::Write(changes) => (changes, Replaces::Shown),
            Plan::Settle(change) => (vec![change], Replaces::All),
            Plan::Merge(_) => panic!("not here"),
        };
        let after = self.last.max(self.model.newest());
        let seq = self.seq + 1;
        let ops = stamp(
            &self.model,
            changes,
            replaces,
            self.actor,
            seq,
            after,
            self.now,
        );
        let visit = if is_of_screen { self.visit } else { 0 };
        let number = self.history.note(&self.model, &ops, visit, origin);
        self.applies(&ops);
        self.steps = self.steps.max(number.unwrap_or(0));
        Ok(number)
    }

    /// Takes in ops, its own or those of another tab.
    pub fn applies(&mut self, ops: &[Op]) {
        for op in ops {
            assert!(op.row().is_some(), "storable");
            if op.actor == self.actor {
                self.seq = op.seq;
            }
            self.last = self.last.max(op.hlc);
            self.model.apply(op);
        }
    }

    /// Takes a step back, or does it again. `None` when it is not remembered.
    pub fn turns(&mut self, number: u64) -> Option<Reversal> {
        let reversal = self.history.reversal(&self.model, number)?;
        let after = self.last.max(self.model.newest());
        let again = reversal.clone();
        let ops = again.stamped(&self.model, self.actor, self.seq + 1, after, self.now);
        self.history.turn(&self.model, number, &ops).unwrap();
        self.applies(&ops);
        Some(reversal)
    }

    /// Takes back what this screen did last.
    pub fn undoes(&mut self) -> Option<Reversal> {
        let number = self.history.newest(self.visit, false)?.number;
        self.turns(number)
    }

    /// Does again what this screen took back last.
    pub fn redoes(&mut self) -> Option<Reversal> {
        let number = self.history.newest(self.visit, true)?.number;
        self.turns(number)
    }

    /// Takes back the newest step, wherever it was made.
    pub fn takes_back(&mut self) {
        let is_act = |number: &u64| {
            let step = self.history.step(*number);
            step.is_some_and(|step| step.origin != Origin::Back)
        };
        let number = (1..=self.steps).rev().find(is_act).unwrap();
        self.turns(number).unwrap();
    }
}
