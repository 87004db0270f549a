//! Every widget in every state on one page, for eyes and for the tests that photograph it.
//! It may use only `ui`. It is not a screen of the app and shows no real data. A page that nobody
//! needs must weigh next to nothing: tables, one call per widget, and values that stay, except
//! where the moving is what there is to see.

use leptos::prelude::*;

use crate::features::Visit;
use crate::ui::*;

mod base;
mod forms;
mod lists;
mod surfaces;

/// Heading of a part and what fills it.
type Part = (&'static str, fn(El) -> El);

static PARTS: [Part; 12] = [
    ("Hero and empty state", surfaces::surfaces),
    ("Buttons", lists::buttons),
    ("Rows", lists::rows),
    ("Check rows", lists::check_rows),
    ("Pills and progress", surfaces::progress),
    ("Choices", forms::choices),
    ("Fields", forms::fields),
    ("Reorder", forms::reorder),
    ("Sheet, dialog, toast", surfaces::overlays),
    ("Notices", surfaces::notices),
    ("Awkward text", lists::awkward),
    ("Skeleton", surfaces::skeleton),
];

/// The gallery as a screen.
pub fn view(_: Visit) -> AnyView {
    let part =
        |(title, fill): &Part| fill(el("section").class("stack").child(el("h2").text(title)));
    el("div")
        .class("stack gallery")
        .children(PARTS.iter().map(part))
        .into_any()
}
