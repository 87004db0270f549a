//! Which would you choose? Pairs, until the order follows from the choices; or one pair. Scores stay hidden
//! until the answer.

mod cards;
mod given;

pub use given::pair;

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::RankingGuide;
use crate::domain::ids::ProgramId;
use crate::features::rank::choose::cards::{QUESTION, answers, cards, chooses, question};
use crate::features::rank::look;
use crate::features::rank::pairs::choose_path;
use crate::features::shell::reading::{folded, link, listed, reading, shown};
use crate::features::{Hand, Visit, muted, muted_status};
use crate::session::phone;
use crate::store::acts::ranking::{Move, RankAction};
use crate::store::read::ranking::choosing::{
    Choosing, Made, Proposed, Side, Stage, choosing, revealed,
};
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, EmptyState, Icon, LinkButton, PillTone, ProgressBar,
    dynamic, el,
};

/// Title of the screen while it does not say how far one is.
const TITLE: &str = "Which would you choose?";
/// The session over all programs.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    shown(
        visit.came_late,
        reading::<RankingGuide>(),
        move |guide: &RankingGuide| {
            let guide = guide.clone();
            let now = visit
                .session
                .watch(move |model, world| choosing(model, world, &guide));
            Duels {
                hand: visit.hand(),
                now,
                title: visit.title,
                leave: visit.leave,
                last: RwSignal::new(String::new()),
                answered: RwSignal::new(Vec::new()),
            }
            .screen()
        },
    )
}

/// A session.
#[derive(Clone, Copy)]
struct Duels {
    hand: Hand,
    now: Signal<Choosing>,
    title: RwSignal<String>,
    leave: Callback<()>,
    /// What was chosen last, with the scores.
    last: RwSignal<String>,
    /// Ids of the pair that was answered last.
    answered: RwSignal<Vec<ProgramId>>,
}

impl Duels {
    fn screen(self) -> AnyView {
        phone::follow_keys(move |key| {
            let sides = self.now.with_untracked(|now| match &now.stage {
                Stage::Ask { sides, .. } | Stage::Again { sides, .. } => Some(sides.clone()),
                _ => None,
            });
            sides.is_some_and(|sides| answers(key, &sides, |chosen| self.choose(&sides, chosen)))
        });
        dynamic(move || {
            let Choosing { stage, made } = self.now.get();
            match stage {
                Stage::TooFew => self.too_few(),
                Stage::Ask {
                    sides,
                    number,
                    at_most,
                } => self.ask(*sides, number, at_most),
                Stage::Again { told, sides } => self.again(&told, *sides),
                Stage::Done {
                    order,
                    is_same,
                    ties,
                } => self.done(&order, is_same, &ties, &made),
            }
        })
    }

    fn choose(self, sides: &(Side, Side), chosen: Option<&Side>) {
        if self.hand.does(chooses(self.hand, sides, chosen)) {
            self.last.set(revealed(sides, chosen.map(|side| &*side.id)));
            self.answered
                .set(vec![sides.0.id.clone(), sides.1.id.clone()]);
            phone::focus_soon(QUESTION);
        }
    }

    fn too_few(self) -> AnyView {
        self.title.set(TITLE.to_owned());
        view! {
            <EmptyState icon=Icon::Rank title="Two interviewed programs are needed"
                text="Here you choose between two programs at a time, until your order follows from it. Come back after your second interview.">
                <LinkButton label="Go to my order" href=href(address::RANK) kind=ButtonKind::Primary />
            </EmptyState>
        }
        .into_any()
    }

    fn ask(self, sides: (Side, Side), number: usize, at_most: usize) -> AnyView {
        let title = [&*number.to_string(), " of at most ", &at_most.to_string()].concat();
        self.title.set(title);
        // The pair came back, by Undo: its scores are hidden again.
        if self.answered.get_untracked() == [&*sides.0.id, &*sides.1.id] {
            self.last.set(String::new());
        }
        let count = |count: usize| Signal::stored(u32::try_from(count).unwrap_or(u32::MAX));
        let last = self.last;
        vec![
            view! { <ProgressBar bare=true label="Answered" value=count(number - 1) max=count(at_most) /> }
                .into_any(),
            question().into_any(),
            muted_status(move || match &*last.get() {
                "" => "Five seconds. You can look at the scores after. Stop at any time: it goes on where you left.".to_owned(),
                last => last.to_owned(),
            })
            .into_any(),
            self.cards(sides),
        ]
        .into_any()
    }

