//! The file for calendars: read back by a small reader of its own, which unfolds and unescapes as RFC 5545 says,
//! with hostile names; instants against an independent table of zones; and an event that moves.
//!
//! tests/data/calendar/season.ics is what is written of tests/data/calendar/interviews.json; before.ics and after.ics
//! are of one interview that moved. Two parsers of others read the same files in tests/oracle/calendar_files.py.

use crate::person::Person;
use chrono::{DateTime, LocalResult, NaiveDate, Offset as _, TimeZone as _};
use chrono_tz::Tz;
use matchbook::domain::dice::Dice;
use matchbook::domain::program::Program;
use matchbook::domain::text::SHORT_MAX;
use matchbook::domain::time::{Day, Hours, Instant, Minute};
use matchbook::domain::trip::{Booking, Format, Interview};
use matchbook::exchange::calendar::{Event, When, event, write};
use matchbook::store::acts::programs::ProgramAction;
use matchbook::store::acts::trips::TripAction;
use matchbook::store::core::change::merge;
use matchbook::store::core::hlc::Actor;
use matchbook::store::read::interviews::when;
use matchbook::store::read::season::{exact_span, of_season, sequence};
use matchbook::store::read::world::World;
use serde::Deserialize;

/// 1 December 2026, 12:00 UTC.
const NOW: i64 = 1_796_126_400_000;

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
        phone_zone: "Asia/Kolkata",
        offset: &offset,
        abbreviation: &|_, _| "there".to_owned(),
        hours: Hours::TwentyFour,
    }
}

/// A property: its name with parameters, and its raw value.
type Property = (String, String);

/// The properties of a file. Every line must end with CRLF, have at most 75 octets and be whole UTF-8.
fn properties(file: &str) -> Vec<Property> {
    let bytes = file.as_bytes();
    assert!(file.ends_with("\r\n"));
    let mut unfolded: Vec<Vec<u8>> = Vec::new();
    for line in bytes[..bytes.len() - 2].split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        assert!(line.len() <= 75, "{} octets", line.len());
        assert!(std::str::from_utf8(line).is_ok(), "cut inside a character");
        assert!(!line.contains(&b'\r') && !line.is_empty());
        match line.strip_prefix(b" ") {
            Some(rest) => unfolded.last_mut().unwrap().extend_from_slice(rest),
            None => unfolded.push(line.to_vec()),
        }
    }
    assert_eq!(
        file.matches('\n').count(),
        file.matches("\r\n").count(),
        "bare line ends"
    );
    let split = |line: Vec<u8>| {
        let line = String::from_utf8(line).unwrap();
        let (name, value) = line.split_once(':').unwrap();
        (name.to_owned(), value.to_owned())
    };
    unfolded.into_iter().map(split).collect()
}

fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut signs = value.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => match signs.next().expect("nothing behind a backslash") {
                'n' | 'N' => out.push('\n'),
                sign @ ('\\' | ';' | ',') => out.push(sign),
                sign => panic!("\\{sign}"),
            },
            ';' | ',' => panic!("{sign} as it is in {value}"),
            sign => out.push(sign),
        }
    }
    out
}

/// The events of a file, each with its own properties, those of its alarms left out.
fn events(file: &str) -> Vec<Vec<Property>> {
    let mut found = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for (name, value) in properties(file) {
        match &*name {
            "BEGIN" => {
                if value == "VEVENT" {
                    found.push(Vec::new());
                }
                open.push(value);
            }
            "END" => assert_eq!(open.pop(), Some(value)),
            _ if open.last().is_some_and(|one| one == "VEVENT") => {
                found.last_mut().unwrap().push((name, value));
            }
            _ => {}
        }
    }
    assert!(open.is_empty());
    found
}

fn of<'a>(event: &'a [Property], name: &str) -> &'a str {
    let mut found = event.iter().filter(|(known, _)| known == name);
    let (_, value) = found.next().unwrap_or_else(|| panic!("no {name}"));
    assert!(found.next().is_none(), "{name} twice");
    value
}

