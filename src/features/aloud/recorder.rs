//! The recorder: a microphone that is asked for inside a tap, shows that it hears, and records one take
//! at a time, by hand or along with an answer clock. Not a screen; the recorder's own screen, the story
//! timer, cards and drills share it.
//! Deliberately not here: storing (`session::recordings`) and listening (`listening`).

use leptos::prelude::*;

use crate::address::href;
use crate::domain::story_timer::clock;
use crate::domain::take::{About, Of, TAKE_MAX_MS, room_seconds};
use crate::features::aloud::clock::{AnswerClock, ClockState, study_moment};
use crate::features::{Hand, muted};
use crate::session::phone::{self, Hold, Microphone};
use crate::session::recordings::{Recording, Told};
use crate::ui::{Banner, El, Group, Icon, PillTone, Row, Switch, dynamic, el, maybe, meter};

/// How often the meter looks, in milliseconds.
const LOOK_MS: u32 = 100;
/// Looks without sound until the person is told: three seconds.
const SILENT_LOOKS: u32 = 30;
/// Louder than this, in decibels under the largest possible sample, is a voice and not the room.
const VOICE_DB: f32 = -42.0;
/// The lower end of the meter, in the same decibels.
const FLOOR_DB: f32 = -60.0;
/// Room for a shorter take than this, in seconds, is worth a word before it begins.
const LITTLE_ROOM_S: f64 = 180.0;
/// Preference that says that answers are recorded.
const ALONG: &str = "record/along";

/// Preference that holds what the system called the last microphone.
const MICROPHONE: &str = "record/microphone";

/// What the system called the last microphone that was on, in any visit.
pub fn last_microphone() -> Option<String> {
    phone::preference(MICROPHONE)
}

/// What is said wherever something can be recorded.
pub const PRACTICE_ONLY: &str =
    "Practice only. Never record a real interview, and never name a patient.";

/// What the recorder is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    /// The microphone is off.
    Off,
    /// The browser asks the person.
    Asking,
    /// The microphone is on; nothing is recorded.
    Hearing,
    /// Recording.
    Recording,
    /// Standing still.
    Paused,
    /// The last piece is on its way.
    Keeping,
}

/// The recorder. Copies are the same; it lives as long as the view that made it, and what was being
/// said when that goes is kept.
#[derive(Clone, Copy)]
pub struct Recorder {
    hand: Hand,
    now: RwSignal<Now>,
    /// Percent of the meter.
    level: RwSignal<u32>,
    /// Looks since the last voice.
    silent: RwSignal<u32>,
    ms: RwSignal<u32>,
    /// Why it does not work, or ended early.
    problem: RwSignal<Option<String>>,
    /// The newest take of this visit.
    kept: RwSignal<Option<String>>,
    /// Answers are recorded along with the clock.
    along: RwSignal<bool>,
    microphone: StoredValue<Option<Microphone>, LocalStorage>,
    recording: StoredValue<Option<Recording>, LocalStorage>,
    lost: Hold,
    /// Keeps the screen on while it records: a phone that locks itself takes the microphone away.
    screen: Hold,
    /// What the newest tap wants to do once the microphone is on.
    next: StoredValue<Option<Box<dyn FnOnce()>>, LocalStorage>,
    /// The take that is being kept is no longer of interest here.
    passed: StoredValue<bool>,
    /// What the system called the last microphone that was on.
    name: StoredValue<String>,
    /// The microphone stays on between two takes.
    stays_on: StoredValue<bool>,
}

/// What a new take is of.
pub fn about_take(hand: Hand, of: &Of, title: &str) -> About {
    let (at, day) = study_moment(hand);
    About {
        of: of.text(),
        title: title.to_owned(),
        at: at.0,
        day: Some(day),
        ..About::default()
    }
}

impl Recorder {
    /// A recorder of the calling view.
    pub fn new(hand: Hand) -> Recorder {
        let recorder = Recorder {
            hand,
            now: RwSignal::new(Now::Off),
            level: RwSignal::new(0),
            silent: RwSignal::new(0),
            ms: RwSignal::new(0),
            problem: RwSignal::new(None),
            kept: RwSignal::new(None),
            along: RwSignal::new(phone::preference(ALONG).as_deref() == Some("on")),
            microphone: StoredValue::new_local(None),
            recording: StoredValue::new_local(None),
            lost: phone::hold(),
            screen: phone::hold(),
            next: StoredValue::new_local(None),
            passed: StoredValue::new(false),
            name: StoredValue::default(),
            stays_on: StoredValue::new(false),
        };
        phone::every(LOOK_MS, move || recorder.look());
        on_cleanup(move || {
            // First the take, then the microphone that it comes from.
            drop(recorder.recording.try_update_value(Option::take));
            drop(recorder.microphone.try_update_value(Option::take));
        });
        recorder
    }

