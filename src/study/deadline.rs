//! The interview date as a deadline: when each card is asked so that most answers come to mind on
//! the day, without a wall of cards on the eve.
//!
//! Until the final window a card follows the model at a lower retention. A card that would fall due
//! in the window or after it waits for the window, which is filled evenly, strongest memories
//! first. Nothing is stored: the timetable is computed from memories, dates and settings, so a moved
//! interview moves every card. Figures and reasons: the tests reproduce them by simulation.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::card::{Rating, counts_for};
use crate::domain::ids::{CardId, ProgramId};
use crate::domain::study::StudySettings;
use crate::domain::time::{Day, Instant};
use crate::study::memory::{Due, Learned, Memories, Scheduler, interval_text};

/// Longest final window, in days.
const WINDOW_MAX: usize = 3;
/// So many days before an interview the lower retention ends.
const NEAR_DAYS: i64 = 7;
/// What the retention is lowered by, in percent, while the interview is further away.
const EASED: u8 = 5;
/// Days kept free between the last new card and the window.
const SETTLING_DAYS: i64 = 2;
/// Fewer cards seen than this say nothing about readiness.
const SEEN_MIN: usize = 10;
/// How early (ms) a step may be taken when nothing else is left: twenty minutes, as in Anki.
const LEARN_AHEAD_MS: i64 = 20 * 60_000;
/// After how many reviews a new card comes.
const REVIEWS_PER_NEW: usize = 3;

/// A card that is studied: chosen and not suspended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Id of the card.
    pub id: CardId,
    /// The only program it is for.
    pub program: Option<ProgramId>,
}

/// An interview with a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// Day at the program.
    pub day: Day,
    /// Its program.
    pub program: Option<ProgramId>,
    /// Name of the program, for people.
    pub name: String,
}

/// Interviews, and days on which nobody studies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// In any order; past ones do no harm.
    pub interviews: Vec<Appointment>,
    /// Days of travel.
    pub travel: BTreeSet<Day>,
}

impl Calendar {
    /// Neither an interview nor a journey.
    pub fn is_free(&self, day: Day) -> bool {
        !self.travel.contains(&day) && self.interviews.iter().all(|one| one.day != day)
    }

    /// The first free day from `day` on; `day` itself when the next year has none.
    pub fn free_from(&self, day: Day) -> Day {
        (0..366)
            .map(|days| day.plus(days))
            .find(|day| self.is_free(*day))
            .unwrap_or(day)
    }

    /// The next interview, today or later, for which a card with this `program` counts.
    pub fn target(&self, program: Option<&ProgramId>, today: Day) -> Option<Day> {
        self.interviews
            .iter()
            .filter(|one| one.day >= today && counts_for(program, one.program.as_ref()))
            .map(|one| one.day)
            .min()
    }
}

/// The final pass before one interview.
#[derive(Clone, Debug, PartialEq)]
pub struct Pass {
    /// Day of the interview.
    pub target: Day,
    /// The days of the window, free ones only, in order.
    pub days: Vec<Day>,
    /// Cards that count for it.
    pub cards: usize,
    /// Of these, never answered.
    pub unseen: usize,
    /// First answered today.
    begun_today: usize,
    /// Answered today, within the window.
    done_today: usize,
    /// Stability and id of the cards that wait for the window, strongest first.
    waiting: Vec<(f32, CardId)>,
}

impl Pass {
    fn new(target: Day, cards: usize, calendar: &Calendar, budget: u16) -> Pass {
        let wanted = cards.div_ceil(usize::from(budget.max(1)));
        let mut days: Vec<Day> = (1..=14)
            .map(|before| target.plus(-before))
            .filter(|day| calendar.is_free(*day))
            .take(wanted.clamp(1, WINDOW_MAX))
            .collect();
        days.reverse();
        Pass {
            target,
            days,
            cards,
            unseen: 0,
            begun_today: 0,
            done_today: 0,
            waiting: Vec::new(),
        }
    }

    /// First day of the window; the interview's day when no day before it is free.
    pub fn start(&self) -> Day {
        self.days.first().copied().unwrap_or(self.target)
    }

