//! Shortcuts that work everywhere on the page. Keys inside a widget are the widget's own.

use wasm_bindgen::prelude::*;
use web_sys::{Element, Event};

use super::{Subscription, js};

/// A key that was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The browser's name: "a", "?", "Escape", "ArrowDown".
    pub name: String,
    /// Control, or Command on a Macintosh.
    pub ctrl: bool,
    /// Alt, or Option on a Macintosh.
    pub alt: bool,
    /// Shift. Already part of the name of a character.
    pub shift: bool,
    /// Whether it goes into a text field, where single letters are typing and not commands.
    pub editable: bool,
    /// Whether it goes to something that space or enter presses: a button, a link, a tick box.
    pub on_control: bool,
}

/// Runs for every key press that nobody has handled and that is not part of composing a
/// character; `true` means handled, and keeps the browser from acting on it too.
pub fn on_key(run: impl Fn(&Key) -> bool + 'static) -> Subscription {
    js::listen(&js::window(), "keydown", move |event| {
        let is = |name: &str| js::get(&event, name).is_truthy();
        if is("defaultPrevented") || is("isComposing") {
            return;
        }
        let key = Key {
            name: js::get(&event, "key").as_string().unwrap_or_default(),
            ctrl: is("ctrlKey") || is("metaKey"),
            alt: is("altKey"),
            shift: is("shiftKey"),
            editable: is_editable(&js::get(&event, "target")),
            on_control: is_control(&js::get(&event, "target")),
        };
        if run(&key) {
            event.unchecked_ref::<Event>().prevent_default();
        }
    })
}

fn is_control(target: &JsValue) -> bool {
    target
        .dyn_ref::<Element>()
        .is_some_and(|element| matches!(element.closest("a, button, summary, input"), Ok(Some(_))))
}

fn is_editable(target: &JsValue) -> bool {
    const FIELDS: &str =
        "textarea,select,input:not([type=checkbox],[type=radio],[type=button],[type=range])";
    let matches = |element: &Element| element.matches(FIELDS).unwrap_or(false);
    js::get(target, "isContentEditable").is_truthy()
        || target.dyn_ref::<Element>().is_some_and(matches)
}
