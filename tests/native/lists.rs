//! What the lists say: which rows, how many, how urgent, in which order, and what Today makes of it.

use std::collections::BTreeSet;
use std::slice::from_ref;

use chrono::{Offset as _, TimeZone as _};
use matchbook::content::places::find;
use matchbook::content::{CITIES, CONDITIONS, COUNTRIES, STATES, pack_item};
use matchbook::domain::checklist::Judged;
use matchbook::domain::checklist::{
    Bag, Entry, Filter, Habit, List, Moment, Urgency, Verdict, due_of_new, with_amount,
};
use matchbook::domain::order;
use matchbook::domain::program::{Program, Stage};
use matchbook::domain::record::Record;
use matchbook::domain::season::{SEASON, Season};
use matchbook::domain::time::{Day, Hours, Instant, Minute, WallTime, resolve};
use matchbook::domain::trip::{Booking, Field, Format, Interview, Trip};
use matchbook::domain::zone::{is_abroad, is_american};
use matchbook::store::acts::checklist::ChecklistAction;
use matchbook::store::acts::look_back::LookBack;
use matchbook::store::acts::trips::TripAction;
use matchbook::store::core::change::{Act, Change, Plan, Replaces, stamp};
use matchbook::store::core::codec::Op;
use matchbook::store::core::hlc::{Actor, Hlc};
use matchbook::store::core::model::Model;
use matchbook::store::core::undo::{History, Origin};
use matchbook::store::read::agenda::agenda;
use matchbook::store::read::attire::{attire, attire_of};
use matchbook::store::read::bags::{head_of, is_head, put_down, whereabouts};
use matchbook::store::read::conditions::{
    asked, asked_once, conditions, missing, nights, say_nights,
};
use matchbook::store::read::home::{asks_home, with_home};
use matchbook::store::read::line::{Hidden, entry_id, essentials};
use matchbook::store::read::look_back::{in_question, is_exception, presumed, thing_of};
use matchbook::store::read::packing::{PackRow, packing, packing_of};
use matchbook::store::read::print::as_text;
use matchbook::store::read::tasks::{TaskRow, tasks};
use matchbook::store::read::today::{About, next_interview};
use matchbook::store::read::trips::{all_clashes, travel_days, trips};
use matchbook::store::read::world::World;
use proptest::prelude::*;

fn offset(zone: &str, at: Instant) -> i32 {
    let Ok(zone) = zone.parse::<chrono_tz::Tz>() else {
        return 0;
    };
    let utc = chrono::DateTime::from_timestamp_millis(at.0)
        .unwrap()
        .naive_utc();
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc() / 60
}

fn short(zone: &str, _: Instant) -> String {
    match zone {
        "America/Chicago" => "CT".to_owned(),
        _ => "??".to_owned(),
    }
}

const HOME: &str = "Asia/Kolkata";

fn world(now: Instant) -> World<'static> {
    World {
        now,
        phone_zone: HOME,
        offset: &offset,
        abbreviation: &short,
        hours: Hours::TwentyFour,
    }
}

fn at(zone: &str, day: &str, time: &str) -> Instant {
    let wall = WallTime {
        day: Day::parse(day).unwrap(),
        minute: Minute::parse(time).unwrap(),
    };
    resolve(wall, &|at| offset(zone, at)).instant()
}

#[derive(Default, Clone)]
struct Book {
    model: Model,
    last: Hlc,
}

impl Book {
    fn put<R: Record>(&mut self, id: &str, record: &R) {
        let changes = record
            .changes_since(&R::default())
            .into_iter()
            .map(|(field, val)| Change {
                kind: R::KIND.into(),
                id: id.into(),
                field: field.into(),
                val: val.into(),
            });
        self.write(changes.collect());
    }

    fn write(&mut self, changes: Vec<Change>) {
        let ops = self.stamped(changes);
        self.apply(&ops);
    }

    fn stamped(&self, changes: Vec<Change>) -> Vec<Op> {
        let actor = Actor { device: 1, tab: 1 };
        stamp(
            &self.model,
            changes,
            Replaces::Shown,
            actor,
            1,
            self.last,
            5,
        )
    }

    fn apply(&mut self, ops: &[Op]) {
        for op in ops {
            self.last = op.hlc;
            self.model.apply(op);
        }
    }

    fn does(&mut self, act: impl Act) -> usize {
        let Ok(Plan::Write(changes)) = act.plan(&self.model) else {
            panic!("writes")
        };
        let count = changes.len();
        self.write(changes);
        count
    }
}

fn interview(trip: &str, program: &str, day: &str, format: Format) -> Interview {
    Interview {
        trip: Some(trip.into()),
        program: program.to_owned(),
        day: Day::parse(day).ok(),
        start: Minute::new(8, 0),
        length: format.usual_length(),
        zone: "America/Chicago".to_owned(),
        format,
        invited: Day::parse("2026-11-20").ok(),
        ..Interview::default()
    }
}

fn book(yes: &[&str], nights: u8, formats: &[Format]) -> Book {
    let mut book = Book::default();
    let yes: BTreeSet<String> = yes.iter().map(|&id| id.to_owned()).collect();
    book.put(
        "t",
        &Trip {
            title: "Chicago".to_owned(),
            nights,
            answered: yes.clone(),
            conditions: yes,
            ..Trip::default()
        },
    );
    for (n, format) in formats.iter().enumerate() {
        let day = format!("2026-12-{}", 14 + n);
        book.put(
            &format!("i{n}"),
            &interview("t", &format!("P{n}"), &day, *format),
        );
    }
    book
}

use Format::{InPerson, Virtual};

fn before() -> World<'static> {
    world(at("America/Chicago", "2026-12-01", "12:00"))
}

fn row_of<'a>(rows: &'a [PackRow], item: &str) -> &'a PackRow {
    rows.iter()
        .find(|row| row.line.item == item)
        .expect("it is on the list")
}

fn items(rows: &[PackRow]) -> BTreeSet<&str> {
    rows.iter().map(|row| &*row.line.item).collect()
}

#[test]
fn a_virtual_interview_is_a_call_whatever_was_said_of_a_journey() {
    // Answers about a journey may stem from a time when the interview was in person; the format, which
    // the form shows, is the newer word.
    for (nights, answers) in [(0, &[][..]), (3, &[]), (1, &["c_flight", "c_intl"])] {
        let book = book(answers, nights, &[Virtual]);
        let yes = conditions(&book.model, &"t".into(), &before());
        assert_eq!(
            yes,
            ["c_call", "c_virtual"].map(str::to_owned).into(),
            "{nights} nights, {answers:?}"
        );
        let rows = packing(&book.model, &"t".into(), &before());
        let there = items(&rows);
        for travel in [
            "pk-id",
            "pk-shoes",
            "pk-suit",
            "pk-hotel",
            "pk-steamer",
            "pk-sleep",
            "pk-tickets",
            "pk-folder",
            "pk-cv",
            "pk-powerbank",
            "pk-pain",
        ] {
            assert!(!there.contains(travel), "{travel}");
        }
        for set_up in [
            "pk-call-laptop",
            "pk-call-camera",
            "pk-headset",
            "pk-call-internet",
            "pk-call-program",
            "pk-call-link",
            "pk-call-light",
            "pk-call-background",
            "pk-call-room",
            "pk-call-water",
            "pk-call-notes",
        ] {
            assert!(there.contains(set_up), "{set_up}");
        }
        assert!(rows.iter().all(|row| row.bag == Bag::Desk), "no bags");
        let tasks = tasks(&book.model, &"t".into(), &before());
        let due = |item: &str| {
            let row = tasks.iter().find(|row| row.line.item == item)?;
            row.due.as_ref().map(|due| due.day.iso())
        };
        for travel in [
            "lg-leave",
            "lg-onsite",
            "lg-hotel",
            "lg-arrive1",
            "lg-arrive2",
            "lg-layout",
            "lg-alarms",
            "lg-print",
        ] {
            assert_eq!(due(travel), None, "{travel}");
        }
        for call in ["lg-virtual-link", "lg-virtual-test", "lg-virtual-updates"] {
            assert_eq!(due(call).as_deref(), Some("2026-12-13"), "{call}");
        }
        assert!(due("lg-virtual-join").is_some() && due("lg-virtual-silent").is_some());
        let worn = attire(&book.model, &"t".into(), &before());
        let wears = |item: &str| worn.iter().any(|row| row.line.item == item);
        assert!(wears("at-suit") && wears("at-shoes") && wears("at-call-full"));
        assert!(!wears("at-walk") && !wears("at-bag") && !wears("at-handshake"));
        assert!(
            asked(&book.model, &"t".into(), &before())
                .iter()
                .all(|asked| { !asked.condition.not_with.contains(&"c_virtual") })
        );
    }
}

