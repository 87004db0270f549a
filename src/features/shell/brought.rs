//! Programs that are brought in as a list: what becomes of each line, before it happens.

use leptos::prelude::*;

use crate::domain::program::{Program, Stage};
use crate::domain::time::{Day, WallTime};
use crate::domain::trip::{Format, Interview};
use crate::domain::words::counted;
use crate::features::shell::reading::{fact, listed_with_count, nothing};
use crate::store::core::bring::{Fate, Named};
use crate::ui::el;

/// Lines of each kind that the preview shows; the rest is counted.
const SHOWN: usize = 100;

/// `3 programs`.
pub fn programs(count: usize) -> String {
    counted(count, "program", "programs")
}

/// `3 programs added, 1 line to correct`.
pub fn done(count: usize, what: &str, left: usize) -> String {
    let rest = match left {
        0 => String::new(),
        left => [", ", &*counted(left, "line", "lines"), " to correct"].concat(),
    };
    [&*programs(count), " ", what, &*rest].concat()
}

/// First what is left out, with the reason; then what is added.
pub fn preview(lines: &[Named]) -> AnyView {
    let (good, bad): (Vec<&Named>, Vec<&Named>) = lines
        .iter()
        .filter(|line| line.fate != Fate::Blank)
        .partition(|line| line.fault().is_none());
    let left_out = |line: &&Named| {
        let fault = line.fault().unwrap_or_default();
        // The line that is left out may be one long word.
        let words = el("span").attr("dir", "auto").text(&fault);
        let words = el("span").class("row-main").child(words);
        let body = el("span").class("row-body").child(words);
        let hit = el("div").class("row-hit").child(body);
        el("li").class("row").child(hit).into_any()
    };
    let taken = |line: &&Named| match &line.fate {
        Fate::Added { program, interview } => {
            fact(&program.name, &detail(program, interview.as_deref()))
        }
        _ => nothing(),
    };
    let parts = [
        part(
            "Left out",
            bad.len(),
            bad.iter().take(SHOWN).map(left_out).collect(),
        ),
        part(
            "Will be added",
            good.len(),
            good.iter().take(SHOWN).map(taken).collect(),
        ),
    ];
    parts.into_any()
}

fn part(title: &str, count: usize, mut rows: Vec<AnyView>) -> AnyView {
    let more = count.saturating_sub(rows.len());
    if more > 0 {
        let text = ["and ", &*more.to_string(), " more"].concat();
        rows.push(fact(&text, ""));
    }
    listed_with_count(title, count, rows)
}

/// What comes along with a name: `NRMP code 1234140C0 · Chicago, IL · Invited · Reply by Sun 13 Dec 2026, 17:00`.
fn detail(program: &Program, interview: Option<&Interview>) -> String {
    let titled = |title: &str, text: &str| match text {
        "" => String::new(),
        text => [title, text].concat(),
    };
    let stage = match program.stage {
        Stage::Interested => "",
        stage => stage.words(),
    };
    let wall = |wall: WallTime| [&*wall.day.long(), ", ", &wall.minute.text()].concat();
    let day = interview.and_then(|one| match one.wall() {
        Some(at) => Some(wall(at)),
        None => one.day.map(Day::long),
    });
    let held = interview.is_some_and(|one| one.format == Format::Virtual);
    let texts = [
        titled("NRMP code ", &program.code),
        program.specialty.clone(),
        program.place.clone(),
        stage.to_owned(),
        titled("Reply by ", &program.reply_by.map(wall).unwrap_or_default()),
        titled("Interview ", &day.unwrap_or_default()),
        if held {
            "video call".to_owned()
        } else {
            String::new()
        },
        program.site.clone(),
        titled("Note: ", &program.note),
    ];
    let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    texts.join(" · ")
}