    /// As `new`, for several takes one after the other with one microphone.
    pub fn for_many(hand: Hand) -> Recorder {
        let recorder = Recorder::new(hand);
        recorder.stays_on.set_value(true);
        recorder
    }

    /// What it is doing.
    pub fn now(self) -> Signal<Now> {
        self.now.into()
    }

    /// Id of the newest take of this visit.
    pub fn kept(self) -> Signal<Option<String>> {
        self.kept.into()
    }

    /// What the system called the last microphone that was on; may be empty.
    pub fn microphone_name(self) -> String {
        self.name.get_value()
    }

    /// Forgets which take was the newest.
    pub fn forget_kept(self) {
        self.kept.set(None);
        // The one whose end is still being stored would come as news of something else.
        self.passed
            .set_value(self.now.get_untracked() == Now::Keeping);
    }

    fn look(self) {
        if !matches!(
            self.now.try_get_untracked(),
            Some(Now::Hearing | Now::Recording | Now::Paused)
        ) {
            return;
        }
        let level = self
            .microphone
            .with_value(|microphone| microphone.as_ref().and_then(Microphone::level));
        // Where nobody can look, nothing is known of silence.
        let Some(level) = level else {
            self.count();
            return;
        };
        let db = 20.0 * level.max(1e-6).log10();
        let percent = ((db - FLOOR_DB) / -FLOOR_DB * 100.0).clamp(0.0, 100.0) as u32;
        self.level.set(percent);
        if db > VOICE_DB {
            self.silent.set(0);
        } else {
            self.silent.update(|looks| *looks = looks.saturating_add(1));
        }
        self.count();
    }

    fn count(self) {
        let ms = self
            .recording
            .with_value(|recording| recording.as_ref().map(Recording::ms));
        if let Some(ms) = ms {
            self.ms.set(ms);
        }
    }

    /// Turns the microphone on, unless it is; then runs `then`. Call it inside a tap.
    pub fn open(self, then: impl FnOnce() + 'static) {
        self.problem.set(None);
        match self.now.get_untracked() {
            // The newest tap counts, once the browser has answered or the take before is kept.
            Now::Asking | Now::Keeping => {
                self.next.set_value(Some(Box::new(then)));
                return;
            }
            Now::Off => {}
            Now::Hearing | Now::Recording | Now::Paused => {
                then();
                return;
            }
        }
        if !self.hand.session.keeps_recordings() {
            self.fails(crate::session::recordings::NOTHING_STORED.to_owned());
            return;
        }
        self.now.set(Now::Asking);
        self.next.set_value(Some(Box::new(then)));
        leptos::task::spawn_local(async move {
            let opened = phone::open_microphone().await;
            // The view may have gone while the browser asked; the microphone then goes with it.
            if self.now.try_get_untracked() != Some(Now::Asking) {
                return;
            }
            match opened {
                Ok(microphone) => {
                    self.lost.microphone_lost(&microphone, move || self.lose());
                    phone::set_preference(MICROPHONE, &microphone.name());
                    self.name.set_value(microphone.name());
                    self.microphone.set_value(Some(microphone));
                    self.silent.set(0);
                    self.now.set(Now::Hearing);
                    self.warn_of_little_room();
                    self.go_on();
                }
                Err(sentence) => self.fails(sentence),
            }
        });
    }

    /// Does what the newest tap wanted, if it still waits.
    fn go_on(self) {
        if let Some(next) = self.next.try_update_value(Option::take).flatten() {
            next();
        }
    }

    fn fails(self, sentence: String) {
        self.next.set_value(None);
        self.now.set(Now::Off);
        self.problem.set(Some(sentence));
    }

    fn warn_of_little_room(self) {
        leptos::task::spawn_local(async move {
            let Some(seconds) = phone::free_bytes().await.map(room_seconds) else {
                return;
            };
            if seconds < LITTLE_ROOM_S {
                let text = [
                    "There is room for about ",
                    &clock(seconds.floor()),
                    " of sound on this phone. Delete old recordings to have more.",
                ]
                .concat();
                self.problem.try_set(Some(text));
            }
        });
    }

    /// The system took the microphone.
    fn lose(self) {
        const LOST: &str = "The microphone was taken away, perhaps by a call.";
        let was_recording = self.recording.try_with_value(|recording| {
            recording
                .as_ref()
                .map(|recording| recording.end(Some(LOST)))
                .is_some()
        });
        // It hears nothing any more; the next take needs a new one.
        self.lost.release();
        drop(self.microphone.try_update_value(Option::take));
        if was_recording == Some(false) {
            self.close();
            self.problem.try_set(Some(
                "The microphone was taken away. Turn it on again.".to_owned(),
            ));
        }
    }

