//! The thread of one program: one time on every screen, what is next, and what its row in the list says.

use std::collections::BTreeSet;

use crate::afters::{
    CHICAGO, INTERVIEW, PROGRAM, all_notes, at, changes_interview, changes_program, interviewed,
    meets, note_of, notes_down, world,
};
use crate::person::Person;
use matchbook::domain::debrief::FORGOTTEN_DAYS;
use matchbook::domain::fact::Fact;
use matchbook::domain::ids::{ProgramId, child};
use matchbook::domain::program::Program;
use matchbook::domain::ranking::GUT;
use matchbook::domain::thanks::ThanksPolicy;
use matchbook::domain::time::{Day, Instant, Minute, WallTime};
use matchbook::domain::trip::{Interview, Trip};
use matchbook::store::acts::debrief::DebriefAction;
use matchbook::store::acts::programs::ProgramAction;
use matchbook::store::acts::ranking::{RankAction, Said};
use matchbook::store::acts::sheet::SheetAction;
use matchbook::store::acts::thanks::ThanksAction;
use matchbook::store::acts::trips::TripAction;
use matchbook::store::core::beginning::Origin;
use matchbook::store::core::bookings::booking;
use matchbook::store::core::sheet::ToCheck;
use matchbook::store::read::agenda::agenda;
use matchbook::store::read::conditions::{asked, asked_before};
use matchbook::store::read::interviews::{skipped, when};
use matchbook::store::read::programs::programs;
use matchbook::store::read::sheet::count;
use matchbook::store::read::thread::behind::{places, standing};
use matchbook::store::read::thread::{About, thread};
use matchbook::store::read::today::About as Row;
use matchbook::store::read::trips::wants_trip;

const DAY: &str = "2026-12-14";

fn wall(day: &str, time: &str) -> WallTime {
    WallTime {
        day: Day::parse(day).unwrap(),
        minute: Minute::parse(time).unwrap(),
    }
}

/// On 14 March 2027 the clocks in Chicago go from 2:00 to 3:00.
#[test]
fn a_start_over_which_the_clocks_jump_is_said_and_told_in_one_way() {
    let told = |time: &str| {
        let mut mira = interviewed("2027-03-14");
        changes_interview(&mut mira, |one| {
            one.start = Minute::parse(time).ok();
            one.zone = CHICAGO.to_owned();
        });
        let world = world(at("2027-03-10 12:00"));
        let one = booking(&mira.model, mira.model.get(INTERVIEW).unwrap());
        let thread = thread(&mira.model, &world, &PROGRAM.into());
        let mut stages = thread.stages.into_iter();
        let plan = stages.find(|stage| stage.about == About::Plan).unwrap();
        let clock = thread.interview.unwrap().clocks[0].time.clone();
        let said = skipped(&one, &world).unwrap_or_default();
        (when(&one, &world), clock, plan.detail, said)
    };
    let says = |when: &str, clock: &str, plan: &str, said: &str| {
        [when, clock, plan, said].map(str::to_owned).into()
    };
    let jump = "This time does not exist on that day: the clocks jump from 02:00 to 03:00. It counts as 03:30. Ask the program which time it means.";
    assert_eq!(
        told("02:30"),
        says("Sun 14 Mar, 03:30 CT", "03:30", "03:30 to 09:30 CT", jump)
    );
    let first = jump.replace("03:30", "03:00");
    assert_eq!(
        told("02:00"),
        says("Sun 14 Mar, 03:00 CT", "03:00", "03:00 to 09:00 CT", &first)
    );
    // The minutes around the jump exist.
    assert_eq!(
        told("01:59"),
        says("Sun 14 Mar, 01:59 CT", "01:59", "01:59 to 08:59 CT", "")
    );
    assert_eq!(
        told("03:00"),
        says("Sun 14 Mar, 03:00 CT", "03:00", "03:00 to 09:00 CT", "")
    );
    // A time that comes twice is no gap.
    let autumn = world(at("2026-11-01 00:00"));
    assert_eq!(autumn.jump(CHICAGO, wall("2026-11-01", "01:30")), None);
    let shown = autumn.shown(CHICAGO, wall("2026-11-01", "01:30"));
    assert_eq!(shown, wall("2026-11-01", "01:30"));
}

fn step(person: &Person, now: Instant) -> String {
    let thread = thread(&person.model, &world(now), &PROGRAM.into());
    thread.step.map_or_else(String::new, |step| step.title)
}

/// Titles of Today's rows about this.
fn today_says(person: &Person, about: Row, now: Instant) -> Vec<String> {
    let sections = agenda(&person.model, &world(now), &BTreeSet::new()).into_iter();
    let rows = sections.flat_map(|section| section.rows);
    let mine = rows.filter(|row| row.about == about);
    mine.map(|row| row.title).collect()
}

