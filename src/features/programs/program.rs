//! One program: how far its thread has come, its interviews, what is known of it, and the way to a trip. What is typed is kept at once,
//! but the name only when it is whole: half a name may be that of another program.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::ids::{InterviewId, ProgramId, TripId};
use crate::domain::program::{Program, Stage};
use crate::domain::record::Record;
use crate::domain::time::{Day, Minute, WallTime};
use crate::domain::trip::{Booking, Format, Interview};
use crate::exchange::links::web;
use crate::features::programs::archive;
use crate::features::programs::calendar_file::add_button;
use crate::features::programs::interview::InterviewForm;
use crate::features::programs::ready::{ready, ready_day};
use crate::features::shell::reading::{link, nothing};
use crate::features::shell::zones::{settle, unknown, zone_field};
use crate::features::{Hand, Tool, Visit, muted_status, while_alive, while_there};
use crate::session::phone;
use crate::store::acts::programs::ProgramAction;
use crate::store::core::beginning::new_at;
use crate::store::core::bookings::bookings;
use crate::store::core::model::Model;
use crate::store::read::interviews::{is_over, when};
use crate::store::read::trips::wants_trip;
use crate::store::read::world::World;
use crate::ui::{
    Button, ButtonKind, FieldGroup, Group, Icon, LinkButton, PillTone, Row, SelectField, TextField,
    dynamic, el, maybe,
};

/// The hour that stands there when only the day of an answer was chosen: the last one of office hours.
const REPLY_HOUR: u16 = 17;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let hand = visit.hand();
    let id = ProgramId::from(visit.param(0));
    let watched = id.clone();
    let name = hand.session.watch(move |model, _| {
        model
            .get::<Program>(&watched)
            .map(|one| one.title().to_owned())
    });
    visit.is_called(name);
    let page = Page {
        hand,
        id: StoredValue::new(id.clone()),
    };
    while_alive(hand, Program::KIND, id.into(), move || page.draw(&visit))
}

#[derive(Clone, Copy)]
struct Page {
    hand: Hand,
    id: StoredValue<ProgramId>,
}

impl Page {
    fn now(self) -> Signal<Program> {
        let id = self.id;
        self.hand
            .session
            .watch(move |model, _| id.with_value(|id| model.get_or_default(id)))
    }

    /// Changes the program. The answer is the sentence to show at the field.
    fn changes(self, change: impl FnOnce(&mut Program)) -> Option<String> {
        let id = self.id.get_value();
        let session = self.hand.session;
        let mut program = session.read(|model, _| model.get_or_default::<Program>(&id));
        change(&mut program);
        self.hand.types(ProgramAction::Edit { id, program })
    }

    fn draw(self, visit: &Visit) -> AnyView {
        let now = self.now();
        let star = Callback::new(move |()| {
            let starred = now.with_untracked(|one| one.starred);
            self.changes(|one| one.starred = !starred);
        });
        visit.show_tools(vec![Tool {
            icon: Icon::Star,
            label: "Put first in the list, or no longer",
            press: star,
        }]);
        let hand = self.hand;
        let delete = Callback::new(move |()| {
            phone::swap(address::PROGRAMS);
            let id = self.id.get_value();
            hand.does_with_undo(ProgramAction::Delete { id }, "Program deleted");
        });
        let starred = move || match now.with(|one| one.starred) {
            true => "Stands first in the list.".to_owned(),
            false => String::new(),
        };
        view! {
            {ready(hand, self.id.get_value())}
            {muted_status(starred)}
            {archive::standing(hand, self.id.get_value())}
            {self.interviews()}
            {self.application(now)}
            {self.about(now)}
            {el("div").class("cluster").view(view! {
                {archive::buttons(hand, self.id.get_value())}
                <Button kind=ButtonKind::Quiet icon=Icon::Trash label="Delete this program" on_press=delete />
            }.into_any())}
        }
        .into_any()
    }

    fn interviews(self) -> AnyView {
        let (hand, id) = (self.hand, self.id);
        let lines = hand
            .session
            .watch(move |model, world| id.with_value(|id| lines(model, world, id)));
        let add = Callback::new(move |()| {
            let interview = InterviewId::from(hand.session.fresh_id());
            phone::go(&id.with_value(|program| address::interview(program, &interview)));
        });
        let plan = Callback::new(move |()| {
            let trip = TripId::from(hand.session.fresh_id());
            phone::go(&id.with_value(|program| address::trip_from(&trip, program)));
        });
        let wants = hand
            .session
            .watch(move |model, world| id.with_value(|id| wants_trip(model, world, id)));
        let list = move || {
            let rows = lines.with(|lines| {
                let row = |line: &Line| {
                    let (pill, href) = (line.pill.clone(), line.href.clone());
                    link(&line.title, line.detail, pill, href)
                };
                lines.iter().map(row).collect::<Vec<AnyView>>()
            });
            let trip = wants.get().then(|| {
                view! { <Row title="Plan a trip for it" detail="Packing list, tasks and dress, by its date" icon=Icon::Luggage on_press=plan /> }
            });
            view! {
                <Group title="Interviews">
                    {rows}
                    {trip}
                    <Row title="Add an interview without a trip" detail="A video call, or a journey that needs no list" icon=Icon::Plus on_press=add />
                </Group>
            }
            .into_any()
        };
        dynamic(list)
    }

