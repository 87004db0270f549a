//! Choosing one of a few: segments, the 1–5 rating, yes/no rows, switches, filters and the stepper.
//! All but filters and the stepper are native radios or check boxes, so arrows, space and screen readers work
//! without code. Not here: choosing from a long list (`SelectField`).

use leptos::prelude::*;

use super::button::icon_button;
use super::element::{El, el};
use super::fresh_id;
use super::icon::Icon;
use super::row::{check_box, row_text};

/// The choices of a `Segmented` or a `SelectField`: value and label, in order.
pub struct Choices(Vec<(String, String)>);

impl From<Vec<(String, String)>> for Choices {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Choices(pairs)
    }
}

impl From<Vec<(&str, &str)>> for Choices {
    fn from(pairs: Vec<(&str, &str)>) -> Self {
        Choices(
            pairs
                .into_iter()
                .map(|(value, label)| (value.to_string(), label.to_string()))
                .collect(),
        )
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Choices {
    fn from(pairs: [(&str, &str); N]) -> Self {
        pairs.to_vec().into()
    }
}

/// Radios drawn as segments, which share one group.
struct Segments {
    name: String,
    selected: Signal<Option<String>>,
    on_select: Callback<String>,
}

impl Segments {
    fn new(selected: Signal<Option<String>>, on_select: Callback<String>) -> Segments {
        Segments {
            name: fresh_id(),
            selected,
            on_select,
        }
    }

    /// One segment. `spoken` replaces the label for screen readers.
    fn segment(&self, value: &str, label: &str, spoken: Option<String>) -> El {
        let Segments {
            selected,
            on_select,
            ..
        } = *self;
        let (own, value) = (value.to_string(), value.to_string());
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", &self.name)
            .attr("autocomplete", "off")
            .given(spoken, |radio, spoken| radio.attr("aria-label", &spoken))
            .checked_of(move || selected.with(|selected| selected.as_ref() == Some(&own)))
            .on("change", move |_| super::tell(on_select, value.clone()));
        el("label")
            .child(radio)
            .child(el("span").attr("dir", "auto").text(label))
    }
}

/// Two to four short choices side by side; they stack where there is no room. Arrow keys select.
/// `label` names the group for screen readers.
#[component]
pub fn Segmented(
    #[prop(into)] options: Choices,
    #[prop(into)] selected: Signal<String>,
    #[prop(into)] on_select: Callback<String>,
    #[prop(optional, into)] label: Option<Signal<String>>,
) -> AnyView {
    let segments = Segments::new(Signal::derive(move || Some(selected.get())), on_select);
    let group = el("div")
        .class("seg")
        .attr("role", "radiogroup")
        .given(label, |group, label| group.attr_say("aria-label", label))
        .children(
            options
                .0
                .iter()
                .map(|(value, label)| segments.segment(value, label, None)),
        );
    el("div").class("seg-box").child(group).into_any()
}

/// What `value` of a rating means, as "5: Excellent", if `anchors` say so.
fn meaning(anchors: &[String], value: u8) -> Option<String> {
    let text = match (anchors, value) {
        ([_, _, _, _, _], 1..=5) => anchors.get(usize::from(value) - 1),
        ([low, _], 1) => Some(low),
        ([_, high], 5) => Some(high),
        _ => None,
    }?;
    Some([&value.to_string(), ": ", text].concat())
}

/// A rating of 1–5, or "Don't know" (`None`). `anchors` are five meanings for 1–5, or two for the
/// ends; the line under the scale shows the one chosen, or both ends.
#[component]
pub fn Rating(
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] anchors: Vec<String>,
    #[prop(into)] value: Signal<Option<u8>>,
    #[prop(into)] on_change: Callback<Option<u8>>,
) -> AnyView {
    let selected = Signal::derive(move || {
        Some(
            value
                .get()
                .map_or_else(String::new, |value| value.to_string()),
        )
    });
    let on_select = Callback::new(move |value: String| super::tell(on_change, value.parse().ok()));
    let segments = Segments::new(selected, on_select);
    let scale = el("div")
        .class("seg seg-rating")
        .children((1..=5).map(|value: u8| {
            let name = value.to_string();
            segments.segment(&name, &name, meaning(&anchors, value))
        }))
        .child(segments.segment("", "Don’t know", None));
    let hint_id = fresh_id();
    let hint = move || match value.get() {
        Some(value) => meaning(&anchors, value).unwrap_or_default(),
        None => {
            let ends = [meaning(&anchors, 1), meaning(&anchors, 5)];
            ends.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
    };
    el("fieldset")
        .class("rating")
        .attr("aria-describedby", &hint_id)
        .child(el("legend").attr("dir", "auto").say(label))
        .child(el("div").class("seg-box").child(scale))
        .child(
            el("p")
                .class("hint")
                .attr("id", &hint_id)
                .attr("dir", "auto")
                .say_with(hint),
        )
        .into_any()
}

/// A yes/no question as a row. `None` is "not answered yet".
#[component]
pub fn ChoiceRow(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] detail: Option<Signal<String>>,
    #[prop(into)] value: Signal<Option<bool>>,
    #[prop(into)] on_change: Callback<bool>,
) -> AnyView {
    let segments = Segments::new(
        Signal::derive(move || {
            value
                .get()
                .map(|yes| if yes { "y" } else { "n" }.to_string())
        }),
        Callback::new(move |value: String| super::tell(on_change, value == "y")),
    );
    let group = el("div")
        .class("seg seg-short")
        .attr("role", "radiogroup")
        .attr_say("aria-label", title)
        .child(segments.segment("y", "Yes", None))
        .child(segments.segment("n", "No", None));
    let body = el("div")
        .class("row-body")
        .child(row_text(title, detail))
        .child(group);
    el("li").class("row choice").child(body).into_any()
}

/// A setting that is on or off, as a row; the whole row is its label.
#[component]
pub fn Switch(
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] detail: Option<Signal<String>>,
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] on_toggle: Callback<bool>,
) -> AnyView {
    let hit = el("label")
        .class("row-hit")
        .child(el("span").class("row-body").child(row_text(label, detail)))
        .child(
            check_box(on_toggle)
                .checked_of(move || checked.get())
                .class("switch")
                .attr("role", "switch"),
        );
    el("li").class("row").child(hit).into_any()
}

