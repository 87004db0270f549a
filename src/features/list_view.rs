//! What the three lists of a trip share: groups of check rows with progress, sorting by hand,
//! rows taken off the list, and the sheet behind a row. What a row says is each list's own.

use std::borrow::Cow;
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::checklist::{Bag, Entry, List, Moment, Progress};
use crate::domain::time::{Day, Minute};
use crate::features::entry_sheet::{Draft, entry_sheet};
use crate::features::{Hand, Visit};
use crate::session::{ListedRow, Rows, phone};
use crate::store::action::Action;
use crate::store::model::Model;
use crate::store::select::{Hidden, Line, OfList, PackRow, World, bag_name, packing_of};
use crate::ui::{
    Button, ButtonKind, Card, Check, CheckRow, Disclosure, Group, Icon, PillTone, ProgressBar,
    Reorder, Row, RowText, dynamic, each, el, maybe,
};

/// Kinds of records that a list is made of.
pub const LIST_KINDS: &[&str] = &["trip", "interview", "entry", "habit", "season"];

/// A row as the screen draws it.
#[derive(Clone, PartialEq)]
pub struct ListRow {
    /// What all rows have.
    pub line: Line,
    /// Key of its group; groups stand in order of their first row.
    pub group: Cow<'static, str>,
    /// Heading of its group.
    pub heading: Cow<'static, str>,
    /// The smaller second line.
    pub detail: String,
    /// The pill at its end.
    pub pill: Option<(PillTone, String)>,
    /// What only some lists have, for its sheet.
    pub extra: Extra,
}

/// What only some lists have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extra {
    /// How many.
    pub quantity: String,
    /// Where it travels.
    pub bag: Bag,
    /// What to say when it travels in the checked bag.
    pub warning: Option<&'static str>,
    /// When to look at it.
    pub moment: Moment,
    /// When it is due.
    pub due: Option<(Day, Option<Minute>)>,
    /// The date was given by hand.
    pub moved: bool,
}

impl OfList for ListRow {
    fn line(&self) -> &Line {
        &self.line
    }
}

impl ListRow {
    fn is_shown(&self) -> bool {
        self.line.hidden == Hidden::No
    }

    fn look(&self) -> Check {
        Check {
            title: self.line.text.clone(),
            detail: self.detail.clone(),
            pill: self.pill.clone().filter(|_| !self.line.done),
            checked: self.line.done,
        }
    }

    fn draft(&self, list: List) -> Draft {
        Draft::of(&self.line, list, self.extra.clone())
    }
}

impl ListedRow for ListRow {
    fn key(&self) -> &str {
        &self.line.id
    }

    fn is_in_place_of(&self, before: &ListRow) -> bool {
        let place = |row: &ListRow| (row.group.clone(), row.heading.clone(), row.line.hidden);
        place(self) == place(before)
            && self.line.order == before.line.order
            // What is hidden is drawn with the list and not as a row.
            && (self.is_shown() || self.line == before.line)
    }
}

/// Joins what is there of a second line.
pub fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}

/// Reads a trip's list, or (see [`Session::watch_rows`](crate::session::Session::watch_rows)) at least
/// the row of one entry.
pub type Reader = fn(&Model, &str, &World, Option<&str>) -> Vec<ListRow>;

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
    keys: Arc<Vec<String>>,
}

