//! The list as it stands when it is to be kept or certified.

use crate::domain::ids::ProgramId;
use crate::domain::ranking::Ranking;
use crate::domain::words::and_more;
use crate::store::core::change::{Refusal, refuse};
use crate::store::core::model::Model;
use crate::store::core::ranking::list::ranked;

/// The list as it stands on the screen, and what keeps it from being certified. What is kept is what was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The list as it would be kept.
    pub list: Ranking,
    /// Names of the programs that have a place and no interview that is over.
    pub waiting: Vec<String>,
    /// Their ids.
    pub waiting_ids: Vec<ProgramId>,
}

impl Standing {
    /// The model's list is this one.
    pub(in crate::store) fn check(&self, model: &Model) -> Result<(), Refusal> {
        let now = ranked(model);
        let now = now.iter().filter(|id| !self.waiting_ids.contains(id));
        if !now.eq(self.list.order.iter().map(|one| &one.program)) {
            return refuse("The list was changed in the meantime. Look at it once more.");
        }
        if self.list.order.is_empty() {
            return refuse("Your list is empty. Put a program in order first.");
        }
        Ok(())
    }

    /// Every program on the list has had its interview.
    pub(in crate::store) fn may_be_certified(&self) -> Result<(), Refusal> {
        let count = self.waiting.len();
        if count == 0 {
            return Ok(());
        }
        let have = if count == 1 { " has" } else { " have" };
        let it = if count == 1 { "it" } else { "them" };
        Err(Refusal(
            [
                &*and_more(&self.waiting),
                have,
                " a place on your list but no interview that is over. Note the day of the interview, or take ",
                it,
                " off the list.",
            ]
            .concat(),
        ))
    }
}
