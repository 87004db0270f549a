//! What the three lists of a trip share: groups of check rows with progress, two filters, the order
//! changed by hand, rows taken off the list, and the sheet behind a row. What a row says is each list's
//! own; adding one is in `add`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use crate::domain::checklist::{Bag, Filter, List};
use crate::domain::ids::TripId;
use crate::features::trips::add::add_bar;
use crate::features::trips::entry::{Draft, entry_sheet};
use crate::features::trips::row::{ListRow, Reader, TripList, row_of, rows_of};
use crate::features::{Visit, muted};
use crate::store::read::packing::bag_name;
use crate::ui::{
    ActionBar, Button, ButtonKind, FilterChip, Icon, IconButton, dynamic, each, el, keep_focus,
    maybe,
};
use layout::{GroupOf, Layout, Ticked};

mod bags;
mod groups;
mod hidden;
mod layout;

thread_local! {
    /// What each list was filtered to when it was left, until the app is closed.
    static FILTERS: RefCell<BTreeMap<String, Filter>> = const { RefCell::new(BTreeMap::new()) };
}

/// What the screen of one list share.
#[derive(Clone, Copy)]
struct ListScreen {
    of: TripList,
    title_of: fn(&str) -> &'static str,
    layout: Signal<Layout>,
    ticked: Memo<Ticked>,
    filter: RwSignal<Filter>,
    /// Rows that did not pass when the filter was chosen. One that is ticked later stays where it is
    /// until then; one that passes again comes back.
    left_out: RwSignal<BTreeSet<String>>,
    out: Memo<BTreeSet<String>>,
    sorting: RwSignal<bool>,
    editing: RwSignal<Option<Draft>>,
}

impl ListScreen {
    fn draft(self, row: &ListRow) -> Draft {
        let link = row.line.link.map(|path| (path, (self.title_of)(path)));
        Draft::of(&row.line, self.of.list, link, row.extra.clone())
    }

    /// Where the filter of this list is remembered.
    fn place(self) -> String {
        let list = match self.of.list {
            List::Packing => "packing/",
            List::Logistics => "logistics/",
            List::Attire => "attire/",
        };
        [list, &self.of.trip()].concat()
    }

    fn choose(self, filter: Filter) {
        FILTERS.with_borrow_mut(|filters| filters.insert(self.place(), filter));
        let mut out = BTreeSet::new();
        untrack(|| {
            self.of.rows.see_all(|row| {
                if !row.passes(filter) {
                    out.insert(row.line.id.clone());
                }
            });
        });
        self.filter.set(filter);
        self.left_out.set(out);
    }

    /// Keys of a group that the filter shows.
    fn shown(self, keys: &[String]) -> Vec<String> {
        let keys = keys.iter();
        self.out
            .with(|out| keys.filter(|key| !out.contains(*key)).cloned().collect())
    }

    /// What finds the row after this one, or else the one before it, or else the heading of the screen.
    fn beside(self, key: &str) -> Vec<String> {
        let all: Vec<String> = self.layout.with_untracked(|layout| {
            let keys = layout.groups.iter().flat_map(|one| one.keys.iter());
            self.out
                .with_untracked(|out| keys.filter(|key| !out.contains(*key)).cloned().collect())
        });
        let mut found = Vec::new();
        if let Some(place) = all.iter().position(|known| known == key) {
            let before = place.checked_sub(1).and_then(|place| all.get(place));
            let beside = [all.get(place + 1), before];
            found.extend(beside.into_iter().flatten().map(|key| check_of(key)));
        }
        found.push("h1".to_owned());
        found
    }

    /// The two filters, and the way to change the order.
    fn filters(self) -> AnyView {
        let ListScreen {
            ticked,
            filter,
            sorting,
            ..
        } = self;
        let open = Signal::derive(move || {
            [
                "Open ",
                &ticked.with(|ticked| ticked.all.open()).to_string(),
            ]
            .concat()
        });
        let essential = Signal::derive(move || {
            [
                "Essential ",
                &ticked.with(|ticked| ticked.essentials.text()),
            ]
            .concat()
        });
        let press_open = Callback::new(move |()| {
            let now = filter.get_untracked();
            self.choose(Filter {
                open: !now.open,
                ..now
            });
        });
        let press_essential = Callback::new(move |()| {
            let now = filter.get_untracked();
            self.choose(Filter {
                essential: !now.essential,
                ..now
            });
        });
        let sort = Callback::new(move |()| sorting.set(true));
        let has_essentials = Memo::new(move |_| ticked.with(|ticked| ticked.essentials.of > 0));
        el("div")
            .class("list-tools screen-only")
            .attr("role", "group")
            .attr("aria-label", "Show")
            .view(view! { <FilterChip label=open pressed=Signal::derive(move || filter.get().open) on_press=press_open /> }.into_any())
            .view(maybe(move || has_essentials.get().then(|| view! {
                <FilterChip marked=true label=essential pressed=Signal::derive(move || filter.get().essential) on_press=press_essential />
            }.into_any())))
            .view(maybe(move || (!sorting.get()).then(|| view! {
                <IconButton icon=Icon::Grip label="Change order" on_press=sort />
            }.into_any())))
            .into_any()
    }

