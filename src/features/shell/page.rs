//! The page of a record, and what stands in its place once the record was deleted.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::features::shell::versions::other_versions;
use crate::features::shell::visit::Hand;
use crate::features::shell::words::not_found;
use crate::session::phone;
use crate::store::acts::restore::{BringBack, can_bring_back};
use crate::store::core::model::Model;
use crate::ui::{Icon, dynamic};

/// The page of a record of this kind, for as long as the record is there.
pub fn while_alive(
    hand: Hand,
    kind: &'static str,
    id: String,
    draw: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    while_there(hand, kind, id, false, draw)
}

/// As `while_alive`, for a record that is stored with the first thing that the person does on its page: also before
/// that, if the page `is_begun`.
pub fn while_there(
    hand: Hand,
    kind: &'static str,
    id: String,
    is_begun: bool,
    draw: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let watched = id.clone();
    let is_there = hand.session.watch(move |model, _| {
        model.is_alive(kind, &watched) || (is_begun && !was_ever(model, kind, &watched))
    });
    dynamic(move || {
        if is_there.get() {
            untrack(|| {
                let twice = other_versions(hand, kind, id.clone());
                vec![twice, draw()].into_any()
            })
        } else {
            gone(hand, kind, &id)
        }
    })
}

/// The record is stored, or was before it was deleted.
pub fn was_ever(model: &Model, kind: &str, id: &str) -> bool {
    model.is_alive(kind, id) || {
        let all = model.records().get(kind);
        all.is_some_and(|all| all.contains_key(id))
    }
}

/// What stands in place of the page of a record that was deleted.
pub fn gone(hand: Hand, kind: &'static str, id: &str) -> AnyView {
    let session = hand.session;
    if !session.read(|model, _| can_bring_back(model, kind, id)) {
        return not_found();
    }
    let id = id.to_owned();
    let bring = Callback::new(move |()| {
        let is_back = |id: &str| session.read(|model, _| model.is_alive(kind, id));
        // All that the deletion changed, where it is remembered; then at least what belongs to it.
        if let Some(number) = session.deletion(kind, &id) {
            session.turn(number, None);
        }
        if !is_back(&id) {
            let id = id.clone();
            hand.does(BringBack { kind, id });
        }
        // One of them may offer the same, which is done now.
        hand.toaster.clear();
        phone::focus("h1");
    });
    view! {
        <crate::ui::EmptyState icon=Icon::Trash title="This was deleted" text="Nothing else was changed.">
            <crate::ui::Button label="Bring it back" kind=crate::ui::ButtonKind::Primary icon=Icon::Undo on_press=bring />
            <crate::ui::LinkButton label="Go to Today" href=href(address::TODAY) />
        </crate::ui::EmptyState>
    }
    .into_any()
}
