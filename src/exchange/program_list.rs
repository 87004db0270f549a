//! Lists of programs from elsewhere: names one a line, or a table with names of its columns.
//!
//! A cell that cannot be read names its line and stops no other. What no column is known for goes into the note
//! under its name: no cell is dropped.

use crate::domain::brought::{self, Line, Read, bare, is_code};
use crate::domain::program::{Program, Stage};
use crate::domain::text::is_longer;
use crate::domain::time::{Day, Minute, WallTime};
use crate::domain::trip::{Format, Interview};
use crate::domain::words::{ends_in, essence};
use crate::exchange::cells;
use crate::exchange::characters;
use crate::exchange::delimited::{self, Row};
use crate::exchange::loss::Losses;
use crate::exchange::refusal::Refusal;
use crate::exchange::spreadsheet::{lines_before, told, unguard};

/// Longest cell of one line, and longest note, in characters.
const CELL_MAX: usize = 300;
const NOTE_MAX: usize = 10_000;
/// The hour by which an answer is due when only its day is said: the last one of office hours.
const REPLY_HOUR: u16 = 17;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Name,
    Specialty,
    City,
    State,
    Code,
    Site,
    Stage,
    ReplyBy,
    Day,
    Time,
    Format,
    Note,
}

/// The names under which each meaning is known, as `essence` gives them.
const NAMES: [(Meaning, &[&str]); 12] = [
    (
        Meaning::Name,
        &[
            "name",
            "program",
            "program name",
            "programme",
            "residency",
            "residency program",
            "hospital",
            "institution",
            "program title",
            "title",
        ],
    ),
    (
        Meaning::Specialty,
        &["specialty", "speciality", "department", "field", "track"],
    ),
    (
        Meaning::City,
        &["city", "place", "location", "town", "where"],
    ),
    (Meaning::State, &["state", "st", "us state"]),
    (
        Meaning::Code,
        &[
            "nrmp code",
            "code",
            "nrmp",
            "program code",
            "nrmp program code",
            "nrmp number",
            "nrmp id",
        ],
    ),
    (
        Meaning::Site,
        &[
            "site",
            "web site",
            "website",
            "url",
            "web",
            "link",
            "homepage",
            "home page",
            "web page",
            "web address",
        ],
    ),
    (
        Meaning::Stage,
        &[
            "stage",
            "status",
            "application status",
            "state of application",
        ],
    ),
    (
        Meaning::ReplyBy,
        &[
            "reply by",
            "reply",
            "answer by",
            "respond by",
            "rsvp",
            "rsvp by",
            "deadline",
            "reply deadline",
            "reply until",
        ],
    ),
    (
        Meaning::Day,
        &[
            "interview date",
            "interview",
            "interview day",
            "date",
            "day",
            "date of interview",
            "interview date time",
            "interview date and time",
        ],
    ),
    (
        Meaning::Time,
        &[
            "interview time",
            "time",
            "start",
            "start time",
            "interview start",
            "begins",
        ],
    ),
    (
        Meaning::Format,
        &[
            "format",
            "interview format",
            "interview type",
            "mode",
            "held",
        ],
    ),
    (
        Meaning::Note,
        &[
            "note", "notes", "comment", "comments", "remark", "remarks", "details",
        ],
    ),
];

/// The words under which each stage is known.
const STAGES: [(Stage, &[&str]); 7] = [
    (
        Stage::Interested,
        &[
            "interested",
            "interest",
            "considering",
            "planned",
            "to apply",
            "not applied",
        ],
    ),
    (
        Stage::Applied,
        &[
            "applied",
            "application sent",
            "submitted",
            "sent",
            "pending",
        ],
    ),
    (
        Stage::Signalled,
        &[
            "signaled",
            "signalled",
            "signal",
            "signal sent",
            "gold signal",
            "silver signal",
        ],
    ),
    (
        Stage::Invited,
        &[
            "invited",
            "invitation",
            "invite",
            "interview offered",
            "offer",
            "offered",
            "scheduled",
            "interview",
            "interview scheduled",
            "interviewed",
        ],
    ),
    (
        Stage::Waitlisted,
        &[
            "waitlist",
            "waitlisted",
            "wait list",
            "wait listed",
            "waiting list",
        ],
    ),
    (
        Stage::Declined,
        &["declined", "rejected", "rejection", "decline", "no"],
    ),
    (Stage::Withdrawn, &["withdrawn", "withdrew", "withdraw"]),
];