    /// Turns the microphone off.
    pub fn close(self) {
        self.lost.release();
        self.screen.release();
        drop(self.microphone.try_update_value(Option::take));
        drop(self.next.try_update_value(Option::take));
        self.now.try_set(Now::Off);
        self.level.try_set(0);
    }

    /// Begins a take; nothing while the microphone is off.
    pub fn start(self, about: About) {
        if self.now.get_untracked() != Now::Hearing {
            return;
        }
        let session = self.hand.session;
        let begun = self.microphone.with_value(|microphone| {
            let microphone = microphone.as_ref()?;
            Some(session.record(microphone, about, move |told| self.hears(told)))
        });
        match begun {
            Some(Ok(recording)) => {
                self.recording.set_value(Some(recording));
                self.ms.set(0);
                self.kept.set(None);
                self.passed.set_value(false);
                self.screen.screen_on();
                self.now.set(Now::Recording);
            }
            Some(Err(sentence)) => {
                self.close();
                self.problem.set(Some(sentence));
            }
            None => {}
        }
    }

    /// Stands still, or goes on.
    pub fn toggle(self) {
        let next = match self.now.get_untracked() {
            Now::Recording => Now::Paused,
            Now::Paused => Now::Recording,
            _ => return,
        };
        self.recording.with_value(|recording| {
            if let Some(recording) = recording {
                match next {
                    Now::Paused => recording.pause(),
                    _ => recording.resume(),
                }
            }
        });
        self.now.set(next);
    }

    /// Ends the take and keeps it.
    pub fn stop(self) {
        if matches!(self.now.get_untracked(), Now::Recording | Now::Paused) {
            self.now.set(Now::Keeping);
            // Ends it; it lives on until its last piece is stored.
            drop(self.recording.try_update_value(Option::take));
        }
    }

    fn hears(self, told: Told) {
        // The screen may have gone; the toast tells all the same.
        drop(self.recording.try_update_value(Option::take));
        let (kept, sentence) = match told {
            Told::Kept(id) => (Some(id), None),
            Told::KeptEarly(id, sentence) => (Some(id), Some(sentence)),
            Told::Nothing(sentence) => (None, Some(sentence)),
        };
        let is_here = self.now.try_get_untracked().is_some();
        if !is_here {
            let text = sentence.unwrap_or_else(|| "Recording kept".to_owned());
            self.hand.toaster.show(text);
            return;
        }
        self.screen.release();
        if let (Some(_), Some(text)) = (&kept, &sentence) {
            // The screen may go on to the take at once, and the reason must outlive that.
            self.hand.toaster.show(text.clone());
        }
        self.problem.set(sentence);
        if self.passed.get_value() {
            self.passed.set_value(false);
        } else {
            self.kept.set(kept);
        }
        let is_wanted = self.stays_on.get_value() || self.next.with_value(Option::is_some);
        if is_wanted && self.microphone.with_value(Option::is_some) {
            self.now.set(Now::Hearing);
            self.go_on();
            return;
        }
        // The microphone went while somebody waited for it: asked for anew.
        let next = self.next.try_update_value(Option::take).flatten();
        self.close();
        if let Some(next) = next {
            self.open(next);
        }
    }

    /// Answers are recorded along with a clock.
    pub fn goes_along(self) -> bool {
        self.along.get_untracked()
    }

    /// Gets ready to go along with a clock and runs `then`; at once when nothing is to be recorded.
    /// Call it inside a tap.
    pub fn ready(self, then: impl FnOnce() + 'static) {
        if self.goes_along() {
            self.open(then);
        } else {
            then();
        }
    }

    /// Records what `answer_clock` counts, while that is wanted; `about` says what is answered.
    pub fn follows(self, answer_clock: AnswerClock, about: impl Fn() -> About + 'static) {
        let state = answer_clock.state();
        Effect::new(move |before: Option<ClockState>| {
            let now = state.get();
            if self.goes_along() {
                match (before, now) {
                    (Some(ClockState::Paused), ClockState::Running)
                    | (Some(ClockState::Running), ClockState::Paused) => {
                        untrack(|| self.toggle());
                    }
                    (Some(ClockState::Running), ClockState::Running) => {}
                    (_, ClockState::Running) => self.start(untrack(&about)),
                    (Some(ClockState::Running | ClockState::Paused), _) => self.stop(),
                    // Called off before it began.
                    (Some(ClockState::Counting(_)), ClockState::Off)
                        if !self.stays_on.get_value() =>
                    {
                        self.close();
                    }
                    _ => {}
                }
            }
            now
        });
    }

