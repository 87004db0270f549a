//! A review of cards: the question, the outline to compare with, a grade, the next card. Every grade is
//! stored at once. Deliberately not here: what is due and when (`study`), and browsing the deck.
//!
//! The next card comes from the queue made before; the new queue is made once that card is painted.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::content::lazy::{Question, Questions};
use crate::domain::card::{DURATION_MAX, Effort, Log, Rating, Review};
use crate::domain::story_timer::{Zones, clock};
use crate::domain::take::Of;
use crate::domain::time::{Day, Instant, days_from_today};
use crate::features::answer_clock::{AnswerClock, COUNT_S, State, in_ms};
use crate::features::desk::{self, Desk, STUDY_KINDS};
use crate::features::guide::{
    Reading, folded, heading, link, listed, points, reading, said, shown,
};
use crate::features::recorder::{Recorder, about_take};
use crate::features::{Hand, Tool, Visit, muted, not_found};
use crate::screens::href;
use crate::session::phone;
use crate::store::deck::Row;
use crate::store::practice::PracticeAction;
use crate::study::deadline::{Queue, Why, short_session};
use crate::study::stats::{Pace, forecast};
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, Check, CheckRow, Dialog, El, EmptyState, Group, Hero,
    Icon, LinkButton, PillTone, Side, Stage, dynamic, el, maybe, swipe,
};

/// Length of the short session, in milliseconds.
const SHORT_MS: i64 = 5 * 60_000;
/// How long (ms) the new queue waits after a grade, so that the next card is painted first.
const AFTER_PAINT_MS: u32 = 50;
/// Days in which the next card is looked for.
const AHEAD_DAYS: u16 = 60;
/// Answers to rewrite that are listed at the end.
const REWRITE_SHOWN: usize = 5;

/// A review that is under way.
#[derive(Clone, Debug, Default, PartialEq)]
struct Round {
    /// Cards to ask, the present one first.
    cards: Vec<(String, Why)>,
    /// Counts the cards that were shown, so that the same card twice is two cards.
    turn: usize,
    /// When the next learning step comes, while nothing is asked before.
    next_step: Option<Instant>,
    /// Steps are asked before their time.
    early: bool,
    /// Nothing is asked today: an interview or a journey.
    rest: bool,
    /// Answers are remembered but move nothing.
    free: bool,
    /// Answers given here, newest last.
    done: Vec<Done>,
    /// When the present card was shown.
    since: Option<Instant>,
}

/// An answer given in this review.
#[derive(Clone, Debug, PartialEq)]
struct Done {
    card: String,
    /// Its name in the card's log.
    name: String,
    /// What was ticked.
    said: BTreeSet<String>,
}

/// What the person has done with the present card.
#[derive(Clone, Debug, Default, PartialEq)]
struct Attempt {
    revealed: bool,
    /// How long it was spoken with the clock, in milliseconds.
    spoke: Option<u32>,
    said: BTreeSet<String>,
}

#[derive(Clone, Copy)]
struct Parts {
    hand: Hand,
    questions: Reading<Questions>,
    round: RwSignal<Round>,
    attempt: RwSignal<Attempt>,
    /// Counts an answer that is said aloud.
    clock: AnswerClock,
    recorder: Recorder,
    help: RwSignal<bool>,
    /// When a short session is over.
    until: Option<Instant>,
    /// How long the person's answers take; worked out once, for a short session.
    pace: StoredValue<Option<Pace>>,
    /// Changes with the data and with the study day.
    changes: Signal<(u64, Day)>,
}

/// The screen: all that is due.
pub fn review(visit: Visit) -> AnyView {
    sitting(visit, None)
}

/// Five minutes with the cards that gain most.
pub fn five(visit: Visit) -> AnyView {
    let now = visit.session.read(|_, world| world.now);
    sitting(visit, Some(Instant(now.0 + SHORT_MS)))
}

