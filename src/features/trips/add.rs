//! The bar that adds to a list: always in reach at the bottom, ready for the next thing after Enter.
//! A new row lands where the person is looking; one that is there already is pointed out.

use leptos::prelude::*;

use crate::domain::checklist::{Bag, Entry, List, Moment, due_of_new};
use crate::domain::ids::child;
use crate::domain::order;
use crate::domain::time::{Day, Hours, WallTime};
use crate::domain::words::likeness;
use crate::features::Hand;
use crate::features::shell::unfinished::unfinished;
use crate::features::trips::row::{ListRow, TripList, puts_back, row_of};
use crate::session::{Rows, phone};
use crate::store::acts::checklist::ChecklistAction;
use crate::store::core::bookings::interviews_of;
use crate::store::read::attire::moment_name;
use crate::store::read::line::Hidden;
use crate::store::read::packing::bag_name;
use crate::ui::{
    Banner, Button, ButtonKind, El, Icon, Segmented, TextField, el, icon, keep_focus, maybe,
};

/// What finds the field.
const FIELD: &str = ".add-line .input";

/// Where a new row goes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Spot {
    Bag(Bag),
    Moment(Moment),
    Due(Option<WallTime>),
}

const BAGS: [Bag; 4] = [Bag::OnMe, Bag::CarryOn, Bag::Checked, Bag::Desk];
const MOMENTS: [Moment; 3] = [Moment::WeekBefore, Moment::EveningBefore, Moment::Mirror];

impl Spot {
    /// The spot that the group with this key shows; of `bags` the first where no group is in sight.
    fn of(list: List, group: &str, bags: &[Bag], now: WallTime) -> Spot {
        let named = bags.iter().find(|bag| bag_name(**bag) == group);
        let bag = || named.or(bags.first()).copied();
        let moment = || {
            let is_in = |moment: &Moment| group.starts_with(moment_name(*moment));
            MOMENTS.into_iter().find(is_in)
        };
        match list {
            List::Packing => Spot::Bag(bag().unwrap_or_default()),
            List::Attire => Spot::Moment(moment().unwrap_or_default()),
            List::Logistics => Spot::Due(due_of_new(Day::parse(group).ok(), now)),
        }
    }

    fn name(self, hours: Hours) -> String {
        match self {
            Spot::Bag(bag) => bag_name(bag).to_owned(),
            Spot::Moment(moment) => moment_name(moment).to_owned(),
            Spot::Due(None) => "No date yet".to_owned(),
            Spot::Due(Some(due)) => [&due.day.short(), ", ", &due.minute.clock(hours)].concat(),
        }
    }

    /// The choices beside it; a date is changed in the sheet of the row.
    fn choices(list: List, bags: &[Bag]) -> Vec<Spot> {
        match list {
            List::Packing => bags.iter().copied().map(Spot::Bag).collect(),
            List::Attire => MOMENTS.map(Spot::Moment).to_vec(),
            List::Logistics => Vec::new(),
        }
    }

    fn entry(self, list: List, text: String, order: String) -> Entry {
        let mut entry = Entry {
            own: true,
            list,
            text: Some(text),
            order: Some(order),
            ..Entry::default()
        };
        match self {
            Spot::Bag(bag) => entry.bag = Some(bag),
            Spot::Moment(moment) => entry.moment = Some(moment),
            Spot::Due(due) => entry.due = due,
        }
        entry
    }
}

/// A row that names what was typed, and where it stands.
#[derive(Clone, PartialEq)]
struct Double {
    key: String,
    text: String,
    place: String,
    hidden: bool,
}

/// Where this trip's things can go: bags for a journey, the desk for a video call, both for both.
fn bags_of(rows: Rows<ListRow>) -> Vec<Bag> {
    let (mut travels, mut calls) = (false, false);
    untrack(|| {
        rows.see_all(|row| match row.extra.bag {
            Bag::Desk => calls = true,
            Bag::OnMe | Bag::CarryOn | Bag::Checked => travels = true,
        });
    });
    let fits = |bag: &Bag| match bag {
        Bag::Desk => calls,
        Bag::OnMe | Bag::CarryOn | Bag::Checked => travels || !calls,
    };
    BAGS.into_iter().filter(fits).collect()
}

