//! The help on the screen while somebody speaks, from the script down to nothing, and the step to less of it.

use leptos::prelude::*;

use super::TimerScreen;
use crate::domain::story::Story;
use crate::domain::story_timer::{Rung, proposed_rung};
use crate::features::muted_status;
use crate::store::acts::stories::StoryAction;
use crate::store::read::rehearsal::attempts;
use crate::ui::{Banner, FieldGroup, PillTone, Segmented, maybe};

impl TimerScreen {
    /// The help on the screen, and the step to less of it.
    pub(super) fn ladder(self) -> AnyView {
        let of = self.subject.with_untracked(|subject| subject.of.clone());
        let set = Callback::new(move |rung: Rung| {
            let mut story = self
                .hand
                .session
                .read(|model, _| model.get_or_default::<Story>(&of));
            story.rung = rung;
            let id = of.as_str().into();
            self.hand.does(StoryAction::Edit { id, story });
        });
        let selected =
            Signal::derive(move || self.subject.with(|subject| subject.rung.name().to_owned()));
        let options = Rung::ALL.map(|rung| (rung.name(), rung.name()));
        let choose = move |name: String| {
            if let Some(rung) = Rung::named(&name) {
                set.run(rung);
            }
        };
        let proposal = move || {
            let runs = self.of_this_version();
            let tried = attempts(runs.iter().map(|(_, run)| run));
            let rung = self.zones.with(|zones| proposed_rung(&tried, zones))?;
            if self.subject.with(|subject| subject.rung) >= rung {
                return None;
            }
            let text = match rung {
                Rung::Script | Rung::PartCards => {
                    "Three times in range. Next time, try it with part cards in place of the script."
                }
                Rung::KeyWords => "Three times in range. Next time, try it with key words only.",
                Rung::Blank => "Three times in range. Next time, try it with nothing to read.",
            };
            let label = ["Use: ", rung.name()].concat();
            let take = Callback::new(move |()| set.run(rung));
            Some(view! { <Banner tone=PillTone::Good text=text action=(label, take) /> }.into_any())
        };
        view! {
            {maybe(proposal)}
            <FieldGroup title="On the screen while you speak">
                <Segmented label="On the screen while you speak" options=options selected=selected on_select=choose />
                {muted_status(move || hint(self.subject.with(|subject| subject.rung)).to_owned())}
            </FieldGroup>
        }
        .into_any()
    }
}

fn hint(rung: Rung) -> &'static str {
    match rung {
        Rung::Script => {
            "The whole text, part by part. Only a script that you read measures your pace."
        }
        Rung::PartCards => "For each part its name and its first sentence.",
        Rung::KeyWords => "Only your key words. Five are enough.",
        Rung::Blank => "Only the clock, as on the day.",
    }
}
