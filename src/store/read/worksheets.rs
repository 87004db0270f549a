//! Worksheets: forms that lead through one answer, each laid over a card. Nothing is copied: a field is a
//! point of the card's outline under an id of its own, so that the deck asks what was written here.
//!
//! Deliberately not here: what may be kept (`acts::cards` judges the card as a whole).

use crate::content::lazy::{Facts, Practice, Question, Questions, VisaCard};
use crate::domain::card::{Card, Point};
use crate::domain::fact::STALE_DAYS;
use crate::domain::ids::CardId;
use crate::domain::table::Table;
use crate::domain::time::Day;
use crate::domain::words::essence;
use crate::store::read::deck::{Row, row, starter_outline};

/// The shape of every answer about a weak point.
const FOUR_STEPS: &str = "FOUR_STEP";
/// The shape of every answer that is one sentence and what follows.
const SENTENCE: &str = "DIRECT";

/// What a sheet is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// Something in the person's file.
    WeakPoint,
    /// What an international graduate brings.
    Strengths,
    /// What to say about a visa.
    Visa,
    /// Any other answer that has a shape.
    #[default]
    Answer,
}

/// One form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What it is about.
    pub about: About,
    /// Name to show.
    pub title: String,
    /// What to write, in order.
    pub fields: Vec<Field>,
    /// The points that the question came with. They only say what to write, so they give way to words.
    starter: Vec<Point>,
}

/// One field of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// Id of its point in the card's outline.
    pub point: String,
    /// Name to show.
    pub label: String,
    /// What to write.
    pub prompt: String,
    /// More on it for this question; may be empty.
    pub example: String,
}

/// The point of the `number`th step of a structure, counted from 1. Answers remember points by id.
pub fn step_point(structure: &str, number: usize) -> String {
    [structure, "-", &number.to_string()].concat()
}

/// The point of a step that nobody has filled in.
pub fn empty_step(label: &str) -> String {
    [label, ":"].concat()
}

/// The sheet of a card; `None` when its answer has no shape.
pub fn sheet(
    practice: &Practice,
    facts: &Facts,
    question: Option<&Question>,
    row: &Row,
) -> Option<Sheet> {
    let starter = question.map_or_else(Vec::new, starter_outline);
    let mut points = practice.red_flag_types.iter();
    if let Some(point) = points.find(|one| one.card == *row.id && !one.retired) {
        let mut sheet = steps(practice, FOUR_STEPS, starter)?;
        sheet.about = About::WeakPoint;
        sheet.title.clone_from(&point.label);
        sheet.name_examples();
        return Some(sheet);
    }
    let strengths = practice.img_strengths.iter();
    let strengths = strengths.filter(|one| one.card == *row.id && !one.retired);
    let fields: Vec<Field> = strengths
        .map(|one| Field {
            point: one.id.clone(),
            label: one.theme.clone(),
            prompt: one.prompt.clone(),
            example: one.evidence.clone(),
        })
        .collect();
    if !fields.is_empty() {
        return Some(Sheet {
            about: About::Strengths,
            title: "My strengths".to_owned(),
            fields,
            starter,
        });
    }
    if facts.visa.cards.iter().any(|one| one.card == *row.id) {
        let mut sheet = steps(practice, SENTENCE, starter)?;
        sheet.about = About::Visa;
        sheet.title = "Visa sentence".to_owned();
        sheet.name_examples();
        return Some(sheet);
    }
    steps(practice, &row.structure, starter)
}

/// The steps of a structure as a sheet.
fn steps(practice: &Practice, structure: &str, starter: Vec<Point>) -> Option<Sheet> {
    let shape = practice.structures.iter().find(|one| one.id == structure)?;
    let numbered = (1..).zip(&shape.steps);
    let fields = numbered.map(|(number, step)| Field {
        point: step_point(structure, number),
        label: step.label.clone(),
        prompt: step.prompt.clone(),
        example: String::new(),
    });
    Some(Sheet {
        about: About::Answer,
        title: shape.title.clone(),
        fields: fields.collect(),
        starter,
    })
}

