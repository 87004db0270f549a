//! What is to be done, as the Today screen shows it under the next interview. On an ordinary day:
//! what is due, what should have been done before the trip was planned, and the week by days. From the
//! evening before an interview until its day is over: that day by the clock.
//!
//! Whoever ticks a row must find it where it was: rows in `kept` (ids of entries that were ticked on
//! this screen) stay in their places as if they were open.

use std::collections::BTreeSet;

use crate::domain::checklist::Urgency;
use crate::domain::order;
use crate::domain::time::{Day, Hours, Instant, Minute, WallTime};
use crate::domain::trip::{Booking, Interview, Trip};
use crate::store::action::Change;
use crate::store::model::Model;
use crate::store::plan::{Act, Plan, Refusal, booking, bookings, edit};
use crate::store::select::{
    Due, Hidden, TaskRow, TripCard, World, all_clashes, city_of, conditions, essentials, is_draft,
    packing, path_of, tasks, trips,
};
use crate::store::today::{About, TodayRow, span_text};

/// Rows under "Do next"; the rest is one tap away.
pub const NEXT_SHOWN: usize = 5;
/// Rows under "Catch up".
const CATCH_UP_SHOWN: usize = 3;
/// Rows of each day of the week, and of the morning as the evening before shows it.
const DAY_SHOWN: usize = 4;
/// Days after today that the week shows.
const WEEK: i64 = 7;
/// A task of two journeys is told once when its days are at most so far apart.
const TWIN_DAYS: i64 = 3;
/// From this hour on the day before, the interview's day is shown by the clock.
const EVENING: u16 = 18;
/// What comes within this many minutes goes before what has no time.
const SOON: i64 = 60;

/// After this many changed records without a copy Today asks for one.
pub const BACKUP_AFTER_CHANGES: u64 = 30;
/// After this many days with changes that no copy has, however few.
pub const BACKUP_AFTER_DAYS: i64 = 7;
/// Nobody is asked before the oldest such change is this old, in minutes.
pub const BACKUP_NOT_BEFORE: i64 = 24 * 60;

/// Key of the section of what was due before its trip existed.
pub const CATCH_UP: &str = "catch";

/// Who was on site in time need not call.
const SETTLED_BY: (&str, &str) = ("lg-late-call", "lg-onsite");

/// Rows under a heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Tells it from the others: `now`, `next`, `later`, `earlier`, `hand`, `do`, `catch`, or a day.
    pub key: String,
    /// Its heading; empty for none.
    pub heading: String,
    /// Its rows.
    pub rows: Vec<TodayRow>,
    /// How many of them stand there before "more" is tapped.
    pub shown: usize,
    /// What to tap for the others.
    pub more: String,
}

impl Section {
    fn of(key: &str, heading: &str, rows: Vec<TodayRow>) -> Section {
        Section {
            key: key.to_owned(),
            heading: heading.to_owned(),
            shown: rows.len(),
            rows,
            more: String::new(),
        }
    }

    /// With no more than `shown` rows at first.
    fn folded(mut self, shown: usize) -> Section {
        if self.rows.len() > shown {
            self.shown = shown;
            self.more = [&*(self.rows.len() - shown).to_string(), " more"].concat();
        }
        self
    }
}

/// Ticks or unticks all entries of a row at once.
pub struct TickAll {
    /// Ids of the entries.
    pub entries: Vec<String>,
    /// Ticked.
    pub done: bool,
}

impl Act for TickAll {
    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut changes: Vec<Change> = Vec::new();
        for id in &self.entries {
            let mut entry: crate::domain::checklist::Entry = model.get_or_default(id);
            entry.done = self.done;
            edit(model, id, &entry, &mut changes)?;
        }
        Ok(Plan::Write(changes))
    }
}

/// When something is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At this time.
    At(Instant),
    /// At any time of the day so many days after the one it is at the program.
    Day(i64),
}

