//! Texts that are a name, a place or a title: a page pasted there by mistake would bury the screens on which
//! they stand.

use crate::domain::text::{SHORT_MAX, is_longer};
use crate::store::core::change::Refusal;

/// Refuses each of these texts that is too long, with what it is called: before, after, name. One that was
/// kept already may stay, so that the rest of its record can be changed.
pub(in crate::store) fn short(texts: &[(&str, &str, &str)]) -> Result<(), Refusal> {
    let mut texts = texts.iter();
    let is_wrong =
        |(before, after, _): &&(&str, &str, &str)| before != after && is_longer(after, SHORT_MAX);
    match texts.find(is_wrong) {
        None => Ok(()),
        Some((.., what)) => Err(Refusal(
            [
                "This ",
                *what,
                " is too long. Shorten it to 300 characters.",
            ]
            .concat(),
        )),
    }
}
