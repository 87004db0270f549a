//! The look back after a trip: what was needed, unused or missed. The next trips learn from it.

use leptos::prelude::*;

use crate::domain::checklist::{List, Verdict};
use crate::domain::trip::Trip;
use crate::features::entry_sheet::{Draft, entry_sheet};
use crate::features::list_view::{Extra, ListRow, pack_rows, rows_of};
use crate::features::{Hand, Visit, while_alive};
use crate::session::phone;
use crate::store::action::Action;
use crate::store::model::Model;
use crate::store::select::{Hidden, World};
use crate::ui::{ActionBar, Button, ButtonKind, Card, Icon, Segmented, each, el};

const VERDICTS: [(&str, Verdict, &str); 3] = [
    ("needed", Verdict::Needed, "Needed"),
    ("unused", Verdict::Unused, "Unused"),
    ("missed", Verdict::Missed, "Missed"),
];

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let trip = visit.param(0);
    while_alive(visit.hand(), &["trip"], trip.clone(), move || {
        questions(&visit, trip.clone())
    })
}

fn questions(visit: &Visit, trip: String) -> AnyView {
    let hand = visit.hand();
    let session = visit.session;
    let rows = rows_of(visit, &trip, taken, |_| ());
    let editing = RwSignal::new(None::<Draft>);
    let new_id = trip.clone();
    let add = Callback::new(move |()| {
        let id = [&new_id, "/", &session.fresh_id()].concat();
        editing.set(Some(Draft::new(id, List::Packing, Extra::default())));
    });
    let done = Callback::new(move |()| {
        let mut now = session.read(|model, _| model.get_or_default::<Trip>(&trip));
        now.reviewed = true;
        if hand.does_with_undo(
            Action::EditTrip {
                id: trip.clone(),
                trip: now,
            },
            "Thank you. The next list is better.",
        ) {
            phone::swap("pack");
        }
    });
    let intro = "Unused things are left out of your next trips. Missed things become essential. Nothing is deleted, and you can change your mind.";
    let cards = each(
        move || rows.keys().get(),
        move |id| {
            rows.get(&id)
                .map_or_else(|| el("li").into_any(), |row| verdict_card(hand, row))
        },
    );
    let missing = view! { <Button label="Something was missing from the list" icon=Icon::Plus on_press=add /> };
    view! {
        {el("p").class("prose").text(intro)}
        {el("ul").attr("role", "list").class("stack plain").view(cards)}
        {el("div").class("cluster").view(missing.into_any())}
        {entry_sheet(hand, editing)}
        <ActionBar>
            <Button kind=ButtonKind::Primary label="Done" icon=Icon::Tick on_press=done />
        </ActionBar>
    }
    .into_any()
}

/// What was not taken and not missed has nothing to say.
fn taken(model: &Model, trip: &str, world: &World, only: Option<&str>) -> Vec<ListRow> {
    let says = |row: &ListRow| row.line.hidden == Hidden::No || row.line.verdict.is_some();
    pack_rows(model, trip, world, only)
        .into_iter()
        .filter(says)
        .collect()
}

fn verdict_card(hand: Hand, row: RwSignal<ListRow>) -> AnyView {
    let selected = Signal::derive(move || {
        let verdict = row.with(|row| row.line.verdict);
        VERDICTS
            .iter()
            .find(|(_, known, _)| Some(*known) == verdict)
            .map_or("", |(name, _, _)| name)
            .to_owned()
    });
    let choose = Callback::new(move |value: String| {
        let verdict = VERDICTS
            .iter()
            .find(|(name, _, _)| *name == value)
            .map(|(_, verdict, _)| *verdict);
        let row = row.get_untracked();
        let own = row.line.own.then(|| (row.line.text.clone(), row.extra.bag));
        hand.does(Action::Judge {
            entry: row.line.id,
            item: row.line.item,
            own,
            verdict,
        });
    });
    let text = Signal::derive(move || row.with(|row| row.line.text.clone()));
    let options = VERDICTS.map(|(value, _, name)| (value, name));
    let card = view! {
        <Card>
            {el("p").attr("dir", "auto").say(text)}
            <Segmented label=text options=options selected=selected on_select=choose />
        </Card>
    };
    el("li").view(card.into_any()).into_any()
}
