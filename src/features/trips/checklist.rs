//! What the three lists of a trip share: groups of check rows with progress, two filters, the order
//! changed by hand, rows taken off the list, and the sheet behind a row. What a row says is each list's
//! own; adding one is in `list_add`.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::checklist::{Filter, List, Progress};
use crate::features::trips::add::add_bar;
use crate::features::trips::entry::{Draft, entry_sheet};
use crate::features::trips::row::{ListRow, Reader, TripList, puts_back, row_of, rows_of};
use crate::features::{Hand, Visit, muted};
use crate::session::{Rows, phone};
use crate::store::acts::checklist::ChecklistAction;
use crate::store::read::line::{Hidden, Line};
use crate::ui::{
    ActionBar, Button, ButtonKind, CheckRow, Disclosure, FilterChip, Group, Icon, IconButton,
    Reorder, Row, RowText, dynamic, each, el, maybe,
};

thread_local! {
    /// What each list was filtered to when it was left, until the app is closed.
    static FILTERS: RefCell<BTreeMap<String, Filter>> = const { RefCell::new(BTreeMap::new()) };
}

/// How a list is laid out. Ticks do not change it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    groups: Vec<GroupOf>,
    hidden: Vec<Line>,
}

/// One group of a list.
#[derive(Clone, Debug, Default, PartialEq)]
struct GroupOf {
    group: String,
    heading: String,
    /// Heading over it and its neighbours of the same chapter, or empty.
    chapter: String,
    /// The list opens here.
    starts: bool,
    keys: Arc<Vec<String>>,
}

impl Layout {
    fn of(rows: &[ListRow]) -> Layout {
        let (shown, hidden): (Vec<&ListRow>, Vec<&ListRow>) =
            rows.iter().partition(|row| row.is_shown());
        let mut past = false;
        let group = |rows: &[&ListRow]| {
            let first = rows[0];
            GroupOf {
                group: first.group.to_string(),
                heading: first.heading.to_string(),
                chapter: first.chapter.to_string(),
                starts: std::mem::replace(&mut past, !first.ahead) && first.ahead,
                keys: Arc::new(rows.iter().map(|row| row.line.id.clone()).collect()),
            }
        };
        Layout {
            groups: shown
                .chunk_by(|row, next| row.group == next.group)
                .map(group)
                .collect(),
            hidden: hidden.into_iter().map(|row| row.line.clone()).collect(),
        }
    }

    fn group(&self, group: &str) -> GroupOf {
        self.groups
            .iter()
            .find(|known| known.group == group)
            .cloned()
            .unwrap_or_default()
    }
}

/// What is ticked of a list.
#[derive(Clone, Debug, Default, PartialEq)]
struct Ticked {
    all: Progress,
    essentials: Progress,
    /// By the keys of the groups, with how many are late.
    groups: Vec<(Cow<'static, str>, Progress, usize)>,
}

impl Ticked {
    fn of(rows: Rows<ListRow>) -> Ticked {
        let mut ticked = Ticked::default();
        rows.see_all(|row| ticked.count(row));
        ticked
    }

    fn count(&mut self, row: &ListRow) {
        if !row.is_shown() {
            return;
        }
        self.all.add(row.line.done);
        if row.line.essential {
            self.essentials.add(row.line.done);
        }
        let known = self.groups.iter().position(|known| known.0 == row.group);
        let place = known.unwrap_or_else(|| {
            let new = (row.group.clone(), Progress::default(), 0);
            self.groups.push(new);
            self.groups.len() - 1
        });
        let (_, progress, late) = &mut self.groups[place];
        progress.add(row.line.done);
        *late += usize::from(row.late);
    }

