//! The desk: all that a study screen works with. Not a screen; the cards, drill and statistics share it.
//!
//! Nothing of it is stored: it is replayed from the answers, dates and settings, and kept in memory
//! between screens. Only what changed is replayed again: each part knows what it was worked out from,
//! and an answer changes one card and its place in the timetable, however large the deck is.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::address;
use crate::content::lazy::{Lazy, Questions, read};
use crate::domain::card::{Card, Log, study_day};
use crate::domain::checklist::Urgency;
use crate::domain::ids::CardId;
use crate::domain::study::{STUDY, StudySettings};
use crate::domain::time::{Day, Instant};
use crate::domain::trip::Booking;
use crate::parts::Later;
use crate::session::{Session, phone};
use crate::store::core::model::{Basis, Kinds, Model};
use crate::store::read::deck::{self, Row};
use crate::store::read::interviews::planned;
use crate::store::read::today::{About, TodayRow};
use crate::store::read::trips::travel_days;
use crate::store::read::world::World;
use crate::study::deadline::{
    Appointment, Calendar, Preview, Queue, Readiness, Subject, Timetable, Why, queue,
};
use crate::study::memory::{Memories, Scheduler};

/// Why an answer should be rewritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rewrite {
    /// It was forgotten so many times.
    Forgotten(u32),
    /// The person wanted to give a better one.
    Wanted,
}

impl Rewrite {
    /// `Forgotten 6 times`.
    pub fn words(self) -> String {
        match self {
            Rewrite::Forgotten(times) => ["Forgotten ", &*times.to_string(), " times"].concat(),
            Rewrite::Wanted => "You wanted to answer it better".to_owned(),
        }
    }
}

/// All that a study screen works with.
pub struct Desk {
    /// The model of memory, with the person's parameters.
    pub scheduler: Scheduler,
    /// How the person studies.
    pub settings: StudySettings,
    /// What is remembered of each card.
    pub memories: Memories,
    /// The whole deck, in the order of `read::deck::rows`.
    pub rows: Vec<Row>,
    /// The cards that are studied, the most important first.
    pub subjects: Vec<Subject>,
    /// Interviews and days of travel.
    pub calendar: Calendar,
    /// When each card is asked, seen from `today`.
    pub table: Timetable,
    /// The study day.
    pub today: Day,
    /// The time at which the desk was last brought up to date.
    pub now: Instant,
    places: BTreeMap<CardId, usize>,
    marks: BTreeMap<CardId, (usize, String)>,
    seen: Seen,
}

/// What each part of the desk was worked out from.
#[derive(Clone, Copy, Default)]
struct Seen {
    cards: Basis,
    logs: Basis,
    plan: Basis,
}

impl Seen {
    fn kinds(&self) -> Kinds {
        self.cards.kinds.and(self.logs.kinds).and(self.plan.kinds)
    }
}

thread_local! {
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
    static TIMES_HOME: Cell<u32> = const { Cell::new(0) };
}

/// The person has come to the home of Practice.
pub fn come_home() {
    TIMES_HOME.set(times_home().wrapping_add(1));
}

/// How often the person has come there since the start.
pub fn times_home() -> u32 {
    TIMES_HOME.get()
}

/// Reads the desk, brought up to date first. `questions` is the starter content.
pub fn with<T>(session: Session, questions: &Questions, read: impl FnOnce(&Desk) -> T) -> T {
    DESK.with_borrow_mut(|kept| {
        let desk = session.read(|model, world| {
            let old = kept.take();
            Desk::refreshed(old, model, world, questions)
        });
        read(kept.insert(desk))
    })
}

/// Runs `answer`, which answers `card`, and takes in what it did, so that the next [`with`] need not look
/// for what has changed. Gives what `answer` gives: whether it did anything.
pub fn take_answer(session: Session, card: &CardId, answer: impl FnOnce() -> bool) -> bool {
    let knows = |desk: &Desk| session.read(|model, _| desk.seen.logs.holds(model));
    let knew_all = DESK.with_borrow(|kept| kept.as_ref().is_some_and(knows));
    let done = answer();
    if done && knew_all {
        DESK.with_borrow_mut(|kept| {
            if let Some(desk) = kept {
                session.read(|model, _| {
                    let ((), logs) = model.basis(|| desk.replay(model, card));
                    desk.seen.logs = logs;
                });
            }
        });
    }
    done
}

