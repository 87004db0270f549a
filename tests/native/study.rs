//! The memory: vectors of the official crate, py-fsrs as an independent oracle, days, steps, undo.

use crate::person::Person;
use matchbook::domain::card::{Effort, Log, Rating, Review, study_day};
use matchbook::domain::ids::CardId;
use matchbook::domain::time::{Day, Instant};
use matchbook::store::acts::cards::CardAction;
use matchbook::store::core::model::Model;
use matchbook::study::memory::{Due, Last, Learned, Scheduler, Spread, Stage};
use proptest::prelude::*;
use serde::Deserialize;

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

fn close(ours: f32, theirs: f64) -> bool {
    (f64::from(ours) - theirs).abs() <= 1e-4 * theirs.abs().max(1e-3)
}

#[derive(Deserialize)]
struct Vectors {
    next_states: Vec<Grid>,
    histories: Vec<History>,
}

#[derive(Deserialize)]
struct Grid {
    state: Option<(f32, f32)>,
    dr: f32,
    elapsed_days: i64,
    again: [f64; 3],
    hard: [f64; 3],
    good: [f64; 3],
    easy: [f64; 3],
}

#[derive(Deserialize)]
struct History {
    reviews: Vec<(u8, i64)>,
    stability: f64,
    difficulty: f64,
}

#[test]
fn states_are_those_of_the_official_vectors() {
    let vectors: Vectors = serde_json::from_str(include_str!("../data/fsrs6.json")).unwrap();
    assert_eq!(
        (vectors.next_states.len(), vectors.histories.len()),
        (100, 2)
    );
    let scheduler = Scheduler::new(None).unwrap().with_spread(Spread::Exact);
    for grid in vectors.next_states {
        let mut before = Learned::default();
        if let Some((stability, difficulty)) = grid.state {
            before.stage = Stage::Review;
            before.stability = stability;
            before.difficulty = difficulty;
            before.last = Some(Last {
                at: Instant(0),
                day: day(0),
                rating: Rating::Good,
            });
        }
        let next = scheduler.next("card", &before, Instant(0), day(grid.elapsed_days));
        for (ours, theirs) in next
            .iter()
            .zip([grid.again, grid.hard, grid.good, grid.easy])
        {
            assert!(close(ours.stability, theirs[0]), "{ours:?} {theirs:?}");
            assert!(close(ours.difficulty, theirs[1]), "{ours:?} {theirs:?}");
            let days = (theirs[2].round() as u32).clamp(1, 36_500);
            assert_eq!(scheduler.interval(ours, grid.dr), days, "{theirs:?}");
        }
    }
    for history in vectors.histories {
        let mut log = Log::default();
        let mut at = 0;
        for (n, (rating, gap)) in history.reviews.iter().enumerate() {
            at += gap;
            let one = review(Rating::from_number(*rating).unwrap(), n as i64, day(at));
            log.reviews.insert(one.name("x"), one);
        }
        let learned = scheduler.replay("card", &log);
        assert!(close(learned.stability, history.stability), "{learned:?}");
        assert!(close(learned.difficulty, history.difficulty), "{learned:?}");
    }
}

/// Seconds of `5m`, `330s` or `3d`, and whether it counts days.
fn span(text: &str) -> (i64, bool) {
    let (number, unit) = text.split_at(text.len() - 1);
    let number: i64 = number.parse().unwrap();
    match unit {
        "s" => (number, false),
        "m" => (number * 60, false),
        "d" => (number * 86_400, true),
        _ => panic!("{text}"),
    }
}

