//! The end of the rank list: its deadline on both clocks, what has changed since it was certified, old lists
//! beside the present one, and the list as a file.

use crate::person::Person;
use chrono::{Offset as _, TimeZone as _};
use matchbook::content::lazy::{self, RankingGuide};
use matchbook::domain::checklist::Entry;
use matchbook::domain::program::Program;
use matchbook::domain::ranking::{Kept, RATE_TASK, Ranking};
use matchbook::domain::season::Season;
use matchbook::domain::time::{Day, Hours, Instant, Minute, WallTime, resolve};
use matchbook::domain::trip::Interview;
use matchbook::exchange::spreadsheet::{table as csv_of, unguard};
use matchbook::store::acts::programs::ProgramAction;
use matchbook::store::acts::ranking::{DraftOf, Move, RankAction, Said};
use matchbook::store::acts::season::SeasonAction;
use matchbook::store::acts::trips::TripAction;
use matchbook::store::core::ranking::list::Spot;
use matchbook::store::read::ranking::due::left_words;
use matchbook::store::read::ranking::finish::{
    Check, Finish, deadline, finish, rankings, usual_deadline,
};
use matchbook::store::read::ranking::kept::{beside, beside_other};
use matchbook::store::read::ranking::text::{plain, table};
use matchbook::store::read::world::World;

const EASTERN: &str = "America/New_York";
const KOLKATA: &str = "Asia/Kolkata";

fn offset(zone: &str, at: Instant) -> i32 {
    let Ok(zone) = zone.parse::<chrono_tz::Tz>() else {
        return 0;
    };
    let utc = chrono::DateTime::from_timestamp_millis(at.0).unwrap();
    let offset = zone.offset_from_utc_datetime(&utc.naive_utc()).fix();
    offset.local_minus_utc() / 60
}

/// The world of a phone in Kolkata at noon UTC of a day.
fn world(day: &str) -> World<'static> {
    let day = Day::parse(day).unwrap();
    let minute = Minute::new(12, 0).unwrap();
    let noon = resolve(WallTime { day, minute }, &|_| 0);
    World {
        now: noon.instant(),
        phone_zone: KOLKATA,
        offset: &offset,
        abbreviation: &|_, _| String::new(),
        hours: Hours::TwentyFour,
    }
}

fn guide() -> RankingGuide {
    lazy::read(include_str!("../../content/lazy/ranking.json")).unwrap()
}

fn ends(person: &Person, day: &str) -> Finish {
    finish(&person.model, &world(day), &guide())
}

fn moves(person: &mut Person, day: &str, change: Move) {
    let world = world(day);
    let draft = DraftOf {
        id: ["draft-", day].concat(),
        at: world.now.0,
        day: world.today(),
    };
    person.does(RankAction::Order { change, draft }).unwrap();
}

fn place(program: &str, spot: Spot) -> Move {
    Move::Place {
        program: program.into(),
        spot,
    }
}

/// Somebody with programs whose ids are `0`, `1` and so on, interviewed in December and put in this order.
fn with(names: &[&str]) -> Person {
    let mut person = Person::default();
    for (number, name) in names.iter().enumerate() {
        let id = number.to_string();
        let program = Program {
            name: (*name).to_owned(),
            code: format!("90{number}1140C0"),
            ..Program::default()
        };
        person
            .does(ProgramAction::Add {
                id: id.clone().into(),
                program,
            })
            .unwrap();
        person
            .does(RankAction::Interviewed {
                program: id.clone().into(),
                interview: format!("interview-{id}").into(),
                day: Day::new(2026, 12, 1).unwrap(),
                today: Day::new(2026, 12, 2).unwrap(),
            })
            .unwrap();
        moves(&mut person, "2027-01-10", place(&id, Spot::Last));
    }
    person
}

