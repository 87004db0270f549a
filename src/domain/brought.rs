//! A list of programs from elsewhere, line by line: what was read of each, before anybody looks whether it is
//! known.

use crate::domain::program::Program;
use crate::domain::trip::Interview;

/// What was read of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Read {
    /// It is empty.
    Blank,
    /// It cannot be read; the sentence says why and what to write.
    Fault(String),
    /// A program, and its interview if the line says one. Its name may be empty.
    Program(Box<Program>, Option<Box<Interview>>),
}

/// A line of a list, or a row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its number in the list or the file, counted from 1.
    pub number: usize,
    /// The line as it was typed, or the name in the row.
    pub text: String,
    /// What was read of it.
    pub read: Read,
}

/// Names, one a line, each with the NRMP code that may stand behind it. Empty lines at the end are none.
pub fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<&str> = text.lines().map(bare).collect();
    let last = lines.iter().rposition(|line| !line.is_empty());
    lines.truncate(last.map_or(0, |last| last + 1));
    let read = |(number, line): (usize, &str)| {
        let (name, code) = parted(unlisted(line));
        let program = Program {
            name: name.to_owned(),
            code: code.to_owned(),
            ..Program::default()
        };
        Line {
            number,
            text: line.to_owned(),
            read: match line {
                "" => Read::Blank,
                _ => Read::Program(Box::new(program), None),
            },
        }
    };
    (1..).zip(lines).map(read).collect()
}

/// The lines with these numbers, as they were typed.
pub fn only_lines(text: &str, numbers: &[usize]) -> String {
    let lines = (1..).zip(text.lines());
    let lines = lines.filter(|(number, _)| numbers.contains(number));
    lines.map(|(_, line)| [line, "\n"].concat()).collect()
}

/// Without white space, and without signs that nobody sees, at its ends.
pub fn bare(line: &str) -> &str {
    let is_unseen = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    line.trim_matches(|c: char| c.is_whitespace() || c.is_control() || is_unseen(c))
}

/// Without the sign or number with which a list begins its lines: `- `, `• `, `12. `, `3) `.
fn unlisted(line: &str) -> &str {
    let signs = line.trim_start_matches(['-', '•', '*', '–', '·']);
    if signs.len() < line.len() && (signs.is_empty() || signs.starts_with(char::is_whitespace)) {
        return signs.trim_start();
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < line.len() && line.len() - rest.len() <= 3;
    match rest.strip_prefix(['.', ')']) {
        Some(name) if numbered && (name.is_empty() || name.starts_with(char::is_whitespace)) => {
            name.trim_start()
        }
        _ => line,
    }
}

/// The name, and the NRMP code behind it, or empty.
fn parted(line: &str) -> (&str, &str) {
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')');
    let whole = line.trim_end_matches(between);
    match whole.rsplit_once(between) {
        Some((name, code)) if is_code(code) => (name.trim_end_matches(between), code),
        _ => (line, ""),
    }
}

/// The word is an NRMP code: seven digits, a letter, a digit.
pub fn is_code(word: &str) -> bool {
    let is_right = |(place, byte): (usize, u8)| match place {
        7 => byte.is_ascii_alphabetic(),
        _ => byte.is_ascii_digit(),
    };
    word.len() == 9 && (0..).zip(word.bytes()).all(is_right)
}
