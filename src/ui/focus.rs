//! The focus does not fall out of the page when what had it goes away.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, FocusOptions, HtmlElement};

/// Once the page is drawn anew: if nothing has the focus any more, gives it to the first element that one of
/// the selectors finds, and brings that into sight.
pub fn keep_focus(places: Vec<String>) {
    give_focus(false, move || {
        let mut found = places.iter().map(|place| document().query_selector(place));
        found.find_map(|found| found.ok().flatten())
    });
}

/// As `keep_focus`, for what has the focus now; for the title, where that is not in the page any more. The page
/// stays where it is.
pub(super) fn keep_focus_of(before: Option<Element>) {
    give_focus(true, move || {
        let is_there = |one: &Element| {
            one.is_connected() && one.closest(".page").is_ok_and(|page| page.is_some())
        };
        let title = || document().query_selector("h1").ok().flatten();
        before.filter(is_there).or_else(title)
    });
}

fn give_focus(stays: bool, to: impl FnOnce() -> Option<Element> + 'static) {
    request_animation_frame(move || {
        let focused = document().active_element();
        if focused.is_some() && focused != document().body().map(Element::from) {
            return;
        }
        if let Some(Ok(target)) = to().map(JsCast::dyn_into::<HtmlElement>) {
            let still = FocusOptions::new();
            still.set_prevent_scroll(stays);
            let _ = target.focus_with_options(&still);
        }
    });
}
