//! Messages: toasts, which pass and may carry an undo, and banners, which stay.
//! The key for undo belongs to the app. Not here: questions (`Dialog`).

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::element::{El, dynamic, each, el};
use super::icon::{Icon, icon};
use super::progress::PillTone;

/// How long a toast stays when nobody points at it or has the focus in it.
const STAY: Duration = Duration::from_secs(8);
/// What takes longer than this is said to be under way.
const PATIENCE: Duration = Duration::from_millis(400);
/// More than this at once would hide the screen; the oldest goes first.
const MOST_AT_ONCE: usize = 3;

type Undo = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    id: String,
    text: String,
    undo: Option<Undo>,
}

/// Handle for showing toasts. Copy it freely; get it with `use_toaster`.
#[derive(Clone, Copy)]
pub struct Toaster {
    toasts: RwSignal<Vec<Toast>>,
    next_id: StoredValue<u32>,
}

impl Toaster {
    /// Shows a message for eight seconds.
    pub fn show(self, text: impl Into<String>) {
        self.push(text.into(), None);
    }

    /// Shows a message with an "Undo" button. After the owner of `undo` is gone, the button does
    /// nothing: for an undo that must survive leaving the screen use `show_undo_with`.
    pub fn show_undo(self, text: impl Into<String>, undo: Callback<()>) {
        self.push(
            text.into(),
            Some(Arc::new(move || {
                let _ = undo.try_run(());
            })),
        );
    }

    /// As `show_undo`, but the toast owns the closure, so that it outlives the screen.
    pub fn show_undo_with(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.push(text.into(), Some(Arc::new(undo)));
    }

    /// Takes every toast away, for example after the undo key.
    pub fn clear(self) {
        self.toasts.update(Vec::clear);
    }

    /// A message about something that is not true yet. While that takes long, `meanwhile` is shown.
    pub fn promise(self, meanwhile: &'static str) -> Promise {
        let stage = Rc::new(Cell::new(Stage::Early));
        let seen = stage.clone();
        let show = move || {
            if let Stage::Early = seen.replace(Stage::Kept) {
                let id = self.fresh_id();
                self.insert(id.to_string(), meanwhile.to_owned(), None);
                seen.set(Stage::Shown(id));
            }
        };
        set_timeout(show, PATIENCE);
        Promise {
            toaster: self,
            stage,
        }
    }

    fn fresh_id(self) -> u32 {
        let id = self.next_id.get_value();
        self.next_id.set_value(id.wrapping_add(1));
        id
    }

    fn insert(self, id: String, text: String, undo: Option<Undo>) {
        // The app may have been torn down meanwhile.
        self.toasts.try_update(|toasts| {
            if toasts.len() == MOST_AT_ONCE {
                toasts.remove(0);
            }
            toasts.push(Toast { id, text, undo });
        });
    }

    fn push(self, text: String, undo: Option<Undo>) {
        let id = self.fresh_id().to_string();
        let show = move || self.insert(id, text, undo);
        // What was tapped is painted first; the message about it has time.
        if document().hidden() {
            show();
        } else {
            request_animation_frame(move || set_timeout(show, Duration::ZERO));
        }
    }

    fn dismiss(self, id: &str) {
        // The timer may fire after the app has been torn down.
        let _ = self
            .toasts
            .try_update(|toasts| toasts.retain(|toast| toast.id != id));
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
    pub fn keep(self, text: String, undo: Option<impl Fn() + Send + Sync + 'static>) {
        self.end();
        let undo = undo.map(|undo| Arc::new(undo) as Undo);
        self.toaster.push(text, undo);
    }

    /// There is nothing to say any more.
    pub fn end(&self) {
        if let Stage::Shown(id) = self.stage.replace(Stage::Kept) {
            self.toaster.dismiss(&id.to_string());
        }
    }
}

/// Creates the toaster in the current owner (the app, once) and provides it to everything below.
pub fn provide_toaster() -> Toaster {
    let toaster = Toaster {
        toasts: RwSignal::new(Vec::new()),
        next_id: StoredValue::new(0),
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

/// The place where toasts appear. Put it once, outside the page.
#[component]
pub fn Toasts() -> AnyView {
    let toaster = use_toaster();
    let ids = move || {
        toaster
            .toasts
            .with(|toasts| toasts.iter().map(|toast| toast.id.clone()).collect())
    };
    let row = move |id: String| {
        let find = |toasts: &Vec<Toast>| toasts.iter().find(|toast| toast.id == id).cloned();
        match toaster.toasts.with_untracked(find) {
            Some(toast) => toast_view(toaster, toast),
            None => el("div"),
        }
        .into_any()
    };
    el("div")
        .class("toasts")
        .attr("role", "status")
        .view(each(ids, row))
        .into_any()
}

fn toast_view(toaster: Toaster, toast: Toast) -> El {
    let Toast { id, text, undo } = toast;
    let life = Life {
        timer: StoredValue::new(None),
        toaster,
        id: StoredValue::new(id),
    };
    life.start();
    on_cleanup(move || life.stop());
    let mut root = el("div")
        .class("toast")
        .on("pointerenter", move |_| life.stop())
        .on("pointerleave", move |_| life.start())
        .on("focusin", move |_| life.stop())
        .on("focusout", move |_| life.start())
        .child(el("p").attr("dir", "auto").text(&text));
    if let Some(undo) = undo {
        let press = move |_| {
            undo();
            life.end();
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
            .on("click", move |_| life.end())
            .child(icon(Icon::Close)),
    )
}

/// How long one toast stays.
#[derive(Clone, Copy)]
struct Life {
    timer: StoredValue<Option<TimeoutHandle>>,
    toaster: Toaster,
    id: StoredValue<String>,
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
        // The timer may fire after the toast or the app is gone.
        if let Some(id) = self.id.try_get_value() {
            self.toaster.dismiss(&id);
        }
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
