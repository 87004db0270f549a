//! How the thread of a program looks, from the prep sheet to the thank-you note: its style sheet comes with
//! its screens, because the start has no need of it.

use crate::session::phone;

const SHEET: &str = include_str!("../../../style/programs.css");

/// Brings the sheet into the page. Every screen of the thread calls it before it draws.
pub fn bring() {
    phone::adopt_style(SHEET);
}