    fn text(&self, group: &str) -> String {
        match self.groups.iter().find(|known| known.0 == group) {
            Some((_, _, late @ 1..)) => [&late.to_string(), " late"].concat(),
            Some((_, progress, _)) => progress.text(),
            None => String::new(),
        }
    }
}

/// What the parts of one list share.
#[derive(Clone, Copy)]
struct Parts {
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

impl Parts {
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
}

/// What finds the check box of a row.
fn check_of(key: &str) -> String {
    [&row_of(key), " .check"].concat()
}

/// The list itself: filters, groups, what is hidden, and the bar that adds.
pub fn list_view(visit: &Visit, trip: String, list: List, read: Reader) -> AnyView {
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
    let parts = Parts {
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
    let remembered = FILTERS.with_borrow(|filters| filters.get(&parts.place()).copied());
    if let Some(filter) = remembered {
        parts.choose(filter);
    }
    let Parts {
        of,
        sorting,
        editing,
        ..
    } = parts;
    let groups = Memo::new(move |_| {
        let is_seen = |one: &&GroupOf| sorting.get() || !parts.shown(&one.keys).is_empty();
        layout.with(|layout| {
            let seen = layout.groups.iter().filter(is_seen);
            seen.map(|one| one.group.clone()).collect::<Vec<String>>()
        })
    });
    let is_hidden = Memo::new(move |_| layout.with(|layout| !layout.hidden.is_empty()));
    let is_empty = Memo::new(move |_| groups.with(Vec::is_empty));
    let beside = Callback::new(move |key: String| parts.beside(&key));
    view! {
        {filters(parts)}
        {each(move || groups.get(), move |group| one_group(parts, groups, group))}
        {maybe(move || is_empty.get().then(|| nothing_left(parts)))}
        {maybe(move || is_hidden.get().then(|| hidden_rows(parts)))}
        {entry_sheet(of.hand, editing, beside)}
        {dynamic(move || if sorting.get() { done_sorting(sorting) } else { add_bar(of) })}
    }
    .into_any()
}

/// The two filters, and the way to change the order.
fn filters(parts: Parts) -> AnyView {
    let Parts {
        ticked,
        filter,
        sorting,
        ..
    } = parts;
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
        parts.choose(Filter {
            open: !now.open,
            ..now
        });
    });
    let press_essential = Callback::new(move |()| {
        let now = filter.get_untracked();
        parts.choose(Filter {
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

fn nothing_left(parts: Parts) -> AnyView {
    let all = Callback::new(move |()| {
        parts.choose(Filter::default());
        phone::keep_focus(vec!["h1".to_owned()]);
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

fn done_sorting(sorting: RwSignal<bool>) -> AnyView {
    let done = Callback::new(move |()| {
        sorting.set(false);
        phone::keep_focus(vec![".list-tools .icon-button".to_owned()]);
    });
    view! {
        <ActionBar><Button kind=ButtonKind::Primary label="Done" icon=Icon::Tick on_press=done /></ActionBar>
    }
    .into_any()
}

fn one_group(parts: Parts, groups: Memo<Vec<String>>, group: String) -> AnyView {
    let Parts {
        layout,
        ticked,
        sorting,
        ..
    } = parts;
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
            sorted_group(parts, keys)
        } else {
            let shown = Memo::new(move |_| keys.with(|keys| parts.shown(keys)));
            let rows = each(move || shown.get(), move |id| check_row(parts, id));
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

fn sorted_group(parts: Parts, keys: Memo<Arc<Vec<String>>>) -> AnyView {
    let text_of = move |id: &str| {
        parts
            .of
            .rows
            .get(id)
            .map(|row| row.with(|row| row.line.text.clone()))
            .unwrap_or_default()
    };
    let on_move = Callback::new(move |(id, to): (String, usize)| move_row(parts, keys, &id, to));
    let label = Callback::new(move |id: String| text_of(&id));
    let inside = Callback::new(move |id: String| {
        view! { <RowText title=Signal::derive(move || text_of(&id)) /> }.into_any()
    });
    view! { <Reorder ids=Signal::derive(move || keys.get().to_vec()) label_of=label row=inside on_move=on_move buttons=true /> }
    .into_any()
}

fn move_row(parts: Parts, keys: Memo<Arc<Vec<String>>>, id: &str, to: usize) {
    let rows: Vec<(String, String)> = keys.with_untracked(|keys| {
        let order = |key: &String| {
            parts
                .of
                .rows
                .get(key)
                .map(|row| row.with_untracked(|row| row.line.order.clone()))
        };
        keys.iter()
            .map(|key| (key.clone(), order(key).unwrap_or_default()))
            .collect()
    });
    if let Some(from) = rows.iter().position(|(known, _)| known == id) {
        parts.of.hand.does(ChecklistAction::Move { rows, from, to });
    }
}

fn check_row(parts: Parts, id: String) -> AnyView {
    let Parts {
        of: TripList { hand, rows, .. },
        filter,
        editing,
        ..
    } = parts;
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
        Callback::new(move |()| editing.set(Some(row.with_untracked(|row| parts.draft(row)))));
    let look = Signal::derive(move || row.with(|row| row.look(filter.get())));
    view! { <CheckRow look=look on_toggle=tick on_more=more key=key /> }.into_any()
}

/// What is not on the list, and the way back. The disclosure stays open while rows leave it.
fn hidden_rows(parts: Parts) -> AnyView {
    let layout = parts.layout;
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
            Some(line) => hidden_row(parts.of.hand, keys, line),
            None => el("li").into_any(),
        }
    };
    let rows = each(move || keys.get(), row);
    let group = view! { <Group>{rows}</Group> }.into_any();
    let group = el("div").class("hidden-rows").view(group).into_any();
    view! { <Disclosure title=title>{group}</Disclosure> }.into_any()
}

fn hidden_row(hand: Hand, keys: Memo<Vec<String>>, line: Line) -> AnyView {
    let id = line.id;
    let put_back = Callback::new(move |()| {
        let place = keys.with_untracked(|keys| keys.iter().position(|key| *key == id));
        let place = place.unwrap_or(0);
        puts_back(hand, &id);
        // The next one stands in its place; after the last one that is the one before.
        phone::keep_focus(vec![
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
