//! A note between two rooms, with one thumb: who it was, one thing to mention, how it felt. All is kept as
//! it is tapped and typed.

use leptos::prelude::*;

use crate::address;
use crate::content::lazy::Schedule;
use crate::domain::ids::{InterviewId, PersonId, ProgramId};
use crate::domain::meeting::{Feel, Meeting};
use crate::domain::record::Record;
use crate::domain::recorder::Now;
use crate::domain::time::Instant;
use crate::features::aloud::recorder::Recorder;
use crate::features::programs::screen::{Occasion, of_interview, somebody_new, ticking};
use crate::features::shell::bound::bound;
use crate::features::shell::reading::nothing;
use crate::features::{Hand, Visit, other_versions};
use crate::session::phone;
use crate::store::acts::people::{PeopleAction, meeting_id};
use crate::store::core::model::Model;
use crate::store::read::day::clock::{Moment, Phase, count, moment};
use crate::store::read::day::words::{clocks, next_place};
use crate::store::read::day::{DayPlan, Slot};
use crate::store::read::people::{Who, people};
use crate::store::read::world::World;
use crate::ui::{
    ActionBar, Button, ButtonKind, Check, CheckRow, El, Group, Icon, TextField, dynamic, el, icon,
    maybe, svg_el,
};

mod memo;
mod newcomer;

/// How often the clock is looked at, in milliseconds.
const TICK_MS: u32 = 1_000;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    of_interview(visit, |visit, program, id, guide| {
        Page::new(visit.hand(), program, id, &guide.schedule_template).draw()
    })
}

/// Whom a note may be about, and the plan of the day if it has one.
#[derive(Clone, PartialEq)]
struct Told {
    plan: Option<DayPlan>,
    /// Begin and end of each block.
    times: Vec<(String, String)>,
    /// In the order of the day, then the others by role.
    people: Vec<Who>,
}

impl Told {
    fn read(
        model: &Model,
        world: &World,
        content: &Schedule,
        program: &ProgramId,
        id: &InterviewId,
    ) -> Told {
        let plan = DayPlan::read(model, world, content, id);
        let slots = || plan.iter().flat_map(|plan| &plan.slots);
        let mut all: Vec<Who> = Vec::new();
        let met = slots().filter_map(|slot| slot.with.clone());
        for who in met.chain(people(model, program)) {
            if all.iter().all(|known| known.id != who.id) {
                all.push(who);
            }
        }
        let time = |zone: &str, at| clocks(model, world, zone, at).there;
        let times = plan.iter().flat_map(|plan| {
            let slots = plan.slots.iter();
            slots.map(|slot| (time(&plan.zone, slot.from), time(&plan.zone, slot.to)))
        });
        Told {
            times: times.collect(),
            people: all,
            plan,
        }
    }
}

#[derive(Clone, Copy)]
struct Page {
    hand: Hand,
    occasion: Occasion,
    told: Signal<Told>,
    now: RwSignal<Instant>,
    /// Whole id of the person the note is about.
    chosen: RwSignal<Option<PersonId>>,
    /// Somebody new is being written down.
    is_new: RwSignal<bool>,
    /// Name and role of somebody new, as far as they were typed.
    name: RwSignal<String>,
    role: RwSignal<String>,
    /// Why somebody new cannot be written down.
    wrong: RwSignal<Option<String>>,
    recorder: Recorder,
    /// When the memo that is being spoken began, on the phone's clock.
    since: StoredValue<i64>,
    /// Ends a memo.
    ends: phone::Hold,
}

impl Page {
    fn new(hand: Hand, program: &ProgramId, id: &InterviewId, content: &Schedule) -> Page {
        let session = hand.session;
        let (schedule, of, watched) = (content.clone(), program.to_owned(), id.to_owned());
        let told =
            session.watch(move |model, world| Told::read(model, world, &schedule, &of, &watched));
        let now = ticking(session, TICK_MS);
        let first = told.with_untracked(|told| {
            let with = last_room(told, now.get_untracked())?.with.as_ref()?;
            Some(with.id.clone())
        });
        let (name, role) = somebody_new(id);
        let is_begun = [name, role]
            .iter()
            .any(|text| !text.with_untracked(String::is_empty));
        let nobody = told.with_untracked(|told| told.people.is_empty());
        let page = Page {
            hand,
            occasion: Occasion::new(program, id),
            told,
            now,
            is_new: RwSignal::new(nobody || is_begun),
            name,
            role,
            wrong: RwSignal::new(None),
            chosen: RwSignal::new(first),
            recorder: Recorder::new(hand),
            since: StoredValue::new(0),
            ends: phone::hold(),
        };
        let is_on = page.recorder.now();
        Effect::new(move |_| {
            if matches!(is_on.get(), Now::Off | Now::Keeping) {
                page.ends.release();
            }
        });
        page
    }

