//! Another card that asks almost the same: found, and told before it is there twice.

use leptos::prelude::*;

use crate::address;
use crate::content::lazy::Questions;
use crate::domain::ids::CardId;
use crate::features::cards::desk;
use crate::features::shell::reading::Reading;
use crate::session::{Session, phone};
use crate::store::read::deck;
use crate::ui::{Banner, PillTone, el, maybe};

/// A card that asks almost the same: its question and its id.
pub type Twin = Option<(String, CardId)>;

pub fn find_twin(session: Session, questions: Reading<Questions>, id: &str, text: &str) -> Twin {
    let found = untrack(|| {
        questions.with(|content| {
            desk::with(session, content, |desk| {
                let twins = deck::twins(&desk.rows, text, id);
                let twin = desk.rows.get(*twins.first()?)?;
                Some((twin.text.clone(), twin.id.clone()))
            })
        })
    });
    found.flatten()
}

/// Says that another card asks the same and offers to open it. A warning, never a refusal.
pub fn twin_line(twin: RwSignal<Twin>) -> AnyView {
    let line = move || {
        let (text, id) = twin.get()?;
        let text = ["You already have a card like this: “", &text, "”"].concat();
        let path = address::card(&id);
        let open = Callback::new(move |()| phone::go(&path));
        let action = ("Open it".to_owned(), open);
        Some(view! { <Banner tone=PillTone::Warn text=text action=action /> }.into_any())
    };
    el("div")
        .class("twin")
        .attr("role", "status")
        .view(maybe(line))
        .into_any()
}
