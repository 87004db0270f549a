//! An answer that is said aloud with the clock: the stage over a card, and how long it took.

use leptos::prelude::*;

use super::Parts;
use crate::domain::story_timer::{Zones, clock};
use crate::features::aloud::clock::{COUNT_S, State, in_ms};
use crate::session::phone;
use crate::ui::{Button, ButtonKind, Icon, Stage, dynamic, el};

impl Parts {
    /// Begins to count an answer that is said aloud. Call it inside a tap.
    pub(super) fn speak(self) {
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
    pub(super) fn spoken(self) {
        if let Some(timer) = self.clock.stop() {
            let ms = in_ms(timer.seconds());
            self.sitting.update(|sitting| sitting.spoke(ms));
            phone::focus_soon(".outline input, .foot button");
        }
    }

    /// The whole screen while an answer is said with the clock.
    pub(super) fn stage(self) -> AnyView {
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
            line.unwrap_or_else(|| ().into_any()),
            self.recorder.kept_link(),
        ]
        .into_any()
    }
}
