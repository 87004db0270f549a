//! How sure an order by score is: what would have to change for it to change.

use std::ops::Range;

use crate::domain::dice::Dice;
use crate::rank::score::{NOTHING, counting, score, worth, worth_of};
use crate::rank::weights::{in_order, number, shares};

/// Ratings of all programs: a row for each, a criterion in each column.
pub type Ratings = [Vec<Option<u8>>];

/// Weights closer than this are one: far below a percent, far above what rounding does to a root.
const NEAR: f64 = 1e-6;

/// A weight at which one program passes another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flip {
    /// The criterion whose weight changes; the others keep their proportions.
    pub criterion: usize,
    /// Its weight now, 0..=1.
    pub now: f64,
    /// Its weight from which on the order is another, 0..=1.
    pub at: f64,
    /// The program that passes.
    pub rises: usize,
    /// The program that is passed.
    pub falls: usize,
    /// Place by score of the one that passes, just beyond the flip; 1 is the best.
    pub place: usize,
}

/// All weights in 0..=1 of a criterion at which two programs' scores cross, rising. With every rating known there is at
/// most one: `Q = (V − w a) / (1 − w)` is a program's score without the criterion, and the scores meet at
/// `(Q₂ − Q₁) / ((a₁ − Q₁) − (a₂ − Q₂))`. With unknown ratings there can be two. Empty when the scores never
/// cross, and when no other criterion counts.
pub fn crossings(
    weights: &[f64],
    criterion: usize,
    first: &[Option<u8>],
    second: &[Option<u8>],
) -> Vec<f64> {
    let others: Vec<f64> = (0..weights.len())
        .map(|k| if k == criterion { 0.0 } else { weights[k] })
        .collect();
    let Some(others) = shares(&others) else {
        return Vec::new();
    };
    let [a, b] = [first, second].map(|ratings| Ray::new(&others, criterion, ratings));
    // Where the two are equal, without the fractions: a quadratic in the weight, as each side is linear.
    let [a0, a1, b0, b1] = [a.sum, a.known, b.sum, b.known];
    let square = a0.slope * b1.slope - b0.slope * a1.slope;
    let linear =
        a0.start * b1.slope + a0.slope * b1.start - b0.start * a1.slope - b0.slope * a1.start;
    let constant = a0.start * b1.start - b0.start * a1.start;
    let mut found = roots(square, linear, constant);
    found.retain_mut(|at| {
        if (-NOTHING..=1.0 + NOTHING).contains(at) {
            *at = at.clamp(0.0, 1.0);
            // At an end a program may have no rating that counts, and so no score to be met.
            a1.at(*at) > NOTHING && b1.at(*at) > NOTHING
        } else {
            false
        }
    });
    found
}

/// A number that changes evenly with a weight.
#[derive(Clone, Copy)]
struct Line {
    start: f64,
    slope: f64,
}

impl Line {
    fn at(self, weight: f64) -> f64 {
        self.start + self.slope * weight
    }
}

/// A score as a criterion's weight goes from 0 to 1: the weighted sum over the weight of what is rated.
struct Ray {
    sum: Line,
    known: Line,
}

impl Ray {
    /// `others` are the weights of the other criteria, which sum to 1.
    fn new(others: &[f64], criterion: usize, ratings: &[Option<u8>]) -> Ray {
        let (mut sum, mut known) = (0.0, 0.0);
        for (k, weight) in counting(others) {
            if let Some(worth) = worth_of(ratings, k) {
                sum += weight * worth;
                known += weight;
            }
        }
        let own = worth_of(ratings, criterion);
        let line = |start: f64, end: f64| Line {
            start,
            slope: end - start,
        };
        Ray {
            sum: line(sum, own.unwrap_or(0.0)),
            known: line(known, if own.is_some() { 1.0 } else { 0.0 }),
        }
    }
}

/// Where `square x² + linear x + constant` changes its sign, rising.
fn roots(square: f64, linear: f64, constant: f64) -> Vec<f64> {
    if square.abs() < NOTHING {
        if linear.abs() < NOTHING {
            return Vec::new();
        }
        return vec![-constant / linear];
    }
    let inside = linear * linear - 4.0 * square * constant;
    // Two in one place: it touches and does not change its sign.
    let blur = NEAR * linear.abs().max(square.abs());
    if inside <= blur * blur {
        return Vec::new();
    }
    // The larger of the two first: no difference of nearly equal numbers.
    let half = -0.5 * (linear + inside.sqrt().copysign(linear));
    let mut found = vec![half / square];
    if half != 0.0 {
        found.push(constant / half);
    }
    found.sort_by(f64::total_cmp);
    found
}

