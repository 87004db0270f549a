//! The order that the scores would give. It changes nothing until it is taken.

use leptos::prelude::*;

use crate::domain::ids::ProgramId;
use crate::features::muted;
use crate::features::rank::order::desk::{Desk, lies_over};
use crate::features::rank::order::list::look;
use crate::session::phone;
use crate::store::acts::ranking::Move;
use crate::store::read::ranking::board::{Board, BoardRow};
use crate::store::read::ranking::lines::{axis, tie_words};
use crate::ui::{ActionBar, Button, ButtonKind, El, Icon, Scored, ScoredRow, dynamic, el};

/// The part of the screen.
pub fn view(desk: Desk) -> AnyView {
    let back = Callback::new(move |()| {
        desk.is_previewing.set(false);
        phone::focus_soon("h1");
    });
    lies_over(back);
    let take = Callback::new(move |()| {
        let Some(order) = desk.board().map(|board| board.by_score()) else {
            return;
        };
        if desk.orders(Move::Take { order }, "Order of the scores taken") {
            desk.is_previewing.set(false);
            phone::focus_soon("h1");
        }
    });
    let rows = dynamic(move || {
        desk.rows.see_all(|_| {});
        let rows = desk.board().map_or_else(Vec::new, |board| in_order(&board));
        el("ol")
            .attr("role", "list")
            .class("group")
            .children(rows)
            .into_any()
    });
    let head = el("section")
        .attr("aria-label", "Preview by score")
        .child(el("h2").text("By score, a preview"))
        .child(muted(
            "Your list has not changed. Your own order may differ: it is the one that counts.",
        ));
    view! {
        {head}
        {rows}
        <ActionBar>
            <Button label="Back to my order" on_press=back />
            <Button kind=ButtonKind::Primary label="Take this order" icon=Icon::Tick on_press=take />
        </ActionBar>
    }
    .into_any()
}

fn in_order(board: &Board) -> Vec<El> {
    let all = || board.placed.iter().chain(&board.unplaced);
    let find = |id: &ProgramId| all().find(|row| row.id == *id);
    let order = board.by_score();
    let axis = axis(board);
    let rows: Vec<&BoardRow> = order.iter().filter_map(find).collect();
    let behind = rows.iter().skip(1).map(Some).chain([None]);
    let rows = rows.iter().zip(behind).zip(1..);
    rows.map(|((row, behind), place)| {
        let look = as_placed(row, place, axis);
        let tie = behind.and_then(|behind| tie_words(row, behind));
        let inside = el("div")
            .class("ranked-row")
            .view(view! { <ScoredRow look=Signal::stored(look) /> }.into_any())
            .children(tie.map(knot));
        el("li").class("row").child(inside)
    })
    .collect()
}

/// Between two that tie.
fn knot(words: &str) -> El {
    let sign = el("span").class("knot-sign").attr("aria-hidden", "true");
    el("div")
        .class("knot")
        .child(sign.text("="))
        .child(el("span").text(words))
}

fn as_placed(row: &BoardRow, place: usize, axis: (f64, f64)) -> Scored {
    let now = match row.place {
        0 => "no place yet".to_owned(),
        now if now == place => "the same place".to_owned(),
        now => ["now ", &*now.to_string()].concat(),
    };
    let there = BoardRow {
        place,
        score_place: None,
        because: now,
        ..row.clone()
    };
    look(&there, axis)
}