/// tests/oracle/fsrs_histories.py made the file with py-fsrs 6.3.2, fuzz off.
#[test]
fn a_thousand_histories_agree_with_py_fsrs() {
    let scheduler = Scheduler::new(None).unwrap().with_spread(Spread::Exact);
    let (mut histories, mut reviews) = (0, 0);
    for (number, line) in include_str!("../data/fsrs_histories.txt")
        .lines()
        .enumerate()
    {
        let mut fields = line.split(' ');
        let retention: f32 = fields.next().unwrap().parse::<f32>().unwrap() / 100.0;
        let mut log = Log::default();
        // 06:00 on 1 January 2026 UTC.
        let mut now = 1_767_247_200_000;
        for field in fields {
            let parts: Vec<&str> = field.split(',').collect();
            let [rating, wait, stability, difficulty, state, due] = parts[..] else {
                panic!("{field}");
            };
            now += span(wait).0 * 1_000;
            let today = study_day(Instant(now), 0);
            let rating = Rating::from_number(rating.parse().unwrap()).unwrap();
            let one = review(rating, now, today);
            // Two answers of one instant keep their order.
            log.reviews
                .insert(one.name(&format!("{:03}", log.reviews.len())), one);
            let learned = scheduler.replay(&number.to_string(), &log);
            let place = format!("history {number}: {field}: {learned:?}");
            assert!(
                close(learned.stability, stability.parse().unwrap()),
                "{place}"
            );
            assert!(
                close(learned.difficulty, difficulty.parse().unwrap()),
                "{place}"
            );
            let stage = match learned.stage {
                Stage::New => String::new(),
                Stage::Learning(step) => format!("L{step}"),
                Stage::Review => "V".to_owned(),
                Stage::Relearning(step) => format!("R{step}"),
            };
            assert_eq!(stage, state, "{place}");
            let expected = match span(due) {
                (seconds, true) => Due::On(today.plus(seconds / 86_400)),
                (seconds, false) => Due::At(Instant(now + seconds * 1_000)),
            };
            assert_eq!(
                scheduler.due(&learned, retention),
                Some(expected),
                "{place}"
            );
            reviews += 1;
        }
        histories += 1;
    }
    assert_eq!(histories, 1_000);
    assert!(reviews > 4_000, "{reviews}");
}

fn log_of(answers: &[(Rating, i64, i64)]) -> Log {
    let mut log = Log::default();
    for (n, (rating, minute, on)) in answers.iter().enumerate() {
        let one = review(*rating, minute * 60_000, day(*on));
        log.reviews.insert(one.name(&n.to_string()), one);
    }
    log
}

use Rating::{Again, Easy, Good, Hard};

#[test]
fn steps_are_one_ten_and_ten_minutes() {
    let scheduler = Scheduler::new(None).unwrap();
    let check = |answers: &[(Rating, i64, i64)], stage: Stage, seconds: i64| {
        let learned = scheduler.replay("c", &log_of(answers));
        assert_eq!((learned.stage, learned.step_seconds), (stage, seconds));
    };
    check(&[], Stage::New, 0);
    check(&[(Again, 0, 0)], Stage::Learning(0), 60);
    check(&[(Hard, 0, 0)], Stage::Learning(0), 330);
    check(&[(Good, 0, 0)], Stage::Learning(1), 600);
    check(&[(Easy, 0, 0)], Stage::Review, 0);
    check(&[(Good, 0, 0), (Hard, 9, 0)], Stage::Learning(1), 600);
    check(&[(Good, 0, 0), (Again, 9, 0)], Stage::Learning(0), 60);
    check(&[(Good, 0, 0), (Good, 9, 0)], Stage::Review, 0);
    check(&[(Easy, 0, 0), (Again, 9, 9)], Stage::Relearning(0), 600);
    check(
        &[(Easy, 0, 0), (Again, 9, 9), (Hard, 19, 9)],
        Stage::Relearning(0),
        900,
    );
    check(
        &[(Easy, 0, 0), (Again, 9, 9), (Good, 19, 9)],
        Stage::Review,
        0,
    );
}

/// The golden ranges of Anki's fuzz: 2.5 → 2–4, 7 → 5–9, 17 → 14–20, 37 → 33–41, and none under 2.5; every
/// day of the range is drawn, none outside. The first answer "easy" has the fourth parameter as its
/// stability, which is the interval at 90 %.
#[test]
fn due_days_are_spread_as_ankis_are() {
    for (stability, low, high) in [
        (2.4, 2, 2),
        (2.5, 2, 4),
        (7.0, 5, 9),
        (17.0, 14, 20),
        (37.0, 33, 41),
    ] {
        let mut drawn = std::collections::BTreeSet::new();
        for card in 0..600 {
            let mut parameters = fsrs::DEFAULT_PARAMETERS;
            parameters[3] = stability;
            let scheduler = Scheduler::new(Some(&parameters)).unwrap();
            let log = log_of(&[(Easy, 0, 0)]);
            let learned = scheduler.replay(&format!("card-{card}"), &log);
            let days = scheduler.interval(&learned, 0.9);
            assert_eq!(days, scheduler.interval(&learned, 0.9));
            drawn.insert(days);
        }
        let all: Vec<u32> = (low..=high).collect();
        assert_eq!(drawn.into_iter().collect::<Vec<_>>(), all, "{stability}");
    }
}

