//! The board line by line: what each line says to the eye and to the ear, and where a line that is moved goes.

use crate::domain::ids::ProgramId;
use crate::domain::program::Tier;
use crate::rank::score::{Score, decimals, is_tie, points};
use crate::store::core::ranking::list::Spot;
use crate::store::read::ranking::board::{Board, BoardRow, Closest, OutRow, Tie};

/// What a line of the board holds.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The heading of a tier, with the number of its programs.
    Tier(Option<Tier>, usize),
    /// A program with a place.
    Placed {
        /// The program.
        row: BoardRow,
        /// The axis of its band: ends, 0..=1, the same for all.
        axis: (f64, f64),
        /// The program of the next place, if the scores tie and the person has not chosen.
        ties_with: Option<ProgramId>,
    },
    /// One that is interviewed and has no place, and the place that its score would give it.
    Unplaced(BoardRow, usize),
    /// One without an interview that is over.
    Waiting(BoardRow),
    /// One that is not ranked.
    Out(OutRow),
    /// The closest pair.
    Closest(Closest),
    /// Why there are no scores.
    NoScores(&'static str),
}

/// A line of the board.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Id of the program, or `HEAD` and the name of a tier, or a fixed word.
    pub key: String,
    /// What it holds.
    pub what: What,
}

/// How the key of a tier's heading begins; no id of a program has a slash.
const HEAD: &str = "tier/";
/// Keys of the tiers' headings, in the order of the list.
const HEADS: [(Option<Tier>, &str); 4] = [
    (Some(Tier::Top), "tier/top"),
    (Some(Tier::Good), "tier/good"),
    (Some(Tier::Accept), "tier/accept"),
    (None, "tier/none"),
];

/// The key is that of a heading.
pub fn is_head(key: &str) -> bool {
    key.starts_with(HEAD)
}

/// What a tier is called, also the place behind all tiers.
pub fn tier_words(tier: Option<Tier>) -> &'static str {
    tier.map_or("No tier yet", Tier::words)
}

/// All lines, in the order to show them. Once one program has a tier, all tiers have a heading, so that a
/// program can be moved into each of them.
pub fn lines(board: &Board) -> Vec<Line> {
    let mut lines = Vec::new();
    let has_tiers = board.placed.iter().any(|row| row.tier.is_some());
    let axis = axis(board);
    for (tier, key) in HEADS {
        let of_tier = || board.placed.iter().filter(|row| row.tier == tier);
        let count = of_tier().count();
        if has_tiers && (tier.is_some() || count > 0) {
            let key = key.to_owned();
            let what = What::Tier(tier, count);
            lines.push(Line { key, what });
        }
        lines.extend(of_tier().map(|row| {
            let next = board.placed.get(row.place).map(|next| next.id.clone());
            Line {
                key: row.id.clone().into(),
                what: What::Placed {
                    row: row.clone(),
                    axis,
                    ties_with: next.filter(|_| row.tie == Tie::Open),
                },
            }
        }));
    }
    lines.extend(board.unplaced.iter().map(|row| Line {
        key: row.id.clone().into(),
        what: What::Unplaced(row.clone(), place_by_score(board, row)),
    }));
    lines.extend(board.waiting.iter().map(|row| Line {
        key: row.id.clone().into(),
        what: What::Waiting(row.clone()),
    }));
    lines.extend(board.out.iter().map(|row| Line {
        key: row.id.clone().into(),
        what: What::Out(row.clone()),
    }));
    lines.extend(board.closest.clone().map(|closest| Line {
        key: "closest/".to_owned(),
        what: What::Closest(closest),
    }));
    lines.extend(board.criteria.fault().map(|why| Line {
        key: "scores/".to_owned(),
        what: What::NoScores(why),
    }));
    lines
}

/// Behind all places whose score is not lower; last without a score.
fn place_by_score(board: &Board, row: &BoardRow) -> usize {
    let Some(score) = row.score else {
        return board.placed.len() + 1;
    };
    let is_higher = |other: &&BoardRow| {
        let other = other.score.map(|other| other.value);
        other.is_some_and(|other| other >= score.value)
    };
    board.placed.iter().filter(is_higher).count() + 1
}

/// The ends of the axis of all bands: a tenth beyond the lowest and the highest band.
pub fn axis(board: &Board) -> (f64, f64) {
    let bands = board.placed.iter().filter_map(|row| row.score);
    let (low, high) = bands.fold((1.0_f64, 0.0_f64), |(low, high), score| {
        (low.min(score.low), high.max(score.high))
    });
    match low <= high {
        true => ((low - 0.1).max(0.0), (high + 0.1).min(1.0)),
        false => (0.0, 1.0),
    }
}

/// A share of the scale as whole points in words.
pub fn points_text(share: f64) -> String {
    points(share).to_string()
}

/// `71 %`, which no line break parts.
pub fn whole_percent(percent: u8) -> String {
    [&*percent.to_string(), "\u{a0}%"].concat()
}

/// A score with what it may be while something is not known: `73`, `73, between 57 and 79`.
pub fn score_words(score: Score) -> String {
    let value = points_text(score.value);
    if score.unknown == 0 {
        return value;
    }
    let (low, high) = (points_text(score.low), points_text(score.high));
    [&*value, ", between ", &*low, " and ", &*high].concat()
}

/// `57–79`
fn band(score: Score) -> String {
    [&*points_text(score.low), "–", &points_text(score.high)].concat()
}

