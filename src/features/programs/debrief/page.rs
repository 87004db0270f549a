//! What the steps of a debrief share: of which interview it is, and fields that are kept as they are typed.

use leptos::prelude::*;

use crate::content::lazy::{DebriefGuide, DebriefPrompt, ProgramsGuide};
use crate::domain::debrief::Debrief;
use crate::domain::ids::{InterviewId, ProgramId, child};
use crate::domain::record::Record;
use crate::domain::time::Instant;
use crate::features::programs::screen::Occasion;
use crate::features::shell::bound::{Bound, bound};
use crate::features::{Hand, other_versions};
use crate::session::phone;
use crate::store::acts::debrief::DebriefAction;
use crate::store::read::debrief::{Step, prompts, resume, written};
use crate::ui::{El, FieldGroup, TextField, el};

/// Where this phone is in which debrief: id of the interview and of the step.
const PLACE: &str = "debrief";

pub(super) fn keep_place(interview: &InterviewId, step: Option<Step>) {
    let name = step.map_or("", Step::id);
    phone::set_place(PLACE, &[interview, " ", name].concat());
}

#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) hand: Hand,
    pub(super) occasion: Occasion,
    pub(super) guide: StoredValue<DebriefGuide>,
    /// Ids and names of the roles that somebody may have.
    pub(super) roles: StoredValue<Vec<(String, String)>>,
    /// The open step; none behind the last.
    pub(super) step: RwSignal<Option<Step>>,
    pub(super) leave: Callback<()>,
}

impl Page {
    pub(super) fn new(
        hand: Hand,
        program: &ProgramId,
        interview: &InterviewId,
        guide: &ProgramsGuide,
        leave: Callback<()>,
    ) -> Page {
        let kept = phone::place(PLACE).unwrap_or_default();
        let left = kept
            .rsplit_once(' ')
            .filter(|(of, _)| *of == &**interview)
            .and_then(|(_, step)| Step::of(step));
        let step = left.unwrap_or_else(|| hand.session.read(|model, _| resume(model, interview)));
        // Who writes here and comes back is still here, though the step holds something by then.
        keep_place(interview, Some(step));
        let roles = guide.questions_to_ask.roles.iter();
        Page {
            hand,
            occasion: Occasion::new(program, interview),
            guide: StoredValue::new(guide.debrief.clone()),
            roles: StoredValue::new(
                roles
                    .map(|role| (role.id.clone(), role.title.clone()))
                    .collect(),
            ),
            step: RwSignal::new(Some(step)),
            leave,
        }
    }

    pub(super) fn now(self) -> Instant {
        Instant(phone::reading().wall_ms as i64)
    }

    /// A field for each prompt of a step.
    pub(super) fn texts(self, step: Step) -> AnyView {
        let fields = self.guide.with_value(|guide| {
            let all = prompts(guide, step).into_iter();
            all.map(|prompt| self.text(prompt))
                .collect::<Vec<AnyView>>()
        });
        view! { <FieldGroup>{fields}</FieldGroup> }.into_any()
    }

    fn text(self, prompt: &DebriefPrompt) -> AnyView {
        let Bound {
            draft,
            error,
            input,
        } = self.bound(prompt.id.clone());
        let label = prompt.prompt.clone();
        let field = view! { <TextField label=label multiline=true value=draft on_input=input error=error /> };
        vec![self.versions(&prompt.id), field.into_any()].into_any()
    }

    /// What two phones wrote to a prompt.
    pub(super) fn versions(self, prompt: &str) -> AnyView {
        let id = self.occasion.interview.with_value(|of| child(of, prompt));
        other_versions(self.hand, Debrief::KIND, id)
    }

    /// A field bound to what was written to a prompt.
    pub(super) fn bound(self, prompt: String) -> Bound {
        let id = prompt.clone();
        let stored = self.hand.session.watch(move |model, _| {
            self.occasion
                .interview
                .with_value(|of| written(model, of, &id))
        });
        bound(stored, move |text| {
            self.hand.types(DebriefAction::Write {
                interview: self.occasion.interview.get_value(),
                prompt: prompt.clone(),
                text,
                at: self.now().0,
            })
        })
    }
}

/// A list of chips.
pub(super) fn chips(chips: AnyView) -> El {
    el("div").class("cluster").view(chips)
}
