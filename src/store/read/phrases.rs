//! What the person marked about the phrases.

use std::collections::BTreeSet;

use crate::domain::phrase::PhraseMark;
use crate::store::core::model::Model;

/// Ids of the favorite phrases.
pub fn favorites(model: &Model) -> BTreeSet<String> {
    let marks = model.all::<PhraseMark>().iter();
    let favorites = marks.filter(|(_, mark)| mark.favorite);
    favorites.map(|(id, _)| id.clone()).collect()
}
