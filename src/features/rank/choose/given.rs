//! The choice between two given programs; who chooses against the own list may change the list at once.

use std::sync::Arc;

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::RankingGuide;
use crate::domain::ids::ProgramId;
use crate::features::rank::choose::cards::{QUESTION, answers, cards, chooses, question};
use crate::features::rank::look;
use crate::features::rank::pairs::missing;
use crate::features::shell::reading::{reading, shown};
use crate::features::{Hand, Visit, muted};
use crate::session::phone;
use crate::store::acts::ranking::{Move, RankAction};
use crate::store::core::ranking::list::Spot;
use crate::store::read::ranking::choosing::{OnePair, Side, one_pair, revealed};
use crate::ui::{ActionBar, Button, ButtonKind, EmptyState, Icon, LinkButton, dynamic, el};

/// One given pair.
pub fn pair(visit: Visit) -> AnyView {
    look::bring();
    let ids = StoredValue::new((visit.param(0), visit.param(1)));
    shown(
        visit.came_late,
        reading::<RankingGuide>(),
        move |guide: &RankingGuide| {
            let (guide, hand) = (Arc::new(guide.clone()), visit.hand());
            let now = hand.session.watch(move |model, world| {
                ids.with_value(|(one, other)| one_pair(model, world, &guide, (one, other)))
            });
            let pair = Pair {
                hand,
                now,
                chosen: RwSignal::new(None),
                leave: visit.leave,
            };
            pair.screen(ids)
        },
    )
}

/// What stands in place of two that cannot be compared.
fn without(hand: Hand, ids: &(String, String)) -> AnyView {
    missing(hand, (&ids.0, &ids.1)).unwrap_or_else(|| {
        view! {
            <EmptyState icon=Icon::Rank title="These two cannot be compared"
                text="One of them is not ranked. Look at “Do not rank” in your order.">
                <LinkButton label="Go to my order" href=href(address::RANK) kind=ButtonKind::Primary />
            </EmptyState>
        }
        .into_any()
    })
}

/// What is to be done.
#[derive(Clone, PartialEq)]
enum Stage {
    /// Choose.
    Ask(Box<(Side, Side)>),
    /// The list has the second one before the first one, which was chosen.
    Opposite(Box<Side>, Box<Side>),
}

/// The choice between two given programs.
#[derive(Clone, Copy)]
struct Pair {
    hand: Hand,
    now: Signal<Option<OnePair>>,
    /// Id of the program that was chosen on this visit.
    chosen: RwSignal<Option<ProgramId>>,
    leave: Callback<()>,
}

impl Pair {
    fn screen(self, ids: StoredValue<(String, String)>) -> AnyView {
        phone::follow_keys(move |key| {
            let sides = match untrack(|| self.stage()) {
                Some(Stage::Ask(sides)) => sides,
                _ => return false,
            };
            answers(key, &sides, |chosen| self.choose(&sides, chosen))
        });
        let stage = Memo::new(move |_| self.stage());
        dynamic(move || match stage.get() {
            Some(Stage::Opposite(chosen, other)) => self.opposite(*chosen, *other),
            Some(Stage::Ask(sides)) => self.ask(*sides),
            None => untrack(|| ids.with_value(|ids| without(self.hand, ids))),
        })
    }

    /// What is to be done; `None` where the two cannot be compared.
    fn stage(self) -> Option<Stage> {
        let OnePair { sides, against } = self.now.get()?;
        // What was undone, or is no longer against the list, is asked once more.
        let chosen = against.filter(|id| self.chosen.with(|chosen| chosen.as_ref() == Some(id)));
        Some(match chosen {
            Some(id) if id == sides.0.id => Stage::Opposite(sides.0.into(), sides.1.into()),
            Some(_) => Stage::Opposite(sides.1.into(), sides.0.into()),
            None => Stage::Ask(sides.into()),
        })
    }

    fn ask(self, sides: (Side, Side)) -> AnyView {
        let sides = StoredValue::new(sides);
        let choose = move |chosen: fn(&(Side, Side)) -> Option<&Side>| {
            Callback::new(move |()| {
                let sides = sides.get_value();
                self.choose(&sides, chosen(&sides));
            })
        };
        let cards = sides.with_value(|(one, other)| {
            cards(
                one,
                other,
                choose(|sides| Some(&sides.0)),
                choose(|sides| Some(&sides.1)),
            )
        });
        let (tie, leave) = (choose(|_| None), self.leave);
        view! {
            {question().into_any()}
            {muted("Five seconds. You can look at the scores after.").into_any()}
            {cards}
            <ActionBar>
                <Button label="I can’t choose" on_press=tie />
                <Button label="Not now" on_press=leave />
            </ActionBar>
        }
        .into_any()
    }

    fn choose(self, sides: &(Side, Side), chosen: Option<&Side>) {
        let act = chooses(self.hand, sides, chosen);
        let id = chosen.map(|side| &side.id);
        if !self
            .hand
            .does_with_undo(act, &revealed(sides, id.map(|id| &**id)))
        {
            return;
        }
        self.chosen.set(id.cloned());
        match untrack(|| self.stage()) {
            Some(Stage::Opposite(..)) => phone::focus_soon(QUESTION),
            _ => self.leave.run(()),
        }
    }

    fn opposite(self, chosen: Side, other: Side) -> AnyView {
        let text = [
            "In your order ",
            &chosen.name,
            " stands after ",
            &other.name,
            ".",
        ]
        .concat();
        let label = ["Move ", &chosen.name, " up"].concat();
        let go = Callback::new(move |()| {
            let told = [&*chosen.name, " stands before ", &other.name, " now."].concat();
            let act = RankAction::Order {
                change: Move::Place {
                    program: chosen.id.clone(),
                    spot: Spot::Before(other.id.clone()),
                },
                draft: self.hand.session.draft(),
            };
            if self.hand.does_with_undo(act, &told) {
                self.leave.run(());
            }
        });
        let leave = self.leave;
        view! {
            {el("h2").class("headline duel-ask").attr("tabindex", "-1").text("Your list says the opposite.").into_any()}
            {muted(&text).into_any()}
            <ActionBar>
                <Button label="Leave the list" on_press=leave />
                <Button label=label kind=ButtonKind::Primary on_press=go />
            </ActionBar>
        }
        .into_any()
    }
}