#[test]
fn a_trip_with_a_call_and_a_visit_has_bags_and_a_set_up() {
    let book = book(&[], 1, &[InPerson, Virtual]);
    let rows = packing(&book.model, &"t".into(), &before());
    let bags: BTreeSet<Bag> = rows.iter().map(|row| row.bag).collect();
    assert_eq!(bags.len(), 4, "{bags:?}");
    assert!(rows.iter().all(
        |row| (row.bag == Bag::Desk) == row.line.item.starts_with("pk-call")
            || row.line.item == "pk-headset"
    ));
    assert!(!items(&rows).contains("pk-laptop"), "one laptop");
    let tasks = tasks(&book.model, &"t".into(), &before());
    let of = |item: &str| -> Vec<&str> {
        let mine = tasks.iter().filter(|row| row.line.item == item);
        mine.filter_map(|row| row.program.as_deref()).collect()
    };
    assert_eq!(of("lg-leave"), ["P0"]);
    assert_eq!(of("lg-virtual-join"), ["P1"]);
}

fn set_place(book: &mut Book, id: &str, zone: &str, state: &str) {
    let one = Interview {
        zone: zone.to_owned(),
        state: state.to_owned(),
        ..book.model.get_or_default(id)
    };
    book.does(TripAction::EditInterview {
        id: id.into(),
        interview: one,
    });
}

fn suggested(book: &Book, world: &World, id: &str) -> String {
    let asked = asked(&book.model, &"t".into(), world);
    asked
        .iter()
        .find(|asked| asked.condition.id == id)
        .map(|asked| asked.suggestion())
        .unwrap_or_default()
}

#[test]
fn what_can_be_known_is_suggested_with_its_reason_and_counts_until_it_is_answered() {
    let mut book = book(&[], 2, &[InPerson]);
    set_place(&mut book, "i0", "America/Chicago", "IL");
    for (id, says) in [
        ("c_intl", "Suggested: yes, because home is outside the U.S."),
        (
            "c_flight",
            "Suggested: yes, because home is outside the U.S.",
        ),
        (
            "c_timezones",
            "Suggested: yes, because home is 11½ hours away",
        ),
        (
            "c_winter",
            "Suggested: yes, because December is cold or wet in Illinois",
        ),
        ("c_car", ""),
    ] {
        assert_eq!(suggested(&book, &before(), id), says, "{id}");
    }
    let rows = packing(&book.model, &"t".into(), &before());
    for item in [
        "pk-tickets",
        "pk-adapter",
        "pk-copies",
        "pk-coat",
        "pk-hotel",
    ] {
        assert!(items(&rows).contains(item), "{item}");
    }
    assert!(!items(&rows).contains("pk-visa-docs"), "nobody said so");
    assert_eq!(
        missing(&book.model, &"t".into(), &before()),
        ["visa", "car"]
    );
    let count = asked(&book.model, &"t".into(), &before()).len();
    assert!((5..=7).contains(&count), "{count} questions");

    // An answer outranks the suggestion, and is not asked for again.
    let mut trip: Trip = book.model.get_or_default("t");
    trip.answered
        .extend(["c_flight", "c_car"].map(str::to_owned));
    trip.conditions.insert("c_car".to_owned());
    book.does(TripAction::Edit {
        id: "t".into(),
        trip,
    });
    assert_eq!(suggested(&book, &before(), "c_flight"), "");
    let rows = packing(&book.model, &"t".into(), &before());
    assert!(!items(&rows).contains("pk-tickets") && items(&rows).contains("pk-licence"));
    assert_eq!(missing(&book.model, &"t".into(), &before()), ["visa"]);

    // In Honolulu it is mild; from home in New York only the clocks speak for a flight.
    set_place(&mut book, "i0", "Pacific/Honolulu", "HI");
    assert_eq!(
        suggested(&book, &before(), "c_winter"),
        "Suggested: no, because December is mild in Hawaii"
    );
    let east = World {
        phone_zone: "America/New_York",
        ..before()
    };
    let other = self::book(&[], 1, &[InPerson]);
    assert_eq!(suggested(&other, &east, "c_flight"), "", "one hour: open");
    assert!(
        asked(&other.model, &"t".into(), &east).iter().all(|asked| {
            !["c_intl", "c_entry_visa", "c_timezones"].contains(&asked.condition.id)
        })
    );
    assert_eq!(
        missing(&other.model, &"t".into(), &east),
        ["flight", "car", "home"],
        "home is not known to be there"
    );
}

#[test]
fn nights_are_suggested_from_days_and_answers_until_the_person_says_how_many() {
    const TODAY: &str = "2026-12-01";
    let zones = |phone_zone| World {
        phone_zone,
        ..world(at("America/Chicago", TODAY, "12:00"))
    };
    let near = zones("America/Chicago");
    let says = |book: &Book, world: &World| {
        let stay = nights(&book.model, &"t".into(), world);
        (stay.count, stay.suggestion())
    };
    let said = |count: u8, sentence: &str| (count, sentence.to_owned());
    // One day near home asks for no night, and nor does a call on the next day.
    assert_eq!(says(&book(&[], 0, &[InPerson]), &near), said(0, ""));
    assert_eq!(
        says(&book(&[], 0, &[InPerson, Virtual]), &near),
        said(0, "")
    );
    for (yes, formats, zone, count, sentence) in [
        (
            &[][..],
            &[InPerson, InPerson][..],
            "America/Chicago",
            1,
            "Suggested, because the interviews are 1 night apart",
        ),
        (
            &["c_flight"],
            &[InPerson],
            "America/Chicago",
            1,
            "Suggested, because you arrive the day before",
        ),
        (
            &["c_flight"],
            &[InPerson, Virtual, InPerson],
            "America/Chicago",
            3,
            "Suggested, because you arrive the day before and the interviews are 2 nights apart",
        ),
        (
            &["c_dinner"],
            &[InPerson],
            "America/Chicago",
            1,
            "Suggested, because there is an event the evening before",
        ),
        (
            &[],
            &[InPerson, InPerson],
            "Asia/Kolkata",
            3,
            "Suggested, because you arrive two days before and the interviews are 1 night apart",
        ),
        (&["c_local"], &[InPerson, InPerson], "Asia/Kolkata", 0, ""),
        (&["c_flight", "c_dinner"], &[Virtual], "Asia/Kolkata", 0, ""),
    ] {
        let book = book(yes, 0, formats);
        let world = zones(zone);
        assert_eq!(
            says(&book, &world),
            said(count, sentence),
            "{yes:?} {formats:?}"
        );
        let holds = conditions(&book.model, &"t".into(), &world);
        assert_eq!(
            holds.contains("c_overnight"),
            count > 0,
            "{yes:?} {formats:?}"
        );
    }

    // What is suggested counts on the lists and clashes with nothing: but what was said does.
    let mut book = book(&["c_flight", "c_meds"], 0, &[InPerson, Virtual, InPerson]);
    let amount = |book: &Book| {
        let rows = packing(&book.model, &"t".into(), &near);
        row_of(&rows, "pk-meds").quantity.clone()
    };
    assert_eq!(amount(&book), "6 days");
    assert!(all_clashes(&book.model, &near).is_empty());
    let say = |book: &mut Book, count: u8| {
        let mut trip: Trip = book.model.get_or_default("t");
        say_nights(&mut trip, count);
        book.does(TripAction::Edit {
            id: "t".into(),
            trip,
        });
    };
    for count in [4, 0, 1] {
        say(&mut book, count);
        assert_eq!(says(&book, &near), said(count, ""), "it was said");
        assert_eq!(amount(&book), format!("{} days", count + 3));
        assert_eq!(all_clashes(&book.model, &near).is_empty(), count >= 2);
        let holds = conditions(&book.model, &"t".into(), &near);
        assert_eq!(holds.contains("c_overnight"), count > 0);
        let asks = asked(&book.model, &"t".into(), &near);
        assert!(asks.iter().all(|one| one.condition.id != "c_overnight"));
    }

    // Weeks apart are two journeys, and who declined is not travelled to.
    let mut apart = self::book(&[], 0, &[InPerson]);
    apart.put("i1", &interview("t", "P1", "2027-01-04", InPerson));
    assert_eq!(says(&apart, &near), said(0, ""));
    let mut off = self::book(&[], 0, &[InPerson, InPerson]);
    off.put(
        "p1",
        &Program {
            name: "P1".to_owned(),
            stage: Stage::Declined,
            ..Program::default()
        },
    );
    let mut second: Interview = off.model.get_or_default("i1");
    second.at = Some("p1".into());
    off.put("i1", &second);
    assert_eq!(says(&off, &near), said(0, ""));
}

