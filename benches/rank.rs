//! The rank list at its limits: 5,000 weightings of 60 programs, and a board of 300; 14 criteria each.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use matchbook::domain::dice::Dice;
use matchbook::rank::duel::{Answer, Choice, Step, next};
use matchbook::rank::score::score;
use matchbook::rank::sensitivity::{Weightings, acceptability, flips, one_step};
use matchbook::rank::weights::centroid;

const CRITERIA: u32 = 14;

/// Ratings of so many programs, one in ten unknown.
fn ratings(programs: usize) -> Vec<Vec<Option<u8>>> {
    let mut dice = Dice::new(1);
    let mut rating = || {
        Some(dice.below(10))
            .filter(|roll| *roll > 0)
            .map(|roll| (roll % 5 + 1) as u8)
    };
    (0..programs)
        .map(|_| (0..CRITERIA).map(|_| rating()).collect())
        .collect()
}

fn rank(criterion: &mut Criterion) {
    let places: Vec<u32> = (1..=CRITERIA).collect();
    let weights = centroid(&places);
    let (sixty, board) = (ratings(60), ratings(300));
    for (name, weightings) in [
        ("free", Weightings::Free),
        ("in order", Weightings::InOrder(places)),
    ] {
        criterion.bench_function(&format!("5,000 weightings {name}, 60 programs"), |bench| {
            bench
                .iter(|| acceptability(black_box(&sixty), &weightings, 5_000, 1, 3, &mut |_| true));
        });
    }
    criterion.bench_function("scores, 300 programs", |bench| {
        bench.iter(|| -> Vec<_> {
            let rows = black_box(&board).iter();
            rows.map(|row| score(&weights, row)).collect()
        });
    });
    criterion.bench_function("flips near the top, 300 programs", |bench| {
        bench.iter(|| flips(&weights, black_box(&board), 6));
    });
    criterion.bench_function("single steps, 300 programs", |bench| {
        bench.iter(|| one_step(&weights, black_box(&board), 3));
    });
    let items: Vec<usize> = (0..60).collect();
    criterion.bench_function("a whole session of pairs, 60 programs", |bench| {
        bench.iter(|| {
            let mut answers = Vec::new();
            while let Step::Ask { first, second, .. } = next(black_box(&items), &answers) {
                let choice = if first * 37 % 60 > second * 37 % 60 {
                    Choice::First
                } else {
                    Choice::Second
                };
                answers.push(Answer {
                    first,
                    second,
                    choice,
                });
            }
            answers
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2));
    targets = rank
}
criterion_main!(benches);
