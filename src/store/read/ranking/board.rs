//! The board: the person's own order with the scores beside it, and what stands outside of it.

use std::collections::BTreeMap;

use crate::content::lazy::RankingGuide;
use crate::domain::ids::{CriterionId, ProgramId, pair};
use crate::domain::order;
use crate::domain::program::{Program, Stage, Tier, ruled_out_words};
use crate::domain::ranking::{Duel, GUT};
use crate::domain::time::Day;
use crate::domain::trip::Interview;
use crate::domain::words::essence;
use crate::rank::score::{Score as Scored, closest, is_tie, knots, score};
use crate::store::core::bookings::zone_of;
use crate::store::core::model::Model;
use crate::store::core::ranking::criteria::{Criteria, CriterionRow, criteria};
use crate::store::core::ranking::list::{List, Spot};
use crate::store::core::ranking::readings::Newest;
use crate::store::read::interviews::is_over_in;
use crate::store::read::world::World;

/// Neighbors in the list whose scores are less than this apart may be offered as the closest pair: a
/// twentieth of the scale.
const CLOSE: f64 = 0.05;

/// Two neighbors whose scores are too close to tell apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tie {
    /// They are not.
    #[default]
    None,
    /// They are, and the person has not chosen between the two.
    Open,
    /// They are, and the person has chosen.
    Chosen,
}

/// A program that may be ranked.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardRow {
    /// Id of the program.
    pub id: ProgramId,
    /// Its name.
    pub name: String,
    /// Its city, or empty.
    pub city: String,
    /// Its place in the list, from 1; 0 for one that has none to show.
    pub place: usize,
    /// The person has put it on the list, though it may wait for its interview there.
    pub has_key: bool,
    /// Its tier.
    pub tier: Option<Tier>,
    /// Its score and band, 0..=1; none while nothing that counts is rated.
    pub score: Option<Scored>,
    /// What the gut says, 0–10.
    pub gut: Option<u8>,
    /// Why it stands there, in the person's words.
    pub because: String,
    /// Its score and that of the next place.
    pub tie: Tie,
    /// Something is rated, whether it counts or not.
    pub is_rated: bool,
    /// The place that the score would give it, where it stands out of line with the score.
    pub score_place: Option<usize>,
    /// Day of its last interview that is over, or else of its next one.
    pub interview: Option<Day>,
}

/// Why a program is not ranked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// The person does not want to, for this reason, which may be empty.
    Said(String),
    /// A criterion is rated below the person's minimum.
    Breaks {
        /// Id of the criterion.
        criterion: CriterionId,
        /// Its title.
        title: String,
        /// Its newest value.
        value: u8,
        /// The least that it must have.
        minimum: u8,
    },
    /// The application is over.
    Closed(Stage),
    /// It was put away.
    Archived,
}

impl WhyNot {
    /// In words: `Support for IMGs: 1, you need 3`.
    pub fn words(&self) -> String {
        match self {
            WhyNot::Said(reason) => ruled_out_words(reason).to_owned(),
            WhyNot::Breaks {
                title,
                value,
                minimum,
                ..
            } => [
                &**title,
                ": ",
                &value.to_string(),
                ", you need ",
                &minimum.to_string(),
            ]
            .concat(),
            WhyNot::Closed(stage) => stage.words().to_owned(),
            WhyNot::Archived => "In the archive".to_owned(),
        }
    }
}

/// A program that is not ranked.
#[derive(Clone, Debug, PartialEq)]
pub struct OutRow {
    /// Id of the program.
    pub id: ProgramId,
    /// Its name.
    pub name: String,
    /// Why.
    pub why: WhyNot,
}

/// Two neighbors in the list whose scores are close, and between whom the person has not chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Closest {
    /// Ids, the earlier place first.
    pub ids: (ProgramId, ProgramId),
    /// Names.
    pub names: (String, String),
    /// The earlier place.
    pub place: usize,
    /// How far apart their scores are, 0..=1.
    pub apart: f64,
}

