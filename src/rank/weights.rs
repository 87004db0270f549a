//! What each criterion counts: from an order, or from points. Weights sum to 1.

use std::ops::Range;

/// How fast the weights of an order fall from the first to the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Slope {
    /// In equal steps: rank sum.
    Flatter,
    /// The mean of all weights that respect the order: rank-order centroid.
    #[default]
    Centroid,
    /// The mean of all weights of which each is at least twice the next.
    Steeper,
}

/// Weights of criteria in an order, with this slope. As [`centroid`].
pub fn by_order(places: &[u32], slope: Slope) -> Vec<f64> {
    match slope {
        Slope::Flatter => rank_sum(places),
        Slope::Centroid => centroid(places),
        Slope::Steeper => steep_centroid(places),
    }
}

/// Rank-order centroid weights: `(1/n) Σ_{k≥i} 1/k` for the i-th of n. `places` says for each criterion where it
/// stands, the smallest first; any numbers do. Criteria of equal places share their weights evenly.
pub fn centroid(places: &[u32]) -> Vec<f64> {
    let n = number(places.len());
    let mut sum = 0.0;
    let mut falling: Vec<f64> = (1..=places.len())
        .rev()
        .map(|k| {
            sum += 1.0 / number(k);
            sum / n
        })
        .collect();
    falling.reverse();
    dealt(places, &falling)
}

/// Rank-sum weights: `2 (n + 1 − i) / (n (n + 1))` for the i-th of n. Places as for [`centroid`].
pub fn rank_sum(places: &[u32]) -> Vec<f64> {
    let n = places.len();
    let all = number(n) * number(n + 1);
    let falling: Vec<f64> = (1..=n).rev().map(|k| 2.0 * number(k) / all).collect();
    dealt(places, &falling)
}

/// The mean of all weights of which each is at least twice the next, as the rank-order centroid is of those of which each is
/// at least the next: `(1/n) Σ_{k≥i} 2^(k−i) / (2^k − 1)` for the i-th of n. Places as for [`centroid`].
pub fn steep_centroid(places: &[u32]) -> Vec<f64> {
    let n = places.len();
    let mut falling = vec![0.0; n];
    // The corners of those weights: the first k of them each twice the next, the others 0.
    for k in 1..=n {
        let powers: Vec<f64> = std::iter::successors(Some(1.0), |power| Some(power / 2.0))
            .take(k)
            .collect();
        let sum: f64 = powers.iter().sum();
        for (weight, power) in falling.iter_mut().zip(powers) {
            *weight += power / sum / number(n);
        }
    }
    dealt(places, &falling)
}

/// Each one's share of all points. What is negative or not a finite number counts as 0. `None` when
/// nothing is above 0.
pub fn shares(points: &[f64]) -> Option<Vec<f64>> {
    let counted = |point: f64| {
        if point.is_finite() {
            point.max(0.0)
        } else {
            0.0
        }
    };
    let most = points.iter().copied().map(counted).fold(0.0, f64::max);
    if most <= 0.0 {
        return None;
    }
    // By the largest first: a sum of huge points must not become infinite.
    let parts: Vec<f64> = points.iter().map(|point| counted(*point) / most).collect();
    let sum: f64 = parts.iter().sum();
    Some(parts.iter().map(|part| part / sum).collect())
}

/// The place of each weight, the greatest first, from 0; equal weights have one place.
pub fn places(weights: &[f64]) -> Vec<u32> {
    let greater = |weight: &f64| weights.iter().filter(|other| *other > weight).count();
    let place = |weight| u32::try_from(greater(weight)).unwrap_or(u32::MAX);
    weights.iter().map(place).collect()
}

/// The criteria by their places, and where in that row each group of equal places stands.
pub(super) fn in_order(places: &[u32]) -> (Vec<usize>, Vec<Range<usize>>) {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|criterion| places[*criterion]);
    let mut groups = Vec::new();
    let mut begin = 0;
    for group in order.chunk_by(|a, b| places[*a] == places[*b]) {
        groups.push(begin..begin + group.len());
        begin += group.len();
    }
    (order, groups)
}

/// Gives falling weights to the criteria by their places, the mean of them to equal places.
fn dealt(places: &[u32], falling: &[f64]) -> Vec<f64> {
    let (order, groups) = in_order(places);
    let mut weights = vec![0.0; places.len()];
    for group in groups {
        let mean = falling[group.clone()].iter().sum::<f64>() / number(group.len());
        for criterion in &order[group] {
            weights[*criterion] = mean;
        }
    }
    weights
}

/// A count as a number to reckon with.
#[allow(clippy::cast_precision_loss)] // criteria, programs and draws are few
pub(super) fn number(count: usize) -> f64 {
    count as f64
}