/// For every pair among the `near` best by score and every criterion: the nearest weight above and the nearest below
/// today's at which one passes the other; the smallest change of a weight first. A pair whose scores are equal
/// now has nothing to pass.
pub fn flips(weights: &[f64], ratings: &Ratings, near: usize) -> Vec<Flip> {
    let Some(weights) = shares(weights) else {
        return Vec::new();
    };
    let values = values(&weights, ratings);
    let mut best: Vec<(usize, f64)> = values
        .iter()
        .enumerate()
        .filter_map(|(program, value)| Some((program, (*value)?)))
        .collect();
    best.sort_by(|a, b| b.1.total_cmp(&a.1));
    best.truncate(near);
    let mut found = Vec::new();
    for (ahead, (leader, high)) in best.iter().enumerate() {
        for (chaser, low) in &best[ahead + 1..] {
            if high - low < NOTHING {
                continue;
            }
            for (criterion, now) in weights.iter().copied().enumerate() {
                let mut all = crossings(&weights, criterion, &ratings[*leader], &ratings[*chaser]);
                // Beyond an end there is nothing: there they only meet.
                all.retain(|at| (NEAR..=1.0 - NEAR).contains(at));
                let below = all.iter().copied().rfind(|at| *at < now);
                let above = all.iter().copied().find(|at| *at > now);
                for at in below.into_iter().chain(above) {
                    let beyond = just_beyond(now, at);
                    let Some(place) =
                        place_at(&weights, criterion, beyond, ratings, *leader, *chaser)
                    else {
                        continue;
                    };
                    found.push(Flip {
                        criterion,
                        now,
                        at,
                        rises: *chaser,
                        falls: *leader,
                        place,
                    });
                }
            }
        }
    }
    found.sort_by(|a, b| (a.at - a.now).abs().total_cmp(&(b.at - b.now).abs()));
    found
}

/// A weight a little further from `now` than `at`.
fn just_beyond(now: f64, at: f64) -> f64 {
    let step = NEAR.copysign(at - now);
    (at + step).clamp(0.0, 1.0)
}

/// The place of the one that rises with another weight of a criterion; `None` when it is not ahead there, because
/// the scores cross back at once.
fn place_at(
    weights: &[f64],
    criterion: usize,
    weight: f64,
    ratings: &Ratings,
    falls: usize,
    rises: usize,
) -> Option<usize> {
    let rest = 1.0 - weights[criterion];
    let changed: Vec<f64> = (0..weights.len())
        .map(|k| {
            if k == criterion {
                weight
            } else {
                (1.0 - weight) * weights[k] / rest
            }
        })
        .collect();
    let values = values(&changed, ratings);
    let own = values[rises]?;
    let passed = values[falls].is_none_or(|other| own > other);
    let better = values.iter().flatten().filter(|other| **other > own);
    passed.then(|| better.count() + 1)
}

/// Scores of all programs; `None` where nothing that counts is rated.
fn values(weights: &[f64], ratings: &Ratings) -> Vec<Option<f64>> {
    let one = |row: &Vec<Option<u8>>| Some(score(weights, row)?.value);
    ratings.iter().map(one).collect()
}

/// Which weightings are tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weightings {
    /// All of the criteria that the ratings have, each weighting as likely as any other.
    Free,
    /// All that respect an order of the criteria, the smallest place first; criteria of equal places in any
    /// order. Their mean is the rank-order centroid.
    InOrder(Vec<u32>),
}

/// How a program fares over many weightings.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Share of the weightings with the program among the best, 0..=1.
    pub top: f64,
    /// Share of the weightings with the program in each place, the best first; they sum to 1.
    pub places: Vec<f64>,
}

/// Draws between two calls of `progress`.
const ROUND: usize = 250;

