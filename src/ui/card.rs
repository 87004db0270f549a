//! Surfaces that hold other things: cards, groups of rows, the hero, disclosures, the empty state.
//! Not here: anything that is pressed or filled in.

use leptos::prelude::*;

use super::element::{El, el};
use super::icon::{Icon, icon};

/// A plain raised surface; its children are stacked with even space.
#[component]
pub fn Card(children: Children) -> AnyView {
    el("div").class("card").view(children()).into_any()
}

/// The one highlighted block of a screen: a small kicker, a large title and lines of detail.
/// Children (a button, for example) come last.
#[component]
pub fn Hero(
    #[prop(optional, into)] kicker: Option<Signal<String>>,
    #[prop(optional, into)] title: Option<Signal<String>>,
    /// Lines under the title, newest reading each time the signal changes.
    #[prop(optional, into)]
    lines: Option<Signal<Vec<String>>>,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    let line = |line: String| el("span").attr("dir", "auto").text(&line);
    el("section")
        .class("hero")
        .children(kicker.map(|kicker| el("p").class("hero-kicker").say(kicker)))
        .children(title.map(|title| el("p").class("hero-title").attr("dir", "auto").say(title)))
        .children(lines.map(|lines| {
            el("div")
                .class("hero-lines")
                .children_of(move || lines.get().into_iter().map(line).collect())
        }))
        .given(children, |hero, children| hero.view(children()))
        .into_any()
}

/// A section with its heading, if it has one, and an optional pill at the heading's end.
fn section(title: Option<Signal<String>>, trailing: Option<Signal<String>>) -> El {
    el("section").children(title.map(|title| {
        el("div")
            .class("section-head")
            .child(el("h2").attr("dir", "auto").say(title))
            .children(trailing.map(|text| el("span").class("pill").say(text)))
    }))
}

/// A titled, inset list of row-like widgets. `trailing` is a short pill such as "4 / 6".
// The role is spelled out because Safari drops the list semantics of unstyled lists.
#[component]
pub fn Group(
    #[prop(optional, into)] title: Option<Signal<String>>,
    #[prop(optional, into)] trailing: Option<Signal<String>>,
    children: Children,
) -> AnyView {
    section(title, trailing)
        .child(
            el("ul")
                .attr("role", "list")
                .class("group")
                .view(children()),
        )
        .into_any()
}

/// A titled card for field-like widgets.
#[component]
pub fn FieldGroup(
    #[prop(optional, into)] title: Option<Signal<String>>,
    #[prop(optional, into)] trailing: Option<Signal<String>>,
    children: Children,
) -> AnyView {
    section(title, trailing)
        .child(el("div").class("card field-group").view(children()))
        .into_any()
}

/// A row that opens to show more. Native, so it needs no state; with the same `name`, opening one closes the others.
#[component]
pub fn Disclosure(
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] open: bool,
    #[prop(optional, into)] name: Option<String>,
    children: Children,
) -> AnyView {
    let summary = el("summary")
        .child(el("span").attr("dir", "auto").say(title))
        .child(icon(Icon::ChevronRight));
    el("details")
        .class("group disclosure")
        .given(open.then_some(""), |details, open| {
            details.attr("open", open)
        })
        .given(name, |details, name| details.attr("name", &name))
        .child(summary)
        .child(el("div").view(children()))
        .into_any()
}

/// What a screen shows while it has nothing: why, and the one thing to do (children).
#[component]
pub fn EmptyState(
    icon: Icon,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    el("section")
        .class("empty")
        .child(self::icon(icon))
        .child(el("h2").say(title))
        .child(el("p").say(text))
        .given(children, |section, children| section.view(children()))
        .into_any()
}

/// Text for screen readers only.
#[component]
pub fn VisuallyHidden(children: Children) -> AnyView {
    el("span")
        .class("visually-hidden")
        .view(children())
        .into_any()
}

/// Shown on paper only.
#[component]
pub fn PrintOnly(children: Children) -> AnyView {
    el("div").class("print-only").view(children()).into_any()
}
