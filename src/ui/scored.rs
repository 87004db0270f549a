//! A row of a ranked list: its place, its name with one line under it, and a number with the band around it.
//! Not here: moving it (reorder.rs).

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

use super::element::{El, el, set_attribute, set_text};

/// What the row shows. The parts are for the eye only; `spoken` says all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scored {
    /// Place in the list, or empty.
    pub place: String,
    /// Name.
    pub title: String,
    /// One line under it, or empty.
    pub detail: String,
    /// The number, or empty.
    pub number: String,
    /// Low end, number and high end, each 0..=1 of the axis.
    pub band: Option<[f64; 3]>,
    /// The whole row in words.
    pub spoken: String,
}

/// The inside of a ranked row: a button, or plain text without `on_press`. Hundreds of them stand in one
/// list, so each follows one signal with one effect.
#[component]
pub fn ScoredRow(
    #[prop(into)] look: Signal<Scored>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
) -> AnyView {
    let part = |tag: &str, class: &str| el(tag).class(class).attr("aria-hidden", "true");
    let place = part("span", "row-number");
    let title = el("span").class("row-title").attr("dir", "auto");
    let detail = el("span").class("row-detail").attr("dir", "auto");
    let (number, spread, mark) = (el("strong"), el("i").class("spread"), el("b"));
    let band = el("span").class("band");
    let spoken = el("span").class("visually-hidden");

    let nodes = [&place, &title, &detail, &number, &spoken].map(El::node);
    let (band_node, spread_node, mark_node) = (band.node(), spread.node(), mark.node());
    let show = move |look: &Scored| {
        let texts = [
            &look.place,
            &look.title,
            &look.detail,
            &look.number,
            &look.spoken,
        ];
        for (node, text) in nodes.iter().zip(texts) {
            set_text(node, text);
        }
        let none = look.band.is_none().then_some("");
        set_attribute(&band_node, "hidden", none);
        if let Some([low, value, high]) = look.band {
            set_share(&spread_node, "inset-inline-start", low);
            set_share(&spread_node, "inline-size", high - low);
            set_share(&mark_node, "inset-inline-start", value);
        }
    };

    let words = el("span").class("row-main").child(title).child(detail);
    let body = part("span", "row-body").child(words);
    let end = part("span", "score")
        .child(number)
        .child(band.child(spread).child(mark));
    let hit = match on_press {
        Some(on_press) => el("button")
            .attr("type", "button")
            .on("click", move |_| super::tell(on_press, ())),
        None => el("div"),
    };
    hit.class("row-hit scored")
        .child(spoken)
        .child(place)
        .child(body)
        .child(end)
        .follow(Box::new(move || look.with(&show)))
        .into_any()
}

/// Sets a length to a share of the whole.
fn set_share(node: &Element, property: &str, share: f64) {
    let percent = [&*(share.clamp(0.0, 1.0) * 100.0).to_string(), "%"].concat();
    if let Some(node) = node.dyn_ref::<HtmlElement>() {
        let _ = node.style().set_property(property, &percent);
    }
}
