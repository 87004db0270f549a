//! All bags in one list, so that a thing can be moved from one into another.

use leptos::prelude::*;

use super::ListScreen;
use crate::domain::checklist::Bag;
use crate::store::acts::checklist::ChecklistAction;
use crate::store::read::bags::{bag_of, head_of, is_head, put_down, whereabouts};
use crate::store::read::packing::bag_name;
use crate::ui::{Reorder, RowText, el};

impl ListScreen {
    /// Bags under their headings; also those that are empty, to put something into.
    pub(super) fn sorted_bags(self) -> AnyView {
        let keys = Memo::new(move |_| {
            self.layout.with(|layout| {
                let things = |bag: Bag| layout.group(bag_name(bag)).keys.to_vec();
                let bags = Bag::CARRIED.into_iter();
                let keyed = bags.map(|bag| [vec![head_of(bag)], things(bag)].concat());
                keyed.collect::<Vec<_>>().concat()
            })
        });
        let put = Callback::new(move |(id, index): (String, usize)| {
            let Some(now) = keys.with_untracked(|keys| put_down(keys, &id, index)) else {
                return;
            };
            self.of.hand.does(ChecklistAction::Move {
                rows: self.with_order(&now.rows),
                from: now.from,
                to: now.to,
                bag: now.bag,
            });
        });
        let place =
            Callback::new(move |id: String| keys.with_untracked(|keys| whereabouts(keys, &id)));
        let label = Callback::new(move |id: String| self.text_of(&id));
        let row = Callback::new(move |id: String| match bag_of(&id) {
            Some(bag) => {
                let count = Signal::derive(move || {
                    let things = self.layout.with(|layout| layout.group(bag_name(bag)).keys);
                    things.len().to_string()
                });
                el("div")
                    .class("section-head")
                    .child(el("h2").text(bag_name(bag)))
                    .child(el("span").class("pill").say(count))
                    .into_any()
            }
            None => {
                let rows = self.of.rows;
                let key = id.clone();
                // Such as that it should not be handed over.
                let warning = move || {
                    let row = rows.get(&key)?;
                    Some(row.with(|row| row.detail.clone()))
                };
                let warning = Signal::derive(move || warning().unwrap_or_default());
                let title = Signal::derive(move || self.text_of(&id));
                view! { <RowText title=title detail=warning /> }.into_any()
            }
        });
        let list = view! {
            <Reorder ids=keys label_of=label row=row on_move=put buttons=true is_fixed=is_head whereabouts=place />
        };
        el("section").class("bags").view(list.into_any()).into_any()
    }
}
