//! What a person does to stories, their kept wordings and the attempts at telling them.

use crate::domain::card::{Card, POINTS_MAX, QUESTION_MAX};
use crate::domain::ids::{CardId, StoryId, child, family};
use crate::domain::record::Record;
use crate::domain::story::{ANSWER, RUN_MIN_MS, Run, Story, Wording};
use crate::domain::text::is_longer;
use crate::domain::time::Instant;
use crate::store::acts::tags::checked_tags;
use crate::store::core::change::{Act, Change, Plan, Refusal, delete, edit, existing, refuse};
use crate::store::core::model::Model;
use crate::store::core::owners::delete_all;

/// One thing done to stories.
#[derive(Clone, Debug, PartialEq)]
pub enum StoryAction {
    /// Add a story under a fresh id, or change one.
    Edit {
        /// Id of the story.
        id: StoryId,
        /// As it should be.
        story: Story,
    },
    /// Keep a story's words as they are now.
    KeepVersion {
        /// Fresh id.
        fresh: String,
        /// Id of the story.
        story: StoryId,
        /// Now.
        at: Instant,
    },
    /// Go back to words that were kept. Those of today are kept first.
    UseVersion {
        /// Id of the version.
        version: String,
        /// Id of the story.
        story: StoryId,
        /// Fresh id for the words of today.
        fresh: String,
        /// Now.
        at: Instant,
    },
    /// Delete words that were kept.
    DeleteVersion {
        /// Id of the version.
        id: String,
    },
    /// Keep an attempt with the timer, and with it the words of its story, if they are new.
    KeepRun {
        /// Fresh id.
        fresh: String,
        /// Id of the story, or `ANSWER`.
        of: String,
        /// How it went.
        run: Run,
    },
    /// Write a note to an attempt.
    NoteRun {
        /// Id of the attempt.
        id: String,
        /// The note.
        note: String,
    },
    /// Delete an attempt.
    DeleteRun {
        /// Id of the attempt.
        id: String,
    },
    /// Delete a story with its versions, its attempts and its links to cards.
    Delete {
        /// Id of the story.
        id: StoryId,
    },
    /// Say that a story serves as an answer to a card, or no longer does.
    Link {
        /// Id of the card.
        card: CardId,
        /// Id of the story.
        story: StoryId,
        /// It serves.
        linked: bool,
    },
}

impl Act for StoryAction {
    fn is_of_screen(&self, model: &Model) -> bool {
        match self {
            StoryAction::KeepRun { .. } => false,
            StoryAction::Edit { id, .. } => model.get::<Story>(id).is_some(),
            _ => true,
        }
    }

    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            StoryAction::Edit { id, story } => edit(model, &id, &checked_story(story)?, &mut out)?,
            StoryAction::KeepVersion { fresh, story, at } => {
                let wording = existing::<Story>(model, &story)?.wording(at);
                if !keep_wording(model, &story, &fresh, wording, &mut out)? {
                    return refuse("These words are kept already. Nothing was changed.");
                }
            }
            StoryAction::UseVersion {
                version,
                story: id,
                fresh,
                at,
            } => {
                let version = existing::<Wording>(model, &version)?;
                let now = existing::<Story>(model, &id)?;
                keep_wording(model, &id, &fresh, now.wording(at), &mut out)?;
                let story = Story {
                    structure: version.structure,
                    slots: version.slots,
                    short: version.short,
                    ..now
                };
                edit(model, &id, &story, &mut out)?;
            }
            StoryAction::DeleteVersion { id } => {
                existing::<Wording>(model, &id)?;
                delete::<Wording>(&id, &mut out);
            }
            StoryAction::KeepRun { fresh, of, run } => {
                if run.spoke < RUN_MIN_MS {
                    return refuse("This was shorter than 3 seconds, so it was not kept.");
                }
                if of != ANSWER {
                    let at = Instant(run.at);
                    let wording = existing::<Story>(model, &of)?.wording(at);
                    let story = of.as_str().into();
                    keep_wording(model, &story, &fresh, wording, &mut out)?;
                }
                edit(model, &child(&of, &fresh), &run, &mut out)?;
            }
            StoryAction::NoteRun { id, note } => {
                let run = Run {
                    note,
                    ..existing(model, &id)?
                };
                edit(model, &id, &run, &mut out)?;
            }
            StoryAction::DeleteRun { id } => {
                existing::<Run>(model, &id)?;
                delete::<Run>(&id, &mut out);
            }
            StoryAction::Delete { id } => {
                existing::<Story>(model, &id)?;
                delete_all(model, Story::KIND, &id, &mut out);
                for (card_id, card) in model.all::<Card>() {
                    if card.stories.contains(&id) {
                        let mut card = card.clone();
                        card.stories.remove(&id);
                        edit(model, card_id, &card, &mut out)?;
                    }
                }
            }
            StoryAction::Link {
                card: id,
                story,
                linked,
            } => {
                let mut card: Card = model.get_or_default(&id);
                if linked {
                    existing::<Story>(model, &story)?;
                    card.stories.insert(story);
                } else {
                    card.stories.remove(&story);
                }
                edit(model, &id, &card, &mut out)?;
            }
        }
        Ok(Plan::Write(out))
    }
}

fn checked_story(mut story: Story) -> Result<Story, Refusal> {
    story.title = story.title.trim().to_owned();
    if story.title.is_empty() {
        return refuse("Give the story a name, for example “The mixed-up lab results”.");
    }
    if is_longer(&story.title, QUESTION_MAX) {
        return refuse("This name is too long. Shorten it to 1,000 characters.");
    }
    if story.slots.len() > POINTS_MAX {
        return refuse("A story has at most 12 parts. Join some of them.");
    }
    story.tags = checked_tags(story.tags)?;
    Ok(story)
}

/// Keeps a story's words, unless there are none or the newest wording says the same. Says whether it did.
fn keep_wording(
    model: &Model,
    story: &StoryId,
    fresh: &str,
    wording: Wording,
    out: &mut Vec<Change>,
) -> Result<bool, Refusal> {
    let newest = model
        .with_prefix::<Wording>(&family(story))
        .map(|(_, kept)| kept)
        .max_by_key(|kept| kept.at);
    if !wording.has_words() || newest.is_some_and(|kept| kept.is_worded_as(&wording)) {
        return Ok(false);
    }
    edit(model, &child(story, fresh), &wording, out)?;
    Ok(true)
}
