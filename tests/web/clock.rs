use std::cell::Cell;
use std::rc::Rc;

use matchbook::platform::clock;
use wasm_bindgen_test::wasm_bindgen_test;

fn dispatch(name: &str) {
    let event = web_sys::Event::new(name).unwrap();
    web_sys::window()
        .unwrap()
        .document()
        .unwrap()
        .dispatch_event(&event)
        .unwrap();
}

#[wasm_bindgen_test]
fn the_clock_is_in_milliseconds() {
    // 2025 to 2100.
    assert!((1_735_689_600_000..4_102_444_800_000).contains(&clock::now_ms()));
    let first = clock::monotonic_ms();
    assert!(first >= 0.0 && clock::monotonic_ms() >= first);
}

#[wasm_bindgen_test]
fn being_shown_is_announced_until_the_subscription_is_dropped() {
    let seen = Rc::new(Cell::new(0));
    let count = |seen: &Rc<Cell<i32>>| {
        let seen = seen.clone();
        move || seen.set(seen.get() + 1)
    };
    let shown = clock::on_visible(count(&seen));
    let minute = clock::every_minute(count(&seen));
    let hidden = clock::on_hidden(count(&seen));
    dispatch("visibilitychange");
    assert_eq!(seen.get(), 2);
    drop(minute);
    dispatch("visibilitychange");
    assert_eq!(seen.get(), 3);
    drop((shown, hidden));
    dispatch("visibilitychange");
    assert_eq!(seen.get(), 3);
    assert_eq!(Rc::strong_count(&seen), 1);
}

#[wasm_bindgen_test]
async fn a_timer_fires_once_and_a_dropped_one_never() {
    let fired = Rc::new(Cell::new(0));
    let mark = fired.clone();
    drop(clock::after(0, move || mark.set(100)));
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let mark = fired.clone();
        clock::after(5, move || {
            mark.set(mark.get() + 1);
            let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
        })
        .forever();
    });
    wasm_bindgen_futures::JsFuture::from(promise).await.unwrap();
    assert_eq!(fired.get(), 1);
}
