//! Tags as they may be kept, of cards and of stories.

use std::collections::BTreeSet;

use crate::domain::card::{TAG_MAX, TAGS_MAX};
use crate::domain::text::is_longer;
use crate::store::core::change::{Refusal, refuse};

pub(super) fn checked_tags(tags: BTreeSet<String>) -> Result<BTreeSet<String>, Refusal> {
    let tags: BTreeSet<String> = tags
        .iter()
        .map(|tag| tag.trim().to_owned())
        .filter(|tag| !tag.is_empty())
        .collect();
    if tags.len() > TAGS_MAX {
        return refuse("There can be at most 40 tags. Remove some.");
    }
    if tags.iter().any(|tag| is_longer(tag, TAG_MAX)) {
        return refuse("One tag is too long. Shorten it to 60 characters.");
    }
    Ok(tags)
}
