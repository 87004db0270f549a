//! The form of a trip: its interviews, nights and questions. What is typed is kept at once, so a form
//! that is left half-way is found again. The trip is begun with the first thing that is typed or chosen: a form
//! that was only looked at leaves nothing behind, whether it began empty, like another trip or at a program.
//! "Done" only checks that nothing is missing.

use leptos::prelude::*;

use crate::address;
use crate::domain::ids::{InterviewId, TripId};
use crate::domain::trip::{Booking, Format, Interview, Trip};
use crate::features::programs::interview::{InterviewForm, plain_list, seen};
use crate::features::shell::zones::zone_field;
use crate::features::trips::answers::{about_you, note, questions};
use crate::features::{Hand, Visit, gone, muted, other_versions};
use crate::session::phone;
use crate::store::acts::programs::ProgramAction;
use crate::store::acts::season::SeasonAction;
use crate::store::acts::trips::TripAction;
use crate::store::core::beginning::Origin;
use crate::store::core::bookings::{booking, interviews_of};
use crate::store::core::model::Model;
use crate::store::read::conditions::{
    Nights, asked, asked_before, nights, nights_before, say_nights,
};
use crate::store::read::home::asks_home;
use crate::store::read::trips::all_clashes;
use crate::store::read::world::World;
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, FieldGroup, Group, Icon, PillTone, Stepper, TextField,
    dynamic, each, el, maybe,
};

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let hand = visit.hand();
    let trip = TripId::from(visit.param(0));
    let id = trip.clone();
    // `None` for a trip that was deleted. One that never was is a form in which nothing is typed yet.
    let draft = visit.session.watch(move |model, _| {
        match (model.get::<Trip>(&id), model.remains::<Trip>(&id)) {
            (Some(trip), _) => Some(trip.draft),
            (None, None) => Some(true),
            (None, Some(_)) => None,
        }
    });
    let known = Memo::new(move |_| draft.with(Option::is_some));
    let title = visit.title;
    Effect::new(move |_| {
        if draft.get() == Some(true) {
            title.set("New trip".to_owned());
        }
    });
    dynamic(move || {
        if known.get() {
            Form::of(hand, trip.clone(), visit.param(1)).draw(draft)
        } else {
            gone(hand, "trip", &trip)
        }
    })
}

/// An open form.
#[derive(Clone, Copy)]
struct Form {
    hand: Hand,
    trip: StoredValue<TripId>,
    /// Id of the trip or program that it begins from, or empty.
    from: StoredValue<String>,
    /// What a trip that is not begun shows: the journey and its first interview.
    start: StoredValue<(Trip, Interview)>,
    /// Id of the first interview of a trip that is not begun.
    first: StoredValue<InterviewId>,
    /// "Done" was pressed, so what is missing is said at its field.
    checked: RwSignal<bool>,
}

impl Form {
    fn of(hand: Hand, trip: TripId, from: String) -> Form {
        let session = hand.session;
        let (journey, known, first) = session.read(|model, world| {
            let origin = Origin::of(model, &from);
            origin.begins(model, world.today())
        });
        Form {
            hand,
            trip: StoredValue::new(trip),
            from: StoredValue::new(from),
            start: StoredValue::new((journey, first)),
            first: StoredValue::new(known.unwrap_or_else(|| session.fresh_id().into())),
            checked: RwSignal::new(false),
        }
    }

    fn is_begun(self) -> bool {
        let session = self.hand.session;
        session.read(|model, _| self.begun(model).is_some())
    }

    /// The trip, once it is begun.
    fn begun(self, model: &Model) -> Option<&Trip> {
        self.trip.with_value(|id| model.get::<Trip>(id))
    }

    /// The interviews, those of a trip that is not begun as well.
    fn interviews(self, model: &Model) -> Vec<(InterviewId, Booking)> {
        if self.begun(model).is_some() {
            return self
                .trip
                .with_value(|id| interviews_of(model, id).collect());
        }
        let first = self.first.get_value();
        let seen = self
            .start
            .with_value(|(_, start)| seen(model, &first, start));
        vec![(first, booking(model, &seen))]
    }

    /// The interview that a trip which is not begun shows.
    fn first_booking(self, model: &Model) -> Booking {
        let first = self.interviews(model).pop();
        first.map(|(_, first)| first).unwrap_or_default()
    }

