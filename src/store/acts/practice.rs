//! What a person does to cards, stories, practice interviews and study settings.
//!
//! A list of its own beside `Action`: its rules load with the screens that use them and are no part
//! of the start-up program.

use std::collections::BTreeSet;

use crate::domain::card::{
    Card, DURATION_MAX, Effort, Log, POINT_MAX, POINTS_MAX, QUESTION_MAX, Rating, Review, TAG_MAX,
    TAGS_MAX,
};
use crate::domain::drill::{ANSWERS_MAX, Answer, Drill};
use crate::domain::ids::{child, family};
use crate::domain::record::Record;
use crate::domain::story::{ANSWER, RUN_MIN_MS, Run, Story, Wording};
use crate::domain::study::{Fitted, STUDY, StudySettings, check_parameters};
use crate::domain::take::{NAME_MAX, TAKE_MIN_MS, TAPS_MAX, Take, VOICE, Voice};
use crate::domain::text::is_longer;
use crate::domain::time::{Day, Instant};
use crate::store::core::change::{Act, Change, Plan, Refusal, delete, edit, existing, refuse};
use crate::store::core::model::Model;
use crate::store::core::owners::delete_all;

/// Earlier parameters remembered.
const PARAMETERS_KEPT: usize = 3;

/// One thing done by the person who practises.
#[derive(Clone, Debug, PartialEq)]
pub enum PracticeAction {
    /// Note an answer to a card. What is due next is not stored; it is replayed from the answers.
    GradeCard {
        /// Id of the card.
        card: String,
        /// Fresh id.
        fresh: String,
        /// The answer.
        review: Review,
    },
    /// Take an answer back.
    UndoGrade {
        /// Id of the card.
        card: String,
        /// Name of the answer in the card's log.
        review: String,
    },
    /// Add an own question.
    AddCard {
        /// Fresh id.
        id: String,
        /// The card.
        card: Card,
    },
    /// Change an own question, or lay changes over a starter question.
    EditCard {
        /// Id of the card.
        id: String,
        /// As it should be.
        card: Card,
    },
    /// Delete an own question, or drop the changes to a starter question. Its answers stay.
    DeleteCard {
        /// Id of the card.
        id: String,
    },
    /// Stop asking a card, or ask it again.
    SuspendCard {
        /// Id of the card.
        id: String,
        /// Not asked.
        suspended: bool,
    },
    /// Choose cards to study, or stop studying them.
    ChooseCards {
        /// Ids of the cards.
        ids: Vec<String>,
        /// Studied.
        chosen: bool,
    },
    /// Stop asking many cards, or ask them again.
    SuspendCards {
        /// Ids of the cards.
        ids: Vec<String>,
        /// Not asked.
        suspended: bool,
    },
    /// Add cards that came from a file, and change those that are here. All of them or none.
    ImportCards {
        /// Id and card as it should be, in the order of the file. A card that is not here yet is an own one.
        cards: Vec<(String, Card)>,
    },
    /// Add a story under a fresh id, or change one.
    EditStory {
        /// Id of the story.
        id: String,
        /// As it should be.
        story: Story,
    },
    /// Keep a story's words as they are now.
    KeepVersion {
        /// Fresh id.
        fresh: String,
        /// Id of the story.
        story: String,
        /// Now.
        at: Instant,
    },
    /// Go back to words that were kept. Those of today are kept first.
    UseVersion {
        /// Id of the version.
        version: String,
        /// Id of the story.
        story: String,
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
    DeleteStory {
        /// Id of the story.
        id: String,
    },
    /// Say that a story serves as an answer to a card, or no longer does.
    LinkStory {
        /// Id of the card.
        card: String,
        /// Id of the story.
        story: String,
        /// It serves.
        linked: bool,
    },
    /// Keep a practice interview as far as it got.
    SaveDrill {
        /// Id of the drill; fresh when it begins.
        id: String,
        /// As it went.
        drill: Drill,
    },
    /// A practice interview is over: its answers go into the logs, where they move no schedule.
    EndDrill {
        /// Id of the drill.
        id: String,
        /// Fresh id.
        fresh: String,
        /// Now.
        at: Instant,
        /// The study day.
        day: Day,
    },
    /// Ask the cards of the answers to do again soon. This does move their schedule.
    BringBack {
        /// Id of the drill.
        drill: String,
        /// Fresh id.
        fresh: String,
        /// Now.
        at: Instant,
        /// The study day.
        day: Day,
    },
    /// Delete a practice interview.
    DeleteDrill {
        /// Id of the drill.
        id: String,
    },
    /// Keep a recorded answer; its sound is stored already.
    KeepTake {
        /// Its fresh id, under which the sound was stored.
        id: String,
        /// What is known of it.
        take: Take,
    },
    /// Change what is known of a take.
    EditTake {
        /// Id of the take.
        id: String,
        /// As it should be.
        take: Take,
    },
    /// Delete a take. Its sound goes when this can no longer be taken back.
    DeleteTake {
        /// Id of the take.
        id: String,
        /// Now.
        at: Instant,
    },
    /// As `DeleteTake`, for many in one act.
    DeleteTakes {
        /// Ids of the takes.
        ids: Vec<String>,
        /// Now.
        at: Instant,
    },
    /// Forget a deleted take whose sound is gone.
    ForgetTake {
        /// Id of the take.
        id: String,
    },
    /// Keep what a reading of the known text taught about the voice.
    KeepVoice {
        /// As it should be.
        voice: Voice,
    },
    /// Change how the person studies; parameters stay as they are.
    EditStudySettings {
        /// As it should be.
        settings: StudySettings,
    },
    /// Use other parameters: fitted ones, or with `None` the published ones.
    SetParameters {
        /// The parameters.
        parameters: Option<Fitted>,
    },
    /// Use the parameters from before the last `SetParameters`.
    RevertParameters,
}

impl Act for PracticeAction {
    fn is_of_screen(&self, model: &Model) -> bool {
        match self {
            // A practice interview keeps its own place in itself.
            PracticeAction::SaveDrill { .. }
            | PracticeAction::EndDrill { .. }
            | PracticeAction::KeepRun { .. }
            | PracticeAction::KeepTake { .. } => false,
            PracticeAction::EditStory { id, .. } => model.get::<Story>(id).is_some(),
            _ => true,
        }
    }

    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            PracticeAction::GradeCard {
                card,
                fresh,
                review,
            } => grade(model, card, &fresh, review, &mut out)?,
            PracticeAction::UndoGrade { card, review } => {
                let log: Log = model.get_or_default(&card);
                if !log.reviews.contains_key(&review) {
                    return refuse("This answer was already taken back. Nothing was changed.");
                }
                out.push(Change {
                    kind: Log::KIND.into(),
                    id: card.into(),
                    field: review.into(),
                    val: "null".into(),
                });
            }
            PracticeAction::AddCard { id, card } => {
                if model.is_alive(Card::KIND, &id) {
                    return refuse("This card was already added. Nothing was changed.");
                }
                let place = next_place(model);
                let own = true;
                let card = checked_card(Card { own, place, ..card })?;
                edit(model, &id, &card, &mut out)?;
            }
            PracticeAction::EditCard { id, card } => {
                let before = model.get::<Card>(&id);
                if card.own && before.is_none() {
                    return refuse("This card was deleted in the meantime. Nothing was changed.");
                }
                let own = before.map_or(card.own, |before| before.own);
                let card = checked_card(Card { own, ..card })?;
                edit(model, &id, &card, &mut out)?;
            }
            PracticeAction::DeleteCard { id } => {
                existing::<Card>(model, &id)?;
                delete::<Card>(&id, &mut out);
            }
            PracticeAction::SuspendCard { id, suspended } => {
                let card = Card {
                    suspended,
                    ..model.get_or_default(&id)
                };
                edit(model, &id, &card, &mut out)?;
            }
            PracticeAction::ChooseCards { ids, chosen } => {
                for id in ids {
                    let card = Card {
                        chosen,
                        ..model.get_or_default(&id)
                    };
                    edit(model, &id, &card, &mut out)?;
                }
            }
            PracticeAction::SuspendCards { ids, suspended } => {
                for id in ids {
                    let card = Card {
                        suspended,
                        ..model.get_or_default(&id)
                    };
                    edit(model, &id, &card, &mut out)?;
                }
            }
            PracticeAction::ImportCards { cards } => {
                let mut next = next_place(model);
                for (id, mut card) in cards {
                    match model.get::<Card>(&id) {
                        Some(before) => card.own = before.own,
                        None if !card.own => {}
                        None => {
                            card.place = next;
                            next = next.saturating_add(1);
                        }
                    }
                    let name = card.text.clone().unwrap_or_else(|| id.clone());
                    let card = checked_card(card)
                        .map_err(|refusal| Refusal(["“", &name, "”: ", &refusal.0].concat()))?;
                    edit(model, &id, &card, &mut out)?;
                }
            }
            PracticeAction::EditStory { id, story } => {
                edit(model, &id, &checked_story(story)?, &mut out)?
            }
            PracticeAction::KeepVersion { fresh, story, at } => {
                let wording = existing::<Story>(model, &story)?.wording(at);
                if !keep_wording(model, &story, &fresh, wording, &mut out)? {
                    return refuse("These words are kept already. Nothing was changed.");
                }
            }
            PracticeAction::UseVersion {
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
            PracticeAction::DeleteVersion { id } => {
                existing::<Wording>(model, &id)?;
                delete::<Wording>(&id, &mut out);
            }
            PracticeAction::KeepRun { fresh, of, run } => {
                if run.spoke < RUN_MIN_MS {
                    return refuse("This was shorter than 3 seconds, so it was not kept.");
                }
                if of != ANSWER {
                    let at = Instant(run.at);
                    let wording = existing::<Story>(model, &of)?.wording(at);
                    keep_wording(model, &of, &fresh, wording, &mut out)?;
                }
                edit(model, &child(&of, &fresh), &run, &mut out)?;
            }
            PracticeAction::NoteRun { id, note } => {
                let run = Run {
                    note,
                    ..existing(model, &id)?
                };
                edit(model, &id, &run, &mut out)?;
            }
            PracticeAction::DeleteRun { id } => {
                existing::<Run>(model, &id)?;
                delete::<Run>(&id, &mut out);
            }
            PracticeAction::DeleteStory { id } => {
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
            PracticeAction::LinkStory {
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
            PracticeAction::SaveDrill { id, drill } => {
                if drill.answers.len() > ANSWERS_MAX {
                    return refuse("One drill keeps 60 answers. Save this one and begin another.");
                }
                if drill.rubric.values().any(|mark| !(1..=5).contains(mark)) {
                    return refuse("Choose a mark from 1 to 5.");
                }
                edit(model, &id, &drill, &mut out)?;
            }
            PracticeAction::EndDrill { id, fresh, at, day } => {
                let drill = existing::<Drill>(model, &id)?;
                if drill.ended {
                    return refuse("This drill is finished already. Nothing was changed.");
                }
                for (place, answer) in drill.answers.iter().enumerate() {
                    let fresh = [&*fresh, "-", &place.to_string()].concat();
                    let review = Review {
                        rating: answer.rating(),
                        effort: Effort::Practice,
                        ..reviewed(answer, at, day)
                    };
                    grade(model, answer.card.clone(), &fresh, review, &mut out)?;
                }
                let after = Drill {
                    ended: true,
                    ..drill
                };
                edit(model, &id, &after, &mut out)?;
            }
            PracticeAction::BringBack {
                drill: id,
                fresh,
                at,
                day,
            } => {
                let drill = existing::<Drill>(model, &id)?;
                if drill.brought_back {
                    return refuse("These cards are back in Cards already.");
                }
                for (place, answer) in drill.answers.iter().enumerate() {
                    if !answer.redo {
                        continue;
                    }
                    let fresh = [&*fresh, "-", &place.to_string()].concat();
                    let review = reviewed(answer, at, day);
                    grade(model, answer.card.clone(), &fresh, review, &mut out)?;
                    let card = Card {
                        chosen: true,
                        suspended: false,
                        ..model.get_or_default(&answer.card)
                    };
                    edit(model, &answer.card, &card, &mut out)?;
                }
                let after = Drill {
                    brought_back: true,
                    ..drill
                };
                edit(model, &id, &after, &mut out)?;
            }
            PracticeAction::DeleteDrill { id } => {
                existing::<Drill>(model, &id)?;
                delete::<Drill>(&id, &mut out);
            }
            PracticeAction::KeepTake { id, take } => {
                if take.ms < TAKE_MIN_MS {
                    return refuse("This was shorter than a second, so it was not kept.");
                }
                edit(model, &id, &checked_take(take)?, &mut out)?;
            }
            PracticeAction::EditTake { id, take } => {
                existing::<Take>(model, &id)?;
                edit(model, &id, &checked_take(take)?, &mut out)?;
            }
            PracticeAction::DeleteTake { id, at } => delete_take(model, &id, at, &mut out)?,
            PracticeAction::DeleteTakes { ids, at } => {
                for id in ids {
                    delete_take(model, &id, at, &mut out)?;
                }
            }
            PracticeAction::ForgetTake { id } => {
                if existing::<Take>(model, &id)?.gone.is_none() {
                    return refuse("This recording is still wanted. Nothing was changed.");
                }
                delete::<Take>(&id, &mut out);
            }
            PracticeAction::KeepVoice { voice } => edit(model, VOICE, &voice, &mut out)?,
            PracticeAction::EditStudySettings { settings } => {
                if !(70..=97).contains(&settings.retention) {
                    return refuse("Choose between 70 and 97 percent.");
                }
                if !(1..=500).contains(&settings.budget) {
                    return refuse("Choose between 1 and 500 reviews a day.");
                }
                if settings.new_per_day > 200 {
                    return refuse("Choose at most 200 new cards a day.");
                }
                let before = model.study();
                let after = StudySettings {
                    parameters: before.parameters,
                    earlier: before.earlier,
                    ..settings
                };
                edit(model, STUDY, &after, &mut out)?;
            }
            PracticeAction::SetParameters { parameters } => {
                if let Some(fitted) = &parameters {
                    check_parameters(&fitted.values).map_err(Refusal)?;
                }
                let mut settings = model.study();
                if parameters != settings.parameters {
                    let before = std::mem::replace(&mut settings.parameters, parameters);
                    settings.earlier.push(before);
                    let extra = settings.earlier.len().saturating_sub(PARAMETERS_KEPT);
                    settings.earlier.drain(..extra);
                }
                edit(model, STUDY, &settings, &mut out)?;
            }
            PracticeAction::RevertParameters => {
                let mut settings = model.study();
                let Some(before) = settings.earlier.pop() else {
                    return refuse("There are no earlier parameters to go back to.");
                };
                settings.parameters = before;
                edit(model, STUDY, &settings, &mut out)?;
            }
        }
        Ok(Plan::Write(out))
    }
}

/// An answer of a drill as a review that says "again".
fn reviewed(answer: &Answer, at: Instant, day: Day) -> Review {
    Review {
        rating: Rating::Again,
        at,
        day,
        duration: answer.thought.saturating_add(answer.spoke),
        effort: Effort::Review,
        said: answer.said.clone(),
        missed: answer.missed.clone(),
    }
}

fn grade(
    model: &Model,
    card: String,
    fresh: &str,
    mut review: Review,
    out: &mut Vec<Change>,
) -> Result<(), Refusal> {
    if card.is_empty() || fresh.is_empty() {
        return refuse("This card cannot be found. Open the deck again.");
    }
    review.duration = review.duration.min(DURATION_MAX);
    review.said.truncate(POINTS_MAX);
    review.missed.truncate(POINTS_MAX);
    let name = review.name(fresh);
    if model
        .register(Log::KIND, &card, &name)
        .is_some_and(|register| register.current().is_some())
    {
        return refuse("This answer was already counted.");
    }
    out.push(Change {
        kind: Log::KIND.into(),
        id: card.into(),
        field: name.into(),
        val: review.json().into(),
    });
    Ok(())
}

/// Behind every own card that is here.
fn next_place(model: &Model) -> u32 {
    let places = model.all::<Card>().values().map(|card| card.place);
    places.max().unwrap_or(0).saturating_add(1)
}

fn checked_card(mut card: Card) -> Result<Card, Refusal> {
    if let Some(text) = &mut card.text {
        *text = text.trim().to_owned();
    }
    match card.text.as_deref() {
        Some("") => return refuse("Write the question, for example “Why our program?”."),
        None if card.own => return refuse("Write the question, for example “Why our program?”."),
        Some(text) if is_longer(text, QUESTION_MAX) => {
            return refuse("This question is too long. Shorten it to 1,000 characters.");
        }
        _ => {}
    }
    if let Some(outline) = &mut card.outline {
        for point in outline.iter_mut() {
            point.text = point.text.trim().to_owned();
        }
        outline.retain(|point| !point.text.is_empty());
        if outline.len() > POINTS_MAX {
            return refuse("An outline has at most 12 points. Join some of them.");
        }
        if outline
            .iter()
            .any(|point| is_longer(&point.text, POINT_MAX))
        {
            return refuse("One point is too long. Shorten it to 500 characters.");
        }
        let ids: BTreeSet<&str> = outline.iter().map(|point| &*point.id).collect();
        if ids.len() < outline.len() || ids.contains("") {
            return refuse("Two points of the outline are mixed up. Delete one and add it again.");
        }
    }
    if let Some((shortest, longest)) = card.seconds
        && (shortest > longest || longest == 0 || longest > 3_600)
    {
        return refuse("Choose a time from 1 second to one hour, the shorter one first.");
    }
    card.tags = checked_tags(card.tags)?;
    Ok(card)
}

fn checked_tags(tags: BTreeSet<String>) -> Result<BTreeSet<String>, Refusal> {
    let tags: BTreeSet<String> = tags
        .iter()
        .map(|tag| tag.trim().to_owned())
        .filter(|tag| !tag.is_empty())
        .collect();
    if tags.len() > TAGS_MAX {
        return refuse("There can be at most 40 tags. Remove some.");
    }
    if tags.iter().any(|tag| is_longer(tag, TAG_MAX)) {
        return refuse("One tag is too long. Shorten it to 60 characters.");
    }
    Ok(tags)
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

/// Its sound stays for as long as this can be taken back.
fn delete_take(model: &Model, id: &str, at: Instant, out: &mut Vec<Change>) -> Result<(), Refusal> {
    let take = Take {
        gone: Some(at.0),
        ..existing(model, id)?
    };
    edit(model, id, &take, out)
}

fn checked_take(mut take: Take) -> Result<Take, Refusal> {
    take.name = take.name.trim().to_owned();
    if is_longer(&take.name, NAME_MAX) {
        return refuse("This name is too long. Shorten it to 200 characters.");
    }
    if take.taps.len() > TAPS_MAX {
        return refuse("One recording keeps 1,000 taps. Set the counter back to 0 first.");
    }
    if take.checks.values().any(|mark| !(1..=3).contains(mark)) {
        return refuse("Choose yes, partly or no.");
    }
    Ok(take)
}

/// Keeps a story's words, unless there are none or the newest wording says the same. Says whether it did.
fn keep_wording(
    model: &Model,
    story: &str,
    fresh: &str,
    wording: Wording,
    out: &mut Vec<Change>,
) -> Result<bool, Refusal> {
    let own = family(story);
    let newest = model
        .with_prefix::<Wording>(&own)
        .map(|(_, kept)| kept)
        .max_by_key(|kept| kept.at);
    if !wording.has_words() || newest.is_some_and(|kept| kept.is_worded_as(&wording)) {
        return Ok(false);
    }
    edit(model, &[&*own, fresh].concat(), &wording, out)?;
    Ok(true)
}