    /// The day for the card at `rank` of `count` waiting ones, strongest first.
    fn slot(&self, rank: usize, count: usize, today: Day) -> Option<Day> {
        let mut open = self.days.iter().copied().filter(|day| *day >= today);
        // What was done today has used up its places of today.
        let total = (count + self.done_today).max(1);
        open.nth((rank + self.done_today) * open.clone().count() / total)
    }

    /// The place of a card among those that wait: `Ok` when it waits in this state.
    fn rank(&self, stability: f32, card: &str) -> Result<usize, usize> {
        self.waiting
            .binary_search_by(|(other, id)| strongest_first((*other, id), (stability, card)))
    }
}

/// When every studied card is asked, seen from one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Timetable {
    today: Day,
    retention: u8,
    new_per_day: u16,
    budget: u16,
    is_free: bool,
    calendar: Calendar,
    /// The interview each program's cards are for.
    targets: BTreeMap<Option<ProgramId>, Option<Day>>,
    passes: BTreeMap<Day, Pass>,
    standings: BTreeMap<CardId, Standing>,
    /// Cards never answered that follow no interview; and those first answered today.
    loose: (usize, usize),
}

impl Timetable {
    /// The timetable of `today`, a study day.
    pub fn new(
        scheduler: &Scheduler,
        memories: &Memories,
        subjects: &[Subject],
        calendar: &Calendar,
        settings: &StudySettings,
        today: Day,
    ) -> Timetable {
        let mut targets: BTreeMap<Option<ProgramId>, Option<Day>> = BTreeMap::new();
        let mut counts: BTreeMap<Day, usize> = BTreeMap::new();
        for subject in subjects {
            let target = match targets.get(&subject.program) {
                Some(target) => *target,
                None => {
                    let target = calendar.target(subject.program.as_ref(), today);
                    targets.insert(subject.program.clone(), target);
                    target
                }
            };
            if let Some(target) = target {
                *counts.entry(target).or_default() += 1;
            }
        }
        let passes = counts
            .into_iter()
            .map(|(target, cards)| (target, Pass::new(target, cards, calendar, settings.budget)))
            .collect();
        let mut table = Timetable {
            today,
            retention: settings.retention,
            new_per_day: settings.new_per_day,
            budget: settings.budget,
            is_free: calendar.is_free(today),
            calendar: calendar.clone(),
            targets,
            passes,
            standings: BTreeMap::new(),
            loose: (0, 0),
        };
        for subject in subjects {
            let learned = memories.get(&subject.id);
            if let Some((pass, stability)) = table.take_in(scheduler, subject, learned) {
                pass.waiting.push((stability, subject.id.clone()));
            }
        }
        for pass in table.passes.values_mut() {
            pass.waiting
                .sort_by(|a, b| strongest_first((a.0, &a.1), (b.0, &b.1)));
        }
        table
    }

    /// A studied card was answered, or an answer was taken back. Afterwards the timetable is the one
    /// that `new` would make of all memories, without asking the other cards.
    pub fn update(
        &mut self,
        scheduler: &Scheduler,
        subject: &Subject,
        before: Option<&Learned>,
        after: Option<&Learned>,
    ) {
        self.count(subject, before, |count, is| {
            *count = count.saturating_sub(usize::from(is));
        });
        if let Some(Standing::Waits(target, stability)) = self.standings.remove(&subject.id)
            && let Some(pass) = self.passes.get_mut(&target)
            && let Ok(rank) = pass.rank(stability, &subject.id)
        {
            pass.waiting.remove(rank);
        }
        if let Some((pass, stability)) = self.take_in(scheduler, subject, after) {
            let (Ok(rank) | Err(rank)) = pass.rank(stability, &subject.id);
            pass.waiting.insert(rank, (stability, subject.id.clone()));
        }
    }

    /// Counts a card and notes its standing; the answer is where it waits, with its stability.
    fn take_in(
        &mut self,
        scheduler: &Scheduler,
        subject: &Subject,
        learned: Option<&Learned>,
    ) -> Option<(&mut Pass, f32)> {
        self.count(subject, learned, |count, is| *count += usize::from(is));
        let target = self.targets.get(&subject.program).copied().flatten();
        let standing = self.standing(scheduler, learned?, target);
        self.standings.insert(subject.id.clone(), standing);
        match standing {
            Standing::Waits(target, stability) => Some((self.passes.get_mut(&target)?, stability)),
            Standing::Due(_) => None,
        }
    }

