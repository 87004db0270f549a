//! Criteria as they may be kept.

use crate::domain::ranking::{Criterion, TITLE_MAX};
use crate::domain::text::is_longer;
use crate::domain::words::essence;
use crate::store::core::change::{Refusal, existing, refuse};
use crate::store::core::model::Model;
use crate::store::core::ranking::criteria::anchor_fault;

/// A criterion as it is stored; one of the content that nobody has changed is the default.
pub(super) fn criterion_now(model: &Model, id: &str) -> Result<Criterion, Refusal> {
    let remains = model.remains::<Criterion>(id);
    if remains.is_some_and(|one| one.own) {
        // Deleted ones do not come back by an edit.
        return existing(model, id);
    }
    Ok(model.get_or_default(id))
}

/// The criterion with these words. `taken` are the titles of the others as they are shown: of those of the
/// content none is stored.
pub(super) fn worded(
    model: &Model,
    id: &str,
    one: Criterion,
    title: String,
    anchors: [String; 5],
    taken: &[String],
) -> Result<Criterion, Refusal> {
    let title = title.trim().to_owned();
    let anchors = anchors.map(|anchor| anchor.trim().to_owned());
    if one.own && title.is_empty() {
        return refuse("Write what you want to compare, for example “Near my sister”.");
    }
    if is_longer(&title, TITLE_MAX) {
        return refuse("Shorten the title to 80 characters.");
    }
    if let Some(fault) = anchors.iter().find_map(|anchor| anchor_fault(anchor)) {
        return refuse(fault);
    }
    let called = essence(&title);
    let others = model.all::<Criterion>().iter();
    let stored = others.filter(|(other, _)| *other != id);
    let mut all = stored.map(|(_, one)| &one.title).chain(taken);
    if !called.is_empty() && all.any(|title| essence(title) == called) {
        return refuse("You have a criterion of this name already. Choose another name.");
    }
    Ok(Criterion {
        title,
        anchors,
        ..one
    })
}
