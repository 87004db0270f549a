//! The plan of an interview day: the way there counted backwards, where it is, whom to call, and the
//! blocks of the day.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::Schedule;
use crate::domain::ids::{InterviewId, ProgramId, child};
use crate::domain::meeting::Block;
use crate::domain::record::Record;
use crate::domain::time::Minute;
use crate::domain::trip::{Format, Interview};
use crate::features::programs::screen::{Occasion, of_interview};
use crate::features::shell::bound::bound;
use crate::features::shell::reading::nothing;
use crate::features::{Hand, Visit, muted, other_versions};
use crate::store::acts::trips::TripAction;
use crate::store::core::bookings::booking;
use crate::store::core::model::Model;
use crate::store::read::day::DayPlan;
use crate::store::read::day::words::{Clocks, WayLine, clocks, legend, way};
use crate::store::read::world::World;
use crate::ui::{
    ActionBar, Button, ButtonKind, El, EmptyState, FieldGroup, Group, Icon, LinkButton, Row, Sheet,
    TextField, dynamic, el, icon, maybe,
};

mod blocks;
mod place;

/// Longest way that is planned, in minutes.
const WAY_MAX: u16 = 600;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    of_interview(visit, |visit, program, id, guide| {
        Page::new(visit.hand(), program, id, &guide.schedule_template).draw()
    })
}

/// The plan with its times in words.
#[derive(Clone, PartialEq)]
struct Told {
    plan: DayPlan,
    way: Vec<WayLine>,
    times: Vec<Clocks>,
    legend: String,
    end: String,
    noted_end: String,
}

impl Told {
    fn read(model: &Model, world: &World, content: &Schedule, id: &str) -> Option<Told> {
        let plan = DayPlan::read(model, world, content, id)?;
        let times = plan.slots.iter();
        let times = times.map(|slot| clocks(model, world, &plan.zone, slot.from));
        let clock = |at| world.wall_at(&plan.zone, at).minute.clock(world.hours);
        Some(Told {
            way: way(model, world, &plan),
            times: times.collect(),
            legend: legend(model, world, &plan),
            end: clock(plan.end),
            noted_end: clock(plan.noted_end),
            plan,
        })
    }
}

#[derive(Clone, Copy)]
struct Page {
    hand: Hand,
    occasion: Occasion,
    told: Signal<Option<Told>>,
    warning: StoredValue<String>,
    /// The block that is being changed.
    open: RwSignal<Option<String>>,
    /// The point of the way that is being changed.
    point: RwSignal<Option<&'static str>>,
    /// A block is being added.
    adding: RwSignal<bool>,
}

impl Page {
    fn new(hand: Hand, program: &ProgramId, id: &InterviewId, content: &Schedule) -> Page {
        let (schedule, watched) = (content.clone(), id.to_owned());
        Page {
            hand,
            occasion: Occasion::new(program, id),
            told: hand
                .session
                .watch(move |model, world| Told::read(model, world, &schedule, &watched)),
            warning: StoredValue::new(content.warning.clone()),
            open: RwSignal::new(None),
            point: RwSignal::new(None),
            adding: RwSignal::new(false),
        }
    }

    /// Changes the interview. The answer is the sentence to show at the field.
    fn changes(self, change: impl FnOnce(&mut Interview)) -> Option<String> {
        let id = self.occasion.interview.get_value();
        let session = self.hand.session;
        let mut interview = session.read(|model, _| model.get_or_default::<Interview>(&id));
        change(&mut interview);
        self.hand.types(TripAction::EditInterview { id, interview })
    }

    fn of<T>(self, read: impl FnOnce(&Told) -> T) -> Option<T> {
        self.told.with(|told| told.as_ref().map(read))
    }

    fn draw(self) -> AnyView {
        let is_there = Memo::new(move |_| self.told.with(Option::is_some));
        dynamic(move || match is_there.get() {
            true => untrack(|| self.body()),
            false => self.undated(),
        })
    }