    fn moment(self) -> Option<Moment> {
        let now = self.now.get();
        self.told
            .with(|told| told.plan.as_ref().map(|plan| moment(plan, now)))
    }

    fn draw(self) -> AnyView {
        // Whoever was taken back, or deleted elsewhere, is nobody to write about.
        let about = Memo::new(move |_| {
            let id = self.chosen.get()?;
            let is_there = |told: &Told| told.people.iter().any(|who| who.id == id);
            self.told.with(is_there).then_some(id)
        });
        let fields = dynamic(move || match about.get() {
            Some(id) => untrack(|| self.fields(&id)),
            None => nothing(),
        });
        let adding = maybe(move || self.is_new.get().then(|| untrack(|| self.newcomer())));
        let inside = el("div")
            .class("note")
            .child(el("p").class("muted").say_with(move || self.coming()))
            .child(self.who())
            .child(self.chips())
            .view(adding)
            .view(fields);
        vec![inside.into_any(), self.foot()].into_any()
    }

    /// `Room 3C in 3:20`.
    fn coming(self) -> String {
        let now = self.now.get();
        let Some(moment) = self.moment() else {
            return String::new();
        };
        self.told.with(|told| {
            let place = told
                .plan
                .as_ref()
                .and_then(|plan| next_place(plan, &moment));
            match (place, moment.until) {
                (Some(place), Some(until)) if matches!(moment.phase, Phase::Between(_)) => {
                    [place, " in ", &*count(until.0 - now.0)].concat()
                }
                _ => "What is written here is kept at once.".to_owned(),
            }
        })
    }

    /// Whom the note is about, in large letters.
    fn who(self) -> El {
        let found = Memo::new(move |_| {
            let id = self.chosen.get();
            self.told.with(|told| {
                let who = told
                    .people
                    .iter()
                    .find(|who| Some(&who.id) == id.as_ref())?;
                Some((who.name.clone(), met_in(told, who)))
            })
        });
        let name = move || match found.get() {
            Some((name, _)) => name,
            None => "Who was it?".to_owned(),
        };
        let about = move || found.get().map(|(_, about)| about).unwrap_or_default();
        el("div")
            .child(
                el("h2")
                    .class("note-who")
                    .attr("dir", "auto")
                    .say_with(name),
            )
            .child(el("p").class("muted").attr("dir", "auto").say_with(about))
    }

    fn chips(self) -> El {
        let chip = move |who: &Who| {
            let id = who.id.clone();
            let own = id.clone();
            el("button")
                .attr("type", "button")
                .class("note-chip")
                .attr_of("aria-pressed", move || {
                    let is_it = self.chosen.with(|chosen| chosen.as_ref() == Some(&own));
                    Some(is_it.to_string())
                })
                .on("click", move |_| {
                    // A name that was typed stays in sight.
                    if !self.is_begun() {
                        self.is_new.set(false);
                    }
                    self.chosen.set(Some(id.clone()));
                })
                .child(el("span").attr("dir", "auto").text(&who.short))
        };
        let people = Memo::new(move |_| self.told.with(|told| told.people.clone()));
        let chips = move || {
            let mut chips: Vec<El> = people.with(|people| people.iter().map(chip).collect());
            let new = el("button")
                .attr("type", "button")
                .class("note-chip")
                .attr("aria-label", "Somebody new")
                .attr_of("aria-expanded", move || Some(self.is_new.get().to_string()))
                .on("click", move |_| {
                    self.is_new.update(|is_new| *is_new = !*is_new);
                    if self.is_new.get_untracked() {
                        phone::focus_soon(".note-new input");
                    }
                })
                .child(icon(Icon::Plus))
                .child(el("span").text("New"));
            chips.push(new);
            chips
        };
        el("div")
            .class("note-chips")
            .attr("role", "group")
            .attr("aria-label", "Who was it?")
            .children_of(chips)
    }

