//! One drill: a question alone on the screen, time to think, the clock, what they ask next; then a look
//! back with marks, and the result beside the one before.
//! Deliberately not here: the clock (`answer_clock`) and which questions are drawn (`domain::drill`). A
//! drill moves no card's schedule unless the person asks for it.

use leptos::prelude::*;

use crate::address::href;
use crate::content::lazy::{InterviewerType, Practice, Questions, RubricDomain};
use crate::domain::card::{Card, study_day};
use crate::domain::drill::{Answer, Drill, Outcome, aim, tenths, wording};
use crate::domain::story_timer::{Zones, clock};
use crate::domain::take::{About, Of};
use crate::domain::time::{Day, Instant};
use crate::features::aloud::clock::{AnswerClock, State, in_ms, zone_tone};
use crate::features::aloud::recorder::{Now, Recorder, about_take};
use crate::features::shell::reading::{listed, nothing, reading, said, shown};
use crate::features::{Hand, Visit, muted, not_found, while_alive};
use crate::session::phone;
use crate::store::acts::drills::DrillAction;
use crate::store::read::deck::{Row as Asked, row};
use crate::store::read::rehearsal::{ended_drills, follow_ups};
use crate::store::read::takes::takes_of_drill;
use crate::ui::{
    ActionBar, Button, ButtonKind, Card as Surface, Check, CheckRow, Disclosure, FieldGroup, Group,
    Hero, Icon, PillTone, Rating, Row, Stage, Switch, TextField, dynamic, el,
};

/// Time to read what they ask next before the clock begins, in seconds.
const READ_S: u8 = 3;

fn day_of(hand: Hand) -> (Instant, Day) {
    hand.session.read(|_, world| {
        let offset = (world.offset)(world.phone_zone, world.now);
        (world.now, study_day(world.now, offset))
    })
}

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
struct Parts {
    hand: Hand,
    id: StoredValue<String>,
    practice: StoredValue<Practice>,
    questions: StoredValue<Questions>,
    drill: Signal<Drill>,
    clock: AnswerClock,
    recorder: Recorder,
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
    shown(came_late, practice, move |practice| {
        let (hand, id, practice) = (visit.hand(), id.clone(), practice.clone());
        shown(came_late, questions, move |questions| {
            let (id, practice, questions) = (id.clone(), practice.clone(), questions.clone());
            while_alive(hand, "drill", id.clone(), move || {
                Parts::new(hand, id.clone(), practice.clone(), questions.clone())
                    .map_or_else(not_found, Parts::screen)
            })
        })
    })
}

