//! What a person does to recorded answers, and what is kept of the voice in them.

use crate::domain::ids::TakeId;
use crate::domain::take::{NAME_MAX, TAKE_MIN_MS, TAPS_MAX, Take, VOICE, Voice};
use crate::domain::text::is_longer;
use crate::domain::time::Instant;
use crate::store::core::change::{Act, Change, Plan, Refusal, delete, edit, existing, refuse};
use crate::store::core::model::Model;

/// One thing done to recorded answers.
#[derive(Clone, Debug, PartialEq)]
pub enum TakeAction {
    /// Keep a recorded answer; its sound is stored already.
    Keep {
        /// Its fresh id, under which the sound was stored.
        id: TakeId,
        /// What is known of it.
        take: Take,
    },
    /// Change what is known of a take.
    Edit {
        /// Id of the take.
        id: TakeId,
        /// As it should be.
        take: Take,
    },
    /// Delete a take. Its sound goes when this can no longer be taken back.
    Delete {
        /// Id of the take.
        id: TakeId,
        /// Now.
        at: Instant,
    },
    /// As `Delete`, for many in one act.
    DeleteMany {
        /// Ids of the takes.
        ids: Vec<TakeId>,
        /// Now.
        at: Instant,
    },
    /// Forget a deleted take whose sound is gone.
    Forget {
        /// Id of the take.
        id: TakeId,
    },
    /// Keep what a reading of the known text taught about the voice.
    KeepVoice {
        /// As it should be.
        voice: Voice,
    },
}

impl Act for TakeAction {
    fn is_of_screen(&self, _: &Model) -> bool {
        !matches!(self, TakeAction::Keep { .. })
    }

    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            TakeAction::Keep { id, take } => {
                if take.ms < TAKE_MIN_MS {
                    return refuse("This was shorter than a second, so it was not kept.");
                }
                edit(model, &id, &checked_take(take)?, &mut out)?;
            }
            TakeAction::Edit { id, take } => {
                existing::<Take>(model, &id)?;
                edit(model, &id, &checked_take(take)?, &mut out)?;
            }
            TakeAction::Delete { id, at } => delete_take(model, &id, at, &mut out)?,
            TakeAction::DeleteMany { ids, at } => {
                for id in ids {
                    delete_take(model, &id, at, &mut out)?;
                }
            }
            TakeAction::Forget { id } => {
                if existing::<Take>(model, &id)?.gone.is_none() {
                    return refuse("This recording is still wanted. Nothing was changed.");
                }
                delete::<Take>(&id, &mut out);
            }
            TakeAction::KeepVoice { voice } => edit(model, VOICE, &voice, &mut out)?,
        }
        Ok(Plan::Write(out))
    }
}

/// Its sound stays for as long as this can be taken back.
fn delete_take(
    model: &Model,
    id: &TakeId,
    at: Instant,
    out: &mut Vec<Change>,
) -> Result<(), Refusal> {
    let take = Take {
        gone: Some(at.0),
        ..existing(model, id)?
    };
    edit(model, id, &take, out)
}

fn checked_take(mut take: Take) -> Result<Take, Refusal> {
    take.name = take.name.trim().to_owned();
    if is_longer(&take.name, NAME_MAX) {
        return refuse("This name is too long. Shorten it to 200 characters.");
    }
    if take.taps.len() > TAPS_MAX {
        return refuse("One recording keeps 1,000 taps. Set the counter back to 0 first.");
    }
    if take.checks.values().any(|mark| !(1..=3).contains(mark)) {
        return refuse("Choose yes, partly or no.");
    }
    Ok(take)
}
