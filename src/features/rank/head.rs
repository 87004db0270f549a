//! What stands above My order, Criteria and How sure: the way between them, and to Finish.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::features::Visit;
use crate::session::phone;
use crate::store::read::ranking::due::{SOON, left_words};
use crate::store::read::ranking::finish::deadline;
use crate::ui::{Segmented, el};

/// The three screens of the tab: address, name.
const SCREENS: [(&str, &str); 3] = [
    (address::RANK, "My order"),
    (address::CRITERIA, "Criteria"),
    (address::SURE, "How sure"),
];

/// The switch between the three, with the one at `path` chosen, and the way to Finish.
pub fn head(visit: &Visit, path: &'static str) -> AnyView {
    let minutes = visit
        .session
        .watch(|model, world| deadline(model, world).map(|deadline| deadline.minutes_left));
    let choose = Callback::new(|path: String| phone::swap(&path));
    let finish = el("a")
        .class("btn rank-finish")
        .attr("href", &href(address::FINISH))
        .attr_of("data-tone", move || {
            let is_soon = minutes.get().is_some_and(|left| left < SOON);
            is_soon.then(|| "warn".to_owned())
        })
        .say_with(move || match minutes.get() {
            None => "Finish".to_owned(),
            Some(minutes) => ["Finish · ", &left_words(minutes)].concat(),
        });
    let switch = view! {
        <Segmented label="Part of the rank list" options=SCREENS selected=path.to_owned() on_select=choose />
    };
    el("div")
        .class("rank-head screen-only")
        .child(finish)
        .view(switch.into_any())
        .into_any()
}
