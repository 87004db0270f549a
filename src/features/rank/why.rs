//! Two programs side by side: what makes the difference, in words.

use std::sync::Arc;

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::RankingGuide;
use crate::domain::ids::ProgramId;
use crate::domain::time::Day;
use crate::features::rank::look;
use crate::features::rank::pairs::{choose_path, missing, question};
use crate::features::rank::quote::{quote, quotes};
use crate::features::shell::reading::{listed, nothing, reading, shown};
use crate::features::{Tool, Visit, muted};
use crate::rank::score::decimals;
use crate::session::phone;
use crate::store::read::ranking::why::{Given, Pull, Side, Why};
use crate::ui::{ActionBar, ButtonKind, El, Icon, LinkButton, Row, dynamic, el};

/// The longest bar, in percent of its half of the axis; the number stands beside it.
const LONGEST: f64 = 68.0;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let (one, other): (ProgramId, ProgramId) = (visit.param(0).into(), visit.param(1).into());
    let (first, second) = (one.clone(), other.clone());
    visit.show_tools(vec![Tool {
        icon: Icon::Refresh,
        label: "Swap the two sides",
        press: Callback::new(move |()| {
            phone::swap(&address::why(&second, &first));
        }),
    }]);
    shown(visit.came_late, reading::<RankingGuide>(), move |guide| {
        draw(&visit, [one.clone(), other.clone()], guide)
    })
}

fn draw(visit: &Visit, ids: [ProgramId; 2], guide: &RankingGuide) -> AnyView {
    let hand = visit.hand();
    let (guide, of) = (Arc::new(guide.clone()), ids.clone());
    let now = hand.session.watch(move |model, world| {
        let why = Why::read(model, world, &guide, [&of[0], &of[1]]);
        why.map(|why| (why, world.today()))
    });
    let name = Memo::new(move |_| now.with(|now| Some(heading(&now.as_ref()?.0))));
    visit.is_called(name.into());
    dynamic(move || {
        now.with(|now| match now {
            Some((why, today)) => page(why, *today),
            None => missing(hand, (&ids[0], &ids[1])).unwrap_or_else(nothing),
        })
    })
}

fn heading(why: &Why) -> String {
    let [one, other] = &why.sides;
    match (one.place, other.place) {
        (Some(a), Some(b)) => {
            let (a, b) = (a.min(b).to_string(), a.max(b).to_string());
            match why.is_tie() {
                true => ["Why places ", &*a, " and ", &*b, " tie"].concat(),
                false => ["Places ", &*a, " and ", &*b].concat(),
            }
        }
        _ => "Side by side".to_owned(),
    }
}

fn page(why: &Why, today: Day) -> AnyView {
    let [one, other] = &why.sides;
    let longest = why.pulls.first().map_or(0.0, |pull| pull.gain.abs());
    let pulls = why
        .pulls
        .iter()
        .map(|pull| pull_row(why, pull, longest, today));
    let list = match why.pulls.is_empty() {
        true => unrated(why),
        false => el("ul")
            .attr("role", "list")
            .class("group pulls")
            .children(pulls)
            .into_any(),
    };
    let choose = href(&choose_path(&one.id, &other.id));
    vec![
        versus(why).into_any(),
        el("h2")
            .class("headline")
            .attr("dir", "auto")
            .text(&why.headline())
            .into_any(),
        list,
        sums(why),
        questions(why),
        view! { <ActionBar><LinkButton kind=ButtonKind::Primary label="Which would you choose?" href=choose /></ActionBar> }
            .into_any(),
    ]
    .into_any()
}

/// The two with place and score, and which of them is ahead.
fn versus(why: &Why) -> El {
    let side = |side: &Side| {
        let place = side.place.map_or("Not in your list".to_owned(), |place| {
            ["Place ", &*place.to_string()].concat()
        });
        el("div")
            .child(el("small").text(&place))
            .child(el("strong").attr("dir", "auto").text(&side.name))
            .child(el("small").text(&side.score_words()))
    };
    let [one, other] = &why.sides;
    let knot = why.is_tie().then(|| {
        el("b")
            .attr("role", "img")
            .attr("aria-label", "The scores tie")
            .text("=")
    });
    el("div")
        .class("card versus")
        .child(side(one))
        .children(knot)
        .child(side(other))
}

fn value_words(given: &Given) -> String {
    given
        .value
        .map_or("not known".to_owned(), |value| value.to_string())
}

