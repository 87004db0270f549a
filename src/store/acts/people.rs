//! What a person does to the people of a program, and to what was noted of them on a day.

use crate::domain::ids::{InterviewId, PersonId, ProgramId, child, family, parent};
use crate::domain::meeting::Meeting;
use crate::domain::person::Person;
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::domain::trip::Interview;
use crate::domain::words::essence;
use crate::store::core::change::{Act, Change, Plan, Refusal, edit, existing, refuse};
use crate::store::core::model::Model;
use crate::store::core::owners::delete_all;
use crate::store::core::short::short;

/// One thing done to the people of a program.
#[derive(Clone, Debug, PartialEq)]
pub enum PeopleAction {
    /// Write somebody down: a name, or a role while the name is not known.
    Add {
        /// Id of the program.
        program: ProgramId,
        /// Fresh own part of the id.
        fresh: String,
        /// Who.
        person: Person,
    },
    /// Change what is known of somebody.
    Edit {
        /// Whole id of the person.
        id: PersonId,
        /// As it should be.
        person: Person,
    },
    /// Delete somebody with all that was noted of them and written to them.
    Delete {
        /// Whole id of the person.
        id: PersonId,
    },
    /// Note that somebody was met whom the list may not know yet. Who is called the same is the same person.
    Meet {
        /// Id of the interview.
        interview: InterviewId,
        /// Fresh own part of the id of somebody new.
        fresh: String,
        /// Who: name and role.
        person: Person,
        /// Now, in milliseconds since 1970 UTC.
        at: i64,
    },
    /// Say that somebody was not met after all: what was noted of them on that day goes.
    NotMet {
        /// Id of the interview.
        interview: InterviewId,
        /// Whole id of the person.
        person: PersonId,
    },
    /// Change what was noted of somebody on a day. The first time sets when.
    Note {
        /// Id of the interview.
        interview: InterviewId,
        /// Whole id of the person.
        person: PersonId,
        /// As it should be.
        meeting: Meeting,
        /// Now, in milliseconds since 1970 UTC.
        at: i64,
    },
}

impl Act for PeopleAction {
    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            PeopleAction::Add {
                program,
                fresh,
                person,
            } => {
                existing::<Program>(model, &program)?;
                let person = checked(person)?;
                within(&Person::default(), &person)?;
                if let Some((_, known)) = called(model, &program, &person.name) {
                    let parts = ["“", known.shown(), "” is on the list already."];
                    return Err(Refusal(parts.concat()));
                }
                edit(model, &child(&program, &fresh), &person, &mut out)?;
            }
            PeopleAction::Edit { id, person } => {
                within(&existing(model, &id)?, &person)?;
                edit(model, &id, &person, &mut out)?;
            }
            PeopleAction::Delete { id } => {
                existing::<Person>(model, &id)?;
                delete_all(model, Person::KIND, &id, &mut out);
            }
            PeopleAction::Meet {
                interview,
                fresh,
                person,
                at,
            } => {
                let program = program_of(model, &interview)?;
                let person = checked(person)?;
                within(&Person::default(), &person)?;
                let id = match called(model, &program, &person.name) {
                    Some((id, known)) => {
                        let mut known = known.clone();
                        if known.role.is_empty() {
                            known.role = person.role;
                        }
                        edit(model, id, &known, &mut out)?;
                        id.clone()
                    }
                    None => {
                        let id = child(&program, &fresh);
                        edit(model, &id, &person, &mut out)?;
                        id
                    }
                };
                let meeting = model.get_or_default(&meeting_id(&interview, &id));
                note(model, &interview, &id, meeting, at, &mut out)?;
            }
            PeopleAction::NotMet { interview, person } => {
                let id = meeting_id(&interview, &person);
                existing::<Meeting>(model, &id)?;
                delete_all(model, Meeting::KIND, &id, &mut out);
            }
            PeopleAction::Note {
                interview,
                person,
                meeting,
                at,
            } => {
                existing::<Interview>(model, &interview)?;
                existing::<Person>(model, &person)?;
                note(model, &interview, &person, meeting, at, &mut out)?;
            }
        }
        Ok(Plan::Write(out))
    }
}

/// Id of what was noted of a person on the day of an interview.
pub fn meeting_id(interview: &InterviewId, person: &str) -> String {
    child(interview, person)
}

/// The interview and the person of what was noted.
pub fn sides_of(meeting: &str) -> Option<(&str, &str)> {
    parent(meeting)
}

fn note(
    model: &Model,
    interview: &InterviewId,
    person: &str,
    mut meeting: Meeting,
    at: i64,
    out: &mut Vec<Change>,
) -> Result<(), Refusal> {
    if meeting.at == 0 {
        meeting.at = at;
    }
    edit(model, &meeting_id(interview, person), &meeting, out)
}

/// The person as they may be written down.
fn checked(mut person: Person) -> Result<Person, Refusal> {
    person.name = person.name.trim().to_owned();
    if person.name.is_empty() && person.role.is_empty() {
        return refuse("Write a name, or choose a role.");
    }
    Ok(person)
}

/// No text of somebody is longer than one that can be read at a glance.
fn within(before: &Person, after: &Person) -> Result<(), Refusal> {
    short(&[
        (&before.name, &after.name, "name"),
        (&before.say_it, &after.say_it, "way to say the name"),
        (&before.title, &after.title, "form of address"),
        (&before.interest, &after.interest, "interest"),
        (&before.question, &after.question, "question"),
        (&before.email, &after.email, "email address"),
        (&before.phone, &after.phone, "telephone number"),
    ])
}

fn program_of(model: &Model, interview: &InterviewId) -> Result<ProgramId, Refusal> {
    let found: Interview = existing(model, interview)?;
    match found.program_id() {
        Some(program) if model.is_alive(Program::KIND, &program) => Ok(program),
        _ => refuse("Write the name of the program first, on the page of the interview."),
    }
}

/// Somebody at the program who is called so, however it is capitalised and spaced.
pub fn called<'a>(
    model: &'a Model,
    program: &ProgramId,
    name: &str,
) -> Option<(&'a String, &'a Person)> {
    let wanted = essence(name);
    let all = family(program);
    let mut people = model.all::<Person>().iter();
    people.find(|(id, known)| {
        !wanted.is_empty() && id.starts_with(&all) && essence(&known.name) == wanted
    })
}
