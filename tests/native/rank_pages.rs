//! What the pages of criteria, of one program's rating and of two programs side by side read.

use crate::person::Person;
use crate::ranks::{DAY_MS, NOW, guide, id_of, said, today, with, world, world_at};
use matchbook::domain::ids::CriterionId;
use matchbook::domain::ranking::{GUT, Weighing};
use matchbook::store::acts::ranking::{DraftOf, Move, RankAction};
use matchbook::store::core::ranking::criteria::{Role, criteria};
use matchbook::store::read::ranking::board::Board;
use matchbook::store::read::ranking::lines::reason;
use matchbook::store::read::ranking::rating::{Rating, rated};
use matchbook::store::read::ranking::spread::Spreads;
use matchbook::store::read::ranking::why::Why;

/// Rates `day` days from today.
fn rates(person: &mut Person, at: (&str, &str), day: i64, value: Option<u8>, note: &str) {
    let (program, criterion) = at;
    let said = said(person, &id_of(program), criterion, day);
    let note = note.to_owned();
    person.does(RankAction::Rate { said, value, note }).unwrap();
}

fn rating(person: &Person, day: i64, program: &str) -> Rating {
    Rating::read(
        &person.model,
        &world_at(NOW + day * DAY_MS),
        &guide(),
        &id_of(program),
    )
    .unwrap()
}

fn why(person: &Person, one: &str, other: &str) -> Why {
    Why::read(
        &person.model,
        &world(),
        &guide(),
        [&id_of(one).into(), &id_of(other).into()],
    )
    .unwrap()
}

#[test]
fn what_was_said_that_night_stays_beside_what_is_said_later() {
    let mut person = with(&["Ash"], 1);
    let at = ("Ash", "rk-culture");
    rates(&mut person, at, 0, Some(5), "They sang");
    rates(&mut person, at, 0, Some(4), "They sang");
    let same_night = rating(&person, 0, "Ash");
    let readings = same_night.readings("rk-culture").unwrap();
    assert_eq!(
        (
            same_night.earlier(readings),
            same_night.drift_words(readings)
        ),
        (None, None),
        "a finger that mends its number"
    );
    assert_eq!(same_night.note_of_today("rk-culture"), "They sang");
    assert_eq!(same_night.because(readings), "They sang");

    rates(&mut person, at, 40, Some(2), "");
    let later = rating(&person, 40, "Ash");
    let readings = later.readings("rk-culture").unwrap();
    let first = later.earlier(readings).unwrap();
    assert_eq!(first.score.value, Some(4));
    assert_eq!(later.when(first), "that night");
    assert_eq!(
        later.drift_words(readings).as_deref(),
        Some("That night you said 4. Now it is 2 steps lower: 2.")
    );
    assert_eq!(
        later.because(readings),
        "",
        "the old sentence is not put under the new number"
    );
    // Also where nothing is known any more.
    rates(&mut person, at, 50, None, "");
    let unsure = rating(&person, 50, "Ash");
    let readings = unsure.readings("rk-culture").unwrap();
    assert_eq!(unsure.earlier(readings).unwrap().score.value, Some(4));
    assert_eq!(
        unsure.drift_words(readings).as_deref(),
        Some("That night you said 4. Now you don’t know.")
    );
    assert_eq!(unsure.when(readings.newest().unwrap()), "Tue 19 Jan");
}

#[test]
fn progress_counts_values_and_what_is_not_known_apart() {
    let mut person = with(&["Ash"], 1);
    let filled = |person: &Person| {
        let filled = rating(person, 0, "Ash").filled();
        (filled.rated, filled.unknown, filled.all)
    };
    assert_eq!(filled(&person), (0, 0, 6));
    rates(&mut person, ("Ash", "rk-img"), 0, Some(3), "");
    rates(&mut person, ("Ash", "rk-life"), 0, None, "");
    rates(&mut person, ("Ash", GUT), 0, Some(9), "");
    assert_eq!(filled(&person), (1, 1, 6));
    assert_eq!(
        rated(&person.model, "ash"),
        1,
        "neither the gut nor what is not known"
    );
    // Off keeps it: the program's own page says so still.
    let off = RankAction::SetRole {
        criterion: "rk-img".into(),
        role: Role::Off,
        key: None,
    };
    person.does(off).unwrap();
    assert_eq!(filled(&person), (0, 1, 5));
    assert_eq!(rated(&person.model, "ash"), 1);
    assert_eq!(rated(&person.model, "As"), 0, "no program of that id");
}

