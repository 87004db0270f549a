//! A review of cards as a machine: it holds what is asked and what was answered, takes in what the
//! timetable wants and what the person does, and says what to store, what to show and how much is left.
//!
//! Deliberately not here: what is due and when (`deadline`), clocks and storage. Times and the queue enter
//! as arguments; the answer to store leaves as a value.

use std::collections::BTreeSet;

use crate::domain::card::{DURATION_MAX, Effort, Log, Rating, Review};
use crate::domain::ids::CardId;
use crate::domain::story_timer::clock;
use crate::domain::time::{Day, Instant, days_from_today};
use crate::study::deadline::{Queue, Why};

/// Length of the short session, in milliseconds.
pub const SHORT_MS: i64 = 5 * 60_000;

/// How long (ms) a card that was left stays uncovered: after that its answer comes to mind anew, or not.
const LEFT_MS: i64 = 60 * 60_000;

/// When the short session of a visit is over, and whether it began before. One that ends at `kept` goes on. Once it
/// is over, its screen says so to who comes back to it (`opened` while it lasted); a screen opened later begins anew.
pub fn short_until(kept: Option<Instant>, opened: Instant, now: Instant) -> (Instant, bool) {
    // Of a clock that was set back since nothing is known.
    match kept.filter(|until| until.0 - now.0 <= SHORT_MS) {
        Some(until) if now < until || opened <= until => (until, true),
        _ => (Instant(now.0 + SHORT_MS), false),
    }
}

/// An answer given in this sitting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Id of the card.
    pub card: CardId,
    /// Its name in the card's log.
    pub name: String,
    /// Ids of the points that were ticked.
    pub said: BTreeSet<String>,
}

impl Done {
    /// The answers that were given since then, oldest first; not those that move nothing.
    pub fn since<'a>(
        logs: impl Iterator<Item = (&'a String, &'a Log)>,
        since: Instant,
    ) -> Vec<Done> {
        let mut found = Vec::new();
        for (card, log) in logs {
            let reviews = log.reviews.iter();
            let mine = |review: &Review| review.at >= since && review.effort == Effort::Review;
            for (name, review) in reviews.filter(|(_, review)| mine(review)) {
                let done = Done {
                    card: card.as_str().into(),
                    name: name.clone(),
                    said: review.said.iter().cloned().collect(),
                };
                found.push((review.at, done));
            }
        }
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, done)| done).collect()
    }
}

/// What the person has done with the present card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attempt {
    /// The outline is shown.
    pub revealed: bool,
    /// How long it was spoken with the clock, in milliseconds.
    pub spoke: Option<u32>,
    /// Ids of the points that are ticked.
    pub said: BTreeSet<String>,
}

/// A card that was left while its outline was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    card: CardId,
    attempt: Attempt,
    at: Instant,
}

/// From where the next cards come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// What is due today.
    Plan,
    /// What is worth most in the time that is left, in milliseconds; 0 or less: nothing more.
    Short(i64),
    /// Any card, the weakest first.
    Weakest,
}

/// One sitting.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sitting {
    /// Cards to ask, the present one first.
    cards: Vec<(CardId, Why)>,
    /// Counts the cards that were shown, so that the same card twice is two cards.
    turn: usize,
    /// Cards that come back within minutes and are not among `cards`.
    coming: usize,
    /// When the next of them comes, while nothing is asked before.
    next_step: Option<Instant>,
    /// They are asked before their time.
    early: bool,
    /// Nothing is asked today: an interview or a journey.
    rest: bool,
    /// Answers are remembered but move nothing.
    free: bool,
    /// When a short session is over.
    until: Option<Instant>,
    /// Answers given here, newest last.
    done: Vec<Done>,
    /// When the present card was shown.
    since: Option<Instant>,
    /// The present card's answer so far.
    attempt: Attempt,
    /// What the sitting before was left with, until the first cards are known.
    left: Option<Left>,
}

