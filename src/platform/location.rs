//! The address bar: the part after `#`, the history, the title, and where the page is scrolled to.
//! Not a router: what an address means is the app's business.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

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

/// What lies over the page. Each cover has a history entry of its own, with the address of the page under
/// it, so that Back takes off the cover and leaves the page.
struct Covers {
    /// Numbers of the open ones and what closes them, the topmost last.
    open: Vec<(f64, Rc<dyn Fn()>)>,
    /// The number of the newest.
    newest: f64,
    /// The entry of a cover that is gone is being left; what waits for that.
    leaving: Option<Vec<Box<dyn FnOnce()>>>,
}

thread_local! {
    static REPLACED: Cell<bool> = const { Cell::new(false) };
    /// The page may lie elsewhere than at its top, where every document begins.
    static MOVED: Cell<bool> = const { Cell::new(false) };
    /// Where a page that still grows is to be scrolled to.
    static WANTED: Cell<Option<f64>> = const { Cell::new(None) };
    static PLACES: RefCell<Places> = const { RefCell::new(Places { current: 0.0, tops: Vec::new(), left: 0.0 }) };
    static COVERS: RefCell<Covers> = const { RefCell::new(Covers { open: Vec::new(), newest: 0.0, leaving: None }) };
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
    arrive();
    watch_height();
    let covers = js::listen(&js::window(), "popstate", |_| arrive());
    let links = js::listen(&js::window(), "click", |event| {
        if cover_here().is_some() {
            follow(&event);
        }
    });
    let left = clock::on_hidden(|| {
        commit_typed();
        // A reload keeps only what is in the entry itself.
        leave();
        mark();
    });
    js::listen(&js::window(), "hashchange", move |_| {
        commit_typed();
        MOVED.set(true);
        leave();
        enter();
        run(hash());
    })
    .and(left)
    .and(covers)
    .and(links)
}

/// Tells the field in which somebody types that it is left, as a tap elsewhere would: Back takes its screen away,
/// and the system ends a page, without a word to it.
fn commit_typed() {
    let typed = js::document().and_then(|page| page.active_element());
    let typed = typed.filter(|field| field.matches("input:read-write, textarea") == Ok(true));
    if let (Some(field), Ok(change)) = (typed, web_sys::Event::new("change")) {
        let _ = field.dispatch_event(&change);
    }
}

/// Goes to another hash, as a link would.
pub fn push(hash: &str) {
    let hash = hash.to_owned();
    from_the_page(Box::new(move || js::set(&location(), "hash", &hash.into())));
}

/// Goes to another hash in place of this one, so that Back skips it.
pub fn replace(hash: &str) {
    let hash = ["#", hash].concat();
    from_the_page(Box::new(move || {
        REPLACED.set(true);
        let _ = js::call(&location(), "replace", &[&hash.into()]);
    }));
}

/// The change of hash that is being told came from [`replace`]. Answers once.
pub fn was_replaced() -> bool {
    REPLACED.take()
}

/// As pressing the Back button `times` times.
pub fn back(times: usize) {
    from_the_page(Box::new(move || go_back(times)));
}

fn go_back(times: usize) {
    let _ = js::call(&history(), "go", &[&(-(times as f64)).into()]);
}

/// The number of this entry of the history: greater than those of all that were made before.
pub fn entry() -> f64 {
    PLACES.with_borrow(|places| places.current)
}

/// Something that lies over the page, such as a sheet. Dropping it takes its history entry away.
pub struct Cover(f64);

/// Lays a cover over the page: Back then runs `close` and stays on the page.
pub fn cover(close: impl Fn() + 'static) -> Cover {
    let number = COVERS.with_borrow_mut(|covers| {
        covers.newest = (clock::now_ms() as f64).max(covers.newest + 1.0);
        covers.open.push((covers.newest, Rc::new(close)));
        covers.newest
    });
    once_left(move || {
        if COVERS.with_borrow(|covers| covers.has(number)) {
            write_entry("pushState", Some(number));
        }
    });
    Cover(number)
}

