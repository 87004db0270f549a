//! What the Today screen says: the next interview and what to do, most urgent first.

use crate::domain::checklist::Urgency;
use crate::domain::order;
use crate::domain::time::{Instant, WallTime, days_from_today};
use crate::domain::trip::{Interview, Trip};
use crate::store::model::Model;
use crate::store::select::{
    Hidden, TripCard, World, all_clashes, city_of, essentials, packing, tasks, trips,
};

/// After this many changes without an export Today asks for one.
pub const BACKUP_AFTER_CHANGES: u64 = 50;
/// After this many days with unsaved-elsewhere changes Today asks for an export.
pub const BACKUP_AFTER_DAYS: i64 = 7;
/// Rows of one trip's tasks on Today; the rest is one more tap away.
const TASKS_SHOWN: usize = 3;

/// The interview that comes next, or is on now.
#[derive(Clone, Debug, PartialEq)]
pub struct NextInterview {
    /// Id of its trip.
    pub trip: String,
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
    /// The packing list.
    Packing,
    /// A trip that is not finished or not looked back on.
    Trip,
    /// An export.
    Backup,
    /// Cards to answer, or answers to rewrite.
    Cards,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub struct TodayRow {
    /// What it is about.
    pub about: About,
    /// What to do.
    pub title: String,
    /// Which program, when.
    pub detail: String,
    /// A word on the time, and how urgent it is.
    pub pill: Option<(Urgency, String)>,
    /// Where a tap leads, a path of the registry.
    pub path: String,
    /// Id of the entry that a tap can tick, for a single task.
    pub entry: Option<String>,
}

/// The whole screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Today {
    /// The next interview.
    pub next: Option<NextInterview>,
    /// Most urgent first.
    pub rows: Vec<TodayRow>,
    /// What comes within a week after today.
    pub week: Vec<TodayRow>,
}

/// Reads the whole screen.
pub fn today(model: &Model, world: &World) -> Today {
    let trips = trips(model, world);
    let mut rows = Vec::new();
    let mut week = Vec::new();
    for clash in all_clashes(model, world) {
        rows.push(TodayRow {
            about: About::Clash,
            title: clash.sentence,
            detail: String::new(),
            pill: Some((Urgency::Late, "clash".to_owned())),
            path: ["pack/", &clash.trip].concat(),
            entry: None,
        });
    }
    let open = || trips.iter().filter(|trip| !trip.draft);
    for trip in open() {
        add_tasks(model, trip, world, &mut rows, &mut week);
    }
    if let Some(trip) = open().find(|trip| !trip.over) {
        rows.extend(packing_row(model, trip, world));
    }
    for trip in &trips {
        if trip.draft {
            rows.push(trip_row(
                "Finish the new trip",
                trip,
                ["pack/", &trip.id, "/edit"].concat(),
            ));
        } else if trip.to_review {
            rows.push(trip_row(
                "What did you need?",
                trip,
                ["pack/", &trip.id, "/review"].concat(),
            ));
        }
    }
    rows.extend(backup_row(model, world));
    Today {
        next: next_interview(model, world),
        rows: by_urgency(rows),
        week,
    }
}

/// The most urgent first; those alike stay as they stood.
pub fn by_urgency(rows: Vec<TodayRow>) -> Vec<TodayRow> {
    let urgency = |row: &TodayRow| {
        row.pill
            .as_ref()
            .map_or(Urgency::Later, |(urgency, _)| *urgency)
    };
    order::by_text(rows, |row| (urgency(row) as u8).to_string())
}

fn trip_row(title: &str, trip: &TripCard, path: String) -> TodayRow {
    let detail = if trip.detail.is_empty() {
        &trip.title
    } else {
        &trip.detail
    };
    TodayRow {
        about: About::Trip,
        title: title.to_owned(),
        detail: detail.clone(),
        pill: None,
        path,
        entry: None,
    }
}

fn add_tasks(
    model: &Model,
    trip: &TripCard,
    world: &World,
    rows: &mut Vec<TodayRow>,
    week: &mut Vec<TodayRow>,
) {
    let path = ["pack/", &trip.id, "/logistics"].concat();
    let mut pressing = Vec::new();
    for task in tasks(model, &trip.id, world) {
        let (Some(due), Hidden::No) = (&task.due, task.line.hidden) else {
            continue;
        };
        if task.line.done {
            continue;
        }
        let when = match due.wall {
            Some(wall) => world.when(&due.zone, wall),
            None => due.day.short(),
        };
        let program = task.program.as_deref().unwrap_or(&trip.title);
        let days = due.day.since(world.today());
        let word = match (task.urgency, due.wall) {
            (Urgency::Late, _) => "late".to_owned(),
            (_, Some(wall)) if days == 0 => wall.minute.text(),
            _ => days_from_today(days),
        };
        let row = TodayRow {
            about: About::Task,
            title: task.line.text.clone(),
            detail: [program, ", ", &when].concat(),
            pill: Some((task.urgency, word)),
            path: path.clone(),
            entry: Some(task.line.id.clone()),
        };
        match task.urgency {
            Urgency::Late | Urgency::Today => pressing.push(row),
            Urgency::Next | Urgency::Later if (1..=7).contains(&days) => week.push(row),
            _ => {}
        }
    }
    let more = pressing.len().saturating_sub(TASKS_SHOWN);
    // The newest of the late ones and those of today matter most; older ones are one tap away.
    let shown = if more > 0 { more + 1.. } else { 0.. };
    if more > 0 {
        rows.push(TodayRow {
            about: About::Task,
            title: [&(more + 1).to_string(), " more tasks are late or due"].concat(),
            detail: trip.title.clone(),
            pill: Some((Urgency::Late, "late".to_owned())),
            path,
            entry: None,
        });
    }
    rows.extend(pressing.drain(shown));
}