fn hours(parts: TripList) -> Hours {
    parts.hand.session.read(|_, world| world.hours)
}

/// The row that names `typed` best, the first of these.
pub fn double_of(rows: Rows<ListRow>, typed: &str) -> Option<ListRow> {
    let mut best = None;
    untrack(|| {
        rows.see_all(|row| {
            let like = likeness(&row.line.text, typed);
            if like.is_some() && best.as_ref().is_none_or(|(known, _)| *known < like) {
                best = Some((like, row.clone()));
            }
        });
    });
    best.map(|(_, row)| row)
}

/// A field with its button; Enter and the button give what was typed to `on_add`, which says whether it
/// was taken. The field keeps the focus, for the next one.
pub fn add_form(
    label: &'static str,
    typed: RwSignal<String>,
    on_type: impl Fn() + Send + Sync + 'static,
    on_add: impl Fn(String) -> bool + 'static,
) -> El {
    let type_in = Callback::new(move |text: String| {
        typed.set(text);
        on_type();
    });
    let field = view! {
        <TextField label=label hide_label=true placeholder=label.to_owned() value=typed on_input=type_in />
    };
    let submit = el("button")
        .attr("type", "submit")
        .class("btn btn-primary")
        .attr("aria-label", "Add")
        .child(icon(Icon::Plus))
        .child(el("span").text("Add"));
    el("form")
        .class("add-line")
        .on("submit", move |event| {
            event.prevent_default();
            let text = typed.get_untracked().trim().to_owned();
            if !text.is_empty() && on_add(text) {
                typed.set(String::new());
            }
            phone::focus(FIELD);
        })
        .view(field.into_any())
        .child(submit)
}

/// The bar at the bottom of a list.
pub fn add_bar(parts: TripList) -> AnyView {
    let TripList { hand, list, .. } = parts;
    let of = match list {
        List::Packing => "packing/",
        List::Logistics => "logistics/",
        List::Attire => "attire/",
    };
    let typed = unfinished::<String>(&[of, &parts.trip()].concat());
    let double = RwSignal::new(None::<Double>);
    let said = RwSignal::new(String::new());
    let seen = StoredValue::new(spot_in_view(parts));
    let spot = RwSignal::new(seen.get_value());
    let add = move |text: String| {
        let Some(key) = adds(parts, spot.get_untracked(), &text) else {
            return false;
        };
        double.set(None);
        let place = spot.get_untracked().name(hours(parts));
        let done = ["Added to ", &place, ": ", &text].concat();
        let tell = move || drop(said.try_set(done));
        hand.session.when_saved(tell);
        phone::reveal(row_of(&key));
        true
    };
    let add_if_new = move |text: String| match double_of(parts.rows, &text) {
        Some(row) => {
            double.set(Some(Double {
                key: row.line.id,
                text: row.line.text,
                place: row.heading.into_owned(),
                hidden: row.line.hidden != Hidden::No,
            }));
            false
        }
        None => add(text),
    };
    let anyway = Callback::new(move |()| {
        if add(typed.get_untracked().trim().to_owned()) {
            typed.set(String::new());
        }
        phone::focus(FIELD);
    });
    let label = match list {
        List::Logistics => "Add a task",
        List::Packing | List::Attire => "Add an item",
    };
    let form = add_form(label, typed, move || double.set(None), add_if_new);
    let settle = Callback::new(move |()| {
        double.set(None);
        typed.set(String::new());
    });
    let notice = maybe(move || {
        let found = double.get()?;
        Some(notice(hand, found, settle, anyway))
    });
    el("div")
        .class("foot add-bar")
        .on("focusin", move |_| {
            // A place that was chosen stays until the person looks at another one.
            let now = spot_in_view(parts);
            if seen.get_value() != now {
                seen.set_value(now);
                spot.set(now);
            }
        })
        .child(
            el("div")
                .class("add-box")
                .view(notice)
                .view(place_line(parts, spot))
                .child(form)
                .child(
                    el("p")
                        .class("visually-hidden")
                        .attr("role", "status")
                        .say(said.into()),
                ),
        )
        .into_any()
}

