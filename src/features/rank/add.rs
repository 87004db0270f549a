//! Adding programs by their names, one on each line.

use leptos::prelude::*;

use crate::features::Visit;
use crate::features::rank::head::head;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    head(&visit, "rank")
}
