//! What the parts of the screen of thank-you notes share: the notes as they are, and which of them is open.

use leptos::prelude::*;

use crate::address::href;
use crate::content::lazy::{ProgramsGuide, ThankYou};
use crate::features::Hand;
use crate::store::read::thanks::{Note, Notes, Standing, notes};

/// A letter as it left the app. What changes after that did not go with it.
#[derive(Clone, PartialEq)]
pub(super) struct Went {
    pub(super) id: String,
    pub(super) subject: String,
    pub(super) text: String,
}

#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) hand: Hand,
    pub(super) program: StoredValue<String>,
    pub(super) interview: StoredValue<String>,
    pub(super) guide: StoredValue<ThankYou>,
    pub(super) now: Signal<Option<Notes>>,
    /// Id of the open note.
    pub(super) open: RwSignal<Option<String>>,
    /// The letter that just left the app: was it sent?
    pub(super) asked: RwSignal<Option<Went>>,
}

impl Page {
    pub(super) fn new(hand: Hand, program: &str, interview: &str, guide: &ProgramsGuide) -> Page {
        let (content, id) = (guide.thank_you.clone(), interview.to_owned());
        let now = hand
            .session
            .watch(move |model, world| notes(model, world, &content, &id));
        let first = now.with_untracked(|now| {
            let mut notes = now.as_ref()?.notes.iter();
            let first = notes.find(|note| is_due(note) && !note.is_later)?;
            Some(first.id.clone())
        });
        Page {
            hand,
            program: StoredValue::new(program.to_owned()),
            interview: StoredValue::new(interview.to_owned()),
            guide: StoredValue::new(guide.thank_you.clone()),
            now,
            open: RwSignal::new(first),
            asked: RwSignal::new(None),
        }
    }

    pub(super) fn of<T: Default>(self, read: impl FnOnce(&Notes) -> T) -> T {
        self.now
            .with(|now| now.as_ref().map(read))
            .unwrap_or_default()
    }

    /// Reads one note.
    pub(super) fn note<T: Default>(self, id: &str, read: impl FnOnce(&Note) -> T) -> T {
        self.of(|now| now.notes.iter().find(|note| note.id == id).map(read))
            .unwrap_or_default()
    }

    pub(super) fn base(self) -> String {
        self.program.with_value(|program| {
            self.interview
                .with_value(|id| ["programs/", program, "/interview/", id].concat())
        })
    }

    /// The open letter as it is now.
    pub(super) fn words(self) -> Option<Went> {
        let id = self.open.get_untracked()?;
        let (subject, text) = untrack(|| self.note(&id, |note| (note.title(), note.text())));
        Some(Went { id, subject, text })
    }
}

/// The page of somebody, by the whole id.
pub(super) fn page_of(person: &str) -> String {
    let (program, own) = person.split_once('/').unwrap_or_default();
    href(&["programs/", program, "/people/", own].concat())
}

/// A note that is to be written still.
pub(super) fn is_due(note: &Note) -> bool {
    matches!(note.standing, Standing::Due(_))
}
