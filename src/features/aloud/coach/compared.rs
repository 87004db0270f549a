//! Two takes side by side, in figures.

use super::{range_text, tenth};
use crate::domain::story_timer::clock;
use crate::domain::take::{Heard, Take};
use crate::speech::calibration::{Gain, words_per_minute};
use crate::ui::{El, el};

/// A row of a comparison: what it is of, and the two values.
fn pair(name: &str, one: &str, two: &str) -> El {
    el("tr")
        .child(el("th").attr("scope", "row").text(name))
        .child(el("td").text(one))
        .child(el("td").text(two))
}

/// Two takes side by side, in figures.
pub fn compared(
    names: (&str, &str),
    one: &Take,
    two: &Take,
    gain: Option<Gain>,
    per_word: f32,
) -> El {
    let pace = |take: &Take| match (take.exact_pace(), take.figures()) {
        (Some(words), _) => format!("{words} words a minute"),
        (None, Some(heard)) => range_text(words_per_minute(heard.rate(), per_word, gain)),
        (None, None) => "cannot judge".to_owned(),
    };
    let of = |take: &Take, figure: &dyn Fn(&Heard) -> String| {
        take.figures().map_or_else(|| "–".to_owned(), figure)
    };
    let seconds = |ms: u32| match ms {
        0 => "–".to_owned(),
        ms => format!("{:.1} s", f64::from(ms) / 1_000.0),
    };
    let some = |value: Option<u32>, unit: &str| {
        value.map_or_else(
            || "–".to_owned(),
            |value| format!("{} {unit}", tenth(value)),
        )
    };
    let pauses = |take: &Take| of(take, &|heard| take.per_minute(heard.pauses as usize));
    let row = |name: &str, figure: &dyn Fn(&Heard) -> String| {
        pair(name, &of(one, figure), &of(two, figure))
    };
    let head = el("tr")
        .child(el("th").attr("scope", "col").text(""))
        .child(el("th").attr("scope", "col").text(names.0))
        .child(el("th").attr("scope", "col").text(names.1));
    let body = el("tbody")
        .child(pair("Length", &clock(one.seconds()), &clock(two.seconds())))
        .child(pair("Pace", &pace(one), &pace(two)))
        .child(pair("Pauses", &pauses(one), &pauses(two)))
        .child(row("Time in pauses", &|heard| {
            format!("{} %", heard.paused_percent())
        }))
        .child(row("Longest pause", &|heard| seconds(heard.longest)))
        .child(pair(
            "Hesitations you confirmed",
            &one.per_minute(one.confirmed()),
            &two.per_minute(two.confirmed()),
        ))
        .child(pair(
            "Fillers you tapped",
            &one.per_minute(one.taps.len()),
            &two.per_minute(two.taps.len()),
        ))
        .child(row("Pitch moves over", &|heard| {
            some(heard.pitch, "semitones")
        }))
        .child(row("Loudness varies by", &|heard| {
            some(heard.loudness, "dB")
        }));
    el("table")
        .class("numbers compared")
        .child(el("thead").child(head))
        .child(body)
}
