//! What is rarely needed in a review: recording along, and what keys and swipes do.

use leptos::prelude::*;

use super::ReviewScreen;
use crate::features::shell::reading::heading;
use crate::ui::{Button, El, Sheet, el};

const KEYS: [(&str, &str); 8] = [
    ("Space or Enter", "Show the outline"),
    ("T", "Say it aloud with the clock"),
    ("1", "Again"),
    ("2, 3, 4", "Hard, Good, Easy. With two buttons: Got it"),
    ("U", "Undo"),
    ("E", "Edit my answer"),
    ("S", "Pause this card"),
    (
        "Swipe left, right",
        "Again, Got it, once the outline is shown",
    ),
];

impl ReviewScreen {
    /// Behind a button of the header.
    pub(super) fn menu(self) -> AnyView {
        let close = Callback::new(move |()| self.menu.set(false));
        let row = |list: El, (key, what): (&str, &str)| {
            list.child(el("dt").text(key)).child(el("dd").text(what))
        };
        let list = move || KEYS.into_iter().fold(el("dl").class("keys"), row);
        view! {
            <Sheet open=self.menu title="Cards" on_close=close>
                {self.speaker.recorder.switch()}
                {heading("Keys and swipes")}
                {list()}
                <Button label="Close" on_press=close />
            </Sheet>
        }
        .into_any()
    }
}
