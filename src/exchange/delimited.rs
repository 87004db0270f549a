//! Text with separators, as Anki and spreadsheet programs write it: characters, separator, quotation.

use crate::exchange::html;
use crate::exchange::loss::{Losses, What};
use crate::exchange::refusal::Refusal;

/// Largest text file, in bytes: 20 MiB.
pub const FILE_MAX: usize = 20 * 1024 * 1024;

/// The file's text: UTF-8 with or without a mark, or UTF-16 with one, as spreadsheets save it.
///
/// # Errors
/// `EmptyFile`, `TooLarge`, `NotText`.
pub fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    if bytes.len() > FILE_MAX {
        return Err(Refusal::TooLarge);
    }
    let wide = |read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..]
            .chunks(2)
            .map(|pair| match pair {
                [a, b] => read([*a, *b]),
                // Half a character at the end.
                _ => 0xfffd,
            })
            .collect();
        String::from_utf16(&units).map_err(|_| Refusal::NotText)
    };
    let text = match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes)?,
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes)?,
        _ => std::str::from_utf8(bytes)
            .map_err(|_| Refusal::NotText)?
            .trim_start_matches('\u{feff}')
            .to_owned(),
    };
    if text.contains('\0') {
        return Err(Refusal::NotText);
    }
    if text.trim().is_empty() {
        return Err(Refusal::EmptyFile);
    }
    Ok(text)
}

/// The separator of a text that does not say: the one that gives most rows the same number of
/// fields, at least two. `None`: each line is one field.
pub fn separator(text: &str) -> Option<u8> {
    let mut best: Option<(usize, u8)> = None;
    // In this order, as a sentence has commas and colons long before it has tabs.
    for sign in [b'\t', b'|', b';', b',', b':'] {
        let mut reader = reader(text, sign, true, false);
        let widths: Vec<usize> = reader
            .records()
            .take(50)
            .filter_map(|row| row.ok().map(|row| row.len()))
            .collect();
        let mut common: Vec<usize> = widths.iter().copied().filter(|width| *width > 1).collect();
        common.sort_unstable();
        let most = common
            .chunk_by(|a, b| a == b)
            .map(<[usize]>::len)
            .max()
            .unwrap_or(0);
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

fn reader(text: &str, separator: u8, quoted: bool, comments: bool) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .quoting(quoted)
        .comment(comments.then_some(b'#'))
        .from_reader(text.as_bytes())
}

/// The first row with any text, as this separator divides it.
pub fn first_row(text: &str, separator: u8) -> Vec<String> {
    reader(text, separator, true, false)
        .records()
        .filter_map(Result::ok)
        .map(|row| row.iter().map(str::to_owned).collect::<Vec<String>>())
        .find(|row| row.iter().any(|field| !field.trim().is_empty()))
        .unwrap_or_default()
}

/// All rows, wherever they end; rows without any text are left out.
///
/// A quotation mark that is never closed would swallow the rest of the file; then the file is
/// read without quotation, and the loss says so. `comments`: lines that begin with `#` are none.
pub fn rows(
    text: &str,
    separator: Option<u8>,
    comments: bool,
    losses: &mut Losses,
) -> Vec<Vec<String>> {
    // A separator that no text has: `decode` refuses it.
    let sign = separator.unwrap_or(0);
    let open = open_quote(text, sign, comments);
    if let Some(line) = open {
        losses.add(What::OpenQuote, 1, line);
    }
    reader(text, sign, open.is_none(), comments)
        .records()
        // The text is UTF-8 and widths may differ: no row can fail.
        .filter_map(Result::ok)
        .map(|row| row.iter().map(str::to_owned).collect::<Vec<String>>())
        .filter(|row| row.iter().any(|field| !field.trim().is_empty()))
        .collect()
}

// The line in which a quotation begins that never ends.
fn open_quote(text: &str, separator: u8, comments: bool) -> Option<&str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut field_begins = true;
    let mut line_begins = true;
    while at < bytes.len() {
        match bytes[at] {
            b'#' if comments && line_begins => {
                at += bytes[at..].iter().position(|c| *c == b'\n')?;
                continue;
            }
            b'"' if field_begins => {
                let begun = at;
                at += 1;
                loop {
                    at += bytes
                        .get(at..)?
                        .iter()
                        .position(|c| *c == b'"')
                        .map_or(bytes.len(), |n| n + 1);
                    if at > bytes.len() {
                        return text.get(begun..)?.lines().next();
                    }
                    if bytes.get(at) != Some(&b'"') {
                        break;
                    }
                    at += 1;
                }
                field_begins = false;
                line_begins = false;
                continue;
            }
            c => {
                line_begins = matches!(c, b'\n' | b'\r');
                field_begins = line_begins || c == separator;
            }
        }
        at += 1;
    }
    None
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

fn text(field: &str, is_html: bool, losses: &mut Losses) -> String {
    if is_html {
        html::to_text(field, losses)
    } else {
        html::media(field, losses)
    }
}

/// The fields of a note as text. Where the first has cloze gaps, it becomes the question with
/// blanks, and the words come first in the answer.
pub fn fields(raw: &[String], is_html: bool, losses: &mut Losses) -> Vec<String> {
    let mut fields: Vec<String> = raw
        .iter()
        .map(|field| text(field, is_html, losses))
        .collect();
    if let Some(first) = fields.first_mut()
        && first.contains("{{c")
    {
        let gaps = html::gaps(first, losses);
        *first = gaps.question;
        if !gaps.words.is_empty() {
            let words = gaps.words.join("\n");
            match fields.get_mut(1) {
                Some(second) if !second.trim().is_empty() => {
                    // What else the note says belongs behind the missing words.
                    *second = [&words, "\n", second].concat();
                }
                Some(second) => *second = words,
                None => fields.push(words),
            }
        }
    }
    // Elsewhere the words are simply shown.
    for field in fields
        .iter_mut()
        .skip(1)
        .filter(|field| field.contains("{{c"))
    {
        *field = html::gaps(field, losses).whole;
    }
    fields
}
