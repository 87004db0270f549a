use std::cell::{Cell, RefCell};
use std::rc::Rc;

use matchbook::platform::channel::Channel;
use matchbook::platform::{clock, lock, random};
use wasm_bindgen_test::wasm_bindgen_test;

/// Lets the browser turn once: the resolution of a timer, without waiting for anything else.
async fn turn() {
    let done = Rc::new(Cell::new(false));
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let done = done.clone();
        clock::after(0, move || {
            done.set(true);
            let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
        })
        .forever();
    });
    wasm_bindgen_futures::JsFuture::from(promise).await.unwrap();
    assert!(done.get());
}

#[wasm_bindgen_test]
async fn others_hear_what_is_posted_and_the_poster_does_not() {
    let name = format!("test-{:x}", random::u64());
    let (left, right) = (
        Rc::new(RefCell::new(Vec::new())),
        Rc::new(RefCell::new(Vec::new())),
    );
    let hear = |into: &Rc<RefCell<Vec<String>>>| {
        let into = into.clone();
        move |text| into.borrow_mut().push(text)
    };
    let a = Channel::open(&name, hear(&left));
    let b = Channel::open(&name, hear(&right));
    a.post("one");
    a.post("two");
    while right.borrow().len() < 2 {
        turn().await;
    }
    assert_eq!(*right.borrow(), ["one", "two"]);
    drop(a);
    b.post("nobody hears");
    let c = Channel::open(&name, hear(&left));
    b.post("three");
    while left.borrow().is_empty() {
        turn().await;
    }
    assert_eq!(*left.borrow(), ["three"]);
    drop(c);
}

#[wasm_bindgen_test]
async fn only_one_holds_the_lock_and_it_is_given_back() {
    let name = format!("test-{:x}", random::u64());
    let inner = lock::try_exclusive(&name, async {
        assert_eq!(lock::try_exclusive(&name, async { 1 }).await, None);
        assert_eq!(lock::try_exclusive("another", async { 2 }).await, Some(2));
        3
    });
    assert_eq!(inner.await, Some(3));
    // The browser gives a lock back in a later turn.
    while lock::try_exclusive(&name, async { 4 }).await.is_none() {
        turn().await;
    }
}

#[wasm_bindgen_test]
fn random_numbers_differ() {
    let drawn: std::collections::HashSet<u64> = (0..100).map(|_| random::u64()).collect();
    assert_eq!(drawn.len(), 100);
    assert!(
        (0..64)
            .map(|_| random::u16())
            .collect::<std::collections::HashSet<u16>>()
            .len()
            > 32
    );
}
