//! Readings of criteria: the newest, which counts; the first, which shows how memory has moved; and the sheet
//! on which one program is rated.

use std::collections::BTreeMap;

use crate::content::lazy::RankingGuide;
use crate::domain::ids::{child, family, parent};
use crate::domain::program::Program;
use crate::domain::ranking::{Criterion, GUT, Score};
use crate::domain::time::Day;
use crate::rank::score::{Score as Scored, score};
use crate::store::core::model::Model;
use crate::store::core::ranking::criteria::{Criteria, CriterionRow, Role, criteria};

/// Program and criterion of a reading.
pub(in crate::store) fn parted(id: &str) -> Option<(&str, &str)> {
    let (program, rest) = parent(id)?;
    let (criterion, _) = parent(rest)?;
    Some((program, criterion))
}

/// A reading with its id.
type Found<'a> = (&'a String, &'a Score);

/// When it was made; of two at the same instant the one whose id is greater counts.
fn place<'a>((id, one): &Found<'a>) -> (i64, &'a str) {
    (one.at, id)
}

/// The newest readings of all programs, for what needs nothing else of them: by program, each with its
/// criterion.
#[derive(Debug, Default)]
pub struct Newest<'a>(BTreeMap<&'a str, Vec<(&'a str, Found<'a>)>>);

impl<'a> Newest<'a> {
    /// One look at each reading, however many programs there are.
    pub fn of(model: &'a Model) -> Newest<'a> {
        let mut newest = Newest::default();
        for reading in model.all::<Score>().iter() {
            let Some((program, criterion)) = parted(reading.0) else {
                continue;
            };
            let known = newest.0.entry(program).or_default();
            // Those of one criterion come one after the other.
            match known.last_mut().filter(|(last, _)| *last == criterion) {
                Some((_, last)) if place(last) < place(&reading) => *last = reading,
                Some(_) => {}
                None => known.push((criterion, reading)),
            }
        }
        newest
    }

    /// The newest value of a criterion at a program; none where it is not known.
    pub fn value(&self, program: &str, criterion: &str) -> Option<u8> {
        let mut known = self.0.get(program)?.iter();
        let (_, (_, score)) = known.find(|(id, _)| *id == criterion)?;
        score.value
    }

    /// The newest values of the criteria that count, in their order.
    pub fn ratings(&self, program: &str, criteria: &Criteria) -> Vec<Option<u8>> {
        let known = self.0.get(program).map_or(&[][..], |known| known);
        let value = |row: &CriterionRow| {
            let (_, (_, score)) = known.iter().find(|(id, _)| row.id == *id)?;
            score.value
        };
        criteria.counting.iter().map(value).collect()
    }
}

/// One reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Its id.
    pub id: String,
    /// As it was stored.
    pub score: Score,
}

/// All readings of one criterion at one program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings(Vec<Reading>);

impl Readings {
    /// Of a program and a criterion.
    pub fn of(model: &Model, program: &str, criterion: &str) -> Readings {
        let prefix = family(&child(program, criterion));
        let mut found: Vec<Found> = model.with_prefix(&prefix).collect();
        found.sort_by_key(place);
        let reading = |(id, score): Found| Reading {
            id: id.clone(),
            score: score.clone(),
        };
        Readings(found.into_iter().map(reading).collect())
    }

    /// All, the oldest first.
    pub fn all(&self) -> &[Reading] {
        &self.0
    }

    /// The newest one, which counts.
    pub fn newest(&self) -> Option<&Reading> {
        self.0.last()
    }

    /// The value that counts.
    pub fn value(&self) -> Option<u8> {
        self.newest()?.score.value
    }

    /// What the person said first: on the day of the first value, the last one. Who puts a finger wrong and
    /// mends it has said only the second.
    pub fn first(&self) -> Option<&Reading> {
        let first = self.0.iter().find(|one| one.score.value.is_some())?;
        let same_day = |one: &&Reading| {
            one.score.value.is_some() && one.score.day.is_some() && one.score.day == first.score.day
        };
        self.0.iter().rfind(same_day).or(Some(first))
    }

    /// The newest sentence that was written to the value that counts, and its day. What was written to another
    /// value says nothing of this one.
    pub fn evidence(&self) -> Option<(&str, Option<Day>)> {
        let value = self.value();
        let of_value =
            |one: &&Reading| one.score.value == value && !one.score.note.trim().is_empty();
        let newest = self.0.iter().rfind(of_value)?;
        Some((&newest.score.note, newest.score.day))
    }
}

/// A newest reading of the program lies below the minimum of its criterion.
pub(in crate::store) fn is_below_minimum(model: &Model, program: &str) -> bool {
    let mut criteria = model.all::<Criterion>().iter();
    criteria.any(|(id, one)| {
        one.minimum.is_some_and(|minimum| {
            let value = Readings::of(model, program, id).value();
            value.is_some_and(|value| value < minimum)
        })
    })
}

/// One criterion on the sheet of a program.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetRow {
    /// The criterion.
    pub criterion: CriterionRow,
    /// Its readings there.
    pub readings: Readings,
}

/// The sheet on which a program is rated.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Name of the program.
    pub name: String,
    /// Why there is no score whatever is rated, if that is so.
    pub fault: Option<&'static str>,
    /// What can be rated: the criteria that count, the most important first, then those that only rule out.
    pub rows: Vec<SheetRow>,
    /// Readings of the gut, 0–10.
    pub gut: Readings,
    /// The score and its band, once anything that counts is rated.
    pub score: Option<Scored>,
}

impl Sheet {
    /// Id of the first criterion without a value, after this one and then from the top.
    pub fn next_open(&self, after: &str) -> Option<&str> {
        let place = self.rows.iter().position(|row| row.criterion.id == after);
        let from = place.map_or(0, |place| place + 1);
        let (before, behind) = self.rows.split_at(from);
        let is_open = |row: &&SheetRow| row.readings.newest().is_none();
        let open = behind.iter().chain(before).find(is_open)?;
        Some(&open.criterion.id)
    }
}

/// The sheet of a program; `None` when there is no such program.
pub fn sheet(model: &Model, guide: &RankingGuide, program: &str) -> Option<Sheet> {
    let name = model.get::<Program>(program)?.title().to_owned();
    let criteria = criteria(model, guide);
    let fault = criteria.fault();
    let weights = criteria.weights();
    let rows = criteria.counting.into_iter().chain(criteria.others);
    let rows = rows.filter(|row| row.role != Role::Off);
    let rows: Vec<SheetRow> = rows
        .map(|criterion| SheetRow {
            readings: Readings::of(model, program, &criterion.id),
            criterion,
        })
        .collect();
    let values: Vec<Option<u8>> = rows.iter().map(|row| row.readings.value()).collect();
    Some(Sheet {
        name,
        fault,
        rows,
        gut: Readings::of(model, program, GUT),
        score: score(&weights, &values[..weights.len()]),
    })
}
