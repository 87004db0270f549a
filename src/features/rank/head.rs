//! What stands above My order, Criteria and How sure: the way between them, and to Finish.

use leptos::prelude::*;

use crate::features::Visit;
use crate::session::phone;
use crate::ui::{Segmented, el};

/// The three screens of the tab: address, name.
const SCREENS: [(&str, &str); 3] = [
    ("rank", "My order"),
    ("rank/criteria", "Criteria"),
    ("rank/sure", "How sure"),
];

/// The switch between the three, with the one at `path` chosen, and the way to Finish.
pub fn head(_visit: &Visit, path: &'static str) -> AnyView {
    let choose = Callback::new(|path: String| phone::swap(&path));
    let switch = view! {
        <Segmented label="Part of the rank list" options=SCREENS selected=path.to_owned() on_select=choose />
    };
    el("div")
        .class("screen-only")
        .view(switch.into_any())
        .into_any()
}