/// One criterion, with what both were given and which one it speaks for.
fn pull_row(why: &Why, pull: &Pull, longest: f64, today: Day) -> El {
    let [one, other] = &why.sides;
    let [first, second] = &pull.given;
    let points = decimals(pull.gain.abs());
    let winner = pull.winner();
    let gives = match winner {
        Some(side) => [". Gives ", &*why.sides[side].name, " ", &*points, " points"].concat(),
        None => ". Makes no difference".to_owned(),
    };
    let unknown = pull.given.iter().any(|given| given.value.is_none());
    let taken = match unknown {
        true => ". What is not known is taken to be as good as the program is on the whole",
        false => "",
    };
    let spoken = [
        &*pull.title,
        ": ",
        &*one.name,
        " ",
        &*value_words(first),
        ", ",
        &*other.name,
        " ",
        &*value_words(second),
        &*gives,
        taken,
    ]
    .concat();
    let value = |given: &Given, side: usize| {
        let number = given
            .value
            .map_or("?".to_owned(), |value| value.to_string());
        let is_lower = winner.is_some_and(|winner| winner != side);
        let look = if is_lower { "lower" } else { "" };
        el("b")
            .attr("aria-hidden", "true")
            .class(look)
            .text(&number)
    };
    let title = el("span")
        .attr("aria-hidden", "true")
        .child(el("span").attr("dir", "auto").text(&pull.title))
        .child(el("small").class("pts").text(&[" ", &*points].concat()))
        .children(unknown.then(|| el("small").text(" known of one only")));
    let axis = axis(pull, longest, &points);
    let said = pull
        .given
        .iter()
        .zip(&why.sides)
        .filter_map(|(given, side)| {
            let (note, day) = given.evidence.as_ref()?;
            let day = day.map_or(String::new(), |day| [", ", &*day.near(today)].concat());
            Some(quote(note, &[&*side.name, &*day].concat()))
        });
    let said: Vec<El> = said.collect();
    el("li")
        .class("pull")
        .child(el("span").class("visually-hidden").text(&spoken))
        .child(value(first, 0))
        .child(title)
        .child(value(second, 1))
        .child(axis)
        .children((!said.is_empty()).then(|| quotes(said)))
}

/// The bar to the side that gains.
fn axis(pull: &Pull, longest: f64, points: &str) -> El {
    let axis = el("span").class("axis").attr("aria-hidden", "true");
    let Some(side) = pull.winner() else {
        return axis.attr("data-side", "none").child(el("em").text("0"));
    };
    let part = (pull.gain.abs() / longest * LONGEST).round().to_string();
    let size = [&*part, "%"].concat();
    axis.attr("data-side", if side == 0 { "first" } else { "second" })
        .child(el("i").style_of("inline-size", move || size.clone()))
        .child(el("em").text(points))
}

/// What both gain in all, and what is known of neither.
fn sums(why: &Why) -> AnyView {
    let mut lines = Vec::new();
    if !why.pulls.is_empty() {
        let [one, other] = &why.sides;
        let text = [
            "Points of the score each side gains: ",
            &*one.name,
            " ",
            &*decimals(why.gains[0]),
            ", ",
            &*other.name,
            " ",
            &*decimals(why.gains[1]),
            ".",
        ]
        .concat();
        lines.push(muted(&text));
    }
    if !why.unknown.is_empty() {
        let text = ["Not known of either: ", &*why.unknown.join(", "), "."].concat();
        lines.push(muted(&text));
    }
    el("div").class("stack").children(lines).into_any()
}

/// The way to the criteria where no score is possible, or else to the ratings of those that have none.
fn unrated(why: &Why) -> AnyView {
    if why.fault.is_some() {
        let to = href(address::CRITERIA);
        let row = view! { <Row title="Go to the criteria" detail="What counts, and how much" icon=Icon::Gear href=to /> };
        return listed("Next step", vec![row.into_any()]);
    }
    let missing = why.sides.iter().filter(|side| side.score.is_none());
    let row = |side: &Side| {
        let title = ["Rate ", &*side.name].concat();
        let to = href(&address::rate(&side.id));
        view! { <Row title=title detail="Two minutes" icon=Icon::Star href=to /> }.into_any()
    };
    listed("Next step", missing.map(row).collect())
}

/// Pairs of the list where gut and score disagree, as questions.
fn questions(why: &Why) -> AnyView {
    if why.questions.is_empty() {
        return nothing();
    }
    listed(
        "Gut and score disagree",
        why.questions.iter().map(question).collect(),
    )
}
