//! Copies of everything: out into a file, and in again as a merge that is shown before it is done.
//! Not a screen: several screens offer these two. What a copy holds is the store's business.

use leptos::prelude::*;

use crate::features::muted;
use crate::session::{Session, phone};
use crate::store::core::codec::Records;
use crate::store::keep::export::{self, DryRun, FILE_MAX};
use crate::ui::{Button, ButtonKind, Dialog, Icon, Toaster, el, maybe};

/// Saves a copy and says how that went. Call it inside a tap.
pub fn save_copy(session: Session, toaster: Toaster) {
    leptos::task::spawn_local(async move {
        match session.export().await {
            Ok((name, text)) => match phone::save_file(&name, &text).await {
                phone::Left::Yes => {
                    session.note_export();
                    toaster.show(["Saved as ", &name].concat());
                }
                phone::Left::No => toaster.show("Not saved: you closed the sheet."),
                phone::Left::Cannot => toaster
                    .show("This browser cannot save files. Open Matchbook in another browser."),
            },
            Err(sentence) => toaster.show(sentence),
        }
    });
}

/// A file that was read, and what taking it in would do.
#[derive(Clone)]
struct Found {
    records: Records,
    run: DryRun,
}

impl Found {
    fn has_news(&self) -> bool {
        self.run.new + self.run.changed + self.run.both > 0
    }
}

/// The button "Restore from a copy" with the question that follows. `then` runs after the records
/// were taken in.
pub fn restore_button(
    session: Session,
    toaster: Toaster,
    kind: ButtonKind,
    then: Callback<()>,
) -> AnyView {
    let found = RwSignal::new(None::<Found>);
    let pick = move |()| {
        if session.is_sample() {
            toaster.show("This is the sample season, which is deleted when you leave it. Leave it first, then restore the copy.");
            return;
        }
        leptos::task::spawn_local(async move {
            let max_bytes = u32::try_from(FILE_MAX).unwrap_or(u32::MAX);
            let read = match phone::pick_file(".json,application/json", max_bytes).await {
                Ok(Some(bytes)) => export::read(&bytes),
                Ok(None) => return,
                Err(sentence) => Err(sentence),
            };
            match read {
                Ok(records) => {
                    let run = session.read(|model, _| export::dry_run(model, &records));
                    // The person may have left the screen while the file was read.
                    found.try_set(Some(Found { records, run }));
                }
                Err(sentence) => toaster.show(sentence),
            }
        });
    };
    if phone::is_handed_over() {
        pick(());
    }
    let add = Callback::new(move |()| {
        let Some(Found { records, run }) = found.try_update(Option::take).flatten() else {
            return;
        };
        session.merge(records);
        let promise = toaster.promise("Saving…");
        let done = ["Added: ", &run.sentence(), "."].concat();
        session.when_saved(move || {
            promise.keep(done, None);
            // The screen may have gone meanwhile.
            then.try_run(());
        });
    });
    let close = Callback::new(move |()| found.set(None));
    let question = move || found.with(|found| Some(question(found.as_ref()?, add, close)));
    view! {
        <Button label="Restore from a copy" kind=kind icon=Icon::Upload on_press=pick />
        <Dialog
            open=Signal::derive(move || found.with(Option::is_some))
            title="Restore from a copy"
            on_close=close
        >
            {maybe(question)}
        </Dialog>
    }
    .into_any()
}

fn question(found: &Found, add: Callback<()>, close: Callback<()>) -> AnyView {
    if !found.has_news() {
        let text = "Everything in this copy is already here, so there is nothing to add.";
        let button = view! { <Button label="Close" kind=ButtonKind::Primary on_press=close /> };
        return vec![el("p").text(text).into_any(), button.into_any()].into_any();
    }
    let cancel = view! { <Button label="Cancel" on_press=close /> };
    let add = view! { <Button label="Add these" kind=ButtonKind::Primary on_press=add /> };
    vec![
        el("p").class("big").text(&found.run.sentence()),
        muted(
            "The copy is added to what is here. Where both sides changed the same thing, the newer text is shown and the other one is kept beside it. Nothing is removed.",
        ),
        el("div").class("pair").view(cancel.into_any()).view(add.into_any()),
    ]
    .into_any()
}