/// Rank acceptability: for each program, how often it is among the `top` best by score over `draws` weightings
/// drawn from `seed`. Programs of equal scores share their places evenly. `None` for a program without a rating: it
/// takes no place. `progress` hears how many draws are done, and stops the work by `false`: then there
/// is no answer.
pub fn acceptability(
    ratings: &Ratings,
    weightings: &Weightings,
    draws: usize,
    seed: u64,
    top: usize,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Option<Vec<Option<Share>>> {
    let criteria = match weightings {
        Weightings::Free => ratings.iter().map(Vec::len).max().unwrap_or(0),
        Weightings::InOrder(places) => places.len(),
    };
    let board = Board::new(ratings, criteria);
    let n = board.programs.len();
    let mut source = Source::new(weightings, criteria, seed);
    // Times each program had each place, a row for each program.
    let mut counts = vec![0.0; n * n];
    let mut values = vec![0.0; n];
    let mut order: Vec<usize> = (0..n).collect();
    for draw in 0..draws {
        if draw % ROUND == 0 && !progress(draw) {
            return None;
        }
        board.score(source.draw(), &mut values);
        // The order of the draw before is nearly right, and nearly right is quickly sorted.
        order.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
        let mut begin = 0;
        while begin < n {
            let best = values[order[begin]];
            let equal = order[begin..]
                .iter()
                .take_while(|one| best - values[**one] < NOTHING)
                .count();
            let part = 1.0 / number(equal);
            for program in &order[begin..begin + equal] {
                for count in &mut counts[program * n + begin..][..equal] {
                    *count += part;
                }
            }
            begin += equal;
        }
    }
    if !progress(draws) {
        return None;
    }
    let mut shares = vec![None; ratings.len()];
    let all = number(draws.max(1));
    for (row, program) in board.programs.iter().enumerate() {
        let counts = &counts[row * n..][..n];
        let places: Vec<f64> = counts.iter().map(|count| count / all).collect();
        shares[*program] = Some(Share {
            top: places.iter().take(top).sum::<f64>().min(1.0),
            places,
        });
    }
    Some(shares)
}

/// Ratings as numbers in one row, for many weightings.
struct Board {
    criteria: usize,
    /// The programs that are rated.
    programs: Vec<usize>,
    worths: Vec<f64>,
    /// 1 where a rating is known, 0 where not.
    known: Vec<f64>,
    /// Programs of which everything is known need no division.
    full: Vec<bool>,
}

impl Board {
    fn new(ratings: &Ratings, criteria: usize) -> Board {
        let mut board = Board {
            criteria,
            programs: Vec::new(),
            worths: Vec::new(),
            known: Vec::new(),
            full: Vec::new(),
        };
        for (program, row) in ratings.iter().enumerate() {
            let worths: Vec<Option<f64>> = (0..criteria).map(|k| worth_of(row, k)).collect();
            if worths.iter().all(Option::is_none) {
                continue;
            }
            board.programs.push(program);
            board.full.push(worths.iter().all(Option::is_some));
            for one in worths {
                board.worths.push(one.unwrap_or(0.0));
                board.known.push(if one.is_some() { 1.0 } else { 0.0 });
            }
        }
        board
    }

    fn score(&self, weights: &[f64], values: &mut [f64]) {
        let rows = self.worths.chunks_exact(self.criteria.max(1));
        let known = self.known.chunks_exact(self.criteria.max(1));
        for (((value, worths), known), full) in
            values.iter_mut().zip(rows).zip(known).zip(&self.full)
        {
            *value = product(weights, worths);
            if !full {
                *value /= product(weights, known).max(f64::MIN_POSITIVE);
            }
        }
    }
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (a, b)| sum + a * b)
}

/// Draws weights that sum to 1, all of its weightings being equally likely.
pub struct Source {
    dice: Dice,
    /// Criteria by place and the groups of equal places; none when every order is as good.
    order: Option<(Vec<usize>, Vec<Range<usize>>)>,
    cuts: Vec<f64>,
    weights: Vec<f64>,
}

impl Source {
    /// Weights of so many criteria; the same seed draws the same.
    pub fn new(weightings: &Weightings, criteria: usize, seed: u64) -> Source {
        Source {
            dice: Dice::new(seed),
            order: match weightings {
                Weightings::Free => None,
                Weightings::InOrder(places) => Some(in_order(places)),
            },
            cuts: vec![0.0; criteria + 1],
            weights: vec![0.0; criteria],
        }
    }

    /// The next weights.
    pub fn draw(&mut self) -> &[f64] {
        let criteria = self.weights.len();
        // The pieces of a stick that is cut at random are spread as normalised exponential draws are, and need
        // no logarithm, which machines round differently.
        if let Some(cuts) = self.cuts.get_mut(1..criteria) {
            for cut in cuts.iter_mut() {
                *cut = self.dice.fraction();
            }
            cuts.sort_unstable_by(f64::total_cmp);
        }
        self.cuts[criteria] = 1.0;
        let pieces = self.cuts.windows(2).map(|ends| ends[1] - ends[0]);
        for (weight, piece) in self.weights.iter_mut().zip(pieces) {
            *weight = piece;
        }
        if let Some((order, groups)) = &self.order {
            self.weights.sort_unstable_by(|a, b| b.total_cmp(a));
            for group in groups {
                shuffle(&mut self.weights[group.clone()], &mut self.dice);
            }
            // `cuts` is free again: it holds the falling weights while they are dealt.
            self.cuts[..criteria].copy_from_slice(&self.weights);
            for (weight, criterion) in self.cuts.iter().zip(order) {
                self.weights[*criterion] = *weight;
            }
            self.cuts[0] = 0.0;
        }
        &self.weights
    }
}

