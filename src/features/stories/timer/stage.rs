//! The stage of the timer: which part is told, the clock, the help, and the buttons of the moment.

use leptos::prelude::*;

use super::TimerScreen;
use super::subject::Part;
use crate::domain::story_timer::clock;
use crate::features::aloud::clock::Phase;
use crate::features::aloud::stage::{Scene, buttons_of};
use crate::features::shell::reading::nothing;
use crate::ui::{Button, ButtonKind, Icon, el};

impl TimerScreen {
    /// The whole screen while the timer is on.
    pub(super) fn stage(self) -> AnyView {
        self.speaker.stage("Timer", move || self.on_stage())
    }

    fn on_stage(self) -> AnyView {
        let speaker = self.speaker;
        let subject = self.subject.get_untracked();
        let count = subject.parts.len();
        let named = |part: &Part| {
            let (from, to) = part.budget;
            [&*part.label, ", ", &clock(from), " to ", &clock(to)].concat()
        };
        let labels: Vec<String> = subject.parts.iter().map(named).collect();
        let place = speaker.clock.part();
        let top = el("p").say_with(move || {
            let now = place.get().min(count.saturating_sub(1));
            match labels.get(now) {
                Some(label) if count > 1 => [
                    "Part ",
                    &(now + 1).to_string(),
                    " of ",
                    &count.to_string(),
                    ": ",
                    label,
                ]
                .concat(),
                Some(label) => label.clone(),
                None => String::new(),
            }
        });
        let help = el("div")
            .class("stage-help")
            .attr("dir", "auto")
            .attr("tabindex", "0")
            .children_of(move || subject.help(place.get()));
        let moment = Memo::new(move |_| (speaker.clock.phase(), place.get() + 1 >= count));
        let buttons = buttons_of(moment, move |(phase, is_last)| self.buttons(phase, is_last));
        speaker.on_stage(top, Scene::Told(help), buttons)
    }

    fn buttons(self, phase: Phase, is_last: bool) -> AnyView {
        let clock = self.speaker.clock;
        let finish = move |()| self.finish();
        match phase {
            Phase::Off => nothing(),
            Phase::Counting => self.speaker.cancel_button(),
            Phase::Paused => view! {
                <Button label="Throw away" on_press=move |()| drop(clock.stop()) />
                <Button label="Finish" on_press=finish />
                {self.speaker.resume_button()}
            }
            .into_any(),
            Phase::Running => {
                let pause = view! { <Button label="Pause" on_press=move |()| clock.toggle() /> };
                let main = if is_last {
                    view! { <Button label="Finish" kind=ButtonKind::Primary icon=Icon::Tick on_press=finish /> }
                        .into_any()
                } else {
                    view! {
                        <Button label="Finish" on_press=finish />
                        <Button label="Next part" kind=ButtonKind::Primary on_press=move |()| self.go_on() />
                    }
                    .into_any()
                };
                vec![pause.into_any(), main].into_any()
            }
        }
    }
}
