//! Where the weights come from: the choice, and points where the person gives them.

use leptos::prelude::*;

use crate::domain::ranking::{POINTS_MAX, Weighing};
use crate::features::{Hand, muted};
use crate::store::acts::ranking::RankAction;
use crate::store::core::ranking::criteria::CriterionRow;
use crate::store::read::ranking::spread::Spreads;
use crate::ui::{Sheet, each, el, maybe};

/// What it is called after "Weights:".
pub fn weighing_name(weighing: Weighing) -> &'static str {
    match weighing {
        Weighing::Order => "by order",
        Weighing::Flatter => "flatter",
        Weighing::Steeper => "steeper",
        Weighing::Swing => "by steps",
        Weighing::Points => "points",
    }
}

fn title(weighing: Weighing) -> &'static str {
    match weighing {
        Weighing::Order => "By order",
        Weighing::Flatter => "By order, flatter",
        Weighing::Steeper => "By order, steeper",
        Weighing::Swing => "By steps",
        Weighing::Points => "Points",
    }
}

fn about(weighing: Weighing) -> &'static str {
    match weighing {
        Weighing::Order => {
            "The order alone decides. Good when you know what matters more, but not by how much."
        }
        Weighing::Flatter => "The first ones weigh less than by order, the last ones more.",
        Weighing::Steeper => "The first one weighs much more than all others.",
        Weighing::Swing => {
            "You say what it is worth to go from your worst program to your best one in each."
        }
        Weighing::Points => "You give each criterion 0 to 100 points.",
    }
}

/// The sheet that offers all ways.
pub fn weighing_sheet(hand: Hand, now: Signal<Spreads>, open: RwSignal<bool>) -> AnyView {
    let close = Callback::new(move |()| open.set(false));
    let chosen = Memo::new(move |_| now.with(|now| now.criteria.weighing));
    view! {
        <Sheet open=open title="Where weights come from" on_close=close>
            {choices(hand, chosen)}
        </Sheet>
    }
    .into_any()
}

fn choices(hand: Hand, chosen: Memo<Weighing>) -> AnyView {
    let choice = move |weighing: Weighing| {
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", "weighing")
            .attr("autocomplete", "off")
            .checked_of(move || chosen.get() == weighing)
            .on("change", move |_| {
                let done = ["Weights: ", weighing_name(weighing)].concat();
                hand.does_with_undo(RankAction::Weigh { weighing }, &done);
            });
        let words = el("span")
            .child(el("strong").text(title(weighing)))
            .child(el("small").text(about(weighing)));
        el("label").class("anchor").child(radio).child(words)
    };
    el("div")
        .class("anchors")
        .attr("role", "radiogroup")
        .attr("aria-label", "Where weights come from")
        .children(Weighing::ALL.map(choice))
        .into_any()
}

/// The points of each criterion, where they are given by hand.
pub fn points_of(hand: Hand, now: Signal<Spreads>) -> AnyView {
    let ids = Memo::new(move |_| {
        now.with(|now| {
            let rows = now.criteria.counting.iter();
            rows.map(|row| row.id.clone().into())
                .collect::<Vec<String>>()
        })
    });
    let by_hand = Memo::new(move |_| {
        let weighing = now.with(|now| now.criteria.weighing);
        (!weighing.is_of_order()).then_some(weighing)
    });
    maybe(move || {
        let weighing = by_hand.get()?;
        let explains = match weighing {
            Weighing::Swing => {
                "Think of a program that is your worst in everything. Give 100 to the step you would take first, and compare the other steps with it."
            }
            _ => "Only the share of all points counts.",
        };
        let rows = each(
            move || ids.get(),
            move |id| slider(hand, now, weighing == Weighing::Swing, id),
        );
        let card = el("div").class("card").view(rows);
        let section = el("section")
            .class("stack")
            .child(el("h2").text("Points"))
            .child(muted(explains))
            .child(card);
        Some(section.into_any())
    })
}

fn slider(hand: Hand, now: Signal<Spreads>, with_range: bool, id: String) -> AnyView {
    let key = StoredValue::new(id.clone());
    let of = move |read: fn(&CriterionRow) -> String| {
        key.with_value(|id| now.with(|now| now.criteria.get(id).map(read)))
            .unwrap_or_default()
    };
    let range = move || match with_range {
        true => key.with_value(|id| now.with(|now| now.of(id).words())),
        false => String::new(),
    };
    let field = ["points-", &id].concat();
    let input = el("input")
        .class("slider")
        .attr("type", "range")
        .attr("id", &field)
        .attr("min", "0")
        .attr("max", &POINTS_MAX.to_string())
        .attr("step", "1")
        .attr("autocomplete", "off")
        .value_of(move || of(|row| row.points.to_string()))
        .attr_of("aria-valuetext", move || {
            Some(of(|row| {
                [
                    &*row.points.to_string(),
                    " points, ",
                    &*row.percent.to_string(),
                    " percent",
                ]
                .concat()
            }))
        })
        .on("input", move |event| {
            let points = event_target_value(&event).parse().ok();
            let criterion = key.get_value();
            hand.types(RankAction::SetPoints {
                criterion: criterion.into(),
                points,
            });
        });
    let label = el("label").attr("for", &field).child(
        el("span")
            .attr("dir", "auto")
            .say_with(move || of(|row| row.title.clone())),
    );
    let value = el("output")
        .attr("for", &field)
        .say_with(move || of(|row| [&*row.points.to_string(), " points"].concat()));
    el("div")
        .class("field")
        .child(el("div").class("slider-head").child(label).child(value))
        .child(input)
        .child(el("p").class("hint").attr("dir", "auto").say_with(range))
        .into_any()
}
