//! An act becomes ops: planned, stamped, applied, shown, and handed on to be saved.

use leptos::prelude::*;

use crate::platform::clock;
use crate::session::edge::Local;
use crate::session::state::Session;
use crate::store::acts::season::SeasonAction;
use crate::store::core::change::{self, Act, Plan, Refusal, Replaces};
use crate::store::core::codec::{Op, Records};
use crate::store::core::hlc::{Actor, Hlc};
use crate::store::core::model::{Model, Touched};
use crate::store::core::undo::Origin;
use crate::store::keep::database::Care;
use crate::store::keep::tail::put_tail;

/// What an act writes, once the model is at hand, and whether the open screen may take it back.
type Planned = dyn FnOnce(&Model) -> Result<(Plan, bool), Refusal>;

impl Session {
    /// Does what the person asked, shows it, and starts to save it.
    ///
    /// # Errors
    /// A sentence for the person; then nothing was changed.
    pub fn dispatch(self, act: impl Act + 'static) -> Result<(), Refusal> {
        self.dispatch_with(planned(act), Some(Origin::Act), Care::Strict)
            .map(drop)
    }

    /// As `dispatch`, for an act that the person is told of as `told`. Gives the number of its step,
    /// unless it changed nothing.
    ///
    /// # Errors
    /// A sentence for the person; then nothing was changed.
    pub fn dispatch_told(
        self,
        act: impl Act + 'static,
        told: &str,
    ) -> Result<Option<u64>, Refusal> {
        let number = self.dispatch_with(planned(act), Some(Origin::Act), Care::Strict)?;
        if let Some(number) = number {
            self.inner().history.borrow_mut().tell(number, told);
        }
        Ok(number)
    }

    /// As `dispatch`, for keystrokes: saved at once, but without pressing the disk. Those into one field
    /// are taken back as one.
    ///
    /// # Errors
    /// A sentence for the person; then nothing was changed.
    pub fn type_in(self, act: impl Act + 'static) -> Result<(), Refusal> {
        let origin = Origin::Typing(self.inner().field.get());
        self.dispatch_with(planned(act), Some(origin), Care::Relaxed)
            .map(drop)
    }

    /// As `dispatch`, for what the app notes by itself: nobody takes it back.
    ///
    /// # Errors
    /// A sentence; then nothing was changed.
    pub fn note(self, act: impl Act + 'static) -> Result<(), Refusal> {
        self.dispatch_with(planned(act), None, Care::Relaxed)
            .map(drop)
    }

    // Not generic: the callers bring their rules with them, this is here once.
    fn dispatch_with(
        self,
        planned: Box<Planned>,
        origin: Option<Origin>,
        care: Care,
    ) -> Result<Option<u64>, Refusal> {
        let inner = self.inner();
        let (plan, is_of_screen) = planned(&inner.model.borrow())?;
        let (changes, replaces) = match plan {
            Plan::Write(changes) => (changes, Replaces::Shown),
            Plan::Settle(change) => (vec![change], Replaces::All),
            Plan::Merge(records) => {
                let ops = {
                    let journal = inner.journal.borrow();
                    change::merge(
                        &inner.model.borrow(),
                        &records,
                        journal.actor,
                        journal.seq + 1,
                    )
                };
                self.take(ops, care);
                self.adopt();
                return Ok(None);
            }
        };
        let ops = self.stamped(|model, actor, seq, last, now| {
            change::stamp(model, changes, replaces, actor, seq, last, now)
        });
        let number = origin.and_then(|origin| {
            let visit = if is_of_screen { inner.visit.get() } else { 0 };
            let model = inner.model.borrow();
            let mut history = inner.history.borrow_mut();
            history.note(&model, &ops, visit, origin)
        });
        self.tell_steps();
        self.take(ops, care);
        Ok(number)
    }

    /// The ops that come next: `stamp` gets who writes, the next number, the last stamp and the time.
    pub(super) fn stamped(
        self,
        stamp: impl FnOnce(&Model, Actor, u64, Hlc, i64) -> Vec<Op>,
    ) -> Vec<Op> {
        let inner = self.inner();
        let (model, journal) = (inner.model.borrow(), inner.journal.borrow());
        let last = journal.last.max(model.newest());
        let (actor, seq) = (journal.actor, journal.seq + 1);
        stamp(&model, actor, seq, last, clock::now_ms())
    }

    /// Applies this tab's own ops, then saves them.
    pub(super) fn take(self, ops: Vec<Op>, care: Care) {
        let inner = self.inner();
        let mut touched: Vec<Touched> = Vec::new();
        let mut rows = Vec::new();
        for op in &ops {
            inner.model.borrow_mut().apply(op);
            let mut journal = inner.journal.borrow_mut();
            journal.seq = op.seq;
            journal.last = journal.last.max(op.hlc);
            rows.extend(op.row());
            // The fields of one record come one after the other.
            if touched.last().is_none_or(|last| !last.is_of(op)) {
                touched.push(Touched::by(op));
            }
        }
        let in_tail = inner.database.is_none() || put_tail(&Local, &rows);
        {
            let mut journal = inner.journal.borrow_mut();
            journal.taken += rows.len();
            if !in_tail {
                journal.exposed = journal.taken;
            }
            let rows = rows.into_iter().map(|row| (row, care));
            journal.waiting.extend(rows);
        }
        if ops.is_empty() {
            return;
        }
        self.note_progress(0);
        self.tell(Some(&touched));
        let seq = inner.journal.borrow().seq;
        inner.counts.update(|counts| counts.0 = seq);
        self.save();
    }

    /// Takes in the records of an export.
    pub fn merge(self, records: Records) {
        let _ = self.dispatch(SeasonAction::Merge { records });
    }
}

fn planned(act: impl Act + 'static) -> Box<Planned> {
    Box::new(|model| {
        let is_of_screen = act.is_of_screen(model);
        Ok((act.plan(model)?, is_of_screen))
    })
}
