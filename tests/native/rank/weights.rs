//! Weights from an order and from points.

use std::collections::BTreeMap;

use matchbook::rank::weights::{
    Slope, by_order, centroid, places, rank_sum, shares, steep_centroid,
};
use proptest::prelude::*;

use super::{all_close, cases, close, numbers};

#[derive(serde::Deserialize)]
struct Published {
    roc: BTreeMap<u32, Vec<f64>>,
    rank_sum: BTreeMap<u32, Vec<f64>>,
}

#[test]
fn weights_are_those_of_the_published_tables() {
    let text = include_str!("../../data/rank/published_weights.json");
    let published: Published = serde_json::from_str(text).unwrap();
    assert_eq!((published.roc.len(), published.rank_sum.len()), (12, 12));
    for (tables, slope) in [
        (published.roc, Slope::Centroid),
        (published.rank_sum, Slope::Flatter),
    ] {
        for (n, table) in tables {
            let places: Vec<u32> = (1..=n).collect();
            let ours = by_order(&places, slope);
            assert_eq!(ours.len(), table.len());
            for (ours, theirs) in ours.iter().zip(&table) {
                assert!((ours - theirs).abs() < 1e-12, "{slope:?} {n}: {ours}");
            }
        }
    }
}

#[test]
fn weights_are_those_of_exact_fractions() {
    let text = include_str!("../../data/rank/weights.txt");
    for (n, fields) in cases(text) {
        let places: Vec<u32> = fields[0]
            .split(' ')
            .map(|one| one.parse().unwrap())
            .collect();
        for (ours, theirs) in [centroid, rank_sum, steep_centroid]
            .iter()
            .zip(&fields[1..])
        {
            assert!(all_close(&ours(&places), &numbers(theirs)), "line {n}");
        }
    }
}

#[test]
fn steeper_is_steeper_and_flatter_is_flatter() {
    let first = |n: u32, slope| by_order(&(0..n).collect::<Vec<_>>(), slope)[0];
    for n in 2..=14 {
        assert!(first(n, Slope::Flatter) < first(n, Slope::Centroid), "{n}");
        assert!(first(n, Slope::Centroid) < first(n, Slope::Steeper), "{n}");
    }
}

#[test]
fn an_order_of_none_or_of_one_has_weights() {
    for slope in [Slope::Flatter, Slope::Centroid, Slope::Steeper] {
        assert!(by_order(&[], slope).is_empty());
        assert!(all_close(&by_order(&[7], slope), &[1.0]));
        assert!(all_close(&by_order(&[3, 3, 3, 3], slope), &[0.25; 4]));
    }
}

#[test]
fn points_become_shares() {
    assert_eq!(shares(&[30.0, 0.0, 10.0]), Some(vec![0.75, 0.0, 0.25]));
    assert_eq!(
        shares(&[f64::MAX, f64::MAX, f64::MIN_POSITIVE]).unwrap()[..2],
        [0.5, 0.5]
    );
    // What cannot be a weight counts as none.
    let odd = [f64::NAN, -5.0, f64::INFINITY, 2.0];
    assert_eq!(shares(&odd), Some(vec![0.0, 0.0, 0.0, 1.0]));
    for none in [&[][..], &[0.0, 0.0], &[-1.0, f64::NAN, f64::INFINITY]] {
        assert_eq!(shares(none), None, "{none:?}");
    }
}

#[test]
fn places_are_those_of_the_weights() {
    assert_eq!(places(&[0.1, 0.5, 0.1, 0.3]), [2, 0, 2, 1]);
    assert!(places(&[]).is_empty());
    let order = [3, 1, 2, 2];
    assert_eq!(places(&centroid(&order)), [3, 0, 1, 1]);
}

proptest! {
    #[test]
    fn weights_sum_to_one_and_follow_the_order(places in prop::collection::vec(0_u32..12, 1..15)) {
        for slope in [Slope::Flatter, Slope::Centroid, Slope::Steeper] {
            let weights = by_order(&places, slope);
            prop_assert!(close(weights.iter().sum(), 1.0));
            for (a, place) in places.iter().enumerate() {
                for (b, other) in places.iter().enumerate() {
                    let order = weights[b].total_cmp(&weights[a]);
                    prop_assert_eq!(place.cmp(other), order, "{:?} {:?}", &places, &weights);
                }
            }
        }
    }

    #[test]
    fn only_the_order_of_the_places_counts(places in prop::collection::vec(0_u32..12, 1..15), turn in 0_usize..14) {
        let spread: Vec<u32> = places.iter().map(|place| place * 7 + 3).collect();
        let turn = turn % places.len();
        let mut turned = places.clone();
        turned.rotate_left(turn);
        for slope in [Slope::Flatter, Slope::Centroid, Slope::Steeper] {
            let mut weights = by_order(&places, slope);
            prop_assert_eq!(&by_order(&spread, slope), &weights);
            weights.rotate_left(turn);
            prop_assert_eq!(by_order(&turned, slope), weights);
        }
    }
}