/// Is new whenever something changes that the desk was worked out from, or the study day.
pub fn turn(session: Session) -> Signal<(u64, Day)> {
    turn_of(session, Seen::kinds)
}

/// As [`turn`], but for what the cards say: for a screen on which one is being written.
pub fn turn_of_standing(session: Session) -> Signal<(u64, Day)> {
    turn_of(session, |seen| seen.logs.kinds.and(seen.plan.kinds))
}

fn turn_of(session: Session, of: impl Fn(&Seen) -> Kinds + 'static) -> Signal<(u64, Day)> {
    session.watch(move |model, world| {
        // Asked at every change: what the desk reads may itself have changed.
        model.revision(Kinds::ALL);
        let kinds = DESK.with_borrow(|kept| kept.as_ref().map(|desk| of(&desk.seen)));
        let revision = model.revision(kinds.unwrap_or(Kinds::ALL));
        (revision, day_of(world, world.now))
    })
}

/// Reads the deck and says what it asks for today, as rows for the Today screen, and what it read for
/// that. Nothing on a day of rest.
pub fn due(session: Session) -> Later<(Vec<TodayRow>, Kinds)> {
    Box::pin(async move {
        let text = phone::fetch_text(Questions::PATH).await;
        let Some(questions) = text.and_then(|text| read::<Questions>(&text).ok()) else {
            return (Vec::new(), Kinds::default());
        };
        with(session, &questions, |desk| {
            (desk.due_rows(), desk.seen.kinds())
        })
    })
}

/// The study day of an instant, where the phone is.
pub fn day_of(world: &World, at: Instant) -> Day {
    study_day(at, (world.offset)(world.phone_zone, at))
}

/// The calendar, and with it all but the deck that decides when a card is asked.
fn plan(model: &Model, world: &World) -> (Calendar, Basis) {
    model.basis(|| {
        model.study();
        calendar(model, world)
    })
}

impl Desk {
    /// How the deck stood when it was last read.
    pub fn deck_revision(&self) -> u64 {
        self.seen.cards.revision
    }

    fn refreshed(old: Option<Desk>, model: &Model, world: &World, questions: &Questions) -> Desk {
        let now = world.now;
        let today = day_of(world, now);
        let settings: StudySettings = model.get_or_default(STUDY);
        let same_parameters = |old: &Desk| old.settings.parameters == settings.parameters;
        let Some(mut desk) = old.filter(same_parameters) else {
            return Desk::fresh(settings, today, model, world, questions);
        };
        desk.now = now;
        if !desk.seen.logs.holds(model) {
            ((), desk.seen.logs) = model.basis(|| desk.replay_changed(model));
        }
        let has_new_cards = !desk.seen.cards.holds(model);
        if has_new_cards {
            ((), desk.seen.cards) = model.basis(|| desk.take_rows(model, questions));
        }
        let has_new_plan = !desk.seen.plan.holds(model);
        if has_new_plan {
            (desk.calendar, desk.seen.plan) = plan(model, world);
        }
        if !has_new_cards && !has_new_plan && desk.today == today {
            return desk;
        }
        desk.settings = settings;
        desk.today = today;
        desk.lay_out();
        desk
    }

    fn fresh(
        settings: StudySettings,
        today: Day,
        model: &Model,
        world: &World,
        questions: &Questions,
    ) -> Desk {
        let scheduler = Scheduler::new(settings.personal())
            .or_else(|_| Scheduler::new(None))
            // The published parameters are within their own bounds.
            .unwrap_or_else(|sentence| unreachable!("{sentence}"));
        let (memories, logs) = model.basis(|| Memories::new(&scheduler, model.all::<Log>().iter()));
        let (calendar, plan) = plan(model, world);
        let table = Timetable::new(&scheduler, &memories, &[], &calendar, &settings, today);
        let mut desk = Desk {
            scheduler,
            settings,
            memories,
            rows: Vec::new(),
            subjects: Vec::new(),
            calendar,
            table,
            today,
            now: world.now,
            places: BTreeMap::new(),
            marks: model
                .all::<Log>()
                .iter()
                .map(|(id, log)| (id.as_str().into(), mark(log)))
                .collect(),
            seen: Seen {
                logs,
                plan,
                ..Seen::default()
            },
        };
        ((), desk.seen.cards) = model.basis(|| desk.take_rows(model, questions));
        desk.lay_out();
        desk
    }

