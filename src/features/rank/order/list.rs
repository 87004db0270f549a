//! The list itself: tiers, rows, ties between them, and the question why.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::ids::ProgramId;
use crate::features::rank::order::desk::Desk;
use crate::features::rank::pairs::choose_path;
use crate::features::{muted, muted_status};
use crate::session::phone;
use crate::store::acts::ranking::RankAction;
use crate::store::read::ranking::board::{BoardRow, Closest};
use crate::store::read::ranking::lines::{
    Line, What, is_head, points_text, reason, spoken, tier_words, words_apart,
};
use crate::ui::{
    Banner, Button, ButtonKind, LinkButton, Reorder, Scored, ScoredRow, TextField, el, maybe,
};

/// The part of the screen.
pub fn view(desk: Desk) -> AnyView {
    let ids = Memo::new(move |_| desk.layout.with(|layout| layout.list.clone()));
    let is_there = Memo::new(move |_| ids.with(|ids| !ids.is_empty()));
    let list = maybe(move || {
        is_there
            .get()
            .then(|| vec![ranked(desk, ids), key(desk)].into_any())
    });
    let fault = maybe(move || {
        let key = desk.layout.with(|layout| layout.no_scores.clone())?;
        let What::NoScores(why) = desk.rows.get(&key)?.get().what else {
            return None;
        };
        let parts = vec![
            view! { <Banner text=why /> }.into_any(),
            view! { <div class="cluster"><LinkButton label="Criteria" href=href(address::CRITERIA) /></div> }
                .into_any(),
        ];
        Some(el("div").class("stack").view(parts.into_any()).into_any())
    });
    let closest = maybe(move || {
        let key = desk.layout.with(|layout| layout.closest.clone())?;
        match desk.rows.get(&key)?.get().what {
            What::Closest(pair) => Some(closest_pair(&pair)),
            _ => None,
        }
    });
    vec![fault, list, closest].into_any()
}

fn ranked(desk: Desk, ids: Memo<Vec<String>>) -> AnyView {
    let on_move = Callback::new(move |(id, index): (String, usize)| desk.drops(id.into(), index));
    let place = Callback::new(move |id: String| desk.menu.set(Some(id)));
    let whereabouts = Callback::new(move |id: String| desk.whereabouts(&id));
    let label = Callback::new(move |id: String| desk.name(&id));
    let row = Callback::new(move |id: String| match is_head(&id) {
        true => tier(desk, &id),
        false => placed(desk, id),
    });
    let on_drop = Callback::new(move |id: String| desk.asks_why(&id));
    let rows = view! {
        <Reorder ids=ids label_of=label row=row on_move=on_move is_fixed=is_head whereabouts=whereabouts on_place=place
            on_drop=on_drop />
    };
    let tiers = Memo::new(move |_| ids.with(|ids| ids.iter().any(|id| is_head(id))));
    el("div")
        .class("ranked")
        .attr_of("data-tiers", move || tiers.get().then(String::new))
        .view(rows.into_any())
        .into_any()
}

/// What the bars mean, and the way to the order of the scores.
fn key(desk: Desk) -> AnyView {
    let axis = Memo::new(move |_| {
        let list = desk.layout.with(|layout| layout.list.clone());
        list.iter()
            .find_map(|key| match desk.rows.get(key)?.get().what {
                What::Placed { row, axis, .. } => row.score.map(|_| axis),
                _ => None,
            })
    });
    let is_faulty = move || desk.layout.with(|layout| layout.no_scores.is_some());
    let words = move || match axis.get() {
        // The banner says what is missing.
        None if is_faulty() => "Your order is the list.".to_owned(),
        None => "Your order is the list. Rate programs to see a score beside it.".to_owned(),
        Some((low, high)) => [
            "Your order is the list; the score advises. Each bar goes from ",
            &*points_text(low),
            " to ",
            &points_text(high),
            ".",
        ]
        .concat(),
    };
    let preview = Callback::new(move |()| {
        desk.is_previewing.set(true);
        phone::focus_soon("h1");
    });
    let button = maybe(move || {
        axis.get()?;
        Some(
            view! { <Button kind=ButtonKind::Quiet label="Preview by score" on_press=preview /> }
                .into_any(),
        )
    });
    el("div")
        .class("rank-key")
        .child(el("p").class("hint").say_with(words))
        .view(button)
        .into_any()
}

fn tier(desk: Desk, key: &str) -> AnyView {
    let Some(row) = desk.rows.get(key) else {
        return ().into_any();
    };
    let (title, count) = match row.get_untracked().what {
        What::Tier(tier, _) => (
            tier_words(tier),
            Signal::derive(move || match row.with(|line| line.what.clone()) {
                What::Tier(_, count) => count.to_string(),
                _ => String::new(),
            }),
        ),
        _ => return ().into_any(),
    };
    el("div")
        .class("section-head")
        .child(el("h2").text(title))
        .child(el("span").class("pill").say(count))
        .into_any()
}

