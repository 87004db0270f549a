//! What is asked of the recorded answers: the library in order, its size, what could be deleted first,
//! earlier takes of the same thing, and what they show over weeks.

use crate::domain::ids::{DrillId, TakeId};
use crate::domain::take::{Of, Take, VOICE, Voice};
use crate::domain::time::{Day, Instant};
use crate::store::core::model::Model;

/// A take with its id.
pub type Known = (TakeId, Take);

/// All takes that were not deleted, newest first.
pub fn takes(model: &Model) -> Vec<Known> {
    let mut found: Vec<Known> = model
        .all::<Take>()
        .iter()
        .filter(|(_, take)| take.gone.is_none())
        .map(|(id, take)| (id.as_str().into(), take.clone()))
        .collect();
    found.sort_by(|a, b| (b.1.at, &b.0).cmp(&(a.1.at, &a.0)));
    found
}

/// Takes of one story, card or practice interview's answer, newest first.
pub fn takes_of(model: &Model, of: &Of) -> Vec<Known> {
    let of = of.text();
    let mut found = takes(model);
    found.retain(|(_, take)| take.of == of);
    found
}

/// Takes of one practice interview, in the order in which they were spoken.
pub fn takes_of_drill(model: &Model, drill: &DrillId) -> Vec<Known> {
    let mut found = takes(model);
    found.retain(|(_, take)| take.drill == *drill && !drill.is_empty());
    found.reverse();
    found
}

/// Size of all takes, in bytes.
pub fn size(model: &Model) -> f64 {
    let all = takes(model);
    all.iter().map(|(_, take)| f64::from(take.bytes)).sum()
}

/// What to offer for deletion first: the oldest that nobody wants to keep.
pub fn oldest(model: &Model) -> Vec<Known> {
    let mut found = takes(model);
    found.retain(|(_, take)| !take.kept);
    found.reverse();
    found
}

/// Takes that were deleted and cannot be taken back any more: their sound may go.
pub fn past_recall(model: &Model, now: Instant) -> Vec<Known> {
    model
        .all::<Take>()
        .iter()
        .filter(|(_, take)| take.is_past_recall(now))
        .map(|(id, take)| (id.as_str().into(), take.clone()))
        .collect()
}

/// The take before this one of the same thing, with figures.
pub fn before(model: &Model, id: &TakeId) -> Option<Known> {
    let this = model.get::<Take>(id)?;
    let of = Of::read(&this.of);
    if of == Of::Anything {
        return None;
    }
    takes_of(model, &of)
        .into_iter()
        .find(|(other, take)| other != id && take.at < this.at && take.figures().is_some())
}

/// Takes with figures, oldest first, the known text left out: what progress is read from.
pub fn judged(model: &Model) -> Vec<Known> {
    let mut found = takes(model);
    found.retain(|(_, take)| take.figures().is_some() && Of::read(&take.of) != Of::KnownText);
    found.reverse();
    found
}

/// What is known of the person's voice.
pub fn voice(model: &Model) -> Voice {
    model.get_or_default(VOICE)
}

/// Why the known text should be read again, if it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reread {
    /// It was never read.
    Never,
    /// So many days ago.
    Old(i64),
    /// With another microphone.
    Microphone,
}

/// Whether the known text should be read (again) on `today`, with a `microphone` of this name if one is
/// on; `good_for` is how many days a reading is good for.
pub fn reread(
    voice: &Voice,
    today: Day,
    good_for: i64,
    microphone: Option<&str>,
) -> Option<Reread> {
    let (Some(_), Some(day)) = (voice.gain, voice.day) else {
        return Some(Reread::Never);
    };
    // Browsers that name no microphone say nothing by it.
    let is_other = |name: &&str| !name.is_empty() && !voice.microphone.is_empty();
    let other = microphone.filter(is_other);
    if other.is_some_and(|name| name != voice.microphone) {
        return Some(Reread::Microphone);
    }
    let age = today.since(day);
    (age > good_for).then_some(Reread::Old(age))
}
