//! The packing list of a trip, by bag.

use leptos::prelude::*;

use crate::domain::checklist::List;
use crate::features::Visit;
use crate::features::list_view::{list_view, pack_rows};
use crate::features::trip_head::trip_page;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    trip_page(visit, List::Packing, |visit, trip| {
        list_view(visit, trip, List::Packing, pack_rows)
    })
}
