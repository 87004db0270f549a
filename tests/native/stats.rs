//! Statistics counted by hand, and parameters fitted to a learner whose own are known.

use std::collections::{BTreeMap, BTreeSet};

use matchbook::domain::table::Table;

use matchbook::domain::card::{Effort, Log, Point, Rating, Review};
use matchbook::domain::study::{StudySettings, check_parameters};
use matchbook::domain::time::{Day, Instant};
use matchbook::study::deadline::{Appointment, Calendar, Readiness, Subject, Timetable};
use matchbook::study::fit::{Answer, Job, Outcome, Phase, Stop};
use matchbook::study::memory::{Memories, Scheduler, interval_text};
use matchbook::study::stats::{
    Kept, Pace, days, forecast, leeches, newest, readiness_curve, retention, streak, weak_points,
};

use Rating::{Again, Easy, Good};

fn day(n: i64) -> Day {
    Day::new(2026, 1, 1).unwrap().plus(n)
}

fn review(rating: Rating, at: i64, day: Day) -> Review {
    Review {
        rating,
        at: Instant(at),
        day,
        duration: 5_000,
        effort: Effort::Review,
        said: Vec::new(),
        missed: Vec::new(),
    }
}

fn log(reviews: Vec<Review>) -> Log {
    let named = (0..).zip(reviews);
    Log {
        reviews: named
            .map(|(n, one): (usize, _)| (one.name(&format!("{n:03}")), one))
            .collect(),
    }
}

fn two_logs() -> Table<Log> {
    let minute = 60_000;
    let practice = Review {
        effort: Effort::Practice,
        duration: 60_000,
        said: vec!["p1".into()],
        missed: vec!["p2".into()],
        ..review(Again, 9_000 * minute, day(3))
    };
    let ticked = Review {
        said: vec!["p1".into()],
        missed: vec!["p2".into(), "old".into()],
        duration: 7_000,
        ..review(Good, 3_000 * minute, day(2))
    };
    Table::from_iter([
        // Learned on day 0, kept on day 2, practised on day 3, forgotten on day 30 after 28 days.
        (
            "a".to_owned(),
            log(vec![
                review(Easy, 0, day(0)),
                ticked,
                practice,
                review(Again, 43_000 * minute, day(30)),
            ]),
        ),
        // In steps on day 0, which counts for no retention; then kept on day 1.
        (
            "b".to_owned(),
            log(vec![
                review(Again, 5 * minute, day(0)),
                review(Good, 6 * minute, day(0)),
                review(Good, 16 * minute, day(0)),
                review(Good, 1_500 * minute, day(1)),
            ]),
        ),
    ])
}

#[test]
fn days_retention_pace_and_streak_are_counted() {
    let logs = two_logs();
    let days = days(logs.values());
    let counts: Vec<_> = days
        .iter()
        .map(|(on, one)| (on.since(day(0)), one.reviews, one.practice))
        .collect();
    assert_eq!(
        counts,
        [(0, 4, 0), (1, 1, 0), (2, 1, 0), (3, 0, 1), (30, 1, 0)]
    );
    assert_eq!(days[&day(3)].duration, 60_000);

    let all = retention(logs.values(), day(0), day(40));
    assert_eq!(
        (all.young, all.mature),
        (Kept { passed: 2, of: 2 }, Kept { passed: 0, of: 1 })
    );
    assert_eq!(all.all().text(), "67 %: 2 of 3 answers came to mind");
    assert_eq!(
        retention(logs.values(), day(3), day(29)).all().percent(),
        None
    );

    let pace = Pace::new(&logs);
    assert_eq!(
        (pace.seconds("a"), pace.seconds("b"), pace.usual()),
        (5.0, 5.0, Some(5.0))
    );
    assert_eq!(Pace::default().seconds("a"), 30.0);

    let calendar = Calendar::default();
    assert_eq!(streak(&days, &calendar, day(3)), 4);
    assert_eq!(streak(&days, &calendar, day(4)), 4, "today is not over");
    assert_eq!(streak(&days, &calendar, day(5)), 0);
    let away = Calendar {
        interviews: vec![Appointment {
            day: day(4),
            program: Some("mercy".into()),
            name: "Mercy".into(),
        }],
        travel: BTreeSet::from([day(5)]),
    };
    assert_eq!(
        streak(&days, &away, day(6)),
        4,
        "interview and travel days break nothing"
    );
    assert_eq!(streak(&BTreeMap::new(), &calendar, day(6)), 0);
}

