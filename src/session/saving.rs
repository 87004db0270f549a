//! How safe the data are, for views that come and go.

use std::cell::RefCell;

use leptos::prelude::*;

use crate::session::state::{Saving, Session};

thread_local! {
    static SAVING: RefCell<Vec<RwSignal<Saving>>> = const { RefCell::new(Vec::new()) };
}

/// Hands every change of the session's saving state on to the signals of [`follow`]. The app
/// calls it once, where nothing is ever cleaned up: a view that subscribed to the session's own
/// signal would stay in its list for good.
pub fn mirror(session: Session) {
    let saving = session.saving();
    Effect::new(move |_| {
        let now = saving.get();
        let known = SAVING.with_borrow(Clone::clone);
        for signal in known {
            signal.try_set(now.clone());
        }
    });
}

/// How safe the data are, as a signal of the calling view.
pub fn follow(session: Session) -> Signal<Saving> {
    let signal = RwSignal::new(session.saving().get_untracked());
    SAVING.with_borrow_mut(|known| known.push(signal));
    on_cleanup(move || SAVING.with_borrow_mut(|known| known.retain(|other| *other != signal)));
    signal.into()
}
