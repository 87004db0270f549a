//! What all parts of a sheet share: its card, and how a field of it is read and written.

use leptos::prelude::*;

use crate::domain::card::Card;
use crate::domain::ids::CardId;
use crate::features::Hand;
use crate::store::acts::cards::CardAction;
use crate::store::read::deck::Row as CardRow;
use crate::store::read::worksheets::{Field, Sheet};

#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) hand: Hand,
    pub(super) id: StoredValue<CardId>,
    pub(super) sheet: StoredValue<Sheet>,
    /// The card as it is now.
    pub(super) row: Memo<CardRow>,
}

impl Form {
    /// The text of a field as it is kept.
    pub(super) fn text(self, field: &Field) -> Memo<String> {
        let field = field.clone();
        Memo::new(move |_| {
            self.sheet.with_value(|sheet| {
                self.row
                    .with(|row| sheet.text(&row.outline, &field).to_owned())
            })
        })
    }

    /// The card with another text in a field, as an action.
    pub(super) fn writes(self, field: &Field, text: &str) -> CardAction {
        let id = self.id.get_value();
        let mut card: Card = self.hand.session.read(|model, _| model.get_or_default(&id));
        self.sheet
            .with_value(|sheet| sheet.write(&mut card, &field.point, text));
        CardAction::Edit { id, card }
    }
}
