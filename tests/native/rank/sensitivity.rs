//! How sure an order is: flip points, shares of places, single steps, and how alike two orders are.

use matchbook::rank::score::score;
use matchbook::rank::sensitivity::{
    Share, Source, Weightings, acceptability, crossings, flips, kendall_tau, one_step,
};
use matchbook::rank::weights::centroid;
use proptest::prelude::*;

use super::{all_close, cases, close, numbers, ratings};

fn shares(
    ratings: &[Vec<Option<u8>>],
    weightings: &Weightings,
    draws: usize,
    top: usize,
) -> Vec<Option<Share>> {
    acceptability(ratings, weightings, draws, 7, top, &mut |_| true).unwrap()
}

fn in_order(criteria: u32) -> Weightings {
    Weightings::InOrder((1..=criteria).collect())
}

fn board(rows: &[&str]) -> Vec<Vec<Option<u8>>> {
    rows.iter().map(|row| ratings(row)).collect()
}

#[test]
fn scores_cross_where_a_root_finder_finds_it() {
    let mut counts = [0; 3];
    for (n, fields) in cases(include_str!("../../data/rank/flips.txt")) {
        let criterion: usize = fields[1].parse().unwrap();
        let pair = [ratings(fields[2]), ratings(fields[3])];
        let theirs = numbers(fields[4]);
        let mut ours = crossings(&numbers(fields[0]), criterion, &pair[0], &pair[1]);
        // The other one looks no nearer to the ends.
        ours.retain(|at| (1e-4..=1.0 - 1e-4).contains(at));
        assert!(all_close(&ours, &theirs), "line {n}: {ours:?} {theirs:?}");
        counts[ours.len()] += 1;
    }
    // None, one and two are all among them.
    assert!(
        counts[0] > 100 && counts[1] > 500 && counts[2] > 5,
        "{counts:?}"
    );
}

/// The formula as it is published, where all is rated.
#[test]
fn a_flip_is_where_the_formula_says() {
    let weights = centroid(&[1, 2, 3, 4, 5, 6]);
    let (first, second) = (ratings("533444"), ratings("454332"));
    let value = |ratings: &[Option<u8>]| score(&weights, ratings).unwrap().value;
    for (k, w) in weights.iter().enumerate() {
        let a = |ratings: &[Option<u8>]| f64::from(ratings[k].unwrap() - 1) / 4.0;
        let rest = |ratings: &[Option<u8>]| (value(ratings) - w * a(ratings)) / (1.0 - w);
        let (q_first, q_second) = (rest(&first), rest(&second));
        let at = (q_second - q_first) / ((a(&first) - q_first) - (a(&second) - q_second));
        let expected: Vec<f64> = (0.0..=1.0)
            .contains(&at)
            .then_some(at)
            .into_iter()
            .collect();
        assert!(
            all_close(&crossings(&weights, k, &first, &second), &expected),
            "{k}"
        );
    }
}

#[test]
fn flips_say_who_passes_whom_and_to_which_place() {
    // Equal weights: 0 leads by the first criterion, 1 by the second, 2 is behind both.
    let ratings = board(&["52", "24", "21"]);
    let weights = [0.5, 0.5];
    let found = flips(&weights, &ratings, 2);
    // Both criteria tell the same point; the scores 0.625 and 0.5 meet at 0.4 for the first.
    assert_eq!(found.len(), 2);
    for flip in &found {
        assert_eq!((flip.rises, flip.falls, flip.place), (1, 0, 1));
        assert!(close(flip.now, 0.5));
        assert!(close(flip.at, if flip.criterion == 0 { 0.4 } else { 0.6 }));
    }
    // The third is looked at when it is near enough; it never passes the second.
    assert!(
        flips(&weights, &ratings, 3)
            .iter()
            .all(|flip| flip.rises != 2)
    );
    assert_eq!(flips(&weights, &ratings, 1), []);
}