fn sitting(visit: Visit, until: Option<Instant>) -> AnyView {
    let hand = visit.hand();
    let session = visit.session;
    let changes = session.watch(STUDY_KINDS, move |_, world| {
        (
            session.revision(STUDY_KINDS),
            desk::day_of(world, world.now),
        )
    });
    // The length of each card's own answer comes with the card.
    let Ok(usual) = Zones::for_answer(60.0, 90.0) else {
        return not_found();
    };
    let parts = Parts {
        hand,
        clock: AnswerClock::new(usual),
        recorder: Recorder::new(hand),
        questions: reading::<Questions>(),
        round: RwSignal::new(Round::default()),
        attempt: RwSignal::new(Attempt::default()),
        help: RwSignal::new(false),
        until,
        pace: StoredValue::new(None),
        changes,
    };
    visit.show_tools(vec![Tool {
        icon: Icon::Info,
        label: "Keys and swipes",
        press: Callback::new(move |()| parts.help.set(true)),
    }]);
    phone::follow_keys(move |key| parts.press_key(key));
    parts.recorder.follows(parts.clock, move || {
        let (id, text) = untrack(|| parts.present());
        about_take(hand, &Of::Card(id), &text)
    });
    let page = shown(visit.came_late, parts.questions, move |_| {
        parts.prepare();
        Effect::new(move |first: Option<()>| {
            changes.track();
            if first.is_some() {
                phone::after(AFTER_PAINT_MS, move || parts.prepare());
            }
        });
        // What the page is drawn from: a card, or why there is none.
        let face = Memo::new(move |_| {
            parts.round.with(|round| {
                let card = round.cards.first().map(|(id, _)| id.clone());
                (round.turn, card, round.next_step, round.rest)
            })
        });
        dynamic(move || match face.get().1 {
            Some(id) => parts.card(&id),
            None => parts.finished(),
        })
    });
    vec![page, parts.keys(), parts.stage()].into_any()
}

impl Parts {
    fn with_desk<T>(self, read: impl FnOnce(&Desk) -> T) -> Option<T> {
        let session = self.hand.session;
        untrack(|| {
            self.questions
                .with(|questions| desk::with(session, questions, read))
        })
    }

    fn now(self) -> Instant {
        self.hand.session.read(|_, world| world.now)
    }

    /// Id and question of the card on the screen; empty when there is none.
    fn present(self) -> (String, String) {
        let id = self
            .round
            .with_untracked(|round| round.cards.first().map(|(id, _)| id.clone()))
            .unwrap_or_default();
        let text = self.with_desk(|desk| desk.row(&id).map(|row| row.text.clone()));
        (id, text.flatten().unwrap_or_default())
    }

    /// Begins to count an answer that is said aloud. Call it inside a tap.
    fn speak(self) {
        let (id, _) = self.present();
        let seconds = self.with_desk(|desk| desk.row(&id).map(|row| row.seconds));
        let Some((least, most)) = seconds.flatten() else {
            return;
        };
        if let Ok(zones) = Zones::for_answer(f64::from(least), f64::from(most)) {
            self.clock.set_zones(zones);
        }
        phone::prepare_tones();
        self.recorder
            .ready(move || self.clock.count_down(COUNT_S, "Get ready"));
    }

    /// The answer was said; now the outline.
    fn spoken(self) {
        if let Some(timer) = self.clock.stop() {
            let spoke = in_ms(timer.seconds());
            self.attempt.update(|attempt| attempt.spoke = Some(spoke));
            self.reveal();
        }
    }

    /// The whole screen while an answer is said with the clock.
    fn stage(self) -> AnyView {
        let state = self.clock.state();
        let on = Memo::new(move |_| state.get() != State::Off);
        let escape = move |()| match state.get_untracked() {
            State::Counting(_) => drop(self.clock.stop()),
            State::Running => self.clock.toggle(),
            _ => {}
        };
        view! {
            <Stage open=on label="Answer with the clock" on_escape=escape>
                {self.on_stage()}
            </Stage>
        }
        .into_any()
    }

