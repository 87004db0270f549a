//! Days, times and zones, against an independent table of zones.

use chrono::{Datelike as _, NaiveDate, Offset as _, TimeZone as _};
use chrono_tz::Tz;
use matchbook::domain::time::{
    Day, Hours, Instant, Minute, Resolved, WallTime, days_from_today, resolve,
};

fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

#[test]
fn days_read_or_say_why_not() {
    let check = |text: &str, want: Result<&str, &str>| match (Day::parse(text), want) {
        (Ok(day), Ok(iso)) => assert_eq!(day.iso(), iso),
        (Err(sentence), Err(says)) => {
            assert!(
                sentence.contains(says) && sentence.ends_with('.'),
                "{text}: {sentence}"
            );
        }
        (got, want) => panic!("{text}: {got:?}, not {want:?}"),
    };
    check("2026-12-14", Ok("2026-12-14"));
    check(" 2026-1-4 ", Ok("2026-01-04"));
    check("2028-02-29", Ok("2028-02-29"));
    check("2000-02-29", Ok("2000-02-29"));
    check("2100-12-31", Ok("2100-12-31"));
    check(
        "2027-02-29",
        Err("February 2027 has no day 29. Choose a day from 1 to 28."),
    );
    check("2100-02-29", Err("from 1 to 28"));
    check("2028-02-30", Err("from 1 to 29"));
    check(
        "2026-11-31",
        Err("November 2026 has no day 31. Choose a day from 1 to 30."),
    );
    check("2026-01-00", Err("January 2026 has no day 0"));
    check("2026-13-01", Err("twelve months"));
    check("2026-00-01", Err("twelve months"));
    for year in ["1999-12-31", "2101-01-01", "12026-01-01", "0026-01-01"] {
        check(year, Err("between 2000 and 2100"));
    }
    for shape in [
        "",
        "-",
        "--",
        "2026",
        "2026-12",
        "12/14/2026",
        "26-12-14",
        "2026-12-14T08:00",
        "２０２６-12-14",
        "2026-+1-14",
        "2026--1-14",
        "2026-12-145",
        "9999999-01-01",
        "\u{202e}2026-12-14",
        "today",
    ] {
        check(shape, Err("year-month-day"));
    }
}

#[test]
fn times_read_or_say_why_not() {
    for (text, want) in [
        ("08:00", "08:00"),
        ("8:05", "08:05"),
        ("23:59", "23:59"),
        ("0:00", "00:00"),
        ("08:00:30", "08:00"),
    ] {
        assert_eq!(Minute::parse(text).expect(text).text(), want);
    }
    for text in [
        "",
        "8",
        "24:00",
        "12:60",
        "8:5pm",
        "-1:00",
        "008:00",
        "08:000",
        "8.30",
        ":",
        "٠٨:٠٠",
    ] {
        let sentence = Minute::parse(text).expect_err(text);
        assert!(sentence.contains("hours:minutes"), "{sentence}");
    }
    for of_day in 0..1440 {
        let minute = Minute::new(of_day / 60, of_day % 60).unwrap();
        assert_eq!(minute.of_day(), of_day);
        assert_eq!(Minute::parse(&minute.text()), Ok(minute));
    }
}

fn long(date: NaiveDate) -> String {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let at = date.month0() as usize * 3;
    let month = &MONTHS[at..at + 3];
    format!("{} {} {month} {}", date.weekday(), date.day(), date.year())
}

#[test]
fn days_count_as_the_calendar_does() {
    let mut walk = day("2000-01-01");
    let mut reference = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
    for n in 0..36_800_i64 {
        assert_eq!(walk.iso(), reference.to_string());
        assert_eq!(walk.long(), long(reference));
        assert_eq!(walk.since(day("2000-01-01")), n);
        assert_eq!(day(&walk.iso()), walk);
        walk = walk.plus(1);
        reference = reference.succ_opt().unwrap();
    }
    assert_eq!(
        day("2026-01-01").plus(i64::MAX),
        day("2026-01-01"),
        "the calendar's end"
    );
    for (days, words) in [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (2, "in 2 days"),
        (-9, "9 days ago"),
    ] {
        assert_eq!(days_from_today(days), words);
    }
}

const ZONES: [(&str, bool); 8] = [
    ("America/New_York", true),
    ("America/Chicago", true),
    ("America/Denver", true),
    ("America/Los_Angeles", true),
    ("America/Phoenix", false),
    ("Pacific/Honolulu", false),
    ("Asia/Kolkata", false),
    ("Asia/Kathmandu", false),
];

fn offset(zone: Tz, at: Instant) -> i32 {
    let utc = chrono::DateTime::from_timestamp_millis(at.0)
        .unwrap()
        .naive_utc();
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc() / 60
}