#[test]
fn a_study_day_begins_at_four_wherever_the_phone_is() {
    let utc = |y, m, d, hour: i64, minute: i64| {
        let days = Day::new(y, m, d)
            .unwrap()
            .since(Day::new(2026, 1, 1).unwrap());
        Instant(1_767_225_600_000 + ((days * 24 + hour) * 60 + minute) * 60_000)
    };
    let on = |m, d| Day::new(2026, m, d).unwrap();
    assert_eq!(study_day(utc(2026, 12, 14, 3, 59), 0), on(12, 13));
    assert_eq!(study_day(utc(2026, 12, 14, 4, 0), 0), on(12, 14));
    // Kolkata, UTC+5:30.
    assert_eq!(study_day(utc(2026, 12, 13, 22, 29), 330), on(12, 13));
    assert_eq!(study_day(utc(2026, 12, 13, 22, 30), 330), on(12, 14));
    // Chicago, 1 November 2026: clocks go back at 02:00 (UTC−5 to UTC−6); 04:00 is 10:00 UTC.
    assert_eq!(study_day(utc(2026, 11, 1, 9, 59), -360), on(10, 31));
    assert_eq!(study_day(utc(2026, 11, 1, 10, 0), -360), on(11, 1));
    assert_eq!(study_day(utc(2026, 11, 1, 6, 30), -300), on(10, 31));
}

#[test]
fn a_flight_west_or_a_clock_set_back_counts_no_negative_day() {
    let scheduler = Scheduler::new(None).unwrap();
    // Good in Tokyo on the 10th, then in Honolulu an hour later, where it is still the 9th.
    let west = scheduler.replay("c", &log_of(&[(Good, 0, 10), (Good, 60, 9)]));
    let same = scheduler.replay("c", &log_of(&[(Good, 0, 10), (Good, 60, 10)]));
    assert_eq!(west.stability.to_bits(), same.stability.to_bits());
    assert_eq!(scheduler.recall(&same, day(3)), 1.0);
    // 23 hours, but two study days: the night of the change counts one day.
    let dst = scheduler.replay("c", &log_of(&[(Easy, 0, 0), (Good, 23 * 60, 1)]));
    let plain = scheduler.replay("c", &log_of(&[(Easy, 0, 0), (Good, 24 * 60, 1)]));
    assert_eq!(dst.stability.to_bits(), plain.stability.to_bits());
}

#[test]
fn a_leech_asks_to_be_rewritten_at_four_lapses_and_every_second_one() {
    let scheduler = Scheduler::new(None).unwrap();
    let mut answers = vec![(Easy, 0, 0)];
    let mut asks = Vec::new();
    for lapse in 1..=9 {
        answers.push((Again, lapse * 2_000, lapse * 10));
        answers.push((Good, lapse * 2_000 + 10, lapse * 10));
        let learned = scheduler.replay("c", &log_of(&answers));
        assert_eq!(i64::from(learned.lapses), lapse);
        // Rewritten right after the last time it asked.
        let rewritten = asks.last().copied().unwrap_or(0);
        if learned.wants_rewriting(rewritten) {
            asks.push(learned.lapses);
        }
    }
    assert_eq!(asks, [4, 6, 8]);
}

#[test]
fn practice_never_moves_the_schedule() {
    let scheduler = Scheduler::new(None).unwrap();
    let mut log = log_of(&[(Easy, 0, 0), (Good, 20_000, 14)]);
    let before = scheduler.replay("c", &log);
    let drill = Review {
        effort: Effort::Practice,
        ..review(Again, 30_000 * 60_000, day(20))
    };
    log.reviews.insert(drill.name("drill"), drill);
    assert_eq!(scheduler.replay("c", &log), before);
}

#[test]
fn parameters_of_another_version_or_out_of_bounds_are_refused() {
    let refused = |values: &[f32]| Scheduler::new(Some(values)).unwrap_err();
    assert!(refused(&[0.4; 19]).contains("21"));
    assert!(refused(&[]).contains("21"));
    let mut values = fsrs::DEFAULT_PARAMETERS;
    values[7] = f32::NAN;
    assert!(refused(&values).contains("Parameter 8"));
    values[7] = 0.76;
    assert!(refused(&values).contains("0.75"));
}

