//! The story timer: one attempt on the whole screen, part by part, with as much help as was chosen;
//! then what came of it, the trend, and the next rung. The same timer serves any other answer.
//! Deliberately not here: counting (`aloud::clock`, the domain's `story_timer`) and writing the story.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::Practice;
use crate::domain::ids::{StoryId, child};
use crate::domain::story::{ANSWER, RUN_MIN_MS, Run, Story};
use crate::domain::story_timer::{Rung, Timer, Zones, clock, streak};
use crate::domain::take::{Of, Take};
use crate::domain::time::{Day, Instant};
use crate::features::aloud::clock::{AnswerClock, ClockState, in_ms, study_moment, warnings};
use crate::features::aloud::recorder::{Recorder, about_take};
use crate::features::aloud::stage::Speaker;
use crate::features::shell::reading::{nothing, reading, shown};
use crate::features::{Hand, Visit, muted, not_found, while_alive};
use crate::session::phone;
use crate::store::acts::stories::StoryAction;
use crate::store::core::model::Kinds;
use crate::store::read::rehearsal::{attempts, runs, zones};
use crate::store::read::takes::takes_of;
use crate::ui::{
    ActionBar, Button, ButtonKind, Group, Hero, Icon, LinkButton, Row, Segmented, Sheet, dynamic,
    el, maybe,
};
use subject::Subject;

mod attempts;
mod ladder;
mod length;
mod stage;
mod subject;

#[derive(Clone, Copy)]
struct TimerScreen {
    hand: Hand,
    speaker: Speaker,
    zones: RwSignal<Zones>,
    subject: Signal<Subject>,
    /// All attempts at this, oldest first.
    runs: Signal<Vec<(String, Run)>>,
    /// The attempt that is looked at.
    open: RwSignal<Option<String>>,
    /// The newest attempt of this visit.
    newest: RwSignal<Option<String>>,
}

/// The timer of one story.
pub fn story(visit: Visit) -> AnyView {
    let practice = reading::<Practice>();
    let id = visit.param(0);
    let came_late = visit.came_late;
    shown(came_late, practice, move |practice| {
        let (hand, practice) = (visit.hand(), practice.clone());
        let subject = StoryId::from(&*id);
        while_alive(hand, "story", id.clone(), move || {
            timed(hand, &subject, &practice)
        })
    })
}

fn timed(hand: Hand, id: &StoryId, practice: &Practice) -> AnyView {
    let session = hand.session;
    let id = id.clone();
    let short = RwSignal::new(false);
    let story = {
        let id = id.clone();
        session.watch(move |model, _| model.get_or_default::<Story>(&id))
    };
    let content = practice.clone();
    let subject = {
        let id = id.clone();
        Memo::new(move |_| story.with(|story| Subject::of_story(&content, &id, story, short.get())))
    };
    let Ok(first) = zones(practice, subject.get_untracked().aim) else {
        return not_found();
    };
    let all = {
        let id = id.clone();
        session.watch(move |model, _| runs(model, &id))
    };
    let screen = TimerScreen::new(hand, first, subject.into(), all);
    let content = practice.clone();
    Effect::new(move |_| {
        if let Ok(now) = zones(&content, subject.with(|subject| subject.aim)) {
            screen.zones.set(now);
        }
    });
    let has_short = Memo::new(move |_| story.with(|story| !story.short.trim().is_empty()));
    let which = maybe(move || {
        has_short.get().then(|| {
            let selected =
                Signal::derive(move || if short.get() { "short" } else { "whole" }.to_owned());
            view! {
                <Segmented
                    label="Which version?"
                    options=[("whole", "Whole story"), ("short", "Short version")]
                    selected=selected
                    on_select=move |value: String| short.set(value == "short")
                />
            }
            .into_any()
        })
    });
    let edit = href(&address::story(&id));
    let write = view! { <LinkButton label="Write the story" icon=Icon::Pencil kind=ButtonKind::Quiet href=edit /> };
    view! {
        {screen.head()}
        {screen.result()}
        {which}
        {maybe(move || (!short.get()).then(|| screen.ladder()))}
        {screen.body()}
        {el("div").class("cluster").view(write.into_any())}
        {screen.foot()}
    }
    .into_any()
}

