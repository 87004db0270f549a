//! What a person does to the blocks of an interview day.

use crate::domain::ids::{InterviewId, child};
use crate::domain::meeting::Block;
use crate::domain::person::Person;
use crate::domain::record::Record;
use crate::domain::trip::Interview;
use crate::store::core::change::{Act, Plan, Refusal, delete, edit, existing, refuse};
use crate::store::core::model::Model;
use crate::store::core::short::short;

/// Longest block, in minutes.
pub const BLOCK_MAX: u16 = 720;

/// One thing done to the blocks of a day.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockAction {
    /// Add an own block.
    Add {
        /// Id of the interview.
        interview: InterviewId,
        /// Fresh own part of the id.
        fresh: String,
        /// The block.
        block: Block,
    },
    /// Change a block: an own one, or one of the content.
    Edit {
        /// Id of the interview.
        interview: InterviewId,
        /// What it is called within the interview.
        own_id: String,
        /// As it should be.
        block: Block,
    },
    /// Take a block off the plan: an own one is deleted, one of the content does not take place.
    Leave {
        /// Id of the interview.
        interview: InterviewId,
        /// What it is called within the interview.
        own_id: String,
    },
}

impl Act for BlockAction {
    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            BlockAction::Add {
                interview,
                fresh,
                mut block,
            } => {
                existing::<Interview>(model, &interview)?;
                block.own = true;
                if block.title.trim().is_empty() {
                    return refuse("Write what it is, for example “Coffee with the chair”.");
                }
                let block = checked(model, block)?;
                within(&Block::default(), &block)?;
                edit(model, &child(&interview, &fresh), &block, &mut out)?;
            }
            BlockAction::Edit {
                interview,
                own_id,
                block,
            } => {
                existing::<Interview>(model, &interview)?;
                let block = checked(model, block)?;
                let id = child(&interview, &own_id);
                within(&model.get_or_default(&id), &block)?;
                edit(model, &id, &block, &mut out)?;
            }
            BlockAction::Leave { interview, own_id } => {
                existing::<Interview>(model, &interview)?;
                let id = child(&interview, &own_id);
                let mut block: Block = model.get_or_default(&id);
                if block.own {
                    delete::<Block>(&id, &mut out);
                } else {
                    block.on = Some(false);
                    edit(model, &id, &block, &mut out)?;
                }
            }
        }
        Ok(Plan::Write(out))
    }
}

fn within(before: &Block, after: &Block) -> Result<(), Refusal> {
    short(&[
        (&before.title, &after.title, "title"),
        (&before.room, &after.room, "room"),
    ])
}

fn checked(model: &Model, mut block: Block) -> Result<Block, Refusal> {
    if block
        .length
        .is_some_and(|length| !(1..=BLOCK_MAX).contains(&length))
    {
        return refuse("Write a length from 1 to 720 minutes.");
    }
    // Whoever was deleted is met no more.
    let is_there = |id: &str| model.is_alive(Person::KIND, id);
    block.with = block.with.filter(|id| is_there(id));
    Ok(block)
}
