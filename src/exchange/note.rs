//! What every format is read into and written from: notes with a stable id.
//!
//! Knows no format. A note is always tidy (`Note::tidy`), so that writing it and reading it back
//! gives the same note.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::text::is_longer;
use crate::domain::words::essence;
use crate::exchange::loss::{Losses, What};
use crate::exchange::refusal::Refusal;

/// Most notes in one file.
pub const NOTES_MAX: usize = 20_000;

/// Most characters in one tag or deck name.
const NAME_MAX: usize = 200;

/// A line of its own between outline and script where a format has one field for both.
pub const RULE: &str = "---";

/// The id of a note, and of the card that it becomes: lower-case letters, digits and hyphens.
///
/// Anki's guid and this id determine each other, so a note keeps its identity in both programs:
/// our `open-why` is Anki's `mb:open-why`, and Anki's guid is ours as `anki-` and its bytes in
/// hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoteId(String);

/// What other programs’ names for our own notes begin with.
pub(super) const OURS: &str = "mb:";
const ANKI: &str = "anki-";
/// Guids longer than this, in bytes, become a hash. Anki's own have about 10.
const GUID_MAX: usize = 64;

impl NoteId {
    /// An id that this app gave. `None` when it is not made of lower-case letters, digits and hyphens.
    pub fn ours(id: &str) -> Option<Self> {
        let lawful = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
        (!id.is_empty() && id.len() <= 160 && id.bytes().all(lawful)).then(|| Self(id.to_owned()))
    }

    /// The id of the note that another program calls `guid`. `None` when that is empty.
    pub fn from_guid(guid: &str) -> Option<Self> {
        let guid = guid.trim();
        if guid.is_empty() {
            return None;
        }
        let ours = guid
            .strip_prefix(OURS)
            .and_then(Self::ours)
            .filter(|id| id.foreign().is_none());
        Some(ours.unwrap_or_else(|| {
            if guid.len() <= GUID_MAX {
                let hex = guid.bytes().map(|byte| format!("{byte:02x}"));
                Self([ANKI.to_owned(), hex.collect()].concat())
            } else {
                Self(format!("guid-{:032x}", hash(guid)))
            }
        }))
    }

    /// The id of a note that came without one: the same question has the same id.
    pub fn from_question(question: &str) -> Self {
        Self(format!("text-{:032x}", hash(&same_question(question))))
    }

    /// What other programs call this note. `from_guid` gives the id back.
    pub fn guid(&self) -> String {
        self.foreign().unwrap_or_else(|| [OURS, &self.0].concat())
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    // The guid that Anki gave, if this id stands for one.
    fn foreign(&self) -> Option<String> {
        let hex = self.0.strip_prefix(ANKI)?;
        let digits: Option<Vec<u8>> = hex
            .bytes()
            .map(|digit| (digit as char).to_digit(16).map(|n| n as u8))
            .collect();
        let bytes: Vec<u8> = digits?
            .chunks(2)
            .map(|pair| match pair {
                [high, low] => Some(high * 16 + low),
                _ => None,
            })
            .collect::<Option<_>>()?;
        let guid = String::from_utf8(bytes).ok()?;
        // Only what `from_guid` would turn into exactly this id.
        let fits = !guid.is_empty() && guid.trim() == guid && guid.len() <= GUID_MAX;
        let ours = guid
            .strip_prefix(OURS)
            .and_then(Self::ours)
            .is_some_and(|id| id.foreign().is_none());
        (fits && !ours).then_some(guid)
    }
}

// FNV-1a with 128 bits (offset and prime from draft-eastlake-fnv). Ids need no secrecy.
fn hash(text: &str) -> u128 {
    text.bytes()
        .fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |sum, byte| {
            (sum ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
        })
}

/// One question with its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// `None` until a reader or `identify` gives one.
    pub id: Option<NoteId>,
    /// The question; may have several lines.
    pub question: String,
    /// Points of the answer, one line each.
    pub outline: Vec<String>,
    /// The answer in full, or notes about it; may have several lines.
    pub script: String,
    /// No spaces, commas or semicolons inside, no two that differ only in case.
    pub tags: Vec<String>,
    /// Category, or Anki's deck with `::` between levels. Empty: none.
    pub deck: String,
}

/// What a file held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deck {
    /// In the order of the file, each with an id, no id twice.
    pub notes: Vec<Note>,
    /// The row of each note in the file, as a spreadsheet counts; empty when the file has no rows.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub rows: Vec<usize>,
    /// What was left behind.
    pub losses: Losses,
}

/// The form of a question by which two are the same: case, spaces, kinds of quotation mark and
/// the punctuation at the end do not count. All other signs do: “> 5” is not “< 5”.
pub fn same_question(question: &str) -> String {
    let lower: String = question
        .chars()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{02bc}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            '\u{2010}' | '\u{2011}' => '-',
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let whole = words.join(" ");
    let bare = whole.trim_end_matches(['?', '!', '.', '…', ':', ' ']);
    if bare.is_empty() {
        whole
    } else {
        bare.to_owned()
    }
}

