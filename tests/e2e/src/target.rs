//! Ways to name one element of a page: by role and name, as a person or a screen reader finds it.
//! A CSS selector is for what has no name. Deliberately no test ids.

use std::fmt;

use serde_json::json;

/// A JavaScript expression that gives an element or `null`; `mb` is `page.js`.
#[derive(Clone, Debug)]
pub struct Target(pub(crate) String);

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn by_role(role: &str, name: &str) -> Target {
    Target(format!("mb.find({},{})", json!(role), json!(name)))
}

/// A button whose name is, else starts with, else contains `name`; likewise below.
#[must_use]
pub fn button(name: &str) -> Target {
    by_role("button", name)
}

/// A link.
#[must_use]
pub fn link(name: &str) -> Target {
    by_role("link", name)
}

/// A check box or switch.
#[must_use]
pub fn checkbox(name: &str) -> Target {
    by_role("checkbox", name)
}

/// A radio button.
#[must_use]
pub fn radio(name: &str) -> Target {
    by_role("radio", name)
}

/// Anything one writes or chooses in: input, text area, select.
#[must_use]
pub fn field(name: &str) -> Target {
    by_role("field", name)
}

/// A heading of any level.
#[must_use]
pub fn heading(name: &str) -> Target {
    by_role("heading", name)
}

/// Anything that can be pressed.
#[must_use]
pub fn press(name: &str) -> Target {
    by_role("any", name)
}

/// The first element that matches a selector.
#[must_use]
pub fn css(selector: &str) -> Target {
    Target(format!("document.querySelector({})", json!(selector)))
}

/// The first element that matches `selector` in the nearest `around` that `at` stands in: a field of one
/// of several cards alike.
#[must_use]
pub fn beside(at: &Target, around: &str, selector: &str) -> Target {
    Target(format!(
        "({at}?.closest({})?.querySelector({}) ?? null)",
        json!(around),
        json!(selector)
    ))
}
