//! The words of a criterion: what its numbers are called, and the fields to write what they mean.

use leptos::prelude::*;

use crate::domain::ranking::VALUES;
use crate::ui::{TextField, el};

/// What the five numbers are called.
pub const LABELS: [&str; 5] = ["poor", "weak", "acceptable", "good", "excellent"];

/// Fields for the title and the five values.
pub fn words_fields(
    title: Signal<String>,
    anchors: Signal<[String; 5]>,
    set_title: Callback<String>,
    set_anchor: Callback<(usize, String)>,
    wrong: Signal<Option<String>>,
    hint: Option<&'static str>,
) -> AnyView {
    let anchor = |value: u8| {
        let place = usize::from(value - 1);
        let label = [&*value.to_string(), ", ", LABELS[place]].concat();
        let words = Signal::derive(move || anchors.with(|anchors| anchors[place].clone()));
        let set = Callback::new(move |text: String| set_anchor.run((place, text)));
        view! { <TextField label=label value=words on_input=set /> }.into_any()
    };
    let values: Vec<AnyView> = VALUES.rev().map(anchor).collect();
    let fields = el("div").class("field-group stack");
    let title = match hint {
        Some(hint) => {
            view! { <TextField label="Title" value=title on_input=set_title error=wrong hint=hint /> }
                .into_any()
        }
        None => view! { <TextField label="Title" value=title on_input=set_title error=wrong placeholder="For example Near my sister" /> }
            .into_any(),
    };
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
