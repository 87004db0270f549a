//! Where the person's programs lie on each criterion: who is below a minimum, and what a swing goes from and to.

use crate::content::lazy::RankingGuide;
use crate::domain::ids::CriterionId;
use crate::domain::order;
use crate::domain::program::Program;
use crate::domain::words::essence;
use crate::store::core::model::Model;
use crate::store::core::ranking::criteria::{Criteria, criteria};
use crate::store::core::ranking::readings::Newest;

/// Name of a program and its value.
pub type Rated = (String, u8);

/// The newest values of one criterion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    /// The lowest first, those of one value by name.
    pub values: Vec<Rated>,
}

impl Spread {
    /// Names of the programs that this minimum rules out.
    pub fn below(&self, minimum: u8) -> Vec<&str> {
        let below = self.values.iter().filter(|(_, value)| *value < minimum);
        below.map(|(name, _)| &**name).collect()
    }

    /// The lowest and the highest, where they differ.
    pub fn range(&self) -> Option<(&Rated, &Rated)> {
        let (lowest, highest) = (self.values.first()?, self.values.last()?);
        (lowest.1 < highest.1).then_some((lowest, highest))
    }

    /// What the step from the worst of the programs to the best one is: `From 2 (Birch) to 5 (Ash)`.
    pub fn words(&self) -> String {
        if let Some(((worst, low), (best, high))) = self.range() {
            let low = ["From ", &*low.to_string(), " (", worst, ")"].concat();
            return [&*low, " to ", &*high.to_string(), " (", best, ")"].concat();
        }
        match &*self.values {
            [] => "No program is rated yet".to_owned(),
            [(name, value)] => {
                let only = ["Only ", name, " is rated, with ", &*value.to_string()].concat();
                [&*only, ": it makes no difference now"].concat()
            }
            [(_, value), ..] => {
                let value = value.to_string();
                [
                    "All that are rated have ",
                    &*value,
                    ": it makes no difference now",
                ]
                .concat()
            }
        }
    }
}

/// The criteria, and the values of each at the programs that the person has not ruled out by hand and whose
/// application is not over.
#[derive(Clone, Debug, PartialEq)]
pub struct Spreads {
    /// All criteria.
    pub criteria: Criteria,
    /// By id of the criterion, in the order of `Criteria::all`.
    spreads: Vec<(CriterionId, Spread)>,
}

impl Spreads {
    /// What makes it, with one look at each reading.
    pub fn read(model: &Model, guide: &RankingGuide) -> Spreads {
        let criteria = criteria(model, guide);
        let newest = Newest::of(model);
        let programs = model.all::<Program>().iter();
        let open: Vec<(&String, &Program)> = programs
            .filter(|(_, one)| one.ruled_out.is_none() && !one.is_off())
            .collect();
        let spread = |criterion: &str| {
            let values = open.iter().filter_map(|(id, one)| {
                let value = newest.value(id, criterion)?;
                Some((one.title().to_owned(), value))
            });
            let values = order::by_text(values.collect(), |(name, value)| {
                [&*value.to_string(), "\u{1}", &*essence(name)].concat()
            });
            Spread { values }
        };
        let spreads = criteria.all().map(|row| (row.id.clone(), spread(&row.id)));
        Spreads {
            spreads: spreads.collect(),
            criteria,
        }
    }

    /// Of one criterion; empty for one that is not there.
    pub fn of(&self, criterion: &str) -> Spread {
        let found = self.spreads.iter().find(|(id, _)| id == criterion);
        found.map(|(_, spread)| spread.clone()).unwrap_or_default()
    }
}