#[derive(Deserialize)]
struct Case {
    id: String,
    name: String,
    place: String,
    state: String,
    street: String,
    door: String,
    link: String,
    day: String,
    start: String,
    zone: String,
    format: Format,
    length: u16,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../data/calendar/interviews.json")).unwrap()
}

fn booking(case: &Case) -> Booking {
    Booking::new(Interview {
        program: case.name.clone(),
        place: case.place.clone(),
        state: case.state.clone(),
        address: case.street.clone(),
        parted: true,
        door: case.door.clone(),
        link: case.link.clone(),
        day: Some(Day::parse(&case.day).unwrap()),
        start: Minute::parse(&case.start).ok(),
        zone: case.zone.clone(),
        format: case.format,
        length: case.length,
        ..Interview::default()
    })
}

fn event_of(case: &Case) -> Event {
    let booking = booking(case);
    let world = world();
    let span = exact_span(&booking, &world);
    event(&case.id, &booking, span, 7, &when(&booking, &world)).unwrap()
}

/// As a calendar shows it: line ends of every kind are one, and signs that nobody sees are gone.
fn plain(text: &str) -> String {
    let ends = [
        '\r', '\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
    ];
    let text = text.replace("\r\n", "\n").replace(ends, "\n");
    let is_plain = |sign: &char| !sign.is_control() || matches!(sign, '\n' | '\t');
    text.chars().filter(is_plain).collect()
}

#[test]
fn the_file_that_two_other_parsers_read_is_what_is_written() {
    let events: Vec<Event> = cases().iter().map(event_of).collect();
    let file = write(&events, Instant(NOW));
    is_kept(
        &file,
        "season.ics",
        include_str!("../data/calendar/season.ics"),
    );
}

/// Compares with a kept file that others read.
fn is_kept(file: &str, name: &str, kept: &str) {
    if file != kept {
        let path = [env!("CARGO_TARGET_TMPDIR"), "/", name].concat();
        std::fs::write(&path, file).unwrap();
        panic!("{name} is another one: look at {path}, then run tests/oracle/calendar_files.py");
    }
}

#[test]
fn the_two_files_of_an_interview_that_moves_are_what_two_other_parsers_read() {
    // All that is hostile in one name, which may have 300 characters.
    let beginning = |case: Case| case.name.chars().take(45).collect::<String>();
    let name: String = cases().into_iter().map(beginning).collect();
    assert!((280..=SHORT_MAX).contains(&name.chars().count()));
    let mut person = with_interview();
    let program = Program {
        name,
        ..person.model.get_or_default("p")
    };
    let id = "p".to_owned();
    person
        .does(ProgramAction::Edit {
            id: id.into(),
            program,
        })
        .unwrap();
    is_kept(
        &file_of(&person),
        "before.ics",
        include_str!("../data/calendar/before.ics"),
    );
    person.now += 60_000;
    changes(&mut person, |one| {
        one.day = Day::parse("2026-12-16").ok();
        one.start = Minute::new(9, 30);
    });
    is_kept(
        &file_of(&person),
        "after.ics",
        include_str!("../data/calendar/after.ics"),
    );
}