/// Largest file of a list, in bytes.
pub const FILE_MAX: u32 = 1 << 20;

/// The text of a file.
///
/// # Errors
/// A sentence that says why it cannot be read.
pub fn text_of(bytes: &[u8]) -> Result<String, &'static str> {
    let text = characters::decode(bytes).map_err(|refusal| match refusal {
        Refusal::EmptyFile => {
            "There is nothing in it. Choose another file, or paste the list."
        }
        Refusal::TooLarge => {
            "This file is too large for a list of programs. Check that you chose the right file."
        }
        _ => {
            "This file is not text that can be read. In your spreadsheet, save the list as “CSV UTF-8” and choose that file."
        }
    })?;
    Ok(text.text)
}

/// How a text is read: as a table, or as names, one a line.
struct Shape {
    sign: u8,
    /// Where the table begins, and the rows before that: a spreadsheet may be told the separator first.
    begins: usize,
    before: usize,
    /// What the first row names; none: the first row is one of the table.
    columns: Option<Vec<Column>>,
}

/// What a column holds, and what it is called.
type Column = (Option<Meaning>, String);

/// A table if its first row names columns or its lines have tabs.
fn shape(text: &str) -> Option<Shape> {
    let (said, body) = told(text).unwrap_or((None, text));
    let table = |sign, columns| Shape {
        sign,
        begins: text.len() - body.len(),
        before: lines_before(text, body),
        columns,
    };
    let signs = said.into_iter().chain([b'\t', b';', b',', b'|']);
    for sign in signs {
        let first = delimited::first_row(body, sign);
        if let Some(columns) = columns(&first) {
            return Some(table(sign, Some(columns)));
        }
    }
    // Names may hold commas.
    let said = said.filter(|sign| delimited::first_row(body, *sign).len() > 1);
    let sign = said.or(body.contains('\t').then_some(b'\t'));
    sign.map(|sign| table(sign, None))
}

/// The text with nothing on the lines that tell a spreadsheet the separator, and how many these are.
fn without_told(text: &str) -> (String, usize) {
    let body = told(text).map_or(text, |(_, body)| body);
    let before = lines_before(text, body);
    (["\n".repeat(before), body.to_owned()].concat(), before)
}

fn with_plain_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Reads a text: a table if its first row names columns or its lines have tabs, else names one a line.
pub fn read(text: &str) -> Vec<Line> {
    let text = with_plain_ends(text);
    match shape(&text) {
        Some(shape) => table(&text, &shape),
        None => {
            let (text, before) = without_told(&text);
            brought::lines(&text).into_iter().skip(before).collect()
        }
    }
}

/// The lines of a text with these numbers, as they were typed, under the row that names the columns.
pub fn only(text: &str, numbers: &[usize]) -> String {
    let text = with_plain_ends(text);
    let Some(shape) = shape(&text) else {
        return brought::only_lines(&without_told(&text).0, numbers);
    };
    let body = &text[shape.begins..];
    let rows = rows(body, &shape);
    let head = rows.first().filter(|_| shape.columns.is_some());
    let wanted = rows.iter().filter(|row| numbers.contains(&row.number));
    let rows = head.into_iter().chain(wanted);
    let rows = rows.map(|row| [body[row.at.clone()].trim_end_matches('\n'), "\n"].concat());
    std::iter::once(text[..shape.begins].to_owned())
        .chain(rows)
        .collect()
}

