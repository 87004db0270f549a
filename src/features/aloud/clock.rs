//! The clock of one answer: it counts, warns, keeps the screen on, and draws its face. Not a screen;
//! the speaker's stage shows it (`stage`).
//!
//! What it counts is the domain's (`story_timer`); this file only reads the phone's clocks for it.

use leptos::prelude::*;

use crate::domain::card::study_day;
use crate::domain::story_timer::{Timer, Zones, clock, slept_note};
use crate::domain::time::{Day, Instant};
use crate::features::Hand;
use crate::features::shell::reading::listed;
use crate::session::phone;
use crate::ui::{El, PillTone, Switch, el};

/// How often the face is drawn, in milliseconds.
const TICK_MS: u32 = 100;
/// Length of the count before a start, in seconds.
pub const COUNT_S: u8 = 3;

/// What the clock is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockState {
    /// Nothing.
    Off,
    /// Counting down to the start; so many seconds are left.
    Counting(u8),
    /// Counting up.
    Running,
    /// Standing still.
    Paused,
}

/// What the clock is doing, without the number that it counts down: what stands around it changes with
/// this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing.
    Off,
    /// Counting down to the start.
    Counting,
    /// Counting up.
    Running,
    /// Standing still.
    Paused,
}

/// The clock. Copies are the same clock; it lives as long as the view that made it.
#[derive(Clone, Copy)]
pub struct AnswerClock {
    timer: StoredValue<Option<Timer>>,
    starts_at: StoredValue<f64>,
    waits_for: RwSignal<&'static str>,
    zones: StoredValue<Zones>,
    state: RwSignal<ClockState>,
    ms: RwSignal<u32>,
    parts: RwSignal<usize>,
    slept: RwSignal<Option<String>>,
    screen: RwSignal<Option<bool>>,
}

impl AnswerClock {
    /// A clock of the calling view.
    pub fn new(zones: Zones) -> AnswerClock {
        let answer_clock = AnswerClock {
            timer: StoredValue::new(None),
            starts_at: StoredValue::new(0.0),
            waits_for: RwSignal::new(""),
            zones: StoredValue::new(zones),
            state: RwSignal::new(ClockState::Off),
            ms: RwSignal::new(0),
            parts: RwSignal::new(0),
            slept: RwSignal::new(None),
            screen: RwSignal::new(None),
        };
        phone::every(TICK_MS, move || answer_clock.tick());
        answer_clock.warns();
        answer_clock.holds_screen();
        answer_clock
    }

    /// Other zones from the next start on.
    pub fn set_zones(self, zones: Zones) {
        self.zones.set_value(zones);
    }

    /// What it is doing.
    pub fn state(self) -> Signal<ClockState> {
        self.state.into()
    }

    /// What it is doing, without the number of the countdown. Follow it through a memo.
    pub fn phase(self) -> Phase {
        match self.state.get() {
            ClockState::Off => Phase::Off,
            ClockState::Counting(_) => Phase::Counting,
            ClockState::Running => Phase::Running,
            ClockState::Paused => Phase::Paused,
        }
    }

    /// Number of the part that is being spoken, from 0.
    pub fn part(self) -> Signal<usize> {
        self.parts.into()
    }

    /// Counts down from `seconds` under the word `word`, and begins. Call it inside a tap.
    pub fn count_down(self, seconds: u8, word: &'static str) {
        phone::prepare_tones();
        self.forget();
        let now = phone::reading().steady_ms;
        self.starts_at.set_value(now + f64::from(seconds) * 1_000.0);
        self.waits_for.set(word);
        self.state.set(ClockState::Counting(seconds));
    }

    /// Begins at once. Call it inside a tap.
    pub fn start(self) {
        phone::prepare_tones();
        self.begin();
    }

    fn begin(self) {
        self.forget();
        self.timer.set_value(Some(Timer::start(phone::reading())));
        self.state.set(ClockState::Running);
    }

    /// Stands still, or goes on.
    pub fn toggle(self) {
        let now = phone::reading();
        let next = match self.state.get_untracked() {
            ClockState::Running => ClockState::Paused,
            ClockState::Paused => ClockState::Running,
            _ => return,
        };
        self.timer.update_value(|timer| {
            if let Some(timer) = timer {
                match next {
                    ClockState::Paused => timer.pause(now),
                    _ => timer.resume(now),
                }
            }
        });
        self.show();
        self.state.set(next);
    }

