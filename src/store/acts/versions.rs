//! Where two phones wrote the same field, the person chooses.

use crate::store::core::change::{Act, Change, Plan, Refusal, refuse};
use crate::store::core::hlc::Hlc;
use crate::store::core::model::Model;

/// Show another version of a field and drop the rest.
#[derive(Clone, Debug, PartialEq)]
pub struct ChooseVersion {
    /// Kind of record.
    pub kind: String,
    /// Id of the record.
    pub id: String,
    /// Field of the record.
    pub field: String,
    /// Stamp of the version to keep.
    pub keep: Hlc,
}

impl Act for ChooseVersion {
    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let ChooseVersion {
            kind,
            id,
            field,
            keep,
        } = self;
        let register = model.register(&kind, &id, &field);
        let chosen = register.and_then(|r| r.heads().iter().find(|head| head.hlc == keep));
        let Some(chosen) = chosen else {
            return refuse("This version is no longer there. Nothing was changed.");
        };
        let val = chosen.val.clone();
        let (kind, id, field) = (kind.into(), id.into(), field.into());
        Ok(Plan::Settle(Change {
            kind,
            id,
            field,
            val,
        }))
    }
}
