//! Views follow the model.
//!
//! Views never subscribe to a signal that outlives them: `watch` gives a view a signal of its own
//! and takes its listener out again when the view goes. A framework effect that dies while
//! subscribed to a long-lived signal would stay in that signal's list for good (measured: tens of
//! kilobytes per visit to a list).

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::session::rows::{ListedRow, Rows, put};
use crate::session::state::{Listener, Session};
use crate::store::core::model::{Kinds, Model, Touched};
use crate::store::read::world::World;

impl Session {
    /// A signal of the calling view that always holds `select`'s answer. It is asked again when a
    /// record changes of a kind that it has read, and every minute.
    pub fn watch<T>(self, select: impl Fn(&Model, &World) -> T + 'static) -> Signal<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let (first, reads) = self.read(|model, world| model.noting(|| select(model, world)));
        let value = RwSignal::new(first);
        self.listen(reads, move |model, world, _| {
            let new = select(model, world);
            if value.try_with_untracked(|old| *old != new) == Some(true) {
                value.try_set(new);
            }
        });
        value.into()
    }

    /// Rows of a list, each with a signal of its own: a change of one row paints one row. What is read
    /// of the list as a whole belongs into `whole`, which gets all rows whenever all are read.
    ///
    /// `select` gets the key of a row when nothing but the record of that id was changed, and then
    /// need not give more than that row: ticking one of hundreds does not read the others.
    pub fn watch_rows<T: ListedRow>(
        self,
        select: impl Fn(&Model, &World, Option<&str>) -> Vec<T> + 'static,
        whole: impl Fn(&[T]) + 'static,
    ) -> Rows<T> {
        let owner = Owner::current();
        let rows = Rows {
            all: RwSignal::new(Vec::new()),
            by_key: StoredValue::default(),
            changed: Trigger::new(),
        };
        let show = move |new: Vec<T>| {
            whole(&new);
            let keys: Vec<String> = new.iter().map(|row| row.key().to_owned()).collect();
            // Owned by the view, not by whichever tap brought the row.
            let signal = |row: T| match &owner {
                Some(owner) => owner.with(|| RwSignal::new(row)),
                None => RwSignal::new(row),
            };
            for (key, row) in keys.iter().zip(new) {
                match rows.get(key) {
                    Some(known) => put(known, row),
                    None => {
                        let signal = signal(row);
                        rows.by_key
                            .try_update_value(|known| known.insert(key.clone(), signal));
                    }
                }
            }
            if rows.all.try_with_untracked(|old| *old != keys) == Some(true) {
                rows.all.try_set(keys);
            }
            rows.changed.notify();
        };
        let (first, reads) = self.read(|model, world| model.noting(|| select(model, world, None)));
        show(first);
        self.listen(reads, move |model, world, touched| {
            let only = touched
                .map(|touched| &*touched.id)
                .filter(|id| rows.lists(id));
            if let Some(id) = only
                && rows.take_in_place(id, select(model, world, Some(id)))
            {
                return;
            }
            show(select(model, world, None));
        });
        rows
    }

    fn listen(self, reads: Kinds, run: impl Fn(&Model, &World, Option<&Touched>) + 'static) {
        let listener = Rc::new(Listener {
            reads: Cell::new(reads),
            alive: Cell::new(true),
            run: Box::new(move |model, touched| {
                self.inner().with_world(|world| run(model, world, touched));
            }),
        });
        let mine = StoredValue::new_local(listener.clone());
        self.inner().listeners.borrow_mut().push(listener);
        on_cleanup(move || {
            mine.try_with_value(|mine| mine.alive.set(false));
            self.inner()
                .listeners
                .borrow_mut()
                .retain(|listener| listener.alive.get());
        });
    }

    /// Runs the listeners that have read one of the kinds touched, or all of them. They learn which record
    /// it was when it was only one.
    pub(super) fn tell(self, touched: Option<&[Touched]>) {
        let inner = self.inner();
        let kinds = touched.map_or(Kinds::ALL, |touched| {
            let kinds = touched.iter().map(|touched| Kinds::named(&touched.kind));
            kinds.fold(Kinds::default(), Kinds::and)
        });
        let is_due =
            |listener: &&Rc<Listener>| touched.is_none() || listener.reads.get().meets(kinds);
        let only = match touched {
            Some([only]) => Some(only),
            _ => None,
        };
        let listeners = inner.listeners.borrow();
        let due: Vec<Rc<Listener>> = listeners.iter().filter(is_due).cloned().collect();
        drop(listeners);
        for listener in due {
            // An earlier listener may have closed this one's view.
            if listener.alive.get() {
                let model = inner.model.borrow();
                let ((), read) = model.noting(|| (listener.run)(&model, only));
                // What it read before counts on: a row read alone reads less than the list.
                listener.reads.set(listener.reads.get().and(read));
            }
        }
    }
}
