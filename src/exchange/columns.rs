//! What the columns of a table mean, and the note that a row of cells is.
//!
//! A column that nothing is known of goes to the script under its name, and so does a second column of a
//! meaning that has room for one text: no cell is dropped.

use crate::exchange::delimited::Row;
use crate::exchange::html::{self, LineEnds};
use crate::exchange::loss::Losses;
use crate::exchange::markup::{self, Markup};
use crate::exchange::note::{self, Note, NoteId, Parting};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// What tells the note from others.
    Id,
    /// The question.
    Question,
    /// Points of the answer, one line each.
    Outline,
    /// The answer in full, or notes about it.
    Script,
    /// Tags.
    Tags,
    /// Deck or category.
    Deck,
    /// A text of its own.
    Other,
    /// Nothing that a card could use, such as Anki's kind of note.
    Ignored,
}

/// The names under which each meaning is known, the most certain first.
const NAMES: [(Meaning, &[&str]); 7] = [
    (Meaning::Id, &["guid", "id"]),
    (
        Meaning::Question,
        &[
            "question",
            "questions",
            "front",
            "question text",
            "interview question",
            "front side",
            "prompt",
            "card",
            "q",
            "term",
            "cue",
            "text",
        ],
    ),
    (
        Meaning::Outline,
        &[
            "outline",
            "answer",
            "answers",
            "back",
            "points",
            "answer text",
            "my answer",
            "back side",
            "key points",
            "bullet points",
            "bullets",
            "response",
            "a",
            "definition",
            "model answer",
            "sample answer",
            "talking points",
            "main points",
            "back extra",
        ],
    ),
    (
        Meaning::Script,
        &[
            "script",
            "notes",
            "note",
            "comments",
            "comment",
            "remarks",
            "remark",
            "extra",
            "details",
            "detail",
            "explanation",
            "full answer",
            "my notes",
        ],
    ),
    (
        Meaning::Tags,
        &["tags", "tag", "labels", "label", "keywords", "keyword"],
    ),
    (
        Meaning::Deck,
        &[
            "deck",
            "category",
            "categories",
            "topic",
            "topics",
            "subject",
            "section",
            "theme",
        ],
    ),
    (Meaning::Ignored, &["notetype", "note type"]),
];

/// Names, in letters alone, of columns that count the rows; tables made by programs give them none.
const COUNTING: [&str; 18] = [
    "",
    "n",
    "no",
    "nr",
    "num",
    "number",
    "row",
    "rowno",
    "rownumber",
    "item",
    "itemno",
    "index",
    "sno",
    "srno",
    "slno",
    "qno",
    "questionno",
    "questionnumber",
];

/// The cells of a column rise from row to row, from 0 or 1, or again from there.
pub fn is_counting(rows: &[&Row], at: usize) -> bool {
    let number = |row: &&Row| {
        let cell = row.cells.get(at)?.trim();
        cell.trim_end_matches(['.', ')']).parse::<u32>().ok()
    };
    let numbers: Option<Vec<u32>> = rows.iter().map(number).collect();
    numbers.is_some_and(|numbers| {
        let rises = |pair: &[u32]| matches!(pair, [a, b] if b > a || *b < 2);
        numbers.first().is_some_and(|first| *first < 2) && numbers.windows(2).all(rises)
    })
}

/// A name without its case, number and signs: `Answer 2:` is `answer`, `Tags (own)` is `tags`.
fn bare(name: &str) -> String {
    let name = name.split(['(', '[']).next().unwrap_or("");
    let is_sign = |c: char| !c.is_alphabetic();
    let words: Vec<&str> = name
        .trim_matches(is_sign)
        .split([' ', '_', '-', '\u{a0}'])
        .collect();
    words.join(" ").trim().to_lowercase()
}

/// What a column of this name holds, and how certain that is: 0 most.
fn known(name: &str) -> Option<(Meaning, usize)> {
    let name = bare(name);
    NAMES.iter().find_map(|(meaning, names)| {
        let rank = names.iter().position(|known| *known == name)?;
        Some((*meaning, rank))
    })
}

#[derive(Clone, Debug)]
struct Column {
    meaning: Meaning,
    name: String,
    rank: usize,
}

/// How far the ids in a table are believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Each tells a note from all others: Anki's, or those of this app.
    Sure,
    /// Somebody's own: in another table the same one may stand for another matter, and a bare number is
    /// nothing but a row's number.
    Slight,
}

/// The columns of a table, in its order.
#[derive(Clone, Debug)]
pub struct Columns {
    all: Vec<Column>,
    trust: Trust,
    parting: Parting,
}

