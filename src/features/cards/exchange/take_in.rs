//! The cards of a file are written in one step, which one undo takes back, and are told once they are stored.

use leptos::prelude::*;

use super::{ExchangeScreen, Opened, Origin, Outcome, PASTED, Progress, Taken};
use crate::address::{self, href};
use crate::content::lazy::Questions;
use crate::domain::card::Card;
use crate::domain::ids::CardId;
use crate::exchange::card::{self as note_card, Here};
use crate::exchange::note::Note;
use crate::features::Hand;
use crate::features::cards::standing::cards_counted;
use crate::features::shell::turn;
use crate::session::{Saving, phone};
use crate::store::acts::cards::CardAction;
use crate::store::core::model::Kinds;
use crate::ui::{Banner, LinkButton, PillTone, el, maybe};

impl ExchangeScreen {
    pub(super) fn outcome(self, outcome: Outcome) -> AnyView {
        let status = |banner: AnyView| el("div").attr("role", "status").view(banner).into_any();
        match outcome {
            Outcome::Refused(sentence) => {
                status(view! { <Banner tone=PillTone::Bad text=sentence /> }.into_any())
            }
            Outcome::Imported(taken, step) => {
                // Not true any more once it is taken back, here or in the header.
                let session = self.session;
                let cards = session.watch(|model, _| model.revision(Kinds::of::<Card>()));
                let then = cards.get_untracked();
                let text = taken.sentence(&session.saving().get_untracked());
                let undo = Callback::new(move |()| self.take_back(step));
                let draw = move || {
                    let (text, undo) = (text.clone(), ("Undo".to_owned(), undo));
                    let banner =
                        view! { <Banner tone=PillTone::Good text=text action=undo /> }.into_any();
                    let deck =
                        view! { <LinkButton label="Open the deck" href=href(address::DECK) /> };
                    vec![status(banner), deck.into_any()].into_any()
                };
                maybe(move || (cards.get() == then).then(&draw)).into_any()
            }
        }
    }

    pub(super) fn take_in(self, shown: Opened) {
        if self.progress.try_get_untracked().is_none() {
            // The person has left the screen before anything was written.
            return;
        }
        // Another window may have changed the deck since; then the person looks again.
        let Some(opened) = self.compared(shown.deck.clone(), shown.origin) else {
            return self.look_again(shown);
        };
        if opened.preview != shown.preview {
            self.hand
                .toaster
                .show("Your deck has changed meanwhile. Look again, then import.");
            return self.look_again(opened);
        }
        let cards = self.cards(&opened);
        let added = opened.preview.added(untrack(|| self.choice()));
        let taken = Taken {
            added,
            changed: cards.len() - added,
        };
        let done = taken.told();
        let action = CardAction::Import { cards };
        match self.session.dispatch_told(action, &done) {
            Ok(step) => self
                .session
                .when_saved(move || self.tell_imported(taken, step, opened.origin)),
            Err(refusal) => {
                self.hand.refuses(refusal);
                self.look_again(opened);
            }
        }
    }

    fn look_again(self, opened: Opened) {
        self.progress.set(Progress::Opened(opened));
        phone::focus("h1");
    }

    /// Says that the cards are stored: here, or where the person is now.
    fn tell_imported(self, taken: Taken, step: Option<u64>, origin: Origin) {
        if origin == Origin::Pasted && self.pasted.try_set(String::new()).is_some() {
            // The person has left the screen, which kept it.
            phone::keep_unfinished(PASTED, "");
        }
        let outcome = Progress::Start(Some(Outcome::Imported(taken, step)));
        if self.progress.try_set(outcome).is_none() {
            phone::focus("h1");
            return;
        }
        let Hand { session, toaster } = self.hand;
        let text = taken.sentence(&session.saving().get_untracked());
        toaster.show_undo(text, true, move || {
            if let Some(step) = step {
                turn::step(session, toaster, step, None);
            }
        });
    }

    fn take_back(self, step: Option<u64>) {
        self.progress.set(Progress::Start(None));
        phone::focus("h1");
        if let Some(step) = step {
            turn::step(self.session, self.hand.toaster, step, None);
        }
    }

    fn cards(self, opened: &Opened) -> Vec<(CardId, Card)> {
        let choice = untrack(|| self.choice());
        let chosen = self.chosen.get_untracked();
        let session = self.session;
        let today = session.read(|_, world| world.today());
        let cards = self.with_rows(|content, rows| {
            let here = |place: usize| {
                let row = &rows[place];
                Here {
                    id: row.id.clone(),
                    card: session.read(|model, _| model.get_or_default(&row.id)),
                    points: row.outline.clone(),
                }
            };
            let new = |card| Card {
                chosen,
                made: Some(today),
                ..card
            };
            let category = |deck: &str| category_of(content, deck);
            note_card::cards(&opened.deck, &opened.preview, choice, here, category, new)
        });
        cards.unwrap_or_default()
    }
}

impl Taken {
    /// `2 cards imported`, `1 card changed`, `2 cards imported, 1 card changed`.
    fn told(self) -> String {
        let added = (self.added > 0).then(|| [&cards_counted(self.added), " imported"].concat());
        let changed =
            (self.changed > 0).then(|| [&cards_counted(self.changed), " changed"].concat());
        let parts = [added, changed].into_iter().flatten();
        parts.collect::<Vec<String>>().join(", ")
    }

    /// `1 card imported. You find it in your deck.`
    fn sentence(self, saving: &Saving) -> String {
        let end = match (saving, self.added, self.changed) {
            // Nothing is stored here, and a notice says why.
            (Saving::Never | Saving::Unread, ..) => {
                ". It is so until you close Matchbook. This browser does not keep it."
            }
            (_, 0, _) => ". No card was added.",
            (_, 1, 0) => ". You find it in your deck.",
            (_, _, 0) => ". You find them in your deck.",
            _ => ". You find all of them in your deck.",
        };
        [&*self.told(), end].concat()
    }
}

/// The id of the category that is called like this deck; another deck is a category of its own.
fn category_of(content: &Questions, deck: &str) -> String {
    let named = |title: &str| {
        let note = Note {
            deck: title.to_owned(),
            ..Note::default()
        };
        note.tidy().deck == deck
    };
    let found = content.categories.iter().find(|one| named(&one.title));
    found.map_or_else(|| deck.to_owned(), |one| one.id.clone())
}
