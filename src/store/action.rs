//! What a person can do to the data: a closed list, in the imperative. What practice does to it is
//! in `practice`, the look back after a trip in `look_back`, what is said of the season in `season`.
//!
//! Fresh ids and today's date come with the action, because `plan` has neither dice nor clock.

use crate::domain::checklist::Entry;
use crate::domain::time::Day;
use crate::domain::trip::{Interview, Trip};
use crate::store::hlc::Hlc;

/// One thing done by the person.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Begin a trip with one interview; both stay drafts until `FinishTrip`.
    BeginTrip {
        /// Fresh id of the trip.
        trip: String,
        /// Fresh id of its first interview.
        interview: String,
        /// Today at home.
        today: Day,
        /// Zone to keep as home, unless one is kept already.
        home: String,
    },
    /// The form is done: each interview must have a program, a date, a time and a zone.
    FinishTrip {
        /// Id of the trip.
        trip: String,
    },
    /// Change a trip.
    EditTrip {
        /// Id of the trip.
        id: String,
        /// As it should be.
        trip: Trip,
    },
    /// Delete a trip with all that goes with it (`owners`): its interviews and entries.
    DeleteTrip {
        /// Id of the trip.
        id: String,
    },
    /// Add one more interview to a trip.
    AddInterview {
        /// Fresh id.
        id: String,
        /// Id of the trip.
        trip: String,
    },
    /// Change an interview.
    EditInterview {
        /// Id of the interview.
        id: String,
        /// As it should be.
        interview: Interview,
    },
    /// Delete an interview. Its trip stays, even without another one.
    RemoveInterview {
        /// Id of the interview.
        id: String,
    },
    /// Make a new draft from a trip: same lists, nothing ticked; no title, no place, no date.
    PackAgain {
        /// Id of the trip to copy.
        from: String,
        /// Fresh id of the new trip.
        trip: String,
        /// Fresh id of its interview.
        interview: String,
        /// Today at home.
        today: Day,
    },
    /// Tick or untick a row.
    Tick {
        /// Id of the entry.
        entry: String,
        /// Ticked.
        done: bool,
    },
    /// Change a row of a list, or add an own one under a fresh id.
    EditEntry {
        /// Id of the entry.
        id: String,
        /// As it should be.
        entry: Entry,
    },
    /// Delete an own row.
    DeleteEntry {
        /// Id of the entry.
        id: String,
    },
    /// Move a row within its group.
    MoveEntry {
        /// Ids and order keys of the group as shown.
        rows: Vec<(String, String)>,
        /// Position of the row.
        from: usize,
        /// Position after the move.
        to: usize,
    },
    /// Show another version of a field and drop the rest.
    ChooseVersion {
        /// Kind of record.
        kind: String,
        /// Id of the record.
        id: String,
        /// Field of the record.
        field: String,
        /// Stamp of the version to keep.
        keep: Hlc,
    },
}

/// One field to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Kind of record.
    pub kind: Box<str>,
    /// Id of the record.
    pub id: Box<str>,
    /// Field of the record.
    pub field: Box<str>,
    /// JSON text.
    pub val: Box<str>,
}
