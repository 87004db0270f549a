//! One tab at a time: work that two tabs must not do at once.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::js;

/// A lock that is held until this value is dropped, or the tab ends.
pub struct Held(#[allow(dead_code, reason = "dropped, not read")] Function);

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

/// Does the work while holding the lock `name`, or returns `None` at once, without beginning it,
/// when another tab holds it. Where the browser has no locks, or forbids them, the work is done.
pub async fn try_exclusive<T>(name: &str, work: impl Future<Output = T>) -> Option<T> {
    let _held = match acquire(name, Sharing::Alone).await {
        Ok(held) => Some(held?),
        Err(_) => None,
    };
    Some(work.await)
}

/// Takes the lock `name` for as long as the answer lives; `None` when another tab has it or the browser
/// has no locks.
pub async fn hold(name: &str) -> Option<Held> {
    acquire(name, Sharing::Alone).await.ok().flatten()
}

/// Waits for the lock `name` and holds it for as long as the page lives, together with all who share it:
/// nobody has it alone meanwhile.
pub async fn share(name: &str) {
    if let Ok(held) = acquire(name, Sharing::Together).await {
        std::mem::forget(held);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Sharing {
    /// At once, or not at all.
    Alone,
    /// As soon as nobody has it alone.
    Together,
}

/// `Ok(None)` when it is taken, `Err` when there are no locks.
async fn acquire(name: &str, sharing: Sharing) -> Result<Option<Held>, JsValue> {
    // The browser keeps the lock until the promise returned by its callback settles.
    let (until, release, _) = js::promise();
    let (granted, grant, _) = js::promise();
    let held = Held(release);
    let offered: Closure<dyn FnMut(JsValue) -> JsValue> = Closure::once(move |lock: JsValue| {
        let _ = grant.call1(&JsValue::UNDEFINED, &lock);
        until
    });
    let options = match sharing {
        Sharing::Alone => js::object(&[("ifAvailable", &true.into())]),
        Sharing::Together => js::object(&[("mode", &"shared".into())]),
    };
    let locks = js::get(&js::navigator(), "locks");
    let requested = js::call(
        &locks,
        "request",
        &[&name.into(), &options, offered.as_ref()],
    )?;
    // The request settles first only when it is refused; else it waits for the release.
    let lock = js::first(&[&granted, &requested]).await?;
    Ok((!lock.is_null()).then_some(held))
}
