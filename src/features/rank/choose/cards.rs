//! Two programs to choose between, the keys for it, and what is said after the choice.

use leptos::prelude::*;

use crate::features::Hand;
use crate::store::acts::ranking::RankAction;
use crate::store::read::ranking::choosing::Side;
use crate::ui::{El, Icon, el, icon};

/// Where the focus goes once the next pair is there.
pub const QUESTION: &str = ".duel-ask";

/// What is asked.
pub fn question() -> El {
    el("h2")
        .class("headline duel-ask")
        .attr("tabindex", "-1")
        .text("If both called you today, which one would you choose?")
}

/// A key as an answer; says whether it was one.
pub fn answers(key: &str, sides: &(Side, Side), choose: impl Fn(Option<&Side>)) -> bool {
    match key {
        "1" => choose(Some(&sides.0)),
        "2" => choose(Some(&sides.1)),
        "0" => choose(None),
        _ => return false,
    }
    true
}

/// The choice as an act.
pub fn chooses(hand: Hand, sides: &(Side, Side), chosen: Option<&Side>) -> RankAction {
    RankAction::Choose {
        between: (sides.0.id.clone(), sides.1.id.clone()),
        chosen: chosen.map(|side| side.id.clone()),
        at: hand.session.read(|_, world| world.now.0),
    }
}

/// Both programs, to press one.
pub fn cards(
    one: &Side,
    other: &Side,
    choose_one: Callback<()>,
    choose_other: Callback<()>,
) -> AnyView {
    el("div")
        .class("duel")
        .child(card(one, "1", choose_one))
        .child(
            el("p")
                .class("duel-or")
                .attr("aria-hidden", "true")
                .text("or"),
        )
        .child(card(other, "2", choose_other))
        .into_any()
}

fn card(side: &Side, key: &str, choose: Callback<()>) -> El {
    let evidence = |sign: Icon, word: &str, text: &Option<String>| {
        text.as_ref().map(|text| {
            el("span")
                .class("duel-said")
                .child(icon(sign))
                .child(el("span").class("visually-hidden").text(word))
                .child(el("q").attr("dir", "auto").text(text))
        })
    };
    let city = (!side.city.is_empty()).then(|| {
        el("span")
            .class("muted")
            .attr("dir", "auto")
            .text(&side.city)
    });
    el("button")
        .attr("type", "button")
        .attr("aria-keyshortcuts", key)
        .class("card duel-side")
        .on("click", move |_| {
            let _ = choose.try_run(());
        })
        .child(el("strong").attr("dir", "auto").text(&side.name))
        .children(city)
        .children(evidence(Icon::Plus, "Liked: ", &side.liked))
        .children(evidence(Icon::Minus, "Worried: ", &side.worried))
}
