//! What is typed into a form that makes no record before it is done, as the text that waits for who comes back.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a form holds.
pub trait Typed: Default + PartialEq {
    /// As it waits: an empty text where nothing is typed.
    fn kept(&self) -> String;

    /// Reads what `kept` wrote; nothing is typed where that is nothing of the kind.
    fn of_kept(kept: &str) -> Self;
}

impl<T: Serialize + DeserializeOwned + Default + PartialEq> Typed for T {
    fn kept(&self) -> String {
        match *self == T::default() {
            true => String::new(),
            // Plain data with string keys always serializes.
            false => serde_json::to_string(self).unwrap_or_default(),
        }
    }

    fn of_kept(kept: &str) -> T {
        serde_json::from_str(kept).unwrap_or_default()
    }
}

/// `now` is to be kept by a form that kept or found `known` last. Who is done takes away only what is their own:
/// what lies there by now (`there`) may have been typed in another tab.
pub fn is_to_keep(known: &str, there: &str, now: &str) -> bool {
    now != known && !(now.is_empty() && there != known)
}
