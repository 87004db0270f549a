//! The zones whose rules are known without the browser, against an independent table of zones; and the wall times of a
//! season in forty zones, against what Python made of them.

#[path = "../zones/season.rs"]
mod season;

use chrono::{DateTime, Offset as _, TimeZone as _};
use chrono_tz::{OffsetName as _, Tz};
use matchbook::domain::time::{Instant, Resolved, resolve};
use matchbook::domain::zone::{Clock, clock, known};

const MINUTE: i64 = 60_000;
const DAY: i64 = 1_440 * MINUTE;
/// 1 January 2046, UTC.
const END: i64 = 2_398_377_600_000;

fn table(zone: Tz, at: i64) -> (i32, String) {
    let utc = DateTime::from_timestamp_millis(at).unwrap().naive_utc();
    let offset = zone.offset_from_utc_datetime(&utc);
    let name = offset.abbreviation().unwrap_or_default().to_owned();
    (offset.fix().local_minus_utc() / 60, name)
}

fn begin(year: i32) -> i64 {
    let first = chrono::Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0);
    first.unwrap().timestamp_millis()
}

/// The first instant, to the minute, from which the table's clock shows something else.
fn change(zone: Tz, mut before: i64, mut after: i64) -> i64 {
    while after - before > MINUTE {
        let middle = (before + after) / 2 / MINUTE * MINUTE;
        if table(zone, middle).0 == table(zone, before).0 {
            before = middle;
        } else {
            after = middle;
        }
    }
    after
}

fn check(name: &str, zone: Tz, at: i64) {
    let Clock { offset, name: said } = clock(name, Instant(at)).unwrap();
    let (wanted, usual) = table(zone, at);
    assert_eq!(offset, wanted, "{name} at {at}");
    // Where the table has no name either, it writes a number.
    if usual.starts_with(|first: char| first.is_alphabetic()) && said != "PHT" {
        assert_eq!(said, usual, "{name} at {at}");
    }
}

#[test]
fn every_day_and_both_changes_of_every_year_are_as_the_table_says() {
    let mut changes = 0;
    for (name, since) in known() {
        let zone: Tz = name.parse().expect(name);
        let mut at = begin(since.max(1990)) + DAY;
        while at < END {
            check(name, zone, at);
            if table(zone, at).0 != table(zone, at + DAY).0 {
                let turn = change(zone, at, at + DAY);
                for near in [-60, -1, 0, 1, 60] {
                    check(name, zone, turn + near * MINUTE);
                    check(name, zone, turn + near * MINUTE - 1);
                }
                changes += 1;
            }
            at += DAY;
        }
    }
    // Five zones change twice in each of 56 years.
    assert_eq!(changes, 5 * 2 * 56);
}

#[test]
fn what_is_not_known_is_left_to_the_browser() {
    let now = Instant(1_793_516_400_000);
    for zone in ["", "UTC", "Asia/Dhaka", "America/Toronto", "Mars/Olympus"] {
        assert_eq!(clock(zone, now), None, "{zone}");
    }
    // Pakistan set its clocks forward in 2009, the United States otherwise before 1987.
    assert_eq!(clock("Asia/Karachi", Instant(1_250_000_000_000)), None);
    assert_eq!(clock("America/Chicago", Instant(500_000_000_000)), None);
}

#[test]
fn forty_thousand_wall_times_of_a_season_are_when_python_says() {
    let (walls, zones) = season::read();
    let (mut checked, mut ruled, mut odd, mut simple) = (0, 0, 0, 0);
    for zone in &zones {
        for (at, offset) in zone.turns() {
            let by_rules = clock(zone.name, at).map(|clock| clock.offset);
            assert_eq!(
                by_rules.unwrap_or(offset),
                offset,
                "{} at {at:?}",
                zone.name
            );
        }
        for (wall, wanted) in zone.cases(&walls) {
            let found = resolve(wall, &|at| zone.offset_at(at));
            assert_eq!(found.instant(), wanted, "{} {wall:?}", zone.name);
            odd += i32::from(!matches!(found, Resolved::Once(_)));
            // As the app does it where it knows the rules.
            if clock(zone.name, wanted).is_some() {
                let by_rules = |at| clock(zone.name, at).unwrap().offset;
                let found = resolve(wall, &by_rules);
                assert_eq!(
                    found.instant(),
                    wanted,
                    "{} {wall:?} by its rules",
                    zone.name
                );
                ruled += 1;
            }
            // Control: who takes the offset that holds when a clock of UTC shows the same.
            let utc = season::as_utc(wall);
            let naive = utc.plus_minutes(-i64::from(zone.offset_at(utc)));
            simple += i32::from(naive == wanted);
            checked += 1;
        }
    }
    assert_eq!(checked, 40_000);
    assert!(ruled > 10_000, "{ruled}");
    assert!(odd > 1_000, "times that show twice or never: {odd}");
    assert!(simple < 39_000, "nothing is hard here: {simple}");
}
