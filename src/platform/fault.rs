//! Failures that nobody expected, handed to whoever shows them. Catches nothing and repairs
//! nothing: after a panic the app is dead and only plain page script still runs.

use std::cell::{Cell, RefCell};
use std::panic;

use wasm_bindgen::prelude::*;

use super::js;

/// An unexpected failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What the program or the browser says, in English.
    pub message: String,
    /// The app cannot go on: only a reload helps. Otherwise one callback or promise failed.
    pub fatal: bool,
}

/// A broken loop could fail sixty times a second.
const MOST: u32 = 5;

type Handler = Box<dyn Fn(&Fault)>;

thread_local! {
    static HANDLER: RefCell<Option<Handler>> = const { RefCell::new(None) };
    static LEFT: Cell<u32> = const { Cell::new(MOST) };
    static DEAD: Cell<bool> = const { Cell::new(false) };
}

/// Runs at a panic, at an exception in the page, and at a promise that nobody looked after: at most
/// once for a fatal fault and a few times in all. At a panic the app's state may be half changed
/// and borrowed: touch the page only, no signal and no store.
pub fn on_fault(run: impl Fn(&Fault) + 'static) {
    HANDLER.set(Some(Box::new(run)));
    panic::set_hook(Box::new(|info| {
        let place = info.location().map_or("", |location| location.file());
        let line = info.location().map_or(0, |location| location.line());
        let what = info.payload_as_str().unwrap_or("panic");
        report(
            [what, " (", place, ":", &line.to_string(), ")"].concat(),
            true,
        );
    }));
    js::listen(&js::window(), "error", |event| {
        thrown(&js::get(&event, "error"))
    })
    .forever();
    js::listen(&js::window(), "unhandledrejection", |event| {
        thrown(&js::get(&event, "reason"))
    })
    .forever();
}

/// Only real error objects: browsers also report harmless things without one, such as a resize
/// that took two rounds or a request of the database that was handled.
fn thrown(error: &JsValue) {
    if !error.is_object() {
        return;
    }
    let name = js::error_name(error);
    let message = js::get(error, "message").as_string().unwrap_or_default();
    // What remains of a panic, or of a broken build.
    let fatal = name == "RuntimeError";
    report([&name, ": ", &message].concat(), fatal);
}

fn report(message: String, fatal: bool) {
    let _ = js::call(
        &js::get(&js::window(), "console"),
        "error",
        &[&message.as_str().into()],
    );
    let left = LEFT.get();
    // A panic also ends as an exception of the page, which would be told twice.
    if DEAD.get() || (left == 0 && !fatal) {
        return;
    }
    DEAD.set(fatal);
    LEFT.set(left.saturating_sub(1));
    // Already borrowed when the handler itself panics.
    HANDLER.with(|handler| {
        if let Ok(handler) = handler.try_borrow()
            && let Some(run) = handler.as_ref()
        {
            run(&Fault { message, fatal });
        }
    });
}