    /// Replays one card and puts it where it now belongs.
    fn replay(&mut self, model: &Model, card: &CardId) {
        let before = self.memories.get(card).cloned();
        let log = model.get::<Log>(card);
        self.memories.update(&self.scheduler, card, log);
        match log {
            Some(log) => self.marks.insert(card.clone(), mark(log)),
            None => self.marks.remove(card),
        };
        let subject = self.row(card).filter(|row| row.is_studied()).map(subject);
        if let Some(subject) = subject {
            let after = self.memories.get(card);
            self.table
                .update(&self.scheduler, &subject, before.as_ref(), after);
        }
    }

    fn replay_changed(&mut self, model: &Model) {
        let logs = model.all::<Log>();
        let is_known = |(id, log): &(&String, &Log)| {
            let mark = self.marks.get(id.as_str());
            mark.is_some_and(|(count, last)| {
                *count == log.reviews.len()
                    && log
                        .reviews
                        .keys()
                        .next_back()
                        .is_none_or(|name| name == last)
            })
        };
        let gone = self.marks.keys().filter(|id| !logs.contains_key(id));
        let changed: Vec<CardId> = logs
            .iter()
            .filter(|one| !is_known(one))
            .map(|(id, _)| id.as_str().into())
            .chain(gone.cloned())
            .collect();
        for card in changed {
            self.replay(model, &card);
        }
    }

    fn take_rows(&mut self, model: &Model, questions: &Questions) {
        self.rows = deck::rows(model.all::<Card>(), &questions.questions);
        self.rows.iter_mut().for_each(|row| row.see_program(model));
        self.places = self
            .rows
            .iter()
            .enumerate()
            .map(|(place, row)| (row.id.clone(), place))
            .collect();
        let mut studied: Vec<&Row> = self.rows.iter().filter(|row| row.is_studied()).collect();
        // Stable: within a priority the order of the deck stays.
        studied.sort_by_key(|row| row.priority);
        self.subjects = studied.into_iter().map(subject).collect();
    }

    fn lay_out(&mut self) {
        self.table = Timetable::new(
            &self.scheduler,
            &self.memories,
            &self.subjects,
            &self.calendar,
            &self.settings,
            self.today,
        );
    }

    /// A card of the deck.
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.get(*self.places.get(id)?)
    }

    /// The next interview from today on that has a date, if any.
    pub fn next_interview(&self) -> Option<&Appointment> {
        let coming = self.calendar.interviews.iter();
        coming
            .filter(|one| one.day >= self.today)
            .min_by_key(|one| one.day)
    }

    /// All interviews from today on that have a date, the next one first, each with how ready the
    /// person is for it.
    pub fn readiness_of_each(&self) -> Vec<(&Appointment, Option<String>)> {
        let coming = self.calendar.interviews.iter();
        let mut coming: Vec<&Appointment> = coming.filter(|one| one.day >= self.today).collect();
        coming.sort_by_key(|one| one.day);
        let ready = |one| Readiness::at(&self.scheduler, &self.memories, &self.subjects, one);
        let told = coming.into_iter().map(|one| (one, ready(one).sentence()));
        told.collect()
    }
}