    fn on_stage(self) -> AnyView {
        let clock = self.clock;
        let state = clock.state();
        let kind = Memo::new(move |_| match state.get() {
            State::Counting(_) => State::Counting(0),
            other => other,
        });
        Effect::new(move |_| {
            let main = match kind.get() {
                State::Counting(_) => ".stage-foot .btn",
                _ => ".stage .btn-primary",
            };
            phone::after(0, move || phone::focus(main));
        });
        let buttons = dynamic(move || {
            let drop_it = move |()| drop(clock.stop());
            let done = move |()| self.spoken();
            match kind.get() {
                State::Off => ().into_any(),
                State::Counting(_) => view! { <Button label="Cancel" on_press=drop_it /> }.into_any(),
                State::Paused => view! {
                    <Button label="Done" on_press=done />
                    <Button label="Go on" kind=ButtonKind::Primary icon=Icon::Play on_press=move |()| clock.toggle() />
                }
                .into_any(),
                State::Running => view! {
                    <Button label="Pause" icon=Icon::Pause on_press=move |()| clock.toggle() />
                    <Button label="Done" kind=ButtonKind::Primary icon=Icon::Tick on_press=done />
                }
                .into_any(),
            }
        });
        let (_, question) = untrack(|| self.present());
        el("div")
            .class("stage-inside stage-drill")
            .attr_of("data-zone", move || clock.zone())
            .child(el("p").class("stage-part").text("Question"))
            .child(
                el("p")
                    .class("stage-question")
                    .attr("dir", "auto")
                    .text(&question),
            )
            .child(
                el("div")
                    .class("stage-body")
                    .child(clock.face())
                    .child(clock.screen_line()),
            )
            .child(
                el("div")
                    .class("stage-foot")
                    .view(self.recorder.small_face())
                    .view(buttons),
            )
            .into_any()
    }

    /// What to ask, as far as the desk knows.
    fn wanted(self, desk: &Desk) -> Queue {
        let (is_free, waits) = self.round.with_untracked(|round| {
            // Who has just answered waits for steps whose time has not come, or says otherwise.
            (round.free, !round.done.is_empty() && !round.early)
        });
        if is_free {
            return Queue {
                cards: self.weakest(desk),
                ..Queue::default()
            };
        }
        if let Some(until) = self.until.filter(|_| !desk.is_rest_day()) {
            return Queue {
                cards: self.most_gain(desk, until),
                ..Queue::default()
            };
        }
        let mut queue = desk.queue();
        if queue.next_step.is_some() && waits {
            queue.cards.clear();
        }
        queue
    }

    /// Cards for practice: each once, the least likely to come to mind first.
    fn weakest(self, desk: &Desk) -> Vec<(String, Why)> {
        self.round.with_untracked(|round| {
            let done: BTreeSet<&str> = round.done.iter().map(|done| &*done.card).collect();
            let cards = desk.weakest().into_iter();
            let cards = cards.filter(|id| !done.contains(&**id));
            cards.map(|id| (id, Why::Due)).collect()
        })
    }

    fn most_gain(self, desk: &Desk, until: Instant) -> Vec<(String, Why)> {
        let left = until.0 - desk.now.0;
        if left <= 0 {
            return Vec::new();
        }
        if self.pace.with_value(Option::is_none) {
            let session = self.hand.session;
            let pace = session.read(|model, _| Pace::new(model.all::<Log>().iter()));
            self.pace.set_value(Some(pace));
        }
        #[allow(clippy::cast_precision_loss)] // at most five minutes
        let seconds = left as f32 / 1_000.0;
        let last = self
            .round
            .with_untracked(|round| round.done.last().map(|done| done.card.clone()));
        let mut cards = self.pace.with_value(|pace| {
            let of = |id: &str| pace.as_ref().map_or(30.0, |pace| pace.seconds(id));
            let Desk {
                scheduler,
                memories,
                subjects,
                table,
                ..
            } = desk;
            short_session(scheduler, memories, subjects, table, desk.now, seconds, &of)
        });
        // Not the same card twice in a row, if there is another.
        cards.sort_by_key(|id| Some(id) == last.as_ref());
        cards.into_iter().map(|id| (id, Why::Due)).collect()
    }

