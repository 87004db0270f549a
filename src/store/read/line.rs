//! What the rows of all lists have in common: a template with what the person changed laid over it.

use std::collections::BTreeSet;

use crate::domain::checklist::{Entry, Habit, List, Progress, Verdict, applies};
use crate::domain::ids::{child, family, within};
use crate::domain::order;
use crate::store::core::model::Model;

/// Why a row is not shown with the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hidden {
    /// It is shown.
    #[default]
    No,
    /// The person took it off this trip's list.
    ByHand,
    /// It was not used on an earlier trip.
    ByHabit,
}

/// What all rows of all lists have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Id of its entry.
    pub id: String,
    /// Id of the item it comes from; for an own row, its own.
    pub item: String,
    /// What it says.
    pub text: String,
    /// One reason, or empty.
    pub why: &'static str,
    /// Address of the screen where it is found or done.
    pub link: Option<&'static str>,
    /// Must not be forgotten.
    pub essential: bool,
    /// Ticked.
    pub done: bool,
    /// Written by the person.
    pub own: bool,
    /// Shown or why not.
    pub hidden: Hidden,
    /// Its place, a fractional index.
    pub order: String,
    /// What the look back said.
    pub verdict: Option<Verdict>,
}

impl Line {
    pub(super) fn is_shown(&self) -> bool {
        self.hidden == Hidden::No
    }
}

/// A row that comes from one of the three lists.
pub trait OfList {
    /// What all rows have.
    fn line(&self) -> &Line;
}

/// Progress of the rows shown.
pub fn progress<'a, R: OfList + 'a>(rows: impl IntoIterator<Item = &'a R>) -> Progress {
    let shown = rows
        .into_iter()
        .map(OfList::line)
        .filter(|line| line.is_shown());
    Progress::count(shown.map(|line| line.done))
}

/// Progress of the essential rows shown.
pub fn essentials<'a, R: OfList + 'a>(rows: impl IntoIterator<Item = &'a R>) -> Progress {
    let shown = rows
        .into_iter()
        .map(OfList::line)
        .filter(|line| line.is_shown() && line.essential);
    Progress::count(shown.map(|line| line.done))
}

/// Id of the entry of an item in a trip.
pub fn entry_id(trip: &str, item: &str) -> String {
    child(trip, item)
}

pub(super) struct Template {
    pub(super) item: String,
    pub(super) text: &'static str,
    pub(super) why: &'static str,
    pub(super) link: Option<&'static str>,
    pub(super) essential: bool,
}

pub(super) fn line(model: &Model, id: String, template: &Template, order: &str) -> Line {
    let entry = model.get::<Entry>(&id);
    let habit = model.get::<Habit>(&template.item);
    let hidden = match (entry.and_then(|entry| entry.hidden), habit) {
        (Some(true), _) => Hidden::ByHand,
        (None, Some(habit)) if habit.leave_out => Hidden::ByHabit,
        _ => Hidden::No,
    };
    let text = entry.and_then(|entry| entry.text.clone());
    let habit_text = habit
        .map(|habit| habit.text.clone())
        .filter(|text| !text.is_empty());
    Line {
        text: text
            .or(habit_text)
            .unwrap_or_else(|| template.text.to_owned()),
        why: template.why,
        link: template.link,
        essential: entry
            .and_then(|entry| entry.essential)
            .unwrap_or(template.essential || habit.is_some_and(|habit| habit.essential)),
        done: entry.is_some_and(|entry| entry.done),
        own: false,
        hidden,
        order: entry
            .and_then(|entry| entry.order.clone())
            .unwrap_or_else(|| order.to_owned()),
        verdict: entry.and_then(|entry| entry.verdict),
        item: template.item.clone(),
        id,
    }
}

pub(super) fn own_lines<'a>(
    model: &'a Model,
    trip: &'a str,
    list: List,
    only: Option<&str>,
) -> impl Iterator<Item = (Line, &'a Entry)> {
    let prefix = family(trip);
    let entries: Vec<_> = match only {
        Some(id) => model.all::<Entry>().get_key_value(id).into_iter().collect(),
        None => model.all::<Entry>().with_prefix(&prefix).collect(),
    };
    let entries: Vec<_> = entries
        .into_iter()
        .filter(|(id, entry)| id.starts_with(&prefix) && entry.own && entry.list == list)
        .collect();
    entries.into_iter().map(move |(id, entry)| {
        let line = Line {
            id: id.clone(),
            item: within(trip, id).unwrap_or_default().to_owned(),
            text: entry.text.clone().unwrap_or_default(),
            why: "",
            link: None,
            essential: entry.essential.unwrap_or(false),
            done: entry.done,
            own: true,
            hidden: if entry.hidden == Some(true) {
                Hidden::ByHand
            } else {
                Hidden::No
            },
            order: entry.order.clone().unwrap_or_default(),
            verdict: entry.verdict,
        };
        (line, entry)
    })
}

/// Rows by group, then in the person's order.
pub(super) fn in_order<R: OfList>(rows: Vec<R>, group: impl Fn(&R) -> String) -> Vec<R> {
    order::by_text(rows, |row| {
        let line = row.line();
        // The separator sorts before everything that a key is made of.
        [&*group(row), &line.order, &line.item].join("\u{1}")
    })
}

/// Every row is, unless one is asked for.
pub(super) fn is_wanted(only: Option<&str>, id: &str) -> bool {
    only.is_none_or(|only| only == id)
}

/// A retired item stays where the person already ticked or changed it.
pub(super) fn belongs(
    model: &Model,
    id: &str,
    retired: bool,
    condition: Option<&str>,
    hide_if: &[&str],
    yes: &BTreeSet<String>,
) -> bool {
    applies(condition, hide_if, yes) && (!retired || model.get::<Entry>(id).is_some())
}
