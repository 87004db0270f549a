//! A month as a grid of days. One day is selected and stands in the tab order; the arrow keys go from day to day.
//! Knows no calendar: which days there are, and where a key leads, is the caller's.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::KeyboardEvent;

use super::element::{El, dynamic, el};

/// A day of the grid.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthDay {
    /// What tells it from the others; written on the cell as `data-day`.
    pub key: String,
    /// Its number.
    pub number: String,
    /// What a screen reader says of it.
    pub spoken: String,
    /// How it looks: a class for what is on it.
    pub look: &'static str,
    /// It is today.
    pub is_today: bool,
    /// It belongs to the month.
    pub is_inside: bool,
    /// The sign in its corner, and whether it is a mild one.
    pub sign: Option<(&'static str, bool)>,
}

/// Where a key leads from the selected day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthStep {
    /// So many days on, or back.
    Days(i64),
    /// The first day of the week.
    WeekStart,
    /// The last day of the week.
    WeekEnd,
    /// So many months on, or back.
    Months(i64),
}

/// Short and long names of the days of a week.
const WEEK: [(&str, &str); 7] = [
    ("Mo", "Monday"),
    ("Tu", "Tuesday"),
    ("We", "Wednesday"),
    ("Th", "Thursday"),
    ("Fr", "Friday"),
    ("Sa", "Saturday"),
    ("Su", "Sunday"),
];

/// The grid. `days` are whole weeks from Monday; `selected` is the key of one of them.
#[component]
pub fn MonthGrid(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] days: Signal<Vec<MonthDay>>,
    #[prop(into)] selected: Signal<String>,
    #[prop(into)] on_select: Callback<String>,
    #[prop(into)] on_step: Callback<MonthStep>,
) -> AnyView {
    let head = move || {
        let name = |(short, long): &(&str, &str)| {
            el("span")
                .attr("role", "columnheader")
                .attr("aria-label", long)
                .class("month-name")
                .text(short)
        };
        el("div")
            .attr("role", "row")
            .class("month-week")
            .children(WEEK.iter().map(name))
    };
    let weeks = move || {
        let days = days.get();
        let week = |days: &[MonthDay]| {
            let cells = days.iter().map(|day| cell(day, selected, on_select));
            el("div")
                .attr("role", "row")
                .class("month-week")
                .children(cells)
        };
        days.chunks(7)
            .map(|days| week(days).into_any())
            .collect::<Vec<AnyView>>()
            .into_any()
    };
    let step = move |event: leptos::web_sys::Event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let is_plain = !(key.ctrl_key() || key.alt_key() || key.meta_key());
        let step = match &*key.key() {
            "ArrowLeft" => MonthStep::Days(-1),
            "ArrowRight" => MonthStep::Days(1),
            "ArrowUp" => MonthStep::Days(-7),
            "ArrowDown" => MonthStep::Days(7),
            "Home" => MonthStep::WeekStart,
            "End" => MonthStep::WeekEnd,
            "PageUp" => MonthStep::Months(-1),
            "PageDown" => MonthStep::Months(1),
            _ => return,
        };
        if is_plain {
            event.prevent_default();
            super::tell(on_step, step);
        }
    };
    el("div")
        .class("month-grid")
        .attr("role", "grid")
        .attr_say("aria-label", label)
        .on("keydown", step)
        .child(head())
        .view(dynamic(weeks))
        .into_any()
}

fn cell(day: &MonthDay, selected: Signal<String>, on_select: Callback<String>) -> El {
    let (own, chosen, key) = (day.key.clone(), day.key.clone(), day.key.clone());
    let sign = day.sign.map(|(sign, is_mild)| {
        el("i")
            .attr("aria-hidden", "true")
            .given(is_mild.then_some(""), |sign, mild| {
                sign.attr("data-soft", mild)
            })
            .text(sign)
    });
    let class = ["month-day ", day.look].concat();
    el("div")
        .attr("role", "gridcell")
        .class(class.trim_end())
        .attr("data-day", &day.key)
        .attr("aria-label", &day.spoken)
        .given(day.is_today.then_some("date"), |cell, date| {
            cell.attr("aria-current", date)
        })
        .given((!day.is_inside).then_some("true"), |cell, yes| {
            cell.attr("data-outside", yes)
        })
        .attr_of("aria-selected", move || {
            Some((selected.get() == own).to_string())
        })
        .attr_of("tabindex", move || {
            Some(if selected.get() == chosen { "0" } else { "-1" }.to_owned())
        })
        .on("click", move |_| super::tell(on_select, key.clone()))
        .child(el("span").attr("aria-hidden", "true").text(&day.number))
        .children(sign)
}