fn closes(person: &mut Person) {
    person
        .does(DebriefAction::Close {
            interview: INTERVIEW.into(),
            today: Day::parse(DAY).unwrap(),
        })
        .unwrap();
}

fn rates(person: &mut Person, criterion: &str) {
    let said = Said {
        program: PROGRAM.into(),
        criterion: criterion.into(),
        fresh: person.seq.to_string(),
        at: 1,
        day: Day::parse(DAY).unwrap(),
    };
    let (value, note) = (Some(4), String::new());
    person.does(RankAction::Rate { said, value, note }).unwrap();
}

/// What Today has forgotten is no next step either.
#[test]
fn the_next_step_forgets_with_today() {
    let mut mira = interviewed(DAY);
    meets(
        &mut mira,
        "h",
        ("Samir Haddad", "faculty"),
        ("ultrasound", ""),
    );
    let end = at("2026-12-14 14:00");
    let last = end.plus_minutes(FORGOTTEN_DAYS * 24 * 60);
    let (late, later) = (last.plus_minutes(1), at("2027-11-14 12:00"));
    let asked = |person: &Person, about, now| !today_says(person, about, now).is_empty();
    assert_eq!(step(&mira, last), "Write down how it was");
    assert!(asked(&mira, Row::Debrief, last));
    for now in [late, later] {
        assert_eq!(step(&mira, now), "Rate it while you remember");
        assert!(!asked(&mira, Row::Debrief, now));
    }
    closes(&mut mira);
    assert_eq!(step(&mira, last), "Thank one person");
    assert!(asked(&mira, Row::Thanks, last));
    for now in [late, later] {
        assert_eq!(step(&mira, now), "Rate it while you remember");
        assert!(!asked(&mira, Row::Thanks, now));
    }
    let warns = |now| {
        let stages = thread(&mira.model, &world(now), &PROGRAM.into()).stages;
        stages.iter().any(|stage| stage.warns)
    };
    assert_eq!((warns(last), warns(late)), (true, false));
}

/// Today, the page of the program and its sheet count the same facts in the same words.
#[test]
fn facts_to_look_up_are_counted_in_one_way() {
    let mut mira = interviewed(DAY);
    changes_interview(&mut mira, |one| one.zone = CHICAGO.to_owned());
    let old = Day::new(2026, 9, 1);
    let mut writes = |own: &str, text: &str, open: bool| {
        let fact = Fact {
            text: text.to_owned(),
            checked_on: old,
            open,
            ..Fact::default()
        };
        let id = child(PROGRAM, own);
        let today = Day::parse("2026-12-10").unwrap();
        mira.does(SheetAction::Write {
            id: id.into(),
            fact,
            today,
        })
        .unwrap();
        let now = world(at("2026-12-10 12:00"));
        let model = &mira.model;
        let words = count(model, &now, &PROGRAM.into()).check.words();
        let thread = thread(model, &now, &PROGRAM.into());
        let mut stages = thread.stages.into_iter();
        let sheet = stages.find(|stage| stage.about == About::Sheet).unwrap();
        assert!(sheet.detail.ends_with(&words), "{}: {words}", sheet.detail);
        let row = today_says(&mira, Row::Fact, now.now);
        let said = match &*words {
            "" => vec![],
            words => vec![[words, " before Mon 14 Dec"].concat()],
        };
        assert_eq!(row, said);
        (words, thread.step.unwrap().title)
    };
    let says = |words: &str, step: &str| (words.to_owned(), step.to_owned());
    // The person's own words do not grow old.
    assert_eq!(writes("prep-flags/a", "My gap", false).0, "");
    assert_eq!(
        writes("prep-img/a", "Visas", false),
        says("1 fact to check again", "Check 1 fact again")
    );
    // Old and open is one fact.
    assert_eq!(
        writes("prep-focus", "Clinic", true),
        says("2 facts to check again", "Check 2 facts again")
    );
    assert_eq!(
        writes("prep-outcomes/a", "", true),
        says(
            "2 facts to check again, 1 to find out",
            "Check 2 facts again, find out 1"
        )
    );
    let open = ToCheck { stale: 0, open: 2 };
    assert_eq!(open.words(), "2 facts to find out");
}

