//! What is to be done, as the Today screen shows it under the next interview. On an ordinary day:
//! what is due, what should have been done before the trip was planned, and the week by days. From the
//! evening before an interview until its day is over: that day by the clock.
//!
//! Whoever ticks a row must find it where it was: rows in `kept` (ids of entries that were ticked on
//! this screen) stay in their places as if they were open.

use std::collections::BTreeSet;

use crate::address;
use crate::domain::checklist::Urgency;
use crate::domain::ids::InterviewId;
use crate::domain::order;
use crate::domain::ranking::RATE_TASK;
use crate::domain::time::Day;
use crate::domain::trip::Interview;
use crate::store::core::bookings::is_off;
use crate::store::core::model::Model;
use crate::store::read::agenda::after::{after, covering, facts_to_check, rows_of};
use crate::store::read::agenda::answers::{ANSWER_TASK, answers};
use crate::store::read::agenda::rows::{Reading, clock};
use crate::store::read::agenda::timeline::{InterviewDay, Stop, timeline};
use crate::store::read::agenda::todo::{Todo, told_once};
use crate::store::read::backup::backup_row;
use crate::store::read::interviews::planned;
use crate::store::read::line::Hidden;
use crate::store::read::ranking::due::{RankDue, SOON, left_words, rank_due};
use crate::store::read::tasks::tasks;
use crate::store::read::today::{About, TodayRow, joined, leading};
use crate::store::read::trips::{TripCard, is_called_off, trips};
use crate::store::read::world::World;

mod after;
mod answers;
mod rows;
pub mod timeline;
mod todo;

/// Rows under "Do next"; the rest is one tap away.
pub const NEXT_SHOWN: usize = 5;

/// Rows under "Catch up".
const CATCH_UP_SHOWN: usize = 3;

/// Rows of each day of the week, and of the morning as the evening before shows it.
const DAY_SHOWN: usize = 4;

/// Days after today that the week shows.
const WEEK: i64 = 7;

/// From so many minutes before its deadline on, a list that is not certified is a thing of today.
const CERTIFY_SOON: i64 = 7 * 24 * 60;

/// Key of the section of what was due before its trip existed.
pub const CATCH_UP: &str = "catch";

/// Keys of the sections of an interview day, which has them in this order.
const BY_THE_CLOCK: [&str; 6] = ["now", "next", "hand", "later", "tomorrow", "earlier"];

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

