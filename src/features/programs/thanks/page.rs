//! What the parts of the screen of thank-you notes share: the notes as they are, and which of them is open.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::{ProgramsGuide, ThankYou};
use crate::domain::ids::{InterviewId, ProgramId, ThanksId};
use crate::features::Hand;
use crate::features::programs::screen::Occasion;
use crate::session::phone;
use crate::store::read::thanks::{Note, Notes, Standing, notes};

/// A letter as it left the app. What changes after that did not go with it.
#[derive(Clone, PartialEq)]
pub(super) struct Went {
    pub(super) id: ThanksId,
    pub(super) subject: String,
    pub(super) text: String,
}

/// The letter that just left the app: a phone may end the page while its mail program is open.
const LEFT: &str = "letter";

impl Went {
    fn kept(&self) -> String {
        let subject = self.subject.replace('\n', " ");
        [&*self.id, "\n", &*subject, "\n", &*self.text].concat()
    }

    /// Reads what `kept` wrote.
    fn read(kept: &str) -> Option<Went> {
        let (id, rest) = kept.split_once('\n')?;
        let (subject, text) = rest.split_once('\n')?;
        Some(Went {
            id: id.into(),
            subject: subject.to_owned(),
            text: text.to_owned(),
        })
    }
}

#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) hand: Hand,
    pub(super) occasion: Occasion,
    pub(super) guide: StoredValue<ThankYou>,
    pub(super) now: Signal<Option<Notes>>,
    /// Id of the open note.
    pub(super) open: RwSignal<Option<ThanksId>>,
    /// The letter that just left the app: was it sent?
    pub(super) asked: RwSignal<Option<Went>>,
}

impl Page {
    pub(super) fn new(
        hand: Hand,
        program: &ProgramId,
        interview: &InterviewId,
        guide: &ProgramsGuide,
    ) -> Page {
        let (content, id) = (guide.thank_you.clone(), interview.to_owned());
        let now = hand
            .session
            .watch(move |model, world| notes(model, world, &content, &id));
        let left = phone::place(LEFT).and_then(|kept| Went::read(&kept));
        let (first, left) = now.with_untracked(|now| {
            let due = || {
                let notes = now.iter().flat_map(|now| &now.notes);
                notes.filter(|note| is_due(note))
            };
            let left = left.filter(|left| due().any(|note| note.id == left.id));
            let first = due().find(|note| !note.is_later);
            let asked = left.as_ref().map(|left| left.id.clone());
            (asked.or_else(|| Some(first?.id.clone())), left)
        });
        Page {
            hand,
            occasion: Occasion::new(program, interview),
            guide: StoredValue::new(guide.thank_you.clone()),
            now,
            open: RwSignal::new(first),
            asked: RwSignal::new(left),
        }
    }

    /// Asks whether the letter was sent that left the app, or asks no more.
    pub(super) fn asks(self, went: Option<Went>) {
        phone::set_place(LEFT, &went.as_ref().map_or_else(String::new, Went::kept));
        // The page may be gone by now.
        self.asked.try_set(went);
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

    /// The open letter as it is now.
    pub(super) fn words(self) -> Option<Went> {
        let id = self.open.get_untracked()?;
        let (subject, text) = untrack(|| self.note(&id, |note| (note.title(), note.text())));
        Some(Went { id, subject, text })
    }
}

/// The page of somebody, by the whole id.
pub(super) fn page_of(person: &str) -> String {
    href(&address::person(&person.into()))
}

/// A note that is to be written still.
pub(super) fn is_due(note: &Note) -> bool {
    matches!(note.standing, Standing::Due(_))
}
