//! The screens: one file each. A screen reads through `Session::watch`, writes through
//! `Session::dispatch`, and knows no other screen; the registry that lists them is `screens`.

use std::sync::Arc;

use leptos::prelude::*;

use crate::session::{Session, phone};
use crate::store::plan::{Act, Refusal};
use crate::store::restore::{BringBack, can_bring_back};
use crate::ui::{El, Icon, PillTone, Toaster, Undo, dynamic, el, refuse, use_toaster};

pub mod about;
pub mod agenda;
pub mod answer_clock;
pub mod answers;
pub mod attire;
pub mod card;
pub mod card_words;
pub mod cards;
pub mod coach;
pub mod copy;
pub mod deck;
pub mod desk;
pub mod drill;
pub mod drill_run;
pub mod entry_sheet;
pub mod exchange;
pub mod gallery;
pub mod guide;
pub mod hands_free;
pub mod interview_form;
pub mod list_add;
pub mod list_view;
pub mod listening;
pub mod logistics;
pub mod offline;
pub mod packing;
pub mod phrases;
pub mod practice;
pub mod program;
pub mod programs;
pub mod questions;
pub mod rank;
pub mod record;
pub mod recorder;
pub mod recordings;
pub mod recovery;
pub mod review;
pub mod settings;
pub mod stories;
pub mod story;
pub mod story_timer;
pub mod study_settings;
pub mod study_stats;
pub mod take;
pub mod today;
pub mod trip_form;
pub mod trip_head;
pub mod trips;
pub mod undone;
pub mod upkeep;
pub mod voice;
pub mod welcome;
pub mod you;
pub mod zones;

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
    ) -> Visit {
        Visit {
            session,
            params,
            title,
            tools,
            came_late,
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
        // Not a `Callback`: it would die with the screen, and the offer must outlive it. Its own step,
        // whatever was done since.
        session.when_saved(move || {
            let undo = number.map(|number| -> Undo {
                Arc::new(move || upkeep::step(session, toaster, number, None))
            });
            promise.keep(done, undo);
        });
        Ok(())
    }

    /// Opens the form of a new trip. The trip is begun with the first thing that is typed there.
    pub fn opens_new_trip(self) {
        phone::go(&["pack/", &self.session.fresh_id(), "/edit"].concat());
    }

    /// Does `act` for a keystroke; the answer is the sentence to show at the field.
    pub fn types(self, act: impl Act + 'static) -> Option<String> {
        let Refusal(sentence) = self.session.type_in(act).err()?;
        refuse(&sentence);
        Some(sentence)
    }
}

/// What to say when a file of the app cannot be read.
pub fn damaged() -> String {
    "This part could not be read. Close the app, connect to the internet once, and open it again."
        .to_owned()
}

/// A quiet line of text.
pub fn muted(text: &str) -> El {
    el("p").class("muted").text(text)
}

/// A quiet line of text that changes, and is told to screen readers when it does.
pub fn muted_status(text: impl Fn() -> String + 'static) -> El {
    el("p").class("muted").attr("role", "status").say_with(text)
}

/// How urgency looks.
pub fn tone(urgency: crate::domain::checklist::Urgency) -> PillTone {
    use crate::domain::checklist::Urgency;
    match urgency {
        Urgency::Late => PillTone::Bad,
        Urgency::Today => PillTone::Warn,
        Urgency::Next => PillTone::Accent,
        Urgency::Later | Urgency::Past => PillTone::Neutral,
    }
}

/// The icon of a row of Today.
pub fn about_icon(about: crate::store::today::About) -> Icon {
    use crate::store::today::About;
    match about {
        About::Clash => Icon::Alert,
        About::Task => Icon::Calendar,
        About::Interview => Icon::Building,
        About::Packing => Icon::Bag,
        About::Attire => Icon::Shirt,
        About::Phrases => Icon::Message,
        About::Trip => Icon::Plane,
        About::Backup => Icon::Download,
        About::Cards => Icon::Cards,
        About::Offline => Icon::Alert,
    }
}

/// The screen of an address that no screen has.
pub fn not_found() -> AnyView {
    view! {
        <crate::ui::EmptyState icon=Icon::MapPin title="This page does not exist" text="The link may be from another version.">
            <crate::ui::LinkButton label="Go to Today" href="#/" />
        </crate::ui::EmptyState>
    }
    .into_any()
}

/// The page of a record of this kind, for as long as the record is there.
pub fn while_alive(
    hand: Hand,
    kind: &'static str,
    id: String,
    draw: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let watched = id.clone();
    let is_there = hand
        .session
        .watch(move |model, _| model.is_alive(kind, &watched));
    dynamic(move || {
        if is_there.get() {
            untrack(&draw)
        } else {
            gone(hand, kind, &id)
        }
    })
}

/// What stands in place of the page of a record that was deleted.
pub fn gone(hand: Hand, kind: &'static str, id: &str) -> AnyView {
    let session = hand.session;
    if !session.read(|model, _| can_bring_back(model, kind, id)) {
        return not_found();
    }
    let id = id.to_owned();
    let bring = Callback::new(move |()| {
        let is_back = |id: &str| session.read(|model, _| model.is_alive(kind, id));
        // All that the deletion changed, where it is remembered; then at least what belongs to it.
        if let Some(number) = session.deletion(kind, &id) {
            session.turn(number, None);
        }
        if !is_back(&id) {
            let id = id.clone();
            hand.does(BringBack { kind, id });
        }
        // One of them may offer the same, which is done now.
        hand.toaster.clear();
        phone::focus("h1");
    });
    view! {
        <crate::ui::EmptyState icon=Icon::Trash title="This was deleted" text="Nothing else was changed.">
            <crate::ui::Button label="Bring it back" kind=crate::ui::ButtonKind::Primary icon=Icon::Undo on_press=bring />
            <crate::ui::LinkButton label="Go to Today" href="#/" />
        </crate::ui::EmptyState>
    }
    .into_any()
}
