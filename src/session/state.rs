//! What a tab holds while it is open. Everything else in this room reads and changes it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::time::Hours;
use crate::platform::channel::Channel;
use crate::platform::{Subscription, random, zone};
use crate::session::edge::Idb;
use crate::store::acts::ranking::DraftOf;
use crate::store::core::codec::Row;
use crate::store::core::hlc::{Actor, Hlc};
use crate::store::core::model::{Kinds, Model, Touched};
use crate::store::core::undo::{History, Visit};
use crate::store::keep::database::Care;
use crate::store::keep::journal::Missing;
use crate::store::keep::twin::Doubled;
use crate::store::read::world::World;

/// How safe the data are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Everything is complete in the database.
    Saved,
    /// Something is on its way.
    Pending,
    /// No space: changes live in memory and in the tail only.
    Full,
    /// The browser forbids storage: nothing will be there tomorrow.
    Never,
    /// The database does not answer; it is tried again.
    Failing,
    /// The database could not be read at the start: nothing is shown, and nothing is written over it.
    Unread,
}

/// What the app is showing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The screens.
    Ready,
    /// Something saved earlier is missing.
    Recovery(Missing),
}

/// The handle that screens hold. Copies are the same session.
#[derive(Clone, Copy)]
pub struct Session(pub(super) StoredValue<Rc<Inner>, LocalStorage>);

pub(super) struct Inner {
    pub(super) model: RefCell<Model>,
    pub(super) listeners: RefCell<Vec<Rc<Listener>>>,
    pub(super) journal: RefCell<Journal>,
    pub(super) database: Option<Doubled<Idb>>,
    pub(super) channel: RefCell<Option<Channel>>,
    pub(super) history: RefCell<History>,
    /// The screen that is open, and the field that was entered last: both only count up.
    pub(super) visit: Cell<Visit>,
    pub(super) field: Cell<u32>,
    /// Numbers of the steps that the open screen would take back and do again next; nought is none.
    pub(super) steps: ArcRwSignal<(u64, u64)>,
    pub(super) phone: RefCell<zone::Phone>,
    pub(super) hours: Cell<Hours>,
    pub(super) saving: ArcRwSignal<Saving>,
    pub(super) phase: ArcRwSignal<Phase>,
    /// Seq of this tab's newest op, and of its newest complete one.
    pub(super) counts: ArcRwSignal<(u64, u64)>,
    /// Rows written and rows to write of a change that takes long or that closing the app now would
    /// lose; nought of nought when there is none.
    pub(super) progress: ArcRwSignal<(u64, u64)>,
}

pub(super) struct Journal {
    pub(super) actor: Actor,
    pub(super) seq: u64,
    pub(super) last: Hlc,
    pub(super) waiting: Vec<(Row, Care)>,
    pub(super) writing: bool,
    pub(super) generation: u64,
    pub(super) rows: usize,
    pub(super) quarantined: usize,
    /// The database lacks what the model has from the twin.
    pub(super) recalled: bool,
    /// Rows that ever waited, and of those the ones that are complete.
    pub(super) taken: usize,
    pub(super) written: usize,
    /// Up to this row of those that ever waited, some are not in the tail.
    pub(super) exposed: usize,
    /// What to run once that many rows are complete.
    pub(super) when_saved: Vec<(usize, Box<dyn FnOnce()>)>,
    /// A failed save is tried again: one at a time, however often it was asked for.
    pub(super) retry: Option<Subscription>,
}

/// Hears of a change: of which record, when it was only one.
type Hear = dyn Fn(&Model, Option<&Touched>);

/// Whoever follows the model.
pub(super) struct Listener {
    /// What it has read so far, noted while it read.
    pub(super) reads: Cell<Kinds>,
    pub(super) alive: Cell<bool>,
    pub(super) run: Box<Hear>,
}

impl Session {
    pub(super) fn inner(self) -> Rc<Inner> {
        self.0.get_value()
    }

    /// What the app is showing.
    pub fn phase(self) -> ArcReadSignal<Phase> {
        self.inner().phase.read_only()
    }

    /// How safe the data are.
    pub fn saving(self) -> ArcReadSignal<Saving> {
        self.inner().saving.read_only()
    }

    /// Seq of this tab's newest change, and of its newest one that is complete in the database.
    pub fn counts(self) -> ArcReadSignal<(u64, u64)> {
        self.inner().counts.read_only()
    }

    /// Texts that could not be read at the start and were put aside.
    pub fn quarantined(self) -> usize {
        self.inner().journal.borrow().quarantined
    }

    /// Reads the model once, without following it.
    pub fn read<T>(self, read: impl FnOnce(&Model, &World) -> T) -> T {
        let inner = self.inner();
        let model = inner.model.borrow();
        inner.with_world(|world| read(&model, world))
    }

    /// Where the rank order of this tab is noted today.
    pub fn draft(self) -> DraftOf {
        let inner = self.inner();
        let actor = inner.journal.borrow().actor;
        inner.with_world(|world| DraftOf::of(actor, world.now.0, world.today()))
    }

    /// A fresh random id.
    pub fn fresh_id(self) -> String {
        Actor {
            device: random::u64(),
            tab: random::u16(),
        }
        .text()
    }
}

/// Sets a pair, if this is news.
pub(super) fn put_pair(signal: &ArcRwSignal<(u64, u64)>, pair: (u64, u64)) {
    if signal.get_untracked() != pair {
        signal.set(pair);
    }
}