/// All rows of the table; where its columns are named, the first is their names.
fn rows(body: &str, shape: &Shape) -> Vec<Row> {
    let mut none = Losses::default();
    delimited::rows(body, Some(shape.sign), false, shape.before, &mut none)
}

/// The meaning of each column; `None` when the row is none of names. One column must be the name, and another
/// one known, unless it is alone. Of two that mean the same the first is it, and the other is a note.
fn columns(names: &[String]) -> Option<Vec<Column>> {
    let mut taken: Vec<Meaning> = Vec::new();
    let columns: Vec<Column> = names
        .iter()
        .map(|name| {
            let is_free = |one: &Meaning| *one == Meaning::Note || !taken.contains(one);
            let meaning = meaning(name).filter(is_free);
            taken.extend(meaning);
            (meaning, tidy(name))
        })
        .collect();
    let known = columns.iter().filter(|(meaning, _)| meaning.is_some());
    let has_name = columns.iter().any(|(one, _)| *one == Some(Meaning::Name));
    (has_name && (known.count() > 1 || columns.len() == 1)).then_some(columns)
}

fn meaning(name: &str) -> Option<Meaning> {
    // `Reply by (their time)`.
    let name = essence(name.split(['(', '[']).next().unwrap_or(""));
    let is = |names: &&[&str]| names.contains(&&*name);
    let found = NAMES.iter().find(|(_, names)| is(names));
    found.map(|(meaning, _)| *meaning)
}

/// A mark that is opened and not closed leaves only its own row out.
const OPEN_QUOTE: &str = "a quotation mark is opened and not closed. Close it, or take it out.";

fn table(text: &str, shape: &Shape) -> Vec<Line> {
    let mut rows = rows(&text[shape.begins..], shape);
    if shape.columns.is_some() && !rows.is_empty() {
        rows.remove(0);
    }
    let columns = shape.columns.as_deref();
    // The line under the names of a drawn table, and the names again where two lists were joined.
    rows.retain(|row| {
        let is_again = || columns.is_some() && self::columns(&row.cells).as_deref() == columns;
        !cells::is_rule(&row.cells) && !is_again()
    });
    let orders = Orders::of(&rows, columns);
    let rows = rows.into_iter().map(|row| {
        let is_open = row.is_open;
        let line = match columns {
            Some(columns) => line(row, columns, orders),
            None => unnamed(row),
        };
        match is_open {
            true => Line {
                // The sentence about it has marks of its own.
                text: line.text.trim_matches('"').to_owned(),
                read: Read::Fault(OPEN_QUOTE.to_owned()),
                ..line
            },
            false => line,
        }
    });
    rows.collect()
}

/// A row of a table whose columns are named.
fn line(row: Row, columns: &[Column], orders: Orders) -> Line {
    let name = columns
        .iter()
        .position(|(one, _)| *one == Some(Meaning::Name));
    let name = name.and_then(|at| row.cells.get(at));
    let name = name.map(|cell| tidy(cell)).unwrap_or_default();
    let cells = row.cells.iter().enumerate().map(|(at, cell)| {
        let (meaning, title) = columns
            .get(at)
            .map_or((None, ""), |(one, title)| (*one, title));
        (meaning, title, &**cell)
    });
    let read = match program(cells, orders) {
        Ok((program, interview)) => Read::Program(program, interview),
        Err(why) => Read::Fault(why),
    };
    Line {
        number: row.number,
        text: if name.is_empty() {
            row.cells.join(" ").trim().to_owned()
        } else {
            name
        },
        read,
    }
}

