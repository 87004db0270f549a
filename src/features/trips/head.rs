//! What stands above each of a trip's three lists: the way between them and what can be done with
//! the trip as a whole.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::checklist::List;
use crate::domain::ids::TripId;
use crate::domain::trip::{Booking, Trip};
use crate::features::{Hand, Tool, Visit, gone};
use crate::session::phone;
use crate::store::acts::trips::TripAction;
use crate::store::core::bookings::interviews_of;
use crate::store::read::conditions::missing;
use crate::store::read::print::as_text;
use crate::store::read::trips::{TripCard, trips};
use crate::ui::{Banner, Group, Icon, PillTone, Row, Segmented, Sheet, dynamic, el, icon, maybe};

/// A page about one trip; says so when the trip was deleted.
pub fn trip_page(visit: Visit, list: List, body: fn(&Visit, TripId) -> AnyView) -> AnyView {
    let trip = TripId::from(visit.param(0));
    let id = trip.clone();
    let title = visit.session.watch(move |model, _| {
        let found = model.get::<Trip>(&id)?;
        let interviews: Vec<Booking> = interviews_of(model, &id).map(|(_, one)| one).collect();
        Some(found.short_name(&interviews))
    });
    let known = Memo::new(move |_| title.with(Option::is_some));
    let id = trip.clone();
    if visit
        .session
        .read(|model, _| model.remains::<Trip>(&id).is_none())
    {
        // A form in which nothing was typed has no lists behind it.
        phone::swap(address::PACK);
    }
    visit.is_called(title);
    dynamic(move || {
        if known.get() {
            view! {
                {head(&visit, trip.clone(), list)}
                {body(&visit, trip.clone())}
            }
            .into_any()
        } else {
            gone(visit.hand(), "trip", &trip)
        }
    })
}

fn path_of(trip: &TripId, list: List) -> String {
    match list {
        List::Packing => address::trip(trip),
        List::Logistics => address::logistics(trip),
        List::Attire => address::attire(trip),
    }
}

fn head(visit: &Visit, trip: TripId, list: List) -> AnyView {
    const LISTS: [(&str, List, &str); 3] = [
        ("packing", List::Packing, "Packing"),
        ("logistics", List::Logistics, "Logistics"),
        ("attire", List::Attire, "Attire"),
    ];
    let hand = visit.hand();
    let menu = RwSignal::new(false);
    let id = trip.clone();
    let choose = Callback::new(move |value: String| {
        if let Some((_, list, _)) = LISTS.iter().find(|(name, _, _)| *name == value) {
            phone::swap(&path_of(&id, *list));
        }
    });
    let selected = LISTS
        .iter()
        .find(|(_, known, _)| *known == list)
        .map_or("", |(name, _, _)| name);
    let id = trip.clone();
    let card = visit
        .session
        .watch(move |model, world| trips(model, world).into_iter().find(|card| card.id == id));
    let id = trip.clone();
    let open_answers = visit
        .session
        .watch(move |model, world| match model.get::<Trip>(&id) {
            Some(trip) if !trip.draft => missing(model, &id, world),
            _ => Vec::new(),
        });
    let below = move || {
        let card = card.get()?;
        Some(open_answers.with(|open| below_title(&card, open)))
    };
    let lists = view! {
        <Segmented label="List" options=LISTS.map(|(value, _, name)| (value, name)) selected=selected.to_owned() on_select=choose />
    };
    let open = Callback::new(move |()| menu.set(true));
    visit.show_tools(vec![Tool {
        icon: Icon::More,
        label: "More about this trip",
        press: open,
    }]);
    let head = el("div").class("screen-only").view(lists.into_any());
    view! {
        {maybe(below)}
        {head}
        {maybe(move || card.get().map(|card| reminder(&card)))}
        {menu_sheet(hand, trip, list, menu)}
    }
    .into_any()
}

/// City and day, and what is still to be answered: `3 answers missing: visa, flight, car`. Leads to the form.
fn below_title(card: &TripCard, open: &[String]) -> AnyView {
    let missing = match open.len() {
        0 => String::new(),
        1 => ["1 answer missing: ", &open[0]].concat(),
        count => [&count.to_string(), " answers missing: ", &open.join(", ")].concat(),
    };
    let missing = (!missing.is_empty()).then(|| {
        let words = el("span").text(&missing);
        el("strong").child(icon(Icon::Alert)).child(words)
    });
    el("a")
        .class("below-title")
        .attr("href", &href(&address::trip_form(&card.id)))
        .child(el("span").attr("dir", "auto").text(&card.detail))
        .children(missing)
        .into_any()
}

fn reminder(card: &TripCard) -> AnyView {
    let (text, label, path) = if card.draft {
        (
            "This trip is not finished: its dates are missing.",
            "Finish it",
            address::trip_form(&card.id),
        )
    } else if card.to_review {
        (
            "This trip is over. One minute now makes the next list better.",
            "Look back",
            address::look_back(&card.id),
        )
    } else {
        return ().into_any();
    };
    let open = Callback::new(move |()| phone::go(&path));
    view! { <Banner tone=PillTone::Accent text=text action=(label.to_owned(), open) /> }.into_any()
}

fn menu_sheet(hand: Hand, trip: TripId, list: List, menu: RwSignal<bool>) -> AnyView {
    let close = move || menu.set(false);
    let trip = StoredValue::new(trip);
    let share = move || {
        close();
        let (title, text) = trip.with_value(|trip| {
            hand.session.read(|model, world| {
                let text = as_text(model, trip, list, world);
                (text.lines().next().unwrap_or("").to_owned(), text)
            })
        });
        leptos::task::spawn_local(async move {
            match phone::share_text(&title, &text).await {
                (phone::Left::Yes, true) => {
                    hand.toaster.show("Copied. Paste it where you need it.")
                }
                (phone::Left::Cannot, _) => hand
                    .toaster
                    .show("This browser can neither share nor copy. Use Print instead."),
                _ => {}
            }
        });
    };
    let again = move || {
        close();
        let new = TripId::from(hand.session.fresh_id());
        phone::go(&trip.with_value(|from| address::trip_from(&new, from)));
    };
    let delete = move || {
        close();
        phone::swap(address::PACK);
        hand.does_with_undo(
            TripAction::Delete {
                id: trip.get_value(),
            },
            "Trip deleted",
        );
    };
    let print = move || {
        close();
        phone::print();
    };
    let edit = move || {
        close();
        phone::go(&address::trip_form(&trip.get_value()));
    };
    let look_back = move || {
        close();
        phone::go(&address::look_back(&trip.get_value()));
    };
    view! {
        <Sheet open=menu title="This trip" on_close=Callback::new(move |()| close())>
            <Group>
                <Row title="Details and conditions" icon=Icon::Pencil on_press=Callback::new(move |()| edit()) />
                <Row title="Share this list as text" icon=Icon::Share on_press=Callback::new(move |()| share()) />
                <Row title="Print this list" icon=Icon::Printer on_press=Callback::new(move |()| print()) />
                <Row title="Pack again" detail="A new trip with the same lists, nothing ticked" icon=Icon::Copy on_press=Callback::new(move |()| again()) />
                <Row title="Look back" detail="What was needed, unused or missed" icon=Icon::Star on_press=Callback::new(move |()| look_back()) />
                <Row title="Settings" icon=Icon::Gear href=href(address::SETTINGS) />
                <Row title="Delete this trip" icon=Icon::Trash on_press=Callback::new(move |()| delete()) />
            </Group>
        </Sheet>
    }
    .into_any()
}