    /// Begins the trip, unless it is begun: with the first thing that is typed or chosen.
    fn begin(self) -> Option<String> {
        if self.is_begun() {
            return None;
        }
        let session = self.hand.session;
        let (origin, today, home) = session.read(|model, world| {
            let origin = self.from.with_value(|from| Origin::of(model, from));
            (origin, world.today(), world.home(model))
        });
        let (trip, interview) = (self.trip.get_value(), self.first.get_value());
        match origin {
            Origin::New => self.hand.types(TripAction::Begin {
                trip,
                interview,
                today,
                home,
            }),
            Origin::Again(from) => self.hand.types(TripAction::PackAgain {
                from,
                trip,
                interview,
                today,
            }),
            Origin::To(program) => self.hand.types(ProgramAction::PlanTrip {
                program,
                trip,
                interview,
                today,
                home,
            }),
        }
    }

    /// As `begin`, for the interview with this id: after the last one was removed, a new one is made.
    fn begin_with(self, id: &InterviewId) -> Option<String> {
        let refused = self.begin();
        if refused.is_some() {
            return refused;
        }
        let session = self.hand.session;
        if session.read(|model, _| model.get::<Interview>(id).is_some()) {
            return None;
        }
        let (id, trip) = (id.clone(), self.trip.get_value());
        self.hand.types(TripAction::AddInterview { id, trip })
    }

    /// Changes the journey.
    fn journey(self, change: impl FnOnce(&mut Trip)) {
        let id = self.trip.get_value();
        let refused = self.begin().or_else(|| {
            let session = self.hand.session;
            let mut trip = session.read(|model, _| model.get_or_default::<Trip>(&id));
            change(&mut trip);
            self.hand.types(TripAction::Edit { id, trip })
        });
        if let Some(sentence) = refused {
            self.hand.toaster.show(sentence);
        }
    }

    /// Checks that nothing is missing and goes to the lists, or to the first field that misses something.
    fn finish(self) {
        let id = self.trip.get_value();
        let complete = self.hand.session.read(|model, _| {
            let mut interviews = self.interviews(model).into_iter();
            interviews.all(|(_, one)| one.faults().is_empty())
        });
        if !complete {
            self.checked.set(true);
            phone::show_fault_soon("main");
            return;
        }
        if let Some(sentence) = self.begin() {
            self.hand.toaster.show(sentence);
            return;
        }
        if self.hand.does(TripAction::Finish { trip: id.clone() }) {
            // The first real data, in a tap: the moment to ask for storage that lasts. The answer, and a
            // way to ask again, stand in Settings.
            let is_own = !self.hand.session.is_sample();
            leptos::task::spawn_local(async move {
                if is_own && phone::is_persisted().await != Some(true) {
                    let _ = phone::request_persist().await;
                }
            });
            phone::swap(&address::trip(&id));
        }
    }

    fn draw(self, draft: Signal<Option<bool>>) -> AnyView {
        let hand = self.hand;
        let trip = self.trip.get_value();
        let interviews = hand.session.watch(move |model, _| {
            let all = self.interviews(model).into_iter();
            all.map(|(id, _)| id).collect::<Vec<InterviewId>>()
        });
        let ids = Memo::new(move |_| {
            // The order of the form stays as it was made; sorting by date would move a card while its
            // date is being typed.
            let mut ids = interviews.get();
            if ids.is_empty() && draft.get() == Some(true) {
                ids.push(self.first.get_value());
            }
            ids.sort();
            ids
        });
        let id = trip.clone();
        let clash = hand.session.watch(move |model, world| {
            all_clashes(model, world)
                .into_iter()
                .find(|clash| clash.trip.as_ref() == Some(&id))
                .map(|clash| clash.sentence)
        });
        let travels = hand.session.watch(move |model, _| {
            let interviews = self.interviews(model);
            let mut formats = interviews.iter().map(|(_, one)| one.format);
            interviews.is_empty() || formats.any(|format| format == Format::InPerson)
        });
        let homeless = hand.session.watch(asks_home);
        let add = Callback::new(move |()| {
            let (id, trip) = (hand.session.fresh_id(), self.trip.get_value());
            if self.begin().is_none() {
                hand.does_with_undo(
                    TripAction::AddInterview {
                        id: id.into(),
                        trip,
                    },
                    "Interview added",
                );
            }
        });
        let done = Callback::new(move |()| self.finish());
        let discard = Callback::new(move |()| {
            let begun = self.is_begun();
            phone::swap(address::PACK);
            if begun {
                let id = self.trip.get_value();
                hand.does_with_undo(ProgramAction::Discard { trip: id }, "Trip discarded");
            }
        });
        let more = view! { <Button kind=ButtonKind::Quiet icon=Icon::Plus label="Add an interview" on_press=add /> };
        view! {
            {other_versions(hand, "trip", trip.into())}
            {each(
                move || ids.get().into_iter().map(String::from).collect(),
                move |id| self.interview(id.into()).draw(),
            )}
            {el("div").class("cluster").view(more.into_any())}
            {maybe(move || clash.get().map(|sentence| view! { <Banner tone=PillTone::Warn text=sentence /> }.into_any()))}
            {maybe(move || homeless.get().then(|| self.home()))}
            {self.journey_card(travels)}
            {self.questions()}
            <ActionBar>
                {maybe(move || (draft.get() == Some(true)).then(|| view! {
                    <Button kind=ButtonKind::Secondary label="Discard" on_press=discard />
                }.into_any()))}
                <Button kind=ButtonKind::Primary label="Done" icon=Icon::Tick on_press=done />
            </ActionBar>
        }
        .into_any()
    }

