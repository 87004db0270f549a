//! From an action to the fields it writes. Pure: reads the model, changes nothing.
//!
//! Bad input is refused here with a sentence for the person; then nothing is written.

use crate::content::condition;
use crate::domain::checklist::Entry;
use crate::domain::ids::{TripId, child, family, parent};
use crate::domain::order;
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::domain::season::{SEASON, Season};
use crate::domain::text::holds_too_long;
use crate::domain::time::Day;
use crate::domain::trip::{Booking, Interview, Trip};
use crate::store::action::{Action, Change};
use crate::store::codec::{Op, Records};
use crate::store::hlc::{Actor, Hlc};
use crate::store::model::{DELETED, Model, Stored};
use crate::store::owners::delete_all;
use crate::store::register::Version;

/// Why an action cannot be done: a sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub String);

pub(super) fn refuse<T>(sentence: &str) -> Result<T, Refusal> {
    Err(Refusal(sentence.to_owned()))
}

/// What an action writes.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// Fields written now, by this actor.
    Write(Vec<Change>),
    /// A field written in place of all its versions.
    Settle(Change),
    /// Registers taken over with their own stamps.
    Merge(Records),
}

/// Something a person can do to the data.
pub trait Act {
    /// The fields that it writes.
    ///
    /// # Errors
    /// A sentence for the person when the input cannot be taken.
    fn plan(self, model: &Model) -> Result<Plan, Refusal>;

    /// It belongs to the screen on which it is done, and can be taken back there. Making or finishing
    /// a record does not: whoever is inside it would take away the ground under their feet.
    fn is_of_screen(&self, _: &Model) -> bool {
        true
    }
}

impl Act for Action {
    fn is_of_screen(&self, _: &Model) -> bool {
        !matches!(
            self,
            Action::BeginTrip { .. }
                | Action::FinishTrip { .. }
                | Action::PackAgain { .. }
                | Action::AddInterview { .. }
        )
    }

    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            Action::BeginTrip {
                trip,
                interview,
                today,
                home,
            } => {
                let season = model.season();
                if season.home_zone.is_empty() {
                    let season = Season {
                        home_zone: home,
                        ..season
                    };
                    edit(model, SEASON, &season, &mut out)?;
                }
                let new = Trip {
                    draft: true,
                    created: Some(today),
                    ..Trip::default()
                };
                edit(model, &trip, &new, &mut out)?;
                let first = Interview {
                    trip: Some(trip.into()),
                    invited: Some(today),
                    ..Interview::default()
                };
                edit(model, &interview, &first, &mut out)?;
            }
            Action::FinishTrip { trip: id } => {
                let mut trip: Trip = existing(model, &id)?;
                if interviews_of(model, &id).next().is_none() {
                    return refuse("Add an interview to this trip first.");
                }
                let mut faults =
                    interviews_of(model, &id).flat_map(|(_, interview)| interview.faults());
                if let Some((_, sentence)) = faults.next() {
                    return Err(Refusal(sentence));
                }
                trip.draft = false;
                edit(model, &id, &trip, &mut out)?;
            }
            Action::EditTrip { id, trip } => {
                existing::<Trip>(model, &id)?;
                edit(model, &id, &trip, &mut out)?;
            }
            Action::DeleteTrip { id } => {
                existing::<Trip>(model, &id)?;
                delete_all(model, Trip::KIND, &id, &mut out);
            }
            Action::AddInterview { id, trip } => {
                existing::<Trip>(model, &trip)?;
                let last = interviews_of(model, &trip).map(|(_, one)| one).next_back();
                let last = last.unwrap_or_default();
                let new = Interview {
                    trip: Some(trip.into()),
                    zone_guessed: !last.zone.is_empty(),
                    zone: last.zone.clone(),
                    format: last.format,
                    length: last.length,
                    invited: last.invited,
                    ..Interview::default()
                };
                edit(model, &id, &new, &mut out)?;
            }
            Action::EditInterview { id, mut interview } => {
                let before: Interview = existing(model, &id)?;
                let usual = before.length == before.format.usual_length();
                if interview.format != before.format && interview.length == before.length && usual {
                    interview.length = interview.format.usual_length();
                }
                edit(model, &id, &interview, &mut out)?;
            }
            Action::RemoveInterview { id } => {
                existing::<Interview>(model, &id)?;
                delete_all(model, Interview::KIND, &id, &mut out);
            }
            Action::PackAgain {
                from,
                trip,
                interview,
                today,
            } => {
                let old: Trip = existing(model, &from)?;
                let mut copy = Trip {
                    title: String::new(),
                    draft: true,
                    reviewed: false,
                    created: Some(today),
                    ..old
                };
                // What follows from the place and the day is to be suggested anew.
                let follows = |id: &String| {
                    condition(id).is_some_and(|condition| condition.derived.is_some())
                };
                copy.conditions.retain(|id| !follows(id));
                copy.answered.retain(|id| !follows(id));
                edit(model, &trip, &copy, &mut out)?;
                let old_first = interviews_of(model, &from).next();
                let old_first = old_first.map(|(id, one)| (id.clone(), one));
                let (old_interview, first) = old_first.unwrap_or_default();
                let first = Interview {
                    trip: Some(trip.as_str().into()),
                    start: first.start,
                    length: first.length,
                    format: first.format,
                    invited: Some(today),
                    ..Interview::default()
                };
                edit(model, &interview, &first, &mut out)?;
                for (id, entry) in model.with_prefix::<Entry>(&family(&from)) {
                    let item = &id[from.len() + 1..];
                    // Of tasks repeated per interview only the first interview's have a successor.
                    let item = match parent(item) {
                        None => item.to_owned(),
                        Some((item, of)) if of == old_interview => child(item, &interview),
                        Some(_) => continue,
                    };
                    let again = Entry {
                        done: false,
                        due: None,
                        verdict: None,
                        ..entry.clone()
                    };
                    if again != Entry::default() {
                        edit(model, &child(&trip, &item), &again, &mut out)?;
                    }
                }
            }
            Action::Tick { entry: id, done } => {
                let entry = Entry {
                    done,
                    ..model.get_or_default(&id)
                };
                edit(model, &id, &entry, &mut out)?;
            }
            Action::EditEntry { id, entry } => {
                if entry.own && entry.text.as_deref().unwrap_or("").trim().is_empty() {
                    return refuse("Write what it is, for example “umbrella”.");
                }
                edit(model, &id, &entry, &mut out)?;
            }
            Action::DeleteEntry { id } => {
                existing::<Entry>(model, &id)?;
                delete::<Entry>(&id, &mut out);
            }
            Action::MoveEntry { rows, from, to } => {
                let keys: Vec<String> = rows.iter().map(|(_, key)| key.clone()).collect();
                for (row, key) in order::moved(&keys, from, to) {
                    let id = &rows[row].0;
                    let entry = Entry {
                        order: Some(key),
                        ..model.get_or_default(id)
                    };
                    edit(model, id, &entry, &mut out)?;
                }
            }
            Action::ChooseVersion {
                kind,
                id,
                field,
                keep,
            } => {
                let register = model.register(&kind, &id, &field);
                let chosen = register.and_then(|r| r.heads().iter().find(|head| head.hlc == keep));
                let Some(chosen) = chosen else {
                    return refuse("This version is no longer there. Nothing was changed.");
                };
                let val = chosen.val.clone();
                let (kind, id, field) = (kind.into(), id.into(), field.into());
                return Ok(Plan::Settle(Change {
                    kind,
                    id,
                    field,
                    val,
                }));
            }
        }
        Ok(Plan::Write(out))
    }
}

