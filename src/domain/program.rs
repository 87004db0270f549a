//! Programs: where somebody applies, and how far that has come.
//!
//! What follows from the interviews (scheduled, interviewed) is never stored; `standing` derives it.

use serde::{Deserialize, Serialize};

use crate::domain::text;
use crate::domain::thanks::ThanksPolicy;
use crate::domain::time::{Day, WallTime};
use crate::domain::words::essence;
use crate::record;

record! {
    /// One residency program.
    pub struct Program as "program" {
        /// Its name.
        pub name: String,
        /// Specialty, as typed; empty for the one that the person applies for.
        pub specialty: String,
        /// City, as typed.
        pub place: String,
        /// Two letters of the state that the city is known to be in, or empty.
        pub state: String,
        /// IANA zone, or empty.
        pub zone: String,
        /// The zone is that of a known city, not chosen by the person, and follows the city.
        pub zone_guessed: bool,
        /// NRMP code, as typed: digits, and for some tracks a letter.
        pub code: String,
        /// Address of its web site, as typed.
        pub site: String,
        /// How far the application has come, as the person says.
        pub stage: Stage,
        /// Until when an invitation must be answered, on the program's clock.
        pub reply_by: Option<WallTime>,
        /// Stands first in its part of the list.
        pub starred: bool,
        /// Free text.
        pub note: String,
        /// What it says about notes after the interview.
        pub thanks_policy: ThanksPolicy,
        /// Year of the Match that it is for; 0: the season in which the phone first knew it.
        pub season: u16,
        /// Put away: it stands in the archive alone.
        pub archived: bool,
        /// Day on which it was written down; none for one that came from a typed name.
        pub made: Option<Day>,
        /// Order key within its tier of the person's own order; empty: it has no place there.
        pub rank: String,
        /// Part of the list in which it stands.
        pub tier: Option<Tier>,
        /// Why the person does not rank it; none: it may be ranked.
        pub ruled_out: Option<String>,
        /// Why it stands where it stands, in a few words.
        pub because: String,
        /// Day on which the person said that its contract and its visa policy are at hand.
        pub papers: Option<Day>,
    }
}

/// A part of the person's own order. The parts follow one another; what has none comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// The best ones.
    Top,
    /// Good ones.
    Good,
    /// Still better than no place at all.
    Accept,
}

impl Tier {
    /// All, in the order of the list.
    pub const ALL: [Tier; 3] = [Tier::Top, Tier::Good, Tier::Accept];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Tier::Top => "Happy to go",
            Tier::Good => "Good",
            Tier::Accept => "Would accept",
        }
    }
}

/// Why a program is not ranked that the person ruled out for this reason, which may be empty.
pub fn ruled_out_words(reason: &str) -> &str {
    match reason.trim() {
        "" => "You ruled it out",
        reason => reason,
    }
}

/// How far an application has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// On the list, nothing sent yet.
    #[default]
    Interested,
    /// Applied.
    Applied,
    /// Applied, with a preference signal.
    Signalled,
    /// Invited to interview.
    Invited,
    /// On its waiting list for an interview.
    Waitlisted,
    /// The program or the person said no.
    Declined,
    /// The person took the application back.
    Withdrawn,
}

impl Stage {
    /// All, in the order of a season.
    pub const ALL: [Stage; 7] = [
        Stage::Interested,
        Stage::Applied,
        Stage::Signalled,
        Stage::Invited,
        Stage::Waitlisted,
        Stage::Declined,
        Stage::Withdrawn,
    ];

    /// As stored, and as a choice is called in the page.
    pub fn id(self) -> &'static str {
        match self {
            Stage::Interested => "interested",
            Stage::Applied => "applied",
            Stage::Signalled => "signalled",
            Stage::Invited => "invited",
            Stage::Waitlisted => "waitlisted",
            Stage::Declined => "declined",
            Stage::Withdrawn => "withdrawn",
        }
    }

    /// The stage with this id.
    pub fn of(id: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.id() == id)
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Stage::Interested => "Interested",
            Stage::Applied => "Applied",
            Stage::Signalled => "Signaled",
            Stage::Invited => "Invited",
            Stage::Waitlisted => "Waitlist",
            Stage::Declined => "Declined",
            Stage::Withdrawn => "Withdrawn",
        }
    }

    /// Nothing more is to come.
    pub fn is_closed(self) -> bool {
        matches!(self, Stage::Declined | Stage::Withdrawn)
    }
}

impl Program {
    /// The name to show.
    pub fn title(&self) -> &str {
        match self.name.trim() {
            "" => "Unnamed program",
            name => text::shown(name),
        }
    }

    /// Nothing more is to come of it, or it was put away.
    pub fn is_off(&self) -> bool {
        self.archived || self.stage.is_closed()
    }

    /// Without spaces around what was typed in one line.
    pub fn trimmed(mut self) -> Program {
        for text in [&mut self.name, &mut self.specialty, &mut self.place] {
            *text = text.trim().to_owned();
        }
        self
    }

    /// It and `other` would be taken for the same: name and specialty differ by nothing but case, accents,
    /// spaces and punctuation.
    pub fn is_same(&self, other: &Program) -> bool {
        self.essence() == other.essence()
    }

    /// What makes its name and specialty, without what makes no difference: those of one program are equal.
    pub fn essence(&self) -> (String, String) {
        let name = match essence(&self.name) {
            // Nothing but signs, such as one emoji.
            none if none.is_empty() => self.name.trim().to_owned(),
            name => name,
        };
        (name, essence(&self.specialty))
    }

    /// Nothing but its name is known.
    pub fn is_name_only(&self) -> bool {
        let name = self.name.clone();
        let made = self.made;
        *self
            == Program {
                name,
                made,
                ..Program::default()
            }
    }
}

/// Where a program stands: what the person said, and what its interviews say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// An invitation waits for an answer until then.
    ToAnswer,
    /// An interview has a date.
    Scheduled,
    /// Its interviews are over.
    Interviewed,
    /// As the person said.
    Said(Stage),
}

/// Where a program stands. `coming` and `over`: some interview with a date is still to come; some is over.
/// An answer is open until there is a date.
pub fn standing(program: &Program, coming: bool, over: bool) -> Standing {
    match program.stage {
        stage if stage.is_closed() => Standing::Said(stage),
        _ if coming => Standing::Scheduled,
        _ if over => Standing::Interviewed,
        _ if program.reply_by.is_some() => Standing::ToAnswer,
        stage => Standing::Said(stage),
    }
}

/// The month in which a season turns: who applies from September on is matched in March.
const SEASON_TURNS: u32 = 7;

/// Year of the Match that a day belongs to: from 1 July on that of the next year.
pub fn match_year(day: Day) -> u16 {
    let year = day.year() + i32::from(day.month() >= SEASON_TURNS);
    u16::try_from(year).unwrap_or(0)
}
