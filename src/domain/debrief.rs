//! What is written down after an interview, prompt by prompt.

use crate::record;

/// Where the free text of the first five minutes is kept: the id in place of a prompt's.
pub const DUMP: &str = "dump";

record! {
    /// The answer to one prompt. Its id is the interview's, a slash and the id of the prompt, or `DUMP`.
    pub struct Debrief as "debrief" {
        /// As written.
        pub text: String,
        /// When it was first written, in milliseconds since 1970 UTC.
        pub at: i64,
    }
}
