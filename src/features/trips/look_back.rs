//! The look back after a trip: only exceptions are named, and one press says that the rest was needed.
//! The next trips learn from it.

use leptos::prelude::*;

use crate::address;
use crate::domain::checklist::Judged;
use crate::domain::checklist::Verdict;
use crate::domain::ids::{TripId, child};
use crate::features::shell::unfinished::unfinished;
use crate::features::trips::add::{add_form, double_of, last_order};
use crate::features::trips::row::{ListRow, pack_row, rows_of};
use crate::features::{Hand, Visit, muted_status, while_alive};
use crate::session::{Rows, phone};
use crate::store::acts::look_back::LookBack;
use crate::store::core::model::Model;
use crate::store::read::look_back::{in_question, is_exception, presumed, thing_of};
use crate::store::read::packing::packing_of;
use crate::store::read::world::World;
use crate::ui::{ActionBar, Button, ButtonKind, Group, Icon, Segmented, each, el, maybe};

const VERDICTS: [(&str, Verdict, &str); 3] = [
    ("needed", Verdict::Needed, "Needed"),
    ("unused", Verdict::Unused, "Not needed"),
    ("missed", Verdict::Missed, "Missed"),
];

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let trip = TripId::from(visit.param(0));
    while_alive(visit.hand(), "trip", trip.clone().into(), move || {
        questions(&visit, trip.clone())
    })
}

fn questions(visit: &Visit, trip: TripId) -> AnyView {
    let hand = visit.hand();
    let rows = rows_of(visit, &trip, read, |_| ());
    let exceptions = Memo::new(move |_| {
        let mut count = 0_usize;
        rows.see_all(|row| count += usize::from(is_exception(&row.line)));
        count
    });
    let id = trip.clone();
    let finish = Callback::new(move |()| {
        let finish = LookBack::Finish {
            trip: id.clone(),
            needed: taken(rows),
        };
        if hand.does_with_undo(finish, "Thank you. The next list is better.") {
            phone::swap(address::PACK);
        }
    });
    let label = Signal::derive(move || {
        match exceptions.get() {
            0 => "Everything was needed",
            _ => "Done, the rest was needed",
        }
        .to_owned()
    });
    view! {
        {el("p").class("prose").text("Tap only what you did not need or what you missed. Things you did not need are left out of your next trips, missed ones become essential. You can change your mind.")}
        {missing(hand, trip, rows)}
        {group(hand, rows, false)}
        {group(hand, rows, true)}
        <ActionBar>
            <Button kind=ButtonKind::Primary label=label icon=Icon::Tick on_press=finish />
        </ActionBar>
    }
    .into_any()
}

fn read(model: &Model, trip: &TripId, world: &World, only: Option<&str>) -> Vec<ListRow> {
    let rows = in_question(packing_of(model, trip, world, only));
    rows.into_iter().map(pack_row).collect()
}

fn judged(row: &ListRow) -> Judged {
    thing_of(&row.line, row.extra.bag)
}

/// What was taken and not judged.
fn taken(rows: Rows<ListRow>) -> Vec<Judged> {
    let mut taken = Vec::new();
    untrack(|| {
        rows.see_all(|row| {
            if row.line.verdict.is_none() && row.line.done {
                taken.push(judged(row));
            }
        });
    });
    taken
}

/// The field for what stood on no list. What is on this one is marked instead of written twice.
fn missing(hand: Hand, trip: TripId, rows: Rows<ListRow>) -> AnyView {
    let typed = unfinished::<String>(&["missed/", &trip].concat());
    let said = RwSignal::new(String::new());
    let add = move |text: String| {
        let (act, done) = match double_of(rows, &text) {
            Some(row) => (
                LookBack::Judge {
                    thing: judged(&row),
                    verdict: Some(Verdict::Missed),
                },
                ["Marked as missed: ", &row.line.text].concat(),
            ),
            None => (
                LookBack::Miss {
                    entry: child(&trip, &hand.session.fresh_id()),
                    text: text.clone(),
                    last: last_order(rows),
                },
                ["Noted as missed: ", &text].concat(),
            ),
        };
        hand.does_then(act, move || drop(said.try_set(done)))
    };
    el("div")
        .class("add-box")
        .child(add_form("Something you missed?", typed, || (), add))
        .child(muted_status(move || said.get()))
        .into_any()
}

/// The rows that were ticked, or those that were not.
fn group(hand: Hand, rows: Rows<ListRow>, taken: bool) -> AnyView {
    let keys = Memo::new(move |_| {
        let mut keys = Vec::new();
        rows.see_all(|row| {
            if row.line.done == taken {
                keys.push(row.line.id.clone());
            }
        });
        keys
    });
    let is_there = Memo::new(move |_| keys.with(|keys| !keys.is_empty()));
    let title = if taken { "Taken" } else { "Not ticked" };
    maybe(move || {
        is_there.get().then(|| {
            let rows = each(
                move || keys.get(),
                move |id| match rows.get(&id) {
                    Some(row) => judged_row(hand, row),
                    None => el("li").into_any(),
                },
            );
            view! { <Group title=title>{rows}</Group> }.into_any()
        })
    })
}

/// A row that opens to its three answers; an answer other than the expected one is shown at its end.
fn judged_row(hand: Hand, row: RwSignal<ListRow>) -> AnyView {
    let open = RwSignal::new(false);
    let text = Signal::derive(move || row.with(|row| row.title.clone()));
    let answer = Memo::new(move |_| {
        let verdict = row.with(|row| presumed(&row.line));
        VERDICTS
            .iter()
            .find(|(_, known, _)| Some(*known) == verdict)
    });
    let exception = Signal::derive(move || {
        let (is_exception, verdict) = (row.with(|row| is_exception(&row.line)), answer.get());
        verdict
            .filter(|_| is_exception)
            .map_or("", |(_, _, name)| name)
            .to_owned()
    });
    let hit = el("button")
        .attr("type", "button")
        .class("row-hit")
        .attr_of("aria-expanded", move || Some(open.get().to_string()))
        .on("click", move |_| open.update(|open| *open = !*open))
        .child(el("span").class("row-title").attr("dir", "auto").say(text))
        .child(
            el("span")
                .class("pill")
                .attr("data-tone", "warn")
                .say(exception),
        );
    let answers = maybe(move || {
        open.get().then(|| {
            let selected = Signal::derive(move || {
                answer.get().map_or("", |(name, _, _)| name).to_owned()
            });
            let choose = Callback::new(move |value: String| {
                let verdict = VERDICTS.iter().find(|(name, _, _)| *name == value);
                hand.does(LookBack::Judge {
                    thing: row.with_untracked(judged),
                    verdict: verdict.map(|(_, verdict, _)| *verdict),
                });
            });
            let options = VERDICTS.map(|(value, _, name)| (value, name));
            let answers = view! { <Segmented label=text options=options selected=selected on_select=choose /> };
            el("div").class("judged-answers").view(answers.into_any()).into_any()
        })
    });
    let key = row.with_untracked(|row| row.line.id.clone());
    el("li")
        .class("row judged")
        .attr("data-key", &key)
        .child(hit)
        .view(answers)
        .into_any()
}
