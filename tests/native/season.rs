//! The season: what clashes and what is only near, each with its neighbour that is none; days of the calendar as a
//! screen reader says them; the list of programs with its search, its archive and its seasons.

use std::collections::BTreeSet;

use crate::person::Person;
use chrono::{DateTime, Offset as _, TimeZone as _};
use chrono_tz::Tz;
use matchbook::domain::clash::ClashKind;
use matchbook::domain::dice::Dice;
use matchbook::domain::fact::Fact;
use matchbook::domain::program::{Program, Stage, Standing, match_year};
use matchbook::domain::record::Record;
use matchbook::domain::season::{SEASON, Season};
use matchbook::domain::time::{Day, Hours, Instant, Minute, WallTime};
use matchbook::domain::trip::{Format, Interview, Trip};
use matchbook::store::acts::programs::ProgramAction;
use matchbook::store::core::change::{Act, Change, Plan, Refusal};
use matchbook::store::core::model::Model;
use matchbook::store::read::agenda::agenda;
use matchbook::store::read::clashes::clashes;
use matchbook::store::read::conditions::say_nights;
use matchbook::store::read::programs::{Sort, Wanted, program_list, season_now};
use matchbook::store::read::season::{Calendar, Mark, month_beside};
use matchbook::store::read::today::next_interview;
use matchbook::store::read::trips::{all_clashes, travel_days};
use matchbook::store::read::world::World;

/// 1 October 2026, 12:00 UTC: daylight saving time lasts for another month.
const NOW: i64 = 1_790_856_000_000;
const CHICAGO: &str = "America/Chicago";
const BOSTON: &str = "America/New_York";
const KOLKATA: &str = "Asia/Kolkata";

fn offset(zone: &str, at: Instant) -> i32 {
    let Ok(zone) = zone.parse::<Tz>() else {
        return 0;
    };
    let utc = DateTime::from_timestamp_millis(at.0).unwrap().naive_utc();
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc() / 60
}

fn world() -> World<'static> {
    World {
        now: Instant(NOW),
        phone_zone: KOLKATA,
        offset: &offset,
        abbreviation: &|_, _| String::new(),
        hours: Hours::TwentyFour,
    }
}

/// Writes a record as it is.
struct Put(Vec<Change>);

impl Act for Put {
    fn plan(self, _: &Model) -> Result<Plan, Refusal> {
        Ok(Plan::Write(self.0))
    }
}

