//! Anki's “Notes in Plain Text”, read and written. The head lines are those of Anki's manual
//! (docs.ankiweb.net, Importing, “Text Files”).
//!
//! Written files have one field for the answer: the points, and behind a rule the script, so that
//! Anki's own “Basic” notes hold everything.

use std::collections::BTreeMap;

use crate::exchange::columns::{Columns, Meaning};
use crate::exchange::delimited;
use crate::exchange::markup::Markup;
use crate::exchange::note::{self, Collector, Deck, Note, Parting};
use crate::exchange::refusal::Refusal;
use crate::exchange::spreadsheet::{lines_before, told};

/// Each separator with its names in a head line; the first is the one written.
const SEPARATORS: [(u8, &[&str]); 6] = [
    (b'\t', &["tab", "\t", "\\t"]),
    (b',', &["comma", ","]),
    (b';', &["semicolon", ";"]),
    (b' ', &["space", " "]),
    (b'|', &["pipe", "|"]),
    (b':', &["colon", ":"]),
];

/// The text begins with a head of Anki's. In front of it a spreadsheet program may be told the separator.
pub fn has_header(text: &str) -> bool {
    let (_, text) = told(text).unwrap_or((None, text));
    !Head::lines(text).0.is_empty()
}

/// What the head of a file says.
#[derive(Debug, Default)]
struct Head {
    separator: Option<u8>,
    html: Option<bool>,
    /// For every note, beside those of its own.
    tags: Vec<String>,
    deck: String,
    /// Names of the columns.
    columns: Vec<String>,
    /// Columns that are no fields, counted from 0.
    special: Vec<(usize, Meaning)>,
    /// A spreadsheet saved the file again, and people write lists in those.
    is_padded: bool,
}

impl Head {
    /// The lines of the head, how many lines of the file are in front of the rows, and the rows. Empty
    /// lines and remarks may stand between; those behind the last line of the head are left to the rows.
    fn lines(text: &str) -> (Vec<&str>, usize, &str) {
        let (mut lines, mut count, mut rest) = (Vec::new(), 0, text);
        // In quotation marks a line is a row, unless a spreadsheet has put them around the head.
        let mut is_quotable = true;
        let mut remark = None;
        while !rest.is_empty() {
            let (line, behind) = rest.split_once(['\n', '\r']).unwrap_or((rest, ""));
            let from = line.trim_start_matches([' ', '\u{feff}']);
            let bare = from.trim_start_matches('"');
            let is_key =
                key_value(bare).is_some_and(|(key, value)| delimited::is_head_key(&key, value));
            let is_head = from.starts_with('#') || (is_key && is_quotable);
            if !is_head && !from.trim_matches([' ', '\t', ',', ';', '|']).is_empty() {
                break;
            }
            if from.starts_with('#') && !is_key {
                remark = remark.or(Some((count, rest)));
            }
            if is_key {
                remark = None;
                lines.push(line);
                is_quotable &= from.starts_with('"') || from.ends_with([',', ';', '\t', '|']);
            }
            (rest, count) = (behind, count + 1);
        }
        let (count, rest) = remark.unwrap_or((count, rest));
        (lines, count, rest)
    }

    /// The head, how many lines are in front of the rows, and the rows.
    fn read(text: &str) -> (Head, usize, &str) {
        let (told, from) = told(text).unwrap_or((None, text));
        let before = lines_before(text, from);
        let (lines, count, body) = Head::lines(from);
        let padding = padding(&lines, body);
        let mut head = Head {
            is_padded: padding.is_some(),
            ..Head::default()
        };
        for line in lines {
            let mut cells = delimited::first_row(line, padding.unwrap_or(0));
            while cells.len() > 1 && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
                cells.pop();
            }
            let (first, more) = cells
                .split_first()
                .map_or(("", &[][..]), |(a, b)| (&**a, b));
            if let Some((key, value)) = key_value(first) {
                head.take(&key, value, more);
            }
        }
        // Whoever saved the file again has also parted its rows.
        let parts = |sign: &u8| delimited::first_row(body, *sign).len() > 1;
        head.separator = padding
            .or(head.separator.filter(parts))
            .or(told.filter(parts))
            .or(head.separator)
            .or_else(|| delimited::separator(body));
        if let [names] = &*head.columns {
            // Not parted with the line: as the rows are.
            head.columns = delimited::first_row(names, head.separator.unwrap_or(0));
        }
        (head, before + count, body)
    }

    fn parting(&self) -> Parting {
        if self.is_padded {
            Parting::Table
        } else {
            Parting::Anki
        }
    }

    fn take(&mut self, key: &str, value: &str, more: &[String]) {
        let word = value.trim();
        let lower = word.to_lowercase();
        let meaning = match key {
            "separator" => {
                let known = SEPARATORS
                    .iter()
                    .find(|(_, names)| names.contains(&&*lower) || names.contains(&value));
                self.separator = known.map(|(sign, _)| *sign);
                return;
            }
            "html" => {
                self.html = lower.parse().ok();
                return;
            }
            "tags" => {
                let all = [&[value.to_owned()], more].concat();
                self.tags = all
                    .iter()
                    .flat_map(|tags| note::split_tags(tags, self.parting()))
                    .collect();
                return;
            }
            "deck" => {
                word.clone_into(&mut self.deck);
                return;
            }
            "columns" => {
                self.columns = [&[value.to_owned()], more].concat();
                return;
            }
            "guid column" => Meaning::Id,
            "deck column" => Meaning::Deck,
            "tags column" => Meaning::Tags,
            "notetype column" => Meaning::Ignored,
            // Kind of note and how to match are Anki's business.
            _ => return,
        };
        // A number outside the row names no column.
        if let Some(at) = word.parse::<usize>().ok().and_then(|n| n.checked_sub(1)) {
            self.special.push((at, meaning));
        }
    }
}

