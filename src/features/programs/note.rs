//! One note between two rooms.

use leptos::prelude::*;

use crate::features::Visit;

/// The screen.
pub fn view(_: Visit) -> AnyView {
    ().into_any()
}
