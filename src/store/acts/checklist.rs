//! What a person does to the rows of the lists of trips.

use crate::domain::checklist::{Bag, Entry};
use crate::domain::order;
use crate::store::core::change::{Act, Change, Plan, Refusal, delete, edit, existing, refuse};
use crate::store::core::model::Model;

/// One thing done to the rows of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum ChecklistAction {
    /// Tick or untick a row.
    Tick {
        /// Id of the entry.
        entry: String,
        /// Ticked.
        done: bool,
    },
    /// Change a row of a list, or add an own one under a fresh id.
    Edit {
        /// Id of the entry.
        id: String,
        /// As it should be.
        entry: Entry,
    },
    /// Delete an own row.
    Delete {
        /// Id of the entry.
        id: String,
    },
    /// Move a row within its group, or into another bag.
    Move {
        /// Ids and order keys of the group as shown, the row among them.
        rows: Vec<(String, String)>,
        /// Position of the row.
        from: usize,
        /// Position after the move.
        to: usize,
        /// The bag, if it comes from another.
        bag: Option<Bag>,
    },
}

impl Act for ChecklistAction {
    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            ChecklistAction::Tick { entry: id, done } => {
                let entry = Entry {
                    done,
                    ..model.get_or_default(&id)
                };
                edit(model, &id, &entry, &mut out)?;
            }
            ChecklistAction::Edit { id, entry } => {
                if entry.own && entry.text.as_deref().unwrap_or("").trim().is_empty() {
                    return refuse("Write what it is, for example “umbrella”.");
                }
                edit(model, &id, &entry, &mut out)?;
            }
            ChecklistAction::Delete { id } => {
                existing::<Entry>(model, &id)?;
                delete::<Entry>(&id, &mut out);
            }
            ChecklistAction::Move {
                rows,
                from,
                to,
                bag,
            } => {
                let keys: Vec<String> = rows.iter().map(|(_, key)| key.clone()).collect();
                let placed = order::moved(&keys, from, to);
                for (row, (id, _)) in rows.iter().enumerate() {
                    let key = placed.iter().find(|(placed, _)| *placed == row);
                    let bag = bag.filter(|_| row == from);
                    if key.is_none() && bag.is_none() {
                        continue;
                    }
                    let entry: Entry = model.get_or_default(id);
                    let entry = Entry {
                        order: key.map(|(_, key)| key.clone()).or(entry.order.clone()),
                        bag: bag.or(entry.bag),
                        ..entry
                    };
                    edit(model, id, &entry, &mut out)?;
                }
            }
        }
        Ok(Plan::Write(out))
    }
}

/// Ticks or unticks all entries of a row at once.
pub struct TickAll {
    /// Ids of the entries.
    pub entries: Vec<String>,
    /// Ticked.
    pub done: bool,
}

impl Act for TickAll {
    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut changes: Vec<Change> = Vec::new();
        for id in &self.entries {
            let mut entry: Entry = model.get_or_default(id);
            entry.done = self.done;
            edit(model, id, &entry, &mut changes)?;
        }
        Ok(Plan::Write(changes))
    }
}
