//! An answer that is said aloud with the clock: the stage over a card, and how long it took.

use leptos::prelude::*;

use super::ReviewScreen;
use crate::domain::story_timer::{Zones, clock};
use crate::features::aloud::clock::{Phase, in_ms};
use crate::features::aloud::stage::{Scene, buttons_of};
use crate::features::shell::reading::nothing;
use crate::session::phone;
use crate::ui::el;

impl ReviewScreen {
    /// Begins to count an answer that is said aloud. Call it inside a tap.
    pub(super) fn speak(self) {
        let (id, _) = self.present();
        let seconds = self.with_desk(|desk| desk.row(&id).map(|row| row.seconds));
        let Some((least, most)) = seconds.flatten() else {
            return;
        };
        if let Ok(zones) = Zones::for_answer(f64::from(least), f64::from(most)) {
            self.speaker.clock.set_zones(zones);
        }
        self.speaker.begin();
    }

    /// The answer was said; now the outline.
    pub(super) fn spoken(self) {
        if let Some(timer) = self.speaker.clock.stop() {
            let ms = in_ms(timer.seconds());
            self.sitting.update(|sitting| sitting.spoke(ms));
            phone::focus_soon(".outline input, .foot button");
        }
    }

    /// The whole screen while an answer is said with the clock.
    pub(super) fn stage(self) -> AnyView {
        self.speaker
            .stage("Answer with the clock", move || self.on_stage())
    }

    fn on_stage(self) -> AnyView {
        let speaker = self.speaker;
        let phase = Memo::new(move |_| speaker.clock.phase());
        let buttons = buttons_of(phase, move |phase| match phase {
            Phase::Off => nothing(),
            Phase::Counting => speaker.cancel_button(),
            _ => speaker.answer_buttons(phase, Callback::new(move |()| self.spoken())),
        });
        let (_, question) = untrack(|| self.present());
        let scene = Scene::Asked {
            question: el("p").text(&question),
            below: speaker.counted(),
        };
        speaker.on_stage(el("p").text("Question"), scene, buttons)
    }

    /// How long the answer took, if it was said with the clock, and the way to its recording.
    pub(super) fn how_long(self, (least, most): (u16, u16)) -> AnyView {
        let spoke = self
            .sitting
            .with_untracked(|sitting| sitting.attempt().spoke);
        let line = spoke.map(|ms| {
            let seconds = f64::from(ms) / 1_000.0;
            let verdict = if seconds < f64::from(least) {
                "shorter than"
            } else if seconds > f64::from(most) {
                "longer than"
            } else {
                "within"
            };
            let (least, most) = (clock(f64::from(least)), clock(f64::from(most)));
            let text = [
                "You spoke for ",
                &*clock(seconds),
                ", ",
                verdict,
                " the aim of ",
                &least,
                " to ",
                &most,
                ".",
            ];
            el("p").class("num").text(&text.concat()).into_any()
        });
        vec![
            line.unwrap_or_else(nothing),
            self.speaker.recorder.kept_link(),
        ]
        .into_any()
    }
}
