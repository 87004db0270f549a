//! The ways into the part of the program for bad days: recovery, rescue and copies. Not a screen;
//! the house calls these when something is wrong, and the start-up program does not carry them.

use leptos::prelude::{AnyView, RwSignal};

use crate::parts::cut;
use crate::session::Session;
use crate::store::journal::Missing;
use crate::ui::Toaster;

/// Address of the way out; the page's own failure panel leads there. Not in the registry, because
/// it stands in place of the whole app.
pub const RESCUE: &str = "rescue";

cut! { upkeep; fn recovery(session: Session, missing: Missing) -> AnyView = crate::features::recovery::view; }
cut! { upkeep; fn rescue(session: Session) -> AnyView = crate::features::recovery::rescue; }
cut! { upkeep; fn save_copy(session: Session, toaster: Toaster) -> () = crate::features::copy::save_copy; }
cut! { upkeep; fn of_step(session: Session, toaster: Toaster, number: u64, words: Option<RwSignal<String>>) -> () = crate::features::undone::step; }

/// Takes a step back, or does it again, and says what came of it; or only puts into `words` what it did.
pub fn step(session: Session, toaster: Toaster, number: u64, words: Option<RwSignal<String>>) {
    leptos::task::spawn_local(async move {
        let done = of_step::call(session, toaster, number, words).await;
        if done.is_err() && words.is_none() {
            toaster.show(crate::features::damaged());
        }
    });
}
