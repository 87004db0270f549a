//! How good a program is by its ratings, how sure that is, and what makes the difference between two.

use std::ops::Range;

use crate::rank::weights::shares;

/// Scores closer than this tie: two hundredths, 2 points of 100.
pub const TIE: f64 = 0.02;
/// Far below what a person can mean by a difference, far above what adding up in another order does.
pub(super) const NOTHING: f64 = 1e-9;

/// A score and how far ratings that are not known yet can move it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Over what is rated, 0..=1.
    pub value: f64,
    /// If everything unknown were rated 1.
    pub low: f64,
    /// If everything unknown were rated 5.
    pub high: f64,
    /// Criteria that count and are rated.
    pub rated: usize,
    /// Criteria that count and are not rated.
    pub unknown: usize,
}

/// What a rating is worth, 0..=1; `None` when it is not 1..=5.
pub fn worth(rating: Option<u8>) -> Option<f64> {
    let rating = rating.filter(|rating| (1..=5).contains(rating))?;
    Some(f64::from(rating - 1) / 4.0)
}

/// The score of a program. `weights` need not sum to 1; a criterion of weight 0 does not count, and one that
/// `ratings` does not reach is unknown. `None` when nothing that counts is rated.
pub fn score(weights: &[f64], ratings: &[Option<u8>]) -> Option<Score> {
    let weights = shares(weights)?;
    let mut sum = 0.0;
    let mut known = 0.0;
    let (mut rated, mut unknown) = (0, 0);
    for (criterion, weight) in counting(&weights) {
        if let Some(worth) = worth_of(ratings, criterion) {
            sum += weight * worth;
            known += weight;
            rated += 1;
        } else {
            unknown += 1;
        }
    }
    if rated == 0 {
        return None;
    }
    let value = (sum / known).clamp(0.0, 1.0);
    let (low, high) = if unknown == 0 {
        (value, value)
    } else {
        // Rounding must not put the score outside its own band.
        (sum.min(value), (sum + (1.0 - known)).clamp(value, 1.0))
    };
    Some(Score {
        value,
        low,
        high,
        rated,
        unknown,
    })
}

/// Whether two scores are too close to tell apart.
pub fn is_tie(a: f64, b: f64) -> bool {
    // Exactly two hundredths apart is no tie, however it was added up.
    (a - b).abs() < TIE - NOTHING
}

/// A share of the scale in whole points, 0..=100, as people read a score.
pub fn points(share: f64) -> u8 {
    // In range, so that nothing is cut off.
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// A share of the scale in points with one decimal: `75.5`.
pub fn decimals(share: f64) -> String {
    // In range, so that nothing is cut off.
    let tenths = (share.clamp(0.0, 1.0) * 1_000.0).round() as u16;
    [
        &*(tenths / 10).to_string(),
        ".",
        &*(tenths % 10).to_string(),
    ]
    .concat()
}

/// Runs of two or more neighbors in a list whose scores tie, each with the next. What has no score ties with nothing.
pub fn knots(scores: &[Option<f64>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut begin = 0;
    let ties =
        |a: &Option<f64>, b: &Option<f64>| matches!((a, b), (Some(a), Some(b)) if is_tie(*a, *b));
    for run in scores.chunk_by(ties) {
        if run.len() > 1 {
            found.push(begin..begin + run.len());
        }
        begin += run.len();
    }
    found
}

/// The two neighbors in a list whose scores are closest: the place of the first of them, and how far apart they are. Of several
/// the first; `None` when no two neighbors have scores.
pub fn closest(scores: &[Option<f64>]) -> Option<(usize, f64)> {
    let gaps = scores.windows(2).enumerate();
    let known = gaps.filter_map(|(at, pair)| Some((at, (pair[0]? - pair[1]?).abs())));
    known.min_by(|a, b| a.1.total_cmp(&b.1))
}

/// Pairs of programs, the better by gut first, that gut and score order the other way round; ties of either are none. The gravest
/// first: by the product of both gaps, which no scale can bend.
pub fn disagreements(guts: &[Option<u8>], scores: &[Option<f64>]) -> Vec<(usize, usize)> {
    let known = guts.iter().zip(scores).enumerate();
    let known: Vec<(usize, f64, f64)> = known
        .filter_map(|(program, (gut, score))| Some((program, f64::from((*gut)?), (*score)?)))
        .collect();
    let mut found = Vec::new();
    for (program, gut, score) in &known {
        for (other, other_gut, other_score) in &known {
            if gut > other_gut && score < other_score && !is_tie(*score, *other_score) {
                let weight = (gut - other_gut) * (other_score - score);
                found.push((weight, (*program, *other)));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, pair)| pair).collect()
}

/// What one criterion gives to one of two programs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The criterion.
    pub criterion: usize,
    /// On the scale of the scores: above 0 for the first program, below for the second.
    pub gain: f64,
}

/// Why two programs' scores differ, the largest gain first; the gains sum to the first's score minus the second's.
/// A score over what is rated says the same as one where each unknown rating is worth that very score, so
/// that is what an unknown rating is compared with. A criterion on which both are unknown says nothing and is
/// left out. `None` when one of the two has no score.
pub fn differences(
    weights: &[f64],
    first: &[Option<u8>],
    second: &[Option<u8>],
) -> Option<Vec<Difference>> {
    let usual_first = score(weights, first)?.value;
    let usual_second = score(weights, second)?.value;
    let weights = shares(weights)?;
    let rows: Vec<(usize, f64, Option<f64>, Option<f64>)> = counting(&weights)
        .map(|(k, weight)| (k, weight, worth_of(first, k), worth_of(second, k)))
        .filter(|(_, _, a, b)| a.is_some() || b.is_some())
        .collect();
    let all: f64 = rows.iter().map(|(_, weight, ..)| weight).sum();
    let mut found: Vec<Difference> = rows
        .into_iter()
        .map(|(criterion, weight, a, b)| Difference {
            criterion,
            gain: weight / all * (a.unwrap_or(usual_first) - b.unwrap_or(usual_second)),
        })
        .collect();
    found.sort_by(|a, b| b.gain.abs().total_cmp(&a.gain.abs()));
    Some(found)
}

/// What all criteria together give to the first and to the second program; both at least 0.
pub fn gains(differences: &[Difference]) -> (f64, f64) {
    let sum = |sign: f64| {
        let gains = differences.iter().map(|one| (sign * one.gain).max(0.0));
        gains.fold(0.0, |sum, gain| sum + gain)
    };
    (sum(1.0), sum(-1.0))
}

/// The criteria that count, with their weights.
pub(super) fn counting(weights: &[f64]) -> impl Iterator<Item = (usize, f64)> {
    let all = weights.iter().copied().enumerate();
    all.filter(|(_, weight)| *weight > 0.0)
}

/// What a program is worth on a criterion; `None` when that is not known.
pub(super) fn worth_of(ratings: &[Option<u8>], criterion: usize) -> Option<f64> {
    worth(ratings.get(criterion).copied().flatten())
}
