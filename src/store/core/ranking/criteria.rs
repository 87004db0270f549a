//! The criteria as the person has them: those of the content with the person's changes laid over, and own
//! ones; what each counts.

use crate::content::lazy::{self, RankingGuide};
use crate::domain::ids::CriterionId;
use crate::domain::order;
use crate::domain::ranking::{ANCHOR_MAX, Criterion, RANK, RankSettings, Weighed, Weighing};
use crate::domain::text::is_longer;
use crate::rank::weights::{Slope, by_order, shares};
use crate::store::core::model::Model;

/// What a criterion is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It counts in the score; a newest reading below `minimum`, if there is one, rules a program out.
    Counts {
        /// 2–5.
        minimum: Option<u8>,
    },
    /// It does not count, but a newest reading below `minimum` rules a program out.
    Breaks {
        /// 2–5.
        minimum: u8,
    },
    /// Neither. Its readings stay.
    Off,
}

impl Role {
    /// Of a stored criterion that counts or not.
    fn of(counts: bool, minimum: Option<u8>) -> Role {
        match (counts, minimum) {
            (true, minimum) => Role::Counts { minimum },
            (false, Some(minimum)) => Role::Breaks { minimum },
            (false, None) => Role::Off,
        }
    }

    /// Below which value a newest reading rules a program out.
    pub fn minimum(self) -> Option<u8> {
        match self {
            Role::Counts { minimum } => minimum,
            Role::Breaks { minimum } => Some(minimum),
            Role::Off => None,
        }
    }

    /// It counts in the score.
    pub fn counts(self) -> bool {
        matches!(self, Role::Counts { .. })
    }
}

/// A criterion as screens show it.
#[derive(Clone, Debug, PartialEq)]
pub struct CriterionRow {
    /// Its id.
    pub id: CriterionId,
    /// Its title.
    pub title: String,
    /// What it covers; empty for an own one.
    pub description: String,
    /// What each value from 1 to 5 looks like; empty where nothing was written.
    pub anchors: [String; 5],
    /// Questions to oneself.
    pub ask: Vec<String>,
    /// Written by the person: it can be deleted.
    pub own: bool,
    /// What it is for.
    pub role: Role,
    /// Its share of the score, 0..=1; 0 when it does not count.
    pub weight: f64,
    /// The same in whole percents; those of all sum to 100.
    pub percent: u8,
    /// Its points, 0–100: given, or as the order would give them when the heaviest has 100.
    pub points: u8,
    /// The points were given by the person.
    pub has_points: bool,
    /// Its order key: what a move needs of it.
    pub key: String,
    /// It was off from the start and has never had a place in the order.
    is_unplaced: bool,
}

/// All criteria.
#[derive(Clone, Debug, PartialEq)]
pub struct Criteria {
    /// Where the weights come from.
    pub weighing: Weighing,
    /// Those that count in the score, the most important first.
    pub counting: Vec<CriterionRow>,
    /// The others: those that only rule out, then those that are off; own ones first.
    pub others: Vec<CriterionRow>,
}

impl Criteria {
    /// Why there is no score for any program, and what to do.
    pub fn fault(&self) -> Option<&'static str> {
        if self.counting.is_empty() {
            return Some("No criterion counts. Turn one on to see scores.");
        }
        let is_nothing = self.counting.iter().all(|row| row.weight == 0.0);
        is_nothing.then_some("All criteria have 0 points. Give one of them points to see scores.")
    }

    /// One criterion.
    pub fn get(&self, id: &str) -> Option<&CriterionRow> {
        self.all().find(|row| row.id == id)
    }

    /// All, those that count first.
    pub fn all(&self) -> impl Iterator<Item = &CriterionRow> {
        self.counting.iter().chain(&self.others)
    }

    /// Ids and order keys of those that count, as `RankAction::MoveCriterion` takes them.
    pub fn keys(&self) -> Vec<(CriterionId, String)> {
        let rows = self.counting.iter();
        rows.map(|row| (row.id.clone(), row.key.clone())).collect()
    }

    /// The order key with which a criterion comes last when it counts for the first time, as
    /// `RankAction::SetRole` takes it. None for one that has its place already.
    pub fn key_for(&self, id: &str) -> Option<String> {
        let row = self.get(id).filter(|row| row.is_unplaced)?;
        let last = self.counting.iter().rfind(|other| other.id != row.id);
        Some(order::after(last.map(|row| &*row.key)))
    }

    /// Titles of all but one, which that one may not have, as `RankAction::AddCriterion` takes them.
    pub fn titles_beside(&self, id: &str) -> Vec<String> {
        let others = self.all().filter(|row| row.id != id);
        others.map(|row| row.title.clone()).collect()
    }

    /// The order key of the last one that counts, as `RankAction::AddCriterion` takes it.
    pub fn last_key(&self) -> Option<String> {
        self.counting.last().map(|row| row.key.clone())
    }

    /// The weights of those that count.
    pub fn weights(&self) -> Vec<f64> {
        self.counting.iter().map(|row| row.weight).collect()
    }

    /// The weights as a list that is kept holds them, the heaviest first.
    pub fn weighed(&self) -> Vec<Weighed> {
        let rows = self.counting.iter().filter(|row| row.weight > 0.0);
        let weighed = rows.map(|row| Weighed {
            criterion: row.id.clone(),
            title: row.title.clone(),
            weight: hundredths(row.weight * 100.0),
        });
        order::by_text(weighed.collect(), |one| {
            order::sortable(-i64::from(one.weight))
        })
    }
}

