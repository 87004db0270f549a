//! What Today says: the next interview, what to do on an ordinary day, and the day of an interview by
//! the clock, in two zones and more.

use std::collections::BTreeSet;

use chrono::{Offset as _, TimeZone as _};
use matchbook::domain::checklist::{Entry, List, Urgency};
use matchbook::domain::order;
use matchbook::domain::program::Program;
use matchbook::domain::ranking::{Kept, Placed, RANK, RATE_TASK, RankSettings, Ranking};
use matchbook::domain::record::Record;
use matchbook::domain::season::{ExportMade, SEASON, Season};
use matchbook::domain::time::{Day, Hours, Instant, Minute, WallTime, resolve};
use matchbook::domain::trip::{Format, Interview, Trip};
use matchbook::store::acts::checklist::TickAll;
use matchbook::store::acts::ranking::{RankAction, Said};
use matchbook::store::core::change::{Act, Change, Plan, Replaces, stamp};
use matchbook::store::core::hlc::{Actor, Hlc};
use matchbook::store::core::model::Model;
use matchbook::store::read::agenda::{NEXT_SHOWN, Section, agenda, due_count, with_later};
use matchbook::store::read::backup::{BACKUP_AFTER_CHANGES, changed_since};
use matchbook::store::read::line::entry_id;
use matchbook::store::read::tasks::tasks;
use matchbook::store::read::today::{About, TodayRow, next_interview};
use matchbook::store::read::world::World;

const CHICAGO: &str = "America/Chicago";
const KOLKATA: &str = "Asia/Kolkata";
const HONOLULU: &str = "Pacific/Honolulu";

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
        CHICAGO => "CT".to_owned(),
        _ => "??".to_owned(),
    }
}

fn world(phone_zone: &str, now: Instant) -> World<'_> {
    World {
        now,
        phone_zone,
        offset: &offset,
        abbreviation: &short,
        hours: Hours::TwentyFour,
    }
}

/// `14 06:30` of December 2026 (or `2026-11-01 06:30`), on the wall in a zone.
fn at(zone: &str, text: &str) -> Instant {
    let (day, time) = text.split_once(' ').unwrap();
    let day = match day.len() {
        2 => format!("2026-12-{day}"),
        _ => day.to_owned(),
    };
    let wall = WallTime {
        day: Day::parse(&day).unwrap(),
        minute: Minute::parse(time).unwrap(),
    };
    resolve(wall, &|at| offset(zone, at)).instant()
}

#[derive(Clone, Default)]
struct Book {
    model: Model,
    last: Hlc,
    /// The clock of what is written, in milliseconds.
    now: i64,
}

impl Book {
    fn write(&mut self, changes: Vec<Change>) {
        let actor = Actor { device: 1, tab: 1 };
        let ops = stamp(
            &self.model,
            changes,
            Replaces::Shown,
            actor,
            1,
            self.last,
            self.now,
        );
        for op in ops {
            self.last = op.hlc;
            self.model.apply(&op);
        }
    }

    fn put<R: Record>(&mut self, id: &str, record: &R) {
        let changes = record.changes_since(&R::default()).into_iter();
        let changes = changes.map(|(field, val)| Change {
            kind: R::KIND.into(),
            id: id.into(),
            field: field.into(),
            val: val.into(),
        });
        self.write(changes.collect());
    }

    fn tick_all(&mut self, entries: &[String], done: bool) {
        let entries = entries.to_vec();
        let Ok(Plan::Write(changes)) = TickAll { entries, done }.plan(&self.model) else {
            panic!("a tick writes")
        };
        self.write(changes);
    }

    /// Ticks tasks of the first trip's first interview, or of the trip, by the ids of the content.
    fn tick(&mut self, items: &[&str]) {
        self.tick_of("t", "i", items);
    }

    fn tick_of(&mut self, trip: &str, interview: &str, items: &[&str]) {
        let now = world(CHICAGO, at(CHICAGO, "01 12:00"));
        let rows = tasks(&self.model, &trip.into(), &now);
        for item in items {
            let is_it = |id: &str| {
                id == entry_id(trip, item) || id == [trip, "/", item, "/", interview].concat()
            };
            let row = rows.iter().find(|row| is_it(&row.line.id));
            let id = row.unwrap_or_else(|| panic!("no {item}")).line.id.clone();
            self.tick_all(&[id], true);
        }
    }

    /// Ticks all that was due on the days before `day` (of December), as a careful person does.
    fn tick_before(&mut self, trip: &str, day: &str) {
        let day = Day::parse(&format!("2026-12-{day}")).unwrap();
        let now = world(CHICAGO, at(CHICAGO, "01 12:00"));
        let rows = tasks(&self.model, &trip.into(), &now).into_iter();
        let due = rows.filter(|row| row.due.as_ref().is_some_and(|due| due.day < day));
        let due: Vec<String> = due.map(|row| row.line.id).collect();
        self.tick_all(&due, true);
    }

    fn sections(&self, phone: &str, now: Instant) -> Vec<Section> {
        agenda(&self.model, &world(phone, now), &BTreeSet::new())
    }

    /// Key of the first section and title of its first row.
    fn first(&self, phone: &str, now: Instant) -> (String, String) {
        let sections = self.sections(phone, now);
        let first = sections.first().expect("something stands first");
        (first.key.clone(), first.rows[0].title.clone())
    }
}

fn trip(title: &str, nights: u8, yes: &[&str]) -> Trip {
    let yes: BTreeSet<String> = yes.iter().map(|&id| id.to_owned()).collect();
    Trip {
        title: title.to_owned(),
        nights,
        answered: yes.clone(),
        conditions: yes,
        created: Day::parse("2026-11-20").ok(),
        ..Trip::default()
    }
}

fn interview(
    trip: &str,
    program: &str,
    zone: &str,
    day: &str,
    start: &str,
    format: Format,
) -> Interview {
    Interview {
        trip: Some(trip.into()),
        program: program.to_owned(),
        day: Day::parse(day).ok(),
        start: Minute::parse(start).ok(),
        length: format.usual_length(),
        zone: zone.to_owned(),
        format,
        invited: Day::parse("2026-11-20").ok(),
        ..Interview::default()
    }
}

/// Somebody from Kolkata with one interview in person, Mon 14 Dec 08:00 to 16:00 in `zone`.
fn book(zone: &str) -> Book {
    let mut book = Book::default();
    let season = Season {
        home_zone: KOLKATA.to_owned(),
        ..Season::default()
    };
    book.put(SEASON, &season);
    book.put("t", &trip("Lake City", 2, &[]));
    let one = interview(
        "t",
        "Lakeside",
        zone,
        "2026-12-14",
        "08:00",
        Format::InPerson,
    );
    book.put("i", &one);
    book
}

/// A clock at the program, what was ticked by then, and what stands first: the key of its section, how
/// its title begins, and what its detail says.
type Clock = (
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static str,
    &'static str,
);

