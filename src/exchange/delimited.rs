//! Text with separators, as Anki and spreadsheet programs write it: which sign separates, and the rows.

use std::ops::Range;

use crate::exchange::cells::{Cut, Quoting, Returns, SAMPLE, Style, cut, has_text, is_rule, usual};
use crate::exchange::loss::{Losses, What, beginning};

/// The separator of a text that does not say: the one that gives most rows the same number of
/// fields, at least two. `None`: each line is one field.
pub fn separator(text: &str) -> Option<u8> {
    let mut best: Option<(usize, u8)> = None;
    // In this order, as a sentence has commas and colons long before it has tabs.
    for sign in [b'\t', b'|', b';', b',', b':'] {
        let table = Table::new(text, sign, Style::of(text, sign));
        let cuts = table.cuts().filter(|cut| !is_rule(&cut.cells));
        let widths: Vec<usize> = cuts.take(50).map(|cut| cut.cells.len()).collect();
        let most = usual(&widths).map_or(0, |usual| {
            widths.iter().filter(|width| **width == usual).count()
        });
        // A separator that most rows do without separates nothing, and prose is not a table.
        let share = if matches!(sign, b'\t' | b'|' | b';') {
            2
        } else {
            4
        };
        let needed = widths.len() - widths.len() / share;
        if most > 0 && most >= needed && best.is_none_or(|(known, _)| most > known) {
            best = Some((most, sign));
        }
    }
    best.map(|(_, sign)| sign)
}

/// The first row with any text, as this separator divides it.
pub fn first_row(text: &str, separator: u8) -> Vec<String> {
    let table = Table::new(text, separator, Style::of(text, separator));
    let mut cuts = table.cuts().map(|cut| cut.cells);
    cuts.find(|cells| has_text(cells)).unwrap_or_default()
}

/// The width, of two cells or more, that all rows have.
fn width_of_all(widths: &[usize]) -> Option<usize> {
    let first = *widths.first()?;
    let is_even = first > 1 && widths.iter().all(|width| *width == first);
    is_even.then_some(first)
}

/// A text as one separator divides it.
struct Table<'a> {
    text: &'a str,
    sign: u8,
    style: Style,
    /// How many cells most rows have, if more than one.
    usual: Option<usize>,
    /// Rows of one line, with no doubt about them, say so.
    is_sure: bool,
}

impl<'a> Table<'a> {
    fn new(text: &'a str, sign: u8, style: Style) -> Self {
        let widths = |quoting, is_clean: &dyn Fn(&str, &Cut) -> bool| {
            let (mut at, mut widths) = (0, Vec::new());
            while at < text.len() && widths.len() < SAMPLE {
                let cut = cut(text, at, sign, quoting, Returns::Text, style);
                let row = &text[at..cut.end];
                at = cut.end;
                if has_text(&cut.cells) && is_clean(row, &cut) {
                    widths.push(cut.cells.len());
                }
            }
            widths
        };
        let is_clean = |cut: &Cut| !cut.has_stray && !cut.has_return;
        let of_lines = widths(Quoting::Strict, &|row, cut| {
            is_clean(cut) && !row.trim_end_matches('\n').contains('\n')
        });
        let clean = widths(Quoting::Strict, &|_, cut| is_clean(cut));
        // Marks that open in one row and close in another join rows; as text each line is a row. Prose has
        // none of these signs.
        let lines = || match sign {
            b'\t' | b';' | b'|' => widths(Quoting::Never, &|_, _| true),
            _ => Vec::new(),
        };
        let of_lines = usual(&of_lines).or_else(|| match width_of_all(&clean) {
            Some(_) => None,
            None => width_of_all(&lines()),
        });
        let width = of_lines
            .or_else(|| usual(&clean))
            .or_else(|| usual(&widths(Quoting::Backslash, &|_, cut| !cut.has_stray)));
        // Not each line is one, but none is anything else.
        let of_lines = width.map_or_else(|| usual(&lines()), |_| of_lines);
        Self {
            text,
            sign,
            style,
            usual: width.or(of_lines),
            is_sure: of_lines.is_some(),
        }
    }

