//! Tables of other programs, read, and CSV for spreadsheet programs, written: a row of column names, then a
//! note per row.
//!
//! A cell that such a program would take for a formula gets an apostrophe in front when it is written (OWASP,
//! “CSV Injection”), and loses it when a table of ours comes back. In tables of others an apostrophe is text.

use crate::exchange::answered;
use crate::exchange::cells;
use crate::exchange::columns::{Columns, Meaning, Trust, is_counting};
use crate::exchange::delimited::{self, Row};
use crate::exchange::loss::{Losses, What};
use crate::exchange::markup::Markup;
use crate::exchange::note::{self, Collector, Deck, Note, Parting};
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

/// The rows, as this separator divides them, are questions and answers one below the other.
fn is_answered(body: &str, separator: Option<u8>) -> bool {
    let rows = delimited::rows(body, separator, false, 0, &mut Losses::default());
    // A colon parts the label from what it stands for.
    let is_parted = separator.is_some_and(|sign| sign != b':');
    answered::is_list(rows.iter().map(|row| &body[row.at.clone()]), is_parted)
}

/// Reads a table, or a list of questions over their answers. Without names of columns: question, outline, then script.
///
/// # Errors
/// `Refusal::Empty`, `Refusal::TooManyNotes`.
pub fn read(text: &str) -> Result<Deck, Refusal> {
    let (told, body) = told(text).unwrap_or((None, text));
    let before = lines_before(text, body);
    let mut notes = Collector::default();
    let Shape { separator, columns } = Shape::of(body, told);
    let is_named = columns.is_some();
    if !is_named && is_answered(body, separator) {
        let columns = Columns::in_order(2, &[], &[])
            .trusted(Trust::Slight)
            .parted(Parting::Table);
        for pair in answered::pairs(body, before) {
            let cells = [pair.question, pair.answer];
            let note = columns.note(&cells, Markup::Guessed, notes.losses());
            notes.add_row(pair.number, note)?;
        }
        return notes.finish();
    }
    let rows = delimited::rows(body, separator, false, before, notes.losses());
    let second = rows.get(1).is_some_and(|row| cells::is_rule(&row.cells));
    let rows: Vec<Row> = rows
        .into_iter()
        .filter(|row| {
            let is_line = cells::is_rule(&row.cells);
            // Between the rows of a drawn table it is no text of anybody's.
            let is_long = |cell: &String| cell.is_empty() || cell.len() > 2;
            let is_drawn =
                separator == Some(b'|') || (row.cells.len() > 1 && row.cells.iter().all(is_long));
            let losses = notes.losses();
            losses.add(
                What::Line,
                usize::from(is_line && !is_drawn),
                &row.cells.concat(),
            );
            !is_line
        })
        .collect();
    let mut table = match columns {
        Some(columns) => {
            let rest = rows.get(1..).unwrap_or_default();
            Kind::of(columns.without_numbers(rest), rest)
        }
        // In Markdown the names are what stands above the rule, whatever they are.
        None => {
            let is_named = second && separator == Some(b'|');
            let names = rows
                .first()
                .filter(|_| is_named)
                .map(|row| row.cells.clone());
            let rest = &rows[usize::from(is_named)..];
            Kind::of(in_order(rest, &names.unwrap_or_default()), rest)
        }
    };
    let is_named = is_named || (second && separator == Some(b'|'));
    for (at, row) in rows.iter().enumerate().skip(usize::from(is_named)) {
        if let [first, rest @ ..] = row.cells.as_slice()
            && rest.iter().all(|cell| cell.is_empty())
            && self::told(&[first, "\n"].concat()).is_some()
        {
            continue;
        }
        if let Some(again) = table.columns.again(&row.cells).filter(|_| is_named) {
            let rest = &rows[at + 1..];
            table = Kind::of(again.without_numbers(rest), rest);
            continue;
        }
        let note = if table.is_ours {
            let cells = row.cells.iter().map(|cell| unguard(cell).to_owned());
            let cells: Vec<String> = cells.collect();
            table.columns.note(&cells, Markup::None, notes.losses())
        } else {
            table
                .columns
                .note(&row.cells, Markup::Guessed, notes.losses())
        };
        notes.add_row(row.number, note)?;
    }
    notes.finish()
}

/// Columns, and whose they are.
struct Kind {
    columns: Columns,
    is_ours: bool,
}

impl Kind {
    /// `rows`: those under the names.
    fn of(columns: Columns, rows: &[Row]) -> Kind {
        // A column that the person deleted makes it no table of somebody else: the ids are ours still.
        let has_our_id = |row: &Row| row.cells.iter().any(|cell| cell.starts_with(note::OURS));
        let is_ours = columns.are_ours(&COLUMNS[1..4])
            || (columns.are_ours(&COLUMNS[..1]) && rows.iter().any(has_our_id));
        let parting = if is_ours {
            Parting::Ours
        } else {
            Parting::Table
        };
        let columns = if columns.are_ours(&COLUMNS) {
            columns.trusted(Trust::Sure)
        } else {
            columns.trusted(Trust::Slight)
        };
        Kind {
            columns: columns.parted(parting),
            is_ours,
        }
    }
}

/// Columns by their order; those without any text are none, such as the edges of a table in Markdown, and so
/// is a first one that counts the rows.
fn in_order(rows: &[Row], names: &[String]) -> Columns {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let is_empty = |at: &usize| {
        let cells = rows.iter().filter_map(|row| row.cells.get(*at));
        cells.into_iter().all(|cell| cell.trim().is_empty())
    };
    let empty = (0..width).filter(is_empty);
    let mut fixed: Vec<(usize, Meaning)> = empty.map(|at| (at, Meaning::Ignored)).collect();
    // “1, one” and “2, two” may be cards.
    let is_list = rows.len() > if width - fixed.len() > 2 { 1 } else { 2 };
    let all: Vec<&Row> = rows.iter().collect();
    let first = (0..width).find(|at| fixed.iter().all(|(one, _)| one != at));
    if let Some(at) =
        first.filter(|at| is_list && width - fixed.len() > 1 && is_counting(&all, *at))
    {
        fixed.push((at, Meaning::Ignored));
    }
    let columns = Columns::in_order(width, names, &fixed);
    if names.is_empty() {
        columns
    } else {
        columns.without_numbers(rows)
    }
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