/// Writes the row; gives its key.
fn adds(parts: TripList, spot: Spot, text: &str) -> Option<String> {
    let TripList {
        hand, list, rows, ..
    } = parts;
    let id = child(&parts.trip(), &hand.session.fresh_id());
    let entry = spot.entry(
        list,
        text.to_owned(),
        order::after(last_order(rows).as_deref()),
    );
    let key = id.clone();
    hand.does(ChecklistAction::Edit { id, entry })
        .then_some(key)
}

/// Place of the last row, after which a new one stands.
pub fn last_order(rows: Rows<ListRow>) -> Option<String> {
    let mut last = None;
    untrack(|| rows.see_all(|row| last = last.take().max(Some(row.line.order.clone()))));
    last
}

/// The spot that the person is looking at.
fn spot_in_view(parts: TripList) -> Spot {
    let group = phone::in_view("[data-group]", "data-group").unwrap_or_default();
    let trip = parts.trip();
    let now = parts.hand.session.read(|model, world| {
        let zone = interviews_of(model, &trip)
            .map(|(_, one)| one.zone.clone())
            .next();
        let zone = zone.filter(|zone| !zone.is_empty());
        world.wall_in(zone.as_deref().unwrap_or(world.phone_zone))
    });
    Spot::of(parts.list, &group, &bags_of(parts.rows), now)
}

/// Where the next row will stand; shown while the bar is in use.
fn place_line(parts: TripList, spot: RwSignal<Spot>) -> AnyView {
    let hours = hours(parts);
    let choices = match Spot::choices(parts.list, &bags_of(parts.rows)) {
        // One place alone is no choice.
        choices if choices.len() < 2 => Vec::new(),
        choices => choices,
    };
    let line = if choices.is_empty() {
        let text = move || {
            [
                "For ",
                &spot.get().name(hours),
                ". You can change it with ⋮.",
            ]
            .concat()
        };
        el("p").class("hint").say_with(text).into_any()
    } else {
        let names: Vec<String> = choices.iter().map(|spot| spot.name(hours)).collect();
        let options: Vec<(String, String)> = names
            .iter()
            .map(|name| (name.clone(), name.clone()))
            .collect();
        let choose = Callback::new(move |name: String| {
            if let Some(chosen) = choices.iter().find(|spot| spot.name(hours) == name) {
                spot.set(*chosen);
            }
        });
        let selected = Signal::derive(move || spot.get().name(hours));
        view! { <Segmented label="Add to" options=options selected=selected on_select=choose /> }
            .into_any()
    };
    el("div")
        .class("add-place")
        // A tap here leaves the keyboard up.
        .on("mousedown", |event| event.prevent_default())
        .view(line)
        .into_any()
}

/// Points the row out that is there already; going to it settles the matter.
fn notice(hand: Hand, found: Double, settle: Callback<()>, anyway: Callback<()>) -> AnyView {
    let Double {
        key,
        text,
        place,
        hidden,
    } = found;
    let (words, label) = if hidden {
        (
            ["You took “", &text, "” off this list."].concat(),
            "Put it back",
        )
    } else {
        (
            ["You already have “", &text, "” in ", &place, "."].concat(),
            "Show it",
        )
    };
    let show = Callback::new(move |()| {
        if !hidden || puts_back(hand, &key) {
            settle.run(());
            let row = row_of(&key);
            keep_focus(vec![[&row, " .check"].concat()]);
            phone::reveal(row);
        }
    });
    let banner = view! { <Banner text=words action=(label.to_owned(), show) /> };
    let add = view! { <Button kind=ButtonKind::Quiet label="Add it anyway" on_press=anyway /> };
    el("div")
        .class("add-double")
        .attr("role", "status")
        .view(banner.into_any())
        .view(add.into_any())
        .into_any()
}
