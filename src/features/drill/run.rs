//! One drill: a question alone on the screen, time to think, the clock, what they ask next; then a look
//! back with marks, and the result beside the one before.
//! Deliberately not here: the stage (`aloud::stage`) and which questions are drawn (`domain::drill`). A
//! drill moves no card's schedule unless the person asks for it.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::{InterviewerType, Practice, Questions};
use crate::domain::card::Card;
use crate::domain::drill::{Answer, Drill, wording};
use crate::domain::ids::{CardId, DrillId};
use crate::domain::record::Record;
use crate::domain::recorder::Now;
use crate::domain::story_timer::{Zones, clock};
use crate::domain::take::{About, Of};
use crate::features::aloud::clock::{AnswerClock, ClockState};
use crate::features::aloud::recorder::{Recorder, about_take};
use crate::features::aloud::stage::Speaker;
use crate::features::drill::{held, let_go};
use crate::features::shell::reading::{listed, reading, shown};
use crate::features::{Hand, Visit, not_found, was_ever, while_there};
use crate::session::phone;
use crate::store::acts::drills::DrillAction;
use crate::store::core::model::Model;
use crate::store::read::deck::{Row as Asked, row};
use crate::store::read::takes::takes_of_drill;
use crate::store::read::world::World;
use crate::ui::{Icon, Row, dynamic};

mod asking;
mod look_back;
mod result;

/// Where the answer to one question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Between two questions.
    Off,
    /// The question stands there; think.
    Think,
    /// Speak.
    Speak,
    /// Answer what they ask next; its place.
    Follow(usize),
    /// Compare with the outline.
    Compare,
}

#[derive(Clone, Copy)]
struct DrillScreen {
    hand: Hand,
    id: StoredValue<DrillId>,
    practice: StoredValue<Practice>,
    questions: StoredValue<Questions>,
    drill: Signal<Drill>,
    speaker: Speaker,
    step: RwSignal<Step>,
    /// The answer that is being given.
    answer: RwSignal<Answer>,
    /// When thinking began, in milliseconds of the steady clock.
    thinks_since: StoredValue<f64>,
}

/// One drill: to answer, to look back on, or over.
pub fn view(visit: Visit) -> AnyView {
    let (practice, questions) = (reading::<Practice>(), reading::<Questions>());
    let came_late = visit.came_late;
    let id = visit.param(0);
    let read = |model: &Model, _: &World| was_ever(model, Drill::KIND, &id);
    if !visit.session.read(read) && held(&id.as_str().into()).is_none() {
        // Another one was begun since, and of this one nothing was answered.
        phone::swap(address::DRILLS);
    }
    shown(came_late, practice, move |practice| {
        let (hand, id, practice) = (visit.hand(), id.clone(), practice.clone());
        shown(came_late, questions, move |questions| {
            let (own, practice, questions) = (id.clone(), practice.clone(), questions.clone());
            let begun = held(&own.as_str().into());
            let is_begun = begun.is_some();
            while_there(hand, Drill::KIND, id.clone(), is_begun, move || {
                DrillScreen::new(
                    hand,
                    own.as_str().into(),
                    begun.clone().unwrap_or_default(),
                    practice.clone(),
                    questions.clone(),
                )
                .map_or_else(not_found, DrillScreen::screen)
            })
        })
    })
}

impl DrillScreen {
    fn new(
        hand: Hand,
        id: DrillId,
        begun: Drill,
        practice: Practice,
        questions: Questions,
    ) -> Option<DrillScreen> {
        let watched = id.clone();
        let (least, most) = practice.speech.answer_length.default;
        let zones = Zones::for_answer(f64::from(least), f64::from(most)).ok()?;
        let screen = DrillScreen {
            hand,
            id: StoredValue::new(id),
            practice: StoredValue::new(practice),
            questions: StoredValue::new(questions),
            drill: hand.session.watch(move |model, _| {
                let stored = model.get::<Drill>(&watched);
                stored.unwrap_or(&begun).clone()
            }),
            speaker: Speaker {
                clock: AnswerClock::new(zones),
                recorder: Recorder::for_many(hand),
            },
            step: RwSignal::new(Step::Off),
            answer: RwSignal::new(Answer::default()),
            thinks_since: StoredValue::new(0.0),
        };
        phone::follow_keys(move |key| screen.press_key(key));
        let Speaker { clock, recorder } = screen.speaker;
        recorder.follows(clock, move || {
            let card = screen.answer.with(|answer| answer.card.clone());
            let title = screen.asked(screen.step.get());
            About {
                drill: screen.id.get_value(),
                ..about_take(hand, &Of::Card(card), &title)
            }
        });
        // Between two questions the microphone is off.
        Effect::new(move |_| {
            if screen.step.get() == Step::Off
                && matches!(recorder.now().get_untracked(), Now::Hearing | Now::Keeping)
            {
                recorder.close();
            }
        });
        Some(screen)
    }

