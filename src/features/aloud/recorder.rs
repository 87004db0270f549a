//! The recorder: a microphone that is asked for inside a tap, shows that it hears, and records one take
//! at a time, by hand or along with an answer clock. Not a screen; the recorder's own screen, the story
//! timer, cards and drills share it.
//! Deliberately not here: what follows from what (`domain::recorder`), storing (`session::recordings`) and
//! listening (`listening`).

use leptos::prelude::*;

use crate::domain::ids::TakeId;
use crate::domain::recorder::{Command, Event, Now, RecorderState};
use crate::domain::story_timer::clock;
use crate::domain::take::{About, Of, room_seconds};
use crate::features::Hand;
use crate::features::aloud::clock::{AnswerClock, ClockState, study_moment};
use crate::session::phone::{self, Hold, Microphone};
use crate::session::recordings::{Recording, Told};
use crate::session::sounds::NOTHING_STORED;

mod face;

/// How often the meter looks, in milliseconds.
const LOOK_MS: u32 = 100;
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

/// The recorder. Copies are the same; it lives as long as the view that made it, and what was being
/// said when that goes is kept.
#[derive(Clone, Copy)]
pub struct Recorder {
    hand: Hand,
    state: StoredValue<RecorderState>,
    /// What the state is doing, to be followed.
    now: RwSignal<Now>,
    /// Percent of the meter.
    level: RwSignal<u32>,
    /// Looks since the last voice.
    silent: RwSignal<u32>,
    ms: RwSignal<u32>,
    /// Why it does not work, or ended early.
    problem: RwSignal<Option<String>>,
    /// The newest take of this visit.
    kept: RwSignal<Option<TakeId>>,
    /// Answers are recorded along with the clock.
    along: RwSignal<bool>,
    microphone: StoredValue<Option<Microphone>, LocalStorage>,
    recording: StoredValue<Option<Recording>, LocalStorage>,
    lost: Hold,
    /// Keeps the screen on while it records: a phone that locks itself takes the microphone away.
    screen: Hold,
    /// What the newest tap wants to do once the microphone is on.
    next: StoredValue<Option<Box<dyn FnOnce()>>, LocalStorage>,
    /// What the system called the last microphone that was on.
    name: StoredValue<String>,
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
        Recorder::with(hand, RecorderState::new(false))
    }

    /// As `new`, for several takes one after the other with one microphone.
    pub fn for_many(hand: Hand) -> Recorder {
        Recorder::with(hand, RecorderState::new(true))
    }

    fn with(hand: Hand, state: RecorderState) -> Recorder {
        let recorder = Recorder {
            hand,
            state: StoredValue::new(state),
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
            name: StoredValue::default(),
        };
        phone::every(LOOK_MS, move || recorder.look());
        on_cleanup(move || {
            // First the take, then the microphone that it comes from.
            drop(recorder.recording.try_update_value(Option::take));
            drop(recorder.microphone.try_update_value(Option::take));
        });
        recorder
    }

    /// What it is doing.
    pub fn now(self) -> Signal<Now> {
        self.now.into()
    }

    /// Id of the newest take of this visit.
    pub fn kept(self) -> Signal<Option<TakeId>> {
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
        self.happens(Event::Passed);
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

    /// Takes in what happened, and does what follows.
    fn happens(self, event: Event) {
        let followed = self.state.try_update_value(|state| {
            let commands = state.on(event);
            (state.now(), commands)
        });
        let Some((now, commands)) = followed else {
            return;
        };
        if self.now.try_get_untracked() != Some(now) {
            self.now.try_set(now);
        }
        for command in commands {
            self.does(*command);
        }
    }

    fn does(self, command: Command) {
        const LOST: &str = "The microphone was taken away, perhaps by a call.";
        const LOST_IDLE: &str = "The microphone was taken away. Turn it on again.";
        match command {
            Command::Ask => self.ask(),
            Command::Go => {
                if let Some(next) = self.next.try_update_value(Option::take).flatten() {
                    next();
                }
            }
            Command::Pause => self.with_recording(Recording::pause),
            Command::Resume => self.with_recording(Recording::resume),
            // It lives on until its last piece is stored.
            Command::End => drop(self.recording.try_update_value(Option::take)),
            Command::Break => self.with_recording(|recording| recording.end(Some(LOST))),
            Command::Drop => self.drop_microphone(),
            Command::Release => {
                drop(self.next.try_update_value(Option::take));
                self.screen.release();
                self.drop_microphone();
                self.level.try_set(0);
            }
            Command::TellLost => drop(self.problem.try_set(Some(LOST_IDLE.to_owned()))),
        }
    }

    fn with_recording(self, with: impl FnOnce(&Recording)) {
        self.recording.try_with_value(|recording| {
            if let Some(recording) = recording {
                with(recording);
            }
        });
    }

    fn drop_microphone(self) {
        self.lost.release();
        drop(self.microphone.try_update_value(Option::take));
    }

    /// Turns the microphone on, unless it is; then runs `then`. Call it inside a tap.
    pub fn open(self, then: impl FnOnce() + 'static) {
        self.problem.set(None);
        let is_off = self.now.get_untracked() == Now::Off;
        if is_off && !self.hand.session.keeps_recordings() {
            self.problem.set(Some(NOTHING_STORED.to_owned()));
            return;
        }
        self.next.set_value(Some(Box::new(then)));
        self.happens(Event::Wanted);
    }

    fn ask(self) {
        leptos::task::spawn_local(async move {
            let opened = phone::open_microphone().await;
            // The view may have gone while the browser asked; the microphone then goes with it.
            if self.now.try_get_untracked() != Some(Now::Asking) {
                return;
            }
            match opened {
                Ok(microphone) => {
                    self.lost
                        .microphone_lost(&microphone, move || self.happens(Event::Lost));
                    phone::set_preference(MICROPHONE, &microphone.name());
                    self.name.set_value(microphone.name());
                    self.microphone.set_value(Some(microphone));
                    self.silent.set(0);
                    self.warn_of_little_room();
                    self.happens(Event::Given);
                }
                Err(sentence) => {
                    self.happens(Event::Denied);
                    self.problem.set(Some(sentence));
                }
            }
        });
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

    /// Turns the microphone off.
    pub fn close(self) {
        self.happens(Event::Closed);
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
                self.screen.screen_on();
                self.happens(Event::Begun);
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
        self.happens(Event::Toggled);
    }

    /// Ends the take and keeps it.
    pub fn stop(self) {
        self.happens(Event::Stopped);
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
        if !self.state.with_value(RecorderState::is_passed) {
            self.kept.set(kept);
        }
        self.happens(Event::Ended);
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
                        if !self.state.with_value(RecorderState::stays_on) =>
                    {
                        self.close();
                    }
                    _ => {}
                }
            }
            now
        });
    }
}
