//! The interview day as it runs: now and next by the program's clock, in large type. In a room it is a dark
//! face without a word to read. What is on at which moment is not decided here (`store::read::day`).

use std::cell::RefCell;

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::Schedule;
use crate::domain::ids::{InterviewId, ProgramId};
use crate::domain::time::Instant;
use crate::domain::trip::{Format, Interview};
use crate::exchange::links;
use crate::features::programs::reach::{call, mail};
use crate::features::programs::screen::{Occasion, of_interview, ticking};
use crate::features::{Hand, Tool, Visit};
use crate::session::phone;
use crate::store::core::bookings::booking;
use crate::store::core::model::Model;
use crate::store::read::day::DayPlan;
use crate::store::read::day::clock::{Moment, Phase, moment_after};
use crate::store::read::day::words::{clocks, place};
use crate::store::read::people::{Who, coordinator};
use crate::store::read::world::World;
use crate::ui::{Button, ButtonKind, EmptyState, Icon, LinkButton, Stage, dynamic, el};

mod shown;

/// How often the clock is looked at, in milliseconds.
const TICK_MS: u32 = 250;
/// So long before what comes next the screen is kept on, in milliseconds.
const AWAKE_MS: i64 = 3 * 60 * 60_000;

thread_local! {
    /// The interview and the room that the person said they left before its time: whoever writes a note and
    /// comes back is still out of it.
    static LEFT: RefCell<(String, Option<LeftRoom>)> = const { RefCell::new((String::new(), None)) };
}

/// A room that was left before its time: what it is called, and when.
type LeftRoom = (String, Instant);

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    of_interview(visit, |visit, program, id, guide| {
        Page::new(visit.hand(), program, id, &guide.schedule_template).draw(visit)
    })
}

/// The plan, and what else is at hand on the day.
#[derive(Clone, PartialEq)]
struct Told {
    plan: DayPlan,
    /// When each block begins.
    times: Vec<String>,
    door: String,
    /// What to look for on a map; empty for a call.
    place: String,
    link: Option<String>,
    coordinator: Option<Who>,
}

impl Told {
    fn read(
        model: &Model,
        world: &World,
        content: &Schedule,
        program: &ProgramId,
        id: &InterviewId,
    ) -> Option<Told> {
        let plan = DayPlan::read(model, world, content, id)?;
        let one = booking(model, model.get::<Interview>(id)?);
        let times = plan.slots.iter();
        let times = times.map(|slot| clocks(model, world, &plan.zone, slot.from).there);
        Some(Told {
            times: times.collect(),
            door: one.door.trim().to_owned(),
            place: match one.format {
                Format::InPerson => place(&one),
                Format::Virtual => String::new(),
            },
            link: links::web(&one.link),
            coordinator: coordinator(model, program),
            plan,
        })
    }
}

#[derive(Clone, Copy)]
struct Page {
    hand: Hand,
    occasion: Occasion,
    content: StoredValue<Schedule>,
    told: Signal<Option<Told>>,
    now: RwSignal<Instant>,
    moment: Memo<Option<Moment>>,
    /// The room that the person said they left before its time.
    left_room: RwSignal<Option<LeftRoom>>,
}

impl Page {
    fn new(hand: Hand, program: &ProgramId, id: &InterviewId, content: &Schedule) -> Page {
        let session = hand.session;
        let (schedule, of, watched) = (content.clone(), program.to_owned(), id.to_owned());
        let told =
            session.watch(move |model, world| Told::read(model, world, &schedule, &of, &watched));
        let now = ticking(session, TICK_MS);
        let left_room = RwSignal::new(LEFT.with_borrow(|(of, room)| match **of == **id {
            true => room.clone(),
            false => None,
        }));
        Page {
            hand,
            occasion: Occasion::new(program, id),
            content: StoredValue::new(content.clone()),
            told,
            now,
            moment: Memo::new(move |_| {
                let now = now.get();
                let left = left_room.get();
                let left = left.as_ref().map(|(room, at)| (&**room, *at));
                told.with(|told| {
                    let told = told.as_ref()?;
                    Some(moment_after(&told.plan, now, left))
                })
            }),
            left_room,
        }
    }

    fn people_path(self) -> String {
        self.occasion
            .program
            .with_value(|program| href(&address::people(program)))
    }

    /// The plan and the moment, while there are both.
    fn at<T>(self, read: impl FnOnce(&Told, &Moment) -> T) -> Option<T> {
        let moment = self.moment.get()?;
        self.told
            .with(|told| told.as_ref().map(|told| read(told, &moment)))
    }

    /// Milliseconds to what the count runs to.
    fn left(self) -> Option<i64> {
        let until = self.moment.get()?.until?;
        Some(until.0 - self.now.get().0)
    }

    fn draw(self, visit: &Visit) -> AnyView {
        let name = Memo::new(move |_| {
            self.told
                .with(|told| told.as_ref().map(|told| told.plan.program.clone()))
        });
        visit.is_called(name.into());
        let to_plan = self.occasion.path(address::plan);
        visit.show_tools(vec![Tool {
            icon: Icon::Calendar,
            label: "Day plan",
            press: Callback::new(move |()| phone::go(&to_plan)),
        }]);
        self.keeps_awake();
        self.opens_debrief();
        let is_there = Memo::new(move |_| self.told.with(Option::is_some));
        dynamic(move || match is_there.get() {
            true => untrack(|| self.body()),
            false => self.undated(),
        })
    }

