//! The ways into the part of the program for bad days: recovery, rescue and copies. Not a screen;
//! the house calls these when something is wrong, and the start-up program does not carry them.

use leptos::prelude::AnyView;

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
cut! { upkeep; fn turn_step(session: Session, toaster: Toaster, number: u64) -> () = crate::features::undone::turn; }
cut! { upkeep; fn step_words(session: Session, number: u64) -> String = crate::features::undone::words; }

/// Takes a step back, or does it again, and says what came of it.
pub fn turn(session: Session, toaster: Toaster, number: u64) {
    leptos::task::spawn_local(async move {
        if turn_step::call(session, toaster, number).await.is_err() {
            toaster.show(crate::features::damaged());
        }
    });
}
