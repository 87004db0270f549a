//! Text with separators, as Anki and spreadsheet programs write it: characters, separator, quotation.

use std::ops::Range;

use crate::exchange::html::{self, LineEnds};
use crate::exchange::loss::{Losses, What, beginning};
use crate::exchange::note;
use crate::exchange::refusal::Refusal;

/// Largest text file, in bytes: 20 MiB.
pub const FILE_MAX: usize = 20 * 1024 * 1024;

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its characters. Every line ends with `\n`; a `\r` is left only where the lines of the file end otherwise.
    pub text: String,
    /// The file does not say how its letters are stored, so they may be wrong.
    pub is_guess: bool,
    /// Lines with bytes that are no sign, by number, each with its text.
    pub unread: Vec<(usize, String)>,
}

/// Characters, and where some of them may be wrong.
#[derive(Default)]
struct Signs {
    text: String,
    /// Places in `text`, in bytes, at which a byte stood that is no sign there.
    doubts: Vec<usize>,
    /// How many of these are not even a sign of Windows.
    lost: usize,
}

impl Signs {
    /// A byte that is no sign, read as Windows would where it has one in this place.
    fn doubt(&mut self, byte: u8) {
        self.doubts.push(self.text.len());
        let sign = windows(byte).filter(|_| byte < 0xa0);
        self.lost += usize::from(sign.is_none());
        self.text.push(sign.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
}

/// The file's text: UTF-8 with or without a mark, UTF-16 as spreadsheets save it, or else the letters of
/// Western European Windows, in which older spreadsheets save. A few bytes that are no sign spoil only
/// themselves.
///
/// # Errors
/// `EmptyFile`, `TooLarge`, `NotText`.
pub fn decode(bytes: &[u8]) -> Result<Text, Refusal> {
    if bytes.len() > FILE_MAX {
        return Err(Refusal::TooLarge);
    }
    let mut is_guess = false;
    let mut signs = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        // Without a mark: every other byte of the first letters is zero.
        [1..=0xff, 0, 1..=0xff, 0, ..] => wide(bytes, u16::from_le_bytes),
        [0, 1..=0xff, 0, 1..=0xff, ..] => wide(bytes, u16::from_be_bytes),
        _ => match utf8(bytes)? {
            Some(signs) => signs,
            None => {
                is_guess = true;
                western(bytes)
            }
        },
    };
    let zeros = signs.text.matches('\0').count();
    // Text in two bytes a letter has one in two.
    if zeros * 8 > signs.text.len() {
        return Err(Refusal::NotText);
    }
    let zero = signs.text.match_indices('\0').map(|(at, _)| at);
    signs.doubts.extend(zero);
    let unread = unread(&mut signs)?;
    let text = signs.text.replace('\0', "");
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let text = if text.contains('\n') {
        text
    } else {
        text.replace('\r', "\n")
    };
    if text.trim().is_empty() {
        return Err(Refusal::EmptyFile);
    }
    Ok(Text {
        text,
        is_guess,
        unread,
    })
}

/// The lines with doubtful signs. If half of all lines have lost one, this is no text.
fn unread(signs: &mut Signs) -> Result<Vec<(usize, String)>, Refusal> {
    if signs.doubts.is_empty() {
        return Ok(Vec::new());
    }
    signs.doubts.sort_unstable();
    let end = if signs.text.contains('\n') {
        '\n'
    } else {
        '\r'
    };
    let (mut begun, mut filled, mut lines) = (0, 0, Vec::new());
    let mut doubts = signs.doubts.iter().copied().peekable();
    for (at, line) in signs.text.split(end).enumerate() {
        filled += usize::from(!line.trim().is_empty());
        let behind = begun + line.len();
        if doubts.peek().is_some_and(|doubt| *doubt < behind) {
            lines.push((at + 1, line.replace('\0', "")));
        }
        while doubts.next_if(|doubt| *doubt < behind).is_some() {}
        begun = behind + 1;
    }
    if signs.lost > 0 && lines.len() * 2 >= filled {
        return Err(Refusal::NotText);
    }
    Ok(lines)
}

fn wide(bytes: &[u8], read: fn([u8; 2]) -> u16) -> Signs {
    let units = bytes.chunks(2).map(|pair| match pair {
        [a, b] => read([*a, *b]),
        // Half a character at the end.
        _ => 0xfffd,
    });
    let mut signs = Signs::default();
    for sign in char::decode_utf16(units) {
        match sign {
            Ok(sign) => signs.text.push(sign),
            Err(_) => {
                signs.doubts.push(signs.text.len());
                signs.lost += 1;
                signs.text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    signs
}

/// The bytes as UTF-8, a few of which may be none. `None`: nothing in them is for certain.
fn utf8(bytes: &[u8]) -> Result<Option<Signs>, Refusal> {
    let (mut signs, mut certain, mut strays) = (Signs::default(), 0, 0);
    for chunk in bytes.utf8_chunks() {
        // Two letters of Windows side by side seldom look like these.
        let is_certain = |c: &char| matches!(c, '\u{c0}'..='\u{17f}' | '\u{800}'..);
        certain += chunk.valid().chars().filter(is_certain).count();
        signs.text.push_str(chunk.valid());
        strays += chunk.invalid().len();
        for byte in chunk.invalid() {
            signs.doubt(*byte);
        }
    }
    if strays == 0 || (certain > 0 && strays <= 4 * certain) {
        return Ok(Some(signs));
    }
    // Bent or cut text would become nonsense in the letters of Windows.
    if certain > 0 {
        return Err(Refusal::NotText);
    }
    Ok(None)
}

/// Windows-1252 from 0x80 on; the five that stand for nothing are spaces here.
const WESTERN: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/// The sign of a byte in Windows-1252; none for those that stand for nothing and for control signs.
fn windows(byte: u8) -> Option<char> {
    match byte {
        b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0 => Some(char::from(byte)),
        0..0x20 => None,
        0x80..=0x9f => {
            let sign = WESTERN.chars().nth(usize::from(byte - 0x80));
            sign.filter(|sign| *sign != ' ')
        }
        _ => Some(char::from(byte)),
    }
}

fn western(bytes: &[u8]) -> Signs {
    let mut signs = Signs::default();
    for byte in bytes {
        match windows(*byte) {
            Some(sign) => signs.text.push(sign),
            None => signs.doubt(*byte),
        }
    }
    signs
}

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

/// The width, of two cells or more, that most rows have; of two that are as frequent the larger.
fn usual(widths: &[usize]) -> Option<usize> {
    let count = |width: usize| widths.iter().filter(|one| **one == width).count();
    let wide = widths.iter().copied().filter(|width| *width > 1);
    wide.max_by_key(|width| (count(*width), *width))
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

fn has_text(cells: &[String]) -> bool {
    cells.iter().any(|cell| !cell.trim().is_empty())
}

/// A line that is drawn, such as `|---|:-:|` or `-----`.
pub fn is_rule(cells: &[String]) -> bool {
    let whole = cells.concat();
    let is_drawn = |c: char| matches!(c, '-' | '=' | '_' | '+' | ':' | '|' | ' ' | '─' | '—');
    let lines = whole.matches(['-', '=', '_', '─', '—']).count();
    whole.chars().all(is_drawn) && lines >= if cells.len() > 1 { 2 } else { 3 }
}

/// What a quotation mark at the beginning of a cell is. The `csv` crate takes each for the beginning of a
/// quotation and each further one for its end, so that two stray marks join all rows between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quoting {
    /// The quotation ends in front of a separator, a line end or the end of the text. Where another mark
    /// comes before that, both are text.
    Strict,
    /// As strict, and `\"` is a mark in the text.
    Backslash,
    /// All marks are text.
    Never,
    /// The quotation ends at the first mark of its line that is in front of a separator or line end; marks
    /// before that are text.
    Loose,
}

/// What a `\r` without `\n` is outside of quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Returns {
    /// Part of a cell.
    Text,
    /// The end of a row.
    End,
    /// The end of a row if there are that many cells before it, and in the line behind it.
    EndOf(usize),
}

/// A row cut out of a text.
#[derive(Debug, Default)]
struct Cut {
    cells: Vec<String>,
    /// A cell begins with a quotation mark that is text.
    has_stray: bool,
    /// A cell that is not quoted holds a `\r`.
    has_return: bool,
    /// A cell needs the printed marks around it, or all stand in marks.
    is_printed: bool,
    /// One of those that need them has two different ones, which no sentence has by chance.
    has_pair: bool,
    /// Where the next row begins, in bytes.
    end: usize,
}

fn cut(
    text: &str,
    from: usize,
    sign: u8,
    mut quoting: Quoting,
    returns: Returns,
    style: Style,
) -> Cut {
    let bytes = text.as_bytes();
    let mut cut = Cut::default();
    // The cells as they are if the marks around them are quotation marks.
    let mut bare: Vec<Option<String>> = Vec::new();
    let mut printed = Printed::new(text, sign);
    let mut at = from;
    loop {
        let begun = at;
        let kind = match quoted(text, begun, sign, quoting) {
            Quoted::No if style.printed => printed.cell(begun),
            kind => kind,
        };
        match kind {
            Quoted::Printed(cell, end) => {
                // Marks around what needs none may be part of the text.
                let is_needed = cell.bytes().any(|byte| byte == sign);
                let whole = &text[begun..end];
                cut.is_printed |= is_needed;
                cut.has_pair |= is_needed && !whole.trim_start().starts_with('\'');
                cut.cells.push(if is_needed {
                    cell.clone()
                } else {
                    whole.to_owned()
                });
                bare.push(Some(cell));
                at = end;
            }
            Quoted::Cell(cell, end) => {
                bare.push(Some(cell.clone()));
                cut.cells.push(cell);
                at = end;
            }
            kind => {
                if matches!(kind, Quoted::Stray) {
                    cut.has_stray = true;
                    if quoting == Quoting::Loose {
                        // Nothing in this line closes a quotation, so it is not searched again.
                        quoting = Quoting::Never;
                    }
                }
                while let Some(byte) = bytes.get(at) {
                    if *byte == sign || *byte == b'\n' {
                        break;
                    }
                    if style.escapes && is_escape(bytes, at) {
                        at += 2;
                        continue;
                    }
                    if *byte == b'\r' {
                        if ends_row(text, at + 1, sign, cut.cells.len() + 1, returns) {
                            break;
                        }
                        cut.has_return = true;
                    }
                    at += 1;
                }
                let cell = unescaped(&text[begun..at], style);
                bare.push(cell.trim().is_empty().then(|| cell.clone()));
                cut.cells.push(cell);
            }
        }
        match bytes.get(at) {
            Some(byte) if *byte == sign => at += 1,
            byte => {
                let is_both = byte == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n');
                cut.end = bytes.len().min(at + 1 + usize::from(is_both));
                let filled = bare.iter().flatten().filter(|cell| !cell.trim().is_empty());
                if filled.count() > 1 && bare.iter().all(Option::is_some) {
                    let bare: Vec<String> = bare.into_iter().flatten().collect();
                    cut.is_printed |= bare != cut.cells;
                    cut.cells = bare;
                }
                return cut;
            }
        }
    }
}

// Whether the `\r` in front of `behind` ends a row that has `width` cells so far.
fn ends_row(text: &str, behind: usize, sign: u8, width: usize, returns: Returns) -> bool {
    if behind == text.len() || text.as_bytes().get(behind) == Some(&b'\n') {
        return true;
    }
    match returns {
        Returns::Text => false,
        Returns::End => true,
        Returns::EndOf(usual) => {
            let next = || {
                cut(
                    text,
                    behind,
                    sign,
                    Quoting::Strict,
                    Returns::End,
                    Style::default(),
                )
            };
            width >= usual && next().cells.len() >= usual
        }
    }
}

fn is_escape(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b'\\' && bytes.get(at + 1) == Some(&b'|')
}

fn unescaped(cell: &str, style: Style) -> String {
    if style.escapes {
        cell.replace("\\|", "|")
    } else {
        cell.to_owned()
    }
}

/// What else than `"` keeps a separator in its cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Style {
    /// Marks that people type and phones print, around a cell that needs them.
    printed: bool,
    /// A backslash in front of a bar, as in a table of Markdown.
    escapes: bool,
}

impl Style {
    /// How a table that nobody's program wrote is written.
    fn of(text: &str, sign: u8) -> Style {
        let is_drawn = |line: &str| line.contains('|') && is_rule(&[line.to_owned()]);
        Style {
            printed: is_printed(text, sign),
            escapes: sign == b'|' && text.lines().take(3).any(is_drawn),
        }
    }
}

/// The printed marks of this text are quotation marks: with them more rows have one width; or each row has
/// cells that need them, or stands in marks as a whole. What a program wrote has one width without them.
fn is_printed(text: &str, sign: u8) -> bool {
    if !text.contains(PRINTED.map(|(open, _)| open)) {
        return false;
    }
    let rows = |printed| {
        let style = Style {
            printed,
            escapes: false,
        };
        let (mut at, mut rows) = (0, Vec::new());
        while at < text.len() && rows.len() < SAMPLE {
            let cut = cut(text, at, sign, Quoting::Strict, Returns::Text, style);
            at = cut.end;
            if has_text(&cut.cells) {
                rows.push(cut);
            }
        }
        rows
    };
    let even = |rows: &[Cut]| {
        let widths: Vec<usize> = rows.iter().map(|cut| cut.cells.len()).collect();
        let usual = usual(&widths)?;
        let even = widths.iter().filter(|width| **width == usual).count();
        // Of as many rows or more the larger share.
        Some((even * SAMPLE / widths.len(), usual))
    };
    let (plain, printed) = (rows(false), rows(true));
    let Some((share, _)) = even(&printed) else {
        return false;
    };
    let before = even(&plain).map_or(0, |(share, _)| share);
    let all = || printed.iter().all(|cut| cut.is_printed);
    let any_pair = || printed.iter().any(|cut| cut.has_pair);
    share > before || share == before && (all() || any_pair())
}

/// What opens, and what may close.
const PRINTED: [(char, &[char]); 5] = [
    ('\'', &['\'']),
    ('‘', &['’']),
    ('“', &['”']),
    ('„', &['“', '”']),
    ('«', &['»']),
];

/// Looks for cells in printed marks, in one row.
struct Printed<'a> {
    text: &'a str,
    sign: u8,
    /// What is opened in this row and not closed is not searched again.
    open: [bool; PRINTED.len()],
}

impl<'a> Printed<'a> {
    fn new(text: &'a str, sign: u8) -> Self {
        Self {
            text,
            sign,
            open: [false; PRINTED.len()],
        }
    }

