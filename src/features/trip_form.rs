//! The form of a trip: its interviews, nights and questions. What is typed is kept at once, so a form
//! that is left half-way is found again, and one in which nothing was typed leaves nothing behind.
//! "Done" only checks that nothing is missing.

use leptos::prelude::*;

use crate::content::places;
use crate::domain::time::{Day, Minute};
use crate::domain::trip::{Field, Format, Interview, Trip};
use crate::features::answers::{about_you, note, questions};
use crate::features::zones::zone_field;
use crate::features::{Hand, Visit, gone, muted, muted_status};
use crate::session::phone;
use crate::store::action::Action;
use crate::store::model::Model;
use crate::store::plan::interviews_of;
use crate::store::select::{World, all_clashes, asked, asks_home};
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, FieldGroup, Group, Icon, PillTone, Segmented, Stepper,
    TextField, dynamic, each, el, maybe,
};

const KINDS: &[&str] = &["trip", "interview", "season"];

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let hand = visit.hand();
    let trip = visit.param(0);
    let id = trip.clone();
    // `None` for a trip that was deleted. One that never was is a form in which nothing is typed yet.
    let draft = visit.session.watch(KINDS, move |model, _| {
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
            Form::of(hand, trip.clone()).draw(draft)
        } else {
            gone(hand, "trip", &trip)
        }
    })
}

/// An open form.
#[derive(Clone, Copy)]
struct Form {
    hand: Hand,
    trip: StoredValue<String>,
    /// Id of the first interview of a trip that is not begun.
    first: StoredValue<String>,
    /// "Done" was pressed, so what is missing is said at its field.
    checked: RwSignal<bool>,
}

impl Form {
    fn of(hand: Hand, trip: String) -> Form {
        Form {
            hand,
            trip: StoredValue::new(trip),
            first: StoredValue::new(hand.session.fresh_id()),
            checked: RwSignal::new(false),
        }
    }

    fn is_begun(self) -> bool {
        let id = self.trip.get_value();
        let session = self.hand.session;
        session.read(|model, _| model.get::<Trip>(&id).is_some())
    }

    /// Begins the trip, unless it is begun: with the first thing that is typed or chosen.
    fn begin(self) -> Option<String> {
        if self.is_begun() {
            return None;
        }
        let session = self.hand.session;
        let (today, home) = session.read(|model, world| (world.today(), world.home(model)));
        self.hand.types(Action::BeginTrip {
            trip: self.trip.get_value(),
            interview: self.first.get_value(),
            today,
            home,
        })
    }

    /// Changes an interview. The answer is the sentence to show at the field.
    fn interview(
        self,
        id: StoredValue<String>,
        change: impl FnOnce(&mut Interview),
    ) -> Option<String> {
        let refused = self.begin();
        if refused.is_some() {
            return refused;
        }
        let id = id.get_value();
        let session = self.hand.session;
        let mut interview = session.read(|model, _| model.get_or_default::<Interview>(&id));
        change(&mut interview);
        self.hand.types(Action::EditInterview { id, interview })
    }

    /// Changes the journey.
    fn journey(self, change: impl FnOnce(&mut Trip)) {
        let id = self.trip.get_value();
        let refused = self.begin().or_else(|| {
            let session = self.hand.session;
            let mut trip = session.read(|model, _| model.get_or_default::<Trip>(&id));
            change(&mut trip);
            self.hand.types(Action::EditTrip { id, trip })
        });
        if let Some(sentence) = refused {
            self.hand.toaster.show(sentence);
        }
    }

    /// Checks that nothing is missing and goes to the lists, or to the first field that misses something.
    fn finish(self) {
        let id = self.trip.get_value();
        let complete = self.hand.session.read(|model, _| {
            let mut interviews = interviews_of(model, &id).peekable();
            interviews.peek().is_some() && interviews.all(|(_, one)| one.faults().is_empty())
        });
        if !complete {
            self.checked.set(true);
            phone::show_soon("main [aria-invalid=true]");
            return;
        }
        if self.hand.does(Action::FinishTrip { trip: id.clone() }) {
            // The first real data, in a tap: the moment to ask for storage that lasts. The answer, and a
            // way to ask again, stand in Settings.
            leptos::task::spawn_local(async {
                if phone::is_persisted().await != Some(true) {
                    let _ = phone::request_persist().await;
                }
            });
            phone::swap(&["pack/", &id].concat());
        }
    }

