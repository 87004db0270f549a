//! The deck as text: starter questions with the person's changes laid over, and which to show.
//!
//! Deliberately not here: what the stories cover (`stories`), and what is remembered and what is due
//! (`study`). The store must start without the starter questions and without the scheduler.

use std::collections::BTreeSet;

use crate::content::lazy::{Question, QuestionPriority};
use crate::domain::card::{Card, Point, Priority, WHY_QUESTION, answered_by_sheet, counts_for};
use crate::domain::drill::{Turn, is_stage_direction};
use crate::domain::ids::{CardId, ProgramId, StoryId};
use crate::domain::order;
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::domain::table::Table;
use crate::domain::words::{essence, words};
use crate::store::core::model::Model;
use crate::store::read::sheet::{why_points, why_script};

/// One card as a screen shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Id of the card.
    pub id: CardId,
    /// The question.
    pub text: String,
    /// Id of a category, or empty.
    pub category: String,
    /// Id of an answer structure, or empty.
    pub structure: String,
    /// How early to prepare it.
    pub priority: Priority,
    /// Asked only or mainly of international graduates.
    pub img_specific: bool,
    /// Ids of the interviewer types that like to ask it.
    pub interviewers: BTreeSet<String>,
    /// Shortest and longest good answer, in seconds.
    pub seconds: (u16, u16),
    /// Points to say.
    pub outline: Vec<Point>,
    /// The points came with the app; the person has written none.
    pub has_starter_points: bool,
    /// The whole answer, or empty.
    pub script: String,
    /// Free labels.
    pub tags: BTreeSet<String>,
    /// The only program it is for.
    pub only_for: Option<ProgramId>,
    /// Name of that program, or empty.
    pub program: String,
    /// Ids of linked stories.
    pub stories: BTreeSet<StoryId>,
    /// Ids of the story prompts that can serve.
    pub prompts: Vec<String>,
    /// Written by the person.
    pub own: bool,
    /// Chosen to be studied.
    pub chosen: bool,
    /// Not asked.
    pub suspended: bool,
    /// Lapses at the last rewriting.
    pub rewritten: u32,
    /// The person wants a better answer.
    pub to_rewrite: bool,
    /// Place of its coaching in the starter questions.
    pub starter: Option<usize>,
    /// Where in an interview it is asked.
    pub turn: Turn,
    /// The program on whose prep sheet the answer stands.
    pub sheet: Option<ProgramId>,
}

impl Row {
    /// Takes from its program what stands there: its name, and the answer that its prep sheet gives.
    pub fn see_program(&mut self, model: &Model) {
        let of = |id: &ProgramId| model.text(Program::KIND, id, "name");
        if let Some(name) = self.only_for.as_ref().and_then(of) {
            self.program = name;
        }
        let Some(program) = &self.sheet else {
            return;
        };
        self.outline = why_points(model, program);
        self.script = why_script(model, program);
        if self.text == WHY_QUESTION && !self.program.trim().is_empty() {
            self.text = ["Why ", self.program.trim(), "?"].concat();
        }
    }

    /// Asked: chosen and not suspended.
    pub fn is_studied(&self) -> bool {
        self.chosen && !self.suspended
    }
}

/// How long an answer takes when nothing is known of it, in seconds.
const USUAL_SECONDS: (u16, u16) = (60, 90);

/// All cards: starter questions in their order, then own ones in the order in which they came. A retired starter
/// question stays only for who has changed or chosen it.
pub fn rows(cards: &Table<Card>, questions: &[Question]) -> Vec<Row> {
    let starters: BTreeSet<&str> = questions.iter().map(|one| &*one.id).collect();
    let mut rows: Vec<Row> = questions
        .iter()
        .enumerate()
        .filter(|(_, question)| !question.retired || cards.contains_key(&question.id))
        .map(|(place, question)| starter_row(place, question, cards.get(&question.id)))
        .collect();
    let own = cards
        .iter()
        .filter(|(id, card)| card.own && !starters.contains(&***id))
        .collect();
    let made = |card: &Card| card.made.map_or(String::new(), |day| day.iso());
    let place = |card: &Card| order::sortable(i64::from(card.place));
    let own = order::by_text(own, |(id, card)| {
        [&*made(card), " ", &*place(card), " ", id].concat()
    });
    rows.extend(own.into_iter().map(|(id, card)| own_row(id, card)));
    rows
}

/// One card, by id; `None` when there is none.
pub fn row(cards: &Table<Card>, questions: &[Question], id: &str) -> Option<Row> {
    let card = cards.get(id);
    match questions.iter().position(|question| question.id == id) {
        Some(place) => Some(starter_row(place, &questions[place], card)),
        None => card.filter(|card| card.own).map(|card| own_row(id, card)),
    }
}

/// Where a question that the person has worded is asked.
fn own_turn(text: &str) -> Turn {
    if is_stage_direction(text) {
        Turn::Never
    } else {
        Turn::Middle
    }
}

