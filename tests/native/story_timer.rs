//! The story timer's domain: zones, clocks, marks, pace, ladder, difference.

use matchbook::domain::story_timer::{
    Attempt, Change, Reading, Rung, Timer, USUAL_PACE, Zone, Zones, difference, pace,
    proposed_rung, seconds_for, slept_note, streak,
};
use proptest::prelude::*;

/// The zones of the content as they are shipped.
fn zones() -> Zones {
    let text = include_str!("../../content/lazy/practice.json");
    let content: serde_json::Value = serde_json::from_str(text).unwrap();
    let zones = content["story"]["timer_zones"].as_array().unwrap();
    Zones::new(
        zones
            .iter()
            .map(|zone| Zone {
                id: zone["id"].as_str().unwrap().to_owned(),
                from_s: zone["from_s"].as_f64().unwrap(),
                to_s: zone["to_s"].as_f64(),
                label: zone["label"].as_str().unwrap().to_owned(),
                say: zone["say"].as_str().unwrap().to_owned(),
                is_target: zone["tone"] == "good",
            })
            .collect(),
    )
    .unwrap()
}

#[test]
fn zones_of_the_content() {
    let zones = zones();
    let check = |seconds: f64, id: &str| assert_eq!(zones.at(seconds).id, id, "{seconds}");
    check(-1.0, "short");
    check(0.0, "short");
    check(74.999, "short");
    check(75.0, "nearly");
    check(90.0, "target");
    check(119.999, "target");
    check(120.0, "long");
    check(150.0, "stop");
    check(1e9, "stop");
    assert_eq!(zones.target(), (90.0, 120.0));
    assert!(zones.is_in_range(90.0) && zones.is_in_range(120.0));
    assert!(!zones.is_in_range(89.9) && !zones.is_in_range(120.1));
    assert!((zones.over_s(131.5) - 11.5).abs() < 1e-9);
    assert!(zones.over_s(119.0) == 0.0);
    // The story's own zones are what an answer of 90 to 120 seconds gets.
    let answer = Zones::for_answer(90.0, 120.0).unwrap();
    for (a, b) in answer.all().iter().zip(zones.all()) {
        assert_eq!((&a.id, a.from_s, a.to_s), (&b.id, b.from_s, b.to_s));
    }
}

#[test]
fn broken_zones_say_why() {
    let zone = |from_s: f64, to_s: Option<f64>, is_target: bool| Zone {
        id: "z".into(),
        from_s,
        to_s,
        label: String::new(),
        say: String::new(),
        is_target,
    };
    let refused = |zones: Vec<Zone>, says: &str| {
        let sentence = Zones::new(zones).unwrap_err();
        assert!(
            sentence.contains(says) && sentence.ends_with('.'),
            "{sentence}"
        );
    };
    refused(vec![], "no end");
    refused(vec![zone(1.0, None, true)], "does not begin");
    refused(
        vec![zone(0.0, Some(5.0), true), zone(6.0, None, false)],
        "does not begin",
    );
    refused(vec![zone(0.0, Some(5.0), true)], "no end");
    refused(vec![zone(0.0, None, false)], "target");
    refused(
        vec![zone(0.0, Some(f64::NAN), true), zone(1.0, None, false)],
        "does not begin",
    );
    for (min, max) in [
        (0.0, 5.0),
        (5.0, 5.0),
        (9.0, 4.0),
        (f64::NAN, 5.0),
        (5.0, 1e9),
    ] {
        assert!(Zones::for_answer(min, max).unwrap_err().ends_with('.'));
    }
}

