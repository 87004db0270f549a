//! What a person does to many rows of the lists of trips at once.

use crate::domain::checklist::Entry;
use crate::store::core::change::{Act, Change, Plan, Refusal, edit};
use crate::store::core::model::Model;

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