fn put<R: Record>(person: &mut Person, id: &str, record: &R) {
    let changes = record.changes_since(&R::default()).into_iter();
    let changes = changes.map(|(field, val)| Change {
        kind: R::KIND.into(),
        id: id.into(),
        field: field.into(),
        val: val.into(),
    });
    person.does(Put(changes.collect())).unwrap();
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn wall(date: &str, hour: u16) -> WallTime {
    WallTime {
        day: day(date),
        minute: Minute::new(hour, 0).unwrap(),
    }
}

/// An interview of the season: its place and what its trip says.
#[derive(Clone)]
struct One {
    day: &'static str,
    hour: u16,
    city: &'static str,
    zone: &'static str,
    format: Format,
    /// Letter of the trip, its nights, and the conditions that hold.
    trip: Option<(&'static str, u8, &'static [&'static str])>,
}

const PLAIN: One = One {
    day: "2026-12-14",
    hour: 8,
    city: "Chicago",
    zone: CHICAGO,
    format: Format::InPerson,
    trip: None,
};

/// A season of these interviews at programs p0, p1, … whose body lives in `home`.
fn season_from(home: &str, all: &[One]) -> Person {
    let mut person = Person {
        now: NOW,
        ..Person::default()
    };
    let season = Season {
        home_zone: home.to_owned(),
        ..Season::default()
    };
    put(&mut person, SEASON, &season);
    for (number, one) in all.iter().enumerate() {
        let program = Program {
            name: ["Alpha", "Beta", "Gamma", "Delta"][number].to_owned(),
            ..Program::default()
        };
        let id = format!("p{number}");
        put(&mut person, &id, &program);
        if let Some((trip, nights, yes)) = one.trip {
            let yes: BTreeSet<String> = yes.iter().map(|id| (*id).to_owned()).collect();
            let mut record = Trip {
                answered: yes.clone(),
                conditions: yes,
                created: Some(day("2026-09-01")),
                ..Trip::default()
            };
            say_nights(&mut record, nights);
            put(&mut person, trip, &record);
        }
        let interview = Interview {
            at: Some(id.into()),
            trip: one.trip.map(|(trip, ..)| trip.into()),
            day: Some(day(one.day)),
            start: Minute::new(one.hour, 0),
            place: one.city.to_owned(),
            parted: true,
            zone: one.zone.to_owned(),
            format: one.format,
            length: one.format.usual_length(),
            ..Interview::default()
        };
        put(&mut person, &format!("i{number}"), &interview);
    }
    person
}

fn kinds(person: &Person) -> Vec<ClashKind> {
    let found = clashes(&person.model, &world()).into_iter();
    found.map(|clash| clash.kind).collect()
}

/// What clashes for somebody who lives where the programs are, so that no clock changes.
fn found(all: &[One]) -> Vec<ClashKind> {
    kinds(&season_from(CHICAGO, all))
}

#[test]
fn each_kind_of_clash_is_seen_and_its_neighbour_is_none() {
    use ClashKind::*;
    let call = One {
        format: Format::Virtual,
        ..PLAIN
    };
    let boston = One {
        city: "Boston",
        zone: BOSTON,
        ..PLAIN
    };
    // Two at one time, and one after the other.
    assert_eq!(
        found(&[
            call.clone(),
            One {
                hour: 12,
                ..call.clone()
            }
        ]),
        [Overlap]
    );
    assert_eq!(
        found(&[
            call.clone(),
            One {
                hour: 13,
                ..call.clone()
            }
        ]),
        []
    );
    // Also where another one lies between the two in the order of their start.
    let long = One { hour: 6, ..PLAIN };
    let three = [
        long,
        One {
            hour: 7,
            ..call.clone()
        },
        One {
            hour: 13,
            ..call.clone()
        },
    ];
    assert_eq!(found(&three), [Overlap, Overlap]);
    // Two cities on one day; one city is none.
    let later = |one: &One| One {
        hour: 17,
        ..one.clone()
    };
    assert_eq!(found(&[PLAIN, later(&boston)]), [TwoCities]);
    assert_eq!(found(&[PLAIN, later(&PLAIN)]), []);
    assert_eq!(
        found(&[
            PLAIN,
            later(&One {
                format: Format::Virtual,
                ..boston.clone()
            })
        ]),
        []
    );
    // No day between two journeys; a call between them hides nothing.
    let on = |one: &One, day| One { day, ..one.clone() };
    let first = One {
        trip: Some(("a", 1, &[])),
        ..PLAIN
    };
    let second = One {
        trip: Some(("b", 1, &[])),
        ..boston.clone()
    };
    assert_eq!(
        found(&[first.clone(), on(&second, "2026-12-15")]),
        [NoTravelDay]
    );
    assert_eq!(found(&[first.clone(), on(&second, "2026-12-16")]), []);
    let evening = One {
        hour: 18,
        ..call.clone()
    };
    assert_eq!(
        found(&[first.clone(), evening, on(&second, "2026-12-15")]),
        [NoTravelDay]
    );
    // Under twelve hours inside one journey.
    let within = |one: &One, day, hour| One {
        day,
        hour,
        trip: Some(("t", 3, &[])),
        ..one.clone()
    };
    let start = within(&PLAIN, "2026-12-14", 14);
    assert_eq!(
        found(&[start.clone(), within(&boston, "2026-12-15", 8)]),
        [ShortTravel]
    );
    let start = within(&PLAIN, "2026-12-14", 8);
    assert_eq!(found(&[start, within(&boston, "2026-12-15", 8)]), []);
    // Nights.
    let few = |nights, day| One {
        day,
        trip: Some(("t", nights, &[])),
        ..PLAIN
    };
    assert_eq!(
        found(&[few(0, "2026-12-14"), few(0, "2026-12-16")]),
        [TooFewNights]
    );
    assert_eq!(found(&[few(2, "2026-12-14"), few(2, "2026-12-16")]), []);
    let flies = |nights, yes| One {
        trip: Some(("t", nights, yes)),
        ..PLAIN
    };
    assert_eq!(found(&[flies(0, &["c_flight"])]), [NoNight]);
    assert_eq!(found(&[flies(1, &["c_flight"])]), []);
    assert_eq!(found(&[flies(0, &[])]), []);
    assert_eq!(
        found(&[flies(1, &["c_flight", "c_dinner"])]),
        [DinnerFlight]
    );
    assert_eq!(found(&[flies(2, &["c_flight", "c_dinner"])]), []);
    // The dinner of the evening before against a call.
    let dinner = One {
        trip: Some(("t", 2, &["c_dinner"])),
        ..PLAIN
    };
    let before = |hour| One {
        day: "2026-12-13",
        hour,
        ..call.clone()
    };
    assert_eq!(found(&[before(14), dinner.clone()]), [Dinner]);
    assert_eq!(found(&[before(13), dinner.clone()]), []);
    assert_eq!(found(&[before(21), dinner]), []);
    // Zones: of another city, of none, and of one that has the same time.
    let zoned = |zone, city| {
        found(&[One {
            zone,
            city,
            format: Format::Virtual,
            ..PLAIN
        }])
    };
    assert_eq!(zoned(BOSTON, "Chicago"), [Zone]);
    assert_eq!(zoned("", "Chicago"), [NoZone]);
    assert_eq!(zoned("America/Menominee", "Chicago"), []);
    assert_eq!(zoned(BOSTON, "Nowhere at all"), []);
    // What is over or will not take place clashes with nothing.
    assert_eq!(
        found(&[on(&call, "2026-09-14"), on(&call, "2026-09-14")]),
        []
    );
    let mut person = season_from(CHICAGO, &[call.clone(), call.clone()]);
    assert_eq!(kinds(&person), [Overlap], "control");
    for change in [
        |one: &mut Program| one.archived = true,
        |one: &mut Program| (one.archived, one.stage) = (false, Stage::Declined),
    ] {
        let mut program: Program = person.model.get_or_default("p1");
        change(&mut program);
        let id = "p1".to_owned();
        person
            .does(ProgramAction::Edit {
                id: id.into(),
                program,
            })
            .unwrap();
        assert_eq!(kinds(&person), []);
    }
}

#[test]
fn an_answer_that_is_due_while_an_interview_lasts_is_named() {
    let mut person = season_from(CHICAGO, &[PLAIN]);
    let mut program = Program {
        name: "Quillwater".to_owned(),
        zone: CHICAGO.to_owned(),
        stage: Stage::Invited,
        reply_by: Some(wall("2026-12-14", 12)),
        ..Program::default()
    };
    put(&mut person, "q", &program);
    let all = clashes(&person.model, &world());
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].kind, ClashKind::Reply);
    assert_eq!(all[0].program.as_deref(), Some("q"));
    assert!(
        all[0]
            .sentence
            .starts_with("Quillwater wants an answer by Mon 14 Dec, 12:00")
    );
    assert!(
        all_clashes(&person.model, &world()).is_empty(),
        "Today tells what is hard"
    );
    program.reply_by = Some(wall("2026-12-13", 12));
    let edit = ProgramAction::Edit {
        id: "q".into(),
        program,
    };
    person.does(edit).unwrap();
    assert_eq!(kinds(&person), []);
}

#[test]
fn clocks_that_change_shortly_before_are_told_and_by_how_much() {
    let says = |home: &str, all: &[One]| {
        let person = season_from(home, all);
        let found = clashes(&person.model, &world()).into_iter();
        let found = found.filter(|clash| clash.kind == ClashKind::Clocks);
        found.map(|clash| clash.sentence).collect::<Vec<_>>()
    };
    let call = |day, zone| One {
        day,
        zone,
        city: "",
        format: Format::Virtual,
        ..PLAIN
    };
    // The Monday after the first Sunday of November, from where no clock changes.
    let told = says(KOLKATA, &[call("2026-11-02", CHICAGO)]);
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains("seen from home, Alpha begins 1 hour later than"),
        "{}",
        told[0]
    );
    let spring = says(KOLKATA, &[call("2027-03-15", CHICAGO)]);
    assert!(spring[0].contains("1 hour earlier"), "{}", spring[0]);
    for (home, day, zone) in [
        (KOLKATA, "2026-10-30", CHICAGO),
        (KOLKATA, "2026-11-12", CHICAGO),
        (KOLKATA, "2026-11-02", "America/Phoenix"),
        (CHICAGO, "2026-11-02", CHICAGO),
        (BOSTON, "2026-11-02", CHICAGO),
    ] {
        assert_eq!(
            says(home, &[call(day, zone)]),
            [""; 0],
            "{home} {day} {zone}"
        );
    }
    // Between two interviews, seen from the first, though home and program change together.
    let two = [
        call("2026-10-30", "America/Phoenix"),
        call("2026-11-02", CHICAGO),
    ];
    let told = says(CHICAGO, &two);
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains("seen from Alpha, Beta begins 1 hour later"),
        "{}",
        told[0]
    );
}

