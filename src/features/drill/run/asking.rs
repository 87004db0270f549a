//! A question alone on the stage: time to think, the answer, what they ask next, and the outline to compare with.

use leptos::prelude::*;

use super::{DrillScreen, Step, took};
use crate::address;
use crate::domain::drill::{Answer, Drill, aim};
use crate::domain::record::Record;
use crate::domain::story_timer::Zones;
use crate::features::aloud::clock::{ClockState, Phase, in_ms};
use crate::features::aloud::stage::{Scene, buttons_of};
use crate::features::drill::let_go;
use crate::features::muted;
use crate::features::shell::reading::{listed, nothing};
use crate::session::phone;
use crate::store::acts::drills::DrillAction;
use crate::store::read::rehearsal::follow_ups;
use crate::ui::{
    ActionBar, Button, ButtonKind, Check, CheckRow, Group, Hero, Icon, Stage, Switch, dynamic, el,
};

/// Time to read what they ask next before the clock begins, in seconds.
const READ_S: u8 = 3;

impl DrillScreen {
    /// Shows the question and lets think, once the microphone is on where answers are recorded. Call it
    /// inside a tap.
    pub(super) fn ask(self) {
        phone::prepare_tones();
        self.speaker.recorder.ready(move || self.show_question());
    }

    fn show_question(self) {
        let present = untrack(|| self.present());
        let (Some((_, card)), Some(kind)) = (present, self.kind()) else {
            self.speaker.recorder.close();
            return;
        };
        let seconds = self.row(&card).map_or((60, 90), |row| row.seconds);
        let aim = aim(seconds, kind.longest_answer);
        if let Ok(zones) = Zones::for_answer(f64::from(aim.0), f64::from(aim.1)) {
            self.speaker.clock.set_zones(zones);
        }
        self.answer.set(Answer {
            card,
            aim,
            ..Answer::default()
        });
        self.thinks_since.set_value(phone::reading().steady_ms);
        self.step.set(Step::Think);
        let think = u8::try_from(kind.think_seconds).unwrap_or(60);
        self.speaker.clock.count_down(think, "Think");
    }

    pub(super) fn speak(self) {
        self.speaker.clock.start();
    }

    /// The end of an answer, to the question or to what followed.
    pub(super) fn done(self) {
        let spoke = self
            .speaker
            .clock
            .stop()
            .map_or(0, |timer| in_ms(timer.seconds()));
        let next = match self.step.get_untracked() {
            Step::Speak => {
                self.answer.update(|answer| answer.spoke = spoke);
                Step::Follow(0)
            }
            Step::Follow(place) => {
                self.answer
                    .update(|answer| answer.followed = answer.followed.saturating_add(spoke));
                Step::Follow(place + 1)
            }
            _ => return,
        };
        let Step::Follow(place) = next else { return };
        if place < self.follow_ups().len() {
            let (least, most) = self
                .practice
                .with_value(|practice| practice.speech.answer_length.rapid);
            if let Ok(zones) = Zones::for_answer(f64::from(least), f64::from(most)) {
                self.speaker.clock.set_zones(zones);
            }
            self.step.set(next);
            self.speaker.clock.count_down(READ_S, "Read");
        } else {
            self.step.set(Step::Compare);
        }
    }

    /// What stands on the screen at a step.
    pub(super) fn asked(self, step: Step) -> String {
        let card = self.answer.with(|answer| answer.card.clone());
        match step {
            Step::Follow(place) => untrack(|| self.follow_ups())
                .get(place)
                .cloned()
                .unwrap_or_default(),
            _ => self.in_their_words(&card),
        }
    }

    /// What this interviewer asks after the present answer.
    fn follow_ups(self) -> Vec<String> {
        let card = self.answer.with_untracked(|answer| answer.card.clone());
        let (Some(kind), Some(row)) = (self.kind(), self.row(&card)) else {
            return Vec::new();
        };
        let (seed, place) = self
            .drill
            .with_untracked(|drill| (drill.seed, drill.answers.len()));
        self.questions
            .with_value(|guide| follow_ups(&row, &guide.questions, &kind, seed, place))
    }

    /// Keeps the answer; the next question, if there is one.
    fn keep(self) {
        let mut answer = self.answer.get_untracked();
        let all = self.row(&answer.card).map(|row| row.outline);
        let ids: Vec<String> = all
            .unwrap_or_default()
            .into_iter()
            .map(|point| point.id)
            .collect();
        answer.note_missed(&ids);
        self.step.set(Step::Off);
        if !self.save(|drill| drill.answers.push(answer)) {
            return;
        }
        if self.drill.with_untracked(Drill::is_answered) {
            phone::turn_page_soon();
        } else {
            self.ask();
        }
    }

    /// Ends the drill with what was answered so far.
    fn stop_here(self) {
        self.step.set(Step::Off);
        self.speaker.clock.stop();
        self.speaker.recorder.close();
        let given = self.drill.with_untracked(|drill| drill.answers.len());
        if given == 0 {
            let id = self.id.get_value();
            phone::swap(address::DRILLS);
            let_go(&id);
            // One that an older version stored at once.
            if self
                .hand
                .session
                .read(|model, _| model.is_alive(Drill::KIND, &id))
            {
                self.hand
                    .does_with_undo(DrillAction::Delete { id }, "Drill deleted");
            }
        } else if self.save(|drill| drill.asked.truncate(given)) {
            phone::turn_page_soon();
        }
    }

