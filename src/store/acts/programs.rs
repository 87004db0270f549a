//! What a person does to programs, and to what an interview says of its program.

use crate::domain::brought::Line;
use crate::domain::card::Card;
use crate::domain::ids::{InterviewId, ProgramId, TripId};
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::domain::time::Day;
use crate::domain::trip::{Interview, Trip};
use crate::domain::words::essence;
use crate::store::acts::trips::{TripAction, delete_trip, stands_alone};
use crate::store::core::beginning::{first_of_trip, new_at};
use crate::store::core::bookings::bookings;
use crate::store::core::bring::{Fate, Named, fates, needed};
use crate::store::core::change::{Act, Change, Plan, Refusal, delete, edit, existing, refuse};
use crate::store::core::model::Model;
use crate::store::core::owners::delete_all;
use crate::store::core::short::short;

/// One thing done to a program, or to what an interview says of its program.
#[derive(Clone, Debug, PartialEq)]
pub enum ProgramAction {
    /// Write a program down.
    Add {
        /// Fresh id.
        id: ProgramId,
        /// The program.
        program: Program,
    },
    /// Bring in programs, one a line. `bring::fates` says before which lines arrive.
    Bring {
        /// The lines.
        lines: Vec<Line>,
        /// Fresh ids, at least `bring::needed`.
        fresh: Vec<String>,
        /// Today at home.
        today: Day,
    },
    /// Change a program. All that belongs to it stays with it, whatever it is called.
    Edit {
        /// Id of the program.
        id: ProgramId,
        /// As it should be.
        program: Program,
    },
    /// Delete a program with its interviews, and the trips that led to no other.
    Delete {
        /// Id of the program.
        id: ProgramId,
    },
    /// Note an interview at a program, without a trip.
    AddInterview {
        /// Id of the program.
        program: ProgramId,
        /// Fresh id.
        interview: InterviewId,
        /// Today at home.
        today: Day,
    },
    /// Begin a trip to a program. Its first interview that is still to come and has no trip goes along;
    /// without one a new interview is made.
    PlanTrip {
        /// Id of the program.
        program: ProgramId,
        /// Fresh id of the trip.
        trip: TripId,
        /// Fresh id of an interview.
        interview: InterviewId,
        /// Today at home.
        today: Day,
        /// Zone to keep as home, unless one is kept already.
        home: String,
    },
    /// Say by its name at which program an interview is.
    Name {
        /// Id of the interview.
        interview: InterviewId,
        /// Fresh id for a program that is not known yet.
        fresh: ProgramId,
        /// The name, as typed.
        name: String,
        /// Whole, or in the middle of typing: a half name joins no program and renames none that more is
        /// known of.
        whole: bool,
    },
    /// Drop the form of a trip: deletes the trip with all that goes with it, and the programs of which it
    /// said no more than the name.
    Discard {
        /// Id of the trip.
        trip: TripId,
    },
}

impl Act for ProgramAction {
    fn is_of_screen(&self, _: &Model) -> bool {
        !matches!(
            self,
            ProgramAction::Add { .. }
                | ProgramAction::Bring { .. }
                | ProgramAction::PlanTrip { .. }
                | ProgramAction::AddInterview { .. }
        )
    }

    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            ProgramAction::Add { id, program } => {
                edit(model, &id, &checked(model, &id, program)?, &mut out)?;
            }
            ProgramAction::Bring {
                lines,
                fresh,
                today,
            } => bring(model, lines, fresh, today, &mut out)?,
            ProgramAction::Edit { id, program } => {
                existing::<Program>(model, &id)?;
                edit(model, &id, &checked(model, &id, program)?, &mut out)?;
            }
            ProgramAction::Delete { id } => {
                existing::<Program>(model, &id)?;
                delete_all(model, Program::KIND, &id, &mut out);
                let mine = |one: &Interview| one.at.as_ref() == Some(&id);
                for trip in bookings(model, &mine).filter_map(|(_, one)| one.trip.clone()) {
                    let of_trip = |one: &Interview| one.trip.as_ref() == Some(&trip);
                    let mut others = bookings(model, &|one| of_trip(one) && !mine(one));
                    if others.next().is_none() {
                        delete_all(model, Trip::KIND, &trip, &mut out);
                    }
                }
            }
            ProgramAction::AddInterview {
                program,
                interview,
                today,
            } => {
                existing::<Program>(model, &program)?;
                edit(model, &interview, &new_at(&program, today), &mut out)?;
            }
            ProgramAction::PlanTrip {
                program,
                trip,
                interview,
                today,
                home,
            } => {
                existing::<Program>(model, &program)?;
                let (free, mut one) = first_of_trip(model, &program, today);
                let id = free.unwrap_or_else(|| interview.clone());
                let begin = TripAction::Begin {
                    trip: trip.clone(),
                    interview,
                    today,
                    home,
                };
                if let Plan::Write(changes) = begin.plan(model)? {
                    let of_trip = |change: &Change| &*change.kind != Interview::KIND;
                    out.extend(changes.into_iter().filter(of_trip));
                }
                one.trip = Some(trip);
                edit(model, &id, &one, &mut out)?;
            }
            ProgramAction::Name {
                interview,
                fresh,
                name,
                whole,
            } => name_program(model, &interview, fresh, &name, whole, &mut out)?,
            ProgramAction::Discard { trip } => {
                existing::<Trip>(model, &trip)?;
                let of_trip = |one: &Interview| one.trip.as_ref() == Some(&trip);
                for (id, one) in bookings(model, &of_trip) {
                    let is_typed_here = |at: &ProgramId| {
                        let made = model.get::<Program>(at).and_then(|one| one.made);
                        made.is_none() && is_only_of(model, at, &id)
                    };
                    let at = one.at.as_ref().filter(|at| is_typed_here(at));
                    if let Some(at) = at.filter(|_| !stands_alone(model, &trip, &id, &one)) {
                        delete::<Program>(at, &mut out);
                    }
                }
                delete_trip(model, &trip, &mut out)?;
            }
        }
        Ok(Plan::Write(out))
    }
}

