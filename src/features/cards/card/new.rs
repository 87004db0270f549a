//! A card of the person's own, which begins with its question; all else follows on the card's screen.

use leptos::prelude::*;

use super::twin::{Twin, find_twin, twin_line};
use crate::address;
use crate::content::lazy::Questions;
use crate::domain::card::Card;
use crate::domain::ids::CardId;
use crate::features::Visit;
use crate::features::shell::reading::reading;
use crate::features::shell::unfinished::unfinished;
use crate::session::phone;
use crate::store::acts::cards::CardAction;
use crate::ui::{ActionBar, Button, ButtonKind, FieldGroup, Icon, TextField};

/// How long nobody must type before a new question is compared with all others, in milliseconds.
const TWIN_PAUSE_MS: u32 = 400;

/// A card of the person's own begins with its question; all else follows on the card's screen.
pub fn new_card(visit: Visit) -> AnyView {
    visit.title.set("New card".to_owned());
    let hand = visit.hand();
    let session = visit.session;
    let questions = reading::<Questions>();
    let text = unfinished::<String>("new-card");
    let error = RwSignal::new(None::<String>);
    let twin = RwSignal::new(Twin::None);
    let find = move || text.with_untracked(|text| find_twin(session, questions, "", text));
    let typed = StoredValue::new(0_u32);
    let input = move |now: String| {
        text.set(now);
        error.set(None);
        typed.update_value(|count| *count = count.wrapping_add(1));
        let this = typed.get_value();
        phone::after(TWIN_PAUSE_MS, move || {
            // Only after the last key, and not once the screen is gone.
            if typed.try_get_value() == Some(this) {
                twin.set(find());
            }
        });
    };
    let add = move |()| {
        if text.with_untracked(|text| text.trim().is_empty()) {
            // Said at the field, where it can be mended.
            let sentence = "Write the question, for example “Why our program?”.";
            phone::refuse(error, sentence.to_owned(), "main");
            return;
        }
        let warned = twin.get_untracked();
        let found = find();
        if found.is_some() && found != warned {
            twin.set(found);
            phone::focus(".twin button");
            return;
        }
        let id = CardId::from(session.fresh_id());
        let today = session.read(|_, world| world.today());
        let action = CardAction::Add {
            id: id.clone(),
            card: Card {
                text: Some(text.get_untracked()),
                chosen: true,
                made: Some(today),
                ..Card::default()
            },
        };
        if hand.does_with_undo(action, "Card added, and chosen to be studied") {
            text.set(String::new());
            phone::swap(&address::card(&id));
        }
    };
    let label = Signal::derive(move || {
        let label = if twin.with(Option::is_some) {
            "Add it anyway"
        } else {
            "Add the card"
        };
        label.to_owned()
    });
    // The words of the starter questions are needed to warn, not to write.
    view! {
        <FieldGroup>
            <TextField label="Question" multiline=true value=text on_input=input error=error
                placeholder="For example: Why our program?" hint="Next you write the points of your answer." />
            {twin_line(twin)}
        </FieldGroup>
        <ActionBar>
            <Button kind=ButtonKind::Primary label=label icon=Icon::Plus on_press=add />
        </ActionBar>
    }
    .into_any()
}
