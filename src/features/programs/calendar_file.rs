//! Interviews for the phone's own calendar: one, or the whole season, as one file.

use leptos::prelude::*;

use crate::domain::ids::InterviewId;
use crate::domain::record::Record;
use crate::domain::trip::{Booking, Interview};
use crate::exchange::calendar::{Event, event, write};
use crate::features::Hand;
use crate::features::shell::reading::nothing;
use crate::session::phone;
use crate::store::core::bookings::booking;
use crate::store::core::model::Model;
use crate::store::read::interviews::when;
use crate::store::read::season::{exact_span, of_season, sequence};
use crate::store::read::world::World;
use crate::ui::{Button, ButtonKind, Icon, dynamic};

const MIME: &str = "text/calendar";

fn event_of(model: &Model, world: &World, id: &InterviewId, interview: &Booking) -> Option<Event> {
    let span = exact_span(interview, world);
    let told = when(interview, world);
    event(id, interview, span, sequence(model, id), &told)
}

/// Saves or shares the file of one interview. Call it inside a tap.
pub fn save_one(hand: Hand, id: &InterviewId) {
    let made = hand.session.read(|model, world| {
        let interview = booking(model, model.get::<Interview>(id)?);
        let event = event_of(model, world, id, &interview)?;
        let name = ["matchbook-interview-", &interview.day?.iso(), ".ics"].concat();
        Some((name, write(&[event], world.now)))
    });
    match made {
        Some((name, text)) => save(hand, name, text),
        None => hand.toaster.show("Choose the date of the interview first."),
    }
}

/// Saves or shares the file of all interviews of this season. Call it inside a tap.
pub fn save_season(hand: Hand) {
    let text = hand.session.read(|model, world| {
        let all = of_season(model, world).into_iter();
        let events: Vec<Event> = all
            .filter_map(|(id, interview)| event_of(model, world, &id, &interview))
            .collect();
        (!events.is_empty()).then(|| write(&events, world.now))
    });
    match text {
        Some(text) => save(hand, "matchbook-season.ics".to_owned(), text),
        None => hand.toaster.show("No interview has a date yet."),
    }
}

fn save(hand: Hand, name: String, text: String) {
    let toaster = hand.toaster;
    leptos::task::spawn_local(async move {
        toaster.show(match phone::save_text(&name, MIME, &text).await {
            phone::Left::Yes => [
                "Saved as ",
                &*name,
                ". Open it to put it into your calendar.",
            ]
            .concat(),
            phone::Left::No => "Not saved: you closed the share sheet.".to_owned(),
            phone::Left::Cannot => {
                "This browser cannot save files. Open Matchbook in another browser.".to_owned()
            }
        });
    });
}

/// The button of one interview; nothing while it has no date.
pub fn add_button(hand: Hand, id: InterviewId) -> AnyView {
    let watched = id.clone();
    let is_dated = hand.session.watch(move |model, _| {
        model.is_alive(Interview::KIND, &watched)
            && model
                .get::<Interview>(&watched)
                .is_some_and(|one| one.day.is_some())
    });
    dynamic(move || {
        if !is_dated.get() {
            return nothing();
        }
        let id = id.clone();
        let press = move |()| save_one(hand, &id);
        view! {
            <Button kind=ButtonKind::Quiet icon=Icon::Calendar label="Add to calendar" on_press=press />
        }
        .into_any()
    })
}