/// How a program with a place looks.
pub fn look(row: &BoardRow, axis: (f64, f64)) -> Scored {
    let (start, end) = axis;
    let on_axis = |share: f64| (share - start) / (end - start).max(0.01);
    Scored {
        place: row.place.to_string(),
        title: row.name.clone(),
        detail: reason(row),
        number: row
            .score
            .map_or(String::new(), |score| points_text(score.value)),
        band: row
            .score
            .map(|score| [score.low, score.value, score.high].map(on_axis)),
        spoken: spoken(row),
    }
}

fn placed(desk: Desk, id: String) -> AnyView {
    let Some(line) = desk.rows.get(&id) else {
        return ().into_any();
    };
    let look = Signal::derive(move || {
        line.with(|line| match &line.what {
            What::Placed { row, axis, .. } => look(row, *axis),
            _ => Scored::default(),
        })
    });
    let (menu, own) = (id.clone(), ProgramId::from(&*id));
    let open = Callback::new(move |()| desk.menu.set(Some(menu.clone())));
    let ties_with = Memo::new(move |_| {
        line.with(|Line { what, .. }| match what {
            What::Placed { row, ties_with, .. } => Some((row.place, ties_with.clone()?)),
            _ => None,
        })
    });
    let knot = maybe(move || {
        let (place, other) = ties_with.get()?;
        Some(knot(place, &own, &other))
    });
    let is_asked = {
        let id = id.clone();
        Memo::new(move |_| desk.is_asked(&id))
    };
    let why = maybe(move || is_asked.get().then(|| ask_why(desk, id.as_str().into())));
    el("div")
        .class("ranked-row")
        .view(view! { <ScoredRow look=look on_press=open /> }.into_any())
        .view(why)
        .view(knot)
        .into_any()
}

/// Between two places whose scores tie.
fn knot(place: usize, one: &ProgramId, other: &ProgramId) -> AnyView {
    let (place, next) = (place.to_string(), (place + 1).to_string());
    let spoken = ["Places ", &*place, " and ", &next, " have the same score. "].concat();
    let path = choose_path(one, other);
    el("div")
        .class("knot")
        .child(
            el("span")
                .class("knot-sign")
                .attr("aria-hidden", "true")
                .text("="),
        )
        .child(
            el("span")
                .attr("aria-hidden", "true")
                .text("The scores tie"),
        )
        .child(
            el("a")
                .class("btn btn-quiet")
                .attr("href", &href(&path))
                .child(el("span").class("visually-hidden").text(&spoken))
                .text("Choose one"),
        )
        .into_any()
}

/// Asked once of a program that was put where its score would not: one line, which may be left out.
fn ask_why(desk: Desk, id: ProgramId) -> AnyView {
    let hand = desk.hand;
    let own = StoredValue::new(id.clone());
    let typed = Memo::new(move |_| {
        own.with_value(|id| desk.reasons.with(|all| all.get(id).cloned()))
            .unwrap_or_default()
    });
    let refused = RwSignal::new(None::<String>);
    let write = Callback::new(move |text: String| {
        refused.set(None);
        desk.reasons
            .update(|all| drop(all.insert(own.get_value(), text)));
    });
    let close = move |id: &str| {
        desk.is_answered(id);
        desk.keeps_focus(id);
    };
    let of = id.clone();
    let skip = Callback::new(move |()| close(&of));
    let keep = Callback::new(move |()| {
        let act = RankAction::Because {
            program: id.clone(),
            because: typed.get_untracked(),
        };
        match hand.tries_with_undo(act, "Reason kept") {
            Ok(()) => close(&id),
            Err(refusal) => phone::refuse(refused, refusal.0, ".ask-why"),
        }
    });
    let parts = vec![
        muted_status(|| "This is not the place that the score gives. Why?".to_owned()).into_any(),
        view! {
            <TextField label="Why is it here? (optional)" hide_label=true placeholder="For example near my sister"
                value=typed on_input=write error=refused />
        }
        .into_any(),
        view! {
            <div class="cluster">
                <Button label="Keep the reason" on_press=keep />
                <Button kind=ButtonKind::Quiet label="Skip" on_press=skip />
            </div>
        }
        .into_any(),
    ];
    el("div").class("ask-why").view(parts.into_any()).into_any()
}

fn closest_pair(pair: &Closest) -> AnyView {
    let (one, other) = &pair.ids;
    let (place, next) = (pair.place.to_string(), (pair.place + 1).to_string());
    let title = ["Closest pair: ", &*place, " and ", &next].concat();
    let names = [&*pair.names.0, " and ", &pair.names.1].concat();
    let why = address::why(one, other);
    let choose = choose_path(one, other);
    let detail = el("p")
        .class("muted")
        .text(&words_apart(pair.apart))
        .text(" ")
        .child(el("a").attr("href", &href(&why)).text("See why"));
    let words = el("div")
        .class("closest-words")
        .child(el("h2").text(&title))
        .child(muted(&names).attr("dir", "auto"))
        .child(detail);
    el("section")
        .class("card closest")
        .child(words)
        .view(view! { <LinkButton label="Choose" href=href(&choose) /> }.into_any())
        .into_any()
}
