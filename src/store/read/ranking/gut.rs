//! Where gut and score disagree: pairs of programs that they order the other way round, as questions.

use crate::domain::ids::ProgramId;
use crate::rank::score::{disagreements, points};
use crate::store::read::ranking::board::{Board, BoardRow};

/// Most pairs that are asked about.
const ASKED: usize = 3;

/// A pair that gut and score order differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Ids, the better by gut first.
    pub ids: [ProgramId; 2],
    /// Names.
    pub names: [String; 2],
    /// What the gut says, 0–10.
    pub guts: [u8; 2],
    /// The scores in points, 0–100.
    pub points: [u8; 2],
}

impl Question {
    /// `Birch or Ash?`
    pub fn title(&self) -> String {
        let [first, second] = &self.names;
        [&**first, " or ", &**second, "?"].concat()
    }

    /// `Your gut says Birch, 9 to 3. The score says Ash, 90 to 25.`
    pub fn detail(&self) -> String {
        let [first, second] = &self.names;
        let [guts, points] = [self.guts, self.points].map(|both| both.map(|one| one.to_string()));
        let gut = [
            "Your gut says ",
            &**first,
            ", ",
            &*guts[0],
            " to ",
            &*guts[1],
        ]
        .concat();
        let score = [
            "The score says ",
            &**second,
            ", ",
            &*points[1],
            " to ",
            &*points[0],
        ]
        .concat();
        [&*gut, ". ", &*score, "."].concat()
    }
}

/// Pairs of the list, and of those that only lack a place, that gut and score order differently, the gravest first.
pub fn questions(board: &Board) -> Vec<Question> {
    let rows: Vec<&BoardRow> = board.placed.iter().chain(&board.unplaced).collect();
    let guts: Vec<Option<u8>> = rows.iter().map(|row| row.gut).collect();
    let score = |row: &&BoardRow| row.score.map(|score| score.value);
    let scores: Vec<Option<f64>> = rows.iter().map(score).collect();
    let pairs = disagreements(&guts, &scores).into_iter().take(ASKED);
    let question = |(one, other): (usize, usize)| {
        let both = [one, other];
        Question {
            ids: both.map(|row| rows[row].id.clone()),
            names: both.map(|row| rows[row].name.clone()),
            guts: both.map(|row| guts[row].unwrap_or_default()),
            points: both.map(|row| points(scores[row].unwrap_or_default())),
        }
    };
    pairs.map(question).collect()
}