    fn screen(self) -> AnyView {
        let stage = Memo::new(move |_| {
            self.drill
                .with(|drill| match (drill.ended, drill.is_answered()) {
                    (true, _) => 2,
                    (false, true) => 1,
                    (false, false) => 0,
                })
        });
        dynamic(move || match stage.get() {
            0 => self.answering(),
            1 => untrack(|| self.looking_back()),
            _ => untrack(|| self.over()),
        })
    }

    fn row(self, card: &str) -> Option<Asked> {
        self.questions.with_value(|questions| {
            let session = self.hand.session;
            session.read(|model, _| {
                let mut row = row(model.all::<Card>(), &questions.questions, card)?;
                row.see_program(model);
                Some(row)
            })
        })
    }

    fn question(self, card: &str) -> String {
        self.row(card)
            .map_or_else(|| "A card that was deleted".to_owned(), |row| row.text)
    }

    /// The question in the words of this drill.
    fn in_their_words(self, card: &str) -> String {
        let text = self.question(card);
        let seed = self.drill.with_untracked(|drill| drill.seed);
        self.questions
            .with_value(|guide| {
                let known = guide.questions.iter().find(|one| one.id == card);
                let unchanged = known.filter(|one| one.text == text);
                unchanged.map(|one| wording(&one.text, &one.also_asked_as, seed).to_owned())
            })
            .unwrap_or(text)
    }

    fn kind(self) -> Option<InterviewerType> {
        let id = self.drill.with_untracked(|drill| drill.interviewer.clone());
        self.practice.with_value(|practice| {
            let kinds = &practice.interviewer_types;
            let known = kinds.iter().find(|one| one.id == id);
            known.or(kinds.first()).cloned()
        })
    }

    /// The present question: its number from 0, and its card.
    fn present(self) -> Option<(usize, CardId)> {
        self.drill.with(|drill| {
            let place = drill.answers.len();
            Some((place, drill.asked.get(place)?.clone()))
        })
    }

    fn save(self, change: impl FnOnce(&mut Drill)) -> bool {
        let mut drill = self.drill.get_untracked();
        change(&mut drill);
        let id = self.id.get_value();
        let of = id.clone();
        let is_kept = self.hand.does(DrillAction::Save { id, drill });
        if is_kept {
            let_go(&of);
        }
        is_kept
    }

    fn press_key(self, key: &str) -> bool {
        let state = self.speaker.clock.state().get_untracked();
        let counts = matches!(state, ClockState::Counting(_));
        match (self.step.get_untracked(), key) {
            (Step::Off, " ") if self.drill.with_untracked(|drill| !drill.is_answered()) => {
                self.ask();
            }
            (Step::Think | Step::Follow(_), " " | "Enter") if counts => self.speak(),
            (Step::Speak | Step::Follow(_), " " | "Enter") if state == ClockState::Running => {
                self.done()
            }
            (Step::Speak | Step::Follow(_), "p") => self.speaker.clock.toggle(),
            _ => return false,
        }
        true
    }

    /// What was recorded of this drill.
    fn recordings(self) -> AnyView {
        let id = self.id.get_value();
        let found = self
            .hand
            .session
            .watch(move |model, _| takes_of_drill(model, &id));
        dynamic(move || {
            let rows = found.get().into_iter().map(|(id, take)| {
                let to = href(&address::take(&id));
                let (title, detail) = (take.label(), take.length_and_size());
                view! { <Row title=title detail=detail icon=Icon::Wave href=to /> }.into_any()
            });
            listed("Listen to your answers", rows.collect())
        })
    }
}

/// How long an answer took, and how that was.
fn took(answer: &Answer) -> String {
    let time = clock(answer.seconds());
    let verdict = match (answer.is_in_range(), answer.zones()) {
        (Some(true), _) => "in range".to_owned(),
        (Some(false), Some(zones)) => zones.at(answer.seconds()).label.to_lowercase(),
        _ => return time,
    };
    let (least, most) = answer.aim;
    [
        &*time,
        ": ",
        &verdict,
        " (",
        &clock(f64::from(least)),
        " to ",
        &clock(f64::from(most)),
        ")",
    ]
    .concat()
}
