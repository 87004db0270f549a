//! Screens, places and the focus.

use std::cell::Cell;

use leptos::prelude::*;

use crate::address;
use crate::platform::{location, page};

/// Opens a screen, as a link would.
pub fn go(path: &str) {
    location::push(&["/", path].concat());
}

/// Opens a screen in place of this one, so that Back skips this one.
pub fn swap(path: &str) {
    location::replace(&["/", path].concat());
}

/// The number of this entry of the history: Back comes to the same one again, a link to a new one.
pub fn entry() -> f64 {
    location::entry()
}

/// Moves the focus to the first element that the selector finds.
pub fn focus(selector: &str) {
    location::focus(selector);
}

/// Moves the focus once what was drawn stands in the page.
pub fn focus_soon(selector: &'static str) {
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        focus(selector);
    });
}

/// As `focus_soon`, for what may lie outside of the screen.
pub fn show_soon(selector: &'static str) {
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        location::focus(selector);
        location::reveal(selector, "center");
    });
}

/// Moves the focus to the first control of this form (a selector) that refused something, once the sentence that
/// says why stands under it, and brings both into sight.
pub fn show_fault_soon(form: &'static str) {
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        location::focus(&[form, " [aria-invalid=true]"].concat());
        // With a text field in focus the bars lie elsewhere.
        request_animation_frame(location::reveal_field);
    });
}

/// Says under its control why what was typed into this form (a selector) cannot be kept, and brings it into sight.
pub fn refuse(wrong: RwSignal<Option<String>>, sentence: String, form: &'static str) {
    wrong.set(Some(sentence));
    show_fault_soon(form);
}

/// Once the page is drawn anew: scrolls as little as it takes to show what the selector finds.
pub fn reveal(selector: String) {
    request_animation_frame(move || {
        location::reveal(&selector, "nearest");
    });
}

/// The `attribute` of that element of those that match `selector` which the person is looking at.
pub fn in_view(selector: &str, attribute: &str) -> Option<String> {
    page::in_view(selector, attribute)
}

/// Begins a new page of the same screen: at its top, with the focus on its title.
pub fn turn_page() {
    location::scroll_to_top();
    location::focus("h1");
}

/// As `turn_page`, once what lay over the page is gone: nothing under it takes the focus before.
pub fn turn_page_soon() {
    request_animation_frame(turn_page);
}

/// Loads the app anew at its first screen.
pub fn restart() {
    restart_at(address::TODAY);
}

/// Loads the app anew at this screen.
pub fn restart_at(path: &str) {
    swap(path);
    location::reload();
}

thread_local! {
    static TAPPED: Cell<bool> = const { Cell::new(false) };
}

/// The tap that opens the sample season: its screen then begins at once. Whoever comes to that screen by
/// Back, a reload or an address is asked first.
pub fn tap_sample() {
    TAPPED.set(true);
    go(address::SAMPLE);
}

/// The screen of the sample season was opened by that tap. Answers once.
pub fn was_sample_tapped() -> bool {
    TAPPED.take()
}
