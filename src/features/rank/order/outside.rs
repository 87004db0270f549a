//! What stands outside of the list: not placed yet, not interviewed yet, not ranked.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::features::rank::order::desk::{Desk, Layout};
use crate::store::acts::ranking::Move;
use crate::store::read::ranking::board::{OutRow, WhyNot};
use crate::store::read::ranking::lines::{What, reason};
use crate::ui::{El, Group, Icon, LinkButton, Pieces, Row, each, el, maybe};

/// The part of the screen.
pub fn view(desk: Desk) -> AnyView {
    let add = view! {
        <div class="cluster"><LinkButton label="Add programs" href=href(address::ADD_TO_RANK) icon=Icon::Plus /></div>
    };
    vec![
        part(desk, "Not placed yet", |layout| &layout.unplaced, unplaced),
        part(
            desk,
            "Not interviewed yet",
            |layout| &layout.waiting,
            waiting,
        ),
        part(desk, "Do not rank", |layout| &layout.out, out),
        add.into_any(),
    ]
    .into_any()
}

fn part(
    desk: Desk,
    title: &'static str,
    keys: fn(&Layout) -> &Vec<String>,
    row: fn(Desk, String) -> AnyView,
) -> AnyView {
    let keys = Memo::new(move |_| desk.layout.with(|layout| keys(layout).clone()));
    let count = Memo::new(move |_| keys.with(Vec::len));
    let is_there = Memo::new(move |_| count.get() > 0);
    maybe(move || {
        is_there.get().then(|| {
            let pieces = Pieces::of_rows();
            let rows = each(move || pieces.take(keys.get()), move |key| row(desk, key));
            let count = Signal::derive(move || count.get().to_string());
            view! { <Group title=title trailing=count>{rows}</Group> }.into_any()
        })
    })
}

/// A small button, with more words for who does not see the row.
fn button(press: impl Fn() + 'static) -> El {
    el("button")
        .attr("type", "button")
        .class("btn btn-quiet row-act")
        .on("click", move |_| press())
}

fn hidden(text: impl Fn() -> String + 'static) -> El {
    el("span").class("visually-hidden").say_with(text)
}

fn unplaced(desk: Desk, id: String) -> AnyView {
    let Some(line) = desk.rows.get(&id) else {
        return el("li").into_any();
    };
    let at = Memo::new(move |_| match line.get().what {
        What::Unplaced(_, at) => at,
        _ => 0,
    });
    let (own, named, put) = (id.clone(), id.clone(), id.clone());
    let title = Signal::derive(move || desk.name(&own));
    let of = id.clone();
    let detail = Signal::derive(move || desk.row(&of).map_or(String::new(), |row| reason(&row)));
    let key = id.clone();
    let open = Callback::new(move |()| desk.menu.set(Some(id.clone())));
    let put = button(move || {
        desk.puts(put.as_str().into(), at.get_untracked());
        desk.keeps_focus(&put);
    })
    .say_with(move || ["Put at ", &*at.get().to_string()].concat())
    .child(hidden(move || [": ", &*desk.name(&named)].concat()));
    view! { <Row title=title detail=detail on_press=open key=key>{put}</Row> }.into_any()
}

fn waiting(desk: Desk, id: String) -> AnyView {
    let (own, of, key) = (id.clone(), id.clone(), id.clone());
    let title = Signal::derive(move || desk.name(&own));
    let detail = Signal::derive(move || {
        let day = desk.row(&of).and_then(|row| row.interview);
        let when = match day {
            Some(day) => ["Interview ", &*day.short()].concat(),
            None => "No interview noted".to_owned(),
        };
        [&*when, ". Cannot be certified yet."].concat()
    });
    let open = Callback::new(move |()| desk.menu.set(Some(id.clone())));
    view! { <Row title=title detail=detail icon=Icon::Clock on_press=open key=key /> }.into_any()
}

fn out(desk: Desk, id: String) -> AnyView {
    let Some(line) = desk.rows.get(&id) else {
        return el("li").into_any();
    };
    let now = Memo::new(move |_| match line.get().what {
        What::Out(row) => Some(row),
        _ => None,
    });
    let of = move |read: fn(OutRow) -> String| {
        Signal::derive(move || now.get().map(read).unwrap_or_default())
    };
    let (title, detail) = (of(|row| row.name), of(|row| row.why.words()));
    let to = of(|row| {
        href(&match row.why {
            WhyNot::Breaks { .. } => address::rate(&row.id),
            _ => address::program(&row.id),
        })
    });
    let is_said = Memo::new(move |_| {
        now.with(|now| {
            now.as_ref()
                .is_some_and(|row| matches!(row.why, WhyNot::Said(_)))
        })
    });
    let key = id.clone();
    let press = move || {
        let done = [&*title.get_untracked(), " brought back"].concat();
        let program = id.clone();
        desk.orders(
            Move::BringBack {
                program: program.into(),
            },
            &done,
        );
        desk.keeps_focus(&id);
    };
    let bring = maybe(move || {
        is_said.get().then(|| {
            button(press.clone())
                .text("Bring back")
                .child(hidden(move || [": ", &*title.get()].concat()))
                .into_any()
        })
    });
    view! { <Row title=title detail=detail icon=Icon::EyeOff href=to key=key>{bring}</Row> }
        .into_any()
}