#[test]
fn hostile_names_come_back_as_they_were() {
    let cases = cases();
    let events: Vec<Event> = cases.iter().map(event_of).collect();
    let file = write(&events, Instant(NOW));
    let read = self::events(&file);
    assert_eq!(read.len(), cases.len());
    for (case, event) in cases.iter().zip(&read) {
        let title = ["Interview: ", &case.name].concat();
        let text = |name: &str| unescaped(of(event, name));
        assert_eq!(text("SUMMARY"), plain(title.trim()), "{}", case.id);
        assert_eq!(text("UID"), [&*case.id, "@matchbook.invalid"].concat());
        assert_eq!(of(event, "DTSTAMP"), "20261201T120000Z");
        let described = text("DESCRIPTION");
        assert!(described.contains(&plain(case.door.trim())), "{described}");
        let has = |name: &str| event.iter().any(|(known, _)| known == name);
        assert_eq!(
            has("LOCATION"),
            case.format == Format::InPerson && !case.place.is_empty()
        );
        assert_eq!(has("URL"), case.link.contains("example"), "{}", case.id);
        assert_eq!(
            has("DTSTART;VALUE=DATE"),
            case.start.is_empty() || case.zone.is_empty()
        );
    }
    let place = unescaped(of(&read[1], "LOCATION"));
    assert_eq!(place, "12; 14, Main\\Street, St. Louis, MO");
    assert_eq!(of(&read[7], "URL"), "https://zoom.example/j/9");
    // Two alarms each, and nothing of a name became a line of the file.
    let all = properties(&file);
    for before in ["-P1D", "-PT2H"] {
        let alarms = all
            .iter()
            .filter(|(name, value)| name == "TRIGGER" && value == before);
        assert_eq!(alarms.count(), cases.len());
    }
    assert_eq!(file.matches("BEGIN:VEVENT\r\n").count(), cases.len());
    // Controls: a reader that does not unfold sees the folds, and one that does not unescape the escapes.
    assert!(file.contains("\r\n "));
    assert_ne!(of(&read[1], "SUMMARY"), unescaped(of(&read[1], "SUMMARY")));
}

#[test]
fn every_length_of_every_width_is_folded_between_characters() {
    for sign in ["a", "ü", "ก", "🏥", "\\", "\\n\\r", ",", "\u{301}"] {
        for count in 1..120 {
            let title = sign.repeat(count);
            let one = Event {
                uid: "u".to_owned(),
                sequence: 0,
                when: When::Day(Day::parse("2026-12-14").unwrap()),
                title: title.clone(),
                place: String::new(),
                url: None,
                description: title.clone(),
            };
            let file = write(&[one], Instant(NOW));
            assert_eq!(unescaped(of(&events(&file)[0], "SUMMARY")), title);
        }
    }
}

/// Forty zones, from west to east, among them all of the United States and those with odd offsets.
const ZONES: [&str; 40] = [
    "Pacific/Honolulu",
    "America/Anchorage",
    "America/Adak",
    "America/Los_Angeles",
    "America/Denver",
    "America/Phoenix",
    "America/Boise",
    "America/Chicago",
    "America/Menominee",
    "America/Indiana/Knox",
    "America/New_York",
    "America/Detroit",
    "America/Indiana/Indianapolis",
    "America/Kentucky/Louisville",
    "America/Puerto_Rico",
    "America/Mexico_City",
    "America/Toronto",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Atlantic/Azores",
    "Europe/London",
    "Africa/Lagos",
    "Europe/Berlin",
    "Africa/Cairo",
    "Africa/Nairobi",
    "Asia/Riyadh",
    "Asia/Tehran",
    "Asia/Dubai",
    "Asia/Kabul",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Dhaka",
    "Asia/Yangon",
    "Asia/Manila",
    "Asia/Tokyo",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
];

/// The instant of a wall time as the table has it: the first of two, and for one that never shows the time that
/// the clock before the change would have shown.
fn instant(zone: Tz, day: NaiveDate, minute: u32) -> i64 {
    let wall = day.and_hms_opt(minute / 60, minute % 60, 0).unwrap();
    let at = match zone.from_local_datetime(&wall) {
        LocalResult::Single(at) => at.timestamp(),
        LocalResult::Ambiguous(first, second) => first.timestamp().min(second.timestamp()),
        LocalResult::None => {
            let before = zone.offset_from_local_datetime(&(wall - chrono::TimeDelta::days(1)));
            let offset = before.single().unwrap().fix().local_minus_utc();
            wall.and_utc().timestamp() - i64::from(offset)
        }
    };
    at * 1_000
}

