//! What an interview leaves to do once it is over, and what is to be checked before one: the debrief, the
//! thank-you notes, and facts that may be old.

use crate::address;
use crate::domain::checklist::Urgency;
use crate::domain::debrief::{self, LATE_HOURS};
use crate::domain::ids::InterviewId;
use crate::domain::thanks::{self, Clock};
use crate::domain::trip::Booking;
use crate::store::core::model::Model;
use crate::store::core::sheet::ToCheck;
use crate::store::read::agenda::timeline::Stop;
use crate::store::read::agenda::todo::{Todo, name_beside};
use crate::store::read::interviews::{ended, is_forgotten, is_over, planned};
use crate::store::read::thanks::{policy, thanked, to_thank};
use crate::store::read::today::{About, TodayRow, joined};
use crate::store::read::world::World;

/// So many days before an interview old facts are spoken of.
const CHECK_DAYS: i64 = 7;

/// What is left of one interview that is over. A row that is there stands for the tasks of the content, so
/// that nothing is due twice.
pub(super) struct After {
    interview: InterviewId,
    debrief: Option<TodayRow>,
    thanks: Option<TodayRow>,
    is_forgotten: bool,
}

impl After {
    /// A row of this interview stands for the task of the content.
    fn covers(&self, interview: Option<&InterviewId>, item: &str) -> bool {
        let (debrief, thanks) = (
            debrief::TASKS.contains(&item),
            thanks::TASKS.contains(&item),
        );
        let has_row = self.debrief.is_some() && debrief || self.thanks.is_some() && thanks;
        interview == Some(&self.interview) && (has_row || self.is_forgotten && (debrief || thanks))
    }

    /// The task is a point of the day that the debrief answers.
    pub(super) fn debrief_stands_in(&self, todo: &Todo) -> bool {
        self.debrief.is_some() && debrief::TASKS.contains(&&*todo.row.line.item)
    }

    /// The screen on which a task of the content is done.
    pub(super) fn path(&self, item: &str) -> Option<String> {
        let row = match debrief::TASKS.contains(&item) {
            true => self.debrief.as_ref(),
            false => self.thanks.as_ref(),
        };
        row.map(|row| row.path.clone())
    }
}

/// What stands for a task in the rows of interviews that are over. A row that was ticked on this screen keeps
/// its place.
pub(super) fn covering<'a>(after: &'a [After], todo: &Todo) -> Option<&'a After> {
    let of = todo.row.interview.as_ref();
    let mut after = after.iter().filter(|_| !todo.kept);
    after.find(|one| one.covers(of, &todo.row.line.item))
}

/// What is left of the interviews that are over, the newest first. `leads`: what stands above all rows.
pub(super) fn after(model: &Model, world: &World, leads: Option<&Booking>) -> Vec<After> {
    let mut all: Vec<After> = planned(model)
        .filter_map(|(id, one)| after_one(model, world, leads, &id, &one))
        .collect();
    all.reverse();
    all
}

fn after_one(
    model: &Model,
    world: &World,
    leads: Option<&Booking>,
    id: &InterviewId,
    one: &Booking,
) -> Option<After> {
    let name = name_beside(leads, one);
    let ended = ended(one, world)?;
    let program = one.program_id()?;
    let gone = world.now.minutes_since(ended);
    let is_forgotten = is_forgotten(one, world);
    let is_open = one.debriefed.is_none() && !is_forgotten;
    let debrief = is_open.then(|| {
        let (urgency, end) = match gone >= LATE_HOURS * 60 {
            true => (Urgency::Late, "late"),
            false => (Urgency::Today, "today"),
        };
        let day = one.day.map_or_else(String::new, |day| day.short());
        let detail = joined(&[name, &day]);
        let path = address::debrief(&program, id);
        let mut row = TodayRow::link(About::Debrief, "Write the debrief", &detail, &path);
        row.end = (urgency, end.to_owned());
        row
    });
    let thanks = || {
        let notes = thanked(model, id, one);
        let (count, clock) = (notes.all - notes.closed, Clock::at(ended, world.now));
        let (urgency, why) = match clock {
            Clock::Ahead => return None,
            Clock::Open(_) => (Urgency::Next, ""),
            Clock::Amber(_) => (Urgency::Today, ""),
            Clock::Red(_) => (Urgency::Late, "The first 48 h are over"),
            Clock::Over => (
                Urgency::Later,
                "72 h are over. A short note today is still kind",
            ),
        };
        let left = clock
            .hours()
            .map(|hours| [&*hours.to_string(), " h left"].concat());
        let title = to_thank(count);
        let detail = joined(&[name, why]);
        let path = address::thanks(&program, id);
        let mut row = TodayRow::link(About::Thanks, &title, &detail, &path);
        // The same row however many are left.
        row.key = path;
        row.end = (urgency, left.unwrap_or_default());
        (count > 0).then_some(row)
    };
    Some(After {
        interview: id.clone(),
        debrief,
        thanks: (policy(model, one).wants_notes() && !is_forgotten)
            .then(thanks)
            .flatten(),
        is_forgotten,
    })
}

/// Facts that are old or still open, of the programs whose interview is near.
pub(super) fn facts_to_check(
    model: &Model,
    world: &World,
    leads: Option<&Booking>,
) -> Vec<TodayRow> {
    let today = world.today();
    let mut rows: Vec<TodayRow> = Vec::new();
    for (_, one) in planned(model) {
        let (Some(day), Some(program)) = (one.day, one.program_id()) else {
            continue;
        };
        let days = day.since(today);
        if !(0..=CHECK_DAYS).contains(&days) || is_over(&one, world) {
            continue;
        }
        let check = ToCheck::of(model, &program, today);
        let path = address::sheet(&program);
        if check == ToCheck::default() || rows.iter().any(|row| row.path == path) {
            continue;
        }
        let title = [&*check.words(), " before ", &*day.short()].concat();
        let mut row = TodayRow::link(About::Fact, &title, name_beside(leads, &one), &path);
        row.key = path;
        row.end.0 = if days <= 1 {
            Urgency::Today
        } else {
            Urgency::Next
        };
        rows.push(row);
    }
    rows
}

/// The rows of all that is left, each interview's debrief before its notes. A debrief that is a point of the
/// day is told there.
pub(super) fn rows_of(after: &[After], stops: &[Stop]) -> Vec<TodayRow> {
    let mut rows = Vec::new();
    for one in after {
        let is_point = |stop: &Stop| {
            let is_debrief = debrief::TASKS.contains(&&*stop.item);
            is_debrief && stop.is_open() && stop.interview.as_ref() == Some(&one.interview)
        };
        if !stops.iter().any(is_point) {
            rows.extend(one.debrief.clone());
        }
        rows.extend(one.thanks.clone());
    }
    rows
}
