//! "Which would you choose?": the next pair, or the order that follows from the choices.

use crate::content::lazy::RankingGuide;
use crate::domain::dice::Dice;
use crate::domain::drill::seed_of;
use crate::domain::ids::{ProgramId, pair, sides};
use crate::domain::ranking::{Choice, Duel};
use crate::domain::words::and_list;
use crate::rank::duel::{self, Answer};
use crate::rank::score::points;
use crate::store::core::model::Model;
use crate::store::core::ranking::readings::sheet;
use crate::store::read::ranking::board::{Board, BoardRow};
use crate::store::read::world::World;

/// Best readings at least this good are what the person liked.
const LIKED: u8 = 4;
/// Worst readings no better than this are what worries: 3 is acceptable.
const WORRIES: u8 = 2;

/// A program in a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Its id.
    pub id: ProgramId,
    /// Its name.
    pub name: String,
    /// Its city, or empty.
    pub city: String,
    /// What the person wrote to its best reading, if that is a good one.
    pub liked: Option<String>,
    /// What the person wrote to its worst reading, if that is a bad one.
    pub worried: Option<String>,
    /// Its score, 0–100.
    pub points: Option<u8>,
}

/// A choice that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Id and name of the one chosen; of a tie the one whose id comes first.
    pub chosen: (ProgramId, String),
    /// The other.
    pub other: (ProgramId, String),
    /// Neither was chosen.
    pub is_tie: bool,
}

impl Made {
    /// `Harborlight over Juniper Valley`.
    pub fn words(&self) -> String {
        let between = if self.is_tie {
            " as good as "
        } else {
            " over "
        };
        [&*self.chosen.1, between, &self.other.1].concat()
    }
}

/// One line of the order that follows from the choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// Id of the program.
    pub id: ProgramId,
    /// Its name.
    pub name: String,
    /// Its place now; none: it has none.
    pub now: Option<usize>,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// There are not two programs to choose between.
    TooFew,
    /// Choose.
    Ask {
        /// The pair, from top to bottom.
        sides: Box<(Side, Side)>,
        /// Which question this is, from 1.
        number: usize,
        /// The most that there can be.
        at_most: usize,
    },
    /// Choices contradict each other. Choose once more.
    Again {
        /// The contradiction in a sentence.
        told: String,
        /// The pair to choose between once more.
        sides: Box<(Side, Side)>,
    },
    /// The order is there.
    Done {
        /// It.
        order: Vec<Proposed>,
        /// It is the present one.
        is_same: bool,
        /// Names of programs that tie: they stay in the person's order.
        ties: Vec<String>,
    },
}

/// The session as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Choosing {
    /// What is to be done.
    pub stage: Stage,
    /// The choices between the programs that can be chosen, the newest first.
    pub made: Vec<Made>,
}

/// Reads it.
pub fn choosing(model: &Model, world: &World, guide: &RankingGuide) -> Choosing {
    let board = Board::read(model, world, guide);
    let rows: Vec<&BoardRow> = board.placed.iter().chain(&board.unplaced).collect();
    let row = |id: &str| rows.iter().copied().find(|row| row.id == id);
    // In an order that nothing changes: a session goes on where it stood, whatever was moved meanwhile.
    let mut ids: Vec<&str> = rows.iter().map(|row| &*row.id).collect();
    ids.sort_unstable();
    let answers = answers(model);
    let said: Vec<Answer<&str>> = answers.iter().map(|(_, answer)| answer.clone()).collect();
    let made = answers.iter().rev();
    let made = made
        .filter_map(|(_, answer)| made_of(answer, &row))
        .collect();
    let both = |one: &str, other: &str| {
        let sides = (
            side(model, guide, row(one)?),
            side(model, guide, row(other)?),
        );
        Some(Box::new(arranged(sides)))
    };
    let stage = match duel::next(&ids, &said) {
        _ if ids.len() < 2 => Stage::TooFew,
        duel::Step::Ask {
            first,
            second,
            settled,
            at_most,
        } => both(first, second).map_or(Stage::TooFew, |sides| Stage::Ask {
            sides,
            number: settled + 1,
            at_most,
        }),
        duel::Step::Again(circle) => again(&circle, &said, &row, &both),
        duel::Step::Done(groups) => done(groups, &board, &row),
    };
    Choosing { stage, made }
}

