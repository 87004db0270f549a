//! The look back after a trip: what its answers teach the next trips.
//!
//! Only exceptions are named: what was ticked counts as needed until somebody says otherwise.

use crate::domain::checklist::{Bag, Entry, Habit, Judged, List, Verdict};
use crate::domain::ids::{TripId, parent};
use crate::domain::order;
use crate::domain::trip::Trip;
use crate::store::core::change::{Act, Change, Plan, Refusal, edit, existing, refuse};
use crate::store::core::model::Model;

/// One thing done in the look back.
#[derive(Clone, Debug, PartialEq)]
pub enum LookBack {
    /// Say of a thing what it was, or take that back.
    Judge {
        /// The thing.
        thing: Judged,
        /// What was it?
        verdict: Option<Verdict>,
    },
    /// Note a thing that was missing and stood on no list.
    Miss {
        /// Fresh id of its entry: `trip/own`.
        entry: String,
        /// What it is.
        text: String,
        /// Place of the last row of the list, if there is one.
        last: Option<String>,
    },
    /// Finish: of everything else, these were needed.
    Finish {
        /// Id of the trip.
        trip: TripId,
        /// What was taken and not judged; what was judged meanwhile stays as it is.
        needed: Vec<Judged>,
    },
}

impl Act for LookBack {
    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            LookBack::Judge { thing, verdict } => judge(model, thing, verdict, &mut out)?,
            LookBack::Miss { entry, text, last } => {
                let text = text.trim().to_owned();
                if text.is_empty() {
                    return refuse("Write what was missing.");
                }
                let (trip, item) = parent(&entry).unwrap_or((&entry, ""));
                existing::<Trip>(model, trip)?;
                let missed = Entry {
                    own: true,
                    list: List::Packing,
                    text: Some(text.clone()),
                    bag: Some(Bag::OnMe),
                    order: Some(order::after(last.as_deref())),
                    verdict: Some(Verdict::Missed),
                    ..Entry::default()
                };
                edit(model, &entry, &missed, &mut out)?;
                let mut habit: Habit = model.get_or_default(item);
                habit.learn_own(None, missed.verdict, text, Bag::OnMe);
                edit(model, item, &habit, &mut out)?;
            }
            LookBack::Finish { trip, needed } => {
                let mut now: Trip = existing(model, &trip)?;
                for thing in needed {
                    let judged = model.get::<Entry>(&thing.entry);
                    if judged.is_none_or(|entry| entry.verdict.is_none()) {
                        judge(model, thing, Some(Verdict::Needed), &mut out)?;
                    }
                }
                now.reviewed = true;
                edit(model, &trip, &now, &mut out)?;
            }
        }
        Ok(Plan::Write(out))
    }
}

fn judge(
    model: &Model,
    thing: Judged,
    verdict: Option<Verdict>,
    out: &mut Vec<Change>,
) -> Result<(), Refusal> {
    let mut entry: Entry = model.get_or_default(&thing.entry);
    let before = std::mem::replace(&mut entry.verdict, verdict);
    edit(model, &thing.entry, &entry, out)?;
    let mut habit: Habit = model.get_or_default(&thing.item);
    match thing.own {
        Some((text, bag)) => habit.learn_own(before, verdict, text, bag),
        None => habit.learn(before, verdict),
    }
    edit(model, &thing.item, &habit, out)
}
