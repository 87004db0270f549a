//! Messages: toasts, which pass and may carry an undo, and banners, which stay.
//! Which toast is shown is decided by `message`. The key for undo belongs to the app. Not here:
//! questions (`Dialog`).

mod place;

pub use place::place_toast;

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use crate::message::{Message, Messages, Offer};

use super::element::{El, dynamic, el, maybe};
use super::focus::keep_focus_of;
use super::icon::{Icon, icon};
use super::progress::PillTone;

/// How long a toast stays when nobody points at it or has the focus in it.
const STAY: Duration = Duration::from_secs(8);
/// What takes longer than this is said to be under way.
const PATIENCE: Duration = Duration::from_millis(400);

/// What the "Undo" button of a toast does.
pub type Undo = Arc<dyn Fn() + Send + Sync>;

/// Handle for showing toasts. Copy it freely; get it with `use_toaster`.
#[derive(Clone, Copy)]
pub struct Toaster {
    messages: RwSignal<Messages<Undo>>,
    /// Finds the toast its place; `place_toast`, from wherever that is.
    place: fn(),
}

impl Toaster {
    /// Shows a message for eight seconds.
    pub fn show(self, text: impl Into<String>) {
        self.push(text.into(), None);
    }

    /// Shows a message with an "Undo" button; it `lasts` on other screens, or is gone with its own.
    pub fn show_undo(
        self,
        text: impl Into<String>,
        lasts: bool,
        undo: impl Fn() + Send + Sync + 'static,
    ) {
        let act = Arc::new(undo);
        self.push(text.into(), Some(Offer { act, lasts }));
    }

    /// Takes the toast away, for example after the undo key.
    pub fn clear(self) {
        self.messages.update(Messages::clear);
    }

    /// To be told when the app goes to another screen in a way that takes a moment.
    pub fn begin_leaving(self) {
        self.messages.update(Messages::begin_leaving);
    }

    /// To be told when another screen is shown.
    pub fn leave_screen(self) {
        self.messages.update(Messages::leave_screen);
        // The new screen has a foot and a focus of its own, and needs no room for a toast that is gone.
        request_animation_frame(move || {
            if let Ok(Some(_)) = document().query_selector(".toast,.room") {
                (self.place)();
            }
        });
    }

    /// A message about something that is not true yet. While that takes long, `meanwhile` is shown.
    pub fn promise(self, meanwhile: &'static str) -> Promise {
        let stage = Rc::new(Cell::new(Stage::Early));
        let seen = stage.clone();
        let show = move || {
            if let Stage::Early = seen.replace(Stage::Kept)
                && let Some(id) = self.say(meanwhile.to_owned(), None)
            {
                seen.set(Stage::Shown(id));
            }
        };
        set_timeout(show, PATIENCE);
        Promise {
            toaster: self,
            stage,
        }
    }

    /// Its number; `None` after the app has been torn down.
    fn say(self, text: String, undo: Option<Offer<Undo>>) -> Option<u32> {
        self.messages
            .try_update(|messages| messages.say(text, undo))
    }

    fn push(self, text: String, undo: Option<Offer<Undo>>) {
        let show = move || {
            self.say(text, undo);
        };
        // What was tapped is painted first; the message about it has time.
        if document().hidden() {
            show();
        } else {
            request_animation_frame(move || set_timeout(show, Duration::ZERO));
        }
    }

    fn end(self, id: u32) {
        // The timer may fire after the app has been torn down.
        let _ = self.messages.try_update(|messages| messages.end(id));
    }
}

/// A message that waits until it is true.
pub struct Promise {
    toaster: Toaster,
    stage: Rc<Cell<Stage>>,
}

#[derive(Clone, Copy)]
enum Stage {
    /// Nothing was shown yet.
    Early,
    /// The message for meanwhile stands in the page.
    Shown(u32),
    Kept,
}

impl Promise {
    /// It is true now: shows `text`, with an "Undo" button where there is something to take back.
    pub fn keep(self, text: String, undo: Option<Offer<Undo>>) {
        self.end();
        self.toaster.push(text, undo);
    }

    /// There is nothing to say any more.
    pub fn end(&self) {
        if let Stage::Shown(id) = self.stage.replace(Stage::Kept) {
            self.toaster.end(id);
        }
    }
}

