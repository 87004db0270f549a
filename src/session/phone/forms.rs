//! What is typed into a form that makes no record before it is done. It is kept with every key, outlives the page,
//! and goes with a sample; where the browser has no room for it, it waits as long as the page.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::platform::tail;

/// What the key of a form begins with.
const FORM: &str = "mb/form/";

/// A longer text would take the room of changes that are being saved, in bytes.
const MOST: usize = 100_000;

thread_local! {
    /// What the browser has no room for, by its key: it waits as long as the page is there.
    static HERE: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// What waits in a form, or an empty text.
pub fn unfinished(form: &str) -> String {
    let key = [FORM, form].concat();
    let here = HERE.with_borrow(|here| here.get(&key).cloned());
    here.or_else(|| tail::get(&key)).unwrap_or_default()
}

/// Keeps what waits in a form; an empty text when the form is done.
pub fn keep_unfinished(form: &str, text: &str) {
    let key = [FORM, form].concat();
    let is_kept = !text.is_empty() && text.len() <= MOST && tail::put(&key, text).is_ok();
    if !is_kept {
        // Else an older text would come back in its place.
        tail::remove(&key);
    }
    // What is kept may be another tab's in a moment, so only what is not is remembered here.
    HERE.with_borrow_mut(|here| match is_kept || text.is_empty() {
        true => drop(here.remove(&key)),
        false => drop(here.insert(key, text.to_owned())),
    });
}
