//! `localStorage`: the synchronous complement of the database, not a store of its own.
//!
//! Values are raw strings. gloo-storage panics when the browser forbids storage and wraps values
//! in JSON, so it is asked for the raw object only, and only after a probe has succeeded.

use gloo_storage::{LocalStorage, Storage as _};
use wasm_bindgen::prelude::*;
use web_sys::Storage;

use super::js;

/// Why a value was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TailError {
    /// The five million characters of this site are used up.
    Full,
    /// The browser forbids storage for this site.
    Blocked,
}

thread_local! {
    static LOCAL: Option<Storage> = probe();
}

/// Forbidden storage shows as a missing object, a getter that throws, or a write that throws.
fn probe() -> Option<Storage> {
    const KEY: &str = "mb/probe";
    let storage: Storage = js::get(&js::window(), "localStorage").dyn_into().ok()?;
    match storage.set_item(KEY, KEY) {
        Ok(()) => {
            let kept = storage.get_item(KEY).ok()?.as_deref() == Some(KEY);
            storage.remove_item(KEY).ok()?;
            kept.then(LocalStorage::raw)
        }
        // A full storage can still be read and emptied.
        Err(error) if is_full(&error) => Some(LocalStorage::raw()),
        Err(_) => None,
    }
}

fn is_full(error: &JsValue) -> bool {
    js::error_name(error) == "QuotaExceededError"
}

/// Whether `localStorage` keeps what it is given. Probed once, with a write and a read.
pub fn local_works() -> bool {
    LOCAL.with(Option::is_some)
}

/// Stores `text` under `key`, at once.
///
/// # Errors
/// `Full` or `Blocked`; the old value then stays.
pub fn put(key: &str, text: &str) -> Result<(), TailError> {
    LOCAL.with(|local| {
        let local = local.as_ref().ok_or(TailError::Blocked)?;
        local.set_item(key, text).map_err(|error| {
            if is_full(&error) {
                TailError::Full
            } else {
                TailError::Blocked
            }
        })
    })
}

/// The text under `key`.
pub fn get(key: &str) -> Option<String> {
    LOCAL.with(|local| local.as_ref()?.get_item(key).ok()?)
}

/// Removes `key`; one that is not there is no error.
pub fn remove(key: &str) {
    LOCAL.with(|local| local.as_ref().map(|local| local.remove_item(key)));
}

/// Every entry whose key begins with `prefix`, keys whole, in no order.
pub fn entries(prefix: &str) -> Vec<(String, String)> {
    LOCAL.with(|local| {
        let Some(local) = local else {
            return Vec::new();
        };
        // Another tab may remove entries meanwhile; one that vanishes is simply not listed.
        (0..local.length().unwrap_or(0))
            .filter_map(|index| local.key(index).ok()?)
            .filter(|key| key.starts_with(prefix))
            .filter_map(|key| local.get_item(&key).ok()?.map(|text| (key, text)))
            .collect()
    })
}
