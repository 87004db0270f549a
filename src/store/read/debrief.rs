//! How far a debrief has come, and what was asked in the rooms.

use std::collections::BTreeSet;

use crate::content::lazy::{DebriefGuide, DebriefPrompt};
use crate::domain::debrief::{DUMP, Debrief, REDO};
use crate::domain::ids::{CardId, InterviewId, PersonId, child, family, within};
use crate::domain::letter::word_count;
use crate::domain::meeting::Meeting;
use crate::domain::order;
use crate::domain::person::Person;
use crate::domain::ranking::GUT;
use crate::domain::record::Record;
use crate::domain::trip::Interview;
use crate::domain::words::essence;
use crate::store::core::model::Model;
use crate::store::core::ranking::readings::Readings;
use crate::store::read::deck::{Row, twins};
use crate::store::read::ranking::rating::rated;

/// One step of a debrief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Everything, without order.
    Dump,
    /// Who was met, with one memory each.
    People,
    /// Liked, and not liked.
    Liked,
    /// The answer to be proud of, and the one to give better.
    Answers,
    /// What was asked.
    Questions,
    /// Ratings of the program.
    Ratings,
    /// Gut and fit.
    Gut,
    /// All other prompts.
    Rest,
}

impl Step {
    /// All, in order.
    pub const ALL: [Step; 8] = [
        Step::Dump,
        Step::People,
        Step::Liked,
        Step::Answers,
        Step::Questions,
        Step::Ratings,
        Step::Gut,
        Step::Rest,
    ];

    /// What it is called inside.
    pub fn id(self) -> &'static str {
        match self {
            Step::Dump => "dump",
            Step::People => "people",
            Step::Liked => "liked",
            Step::Answers => "answers",
            Step::Questions => "questions",
            Step::Ratings => "ratings",
            Step::Gut => "gut",
            Step::Rest => "rest",
        }
    }

    /// The step that is called so.
    pub fn of(id: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.id() == id)
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Step::Dump => "Write everything down",
            Step::People => "People, one memory each",
            Step::Liked => "Liked, not liked",
            Step::Answers => "Proud of, would redo",
            Step::Questions => "Questions they asked",
            Step::Ratings => "Ratings",
            Step::Gut => "Gut feeling and fit",
            Step::Rest => "The rest",
        }
    }

    /// In a word, after "Next: ".
    pub fn short(self) -> &'static str {
        match self {
            Step::Dump => "write",
            Step::People => "people",
            Step::Liked => "likes",
            Step::Answers => "answers",
            Step::Questions => "questions",
            Step::Ratings => "ratings",
            Step::Gut => "gut and fit",
            Step::Rest => "the rest",
        }
    }

    /// How long it takes about.
    pub fn takes(self) -> &'static str {
        match self {
            Step::Dump => "5 min",
            Step::People | Step::Answers | Step::Ratings => "2 min",
            Step::Liked | Step::Questions | Step::Rest => "1 min",
            Step::Gut => "20 s",
        }
    }

    /// Its place, from 1.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// The next one; none behind the last.
    pub fn next(self) -> Option<Step> {
        Step::ALL.get(self.number()).copied()
    }

    /// Ids of the prompts of the content that it asks, or answers in a way of its own.
    fn prompts(self) -> &'static [&'static str] {
        match self {
            Step::Dump => &[DUMP],
            Step::People => &["db-names", "db-type"],
            Step::Liked => &["db-liked", "db-disliked"],
            Step::Answers => &["db-proud", REDO],
            Step::Questions => &["db-questions"],
            Step::Ratings => &[],
            Step::Gut => &["db-fit"],
            Step::Rest => &[],
        }
    }
}

/// The prompts to write to in a step, in the order of the content.
pub fn prompts(guide: &DebriefGuide, step: Step) -> Vec<&DebriefPrompt> {
    let all = guide.full.iter().chain(&guide.quick);
    let is_of = |step: Step, prompt: &DebriefPrompt| step.prompts().contains(&&*prompt.id);
    match step {
        // What no other step asks.
        Step::Rest => all
            .filter(|prompt| !Step::ALL.iter().any(|one| is_of(*one, prompt)))
            .collect(),
        Step::People => Vec::new(),
        step => all.filter(|prompt| is_of(step, prompt)).collect(),
    }
}

/// What was written to a prompt.
pub fn written(model: &Model, interview: &InterviewId, prompt: &str) -> String {
    let found = model.get::<Debrief>(&child(interview, prompt));
    found.map_or_else(String::new, |one| one.text.clone())
}

/// Whoever was met on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Met {
    /// Whole id of the person.
    pub id: PersonId,
    /// The person.
    pub person: Person,
    /// What was noted.
    pub meeting: Meeting,
}

/// The people who were met, in the order in which they were written down.
pub fn met(model: &Model, interview: &InterviewId) -> Vec<Met> {
    let found = model.with_prefix::<Meeting>(&family(interview));
    let found = found.filter_map(|(id, meeting)| {
        let id = within(interview, id)?;
        Some(Met {
            id: id.into(),
            person: model.get::<Person>(id)?.clone(),
            meeting: meeting.clone(),
        })
    });
    order::by_text(found.collect(), |one: &Met| {
        let at = order::sortable(one.meeting.at);
        [&*one.meeting.order, " ", &*at, &*one.id].concat()
    })
}