impl Desk {
    fn due_rows(&self) -> Vec<TodayRow> {
        let queue = self.queue();
        let counted = |count: usize, one: &str, more: &str| match count {
            1 => ["1 ", one].concat(),
            count => [&*count.to_string(), " ", more].concat(),
        };
        let mut rows = Vec::new();
        let asked = if queue.rest { 0 } else { queue.cards.len() };
        if asked > 0 {
            let new = queue.cards.iter().filter(|(_, why)| *why == Why::New);
            let detail = match new.count() {
                0 => "All of them were asked before".to_owned(),
                new => [&*counted(new, "is", "are"), " new"].concat(),
            };
            let title = counted(asked, "card to answer", "cards to answer");
            let mut row = TodayRow::link(About::Cards, &title, &detail, address::REVIEW);
            row.end = (Urgency::Today, "today".to_owned());
            rows.push(row);
        }
        let rewrite = self.to_rewrite().count();
        if rewrite > 0 {
            let title = counted(rewrite, "answer to rewrite", "answers to rewrite");
            let detail = match self.to_rewrite().any(|(_, why)| why == Rewrite::Wanted) {
                true => "Write the better answer while you remember the question",
                false => "Forgotten again and again: shorter points help more than repeating",
            };
            rows.push(TodayRow::link(About::Cards, &title, detail, address::DECK));
        }
        rows
    }

    /// Today is an interview or a day of travel: nothing is asked.
    pub fn is_rest_day(&self) -> bool {
        !self.calendar.is_free(self.today)
    }

    /// What to ask now, in order.
    pub fn queue(&self) -> Queue {
        let Desk {
            scheduler,
            memories,
            subjects,
            table,
            ..
        } = self;
        queue(scheduler, memories, subjects, table, self.now)
    }

    /// What each of the four buttons would do to a card now.
    pub fn previews(&self, row: &Row) -> Vec<Preview> {
        self.table
            .previews(&self.scheduler, &self.memories, &subject(row), self.now)
    }

    /// How many answers will come to mind at the next interview, as a sentence; `None` without an
    /// interview, or while too few cards were seen.
    pub fn readiness(&self) -> Option<String> {
        let next = self.next_interview()?;
        Readiness::at(&self.scheduler, &self.memories, &self.subjects, next).sentence()
    }

    /// Ids of the studied cards, the least likely to come to mind first, those never seen last.
    pub fn weakest(&self) -> Vec<CardId> {
        let recall = |subject: &Subject| {
            let learned = self.memories.get(&subject.id);
            // Above every probability.
            learned.map_or(2.0, |learned| self.scheduler.recall(learned, self.today))
        };
        let mut cards: Vec<(f32, &Subject)> =
            self.subjects.iter().map(|one| (recall(one), one)).collect();
        cards.sort_by(|a, b| a.0.total_cmp(&b.0));
        cards.into_iter().map(|(_, one)| one.id.clone()).collect()
    }

    /// Why the answer of a card should be rewritten, if it should.
    pub fn wants_rewriting(&self, row: &Row) -> Option<Rewrite> {
        if row.to_rewrite {
            return Some(Rewrite::Wanted);
        }
        let learned = self.memories.get(&row.id)?;
        learned
            .wants_rewriting(row.rewritten)
            .then_some(Rewrite::Forgotten(learned.lapses))
    }

    /// The studied cards whose answer should be rewritten, each with why.
    pub fn to_rewrite(&self) -> impl Iterator<Item = (&Row, Rewrite)> {
        let studied = self.rows.iter().filter(|row| row.is_studied());
        studied.filter_map(|row| Some((row, self.wants_rewriting(row)?)))
    }
}

/// A card as the timetable needs it.
pub fn subject(row: &Row) -> Subject {
    Subject {
        id: row.id.clone(),
        program: row.only_for.clone(),
    }
}

/// Number of answers and name of the newest: changes whenever an answer comes or is taken back, because
/// each has a name of its own and is written once.
fn mark(log: &Log) -> (usize, String) {
    let last = log.reviews.keys().next_back();
    (log.reviews.len(), last.cloned().unwrap_or_default())
}

/// Interviews with a date, and the days on the way to them.
fn calendar(model: &Model, world: &World) -> Calendar {
    let appointment = |interview: Booking| {
        Some(Appointment {
            day: interview.day?,
            program: interview.program_id(),
            name: interview.program.clone(),
        })
    };
    Calendar {
        interviews: planned(model)
            .filter_map(|(_, interview)| appointment(interview))
            .collect(),
        travel: travel_days(model, world),
    }
}
