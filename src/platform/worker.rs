//! The second thread: a worker that runs the same program without a page, for what takes seconds.
//! The page makes it with `start`; in the worker itself, `report` sends word back. Not a pool: one
//! task, one worker, and dropping it ends both.

use std::future::Future;
use std::pin::Pin;

use wasm_bindgen::prelude::*;

use super::sound::Sound;
use super::{Subscription, js};

/// The only worker script of the app; boot.js allows no other address.
const SCRIPT: &str = "./worker.js";

/// What the worker says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// It is still at work; what the task reported.
    Progress(String),
    /// The task's answer.
    Done(String),
    /// It could not be started or it broke.
    Broken,
}

/// Whether this is a page and not a worker.
pub fn is_page() -> bool {
    js::document().is_some()
}

/// Sends word from the worker to its page.
pub fn report(text: &str) {
    let word = js::object(&[("progress", &text.into())]);
    let _ = js::call(&js::window(), "postMessage", &[&word]);
}

/// A promise of a text that is being worked out.
pub fn promised(text: Pin<Box<dyn Future<Output = String>>>) -> JsValue {
    let (promise, resolve, _) = js::promise();
    wasm_bindgen_futures::spawn_local(async move {
        let _ = resolve.call1(&JsValue::UNDEFINED, &text.await.into());
    });
    promise
}

/// The sound that came with a task, if any did.
pub fn received(samples: &JsValue, rate: u32) -> Option<Sound> {
    Sound::received(samples, rate)
}

/// Starts a worker on `task`; `sound` goes with it as a copy. Dropping the answer ends it at once. `None` where there are no
/// module workers, or where the page does not say which program it runs.
pub fn start(
    task: &str,
    sound: Option<&Sound>,
    hear: impl Fn(Word) + 'static,
) -> Option<Subscription> {
    let page = js::document()?;
    let link = |selector: &str| page.query_selector(selector).ok().flatten();
    let file = |selector: &str| {
        let link = link(selector)?;
        let (href, integrity) = (js::get(&link, "href"), js::get(&link, "integrity"));
        Some(js::object(&[("href", &href), ("integrity", &integrity)]))
    };
    let glue = file("link[rel=modulepreload]")?;
    let wasm = file("link[rel=preload][as=fetch]")?;
    let kind: js_sys::Function = js::get(&js::window(), "Worker").dyn_into().ok()?;
    let options = js::object(&[("type", &"module".into())]);
    let arguments = js_sys::Array::of2(&SCRIPT.into(), &options);
    let worker = js_sys::Reflect::construct(&kind, &arguments).ok()?;

    let hear = std::rc::Rc::new(hear);
    let broken = hear.clone();
    let told = js::listen(&worker, "message", move |event| {
        let word = js::get(&event, "data");
        let text = |name: &str| js::get(&word, name).as_string();
        if let Some(text) = text("progress") {
            hear(Word::Progress(text));
        } else if let Some(text) = text("done") {
            hear(Word::Done(text));
        } else {
            hear(Word::Broken);
        }
    });
    let failed = js::listen(&worker, "error", move |_| broken(Word::Broken));
    let order = js::object(&[("glue", &glue), ("wasm", &wasm), ("task", &task.into())]);
    if let Some(sound) = sound {
        js::set(&order, "rate", &sound.rate().into());
        js::set(&order, "samples", sound.js());
    }
    js::call(&worker, "postMessage", &[&order]).ok()?;
    Some(told.and(failed).and(Subscription::new(move || {
        let _ = js::call(&worker, "terminate", &[]);
    })))
}
