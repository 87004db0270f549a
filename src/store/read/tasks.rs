//! What to do for a trip, and when it is due.

use std::collections::BTreeSet;

use crate::content;
use crate::content::{Priority, Task};
use crate::domain::checklist::{Anchor, Entry, List, Scope, Urgency};
use crate::domain::debrief;
use crate::domain::ids::{InterviewId, TripId, child};
use crate::domain::meeting::{self, Block};
use crate::domain::order;
use crate::domain::thanks;
use crate::domain::time::{Day, Instant, WallTime};
use crate::domain::trip::{Booking, Format, Interview, Trip};
use crate::store::core::bookings::interviews_of;
use crate::store::core::model::Model;
use crate::store::read::conditions::conditions;
use crate::store::read::line::{
    Line, OfList, Template, belongs, entry_id, in_order, line, own_lines,
};
use crate::store::read::thanks::is_settled;
use crate::store::read::world::World;

/// A dated task.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskRow {
    /// What it has in common with other rows.
    pub line: Line,
    /// Name of the program, when the trip has several interviews and this is for one of them.
    pub program: Option<String>,
    /// Id of the interview it is for; none for a task of the whole trip and for an own one.
    pub interview: Option<InterviewId>,
    /// When.
    pub due: Option<Due>,
    /// The date was given by hand.
    pub moved: bool,
    /// How urgent it is or, once ticked, would be.
    pub urgency: Urgency,
    /// Missing it can cost the interview.
    pub high: bool,
    /// It was due before its trip existed: something to catch up with, and not late.
    pub before_trip: bool,
}

/// So many days before and after an interview, its tasks are done at the program, or in step with it.
const AT_PROGRAM_DAYS: i64 = 1;

/// When a task is due.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// Day on the calendar it counts by; for a task with a time, its day at the program.
    pub day: Day,
    /// Time, if it has one.
    pub wall: Option<WallTime>,
    /// The instant of that time; a clock that is set back shows it twice.
    pub at: Option<Instant>,
    /// The program's zone.
    pub zone: String,
    /// Its day begins and ends at the program's midnight. That of what is done at home, or for all of
    /// the journey, does so at the phone's.
    pub at_program: bool,
}

impl OfList for TaskRow {
    fn line(&self) -> &Line {
        &self.line
    }
}

/// A trip's dated tasks in time order; hidden rows included.
pub fn tasks(model: &Model, trip_id: &TripId, world: &World) -> Vec<TaskRow> {
    let yes = conditions(model, trip_id, world);
    let interviews: Vec<(InterviewId, Booking)> = interviews_of(model, trip_id).collect();
    let keys = order::initial(content::LOGISTICS.len());
    let mut rows = Vec::new();
    for (task, key) in content::LOGISTICS.iter().zip(&keys) {
        let several = interviews.len() > 1;
        match task.scope {
            Scope::Trip => {
                let id = entry_id(trip_id, task.id);
                let anchor = match task.anchor {
                    Anchor::InterviewEnd => interviews.last(),
                    Anchor::InviteReceived | Anchor::InterviewStart => interviews.first(),
                };
                if belongs(model, &id, task.retired, task.condition, task.hide_if, &yes) {
                    rows.push(task_row(
                        model,
                        world,
                        id,
                        task,
                        key,
                        anchor.map(|(_, one)| &**one),
                        (None, None),
                    ));
                }
            }
            Scope::Interview => {
                for (interview_id, interview) in &interviews {
                    let is_answered = || is_answered(model, task.id, interview_id, interview);
                    let yes = for_one(&yes, interview.format);
                    let id = child(&entry_id(trip_id, task.id), interview_id);
                    if belongs(model, &id, task.retired, task.condition, task.hide_if, &yes) {
                        let program = several.then(|| interview.name().to_owned());
                        let mut row = task_row(
                            model,
                            world,
                            id,
                            task,
                            key,
                            Some(interview),
                            (Some(interview_id.clone()), program),
                        );
                        row.line.done |= is_answered();
                        rows.push(row);
                    }
                }
            }
        }
    }
    let zone = interviews
        .first()
        .map(|(_, one)| one.zone.clone())
        .unwrap_or_default();
    for (line, entry) in own_lines(model, trip_id, List::Logistics, None) {
        let due = entry.due.map(|wall| Due::at(world, wall, zone.clone()));
        let urgency = urgency(world, due.as_ref(), false);
        rows.push(TaskRow {
            line,
            program: None,
            interview: None,
            due,
            moved: true,
            urgency,
            high: false,
            before_trip: false,
        });
    }
    let created = model.get::<Trip>(trip_id).and_then(|trip| trip.created);
    for row in &mut rows {
        let due = row.due.as_ref().map(|due| due.day);
        row.before_trip = due.zip(created).is_some_and(|(due, created)| due < created);
    }
    let mut rows = in_order(rows, |row| match &row.due {
        Some(due) => [
            due.day.iso(),
            due.wall.map(|wall| wall.minute.text()).unwrap_or_default(),
        ]
        .concat(),
        None => "~".to_owned(),
    });
    if let Some(next) = rows.iter_mut().find(|row| {
        row.urgency == Urgency::Later && !row.line.done && row.line.is_shown() && row.due.is_some()
    }) {
        next.urgency = Urgency::Next;
    }
    rows
}

