//! Things to press: buttons, links that look like buttons, icon buttons and the bar that holds the main ones.
//! Not here: rows (row.rs) and choices (choice.rs).

use leptos::prelude::*;

use super::element::{El, el};
use super::icon::{Icon, icon};

/// How much a button asks for attention. One `Primary` per screen.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The one next step.
    Primary,
    /// Everything else.
    #[default]
    Secondary,
    /// Text only, for what is rarely needed.
    Quiet,
    /// Takes something away.
    Danger,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            ButtonKind::Primary => "btn btn-primary",
            ButtonKind::Secondary => "btn",
            ButtonKind::Quiet => "btn btn-quiet",
            ButtonKind::Danger => "btn btn-danger",
        }
    }
}

/// A button that looks like nothing yet.
fn button(disabled: Option<Signal<bool>>, on_press: Callback<()>) -> El {
    el("button")
        .attr("type", "button")
        .given(disabled, |button, disabled| {
            button.attr_of("disabled", move || disabled.get().then(String::new))
        })
        .on("click", move |_| super::tell(on_press, ()))
}

/// What an `IconButton` is made of, for widgets with buttons of their own.
pub(super) fn icon_button(
    icon: Icon,
    label: Signal<String>,
    disabled: Option<Signal<bool>>,
    on_press: Callback<()>,
) -> El {
    bare_icon_button(icon, disabled, on_press).attr_say("aria-label", label)
}

/// As `icon_button`, without its name, which is then the caller's to give.
pub(super) fn bare_icon_button(
    icon: Icon,
    disabled: Option<Signal<bool>>,
    on_press: Callback<()>,
) -> El {
    button(disabled, on_press)
        .class("icon-button")
        .child(self::icon(icon))
}

/// A button. `hint` is a small second line, such as the next interval of a card; with it the
/// button is 56 px high, otherwise 48. `note` is what a screen reader adds, such as that the button is
/// suggested; it draws a ring.
#[component]
pub fn Button(
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] icon: Option<Icon>,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    #[prop(optional, into)] note: Option<Signal<Option<String>>>,
    #[prop(optional, into)] disabled: Option<Signal<bool>>,
    #[prop(into)] on_press: Callback<()>,
) -> AnyView {
    let text = el("span")
        .say(label)
        .children(hint.map(|hint| el("small").say(hint)));
    button(disabled, on_press)
        .class(kind.class())
        .given(note, |button, note| {
            button.attr_of("aria-description", move || note.get())
        })
        .children(icon.map(self::icon))
        .child(text)
        .into_any()
}

/// A link that looks like a button: it goes to another screen and changes nothing.
#[component]
pub fn LinkButton(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] icon: Option<Icon>,
) -> AnyView {
    el("a")
        .class(kind.class())
        .attr_say("href", href)
        .children(icon.map(self::icon))
        .child(el("span").say(label))
        .into_any()
}

/// A round 48 px button with an icon; `label` is what a screen reader says.
#[component]
pub fn IconButton(
    icon: Icon,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] disabled: Option<Signal<bool>>,
    #[prop(into)] on_press: Callback<()>,
) -> AnyView {
    icon_button(icon, label, disabled, on_press).into_any()
}

/// As `IconButton`, but a link to another screen.
#[component]
pub fn IconLink(
    icon: Icon,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] href: Signal<String>,
) -> AnyView {
    el("a")
        .class("icon-button")
        .attr_say("aria-label", label)
        .attr_say("href", href)
        .child(self::icon(icon))
        .into_any()
}

/// Holds the main buttons of a screen at the bottom, in reach of the thumb, above the tab bar.
/// Put it last in the page, with one to three buttons; the second of two is drawn wider.
#[component]
pub fn ActionBar(children: Children) -> AnyView {
    el("div").class("foot").view(children()).into_any()
}