    /// Changes the counts that a card is part of.
    fn count(
        &mut self,
        subject: &Subject,
        learned: Option<&Learned>,
        change: fn(&mut usize, bool),
    ) {
        let today = self.today;
        let begun = learned.is_some_and(|learned| learned.first == Some(today));
        let seen_today = learned.is_some_and(|one| one.last.is_some_and(|last| last.day == today));
        let target = self.targets.get(&subject.program).copied().flatten();
        match target.and_then(|target| self.passes.get_mut(&target)) {
            Some(pass) => {
                change(&mut pass.unseen, learned.is_none());
                change(&mut pass.begun_today, begun);
                let in_window = today >= pass.start();
                change(&mut pass.done_today, seen_today && in_window);
            }
            None => {
                change(&mut self.loose.0, learned.is_none());
                change(&mut self.loose.1, begun);
            }
        }
    }

    /// The retention (0 to 1) that an answer on `day` aims at.
    fn retention_on(&self, day: Day, pass: Option<&Pass>) -> f32 {
        let eased =
            pass.is_some_and(|pass| day < pass.start() && pass.target.since(day) > NEAR_DAYS);
        let percent = self.retention.saturating_sub(if eased { EASED } else { 0 });
        f32::from(percent.clamp(50, 99)) / 100.0
    }

    fn standing(&self, scheduler: &Scheduler, learned: &Learned, target: Option<Day>) -> Standing {
        if let Some(at) = learned.step_due() {
            return Standing::Due(Due::At(at));
        }
        let pass = target.and_then(|target| self.passes.get(&target));
        let Some(last) = learned.last else {
            return Standing::Due(Due::On(self.today));
        };
        let interval = scheduler.interval(learned, self.retention_on(last.day, pass));
        let base = last.day.plus(i64::from(interval));
        let free = |day: Day| {
            // What is overdue stays so.
            if day < self.today {
                day
            } else {
                self.calendar.free_from(day)
            }
        };
        let Some(pass) = pass else {
            return Standing::Due(Due::On(free(base)));
        };
        if last.day >= pass.start() {
            // Seen in the window: not again before the interview.
            let after = base.max(pass.target.plus(1));
            return Standing::Due(Due::On(free(after)));
        }
        // In the window, what is overdue joins the final pass instead of coming all at once.
        if self.today < pass.start() && free(base) < pass.start() {
            return Standing::Due(Due::On(free(base)));
        }
        Standing::Waits(pass.target, learned.stability)
    }

    /// When a card is due; `None` when it was never answered or is not studied.
    pub fn due(&self, card: &str) -> Option<Due> {
        let standing = self.standings.get(card)?;
        Some(self.due_of(card, *standing))
    }

    /// When a card is due that stands so, among all others as they are.
    fn due_of(&self, card: &str, standing: Standing) -> Due {
        let (target, stability) = match standing {
            Standing::Due(due) => return due,
            Standing::Waits(target, stability) => (target, stability),
        };
        let day = self.passes.get(&target).and_then(|pass| {
            let (Ok(rank) | Err(rank)) = pass.rank(stability, card);
            // The place that the card has now is not among the others'.
            let now = match self.standings.get(card) {
                Some(Standing::Waits(_, stability)) => pass.rank(*stability, card).ok(),
                _ => None,
            };
            let before = usize::from(now.is_some_and(|now| now < rank));
            let others = pass.waiting.len() - usize::from(now.is_some());
            pass.slot(rank - before, others + 1, self.today)
        });
        Due::On(day.unwrap_or_else(|| self.calendar.free_from(target.plus(1))))
    }

    /// When a card would be due in this state, among all others as they are: what an answer button
    /// shows, and what the timetable says once the answer is in the log.
    pub fn due_after(&self, scheduler: &Scheduler, subject: &Subject, after: &Learned) -> Due {
        let target = match self.targets.get(&subject.program) {
            Some(target) => *target,
            None => self.calendar.target(subject.program.as_ref(), self.today),
        };
        self.due_of(&subject.id, self.standing(scheduler, after, target))
    }