    fn application(self, now: Signal<Program>) -> AnyView {
        let stage = Signal::derive(move || now.with(|one| one.stage.id().to_owned()));
        let stages = Stage::ALL.map(|stage| (stage.id().to_owned(), stage.words().to_owned()));
        let set_stage = Callback::new(move |id: String| {
            if let Some(stage) = Stage::of(&id) {
                self.changes(|one| one.stage = stage);
            }
        });
        let (day_wrong, time_wrong) = (RwSignal::new(None), RwSignal::new(None));
        let reply = move |read: fn(WallTime) -> String| {
            Signal::derive(move || now.with(|one| one.reply_by.map(read)).unwrap_or_default())
        };
        let set_day = Callback::new(move |text: String| {
            if text.is_empty() {
                return day_wrong.set(self.changes(|one| one.reply_by = None));
            }
            match (Day::parse(&text), Minute::new(REPLY_HOUR, 0)) {
                (Ok(day), Some(usual)) => day_wrong.set(self.changes(|one| {
                    let minute = one.reply_by.map_or(usual, |wall| wall.minute);
                    one.reply_by = Some(WallTime { day, minute });
                })),
                (Err(sentence), _) => day_wrong.set(Some(sentence)),
                (_, None) => {}
            }
        });
        let set_time = Callback::new(move |text: String| {
            let day = now.with_untracked(|one| one.reply_by.map(|wall| wall.day));
            match (day, Minute::parse(&text)) {
                (None, _) => time_wrong.set(Some("Choose the day first.".to_owned())),
                (_, Err(sentence)) => time_wrong.set(Some(sentence)),
                (Some(day), Ok(minute)) => {
                    time_wrong
                        .set(self.changes(|one| one.reply_by = Some(WallTime { day, minute })));
                }
            }
        });
        let day = view! {
            <TextField label="Reply by (optional)" input_type="date" value=reply(|wall| wall.day.iso())
                on_commit=set_day error=day_wrong />
        };
        let time = view! {
            <TextField label="Time at the program" input_type="time" value=reply(|wall| wall.minute.text())
                on_commit=set_time error=time_wrong />
        };
        let when = el("div")
            .class("pair")
            .view(day.into_any())
            .view(time.into_any());
        view! {
            <FieldGroup title="Application">
                <SelectField label="Stage" options=Signal::stored(stages.to_vec()) value=stage on_change=set_stage
                    hint="Dates of interviews count by themselves" />
                {when}
            </FieldGroup>
        }
        .into_any()
    }

    fn about(self, now: Signal<Program>) -> AnyView {
        let text = move |read: fn(&Program) -> &String| {
            Signal::derive(move || now.with(|one| read(one).clone()))
        };
        let name_wrong = RwSignal::new(None);
        let set_name = Callback::new(move |text: String| {
            name_wrong.set(self.changes(|one| one.name = text.trim().to_owned()));
        });
        let specialty_wrong = RwSignal::new(None);
        let set_specialty = Callback::new(move |text: String| {
            specialty_wrong.set(self.changes(|one| one.specialty = text.trim().to_owned()));
        });
        let (place_wrong, zone_wrong) = (RwSignal::new(None), RwSignal::new(None));
        let set_place = Callback::new(move |text: String| {
            place_wrong.set(self.changes(|one| {
                settle(&text, &mut one.state, &mut one.zone, &mut one.zone_guessed);
                one.place = text;
            }));
        });
        let set_zone = Callback::new(move |zone: String| {
            zone_wrong.set(unknown(&zone).or_else(|| {
                self.changes(|one| {
                    one.zone = zone;
                    one.zone_guessed = false;
                })
            }));
        });
        let (code_wrong, site_wrong) = (RwSignal::new(None), RwSignal::new(None));
        let set_code = Callback::new(move |text: String| {
            code_wrong.set(self.changes(|one| one.code = text));
        });
        let set_site = Callback::new(move |text: String| {
            site_wrong.set(self.changes(|one| one.site = text));
        });
        let note_wrong = RwSignal::new(None);
        let set_note = Callback::new(move |text: String| {
            note_wrong.set(self.changes(|one| one.note = text));
        });
        let open_site = move || {
            let address = web(&now.with(|one| one.site.clone()))?;
            Some(view! { <LinkButton label="Open its web site" href=address kind=ButtonKind::Quiet /> }.into_any())
        };
        let zone = zone_field(
            "Time zone of the program",
            text(|one| &one.zone),
            set_zone,
            zone_wrong.into(),
        );
        view! {
            <FieldGroup title="About the program">
                <TextField label="Name" value=text(|one| &one.name) on_commit=set_name error=name_wrong
                    hint="Its cards, interviews and trips stay with it" />
                <TextField label="Specialty (optional)" value=text(|one| &one.specialty) on_commit=set_specialty error=specialty_wrong />
                <TextField label="City of the program" value=text(|one| &one.place) on_input=set_place error=place_wrong
                    placeholder="For example Chicago or Portland, OR" />
                {zone}
                <TextField label="NRMP code (optional)" value=text(|one| &one.code) on_input=set_code error=code_wrong spellcheck=false />
                <TextField label="Web site (optional)" input_type="url" value=text(|one| &one.site) on_input=set_site error=site_wrong spellcheck=false />
                {maybe(open_site)}
                <TextField label="Note (optional)" multiline=true value=text(|one| &one.note) on_input=set_note error=note_wrong />
            </FieldGroup>
        }
        .into_any()
    }
}

