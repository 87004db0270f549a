//! Programs added by their names, one a line, as typed or pasted from elsewhere.

use std::collections::BTreeMap;

use crate::domain::program::Program;
use crate::domain::text::is_longer;
use crate::domain::words::counted;
use crate::store::core::model::Model;

/// Longest name of a program that is added here, in characters. What is longer is no name but a text that
/// was pasted by mistake.
pub const NAME_MAX: usize = 200;
/// Most lines that are read at once.
pub const LINES_MAX: usize = 1_000;

/// What becomes of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is added, with the NRMP code that stood behind the name, or none.
    Added {
        /// The name.
        name: String,
        /// The code, or empty.
        code: String,
    },
    /// It names the same as an earlier line.
    Twice {
        /// Number of the earlier line.
        first: usize,
    },
    /// The program is there already.
    Known {
        /// Its id.
        program: String,
    },
    /// It is too long for a name.
    TooLong,
    /// It holds nothing that could be a name.
    NoName,
    /// It is empty, and a line with something follows.
    Blank,
    /// It comes after the last line that is read at once.
    TooMany,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its number, counted from 1.
    pub number: usize,
    /// The line as it was typed.
    pub line: String,
    /// What becomes of it.
    pub fate: Fate,
}

impl Named {
    /// Why it is not added: `Line 3, “Rush”: already among your programs.` Nothing for one that is, and for
    /// an empty one.
    pub fn fault(&self) -> Option<String> {
        let why = match &self.fate {
            Fate::Added { .. } | Fate::Blank => return None,
            Fate::Twice { first } => ["the same as line ", &first.to_string(), "."].concat(),
            Fate::Known { .. } => "already among your programs.".to_owned(),
            Fate::TooLong => "too long for a name. Write the name alone on its line.".to_owned(),
            Fate::NoName => "no name. Write the name of a program.".to_owned(),
            Fate::TooMany => "too many lines at once. Add the rest in a second step.".to_owned(),
        };
        const SHOWN: usize = 40;
        let mut line: String = self.line.chars().take(SHOWN).collect();
        if line.len() < self.line.len() {
            line.push('…');
        }
        Some(
            [
                "Line ",
                &*self.number.to_string(),
                ", “",
                &line,
                "”: ",
                &why,
            ]
            .concat(),
        )
    }
}

/// How many lines arrive, and how many do not: `8 programs to add. 3 lines are left out, 2 are empty.`
pub fn summary(lines: &[Named]) -> String {
    let added = |line: &&Named| matches!(line.fate, Fate::Added { .. });
    let added = lines.iter().filter(added).count();
    let blank = lines.iter().filter(|line| line.fate == Fate::Blank).count();
    let bad = lines.len() - added - blank;
    let said = |count: usize, one: &str, many: &str| match count {
        0 => String::new(),
        count => counted(count, one, many),
    };
    let arrive = match added {
        0 => "No program to add".to_owned(),
        added => said(added, "program to add", "programs to add"),
    };
    let left = [
        said(bad, "line is left out", "lines are left out"),
        match bad {
            0 => said(blank, "line is empty", "lines are empty"),
            _ => said(blank, "is empty", "are empty"),
        },
    ];
    let left: Vec<String> = left.into_iter().filter(|text| !text.is_empty()).collect();
    match left.is_empty() {
        true => [&*arrive, "."].concat(),
        false => [&*arrive, ". ", &left.join(", "), "."].concat(),
    }
}

/// What becomes of each line. What is shown before is what `RankAction::Add` does.
pub fn named(model: &Model, text: &str) -> Vec<Named> {
    let all = model.all::<Program>().iter();
    let known: BTreeMap<(String, String), &String> =
        all.map(|(id, program)| (program.essence(), id)).collect();
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut lines: Vec<&str> = text.lines().collect();
    let last = lines.iter().rposition(|line| !bare(line).is_empty());
    lines.truncate(last.map_or(0, |last| last + 1));
    let mut read = 0;
    let fate = |(number, line): (usize, &str)| {
        let is_blank = bare(line).is_empty();
        read += usize::from(!is_blank);
        let (name, code) = parted(unlisted(bare(line)));
        let program = Program {
            name: name.to_owned(),
            ..Program::default()
        };
        let fate = if is_blank {
            Fate::Blank
        } else if read > LINES_MAX {
            Fate::TooMany
        } else if name.is_empty() {
            Fate::NoName
        } else if is_longer(name, NAME_MAX) {
            Fate::TooLong
        } else if let Some(program) = known.get(&program.essence()) {
            let program = (*program).clone();
            Fate::Known { program }
        } else if let Some(first) = seen.get(&program.essence()) {
            Fate::Twice { first: *first }
        } else {
            seen.insert(program.essence(), number);
            Fate::Added {
                name: name.to_owned(),
                code: code.to_owned(),
            }
        };
        Named {
            number,
            line: bare(line).to_owned(),
            fate,
        }
    };
    (1..).zip(lines).map(fate).collect()
}

/// Without white space, and without signs that nobody sees, at its ends.
fn bare(line: &str) -> &str {
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

/// The name, and the NRMP code behind it, or empty: seven digits, a letter, a digit.
fn parted(line: &str) -> (&str, &str) {
    let is_code = |word: &str| {
        let is_right = |(place, byte): (usize, u8)| match place {
            7 => byte.is_ascii_alphabetic(),
            _ => byte.is_ascii_digit(),
        };
        word.len() == 9 && (0..).zip(word.bytes()).all(is_right)
    };
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')');
    let whole = line.trim_end_matches(between);
    match whole.rsplit_once(between) {
        Some((name, code)) if is_code(code) => (name.trim_end_matches(between), code),
        _ => (line, ""),
    }
}
