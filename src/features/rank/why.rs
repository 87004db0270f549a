//! Two programs side by side: what makes the difference, in words.

use leptos::prelude::*;

use crate::features::Visit;
use crate::features::rank::head::head;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    head(&visit, "rank")
}
