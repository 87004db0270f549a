//! How sure the order is: shares over many weightings, what would change it.

use leptos::prelude::*;

use crate::features::Visit;
use crate::features::rank::head::head;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    head(&visit, "rank/sure")
}