impl Layout {
    fn of(rows: &[ListRow]) -> Layout {
        let (shown, hidden): (Vec<&ListRow>, Vec<&ListRow>) =
            rows.iter().partition(|row| row.is_shown());
        let group = |rows: &[&ListRow]| GroupOf {
            group: rows[0].group.to_string(),
            heading: rows[0].heading.to_string(),
            keys: Arc::new(rows.iter().map(|row| row.line.id.clone()).collect()),
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
    essentials: Progress,
    /// By the keys of the groups.
    groups: Vec<(Cow<'static, str>, Progress)>,
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
        if row.line.essential {
            self.essentials.add(row.line.done);
        }
        let known = self
            .groups
            .iter()
            .position(|(group, _)| *group == row.group);
        let place = known.unwrap_or_else(|| {
            self.groups.push((row.group.clone(), Progress::default()));
            self.groups.len() - 1
        });
        self.groups[place].1.add(row.line.done);
    }

    fn text(&self, group: &str) -> String {
        let found = self.groups.iter().find(|(known, _)| known == group);
        found
            .map(|(_, progress)| *progress)
            .unwrap_or_default()
            .text()
    }
}

/// Rows of a trip's list that follow the data; `whole` gets all of them whenever all are read.
pub fn rows_of(
    visit: &Visit,
    trip: &str,
    read: Reader,
    whole: impl Fn(&[ListRow]) + 'static,
) -> Rows<ListRow> {
    let trip = trip.to_owned();
    visit.session.watch_rows(
        LIST_KINDS,
        move |model, world, only| read(model, &trip, world, only),
        whole,
    )
}

/// The packing list as rows to draw; also what the look back is about.
pub fn pack_rows(model: &Model, trip: &str, world: &World, only: Option<&str>) -> Vec<ListRow> {
    packing_of(model, trip, world, only)
        .into_iter()
        .map(pack_row)
        .collect()
}

fn pack_row(row: PackRow) -> ListRow {
    let warning = row.warning();
    let pill = match (warning, row.line.essential) {
        (Some(_), _) => Some((PillTone::Warn, "wrong bag".to_owned())),
        (None, true) => Some((PillTone::Bad, "essential".to_owned())),
        (None, false) => None,
    };
    ListRow {
        group: bag_name(row.bag).into(),
        heading: bag_name(row.bag).into(),
        detail: joined(&[&row.quantity, warning.unwrap_or(row.line.why)]),
        pill,
        extra: Extra {
            quantity: row.quantity,
            bag: row.bag,
            warning: row.cabin.then_some(PackRow::WARNING),
            ..Extra::default()
        },
        line: row.line,
    }
}

/// What the parts of one list share.
#[derive(Clone, Copy)]
struct Parts {
    hand: Hand,
    list: List,
    rows: Rows<ListRow>,
    layout: Signal<Layout>,
    ticked: Memo<Ticked>,
    sorting: RwSignal<bool>,
    editing: RwSignal<Option<Draft>>,
}

/// The list itself: progress, groups, what is hidden, add and sort.
pub fn list_view(visit: &Visit, trip: String, list: List, read: Reader) -> AnyView {
    let layout = RwSignal::new(Layout::default());
    let rows = rows_of(visit, &trip, read, move |rows| {
        let now = Layout::of(rows);
        if layout.try_with_untracked(|before| *before != now) == Some(true) {
            layout.try_set(now);
        }
    });
    let parts = Parts {
        hand: visit.hand(),
        list,
        rows,
        layout: layout.into(),
        ticked: Memo::new(move |_| Ticked::of(rows)),
        sorting: RwSignal::new(false),
        editing: RwSignal::new(None),
    };
    let Parts {
        hand,
        layout,
        ticked,
        sorting,
        editing,
        ..
    } = parts;
    let groups = Memo::new(move |_| {
        layout.with(|layout| {
            layout
                .groups
                .iter()
                .map(|one| one.group.clone())
                .collect::<Vec<String>>()
        })
    });
    let essential = Memo::new(move |_| ticked.with(|ticked| ticked.essentials));
    let hidden = Memo::new(move |_| layout.with(|layout| layout.hidden.clone()));
    let add = Callback::new(move |()| {
        let id = [&trip, "/", &hand.session.fresh_id()].concat();
        let first = layout.with_untracked(|layout| layout.groups.first()?.keys.first().cloned());
        let like = first
            .and_then(|key| rows.get(&key))
            .map(|row| row.with_untracked(|row| row.extra.clone()));
        editing.set(Some(Draft::new(id, list, like.unwrap_or_default())));
    });
    let sort = Callback::new(move |()| sorting.update(|sorting| *sorting = !*sorting));
    let sort_label = Signal::derive(move || {
        if sorting.get() {
            "Done sorting"
        } else {
            "Sort"
        }
        .to_owned()
    });
    let tools = view! {
        <Button label="Add an item" icon=Icon::Plus on_press=add />
        <Button kind=ButtonKind::Quiet label=sort_label icon=Icon::Grip on_press=sort />
    };
    view! {
        {maybe(move || essential.with(|essential| (essential.of > 0).then(|| essential_card(*essential))))}
        {each(move || groups.get(), move |group| one_group(parts, group))}
        {el("div").class("cluster screen-only").view(tools.into_any())}
        {maybe(move || hidden.with(|hidden| (!hidden.is_empty()).then(|| hidden_rows(hand, hidden))))}
        {entry_sheet(hand, editing)}
    }
    .into_any()
}

fn essential_card(essential: Progress) -> AnyView {
    let (done, of) = (small(essential.done), small(essential.of));
    view! { <Card><ProgressBar value=done max=of label="Essentials" /></Card> }.into_any()
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn one_group(parts: Parts, group: String) -> AnyView {
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
    let count = Memo::new(move |_| ticked.with(|ticked| ticked.text(&group)));
    // One root element, so that the group can be moved as a whole.
    let shown = dynamic(move || {
        if sorting.get() {
            sorted_group(parts, heading.get_untracked(), keys)
        } else {
            let rows = each(move || keys.get().to_vec(), move |id| check_row(parts, id));
            view! { <Group title=heading trailing=count>{rows}</Group> }.into_any()
        }
    });
    el("div").view(shown).into_any()
}

fn sorted_group(parts: Parts, heading: String, keys: Memo<Arc<Vec<String>>>) -> AnyView {
    let text_of = move |id: &str| {
        parts
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
    let head = el("div")
        .class("section-head")
        .child(el("h2").text(&heading));
    let list = view! { <Reorder ids=Signal::derive(move || keys.get().to_vec()) label_of=label row=inside on_move=on_move buttons=true /> };
    el("section").child(head).view(list.into_any()).into_any()
}

fn move_row(parts: Parts, keys: Memo<Arc<Vec<String>>>, id: &str, to: usize) {
    let rows: Vec<(String, String)> = keys.with_untracked(|keys| {
        let order = |key: &String| {
            parts
                .rows
                .get(key)
                .map(|row| row.with_untracked(|row| row.line.order.clone()))
        };
        keys.iter()
            .map(|key| (key.clone(), order(key).unwrap_or_default()))
            .collect()
    });
    if let Some(from) = rows.iter().position(|(known, _)| known == id) {
        parts.hand.does(Action::MoveEntry { rows, from, to });
    }
}

fn check_row(parts: Parts, id: String) -> AnyView {
    let Parts {
        hand,
        list,
        rows,
        editing,
        ..
    } = parts;
    let Some(row) = rows.get(&id) else {
        return el("li").into_any();
    };
    let tick = Callback::new(move |done: bool| {
        phone::tick();
        hand.does(Action::Tick {
            entry: id.clone(),
            done,
        });
    });
    let more =
        Callback::new(move |()| editing.set(Some(row.with_untracked(|row| row.draft(list)))));
    let look = Signal::derive(move || row.with(ListRow::look));
    view! { <CheckRow look=look on_toggle=tick on_more=more /> }.into_any()
}

fn hidden_rows(hand: Hand, hidden: &[Line]) -> AnyView {
    let title = ["Not on this list (", &hidden.len().to_string(), ")"].concat();
    let rows: Vec<AnyView> = hidden
        .iter()
        .map(|line| {
            let id = line.id.clone();
            let put_back = Callback::new(move |()| {
                let mut entry: Entry = hand.session.read(|model, _| model.get_or_default(&id));
                entry.hidden = Some(false);
                hand.does_with_undo(Action::EditEntry { id: id.clone(), entry }, "Back on the list");
            });
            let detail = match line.hidden {
                Hidden::ByHabit => "Not used last time. Tap to put it back.",
                _ => "Tap to put it back.",
            };
            view! { <Row title=line.text.clone() detail=detail icon=Icon::EyeOff on_press=put_back /> }.into_any()
        })
        .collect();
    view! { <Disclosure title=title><Group>{rows}</Group></Disclosure> }.into_any()
}