/// Every pair of a thousand against a rule that is written otherwise: by minutes of the table of zones.
#[test]
fn a_thousand_pairs_overlap_exactly_when_the_table_of_zones_says_so() {
    let zones = [
        CHICAGO,
        BOSTON,
        "America/Phoenix",
        "America/Denver",
        "Pacific/Honolulu",
        "America/St_Johns",
        KOLKATA,
        "Europe/London",
    ];
    let mut dice = Dice::new(11);
    let mut below = |end: u64| usize::try_from(dice.below(end)).unwrap();
    let days = [
        ["2026-10-31", "2026-11-01", "2026-11-02"],
        ["2027-03-13", "2027-03-14", "2027-03-15"],
    ];
    let mut overlapping = 0;
    for _ in 0..1_000 {
        let days = days[below(2)];
        let mut one = || One {
            day: days[below(3)],
            hour: u16::try_from(below(24)).unwrap(),
            city: "",
            zone: zones[below(8)],
            format: Format::Virtual,
            trip: None,
        };
        let pair = [one(), one()];
        let span = |one: &One| {
            let zone: Tz = one.zone.parse().unwrap();
            let iso = format!("{}T{:02}:00:00", one.day, one.hour);
            let wall: chrono::NaiveDateTime = iso.parse().unwrap();
            let start = match zone.from_local_datetime(&wall) {
                chrono::LocalResult::None => return None,
                at => at.earliest().unwrap().timestamp() / 60,
            };
            Some(start..start + 300)
        };
        let (Some(a), Some(b)) = (span(&pair[0]), span(&pair[1])) else {
            continue;
        };
        let wanted = a.start < b.end && b.start < a.end;
        let seen = found(&pair).contains(&ClashKind::Overlap);
        assert_eq!(
            seen, wanted,
            "{} {} {}, {} {} {}",
            pair[0].day, pair[0].hour, pair[0].zone, pair[1].day, pair[1].hour, pair[1].zone
        );
        overlapping += u32::from(wanted);
    }
    assert!((50..900).contains(&overlapping), "{overlapping}");
}

