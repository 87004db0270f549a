//! `localStorage`: the synchronous complement of the database, not a store of its own.
//!
//! Values are raw strings. gloo-storage panics when the browser forbids storage and wraps values in JSON, so it
//! is asked for the raw object only, and only after a probe has succeeded.
//!
//! A tab that shows the sample keeps its own in `sessionStorage` instead, which ends with the tab: so neither
//! season meets the keys of the other. Preferences are of the device, whatever the tab shows.

use gloo_storage::{LocalStorage, SessionStorage, Storage as _};
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

const LOCAL: &str = "localStorage";
const TAB: &str = "sessionStorage";

/// Of the device: the number of the sample that lies here. Of the tab: the number of the one that it shows.
const SAMPLE: &str = "mb/sample";

/// What the keys of texts begin with that were refused and wait in their fields.
pub const DRAFT: &str = "mb/d/";

/// What a preference's key begins with.
pub(super) const PREFERENCE: &str = "mb/pref/";

thread_local! {
    static DEVICE: Option<Storage> = probe(LOCAL);
    static TAIL: Option<Storage> = if is_sample() {
        probe(TAB)
    } else {
        DEVICE.with(Clone::clone)
    };
    static IS_SAMPLE: bool = shows_what_lies_here();
}

fn storage(name: &str) -> Option<Storage> {
    js::get(&js::window(), name).dyn_into().ok()
}

fn sample_of(name: &str) -> Option<String> {
    storage(name)?.get_item(SAMPLE).ok()?
}

/// This tab shows the sample, and did when it was loaded. One that the browser brought back after its sample
/// was deleted does not, even where a newer one lies by now.
pub fn is_sample() -> bool {
    IS_SAMPLE.with(|is| *is)
}

/// The sample of this tab is the one that lies on this device at this moment.
pub fn shows_what_lies_here() -> bool {
    let lies_here = sample_of(LOCAL);
    lies_here.is_some() && sample_of(TAB) == lies_here
}

/// A sample lies on this device.
pub fn has_left_sample() -> bool {
    sample_of(LOCAL).is_some()
}

/// Notes that the sample with this number lies on this device, or that none does any more. `false` when that
/// could not be noted.
pub fn note_sample(number: Option<&str>) -> bool {
    storage(LOCAL).is_some_and(|device| {
        let noted = match number {
            Some(number) => device.set_item(SAMPLE, number),
            None => device.remove_item(SAMPLE),
        };
        noted.is_ok()
    })
}

/// From its next load on this tab shows the sample that lies here, or the data of the device. Forgets what it kept of a
/// sample. `false` when that could not be noted.
pub fn turn_to_sample(is_sample: bool) -> bool {
    let Some(tab) = storage(TAB) else {
        return false;
    };
    for (key, _) in listed(&tab, "mb/") {
        let _ = tab.remove_item(&key);
    }
    !is_sample || sample_of(LOCAL).is_some_and(|number| tab.set_item(SAMPLE, &number).is_ok())
}

/// Forbidden storage shows as a missing object, a getter that throws, or a write that throws.
fn probe(name: &str) -> Option<Storage> {
    const KEY: &str = "mb/probe";
    let storage = storage(name)?;
    let raw = match name {
        TAB => SessionStorage::raw,
        _ => LocalStorage::raw,
    };
    match storage.set_item(KEY, KEY) {
        Ok(()) => {
            let kept = storage.get_item(KEY).ok()?.as_deref() == Some(KEY);
            storage.remove_item(KEY).ok()?;
            kept.then(raw)
        }
        // A full storage can still be read and emptied.
        Err(error) if is_full(&error) => Some(raw()),
        Err(_) => None,
    }
}

/// Asks the storage that holds `key`, if there is one.
fn ask<T>(key: &str, ask: impl FnOnce(&Storage) -> T) -> Option<T> {
    let place = if key.starts_with(PREFERENCE) {
        &DEVICE
    } else {
        &TAIL
    };
    place.with(|place| place.as_ref().map(ask))
}

fn is_full(error: &JsValue) -> bool {
    js::error_name(error) == "QuotaExceededError"
}

/// Whether the tail keeps what it is given. Probed once, with a write and a read.
pub fn local_works() -> bool {
    TAIL.with(Option::is_some)
}

/// Stores `text` under `key`, at once.
///
/// # Errors
/// `Full` or `Blocked`; the old value then stays.
pub fn put(key: &str, text: &str) -> Result<(), TailError> {
    let put = ask(key, |storage| storage.set_item(key, text));
    put.ok_or(TailError::Blocked)?.map_err(|error| {
        if is_full(&error) {
            TailError::Full
        } else {
            TailError::Blocked
        }
    })
}

/// The text under `key`.
pub fn get(key: &str) -> Option<String> {
    ask(key, |storage| storage.get_item(key))?.ok()?
}

/// Removes `key`; one that is not there is no error.
pub fn remove(key: &str) {
    ask(key, |storage| storage.remove_item(key));
}

/// Every entry whose key begins with `prefix`, keys whole, in no order.
pub fn entries(prefix: &str) -> Vec<(String, String)> {
    ask(prefix, |storage| listed(storage, prefix)).unwrap_or_default()
}

fn listed(storage: &Storage, prefix: &str) -> Vec<(String, String)> {
    // Another tab may remove entries meanwhile; one that vanishes is simply not listed.
    (0..storage.length().unwrap_or(0))
        .filter_map(|index| storage.key(index).ok()?)
        .filter(|key| key.starts_with(prefix))
        .filter_map(|key| storage.get_item(&key).ok()?.map(|text| (key, text)))
        .collect()
}
