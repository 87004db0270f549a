//! What rehearsing asks of the model: attempts, versions and drills in order, the person's pace, and the
//! timer's zones as the content gives them.
//!
//! Deliberately not here: which story covers what (`stories`).

use std::collections::BTreeSet;

use crate::content::lazy::{InterviewerType, Practice, Question, Structure};
use crate::domain::drill::{Candidate, Drill, Turn, aim, probes, weight};
use crate::domain::ids::{DrillId, StoryId, family};
use crate::domain::story::{PROFESSIONAL, Run, Wording};
use crate::domain::story_timer::{self, Attempt, PACE_TAKES, Zone, Zones};
use crate::domain::words::essence;
use crate::store::core::model::Model;
use crate::store::read::deck::Row;

/// The attempts at a story (or with `ANSWER` at anything else), oldest first.
pub fn runs(model: &Model, of: &str) -> Vec<(String, Run)> {
    let mut found: Vec<(String, Run)> = model
        .with_prefix::<Run>(&family(of))
        .map(|(id, run)| (id.clone(), run.clone()))
        .collect();
    found.sort_by(|a, b| (a.1.at, &a.0).cmp(&(b.1.at, &b.0)));
    found
}

/// The versions of a story that were kept, oldest first.
pub fn versions(model: &Model, story: &StoryId) -> Vec<(String, Wording)> {
    let mut found: Vec<(String, Wording)> = model
        .with_prefix::<Wording>(&family(story))
        .map(|(id, version)| (id.clone(), version.clone()))
        .collect();
    found.sort_by(|a, b| (a.1.at, &a.0).cmp(&(b.1.at, &b.0)));
    found
}

/// The drills that are over, oldest first.
pub fn ended_drills(model: &Model) -> Vec<(DrillId, Drill)> {
    let mut found: Vec<(DrillId, Drill)> = model
        .all::<Drill>()
        .iter()
        .filter(|(_, drill)| drill.ended)
        .map(|(id, drill)| (id.as_str().into(), drill.clone()))
        .collect();
    found.sort_by(|a, b| (a.1.at, &a.0).cmp(&(b.1.at, &b.0)));
    found
}

/// The drill that was left half-way last: its id, how many answers it has, and how many questions. One without an
/// answer was only looked at.
pub fn left_drill(model: &Model) -> Option<(DrillId, usize, usize)> {
    let drills = model.all::<Drill>().iter();
    let is_left = |drill: &Drill| !drill.ended && !drill.answers.is_empty();
    let left = drills.filter(|(_, drill)| is_left(drill));
    let (id, drill) = left.max_by_key(|(_, drill)| drill.at)?;
    Some((id.as_str().into(), drill.answers.len(), drill.asked.len()))
}

/// The category whose questions name a specialty.
const EXTRAS: &str = "specialty_specific";

/// From which cards a drill is drawn.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    /// Who asks: only what this one would say is asked.
    pub interviewer: &'a InterviewerType,
    /// Ids of the categories to ask from; empty: all.
    pub categories: &'a BTreeSet<String>,
    /// Only cards that are studied.
    pub only_studied: bool,
    /// The person's specialty, or empty.
    pub specialty: &'a str,
}

impl Wish<'_> {
    fn takes(&self, row: &Row) -> bool {
        let is_theirs =
            row.interviewers.is_empty() || row.interviewers.contains(&self.interviewer.id);
        if row.suspended || !is_theirs {
            return false;
        }
        match row.turn {
            Turn::Never => false,
            // An interview has a beginning and an end, whatever it is about.
            Turn::Opener | Turn::Closer => true,
            Turn::Middle | Turn::Late => {
                let is_wanted =
                    self.categories.is_empty() || self.categories.contains(&row.category);
                is_wanted && (!self.only_studied || row.chosen) && self.is_of_their_field(row)
            }
        }
    }

    /// Nobody asks a surgeon about psychiatry, unless the person wants it.
    fn is_of_their_field(&self, row: &Row) -> bool {
        let specialty = essence(self.specialty);
        row.category != EXTRAS
            || row.chosen
            || self.categories.contains(EXTRAS)
            || (!specialty.is_empty() && essence(&row.text).starts_with(&specialty))
    }
}

