//! The static page around the app: taking it over, its failure panel, its marks for measuring.

use std::cell::{Cell, RefCell};
use std::pin::Pin;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::{Subscription, clock, js};

/// Empties the place the app is mounted into and returns it.
pub fn take_over(id: &str) -> Option<web_sys::HtmlElement> {
    let place = js::document()?.get_element_by_id(id)?;
    place.set_text_content(None);
    place.dyn_into().ok()
}

/// While it holds, the browser asks before it closes or reloads the page, in its own words.
pub fn ask_before_leaving(asks: bool) {
    thread_local! {
        static ASK: js::Callback = js::callback(|event: JsValue| {
            let _ = js::call(&event, "preventDefault", &[]);
            // What older browsers go by.
            js::set(&event, "returnValue", &true.into());
        });
    }
    ASK.with(|ask| {
        let handler = if asks {
            ask.as_ref().clone()
        } else {
            JsValue::NULL
        };
        js::set(&js::window(), "onbeforeunload", &handler);
    });
}

thread_local! {
    /// Pieces of the first screen that are not there yet.
    static AWAITED: Cell<u32> = const { Cell::new(0) };
    static IS_MARKED: Cell<bool> = const { Cell::new(false) };
    /// Settles when the first screen stands in the page, and what settles it.
    static STANDS: (JsValue, Function) = {
        let (promise, resolve, _) = js::promise();
        (promise, resolve)
    };
}

/// Marks this moment, for the benches and tests.
pub fn mark(name: &str) {
    let performance = js::get(&js::window(), "performance");
    let _ = js::call(&performance, "mark", &[&name.into()]);
}

/// Waits until the first screen stands in the page with its real content, has been painted, and the page has
/// nothing else to do.
pub fn first_screen() -> Pin<Box<dyn Future<Output = ()>>> {
    // In a box, so that its code is in the program once and not with each who waits.
    Box::pin(async {
        let stands = STANDS.with(|(promise, _)| promise.clone());
        let _ = js::settle(stands).await;
        clock::painted().await;
        clock::idle().await;
    })
}

/// Something of the first screen is not there yet. When the last of these is dropped, real content stands in
/// the page, which is marked for the benches.
pub fn on_its_way() -> Subscription {
    AWAITED.set(AWAITED.get() + 1);
    Subscription::new(|| {
        AWAITED.set(AWAITED.get().saturating_sub(1));
        if AWAITED.get() == 0 && !IS_MARKED.replace(true) {
            mark("matchbook:ready");
            let _ = STANDS.with(|(_, resolve)| resolve.call0(&JsValue::NULL));
        }
    })
}

/// Asks boot.js to show the panel that needs no program of ours: reload, or save a copy.
pub fn show_failure(message: &str) {
    let detail = js::object(&[("detail", &message.into())]);
    let class = js::get(&js::window(), "CustomEvent");
    let arguments = js_sys::Array::of2(&"matchbook:fault".into(), &detail);
    if let Ok(class) = class.dyn_into::<Function>()
        && let Ok(event) = js_sys::Reflect::construct(&class, &arguments)
    {
        let _ = js::call(&js::window(), "dispatchEvent", &[&event]);
    }
}

/// Notes the size of the program's memory in bytes on the page, for the benches.
pub fn note_memory() {
    #[cfg(target_arch = "wasm32")]
    if let Some(root) = js::document().and_then(|document| document.document_element()) {
        const PAGE: usize = 65_536;
        let bytes = core::arch::wasm32::memory_size::<0>() * PAGE;
        let _ = root.set_attribute("data-wasm-memory", &bytes.to_string());
    }
}

/// The `attribute` of that element of those that match `selector` which the upper part of the window
/// shows: the last one that begins there or above, or else the first of all.
pub fn in_view(selector: &str, attribute: &str) -> Option<String> {
    /// How far down the upper part goes.
    const UPPER: f64 = 0.25;
    let page = js::document()?.into();
    let found = js::call(&page, "querySelectorAll", &[&selector.into()]).ok()?;
    let height = js::get(&js::window(), "innerHeight").as_f64()?;
    let all: Vec<web_sys::Element> = js_sys::Array::from(&found)
        .iter()
        .filter_map(|element| element.dyn_into().ok())
        .collect();
    let begins_above =
        |element: &&web_sys::Element| element.get_bounding_client_rect().top() <= height * UPPER;
    let seen = all.iter().rev().find(begins_above);
    seen.or(all.first())?.get_attribute(attribute)
}

thread_local! {
    /// Where the style sheets lie that are in the page: each is one text of the program.
    static ADOPTED: RefCell<Vec<*const u8>> = const { RefCell::new(Vec::new()) };
}

/// Puts a style sheet into the page, behind all others, unless it is there.
pub fn adopt_style(css: &'static str) {
    let is_there = |known: &mut Vec<*const u8>| {
        let is_there = known.contains(&css.as_ptr());
        known.push(css.as_ptr());
        is_there
    };
    if ADOPTED.with_borrow_mut(is_there) {
        return;
    }
    // Made here, because the page's policy allows no written ones.
    let maker = js::get(&js::window(), "CSSStyleSheet");
    let Some(maker) = maker.dyn_ref::<Function>() else {
        return;
    };
    let (Ok(sheet), Some(document)) = (
        js_sys::Reflect::construct(maker, &js_sys::Array::new()),
        js::document(),
    ) else {
        return;
    };
    if js::call(&sheet, "replaceSync", &[&css.into()]).is_ok() {
        let known = js_sys::Array::from(&js::get(&document, "adoptedStyleSheets"));
        known.push(&sheet);
        js::set(&document, "adoptedStyleSheets", &known);
    }
}