    fn draw(self, draft: Signal<Option<bool>>) -> AnyView {
        let hand = self.hand;
        let trip = self.trip.get_value();
        let id = trip.clone();
        let interviews = hand.session.watch(KINDS, move |model, _| {
            interviews_of(model, &id)
                .map(|(id, _)| id.clone())
                .collect::<Vec<String>>()
        });
        let ids = Memo::new(move |_| {
            // The order of the form stays as it was made; sorting by date would move a card while its
            // date is being typed.
            let mut ids = interviews.get();
            if ids.is_empty() {
                ids.push(self.first.get_value());
            }
            ids.sort();
            ids
        });
        let several = Memo::new(move |_| ids.with(Vec::len) > 1);
        let id = trip.clone();
        let clash = hand.session.watch(KINDS, move |model, world| {
            all_clashes(model, world)
                .into_iter()
                .find(|clash| clash.trip == id)
                .map(|clash| clash.sentence)
        });
        let id = trip.clone();
        let travels = hand.session.watch(KINDS, move |model, _| {
            let mut interviews = interviews_of(model, &id).peekable();
            interviews.peek().is_none() || interviews.any(|(_, one)| one.format == Format::InPerson)
        });
        let homeless = hand.session.watch(KINDS, asks_home);
        let add = Callback::new(move |()| {
            let (id, trip) = (hand.session.fresh_id(), self.trip.get_value());
            if self.begin().is_none() {
                hand.does_with_undo(Action::AddInterview { id, trip }, "Interview added");
            }
        });
        let done = Callback::new(move |()| self.finish());
        let discard = Callback::new(move |()| {
            let begun = self.is_begun();
            phone::swap("pack");
            if begun {
                let id = self.trip.get_value();
                hand.does_with_undo(Action::DeleteTrip { id }, "Trip discarded");
            }
        });
        let more = view! { <Button kind=ButtonKind::Quiet icon=Icon::Plus label="Add an interview" on_press=add /> };
        view! {
            {each(move || ids.get(), move |id| self.interview_card(id, several))}
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

    fn interview_card(self, id: String, several: Memo<bool>) -> AnyView {
        let hand = self.hand;
        let session = hand.session;
        let watched = id.clone();
        let now: Signal<Interview> = session.watch(&["interview"], move |model, _| {
            model.get_or_default(&watched)
        });
        let id = StoredValue::new(id);
        let text = move |read: fn(&Interview) -> String| Signal::derive(move || now.with(read));
        // What is missing at a field, once "Done" was pressed; what was typed wrong there comes first.
        let fault = move |field: Field, wrong: RwSignal<Option<String>>| {
            Signal::derive(move || {
                let missing = || {
                    let faults = now.with(Interview::faults);
                    let mut mine = faults.into_iter().filter(|(at, _)| *at == field);
                    mine.next().map(|(_, sentence)| sentence)
                };
                wrong
                    .get()
                    .or_else(|| self.checked.get().then(missing).flatten())
            })
        };

        let program_wrong = RwSignal::new(None);
        let set_program = Callback::new(move |text: String| {
            program_wrong.set(self.interview(id, |one| one.program = text));
        });
        let (day_wrong, time_wrong) = (RwSignal::new(None), RwSignal::new(None));
        let set_day = Callback::new(move |text: String| match Day::parse(&text) {
            Ok(day) => day_wrong.set(self.interview(id, |one| one.day = Some(day))),
            Err(sentence) => day_wrong.set(Some(sentence)),
        });
        let set_start = Callback::new(move |text: String| match Minute::parse(&text) {
            Ok(start) => time_wrong.set(self.interview(id, |one| one.start = Some(start))),
            Err(sentence) => time_wrong.set(Some(sentence)),
        });
        let (city_wrong, street_wrong) = (RwSignal::new(None), RwSignal::new(None));
        let set_city = Callback::new(move |text: String| {
            city_wrong.set(self.interview(id, |one| settle(one, text)));
        });
        let set_street = Callback::new(move |text: String| {
            street_wrong.set(self.interview(id, |one| {
                one.part();
                one.address = text;
            }));
        });
        let zone_wrong = RwSignal::new(None);
        let set_zone = Callback::new(move |zone: String| {
            if zone.is_empty() || phone::zone_exists(&zone) {
                zone_wrong.set(self.interview(id, |one| {
                    one.zone = zone;
                    one.zone_guessed = false;
                }));
            } else {
                zone_wrong.set(Some("This phone does not know this time zone. Choose the nearest large city from the list.".to_owned()));
            }
        });
        let set_format = Callback::new(move |format: String| {
            let format = if format == "virtual" {
                Format::Virtual
            } else {
                Format::InPerson
            };
            self.interview(id, |one| one.format = format);
        });
        let set_length = Callback::new(move |hours: i32| {
            let minutes = u16::try_from(hours).unwrap_or(8).saturating_mul(60);
            self.interview(id, |one| one.length = minutes);
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
        let doubt = move || {
            let today = session.read(|_, world| world.today());
            now.with(|one| one.doubt(today)).unwrap_or("").to_owned()
        };
        let clocks = session.watch(KINDS, move |model, world| {
            about_zone(model, world, &id.get_value())
        });
        let remove = Callback::new(move |()| {
            hand.does_with_undo(
                Action::RemoveInterview { id: id.get_value() },
                "Interview removed",
            );
        });
        let title = Signal::derive(move || {
            now.with(|one| match one.program.trim() {
                "" => "Interview".to_owned(),
                name => name.to_owned(),
            })
        });
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
        view! {
            <FieldGroup title=title>
                <Segmented label="Format" options=[("in-person", "In person"), ("virtual", "Virtual")] selected=format on_select=set_format />
                <TextField label="Program" value=text(|one| one.program.clone()) on_input=set_program error=fault(Field::Program, program_wrong)
                    placeholder="For example Riverside Internal Medicine" />
                <TextField label="City of the program" value=city on_input=set_city error=city_wrong
                    placeholder="For example Chicago or Portland, OR" />
                {el("div").class("field").child(when).child(muted_status(doubt))}
                {el("div").class("field").view(zone).child(muted_status(move || clocks.get()))}
                {plain_list(length.into_any())}
                {maybe(move || (!is_call.get()).then(street))}
                {maybe(move || several.get().then(|| view! {
                    <Button kind=ButtonKind::Quiet icon=Icon::Trash label="Remove this interview" on_press=remove />
                }.into_any()))}
            </FieldGroup>
        }
        .into_any()
    }

    fn home(self) -> AnyView {
        let hand = self.hand;
        let zone = hand
            .session
            .watch(&["season"], |model, world| world.home(model));
        let wrong = RwSignal::new(None);
        let choose = Callback::new(move |home_zone: String| {
            let season = crate::domain::season::Season {
                home_zone,
                ..hand.session.read(|model, _| model.season())
            };
            wrong.set(hand.types(Action::EditSeason { season }));
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
        let id = self.trip.get_value();
        let now: Signal<Trip> = self
            .hand
            .session
            .watch(&["trip"], move |model, _| model.get_or_default(&id));
        let set_title = Callback::new(move |text: String| self.journey(|trip| trip.title = text));
        let set_nights = Callback::new(move |nights: i32| {
            let nights = u8::try_from(nights).unwrap_or(0);
            self.journey(|trip| trip.nights = nights);
        });
        let nights = move || {
            let value = Signal::derive(move || now.with(|trip| i32::from(trip.nights)));
            let stepper = view! { <Stepper label="Nights away" value=value min=0 max=60 on_change=set_nights /> };
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
        let rows = self.hand.session.watch_rows(
            KINDS,
            move |model, world, _| asked(model, &id, world),
            |_| (),
        );
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

/// Writes the city, and what is known of it: its state, and its zone unless the person chose one.
fn settle(one: &mut Interview, city: String) {
    one.part();
    let found = places::find(&city);
    one.place = city;
    found.state.clone_into(&mut one.state);
    if one.zone.is_empty() || one.zone_guessed {
        found.zone.clone_into(&mut one.zone);
        one.zone_guessed = !found.zone.is_empty();
    }
}

/// Both clocks in one line, so that a wrong zone is seen before it does harm.
fn about_zone(model: &Model, world: &World, id: &str) -> String {
    let interview: Interview = model.get_or_default(id);
    let guessed = if interview.zone_guessed && !interview.place.is_empty() {
        "Set from the city. "
    } else {
        ""
    };
    let clocks = both_clocks(model, world, &interview).unwrap_or_default();
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
fn plain_list(row: AnyView) -> crate::ui::El {
    el("ul").attr("role", "list").class("plain").view(row)
}