/// The cards that a drill may ask; none when there is nothing to ask between its opener and its closer.
pub fn candidates(rows: &[Row], wish: &Wish<'_>) -> Vec<Candidate> {
    let found: Vec<Candidate> = rows
        .iter()
        .filter(|row| wish.takes(row))
        .map(|row| Candidate {
            id: row.id.clone(),
            turn: row.turn,
            weight: weight(row.priority),
            aim: aim(row.seconds, wish.interviewer.longest_answer),
        })
        .collect();
    let is_between = |one: &Candidate| matches!(one.turn, Turn::Middle | Turn::Late);
    if found.iter().any(is_between) {
        found
    } else {
        Vec::new()
    }
}

/// What an interviewer asks after the answer to a card, number `place` of a drill: the card's own
/// follow-ups, and those of the interviewer's lines that make sense after it.
pub fn follow_ups(
    row: &Row,
    questions: &[Question],
    interviewer: &InterviewerType,
    seed: u64,
    place: usize,
) -> Vec<String> {
    // Other words are another question, of which nothing is known.
    let starter = row.starter.and_then(|place| questions.get(place));
    let Some(question) = starter.filter(|question| question.text == row.text) else {
        return Vec::new();
    };
    let allowed = question.pushback.as_deref().unwrap_or_default();
    let lines = interviewer.probes.iter();
    let lines = lines.filter(|probe| allowed.contains(&probe.kind));
    let lines: Vec<String> = lines.map(|probe| probe.text.clone()).collect();
    probes(
        &question.follow_ups,
        &lines,
        interviewer.probe_count,
        seed,
        place,
    )
}

/// How fast the person reads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// Words a minute.
    pub words: f64,
    /// Measured, not the usual one.
    pub own: bool,
}

impl Pace {
    /// One sentence that says where it comes from.
    pub fn sentence(self) -> String {
        let words = self.words.round().to_string();
        if self.own {
            [
                "At your own pace: ",
                &words,
                " words a minute, the middle of your last five readings.",
            ]
            .concat()
        } else {
            [
                "At ",
                &words,
                " words a minute. Read a script with the timer five times, and your own pace counts.",
            ]
            .concat()
        }
    }
}

/// The pace of the newest readings of any story.
pub fn pace(model: &Model) -> Pace {
    let mut readings: Vec<&Run> = model
        .all::<Run>()
        .values()
        .filter(|run| run.words > 0)
        .collect();
    readings.sort_by_key(|run| run.at);
    let takes: Vec<(u32, f64)> = readings
        .iter()
        .map(|run| (run.words, run.seconds()))
        .collect();
    let long_enough = takes.iter().filter(|(_, seconds)| *seconds >= 5.0).count();
    Pace {
        words: story_timer::pace(&takes),
        own: long_enough >= PACE_TAKES,
    }
}

/// Runs as the streak and the ladder ask for them.
pub fn attempts<'a>(runs: impl IntoIterator<Item = &'a Run>) -> Vec<Attempt> {
    let attempt = |run: &Run| Attempt {
        seconds: run.seconds(),
        rung: run.rung,
    };
    runs.into_iter().map(attempt).collect()
}

/// The structure of this id, else that of the professional story, else the first.
pub fn structure<'a>(practice: &'a Practice, id: &str) -> Option<&'a Structure> {
    let known = |id: &str| practice.structures.iter().find(|one| one.id == id);
    known(id)
        .or_else(|| known(PROFESSIONAL))
        .or_else(|| practice.structures.first())
}

/// The zones for an answer that should take from `least` to `most` seconds: those of the content where
/// they have this target, with their own sayings.
///
/// # Errors
/// A sentence when the times are out of order or out of range.
pub fn zones(practice: &Practice, (least, most): (u16, u16)) -> Result<Zones, String> {
    let written = practice.story.timer_zones.iter().map(|zone| Zone {
        id: zone.id.clone(),
        from_s: f64::from(zone.from_s),
        to_s: zone.to_s.map(f64::from),
        label: zone.label.clone(),
        say: zone.say.clone(),
        is_target: zone.tone == "good",
    });
    let aim = (f64::from(least), f64::from(most));
    match Zones::new(written.collect()) {
        Ok(zones) if zones.target() == aim => Ok(zones),
        _ => Zones::for_answer(aim.0, aim.1),
    }
}