const IN_PERSON: [Clock; 15] = [
    ("13 18:00", &["lg-visit"], "now", "Lay out clothes", ""),
    ("13 21:30", &["lg-layout"], "now", "Set two alarms", ""),
    (
        "13 23:30",
        &["lg-alarms", "lg-run"],
        "next",
        "Check email and phone",
        "",
    ),
    (
        "14 04:30",
        &[],
        "next",
        "Check email and phone",
        "in 30 min",
    ),
    (
        "14 05:10",
        &[],
        "now",
        "Check email and phone",
        "10 min late",
    ),
    (
        "14 05:20",
        &["lg-news"],
        "next",
        "Eat breakfast",
        "in 40 min",
    ),
    ("14 06:29", &["lg-eat"], "next", "Leave now", "in 1 min"),
    ("14 06:30", &[], "now", "Leave now", "now"),
    ("14 06:50", &[], "now", "Leave now", "20 min late"),
    ("14 07:05", &["lg-leave"], "next", "Be on site", "in 10 min"),
    (
        "14 07:41",
        &[],
        "now",
        "If you will be late, call",
        "1 min late",
    ),
    (
        "14 07:46",
        &["lg-onsite"],
        "now",
        "Phone on silent",
        "1 min late",
    ),
    (
        "14 08:00",
        &[],
        "now",
        "Your interview is on now",
        "until 16:00",
    ),
    ("14 16:00", &[], "next", "Two-minute notes", "in 20 min"),
    (
        "14 18:00",
        &["lg-debrief-quick"],
        "next",
        "Full debrief",
        "",
    ),
];

fn plays(mut book: Book, phone: &str, zone: &str, clocks: &[Clock]) {
    for (clock, ticked, key, title, detail) in clocks {
        book.tick(ticked);
        let sections = book.sections(phone, at(zone, clock));
        let first = sections.first().expect("something stands first");
        let row = &first.rows[0];
        let place = format!("{clock} in {zone}, phone in {phone}: {row:?}");
        assert_eq!(&first.key, key, "{place}");
        assert!(row.title.starts_with(title), "{place}");
        assert!(row.detail.contains(detail), "{place}");
        assert!(sections.iter().all(|one| one.key != "catch"), "{place}");
    }
}

#[test]
fn the_morning_shows_the_right_thing_first_wherever_the_phone_is() {
    for (zone, phone) in [
        (CHICAGO, CHICAGO),
        (CHICAGO, KOLKATA),
        (HONOLULU, HONOLULU),
        (HONOLULU, CHICAGO),
        ("America/New_York", "Europe/London"),
    ] {
        let mut book = book(zone);
        book.tick_before("t", "13");
        plays(book, phone, zone, &IN_PERSON);
    }
}

#[test]
fn before_six_in_the_evening_and_after_midnight_the_day_is_an_ordinary_one() {
    let mut book = book(CHICAGO);
    book.tick_before("t", "13");
    let key = |clock: &str| book.first(KOLKATA, at(CHICAGO, clock)).0;
    assert_eq!(key("13 17:59"), "do");
    assert_eq!(key("13 18:00"), "now");
    assert_eq!(key("14 23:59"), "now");
    assert_eq!(key("15 00:00"), "do");
}

#[test]
fn nothing_ticked_at_all_still_leaves_the_morning_in_front() {
    let book = book(CHICAGO);
    for (clock, title) in [
        ("14 06:40", "Leave now"),
        ("14 07:15", "Be on site"),
        ("14 07:20", "Be on site"),
        ("14 09:00", "Your interview is on now"),
        ("14 16:30", "Two-minute notes"),
        ("14 20:10", "Full debrief"),
    ] {
        let sections = book.sections(CHICAGO, at(CHICAGO, clock));
        assert!(
            sections[0].rows[0].title.starts_with(title),
            "{clock}: {:?}",
            sections[0]
        );
        // All that is open from earlier is one line, which one tap opens. Nothing that was for the interview
        // is told once it is over.
        let earlier = sections.iter().find(|one| one.key == "earlier");
        let line = earlier.map(|one| (one.shown, one.rows.len(), &*one.more));
        match clock {
            "14 16:30" => assert_eq!(line, None),
            "14 20:10" => assert_eq!(line, Some((0, 1, "1 open thing from earlier"))),
            _ => {
                let (shown, rows, more) = line.expect("much is open");
                assert_eq!(
                    (shown, more),
                    (0, &*format!("{rows} open things from earlier"))
                );
                assert!(rows > 10, "{clock}: {rows}");
            }
        }
        let all: Vec<&TodayRow> = sections.iter().flat_map(|one| &one.rows).collect();
        let keys: BTreeSet<&str> = all.iter().map(|row| &*row.key).collect();
        assert_eq!(keys.len(), all.len(), "nothing twice at {clock}");
    }
}

#[test]
fn the_points_of_the_day_stand_in_the_programs_time_with_that_at_home_beside_it() {
    let mut book = book(CHICAGO);
    book.tick_before("t", "14");
    let sections = book.sections(CHICAGO, at(CHICAGO, "14 06:10"));
    let keys: Vec<&str> = sections.iter().map(|one| &*one.key).collect();
    assert_eq!(keys, ["now", "next", "hand", "later", "earlier"]);
    let next = &sections[1].rows[0];
    assert_eq!(next.end, (Urgency::Today, "06:30".to_owned()));
    assert_eq!(next.detail, "in 20 min · 18:00 in Kolkata");
    let later = &sections[3];
    assert_eq!(later.heading, "Later today");
    let times: Vec<&str> = later.rows.iter().map(|row| &*row.end.1).collect();
    assert_eq!(
        times,
        ["07:15", "07:40", "07:45", "08:00", "16:20", "20:00"]
    );
    assert_eq!(later.rows[3].title, "Interview: Lakeside");
    assert!(
        later.rows[5].detail.ends_with("Tue 07:30 in Kolkata"),
        "{:?}",
        later.rows[5]
    );
    // At hand: phrases, the mirror, and what is not packed.
    let abouts: Vec<About> = sections[2].rows.iter().map(|row| row.about).collect();
    assert_eq!(abouts, [About::Packing, About::Phrases, About::Attire]);
    assert_eq!(sections[2].rows[1].path, "practice/phrases");
    // Whose home is there sees one clock only.
    let season = Season {
        home_zone: CHICAGO.to_owned(),
        ..Season::default()
    };
    book.put(SEASON, &season);
    let sections = book.sections(CHICAGO, at(CHICAGO, "14 06:10"));
    assert_eq!(sections[1].rows[0].detail, "in 20 min");
    // And with hours as in the U.S.
    let now = at(CHICAGO, "14 06:10");
    let twelve = World {
        hours: Hours::Twelve,
        ..world(CHICAGO, now)
    };
    let sections = agenda(&book.model, &twelve, &BTreeSet::new());
    assert_eq!(sections[1].rows[0].end.1, "6:30 AM");
}

