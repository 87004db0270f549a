//! What the app knows before anybody types: checklists, questions, phrases, criteria.
//!
//! The small lists (conditions, packing, logistics, attire) are baked into the program by
//! build.rs from `content/*.json`; nothing is parsed at run time for them. The large ones are
//! files beside the app, read when a screen first needs them (`lazy`).
//! Deliberately not here: anything a user can change, and any decision about a trip (which rows
//! apply, how many, due when: `domain::checklist`).

pub mod lazy;
pub mod places;

use crate::domain::checklist::{Anchor, Bag, Moment, Per, Quantity, Scope};

/// How loudly an open task speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// Missing it can cost the interview.
    High,
    /// Worth doing.
    Normal,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The way there and back.
    Travel,
    /// The interview itself and what surrounds it.
    Interview,
    /// Clothes and grooming.
    Dress,
    /// Health, faith, food, access.
    Needs,
}

/// Who knows the answer to a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// It is asked for each trip.
    Trip,
    /// It is asked once and counts for every trip.
    Person,
    /// Nobody is asked: other fields of the trip say it.
    Fact,
}

/// What a condition follows from. For a fact this is the answer; for a question of the trip it is a
/// suggestion, which counts until the person answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derived {
    /// All interviews are virtual.
    Format,
    /// One interview or more is virtual.
    Calls,
    /// One interview or more is in person.
    Visits,
    /// The trip has one night or more, or leads to a far zone.
    Nights,
    /// The trip has more than one interview.
    Interviews,
    /// Home is outside the U.S. and the program is not.
    Abroad,
    /// Home is too far for the road: abroad, or two hours on the clock away.
    Distance,
    /// Home is as many hours away as the person calls far.
    Zones,
    /// The month is cold or wet in the state of the program.
    Weather,
}

/// A yes/no fact about a trip. Items name it in `condition` (shown only if true) or in
/// `hide_if` (never shown if true). How it is asked about is in [`Question`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Stable id, such as `c_flight`.
    pub id: &'static str,
    /// Who knows the answer.
    pub of: Whose,
    /// What it follows from.
    pub derived: Option<Derived>,
    /// Conditions that cannot be true at the same time. Always mutual.
    pub not_with: &'static [&'static str],
}

/// How a condition is asked about. Apart from it, because only the screens that ask need the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The full question.
    pub text: &'static str,
    /// At most three words, to name it in a sentence or a chip.
    pub label: &'static str,
    /// What it is about.
    pub group: Group,
    /// The condition without which it is not worth asking.
    pub needs: Option<&'static str>,
    /// A yes adds documents, bookings or permissions: an open answer must be named.
    pub documents: bool,
    /// Kept for old data, no longer asked.
    pub retired: bool,
}

/// A state, the District or Puerto Rico.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Its two letters.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its zone; `None` where it has two.
    pub zone: Option<&'static str>,
}

/// A city in the United States.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct City {
    /// Its name.
    pub name: &'static str,
    /// The two letters of its state.
    pub state: &'static str,
    /// Its zone.
    pub zone: &'static str,
}

/// A titled part of a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// Stable id, such as `documents`.
    pub id: &'static str,
    /// Heading.
    pub title: &'static str,
}

/// A thing to pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackItem {
    /// Stable id, such as `pk-suit`.
    pub id: &'static str,
    /// The `Section` in `PACKING_SECTIONS` it belongs to.
    pub section: &'static str,
    /// What it is.
    pub text: &'static str,
    /// One reason; may be empty.
    pub why: &'static str,
    /// Counts toward the separate progress of what must not be forgotten.
    pub essential: bool,
    /// Shown only if this condition is true.
    pub condition: Option<&'static str>,
    /// Never shown if one of these is true (the section's own included).
    pub hide_if: &'static [&'static str],
    /// The bag it starts in.
    pub bag: Bag,
    /// Must not travel in the hold: putting it there on a flight deserves a warning.
    pub cabin: bool,
    /// How many.
    pub quantity: Quantity,
    /// Address of the screen where it is found or done.
    pub link: Option<&'static str>,
    /// Kept for old trips, not offered in new ones.
    pub retired: bool,
}

/// A dated thing to do. Its due time is the anchor's calendar day plus `offset_days`; with
/// `offset_minutes`, the anchor's clock time plus that many minutes on that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// Stable id, such as `lg-leave`.
    pub id: &'static str,
    /// What to do.
    pub text: &'static str,
    /// One reason; may be empty.
    pub why: &'static str,
    /// Once for the trip (counted from its first interview, or from its last for
    /// `Anchor::InterviewEnd`), or for each interview.
    pub scope: Scope,
    /// What the due time is counted from.
    pub anchor: Anchor,
    /// Days from the anchor; negative is before. Range -60..=60.
    pub offset_days: i16,
    /// Minutes from the anchor's clock time; negative is before. Range -720..=720.
    pub offset_minutes: Option<i16>,
    /// How loudly it speaks when open.
    pub priority: Priority,
    /// Shown only if this condition is true.
    pub condition: Option<&'static str>,
    /// Never shown if one of these is true.
    pub hide_if: &'static [&'static str],
    /// Address of the screen where it is found or done.
    pub link: Option<&'static str>,
    /// Kept for old trips, not offered in new ones.
    pub retired: bool,
}

/// A thing to look at before the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttireItem {
    /// Stable id, such as `at-fit`.
    pub id: &'static str,
    /// The `Section` in `ATTIRE_SECTIONS` it belongs to.
    pub section: &'static str,
    /// What to look at.
    pub text: &'static str,
    /// One reason; may be empty.
    pub why: &'static str,
    /// Counts toward the separate progress of what must not be forgotten.
    pub essential: bool,
    /// Which of the three looks it belongs to.
    pub moment: Moment,
    /// Shown only if this condition is true.
    pub condition: Option<&'static str>,
    /// Never shown if one of these is true (the section's own included).
    pub hide_if: &'static [&'static str],
    /// Kept for old trips, not offered in new ones.
    pub retired: bool,
}

// CONDITIONS, QUESTIONS, COLD, STATES, CITIES, COUNTRIES, PACKING_SECTIONS, PACKING, LOGISTICS, ATTIRE_SECTIONS, ATTIRE.
include!(concat!(env!("OUT_DIR"), "/checklists.rs"));

/// The condition with this id.
#[must_use]
pub fn condition(id: &str) -> Option<&'static Condition> {
    CONDITIONS.iter().find(|c| c.id == id)
}

/// How the condition with this id is asked about.
#[must_use]
pub fn question(id: &str) -> Option<&'static Question> {
    let at = CONDITIONS.iter().position(|c| c.id == id)?;
    QUESTIONS.get(at)
}

/// Whether a month (1–12) is cold or wet in a state; `None` for a state that it does not know.
#[must_use]
pub fn is_cold(state: &str, month: u32) -> Option<bool> {
    let (_, months) = COLD.iter().find(|(id, _)| *id == state)?;
    Some(months >> (month.max(1) - 1) & 1 == 1)
}

/// The packing item with this id, retired ones included.
#[must_use]
pub fn pack_item(id: &str) -> Option<&'static PackItem> {
    PACKING.iter().find(|i| i.id == id)
}

/// The logistics task with this id, retired ones included.
#[must_use]
pub fn task(id: &str) -> Option<&'static Task> {
    LOGISTICS.iter().find(|t| t.id == id)
}

/// The attire item with this id, retired ones included.
#[must_use]
pub fn attire_item(id: &str) -> Option<&'static AttireItem> {
    ATTIRE.iter().find(|i| i.id == id)
}