/// People of the program who were not met that day, by name: whole id and person.
pub fn others(model: &Model, interview: &InterviewId) -> Vec<(PersonId, Person)> {
    let Some(program) = model
        .get::<Interview>(interview)
        .and_then(Interview::program_id)
    else {
        return Vec::new();
    };
    let all = model.with_prefix::<Person>(&family(&program));
    let is_new =
        |(id, _): &(&String, &Person)| !model.is_alive(Meeting::KIND, &child(interview, id));
    let all = all
        .filter(is_new)
        .map(|(id, one)| (PersonId::from(id.as_str()), one.clone()));
    order::by_text(all.collect(), |(id, one): &(PersonId, Person)| {
        [&*essence(one.shown()), " ", id].concat()
    })
}

/// What those are called with whom an answer should be given better next time, as the person noted on the day.
pub fn redo_with(model: &Model, interview: &InterviewId) -> Vec<String> {
    let met = met(model, interview).into_iter();
    let marked = met.filter(|one| one.meeting.redo);
    marked.map(|one| one.person.short()).collect()
}

/// On the day an answer was to be redone, and nobody has said which one: neither a card nor a word.
pub fn redo_is_open(model: &Model, interview: &InterviewId) -> bool {
    let answer = model.get::<Debrief>(&child(interview, REDO));
    let is_said = answer.is_some_and(|one| !one.cards.is_empty() || !one.text.trim().is_empty());
    !is_said && !redo_with(model, interview).is_empty()
}

/// What a step holds so far, in a few letters: `43 words`, `3 noted`. Empty: nothing.
pub fn held(model: &Model, interview: &InterviewId, step: Step, rest: &[&str]) -> String {
    let counted = |count: usize, one: &str, many: &str| match count {
        0 => String::new(),
        1 => ["1 ", one].concat(),
        count => [&*count.to_string(), " ", many].concat(),
    };
    let words = |ids: &[&str]| {
        let written = ids
            .iter()
            .map(|id| word_count(&written(model, interview, id)));
        counted(written.sum(), "word", "words")
    };
    let program = model
        .get::<Interview>(interview)
        .and_then(Interview::program_id);
    match step {
        Step::People => counted(met(model, interview).len(), "noted", "noted"),
        Step::Questions => counted(lines(model, interview).len(), "noted", "noted"),
        Step::Ratings => {
            let count = program.map_or(0, |program| rated(model, &program));
            counted(count, "rated", "rated")
        }
        Step::Gut => {
            let gut = program.and_then(|program| Readings::of(model, &program, GUT).value());
            match gut {
                Some(gut) => [&*gut.to_string(), " of 10"].concat(),
                None => words(step.prompts()),
            }
        }
        Step::Answers => match words(step.prompts()) {
            none if none.is_empty() => {
                let cards = model.get::<Debrief>(&child(interview, REDO));
                let cards = cards.map_or(0, |one| one.cards.len());
                counted(cards, "to redo", "to redo")
            }
            words => words,
        },
        Step::Rest => words(rest),
        step => words(step.prompts()),
    }
}

/// What a step still waits for, in a few letters, though it may hold something. Empty: nothing.
pub fn waits(model: &Model, interview: &InterviewId, step: Step) -> &'static str {
    match step {
        Step::Answers if redo_is_open(model, interview) => "Which one to redo?",
        _ => "",
    }
}

/// The step to go on with: the first that holds nothing or waits for something; the first of all where none
/// does.
pub fn resume(model: &Model, interview: &InterviewId) -> Step {
    let is_open = |step: &Step| {
        held(model, interview, *step, &[]).is_empty() || !waits(model, interview, *step).is_empty()
    };
    Step::ALL.into_iter().find(is_open).unwrap_or(Step::Dump)
}

/// A question that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// As written.
    pub text: String,
    /// Who asked it; empty where that was not written.
    pub by: String,
    /// Id of the type of interviewer who asked it, or empty.
    pub kind: String,
    /// Id of the card that asks the same.
    pub card: Option<CardId>,
}

/// Each line that was written of questions, with who asked it and their type.
fn lines(model: &Model, interview: &InterviewId) -> Vec<(String, String, String)> {
    let mut lines = Vec::new();
    let mut seen = BTreeSet::new();
    let mut take = |text: &str, by: &str, kind: &str| {
        for line in text.lines().map(bare) {
            if seen.insert(essence(line)) && !essence(line).is_empty() {
                lines.push((line.to_owned(), by.to_owned(), kind.to_owned()));
            }
        }
    };
    for one in met(model, interview) {
        take(&one.meeting.asked, one.person.shown(), &one.meeting.kind);
    }
    for prompt in Step::Questions.prompts() {
        take(&written(model, interview, prompt), "", "");
    }
    lines
}

/// A line without the sign of a list before it.
fn bare(line: &str) -> &str {
    line.trim().trim_start_matches(['-', '*', '•', '–']).trim()
}

/// The questions that were asked, and which of them are in the deck already.
pub fn asked(model: &Model, deck: &[Row], interview: &InterviewId) -> Vec<Asked> {
    let lines = lines(model, interview).into_iter();
    let asked = lines.map(|(text, by, kind)| {
        let same = twins(deck, &text, "");
        let card = same.first().map(|place| deck[*place].id.clone());
        Asked {
            text,
            by,
            kind,
            card,
        }
    });
    asked.collect()
}

/// The cards whose answers should be better, in the order of the deck: id and question.
pub fn to_redo(model: &Model, deck: &[Row], interview: &InterviewId) -> Vec<(CardId, String)> {
    let found = model.get::<Debrief>(&child(interview, REDO));
    let cards = found.map(|one| one.cards.clone()).unwrap_or_default();
    let rows = deck.iter().filter(|row| cards.contains(&row.id));
    rows.map(|row| (row.id.clone(), row.text.clone())).collect()
}