// `#key:value`; the value keeps its spaces. Older versions wrote `tags:core season` without the sign.
fn key_value(line: &str) -> Option<(String, &str)> {
    if let Some((key, value)) = line.split_once(':')
        && key.eq_ignore_ascii_case("tags")
    {
        let bare = value.trim_end_matches([',', ';', '\t', '|', '"', ' ']);
        let is_list = !bare.is_empty() && !bare.contains([',', ';', '\t', '|', '?']);
        return is_list.then(|| (key.to_lowercase(), bare));
    }
    let (key, value) = line.trim_start().strip_prefix('#')?.split_once(':')?;
    Some((key.trim().to_lowercase(), value))
}

// The separator that a spreadsheet put behind the lines of the head when it saved the file again: each row
// of a table has as many as the widest.
fn padding(lines: &[&str], body: &str) -> Option<u8> {
    [b',', b';', b'\t', b'|'].into_iter().find(|sign| {
        let twice = [char::from(*sign); 2];
        let rows: Vec<Vec<String>> = lines
            .iter()
            .map(|line| delimited::first_row(line, *sign))
            .collect();
        let wide = rows.first().map_or(0, Vec::len);
        let is_even = wide > 1 && rows.iter().all(|row| row.len() == wide);
        let ends_empty = |row: &Vec<String>| row.last().is_some_and(|cell| cell.trim().is_empty());
        let is_padded = (is_even && rows.iter().any(ends_empty))
            || lines
                .iter()
                .any(|line| line.trim_end().ends_with(&*String::from_iter(twice)));
        is_padded && delimited::first_row(body, *sign).len() > 1
    })
}

/// Reads a text with a head of Anki's: the first field is the question, the lines of the second are the points,
/// further fields go to the script.
///
/// # Errors
/// `Refusal::Empty`, `Refusal::TooManyNotes`.
pub fn read(text: &str) -> Result<Deck, Refusal> {
    let (head, before, body) = Head::read(text);
    let mut notes = Collector::default();
    let rows = delimited::rows(body, head.separator, true, before, notes.losses());
    let markup = match head.html {
        Some(true) => Markup::Html,
        Some(false) => Markup::Anki,
        None => Markup::Guessed,
    };
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let columns = Columns::in_order(width, &head.columns, &head.special).parted(head.parting());
    for row in rows {
        let mut note = columns.note(&row.cells, markup, notes.losses());
        note.tags = [&*head.tags, &*note.tags].concat();
        if note.deck.is_empty() {
            note.deck.clone_from(&head.deck);
        }
        notes.add_row(row.number, note)?;
    }
    notes.finish()
}

/// The notes as a text that Anki imports with File, Import: guid, deck, tags, question, answer.
pub fn write(notes: &[Note]) -> String {
    let mut out = String::from(
        "#separator:tab\n#html:false\n#notetype:Basic\n#guid column:1\n#deck column:2\n#tags column:3\n",
    );
    let notes: Vec<Note> = notes.iter().map(Note::tidy).collect();
    let rows = outer_first(&notes).into_iter().map(|note| {
        [
            note.guid(),
            note.deck.clone(),
            note.tags.join(" "),
            note.question.clone(),
            note::join_answer(&note.outline, &note.script),
        ]
    });
    let end = csv::Terminator::Any(b'\n');
    out.push_str(&delimited::write(rows, b'\t', true, end));
    out
}

/// The notes in their order, but no deck comes before one that it is inside of: otherwise Anki (seen in 26.9)
/// makes the outer one for the inner one's sake, then a second one named “…+” for its own notes. The first
/// note of such a deck is moved up.
fn outer_first(notes: &[Note]) -> Vec<&Note> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, note) in notes.iter().enumerate() {
        first.entry(&note.deck).or_insert(at);
    }
    let mut is_written = vec![false; notes.len()];
    let mut out = Vec::with_capacity(notes.len());
    for (at, note) in notes.iter().enumerate() {
        let outer = note
            .deck
            .match_indices("::")
            .map(|(end, _)| &note.deck[..end]);
        let moved = outer.filter_map(|deck| first.get(deck).copied());
        for at in moved.chain([at]) {
            if !std::mem::replace(&mut is_written[at], true) {
                out.push(&notes[at]);
            }
        }
    }
    out
}