#[test]
fn a_thousand_interviews_in_forty_zones_begin_when_the_table_says() {
    let mut dice = Dice::new(20_261_101);
    let mut below = |end: u32| u32::try_from(dice.below(end.into())).unwrap();
    let (mut checked, mut odd) = (0, 0);
    let changes = ["2026-11-01", "2027-03-14"].map(|day| Day::parse(day).unwrap());
    for number in 0..1_000_u32 {
        // Around both changes of the United States, every minute of the day.
        let around = changes[number as usize % 2];
        let day = around.plus(i64::from(below(29)) - 14);
        let near_change = number % 4 == 0;
        let day = if near_change { around } else { day };
        let minute = if near_change {
            below(240)
        } else {
            below(1_440)
        };
        let start = Minute::new(
            u16::try_from(minute / 60).unwrap(),
            u16::try_from(minute % 60).unwrap(),
        );
        for name in ZONES {
            let zone: Tz = name.parse().unwrap();
            let one = Booking::new(Interview {
                program: "P".to_owned(),
                day: Some(day),
                start,
                zone: name.to_owned(),
                ..Interview::default()
            });
            let span = exact_span(&one, &world());
            let event = event("i", &one, span, 0, "").unwrap();
            let file = write(&[event], Instant(NOW));
            let read = events(&file);
            let date = date_of(day);
            let wanted = instant(zone, date, minute);
            assert_eq!(
                utc(of(&read[0], "DTSTART")),
                wanted,
                "{name} {} {minute}",
                day.iso()
            );
            assert_eq!(utc(of(&read[0], "DTEND")), wanted + 480 * 60_000);
            checked += 1;
            let wall = date.and_hms_opt(minute / 60, minute % 60, 0).unwrap();
            odd += u32::from(!matches!(
                zone.from_local_datetime(&wall),
                LocalResult::Single(_)
            ));
        }
    }
    assert_eq!(checked, 40_000);
    assert!(odd > 100, "hours that come twice or never: {odd}");
}

fn date_of(day: Day) -> NaiveDate {
    let iso = day.iso();
    let part = |range: std::ops::Range<usize>| iso[range].parse::<u32>().unwrap();
    NaiveDate::from_ymd_opt(day.year(), part(5..7), part(8..10)).unwrap()
}

/// Milliseconds of `20261214T140000Z`.
fn utc(text: &str) -> i64 {
    assert!(
        text.len() == 16 && &text[8..9] == "T" && text.ends_with('Z'),
        "{text}"
    );
    let part = |range: std::ops::Range<usize>| text[range].parse::<u32>().unwrap();
    let year = i32::try_from(part(0..4)).unwrap();
    let day = NaiveDate::from_ymd_opt(year, part(4..6), part(6..8)).unwrap();
    let time = day
        .and_hms_opt(part(9..11), part(11..13), part(13..15))
        .unwrap();
    time.and_utc().timestamp() * 1_000
}

fn with_interview() -> Person {
    let mut person = Person {
        now: NOW,
        ..Person::default()
    };
    let add = ProgramAction::Add {
        id: "p".into(),
        program: Program {
            name: "Mercy".to_owned(),
            zone: "America/Chicago".to_owned(),
            ..Program::default()
        },
    };
    person.does(add).unwrap();
    let add = ProgramAction::AddInterview {
        program: "p".into(),
        interview: "i".into(),
        today: Day::parse("2026-12-01").unwrap(),
    };
    person.does(add).unwrap();
    changes(&mut person, |one| {
        one.day = Day::parse("2026-12-14").ok();
        one.start = Minute::new(8, 0);
    });
    person
}

fn changes(person: &mut Person, change: impl FnOnce(&mut Interview)) {
    let mut interview: Interview = person.model.get_or_default("i");
    change(&mut interview);
    let id = "i".to_owned();
    person
        .does(TripAction::EditInterview {
            id: id.into(),
            interview,
        })
        .unwrap();
}

/// The file of the whole season, in which there is one interview.
fn file_of(person: &Person) -> String {
    let all = of_season(&person.model, &world());
    let [(id, one)] = &*all else {
        panic!("one interview")
    };
    let span = exact_span(one, &world());
    let told = when(one, &world());
    let event = event(id, one, span, sequence(&person.model, id), &told).unwrap();
    write(&[event], Instant(NOW))
}

