//! One row of a text with separators, cut into its cells: which quotation marks keep a cell together and which
//! are text.

/// What a quotation mark at the beginning of a cell is. The `csv` crate takes each for the beginning of a
/// quotation and each further one for its end, so that two stray marks join all rows between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
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
pub enum Returns {
    /// Part of a cell.
    Text,
    /// The end of a row.
    End,
    /// The end of a row if there are that many cells before it, and in the line behind it.
    EndOf(usize),
}

/// A row cut out of a text.
#[derive(Debug, Default)]
pub struct Cut {
    /// Its fields.
    pub cells: Vec<String>,
    /// A cell begins with a quotation mark that is text.
    pub has_stray: bool,
    /// A cell that is not quoted holds a `\r`.
    pub has_return: bool,
    /// A cell needs the printed marks around it, or all stand in marks.
    pub is_printed: bool,
    /// One of those that need them has two different ones, which no sentence has by chance.
    pub has_pair: bool,
    /// Where the next row begins, in bytes.
    pub end: usize,
}

/// The row that begins at the byte `from`.
pub fn cut(
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
pub struct Style {
    /// Marks that people type and phones print, around a cell that needs them.
    printed: bool,
    /// A backslash in front of a bar, as in a table of Markdown.
    escapes: bool,
}

impl Style {
    /// How a table that nobody's program wrote is written.
    pub fn of(text: &str, sign: u8) -> Style {
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
pub const SAMPLE: usize = 200;

/// The width, of two cells or more, that most rows have; of two that are as frequent the larger.
pub fn usual(widths: &[usize]) -> Option<usize> {
    let count = |width: usize| widths.iter().filter(|one| **one == width).count();
    let wide = widths.iter().copied().filter(|width| *width > 1);
    wide.max_by_key(|width| (count(*width), *width))
}

/// A cell has more than spaces.
pub fn has_text(cells: &[String]) -> bool {
    cells.iter().any(|cell| !cell.trim().is_empty())
}

/// A line that is drawn, such as `|---|:-:|` or `-----`.
pub fn is_rule(cells: &[String]) -> bool {
    let whole = cells.concat();
    let is_drawn = |c: char| matches!(c, '-' | '=' | '_' | '+' | ':' | '|' | ' ' | '─' | '—');
    let lines = whole.matches(['-', '=', '_', '─', '—']).count();
    whole.chars().all(is_drawn) && lines >= if cells.len() > 1 { 2 } else { 3 }
}
