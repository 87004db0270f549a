//! What to do now: the next interview and everything that is due, most urgent first.

use leptos::prelude::*;

use crate::features::desk;
use crate::features::list_view::LIST_KINDS;
use crate::features::{Hand, Visit, about_icon, tone, welcome};
use crate::parts::cut;
use crate::screens::href;
use crate::session::{Session, phone};
use crate::store::action::Action;
use crate::store::select::trips;
use crate::store::today::{About, NextInterview, TodayRow, by_urgency, today};
use crate::ui::{EmptyState, Group, Hero, Icon, IconButton, LinkButton, Row, dynamic, el, maybe};

/// The cards are looked at once everything else stands on the screen, in milliseconds: they need a part
/// of the program that the start does without.
const CARDS_AFTER_MS: u32 = 400;

/// With more answers than this, replaying them takes seconds on a slow phone: not here, unasked.
const ANSWERS_MAX: usize = 5_000;

cut! { practice; fn cards_due(session: Session) -> desk::Due = desk::due; }

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let session = visit.session;
    let welcomed = session.watch(&["season"], |model, _| model.season().welcomed.is_some());
    let has_trips = session.watch(&["trip"], |model, world| !trips(model, world).is_empty());
    let reading = session.watch(LIST_KINDS, today);
    let hand = visit.hand();
    let cards = RwSignal::new(Vec::<TodayRow>::new());
    let (has_cards, answers) = session.read(|model, _| {
        let records = model.records();
        let logs = records.get("log").into_iter().flatten();
        let answers: usize = logs.map(|(_, log)| log.len()).sum();
        (records.contains_key("card"), answers)
    });
    if answers > ANSWERS_MAX {
        cards.set(vec![TodayRow {
            about: About::Cards,
            title: "Today’s cards".to_owned(),
            detail: "Open them to see what is due".to_owned(),
            pill: None,
            path: "practice/review".to_owned(),
            entry: None,
        }]);
    } else if has_cards {
        phone::after(CARDS_AFTER_MS, move || {
            leptos::task::spawn_local(async move {
                if let Ok(due) = cards_due::call(session).await {
                    // The person may have left the screen by now.
                    cards.try_set(due.await);
                }
            });
        });
    }
    let all = Memo::new(move |_| {
        let mut rows = reading.with(|today| today.rows.clone());
        rows.extend(cards.get());
        by_urgency(rows)
    });
    dynamic(move || {
        if !welcomed.get() && !has_trips.get() {
            return welcome::welcome(&visit);
        }
        view! {
            {maybe(move || reading.with(|today| today.next.as_ref().map(hero)))}
            {maybe(move || all.with(|all| rows(hand, "Do next", all)))}
            {maybe(move || reading.with(|today| rows(hand, "This week", &today.week)))}
            {maybe(move || reading.with(|today| {
                let nothing = all.with(Vec::is_empty) && today.week.is_empty();
                nothing.then(|| calm(today.next.is_some()))
            }))}
        }
        .into_any()
    })
}

fn hero(next: &NextInterview) -> AnyView {
    let kicker = match next.on_now {
        true => "Your interview is on now".to_owned(),
        false => ["Next interview, ", &next.distance].concat(),
    };
    let lines: Vec<String> = std::iter::once(next.there.clone())
        .chain(next.body.clone())
        .collect();
    let hero = view! { <Hero kicker=kicker title=next.name.clone() lines=Signal::stored(lines) /> };
    let link = href(&["pack/", &next.trip].concat());
    el("a")
        .class("hero-link")
        .attr("href", &link)
        .view(hero.into_any())
        .into_any()
}

fn rows(hand: Hand, title: &'static str, rows: &[TodayRow]) -> Option<AnyView> {
    if rows.is_empty() {
        return None;
    }
    let rows: Vec<AnyView> = rows
        .iter()
        .map(|row| {
            let pill = row
                .pill
                .clone()
                .map(|(urgency, word)| (tone(urgency), word));
            let tick = row.entry.clone().map(|entry| {
                let label = ["Done: ", &row.title].concat();
                let press = move |()| {
                    phone::tick();
                    let entry = entry.clone();
                    hand.does_with_undo(Action::Tick { entry, done: true }, "Done");
                };
                view! { <IconButton icon=Icon::Tick label=label on_press=press /> }
            });
            view! {
                <Row
                    title=row.title.clone()
                    detail=row.detail.clone()
                    icon=about_icon(row.about)
                    pill=Signal::stored(pill)
                    href=href(&row.path)
                >
                    {tick}
                </Row>
            }
            .into_any()
        })
        .collect();
    Some(view! { <Group title=title>{rows}</Group> }.into_any())
}

fn calm(has_interview: bool) -> AnyView {
    let (title, text, label, path) = if has_interview {
        (
            "Nothing is due",
            "Everything for this week is ticked. A good moment to practice.",
            "Practice a question",
            "practice",
        )
    } else {
        (
            "No interview planned yet",
            "When an invitation comes, plan the trip: the list, the dates and the dress follow from it. Until then, practice.",
            "Plan a trip",
            "pack",
        )
    };
    view! {
        <EmptyState icon=Icon::Sun title=title text=text>
            <LinkButton label=label href=href(path) />
        </EmptyState>
    }
    .into_any()
}
