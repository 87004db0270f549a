//! The few ways this room speaks to JavaScript: read or call by name without ever throwing,
//! wait for a promise, listen to an event. One closure type serves every listener, because each
//! further type costs bytes. Not a binding for any feature.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::EventTarget;

use super::Subscription;

/// A closure that JavaScript may call with one argument, or with none.
pub type Callback = Closure<dyn FnMut(JsValue)>;

pub fn callback(run: impl FnMut(JsValue) + 'static) -> Callback {
    Closure::wrap(Box::new(run) as Box<dyn FnMut(JsValue)>)
}

pub fn function(callback: &Callback) -> &Function {
    callback.as_ref().unchecked_ref()
}

/// The property `name`, or undefined when the target has none or refuses.
pub fn get(target: &JsValue, name: &str) -> JsValue {
    Reflect::get(target, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

pub fn set(target: &JsValue, name: &str, value: &JsValue) {
    // Only frozen objects and proxies refuse; every target here is one we made.
    let _ = Reflect::set(target, &name.into(), value);
}

/// A plain object with these properties.
pub fn object(properties: &[(&str, &JsValue)]) -> JsValue {
    let object = js_sys::Object::new().into();
    for (name, value) in properties {
        set(&object, name, value);
    }
    object
}

/// Calls a method that may be missing. `Err` holds what was thrown, or undefined when missing.
pub fn call(target: &JsValue, method: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let Ok(function) = get(target, method).dyn_into::<Function>() else {
        return Err(JsValue::UNDEFINED);
    };
    let list = Array::new();
    for argument in arguments {
        list.push(argument);
    }
    function.apply(target, &list)
}

/// Calls a method that returns a promise and waits for it.
pub async fn ask(
    target: &JsValue,
    method: &str,
    arguments: &[&JsValue],
) -> Result<JsValue, JsValue> {
    settle(call(target, method, arguments)?).await
}

/// Calls a method whose promise nobody waits for: that it is refused is no error of the page.
pub fn wish(target: &JsValue, method: &str) {
    if let Ok(promise) = call(target, method, &[]) {
        wasm_bindgen_futures::spawn_local(async move {
            let _ = settle(promise).await;
        });
    }
}

pub async fn settle(value: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&value)).await
}

/// A promise together with the functions that settle it.
pub fn promise() -> (JsValue, Function, Function) {
    let mut ends = None;
    let promise = Promise::new(&mut |resolve, reject| ends = Some((resolve, reject)));
    // The constructor runs its argument before it returns, so the default is never taken.
    let (resolve, reject) = ends.unwrap_or_default();
    (promise.into(), resolve, reject)
}

/// The first of the promises to settle.
pub async fn first(promises: &[&JsValue]) -> Result<JsValue, JsValue> {
    let list = Array::new();
    for promise in promises {
        list.push(promise);
    }
    JsFuture::from(Promise::race(&list)).await
}

/// The `name` of a DOMException or Error ("QuotaExceededError"), or an empty string.
pub fn error_name(error: &JsValue) -> String {
    get(error, "name").as_string().unwrap_or_default()
}

pub fn window() -> JsValue {
    js_sys::global().into()
}

/// Whether a media query holds.
pub fn matches(query: &str) -> bool {
    call(&window(), "matchMedia", &[&query.into()])
        .is_ok_and(|query| get(&query, "matches").is_truthy())
}

pub fn navigator() -> JsValue {
    get(&window(), "navigator")
}

pub fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// Listens until the subscription is dropped.
pub fn listen(
    target: &JsValue,
    event: &'static str,
    run: impl FnMut(JsValue) + 'static,
) -> Subscription {
    listen_with(target, event, callback(run))
}

fn listen_with(target: &JsValue, event: &'static str, callback: Callback) -> Subscription {
    let Some(target) = target.dyn_ref::<EventTarget>().cloned() else {
        return Subscription::new(|| ());
    };
    let _ = target.add_event_listener_with_callback(event, function(&callback));
    Subscription::new(move || {
        let _ = target.remove_event_listener_with_callback(event, function(&callback));
    })
}
