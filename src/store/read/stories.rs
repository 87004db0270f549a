//! What the stories cover, and which question each may answer.

use crate::content::lazy::Titled;
use crate::domain::card::Card;
use crate::domain::fact::Fact;
use crate::domain::ids::{CardId, StoryId, family};
use crate::domain::record::Record;
use crate::domain::story::{PROFESSIONAL, Run, Story, Wording};
use crate::domain::take::{Of, Take};
use crate::store::core::model::Model;
use crate::store::read::deck::Row;

/// The stories with their ids, without those that are blank.
pub fn stories(model: &Model) -> impl Iterator<Item = (&String, &Story)> {
    let all = model.all::<Story>().iter();
    all.filter(|(id, story)| !is_blank(model, id, story))
}

/// A story that was begun and left without a word: opening its form makes it. It has no words of its own,
/// its name, shape and situations are those that it began with, nobody told or recorded it, and nothing
/// is linked to it.
pub fn is_blank(model: &Model, id: &str, story: &Story) -> bool {
    let texts = [&*story.text(), &story.short, &story.key_words];
    if texts.iter().any(|text| !text.trim().is_empty()) || !story.tags.is_empty() {
        return false;
    }
    let last = |field: &str| model.register(Story::KIND, id, field)?.stamps().max();
    // The day is what a story is given last when it is begun, and never again.
    let Some(begun) = last("made") else {
        return false;
    };
    let is_as_begun = |field: &&str| last(field).is_none_or(|last| last <= begun);
    if !["title", "structure", "prompts"].iter().all(is_as_begun) {
        return false;
    }
    let own = family(id);
    let recorded = [Of::Story(id.into()).text(), Of::Short(id.into()).text()];
    let is_recorded = |take: &Take| take.gone.is_none() && recorded.contains(&take.of);
    let is_told = model.with_prefix::<Run>(&own).next().is_some()
        || model.with_prefix::<Wording>(&own).next().is_some()
        || model.all::<Take>().values().any(is_recorded);
    let is_linked = model
        .all::<Card>()
        .values()
        .any(|card| card.stories.contains(id))
        || model.all::<Fact>().values().any(|fact| *fact.proof == *id);
    !is_told && !is_linked
}

/// Id of the blank story that began as this one would, if there is one: it is opened again.
pub fn begun_alike(model: &Model, story: &Story) -> Option<StoryId> {
    let is_alike = |one: &Story| {
        one.title == story.title && one.structure == story.structure && one.prompts == story.prompts
    };
    let mut all = model.all::<Story>().iter();
    let found = all.find(|(id, one)| is_alike(one) && is_blank(model, id, one));
    found.map(|(id, _)| id.as_str().into())
}

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
pub fn coverage(model: &Model, prompts: &[Titled]) -> Vec<Covered> {
    let told: Vec<(&String, &Story)> = stories(model).collect();
    let covered = prompts.iter().map(|prompt| Covered {
        prompt: prompt.id.clone(),
        title: prompt.title.clone(),
        stories: told
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
pub fn uses(model: &Model, rows: &[Row]) -> Vec<Use> {
    let serves = |id: &StoryId, story: &Story| -> Vec<CardId> {
        let served = rows.iter().filter(|row| service(row, id, story).is_some());
        served.map(|row| row.id.clone()).collect()
    };
    stories(model)
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
pub fn fitting_stories(model: &Model, row: &Row) -> Vec<StoryId> {
    stories(model)
        .filter(|(id, story)| service(row, &id.as_str().into(), story).is_none())
        .filter(|(_, story)| row.prompts.iter().any(|one| story.prompts.contains(one)))
        .map(|(id, _)| id.as_str().into())
        .collect()
}
