//! What can be done with many cards at once.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::DeckScreen;
use crate::domain::ids::CardId;
use crate::features::cards::standing::cards_counted;
use crate::features::shell::finder::SelectAct;
use crate::store::acts::cards::CardAction;
use crate::ui::{ButtonKind, Icon};

impl DeckScreen {
    pub(super) fn acts(self) -> Vec<SelectAct> {
        let choose = |chosen| move |ids| CardAction::Choose { ids, chosen };
        let suspend = |suspended| move |ids| CardAction::SuspendMany { ids, suspended };
        let act = |label, icon, kind, run| SelectAct {
            label,
            icon,
            kind,
            run,
        };
        vec![
            act(
                "Pause",
                Some(Icon::Pause),
                ButtonKind::Secondary,
                self.run(suspend(true), " paused"),
            ),
            act(
                "Resume",
                Some(Icon::Play),
                ButtonKind::Secondary,
                self.run(suspend(false), " no longer paused"),
            ),
            act(
                "Do not study",
                None,
                ButtonKind::Secondary,
                self.run(choose(false), " no longer studied"),
            ),
            act(
                "Study",
                None,
                ButtonKind::Primary,
                self.run(choose(true), " chosen to be studied"),
            ),
        ]
    }

    fn run(
        self,
        make: impl Fn(Vec<CardId>) -> CardAction + Send + Sync + 'static,
        done: &'static str,
    ) -> Callback<BTreeSet<String>, bool> {
        Callback::new(move |ids: BTreeSet<String>| {
            let said = [&cards_counted(ids.len()), done].concat();
            self.hand
                .does_with_undo(make(ids.into_iter().map(CardId::from).collect()), &said)
        })
    }
}
