//! The page's side of the service worker: register it, notice a new version, change over when
//! the user says so. Never reloads by itself. The worker is public/sw.js, and the message between
//! them is versioned, because an old page may meet a new worker.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;

use super::{clock, js, location};

const HOUR_MS: i64 = 3_600_000;

/// `controllerchange` does not always come on an iPhone's home screen.
const CHANGEOVER_MS: u32 = 3_500;

/// Two reloads within this time are a loop, not a wish.
const LOOP_MS: i64 = 5_000;

const RELOADED: &str = "mb/reloaded";

/// The worker's script; boot.js allows no other address.
pub(super) const SCRIPT: &str = "./sw.js";

thread_local! {
    static REGISTRATION: RefCell<Option<JsValue>> = const { RefCell::new(None) };
    static CHECKED_MS: Cell<i64> = const { Cell::new(0) };
    static CHANGING: Cell<bool> = const { Cell::new(false) };
}

/// The browser's side of all workers; no object where there are none.
pub(super) fn container() -> JsValue {
    js::get(&js::navigator(), "serviceWorker")
}

/// Registers the worker, or finds it registered.
pub(super) async fn registration() -> Result<JsValue, JsValue> {
    let options = js::object(&[("updateViaCache", &"none".into())]);
    js::ask(&container(), "register", &[&SCRIPT.into(), &options]).await
}

/// The version of this page, or an empty text when it was not built to be installed.
pub fn version() -> String {
    js::document()
        .and_then(|document| {
            document
                .query_selector("meta[name=matchbook-version]")
                .ok()?
        })
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default()
}

/// Registers the worker once the page is loaded, and runs `on_update_ready` when a complete new
/// version is stored and waits. Does nothing in a build without a version.
pub fn start(on_update_ready: impl Fn() + 'static) {
    if version().is_empty() {
        return;
    }
    let ready = std::rc::Rc::new(on_update_ready);
    let document = js::get(&js::window(), "document");
    if js::get(&document, "readyState").as_string().as_deref() == Some("complete") {
        wasm_bindgen_futures::spawn_local(register(ready));
    } else {
        // Earlier, the worker's downloads would compete with the page's own.
        js::listen(&js::window(), "load", move |_| {
            wasm_bindgen_futures::spawn_local(register(ready.clone()));
        })
        .forever();
    }
}

async fn register(ready: std::rc::Rc<impl Fn() + 'static>) {
    let container = container();
    let first = js::get(&container, "controller").is_null();
    let Ok(registration) = registration().await else {
        return;
    };
    REGISTRATION.set(Some(registration.clone()));

    // Another tab may have changed over; this one then runs old code under a new worker.
    let changed = ready.clone();
    js::listen(&container, "controllerchange", move |_| {
        if CHANGING.get() {
            reload_once();
        } else if !first {
            changed();
        }
    })
    .forever();

    // On a first visit the worker passes through `waiting` too, but replaces nothing.
    let announce = {
        let registration = registration.clone();
        move || {
            let has = |state: &str| js::get(&registration, state).is_object();
            if has("waiting") && has("active") {
                ready();
            }
        }
    };
    announce();
    let announce = std::rc::Rc::new(announce);
    let found = registration.clone();
    js::listen(&registration, "updatefound", move |_| {
        let installing = js::get(&found, "installing");
        let announce = announce.clone();
        js::listen(&installing.clone(), "statechange", move |_| {
            if js::get(&installing, "state").as_string().as_deref() == Some("installed") {
                announce();
            }
        })
        .forever();
    })
    .forever();

    check_now().await;
    clock::on_visible(|| {
        if clock::now_ms() - CHECKED_MS.get() >= HOUR_MS {
            wasm_bindgen_futures::spawn_local(async {
                check_now().await;
            });
        }
    })
    .forever();
}

/// Asks the server for a new version now; `true` when one is stored and waits, or is on its way.
pub async fn check_now() -> bool {
    let Some(registration) = REGISTRATION.with_borrow(Clone::clone) else {
        return false;
    };
    CHECKED_MS.set(clock::now_ms());
    // Fails offline.
    let _ = js::ask(&registration, "update", &[]).await;
    let has = |state: &str| js::get(&registration, state).is_object();
    has("active") && (has("waiting") || has("installing"))
}

/// Changes over to the version that waits, with one reload. Everything must have been saved.
pub fn apply_update() {
    let registration = REGISTRATION
        .with_borrow(Clone::clone)
        .unwrap_or(JsValue::UNDEFINED);
    let waiting = js::get(&registration, "waiting");
    if !waiting.is_object() {
        // Another tab has changed over already.
        reload_once();
        return;
    }
    CHANGING.set(true);
    let message = js::object(&[("v", &1.into()), ("type", &"skip-waiting".into())]);
    let _ = js::call(&waiting, "postMessage", &[&message]);
    clock::after(CHANGEOVER_MS, reload_once).forever();
}

fn reload_once() {
    let kept = js::get(&js::window(), "sessionStorage");
    let last = js::call(&kept, "getItem", &[&RELOADED.into()])
        .ok()
        .and_then(|text| text.as_string())
        .and_then(|text| text.parse::<i64>().ok());
    let now = clock::now_ms();
    if last.is_some_and(|last| (0..LOOP_MS).contains(&(now - last))) {
        return;
    }
    let _ = js::call(
        &kept,
        "setItem",
        &[&RELOADED.into(), &now.to_string().into()],
    );
    location::reload();
}
