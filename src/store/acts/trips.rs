//! What a person does to trips and their interviews.
//!
//! Fresh ids and today's date come with the act, because `plan` has neither dice nor clock.

use crate::domain::checklist::Entry;
use crate::domain::ids::{InterviewId, TripId, child, family, parent, within};
use crate::domain::meeting::Block;
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::domain::season::{SEASON, Season};
use crate::domain::time::Day;
use crate::domain::trip::{Interview, Trip};
use crate::store::core::beginning::again;
use crate::store::core::bookings::interviews_of;
use crate::store::core::change::{Act, Change, Plan, Refusal, edit, existing, refuse};
use crate::store::core::model::Model;
use crate::store::core::owners::{delete_all, family_of};
use crate::store::core::short::short;

/// One thing done to trips.
#[derive(Clone, Debug, PartialEq)]
pub enum TripAction {
    /// Begin a trip with one interview; both stay drafts until `Finish`.
    Begin {
        /// Fresh id of the trip.
        trip: TripId,
        /// Fresh id of its first interview.
        interview: InterviewId,
        /// Today at home.
        today: Day,
        /// Zone to keep as home, unless one is kept already.
        home: String,
    },
    /// The form is done: each interview must have a program, a date, a time and a zone.
    Finish {
        /// Id of the trip.
        trip: TripId,
    },
    /// Change a trip.
    Edit {
        /// Id of the trip.
        id: TripId,
        /// As it should be.
        trip: Trip,
    },
    /// Delete a trip with all that goes with it (`owners`): its entries, and the interviews that are of the trip
    /// alone. One that was there before, or of whose day something was written down, stays with its program.
    Delete {
        /// Id of the trip.
        id: TripId,
    },
    /// Add one more interview to a trip.
    AddInterview {
        /// Fresh id.
        id: InterviewId,
        /// Id of the trip.
        trip: TripId,
    },
    /// Change an interview.
    EditInterview {
        /// Id of the interview.
        id: InterviewId,
        /// As it should be.
        interview: Interview,
    },
    /// Delete an interview. Its trip stays, even without another one.
    RemoveInterview {
        /// Id of the interview.
        id: InterviewId,
    },
    /// Make a new draft from a trip: same lists, nothing ticked; no title, no place, no date.
    PackAgain {
        /// Id of the trip to copy.
        from: TripId,
        /// Fresh id of the new trip.
        trip: TripId,
        /// Fresh id of its interview.
        interview: InterviewId,
        /// Today at home.
        today: Day,
    },
}