impl Parts {
    fn new(hand: Hand, id: String, practice: Practice, questions: Questions) -> Option<Parts> {
        let watched = id.clone();
        let (least, most) = practice.speech.answer_length.default;
        let zones = Zones::for_answer(f64::from(least), f64::from(most)).ok()?;
        let parts = Parts {
            hand,
            id: StoredValue::new(id),
            practice: StoredValue::new(practice),
            questions: StoredValue::new(questions),
            drill: hand
                .session
                .watch(move |model, _| model.get_or_default::<Drill>(&watched)),
            clock: AnswerClock::new(zones),
            recorder: Recorder::for_many(hand),
            step: RwSignal::new(Step::Off),
            answer: RwSignal::new(Answer::default()),
            thinks_since: StoredValue::new(0.0),
        };
        phone::follow_keys(move |key| parts.press_key(key));
        parts.recorder.follows(parts.clock, move || {
            let card = parts.answer.with(|answer| answer.card.clone());
            let title = parts.asked(parts.step.get());
            About {
                drill: parts.id.get_value(),
                ..about_take(hand, &Of::Card(card), &title)
            }
        });
        // Between two questions the microphone is off.
        Effect::new(move |_| {
            if parts.step.get() == Step::Off
                && matches!(
                    parts.recorder.now().get_untracked(),
                    Now::Hearing | Now::Keeping
                )
            {
                parts.recorder.close();
            }
        });
        Some(parts)
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

    /// The result, drawn anew when something changes in it that no part of it follows by itself.
    fn over(self) -> AnyView {
        let shown = Memo::new(move |_| {
            self.drill.with(|drill| Drill {
                brought_back: false,
                ..drill.clone()
            })
        });
        dynamic(move || {
            // Read, not only tracked: a memo that nobody has read would never look.
            shown.with(|_| ());
            untrack(|| self.result())
        })
    }

    fn row(self, card: &str) -> Option<Asked> {
        self.questions.with_value(|questions| {
            let session = self.hand.session;
            session.read(|model, _| row(model.all::<Card>(), &questions.questions, card))
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
    fn present(self) -> Option<(usize, String)> {
        self.drill.with(|drill| {
            let place = drill.answers.len();
            Some((place, drill.asked.get(place)?.clone()))
        })
    }

    fn save(self, change: impl FnOnce(&mut Drill)) -> bool {
        let mut drill = self.drill.get_untracked();
        change(&mut drill);
        let id = self.id.get_value();
        self.hand.does(DrillAction::Save { id, drill })
    }

    fn press_key(self, key: &str) -> bool {
        let state = self.clock.state().get_untracked();
        let counts = matches!(state, State::Counting(_));
        match (self.step.get_untracked(), key) {
            (Step::Off, " ") if self.drill.with_untracked(|drill| !drill.is_answered()) => {
                self.ask();
            }
            (Step::Think | Step::Follow(_), " " | "Enter") if counts => self.speak(),
            (Step::Speak | Step::Follow(_), " " | "Enter") if state == State::Running => {
                self.done()
            }
            (Step::Speak | Step::Follow(_), "p") => self.clock.toggle(),
            _ => return false,
        }
        true
    }

    /// Shows the question and lets think, once the microphone is on where answers are recorded. Call it
    /// inside a tap.
    fn ask(self) {
        phone::prepare_tones();
        self.recorder.ready(move || self.show_question());
    }

    fn show_question(self) {
        let present = untrack(|| self.present());
        let (Some((_, card)), Some(kind)) = (present, self.kind()) else {
            self.recorder.close();
            return;
        };
        let seconds = self.row(&card).map_or((60, 90), |row| row.seconds);
        let aim = aim(seconds, kind.longest_answer);
        if let Ok(zones) = Zones::for_answer(f64::from(aim.0), f64::from(aim.1)) {
            self.clock.set_zones(zones);
        }
        self.answer.set(Answer {
            card,
            aim,
            ..Answer::default()
        });
        self.thinks_since.set_value(phone::reading().steady_ms);
        self.step.set(Step::Think);
        let think = u8::try_from(kind.think_seconds).unwrap_or(60);
        self.clock.count_down(think, "Think");
    }

    fn speak(self) {
        self.clock.start();
    }

    /// The end of an answer, to the question or to what followed.
    fn done(self) {
        let spoke = self.clock.stop().map_or(0, |timer| in_ms(timer.seconds()));
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
                self.clock.set_zones(zones);
            }
            self.step.set(next);
            self.clock.count_down(READ_S, "Read");
        } else {
            self.step.set(Step::Compare);
        }
    }

    /// What stands on the screen at a step.
    fn asked(self, step: Step) -> String {
        let card = self.answer.with(|answer| answer.card.clone());
        match step {
            Step::Follow(place) => untrack(|| self.follow_ups())
                .get(place)
                .cloned()
                .unwrap_or_default(),
            _ => self.in_their_words(&card),
        }
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
                let to = href(&["practice/recordings/", &id].concat());
                let (title, detail) = (take.label(), take.length_and_size());
                view! { <Row title=title detail=detail icon=Icon::Wave href=to /> }.into_any()
            });
            listed("Listen to your answers", rows.collect())
        })
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
        if self.save(|drill| drill.answers.push(answer))
            && self.drill.with_untracked(|drill| !drill.is_answered())
        {
            self.ask();
        }
    }

    /// Ends the drill with what was answered so far.
    fn stop_here(self) {
        self.step.set(Step::Off);
        self.clock.stop();
        self.recorder.close();
        let given = self.drill.with_untracked(|drill| drill.answers.len());
        if given == 0 {
            let id = self.id.get_value();
            phone::swap("practice/drill");
            self.hand
                .does_with_undo(DrillAction::Delete { id }, "Drill deleted");
        } else {
            self.save(|drill| drill.asked.truncate(given));
        }
    }

    fn answering(self) -> AnyView {
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
        let state = self.clock.state();
        Effect::new(move |_| {
            if state.get() == State::Running && self.step.get_untracked() == Step::Think {
                let since = self.thinks_since.get_value();
                let thought = phone::reading().steady_ms - since;
                self.answer
                    .update(|answer| answer.thought = in_ms(thought / 1_000.0));
                self.step.set(Step::Speak);
            }
        });
        let escape = move |()| match (self.step.get_untracked(), state.get_untracked()) {
            (Step::Think, _) => {
                self.clock.stop();
                self.step.set(Step::Off);
            }
            (Step::Speak | Step::Follow(_), State::Running) => self.clock.toggle(),
            _ => {}
        };
        view! {
            <Hero kicker=kicker title=title lines=lines />
            {muted("Practice only. Never record or time a real interview.")}
            {self.recorder.switch()}
            <Stage open=on label="Drill" on_escape=escape>
                {self.stage()}
            </Stage>
            <ActionBar>
                <Button label="Stop here" on_press=move |()| self.stop_here() />
                <Button label="Ask me" kind=ButtonKind::Primary icon=Icon::Play on_press=move |()| self.ask() />
            </ActionBar>
        }
        .into_any()
    }

    fn stage(self) -> AnyView {
        let step = self.step;
        let place = Memo::new(move |_| {
            self.drill.with(|drill| {
                let (given, all) = (drill.answers.len(), drill.asked.len());
                [&*(given + 1).to_string(), " of ", &all.to_string()].concat()
            })
        });
        let asked = Memo::new(move |_| self.asked(step.get()));
        let top = el("p").class("stage-part").say_with(move || {
            let what = if matches!(step.get(), Step::Follow(_)) {
                "They ask next"
            } else {
                "Question"
            };
            [what, " · ", &place.get()].concat()
        });
        let question = el("p")
            .class("stage-question")
            .attr("dir", "auto")
            .attr("role", "status")
            .say_with(move || asked.get());
        let compares = Memo::new(move |_| step.get() == Step::Compare);
        let body = dynamic(move || {
            if compares.get() {
                return self.compare();
            }
            vec![
                self.clock.face().into_any(),
                self.clock.screen_line().into_any(),
            ]
            .into_any()
        });
        let state = self.clock.state();
        let scene = Memo::new(move |_| {
            let clock = match state.get() {
                State::Counting(_) => State::Counting(0),
                other => other,
            };
            (step.get(), clock)
        });
        Effect::new(move |_| {
            scene.track();
            phone::after(0, || phone::focus(".stage .btn-primary"));
        });
        let buttons = dynamic(move || {
            let (step, clock) = scene.get();
            self.buttons(step, clock)
        });
        el("div")
            .class("stage-inside stage-drill")
            .attr_of("data-zone", move || self.clock.zone())
            .child(top)
            .child(question)
            .child(el("div").class("stage-body").view(body))
            .child(
                el("div")
                    .class("stage-foot")
                    .view(self.recorder.small_face())
                    .view(buttons),
            )
            .into_any()
    }

    fn buttons(self, step: Step, state: State) -> AnyView {
        let clock = self.clock;
        match (step, state) {
            (Step::Off, _) => nothing(),
            (Step::Think, _) => view! {
                <Button label="Stop" on_press=move |()| { clock.stop(); self.step.set(Step::Off); } />
                <Button label="Answer now" kind=ButtonKind::Primary on_press=move |()| self.speak() />
            }
            .into_any(),
            (Step::Compare, _) => {
                let (given, all) = self
                    .drill
                    .with_untracked(|drill| (drill.answers.len() + 1, drill.asked.len()));
                let label = if given < all { "Next question" } else { "Look back" };
                view! {
                    <Button label=label kind=ButtonKind::Primary on_press=move |()| self.keep() />
                }
                .into_any()
            }
            (Step::Follow(_), State::Counting(_)) => view! {
                <Button label="Answer now" kind=ButtonKind::Primary on_press=move |()| self.speak() />
            }
            .into_any(),
            (_, State::Paused) => view! {
                <Button label="Done" on_press=move |()| self.done() />
                <Button label="Go on" kind=ButtonKind::Primary icon=Icon::Play on_press=move |()| clock.toggle() />
            }
            .into_any(),
            _ => view! {
                <Button label="Pause" icon=Icon::Pause on_press=move |()| clock.toggle() />
                <Button label="Done" kind=ButtonKind::Primary icon=Icon::Tick on_press=move |()| self.done() />
            }
            .into_any(),
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

    fn looking_back(self) -> AnyView {
        let rubric = self
            .practice
            .with_value(|practice| practice.mock_rubric.clone());
        let given = self.drill.with_untracked(|drill| drill.answers.len());
        let answers = (0..given).map(|place| self.answer_to_mark(place));
        let error = RwSignal::new(None::<String>);
        let types = move |change: Box<dyn FnOnce(&mut Drill)>| {
            let mut drill = self.drill.get_untracked();
            change(&mut drill);
            let id = self.id.get_value();
            error.set(self.hand.types(DrillAction::Save { id, drill }));
        };
        let marks = rubric.domains.into_iter().map(move |domain| {
            let RubricDomain { id, title, anchors } = domain;
            let own = id.clone();
            let value =
                Signal::derive(move || self.drill.with(|drill| drill.rubric.get(&own).copied()));
            let mark = move |mark: Option<u8>| {
                let id = id.clone();
                self.save(|drill| match mark {
                    Some(mark) => {
                        drill.rubric.insert(id, mark);
                    }
                    None => {
                        drill.rubric.remove(&id);
                    }
                });
            };
            view! { <Rating label=title anchors=anchors.to_vec() value=value on_change=mark /> }
                .into_any()
        });
        let note = Signal::derive(move || self.drill.with(|drill| drill.note.clone()));
        let write = move |text: String| types(Box::new(move |drill| drill.note = text));
        let finish = move |()| {
            let (at, day) = day_of(self.hand);
            let action = DrillAction::End {
                id: self.id.get_value(),
                fresh: self.hand.session.fresh_id(),
                at,
                day,
            };
            if self.hand.does(action) {
                phone::turn_page();
            }
        };
        view! {
            {self.recordings()}
            {listed("Which answers do you want to do again?", answers.collect())}
            {self.outlines()}
            {muted(&rubric.based_on)}
            <FieldGroup title="How was it?">{marks.collect::<Vec<AnyView>>()}</FieldGroup>
            <FieldGroup title="One thing to keep, one to change">
                <TextField label="Note" value=note on_input=write error=error multiline=true />
            </FieldGroup>
            <ActionBar>
                <Button label="Finish" kind=ButtonKind::Primary icon=Icon::Tick on_press=finish />
            </ActionBar>
        }
        .into_any()
    }

    /// The outlines to compare with, where that was not done after every answer.
    fn outlines(self) -> AnyView {
        let (late, cards) = self.drill.with_untracked(|drill| {
            let cards = drill.answers.iter().map(|answer| answer.card.clone());
            (!drill.tick_each, cards.collect::<Vec<String>>())
        });
        if !late {
            return nothing();
        }
        let outlines = cards.iter().enumerate().filter_map(|(place, card)| {
            let row = self.row(card)?;
            let ids: Vec<String> = row.outline.iter().map(|point| point.id.clone()).collect();
            let ids = StoredValue::new(ids);
            let points = row.outline.into_iter().map(|point| {
                let (own, id, title) = (point.id.clone(), point.id, point.text);
                let look = Signal::derive(move || Check {
                    title: title.clone(),
                    checked: self.drill.with(|drill| {
                        let answer = drill.answers.get(place);
                        answer.is_some_and(|answer| answer.said.contains(&own))
                    }),
                    ..Check::default()
                });
                let tick = move |on: bool| {
                    self.save(|drill| {
                        if let Some(answer) = drill.answers.get_mut(place) {
                            answer.said.retain(|known| *known != id);
                            if on {
                                answer.said.push(id.clone());
                            }
                            ids.with_value(|ids| answer.note_missed(ids));
                        }
                    });
                };
                view! { <CheckRow look=look strike=false on_toggle=tick /> }.into_any()
            });
            let points: Vec<AnyView> = points.collect();
            if points.is_empty() {
                return None;
            }
            let list = el("ul")
                .attr("role", "list")
                .class("plain")
                .view(points.into_any());
            let title = ["Points: ", &row.text].concat();
            Some(view! { <Disclosure title=title>{list}</Disclosure> }.into_any())
        });
        outlines.collect::<Vec<AnyView>>().into_any()
    }

    fn answer_to_mark(self, place: usize) -> AnyView {
        let (title, detail) = untrack(|| {
            self.drill.with(|drill| {
                let answer = drill.answers.get(place).cloned().unwrap_or_default();
                (self.question(&answer.card), took(&answer))
            })
        });
        let look = Signal::derive(move || Check {
            title: title.clone(),
            detail: detail.clone(),
            checked: self.drill.with(|drill| {
                let answer = drill.answers.get(place);
                answer.is_some_and(|answer| answer.redo)
            }),
            ..Check::default()
        });
        let tick = move |redo: bool| {
            self.save(|drill| {
                if let Some(answer) = drill.answers.get_mut(place) {
                    answer.redo = redo;
                }
            });
        };
        view! { <CheckRow look=look strike=false on_toggle=tick /> }.into_any()
    }

    fn result(self) -> AnyView {
        let drill = self.drill.get_untracked();
        let id = self.id.get_value();
        let outcome = Outcome::of(&drill);
        let before = self.hand.session.read(|model, _| {
            let all = ended_drills(model);
            let mut earlier = all
                .into_iter()
                .filter(|(other, one)| *other != id && one.at < drill.at);
            earlier.next_back().map(|(_, one)| Outcome::of(&one))
        });
        let title = match outcome.rubric {
            Some(mark) => ["Marks ", &tenths(mark), " of 5"].concat(),
            None => "Done".to_owned(),
        };
        let mut lines = vec![outcome.line()];
        match &before {
            Some(before) => lines.extend(outcome.since(before)),
            None => lines.push("Your first drill. The next one is compared with it.".to_owned()),
        }
        let kicker = self.kind().map(|kind| kind.title).unwrap_or_default();
        let rows = drill.answers.iter().map(|answer| {
            let pill = match answer.is_in_range() {
                Some(true) => Some((PillTone::Good, "In range".to_owned())),
                Some(false) => answer.zones().map(|zones| {
                    let zone = zones.at(answer.seconds());
                    (zone_tone(&zone.id), zone.label.clone())
                }),
                None => None,
            };
            let (title, detail) = (self.question(&answer.card), points_of(answer));
            let to = href(&["practice/card/", &answer.card].concat());
            view! { <Row title=title detail=detail pill=Signal::stored(pill) href=to /> }.into_any()
        });
        let rubric = self
            .practice
            .with_value(|practice| practice.mock_rubric.clone());
        let marks = rubric.domains.iter().filter_map(|domain| {
            let mark = drill.rubric.get(&domain.id)?;
            let anchor = domain.anchors.get(usize::from(mark.saturating_sub(1)))?;
            let title = [&*domain.title, ": ", &mark.to_string()].concat();
            let detail = anchor.clone();
            Some(view! { <Row title=title detail=detail /> }.into_any())
        });
        let note = (!drill.note.trim().is_empty()).then(|| {
            let text = said(&drill.note).class("keep-lines");
            view! { <Surface>{text}</Surface> }.into_any()
        });
        let delete = move |()| {
            let id = self.id.get_value();
            phone::swap("practice/drill");
            self.hand
                .does_with_undo(DrillAction::Delete { id }, "Drill deleted");
        };
        let delete = view! { <Button label="Delete this drill" kind=ButtonKind::Danger icon=Icon::Trash on_press=delete /> };
        view! {
            <Hero kicker=kicker title=title lines=lines />
            {self.redo()}
            {listed("Answers", rows.collect())}
            {self.recordings()}
            {listed("Marks", marks.collect())}
            {note.unwrap_or_else(nothing)}
            {el("div").class("cluster").view(delete.into_any())}
            <ActionBar>
                <Button label="Another drill" kind=ButtonKind::Primary on_press=|()| phone::swap("practice/drill") />
            </ActionBar>
        }
        .into_any()
    }

    /// The answers to do again, and the one tap that brings their cards back.
    fn redo(self) -> AnyView {
        let state = Memo::new(move |_| {
            self.drill.with(|drill| {
                let redo = drill.answers.iter().filter(|answer| answer.redo);
                (redo.count(), drill.brought_back)
            })
        });
        let bring = move |()| {
            let (at, day) = day_of(self.hand);
            let action = DrillAction::BringBack {
                drill: self.id.get_value(),
                fresh: self.hand.session.fresh_id(),
                at,
                day,
            };
            self.hand
                .does_with_undo(action, "They are asked again in Cards");
        };
        dynamic(move || match state.get() {
            (0, _) => nothing(),
            (_, true) => muted("The answers to do again are asked in Cards.").into_any(),
            (count, false) => {
                let label = match count {
                    1 => "Ask this card again soon".to_owned(),
                    count => ["Ask these ", &count.to_string(), " cards again soon"].concat(),
                };
                let text = "The drill alone changes nothing in Cards. This counts the answers that you want to do again as not known.";
                view! {
                    <Surface>
                        {said(text)}
                        <Button label=label kind=ButtonKind::Secondary icon=Icon::Refresh on_press=bring />
                    </Surface>
                }
                .into_any()
            }
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

fn points_of(answer: &Answer) -> String {
    let mut texts = vec![clock(answer.seconds())];
    if answer.is_ticked() {
        let (said, all) = (answer.said.len(), answer.said.len() + answer.missed.len());
        texts.push([&*said.to_string(), " of ", &all.to_string(), " points"].concat());
    }
    if answer.redo {
        texts.push("to do again".to_owned());
    }
    texts.join(" · ")
}