/// A row of a table whose columns have no names: the name, and what speaks for itself; the rest is a note.
fn unnamed(row: Row) -> Line {
    let mut cells = row.cells.iter().map(|cell| tidy(cell));
    let name = cells.next().unwrap_or_default();
    let mut program = Program {
        name: name.clone(),
        ..Program::default()
    };
    let (mut rest, mut said): (Vec<String>, Option<Stage>) = (Vec::new(), None);
    for cell in cells.filter(|cell| !cell.is_empty()) {
        // A "no" or "sent" may be the answer to anything: only a stage by its own name speaks for itself.
        let is_it = |stage: &Stage| essence(stage.words()) == essence(&cell);
        match Stage::ALL.into_iter().find(is_it) {
            _ if is_code(&cell) && program.code.is_empty() => program.code = cell,
            Some(stage) if said.is_none() => said = Some(stage),
            None if program.site.is_empty() && is_address(&cell) => program.site = cell,
            _ => rest.push(cell),
        }
    }
    program.stage = said.unwrap_or_default();
    program.note = rest.join("\n");
    Line {
        number: row.number,
        text: name,
        read: Read::Program(Box::new(program), None),
    }
}

fn is_address(cell: &str) -> bool {
    let has_scheme = |(scheme, _)| matches!(scheme, "http" | "https");
    cell.split_once("://").is_some_and(has_scheme) || cell.starts_with("www.")
}

type Both = (Box<Program>, Option<Box<Interview>>);

fn program<'a>(
    cells: impl Iterator<Item = (Option<Meaning>, &'a str, &'a str)>,
    orders: Orders,
) -> Result<Both, String> {
    let mut program = Program::default();
    let mut interview = Interview::default();
    let (mut state, mut notes): (String, Vec<String>) = (String::new(), Vec::new());
    let (mut format, mut length) = (None, None);
    for (meaning, title, raw) in cells {
        let cell = tidy(raw);
        if cell.is_empty() {
            continue;
        }
        let is_text = matches!(meaning, None | Some(Meaning::Note));
        // A name has a limit of its own.
        if !is_text && meaning != Some(Meaning::Name) && is_longer(&cell, CELL_MAX) {
            return Err([
                "the text under “",
                title,
                "” is too long. Shorten it, or call the column “note”.",
            ]
            .concat());
        }
        match meaning {
            Some(Meaning::Name) => program.name = cell,
            Some(Meaning::Specialty) => program.specialty = cell,
            Some(Meaning::City) => program.place = cell,
            Some(Meaning::State) => state = cell,
            Some(Meaning::Code) => program.code = cell,
            Some(Meaning::Site) => program.site = cell,
            Some(Meaning::Stage) => match stage(&cell) {
                Some(stage) => program.stage = stage,
                None => return Err(["“", &*short(&cell), "” is no stage. Write interested, applied, signaled, invited, waitlist, declined or withdrawn."].concat()),
            },
            Some(Meaning::ReplyBy) => {
                let (day, rest) = moment(&cell, orders)?;
                let minute = match &*rest {
                    "" => Minute::new(REPLY_HOUR, 0),
                    rest => Some(time(rest)?),
                };
                program.reply_by = minute.map(|minute| WallTime { day, minute });
            }
            Some(Meaning::Day) => {
                let (day, rest) = moment(&cell, orders)?;
                interview.day = Some(day);
                if !rest.is_empty() {
                    let (start, long) = hours(&rest)?;
                    (interview.start, length) = (Some(start), long);
                }
            }
            Some(Meaning::Time) => {
                let (start, long) = hours(&cell)?;
                (interview.start, length) = (Some(start), long);
            }
            Some(Meaning::Format) => format = Some(held(&cell)?),
            Some(Meaning::Note) => notes.push(lines(raw)),
            None if title.is_empty() => notes.push(lines(raw)),
            None => notes.push([title, ": ", &lines(raw)].concat()),
        }
    }
    if !state.is_empty() && !ends_in(&program.place, &state) {
        program.place = match &*program.place {
            "" => state,
            city => [city, ", ", &state].concat(),
        };
    }
    program.note = notes.join("\n");
    if is_longer(&program.note, NOTE_MAX) {
        return Err("its note is too long. Shorten it.".to_owned());
    }
    if interview.day.is_none() && interview.start.is_some() {
        return Err("a time without a date. Write the date of the interview.".to_owned());
    }
    let interview = interview.day.is_some().then(|| {
        interview.format = format.unwrap_or_default();
        interview.length = length.unwrap_or(interview.format.usual_length());
        Box::new(interview)
    });
    Ok((Box::new(program), interview))
}