    /// Works out what to ask. The card on the screen stays; one whose answer was taken back comes first.
    fn prepare(self) {
        let on_screen = self
            .round
            .with_untracked(|round| round.cards.first().cloned());
        let Some((wanted, still_studied)) = self.with_desk(|desk| {
            let row = on_screen.as_ref().and_then(|(id, _)| desk.row(id));
            (self.wanted(desk), row.is_some_and(Row::is_studied))
        }) else {
            return;
        };
        let session = self.hand.session;
        let now = self.now();
        let mut attempt = None;
        self.round.try_update(|round| {
            // Outside of the queue of the day nothing but the person takes a card away.
            let is_own_choice = round.free || self.until.is_some();
            let mut first = on_screen.clone().filter(|(id, _)| {
                (is_own_choice && still_studied)
                    || wanted.cards.iter().any(|(other, _)| other == id)
            });
            while let Some(done) = round.done.last() {
                let is_there = session.read(|model, _| {
                    let log = model.get::<Log>(&done.card);
                    log.is_some_and(|log| log.reviews.contains_key(&done.name))
                });
                if is_there {
                    break;
                }
                if let Some(Done { card, said, .. }) = round.done.pop() {
                    first = Some((card, Why::Due));
                    attempt = Some(Attempt {
                        revealed: true,
                        said,
                        ..Attempt::default()
                    });
                }
            }
            let rest = wanted.cards.into_iter();
            round.cards = match first {
                Some(first) => {
                    let others = rest.filter(|(id, _)| *id != first.0);
                    std::iter::once(first.clone()).chain(others).collect()
                }
                None => rest.collect(),
            };
            round.next_step = wanted.next_step;
            round.rest = wanted.rest;
            let is_same =
                round.cards.first().map(|(id, _)| id) == on_screen.as_ref().map(|(id, _)| id);
            if !is_same {
                attempt.get_or_insert_default();
            }
            if attempt.is_some() {
                round.turn += 1;
                round.since = Some(now);
            }
        });
        if let Some(attempt) = attempt {
            self.attempt.try_set(attempt);
        }
    }

    fn press_key(self, key: &str) -> bool {
        if self.help.get_untracked() {
            return false;
        }
        let revealed = self.attempt.with_untracked(|attempt| attempt.revealed);
        let has_card = self.round.with_untracked(|round| !round.cards.is_empty());
        match self.clock.state().get_untracked() {
            State::Off => {}
            State::Running if matches!(key, " " | "Enter") => {
                self.spoken();
                return true;
            }
            State::Running | State::Paused if key == "p" => {
                self.clock.toggle();
                return true;
            }
            _ => return false,
        }
        match (key, has_card, revealed) {
            ("?", ..) => self.help.set(true),
            ("t", true, false) => self.speak(),
            (" " | "Enter", true, false) => self.reveal(),
            ("e", true, _) => self.edit(),
            ("s", true, _) => self.pause(),
            ("1" | "2" | "3" | "4", true, true) => {
                let number = key.parse().unwrap_or(0);
                let four = self.with_desk(|desk| desk.settings.four_buttons) == Some(true);
                match (four, Rating::from_number(number)) {
                    (true, Some(rating)) => self.grade(rating),
                    (false, Some(Rating::Again)) => self.grade(Rating::Again),
                    (false, Some(_)) => self.grade(Rating::Good),
                    (_, None) => return false,
                }
            }
            _ => return false,
        }
        true
    }

    fn reveal(self) {
        self.attempt.update(|attempt| attempt.revealed = true);
        phone::focus_soon(".outline input, .foot button");
    }

