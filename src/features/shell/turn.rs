//! Takes a step back or does it again, with the part of the program that has the words for it, and which
//! finds a message its place.

use leptos::prelude::RwSignal;

use crate::features::shell::words::damaged;
use crate::parts::cut;
use crate::session::Session;
use crate::ui::Toaster;

cut! { upkeep; fn of_step(session: Session, toaster: Toaster, number: u64, words: Option<RwSignal<String>>) -> () = crate::features::shell::undone::step; }
cut! { upkeep; fn placing() -> () = crate::ui::place_toast; }

/// Takes a step back, or does it again, and says what came of it; or only puts into `words` what it did.
pub fn step(session: Session, toaster: Toaster, number: u64, words: Option<RwSignal<String>>) {
    leptos::task::spawn_local(async move {
        let done = of_step::call(session, toaster, number, words).await;
        if done.is_err() && words.is_none() {
            toaster.show(damaged());
        }
    });
}

/// Finds the message its place. Until that part is there it stands at the foot of the screen.
pub fn place_toast() {
    leptos::task::spawn_local(async {
        let _ = placing::call().await;
    });
}