/// A point of the day of an interview.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// Id of its entry; of the interview itself, that one's id.
    pub id: String,
    /// Id of the task in the content.
    pub item: String,
    /// Id of the interview it is for, if it is for one.
    pub interview: Option<String>,
    /// When.
    pub when: When,
    /// Missing it can cost the interview.
    pub high: bool,
    /// Ticked.
    pub done: bool,
    /// Ticked on this screen: it stays in its place.
    pub kept: bool,
}

impl Stop {
    fn is_open(&self) -> bool {
        !self.done || self.kept
    }

    fn at(&self) -> Option<Instant> {
        match self.when {
            When::At(at) => Some(at),
            When::Day(_) => None,
        }
    }
}

/// An interview and the time that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct InterviewDay {
    /// Id of the interview.
    pub id: String,
    /// The evening before, 18:00 at the program.
    pub from: Instant,
    /// Its start.
    pub start: Instant,
    /// Its end.
    pub end: Instant,
    /// The midnight after it, at the program.
    pub until: Instant,
    /// It is still the day before, at the program.
    pub is_eve: bool,
}

impl InterviewDay {
    /// The time that belongs to an interview whose day and time are known.
    pub fn of(id: &str, interview: &Interview, world: &World) -> Option<InterviewDay> {
        let (start, end) = world.span(interview)?;
        let zone = &interview.zone;
        let day = interview.day?;
        let evening = WallTime {
            day: day.plus(-1),
            minute: Minute::new(EVENING, 0)?,
        };
        let midnight = WallTime {
            day: world.wall_at(zone, end).day.plus(1),
            minute: Minute::new(0, 0)?,
        };
        Some(InterviewDay {
            id: id.to_owned(),
            from: world.instant(zone, evening),
            start,
            end,
            until: world.instant(zone, midnight),
            is_eve: world.wall_in(zone).day < day,
        })
    }

    fn has(&self, at: Instant) -> bool {
        self.from <= at && at < self.until
    }

    fn is_on(&self, now: Instant) -> bool {
        self.start <= now && now < self.end
    }
}

/// The day of an interview by the clock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// What to do or what is on at this moment.
    pub now: Option<Stop>,
    /// What comes after it.
    pub next: Option<Stop>,
    /// What follows, in order.
    pub later: Vec<Stop>,
    /// What is open from earlier.
    pub earlier: Vec<Stop>,
}

impl Timeline {
    /// What stands first.
    pub fn first(&self) -> Option<&Stop> {
        self.now.as_ref().or(self.next.as_ref())
    }
}

/// The day by the clock, if one of `days` has begun and is not over. `stops` are all tasks with a date,
/// in the order of their lists, without those that came to nothing.
///
/// A point whose time has passed stays "now" until the next one that matters as much. When an interview
/// has begun, all that was to be done before it is settled; so is what comes before something ticked.
pub fn timeline(stops: &[Stop], days: &[InterviewDay], now: Instant) -> Option<Timeline> {
    let days: Vec<&InterviewDay> = days.iter().filter(|day| day.has(now)).collect();
    if days.is_empty() {
        return None;
    }
    let is_todays = |at: Instant| days.iter().any(|day| day.has(at));
    let mut points: Vec<&Stop> = Vec::new();
    let (mut untimed, mut line) = (Vec::new(), Timeline::default());
    for stop in stops
        .iter()
        .filter(|stop| !is_settled(stop, stops, &days, now))
    {
        match stop.when {
            When::At(at) if is_todays(at) => points.push(stop),
            When::Day(0) if stop.is_open() => untimed.push(stop.clone()),
            When::At(at) if at <= now && stop.is_open() => line.earlier.push(stop.clone()),
            When::Day(..0) if stop.is_open() => line.earlier.push(stop.clone()),
            When::At(_) | When::Day(_) => {}
        }
    }
    let points = order::by_text(points, |stop| {
        order::sortable(stop.at().map_or(0, |at| at.0))
    });
    let (passed, coming): (Vec<&Stop>, Vec<&Stop>) = points
        .into_iter()
        .partition(|stop| stop.at().is_some_and(|at| at <= now));

    let on = days.iter().find(|day| day.is_on(now));
    let pressing = match on {
        Some(_) => None,
        None => pressing(&passed),
    };
    let missed = passed.iter().filter(|stop| stop.is_open());
    let missed = missed.filter(|stop| pressing.is_none_or(|now| now.id != stop.id));
    line.earlier.extend(missed.map(|stop| (*stop).clone()));

    let starts = days.iter().filter(|day| day.start > now);
    let coming = coming.into_iter().filter(|stop| stop.is_open()).cloned();
    let coming: Vec<Stop> = coming.chain(starts.map(|day| start_of(day))).collect();
    let coming = order::by_text(coming, |stop| {
        order::sortable(stop.at().map_or(0, |at| at.0))
    });
    let is_soon = |stop: &Stop| stop.at().is_some_and(|at| at.minutes_since(now) < SOON);
    let (soon, coming): (Vec<Stop>, Vec<Stop>) = coming.into_iter().partition(is_soon);
    // On the evening before, what has no time is for now; on the day itself it can wait.
    let (evening, can_wait) = match days.iter().any(|day| day.is_eve) {
        true => (untimed, Vec::new()),
        false => (Vec::new(), untimed),
    };
    let leads = on.map(|day| start_of(day)).or_else(|| pressing.cloned());
    let is_now = leads.is_some() || (soon.is_empty() && !evening.is_empty());
    let parts = [soon, evening, coming, can_wait].into_iter().flatten();
    let mut rest = leads.into_iter().chain(parts);
    line.now = if is_now { rest.next() } else { None };
    line.next = rest.next();
    line.later.extend(rest);
    Some(line)
}