/// The whole board.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// The list, the first place first. Those of one tier follow one another.
    pub placed: Vec<BoardRow>,
    /// Interviewed, and without a place.
    pub unplaced: Vec<BoardRow>,
    /// Without an interview that is over, placed in advance or not. They have no place to show.
    pub waiting: Vec<BoardRow>,
    /// Not ranked.
    pub out: Vec<OutRow>,
    /// The closest pair, if any is close.
    pub closest: Option<Closest>,
    /// The criteria with what each counts.
    pub criteria: Criteria,
}

impl Board {
    /// Ids in the person's order.
    pub fn order(&self) -> Vec<ProgramId> {
        self.placed.iter().map(|row| row.id.clone()).collect()
    }

    /// Where a program must be put so that it is shown at `place`, from 1.
    pub fn spot(&self, program: &ProgramId, place: usize) -> Spot {
        let mut others = self.placed.iter().filter(|row| row.id != *program);
        match place {
            0 | 1 => match others.next() {
                Some(first) => Spot::Before(first.id.clone()),
                None => Spot::First,
            },
            place => match others.nth(place - 2) {
                Some(before) => Spot::After(before.id.clone()),
                None => Spot::Last,
            },
        }
    }

    /// The place, from 1, at which a program is shown once it is put at a spot; none beside one that has none.
    pub fn place_at(&self, program: &ProgramId, spot: &Spot) -> Option<usize> {
        let mut others = self.placed.iter().filter(|row| row.id != *program);
        let before = match spot {
            Spot::First => 0,
            Spot::Last => others.count(),
            Spot::Before(other) | Spot::After(other) if other == program => {
                return self.place_of(program);
            }
            Spot::Before(other) => others.position(|row| row.id == *other)?,
            Spot::After(other) => others.position(|row| row.id == *other)? + 1,
        };
        Some(before + 1)
    }

    /// The place of a program, from 1.
    pub fn place_of(&self, program: &ProgramId) -> Option<usize> {
        let mut rows = self.placed.iter();
        rows.find(|row| row.id == *program).map(|row| row.place)
    }

    /// The list has the second of two programs before the first.
    pub fn is_against(&self, (first, second): (&ProgramId, &ProgramId)) -> bool {
        let places = self.place_of(first).zip(self.place_of(second));
        places.is_some_and(|(first, second)| second < first)
    }

    /// The order that the scores would give: the best first, ties as the person has them. Those that are
    /// placed and have no score come last, as they stand.
    pub fn by_score(&self) -> Vec<ProgramId> {
        let unplaced = self.unplaced.iter().filter(|row| row.score.is_some());
        let rows: Vec<&BoardRow> = self.placed.iter().chain(unplaced).collect();
        by_score(&rows)
            .into_iter()
            .map(|row| rows[row].id.clone())
            .collect()
    }

    /// What makes it: all programs at once, each looked at once.
    pub fn read(model: &Model, world: &World, guide: &RankingGuide) -> Board {
        let criteria = criteria(model, guide);
        let newest = Newest::of(model);
        let interviews = interviews(model, world);
        let mut board = Board {
            placed: Vec::new(),
            unplaced: Vec::new(),
            waiting: Vec::new(),
            out: Vec::new(),
            closest: None,
            criteria,
        };
        let weights = board.criteria.weights();
        let mut rows: BTreeMap<ProgramId, BoardRow> = BTreeMap::new();
        let none = Seen::default();
        for (id, program) in model.all::<Program>() {
            let id = ProgramId::from(id.as_str());
            let seen = interviews.get(&id).unwrap_or(&none);
            let city = match program.place.trim() {
                "" => seen.city.clone(),
                city => city.to_owned(),
            };
            // Nobody asks of it: it is in the archive, and was never near the list.
            if program.archived && program.rank.is_empty() && !seen.is_over {
                continue;
            }
            let name = program.title().to_owned();
            if let Some(why) = why_not(&id, program, &board.criteria, &newest) {
                board.out.push(OutRow { id, name, why });
                continue;
            }
            let score = score(&weights, &newest.ratings(&id, &board.criteria));
            let is_rated = |row: &CriterionRow| newest.value(&id, &row.id).is_some();
            let row = BoardRow {
                is_rated: score.is_some() || board.criteria.all().any(is_rated),
                score,
                id: id.clone(),
                name,
                city,
                place: 0,
                has_key: !program.rank.is_empty(),
                tier: program.tier,
                gut: newest.value(&id, GUT),
                because: program.because.clone(),
                tie: Tie::None,
                score_place: None,
                interview: seen.over.or(seen.coming),
            };
            rows.insert(id, row);
        }
        let is_over = |id: &ProgramId| {
            let seen = interviews.get(id);
            seen.is_some_and(|seen| seen.is_over)
        };
        for line in List::of(model).lines() {
            if let Some(row) = rows.remove(&line.id) {
                match is_over(&line.id) {
                    true => board.placed.push(row),
                    false => board.waiting.push(row),
                }
            }
        }
        let by_name = |name: &str, id: &str| [&*essence(name), "\u{1}", id].concat();
        let rest = order::by_text(rows.into_values().collect(), |row| {
            by_name(&row.name, &row.id)
        });
        let (over, waiting): (Vec<BoardRow>, Vec<BoardRow>) =
            rest.into_iter().partition(|row| is_over(&row.id));
        board.unplaced = over;
        // Those that come first, first.
        board.waiting.extend(order::by_text(waiting, |row| {
            row.interview.map_or("~".to_owned(), Day::iso)
        }));
        board.out = order::by_text(board.out, |row| by_name(&row.name, &row.id));
        board.compare(model);
        board
    }

