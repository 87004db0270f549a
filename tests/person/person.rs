//! Somebody who uses the app, for tests of the store: does things and takes them back.

use matchbook::store::action::Action;
use matchbook::store::hlc::{Actor, Hlc};
use matchbook::store::model::Model;
use matchbook::store::plan::{Act, Plan, Replaces, inverse, stamp};

/// One tab's model and its way to change it.
#[derive(Default)]
pub struct Person {
    pub model: Model,
    pub seq: u64,
    pub last: Hlc,
    pub undo: Vec<Action>,
}

impl Person {
    /// Does `act`, or gives the sentence with which it is refused.
    pub fn does(&mut self, act: impl Act) -> Result<(), String> {
        let Plan::Write(changes) = act.plan(&self.model).map_err(|refusal| refusal.0)? else {
            panic!("a write");
        };
        self.undo.push(Action::Undo {
            changes: inverse(&self.model, &changes),
        });
        let actor = Actor { device: 1, tab: 1 };
        for op in stamp(
            &self.model,
            changes,
            Replaces::Shown,
            actor,
            self.seq + 1,
            self.last,
            5,
        ) {
            self.seq = op.seq;
            self.last = op.hlc;
            self.model.apply(&op);
        }
        Ok(())
    }

    /// Takes the last act back.
    #[allow(dead_code)] // not every test takes something back
    pub fn takes_back(&mut self) {
        let undo = self.undo.pop().unwrap();
        self.does(undo).unwrap();
        self.undo.pop();
    }
}