#[test]
fn a_virtual_interview_has_no_way_to_go() {
    let mut book = Book::default();
    book.put("t", &trip("Video", 0, &[]));
    let one = interview(
        "t",
        "Lakeside",
        CHICAGO,
        "2026-12-14",
        "09:00",
        Format::Virtual,
    );
    book.put("i", &one);
    book.tick_before("t", "13");
    for phone in [KOLKATA, CHICAGO] {
        let mut book = book.clone();
        for (clock, ticked, title) in [
            ("13 18:00", &[][..], "Prepare a quiet room"),
            (
                "14 08:47",
                &["lg-news", "lg-virtual-eat"],
                "Phone on silent",
            ),
            ("14 08:52", &["lg-virtual-silent"], "Join the waiting room"),
            (
                "14 08:56",
                &["lg-virtual-join"],
                "If the link does not open, call",
            ),
            ("14 09:00", &[], "Your interview is on now"),
            ("14 13:59", &[], "Your interview is on now"),
            ("14 14:00", &[], "Two-minute notes"),
        ] {
            book.tick(ticked);
            let all: Vec<String> = book
                .sections(phone, at(CHICAGO, clock))
                .into_iter()
                .filter(|one| one.key != "hand")
                .flat_map(|one| one.rows)
                .map(|row| row.title)
                .collect();
            if clock != "13 18:00" {
                assert!(all[0].starts_with(title), "{clock} {phone}: {all:?}");
            }
            assert!(
                all.iter().any(|one| one.starts_with(title)),
                "{clock} {phone}: {all:?}"
            );
            let travels =
                |one: &String| one.starts_with("Leave now") || one.starts_with("Be on site");
            assert!(!all.iter().any(travels), "{clock} {phone}: {all:?}");
        }
    }
}

#[test]
fn two_interviews_on_two_days_share_an_evening() {
    for in_one_trip in [true, false] {
        let mut book = book(CHICAGO);
        let other = if in_one_trip { "t" } else { "u" };
        if !in_one_trip {
            book.put("u", &trip("Hill Town", 1, &[]));
        }
        let second = interview(
            other,
            "Hillside",
            CHICAGO,
            "2026-12-15",
            "09:00",
            Format::InPerson,
        );
        book.put("j", &second);
        book.tick_before("t", "14");
        if !in_one_trip {
            book.tick_before(other, "14");
        }
        let first = |book: &Book, clock: &str| book.first(CHICAGO, at(CHICAGO, clock));
        // During the first the second does not speak.
        assert_eq!(first(&book, "14 12:00").1, "Your interview is on now");
        // After it: its notes, then the evening before the second, then its full debrief.
        assert!(first(&book, "14 17:00").1.starts_with("Two-minute notes"));
        book.tick_of("t", "i", &["lg-debrief-quick"]);
        assert!(first(&book, "14 17:30").1.starts_with("Full debrief"));
        let evening = book.sections(CHICAGO, at(CHICAGO, "14 18:00"));
        assert_eq!(evening[0].key, "now");
        let names: Vec<&str> = evening.iter().map(|one| &*one.key).collect();
        assert!(names.contains(&"tomorrow"), "{names:?}");
        let tomorrow = evening.iter().find(|one| one.key == "tomorrow").unwrap();
        assert!(
            tomorrow
                .rows
                .iter()
                .any(|row| row.title == "Interview: Hillside")
        );
        assert!(
            tomorrow
                .rows
                .iter()
                .all(|row| row.title != "Interview: Lakeside")
        );
        assert!(
            first(&book, "14 19:30").1.starts_with("Full debrief"),
            "it is due within the hour"
        );
        book.tick_of("t", "i", &["lg-debrief-full"]);
        book.tick_of(other, "j", &["lg-news", "lg-eat"]);
        // The second morning: leave for the second one, which is named.
        let morning = book.sections(CHICAGO, at(CHICAGO, "15 07:40"));
        assert!(
            morning[0].rows[0].title.starts_with("Leave now"),
            "{:?}",
            morning[0]
        );
        assert_eq!(morning[0].rows[0].end.1, "07:30");
        // It stands above all rows by then, so that its own need not name it; the first one's must.
        let all = || morning.iter().flat_map(|one| &one.rows);
        assert!(all().all(|row| !row.detail.contains("Hillside")));
        if in_one_trip {
            let debrief = all().find(|row| row.title.starts_with("Write the debrief"));
            assert!(debrief.unwrap().detail.starts_with("Lakeside"));
        }
    }
}

/// A second trip whose one interview is on the day after the first.
fn with_second() -> Book {
    let mut book = book(CHICAGO);
    book.put("u", &trip("Hill Town", 1, &[]));
    let second = interview(
        "u",
        "Hillside",
        CHICAGO,
        "2026-12-15",
        "09:00",
        Format::InPerson,
    );
    book.put("j", &second);
    book
}

#[test]
fn what_stands_above_all_rows_is_not_named_again_in_one() {
    let ticked = {
        let mut book = with_second();
        book.tick_before("t", "11");
        book.tick_before("u", "11");
        book
    };
    for book in [&with_second(), &ticked] {
        let mut names_other = 0;
        for clock in [
            "01 09:00", "05 09:00", "07 09:00", "11 07:00", "12 20:00", "13 10:00", "13 19:00",
            "14 06:40", "14 09:00", "14 17:00", "14 19:00", "15 07:40", "15 12:00",
        ] {
            let now = at(CHICAGO, clock);
            let above = next_interview(&book.model, &world(CHICAGO, now)).expect("one is ahead");
            let (own, other) = match &*above.name {
                "Lakeside" => (["Lakeside", "Lake City"], "Hill Town"),
                _ => (["Hillside", "Hill Town"], "Lake"),
            };
            let sections = book.sections(CHICAGO, now);
            let rows = || sections.iter().flat_map(|one| &one.rows);
            // A clash is a sentence of two programs.
            for row in rows().filter(|row| row.about != About::Clash) {
                let says = own.iter().any(|name| row.detail.contains(name));
                assert!(!says, "{clock}: {row:?}");
            }
            names_other += usize::from(rows().any(|row| row.detail.contains(other)));
        }
        // A row of another program says which.
        assert!(names_other > 5, "{names_other}");
    }
}

#[test]
fn the_day_on_which_clocks_change_has_its_true_minutes() {
    let mut book = Book::default();
    let mut early = trip("Early", 0, &[]);
    early.created = Day::parse("2026-10-01").ok();
    book.put("t", &early);
    let one = interview(
        "t",
        "Early",
        CHICAGO,
        "2026-11-01",
        "03:00",
        Format::InPerson,
    );
    book.put("i", &one);
    // 01:30 CST comes an hour after 01:30 CDT: leaving at 01:30 means the second one.
    let start = at(CHICAGO, "2026-11-01 03:00");
    let leave = start.plus_minutes(-90);
    assert_eq!(
        book.first(CHICAGO, leave).1.split(';').next(),
        Some("Leave now")
    );
    let rows = book.sections(CHICAGO, leave.plus_minutes(-60));
    let next = rows
        .iter()
        .flat_map(|one| &one.rows)
        .find(|row| row.title.starts_with("Leave now"));
    assert_eq!(next.unwrap().end.1, "01:30");
    assert!(
        !book
            .first(CHICAGO, leave.plus_minutes(-60))
            .1
            .starts_with("Leave now")
    );
    // The evening before begins at 18:00, nine hours and the repeated one before.
    let key = |minutes: i64| book.first(CHICAGO, start.plus_minutes(minutes)).0;
    assert_eq!((&*key(-10 * 60), &*key(-10 * 60 - 1)), ("now", "do"));
}

