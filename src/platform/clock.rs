//! Time as the device tells it, and callbacks by time and by the page being shown or hidden.
//! Not a calendar: days and zones are worked out in the domain from what this gives.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use wasm_bindgen::prelude::*;

use super::{Subscription, js};

const MINUTE_MS: i64 = 60_000;

/// Timers may fire a little early; without this a minute could be announced twice.
const LATE_MS: i64 = 20;

/// Wall clock: milliseconds since 1970 UTC. Jumps when the user or the network sets it.
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// Milliseconds since the page was opened; never goes back, but may stand still while a phone sleeps.
pub fn monotonic_ms() -> f64 {
    let performance = js::get(&js::window(), "performance");
    js::call(&performance, "now", &[])
        .ok()
        .and_then(|now| now.as_f64())
        .unwrap_or_else(js_sys::Date::now)
}

/// Runs once, after at least `ms` milliseconds. Hidden pages are slowed down or frozen.
pub fn after(ms: u32, run: impl FnOnce() + 'static) -> Subscription {
    let mut run = Some(run);
    let callback = js::callback(move |_| {
        if let Some(run) = run.take() {
            run();
        }
    });
    let window = js::window();
    let timer = js::call(&window, "setTimeout", &[callback.as_ref(), &ms.into()])
        .unwrap_or(JsValue::UNDEFINED);
    Subscription::new(move || {
        let _ = js::call(&window, "clearTimeout", &[&timer]);
        drop(callback);
    })
}

/// Waits until the page has nothing else to do for a moment.
pub async fn idle() {
    /// Where the browser does not say when it is idle (Safari), in milliseconds.
    const SOON_MS: u32 = 200;
    let window = js::window();
    let (promise, resolve, _) = js::promise();
    if js::call(&window, "requestIdleCallback", &[&resolve]).is_err() {
        let _ = js::call(&window, "setTimeout", &[&resolve, &SOON_MS.into()]);
    }
    let _ = js::settle(promise).await;
}

/// Waits until what stands in the page now has been painted; while the page is hidden, until it is shown.
pub async fn painted() {
    let window = js::window();
    for next in ["requestAnimationFrame", "setTimeout"] {
        let (promise, resolve, _) = js::promise();
        let _ = js::call(&window, next, &[&resolve]);
        let _ = js::settle(promise).await;
    }
}

/// Runs again and again, about every `ms` milliseconds. Hidden pages are slowed down or frozen.
pub fn every(ms: u32, run: impl Fn() + 'static) -> Subscription {
    let callback = js::callback(move |_| run());
    let window = js::window();
    let timer = js::call(&window, "setInterval", &[callback.as_ref(), &ms.into()])
        .unwrap_or(JsValue::UNDEFINED);
    Subscription::new(move || {
        let _ = js::call(&window, "clearInterval", &[&timer]);
        drop(callback);
    })
}

/// Runs just after every full minute, and whenever the page is shown again.
pub fn every_minute(run: impl Fn() + 'static) -> Subscription {
    let minute = Rc::new(Minute {
        run: Box::new(run),
        next: RefCell::new(None),
    });
    arm(&minute);
    let shown = on_visible({
        let minute = Rc::downgrade(&minute);
        move || fire(&minute)
    });
    Subscription::new(move || drop(minute)).and(shown)
}

struct Minute {
    run: Box<dyn Fn()>,
    next: RefCell<Option<Subscription>>,
}

fn fire(minute: &Weak<Minute>) {
    if let Some(minute) = minute.upgrade() {
        arm(&minute);
        (minute.run)();
    }
}

fn arm(minute: &Rc<Minute>) {
    let wait = MINUTE_MS - now_ms().rem_euclid(MINUTE_MS) + LATE_MS;
    let again = Rc::downgrade(minute);
    let timer = after(wait as u32, move || fire(&again));
    minute.next.replace(Some(timer));
}

/// Whether the user can see the page now.
pub fn is_visible() -> bool {
    js::document().is_none_or(|document| !document.hidden())
}

/// Runs whenever the page is shown again, also out of the browser's page cache.
pub fn on_visible(run: impl Fn() + 'static) -> Subscription {
    let run = Rc::new(run);
    let again = run.clone();
    let changed = js::listen(
        &js::get(&js::window(), "document"),
        "visibilitychange",
        move |_| {
            if is_visible() {
                run();
            }
        },
    );
    let restored = js::listen(&js::window(), "pageshow", move |event| {
        if js::get(&event, "persisted").is_truthy() {
            again();
        }
    });
    changed.and(restored)
}

/// Runs whenever the page is hidden or left. It may be the last thing that ever runs, and on a
/// phone often does not run at all: a hint, never the moment to save.
pub fn on_hidden(run: impl Fn() + 'static) -> Subscription {
    let run = Rc::new(run);
    let again = run.clone();
    let changed = js::listen(
        &js::get(&js::window(), "document"),
        "visibilitychange",
        move |_| {
            if !is_visible() {
                run();
            }
        },
    );
    changed.and(js::listen(&js::window(), "pagehide", move |_| again()))
}
