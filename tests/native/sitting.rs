//! A review of cards as a machine: what is asked, what comes back, what is stored, and what is said of it.

use std::collections::BTreeMap;

use matchbook::domain::card::{Effort, Log, Rating, Review};
use matchbook::domain::time::{Day, Instant};
use matchbook::study::deadline::{Queue, Why};
use matchbook::study::sitting::{Done, Outlook, SHORT_MS, Sitting, Source, short_until};

const MINUTE: i64 = 60_000;

fn queue(cards: &[&str]) -> Queue {
    Queue {
        cards: cards.iter().map(|id| ((*id).into(), Why::Due)).collect(),
        ..Queue::default()
    }
}

fn shown(sitting: &Sitting) -> Option<&str> {
    sitting.card().map(|card| &**card)
}

fn all_stand(_: &Done) -> bool {
    true
}

fn day() -> Day {
    Day::new(2026, 12, 3).unwrap()
}

/// Takes the queue in, and answers the first card.
fn answer(sitting: &mut Sitting, cards: &[&str], coming: usize, comes_back: bool, at: i64) {
    let wanted = Queue {
        coming,
        ..queue(cards)
    };
    sitting.take(wanted, true, all_stand, Instant(at));
    sitting.reveal();
    sitting.go_on(format!("answer-{at}"), comes_back, Instant(at));
}

#[test]
fn what_comes_back_within_minutes_is_counted() {
    let mut sitting = Sitting::new(None);
    sitting.take(queue(&["a", "b", "c"]), true, all_stand, Instant(0));
    assert_eq!(
        (sitting.head(Instant(0)), sitting.progress()),
        ("1 of 3".into(), (0, 3))
    );
    answer(&mut sitting, &["a", "b", "c"], 0, true, 1);
    // Known at once, and still once the timetable was asked.
    assert_eq!(
        (sitting.head(Instant(1)), sitting.progress()),
        ("2 of 4".into(), (1, 4))
    );
    answer(&mut sitting, &["b", "c"], 1, false, 2);
    assert_eq!(sitting.progress(), (2, 4));
    answer(&mut sitting, &["c"], 1, true, 3);
    // Only steps are left, and their time has not come.
    let steps = Queue {
        next_step: Some(Instant(3 + MINUTE)),
        ..queue(&["a", "c"])
    };
    sitting.take(steps.clone(), true, all_stand, Instant(3));
    assert_eq!((shown(&sitting), sitting.progress()), (None, (3, 5)));
    let outlook = Outlook {
        now: Instant(3),
        is_studying: true,
        ..Outlook::default()
    };
    assert_eq!(
        sitting.told(&outlook),
        (
            "A short break",
            "You answered 3 cards. 2 cards come back soon, the next one in a minute.".to_owned()
        )
    );
    sitting.ask_early();
    sitting.take(steps, true, all_stand, Instant(3));
    assert_eq!((shown(&sitting), sitting.progress()), (Some("a"), (3, 5)));
}

#[test]
fn five_minutes_count_down_by_the_clock() {
    let begun = Instant(1_000_000);
    let until = Instant(begun.0 + SHORT_MS);
    let mut sitting = Sitting::new(Some(until));
    assert_eq!(sitting.source(begun, false), Source::Short(SHORT_MS));
    assert_eq!(sitting.source(begun, true), Source::Plan);
    sitting.take(queue(&["a", "b"]), true, all_stand, begun);
    // However long one card takes: the head follows the clock, not the cards.
    for (ms, head) in [
        (0, "5:00 left"),
        (1, "5:00 left"),
        (1_000, "4:59 left"),
        (270_000, "0:30 left"),
        (299_001, "0:01 left"),
        (300_000, "Last card"),
        (400_000, "Last card"),
    ] {
        let now = Instant(begun.0 + ms);
        assert_eq!(sitting.head(now), head, "{ms}");
        let gone = u32::try_from(ms.min(SHORT_MS)).unwrap();
        assert_eq!(sitting.bar(now), (gone, 300_000));
    }
    // The card that was begun is finished; then it is over, whatever else there is.
    let late = Instant(until.0 + 1);
    sitting.go_on("x".into(), false, late);
    sitting.take(queue(&[]), true, all_stand, late);
    let outlook = Outlook {
        now: late,
        is_studying: true,
        due: 8,
        new: 2,
        later: Some((8, 2)),
        readiness: None,
    };
    let (title, text) = sitting.told(&outlook);
    assert_eq!(title, "Five minutes are over");
    assert_eq!(
        text,
        "You answered 1 card. Still to do today: 8 due, 2 new."
    );
    let nothing_left = Outlook {
        due: 0,
        new: 0,
        ..outlook
    };
    let (_, text) = sitting.told(&nothing_left);
    assert_eq!(text, "You answered 1 card. Next: 2 cards in 8 days.");
}

