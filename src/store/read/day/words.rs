//! The times of an interview day in words: on the program's clock, with the home clock beside it.

use crate::content::lazy::Schedule;
use crate::domain::meeting::{DOOR, JOIN, LEAVE, WAKE};
use crate::domain::time::Instant;
use crate::domain::trip::Booking;
use crate::store::core::model::Model;
use crate::store::read::day::DayPlan;
use crate::store::read::day::clock::{Moment, Phase, Step};
use crate::store::read::morning::Morning;
use crate::store::read::world::{World, city_of};

/// One instant on two clocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clocks {
    /// At the program.
    pub there: String,
    /// At home; empty where it is the same. With the weekday where that is another one.
    pub home: String,
}

/// An instant on both clocks.
pub fn clocks(model: &Model, world: &World, zone: &str, at: Instant) -> Clocks {
    let home = world.home(model);
    let (there, here) = (world.wall_at(zone, at), world.wall_at(&home, at));
    let clock = here.minute.clock(world.hours);
    Clocks {
        there: there.minute.clock(world.hours),
        home: match (here == there, here.day == there.day) {
            (true, _) => String::new(),
            (_, true) => clock,
            (_, false) => [here.day.weekday(), " ", &clock].concat(),
        },
    }
}

/// What is to be done on the way to the interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayLine {
    /// The block that its time is typed into; empty where it has none.
    pub point: &'static str,
    /// When; none for some time of the day before.
    pub at: Option<Clocks>,
    /// What.
    pub title: &'static str,
    /// More about it; may be empty.
    pub detail: String,
}

/// The way to the interview, from the day before to the door or the video room.
pub fn way(model: &Model, world: &World, plan: &DayPlan) -> Vec<WayLine> {
    let clocks = |at| Some(clocks(model, world, &plan.zone, at));
    let line = |point, at, title, detail: &str| WayLine {
        point,
        at,
        title,
        detail: detail.to_owned(),
    };
    match plan.morning {
        Morning::Virtual { join } => vec![line(
            JOIN,
            clocks(join),
            "Be in the video room",
            "Sound, picture and light are tested",
        )],
        Morning::InPerson {
            wake,
            leave,
            door,
            latest,
        } => {
            let latest = world.wall_at(&plan.zone, latest).minute;
            let until = ["Until ", &*latest.clock(world.hours), " at the latest"].concat();
            let before = [
                &*plan.day.plus(-1).short(),
                ". Time the way, find the door and a restroom",
            ]
            .concat();
            vec![
                line("", None, "Walk to the hospital once", &before),
                line(WAKE, clocks(wake), "Wake up", ""),
                line(LEAVE, clocks(leave), "Leave", ""),
                line(DOOR, clocks(door), "Be at the door", &until),
            ]
        }
    }
}

/// `Times in Chicago, CST; small: Kolkata`, or without the latter where both are the same.
pub fn legend(model: &Model, world: &World, plan: &DayPlan) -> String {
    let zone = (world.abbreviation)(&plan.zone, plan.start);
    let there = ["Times in ", &*city_of(&plan.zone), ", ", &*zone].concat();
    let there = there.trim_end_matches([',', ' ']).to_owned();
    match &*clocks(model, world, &plan.zone, plan.start).home {
        "" => there,
        _ => [&*there, "; small: ", &*city_of(&world.home(model))].concat(),
    }
}

/// The place to look for on a map: street and city, or the program's name and its city. Empty for a call.
pub fn place(interview: &Booking) -> String {
    let (street, town) = (interview.street(), interview.town());
    let first = match street.trim() {
        "" => interview.name(),
        street => street,
    };
    let parts = [first, &*town].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<&str>>().join(", ")
}

/// What stands on top of day mode.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Face {
    /// `Now`, `Next, 06:35`.
    pub kick: String,
    /// What is on, or what comes.
    pub title: String,
    /// What the count runs to, after it.
    pub until: String,
    /// What helps; may be empty.
    pub says: String,
}

/// From so many milliseconds before it on, the next room is all that matters.
const SOON: i64 = 60_000;

/// What stands on top at a moment, so many milliseconds before what comes next.
pub fn face(
    world: &World,
    content: &Schedule,
    plan: &DayPlan,
    moment: &Moment,
    left_ms: i64,
) -> Face {
    let clock = |at: Instant| world.wall_at(&plan.zone, at).minute.clock(world.hours);
    let until = moment.until.map(clock).unwrap_or_default();
    let until_words = ["until ", &*until].concat();
    let place = |slot: usize| ["until ", plan.slots[slot].place()].concat();
    let now = |title: &str, until: String, says: String| Face {
        kick: "Now".to_owned(),
        title: title.to_owned(),
        until,
        says,
    };
    match moment.phase {
        Phase::Before(step) => {
            let says = match (step, plan.morning) {
                (Step::Door, Morning::InPerson { latest, .. }) => {
                    ["At the door until ", &*clock(latest), " at the latest."].concat()
                }
                (Step::Wake, _) => "Sleep helps more than another hour with notes.".to_owned(),
                (Step::Leave, _) => "Badge, phone, papers, water.".to_owned(),
                _ => String::new(),
            };
            let day = moment.until.map(|at| world.wall_at(&plan.zone, at).day);
            let day = day.filter(|day| *day != world.wall_in(&plan.zone).day);
            let day = day.map_or(String::new(), |day| [&*day.short(), ", "].concat());
            let title = match step {
                Step::Wake => "Wake up",
                Step::Leave => "Leave",
                Step::Door => "Be at the door",
                Step::Join => "Be in the video room",
                Step::Start => moment.next.map_or("Start", |next| plan.slots[next].name()),
            };
            Face {
                kick: ["Next: ", &*day, &*until].concat(),
                title: title.to_owned(),
                until: until_words,
                says,
            }
        }
        Phase::Room(slot) => now(plan.slots[slot].place(), until_words, String::new()),
        Phase::Between(next) => {
            let is_room = plan.slots[next].is_room();
            let title = match (is_room, moment.last_room) {
                (true, Some(_)) => "Between two rooms",
                (true, None) => "Before the first room",
                (false, _) => "A short pause",
            };
            let advice = &content.reset_60s;
            let from = match left_ms {
                ..=SOON => advice.len().saturating_sub(2),
                _ => 0,
            };
            let advice = advice.iter().skip(from).take(2);
            let says = advice
                .map(|one| [&**one, ". "].concat())
                .collect::<String>();
            now(title, place(next), says.trim_end().to_owned())
        }
        Phase::Block(slot) => {
            let slot = &plan.slots[slot];
            now(&slot.title, until_words, slot.goal.clone())
        }
        Phase::Free => now(
            "Nothing more is planned",
            until_words,
            "The interview is noted until then.".to_owned(),
        ),
        Phase::Over => Face {
            kick: String::new(),
            title: "The interview is over".to_owned(),
            until: String::new(),
            says: "Write down how it was while you remember.".to_owned(),
        },
    }
}

/// What the main button of a note is called: where one goes next.
pub fn next_place<'a>(plan: &'a DayPlan, moment: &Moment) -> Option<&'a str> {
    let next = moment.next.filter(|_| moment.phase != Phase::Over)?;
    Some(plan.slots[next].place())
}
