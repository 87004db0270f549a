//! The packing list of a trip, by bag.

use leptos::prelude::*;

use crate::domain::checklist::List;
use crate::features::Visit;
use crate::features::trips::checklist::list_view;
use crate::features::trips::head::trip_page;
use crate::features::trips::row::pack_rows;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    trip_page(visit, List::Packing, |visit, trip| {
        list_view(visit, trip, List::Packing, pack_rows)
    })
}