fn own_row(id: &str, card: &Card) -> Row {
    let text = card.text.clone().unwrap_or_default();
    Row {
        turn: own_turn(&text),
        id: id.into(),
        text,
        category: card.category.clone().unwrap_or_default(),
        structure: card.structure.clone().unwrap_or_default(),
        priority: card.priority.unwrap_or_default(),
        img_specific: false,
        interviewers: card.interviewers.clone().unwrap_or_default(),
        seconds: card.seconds.unwrap_or(USUAL_SECONDS),
        outline: card.outline.clone().unwrap_or_default(),
        has_starter_points: false,
        script: card.script.clone(),
        tags: card.tags.clone(),
        only_for: card.program_id(),
        program: card.program.clone(),
        stories: card.stories.clone(),
        prompts: Vec::new(),
        own: true,
        chosen: card.chosen,
        suspended: card.suspended,
        rewritten: card.rewritten,
        to_rewrite: card.to_rewrite,
        starter: None,
        sheet: answered_by_sheet(id).map(ProgramId::from),
    }
}

fn starter_row(place: usize, question: &Question, card: Option<&Card>) -> Row {
    let unchanged = Card::default();
    let card = card.unwrap_or(&unchanged);
    let own_words = card.text.as_ref().filter(|text| **text != question.text);
    Row {
        text: card.text.clone().unwrap_or_else(|| question.text.clone()),
        // A placeholder that was replaced by a question is a question.
        turn: match (question.turn, own_words) {
            (Turn::Never, Some(text)) => own_turn(text),
            (turn, _) => turn,
        },
        category: card
            .category
            .clone()
            .unwrap_or_else(|| question.category.clone()),
        structure: card
            .structure
            .clone()
            .unwrap_or_else(|| question.structure.clone()),
        priority: card.priority.unwrap_or(match question.priority {
            QuestionPriority::Core => Priority::Core,
            QuestionPriority::Common => Priority::Common,
            QuestionPriority::Extra => Priority::Extra,
        }),
        img_specific: question.img_specific,
        interviewers: card
            .interviewers
            .clone()
            .unwrap_or_else(|| question.interviewer_types.iter().cloned().collect()),
        seconds: card
            .seconds
            .unwrap_or((question.target_seconds.min, question.target_seconds.max)),
        outline: card
            .outline
            .clone()
            .unwrap_or_else(|| starter_outline(question)),
        has_starter_points: card.outline.is_none(),
        prompts: question.story_bank_ids.clone(),
        own: false,
        starter: Some(place),
        ..own_row(&question.id, card)
    }
}

/// The outline of a starter question that nobody has changed: its points are `p1`, `p2` and so on.
pub fn starter_outline(question: &Question) -> Vec<Point> {
    (1..)
        .zip(&question.answer_plan)
        .map(|(number, text): (u32, _)| Point {
            id: ["p", &number.to_string()].concat(),
            text: text.clone(),
        })
        .collect()
}

/// What to show of the deck; `None` and empty mean everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Browse {
    /// Id of a category.
    pub category: Option<String>,
    /// Id of an answer structure.
    pub structure: Option<String>,
    /// Id of an interviewer type.
    pub interviewer: Option<String>,
    /// How early to prepare it.
    pub priority: Option<Priority>,
    /// Cards for this program only, and those for every program.
    pub program: Option<ProgramId>,
    /// A label.
    pub tag: Option<String>,
    /// Written by the person or not.
    pub own: Option<bool>,
    /// Chosen or not.
    pub chosen: Option<bool>,
    /// Suspended or not.
    pub suspended: Option<bool>,
    /// Asked mainly of international graduates.
    pub img_specific: bool,
}

impl Browse {
    /// The card is among those to show.
    pub fn takes(&self, row: &Row) -> bool {
        let is = |wanted: &Option<String>, has: &str| wanted.as_deref().is_none_or(|id| id == has);
        let flag = |wanted: Option<bool>, has: bool| wanted.is_none_or(|wanted| wanted == has);
        is(&self.category, &row.category)
            && is(&self.structure, &row.structure)
            && self
                .interviewer
                .as_ref()
                .is_none_or(|id| row.interviewers.contains(id))
            && self.priority.is_none_or(|one| one == row.priority)
            && (self.program.is_none() || counts_for(row.only_for.as_ref(), self.program.as_ref()))
            && self.tag.as_ref().is_none_or(|tag| row.tags.contains(tag))
            && flag(self.own, row.own)
            && flag(self.chosen, row.chosen)
            && flag(self.suspended, row.suspended)
            && (!self.img_specific || row.img_specific)
    }
}

/// Places of the cards to show.
pub fn browse(rows: &[Row], wanted: &Browse) -> Vec<usize> {
    (0..rows.len())
        .filter(|place| wanted.takes(&rows[*place]))
        .collect()
}

/// Places of other cards that ask the same: equal but for case, accents and punctuation, or with at
/// least four of five words in common. A warning, never a refusal.
pub fn twins(rows: &[Row], text: &str, except: &str) -> Vec<usize> {
    let wanted = essence(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let asked: BTreeSet<&str> = words(&wanted).collect();
    (0..rows.len())
        .filter(|place| rows[*place].id != except)
        .filter(|place| {
            let other = essence(&rows[*place].text);
            if other == wanted {
                return true;
            }
            let others: BTreeSet<&str> = words(&other).collect();
            let shared = asked.intersection(&others).count();
            let all = asked.len() + others.len() - shared;
            // Of three words one always makes another question.
            all >= 4 && shared * 5 >= all * 4
        })
        .collect()
}