proptest! {
    #[test]
    fn every_answer_has_ordered_zones(min in 1.0f64..1000.0, more in 1.0f64..1000.0, at in 0.0f64..5000.0) {
        let zones = Zones::for_answer(min, min + more).unwrap();
        let zone = zones.at(at);
        prop_assert!(zone.from_s <= at && zone.to_s.is_none_or(|to| at < to));
        prop_assert_eq!(zones.is_in_range(at), (min..=min + more).contains(&at));
    }

    /// Against a plain sum: seconds run, seconds slept, pauses; both clocks start anywhere.
    #[test]
    fn elapsed_is_what_passed_while_running(
        start in 0.0f64..1e6,
        wall in 1.7e12f64..1.9e12,
        steps in prop::collection::vec((0.0f64..5000.0, prop_oneof![Just(0.0), 300.0f64..3_600_000.0], -100.0f64..100.0, 0u8..4), 0..40),
    ) {
        let mut now = Reading { steady_ms: start, wall_ms: wall };
        let mut timer = Timer::start(now);
        let (mut running, mut want, mut slept, mut marks) = (true, 0.0, 0.0, 0);
        for (steady, sleep, drift, act) in steps {
            now.steady_ms += steady;
            now.wall_ms += steady + sleep + if sleep > 0.0 { 0.0 } else { drift };
            if running {
                want += steady + sleep;
                slept += sleep;
            }
            match act {
                0 => { timer.pause(now); running = false; }
                1 => { timer.resume(now); running = true; }
                2 => marks += usize::from(timer.mark(now).is_some()),
                _ => { timer.read(now); }
            }
            prop_assert!((timer.seconds() * 1000.0 - want).abs() < 1.0, "{} {}", timer.seconds(), want);
        }
        prop_assert!((timer.slept_seconds() * 1000.0 - slept).abs() < 1.0);
        let parts = timer.parts();
        prop_assert_eq!(parts.len(), marks + 1);
        prop_assert!(parts.iter().all(|part| *part >= 0.0));
        prop_assert!((parts.iter().sum::<f64>() - timer.seconds()).abs() < 1e-6);
    }

    #[test]
    fn a_difference_gives_both_texts_back(older in "[ab ]{0,30}", newer in "[ab ]{0,30}") {
        let changes = difference(&older, &newer);
        let side = |skip_added: bool| {
            let words: Vec<&str> = changes.iter().filter_map(|change| match change {
                Change::Kept(words) => Some(words.as_str()),
                Change::Removed(words) => skip_added.then_some(words),
                Change::Added(words) => (!skip_added).then_some(words),
            }).collect();
            words.join(" ")
        };
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(side(true), plain(&older));
        prop_assert_eq!(side(false), plain(&newer));
        for pair in changes.windows(2) {
            prop_assert!(std::mem::discriminant(&pair[0]) != std::mem::discriminant(&pair[1]));
        }
        // As much is kept as the quadratic definition allows.
        let (a, b): (Vec<&str>, Vec<&str>) = (older.split_whitespace().collect(), newer.split_whitespace().collect());
        let mut row = vec![0usize; b.len() + 1];
        for x in &a {
            let mut corner = 0;
            for (j, y) in b.iter().enumerate() {
                let up = row[j + 1];
                row[j + 1] = if x == y { corner + 1 } else { up.max(row[j]) };
                corner = up;
            }
        }
        let kept: usize = changes.iter().map(|change| match change {
            Change::Kept(words) => words.split(' ').count(),
            _ => 0,
        }).sum();
        prop_assert_eq!(kept, row[b.len()]);
    }

    #[test]
    fn pace_is_a_pace_of_the_newest_five(takes in prop::collection::vec((1u32..500, 5.0f64..300.0), 0..12)) {
        let got = pace(&takes);
        if takes.len() < 5 {
            prop_assert_eq!(got, USUAL_PACE);
        } else {
            let newest: Vec<f64> = takes[takes.len() - 5..].iter().map(|(w, s)| f64::from(*w) * 60.0 / s).collect();
            prop_assert_eq!(newest.iter().filter(|p| **p < got).count().max(newest.iter().filter(|p| **p > got).count()) <= 2, true);
            prop_assert!(newest.contains(&got));
        }
    }
}

#[test]
fn a_set_clock_is_not_a_sleep() {
    let start = Reading {
        steady_ms: 0.0,
        wall_ms: 1e12,
    };
    let mut timer = Timer::start(start);
    // Set back an hour, set forward two days, nonsense: only the steady clock counts.
    for (steady_ms, wall_ms) in [
        (1000.0, 1e12 - 3.6e6),
        (2000.0, 1e12 + 2e8),
        (3000.0, 1e12 + 4e8),
    ] {
        assert!(timer.read(Reading { steady_ms, wall_ms }) == 0.0);
    }
    timer.read(Reading {
        steady_ms: f64::NAN,
        wall_ms: 1e12,
    });
    timer.read(Reading {
        steady_ms: 4000.0,
        wall_ms: f64::NAN,
    });
    timer.read(Reading {
        steady_ms: 10.0,
        wall_ms: 1e12,
    });
    assert!((timer.seconds() - 3.0).abs() < 1e-9, "{}", timer.seconds());
    // A sleep of 40 seconds is in the time at once, and told.
    let slept = timer.read(Reading {
        steady_ms: 4000.0,
        wall_ms: 1e12 + 4e8 + 41_000.0,
    });
    assert!((slept - 40_000.0).abs() < 1.0 && (timer.seconds() - 44.0).abs() < 0.001);
    assert_eq!(
        slept_note(slept).unwrap(),
        "The phone slept for 0:40. The time shown includes it."
    );
    assert_eq!(slept_note(300.0), None);
}