#[test]
fn weak_points_and_newest_answers_are_found() {
    let logs = two_logs();
    let points: Vec<Point> = ["p1", "p2", "p3"]
        .map(|id| Point {
            id: id.into(),
            text: id.to_uppercase(),
        })
        .to_vec();
    let weak = weak_points([("a", &*points), ("b", &*points)], &logs, 5);
    assert_eq!(weak.len(), 1);
    assert_eq!(
        (&*weak[0].point.id, weak[0].missed, weak[0].of),
        ("p2", 2, 2)
    );
    let cards: Vec<String> = newest(&logs, 3).into_iter().map(|(card, _)| card).collect();
    assert_eq!(cards, ["a", "a", "b"]);
    let (card, name) = &newest(&logs, 1)[0];
    assert_eq!(logs.get(card).unwrap().reviews[name].day, day(30));
}

#[test]
fn forecast_and_readiness_add_up() {
    let scheduler = Scheduler::new(None).unwrap();
    let logs: Table<Log> = (0..20)
        .map(|n| {
            let on = day(n % 5);
            (format!("c{n:02}"), log(vec![review(Easy, n * 1_000, on)]))
        })
        .collect();
    let memories = Memories::new(&scheduler, &logs);
    let subjects: Vec<Subject> = (0..30)
        .map(|n| Subject {
            id: format!("c{n:02}").into(),
            program: None,
        })
        .collect();
    let table = Timetable::new(
        &scheduler,
        &memories,
        &subjects,
        &Calendar::default(),
        &StudySettings::default(),
        day(5),
    );
    let ahead = forecast(&table, 30);
    assert_eq!((ahead.len(), ahead[0].0), (30, day(5)));
    assert_eq!(ahead.iter().map(|(_, count)| count).sum::<usize>(), 20);
    let interview = Appointment {
        day: day(9),
        program: Some("mercy".into()),
        name: "Mercy".into(),
    };
    let curve = readiness_curve(&scheduler, &logs, &subjects, &interview, day(5), 6);
    let seen: Vec<usize> = curve.iter().map(|(_, ready)| ready.seen).collect();
    assert_eq!(seen, [4, 8, 12, 16, 20, 20]);
    assert!(
        curve
            .windows(2)
            .all(|pair| pair[0].1.expected <= pair[1].1.expected)
    );
    let now = Readiness::at(&scheduler, &memories, &subjects, &interview);
    assert_eq!(curve.last().unwrap().1, now);
    assert_eq!(curve[0].1.sentence(), None, "four seen cards say nothing");
    let sentence = now.sentence().unwrap();
    assert!(
        sentence.ends_with(" of 30 answers will come to mind on Sat 10 Jan."),
        "{sentence}"
    );
    assert!(leeches(&memories, &|_| 0).is_empty());
}

#[test]
fn intervals_are_told_in_the_largest_unit() {
    for (seconds, text) in [
        (-5, "< 1 min"),
        (59, "< 1 min"),
        (60, "1 min"),
        (330, "6 min"),
        (600, "10 min"),
        (7_200, "2 hours"),
        (86_400, "1 day"),
        (30 * 86_400, "30 days"),
        (61 * 86_400, "2 months"),
        (365 * 86_400, "1 year"),
        (800 * 86_400, "2 years"),
    ] {
        assert_eq!(interval_text(seconds), text);
    }
}

/// Reviews of a person whose memory follows other parameters than the published ones.
fn person(cards: usize, true_parameters: &[f32]) -> Table<Log> {
    let truth = Scheduler::new(Some(true_parameters)).unwrap();
    let believed = Scheduler::new(None).unwrap();
    let mut dice = 12_345_u64;
    let mut roll = move || {
        dice = dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (dice >> 40) as f32 / 16_777_216.0
    };
    (0..cards)
        .map(|n| {
            let card = format!("c{n}");
            let mut log = Log::default();
            let mut on = day((n % 60) as i64);
            for place in 0..12_i64 {
                let known = truth.replay(&card, &log);
                let recall = if place == 0 {
                    0.8
                } else {
                    truth.recall(&known, on)
                };
                let rating = if roll() < recall { Good } else { Again };
                let at = on.since(day(0)) * 86_400_000 + place * 60_000;
                let one = review(rating, at, on);
                log.reviews.insert(one.name(&place.to_string()), one);
                let learned = believed.replay(&card, &log);
                if !learned.is_in_steps() {
                    on = on.plus(i64::from(believed.interval(&learned, 0.9)));
                }
            }
            (card, log)
        })
        .collect()
}

