//! The sheet of one program: its place, its tier, its reason, and the ways from here.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::ids::ProgramId;
use crate::domain::program::Tier;
use crate::domain::time::Day;
use crate::features::rank::order::desk::Desk;
use crate::features::shell::reading::{link, nothing};
use crate::session::phone;
use crate::store::acts::ranking::{Move, RankAction};
use crate::store::core::change::Refusal;
use crate::store::read::ranking::board::{Board, BoardRow};
use crate::store::read::ranking::lines::{What, tier_words};
use crate::ui::{
    Button, ButtonKind, FieldGroup, Group, Icon, Segmented, SelectField, Sheet, TextField, el,
};

/// The tiers as choices: value and name.
const TIERS: [(&str, Option<Tier>); 4] = [
    ("top", Some(Tier::Top)),
    ("good", Some(Tier::Good)),
    ("accept", Some(Tier::Accept)),
    ("none", None),
];

/// The sheet of the program in `desk.menu`.
pub fn view(desk: Desk) -> AnyView {
    let open = Signal::derive(move || desk.menu.with(Option::is_some));
    let title = Signal::derive(move || desk.menu.get().map_or(String::new(), |id| desk.name(&id)));
    let close = Callback::new(move |()| desk.menu.set(None));
    let inside = move || {
        let id = desk.menu.get_untracked().unwrap_or_default();
        let what = desk.rows.get(&id).map(|row| row.get_untracked().what);
        let parts = match what {
            Some(What::Placed { row, .. }) => vec![
                place(desk, row.id.clone(), row.place),
                tiers(desk, row.id.clone()),
                because(desk, row.id.clone()),
                ways(desk, &row),
                take_off(desk, row.id.clone()),
                rule_out(desk, row.id),
            ],
            Some(What::Unplaced(row, at)) => vec![
                place(desk, row.id.clone(), at),
                ways(desk, &row),
                rule_out(desk, row.id),
            ],
            Some(What::Waiting(row)) => vec![
                took_place(desk, row.id.clone()),
                ways(desk, &row),
                match row.has_key {
                    true => take_off(desk, row.id.clone()),
                    false => nothing(),
                },
                rule_out(desk, row.id),
            ],
            _ => Vec::new(),
        };
        el("div").class("stack").view(parts.into_any()).into_any()
    };
    view! { <Sheet open=open title=title on_close=close>{inside()}</Sheet> }.into_any()
}

/// Closes the sheet; the focus goes to the row, if it is still there.
fn close(desk: Desk, id: &ProgramId) {
    desk.menu.set(None);
    desk.keeps_focus(id);
}

fn place(desk: Desk, id: ProgramId, now: usize) -> AnyView {
    let of = desk.layout.with_untracked(|layout| {
        layout.placed() + usize::from(!layout.list.iter().any(|key| id == **key))
    });
    let chosen = RwSignal::new(None::<String>);
    // A new tier moves it too.
    let own = id.clone();
    let there = move || match desk.row(&own) {
        Some(row) if row.place > 0 => row.place,
        _ => now,
    };
    let shown = Memo::new(move |_| chosen.get().unwrap_or_else(|| there().to_string()));
    let choose = Callback::new(move |place: String| chosen.set(Some(place)));
    let options: Vec<(String, String)> = (1..=of)
        .map(|place| (place.to_string(), place.to_string()))
        .collect();
    let hint = ["From 1 to ", &*of.to_string(), ", 1 is your first choice"].concat();
    let press = Callback::new(move |()| {
        let place = shown.get_untracked().parse().unwrap_or(now);
        let before = untrack(|| desk.row(&id)).map_or(0, |row| row.place);
        close(desk, &id);
        if place != before {
            desk.puts(id.clone(), place);
        }
    });
    let label = Signal::derive(move || ["Put at place ", &*shown.get()].concat());
    view! {
        <FieldGroup>
            <SelectField label="Place" options=Signal::stored(options) value=shown on_change=choose hint=hint />
            <Button kind=ButtonKind::Primary label=label on_press=press />
        </FieldGroup>
    }
    .into_any()
}

fn tiers(desk: Desk, id: ProgramId) -> AnyView {
    let own = id.clone();
    let now = Signal::derive(move || {
        let tier = desk.row(&own).and_then(|row| row.tier);
        let known = TIERS.iter().find(|(_, known)| *known == tier);
        known.map_or("none", |(value, _)| *value).to_owned()
    });
    let choose = Callback::new(move |value: String| {
        if let Some((_, tier)) = TIERS.iter().find(|(known, _)| *known == value) {
            desk.gives(id.clone(), *tier);
        }
    });
    let options = TIERS.map(|(value, tier)| (value, tier_words(tier)));
    view! {
        <FieldGroup title="Tier">
            <Segmented label="Tier" options=options selected=now on_select=choose />
        </FieldGroup>
    }
    .into_any()
}

