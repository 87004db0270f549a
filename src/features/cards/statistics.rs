//! How it goes: days, what comes, what is kept, what is left out, and readiness for the next
//! interview. Reads only. Each plot says in a sentence what it shows.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::Questions;
use crate::domain::card::{Log, Point};
use crate::domain::time::Day;
use crate::features::cards::desk::{self, Desk};
use crate::features::shell::reading::{card, link, listed, nothing, reading, said, shown};
use crate::features::{Visit, muted};
use crate::session::Session;
use crate::study::stats::{
    DayCount, Kept, Pace, Retention, WeakPoint, days, forecast, readiness_curve, retention, streak,
    weak_points,
};
use crate::ui::{
    Card, EmptyState, Group, Icon, LinkButton, Mark, PillTone, Plot, PlotKind, Row, dynamic, el,
};

/// Weeks in the calendar of days.
const WEEKS: i64 = 16;
/// Days of the forecast.
const AHEAD: u16 = 14;
/// Days over which retention is counted.
const RETENTION_DAYS: i64 = 60;
/// Fewer answers than this say nothing about retention.
const ANSWERS_MIN: u32 = 10;
/// Days of the readiness curve.
const CURVE_DAYS: u16 = 21;
/// Outline points listed.
const POINTS_SHOWN: usize = 8;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let session = visit.session;
    let questions = reading::<Questions>();
    let changes = desk::turn(session);
    shown(visit.came_late, questions, move |_| {
        dynamic(move || {
            changes.track();
            let page = questions.with(|questions| page(session, questions));
            page.unwrap_or_else(nothing)
        })
    })
}

/// A heading over a card.
fn section(title: &str, inside: Vec<AnyView>) -> AnyView {
    let head = el("div").class("section-head").child(el("h2").text(title));
    el("section")
        .child(head)
        .view(view! { <Card>{inside}</Card> }.into_any())
        .into_any()
}

fn page(session: Session, questions: &Questions) -> AnyView {
    untrack(|| {
        desk::with(session, questions, |desk| {
            session.read(|model, _| {
                let logs = model.all::<Log>();
                let counts = days(logs.values());
                if counts.is_empty() {
                    return view! {
                        <EmptyState
                            icon=Icon::Chart
                            title="No answers yet"
                            text="After the first cards you see here what stays in mind, and what to practice."
                        >
                            <LinkButton label="Review cards" href=href(address::REVIEW) icon=Icon::Cards />
                        </EmptyState>
                    }
                    .into_any();
                }
                let from = desk.today.plus(-RETENTION_DAYS);
                let outlines: Vec<(&str, &[Point])> = desk
                    .rows
                    .iter()
                    .filter(|row| row.is_studied())
                    .map(|row| (&*row.id, &*row.outline))
                    .collect();
                let weak = weak_points(outlines, logs, POINTS_SHOWN);
                let curve = desk.next_interview().map(|next| {
                    let Desk { scheduler, subjects, today, .. } = desk;
                    readiness_curve(scheduler, logs, subjects, next, *today, CURVE_DAYS)
                });
                vec![
                    heat(desk, &counts),
                    ready(desk, curve.unwrap_or_default()),
                    later(desk),
                    coming(desk),
                    kept(retention(logs.values(), from, desk.today)),
                    time(&Pace::new(logs)),
                    points(desk, weak),
                ]
                .into_any()
            })
        })
    })
}

fn heat(desk: &Desk, counts: &std::collections::BTreeMap<Day, DayCount>) -> AnyView {
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let since_monday = weekdays
        .iter()
        .position(|name| *name == desk.today.weekday())
        .and_then(|days| i64::try_from(days).ok())
        .unwrap_or_default();
    let first = desk.today.plus(-since_monday - 7 * (WEEKS - 1));
    let length = desk.today.since(first) + 1;
    let mut answers = 0;
    let mut active = 0;
    let marks: Vec<Mark> = (0..length)
        .map(|ahead| {
            let day = first.plus(ahead);
            let count = counts.get(&day).copied().unwrap_or_default();
            let all = count.reviews + count.practice;
            answers += all;
            active += u32::from(all > 0);
            Mark {
                name: day.short(),
                value: small(all),
                text: all.to_string(),
            }
        })
        .collect();
    let summary = format!(
        "{} on {} in the last {WEEKS} weeks.",
        many(answers, "answer"),
        many(active, "day")
    );
    let run = match streak(counts, &desk.calendar, desk.today) {
        0 => "No run of days at the moment. One card begins a new one.".to_owned(),
        1 => "1 day in a row. Interview and travel days do not break it.".to_owned(),
        days => format!("{days} days in a row. Interview and travel days do not break it."),
    };
    section(
        "Days",
        vec![
            view! { <Plot kind=PlotKind::Days summary=summary marks=marks columns=("Day", "Answers") /> }.into_any(),
            el("p").text(&run).into_any(),
        ],
    )
}

