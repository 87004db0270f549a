//! Worksheets: weak points in four steps, the strengths of an international graduate, the sentence about a visa.
//! Each is a form over a card: what is written there is the card's outline, which the deck asks.
//! Deliberately not here: asking it (review), and all else that a card has (card).

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::{Facts, Practice, Questions};
use crate::domain::card::Card;
use crate::domain::ids::CardId;
use crate::features::shell::reading::{reading, said, shown};
use crate::features::{Hand, Visit, muted};
use crate::store::acts::cards::CardAction;
use crate::store::read::worksheets::{Line, Overview, overview, tick};
use crate::ui::{Group, Icon, Row, RowTick};

mod form;
mod sheet;
mod visa;

pub use sheet::sheet;

/// What a worksheet is made of.
#[derive(Clone)]
struct Guide {
    questions: Questions,
    practice: Practice,
    facts: Facts,
}

/// Draws a screen of worksheets once their content is here.
fn guided(visit: &Visit, draw: impl Fn(Guide) -> AnyView + Clone + Send + 'static) -> AnyView {
    let late = visit.came_late;
    let (practice, facts) = (reading::<Practice>(), reading::<Facts>());
    shown(late, reading::<Questions>(), move |questions| {
        let (questions, draw) = (questions.clone(), draw.clone());
        shown(late, practice, move |practice| {
            let (questions, practice, draw) = (questions.clone(), practice.clone(), draw.clone());
            shown(late, facts, move |facts| {
                draw(Guide {
                    questions: questions.clone(),
                    practice: practice.clone(),
                    facts: facts.clone(),
                })
            })
        })
    })
}

/// All sheets, and how far each is.
pub fn view(visit: Visit) -> AnyView {
    let hand = visit.hand();
    guided(&visit, move |guide| list(hand, guide))
}

/// Which of the three lists.
type Part = fn(&Overview) -> &Vec<Line>;

fn list(hand: Hand, guide: Guide) -> AnyView {
    let all = hand.session.watch(move |model, _| {
        overview(model.all(), &guide.questions, &guide.practice, &guide.facts)
    });
    let cards = |part: Part| {
        let lines = all.with_untracked(|all| part(all).clone());
        lines.into_iter().enumerate()
    };
    let points = cards(|all| &all.weak_points).map(|(place, line)| {
        let now = one(all, |all| &all.weak_points, place);
        let id = line.card.clone();
        let toggle = Callback::new(move |in_file: bool| ticks(hand, &id, in_file));
        let tick = RowTick {
            checked: Signal::derive(move || now.with(|line| line.ticked)),
            on_toggle: toggle,
        };
        row(now, &line, Some(tick))
    });
    let points: Vec<AnyView> = points.collect();
    let plain = |part: Part| {
        let rows = cards(part).map(|(place, line)| row(one(all, part, place), &line, None));
        rows.collect::<Vec<AnyView>>()
    };
    let strengths = plain(|all| &all.strengths);
    let visa = plain(|all| &all.visa);
    let ticked = Signal::derive(move || {
        let count = all.with(|all| all.weak_points.iter().filter(|line| line.ticked).count());
        [&*count.to_string(), " in my file"].concat()
    });
    view! {
        {said("Fill in a sheet step by step. What you write becomes the outline of a card, and the deck asks you for it.").into_any()}
        <Group title="Weak points" trailing=ticked>{points}</Group>
        {muted("Tick what may come up in your file. A ticked one is asked in your reviews.").into_any()}
        <Group title="Strengths">{strengths}</Group>
        <Group title="Visa">{visa}</Group>
    }
    .into_any()
}

/// One line as it is now. The lists follow the content, so that each keeps its place.
fn one(all: Signal<Overview>, part: Part, place: usize) -> Memo<Line> {
    Memo::new(move |_| all.with(|all| part(all).get(place).cloned().unwrap_or_default()))
}

fn row(now: Memo<Line>, line: &Line, tick: Option<RowTick>) -> AnyView {
    let title = Signal::derive(move || now.with(|line| line.title.clone()));
    let detail = Signal::derive(move || now.with(|line| line.detail.clone()));
    let href = href(&address::worksheet(&line.card));
    match tick {
        Some(tick) => view! { <Row title=title detail=detail tick=tick href=href /> }.into_any(),
        None => view! { <Row title=title detail=detail icon=Icon::Pencil href=href /> }.into_any(),
    }
}

fn ticks(hand: Hand, id: &CardId, in_file: bool) {
    let mut card: Card = hand.session.read(|model, _| model.get_or_default(id));
    tick(&mut card, in_file);
    let done = if in_file {
        "In your file: its card is asked"
    } else {
        "Not in your file: its card is not asked"
    };
    let id = id.clone();
    hand.does_with_undo(CardAction::Edit { id, card }, done);
}
