//! The registry of screens: address, title, tab and view of each, one line a screen.
//!
//! The router, the tab bar, and the tests that open every screen iterate over it. Adding a screen
//! is a file in `features/` and a line here. The data compiles without a browser; the views need one.

use crate::address::{self, pattern};
#[cfg(feature = "web")]
use crate::features::{self, Visit};
#[cfg(feature = "web")]
use crate::parts::Loading;
#[cfg(feature = "web")]
use leptos::prelude::AnyView;

/// A place in the tab bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What to do now.
    Today,
    /// Cards, stories, phrases.
    Practice,
    /// Trips and their lists.
    Pack,
    /// Programs and interviews.
    Programs,
    /// The rank order list.
    Rank,
}

/// The tabs in order, with their name and the address of their first screen.
pub const TABS: [(Tab, &str, &str); 5] = [
    (Tab::Today, "Today", address::TODAY),
    (Tab::Practice, "Practice", address::PRACTICE),
    (Tab::Pack, "Pack", address::PACK),
    (Tab::Programs, "Programs", address::PROGRAMS),
    (Tab::Rank, "Rank", address::RANK),
];

/// One screen.
pub struct Screen {
    /// Address after `#/`; a part that begins with `:` stands for any one part.
    pub path: &'static str,
    /// Heading and window title, unless the screen has a better one.
    pub title: &'static str,
    /// Tab that it belongs to; settings belong to none.
    pub tab: Option<Tab>,
    /// Draws it.
    #[cfg(feature = "web")]
    pub view: View,
}

