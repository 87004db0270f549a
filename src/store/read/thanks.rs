//! Thank-you notes as their screen and Today read them: to whom, how much time is left, and the letter seen
//! through the records until it is sent.

use crate::content::lazy::{LetterTemplate, ThankYou};
use crate::domain::ids::{InterviewId, PersonId, ProgramId, ThanksId, child, family, parent};
use crate::domain::letter::{Blank, Finding, Known, Piece, Sight, checks, fill, text_of};
use crate::domain::meeting::Meeting;
use crate::domain::person::{COORDINATOR, DIRECTOR, Person, RESIDENT};
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::domain::thanks::{Clock, LATER, Thanks, ThanksPolicy, note_id};
use crate::domain::time::Instant;
use crate::domain::trip::{Booking, Interview};
use crate::store::core::blanks::filled;
use crate::store::core::bookings::booking;
use crate::store::core::model::Model;
use crate::store::read::debrief::met;
use crate::store::read::interviews::ended;
use crate::store::read::world::{World, city_of};

/// How a note stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is to be written.
    Due(Clock),
    /// It went then.
    Sent(Instant),
    /// None is to be written.
    Declined,
}

/// Whole ids of the people a note is for: whoever was met, then the coordinators of the program, and whoever
/// has a note already, whatever role they have by now: what was written or sent must not vanish.
pub fn recipients(model: &Model, interview: &InterviewId, one: &Booking) -> Vec<PersonId> {
    let mut ids: Vec<PersonId> = met(model, interview)
        .into_iter()
        .map(|met| met.id)
        .collect();
    let Some(program) = one.program_id() else {
        return ids;
    };
    for (id, person) in model.with_prefix::<Person>(&family(&program)) {
        let has_note = || model.is_alive(Thanks::KIND, &note_id(interview, id, None));
        let is_new = || ids.iter().all(|known| *known != **id);
        if (person.role == COORDINATOR || has_note()) && is_new() {
            ids.push(id.as_str().into());
        }
    }
    ids
}

/// How a note stands, by its record.
fn standing(note: Option<&Thanks>, clock: Clock) -> Standing {
    match note {
        Some(Thanks { sent: Some(at), .. }) => Standing::Sent(Instant(*at)),
        Some(Thanks { declined: true, .. }) => Standing::Declined,
        _ => Standing::Due(clock),
    }
}

/// The clock of all notes of an interview.
fn clock(one: &Booking, world: &World) -> Clock {
    ended(one, world).map_or(Clock::Ahead, |ended| Clock::at(ended, world.now))
}

/// What the program of an interview says about notes.
pub fn policy(model: &Model, one: &Booking) -> ThanksPolicy {
    let program = one
        .program_id()
        .and_then(|id| model.get::<Program>(&id).cloned());
    program.map_or(ThanksPolicy::default(), |program| program.thanks_policy)
}

/// How far the notes of an interview are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Thanked {
    /// Notes that went.
    pub sent: usize,
    /// Those, and the ones that the person will not write.
    pub closed: usize,
    /// All notes.
    pub all: usize,
}

/// How far the notes of an interview are.
pub fn thanked(model: &Model, interview: &InterviewId, one: &Booking) -> Thanked {
    let all = recipients(model, interview, one);
    let mut thanked = Thanked {
        all: all.len(),
        ..Thanked::default()
    };
    for person in &all {
        if let Some(note) = model.get::<Thanks>(&note_id(interview, person, None)) {
            thanked.sent += usize::from(note.sent.is_some());
            thanked.closed += usize::from(note.sent.is_some() || note.declined);
        }
    }
    thanked
}

/// Whom to thank still: `Thank one person`, `Thank 12 people`.
pub fn to_thank(count: usize) -> String {
    const WORDS: [&str; 9] = [
        "one person",
        "two people",
        "three people",
        "four people",
        "five people",
        "six people",
        "seven people",
        "eight people",
        "nine people",
    ];
    match count.checked_sub(1).and_then(|place| WORDS.get(place)) {
        Some(words) => ["Thank ", words].concat(),
        None => ["Thank ", &*count.to_string(), " people"].concat(),
    }
}

/// No note of an interview is to be written any more: each was sent or declined, or the program needs none.
pub fn is_settled(model: &Model, interview: &InterviewId, one: &Booking) -> bool {
    let Thanked {
        closed: done, all, ..
    } = thanked(model, interview, one);
    !policy(model, one).wants_notes() || all > 0 && done == all
}

/// A note as its screen shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Its id.
    pub id: ThanksId,
    /// Whole id of the person.
    pub person: PersonId,
    /// The person's name.
    pub name: String,
    /// Their mail address, as typed.
    pub email: String,
    /// Id of the template that it is, or began as.
    pub template: String,
    /// When to use that template; may be empty.
    pub advice: String,
    /// It follows later in the season, to the director.
    pub is_later: bool,
    /// How it stands.
    pub standing: Standing,
    /// Its subject.
    pub subject: Vec<Piece>,
    /// Its text.
    pub body: Vec<Piece>,
    /// The text was written by hand.
    pub by_hand: bool,
    /// What a look at it found; nothing once it was sent.
    pub findings: Vec<Finding>,
    /// Its blanks in their order, each once, filled or open.
    pub blanks: Vec<Blank>,
    /// What the person put into the blanks of this letter alone.
    pub known: Known,
}

