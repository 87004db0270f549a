//! Programs brought in as a list, one a line: what becomes of each line.

use std::collections::BTreeMap;

use crate::content::places;
use crate::domain::brought::{Line, Read, lines};
use crate::domain::ids::ProgramId;
use crate::domain::program::Program;
use crate::domain::text::is_longer;
use crate::domain::trip::Interview;
use crate::domain::words::counted;
use crate::store::core::model::Model;

/// Longest name of a program that is added here, in characters. What is longer is no name but a text that
/// was pasted by mistake.
pub const NAME_MAX: usize = 200;
/// Most lines that are read at once.
pub const LINES_MAX: usize = 1_000;

/// What becomes of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is added.
    Added {
        /// The program, all but the day on which it is written down.
        program: Box<Program>,
        /// The interview that the line says.
        interview: Option<Box<Interview>>,
    },
    /// It names the same as an earlier line.
    Twice {
        /// Number of the earlier line.
        first: usize,
    },
    /// The program is there already.
    Known {
        /// Its id.
        program: ProgramId,
    },
    /// It cannot be read.
    Fault(String),
    /// It is too long for a name.
    TooLong,
    /// It holds nothing that could be a name.
    NoName,
    /// It is empty, and a line with something follows.
    Blank,
    /// It comes after the last line that is read at once.
    TooMany,
}

/// One line with what becomes of it.
#[derive(Clone, Debug, PartialEq)]
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
            Fate::Fault(why) => why.clone(),
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

/// Numbers of the lines that are left out and can be corrected, or wait for a second step; those that are known
/// already need nothing.
pub fn to_correct(lines: &[Named]) -> Vec<usize> {
    let waits = |line: &&Named| {
        let fate = &line.fate;
        matches!(
            fate,
            Fate::Fault(_) | Fate::TooLong | Fate::NoName | Fate::TooMany
        )
    };
    lines.iter().filter(waits).map(|one| one.number).collect()
}

/// What becomes of each line of a list of names.
pub fn named(model: &Model, text: &str) -> Vec<Named> {
    fates(model, lines(text))
}

/// What becomes of each line. What is shown before is what bringing them in does.
pub fn fates(model: &Model, lines: Vec<Line>) -> Vec<Named> {
    let all = || model.all::<Program>().iter();
    let known: BTreeMap<(String, String), &String> =
        all().map(|(id, program)| (program.essence(), id)).collect();
    let coded: BTreeMap<String, &String> = all()
        .filter(|(_, program)| !code_of(program).is_empty())
        .map(|(id, program)| (code_of(program), id))
        .collect();
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut seen_codes: BTreeMap<String, usize> = BTreeMap::new();
    let mut read = 0;
    let fate = |line: Line| {
        let (number, text) = (line.number, line.text);
        read += usize::from(line.read != Read::Blank);
        let fate = match line.read {
            Read::Blank => Fate::Blank,
            _ if read > LINES_MAX => Fate::TooMany,
            Read::Fault(why) => Fate::Fault(why),
            Read::Program(program, _) if program.name.is_empty() => Fate::NoName,
            Read::Program(program, _) if is_longer(&program.name, NAME_MAX) => Fate::TooLong,
            Read::Program(program, interview) => {
                let (essence, code) = (program.essence(), code_of(&program));
                let here = known.get(&essence).or_else(|| coded.get(&code));
                match (here, seen.get(&essence).or_else(|| seen_codes.get(&code))) {
                    (Some(id), _) => Fate::Known {
                        program: (*id).clone().into(),
                    },
                    (None, Some(first)) => Fate::Twice { first: *first },
                    (None, None) => {
                        seen.insert(essence, number);
                        if !code.is_empty() {
                            seen_codes.insert(code, number);
                        }
                        let program = Box::new(placed(*program));
                        Fate::Added { program, interview }
                    }
                }
            }
        };
        Named {
            number,
            line: text,
            fate,
        }
    };
    lines.into_iter().map(fate).collect()
}

/// The NRMP code as it is compared.
fn code_of(program: &Program) -> String {
    program.code.trim().to_uppercase()
}

/// With what is known of its city, as if that had been typed.
fn placed(program: Program) -> Program {
    // To look for nothing takes as long.
    if program.place.is_empty() {
        return program;
    }
    let found = places::find(&program.place);
    Program {
        state: found.state.to_owned(),
        zone: found.zone.to_owned(),
        zone_guessed: !found.zone.is_empty(),
        ..program
    }
}

/// How many records a line makes.
pub fn needed(lines: &[Named]) -> usize {
    let needs = |line: &Named| match &line.fate {
        Fate::Added { interview, .. } => 1 + usize::from(interview.is_some()),
        _ => 0,
    };
    lines.iter().map(needs).sum()
}
