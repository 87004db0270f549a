//! The calendar of the season: clashes first, then the days.

use leptos::prelude::*;

use crate::features::Visit;

/// The screen.
pub fn view(_: Visit) -> AnyView {
    ().into_any()
}