impl Sitting {
    /// A sitting that begins; a short one ends at `until`.
    pub fn new(until: Option<Instant>) -> Sitting {
        Sitting {
            until,
            ..Sitting::default()
        }
    }

    /// As `new`, for who comes back to a card that was left.
    pub fn back_to(until: Option<Instant>, left: Option<Left>) -> Sitting {
        Sitting {
            left,
            ..Sitting::new(until)
        }
    }

    /// A sitting that goes on after these answers.
    #[must_use]
    pub fn after(self, done: Vec<Done>) -> Sitting {
        Sitting { done, ..self }
    }

    /// What the next sitting begins with when this one is left now: the card whose outline is shown.
    pub fn leave(&self, now: Instant) -> Option<Left> {
        let card = self.card().filter(|_| self.attempt.revealed)?;
        Some(Left {
            card: card.to_owned(),
            attempt: self.attempt.clone(),
            at: now,
        })
    }

    /// Id of the card on the screen.
    pub fn card(&self) -> Option<&CardId> {
        self.cards.first().map(|(id, _)| id)
    }

    /// Changes whenever another page is to be drawn: a card, or why there is none.
    pub fn page(&self) -> (usize, Option<CardId>, Option<Instant>, bool) {
        let card = self.card().cloned();
        (self.turn, card, self.next_step, self.rest)
    }

    /// The answer to the present card so far.
    pub fn attempt(&self) -> &Attempt {
        &self.attempt
    }

    /// Answers that move nothing.
    pub fn is_free(&self) -> bool {
        self.free
    }

    /// When the next card comes back, while it is waited for.
    pub fn next_step(&self) -> Option<Instant> {
        self.next_step.filter(|_| !self.free)
    }

    /// The card that was answered last.
    pub fn last_card(&self) -> Option<&CardId> {
        self.done.last().map(|done| &done.card)
    }

    /// Ids of the cards answered here.
    pub fn answered(&self) -> BTreeSet<&CardId> {
        self.done.iter().map(|done| &done.card).collect()
    }

    /// From where the next cards come. On a day of rest the plan says so.
    pub fn source(&self, now: Instant, is_rest_day: bool) -> Source {
        match self.until {
            _ if self.free => Source::Weakest,
            Some(until) if !is_rest_day => Source::Short(until.0 - now.0),
            _ => Source::Plan,
        }
    }

    /// Takes in what is wanted next. The card on the screen stays, `is_studied` says whether it is still
    /// one; a card whose answer was taken back (`stands` denies it) comes first, as it was graded, and so does
    /// the one that was left.
    pub fn take(
        &mut self,
        wanted: Queue,
        is_studied: bool,
        stands: impl Fn(&Done) -> bool,
        now: Instant,
    ) {
        let before = self.card().cloned();
        let is_own_choice = self.free || self.until.is_some();
        let Queue {
            mut cards,
            next_step,
            rest,
            mut coming,
        } = wanted;
        // Who has just answered waits for steps whose time has not come, or says otherwise.
        if next_step.is_some() && !self.done.is_empty() && !self.early && !is_own_choice {
            coming += cards.len();
            cards.clear();
        }
        // Outside of the queue of the day nothing but the person takes a card away.
        let mut first = self.cards.first().cloned().filter(|(id, _)| {
            (is_own_choice && is_studied) || cards.iter().any(|(other, _)| other == id)
        });
        let mut attempt = None;
        if let Some(left) = self.left.take().filter(|_| first.is_none()) {
            let is_fresh = now.0 - left.at.0 <= LEFT_MS;
            first = cards
                .iter()
                .find(|(id, _)| is_fresh && *id == left.card)
                .cloned();
            attempt = first.as_ref().map(|_| left.attempt);
        }
        while self.done.last().is_some_and(|done| !stands(done)) {
            if let Some(Done { card, said, .. }) = self.done.pop() {
                first = Some((card, Why::Due));
                attempt = Some(Attempt {
                    revealed: true,
                    said,
                    ..Attempt::default()
                });
            }
        }
        if let Some((id, _)) = &first {
            cards.retain(|(other, _)| other != id);
        }
        self.cards = first.into_iter().chain(cards).collect();
        self.coming = coming;
        self.next_step = next_step;
        self.rest = rest;
        if self.card() != before.as_ref() {
            attempt.get_or_insert_default();
        }
        if let Some(attempt) = attempt {
            self.attempt = attempt;
            self.turn += 1;
            self.since = Some(now);
        }
    }

