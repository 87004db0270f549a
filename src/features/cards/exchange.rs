//! Cards from other programs, and for them: a file is read and shown before anything is written, and
//! one undo takes all of it back. A second import of the same file changes nothing.
//!
//! The only screen that names the readers of foreign formats, so that they come with its part.

use leptos::prelude::*;

use crate::content::lazy::Questions;
use crate::exchange::card::{self as note_card};
use crate::exchange::note::{Deck, Note};
use crate::exchange::preview::Preview;
use crate::features::cards::desk;
use crate::features::cards::standing::category_title;
use crate::features::shell::reading::{Reading, reading, shown};
use crate::features::shell::unfinished::unfinished;
use crate::features::{Hand, Visit, muted};
use crate::session::{Session, phone};
use crate::store::read::deck::Row as CardRow;
use crate::ui::dynamic;

mod export;
mod look;
mod opening;
mod take_in;

/// So that the words stand there before the phone is busy, in milliseconds.
const WORDS_FIRST_MS: u32 = 50;

/// The form of a pasted text that is not taken in yet.
const PASTED: &str = "cards-pasted";

/// Where cards come from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    File,
    Pasted,
}

/// What was read, and what taking it in would do.
#[derive(Clone)]
struct Opened {
    origin: Origin,
    deck: Deck,
    preview: Preview,
    /// What would be written to cards that are here, one by one: to changed ones, and to twins.
    changed: Vec<String>,
    twins: Vec<String>,
}

#[derive(Clone)]
enum Progress {
    /// Choose a file, or save one. With how the last one went.
    Start(Option<Outcome>),
    /// The phone is busy with what these words say.
    Busy(String),
    Opened(Opened),
}

#[derive(Clone)]
enum Outcome {
    Refused(String),
    /// What was imported and is stored. With the number of the step, to take it back.
    Imported(Taken, Option<u64>),
}

/// How many cards an import brought, and how many of those that were here it wrote to.
#[derive(Clone, Copy)]
struct Taken {
    added: usize,
    changed: usize,
}

#[derive(Clone, Copy)]
struct ExchangeScreen {
    hand: Hand,
    session: Session,
    questions: Reading<Questions>,
    progress: RwSignal<Progress>,
    /// What was pasted, and why it could not be read.
    pasted: RwSignal<String>,
    unreadable: RwSignal<Option<String>>,
    /// Changed notes replace what is here.
    replace: RwSignal<bool>,
    /// What to do with notes whose question another card asks, as a value of `TWINS`.
    twins: RwSignal<String>,
    /// New cards are studied at once.
    chosen: RwSignal<bool>,
    /// Which cards to export.
    which: RwSignal<String>,
}

const LEAVE_OUT: &str = "leave";
const LAY_OVER: &str = "over";
const ADD: &str = "add";

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let screen = ExchangeScreen {
        hand: visit.hand(),
        session: visit.session,
        questions: reading(),
        progress: RwSignal::new(Progress::Start(None)),
        pasted: unfinished(PASTED),
        unreadable: RwSignal::new(None),
        replace: RwSignal::new(false),
        twins: RwSignal::new(LEAVE_OUT.to_owned()),
        chosen: RwSignal::new(true),
        which: RwSignal::new("all".to_owned()),
    };
    shown(visit.came_late, screen.questions, move |_| {
        if phone::is_handed_over() {
            screen.pick();
        }
        dynamic(move || match screen.progress.get() {
            Progress::Start(outcome) => vec![
                outcome.map(|outcome| screen.outcome(outcome)).into_any(),
                screen.import(),
                screen.export(),
            ]
            .into_any(),
            Progress::Busy(words) => muted(&words).attr("role", "status").into_any(),
            Progress::Opened(opened) => screen.opened(opened),
        })
    })
}

fn note_of(content: &Questions, row: &CardRow) -> Note {
    let deck = category_title(content, &row.category);
    note_card::note(
        &row.id,
        &row.text,
        &row.outline,
        &row.script,
        &row.tags,
        deck,
    )
}

impl ExchangeScreen {
    fn with_rows<T>(self, read: impl FnOnce(&Questions, &[CardRow]) -> T) -> Option<T> {
        let session = self.session;
        untrack(|| {
            self.questions
                .with(|content| desk::with(session, content, |desk| read(content, &desk.rows)))
        })
    }
}
