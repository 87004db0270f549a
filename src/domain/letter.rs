//! A letter: a template seen through what is known, and what is looked at before it goes.
//!
//! Pure text: no record is read here, and nothing is sent. What stands in a name stays a name, also where it
//! has brackets in it: a template is read once, and what was filled in is not read again.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::time::{Day, Hours, Minute};
use crate::domain::words::{essence, fold, words};

/// What is known of one letter. Empty texts are not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Whole name of the person it is to.
    pub person: String,
    /// The part that stands behind a form of address.
    pub last_name: String,
    /// Form of address, such as `Dr`; empty where a wrong one would be rude.
    pub address: String,
    /// The program.
    pub program: String,
    /// The day of the interview.
    pub day: Option<Day>,
    /// The one thing to mention.
    pub detail: String,
    /// What they said that stayed.
    pub insight: String,
    /// The writer's name.
    pub own_name: String,
    /// The writer's AAMC ID, as typed.
    pub aamc: String,
    /// What the writer put into other blanks, by what the blank is called.
    pub filled: BTreeMap<String, String>,
}

/// Where that stands which a blank asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The person it is to.
    Person,
    /// The program.
    Program,
    /// The date of the interview.
    Interview,
    /// What was noted of the talk: the one thing to mention.
    Detail,
    /// What was noted of the talk: what they said.
    Insight,
    /// The writer's name.
    OwnName,
    /// The writer's AAMC ID.
    Aamc,
    /// Nothing but this letter.
    Letter,
}

/// A piece of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words of the template.
    Words(String),
    /// A blank and what was filled in.
    Filled(Blank, String),
    /// A blank that nothing is known for.
    Open(Blank),
}

/// A blank of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// What it is called, without its brackets.
    pub name: String,
    /// Where that stands which it asks for.
    pub source: Source,
}

impl Piece {
    /// As it stands in the letter; an open blank in its brackets.
    pub fn text(&self) -> String {
        match self {
            Piece::Words(text) | Piece::Filled(_, text) => text.clone(),
            Piece::Open(blank) => ["[", &*blank.name, "]"].concat(),
        }
    }

    /// The blank, filled or open.
    pub fn blank(&self) -> Option<&Blank> {
        match self {
            Piece::Words(_) => None,
            Piece::Filled(blank, _) | Piece::Open(blank) => Some(blank),
        }
    }
}

/// The whole letter.
pub fn text_of(pieces: &[Piece]) -> String {
    pieces.iter().map(Piece::text).collect()
}

/// A template with its blanks filled in from what is known.
pub fn fill(template: &str, known: &Known) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, name, after)) = first_blank(rest) {
        let (source, text) = known.value(name);
        let mut before = before;
        rest = after;
        // What belongs to the name around it is told with it.
        if source == Source::Person && !text.is_empty() {
            before = before.strip_suffix("Dr ").unwrap_or(before);
        }
        let text = match (source, after.strip_prefix(", MD")) {
            (Source::OwnName, Some(after)) if name != "Name" && !text.is_empty() => {
                rest = after;
                with_degree(text)
            }
            _ => text,
        };
        if !before.is_empty() {
            pieces.push(Piece::Words(before.to_owned()));
        }
        let name = name.to_owned();
        let blank = Blank { name, source };
        pieces.push(match text.is_empty() {
            true => Piece::Open(blank),
            false => Piece::Filled(blank, text),
        });
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces
}

/// What stands before the first blank, what the blank is called, and what stands behind it.
fn first_blank(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('[')?;
    let (name, after) = rest.split_once(']')?;
    Some((before, name, after))
}

/// Degrees of a physician: whoever signs with one needs no other.
const DEGREES: [&str; 6] = ["md", "do", "mbbs", "mbchb", "mbbch", "bmbs"];

fn with_degree(name: String) -> String {
    let last = name.rsplit([' ', ',']).next().unwrap_or_default();
    let bare = last.replace('.', "").to_lowercase();
    match DEGREES.contains(&&*bare) {
        true => name,
        false => [&*name, ", MD"].concat(),
    }
}

