//! How long words take when they are said, beside how long they should take.

use leptos::prelude::*;

use crate::domain::story::Fit;
use crate::domain::story_timer::clock;
use crate::ui::{El, el};

/// A line about a length, and how it fits.
pub type Measure = (Fit, String);

/// Says of `words` words that take `seconds` how they fit between `from` and `to` seconds. `what` names them where
/// there are none.
pub fn measure(words: usize, seconds: f64, (from, to): (f64, f64), what: &str) -> Measure {
    let fit = Fit::of(seconds, (from, to));
    let (least, most) = if to > 60.0 {
        (clock(from), clock(to))
    } else {
        (from.to_string(), [&*to.to_string(), " s"].concat())
    };
    let aim = ["aim for ", &least, " to ", &most].concat();
    let counted = {
        let word = if words == 1 { " word" } else { " words" };
        let time = if to > 60.0 {
            clock(seconds.round())
        } else {
            [&*seconds.round().to_string(), " s"].concat()
        };
        [&*words.to_string(), word, ", about ", &time].concat()
    };
    let text = match fit {
        Fit::Empty => [what, ": ", &aim].concat(),
        Fit::Short => [&*counted, ". Short: ", &aim].concat(),
        Fit::Fits => [&*counted, ". It fits."].concat(),
        Fit::Long => [&*counted, ". Too long: ", &aim].concat(),
    };
    (fit, text)
}

/// The line in the page.
pub fn fit_line(line: Memo<Measure>) -> El {
    let name = move || {
        Some(
            match line.with(|(fit, _)| *fit) {
                Fit::Empty => "empty",
                Fit::Short => "short",
                Fit::Fits => "fits",
                Fit::Long => "long",
            }
            .to_owned(),
        )
    };
    el("p")
        .class("fit num")
        .attr_of("data-fit", name)
        .say_with(move || line.with(|(_, text)| text.clone()))
}
