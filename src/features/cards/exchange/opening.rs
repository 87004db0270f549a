//! Reading a file or a pasted text, and comparing it with the cards that are here. Nothing is written.

use leptos::prelude::*;

use super::{
    ExchangeScreen, LEAVE_OUT, Opened, Origin, Outcome, Progress, WORDS_FIRST_MS, note_of,
};
use crate::exchange::card::{self as note_card};
use crate::exchange::note::Deck;
use crate::exchange::preview::{Known, Verdict, preview};
use crate::exchange::{apkg, read};
use crate::features::muted;
use crate::features::shell::reading::said;
use crate::session::phone;
use crate::ui::{Button, ButtonKind, Disclosure, FieldGroup, Icon, TextField};

/// More new cards than this are not studied at once unless the person says so.
const STUDIED_AT_ONCE: usize = 40;

impl ExchangeScreen {
    pub(super) fn import(self) -> AnyView {
        let pick = move |()| self.pick();
        let paste = move |()| {
            let text = self.pasted.get_untracked();
            self.read_soon(text.into_bytes(), Origin::Pasted);
        };
        let no_text = Signal::derive(move || self.pasted.with(|text| text.trim().is_empty()));
        let typed = move |text| {
            self.pasted.set(text);
            self.unreadable.set(None);
        };
        // Who comes back to a text finds it.
        let is_open = !no_text.get_untracked();
        view! {
            <FieldGroup title="Import">
                {said("From Anki: a deck package (.apkg), or notes in plain text (.txt).")}
                {said("From a spreadsheet: a CSV file with a question and an answer in each row.")}
                {muted("You see what would change before anything is written.")}
                <Button kind=ButtonKind::Primary icon=Icon::Upload label="Choose a file" on_press=pick />
            </FieldGroup>
            <Disclosure title="Paste text instead" open=is_open>
                <TextField label="Cards as text" hint="One card on each line. Between question and answer: a tab, a semicolon or a comma."
                    multiline=true spellcheck=false value=self.pasted on_input=typed error=self.unreadable />
                <Button label="Read the text" disabled=no_text on_press=paste />
            </Disclosure>
        }
        .into_any()
    }

    pub(super) fn pick(self) {
        leptos::task::spawn_local(async move {
            let max = u32::try_from(apkg::FILE_MAX).unwrap_or(u32::MAX);
            match phone::pick_file("", max).await {
                Ok(Some(bytes)) => self.read_soon(bytes, Origin::File),
                Ok(None) => {}
                Err(sentence) => self.refuse(sentence, Origin::File),
            }
        });
    }

    /// Says why nothing was read: of a file above, of a text at its field.
    fn refuse(self, sentence: String, origin: Origin) {
        let outcome = match origin {
            Origin::File => Some(Outcome::Refused(sentence)),
            Origin::Pasted => {
                self.unreadable.try_set(Some(sentence));
                None
            }
        };
        // The person may have left the screen while the file was read.
        if self.progress.try_set(Progress::Start(outcome)).is_none() {
            match origin {
                Origin::File => phone::focus_soon("main .field-group .btn"),
                Origin::Pasted => phone::show_fault_soon("main .disclosure"),
            }
        }
    }

    fn read_soon(self, bytes: Vec<u8>, origin: Origin) {
        if self
            .progress
            .try_set(Progress::Busy("Reading the cards…".to_owned()))
            .is_some()
        {
            return;
        }
        phone::after(WORDS_FIRST_MS, move || {
            if self.progress.try_get_untracked().is_none() {
                return;
            }
            match self.open(&bytes, origin) {
                Ok(opened) => {
                    let new = opened.preview.new + opened.preview.twins;
                    self.chosen.set(new <= STUDIED_AT_ONCE);
                    self.replace.set(false);
                    self.twins.set(LEAVE_OUT.to_owned());
                    self.progress.set(Progress::Opened(opened));
                    phone::focus("h1");
                }
                Err(sentence) => self.refuse(sentence, origin),
            }
        });
    }

    fn open(self, bytes: &[u8], origin: Origin) -> Result<Opened, String> {
        let deck = read(bytes).map_err(|refusal| {
            let sentence = match origin {
                Origin::File => refusal.sentence(),
                Origin::Pasted => refusal.sentence_of_text(),
            };
            sentence.to_owned()
        })?;
        self.compared(note_card::fit(deck), origin)
            .ok_or_else(|| "The deck is not open yet. Try again.".to_owned())
    }

    /// The deck beside the cards that are here now.
    pub(super) fn compared(self, deck: Deck, origin: Origin) -> Option<Opened> {
        let known: Vec<Known> = self.with_rows(|content, rows| {
            let known = rows.iter().map(|row| Known {
                note: note_of(content, row),
                has_starter_points: row.has_starter_points,
                is_of_sheet: row.sheet.is_some(),
            });
            known.collect()
        })?;
        let preview = preview(&deck, &known);
        let (mut changed, mut twins) = (Vec::new(), Vec::new());
        for verdict in &preview.verdicts {
            match verdict {
                Verdict::Changed { card, changes } => {
                    changed.push(note_card::told(&known[*card], changes));
                }
                Verdict::Twin { card, changes, .. } => {
                    twins.push(note_card::told(&known[*card], changes));
                }
                Verdict::New | Verdict::Same => {}
            }
        }
        Some(Opened {
            origin,
            deck,
            preview,
            changed,
            twins,
        })
    }
}
