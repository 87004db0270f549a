//! Thank-you notes: to whom, in which words, and whether they went.

use serde::{Deserialize, Serialize};

use crate::record;

/// What a program says about notes after the interview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThanksPolicy {
    /// They are welcome.
    Welcome,
    /// They are not needed.
    NotNeeded,
    /// They are not to be sent.
    DoNotSend,
    /// Nobody knows.
    #[default]
    Unknown,
}

impl ThanksPolicy {
    /// All, in the order of a choice.
    pub const ALL: [ThanksPolicy; 4] = [
        ThanksPolicy::Welcome,
        ThanksPolicy::NotNeeded,
        ThanksPolicy::DoNotSend,
        ThanksPolicy::Unknown,
    ];

    /// As in the content, as stored, and as a choice is called in the page.
    pub fn id(self) -> &'static str {
        match self {
            ThanksPolicy::Welcome => "welcome",
            ThanksPolicy::NotNeeded => "not_needed",
            ThanksPolicy::DoNotSend => "do_not_send",
            ThanksPolicy::Unknown => "unknown",
        }
    }
}

record! {
    /// A note to somebody met on a day. Its id is the interview's, a slash and the person's whole id.
    pub struct Thanks as "thanks" {
        /// Id of the template; empty: that of the person's role.
        pub template: String,
        /// As the person wrote it; none: the template seen through the records.
        pub text: Option<String>,
        /// Its subject; none: that of the template.
        pub subject: Option<String>,
        /// When the person said that it was sent, in milliseconds since 1970 UTC. The text and subject stand
        /// in the record from then on, and no change of a name reaches them.
        pub sent: Option<i64>,
        /// No note is to be written.
        pub declined: bool,
    }
}