/// The point of the past that is still to be done: the newest that matters, until another one that
/// matters comes; else the newest of all.
fn pressing<'a>(passed: &[&'a Stop]) -> Option<&'a Stop> {
    let newest = |high: bool| passed.iter().rev().find(|stop| stop.high || !high);
    let candidates = [newest(true), newest(false)].into_iter().flatten();
    candidates.copied().find(|stop| stop.is_open())
}

/// Nobody needs to do it any more, although it is not ticked.
fn is_settled(stop: &Stop, stops: &[Stop], days: &[&InterviewDay], now: Instant) -> bool {
    if stop.kept || stop.interview.is_none() {
        return false;
    }
    let mut others = stops
        .iter()
        .filter(|other| other.done && other.interview == stop.interview);
    if stop.item == SETTLED_BY.0 && others.clone().any(|other| other.item == SETTLED_BY.1) {
        return true;
    }
    let Some(at) = stop.at() else { return false };
    let day = days
        .iter()
        .find(|day| Some(&day.id) == stop.interview.as_ref());
    let Some(day) = day else { return false };
    let is_before = |at: Instant| at <= day.start;
    if is_before(at) && day.start <= now {
        return true;
    }
    let later = |other: Instant| other > at && is_before(other) == is_before(at);
    !stop.done && others.any(|other| other.at().is_some_and(later))
}

fn start_of(day: &InterviewDay) -> Stop {
    Stop {
        id: day.id.clone(),
        item: String::new(),
        interview: Some(day.id.clone()),
        when: When::At(day.start),
        high: true,
        done: false,
        kept: false,
    }
}

/// A task with its date and the trip it belongs to.
struct Todo {
    row: TaskRow,
    due: Due,
    /// Ids of its entries; more than one when it is the same task of two journeys.
    entries: Vec<String>,
    trip: String,
    /// Whose task it is, for when there is more than one trip.
    names: Vec<String>,
    /// It was due before its trip existed.
    before_trip: bool,
    kept: bool,
}

impl Todo {
    fn is_open(&self) -> bool {
        !self.row.line.done || self.kept
    }

    fn stop(&self, world: &World) -> Stop {
        let there = world.wall_in(&self.due.zone).day;
        Stop {
            id: self.row.line.id.clone(),
            item: self.row.line.item.clone(),
            interview: self.row.interview.clone(),
            when: match self.due.at {
                Some(at) => When::At(at),
                None => When::Day(self.due.day.since(there)),
            },
            // The call is what is left of being on site in time, and matters as much.
            high: self.row.high || self.row.line.item == SETTLED_BY.0,
            done: self.row.line.done,
            kept: self.kept,
        }
    }

