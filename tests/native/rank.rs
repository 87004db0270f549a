//! The mathematics of the rank list against published tables, independent implementations and its own laws.

mod duel;
mod matching;
mod score;
mod sensitivity;
mod weights;

/// Lines of a file that tests/oracle made: at least a thousand cases, each with its number.
fn cases(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    assert!(text.lines().count() >= 1_000);
    let lines = text.lines().enumerate();
    lines.map(|(n, line)| (n + 1, line.split(';').collect()))
}

/// Numbers between spaces.
fn numbers(text: &str) -> Vec<f64> {
    text.split_whitespace()
        .map(|one| one.parse().unwrap())
        .collect()
}

/// Ratings written as `3-5`.
fn ratings(text: &str) -> Vec<Option<u8>> {
    let digit = |one: char| one.to_digit(10).map(|digit| u8::try_from(digit).unwrap());
    text.chars().map(digit).collect()
}

fn close(ours: f64, theirs: f64) -> bool {
    (ours - theirs).abs() <= 1e-6
}

fn all_close(ours: &[f64], theirs: &[f64]) -> bool {
    ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| close(*a, *b))
}
