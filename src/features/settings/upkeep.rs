//! The ways into the part of the program for bad days: recovery, rescue and copies. Not a screen;
//! the house calls these when something is wrong, and the start-up program does not carry them.

use leptos::prelude::AnyView;

use crate::parts::cut;
use crate::session::Session;
use crate::store::keep::journal::Missing;
use crate::ui::Toaster;

/// Address of the way out; the page's own failure panel leads there. Not in the registry, because
/// it stands in place of the whole app.
pub const RESCUE: &str = "rescue";

cut! { upkeep; fn recovery(session: Session, missing: Missing) -> AnyView = crate::features::settings::recovery::view; }
cut! { upkeep; fn rescue(session: Session) -> AnyView = crate::features::settings::recovery::rescue; }
cut! { upkeep; fn save_copy(session: Session, toaster: Toaster) -> () = crate::features::settings::copies::save_copy; }