/// The form of a question by which two are about the same matter, also without accents and punctuation.
/// Signs that change what is asked count: “> 5” is not “< 5”, “C++” not “C”.
pub fn same_matter(question: &str) -> String {
    let signs = ['<', '>', '=', '≤', '≥', '+', '%', '#', '±'];
    let marked: String = question.chars().filter(|c| signs.contains(c)).collect();
    let bare = essence(question);
    if bare.is_empty() {
        return same_question(question);
    }
    [&*bare, " ", &marked].concat()
}

/// Lines without needless spaces, at most one empty line in a row, none at either end.
fn tidy_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for line in lines(text) {
        let line = one_line(line);
        if line.is_empty() {
            gap = true;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if gap { "\n\n" } else { "\n" });
        }
        gap = false;
        out.push_str(&line);
    }
    out
}

/// Signs that end a line; `\r\n` ends one as well.
pub const BREAKS: [char; 7] = [
    '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
];

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split("\r\n").flat_map(|part| part.split(BREAKS))
}

// One line: control characters gone, runs of spaces one space.
fn one_line(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| match c {
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .filter(|c| !c.is_control() && *c != '\u{feff}')
        .collect();
    let words: Vec<&str> = visible.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn deck_line(name: &str) -> String {
    one_line(&name.replace('"', "'"))
}

fn point(text: &str) -> String {
    let mut text = one_line(text);
    // A list's sign is not part of the point. Twice over, tidying changes nothing more.
    while let Some(rest) = ["• ", "- ", "* ", "– ", "◦ ", "▪ ", "· "]
        .iter()
        .find_map(|sign| text.strip_prefix(sign))
    {
        text = rest.trim_start().to_owned();
    }
    if matches!(text.as_str(), "•" | "*" | "–" | "◦" | "▪" | "·") || text.chars().all(|c| c == '-')
    {
        // A rule or an empty list item: a line, not a point.
        text.clear();
    }
    text
}

// Signs that part tags in files, and so stand in none.
const PARTING: [char; 5] = [',', ';', '，', '；', '、'];

fn tag(text: &str) -> String {
    let joined: String = text
        .trim()
        .chars()
        .filter(|c| *c != '"' && (c.is_whitespace() || !c.is_control()))
        .map(|c| match c {
            c if c.is_whitespace() || PARTING.contains(&c) => '_',
            c => c,
        })
        .collect();
    levels(&joined)
}

// A name with levels, of which signs that nobody sees are gone already: they may stand between two colons.
// No empty level, none with spaces at its ends, not endless.
fn levels(name: &str) -> String {
    let whole: String = all_levels(name).chars().take(NAME_MAX).collect();
    whole.trim_end_matches([':', ' ']).to_owned()
}

fn all_levels(name: &str) -> String {
    let parts: Vec<&str> = name
        .split("::")
        // A single colon at an end would run together with the separator.
        .map(|level| level.trim_matches(|c: char| c == ':' || c.is_whitespace()))
        .filter(|level| !level.is_empty())
        .collect();
    parts.join("::")
}

/// How a format parts tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parting {
    /// By spaces alone, as inside Anki: `Ch1,2` is one tag.
    Spaces,
    /// As Anki writes it, or by a person, who puts a space behind a comma.
    Anki,
    /// By commas or semicolons if there are any, which no tag of ours holds, else by spaces.
    Ours,
    /// As ours, or by bars or in brackets, as people write a list.
    Table,
}

/// The tags in a text. A space inside a tag becomes a low line.
pub fn split_tags(text: &str, parting: Parting) -> Vec<String> {
    let is_table = parting == Parting::Table;
    let is_sign = |c: char| PARTING.contains(&c) || (is_table && c == '|');
    let text = text.trim();
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let text = match bare {
        Some(list) if is_table => list.replace('\'', ""),
        _ => text.to_owned(),
    };
    let text = if is_table {
        text.replace(" / ", ",")
    } else {
        text
    };
    let is_parted = match parting {
        Parting::Spaces => false,
        Parting::Anki => text.match_indices(is_sign).any(|(at, sign)| {
            let behind = text[at + sign.len()..].chars().next();
            !sign.is_ascii() || behind.is_none_or(char::is_whitespace)
        }),
        Parting::Ours | Parting::Table => text.contains(is_sign),
    };
    let parts: Vec<&str> = if is_parted {
        text.split(is_sign).flat_map(lines).collect()
    } else {
        text.split_whitespace().collect()
    };
    let tags = parts.into_iter().map(tag);
    tags.filter(|tag| !tag.is_empty()).collect()
}

/// The form of a tag by which two are the same.
pub fn same_tag(text: &str) -> String {
    tag(text).to_lowercase()
}

/// Answer and script in one text: the points, and behind a rule the script.
pub fn join_answer(outline: &[String], script: &str) -> String {
    let mut text = outline.join("\n");
    if !script.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(RULE);
        text.push('\n');
        text.push_str(script);
    }
    text
}

