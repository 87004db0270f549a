//! What is said of a program by one criterion: ratings are only added.

use crate::domain::checklist::Entry;
use crate::domain::ids::{CriterionId, ProgramId, child, family};
use crate::domain::program::Program;
use crate::domain::ranking::{GUT, GUT_MAX, RATE_TASK, Score, VALUES};
use crate::domain::record::Record;
use crate::domain::time::Day;
use crate::domain::trip::Interview;
use crate::store::core::bookings::bookings;
use crate::store::core::change::{Change, Refusal, edit, existing, refuse};
use crate::store::core::model::Model;
use crate::store::core::ranking::readings::Readings;

/// A program and a criterion, and when something was said of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Id of the program.
    pub program: ProgramId,
    /// Id of the criterion, or `GUT`.
    pub criterion: CriterionId,
    /// Fresh id.
    pub fresh: String,
    /// Now, in milliseconds since 1970 UTC.
    pub at: i64,
    /// Today, where the phone is.
    pub day: Day,
}

/// The readings so far of what something is said of.
pub(super) fn check_said(model: &Model, said: &Said) -> Result<Readings, Refusal> {
    existing::<Program>(model, &said.program)?;
    Ok(Readings::of(model, &said.program, &said.criterion))
}

pub(super) fn reading_id(said: &Said) -> String {
    child(&child(&said.program, &said.criterion), &said.fresh)
}

pub(super) fn new_score(said: &Said, value: Option<u8>) -> Score {
    Score {
        value,
        at: said.at,
        day: Some(said.day),
        note: String::new(),
    }
}

pub(super) fn rate(
    model: &Model,
    said: &Said,
    value: Option<u8>,
    note: String,
    out: &mut Vec<Change>,
) -> Result<(), Refusal> {
    let readings = check_said(model, said)?;
    let is_gut = said.criterion == GUT;
    let is_lawful = |value: &u8| match is_gut {
        true => *value <= GUT_MAX,
        false => VALUES.contains(value),
    };
    if !value.iter().all(is_lawful) {
        return match is_gut {
            true => refuse("Choose a number from 0 to 10."),
            false => refuse("Choose a number from 1 to 5, or “don't know yet”."),
        };
    }
    let is_same = |one: &Score| {
        one.day == Some(said.day)
            && one.value == value
            && (note.trim().is_empty() || one.note == note)
    };
    let id = reading_id(said);
    if model.is_alive(Score::KIND, &id) {
        return refuse("This rating is kept already. Rate once more to change it.");
    }
    if readings.newest().is_some_and(|one| is_same(&one.score)) {
        return Ok(());
    }
    let score = new_score(said, value);
    edit(model, &id, &Score { note, ..score }, out)?;
    tick_task(model, said, out)
}

/// The task to rate a program is done with its first rating: it is ticked for each interview that has been.
fn tick_task(model: &Model, said: &Said, out: &mut Vec<Change>) -> Result<(), Refusal> {
    let family = family(&said.program);
    if model.with_prefix::<Score>(&family).next().is_some() {
        return Ok(());
    }
    let has_been = |one: &Interview| one.day.is_some_and(|day| day <= said.day);
    for (id, one) in bookings(model, &has_been) {
        let program = one.program_id();
        let is_here = program.is_some_and(|program| *program == *said.program);
        if let Some(trip) = one.trip.as_deref().filter(|_| is_here) {
            let entry = child(&child(trip, RATE_TASK), &id);
            let ticked = Entry {
                done: true,
                ..model.get_or_default(&entry)
            };
            edit(model, &entry, &ticked, out)?;
        }
    }
    Ok(())
}
