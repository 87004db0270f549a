//! Thank-you notes: a clock and a letter for each person.

use leptos::prelude::*;

use crate::features::Visit;

/// The screen.
pub fn view(_: Visit) -> AnyView {
    ().into_any()
}
