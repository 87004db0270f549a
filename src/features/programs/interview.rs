//! The fields of one interview, for the form of its trip and for the page of one without a trip. What is
//! typed is kept at once.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::domain::ids::InterviewId;
use crate::domain::program::Program;
use crate::domain::time::{Day, Minute};
use crate::domain::trip::{Booking, Field, Format, Interview};
use crate::features::shell::zones::{settle, unknown, zone_field};
use crate::features::{Hand, muted_status, other_versions};
use crate::session::phone;
use crate::store::acts::programs::ProgramAction;
use crate::store::acts::trips::TripAction;
use crate::store::core::bookings::booking;
use crate::store::core::model::Model;
use crate::store::read::interviews::skipped;
use crate::store::read::world::World;
use crate::ui::{Button, ButtonKind, FieldGroup, Icon, Segmented, Stepper, TextField, el, maybe};

/// Longest name of a known program that is offered, in characters.
const OFFERED_MAX: usize = 100;

/// The fields of one interview.
#[derive(Clone, Copy)]
pub struct InterviewForm {
    /// Changes data.
    pub hand: Hand,
    /// Id of the interview.
    pub id: StoredValue<InterviewId>,
    /// What it shows before it is made.
    pub before: StoredValue<Interview>,
    /// Makes the interview, unless it is there; the answer is the sentence to show when it cannot.
    pub begin: Callback<(), Option<String>>,
    /// What is missing is said at its field.
    pub checked: RwSignal<bool>,
    /// It says at which program the interview is; else that is plain from where it stands.
    pub names_program: bool,
    /// Where to go when the interview was removed; none to stay.
    pub back: StoredValue<Option<String>>,
}

impl InterviewForm {
    /// Changes the interview. The answer is the sentence to show at the field.
    fn changes(self, change: impl FnOnce(&mut Interview)) -> Option<String> {
        let refused = self.begin.run(());
        if refused.is_some() {
            return refused;
        }
        let id = self.id.get_value();
        let session = self.hand.session;
        let mut interview = session.read(|model, _| model.get_or_default::<Interview>(&id));
        change(&mut interview);
        self.hand.types(TripAction::EditInterview { id, interview })
    }

    /// Says at which program it is. The answer is the sentence to show at the field.
    pub fn names(self, name: String, whole: bool) -> Option<String> {
        let refused = self.begin.run(());
        if refused.is_some() {
            return refused;
        }
        self.hand.types(ProgramAction::Name {
            interview: self.id.get_value(),
            fresh: self.hand.session.fresh_id().into(),
            name,
            whole,
        })
    }

    fn removes(self) {
        if let Some(back) = self.back.get_value() {
            phone::swap(&back);
        }
        let id = self.id.get_value();
        let session = self.hand.session;
        // One in which nothing was typed was never made.
        if session.read(|model, _| model.get::<Interview>(&id).is_some()) {
            self.hand
                .does_with_undo(TripAction::RemoveInterview { id }, "Interview removed");
        }
    }

    /// The interview as it reads.
    fn seen(self, model: &Model) -> Booking {
        let (id, before) = (self.id.get_value(), self.before.get_value());
        booking(model, &seen(model, &id, &before))
    }