    /// Marks neighbors that tie, and finds the closest pair of those between which nobody has chosen.
    fn tie(&mut self, model: &Model) {
        let rows = &self.placed;
        let is_chosen: Vec<bool> = rows
            .windows(2)
            .map(|two| {
                let duel = model.get::<Duel>(&pair(&two[0].id, &two[1].id));
                duel.is_some_and(|duel| duel.choice.is_some())
            })
            .collect();
        let value = |row: &BoardRow| row.score.map(|score| score.value);
        let scores: Vec<Option<f64>> = rows.iter().map(value).collect();
        // Between two that were chosen from stands nobody, so that they are no neighbors.
        let mut open: Vec<(usize, Option<f64>)> = Vec::new();
        for (row, score) in scores.iter().enumerate() {
            open.push((row, *score));
            if is_chosen.get(row) == Some(&true) {
                open.push((row, None));
            }
        }
        let open_scores: Vec<Option<f64>> = open.iter().map(|(_, score)| *score).collect();
        self.closest = closest(&open_scores)
            .filter(|(_, apart)| *apart < CLOSE)
            .map(|(at, apart)| {
                let (first, second) = (&rows[open[at].0], &rows[open[at].0 + 1]);
                Closest {
                    ids: (first.id.clone(), second.id.clone()),
                    names: (first.name.clone(), second.name.clone()),
                    place: first.place,
                    apart,
                }
            });
        for knot in knots(&scores) {
            // The last of a knot ties with nothing after it.
            let links = knot.start..knot.end - 1;
            let rows = self.placed[links.clone()].iter_mut();
            for (row, is_chosen) in rows.zip(&is_chosen[links]) {
                row.tie = match is_chosen {
                    true => Tie::Chosen,
                    false => Tie::Open,
                };
            }
        }
    }

    /// Places, ties, the closest pair, and who stands out of line.
    fn compare(&mut self, model: &Model) {
        for (place, row) in (1..).zip(&mut self.placed) {
            row.place = place;
        }
        self.tie(model);
        let scored: Vec<&BoardRow> = self
            .placed
            .iter()
            .filter(|row| row.score.is_some())
            .collect();
        let by_score = by_score(&scored);
        let mut places = vec![0; scored.len()];
        for (place, row) in by_score.into_iter().enumerate() {
            places[row] = place;
        }
        let explained: Vec<bool> = scored.iter().map(|row| !row.because.is_empty()).collect();
        let in_line = in_line(&places, &explained);
        // Where its score would put it among all places that are held by a score.
        let held: Vec<usize> = scored.iter().map(|row| row.place).collect();
        let out: Vec<(usize, usize)> = (0..held.len())
            .filter(|row| !in_line[*row])
            .map(|row| (held[row], held[places[row]]))
            .collect();
        for (place, by_score) in out {
            // Where others changed sides around it, there is nothing to say of it.
            self.placed[place - 1].score_place = Some(by_score).filter(|by| *by != place);
        }
    }
}