#[test]
fn an_answer_says_what_was_ticked_and_how_long_it_took() {
    let mut sitting = Sitting::new(None);
    sitting.take(queue(&["a"]), true, all_stand, Instant(5_000));
    let outline = ["p1", "p2", "p3"].map(String::from);
    let nothing = sitting.review(Rating::Good, &outline, Instant(9_000), day());
    assert!(nothing.said.is_empty() && nothing.missed.is_empty());
    assert_eq!((nothing.duration, nothing.effort), (4_000, Effort::Review));
    sitting.tick("p1", true);
    sitting.tick("p3", true);
    sitting.tick("p3", false);
    let some = sitting.review(Rating::Hard, &outline, Instant(9_000), day());
    assert_eq!(
        (some.said, some.missed),
        (
            vec!["p1".to_owned()],
            vec!["p2".to_owned(), "p3".to_owned()]
        )
    );
    sitting.practice_freely();
    let free = sitting.review(Rating::Good, &outline, Instant(9_000), day());
    assert_eq!(free.effort, Effort::Practice);
}

#[test]
fn an_answer_that_is_taken_back_stands_there_again_as_it_was_graded() {
    let mut sitting = Sitting::new(None);
    sitting.take(queue(&["a", "b"]), true, all_stand, Instant(0));
    sitting.reveal();
    sitting.tick("p1", true);
    sitting.go_on("first".into(), false, Instant(1));
    assert_eq!(
        (shown(&sitting), sitting.attempt().revealed),
        (Some("b"), false)
    );
    let page = sitting.page();
    sitting.take(
        queue(&["a", "b"]),
        true,
        |done| done.name != "first",
        Instant(2),
    );
    assert_eq!(shown(&sitting), Some("a"));
    assert!(sitting.attempt().revealed && sitting.attempt().said.contains("p1"));
    assert_ne!(sitting.page(), page);
    assert_eq!(sitting.progress(), (0, 2));
}

#[test]
fn who_comes_back_finds_the_card_as_it_was_left() {
    let mut before = Sitting::new(None);
    before.take(queue(&["a", "b"]), true, all_stand, Instant(0));
    assert_eq!(before.leave(Instant(1)), None, "it is covered");
    before.spoke(42_000);
    before.tick("p1", true);
    let left = before.leave(Instant(1));
    let back = |wanted: &[&str], at: i64| {
        let mut sitting = Sitting::back_to(None, left.clone());
        sitting.take(queue(wanted), true, all_stand, Instant(at));
        sitting
    };
    // Whatever would be asked first now.
    let mut sitting = back(&["b", "a"], 2);
    assert_eq!(shown(&sitting), Some("a"));
    assert_eq!(sitting.attempt(), before.attempt());
    assert_eq!(sitting.progress(), (0, 2));
    // It is put back once: the next card is covered, and so is this one when it comes again.
    sitting.go_on("first".into(), true, Instant(3));
    sitting.take(queue(&["b", "a"]), true, all_stand, Instant(4));
    assert_eq!(
        (shown(&sitting), sitting.attempt().revealed),
        (Some("b"), false)
    );
    sitting.go_on("second".into(), false, Instant(5));
    sitting.take(queue(&["a"]), true, all_stand, Instant(6));
    assert_eq!(
        (shown(&sitting), sitting.attempt().revealed),
        (Some("a"), false)
    );
    // Not when it is not asked any more, nor hours later.
    let other = back(&["b"], 2);
    assert_eq!(
        (shown(&other), other.attempt().revealed),
        (Some("b"), false)
    );
    let late = back(&["a"], 1 + 61 * MINUTE);
    assert_eq!((shown(&late), late.attempt().revealed), (Some("a"), false));
}

#[test]
fn a_card_that_came_back_is_one_card() {
    let mut sitting = Sitting::new(None);
    for at in 1..=3 {
        answer(&mut sitting, &["a"], 0, false, at);
    }
    sitting.take(queue(&[]), true, all_stand, Instant(4));
    let studying = Outlook {
        is_studying: true,
        ..Outlook::default()
    };
    assert_eq!(
        sitting.told(&studying),
        ("Done", "You answered 1 card.".to_owned())
    );
}

#[test]
fn the_card_on_the_screen_stays_while_the_queue_changes() {
    let mut sitting = Sitting::new(None);
    sitting.take(queue(&["a", "b"]), true, all_stand, Instant(0));
    sitting.reveal();
    let page = sitting.page();
    sitting.take(queue(&["c", "b", "a"]), true, all_stand, Instant(1));
    assert_eq!((shown(&sitting), sitting.page() == page), (Some("a"), true));
    assert!(sitting.attempt().revealed);
    // Paused meanwhile: it goes.
    sitting.take(queue(&["c", "b"]), false, all_stand, Instant(2));
    assert_eq!(
        (shown(&sitting), sitting.attempt().revealed),
        (Some("c"), false)
    );
    // In a sitting of one's own choice it stays as long as it is studied.
    let mut short = Sitting::new(Some(Instant(SHORT_MS)));
    short.take(queue(&["a"]), true, all_stand, Instant(0));
    short.take(queue(&["b"]), true, all_stand, Instant(1));
    assert_eq!(shown(&short), Some("a"));
    short.take(queue(&["b"]), false, all_stand, Instant(2));
    assert_eq!(shown(&short), Some("b"));
}

