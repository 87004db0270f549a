//! A trend: values in order as points on a line, with the band they should lie in. One picture with a
//! sentence that says the same. It knows nothing of what the values are.

use super::element::{El, el, svg_el};

const WIDTH: f32 = 320.0;
const HEIGHT: f32 = 120.0;
/// Room for a point at the edge.
const MARGIN: f32 = 8.0;

/// The picture of `values`, oldest first, over the `band`; `sentence` says what it shows.
pub fn trend(values: &[f32], band: (f32, f32), sentence: &str) -> El {
    let scale = Scale::of(values, band);
    let shade = svg_el("rect")
        .class("trend-band")
        .attr("x", "0")
        .attr("width", &number(WIDTH))
        .attr("y", &number(scale.y(band.1)))
        .attr("height", &number(scale.y(band.0) - scale.y(band.1)));
    let places: Vec<(f32, f32)> = values
        .iter()
        .enumerate()
        .map(|(index, value)| (x(index, values.len()), scale.y(*value)))
        .collect();
    let pair = |(x, y): &(f32, f32)| [&number(*x), ",", &number(*y)].concat();
    let line = svg_el("polyline").class("trend-line").attr(
        "points",
        &places.iter().map(pair).collect::<Vec<_>>().join(" "),
    );
    let points = places.iter().zip(values).map(|((x, y), value)| {
        let is_in = (band.0..=band.1).contains(value);
        svg_el("circle")
            .class(if is_in { "trend-in" } else { "trend-out" })
            .attr("cx", &number(*x))
            .attr("cy", &number(*y))
            .attr("r", "5")
    });
    let picture = svg_el("svg")
        .class("trend")
        .attr(
            "viewBox",
            &["0 0 ", &number(WIDTH), " ", &number(HEIGHT)].concat(),
        )
        .attr("role", "img")
        .attr("aria-label", sentence)
        .child(shade)
        .child(line)
        .children(points);
    let caption = el("figcaption").class("hint").text(sentence);
    el("figure")
        .class("card trend-box")
        .child(picture)
        .child(caption)
}

#[allow(clippy::cast_precision_loss)] // a few dozen points
fn x(index: usize, count: usize) -> f32 {
    let steps = count.saturating_sub(1).max(1) as f32;
    MARGIN + index as f32 / steps * (WIDTH - 2.0 * MARGIN)
}

/// A length with one decimal, as SVG takes it.
fn number(length: f32) -> String {
    let tenths = (length * 10.0).round() as i32;
    let sign = if tenths < 0 { "-" } else { "" };
    let tenths = tenths.abs();
    [
        sign,
        &(tenths / 10).to_string(),
        ".",
        &(tenths % 10).to_string(),
    ]
    .concat()
}

struct Scale {
    low: f32,
    high: f32,
}

impl Scale {
    /// From a little below the smallest to a little above the largest, band included.
    fn of(values: &[f32], band: (f32, f32)) -> Scale {
        let real = values.iter().copied().filter(|value| value.is_finite());
        let low = real.clone().fold(band.0, f32::min);
        let high = real.fold(band.1, f32::max);
        let spare = ((high - low) * 0.15).max(0.1);
        Scale {
            low: low - spare,
            high: high + spare,
        }
    }

    fn y(&self, value: f32) -> f32 {
        let value = if value.is_finite() { value } else { self.low };
        let share = (value - self.low) / (self.high - self.low);
        HEIGHT - MARGIN - share * (HEIGHT - 2.0 * MARGIN)
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{HEIGHT, Scale, WIDTH, number, x};

    #[wasm_bindgen_test]
    fn every_value_lies_in_the_picture() {
        for values in [
            vec![],
            vec![0.0],
            vec![95.0, 20.0, 400.0],
            vec![f32::NAN, 5.0],
        ] {
            let scale = Scale::of(&values, (90.0, 120.0));
            for value in values.iter().copied().chain([90.0, 120.0]) {
                assert!((0.0..=HEIGHT).contains(&scale.y(value)), "{value}");
            }
            assert!(scale.y(120.0) < scale.y(90.0));
        }
        for count in 1..5 {
            for index in 0..count {
                assert!((0.0..=WIDTH).contains(&x(index, count)));
            }
        }
        assert_eq!(number(-0.26), "-0.3");
        assert_eq!(number(12.0), "12.0");
    }
}
