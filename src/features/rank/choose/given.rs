//! The choice between two given programs; who chooses against the own list may change the list at once.

use leptos::prelude::*;

use crate::content::lazy::RankingGuide;
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::features::rank::choose::cards::{QUESTION, answers, cards, chooses, question, revealed};
use crate::features::rank::look;
use crate::features::shell::reading::{reading, shown};
use crate::features::{Hand, Visit, gone, muted};
use crate::session::phone;
use crate::store::acts::ranking::{Move, RankAction};
use crate::store::core::ranking::list::Spot;
use crate::store::read::ranking::board::Board;
use crate::store::read::ranking::choosing::{Side, one_pair};
use crate::ui::{ActionBar, Button, ButtonKind, EmptyState, Icon, LinkButton, dynamic, el};

/// One given pair.
pub fn pair(visit: Visit) -> AnyView {
    look::bring();
    let ids = (visit.param(0), visit.param(1));
    shown(
        visit.came_late,
        reading::<RankingGuide>(),
        move |guide: &RankingGuide| {
            let (guide, ids) = (guide.clone(), ids.clone());
            let hand = visit.hand();
            let found = hand
                .session
                .read(|model, world| one_pair(model, world, &guide, (&ids.0, &ids.1)));
            match found {
                Some(sides) => Pair {
                    hand,
                    sides: StoredValue::new(sides),
                    against: RwSignal::new(None),
                    guide: StoredValue::new(guide),
                    leave: visit.leave,
                }
                .screen(),
                None => without(hand, &ids),
            }
        },
    )
}

fn without(hand: Hand, ids: &(String, String)) -> AnyView {
    let is_alive = |id: &String| {
        hand.session
            .read(|model, _| model.is_alive(Program::KIND, id))
    };
    for id in [&ids.0, &ids.1] {
        if !is_alive(id) {
            return gone(hand, Program::KIND, id);
        }
    }
    view! {
        <EmptyState icon=Icon::Rank title="These two cannot be compared"
            text="One of them is not ranked. Look at “Do not rank” in your order.">
            <LinkButton label="Go to my order" href="#/rank" kind=ButtonKind::Primary />
        </EmptyState>
    }
    .into_any()
}

/// The choice between two given programs.
#[derive(Clone, Copy)]
struct Pair {
    hand: Hand,
    sides: StoredValue<(Side, Side)>,
    /// What was chosen and the other one, where the list says the opposite.
    against: RwSignal<Option<(Side, Side)>>,
    guide: StoredValue<RankingGuide>,
    leave: Callback<()>,
}

impl Pair {
    fn screen(self) -> AnyView {
        phone::follow_keys(move |key| {
            let is_open = self.against.with_untracked(Option::is_none);
            let sides = self.sides.get_value();
            is_open && answers(key, &sides, |chosen| self.choose(chosen))
        });
        dynamic(move || match self.against.get() {
            Some((chosen, other)) => self.opposite(chosen, other),
            None => self.ask(),
        })
    }

    fn ask(self) -> AnyView {
        let choose = move |chosen: fn(&(Side, Side)) -> Option<&Side>| {
            Callback::new(move |()| {
                let sides = self.sides.get_value();
                self.choose(chosen(&sides));
            })
        };
        let cards = self.sides.with_value(|(one, other)| {
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

    fn choose(self, chosen: Option<&Side>) {
        let sides = self.sides.get_value();
        let act = chooses(self.hand, &sides, chosen);
        let both = chosen.map(|chosen| {
            let other = if chosen.id == sides.0.id {
                &sides.1
            } else {
                &sides.0
            };
            (chosen.clone(), other.clone())
        });
        if !self.hand.does_with_undo(act, &revealed(&sides, chosen)) {
            return;
        }
        match both.filter(|(chosen, other)| self.is_against(chosen, other)) {
            Some(both) => {
                self.against.set(Some(both));
                phone::focus_soon(QUESTION);
            }
            None => self.leave.run(()),
        }
    }

    /// The list has the other one first.
    fn is_against(self, chosen: &Side, other: &Side) -> bool {
        let order = self.guide.with_value(|guide| {
            let session = self.hand.session;
            session.read(|model, world| Board::read(model, world, guide).order())
        });
        let place = |side: &Side| order.iter().position(|id| *id == side.id);
        matches!((place(chosen), place(other)), (Some(a), Some(b)) if a > b)
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