impl Columns {
    /// The columns that a row of names stands for; `None` when it is no such row. One of them must be
    /// the question, and another one known.
    pub fn named(names: &[String]) -> Option<Self> {
        let columns: Vec<Column> = names
            .iter()
            .map(|name| {
                let (meaning, rank) = known(name).unwrap_or((Meaning::Other, 0));
                let name = name.trim().to_owned();
                Column {
                    meaning,
                    name,
                    rank,
                }
            })
            .collect();
        // “Question 1” may well be a question.
        let is_asked = |one: &&Column| one.meaning == Meaning::Question;
        let is_plain = |one: &Column| !one.name.contains(|c: char| c.is_ascii_digit());
        let is_other = |one: &Column| {
            use Meaning::{Ignored, Other, Question};
            !matches!(one.meaning, Question | Other | Ignored)
        };
        let is_named = columns.iter().filter(is_asked).any(is_plain)
            && (columns.iter().any(is_other) || columns.len() == 1);
        is_named.then_some(Self {
            all: columns,
            trust: Trust::Slight,
            parting: Parting::Table,
        })
    }

    /// The fields of a kind of note: question and points are those that are called so, or the first two, and
    /// the rest goes to the script under its name.
    pub fn fields(names: &[String]) -> Self {
        let called = |wanted: Meaning| {
            let found = names.iter().enumerate().filter_map(|(at, name)| {
                let (meaning, rank) = known(name)?;
                (meaning == wanted).then_some((rank, at))
            });
            found.min().map(|(_, at)| at)
        };
        let question = called(Meaning::Question).unwrap_or(0);
        let outline =
            called(Meaning::Outline).or_else(|| (0..names.len()).find(|at| *at != question));
        let column = |(at, name): (usize, &String)| Column {
            meaning: match at {
                at if at == question => Meaning::Question,
                at if Some(at) == outline => Meaning::Outline,
                _ => Meaning::Other,
            },
            name: name.trim().to_owned(),
            rank: 0,
        };
        Self {
            all: names.iter().enumerate().map(column).collect(),
            trust: Trust::Sure,
            parting: Parting::Spaces,
        }
    }

    /// The same fields where the first one of this note is a picture or empty, and no name says which is the
    /// question: the first with text is, and the next is the points.
    pub fn with_text(&self, cells: &[String]) -> Option<Self> {
        if self.all.iter().any(|one| known(&one.name).is_some()) {
            return None;
        }
        let has_text = |at: &usize| {
            let text = html::to_text(&cells[*at], LineEnds::Spaces, &mut Losses::default());
            !text.trim().is_empty()
        };
        let mut filled = (0..cells.len()).filter(has_text);
        let (question, outline) = (filled.next()?, filled.next()?);
        let mut fields = self.clone();
        for (at, one) in fields.all.iter_mut().enumerate() {
            one.meaning = match at {
                at if at == question => Meaning::Question,
                at if at == outline => Meaning::Outline,
                _ => Meaning::Other,
            };
        }
        (question > 0).then_some(fields)
    }

    /// `width` columns of which those in `fixed` (counted from 0) hold what is said there. Of the others
    /// the first is the question, the second the points, and the rest goes to the script under its
    /// name, unless the names say which is which.
    pub fn in_order(width: usize, names: &[String], fixed: &[(usize, Meaning)]) -> Self {
        let name = |at: usize| names.get(at).map_or("", |name| name.trim());
        let is_fixed = |meaning: Meaning| fixed.iter().any(|(_, one)| *one == meaning);
        // Anki's own names for what is no field of a note.
        let told = |at: usize| match known(name(at)) {
            Some((
                meaning @ (Meaning::Tags | Meaning::Deck | Meaning::Id | Meaning::Ignored),
                0,
            )) if !is_fixed(meaning) => Some(meaning),
            _ => None,
        };
        let meaning = |at: usize| {
            let said = fixed.iter().find(|(column, _)| *column == at);
            said.map(|(_, meaning)| *meaning).or_else(|| told(at))
        };
        let free: Vec<usize> = (0..width).filter(|at| meaning(*at).is_none()).collect();
        let called = |wanted: Meaning| {
            let is = |at: &usize| known(name(*at)).is_some_and(|(meaning, _)| meaning == wanted);
            free.iter().copied().find(is)
        };
        let question = called(Meaning::Question).or_else(|| free.first().copied());
        let other = |at: &usize| Some(*at) != question;
        let outline = called(Meaning::Outline)
            .filter(other)
            .or_else(|| free.iter().copied().find(other));
        let column = |at: usize| {
            let field = if Some(at) == question {
                Meaning::Question
            } else if Some(at) == outline {
                Meaning::Outline
            } else {
                Meaning::Other
            };
            Column {
                meaning: meaning(at).unwrap_or(field),
                name: name(at).to_owned(),
                rank: 0,
            }
        };
        Self {
            all: (0..width).map(column).collect(),
            trust: Trust::Sure,
            parting: Parting::Anki,
        }
    }

    /// The columns that a row in the middle names, as where two tables were joined: nothing but names that are
    /// known or those of these columns again.
    pub fn again(&self, cells: &[String]) -> Option<Self> {
        let filled = |name: &&str| !name.trim().is_empty();
        let names: Vec<&str> = cells.iter().map(|cell| &**cell).filter(filled).collect();
        let own = self.all.iter().map(|one| &*one.name).filter(filled);
        let is_same = names.iter().map(|name| bare(name)).eq(own.map(bare));
        // “Q” and “A” may well be a card, and so may what asks.
        let is_name = |name: &&str| known(name).is_some() && name.len() > 2 && !name.contains('?');
        let is_known = names.len() > 1 && names.iter().all(is_name);
        Self::named(cells).filter(|_| is_same || is_known)
    }