    fn again(self, told: &str, sides: (Side, Side)) -> AnyView {
        self.title.set(TITLE.to_owned());
        let told = told.to_owned();
        vec![
            view! { <Banner tone=PillTone::Warn text=told /> }.into_any(),
            question().into_any(),
            self.cards(sides),
        ]
        .into_any()
    }

    fn cards(self, sides: (Side, Side)) -> AnyView {
        let sides = StoredValue::new(sides);
        let choose = move |chosen: fn(&(Side, Side)) -> Option<&Side>| {
            Callback::new(move |()| sides.with_value(|sides| self.choose(sides, chosen(sides))))
        };
        let leave = self.leave;
        let cards = sides.with_value(|(one, other)| {
            cards(
                one,
                other,
                choose(|sides| Some(&sides.0)),
                choose(|sides| Some(&sides.1)),
            )
        });
        let tie = choose(|_| None);
        view! {
            {cards}
            <ActionBar>
                <Button label="I can’t choose" on_press=tie />
                <Button label="Stop here" on_press=leave />
            </ActionBar>
        }
        .into_any()
    }

    fn done(self, order: &[Proposed], is_same: bool, ties: &[String], made: &[Made]) -> AnyView {
        self.title.set(TITLE.to_owned());
        let headline = match is_same {
            true => "Your choices give the order that you have.",
            false => "This order follows from your choices.",
        };
        let rows = (1..)
            .zip(order)
            .map(|(place, one)| proposed(place, one))
            .collect();
        let mut parts = vec![
            el("h2")
                .class("headline duel-ask")
                .attr("tabindex", "-1")
                .text(headline)
                .into_any(),
            listed("By your choices", rows),
        ];
        for tie in ties {
            let text = [
                "You could not choose between ",
                tie,
                ". They stay as they are now.",
            ];
            parts.push(muted(&text.concat()).into_any());
        }
        let rows: Vec<AnyView> = made.iter().map(choice).collect();
        let list = el("ul").attr("role", "list").view(rows.into_any());
        parts.push(folded("Your answers, to change one", vec![list]));
        let ids: Vec<ProgramId> = order.iter().map(|one| one.id.clone()).collect();
        let take = Callback::new(move |()| self.take(ids.clone()));
        let leave = self.leave;
        parts.push(match is_same {
            true => view! { <ActionBar><Button label="Done" kind=ButtonKind::Primary on_press=leave /></ActionBar> }.into_any(),
            false => view! {
                <ActionBar>
                    <Button label="Leave it" on_press=leave />
                    <Button label="Take this order" kind=ButtonKind::Primary on_press=take />
                </ActionBar>
            }
            .into_any(),
        });
        parts.into_any()
    }

    fn take(self, order: Vec<ProgramId>) {
        let act = RankAction::Order {
            change: Move::Take { order },
            draft: self.hand.session.draft(),
        };
        if self.hand.does_with_undo(act, "Order of your choices taken") {
            phone::swap(address::RANK);
        }
    }
}

fn proposed(place: usize, one: &Proposed) -> AnyView {
    let now = match one.now {
        Some(now) if now == place => "stays".to_owned(),
        Some(now) => ["now ", &now.to_string()].concat(),
        None => "new".to_owned(),
    };
    let hit = el("div")
        .class("row-hit")
        .child(el("span").class("row-number").text(&place.to_string()))
        .child(
            el("span").class("row-body").child(
                el("span")
                    .class("row-title")
                    .attr("dir", "auto")
                    .text(&one.name),
            ),
        )
        .child(el("span").class("row-end").text(&now));
    el("li").class("row").child(hit).into_any()
}

fn choice(made: &Made) -> AnyView {
    let to = choose_path(&made.chosen.0, &made.other.0);
    link(&made.words(), "", None, href(&to))
}