    /// Ends the part that is being spoken.
    pub fn mark(self) {
        let marked = self
            .timer
            .try_update_value(|timer| timer.as_mut()?.mark(phone::reading()))
            .flatten();
        if let Some(part) = marked {
            phone::tick();
            self.parts.set(part + 1);
            self.show();
        }
    }

    /// Takes the last mark back.
    pub fn unmark(self) {
        self.timer
            .update_value(|timer| timer.iter_mut().for_each(Timer::unmark));
        self.parts.update(|parts| *parts = parts.saturating_sub(1));
    }

    /// Stops for good; what was counted, if anything was.
    pub fn stop(self) -> Option<Timer> {
        let mut timer = self.timer.try_update_value(Option::take).flatten();
        if let Some(timer) = &mut timer {
            timer.read(phone::reading());
        }
        self.forget();
        timer
    }

    fn forget(self) {
        self.timer.set_value(None);
        self.ms.set(0);
        self.parts.set(0);
        self.slept.set(None);
        self.state.set(ClockState::Off);
    }

    fn tick(self) {
        match self.state.try_get_untracked() {
            Some(ClockState::Running) => {
                self.timer.try_update_value(|timer| {
                    if let Some(timer) = timer {
                        timer.read(phone::reading());
                    }
                });
                self.show();
            }
            Some(ClockState::Counting(shown)) => {
                let left = self.starts_at.get_value() - phone::reading().steady_ms;
                if left <= 0.0 {
                    self.begin();
                    return;
                }
                // At most what it began with.
                let left = (left / 1_000.0).ceil() as u8;
                if left != shown {
                    self.state.set(ClockState::Counting(left));
                }
            }
            _ => {}
        }
    }

    /// Hands on what was counted to the signals.
    fn show(self) {
        let counted = self.timer.with_value(|timer| {
            let timer = timer.as_ref()?;
            Some((timer.seconds(), timer.slept_seconds()))
        });
        if let Some((seconds, slept)) = counted {
            self.ms.set(in_ms(seconds));
            let note = slept_note(slept * 1_000.0);
            if self.slept.with_untracked(|old| *old != note) {
                self.slept.set(note);
            }
        }
    }

    fn seconds(self) -> f64 {
        f64::from(self.ms.get()) / 1_000.0
    }

    fn zone_id(self) -> String {
        let seconds = self.seconds();
        self.zones.with_value(|zones| zones.at(seconds).id.clone())
    }

    /// Vibrates and sounds at the edge of a zone, where that is wanted.
    fn warns(self) {
        let zone = Memo::new(move |_| match self.state.get() {
            ClockState::Running => Some(self.zone_id()),
            _ => None,
        });
        Effect::new(move |before: Option<Option<String>>| {
            let now = zone.get();
            if let (Some(Some(_)), Some(id)) = (&before, &now) {
                warn(id);
            }
            now
        });
    }

    /// Keeps the screen on while it counts.
    fn holds_screen(self) {
        let held = StoredValue::new_local(None);
        let counts = Memo::new(move |_| self.state.get() != ClockState::Off);
        Effect::new(move |_| {
            let hold = counts.get().then(|| phone::keep_screen_on(self.screen));
            if hold.is_none() {
                self.screen.set(None);
            }
            drop(held.try_update_value(|held| std::mem::replace(held, hold)));
        });
    }

    /// Name of the present zone, for `data-zone`.
    pub fn zone(self) -> Option<String> {
        match self.state.get() {
            ClockState::Off | ClockState::Counting(_) => None,
            _ => Some(self.zone_id()),
        }
    }