#[test]
fn a_minimum_names_whom_it_rules_out_and_a_swing_its_ends() {
    let mut person = with(&["Cedar", "Ash", "Birch", "Elm"], 1);
    for (program, value) in [("Cedar", 2), ("Ash", 5), ("Birch", 2)] {
        rates(&mut person, (program, "rk-img"), 0, Some(value), "");
    }
    let spread = |person: &Person| Spreads::read(&person.model, &guide()).of("rk-img");
    assert_eq!(spread(&person).below(3), ["Birch", "Cedar"]);
    assert_eq!(spread(&person).below(2), [""; 0]);
    let ends = spread(&person);
    let (worst, best) = ends.range().unwrap();
    assert_eq!(
        (&*worst.0, worst.1, &*best.0, best.1),
        ("Birch", 2, "Ash", 5)
    );
    assert_eq!(ends.words(), "From 2 (Birch) to 5 (Ash)");
    assert_eq!(rating(&person, 0, "Birch").broken_minimum("rk-img"), None);
    // The minimum itself does not hide whom it rules out, the person's own word does.
    let breaks = RankAction::SetRole {
        criterion: "rk-img".into(),
        role: Role::Breaks { minimum: 3 },
        key: None,
    };
    person.does(breaks).unwrap();
    assert_eq!(spread(&person).below(3).len(), 2);
    let broken = |program: &str| rating(&person, 0, program).broken_minimum("rk-img");
    assert_eq!(
        (broken("Birch"), broken("Ash"), broken("Elm")),
        (Some(3), None, None)
    );
    let board = Board::read(&person.model, &world(), &guide());
    let out: Vec<&str> = board.out.iter().map(|row| &*row.name).collect();
    assert_eq!(
        out,
        spread(&person).below(3),
        "what is said is what happens"
    );
    let out = RankAction::Order {
        change: Move::RuleOut {
            program: "cedar".into(),
            reason: String::new(),
        },
        draft: DraftOf {
            id: "draft".to_owned(),
            at: NOW,
            day: today(),
        },
    };
    person.does(out).unwrap();
    assert_eq!(spread(&person).below(3), ["Birch"]);
    let none = Spreads::read(&person.model, &guide()).of("rk-none");
    assert_eq!(
        (none.range(), &*none.words()),
        (None, "No program is rated yet")
    );
    // One alone, or all alike, is no range.
    let mut alike = with(&["Ash", "Birch"], 1);
    rates(&mut alike, ("Ash", "rk-img"), 0, Some(4), "");
    assert_eq!(
        spread(&alike).words(),
        "Only Ash is rated, with 4: it makes no difference now"
    );
    rates(&mut alike, ("Birch", "rk-img"), 0, Some(4), "");
    assert_eq!(
        spread(&alike).words(),
        "All that are rated have 4: it makes no difference now"
    );
}

#[test]
fn why_says_the_numbers_of_the_board_and_its_gains_sum_to_the_difference() {
    let mut person = with(&["Ash", "Birch"], 1);
    let values = [
        ("rk-img", 5, 3),
        ("rk-culture", 2, 5),
        ("rk-teaching", 4, 4),
        ("rk-goals", 3, 4),
    ];
    for (criterion, ash, birch) in values {
        rates(&mut person, ("Ash", criterion), 0, Some(ash), "");
        rates(
            &mut person,
            ("Birch", criterion),
            0,
            Some(birch),
            "They sang",
        );
    }
    rates(&mut person, ("Ash", "rk-life"), 0, Some(4), "");
    let found = why(&person, "Ash", "Birch");
    let board = Board::read(&person.model, &world(), &guide());
    for (side, row) in found.sides.iter().zip(&board.placed) {
        assert_eq!((side.place, side.score), (Some(row.place), row.score));
    }
    let [ash, birch] = found.sides.each_ref().map(|side| side.score.unwrap().value);
    let sum: f64 = found.pulls.iter().map(|pull| pull.gain).sum();
    assert!((sum - (ash - birch)).abs() < 1e-9);
    assert!((found.gains[0] - found.gains[1] - sum).abs() < 1e-9);
    let sizes: Vec<f64> = found.pulls.iter().map(|pull| pull.gain.abs()).collect();
    assert!(
        sizes.is_sorted_by(|a, b| a >= b),
        "the largest first: {sizes:?}"
    );
    let life = found
        .pulls
        .iter()
        .find(|pull| pull.title.starts_with("Location"));
    assert_eq!(life.unwrap().given[1].value, None);
    assert_eq!(found.unknown, ["Workload and fair schedule"]);
    assert_eq!(
        found.headline(),
        "Resident culture and happiness against support for IMGs. The rest is small."
    );
    // The other way round it is the same seen from the other side.
    let swapped = why(&person, "Birch", "Ash");
    assert_eq!(swapped.gains, [found.gains[1], found.gains[0]]);
    assert_eq!(swapped.headline(), found.headline());
}