/// Interviews of a trip, in order of day, then of id.
pub fn interviews_of<'a>(model: &'a Model, trip: &str) -> Bookings<'a> {
    bookings(model, &|interview| interview.trip.as_deref() == Some(trip))
}

/// Interviews as they read, with their ids.
pub type Bookings<'a> = std::vec::IntoIter<(&'a String, Booking)>;

/// The interviews that are `wanted`, in order of day, then of id.
// Not generic: it is part of the start, and everybody asks.
pub fn bookings<'a>(model: &'a Model, wanted: &dyn Fn(&Interview) -> bool) -> Bookings<'a> {
    let all = model.all::<Interview>().iter();
    let found: Vec<(&String, Booking)> = all
        .filter(|(_, interview)| wanted(interview))
        .map(|(id, interview)| (id, booking(model, interview)))
        .collect();
    let day = |interview: &Interview| interview.day.map_or("~".to_owned(), Day::iso);
    order::by_text(found, |(id, interview)| [&*day(interview), id].concat()).into_iter()
}

/// An interview as it reads at its program. A trip that is gone is none.
// By its fields, not as a record: the start need not know what else a program is.
pub fn booking(model: &Model, interview: &Interview) -> Booking {
    let mut seen = interview.clone();
    if let Some(at) = &interview.at {
        let of = |field| model.text(Program::KIND, at, field);
        if let Some(name) = of("name") {
            seen.program = name;
        }
        if seen.zone.is_empty() {
            seen.zone = of("zone").unwrap_or_default();
        }
        if seen.city().is_empty() {
            seen.part();
            seen.place = of("place").unwrap_or_default();
            seen.state = of("state").unwrap_or_default();
        }
    }
    let is_there = |trip: &TripId| model.is_alive(Trip::KIND, trip);
    seen.trip = seen.trip.filter(is_there);
    Booking::new(seen)
}

pub(super) fn existing<R: Stored>(model: &Model, id: &str) -> Result<R, Refusal> {
    model
        .get::<R>(id)
        .cloned()
        .ok_or_else(|| Refusal("This was deleted in the meantime. Nothing was changed.".to_owned()))
}