proptest! {
    /// The buttons show what is stored, apart from each other, for any history.
    #[test]
    fn previews_are_what_a_replay_gives(
        ratings in prop::collection::vec((0..4_usize, 0..40_i64), 0..12),
        card in "[a-z]{1,8}",
        retention in 0.7_f32..0.97,
    ) {
        let scheduler = Scheduler::new(None).unwrap();
        let mut log = Log::default();
        let mut today = 0;
        for (n, (rating, gap)) in ratings.iter().enumerate() {
            today += gap;
            let one = review(Rating::ALL[*rating], n as i64 * 60_000, day(today));
            log.reviews.insert(one.name(&n.to_string()), one);
        }
        let before = scheduler.replay(&card, &log);
        let at = Instant(3_600_000);
        let next = scheduler.next(&card, &before, at, day(today + 3));
        let mut last = 0;
        for (rating, shown) in Rating::ALL.into_iter().zip(&next) {
            let mut after = log.clone();
            let one = review(rating, at.0, day(today + 3));
            after.reviews.insert(one.name("new"), one);
            prop_assert_eq!(&scheduler.replay(&card, &after), shown);
            if shown.stage == Stage::Review {
                let days = scheduler.interval(shown, retention);
                prop_assert!(days > last, "{} then {}", last, days);
                last = days;
            }
        }
    }
}

#[derive(Clone, Debug)]
enum Deed {
    Grade(usize, usize, i64),
    UndoLast,
    UndoByName(usize),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        4 => (0..3_usize, 0..4_usize, 0..20_i64).prop_map(|(c, r, d)| Deed::Grade(c, r, d)),
        2 => Just(Deed::UndoLast),
        1 => (0..30_usize).prop_map(Deed::UndoByName),
    ];
    prop::collection::vec(deed, 0..30)
}

trait Learns {
    /// Every state to the bit.
    fn states(&self) -> Vec<(String, String)>;
}

impl Learns for Person {
    fn states(&self) -> Vec<(String, String)> {
        let scheduler = Scheduler::new(None).unwrap();
        let logs = self.model.all::<Log>();
        let states = logs
            .iter()
            .map(|(card, log)| (card, scheduler.replay(card, log)));
        states
            .filter(|(_, learned)| !learned.is_new())
            .map(|(card, one)| {
                let bits = (one.stability.to_bits(), one.difficulty.to_bits());
                (card.clone(), format!("{one:?} {bits:?}"))
            })
            .collect()
    }
}

proptest! {
    /// Whatever was answered and taken back, in whatever order and by either way of undo: what is
    /// left is exactly what answering only the rest gives, also after a restart and a merge.
    #[test]
    fn answers_and_undos_replay_to_the_same_bytes(deeds in deeds()) {
        let mut phone = Person::default();
        let mut standing: Vec<(CardId, String, Review, u64)> = Vec::new();
        let mut today = 0;
        for (n, deed) in deeds.into_iter().enumerate() {
            let before = phone.states();
            match deed {
                Deed::Grade(card, rating, gap) => {
                    today += gap;
                    let one = review(Rating::ALL[rating], n as i64 * 60_000, day(today));
                    let (card, fresh) = (CardId::from(format!("card-{card}")), n.to_string());
                    let back = phone.does(CardAction::Grade {
                        card: card.clone(),
                        fresh: fresh.clone(),
                        review: one.clone(),
                    }).unwrap();
                    // At once back and forth.
                    let there = phone.states();
                    phone.turns(back.unwrap()).unwrap();
                    prop_assert_eq!(phone.states(), before);
                    phone.redoes().unwrap();
                    prop_assert_eq!(phone.states(), there);
                    let back = phone.history.newest(1, false).unwrap().number;
                    standing.push((card, one.name(&fresh), one, back));
                }
                Deed::UndoLast => {
                    if let Some((.., back)) = standing.pop() {
                        phone.turns(back).unwrap();
                    }
                }
                Deed::UndoByName(place) if place < standing.len() => {
                    let (card, review, ..) = standing.remove(place);
                    phone.does(CardAction::UndoGrade { card, review }).unwrap();
                }
                Deed::UndoByName(_) => {}
            }
        }
        let mut fresh = Person::default();
        for (card, name, one, _) in &standing {
            let id = name.split_once('-').unwrap().1.to_owned();
            fresh.does(CardAction::Grade { card: card.clone(), fresh: id, review: one.clone() }).unwrap();
        }
        prop_assert_eq!(phone.states(), fresh.states());
        let restarted = Model::new(phone.model.records().clone());
        prop_assert_eq!(restarted.all::<Log>(), phone.model.all::<Log>());
        let mut merged = Model::default();
        merged.join(phone.model.records().clone());
        merged.join(phone.model.records().clone());
        prop_assert_eq!(merged.all::<Log>(), phone.model.all::<Log>());
    }
}