#[test]
fn a_tick_moves_nothing_while_the_screen_stays() {
    let mut morning = book(CHICAGO);
    morning.tick_before("t", "14");
    let ordinary = book(CHICAGO);
    for (mut book, now) in [
        (morning, at(CHICAGO, "14 06:50")),
        (ordinary, at(CHICAGO, "02 09:00")),
    ] {
        let places = |sections: &[Section]| -> Vec<(String, String)> {
            let rows = |one: &Section| {
                let keys = one.rows.iter().take(one.shown).map(|row| row.key.clone());
                keys.map(|key| (one.key.clone(), key)).collect::<Vec<_>>()
            };
            sections.iter().flat_map(rows).collect()
        };
        let world = world(CHICAGO, now);
        let before = agenda(&book.model, &world, &BTreeSet::new());
        let row = before
            .iter()
            .flat_map(|one| &one.rows)
            .find(|row| !row.entries.is_empty())
            .unwrap()
            .clone();
        book.tick_all(&row.entries, true);
        let kept: BTreeSet<String> = row.entries.iter().cloned().collect();
        let after = agenda(&book.model, &world, &kept);
        let ticked = after
            .iter()
            .flat_map(|one| &one.rows)
            .find(|one| one.key == row.key);
        assert!(ticked.unwrap().done, "struck through");
        assert_eq!(places(&after), places(&before));
        // The control: without that, another row stands in its place.
        let left = agenda(&book.model, &world, &BTreeSet::new());
        assert_ne!(places(&left), places(&before));
        assert!(
            left.iter()
                .flat_map(|one| &one.rows)
                .all(|one| one.key != row.key)
        );
    }
}

fn section<'a>(sections: &'a [Section], key: &str) -> &'a Section {
    let found = sections.iter().find(|one| one.key == key);
    found.unwrap_or_else(|| panic!("no {key} in {sections:#?}"))
}

#[test]
fn what_was_due_before_the_trip_is_not_late() {
    let mut book = book(CHICAGO);
    let mut new = trip("Lake City", 2, &["c_flight", "c_entry_visa", "c_overnight"]);
    new.created = Day::parse("2026-12-01").ok();
    book.put("t", &new);
    let one = Interview {
        invited: Day::parse("2026-12-01").ok(),
        ..interview(
            "t",
            "Lakeside",
            CHICAGO,
            "2026-12-14",
            "08:00",
            Format::InPerson,
        )
    };
    book.put("i", &one);
    let sections = book.sections(KOLKATA, at(KOLKATA, "01 10:00"));
    let words: Vec<&str> = sections
        .iter()
        .flat_map(|one| &one.rows)
        .map(|row| &*row.end.1)
        .collect();
    assert!(!words.contains(&"late"), "{words:?}");
    let next = section(&sections, "do");
    assert!(next.shown <= NEXT_SHOWN);
    assert!(
        next.rows[0].title.starts_with("Accept or decline"),
        "{next:?}"
    );
    let catch_up = section(&sections, "catch");
    assert_eq!(catch_up.heading, "Catch up");
    assert!(
        catch_up.shown <= 3 && catch_up.rows.len() > 3,
        "{catch_up:?}"
    );
    assert_eq!(catch_up.more, format!("{} more", catch_up.rows.len() - 3));
    assert!(catch_up.rows.iter().all(|row| !row.detail.contains("due")));
    // First whether one can enter at all, then the flight, whenever the trip was made.
    let place = |sections: &[Section], title: &str| {
        let rows = sections.iter().flat_map(|one| &one.rows);
        rows.clone()
            .position(|row| row.title.starts_with(title))
            .unwrap()
    };
    assert!(place(&sections, "Check that you can enter") < place(&sections, "Book flights"));
    let later = book.sections(KOLKATA, at(KOLKATA, "05 10:00"));
    assert!(place(&later, "Check that you can enter") < place(&later, "Book flights"));
    // A day after it was due, what was due since the trip exists is late.
    let sections = book.sections(KOLKATA, at(KOLKATA, "02 10:00"));
    let first = &section(&sections, "do").rows[0];
    assert_eq!(
        (&*first.end.1, &*first.detail),
        ("late", "Was due Tue 1 Dec")
    );
    assert!(first.end.1.chars().count() <= 9);
}

#[test]
fn an_ordinary_day_is_calm_and_in_order_of_time() {
    let mut book = with_second();
    book.put(
        "v",
        &Trip {
            draft: true,
            ..trip("", 0, &[])
        },
    );
    for clock in ["01 09:00", "07 09:00", "08 21:00", "11 07:00", "13 10:00"] {
        let sections = book.sections(CHICAGO, at(CHICAGO, clock));
        let next = section(&sections, "do");
        assert!(next.shown <= NEXT_SHOWN, "{clock}");
        assert!(!next.rows[0].title.contains("more"), "{clock}");
        let waits = |row: &TodayRow| match row.end.0 {
            Urgency::Late | Urgency::Today => 0,
            later => later as u8,
        };
        assert!(next.rows.is_sorted_by_key(waits), "{clock}");
        // Days in order, each once, all of them ahead.
        let days: Vec<&str> = sections
            .iter()
            .map(|one| &*one.key)
            .filter(|key| key.starts_with("2026-"))
            .collect();
        assert!(
            days.is_sorted() && days.windows(2).all(|pair| pair[0] < pair[1]),
            "{days:?}"
        );
        assert!(!days.is_empty(), "{clock}");
        let all: Vec<&TodayRow> = sections.iter().flat_map(|one| &one.rows).collect();
        let keys: BTreeSet<&str> = all.iter().map(|row| &*row.key).collect();
        assert_eq!(keys.len(), all.len(), "{clock}");
        for row in &all {
            assert!(row.end.1.chars().count() <= 9, "{row:?}");
        }
        // What is for the whole journey is told once, and ticks both.
        let mocks: Vec<_> = all
            .iter()
            .filter(|row| row.title.starts_with("Mock interview 2"))
            .collect();
        assert!(mocks.len() <= 1, "{mocks:?}");
        for mock in mocks {
            assert_eq!(mock.entries.len(), 2);
            assert!(mock.detail.starts_with("Both trips"), "{mock:?}");
        }
        // What is for one interview is told for each.
        let names: Vec<&str> = all
            .iter()
            .filter(|row| row.title.starts_with("Read about each"))
            .map(|row| row.detail.split(" · ").next().unwrap())
            .collect();
        // The first stands above all rows and is not named again.
        assert!(
            names.is_empty() || names[0] != "Lake City" && names[1..] == ["Hill Town"],
            "{names:?}"
        );
        let clashes: Vec<_> = all.iter().filter(|row| row.about == About::Clash).collect();
        assert_eq!(clashes.len(), 1, "{clashes:?}");
        assert!(clashes[0].title.len() < 30 && clashes[0].detail.ends_with('.'));
    }
    // One trip needs no name.
    let mut alone = Book::default();
    alone.put("t", &trip("Lake City", 2, &[]));
    let one = interview(
        "t",
        "Lakeside",
        CHICAGO,
        "2026-12-14",
        "08:00",
        Format::InPerson,
    );
    alone.put("i", &one);
    let sections = alone.sections(CHICAGO, at(CHICAGO, "07 09:00"));
    let named = |row: &&TodayRow| row.detail.contains("Lake City");
    assert_eq!(sections.iter().flat_map(|one| &one.rows).find(named), None);
    // The day of the interview is one row of the week, not its whole morning.
    let day = section(&sections, "2026-12-14");
    let titles: Vec<&str> = day.rows.iter().map(|row| &*row.title).collect();
    assert_eq!(titles, ["Interview: Lakeside"]);
    assert_eq!(day.rows[0].end.1, "08:00");
    let sections = alone.sections(CHICAGO, at(CHICAGO, "08 09:00"));
    assert_eq!(
        section(&sections, "2026-12-09").heading,
        "Tomorrow, Wed 9 Dec"
    );
}

