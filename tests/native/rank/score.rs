//! Scores, bands, ties, and what makes the difference.

use matchbook::rank::score::{
    TIE, closest, differences, disagreements, gains, is_tie, knots, score, worth,
};
use matchbook::rank::weights::centroid;
use proptest::prelude::*;

use super::{all_close, cases, close, numbers, ratings};

#[test]
fn scores_are_those_of_an_independent_weighted_sum() {
    let mut scored = 0;
    for (n, fields) in cases(include_str!("../../data/rank/scores.txt")) {
        let ours = score(&numbers(fields[0]), &ratings(fields[1]));
        let theirs = Some(fields[2]).filter(|text| *text != "-").map(numbers);
        assert_eq!(ours.is_some(), theirs.is_some(), "line {n}");
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            assert!(
                all_close(&[ours.value, ours.low, ours.high], &theirs),
                "line {n}: {ours:?}"
            );
            scored += 1;
        }
    }
    assert!(scored > 700, "{scored}");
}

#[test]
fn a_score_counts_what_is_rated_and_what_is_not() {
    let weights = [0.5, 0.3, 0.2, 0.0];
    let one = score(&weights, &[Some(5), None, Some(3), None]).unwrap();
    assert_eq!((one.rated, one.unknown), (2, 1));
    assert!(all_close(
        &[one.value, one.low, one.high],
        &[0.6 / 0.7, 0.6, 0.9]
    ));
    // A row that ends early is unknown from there on; more ratings than criteria say nothing.
    assert_eq!(score(&weights, &[Some(5), None, Some(3)]), Some(one));
    let long = [Some(5), None, Some(3), None, Some(1), Some(1)];
    assert_eq!(score(&weights, &long), Some(one));
    // Weights are proportions.
    assert_eq!(
        score(&[50.0, 30.0, 20.0, 0.0], &[Some(5), None, Some(3)]),
        Some(one)
    );
}

#[test]
fn without_weights_or_ratings_there_is_no_score() {
    let rated = [Some(4), Some(2)];
    assert_eq!(score(&[0.0, 0.0], &rated), None);
    assert_eq!(score(&[f64::NAN, -1.0], &rated), None);
    assert_eq!(score(&[], &rated), None);
    assert_eq!(score(&[0.5, 0.5], &[None, None]), None);
    assert_eq!(score(&[0.5, 0.5], &[]), None);
    // Rated only where nothing counts.
    assert_eq!(score(&[1.0, 0.0], &[None, Some(5)]), None);
    assert_eq!(differences(&[0.0, 0.0], &rated, &rated), None);
    assert_eq!(differences(&[0.5, 0.5], &rated, &[None, None]), None);
}

#[test]
fn what_is_no_rating_is_unknown() {
    assert_eq!(
        [1, 2, 3, 4, 5].map(|rating| worth(Some(rating))),
        [0.0, 0.25, 0.5, 0.75, 1.0].map(Some)
    );
    for odd in [None, Some(0), Some(6), Some(255)] {
        assert_eq!(worth(odd), None);
    }
    let one = score(&[0.5, 0.5], &[Some(0), Some(4)]).unwrap();
    assert_eq!((one.rated, one.unknown), (1, 1));
}

#[test]
fn scores_tie_below_two_hundredths() {
    assert!(is_tie(0.755, 0.7601) && is_tie(0.5, 0.5) && is_tie(0.5, 0.5199));
    // Exactly two hundredths is no tie, whichever way it is rounded.
    for low in 0..=98 {
        let low = f64::from(low) / 100.0;
        assert!(!is_tie(low, low + TIE) && !is_tie(low + TIE, low), "{low}");
        assert!(is_tie(low, low + 0.019_999), "{low}");
    }
}

#[test]
fn neighbors_that_tie_are_knotted() {
    let list = [0.82, 0.75, 0.76, 0.745, 0.6, 0.6].map(Some);
    assert_eq!(knots(&list), [1..4, 4..6]);
    // Ties go from neighbor to neighbor, and not past one that has no score.
    assert_eq!(knots(&[Some(0.5), None, Some(0.5)]), []);
    assert_eq!(knots(&[None, None]), []);
    assert_eq!(knots(&[]), []);
}

#[test]
fn the_closest_neighbors_are_found() {
    let (at, gap) = closest(&[0.82, 0.75, 0.755, 0.7].map(Some)).unwrap();
    assert!(at == 1 && close(gap, 0.005));
    assert_eq!(closest(&[Some(0.5), Some(0.4), Some(0.3)]).unwrap().0, 0);
    for none in [&[][..], &[Some(0.5)], &[Some(0.5), None, Some(0.5)]] {
        assert_eq!(closest(none), None);
    }
}

#[test]
fn where_gut_and_score_disagree_is_told_gravest_first() {
    let guts = [9, 8, 3, 8].map(Some);
    let scores = [0.5, 0.6, 0.7, 0.515].map(Some);
    // 0 and 3 tie by score, 1 and 3 by gut.
    assert_eq!(
        disagreements(&guts, &scores),
        [(0, 2), (3, 2), (1, 2), (0, 1)]
    );
    assert_eq!(disagreements(&guts, &[Some(0.5), None, None, None]), []);
    assert_eq!(disagreements(&[None, Some(3)], &scores), []);
    let alike = guts.map(|gut| gut.map(|gut| f64::from(gut) / 10.0));
    assert_eq!(disagreements(&guts, &alike), []);
}

