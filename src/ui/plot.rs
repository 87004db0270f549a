//! Small plots: bars, a line, a calendar of days. Each is one picture with a sentence that says what
//! it shows, and the same numbers as a table behind a disclosure. They know nothing of what they count.

use leptos::prelude::*;

use super::card::Disclosure;
use super::element::{El, el, svg_el};

/// One value of a plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What it is of, such as a day.
    pub name: String,
    /// How much; negative and infinite values are drawn as 0.
    pub value: f32,
    /// The value in words.
    pub text: String,
}

/// How a plot is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlotKind {
    /// A bar for each value.
    Bars,
    /// A line through the values, from 0 to `most`.
    Line,
    /// A square for each value, seven in a column; the first stands at the top.
    Days,
}

const WIDTH: f32 = 320.0;
const HEIGHT: f32 = 96.0;

/// A plot of `marks` with its `summary`. `most` is the top of the scale; 0 takes the greatest value.
/// `columns` are the headings of the table.
#[component]
pub fn Plot(
    kind: PlotKind,
    #[prop(into)] summary: String,
    marks: Vec<Mark>,
    #[prop(optional)] most: f32,
    columns: (&'static str, &'static str),
) -> AnyView {
    let top = marks.iter().map(height).fold(most.max(1.0), f32::max);
    let picture = match kind {
        PlotKind::Bars => bars(&marks, top),
        PlotKind::Line => line(&marks, top),
        PlotKind::Days => days(&marks, top),
    };
    let ends = match (kind, marks.first(), marks.last()) {
        (_, Some(first), Some(last)) if marks.len() > 1 => Some(
            el("p")
                .class("plot-ends")
                .attr("aria-hidden", "true")
                .child(el("span").text(&first.name))
                .child(el("span").text(&last.name)),
        ),
        _ => None,
    };
    let picture = picture
        .class(if kind == PlotKind::Days {
            "plot plot-days"
        } else {
            "plot"
        })
        .attr("role", "img")
        .attr("aria-label", &summary);
    let table = table(&marks, columns);
    el("div")
        .class("plot-box")
        .child(picture)
        .children(ends)
        .child(el("p").class("prose").text(&summary))
        .view(view! { <Disclosure title="Show the numbers">{table}</Disclosure> }.into_any())
        .into_any()
}

fn height(mark: &Mark) -> f32 {
    if mark.value.is_finite() {
        mark.value.max(0.0)
    } else {
        0.0
    }
}

/// A length with one decimal, as SVG takes it.
fn number(length: f32) -> String {
    format!("{length:.1}")
}

fn frame(width: f32, height: f32) -> El {
    svg_el("svg").attr(
        "viewBox",
        &["0 0 ", &number(width), " ", &number(height)].concat(),
    )
}

fn rect(x: f32, y: f32, width: f32, height: f32) -> El {
    svg_el("rect")
        .attr("x", &number(x))
        .attr("y", &number(y))
        .attr("width", &number(width))
        .attr("height", &number(height))
        .attr("rx", "2")
}

#[allow(clippy::cast_precision_loss)] // a few hundred marks at most
fn place(index: usize) -> f32 {
    index as f32
}

fn bars(marks: &[Mark], top: f32) -> El {
    let step = WIDTH / place(marks.len().max(1));
    let bar = |(index, mark): (usize, &Mark)| {
        // Something is never drawn as nothing.
        let least = if height(mark) > 0.0 { 3.0 } else { 1.0 };
        let tall = (height(mark) / top * HEIGHT).max(least);
        rect(
            place(index) * step + step * 0.12,
            HEIGHT - tall,
            step * 0.76,
            tall,
        )
        .class("plot-fill")
    };
    frame(WIDTH, HEIGHT).children(marks.iter().enumerate().map(bar))
}

fn line(marks: &[Mark], top: f32) -> El {
    let step = WIDTH / place(marks.len().saturating_sub(1).max(1));
    let point = |(index, mark): (usize, &Mark)| {
        let y = HEIGHT - height(mark) / top * (HEIGHT - 4.0) - 2.0;
        [&number(place(index) * step), ",", &number(y)].concat()
    };
    let points: Vec<String> = marks.iter().enumerate().map(point).collect();
    let base = rect(0.0, HEIGHT - 1.0, WIDTH, 1.0).class("plot-track");
    let drawn = svg_el("polyline")
        .class("plot-line")
        .attr("points", &points.join(" "));
    frame(WIDTH, HEIGHT).child(base).child(drawn)
}

fn days(marks: &[Mark], top: f32) -> El {
    let columns = marks.len().div_ceil(7).max(1);
    let step = 20.0;
    let square = |(index, mark): (usize, &Mark)| {
        let square = rect(
            place(index / 7) * step + 1.0,
            place(index % 7) * step + 1.0,
            step - 3.0,
            step - 3.0,
        );
        if height(mark) == 0.0 {
            return square.class("plot-track");
        }
        // Never so pale that a day with one answer looks like a day without.
        let share = 0.35 + 0.65 * height(mark) / top;
        square
            .class("plot-fill")
            .attr("fill-opacity", &format!("{share:.2}"))
    };
    frame(place(columns) * step, 7.0 * step).children(marks.iter().enumerate().map(square))
}

fn table(marks: &[Mark], (name, value): (&str, &str)) -> AnyView {
    let head = el("tr")
        .child(el("th").attr("scope", "col").text(name))
        .child(el("th").attr("scope", "col").text(value));
    let row = |mark: &Mark| {
        el("tr")
            .child(el("th").attr("scope", "row").text(&mark.name))
            .child(el("td").text(&mark.text))
    };
    el("table")
        .class("numbers")
        .child(el("thead").child(head))
        .child(el("tbody").children(marks.iter().map(row)))
        .into_any()
}
