//! What is seen of the recorder: the switch for recording along, the meter, and the way to what was kept.

use leptos::prelude::*;

use super::{ALONG, PRACTICE_ONLY, Recorder};
use crate::address::{self, href};
use crate::domain::ids::TakeId;
use crate::domain::recorder::Now;
use crate::domain::story_timer::clock;
use crate::domain::take::TAKE_MAX_MS;
use crate::features::muted;
use crate::session::phone;
use crate::ui::{Banner, El, Group, Icon, PillTone, Row, Switch, dynamic, el, maybe, meter};

/// Looks without sound until the person is told: three seconds.
const SILENT_LOOKS: u32 = 30;

impl Recorder {
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
fn take_row(id: &TakeId, title: &'static str, detail: &'static str) -> AnyView {
    let to = href(&address::take(id));
    view! { <Group><Row title=title detail=detail icon=Icon::Wave href=to /></Group> }.into_any()
}