#[test]
fn what_cannot_flip_is_not_told() {
    // Better in everything.
    assert_eq!(flips(&[0.5, 0.5], &board(&["54", "43"]), 9), []);
    // Equal now.
    assert_eq!(flips(&[0.5, 0.5], &board(&["54", "45"]), 9), []);
    // Met only when nothing else counts any more.
    assert_eq!(flips(&[0.5, 0.5], &board(&["54", "53"]), 9), []);
    assert_eq!(flips(&[37.6, 24.1, 2.8], &board(&["4-1", "-4-"]), 9), []);
    // A single criterion, no weights, nobody, nobody rated.
    assert_eq!(flips(&[1.0], &board(&["5", "4"]), 9), []);
    assert_eq!(flips(&[0.0, 0.0], &board(&["54", "45"]), 9), []);
    assert_eq!(flips(&[0.5, 0.5], &[], 9), []);
    assert_eq!(flips(&[0.5, 0.5], &board(&["--", "--"]), 9), []);
}

#[test]
fn shares_are_those_of_an_independent_simulation() {
    const DRAWS: usize = 1_000;
    let mut compared = 0;
    for (n, fields) in cases(include_str!("../../data/rank/sure.txt")) {
        let weightings = match fields[0] {
            "free" => Weightings::Free,
            places => {
                Weightings::InOrder(places.split(' ').map(|one| one.parse().unwrap()).collect())
            }
        };
        let rows: Vec<&str> = fields[1].split(' ').collect();
        let kept: f64 = fields[2].parse().unwrap();
        let ours = shares(&board(&rows), &weightings, DRAWS, 2);
        for (ours, theirs) in ours.iter().zip(fields[3].split(' ')) {
            let Ok(theirs) = theirs.parse::<f64>() else {
                assert!(ours.is_none() && theirs == "-", "line {n}");
                continue;
            };
            let (ours, theirs) = (ours.as_ref().unwrap().top, theirs / 10_000.0);
            // Five standard deviations of the difference of two simulations; never less than one draw makes.
            let spread = (theirs * (1.0 - theirs)).max(1.0 / DRAWS as f64);
            let most = 5.0 * (spread * (1.0 / DRAWS as f64 + 1.0 / kept)).sqrt() + 1e-4;
            assert!(
                (ours - theirs).abs() < most,
                "line {n}: {ours} {theirs} ±{most}"
            );
            compared += usize::from(theirs > 0.0 && theirs < 1.0);
        }
    }
    assert!(compared > 1_000, "{compared}");
}

/// With one criterion rated per program, a program is first exactly when its criterion weighs most: so the share
/// of first places tells how the weights themselves are drawn.
#[test]
fn free_weightings_prefer_no_criterion() {
    let ratings = board(&["5111", "1511", "1151", "1115"]);
    for share in shares(&ratings, &Weightings::Free, 20_000, 1) {
        let share = share.unwrap();
        for place in share.places {
            assert!((place - 0.25).abs() < 5.0 * (0.25_f64 * 0.75 / 20_000.0).sqrt());
        }
    }
    let ordered = shares(&ratings, &in_order(4), 2_000, 1);
    for (at, share) in ordered.into_iter().enumerate() {
        assert!(close(share.unwrap().places[at], 1.0));
    }
}

#[test]
fn the_mean_of_weightings_in_order_is_the_centroid() {
    const DRAWS: u32 = 50_000;
    for places in [
        vec![1, 2, 3, 4, 5, 6],
        vec![2, 1, 2, 3],
        vec![1, 1, 1],
        vec![4, 3, 2, 1],
    ] {
        let mut source = Source::new(&Weightings::InOrder(places.clone()), places.len(), 11);
        let mut sums = vec![0.0; places.len()];
        let mut squares = vec![0.0; places.len()];
        for _ in 0..DRAWS {
            let weights = source.draw();
            assert!(close(weights.iter().sum(), 1.0));
            for (a, place) in places.iter().enumerate() {
                for (b, other) in places.iter().enumerate() {
                    assert!(place >= other || weights[a] >= weights[b]);
                }
            }
            for (k, weight) in weights.iter().enumerate() {
                sums[k] += weight;
                squares[k] += weight * weight;
            }
        }
        let draws = f64::from(DRAWS);
        for (k, expected) in centroid(&places).iter().enumerate() {
            let mean = sums[k] / draws;
            let error = ((squares[k] / draws - mean * mean) / draws).sqrt();
            assert!(
                (mean - expected).abs() < 4.5 * error,
                "{places:?} {k}: {mean} {expected}"
            );
        }
    }
}