/// A cell as one line, without what guards it from being a formula.
fn tidy(cell: &str) -> String {
    let cell = unguard(bare(cell));
    let words = cell.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// A cell that may have several lines.
fn lines(cell: &str) -> String {
    let is_plain = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    unguard(bare(cell)).chars().filter(is_plain).collect()
}

/// The beginning of a text, to name it.
fn short(text: &str) -> String {
    const SHOWN: usize = 30;
    let mut short: String = text.chars().take(SHOWN).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn stage(cell: &str) -> Option<Stage> {
    let word = essence(cell);
    let found = STAGES.iter().find(|(_, words)| words.contains(&&*word));
    found.map(|(stage, _)| *stage)
}

fn held(cell: &str) -> Result<Format, String> {
    match &*essence(cell) {
        "virtual" | "video" | "video call" | "online" | "zoom" | "remote" => Ok(Format::Virtual),
        "in person" | "inperson" | "on site" | "onsite" | "at the hospital" => Ok(Format::InPerson),
        _ => Err([
            "“",
            &*short(cell),
            "” is no format. Write “virtual” or “in person”.",
        ]
        .concat()),
    }
}

/// Which number of `10/12/2026` is the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    MonthFirst,
    DayFirst,
    Unknown,
}

/// As the dates of a table that can only be read in one way have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Orders {
    /// Of all of them.
    all: Order,
    /// Of those with dots, which Germans and others write, and then the day first.
    dotted: Order,
}

impl Orders {
    fn of(rows: &[Row], columns: Option<&[Column]>) -> Orders {
        let is_date = |at: &usize| {
            let meaning = columns.and_then(|columns| columns.get(*at)?.0);
            matches!(meaning, Some(Meaning::ReplyBy | Meaning::Day))
        };
        let (mut all, mut dotted) = (Proof::default(), Proof::default());
        for row in rows {
            for at in (0..row.cells.len()).filter(is_date) {
                let cell = tidy(&row.cells[at]).replace(',', " ");
                let mut words = cell.split_whitespace().filter(|word| !is_weekday(word));
                let word = words.next().unwrap_or("");
                let word = word.split('T').next().unwrap_or("");
                if let Some(numbers) = numbers(word) {
                    all.note(&numbers);
                    if word.contains('.') {
                        dotted.note(&numbers);
                    }
                }
            }
        }
        Orders {
            all: all.order(),
            dotted: dotted.order(),
        }
    }

    fn of_word(self, word: &str) -> Order {
        match (word.contains('.'), self.dotted) {
            (true, Order::Unknown) => Order::DayFirst,
            (true, known) => known,
            (false, _) => self.all,
        }
    }
}

/// What was seen in dates that can only be read in one way.
#[derive(Default)]
struct Proof {
    month_first: bool,
    day_first: bool,
}

impl Proof {
    fn note(&mut self, numbers: &[u32]) {
        match numbers {
            [first, second, _] if *first > 12 && *second <= 12 => self.day_first = true,
            [first, second, _] if *second > 12 && *first <= 12 => self.month_first = true,
            _ => {}
        }
    }

    fn order(&self) -> Order {
        match (self.month_first, self.day_first) {
            (true, false) => Order::MonthFirst,
            (false, true) => Order::DayFirst,
            _ => Order::Unknown,
        }
    }
}