/// UID and SEQUENCE in that file.
fn identity(person: &Person) -> (String, u32) {
    let read = events(&file_of(person));
    let number = of(&read[0], "SEQUENCE").parse().unwrap();
    (of(&read[0], "UID").to_owned(), number)
}

#[test]
fn an_event_that_moves_keeps_its_uid_and_its_sequence_rises() {
    let mut person = with_interview();
    let mut last = identity(&person);
    let same = identity(&person);
    assert_eq!(last, same, "the same file twice");
    let mut rises = |person: &mut Person, what: &str| {
        let now = identity(person);
        assert_eq!(now.0, last.0, "{what}");
        assert!(now.1 > last.1, "{what}: {} after {}", now.1, last.1);
        assert!(now.1 < 1 << 31, "a number of RFC 5545");
        last = now;
        person.now += 1_000;
    };
    person.now += 1_000;
    changes(&mut person, |one| one.day = Day::parse("2026-12-15").ok());
    rises(&mut person, "day");
    changes(&mut person, |one| one.start = Minute::new(9, 0));
    rises(&mut person, "start");
    changes(&mut person, |one| one.length = 300);
    rises(&mut person, "length");
    changes(&mut person, |one| one.zone = "America/Denver".to_owned());
    rises(&mut person, "zone");
    person.undoes().unwrap();
    rises(&mut person, "taken back");
    person.redoes().unwrap();
    rises(&mut person, "done again");
    let program = Program {
        name: "Mercy West".to_owned(),
        ..person.model.get_or_default("p")
    };
    let id = "p".to_owned();
    person
        .does(ProgramAction::Edit {
            id: id.into(),
            program,
        })
        .unwrap();
    rises(&mut person, "name of the program");
    // What is not in the file moves nothing.
    let before = identity(&person);
    changes(&mut person, |one| {
        one.invited = Day::parse("2026-11-02").ok()
    });
    assert_eq!(identity(&person), before);
}

#[test]
fn two_phones_that_both_moved_it_agree_and_are_ahead_of_both() {
    let mut here = with_interview();
    let mut there = here.clone();
    there.actor = Actor { device: 2, tab: 1 };
    here.now += 60_000;
    there.now += 30_000;
    changes(&mut here, |one| one.start = Minute::new(9, 0));
    changes(&mut there, |one| one.day = Day::parse("2026-12-16").ok());
    let alone = [identity(&here).1, identity(&there).1];
    let takes = |one: &mut Person, other: &Person| {
        let ops = merge(&one.model, other.model.records(), one.actor, one.seq + 1);
        one.applies(&ops);
    };
    let (mut first, mut second) = (here.clone(), there.clone());
    takes(&mut first, &there);
    takes(&mut second, &here);
    assert_eq!(identity(&first), identity(&second));
    assert!(alone.iter().all(|one| *one <= identity(&first).1));
    // And the next move is ahead of every file that either wrote.
    second.now += 60_000;
    changes(&mut second, |one| one.day = Day::parse("2026-12-17").ok());
    assert!(alone.iter().all(|one| *one < identity(&second).1));
}

/// People type the state behind the city, too.
#[test]
fn a_state_stands_once_behind_its_city() {
    for (place, state, told) in [
        ("Chicago", "IL", "Chicago, IL"),
        ("Portland, OR", "OR", "Portland, OR"),
        ("Rochester MN", "MN", "Rochester MN"),
        ("Chicago, Illinois", "IL", "Chicago, Illinois"),
        ("Santa Monica", "CA", "Santa Monica, CA"),
        ("Rome", "ME", "Rome, ME"),
        ("", "OR", "OR"),
        ("Boston", "", "Boston"),
    ] {
        let mut case = cases().remove(0);
        case.format = Format::InPerson;
        case.street = String::new();
        case.place = place.to_owned();
        case.state = state.to_owned();
        assert_eq!(event_of(&case).place, told);
        let map = matchbook::store::read::day::words::place(&booking(&case));
        assert_eq!(map, [&*case.name, ", ", told].concat());
    }
}
