//! What an interview leaves to do, as the page of its program shows it.

use crate::domain::thanks::{Clock, ThanksPolicy};
use crate::domain::trip::{Booking, Interview};
use crate::store::core::bookings::bookings;
use crate::store::core::model::Model;
use crate::store::read::interviews::ended;
use crate::store::read::thanks::{open_notes, policy, recipients};
use crate::store::read::world::World;

/// An interview that is over, and how far one is with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// Its id.
    pub interview: String,
    /// `Mon 14 Dec`.
    pub day: String,
    /// How far its debrief is.
    pub debrief: String,
    /// How far its notes are.
    pub thanks: String,
}

/// The interviews of a program that are over, the newest first.
pub fn after(model: &Model, world: &World, program: &str) -> Vec<After> {
    let mine = |one: &Interview| one.at.as_deref() == Some(program);
    let over = bookings(model, &mine).filter(|(_, one)| ended(one, world).is_some());
    let mut all: Vec<After> = over
        .map(|(id, one)| After {
            interview: id.clone(),
            day: one.day.map_or_else(String::new, |day| day.short()),
            debrief: match one.debriefed {
                Some(day) => ["Done on ", &*day.short()].concat(),
                None => "Write it while you remember".to_owned(),
            },
            thanks: thanks_words(model, world, id, &one),
        })
        .collect();
    all.reverse();
    all
}

fn thanks_words(model: &Model, world: &World, id: &str, one: &Booking) -> String {
    if policy(model, one) == ThanksPolicy::DoNotSend {
        return "The program asks for none".to_owned();
    }
    let (open, clock) = open_notes(model, world, id, one);
    let people = match open {
        0 if recipients(model, id, one).is_empty() => return "Nobody is noted yet".to_owned(),
        0 => return "Nothing left to send".to_owned(),
        1 => "1 person to thank".to_owned(),
        open => [&*open.to_string(), " people to thank"].concat(),
    };
    match (clock, clock.hours()) {
        (_, Some(hours)) => [&*people, ", ", &*hours.to_string(), " h left"].concat(),
        (Clock::Over, None) => [&*people, ", 72 h are over"].concat(),
        _ => people,
    }
}
