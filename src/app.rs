//! The house around the screens: start, router, header and tab bar, notices, the last resort.
//!
//! No router crate: an address is a hash, the registry says which screen it is (`screens`), and
//! the browser's history is the only stack.

mod ahead;
mod frame;
mod notices;

use crate::address::from_hash;
use crate::features::settings::upkeep;
use crate::features::today::screen as today;
use crate::parts::at_once;
use crate::platform::{fault, install, location, page, service_worker, worker};
use crate::session::Session;

/// Starts the app: reads the data, then takes over the page that the static shell has painted.
pub fn start() {
    // In a worker the program waits to be asked (`worker`).
    if !worker::is_page() {
        return;
    }
    fault::on_fault(notices::show_fault);
    install::listen(|| {});
    service_worker::start(notices::note_update);
    // Neither by the framework, which has no executor before something is mounted. The part of Today's rows
    // comes beside the data, where there are any.
    if from_hash(&location::hash()).is_empty() && Session::has_data() {
        wasm_bindgen_futures::spawn_local(async {
            // Asked for again by the screen.
            let _ = today::to_do::load().await;
        });
    }
    wasm_bindgen_futures::spawn_local(async {
        let session = Session::open().await;
        // Read once: whoever comes here by the failure panel gets nothing that could fail again.
        let in_need =
            from_hash(&location::hash()) == upkeep::RESCUE && upkeep::rescue::load().await.is_ok();
        // Emptied and filled in one turn, so that nothing is painted in between.
        if let Some(place) = page::take_over("app") {
            let frame = page::on_its_way();
            leptos::mount::mount_to(place, move || {
                let rescue = || at_once(&mut upkeep::rescue::call(session))?.ok();
                in_need
                    .then(rescue)
                    .flatten()
                    .unwrap_or_else(|| self::frame::frame(session))
            })
            .forget();
            drop(frame);
            if !in_need {
                ahead::bring(session).await;
            }
        }
    });
}
