//! The form of a trip: its interviews, nights and conditions. What is typed is kept at once, so a
//! form that is left half-way is found again; "Done" only checks that nothing is missing.

use leptos::prelude::*;

use crate::content::{Group as Block, condition};
use crate::domain::time::{Day, Minute};
use crate::domain::trip::{Format, Interview, Trip};
use crate::features::zones::zone_options;
use crate::features::{Hand, Visit, gone, muted, muted_status};
use crate::session::{ListedRow, phone};
use crate::store::action::Action;
use crate::store::plan::interviews_of;
use crate::store::select::{Asked, all_clashes, asked};
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, ChoiceRow, FieldGroup, Group, Icon, PillTone, Segmented,
    SelectField, Stepper, TextField, dynamic, each, el, maybe,
};

const KINDS: &[&str] = &["trip", "interview", "season"];

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let hand = visit.hand();
    let session = visit.session;
    let trip = visit.param(0);
    let id = trip.clone();
    let draft = session.watch(KINDS, move |model, _| {
        model.get::<Trip>(&id).map(|trip| trip.draft)
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
            form(hand, trip.clone(), draft)
        } else {
            gone(hand, "trip", &trip)
        }
    })
}

fn form(hand: Hand, trip: String, draft: Signal<Option<bool>>) -> AnyView {
    let session = hand.session;
    let id = trip.clone();
    let interviews = session.watch(KINDS, move |model, _| {
        interviews_of(model, &id)
            .map(|(id, _)| id.clone())
            .collect::<Vec<String>>()
    });
    let ids = Memo::new(move |_| {
        // The order of the form stays as it was made; sorting by date would move a card while its
        // date is being typed.
        let mut ids = interviews.get();
        ids.sort();
        ids
    });
    let several = Memo::new(move |_| ids.with(Vec::len) > 1);
    let id = trip.clone();
    let clash = session.watch(KINDS, move |model, world| {
        all_clashes(model, world)
            .into_iter()
            .find(|clash| clash.trip == id)
            .map(|clash| clash.sentence)
    });
    let id = trip.clone();
    let add = Callback::new(move |()| {
        let interview = hand.session.fresh_id();
        hand.does_with_undo(
            Action::AddInterview {
                id: interview,
                trip: id.clone(),
            },
            "Interview added",
        );
    });
    let id = trip.clone();
    let done = Callback::new(move |()| {
        if hand.does(Action::FinishTrip { trip: id.clone() }) {
            // The first real data, in a tap: the moment to ask for storage that lasts. The answer, and a
            // way to ask again, stand in Settings.
            leptos::task::spawn_local(async {
                if phone::is_persisted().await != Some(true) {
                    let _ = phone::request_persist().await;
                }
            });
            phone::swap(&["pack/", &id].concat());
        }
    });
    let discard_id = trip.clone();
    let discard = Callback::new(move |()| {
        phone::swap("pack");
        hand.does_with_undo(
            Action::DeleteTrip {
                id: discard_id.clone(),
            },
            "Trip deleted",
        );
    });
    let more = view! { <Button kind=ButtonKind::Quiet icon=Icon::Plus label="Another interview on this trip" on_press=add /> };
    view! {
        {each(move || ids.get(), move |id| interview_card(hand, id, several))}
        {el("div").class("cluster").view(more.into_any())}
        {maybe(move || clash.get().map(|sentence| view! { <Banner tone=PillTone::Warn text=sentence /> }.into_any()))}
        {journey(hand, trip.clone())}
        {questions(hand, trip)}
        <ActionBar>
            {maybe(move || (draft.get() == Some(true)).then(|| view! {
                <Button kind=ButtonKind::Secondary label="Discard" on_press=discard />
            }.into_any()))}
            <Button kind=ButtonKind::Primary label="Done" icon=Icon::Tick on_press=done />
        </ActionBar>
    }
    .into_any()
}

fn change(
    hand: Hand,
    id: StoredValue<String>,
    change: impl FnOnce(&mut Interview),
) -> Option<String> {
    let id = id.get_value();
    let mut interview = hand
        .session
        .read(|model, _| model.get_or_default::<Interview>(&id));
    change(&mut interview);
    hand.types(Action::EditInterview { id, interview })
}

