//! What other tabs wrote is taken in, rows are folded into snapshots, and the twin is kept level.

use std::cell::RefCell;

use leptos::prelude::*;

use crate::parts::{Later, cut};
use crate::platform::{db, lock, tail};
use crate::session::edge::{Idb, Local};
use crate::session::sample;
use crate::session::state::{Phase, Session};
use crate::store::core::codec::{Op, Row};
use crate::store::core::model::{Model, Touched};
use crate::store::keep::database::Care;
use crate::store::keep::journal::Start;
use crate::store::keep::{compaction, journal, twin};

/// The lock of whoever folds the rows of this database.
fn compaction_of(database: &Idb) -> String {
    [database.0.name(), "-compact"].concat()
}

impl Session {
    pub(super) fn take_from_other_tab(self, message: &str) {
        let mut parts = message.splitn(3, '/');
        let (Some(actor), Some(seq), Some(text)) = (parts.next(), parts.next(), parts.next())
        else {
            return;
        };
        let Ok(seq) = seq.parse() else { return };
        let row = Row {
            actor: actor.to_owned(),
            seq,
            text: text.to_owned(),
        };
        let Ok(op) = Op::read(&row) else { return };
        let changed = self.inner().model.borrow_mut().apply(&op);
        if changed {
            self.tell(Some(&[Touched::by(&op)]));
        }
    }

    /// Tries again what is waiting, and takes in what other tabs wrote while this one was hidden.
    pub(super) async fn catch_up(self) {
        let inner = self.inner();
        if !inner.journal.borrow().waiting.is_empty() {
            self.save();
        }
        if inner.database.is_none() {
            return;
        }
        // Not taken in now, it is when the tab is shown the next time.
        if let Ok(taking_in) = taking_in::call(self).await {
            taking_in.await;
        }
    }

    async fn take_in(self) {
        let inner = self.inner();
        let Some(database) = &inner.database else {
            return;
        };
        let generation = inner.journal.borrow().generation;
        let caught =
            compaction::catch_up(database, |f| f(&mut inner.model.borrow_mut()), generation).await;
        if let Ok(caught) = caught {
            self.note_caught_up(&caught);
        }
    }

    fn note_caught_up(self, caught: &compaction::CaughtUp) {
        {
            let inner = self.inner();
            let mut journal = inner.journal.borrow_mut();
            journal.generation = caught.generation;
            journal.rows = caught.rows;
        }
        if !caught.touched.is_empty() {
            self.tell(Some(&caught.touched));
        }
    }

    pub(super) async fn compact_if_due(self) {
        let inner = self.inner();
        if inner.database.is_none() {
            return;
        }
        let (rows, generation, device) = {
            let journal = inner.journal.borrow();
            (journal.rows, journal.generation, journal.actor.device)
        };
        let recovering = inner.phase.with_untracked(|phase| *phase != Phase::Ready);
        if rows <= compaction::COMPACT_ABOVE || recovering {
            return;
        }
        if let Ok(folding) = folding::call(self, generation, device).await {
            folding.await;
        }
    }

    /// Gives the database its twin and brings both to the same. Looks after a sample, if one lies here.
    pub(super) async fn pair(self) {
        let inner = self.inner();
        let Some(database) = &inner.database else {
            return;
        };
        if inner.phase.with_untracked(|phase| *phase != Phase::Ready) {
            return;
        }
        match database.main().0.open_twin().await {
            Some(twin) => database.pair_with(Idb(twin)),
            None if !tail::has_left_sample() => return,
            None => {}
        }
        if let Ok(levelling) = levelling::call(self).await {
            levelling.await;
        }
    }

    async fn level(self) {
        sample::look_after().await;
        let inner = self.inner();
        let Some(both) = &inner.database else {
            return;
        };
        let (version, recalled) = {
            let journal = inner.journal.borrow();
            let version = (journal.generation, journal.actor.device);
            (version, journal.recalled)
        };
        let model = |f: &mut dyn FnMut(&mut Model)| f(&mut inner.model.borrow_mut());
        let work = twin::level_both(both, &Local, model, version, recalled, |caught| {
            inner.journal.borrow_mut().recalled = false;
            self.note_caught_up(caught);
        });
        // Not done, it is done at the next start; until then the twin has less, never other things.
        let _ = lock::try_exclusive(&compaction_of(both.main()), work).await;
    }

    /// Folds rows of the database into a snapshot, if no other tab is doing it.
    async fn compact(self, generation: u64, device: u64) {
        let inner = self.inner();
        let Some(database) = &inner.database else {
            return;
        };
        let work = compaction::compact(
            database,
            &Local,
            |f| f(&mut inner.model.borrow_mut()),
            generation,
            device,
        );
        // A failed or refused compaction costs nothing: the rows are all there.
        let lock = compaction_of(database.main());
        if let Some(Ok(caught)) = lock::try_exclusive(&lock, work).await {
            self.note_caught_up(&caught);
            // What is left was needed by the older slot; wait for as many again.
            let mut journal = inner.journal.borrow_mut();
            journal.rows = journal.rows.min(compaction::COMPACT_ABOVE / 2);
        }
    }

    /// The person has seen what is missing and goes on.
    pub async fn accept_loss(self) {
        let inner = self.inner();
        if let Some(database) = &inner.database {
            let (device, generation) = {
                let journal = inner.journal.borrow();
                (journal.actor.device, journal.generation)
            };
            let unsaved = journal::accept_loss(database, &Local, device, generation).await;
            let mut journal = inner.journal.borrow_mut();
            let own = journal.actor.text();
            let others = unsaved.into_iter().filter(|row| row.actor != own);
            let others: Vec<(Row, Care)> = others.map(|row| (row, Care::Strict)).collect();
            journal.taken += others.len();
            journal.waiting.extend(others);
        }
        if !inner.journal.borrow().waiting.is_empty() {
            self.save();
        }
        inner.phase.set(Phase::Ready);
        self.adopt();
        self.pair().await;
    }
}

pub(super) fn fold(session: Session, generation: u64, device: u64) -> Later<()> {
    Box::pin(session.compact(generation, device))
}

fn take_in(session: Session) -> Later<()> {
    Box::pin(session.take_in())
}

fn level_both(session: Session) -> Later<()> {
    Box::pin(session.level())
}

/// What the twin can add to a start that came up short, written into the database and read back.
fn recall(main: db::Db, twin: db::Db, start: Box<Start>, now_ms: i64) -> Later<Start> {
    Box::pin(async move {
        let (main, twin, mut start) = (Idb(main), Idb(twin), *start);
        // A twin that cannot be read adds nothing; it is asked again later.
        let _ = twin::recall(&mut start, &twin, now_ms).await;
        let start = RefCell::new(start);
        let work = async {
            let recalled = start.replace(Start::nothing(0));
            start.replace(twin::write_back(recalled, &main, &twin, &Local, now_ms).await);
        };
        // Another tab that has the lock is writing the same.
        let _ = lock::try_exclusive(&compaction_of(&main), work).await;
        start.into_inner()
    })
}

// Not needed for the first minutes, so not in the start-up program.
cut! { upkeep; fn taking_in(session: Session) -> Later<()> = super::take_in; }
cut! { upkeep; fn levelling(session: Session) -> Later<()> = super::level_both; }
cut! { upkeep; fn recalling(main: db::Db, twin: db::Db, start: Box<Start>, now_ms: i64) -> Later<Start> = super::recall; }
cut! { upkeep; fn folding(session: Session, generation: u64, device: u64) -> Later<()> = super::fold; }
