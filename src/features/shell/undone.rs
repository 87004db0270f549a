//! Takes steps back, or does them again, and says what came of it. Not a screen; the header, the keys and the
//! toasts call it.

use leptos::prelude::{RwSignal, Set};

use crate::session::Session;
use crate::store::core::undo::Step;
use crate::store::read::undone::{deed, outcome};
use crate::ui::Toaster;

/// Takes a step back, or does it again, and says what came of it once that is stored; or only puts into
/// `shown` what it did: "“Passport” ticked".
pub fn step(session: Session, toaster: Toaster, number: u64, shown: Option<RwSignal<String>>) {
    let told = |step: &Step| session.read(|model, _| deed(model, step));
    let told = session.with_step(number, told).unwrap_or_default();
    if let Some(shown) = shown {
        shown.set(told);
        return;
    }
    let promise = toaster.promise("Saving…");
    let Some(turned) = session.turn(number, Some(&told)) else {
        promise.end();
        toaster.show("There is nothing to undo.");
        return;
    };
    let sentence = session.read(|model, _| match turned.changed {
        true => outcome(model, &turned.step, &told, turned.stays),
        false => [
            &*told,
            ": not undone, because it was changed since. It stays as it is now.",
        ]
        .concat(),
    });
    session.when_saved(move || promise.keep(sentence, None));
}
