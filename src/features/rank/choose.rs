//! Which would you choose? Pairs, until the order follows from the choices; or one pair.

use leptos::prelude::*;

use crate::features::Visit;
use crate::features::rank::head::head;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    head(&visit, "rank")
}

/// The screen.
pub fn pair(visit: Visit) -> AnyView {
    head(&visit, "rank")
}
