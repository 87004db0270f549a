//! The plan of an interview day: its blocks, and when to leave and wake.

use leptos::prelude::*;

use crate::features::Visit;

/// The screen.
pub fn view(_: Visit) -> AnyView {
    ().into_any()
}