#[test]
fn days_are_told_in_one_sentence_and_weeks_are_whole() {
    let boston = One {
        city: "Boston",
        zone: BOSTON,
        hour: 17,
        ..PLAIN
    };
    let call = One {
        day: "2026-12-22",
        format: Format::Virtual,
        ..PLAIN
    };
    let mut person = season_from(CHICAGO, &[PLAIN, boston, call]);
    let program = Program {
        name: "Quillwater".to_owned(),
        stage: Stage::Invited,
        reply_by: Some(wall("2026-12-18", 12)),
        zone: CHICAGO.to_owned(),
        ..Program::default()
    };
    put(&mut person, "q", &program);
    let calendar = Calendar::of(&person.model, &world());
    let month = calendar.month(day("2026-12-14"));
    assert_eq!(
        (month.len(), month[0].day.iso()),
        (35, "2026-11-30".to_owned())
    );
    assert_eq!(month.iter().filter(|cell| cell.is_inside).count(), 31);
    let cell = |date: &str| month.iter().find(|cell| cell.day == day(date)).unwrap();
    assert_eq!(
        cell("2026-12-14").spoken,
        "Monday 14 December, Alpha, in person, Beta, in person, clash with Alpha"
    );
    assert_eq!(
        (cell("2026-12-14").mark, cell("2026-12-14").clash),
        (Some(Mark::InPerson), Some(true))
    );
    assert_eq!(
        cell("2026-12-18").spoken,
        "Friday 18 December, Quillwater, answer due"
    );
    assert_eq!(
        cell("2026-12-22").spoken,
        "Tuesday 22 December, Gamma, virtual"
    );
    assert_eq!(cell("2026-12-23").spoken, "Wednesday 23 December");
    assert_eq!(calendar.summary(), "3 interviews, 1 answer due, 1 clash");
    assert_eq!(calendar.opens_with(), Some(day("2026-12-14")));
    assert!(calendar.next_days().is_empty());
    // Every month of four years: whole weeks that hold it, from Monday on.
    let mut first = day("2026-01-15");
    for _ in 0..48 {
        let month = calendar.month(first);
        assert_eq!(month.len() % 7, 0);
        assert_eq!(month[0].day.weekday(), "Mon");
        let inside: Vec<Day> = month
            .iter()
            .filter(|cell| cell.is_inside)
            .map(|cell| cell.day)
            .collect();
        let next = month_beside(first, 1);
        assert_eq!(i64::try_from(inside.len()).unwrap(), next.since(inside[0]));
        assert_eq!(month_beside(next, -1), inside[0]);
        first = next;
    }
}

