//! How a card stands, in words, and where its screen is. Shared by the screens of the deck.

use crate::address::{self, href};
use crate::content::lazy::Questions;
use crate::domain::card::{Priority, Rating};
use crate::domain::ids::CardId;
use crate::domain::words::grouped;
use crate::features::cards::desk::Desk;
use crate::store::read::deck::Row;
use crate::study::memory::Due;
use crate::ui::PillTone;

/// The link to a card's screen.
pub fn card_href(id: &CardId) -> String {
    href(&address::card(id))
}

/// The words for a category; a deck that came from another program is its own name.
pub fn category_title<'a>(content: &'a Questions, id: &'a str) -> &'a str {
    let found = content.categories.iter().find(|category| category.id == id);
    found.map_or(id, |category| &category.title)
}

/// How early to prepare, in a word.
pub fn priority_word(priority: Priority) -> &'static str {
    match priority {
        Priority::Core => "core",
        Priority::Common => "common",
        Priority::Extra => "extra",
    }
}

/// The choice of a priority.
pub const PRIORITIES: [(&str, &str); 3] = [
    ("core", "Core (prepare these first)"),
    ("common", "Common (asked often)"),
    ("extra", "Extra (asked sometimes)"),
];

/// The priority that [`priority_word`] writes so.
pub fn priority_of(word: &str) -> Option<Priority> {
    [Priority::Core, Priority::Common, Priority::Extra]
        .into_iter()
        .find(|one| priority_word(*one) == word)
}

/// `1 card`, `3,000 cards`.
pub fn cards_counted(count: usize) -> String {
    let thing = if count == 1 { " card" } else { " cards" };
    [&grouped(count), thing].concat()
}

/// Days until a card that was answered is asked again, 0 when that is today. `None`: never answered,
/// or not studied.
fn days_left(desk: &Desk, row: &Row) -> Option<i64> {
    desk.memories
        .get(&row.id)
        .filter(|learned| row.is_studied() && !learned.is_new())?;
    Some(match desk.table.due(&row.id)? {
        Due::At(_) => 0,
        Due::On(day) => day.since(desk.today).max(0),
    })
}

/// A studied card that was answered is hard to keep: the newest answer did not come to mind, it was
/// forgotten twice, or its answer wants rewriting.
pub fn is_weak(desk: &Desk, row: &Row) -> bool {
    let learned = desk.memories.get(&row.id);
    row.is_studied()
        && learned.is_some_and(|learned| {
            let missed = learned
                .last
                .is_some_and(|last| last.rating == Rating::Again);
            missed || learned.lapses >= 2
        })
        || row.is_studied() && desk.wants_rewriting(row).is_some()
}

/// How a card stands, as one can filter by it. A card may fit several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Chosen and not paused.
    Studied,
    /// Never chosen.
    Unchosen,
    /// Studied, not yet answered.
    New,
    /// In its first steps, or in those after forgetting.
    Learning,
    /// Answered before and asked today.
    Due,
    /// Hard to keep.
    Weak,
    /// Forgotten so often that the answer should be written anew.
    Rewrite,
    /// Chosen, but not asked for now.
    Paused,
}

impl Standing {
    /// All of them, with their name in an address or a choice, and their words.
    pub const ALL: [(Standing, &str, &str); 8] = [
        (Standing::Studied, "studied", "Studied"),
        (Standing::Unchosen, "unchosen", "Not studied"),
        (Standing::New, "new", "New (not answered yet)"),
        (
            Standing::Learning,
            "learning",
            "Learning (in the first steps)",
        ),
        (Standing::Due, "due", "Due today"),
        (Standing::Weak, "weak", "Weak (hard to remember)"),
        (Standing::Rewrite, "rewrite", "To rewrite (often forgotten)"),
        (Standing::Paused, "paused", "Paused"),
    ];

    /// The card stands so.
    pub fn fits(self, desk: &Desk, row: &Row) -> bool {
        let learned = desk.memories.get(&row.id);
        match self {
            Standing::Studied => row.is_studied(),
            Standing::Unchosen => !row.chosen && !row.suspended,
            Standing::New => row.is_studied() && learned.is_none_or(|one| one.is_new()),
            Standing::Learning => row.is_studied() && learned.is_some_and(|one| one.is_in_steps()),
            Standing::Due => days_left(desk, row) == Some(0),
            Standing::Weak => is_weak(desk, row),
            Standing::Rewrite => row.is_studied() && desk.wants_rewriting(row).is_some(),
            Standing::Paused => row.suspended,
        }
    }
}

/// How a card stands: tone and text of its pill. `None`: it is not studied.
pub fn standing(desk: &Desk, row: &Row) -> Option<(PillTone, String)> {
    if row.suspended {
        return Some((PillTone::Neutral, "paused".to_owned()));
    }
    if !row.chosen {
        return None;
    }
    if desk.wants_rewriting(row).is_some() {
        return Some((PillTone::Bad, "rewrite it".to_owned()));
    }
    let Some(learned) = desk.memories.get(&row.id).filter(|one| !one.is_new()) else {
        return Some((PillTone::Accent, "new".to_owned()));
    };
    if learned.is_in_steps() {
        return Some((PillTone::Warn, "learning".to_owned()));
    }
    Some(match days_left(desk, row)? {
        0 => (PillTone::Warn, "due today".to_owned()),
        1 => (PillTone::Good, "tomorrow".to_owned()),
        days => (PillTone::Good, ["in ", &days.to_string(), " days"].concat()),
    })
}

/// For putting cards in the order in which they are asked: those in steps, then by day, then new
/// ones, then those that are not studied.
pub fn due_rank(desk: &Desk, row: &Row) -> i64 {
    match days_left(desk, row) {
        _ if !row.is_studied() => i64::MAX,
        None => i64::MAX - 1,
        Some(days) => match desk.table.due(&row.id) {
            Some(Due::At(_)) => -1,
            _ => days,
        },
    }
}
