//! The second thread: a worker that runs the same program without a page, for what takes seconds.
//! The page makes it with `start`; in the worker itself, `report` sends word back. Not a pool: one
//! task, one worker, and dropping it ends both.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::sound::Sound;
use super::{Subscription, clock, js};

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

/// A worker and how far it got.
struct Life {
    worker: JsValue,
    /// It has said something.
    has_begun: Cell<bool>,
    /// What listens to a worker that nobody wants any more, until its first word.
    unwanted: RefCell<Option<Subscription>>,
}

impl Life {
    /// It says something: whether anybody wants to hear it.
    fn speaks(self: &Rc<Self>) -> bool {
        self.has_begun.set(true);
        if self.unwanted.borrow().is_none() {
            return true;
        }
        self.end();
        // Not now: it is one of the listeners that is running.
        let life = self.clone();
        clock::after(0, move || drop(life.unwanted.take())).forever();
        false
    }

    fn end(&self) {
        let _ = js::call(&self.worker, "terminate", &[]);
    }
}

/// Starts a worker on `task`; `sound` goes with it as a copy. Dropping the answer ends it: at once, or where
/// it is still being loaded with its first word, for Firefox calls it an error of the page when a worker ends
/// in the middle of that. `None` where there are no module workers, or where the page does not say which
/// program it runs.
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

    let life = Rc::new(Life {
        worker: worker.clone(),
        has_begun: Cell::new(false),
        unwanted: RefCell::default(),
    });
    let hear = Rc::new(hear);
    let (broken, failing) = (hear.clone(), life.clone());
    let speaking = life.clone();
    let told = js::listen(&worker, "message", move |event| {
        if !speaking.speaks() {
            return;
        }
        let word = js::get(&event, "data");
        let text = |name: &str| js::get(&word, name).as_string();
        if let Some(text) = text("progress") {
            hear(Word::Progress(text));
        } else if let Some(text) = text("done") {
            hear(Word::Done(text));
        } else if js::get(&word, "failed").is_truthy() {
            hear(Word::Broken);
        }
    });
    let failed = js::listen(&worker, "error", move |_| {
        if failing.speaks() {
            broken(Word::Broken);
        }
    });
    let heard = told.and(failed);
    let order = js::object(&[("glue", &glue), ("wasm", &wasm), ("task", &task.into())]);
    if let Some(sound) = sound {
        js::set(&order, "rate", &sound.rate().into());
        js::set(&order, "samples", sound.js());
    }
    js::call(&worker, "postMessage", &[&order]).ok()?;
    Some(Subscription::new(move || match life.has_begun.get() {
        true => {
            drop(heard);
            life.end();
        }
        false => drop(life.unwanted.replace(Some(heard))),
    }))
}