fn certifies(person: &mut Person, id: &str, day: &str) -> Result<(), String> {
    let act = RankAction::Certify {
        id: id.to_owned(),
        standing: Box::new(ends(person, day).standing),
        note: String::new(),
    };
    person.does(act).map(drop)
}

fn check(finish: &Finish, check: Check) -> bool {
    let row = finish.checks.iter().find(|row| row.check == check);
    row.expect("a row for each").done
}

#[test]
fn the_usual_deadline_is_sixteen_days_before_the_third_friday_of_march() {
    let person = Person::default();
    let usual = |today: &str| {
        let usual = usual_deadline(&person.model, &world(today)).unwrap();
        assert_eq!(
            (&*usual.zone, usual.wall.minute.of_day()),
            (EASTERN, 21 * 60)
        );
        usual.wall.day.long()
    };
    // Those of 2024 to 2026 were so.
    assert_eq!(usual("2023-10-01"), "Wed 28 Feb 2024");
    assert_eq!(usual("2025-01-01"), "Wed 5 Mar 2025");
    assert_eq!(usual("2025-03-06"), "Wed 4 Mar 2026", "over: the next one");
    assert_eq!(usual("2026-11-28"), "Wed 3 Mar 2027");
    assert_eq!(usual("2027-03-03"), "Wed 3 Mar 2027", "still today");
    // It is over at its minute there, whatever the day at home is.
    let over = |after: i64| {
        let day = Day::new(2027, 3, 3).unwrap();
        let minute = Minute::new(21, 0).unwrap();
        let noon = world("2027-03-03");
        let now = noon.instant(EASTERN, WallTime { day, minute });
        let now = now.plus_minutes(after);
        let usual = usual_deadline(&person.model, &World { now, ..noon });
        usual.unwrap().wall.day.year()
    };
    assert_eq!((over(-1), over(0)), (2027, 2028));
}

#[test]
fn the_deadline_is_told_on_both_clocks_and_counts_down() {
    let mut person = Person::default();
    assert_eq!(deadline(&person.model, &world("2027-02-12")), None);
    let season = Season {
        home_zone: KOLKATA.to_owned(),
        ..Season::default()
    };
    person.does(SeasonAction::Edit { season }).unwrap();
    let wall = WallTime {
        day: Day::new(2027, 3, 3).unwrap(),
        minute: Minute::new(21, 0).unwrap(),
    };
    let set = |zone: &str| RankAction::SetDeadline {
        deadline: Some(wall),
        zone: zone.to_owned(),
        now: world("2027-02-12").wall_in(zone),
    };
    person.does(set(EASTERN)).unwrap();
    let read = deadline(&person.model, &world("2027-02-12")).unwrap();
    assert_eq!((read.wall, &*read.zone), (wall, EASTERN));
    let (home, zone) = read.home.expect("another clock");
    assert_eq!(
        (home.day.short(), home.minute.text()),
        ("Thu 4 Mar".to_owned(), "07:30".to_owned())
    );
    assert_eq!(zone, KOLKATA);
    assert_eq!(left_words(read.minutes_left), "19 days left");
    let left = |day: &str| {
        let read = deadline(&person.model, &world(day)).unwrap();
        read.minutes_left
    };
    assert_eq!(left_words(left("2027-03-02")), "38 hours left");
    assert!(left("2027-03-05") < 0);
    assert_eq!(left_words(59), "less than an hour left");
    assert_eq!(left_words(60), "1 hour left");
    assert_eq!(left_words(2 * 24 * 60 - 1), "47 hours left");
    assert_eq!(left_words(2 * 24 * 60), "2 days left");
    // At home as there: one clock.
    person.does(set(KOLKATA)).unwrap();
    let read = deadline(&person.model, &world("2027-02-12")).unwrap();
    assert_eq!(read.home, None);
}

