//! The free text of the first five minutes, and their clock. The clock only helps: nothing ends with it.

use leptos::prelude::*;

use super::page::Page;
use crate::domain::debrief::{DUMP, FreeClock};
use crate::domain::letter::word_count;
use crate::features::shell::bound::Bound;
use crate::session::phone;
use crate::ui::{El, Icon, IconButton, TextField, dynamic, el};

/// How often the face is drawn, in milliseconds.
const TICK_MS: u32 = 500;
/// The clock of the last debrief: its interview, then the clock.
const CLOCK: &str = "debrief-clock";

#[derive(Clone, Copy)]
struct Free {
    page: Page,
    clock: RwSignal<FreeClock>,
    face: RwSignal<String>,
    runs: RwSignal<bool>,
}

pub(super) fn view(page: Page) -> AnyView {
    let kept = phone::place(CLOCK).unwrap_or_default();
    let mine = page.occasion.interview.with_value(|id| {
        let kept = kept.strip_prefix(&**id)?.strip_prefix(' ')?;
        Some(FreeClock::read(kept))
    });
    let free = Free {
        page,
        clock: RwSignal::new(mine.unwrap_or_default()),
        face: RwSignal::new(String::new()),
        runs: RwSignal::new(false),
    };
    free.looks();
    phone::every(TICK_MS, move || free.looks());
    let Bound {
        draft,
        error,
        input,
    } = page.bound(DUMP.to_owned());
    let types = Callback::new(move |text: String| {
        // The five minutes begin with the first word.
        if free.clock.with_untracked(|clock| clock.is_whole()) {
            free.turns();
        }
        input.run(text);
    });
    let counts = page.hand.session.counts();
    let count = move || {
        let is_kept = error.with(Option::is_none) && counts.with(|(changed, kept)| kept >= changed);
        let words = match draft.with(|text| word_count(text)) {
            0 => return String::new(),
            1 => "1 word".to_owned(),
            count => [&*count.to_string(), " words"].concat(),
        };
        let kept = if is_kept { ", kept" } else { "" };
        [&*words, kept].concat()
    };
    let privacy = page.guide.with_value(|guide| guide.privacy.clone());
    let field = view! {
        <TextField label="Everything you remember" hide_label=true multiline=true value=draft on_input=types error=error />
    };
    let field = el("div").class("card dump").view(field.into_any());
    let field = field.child(el("p").class("hint").say_with(count));
    vec![
        free.line().into_any(),
        page.versions(DUMP),
        field.into_any(),
        el("p").class("hint").text(&privacy).into_any(),
    ]
    .into_any()
}

impl Free {
    /// Reads the clock.
    fn looks(self) {
        let now = self.page.now();
        let clock = self.clock.try_get_untracked().unwrap_or_default();
        let face = clock.face(now);
        if self.face.try_with_untracked(|shown| *shown != face) == Some(true) {
            self.face.try_set(face);
        }
        let runs = clock.is_running(now);
        if self.runs.try_get_untracked() == Some(!runs) {
            self.runs.try_set(runs);
        }
    }

    fn turns(self) {
        let clock = self.clock.get_untracked().turned(self.page.now());
        self.clock.set(clock);
        let kept = self
            .page
            .occasion
            .interview
            .with_value(|id| [&**id, " ", &*clock.kept()].concat());
        phone::set_place(CLOCK, &kept);
        self.looks();
    }

    fn line(self) -> El {
        let over = move || match &*self.face.get() {
            "0:00" => "Five minutes are over. Write on, or go on.",
            _ => "No order, no grammar. Five minutes are enough.",
        };
        let button = dynamic(move || {
            let (icon, label) = match self.runs.get() {
                true => (Icon::Pause, "Pause the clock"),
                false => (Icon::Play, "Start the clock"),
            };
            let press = Callback::new(move |()| self.turns());
            view! { <IconButton icon=icon label=label on_press=press /> }.into_any()
        });
        let face = el("b")
            .attr("role", "timer")
            .attr("aria-live", "off")
            .attr("aria-label", "Time left")
            .say_with(move || self.face.get());
        el("div")
            .class("timer-line")
            .child(face)
            .child(
                el("span")
                    .class("muted")
                    .say_with(move || over().to_owned()),
            )
            .view(button)
    }
}
