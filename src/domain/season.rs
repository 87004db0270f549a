//! The one record about the person and the season. Settings that must not be lost live here;
//! those that may (theme, text size) are preferences at the edge.

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
        /// IANA name of the zone the body lives in; empty means the phone's own.
        pub home_zone: String,
        /// The first-run questions were answered or skipped on this day.
        pub welcomed: Option<Day>,
        /// From how many hours of zone difference to arrive two days early.
        pub far_zone_hours: u8 = 3,
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
