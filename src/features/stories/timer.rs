//! The story timer: one attempt on the whole screen, part by part, with as much help as was chosen;
//! then what came of it, the trend, and the next rung. The same timer serves any other answer.
//! Deliberately not here: counting (`answer_clock`, the domain's `story_timer`) and writing the story.

use leptos::prelude::*;

use crate::address::href;
use crate::content::lazy::Practice;
use crate::domain::card::study_day;
use crate::domain::ids::child;
use crate::domain::story::{
    ANSWER, RUN_MIN_MS, Run, Story, budgets, count_words, first_sentence, key_words,
};
use crate::domain::story_timer::{Rung, Timer, Zones, clock, proposed_rung, streak};
use crate::domain::take::{Of, Take};
use crate::domain::time::Instant;
use crate::features::aloud::clock::{AnswerClock, COUNT_S, State, in_ms, warnings, zone_tone};
use crate::features::aloud::recorder::{Recorder, about_take};
use crate::features::shell::reading::{listed, nothing, reading, said, shown};
use crate::features::{Hand, Visit, muted, muted_status, not_found, other_versions, while_alive};
use crate::session::phone;
use crate::store::acts::stories::StoryAction;
use crate::store::core::model::Kinds;
use crate::store::read::rehearsal::{attempts, runs, structure, zones};
use crate::store::read::takes::takes_of;
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, Card, El, FieldGroup, Group, Hero, Icon, LinkButton,
    PillTone, Row, Segmented, Sheet, Stage, TextField, dynamic, el, maybe, trend,
};

/// Attempts in the plot and in the list.
const SHOWN: usize = 12;

/// One part of what is told.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    label: String,
    prompt: String,
    text: String,
    /// Shortest and longest time for it, in seconds.
    budget: (f64, f64),
}

/// What is told.
#[derive(Clone, Debug, Default, PartialEq)]
struct Told {
    /// What its runs are kept under: the story's id, or `ANSWER`.
    of: String,
    title: String,
    parts: Vec<Part>,
    key_words: String,
    /// The short version was chosen.
    short: bool,
    aim: (u16, u16),
    rung: Rung,
}

impl Told {
    fn is_story(&self) -> bool {
        self.of != ANSWER
    }

    /// What a recording of it is of.
    fn take(&self) -> Of {
        match (self.is_story(), self.short) {
            (false, _) => Of::Anything,
            (true, false) => Of::Story(self.of.clone()),
            (true, true) => Of::Short(self.of.clone()),
        }
    }

    fn words(&self) -> usize {
        self.parts.iter().map(|part| count_words(&part.text)).sum()
    }
}

#[derive(Clone, Copy)]
struct Parts {
    hand: Hand,
    clock: AnswerClock,
    recorder: Recorder,
    zones: RwSignal<Zones>,
    told: Signal<Told>,
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
        let told = id.clone();
        while_alive(hand, "story", id.clone(), move || {
            timed(hand, &told, &practice)
        })
    })
}