/// Log loss over all answers on a later day, each as heavy as the other.
fn plain_loss(logs: &Table<Log>, parameters: Option<&[f32]>) -> f64 {
    let scheduler = Scheduler::new(parameters).unwrap();
    let (mut sum, mut count) = (0.0, 0.0);
    for (card, log) in logs {
        let mut so_far = Log::default();
        for (name, one) in &log.reviews {
            let before = scheduler.replay(card, &so_far);
            if before.last.is_some_and(|last| one.day > last.day) {
                let recall = f64::from(scheduler.recall(&before, one.day));
                sum -= if one.rating == Again {
                    (1.0 - recall).ln()
                } else {
                    recall.ln()
                };
                count += 1.0;
            }
            so_far.reviews.insert(name.clone(), one.clone());
        }
    }
    sum / count
}

#[test]
fn fitted_parameters_predict_the_persons_reviews_better() {
    // Forgets faster than most.
    let mut truth = fsrs::DEFAULT_PARAMETERS;
    truth[2] = 0.9;
    truth[8] = 1.2;
    truth[20] = 0.3;
    let logs = person(1_050, &truth);
    let job = Job::new(&logs, None, day(400)).unwrap();
    assert!(
        job.reviews() > 12_000,
        "as many as py-fsrs's public history"
    );
    let sent = Job::read(&job.text()).unwrap();
    assert_eq!(sent, job);
    let mut phases = Vec::new();
    let began = std::time::Instant::now();
    let outcome = sent
        .run(&mut |progress| {
            assert!((0.0..=1.0).contains(&progress.share));
            if phases.last() != Some(&progress.phase) {
                phases.push(progress.phase);
            }
            true
        })
        .unwrap();
    println!("fit of {} reviews: {:?}", job.reviews(), began.elapsed());
    assert_eq!(phases, [Phase::Before, Phase::Training, Phase::After]);
    let told = Answer::of(Ok(outcome.clone()));
    assert_eq!(Answer::read(&told.text()), told);
    assert_eq!(Answer::read(""), Answer::broken());
    let Outcome::Better(fitted) = outcome else {
        panic!("{outcome:?}");
    };
    check_parameters(&fitted.values).unwrap();
    assert!(fitted.after < fitted.before, "{fitted:?}");
    let (before, after) = (
        plain_loss(&logs, None),
        plain_loss(&logs, Some(&fitted.values)),
    );
    let best = plain_loss(&logs, Some(&truth));
    println!("log loss: published {before:.4}, fitted {after:.4}, the person's own {best:.4}");
    assert!(after < before && after < best * 1.01);
    // A second fit finds nothing to gain, and says so instead of a change for the worse.
    let again = Job::new(&logs, Some(&fitted.values), day(400)).unwrap();
    let Outcome::Unchanged { before, after } = again.run(&mut |_| true).unwrap() else {
        panic!("nothing better");
    };
    assert!(after >= before);
}

#[test]
fn a_fit_can_be_cancelled_and_needs_enough_reviews() {
    let logs = person(60, &fsrs::DEFAULT_PARAMETERS);
    let job = Job::new(&logs, None, day(400)).unwrap();
    for stop in [Phase::Before, Phase::Training, Phase::After] {
        let ended = job.run(&mut |progress| progress.phase != stop);
        assert_eq!(ended, Err(Stop::Cancelled), "{stop:?}");
    }
    let few = person(42, &fsrs::DEFAULT_PARAMETERS);
    let sentence = Job::new(&few, None, day(400)).unwrap_err();
    assert!(
        sentence.contains("512") && sentence.contains("504"),
        "{sentence}"
    );
    assert!(
        Job::new(&logs, Some(&[0.1; 19]), day(400))
            .unwrap_err()
            .contains("21")
    );
    // All on one day: nothing to learn from.
    let flat = Table::from_iter([(
        "c".to_owned(),
        log((0..600).map(|n| review(Good, n, day(0))).collect()),
    )]);
    let ended = Job::new(&flat, None, day(1)).unwrap().run(&mut |_| true);
    assert!(matches!(ended, Err(Stop::Failed(says)) if says.contains("week")));
}