#[test]
fn nothing_is_suggested_before_there_is_something_to_follow_from() {
    let mut book = Book::default();
    book.put(
        "t",
        &Trip {
            draft: true,
            ..Trip::default()
        },
    );
    book.put(
        "i0",
        &Interview {
            trip: Some("t".into()),
            ..Interview::default()
        },
    );
    for one in asked(&book.model, &"t".into(), &before()) {
        assert_eq!(one.suggestion(), "", "{}", one.condition.id);
    }
}

#[test]
fn what_is_about_the_person_is_asked_once_for_every_trip() {
    let mut book = book(&[], 0, &[InPerson]);
    let has = |book: &Book, item: &str| {
        items(&packing(&book.model, &"t".into(), &before())).contains(item)
    };
    assert!(
        asked(&book.model, &"t".into(), &before())
            .iter()
            .all(|one| one.condition.id != "c_meds")
    );
    assert!(
        asked_once(&book.model)
            .iter()
            .all(|one| one.answer.is_none())
    );
    assert!(!has(&book, "pk-meds"));
    let season = Season {
        conditions: ["c_meds".to_owned()].into(),
        answered: ["c_meds".to_owned(), "c_tie".to_owned()].into(),
        ..Season::default()
    };
    book.put(SEASON, &season);
    assert!(has(&book, "pk-meds"));
    let answers: Vec<(&str, bool)> = asked_once(&book.model)
        .iter()
        .filter_map(|one| Some((one.condition.id, one.answer?)))
        .collect();
    assert_eq!(answers, [("c_tie", false), ("c_meds", true)]);
    // What an older version asked for this trip alone stays as it was answered.
    let trip = Trip {
        conditions: ["c_tie".to_owned()].into(),
        answered: ["c_tie".to_owned(), "c_meds".to_owned()].into(),
        ..Trip::default()
    };
    book.put("t", &trip);
    assert!(!has(&book, "pk-meds") && has(&book, "pk-tie"));
}

#[test]
fn home_stays_home_wherever_the_phone_lands() {
    let plan = |book: &Book, phone_zone: &'static str| {
        let world = World {
            phone_zone,
            ..before()
        };
        let due = |item: &str| {
            let rows = tasks(&book.model, &"t".into(), &world);
            let row = rows.iter().find(|row| row.line.item == item).cloned();
            row.and_then(|row| row.due).map(|due| due.day.iso())
        };
        (
            world.home(&book.model),
            due("lg-arrive2"),
            due("lg-arrive1"),
            due("lg-sleepshift"),
            travel_days(&book.model, &world),
            conditions(&book.model, &"t".into(), &world),
            next_interview(&book.model, &world).and_then(|next| next.body),
        )
    };
    let mut kept = book(&[], 2, &[InPerson]);
    let begin = |home: &str| TripAction::Begin {
        trip: "u".into(),
        interview: "j".into(),
        today: Day::parse("2026-11-20").unwrap(),
        home: home.to_owned(),
    };
    kept.does(begin("Asia/Kolkata"));
    let at_home = plan(&kept, "Asia/Kolkata");
    assert_eq!(at_home.1.as_deref(), Some("2026-12-12"), "two days ahead");
    let rest: Vec<String> = at_home.4.iter().map(|day| day.iso()).collect();
    assert_eq!(rest, ["2026-12-12", "2026-12-15"], "there and back");
    for landed in ["America/Chicago", "Pacific/Honolulu", "UTC"] {
        assert_eq!(plan(&kept, landed), at_home, "{landed}");
    }
    // Not even another trip, begun over there, moves it.
    kept.does(begin("America/Chicago"));
    assert_eq!(kept.model.season().home_zone, "Asia/Kolkata");
    // The control: with nothing kept, home goes where the phone goes.
    let lost = book(&[], 2, &[InPerson]);
    assert_ne!(plan(&lost, "Asia/Kolkata"), plan(&lost, "America/Chicago"));
}

#[test]
fn home_is_kept_at_once_abroad_and_asked_for_in_the_states() {
    let phone = |phone_zone: &'static str| World {
        phone_zone,
        ..before()
    };
    let welcomed = Season {
        welcomed: Day::parse("2026-10-01").ok(),
        ..Season::default()
    };
    let kept = |season: &Season, zone| with_home(season, &phone(zone)).map(|one| one.home_zone);
    assert_eq!(
        kept(&welcomed, "Asia/Kolkata").as_deref(),
        Some("Asia/Kolkata")
    );
    for open in [
        "America/Chicago",
        "America/Indiana/Knox",
        "US/Eastern",
        "UTC",
        "Etc/GMT+5",
    ] {
        assert_eq!(kept(&welcomed, open), None, "{open}");
    }
    assert_eq!(
        kept(&Season::default(), "Asia/Kolkata"),
        None,
        "not welcomed yet"
    );
    let chosen = Season {
        home_zone: "Africa/Cairo".to_owned(),
        ..welcomed.clone()
    };
    assert_eq!(kept(&chosen, "Asia/Kolkata"), None, "chosen already");

    let mut book = Book::default();
    let asks = |book: &Book, zone| asks_home(&book.model, &phone(zone));
    assert!(!asks(&book, "Asia/Kolkata"));
    assert!(asks(&book, "America/Chicago"), "here, or only landed here");
    book.does(TripAction::Begin {
        trip: "t".into(),
        interview: "i".into(),
        today: Day::parse("2026-11-20").unwrap(),
        home: "America/Chicago".to_owned(),
    });
    assert!(
        asks(&book, "America/Chicago"),
        "prefilled, still to be seen"
    );
    book.does(TripAction::Edit {
        id: "t".into(),
        trip: Trip::default(),
    });
    assert!(
        !asks(&book, "America/Chicago"),
        "a trip was finished with it"
    );
}

fn booked(ones: &[Interview]) -> Vec<Booking> {
    ones.iter().cloned().map(Booking::new).collect()
}

#[test]
fn a_trip_is_called_after_its_program_city_and_date_as_they_are_now() {
    let name = |title: &str, ones: &[Interview]| {
        let trip = Trip {
            title: title.to_owned(),
            ..Trip::default()
        };
        trip.name(&booked(ones))
    };
    let one = |program: &str, place: &str, day: &str| Interview {
        place: place.to_owned(),
        ..interview("t", program, day, InPerson)
    };
    let rush = one("Rush", "Chicago", "2026-12-14");
    let check = |title: &str, ones: &[Interview], says: &str| assert_eq!(name(title, ones), says);
    check("", from_ref(&rush), "Rush · Chicago · Mon 14 Dec");
    check(
        "",
        &[one("Rush", "Evanston", "2026-12-15")],
        "Rush · Evanston · Tue 15 Dec",
    );
    check("Second look", from_ref(&rush), "Second look");
    // Written by an older version when the trip was finished.
    check("Chicago", from_ref(&rush), "Rush · Chicago · Mon 14 Dec");
    check("Rush", from_ref(&rush), "Rush · Chicago · Mon 14 Dec");
    let street = "Chicago, 1653 W Congress Pkwy";
    check(
        street,
        &[one("Rush", street, "2026-12-14")],
        "Rush · Chicago · Mon 14 Dec",
    );
    check(
        "",
        &[rush.clone(), one("Cook", "", "2026-12-15")],
        "Rush and 1 more · Chicago · Mon 14 Dec",
    );
    check("", &[Interview::default()], "New trip");
    check("", &[], "New trip");
    check("", &[one("Rush", "", "soon")], "Rush");
    let short = |title: &str, ones: &[Interview]| {
        let trip = Trip {
            title: title.to_owned(),
            ..Trip::default()
        };
        trip.short_name(&booked(ones))
    };
    assert_eq!(short("", from_ref(&rush)), "Rush");
    assert_eq!(short("", &[one("", "Chicago", "soon")]), "Chicago");
    assert_eq!(short("Second look", from_ref(&rush)), "Second look");
    assert_eq!(short("", &[]), "New trip");
}