/// Where a row stands and what it says at its end.
fn stands(book: &Book, phone: &str, now: Instant, title: &str) -> (String, String) {
    let sections = book.sections(phone, now);
    let found = sections.iter().find_map(|one| {
        let row = one.rows.iter().find(|row| row.title.starts_with(title))?;
        Some((one.key.clone(), row.end.1.clone()))
    });
    found.unwrap_or_else(|| panic!("no {title} in {sections:#?}"))
}

#[test]
fn midnight_turns_a_row_where_its_task_is_done() {
    let pair = |key: &str, word: &str| (key.to_owned(), word.to_owned());
    let book = book(CHICAGO);
    for phone in [KOLKATA, CHICAGO, HONOLULU] {
        // At home: by the day of the phone, to the minute.
        let turn = at(phone, "09 00:00");
        let title = "Clean and press";
        assert_eq!(
            stands(&book, phone, turn.plus_minutes(-1), title),
            pair("2026-12-09", "")
        );
        assert_eq!(stands(&book, phone, turn, title), pair("do", "today"));
        let next = turn.plus_minutes(24 * 60);
        let last = stands(&book, phone, next.plus_minutes(-1), title);
        assert_eq!(last, pair("do", "today"));
        assert_eq!(stands(&book, phone, next, title), pair("do", "late"));

        // At the program: by its day, wherever the phone is.
        let turn = at(CHICAGO, "13 00:00");
        let title = "Visit the hospital";
        assert_eq!(
            stands(&book, phone, turn.plus_minutes(-1), title),
            pair("2026-12-13", "")
        );
        assert_eq!(stands(&book, phone, turn, title), pair("do", "today"));
    }
    // In Kolkata that day began hours earlier: the heading says which day it is there.
    let sections = book.sections(KOLKATA, at(KOLKATA, "13 09:00"));
    assert_eq!(
        section(&sections, "2026-12-13").heading,
        "Today, Sun 13 Dec"
    );
    // The interview itself is in sight until its own day by the clock begins.
    let sections = book.sections(KOLKATA, at(CHICAGO, "13 17:59"));
    let day = section(&sections, "2026-12-14");
    assert_eq!(day.rows[0].title, "Interview: Lakeside");
}

#[test]
fn a_task_with_a_time_of_its_own_is_in_sight_on_every_day_before_it() {
    // Eight in the evening in Chicago is the next morning in Kolkata.
    let mut book = book(CHICAGO);
    let own = Entry {
        own: true,
        list: List::Logistics,
        text: Some("Ring the hotel".to_owned()),
        due: Some(WallTime {
            day: Day::parse("2026-12-10").unwrap(),
            minute: Minute::new(20, 0).unwrap(),
        }),
        ..Entry::default()
    };
    book.put("t/own", &own);
    let due = at(CHICAGO, "10 20:00");
    for phone in [KOLKATA, CHICAGO, HONOLULU] {
        for hours in 0..5 * 24 {
            let now = due.plus_minutes(-60 * hours);
            let (key, word) = stands(&book, phone, now, "Ring the hotel");
            let is_its_day = now >= at(CHICAGO, "10 00:00");
            assert_eq!(key == "do", is_its_day, "{hours} h before, in {phone}");
            assert_eq!(word, "20:00");
        }
    }
    let after = stands(&book, KOLKATA, due.plus_minutes(1), "Ring the hotel");
    assert_eq!(after.1, "late");
}

#[test]
fn packing_is_for_the_evening_before_leaving() {
    // Two days ahead because of the zones: leaving on 12 Dec, packing on the 11th.
    let book = book(CHICAGO);
    let packing = |clock: &str| {
        let sections = book.sections(KOLKATA, at(KOLKATA, clock));
        let found = sections.into_iter().find_map(|one| {
            let row = one
                .rows
                .into_iter()
                .find(|row| row.about == About::Packing)?;
            Some((one.key, row.end.1))
        });
        found.map(|(key, word)| [key, word].join(" "))
    };
    assert_eq!(packing("01 10:00"), None, "not yet a thing to be told");
    assert_eq!(packing("05 10:00").as_deref(), Some("2026-12-11 "));
    assert_eq!(packing("11 10:00").as_deref(), Some("do tonight"));
    assert_eq!(packing("12 10:00").as_deref(), Some("do now"));
}

#[test]
fn cards_stand_among_what_is_next_and_never_on_the_day() {
    let mut book = book(CHICAGO);
    book.tick_before("t", "13");
    let mut cards = TodayRow::link(About::Cards, "4 cards to answer", "", "practice/review");
    cards.end = (Urgency::Today, "today".to_owned());
    let cards = [cards];
    let sections = with_later(book.sections(CHICAGO, at(CHICAGO, "12 08:00")), &cards);
    assert!(section(&sections, "do").rows.contains(&cards[0]));
    assert!(section(&sections, "do").shown <= NEXT_SHOWN);
    // However much there is to do, they are in sight.
    let busy = self::book(CHICAGO).sections(CHICAGO, at(CHICAGO, "12 08:00"));
    let busy = with_later(busy, &cards);
    let busy = section(&busy, "do");
    assert!(busy.rows.len() > NEXT_SHOWN, "a control: not all fit");
    assert!(busy.rows[..busy.shown].contains(&cards[0]));
    let alone = with_later(Vec::new(), &cards);
    assert_eq!((alone.len(), &alone[0].rows[..]), (1, &cards[..]));
    let morning = book.sections(CHICAGO, at(CHICAGO, "14 06:50"));
    assert_eq!(with_later(morning.clone(), &cards), morning);
}