    /// The screen stays on while something is near.
    fn keeps_awake(self) {
        let screen = phone::hold();
        let near = Memo::new(move |_| {
            let is_over = self
                .moment
                .get()
                .is_none_or(|moment| moment.phase == Phase::Over);
            !is_over && self.left().is_some_and(|left| left < AWAKE_MS)
        });
        Effect::new(move |_| match near.get() {
            true => screen.screen_on(),
            false => screen.release(),
        });
    }

    /// Whoever has the day open when the interview ends, or looks at it again after that, comes to the
    /// debrief. Who comes back from there stays.
    fn opens_debrief(self) {
        let has_ended = Memo::new(move |_| self.at(|_, moment| moment.phase == Phase::Over));
        Effect::new(move |before: Option<Option<bool>>| {
            let now = has_ended.get();
            if before == Some(Some(false)) && now == Some(true) {
                phone::swap(&self.occasion.path(address::debrief));
            }
            now
        });
    }

    fn undated(self) -> AnyView {
        let to = href(&self.occasion.path(address::interview));
        view! {
            <EmptyState icon=Icon::Clock title="Date, start or time zone is missing" text="Day mode goes by the start on the clock of the program.">
                <LinkButton label="Complete the interview" kind=ButtonKind::Primary href=to />
            </EmptyState>
        }
        .into_any()
    }

    fn body(self) -> AnyView {
        vec![
            self.hero(),
            self.next(),
            self.later(),
            self.foot(),
            self.quiet(),
        ]
        .into_any()
    }

    /// All that is tapped, in reach of the thumb.
    fn foot(self) -> AnyView {
        let main = Memo::new(move |_| {
            self.at(|told, moment| match (moment.phase, moment.last_room) {
                (Phase::Over, _) => (
                    "Write the debrief".to_owned(),
                    "",
                    self.occasion.path(address::debrief),
                ),
                (Phase::Before(_), _) => {
                    let card = self.occasion.program.with_value(address::elevator);
                    (
                        "Read the elevator card".to_owned(),
                        "at most 90 seconds",
                        card,
                    )
                }
                (_, last) => {
                    let who = last.and_then(|last| told.plan.slots[last].with.as_ref());
                    let label = match who {
                        Some(who) => ["Note about ", &*who.short].concat(),
                        None => "Quick note".to_owned(),
                    };
                    (
                        label,
                        "one line, 15 seconds",
                        self.occasion.path(address::note),
                    )
                }
            })
            .unwrap_or_default()
        });
        let primary = dynamic(move || {
            let (label, hint, path) = main.get();
            el("a")
                .class("btn btn-primary")
                .attr("href", &href(&path))
                .child(
                    el("span")
                        .attr("dir", "auto")
                        .text(&label)
                        .children((!hint.is_empty()).then(|| el("small").text(hint))),
                )
                .into_any()
        });
        let coordinator = Memo::new(move |_| {
            self.told
                .with(|told| told.as_ref().and_then(|told| told.coordinator.clone()))
        });
        let people = self.people_path();
        let calls = {
            let people = people.clone();
            dynamic(move || {
                let reached = coordinator.with(|who| {
                    let who = who.as_ref()?;
                    let written = || mail(who, &["Mail ", &*who.short].concat());
                    call(who, &["Call ", &*who.short].concat()).or_else(written)
                });
                let people = people.clone();
                reached.unwrap_or_else(|| {
                    view! { <LinkButton label="Add a number" icon=Icon::Phone href=people /> }
                        .into_any()
                })
            })
        };
        let three = el("div").class("day-three").view(calls).view(
            view! {
                <LinkButton label="Phrases" icon=Icon::Book href=href(address::PHRASES) />
                <LinkButton label="Questions" icon=Icon::Message href=people />
            }
            .into_any(),
        );
        let thumb = el("div").class("day-thumb").view(primary).child(three);
        el("div").class("foot").child(thumb).into_any()
    }

    /// In a room nobody must see anything to read.
    fn quiet(self) -> AnyView {
        let room = Memo::new(move |_| {
            self.at(|told, moment| match moment.phase {
                Phase::Room(place) => Some(told.plan.slots[place].own_id.clone()),
                _ => None,
            })
            .flatten()
        });
        let open = Memo::new(move |_| room.with(Option::is_some));
        let out = Callback::new(move |()| {
            let left = room.get_untracked();
            let left = left.map(|room| (room, self.now.get_untracked()));
            LEFT.set((self.occasion.interview.get_value().into(), left.clone()));
            self.left_room.set(left);
            phone::focus_soon(".day-thumb .btn");
        });
        let words = Memo::new(move |_| {
            let until = self.moment.get()?.until?;
            self.at(|told, _| {
                self.hand.session.read(|_, world| {
                    let until = world.wall_at(&told.plan.zone, until).minute;
                    ["In a room until ", &*until.clock(world.hours)].concat()
                })
            })
        });
        let inside = move || {
            el("div")
                .class("day-quiet")
                .child(el("p").say_with(move || words.get().unwrap_or_default()))
                .view(
                    view! { <Button label="I am out" kind=ButtonKind::Quiet on_press=out /> }
                        .into_any(),
                )
                .into_any()
        };
        view! {
            <Stage open=open label="In a room" on_escape=out>{inside()}</Stage>
        }
        .into_any()
    }
}
