//! What a person says of themselves and the season, and what the app notes of its copies. The start needs
//! these, and need not carry the rules of trips and lists.

use crate::domain::season::{ExportMade, SEASON, Season};
use crate::store::core::change::{Act, Plan, Refusal, edit};
use crate::store::core::codec::Records;
use crate::store::core::model::Model;

/// Exports remembered.
const EXPORTS_KEPT: usize = 10;

/// One thing said of the season, or taken in from a copy.
#[derive(Clone, Debug, PartialEq)]
pub enum SeasonAction {
    /// Change what is known of the season.
    Edit {
        /// As it should be.
        season: Season,
    },
    /// Note that an export was written and read back.
    NoteExport {
        /// When and how much.
        made: ExportMade,
    },
    /// Take in the records of an export. Merges; never replaces or removes.
    Merge {
        /// What the file holds.
        records: Records,
    },
}

impl Act for SeasonAction {
    fn is_of_screen(&self, _: &Model) -> bool {
        !matches!(self, SeasonAction::NoteExport { .. })
    }

    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let season = match self {
            SeasonAction::Edit { season } => season,
            SeasonAction::NoteExport { made } => {
                let mut season: Season = model.season();
                season.exports.push(made);
                let extra = season.exports.len().saturating_sub(EXPORTS_KEPT);
                season.exports.drain(..extra);
                season
            }
            SeasonAction::Merge { records } => return Ok(Plan::Merge(records)),
        };
        let mut out = Vec::new();
        edit(model, SEASON, &season, &mut out)?;
        Ok(Plan::Write(out))
    }
}