#[test]
fn why_says_what_is_missing_instead_of_a_chart() {
    let mut person = with(&["Ash", "Birch"], 1);
    assert_eq!(
        why(&person, "Ash", "Birch").headline(),
        "Rate Ash and Birch to compare them."
    );
    rates(&mut person, ("Ash", "rk-img"), 0, Some(4), "");
    let half = why(&person, "Ash", "Birch");
    assert_eq!(half.headline(), "Rate Birch to compare them.");
    assert!(half.pulls.is_empty());
    rates(&mut person, ("Birch", "rk-img"), 0, Some(4), "");
    assert!(why(&person, "Ash", "Birch").is_tie());
    assert_eq!(
        why(&person, "Ash", "Birch").headline(),
        "You rated both the same in all that counts."
    );
    rates(&mut person, ("Ash", "rk-img"), 1, Some(5), "");
    assert_eq!(
        why(&person, "Ash", "Birch").headline(),
        "Ash is nowhere behind. Most of it is support for IMGs."
    );
    let read = |one: &str, other: &str| {
        let ids = [&one.into(), &other.into()];
        Why::read(&person.model, &world(), &guide(), ids)
    };
    assert_eq!(read("ash", "ash"), None, "not beside itself");
    assert_eq!(read("ash", "gone"), None);
}

#[test]
fn where_gut_and_score_disagree_the_gravest_three_become_questions() {
    let mut person = with(&["Ash", "Birch", "Cedar", "Elm"], 1);
    for (program, value, gut) in [
        ("Ash", 5, 1),
        ("Birch", 4, 3),
        ("Cedar", 3, 6),
        ("Elm", 1, 10),
    ] {
        rates(&mut person, (program, "rk-img"), 0, Some(value), "");
        rates(&mut person, (program, GUT), 0, Some(gut), "");
    }
    let asked = why(&person, "Ash", "Birch").questions;
    assert_eq!(asked.len(), 3);
    assert_eq!(asked[0].names, ["Elm", "Ash"]);
    assert_eq!((asked[0].guts, asked[0].points), ([10, 1], [0, 100]));
    // No question where both say the same.
    let mut agreed = with(&["Ash", "Birch"], 1);
    for (program, value) in [("Ash", 5), ("Birch", 3)] {
        rates(&mut agreed, (program, "rk-img"), 0, Some(value), "");
        rates(&mut agreed, (program, GUT), 0, Some(value), "");
    }
    assert_eq!(why(&agreed, "Ash", "Birch").questions, []);
}

#[test]
fn where_no_criterion_counts_a_rated_program_is_not_called_unrated() {
    let mut person = with(&["Ash", "Birch", "Cedar"], 1);
    rates(&mut person, ("Ash", "rk-img"), 0, Some(4), "");
    rates(&mut person, ("Birch", "rk-img"), 0, Some(2), "");
    let set = |person: &mut Person, act: fn(CriterionId) -> RankAction| {
        let counting = criteria(&person.model, &guide()).counting;
        for row in counting {
            person.does(act(row.id)).unwrap();
        }
    };
    let is_said = |person: &Person, fault: &str| {
        let found = why(person, "Ash", "Birch");
        assert_eq!(found.headline(), fault);
        assert_eq!(found.fault, Some(fault));
        assert_eq!(found.sides[0].score_words(), "no score");
        let board = Board::read(&person.model, &world(), &guide());
        let said: Vec<String> = board.placed.iter().map(reason).collect();
        assert_eq!(said, ["No score", "No score", "Not rated yet"]);
    };
    let mut zero = person.clone();
    let weighing = Weighing::Points;
    zero.does(RankAction::Weigh { weighing }).unwrap();
    set(&mut zero, |criterion| RankAction::SetPoints {
        criterion,
        points: Some(0),
    });
    is_said(
        &zero,
        "All criteria have 0 points. Give one of them points to see scores.",
    );
    let mut off = person.clone();
    set(&mut off, |criterion| RankAction::SetRole {
        criterion,
        role: Role::Off,
        key: None,
    });
    is_said(&off, "No criterion counts. Turn one on to see scores.");
    // What is not rated at all is still called so.
    let found = why(&person, "Ash", "Cedar");
    assert_eq!(found.fault, None);
    assert_eq!(found.sides[1].score_words(), "not rated yet");
    assert_eq!(found.headline(), "Rate Cedar to compare them.");
}