/// Three numbers between slashes, dots or dashes, the year last.
fn numbers(word: &str) -> Option<Vec<u32>> {
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    let is_number =
        |part: &&str| matches!(part.len(), 1..=4) && part.bytes().all(|byte| byte.is_ascii_digit());
    let ends_in_year = parts.len() == 3 && matches!(parts[2].len(), 2 | 4) && parts[0].len() < 3;
    (ends_in_year && parts.iter().all(is_number))
        .then(|| parts.iter().filter_map(|part| part.parse().ok()).collect())
}

/// A date, and what stands behind it: a time, or nothing.
fn moment(cell: &str, orders: Orders) -> Result<(Day, String), String> {
    // `Mon, Dec 14 2026 at 8:00 AM`
    let plain = cell.replace(',', " ");
    let words: Vec<&str> = plain
        .split_whitespace()
        .filter(|word| !is_weekday(word) && !word.eq_ignore_ascii_case("at"))
        .collect();
    let first = words.first().copied().unwrap_or("");
    if let Some((day, clock)) = first.split_once('T')
        && let Ok(day) = Day::parse(day)
    {
        let clock = clock.split('.').next().unwrap_or(clock);
        // `08:00:00Z` has a zone of its own: it is no time of the program's clock.
        return match clock.bytes().all(|c| c.is_ascii_digit() || c == b':') {
            true => Ok((
                day,
                [clock, &words[1..].join(" ")].join(" ").trim().to_owned(),
            )),
            false => Err(no_time(cell)),
        };
    }
    let between = |sign: char| matches!(sign, '-' | '/' | '.');
    let has_letter = first.contains(|sign: char| sign.is_ascii_alphabetic());
    let year_first = first.starts_with("20") && first.find(between) == Some(4);
    let (day, used) = match numbers(first) {
        Some(numbers) => (of_numbers(first, &numbers, orders)?, 1),
        None if year_first => {
            let day = Day::parse(&first.replace(between, "-"));
            (day.map_err(|why| told_of(first, &why))?, 1)
        }
        // `14-Dec-2026`
        None if has_letter && first.matches(between).count() == 2 => {
            let parts: Vec<&str> = first.split(between).collect();
            (of_words(&parts).ok_or_else(|| unread(cell))?, 1)
        }
        None if words.len() >= 3 => (of_words(&words[..3]).ok_or_else(|| unread(cell))?, 3),
        None => return Err(unread(cell)),
    };
    Ok((day, words[used..].join(" ")))
}

fn unread(cell: &str) -> String {
    told_of(
        cell.trim(),
        "Write the date as year-month-day, for example 2026-12-14.",
    )
}

fn told_of(cell: &str, why: &str) -> String {
    ["“", &*short(cell), "” is no date. ", why].concat()
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let word = word.trim_end_matches('.').to_lowercase();
    let is_long =
        |day: &&&str| word.starts_with(**day) && (word.len() == 3 || word.ends_with("day"));
    word == "tues" || word == "thurs" || DAYS.iter().any(|day| is_long(&day))
}

fn of_numbers(word: &str, numbers: &[u32], orders: Orders) -> Result<Day, String> {
    let [first, second, year] = numbers else {
        return Err(unread(word));
    };
    let year = i32::try_from(*year).unwrap_or(0);
    let year = if year < 100 { year + 2000 } else { year };
    let (month, day) = match orders.of_word(word) {
        _ if *first > 12 => (second, first),
        _ if *second > 12 || first == second => (first, second),
        Order::MonthFirst => (first, second),
        Order::DayFirst => (second, first),
        Order::Unknown => {
            return Err([
                "“",
                word,
                "” can mean two days. Write the date as year-month-day, for example 2026-12-14.",
            ]
            .concat());
        }
    };
    Day::new(year, *month, *day).ok_or_else(|| unread(word))
}