    fn grade(self, rating: Rating) {
        let Some((card, _)) = self
            .round
            .with_untracked(|round| round.cards.first().cloned())
        else {
            return;
        };
        let Some(row) = self.with_desk(|desk| desk.row(&card).cloned()).flatten() else {
            return;
        };
        let session = self.hand.session;
        let (at, day) = session.read(|_, world| (world.now, desk::day_of(world, world.now)));
        let (since, free) = self.round.with_untracked(|round| (round.since, round.free));
        let ticked = self.attempt.with_untracked(|attempt| attempt.said.clone());
        let (said, missed): (Vec<String>, Vec<String>) = row
            .outline
            .iter()
            .map(|point| point.id.clone())
            .partition(|id| ticked.contains(id));
        let spent = since.map_or(0, |since| at.0.saturating_sub(since.0));
        let review = Review {
            rating,
            at,
            day,
            duration: u32::try_from(spent).unwrap_or(0).min(DURATION_MAX),
            effort: if free {
                Effort::Practice
            } else {
                Effort::Review
            },
            // Nobody ticked: nothing is known of single points.
            missed: if said.is_empty() { Vec::new() } else { missed },
            said,
        };
        let fresh = session.fresh_id();
        let name = review.name(&fresh);
        let action = PracticeAction::GradeCard {
            card: card.clone(),
            fresh,
            review,
        };
        if !self.hand.does(action) {
            return;
        }
        desk::take_answer(session, &card);
        self.attempt.set(Attempt::default());
        self.recorder.forget_kept();
        let is_over = !free && self.until.is_some_and(|until| until.0 <= at.0);
        self.round.update(|round| {
            round.cards.remove(0);
            if is_over {
                round.cards.clear();
            }
            round.done.push(Done {
                card,
                name,
                said: ticked,
            });
            round.turn += 1;
            round.since = Some(at);
        });
        // No card waits to be painted, and what comes next is all there is to say.
        if self.round.with_untracked(|round| round.cards.is_empty()) {
            self.prepare();
        }
        phone::focus("h1");
    }

    fn edit(self) {
        let card = self
            .round
            .with_untracked(|round| round.cards.first().cloned());
        if let Some((id, _)) = card {
            phone::go(&["practice/card/", &id].concat());
        }
    }

    fn pause(self) {
        let card = self
            .round
            .with_untracked(|round| round.cards.first().cloned());
        let Some((id, _)) = card else { return };
        let action = PracticeAction::SuspendCard {
            id,
            suspended: true,
        };
        if self
            .hand
            .does_with_undo(action, "Paused. This card is not asked any more.")
        {
            self.prepare();
            phone::focus("h1");
        }
    }

    fn card(self, id: &str) -> AnyView {
        let Some((row, settings, forgotten)) = self
            .with_desk(|desk| {
                let row = desk.row(id)?.clone();
                let forgotten = desk.wants_rewriting(&row);
                Some((row, desk.settings.clone(), forgotten))
            })
            .flatten()
        else {
            return self.finished();
        };
        let round = self.round;
        let minutes = self
            .until
            .map(|until| (until.0 - self.now().0 + 59_999) / 60_000);
        let kicker = Signal::derive(move || round.with(|round| left(round, minutes)));
        let (min, max) = row.seconds;
        let aim = [
            "Aim for ",
            &min.to_string(),
            " to ",
            &max.to_string(),
            " seconds. Say it aloud or in your head.",
        ]
        .concat();
        let lines = Signal::stored(vec![aim]);
        let attempt = self.attempt;
        let revealed = Memo::new(move |_| attempt.with(|attempt| attempt.revealed));
        let text = row.text.clone();
        let shown_row = row.clone();
        let answer = move || {
            let row = &shown_row;
            if !revealed.get() {
                return None;
            }
            let mut parts = vec![self.how_long(row.seconds), self.outline(row)];
            if let Some(times) = forgotten {
                parts.push(self.rewrite(times));
            }
            if !row.script.is_empty() {
                parts.push(folded("My answer, word for word", vec![said(&row.script)]));
            }
            let coaching = untrack(|| {
                self.questions
                    .with(|content| Some(coaching(content.questions.get(row.starter?)?)))
            });
            parts.extend(coaching.flatten());
            parts.push(self.recorder.switch());
            parts.push(self.more());
            Some(parts.into_any())
        };
        let hero = view! { <Hero kicker=kicker title=text lines=lines /> };
        let surface = el("div")
            .class("stack asked")
            .view(hero.into_any())
            .view(maybe(move || {
                // With the outline it stands at the switch.
                (!revealed.get()).then(|| self.recorder.problem_line())
            }))
            .view(maybe(answer));
        let can_swipe = move || settings.swipe && revealed.get_untracked();
        let swiped = Callback::new(move |side| {
            self.grade(match side {
                Side::Left => Rating::Again,
                Side::Right => Rating::Good,
            });
        });
        let (four, intervals) = (settings.four_buttons, settings.show_intervals);
        let buttons = move || {
            if revealed.get() {
                return self.buttons(&row, four, intervals);
            }
            let show = move |()| self.reveal();
            let speak = move |()| self.speak();
            view! {
                <Button label="Time it" icon=Icon::Clock on_press=speak />
                <Button label="Show the outline" kind=ButtonKind::Primary on_press=show />
            }
            .into_any()
        };
        view! {
            {swipe(surface, can_swipe, swiped)}
            <ActionBar>{dynamic(buttons)}</ActionBar>
        }
        .into_any()
    }