    /// The switch for recording along; nothing where the browser cannot record.
    pub fn switch(self) -> AnyView {
        if !phone::can_record() {
            return ().into_any();
        }
        let turn = move |wanted: bool| {
            phone::set_preference(ALONG, if wanted { "on" } else { "off" });
            self.along.set(wanted);
            self.problem.set(None);
            if !wanted {
                self.stop();
                self.close();
            }
        };
        view! {
            <Group title="Recording">
                <Switch
                    label="Record my answers"
                    detail="You hear yourself and see pauses and pace. The sound stays on this phone."
                    checked=self.along
                    on_toggle=turn
                />
            </Group>
            {maybe(move || self.along.get().then(|| muted(PRACTICE_ONLY).into_any()))}
            {self.problem_line()}
        }
        .into_any()
    }

    /// Why it does not work, or what ended it.
    pub fn problem_line(self) -> AnyView {
        maybe(move || {
            let text = self.problem.get()?;
            Some(view! { <Banner tone=PillTone::Warn text=text /> }.into_any())
        })
    }

    /// The meter, with the time and a word that says whether a voice is heard.
    pub fn face(self) -> El {
        let word = Memo::new(move |_| {
            let quiet = self.silent.get() >= SILENT_LOOKS;
            match self.now.get() {
                Now::Off => "The microphone is off.",
                Now::Asking => "Allow the microphone when the browser asks.",
                Now::Keeping => "Keeping the recording …",
                Now::Paused => "Paused. What you say now is not recorded.",
                Now::Hearing | Now::Recording if quiet => {
                    "Nothing is heard. Is the microphone covered or muted?"
                }
                Now::Hearing => "The microphone hears you. Nothing is recorded yet.",
                Now::Recording => "Recording",
            }
            .to_owned()
        });
        let level = Signal::derive(move || self.level.get());
        let left = Memo::new(move |_| {
            let left = TAKE_MAX_MS.saturating_sub(self.ms.get()) / 1_000;
            if left > 60 {
                String::new()
            } else {
                [&*left.to_string(), " s left"].concat()
            }
        });
        let time = Memo::new(move |_| clock(f64::from(self.ms.get() / 1_000)));
        el("div")
            .class("recorder-face")
            .attr_of("data-state", move || {
                Some(
                    match self.now.get() {
                        Now::Recording => "recording",
                        Now::Paused => "paused",
                        Now::Hearing => "hearing",
                        _ => "off",
                    }
                    .to_owned(),
                )
            })
            .child(
                el("p")
                    .class("recorder-time num")
                    .attr("role", "timer")
                    .attr_of("data-ms", move || Some(self.ms.get().to_string()))
                    .say_with(move || time.get()),
            )
            .child(meter(level))
            .child(
                el("p")
                    .class("recorder-word")
                    .attr("role", "status")
                    .say_with(move || word.get()),
            )
            .child(el("p").class("muted").say_with(move || left.get()))
    }

    /// A small meter for a stage on which something else is the main thing.
    pub fn small_face(self) -> AnyView {
        let shown = Memo::new(move |_| {
            matches!(self.now.get(), Now::Hearing | Now::Recording | Now::Paused)
        });
        let level = Signal::derive(move || self.level.get());
        let word = Memo::new(move |_| {
            match (self.now.get(), self.silent.get() >= SILENT_LOOKS) {
                (Now::Recording, false) => "Recording",
                (Now::Recording, true) => "Recording, but nothing is heard",
                (Now::Paused, _) => "Recording paused",
                _ => "Microphone on",
            }
            .to_owned()
        });
        maybe(move || {
            shown.get().then(|| {
                el("div")
                    .class("recorder-small")
                    .child(
                        el("span")
                            .attr("role", "status")
                            .say_with(move || word.get()),
                    )
                    .child(meter(level))
                    .into_any()
            })
        })
    }

    /// The way to the newest take, once there is one.
    pub fn kept_link(self) -> AnyView {
        dynamic(move || match self.kept.get() {
            Some(id) => take_row(
                &id,
                "Listen to this answer",
                "Pace, pauses, and what you want to change",
            ),
            None => ().into_any(),
        })
    }
}

/// A row that leads to a take.
fn take_row(id: &str, title: &'static str, detail: &'static str) -> AnyView {
    let to = href(&["practice/recordings/", id].concat());
    view! { <Group><Row title=title detail=detail icon=Icon::Wave href=to /></Group> }.into_any()
}