/// Places of the rows in the order of their scores, the best first; those that tie and those without a score
/// as they stand.
fn by_score(rows: &[&BoardRow]) -> Vec<usize> {
    let value = |row: usize| rows[row].score.map(|score| score.value);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (value(*a).unwrap_or(-1.0), value(*b).unwrap_or(-1.0));
        b.total_cmp(&a)
    });
    // A tie gives way to the person's order. No row passes one that it does not tie with.
    let gives_way = |upper: usize, lower: usize| {
        let tie = value(upper).zip(value(lower));
        upper > lower && tie.is_some_and(|(a, b)| is_tie(a, b))
    };
    for end in 1..order.len() {
        let mut place = end;
        while place > 0 && gives_way(order[place - 1], order[place]) {
            order.swap(place - 1, place);
            place -= 1;
        }
    }
    order
}

/// Which rows stand in line: the most that can, without moving any of them. `places` are different numbers
/// below their count. Where it is the same, a row without a reason stays in line before one that has one.
pub(super) fn in_line(places: &[usize], explained: &[bool]) -> Vec<bool> {
    // For each place by score the best line that ends at or before it: its worth, and its last row.
    let mut best: Vec<(usize, Option<usize>)> = vec![(0, None); places.len() + 1];
    let mut before: Vec<Option<usize>> = vec![None; places.len()];
    let count = places.len();
    let mut last = (0, None);
    for (row, place) in places.iter().enumerate() {
        // A row counts more than all reasons together.
        let own = count + 1 + usize::from(!explained[row]);
        let mut found = (0, None);
        let mut at = *place;
        while at > 0 {
            found = better(found, best[at]);
            at &= at - 1;
        }
        before[row] = found.1;
        let line = (found.0 + own, Some(row));
        last = better(last, line);
        let mut at = place + 1;
        while at <= count {
            best[at] = better(best[at], line);
            at += at & at.wrapping_neg();
        }
    }
    let mut in_line = vec![false; count];
    let mut row = last.1;
    while let Some(at) = row {
        in_line[at] = true;
        row = before[at];
    }
    in_line
}

type Ending = (usize, Option<usize>);

/// The line that is worth more; of equal ones that which ends later, so that the one moved up stands out.
fn better(known: Ending, other: Ending) -> Ending {
    if other.0 > known.0 || (other.0 == known.0 && other.1 > known.1) {
        other
    } else {
        known
    }
}

/// What the interviews of a program say.
#[derive(Clone, Debug, Default)]
struct Seen {
    /// One is over.
    is_over: bool,
    over: Option<Day>,
    coming: Option<Day>,
    city: String,
}

/// By program, with one look at each interview.
fn interviews(model: &Model, world: &World) -> BTreeMap<ProgramId, Seen> {
    let mut all: BTreeMap<ProgramId, Seen> = BTreeMap::new();
    for one in model.all::<Interview>().values() {
        let Some(id) = one.program_id() else {
            continue;
        };
        let zone = zone_of(model, one);
        let seen = all.entry(id).or_default();
        if is_over_in(&zone, one, world) {
            seen.is_over = true;
            seen.over = seen.over.max(one.day);
        } else {
            let coming = [seen.coming, one.day].into_iter().flatten().min();
            seen.coming = coming;
        }
        if seen.city.is_empty() {
            seen.city = one.city().to_owned();
        }
    }
    all
}

/// Why a program is not ranked; `None` for one that may be.
fn why_not(
    id: &ProgramId,
    program: &Program,
    criteria: &Criteria,
    newest: &Newest,
) -> Option<WhyNot> {
    if let Some(reason) = &program.ruled_out {
        return Some(WhyNot::Said(reason.clone()));
    }
    if program.stage.is_closed() {
        return Some(WhyNot::Closed(program.stage));
    }
    if program.archived {
        return Some(WhyNot::Archived);
    }
    criteria.all().find_map(|row| {
        let minimum = row.role.minimum()?;
        let value = newest.value(id, &row.id).filter(|value| *value < minimum)?;
        Some(WhyNot::Breaks {
            criterion: row.id.clone(),
            title: row.title.clone(),
            value,
            minimum,
        })
    })
}