impl Notes {
    /// Ids of the notes that went, whatever the program says of notes by now.
    pub fn sent(&self) -> Vec<ThanksId> {
        let sent = self.notes.iter().filter(|note| note.is_sent());
        sent.map(|note| note.id.clone()).collect()
    }
}

impl Note {
    /// The whole text.
    pub fn text(&self) -> String {
        text_of(&self.body)
    }

    /// The whole subject, in one line.
    pub fn title(&self) -> String {
        text_of(&self.subject)
    }

    /// It went.
    pub fn is_sent(&self) -> bool {
        matches!(self.standing, Standing::Sent(_))
    }

    /// Names of the blanks that are open.
    pub fn open(&self) -> Vec<String> {
        open_in(&self.subject, &self.body)
    }

    /// What stands in the way of sending it.
    pub fn faults<'a>(&'a self, guide: &'a ThankYou) -> impl Iterator<Item = &'a str> {
        let findings = self.findings.iter();
        findings.filter_map(|(check, fault)| {
            let mut known = guide.checks.iter().filter(|one| one.level == "must");
            known.find(|one| one.id == check.id())?;
            fault.as_deref()
        })
    }

    /// Nothing stands in the way of sending it.
    pub fn is_ready(&self, guide: &ThankYou) -> bool {
        self.faults(guide).next().is_none()
    }
}

fn open_in(subject: &[Piece], body: &[Piece]) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    for piece in subject.iter().chain(body) {
        if let Piece::Open(blank) = piece
            && !open.contains(&blank.name)
        {
            open.push(blank.name.clone());
        }
    }
    open
}

/// All notes of an interview.
#[derive(Clone, Debug, PartialEq)]
pub struct Notes {
    /// Id of the program.
    pub program: ProgramId,
    /// Its name.
    pub program_name: String,
    /// What it says about notes.
    pub policy: ThanksPolicy,
    /// The notes of the day, in the order of the day; then the letters that may follow to the director.
    pub notes: Vec<Note>,
}

/// Reads all notes of an interview; `None` when it is not there or names no program.
pub fn notes(
    model: &Model,
    world: &World,
    guide: &ThankYou,
    interview: &InterviewId,
) -> Option<Notes> {
    let one = booking(model, model.get::<Interview>(interview)?);
    let program_id = one.program_id()?;
    let program = model.get::<Program>(&program_id)?;
    let others = model.all::<Program>().iter();
    let others = others.filter(|(id, _)| ***id != *program_id);
    let reading = Reading {
        model,
        world,
        guide,
        interview,
        one: &one,
        program: program.name.trim(),
        others: others.map(|(_, other)| other.name.clone()).collect(),
        zone: match &*one.zone {
            "" => &program.zone,
            zone => zone,
        },
    };
    let people = recipients(model, interview, &one);
    let mut drafts: Vec<Draft> = people
        .iter()
        .filter_map(|id| reading.draft(id, None))
        .collect();
    for director in directors(model, interview, &program_id, &people) {
        let later = LATER.iter();
        drafts.extend(later.filter_map(|later| reading.draft(&director, Some(later))));
    }
    // What is not written yet, and what will not be, is no twin.
    let texts: Vec<(ThanksId, String, String)> = drafts
        .iter()
        .map(|draft| &draft.note)
        .filter(|note| note.open().is_empty() && note.standing != Standing::Declined)
        .map(|note| (note.id.clone(), note.name.clone(), note.text()))
        .chain(elsewhere(model, interview, &program_id))
        .collect();
    let mut notes = Vec::new();
    for draft in drafts {
        let rest = texts.iter().filter(|(id, ..)| *id != draft.note.id);
        let rest: Vec<(String, String)> = rest
            .map(|(_, name, text)| (name.clone(), text.clone()))
            .collect();
        notes.push(reading.looked_at(draft, &rest));
    }
    Some(Notes {
        program: program_id,
        program_name: program.title().to_owned(),
        policy: program.thanks_policy,
        notes,
    })
}

/// Whole ids of those to whom the later letters go: whoever has one already, and a director, rather one who
/// was met.
fn directors(
    model: &Model,
    interview: &InterviewId,
    program: &ProgramId,
    people: &[PersonId],
) -> Vec<PersonId> {
    let all = model.with_prefix::<Person>(&family(program));
    let all: Vec<(&String, &Person)> = all.collect();
    let has_letter = |id: &str| {
        let mut later = LATER.iter();
        later.any(|later| model.is_alive(Thanks::KIND, &note_id(interview, id, Some(later))))
    };
    let is_director = |one: &&(&String, &Person)| one.1.role == DIRECTOR;
    let mut to: Vec<&(&String, &Person)> = all.iter().filter(|one| has_letter(one.0)).collect();
    if !to.iter().any(is_director) {
        let mut met = all
            .iter()
            .filter(|one| people.iter().any(|met| *met == **one.0));
        let met = met.find(is_director);
        to.extend(met.or_else(|| all.iter().find(is_director)));
    }
    to.into_iter().map(|one| one.0.as_str().into()).collect()
}

