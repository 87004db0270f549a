//! The speaker's stage: one answer on the whole screen, with its clock, the recorder that goes along, and the
//! buttons of the moment. Not a screen; cards, drills and the story timer share it.
//! Deliberately not here: counting (`clock`), recording (`recorder`), and what is told or asked.

use leptos::prelude::*;

use crate::features::aloud::clock::{AnswerClock, COUNT_S, ClockState, Phase};
use crate::features::aloud::recorder::Recorder;
use crate::session::phone;
use crate::ui::{Button, ButtonKind, El, Icon, Stage, dynamic, el};

/// Who speaks: the clock that counts the answer, and the recorder that goes along.
#[derive(Clone, Copy)]
pub struct Speaker {
    /// Counts the answer.
    pub clock: AnswerClock,
    /// Records it, where that is wanted.
    pub recorder: Recorder,
}

/// What stands on the stage with the clock.
pub enum Scene {
    /// The clock is the main thing; under it stands what helps.
    Told(El),
    /// The question is the main thing; under it stands the clock, or what comes after it.
    Asked {
        /// The question.
        question: El,
        /// What is done about it.
        below: AnyView,
    },
}

impl Speaker {
    /// Counts down to an answer, once the microphone is on where answers are recorded. Call it inside a tap.
    pub fn begin(self) {
        // Inside the tap, which the browser's question about the microphone may outlast.
        phone::prepare_tones();
        self.recorder
            .ready(move || self.clock.count_down(COUNT_S, "Get ready"));
    }

    /// Esc: a count before an answer is called off, a running clock stands still.
    fn escape(self) {
        match self.clock.state().get_untracked() {
            ClockState::Counting(_) => drop(self.clock.stop()),
            ClockState::Running => self.clock.toggle(),
            ClockState::Off | ClockState::Paused => {}
        }
    }

    /// The stage, which stands while the clock is on.
    pub fn stage(
        self,
        label: &'static str,
        inside: impl Fn() -> AnyView + Send + Sync + 'static,
    ) -> AnyView {
        let state = self.clock.state();
        let on = Memo::new(move |_| state.get() != ClockState::Off);
        view! {
            <Stage open=on label=label on_escape=move |()| self.escape()>
                {inside()}
            </Stage>
        }
        .into_any()
    }

    /// What stands on a stage: a line that says where the person is, the scene, and the buttons.
    pub fn on_stage(self, top: El, scene: Scene, buttons: AnyView) -> AnyView {
        let class = match &scene {
            Scene::Told(_) => "stage-inside",
            Scene::Asked { .. } => "stage-inside stage-drill",
        };
        let inside = el("div")
            .class(class)
            .attr_of("data-zone", move || self.clock.zone())
            .child(top.class("stage-part"));
        let inside = match scene {
            Scene::Told(help) => inside
                .child(self.clock.face())
                .child(help)
                .child(self.clock.screen_line()),
            Scene::Asked { question, below } => {
                let question = question.class("stage-question").attr("dir", "auto");
                inside
                    .child(question)
                    .child(el("div").class("stage-body").view(below))
            }
        };
        let foot = el("div")
            .class("stage-foot")
            .view(self.recorder.small_face())
            .view(buttons);
        inside.child(foot).into_any()
    }

    /// The clock under a question.
    pub fn counted(self) -> AnyView {
        vec![
            self.clock.face().into_any(),
            self.clock.screen_line().into_any(),
        ]
        .into_any()
    }

    /// The way out of the count before an answer.
    pub fn cancel_button(self) -> AnyView {
        let cancel = move |()| drop(self.clock.stop());
        view! { <Button label="Cancel" on_press=cancel /> }.into_any()
    }

    /// Goes on after a pause.
    pub fn resume_button(self) -> AnyView {
        let resume = move |()| self.clock.toggle();
        view! { <Button label="Go on" kind=ButtonKind::Primary icon=Icon::Play on_press=resume /> }
            .into_any()
    }

    /// The buttons while an answer of one piece is given.
    pub fn answer_buttons(self, phase: Phase, done: Callback<()>) -> AnyView {
        if phase == Phase::Paused {
            return view! {
                <Button label="Done" on_press=done />
                {self.resume_button()}
            }
            .into_any();
        }
        view! {
            <Button label="Pause" icon=Icon::Pause on_press=move |()| self.clock.toggle() />
            <Button label="Done" kind=ButtonKind::Primary icon=Icon::Tick on_press=done />
        }
        .into_any()
    }
}

/// The buttons of a moment. They change under the finger, and the focus goes to the main one, or to the only one.
pub fn buttons_of<M>(moment: Memo<M>, buttons: impl Fn(M) -> AnyView + Send + 'static) -> AnyView
where
    M: Copy + PartialEq + Send + Sync + 'static,
{
    Effect::new(move |_| {
        moment.get();
        let main = ".stage-foot .btn-primary, .stage-foot .btn:only-of-type";
        phone::after(0, move || phone::focus(main));
    });
    dynamic(move || buttons(moment.get()))
}
