//! The stage: one thing that takes the whole screen, such as a running timer. A native `<dialog>`, so
//! that the rest of the page is inert. Not here: what stands on it, and when it opens.

use leptos::prelude::*;

use super::element::{el, maybe};
use super::modal::{modal, show};

/// Covers the screen while `open`. Esc calls `on_escape` and closes nothing by itself: what stands on
/// the stage decides.
#[component]
pub fn Stage(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] on_escape: Callback<()>,
    children: ChildrenFn,
) -> AnyView {
    let is_open = Memo::new(move |_| open.get());
    maybe(move || {
        is_open
            .get()
            .then(|| stage(is_open, label, on_escape, children()))
    })
}

fn stage(
    open: Memo<bool>,
    label: Signal<String>,
    on_escape: Callback<()>,
    content: AnyView,
) -> AnyView {
    let root = el("dialog").class("stage").attr_say("aria-label", label);
    let same = root.node();
    let shown = root.node();
    // The browser scrolls to what it gives the focus at first.
    modal(root, move || shown.set_scroll_top(0))
        .on("cancel", move |event| {
            event.prevent_default();
            // The listener may outlive its screen by a turn of the event loop.
            let _ = on_escape.try_run(());
        })
        // Browsers close a dialog on a second Esc without asking.
        .on("close", move |_| {
            if same.is_connected() && open.try_get_untracked() == Some(true) {
                show(&same);
            }
        })
        .view(content)
        .into_any()
}
