//! A review of cards: the question, the outline to compare with, a grade, the next card. Every grade is
//! stored at once. Deliberately not here: what is due and when (`study::deadline`), the course of a
//! sitting (`study::sitting`), and browsing the deck.
//!
//! The next card comes from the queue made before; the new queue is made once that card is painted.

use std::cell::RefCell;

use leptos::prelude::*;

use crate::address;
use crate::content::lazy::{Practice, Questions};
use crate::domain::card::{Log, Rating};
use crate::domain::ids::CardId;
use crate::domain::story_timer::Zones;
use crate::domain::take::Of;
use crate::domain::time::{Day, Instant};
use crate::features::aloud::clock::{AnswerClock, ClockState};
use crate::features::aloud::recorder::{Recorder, about_take};
use crate::features::aloud::stage::Speaker;
use crate::features::cards::desk::{self, Desk};
use crate::features::shell::reading::{Reading, reading, shown};
use crate::features::{Hand, Tool, Visit, not_found};
use crate::session::phone;
use crate::store::acts::cards::CardAction;
use crate::store::core::model::Model;
use crate::store::read::deck::Row;
use crate::store::read::world::World;
use crate::study::deadline::{Queue, Why, short_session};
use crate::study::memory::Due;
use crate::study::sitting::{Done, Left, SHORT_MS, Sitting, Source, short_until};
use crate::study::stats::Pace;
use crate::ui::{Icon, ProgressBar, dynamic, maybe};

mod aloud;
mod end;
mod face;
mod menu;

/// How long (ms) the new queue waits after a grade, so that the next card is painted first.
const AFTER_PAINT_MS: u32 = 50;
/// How often the time that is left is shown anew, in milliseconds.
const SECOND_MS: u32 = 1_000;

/// Where it is kept when the five minutes are over.
const FIVE: &str = "five-minutes";

thread_local! {
    /// The card that was uncovered when the screen was left, to edit its answer for example.
    static LEFT: RefCell<Option<Left>> = const { RefCell::new(None) };
}

#[derive(Clone, Copy)]
struct ReviewScreen {
    hand: Hand,
    questions: Reading<Questions>,
    practice: Reading<Practice>,
    sitting: RwSignal<Sitting>,
    /// Says an answer aloud.
    speaker: Speaker,
    /// What else can be done, and the keys.
    menu: RwSignal<bool>,
    /// How long the person's answers take; worked out once, for a short session.
    pace: StoredValue<Option<Pace>>,
    /// Changes with the data and with the study day.
    changes: Signal<(u64, Day)>,
}

/// The screen: all that is due.
pub fn review(visit: Visit) -> AnyView {
    let sitting = Sitting::back_to(None, LEFT.take());
    sit(visit, sitting)
}

/// Five minutes with the cards that gain most. They go on for who leaves the screen and comes back.
pub fn five(visit: Visit) -> AnyView {
    let now = visit.session.read(|_, world| world.now);
    let kept = phone::place(FIVE).and_then(|until| until.parse().ok());
    // The number of an entry is the time at which it was made.
    let opened = Instant(phone::entry() as i64);
    let (until, goes_on) = short_until(kept.map(Instant), opened, now);
    let sitting = Sitting::back_to(Some(until), LEFT.take());
    if goes_on {
        let began = Instant(until.0 - SHORT_MS);
        let answers = |model: &Model, _: &World| Done::since(model.all::<Log>().iter(), began);
        let done = visit.session.read(answers);
        return sit(visit, sitting.after(done));
    }
    phone::set_place(FIVE, &until.0.to_string());
    sit(visit, sitting)
}

fn sit(visit: Visit, sitting: Sitting) -> AnyView {
    let hand = visit.hand();
    let session = visit.session;
    let changes = desk::turn(session);
    // The length of each card's own answer comes with the card.
    let Ok(usual) = Zones::for_answer(60.0, 90.0) else {
        return not_found();
    };
    let screen = ReviewScreen {
        hand,
        speaker: Speaker {
            clock: AnswerClock::new(usual),
            recorder: Recorder::new(hand),
        },
        questions: reading::<Questions>(),
        practice: reading::<Practice>(),
        sitting: RwSignal::new(sitting),
        menu: RwSignal::new(false),
        pace: StoredValue::new(None),
        changes,
    };
    on_cleanup(move || {
        let now = screen.now();
        LEFT.set(screen.sitting.with_untracked(|sitting| sitting.leave(now)));
    });
    visit.show_tools(vec![Tool {
        icon: Icon::More,
        label: "More about this card",
        press: Callback::new(move |()| screen.menu.set(true)),
    }]);
    phone::follow_keys(move |key| screen.press_key(key));
    let Speaker { clock, recorder } = screen.speaker;
    recorder.follows(clock, move || {
        let (id, text) = untrack(|| screen.present());
        about_take(hand, &Of::Card(id), &text)
    });
    let page = shown(visit.came_late, screen.questions, move |_| {
        screen.prepare();
        Effect::new(move |first: Option<()>| {
            changes.track();
            if first.is_some() {
                phone::after(AFTER_PAINT_MS, move || screen.prepare());
            }
        });
        // What the page is drawn from: a card, or why there is none.
        let face = Memo::new(move |_| screen.sitting.with(Sitting::page));
        dynamic(move || match face.get().1 {
            Some(id) => screen.card(&id),
            None => screen.finished(),
        })
    });
    let head = screen.head(visit.title);
    vec![head, page, screen.menu(), screen.stage()].into_any()
}

