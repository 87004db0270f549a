//! The look back after a trip: which things are in question, and what is presumed of them.

use crate::domain::checklist::{Bag, Judged, Verdict};
use crate::store::read::line::{Hidden, Line};
use crate::store::read::packing::PackRow;

/// What the look back shows: first what was not ticked, which was missed or not needed if anything was,
/// then what was taken. What was taken off the list has nothing to say unless it was judged.
pub fn in_question(rows: Vec<PackRow>) -> Vec<PackRow> {
    let says = |row: &PackRow| row.line.hidden == Hidden::No || row.line.verdict.is_some();
    let (taken, mut in_question): (Vec<PackRow>, Vec<PackRow>) =
        rows.into_iter().filter(says).partition(|row| row.line.done);
    in_question.extend(taken);
    in_question
}

/// What a row says of itself: the answer given, or that a thing that was taken was needed.
pub fn presumed(line: &Line) -> Option<Verdict> {
    line.verdict
        .or_else(|| line.done.then_some(Verdict::Needed))
}

/// An answer that had to be given, because nothing presumes it.
pub fn is_exception(line: &Line) -> bool {
    line.verdict
        .is_some_and(|verdict| verdict != Verdict::Needed)
}

/// The thing of a row.
pub fn thing_of(line: &Line, bag: Bag) -> Judged {
    Judged {
        entry: line.id.clone(),
        item: line.item.clone(),
        own: line.own.then(|| (line.text.clone(), bag)),
    }
}