impl Sheet {
    /// The points of the question say step by step what belongs there, where they are as many.
    fn name_examples(&mut self) {
        if self.starter.len() == self.fields.len() {
            for (field, point) in self.fields.iter_mut().zip(&self.starter) {
                field.example.clone_from(&point.text);
            }
        }
    }

    /// What is written in a field.
    pub fn text<'a>(&self, outline: &'a [Point], field: &Field) -> &'a str {
        let found = outline.iter().find(|point| point.id == field.point);
        let text = found.map_or("", |point| &*point.text);
        if text == empty_step(&field.label) {
            ""
        } else {
            text
        }
    }

    /// How many fields are written.
    pub fn written(&self, outline: &[Point]) -> usize {
        let fields = self.fields.iter();
        fields
            .filter(|field| !self.text(outline, field).is_empty())
            .count()
    }

    /// `3 of 4 steps`.
    pub fn progress(&self, outline: &[Point]) -> String {
        let (written, all) = (self.written(outline), self.fields.len());
        let things = match self.about {
            About::Strengths => " themes",
            About::WeakPoint | About::Visa | About::Answer => " steps",
        };
        [&*written.to_string(), " of ", &all.to_string(), things].concat()
    }

    /// The points of the card that are no field here and that the person wrote.
    pub fn others<'a>(&self, outline: &'a [Point]) -> Vec<&'a Point> {
        let outline = outline.iter();
        outline
            .filter(|point| self.place(&point.id).is_none() && !self.starter.contains(point))
            .collect()
    }

    /// Writes `text` into the field whose point is `point`. The person's other points stay where they are, and
    /// those that came with the question give way. The first words choose the card to be studied.
    pub fn write(&self, card: &mut Card, point: &str, text: &str) {
        let mut outline = card.outline.take().unwrap_or_default();
        if self.written(&outline) == 0 && !text.trim().is_empty() {
            card.chosen = true;
            card.in_file |= self.about == About::WeakPoint;
        }
        outline.retain(|one| !self.starter.contains(one));
        let text = text.to_owned();
        match outline.iter_mut().find(|one| one.id == point) {
            Some(known) => known.text = text,
            None => {
                let id = point.to_owned();
                outline.insert(self.room(&outline, point), Point { id, text });
            }
        }
        outline.retain(|one| !one.text.trim().is_empty());
        // Then the question's own points are there again.
        card.outline = (!outline.is_empty()).then_some(outline);
    }

    fn place(&self, point: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.point == point)
    }

    /// Where in the outline a field goes that is not there yet: behind the last one before it, or in front.
    fn room(&self, outline: &[Point], point: &str) -> usize {
        let mine = self.place(point);
        let is_before = |one: &Point| self.place(&one.id).is_some_and(|place| Some(place) < mine);
        let before = outline.iter().rposition(is_before);
        before.map_or(0, |before| before + 1)
    }
}

/// Says that a card is about something in the person's file, or no longer; it is studied for as long.
pub fn tick(card: &mut Card, in_file: bool) {
    card.in_file = in_file;
    card.chosen = in_file;
    card.suspended &= !in_file;
}

/// One sheet in the list of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Id of the card.
    pub card: CardId,
    /// Name to show.
    pub title: String,
    /// How far it is.
    pub detail: String,
    /// It is in the person's file.
    pub ticked: bool,
}

/// All sheets that the content offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// What an interviewer may find in the file.
    pub weak_points: Vec<Line>,
    /// What an international graduate brings.
    pub strengths: Vec<Line>,
    /// What to say about a visa.
    pub visa: Vec<Line>,
}