    /// The cell in such marks that begins here and ends in its line. What is opened and not closed in front of
    /// a separator or line end is text.
    fn cell(&mut self, from: usize) -> Quoted {
        let rest = self.text[from..].trim_start_matches(' ');
        let opening = rest.chars().next();
        let kind = PRINTED.iter().position(|(open, _)| opening == Some(*open));
        let Some(kind) = kind.filter(|kind| !self.open[*kind]) else {
            return Quoted::No;
        };
        let (opening, closing) = PRINTED[kind];
        let line = rest.split(['\n', '\r']).next().unwrap_or("");
        let begun = self.text.len() - rest.len();
        let inner = opening.len_utf8();
        // Quotations within the quotation.
        let mut inside = 0_u32;
        for (at, found) in line.char_indices().skip(1) {
            if closing.contains(&found) {
                let behind = line[at + found.len_utf8()..].trim_start_matches(' ');
                let closes = behind.is_empty() || behind.as_bytes().first() == Some(&self.sign);
                if closes && inside == 0 {
                    let cell = line[inner..at].to_owned();
                    // Two of one sign are one in the text.
                    let cell = match opening {
                        '\'' => cell.replace("''", "'"),
                        _ => cell,
                    };
                    return Quoted::Printed(cell, begun + line.len() - behind.len());
                }
                inside = inside.saturating_sub(1);
            } else if found == opening {
                inside += 1;
            }
        }
        self.open[kind] = true;
        Quoted::No
    }
}

/// How a cell begins.
enum Quoted {
    /// With something else than a quotation mark.
    No,
    /// With one that is text.
    Stray,
    /// With a quotation: what is in it, and where separator or line end follow.
    Cell(String, usize),
    /// As that, in marks that may be text.
    Printed(String, usize),
}

fn quoted(text: &str, from: usize, sign: u8, quoting: Quoting) -> Quoted {
    let bytes = text.as_bytes();
    // Written by hand, a space often follows the comma.
    let behind_spaces = |at: usize| {
        let is_space = |byte: &&u8| **byte == b' ' && sign != b' ';
        at + bytes[at..].iter().take_while(is_space).count()
    };
    let begun = behind_spaces(from);
    if bytes.get(begun) != Some(&b'"') {
        return Quoted::No;
    }
    if quoting == Quoting::Never {
        return Quoted::Stray;
    }
    let mut cell = String::new();
    // What is not in `cell` yet begins at `piece`.
    let (mut piece, mut at) = (begun + 1, begun + 1);
    while let Some(byte) = bytes.get(at) {
        let is_next = bytes.get(at + 1) == Some(&b'"');
        match byte {
            b'\\' if is_next && quoting == Quoting::Backslash => {
                cell.push_str(&text[piece..at]);
                piece = at + 1;
                at += 2;
            }
            b'"' if is_next && quoting != Quoting::Loose => {
                cell.push_str(&text[piece..=at]);
                at += 2;
                piece = at;
            }
            b'"' => {
                let end = behind_spaces(at + 1);
                let closes = |byte: &u8| *byte == sign || matches!(byte, b'\n' | b'\r');
                if bytes.get(end).is_none_or(closes) {
                    cell.push_str(&text[piece..at]);
                    return Quoted::Cell(cell, end);
                }
                if quoting != Quoting::Loose {
                    return Quoted::Stray;
                }
                at += 1;
            }
            b'\n' if quoting == Quoting::Loose => return Quoted::Stray,
            _ => at += 1,
        }
    }
    Quoted::Stray
}

/// How many rows tell the usual width.
const SAMPLE: usize = 200;

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
        let of_text = || {
            width_of_all(&clean)
                .is_none()
                .then(|| width_of_all(&lines()))
        };
        let of_lines = usual(&of_lines).or_else(|| of_text().flatten());
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
        let is_key = key.ends_with(" column")
            || ["separator", "html", "tags", "deck", "columns", "notetype"].contains(&key);
        is_key && !value.contains('?')
    });
    !text.is_empty() && !is_head
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
    let mut texts: Vec<String> = Vec::with_capacity(raw.len());
    for (at, field) in raw.iter().enumerate() {
        let ends = match markup {
            Markup::None | Markup::Anki => None,
            Markup::Html => Some(LineEnds::Spaces),
            Markup::Guessed => Some(LineEnds::Kept),
        };
        let text = match (ends, texts.first()) {
            (None, _) => html::media(field, losses),
            (Some(ends), Some(question)) if is_asked => answer(field, question, ends, losses),
            (Some(ends), _) => html::to_text(field, ends, losses),
        };
        if !text.contains("{{c") {
            texts.push(text);
            continue;
        }
        let gaps = html::gaps(&text, losses);
        texts.push(if at == 0 && is_asked {
            words = gaps.words;
            gaps.question
        } else {
            // Elsewhere the words are simply shown.
            gaps.whole
        });
    }
    (texts, words)
}

/// A field without its marks. The back of a card as Anki shows it has the front first and a line behind it;
/// the front is left out where it is the question. What else stands there goes behind a rule.
fn answer(field: &str, question: &str, ends: LineEnds, losses: &mut Losses) -> String {
    let Some((front, back)) = html::front_and_back(field) else {
        return html::to_text(field, ends, losses);
    };
    let mut of_front = Losses::default();
    let text = html::to_text(front, ends, &mut of_front);
    let back = html::to_text(back, ends, losses);
    if text.trim().is_empty() || note::same_question(&text) == note::same_question(question) {
        return back;
    }
    [&*back, "\n", note::RULE, "\n", &text].concat()
}
