//! How sure the order by score is, in words: what to try many weightings on, what the outcome says, what
//! would change the order, and whether gut and score agree.

use crate::content::lazy::RankingGuide;
use crate::domain::ids::ProgramId;
use crate::domain::words::and_list;
use crate::rank::score::points;
use crate::rank::sensitivity::{Flip, Step, flips, kendall_tau, one_step};
use crate::rank::weights::places;
use crate::store::core::model::Model;
use crate::store::core::ranking::readings::Newest;
use crate::store::read::ranking::board::{Board, BoardRow};
use crate::store::read::ranking::gut::{Question, questions};
use crate::store::read::ranking::lines::whole_percent;
use crate::store::read::world::World;

/// The best ones that are asked for: the top 3, or fewer where there are few programs.
const TOP: usize = 3;
/// Programs among whose pairs a change is looked for.
const NEAR: usize = 6;
/// A place is firm when one program has it in at least this share of the weightings.
const FIRM: f64 = 0.9;
/// No difference between two shares: what adding up leaves.
const NOTHING: f64 = 1e-9;
/// Said where no single place is firm.
const NO_PLACE: &str = "No place is firm yet.";

/// One program that is rated.
#[derive(Clone, Debug, PartialEq)]
pub struct Rated {
    /// Its id.
    pub id: ProgramId,
    /// Its name.
    pub name: String,
    /// What the gut says, 0–10.
    pub gut: Option<u8>,
    /// Its score, 0..=1.
    pub score: f64,
}

/// What there is to try weightings on: programs that may be ranked and are rated, and criteria that count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    /// The programs, in the person's order.
    pub programs: Vec<Rated>,
    /// Their ratings, a criterion in each column.
    pub ratings: Vec<Vec<Option<u8>>>,
    /// Weights of the criteria.
    pub weights: Vec<f64>,
    /// Titles of the criteria.
    pub criteria: Vec<String>,
    /// Why there is no score at all, and what to do.
    pub fault: Option<&'static str>,
    /// The program to rate next, where too few are rated: its id and name. One that waits for its interview
    /// does not count here, whatever is rated.
    pub to_rate: Option<(ProgramId, String)>,
    /// Programs wait for their interview.
    pub has_waiting: bool,
    /// Where gut and score disagree.
    pub questions: Vec<Question>,
}

/// A change of one weight or one rating that would change the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What would have to change: `Culture over 32 % (now 24)`.
    pub what: String,
    /// What would come of it: `Kestrel Bay passes Juniper Valley`.
    pub then: String,
    /// It is a rating, one better or worse, and not a weight.
    pub is_rating: bool,
}

/// Reads it.
pub fn survey(model: &Model, world: &World, guide: &RankingGuide) -> Survey {
    let board = Board::read(model, world, guide);
    let newest = Newest::of(model);
    let counting = &board.criteria.counting;
    let counts: Vec<usize> = (0..counting.len())
        .filter(|column| counting[*column].weight > 0.0)
        .collect();
    let all: Vec<&BoardRow> = board.placed.iter().chain(&board.unplaced).collect();
    let unrated = all.iter().find(|row| row.score.is_none());
    let to_rate = unrated.map(|row| (row.id.clone(), row.name.clone()));
    let mut survey = Survey {
        weights: counts
            .iter()
            .map(|column| counting[*column].weight)
            .collect(),
        criteria: counts
            .iter()
            .map(|column| counting[*column].title.clone())
            .collect(),
        fault: board.criteria.fault(),
        to_rate,
        has_waiting: !board.waiting.is_empty(),
        questions: questions(&board),
        ..Survey::default()
    };
    for row in all {
        let Some(score) = row.score else { continue };
        let ratings = newest.ratings(&row.id, &board.criteria);
        survey
            .ratings
            .push(counts.iter().map(|column| ratings[*column]).collect());
        survey.programs.push(Rated {
            id: row.id.clone(),
            name: row.name.clone(),
            gut: row.gut,
            score: score.value,
        });
    }
    survey
}