/// Hundredths of a number from 0 to 100.
pub(in crate::store) fn hundredths(number: f64) -> u16 {
    // In range, so that nothing is cut off.
    (number.clamp(0.0, 100.0) * 100.0).round() as u16
}

/// Why these words for one value of a criterion cannot be kept.
pub fn anchor_fault(anchor: &str) -> Option<&'static str> {
    let is_too_long = is_longer(anchor.trim(), ANCHOR_MAX);
    is_too_long.then_some("Shorten the words for each number to 200 characters.")
}

/// The settings of the list.
pub fn settings(model: &Model) -> RankSettings {
    model.get_or_default(RANK)
}

/// All criteria as they stand.
pub fn criteria(model: &Model, guide: &RankingGuide) -> Criteria {
    let content = &guide.ranking.criteria;
    let keys = order::initial(content.len());
    let of_content = content.iter().zip(keys);
    let mut rows: Vec<CriterionRow> = of_content
        .map(|(one, key)| laid_over(one, model.get::<Criterion>(&one.id), key))
        .collect();
    let is_of_content = |id: &String| content.iter().any(|one| one.id == *id);
    let own = model.all::<Criterion>().iter();
    let own = own.filter(|(id, one)| one.own && !is_of_content(id));
    rows.extend(own.map(|(id, one)| own_row(id, one)));
    let rows = order::by_text(rows, |row| [&*row.key, &row.id].join("\u{1}"));
    let (mut counting, others): (Vec<CriterionRow>, Vec<CriterionRow>) =
        rows.into_iter().partition(|row| row.role.counts());
    let weighing = settings(model).weighing;
    weigh(&mut counting, weighing);
    let others = order::by_text(others, |row| {
        let is_off = matches!(row.role, Role::Off);
        [is_off, !row.own]
            .map(|last| if last { "1" } else { "0" })
            .concat()
    });
    Criteria {
        weighing,
        counting,
        others,
    }
}

fn laid_over(one: &lazy::Criterion, over: Option<&Criterion>, key: String) -> CriterionRow {
    let unchanged = Criterion::default();
    let over = over.unwrap_or(&unchanged);
    let own_or = |own: &String, content: &String| match own.trim() {
        "" => content.clone(),
        _ => own.clone(),
    };
    let has_anchors = over.anchors.iter().any(|anchor| !anchor.trim().is_empty());
    CriterionRow {
        title: own_or(&over.title, &one.title),
        description: one.description.clone(),
        anchors: match has_anchors {
            true => over.anchors.clone(),
            false => one.anchors.clone(),
        },
        ask: one.ask_yourself.clone(),
        own: false,
        role: Role::of(over.on.unwrap_or(!one.optional), over.minimum),
        key: own_or(&over.order, &key),
        is_unplaced: one.optional && over.order.is_empty(),
        ..own_row(&one.id, over)
    }
}

fn own_row(id: &str, one: &Criterion) -> CriterionRow {
    CriterionRow {
        id: id.into(),
        title: one.title.clone(),
        description: String::new(),
        anchors: one.anchors.clone(),
        ask: Vec::new(),
        own: true,
        role: Role::of(one.on.unwrap_or(true), one.minimum),
        weight: 0.0,
        percent: 0,
        points: one.points.unwrap_or(0),
        has_points: one.points.is_some(),
        key: one.order.clone(),
        is_unplaced: false,
    }
}

fn weigh(rows: &mut [CriterionRow], weighing: Weighing) {
    let slope = match weighing {
        Weighing::Flatter => Slope::Flatter,
        Weighing::Steeper => Slope::Steeper,
        Weighing::Order | Weighing::Swing | Weighing::Points => Slope::Centroid,
    };
    let places: Vec<u32> = (0..).take(rows.len()).collect();
    let by_order = by_order(&places, slope);
    let heaviest = by_order.first().copied().unwrap_or(1.0);
    for (row, weight) in rows.iter_mut().zip(&by_order) {
        if !row.has_points {
            // 0–100, so that nothing is cut off.
            row.points = (weight / heaviest * 100.0).round() as u8;
        }
    }
    let weights = match weighing.is_of_order() {
        true => by_order,
        false => {
            let points: Vec<f64> = rows.iter().map(|row| f64::from(row.points)).collect();
            shares(&points).unwrap_or_else(|| vec![0.0; rows.len()])
        }
    };
    let percents = whole_percents(&weights);
    for ((row, weight), percent) in rows.iter_mut().zip(weights).zip(percents) {
        row.weight = weight;
        row.percent = percent;
    }
}

/// Whole percents that sum to 100, if the shares sum to 1: each rounded down, the largest rests rounded up.
pub fn whole_percents(shares: &[f64]) -> Vec<u8> {
    let exact: Vec<f64> = shares.iter().map(|share| share * 100.0).collect();
    let mut percents: Vec<u8> = exact.iter().map(|one| one.floor() as u8).collect();
    let whole = exact.iter().sum::<f64>().round() as usize;
    let given: usize = percents.iter().map(|one| usize::from(*one)).sum();
    let mut rests: Vec<usize> = (0..exact.len()).collect();
    rests.sort_by(|a, b| exact[*b].fract().total_cmp(&exact[*a].fract()));
    for place in rests.into_iter().take(whole.saturating_sub(given)) {
        percents[place] += 1;
    }
    percents
}
