//! Programs: what is known of one stays with it whatever it is called, older stores are taken over, and
//! what goes when something is deleted.

use crate::person::Person;
use crate::ranks::{today, world};
use matchbook::domain::card::{Card, counts_for};
use matchbook::domain::checklist::Entry;
use matchbook::domain::ids::{InterviewId, ProgramId, child};
use matchbook::domain::program::{Program, Stage, Standing};
use matchbook::domain::record::Record;
use matchbook::domain::time::{Day, Minute, WallTime};
use matchbook::domain::trip::{Booking, Format, Interview, Trip};
use matchbook::store::acts::adopt::{Adopt, is_due};
use matchbook::store::acts::cards::CardAction;
use matchbook::store::acts::checklist::ChecklistAction;
use matchbook::store::acts::programs::{ProgramAction, named};
use matchbook::store::acts::restore::BringBack;
use matchbook::store::acts::trips::TripAction;
use matchbook::store::core::bookings::bookings;
use matchbook::store::core::change::merge;
use matchbook::store::core::codec::{Op, Row};
use matchbook::store::core::hlc::Actor;
use matchbook::store::core::model::{Model, Stored};
use matchbook::store::read::programs::programs;
use matchbook::store::read::today::next_interview;
use matchbook::store::read::trips::all_clashes;
use proptest::prelude::*;

/// A store as the last version without programs wrote it: one row a line.
fn store(rows: &str, device: u64) -> Person {
    let mut person = Person {
        actor: Actor { device, tab: 1 },
        ..Person::default()
    };
    for line in rows.lines() {
        let mut parts = line.splitn(3, '\t').map(str::to_owned);
        let mut part = || parts.next().unwrap();
        let (actor, seq, text) = (part(), part().parse().unwrap(), part());
        let op = Op::read(&Row { actor, seq, text }).expect("an intact row");
        person.applies(&[op]);
    }
    person
}

fn phone_a() -> Person {
    store(include_str!("../fixtures/typed_names_a.txt"), 0xa)
}

fn phone_b() -> Person {
    store(include_str!("../fixtures/typed_names_b.txt"), 0xb)
}

fn takes_over(person: &mut Person, other: &Person) {
    let ops = merge(
        &person.model,
        other.model.records(),
        person.actor,
        person.seq + 1,
    );
    person.applies(&ops);
}

fn at(model: &Model, interview: &str) -> Option<ProgramId> {
    model.get::<Interview>(interview).unwrap().at.clone()
}

fn names(model: &Model) -> Vec<String> {
    let all = model.all::<Program>().values();
    let mut names: Vec<String> = all.map(|one| one.name.clone()).collect();
    names.sort();
    names
}

#[test]
fn an_old_store_reads_the_same_before_and_after_its_names_became_programs() {
    let mut phone = phone_a();
    let read = |model: &Model| {
        let seen = bookings(model, &|_| true);
        let seen: Vec<(InterviewId, Option<ProgramId>, String)> = seen
            .map(|(id, one)| (id.clone(), one.program_id(), one.city().to_owned()))
            .collect();
        let cards = model.all::<Card>().iter();
        let cards: Vec<_> = cards
            .map(|(id, card)| (id.clone(), card.program_id()))
            .collect();
        (seen, cards)
    };
    let before = read(&phone.model);
    assert!(
        before.0.iter().filter(|one| one.1.is_some()).count() == 3,
        "{before:?}"
    );
    assert!(is_due(&phone.model));
    phone.does(Adopt).unwrap();
    assert_eq!(read(&phone.model), before);
    assert!(!is_due(&phone.model));
    // "Rush IM", "  rush  im " and the cards for "rush im" are one program, and so on.
    assert_eq!(names(&phone.model), ["Baylor", "Mayo Clinic", "Rush IM"]);
    assert_eq!(at(&phone.model, "int-1"), at(&phone.model, "int-2"));
    assert_eq!(at(&phone.model, "int-4"), None, "nothing was typed there");
    let card = phone.model.get::<Card>("card-why").unwrap();
    assert_eq!(card.only_for, at(&phone.model, "int-1"));
    let next = next_interview(&phone.model, &world()).unwrap();
    assert_eq!((&*next.name, &*next.path), ("Rush IM", "pack/trip-1"));
}