    /// Without a day and a start nothing can be planned.
    fn undated(self) -> AnyView {
        let to = href(&self.occasion.path(address::interview));
        view! {
            <EmptyState icon=Icon::Clock title="Date, start or time zone is missing" text="The plan is counted backwards from the start.">
                <LinkButton label="Complete the interview" kind=ButtonKind::Primary href=to />
            </EmptyState>
        }
        .into_any()
    }

    fn body(self) -> AnyView {
        let about = move || {
            self.of(|told| [&*told.plan.program, ", ", &*told.plan.day.short()].concat())
                .unwrap_or_default()
        };
        let format = Memo::new(move |_| self.of(|told| told.plan.format));
        let where_to = dynamic(move || match format.get() {
            Some(Format::Virtual) => untrack(|| self.room()),
            _ => untrack(|| self.house()),
        });
        let day = href(&self.occasion.path(address::day));
        vec![
            el("p").class("muted").attr("dir", "auto").say_with(about).into_any(),
            self.way(format),
            where_to,
            self.coordinator(),
            self.blocks(),
            self.ends(),
            self.trip(),
            muted(&self.warning.get_value()).into_any(),
            self.block_sheet(),
            self.point_sheet(),
            self.new_sheet(),
            view! {
                <ActionBar>
                    <LinkButton label="Open day mode" kind=ButtonKind::Primary icon=Icon::Play href=day />
                </ActionBar>
            }
            .into_any(),
        ]
        .into_any()
    }

    /// When to wake, to leave and to be there.
    fn way(self, format: Memo<Option<Format>>) -> AnyView {
        let line = move |line: &WayLine| {
            let row = el("li").class("plan-row");
            let (time, words) = (time(line.at.as_ref()), two_lines(line.title, &line.detail));
            let point = line.point;
            if point.is_empty() {
                return row.child(time).child(words);
            }
            row.child(
                el("button")
                    .attr("type", "button")
                    .class("plan-hit")
                    .on("click", move |_| self.point.set(Some(point)))
                    .child(time)
                    .child(words)
                    .child(icon(Icon::ChevronRight)),
            )
        };
        let lines = move || {
            let lines = self.of(|told| told.way.iter().map(line).collect());
            lines.unwrap_or_default()
        };
        let legend = move || self.of(|told| told.legend.clone()).unwrap_or_default();
        let commute = maybe(move || {
            (format.get() == Some(Format::InPerson)).then(|| untrack(|| self.commute()))
        });
        el("section")
            .child(head("The way there"))
            .child(
                el("div")
                    .class("stack")
                    .child(el("p").class("hint").say_with(legend))
                    .child(el("ol").class("plan").children_of(lines))
                    .view(commute),
            )
            .into_any()
    }

    fn commute(self) -> AnyView {
        let id = self.occasion.interview;
        let stored = self.hand.session.watch(move |model, _| {
            let one = id.with_value(|id| model.get_or_default::<Interview>(id));
            one.commute
                .map_or(String::new(), |minutes| minutes.to_string())
        });
        let field = bound(stored, move |text| match number(&text, 0, WAY_MAX) {
            Ok(minutes) => self.changes(|one| one.commute = minutes),
            Err(sentence) => Some(sentence),
        });
        view! {
            <FieldGroup>
                <TextField label="From your bed to the door, in minutes" input_type="number" value=field.draft on_input=field.input error=field.error
                    hint="You leave one and a half times this and 10 minutes before you must be at the door" />
            </FieldGroup>
        }
        .into_any()
    }

    /// The length of the interview, where the plan says something else.
    fn ends(self) -> AnyView {
        maybe(move || {
            let (minutes, end, noted) = self.of(|told| {
                let plan = &told.plan;
                let minutes = plan.end.minutes_since(plan.start);
                let differs = plan.is_own && plan.end != plan.noted_end;
                differs.then(|| (minutes, told.end.clone(), told.noted_end.clone()))
            })??;
            let minutes = u16::try_from(minutes).ok()?;
            let text = [
                "The plan ends at ",
                &*end,
                ", the interview is noted until ",
                &*noted,
                ".",
            ]
            .concat();
            let keep = Callback::new(move |()| {
                let id = self.occasion.interview.get_value();
                let session = self.hand.session;
                let mut interview = session.read(|model, _| model.get_or_default::<Interview>(&id));
                interview.length = minutes;
                let act = TripAction::EditInterview { id, interview };
                self.hand
                    .does_with_undo(act, "The interview ends with the plan");
            });
            let label = ["End it at ", &*end].concat();
            Some(
                view! { <crate::ui::Card>
                    {el("p").text(&text)}
                    <Button label=label icon=Icon::Clock on_press=keep />
                </crate::ui::Card> }
                .into_any(),
            )
        })
    }