#[test]
fn every_end_has_words() {
    let studying = Outlook {
        is_studying: true,
        later: Some((1, 3)),
        ..Outlook::default()
    };
    let mut rest = Sitting::new(None);
    let wanted = Queue {
        rest: true,
        ..Queue::default()
    };
    rest.take(wanted, false, all_stand, Instant(0));
    assert_eq!(rest.told(&studying).0, "No cards today");
    let none = Sitting::new(None);
    assert_eq!(none.told(&Outlook::default()).0, "No cards chosen yet");
    assert_eq!(
        none.told(&studying).1,
        "All cards of today are done. Next: 3 cards tomorrow."
    );
    let mut free = Sitting::new(None);
    free.practice_freely();
    free.take(queue(&["a"]), true, all_stand, Instant(0));
    assert_eq!(free.head(Instant(0)), "Extra practice");
    assert_eq!(free.source(Instant(0), true), Source::Weakest);
}

#[test]
fn a_point_is_often_missed_after_two_of_three() {
    let mut log = Log::default();
    let mut answered = |name: &str, said: &[&str], missed: &[&str]| {
        let texts = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        let review = Review {
            rating: Rating::Good,
            at: Instant(0),
            day: day(),
            duration: 0,
            effort: Effort::Review,
            said: texts(said),
            missed: texts(missed),
        };
        log.reviews.insert(name.to_owned(), review);
        log.often_missed()
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert!(answered("1", &["a"], &["b", "c"]).is_empty());
    assert_eq!(answered("2", &["a"], &["b"]), ["b"]);
    // Without ticks nothing is known, and it does not count as one of the three.
    assert_eq!(answered("3", &[], &[]), ["b"]);
    assert_eq!(answered("4", &["b"], &["a"]), ["b"]);
    assert!(answered("5", &["b"], &["a"]).contains(&"a".to_owned()));
    assert_eq!(answered("6", &["a", "b"], &["c"]), ["a"]);
}

/// They go on for who comes back, end for who comes back too late, and begin anew for who opens them later.
#[test]
fn five_minutes_go_on_where_they_were_left() {
    let at = |minutes: i64| Instant(1_000_000 + minutes * MINUTE);
    let until = |kept: Option<i64>, opened: i64, now: i64| {
        let (until, goes_on) = short_until(kept.map(at), at(opened), at(now));
        ((until.0 - at(0).0) / MINUTE, goes_on)
    };
    assert_eq!(until(None, 0, 0), (5, false));
    // Back, and by a new link as well.
    assert_eq!(until(Some(5), 0, 3), (5, true));
    assert_eq!(until(Some(5), 3, 3), (5, true));
    // The minute itself is over.
    assert_eq!(until(Some(5), 0, 5), (5, true));
    assert_eq!(until(Some(5), 0, 60), (5, true));
    assert_eq!(until(Some(5), 6, 6), (11, false));
    // The clock was set back.
    assert_eq!(until(Some(5), -20, -10), (-5, false));
}

/// Who comes back is told of all that was answered in these minutes, and of nothing else.
#[test]
fn answers_of_the_same_five_minutes_count() {
    let mut logs: BTreeMap<String, Log> = BTreeMap::new();
    let mut answered = |card: &str, minute: i64, effort: Effort| {
        let review = Review {
            rating: Rating::Good,
            at: Instant(minute * MINUTE),
            day: day(),
            duration: 0,
            effort,
            said: vec!["point".to_owned()],
            missed: Vec::new(),
        };
        let log = logs.entry(card.to_owned()).or_default();
        log.reviews.insert(review.name(card), review);
    };
    answered("before", 0, Effort::Review);
    answered("b", 3, Effort::Review);
    answered("a", 4, Effort::Review);
    answered("drilled", 4, Effort::Practice);
    answered("b", 5, Effort::Review);
    let done = Done::since(logs.iter(), Instant(MINUTE));
    let cards: Vec<&str> = done.iter().map(|done| &*done.card).collect();
    assert_eq!(cards, ["b", "a", "b"]);
    assert!(done.iter().all(|done| done.said.contains("point")));

    let until = Instant(6 * MINUTE);
    let told = |done: Vec<Done>| {
        let mut sitting = Sitting::new(Some(until)).after(done);
        sitting.take(queue(&[]), true, all_stand, until);
        sitting.told(&Outlook {
            now: until,
            is_studying: true,
            ..Outlook::default()
        })
    };
    let over = "Five minutes are over";
    assert_eq!(told(done), (over, "You answered 2 cards.".to_owned()));
    assert_eq!(told(Vec::new()), (over, "You answered none.".to_owned()));
}
