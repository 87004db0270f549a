//! The words of a criterion: what its numbers are called, and the fields to write what they mean.

use leptos::prelude::*;

use crate::domain::ranking::VALUES;
use crate::store::core::ranking::criteria::anchor_fault;
use crate::ui::{TextField, el};

/// What the five numbers are called.
pub const LABELS: [&str; 5] = ["poor", "weak", "acceptable", "good", "excellent"];

/// The title as a field, and the five values as fields under it. What is wrong with a value is said at its field.
pub fn words_fields(
    title: AnyView,
    anchors: Signal<[String; 5]>,
    set_anchor: Callback<(usize, String)>,
) -> AnyView {
    let anchor = |value: u8| {
        let place = usize::from(value - 1);
        let label = [&*value.to_string(), ", ", LABELS[place]].concat();
        let words = Signal::derive(move || anchors.with(|anchors| anchors[place].clone()));
        let set = Callback::new(move |text: String| set_anchor.run((place, text)));
        let fault =
            Signal::derive(move || words.with(|words| anchor_fault(words).map(str::to_owned)));
        view! { <TextField label=label value=words on_input=set error=fault /> }.into_any()
    };
    let values: Vec<AnyView> = VALUES.rev().map(anchor).collect();
    let fields = el("div").class("field-group stack");
    fields
        .view(title)
        .child(
            el("p")
                .class("hint")
                .text("What would you see there? In a few words for each number, if you like."),
        )
        .view(values.into_any())
        .into_any()
}