#[test]
fn marks_make_parts() {
    let at = |ms: f64| Reading {
        steady_ms: ms,
        wall_ms: 1e12 + ms,
    };
    let mut timer = Timer::start(at(0.0));
    assert_eq!(timer.mark(at(0.0)), None, "a double tap is one mark");
    assert_eq!(timer.mark(at(20_000.0)), Some(0));
    timer.pause(at(30_000.0));
    assert_eq!(timer.mark(at(40_000.0)), None);
    timer.resume(at(50_000.0));
    assert_eq!(timer.mark(at(75_000.0)), Some(1));
    timer.read(at(80_000.0));
    assert_eq!(timer.parts(), [20.0, 35.0, 5.0]);
    timer.unmark();
    assert_eq!(timer.parts(), [20.0, 40.0]);
}

#[test]
fn words_and_seconds() {
    assert!((seconds_for(280, 140.0) - 120.0).abs() < 1e-9);
    assert!(seconds_for(5, 0.0) == 0.0);
    let takes = [
        (100, 60.0),
        (110, 60.0),
        (500, 60.0),
        (120, 60.0),
        (130, 60.0),
    ];
    assert!((pace(&takes) - 120.0).abs() < 1e-9);
    assert!((pace(&takes[1..]) - USUAL_PACE).abs() < 1e-9);
    // A slip of the finger is not a take.
    assert!((pace(&[&takes[..], &[(3, 0.4), (0, 60.0)]].concat()) - 120.0).abs() < 1e-9);
}

#[test]
fn the_ladder_asks_for_three_in_range_on_one_rung() {
    let zones = zones();
    let attempts = |list: &[(f64, Rung)]| -> Vec<Attempt> {
        list.iter()
            .map(|&(seconds, rung)| Attempt { seconds, rung })
            .collect()
    };
    let check = |list: &[(f64, Rung)], want_streak: usize, want: Option<Rung>| {
        let attempts = attempts(list);
        assert_eq!(streak(&attempts, &zones), want_streak, "{list:?}");
        assert_eq!(proposed_rung(&attempts, &zones), want, "{list:?}");
    };
    use Rung::{Blank, KeyWords, PartCards, Script};
    check(&[], 0, None);
    check(&[(100.0, Script), (100.0, Script)], 2, None);
    check(&[(100.0, Script); 3], 3, Some(PartCards));
    check(
        &[
            (60.0, Script),
            (90.0, Script),
            (120.0, Script),
            (100.0, Script),
        ],
        3,
        Some(PartCards),
    );
    check(
        &[(100.0, Script), (100.0, Script), (100.0, PartCards)],
        3,
        None,
    );
    check(&[(100.0, KeyWords); 4], 4, Some(Blank));
    check(&[(100.0, Blank); 5], 5, None);
    check(
        &[
            (100.0, Script),
            (100.0, Script),
            (100.0, Script),
            (130.0, Script),
        ],
        0,
        None,
    );
}

#[test]
fn differences_read_well() {
    let kept = |words: &str| Change::Kept(words.into());
    let (removed, added) = (
        |w: &str| Change::Removed(w.into()),
        |w: &str| Change::Added(w.into()),
    );
    assert_eq!(
        difference(
            "I worked in a small clinic",
            "I worked for two years in a clinic"
        ),
        [
            kept("I worked"),
            added("for two years"),
            kept("in a"),
            removed("small"),
            kept("clinic")
        ]
    );
    assert_eq!(difference("", ""), []);
    assert_eq!(
        difference(" same  words\n", "same words"),
        [kept("same words")]
    );
    let long: String = (0..40_000).map(|i| format!("a{i} ")).collect();
    let other: String = (0..40_000).map(|i| format!("b{i} ")).collect();
    assert_eq!(difference(&long, &other).len(), 2);
}