#[test]
fn a_copy_is_asked_for_when_there_is_something_to_lose() {
    let begun = at(KOLKATA, "01 10:00");
    let asked = |book: &Book, minutes: i64| {
        let sections = book.sections(KOLKATA, begun.plus_minutes(minutes));
        let rows = sections.into_iter().flat_map(|one| one.rows);
        let mut rows = rows.filter(|row| row.about == About::Backup);
        rows.next().map(|row| row.detail)
    };
    let day = 24 * 60;
    let mut book = Book {
        now: begun.0,
        ..book(CHICAGO)
    };
    // Written at the dawn of time by `book`; a copy holds that.
    let season = Season {
        exports: vec![ExportMade {
            at: begun.0 - 1,
            changes: 20,
        }],
        ..book.model.season()
    };
    book.put(SEASON, &season);
    let mut fresh = book.clone();
    let note = |n: usize| Entry {
        own: true,
        list: List::Packing,
        text: Some(format!("Thing {n}")),
        ..Entry::default()
    };
    // A hundred keystrokes in one field are one change.
    for n in 0..100 {
        fresh.put("t/own-1", &note(n));
    }
    let since = season.exports.last().map(|made| made.at);
    let (changed, oldest) = changed_since(&fresh.model, since);
    assert!(
        changed <= 2 && oldest >= Some(begun.0),
        "{changed} {oldest:?}"
    );
    assert_eq!(asked(&fresh, 5), None);
    assert_eq!(asked(&fresh, 6 * day), None);
    assert!(asked(&fresh, 7 * day + 1).is_some(), "few, but old");
    // Many: after a day, not within the first hours.
    for n in 0..BACKUP_AFTER_CHANGES as usize {
        book.put(&format!("t/own-{n}"), &note(n));
    }
    assert_eq!(asked(&book, 60), None);
    assert_eq!(asked(&book, day - 1), None);
    let detail = asked(&book, day + 1).expect("asked for");
    assert!(
        detail.ends_with("things are only in this browser"),
        "{detail}"
    );
}

#[test]
fn a_zone_without_a_name_is_told_by_its_city() {
    let names = |zone: &str, _: Instant| match zone {
        CHICAGO => "CST".to_owned(),
        KOLKATA => "GMT+5:30".to_owned(),
        "Etc/GMT+5" => "GMT-5".to_owned(),
        _ => "GMT".to_owned(),
    };
    let morning = at(KOLKATA, "02 09:15");
    let world = |phone_zone| World {
        abbreviation: &names,
        ..world(phone_zone, morning)
    };
    let wall = morning.wall(330);
    let time = |zone| world(KOLKATA).time(zone, wall);
    assert_eq!(time(KOLKATA), "09:15 Kolkata time");
    assert_eq!(time(CHICAGO), "09:15 CST");
    assert_eq!(time("Europe/London"), "09:15 GMT");
    assert_eq!(time("Etc/GMT+5"), "09:15 GMT-5");
    // What happened is told at home, with the zone only where another time is on the phone.
    let book = book(CHICAGO);
    let told = |phone| world(phone).moment(&book.model, morning);
    assert_eq!(told(KOLKATA), "Wed 2 Dec, 09:15");
    assert_eq!(told("Asia/Colombo"), "Wed 2 Dec, 09:15");
    assert_eq!(told(CHICAGO), "Wed 2 Dec, 09:15 Kolkata time");
}

#[test]
fn the_next_interview_is_told_in_both_zones() {
    let mut book = book(CHICAGO);
    let next = |book: &Book, now: Instant| next_interview(&book.model, &world(KOLKATA, now));
    let tomorrow = next(&book, at(KOLKATA, "13 10:00")).expect("there is one");
    assert_eq!(
        (&*tomorrow.name, &*tomorrow.distance, tomorrow.on_now),
        ("Lakeside", "tomorrow", false)
    );
    assert_eq!(tomorrow.there, "Mon 14 Dec, 08:00 CT in Chicago");
    assert_eq!(
        tomorrow.body.as_deref(),
        Some("19:30 for your body (Kolkata)")
    );
    let soon = next(&book, at(CHICAGO, "14 06:41")).unwrap();
    assert_eq!(soon.distance, "in 1 h 19 min");
    let on = next(&book, at(CHICAGO, "14 09:00")).unwrap();
    assert_eq!((&*on.distance, on.on_now), ("now", true));
    assert!(next(&book, at(CHICAGO, "14 16:00")).is_none());
    let sections = book.sections(KOLKATA, at(CHICAGO, "15 10:00"));
    let rows = &section(&sections, "do").rows;
    assert!(rows.iter().any(|row| row.title == "Look back on the trip"));
    let season = Season {
        home_zone: CHICAGO.to_owned(),
        ..Season::default()
    };
    book.put(SEASON, &season);
    assert_eq!(
        next(&book, at(KOLKATA, "13 10:00")).unwrap().body,
        None,
        "the clocks agree"
    );
    assert_eq!(next(&Book::default(), at(KOLKATA, "13 10:00")), None);
    assert_eq!(
        Book::default().sections(KOLKATA, at(KOLKATA, "13 10:00")),
        []
    );
}

/// As `book`, with the interview at a program of its own, which is first in the rank list.
fn ranked_book() -> Book {
    let mut book = book(CHICAGO);
    let program = Program {
        name: "Lakeside".to_owned(),
        rank: order::initial(1)[0].clone(),
        ..Program::default()
    };
    book.put("p", &program);
    let one = Interview {
        at: Some("p".into()),
        ..interview("t", "", CHICAGO, "2026-12-14", "08:00", Format::InPerson)
    };
    book.put("i", &one);
    book
}

fn of_rank(sections: &[Section]) -> Vec<TodayRow> {
    let rows = sections.iter().flat_map(|one| &one.rows);
    rows.filter(|row| row.about == About::Rank)
        .cloned()
        .collect()
}

fn titles(rows: &[TodayRow]) -> Vec<&str> {
    rows.iter().map(|row| &*row.title).collect()
}

#[test]
fn where_it_is_another_day_at_the_program_the_days_have_their_names() {
    let book = book(CHICAGO);
    let headings = |phone: &str, now: Instant| {
        let sections = book.sections(phone, now);
        let heading = |key: &str| section(&sections, key).heading.clone();
        [heading("later"), heading("tomorrow")]
    };
    let evening = at(CHICAGO, "13 18:30");
    assert_eq!(headings(CHICAGO, evening), ["Later today", "Tomorrow"]);
    // There it is Monday already, the day of the interview.
    assert_eq!(headings(KOLKATA, evening), ["Sun 13 Dec", "Mon 14 Dec"]);
}

#[test]
fn a_task_leads_to_the_screen_on_which_it_is_done() {
    let book = ranked_book();
    let sections = book.sections(CHICAGO, at(CHICAGO, "05 10:00"));
    let way = |title: &str| {
        let mut rows = sections.iter().flat_map(|one| &one.rows);
        let row = rows.find(|row| row.title.starts_with(title));
        row.map(|row| &*row.path)
    };
    assert_eq!(way("Write one page of notes"), Some("programs/p/sheet"));
    assert_eq!(way("Mock interview 2"), Some("practice/drill"));
    // One without a screen of its own leads to its list.
    assert_eq!(way("Print"), Some("pack/t/logistics"));
}