/// A text in one line: a line end in a name must not begin a line of the letter.
fn one_line(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .collect();
    plain.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// What is put into a sentence: without its own full stop.
fn clause(text: &str) -> String {
    one_line(text)
        .trim_end_matches(['.', ',', ';', ' '])
        .to_owned()
}

impl Known {
    fn value(&self, name: &str) -> (Source, String) {
        let (source, text) = match name {
            "Last name" | "Mr/Ms/Mx Last name" => (Source::Person, self.called()),
            "Program" => (Source::Program, one_line(&self.program)),
            "day" => (
                Source::Interview,
                self.day.map_or("", Day::weekday_name).to_owned(),
            ),
            "date" => (
                Source::Interview,
                self.day.map_or_else(String::new, Day::in_letter),
            ),
            // What the director described is the one thing to mention.
            "detail" | "change or goal" => (Source::Detail, clause(&self.detail)),
            "insight" => (Source::Insight, clause(&self.insight)),
            "Full name" | "Name" => (Source::OwnName, one_line(&self.own_name)),
            "AAMC ID" => (Source::Aamc, self.aamc()),
            _ => (Source::Letter, String::new()),
        };
        let own = self.filled.get(name).map(|text| clause(text));
        match (source, own) {
            (Source::Letter, Some(own)) => (source, own),
            _ => (source, text),
        }
    }

    /// `Dr van der Berg`; where no form of address is sure, the whole name.
    fn called(&self) -> String {
        let last = one_line(&self.last_name);
        match (self.address.trim(), &*last) {
            (_, "") => String::new(),
            ("", _) => one_line(&self.person),
            (address, last) => [&*one_line(address), " ", last].concat(),
        }
    }

    /// `AAMC ID 12345678`; with words of the person's own, as typed.
    fn aamc(&self) -> String {
        let aamc = one_line(&self.aamc);
        match aamc.chars().any(char::is_alphabetic) || aamc.is_empty() {
            true => aamc,
            false => ["AAMC ID ", &*aamc].concat(),
        }
    }
}

/// One thing that is looked at. Its id is that of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// The person's name, as in the records.
    Name,
    /// No other program's name.
    Program,
    /// Something that could stand in no other letter.
    Detail,
    /// No blank is left.
    Blank,
    /// No promise about ranking.
    Promise,
    /// No question about ranking.
    AskRank,
    /// Not another note to the same program once more.
    Twin,
    /// No apology.
    Apology,
    /// Neither too short nor too long.
    Length,
    /// Nothing comes with it.
    Gift,
    /// It is day where the person is.
    Time,
}

impl Check {
    /// As in the content. The content has no check of its own for twins.
    pub fn id(self) -> &'static str {
        match self {
            Check::Name => "tc-name",
            Check::Program => "tc-program",
            Check::Detail => "tc-detail",
            Check::Blank => "tc-blank",
            Check::Promise => "tc-promise",
            Check::AskRank => "tc-ask-rank",
            Check::Twin => "tc-twin",
            Check::Apology => "tc-fix",
            Check::Length => "tc-len",
            Check::Gift => "tc-gift",
            Check::Time => "tc-time",
        }
    }
}

/// A letter as it would go, and what it is looked at with.
pub struct Sight<'a> {
    /// Its subject.
    pub subject: &'a str,
    /// Its text; open blanks stand in brackets.
    pub text: &'a str,
    /// It is the template still, seen through the records.
    pub is_seen: bool,
    /// Names of the blanks that are open.
    pub open: &'a [String],
    /// What is known.
    pub known: &'a Known,
    /// The template that it began as.
    pub template: &'a str,
    /// Names of all other programs.
    pub others: &'a [String],
    /// The other notes of the same program: to whom, and the text.
    pub notes: &'a [(String, String)],
    /// It thanks for a talk; else it follows later, and needs no detail of that day.
    pub is_thanks: bool,
    /// Shortest and longest good length, in words.
    pub length: (usize, usize),
    /// Patterns (see `said`) of words that sound like a promise.
    pub promise: &'a [String],
    /// Patterns of words that ask how one is ranked.
    pub ask: &'a [String],
    /// The time where the person is, what the place is called, and how times are written.
    pub there: Option<(Minute, &'a str, Hours)>,
}

