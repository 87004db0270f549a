//! What is to be done, under the next interview on Today: rows under headings, all of one layout.
//! Which rows, in which order, is `read::agenda`'s. A row that is ticked stays where it is, struck
//! through, until the screen is left: the next tap must not meet another row.

use std::cell::RefCell;
use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::card::Card;
use crate::domain::checklist::Urgency;
use crate::domain::time::Day;
use crate::features::cards::desk;
use crate::features::settings::offline;
use crate::features::today::welcome::no_interview;
use crate::features::{Hand, Visit, about_icon, tone};
use crate::parts::{Later, cut};
use crate::session::{Session, phone};
use crate::store::acts::checklist::TickAll;
use crate::store::core::model::Kinds;
use crate::store::read::agenda::{CATCH_UP, Section, agenda, due_count, with_later};
use crate::store::read::today::{About, TodayRow, next_interview};
use crate::ui::{El, EmptyState, Icon, LinkButton, Row, RowTick, each, el, icon, maybe};

/// The cards are looked at once everything else stands on the screen, in milliseconds: they need a part
/// of the program of their own.
const CARDS_AFTER_MS: u32 = 400;

/// With more answers than this, replaying them takes seconds on a slow phone: not here, unasked.
const ANSWERS_MAX: usize = 5_000;

/// The first row about cards; it keeps its place while they are looked at.
const CARDS: &str = "cards";

/// The stored app is looked at after that; reading it all is work that nobody waits for.
const STORE_AFTER_MS: u32 = 3_000;

cut! { practice; fn cards_due(session: Session) -> Later<(Vec<TodayRow>, Kinds)> = desk::due; }
cut! { settings; fn offline_due(session: Session) -> Later<Vec<TodayRow>> = offline::due; }

/// What stands here when nothing is to be done.
#[derive(Clone, Copy, PartialEq)]
pub enum Below {
    /// Something to go on with.
    Anything,
    /// Nothing: that stands above already.
    Rows,
}

/// Ids of the entries that were ticked here, and on which day.
type Kept = StoredValue<Option<(Day, BTreeSet<String>)>>;

#[derive(Clone, Copy)]
struct Parts {
    hand: Hand,
    sections: Memo<Vec<Section>>,
    kept: Kept,
}

/// The rows.
pub fn view(visit: Visit, below: Below) -> AnyView {
    let (session, hand) = (visit.session, visit.hand());
    let kept: Kept = StoredValue::new(None);
    let read = session.watch(move |model, world| {
        let today = world.today();
        let ticked = kept.try_get_value().flatten();
        let ticked = ticked.filter(|(day, _)| *day == today);
        let ticked = ticked.map(|(_, ticked)| ticked).unwrap_or_default();
        agenda(model, world, &ticked)
    });
    let cards = cards(session);
    let stored = stored_app(session);
    let later = Memo::new(move |_| {
        let mut later = cards.get();
        later.extend(stored.get());
        later
    });
    let sections = Memo::new(move |_| later.with(|later| with_later(read.get(), later)));
    let parts = Parts {
        hand,
        sections,
        kept,
    };
    keep_badge(session, later);
    let keys = move || sections.with(|all| all.iter().map(|section| section.key.clone()).collect());
    let has_next = session.watch(|model, world| next_interview(model, world).is_some());
    let rest = maybe(move || match (below, has_next.get()) {
        (Below::Rows, _) => None,
        (Below::Anything, false) => Some(no_interview(hand)),
        (Below::Anything, true) => sections.with(Vec::is_empty).then(calm),
    });
    view! {
        {each(keys, move |key| section_view(parts, key))}
        {rest}
    }
    .into_any()
}

thread_local! {
    /// The rows that were last looked at beside the agenda; none while Today was never open.
    static LATER: RefCell<Option<Vec<TodayRow>>> = const { RefCell::new(None) };
}