    /// How long the answer took, if it was said with the clock, and the way to its recording.
    fn how_long(self, (least, most): (u16, u16)) -> AnyView {
        let spoke = self.attempt.with_untracked(|attempt| attempt.spoke);
        let line = spoke.map(|ms| {
            let seconds = f64::from(ms) / 1_000.0;
            let verdict = if seconds < f64::from(least) {
                "shorter than"
            } else if seconds > f64::from(most) {
                "longer than"
            } else {
                "within"
            };
            let aim = [&*least.to_string(), " to ", &most.to_string(), " seconds"].concat();
            let text = [
                "You spoke for ",
                &*clock(seconds),
                ", ",
                verdict,
                " the aim of ",
                &aim,
                ".",
            ];
            el("p").class("num").text(&text.concat()).into_any()
        });
        vec![
            line.unwrap_or_else(|| ().into_any()),
            self.recorder.kept_link(),
        ]
        .into_any()
    }

    /// What else can be done with a card.
    fn more(self) -> AnyView {
        let edit = move |()| self.edit();
        let pause = move |()| self.pause();
        let buttons = vec![
            view! { <Button label="Edit my answer" icon=Icon::Pencil kind=ButtonKind::Quiet on_press=edit /> }.into_any(),
            view! { <Button label="Pause this card" icon=Icon::Pause kind=ButtonKind::Quiet on_press=pause /> }.into_any(),
        ];
        let buttons = el("div").class("cluster").view(buttons.into_any());
        buttons.into_any()
    }

    /// The points to tick.
    fn outline(self, row: &Row) -> AnyView {
        if row.outline.is_empty() {
            let none = muted("This card has no outline yet. Three to six points are enough.");
            return none.into_any();
        }
        let attempt = self.attempt;
        let rows: Vec<AnyView> = row
            .outline
            .iter()
            .map(|point| {
                let (id, ticked) = (point.id.clone(), point.id.clone());
                let text = point.text.clone();
                let look = Signal::derive(move || Check {
                    title: text.clone(),
                    checked: attempt.with(|attempt| attempt.said.contains(&ticked)),
                    ..Check::default()
                });
                let tick = move |on: bool| {
                    attempt.update(|attempt| {
                        if on {
                            attempt.said.insert(id.clone());
                        } else {
                            attempt.said.remove(&id);
                        }
                    });
                };
                view! { <CheckRow look=look strike=false on_toggle=tick /> }.into_any()
            })
            .collect();
        el("div")
            .class("outline")
            .view(view! { <Group title="Which points did you say?">{rows}</Group> }.into_any())
            .into_any()
    }

    /// Says that one more repetition will not help.
    fn rewrite(self, times: u32) -> AnyView {
        let text = [
            "You forgot this answer ",
            &times.to_string(),
            " times. Fewer and shorter points, or a story of your own, will help more than repeating it.",
        ]
        .concat();
        let action = (
            "Rewrite this answer".to_owned(),
            Callback::new(move |()| self.edit()),
        );
        view! { <Banner tone=PillTone::Warn text=text action=action /> }.into_any()
    }