#[test]
fn equal_programs_share_their_places_evenly() {
    // Three alike, one worse; one without a rating takes no place. One of the three is so by another way.
    let ratings = board(&["333", "222", "3-3", "---", "333"]);
    let all = shares(&ratings, &Weightings::Free, 300, 2);
    let third = 1.0 / 3.0;
    for at in [0, 2, 4] {
        let share = all[at].as_ref().unwrap();
        assert!(all_close(&share.places, &[third, third, third, 0.0]));
        assert!(close(share.top, 2.0 * third));
    }
    let last = all[1].as_ref().unwrap();
    assert!(all_close(&last.places, &[0.0, 0.0, 0.0, 1.0]) && close(last.top, 0.0));
    assert_eq!(all[3], None);
}

#[test]
fn the_same_seed_gives_the_same_shares_and_another_gives_others() {
    let ratings = board(&["5143", "2534", "4-25", "3352"]);
    let with = |seed| acceptability(&ratings, &in_order(4), 5_000, seed, 2, &mut |_| true).unwrap();
    assert_eq!(with(1), with(1));
    assert_ne!(with(1), with(2));
    // What every machine must give, bit by bit.
    let firsts: Vec<f64> = with(1)
        .iter()
        .map(|one| one.as_ref().unwrap().places[0] * 5_000.0)
        .collect();
    assert!(
        all_close(&firsts, &[2_028.0, 11.0, 2_647.0, 314.0]),
        "{firsts:?}"
    );
}

#[test]
fn the_work_tells_how_far_it_is_and_stops_when_told_to() {
    let ratings = board(&["54", "45"]);
    let mut heard = Vec::new();
    let mut listen = |done| {
        heard.push(done);
        true
    };
    assert!(acceptability(&ratings, &in_order(2), 1_000, 1, 1, &mut listen).is_some());
    assert_eq!(heard, [0, 250, 500, 750, 1_000]);
    let mut calls = 0;
    let mut stop = |done| {
        calls += 1;
        done < 500
    };
    assert_eq!(
        acceptability(&ratings, &in_order(2), 1_000, 1, 1, &mut stop),
        None
    );
    assert_eq!(calls, 3);
}

#[test]
fn empty_and_single_boards_have_shares() {
    assert_eq!(shares(&[], &Weightings::Free, 10, 3), []);
    assert_eq!(
        shares(&board(&["--", ""]), &in_order(2), 10, 3),
        [None, None]
    );
    assert_eq!(
        shares(&board(&["54"]), &Weightings::InOrder(vec![]), 10, 3),
        [None]
    );
    let one = Share {
        top: 1.0,
        places: vec![1.0],
    };
    for weightings in [Weightings::Free, in_order(2)] {
        assert_eq!(
            shares(&board(&["5-"]), &weightings, 10, 3),
            [Some(one.clone())]
        );
    }
    // No draw: nothing is known, and nothing is divided by nothing.
    assert!(close(
        shares(&board(&["54"]), &Weightings::Free, 0, 3)[0]
            .as_ref()
            .unwrap()
            .top,
        0.0
    ));
}

#[test]
fn sixty_programs_share_sixty_places() {
    let ratings: Vec<Vec<Option<u8>>> = (0..60_u32)
        .map(|program| {
            (0..14_u32)
                .map(|k| u8::try_from((program / 3 * 7 + k * 5 + program * k) % 5 + 1).ok())
                .collect()
        })
        .collect();
    let all = shares(&ratings, &in_order(14), 500, 3);
    let of = |place: usize| -> f64 { all.iter().flatten().map(|share| share.places[place]).sum() };
    assert!((0..60).all(|place| close(of(place), 1.0)));
    assert!(close(
        all.iter().flatten().map(|share| share.top).sum(),
        3.0
    ));
}

