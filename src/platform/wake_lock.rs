//! Keeps the screen on while somebody practises. A wish: the browser may refuse it or take it back.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::{Subscription, clock, js};

/// Asks the browser to keep the screen on until the answer is dropped; asks again when the page
/// comes back into view, because the browser ends the lock when it is hidden.
pub fn hold() -> Subscription {
    hold_and_tell(|_| ())
}

/// As `hold`; `tell` hears whether the screen is kept on, whenever the browser has decided.
pub fn hold_and_tell(tell: impl Fn(bool) + 'static) -> Subscription {
    let wish = Rc::new(Wish {
        lock: RefCell::new(None),
        wanted: Cell::new(true),
        tell: Box::new(tell),
    });
    ask(&wish);
    let again = wish.clone();
    let shown = clock::on_visible(move || ask(&again));
    shown.and(Subscription::new(move || {
        wish.wanted.set(false);
        release(wish.lock.borrow_mut().take());
    }))
}

struct Wish {
    /// The lock, and the listener that hears of its end.
    lock: RefCell<Option<(JsValue, Subscription)>>,
    wanted: Cell<bool>,
    tell: Box<dyn Fn(bool)>,
}

fn ask(wish: &Rc<Wish>) {
    let wish = wish.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let api = js::get(&js::navigator(), "wakeLock");
        let got = js::ask(&api, "request", &[&"screen".into()]).await;
        if !wish.wanted.get() {
            if let Ok(lock) = got {
                js::wish(&lock, "release");
            }
            return;
        }
        let Ok(lock) = got else {
            (wish.tell)(false);
            return;
        };
        let ended = Rc::downgrade(&wish);
        let hears = js::listen(&lock, "release", move |_| {
            if let Some(wish) = ended.upgrade().filter(|wish| wish.wanted.get()) {
                (wish.tell)(false);
            }
        });
        let before = wish.lock.borrow_mut().replace((lock, hears));
        release(before);
        (wish.tell)(true);
    });
}

fn release(held: Option<(JsValue, Subscription)>) {
    if let Some((lock, hears)) = held {
        // First nobody listens any more: this end is no news.
        drop(hears);
        js::wish(&lock, "release");
    }
}
