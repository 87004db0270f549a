//! How it goes, as plain data for small plots: days, forecast, true retention, time, weak points,
//! readiness.
//!
//! Definitions of retention are Anki's: only answers to learned cards count, whose interval was at
//! least a day; a card is mature once that interval reached three weeks.

use std::collections::BTreeMap;

use crate::domain::card::{Effort, Log, Point, Rating, Review, counts_for};
use crate::domain::ids::CardId;
use crate::domain::table::Table;
use crate::domain::time::Day;
use crate::study::deadline::{Appointment, Calendar, Readiness, Subject, Timetable};
use crate::study::memory::{Due, Learned, Memories, Scheduler, Stage};

/// Interval in days from which a card is mature.
const MATURE_DAYS: i64 = 21;
/// Seconds an answer takes while nothing is known of the person.
const USUAL_SECONDS: f32 = 30.0;

/// One study day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayCount {
    /// Answers that moved the schedule.
    pub reviews: u32,
    /// Answers of drills and free practice.
    pub practice: u32,
    /// Milliseconds spent on both.
    pub duration: u64,
}

/// Answers per study day, for the heat map. Days without one are absent.
pub fn days<'a>(logs: impl IntoIterator<Item = &'a Log>) -> BTreeMap<Day, DayCount> {
    let mut days: BTreeMap<Day, DayCount> = BTreeMap::new();
    for review in logs.into_iter().flat_map(|log| log.reviews.values()) {
        let day = days.entry(review.day).or_default();
        match review.effort {
            Effort::Review => day.reviews += 1,
            Effort::Practice => day.practice += 1,
        }
        day.duration += u64::from(review.duration);
    }
    days
}

/// Days in a row with an answer, up to today or yesterday. Interview and travel days neither count
/// nor break it.
pub fn streak(days: &BTreeMap<Day, DayCount>, calendar: &Calendar, today: Day) -> u32 {
    let Some((first, _)) = days.first_key_value() else {
        return 0;
    };
    let mut count = 0;
    let mut day = today;
    while day >= *first {
        if days.contains_key(&day) {
            count += 1;
        } else if day != today && calendar.is_free(day) {
            break;
        }
        day = day.plus(-1);
    }
    count
}

/// Cards due on each of the next `length` days, from today on; what is overdue counts today.
pub fn forecast(table: &Timetable, length: u16) -> Vec<(Day, usize)> {
    let today = table.today();
    let mut counts = vec![0; usize::from(length)];
    for due in table.dues() {
        let ahead = match due {
            Due::At(_) => 0,
            Due::On(day) => day.since(today).max(0),
        };
        if let Some(count) = usize::try_from(ahead)
            .ok()
            .and_then(|at| counts.get_mut(at))
        {
            *count += 1;
        }
    }
    (0..).map(|ahead| today.plus(ahead)).zip(counts).collect()
}

/// Answers that came, of all that were due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Answers that came.
    pub passed: u32,
    /// All.
    pub of: u32,
}

impl Kept {
    /// Share in percent, rounded; `None` without an answer.
    pub fn percent(&self) -> Option<u32> {
        (self.of > 0).then(|| (self.passed * 200 + self.of) / (self.of * 2))
    }

    /// `87 %: 26 of 30 answers came to mind`.
    pub fn text(&self) -> String {
        match self.percent() {
            Some(percent) => format!(
                "{percent} %: {} of {} answers came to mind",
                self.passed, self.of
            ),
            None => "No answers yet".to_owned(),
        }
    }

    fn count(&mut self, passed: bool) {
        self.of += 1;
        self.passed += u32::from(passed);
    }
}

/// True retention, of young and of mature cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Cards whose interval was under three weeks.
    pub young: Kept,
    /// Cards whose interval was three weeks or more.
    pub mature: Kept,
}

impl Retention {
    /// Young and mature cards together.
    pub fn all(&self) -> Kept {
        Kept {
            passed: self.young.passed + self.mature.passed,
            of: self.young.of + self.mature.of,
        }
    }
}

/// True retention over the answers of `from..=to`. The interval of an answer is the time that had
/// passed: due days are not stored.
pub fn retention<'a>(logs: impl IntoIterator<Item = &'a Log>, from: Day, to: Day) -> Retention {
    let mut found = Retention::default();
    for log in logs {
        let mut stage = Stage::New;
        let mut last: Option<Day> = None;
        for review in log.scheduled() {
            let passed_days = last.map_or(0, |last| review.day.since(last));
            if stage == Stage::Review && passed_days >= 1 && (from..=to).contains(&review.day) {
                let kept = if passed_days >= MATURE_DAYS {
                    &mut found.mature
                } else {
                    &mut found.young
                };
                kept.count(review.rating != Rating::Again);
            }
            stage = stage.after(review.rating);
            last = Some(review.day);
        }
    }
    found
}

/// Usual time of one answer, in seconds.
#[derive(Clone, Debug, Default)]
pub struct Pace {
    usual: Option<f32>,
    cards: BTreeMap<String, f32>,
}

impl Pace {
    /// The median time of each card's reviews, and of all.
    pub fn new<'a>(logs: impl IntoIterator<Item = (&'a String, &'a Log)>) -> Pace {
        let mut all = Vec::new();
        let mut cards = BTreeMap::new();
        for (card, log) in logs {
            let mut own: Vec<u32> = log
                .scheduled()
                .map(|review| review.duration)
                .filter(|duration| *duration > 0)
                .collect();
            all.extend_from_slice(&own);
            if let Some(median) = median(&mut own) {
                cards.insert(card.clone(), median);
            }
        }
        Pace {
            usual: median(&mut all),
            cards,
        }
    }

    /// Seconds one answer to this card takes.
    pub fn seconds(&self, card: &str) -> f32 {
        let known = self.cards.get(card).copied().or(self.usual);
        known.unwrap_or(USUAL_SECONDS)
    }

    /// The median over all answers, in seconds; `None` without one.
    pub fn usual(&self) -> Option<f32> {
        self.usual
    }
}