    /// Where it stands among others: by day, then by time, those without a time last.
    fn place(&self) -> String {
        let time = self.due.wall.map(|wall| wall.minute.text());
        [&*self.due.day.iso(), time.as_deref().unwrap_or("~")].concat()
    }
}

/// All that a screen of what is to be done is read from.
struct Reading<'a> {
    model: &'a Model,
    world: &'a World<'a>,
    trips: Vec<TripCard>,
    /// More than one trip is open, so that a row must say which it means.
    several: bool,
    home: String,
}

/// Reads the whole screen.
pub fn agenda(model: &Model, world: &World, kept: &BTreeSet<String>) -> Vec<Section> {
    let trips = trips(model, world);
    let open = trips.iter().filter(|trip| !trip.draft && !trip.over);
    let reading = Reading {
        model,
        world,
        several: open.count() > 1,
        home: world.home(model),
        trips,
    };
    let todos = reading.todos(kept);
    let sections = match reading.day_by_the_clock(&todos) {
        Some(sections) => sections,
        None => reading.ordinary_day(todos),
    };
    let is_there = |section: &Section| !section.rows.is_empty();
    sections.into_iter().filter(is_there).collect()
}

impl Reading<'_> {
    fn finished(&self) -> impl Iterator<Item = &TripCard> {
        self.trips.iter().filter(|trip| !trip.draft)
    }

    fn todos(&self, kept: &BTreeSet<String>) -> Vec<Todo> {
        let mut todos = Vec::new();
        for trip in self.finished() {
            let created = self
                .model
                .get::<Trip>(&trip.id)
                .and_then(|trip| trip.created);
            for row in tasks(self.model, &trip.id, self.world) {
                let (Some(due), Hidden::No) = (row.due.clone(), row.line.hidden) else {
                    continue;
                };
                let name = row.program.clone().unwrap_or_else(|| trip.title.clone());
                todos.push(Todo {
                    entries: vec![row.line.id.clone()],
                    trip: trip.id.clone(),
                    names: vec![name],
                    before_trip: created.is_some_and(|created| due.day < created),
                    kept: row.line.done && kept.contains(&row.line.id),
                    row,
                    due,
                });
            }
        }
        todos
    }

    /// The interviews that are planned, with their ids: of finished trips, and without a trip.
    fn interviews(&self) -> impl Iterator<Item = (&String, Booking)> {
        bookings(self.model, &|_| true).filter(|(_, one)| !is_draft(self.model, one))
    }

    fn interview(&self, id: &str) -> Option<Booking> {
        let found = self.model.get::<Interview>(id)?;
        Some(booking(self.model, found))
    }

    fn day_by_the_clock(&self, todos: &[Todo]) -> Option<Vec<Section>> {
        let now = self.world.now;
        let days = self.interviews();
        let days = days.filter_map(|(id, one)| InterviewDay::of(id, &one, self.world));
        let days: Vec<InterviewDay> = days.collect();
        let real = todos
            .iter()
            .filter(|todo| todo.row.urgency != Urgency::Past);
        let stops: Vec<Stop> = real.map(|todo| todo.stop(self.world)).collect();
        let line = timeline(&stops, &days, now)?;

        let row = |stop: &Stop| self.stop_row(stop, todos);
        let rows = |stops: Vec<Stop>| -> Vec<TodayRow> { stops.iter().filter_map(row).collect() };
        let tomorrow = |stop: &Stop| {
            let zone = self.zone_of(stop, todos);
            let at = stop.at().map(|at| self.world.wall_at(&zone, at).day);
            at.is_some_and(|day| day > self.world.wall_in(&zone).day)
        };
        let (tomorrow, later): (Vec<Stop>, Vec<Stop>) = line.later.into_iter().partition(tomorrow);
        let open = todos.iter().filter(|todo| {
            let is_it = |stop: &Stop| stop.id == todo.row.line.id;
            line.earlier.iter().any(is_it)
        });
        let open = open.map(|todo| self.task_row(todo)).collect();
        let mut earlier = Section::of("earlier", "", open);
        earlier.shown = 0;
        earlier.more = match earlier.rows.len() {
            1 => "1 open thing from earlier".to_owned(),
            open => [&*open.to_string(), " open things from earlier"].concat(),
        };
        let before_start = days.iter().find(|day| day.has(now) && now < day.start);
        let mut sections = vec![
            Section::of("now", "Now", rows(line.now.into_iter().collect())),
            Section::of("next", "Next", rows(line.next.into_iter().collect())),
            Section::of(
                "hand",
                "At hand",
                before_start.map_or_else(Vec::new, |day| self.at_hand(day)),
            ),
            Section::of("later", "Later today", rows(later)),
            Section::of("tomorrow", "Tomorrow", rows(tomorrow)).folded(DAY_SHOWN),
            earlier,
            Section::of("do", "Do next", self.clashes()),
        ];
        // What is done on the days after can be seen once the interview is over.
        if before_start.is_none() {
            let ahead = todos.iter().filter(|todo| self.is_of_the_week(todo));
            sections.extend(self.week(&ahead.collect::<Vec<&Todo>>(), None));
        }
        Some(sections)
    }

    fn zone_of(&self, stop: &Stop, todos: &[Todo]) -> String {
        let todo = todos.iter().find(|todo| todo.row.line.id == stop.id);
        let of_task = todo.map(|todo| todo.due.zone.clone());
        let of_interview = || self.interview(&stop.id).map(|one| one.zone.clone());
        of_task.or_else(of_interview).unwrap_or_default()
    }

    fn stop_row(&self, stop: &Stop, todos: &[Todo]) -> Option<TodayRow> {
        let Some(todo) = todos.iter().find(|todo| todo.row.line.id == stop.id) else {
            return self.interview_row(&stop.id);
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
    fn interview_row(&self, id: &str) -> Option<TodayRow> {
        let interview = self.interview(id)?;
        let (start, end) = self.world.span(&interview)?;
        let world = self.world;
        let clock = |at| clock(world.wall_at(&interview.zone, at), world.hours);
        let mut path = path_of(&interview);
        if interview.trip.is_some() {
            path.push_str("/logistics");
        }
        let mut row = if start <= world.now {
            let until = ["until ", &*clock(end)].concat();
            let detail = joined(&[
                interview.name(),
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
        row.key = id.to_owned();
        Some(row)
    }

    /// `18:00 in Kolkata`, or nothing where home shows the same time.
    fn at_home(&self, zone: &str, at: Instant) -> String {
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

    /// What one wants to have at hand before an interview.
    fn at_hand(&self, day: &InterviewDay) -> Vec<TodayRow> {
        let trip = self.interview(&day.id).and_then(|one| one.trip.clone());
        let is_it = |known: &&TripCard| trip.as_deref() == Some(&known.id);
        let trip = self.trips.iter().find(is_it);
        let mut rows = Vec::new();
        rows.extend(trip.and_then(|trip| self.packing_row(trip)));
        rows.push(TodayRow::link(
            About::Phrases,
            "Phrases for today",
            "Ask again, win time, answer about your visa",
            "practice/phrases",
        ));
        if let Some(trip) = trip.filter(|_| !day.is_eve) {
            let path = ["pack/", &trip.id, "/attire"].concat();
            let mirror = TodayRow::link(
                About::Attire,
                "In the mirror",
                "The last look before you go",
                &path,
            );
            rows.push(mirror);
        }
        rows
    }

    fn ordinary_day(&self, todos: Vec<Todo>) -> Vec<Section> {
        let (mut pressing, mut catch_up, mut ahead) = (Vec::new(), Vec::new(), Vec::new());
        for todo in told_once(todos) {
            if !todo.is_open() {
                continue;
            }
            match todo.row.urgency {
                Urgency::Late if todo.before_trip => catch_up.push(todo),
                Urgency::Late | Urgency::Today => pressing.push(todo),
                _ if self.is_of_the_week(&todo) => ahead.push(todo),
                _ => {}
            }
        }
        let mut rows = self.clashes();
        rows.extend(
            order::by_text(pressing, Todo::place)
                .iter()
                .map(|todo| self.task_row(todo)),
        );
        let (packing, packing_day) = self.packing_ahead();
        if packing_day.is_none() {
            rows.extend(packing.clone());
        }
        rows.extend(self.unfinished());
        rows.extend(backup_row(self.model, self.world));
        // In the order of the content, which puts first what others wait for.
        let catch_up = catch_up.iter().map(|todo| {
            let mut row = self.task_row(todo);
            row.end = (Urgency::Later, String::new());
            row.detail = joined(&[&self.name_of(todo), &self.rest_of(todo)]);
            row
        });
        let mut sections = vec![
            Section::of("do", "Do next", by_urgency(rows)).folded(NEXT_SHOWN),
            Section::of(CATCH_UP, "Catch up", catch_up.collect()).folded(CATCH_UP_SHOWN),
        ];
        let first = packing_day.zip(packing);
        sections.extend(self.week(&ahead.iter().collect::<Vec<&Todo>>(), first));
        sections
    }

    /// Due on one of the next days, and no point of the day of an interview: that day has a row of its own.
    fn is_of_the_week(&self, todo: &Todo) -> bool {
        let days = todo.due.day.since(self.world.today());
        let by_the_clock =
            todo.row.interview.is_some() && todo.due.wall.is_some() && !todo.row.moved;
        let waits = matches!(todo.row.urgency, Urgency::Next | Urgency::Later);
        todo.is_open() && waits && !by_the_clock && (1..=WEEK).contains(&days)
    }

    /// The coming days, each with its rows: interviews, then `first`, then the tasks.
    fn week(&self, ahead: &[&Todo], first: Option<(Day, TodayRow)>) -> Vec<Section> {
        let mut rows: Vec<(Day, TodayRow)> = Vec::new();
        let today = self.world.today();
        for (id, interview) in self.interviews() {
            let is_near = |day: &Day| (1..=WEEK).contains(&day.since(today));
            rows.extend(interview.day.filter(is_near).zip(self.interview_row(id)));
        }
        rows.extend(first);
        for todo in order::by_text(ahead.to_vec(), |todo| todo.place()) {
            let mut row = self.task_row(todo);
            let time = todo.due.wall.map(|wall| clock(wall, self.world.hours));
            row.end.1 = time.unwrap_or_default();
            rows.push((todo.due.day, row));
        }
        let mut days: Vec<Section> = Vec::new();
        for (day, row) in order::by_text(rows, |(day, _)| day.iso()) {
            let key = day.iso();
            match days.last_mut().filter(|known| known.key == key) {
                Some(known) => known.rows.push(row),
                None => {
                    let heading = match day.since(today) {
                        1 => ["Tomorrow, ", &day.short()].concat(),
                        _ => day.short(),
                    };
                    days.push(Section::of(&key, &heading, vec![row]));
                }
            }
        }
        let folded = |day: Section| Section::of(&day.key, &day.heading, day.rows).folded(DAY_SHOWN);
        days.into_iter().map(folded).collect()
    }

    /// Whose task it is, where that is in question.
    fn name_of(&self, todo: &Todo) -> String {
        match &*todo.names {
            _ if !self.several && todo.row.program.is_none() => String::new(),
            [name] => name.clone(),
            [_, _] => "Both trips".to_owned(),
            names => [&*names.len().to_string(), " trips"].concat(),
        }
    }

    /// What its text says beyond its title, where no name needs the room.
    fn rest_of(&self, todo: &Todo) -> String {
        match &*self.name_of(todo) {
            "" => parted(todo).1.to_owned(),
            _ => String::new(),
        }
    }

    fn task_row(&self, todo: &Todo) -> TodayRow {
        let line = &todo.row.line;
        let days = todo.due.day.since(self.world.today());
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
            path: ["pack/", &todo.trip, "/logistics"].concat(),
            entries: todo.entries.clone(),
            done: line.done,
        }
    }

    fn clashes(&self) -> Vec<TodayRow> {
        let clashes = all_clashes(self.model, self.world).into_iter();
        let row = |clash: crate::domain::trip::Clash| {
            let path = match (&clash.trip, &clash.program) {
                (Some(trip), _) => ["pack/", trip, "/edit"].concat(),
                (None, Some(program)) => ["programs/", program].concat(),
                (None, None) => "programs".to_owned(),
            };
            let mut row = TodayRow::link(About::Clash, clash.title, &clash.sentence, &path);
            row.end = (Urgency::Late, "clash".to_owned());
            row.key = [&*path, &*clash.sentence].concat();
            row
        };
        clashes.map(row).collect()
    }

    /// The packing list of the next trip, and the day it belongs to when that is still to come.
    fn packing_ahead(&self) -> (Option<TodayRow>, Option<Day>) {
        let trip = self
            .finished()
            .find(|trip| !trip.over && trip.first_day.is_some());
        let Some(trip) = trip else {
            return (None, None);
        };
        let today = self.world.today();
        match self.packing_day(trip).filter(|day| *day > today) {
            Some(day) if day.since(today) > WEEK => (None, None),
            Some(day) => (self.packing_row(trip), Some(day)),
            None => (self.packing_row(trip), None),
        }
    }

    /// The evening before leaving home.
    fn packing_day(&self, trip: &TripCard) -> Option<Day> {
        let record = self.model.get::<Trip>(&trip.id)?;
        let yes = conditions(self.model, &trip.id, self.world);
        let is = |id: &str| yes.contains(id);
        let days_ahead = match record.nights {
            0 => 0,
            _ if is("c_virtual") || is("c_local") => 0,
            _ if is("c_timezones") => 2,
            _ => 1,
        };
        Some(trip.first_day?.plus(-1 - days_ahead))
    }

    fn packing_row(&self, trip: &TripCard) -> Option<TodayRow> {
        let list = packing(self.model, &trip.id, self.world);
        let open = essentials(&list).open();
        if open == 0 {
            return None;
        }
        let lines = list.iter().map(|row| &row.line);
        let lines = lines.filter(|line| line.essential && !line.done && line.hidden == Hidden::No);
        let names: Vec<&str> = lines.take(2).map(|line| &*line.text).collect();
        let thing = match open {
            1 => " essential not packed",
            _ => " essentials not packed",
        };
        let trip_name = if self.several { &*trip.title } else { "" };
        let title = [&*open.to_string(), thing].concat();
        let detail = joined(&[trip_name, &names.join(", ")]);
        let mut row = TodayRow::link(
            About::Packing,
            &title,
            &detail,
            &["pack/", &trip.id].concat(),
        );
        let days = self
            .packing_day(trip)
            .map(|day| day.since(self.world.today()));
        row.end = match days {
            Some(..0) => (Urgency::Today, "now".to_owned()),
            Some(0) => (Urgency::Today, "tonight".to_owned()),
            _ => (Urgency::Later, String::new()),
        };
        row.key = ["pack/", &trip.id].concat();
        Some(row)
    }

    /// Trips that are not finished or not looked back on.
    fn unfinished(&self) -> Vec<TodayRow> {
        let mut rows = Vec::new();
        for trip in &self.trips {
            let (title, end) = if trip.draft {
                ("Finish the new trip", "/edit")
            } else if trip.to_review {
                ("What did you need?", "/review")
            } else {
                continue;
            };
            let path = ["pack/", &trip.id, end].concat();
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

/// Adds what is looked at later, the cards and the stored app, to "Do next".
pub fn with_later(mut sections: Vec<Section>, later: &[TodayRow]) -> Vec<Section> {
    // On the day of an interview nobody learns any more.
    let by_the_clock = sections
        .iter()
        .any(|section| section.key == "now" || section.key == "next");
    let fits = |row: &&TodayRow| !by_the_clock || row.about != About::Cards;
    let later: Vec<TodayRow> = later.iter().filter(fits).cloned().collect();
    if later.is_empty() {
        return sections;
    }
    let place = sections.iter().position(|section| section.key == "do");
    let mut rows = place.map_or_else(Vec::new, |place| sections.remove(place).rows);
    rows.extend(later);
    let mut rows = by_urgency(rows);
    // A few minutes of cards fit every day, however much else there is: they are always in sight.
    let cards = rows.iter().position(|row| row.about == About::Cards);
    if let Some(place) = cards.filter(|place| *place >= NEXT_SHOWN) {
        rows[NEXT_SHOWN - 1..=place].rotate_right(1);
    }
    let section = Section::of("do", "Do next", rows).folded(NEXT_SHOWN);
    sections.insert(0, section);
    sections
}

/// The most urgent first; those alike stay as they stood.
fn by_urgency(rows: Vec<TodayRow>) -> Vec<TodayRow> {
    order::by_text(rows, |row| (row.end.0 as u8).to_string())
}

/// The same task of two journeys at the same time is one thing to do.
fn told_once(todos: Vec<Todo>) -> Vec<Todo> {
    let mut told: Vec<Todo> = Vec::new();
    for todo in todos {
        let is_twin = |other: &&mut Todo| {
            other.row.interview.is_none()
                && !other.row.line.own
                && other.row.line.item == todo.row.line.item
                && other.due.day.since(todo.due.day).abs() <= TWIN_DAYS
        };
        if todo.is_open()
            && todo.row.interview.is_none()
            && let Some(first) = told.iter_mut().filter(|one| one.is_open()).find(is_twin)
        {
            first.entries.extend(todo.entries);
            first.names.extend(todo.names);
            first.row.line.done &= todo.row.line.done;
            first.kept |= todo.kept;
            first.before_trip &= todo.before_trip;
            if todo.due.day < first.due.day {
                first.due = todo.due;
                first.row.urgency = todo.row.urgency;
            }
        } else {
            told.push(todo);
        }
    }
    told
}

/// What to do, and what the text says beyond that: `Leave now`, `add 30 minutes …`. Texts of the person's own
/// stay whole.
fn parted(todo: &Todo) -> (&str, &str) {
    let text = &*todo.row.line.text;
    let ends = ["; ", ": "].into_iter().filter_map(|mark| text.find(mark));
    match ends.min().filter(|_| !todo.row.line.own) {
        Some(end) => (&text[..end], &text[end + 2..]),
        None => (text, ""),
    }
}

fn clock(wall: WallTime, hours: Hours) -> String {
    wall.minute.clock(hours)
}

fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}

fn backup_row(model: &Model, world: &World) -> Option<TodayRow> {
    let last = model.season().exports.last().map(|made| made.at);
    let (changed, oldest) = changed_since(model, last);
    let age = world.now.minutes_since(Instant(oldest?));
    let due = changed >= BACKUP_AFTER_CHANGES || age >= BACKUP_AFTER_DAYS * 24 * 60;
    (due && age >= BACKUP_NOT_BEFORE).then(|| {
        let things = match changed {
            1 => "1 thing is".to_owned(),
            changed => [&*changed.to_string(), " things are"].concat(),
        };
        let detail = [&*things, " only in this browser"].concat();
        let path = "settings/storage";
        let mut row = TodayRow::link(
            About::Backup,
            "Save a copy outside the browser",
            &detail,
            path,
        );
        row.end.0 = Urgency::Next;
        row
    })
}

/// How many records were written after `since` (milliseconds), or ever, and when the first of these writes
/// was. However often a text is typed over, it is one; the note of the export itself is none.
pub fn changed_since(model: &Model, since: Option<i64>) -> (u64, Option<i64>) {
    let since = since.and_then(|at| u64::try_from(at).ok()).unwrap_or(0);
    let mut changed = 0;
    let mut oldest: Option<u64> = None;
    for fields in model.records().values().flat_map(|ids| ids.values()) {
        let fields = fields.iter().filter(|(name, _)| &***name != "exports");
        let written = fields.filter_map(|(_, register)| Some(register.current()?.hlc.ms));
        let first = written.filter(|at| *at > since).min();
        changed += u64::from(first.is_some());
        oldest = match (oldest, first) {
            (Some(oldest), Some(first)) => Some(oldest.min(first)),
            (oldest, first) => oldest.or(first),
        };
    }
    (changed, oldest.and_then(|at| i64::try_from(at).ok()))
}