impl Survey {
    /// How many programs count as the best: three, and never all.
    pub fn top(&self) -> usize {
        TOP.min(self.programs.len().saturating_sub(1)).max(1)
    }

    /// Those in words: `your top 3`, `first place`.
    pub fn top_words(&self) -> String {
        match self.top() {
            1 => "first place".to_owned(),
            top => ["your top ", &top.to_string()].concat(),
        }
    }

    /// The place of each criterion by its weight, the heaviest first.
    pub fn places(&self) -> Vec<u32> {
        places(&self.weights)
    }

    /// What would change the order: of weights the smallest change for each criterion and direction first, then of
    /// ratings. The first three are two of one kind and one of the other, where there are.
    pub fn changes(&self) -> Vec<Change> {
        let top = self.top();
        let mut by_weight: Vec<Flip> = Vec::new();
        for flip in flips(&self.weights, &self.ratings, NEAR) {
            let is_same = |known: &Flip| {
                known.criterion == flip.criterion && (known.at > known.now) == (flip.at > flip.now)
            };
            if flip.place <= top && !by_weight.iter().any(is_same) {
                by_weight.push(flip);
            }
        }
        let mut changes: Vec<Change> = by_weight.iter().map(|flip| self.by_weight(flip)).collect();
        let steps = one_step(&self.weights, &self.ratings, top);
        let by_rating: Vec<Change> = steps.iter().map(|step| self.by_rating(step)).collect();
        let at = changes.len().min(2);
        let mut rest = changes.split_off(at);
        let mut by_rating = by_rating.into_iter();
        changes.extend(by_rating.next());
        changes.append(&mut rest);
        changes.extend(by_rating);
        changes
    }

    fn name(&self, program: usize) -> &str {
        &self.programs[program].name
    }

    fn names(&self, programs: &[usize]) -> String {
        let names: Vec<&str> = programs.iter().map(|one| self.name(*one)).collect();
        and_list(&names)
    }

    fn by_weight(&self, flip: &Flip) -> Change {
        // Rounded away from now, so that what is said is so.
        let (word, more, percent) = match flip.at > flip.now {
            true => ("over", "higher", (flip.at * 100.0).ceil() as u8),
            false => ("under", "lower", (flip.at * 100.0).floor() as u8),
        };
        let (title, now) = (&self.criteria[flip.criterion], points(flip.now));
        let what = match percent == now {
            true => format!("{title} a little {more} than now ({})", whole_percent(now)),
            false => format!("{title} {word} {} (now {now})", whole_percent(percent)),
        };
        let then = match flip.place {
            1 => [self.name(flip.rises), " comes first"].concat(),
            _ => [self.name(flip.rises), " passes ", self.name(flip.falls)].concat(),
        };
        Change {
            what,
            then,
            is_rating: false,
        }
    }

    fn by_rating(&self, step: &Step) -> Change {
        let Step { from, to, .. } = step;
        let moves = |names: &[usize], one: &str, many: &str| {
            let verb = if names.len() == 1 { one } else { many };
            [&*self.names(names), verb, &*self.top_words()].concat()
        };
        let then = match step.enters.is_empty() {
            false => moves(&step.enters, " enters ", " enter "),
            true => moves(&step.leaves, " leaves ", " leave "),
        };
        Change {
            what: format!(
                "{}, {} {to}, not {from}",
                self.name(step.program),
                self.criteria[step.criterion]
            ),
            then,
            is_rating: true,
        }
    }