/// The number of due things on the app's icon, from the first look at Today on. It is of the person's own
/// season, whatever this tab shows.
fn keep_badge(session: Session, later: Memo<Vec<TodayRow>>) {
    let is_first = LATER.with_borrow(Option::is_none);
    Effect::new(move |_| LATER.set(Some(later.get())));
    if is_first && !session.is_sample() {
        phone::keep_badge(move || {
            let sections = session.read(|model, world| agenda(model, world, &BTreeSet::new()));
            let later = LATER.with_borrow(|later| later.clone().unwrap_or_default());
            due_count(&with_later(sections, &later))
        });
    }
}

/// What the cards ask for: first that there are some, then what, for as long as the screen is open.
fn cards(session: Session) -> RwSignal<Vec<TodayRow>> {
    let cards = RwSignal::new(Vec::new());
    // Until the deck has been read, which says what that takes, the first card matters.
    let follows = StoredValue::new(Kinds::of::<Card>());
    let turn = session.watch(move |model, world| {
        // Asked at every change: what the deck reads may itself have changed.
        model.revision(Kinds::ALL);
        let follows = follows.try_get_value().unwrap_or_default();
        (model.revision(follows), world.today())
    });
    ask_cards(session, cards, follows, true);
    Effect::new(move |before: Option<()>| {
        turn.get();
        if before.is_some() {
            ask_cards(session, cards, follows, false);
        }
    });
    cards
}

fn ask_cards(
    session: Session,
    cards: RwSignal<Vec<TodayRow>>,
    follows: StoredValue<Kinds>,
    is_first: bool,
) {
    let (has_cards, answers) = session.read(|model, _| {
        let records = model.records();
        let logs = records.get("log").into_iter().flatten();
        let answers: usize = logs.map(|(_, log)| log.len()).sum();
        (records.contains_key("card"), answers)
    });
    let first = |detail: &str| {
        let mut row = TodayRow::link(About::Cards, "Today’s cards", detail, address::REVIEW);
        row.key = CARDS.to_owned();
        row.end.0 = Urgency::Today;
        row
    };
    if answers > ANSWERS_MAX {
        cards.set(vec![first("Open them to see what is due")]);
    } else if !has_cards {
        cards.set(Vec::new());
    } else {
        if is_first {
            cards.set(vec![first("Looking at what is due")]);
        }
        let wait = if is_first { CARDS_AFTER_MS } else { 0 };
        phone::after(wait, move || {
            leptos::task::spawn_local(async move {
                let Ok(due) = cards_due::call(session).await else {
                    return;
                };
                let (mut rows, kinds) = due.await;
                match rows.first_mut() {
                    Some(row) => row.key = CARDS.to_owned(),
                    None => rows.push(first("Nothing is due today")),
                }
                // The person may have left the screen by now.
                cards.try_set(rows);
                follows.try_update_value(|follows| *follows = follows.and(kinds));
            });
        });
    }
}

/// A row when a trip is near and the app would not start without a network.
fn stored_app(session: Session) -> RwSignal<Vec<TodayRow>> {
    let rows = RwSignal::new(Vec::new());
    if session.read(|model, world| next_interview(model, world).is_some()) {
        phone::after(STORE_AFTER_MS, move || {
            leptos::task::spawn_local(async move {
                if let Ok(due) = offline_due::call(session).await {
                    // The person may have left the screen by now.
                    rows.try_set(due.await);
                }
            });
        });
    }
    rows
}

