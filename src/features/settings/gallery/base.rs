//! What the parts of the gallery are made with: values that stay, and one call for each widget.

use leptos::prelude::*;

use crate::ui::*;

/// Hears and does nothing, for what is only looked at.
#[inline(never)]
pub fn idle<T: 'static>() -> Callback<T> {
    Callback::new(drop)
}

/// A value that stays: native boxes and fields show what is done to them all the same.
#[inline(never)]
pub fn fixed<T: Send + Sync + 'static>(value: T) -> Signal<T> {
    Signal::stored(value)
}

pub fn paragraph(text: &str) -> AnyView {
    el("p").text(text).into_any()
}

/// Views beside each other in a box.
pub fn boxed(class: &str, views: Vec<AnyView>) -> AnyView {
    views
        .into_iter()
        .fold(el("div").class(class), El::view)
        .into_any()
}

pub fn card(views: Vec<AnyView>) -> AnyView {
    view! { <Card>{views}</Card> }.into_inner()
}

pub fn group(title: &'static str, trailing: &'static str, rows: Vec<AnyView>) -> AnyView {
    view! { <Group title=title trailing=trailing>{rows}</Group> }.into_inner()
}

/// Label, kind, icon, second line if any, disabled.
pub type ButtonState = (&'static str, ButtonKind, Option<Icon>, &'static str, bool);

pub fn button(
    &(label, kind, icon, hint, disabled): &ButtonState,
    on_press: Callback<()>,
) -> AnyView {
    Button(ButtonProps {
        label: label.into(),
        kind,
        icon,
        hint: some(hint),
        note: None,
        disabled: Some(fixed(disabled)),
        on_press,
    })
}

pub fn plain_button(label: &'static str, on_press: Callback<()>) -> AnyView {
    button(&(label, ButtonKind::Secondary, None, "", false), on_press)
}

/// In the tables an empty text stands for none.
pub fn some(text: &'static str) -> Option<Signal<String>> {
    (!text.is_empty()).then(|| fixed(text.to_owned()))
}

/// A field: "area" stands for several lines; without a value, a date is an error.
pub fn field(
    label: &'static str,
    input_type: &'static str,
    value: &'static str,
    hint: &'static str,
) -> AnyView {
    let (is_area, is_search) = (input_type == "area", input_type == "search");
    let is_date = input_type == "date";
    let error = (is_date && value.is_empty()).then(|| "Choose a date.".to_owned());
    TextField(TextFieldProps {
        label: label.into(),
        value: value.into(),
        on_input: None,
        on_commit: None,
        hint: some(hint),
        error: fixed(error),
        input_type: if is_area { "text" } else { input_type },
        multiline: is_area,
        placeholder: is_search.then(|| label.into()),
        spellcheck: true,
        hide_label: is_search,
        suggestions: None,
    })
}
