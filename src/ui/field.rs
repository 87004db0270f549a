//! Things to type or pick: text, dates, times, searches and long selections, each with its label,
//! hint and error. What counts as an error is for the caller to say.

use leptos::prelude::*;

use super::draft::Field;
use super::element::{El, el, maybe};
use super::fresh_id;
use super::icon::{Icon, icon};

/// A control with its label, hint and error around it.
fn field(
    control: El,
    label: Signal<String>,
    hide_label: bool,
    hint: Option<Signal<String>>,
    error: Signal<Option<String>>,
) -> AnyView {
    let id = fresh_id();
    let hint_id = fresh_id();
    let error_id = fresh_id();
    let mut described_by = String::from(&error_id);
    if hint.is_some() {
        described_by.push(' ');
        described_by.push_str(&hint_id);
    }
    let control = control
        .class("input")
        .attr("id", &id)
        .attr("autocomplete", "off")
        .attr("aria-describedby", &described_by)
        .attr_of("aria-invalid", move || {
            error.with(Option::is_some).then(|| "true".to_string())
        });
    let label = el("label").attr("for", &id).say(label);
    el("div")
        .class("field")
        .child(if hide_label {
            label.class("visually-hidden")
        } else {
            label
        })
        .child(control)
        .children(hint.map(|hint| el("p").class("hint").attr("id", &hint_id).say(hint)))
        // The line stays in the page so that screen readers hear it change.
        .child(
            el("div")
                .attr("id", &error_id)
                .attr("aria-live", "polite")
                .view(maybe(move || error.get().map(error_text))),
        )
        .into_any()
}

fn error_text(text: String) -> AnyView {
    el("p")
        .class("error")
        .child(icon(Icon::Alert))
        .child(el("span").attr("dir", "auto").text(&text))
        .into_any()
}

/// Tells `to` the value of a control on `event`.
fn tell(control: El, event: &'static str, to: Callback<String>) -> El {
    control.on(event, move |event| {
        super::tell(to, event_target_value(&event))
    })
}

/// A labelled line of text, or several with `multiline`. `input_type` is one of "text", "date",
/// "time", "search", "tel", "url", "email", "number". `on_input` hears every key, `on_commit` the value when the
/// field is left or Enter is pressed. What is refused stays in the field, with the reason; the browser's own
/// limit would cut a pasted text off without a word.
#[component]
pub fn TextField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(optional, into)] on_input: Option<Callback<String>>,
    #[prop(optional, into)] on_commit: Option<Callback<String>>,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(default = "text")] input_type: &'static str,
    #[prop(optional)] multiline: bool,
    #[prop(optional, into)] placeholder: Option<Signal<String>>,
    #[prop(default = true)] spellcheck: bool,
    /// Texts that the browser offers while one is being typed.
    #[prop(optional, into)]
    suggestions: Option<Signal<Vec<String>>>,
    /// Keeps the label for screen readers only, where the place says it all (a search, for example).
    #[prop(optional)]
    hide_label: bool,
) -> AnyView {
    let place = Field::new(&label.get_untracked(), &value.get_untracked());
    let draft = on_input.and_then(|_| place.draft());
    // The text that could not be kept, and why; no reason when it could.
    let (text, why) = draft.map_or_else(Default::default, |draft| (draft.text, draft.why));
    let (refused, why) = (RwSignal::new(text), RwSignal::new(why));
    let is_refused = move || why.with(|why| !why.is_empty());
    let control = if multiline {
        el("textarea").attr("rows", "3")
    } else {
        el("input").attr("type", input_type)
    };
    let control = control
        .attr("dir", "auto")
        .attr("spellcheck", if spellcheck { "true" } else { "false" })
        .given(placeholder, |control, text| {
            control.attr_say("placeholder", text)
        })
        .value_of(move || {
            if is_refused() {
                refused.get()
            } else {
                value.get()
            }
        })
        .given(on_input, |control, on_input| {
            let place = place.clone();
            control.on("input", move |event| {
                let text = event_target_value(&event);
                let reason = place.types(&text, || super::tell(on_input, text.clone()));
                if reason.is_some() || untrack(is_refused) {
                    refused.set(text);
                    why.set(reason.unwrap_or_default());
                }
            })
        })
        .given(on_commit, |control, on_commit| {
            tell(control, "change", on_commit)
        });
    let error = Signal::derive(move || error.get().or_else(|| is_refused().then(|| why.get())));
    let Some(suggestions) = suggestions else {
        return field(control, label, hide_label, hint, error);
    };
    let list = fresh_id();
    let option = |text: String| el("option").attr("value", &text);
    let options = el("datalist")
        .attr("id", &list)
        .children_of(move || suggestions.get().into_iter().map(option).collect());
    let control = control.attr("list", &list);
    vec![
        field(control, label, hide_label, hint, error),
        options.into_any(),
    ]
    .into_any()
}

/// A labelled native selection. `options` are value and label; a `value` that is not among them selects nothing.
#[component]
pub fn SelectField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_change: Callback<String>,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> AnyView {
    let option = |(value, label): (String, String)| el("option").attr("value", &value).text(&label);
    let select = el("select")
        .children_of(move || options.get().into_iter().map(option).collect())
        // The value can be set only once its option exists, so it follows the options.
        .value_of(move || {
            options.track();
            value.get()
        });
    let select = tell(select, "change", on_change);
    field(select, label, false, hint, error)
}