/// One interview of the program.
#[derive(Clone, PartialEq)]
struct Line {
    title: String,
    detail: &'static str,
    pill: Option<(PillTone, String)>,
    href: String,
}

fn lines(model: &Model, world: &World, program: &ProgramId) -> Vec<Line> {
    let mine = |one: &Interview| one.at.as_ref() == Some(program);
    let line = |(id, one): (InterviewId, Booking)| Line {
        title: when(&one, world),
        detail: match (one.format, &one.trip) {
            (Format::InPerson, Some(_)) => "In person, with a trip",
            (Format::InPerson, None) => "In person, no trip",
            (Format::Virtual, Some(_)) => "Video call, with a list",
            (Format::Virtual, None) => "Video call",
        },
        pill: is_over(&one, world).then(|| (PillTone::Neutral, "over".to_owned())),
        // The way to its trip is there.
        href: href(&address::interview(program, &id)),
    };
    bookings(model, &mine).map(line).collect()
}

/// The page of an interview, with or without a trip. A new one is stored with the first thing that is typed or
/// chosen on it, so that a page which was only looked at leaves nothing behind.
pub fn interview(visit: Visit) -> AnyView {
    let hand = visit.hand();
    let (program, id) = (
        ProgramId::from(visit.param(0)),
        InterviewId::from(visit.param(1)),
    );
    let watched = program.clone();
    visit.is_called(hand.session.watch(move |model, _| {
        let name = model.text(Program::KIND, &watched, "name");
        name.filter(|name| !name.is_empty())
    }));
    let (stored, shown) = (StoredValue::new(id.clone()), id.clone());
    let trip = hand.session.watch(move |model, _| {
        let one = model.get::<Interview>(&shown)?;
        one.trip.as_ref().map(|trip| href(&address::trip(trip)))
    });
    let of = StoredValue::new(program.clone());
    let today = move || hand.session.read(|_, world| world.today());
    let is_stored =
        move |model: &Model| stored.with_value(|id| model.is_alive(Interview::KIND, id));
    let begin = move |()| {
        if hand.session.read(|model, _| is_stored(model)) {
            return None;
        }
        hand.types(ProgramAction::AddInterview {
            program: of.get_value(),
            interview: stored.get_value(),
            today: today(),
        })
    };
    let form = InterviewForm {
        hand,
        id: stored,
        before: StoredValue::new(new_at(&program, today())),
        begin: Callback::new(begin),
        checked: RwSignal::new(false),
        names_program: false,
        back: StoredValue::new(Some(address::program(&program))),
    };
    let to_trip = move || {
        match trip.get() {
        Some(href) => view! {
            <Group><Row title="Its trip" detail="Packing list, tasks and dress" icon=Icon::Luggage href=href /></Group>
        }
        .into_any(),
        None => nothing(),
    }
    };
    let interview = id.clone();
    let is_of_program = hand
        .session
        .read(|model, _| model.is_alive(Program::KIND, &program));
    while_there(hand, Interview::KIND, id.into(), is_of_program, move || {
        let read = |model: &Model, _: &World| model.get_or_default::<Interview>(&interview);
        let has_day = hand.session.read(read).day.is_some();
        let is_there = hand.session.watch(move |model, _| is_stored(model));
        let (program, interview) = (program.clone(), interview.clone());
        let ways = move || {
            let stages = ready_day(hand, program.clone(), interview.clone());
            let file = add_button(hand, interview.clone()).into_any();
            // Who has just added it fills it in first.
            match has_day {
                true => vec![stages, file, dynamic(to_trip)].into_any(),
                false => vec![file, dynamic(to_trip), stages].into_any(),
            }
        };
        let ways = maybe(move || is_there.get().then(|| untrack(&ways)));
        match has_day {
            true => vec![ways.into_any(), form.draw()].into_any(),
            false => vec![form.draw(), ways.into_any()].into_any(),
        }
    })
}
