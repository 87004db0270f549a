//! A visit to a screen: what it gets, and the hand that does what the person asks.

use std::sync::Arc;

use leptos::prelude::*;

use crate::address;
use crate::features::shell::turn::step;
use crate::session::{Session, phone};
use crate::store::core::change::{Act, Refusal};
use crate::ui::{Icon, Offer, Toaster, Undo, refuse, use_toaster};

/// What a screen gets when it is opened.
#[derive(Clone)]
pub struct Visit {
    /// Data and saving.
    pub session: Session,
    /// What the `:` parts of the address stand for, in order.
    pub params: Vec<String>,
    /// Heading and window title; starts as the registry's.
    pub title: RwSignal<String>,
    /// Buttons in the header, in place of the way to the settings; see `show_tools`.
    tools: RwSignal<Vec<Tool>>,
    /// To be notified when content that was read first stands in the page.
    pub came_late: Trigger,
    /// The title of the screen at an address.
    pub title_of: fn(&str) -> &'static str,
    /// Goes where the person came from.
    pub leave: Callback<()>,
}

/// A button in the header.
#[derive(Clone)]
pub struct Tool {
    /// What it looks like.
    pub icon: Icon,
    /// What it is called.
    pub label: &'static str,
    /// What it does.
    pub press: Callback<()>,
}

impl Visit {
    /// A visit to the screen at an address with these parts.
    pub fn new(
        session: Session,
        params: Vec<String>,
        title: RwSignal<String>,
        tools: RwSignal<Vec<Tool>>,
        came_late: Trigger,
        title_of: fn(&str) -> &'static str,
        leave: Callback<()>,
    ) -> Visit {
        Visit {
            session,
            params,
            title,
            tools,
            came_late,
            title_of,
            leave,
        }
    }

    /// The `index`th part of the address, or an empty text, which no record has as its id.
    pub fn param(&self, index: usize) -> String {
        self.params.get(index).cloned().unwrap_or_default()
    }

    /// Shows buttons in the header for as long as the calling view is there.
    pub fn show_tools(&self, tools: Vec<Tool>) {
        let shown = self.tools;
        shown.set(tools);
        on_cleanup(move || drop(shown.try_set(Vec::new())));
    }

    /// Is called what `name` says, as long as it says something.
    pub fn is_called(&self, name: Signal<Option<String>>) {
        let title = self.title;
        Effect::new(move |_| {
            if let Some(name) = name.get() {
                title.set(name);
            }
        });
    }

    /// A way to change data with the answer shown to the person.
    pub fn hand(&self) -> Hand {
        Hand {
            session: self.session,
            toaster: use_toaster(),
        }
    }
}

/// Does actions and tells the person what came of them.
#[derive(Clone, Copy)]
pub struct Hand {
    /// Data and saving.
    pub session: Session,
    /// Where short messages appear.
    pub toaster: Toaster,
}

impl Hand {
    /// Does `act`; a refusal is shown. Says whether it was done.
    pub fn does(self, act: impl Act + 'static) -> bool {
        let done = self.session.dispatch(act);
        done.map_err(|refusal| self.refuses(refusal)).is_ok()
    }

    /// Shows why something was not done, at the field when it is being typed there.
    pub fn refuses(self, Refusal(sentence): Refusal) {
        // Said at the field, when it is a text that is being typed.
        if !refuse(&sentence) {
            self.toaster.show(sentence);
        }
    }

    /// Does `act`, and runs `then` once it is stored. Says whether it was done.
    pub fn does_then(self, act: impl Act + 'static, then: impl FnOnce() + 'static) -> bool {
        let did = self.does(act);
        if did {
            self.session.when_saved(then);
        }
        did
    }

    /// Does `act`; once it is stored, says so and offers to take it back. Says whether it was done.
    pub fn does_with_undo(self, act: impl Act + 'static, done: &str) -> bool {
        let tried = self.tries_with_undo(act, done);
        tried.map_err(|refusal| self.refuses(refusal)).is_ok()
    }

    /// As `does_with_undo`, for a form that shows a refusal itself.
    ///
    /// # Errors
    /// A sentence for the person; then nothing was changed.
    pub fn tries_with_undo(self, act: impl Act + 'static, done: &str) -> Result<(), Refusal> {
        let (session, toaster) = (self.session, self.toaster);
        let number = session.dispatch_told(act, done)?;
        let promise = toaster.promise("Saving…");
        let done = done.to_owned();
        // Not a `Callback`: it would die with the screen, and the offer may outlive it. Its own step,
        // whatever was done since.
        let undo = number.map(|number| Offer {
            act: Arc::new(move || step(session, toaster, number, None)) as Undo,
            lasts: session.outlives_screen(number),
        });
        session.when_saved(move || promise.keep(done, undo));
        Ok(())
    }

    /// Opens the form of a new trip. The trip is begun with the first thing that is typed there.
    pub fn opens_new_trip(self) {
        phone::go(&address::trip_form(&self.session.fresh_id().into()));
    }

    /// Does `act` for a keystroke; the answer is the sentence to show at the field.
    pub fn types(self, act: impl Act + 'static) -> Option<String> {
        let Refusal(sentence) = self.session.type_in(act).err()?;
        refuse(&sentence);
        Some(sentence)
    }
}