    /// Its fields and the way to remove it.
    pub fn draw(self) -> AnyView {
        let hand = self.hand;
        let id = self.id;
        let session = hand.session;
        let now: Signal<Booking> = session.watch(move |model, _| self.seen(model));
        let text =
            move |read: fn(&Interview) -> String| Signal::derive(move || now.with(|one| read(one)));
        // What is missing at a field, once "Done" was pressed; what was typed wrong there comes first.
        let fault = move |field: Field, wrong: RwSignal<Option<String>>| {
            Signal::derive(move || {
                let missing = || {
                    let faults = now.with(Booking::faults);
                    let mut mine = faults.into_iter().filter(|(at, _)| *at == field);
                    mine.next().map(|(_, sentence)| sentence)
                };
                wrong
                    .get()
                    .or_else(|| self.checked.get().then(missing).flatten())
            })
        };

        let program_wrong = RwSignal::new(None);
        let (types, names) = (
            Callback::new(move |text: String| program_wrong.set(self.names(text, false))),
            Callback::new(move |text: String| program_wrong.set(self.names(text, true))),
        );
        let known = session.watch(|model, _| {
            let all = model.all::<Program>().values();
            // A longer one is no help in a list, and WebKit's list ends the page over it.
            let short = |name: &&str| name.chars().count() <= OFFERED_MAX;
            let all: BTreeSet<&str> = all.map(Program::title).filter(short).collect();
            all.into_iter().map(str::to_owned).collect::<Vec<String>>()
        });
        let (day_wrong, time_wrong) = (RwSignal::new(None), RwSignal::new(None));
        let set_day = Callback::new(move |text: String| match Day::parse(&text) {
            Ok(day) => day_wrong.set(self.changes(|one| one.day = Some(day))),
            Err(sentence) => day_wrong.set(Some(sentence)),
        });
        let set_start = Callback::new(move |text: String| match Minute::parse(&text) {
            Ok(start) => time_wrong.set(self.changes(|one| one.start = Some(start))),
            Err(sentence) => time_wrong.set(Some(sentence)),
        });
        let (city_wrong, street_wrong) = (RwSignal::new(None), RwSignal::new(None));
        let set_city = Callback::new(move |text: String| {
            city_wrong.set(self.changes(|one| {
                one.part();
                settle(&text, &mut one.state, &mut one.zone, &mut one.zone_guessed);
                one.place = text;
            }));
        });
        let set_street = Callback::new(move |text: String| {
            street_wrong.set(self.changes(|one| {
                one.part();
                one.address = text;
            }));
        });
        let zone_wrong = RwSignal::new(None);
        let set_zone = Callback::new(move |zone: String| {
            zone_wrong.set(unknown(&zone).or_else(|| {
                self.changes(|one| {
                    one.zone = zone;
                    one.zone_guessed = false;
                })
            }));
        });
        let set_format = Callback::new(move |format: String| {
            let format = if format == "virtual" {
                Format::Virtual
            } else {
                Format::InPerson
            };
            self.changes(|one| one.format = format);
        });
        let set_length = Callback::new(move |hours: i32| {
            let minutes = u16::try_from(hours).unwrap_or(8).saturating_mul(60);
            self.changes(|one| one.length = minutes);
        });
        let city = text(|one| match one.parted {
            // As it is being typed, with a space at its end.
            true => one.place.clone(),
            false => one.city().to_owned(),
        });
        let is_call = Memo::new(move |_| now.with(|one| one.format == Format::Virtual));
        let format = Signal::derive(move || {
            if is_call.get() {
                "virtual"
            } else {
                "in-person"
            }
            .to_owned()
        });
        // A change of the zone is heard, too.
        let doubt = session.watch(move |model, world| {
            let one = self.seen(model);
            let doubt = || one.doubt(world.today()).map(str::to_owned);
            skipped(&one, world).or_else(doubt).unwrap_or_default()
        });
        let clocks = session.watch(move |model, world| about_zone(model, world, &self.seen(model)));
        let remove = Callback::new(move |()| self.removes());
        let title = Signal::derive(move || {
            now.with(|one| match one.program.trim() {
                "" => "Interview".to_owned(),
                name => name.to_owned(),
            })
        });
        let program = move || {
            view! {
                <TextField label="Program" value=text(|one| one.program.clone()) on_input=types on_commit=names
                    error=fault(Field::Program, program_wrong) suggestions=known
                    placeholder="For example Riverside Internal Medicine" />
            }
            .into_any()
        };
        let street = move || {
            view! {
                <TextField label="Street and building (optional)" value=text(Interview::street) on_input=set_street
                    error=street_wrong />
            }
            .into_any()
        };
        let length = view! {
            <Stepper label="Length in hours" value=Signal::derive(move || now.with(|one| i32::from(one.length / 60))) min=1 max=14 on_change=set_length />
        };
        let date = view! { <TextField label="Date" input_type="date" value=text(|one| one.day.map(Day::iso).unwrap_or_default()) on_commit=set_day error=fault(Field::Day, day_wrong) /> };
        let start = view! { <TextField label="Start" input_type="time" value=text(|one| one.start.map(Minute::text).unwrap_or_default()) on_commit=set_start error=fault(Field::Start, time_wrong) /> };
        let when = el("div")
            .class("pair")
            .view(date.into_any())
            .view(start.into_any());
        let zone = zone_field(
            "Time zone of the program",
            text(|one| one.zone.clone()),
            set_zone,
            fault(Field::Zone, zone_wrong),
        );
        // The page of an interview has them already.
        let twice = move || other_versions(hand, "interview", id.get_value().into());
        view! {
            <FieldGroup title=title>
                {self.names_program.then(twice)}
                <Segmented label="Format" options=[("in-person", "In person"), ("virtual", "Virtual")] selected=format on_select=set_format />
                {self.names_program.then(program)}
                <TextField label="City of the program" value=city on_input=set_city error=city_wrong
                    placeholder="For example Chicago or Portland, OR" />
                {el("div").class("field").child(when).child(muted_status(move || doubt.get()))}
                {el("div").class("field").view(zone).child(muted_status(move || clocks.get()))}
                {plain_list(length.into_any())}
                {maybe(move || (!is_call.get()).then(street))}
                <Button kind=ButtonKind::Quiet icon=Icon::Trash label="Remove this interview" on_press=remove />
            </FieldGroup>
        }
        .into_any()
    }
}

/// The interview of this id; before it was ever made, what its form shows.
pub fn seen(model: &Model, id: &InterviewId, before: &Interview) -> Interview {
    let known = model.get::<Interview>(id).cloned();
    known.unwrap_or_else(|| match model.remains::<Interview>(id) {
        Some(_) => Interview::default(),
        None => before.clone(),
    })
}

/// Both clocks in one line, so that a wrong zone is seen before it does harm.
fn about_zone(model: &Model, world: &World, interview: &Booking) -> String {
    let guessed = if interview.zone_guessed && !interview.place.is_empty() {
        "Set from the city. "
    } else {
        ""
    };
    let clocks = both_clocks(model, world, interview).unwrap_or_default();
    [guessed, &clocks].concat().trim_end().to_owned()
}

fn both_clocks(model: &Model, world: &World, interview: &Interview) -> Option<String> {
    if interview.zone.is_empty() {
        return None;
    }
    let wall = interview.wall()?;
    let at = world.instant(&interview.zone, wall);
    let home = world.home(model);
    let there = world.when(&interview.zone, wall);
    let body = world.when(&home, world.wall_at(&home, at));
    Some(if there == body {
        [&there, ", the same as at home"].concat()
    } else {
        [&there, " is ", &body, " at home"].concat()
    })
}

/// A list of one row inside a card.
pub fn plain_list(row: AnyView) -> crate::ui::El {
    el("ul").attr("role", "list").class("plain").view(row)
}
