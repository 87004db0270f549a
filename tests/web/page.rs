use std::cell::{Cell, RefCell};
use std::rc::Rc;

use matchbook::platform::bytes::Bytes;
use matchbook::platform::fault::Fault;
use matchbook::platform::keyboard::Key;
use matchbook::platform::loader::{self, LoadError};
use matchbook::platform::{
    fault, files, haptics, install, keyboard, location, requests, service_worker, storage,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(inline_js = "
    export function press(selector, key, options) {
        const target = selector ? document.querySelector(selector) : document.body;
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...JSON.parse(options) });
        return !target.dispatchEvent(event);
    }
    export function add(html) {
        const box = document.createElement('div');
        box.innerHTML = html;
        document.body.append(box);
    }
    export const next_hash = () => new Promise(done => addEventListener('hashchange', done, { once: true }));
    export const scroll_y = () => scrollY;
    export const reject = () => { Promise.reject(new TypeError('left alone')); };
    export const raise = error => dispatchEvent(new ErrorEvent('error', { error, cancelable: true }));
    export const turn = () => new Promise(done => setTimeout(done, 0));
")]
extern "C" {
    fn press(selector: Option<&str>, key: &str, options: &str) -> bool;
    fn add(html: &str);
    #[wasm_bindgen(catch)]
    async fn next_hash() -> Result<JsValue, JsValue>;
    fn scroll_y() -> f64;
    fn reject();
    fn raise(error: &JsValue);
    #[wasm_bindgen(catch)]
    async fn turn() -> Result<JsValue, JsValue>;
}

#[wasm_bindgen_test]
fn keys_are_named_and_can_be_handled() {
    add("<input id=field><input id=box type=checkbox><p id=rich contenteditable>x</p>");
    let seen: Rc<RefCell<Vec<Key>>> = Rc::default();
    let subscription = keyboard::on_key({
        let seen = seen.clone();
        move |key| {
            seen.borrow_mut().push(key.clone());
            key.name == "?"
        }
    });
    assert!(press(None, "?", "{}"));
    assert!(!press(Some("#field"), "a", "{\"metaKey\": true}"));
    assert!(!press(Some("#box"), "b", "{\"shiftKey\": true}"));
    assert!(!press(Some("#rich"), "c", "{\"altKey\": true}"));
    assert!(!press(None, "d", "{\"isComposing\": true}"));
    drop(subscription);
    assert!(!press(None, "?", "{}"));
    let flags: Vec<_> = seen
        .borrow()
        .iter()
        .map(|key| (key.name.clone(), key.ctrl, key.alt, key.shift, key.editable))
        .collect();
    assert_eq!(
        flags,
        [
            ("?".into(), false, false, false, false),
            ("a".into(), true, false, false, true),
            ("b".into(), false, false, true, false),
            ("c".into(), false, true, false, true),
        ]
    );
}

#[wasm_bindgen_test]
async fn each_history_entry_remembers_where_it_was_scrolled() {
    add("<div style='height: 9000px'></div><button id=target>t</button>");
    let seen: Rc<RefCell<Vec<String>>> = Rc::default();
    let subscription = location::on_hash_change({
        let seen = seen.clone();
        move |hash| {
            seen.borrow_mut().push(hash);
            location::restore_scroll();
        }
    });
    for (index, y) in [120.0, 340.0, 0.0].into_iter().enumerate() {
        let hash = format!("/test/{index}");
        location::push(&hash);
        next_hash().await.unwrap();
        assert_eq!(location::hash(), hash);
        assert_eq!(scroll_y(), 0.0);
        web_sys::window().unwrap().scroll_to_with_x_and_y(0.0, y);
    }
    location::back(1);
    next_hash().await.unwrap();
    assert_eq!(scroll_y(), 340.0);
    location::back(1);
    next_hash().await.unwrap();
    assert_eq!(scroll_y(), 120.0);
    let depth = location::depth();
    location::replace("/test/other");
    next_hash().await.unwrap();
    assert_eq!(location::depth(), depth);
    assert_eq!(scroll_y(), 0.0);
    assert_eq!(
        *seen.borrow(),
        [
            "/test/0",
            "/test/1",
            "/test/2",
            "/test/1",
            "/test/0",
            "/test/other"
        ]
    );
    drop(subscription);
    assert!(location::focus("#target"));
    assert!(!location::focus("#missing"));
    assert!(!location::focus("]["));
    assert_eq!(scroll_y(), 0.0);
    location::set_title("A title");
    assert_eq!(
        web_sys::window().unwrap().document().unwrap().title(),
        "A title"
    );
}