fn packing_row(model: &Model, trip: &TripCard, world: &World) -> Option<TodayRow> {
    let list = packing(model, &trip.id, world);
    let open = essentials(&list).open();
    if open == 0 {
        return None;
    }
    let days = trip.first_day?.since(world.today());
    let names: Vec<&str> = list
        .iter()
        .map(|row| &row.line)
        .filter(|line| line.essential && !line.done && line.hidden == Hidden::No)
        .take(2)
        .map(|line| &*line.text)
        .collect();
    let (urgency, word) = match days {
        ..=0 => (Urgency::Late, "now".to_owned()),
        1 => (Urgency::Today, "tonight".to_owned()),
        2..=3 => (Urgency::Next, days_from_today(days)),
        _ => (Urgency::Later, days_from_today(days)),
    };
    let thing = if open == 1 {
        " essential not packed"
    } else {
        " essentials not packed"
    };
    Some(TodayRow {
        about: About::Packing,
        title: [&open.to_string(), thing].concat(),
        detail: [&trip.title, ": ", &names.join(", ")].concat(),
        pill: Some((urgency, word)),
        path: ["pack/", &trip.id].concat(),
        entry: None,
    })
}

fn next_interview(model: &Model, world: &World) -> Option<NextInterview> {
    let drafts = |trip: &str| model.get::<Trip>(trip).is_none_or(|trip| trip.draft);
    let (interview, start) = model
        .all::<Interview>()
        .values()
        .filter(|interview| !drafts(&interview.trip))
        .filter_map(|interview| {
            let (start, end) = world.span(interview)?;
            (end > world.now).then_some((interview, start))
        })
        .min_by_key(|(_, start)| *start)?;
    let there = world.wall_at(&interview.zone, start);
    let home = world.home(model);
    let body = world.wall_at(&home, start);
    let place = match interview.place.trim() {
        "" => city_of(&interview.zone),
        place => place.to_owned(),
    };
    let days = world
        .wall_at(world.phone_zone, start)
        .day
        .since(world.today());
    Some(NextInterview {
        trip: interview.trip.clone(),
        name: interview.name().to_owned(),
        distance: distance(days, start, world.now),
        there: [&world.when(&interview.zone, there), " in ", &place].concat(),
        body: (body != there).then(|| body_clock(body, there, &home)),
        on_now: start <= world.now,
    })
}

fn distance(days: i64, start: Instant, now: Instant) -> String {
    let minutes = start.minutes_since(now);
    match (minutes, days) {
        (..0, _) => "now".to_owned(),
        (0..60, _) => ["in ", &minutes.to_string(), " min"].concat(),
        (60..720, _) => [
            "in ",
            &(minutes / 60).to_string(),
            " h ",
            &(minutes % 60).to_string(),
            " min",
        ]
        .concat(),
        _ => days_from_today(days),
    }
}

fn body_clock(body: WallTime, there: WallTime, home: &str) -> String {
    let day = if body.day == there.day {
        String::new()
    } else {
        [&body.day.short(), ", "].concat()
    };
    [
        &day,
        &body.minute.text(),
        " for your body (",
        &city_of(home),
        ")",
    ]
    .concat()
}

fn backup_row(model: &Model, world: &World) -> Option<TodayRow> {
    let last = model.season().exports.last().map(|made| made.at);
    let changes = changes_since(model, last);
    let oldest = last.or_else(|| first_change(model))?;
    let days = world.now.minutes_since(Instant(oldest)).div_euclid(1440);
    let due = changes >= BACKUP_AFTER_CHANGES || (changes > 0 && days >= BACKUP_AFTER_DAYS);
    due.then(|| TodayRow {
        about: About::Backup,
        title: "Save a copy outside the browser".to_owned(),
        detail: match last {
            Some(_) => [
                &changes.to_string(),
                " changes since the last one, ",
                &days_from_today(-days),
            ]
            .concat(),
            None => [&changes.to_string(), " changes and no copy yet"].concat(),
        },
        pill: Some((Urgency::Next, "copy".to_owned())),
        path: "settings/storage".to_owned(),
        entry: None,
    })
}

/// Fields changed after `since` (milliseconds), or ever. The note of the export itself is none.
pub fn changes_since(model: &Model, since: Option<i64>) -> u64 {
    let since = since.and_then(|at| u64::try_from(at).ok()).unwrap_or(0);
    let count = stamps(model).filter(|ms| *ms > since).count();
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn first_change(model: &Model) -> Option<i64> {
    stamps(model).min().and_then(|ms| i64::try_from(ms).ok())
}

fn stamps(model: &Model) -> impl Iterator<Item = u64> {
    model
        .records()
        .values()
        .flat_map(|ids| ids.values())
        .flatten()
        .filter_map(|(field, register)| {
            (&**field != "exports").then_some(register.current()?.hlc.ms)
        })
}