/// A filter that is on or off; several may be on at once. `marked` shows the dot of the rows that it is
/// about.
#[component]
pub fn FilterChip(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] pressed: Signal<bool>,
    #[prop(optional)] marked: bool,
    #[prop(into)] on_press: Callback<()>,
) -> AnyView {
    el("button")
        .attr("type", "button")
        .class("chip")
        .attr_of("aria-pressed", move || Some(pressed.get().to_string()))
        .on("click", move |_| on_press.run(()))
        .children(marked.then(|| el("i").class("dot")))
        .child(el("span").say(label))
        .into_any()
}

/// A small whole number as a row, with a button on each side. `min` and `max` are inclusive.
#[component]
pub fn Stepper(
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] detail: Option<Signal<String>>,
    #[prop(into)] value: Signal<i32>,
    #[prop(default = 0)] min: i32,
    #[prop(default = 99)] max: i32,
    #[prop(into)] on_change: Callback<i32>,
) -> AnyView {
    // aria-disabled and not disabled: a disabled button would drop the focus at the end of its range.
    let step = move |by: i32, sign: Icon, word: &'static str| {
        let name = Signal::derive(move || [word, &label.get()].concat());
        let on_press = Callback::new(move |()| {
            let next = value.get_untracked() + by;
            if (min..=max).contains(&next) {
                super::tell(on_change, next);
            }
        });
        icon_button(sign, name, None, on_press).attr_of("aria-disabled", move || {
            (!(min..=max).contains(&(value.get() + by))).then(|| "true".to_string())
        })
    };
    let group = el("div")
        .class("stepper")
        .attr("role", "group")
        .attr_say("aria-label", label)
        .child(el("div").class("row-body").child(row_text(label, detail)))
        .child(step(-1, Icon::Minus, "Less: "))
        .child(el("output").say_with(move || value.get().to_string()))
        .child(step(1, Icon::Plus, "More: "));
    el("li").class("row").child(group).into_any()
}
