//! The person's own order: what moves in it, and what else that must write.

use crate::domain::ids::ProgramId;
use crate::domain::program::{Program, Tier};
use crate::domain::ranking::{Kept, Ranking};
use crate::domain::text::is_longer;
use crate::domain::time::Day;
use crate::store::core::change::{Change, Refusal, edit, existing, refuse};
use crate::store::core::hlc::Actor;
use crate::store::core::model::Model;
use crate::store::core::ranking::list::{List, Spot, check_order, is_out, ranked};

/// Longest reason for a place or for none, in characters: it stands in one line.
pub const REASON_MAX: usize = 120;

/// One change of the person's own order.
#[derive(Clone, Debug, PartialEq)]
pub enum Move {
    /// Put a program at a spot, whether it had a place before or not.
    Place {
        /// Id of the program.
        program: ProgramId,
        /// Where it goes.
        spot: Spot,
    },
    /// Put a program at a spot of a tier: both sides of the line between two tiers are one place.
    PlaceIn {
        /// Id of the program.
        program: ProgramId,
        /// Where it goes.
        spot: Spot,
        /// The tier; none stands behind all tiers.
        tier: Option<Tier>,
    },
    /// Take a whole order, that of the scores or of the choices.
    Take {
        /// Ids of the programs, the first place first.
        order: Vec<ProgramId>,
    },
    /// Give a program a tier. It goes as far as it must.
    SetTier {
        /// Id of the program.
        program: ProgramId,
        /// The tier; none puts it behind all tiers.
        tier: Option<Tier>,
    },
    /// Take a program off the list, without saying that it is not ranked.
    TakeOff {
        /// Id of the program.
        program: ProgramId,
    },
    /// Say that a program is not ranked.
    RuleOut {
        /// Id of the program.
        program: ProgramId,
        /// Why; may be empty.
        reason: String,
    },
    /// Take that back. It stands where it stood.
    BringBack {
        /// Id of the program.
        program: ProgramId,
    },
}

/// Where the order is noted after each change: one draft a tab and day, so that of two phones, or of two tabs
/// of one phone, that sort apart both orders stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftOf {
    /// Id of the draft; the same for all changes of one tab on one day.
    pub id: String,
    /// Now, in milliseconds since 1970 UTC.
    pub at: i64,
    /// Today, where the phone is.
    pub day: Day,
}

impl DraftOf {
    /// The draft of a tab. A reload begins another one: what a tab has not seen yet, it must not write over.
    pub fn of(tab: Actor, at: i64, day: Day) -> DraftOf {
        DraftOf {
            id: ["draft-", &*tab.text(), "-", &*day.iso()].concat(),
            at,
            day,
        }
    }
}

/// A reason that stands in one line.
pub(super) fn fits(reason: &str) -> Result<String, Refusal> {
    let reason = reason.trim();
    if is_longer(reason, REASON_MAX) {
        return refuse("Shorten the reason to 120 characters: it stands in one line.");
    }
    Ok(reason.to_owned())
}

pub(super) fn reorder(
    model: &Model,
    change: Move,
    draft: DraftOf,
    out: &mut Vec<Change>,
) -> Result<(), Refusal> {
    let mut list = List::of(model);
    let mut said = None;
    match change {
        Move::Place { program, spot } => {
            existing::<Program>(model, &program)?;
            list.place(&program, &spot)?;
        }
        Move::PlaceIn {
            program,
            spot,
            tier,
        } => {
            existing::<Program>(model, &program)?;
            list.place_in(&program, &spot, tier)?;
        }
        Move::Take { order } => {
            check_order(model, &order)?;
            list.take(&order);
        }
        Move::SetTier { program, tier } => {
            existing::<Program>(model, &program)?;
            list.give_tier(&program, tier);
        }
        Move::TakeOff { program } => {
            existing::<Program>(model, &program)?;
            list.remove(&program);
        }
        Move::RuleOut { program, reason } => {
            said = Some((program, Some(fits(&reason)?)));
        }
        Move::BringBack { program } => said = Some((program, None)),
    }
    if let Some((id, ruled_out)) = &said {
        let program: Program = existing(model, id)?;
        let ruled_out = ruled_out.clone();
        let program = Program {
            ruled_out,
            ..program
        };
        edit(model, id, &program, out)?;
    }
    list.write(model, out)?;
    if out.is_empty() {
        return Ok(());
    }
    let is_out_now = |id: &str| match &said {
        Some((said, ruled_out)) if said == id => ruled_out.is_some(),
        _ => is_out(model, id),
    };
    let after = Ranking {
        at: draft.at,
        day: Some(draft.day),
        kept: Kept::Draft,
        order: list.kept(is_out_now),
        ..Ranking::default()
    };
    edit(model, &draft.id, &after, out)
}

/// What a sentence about the list is said of.
pub(super) fn said_of(model: &Model, yes: bool) -> Result<Option<Vec<ProgramId>>, Refusal> {
    let list = ranked(model);
    if yes && list.is_empty() {
        return refuse("Your list is empty. Put a program in order first.");
    }
    Ok(yes.then_some(list))
}