    fn nothing_left(self) -> AnyView {
        let all = Callback::new(move |()| {
            self.choose(Filter::default());
            keep_focus(vec!["h1".to_owned()]);
        });
        el("div")
            .class("stack")
            .child(muted("Nothing is left here: all of it is ticked."))
            .view(
                view! { <div class="cluster"><Button label="Show all" on_press=all /></div> }
                    .into_any(),
            )
            .into_any()
    }
}

/// What finds the check box of a row.
fn check_of(key: &str) -> String {
    [&row_of(key), " .check"].concat()
}

/// The group is a bag that travels.
fn is_bag(one: &GroupOf) -> bool {
    Bag::CARRIED.iter().any(|bag| bag_name(*bag) == one.group)
}

/// The list itself: filters, groups, what is hidden, and the bar that adds.
pub fn list_view(visit: &Visit, trip: TripId, list: List, read: Reader) -> AnyView {
    let layout = RwSignal::new(Layout::default());
    let rows = rows_of(visit, &trip, read, move |rows| {
        let now = Layout::of(rows);
        if layout.try_with_untracked(|before| *before != now) == Some(true) {
            layout.try_set(now);
        }
    });
    let filter = RwSignal::new(Filter::default());
    let left_out = RwSignal::new(BTreeSet::new());
    let out = Memo::new(move |_| {
        let (filter, left_out) = (filter.get(), left_out.get());
        let mut out = BTreeSet::new();
        rows.see_all(|row| {
            if left_out.contains(&row.line.id) && !row.passes(filter) {
                out.insert(row.line.id.clone());
            }
        });
        out
    });
    let screen = ListScreen {
        of: TripList {
            hand: visit.hand(),
            list,
            rows,
            of: StoredValue::new(trip),
        },
        title_of: visit.title_of,
        layout: layout.into(),
        ticked: Memo::new(move |_| Ticked::of(rows)),
        filter,
        left_out,
        out,
        sorting: RwSignal::new(false),
        editing: RwSignal::new(None),
    };
    let remembered = FILTERS.with_borrow(|filters| filters.get(&screen.place()).copied());
    if let Some(filter) = remembered {
        screen.choose(filter);
    }
    let ListScreen {
        of,
        sorting,
        editing,
        ..
    } = screen;
    // Things go from bag to bag; what is set up for a call goes nowhere.
    let by_bag = Memo::new(move |_| {
        let has_bag = |layout: &Layout| layout.groups.iter().any(is_bag);
        sorting.get() && list == List::Packing && layout.with(has_bag)
    });
    let groups = Memo::new(move |_| {
        let is_seen = |one: &&GroupOf| match sorting.get() {
            true => !by_bag.get() || !is_bag(one),
            false => !screen.shown(&one.keys).is_empty(),
        };
        layout.with(|layout| {
            let seen = layout.groups.iter().filter(is_seen);
            seen.map(|one| one.group.clone()).collect::<Vec<String>>()
        })
    });
    let is_hidden = Memo::new(move |_| layout.with(|layout| !layout.hidden.is_empty()));
    let is_empty = Memo::new(move |_| !by_bag.get() && groups.with(Vec::is_empty));
    let beside = Callback::new(move |key: String| screen.beside(&key));
    view! {
        {screen.filters()}
        {maybe(move || by_bag.get().then(|| screen.sorted_bags()))}
        {each(move || groups.get(), move |group| screen.one_group(groups, group))}
        {maybe(move || is_empty.get().then(|| screen.nothing_left()))}
        {maybe(move || is_hidden.get().then(|| screen.hidden_rows()))}
        {entry_sheet(of.hand, editing, beside)}
        {dynamic(move || if sorting.get() { done_sorting(sorting) } else { add_bar(of) })}
    }
    .into_any()
}

fn done_sorting(sorting: RwSignal<bool>) -> AnyView {
    let done = Callback::new(move |()| {
        sorting.set(false);
        keep_focus(vec![".list-tools .icon-button".to_owned()]);
    });
    view! {
        <ActionBar><Button kind=ButtonKind::Primary label="Done" icon=Icon::Tick on_press=done /></ActionBar>
    }
    .into_any()
}