fn section_view(parts: Parts, key: String) -> AnyView {
    let sections = parts.sections;
    let is_quiet = key == CATCH_UP;
    let now = Memo::new(move |_| {
        let found = |all: &Vec<Section>| all.iter().find(|one| one.key == key).cloned();
        sections.with(found).unwrap_or_default()
    });
    let heading = Memo::new(move |_| now.with(|now| now.heading.clone()));
    let open = RwSignal::new(false);
    let keys = move || {
        let shown = |now: &Section| {
            if open.get() {
                now.rows.len()
            } else {
                now.shown
            }
        };
        now.with(|now| {
            let rows = now.rows.iter().take(shown(now));
            rows.map(|row| row.key.clone()).collect()
        })
    };
    let folds = Memo::new(move |_| now.with(|now| now.shown < now.rows.len()));
    let folded = Memo::new(move |_| now.with(|now| folds.get() && now.shown == 0));
    let more = move || {
        let label = move || match open.get() {
            true if !folded.get() => "Fewer".to_owned(),
            _ => now.with(|now| now.more.clone()),
        };
        let button = el("button")
            .class("row-hit row-more")
            .attr("type", "button")
            .attr_of("aria-expanded", move || Some(open.get().to_string()))
            .on("click", move |_| open.update(|open| *open = !*open))
            .child(el("span").class("row-body").say_with(label))
            .child(icon(Icon::ChevronRight));
        el("li").class("row").child(button).into_any()
    };
    let above = maybe(move || folded.get().then(more));
    let rows = each(keys, move |key| row_view(parts, now, key));
    let below = maybe(move || (folds.get() && !folded.get()).then(more));
    let list = el("ul")
        .attr("role", "list")
        .class("group")
        .view(above)
        .view(rows)
        .view(below);
    let head = maybe(move || {
        let heading = heading.get();
        let head = |text: &str| el("div").class("section-head").child(el("h2").text(text));
        (!heading.is_empty()).then(|| head(&heading).into_any())
    });
    el("section")
        .given(is_quiet.then_some("quiet"), El::class)
        .view(head)
        .child(list)
        .into_any()
}

fn row_view(parts: Parts, section: Memo<Section>, key: String) -> AnyView {
    let row = Memo::new(move |before: Option<&TodayRow>| {
        let found = section.with(|section| section.rows.iter().find(|one| one.key == key).cloned());
        // A row that goes is drawn once more before it does.
        let none = || TodayRow::link(About::Task, "", "", "");
        found.or_else(|| before.cloned()).unwrap_or_else(none)
    });
    let about = row.with_untracked(|row| row.about);
    let end = Signal::derive(move || row.with(|row| Some((tone(row.end.0), row.end.1.clone()))));
    let title = Signal::derive(move || row.with(|row| row.title.clone()));
    let detail = Signal::derive(move || row.with(|row| row.detail.clone()));
    let path = Signal::derive(move || row.with(|row| href(&row.path)));
    if row.with_untracked(|row| row.entries.is_empty()) {
        return view! { <Row title=title detail=detail icon=about_icon(about) pill=end href=path /> }
            .into_any();
    }
    let tick = RowTick {
        checked: Signal::derive(move || row.with(|row| row.done)),
        on_toggle: Callback::new(move |done| row.with_untracked(|row| tick(parts, row, done))),
    };
    view! { <Row title=title detail=detail tick=tick pill=end href=path /> }.into_any()
}

fn tick(parts: Parts, row: &TodayRow, done: bool) {
    let Parts { hand, kept, .. } = parts;
    phone::tick();
    let today = hand.session.read(|_, world| world.today());
    kept.update_value(|kept| {
        let (day, ticked) = kept.get_or_insert_with(|| (today, BTreeSet::new()));
        if *day != today {
            (*day, *ticked) = (today, BTreeSet::new());
        }
        ticked.extend(row.entries.iter().cloned());
    });
    let entries = row.entries.clone();
    let act = TickAll { entries, done };
    if done {
        hand.does_with_undo(act, &[&*row.title, ": done"].concat());
    } else {
        hand.does(act);
    }
}

fn calm() -> AnyView {
    view! {
        <EmptyState
            icon=Icon::Sun
            title="Nothing is due"
            text="Nothing is left to do this week. A good moment to practice."
        >
            <LinkButton label="Practice a question" href=href(address::PRACTICE) />
        </EmptyState>
    }
    .into_any()
}
