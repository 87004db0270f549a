//! What the prep sheet of a program holds: facts with their source, why each matters, and the proof.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{StoryId, parent, root};
use crate::domain::time::Day;
use crate::record;

/// After so many days a fact is to be checked again.
pub const STALE_DAYS: i64 = 60;
/// Most facts that are read in an elevator.
pub const ON_CARD_MAX: usize = 3;

/// The field of what sets the program apart.
pub const DIFFERENT: &str = "prep-different";
/// The field of the person's own answer to "Why this program?".
pub const WHY: &str = "prep-why";
/// The field of the person's own questions.
pub const QUESTIONS: &str = "prep-questions";
/// The field of what the place is like.
pub const CULTURE: &str = "prep-culture";

/// Fields of one fact.
const OF_ONE: [&str; 4] = [CULTURE, WHY, "prep-me", "prep-postcontact"];
/// Fields that hold the person's own words: they have no source and do not grow old.
const OWN_WORDS: [&str; 4] = [WHY, QUESTIONS, "prep-me", "prep-flags"];

/// How many facts a field takes.
pub fn most_facts(field: &str) -> usize {
    match field {
        DIFFERENT => 3,
        field if OF_ONE.contains(&field) => 1,
        _ => usize::MAX,
    }
}

/// What stands in the field is a fact about the program, and may turn out to be wrong.
pub fn has_source(field: &str) -> bool {
    !OWN_WORDS.contains(&field)
}

/// Program and field of a fact, by its id.
pub fn place_of(id: &str) -> Option<(&str, &str)> {
    let (program, rest) = parent(id)?;
    Some((program, root(rest)))
}

/// Where a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The program's web site.
    Site,
    /// Somebody said it.
    Person,
    /// Seen or heard on the interview day.
    Day,
    /// A file: an invitation, a contract.
    File,
    /// From memory.
    Memory,
}

impl Source {
    /// All, in the order of a choice.
    pub const ALL: [Source; 5] = [
        Source::Site,
        Source::Person,
        Source::Day,
        Source::File,
        Source::Memory,
    ];

    /// As stored, and as a choice is called in the page.
    pub fn id(self) -> &'static str {
        match self {
            Source::Site => "site",
            Source::Person => "person",
            Source::Day => "day",
            Source::File => "file",
            Source::Memory => "memory",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Source::Site => "Program website",
            Source::Person => "Somebody told me",
            Source::Day => "The interview day",
            Source::File => "Letter or contract",
            Source::Memory => "From memory",
        }
    }
}

/// What kind of hospital a program is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Setting {
    /// A university hospital.
    Academic,
    /// Something of both.
    Both,
    /// A hospital of its town.
    Community,
}

impl Setting {
    /// As a choice is called in the page, and what it is called there.
    pub const CHOICES: [(&'static str, &'static str); 3] = [
        ("academic", "Academic"),
        ("both", "Both"),
        ("community", "Community"),
    ];

    /// All, in the order of the choice.
    pub const ALL: [Setting; 3] = [Setting::Academic, Setting::Both, Setting::Community];

    /// As stored, and as a choice is called in the page.
    pub fn id(self) -> &'static str {
        Setting::CHOICES[self as usize].0
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Setting::Academic => "Academic",
            Setting::Both => "Academic and community",
            Setting::Community => "Community",
        }
    }
}

/// What a program puts first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leaning {
    /// Research.
    Research,
    /// Both alike.
    Both,
    /// Care of patients.
    Service,
}

impl Leaning {
    /// As a choice is called in the page, and what it is called there.
    pub const CHOICES: [(&'static str, &'static str); 3] = [
        ("research", "Research"),
        ("both", "Both"),
        ("service", "Service"),
    ];

    /// All, in the order of the choice.
    pub const ALL: [Leaning; 3] = [Leaning::Research, Leaning::Both, Leaning::Service];

    /// As stored, and as a choice is called in the page.
    pub fn id(self) -> &'static str {
        Leaning::CHOICES[self as usize].0
    }

    /// In words, in the middle of a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Leaning::Research => "more research than service",
            Leaning::Both => "research and service alike",
            Leaning::Service => "more service than research",
        }
    }
}

record! {
    /// One fact about a program. Its id is the program's, a slash, the id of a field of the prep sheet,
    /// and for a field of several facts a slash and a fresh one.
    pub struct Fact as "fact" {
        /// The fact.
        pub text: String,
        /// What kind of source says so; none: not said yet.
        pub source: Option<Source>,
        /// Which page, person or letter, as typed.
        pub source_text: String,
        /// Day on which it was last found true.
        pub checked_on: Option<Day>,
        /// Why it matters to the person.
        pub why: String,
        /// Id of the story that proves it; empty: none.
        pub proof: StoryId,
        /// What proves it, in the person's own words, where no story does.
        pub proof_text: String,
        /// It stands on the elevator card.
        pub on_card: bool,
        /// It is still to be found out.
        pub open: bool,
        /// Order key within its field; empty: as written down.
        pub order: String,
        /// Of the culture: at what kind of hospital.
        pub setting: Option<Setting>,
        /// Of the culture: what comes first.
        pub leaning: Option<Leaning>,
    }
}

impl Fact {
    /// Something is known.
    pub fn is_known(&self) -> bool {
        self.has_text() || self.setting.is_some() || self.leaning.is_some()
    }

    /// Something is written.
    pub fn has_text(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// It was checked so long ago that it may be wrong.
    pub fn is_stale(&self, today: Day) -> bool {
        let old = |checked: Day| today.since(checked) > STALE_DAYS;
        self.is_known() && self.checked_on.is_some_and(old)
    }
}
