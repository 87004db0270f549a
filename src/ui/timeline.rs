//! A timeline: how loud a recording is over time, stretches and lines over it, and the place that is
//! being played, which a finger, a mouse or the arrow keys move. It knows nothing of what it shows.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::KeyboardEvent;

use super::element::{El, el, svg_el};

const WIDTH: f32 = 600.0;
const HEIGHT: f32 = 120.0;
/// Height of a lane.
const LANE: f32 = 36.0;
/// How far an arrow key goes, in seconds.
const STRIDE: f64 = 5.0;
/// A bar of no sound is still a bar.
const LEAST: f32 = 1.5;

/// What a stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StretchKind {
    /// Nothing is said.
    Gap,
    /// Nothing is said for long.
    LongGap,
    /// Something to listen to.
    Mark,
}

impl StretchKind {
    const fn class(self) -> &'static str {
        match self {
            StretchKind::Gap => "timeline-gap",
            StretchKind::LongGap => "timeline-gap timeline-long",
            StretchKind::Mark => "timeline-mark",
        }
    }
}

/// A stretch of time, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// What it is.
    pub kind: StretchKind,
}

/// A line of its own under the timeline, over the same time.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// What it is of.
    pub name: &'static str,
    /// What it shows, in words.
    pub text: String,
    /// From 0 to 1, evenly over the time; `None` where there is no value.
    pub values: Vec<Option<f32>>,
}

/// The timeline of `seconds` with `peaks` (0 to 1, evenly over the time). `label` names the control that
/// moves the place.
#[component]
pub fn Timeline(
    seconds: f64,
    peaks: Vec<f32>,
    #[prop(into)] stretches: Signal<Vec<Stretch>>,
    #[prop(into)] lanes: Signal<Vec<Lane>>,
    #[prop(into)] place: Signal<f64>,
    #[prop(into)] on_seek: Callback<f64>,
    #[prop(into)] label: String,
) -> AnyView {
    let seconds = seconds.max(0.001);
    let under = svg_el("g").children_of(move || {
        stretches.with(|all| all.iter().map(|one| band(one, seconds)).collect())
    });
    let wave = svg_el("path")
        .class("timeline-wave")
        .attr("d", &bars(&peaks));
    let picture = frame(HEIGHT).child(under).child(wave);
    let line = el("div")
        .class("timeline-place")
        .style_of("inset-inline-start", move || {
            let percent = (place.get() / seconds).clamp(0.0, 1.0) * 100.0;
            format!("{percent:.2}%")
        });
    let range = el("input")
        .class("timeline-range")
        .attr("type", "range")
        .attr("min", "0")
        .attr("max", &((seconds * 1_000.0).round() as u32).to_string())
        .attr("step", "100")
        .attr("aria-label", &label)
        .attr_of("aria-valuetext", move || {
            Some(format!("{:.0} of {seconds:.0} seconds", place.get()))
        })
        .value_of(move || ((place.get() * 10.0).round() as u32 * 100).to_string())
        .on("keydown", move |event| {
            let by = match event.unchecked_ref::<KeyboardEvent>().key().as_str() {
                "ArrowLeft" | "ArrowDown" => -STRIDE,
                "ArrowRight" | "ArrowUp" => STRIDE,
                _ => return,
            };
            event.prevent_default();
            let to = (place.get_untracked() + by).clamp(0.0, seconds);
            let _ = on_seek.try_run(to);
        })
        .on("input", move |event| {
            if let Ok(ms) = event_target_value(&event).parse::<f64>() {
                let _ = on_seek.try_run(ms / 1_000.0);
            }
        });
    let wave = el("div")
        .class("timeline-wave-box")
        .child(picture)
        .child(line)
        .child(range);
    let lanes = el("div")
        .class("timeline-lanes")
        .children_of(move || lanes.with(|all| all.iter().map(lane).collect()));
    el("div")
        .class("timeline")
        .child(wave)
        .child(lanes)
        .into_any()
}

fn frame(height: f32) -> El {
    svg_el("svg")
        .attr("viewBox", &format!("0 0 {WIDTH} {height}"))
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
}

fn band(one: &Stretch, seconds: f64) -> El {
    let x = |at: f64| (at / seconds).clamp(0.0, 1.0) as f32 * WIDTH;
    let (from, to) = (x(one.from), x(one.to));
    svg_el("rect")
        .class(one.kind.class())
        .attr("x", &format!("{from:.1}"))
        .attr("width", &format!("{:.1}", (to - from).max(2.0)))
        .attr("y", "0")
        .attr("height", &format!("{HEIGHT}"))
}

#[allow(clippy::cast_precision_loss)] // some hundred bars
fn bars(peaks: &[f32]) -> String {
    let step = WIDTH / peaks.len().max(1) as f32;
    let bar = |(index, peak): (usize, &f32)| {
        let x = (index as f32 + 0.5) * step;
        let half = (peak.clamp(0.0, 1.0) * (HEIGHT - 8.0) / 2.0).max(LEAST);
        format!(
            "M{x:.1} {:.1}V{:.1}",
            HEIGHT / 2.0 - half,
            HEIGHT / 2.0 + half
        )
    };
    peaks.iter().enumerate().map(bar).collect()
}

fn lane(lane: &Lane) -> El {
    let path = svg_el("path")
        .class("timeline-line")
        .attr("d", &line(&lane.values));
    let picture = frame(LANE).child(path);
    el("figure")
        .class("timeline-lane")
        .child(
            el("figcaption")
                .child(el("strong").text(lane.name))
                .text(" ")
                .text(&lane.text),
        )
        .child(picture)
}

/// A path through the values that are there.
#[allow(clippy::cast_precision_loss)] // some hundred values
fn line(values: &[Option<f32>]) -> String {
    let step = WIDTH / values.len().saturating_sub(1).max(1) as f32;
    let mut path = String::new();
    let mut draws = false;
    for (index, value) in values.iter().enumerate() {
        let Some(value) = value else {
            draws = false;
            continue;
        };
        let x = index as f32 * step;
        let y = (1.0 - value.clamp(0.0, 1.0)) * (LANE - 6.0) + 3.0;
        if !draws {
            // A lone value is a dot.
            path.push_str(&format!("M{x:.1} {y:.1}h.1"));
        } else {
            path.push_str(&format!("L{x:.1} {y:.1}"));
        }
        draws = true;
    }
    path
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{bars, line};

    #[wasm_bindgen_test]
    fn silence_is_seen_and_nothing_leaves_the_picture() {
        assert_eq!(bars(&[]), "");
        assert_eq!(bars(&[0.0]), "M300.0 58.5V61.5");
        assert_eq!(bars(&[9.0]), "M300.0 4.0V116.0");
    }

    #[wasm_bindgen_test]
    fn a_line_breaks_where_there_is_no_value() {
        let path = line(&[Some(0.0), Some(1.0), None, Some(0.5), None]);
        assert_eq!(path.matches('M').count(), 2);
        assert_eq!(path.matches('L').count(), 1);
        assert_eq!(line(&[None, None]), "");
        assert_eq!(line(&[]), "");
    }
}