#[test]
fn after_a_change_the_list_is_certified_again() {
    let mut person = with(&["Ash", "Birch", "Cedar", "Dogwood"]);
    assert!(!ends(&person, "2027-01-20").is_certified());
    assert_eq!(
        ends(&person, "2027-01-20").changed_words(),
        None,
        "never was"
    );
    certifies(&mut person, "first", "2027-01-20").unwrap();
    let now = ends(&person, "2027-01-21");
    assert!(now.is_certified() && check(&now, Check::Certified));
    assert_eq!(now.changed_words(), None);
    moves(
        &mut person,
        "2027-02-10",
        place("3", Spot::After("1".into())),
    );
    let now = ends(&person, "2027-02-11");
    assert!(!now.is_certified() && !check(&now, Check::Certified));
    assert_eq!(
        now.changed_words().as_deref(),
        Some("Place 3 changed on Wed 10 Feb")
    );
    certifies(&mut person, "second", "2027-02-11").unwrap();
    assert!(ends(&person, "2027-02-12").is_certified());
    // One that went leaves no place behind: its name is told.
    let program = "3".to_owned();
    moves(
        &mut person,
        "2027-02-13",
        Move::TakeOff {
            program: program.into(),
        },
    );
    moves(&mut person, "2027-02-13", place("2", Spot::Last));
    let told = ends(&person, "2027-02-14").changed_words().unwrap();
    assert_eq!(
        told, "Dogwood taken off on Sat 13 Feb",
        "Cedar only follows"
    );
    // What is kept stays as it was.
    let kept = rankings(&person.model);
    let certified = kept.iter().filter(|(_, one)| one.kept == Kept::Certified);
    let ids: Vec<&str> = certified.map(|(id, _)| &**id).collect();
    assert_eq!(ids, ["second", "first"], "newest first");
}

#[test]
fn what_only_made_room_has_not_changed() {
    let names = ["Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gum"];
    let mut person = with(&names);
    certifies(&mut person, "first", "2027-01-20").unwrap();
    let mut told = |program: &str| {
        moves(&mut person, "2027-02-10", place(program, Spot::First));
        ends(&person, "2027-02-11").changed_words().unwrap()
    };
    assert_eq!(told("6"), "Place 1 changed on Wed 10 Feb");
    assert_eq!(told("4"), "Places 1 and 2 changed on Wed 10 Feb");
    assert_eq!(told("2"), "Places 1, 2 and 3 changed on Wed 10 Feb");
    assert_eq!(told("5"), "4 places changed on Wed 10 Feb");
}

#[test]
fn a_program_without_an_interview_keeps_the_list_from_being_certified() {
    let mut person = with(&["Ash", "Birch"]);
    let program = Program {
        name: "Coming".to_owned(),
        ..Program::default()
    };
    let id = "coming".to_owned();
    person
        .does(ProgramAction::Add {
            id: id.into(),
            program,
        })
        .unwrap();
    moves(&mut person, "2027-01-20", place("coming", Spot::First));
    let now = ends(&person, "2027-01-21");
    assert!(!check(&now, Check::Interviewed));
    let sentence = certifies(&mut person, "no", "2027-01-21").unwrap_err();
    assert!(
        sentence.starts_with("Coming has a place on your list but no interview"),
        "{sentence}"
    );
    assert!(person.model.get::<Ranking>("no").is_none());
    let program = "coming".to_owned();
    moves(
        &mut person,
        "2027-01-21",
        Move::TakeOff {
            program: program.into(),
        },
    );
    certifies(&mut person, "yes", "2027-01-21").unwrap();
}