/// What the row of a program says after its interview: what is open, how much time there is, and where it ranks.
#[test]
fn the_row_of_an_interviewed_program_says_what_is_left() {
    let mut mira = interviewed(DAY);
    meets(
        &mut mira,
        "h",
        ("Samir Haddad", "faculty"),
        ("ultrasound", ""),
    );
    meets(&mut mira, "k", ("Kiri Tane", "faculty"), ("", ""));
    let row = |person: &Person, now: Instant| {
        let now = world(now);
        let places = places(&person.model, &now);
        let row = standing(&person.model, &now, &PROGRAM.into(), &places);
        (row.words, row.end, row.steps, row.done)
    };
    let says =
        |words: &str, end: &str, steps, done| (words.to_owned(), end.to_owned(), steps, done);
    let noon = at("2026-12-15 12:00");
    assert_eq!(
        row(&mira, at("2026-12-14 09:00")),
        says("", "", None, false),
        "it is not over"
    );
    assert_eq!(
        row(&mira, noon),
        says(
            "Debrief open, 2 notes, not rated",
            "26 h to thank",
            Some((1, 8)),
            false
        )
    );
    notes_down(&mut mira, "h", |one| one.redo = true);
    closes(&mut mira);
    assert_eq!(
        row(&mira, noon),
        says("2 notes to write, not rated", "26 h to thank", None, false)
    );
    let went = all_notes(&mira, noon).notes;
    let note = went.iter().find(|note| note.id == note_of("h")).unwrap();
    mira.does(ThanksAction::Send {
        id: note.id.clone(),
        text: note.text(),
        subject: note.title(),
        at: noon.0,
    })
    .unwrap();
    assert_eq!(
        row(&mira, at("2026-12-20 12:00")),
        says("1 note to write, not rated", "", None, false),
        "no clock runs any more"
    );
    let (ids, declined) = (vec![note_of("k")], true);
    mira.does(ThanksAction::Decline { ids, declined }).unwrap();
    assert_eq!(row(&mira, noon), says("Not rated", "", None, false));
    rates(&mut mira, GUT);
    assert_eq!(
        row(&mira, noon),
        says("Not rated", "", None, false),
        "as the program says"
    );
    rates(&mut mira, "rk-culture");
    assert_eq!(row(&mira, noon), says("Rated, thanked", "", None, true));
    changes_program(&mut mira, |one| one.rank = "m".to_owned());
    assert_eq!(
        row(&mira, noon),
        says("Rated, thanked", "place 1", None, true)
    );
    // Who needs no notes, and what is closed, is asked for nothing.
    mira.undoes().unwrap();
    changes_program(&mut mira, |one| one.archived = true);
    assert_eq!(row(&mira, noon), says("", "", None, false));
    let mut quiet = interviewed(DAY);
    meets(&mut quiet, "h", ("Samir Haddad", "faculty"), ("", ""));
    changes_program(&mut quiet, |one| {
        one.thanks_policy = ThanksPolicy::NotNeeded
    });
    closes(&mut quiet);
    rates(&mut quiet, "rk-culture");
    assert_eq!(row(&quiet, noon), says("Rated", "", None, true));
    let mut none = interviewed(DAY);
    meets(&mut none, "h", ("Samir Haddad", "faculty"), ("", ""));
    let (ids, declined) = (vec![note_of("h")], true);
    none.does(ThanksAction::Decline { ids, declined }).unwrap();
    closes(&mut none);
    rates(&mut none, "rk-culture");
    assert_eq!(
        row(&none, noon),
        says("Rated", "", None, true),
        "who sends nothing has thanked nobody"
    );
}

fn plans_trip(person: &mut Person, trip: &str, interview: &str) {
    person
        .does(ProgramAction::PlanTrip {
            program: PROGRAM.into(),
            trip: trip.into(),
            interview: interview.into(),
            today: Day::parse("2026-12-16").unwrap(),
            home: CHICAGO.to_owned(),
        })
        .unwrap();
}

