//! What could not be taken from a file, counted, with the first examples. Never silent.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::words::grouped;

/// How many examples are kept of each kind, but for those that are named one by one.
pub const EXAMPLES_MAX: usize = 3;

/// How many are named one by one where there may be thousands.
pub const NAMES_MAX: usize = 20;

/// A kind of loss. The order is the order of the report: worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A note without text in its first field; left out.
    NoQuestion,
    /// The same note again in the same file; taken once.
    Repeat,
    /// A note with more text than one card can hold; left out.
    TooLong,
    /// Other words for an answer that stands on a prep sheet.
    OfSheet,
    /// A tag that is too long, or one too many for its card.
    Tag,
    /// A line that begins with `#` behind a head of Anki's, which Anki takes for a remark.
    Remark,
    /// A name of a deck that is longer than names are here.
    DeckName,
    /// A line of signs without words, such as `-----`.
    Line,
    /// Letters of a file that does not say how it stores them.
    Letters,
    /// A line with bytes that are no sign.
    Unread,
    /// A picture, drawing or video in the text.
    Picture,
    /// A sound in the text.
    Sound,
    /// A gap of a cloze text, now a blank in the question and a point of the answer.
    Cloze,
    /// Bold, colors, sizes and the like.
    Style,
    /// Program code or style sheets inside a field.
    Code,
    /// A further card of the same note, such as the reversed one.
    FurtherCard,
    /// A card with review history.
    History,
    /// A media file in the package.
    MediaFile,
    /// A row in which a quotation mark opens a cell and does not close it; the marks are text.
    OpenQuote,
    /// A row that looks like several, as a quotation begins in one line and ends in another.
    Joined,
}

impl What {
    /// As `sentence`, where a text was pasted.
    pub fn sentence_of_text(self, count: usize) -> String {
        let sentence = self.sentence(count);
        let sentence = sentence.replace("import the file again", "read the text again");
        sentence.replace("in the file", "in the text")
    }

    /// What happened to `count` of them, for the person.
    pub fn sentence(self, count: usize) -> String {
        let (one, many, rest) = match self {
            What::NoQuestion => (
                "note has",
                "notes have",
                " no question in text and will be left out.",
            ),
            What::Repeat => (
                "note is",
                "notes are",
                " in the file more than once and will be taken once.",
            ),
            What::TooLong => (
                "note is",
                "notes are",
                " too long for a card and will be left out. Shorten to 20,000 characters, or make two notes of one, and import the file again.",
            ),
            What::OfSheet => (
                "answer belongs",
                "answers belong",
                " to a prep sheet and will stay as it is there. Change it on the sheet of the program.",
            ),
            What::Tag => (
                "tag",
                "tags",
                " left out: a card has at most 40 tags, each of at most 60 characters.",
            ),
            What::Remark => (
                "line begins",
                "lines begin",
                " with # and will be left out, as Anki takes such lines for remarks. Put a card’s text in quotation marks to keep it.",
            ),
            What::DeckName => (
                "name of a deck",
                "names of decks",
                " shortened to 200 characters.",
            ),
            What::Line => (
                "line",
                "lines",
                " without words, such as - or -----, left out.",
            ),
            What::Letters => (
                "text has",
                "texts have",
                " letters such as é or ’ that were read as Windows stores them. If they look wrong, save the file as “CSV UTF-8” and import that.",
            ),
            What::Unread => (
                "line has",
                "lines have",
                " a sign that could not be read for certain. Check the cards, or save the file as “CSV UTF-8” and import that.",
            ),
            What::Picture => ("picture", "pictures", " left out; only text is taken."),
            What::Sound => ("sound", "sounds", " left out; only text is taken."),
            What::Cloze => (
                "gap",
                "gaps",
                " of cloze texts shown as blanks; the missing words are in the answer.",
            ),
            What::Style => (
                "piece of formatting",
                "pieces of formatting",
                " (bold, colors, sizes) left out; the words stay.",
            ),
            What::Code => (
                "block of code or style sheet",
                "blocks of code or style sheets",
                " left out.",
            ),
            What::FurtherCard => (
                "further card",
                "further cards",
                " of the same notes (such as reversed ones) left out; each note becomes one card.",
            ),
            What::History => (
                "card has",
                "cards have",
                " review history in Anki; it is not taken, so they start as new.",
            ),
            What::MediaFile => ("media file", "media files", " in the package left out."),
            What::OpenQuote => (
                "row has",
                "rows have",
                " a quotation mark that begins a cell and does not end it; the marks there were read as plain text. Check the cards.",
            ),
            What::Joined => (
                "row looks",
                "rows look",
                " like several, because a quotation begins in one line and ends in another. Check the cards.",
            ),
        };
        let noun = if count == 1 { one } else { many };
        [&grouped(count), " ", noun, rest].concat()
    }
}

/// One kind of loss in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    /// How often.
    pub count: usize,
    /// Where it happened first: beginnings of texts.
    pub examples: Vec<String>,
}

/// The first `max` characters of a text, with a sign where there are more.
pub fn beginning(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        Some((at, _)) => [text[..at].trim_end(), "…"].concat(),
        None => text.to_owned(),
    }
}

/// All losses of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Losses(BTreeMap<What, Loss>);

impl Losses {
    /// Counts `count` more; of `example` the beginning is kept, and nothing of an empty one.
    pub fn add(&mut self, what: What, count: usize, example: &str) {
        if count == 0 {
            return;
        }
        let loss = self.0.entry(what).or_default();
        loss.count = loss.count.saturating_add(count);
        let example = example.trim();
        if loss.examples.len() < EXAMPLES_MAX && !example.is_empty() {
            let short = beginning(example, 80);
            if !loss.examples.contains(&short) {
                loss.examples.push(short);
            }
        }
    }

    /// Counts one more that is always named, however many there are.
    pub fn name(&mut self, what: What, named: String) {
        let loss = self.0.entry(what).or_default();
        loss.count = loss.count.saturating_add(1);
        loss.examples.push(named);
    }

    /// Counts one more and names it, as far as a person reads such a list.
    pub fn mark(&mut self, what: What, named: String) {
        let loss = self.0.entry(what).or_default();
        loss.count = loss.count.saturating_add(1);
        if loss.examples.len() < NAMES_MAX {
            loss.examples.push(named);
        }
    }

    /// How often something was lost.
    pub fn count(&self, what: What) -> usize {
        self.0.get(&what).map_or(0, |loss| loss.count)
    }

    /// Kind by kind, worst first.
    pub fn iter(&self) -> impl Iterator<Item = (What, &Loss)> {
        self.0.iter().map(|(what, loss)| (*what, loss))
    }

    /// Nothing was lost.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