    /// The rows, without empty lines.
    fn cuts(&self) -> impl Iterator<Item = Cut> {
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < self.text.len() {
                let cut = self.cut(at);
                at = cut.end;
                if !matches!(cut.cells.as_slice(), [only] if only.is_empty()) {
                    return Some(cut);
                }
            }
            None
        })
    }

    /// The row that begins at `from`.
    fn cut(&self, from: usize) -> Cut {
        let returns = self.usual.map_or(Returns::End, Returns::EndOf);
        let read = |quoting| cut(self.text, from, self.sign, quoting, returns, self.style);
        let is_even = |cut: &Cut| self.usual.is_none_or(|usual| cut.cells.len() == usual);
        let strict = read(Quoting::Strict);
        if is_even(&strict) && !strict.has_stray {
            return strict;
        }
        if self.text[from..strict.end].contains("\\\"") {
            let other = read(Quoting::Backslash);
            if is_even(&other) && !other.has_stray {
                return other;
            }
        }
        let row = &self.text[from..strict.end];
        let is_doubtful = if strict.has_stray {
            row.trim_end_matches('\n').contains('\n')
        } else {
            self.is_sure
        };
        if is_doubtful && self.is_joined(row) {
            // As a quotation it is no row like the others; as text each of its lines is.
            return read(Quoting::Never);
        }
        if strict.has_stray && !is_even(&strict) {
            let other = read(Quoting::Loose);
            if is_even(&other) {
                return Cut {
                    has_stray: true,
                    ..other
                };
            }
        }
        strict
    }

    /// Each line of this row, with its quotation marks as text, is a row like the others: a quotation may
    /// begin in one and end in another.
    fn is_joined(&self, row: &str) -> bool {
        let sign = char::from(self.sign);
        let mut lines = row.trim_end_matches('\n').split('\n');
        let first = lines.next().unwrap_or("").split(sign).count();
        let is_usual = first > 1 && (!self.is_sure || Some(first) == self.usual);
        // In prose a space follows the sign.
        let is_prose = row.contains(&*String::from_iter([sign, ' ']));
        is_usual && !is_prose && lines.all(|line| line.split(sign).count() == first)
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number as a spreadsheet counts: from 1, empty ones too.
    pub number: usize,
    /// Its fields.
    pub cells: Vec<String>,
    /// Where it stands in the text, with its line end.
    pub at: Range<usize>,
    /// A quotation mark in it is opened and not closed; it was read as text.
    pub is_open: bool,
}

/// `Row 12: Why did you leave?`.
fn named(number: usize, text: &str) -> String {
    let line = text.trim_start().lines().next().unwrap_or("");
    ["Row ", &number.to_string(), ": ", &beginning(line, 80)].concat()
}

/// A line that begins with `#` has the cells of a row.
pub fn is_row(line: &str, separator: u8) -> bool {
    let cells = first_row(line, separator);
    let filled = cells.iter().filter(|cell| !cell.trim().is_empty());
    separator != b' ' && filled.count() > 1
}

/// Somebody's words stand behind the `#`: not a line of a head again, as where two files were joined.
fn is_remark(line: &str) -> bool {
    let text = line.trim_start_matches('#').trim();
    let is_head = text.split_once(':').is_some_and(|(key, value)| {
        is_head_key(&key.trim().to_lowercase(), value) && !value.contains('?')
    });
    !text.is_empty() && !is_head
}

/// A line `#key:value` is one of Anki's own head, such as `#separator:tab` and `#tags column:3`; a question may
/// begin like one. `key` is in small letters.
pub fn is_head_key(key: &str, value: &str) -> bool {
    match key {
        "separator" | "html" | "tags" | "columns" | "notetype" | "deck" | "if matches"
        | "match scope" => true,
        "guid column" | "notetype column" | "deck column" | "tags column" => {
            value.trim_start().starts_with(|c: char| c.is_ascii_digit())
        }
        _ => false,
    }
}

/// All rows; those without any text are left out. `before` rows of the file stand in front of `text`.
///
/// A quotation mark that opens a cell and does not close it is text, and the loss names the row. `comments`:
/// lines that begin with `#` are none, unless they have several cells.
pub fn rows(
    text: &str,
    separator: Option<u8>,
    comments: bool,
    before: usize,
    losses: &mut Losses,
) -> Vec<Row> {
    // A separator that no text has: `decode` leaves none.
    let sign = separator.unwrap_or(0);
    // Anki knows no other mark than one.
    let style = if comments {
        Style::default()
    } else {
        Style::of(text, sign)
    };
    let table = Table::new(text, sign, style);
    let (mut number, mut at, mut rows) = (before, 0, Vec::new());
    while at < text.len() {
        number += 1;
        let from = at;
        if comments && text[from..].starts_with('#') {
            let line = text[from..].split('\n').next().unwrap_or("");
            if !is_row(line, table.sign) {
                losses.add(What::Remark, usize::from(is_remark(line)), line);
                at += line.len() + 1;
                continue;
            }
        }
        let Cut {
            cells,
            has_stray,
            end,
            ..
        } = table.cut(from);
        at = end;
        if !has_text(&cells) {
            continue;
        }
        let whole = &text[from..at];
        if has_stray {
            losses.mark(What::OpenQuote, named(number, whole));
        } else if whole.trim_end().contains('\n') && table.is_joined(whole) {
            losses.mark(What::Joined, named(number, whole));
        }
        rows.push(Row {
            number,
            cells,
            // A nickname in marks begins a cell, too: `"Mercy" Hospital`.
            is_open: has_stray && whole.matches('"').count() % 2 == 1,
            at: from..at.min(text.len()),
        });
    }
    rows
}

/// Rows as text, each ended by `end`. Quoted where needed; where lines that begin with `#` are
/// comments (`comments`), a field with that sign is quoted too.
pub fn write<const N: usize>(
    rows: impl Iterator<Item = [String; N]>,
    separator: u8,
    comments: bool,
    end: csv::Terminator,
) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .comment(comments.then_some(b'#'))
        .terminator(end)
        .from_writer(Vec::new());
    // Rows have one width and memory does not refuse a write, so neither step can fail.
    let written = rows
        .map(|row| writer.write_record(&row))
        .all(|row| row.is_ok());
    let bytes = writer.into_inner().unwrap_or_default();
    debug_assert!(written);
    String::from_utf8(bytes).unwrap_or_default()
}
