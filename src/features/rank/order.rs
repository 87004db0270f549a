//! My order: the hand-made list with scores beside it as advice, what is not ranked yet, and what is not ranked.

use leptos::prelude::*;

use crate::features::Visit;
use crate::features::rank::head::head;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    head(&visit, "rank")
}
