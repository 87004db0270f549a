//! Who is at a program, and what to ask them.

use leptos::prelude::*;

use crate::features::Visit;

/// The screen.
pub fn view(_: Visit) -> AnyView {
    ().into_any()
}

/// The screen.
pub fn person(_: Visit) -> AnyView {
    ().into_any()
}
