//! What to compare: which criteria count, in which order, with which weights; and one criterion.

use leptos::prelude::*;

use crate::features::Visit;
use crate::features::rank::head::head;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    head(&visit, "rank/criteria")
}

/// The screen.
pub fn one(visit: Visit) -> AnyView {
    head(&visit, "rank/criteria")
}