#[test]
fn a_single_step_that_changes_the_best_is_found() {
    // Weights 3 to 1: scores 0.8125, 0.75, 0.5. One step in the first criterion is 0.1875.
    let weights = [0.75, 0.25];
    let ratings = board(&["44", "43", "33"]);
    let steps = one_step(&weights, &ratings, 1);
    let told: Vec<_> = steps
        .iter()
        .map(|step| {
            (
                step.program,
                step.criterion,
                step.from,
                step.to,
                &*step.enters,
                &*step.leaves,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (0, 0, 4, 3, &[1][..], &[0][..]),
            // Level with the other: both are first.
            (0, 1, 4, 3, &[1][..], &[][..]),
            (1, 0, 4, 5, &[1][..], &[0][..]),
            (1, 1, 3, 4, &[1][..], &[][..]),
        ]
    );
    assert_eq!(one_step(&weights, &ratings, 3), []);
    assert_eq!(one_step(&weights, &ratings, 0), []);
    assert_eq!(one_step(&[0.0, 0.0], &ratings, 1), []);
    assert_eq!(one_step(&weights, &[], 1), []);
}

#[test]
fn a_step_is_a_rating_of_something_that_counts() {
    let ratings = board(&["44-", "43-"]);
    let steps = one_step(&[0.5, 0.5, 0.0], &ratings, 1);
    assert!(!steps.is_empty());
    for step in steps {
        assert_eq!(ratings[step.program][step.criterion], Some(step.from));
        assert!((1..=5).contains(&step.to) && step.from.abs_diff(step.to) == 1);
        assert!(step.criterion < 2);
    }
    // Nothing known is nothing to move.
    assert_eq!(one_step(&[0.5, 0.5, 0.0], &board(&["--5", "---"]), 1), []);
}

#[test]
fn tau_is_that_of_scipy() {
    let marks = |text: &str| -> Vec<f64> {
        let digits = text.chars().filter_map(|one| one.to_digit(10));
        digits.map(f64::from).collect()
    };
    let mut defined = 0;
    for (n, fields) in cases(include_str!("../../data/rank/tau.txt")) {
        let ours = kendall_tau(&marks(fields[0]), &marks(fields[1]));
        let theirs = fields[2].parse::<f64>().ok();
        assert_eq!(ours.is_some(), theirs.is_some(), "line {n}");
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            assert!(close(ours, theirs), "line {n}: {ours} {theirs}");
            defined += 1;
        }
    }
    assert!(defined > 700, "{defined}");
}

#[test]
fn tau_is_one_for_one_order_and_minus_one_for_its_reverse() {
    let order = [1.0, 2.0, 3.0, 4.0];
    assert_eq!(kendall_tau(&order, &order), Some(1.0));
    assert_eq!(kendall_tau(&order, &[4.0, 3.0, 2.0, 1.0]), Some(-1.0));
    assert_eq!(kendall_tau(&[0.0, -0.0, 1.0], &[0.0, 0.0, 1.0]), Some(1.0));
    for none in [&[][..], &[1.0], &[2.0, 2.0]] {
        assert_eq!(kendall_tau(none, none), None);
    }
}

/// Weights and a few programs, of up to six criteria.
fn boards() -> impl Strategy<Value = (Vec<f64>, Vec<Vec<Option<u8>>>)> {
    let rating = prop::option::weighted(0.85, 1_u8..=5);
    (1_usize..=6, 1_usize..=6).prop_flat_map(move |(n, programs)| {
        let rows = prop::collection::vec(prop::collection::vec(rating.clone(), n), programs);
        (prop::collection::vec(1.0..100.0, n), rows)
    })
}

/// The programs that have a score, best first.
fn by_score(weights: &[f64], ratings: &[Vec<Option<u8>>]) -> Vec<usize> {
    let mut order: Vec<(f64, usize)> = ratings
        .iter()
        .enumerate()
        .filter_map(|(program, row)| Some((score(weights, row)?.value, program)))
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    order.into_iter().map(|(_, program)| program).collect()
}