#[test]
fn what_was_not_rated_is_one_row_once_its_interview_is_over() {
    let mut book = ranked_book();
    let told = |book: &Book, clock: &str| {
        let sections = book.sections(CHICAGO, at(CHICAGO, clock));
        let rows: Vec<TodayRow> = sections.into_iter().flat_map(|one| one.rows).collect();
        let tasks = rows
            .iter()
            .filter(|row| row.title.starts_with("Rate the program"));
        let tasks = tasks.count();
        let rank = rows.into_iter().filter(|row| row.about == About::Rank);
        (rank.collect::<Vec<TodayRow>>(), tasks)
    };
    for clock in ["10 09:00", "14 09:00"] {
        assert_eq!(told(&book, clock).0, [], "{clock}: not over");
    }
    for clock in ["15 09:00", "17 09:00"] {
        let (rows, tasks) = told(&book, clock);
        assert_eq!(titles(&rows), ["1 program not rated"], "{clock}");
        assert_eq!((&*rows[0].path, rows[0].end.0), ("rank", Urgency::Next));
        assert_eq!(tasks, 0, "{clock}: said once");
    }
    // The first rating ends both.
    let act = RankAction::Rate {
        said: Said {
            program: "p".into(),
            criterion: "rk-culture".into(),
            fresh: "x".to_owned(),
            at: at(CHICAGO, "15 09:00").0,
            day: Day::parse("2026-12-15").unwrap(),
        },
        value: None,
        note: String::new(),
    };
    let Ok(Plan::Write(changes)) = act.plan(&book.model) else {
        panic!("a rating writes")
    };
    book.write(changes);
    assert_eq!(told(&book, "15 09:00"), (Vec::new(), 0));
    let rows = tasks(
        &book.model,
        &"t".into(),
        &world(CHICAGO, at(CHICAGO, "15 09:00")),
    );
    let task = rows.iter().find(|row| row.line.item == RATE_TASK).unwrap();
    assert!(task.line.done, "ticked by the rating");
}

#[test]
fn a_list_that_is_not_certified_comes_nearer_with_its_deadline() {
    const EASTERN: &str = "America/New_York";
    let mut book = ranked_book();
    let wall = WallTime {
        day: Day::parse("2027-03-03").unwrap(),
        minute: Minute::parse("21:00").unwrap(),
    };
    let rows = |book: &Book, clock: &str| {
        let sections = book.sections(CHICAGO, at(EASTERN, clock));
        of_rank(&sections)
    };
    assert_eq!(
        titles(&rows(&book, "2027-03-01 21:00")),
        ["1 program not rated"]
    );
    let settings = RankSettings {
        deadline: Some(wall),
        deadline_zone: EASTERN.to_owned(),
        ..RankSettings::default()
    };
    book.put(RANK, &settings);
    assert_eq!(
        titles(&rows(&book, "2027-02-01 21:00")),
        ["1 program not rated"]
    );
    let both = ["Rank list not certified", "1 program not rated"];
    let first = |clock: &str| {
        let rows = rows(&book, clock);
        assert_eq!(titles(&rows), both, "{clock}");
        assert_eq!(rows[0].path, "rank/finish");
        (rows[0].detail.clone(), rows[0].end.0)
    };
    let told = |text: &str, urgency| (text.to_owned(), urgency);
    assert_eq!(
        first("2027-02-20 21:00"),
        told("11 days left", Urgency::Next)
    );
    assert_eq!(
        first("2027-02-27 21:00"),
        told("4 days left", Urgency::Today)
    );
    assert_eq!(
        first("2027-03-02 21:00"),
        told("24 hours left", Urgency::Late)
    );
    assert_eq!(
        titles(&rows(&book, "2027-03-03 21:01")),
        ["1 program not rated"],
        "over"
    );
    // A late interview does not hide it on its last two days.
    let late = Interview {
        at: Some("p".into()),
        ..interview("t", "", CHICAGO, "2027-03-03", "08:00", Format::InPerson)
    };
    book.put("late", &late);
    let morning = book.sections(CHICAGO, at(CHICAGO, "2027-03-03 07:00"));
    assert!(
        morning
            .iter()
            .any(|one| one.key == "now" || one.key == "next")
    );
    assert_eq!(titles(&of_rank(&morning)), ["Rank list not certified"]);
    // Certified as it stands, it is not due.
    let certified = Ranking {
        kept: Kept::Certified,
        at: 1,
        order: vec![Placed {
            program: "p".into(),
            ..Placed::default()
        }],
        ..Ranking::default()
    };
    book.put("c", &certified);
    assert_eq!(
        titles(&rows(&book, "2027-02-27 21:00")),
        ["1 program not rated"]
    );
}

/// The number on the icon counts what is late or of today, wherever it stands, but nothing that is ticked
/// or only lies at hand.
#[test]
fn the_icon_counts_what_is_due() {
    let row = |urgency: Urgency, done: bool| {
        let mut row = TodayRow::link(About::Rank, "A row", "", "rank");
        row.end.0 = urgency;
        row.done = done;
        row
    };
    let section = |key: &str, rows: Vec<TodayRow>| Section {
        key: key.to_owned(),
        rows,
        ..Section::default()
    };
    let all = [
        section(
            "do",
            vec![
                row(Urgency::Late, false),
                row(Urgency::Late, true),
                row(Urgency::Next, false),
            ],
        ),
        section("hand", vec![row(Urgency::Today, false)]),
        section(
            "later",
            vec![row(Urgency::Today, false), row(Urgency::Later, false)],
        ),
    ];
    assert_eq!(due_count(&all), 2);
    assert_eq!(due_count(&[]), 0);
}

/// Titles, ends and details of the rows that ask for an answer.
fn to_answer(book: &Book, clock: &str) -> Vec<(String, Urgency, String, String)> {
    let sections = book.sections(CHICAGO, at(CHICAGO, clock));
    let rows = sections.into_iter().flat_map(|one| one.rows);
    let asked = rows.filter(|row| row.title.contains("nswer") || row.title.contains("ccept"));
    asked
        .map(|row| (row.title, row.end.0, row.end.1, row.detail))
        .collect()
}