fn median(durations: &mut [u32]) -> Option<f32> {
    durations.sort_unstable();
    let middle = durations.get(durations.len() / 2)?;
    #[allow(clippy::cast_precision_loss)] // an hour in milliseconds fits f32 exactly
    let ms = *middle as f32;
    Some(ms / 1_000.0)
}

/// A point of an outline and how often it was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeakPoint {
    /// Id of the card.
    pub card: CardId,
    /// The point, as it is now.
    pub point: Point,
    /// Times it was left out.
    pub missed: u32,
    /// Times it was said or left out.
    pub of: u32,
}

/// The points most often left out, worst first; drills and practice count too. Only the newest ten
/// answers of a card that ticked points count, so that what was learned leaves the list.
pub fn weak_points<'a>(
    outlines: impl IntoIterator<Item = (&'a str, &'a [Point])>,
    logs: &Table<Log>,
    most: usize,
) -> Vec<WeakPoint> {
    let mut weak: Vec<WeakPoint> = Vec::new();
    for (card, outline) in outlines {
        let Some(log) = logs.get(card) else { continue };
        let ticked: Vec<&Review> = log
            .reviews
            .values()
            .rev()
            .filter(|review| !review.said.is_empty() || !review.missed.is_empty())
            .take(10)
            .collect();
        for point in outline {
            let count = |ids: fn(&Review) -> &Vec<String>| {
                let held = ticked.iter().filter(|one| ids(one).contains(&point.id));
                u32::try_from(held.count()).unwrap_or(u32::MAX)
            };
            let missed = count(|review| &review.missed);
            if missed > 0 {
                weak.push(WeakPoint {
                    card: card.into(),
                    point: point.clone(),
                    missed,
                    of: missed + count(|review| &review.said),
                });
            }
        }
    }
    // Compared as fractions, without dividing: missed_a / of_a against missed_b / of_b.
    weak.sort_by(|a, b| {
        (u64::from(b.missed) * u64::from(a.of))
            .cmp(&(u64::from(a.missed) * u64::from(b.of)))
            .then_with(|| b.missed.cmp(&a.missed))
    });
    weak.truncate(most);
    weak
}

/// Readiness for an interview, day by day: what it would have been, had the person stopped on that
/// day. `length` days up to `today`, oldest first. Each log is followed once, however many days there are.
pub fn readiness_curve(
    scheduler: &Scheduler,
    logs: &Table<Log>,
    subjects: &[Subject],
    appointment: &Appointment,
    today: Day,
    length: u16,
) -> Vec<(Day, Readiness)> {
    let days = (0..i64::from(length)).rev().map(|ago| today.plus(-ago));
    let none = Readiness {
        expected: 0.0,
        of: 0,
        seen: 0,
        day: appointment.day,
    };
    let mut curve: Vec<(Day, Readiness)> = days.map(|day| (day, none)).collect();
    for subject in subjects {
        if !counts_for(subject.program.as_ref(), appointment.program.as_ref()) {
            continue;
        }
        let log = logs.get(&subject.id).into_iter();
        let mut reviews = log.flat_map(Log::scheduled).peekable();
        let mut learned = Learned::default();
        let mut recall = None;
        for (day, ready) in &mut curve {
            while let Some(review) = reviews.next_if(|review| review.day <= *day) {
                learned = scheduler.answered(&subject.id, &learned, review);
                recall = None;
            }
            ready.of += 1;
            if !learned.is_new() {
                ready.seen += 1;
                ready.expected +=
                    *recall.get_or_insert_with(|| scheduler.recall(&learned, appointment.day));
            }
        }
    }
    curve
}

/// Cards whose answer wants rewriting, most lapses first: id and lapses. `rewritten` tells at how many
/// lapses a card was last rewritten (`Card::rewritten`).
pub fn leeches(memories: &Memories, rewritten: &dyn Fn(&str) -> u32) -> Vec<(String, u32)> {
    let mut leeches: Vec<(String, u32)> = memories
        .iter()
        .filter(|(card, learned)| learned.wants_rewriting(rewritten(card)))
        .map(|(card, learned)| (card.clone(), learned.lapses))
        .collect();
    leeches.sort_by_key(|(_, lapses)| std::cmp::Reverse(*lapses));
    leeches
}

/// The newest answers that moved the schedule, newest first: card and name in its log. Undo takes
/// them back in this order, also after a restart.
pub fn newest<'a>(
    logs: impl IntoIterator<Item = (&'a String, &'a Log)>,
    most: usize,
) -> Vec<(String, String)> {
    let mut newest: Vec<(&String, &String)> = Vec::new();
    for (card, log) in logs {
        let last = log
            .reviews
            .iter()
            .rev()
            .filter(|(_, review)| review.effort == Effort::Review);
        newest.extend(last.take(most).map(|(name, _)| (name, card)));
    }
    newest.sort_unstable_by(|a, b| b.cmp(a));
    newest.truncate(most);
    newest
        .into_iter()
        .map(|(name, card)| (card.clone(), name.clone()))
        .collect()
}
