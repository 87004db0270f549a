//! Lists that were kept, and what has changed since.

use leptos::prelude::*;

use crate::features::Visit;
use crate::features::rank::head::head;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    head(&visit, "rank")
}

/// The screen.
pub fn one(visit: Visit) -> AnyView {
    head(&visit, "rank")
}