#[test]
fn adopting_twice_writes_once() {
    let mut phone = phone_a();
    phone.does(Adopt).unwrap();
    let (once, seq) = (phone.model.clone(), phone.seq);
    assert_eq!(phone.does(Adopt), Ok(None));
    assert_eq!((phone.model, phone.seq), (once, seq));
}

#[test]
fn phones_that_adopt_apart_and_merge_are_equal_with_one_program_each() {
    let (mut a, mut b) = (phone_a(), phone_b());
    assert_ne!(a.model.records(), b.model.records());
    a.does(Adopt).unwrap();
    b.does(Adopt).unwrap();
    let (a_alone, b_alone) = (a.clone(), b.clone());
    takes_over(&mut a, &b_alone);
    takes_over(&mut b, &a_alone);
    assert_eq!(a.model.records(), b.model.records());
    assert_eq!(names(&a.model).len(), 3, "{:?}", names(&a.model));
    for (one, other) in [("int-1", "int-2"), ("int-1", "int-b"), ("int-3", "int-c")] {
        assert!(at(&a.model, one).is_some());
        assert_eq!(at(&a.model, one), at(&a.model, other), "{one} {other}");
    }
    assert!(!is_due(&a.model));
}

#[test]
fn what_only_one_phone_adopted_is_not_made_again_by_the_other() {
    let (mut a, b) = (phone_a(), phone_b());
    a.does(Adopt).unwrap();
    let rush = at(&a.model, "int-1").unwrap();
    let renamed = Program {
        name: "Rush Internal Medicine".to_owned(),
        ..a.model.get_or_default(&rush)
    };
    let id = rush.to_string();
    a.does(ProgramAction::Edit {
        id: id.into(),
        program: renamed,
    })
    .unwrap();
    takes_over(&mut a, &b);
    assert!(is_due(&a.model));
    a.does(Adopt).unwrap();
    assert_eq!(at(&a.model, "int-b"), Some(rush), "under its name of then");
    let expected = ["Baylor", "Mayo Clinic", "Rush Internal Medicine"];
    assert_eq!(names(&a.model), expected);
}

#[test]
fn a_typed_name_joins_the_program_that_was_written_down_by_hand() {
    let mut phone = phone_a();
    adds(&mut phone, "by-hand", "mayo  clinic");
    phone.does(Adopt).unwrap();
    assert_eq!(at(&phone.model, "int-3").as_deref(), Some("by-hand"));
    assert_eq!(names(&phone.model).len(), 3);
}

