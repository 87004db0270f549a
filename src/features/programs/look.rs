//! How the thread of a program looks, from the prep sheet to the thank-you note: its style sheet comes with
//! its screens, because the start has no need of it.

use std::cell::Cell;

use crate::session::phone;

const SHEET: &str = include_str!("../../../style/programs.css");

thread_local! {
    static IS_THERE: Cell<bool> = const { Cell::new(false) };
}

/// Brings the sheet into the page, once. Every screen of the thread calls it before it draws.
pub fn bring() {
    if !IS_THERE.replace(true) {
        phone::adopt_style(SHEET);
    }
}
