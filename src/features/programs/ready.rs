//! How far the thread of a program has come, as its page and the page of an interview show it.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::ids::{InterviewId, ProgramId};
use crate::features::Hand;
use crate::features::programs::look;
use crate::store::read::thread::stages::of_interview;
use crate::store::read::thread::{About, Clock, DayLine, Moment, Stage, Step, thread};
use crate::ui::{ButtonKind, El, Group, Icon, LinkButton, PillTone, Row, dynamic, el, icon};

/// The next interview, the one next step, and what is ready.
pub fn ready(hand: Hand, program: ProgramId) -> AnyView {
    look::bring();
    let watched = program.clone();
    let thread = hand
        .session
        .watch(move |model, world| thread(model, world, &watched));
    dynamic(move || {
        thread.with(|thread| {
            let hero = thread.interview.as_ref().map(|one| hero(one, &program));
            vec![
                hero.into_any(),
                thread.step.as_ref().map(next_step).into_any(),
                stages(&thread.title, &thread.stages),
            ]
            .into_any()
        })
    })
}

/// The stages of one interview.
pub fn ready_day(hand: Hand, program: ProgramId, interview: InterviewId) -> AnyView {
    let of_day = hand
        .session
        .watch(move |model, world| of_interview(model, world, &program, &interview));
    dynamic(move || of_day.with(|all| stages("The day and after", all)))
}

fn stages(title: &str, all: &[Stage]) -> AnyView {
    let rows = all.iter().map(row).collect::<Vec<AnyView>>();
    view! { <Group title=title.to_owned()>{rows}</Group> }.into_any()
}

fn row(stage: &Stage) -> AnyView {
    let (title, detail) = (stage.title, stage.detail.clone());
    let Some(path) = &stage.path else {
        let words = el("span")
            .class("row-main")
            .child(el("span").class("row-title").text(title))
            .child(el("span").class("row-detail").text(&detail));
        let hit = el("div")
            .class("row-hit")
            .child(icon(Icon::Lock))
            .child(el("span").class("row-body").child(words));
        return el("li").class("row quiet").child(hit).into_any();
    };
    let tone = match stage.warns {
        true => PillTone::Warn,
        false => PillTone::Neutral,
    };
    let pill = (!stage.end.is_empty()).then(|| (tone, stage.end.clone()));
    let pill = Signal::stored(pill);
    view! { <Row title=title detail=detail icon=icon_of(stage.about) pill=pill href=href(path) /> }
        .into_any()
}

fn icon_of(about: About) -> Icon {
    match about {
        About::Sheet => Icon::Book,
        About::People => Icon::Users,
        About::Plan => Icon::Clock,
        About::Day => Icon::Play,
        About::Elevator => Icon::Eye,
        About::Debrief => Icon::Pencil,
        About::Thanks => Icon::Mail,
        About::Rating => Icon::Rank,
    }
}

fn next_step(step: &Step) -> AnyView {
    let words = el("span")
        .class("row-main")
        .child(el("b").text("Next step"))
        .child(el("span").class("row-title").text(&step.title));
    let open = view! {
        <LinkButton label="Open" href=href(&step.path) kind=ButtonKind::Primary />
    };
    el("div")
        .class("next-step")
        .child(words)
        .view(open.into_any())
        .into_any()
}

fn hero(moment: &Moment, program: &ProgramId) -> AnyView {
    let card = href(&address::elevator(program));
    let day = href(&address::day(program, &moment.id));
    let ways = (!moment.over).then(|| {
        let ways = view! {
            <LinkButton label="Elevator card" href=card />
            <LinkButton label="Day mode" href=day kind=ButtonKind::Quiet />
        };
        el("div").class("hero-ways").view(ways.into_any())
    });
    let clocks = (!moment.clocks.is_empty()).then(|| {
        el("div")
            .class("two-clocks")
            .children(moment.clocks.iter().map(clock))
    });
    let says = (!moment.says.is_empty()).then(|| {
        el("div")
            .class("hero-lines")
            .child(el("span").text(&moment.says))
    });
    el("section")
        .class("hero")
        .child(el("p").class("hero-kicker").text(&moment.when))
        .children(clocks)
        .children(moment.line.map(day_line))
        .children(says)
        .children(ways)
        .into_any()
}

fn clock(clock: &Clock) -> El {
    let (sign, word) = match clock.night {
        true => (Icon::Moon, "at night"),
        false => (Icon::Sun, "by day"),
    };
    el("p")
        .child(el("b").text(&clock.time))
        .child(icon(sign))
        .child(el("span").class("visually-hidden").text(word))
        .child(el("span").attr("dir", "auto").text(&clock.whose))
}

/// The body's day with its night and the interview; the sentence under it says the same.
fn day_line(line: DayLine) -> El {
    let stretch = |class: &str, (from, long): (f32, f32)| {
        let percent = |number: f32| [&*number.to_string(), "%"].concat();
        let (from, long) = (percent(from), percent(long));
        el("i")
            .class(class)
            .style_of("inset-inline-start", move || from.clone())
            .style_of("inline-size", move || long.clone())
    };
    let hours = (0..5).map(|quarter: u8| {
        let hour = (line.from + 6 * quarter) % 24;
        let hour = match (hour, quarter) {
            (0, 1..) => 24,
            (hour, _) => hour,
        };
        el("span").text(&[&*hour.to_string(), ":00"].concat())
    });
    let nights = line.nights();
    el("div")
        .class("body-day")
        .attr("aria-hidden", "true")
        .child(
            el("div")
                .children(nights.into_iter().map(|night| stretch("night", night)))
                .child(stretch("work", line.span)),
        )
        .child(el("p").children(hours))
}