/// One given pair.
#[derive(Clone, Debug, PartialEq)]
pub struct OnePair {
    /// From top to bottom.
    pub sides: (Side, Side),
    /// Id of the one that the person chose, where the list has the other one first.
    pub against: Option<ProgramId>,
}

/// One given pair; `None` when one of the two is gone or not to be ranked.
pub fn one_pair(
    model: &Model,
    world: &World,
    guide: &RankingGuide,
    ids: (&str, &str),
) -> Option<OnePair> {
    let board = Board::read(model, world, guide);
    let all = || {
        board
            .placed
            .iter()
            .chain(&board.unplaced)
            .chain(&board.waiting)
    };
    let row = |id: &str| all().find(|row| row.id == id);
    let (one, other) = (row(ids.0)?, row(ids.1)?);
    if one.id == other.id {
        return None;
    }
    let ids = [&*one.id, &*other.id];
    let all_answers = answers(model);
    let mut between = all_answers.iter().map(|(_, answer)| answer);
    let answer = between.find(|answer| ids.contains(&answer.first) && ids.contains(&answer.second));
    let made = answer.and_then(|answer| made_of(answer, &row));
    let against =
        made.filter(|made| !made.is_tie && board.is_against((&made.chosen.0, &made.other.0)));
    Some(OnePair {
        sides: arranged((side(model, guide, one), side(model, guide, other))),
        against: against.map(|made| made.chosen.0),
    })
}

/// What a choice shows of the scores: `You chose Harborlight, score 76, over Juniper Valley, score 75.` `chosen` is the
/// id of one of the two; none: cannot choose.
pub fn revealed(sides: &(Side, Side), chosen: Option<&str>) -> String {
    let with_score = |side: &Side| match side.points {
        Some(points) => [&*side.name, ", score ", &points.to_string()].concat(),
        None => [&*side.name, ", no score"].concat(),
    };
    let (one, other) = (with_score(&sides.0), with_score(&sides.1));
    match chosen {
        Some(id) => {
            let is_first = sides.0.id == id;
            let (chosen, other) = if is_first { (one, other) } else { (other, one) };
            ["You chose ", &*chosen, ", over ", &*other, "."].concat()
        }
        None => ["A tie: ", &*one, "; ", &*other, "."].concat(),
    }
}

/// The answers, the oldest first.
fn answers(model: &Model) -> Vec<(i64, Answer<&str>)> {
    let mut found: Vec<(i64, Answer<&str>)> = Vec::new();
    for (id, duel) in model.all::<Duel>() {
        let (Some((first, second)), Some(choice)) = (sides(id), duel.choice) else {
            continue;
        };
        let choice = match choice {
            Choice::First => duel::Choice::First,
            Choice::Second => duel::Choice::Second,
            Choice::Tie => duel::Choice::Tie,
        };
        let answer = Answer {
            first,
            second,
            choice,
        };
        found.push((duel.at, answer));
    }
    found.sort_by_key(|(at, _)| *at);
    found
}

fn made_of<'a>(answer: &Answer<&str>, row: &impl Fn(&str) -> Option<&'a BoardRow>) -> Option<Made> {
    let named = |id: &str| Some((id.into(), row(id)?.name.clone()));
    let (first, second) = (named(answer.first)?, named(answer.second)?);
    let (chosen, other) = match answer.choice {
        duel::Choice::First | duel::Choice::Tie => (first, second),
        duel::Choice::Second => (second, first),
    };
    Some(Made {
        chosen,
        other,
        is_tie: answer.choice == duel::Choice::Tie,
    })
}

