//! What the app says about itself: storage that does not keep, an update that waits, a crash.

use std::cell::Cell;

use leptos::prelude::*;

use crate::features::damaged;
use crate::features::settings::upkeep;
use crate::platform::{fault::Fault, page, service_worker};
use crate::session::{Saving, Session, recordings};
use crate::ui::{Banner, PillTone, el, maybe, use_toaster};

thread_local! {
    static UPDATE: Cell<Option<ArcRwSignal<bool>>> = const { Cell::new(None) };
    static UPDATE_WAITS: Cell<bool> = const { Cell::new(false) };
}

/// A complete new version is stored and waits. May come before the app is drawn.
pub fn note_update() {
    UPDATE_WAITS.set(true);
    let signal = UPDATE.take();
    if let Some(signal) = &signal {
        signal.set(true);
    }
    UPDATE.set(signal);
}

fn update_waits() -> ArcRwSignal<bool> {
    let signal = UPDATE
        .take()
        .unwrap_or_else(|| ArcRwSignal::new(UPDATE_WAITS.get()));
    UPDATE.set(Some(signal.clone()));
    signal
}

/// Shows the panel of the static page: after a panic no view of ours can be trusted any more.
pub fn show_fault(fault: &Fault) {
    if fault.fatal {
        page::show_failure(&fault.message);
    }
}

/// Notices that stay until their cause is gone.
pub fn notices(session: Session) -> AnyView {
    let saving = session.saving();
    let update = update_waits();
    let storage = move || match saving.get() {
        Saving::Saved | Saving::Pending => None,
        Saving::Full => Some((
            PillTone::Bad,
            "This phone is full. Your last changes are kept in memory only. Save a copy now, then free some space.",
        )),
        Saving::Failing => Some((
            PillTone::Warn,
            "Saving does not work at the moment. Matchbook tries again by itself. Save a copy to be safe.",
        )),
        Saving::Unread => Some((
            PillTone::Bad,
            "Your data could not be read just now. Nothing was changed or deleted. Close all Matchbook windows and open it again; what you do now will not be saved.",
        )),
        Saving::Never => Some((
            PillTone::Bad,
            "This browser does not let Matchbook keep anything: private window or blocked storage. Nothing will be saved. Save a copy before you leave.",
        )),
    };
    let toaster = use_toaster();
    // Whoever sees a notice about storage may need the copy at once, and without a network.
    let saving_now = session.saving();
    Effect::new(move |_| {
        if !matches!(saving_now.get(), Saving::Saved | Saving::Pending) {
            leptos::task::spawn_local(async {
                let _ = upkeep::save_copy::load().await;
            });
        }
    });
    let export = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            if upkeep::save_copy::call(session, toaster).await.is_err() {
                toaster.show(damaged());
            }
        });
    });
    let apply = Callback::new(move |()| {
        if recordings::is_running() {
            toaster.show("A recording is running. Finish it first, then update.");
        } else {
            session.when_saved(service_worker::apply_update);
        }
    });
    let about_storage = maybe(move || {
        let (tone, text) = storage()?;
        let action = ("Save a copy".to_owned(), export);
        Some(view! { <Banner tone=tone text=text action=action /> }.into_any())
    });
    let about_update = maybe(move || {
        let text = "An update is ready. It takes a second and loses nothing.";
        let action = ("Update".to_owned(), apply);
        update
            .get()
            .then(|| view! { <Banner tone=PillTone::Accent text=text action=action /> }.into_any())
    });
    el("div")
        .class("notices")
        .view(about_storage)
        .view(about_update)
        .into_any()
}
