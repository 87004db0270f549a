//! CSV for spreadsheet programs, read and written: a row of column names, then a note per row.
//!
//! A cell that such a program would take for a formula gets an apostrophe in front, and loses
//! it again here (OWASP, “CSV Injection”).

use crate::exchange::delimited;
use crate::exchange::note::{self, CardId, Collector, Deck, Note};
use crate::exchange::refusal::Refusal;

/// The columns written, in their order, and the other names under which each is found.
const COLUMNS: [(&str, &[&str]); 6] = [
    ("id", &["guid"]),
    ("question", &["front", "prompt", "card", "q", "term"]),
    ("outline", &["answer", "back", "points", "a", "definition"]),
    (
        "script",
        &["notes", "note", "extra", "details", "comment", "comments"],
    ),
    ("tags", &["tag", "labels"]),
    ("deck", &["category", "topic", "section"]),
];
const ID: usize = 0;
const QUESTION: usize = 1;
const OUTLINE: usize = 2;
const SCRIPT: usize = 3;
const TAGS: usize = 4;
const DECK: usize = 5;

/// A cell that no spreadsheet program takes for a formula.
pub fn guard(cell: &str) -> String {
    if is_formula(cell) {
        ["'", cell].concat()
    } else {
        cell.to_owned()
    }
}

/// The cell without the apostrophe of `guard`.
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => cell,
    }
}

// Apostrophes in front count as guards, so that a text that had one of its own keeps it.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn column(name: &str) -> Option<usize> {
    let name = name.trim().to_lowercase();
    COLUMNS
        .iter()
        .position(|(first, others)| *first == name || others.contains(&&*name))
}

// Which part each column holds, if the row is one of names: the question's must be there, and
// every part at most once.
fn header(row: &[String]) -> Option<Vec<Option<usize>>> {
    let parts: Vec<Option<usize>> = row.iter().map(|name| column(unguard(name))).collect();
    let times = |part: usize| parts.iter().filter(|known| **known == Some(part)).count();
    let others = parts.iter().flatten().any(|part| *part != QUESTION);
    ((others || row.len() == 1) && times(QUESTION) == 1 && (0..COLUMNS.len()).all(|n| times(n) < 2))
        .then_some(parts)
}

// The separator by which the first row names the columns; `Some(None)`: one column of questions.
// The names decide, as the cells may hold any sign.
fn named(text: &str) -> Option<Option<u8>> {
    let by = |sign: &u8| {
        let row = delimited::first_row(text, *sign);
        (row.len() > 1 && header(&row).is_some()).then_some(Some(*sign))
    };
    [b',', b';', b'\t', b'|'].iter().find_map(by).or_else(|| {
        let only = text.lines().find(|line| !line.trim().is_empty())?;
        (column(only) == Some(QUESTION)).then_some(None)
    })
}

/// The first row names the columns.
pub fn has_header(text: &str) -> bool {
    named(text).is_some()
}

/// Reads a table with named columns. Columns with other names go to the script under their name.
/// Without names: question, outline, then script.
///
/// # Errors
/// `Refusal::Empty`, `Refusal::TooManyNotes`.
pub fn read(text: &str) -> Result<Deck, Refusal> {
    let text = text.trim_start_matches('\u{feff}');
    let mut notes = Collector::default();
    let separator = named(text).unwrap_or_else(|| delimited::separator(text));
    let rows = delimited::rows(text, separator, false, notes.losses());
    let parts = rows.first().and_then(|row| header(row));
    let names: Vec<String> = match (&parts, rows.first()) {
        (Some(_), Some(row)) => row.clone(),
        _ => Vec::new(),
    };
    let parts = parts.unwrap_or_else(|| vec![Some(QUESTION), Some(OUTLINE)]);
    for row in rows.iter().skip(usize::from(!names.is_empty())) {
        let cell = |part: usize| {
            let at = parts.iter().position(|known| *known == Some(part));
            at.and_then(|at| row.get(at))
                .map_or("", |cell| unguard(cell))
        };
        let (outline, behind) = note::split_answer(cell(OUTLINE));
        let mut script: Vec<String> = vec![behind, cell(SCRIPT).to_owned()];
        for (n, text) in row.iter().enumerate() {
            if parts.get(n).copied().flatten().is_none() && !text.trim().is_empty() {
                let name = names.get(n).map_or("", |name| name.trim());
                let label = if name.is_empty() { "" } else { ": " };
                script.push([name, label, unguard(text)].concat());
            }
        }
        script.retain(|text| !text.is_empty());
        notes.add(Note {
            id: CardId::from_guid(cell(ID)),
            question: cell(QUESTION).to_owned(),
            outline,
            script: script.join("\n"),
            tags: note::split_tags(cell(TAGS)),
            deck: cell(DECK).to_owned(),
        })?;
    }
    notes.finish()
}

/// The notes as CSV (RFC 4180) behind a byte order mark, by which spreadsheet programs know UTF-8.
pub fn write(notes: &[Note]) -> String {
    let names = COLUMNS.map(|(name, _)| name.to_owned());
    let rows = notes.iter().map(|note| {
        let note = note.tidy();
        let mut cells: [String; 6] = Default::default();
        cells[ID] = note.guid();
        cells[QUESTION] = note.question.clone();
        cells[OUTLINE] = note.outline.join("\n");
        cells[SCRIPT] = note.script.clone();
        cells[TAGS] = note.tags.join(" ");
        cells[DECK] = note.deck.clone();
        cells.map(|cell| guard(&cell))
    });
    let rows = std::iter::once(names).chain(rows);
    [
        "\u{feff}",
        &delimited::write(rows, b',', false, csv::Terminator::CRLF),
    ]
    .concat()
}
