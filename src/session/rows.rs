//! Rows of a list that is watched, each with a signal of its own.

use std::collections::BTreeMap;

use leptos::prelude::*;

/// A row of a list that is watched.
pub trait ListedRow: PartialEq + Clone + Send + Sync + 'static {
    /// What tells it from the others: the id of its record, where it has one.
    fn key(&self) -> &str;

    /// What is drawn of the list as a whole is the same with this row as with `before`.
    fn is_in_place_of(&self, before: &Self) -> bool;
}

/// The rows of a list and their signals, all owned by the view that asked.
pub struct Rows<T: Send + Sync + 'static> {
    pub(super) all: RwSignal<Vec<String>>,
    /// Also those of rows that are gone: whoever still draws one may see it come back.
    pub(super) by_key: StoredValue<BTreeMap<String, RwSignal<T>>>,
    pub(super) changed: Trigger,
}

impl<T: Send + Sync + 'static> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Rows<T> {}

impl<T: Send + Sync + 'static> Rows<T> {
    /// Keys in order; changes only when rows come, go or move.
    pub fn keys(&self) -> Signal<Vec<String>> {
        self.all.into()
    }

    /// The signal of a row.
    pub fn get(&self, key: &str) -> Option<RwSignal<T>> {
        self.by_key
            .try_with_value(|known| known.get(key).copied())
            .flatten()
    }

    /// Shows every row to `see`, in order, and follows them all as one: a memo that followed hundreds
    /// of signals would cost more than the change itself.
    pub fn see_all(&self, mut see: impl FnMut(&T)) {
        self.changed.track();
        self.all.try_with_untracked(|keys| {
            for row in keys.iter().filter_map(|key| self.get(key)) {
                row.try_with_untracked(&mut see);
            }
        });
    }
}

impl<T: ListedRow> Rows<T> {
    pub(super) fn lists(&self, key: &str) -> bool {
        let lists = |keys: &Vec<String>| keys.iter().any(|known| known == key);
        self.all.try_with_untracked(lists) == Some(true)
    }

    /// Shows what was read after a change of the row `key`, unless that row or another one came, went or
    /// moved. Says whether it did.
    pub(super) fn take_in_place(&self, key: &str, read: Vec<T>) -> bool {
        let is_in_place = |row: &T| {
            let known = self.get(row.key());
            known.and_then(|known| known.try_with_untracked(|before| row.is_in_place_of(before)))
                == Some(true)
        };
        if !read.iter().any(|row| row.key() == key) || !read.iter().all(is_in_place) {
            return false;
        }
        for row in read {
            if let Some(known) = self.get(row.key()) {
                put(known, row);
            }
        }
        self.changed.notify();
        true
    }
}

/// Sets a signal that is there, if this is news.
pub(super) fn put<T: ListedRow>(signal: RwSignal<T>, value: T) {
    if signal.try_with_untracked(|old| *old != value) == Some(true) {
        signal.try_set(value);
    }
}
