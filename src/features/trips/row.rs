//! A row of a trip's list, as the screen draws it, and what the parts of a list share.

use std::borrow::Cow;

use leptos::prelude::{GetValue, StoredValue};

use crate::domain::checklist::{Bag, Entry, Filter, List, Moment, with_amount};
use crate::domain::ids::TripId;
use crate::domain::time::{Day, Minute};
use crate::features::{Hand, Visit};
use crate::session::{ListedRow, Rows};
use crate::store::acts::checklist::ChecklistAction;
use crate::store::core::model::Model;
use crate::store::read::line::{Hidden, Line, OfList};
use crate::store::read::packing::{PackRow, bag_name, packing_of};
use crate::store::read::world::World;
use crate::ui::Check;

/// A row as the screen draws it.
#[derive(Clone, Default, PartialEq)]
pub struct ListRow {
    /// What all rows have.
    pub line: Line,
    /// Key of its group; groups stand in order of their first row.
    pub group: Cow<'static, str>,
    /// Heading of its group.
    pub heading: Cow<'static, str>,
    /// Heading over several groups, or empty.
    pub chapter: Cow<'static, str>,
    /// What it says, with its amount.
    pub title: String,
    /// The smaller second line.
    pub detail: String,
    /// Open, and its time has passed.
    pub late: bool,
    /// It belongs to today or a later day: a list with days opens at the first of these.
    pub ahead: bool,
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
    /// It is on the list.
    pub fn is_shown(&self) -> bool {
        self.line.hidden == Hidden::No
    }

    /// Nothing in it comes or goes with the tick: a row that grew or shrank would move the next one
    /// under the finger. The reason is told where essentials are looked at; elsewhere it is in the sheet.
    pub fn look(&self, filter: Filter) -> Check {
        let why = if filter.essential { self.line.why } else { "" };
        Check {
            title: self.title.clone(),
            detail: joined(&[&self.detail, why]),
            checked: self.line.done,
            mark: self.line.essential.then_some("Essential"),
            pill: None,
        }
    }

    /// The filter shows it.
    pub fn passes(&self, filter: Filter) -> bool {
        filter.keeps(self.line.done, self.line.essential)
    }
}

impl ListedRow for ListRow {
    fn key(&self) -> &str {
        &self.line.id
    }

    fn is_in_place_of(&self, before: &ListRow) -> bool {
        let heads = |row: &ListRow| (row.heading.clone(), row.chapter.clone(), row.ahead);
        self.group == before.group
            && heads(self) == heads(before)
            && self.line.hidden == before.line.hidden
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
pub type Reader = fn(&Model, &TripId, &World, Option<&str>) -> Vec<ListRow>;

/// Rows of a trip's list that follow the data; `whole` gets all of them whenever all are read.
pub fn rows_of(
    visit: &Visit,
    trip: &TripId,
    read: Reader,
    whole: impl Fn(&[ListRow]) + 'static,
) -> Rows<ListRow> {
    let trip = trip.to_owned();
    visit.session.watch_rows(
        move |model, world, only| read(model, &trip, world, only),
        whole,
    )
}

/// The packing list as rows to draw.
pub fn pack_rows(model: &Model, trip: &TripId, world: &World, only: Option<&str>) -> Vec<ListRow> {
    packing_of(model, trip, world, only)
        .into_iter()
        .map(pack_row)
        .collect()
}

/// A thing to pack as a row to draw.
pub fn pack_row(row: PackRow) -> ListRow {
    ListRow {
        group: bag_name(row.bag).into(),
        heading: bag_name(row.bag).into(),
        title: with_amount(&row.line.text, &row.quantity),
        detail: row.warning().unwrap_or("").to_owned(),
        extra: Extra {
            bag: row.bag,
            warning: row.cabin.then_some(PackRow::WARNING),
            quantity: row.quantity,
            ..Extra::default()
        },
        line: row.line,
        ..ListRow::default()
    }
}

/// A trip's list: its rows, and the hand that changes them.
#[derive(Clone, Copy)]
pub struct TripList {
    /// Does what is asked.
    pub hand: Hand,
    /// Which list.
    pub list: List,
    /// Its rows.
    pub rows: Rows<ListRow>,
    /// The trip whose list it is.
    pub of: StoredValue<TripId>,
}

impl TripList {
    /// The trip whose list it is.
    pub fn trip(self) -> TripId {
        self.of.get_value()
    }
}

/// What finds the row of a key.
pub fn row_of(key: &str) -> String {
    ["[data-key=\"", key, "\"]"].concat()
}

/// Puts a row that was taken off back on the list.
pub fn puts_back(hand: Hand, id: &str) -> bool {
    let mut entry: Entry = hand.session.read(|model, _| model.get_or_default(id));
    entry.hidden = Some(false);
    let id = id.to_owned();
    hand.does_with_undo(ChecklistAction::Edit { id, entry }, "Back on the list")
}