/// An interview without a date hides none that was, and a trip is offered only for what is ahead.
#[test]
fn an_interview_without_a_date_hides_no_day_that_was() {
    let mut mira = interviewed(DAY);
    let program: ProgramId = PROGRAM.into();
    let (before, after) = (at("2026-12-10 12:00"), at("2026-12-16 12:00"));
    let offers = |person: &Person, now| wants_trip(&person.model, &world(now), &program);
    let shown = |person: &Person, now| {
        let world = world(now);
        let row = programs(&person.model, &world).remove(0);
        let thread = thread(&person.model, &world, &program);
        (when(&row.interview.unwrap(), &world), thread.title)
    };
    assert!(offers(&mira, before));
    assert!(!offers(&mira, after), "nothing is ahead");
    let was = (
        "Mon 14 Dec, 08:00 CT".to_owned(),
        "After the interview".to_owned(),
    );
    assert_eq!(shown(&mira, after), was);
    mira.does(ProgramAction::AddInterview {
        program: PROGRAM.into(),
        interview: "second".into(),
        today: Day::parse("2026-12-16").unwrap(),
    })
    .unwrap();
    assert_eq!(shown(&mira, after), was);
    assert!(offers(&mira, after), "the second is ahead");
    // With a date it is the next one.
    let second = Interview {
        day: Day::new(2027, 1, 11),
        start: Minute::new(9, 0),
        ..mira.model.get_or_default("second")
    };
    let id = "second".into();
    mira.does(TripAction::EditInterview {
        id,
        interview: second,
    })
    .unwrap();
    assert_eq!(shown(&mira, after).0, "Mon 11 Jan, 09:00 CT");
    plans_trip(&mut mira, "t", "not-used");
    assert!(!offers(&mira, after), "it has its trip");
    // A program of which no interview is known has one to plan.
    let other: ProgramId = "other".into();
    mira.does(ProgramAction::Add {
        id: other.clone(),
        program: Program {
            name: "Other".to_owned(),
            ..Program::default()
        },
    })
    .unwrap();
    assert!(wants_trip(&mira.model, &world(after), &other));
}

/// The form of a trip that is not begun shows what its first key writes.
#[test]
fn a_trip_begins_as_its_form_shows_it() {
    let today = Day::parse("2026-12-16").unwrap();
    let now = at("2026-12-16 12:00");
    let mut mira = interviewed("2026-12-20");
    let mut add = |id: &str| {
        let program = Program {
            name: ["Mercy ", id].concat(),
            zone: CHICAGO.to_owned(),
            ..Program::default()
        };
        let id = id.into();
        mira.does(ProgramAction::Add { id, program }).unwrap();
    };
    add("p1");
    add("p2");
    plans_trip(&mut mira, "t", "not-used");
    let mut trip: Trip = mira.model.get_or_default("t");
    (trip.nights, trip.title) = (3, "Mine".to_owned());
    for condition in ["c_pets", "c_nights"] {
        trip.answered.insert(condition.to_owned());
        trip.conditions.insert(condition.to_owned());
    }
    let id = "t".into();
    mira.does(TripAction::Edit { id, trip }).unwrap();
    // At the other one an interview is ahead that has no trip.
    mira.does(ProgramAction::AddInterview {
        program: "p2".into(),
        interview: "ahead".into(),
        today,
    })
    .unwrap();
    let ahead = Interview {
        day: Day::new(2027, 1, 11),
        start: Minute::new(9, 0),
        ..mira.model.get_or_default("ahead")
    };
    let id = "ahead".into();
    mira.does(TripAction::EditInterview {
        id,
        interview: ahead,
    })
    .unwrap();

    let again = Origin::Again("t".into());
    for (from, origin) in [
        ("", Origin::New),
        ("nobody", Origin::New),
        ("t", again),
        ("p1", Origin::To("p1".into())),
        ("p2", Origin::To("p2".into())),
    ] {
        let mut mira = mira.clone();
        assert_eq!(Origin::of(&mira.model, from), origin);
        let (trip, known, first) = origin.begins(&mira.model, today);
        assert_eq!(known.as_deref(), (from == "p2").then_some("ahead"));
        let shown = booking(&mira.model, &first);
        let questions = asked_before(&mira.model, &trip, shown, &world(now));
        let interview = known.unwrap_or_else(|| "i".into());
        let (new, home) = ("new".into(), CHICAGO.to_owned());
        let written = match origin {
            Origin::New => mira.does(TripAction::Begin {
                trip: new,
                interview: interview.clone(),
                today,
                home,
            }),
            Origin::Again(from) => mira.does(TripAction::PackAgain {
                from,
                trip: new,
                interview: interview.clone(),
                today,
            }),
            Origin::To(program) => mira.does(ProgramAction::PlanTrip {
                program,
                trip: new,
                interview: interview.clone(),
                today,
                home,
            }),
        };
        written.unwrap();
        let model = &mira.model;
        assert_eq!(model.get::<Trip>("new"), Some(&trip), "{from}");
        let first = Interview {
            trip: Some("new".into()),
            ..first
        };
        assert_eq!(model.get::<Interview>(&interview), Some(&first), "{from}");
        let is_same = asked(model, &"new".into(), &world(now)) == questions;
        assert!(is_same, "{from}");
        assert_eq!(trip.title, "", "{from}");
    }
    // Of a trip or a program that is gone meanwhile nothing is begun.
    mira.does(TripAction::Delete { id: "t".into() }).unwrap();
    assert_eq!(Origin::of(&mira.model, "t"), Origin::New);
}