    fn trip(self) -> AnyView {
        let id = self.occasion.interview.get_value();
        let trip = self.hand.session.watch(move |model, _| {
            let one = booking(model, model.get(&id)?);
            one.trip.clone()
        });
        dynamic(move || match trip.get() {
            Some(trip) => {
                let to = href(&address::trip(&trip));
                view! { <Group><Row title="Its trip" detail="Packing list, tasks and dress" icon=Icon::Luggage href=to /></Group> }
                    .into_any()
            }
            None => nothing(),
        })
    }

    /// The time of a point of the way.
    fn point_sheet(self) -> AnyView {
        let open = Signal::derive(move || self.point.with(Option::is_some));
        let title = Signal::derive(move || {
            let point = self.point.get().unwrap_or_default();
            let title = self.of(|told| {
                let line = told.way.iter().find(|line| line.point == point);
                line.map_or("", |line| line.title)
            });
            title.unwrap_or_default().to_owned()
        });
        let close = Callback::new(move |()| self.point.set(None));
        let inside = move || {
            let point = self.point.get_untracked().unwrap_or_default();
            let watched = child(&self.occasion.interview.get_value(), point);
            let twice = watched.clone();
            let start = self.hand.session.watch(move |model, _| {
                let block = model.get_or_default::<Block>(&watched);
                block.start.map_or(String::new(), Minute::text)
            });
            let wrong = RwSignal::new(None);
            let set = Callback::new(move |text: String| {
                wrong.set(match start_of(&text) {
                    Ok(start) => self.changes_block(point, |block| block.start = start),
                    Err(sentence) => Some(sentence),
                });
            });
            view! {
                {other_versions(self.hand, Block::KIND, twice)}
                <FieldGroup>
                    <TextField label="Time at the program" input_type="time" value=start on_commit=set error=wrong
                        hint="Empty: counted backwards from the start. A time typed in the tasks of the trip goes first" />
                </FieldGroup>
                <ActionBar><Button label="Done" kind=ButtonKind::Primary on_press=close /></ActionBar>
            }
            .into_any()
        };
        view! { <Sheet open=open title=title on_close=close>{inside()}</Sheet> }.into_any()
    }
}

fn head(title: &str) -> El {
    el("div").class("section-head").child(el("h2").text(title))
}

/// A time on the program's clock, with the home clock small.
fn time(at: Option<&Clocks>) -> El {
    let time = el("span").class("plan-time");
    let Some(at) = at else { return time };
    let home = (!at.home.is_empty()).then(|| el("small").text(&at.home));
    time.child(el("b").text(&at.there)).children(home)
}

fn two_lines(title: &str, detail: &str) -> El {
    let line = |class: &str, text: &str| el("span").class(class).attr("dir", "auto").text(text);
    el("span")
        .class("row-main")
        .child(line("row-title", title))
        .children((!detail.is_empty()).then(|| line("row-detail", detail)))
}

/// A number of minutes, as typed; an empty text is none.
fn number(text: &str, least: u16, most: u16) -> Result<Option<u16>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let read = text.parse::<u16>().ok();
    match read.filter(|number| (least..=most).contains(number)) {
        Some(number) => Ok(Some(number)),
        None => Err([
            "Write a number from ",
            &*least.to_string(),
            " to ",
            &*most.to_string(),
            ".",
        ]
        .concat()),
    }
}

/// The start of a block, as typed; an empty text is none.
fn start_of(text: &str) -> Result<Option<Minute>, String> {
    match text {
        "" => Ok(None),
        text => Minute::parse(text).map(Some),
    }
}
