//! The prep sheet of a program: its fields with what answers each, what is to be checked again, and the
//! answer to "Why this program?".
//!
//! Nothing is copied: what another record says is read from there, so that a correction is right everywhere.

use crate::content::lazy::SheetField;
use crate::domain::card::{POINTS_MAX, Point};
use crate::domain::fact::{CULTURE, DIFFERENT, Fact, Leaning, QUESTIONS, Setting, WHY, has_source};
use crate::domain::ids::{InterviewId, ProgramId, StoryId, child, within};
use crate::domain::person::DIRECTOR;
use crate::domain::program::Program;
use crate::domain::story::Story;
use crate::domain::thanks::ThanksPolicy;
use crate::domain::time::Day;
use crate::domain::trip::{Booking, Format, Interview};
use crate::store::core::bookings::bookings;
use crate::store::core::model::Model;
use crate::store::core::sheet::{ToCheck, facts_of};
use crate::store::read::interviews::is_over;
use crate::store::read::people::{Who, coordinator, persons};
use crate::store::read::world::World;

/// What answers a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Facts that stand on the sheet alone.
    Facts,
    /// How each thing that sets the program apart fits the person.
    Connect,
    /// The person's own answer to "Why this program?".
    Why,
    /// The questions that the person brings.
    Questions,
    /// The people of the program.
    People,
    /// How the interview is held.
    Format,
    /// Whom to call.
    Coordinator,
    /// Where the door is.
    Address,
    /// What the program says about notes afterwards.
    Policy,
    /// Its contract and visa policy are at hand.
    Papers,
}

/// The fields of a sheet, in the order of the content (a test compares them).
pub const FIELDS: [(&str, Kind); 16] = [
    ("prep-focus", Kind::Facts),
    (CULTURE, Kind::Facts),
    (DIFFERENT, Kind::Facts),
    ("prep-me", Kind::Connect),
    (WHY, Kind::Why),
    (QUESTIONS, Kind::Questions),
    ("prep-people", Kind::People),
    ("prep-img", Kind::Facts),
    ("prep-format", Kind::Format),
    ("prep-coordinator", Kind::Coordinator),
    ("prep-address", Kind::Address),
    ("prep-thankyou-policy", Kind::Policy),
    ("prep-postcontact", Kind::Facts),
    ("prep-contract", Kind::Papers),
    ("prep-outcomes", Kind::Facts),
    ("prep-flags", Kind::Facts),
];

/// What answers a field.
pub fn kind_of(field: &str) -> Kind {
    let known = FIELDS.iter().find(|(id, _)| *id == field);
    known.map_or(Kind::Facts, |(_, kind)| *kind)
}

/// A field as the sheet shows it while it is closed.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldState {
    /// Id of the field.
    pub id: String,
    /// Something answers it.
    pub filled: bool,
    /// Facts in it that are to be checked again.
    pub stale: usize,
    /// The person wants to find it out.
    pub open: bool,
    /// What stands there, in one line; empty while nothing does.
    pub says: String,
}

/// How far a sheet is filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Fields that something answers.
    pub filled: usize,
    /// All fields.
    pub all: usize,
    /// Facts to look up before the interview.
    pub check: ToCheck,
}

/// How far the sheet of a program is filled in.
pub fn count(model: &Model, world: &World, program: &ProgramId) -> Count {
    let fields = FIELDS.map(|(id, _)| state(model, world, program, id));
    Count {
        filled: fields.iter().filter(|field| field.filled).count(),
        all: fields.len(),
        check: ToCheck::of(model, program, world.today()),
    }
}

/// The fields of a sheet. One that is not offered any more stays for who has filled it.
pub fn fields(
    model: &Model,
    world: &World,
    program: &ProgramId,
    content: &[SheetField],
) -> Vec<FieldState> {
    let states = content.iter().map(|field| {
        let state = state(model, world, program, &field.id);
        (field.retired && !state.filled, state)
    });
    let shown = states.filter(|(is_hidden, _)| !is_hidden);
    shown.map(|(_, state)| state).collect()
}