#[test]
fn codes_that_are_missing_or_there_twice_are_named() {
    let mut person = with(&["Ash", "Birch", "Cedar"]);
    assert!(check(&ends(&person, "2027-01-20"), Check::Codes));
    let recode = |person: &mut Person, id: &str, code: &str| {
        let program = Program {
            code: code.to_owned(),
            ..person.model.get_or_default(id)
        };
        let id = id.to_owned();
        person
            .does(ProgramAction::Edit {
                id: id.into(),
                program,
            })
            .unwrap();
    };
    let lacking = |person: &Person| {
        let now = ends(person, "2027-01-20");
        let names = now.without_code().into_iter();
        names.map(|one| one.name.clone()).collect::<Vec<String>>()
    };
    recode(&mut person, "1", " ");
    assert_eq!(lacking(&person), ["Birch"]);
    recode(&mut person, "1", "9001140c0");
    assert_eq!(lacking(&person), ["Ash", "Birch"], "whatever the case");
    recode(&mut person, "1", "9009140C0");
    assert!(lacking(&person).is_empty());
}

#[test]
fn an_old_list_stands_beside_the_present_one_and_is_taken_back() {
    let mut person = with(&["Ash", "Birch", "Cedar"]);
    certifies(&mut person, "old", "2027-01-20").unwrap();
    let read = |person: &Person, id: &str| {
        let kept = person.model.get::<Ranking>(id).unwrap();
        beside(&person.model, &ends(person, "2027-02-11"), kept)
    };
    assert!(read(&person, "old").moved.is_empty());
    moves(&mut person, "2027-02-10", place("2", Spot::First));
    let program = "1".to_owned();
    moves(
        &mut person,
        "2027-02-10",
        Move::TakeOff {
            program: program.into(),
        },
    );
    let new = Program {
        name: "New".to_owned(),
        ..Program::default()
    };
    let id = "new".to_owned();
    person
        .does(ProgramAction::Add {
            id: id.into(),
            program: new,
        })
        .unwrap();
    let interview = RankAction::Interviewed {
        program: "new".into(),
        interview: "interview-new".into(),
        day: Day::new(2027, 1, 5).unwrap(),
        today: Day::new(2027, 1, 6).unwrap(),
    };
    // Placed before its interview is noted: a draft knows it, the list does not.
    moves(&mut person, "2027-02-10", place("new", Spot::Last));
    let draft = read(&person, "draft-2027-02-10");
    assert!(draft.moved.is_empty(), "{draft:?}");
    person.does(interview).unwrap();
    let now = read(&person, "old");
    let told: Vec<String> = now
        .moved
        .iter()
        .map(|one| [&*one.name, " ", &one.words()].concat())
        .collect();
    assert_eq!(
        told,
        ["Cedar up from 3 to 1", "New new, at 3", "Birch gone, was 2"]
    );
    let places: Vec<(&str, Option<usize>, Option<usize>)> = now
        .places
        .iter()
        .map(|one| (&*one.name, one.then, one.now))
        .collect();
    assert_eq!(
        places,
        [
            ("Ash", Some(1), Some(2)),
            ("Birch", Some(2), None),
            ("Cedar", Some(3), Some(1)),
            ("New", None, Some(3)),
        ]
    );
    // Two that were kept stand beside each other, whatever came since.
    let two = |one: &str, other: &str| {
        let kept = |id: &str| person.model.get::<Ranking>(id).unwrap();
        let now = ends(&person, "2027-02-11");
        let found = beside_other(&person.model, &now, kept(one), kept(other));
        let told = found.moved.iter();
        let told = told.map(|one| [&*one.name, " ", &one.words()].concat());
        told.collect::<Vec<String>>()
    };
    let draft = "draft-2027-02-10";
    assert_eq!(two("old", draft), told);
    assert_eq!(
        two(draft, "old"),
        ["Ash up from 2 to 1", "Birch new, at 2", "New gone, was 3"]
    );
    assert_eq!(two("old", "old"), [""; 0]);
    let before: Vec<String> = ends(&person, "2027-02-11")
        .rows
        .into_iter()
        .map(|row| row.name)
        .collect();
    let draft = DraftOf {
        id: "back".to_owned(),
        at: world("2027-02-11").now.0,
        day: Day::new(2027, 2, 11).unwrap(),
    };
    let change = Move::Take { order: now.order };
    let step = person.does(RankAction::Order { change, draft }).unwrap();
    let after: Vec<String> = ends(&person, "2027-02-11")
        .rows
        .into_iter()
        .map(|row| row.name)
        .collect();
    let old: Vec<&str> = after
        .iter()
        .map(|name| &**name)
        .filter(|name| *name != "New")
        .collect();
    assert_eq!(old, ["Ash", "Birch", "Cedar"], "{after:?}");
    person.turns(step.unwrap()).unwrap();
    let undone: Vec<String> = ends(&person, "2027-02-11")
        .rows
        .into_iter()
        .map(|row| row.name)
        .collect();
    assert_eq!(undone, before);
}

