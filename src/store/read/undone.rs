//! What is said of steps that are taken back or done again, read from what a step wrote, so that no act needs
//! words of its own.

use crate::content::{attire_item, pack_item, task};
use crate::domain::card::{Card, Log};
use crate::domain::checklist::{Entry, Habit};
use crate::domain::debrief::Debrief;
use crate::domain::ids::{parent, root};
use crate::domain::meeting::Meeting;
use crate::domain::person::Person;
use crate::domain::phrase::PhraseMark;
use crate::domain::program::Program;
use crate::domain::ranking::{Criterion, Duel, RankSettings, Ranking, Score};
use crate::domain::record::Record;
use crate::domain::season::Season;
use crate::domain::story::{Run, Story, Wording};
use crate::domain::study::StudySettings;
use crate::domain::take::Take;
use crate::domain::thanks::Thanks;
use crate::domain::trip::{Booking, Interview, Trip};
use crate::store::core::bookings::{booking, interviews_of};
use crate::store::core::model::{DELETED, Model, Stored};
use crate::store::core::undo::{Origin, Step, Wrote};

/// More of a name than this does not help to know it again, in characters.
const NAME_MAX: usize = 40;

/// What came of a step that was taken back, or done again: `“Passport” not ticked any more`. `deed` is what the
/// step had done; something of it `stays` because it was changed since.
pub fn outcome(model: &Model, step: &Step, deed: &str, stays: bool) -> String {
    let done = match tick(model, step) {
        // The opposite of a tick has a word of its own.
        Some((wrote, _)) => {
            let done = model
                .get::<Entry>(&wrote.id)
                .is_some_and(|entry| entry.done);
            let word = if done {
                " ticked again"
            } else {
                " not ticked any more"
            };
            [&*name(model, &wrote.kind, &wrote.id), word].concat()
        }
        None if step.origin == Origin::Back => ["Done again: ", deed].concat(),
        None => ["Undone: ", deed].concat(),
    };
    if stays {
        [&*done, ". What was changed later stays."].concat()
    } else {
        done
    }
}

/// What the step wrote when it did nothing but tick something or untick it, and whether that was ticked before.
fn tick<'a>(model: &Model, step: &'a Step) -> Option<(&'a Wrote, bool)> {
    let [only] = step.wrote() else {
        return None;
    };
    let is_ticked_again = || {
        let tick = Entry {
            done: true,
            ..Entry::default()
        };
        brings_back(only) && record::<Entry>(model, &only.id) == tick
    };
    match &*only.kind == Entry::KIND {
        true if &*only.field == "done" => Some((only, only.before() == "true")),
        // A first tick that was taken back left its record deleted.
        true if is_ticked_again() => Some((only, false)),
        _ => None,
    }
}

fn brings_back(wrote: &Wrote) -> bool {
    &*wrote.field == DELETED && wrote.before() == "true"
}

/// What a step did: `“Passport” ticked`.
pub fn deed(model: &Model, step: &Step) -> String {
    if let Some(told) = &step.told {
        return told.to_string();
    }
    if let Some((wrote, was_ticked)) = tick(model, step) {
        let word = if was_ticked { " unticked" } else { " ticked" };
        return [&*name(model, &wrote.kind, &wrote.id), word].concat();
    }
    let mut wrote = step.wrote().iter();
    let deleted = wrote.find(|wrote| &*wrote.field == DELETED && !brings_back(wrote));
    let own = step.made().find(|(kind, id, _)| is_own(model, kind, id));
    let (of, verb) = match (deleted, own, step.wrote()) {
        (Some(wrote), ..) => ((&*wrote.kind, &*wrote.id), "deleted"),
        (_, Some((kind, id, _)), _) => ((kind, id), "added"),
        (_, _, [wrote, ..]) => ((&*wrote.kind, &*wrote.id), "changed"),
        _ => return String::new(),
    };
    let name = name(model, of.0, of.1);
    match (step.origin, of.0) {
        (Origin::Typing(_), _) => ["Typing in ", &name].concat(),
        (_, Log::KIND) => ["Answer to ", &name].concat(),
        _ => [&*name, " ", verb].concat(),
    }
}

/// The record is the person's own, not laid over something that the app brings along.
fn is_own(model: &Model, kind: &str, id: &str) -> bool {
    match kind {
        Entry::KIND => record::<Entry>(model, id).own,
        Card::KIND => record::<Card>(model, id).own,
        Criterion::KIND => record::<Criterion>(model, id).own,
        Habit::KIND | Season::KIND | StudySettings::KIND | RankSettings::KIND => false,
        PhraseMark::KIND => false,
        _ => true,
    }
}

/// A record, deleted or not.
fn record<R: Stored>(model: &Model, id: &str) -> R {
    model
        .get::<R>(id)
        .cloned()
        .or_else(|| model.remains(id))
        .unwrap_or_default()
}

/// What a record is called: "“Passport”", "your settings".
fn name(model: &Model, kind: &str, id: &str) -> String {
    let item = |id: &str| {
        let texts = [
            pack_item(id).map(|item| item.text),
            attire_item(id).map(|item| item.text),
            task(id).map(|task| task.text),
        ];
        texts.into_iter().flatten().next().unwrap_or("").to_owned()
    };
    let (found, else_said) = match kind {
        Entry::KIND => {
            let text = record::<Entry>(model, id).text;
            let text = text.unwrap_or_else(|| item(parent(id).map_or("", |(_, own)| root(own))));
            (text, "The item")
        }
        Habit::KIND => (item(id), "The item"),
        Trip::KIND => {
            let interviews: Vec<Booking> = interviews_of(model, &id.into())
                .map(|(_, one)| one)
                .collect();
            (record::<Trip>(model, id).name(&interviews), "The trip")
        }
        Interview::KIND => {
            let seen = booking(model, &record::<Interview>(model, id));
            (seen.program.clone(), "The interview")
        }
        Program::KIND => (record::<Program>(model, id).name, "The program"),
        Meeting::KIND => {
            let person = parent(id).map_or("", |(_, person)| person);
            (record::<Person>(model, person).name, "The note")
        }
        Debrief::KIND => (String::new(), "The debrief"),
        Thanks::KIND => (String::new(), "The thank-you note"),
        Card::KIND | Log::KIND => (record::<Card>(model, id).text.unwrap_or_default(), "a card"),
        Story::KIND => (record::<Story>(model, id).title, "The story"),
        Take::KIND => (record::<Take>(model, id).name, "The recording"),
        Run::KIND => (String::new(), "The attempt"),
        Wording::KIND => (String::new(), "The version"),
        Criterion::KIND => (record::<Criterion>(model, id).title, "The criterion"),
        Score::KIND => (String::new(), "The rating"),
        Duel::KIND => (String::new(), "The choice"),
        Ranking::KIND => (String::new(), "The list"),
        PhraseMark::KIND => (String::new(), "Your favorite phrases"),
        Season::KIND | StudySettings::KIND | RankSettings::KIND => (String::new(), "Your settings"),
        _ => (String::new(), "It"),
    };
    let found = found.trim();
    if found.is_empty() {
        return else_said.to_owned();
    }
    let mut short: String = found.chars().take(NAME_MAX).collect();
    if short.len() < found.len() {
        short.push('…');
    }
    ["“", &short, "”"].concat()
}