/// The oldest of the choices that contradict each other is made once more: who says the same again comes to the
/// next one.
fn again<'a>(
    circle: &[&str],
    said: &[Answer<&str>],
    row: &impl Fn(&str) -> Option<&'a BoardRow>,
    both: &impl Fn(&str, &str) -> Option<Box<(Side, Side)>>,
) -> Stage {
    let next = circle.iter().cycle().skip(1);
    let pairs: Vec<(&str, &str)> = circle.iter().copied().zip(next.copied()).collect();
    let about = |answer: &Answer<&str>, (one, other): (&str, &str)| {
        pair(answer.first, answer.second) == pair(one, other)
    };
    let newest = |two: (&str, &str)| said.iter().rposition(|answer| about(answer, two));
    let parts: Vec<String> = pairs
        .iter()
        .filter_map(|(one, other)| {
            let answer = &said[newest((one, other))?];
            let is_tie = answer.choice == duel::Choice::Tie;
            let between = if is_tie { " as good as " } else { " over " };
            Some([&*row(one)?.name, between, &row(other)?.name].concat())
        })
        .collect();
    let parts: Vec<&str> = parts.iter().map(|part| &**part).collect();
    let told = [
        "You chose ",
        &and_list(&parts),
        ". That cannot all be so. Answer one of them again.",
    ];
    let oldest = pairs.iter().min_by_key(|two| newest(**two));
    let sides = oldest.and_then(|(one, other)| both(one, other));
    sides.map_or(Stage::TooFew, |sides| Stage::Again {
        told: told.concat(),
        sides,
    })
}

fn done<'a>(
    groups: Vec<Vec<&str>>,
    board: &Board,
    row: &impl Fn(&str) -> Option<&'a BoardRow>,
) -> Stage {
    let present: Vec<&str> = board.placed.iter().map(|row| &*row.id).collect();
    let place = |id: &str| present.iter().position(|one| *one == id);
    let mut order = Vec::new();
    let mut ties = Vec::new();
    for mut group in groups {
        group.sort_by_key(|id| place(id).unwrap_or(usize::MAX));
        let rows: Vec<&BoardRow> = group.iter().filter_map(|id| row(id)).collect();
        if rows.len() > 1 {
            let names: Vec<&str> = rows.iter().map(|row| &*row.name).collect();
            ties.push(and_list(&names));
        }
        order.extend(rows.into_iter().map(|row| Proposed {
            id: row.id.clone(),
            name: row.name.clone(),
            now: place(&row.id).map(|place| place + 1),
        }));
    }
    let is_same = order.iter().map(|one| &*one.id).eq(present.iter().copied());
    Stage::Done {
        order,
        is_same,
        ties,
    }
}

fn side(model: &Model, guide: &RankingGuide, row: &BoardRow) -> Side {
    let (liked, worried) = evidence(model, guide, &row.id);
    Side {
        id: row.id.clone(),
        name: row.name.clone(),
        city: row.city.clone(),
        liked,
        worried,
        points: row.score.map(|score| points(score.value)),
    }
}

/// What the person wrote to the best and to the worst reading; of equal ones to that which counts more.
fn evidence(model: &Model, guide: &RankingGuide, id: &str) -> (Option<String>, Option<String>) {
    let rows = sheet(model, guide, id).map_or_else(Vec::new, |sheet| sheet.rows);
    let mut best: Option<(u8, String)> = None;
    let mut worst: Option<(u8, String)> = None;
    // The most important first.
    for row in rows {
        let (Some(value), Some((note, _))) = (row.readings.value(), row.readings.evidence()) else {
            continue;
        };
        if value >= LIKED && best.as_ref().is_none_or(|(known, _)| value > *known) {
            best = Some((value, note.to_owned()));
        }
        if value <= WORRIES && worst.as_ref().is_none_or(|(known, _)| value < *known) {
            worst = Some((value, note.to_owned()));
        }
    }
    (best.map(|(_, note)| note), worst.map(|(_, note)| note))
}

/// Top and bottom by chance, the same for one pair each time.
fn arranged((one, other): (Side, Side)) -> (Side, Side) {
    let (one, other) = if one.id <= other.id {
        (one, other)
    } else {
        (other, one)
    };
    match Dice::new(seed_of(&pair(&one.id, &other.id))).below(2) {
        0 => (one, other),
        _ => (other, one),
    }
}