/// Reads the whole screen.
pub fn agenda(model: &Model, world: &World, kept: &BTreeSet<String>) -> Vec<Section> {
    let mut trips = trips(model, world);
    trips.retain(|trip| !is_called_off(model, &trip.id));
    let open = trips.iter().filter(|trip| !trip.draft && !trip.over);
    let leads = leading(model, world).map(|(interview, _)| interview);
    let reading = Reading {
        model,
        world,
        several: open.count() > 1,
        home: world.home(model),
        trips,
        after: after(model, world, leads.as_ref()),
        answers: answers(model, world),
        leads,
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
    fn todos(&self, kept: &BTreeSet<String>) -> Vec<Todo> {
        let mut todos = Vec::new();
        for trip in self.finished() {
            for row in tasks(self.model, &trip.id, self.world) {
                let (Some(due), Hidden::No) = (row.due.clone(), row.line.hidden) else {
                    continue;
                };
                let of = row.interview.as_deref();
                let of = of.and_then(|id| self.model.get::<Interview>(id));
                if of.is_some_and(|one| is_off(self.model, one)) {
                    continue;
                }
                if row.line.item == ANSWER_TASK && self.is_answer_told(row.interview.as_ref()) {
                    continue;
                }
                let name = row.program.clone().unwrap_or_else(|| trip.title.clone());
                todos.push(Todo {
                    entries: vec![row.line.id.clone()],
                    trip: trip.id.clone(),
                    names: vec![name],
                    kept: row.line.done && kept.contains(&row.line.id),
                    row,
                    due,
                });
            }
        }
        todos
    }

    /// The program of an interview waits for an answer, which has a row of its own.
    fn is_answer_told(&self, interview: Option<&InterviewId>) -> bool {
        let one = interview.and_then(|id| self.interview(id));
        let program = one.and_then(|one| one.program_id());
        program.is_some_and(|program| self.answers.iter().any(|one| one.program == program))
    }

    fn answer_rows(&self) -> Vec<TodayRow> {
        self.answers.iter().map(|one| one.row.clone()).collect()
    }

    fn day_by_the_clock(&self, todos: &[Todo]) -> Option<Vec<Section>> {
        let now = self.world.now;
        let days = planned(self.model);
        let days = days.filter_map(|(id, one)| InterviewDay::of(&id, &one, self.world));
        let days: Vec<InterviewDay> = days.collect();
        let real = todos.iter().filter(|todo| {
            let covering = covering(&self.after, todo);
            // A point of the day keeps its time; its row leads to the same screen.
            let has_point = covering.is_none_or(|one| one.debrief_stands_in(todo));
            todo.row.urgency != Urgency::Past && has_point
        });
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
        // Where it is another day there than here, "today" could mean either: then the day has its name.
        let heading = |stops: &[Stop], ahead: i64, words: &str| {
            let zone = stops.first().map(|stop| self.zone_of(stop, todos));
            let there = zone.map(|zone| self.world.wall_in(&zone).day);
            match there.filter(|there| *there != self.world.today()) {
                Some(there) => there.plus(ahead).short(),
                None => words.to_owned(),
            }
        };
        let later_heading = heading(&later, 0, "Later today");
        let tomorrow_heading = heading(&tomorrow, 1, "Tomorrow");
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
            Section::of("later", &later_heading, rows(later)),
            Section::of("tomorrow", &tomorrow_heading, rows(tomorrow)).folded(DAY_SHOWN),
            earlier,
            Section::of("do", "Do next", self.beside_the_clock(&stops)),
        ];
        // What is done on the days after can be seen once the interview is over.
        if before_start.is_none() {
            let ahead = todos.iter().filter(|todo| self.is_of_the_week(todo));
            sections.extend(self.week(&ahead.collect::<Vec<&Todo>>(), None));
        }
        Some(sections)
    }

    /// Even on the day of an interview the deadline of the rank list does not wait, nor another program, nor
    /// what an earlier interview left to do.
    fn beside_the_clock(&self, stops: &[Stop]) -> Vec<TodayRow> {
        let mut rows = self.clashes();
        let mut left = self.answer_rows();
        left.extend(rows_of(&self.after, stops));
        rows.extend(by_urgency(left));
        let due = rank_due(self.model, self.world);
        let uncertified = due.uncertified.filter(|minutes| *minutes < SOON);
        rows.extend(rank_rows(&RankDue {
            unrated: 0,
            uncertified,
        }));
        rows
    }

    /// What one wants to have at hand before an interview.
    fn at_hand(&self, day: &InterviewDay) -> Vec<TodayRow> {
        let trip = self.interview(&day.id).and_then(|one| one.trip.clone());
        let is_it = |known: &&TripCard| trip.as_deref() == Some(&known.id);
        let trip = self.trips.iter().find(is_it);
        let mut rows = Vec::new();
        rows.extend(trip.and_then(|trip| self.packing_row(trip)));
        rows.extend(self.at_program(&day.id, address::elevator).map(|path| {
            let detail = "The director, three facts, two questions";
            TodayRow::link(About::Fact, "Elevator card", detail, &path)
        }));
        rows.push(TodayRow::link(
            About::Phrases,
            "Phrases for today",
            "Ask again, win time, answer about your visa",
            address::PHRASES,
        ));
        if let Some(trip) = trip.filter(|_| !day.is_eve) {
            let path = address::attire(&trip.id);
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
            // What there is to rate is one row for all programs.
            let is_counted = todo.row.line.item == RATE_TASK && !todo.kept;
            if !todo.is_open() {
                continue;
            }
            match todo.row.urgency {
                Urgency::Late | Urgency::Today if is_counted => {}
                _ if covering(&self.after, &todo).is_some() => {}
                Urgency::Late if todo.row.before_trip => catch_up.push(todo),
                Urgency::Late | Urgency::Today => pressing.push(todo),
                _ if self.is_of_the_week(&todo) => ahead.push(todo),
                _ => {}
            }
        }
        let mut rows = self.clashes();
        rows.extend(self.answer_rows());
        rows.extend(
            order::by_text(pressing, Todo::place)
                .iter()
                .map(|todo| self.task_row(todo)),
        );
        let (packing, packing_day) = self.packing_ahead();
        if packing_day.is_none() {
            rows.extend(packing.clone());
        }
        rows.extend(rows_of(&self.after, &[]));
        rows.extend(facts_to_check(self.model, self.world, self.leads.as_ref()));
        rows.extend(rank_rows(&rank_due(self.model, self.world)));
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
        let days = todo.due.days_left(self.world);
        let by_the_clock =
            todo.row.interview.is_some() && todo.due.wall.is_some() && !todo.row.moved;
        let waits = matches!(todo.row.urgency, Urgency::Next | Urgency::Later);
        let is_told = covering(&self.after, todo).is_some();
        todo.is_open() && waits && !by_the_clock && !is_told && (1..=WEEK).contains(&days)
    }

    /// The coming days, each with its rows: interviews, then `first`, then the tasks.
    fn week(&self, ahead: &[&Todo], first: Option<(Day, TodayRow)>) -> Vec<Section> {
        let mut rows: Vec<(Day, TodayRow)> = Vec::new();
        let today = self.world.today();
        for (id, interview) in planned(self.model) {
            let there = self.world.today_in(&interview.zone);
            let is_near = |day: &Day| (1..=WEEK).contains(&day.since(there));
            rows.extend(interview.day.filter(is_near).zip(self.interview_row(&id)));
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
                    // What is ahead at the program may be of this day where the phone is.
                    let heading = match day.since(today) {
                        0 => ["Today, ", &day.short()].concat(),
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
}

/// What is left to do for the rank list: to certify it in time, and to rate while memory is fresh.
fn rank_rows(due: &RankDue) -> Vec<TodayRow> {
    let row = |title: &str, detail: &str, path: &str, urgency: Urgency| {
        let mut row = TodayRow::link(About::Rank, title, detail, path);
        row.end.0 = urgency;
        row
    };
    let certify = due.uncertified.map(|minutes| {
        let urgency = match minutes {
            ..SOON => Urgency::Late,
            SOON..CERTIFY_SOON => Urgency::Today,
            _ => Urgency::Next,
        };
        let left = left_words(minutes);
        row("Rank list not certified", &left, address::FINISH, urgency)
    });
    let rate = due.unrated_words().map(|title| {
        let detail = "Rate while you remember the day";
        row(&title, detail, address::RANK, Urgency::Next)
    });
    certify.into_iter().chain(rate).collect()
}

/// How many rows are late or of today and not ticked. What is only at hand on an interview day is no duty.
pub fn due_count(sections: &[Section]) -> usize {
    let duties = sections.iter().filter(|section| section.key != "hand");
    let rows = duties.flat_map(|section| &section.rows);
    let is_due = |row: &&TodayRow| !row.done && matches!(row.end.0, Urgency::Late | Urgency::Today);
    rows.filter(is_due).count()
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
    let known = sections.iter().position(|section| section.key == "do");
    let mut rows = known.map_or_else(Vec::new, |place| sections.remove(place).rows);
    rows.extend(later);
    let mut rows = by_urgency(rows);
    // A few minutes of cards fit every day, however much else there is: they are always in sight.
    let cards = rows.iter().position(|row| row.about == About::Cards);
    if let Some(place) = cards.filter(|place| *place >= NEXT_SHOWN) {
        rows[NEXT_SHOWN - 1..=place].rotate_right(1);
    }
    // By the clock, the day leads and all else follows.
    let is_of_day = |section: &Section| BY_THE_CLOCK.contains(&&*section.key);
    let place = sections
        .iter()
        .rposition(is_of_day)
        .map_or(0, |last| last + 1);
    let section = Section::of("do", "Do next", rows).folded(NEXT_SHOWN);
    sections.insert(place, section);
    sections
}

/// The most urgent first; those alike stay as they stood.
fn by_urgency(rows: Vec<TodayRow>) -> Vec<TodayRow> {
    order::by_text(rows, |row| standing(row).to_string())
}

/// Where a row stands. Of what is due, first what nobody can make good later: two plans that clash, the deadline
/// of the Match, a place that somebody else is offered, tomorrow's bag. A small thing that should have been done
/// last week comes after a memory that fades.
fn standing(row: &TodayRow) -> u8 {
    match (row.about, row.end.0) {
        (About::Clash, _) | (About::Rank, Urgency::Late) => 0,
        (_, Urgency::Next) => 7,
        (_, Urgency::Later | Urgency::Past) => 8,
        (About::Interview | About::Offline, _) => 1,
        (About::Packing, _) => 2,
        (About::Task, urgency) if urgency == Urgency::Today || row.high => 3,
        (About::Cards, _) => 4,
        (About::Debrief | About::Thanks, _) => 5,
        _ => 6,
    }
}