impl Drop for Cover {
    fn drop(&mut self) {
        let was_open = COVERS.with_borrow_mut(|covers| {
            let was_open = covers.has(self.0);
            covers.open.retain(|(number, _)| *number != self.0);
            was_open && covers.leaving.is_none()
        });
        if was_open && cover_here() == Some(self.0) {
            leave_cover(Vec::new());
        }
    }
}

impl Covers {
    fn has(&self, number: f64) -> bool {
        self.open.iter().any(|(known, _)| *known == number)
    }

    /// Takes out those above the cover `here`, or all.
    fn above(&mut self, here: Option<f64>) -> Vec<(f64, Rc<dyn Fn()>)> {
        let under = self
            .open
            .iter()
            .rposition(|(number, _)| Some(*number) == here);
        self.open.split_off(under.map_or(0, |place| place + 1))
    }
}

/// Number of the cover that the current entry is of.
fn cover_here() -> Option<f64> {
    let state = js::get(&history(), "state");
    state
        .is_object()
        .then(|| js::get(&state, "cover").as_f64())?
}

fn leave_cover(then: Vec<Box<dyn FnOnce()>>) {
    COVERS.with_borrow_mut(|covers| covers.leaving = Some(then));
    // Not while an entry is arriving: Firefox forgets it then.
    clock::after(0, || go_back(1)).forever();
}

/// Runs `then` as soon as no entry is being left.
fn once_left(then: impl FnOnce() + 'static) {
    let now = COVERS.with_borrow_mut(|covers| match &mut covers.leaving {
        Some(waiting) => {
            waiting.push(Box::new(then));
            None
        }
        None => Some(then),
    });
    if let Some(then) = now {
        then();
    }
}

/// Runs `then` on the entry of the page itself, so that what is under a cover is what is left.
fn from_the_page(then: Box<dyn FnOnce()>) {
    let is_leaving = COVERS.with_borrow(|covers| covers.leaving.is_some());
    if is_leaving {
        once_left(|| from_the_page(then));
    } else if cover_here().is_some() {
        let all = COVERS.with_borrow_mut(|covers| covers.above(None));
        all.into_iter().rev().for_each(|(_, close)| close());
        leave_cover(vec![Box::new(|| from_the_page(then))]);
    } else {
        then();
    }
}

/// Follows a link on a cover, which goes with its entry: the way back has one step for each screen.
fn follow(click: &JsValue) {
    let is = |name: &str| js::get(click, name).is_truthy();
    let link = js::call(
        &js::get(click, "target"),
        "closest",
        &[&"a[href^='#']".into()],
    );
    let hash = link.and_then(|link| js::call(&link, "getAttribute", &[&"href".into()]));
    let hash = hash.ok().and_then(|hash| hash.as_string());
    let elsewhere = ["defaultPrevented", "ctrlKey", "metaKey", "shiftKey"];
    if let Some(hash) = hash.filter(|_| !elsewhere.into_iter().any(is)) {
        let _ = js::call(click, "preventDefault", &[]);
        push(hash.trim_start_matches('#'));
    }
}

/// Another entry is the current one, or the same one after a reload.
fn arrive() {
    let here = cover_here();
    let (gone, waiting) = COVERS.with_borrow_mut(|covers| {
        let waiting = covers.leaving.take();
        let gone = match waiting {
            Some(_) => Vec::new(),
            None => covers.above(here),
        };
        (gone, waiting.unwrap_or_default())
    });
    for (_, close) in gone.into_iter().rev() {
        close();
    }
    // Forward leads to the entry of a cover that is gone, and so does Back from a screen that was
    // opened by a link on it.
    if here.is_some_and(|number| !COVERS.with_borrow(|covers| covers.has(number))) {
        return leave_cover(waiting);
    }
    // Not now: going to another hash tells of a new entry before it returns, and WebKit forgets it while
    // it is still arriving.
    if !waiting.is_empty() {
        clock::after(0, move || waiting.into_iter().for_each(once_left)).forever();
    }
}

