//! How the Rank tab looks: its style sheet comes with its part of the program, because the start has no need of it.

use crate::session::phone;

const SHEET: &str = include_str!("../../../style/rank.css");

/// Brings the sheet into the page. Every screen of the tab calls it before it draws.
pub fn bring() {
    phone::adopt_style(SHEET);
}
