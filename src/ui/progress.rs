//! How far and how urgent: pills, the progress bar and the progress ring. They show, they are never pressed.

use leptos::prelude::*;

use super::element::{El, el, svg_el};

/// What a pill or a banner means. Its text must say so as well: colour is never the only signal.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum PillTone {
    #[default]
    Neutral,
    Accent,
    Warn,
    Bad,
    Good,
}

impl PillTone {
    /// Value of `data-tone`, which the style sheet reads.
    pub const fn name(self) -> &'static str {
        match self {
            PillTone::Neutral => "neutral",
            PillTone::Accent => "accent",
            PillTone::Warn => "warn",
            PillTone::Bad => "bad",
            PillTone::Good => "good",
        }
    }
}

/// A short word with a tone. With an empty text it takes no room.
#[component]
pub fn Pill(
    #[prop(optional, into)] tone: Signal<PillTone>,
    #[prop(into)] text: Signal<String>,
) -> AnyView {
    el("span")
        .class("pill")
        .attr_of("data-tone", move || Some(tone.get().name().to_string()))
        .say(text)
        .into_any()
}

/// Part of the whole in per cent, 0–100; an empty whole counts as nothing done.
fn percent(value: u32, max: u32) -> u32 {
    if max == 0 {
        return 0;
    }
    // Both factors are small counts; u64 keeps the product exact all the same.
    (u64::from(value.min(max)) * 100 / u64::from(max)) as u32
}

/// Both numbers as text, with `between` between them.
fn of(value: Signal<u32>, between: &'static str, max: Signal<u32>) -> Signal<String> {
    Signal::derive(move || [&value.get().to_string(), between, &max.get().to_string()].concat())
}

/// What a screen reader hears of either kind of progress.
fn progress(class: &str, value: Signal<u32>, max: Signal<u32>, label: Signal<String>) -> El {
    el("div")
        .class(class)
        .attr("role", "progressbar")
        .attr_say("aria-label", label)
        .attr("aria-valuemin", "0")
        .attr_of("aria-valuemax", move || Some(max.get().to_string()))
        .attr_of("aria-valuenow", move || Some(value.get().to_string()))
        .attr_say("aria-valuetext", of(value, " of ", max))
}

/// A bar under its label and "8 of 11". `bare` leaves the text to screen readers only.
#[component]
pub fn ProgressBar(
    #[prop(into)] value: Signal<u32>,
    #[prop(into)] max: Signal<u32>,
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] bare: bool,
) -> AnyView {
    let done = el("i").style_of("inline-size", move || {
        let mut size = percent(value.get(), max.get()).to_string();
        size.push('%');
        size
    });
    let text = (!bare).then(|| {
        el("div")
            .class("spread")
            .child(el("strong").say(label))
            .child(el("span").class("bar-label").say(of(value, " of ", max)))
    });
    el("div")
        .class("progress")
        .children(text)
        .child(progress("bar", value, max, label).child(done))
        .into_any()
}

/// A ring with "8/11" inside and `label` for screen readers.
#[component]
pub fn ProgressRing(
    #[prop(into)] value: Signal<u32>,
    #[prop(into)] max: Signal<u32>,
    #[prop(into)] label: Signal<String>,
) -> AnyView {
    let circle = || {
        svg_el("circle")
            .attr("cx", "50")
            .attr("cy", "50")
            .attr("r", "44")
    };
    let done = circle()
        .class("ring-value")
        .attr("pathLength", "100")
        .attr("stroke-dasharray", "100")
        .attr_of("stroke-dashoffset", move || {
            Some((100 - percent(value.get(), max.get())).to_string())
        })
        // A round cap would show a dot at nothing done.
        .attr_of("stroke-opacity", move || {
            Some(if value.get() == 0 { "0" } else { "1" }.to_string())
        });
    let picture = svg_el("svg")
        .attr("viewBox", "0 0 100 100")
        .attr("aria-hidden", "true")
        .child(circle())
        .child(done);
    progress("ring", value, max, label)
        .child(picture)
        .child(
            el("strong")
                .attr("aria-hidden", "true")
                .say(of(value, "/", max)),
        )
        .into_any()
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::percent;

    #[wasm_bindgen_test]
    fn percent_stays_within_its_range() {
        assert_eq!(percent(0, 0), 0);
        assert_eq!(percent(3, 0), 0);
        assert_eq!(percent(8, 11), 72);
        assert_eq!(percent(12, 11), 100);
        assert_eq!(percent(u32::MAX, u32::MAX), 100);
    }
}