fn because(desk: Desk, id: ProgramId) -> AnyView {
    let own = id.clone();
    let now = Signal::derive(move || desk.row(&own).map_or(String::new(), |row| row.because));
    let write = Callback::new(move |because: String| {
        let program = id.clone();
        desk.hand.types(RankAction::Because { program, because });
    });
    view! {
        <FieldGroup>
            <TextField label="Why it stands here" value=now on_input=write
                hint="One line, for you. It stands under the name." />
        </FieldGroup>
    }
    .into_any()
}

/// The ways from here.
fn ways(desk: Desk, row: &BoardRow) -> AnyView {
    let to = |title: &str, path: String| link(title, "", None, href(&path));
    let mut ways = vec![to("Rate it", address::rate(&row.id))];
    let why = |title: &str, one: &BoardRow, other: &BoardRow| {
        let path = address::why(&one.id, &other.id);
        to(&[title, &*other.name, "?"].concat(), path)
    };
    let board = desk.board();
    let placed = |place: usize| -> Option<&BoardRow> {
        let board: &Board = board.as_ref()?;
        board.placed.get(place.checked_sub(1)?)
    };
    if row.place > 0 {
        let (before, behind) = (placed(row.place - 1), placed(row.place + 1));
        ways.extend(before.map(|other| why("Why is it below ", row, other)));
        ways.extend(behind.map(|other| why("Why is it above ", row, other)));
    }
    ways.push(to("Open the program", address::program(&row.id)));
    view! { <Group>{ways}</Group> }.into_any()
}

/// For one that has a place, though it may wait for its interview there.
fn take_off(desk: Desk, id: ProgramId) -> AnyView {
    let press = Callback::new(move |()| {
        let done = [&*untrack(|| desk.name(&id)), " taken off the list"].concat();
        let program = id.clone();
        close(desk, &id);
        desk.orders(Move::TakeOff { program }, &done);
    });
    let button = view! {
        <Button kind=ButtonKind::Quiet label="Take off the list" icon=Icon::Minus on_press=press />
    };
    el("div")
        .class("cluster")
        .view(button.into_any())
        .into_any()
}

/// What is typed waits for who closes the sheet and comes back.
fn rule_out(desk: Desk, id: ProgramId) -> AnyView {
    let own = StoredValue::new(id.clone());
    let reason = Memo::new(move |_| {
        own.with_value(|id| desk.against.with(|all| all.get(id).cloned()))
            .unwrap_or_default()
    });
    let refused = RwSignal::new(None::<String>);
    let write = Callback::new(move |text: String| {
        refused.set(None);
        desk.against.update(|all| {
            all.insert(own.get_value(), text);
        });
    });
    let press = Callback::new(move |()| {
        let name = untrack(|| desk.name(&id));
        let change = Move::RuleOut {
            program: id.clone(),
            reason: reason.get_untracked(),
        };
        match desk.tries(change, &[&*name, " put under “Do not rank”"].concat()) {
            Ok(()) => {
                desk.against.update(|all| {
                    all.remove(&id);
                });
                close(desk, &id);
            }
            Err(Refusal(sentence)) => phone::refuse(refused, sentence, "dialog"),
        }
    });
    view! {
        <FieldGroup title="Do not rank">
            <TextField label="Reason (optional)" value=reason on_input=write error=refused
                hint="It goes to the end of this page. You can bring it back." />
            <Button kind=ButtonKind::Danger label="Do not rank" icon=Icon::EyeOff on_press=press />
        </FieldGroup>
    }
    .into_any()
}

/// For an interview that nobody noted.
fn took_place(desk: Desk, id: ProgramId) -> AnyView {
    let session = desk.hand.session;
    let today = move || session.read(|_, world| world.today());
    let typed = RwSignal::new(today().iso());
    let refused = RwSignal::new(None::<String>);
    let write = Callback::new(move |text: String| {
        refused.set(None);
        typed.set(text);
    });
    let press = Callback::new(move |()| {
        let noted = typed
            .with_untracked(|text| Day::parse(text))
            .and_then(|day| {
                let act = RankAction::Interviewed {
                    program: id.clone(),
                    interview: session.fresh_id().into(),
                    day,
                    today: today(),
                };
                let done = desk.hand.tries_with_undo(act, "Interview noted");
                done.map_err(|refusal| refusal.0)
            });
        match noted {
            Ok(()) => close(desk, &id),
            Err(sentence) => phone::refuse(refused, sentence, "dialog"),
        }
    });
    view! {
        <FieldGroup title="Not interviewed yet">
            <TextField label="Day of the interview" input_type="date" value=typed on_input=write error=refused
                hint="A program can be placed once its interview is over." />
            <Button kind=ButtonKind::Primary label="It took place" icon=Icon::Tick on_press=press />
        </FieldGroup>
    }
    .into_any()
}