#[test]
fn an_invitation_that_waits_for_an_answer_is_told_until_it_is_answered() {
    let mut book = book(CHICAGO);
    book.tick_before("t", "16");
    let program = Program {
        name: "Quillwater".to_owned(),
        zone: CHICAGO.to_owned(),
        reply_by: Some(WallTime {
            day: Day::parse("2026-12-15").unwrap(),
            minute: Minute::parse("11:10").unwrap(),
        }),
        ..Program::default()
    };
    book.put("q", &program);
    let row = |urgency: Urgency, end: &str, detail: &str| {
        let title = "Answer Quillwater".to_owned();
        vec![(title, urgency, end.to_owned(), detail.to_owned())]
    };
    let reply = "Reply by Tue 15 Dec, 11:10 CT";
    assert_eq!(to_answer(&book, "08 11:09"), []);
    assert_eq!(
        to_answer(&book, "08 11:10"),
        row(Urgency::Next, "7 days", reply)
    );
    assert_eq!(
        to_answer(&book, "13 11:11"),
        row(Urgency::Today, "47 h left", reply)
    );
    // The day of an interview by the clock has it too.
    assert_eq!(
        to_answer(&book, "14 14:10"),
        row(Urgency::Today, "21 h left", reply)
    );
    assert_eq!(
        to_answer(&book, "15 11:05"),
        row(Urgency::Today, "5 min left", reply)
    );
    assert_eq!(
        to_answer(&book, "15 11:10"),
        row(
            Urgency::Late,
            "late",
            "Was due Tue 15 Dec, 11:10 CT. Call, then answer"
        )
    );
    // An invitation on a trip without a date is told once.
    let invited = Interview {
        at: Some("q".into()),
        trip: Some("t".into()),
        invited: Day::parse("2026-12-12").ok(),
        ..Interview::default()
    };
    book.put("j", &invited);
    assert_eq!(
        to_answer(&book, "13 11:11"),
        row(Urgency::Today, "47 h left", reply)
    );
    // A date is the answer; the task of the trip stays for who has not ticked it.
    let dated = Interview {
        day: Day::parse("2026-12-30").ok(),
        ..invited
    };
    book.put("j", &dated);
    let left = to_answer(&book, "13 11:11");
    assert!(left.iter().all(|(title, ..)| title != "Answer Quillwater"));
}

/// A trip on the 14th, and an interview on the 7th that is over.
fn with_one_over() -> Book {
    let mut book = book(CHICAGO);
    let program = Program {
        name: "Hillside".to_owned(),
        rank: order::initial(1)[0].clone(),
        ..Program::default()
    };
    book.put("p", &program);
    let one = Interview {
        at: Some("p".into()),
        trip: None,
        ..interview("", "", CHICAGO, "2026-12-07", "08:00", Format::Virtual)
    };
    book.put("over", &one);
    book
}

#[test]
fn on_its_last_two_days_the_deadline_of_the_list_leads_however_much_is_late() {
    let mut book = with_one_over();
    let settings = RankSettings {
        deadline: Some(WallTime {
            day: Day::parse("2026-12-12").unwrap(),
            minute: Minute::parse("21:00").unwrap(),
        }),
        deadline_zone: CHICAGO.to_owned(),
        ..RankSettings::default()
    };
    book.put(RANK, &settings);
    let next = |clock: &str| {
        let sections = book.sections(CHICAGO, at(CHICAGO, clock));
        section(&sections, "do").clone()
    };
    let of_list = |section: &Section| {
        let is_it = |row: &TodayRow| row.title == "Rank list not certified";
        section.rows.iter().position(is_it).unwrap()
    };
    let last = next("12 18:00");
    let late = last.rows.iter().filter(|row| row.end.1 == "late").count();
    assert!(late > NEXT_SHOWN, "a control: {late} late tasks");
    assert_eq!(of_list(&last), 0);
    assert_eq!(last.rows[0].detail, "3 hours left");
    // Days before, it waits behind what can cost an interview.
    assert!(of_list(&next("08 18:00")) > 0);
}

#[test]
fn what_fades_stands_before_what_was_small_and_is_late() {
    let book = with_one_over();
    let sections = book.sections(CHICAGO, at(CHICAGO, "12 09:00"));
    let rows = &section(&sections, "do").rows;
    let place = |is_it: &dyn Fn(&TodayRow) -> bool| rows.iter().position(is_it);
    let debrief = place(&|row| row.about == About::Debrief).expect("a debrief");
    let small = place(&|row| row.about == About::Task && row.end.1 == "late" && !row.high);
    assert!(debrief < small.expect("a small late task"), "{rows:#?}");
    // What can cost the interview leads all of that.
    let high = place(&|row| row.end.1 == "late" && row.high);
    assert!(
        high.expect("a late task that matters") < debrief,
        "{rows:#?}"
    );
}

#[test]
fn on_the_morning_nothing_stands_before_what_is_on_now() {
    let mut book = book(CHICAGO);
    book.tick_before("t", "13");
    let mut row = TodayRow::link(About::Offline, "Not ready", "", "settings/storage");
    row.end.0 = Urgency::Today;
    for clock in ["13 19:00", "14 06:40", "14 10:00", "14 19:00"] {
        let sections = book.sections(CHICAGO, at(CHICAGO, clock));
        let first = sections[0].key.clone();
        assert!(matches!(&*first, "now" | "next"), "{clock}: {first}");
        let sections = with_later(sections, std::slice::from_ref(&row));
        assert_eq!(sections[0].key, first, "{clock}");
        assert!(section(&sections, "do").rows.contains(&row), "{clock}");
    }
    let ordinary = book.sections(CHICAGO, at(CHICAGO, "12 10:00"));
    assert_eq!(with_later(ordinary, &[row])[0].key, "do");
}

#[test]
fn what_was_put_away_or_is_of_another_season_waits_for_no_answer() {
    let asked = |program: Program| {
        let mut book = Book::default();
        let reply_by = Some(WallTime {
            day: Day::parse("2026-12-15").unwrap(),
            minute: Minute::parse("11:10").unwrap(),
        });
        let program = Program {
            name: "Quillwater".to_owned(),
            zone: CHICAGO.to_owned(),
            reply_by,
            ..program
        };
        book.put("q", &program);
        to_answer(&book, "14 12:00").len()
    };
    assert_eq!(asked(Program::default()), 1);
    let archived = true;
    assert_eq!(
        asked(Program {
            archived,
            ..Program::default()
        }),
        0
    );
    let season = 2026;
    assert_eq!(
        asked(Program {
            season,
            ..Program::default()
        }),
        0
    );
}

#[test]
fn on_the_day_the_interview_leads_to_day_mode_and_its_card_is_at_hand() {
    let mut book = ranked_book();
    let row = |book: &Book, clock: &str, title: &str| {
        let sections = book.sections(CHICAGO, at(CHICAGO, clock));
        let mut rows = sections.into_iter().flat_map(|one| one.rows);
        rows.find(|row| row.title.starts_with(title))
            .map(|row| row.path)
    };
    let day = Some("programs/p/interview/i/day".to_owned());
    let card = Some("programs/p/card".to_owned());
    assert_eq!(row(&book, "13 19:00", "Interview: Lakeside"), day);
    assert_eq!(row(&book, "14 06:10", "Interview: Lakeside"), day);
    assert_eq!(row(&book, "14 09:00", "Your interview is on now"), day);
    assert_eq!(row(&book, "14 06:10", "Elevator card"), card);
    assert_eq!(row(&book, "14 09:00", "Elevator card"), None);
    // Days before, it leads to the plans for it.
    let trip = Some("pack/t/logistics".to_owned());
    assert_eq!(row(&book, "10 09:00", "Interview: Lakeside"), trip);
    // Without a program that is there, there is no day mode.
    book.write(vec![Change {
        kind: Program::KIND.into(),
        id: "p".into(),
        field: "deleted".into(),
        val: "true".into(),
    }]);
    let left = row(&book, "14 06:10", "Interview: ");
    assert_eq!(left, trip);
    assert_eq!(row(&book, "14 06:10", "Elevator card"), None);
}