    /// The same columns without those that count the rows.
    #[must_use]
    pub fn without_numbers(mut self, rows: &[Row]) -> Self {
        let is_row = |row: &&Row| self.again(&row.cells).is_none();
        let rows: Vec<&Row> = rows.iter().filter(is_row).collect();
        for (at, column) in self.all.iter_mut().enumerate() {
            let letters = |c: &char| c.is_alphabetic();
            let name: String = column.name.chars().filter(letters).collect();
            let name = name.to_lowercase();
            let is_named = COUNTING.contains(&&*name) || column.name.contains('#');
            if is_named && is_counting(&rows, at) {
                column.meaning = Meaning::Ignored;
            }
        }
        self
    }

    /// All of these columns, which this app writes, are here.
    pub fn are_ours(&self, ours: &[&str]) -> bool {
        let names = |name: &&str| self.all.iter().any(|column| column.name == *name);
        ours.iter().all(names)
    }

    /// The same columns, whose ids are believed so far.
    #[must_use]
    pub fn trusted(self, trust: Trust) -> Self {
        Self { trust, ..self }
    }

    /// The same columns, whose tags are parted so.
    #[must_use]
    pub fn parted(self, parting: Parting) -> Self {
        Self { parting, ..self }
    }

    /// The id of a note that a table calls so.
    fn id(&self, cell: &str, question: &str) -> Option<NoteId> {
        if self.trust == Trust::Sure || cell.starts_with(note::OURS) {
            return NoteId::from_guid(cell);
        }
        let is_number = cell.chars().all(|c| !c.is_alphabetic());
        // Another matter under the same name is another note.
        let both = || [cell, &note::same_matter(question)].join("\u{1f}");
        (!is_number).then(|| NoteId::from_question(&both()))
    }

    /// The note in a row. Cells beyond the last column are texts of their own.
    pub fn note(&self, cells: &[String], markup: Markup, losses: &mut Losses) -> Note {
        let meaning = |at: usize| self.all.get(at).map_or(Meaning::Other, |one| one.meaning);
        let of = |wanted: Meaning| (0..cells.len()).filter(move |at| meaning(*at) == wanted);
        // The question first: gaps in it are what the answer says.
        let asked = of(Meaning::Question)
            .filter(|at| !cells[*at].trim().is_empty())
            .min_by_key(|at| self.all.get(*at).map_or(0, |one| one.rank));
        let is_text = |at: &usize| {
            use Meaning::{Other, Outline, Question, Script};
            matches!(meaning(*at), Question | Outline | Script | Other) && Some(*at) != asked
        };
        let order: Vec<usize> = asked
            .into_iter()
            .chain((0..cells.len()).filter(is_text))
            .collect();
        let raw: Vec<&str> = order.iter().map(|at| &*cells[*at]).collect();
        let (texts, words) = markup::fields(&raw, asked.is_some(), markup, losses);

        let mut note = Note {
            outline: words,
            ..Note::default()
        };
        let (mut behind, mut script) = (Vec::new(), Vec::new());
        let scripts = of(Meaning::Script).count();
        for (at, text) in order.into_iter().zip(texts) {
            if Some(at) == asked {
                note.question = text;
                continue;
            }
            if text.trim().is_empty() {
                continue;
            }
            match meaning(at) {
                Meaning::Outline => {
                    let (outline, rest) = note::split_answer(&text);
                    note.outline.extend(outline);
                    behind.push(rest);
                }
                // A script is called so by this app alone.
                Meaning::Script if scripts == 1 || self.all[at].rank == 0 => script.push(text),
                _ => script.push(self.labelled(at, &text)),
            }
        }
        behind.extend(script);
        behind.retain(|text| !text.is_empty());
        note.script = behind.join("\n");
        let filled = |wanted: Meaning| {
            of(wanted)
                .map(|at| cells[at].trim())
                .filter(|cell| !cell.is_empty())
        };
        note.id = filled(Meaning::Id).find_map(|cell| self.id(cell, &note.question));
        let tags = filled(Meaning::Tags).flat_map(|cell| match markup {
            Markup::None | Markup::Anki => note::split_tags(cell, self.parting),
            Markup::Html | Markup::Guessed => note::split_tags(&html::entities(cell), self.parting),
        });
        note.tags = tags.collect();
        let mut levels: Vec<&str> = filled(Meaning::Deck).collect();
        levels.dedup();
        note.deck = levels.join("::");
        note
    }

    fn labelled(&self, at: usize, text: &str) -> String {
        let name = self.all.get(at).map_or("", |one| &*one.name);
        let label = if name.is_empty() { "" } else { ": " };
        [name, label, text].concat()
    }
}