/// Creates the toaster in the current owner (the app, once) and provides it to everything below. `place` is
/// or brings `place_toast`.
pub fn provide_toaster(place: fn()) -> Toaster {
    let toaster = Toaster {
        messages: RwSignal::new(Messages::default()),
        place,
    };
    provide_context(toaster);
    toaster
}

/// The toaster of the app.
///
/// # Panics
/// If nothing above has called `provide_toaster`.
pub fn use_toaster() -> Toaster {
    expect_context()
}

/// The place where the toast appears. Put it once, outside the page.
#[component]
pub fn Toasts() -> AnyView {
    let toaster = use_toaster();
    let id = Memo::new(move |_| {
        toaster
            .messages
            .with(|messages| messages.shown().map(|shown| shown.id))
    });
    let toast = maybe(move || {
        id.get()?;
        let shown = toaster
            .messages
            .with_untracked(|messages| messages.shown().cloned())?;
        Some(toast_view(toaster, shown).into_any())
    });
    el("div")
        .class("toasts")
        .attr("role", "status")
        .view(toast)
        .into_any()
}

fn toast_view(toaster: Toaster, toast: Message<Undo>) -> El {
    let Message {
        id,
        text,
        offer: undo,
        ..
    } = toast;
    let life = Life {
        timer: StoredValue::new(None),
        toaster,
        id,
    };
    life.start();
    on_cleanup(move || life.stop());
    let before = StoredValue::new_local(document().active_element());
    let ends = move || {
        keep_focus_of(before.try_get_value().flatten());
        life.end();
    };
    let mut root = el("div")
        .class("toast")
        .when_mounted(move |_| (toaster.place)())
        .on("pointerenter", move |_| life.stop())
        .on("pointerleave", move |_| life.start())
        .on("focusin", move |_| life.stop())
        .on("focusout", move |_| life.start())
        .child(el("p").attr("dir", "auto").text(&text));
    if let Some(undo) = undo {
        let press = move |_| {
            (undo.act)();
            ends();
        };
        root = root.child(
            el("button")
                .attr("type", "button")
                .class("btn")
                .on("click", press)
                .text("Undo"),
        );
    }
    root.child(
        el("button")
            .attr("type", "button")
            .class("icon-button")
            .attr("aria-label", "Dismiss")
            .on("click", move |_| ends())
            .child(icon(Icon::Close)),
    )
}

/// How long one toast stays.
#[derive(Clone, Copy)]
struct Life {
    timer: StoredValue<Option<TimeoutHandle>>,
    toaster: Toaster,
    id: u32,
}

impl Life {
    fn start(self) {
        self.stop();
        let expire = move || {
            // Under an open dialog nobody can see or press a toast, so its time has not come.
            if matches!(document().query_selector("dialog[open]"), Ok(Some(_))) {
                self.start();
            } else {
                self.end();
            }
        };
        let handle = set_timeout_with_handle(expire, STAY).ok();
        let _ = self.timer.try_set_value(handle);
    }

    fn stop(self) {
        if let Some(handle) = self.timer.try_get_value().flatten() {
            handle.clear();
        }
    }

    fn end(self) {
        self.toaster.end(self.id);
    }
}

/// A notice that stays until its cause is gone, with at most one action: its label and what it does.
#[component]
pub fn Banner(
    #[prop(optional, into)] tone: Signal<PillTone>,
    #[prop(into)] text: Signal<String>,
    #[prop(optional)] action: Option<(String, Callback<()>)>,
) -> AnyView {
    let sign = move || {
        icon(match tone.get() {
            PillTone::Warn | PillTone::Bad => Icon::Alert,
            PillTone::Good => Icon::Tick,
            PillTone::Neutral | PillTone::Accent => Icon::Info,
        })
        .into_any()
    };
    let mut root = el("div")
        .class("banner")
        .attr_of("data-tone", move || Some(tone.get().name().to_owned()))
        .view(dynamic(sign))
        .child(el("p").attr("dir", "auto").say(text));
    if let Some((label, on_press)) = action {
        let press = move |_| super::tell(on_press, ());
        root = root.child(
            el("button")
                .attr("type", "button")
                .class("btn")
                .on("click", press)
                .text(&label),
        );
    }
    root.into_any()
}