#[wasm_bindgen_test]
async fn files_come_from_the_app_only() {
    for foreign in [
        "https://example.org/a",
        "//example.org/a",
        "/a",
        "../a",
        "./a/../../b",
    ] {
        assert_eq!(
            loader::fetch_text(foreign).await,
            Err(LoadError::Foreign),
            "{foreign}"
        );
    }
    assert_eq!(
        loader::fetch_text("./missing.json").await,
        Err(LoadError::Status(404))
    );
    assert!(loader::fetch_text("./").await.unwrap().contains("<html"));
    let loaded = requests::since_start();
    assert!(loaded.len() > 2);
    assert!(
        loaded.iter().all(|url| url.starts_with("http://127.0.0.1")),
        "{loaded:?}"
    );
}

#[wasm_bindgen_test]
async fn storage_answers_or_gives_up() {
    let (used, quota) = storage::estimate().await.unwrap();
    assert!(used >= 0.0 && quota > 1e6);
    assert_eq!(storage::is_persisted().await, Some(false));
    // Whatever the browser says, it says it in time or not at all.
    assert_ne!(storage::request_persist().await, Some(true));
}

#[wasm_bindgen_test]
async fn absent_features_are_no_errors() {
    haptics::tick();
    files::can_share_files();
    assert_eq!(
        files::share_file("a.exe", "application/x-none", &Bytes::of(b"a")).await,
        files::Shared::Unsupported
    );
    assert!(files::download("a.txt", "text/plain", &Bytes::of(b"a")));
    install::listen(|| ());
    assert!(!install::can_prompt());
    assert!(!install::prompt().await);
    assert!(!install::is_installed());
    assert_eq!(install::family(), install::Family::Desktop);
    assert_eq!(service_worker::version(), "");
    service_worker::start(|| unreachable!());
    assert!(!service_worker::check_now().await);
}

#[wasm_bindgen_test]
async fn faults_are_reported_a_few_times_and_harmless_errors_never() {
    let seen: Rc<RefCell<Vec<Fault>>> = Rc::default();
    let count = Rc::new(Cell::new(0));
    let hook = std::panic::take_hook();
    fault::on_fault({
        let (seen, count) = (seen.clone(), count.clone());
        move |fault| {
            seen.borrow_mut().push(fault.clone());
            count.set(count.get() + 1);
        }
    });
    // A failing test of this suite must still be shown as such.
    std::panic::set_hook(hook);
    raise(&JsValue::NULL);
    assert!(seen.borrow().is_empty());
    reject();
    while seen.borrow().is_empty() {
        turn().await.unwrap();
    }
    let left_alone = Fault {
        message: "TypeError: left alone".into(),
        fatal: false,
    };
    assert_eq!(*seen.borrow(), [left_alone]);
    for _ in 0..9 {
        raise(&js_sys::RangeError::new("loop"));
    }
    assert_eq!(count.get(), 5);
    for _ in 0..2 {
        let trap = js_sys::Error::new("unreachable");
        trap.set_name("RuntimeError");
        raise(&trap);
    }
    assert_eq!(count.get(), 6);
    assert!(seen.borrow().last().is_some_and(|fault| fault.fatal));
}
