//! Quotation marks in a table that a person typed: a mark that is never closed is a slip of its own row, and
//! must not swallow the others.

use std::ops::Range;

/// A table whose quotation marks all close, and where each row stands in what was typed.
pub(super) struct Quoted {
    /// The table, with every stray mark quoted as text.
    pub(super) text: String,
    /// Its rows, empty ones too.
    pub(super) rows: Vec<Span>,
}

/// A row as it was typed.
pub(super) struct Span {
    /// Its number, as the reader of rows counts.
    pub(super) number: usize,
    /// Where it stands.
    pub(super) at: Range<usize>,
    /// A mark in it is opened and not closed.
    pub(super) is_open: bool,
}

/// Reads a cell as quoted only if its mark is closed at the end of a cell. Else the mark is text, and the cell
/// ends where one without marks would.
pub(super) fn quoted(text: &str, sign: u8, before: usize) -> Quoted {
    let bytes = text.as_bytes();
    let mut all = Quoted {
        text: String::with_capacity(text.len()),
        rows: Vec::new(),
    };
    let (mut at, mut from, mut is_open) = (0, 0, false);
    loop {
        let ends = |byte: &u8| *byte == sign || *byte == b'\n';
        let plain = bytes[at..].iter().position(ends);
        let mut end = plain.map_or(bytes.len(), |length| at + length);
        let is_marked = bytes.get(at) == Some(&b'"');
        match closed(bytes, at, sign).filter(|_| is_marked) {
            Some((mark, after)) => {
                all.text.push_str(&text[at..=mark]);
                end = after;
            }
            None if is_marked => {
                let cell = &text[at..end];
                // A nickname in marks begins a cell, too: `"Mercy" Hospital`.
                is_open |= cell.matches('"').count() % 2 == 1;
                all.text.push('"');
                all.text.push_str(&cell.replace('"', "\"\""));
                all.text.push('"');
            }
            None => all.text.push_str(&text[at..end]),
        }
        let next = bytes.get(end);
        if next == Some(&sign) {
            all.text.push(char::from(sign));
        } else {
            all.rows.push(Span {
                number: before + all.rows.len() + 1,
                at: from..end,
                is_open,
            });
            if next.is_none() {
                return all;
            }
            all.text.push('\n');
            (from, is_open) = (end + 1, false);
        }
        at = end + 1;
    }
}

/// The mark that closes the one at this place, and the end of the cell behind it: blanks may stand between.
fn closed(bytes: &[u8], at: usize, sign: u8) -> Option<(usize, usize)> {
    let mut mark = at + 1;
    loop {
        mark += bytes.get(mark..)?.iter().position(|byte| *byte == b'"')?;
        match bytes.get(mark + 1) {
            Some(b'"') => mark += 2,
            _ => break,
        }
    }
    let is_blank = |byte: &&u8| **byte == b' ';
    let blanks = bytes[mark + 1..].iter().take_while(is_blank).count();
    let after = mark + 1 + blanks;
    let next = bytes.get(after);
    (next.is_none() || next == Some(&b'\n') || next == Some(&sign)).then_some((mark, after))
}