#[test]
fn city_and_street_are_two_things_also_where_one_field_held_both() {
    let check = |place: &str, city: &str, street: &str| {
        let mut one = Interview {
            place: place.to_owned(),
            ..Interview::default()
        };
        assert_eq!((one.city(), &*one.street()), (city, street), "{place}");
        one.part();
        assert_eq!((&*one.place, &*one.address), (city, street), "{place}");
        // From now on each is as it is typed.
        one.place = "Area 51, ".to_owned();
        assert_eq!((one.city(), &*one.street()), ("Area 51,", street));
    };
    check("Chicago", "Chicago", "");
    check("Portland, OR", "Portland, OR", "");
    check(
        "Chicago, 1653 W Congress Pkwy",
        "Chicago",
        "1653 W Congress Pkwy",
    );
    check(
        "1653 W Congress Pkwy, Chicago, IL 60612",
        "Chicago",
        "1653 W Congress Pkwy, IL 60612",
    );
    check("1653 W Congress Pkwy", "", "1653 W Congress Pkwy");
    check(" ", "", "");
}

#[test]
fn what_is_missing_is_said_at_once_and_a_strange_date_is_asked_about() {
    let today = Day::parse("2026-11-28").unwrap();
    let fields = |one: &Interview| -> Vec<Field> {
        let faults = Booking::new(one.clone()).faults();
        assert!(faults.iter().all(|(_, sentence)| sentence.ends_with('.')));
        faults.into_iter().map(|(field, _)| field).collect()
    };
    let all = [Field::Program, Field::Day, Field::Start, Field::Zone];
    assert_eq!(fields(&Interview::default()), all);
    let full = interview("t", "Rush", "2026-12-14", InPerson);
    assert_eq!(fields(&full), []);
    let no_zone = Interview {
        zone: String::new(),
        program: " ".to_owned(),
        ..full.clone()
    };
    assert_eq!(fields(&no_zone), [Field::Program, Field::Zone]);
    assert_eq!(full.doubt(today), None);
    for (day, asks) in [
        ("2025-12-14", "over"),
        ("2026-11-27", "over"),
        ("2028-12-14", "more than a year"),
    ] {
        let one = interview("t", "Rush", day, InPerson);
        assert!(
            one.doubt(today).is_some_and(|asks_| asks_.contains(asks)),
            "{day}"
        );
        assert_eq!(fields(&one), [], "asked about, not refused");
    }
    assert_eq!(
        interview("t", "Rush", "2026-11-28", InPerson).doubt(today),
        None
    );
    assert_eq!(Interview::default().doubt(today), None);
}

#[test]
fn a_draft_in_which_nothing_was_said_is_not_shown() {
    let mut book = Book::default();
    let draft = Trip {
        draft: true,
        created: Day::parse("2026-11-20").ok(),
        ..Trip::default()
    };
    let blank = Interview {
        trip: Some("t".into()),
        zone: "America/Chicago".to_owned(),
        invited: Day::parse("2026-11-20").ok(),
        ..Interview::default()
    };
    book.put("t", &draft);
    book.put("i", &blank);
    assert!(trips(&book.model, &before()).is_empty());
    assert!(
        agenda(&book.model, &before(), &BTreeSet::new())
            .iter()
            .flat_map(|section| &section.rows)
            .all(|row| row.about != About::Trip)
    );
    for said in [
        Interview {
            program: "R".to_owned(),
            ..blank.clone()
        },
        Interview {
            day: Day::parse("2026-12-14").ok(),
            ..blank.clone()
        },
        Interview {
            format: Virtual,
            ..blank.clone()
        },
    ] {
        let mut book = book.clone();
        book.put("i", &said);
        assert_eq!(trips(&book.model, &before()).len(), 1, "{said:?}");
    }
    let mut named = book.clone();
    named.put("t", &Trip { nights: 1, ..draft });
    assert_eq!(trips(&named.model, &before()).len(), 1);
}

#[test]
fn every_city_and_every_state_of_the_content_is_found_by_its_name() {
    for city in CITIES {
        let found = find(&[city.name, ", ", city.state].concat());
        assert_eq!(
            (found.state, found.zone),
            (city.state, city.zone),
            "{}",
            city.name
        );
    }
    let is_city = |name: &str| CITIES.iter().any(|city| city.name == name);
    for state in STATES.iter().filter(|state| !is_city(state.name)) {
        assert_eq!(find(state.name).state, state.id, "{}", state.name);
        assert_eq!(
            find(&["Nowhere in particular, ", state.id].concat()).state,
            state.id
        );
    }
}

#[test]
fn a_city_that_is_known_gives_its_state_and_zone_and_no_other_does() {
    let check = |text: &str, state: &str, zone: &str| {
        let found = find(text);
        assert_eq!((found.state, found.zone), (state, zone), "{text}");
    };
    const EAST: &str = "America/New_York";
    const CENTRAL: &str = "America/Chicago";
    const PACIFIC: &str = "America/Los_Angeles";
    for chicago in [
        "Chicago",
        " chicago ",
        "Chicago, IL",
        "Chicago IL",
        "CHICAGO, Illinois",
        "Chicago, IL 60612",
        "1653 W Congress Pkwy, Chicago, IL 60612",
    ] {
        check(chicago, "IL", CENTRAL);
    }
    check("St. Louis", "MO", CENTRAL);
    check("Saint Louis, MO", "MO", CENTRAL);
    check("Ft Worth", "TX", CENTRAL);
    check("El Paso, TX", "TX", "America/Denver");
    check("Anchorage", "AK", "America/Anchorage");
    check("Honolulu", "HI", "Pacific/Honolulu");
    check("Phoenix", "AZ", "America/Phoenix");
    check("New York, NY", "NY", EAST);
    check("New York", "NY", EAST);
    check("Washington, DC", "DC", EAST);
    check("Washington, D.C.", "DC", EAST);
    // Several cities of that name: only what they share.
    check("Portland", "", "");
    check("Portland, OR", "OR", PACIFIC);
    check("Portland, Maine", "ME", EAST);
    check("Rochester", "", "");
    check("Rochester MN", "MN", CENTRAL);
    check("Kansas City", "", CENTRAL);
    check("Columbus", "", EAST);
    // Another city of a known name; a small town; a state with two zones.
    check("Chicago, OH", "OH", EAST);
    check("Smallville, Iowa", "IA", CENTRAL);
    check("Smallville, KS", "KS", "");
    check("Florida", "FL", "");
    for open in ["", ",", "Kolkata", "Chicag", "Paris, France", "Rush", "💊"] {
        check(open, "", "");
    }
}

#[test]
fn every_zone_of_the_places_exists() {
    let states = STATES.iter().filter_map(|state| state.zone);
    let zones = CITIES.iter().map(|city| city.zone).chain(states);
    for zone in zones.clone().chain(COUNTRIES.iter().map(|(_, zone)| *zone)) {
        assert!(zone.parse::<chrono_tz::Tz>().is_ok(), "{zone}");
    }
    for zone in zones {
        assert!(is_american(zone), "{zone}");
    }
    assert!(COUNTRIES.iter().all(|(_, zone)| is_abroad(zone)));
}

#[test]
fn no_two_conditions_contradict_each_other() {
    for nights in [0, 2] {
        for formats in [&[InPerson][..], &[Virtual], &[InPerson, Virtual], &[]] {
            for answered in std::iter::once(None).chain(CONDITIONS.iter().map(|one| Some(one.id))) {
                let answers: Vec<&str> = answered.into_iter().collect();
                let book = book(&answers, nights, formats);
                let yes = conditions(&book.model, &"t".into(), &before());
                for one in CONDITIONS.iter().filter(|one| yes.contains(one.id)) {
                    let clash = one.not_with.iter().find(|other| yes.contains(**other));
                    assert_eq!(
                        clash, None,
                        "{} with {answers:?} {formats:?} {nights}",
                        one.id
                    );
                }
            }
        }
    }
}