/// How a screen is drawn.
#[cfg(feature = "web")]
#[derive(Clone, Copy)]
pub enum View {
    /// At once.
    AtStart(fn(Visit) -> AnyView),
    /// By a part of the program.
    InPart {
        /// Brings the part; at once when it is there.
        load: fn() -> Loading<()>,
        /// Draws the screen of this path; at once when the part is there.
        draw: fn(&'static str, Visit) -> Loading<AnyView>,
    },
}

/// Has one function for each part, which draws that part's screens.
#[cfg(feature = "web")]
struct Drawn;

#[cfg(feature = "web")]
macro_rules! view {
    (start $view:path) => {
        View::AtStart($view)
    };
    ($part:ident $view:path) => {
        View::InPart {
            load: in_part::$part::load,
            draw: in_part::$part::call,
        }
    };
}

/// Draws the screen of `$path` if it belongs to the part. A part is one cut however many screens it
/// has: each cut costs the start-up program half a kilobyte. A new part is a line here and in `parts!`.
#[cfg(feature = "web")]
macro_rules! draws {
    (practice practice $($screen:tt)*) => { draw!($($screen)*) };
    (exchange exchange $($screen:tt)*) => { draw!($($screen)*) };
    (pack pack $($screen:tt)*) => { draw!($($screen)*) };
    (programs programs $($screen:tt)*) => { draw!($($screen)*) };
    (rank rank $($screen:tt)*) => { draw!($($screen)*) };
    (settings settings $($screen:tt)*) => { draw!($($screen)*) };
    (gallery gallery $($screen:tt)*) => { draw!($($screen)*) };
    ($part:ident $other:ident $($screen:tt)*) => {};
}

#[cfg(feature = "web")]
macro_rules! draw {
    ($path:ident $view:path, $wanted:ident, $visit:ident) => {
        if $wanted == pattern::$path {
            return $view($visit);
        }
    };
}

#[cfg(feature = "web")]
macro_rules! parts {
    ([$($part:ident)*] $screens:tt) => { $(parts!($part $screens);)* };
    ($part:ident {$($path:ident $of:ident($view:path);)*}) => {
        impl super::Drawn {
            fn $part(wanted: &'static str, visit: Visit) -> AnyView {
                $(draws!($part $of $path $view, wanted, visit);)*
                features::not_found()
            }
        }
        crate::parts::cut! {
            $part;
            fn $part(wanted: &'static str, visit: Visit) -> AnyView = super::super::Drawn::$part;
        }
    };
}

macro_rules! screens {
    ($($path:ident, $title:literal, $tab:expr, $part:ident($view:path);)*) => {
        /// Every screen there is.
        pub const SCREENS: &[Screen] = &[$(Screen {
            path: pattern::$path,
            title: $title,
            tab: $tab,
            #[cfg(feature = "web")]
            view: view!($part $view),
        },)*];

        #[cfg(feature = "web")]
        mod in_part {
            use super::{AnyView, Visit, features, pattern};
            parts! {
                [practice exchange pack programs rank settings gallery]
                {$($path $part($view);)*}
            }
        }
    };
}

use Tab::{Pack, Practice, Programs, Rank, Today};

// The word before the bracket is the part of the program that draws the screen (`parts`).
screens! {
    TODAY, "Today", Some(Today), start(features::today::screen::view);
    PRACTICE, "Practice", Some(Practice), practice(features::cards::home::view);
    REVIEW, "Cards", Some(Practice), practice(features::cards::review::review);
    FIVE_MINUTES, "Five minutes", Some(Practice), practice(features::cards::review::five);
    HANDS_FREE, "Hands-free", Some(Practice), practice(features::cards::hands_free::view);
    STATISTICS, "Statistics", Some(Practice), practice(features::cards::statistics::view);
    STUDY_SETTINGS, "Study settings", Some(Practice), practice(features::cards::settings::view);
    DECK, "Deck", Some(Practice), practice(features::cards::deck::view);
    FIND, "Find a question", Some(Practice), practice(features::cards::deck::find);
    CARD, "Card", Some(Practice), practice(features::cards::card::view);
    EXCHANGE, "Import and export", Some(Practice), exchange(features::cards::exchange::view);
    GUIDE, "Interviewers and answers", Some(Practice), practice(features::cards::home::guide);
    WORKSHEETS, "Worksheets", Some(Practice), practice(features::cards::worksheets::view);
    WORKSHEET, "Worksheet", Some(Practice), practice(features::cards::worksheets::sheet);
    STORIES, "Stories", Some(Practice), practice(features::stories::list::view);
    STORY, "Story", Some(Practice), practice(features::stories::story::view);
    STORY_TIMER, "Story timer", Some(Practice), practice(features::stories::timer::story);
    TIMER, "Timer", Some(Practice), practice(features::stories::timer::answer);
    RECORDINGS, "Recordings", Some(Practice), practice(features::recordings::library::view);
    TAKE, "Recording", Some(Practice), practice(features::recordings::take::view);
    RECORD, "Record", Some(Practice), practice(features::recordings::record::view);
    VOICE, "Your voice", Some(Practice), practice(features::recordings::voice::view);
    DRILLS, "Drill", Some(Practice), practice(features::drill::choose::view);
    DRILL, "Practice interview", Some(Practice), practice(features::drill::run::view);
    PHRASES, "Phrases", Some(Practice), practice(features::reading::phrases::view);
    PACK, "Pack", Some(Pack), pack(features::trips::list::view);
    ABOUT_YOU, "About you", Some(Pack), pack(features::trips::you::view);
    TRIP, "Trip", Some(Pack), pack(features::trips::packing::view);
    LOGISTICS, "Logistics", Some(Pack), pack(features::trips::logistics::view);
    ATTIRE, "Attire", Some(Pack), pack(features::trips::attire::view);
    TRIP_FORM, "Trip details", Some(Pack), pack(features::trips::form::view);
    TRIP_FROM, "Trip details", Some(Pack), pack(features::trips::form::view);
    LOOK_BACK, "Look back", Some(Pack), pack(features::trips::look_back::view);
    PROGRAMS, "Programs", Some(Programs), pack(features::programs::list::view);
    NEW_PROGRAM, "Add a program", Some(Programs), pack(features::programs::list::add);
    QUESTIONS, "Questions to ask", Some(Programs), programs(features::programs::questions::view);
    SEASON, "Season", Some(Programs), programs(features::programs::season::view);
    BRING, "Bring in a list", Some(Programs), programs(features::programs::bring::view);
    PROGRAM, "Program", Some(Programs), pack(features::programs::program::view);
    SHEET, "Prep sheet", Some(Programs), programs(features::programs::sheet::view);
    ELEVATOR, "Elevator card", Some(Programs), programs(features::programs::elevator::view);
    PEOPLE, "People and questions", Some(Programs), programs(features::programs::people::view);
    PERSON, "Person", Some(Programs), programs(features::programs::person::view);
    INTERVIEW, "Interview", Some(Programs), pack(features::programs::program::interview);
    PLAN, "Day plan", Some(Programs), programs(features::programs::plan::view);
    DAY, "Interview day", Some(Programs), programs(features::programs::day::view);
    NOTE, "Quick note", Some(Programs), programs(features::programs::note::view);
    DEBRIEF, "Debrief", Some(Programs), programs(features::programs::debrief::view);
    THANKS, "Thank-you notes", Some(Programs), programs(features::programs::thanks::view);
    RANK, "Rank", Some(Rank), rank(features::rank::order::view);
    ADD_TO_RANK, "Add programs", Some(Rank), rank(features::rank::add::view);
    CRITERIA, "Criteria", Some(Rank), rank(features::rank::criteria::view);
    CRITERION, "Criterion", Some(Rank), rank(features::rank::criterion::view);
    RATE, "Rate", Some(Rank), rank(features::rank::rate::view);
    WHY, "Why", Some(Rank), rank(features::rank::why::view);
    SURE, "How sure", Some(Rank), rank(features::rank::sure::view);
    CHOOSE, "Which would you choose?", Some(Rank), rank(features::rank::choose::view);
    CHOOSE_PAIR, "Which would you choose?", Some(Rank), rank(features::rank::choose::pair);
    MATCH, "How the Match works", Some(Rank), rank(features::rank::market::view);
    FINISH, "Finish", Some(Rank), rank(features::rank::finish::view);
    KEPT_LISTS, "Kept lists", Some(Rank), rank(features::rank::lists::view);
    KEPT_LIST, "Kept list", Some(Rank), rank(features::rank::lists::one);
    ADVICE, "Rules and advice", Some(Rank), rank(features::rank::advice::view);
    SETTINGS, "Settings", None, settings(features::settings::home::view);
    STORAGE, "Storage and copies", None, settings(features::settings::home::storage);
    SAMPLE, "Sample season", None, settings(features::settings::sample::view);
    ABOUT, "About", None, settings(features::settings::about::view);
    PRIVACY, "Proof of privacy", None, settings(features::settings::about::privacy);
    LICENSES, "Licenses", None, settings(features::settings::about::licences);
    ARRIVED, "Shared with Matchbook", None, settings(features::settings::arrived::view);
    GALLERY, "Gallery", None, gallery(features::settings::gallery::view);
}

/// The screen at an address, with the parts its `:` names stand for.
pub fn find(path: &str) -> Option<(&'static Screen, Vec<String>)> {
    let parts: Vec<&str> = path.split('/').collect();
    SCREENS
        .iter()
        .find_map(|screen| Some((screen, matches(screen.path, &parts)?)))
}

/// The title of the screen at an address, or an empty text.
pub fn title_of(path: &str) -> &'static str {
    find(path).map_or("", |(screen, _)| screen.title)
}

fn matches(pattern: &str, parts: &[&str]) -> Option<Vec<String>> {
    let wanted: Vec<&str> = pattern.split('/').collect();
    if wanted.len() != parts.len() {
        return None;
    }
    let mut named = Vec::new();
    for (wanted, part) in wanted.iter().zip(parts) {
        if wanted.starts_with(':') {
            if part.is_empty() {
                return None;
            }
            named.push((*part).to_owned());
        } else if wanted != part {
            return None;
        }
    }
    Some(named)
}

/// Screens that ask for the whole attention: no tab bar, and a cross in place of the way back.
const FOCUSED: &[&str] = &[
    pattern::REVIEW,
    pattern::FIVE_MINUTES,
    pattern::ELEVATOR,
    pattern::DAY,
    pattern::NOTE,
    pattern::DEBRIEF,
    pattern::THANKS,
    pattern::RATE,
    pattern::WHY,
    pattern::CHOOSE,
    pattern::CHOOSE_PAIR,
    address::MATCH,
    address::FINISH,
];

impl Screen {
    /// It stands alone, without the tab bar.
    pub fn is_focused(&self) -> bool {
        FOCUSED.contains(&self.path)
    }
}

/// The address one level up: the nearest shorter one that is a screen.
pub fn parent(path: &str) -> Option<&str> {
    let mut path = path;
    while let Some((shorter, _)) = path.rsplit_once('/') {
        path = shorter;
        if find(path).is_some() {
            return Some(path);
        }
    }
    None
}