/// Counts (once, twice, never) over a day, each checked against the table.
fn kinds(zone: &str, day_text: &str) -> (usize, usize, usize) {
    let zone: Tz = zone.parse().unwrap();
    let date: NaiveDate = day_text.parse().unwrap();
    let mut counts = (0, 0, 0);
    for minute in 0..1440_u16 {
        let wall = WallTime {
            day: day(day_text),
            minute: Minute::new(minute / 60, minute % 60).unwrap(),
        };
        let naive = date
            .and_hms_opt(u32::from(minute / 60), u32::from(minute % 60), 0)
            .unwrap();
        let resolved = resolve(wall, &|at| offset(zone, at));
        let at = resolved.instant();
        let shown = at.wall(offset(zone, at));
        let place = format!("{zone} {day_text} {}", wall.minute.text());
        match (resolved, zone.from_local_datetime(&naive)) {
            (Resolved::Once(at), chrono::LocalResult::Single(want)) => {
                assert_eq!(at.0, want.timestamp_millis(), "{place}");
                assert_eq!(shown, wall, "{place}");
                counts.0 += 1;
            }
            (Resolved::Twice(at), chrono::LocalResult::Ambiguous(first, _)) => {
                assert_eq!(at.0, first.timestamp_millis(), "{place}");
                assert_eq!(shown, wall, "{place}");
                counts.1 += 1;
            }
            (Resolved::Never(at), chrono::LocalResult::None) => {
                // As long after the change as the wall time is past the gap's start.
                assert_eq!(shown, wall.plus_minutes(60), "{place}");
                assert_eq!(
                    offset(zone, at),
                    offset(zone, at.plus_minutes(600)),
                    "{place}"
                );
                counts.2 += 1;
            }
            (got, want) => panic!("{place}: {got:?}, the table says {want:?}"),
        }
    }
    counts
}

#[test]
fn every_minute_of_the_change_days_resolves_as_the_table_says() {
    for (zone, changes) in ZONES {
        let (back, forward) = if changes {
            ((1380, 60, 0), (1380, 0, 60))
        } else {
            ((1440, 0, 0), (1440, 0, 0))
        };
        // 1440 wall minutes: 60 of them twice in autumn, 60 never in spring.
        assert_eq!(kinds(zone, "2026-11-01"), back, "{zone}");
        assert_eq!(kinds(zone, "2027-03-14"), forward, "{zone}");
        for near in [
            "2026-10-31",
            "2026-11-02",
            "2027-03-13",
            "2027-03-15",
            "2026-12-31",
            "2028-02-29",
        ] {
            assert_eq!(kinds(zone, near), (1440, 0, 0), "{zone} {near}");
        }
    }
}

#[test]
fn stranger_zones_resolve_too() {
    // Half an hour of change, a change at midnight, offsets beyond half a day.
    for (zone, days) in [
        (
            "Africa/Cairo",
            &["2026-04-24", "2026-10-29", "2026-10-30"][..],
        ),
        ("Asia/Beirut", &["2026-03-29", "2026-10-24", "2026-10-25"]),
        ("America/St_Johns", &["2026-11-01", "2027-03-14"]),
        ("Pacific/Kiritimati", &["2026-11-01"]),
        ("Pacific/Chatham", &["2026-09-27", "2027-04-04"]),
    ] {
        for day in days {
            let (once, twice, never) = kinds(zone, day);
            assert_eq!(once + twice + never, 1440);
        }
    }
}

#[test]
fn instants_before_1970_and_wall_arithmetic() {
    assert_eq!(Instant(-1).wall(0).day.iso(), "1969-12-31");
    assert_eq!(Instant(0).wall(-300).minute.text(), "19:00");
    assert_eq!(Instant(59_999).minutes_since(Instant(0)), 0);
    assert_eq!(Instant(0).minutes_since(Instant(1)), -1, "toward the past");
    let wall = WallTime {
        day: day("2026-12-31"),
        minute: Minute::new(23, 59).unwrap(),
    };
    assert_eq!(wall.plus_minutes(1).day.iso(), "2027-01-01");
    assert_eq!(wall.plus_minutes(-1440).day.iso(), "2026-12-30");
}

#[test]
fn hours_are_written_as_asked_for() {
    let cases = [
        (0, 0, "12:00 AM", "00:00"),
        (0, 1, "12:01 AM", "00:01"),
        (1, 5, "1:05 AM", "01:05"),
        (8, 0, "8:00 AM", "08:00"),
        (11, 59, "11:59 AM", "11:59"),
        (12, 0, "12:00 PM", "12:00"),
        (12, 30, "12:30 PM", "12:30"),
        (13, 0, "1:00 PM", "13:00"),
        (23, 59, "11:59 PM", "23:59"),
    ];
    for (hour, minute, twelve, full) in cases {
        let minute = Minute::new(hour, minute).unwrap();
        assert_eq!(minute.clock(Hours::Twelve), twelve);
        assert_eq!(minute.clock(Hours::TwentyFour), full);
        assert_eq!(minute.text(), full, "what is stored does not change");
    }
    // No two minutes of a day read the same.
    let all = (0..24).flat_map(|hour| (0..60).filter_map(move |minute| Minute::new(hour, minute)));
    let read: std::collections::BTreeSet<String> =
        all.map(|minute| minute.clock(Hours::Twelve)).collect();
    assert_eq!(read.len(), 1440);
}

#[test]
fn a_day_says_its_year_only_where_it_could_be_another() {
    let today = day("2026-12-01");
    for (text, near) in [
        ("2026-12-14", "Mon 14 Dec"),
        ("2027-01-04", "Mon 4 Jan"),
        ("2027-06-01", "Tue 1 Jun"),
        ("2027-06-02", "Wed 2 Jun 2027"),
        ("2026-06-02", "Tue 2 Jun"),
        ("2026-06-01", "Mon 1 Jun 2026"),
        ("2027-12-14", "Tue 14 Dec 2027"),
    ] {
        assert_eq!(day(text).near(today), near);
    }
}
