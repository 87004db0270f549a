//! What the page of a rating says of it.

use leptos::prelude::*;

use crate::domain::ranking::{GUT, VALUES};
use crate::features::rank::quote::{quote, quotes};
use crate::features::rank::words::LABELS;
use crate::store::core::ranking::readings::{Reading, Readings};
use crate::store::read::ranking::lines::score_words;
use crate::store::read::ranking::rating::Rating;
use crate::ui::{Icon, el, icon};

/// The criterion after this one, then from the top, that nothing was said of; the gut is the last.
pub fn next_open(now: &Rating, after: &str) -> Option<String> {
    let next = now.sheet.next_open(after).map(str::to_owned);
    let gut = now.sheet.gut.newest().is_none() && after != GUT;
    next.or_else(|| gut.then(|| GUT.to_owned()))
}

pub fn title_of(now: &Rating, id: &str) -> String {
    if id == GUT {
        return "Your gut, 0 to 10".to_owned();
    }
    let mut rows = now.sheet.rows.iter();
    let row = rows.find(|row| row.criterion.id == id);
    row.map_or_else(String::new, |row| row.criterion.title.clone())
}

/// The value that counts, or that the person does not know yet; none where nothing was said.
pub fn stand(now: &Rating, id: &str) -> Option<Option<u8>> {
    Some(now.readings(id)?.newest()?.score.value)
}

/// What was said first, and when, where it is not what counts now.
pub fn said_first(now: &Rating, id: &str) -> Option<(u8, String)> {
    let first = now.earlier(now.readings(id)?)?;
    Some((first.score.value?, now.when(first)))
}

/// The end of a row.
pub fn value_of(stand: Option<Option<u8>>, is_gut: bool) -> AnyView {
    let end = el("span").class("row-end val");
    match stand {
        None => end.text("not rated").into_any(),
        Some(None) => end.child(icon(Icon::Info)).text("don’t know").into_any(),
        Some(Some(value)) => {
            let number = value.to_string();
            let spoken = match is_gut {
                true => [&*number, " of 10"].concat(),
                false => [&*number, ", ", LABELS[usize::from(value.clamp(1, 5) - 1)]].concat(),
            };
            let pips = (!is_gut).then(|| {
                let pip = |at: u8| el("i").class(if at <= value { "on" } else { "" });
                let pips = el("span").class("pips").attr("aria-hidden", "true");
                pips.children(VALUES.map(pip))
            });
            end.children(pips)
                .child(el("b").attr("aria-hidden", "true").text(&number))
                .child(el("span").class("visually-hidden").text(&spoken))
                .into_any()
        }
    }
}

/// The line under the title: the day there, and how far the sheet is filled in.
pub fn about(now: &Rating) -> String {
    let filled = now.filled();
    let day = now.interview.map_or(String::new(), |day| {
        ["Interview on ", &*day.near(now.today), " · "].concat()
    });
    let unknown = match filled.unknown {
        0 => String::new(),
        unknown => [", ", &*unknown.to_string(), " you don’t know yet"].concat(),
    };
    let (rated, all) = (filled.rated.to_string(), filled.all.to_string());
    [&*day, &*rated, " of ", &*all, " rated", &*unknown].concat()
}

/// The score as the board shows it.
pub fn score_of(now: &Rating) -> String {
    let Some(score) = now.sheet.score else {
        return String::new();
    };
    let score_is = ["Score ", &*score_words(score)].concat();
    match score.unknown {
        0 => score_is,
        unknown => [&*score_is, ": ", &*unknown.to_string(), " unknown"].concat(),
    }
}

/// The first and the newest side by side, and what that means in words.
pub fn drift(now: &Rating, id: &str) -> Option<AnyView> {
    let readings: &Readings = now.readings(id)?;
    let (first, newest) = (now.earlier(readings)?, readings.newest()?);
    let told = |one: &Reading, when: &str| {
        let value = one
            .score
            .value
            .map_or("don’t know".to_owned(), |value| value.to_string());
        let under = [when, ": ", &*value].concat();
        match one.score.note.trim() {
            "" => el("blockquote")
                .child(el("p").class("muted").text("No reason was written"))
                .child(el("small").text(&under)),
            note => quote(note, &under),
        }
    };
    let words = now.drift_words(readings)?;
    let then = now.when_begins(first);
    let both = quotes([told(first, &then), told(newest, "Now")]);
    let section = el("div")
        .class("stack drift")
        .child(el("p").text(&words))
        .child(both);
    Some(section.into_any())
}
