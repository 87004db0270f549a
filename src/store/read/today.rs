//! What the Today screen shows at once: the next interview. Also what a row of Today is.
//!
//! It is part of the start, so nothing here reads a list of a trip; what is to be done is `agenda`'s.

use crate::domain::checklist::Urgency;
use crate::domain::time::{Hours, Instant, WallTime, days_from_today};
use crate::domain::trip::{Booking, Format};
use crate::store::core::model::Model;
use crate::store::read::interviews::{path_of, planned, whereabouts};
use crate::store::read::world::{World, city_of};

/// The interview that comes next, or is on now.
#[derive(Clone, Debug, PartialEq)]
pub struct NextInterview {
    /// Address of its trip or, without one, of its program.
    pub path: String,
    /// Name of the program.
    pub name: String,
    /// `today`, `in 2 days`.
    pub distance: String,
    /// `Mon 14 Dec, 08:00 CST in Chicago`.
    pub there: String,
    /// The same instant at home, or nothing when the clocks agree.
    pub body: Option<String>,
    /// It has begun.
    pub on_now: bool,
}

/// What a row is about; decides its icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Two plans that cannot both be true.
    Clash,
    /// A dated task.
    Task,
    /// An interview.
    Interview,
    /// The packing list.
    Packing,
    /// What to wear.
    Attire,
    /// Sentences for the day.
    Phrases,
    /// A trip that is not finished or not looked back on.
    Trip,
    /// An export.
    Backup,
    /// Cards to answer, or answers to rewrite.
    Cards,
    /// The rank list.
    Rank,
    /// What to write down after an interview.
    Debrief,
    /// Thank-you notes.
    Thanks,
    /// Facts about a program.
    Fact,
    /// The app itself, which would not start without a network.
    Offline,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub struct TodayRow {
    /// Tells it from the others.
    pub key: String,
    /// What it is about.
    pub about: About,
    /// What to do.
    pub title: String,
    /// Which program, how late; may be empty.
    pub detail: String,
    /// How urgent it is, and a time or a word of at most ten characters for its end.
    pub end: (Urgency, String),
    /// Where a tap leads, a path of the registry.
    pub path: String,
    /// Ids of the entries that its box ticks; without any it has no box.
    pub entries: Vec<String>,
    /// They are ticked.
    pub done: bool,
    /// Missing it can cost the interview.
    pub high: bool,
}

impl TodayRow {
    /// A row that leads somewhere and has nothing to tick.
    pub fn link(about: About, title: &str, detail: &str, path: &str) -> TodayRow {
        TodayRow {
            key: [path, "#", title].concat(),
            about,
            title: title.to_owned(),
            detail: detail.to_owned(),
            end: (Urgency::Later, String::new()),
            path: path.to_owned(),
            entries: Vec::new(),
            done: false,
            high: false,
        }
    }
}

/// The interview that leads the screen, with its start.
pub(super) fn leading(model: &Model, world: &World) -> Option<(Booking, Instant)> {
    planned(model)
        .filter_map(|(_, interview)| {
            let (start, end) = world.span(&interview)?;
            (end > world.now).then_some((interview, start))
        })
        .min_by_key(|(_, start)| *start)
}

/// The interview that comes next or is on now.
pub fn next_interview(model: &Model, world: &World) -> Option<NextInterview> {
    let (interview, start) = leading(model, world)?;
    let there = world.wall_at(&interview.zone, start);
    let home = world.home(model);
    let body = world.wall_at(&home, start);
    let between = match interview.format {
        Format::InPerson => " ",
        Format::Virtual => ", ",
    };
    let days = world
        .wall_at(world.phone_zone, start)
        .day
        .since(world.today());
    Some(NextInterview {
        path: path_of(&interview),
        name: interview.name().to_owned(),
        distance: distance(days, start, world.now),
        there: [
            &world.when(&interview.zone, there),
            between,
            &whereabouts(&interview),
        ]
        .concat(),
        body: (body != there).then(|| body_clock(body, there, &home, world.hours)),
        on_now: start <= world.now,
    })
}

fn distance(days: i64, start: Instant, now: Instant) -> String {
    match start.minutes_since(now) {
        ..0 => "now".to_owned(),
        minutes @ 0..720 => ["in ", &span_text(minutes)].concat(),
        _ => days_from_today(days),
    }
}

/// `25 min`, `1 h 19 min`, `2 h`.
pub fn span_text(minutes: i64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let hours = [&*hours.to_string(), " h"].concat();
    let rest_text = [&*rest.to_string(), " min"].concat();
    match (minutes, rest) {
        (..60, _) => rest_text,
        (_, 0) => hours,
        _ => [&*hours, " ", &rest_text].concat(),
    }
}

fn body_clock(body: WallTime, there: WallTime, home: &str, hours: Hours) -> String {
    let day = if body.day == there.day {
        String::new()
    } else {
        [&body.day.short(), ", "].concat()
    };
    [
        &day,
        &body.minute.clock(hours),
        " for your body (",
        &city_of(home),
        ")",
    ]
    .concat()
}

/// Those of the parts that say something, as one line.
pub fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}