impl ReviewScreen {
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
    fn present(self) -> (CardId, String) {
        let id = self
            .sitting
            .with_untracked(|sitting| sitting.card().cloned().unwrap_or_default());
        let text = self.with_desk(|desk| desk.row(&id).map(|row| row.text.clone()));
        (id, text.flatten().unwrap_or_default())
    }

    /// Tells in the header how far this is, and draws it as a bar.
    fn head(self, title: RwSignal<String>) -> AnyView {
        let now = RwSignal::new(self.now());
        phone::every(SECOND_MS, move || {
            now.try_set(self.now());
        });
        let told = Memo::new(move |_| {
            let now = now.get();
            self.sitting.with(|sitting| sitting.head(now))
        });
        Effect::new(move |_| title.set(told.get()));
        let bar = Memo::new(move |_| {
            let now = now.get();
            self.sitting.with(|sitting| sitting.bar(now))
        });
        let has_card = Memo::new(move |_| self.sitting.with(|sitting| sitting.card().is_some()));
        maybe(move || {
            has_card.get().then(|| {
                let value = Signal::derive(move || bar.get().0);
                let most = Signal::derive(move || bar.get().1);
                view! { <ProgressBar value=value max=most label="How far you are" bare=true /> }
                    .into_any()
            })
        })
    }

    /// What to ask, as far as the desk knows.
    fn wanted(self, desk: &Desk) -> Queue {
        let source = self
            .sitting
            .with_untracked(|sitting| sitting.source(desk.now, desk.is_rest_day()));
        let cards = match source {
            Source::Plan => return desk.queue(),
            Source::Short(left) => self.most_gain(desk, left),
            Source::Weakest => self.sitting.with_untracked(|sitting| {
                let answered = sitting.answered();
                let mut cards = desk.weakest();
                cards.retain(|id| !answered.contains(id));
                cards
            }),
        };
        Queue {
            cards: cards.into_iter().map(|id| (id, Why::Due)).collect(),
            ..Queue::default()
        }
    }

    fn most_gain(self, desk: &Desk, left: i64) -> Vec<CardId> {
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
        self.sitting.with_untracked(|sitting| {
            let last = sitting.last_card();
            cards.sort_by_key(|id| Some(id) == last);
        });
        cards
    }

    /// Works out what to ask.
    fn prepare(self) {
        let on_screen = self
            .sitting
            .with_untracked(|sitting| sitting.card().cloned());
        let Some((wanted, is_studied)) = self.with_desk(|desk| {
            let row = on_screen.as_ref().and_then(|id| desk.row(id));
            (self.wanted(desk), row.is_some_and(Row::is_studied))
        }) else {
            return;
        };
        let session = self.hand.session;
        let now = self.now();
        self.sitting.try_update(|sitting| {
            let stands = |done: &Done| {
                session.read(|model, _| {
                    let log = model.get::<Log>(&done.card);
                    log.is_some_and(|log| log.reviews.contains_key(&done.name))
                })
            };
            sitting.take(wanted, is_studied, stands, now);
        });
    }

    fn press_key(self, key: &str) -> bool {
        if self.menu.get_untracked() {
            return false;
        }
        let (revealed, has_card) = self
            .sitting
            .with_untracked(|sitting| (sitting.attempt().revealed, sitting.card().is_some()));
        match self.speaker.clock.state().get_untracked() {
            ClockState::Off => {}
            ClockState::Running if matches!(key, " " | "Enter") => {
                self.spoken();
                return true;
            }
            ClockState::Running | ClockState::Paused if key == "p" => {
                self.speaker.clock.toggle();
                return true;
            }
            _ => return false,
        }
        match (key, has_card, revealed) {
            ("?", ..) => self.menu.set(true),
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
        self.sitting.update(Sitting::reveal);
        phone::focus_soon(".outline input, .foot button");
    }

    fn grade(self, rating: Rating) {
        let (card, _) = self.present();
        let Some((row, comes_back)) = self
            .with_desk(|desk| {
                let row = desk.row(&card)?.clone();
                let previews = desk.previews(&row);
                let after = previews.iter().find(|preview| preview.rating == rating);
                let comes_back = after.is_some_and(|after| matches!(after.due, Due::At(_)));
                Some((row, comes_back))
            })
            .flatten()
        else {
            return;
        };
        let session = self.hand.session;
        let (at, day) = session.read(|_, world| (world.now, desk::day_of(world, world.now)));
        let outline: Vec<String> = row.outline.into_iter().map(|point| point.id).collect();
        let review = self
            .sitting
            .with_untracked(|sitting| sitting.review(rating, &outline, at, day));
        let fresh = session.fresh_id();
        let name = review.name(&fresh);
        let action = CardAction::Grade {
            card: card.clone(),
            fresh,
            review,
        };
        if !desk::take_answer(session, &card, || self.hand.does(action)) {
            return;
        }
        self.speaker.recorder.forget_kept();
        self.sitting
            .update(|sitting| sitting.go_on(name, comes_back, at));
        // No card waits to be painted, and what comes next is all there is to say.
        if self
            .sitting
            .with_untracked(|sitting| sitting.card().is_none())
        {
            self.prepare();
        }
        phone::turn_page();
    }

    fn edit(self) {
        let (id, _) = self.present();
        if !id.is_empty() {
            phone::go(&address::card(&id));
        }
    }

    fn pause(self) {
        let (id, _) = self.present();
        if id.is_empty() {
            return;
        }
        let action = CardAction::Suspend {
            id,
            suspended: true,
        };
        if self
            .hand
            .does_with_undo(action, "Paused. This card is not asked any more.")
        {
            self.prepare();
            phone::turn_page();
        }
    }
}