fn timed(hand: Hand, id: &str, practice: &Practice) -> AnyView {
    let session = hand.session;
    let id = id.to_owned();
    let short = RwSignal::new(false);
    let story = {
        let id = id.clone();
        session.watch(move |model, _| model.get_or_default::<Story>(&id))
    };
    let content = practice.clone();
    let told = {
        let id = id.clone();
        Memo::new(move |_| story.with(|story| tell(&content, &id, story, short.get())))
    };
    let Ok(first) = zones(practice, told.get_untracked().aim) else {
        return not_found();
    };
    let all = {
        let id = id.clone();
        session.watch(move |model, _| runs(model, &id))
    };
    let parts = Parts::new(hand, first, told.into(), all);
    let content = practice.clone();
    Effect::new(move |_| {
        if let Ok(now) = zones(&content, told.with(|told| told.aim)) {
            parts.zones.set(now);
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
    let edit = href(&["practice/stories/", &id].concat());
    let write = view! { <LinkButton label="Write the story" icon=Icon::Pencil kind=ButtonKind::Quiet href=edit /> };
    view! {
        {parts.head()}
        {which}
        {maybe(move || (!short.get()).then(|| parts.ladder()))}
        {parts.body()}
        {el("div").class("cluster").view(write.into_any())}
        {parts.foot()}
    }
    .into_any()
}

/// The story as the timer shows it.
fn tell(practice: &Practice, id: &str, story: &Story, short: bool) -> Told {
    let Some(shape) = structure(practice, &story.structure) else {
        return Told::default();
    };
    let whole = (shape.target_seconds.min, shape.target_seconds.max);
    let base = Told {
        of: id.to_owned(),
        title: story.title.clone(),
        key_words: story.key_words.clone(),
        short,
        rung: story.rung,
        aim: whole,
        parts: Vec::new(),
    };
    if short {
        let (from, to) = practice.story.short_version.seconds;
        let part = Part {
            label: "Short version".to_owned(),
            prompt: String::new(),
            text: story.short.clone(),
            budget: (f64::from(from), f64::from(to)),
        };
        return Told {
            aim: (from, to),
            rung: Rung::Script,
            parts: vec![part],
            ..base
        };
    }
    let seconds: Vec<_> = shape.steps.iter().map(|step| step.seconds).collect();
    let parts = shape
        .steps
        .iter()
        .zip(budgets(&seconds, whole))
        .enumerate()
        .map(|(place, (step, budget))| Part {
            label: step.label.clone(),
            prompt: step.prompt.clone(),
            text: story.slots.get(place).cloned().unwrap_or_default(),
            budget,
        });
    Told {
        parts: parts.collect(),
        ..base
    }
}

const AIM: &str = "timer/aim";

/// The timer of any answer.
pub fn answer(visit: Visit) -> AnyView {
    let practice = reading::<Practice>();
    let came_late = visit.came_late;
    shown(came_late, practice, move |practice| {
        let hand = visit.hand();
        let lengths = &practice.speech.answer_length;
        let kept = phone::preference(AIM).and_then(|text| parse_aim(&text));
        let aim = RwSignal::new(
            kept.filter(|aim| zones(practice, *aim).is_ok())
                .unwrap_or(lengths.default),
        );
        let told = Memo::new(move |_| Told {
            of: ANSWER.to_owned(),
            title: "Any answer".to_owned(),
            aim: aim.get(),
            rung: Rung::Blank,
            ..Told::default()
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
        let parts = Parts::new(hand, first, told.into(), all.into());
        let content = practice.clone();
        Effect::new(move |_| {
            if let Ok(now) = zones(&content, aim.get()) {
                parts.zones.set(now);
            }
        });
        view! {
            {parts.head()}
            {lengths_form(practice.clone(), aim)}
            {parts.body()}
            {parts.foot()}
        }
        .into_any()
    })
}

fn parse_aim(text: &str) -> Option<(u16, u16)> {
    let (least, most) = text.split_once('-')?;
    Some((least.trim().parse().ok()?, most.trim().parse().ok()?))
}

fn aim_text((least, most): (u16, u16)) -> String {
    [&least.to_string(), "-", &most.to_string()].concat()
}

/// Three usual lengths, and fields for any other.
fn lengths_form(practice: Practice, aim: RwSignal<(u16, u16)>) -> AnyView {
    let usual = &practice.speech.answer_length;
    let options: Vec<(String, String)> = [
        (usual.rapid, "Rapid-fire"),
        (usual.default, "Short answer"),
        (usual.story, "Story"),
    ]
    .map(|(aim, name)| (aim_text(aim), name.to_owned()))
    .to_vec();
    let error = RwSignal::new(None::<String>);
    let typed = RwSignal::new((String::new(), String::new()));
    let show = move |(least, most): (u16, u16)| typed.set((least.to_string(), most.to_string()));
    show(aim.get_untracked());
    let choose = move |wanted: (u16, u16)| match zones(&practice, wanted) {
        Ok(_) => {
            error.set(None);
            aim.set(wanted);
            phone::set_preference(AIM, &aim_text(wanted));
        }
        Err(sentence) => error.set(Some(sentence)),
    };
    let choose = StoredValue::new(choose);
    let select = move |value: String| {
        if let Some(wanted) = parse_aim(&value) {
            show(wanted);
            choose.with_value(|choose| choose(wanted));
        }
    };
    let take = move || {
        let (least, most) = typed.get_untracked();
        match parse_aim(&[&*least, "-", &most].concat()) {
            Some(wanted) => choose.with_value(|choose| choose(wanted)),
            None => error.set(Some("Write both times as whole seconds.".to_owned())),
        }
    };
    let selected = Signal::derive(move || aim_text(aim.get()));
    let least = view! {
        <TextField label="Shortest, in seconds" input_type="number" value=Signal::derive(move || typed.get().0)
            on_commit=move |text: String| { typed.update(|typed| typed.0 = text); take(); } error=error />
    };
    let most = view! {
        <TextField label="Longest, in seconds" input_type="number" value=Signal::derive(move || typed.get().1)
            on_commit=move |text: String| { typed.update(|typed| typed.1 = text); take(); } />
    };
    view! {
        <FieldGroup title="How long?">
            <Segmented label="Usual lengths" options=options selected=selected on_select=select />
            {el("div").class("pair").view(least.into_any()).view(most.into_any())}
        </FieldGroup>
    }
    .into_any()
}

impl Parts {
    fn new(
        hand: Hand,
        zones: Zones,
        told: Signal<Told>,
        runs: Signal<Vec<(String, Run)>>,
    ) -> Parts {
        let parts = Parts {
            hand,
            clock: AnswerClock::new(zones.clone()),
            recorder: Recorder::new(hand),
            zones: RwSignal::new(zones),
            told,
            runs,
            open: RwSignal::new(None),
            newest: RwSignal::new(None),
        };
        phone::follow_keys(move |key| parts.press_key(key));
        parts.recorder.follows(parts.clock, move || {
            let told = parts.told.get();
            about_take(parts.hand, &told.take(), &told.title)
        });
        parts
    }

    fn press_key(self, key: &str) -> bool {
        let state = self.clock.state().get_untracked();
        match (state, key) {
            (State::Running, " " | "Enter") => self.go_on(),
            (State::Running | State::Paused, "p") => self.clock.toggle(),
            (State::Running | State::Paused, "f") => self.finish(),
            (State::Running, "Backspace") => self.clock.unmark(),
            (State::Off, " ") if self.open.with_untracked(Option::is_none) => self.begin(),
            _ => return false,
        }
        true
    }

    fn begin(self) {
        self.clock.set_zones(self.zones.get_untracked());
        // Inside the tap, which the browser's question about the microphone may outlast.
        phone::prepare_tones();
        self.recorder
            .ready(move || self.clock.count_down(COUNT_S, "Get ready"));
    }

    /// The next part, or the end after the last one.
    fn go_on(self) {
        let last = self.told.with_untracked(|told| told.parts.len());
        if self.clock.part().get_untracked() + 1 < last {
            self.clock.mark();
        } else {
            self.finish();
        }
    }

    fn finish(self) {
        let told = self.told.get_untracked();
        let Some(timer) = self.clock.stop() else {
            return;
        };
        let session = self.hand.session;
        let (at, day) = session.read(|_, world| {
            let offset = (world.offset)(world.phone_zone, world.now);
            (world.now, study_day(world.now, offset))
        });
        let run = run_of(&told, &timer, at, Some(day));
        if run.spoke < RUN_MIN_MS {
            let sentence = "Shorter than 3 seconds, so it was not kept.";
            self.hand.toaster.show(sentence);
            return;
        }
        let fresh = session.fresh_id();
        let id = child(&told.of, &fresh);
        let of = told.of;
        if self
            .hand
            .does_with_undo(StoryAction::KeepRun { fresh, of, run }, "Attempt kept")
        {
            self.newest.set(Some(id));
        }
    }

    fn of_this_version(self) -> Vec<(String, Run)> {
        let short = self.told.with(|told| told.short);
        let same = |(_, run): &&(String, Run)| run.short == short;
        self.runs
            .with(|runs| runs.iter().filter(same).cloned().collect())
    }

    fn head(self) -> AnyView {
        let kicker = Signal::derive(move || self.told.with(|told| told.title.clone()));
        let title = Signal::derive(move || {
            let (least, most) = self.told.with(|told| told.aim);
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
            if self.told.with(|told| told.is_story() && told.words() == 0) {
                lines.push("Nothing is written yet; you can speak all the same.".to_owned());
            }
            lines
        });
        view! { <Hero kicker=kicker title=title lines=lines /> }.into_any()
    }

    /// The help on the screen, and the step to less of it.
    fn ladder(self) -> AnyView {
        let of = self.told.with_untracked(|told| told.of.clone());
        let set = Callback::new(move |rung: Rung| {
            let mut story = self
                .hand
                .session
                .read(|model, _| model.get_or_default::<Story>(&of));
            story.rung = rung;
            let id = of.clone();
            self.hand.does(StoryAction::Edit { id, story });
        });
        let selected = Signal::derive(move || self.told.with(|told| told.rung.name().to_owned()));
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
            if self.told.with(|told| told.rung) >= rung {
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
                {muted_status(move || hint(self.told.with(|told| told.rung)).to_owned())}
            </FieldGroup>
        }
        .into_any()
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
        let newest = move || {
            let id = self.newest.get()?;
            // Only whether it is there: its note is being typed.
            let is_there = self
                .runs
                .with(|runs| runs.iter().any(|(known, _)| *known == id));
            is_there.then_some(id)
        };
        let newest = Memo::new(move |_| newest());
        // After the stage has given the focus back.
        Effect::new(move |_| {
            if newest.get().is_some() {
                phone::after(50, || phone::focus(".result h2"));
            }
        });
        let result = move || {
            let id = newest.get()?;
            let runs = self.runs.get_untracked();
            let (_, run) = runs.into_iter().find(|(known, _)| *known == id)?;
            let heading = el("h2").attr("tabindex", "-1").text("This attempt");
            let head = el("div").class("section-head").child(heading);
            let details = self.details(&id, &run);
            let card = view! { <Card>{details}</Card> };
            Some(
                el("section")
                    .class("result")
                    .child(head)
                    .view(card.into_any())
                    .into_any(),
            )
        };
        view! {
            {maybe(result)}
            {self.recorder.kept_link()}
            {dynamic(history)}
            {self.recordings()}
            {self.recorder.switch()}
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
        let of = Memo::new(move |_| self.told.with(Told::take));
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
            let to = href("practice/recordings");
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

    /// Plot and list of what was tried.
    fn history(self) -> AnyView {
        let runs = self.of_this_version();
        if runs.is_empty() {
            return nothing();
        }
        let newest = &runs[runs.len().saturating_sub(SHOWN)..];
        let zones = self.zones.get();
        let (least, most) = zones.target();
        let mut views = Vec::new();
        if newest.len() > 1 {
            let values: Vec<f32> = newest.iter().map(|(_, run)| run.seconds() as f32).collect();
            let times: Vec<String> = newest.iter().map(|(_, run)| clock(run.seconds())).collect();
            let within = newest
                .iter()
                .filter(|(_, run)| zones.is_in_range(run.seconds()))
                .count();
            let sentence = [
                "Your last ",
                &newest.len().to_string(),
                " attempts: ",
                &times.join(", "),
                ". In range: ",
                &within.to_string(),
                ". The band is ",
                &clock(least),
                " to ",
                &clock(most),
                ".",
            ]
            .concat();
            views.push(trend(&values, (least as f32, most as f32), &sentence).into_any());
        }
        let rows = newest.iter().rev().map(|(id, run)| {
            let zone = zones.at(run.seconds());
            let pill = if zones.is_in_range(run.seconds()) {
                (PillTone::Good, "In range".to_owned())
            } else {
                (zone_tone(&zone.id), zone.label.clone())
            };
            let (title, detail) = (clock(run.seconds()), self.told.with(|told| about(run, told)));
            let id = id.clone();
            let look = move |()| self.open.set(Some(id.clone()));
            view! { <Row title=title detail=detail pill=Signal::stored(Some(pill)) on_press=look /> }
                .into_any()
        });
        views.push(listed("Attempts", rows.collect()));
        views.into_any()
    }

    /// One attempt: parts, note, and the way to delete it.
    fn details(self, id: &str, run: &Run) -> AnyView {
        let told = self.told.get_untracked();
        let zones = self.zones.get_untracked();
        let verdict = if zones.is_in_range(run.seconds()) {
            "In range".to_owned()
        } else {
            zones.at(run.seconds()).label.clone()
        };
        let total = el("p")
            .class("big num")
            .text(&[&*clock(run.seconds()), " · ", &verdict].concat());
        let mut views = vec![total.into_any()];
        if run.slept >= 1_000 {
            let slept = clock(f64::from(run.slept) / 1_000.0);
            views.push(muted(&["The phone slept for ", &slept, " of it."].concat()).into_any());
        }
        if run.parts.len() > 1 {
            views.push(part_times(run, &told.parts).into_any());
        }
        let kept = {
            let id = id.to_owned();
            Signal::derive(move || {
                self.runs.with(|runs| {
                    let run = runs.iter().find(|(known, _)| *known == id);
                    run.map(|(_, run)| run.note.clone()).unwrap_or_default()
                })
            })
        };
        let error = RwSignal::new(None);
        let write = {
            let id = id.to_owned();
            move |note: String| {
                let id = id.clone();
                error.set(self.hand.types(StoryAction::NoteRun { id, note }));
            }
        };
        views.push(other_versions(self.hand, "run", id.to_owned()));
        views.push(
            view! { <TextField label="Note" hint="One thing to do next time" value=kept on_input=write error=error multiline=true /> }
                .into_any(),
        );
        let delete = {
            let id = id.to_owned();
            move |()| {
                let id = id.clone();
                self.open.set(None);
                self.hand
                    .does_with_undo(StoryAction::DeleteRun { id }, "Attempt deleted");
            }
        };
        views.push(
            view! { <Button label="Delete this attempt" kind=ButtonKind::Danger icon=Icon::Trash on_press=delete /> }
                .into_any(),
        );
        views.into_any()
    }

    /// The whole screen while the timer is on.
    fn stage(self) -> AnyView {
        let state = self.clock.state();
        let on = Memo::new(move |_| state.get() != State::Off);
        let escape = move |()| match state.get_untracked() {
            State::Counting(_) => {
                self.clock.stop();
            }
            State::Running => self.clock.toggle(),
            _ => {}
        };
        view! {
            <Stage open=on label="Timer" on_escape=escape>
                {self.inside()}
            </Stage>
        }
        .into_any()
    }

    fn inside(self) -> AnyView {
        let told = self.told.get_untracked();
        let state = self.clock.state();
        let count = told.parts.len();
        let named = |part: &Part| {
            let (from, to) = part.budget;
            [&*part.label, ", ", &clock(from), " to ", &clock(to)].concat()
        };
        let labels: Vec<String> = told.parts.iter().map(named).collect();
        let place = self.clock.part();
        let part_line = el("p").class("stage-part").say_with(move || {
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
        let crutch = el("div")
            .class("stage-help")
            .attr("dir", "auto")
            .attr("tabindex", "0")
            .children_of(move || help(&told, place.get()));
        // The number of the countdown is no new scene.
        let kind = Memo::new(move |_| match state.get() {
            State::Counting(_) => State::Counting(0),
            other => other,
        });
        let buttons = dynamic(move || self.buttons(kind.get()));
        // The buttons change under the finger; the focus goes with them.
        let scene = Memo::new(move |_| {
            let counting = matches!(state.get(), State::Counting(_));
            (
                counting,
                state.get() == State::Paused,
                place.get() + 1 >= count,
            )
        });
        Effect::new(move |_| {
            let (counting, ..) = scene.get();
            let main = if counting {
                ".stage-foot .btn"
            } else {
                ".stage .btn-primary"
            };
            phone::after(0, move || phone::focus(main));
        });
        el("div")
            .class("stage-inside")
            .attr_of("data-zone", move || self.clock.zone())
            .child(part_line)
            .child(self.clock.face())
            .child(crutch)
            .child(self.clock.screen_line())
            .child(
                el("div")
                    .class("stage-foot")
                    .view(self.recorder.small_face())
                    .view(buttons),
            )
            .into_any()
    }

    fn buttons(self, state: State) -> AnyView {
        let clock = self.clock;
        let finish = move |()| self.finish();
        let drop_it = move |()| {
            clock.stop();
        };
        match state {
            State::Off => nothing(),
            State::Counting(_) => {
                view! { <Button label="Cancel" on_press=drop_it /> }.into_any()
            }
            State::Paused => view! {
                <Button label="Throw away" on_press=drop_it />
                <Button label="Finish" on_press=finish />
                <Button label="Go on" kind=ButtonKind::Primary icon=Icon::Play on_press=move |()| clock.toggle() />
            }
            .into_any(),
            State::Running => {
                let count = self.told.with_untracked(|told| told.parts.len());
                let place = clock.part();
                let is_last = Memo::new(move |_| place.get() + 1 >= count);
                let main = dynamic(move || {
                    if is_last.get() {
                        return view! { <Button label="Finish" kind=ButtonKind::Primary icon=Icon::Tick on_press=finish /> }
                            .into_any();
                    }
                    view! {
                        <Button label="Finish" on_press=finish />
                        <Button label="Next part" kind=ButtonKind::Primary on_press=move |()| self.go_on() />
                    }
                    .into_any()
                });
                view! {
                    <Button label="Pause" on_press=move |()| clock.toggle() />
                    {main}
                }
                .into_any()
            }
        }
    }
}

fn run_of(told: &Told, timer: &Timer, at: Instant, day: Option<crate::domain::time::Day>) -> Run {
    let parts = timer.parts();
    let read = told.rung == Rung::Script && told.is_story();
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
        aim: told.aim,
        rung: told.rung,
        // Only of a text that was read is it known how many words were said.
        words: if read {
            u32::try_from(told.words()).unwrap_or(0)
        } else {
            0
        },
        short: told.short,
        note: String::new(),
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

/// What stands on the screen to help, for the part that is being spoken.
fn help(told: &Told, place: usize) -> Vec<El> {
    let Some(part) = told
        .parts
        .get(place.min(told.parts.len().saturating_sub(1)))
    else {
        return Vec::new();
    };
    match told.rung {
        Rung::Script if part.text.trim().is_empty() => vec![said(&part.prompt)],
        Rung::Script => part.text.lines().map(said).collect(),
        Rung::PartCards => {
            let sentence = first_sentence(&part.text);
            let line = if sentence.is_empty() {
                &part.prompt
            } else {
                &sentence
            };
            vec![el("h3").text(&part.label), said(line)]
        }
        Rung::KeyWords => {
            let words = key_words(&told.key_words);
            let line = |word: &str| el("p").class("key-word").attr("dir", "auto").text(word);
            if words.is_empty() {
                told.parts.iter().map(|part| line(&part.label)).collect()
            } else {
                words.into_iter().map(line).collect()
            }
        }
        Rung::Blank => Vec::new(),
    }
}

/// When, how and what was noted.
fn about(run: &Run, told: &Told) -> String {
    let mut texts = Vec::new();
    texts.extend(run.day.map(|day| day.short()));
    if told.is_story() && !run.short {
        texts.push(match run.rung {
            Rung::Blank => "from memory".to_owned(),
            rung => rung.name().to_lowercase(),
        });
    }
    if !run.note.trim().is_empty() {
        texts.push(run.note.trim().to_owned());
    }
    texts.join(" · ")
}

/// How long each part took beside what it should take.
fn part_times(run: &Run, parts: &[Part]) -> El {
    let rows = run.parts.iter().enumerate().map(|(place, ms)| {
        let seconds = f64::from(*ms) / 1_000.0;
        let part = parts.get(place);
        let label = part.map_or_else(
            || ["Part ", &(place + 1).to_string()].concat(),
            |part| part.label.clone(),
        );
        let took = clock(seconds);
        let aim = part.map(|part| {
            let (from, to) = part.budget;
            ["aim ", &clock(from), " to ", &clock(to)].concat()
        });
        let row = el("li").child(el("span").text(&label)).child(
            el("span")
                .class("num")
                .child(el("strong").text(&took))
                .text(" ")
                .child(el("small").class("muted").text(&aim.unwrap_or_default())),
        );
        row.class("spread")
    });
    el("ul")
        .attr("role", "list")
        .class("plain part-times")
        .children(rows.collect::<Vec<El>>())
}