/// The records answer a task of an interview: its debrief is closed, or no note of it is open.
fn is_answered(model: &Model, task: &str, id: &InterviewId, interview: &Booking) -> bool {
    match task {
        _ if debrief::TASKS.contains(&task) => interview.debriefed.is_some(),
        _ if thanks::TASKS.contains(&task) => is_settled(model, id, interview),
        _ => false,
    }
}

/// The conditions of a trip as they hold for one of its interviews.
fn for_one(yes: &BTreeSet<String>, format: Format) -> BTreeSet<String> {
    const CALL: [&str; 2] = ["c_virtual", "c_call"];
    const VISIT: [&str; 1] = ["c_onsite"];
    let (here, not_here): (&[&str], &[&str]) = match format {
        Format::Virtual => (&CALL, &VISIT),
        Format::InPerson => (&VISIT, &CALL),
    };
    let mut yes = yes.clone();
    for id in not_here {
        yes.remove(*id);
    }
    yes.extend(here.iter().map(|id| (*id).to_owned()));
    yes
}

fn task_row(
    model: &Model,
    world: &World,
    id: String,
    task: &Task,
    key: &str,
    interview: Option<&Interview>,
    (of, program): (Option<InterviewId>, Option<String>),
) -> TaskRow {
    let (due, moved) = due_now(model, world, (&id, of.as_deref()), task, interview);
    let template = Template {
        item: task.id.to_owned(),
        text: task.text,
        why: task.why,
        link: task.link,
        essential: task.priority == Priority::High,
    };
    let line = line(model, id, &template, key);
    let over = task.anchor != Anchor::InterviewEnd
        && interview
            .and_then(|one| world.span(one))
            .is_some_and(|(_, end)| end <= world.now);
    let urgency = urgency(world, due.as_ref(), over);
    TaskRow {
        high: line.essential,
        line,
        program,
        interview: of,
        due,
        moved,
        urgency,
        before_trip: false,
    }
}

/// When the task of an entry of an interview is due: as it was said by hand, in the list or in the plan of
/// the day, which is the second answer, or of itself.
pub(super) fn due_now(
    model: &Model,
    world: &World,
    (id, of): (&str, Option<&str>),
    task: &Task,
    interview: Option<&Interview>,
) -> (Option<Due>, bool) {
    let in_list = model.get::<Entry>(id).and_then(|entry| entry.due);
    let in_plan = || {
        let point = match task.id {
            LEAVE => meeting::LEAVE,
            ON_SITE => meeting::DOOR,
            JOIN => meeting::JOIN,
            _ => return None,
        };
        planned_by_hand(model, of?, interview?, point)
    };
    let by_hand = in_list.or_else(in_plan);
    let due = match by_hand {
        Some(wall) => {
            let zone = interview.map(|one| one.zone.clone()).unwrap_or_default();
            Some(Due::at(world, wall, zone))
        }
        None => interview.and_then(|one| due(world, task, one)),
    };
    (due, by_hand.is_some())
}

/// When a point of the way is, as it was typed in the plan of the day.
pub(super) fn planned_by_hand(
    model: &Model,
    id: &str,
    interview: &Interview,
    point: &str,
) -> Option<WallTime> {
    Some(WallTime {
        day: interview.day?,
        minute: model.get::<Block>(&child(id, point))?.start?,
    })
}

