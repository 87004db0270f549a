//! Fields that were written twice: on two phones, or in two tabs, and neither knew what the other wrote.
//! The newest text is shown; this is how the others read, for the person to choose.
//!
//! Deliberately not here: fields that nobody writes by hand, such as ticks and places in a list, of which
//! the newest is simply right.

use crate::domain::card::Point;
use crate::domain::program::{Program, Stage, ruled_out_words};
use crate::domain::record::Record;
use crate::domain::story::joined;
use crate::domain::time::{Day, Minute, WallTime};
use crate::store::core::hlc::Hlc;
use crate::store::core::model::Model;
use crate::store::read::world::World;

/// A field with more than one version.
#[derive(Clone, Debug, PartialEq)]
pub struct Twice {
    /// Name of the field, as stored.
    pub field: &'static str,
    /// What the screens call it.
    pub label: &'static str,
    /// Its versions, newest first: two or more that read differently. The first is shown.
    pub versions: Vec<Reading>,
}

/// One version of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What tells it from the others.
    pub stamp: Hlc,
    /// As the person reads it; empty for an empty field.
    pub text: String,
}

/// How the stored JSON of a field reads.
#[derive(Clone, Copy)]
enum Form {
    Text,
    /// Several texts, in order.
    Texts,
    Outline,
    Day,
    Minute,
    Wall,
    Stage,
    /// Id of a program.
    Program,
    /// Why a program is not ranked, or that it may be.
    RuledOut,
}

/// What a person writes: kind of record, field, what the screens call it, and its form.
const FIELDS: &[(&str, &str, &str, Form)] = &[
    ("block", "title", "Name of this block", Form::Text),
    ("block", "room", "Room", Form::Text),
    ("card", "text", "Question", Form::Text),
    ("card", "outline", "Outline", Form::Outline),
    ("card", "script", "The whole answer", Form::Text),
    ("card", "tags", "Tags", Form::Texts),
    ("criterion", "title", "Title", Form::Text),
    ("criterion", "anchors", "What the numbers mean", Form::Texts),
    ("debrief", "text", "What you wrote", Form::Text),
    ("drill", "note", "Note", Form::Text),
    ("entry", "text", "What is it?", Form::Text),
    ("entry", "quantity", "How many?", Form::Text),
    ("entry", "due", "Date", Form::Wall),
    ("fact", "text", "Fact", Form::Text),
    ("fact", "source_text", "Where exactly?", Form::Text),
    ("fact", "why", "Why it matters to me", Form::Text),
    ("fact", "proof_text", "My proof", Form::Text),
    ("interview", "at", "Program", Form::Program),
    ("interview", "program", "Program", Form::Text),
    ("interview", "day", "Date", Form::Day),
    ("interview", "start", "Start", Form::Minute),
    ("interview", "place", "City of the program", Form::Text),
    ("interview", "address", "Street and building", Form::Text),
    ("interview", "zone", "Time zone", Form::Text),
    ("interview", "door", "Door, floor, parking", Form::Text),
    ("interview", "link", "Address of the video room", Form::Text),
    (
        "meeting",
        "detail",
        "One thing to mention later",
        Form::Text,
    ),
    ("meeting", "insight", "What they said", Form::Text),
    ("meeting", "asked", "Questions they asked", Form::Text),
    ("person", "name", "Name", Form::Text),
    ("person", "say_it", "How to say it", Form::Text),
    ("person", "title", "Form of address", Form::Text),
    (
        "person",
        "interest",
        "What they work on or care for",
        Form::Text,
    ),
    ("person", "question", "Question", Form::Text),
    ("person", "email", "Email", Form::Text),
    ("person", "phone", "Phone", Form::Text),
    ("program", "name", "Name", Form::Text),
    ("program", "specialty", "Specialty", Form::Text),
    ("program", "place", "City of the program", Form::Text),
    ("program", "zone", "Time zone", Form::Text),
    ("program", "code", "NRMP code", Form::Text),
    ("program", "site", "Web site", Form::Text),
    ("program", "stage", "Stage", Form::Stage),
    ("program", "reply_by", "Reply by", Form::Wall),
    ("program", "note", "Note", Form::Text),
    ("program", "because", "Why it stands here", Form::Text),
    ("program", "ruled_out", "Do not rank", Form::RuledOut),
    ("ranking", "note", "Note", Form::Text),
    ("run", "note", "Note", Form::Text),
    ("score", "note", "Because", Form::Text),
    ("season", "specialty", "Specialty", Form::Text),
    ("season", "home_zone", "Home", Form::Text),
    ("season", "name", "Your full name", Form::Text),
    ("season", "aamc", "Your AAMC ID", Form::Text),
    ("story", "title", "Name of the story", Form::Text),
    ("story", "slots", "Parts of the story", Form::Texts),
    ("story", "short", "Short version", Form::Text),
    ("story", "key_words", "Key words", Form::Text),
    ("story", "tags", "Tags", Form::Texts),
    ("take", "name", "Name", Form::Text),
    ("take", "note", "Note", Form::Text),
    ("thanks", "text", "Text of the letter", Form::Text),
    ("thanks", "subject", "Subject of the letter", Form::Text),
    ("trip", "title", "Name of the trip", Form::Text),
];

/// The fields of a record that were written twice, in the order of `FIELDS`.
pub fn written_twice(model: &Model, world: &World, kind: &str, id: &str) -> Vec<Twice> {
    let mut all = Vec::new();
    for (_, field, label, form) in FIELDS.iter().filter(|(of, ..)| *of == kind) {
        let mut versions: Vec<Reading> = Vec::new();
        let register = model.register(kind, id, field);
        for head in register.map_or(&[][..], |register| register.heads()) {
            let text = form.read(model, world, &head.val);
            if versions.iter().all(|known| known.text != text) {
                let stamp = head.hlc;
                versions.push(Reading { stamp, text });
            }
        }
        if versions.len() > 1 {
            all.push(Twice {
                field,
                label,
                versions,
            });
        }
    }
    all
}

impl Form {
    fn read(self, model: &Model, world: &World, json: &str) -> String {
        fn of<T: serde::de::DeserializeOwned>(json: &str) -> Option<T> {
            serde_json::from_str(json).ok().flatten()
        }
        let text = match self {
            Form::Text => of::<String>(json),
            Form::Texts => of::<Vec<String>>(json).map(|texts| joined(&texts)),
            Form::Outline => of::<Vec<Point>>(json).map(|points| {
                let texts: Vec<String> = points.into_iter().map(|point| point.text).collect();
                joined(&texts)
            }),
            Form::Day => of::<Day>(json).map(Day::short),
            Form::Minute => of::<Minute>(json).map(|at| at.clock(world.hours)),
            Form::Wall => of::<WallTime>(json)
                .map(|at| [&*at.day.short(), ", ", &*at.minute.clock(world.hours)].concat()),
            Form::Stage => of::<Stage>(json).map(|stage| stage.words().to_owned()),
            Form::RuledOut => Some(match of::<String>(json) {
                Some(reason) => ruled_out_words(&reason).to_owned(),
                None => "It may be ranked".to_owned(),
            }),
            Form::Program => of::<String>(json).map(|id| {
                let name = model.text(Program::KIND, &id, "name");
                name.unwrap_or_default()
            }),
        };
        text.map_or(String::new(), |text| text.trim().to_owned())
    }
}