    /// What each of the four buttons would do now.
    pub fn previews(
        &self,
        scheduler: &Scheduler,
        memories: &Memories,
        subject: &Subject,
        now: Instant,
    ) -> Vec<Preview> {
        let new = Learned::default();
        let before = memories.get(&subject.id).unwrap_or(&new);
        Rating::ALL
            .into_iter()
            .zip(scheduler.next(&subject.id, before, now, self.today))
            .map(|(rating, after)| {
                let due = self.due_after(scheduler, subject, &after);
                let seconds = match due {
                    Due::At(at) => (at.0 - now.0) / 1_000,
                    Due::On(day) => day.since(self.today) * 86_400,
                };
                Preview {
                    rating,
                    after,
                    due,
                    text: interval_text(seconds),
                }
            })
            .collect()
    }

    /// The study day this was made for.
    pub fn today(&self) -> Day {
        self.today
    }

    /// The final passes, next interview first.
    pub fn passes(&self) -> impl Iterator<Item = &Pass> {
        self.passes.values()
    }

    /// How many new cards to begin.
    pub fn fresh(&self) -> Fresh {
        let mut fresh = Fresh {
            unseen: self.loose.0,
            ..Fresh::default()
        };
        let mut wanted = 0;
        let mut begun = self.loose.1;
        for pass in self.passes.values() {
            let last = pass.start().plus(-SETTLING_DAYS);
            let days = (0..last.since(self.today).max(0))
                .filter(|days| self.calendar.is_free(self.today.plus(*days)))
                .count();
            // Counted from this morning, so that the figure stays all day.
            let open = pass.unseen + pass.begun_today;
            fresh.unseen += pass.unseen;
            begun += pass.begun_today;
            wanted += open.div_ceil(days.max(1));
            if pass.unseen > 0 && fresh.by.is_none() {
                fresh.by = Some(pass.target);
                fresh.until = Some(last.plus(-1).max(self.today));
            }
        }
        let loose = usize::from(self.new_per_day)
            .saturating_sub(wanted)
            .min(self.loose.0 + self.loose.1);
        fresh.needed = wanted + loose;
        fresh.per_day = fresh
            .needed
            .min(usize::from(self.budget.max(self.new_per_day)));
        fresh.left_today = fresh.per_day.saturating_sub(begun).min(fresh.unseen);
        if !self.is_free {
            fresh.left_today = 0;
        }
        fresh
    }

    /// When each card is due that was answered and is studied.
    pub fn dues(&self) -> impl Iterator<Item = Due> {
        let all = self.standings.iter();
        all.map(|(card, standing)| self.due_of(card, *standing))
    }
}

/// How a card stands that was answered.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Standing {
    /// It has a time of its own.
    Due(Due),
    /// It waits for the final pass before the interview on this day, with this stability.
    Waits(Day, f32),
}

fn strongest_first(a: (f32, &str), b: (f32, &str)) -> std::cmp::Ordering {
    b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1))
}

/// What one answer button would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// The button.
    pub rating: Rating,
    /// The state it leads to.
    pub after: Learned,
    /// When the card is due then.
    pub due: Due,
    /// Until then, in words: `10 min`, `3 days`.
    pub text: String,
}

/// New cards a day, as figures and as a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fresh {
    /// Studied cards never answered.
    pub unseen: usize,
    /// New cards a day that would show all of them in time.
    pub needed: usize,
    /// New cards a day to begin: what is needed, held to the daily budget.
    pub per_day: usize,
    /// Of these, left for today.
    pub left_today: usize,
    /// The interview before which they should be seen.
    pub by: Option<Day>,
    /// The last day for new cards before it: the days that follow are for repeating.
    pub until: Option<Day>,
}