/// How many entries this tab has; 1 means that Back would leave the app.
pub fn depth() -> u32 {
    js::get(&history(), "length").as_f64().unwrap_or(1.0) as u32
}

/// Scrolls to where this entry was left; a new one begins at the part of the page that is marked
/// `data-start`, or else at the top. Call when the new page is in the document.
pub fn restore_scroll() {
    match PLACES.with_borrow(Places::top) {
        Some(top) => scroll_when_there(top),
        None if reveal("[data-start]", "start") => {}
        None => scroll_to_top(),
    }
}

/// Scrolls to `top`; a page that is still too short is followed while it grows, until the person acts.
pub fn scroll_when_there(top: f64) {
    scroll_to(top);
    WANTED.set((top > 0.0 && self::top() + 1.0 < top).then_some(top));
}

/// Follows the height of the page for what `scroll_when_there` wants.
fn watch_height() {
    let grown = js::callback(|_| {
        if let Some(top) = WANTED.get() {
            scroll_when_there(top);
        }
    });
    let observer = js::get(&js::window(), "ResizeObserver");
    let page = js::document().and_then(|page| page.document_element());
    let arguments = js_sys::Array::of1(js::function(&grown));
    if let (Some(observer), Some(page)) = (observer.dyn_ref::<js_sys::Function>(), page)
        && let Ok(observer) = js_sys::Reflect::construct(observer, &arguments)
    {
        let _ = js::call(&observer, "observe", &[&page.into()]);
        // For as long as the app.
        grown.forget();
    }
    js::listen(&js::window(), "scroll", |_| MOVED.set(true)).forever();
    for act in ["pointerdown", "wheel", "keydown"] {
        js::listen(&js::window(), act, |_| WANTED.set(None)).forever();
    }
}

/// Scrolls the first element that matches into view: "start" brings it to the top, "nearest" moves no
/// more than it must. `false` when there is none.
pub fn reveal(selector: &str, block: &str) -> bool {
    let Some(element) = js::document().and_then(|page| page.query_selector(selector).ok()?) else {
        return false;
    };
    bring(&element, block)
}

fn bring(element: &web_sys::Element, block: &str) -> bool {
    MOVED.set(true);
    // "instant" because the style sheet may ask for smooth scrolling.
    let options = js::object(&[("block", &block.into()), ("behavior", &"instant".into())]);
    js::call(element, "scrollIntoView", &[&options]).is_ok()
}

/// Scrolls so that the whole field with the focus is in sight, or of a long one at least the sentence under it.
pub fn reveal_field() {
    // Not `:focus`, which matches nothing while the window itself is not in front.
    let control = js::document().and_then(|page| page.active_element());
    let Some(field) = control.and_then(|control| control.closest(".field").ok()?) else {
        return;
    };
    bring(&field, "center");
    if let Ok(Some(sentence)) = field.query_selector(".error") {
        bring(&sentence, "nearest");
    }
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
    let top = WANTED.take().unwrap_or_else(top);
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
    write_entry("replaceState", cover_here());
}

fn write_entry(method: &str, cover: Option<f64>) {
    let (entry, top) = PLACES.with_borrow(|places| (places.current, places.top()));
    let top = top.map_or(JsValue::UNDEFINED, JsValue::from);
    let state = js::object(&[
        ("entry", &entry.into()),
        ("top", &top),
        ("cover", &cover.map_or(JsValue::NULL, JsValue::from)),
    ]);
    // Safari refuses more than a hundred in half a minute.
    let _ = js::call(&history(), method, &[&state, &"".into()]);
}

/// Scrolls to `top` pixels from the start, at once.
pub fn scroll_to(top: f64) {
    // To scroll, the browser lays the page out at once; at a start nothing is to be scrolled, and it would be
    // laid out twice.
    if top == 0.0 && !MOVED.get() {
        return;
    }
    MOVED.set(true);
    // "instant" because the style sheet may ask for smooth scrolling.
    let options = js::object(&[("top", &top.into()), ("behavior", &"instant".into())]);
    let _ = js::call(&js::window(), "scrollTo", &[&options]);
}