proptest! {
    /// What a flip says is what happens to whoever sets that weight: before it the old order, beyond it the new.
    #[test]
    fn a_flip_happens_when_the_weight_is_set((weights, rows) in boards()) {
        for flip in flips(&weights, &rows, rows.len()) {
            prop_assert!((0.0..=1.0).contains(&flip.at));
            let rest: f64 = weights.iter().enumerate().filter(|(k, _)| *k != flip.criterion).map(|(_, w)| w).sum();
            let lead_at = |weight: f64| -> Option<f64> {
                let mut changed: Vec<f64> = weights.iter().map(|one| one / rest * (1.0 - weight)).collect();
                changed[flip.criterion] = weight;
                Some(score(&changed, &rows[flip.rises])?.value - score(&changed, &rows[flip.falls])?.value)
            };
            let away = (flip.at - flip.now) * 1e-3;
            prop_assert!(close(lead_at(flip.at).unwrap_or(0.0), 0.0));
            prop_assert!(lead_at(flip.at - away).unwrap() < 0.0);
            if let Some(lead) = lead_at((flip.at + away).clamp(0.0, 1.0)) {
                // A second crossing may be very near.
                let again = crossings(&weights, flip.criterion, &rows[flip.rises], &rows[flip.falls]);
                let is_single = again.iter().all(|at| *at == flip.at || (at - flip.at).abs() > away.abs());
                prop_assert!(lead > 0.0 || !is_single);
            }
        }
    }

    #[test]
    fn the_order_of_programs_does_not_matter((weights, rows) in boards(), turn in 0_usize..6) {
        let n = rows.len();
        let turn = turn % n;
        let mut turned = rows.clone();
        turned.rotate_left(turn);
        let home = |program: usize| (program + turn) % n;
        let places = Weightings::InOrder(weights.iter().map(|weight| (weight / 10.0) as u32).collect());
        let mut expected = shares(&rows, &places, 50, 2);
        expected.rotate_left(turn);
        for (a, b) in shares(&turned, &places, 50, 2).iter().zip(&expected) {
            prop_assert_eq!(a.is_some(), b.is_some());
            if let (Some(a), Some(b)) = (a, b) {
                prop_assert!(all_close(&a.places, &b.places));
            }
        }
        let mut steps: Vec<_> = one_step(&weights, &turned, 2)
            .iter()
            .map(|step| (home(step.program), step.criterion, step.to))
            .collect();
        steps.sort_unstable();
        let mut expected: Vec<_> = one_step(&weights, &rows, 2)
            .iter()
            .map(|step| (step.program, step.criterion, step.to))
            .collect();
        expected.sort_unstable();
        prop_assert_eq!(steps, expected);
    }

    #[test]
    fn an_added_program_never_reorders_the_others((weights, mut rows) in boards(), last in prop::collection::vec(prop::option::of(1_u8..=5), 6)) {
        let before = by_score(&weights, &rows);
        let added = rows.len();
        rows.push(last);
        let mut after = by_score(&weights, &rows);
        after.retain(|program| *program != added);
        prop_assert_eq!(after, before);
    }

    #[test]
    fn a_better_rating_never_lowers_a_share((_, rows) in boards(), program in 0_usize..6, at in 0_usize..6) {
        let program = program % rows.len();
        let at = at % rows[program].len();
        if let Some(rating @ 1..=4) = rows[program][at] {
            let mut better = rows.clone();
            better[program][at] = Some(rating + 1);
            let top = |rows: &[Vec<Option<u8>>]| {
                shares(rows, &Weightings::Free, 60, 1)[program].as_ref().unwrap().top
            };
            prop_assert!(top(&better) >= top(&rows) - 1e-12);
        }
    }

    /// What is said to change the best does, and what is not said does not.
    #[test]
    fn steps_are_all_those_that_change_the_best((weights, rows) in boards(), top in 1_usize..4) {
        let best = |rows: &[Vec<Option<u8>>]| -> Vec<bool> {
            let values: Vec<Option<f64>> = rows.iter().map(|row| Some(score(&weights, row)?.value)).collect();
            let is_best = |value: &Option<f64>| value.is_some_and(|value| {
                values.iter().flatten().filter(|other| **other > value + 1e-9).count() < top
            });
            values.iter().map(is_best).collect()
        };
        let told = one_step(&weights, &rows, top);
        let before = best(&rows);
        for program in 0..rows.len() {
            for criterion in 0..weights.len() {
                let Some(from) = rows[program][criterion] else { continue };
                for to in [from - 1, from + 1] {
                    if !(1..=5).contains(&to) {
                        continue;
                    }
                    let mut moved = rows.clone();
                    moved[program][criterion] = Some(to);
                    let is_told = told.iter().any(|step| (step.program, step.criterion, step.to) == (program, criterion, to));
                    prop_assert_eq!(best(&moved) != before, is_told);
                }
            }
        }
    }

    #[test]
    fn tau_is_the_same_both_ways(pairs in prop::collection::vec((0_u8..5, 0_u8..5), 0..12)) {
        let (a, b): (Vec<f64>, Vec<f64>) = pairs.iter().map(|(a, b)| (f64::from(*a), f64::from(*b))).unzip();
        prop_assert_eq!(kendall_tau(&a, &b), kendall_tau(&b, &a));
        let down: Vec<f64> = b.iter().map(|one| -one).collect();
        if let (Some(up), Some(down)) = (kendall_tau(&a, &b), kendall_tau(&a, &down)) {
            prop_assert!(close(up, -down) && (-1.0..=1.0).contains(&up));
        }
    }
}