    /// The face: the zone in words, the time, and what is worth knowing.
    pub fn face(self) -> El {
        let said = Memo::new(move |_| {
            let seconds = self.seconds();
            let paused = self.state.get() == ClockState::Paused;
            self.zones.with_value(|zones| {
                let (word, say) = zones.at(seconds).while_speaking();
                let word = if paused { "Paused" } else { word };
                (word.to_owned(), say.to_owned())
            })
        });
        let over = Memo::new(move |_| {
            let seconds = self.zones.with_value(|zones| zones.over_s(self.seconds()));
            if seconds >= 1.0 {
                [&*clock(seconds), " over"].concat()
            } else {
                String::new()
            }
        });
        let shown = Memo::new(move |_| match self.state.get() {
            ClockState::Counting(left) => left.to_string(),
            _ => clock(self.seconds()),
        });
        let counting = Memo::new(move |_| matches!(self.state.get(), ClockState::Counting(_)));
        let when_running = move |text: String| {
            if counting.get() { String::new() } else { text }
        };
        el("div")
            .class("clock")
            .child(
                el("p")
                    .class("clock-word")
                    .attr("role", "status")
                    .say_with(move || {
                        if counting.get() {
                            self.waits_for.get().to_owned()
                        } else {
                            said.with(|(word, _)| word.clone())
                        }
                    }),
            )
            .child(
                el("p")
                    .class("clock-time")
                    .attr("role", "timer")
                    .attr_of("data-ms", move || Some(self.ms.get().to_string()))
                    .say_with(move || shown.get()),
            )
            .child(
                el("p")
                    .class("clock-over")
                    .say_with(move || when_running(over.get())),
            )
            .child(
                el("p")
                    .class("clock-say")
                    .say_with(move || when_running(said.with(|(_, say)| say.clone()))),
            )
            .child(
                el("p")
                    .class("clock-note")
                    .attr("role", "status")
                    .say_with(move || self.slept.get().unwrap_or_default()),
            )
    }

    /// Whether the screen stays on, in words; nothing while the browser has not answered.
    pub fn screen_line(self) -> El {
        el("p").class("clock-note").say_with(move || {
            match self.screen.get() {
                Some(true) => "The screen stays on.",
                Some(false) => {
                    "This browser may turn the screen off. The time stays right even then."
                }
                None => "",
            }
            .to_owned()
        })
    }
}

/// The moment, and the study day that it belongs to.
pub fn study_moment(hand: Hand) -> (Instant, Day) {
    hand.session.read(|_, world| {
        let offset = (world.offset)(world.phone_zone, world.now);
        (world.now, study_day(world.now, offset))
    })
}

/// Seconds as milliseconds. Saturates; nobody speaks for 49 days.
pub fn in_ms(seconds: f64) -> u32 {
    (seconds * 1_000.0).round() as u32
}

const BUZZ: &str = "timer/vibrate";
const TONE: &str = "timer/tone";

fn is_on(preference: &str, unless_set: bool) -> bool {
    phone::preference(preference).map_or(unless_set, |kept| kept == "on")
}

/// How each zone makes itself felt: milliseconds of vibration, pitch in Hz, milliseconds of tone.
fn warn(zone: &str) {
    let (buzz, pitch, tone) = match zone {
        "nearly" => (60, 520.0, 150),
        "target" => (250, 880.0, 300),
        "long" => (500, 440.0, 400),
        "stop" => (900, 220.0, 700),
        _ => return,
    };
    if is_on(BUZZ, true) {
        phone::buzz(buzz);
    }
    if is_on(TONE, false) {
        phone::beep(pitch, tone);
    }
}

/// Switches for vibration and tone, as far as the device has them.
pub fn warnings() -> AnyView {
    let switch = |name: &'static str, label: &'static str, detail: &'static str, first: bool| {
        let on = RwSignal::new(is_on(name, first));
        let turn = move |wanted: bool| {
            phone::set_preference(name, if wanted { "on" } else { "off" });
            on.set(wanted);
            if wanted && name == TONE {
                phone::prepare_tones();
                phone::beep(880.0, 200);
            } else if wanted {
                phone::buzz(200);
            }
        };
        view! { <Switch label=label detail=detail checked=on on_toggle=turn /> }.into_any()
    };
    let mut rows = Vec::new();
    if phone::can_buzz() {
        rows.push(switch(
            BUZZ,
            "Vibration",
            "When the color changes, where the device can vibrate",
            true,
        ));
    }
    if phone::can_beep() {
        rows.push(switch(
            TONE,
            "Tone",
            "A short tone when the color changes",
            false,
        ));
    }
    listed("Warnings", rows)
}

/// How the name of a zone looks as a pill.
pub fn zone_tone(zone: &str) -> PillTone {
    match zone {
        "target" => PillTone::Good,
        "long" => PillTone::Warn,
        "stop" => PillTone::Bad,
        _ => PillTone::Neutral,
    }
}