/// The pair of the mock: six criteria in order, places 2 and 3 of the list.
#[test]
fn why_two_programs_tie() {
    let weights = centroid(&[1, 2, 3, 4, 5, 6]);
    let juniper = [5, 3, 3, 4, 4, 4].map(Some);
    let harborlight = [4, 5, 4, 3, 3, 2].map(Some);
    let why = differences(&weights, &juniper, &harborlight).unwrap();
    let points = |gain: f64| (gain * 1_000.0).round() / 10.0;
    let told: Vec<(usize, f64)> = why
        .iter()
        .map(|one| (one.criterion, points(one.gain)))
        .collect();
    assert_eq!(
        told,
        [
            (1, -12.1),
            (0, 10.2),
            (2, -4.0),
            (3, 2.6),
            (4, 1.5),
            (5, 1.4)
        ]
    );
    let (first, second) = gains(&why);
    assert_eq!((points(first), points(second)), (15.7, 16.0));
}

#[test]
fn what_is_unknown_is_compared_with_the_rest_of_its_program() {
    let weights = [0.5, 0.25, 0.25];
    let first = [Some(5), None, None];
    let second = [Some(3), Some(1), None];
    let why = differences(&weights, &first, &second).unwrap();
    // Unknown to both: not there.
    let told: Vec<usize> = why.iter().map(|one| one.criterion).collect();
    assert_eq!(told, [0, 1]);
    // The first is worth 1 on what is known, so 1 against 0 at a third of the weight.
    assert!(close(why[1].gain, 1.0 / 3.0) && close(why[0].gain, 1.0 / 3.0));
}

/// Weights and ratings of up to 14 criteria for some programs.
fn board(programs: usize) -> impl Strategy<Value = (Vec<f64>, Vec<Vec<Option<u8>>>)> {
    let rating = prop::option::weighted(0.8, 1_u8..=5);
    (1_usize..=14).prop_flat_map(move |n| {
        let rows = prop::collection::vec(prop::collection::vec(rating.clone(), n), programs);
        (prop::collection::vec(0.0..100.0, n), rows)
    })
}

proptest! {
    #[test]
    fn the_order_of_criteria_does_not_matter((mut weights, mut rows) in board(2), turn in 0_usize..14) {
        let before = (score(&weights, &rows[0]), differences(&weights, &rows[0], &rows[1]));
        let turn = turn % weights.len();
        weights.rotate_left(turn);
        for row in &mut rows {
            row.rotate_left(turn);
        }
        let after = (score(&weights, &rows[0]), differences(&weights, &rows[0], &rows[1]));
        prop_assert_eq!(before.0.is_some(), after.0.is_some());
        if let (Some(before), Some(after)) = (before.0, after.0) {
            prop_assert!(close(before.value, after.value));
            prop_assert!(close(before.low, after.low) && close(before.high, after.high));
            prop_assert_eq!((before.rated, before.unknown), (after.rated, after.unknown));
        }
        if let (Some(before), Some(after)) = (before.1, after.1) {
            prop_assert!(close(gains(&before).0, gains(&after).0));
        }
    }

    #[test]
    fn a_better_rating_never_lowers_a_program((weights, rows) in board(1), at in 0_usize..14) {
        let row = &rows[0];
        let at = at % row.len();
        let before = score(&weights, row);
        if let (Some(rating @ 1..=4), Some(before)) = (row[at], before) {
            let mut better = row.clone();
            better[at] = Some(rating + 1);
            let after = score(&weights, &better).unwrap();
            // Not by a rounding either.
            prop_assert!(after.value >= before.value);
            prop_assert!(after.low >= before.low && after.high >= before.high);
        }
    }

    #[test]
    fn knowing_more_never_widens_the_band((weights, rows) in board(1), at in 0_usize..14, rating in 1_u8..=5) {
        let row = &rows[0];
        let at = at % row.len();
        if let (None, Some(before)) = (row[at], score(&weights, row)) {
            let mut known = row.clone();
            known[at] = Some(rating);
            let after = score(&weights, &known).unwrap();
            prop_assert!(after.low >= before.low - 1e-9 && after.high <= before.high + 1e-9);
        }
    }

    #[test]
    fn a_score_lies_in_its_band((weights, rows) in board(1)) {
        if let Some(one) = score(&weights, &rows[0]) {
            prop_assert!(0.0 <= one.low && one.low <= one.value && one.value <= one.high && one.high <= 1.0);
            prop_assert!(one.unknown > 0 || one.low.to_bits() == one.high.to_bits());
        }
    }

    #[test]
    fn differences_sum_to_the_difference_of_scores((weights, rows) in board(2)) {
        let scores = (score(&weights, &rows[0]), score(&weights, &rows[1]));
        let why = differences(&weights, &rows[0], &rows[1]);
        prop_assert_eq!(why.is_some(), scores.0.is_some() && scores.1.is_some());
        if let (Some(why), (Some(first), Some(second))) = (why, scores) {
            let (to_first, to_second) = gains(&why);
            prop_assert!(close(to_first - to_second, first.value - second.value));
            prop_assert!(why.is_sorted_by(|a, b| a.gain.abs() >= b.gain.abs()));
            // The other way round it says the same.
            let back = differences(&weights, &rows[1], &rows[0]).unwrap();
            prop_assert!(close(gains(&back).0, to_second));
        }
    }
}