    /// Whether gut and score order the programs alike, in a sentence.
    pub fn gut_words(&self) -> &'static str {
        let known: Vec<(f64, f64)> = self
            .programs
            .iter()
            .filter_map(|one| Some((f64::from(one.gut?), one.score)))
            .collect();
        if known.len() < 2 {
            return "Say what your gut tells you of two programs or more, and it is compared with the score here.";
        }
        let (guts, scores): (Vec<f64>, Vec<f64>) = known.into_iter().unzip();
        match kendall_tau(&guts, &scores) {
            None => {
                "Your gut or the score puts all programs level, so there is nothing to compare."
            }
            Some(0.8..) => "Your gut and the score put the programs in nearly the same order.",
            Some(0.4..) => "Your gut and the score mostly agree.",
            Some(-0.2..) => {
                "Your gut and the score often disagree. A criterion may be missing, or count too little."
            }
            Some(_) => {
                "Your gut and the score point in opposite directions. Look at your criteria before you trust the score."
            }
        }
    }
}

/// A share in whole percents, as said: `71 %`, `under 1 %`, `never`.
pub fn percent(share: f64) -> String {
    match points(share) {
        _ if share <= 0.0 => "never".to_owned(),
        0 => ["under ", &*whole_percent(1)].concat(),
        100 if share < 1.0 => ["over ", &*whole_percent(99)].concat(),
        percent => whole_percent(percent),
    }
}

/// What is said under a program of which some ratings are not known; nothing where all are.
pub fn unknown_words(unknown: usize) -> String {
    match unknown {
        0 => String::new(),
        1 => "1 unknown, counted like the rest".to_owned(),
        count => [&*count.to_string(), " unknown, counted like the rest"].concat(),
    }
}

/// The finding: how firm the places are, and whether the best ones are as a group. `places` as for `firmness`, `tops`
/// the share of the weightings with each program among the best `top`.
pub fn found<'a>(
    places: impl Iterator<Item = &'a [f64]> + Clone,
    tops: impl Iterator<Item = f64>,
    top: usize,
) -> String {
    let all = firmness(places.clone());
    let mut tops: Vec<f64> = tops.collect();
    tops.sort_by(|a, b| b.total_cmp(a));
    // However the misses of the members fall, the group is whole in the rest.
    let missed: f64 = tops.iter().take(top).map(|share| 1.0 - share).sum();
    let is_firm = tops.len() > top && missed <= 1.0 - FIRM + NOTHING;
    let is_said = (0..top).all(|place| {
        let firm = |row: &[f64]| row.get(place).is_some_and(|share| *share >= FIRM);
        places.clone().any(firm)
    });
    if !is_firm || is_said {
        return all;
    }
    let group = ["The top ", &*top.to_string(), " are firm as a group."].concat();
    match &*all {
        NO_PLACE => [&*group, " No single place is firm yet."].concat(),
        all => [all, " ", &group].concat(),
    }
}

/// How firm the places are: `First place is firm. Places 2 to 4 are open.` `places` are for each program its share
/// of the weightings in each place.
pub fn firmness<'a>(places: impl Iterator<Item = &'a [f64]>) -> String {
    let mut firm: Vec<bool> = Vec::new();
    for row in places {
        firm.resize(row.len().max(firm.len()), false);
        for (place, share) in row.iter().enumerate() {
            firm[place] |= *share >= FIRM;
        }
    }
    let mut runs: Vec<(bool, usize, usize)> = Vec::new();
    for (place, is_firm) in (1..).zip(&firm) {
        match runs.last_mut() {
            Some((known, _, end)) if known == is_firm => *end = place,
            _ => runs.push((*is_firm, place, place)),
        }
    }
    match &*runs {
        [] => String::new(),
        [(true, ..)] => "The whole order is firm.".to_owned(),
        [(false, ..)] => NO_PLACE.to_owned(),
        [first, second, ..] => [run(*first), run(*second)].join(" "),
    }
}

fn run((is_firm, begin, end): (bool, usize, usize)) -> String {
    let word = if is_firm { "firm" } else { "open" };
    match (begin, end) {
        (1, 1) => ["First place is ", word, "."].concat(),
        (begin, end) if begin == end => format!("Place {begin} is {word}."),
        (begin, end) => format!("Places {begin} to {end} are {word}."),
    }
}
