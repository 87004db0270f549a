//! What the screens that write an answer share: the shapes of a weak and a strong one, and the switch that asks
//! for it.

use leptos::prelude::*;

use crate::content::lazy::Question;
use crate::features::shell::reading::{folded, heading, said};
use crate::features::{Hand, muted};
use crate::store::acts::cards::CardAction;
use crate::store::read::deck::Row;

/// A weak and a strong answer, behind a title that opens.
pub fn patterns(question: &Question) -> AnyView {
    let inside = vec![
        heading("Weak"),
        said(&question.weak_pattern),
        heading("Strong"),
        said(&question.strong_pattern),
        muted(
            "These show a shape, not a text to learn. Square brackets are blanks for your own facts.",
        ),
    ];
    folded("A weak and a strong answer", inside)
}

/// Asks a card from now on, or no longer. Who stops keeps what was learned: the card waits, and goes on where
/// it was.
pub fn studies(hand: Hand, row: &Row, studied: bool) {
    let id = row.id.clone();
    if studied && !row.chosen {
        let ids = vec![id.clone()];
        hand.does(CardAction::Choose { ids, chosen: true });
    }
    if row.suspended == studied {
        let suspended = !studied;
        hand.does(CardAction::Suspend { id, suspended });
    }
}
