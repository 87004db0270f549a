//! What is left before the list is certified, the deadline, and the list for other eyes.

use leptos::prelude::*;

use crate::features::Visit;
use crate::features::rank::head::head;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    head(&visit, "rank")
}