#[test]
fn the_file_reads_back_as_the_list() {
    let names = [
        "=SUM(A1;\"x\")",
        "مستشفى النور",
        "Cedar 🌲, \"the\" best",
        "+1 Hospital",
        "'Quoted",
    ];
    let person = with(&names);
    let now = ends(&person, "2027-02-11");
    let rows = table(&now);
    let text = csv_of(rows.clone().into_iter());
    let plain_rows = text.strip_prefix('\u{feff}').expect("a mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(plain_rows.as_bytes());
    let read: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    for (row, own) in read.iter().zip(&rows) {
        for (cell, own) in row.iter().zip(own) {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell}"
            );
            assert_eq!(unguard(cell), own);
        }
    }
    assert_eq!(read.len(), names.len() + 1);
    for (place, name) in (1..).zip(names) {
        assert_eq!(rows[place][0], place.to_string());
        assert_eq!(rows[place][1], name);
        assert!(plain(&now).contains(name), "{name}");
    }
}

#[test]
fn the_first_rating_ticks_the_task_to_rate() {
    let mut person = Person::default();
    let program = Program {
        name: "Ash".to_owned(),
        ..Program::default()
    };
    let id = "p".to_owned();
    person
        .does(ProgramAction::Add {
            id: id.into(),
            program,
        })
        .unwrap();
    for (trip, interview, day) in [("t", "i", 1), ("later", "j", 20)] {
        let begin = TripAction::Begin {
            trip: trip.into(),
            interview: interview.into(),
            today: Day::new(2026, 11, 20).unwrap(),
            home: String::new(),
        };
        person.does(begin).unwrap();
        let edit = TripAction::EditInterview {
            id: interview.into(),
            interview: Interview {
                trip: Some(trip.into()),
                at: Some("p".into()),
                day: Day::new(2026, 12, day),
                start: Minute::new(8, 0),
                zone: EASTERN.to_owned(),
                ..Interview::default()
            },
        };
        person.does(edit).unwrap();
    }
    let rate = |fresh: &str, value: u8| RankAction::Rate {
        said: Said {
            program: "p".into(),
            criterion: "rk-culture".into(),
            fresh: fresh.to_owned(),
            at: 1,
            day: Day::new(2026, 12, 2).unwrap(),
        },
        value: Some(value),
        note: String::new(),
    };
    let entry = ["t/", RATE_TASK, "/i"].concat();
    let is_ticked =
        |person: &Person, id: &str| person.model.get::<Entry>(id).is_some_and(|one| one.done);
    let step = person.does(rate("a", 3)).unwrap().unwrap();
    assert!(is_ticked(&person, &entry));
    let other = ["later/", RATE_TASK, "/j"].concat();
    assert!(
        !is_ticked(&person, &other),
        "its interview is still to come"
    );
    person.turns(step).unwrap();
    assert!(!is_ticked(&person, &entry), "one step");
    // Who takes the tick away means it: another rating does not bring it back.
    person.does(rate("b", 3)).unwrap();
    let untick = matchbook::store::acts::checklist::ChecklistAction::Tick {
        entry: entry.clone(),
        done: false,
    };
    person.does(untick).unwrap();
    person.does(rate("c", 4)).unwrap();
    assert!(!is_ticked(&person, &entry));
}
