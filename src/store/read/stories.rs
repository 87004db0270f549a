//! What the stories cover, and which question each may answer.

use crate::content::lazy::Titled;
use crate::domain::ids::{CardId, StoryId};
use crate::domain::story::{PROFESSIONAL, Story};
use crate::domain::table::Table;
use crate::store::read::deck::Row;

/// What one story prompt has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// Id of the prompt.
    pub prompt: String,
    /// Its words.
    pub title: String,
    /// Ids of the stories that answer it.
    pub stories: Vec<StoryId>,
}

/// Every prompt with its stories; those without come first.
pub fn coverage(stories: &Table<Story>, prompts: &[Titled]) -> Vec<Covered> {
    let covered = prompts.iter().map(|prompt| Covered {
        prompt: prompt.id.clone(),
        title: prompt.title.clone(),
        stories: stories
            .iter()
            .filter(|(_, story)| story.prompts.contains(&prompt.id))
            .map(|(id, _)| id.as_str().into())
            .collect(),
    });
    let (open, told): (Vec<_>, Vec<_>) = covered.partition(|one| one.stories.is_empty());
    open.into_iter().chain(told).collect()
}

/// How often a story serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Id of the story.
    pub story: StoryId,
    /// Ids of the cards it serves.
    pub cards: Vec<CardId>,
    /// It serves so often that an interviewer may hear it twice.
    pub is_overused: bool,
}

/// Cards that one story may serve; with one more it counts as over-used.
pub const SERVES_MAX: usize = 3;

/// Why a story is an answer to a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// The person has linked it.
    Linked,
    /// It is told in the shape that only this question asks for: the professional story.
    Shape,
}

/// Why this story is an answer to this card, if it is.
pub fn service(row: &Row, id: &StoryId, story: &Story) -> Option<Service> {
    if row.stories.contains(id) {
        Some(Service::Linked)
    } else if story.structure == PROFESSIONAL && row.structure == PROFESSIONAL {
        Some(Service::Shape)
    } else {
        None
    }
}

/// Every story with the cards it serves, by story id.
pub fn uses(stories: &Table<Story>, rows: &[Row]) -> Vec<Use> {
    let serves = |id: &StoryId, story: &Story| -> Vec<CardId> {
        let served = rows.iter().filter(|row| service(row, id, story).is_some());
        served.map(|row| row.id.clone()).collect()
    };
    stories
        .iter()
        .map(|(id, story)| {
            let id = id.as_str().into();
            let cards = serves(&id, story);
            Use {
                story: id,
                is_overused: cards.len() > SERVES_MAX,
                cards,
            }
        })
        .collect()
}

/// Ids of the stories that can serve a card but do not yet: they answer one of its prompts.
pub fn fitting_stories(row: &Row, stories: &Table<Story>) -> Vec<StoryId> {
    stories
        .iter()
        .filter(|(id, story)| service(row, &id.as_str().into(), story).is_none())
        .filter(|(_, story)| row.prompts.iter().any(|one| story.prompts.contains(one)))
        .map(|(id, _)| id.as_str().into())
        .collect()
}