pub(super) fn edit<R: Stored>(
    model: &Model,
    id: &str,
    after: &R,
    out: &mut Vec<Change>,
) -> Result<(), Refusal> {
    let before = model.get::<R>(id);
    if before.is_none() && *after == R::default() {
        return Ok(());
    }
    // An edit revives a deleted record with all its fields, so those that differ are written too.
    let start = before.cloned().or_else(|| model.remains::<R>(id));
    let mut changes = after.changes_since(&start.unwrap_or_default());
    if before.is_none() && changes.is_empty() {
        out.push(Change {
            kind: R::KIND.into(),
            id: id.into(),
            field: DELETED.into(),
            val: "false".into(),
        });
    }
    for (field, val) in changes.drain(..) {
        if holds_too_long(&val) {
            return refuse("This text is too long to keep. Shorten it to 20,000 characters.");
        }
        out.push(Change {
            kind: R::KIND.into(),
            id: id.into(),
            field: field.into(),
            val: val.into(),
        });
    }
    Ok(())
}

pub(super) fn delete<R: Stored>(id: &str, out: &mut Vec<Change>) {
    out.push(Change {
        kind: R::KIND.into(),
        id: id.into(),
        field: DELETED.into(),
        val: "true".into(),
    });
}

/// Which versions of a field a write replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaces {
    /// The one on the screen; another version stays beside it.
    Shown,
    /// All of them: the person has chosen.
    All,
    /// None: it stands beside them, under the name of an actor that never writes again.
    Nothing,
}

/// Gives `changes` their stamps, each after `after` and the one before, and their numbers, the
/// first being `seq`.
pub fn stamp(
    model: &Model,
    changes: Vec<Change>,
    replaces: Replaces,
    actor: Actor,
    seq: u64,
    after: Hlc,
    now_ms: i64,
) -> Vec<Op> {
    let mut hlc = after;
    let mut ops: Vec<Op> = Vec::with_capacity(changes.len());
    for change in changes {
        let heads = model
            .register(&change.kind, &change.id, &change.field)
            .map_or(&[][..], |r| r.heads());
        let shown = match replaces {
            Replaces::Shown => heads.len().min(1),
            Replaces::All => heads.len(),
            Replaces::Nothing => 0,
        };
        let last = ops.last().map_or(after, |op| op.hlc);
        let mut write = |author, val: &str, prev| {
            hlc = hlc.next(now_ms, author);
            ops.push(Op {
                actor,
                seq: seq + ops.len() as u64,
                hlc,
                kind: change.kind.clone(),
                id: change.id.clone(),
                field: change.field.clone(),
                val: val.into(),
                prev,
            });
        };
        if let Replaces::Nothing = replaces {
            write(passing(actor, last), &change.val, Vec::new());
            continue;
        }
        // A register knows one newest stamp per actor, so a new write would take this actor's own
        // other version with it. It goes on under the name of an actor that never writes again.
        for own in heads[shown..].iter().filter(|head| head.hlc.actor == actor) {
            write(passing(actor, own.hlc), &own.val, vec![own.hlc]);
        }
        let prev = heads[..shown].iter().map(|head| head.hlc).collect();
        write(actor, &change.val, prev);
    }
    ops
}

/// The name of an actor that writes once, after `stamp`.
fn passing(actor: Actor, stamp: Hlc) -> Actor {
    let device = actor.device ^ (stamp.ms << 16) ^ u64::from(stamp.counter) ^ (1 << 63);
    Actor { device, ..actor }
}

/// The ops that bring `records` into the model: one for every value that it does not know.
pub fn merge(model: &Model, records: &Records, actor: Actor, seq: u64) -> Vec<Op> {
    let mut ops = Vec::new();
    for (kind, ids) in records {
        for (id, fields) in ids {
            for (field, register) in fields {
                let known = model.register(kind, id, field);
                let mut joined = known.cloned().unwrap_or_default();
                if !joined.join(register) {
                    continue;
                }
                let is_known =
                    |head: &Version| known.is_some_and(|known| known.heads().contains(head));
                let mut news: Vec<&Version> = joined.heads().iter().collect();
                news.retain(|head| !is_known(head));
                // What they replaced may be a head here, whose follower came without the ops between.
                // Then any op that stays carries that news.
                let all_known = known.map_or(0, |known| known.heads().len());
                if news.is_empty() && joined.heads().len() < all_known {
                    news.extend(joined.heads().first());
                }
                for head in news {
                    ops.push(Op {
                        actor,
                        seq: seq + ops.len() as u64,
                        hlc: head.hlc,
                        kind: kind.clone(),
                        id: id.clone(),
                        field: field.clone(),
                        val: head.val.clone(),
                        prev: register.replaced().collect(),
                    });
                }
            }
        }
    }
    ops
}
