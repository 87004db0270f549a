//! The registry of screens: address, title, tab and view of each, one line a screen.
//!
//! The router, the tab bar, and the tests that open every screen iterate over it. Adding a screen
//! is a file in `features/` and a line here. The data compiles without a browser; the views need one.

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
    (Tab::Today, "Today", ""),
    (Tab::Practice, "Practice", "practice"),
    (Tab::Pack, "Pack", "pack"),
    (Tab::Programs, "Programs", "programs"),
    (Tab::Rank, "Rank", "rank"),
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
    ($path:literal $view:path, $wanted:ident, $visit:ident) => {
        if $wanted == $path {
            return $view($visit);
        }
    };
}

#[cfg(feature = "web")]
macro_rules! parts {
    ([$($part:ident)*] $screens:tt) => { $(parts!($part $screens);)* };
    ($part:ident {$($path:literal $of:ident($view:path);)*}) => {
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
    ($($path:literal, $title:literal, $tab:expr, $part:ident($view:path);)*) => {
        /// Every screen there is.
        pub const SCREENS: &[Screen] = &[$(Screen {
            path: $path,
            title: $title,
            tab: $tab,
            #[cfg(feature = "web")]
            view: view!($part $view),
        },)*];

        #[cfg(feature = "web")]
        mod in_part {
            use super::{AnyView, Visit, features};
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
    "", "Today", Some(Today), start(features::today::screen::view);
    "practice", "Practice", Some(Practice), practice(features::cards::home::view);
    "practice/review", "Cards", Some(Practice), practice(features::cards::review::review);
    "practice/review/five", "Five minutes", Some(Practice), practice(features::cards::review::five);
    "practice/hands-free", "Hands-free", Some(Practice), practice(features::cards::hands_free::view);
    "practice/statistics", "Statistics", Some(Practice), practice(features::cards::statistics::view);
    "practice/settings", "Study settings", Some(Practice), practice(features::cards::settings::view);
    "practice/deck", "Deck", Some(Practice), practice(features::cards::deck::view);
    "practice/find", "Find a question", Some(Practice), practice(features::cards::deck::find);
    "practice/card/:card", "Card", Some(Practice), practice(features::cards::card::view);
    "practice/exchange", "Import and export", Some(Practice), exchange(features::cards::exchange::view);
    "practice/guide", "Interviewers and answers", Some(Practice), practice(features::cards::home::guide);
    "practice/worksheets", "Worksheets", Some(Practice), practice(features::cards::worksheets::view);
    "practice/worksheets/:card", "Worksheet", Some(Practice), practice(features::cards::worksheets::sheet);
    "practice/stories", "Stories", Some(Practice), practice(features::stories::list::view);
    "practice/stories/:story", "Story", Some(Practice), practice(features::stories::story::view);
    "practice/stories/:story/timer", "Story timer", Some(Practice), practice(features::stories::timer::story);
    "practice/timer", "Timer", Some(Practice), practice(features::stories::timer::answer);
    "practice/recordings", "Recordings", Some(Practice), practice(features::recordings::library::view);
    "practice/recordings/:take", "Recording", Some(Practice), practice(features::recordings::take::view);
    "practice/record", "Record", Some(Practice), practice(features::recordings::record::view);
    "practice/voice", "Your voice", Some(Practice), practice(features::recordings::voice::view);
    "practice/drill", "Drill", Some(Practice), practice(features::drill::choose::view);
    "practice/drill/:drill", "Practice interview", Some(Practice), practice(features::drill::run::view);
    "practice/phrases", "Phrases", Some(Practice), practice(features::reading::phrases::view);
    "pack", "Pack", Some(Pack), pack(features::trips::list::view);
    "pack/you", "About you", Some(Pack), pack(features::trips::you::view);
    "pack/:trip", "Trip", Some(Pack), pack(features::trips::packing::view);
    "pack/:trip/logistics", "Logistics", Some(Pack), pack(features::trips::logistics::view);
    "pack/:trip/attire", "Attire", Some(Pack), pack(features::trips::attire::view);
    "pack/:trip/edit", "Trip details", Some(Pack), pack(features::trips::form::view);
    "pack/:trip/review", "Look back", Some(Pack), pack(features::trips::look_back::view);
    "programs", "Programs", Some(Programs), pack(features::programs::list::view);
    "programs/new", "Add a program", Some(Programs), pack(features::programs::list::add);
    "programs/questions", "Questions to ask", Some(Programs), programs(features::programs::questions::view);
    "programs/season", "Season", Some(Programs), programs(features::programs::season::view);
    "programs/bring", "Bring in a list", Some(Programs), programs(features::programs::bring::view);
    "programs/:program", "Program", Some(Programs), pack(features::programs::program::view);
    "programs/:program/sheet", "Prep sheet", Some(Programs), programs(features::programs::sheet::view);
    "programs/:program/card", "Elevator card", Some(Programs), programs(features::programs::elevator::view);
    "programs/:program/people", "People and questions", Some(Programs), programs(features::programs::people::view);
    "programs/:program/people/:person", "Person", Some(Programs), programs(features::programs::people::person);
    "programs/:program/interview/:interview", "Interview", Some(Programs), pack(features::programs::program::interview);
    "programs/:program/interview/:interview/plan", "Day plan", Some(Programs), programs(features::programs::plan::view);
    "programs/:program/interview/:interview/day", "Interview day", Some(Programs), programs(features::programs::day::view);
    "programs/:program/interview/:interview/note", "Quick note", Some(Programs), programs(features::programs::note::view);
    "programs/:program/interview/:interview/debrief", "Debrief", Some(Programs), programs(features::programs::debrief::view);
    "programs/:program/interview/:interview/thanks", "Thank-you notes", Some(Programs), programs(features::programs::thanks::view);
    "rank", "Rank", Some(Rank), rank(features::rank::order::view);
    "rank/add", "Add programs", Some(Rank), rank(features::rank::add::view);
    "rank/criteria", "Criteria", Some(Rank), rank(features::rank::criteria::view);
    "rank/criteria/:criterion", "Criterion", Some(Rank), rank(features::rank::criterion::view);
    "rank/rate/:program", "Rate", Some(Rank), rank(features::rank::rate::view);
    "rank/why/:one/:other", "Why", Some(Rank), rank(features::rank::why::view);
    "rank/sure", "How sure", Some(Rank), rank(features::rank::sure::view);
    "rank/choose", "Which would you choose?", Some(Rank), rank(features::rank::choose::view);
    "rank/choose/:one/:other", "Which would you choose?", Some(Rank), rank(features::rank::choose::pair);
    "rank/match", "How the Match works", Some(Rank), rank(features::rank::market::view);
    "rank/finish", "Finish", Some(Rank), rank(features::rank::finish::view);
    "rank/lists", "Kept lists", Some(Rank), rank(features::rank::lists::view);
    "rank/lists/:list", "Kept list", Some(Rank), rank(features::rank::lists::one);
    "rank/advice", "Rules and advice", Some(Rank), rank(features::rank::advice::view);
    "settings", "Settings", None, settings(features::settings::home::view);
    "settings/storage", "Storage and copies", None, settings(features::settings::home::storage);
    "settings/sample", "Sample season", None, settings(features::settings::sample::view);
    "settings/about", "About", None, settings(features::settings::about::view);
    "settings/privacy", "Proof of privacy", None, settings(features::settings::about::privacy);
    "settings/licences", "Licenses", None, settings(features::settings::about::licences);
    "settings/arrived", "Shared with Matchbook", None, settings(features::settings::arrived::view);
    "settings/gallery", "Gallery", None, gallery(features::settings::gallery::view);
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
    "practice/review",
    "practice/review/five",
    "programs/:program/card",
    "programs/:program/interview/:interview/day",
    "programs/:program/interview/:interview/note",
    "programs/:program/interview/:interview/debrief",
    "programs/:program/interview/:interview/thanks",
    "rank/rate/:program",
    "rank/why/:one/:other",
    "rank/choose",
    "rank/choose/:one/:other",
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
