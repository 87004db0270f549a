//! What sheets and the stage share: a native `<dialog>` that is modal for as long as it is in the page.
//! The page under it is told by an attribute, so that it does not scroll: `:root:has(dialog[open])` would
//! have every tick search the whole page, a third of what it costs in a list of 500.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlDialogElement};
use send_wrapper::SendWrapper;

use super::element::{El, set_attribute};

/// Shows the dialog `root` once it stands in the page, then runs `shown`; closes it with its view.
pub(super) fn modal(root: El, shown: impl FnOnce() + 'static) -> El {
    // Closing before removal is what makes the browser return the focus to the opener.
    let leaving = SendWrapper::new(root.node());
    on_cleanup(move || {
        leaving.unchecked_ref::<HtmlDialogElement>().close();
        tell_page();
    });
    root.when_mounted(|dialog| {
        show(&dialog);
        shown();
    })
}

/// Shows a dialog over all else.
pub(super) fn show(dialog: &Element) {
    // Fails only if the page has already taken the dialog away: then there is nothing to show.
    let _ = dialog.unchecked_ref::<HtmlDialogElement>().show_modal();
    tell_page();
}

fn tell_page() {
    if let Some(root) = document().document_element() {
        for (name, open) in [
            ("data-modal", "dialog[open]"),
            ("data-stage", ".stage[open]"),
        ] {
            let is_open = matches!(root.query_selector(open), Ok(Some(_)));
            set_attribute(&root, name, is_open.then_some(""));
        }
    }
}
