//! The facts of a prep sheet in order, for whoever writes them and whoever reads them.

use crate::domain::fact::{Fact, has_source, place_of};
use crate::domain::ids::{ProgramId, family};
use crate::domain::order;
use crate::domain::time::Day;
use crate::store::core::model::Model;

/// The facts of one field of a program, in order.
pub fn facts_of<'a>(
    model: &'a Model,
    program: &ProgramId,
    field: &str,
) -> Vec<(&'a String, &'a Fact)> {
    let of_field = |(id, _): &(&String, &Fact)| place_of(id).is_some_and(|(_, of)| of == field);
    let found = model.with_prefix::<Fact>(&family(program));
    let found: Vec<(&String, &Fact)> = found.filter(of_field).collect();
    order::by_text(found, |(id, fact)| [&*fact.order, " ", id].concat())
}

/// What of a program's facts is to be looked up before its interview. Each fact is counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ToCheck {
    /// Checked so long ago that they may be wrong.
    pub stale: usize,
    /// Still to be found out.
    pub open: usize,
}

impl ToCheck {
    /// Of all facts of a program.
    pub fn of(model: &Model, program: &ProgramId, today: Day) -> ToCheck {
        let mut all = ToCheck::default();
        for (id, fact) in model.with_prefix::<Fact>(&family(program)) {
            let is_aging = place_of(id).is_some_and(|(_, field)| has_source(field));
            let is_stale = is_aging && fact.is_stale(today);
            all.stale += usize::from(is_stale);
            all.open += usize::from(fact.open && !is_stale);
        }
        all
    }

    /// `2 facts to check again, 1 to find out`; empty when there is none.
    pub fn words(self) -> String {
        let said = |count: usize, what: &str, word: bool| {
            let fact = match (word, count) {
                (false, _) => "",
                (true, 1) => " fact",
                (true, _) => " facts",
            };
            match count {
                0 => String::new(),
                count => [&*count.to_string(), fact, what].concat(),
            }
        };
        let stale = said(self.stale, " to check again", true);
        let open = said(self.open, " to find out", self.stale == 0);
        let between = if stale.is_empty() || open.is_empty() {
            ""
        } else {
            ", "
        };
        [&*stale, between, &*open].concat()
    }
}

/// How many facts of a program are read in the elevator, without this one.
pub fn others_on_card(model: &Model, program: &ProgramId, except: &str) -> usize {
    let facts = model.with_prefix::<Fact>(&family(program));
    let on_card = facts.filter(|(id, fact)| fact.on_card && fact.has_text() && **id != except);
    on_card.count()
}