    /// What is noted of one person.
    fn fields(self, person: &PersonId) -> AnyView {
        let id = meeting_id(&self.occasion.interview.get_value(), person);
        let (of, watched) = (StoredValue::new(person.to_owned()), id.clone());
        let now = self
            .hand
            .session
            .watch(move |model, _| model.get_or_default::<Meeting>(&watched));
        let act = move |change: &dyn Fn(&mut Meeting)| {
            let mut meeting = now.get_untracked();
            change(&mut meeting);
            PeopleAction::Note {
                interview: self.occasion.interview.get_value(),
                person: of.get_value(),
                meeting,
                at: self.now.get_untracked().0,
            }
        };
        let stored = Signal::derive(move || now.with(|one| one.detail.clone()));
        let detail = bound(stored, move |text| {
            self.hand
                .types(act(&|one| text.trim().clone_into(&mut one.detail)))
        });
        let feel = Memo::new(move |_| now.with(|one| one.feel));
        let feels = Feel::ALL.map(|value| {
            let radio = el("input")
                .attr("type", "radio")
                .attr("name", "feel")
                .attr("autocomplete", "off")
                .checked_of(move || feel.get() == Some(value))
                .on("change", move |_| {
                    phone::tick();
                    self.hand.does(act(&|one| one.feel = Some(value)));
                });
            el("label")
                .child(radio)
                .child(face(value))
                .child(el("span").text(value.words()))
        });
        let feels = el("div")
            .class("note-feel")
            .attr("role", "radiogroup")
            .attr("aria-label", "How did it feel?")
            .children(feels);
        let redo = Signal::derive(move || Check {
            title: "I want to redo an answer".to_owned(),
            detail: "The debrief asks you which one".to_owned(),
            checked: now.with(|one| one.redo),
            ..Check::default()
        });
        let set_redo = Callback::new(move |redo: bool| {
            self.hand.does(act(&|one| one.redo = redo));
        });
        let felt = el("section")
            .child(el("h2").class("note-ask").text("How did it feel?"))
            .child(feels);
        let watched = id.clone();
        let is_met = self
            .hand
            .session
            .watch(move |model, _| model.is_alive(Meeting::KIND, &watched));
        // Else a wrong tap would ask for a letter to somebody whom nobody met.
        let not_met = maybe(move || {
            let not_met = Callback::new(move |()| {
                let act = PeopleAction::NotMet {
                    interview: self.occasion.interview.get_value(),
                    person: of.get_value(),
                };
                self.hand
                    .does_with_undo(act, "Taken off the people you met");
            });
            is_met.get().then(|| {
                view! { <Button label="I did not meet them" kind=ButtonKind::Quiet icon=Icon::Trash on_press=not_met /> }
                    .into_any()
            })
        });
        view! {
            {other_versions(self.hand, Meeting::KIND, id)}
            <TextField label="One thing to mention later" multiline=true value=detail.draft on_input=detail.input error=detail.error
                placeholder="No patient details" />
            {felt}
            <Group>
                <CheckRow look=redo strike=false on_toggle=set_redo />
                {self.memo(of)}
            </Group>
            {self.recorder.problem_line()}
            {self.recorder.kept_link()}
            {not_met}
        }
        .into_any()
    }

    fn foot(self) -> AnyView {
        let goes = Memo::new(move |_| {
            let moment = self.moment();
            self.told.with(|told| {
                let plan = told.plan.as_ref().zip(moment);
                let place = plan.and_then(|(plan, moment)| next_place(plan, &moment));
                match (place, moment.map(|moment| moment.phase)) {
                    (Some(place), _) => (["Save, then ", place].concat(), false),
                    (None, Some(Phase::Over)) => ("Save, then the debrief".to_owned(), true),
                    (None, _) => ("Save".to_owned(), false),
                }
            })
        });
        let label = Signal::derive(move || goes.with(|(label, _)| label.clone()));
        let go = Callback::new(move |()| {
            // Who says “Save” means the name that stands there too.
            if self.is_new.get_untracked() && self.is_begun() && !self.meets() {
                return;
            }
            phone::swap(&self.occasion.path(match goes.get_untracked() {
                (_, true) => address::debrief,
                (_, false) => address::day,
            }));
        });
        view! {
            <ActionBar>
                <Button label=label kind=ButtonKind::Primary on_press=go />
            </ActionBar>
        }
        .into_any()
    }
}

/// The room that was entered last.
fn last_room(told: &Told, now: Instant) -> Option<&Slot> {
    let plan = told.plan.as_ref()?;
    plan.slots.get(moment(plan, now).last_room?)
}

/// `Faculty, Room 3B, 10:00 to 10:25`.
fn met_in(told: &Told, who: &Who) -> String {
    let slots = told.plan.iter().flat_map(|plan| &plan.slots);
    let mut met = slots.zip(&told.times).filter(|(slot, _)| {
        let with = slot.with.as_ref();
        with.is_some_and(|with| with.id == who.id)
    });
    let (room, time) = match met.next() {
        Some((slot, (from, to))) => (slot.room.clone(), [&**from, " to ", to].concat()),
        None => Default::default(),
    };
    let parts = [who.role_words(), &*room, &*time].into_iter();
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// A face that says how it felt, beside the word.
fn face(feel: Feel) -> El {
    let mouth = match feel {
        Feel::Good => "M8 14s1.5 2 4 2 4-2 4-2",
        Feel::Mixed => "M8 15h8",
        Feel::Bad => "M16 16s-1.5-2-4-2-4 2-4 2",
    };
    let line = |path: &str| svg_el("path").attr("d", path);
    svg_el("svg")
        .class("icon")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(
            svg_el("circle")
                .attr("cx", "12")
                .attr("cy", "12")
                .attr("r", "10"),
        )
        .child(line(mouth))
        .child(line("M9 9h.01M15 9h.01"))
}
