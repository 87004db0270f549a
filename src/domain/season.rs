//! The one record about the person and the season. Settings that must not be lost live here;
//! those that may (theme, text size) are preferences at the edge.

use std::collections::BTreeSet;

use crate::domain::time::Day;
use crate::record;
use serde::{Deserialize, Serialize};

/// The id of the only season record.
pub const SEASON: &str = "season";

record! {
    /// What the app knows about the season as a whole.
    pub struct Season as "season" {
        /// Specialty the person applies to, as typed.
        pub specialty: String,
        /// IANA name of the zone the body lives in. Written once, by the first run or the first trip, and
        /// then only by the person; empty until then, and then the phone's own counts.
        pub home_zone: String,
        /// The first-run questions were answered or skipped on this day.
        pub welcomed: Option<Day>,
        /// From how many hours of zone difference to arrive two days early.
        pub far_zone_hours: u8 = 3,
        /// Ids of the conditions about the person that were answered with yes, for every trip.
        pub conditions: BTreeSet<String>,
        /// Ids of the conditions about the person that were answered.
        pub answered: BTreeSet<String>,
        /// The person's own name, as it stands under a letter.
        pub name: String,
        /// AAMC ID, as typed.
        pub aamc: String,
        /// Exports made so far, newest last; at most ten are kept.
        pub exports: Vec<ExportMade>,
    }
}

/// An export that was written and read back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportMade {
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// How many changes it held.
    pub changes: u64,
}