#[test]
fn amounts_follow_nights_and_interviews() {
    let amount = |nights: u8, formats: &[Format], item: &str| {
        let mut book = book(&["c_meds"], nights, formats);
        let mut trip: Trip = book.model.get_or_default("t");
        say_nights(&mut trip, nights);
        book.put("t", &trip);
        let rows = packing(&book.model, &"t".into(), &before());
        rows.into_iter()
            .find(|row| row.line.item == item)
            .expect(item)
            .quantity
    };
    for (nights, count) in [(0, 1), (1, 1), (2, 2), (9, 3)] {
        let formats = vec![InPerson; count];
        let copies = (4 * count).clamp(3, 12);
        assert_eq!(
            amount(nights, &formats, "pk-cv"),
            format!("{copies} copies")
        );
        let shirts = (usize::from(nights) + 1).clamp(2, 5);
        assert_eq!(
            amount(nights, &formats, "pk-shirt"),
            format!("{shirts} shirts")
        );
        assert_eq!(
            amount(nights, &formats, "pk-meds"),
            format!("{} days", nights + 3)
        );
        assert_eq!(
            amount(nights, &formats, "pk-suit"),
            "",
            "one is not worth saying"
        );
    }
    let mut book = book(&[], 1, &[InPerson]);
    book.put(
        &entry_id("t", "pk-cv"),
        &Entry {
            quantity: Some("a stack".to_owned()),
            ..Entry::default()
        },
    );
    let rows = packing(&book.model, &"t".into(), &before());
    assert_eq!(
        rows.iter()
            .find(|row| row.line.item == "pk-cv")
            .unwrap()
            .quantity,
        "a stack"
    );
}

#[test]
fn lists_stand_in_a_stable_order() {
    let book = book(&["c_flight", "c_tie"], 2, &[InPerson, InPerson]);
    let once = packing(&book.model, &"t".into(), &before());
    assert_eq!(once, packing(&book.model, &"t".into(), &before()));
    assert!(once.is_sorted_by_key(|row| row.bag));
    for bag in [Bag::OnMe, Bag::CarryOn, Bag::Checked] {
        let places: Vec<usize> = once
            .iter()
            .filter(|row| row.bag == bag)
            .map(|row| {
                matchbook::content::PACKING
                    .iter()
                    .position(|item| item.id == row.line.item)
                    .unwrap()
            })
            .collect();
        assert!(places.is_sorted(), "{bag:?} as in the file");
    }
    assert!(attire(&book.model, &"t".into(), &before()).is_sorted_by_key(|row| row.moment));
    let tasks = tasks(&book.model, &"t".into(), &before());
    assert!(tasks.is_sorted_by_key(|row| row.due.as_ref().map(|due| (due.day, due.wall))));
    let ids: BTreeSet<&str> = tasks.iter().map(|row| &*row.line.id).collect();
    assert_eq!(ids.len(), tasks.len(), "every row has an entry of its own");
}

