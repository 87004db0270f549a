//! Steps are taken back and done again.

use leptos::prelude::*;

use crate::session::state::{Session, put_pair};
use crate::store::core::undo::Step;
use crate::store::keep::database::Care;

/// A step that was taken back, or done again.
#[derive(Debug)]
pub struct Turned {
    /// As it was.
    pub step: Step,
    /// Something was changed by that.
    pub changed: bool,
    /// Something of it stays, because it was changed since.
    pub stays: bool,
}

impl Session {
    /// A screen was opened: what was done before is not for it to take back.
    pub fn begin_visit(self) {
        let visit = &self.inner().visit;
        visit.set(visit.get() + 1);
        self.tell_steps();
    }

    /// Another field was entered: what is typed from now on is another step.
    pub fn enter_field(self) {
        let field = &self.inner().field;
        field.set(field.get() + 1);
    }

    /// Numbers of the steps that the open screen would take back and do again next; nought is none.
    pub fn steps(self) -> ArcReadSignal<(u64, u64)> {
        self.inner().steps.read_only()
    }

    pub(super) fn tell_steps(self) {
        let inner = self.inner();
        let (history, visit) = (inner.history.borrow(), inner.visit.get());
        let number = |again| history.newest(visit, again).map_or(0, |step| step.number);
        let steps = (number(false), number(true));
        drop(history);
        put_pair(&inner.steps, steps);
    }

    /// Number of the newest step that deleted a record.
    pub fn deletion(self, kind: &str, id: &str) -> Option<u64> {
        let inner = self.inner();
        let history = inner.history.borrow();
        Some(history.deletion(kind, id)?.number)
    }

    /// The offer to take this step back is worth keeping on the next screen.
    pub fn outlives_screen(self, number: u64) -> bool {
        let outlives = self.with_step(number, Step::outlives_screen);
        outlives.unwrap_or_default()
    }

    /// Reads a step.
    pub fn with_step<T>(self, number: u64, read: impl FnOnce(&Step) -> T) -> Option<T> {
        let inner = self.inner();
        let history = inner.history.borrow();
        history.step(number).map(read)
    }

    /// Takes a step back, or does again what was taken back; what was changed since stays. `None` when
    /// the step is not remembered, because it was taken back already or is too long ago. `told` is what the
    /// person knows the step by.
    pub fn turn(self, number: u64, told: Option<&str>) -> Option<Turned> {
        let inner = self.inner();
        if let Some(told) = told {
            inner.history.borrow_mut().tell(number, told);
        }
        let reversal = {
            let (model, history) = (inner.model.borrow(), inner.history.borrow());
            history.reversal(&model, number)?
        };
        let stays = reversal.stays;
        let ops = self
            .stamped(|model, actor, seq, last, now| reversal.stamped(model, actor, seq, last, now));
        let step = {
            let (model, mut history) = (inner.model.borrow(), inner.history.borrow_mut());
            history.turn(&model, number, &ops)?
        };
        let changed = !ops.is_empty();
        self.tell_steps();
        self.take(ops, Care::Strict);
        Some(Turned {
            step,
            changed,
            stays,
        })
    }
}