/// What a look at one thing found: a sentence that says what to do, or nothing.
pub type Finding = (Check, Option<String>);

/// Patterns (see `said`) of words that say sorry.
const SORRY: [&str; 3] = ["sorry", "apolog*", "forgive me"];
/// Patterns of words that say that something comes with it.
const GIFTS: [&str; 4] = ["gift", "attach*", "enclos*", "a present"];

/// All checks that are made of such a letter, in the order to show them.
pub fn checks(sight: &Sight) -> Vec<Finding> {
    let both = [sight.subject, "\n", sight.text].concat();
    // A name may sound like anything: there is a Dr Gift, and a First Choice Hospital.
    let known = sight.known;
    let mut rest = both.clone();
    for own in [&known.program, &known.person, &known.last_name].map(|own| one_line(own)) {
        if !own.is_empty() {
            rest = rest.replace(&*own, " ");
        }
    }
    let spoken = spoken(&rest);
    let mut found = vec![
        (Check::Name, name_fault(sight)),
        (Check::Program, program_fault(sight, &both)),
        (Check::Blank, blank_fault(sight, &both)),
    ];
    if sight.is_thanks {
        found.push((Check::Detail, detail_fault(sight)));
        found.push((Check::Twin, twin_fault(sight)));
    }
    let fixed = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    let patterns: [(Check, Vec<String>, &str); 4] = [
        (
            Check::Promise,
            sight.promise.to_vec(),
            "leave out what sounds like a promise to rank or to come.",
        ),
        (
            Check::AskRank,
            sight.ask.to_vec(),
            "do not ask how they will rank you.",
        ),
        (
            Check::Apology,
            fixed(&SORRY),
            "do not apologize for an answer.",
        ),
        (
            Check::Gift,
            fixed(&GIFTS),
            "send no gift and no attachment.",
        ),
    ];
    for (check, patterns, advice) in patterns {
        let words = patterns.iter().find_map(|pattern| said(&spoken, pattern));
        let told = |words: String| ["“", &*words, "”: ", advice].concat();
        found.push((check, words.map(told)));
    }
    found.push((Check::Length, length_fault(sight)));
    found.push((Check::Time, time_fault(sight)));
    found
}

/// A folded text in one line, for words that stand on two.
fn plain(text: &str) -> String {
    fold(text)
        .split_whitespace()
        .collect::<Vec<&str>>()
        .join(" ")
}

/// The words stand in the text, and are no part of longer ones.
fn has_words(plain: &str, pattern: &str) -> bool {
    let is_part = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    !pattern.is_empty()
        && plain.match_indices(pattern).any(|(at, found)| {
            let before = plain[..at].chars().next_back();
            let after = plain[at + found.len()..].chars().next();
            !is_part(before) && !is_part(after)
        })
}

/// So many words may stand in the gap of a pattern.
const GAP: usize = 4;

/// The words of a text, folded; `#` is a word, and an empty one stands where a sentence ends.
fn spoken(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    for sign in fold(text).chars().chain([' ']) {
        if sign.is_alphanumeric() || sign == '\'' {
            word.push(sign);
            continue;
        }
        let whole = std::mem::take(&mut word);
        let whole = whole.trim_matches('\'');
        if !whole.is_empty() {
            out.push(whole.to_owned());
        }
        let is_number = || matches!(out.last().map(|word| &**word), Some("no" | "nr"));
        match sign {
            '#' => out.push("#".to_owned()),
            '!' | '?' => out.push(String::new()),
            '.' if !is_number() => out.push(String::new()),
            _ => {}
        }
    }
    out
}

/// A part of a pattern.
enum Part {
    /// This word.
    Word(String),
    /// A word that begins so.
    Begins(String),
    /// A few words of the same sentence, or none.
    Gap,
}