/// Writes what `bring::fates` says of the lines: those that arrive, and of the others nothing.
pub(super) fn bring(
    model: &Model,
    lines: Vec<Line>,
    fresh: Vec<String>,
    today: Day,
    out: &mut Vec<Change>,
) -> Result<(), Refusal> {
    let lines = fates(model, lines);
    if fresh.len() < needed(&lines) {
        return refuse("These were too many lines at once. Add them in two steps.");
    }
    let fault = lines.iter().find_map(Named::fault);
    let mut fresh = fresh.into_iter();
    for line in lines {
        let Fate::Added { program, interview } = line.fate else {
            continue;
        };
        let id = fresh.next().unwrap_or_default();
        let made = Some(today);
        edit(model, &id, &Program { made, ..*program }, out)?;
        if let Some(interview) = interview {
            let own = fresh.next().unwrap_or_default();
            let at = Some(id.into());
            edit(model, &own, &Interview { at, ..*interview }, out)?;
        }
    }
    match fault {
        _ if !out.is_empty() => Ok(()),
        None => refuse("Write the name of a program, one on each line."),
        Some(fault) => Err(Refusal(["Nothing was added. ", &*fault].concat())),
    }
}

/// The program as it may be kept.
fn checked(model: &Model, id: &str, program: Program) -> Result<Program, Refusal> {
    let before: Program = model.get_or_default(id);
    if program.name.trim().is_empty() {
        return refuse("Write the name of the program.");
    }
    short(&[
        (&before.name, &program.name, "name"),
        (&before.specialty, &program.specialty, "specialty"),
        (&before.place, &program.place, "city"),
        (&before.code, &program.code, "code"),
        (&before.site, &program.site, "web address"),
    ])?;
    if !before.is_same(&program) || !model.is_alive(Program::KIND, id) {
        let mut all = model.all::<Program>().iter();
        if let Some((_, same)) = all.find(|(other, one)| *other != id && one.is_same(&program)) {
            let name = same.title();
            return Err(Refusal(
                ["“", name, "” is on your list already. Open it there, or write a name or specialty that tells this one apart."].concat(),
            ));
        }
    }
    Ok(program)
}

fn name_program(
    model: &Model,
    id: &InterviewId,
    fresh: ProgramId,
    name: &str,
    whole: bool,
    out: &mut Vec<Change>,
) -> Result<(), Refusal> {
    let mut interview: Interview = existing(model, id)?;
    short(&[("", name, "name")])?;
    let living = |at: &ProgramId| model.is_alive(Program::KIND, at);
    let now = interview.program_id().filter(living);
    // A program that only this interview brought along may become another with every keystroke.
    let loose = now.clone().filter(|at| is_only_of(model, at, id));
    if now.is_some() && loose.is_none() && !whole {
        return Ok(());
    }
    let is_other = |(other, _): &(&String, &Program)| now.as_deref() != Some(&***other);
    // Who only corrects a capital stays, whatever else is called so.
    let stays = loose.is_none()
        && now.as_ref().is_some_and(|now| {
            let called = model.get::<Program>(now).map(|one| essence(&one.name));
            called == Some(essence(name))
        });
    let known = match whole && !stays {
        true => first_named(model.all::<Program>().iter().filter(is_other), name),
        false => None,
    };
    let next = match (known, &now) {
        _ if essence(name).is_empty() => None,
        (Some(known), _) => Some(known),
        (None, Some(now)) => {
            let program = Program {
                name: name.to_owned(),
                ..existing(model, now)?
            };
            edit(model, now, &program, out)?;
            Some(now.clone())
        }
        (None, None) => {
            let program = Program {
                name: name.to_owned(),
                ..Program::default()
            };
            edit(model, &fresh, &program, out)?;
            Some(fresh)
        }
    };
    if let Some(loose) = loose.filter(|loose| Some(loose) != next.as_ref()) {
        delete::<Program>(&loose, out);
    }
    if next.is_none() {
        // Else the interview would fall back to it.
        interview.program.clear();
    }
    interview.at = next;
    edit(model, id, &interview, out)
}

/// Nothing is known of the program but a name, and nothing belongs to it but this interview.
fn is_only_of(model: &Model, at: &ProgramId, interview: &InterviewId) -> bool {
    let is_plain = model.get::<Program>(at).is_some_and(Program::is_name_only);
    let mut interviews = model.all::<Interview>().iter();
    let mut cards = model.all::<Card>().values();
    let mine = |program: Option<ProgramId>| program.as_ref() == Some(at);
    is_plain
        && !interviews.any(|(id, one)| **id != **interview && mine(one.program_id()))
        && !cards.any(|card| mine(card.program_id()))
}

/// The program that a typed name means: one that is called so, however it is capitalised and spaced. Of
/// several the one that stands for the name itself, then the first by id.
pub fn named(model: &Model, name: &str) -> Option<ProgramId> {
    first_named(model.all::<Program>().iter(), name)
}

fn first_named<'a>(
    programs: impl Iterator<Item = (&'a String, &'a Program)>,
    name: &str,
) -> Option<ProgramId> {
    let of_name = ProgramId::of_name(name)?;
    let called = essence(name);
    let is_it = |(_, program): &(&String, &Program)| essence(&program.name) == called;
    let mut found = programs
        .filter(is_it)
        .map(|(id, _)| ProgramId::from(id.as_str()));
    let first = found.next()?;
    Some(found.find(|id| *id == of_name).unwrap_or(first))
}