fn adds(person: &mut Person, id: &str, name: &str) {
    let program = Program {
        name: name.to_owned(),
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

fn begins(person: &mut Person, trip: &str, interview: &str) {
    person
        .does(TripAction::Begin {
            trip: trip.into(),
            interview: interview.into(),
            today: today(),
            home: String::new(),
        })
        .unwrap();
}

fn types(person: &mut Person, interview: &str, name: &str, whole: bool) {
    let fresh = format!("fresh-{}", person.seq);
    person
        .does(ProgramAction::Name {
            interview: interview.into(),
            fresh: fresh.into(),
            name: name.to_owned(),
            whole,
        })
        .unwrap();
}

/// Letter by letter, and on to the next field.
fn fills_in(person: &mut Person, interview: &str, name: &str) {
    for end in 1..=name.len() {
        types(person, interview, &name[..end], false);
    }
    types(person, interview, name, true);
}

fn name_of(model: &Model, interview: &str) -> String {
    let mut found = bookings(model, &|_| true).filter(|(id, _)| *id == interview);
    found.next().unwrap().1.name().to_owned()
}

fn dates(person: &mut Person, interview: &str, month: u32, day: u32) {
    let one = Interview {
        day: Day::new(2026, month, day),
        start: Minute::new(9, 0),
        zone: "UTC".to_owned(),
        ..person.model.get_or_default(interview)
    };
    let id = interview.to_owned();
    person
        .does(TripAction::EditInterview {
            id: id.into(),
            interview: one,
        })
        .unwrap();
}

#[test]
fn a_name_typed_in_a_trip_makes_one_program_or_joins_the_one_of_that_name() {
    let mut person = Person::default();
    begins(&mut person, "t", "i");
    fills_in(&mut person, "i", "Rush");
    assert_eq!(names(&person.model), ["Rush"]);
    // On the way to a longer name, a known one is passed without joining it.
    begins(&mut person, "u", "j");
    fills_in(&mut person, "j", "Rush Oak Park");
    assert_eq!(names(&person.model), ["Rush", "Rush Oak Park"]);
    begins(&mut person, "v", "k");
    fills_in(&mut person, "k", " rush ");
    assert_eq!(at(&person.model, "k"), at(&person.model, "i"));
    assert_eq!(names(&person.model).len(), 2, "none is left over");
    // What was only the name of this interview becomes another, and goes when it joins one.
    fills_in(&mut person, "j", "RUSH");
    assert_eq!(at(&person.model, "j"), at(&person.model, "i"));
    assert_eq!(names(&person.model), ["Rush"]);
    assert_eq!(name_of(&person.model, "j"), "Rush");
    types(&mut person, "j", "", true);
    assert_eq!(at(&person.model, "j"), None);
    assert_eq!(names(&person.model), ["Rush"]);
}

#[test]
fn a_typed_name_is_taken_back_as_one() {
    let mut person = Person::default();
    adds(&mut person, "known", "Mercy");
    begins(&mut person, "t", "i");
    let before = person.model.clone();
    let name = |name: &str, whole: bool| ProgramAction::Name {
        interview: "i".into(),
        fresh: format!("fresh-{name}").into(),
        name: name.to_owned(),
        whole,
    };
    for typed in ["M", "Me", "Mer", "Merc", "Mercy"] {
        person.types(name(typed, false), 7).unwrap();
    }
    person.types(name("Mercy", true), 7).unwrap();
    assert_eq!(at(&person.model, "i").as_deref(), Some("known"));
    person.undoes().expect("one step");
    assert_eq!(at(&person.model, "i"), at(&before, "i"));
    assert_eq!(names(&person.model), ["Mercy"]);
    person.redoes().expect("again");
    assert_eq!(at(&person.model, "i").as_deref(), Some("known"));
    assert_eq!(names(&person.model), ["Mercy"]);
}

#[test]
fn a_form_that_is_dropped_leaves_no_program_of_which_it_said_only_the_name() {
    let mut person = Person::default();
    adds(&mut person, "known", "Mercy");
    let note = Program {
        note: "Ask for the night float".to_owned(),
        ..person.model.get_or_default("known")
    };
    let id = "known".to_owned();
    person
        .does(ProgramAction::Edit {
            id: id.into(),
            program: note,
        })
        .unwrap();
    for (trip, interview, name) in [("t", "i", "Rush"), ("u", "j", "Mercy")] {
        begins(&mut person, trip, interview);
        fills_in(&mut person, interview, name);
        let before = names(&person.model);
        let trip = trip.to_owned();
        let step = person
            .does(ProgramAction::Discard { trip: trip.into() })
            .unwrap();
        assert_eq!(names(&person.model), ["Mercy"], "after {name}");
        let mut back = person.clone();
        back.turns(step.unwrap()).unwrap();
        assert_eq!(names(&back.model), before);
        assert_eq!(name_of(&back.model, interview), name);
    }
}

#[test]
fn a_trip_that_goes_takes_no_interview_along_that_was_there_before_it() {
    let mut person = Person::default();
    let made = Program {
        name: "Mercy".to_owned(),
        made: Some(today()),
        ..Program::default()
    };
    let add = |id: &str| ProgramAction::Add {
        id: id.into(),
        program: Program {
            name: id.to_owned(),
            ..made.clone()
        },
    };
    let note = |program: &str, interview: &str| ProgramAction::AddInterview {
        program: program.into(),
        interview: interview.into(),
        today: today(),
    };
    let plan = |program: &str, trip: &str, interview: &str| ProgramAction::PlanTrip {
        program: program.into(),
        trip: trip.into(),
        interview: interview.into(),
        today: today(),
        home: "Asia/Kolkata".to_owned(),
    };
    for is_form in [true, false] {
        let mut person = person.clone();
        person.does(add("a")).unwrap();
        person.does(note("a", "i")).unwrap();
        person.does(plan("a", "t", "unused")).unwrap();
        // One of the trip alone, at a program that was written down by itself.
        person.does(add("b")).unwrap();
        person.does(plan("b", "u", "j")).unwrap();
        let before = person.clone();
        let mut gone = Vec::new();
        for trip in ["t", "u"] {
            let id = trip.to_owned();
            let step = match is_form {
                true => person.does(ProgramAction::Discard { trip: id.into() }),
                false => person.does(TripAction::Delete { id: id.into() }),
            };
            gone.push(step.unwrap().unwrap());
            assert!(person.model.get::<Trip>(trip).is_none());
        }
        let kept = person.model.get::<Interview>("i").unwrap();
        assert_eq!(
            (kept.trip.as_deref(), kept.at.as_deref()),
            (None, Some("a"))
        );
        assert!(person.model.get::<Interview>("j").is_none());
        assert_eq!(names(&person.model), ["a", "b"]);
        for step in gone.into_iter().rev() {
            person.turns(step).unwrap();
        }
        for id in ["i", "j"] {
            let one = |person: &Person| person.model.get::<Interview>(id).cloned();
            assert_eq!(one(&person), one(&before));
        }
    }
    // What was written of the day stays too, and with it the day.
    person.does(add("b")).unwrap();
    person.does(plan("b", "u", "j")).unwrap();
    let mut interview: Interview = person.model.get_or_default("j");
    interview.debriefed = Some(today());
    let id = "j".to_owned();
    person
        .does(TripAction::EditInterview {
            id: id.into(),
            interview,
        })
        .unwrap();
    person.does(TripAction::Delete { id: "u".into() }).unwrap();
    assert!(person.model.get::<Interview>("j").unwrap().trip.is_none());
}

#[test]
fn bad_input_is_refused_and_says_what_to_do() {
    let mut person = Person::default();
    adds(&mut person, "a", "Mercy");
    let refused = |name: &str, specialty: &str| {
        let program = Program {
            name: name.to_owned(),
            specialty: specialty.to_owned(),
            ..Program::default()
        };
        let mut other = person.clone();
        let id = "b".to_owned();
        let sentence = other
            .does(ProgramAction::Add {
                id: id.into(),
                program,
            })
            .err();
        assert!(sentence.is_none() || other.model == person.model);
        sentence.inspect(|sentence| assert!(sentence.ends_with('.'), "{sentence}"))
    };
    for name in ["", "  ", "mercy", " MERCY!", &*"x".repeat(20_001)] {
        assert!(refused(name, "").is_some(), "{name}");
    }
    for (name, specialty) in [("Mercy West", ""), ("Mercy", "Family medicine")] {
        assert_eq!(refused(name, specialty), None, "{name} {specialty}");
    }
    let gone = ProgramAction::Delete { id: "x".into() };
    assert!(person.does(gone).is_err());
}

#[test]
fn a_trip_planned_for_a_program_belongs_to_it_and_reads_its_city() {
    let mut person = Person::default();
    adds(&mut person, "p", "Mercy");
    let program = Program {
        place: "Chicago".to_owned(),
        zone: "America/Chicago".to_owned(),
        state: "IL".to_owned(),
        ..person.model.get_or_default("p")
    };
    let id = "p".to_owned();
    person
        .does(ProgramAction::Edit {
            id: id.into(),
            program,
        })
        .unwrap();
    let plan = |trip: &str, interview: &str| ProgramAction::PlanTrip {
        program: "p".into(),
        trip: trip.into(),
        interview: interview.into(),
        today: today(),
        home: "Asia/Kolkata".to_owned(),
    };
    person.does(plan("t", "i")).unwrap();
    let booking = |model: &Model, id: &str| -> Booking {
        bookings(model, &|_| true)
            .find(|(one, _)| *one == id)
            .unwrap()
            .1
    };
    let one = booking(&person.model, "i");
    assert_eq!(
        (one.name(), one.city(), &*one.zone, &*one.state),
        ("Mercy", "Chicago", "America/Chicago", "IL")
    );
    assert_eq!(one.trip.as_deref(), Some("t"));
    assert!(person.model.get::<Trip>("t").unwrap().draft);
    let stored = person.model.get::<Interview>("i").unwrap();
    assert_eq!(
        (&*stored.zone, &*stored.place),
        ("", ""),
        "nothing is copied"
    );
    // What the interview says itself counts.
    let own = Interview {
        zone: "America/Denver".to_owned(),
        ..stored.clone()
    };
    let id = "i".to_owned();
    person
        .does(TripAction::EditInterview {
            id: id.into(),
            interview: own,
        })
        .unwrap();
    assert_eq!(&*booking(&person.model, "i").zone, "America/Denver");
    // An interview that had no trip goes along.
    person
        .does(ProgramAction::AddInterview {
            program: "p".into(),
            interview: "later".into(),
            today: today(),
        })
        .unwrap();
    person.does(plan("u", "not-used")).unwrap();
    assert_eq!(booking(&person.model, "later").trip.as_deref(), Some("u"));
    assert!(person.model.get::<Interview>("not-used").is_none());
}

#[test]
fn an_interview_without_a_trip_is_read_everywhere() {
    let mut person = Person::default();
    adds(&mut person, "p", "Mercy");
    let add = |interview: &str| ProgramAction::AddInterview {
        program: "p".into(),
        interview: interview.into(),
        today: today(),
    };
    person.does(add("i")).unwrap();
    assert_eq!(next_interview(&person.model, &world()), None, "no date yet");
    dates(&mut person, "i", 12, 14);
    let next = next_interview(&person.model, &world()).unwrap();
    assert_eq!((&*next.name, &*next.path), ("Mercy", "programs/p"));
    person.does(add("j")).unwrap();
    dates(&mut person, "j", 12, 14);
    let clashes = all_clashes(&person.model, &world());
    assert_eq!(clashes.len(), 1);
    assert_eq!(
        (&clashes[0].trip, clashes[0].program.as_deref()),
        (&None, Some("p"))
    );
    assert_eq!(
        programs(&person.model, &world())[0].standing,
        Standing::Scheduled
    );
    // A trip without interviews stays; one that leads nowhere else goes with its program.
    begins(&mut person, "t", "k");
    person
        .does(TripAction::RemoveInterview { id: "k".into() })
        .unwrap();
    assert!(person.model.get::<Trip>("t").is_some());
    assert_eq!(
        bookings(&person.model, &|one| one.trip.is_some()).count(),
        0
    );
}

#[test]
fn programs_stand_by_what_comes_next() {
    let mut person = Person::default();
    let soon = WallTime {
        day: Day::new(2026, 12, 3).unwrap(),
        minute: Minute::new(12, 0).unwrap(),
    };
    for (id, name, stage, reply_by) in [
        ("a", "Applied", Stage::Applied, None),
        ("b", "Closed", Stage::Declined, None),
        ("c", "Answer", Stage::Invited, Some(soon)),
        ("d", "Seen", Stage::Invited, None),
        ("e", "Coming", Stage::Invited, Some(soon)),
    ] {
        let program = Program {
            name: name.to_owned(),
            stage,
            reply_by,
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
    for (program, interview, month, day) in
        [("d", "i", 11, 3), ("e", "j", 12, 9), ("b", "k", 12, 8)]
    {
        person
            .does(ProgramAction::AddInterview {
                program: program.into(),
                interview: interview.into(),
                today: today(),
            })
            .unwrap();
        dates(&mut person, interview, month, day);
    }
    let found = programs(&person.model, &world());
    let standing = |id: &str| found.iter().find(|one| one.id == id).unwrap().standing;
    assert_eq!(standing("a"), Standing::Said(Stage::Applied));
    assert_eq!(standing("b"), Standing::Said(Stage::Declined));
    assert_eq!(standing("c"), Standing::ToAnswer);
    assert_eq!(standing("d"), Standing::Interviewed);
    assert_eq!(standing("e"), Standing::Scheduled);
}

fn everything<R: Stored>(model: &Model) -> usize {
    model.all::<R>().len()
}

/// A program with two interviews, one of them on a trip, a task of that interview and a card.
fn with_all() -> Person {
    let mut person = Person::default();
    adds(&mut person, "p", "Rush IM");
    begins(&mut person, "t", "i");
    fills_in(&mut person, "i", "rush im");
    dates(&mut person, "i", 12, 14);
    let tick = |entry: String| ChecklistAction::Tick { entry, done: true };
    person.does(tick(child("t", "pk-passport"))).unwrap();
    person
        .does(tick(child(&child("t", "lg-book"), "i")))
        .unwrap();
    person
        .does(ProgramAction::AddInterview {
            program: "p".into(),
            interview: "j".into(),
            today: today(),
        })
        .unwrap();
    dates(&mut person, "j", 12, 20);
    let card = Card {
        text: Some("Why Rush?".to_owned()),
        only_for: Some("p".into()),
        ..Card::default()
    };
    let id = "card".into();
    person.does(CardAction::Add { id, card }).unwrap();
    person
}

#[test]
fn what_belongs_to_a_record_goes_with_it_and_comes_back_with_it() {
    let whole = with_all();
    assert_eq!(everything::<Interview>(&whole.model), 2);
    type Counts = (usize, usize, usize, usize);
    let counts = |model: &Model| -> Counts {
        (
            everything::<Program>(model),
            everything::<Trip>(model),
            everything::<Interview>(model),
            everything::<Entry>(model),
        )
    };
    assert_eq!(counts(&whole.model), (1, 1, 2, 2));
    let id = |id: &str| id.to_owned();
    let check = |kind: &'static str, gone: &str, act: &dyn Fn(&mut Person), left: Counts| {
        let mut person = whole.clone();
        act(&mut person);
        assert_eq!(counts(&person.model), left, "{kind}");
        assert_eq!(
            everything::<Card>(&person.model),
            1,
            "a card is the person's"
        );
        let mut turned = person.clone();
        turned.undoes();
        assert_eq!(counts(&turned.model), (1, 1, 2, 2), "{kind} taken back");
        // Nobody remembers the step: at least what belongs to it.
        person.does(BringBack { kind, id: id(gone) }).unwrap();
        let back = counts(&person.model);
        let entries_of_trip = if kind == Program::KIND { 1 } else { 2 };
        assert!(
            back.0 == 1 && back.2 == 2 && back.3 >= entries_of_trip,
            "{kind} {back:?}"
        );
    };
    check(
        Trip::KIND,
        "t",
        &|person| {
            assert!(
                person
                    .does(TripAction::Delete { id: id("t").into() })
                    .unwrap()
                    .is_some()
            )
        },
        (1, 0, 1, 0),
    );
    check(
        Interview::KIND,
        "i",
        &|person| {
            let done = person.does(TripAction::RemoveInterview { id: id("i").into() });
            assert!(done.unwrap().is_some());
        },
        (1, 1, 1, 1),
    );
    check(
        Program::KIND,
        "p",
        &|person| {
            assert!(
                person
                    .does(ProgramAction::Delete { id: id("p").into() })
                    .unwrap()
                    .is_some()
            )
        },
        (0, 0, 0, 0),
    );
}

#[test]
fn an_interview_that_outlives_its_program_brings_it_back() {
    let (mut a, mut b) = (with_all(), with_all());
    b.actor = Actor { device: 9, tab: 1 };
    a.does(ProgramAction::Delete { id: "p".into() }).unwrap();
    dates(&mut b, "j", 12, 21);
    dates(&mut b, "j", 12, 22);
    dates(&mut b, "j", 12, 23);
    dates(&mut b, "j", 12, 24);
    for _ in 0..20 {
        // Later than the deletion by any clock.
        types(&mut b, "j", "Rush IM", true);
        dates(&mut b, "j", 12, 25);
        dates(&mut b, "j", 12, 26);
    }
    takes_over(&mut a, &b);
    assert!(a.model.get::<Interview>("j").is_some());
    assert!(a.model.get::<Program>("p").is_none());
    assert!(is_due(&a.model));
    a.does(Adopt).unwrap();
    assert_eq!(names(&a.model), ["Rush IM"]);
    assert!(!is_due(&a.model));
}

/// A way to give a program another name.
#[derive(Clone, Debug)]
enum Renaming {
    OnItsPage(String),
    InItsTrip(String),
}

fn renaming() -> impl Strategy<Value = Renaming> {
    let name = "[A-Z][a-z]{2,8}( [A-Z][a-z]{1,8}){0,2}";
    prop_oneof![
        name.prop_map(Renaming::OnItsPage),
        name.prop_map(Renaming::InItsTrip),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_program_is_called_nothing_loses_it(renamings in prop::collection::vec(renaming(), 1..6)) {
        let mut person = with_all();
        for renaming in renamings {
            let name = match &renaming {
                Renaming::OnItsPage(name) => {
                    let program = Program { name: name.clone(), ..person.model.get_or_default("p") };
                    person.does(ProgramAction::Edit { id: "p".into(), program }).unwrap();
                    name
                }
                Renaming::InItsTrip(name) => {
                    fills_in(&mut person, "i", name);
                    name
                }
            };
            let model = &person.model;
            prop_assert_eq!(names(model), vec![name.clone()]);
            for interview in ["i", "j"] {
                prop_assert_eq!(at(model, interview), Some("p".into()));
                prop_assert_eq!(name_of(model, interview), name.clone());
                let card = model.get::<Card>("card").unwrap().program_id();
                let program = model.get::<Interview>(interview).unwrap().program_id();
                prop_assert!(counts_for(card.as_ref(), program.as_ref()), "its deadline");
            }
            let trip = model.get::<Trip>("t").unwrap();
            let of_trip: Vec<Booking> =
                bookings(model, &|one| one.trip.as_deref() == Some("t")).map(|(_, one)| one).collect();
            prop_assert!(trip.name(&of_trip).starts_with(name.as_str()));
            prop_assert_eq!(named(model, name), Some("p".into()));
        }
    }
}

#[test]
fn the_id_of_a_name_is_the_same_for_ever_and_however_it_is_typed() {
    // Stored on phones: a change of the hash would part them.
    for name in ["Rush IM", " rush  im", "RÚSH, IM!"] {
        assert_eq!(
            ProgramId::of_name(name),
            Some("n-9c3cbe78e2d236f7".into()),
            "{name}"
        );
    }
    assert_ne!(ProgramId::of_name("Rush"), ProgramId::of_name("Rush IM"));
    assert_eq!(ProgramId::of_name(" - "), None);
}

#[test]
fn the_fixtures_hold_what_the_tests_say() {
    let typed = |person: &Person| {
        let all = person.model.all::<Interview>().values();
        all.filter(|one| !one.program.is_empty() && one.at.is_none())
            .count()
    };
    assert_eq!((typed(&phone_a()), typed(&phone_b())), (3, 3));
    let phone = phone_a();
    let calls = phone
        .model
        .all::<Interview>()
        .values()
        .filter(|one| one.format == Format::Virtual)
        .count();
    assert_eq!(calls, 1);
    assert!(phone_a().model.all::<Program>().is_empty());
}