impl Fresh {
    /// What to tell the person; `None` when there is nothing new, or nothing more before the interview.
    pub fn sentence(&self) -> Option<String> {
        if self.unseen == 0 {
            return None;
        }
        let cards = |count: usize| match count {
            1 => "1 new card".to_owned(),
            count => format!("{count} new cards"),
        };
        Some(match self.by {
            Some(day) if self.needed > self.per_day => format!(
                "There is not enough time to learn all {} before {}. Begin with {} a day; the most important come first.",
                cards(self.unseen),
                day.short(),
                self.per_day
            ),
            // The last day before it: no day for repeating follows.
            Some(day) if day.since(self.until.unwrap_or(day)) <= 1 => {
                if self.left_today == 0 {
                    return None;
                }
                format!(
                    "{} today. Your interview is on {}.",
                    cards(self.left_today),
                    day.short()
                )
            }
            Some(day) => format!(
                "{} a day until {}. The days after that are for repeating, up to your interview on {}.",
                cards(self.per_day),
                self.until.unwrap_or(day).short(),
                day.short(),
            ),
            None => format!(
                "{} a day, {} not seen yet.",
                cards(self.per_day),
                self.unseen
            ),
        })
    }
}

/// How many answers will come to mind on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Readiness {
    /// Sum of the probabilities of recall.
    pub expected: f32,
    /// Cards that count.
    pub of: usize,
    /// Of these, answered at least once.
    pub seen: usize,
    /// The day.
    pub day: Day,
}

impl Readiness {
    /// Readiness for an interview at `program`: over the cards that count for it, those never seen as 0,
    /// if nothing is reviewed until then.
    pub fn at(
        scheduler: &Scheduler,
        memories: &Memories,
        subjects: &[Subject],
        appointment: &Appointment,
    ) -> Readiness {
        let mut counts: BTreeMap<Option<&ProgramId>, bool> = BTreeMap::new();
        let mut ready = Readiness {
            expected: 0.0,
            of: 0,
            seen: 0,
            day: appointment.day,
        };
        for subject in subjects {
            let counted = *counts
                .entry(subject.program.as_ref())
                .or_insert_with_key(|only| counts_for(*only, appointment.program.as_ref()));
            if !counted {
                continue;
            }
            ready.of += 1;
            if let Some(learned) = memories.get(&subject.id) {
                ready.seen += 1;
                ready.expected += scheduler.recall(learned, appointment.day);
            }
        }
        ready
    }

    /// Whole answers; `None` under ten seen cards, because a figure would be a guess.
    pub fn answers(&self) -> Option<usize> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates
        let whole = self.expected.round() as usize;
        (self.seen >= SEEN_MIN).then_some(whole)
    }

    /// `about 56 of 60 answers will come to mind on Fri 18 Dec`.
    pub fn sentence(&self) -> Option<String> {
        let answers = self.answers()?;
        Some(format!(
            "About {answers} of {} answers will come to mind on {}.",
            self.of,
            self.day.short()
        ))
    }
}

/// Why a card is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A learning or relearning step.
    Step,
    /// It is due.
    Due,
    /// It is new.
    New,
}

/// What to ask now, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queue {
    /// Ids of cards.
    pub cards: Vec<(CardId, Why)>,
    /// Cards with a step in the next twenty minutes that are not among them.
    pub coming: usize,
    /// When the next step comes, if nothing is to be asked before.
    pub next_step: Option<Instant>,
    /// Today is an interview or travel day: nothing is asked, and no streak breaks.
    pub rest: bool,
}

