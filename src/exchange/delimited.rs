//! Text with separators, as Anki and spreadsheet programs write it: characters, separator, quotation.

use crate::exchange::html;
use crate::exchange::loss::{Losses, What};
use crate::exchange::refusal::Refusal;

/// Largest text file, in bytes: 20 MiB.
pub const FILE_MAX: usize = 20 * 1024 * 1024;

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its characters; every line ends with `\n`.
    pub text: String,
    /// The file does not say how its letters are stored, so they may be wrong.
    pub is_guess: bool,
}

/// The file's text: UTF-8 with or without a mark, UTF-16 as spreadsheets save it, or else the letters of
/// Western European Windows, in which older spreadsheets save.
///
/// # Errors
/// `EmptyFile`, `TooLarge`, `NotText`.
pub fn decode(bytes: &[u8]) -> Result<Text, Refusal> {
    if bytes.len() > FILE_MAX {
        return Err(Refusal::TooLarge);
    }
    let mut is_guess = false;
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes)?,
        // Without a mark: every other byte of the first letters is zero.
        [1..=0xff, 0, 1..=0xff, 0, ..] => wide(bytes, u16::from_le_bytes)?,
        [0, 1..=0xff, 0, 1..=0xff, ..] => wide(bytes, u16::from_be_bytes)?,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                is_guess = true;
                western(bytes)?
            }
        },
    };
    let text = text.trim_start_matches('\u{feff}');
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.contains('\0') {
        return Err(Refusal::NotText);
    }
    if text.trim().is_empty() {
        return Err(Refusal::EmptyFile);
    }
    Ok(Text { text, is_guess })
}

fn wide(bytes: &[u8], read: fn([u8; 2]) -> u16) -> Result<String, Refusal> {
    let units: Vec<u16> = bytes
        .chunks(2)
        .map(|pair| match pair {
            [a, b] => read([*a, *b]),
            // Half a character at the end.
            _ => 0xfffd,
        })
        .collect();
    String::from_utf16(&units).map_err(|_| Refusal::NotText)
}

/// Windows-1252 from 0x80 on; the five that stand for nothing are spaces here.
const WESTERN: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

// Text in UTF-8 that was cut or bent would become nonsense here, and so would no text at all.
fn western(bytes: &[u8]) -> Result<String, Refusal> {
    let is_control = |c: &u8| *c < 0x20 && !matches!(*c, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c);
    let is_nothing = |c: &u8| matches!(*c, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    let is_pair = |pair: &[u8]| matches!(pair, [0xc3..=0xc5, 0x80..=0xbf]);
    if bytes.iter().any(|c| is_control(c) || is_nothing(c)) || bytes.windows(2).any(is_pair) {
        return Err(Refusal::NotText);
    }
    let letter = |c: &u8| match *c {
        0x80..=0x9f => WESTERN.chars().nth(usize::from(*c - 0x80)).unwrap_or(' '),
        c => char::from(c),
    };
    Ok(bytes.iter().map(letter).collect())
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

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number as a spreadsheet counts: from 1, empty ones too.
    pub number: usize,
    /// Its fields.
    pub cells: Vec<String>,
}

/// All rows; those without any text are left out. `before` rows of the file stand in front of `text`.
///
/// A quotation mark that is never closed would swallow the rest of the file; then the file is
/// read without quotation, and the loss says so. `comments`: lines that begin with `#` are none.
pub fn rows(
    text: &str,
    separator: Option<u8>,
    comments: bool,
    before: usize,
    losses: &mut Losses,
) -> Vec<Row> {
    // A separator that no text has: `decode` refuses it.
    let sign = separator.unwrap_or(0);
    let open = open_quote(text, sign, comments);
    if let Some(line) = open {
        losses.add(What::OpenQuote, 1, line);
    }
    let mut number = before;
    reader(text, sign, open.is_none(), comments)
        .records()
        // The text is UTF-8 and widths may differ: no row can fail.
        .filter_map(Result::ok)
        .map(|row| {
            let begun = row.position().map_or(0, |position| position.byte());
            let from = usize::try_from(begun).ok().and_then(|at| text.get(at..));
            number += 1 + skipped(from.unwrap_or(""), comments);
            Row {
                number,
                cells: row.iter().map(str::to_owned).collect(),
            }
        })
        .filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()))
        .collect()
}

// Lines that the reader passes over before a row.
fn skipped(text: &str, comments: bool) -> usize {
    text.split('\n')
        .take_while(|line| line.is_empty() || (comments && line.starts_with('#')))
        .count()
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

/// How the marks in a file's texts are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// As plain text, whatever it looks like.
    None,
    /// Anki's marks for sounds and gaps; the rest is plain text.
    Anki,
    /// Anki's marks, and HTML.
    Html,
    /// The file does not say: what looks like HTML is, but line ends count as well.
    Guessed,
}

/// Texts of a note without their marks, and the words of the gaps in the first, if that one is the
/// question: it keeps blanks in their place.
pub fn fields(
    raw: &[&str],
    is_asked: bool,
    markup: Markup,
    losses: &mut Losses,
) -> (Vec<String>, Vec<String>) {
    if markup == Markup::None {
        return (
            raw.iter().map(|field| (*field).to_owned()).collect(),
            Vec::new(),
        );
    }
    let mut words = Vec::new();
    let texts = raw.iter().enumerate().map(|(at, field)| {
        let text = match markup {
            Markup::None | Markup::Anki => html::media(field, losses),
            Markup::Html => html::to_text(field, html::LineEnds::Spaces, losses),
            Markup::Guessed => html::to_text(field, html::LineEnds::Kept, losses),
        };
        if !text.contains("{{c") {
            return text;
        }
        let gaps = html::gaps(&text, losses);
        if at == 0 && is_asked {
            words = gaps.words;
            gaps.question
        } else {
            // Elsewhere the words are simply shown.
            gaps.whole
        }
    });
    (texts.collect(), words)
}