    /// The grades, each with the time until the card comes again. What the ticks suggest stands out.
    fn buttons(self, row: &Row, four: bool, intervals: bool) -> AnyView {
        let of = row.outline.len();
        let (attempt, changes) = (self.attempt, self.changes);
        let suggested = Memo::new(move |_| {
            let said = attempt.with(|attempt| attempt.said.len());
            (said > 0).then(|| Rating::suggested(said, of))
        });
        let intervals = intervals && !self.round.with_untracked(|round| round.free);
        let row = row.clone();
        // Worked out anew when a day or an answer given elsewhere changes what a grade would do.
        let texts = Memo::new(move |_| {
            changes.track();
            let previews = self
                .with_desk(|desk| desk.previews(&row))
                .unwrap_or_default();
            let texts = previews.into_iter().map(|preview| preview.text);
            texts.collect::<Vec<String>>()
        });
        let shown: &[Rating] = if four {
            &Rating::ALL
        } else {
            &[Rating::Again, Rating::Good]
        };
        dynamic(move || {
            // With two buttons everything but "again" is "got it".
            let best = match suggested.get() {
                Some(rating) if four => rating,
                Some(Rating::Again) => Rating::Again,
                _ => Rating::Good,
            };
            let button = |rating: Rating| {
                let kind = if rating == best {
                    ButtonKind::Primary
                } else {
                    ButtonKind::default()
                };
                let press = move |()| self.grade(rating);
                let label = name_of(rating, four);
                if !intervals {
                    return view! { <Button label=label kind=kind on_press=press /> }.into_any();
                }
                let place = usize::from(rating.number()) - 1;
                let until = Signal::derive(move || {
                    texts.with(|texts| texts.get(place).cloned().unwrap_or_default())
                });
                view! { <Button label=label kind=kind hint=until on_press=press /> }.into_any()
            };
            shown
                .iter()
                .copied()
                .map(button)
                .collect::<Vec<_>>()
                .into_any()
        })
    }

    /// Nothing to ask now.
    fn finished(self) -> AnyView {
        let round = self.round.get_untracked();
        let Some(told) = self.with_desk(|desk| Told::of(desk, &round, self.until)) else {
            return ().into_any();
        };
        if let Some(at) = round.next_step.filter(|_| !round.free) {
            let wait = (at.0 - self.now().0).max(0);
            let wait = u32::try_from(wait).unwrap_or(u32::MAX).saturating_add(20);
            phone::after(wait, move || {
                self.prepare();
                phone::focus("h1");
            });
        }
        let start = move |change: fn(&mut Round)| {
            self.round.update(change);
            self.prepare();
            phone::focus("h1");
        };
        let early = round.next_step.map(|_| {
            let ask = move |()| start(|round| round.early = true);
            view! { <Button label="Ask it now" kind=ButtonKind::Primary on_press=ask /> }
        });
        let free = (told.studied && !round.free).then(|| {
            let ask = move |()| start(|round| round.free = true);
            view! { <Button label="Practice anyway" on_press=ask /> }
        });
        let hint = free
            .is_some()
            .then(|| muted("Practice moves nothing: the plan for your cards stays as it is."));
        let rewrite: Vec<AnyView> = told
            .rewrite
            .iter()
            .map(|(id, text, times)| {
                let detail = ["Forgotten ", &times.to_string(), " times"].concat();
                link(text, &detail, None, href(&["practice/card/", id].concat()))
            })
            .collect();
        let rewrite = (!rewrite.is_empty()).then(|| listed("Rewrite these answers", rewrite));
        view! {
            <EmptyState icon=Icon::Cards title=told.title text=told.text>
                {early}
                <LinkButton label="Back to Practice" href="#/practice" />
                {free}
                {hint}
            </EmptyState>
            {rewrite}
        }
        .into_any()
    }

    /// What keys and swipes do, behind a button of the header.
    fn keys(self) -> AnyView {
        let close = Callback::new(move |()| self.help.set(false));
        let row = |list: El, (key, what): (&str, &str)| {
            list.child(el("dt").text(key)).child(el("dd").text(what))
        };
        let list = move || KEYS.into_iter().fold(el("dl").class("keys"), row);
        view! {
            <Dialog open=self.help title="Keys and swipes" on_close=close>
                {list()}
                <Button label="Close" on_press=close />
            </Dialog>
        }
        .into_any()
    }
}

