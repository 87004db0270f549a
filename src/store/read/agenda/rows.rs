//! The rows of what is to be done: how a task, an interview and a packing list read there.

use crate::address;
use crate::domain::checklist::Urgency;
use crate::domain::ids::{InterviewId, ProgramId, TripId};
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::domain::time::{Day, Hours, Instant, WallTime};
use crate::domain::trip::{Booking, Interview, Trip};
use crate::store::core::bookings::booking;
use crate::store::core::model::Model;
use crate::store::read::agenda::after::{After, covering};
use crate::store::read::agenda::answers::Answer;
use crate::store::read::agenda::timeline::{SOON, Stop};
use crate::store::read::agenda::todo::{Todo, name_beside, parted};
use crate::store::read::conditions::{conditions, nights};
use crate::store::read::interviews::path_of;
use crate::store::read::line::{Hidden, essentials};
use crate::store::read::packing::packing;
use crate::store::read::today::{About, TodayRow, joined, span_text};
use crate::store::read::trips::{TripCard, all_clashes};
use crate::store::read::world::{World, city_of};

/// All that a screen of what is to be done is read from.
pub(super) struct Reading<'a> {
    pub(super) model: &'a Model,
    pub(super) world: &'a World<'a>,
    pub(super) trips: Vec<TripCard>,
    /// More than one trip is open, so that a row must say which it means.
    pub(super) several: bool,
    pub(super) home: String,
    /// What the interviews that are over leave to do.
    pub(super) after: Vec<After>,
    /// Programs that wait for an answer.
    pub(super) answers: Vec<Answer>,
    /// The interview that stands above all rows, so that they need not name its program again.
    pub(super) leads: Option<Booking>,
}