    fn interview(self, id: InterviewId) -> InterviewForm {
        let begun = id.clone();
        InterviewForm {
            hand: self.hand,
            id: StoredValue::new(id),
            begin: Callback::new(move |()| self.begin_with(&begun)),
            checked: self.checked,
            before: StoredValue::new(self.start.with_value(|(_, first)| first.clone())),
            names_program: true,
            back: StoredValue::new(None),
        }
    }

    fn home(self) -> AnyView {
        let hand = self.hand;
        let zone = hand.session.watch(|model, world| world.home(model));
        let wrong = RwSignal::new(None);
        let choose = Callback::new(move |home_zone: String| {
            let season = crate::domain::season::Season {
                home_zone,
                ..hand.session.read(|model, _| model.season())
            };
            wrong.set(hand.types(SeasonAction::Edit { season }));
        });
        view! {
            <FieldGroup title="Where is home?">
                {zone_field("Home time zone", zone, choose, wrong.into())}
                {muted("Jet lag and the day of arrival are counted from home, wherever this phone is.")}
            </FieldGroup>
        }
        .into_any()
    }

    fn journey_card(self, travels: Signal<bool>) -> AnyView {
        let now: Signal<Trip> = self.hand.session.watch(move |model, _| {
            let begun = self.begun(model).cloned();
            begun.unwrap_or_else(|| self.start.with_value(|(trip, _)| trip.clone()))
        });
        let set_title = Callback::new(move |text: String| self.journey(|trip| trip.title = text));
        let set_nights = Callback::new(move |nights: i32| {
            let nights = u8::try_from(nights).unwrap_or(0);
            self.journey(|trip| say_nights(trip, nights));
        });
        let id = self.trip.get_value();
        let stay: Signal<Nights> =
            self.hand
                .session
                .watch(move |model, world| match self.begun(model) {
                    Some(_) => nights(model, &id, world),
                    None => self.start.with_value(|(trip, _)| {
                        nights_before(model, trip, self.first_booking(model), world)
                    }),
                });
        let nights = move || {
            let value = Signal::derive(move || stay.with(|stay| i32::from(stay.count)));
            let detail = Signal::derive(move || stay.with(Nights::suggestion));
            let stepper = view! { <Stepper label="Nights away" detail=detail value=value min=0 max=60 on_change=set_nights /> };
            plain_list(stepper.into_any()).into_any()
        };
        view! {
            <FieldGroup title="The trip">
                {maybe(move || travels.get().then(nights))}
                <TextField label="Name of the trip (optional)" value=Signal::derive(move || now.with(|trip| trip.title.clone()))
                    hint="If empty: program, city and date" on_input=set_title />
            </FieldGroup>
        }
        .into_any()
    }

    fn questions(self) -> AnyView {
        let id = self.trip.get_value();
        let read = move |model: &Model, world: &World<'_>, _: Option<&str>| match self.begun(model)
        {
            Some(_) => asked(model, &id, world),
            None => self.start.with_value(|(trip, _)| {
                asked_before(model, trip, self.first_booking(model), world)
            }),
        };
        let rows = self.hand.session.watch_rows(read, |_| ());
        let answer = Callback::new(move |(condition, yes)| {
            self.journey(|trip| note(&mut trip.conditions, &mut trip.answered, condition, yes));
        });
        view! {
            {questions("What about this trip?", rows, |_| true, answer)}
            <Group>{about_you(self.hand.session)}</Group>
            {muted("The answers decide what is on your lists. You can change them at any time.")}
        }
        .into_any()
    }
}
