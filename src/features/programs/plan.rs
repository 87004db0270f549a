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
use crate::exchange::links;
use crate::features::programs::reach::{call, cluster, mail, map, outside, quiet_link};
use crate::features::programs::screen::of_interview;
use crate::features::shell::bound::bound;
use crate::features::shell::reading::{link, nothing};
use crate::features::{Hand, Visit, muted, other_versions};
use crate::store::acts::day::BlockAction;
use crate::store::acts::trips::TripAction;
use crate::store::core::bookings::booking;
use crate::store::core::model::Model;
use crate::store::read::day::words::{Clocks, WayLine, clocks, legend, place, way};
use crate::store::read::day::{DayPlan, Slot};
use crate::store::read::people::{coordinator, people};
use crate::store::read::world::World;
use crate::ui::{
    ActionBar, Button, ButtonKind, El, EmptyState, FieldGroup, Group, Icon, LinkButton, Row,
    SelectField, Sheet, Stepper, TextField, dynamic, el, icon, maybe,
};

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
    program: StoredValue<ProgramId>,
    id: StoredValue<InterviewId>,
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
            program: StoredValue::new(program.to_owned()),
            id: StoredValue::new(id.to_owned()),
            told: hand
                .session
                .watch(move |model, world| Told::read(model, world, &schedule, &watched)),
            warning: StoredValue::new(content.warning.clone()),
            open: RwSignal::new(None),
            point: RwSignal::new(None),
            adding: RwSignal::new(false),
        }
    }

    fn path(self, of: fn(&ProgramId, &InterviewId) -> String) -> String {
        self.program
            .with_value(|program| self.id.with_value(|id| href(&of(program, id))))
    }

    /// Changes the interview. The answer is the sentence to show at the field.
    fn changes(self, change: impl FnOnce(&mut Interview)) -> Option<String> {
        let id = self.id.get_value();
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
        let to = self.path(address::interview);
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
        let day = self.path(address::day);
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
        let id = self.id;
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

    /// One line of the interview that is typed here.
    fn line(
        self,
        label: &'static str,
        placeholder: &'static str,
        field: fn(&mut Interview) -> &mut String,
    ) -> AnyView {
        let id = self.id;
        let stored = self.hand.session.watch(move |model, _| {
            let mut one = id.with_value(|id| model.get_or_default::<Interview>(id));
            std::mem::take(field(&mut one))
        });
        let line = bound(stored, move |text| {
            self.changes(|one| *field(one) = text.trim().to_owned())
        });
        view! { <TextField label=label placeholder=placeholder value=line.draft on_input=line.input error=line.error spellcheck=false /> }
            .into_any()
    }

    /// The house: its address on a map, and the door.
    fn house(self) -> AnyView {
        let id = self.id.get_value();
        let place = self.hand.session.watch(move |model, _| {
            let found = model.get::<Interview>(&id);
            found.map_or(String::new(), |one| place(&booking(model, one)))
        });
        let shown_place = move || place.get();
        let edit = self.path(address::interview);
        let to_map = maybe(move || Some(map(&place.get())?.into_any()));
        let door = self.line(
            "Door, floor, parking (optional)",
            "For example third floor, desk B",
            |one| &mut one.door,
        );
        view! {
            <FieldGroup title="Where">
                {el("p").attr("dir", "auto").say_with(shown_place)}
                {el("div").class("cluster").view(to_map).view(quiet_link("Change the address", edit))}
                {door}
            </FieldGroup>
        }
        .into_any()
    }

    /// The video room.
    fn room(self) -> AnyView {
        let id = self.id.get_value();
        let address = self.hand.session.watch(move |model, _| {
            let one = model.get::<Interview>(&id)?;
            links::web(&one.link)
        });
        let open = maybe(move || {
            let href = address.get()?;
            Some(
                el("div")
                    .class("reach")
                    .child(outside("Open the video room", Icon::Play, &href))
                    .into_any(),
            )
        });
        let field = self.line("Address of the video room", "From the invitation", |one| {
            &mut one.link
        });
        view! { <FieldGroup title="Where">{field}{open}</FieldGroup> }.into_any()
    }

    fn coordinator(self) -> AnyView {
        let id = self.program.get_value();
        let found = self
            .hand
            .session
            .watch(move |model, _| coordinator(model, &id));
        let people = self
            .program
            .with_value(|program| href(&address::people(program)));
        dynamic(move || {
            let (title, detail, buttons) = match found.get() {
                None => (
                    "Add the coordinator".to_owned(),
                    "Whom you call when you are late",
                    Vec::new(),
                ),
                Some(who) => {
                    let buttons = [call(&who, "Call"), mail(&who, "Mail")];
                    (
                        who.name,
                        "Coordinator",
                        buttons.into_iter().flatten().collect(),
                    )
                }
            };
            let row = link(&title, detail, None, people.clone());
            vec![
                view! { <Group title="Whom to call">{row}</Group> }.into_any(),
                cluster(buttons).into_any(),
            ]
            .into_any()
        })
    }

    /// The blocks of the day; a tap changes one.
    fn blocks(self) -> AnyView {
        let talks = Signal::derive(move || self.of(|told| i32::from(told.plan.talks)).unwrap_or(0));
        let (least, most) = self
            .told
            .with_untracked(|told| told.as_ref().map(|told| told.plan.talks_of))
            .unwrap_or_default();
        let set_talks = Callback::new(move |count: i32| {
            let count = u8::try_from(count).ok();
            self.changes(|one| one.talks = count);
        });
        let rows = move || {
            let rows = self.of(|told| {
                let rows = told.plan.slots.iter().zip(&told.times);
                rows.map(|(slot, at)| self.row(slot, at)).collect()
            });
            rows.unwrap_or_default()
        };
        let off = dynamic(move || {
            let off = self.of(|told| told.plan.off.clone()).unwrap_or_default();
            let rows = off.into_iter().map(|one| {
                let own_id = one.own_id;
                let add = Callback::new(move |()| {
                    self.changes_block(&own_id, |block| block.on = Some(true));
                });
                let title = ["Add: ", &*one.title].concat();
                view! { <Row title=title icon=Icon::Plus on_press=add /> }.into_any()
            });
            let rows: Vec<AnyView> = rows.collect();
            let add = Callback::new(move |()| self.adding.set(true));
            view! {
                <Group>
                    {rows}
                    <Row title="Add something else" detail="A talk, a walk, a call: with its own time" icon=Icon::Plus on_press=add />
                </Group>
            }
            .into_any()
        });
        let stepper = view! { <Stepper label="Interviews with one person" value=talks min=i32::from(least) max=i32::from(most) on_change=set_talks /> };
        el("section")
            .child(head("The day"))
            .child(
                el("div")
                    .class("stack")
                    .child(muted("A usual day. Take the times from your invitation: tap a block to change it."))
                    .child(
                        el("ul")
                            .attr("role", "list")
                            .class("group")
                            .view(stepper.into_any()),
                    )
                    .child(el("ol").class("plan").children_of(rows))
                    .view(off),
            )
            .into_any()
    }

    fn row(self, slot: &Slot, at: &Clocks) -> El {
        let minutes = [&*slot.minutes.to_string(), " min"].concat();
        let with = slot.with.as_ref().map_or("", |who| &who.name);
        let eve = if slot.eve { "the evening before" } else { "" };
        let parts = [eve, with, &*slot.room, &*minutes];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let own_id = slot.own_id.clone();
        let mut words = two_lines(&slot.title, &parts.join(" · "));
        if slot.overlaps {
            let clash = el("span")
                .class("plan-clash")
                .child(icon(Icon::Alert))
                .child(el("span").text("Begins before the block above ends"));
            words = words.child(clash);
        }
        let hit = el("button")
            .attr("type", "button")
            .class("plan-hit")
            .on("click", move |_| self.open.set(Some(own_id.clone())))
            .child(time(Some(at)))
            .child(words)
            .child(icon(Icon::ChevronRight));
        el("li")
            .class("plan-row")
            .attr("data-key", &slot.own_id)
            .child(hit)
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
                let id = self.id.get_value();
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
        let id = self.id.get_value();
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

    /// Changes a block. The answer is the sentence to show at the field.
    fn changes_block(self, own_id: &str, change: impl FnOnce(&mut Block)) -> Option<String> {
        let interview = self.id.get_value();
        let session = self.hand.session;
        let id = child(&interview, own_id);
        let mut block = session.read(|model, _| model.get_or_default::<Block>(&id));
        change(&mut block);
        self.hand.types(BlockAction::Edit {
            interview,
            own_id: own_id.to_owned(),
            block,
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
            let watched = child(&self.id.get_value(), point);
            let twice = watched.clone();
            let start = self.hand.session.watch(move |model, _| {
                let block = model.get_or_default::<Block>(&watched);
                block.start.map_or(String::new(), Minute::text)
            });
            let wrong = RwSignal::new(None);
            let set = Callback::new(move |text: String| {
                let start = match &*text {
                    "" => Ok(None),
                    text => Minute::parse(text).map(Some),
                };
                wrong.set(match start {
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

    fn block_sheet(self) -> AnyView {
        let open = Signal::derive(move || self.open.with(Option::is_some));
        let title = Signal::derive(move || {
            let open = self.open.get();
            let title = open.and_then(|own_id| {
                self.of(|told| told.plan.slot(&own_id).map(|slot| slot.title.clone()))?
            });
            title.unwrap_or_default()
        });
        let close = Callback::new(move |()| self.open.set(None));
        let inside = move || {
            let own_id = self.open.get_untracked().unwrap_or_default();
            untrack(|| self.block(&own_id))
        };
        view! { <Sheet open=open title=title on_close=close>{inside()}</Sheet> }.into_any()
    }

    /// The fields of one block.
    fn block(self, own_id: &str) -> AnyView {
        let slot = self.of(|told| told.plan.slot(own_id).cloned()).flatten();
        let Some(slot) = slot else { return nothing() };
        let id = child(&self.id.get_value(), own_id);
        let watched = id.clone();
        let now = self
            .hand
            .session
            .watch(move |model, _| model.get_or_default::<Block>(&watched));
        let name = StoredValue::new(own_id.to_owned());
        let changes = move |change: &mut dyn FnMut(&mut Block)| {
            name.with_value(|own_id| self.changes_block(own_id, |block| change(block)))
        };
        let text = move |field: fn(&mut Block) -> &mut String| {
            let stored = Signal::derive(move || now.with(|one| field(&mut one.clone()).clone()));
            bound(stored, move |text| {
                changes(&mut |one| *field(one) = text.trim().to_owned())
            })
        };
        let (title, room) = (text(|one| &mut one.title), text(|one| &mut one.room));
        let start =
            Signal::derive(move || now.with(|one| one.start.map_or(String::new(), Minute::text)));
        let start_wrong = RwSignal::new(None);
        let set_start = Callback::new(move |text: String| {
            let start = match &*text {
                "" => Ok(None),
                text => Minute::parse(text).map(Some),
            };
            start_wrong.set(match start {
                Ok(start) => changes(&mut |one| one.start = start),
                Err(sentence) => Some(sentence),
            });
        });
        let stored = Signal::derive(move || {
            now.with(|one| {
                one.length
                    .map_or(String::new(), |length| length.to_string())
            })
        });
        let length = bound(stored, move |text| match number(&text, 1, 720) {
            Ok(minutes) => changes(&mut |one| one.length = minutes),
            Err(sentence) => Some(sentence),
        });
        let with = Signal::derive(move || {
            now.with(|one| one.with.clone().map_or(String::new(), String::from))
        });
        let program = self.program.get_value();
        let who = self.hand.session.watch(move |model, _| {
            let nobody = (String::new(), "Nobody, or not known yet".to_owned());
            let all = people(model, &program)
                .into_iter()
                .map(|who| (who.id, who.name));
            std::iter::once(nobody).chain(all).collect::<Vec<_>>()
        });
        let set_with = Callback::new(move |id: String| {
            let with = (!id.is_empty()).then(|| id.as_str().into());
            changes(&mut |one| one.with.clone_from(&with));
        });
        let usual = [&*slot.minutes.to_string(), " minutes now"].concat();
        let leave = Callback::new(move |()| {
            self.open.set(None);
            let act = BlockAction::Leave {
                interview: self.id.get_value(),
                own_id: name.get_value(),
            };
            self.hand.does_with_undo(act, "Taken off the plan");
        });
        let close = Callback::new(move |()| self.open.set(None));
        let (icon, label) = match slot.own {
            true => (Icon::Trash, "Delete it"),
            false => (Icon::EyeOff, "It does not take place"),
        };
        let off = slot.optional.then(|| {
            view! { <Button kind=ButtonKind::Quiet icon=icon label=label on_press=leave /> }
                .into_any()
        });
        let start = view! { <TextField label="Start" input_type="time" value=start on_commit=set_start error=start_wrong hint="Empty: it follows the one before" /> };
        let length = view! { <TextField label="Minutes" input_type="number" value=length.draft on_input=length.input error=length.error hint=usual /> };
        let pair = el("div")
            .class("pair")
            .view(start.into_any())
            .view(length.into_any());
        let goal = (!slot.goal.is_empty()).then(|| muted(&slot.goal));
        let tips = slot.tips.iter().map(|tip| el("li").text(tip));
        let tips = el("ul").children(tips);
        let old_title = slot.title.clone();
        view! {
            {other_versions(self.hand, Block::KIND, id)}
            {goal}
            {tips}
            <FieldGroup>
                {pair}
                <TextField label="Room, floor or video room" value=room.draft on_input=room.input error=room.error spellcheck=false placeholder="For example Room 3C" />
                <SelectField label="With whom?" options=who value=with on_change=set_with />
                <TextField label="Name of this block (optional)" value=title.draft on_input=title.input error=title.error placeholder=old_title />
            </FieldGroup>
            {off}
            <ActionBar><Button label="Done" kind=ButtonKind::Primary on_press=close /></ActionBar>
        }
        .into_any()
    }

    /// A block of the person's own.
    fn new_sheet(self) -> AnyView {
        let close = Callback::new(move |()| self.adding.set(false));
        let inside = move || {
            let (title, start) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
            let wrong = RwSignal::new(None);
            let add = Callback::new(move |()| {
                let text = start.get_untracked();
                let start = match &*text {
                    "" => Ok(None),
                    text => Minute::parse(text).map(Some),
                };
                let start = match start {
                    Ok(start) => start,
                    Err(sentence) => return wrong.set(Some(sentence)),
                };
                let act = BlockAction::Add {
                    interview: self.id.get_value(),
                    fresh: self.hand.session.fresh_id(),
                    block: Block {
                        title: title.get_untracked().trim().to_owned(),
                        start,
                        ..Block::default()
                    },
                };
                match self.hand.tries_with_undo(act, "Added to the plan") {
                    Ok(()) => self.adding.set(false),
                    Err(refusal) => wrong.set(Some(refusal.0)),
                }
            });
            let set_title = Callback::new(move |text: String| {
                title.set(text);
                wrong.set(None);
            });
            let set_start = Callback::new(move |text: String| start.set(text));
            view! {
                <FieldGroup>
                    <TextField label="What is it?" value=title on_input=set_title error=wrong placeholder="For example coffee with the chair" />
                    <TextField label="Start" input_type="time" value=start on_input=set_start hint="Empty: at the end of the day" />
                </FieldGroup>
                <ActionBar><Button label="Add" kind=ButtonKind::Primary icon=Icon::Plus on_press=add /></ActionBar>
            }
            .into_any()
        };
        view! { <Sheet open=self.adding title="Add to the day" on_close=close>{inside()}</Sheet> }
            .into_any()
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