impl Reading<'_> {
    pub(super) fn finished(&self) -> impl Iterator<Item = &TripCard> {
        self.trips.iter().filter(|trip| !trip.draft)
    }

    pub(super) fn interview(&self, id: &InterviewId) -> Option<Booking> {
        let found = self.model.get::<Interview>(id)?;
        Some(booking(self.model, found))
    }

    /// A path of the program that an interview is at; none while it is at none.
    pub(super) fn at_program(
        &self,
        id: &InterviewId,
        path: impl Fn(&ProgramId) -> String,
    ) -> Option<String> {
        let program = self.interview(id)?.program_id()?;
        let is_there = self.model.is_alive(Program::KIND, &program);
        is_there.then(|| path(&program))
    }

    pub(super) fn zone_of(&self, stop: &Stop, todos: &[Todo]) -> String {
        let todo = todos.iter().find(|todo| todo.row.line.id == stop.id);
        let of_task = todo.map(|todo| todo.due.zone.clone());
        let of_interview = || Some(self.interview(stop.interview.as_ref()?)?.zone.clone());
        of_task.or_else(of_interview).unwrap_or_default()
    }

    pub(super) fn stop_row(&self, stop: &Stop, todos: &[Todo]) -> Option<TodayRow> {
        let Some(todo) = todos.iter().find(|todo| todo.row.line.id == stop.id) else {
            let id = stop.interview.as_ref()?;
            let mut row = self.interview_row(id)?;
            if let Some(path) = self.at_program(id, |program| address::day(program, id)) {
                row.path = path;
            }
            return Some(row);
        };
        let world = self.world;
        let mut row = self.task_row(todo);
        let Some((at, wall)) = stop.at().zip(todo.due.wall) else {
            row.detail = joined(&[&self.name_of(todo), &self.rest_of(todo)]);
            row.end = (Urgency::Later, String::new());
            return Some(row);
        };
        let (ahead, late) = (at.minutes_since(world.now), world.now.minutes_since(at));
        let (urgency, distance) = match (stop.done, late) {
            (true, _) => (Urgency::Later, String::new()),
            (false, 1..) => (Urgency::Late, [&*span_text(late), " late"].concat()),
            (false, 0) => (Urgency::Today, "now".to_owned()),
            (false, _) if ahead < SOON => (Urgency::Today, ["in ", &*span_text(ahead)].concat()),
            (false, _) => (Urgency::Later, String::new()),
        };
        let at_home = self.at_home(&todo.due.zone, at);
        row.detail = joined(&[&distance, &self.name_of(todo), &at_home]);
        row.end = (urgency, clock(wall, world.hours));
        Some(row)
    }

    /// The interview itself among the points of its day.
    pub(super) fn interview_row(&self, id: &InterviewId) -> Option<TodayRow> {
        let interview = self.interview(id)?;
        let (start, end) = self.world.span(&interview)?;
        let world = self.world;
        let clock = |at| clock(world.wall_at(&interview.zone, at), world.hours);
        let path = match &interview.trip {
            Some(trip) => address::logistics(trip),
            None => path_of(&interview),
        };
        let mut row = if start <= world.now {
            let until = ["until ", &*clock(end)].concat();
            let detail = joined(&[
                name_beside(self.leads.as_ref(), &interview),
                &until,
                &self.at_home(&interview.zone, end),
            ]);
            TodayRow::link(About::Interview, "Your interview is on now", &detail, &path)
        } else {
            let title = ["Interview: ", interview.name()].concat();
            let (urgency, soon) = match start.minutes_since(world.now) {
                minutes @ ..SOON => (Urgency::Today, ["in ", &*span_text(minutes)].concat()),
                _ => (Urgency::Next, String::new()),
            };
            let detail = joined(&[&soon, &self.at_home(&interview.zone, start)]);
            let mut row = TodayRow::link(About::Interview, &title, &detail, &path);
            row.end = (urgency, clock(start));
            row
        };
        row.key = id.to_string();
        Some(row)
    }

    /// `18:00 in Kolkata`, or nothing where home shows the same time.
    pub(super) fn at_home(&self, zone: &str, at: Instant) -> String {
        let (there, here) = (
            self.world.wall_at(zone, at),
            self.world.wall_at(&self.home, at),
        );
        if here == there {
            return String::new();
        }
        let day = match here.day == there.day {
            true => "",
            false => here.day.weekday(),
        };
        let time = clock(here, self.world.hours);
        let parts = [day, " ", &*time, " in ", &city_of(&self.home)].concat();
        parts.trim_start().to_owned()
    }

    /// The trip leads to the interview that stands above all rows.
    fn is_of_leading(&self, trip: &TripId) -> bool {
        let leads = self.leads.as_ref();
        leads.and_then(|one| one.trip.as_ref()) == Some(trip)
    }

    /// What a row is of is not plain: there are several trips, or something else stands above all rows.
    fn is_in_question(&self) -> bool {
        self.several || self.leads.is_some()
    }

    /// Whose task it is, where that is in question and does not stand above all rows.
    pub(super) fn name_of(&self, todo: &Todo) -> String {
        let of = todo
            .row
            .interview
            .as_ref()
            .and_then(|id| self.interview(id));
        let is_told = match &of {
            Some(one) => name_beside(self.leads.as_ref(), one).is_empty(),
            None => todo.names.len() == 1 && self.is_of_leading(&todo.trip),
        };
        match &*todo.names {
            _ if is_told => String::new(),
            _ if !self.is_in_question() && todo.row.program.is_none() => String::new(),
            [name] => name.clone(),
            [_, _] => "Both trips".to_owned(),
            names => [&*names.len().to_string(), " trips"].concat(),
        }
    }

    /// What its text says beyond its title, where no name needs the room.
    pub(super) fn rest_of(&self, todo: &Todo) -> String {
        match &*self.name_of(todo) {
            "" => parted(todo).1.to_owned(),
            _ => String::new(),
        }
    }

    pub(super) fn task_row(&self, todo: &Todo) -> TodayRow {
        let line = &todo.row.line;
        let days = todo.due.days_left(self.world);
        let late = todo.row.urgency == Urgency::Late && !line.done;
        let was_due = match (late, todo.due.wall) {
            (false, _) => String::new(),
            (true, Some(wall)) if days == 0 => {
                ["Was due at ", &*clock(wall, self.world.hours)].concat()
            }
            (true, _) => ["Was due ", &*todo.due.day.short()].concat(),
        };
        let word = match (todo.row.urgency, todo.due.wall) {
            _ if line.done => String::new(),
            (Urgency::Late, _) => "late".to_owned(),
            (_, Some(wall)) => clock(wall, self.world.hours),
            (Urgency::Today, None) => "today".to_owned(),
            _ => String::new(),
        };
        TodayRow {
            key: line.id.clone(),
            about: About::Task,
            title: parted(todo).0.to_owned(),
            detail: joined(&[&self.name_of(todo), &was_due, &self.rest_of(todo)]),
            end: (todo.row.urgency, word),
            path: covering(&self.after, todo)
                .and_then(|after| after.path(&line.item))
                .or_else(|| self.way_of(todo))
                .unwrap_or_else(|| address::logistics(&todo.trip)),
            entries: todo.entries.clone(),
            done: line.done,
            high: todo.row.high,
        }
    }

    /// Where a task is done, when that is another screen than its list: of its program, where it has one.
    fn way_of(&self, todo: &Todo) -> Option<String> {
        let link = todo.row.line.link?;
        let at = |path: fn(&ProgramId) -> String| {
            let interview = todo.row.interview.as_ref()?;
            self.at_program(interview, path)
        };
        let of_program = match link {
            address::RANK => at(address::rate),
            address::PROGRAMS => at(address::sheet),
            _ => None,
        };
        Some(of_program.unwrap_or_else(|| link.to_owned()))
    }

    pub(super) fn clashes(&self) -> Vec<TodayRow> {
        let clashes = all_clashes(self.model, self.world).into_iter();
        let row = |clash: crate::domain::clash::Clash| {
            let path = match (&clash.trip, &clash.program) {
                (Some(trip), _) => address::trip_form(trip),
                (None, Some(program)) => address::program(program),
                (None, None) => address::PROGRAMS.to_owned(),
            };
            let mut row = TodayRow::link(About::Clash, clash.title, &clash.sentence, &path);
            row.end = (Urgency::Late, "clash".to_owned());
            row.key = [&*path, &*clash.sentence].concat();
            row
        };
        clashes.map(row).collect()
    }

    /// The evening before leaving home.
    pub(super) fn packing_day(&self, trip: &TripCard) -> Option<Day> {
        self.model.get::<Trip>(&trip.id)?;
        let yes = conditions(self.model, &trip.id, self.world);
        let is = |id: &str| yes.contains(id);
        let days_ahead = match nights(self.model, &trip.id, self.world).count {
            0 => 0,
            _ if is("c_virtual") || is("c_local") => 0,
            _ if is("c_timezones") => 2,
            _ => 1,
        };
        Some(trip.first_day?.plus(-1 - days_ahead))
    }

    pub(super) fn packing_row(&self, trip: &TripCard) -> Option<TodayRow> {
        let list = packing(self.model, &trip.id, self.world);
        let open = essentials(&list).open();
        if open == 0 {
            return None;
        }
        let lines = list.iter().map(|row| &row.line);
        let lines = lines.filter(|line| line.essential && !line.done && line.hidden == Hidden::No);
        let names: Vec<&str> = lines.take(2).map(|line| &*line.text).collect();
        let things = match open {
            1 => " essential not ",
            _ => " essentials not ",
        };
        // For a video call nothing is packed.
        let is_call = conditions(self.model, &trip.id, self.world).contains("c_virtual");
        let done = if is_call { "ready" } else { "packed" };
        let trip_name = if self.is_in_question() && !self.is_of_leading(&trip.id) {
            &*trip.title
        } else {
            ""
        };
        let title = [&*open.to_string(), things, done].concat();
        let detail = joined(&[trip_name, &names.join(", ")]);
        let mut row = TodayRow::link(About::Packing, &title, &detail, &address::trip(&trip.id));
        let days = self
            .packing_day(trip)
            .map(|day| day.since(self.world.today()));
        row.end = match days {
            Some(..0) => (Urgency::Today, "now".to_owned()),
            Some(0) => (Urgency::Today, "tonight".to_owned()),
            _ => (Urgency::Later, String::new()),
        };
        row.key = address::trip(&trip.id);
        Some(row)
    }

    /// Trips that are not finished or not looked back on.
    pub(super) fn unfinished(&self) -> Vec<TodayRow> {
        let mut rows = Vec::new();
        for trip in &self.trips {
            let (title, path) = if trip.draft {
                ("Finish the new trip", address::trip_form(&trip.id))
            } else if trip.to_review {
                ("Look back on the trip", address::look_back(&trip.id))
            } else {
                continue;
            };
            let detail = if trip.detail.is_empty() {
                &trip.title
            } else {
                &trip.detail
            };
            rows.push(TodayRow::link(About::Trip, title, detail, &path));
        }
        rows
    }
}

pub(super) fn clock(wall: WallTime, hours: Hours) -> String {
    wall.minute.clock(hours)
}