/// Every sheet that the content offers, and how far each is.
pub fn overview(
    cards: &Table<Card>,
    questions: &Questions,
    practice: &Practice,
    facts: &Facts,
) -> Overview {
    let line = |id: &str| line(cards, questions, practice, facts, id);
    let points = practice.red_flag_types.iter();
    let points = points.filter(|one| !one.retired).map(|one| &one.card);
    let strengths = practice.img_strengths.iter();
    let strengths = strengths.filter(|one| !one.retired).map(|one| &one.card);
    let visa = facts.visa.cards.iter().map(|one| &one.card);
    Overview {
        weak_points: points.filter_map(|id| line(id)).collect(),
        strengths: once(strengths).into_iter().filter_map(line).collect(),
        visa: once(visa).into_iter().filter_map(line).collect(),
    }
}

/// Each text once, in the order in which it comes first.
fn once<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut all: Vec<&str> = Vec::new();
    for text in texts {
        if !all.contains(&&**text) {
            all.push(text);
        }
    }
    all
}

fn line(
    cards: &Table<Card>,
    questions: &Questions,
    practice: &Practice,
    facts: &Facts,
    id: &str,
) -> Option<Line> {
    let question = questions.questions.iter().find(|one| one.id == id);
    let row = row(cards, question.map_or(&[], std::slice::from_ref), id)?;
    let sheet = sheet(practice, facts, question, &row)?;
    let ticked = cards.get(id).is_some_and(|card| card.in_file);
    let own = match sheet.others(&row.outline).len() {
        0 => None,
        1 => Some("1 point of your own".to_owned()),
        count => Some([&*count.to_string(), " points of your own"].concat()),
    };
    let (title, mut details) = match sheet.about {
        About::Visa => {
            let sentence = sheet.fields.first();
            let sentence = sentence.map_or("", |field| sheet.text(&row.outline, field));
            let detail = match (sentence, own) {
                ("", Some(own)) => own,
                ("", None) => "Not written yet".to_owned(),
                (sentence, _) => sentence.to_owned(),
            };
            (row.text.clone(), vec![detail])
        }
        about => {
            let is_begun = ticked || sheet.written(&row.outline) > 0;
            let progress =
                (is_begun || about != About::WeakPoint).then(|| sheet.progress(&row.outline));
            (sheet.title, [progress, own].into_iter().flatten().collect())
        }
    };
    if sheet.about == About::WeakPoint && !ticked && row.is_studied() {
        details.push("asked in your reviews".to_owned());
    }
    let detail = details.join(" · ");
    Some(Line {
        card: id.into(),
        title,
        detail,
        ticked,
    })
}

/// The situations that a visa question can be answered in.
pub fn situations<'a>(facts: &'a Facts, card: &str) -> Vec<&'a VisaCard> {
    let all = facts.visa.cards.iter();
    all.filter(|one| one.card == card).collect()
}

/// The situation that `sentence` speaks of: it holds the words that the situation begins with.
pub fn situation_of<'a>(situations: &[&'a VisaCard], sentence: &str) -> Option<&'a VisaCard> {
    let said = essence(sentence);
    let mut holding = situations.iter();
    let found = holding.find(|one| said.contains(&essence(&one.say)));
    match (found, situations) {
        (Some(found), _) => Some(found),
        // There is nothing to choose.
        (None, [only]) => Some(only),
        (None, _) => None,
    }
}

/// The sentences with which the person begins answers of one sentence, by card.
pub fn own_sentences(cards: &Table<Card>) -> Vec<(String, String)> {
    let first = step_point(SENTENCE, 1);
    let sentence = |card: &Card| {
        let points = card.outline.iter().flatten();
        let mut mine = points.filter(|point| point.id == first);
        // Else it is a step that nobody has filled in.
        mine.find(|point| !point.text.ends_with(':'))
            .map(|point| point.text.clone())
    };
    cards
        .iter()
        .filter_map(|(id, card)| Some((id.clone(), sentence(card)?)))
        .collect()
}

/// The facts were checked so long ago that they may be wrong.
pub fn is_old(checked_on: Day, today: Day) -> bool {
    today.since(checked_on) > STALE_DAYS
}