fn names(cards: &[matchbook::store::read::programs::ProgramCard]) -> Vec<&str> {
    cards.iter().map(|card| &*card.name).collect()
}

#[test]
fn the_list_is_searched_filtered_and_ordered() {
    let mut person = Person::default();
    for (id, name, specialty, place, stage, starred) in [
        (
            "a",
            "Université Saint-Étienne",
            "Surgery",
            "Chicago, IL",
            Stage::Invited,
            false,
        ),
        (
            "b",
            "Mercy",
            "Internal Medicine",
            "Portland, OR",
            Stage::Applied,
            true,
        ),
        ("c", "Aspen", "", "Boston", Stage::Applied, false),
    ] {
        let program = Program {
            name: name.to_owned(),
            specialty: specialty.to_owned(),
            place: place.to_owned(),
            state: if id == "b" { "OR" } else { "" }.to_owned(),
            stage,
            starred,
            ..Program::default()
        };
        put(&mut person, id, &program);
    }
    let list = |search: &str, standing, sort| {
        let search = search.to_owned();
        program_list(
            &person.model,
            &world(),
            &Wanted {
                search,
                standing,
                sort,
            },
        )
    };
    let found = |search: &str| {
        let list = list(search, None, Sort::Name);
        let cards = list.shelves.into_iter().flat_map(|shelf| shelf.cards);
        cards.map(|card| card.name).collect::<Vec<String>>()
    };
    assert_eq!(found("  SAINT etienne"), ["Université Saint-Étienne"]);
    assert_eq!(found("univ surg chic"), ["Université Saint-Étienne"]);
    assert_eq!(found("oregon"), ["Mercy"]);
    assert_eq!(found("internal or"), ["Mercy"]);
    assert_eq!(found("ercy"), [""; 0], "words are begun, not cut");
    assert_eq!(found(""), ["Aspen", "Mercy", "Université Saint-Étienne"]);
    let applied = list("", Some(Standing::Said(Stage::Applied)), Sort::Next);
    assert_eq!((applied.found(), applied.all), (2, 3));
    assert_eq!(
        names(&applied.shelves[0].cards),
        ["Mercy", "Aspen"],
        "the star leads"
    );
    let starred = list("", None, Sort::Starred);
    let titles: Vec<&str> = starred.shelves.iter().map(|shelf| &*shelf.title).collect();
    assert_eq!(titles, ["With a star", "Others"]);
    assert_eq!(names(&starred.shelves[0].cards), ["Mercy"]);
}

#[test]
fn the_archive_and_earlier_seasons_stand_apart_and_come_back() {
    let mut person = season_from(CHICAGO, &[PLAIN]);
    let made = |date: &str| Program {
        name: date.to_owned(),
        made: Some(day(date)),
        ..Program::default()
    };
    put(&mut person, "old", &made("2026-06-30"));
    put(&mut person, "new", &made("2026-07-01"));
    put(
        &mut person,
        "said",
        &Program {
            season: 2025,
            ..made("2026-09-01")
        },
    );
    let list = |person: &Person| program_list(&person.model, &world(), &Wanted::default());
    let now = list(&person);
    assert_eq!(now.all, 2);
    let earlier: Vec<(&str, Vec<&str>)> = now
        .earlier
        .iter()
        .map(|shelf| (&*shelf.title, names(&shelf.cards)))
        .collect();
    assert_eq!(
        earlier,
        [
            ("Season 2025–26", vec!["2026-06-30"]),
            ("Season 2024–25", vec!["2026-09-01"])
        ]
    );
    // An interview of this season brings a program of the last one along; a wrong year makes none of the future.
    let interview = Interview {
        at: Some("old".into()),
        day: Some(day("2099-12-14")),
        ..Interview::default()
    };
    put(&mut person, "again", &interview);
    assert_eq!(season_now(&person.model, &world(), &"old".into()), 2027);
    assert_eq!(list(&person).all, 3);
    assert_eq!(
        (match_year(day("2026-06-30")), match_year(day("2026-07-01"))),
        (2026, 2027)
    );
    // Into the archive and out of it.
    let program = Program {
        archived: true,
        ..person.model.get_or_default("p0")
    };
    let edit = ProgramAction::Edit {
        id: "p0".into(),
        program,
    };
    person.does(edit).unwrap();
    let put_away = list(&person);
    assert_eq!((put_away.all, names(&put_away.archive)), (2, vec!["Alpha"]));
    let rows = Calendar::of(&person.model, &world()).rows;
    assert!(rows.iter().all(|row| row.title != "Alpha"));
    person.undoes().unwrap();
    let back = list(&person);
    assert_eq!((back.all, back.archive.len()), (3, 0));
}