/// Fisher and Yates.
fn shuffle(weights: &mut [f64], dice: &mut Dice) {
    for end in (1..weights.len()).rev() {
        #[allow(clippy::cast_possible_truncation)] // below `end`
        let other = dice.below(end as u64 + 1) as usize;
        weights.swap(end, other);
    }
}

/// A single rating, one better or one worse, that changes who is among the best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Whose rating.
    pub program: usize,
    /// Of which criterion.
    pub criterion: usize,
    /// The rating now.
    pub from: u8,
    /// The rating that would change it.
    pub to: u8,
    /// Programs that come among the best.
    pub enters: Vec<usize>,
    /// Programs that are no longer among the best.
    pub leaves: Vec<usize>,
}

/// All single ratings that, moved by one, change who is among the `top` best by score. Programs that share the last of
/// these places are all among the best.
pub fn one_step(weights: &[f64], ratings: &Ratings, top: usize) -> Vec<Step> {
    let Some(weights) = shares(weights) else {
        return Vec::new();
    };
    let mut values = values(&weights, ratings);
    let before = best(&values, top);
    let last = last_of_best(&values, top);
    let mut found = Vec::new();
    for (program, row) in ratings.iter().enumerate() {
        for (criterion, _) in counting(&weights) {
            let Some(from) = row.get(criterion).copied().flatten() else {
                continue;
            };
            for to in [from.saturating_sub(1), from.saturating_add(1)] {
                if worth(Some(from)).is_none() || worth(Some(to)).is_none() {
                    continue;
                }
                let mut moved = row.clone();
                moved[criterion] = Some(to);
                let value = score(&weights, &moved).map(|score| score.value);
                // Not among the best, neither before nor after: for most of many programs.
                let is_near =
                    |value: Option<f64>| value.is_some_and(|value| value > last - NOTHING);
                if !is_near(values[program]) && !is_near(value) {
                    continue;
                }
                let old = std::mem::replace(&mut values[program], value);
                let after = best(&values, top);
                values[program] = old;
                let missing = |from: &[bool], to: &[bool]| -> Vec<usize> {
                    (0..from.len()).filter(|k| to[*k] && !from[*k]).collect()
                };
                let (enters, leaves) = (missing(&before, &after), missing(&after, &before));
                if !enters.is_empty() || !leaves.is_empty() {
                    found.push(Step {
                        program,
                        criterion,
                        from,
                        to,
                        enters,
                        leaves,
                    });
                }
            }
        }
    }
    found
}

/// Which programs are among the best: fewer than `top` are better.
fn best(values: &[Option<f64>], top: usize) -> Vec<bool> {
    let last = last_of_best(values, top);
    let is_best = |value: &Option<f64>| value.is_some_and(|value| value > last - NOTHING);
    values.iter().map(is_best).collect()
}

/// The score of the last of the `top` best; above all when nobody is among them, below all when everybody is.
fn last_of_best(values: &[Option<f64>], top: usize) -> f64 {
    let mut falling: Vec<f64> = values.iter().copied().flatten().collect();
    falling.sort_unstable_by(|a, b| b.total_cmp(a));
    match top.checked_sub(1) {
        None => f64::INFINITY,
        Some(last) => falling.get(last).copied().unwrap_or(f64::NEG_INFINITY),
    }
}

/// Kendall's tau-b between two rows of marks, −1..=1: 1 when they order alike, −1 when in reverse. `None` when one of
/// the rows has no order in it. What stands in only one row does not count.
pub fn kendall_tau(a: &[f64], b: &[f64]) -> Option<f64> {
    let pairs: Vec<(f64, f64)> = a.iter().copied().zip(b.iter().copied()).collect();
    let (mut alike, mut in_a, mut in_b) = (0_i64, 0_i64, 0_i64);
    for (at, (a, b)) in pairs.iter().enumerate() {
        for (other_a, other_b) in &pairs[at + 1..] {
            let (by_a, by_b) = (sign(*a, *other_a), sign(*b, *other_b));
            alike += by_a * by_b;
            in_a += by_a.abs();
            in_b += by_b.abs();
        }
    }
    if in_a == 0 || in_b == 0 {
        return None;
    }
    #[allow(clippy::cast_precision_loss)] // pairs of programs are few
    let [alike, square] = [alike, in_a * in_b].map(|count| count as f64);
    Some(alike / square.sqrt())
}

/// 1 when the first is greater, −1 when the second is, 0 when neither.
fn sign(a: f64, b: f64) -> i64 {
    i64::from(a > b) - i64::from(a < b)
}