/// One line under the name: why it stands there, where the score disagrees, what is not known, or else the city.
pub fn reason(row: &BoardRow) -> String {
    let arrow = match row.score_place {
        Some(place) if place > row.place => "↑ ",
        Some(_) => "↓ ",
        None => "",
    };
    if !row.because.is_empty() {
        return [arrow, &row.because].concat();
    }
    if let Some(place) = row.score_place {
        return [arrow, "The score says place ", &place.to_string()].concat();
    }
    match row.score {
        None if row.is_rated => "No score".to_owned(),
        None => "Not rated yet".to_owned(),
        Some(score) if score.unknown > 0 => {
            [&*score.unknown.to_string(), " unknown: ", &band(score)].concat()
        }
        Some(_) => row.city.clone(),
    }
}

/// `Place 5, Kestrel Bay, score 73, between 57 and 79, two ratings unknown. Near my sister`
pub fn spoken(row: &BoardRow) -> String {
    let mut words = String::new();
    if row.place > 0 {
        words.push_str("Place ");
        words.push_str(&row.place.to_string());
        words.push_str(", ");
    }
    words.push_str(&row.name);
    match row.score {
        None if row.is_rated => words.push_str(", no score"),
        None => words.push_str(", not rated yet"),
        Some(score) => {
            words.push_str(", score ");
            words.push_str(&score_words(score));
            if score.unknown > 0 {
                words.push_str(", ");
                words.push_str(&number(score.unknown));
                words.push_str(match score.unknown {
                    1 => " rating unknown",
                    _ => " ratings unknown",
                });
            }
        }
    }
    let by_score = row.score_place.map(|place| place.to_string());
    let by_score = by_score.map(|place| ["The score says place ", &*place].concat());
    let city = Some(&row.city).filter(|city| row.because.is_empty() && !city.is_empty());
    let because = Some(&row.because).filter(|because| !because.is_empty());
    for part in [by_score.as_ref(), because, city].into_iter().flatten() {
        words.push_str(". ");
        words.push_str(part);
    }
    words
}

/// A small number in words.
fn number(count: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let word = WORDS.get(count).map(|word| (*word).to_owned());
    word.unwrap_or_else(|| count.to_string())
}

/// Where a program stands now: `Place 4 of 8, in Good, after Harborlight`.
pub fn whereabouts(board: &Board, id: &str) -> Option<String> {
    let at = board.placed.iter().position(|row| row.id == id)?;
    let row = &board.placed[at];
    let place = row.place.to_string();
    let of = board.placed.len().to_string();
    let tier = row
        .tier
        .map_or(String::new(), |tier| [", in ", tier.words()].concat());
    let after = at.checked_sub(1).map(|before| &board.placed[before].name);
    let after = after.map_or(String::new(), |name| [", after ", &**name].concat());
    Some(["Place ", &*place, " of ", &of, &tier, &after].concat())
}

/// What was done to a program, as an event: the words stand behind "Undone" too. `before` and `after` are its place
/// and tier, as far as they are known.
pub fn moved_words(
    name: &str,
    before: (usize, Option<Tier>),
    after: (Option<usize>, Option<Option<Tier>>),
) -> String {
    let tier = after.1.filter(|tier| *tier != before.1);
    let tier = tier.map(|tier| tier.map_or("no tier", Tier::words));
    // A step over the line between two tiers changes no place.
    let place = after.0.filter(|place| tier.is_none() || *place != before.0);
    let place = place.map(|place| place.to_string());
    match (place, tier) {
        (Some(place), Some(tier)) => [name, " moved to ", &*place, ", ", tier].concat(),
        (Some(to), None) => [name, " moved to ", &*to].concat(),
        (None, Some(to)) => [name, " moved to ", to].concat(),
        (None, None) => [name, " moved"].concat(),
    }
}

/// Where a program goes that is dropped at `index` of the list of `keys`, programs and headings, when it is
/// taken out of it first.
pub fn dropped(keys: &[String], id: &str, index: usize) -> (Spot, Option<Tier>) {
    let others: Vec<&String> = keys.iter().filter(|key| *key != id).collect();
    let (before, behind) = others.split_at(index.min(others.len()));
    let head = before.iter().rev().find(|key| is_head(key));
    let tier = HEADS
        .iter()
        .find(|(_, key)| head.is_some_and(|head| head == key));
    let tier = tier.and_then(|(tier, _)| *tier);
    let is_program = |key: &&&String| !is_head(key);
    let spot = match (before.last(), behind.first()) {
        (Some(last), _) if !is_head(last) => Spot::After(last.as_str().into()),
        (_, Some(first)) if !is_head(first) => Spot::Before(first.as_str().into()),
        _ => match (
            before.iter().rev().find(is_program),
            behind.iter().find(is_program),
        ) {
            (Some(last), _) => Spot::After(last.as_str().into()),
            (None, Some(first)) => Spot::Before(first.as_str().into()),
            (None, None) => Spot::First,
        },
    };
    (spot, tier)
}

/// What stands between two neighbors of the order of the scores that tie; nothing where they do not.
pub fn tie_words(one: &BoardRow, other: &BoardRow) -> Option<&'static str> {
    let (first, second) = one.score.zip(other.score)?;
    let words = match one.place > 0 && other.place > 0 {
        true => "The scores tie: your order is kept",
        false => "The scores tie",
    };
    is_tie(first.value, second.value).then_some(words)
}

/// `The scores are equal.`, `1.4 points apart.`
pub fn words_apart(apart: f64) -> String {
    let points = decimals(apart);
    match points.strip_suffix(".0").unwrap_or(&points) {
        "0" => "The scores are equal.".to_owned(),
        "1" => "1 point apart.".to_owned(),
        points => [points, " points apart."].concat(),
    }
}