/// The queue: due steps, then due cards with the least likely to be recalled first, every fourth
/// card a new one, in the order of `subjects`. When nothing else is left, steps of the next twenty
/// minutes.
pub fn queue(
    scheduler: &Scheduler,
    memories: &Memories,
    subjects: &[Subject],
    table: &Timetable,
    now: Instant,
) -> Queue {
    if !table.is_free {
        return Queue {
            rest: true,
            ..Queue::default()
        };
    }
    let mut steps: Vec<(Instant, &str)> = Vec::new();
    let mut due: Vec<(f32, &str)> = Vec::new();
    let mut new: Vec<(bool, Day, &str)> = Vec::new();
    for subject in subjects {
        let Some(learned) = memories.get(&subject.id) else {
            let target = table.targets.get(&subject.program).copied().flatten();
            new.push((target.is_none(), target.unwrap_or(table.today), &subject.id));
            continue;
        };
        match table.due(&subject.id) {
            Some(Due::At(at)) => steps.push((at, &subject.id)),
            Some(Due::On(day)) if day <= table.today => {
                due.push((scheduler.recall(learned, table.today), &subject.id));
            }
            _ => {}
        }
    }
    steps.sort_unstable();
    due.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    // Stable: the order of the subjects stays among cards of one interview.
    new.sort_by_key(|(undated, target, _)| (*undated, *target));
    new.truncate(table.fresh().left_today);

    let mut queue = Queue::default();
    let (ready, ahead): (Vec<_>, Vec<_>) = steps.into_iter().partition(|(at, _)| *at <= now);
    let entry = |id: &str, why| (id.into(), why);
    queue
        .cards
        .extend(ready.into_iter().map(|(_, id)| entry(id, Why::Step)));
    let mut due = due.into_iter().peekable();
    let mut new = new.into_iter().peekable();
    let mut since_new = 0;
    while due.peek().is_some() || new.peek().is_some() {
        if since_new == REVIEWS_PER_NEW || due.peek().is_none() {
            since_new = 0;
            if let Some((_, _, id)) = new.next() {
                queue.cards.push(entry(id, Why::New));
            }
        } else if let Some((_, id)) = due.next() {
            since_new += 1;
            queue.cards.push(entry(id, Why::Due));
        }
    }
    let near = |at: &Instant| at.0 - now.0 <= LEARN_AHEAD_MS;
    queue.coming = ahead.iter().filter(|(at, _)| near(at)).count();
    if queue.cards.is_empty() {
        queue.coming = 0;
        queue.next_step = ahead.first().map(|(at, _)| *at);
        queue.cards = ahead
            .into_iter()
            .filter(|(at, _)| near(at))
            .map(|(_, id)| entry(id, Why::Step))
            .collect();
    }
    queue
}

/// A short session: what is due today, then the new cards of today, then any other, until `budget`
/// seconds are full. In each of the three those come first whose review now adds most to the recall on
/// the interview's day (in a week, for cards that follow none), per second. `seconds` says how long a
/// card takes.
pub fn short_session(
    scheduler: &Scheduler,
    memories: &Memories,
    subjects: &[Subject],
    table: &Timetable,
    now: Instant,
    budget: f32,
    seconds: &dyn Fn(&str) -> f32,
) -> Vec<CardId> {
    let new = Learned::default();
    let of_today: BTreeMap<CardId, Why> = queue(scheduler, memories, subjects, table, now)
        .cards
        .into_iter()
        .collect();
    let mut worth: Vec<(u8, f32, f32, &str)> = subjects
        .iter()
        .filter_map(|subject| {
            let target = table.targets.get(&subject.program).copied().flatten();
            let day = target.unwrap_or(table.today.plus(7));
            let learned = memories.get(&subject.id).unwrap_or(&new);
            let seen_today = learned.last.is_some_and(|last| last.day == table.today);
            if seen_today && !learned.is_in_steps() {
                return None;
            }
            let next = scheduler.next(&subject.id, learned, now, table.today);
            let [again, _, good, _] = &*next else {
                return None;
            };
            // A new card is explained by its outline: one showing is as good as a good answer.
            let known = if learned.is_new() {
                1.0
            } else {
                scheduler.recall(learned, table.today)
            };
            let after =
                known * scheduler.recall(good, day) + (1.0 - known) * scheduler.recall(again, day);
            let gain = after - scheduler.recall(learned, day);
            let cost = seconds(&subject.id).max(1.0);
            let rank = match of_today.get(&subject.id) {
                Some(Why::Step | Why::Due) => 0,
                Some(Why::New) => 1,
                None => 2,
            };
            (rank < 2 || gain > 0.0).then_some((rank, gain / cost, cost, &*subject.id))
        })
        .collect();
    worth.sort_by(|a, b| {
        let by_gain = b.1.total_cmp(&a.1);
        a.0.cmp(&b.0).then(by_gain).then_with(|| a.3.cmp(b.3))
    });
    let mut left = budget;
    let mut chosen = Vec::new();
    for (_, _, cost, id) in worth {
        // At least one card, however slow.
        if cost <= left || chosen.is_empty() {
            left -= cost;
            chosen.push(id.into());
        }
    }
    chosen
}
