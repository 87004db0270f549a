//! My order: the hand-made list with scores beside it as advice, what is not ranked yet, and what is not ranked.

use leptos::prelude::*;

use crate::address;
use crate::content::lazy::RankingGuide;
use crate::features::Visit;
use crate::features::rank::head::head;
use crate::features::rank::look;
use crate::features::shell::reading::{Reading, link, listed, reading, shown};
use crate::ui::dynamic;

mod desk;
mod empty;
mod list;
mod menu;
mod outside;
mod preview;

use desk::Desk;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let guide = reading::<RankingGuide>();
    let came_late = visit.came_late;
    let above = head(&visit, address::RANK);
    let board = shown(came_late, guide, move |_| board(&visit, guide));
    vec![above, board].into_any()
}

fn board(visit: &Visit, guide: Reading<RankingGuide>) -> AnyView {
    let desk = Desk::new(visit.hand(), guide);
    let state = Memo::new(move |_| {
        let is_empty = desk.layout.with(|layout| layout.is_empty());
        (is_empty, desk.is_previewing.get())
    });
    dynamic(move || match state.get() {
        (true, _) => vec![empty::view(), links()].into_any(),
        (false, true) => preview::view(desk),
        (false, false) => vec![
            list::view(desk),
            outside::view(desk),
            links(),
            menu::view(desk),
        ]
        .into_any(),
    })
}

fn links() -> AnyView {
    let to = |title: &str, detail: &str, path: &str| {
        link(title, detail, None, crate::address::href(path))
    };
    listed(
        "More",
        vec![
            to(
                "Which would you choose?",
                "Two programs at a time, until the order is clear",
                address::CHOOSE,
            ),
            to(
                "How the Match works",
                "Play an example, five minutes",
                address::MATCH,
            ),
            to(
                "Rules and advice",
                "What makes a good list, and what programs may not ask",
                address::ADVICE,
            ),
            to(
                "Kept lists",
                "How your list stood on other days",
                address::KEPT_LISTS,
            ),
        ],
    )
}