/// The words of a text that are what the pattern says: a word each, `rank*` for any word that begins so,
/// and `...` for up to four others.
fn said(spoken: &[String], pattern: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in pattern.split_whitespace() {
        if part == "..." {
            parts.push(Part::Gap);
            continue;
        }
        let start = part.strip_suffix('*');
        let mut words = self::spoken(start.unwrap_or(part));
        let last = words.pop();
        parts.extend(words.into_iter().map(Part::Word));
        parts.extend(last.map(|word| match start {
            Some(_) => Part::Begins(word),
            None => Part::Word(word),
        }));
    }
    let mut places = 0..spoken.len();
    let found = places.find_map(|at| Some(&spoken[at..at + length(&spoken[at..], &parts)?]));
    let words = found.filter(|words| !words.is_empty())?;
    let words: Vec<&str> = words.iter().map(|word| &**word).collect();
    Some(words.join(" ").replace("# ", "#"))
}

/// How many of the words a pattern takes that begins with the first of them.
fn length(words: &[String], parts: &[Part]) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else {
        return Some(0);
    };
    let fits = |is_it: bool| Some(1 + is_it.then(|| length(&words[1..], rest))??);
    match part {
        Part::Word(wanted) => fits(words.first()? == wanted),
        Part::Begins(start) => fits(words.first()?.starts_with(&**start)),
        Part::Gap => {
            let sentence = words.iter().take_while(|word| !word.is_empty()).count();
            let mut gaps = 0..=sentence.min(GAP);
            gaps.find_map(|gap| Some(gap + length(&words[gap..], rest)?))
        }
    }
}

/// How many words a text has.
pub fn word_count(text: &str) -> usize {
    let has_letter = |word: &&str| word.chars().any(char::is_alphanumeric);
    text.split_whitespace().filter(has_letter).count()
}

fn name_fault(sight: &Sight) -> Option<String> {
    let name = one_line(&sight.known.last_name);
    if name.is_empty() {
        return Some("Write down the name of the person first.".to_owned());
    }
    let greeting = sight.text.lines().find(|line| !line.trim().is_empty());
    let greeting = greeting.unwrap_or_default();
    // Dr Li is not called Liu.
    if has_words(greeting, &name) {
        return None;
    }
    let is_near = !essence(&name).is_empty() && has_words(&plain(greeting), &essence(&name));
    Some(match is_near {
        true => ["Your notes spell the name “", &*name, "”."].concat(),
        false => ["The greeting does not have the name “", &*name, "”."].concat(),
    })
}

fn program_fault(sight: &Sight, both: &str) -> Option<String> {
    // What is known of this letter may hold the name of another program: "Rush" in "Rush Oak Park".
    let mut rest = plain(both);
    let known = sight.known;
    let mine = [&known.program, &known.person, &known.last_name];
    for own in mine.map(|own| plain(own)) {
        if !own.is_empty() {
            rest = rest.replace(&*own, " ");
        }
    }
    let mine = essence(&known.program);
    let is_there = |other: &&String| {
        let name = plain(other);
        let is_other = essence(other) != mine && name.chars().count() >= NAME_MIN;
        is_other && has_words(&rest, &name) && is_written_so(both, other)
    };
    let other = sight.others.iter().find(is_there)?;
    Some(["It names another program: “", other.trim(), "”."].concat())
}

/// Shorter names of programs are words of any sentence.
const NAME_MIN: usize = 3;

/// A name of one word is meant only where it has its capital: "mercy" is no hospital.
fn is_written_so(text: &str, name: &str) -> bool {
    name.trim().contains(char::is_whitespace) || text.contains(name.trim())
}

fn blank_fault(sight: &Sight, both: &str) -> Option<String> {
    let open = match sight.open {
        [] if sight.is_seen => return None,
        [] => bracketed(sight.known, both)?,
        open => open.join("], ["),
    };
    Some(["Fill in [", &*open, "]."].concat())
}

/// Text in brackets that is none of the records': a blank that was left in a letter written by hand.
fn bracketed(known: &Known, both: &str) -> Option<String> {
    let mut rest = both.to_owned();
    let values = [
        &known.person,
        &known.last_name,
        &known.program,
        &known.detail,
        &known.insight,
        &known.own_name,
        &known.aamc,
    ];
    for value in values.into_iter().chain(known.filled.values()) {
        let value = clause(value);
        if value.contains('[') {
            rest = rest.replace(&*value, " ");
        }
    }
    let (_, name, _) = first_blank(&rest)?;
    Some(name.to_owned())
}

