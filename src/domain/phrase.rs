//! What the person marks about a phrase. The phrases themselves are content.

use crate::record;

record! {
    /// What the person marked about one phrase. Its id is the phrase's.
    pub struct PhraseMark as "phrase" {
        /// Leads the phrases.
        pub favorite: bool,
    }
}