/// The timer of any answer.
pub fn answer(visit: Visit) -> AnyView {
    let practice = reading::<Practice>();
    let came_late = visit.came_late;
    shown(came_late, practice, move |practice| {
        let hand = visit.hand();
        let lengths = &practice.speech.answer_length;
        let kept = length::remembered();
        let aim = RwSignal::new(
            kept.filter(|aim| zones(practice, *aim).is_ok())
                .unwrap_or(lengths.default),
        );
        let subject = Memo::new(move |_| Subject {
            of: ANSWER.to_owned(),
            title: "Any answer".to_owned(),
            aim: aim.get(),
            rung: Rung::Blank,
            ..Subject::default()
        });
        let Ok(first) = zones(practice, aim.get_untracked()) else {
            return not_found();
        };
        // Only what was timed against the same length can be compared.
        let every = visit.session.watch(move |model, _| runs(model, ANSWER));
        let all = Memo::new(move |_| {
            let aim = aim.get();
            every.with(|every| {
                let same = every.iter().filter(|(_, run)| run.aim == aim);
                same.cloned().collect::<Vec<_>>()
            })
        });
        let screen = TimerScreen::new(hand, first, subject.into(), all.into());
        let content = practice.clone();
        Effect::new(move |_| {
            if let Ok(now) = zones(&content, aim.get()) {
                screen.zones.set(now);
            }
        });
        view! {
            {screen.head()}
            {screen.result()}
            {length::form(practice.clone(), aim)}
            {screen.body()}
            {screen.foot()}
        }
        .into_any()
    })
}

impl TimerScreen {
    fn new(
        hand: Hand,
        zones: Zones,
        subject: Signal<Subject>,
        runs: Signal<Vec<(String, Run)>>,
    ) -> TimerScreen {
        let screen = TimerScreen {
            hand,
            speaker: Speaker {
                clock: AnswerClock::new(zones.clone()),
                recorder: Recorder::new(hand),
            },
            zones: RwSignal::new(zones),
            subject,
            runs,
            open: RwSignal::new(None),
            newest: RwSignal::new(None),
        };
        phone::follow_keys(move |key| screen.press_key(key));
        let Speaker { clock, recorder } = screen.speaker;
        recorder.follows(clock, move || {
            let subject = screen.subject.get();
            about_take(screen.hand, &subject.take(), &subject.title)
        });
        screen
    }

    fn press_key(self, key: &str) -> bool {
        let state = self.speaker.clock.state().get_untracked();
        match (state, key) {
            (ClockState::Running, " " | "Enter") => self.go_on(),
            (ClockState::Running | ClockState::Paused, "p") => self.speaker.clock.toggle(),
            (ClockState::Running | ClockState::Paused, "f") => self.finish(),
            (ClockState::Running, "Backspace") => self.speaker.clock.unmark(),
            (ClockState::Off, " ") if self.open.with_untracked(Option::is_none) => self.begin(),
            _ => return false,
        }
        true
    }

    fn begin(self) {
        self.speaker.clock.set_zones(self.zones.get_untracked());
        self.speaker.begin();
    }

    /// The next part, or the end after the last one.
    fn go_on(self) {
        let last = self.subject.with_untracked(|subject| subject.parts.len());
        if self.speaker.clock.part().get_untracked() + 1 < last {
            self.speaker.clock.mark();
        } else {
            self.finish();
        }
    }

    fn finish(self) {
        let subject = self.subject.get_untracked();
        let Some(timer) = self.speaker.clock.stop() else {
            return;
        };
        let (at, day) = study_moment(self.hand);
        let run = run_of(&subject, &timer, at, Some(day));
        if run.spoke < RUN_MIN_MS {
            let sentence = "Shorter than 3 seconds, so it was not kept.";
            self.hand.toaster.show(sentence);
            return;
        }
        let fresh = self.hand.session.fresh_id();
        let id = child(&subject.of, &fresh);
        let of = subject.of;
        if self
            .hand
            .does_with_undo(StoryAction::KeepRun { fresh, of, run }, "Attempt kept")
        {
            self.newest.set(Some(id));
        }
    }

