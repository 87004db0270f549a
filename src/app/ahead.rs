//! What is brought before anybody asks for it. Nothing of this happens before the first screen has been
//! painted, nor while the page has something else to do.

use crate::platform::{clock, loader, page};
use crate::screens::{TABS, View, find};
use crate::session::Session;

/// Brings the parts behind the tabs, so that the first tap on one fetches and compiles nothing; then looks
/// at what was only remembered of the phone.
pub async fn bring(session: Session) {
    page::first_screen().await;
    for (_, _, path) in TABS {
        if let Some((screen, _)) = find(path)
            && let View::InPart { load, .. } = screen.view
            && loader::may_bring_ahead()
        {
            // A part that does not come now is asked for again by the tap.
            let _ = load().await;
            clock::idle().await;
        }
    }
    page::mark("matchbook:ahead");
    clock::idle().await;
    session.look_at_phone();
}
