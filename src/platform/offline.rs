//! Whether the service worker has stored the whole app. Asking is also trying: what is missing is
//! registered, installed or loaded meanwhile. Not here: what the answer means for the person.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::{clock, js, service_worker};

/// A worker that knows the question begins to answer at once; one of an older version never does.
const FIRST_WORD_MS: u32 = 10_000;
/// The largest file of the app takes less than this on a slow network.
const NEXT_WORD_MS: u32 = 90_000;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// Every file, each with its hash.
    All,
    /// Not this file, for this reason; see `Fault` in public/sw.js.
    Not {
        /// Its path, or nothing when no single file is the reason.
        file: String,
        /// The worker's word for the reason.
        why: String,
        /// The HTTP status, where that is the reason.
        status: u16,
    },
    /// The worker does not answer.
    Silent,
    /// The browser refused the worker's script, which came with this status and type.
    Refused {
        /// HTTP status, or 0 when nothing came.
        status: u16,
        /// The media type without parameters, in lower case.
        media_type: String,
        /// It came with `Vary: *`: Firefox then refuses to keep it.
        varies: bool,
    },
    /// No service workers here; `secure` when the address is not the reason.
    NoWorkers {
        /// The browser trusts the address.
        secure: bool,
    },
    /// A build without a version has nothing to store.
    NoVersion,
}

/// Asks the worker, and brings what is missing. `progress` hears how many files are there, of how many.
pub async fn check(progress: impl Fn(u32, u32) + 'static) -> Stored {
    if service_worker::version().is_empty() {
        return Stored::NoVersion;
    }
    if !service_worker::container().is_object() {
        let secure = js::get(&js::window(), "isSecureContext").is_truthy();
        return Stored::NoWorkers { secure };
    }
    let progress = Rc::new(progress);
    // The first look may meet an installation of a moment before, which has just failed and is gone.
    for _ in 0..2 {
        let Ok(registration) = service_worker::registration().await else {
            return refused().await;
        };
        // The one that answers a start; on a first visit, the one that will.
        let worker = ["active", "waiting", "installing"]
            .into_iter()
            .map(|state| js::get(&registration, state))
            .find(JsValue::is_object);
        let Some(worker) = worker else { continue };
        let stored = ask(&worker, progress.clone()).await;
        let is_gone = js::get(&worker, "state").as_string().as_deref() == Some("redundant");
        if stored != Stored::Silent || !is_gone {
            return stored;
        }
    }
    Stored::Silent
}

/// Why the browser may have refused the script: looks at how it arrives.
async fn refused() -> Stored {
    let options = js::object(&[
        ("cache", &"no-store".into()),
        ("mode", &"same-origin".into()),
    ]);
    let arguments: [&JsValue; 2] = [&service_worker::SCRIPT.into(), &options];
    let Ok(response) = js::ask(&js::window(), "fetch", &arguments).await else {
        return Stored::Refused {
            status: 0,
            media_type: String::new(),
            varies: false,
        };
    };
    let headers = js::get(&response, "headers");
    let header = |name: &str| {
        let value = js::call(&headers, "get", &[&name.into()]).ok();
        value
            .and_then(|value| value.as_string())
            .unwrap_or_default()
    };
    let kind = header("Content-Type");
    let essence = kind.split(';').next().unwrap_or_default();
    Stored::Refused {
        status: number(&response, "status") as u16,
        media_type: essence.trim().to_ascii_lowercase(),
        varies: header("Vary").contains('*'),
    }
}

fn number(target: &JsValue, name: &str) -> u32 {
    js::get(target, name).as_f64().unwrap_or(0.0) as u32
}

async fn ask(worker: &JsValue, progress: Rc<impl Fn(u32, u32) + 'static>) -> Stored {
    let Ok(class) = js::get(&js::window(), "MessageChannel").dyn_into::<js_sys::Function>() else {
        return Stored::Silent;
    };
    let Ok(channel) = js_sys::Reflect::construct(&class, &js_sys::Array::new()) else {
        return Stored::Silent;
    };
    let (ours, theirs) = (js::get(&channel, "port1"), js::get(&channel, "port2"));
    let (answer, resolve, _) = js::promise();
    let give_up = {
        let resolve = resolve.clone();
        move |ms| {
            let resolve = resolve.clone();
            clock::after(ms, move || {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            })
        }
    };
    let mut patience = give_up(FIRST_WORD_MS);
    let _heard = js::listen(&ours, "message", move |event| {
        let message = js::get(&event, "data");
        match js::get(&message, "type").as_string().as_deref() {
            Some("progress") => {
                drop(std::mem::replace(&mut patience, give_up(NEXT_WORD_MS)));
                progress(number(&message, "done"), number(&message, "of"));
            }
            Some("offline") => {
                let _ = resolve.call1(&JsValue::UNDEFINED, &message);
            }
            // Words of a newer worker.
            _ => {}
        }
    });
    let _ = js::call(&ours, "start", &[]);
    let message = js::object(&[("v", &1.into()), ("type", &"offline".into())]);
    let transfer = js_sys::Array::of1(&theirs);
    let _ = js::call(worker, "postMessage", &[&message, &transfer]);
    let answer = js::settle(answer).await.unwrap_or(JsValue::UNDEFINED);
    let _ = js::call(&ours, "close", &[]);
    if !answer.is_object() {
        return Stored::Silent;
    }
    if js::get(&answer, "ready").is_truthy() {
        return Stored::All;
    }
    let text = |name: &str| js::get(&answer, name).as_string().unwrap_or_default();
    Stored::Not {
        file: text("file"),
        why: text("why"),
        status: number(&answer, "status") as u16,
    }
}