#[test]
fn what_is_put_away_or_closed_is_due_nowhere_and_comes_back() {
    // The first one is over, with nothing written down; the second comes, with a journey.
    let mut person = season_from(
        CHICAGO,
        &[
            One {
                day: "2026-09-30",
                ..PLAIN
            },
            One {
                day: "2026-10-05",
                trip: Some(("t", 2, &[])),
                ..PLAIN
            },
        ],
    );
    let fact = Fact {
        text: "A ski lift".to_owned(),
        open: true,
        ..Fact::default()
    };
    put(&mut person, "p1/prep-flags/a", &fact);
    let trip = Trip {
        draft: false,
        created: Some(day("2026-09-01")),
        ..person.model.get_or_default("t")
    };
    put(&mut person, "t", &trip);
    let due = |person: &Person| -> Vec<String> {
        let sections = agenda(&person.model, &world(), &BTreeSet::new());
        let rows = sections.into_iter().flat_map(|section| section.rows);
        rows.map(|row| row.title).collect()
    };
    let all = due(&person);
    for wanted in [
        "Write the debrief",
        "1 program not rated",
        "1 fact to find out before Mon 5 Oct",
        "Interview: Beta",
    ] {
        assert!(all.iter().any(|title| title == wanted), "{wanted}: {all:?}");
    }
    assert!(all.len() > 6, "its packing list and its tasks: {all:?}");
    let next = |person: &Person| next_interview(&person.model, &world()).map(|one| one.name);
    let journey = |person: &Person| travel_days(&person.model, &world()).len();
    assert_eq!(next(&person).as_deref(), Some("Beta"));
    assert_eq!(journey(&person), 2);
    for stage in Stage::ALL {
        for archived in [false, true] {
            for id in ["p0", "p1"] {
                let program = Program {
                    archived,
                    stage,
                    ..person.model.get_or_default(id)
                };
                let id = id.to_owned();
                person
                    .does(ProgramAction::Edit {
                        id: id.into(),
                        program,
                    })
                    .unwrap();
            }
            let now = due(&person);
            match archived || stage.is_closed() {
                true => {
                    assert_eq!(now, [""; 0], "{stage:?}");
                    assert_eq!((next(&person), journey(&person)), (None, 0), "{stage:?}");
                }
                false => {
                    assert_eq!(now, all, "{stage:?}");
                    assert_eq!(
                        (next(&person).as_deref(), journey(&person)),
                        (Some("Beta"), 2)
                    );
                }
            }
        }
    }
    // Nor is anything due of a season that is over.
    let past = season_from(
        CHICAGO,
        &[One {
            day: "2026-03-10",
            ..PLAIN
        }],
    );
    assert_eq!(due(&past), [""; 0]);
    // A journey to two of which one said no: what is for the other stays.
    let mut person = season_from(
        CHICAGO,
        &[
            One {
                day: "2026-10-05",
                trip: Some(("t", 2, &[])),
                ..PLAIN
            },
            One {
                day: "2026-10-06",
                trip: Some(("t", 2, &[])),
                ..PLAIN
            },
        ],
    );
    put(&mut person, "t", &trip);
    let of = |person: &Person, name: &str| {
        let sections = agenda(&person.model, &world(), &BTreeSet::new());
        let rows = sections.into_iter().flat_map(|section| section.rows);
        rows.filter(|row| [&*row.title, &*row.detail].concat().contains(name))
            .count()
    };
    assert!(of(&person, "Alpha") > 0 && of(&person, "Beta") > 0);
    let program = Program {
        stage: Stage::Withdrawn,
        ..person.model.get_or_default("p0")
    };
    let id = "p0".to_owned();
    person
        .does(ProgramAction::Edit {
            id: id.into(),
            program,
        })
        .unwrap();
    assert_eq!(of(&person, "Alpha"), 0);
    assert!(of(&person, "Beta") > 0);
}