    pub(super) fn answering(self) -> AnyView {
        let title = Signal::derive(move || {
            self.drill.with(|drill| {
                let (given, all) = (drill.answers.len(), drill.asked.len());
                [
                    "Question ",
                    &(given + 1).to_string(),
                    " of ",
                    &all.to_string(),
                ]
                .concat()
            })
        });
        let lines = vec![
            "Each question stands alone on the screen. Think, then answer aloud.".to_owned(),
            "The clock begins by itself when the time to think is over.".to_owned(),
        ];
        let kicker = self.kind().map(|kind| kind.title).unwrap_or_default();
        let on = Memo::new(move |_| self.step.get() != Step::Off);
        // The count before an answer ends by itself.
        let state = self.speaker.clock.state();
        Effect::new(move |_| {
            if state.get() == ClockState::Running && self.step.get_untracked() == Step::Think {
                let since = self.thinks_since.get_value();
                let thought = phone::reading().steady_ms - since;
                self.answer
                    .update(|answer| answer.thought = in_ms(thought / 1_000.0));
                self.step.set(Step::Speak);
            }
        });
        let escape = move |()| match (self.step.get_untracked(), state.get_untracked()) {
            (Step::Think, _) => self.call_off(),
            (Step::Speak | Step::Follow(_), ClockState::Running) => self.speaker.clock.toggle(),
            _ => {}
        };
        view! {
            <Hero kicker=kicker title=title lines=lines />
            {muted("Practice only. Never record or time a real interview.")}
            {self.speaker.recorder.switch()}
            <Stage open=on label="Drill" on_escape=escape>
                {self.on_stage()}
            </Stage>
            <ActionBar>
                <Button label="Stop here" on_press=move |()| self.stop_here() />
                <Button label="Ask me" kind=ButtonKind::Primary icon=Icon::Play on_press=move |()| self.ask() />
            </ActionBar>
        }
        .into_any()
    }

    /// Back from a question that was only looked at.
    fn call_off(self) {
        self.speaker.clock.stop();
        self.step.set(Step::Off);
    }

    fn on_stage(self) -> AnyView {
        let step = self.step;
        let place = Memo::new(move |_| {
            self.drill.with(|drill| {
                let (given, all) = (drill.answers.len(), drill.asked.len());
                [&*(given + 1).to_string(), " of ", &all.to_string()].concat()
            })
        });
        let asked = Memo::new(move |_| self.asked(step.get()));
        let top = el("p").say_with(move || {
            let what = if matches!(step.get(), Step::Follow(_)) {
                "They ask next"
            } else {
                "Question"
            };
            [what, " · ", &place.get()].concat()
        });
        let compares = Memo::new(move |_| step.get() == Step::Compare);
        let scene = Scene::Asked {
            question: el("p").attr("role", "status").say_with(move || asked.get()),
            below: dynamic(move || {
                if compares.get() {
                    self.compare()
                } else {
                    self.speaker.counted()
                }
            }),
        };
        let moment = Memo::new(move |_| (step.get(), self.speaker.clock.phase()));
        let buttons = buttons_of(moment, move |(step, phase)| self.buttons(step, phase));
        self.speaker.on_stage(top, scene, buttons)
    }

    fn buttons(self, step: Step, phase: Phase) -> AnyView {
        let answer_now = move || {
            view! {
                <Button label="Answer now" kind=ButtonKind::Primary on_press=move |()| self.speak() />
            }
        };
        match (step, phase) {
            (Step::Off, _) => nothing(),
            (Step::Think, _) => view! {
                <Button label="Stop" on_press=move |()| self.call_off() />
                {answer_now()}
            }
            .into_any(),
            (Step::Compare, _) => {
                let (given, all) = self
                    .drill
                    .with_untracked(|drill| (drill.answers.len() + 1, drill.asked.len()));
                let label = if given < all {
                    "Next question"
                } else {
                    "Look back"
                };
                view! {
                    <Button label=label kind=ButtonKind::Primary on_press=move |()| self.keep() />
                }
                .into_any()
            }
            (Step::Follow(_), Phase::Counting) => answer_now().into_any(),
            _ => self
                .speaker
                .answer_buttons(phase, Callback::new(move |()| self.done())),
        }
    }

    /// The outline to compare with, and the wish to do it again.
    fn compare(self) -> AnyView {
        let (card, line, tick_each) = untrack(|| {
            let answer = self.answer.get();
            let tick_each = self.drill.with(|drill| drill.tick_each);
            (answer.card.clone(), took(&answer), tick_each)
        });
        let outline = self.row(&card).map(|row| row.outline).unwrap_or_default();
        let answer = self.answer;
        let mut views = vec![el("p").class("stage-took num").text(&line).into_any()];
        if tick_each && !outline.is_empty() {
            let rows = outline.into_iter().map(|point| {
                let (own, id, title) = (point.id.clone(), point.id, point.text);
                let look = Signal::derive(move || Check {
                    title: title.clone(),
                    checked: answer.with(|answer| answer.said.contains(&own)),
                    ..Check::default()
                });
                let tick = move |on: bool| {
                    answer.update(|answer| {
                        answer.said.retain(|known| *known != id);
                        if on {
                            answer.said.push(id.clone());
                        }
                    });
                };
                view! { <CheckRow look=look strike=false on_toggle=tick /> }.into_any()
            });
            views.push(listed("Which points did you say?", rows.collect()));
        }
        let redo = Signal::derive(move || answer.with(|answer| answer.redo));
        let again = move |on: bool| answer.update(|answer| answer.redo = on);
        views.push(
            view! {
                <Group>
                    <Switch label="Do this one again" checked=redo on_toggle=again />
                </Group>
            }
            .into_any(),
        );
        views.into_any()
    }
}