/// `14 Dec 2026`, `December 14th 2026`.
fn of_words(words: &[&str]) -> Option<Day> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let number = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
        digits.parse::<u32>().ok()
    };
    let month = |word: &str| {
        let word = word.to_lowercase();
        let place = MONTHS.iter().position(|month| word.starts_with(month))?;
        u32::try_from(place + 1).ok()
    };
    let (month, day) = match (month(words[0]), month(words[1])) {
        (Some(month), _) => (month, number(words[1])?),
        (None, Some(month)) => (month, number(words[0])?),
        (None, None) => return None,
    };
    let year = words[2].parse::<i32>().ok()?;
    let year = if words[2].len() == 2 {
        year + 2000
    } else {
        year
    };
    Day::new(year, month, day)
}

/// `08:00`, `8:00 AM`, `8am`, `14.30`.
fn time(cell: &str) -> Result<Minute, String> {
    let found = clock(cell).and_then(|(hour, minute, half)| of_day(hour, minute, half));
    found.ok_or_else(|| no_time(cell))
}

/// A time, or the first of two with the minutes between them: `8:00 AM - 3:00 PM`, `8-11 am`, `8:00 to 15:00`.
fn hours(cell: &str) -> Result<(Minute, Option<u16>), String> {
    let plain = cell.to_lowercase().replace(['–', '—'], "-");
    let plain = plain.replace(" to ", "-").replace(" until ", "-");
    let Some((from, to)) = plain.split_once('-') else {
        return Ok((time(cell)?, None));
    };
    let both = clock(from).zip(clock(to)).and_then(|(from, to)| {
        // The half of the day that is said once is that of both, unless the end then comes first.
        let halves = match (from.2, to.2) {
            (None, Some(half)) => [(Some(half), to.2), (Some(!half), to.2)],
            (Some(half), None) => [(from.2, Some(half)), (from.2, Some(!half))],
            (None, None) => [(None, None), (None, Some(true))],
            both => [both, both],
        };
        let read = |(first, last)| {
            let from = of_day(from.0, from.1, first)?;
            let to = of_day(to.0, to.1, last)?;
            let long = to.of_day().checked_sub(from.of_day())?;
            (long > 0).then_some((from, long))
        };
        halves.into_iter().find_map(read)
    });
    let (from, long) = both.ok_or_else(|| no_time(cell))?;
    Ok((from, Some(long)))
}

fn no_time(cell: &str) -> String {
    [
        "“",
        &*short(cell.trim()),
        "” is no time. Write it as hours:minutes, for example 08:00, on the program’s clock.",
    ]
    .concat()
}

/// Hour and minute, and whether it is the half after noon, if that is said. Seconds may follow.
fn clock(text: &str) -> Option<(u16, u16, Option<bool>)> {
    let lower = text.trim().to_lowercase().replace('.', ":");
    let digits = lower.trim_end_matches(|c: char| !c.is_ascii_digit());
    let half = match &*lower[digits.len()..].replace([' ', ':'], "") {
        "" | "h" => None,
        "am" | "a" => Some(false),
        "pm" | "p" => Some(true),
        _ => return None,
    };
    let number = |part: &str| {
        let is_number = matches!(part.len(), 1 | 2) && part.bytes().all(|c| c.is_ascii_digit());
        is_number.then(|| part.parse::<u16>().ok()).flatten()
    };
    let numbers: Option<Vec<u16>> = digits.split(':').map(number).collect();
    match *numbers? {
        [hour] => Some((hour, 0, half)),
        [hour, minute] | [hour, minute, _] => Some((hour, minute, half)),
        _ => None,
    }
}

fn of_day(hour: u16, minute: u16, half: Option<bool>) -> Option<Minute> {
    let is_twelve = (1..=12).contains(&hour);
    match half {
        None => Minute::new(hour, minute),
        Some(after_noon) if is_twelve => {
            Minute::new(hour % 12 + 12 * u16::from(after_noon), minute)
        }
        Some(_) => None,
    }
}