impl Act for TripAction {
    fn is_of_screen(&self, _: &Model) -> bool {
        !matches!(
            self,
            TripAction::Begin { .. }
                | TripAction::Finish { .. }
                | TripAction::PackAgain { .. }
                | TripAction::AddInterview { .. }
        )
    }

    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            TripAction::Begin {
                trip,
                interview,
                today,
                home,
            } => {
                let season = model.season();
                if season.home_zone.is_empty() {
                    let season = Season {
                        home_zone: home,
                        ..season
                    };
                    edit(model, SEASON, &season, &mut out)?;
                }
                let new = Trip {
                    draft: true,
                    created: Some(today),
                    ..Trip::default()
                };
                edit(model, &trip, &new, &mut out)?;
                let first = Interview {
                    trip: Some(trip),
                    invited: Some(today),
                    ..Interview::default()
                };
                edit(model, &interview, &first, &mut out)?;
            }
            TripAction::Finish { trip: id } => {
                let mut trip: Trip = existing(model, &id)?;
                if interviews_of(model, &id).next().is_none() {
                    return refuse("Add an interview to this trip first.");
                }
                let mut faults =
                    interviews_of(model, &id).flat_map(|(_, interview)| interview.faults());
                if let Some((_, sentence)) = faults.next() {
                    return Err(Refusal(sentence));
                }
                trip.draft = false;
                edit(model, &id, &trip, &mut out)?;
            }
            TripAction::Edit { id, trip } => {
                let before: Trip = existing(model, &id)?;
                short(&[(&before.title, &trip.title, "name")])?;
                edit(model, &id, &trip, &mut out)?;
            }
            TripAction::Delete { id } => {
                existing::<Trip>(model, &id)?;
                delete_trip(model, &id, &mut out)?;
            }
            TripAction::AddInterview { id, trip } => {
                existing::<Trip>(model, &trip)?;
                let last = interviews_of(model, &trip).map(|(_, one)| one).next_back();
                let last = last.unwrap_or_default();
                let new = Interview {
                    trip: Some(trip),
                    zone_guessed: !last.zone.is_empty(),
                    zone: last.zone.clone(),
                    format: last.format,
                    length: last.length,
                    invited: last.invited,
                    ..Interview::default()
                };
                edit(model, &id, &new, &mut out)?;
            }
            TripAction::EditInterview { id, mut interview } => {
                let before: Interview = existing(model, &id)?;
                short(&[
                    (&before.place, &interview.place, "city"),
                    (&before.address, &interview.address, "street"),
                    (&before.door, &interview.door, "door"),
                ])?;
                let usual = before.length == before.format.usual_length();
                if interview.format != before.format && interview.length == before.length && usual {
                    interview.length = interview.format.usual_length();
                }
                // It was said of the other day.
                interview.took_place &= interview.day == before.day;
                edit(model, &id, &interview, &mut out)?;
            }
            TripAction::RemoveInterview { id } => {
                existing::<Interview>(model, &id)?;
                delete_all(model, Interview::KIND, &id, &mut out);
            }
            TripAction::PackAgain {
                from,
                trip,
                interview,
                today,
            } => {
                let old: Trip = existing(model, &from)?;
                let (copy, first) = again(model, &from, &old, today);
                edit(model, &trip, &copy, &mut out)?;
                let first = Interview {
                    trip: Some(trip.clone()),
                    ..first
                };
                edit(model, &interview, &first, &mut out)?;
                let old_first = interviews_of(model, &from).next();
                let (old_interview, _) = old_first.unwrap_or_default();
                for (id, entry) in model.with_prefix::<Entry>(&family(&from)) {
                    let Some(item) = within(&from, id) else {
                        continue;
                    };
                    // Of tasks repeated per interview only the first interview's have a successor.
                    let item = match parent(item) {
                        None => item.to_owned(),
                        Some((item, of)) if of == &*old_interview => child(item, &interview),
                        Some(_) => continue,
                    };
                    let again = Entry {
                        done: false,
                        due: None,
                        verdict: None,
                        ..entry.clone()
                    };
                    if again != Entry::default() {
                        edit(model, &child(&trip, &item), &again, &mut out)?;
                    }
                }
            }
        }
        Ok(Plan::Write(out))
    }
}

/// Deletes a trip with its entries and with the interviews that are of the trip alone.
pub(super) fn delete_trip(
    model: &Model,
    trip: &TripId,
    out: &mut Vec<Change>,
) -> Result<(), Refusal> {
    let mine = |one: &Interview| one.trip.as_ref() == Some(trip);
    let of_trip = model.all::<Interview>().iter().filter(|(_, one)| mine(one));
    let mut kept: Vec<(&str, String)> = Vec::new();
    for (id, interview) in
        of_trip.filter(|(id, one)| stands_alone(model, trip, &id.as_str().into(), one))
    {
        let alone = Interview {
            trip: None,
            ..interview.clone()
        };
        edit(model, id, &alone, out)?;
        let own = family_of(model, Interview::KIND, id).into_iter();
        kept.extend(own.filter(|(kind, _)| *kind != Entry::KIND));
        kept.push((Interview::KIND, id.clone()));
    }
    let mut all = Vec::new();
    delete_all(model, Trip::KIND, trip, &mut all);
    let stays = |change: &Change| {
        let mut kept = kept.iter();
        kept.any(|(kind, id)| *change.kind == **kind && *change.id == **id)
    };
    out.extend(all.into_iter().filter(|change| !stays(change)));
    Ok(())
}

/// The interview belongs to a program, and was there before its trip, or something was written of its day.
pub(super) fn stands_alone(
    model: &Model,
    trip: &TripId,
    id: &InterviewId,
    interview: &Interview,
) -> bool {
    let at = interview.at.as_ref();
    if !at.is_some_and(|at| model.is_alive(Program::KIND, at)) {
        return false;
    }
    let begun = model.register(Trip::KIND, trip, "created");
    let begun = begun.and_then(|register| register.stamps().min());
    let fields = model
        .records()
        .get(Interview::KIND)
        .and_then(|all| all.get(&**id));
    let stamps = fields.into_iter().flat_map(|fields| fields.values());
    let first = stamps.flat_map(|register| register.stamps()).min();
    let was_before = first.zip(begun).is_some_and(|(first, begun)| first < begun);
    let own = family_of(model, Interview::KIND, id).into_iter();
    let mut of_day = own.filter(|(kind, _)| !matches!(*kind, Entry::KIND | Block::KIND));
    was_before
        || interview.debriefed.is_some()
        || of_day.any(|(kind, id)| model.is_alive(kind, &id))
}