#[test]
fn the_checked_bag_warns_on_a_flight() {
    for (yes, warned) in [(&["c_flight"][..], true), (&[], false)] {
        let mut book = book(yes, 1, &[InPerson]);
        // From so far away a flight is suggested until it is denied.
        book.put(
            "t",
            &Trip {
                answered: ["c_flight".to_owned()].into(),
                ..book.model.get_or_default("t")
            },
        );
        for item in ["t/pk-suit", "t/pk-belt"] {
            book.put(
                item,
                &Entry {
                    bag: Some(Bag::Checked),
                    ..Entry::default()
                },
            );
        }
        let rows = packing(&book.model, &"t".into(), &before());
        let warns = |item: &str| {
            rows.iter()
                .any(|row| row.line.item == item && row.warning().is_some())
        };
        assert!(pack_item("pk-suit").unwrap().cabin);
        assert_eq!(
            (warns("pk-suit"), warns("pk-belt")),
            (warned, false),
            "{yes:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_moves_keep_a_total_order(moves in proptest::collection::vec((0..9_usize, 0..9_usize), 1..40), collide in any::<bool>()) {
        let mut keys = order::initial(9);
        if collide {
            keys[4] = keys[3].clone();
            keys[7] = keys[6].clone();
        }
        let mut rows: Vec<(String, usize)> = keys.into_iter().zip(0..).collect();
        for (from, to) in moves {
            let keys: Vec<String> = rows.iter().map(|(key, _)| key.clone()).collect();
            let distinct = keys.windows(2).all(|pair| pair[0] < pair[1]);
            let written = order::moved(&keys, from, to);
            if distinct {
                prop_assert_eq!(written.len(), usize::from(from != to));
                prop_assert!(written.iter().all(|(row, _)| *row == from), "only the moved row");
            }
            let mut want: Vec<usize> = rows.iter().map(|(_, id)| *id).collect();
            let moved = want.remove(from);
            want.insert(to, moved);
            for (row, key) in written {
                prop_assert!(key.len() < 64, "keys stay short");
                rows[row].0 = key;
            }
            rows.sort();
            if distinct {
                let now: Vec<usize> = rows.iter().map(|(_, id)| *id).collect();
                prop_assert_eq!(now, want);
            }
        }
    }
}

/// The bags of a trip as the screen shows them while their order is changed.
fn in_bags(book: &Book) -> Vec<String> {
    let rows = packing(&book.model, &"t".into(), &before());
    let things = |bag: Bag| {
        let mine = rows.iter().filter(move |row| row.bag == bag);
        mine.filter(|row| row.line.hidden == Hidden::No)
            .map(|row| row.line.id.clone())
    };
    let bags = Bag::CARRIED.into_iter();
    bags.flat_map(|bag| std::iter::once(head_of(bag)).chain(things(bag)))
        .collect()
}

fn puts_down(book: &mut Book, id: &str, index: usize) -> usize {
    let Some(now) = put_down(&in_bags(book), id, index) else {
        return 0;
    };
    let rows = packing(&book.model, &"t".into(), &before());
    let key = |id: &String| {
        let row = rows.iter().find(|row| row.line.id == *id).unwrap();
        (id.clone(), row.line.order.clone())
    };
    book.does(ChecklistAction::Move {
        rows: now.rows.iter().map(key).collect(),
        from: now.from,
        to: now.to,
        bag: now.bag,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_thing_lands_in_the_bag_and_at_the_place_where_it_was_put(
        moves in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..25)
    ) {
        let mut book = book(&["c_flight"], 2, &[InPerson]);
        let mut wanted = in_bags(&book);
        for (which, place) in moves {
            let id = which.get(&wanted).clone();
            if is_head(&id) {
                continue;
            }
            wanted.retain(|key| *key != id);
            // Not over the heading of the first bag.
            let index = place.index(wanted.len()) + 1;
            wanted.insert(index, id.clone());
            puts_down(&mut book, &id, index);
            prop_assert_eq!(in_bags(&book), wanted.clone());
        }
    }
}

#[test]
fn a_bag_that_was_emptied_takes_things_again() {
    let mut book = book(&["c_flight"], 2, &[InPerson]);
    let checked = |keys: &[String]| {
        let head = keys.iter().position(|key| *key == head_of(Bag::Checked));
        (head.unwrap(), keys[head.unwrap() + 1..].to_vec())
    };
    loop {
        let keys = in_bags(&book);
        let (head, things) = checked(&keys);
        let Some(thing) = things.first() else { break };
        puts_down(&mut book, thing, head);
    }
    let keys = in_bags(&book);
    let suit = "t/pk-suit";
    let words = |keys: &[String]| whereabouts(keys, suit);
    assert!(words(&keys).starts_with("Carry-on, "), "{}", words(&keys));
    assert_eq!(puts_down(&mut book, suit, keys.len()), 1, "only its bag");
    let keys = in_bags(&book);
    assert_eq!(checked(&keys).1, [suit]);
    assert_eq!(words(&keys), "Checked bag, 1 of 1");
    let rows = packing(&book.model, &"t".into(), &before());
    let suit = rows.iter().find(|row| row.line.id == suit).unwrap();
    assert_eq!(suit.warning(), Some(PackRow::WARNING));
    // A place that is none, and a thing that is none, change nothing.
    assert_eq!(puts_down(&mut book, "t/pk-id", 0), 0);
    assert_eq!(put_down(&keys, "t/nothing", 3), None);
}

#[test]
fn keys_stay_short_when_one_gap_is_split_for_ever() {
    let mut keys = order::initial(3);
    for _ in 0..500 {
        // The last row always goes to the same place.
        let written = order::moved(&keys, 2, 1);
        assert_eq!(written.len(), 1);
        keys[2] = written[0].1.clone();
        keys.sort();
    }
    assert!(keys.iter().all(|key| key.len() < 400), "{keys:?}");
    assert_eq!(order::moved(&keys, 9, 0), Vec::new());
    assert_eq!(order::moved(&keys, 1, 1), Vec::new());
    let first = order::moved(&keys, 2, 0);
    assert!(first[0].1 < keys[0]);
    assert!(order::after(Some("no key")) == order::after(None));
}

#[test]
fn habits_reach_the_next_trip() {
    let mut book = book(&[], 1, &[InPerson]);
    let judge = |book: &mut Book, item: &str, own: Option<(String, Bag)>, verdict| {
        book.does(LookBack::Judge {
            thing: Judged {
                entry: entry_id("t", item),
                item: item.to_owned(),
                own,
            },
            verdict,
        });
    };
    book.put(
        "t/own-1",
        &Entry {
            own: true,
            text: Some("umbrella".to_owned()),
            bag: Some(Bag::CarryOn),
            ..Entry::default()
        },
    );
    judge(&mut book, "pk-lint", None, Some(Verdict::Unused));
    judge(&mut book, "pk-watch", None, Some(Verdict::Missed));
    judge(
        &mut book,
        "own-1",
        Some(("umbrella".to_owned(), Bag::CarryOn)),
        Some(Verdict::Needed),
    );
    book.put(
        "n",
        &Trip {
            nights: 1,
            ..Trip::default()
        },
    );
    book.put("m", &interview("n", "Next", "2027-01-14", InPerson));
    let rows = packing(&book.model, &"n".into(), &before());
    let row = |item: &str| row_of(&rows, item).clone();
    assert_eq!(row("pk-lint").line.hidden, Hidden::ByHabit);
    assert!(row("pk-watch").line.essential && !pack_item("pk-watch").unwrap().essential);
    assert_eq!(
        (
            &*row("own-1").line.text,
            row("own-1").bag,
            row("own-1").line.id
        ),
        ("umbrella", Bag::CarryOn, "n/own-1".to_owned())
    );
    let here = packing(&book.model, &"t".into(), &before());
    assert_eq!(
        here.iter().filter(|row| row.line.item == "own-1").count(),
        1,
        "once on its own trip"
    );
    // Brought back by hand on one trip only; and an own thing of no use is not offered again.
    book.put(
        "n/pk-lint",
        &Entry {
            hidden: Some(false),
            ..Entry::default()
        },
    );
    judge(
        &mut book,
        "own-1",
        Some(("umbrella".to_owned(), Bag::CarryOn)),
        Some(Verdict::Unused),
    );
    let rows = packing(&book.model, &"n".into(), &before());
    assert_eq!(
        rows.iter()
            .find(|row| row.line.item == "pk-lint")
            .unwrap()
            .line
            .hidden,
        Hidden::No
    );
    assert!(!items(&rows).contains("own-1"));
    assert_eq!(
        book.model
            .get::<Habit>("pk-lint")
            .map(|habit| habit.leave_out),
        Some(true)
    );
}

#[test]
fn a_row_read_alone_is_the_row_of_the_list() {
    let mut book = book(&["c_flight"], 3, &[InPerson, Virtual]);
    let own = |list, text: &str| Entry {
        own: true,
        list,
        text: Some(text.to_owned()),
        quantity: Some("2".to_owned()),
        bag: Some(Bag::Checked),
        ..Entry::default()
    };
    book.put("t/own-1", &own(List::Packing, "umbrella"));
    book.put("t/own-2", &own(List::Attire, "scarf"));
    book.put("t/own-3", &own(List::Logistics, "call"));
    // An id that begins with another trip's.
    book.put("tt/own-1", &own(List::Packing, "of another trip"));
    let ticked = Entry {
        done: true,
        hidden: Some(true),
        bag: Some(Bag::Checked),
        ..Entry::default()
    };
    book.put("t/pk-id", &ticked);
    let learned = Habit {
        text: "tea".to_owned(),
        bag: Bag::CarryOn,
        ..Habit::default()
    };
    book.put("own-9", &learned);
    let unused = Habit {
        leave_out: true,
        ..Habit::default()
    };
    book.put("pk-lint", &unused);

    let rows = packing(&book.model, &"t".into(), &before());
    assert!(items(&rows).is_superset(&BTreeSet::from(["pk-id", "pk-lint", "own-1", "own-9"])));
    for row in rows {
        let alone = packing_of(&book.model, &"t".into(), &before(), Some(&row.line.id));
        assert_eq!(alone, [row]);
    }
    let rows = attire(&book.model, &"t".into(), &before());
    assert!(rows.iter().any(|row| row.line.item == "own-2"));
    for row in rows {
        let alone = attire_of(&book.model, &"t".into(), &before(), Some(&row.line.id));
        assert_eq!(alone, [row]);
    }
    for other in ["t/own-3", "tt/own-1", "t/no-such", "t", ""] {
        assert_eq!(
            packing_of(&book.model, &"t".into(), &before(), Some(other)),
            []
        );
        assert_eq!(
            attire_of(&book.model, &"t".into(), &before(), Some(other)),
            []
        );
    }
}

fn task(book: &Book, item: &str, now: Instant) -> TaskRow {
    tasks(&book.model, &"t".into(), &world(now))
        .into_iter()
        .find(|row| row.line.item == item)
        .expect(item)
}

#[test]
fn urgency_turns_at_exact_minutes_across_zones() {
    let book = book(&[], 1, &[InPerson]);
    // Leave 90 minutes before 08:00 in Chicago: 06:30 there, 18:00 in Kolkata, the same instant.
    let due = at(HOME, "2026-12-14", "18:00");
    assert_eq!(due, at("America/Chicago", "2026-12-14", "06:30"));
    let check = |now: Instant, item: &str, want: Urgency| {
        assert_eq!(
            task(&book, item, now).urgency,
            want,
            "{item} at {:?}",
            now.wall(330)
        );
    };
    check(due.plus_minutes(-1), "lg-leave", Urgency::Today);
    check(due, "lg-leave", Urgency::Today);
    check(Instant(due.0 + 1), "lg-leave", Urgency::Late);
    // What is done at the program, and what has a time there, turns at its midnight.
    let turns = |midnight: Instant, item: &str| {
        let before = task(&book, item, midnight.plus_minutes(-1)).urgency;
        assert!(before > Urgency::Today, "{item}: {before:?}");
        check(midnight, item, Urgency::Today);
    };
    for (day, item) in [
        ("2026-12-13", "lg-visit"),
        ("2026-12-13", "lg-layout"),
        ("2026-12-14", "lg-leave"),
        ("2026-12-15", "lg-thank"),
    ] {
        turns(at("America/Chicago", day, "00:00"), item);
    }
    let evening = at("America/Chicago", "2026-12-13", "23:59");
    check(evening, "lg-visit", Urgency::Today);
    check(evening.plus_minutes(1), "lg-visit", Urgency::Late);
    // What is done at home turns at the phone's: for all of the journey, long before it or after it, or
    // counted from the invitation.
    for (day, item) in [
        ("2026-12-09", "lg-clean"),
        ("2026-12-11", "lg-people"),
        ("2026-12-17", "lg-thank-last"),
        ("2026-12-16", "lg-receipts"),
    ] {
        turns(at(HOME, day, "00:00"), item);
    }
    let clean = at(HOME, "2026-12-09", "00:00");
    check(clean.plus_minutes(1439), "lg-clean", Urgency::Today);
    check(clean.plus_minutes(1440), "lg-clean", Urgency::Late);
    // When the interview is over, what was for it is past; what comes after it is not.
    let end = at("America/Chicago", "2026-12-14", "16:00");
    check(end.plus_minutes(-1), "lg-leave", Urgency::Late);
    check(end, "lg-leave", Urgency::Past);
    check(end.plus_minutes(20), "lg-debrief-quick", Urgency::Today);
    check(end.plus_minutes(21), "lg-debrief-quick", Urgency::Late);
    // Exactly one row is the next one.
    let rows = tasks(
        &book.model,
        &"t".into(),
        &world(at(HOME, "2026-12-06", "09:00")),
    );
    assert_eq!(
        rows.iter()
            .filter(|row| row.urgency == Urgency::Next)
            .count(),
        1
    );
}

#[test]
fn a_changed_date_moves_all_tasks_but_those_moved_by_hand() {
    let mut book = book(&[], 1, &[InPerson]);
    let wall = WallTime {
        day: Day::parse("2026-12-02").unwrap(),
        minute: Minute::new(9, 0).unwrap(),
    };
    book.put(
        "t/lg-clean",
        &Entry {
            due: Some(wall),
            ..Entry::default()
        },
    );
    let before_move = tasks(&book.model, &"t".into(), &before());
    let moved = Interview {
        day: Day::parse("2026-12-18").ok(),
        ..book.model.get_or_default("i0")
    };
    assert_eq!(
        book.does(TripAction::EditInterview {
            id: "i0".into(),
            interview: moved
        }),
        1,
        "one field"
    );
    let after = tasks(&book.model, &"t".into(), &before());
    assert_eq!(before_move.len(), after.len());
    for old in &before_move {
        let new = after.iter().find(|row| row.line.id == old.line.id).unwrap();
        let (old_due, new_due) = (old.due.as_ref().unwrap(), new.due.as_ref().unwrap());
        let counted_from_invitation = ["lg-reply", "lg-calendar"].contains(&&*old.line.item);
        let days = if old.moved || counted_from_invitation {
            0
        } else {
            4
        };
        assert_eq!(new_due.day.since(old_due.day), days, "{}", old.line.item);
    }
    assert!(after.iter().any(|row| row.moved));
}

#[test]
fn minutes_are_real_ones_across_a_change_of_the_clocks() {
    let mut book = book(&[], 1, &[]);
    let early = Interview {
        start: Minute::new(3, 0),
        ..interview("t", "Early", "2026-11-01", InPerson)
    };
    book.put("i0", &early);
    let now = at(HOME, "2026-10-01", "12:00");
    let news = task(&book, "lg-news", now).due.unwrap();
    // 180 real minutes before 03:00 CST is 01:00 CDT, the first of the two.
    assert_eq!(news.wall.unwrap().minute.text(), "01:00");
}

#[test]
fn clashes_are_seen_and_only_those() {
    let two = |first: (&str, &str, u16, Format, u8), second: (&str, &str, u16, Format, u8)| {
        let mut book = Book::default();
        for (n, (trip, day, hour, format, nights)) in [first, second].into_iter().enumerate() {
            let mut record = Trip {
                title: trip.to_owned(),
                ..Trip::default()
            };
            say_nights(&mut record, nights);
            book.put(trip, &record);
            let one = Interview {
                start: Minute::new(hour, 0),
                ..interview(trip, &format!("P{n}"), day, format)
            };
            book.put(&format!("i{n}"), &one);
        }
        let found = all_clashes(&book.model, &before());
        found
            .into_iter()
            .map(|clash| clash.sentence)
            .collect::<Vec<_>>()
    };
    let check = |first, second, says: &str| {
        let found = two(first, second);
        if says.is_empty() {
            assert!(found.is_empty(), "{found:?}");
        } else {
            assert!(
                found.len() == 1 && found[0].contains(says) && found[0].ends_with('.'),
                "{found:?}"
            );
        }
    };
    check(
        ("a", "2026-12-14", 8, Virtual, 0),
        ("b", "2026-12-14", 12, Virtual, 0),
        "overlap",
    );
    check(
        ("a", "2026-12-14", 8, Virtual, 0),
        ("b", "2026-12-14", 13, Virtual, 0),
        "",
    );
    check(
        ("a", "2026-12-14", 8, InPerson, 1),
        ("b", "2026-12-15", 8, InPerson, 1),
        "no day to travel",
    );
    check(
        ("a", "2026-12-14", 8, InPerson, 1),
        ("b", "2026-12-16", 8, InPerson, 1),
        "",
    );
    check(
        ("a", "2026-12-14", 8, InPerson, 1),
        ("b", "2026-12-15", 8, Virtual, 0),
        "",
    );
    check(
        ("a", "2026-12-14", 8, InPerson, 0),
        ("a", "2026-12-16", 8, InPerson, 0),
        "2 nights apart",
    );
    check(
        ("a", "2026-12-14", 8, InPerson, 2),
        ("a", "2026-12-16", 8, InPerson, 2),
        "",
    );
    check(
        ("a", "2026-11-14", 8, Virtual, 0),
        ("b", "2026-11-14", 9, Virtual, 0),
        "",
    );
}

#[test]
fn lists_as_text() {
    let mut book = book(&[], 0, &[InPerson]);
    book.put(
        "t/pk-suit",
        &Entry {
            done: true,
            ..Entry::default()
        },
    );
    book.put(
        "t/own",
        &Entry {
            own: true,
            text: Some("Lamp 💡".to_owned()),
            bag: Some(Bag::Checked),
            quantity: Some("2".to_owned()),
            ..Entry::default()
        },
    );
    let text = as_text(&book.model, &"t".into(), List::Packing, &before());
    assert!(text.starts_with("Chicago\n\nOn me\n[ ] "), "{text}");
    assert!(text.contains("\n[x] Suit or blazer set, clean and pressed\n"));
    assert!(text.contains("\n[ ] Printed CV, 4 copies\n"));
    assert!(text.contains("\n[ ] Pens"));
    assert!(text.contains("\n\nChecked bag\n[ ] Lamp 💡, 2\n"), "{text}");
    assert_eq!(text.matches("\nCarry-on\n").count(), 1);
    let rows = packing(&book.model, &"t".into(), &before());
    assert_eq!(text.matches("\n[").count(), rows.len());
    assert!(essentials(&rows).done == 1);

    let text = as_text(&book.model, &"t".into(), List::Logistics, &before());
    assert!(
        text.contains(
            "\nMon 14 Dec 2026\n[ ] Check email and phone for changes from the program, 05:00 CT\n"
        ),
        "{text}"
    );
    let twelve = World {
        hours: Hours::Twelve,
        ..before()
    };
    let text = as_text(&book.model, &"t".into(), List::Logistics, &twelve);
    assert!(text.contains("from the program, 5:00 AM CT\n"), "{text}");
    let text = as_text(&book.model, &"t".into(), List::Attire, &before());
    assert!(
        text.contains("\nA week before\n[ ] ") && text.contains("\nIn the mirror\n"),
        "{text}"
    );
    // Hidden rows are not in it.
    book.put(
        "t/own",
        &Entry {
            hidden: Some(true),
            ..Entry::default()
        },
    );
    assert!(!as_text(&book.model, &"t".into(), List::Packing, &before()).contains("Lamp"));
}

#[test]
fn an_amount_does_not_say_the_thing_again() {
    for (text, amount, want) in [
        ("Pens", "2 pens", "Pens, 2"),
        ("Tie", "2 ties", "Tie, 2"),
        ("Printed CV", "4 copies", "Printed CV, 4 copies"),
        (
            "Light shirt or blouse",
            "3 shirts",
            "Light shirt or blouse, 3 shirts",
        ),
        ("Lamp", "2", "Lamp, 2"),
        ("Lamp", "", "Lamp"),
        ("Printed CV", "a stack", "Printed CV, a stack"),
        ("Stack", "a stack", "Stack, a stack"),
        ("", "2", ", 2"),
    ] {
        assert_eq!(with_amount(text, amount), want);
    }
    let book = book(&[], 1, &[InPerson]);
    let text = as_text(&book.model, &"t".into(), List::Packing, &before());
    assert!(text.contains("\n[ ] Pens, 2\n"), "{text}");
}

#[test]
fn filters_keep_what_they_are_asked_for() {
    let passes = |open, essential| {
        let rows = [(false, false), (false, true), (true, false), (true, true)];
        rows.map(|(done, is_essential)| Filter { open, essential }.keeps(done, is_essential))
    };
    assert_eq!(passes(false, false), [true; 4]);
    assert_eq!(passes(true, false), [true, true, false, false]);
    assert_eq!(passes(false, true), [false, true, false, true]);
    assert_eq!(passes(true, true), [false, true, false, false]);
}

#[test]
fn a_task_just_written_is_due_where_the_person_looks_and_never_late() {
    let wall = |text: &str| {
        let (day, time) = text.split_once(' ').unwrap();
        WallTime {
            day: Day::parse(day).unwrap(),
            minute: Minute::parse(time).unwrap(),
        }
    };
    for (day, now, want) in [
        (Some("2026-12-14"), "2026-12-01 12:00", "2026-12-14 09:00"),
        (Some("2026-12-01"), "2026-12-01 08:59", "2026-12-01 09:00"),
        (Some("2026-12-01"), "2026-12-01 09:00", "2026-12-01 18:00"),
        (Some("2026-12-01"), "2026-12-01 18:00", "2026-12-02 09:00"),
        (Some("2026-11-20"), "2026-12-01 12:00", "2026-12-01 18:00"),
        (None, "2026-12-01 23:59", "2026-12-02 09:00"),
        (None, "2026-12-31 19:00", "2027-01-01 09:00"),
    ] {
        let due = due_of_new(day.map(|day| Day::parse(day).unwrap()), wall(now));
        assert_eq!(due, Some(wall(want)), "{day:?} at {now}");
        assert!(due > Some(wall(now)));
    }
}

#[test]
fn attire_stands_by_moment_and_then_by_section() {
    let mut book = book(&["c_tie", "c_religious"], 1, &[InPerson]);
    let own = |moment| Entry {
        own: true,
        list: List::Attire,
        text: Some("scarf".to_owned()),
        moment: Some(moment),
        // Before all others, if it were only for the order.
        order: Some("01".to_owned()),
        ..Entry::default()
    };
    book.put("t/own-1", &own(Moment::WeekBefore));
    book.put("t/own-2", &own(Moment::Mirror));
    let moved = Entry {
        moment: Some(Moment::Mirror),
        ..Entry::default()
    };
    book.put("t/at-suit", &moved);
    let rows = attire(&book.model, &"t".into(), &before());
    let groups: Vec<(Moment, &str)> = rows.iter().map(|row| (row.moment, row.section)).collect();
    let mut once = groups.clone();
    once.dedup();
    let distinct: BTreeSet<(u8, &str)> = groups.iter().map(|(m, s)| (*m as u8, *s)).collect();
    assert_eq!(
        once.len(),
        distinct.len(),
        "each section once to a moment: {once:?}"
    );
    assert!(once.is_sorted_by_key(|(moment, _)| *moment));
    assert_eq!(
        groups.last(),
        Some(&(Moment::Mirror, "")),
        "own rows come last"
    );
    assert!(once.contains(&(Moment::Mirror, "Suit, shirt and outfit")));
}

/// A trip that is over: two things ticked, one own thing ticked, one thing taken off.
fn travelled() -> Book {
    let mut book = book(&[], 1, &[InPerson]);
    let ticked = Entry {
        done: true,
        ..Entry::default()
    };
    book.put("t/pk-id", &ticked);
    book.put("t/pk-lint", &ticked);
    book.put(
        "t/own-1",
        &Entry {
            own: true,
            text: Some("umbrella".to_owned()),
            bag: Some(Bag::CarryOn),
            ..ticked
        },
    );
    let off = Entry {
        hidden: Some(true),
        ..Entry::default()
    };
    book.put("t/pk-water", &off);
    book
}

fn asked_of(book: &Book) -> Vec<PackRow> {
    in_question(packing(&book.model, &"t".into(), &before()))
}

fn needed(book: &Book) -> Vec<Judged> {
    let rows = asked_of(book);
    let taken = rows
        .iter()
        .filter(|row| row.line.done && row.line.verdict.is_none());
    taken.map(|row| thing_of(&row.line, row.bag)).collect()
}

#[test]
fn the_look_back_asks_for_exceptions_only() {
    let mut book = travelled();
    let rows = asked_of(&book);
    assert!(
        rows.is_sorted_by_key(|row| row.line.done),
        "what was not ticked comes first"
    );
    assert!(
        !items(&rows).contains("pk-water"),
        "it was taken off and not missed"
    );
    for row in &rows {
        let want = row.line.done.then_some(Verdict::Needed);
        assert_eq!(presumed(&row.line), want, "{}", row.line.item);
        assert!(!is_exception(&row.line));
    }
    let off = row_of(&packing(&book.model, &"t".into(), &before()), "pk-water").clone();
    book.does(LookBack::Judge {
        thing: thing_of(&off.line, off.bag),
        verdict: Some(Verdict::Missed),
    });
    let rows = asked_of(&book);
    let missed = &row_of(&rows, "pk-water").line;
    assert!(is_exception(missed) && presumed(missed) == Some(Verdict::Missed));
}

#[test]
fn finishing_says_that_the_rest_was_needed_and_can_be_taken_back_as_one() {
    let mut book = travelled();
    // An earlier trip has taught that the watch is essential, and this one took it.
    let learned = Habit {
        essential: true,
        ..Habit::default()
    };
    book.put("pk-watch", &learned);
    book.put(
        "t/pk-watch",
        &Entry {
            done: true,
            ..Entry::default()
        },
    );
    let lint = row_of(&asked_of(&book), "pk-lint").clone();
    // Judged after the list of the rest was read: the answer stays.
    let rest = needed(&book);
    book.does(LookBack::Judge {
        thing: thing_of(&lint.line, lint.bag),
        verdict: Some(Verdict::Unused),
    });
    let before_it = book.model.records().clone();
    let finish = LookBack::Finish {
        trip: "t".into(),
        needed: rest,
    };
    let Ok(Plan::Write(changes)) = finish.plan(&book.model) else {
        panic!("writes")
    };
    let ops = book.stamped(changes);
    let mut history = History::default();
    let step = history.note(&book.model, &ops, 1, Origin::Act).unwrap();
    book.apply(&ops);
    let verdict = |book: &Book, item: &str| {
        let entry = book.model.get::<Entry>(&entry_id("t", item));
        entry.and_then(|entry| entry.verdict)
    };
    assert_eq!(verdict(&book, "pk-id"), Some(Verdict::Needed));
    assert_eq!(verdict(&book, "pk-lint"), Some(Verdict::Unused));
    assert_eq!(verdict(&book, "pk-suit"), None, "not taken: nothing to say");
    assert!(book.model.get::<Trip>("t").unwrap().reviewed);
    let habit = |book: &Book, item: &str| book.model.get_or_default::<Habit>(item);
    assert!(
        habit(&book, "pk-watch").essential,
        "needed again is no reason to forget it"
    );
    assert_eq!(habit(&book, "own-1").text, "umbrella", "offered again");
    assert!(habit(&book, "pk-lint").leave_out);

    book.write(history.reversal(&book.model, step).unwrap().changes);
    assert_eq!(verdict(&book, "pk-id"), None);
    assert_eq!(
        verdict(&book, "pk-lint"),
        Some(Verdict::Unused),
        "not part of it"
    );
    assert!(!book.model.get::<Trip>("t").unwrap().reviewed);
    assert_eq!(habit(&book, "own-1").text, "");
    // The same values everywhere, by newer stamps.
    for (kind, ids) in &before_it {
        for (id, fields) in ids {
            for (field, register) in fields {
                let was = register.current().map(|version| &version.val);
                let is = book.model.register(kind, id, field);
                let is = is.and_then(|register| Some(&register.current()?.val));
                assert_eq!(is, was, "{kind} {id} {field}");
            }
        }
    }
}

#[test]
fn a_changed_mind_takes_back_what_this_look_back_taught() {
    let mut book = travelled();
    let verdicts = [
        None,
        Some(Verdict::Needed),
        Some(Verdict::Unused),
        Some(Verdict::Missed),
    ];
    for first in verdicts {
        for last in verdicts {
            for verdict in [first, last] {
                book.does(LookBack::Judge {
                    thing: Judged {
                        entry: "t/pk-lint".to_owned(),
                        item: "pk-lint".to_owned(),
                        own: None,
                    },
                    verdict,
                });
            }
            let habit: Habit = book.model.get_or_default("pk-lint");
            assert_eq!(
                (habit.leave_out, habit.essential),
                (last == Some(Verdict::Unused), last == Some(Verdict::Missed)),
                "{first:?} then {last:?}"
            );
        }
    }
}

#[test]
fn what_was_missed_and_stood_on_no_list_is_essential_from_now_on() {
    let mut book = travelled();
    let miss = |entry: &str, text: &str| LookBack::Miss {
        entry: entry.to_owned(),
        text: text.to_owned(),
        last: Some("80".to_owned()),
    };
    book.does(miss("t/own-2", "  Lip balm "));
    let rows = asked_of(&book);
    let row = row_of(&rows, "own-2");
    assert_eq!((&*row.line.text, row.line.done), ("Lip balm", false));
    assert!(is_exception(&row.line));
    book.put(
        "n",
        &Trip {
            nights: 1,
            ..Trip::default()
        },
    );
    book.put("m", &interview("n", "Next", "2027-01-14", InPerson));
    let next = packing(&book.model, &"n".into(), &before());
    let row = row_of(&next, "own-2");
    assert_eq!(&*row.line.text, "Lip balm");
    assert!(row.line.essential);
    for refused in [miss("t/own-3", "  "), miss("gone/own-3", "Lip balm")] {
        let refusal = refused.plan(&book.model).expect_err("it is refused");
        assert!(refusal.0.ends_with('.'), "{refusal:?}");
    }
    let gone = LookBack::Finish {
        trip: "gone".into(),
        needed: Vec::new(),
    };
    assert!(gone.plan(&book.model).is_err());
}