    /// Shows the outline.
    pub fn reveal(&mut self) {
        self.attempt.revealed = true;
    }

    /// The answer was said aloud, in so many milliseconds; now the outline.
    pub fn spoke(&mut self, ms: u32) {
        self.attempt.spoke = Some(ms);
        self.reveal();
    }

    /// Ticks a point of the outline, or not.
    pub fn tick(&mut self, point: &str, on: bool) {
        if on {
            self.attempt.said.insert(point.to_owned());
        } else {
            self.attempt.said.remove(point);
        }
    }

    /// The answer to store for the present card, whose outline has these points (their ids).
    pub fn review(&self, rating: Rating, outline: &[String], at: Instant, day: Day) -> Review {
        let ticked = &self.attempt.said;
        let (said, missed): (Vec<String>, Vec<String>) = outline
            .iter()
            .cloned()
            .partition(|point| ticked.contains(point));
        let spent = self.since.map_or(0, |since| at.0.saturating_sub(since.0));
        Review {
            rating,
            at,
            day,
            duration: u32::try_from(spent).unwrap_or(0).min(DURATION_MAX),
            effort: if self.free {
                Effort::Practice
            } else {
                Effort::Review
            },
            // Nobody ticked: nothing is known of single points.
            missed: if said.is_empty() { Vec::new() } else { missed },
            said,
        }
    }

    /// The answer to the present card was stored under `name`; the next card. `comes_back` says that this
    /// one is asked again within minutes.
    pub fn go_on(&mut self, name: String, comes_back: bool, at: Instant) {
        if self.cards.is_empty() {
            return;
        }
        let (card, _) = self.cards.remove(0);
        let said = std::mem::take(&mut self.attempt).said;
        self.done.push(Done { card, name, said });
        self.coming += usize::from(comes_back && !self.free);
        if !self.free && self.until.is_some_and(|until| until.0 <= at.0) {
            self.cards.clear();
        }
        self.turn += 1;
        self.since = Some(at);
    }

    /// Asks the cards that come back without waiting for them.
    pub fn ask_early(&mut self) {
        self.early = true;
    }

    /// Goes on with any card; answers move nothing from now on.
    pub fn practice_freely(&mut self) {
        self.free = true;
    }

    /// Answers given, and all that this sitting asks as far as it is known: with what comes back within
    /// minutes.
    pub fn progress(&self) -> (usize, usize) {
        let done = self.done.len();
        (done, done + self.cards.len() + self.coming)
    }

    /// How far the bar is: answers, or the milliseconds of a short session that are gone.
    pub fn bar(&self, now: Instant) -> (u32, u32) {
        let small = |count: i64| u32::try_from(count.max(0)).unwrap_or(u32::MAX);
        match self.until.filter(|_| !self.free) {
            Some(until) => {
                let gone = SHORT_MS - (until.0 - now.0).clamp(0, SHORT_MS);
                (small(gone), small(SHORT_MS))
            }
            None => {
                let (done, of) = self.progress();
                let of = if self.free {
                    done + self.cards.len()
                } else {
                    of
                };
                (small(done as i64), small(of as i64))
            }
        }
    }