const KEYS: [(&str, &str); 8] = [
    ("Space or Enter", "Show the outline"),
    ("T", "Say it aloud with the clock"),
    ("1", "Again"),
    ("2, 3, 4", "Hard, Good, Easy. With two buttons: Got it"),
    ("U", "Undo"),
    ("E", "Edit my answer"),
    ("S", "Pause this card"),
    (
        "Swipe left, right",
        "Again, Got it, once the outline is shown",
    ),
];

/// What the screen says when nothing is asked.
struct Told {
    title: &'static str,
    text: String,
    studied: bool,
    /// Id, question, and how often its answer was forgotten.
    rewrite: Vec<(String, String, u32)>,
}

impl Told {
    fn of(desk: &Desk, round: &Round, until: Option<Instant>) -> Told {
        let is_over = !round.free && until.is_some_and(|until| until.0 <= desk.now.0);
        let studied = !desk.subjects.is_empty();
        let (title, text) = match (round.rest, round.done.len(), studied) {
            (_, _, false) => (
                "No cards chosen yet",
                "Choose the questions that you want to know by heart. The core questions are a good start.".to_owned(),
            ),
            (true, 0, _) => (
                "No cards today",
                "Today is an interview or a day of travel. The cards wait, and nothing is lost by it.".to_owned(),
            ),
            (_, 0, _) => ("Nothing is due", "All cards of today are done.".to_owned()),
            (_, count, _) => (
                if is_over { "Five minutes are over" } else { "Done" },
                ["You answered ", &counted(count), "."].concat(),
            ),
        };
        let next = match round.next_step {
            Some(at) => Some(step_text(at, desk.now)),
            None if studied && !round.rest => next_text(desk),
            None => None,
        };
        let parts = [Some(text), next, desk.readiness()];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let rewrite = desk.to_rewrite().take(REWRITE_SHOWN);
        Told {
            title,
            text,
            studied,
            rewrite: rewrite
                .map(|(row, times)| (row.id.clone(), row.text.clone(), times))
                .collect(),
        }
    }
}

/// When the next learning step comes.
fn step_text(at: Instant, now: Instant) -> String {
    match (at.0 - now.0 + 59_999) / 60_000 {
        ..=1 => "The next card comes here in a minute.".to_owned(),
        minutes => [
            "The next card comes here in ",
            &minutes.to_string(),
            " minutes.",
        ]
        .concat(),
    }
}

/// How many cards the next day with cards has.
fn next_text(desk: &Desk) -> Option<String> {
    let mut days = forecast(&desk.table, AHEAD_DAYS).into_iter().skip(1);
    let (day, cards) = days.find(|(_, cards)| *cards > 0)?;
    let when = days_from_today(day.since(desk.today));
    Some(["Next: ", &counted(cards), " ", &when, "."].concat())
}

fn counted(cards: usize) -> String {
    match cards {
        1 => "1 card".to_owned(),
        cards => [&cards.to_string(), " cards"].concat(),
    }
}

/// How much is left: cards, or the minutes of a short session.
fn left(round: &Round, minutes: Option<i64>) -> String {
    if round.free {
        return "Practice: moves nothing".to_owned();
    }
    match (minutes, round.cards.len()) {
        (Some(..=1), _) => "Last minute".to_owned(),
        (Some(minutes), _) => [&minutes.to_string(), " minutes left"].concat(),
        (None, 1) => "Last card".to_owned(),
        (None, count) => [&count.to_string(), " cards left"].concat(),
    }
}

fn name_of(rating: Rating, four: bool) -> &'static str {
    match rating {
        Rating::Again => "Again",
        Rating::Hard => "Hard",
        Rating::Good if four => "Good",
        Rating::Good => "Got it",
        Rating::Easy => "Easy",
    }
}

fn coaching(question: &Question) -> AnyView {
    let inside = vec![
        heading("What they want to learn"),
        said(&question.wants),
        heading("What goes wrong"),
        points("ul", &question.pitfalls),
        heading("They may ask next"),
        points("ul", &question.follow_ups),
    ];
    folded("Coaching", inside)
}
