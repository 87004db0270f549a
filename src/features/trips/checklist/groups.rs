//! One group of a list: its rows, or their order.

use std::sync::Arc;

use leptos::prelude::*;

use super::ListScreen;
use crate::features::trips::row::TripList;
use crate::session::phone;
use crate::store::acts::checklist::ChecklistAction;
use crate::ui::{CheckRow, Reorder, RowText, dynamic, each, el, maybe};

impl ListScreen {
    pub(super) fn one_group(self, groups: Memo<Vec<String>>, group: String) -> AnyView {
        let ListScreen {
            layout,
            ticked,
            sorting,
            ..
        } = self;
        let mine = group.clone();
        let now = Memo::new(move |_| layout.with(|layout| layout.group(&mine)));
        let keys = Memo::new(move |_| now.with(|now| now.keys.clone()));
        let heading = Memo::new(move |_| now.with(|now| now.heading.clone()));
        let place = group.clone();
        // Over the first group of a chapter that the filter shows.
        let chapter = Memo::new(move |_| {
            let of = |group: &String| layout.with(|layout| layout.group(group).chapter);
            groups.with(|groups| {
                let place = groups.iter().position(|group| *group == place);
                let before = place.and_then(|place| groups.get(place.checked_sub(1)?));
                let mine = now.with(|now| now.chapter.clone());
                match before {
                    Some(before) if of(before) == mine => String::new(),
                    _ => mine,
                }
            })
        });
        let starts = Memo::new(move |_| now.with(|now| now.starts));
        let counted = group.clone();
        let count = Memo::new(move |_| ticked.with(|ticked| ticked.text(&counted)));
        let rows = dynamic(move || {
            if sorting.get() {
                self.sorted_group(keys)
            } else {
                let shown = Memo::new(move |_| keys.with(|keys| self.shown(keys)));
                let rows = each(move || shown.get(), move |id| self.check_row(id));
                let list = el("ul").attr("role", "list").class("group list-rows");
                list.view(rows).into_any()
            }
        });
        let is_under_chapter = now.with_untracked(|now| !now.chapter.is_empty());
        let level = if is_under_chapter { "h3" } else { "h2" };
        let pill = el("span").class("pill").say(count.into());
        let head = el("div")
            .class("section-head")
            .child(el(level).attr("dir", "auto").say(heading.into()))
            .child(pill);
        let chapter = maybe(move || {
            let text = chapter.get();
            (!text.is_empty()).then(|| el("h2").class("chapter").text(&text).into_any())
        });
        el("section")
            .attr("data-group", &group)
            .attr_of("data-start", move || starts.get().then(String::new))
            .view(chapter)
            .child(head)
            .view(rows)
            .into_any()
    }

    fn sorted_group(self, keys: Memo<Arc<Vec<String>>>) -> AnyView {
        let on_move = Callback::new(move |(id, to): (String, usize)| self.move_row(keys, &id, to));
        let label = Callback::new(move |id: String| self.text_of(&id));
        let inside = Callback::new(move |id: String| {
            view! { <RowText title=Signal::derive(move || self.text_of(&id)) /> }.into_any()
        });
        view! { <Reorder ids=Signal::derive(move || keys.get().to_vec()) label_of=label row=inside on_move=on_move buttons=true /> }
        .into_any()
    }

    /// What a row says.
    pub(super) fn text_of(self, id: &str) -> String {
        let row = self.of.rows.get(id);
        row.map(|row| row.with(|row| row.line.text.clone()))
            .unwrap_or_default()
    }

    /// Rows with their order keys.
    pub(super) fn with_order(self, keys: &[String]) -> Vec<(String, String)> {
        let order = |key: &String| {
            let row = self.of.rows.get(key);
            row.map(|row| row.with_untracked(|row| row.line.order.clone()))
        };
        let rows = keys.iter();
        rows.map(|key| (key.clone(), order(key).unwrap_or_default()))
            .collect()
    }

    fn move_row(self, keys: Memo<Arc<Vec<String>>>, id: &str, to: usize) {
        let rows = keys.with_untracked(|keys| self.with_order(keys));
        if let Some(from) = rows.iter().position(|(known, _)| known == id) {
            self.of.hand.does(ChecklistAction::Move {
                rows,
                from,
                to,
                bag: None,
            });
        }
    }

    fn check_row(self, id: String) -> AnyView {
        let ListScreen {
            of: TripList { hand, rows, .. },
            filter,
            editing,
            ..
        } = self;
        let Some(row) = rows.get(&id) else {
            return el("li").into_any();
        };
        let key = id.clone();
        let tick = Callback::new(move |done: bool| {
            phone::tick();
            hand.does(ChecklistAction::Tick {
                entry: id.clone(),
                done,
            });
        });
        let more =
            Callback::new(move |()| editing.set(Some(row.with_untracked(|row| self.draft(row)))));
        let look = Signal::derive(move || row.with(|row| row.look(filter.get())));
        view! { <CheckRow look=look on_toggle=tick on_more=more key=key /> }.into_any()
    }
}
