//! The wording of a question, its tags, and what sorts it: subject, interview, length, priority.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::CardScreen;
use super::twin::{Twin, find_twin, twin_line};
use crate::domain::program::Program;
use crate::features::cards::standing::{PRIORITIES, priority_of, priority_word};
use crate::features::shell::bound::{bound, bound_by};
use crate::ui::{Disclosure, SelectField, TextField};

/// Usual lengths of an answer, in seconds.
const LENGTHS: [(u16, u16); 6] = [
    (15, 30),
    (30, 60),
    (45, 60),
    (60, 90),
    (90, 120),
    (120, 180),
];

impl CardScreen {
    pub(super) fn details(self) -> AnyView {
        let stored = self.read(|row| row.text.clone());
        let text = bound(stored, move |text| {
            self.types(|card| card.text = Some(text))
        });
        let twin = RwSignal::new(None);
        let is_own = self.row.with_untracked(|row| row.own);
        if is_own {
            twin.set(self.twin(&stored.get_untracked()));
        }
        let check = Callback::new(move |text: String| twin.set(self.twin(&text)));
        let stored = self.read(|row| {
            let tags: Vec<&str> = row.tags.iter().map(|tag| &**tag).collect();
            tags.join(", ")
        });
        let labels = bound_by(stored, same_tags, move |text| {
            self.types(|card| card.tags = tags(&text))
        });
        let category = self.read(|row| row.category.clone());
        let categories = Signal::derive(move || {
            let mut options = vec![(String::new(), "None".to_owned())];
            let all = self.questions.with(|content| {
                let all = content.categories.iter();
                all.map(|one| (one.id.clone(), one.title.clone()))
                    .collect::<Vec<_>>()
            });
            options.extend(all.unwrap_or_default());
            with_present(options, category.get())
        });
        let set_category = Callback::new(move |id| self.does(|card| card.category = Some(id)));
        let priority = self.read(|row| priority_word(row.priority).to_owned());
        let set_priority = Callback::new(move |word: String| {
            self.does(|card| card.priority = priority_of(&word));
        });
        let program = self.read(|row| row.only_for.as_deref().unwrap_or_default().to_owned());
        let names = self.session.watch(|model, _| {
            let all = model.all::<Program>().iter();
            let names: BTreeSet<(String, String)> = all
                .map(|(id, one)| (one.title().to_owned(), id.clone()))
                .collect();
            names.into_iter().collect::<Vec<_>>()
        });
        let programs = Signal::derive(move || {
            let mut options = vec![(String::new(), "Every interview".to_owned())];
            options.extend(names.get().into_iter().map(|(name, id)| (id, name)));
            // One that was deleted is still the card's.
            let (own, name) = self
                .row
                .with(|row| (row.only_for.clone(), row.program.clone()));
            let own = own.filter(|own| options.iter().all(|(id, _)| **id != **own));
            options.extend(own.map(|own| (own.into(), name)));
            options
        });
        let set_program = Callback::new(move |id: String| {
            self.does(|card| {
                card.only_for = (!id.is_empty()).then(|| id.into());
                if card.only_for.is_none() {
                    // Else it would fall back to the name that an older version typed.
                    card.program.clear();
                }
            });
        });
        let seconds = self.read(|row| seconds_id(row.seconds));
        let lengths = Signal::derive(move || {
            let known = LENGTHS
                .iter()
                .map(|(min, max)| seconds_option((*min, *max)));
            let mut options: Vec<(String, String)> = known.collect();
            let now = self.row.with(|row| row.seconds);
            if !options.iter().any(|(id, _)| *id == seconds_id(now)) {
                options.push(seconds_option(now));
            }
            options
        });
        let set_seconds = Callback::new(move |id: String| {
            let parts = id.split_once('-');
            let found = parts.and_then(|(min, max)| Some((min.parse().ok()?, max.parse().ok()?)));
            self.does(|card| card.seconds = found);
        });
        let levels = PRIORITIES.map(|(id, label)| (id.to_owned(), label.to_owned()));
        let open = self.row.with_untracked(|row| row.own);
        view! {
            <Disclosure title="Question, tags and program" open=open>
                <TextField label="Question" multiline=true value=text.draft on_input=text.input on_commit=check error=text.error />
                {twin_line(twin)}
                <TextField label="Tags" hint="With commas between them" value=labels.draft on_input=labels.input error=labels.error />
                <SelectField label="Subject" options=categories value=category on_change=set_category />
                <SelectField label="For which interview" options=programs value=program on_change=set_program />
                <SelectField label="Good length of the answer" options=lengths value=seconds on_change=set_seconds />
                <SelectField label="Priority" options=Signal::stored(levels.to_vec()) value=priority on_change=set_priority />
            </Disclosure>
        }
        .into_any()
    }

    /// Another card that asks the same: its question and its id.
    fn twin(self, text: &str) -> Twin {
        let id = self.id.get_value();
        find_twin(self.session, self.questions, &id, text)
    }
}

fn seconds_id((min, max): (u16, u16)) -> String {
    [&min.to_string(), "-", &max.to_string()].concat()
}

fn seconds_option((min, max): (u16, u16)) -> (String, String) {
    let label = [&min.to_string(), " to ", &max.to_string(), " seconds"].concat();
    (seconds_id((min, max)), label)
}

/// The options with the value that is there, so that a selection never shows nothing.
fn with_present(mut options: Vec<(String, String)>, value: String) -> Vec<(String, String)> {
    if !options.iter().any(|(known, _)| *known == value) {
        options.push((value.clone(), value));
    }
    options
}

fn same_tags(a: &str, b: &str) -> bool {
    tags(a) == tags(b)
}

fn tags(text: &str) -> BTreeSet<String> {
    let parts = text.split([',', ';', '\n']).map(str::trim);
    let parts = parts.filter(|tag| !tag.is_empty());
    parts.map(str::to_owned).collect()
}