    /// The head of the screen: `5 of 12`, or the time that is left.
    pub fn head(&self, now: Instant) -> String {
        let (done, of) = self.progress();
        match self.until {
            _ if self.free => "Extra practice".to_owned(),
            // The names of the two screens.
            None if self.cards.is_empty() => "Cards".to_owned(),
            Some(_) if self.cards.is_empty() => "Five minutes".to_owned(),
            Some(until) if until.0 > now.0 => {
                // A second that has begun counts.
                let left = (until.0 - now.0 + 999) / 1_000;
                [&*clock(left as f64), " left"].concat()
            }
            Some(_) => "Last card".to_owned(),
            None => [&*(done + 1).to_string(), " of ", &of.to_string()].concat(),
        }
    }

    /// What to say when nothing is asked now: a title and a text.
    pub fn told(&self, outlook: &Outlook) -> (&'static str, String) {
        let now = outlook.now;
        let count = self.done.len();
        let is_over = !self.free && self.until.is_some_and(|until| until.0 <= now.0);
        // A card that came back is still one card.
        let cards = self.answered().len();
        let answered = match cards {
            0 => "You answered none.".to_owned(),
            cards => ["You answered ", &counted(cards), "."].concat(),
        };
        let waits = self
            .next_step()
            .filter(|_| count > 0 && self.until.is_none());
        if let Some(at) = waits {
            let back = match self.coming.max(1) {
                1 => "One card comes back soon".to_owned(),
                coming => [&*coming.to_string(), " cards come back soon"].concat(),
            };
            let next = in_minutes(at, now);
            let text = [&*answered, " ", &back, ", the next one ", &next, "."].concat();
            return ("A short break", text);
        }
        let (title, text) = match (self.rest, count) {
            _ if !outlook.is_studying => (
                "No cards chosen yet",
                "Choose the questions that you want to know by heart. The core questions are a good start.".to_owned(),
            ),
            (true, 0) => (
                "No cards today",
                "Today is an interview or a day of travel. The cards wait, and nothing is lost by it.".to_owned(),
            ),
            _ if is_over => ("Five minutes are over", answered),
            (_, 0) => ("Nothing is due", "All cards of today are done.".to_owned()),
            _ => ("Done", answered),
        };
        let next = (outlook.is_studying && !self.rest)
            .then(|| outlook.next())
            .flatten();
        let parts = [Some(text), next, outlook.readiness.clone()];
        (
            title,
            parts.into_iter().flatten().collect::<Vec<_>>().join(" "),
        )
    }
}

/// What lies ahead when a sitting is over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlook {
    /// Now.
    pub now: Instant,
    /// At least one card is studied.
    pub is_studying: bool,
    /// Cards of today that were asked before and are still to be answered.
    pub due: usize,
    /// New cards of today that are still to be asked.
    pub new: usize,
    /// The next day with cards: in how many days, and how many.
    pub later: Option<(i64, usize)>,
    /// How ready the person is, as a sentence.
    pub readiness: Option<String>,
}

impl Outlook {
    fn next(&self) -> Option<String> {
        let (due, new) = (self.due.to_string(), self.new.to_string());
        let today = match (self.due, self.new) {
            (0, 0) => {
                let (days, cards) = self.later?;
                let when = days_from_today(days);
                return Some(["Next: ", &counted(cards), " ", &when, "."].concat());
            }
            (_, 0) => [&*due, " due"].concat(),
            (0, _) => [&*new, " new"].concat(),
            _ => [&*due, " due, ", &new, " new"].concat(),
        };
        Some(["Still to do today: ", &today, "."].concat())
    }
}

/// When the next card comes back.
fn in_minutes(at: Instant, now: Instant) -> String {
    match (at.0 - now.0 + 59_999) / 60_000 {
        ..=1 => "in a minute".to_owned(),
        minutes => ["in ", &*minutes.to_string(), " minutes"].concat(),
    }
}

fn counted(cards: usize) -> String {
    match cards {
        1 => "1 card".to_owned(),
        cards => [&*cards.to_string(), " cards"].concat(),
    }
}
