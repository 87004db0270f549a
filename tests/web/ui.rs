use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::tick;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use matchbook::ui::{dynamic, each, el};
use wasm_bindgen_test::wasm_bindgen_test;

/// A place in the page where `view` is shown; gone with the handle.
fn show(view: impl FnOnce() -> AnyView + 'static) -> (HtmlElement, impl Drop) {
    let place: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&place).unwrap();
    let handle = mount_to(place.clone(), view);
    (place, handle)
}

/// A part whose words read `flag` through a signal that goes with the part.
fn words(flag: RwSignal<bool>) -> AnyView {
    let word = Signal::derive(move || if flag.get() { "before" } else { "after" }.to_owned());
    el("p")
        .follow(Box::new(move || word.with(|_| ())))
        .say(word)
        .into_any()
}

/// What goes may have been woken by the same change: it must not look for what is gone with it.
#[wasm_bindgen_test]
async fn a_part_that_goes_reads_nothing_any_more() {
    let flag = RwSignal::new(true);
    let (place, _shown) = show(move || {
        let is_there = Memo::new(move |_| flag.get());
        dynamic(move || {
            if is_there.get() {
                dynamic(move || words(flag))
            } else {
                el("b").text("gone").into_any()
            }
        })
    });
    assert_eq!(place.inner_text(), "before");
    flag.set(false);
    tick().await;
    assert_eq!(place.inner_text(), "gone");
}

#[wasm_bindgen_test]
async fn rows_that_go_read_nothing_any_more() {
    let flag = RwSignal::new(true);
    let (place, _shown) = show(move || {
        let is_there = Memo::new(move |_| flag.get());
        dynamic(move || {
            let keys = if is_there.get() {
                vec!["a", "b"]
            } else {
                vec![]
            };
            each(
                move || keys.iter().map(|key| (*key).to_owned()).collect(),
                move |_| words(flag),
            )
        })
    });
    assert_eq!(place.child_element_count(), 2);
    flag.set(false);
    tick().await;
    assert_eq!(place.child_element_count(), 0);
}
