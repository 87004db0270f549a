//! Why two programs stand where they stand: criterion by criterion, what makes the difference, in words.

use crate::content::lazy::RankingGuide;
use crate::domain::ids::ProgramId;
use crate::domain::program::Program;
use crate::domain::time::Day;
use crate::domain::words::and_list;
use crate::rank::score::{Score as Scored, differences, gains, is_tie, score};
use crate::store::core::model::Model;
use crate::store::core::ranking::criteria::CriterionRow;
use crate::store::core::ranking::readings::{Newest, Readings};
use crate::store::read::ranking::board::Board;
use crate::store::read::ranking::gut::{Question, questions};
use crate::store::read::ranking::lines::score_words;
use crate::store::read::world::World;

/// The two largest gains explain a pair when they are at least this share of all.
const MOST: f64 = 0.6;
/// A gain below a twentieth of a point is shown as none.
const SHOWN: f64 = 0.0005;

/// One of the two.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Id of the program.
    pub id: ProgramId,
    /// Its name.
    pub name: String,
    /// Its place in the list, from 1; none outside of it.
    pub place: Option<usize>,
    /// Its score; none while nothing that counts is rated.
    pub score: Option<Scored>,
    /// Something is rated, whether it counts or not.
    pub is_rated: bool,
}

/// What one program was given on a criterion, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// 1–5; none when it is not known.
    pub value: Option<u8>,
    /// The newest sentence, and its day.
    pub evidence: Option<(String, Option<Day>)>,
}

/// One criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Pull {
    /// Its title.
    pub title: String,
    /// What the two were given.
    pub given: [Given; 2],
    /// On the scale of the scores, 0..=1: above 0 for the first program, below for the second.
    pub gain: f64,
    own: bool,
}

impl Pull {
    /// Which of the two gains; none where the difference is too small to show.
    pub fn winner(&self) -> Option<usize> {
        let side = usize::from(self.gain < 0.0);
        (self.gain.abs() >= SHOWN).then_some(side)
    }

    /// In the middle of a sentence.
    fn title_inside(&self) -> String {
        let mut letters = self.title.chars();
        let (first, second) = (letters.next(), letters.next());
        match (first, second) {
            // Own words may begin with a name.
            (Some(first), Some(second)) if !self.own && second.is_lowercase() => {
                let first = first.to_lowercase().to_string();
                [&*first, second.encode_utf8(&mut [0; 4]), letters.as_str()].concat()
            }
            _ => self.title.clone(),
        }
    }
}

/// Two programs, side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The two.
    pub sides: [Side; 2],
    /// Criteria that count and of which something is known, the largest difference first. Empty while one of
    /// the two has no score.
    pub pulls: Vec<Pull>,
    /// Titles of criteria that count and are known of neither.
    pub unknown: Vec<String>,
    /// What all criteria together give to each, 0..=1.
    pub gains: [f64; 2],
    /// Why there is no score at all, and what to do.
    pub fault: Option<&'static str>,
    /// Pairs of the list where gut and score disagree, the gravest first.
    pub questions: Vec<Question>,
}

impl Side {
    /// Its score, or why there is none.
    pub fn score_words(&self) -> String {
        match self.score {
            Some(score) => ["score ", &*score_words(score)].concat(),
            None if self.is_rated => "no score".to_owned(),
            None => "not rated yet".to_owned(),
        }
    }
}

impl Why {
    /// What makes it; `None` unless both are there and are two.
    pub fn read(
        model: &Model,
        world: &World,
        guide: &RankingGuide,
        programs: [&ProgramId; 2],
    ) -> Option<Why> {
        let [one, other] = programs;
        let programs = [
            (one, model.get::<Program>(one)?),
            (other, model.get::<Program>(other)?),
        ];
        if one == other {
            return None;
        }
        let board = Board::read(model, world, guide);
        let newest = Newest::of(model);
        let criteria = &board.criteria;
        let weights = criteria.weights();
        let ratings = programs.map(|(id, _)| newest.ratings(id, criteria));
        let sides = programs.map(|(id, program)| Side {
            id: id.clone(),
            name: program.title().to_owned(),
            place: board.place_of(id),
            score: score(&weights, &newest.ratings(id, criteria)),
            is_rated: criteria
                .all()
                .any(|row| newest.value(id, &row.id).is_some()),
        });
        let found = differences(&weights, &ratings[0], &ratings[1]).unwrap_or_default();
        let (first, second) = gains(&found);
        let pull = |row: &CriterionRow, gain: f64| Pull {
            title: row.title.clone(),
            given: programs.map(|(id, _)| given(&Readings::of(model, id, &row.id))),
            gain,
            own: row.own,
        };
        let of = |row: usize| criteria.counting.get(row);
        let pulls = found
            .iter()
            .filter_map(|one| Some(pull(of(one.criterion)?, one.gain)));
        let is_unknown = |row: usize| {
            ratings
                .iter()
                .all(|all| all.get(row).copied().flatten().is_none())
        };
        let counting = criteria.counting.iter().enumerate();
        let unknown = counting.filter(|(row, one)| one.weight > 0.0 && is_unknown(*row));
        Some(Why {
            sides,
            pulls: pulls.collect(),
            unknown: unknown.map(|(_, one)| one.title.clone()).collect(),
            gains: [first, second],
            fault: criteria.fault(),
            questions: questions(&board),
        })
    }

    /// The scores tie.
    pub fn is_tie(&self) -> bool {
        match (self.sides[0].score, self.sides[1].score) {
            (Some(one), Some(other)) => is_tie(one.value, other.value),
            _ => false,
        }
    }

    /// What makes the difference, in one sentence or two.
    pub fn headline(&self) -> String {
        if let Some(fault) = self.fault {
            return fault.to_owned();
        }
        let unrated: Vec<&str> = self
            .sides
            .iter()
            .filter(|side| side.score.is_none())
            .map(|side| &*side.name)
            .collect();
        if !unrated.is_empty() {
            return ["Rate ", &and_list(&unrated), " to compare them."].concat();
        }
        let largest = |side: usize| self.pulls.iter().find(|pull| pull.winner() == Some(side));
        match (largest(0), largest(1)) {
            (None, None) => "You rated both the same in all that counts.".to_owned(),
            (Some(one), Some(other)) => {
                let (first, second) = match one.gain >= -other.gain {
                    true => (one, other),
                    false => (other, one),
                };
                let of_all = self.gains[0] + self.gains[1];
                let is_most = first.gain.abs() + second.gain.abs() >= MOST * of_all;
                let more = self
                    .pulls
                    .iter()
                    .filter(|pull| pull.winner().is_some())
                    .count()
                    > 2;
                let rest = if is_most && more {
                    " The rest is small."
                } else {
                    ""
                };
                [
                    &*first.title,
                    " against ",
                    &second.title_inside(),
                    ".",
                    rest,
                ]
                .concat()
            }
            (Some(pull), None) => self.one_sided(0, pull),
            (None, Some(pull)) => self.one_sided(1, pull),
        }
    }

    fn one_sided(&self, side: usize, pull: &Pull) -> String {
        let name = &*self.sides[side].name;
        [
            name,
            " is nowhere behind. Most of it is ",
            &pull.title_inside(),
            ".",
        ]
        .concat()
    }
}

fn given(readings: &Readings) -> Given {
    let evidence = readings.evidence();
    Given {
        value: readings.value(),
        evidence: evidence.map(|(note, day)| (note.to_owned(), day)),
    }
}
