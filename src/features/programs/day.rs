//! The interview day as it runs: now and next.

use leptos::prelude::*;

use crate::features::Visit;

/// The screen.
pub fn view(_: Visit) -> AnyView {
    ().into_any()
}