/// The reverse of `join_answer`: lines up to the first rule are points, the rest is script.
pub fn split_answer(text: &str) -> (Vec<String>, String) {
    let mut lines = lines(text);
    let outline = lines
        .by_ref()
        .take_while(|line| line.trim() != RULE)
        .map(str::to_owned)
        .collect();
    let script: Vec<&str> = lines.collect();
    (outline, script.join("\n"))
}

impl Note {
    /// The same note without needless spaces, list signs and forbidden characters in tags.
    /// Tidying twice changes nothing more.
    #[must_use]
    pub fn tidy(&self) -> Self {
        let mut known: BTreeSet<String> = BTreeSet::new();
        let tags = self.tags.iter().map(|name| tag(name));
        let tags = tags.filter(|name| !name.is_empty() && known.insert(name.to_lowercase()));
        let tags: Vec<String> = tags.collect();
        Self {
            id: self.id.clone(),
            question: tidy_text(&self.question),
            outline: self
                .outline
                .iter()
                .map(|text| point(text))
                .filter(|text| !text.is_empty())
                .collect(),
            script: tidy_text(&self.script),
            tags,
            deck: levels(&deck_line(&self.deck)),
        }
    }

    /// The guid to write: of the id, or of the question where there is none.
    pub fn guid(&self) -> String {
        match &self.id {
            Some(id) => id.guid(),
            None => NoteId::from_question(&self.question).guid(),
        }
    }

    /// Its texts: question, points, script.
    pub fn texts(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.question)
            .chain(&self.outline)
            .chain(std::iter::once(&self.script))
    }

    // Everything the person wrote that counts as the answer.
    fn answer(&self) -> String {
        join_answer(&self.outline, &self.script)
    }
}

/// Collects the notes of one file: tidies, gives ids, drops repeats, and reports it all.
#[derive(Default)]
pub struct Collector {
    deck: Deck,
    ids: std::collections::BTreeMap<NoteId, usize>,
}

impl Collector {
    /// The losses, for what a reader itself leaves behind.
    pub fn losses(&mut self) -> &mut Losses {
        &mut self.deck.losses
    }

    /// Takes the note in row `row` of a file with rows in.
    ///
    /// # Errors
    /// `Refusal::TooManyNotes` beyond `NOTES_MAX`.
    pub fn add_row(&mut self, row: usize, note: Note) -> Result<(), Refusal> {
        let count = self.deck.notes.len();
        self.add(note)?;
        if self.deck.notes.len() > count {
            self.deck.rows.push(row);
        }
        Ok(())
    }

    /// Takes a note in.
    ///
    /// # Errors
    /// `Refusal::TooManyNotes` beyond `NOTES_MAX`.
    pub fn add(&mut self, note: Note) -> Result<(), Refusal> {
        if is_longer(&all_levels(&deck_line(&note.deck)), NAME_MAX) {
            self.deck.losses.add(What::DeckName, 1, &note.deck);
        }
        let lines = note.outline.iter().filter(|text| point(text).is_empty());
        for line in lines.filter(|text| !one_line(text).is_empty()) {
            self.deck.losses.add(What::Line, 1, line);
        }
        let mut note = note.tidy();
        if note.question.is_empty() {
            let rest = note.answer();
            self.deck.losses.add(What::NoQuestion, 1, &rest);
            return Ok(());
        }
        let mut id = match note.id.take() {
            Some(id) => id,
            None => NoteId::from_question(&note.question),
        };
        if let Some(&at) = self.ids.get(&id) {
            let known = &self.deck.notes[at];
            let repeat = Note {
                id: known.id.clone(),
                ..note.clone()
            };
            if *known == repeat {
                self.deck.losses.add(What::Repeat, 1, &note.question);
                return Ok(());
            }
            // Another note under the same id: both are kept. The same file always gives the same ids.
            let text = [id.as_str(), &note.question, &note.answer()].join("\u{1f}");
            id = NoteId::from_question(&text);
            if self.ids.contains_key(&id) {
                self.deck.losses.add(What::Repeat, 1, &note.question);
                return Ok(());
            }
        }
        if self.deck.notes.len() >= NOTES_MAX {
            return Err(Refusal::TooManyNotes);
        }
        note.id = Some(id.clone());
        self.ids.insert(id, self.deck.notes.len());
        self.deck.notes.push(note);
        Ok(())
    }

    /// What was collected.
    ///
    /// # Errors
    /// `Refusal::Empty` when the file held no note at all.
    pub fn finish(self) -> Result<Deck, Refusal> {
        if self.deck.notes.is_empty() {
            return Err(Refusal::Empty);
        }
        Ok(self.deck)
    }
}