/// One field of the sheet of a program.
pub fn state(model: &Model, world: &World, program: &ProgramId, field: &str) -> FieldState {
    let today = world.today();
    let facts: Vec<&Fact> = facts_of(model, program, field)
        .into_iter()
        .map(|(_, fact)| fact)
        .collect();
    let known: Vec<&Fact> = facts.iter().copied().filter(|one| one.is_known()).collect();
    let is_aging = has_source(field);
    let written = told(&known);
    let (filled, says) = match kind_of(field) {
        Kind::Facts => (!known.is_empty(), written),
        Kind::Connect => {
            let (with, of) = connected(model, program);
            let says = match (written.is_empty(), with) {
                (false, _) => written,
                (true, 0) => String::new(),
                (true, with) => {
                    let (with, of) = (with.to_string(), of.to_string());
                    [&*with, " of ", &of, " have a reason or a proof"].concat()
                }
            };
            (!known.is_empty() || (of > 0 && with == of), says)
        }
        Kind::Why => {
            let (with, _) = connected(model, program);
            let says = match (written.is_empty(), with) {
                (false, _) | (_, 0) => written,
                (true, _) => "From what makes it different".to_owned(),
            };
            // Two features and two matches.
            (!known.is_empty() || with >= 2, says)
        }
        Kind::Questions => {
            let count = own_questions(model, program).len();
            (count >= 2, counted_words(count, "question", "questions"))
        }
        Kind::People => {
            let people = persons(model, program);
            let names: Vec<&str> = people.iter().map(|(_, one)| one.shown()).take(3).collect();
            let rest = people.len() - names.len();
            let rest = match rest {
                0 => String::new(),
                rest => [" and ", &*rest.to_string(), " more"].concat(),
            };
            (!people.is_empty(), [names.join(", "), rest].concat())
        }
        Kind::Format => {
            let interview =
                interview_of(model, world, program).filter(|(_, one)| one.day.is_some());
            let says = interview.map(|(_, one)| format_words(&one));
            (says.is_some(), says.unwrap_or_default())
        }
        Kind::Coordinator => {
            // One who cannot be reached is still to be found out.
            let coordinator = coordinator(model, program).filter(Who::can_be_reached);
            let says = coordinator.as_ref().map_or_else(String::new, |one| {
                let parts = [&*one.name, &*one.phone, &*one.email].into_iter();
                let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
                parts.join(", ")
            });
            (coordinator.is_some(), says)
        }
        Kind::Address => {
            let says = interview_of(model, world, program).map_or_else(String::new, |(_, one)| {
                let place = match one.format {
                    Format::InPerson => [one.street(), one.door.clone()],
                    Format::Virtual => [one.link.clone(), String::new()],
                };
                let place = place.iter().map(|part| part.trim());
                let place: Vec<&str> = place.filter(|part| !part.is_empty()).collect();
                place.join(", ")
            });
            (!says.is_empty(), says)
        }
        Kind::Policy => {
            let policy = model
                .get::<Program>(program)
                .map_or(ThanksPolicy::Unknown, |one| one.thanks_policy);
            let says = match policy {
                ThanksPolicy::Welcome => "Notes are welcome",
                ThanksPolicy::NotNeeded => "Notes are not needed",
                ThanksPolicy::DoNotSend => "Please do not send notes",
                ThanksPolicy::Unknown => "",
            };
            (policy != ThanksPolicy::Unknown, says.to_owned())
        }
        Kind::Papers => {
            let day = model.get::<Program>(program).and_then(|one| one.papers);
            let says = day.map(|day| ["At hand since ", &*day.near(today)].concat());
            (day.is_some(), says.unwrap_or_default())
        }
    };
    FieldState {
        id: field.to_owned(),
        filled,
        stale: match is_aging {
            true => known.iter().filter(|fact| fact.is_stale(today)).count(),
            false => 0,
        },
        open: facts.iter().any(|fact| fact.open),
        says,
    }
}

/// The first of the facts, and how many follow.
fn told(known: &[&Fact]) -> String {
    let Some(first) = known.first() else {
        return String::new();
    };
    let first = words(first);
    match known.len() {
        1 => first,
        count => [&*first, " (and ", &*(count - 1).to_string(), " more)"].concat(),
    }
}

/// A fact in one line, with what was chosen about the culture first.
pub fn words(fact: &Fact) -> String {
    let chosen = [
        fact.setting.map(Setting::words),
        fact.leaning.map(Leaning::words),
    ];
    let chosen: Vec<&str> = chosen.into_iter().flatten().collect();
    let mut chosen = chosen.join(", ");
    if let Some(first) = chosen.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let text = fact.text.trim();
    match (chosen.is_empty(), text.is_empty()) {
        (true, _) => text.to_owned(),
        (false, true) => chosen,
        (false, false) => [&*chosen, ". ", text].concat(),
    }
}

/// `1 question`, `8 questions`, or nothing for none.
pub fn counted_words(count: usize, one: &str, more: &str) -> String {
    match count {
        0 => String::new(),
        1 => ["1 ", one].concat(),
        count => [&*count.to_string(), " ", more].concat(),
    }
}

/// When a fact was checked, and how long that is ago: `Fri 2 Oct, 71 days old`.
pub fn checked(fact: &Fact, today: Day) -> String {
    let Some(day) = fact.checked_on else {
        return "Not checked yet".to_owned();
    };
    match today.since(day) {
        ..=0 => "Checked today".to_owned(),
        1 => ["Checked ", &*day.near(today), ", yesterday"].concat(),
        days => [
            "Checked ",
            &*day.near(today),
            ", ",
            &*days.to_string(),
            " days ago",
        ]
        .concat(),
    }
}

