//! What the interviews of a program that are over leave to do: one read for its page and for its row in the
//! list. Whose time is over is not asked for, as on Today.

use crate::domain::ids::{InterviewId, ProgramId};
use crate::domain::program::Program;
use crate::domain::thanks::Clock;
use crate::domain::trip::{Booking, Interview};
use crate::domain::words::counted;
use crate::store::core::bookings::bookings;
use crate::store::core::model::Model;
use crate::store::core::ranking::list::ranked;
use crate::store::read::debrief::{Step, held, waits};
use crate::store::read::interviews::{ended, is_forgotten, is_over};
use crate::store::read::ranking::rating::rated;
use crate::store::read::thanks::{Thanked, policy, thanked};
use crate::store::read::world::World;

/// Notes of thanks that are to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToThank {
    /// The interview.
    pub interview: InterviewId,
    /// How many.
    pub count: usize,
    /// How much time is left.
    pub clock: Clock,
}

/// What is left of the interviews of a program that are over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// One is over.
    pub any: bool,
    /// The first whose debrief is open.
    pub debrief: Option<InterviewId>,
    /// The first whose notes are open.
    pub thanks: Option<ToThank>,
    /// A note was sent, and none is open.
    pub thanked: bool,
    /// Criteria that are rated.
    pub rated: usize,
}

impl Behind {
    /// Of a program. Nothing of one that is closed or put away.
    pub fn of(model: &Model, world: &World, program: &ProgramId) -> Behind {
        if model.get::<Program>(program).is_none_or(Program::is_off) {
            return Behind::default();
        }
        let mut behind = Behind {
            rated: rated(model, program),
            ..Behind::default()
        };
        let mut notes = Thanked::default();
        for (id, one) in over(model, world, program) {
            behind.any = true;
            let of_this = thanked(model, &id, &one);
            notes.sent += of_this.sent;
            notes.closed += of_this.closed;
            notes.all += of_this.all;
            if is_forgotten(&one, world) {
                continue;
            }
            if one.debriefed.is_none() && behind.debrief.is_none() {
                behind.debrief = Some(id.clone());
            }
            let open = of_this.all - of_this.closed;
            if open > 0 && behind.thanks.is_none() && policy(model, &one).wants_notes() {
                let clock = ended(&one, world).map(|ended| Clock::at(ended, world.now));
                behind.thanks = Some(ToThank {
                    interview: id,
                    count: open,
                    clock: clock.unwrap_or(Clock::Over),
                });
            }
        }
        behind.thanked = notes.sent > 0 && notes.closed == notes.all;
        behind
    }
}

/// The interviews of a program that are over, by date.
pub fn over(model: &Model, world: &World, program: &ProgramId) -> Vec<(InterviewId, Booking)> {
    let mine = |one: &Interview| one.at.as_ref() == Some(program);
    let all = bookings(model, &mine).filter(|(_, one)| is_over(one, world));
    all.map(|(id, one)| (id.clone(), one)).collect()
}

/// How a program stands after its interview, for its row in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// `Debrief open, 2 notes`, `Rated, thanked`; empty where nothing is to be said.
    pub words: String,
    /// `26 h to thank`, or `place 1` once nothing is left.
    pub end: String,
    /// Steps of the open debrief that hold something, of all.
    pub steps: Option<(usize, usize)>,
    /// Nothing is left.
    pub done: bool,
}

/// How a program stands after its interview. `places`: the rank list.
pub fn standing(
    model: &Model,
    world: &World,
    program: &ProgramId,
    places: &[ProgramId],
) -> Standing {
    let behind = Behind::of(model, world, program);
    if !behind.any {
        return Standing::default();
    }
    let steps = behind.debrief.as_ref().map(|interview| {
        let is_done = |step: &&Step| {
            let holds = !held(model, interview, **step, &[]).is_empty();
            holds && waits(model, interview, **step).is_empty()
        };
        let done = Step::ALL.iter().filter(is_done).count();
        (done, Step::ALL.len())
    });
    let notes = behind.thanks.as_ref().map(|thanks| {
        let (one, many) = match behind.debrief {
            Some(_) => ("note", "notes"),
            None => ("note to write", "notes to write"),
        };
        counted(thanks.count, one, many)
    });
    let left = [
        behind.debrief.as_ref().map(|_| "Debrief open".to_owned()),
        notes,
        (behind.rated == 0).then(|| "not rated".to_owned()),
    ];
    let left: Vec<String> = left.into_iter().flatten().collect();
    let done = left.is_empty();
    let words = match (done, behind.thanked) {
        (false, _) if left.len() == 1 && behind.rated == 0 => "Not rated".to_owned(),
        (false, _) => left.join(", "),
        (true, true) => "Rated, thanked".to_owned(),
        (true, false) => "Rated".to_owned(),
    };
    let hours = behind.thanks.and_then(|thanks| thanks.clock.hours());
    let place = places.iter().position(|one| one == program);
    let end = match (hours, place) {
        (Some(hours), _) => [&*hours.to_string(), " h to thank"].concat(),
        (None, Some(place)) if done => ["place ", &*(place + 1).to_string()].concat(),
        _ => String::new(),
    };
    Standing {
        words,
        end,
        steps,
        done,
    }
}

/// The programs of the rank list in order, without those whose interview is still to come.
pub fn places(model: &Model, world: &World) -> Vec<ProgramId> {
    let mut places = ranked(model);
    if places.is_empty() {
        return places;
    }
    let all = bookings(model, &|one: &Interview| one.day.is_some());
    let over = all.filter(|(_, one)| is_over(one, world));
    let over: Vec<ProgramId> = over.filter_map(|(_, one)| one.program_id()).collect();
    places.retain(|id| over.contains(id));
    places
}
