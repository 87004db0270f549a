//! What the screens of one interview share: their look, the guide of the content, and that they go with it.

use leptos::prelude::*;

use crate::content::lazy::ProgramsGuide;
use crate::domain::ids::{InterviewId, ProgramId};
use crate::domain::record::Record;
use crate::domain::time::Instant;
use crate::domain::trip::Interview;
use crate::features::programs::look;
use crate::features::shell::reading::{reading, shown};
use crate::features::shell::unfinished::unfinished;
use crate::features::{Visit, while_alive};
use crate::session::{Session, phone};

/// The interview that a screen is about, and its program.
#[derive(Clone, Copy)]
pub struct Occasion {
    pub program: StoredValue<ProgramId>,
    pub interview: StoredValue<InterviewId>,
}

impl Occasion {
    pub fn new(program: &ProgramId, interview: &InterviewId) -> Occasion {
        Occasion {
            program: StoredValue::new(program.clone()),
            interview: StoredValue::new(interview.clone()),
        }
    }

    /// The path of another screen about it.
    pub fn path(self, of: fn(&ProgramId, &InterviewId) -> String) -> String {
        self.program.with_value(|program| {
            self.interview
                .with_value(|interview| of(program, interview))
        })
    }
}

/// The time by the app's clock, looked at every so many milliseconds as long as the calling view is there. Also
/// when the page is shown again: what was counted while the phone slept is not missed.
pub fn ticking(session: Session, every_ms: u32) -> RwSignal<Instant> {
    let look = move || session.read(|_, world| world.now);
    let now = RwSignal::new(look());
    phone::every(every_ms, move || {
        now.try_set(look());
    });
    now
}

/// Name and role of somebody new at an interview, typed in a note of the day or in its debrief and not added yet.
pub fn somebody_new(interview: &InterviewId) -> (RwSignal<String>, RwSignal<String>) {
    let of = |field: &str| unfinished(&[field, interview].concat());
    (of("met/"), of("met-role/"))
}

/// Draws a screen from the ids of its program and its interview, as long as the interview is there.
pub fn of_interview(
    visit: Visit,
    draw: fn(&Visit, &ProgramId, &InterviewId, &ProgramsGuide) -> AnyView,
) -> AnyView {
    look::bring();
    let guide = reading::<ProgramsGuide>();
    while_alive(visit.hand(), Interview::KIND, visit.param(1), move || {
        let visit = visit.clone();
        let (program, interview) = (visit.param(0).into(), visit.param(1).into());
        shown(visit.came_late, guide, move |guide| {
            draw(&visit, &program, &interview, guide)
        })
    })
}
