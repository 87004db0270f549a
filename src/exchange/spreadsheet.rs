//! Tables of other programs, read, and CSV for spreadsheet programs, written: a row of column names, then a
//! note per row.
//!
//! A cell that such a program would take for a formula gets an apostrophe in front when it is written (OWASP,
//! “CSV Injection”), and loses it when a table of ours comes back. In tables of others an apostrophe is text.

use crate::exchange::columns::{Columns, Trust};
use crate::exchange::delimited::{self, Markup};
use crate::exchange::note::{Collector, Deck, Note, Parting};
use crate::exchange::refusal::Refusal;

/// The columns written, in their order.
const COLUMNS: [&str; 6] = ["id", "question", "outline", "script", "tags", "deck"];

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

/// The line with which a spreadsheet program is told the separator, such as `sep=;`: what it says, and the
/// text behind it. `None`: the text begins without such a line. Empty lines may stand in front.
pub(super) fn told(text: &str) -> Option<(Option<u8>, &str)> {
    let begun = text.trim_start_matches(['\n', '\r', ' ', '\u{feff}']);
    let (line, rest) = begun.split_once(['\n', '\r'])?;
    let line = line.trim_start_matches('"');
    if !line.get(..4)?.eq_ignore_ascii_case("sep=") {
        return None;
    }
    // A spreadsheet that saved the file again put its own separators behind, one for each column, and a
    // person puts quotation marks around the sign.
    let marks = ['"', '\''];
    let said = line[4..].trim_end_matches([' ', '"', '\'']);
    let said = said.trim_start_matches(marks);
    let last = said.chars().last();
    let bare = last.map_or("", |sign| {
        said.trim_end_matches(sign).trim_end_matches(marks)
    });
    match (said, bare, last) {
        ("\\t" | "tab", ..) => Some((Some(b'\t'), rest)),
        // One sign, once or again and again, and at most another one in front of it.
        (_, "", None) => Some((None, rest)),
        (_, _, Some(sign)) if bare.chars().count() < 2 => {
            let lawful = sign.is_ascii() && !sign.is_ascii_alphanumeric();
            lawful.then(|| (u8::try_from(sign).ok(), rest))
        }
        _ => None,
    }
}

/// How many lines of the text stand in front of `body`, its end.
pub(super) fn lines_before(text: &str, body: &str) -> usize {
    let front = text.len().saturating_sub(body.len());
    let is_end = |byte: &u8| matches!(*byte, b'\n' | b'\r');
    let front = text.as_bytes().iter().take(front);
    front.copied().filter(|byte| is_end(byte)).count()
}

/// How a table divides its rows, and what its first row names.
struct Shape {
    separator: Option<u8>,
    columns: Option<Columns>,
}

impl Shape {
    /// The names of columns decide where there are any, as the cells may hold any sign. `told` is what the
    /// file says of its separator; where no row has it, it is a slip.
    fn of(text: &str, told: Option<u8>) -> Shape {
        let told = told.filter(|sign| delimited::first_row(text, *sign).len() > 1);
        let by = |sign: u8| {
            let row = delimited::first_row(text, sign);
            let columns = Columns::named(&row).filter(|_| row.len() > 1)?;
            Some(Shape {
                separator: Some(sign),
                columns: Some(columns),
            })
        };
        if let Some(sign) = told {
            return by(sign).unwrap_or(Shape {
                separator: told,
                columns: None,
            });
        }
        let found = [b',', b';', b'\t', b'|'].into_iter().find_map(by);
        found.unwrap_or_else(|| {
            let only = text.lines().find(|line| !line.trim().is_empty());
            let columns = Columns::named(&[only.unwrap_or("").to_owned()]);
            Shape {
                separator: match columns {
                    Some(_) => None,
                    None => delimited::separator(text),
                },
                columns,
            }
        })
    }
}

/// Reads a table. Without names of columns: question, outline, then script.
///
/// # Errors
/// `Refusal::Empty`, `Refusal::TooManyNotes`.
pub fn read(text: &str) -> Result<Deck, Refusal> {
    let (told, body) = told(text).unwrap_or((None, text));
    let before = lines_before(text, body);
    let mut notes = Collector::default();
    let Shape { separator, columns } = Shape::of(body, told);
    let rows = delimited::rows(body, separator, false, before, notes.losses());
    let is_named = columns.is_some();
    let columns = columns.unwrap_or_else(|| {
        let width = rows.iter().map(|row| row.cells.len()).max();
        Columns::in_order(width.unwrap_or(0), &[], &[])
    });
    // A column that the person deleted makes it no table of somebody else.
    let is_ours = columns.are_ours(&COLUMNS[1..4]);
    let columns = if columns.are_ours(&COLUMNS) {
        columns.trusted(Trust::Sure)
    } else {
        columns
    };
    let columns = if is_ours {
        columns.parted(Parting::Ours)
    } else {
        columns
    };
    let markup = if is_ours {
        Markup::None
    } else {
        Markup::Guessed
    };
    for mut row in rows.into_iter().skip(usize::from(is_named)) {
        if is_ours {
            for cell in &mut row.cells {
                *cell = unguard(cell).to_owned();
            }
        }
        let note = columns.note(&row.cells, markup, notes.losses());
        notes.add_row(row.number, note)?;
    }
    notes.finish()
}

/// The notes as a table.
pub fn write(notes: &[Note]) -> String {
    let names = COLUMNS.map(str::to_owned);
    let rows = notes.iter().map(|note| {
        let note = note.tidy();
        [
            note.guid(),
            note.question.clone(),
            note.outline.join("\n"),
            note.script.clone(),
            note.tags.join(" "),
            note.deck.clone(),
        ]
    });
    table(std::iter::once(names).chain(rows))
}

/// Rows as CSV (RFC 4180) behind a byte order mark, by which spreadsheet programs know UTF-8. No cell of it
/// is taken for a formula.
pub fn table<const N: usize>(rows: impl Iterator<Item = [String; N]>) -> String {
    let rows = rows.map(|cells| cells.map(|cell| guard(&cell)));
    [
        "\u{feff}",
        &delimited::write(rows, b',', false, csv::Terminator::CRLF),
    ]
    .concat()
}
