//! What is told against the clock: a story, its short version, or any answer; and the help that stands on the
//! screen meanwhile.

use crate::content::lazy::Practice;
use crate::domain::ids::StoryId;
use crate::domain::story::{ANSWER, Story, budgets, count_words, first_sentence, key_words};
use crate::domain::story_timer::Rung;
use crate::domain::take::Of;
use crate::features::shell::reading::said;
use crate::store::read::rehearsal::structure;
use crate::ui::{El, el};

/// One part of what is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub label: String,
    pub prompt: String,
    pub text: String,
    /// Shortest and longest time for it, in seconds.
    pub budget: (f64, f64),
}

/// What is told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subject {
    /// What its runs are kept under: the story's id, or `ANSWER`.
    pub of: String,
    pub title: String,
    pub parts: Vec<Part>,
    pub key_words: String,
    /// The short version was chosen.
    pub short: bool,
    pub aim: (u16, u16),
    pub rung: Rung,
}

impl Subject {
    pub fn is_story(&self) -> bool {
        self.of != ANSWER
    }

    /// What a recording of it is of.
    pub fn take(&self) -> Of {
        match (self.is_story(), self.short) {
            (false, _) => Of::Anything,
            (true, false) => Of::Story(self.of.as_str().into()),
            (true, true) => Of::Short(self.of.as_str().into()),
        }
    }

    pub fn words(&self) -> usize {
        self.parts.iter().map(|part| count_words(&part.text)).sum()
    }

    /// The story as the timer shows it.
    pub fn of_story(practice: &Practice, id: &StoryId, story: &Story, short: bool) -> Subject {
        let Some(shape) = structure(practice, &story.structure) else {
            return Subject::default();
        };
        let whole = (shape.target_seconds.min, shape.target_seconds.max);
        let base = Subject {
            of: id.clone().into(),
            title: story.title.clone(),
            key_words: story.key_words.clone(),
            short,
            rung: story.rung,
            aim: whole,
            parts: Vec::new(),
        };
        if short {
            let (from, to) = practice.story.short_version.seconds;
            let part = Part {
                label: "Short version".to_owned(),
                prompt: String::new(),
                text: story.short.clone(),
                budget: (f64::from(from), f64::from(to)),
            };
            return Subject {
                aim: (from, to),
                rung: Rung::Script,
                parts: vec![part],
                ..base
            };
        }
        let seconds: Vec<_> = shape.steps.iter().map(|step| step.seconds).collect();
        let parts = shape
            .steps
            .iter()
            .zip(budgets(&seconds, whole))
            .enumerate()
            .map(|(place, (step, budget))| Part {
                label: step.label.clone(),
                prompt: step.prompt.clone(),
                text: story.slots.get(place).cloned().unwrap_or_default(),
                budget,
            });
        Subject {
            parts: parts.collect(),
            ..base
        }
    }

    /// What stands on the screen to help, for the part that is being spoken.
    pub fn help(&self, place: usize) -> Vec<El> {
        let Some(part) = self
            .parts
            .get(place.min(self.parts.len().saturating_sub(1)))
        else {
            return Vec::new();
        };
        match self.rung {
            Rung::Script if part.text.trim().is_empty() => vec![said(&part.prompt)],
            Rung::Script => part.text.lines().map(said).collect(),
            Rung::PartCards => {
                let sentence = first_sentence(&part.text);
                let line = if sentence.is_empty() {
                    &part.prompt
                } else {
                    &sentence
                };
                vec![el("h3").text(&part.label), said(line)]
            }
            Rung::KeyWords => {
                let words = key_words(&self.key_words);
                let line = |word: &str| el("p").class("key-word").attr("dir", "auto").text(word);
                if words.is_empty() {
                    self.parts.iter().map(|part| line(&part.label)).collect()
                } else {
                    words.into_iter().map(line).collect()
                }
            }
            Rung::Blank => Vec::new(),
        }
    }
}