/// Words with fewer letters are in every letter.
const TELLING: usize = 4;
/// So many telling words that no template has make a letter one's own.
const OWN_WORDS: usize = 6;

fn telling(text: &str) -> BTreeSet<String> {
    let folded = fold(text);
    let long = |word: &&str| word.chars().count() >= TELLING;
    words(&folded).filter(long).map(str::to_owned).collect()
}

fn detail_fault(sight: &Sight) -> Option<String> {
    let here: BTreeSet<String> = {
        let folded = fold(sight.text);
        words(&folded).map(str::to_owned).collect()
    };
    let stands = |noted: &str| {
        let mut noted_words = telling(noted);
        if noted_words.is_empty() {
            let folded = fold(noted);
            noted_words.extend(words(&folded).map(str::to_owned));
        }
        let found = noted_words.iter().filter(|word| here.contains(*word));
        !noted_words.is_empty() && found.count() * 2 >= noted_words.len()
    };
    let known = sight.known;
    if stands(&known.detail) || stands(&known.insight) {
        return None;
    }
    let mut usual = telling(sight.template);
    for text in [&known.person, &known.program, &known.own_name] {
        usual.extend(telling(text));
    }
    if let Some(day) = known.day {
        usual.extend(telling(day.weekday_name()));
        usual.extend(telling(&day.in_letter()));
    }
    // A sentence of one's own is personal, whatever was noted.
    if telling(sight.text).difference(&usual).count() >= OWN_WORDS {
        return None;
    }
    Some("Add one thing that only the two of you spoke about.".to_owned())
}

/// From so many hundredths of their runs of words in common on two notes are twins. Two notes of one template
/// with details of their own share about sixty, with nothing but another name more than eighty.
const TWINS: usize = 75;
/// Words of a run.
const RUN: usize = 3;

/// How alike two texts are in their runs of three words, in hundredths of all that either has.
pub fn alike(one: &str, other: &str) -> usize {
    let (one, other) = (runs(one), runs(other));
    let both = one.intersection(&other).count();
    let all = one.len() + other.len() - both;
    (both * 100).checked_div(all).unwrap_or(0)
}

fn runs(text: &str) -> BTreeSet<String> {
    let folded = fold(text);
    let all: Vec<&str> = words(&folded).collect();
    let size = RUN.min(all.len().max(1));
    all.windows(size).map(|run| run.join(" ")).collect()
}

fn twin_fault(sight: &Sight) -> Option<String> {
    let mut notes = sight.notes.iter();
    let (name, _) = notes.find(|(_, text)| alike(sight.text, text) >= TWINS)?;
    Some(
        [
            "Too much like your note to ",
            &**name,
            ". People show each other their notes.",
        ]
        .concat(),
    )
}

fn length_fault(sight: &Sight) -> Option<String> {
    let count = word_count(sight.text);
    let (least, most) = sight.length;
    let what = match count {
        // Some templates are short, and nobody is asked to stretch what the app itself wrote.
        _ if count < least && !sight.is_seen => ", better at least ",
        _ if count > most => ", better at most ",
        _ => return None,
    };
    let bound = if count < least { least } else { most };
    let number = count.to_string();
    let word = if count == 1 { " word" } else { " words" };
    Some([&*number, word, what, &*bound.to_string(), "."].concat())
}

/// Mail is read at work: from 07:00 until 20:00.
const DAY: std::ops::Range<u16> = 7 * 60..20 * 60;
/// When it is better to send what is written at night.
const MORNING: u16 = 8;

fn time_fault(sight: &Sight) -> Option<String> {
    let (now, place, hours) = sight.there?;
    if DAY.contains(&now.of_day()) {
        return None;
    }
    let morning = Minute::new(MORNING, 0)?.clock(hours);
    Some(
        [
            &*now.clock(hours),
            " in ",
            place,
            ": better at ",
            &*morning,
            ".",
        ]
        .concat(),
    )
}
