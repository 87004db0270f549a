#[path = "../zones/season.rs"]
mod season;

use matchbook::domain::time::{Instant, resolve};
use matchbook::platform::{pref, zone};
use wasm_bindgen_test::wasm_bindgen_test;

/// 1 November 2026, 2:00 CDT = 1:00 CST in Chicago.
const CHICAGO_FALLS_BACK: i64 = 1_793_516_400_000;
/// 14 March 2027, 2:00 CST = 3:00 CDT in Chicago.
const CHICAGO_SPRINGS_FORWARD: i64 = 1_805_011_200_000;
const HOUR: i64 = 3_600_000;

#[wasm_bindgen_test]
fn offsets_around_both_changes() {
    for (zone, at, minutes) in [
        ("America/Chicago", CHICAGO_FALLS_BACK - 1, -300),
        ("America/Chicago", CHICAGO_FALLS_BACK, -360),
        ("America/Chicago", CHICAGO_FALLS_BACK - HOUR, -300),
        ("America/Chicago", CHICAGO_FALLS_BACK + HOUR, -360),
        ("America/Chicago", CHICAGO_SPRINGS_FORWARD - 1, -360),
        ("America/Chicago", CHICAGO_SPRINGS_FORWARD, -300),
        ("America/New_York", CHICAGO_FALLS_BACK - HOUR - 1, -240),
        ("America/New_York", CHICAGO_FALLS_BACK - HOUR, -300),
        ("America/New_York", CHICAGO_SPRINGS_FORWARD - HOUR, -240),
        (
            "America/Los_Angeles",
            CHICAGO_FALLS_BACK + 2 * HOUR - 1,
            -420,
        ),
        ("America/Los_Angeles", CHICAGO_FALLS_BACK + 2 * HOUR, -480),
        ("America/Phoenix", CHICAGO_FALLS_BACK, -420),
        ("America/Phoenix", CHICAGO_SPRINGS_FORWARD, -420),
        ("Asia/Kolkata", CHICAGO_FALLS_BACK, 330),
        ("Asia/Kathmandu", CHICAGO_SPRINGS_FORWARD, 345),
        ("America/St_Johns", CHICAGO_FALLS_BACK, -210),
        ("Pacific/Kiritimati", CHICAGO_FALLS_BACK, 840),
        ("Pacific/Pago_Pago", CHICAGO_FALLS_BACK, -660),
        ("UTC", CHICAGO_FALLS_BACK, 0),
        ("UTC", 0, 0),
        // Leap day, and midnight on both ends of a year.
        ("America/Chicago", 1_709_164_800_000, -360),
        ("Asia/Kolkata", 1_798_741_799_999, 330),
        ("Asia/Kolkata", 1_798_741_800_000, 330),
    ] {
        assert_eq!(
            zone::offset_minutes(zone, at),
            Some(minutes),
            "{zone} at {at}"
        );
    }
    assert_eq!(zone::offset_minutes("Mars/Olympus", 0), None);
}

#[wasm_bindgen_test]
fn names_are_those_americans_use() {
    for (zone, at, name) in [
        ("America/Chicago", CHICAGO_FALLS_BACK - 1, "CDT"),
        ("America/Chicago", CHICAGO_FALLS_BACK, "CST"),
        ("America/Phoenix", CHICAGO_FALLS_BACK, "MST"),
        ("Asia/Dhaka", CHICAGO_FALLS_BACK, "GMT+6"),
        ("UTC", CHICAGO_FALLS_BACK, "UTC"),
        ("Mars/Olympus", CHICAGO_FALLS_BACK, ""),
    ] {
        assert_eq!(zone::abbreviation(zone, at), name, "{zone} at {at}");
    }
}

#[wasm_bindgen_test]
fn zones_are_known_by_name() {
    assert!(zone::exists("America/Chicago"));
    assert!(zone::exists(&zone::look().zone));
    for bad in ["", "Mars/Olympus", "+05:30", "-06:00", "America/"] {
        assert!(!zone::exists(bad), "{bad}");
    }
    let all = zone::all();
    assert!(all.len() > 300);
    // Walking through all of them also wears out the cache of formatters.
    assert!(
        all.iter()
            .all(|zone| zone::offset_minutes(zone, CHICAGO_FALLS_BACK).is_some())
    );
}

#[wasm_bindgen_test]
fn the_phone_is_remembered_until_something_speaks_against_it() {
    let phone = zone::look();
    let kept = pref::get("phone").expect("remembered");
    assert_eq!(zone::phone(), phone);
    let (now, own) = (CHICAGO_FALLS_BACK, &phone.zone);
    let by_its_clock = zone::offset_minutes(own, now);
    assert!(by_its_clock.is_some());
    // What is remembered is taken as it is, and only with the same language and clock.
    pref::put("phone", &kept.replace(own, "Asia/Dhaka"));
    assert_eq!(zone::phone().zone, "Asia/Dhaka");
    pref::put("phone", &["xx", &kept].concat());
    assert_eq!(zone::phone(), phone);
    for nonsense in ["", " ", &kept[..kept.len() - own.len()], "en-US 0 0"] {
        pref::put("phone", nonsense);
        assert_eq!(zone::phone(), phone, "{nonsense:?}");
    }
    pref::remove("phone");
    assert_eq!(zone::phone(), phone);
}

#[wasm_bindgen_test]
fn forty_thousand_wall_times_of_a_season_are_when_an_independent_table_says() {
    let (walls, zones) = season::read();
    let mut checked = 0;
    for zone in &zones {
        let by_browser =
            |at: Instant| zone::offset_minutes(zone.name, at.0).expect("a zone that browsers know");
        for (at, offset) in zone.turns() {
            assert_eq!(by_browser(at), offset, "{} at {}", zone.name, at.0);
        }
        for (wall, wanted) in zone.cases(&walls) {
            let found = resolve(wall, &by_browser).instant();
            assert_eq!(found, wanted, "{} {wall:?}", zone.name);
            checked += 1;
        }
    }
    assert_eq!(checked, 40_000);
}