/// Task of leaving for the interview.
pub(super) const LEAVE: &str = "lg-leave";
/// Task of being at the door.
pub(super) const ON_SITE: &str = "lg-onsite";
/// Task of being in the video room.
pub(super) const JOIN: &str = "lg-virtual-join";

/// Minutes kept for what delays everybody, such as a lift or a wrong door.
const SPARE: i64 = 10;

/// The task of the content with this id.
pub(super) fn task(id: &str) -> Option<&'static Task> {
    content::LOGISTICS.iter().find(|task| task.id == id)
}

/// Minutes of a task from its anchor. Where the way is known, it says when to leave: one and a half times
/// as long, and a little more, before being at the door. What comes before leaving moves with it.
fn minutes(task: &Task, interview: &Interview) -> Option<i64> {
    let usual = i64::from(task.offset_minutes?);
    let offset = |id| self::task(id).and_then(|task| task.offset_minutes);
    let is_morning = task.anchor == Anchor::InterviewStart && task.offset_days == 0;
    let way = interview
        .commute
        .filter(|_| is_morning && interview.format == Format::InPerson);
    let (Some(way), Some(leave), Some(door)) = (way, offset(LEAVE), offset(ON_SITE)) else {
        return Some(usual);
    };
    if usual > leave.into() {
        return Some(usual);
    }
    let real = i64::from(door) - (i64::from(way) * 3 + 1) / 2 - SPARE;
    Some(usual + real - i64::from(leave))
}

impl Due {
    /// Some time of a day.
    fn on(day: Day, zone: String, at_program: bool) -> Due {
        Due {
            day,
            wall: None,
            at: None,
            zone,
            at_program,
        }
    }

    /// A time on the clock of a zone.
    fn at(world: &World, wall: WallTime, zone: String) -> Due {
        Due {
            day: wall.day,
            wall: Some(wall),
            at: Some(world.instant(&zone, wall)),
            zone,
            at_program: true,
        }
    }

    /// Days until its day, on the calendar it counts by; below nought when that day is over.
    pub fn days_left(&self, world: &World) -> i64 {
        let today = match self.at_program {
            true => world.today_in(&self.zone),
            false => world.today(),
        };
        self.day.since(today)
    }
}

/// The due day (and time) that a task has of itself.
pub(super) fn due(world: &World, task: &Task, interview: &Interview) -> Option<Due> {
    let zone = interview.zone.clone();
    let later = |day: Day| day.plus(task.offset_days.into());
    let on = |day: Day, zone: String| {
        let apart = interview.day.map(|of| day.since(of).abs());
        let is_near = apart.is_some_and(|days| days <= AT_PROGRAM_DAYS);
        Due::on(day, zone, is_near && task.scope == Scope::Interview)
    };
    let anchor = match task.anchor {
        Anchor::InviteReceived => return Some(Due::on(later(interview.invited?), zone, false)),
        Anchor::InterviewStart => match interview.wall() {
            Some(wall) => wall,
            // Without a time the days are known already.
            None => return Some(on(later(interview.day?), zone)),
        },
        Anchor::InterviewEnd => {
            let (_, end) = world.span(interview)?;
            world.wall_at(&interview.zone, end)
        }
    };
    let day = later(anchor.day);
    let Some(minutes) = minutes(task, interview) else {
        return Some(on(day, zone));
    };
    // Minutes are counted in real time: 180 minutes before the start stays that across a change of the
    // clocks.
    let minute = anchor.minute;
    let base = world.instant(&zone, WallTime { day, minute });
    let at = base.plus_minutes(minutes);
    let wall = world.wall_at(&zone, at);
    Some(Due {
        day: wall.day,
        wall: Some(wall),
        at: Some(at),
        zone,
        at_program: true,
    })
}

fn urgency(world: &World, due: Option<&Due>, over: bool) -> Urgency {
    let Some(due) = due else {
        return Urgency::Later;
    };
    if over {
        return Urgency::Past;
    }
    match (due.at, due.days_left(world)) {
        (Some(at), _) if at < world.now => Urgency::Late,
        (None, ..0) => Urgency::Late,
        (_, ..=0) => Urgency::Today,
        (_, 1..) => Urgency::Later,
    }
}
