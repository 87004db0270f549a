//! The address bar: the part after `#`, the history, the title, and where the page is scrolled to.
//! Not a router: what an address means is the app's business.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;

use super::{Subscription, clock, js};

/// More entries than anybody goes back through.
const REMEMBERED: usize = 100;

/// Where each history entry was scrolled to. An entry is known by a number kept in its state.
struct Places {
    current: f64,
    tops: Vec<(f64, f64)>,
    left: f64,
}

thread_local! {
    static REPLACED: Cell<bool> = const { Cell::new(false) };
    static PLACES: RefCell<Places> = const { RefCell::new(Places { current: 0.0, tops: Vec::new(), left: 0.0 }) };
}

fn location() -> JsValue {
    js::get(&js::window(), "location")
}

fn history() -> JsValue {
    js::get(&js::window(), "history")
}

/// What follows `#` in the address, as it is written there: "/pack/chicago", or empty.
pub fn hash() -> String {
    let hash = js::get(&location(), "hash").as_string().unwrap_or_default();
    hash.strip_prefix('#').map(String::from).unwrap_or_default()
}

/// Runs with the new hash whenever it changes, by a link, by [`push`], [`replace`] or [`back`].
/// The page still shows, and is still scrolled as, what it showed before.
pub fn on_hash_change(run: impl Fn(String) + 'static) -> Subscription {
    js::set(&history(), "scrollRestoration", &"manual".into());
    enter();
    let left = clock::on_hidden(|| {
        // A reload keeps only what is in the entry itself.
        leave();
        mark();
    });
    js::listen(&js::window(), "hashchange", move |_| {
        leave();
        enter();
        run(hash());
    })
    .and(left)
}

/// Goes to another hash, as a link would.
pub fn push(hash: &str) {
    js::set(&location(), "hash", &hash.into());
}

/// Goes to another hash in place of this one, so that Back skips it.
pub fn replace(hash: &str) {
    REPLACED.set(true);
    let _ = js::call(&location(), "replace", &[&["#", hash].concat().into()]);
}

/// The change of hash that is being told came from [`replace`]. Answers once.
pub fn was_replaced() -> bool {
    REPLACED.take()
}

/// As pressing the Back button `times` times.
pub fn back(times: usize) {
    let _ = js::call(&history(), "go", &[&(-(times as f64)).into()]);
}

/// The number of this entry of the history: greater than those of all that were made before.
pub fn entry() -> f64 {
    PLACES.with_borrow(|places| places.current)
}

/// How many entries this tab has; 1 means that Back would leave the app.
pub fn depth() -> u32 {
    js::get(&history(), "length").as_f64().unwrap_or(1.0) as u32
}

/// Scrolls to where this entry was left; a new one begins at the part of the page that is marked
/// `data-start`, or else at the top. Call when the new page is in the document.
pub fn restore_scroll() {
    match PLACES.with_borrow(Places::top) {
        Some(top) => scroll_to(top),
        None if reveal("[data-start]", "start") => {}
        None => scroll_to_top(),
    }
}

/// Scrolls the first element that matches into view: "start" brings it to the top, "nearest" moves no
/// more than it must. `false` when there is none.
pub fn reveal(selector: &str, block: &str) -> bool {
    let Some(element) = js::document().and_then(|page| page.query_selector(selector).ok()?) else {
        return false;
    };
    // "instant" because the style sheet may ask for smooth scrolling.
    let options = js::object(&[("block", &block.into()), ("behavior", &"instant".into())]);
    js::call(&element, "scrollIntoView", &[&options]).is_ok()
}

/// Scrolls to the top at once.
pub fn scroll_to_top() {
    scroll_to(0.0);
}

/// Where the entry that was left last was scrolled to, in pixels.
pub fn left_at() -> f64 {
    PLACES.with_borrow(|places| places.left)
}

/// Runs with how far the page is scrolled, in pixels, whenever that changes.
pub fn on_scroll(run: impl Fn(f64) + 'static) -> Subscription {
    js::listen(&js::window(), "scroll", move |_| run(top()))
}

fn top() -> f64 {
    js::get(&js::window(), "scrollY").as_f64().unwrap_or(0.0)
}

/// The title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = js::document() {
        document.set_title(title);
    }
}

/// Moves the keyboard focus to the first element that matches, without scrolling; `false` when there
/// is none.
pub fn focus(selector: &str) -> bool {
    let Some(element) = js::document().and_then(|page| page.query_selector(selector).ok()?) else {
        return false;
    };
    let options = js::object(&[("preventScroll", &true.into())]);
    js::call(&element, "focus", &[&options]).is_ok()
}

/// Loads the page anew.
pub fn reload() {
    let _ = js::call(&location(), "reload", &[]);
}

impl Places {
    fn top(&self) -> Option<f64> {
        let known = self.tops.iter().find(|(entry, _)| *entry == self.current);
        known.map(|(_, top)| *top)
    }

    fn keep(&mut self, top: f64) {
        let current = self.current;
        self.tops.retain(|(entry, _)| *entry != current);
        if self.tops.len() == REMEMBERED {
            self.tops.remove(0);
        }
        self.tops.push((current, top));
    }
}

fn leave() {
    let top = top();
    PLACES.with_borrow_mut(|places| {
        places.left = top;
        places.keep(top);
    });
}

fn enter() {
    let state = js::get(&history(), "state");
    let known = if state.is_object() {
        js::get(&state, "entry").as_f64()
    } else {
        None
    };
    PLACES.with_borrow_mut(|places| match known {
        Some(entry) => {
            places.current = entry;
            if let Some(top) = js::get(&state, "top").as_f64()
                && places.tops.iter().all(|(other, _)| *other != entry)
            {
                places.keep(top);
            }
        }
        // Two entries can be made within one millisecond, but not in order of time.
        None => places.current = (clock::now_ms() as f64).max(places.current + 1.0),
    });
    if known.is_none() {
        mark();
    }
}

/// Writes number and place into the current entry.
fn mark() {
    let (entry, top) = PLACES.with_borrow(|places| (places.current, places.top()));
    let top = top.map_or(JsValue::UNDEFINED, JsValue::from);
    let state = js::object(&[("entry", &entry.into()), ("top", &top)]);
    // Safari refuses more than a hundred in half a minute.
    let _ = js::call(&history(), "replaceState", &[&state, &"".into()]);
}

/// Scrolls to `top` pixels from the start, at once.
pub fn scroll_to(top: f64) {
    // "instant" because the style sheet may ask for smooth scrolling.
    let options = js::object(&[("top", &top.into()), ("behavior", &"instant".into())]);
    let _ = js::call(&js::window(), "scrollTo", &[&options]);
}