/// What was written by hand or sent to people of the same program after its other interviews: id of the
/// note, name, text.
fn elsewhere(
    model: &Model,
    interview: &InterviewId,
    program: &ProgramId,
) -> Vec<(ThanksId, String, String)> {
    let notes = model.all::<Thanks>().iter();
    let notes = notes.filter_map(|(id, note)| {
        let (of, person) = parent(id)?;
        let is_elsewhere = of != &**interview && person.starts_with(&*family(program));
        let text = note
            .text
            .clone()
            .filter(|_| !note.declined && is_elsewhere)?;
        let person = model.get::<Person>(person)?;
        Some((id.as_str().into(), person.shown().to_owned(), text))
    });
    notes.collect()
}

struct Reading<'a> {
    model: &'a Model,
    world: &'a World<'a>,
    guide: &'a ThankYou,
    interview: &'a InterviewId,
    one: &'a Booking,
    program: &'a str,
    others: Vec<String>,
    zone: &'a str,
}

/// A note that nobody has looked at yet.
struct Draft<'a> {
    note: Note,
    template: &'a str,
}

/// Id of the template that is usual for a role.
fn usual(role: &str) -> &'static str {
    match role {
        DIRECTOR => "ty-pd",
        COORDINATOR => "ty-coord",
        RESIDENT => "ty-resident",
        _ => "ty-faculty",
    }
}

impl<'a> Reading<'a> {
    fn template(&self, id: &str) -> Option<&'a LetterTemplate> {
        self.guide.templates.iter().find(|one| one.id == id)
    }

    fn draft(&self, person_id: &PersonId, later: Option<&str>) -> Option<Draft<'a>> {
        let person: &Person = self.model.get(person_id)?;
        let id = note_id(self.interview, person_id, later);
        let record = self.model.get::<Thanks>(&id).cloned().unwrap_or_default();
        let wanted = later.unwrap_or(match &*record.template {
            "" => usual(&person.role),
            chosen => chosen,
        });
        let template = self
            .template(wanted)
            .or_else(|| self.template(usual(&person.role)))
            .or(self.guide.templates.first())?;
        let season = self.model.season();
        let met = self.model.get::<Meeting>(&child(self.interview, person_id));
        let met = met.cloned().unwrap_or_default();
        let known = Known {
            person: person.name.clone(),
            last_name: person.last_name(),
            address: person.address().to_owned(),
            program: self.program.to_owned(),
            day: self.one.day,
            detail: met.detail,
            insight: met.insight,
            own_name: season.name,
            aamc: season.aamc,
            filled: filled(self.model, &id),
        };
        let seen = |template: &str, by_hand: &Option<String>| match by_hand {
            Some(text) => vec![Piece::Words(text.clone())],
            None => fill(template, &known),
        };
        let (subject, body) = (
            seen(&template.subject, &record.subject),
            seen(&template.body, &record.text),
        );
        let mut blanks: Vec<Blank> = Vec::new();
        for blank in body.iter().chain(&subject).filter_map(Piece::blank) {
            if !blanks.contains(blank) {
                blanks.push(blank.clone());
            }
        }
        let note = Note {
            id,
            person: person_id.clone(),
            name: person.shown().to_owned(),
            email: person.email.clone(),
            template: template.id.clone(),
            advice: template.notes.clone(),
            is_later: later.is_some(),
            standing: standing(Some(&record), clock(self.one, self.world)),
            subject,
            body,
            by_hand: record.text.is_some(),
            findings: Vec::new(),
            blanks,
            known,
        };
        let template = &template.body;
        Some(Draft { note, template })
    }

    fn looked_at(&self, draft: Draft, rest: &[(String, String)]) -> Note {
        let Draft { mut note, template } = draft;
        if matches!(note.standing, Standing::Sent(_)) {
            return note;
        }
        let (subject, text) = (note.title(), note.text());
        let city = match self.one.city() {
            "" => city_of(self.zone),
            city => city.to_owned(),
        };
        let wall = (!self.zone.is_empty()).then(|| self.world.wall_in(self.zone));
        let (least, most) = self.guide.length_words;
        let words = |id: &str| {
            let check = self.guide.checks.iter().find(|one| one.id == id);
            check
                .and_then(|one| one.pattern.clone())
                .unwrap_or_default()
        };
        note.findings = checks(&Sight {
            subject: &subject,
            text: &text,
            is_seen: !note.by_hand,
            open: &note.open(),
            known: &note.known,
            template,
            others: &self.others,
            notes: rest,
            is_thanks: !note.is_later,
            length: (least.into(), most.into()),
            promise: &words("tc-promise"),
            ask: &words("tc-ask-rank"),
            there: wall.map(|wall| (wall.minute, &*city, self.world.hours)),
        });
        note
    }
}
