//! Somebody after an interview, for tests of the debrief and of letters: at a program in Chicago, from 08:00
//! to 14:00 on a day of their choice.

use chrono::{Offset as _, TimeZone as _};
use matchbook::content::lazy::{self, ProgramsGuide};
use matchbook::domain::ids::{PersonId, ThanksId};
use matchbook::domain::meeting::Meeting;
use matchbook::domain::person::Person as Human;
use matchbook::domain::program::Program;
use matchbook::domain::season::Season;
use matchbook::domain::thanks::note_id;
use matchbook::domain::time::{Day, Hours, Instant, Minute, WallTime, resolve};
use matchbook::domain::trip::{Interview, Trip};
use matchbook::store::acts::people::PeopleAction;
use matchbook::store::acts::programs::ProgramAction;
use matchbook::store::acts::season::SeasonAction;
use matchbook::store::acts::trips::TripAction;
use matchbook::store::read::thanks::{Note, Notes, notes};
use matchbook::store::read::world::World;

use crate::person::Person;

pub const CHICAGO: &str = "America/Chicago";
pub const INTERVIEW: &str = "int";
pub const TRIP: &str = "trip";
pub const PROGRAM: &str = "wrenfield";

fn offset(zone: &str, at: Instant) -> i32 {
    let Ok(zone) = zone.parse::<chrono_tz::Tz>() else {
        return 0;
    };
    let utc = chrono::DateTime::from_timestamp_millis(at.0)
        .unwrap()
        .naive_utc();
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc() / 60
}

/// `2026-12-14 14:00` on the wall in Chicago.
pub fn at(text: &str) -> Instant {
    let (day, time) = text.split_once(' ').unwrap();
    let wall = WallTime {
        day: Day::parse(day).unwrap(),
        minute: Minute::parse(time).unwrap(),
    };
    resolve(wall, &|at| offset(CHICAGO, at)).instant()
}

pub fn world(now: Instant) -> World<'static> {
    World {
        now,
        phone_zone: CHICAGO,
        offset: &offset,
        abbreviation: &|_, _| "CT".to_owned(),
        hours: Hours::TwentyFour,
    }
}

pub fn guide() -> ProgramsGuide {
    lazy::read(include_str!("../../content/lazy/programs.json")).unwrap()
}

pub fn adds_program(person: &mut Person, id: &str, name: &str) {
    let program = Program {
        name: name.to_owned(),
        zone: CHICAGO.to_owned(),
        ..Program::default()
    };
    let id = id.to_owned();
    person
        .does(ProgramAction::Add {
            id: id.into(),
            program,
        })
        .unwrap();
}

/// Somebody called Mira Sanyal whose interview at Wrenfield University is on this day.
pub fn interviewed(day: &str) -> Person {
    let mut person = Person::default();
    adds_program(&mut person, PROGRAM, "Wrenfield University");
    let day = Day::parse(day).unwrap();
    person
        .does(ProgramAction::AddInterview {
            program: PROGRAM.into(),
            interview: INTERVIEW.into(),
            today: day.plus(-30),
        })
        .unwrap();
    changes_interview(&mut person, |one| {
        one.day = Some(day);
        one.start = Minute::new(8, 0);
        one.length = 360;
    });
    let season = Season {
        name: "Mira Sanyal".to_owned(),
        aamc: "12345678".to_owned(),
        ..person.model.season()
    };
    person.does(SeasonAction::Edit { season }).unwrap();
    person
}

pub fn changes_interview(person: &mut Person, change: impl FnOnce(&mut Interview)) {
    let mut interview = person.model.get_or_default::<Interview>(INTERVIEW);
    change(&mut interview);
    let id = INTERVIEW.to_owned();
    person
        .does(TripAction::EditInterview {
            id: id.into(),
            interview,
        })
        .unwrap();
}

/// Lets the interview be on a trip, which has the tasks of the content.
pub fn travels(person: &mut Person) {
    let made = Day::new(2026, 11, 1).unwrap();
    let (trip, other) = (TRIP.to_owned(), "other".to_owned());
    let acts = [
        TripAction::Begin {
            trip: trip.clone().into(),
            interview: other.clone().into(),
            today: made,
            home: CHICAGO.to_owned(),
        },
        TripAction::Edit {
            id: trip.into(),
            trip: Trip {
                created: Some(made),
                ..Trip::default()
            },
        },
        TripAction::RemoveInterview { id: other.into() },
    ];
    for act in acts {
        person.does(act).unwrap();
    }
    changes_interview(person, |one| one.trip = Some(TRIP.into()));
}

pub fn changes_program(person: &mut Person, change: impl FnOnce(&mut Program)) {
    let mut program = person.model.get_or_default::<Program>(PROGRAM);
    change(&mut program);
    let id = PROGRAM.to_owned();
    person
        .does(ProgramAction::Edit {
            id: id.into(),
            program,
        })
        .unwrap();
}

/// The whole id of somebody at the program.
pub fn human(own: &str) -> PersonId {
    [PROGRAM, "/", own].concat().into()
}

pub fn knows(person: &mut Person, own: &str, name: &str, role: &str) {
    let known = Human {
        name: name.to_owned(),
        role: role.to_owned(),
        ..Human::default()
    };
    person
        .does(PeopleAction::Add {
            program: PROGRAM.into(),
            fresh: own.to_owned(),
            person: known,
        })
        .unwrap();
}

pub fn changes_human(person: &mut Person, own: &str, change: impl FnOnce(&mut Human)) {
    let id = human(own);
    let mut known = person.model.get_or_default::<Human>(&id);
    change(&mut known);
    person
        .does(PeopleAction::Edit { id, person: known })
        .unwrap();
}

/// Meets somebody on the day, and notes a detail and an insight.
pub fn meets(person: &mut Person, own: &str, (name, role): (&str, &str), noted: (&str, &str)) {
    knows(person, own, name, role);
    notes_down(person, own, |one| {
        one.detail = noted.0.to_owned();
        one.insight = noted.1.to_owned();
    });
}

pub fn notes_down(person: &mut Person, own: &str, change: impl FnOnce(&mut Meeting)) {
    let of = [INTERVIEW, "/", &*human(own)].concat();
    let mut meeting = person.model.get_or_default::<Meeting>(&of);
    change(&mut meeting);
    person
        .does(PeopleAction::Note {
            interview: INTERVIEW.into(),
            person: human(own),
            meeting,
            at: i64::try_from(person.seq).unwrap(),
        })
        .unwrap();
}

pub fn note_of(own: &str) -> ThanksId {
    note_id(INTERVIEW, &human(own), None)
}

pub fn all_notes(person: &Person, now: Instant) -> Notes {
    let guide = guide().thank_you;
    notes(&person.model, &world(now), &guide, &INTERVIEW.into()).unwrap()
}

/// The note to somebody, as it reads at this time.
pub fn note(person: &Person, own: &str, now: Instant) -> Note {
    let all = all_notes(person, now).notes.into_iter();
    let mut mine = all.filter(|note| note.person == human(own) && !note.is_later);
    mine.next().unwrap()
}