/// What proves a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Title of the story, or the person's own words.
    pub text: String,
    /// Id of the story, if it is one.
    pub story: Option<StoryId>,
}

/// What proves a fact; a story that was deleted proves nothing.
pub fn proof(model: &Model, fact: &Fact) -> Option<Proof> {
    let story = model.get::<Story>(&fact.proof).map(|story| Proof {
        text: story_title(story).to_owned(),
        story: Some(fact.proof.clone()),
    });
    let own = || match fact.proof_text.trim() {
        "" => None,
        text => Some(Proof {
            text: text.to_owned(),
            story: None,
        }),
    };
    story.or_else(own)
}

/// What a story is called in a list.
pub fn story_title(story: &Story) -> &str {
    match story.title.trim() {
        "" => "A story without a name",
        title => title,
    }
}

/// Of what sets the program apart: how many have a reason or a proof, and how many there are.
fn connected(model: &Model, program: &ProgramId) -> (usize, usize) {
    let facts = facts_of(model, program, DIFFERENT);
    let known = facts.iter().filter(|(_, fact)| fact.has_text());
    let has_match = |fact: &Fact| !fact.why.trim().is_empty() || proof(model, fact).is_some();
    known.fold((0, 0), |(with, of), (_, fact)| {
        (with + usize::from(has_match(fact)), of + 1)
    })
}

/// What there is to say to "Why this program?": what sets it apart and what stands on the elevator card,
/// each with its reason and its proof. Ids follow from those of the facts.
pub fn why_points(model: &Model, program: &ProgramId) -> Vec<Point> {
    let mut points = Vec::new();
    for (field, _) in FIELDS {
        for (id, fact) in facts_of(model, program, field) {
            if !fact.has_text() || !(fact.on_card || field == DIFFERENT) {
                continue;
            }
            let own = within(program, id).unwrap_or(id);
            let mut say = |part: &str, text: &str| {
                if !text.trim().is_empty() {
                    points.push(Point {
                        id: match part {
                            "" => own.to_owned(),
                            part => child(own, part),
                        },
                        text: text.trim().to_owned(),
                    });
                }
            };
            say("", &fact.text);
            say("why", &fact.why);
            let proof = proof(model, fact).map(|proof| ["Proof: ", &*proof.text].concat());
            say("proof", proof.as_deref().unwrap_or(""));
        }
    }
    points.truncate(POINTS_MAX);
    points
}

/// The person's own answer to "Why this program?", or nothing.
pub fn why_script(model: &Model, program: &ProgramId) -> String {
    let facts = facts_of(model, program, WHY);
    let texts: Vec<&str> = facts.iter().map(|(_, fact)| fact.text.trim()).collect();
    texts.join("\n\n").trim().to_owned()
}

/// The questions that the person brings: first that for the director, then those on the sheet, then those
/// for others.
pub fn own_questions(model: &Model, program: &ProgramId) -> Vec<String> {
    let people = persons(model, program);
    let of = |is_director: bool| {
        let theirs = people.iter();
        let theirs = theirs.filter(move |(_, one)| (one.role == DIRECTOR) == is_director);
        theirs.map(|(_, one)| &*one.question)
    };
    let sheet = facts_of(model, program, QUESTIONS);
    let sheet = sheet.iter().map(|(_, fact)| &*fact.text);
    let mut all: Vec<String> = Vec::new();
    for question in of(true).chain(sheet).chain(of(false)) {
        let question = question.trim();
        if !question.is_empty() && !all.iter().any(|known| known == question) {
            all.push(question.to_owned());
        }
    }
    all
}

/// The interview that a program's sheet is for: the next one, or else the last one; one without a date only
/// where there is no other.
pub fn interview_of(
    model: &Model,
    world: &World,
    program: &ProgramId,
) -> Option<(InterviewId, Booking)> {
    let mine = |one: &Interview| one.at.as_deref() == Some(program);
    let (mut last, mut undated) = (None, None);
    for (id, one) in bookings(model, &mine) {
        let found = Some((id.clone(), one));
        match &found {
            Some((_, one)) if one.day.is_none() => undated = undated.or(found),
            Some((_, one)) if !is_over(one, world) => return found,
            _ => last = found,
        }
    }
    last.or(undated)
}

fn format_words(interview: &Booking) -> String {
    let kind = match interview.format {
        Format::InPerson => "In person",
        Format::Virtual => "Video call",
    };
    let talks = interview.talks.map(|talks| {
        let words = counted_words(talks.into(), "interview", "interviews");
        [", ", &*words].concat()
    });
    let hours = (interview.length / 60).to_string();
    [kind, &*talks.unwrap_or_default(), ", ", &*hours, " hours"].concat()
}