fn ready(desk: &Desk, curve: Vec<(Day, crate::study::deadline::Readiness)>) -> AnyView {
    let title = "Ready for the next interview";
    let Some(next) = desk.next_interview() else {
        return card(
            title,
            vec![muted(
                "Give an interview a date, and you see how many answers will come to mind on that day.",
            )],
        );
    };
    let name = if next.name.is_empty() {
        "The interview"
    } else {
        &*next.name
    };
    let when = format!("{name}: {}.", next.day.long());
    let Some(sentence) = curve.last().and_then(|(_, ready)| ready.sentence()) else {
        return card(
            title,
            vec![
                said(&when),
                muted("A figure comes after ten cards: before that it would be a guess."),
            ],
        );
    };
    let of = curve.last().map_or(0, |(_, ready)| ready.of);
    let marks = curve
        .iter()
        .map(|(day, ready)| Mark {
            name: day.short(),
            value: ready.expected,
            text: format!("{:.0} of {}", ready.expected, ready.of),
        })
        .collect();
    let summary = format!(
        "{sentence} This is without any review from now on; the line shows the last {CURVE_DAYS} days."
    );
    let most = small(u32::try_from(of).unwrap_or(u32::MAX));
    section(
        title,
        vec![
            el("p").text(&when).into_any(),
            view! { <Plot kind=PlotKind::Line summary=summary marks=marks most=most columns=("Day", "Answers") /> }.into_any(),
        ],
    )
}

/// How ready for each interview after the next one.
fn later(desk: &Desk) -> AnyView {
    let each = desk.readiness_of_each();
    let rows = each.into_iter().skip(1).map(|(one, sentence)| {
        let name = if one.name.is_empty() {
            "An interview"
        } else {
            &*one.name
        };
        let title = format!("{name}, {}", one.day.short());
        let detail = sentence.unwrap_or_else(|| "A figure comes after ten cards.".to_owned());
        view! { <Row title=title detail=detail /> }.into_any()
    });
    listed("Later interviews", rows.collect())
}

fn coming(desk: &Desk) -> AnyView {
    let coming = forecast(&desk.table, AHEAD);
    let all: usize = coming.iter().map(|(_, cards)| cards).sum();
    let busiest = coming
        .iter()
        .max_by_key(|(day, cards)| (*cards, std::cmp::Reverse(*day)));
    let summary = match busiest {
        Some((day, _)) if all == 1 => format!(
            "1 review in the next {AHEAD} days, on {}. New cards come on top.",
            day.short()
        ),
        Some((day, most)) if all > 0 => format!(
            "{all} reviews in the next {AHEAD} days; most on {}: {most}. New cards come on top.",
            day.short()
        ),
        _ => format!("Nothing is due in the next {AHEAD} days."),
    };
    let marks = coming
        .iter()
        .map(|(day, cards)| Mark {
            name: day.short(),
            value: small(u32::try_from(*cards).unwrap_or(u32::MAX)),
            text: cards.to_string(),
        })
        .collect();
    let plot =
        view! { <Plot kind=PlotKind::Bars summary=summary marks=marks columns=("Day", "Cards") /> };
    section("What comes", vec![plot.into_any()])
}

fn kept(found: Retention) -> AnyView {
    let all = found.all();
    let title = "What stays";
    if all.of < ANSWERS_MIN {
        let missing = ANSWERS_MIN - all.of;
        let text = format!(
            "After {} to learned cards you see here how many come to mind.",
            many(missing, "more answer")
        );
        return card(title, vec![muted(&text)]);
    }
    let row = |name: &'static str, kept: Kept, detail: &'static str| {
        let pill = kept
            .percent()
            .map(|percent| (PillTone::Neutral, format!("{percent} %")));
        // The share stands in the pill already.
        let text = match kept.of {
            0 => format!("{detail}. No answers yet"),
            of => format!("{detail}. {} of {of} answers came to mind", kept.passed),
        };
        view! { <Row title=name detail=text pill=Signal::stored(pill) /> }.into_any()
    };
    let rows = vec![
        row("All", all, "Learned cards in the last 60 days"),
        row(
            "Young",
            found.young,
            "Asked again after less than three weeks",
        ),
        row(
            "Mature",
            found.mature,
            "Asked again after three weeks or more",
        ),
    ];
    view! { <Group title=title>{rows}</Group> }.into_any()
}

fn time(pace: &Pace) -> AnyView {
    let text = match pace.usual() {
        Some(seconds) => {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // an hour at most
            let seconds = (seconds.round() as u32).max(1);
            format!(
                "Your usual answer takes {}, from the question to the grade.",
                many(seconds, "second")
            )
        }
        None => "No times yet.".to_owned(),
    };
    card("Time", vec![said(&text)])
}

fn points(desk: &Desk, weak: Vec<WeakPoint>) -> AnyView {
    if weak.is_empty() {
        return card(
            "Points you leave out",
            vec![muted(
                "None yet. Tick the points you said, and the ones you forget show up here.",
            )],
        );
    }
    let row = |one: WeakPoint| {
        let question = desk.row(&one.card).map_or("", |row| &*row.text);
        let pill = Some((
            PillTone::Warn,
            format!("{} of {} times", one.missed, one.of),
        ));
        link(
            &one.point.text,
            question,
            pill,
            href(&address::card(&one.card)),
        )
    };
    listed("Points you leave out", weak.into_iter().map(row).collect())
}

/// `1 answer`, `2 answers`.
fn many(count: u32, thing: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{s}")
}

#[allow(clippy::cast_precision_loss)] // a height in a small picture
fn small(count: u32) -> f32 {
    count as f32
}