    fn of_this_version(self) -> Vec<(String, Run)> {
        let short = self.subject.with(|subject| subject.short);
        let same = |(_, run): &&(String, Run)| run.short == short;
        self.runs
            .with(|runs| runs.iter().filter(same).cloned().collect())
    }

    fn head(self) -> AnyView {
        let kicker = Signal::derive(move || self.subject.with(|subject| subject.title.clone()));
        let title = Signal::derive(move || {
            let (least, most) = self.subject.with(|subject| subject.aim);
            [&*clock(f64::from(least)), " to ", &clock(f64::from(most))].concat()
        });
        let lines = Signal::derive(move || {
            let runs = self.of_this_version();
            let tried = attempts(runs.iter().map(|(_, run)| run));
            let streak = self.zones.with(|zones| streak(&tried, zones));
            let mut lines = vec![match (runs.len(), streak) {
                (0, _) => "Not tried yet. Speak as you would to the interviewer.".to_owned(),
                (_, 0) => "Your last attempt missed this length. Try again.".to_owned(),
                (_, 1) => "Your last attempt had the right length.".to_owned(),
                (_, count) => [
                    &count.to_string(),
                    " attempts in a row with the right length.",
                ]
                .concat(),
            }];
            if self
                .subject
                .with(|subject| subject.is_story() && subject.words() == 0)
            {
                lines.push("Nothing is written yet; you can speak all the same.".to_owned());
            }
            lines
        });
        view! { <Hero kicker=kicker title=title lines=lines /> }.into_any()
    }

    fn body(self) -> AnyView {
        let history = move || self.history();
        let sheet_open = Signal::derive(move || self.open.with(Option::is_some));
        let inside = move || {
            let id = self.open.get()?;
            let runs = self.runs.get_untracked();
            let (_, run) = runs.into_iter().find(|(known, _)| *known == id)?;
            Some(self.details(&id, &run))
        };
        view! {
            {dynamic(history)}
            {self.recordings()}
            {self.speaker.recorder.switch()}
            {warnings()}
            {muted("Keys: space starts and goes to the next part, p pauses, f finishes.").class("muted keys-hint")}
            <Sheet open=sheet_open title="Attempt" on_close=move |()| self.open.set(None)>
                {maybe(inside)}
            </Sheet>
            {self.stage()}
        }
        .into_any()
    }

    /// What was recorded of it.
    fn recordings(self) -> AnyView {
        let session = self.hand.session;
        let of = Memo::new(move |_| self.subject.with(Subject::take));
        let changed = session.watch(|model, _| model.revision(Kinds::of::<Take>()));
        dynamic(move || {
            changed.track();
            let of = of.get();
            let count = session.read(|model, _| takes_of(model, &of).len());
            if count == 0 || of == Of::Anything {
                return nothing();
            }
            let detail = match count {
                1 => "1 of this, with what the coach heard".to_owned(),
                count => [&*count.to_string(), " of this, with what the coach heard"].concat(),
            };
            let to = href(address::RECORDINGS);
            view! { <Group><Row title="Recordings" detail=detail icon=Icon::Wave href=to /></Group> }
                .into_any()
        })
    }

    fn foot(self) -> AnyView {
        view! {
            <ActionBar>
                <Button label="Start" kind=ButtonKind::Primary icon=Icon::Play hint="Counts 3, 2, 1 first" on_press=move |()| self.begin() />
            </ActionBar>
        }
        .into_any()
    }
}

fn run_of(subject: &Subject, timer: &Timer, at: Instant, day: Option<Day>) -> Run {
    let parts = timer.parts();
    let read = subject.rung == Rung::Script && subject.is_story();
    Run {
        at: at.0,
        day,
        spoke: in_ms(timer.seconds()),
        slept: in_ms(timer.slept_seconds()),
        parts: if parts.len() > 1 {
            parts.into_iter().map(in_ms).collect()
        } else {
            Vec::new()
        },
        aim: subject.aim,
        rung: subject.rung,
        // Only of a text that was read is it known how many words were said.
        words: if read {
            u32::try_from(subject.words()).unwrap_or(0)
        } else {
            0
        },
        short: subject.short,
        note: String::new(),
    }
}
