//! Rows on their way into the database, and who waits until they are complete there.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::platform::clock;
use crate::session::edge::Local;
use crate::session::state::{Saving, Session, put_pair};
use crate::store::core::codec::Row;
use crate::store::keep::database::{Care, Database, Failure};
use crate::store::keep::tail::note_complete;

/// How long to wait before a failed save is tried again, in milliseconds.
const RETRY_MS: u32 = 5_000;

/// More rows than this are told of while they are written.
const LARGE: usize = 500;

impl Session {
    pub(super) fn save(self) {
        let inner = self.inner();
        if inner.database.is_none() {
            return;
        }
        if inner
            .saving
            .with_untracked(|saving| *saving == Saving::Saved)
        {
            inner.saving.set(Saving::Pending);
        }
        if !std::mem::replace(&mut inner.journal.borrow_mut().writing, true) {
            spawn_local(self.write_all());
        }
    }

    async fn write_all(self) {
        let inner = self.inner();
        let Some(database) = &inner.database else {
            return;
        };
        loop {
            let batch: Vec<(Row, Care)> = inner.journal.borrow().waiting.clone();
            if batch.is_empty() {
                break;
            }
            let care = if batch.iter().any(|(_, care)| *care == Care::Strict) {
                Care::Strict
            } else {
                Care::Relaxed
            };
            let rows: Vec<Row> = batch.into_iter().map(|(row, _)| row).collect();
            match database.append(&rows, care).await {
                Ok(()) => self.note_complete(&rows),
                Err(failure) => {
                    let saving = if failure == Failure::Full {
                        Saving::Full
                    } else {
                        Saving::Failing
                    };
                    inner.saving.set(saving);
                    let mut journal = inner.journal.borrow_mut();
                    journal.writing = false;
                    journal.retry = Some(clock::after(RETRY_MS, move || self.save()));
                    return;
                }
            }
        }
        inner.journal.borrow_mut().writing = false;
        inner.saving.set(Saving::Saved);
        self.compact_if_due().await;
    }

    fn note_complete(self, rows: &[Row]) {
        let inner = self.inner();
        let (device, generation) = {
            let mut journal = inner.journal.borrow_mut();
            journal.waiting.drain(..rows.len());
            journal.rows += rows.len();
            journal.written += rows.len();
            (journal.actor.device, journal.generation)
        };
        note_complete(&Local, rows, device, generation);
        if let Some(last) = rows.last() {
            inner.counts.update(|counts| counts.1 = last.seq);
        }
        if let Some(channel) = &*inner.channel.borrow() {
            for row in rows {
                channel.post(&[&row.actor, "/", &row.seq.to_string(), "/", &row.text].concat());
            }
        }
        self.note_progress(0);
        self.run_saved();
    }

    /// `written` rows of those that wait are on their way into the database.
    pub(super) fn note_progress(self, written: usize) {
        let inner = self.inner();
        let progress = {
            let journal = inner.journal.borrow();
            let total = journal.waiting.len();
            if total > LARGE || journal.exposed > journal.written {
                (written as u64, total as u64)
            } else {
                (0, 0)
            }
        };
        put_pair(&inner.progress, progress);
    }

    fn run_saved(self) {
        let inner = self.inner();
        loop {
            let mut journal = inner.journal.borrow_mut();
            let written = journal.written;
            let due = journal.when_saved.iter().position(|(at, _)| *at <= written);
            let Some(place) = due else { return };
            let (_, run) = journal.when_saved.remove(place);
            drop(journal);
            run();
        }
    }

    /// Runs `then` once all that was changed until now is complete in the database; at once where that
    /// is so already, or where nothing is ever saved and a notice says so.
    pub fn when_saved(self, then: impl FnOnce() + 'static) {
        let inner = self.inner();
        if inner.database.is_none() || inner.journal.borrow().waiting.is_empty() {
            then();
        } else {
            let mut journal = inner.journal.borrow_mut();
            let all = journal.taken;
            journal.when_saved.push((all, Box::new(then)));
        }
    }

    /// Waits until all that was changed until now is complete in the database, as `when_saved`.
    pub async fn saved(self) {
        let state = Rc::new(RefCell::new((false, None::<Waker>)));
        let told = state.clone();
        self.when_saved(move || {
            let waker = {
                let mut state = told.borrow_mut();
                state.0 = true;
                state.1.take()
            };
            if let Some(waker) = waker {
                waker.wake();
            }
        });
        poll_fn(|context| {
            let mut state = state.borrow_mut();
            if state.0 {
                return Poll::Ready(());
            }
            state.1 = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    /// Rows written and rows to write of a change that takes long or that closing the app now would
    /// lose; nought of nought when there is none.
    pub fn progress(self) -> ArcReadSignal<(u64, u64)> {
        self.inner().progress.read_only()
    }
}