fn interview_card(hand: Hand, id: String, several: Memo<bool>) -> AnyView {
    let session = hand.session;
    let watched = id.clone();
    let now: Signal<Interview> = session.watch(&["interview"], move |model, _| {
        model.get_or_default(&watched)
    });
    let id = StoredValue::new(id);
    let text = move |read: fn(&Interview) -> String| Signal::derive(move || now.with(read));

    let (day_error, time_error) = (RwSignal::new(None), RwSignal::new(None));
    let set_day = Callback::new(move |text: String| match Day::parse(&text) {
        Ok(day) => day_error.set(change(hand, id, |one| one.day = Some(day))),
        Err(sentence) => day_error.set(Some(sentence)),
    });
    let set_start = Callback::new(move |text: String| match Minute::parse(&text) {
        Ok(start) => time_error.set(change(hand, id, |one| one.start = Some(start))),
        Err(sentence) => time_error.set(Some(sentence)),
    });
    let program_error = RwSignal::new(None);
    let set_program = Callback::new(move |text: String| {
        program_error.set(change(hand, id, |one| one.program = text))
    });
    let set_place = Callback::new(move |text: String| {
        change(hand, id, |one| one.place = text);
    });
    let zone_error = RwSignal::new(None);
    let set_zone = Callback::new(move |zone: String| {
        if phone::zone_exists(&zone) {
            zone_error.set(change(hand, id, |one| one.zone = zone));
        } else {
            zone_error.set(Some("This phone does not know this time zone. Choose the nearest large city from the list.".to_owned()));
        }
    });
    let set_format = Callback::new(move |format: String| {
        let format = if format == "virtual" {
            Format::Virtual
        } else {
            Format::InPerson
        };
        change(hand, id, |one| one.format = format);
    });
    let set_length = Callback::new(move |hours: i32| {
        let minutes = u16::try_from(hours).unwrap_or(8).saturating_mul(60);
        change(hand, id, |one| one.length = minutes);
    });
    let format = text(|one| {
        if one.format == Format::Virtual {
            "virtual"
        } else {
            "in-person"
        }
        .to_owned()
    });
    // Sorting all zones of the world at every key of another field would be felt.
    let zone = Memo::new(move |_| now.with(|one| one.zone.clone()));
    let zones = Memo::new(move |_| zone.with(|zone| zone_options(zone)));
    let elsewhere = session.watch(KINDS, move |model, world| {
        both_clocks(model, world, &id.get_value())
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
    let length = view! {
        <Stepper label="Length in hours" value=Signal::derive(move || now.with(|one| i32::from(one.length / 60))) min=1 max=14 on_change=set_length />
    };
    let date = view! { <TextField label="Date" input_type="date" value=text(|one| one.day.map(Day::iso).unwrap_or_default()) on_commit=set_day error=day_error /> };
    let start = view! { <TextField label="Start" input_type="time" value=text(|one| one.start.map(Minute::text).unwrap_or_default()) on_commit=set_start error=time_error /> };
    view! {
        <FieldGroup title=title>
            <TextField label="Program" value=text(|one| one.program.clone()) on_input=set_program error=program_error
                placeholder="For example Riverside Internal Medicine" />
            <Segmented label="Format" options=[("in-person", "In person"), ("virtual", "Virtual")] selected=format on_select=set_format />
            {el("div").class("pair").view(date.into_any()).view(start.into_any())}
            <SelectField label="Time zone of the program" options=zones value=zone on_change=set_zone error=zone_error />
            {muted_status(move || elsewhere.get().unwrap_or_default())}
            <TextField label="City or address (optional)" value=text(|one| one.place.clone()) on_input=set_place />
            {plain_list(length.into_any())}
            {maybe(move || several.get().then(|| view! {
                <Button kind=ButtonKind::Quiet icon=Icon::Trash label="Remove this interview" on_press=remove />
            }.into_any()))}
        </FieldGroup>
    }
    .into_any()
}

/// Both clocks in one line, so that a wrong zone is seen before it does harm.
fn both_clocks(
    model: &crate::store::model::Model,
    world: &crate::store::select::World,
    id: &str,
) -> Option<String> {
    let interview = model.get::<Interview>(id)?;
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

fn edit_trip(hand: Hand, id: &str, change: impl FnOnce(&mut Trip)) {
    let mut trip = hand
        .session
        .read(|model, _| model.get_or_default::<Trip>(id));
    change(&mut trip);
    if let Some(sentence) = hand.types(Action::EditTrip {
        id: id.to_owned(),
        trip,
    }) {
        hand.toaster.show(sentence);
    }
}

fn journey(hand: Hand, trip: String) -> AnyView {
    let watched = trip.clone();
    let now: Signal<Trip> = hand
        .session
        .watch(&["trip"], move |model, _| model.get_or_default(&watched));
    let id = StoredValue::new(trip);
    let set_title = Callback::new(move |text: String| {
        edit_trip(hand, &id.get_value(), |trip| trip.title = text)
    });
    let set_nights = Callback::new(move |nights: i32| {
        let nights = u8::try_from(nights).unwrap_or(0);
        edit_trip(hand, &id.get_value(), |trip| trip.nights = nights);
    });
    let nights = view! {
        <Stepper label="Nights away" value=Signal::derive(move || now.with(|trip| i32::from(trip.nights))) min=0 max=60 on_change=set_nights />
    };
    view! {
        <FieldGroup title="The journey">
            <TextField label="Name of the trip (optional)" value=Signal::derive(move || now.with(|trip| trip.title.clone()))
                hint="If empty, the city or the program" on_input=set_title />
            {plain_list(nights.into_any())}
        </FieldGroup>
    }
    .into_any()
}

fn questions(hand: Hand, trip: String) -> AnyView {
    const BLOCKS: [(Block, &str); 4] = [
        (Block::Travel, "Travel"),
        (Block::Interview, "Interview"),
        (Block::Dress, "Dress"),
        (Block::Needs, "Needs"),
    ];
    let watched = trip.clone();
    let rows = hand.session.watch_rows(
        KINDS,
        move |model, world, _| asked(model, &watched, world),
        |_| (),
    );
    let trip = StoredValue::new(trip);
    let groups: Vec<AnyView> = BLOCKS
        .iter()
        .map(|(block, title)| {
            let mine: Vec<AnyView> = rows
                .keys()
                .get_untracked()
                .iter()
                .filter(|key| condition(key).is_some_and(|condition| condition.group == *block))
                .filter_map(|key| rows.get(key))
                .map(|row| question(hand, trip, row))
                .collect();
            view! { <Group title=*title>{mine}</Group> }.into_any()
        })
        .collect();
    view! {
        {muted("The answers decide what is on your lists. You can change them at any time.")}
        {groups}
    }
    .into_any()
}

impl ListedRow for Asked {
    fn key(&self) -> &str {
        self.condition.id
    }

    fn is_in_place_of(&self, _: &Asked) -> bool {
        true
    }
}

fn question(hand: Hand, trip: StoredValue<String>, row: RwSignal<Asked>) -> AnyView {
    let condition = row.with_untracked(|asked| asked.condition);
    let answer = Callback::new(move |yes: bool| {
        edit_trip(hand, &trip.get_value(), |trip| {
            trip.answered.insert(condition.id.to_owned());
            if yes {
                trip.conditions.insert(condition.id.to_owned());
                // Two answers that exclude each other: the newer one is meant.
                for other in condition.not_with {
                    if trip.conditions.remove(*other) {
                        trip.answered.insert((*other).to_owned());
                    }
                }
            } else {
                trip.conditions.remove(condition.id);
            }
        });
    });
    let detail = Signal::derive(move || {
        row.with(|asked| match (asked.suggested, asked.yes) {
            (true, true) => "Suggested from your dates: yes",
            (true, false) => "Suggested from your dates: no",
            (false, _) => "",
        })
        .to_owned()
    });
    view! {
        <ChoiceRow title=condition.question detail=detail value=Signal::derive(move || Some(row.with(|asked| asked.yes))) on_change=answer />
    }
    .into_any()
}
