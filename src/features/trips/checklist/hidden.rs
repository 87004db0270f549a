//! What is not on the list, and the way back.

use leptos::prelude::*;

use super::layout::Layout;
use super::{ListScreen, check_of};
use crate::features::Hand;
use crate::features::trips::row::puts_back;
use crate::store::read::line::{Hidden, Line};
use crate::ui::{Disclosure, Group, Icon, Row, each, el, keep_focus};

impl ListScreen {
    /// What is not on the list, and the way back. The disclosure stays open while rows leave it.
    pub(super) fn hidden_rows(self) -> AnyView {
        let layout = self.layout;
        let keys = Memo::new(move |_| {
            layout.with(|layout| {
                let hidden = layout.hidden.iter().map(|line| line.id.clone());
                hidden.collect::<Vec<String>>()
            })
        });
        let title = Signal::derive(move || {
            let count = keys.with(Vec::len).to_string();
            ["Not on this list (", &count, ")"].concat()
        });
        let row = move |id: String| {
            let find = |layout: &Layout| layout.hidden.iter().find(|line| line.id == id).cloned();
            match layout.with_untracked(find) {
                Some(line) => hidden_row(self.of.hand, keys, line),
                None => el("li").into_any(),
            }
        };
        let rows = each(move || keys.get(), row);
        let group = view! { <Group>{rows}</Group> }.into_any();
        let group = el("div").class("hidden-rows").view(group).into_any();
        view! { <Disclosure title=title>{group}</Disclosure> }.into_any()
    }
}

fn hidden_row(hand: Hand, keys: Memo<Vec<String>>, line: Line) -> AnyView {
    let id = line.id;
    let put_back = Callback::new(move |()| {
        let place = keys.with_untracked(|keys| keys.iter().position(|key| *key == id));
        let place = place.unwrap_or(0);
        puts_back(hand, &id);
        // The next one stands in its place; after the last one that is the one before.
        keep_focus(vec![
            nth_hidden(place + 1),
            nth_hidden(place),
            check_of(&id),
            "h1".to_owned(),
        ]);
    });
    let detail = match line.hidden {
        Hidden::ByHabit => "Not used last time. Tap to put it back.",
        _ => "Tap to put it back.",
    };
    view! { <Row title=line.text detail=detail icon=Icon::Undo on_press=put_back /> }.into_any()
}

fn nth_hidden(place: usize) -> String {
    let place = place.to_string();
    [".hidden-rows li:nth-child(", &place, ") button"].concat()
}
