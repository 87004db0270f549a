//! Whether Matchbook starts without a network: the state in words, another try, and a row for Today.
//! Not a screen; Storage and About show it. It is looked at anew each time, because a browser may
//! take the stored app away at any moment.

use leptos::prelude::*;

use crate::address;
use crate::domain::checklist::Urgency;
use crate::domain::offline::{Readiness, is_near};
use crate::features::Hand;
use crate::parts::Later;
use crate::session::{Session, phone};
use crate::store::read::today::{About, TodayRow};
use crate::store::read::trips::trips;
use crate::ui::{Button, Group, Icon, Row, el, maybe};

const LOOKING: Readiness = Readiness::Checking { done: 0, of: 0 };

/// The state, and a button for another try where one can help.
pub fn state(hand: Hand) -> AnyView {
    let readiness = RwSignal::new(LOOKING);
    // Once pressed the button stays, or the focus would fall out of the page.
    let pressed = RwSignal::new(false);
    let look = async move || {
        let found = phone::check_offline(move |so_far| {
            // The view may have gone meanwhile.
            readiness.try_set(so_far);
        });
        let found = found.await;
        readiness.try_set(found.clone());
        found
    };
    leptos::task::spawn_local(async move {
        look().await;
    });
    let again = Callback::new(move |()| {
        if readiness.with_untracked(|now| matches!(now, Readiness::Checking { .. })) {
            return;
        }
        pressed.set(true);
        readiness.set(LOOKING);
        leptos::task::spawn_local(async move {
            let found = look().await;
            hand.toaster.show([&found.title(), "."].concat());
        });
    });
    let title = Signal::derive(move || readiness.with(Readiness::title));
    let detail = Signal::derive(move || readiness.with(|readiness| readiness.detail().to_owned()));
    let offered = Memo::new(move |_| pressed.get() || readiness.with(Readiness::can_try));
    let label = Signal::derive(move || match readiness.with(Readiness::can_try) {
        true => "Try again".to_owned(),
        false => "Look again".to_owned(),
    });
    let button = move || {
        let button =
            || view! { <Button label=label icon=Icon::Refresh on_press=again /> }.into_any();
        offered.get().then(button)
    };
    el("section")
        .class("stack")
        .view(
            view! {
                <Group title="Without a network">
                    <Row title=title detail=detail icon=Icon::Download />
                </Group>
            }
            .into_any(),
        )
        .view(maybe(button))
        .into_any()
}

/// The row for Today when a trip is near and the app would not start without a network; else nothing.
pub fn due(session: Session) -> Later<Vec<TodayRow>> {
    let days = session.read(|model, world| {
        let trips = trips(model, world);
        let coming = trips.iter().filter(|trip| !trip.over);
        let days = coming.filter_map(|trip| Some(trip.first_day?.since(world.today())));
        // A trip that has begun says nothing about the next one.
        days.filter(|days| *days >= 0).min()
    });
    Box::pin(async move {
        if !is_near(days) {
            return Vec::new();
        }
        let Readiness::NotYet(obstacle) = phone::check_offline(|_| ()).await else {
            return Vec::new();
        };
        let mut row = TodayRow::link(
            About::Offline,
            "Matchbook would not open without a network",
            &Readiness::NotYet(obstacle).title(),
            address::STORAGE,
        );
        row.end = (Urgency::Next, "not yet".to_owned());
        vec![row]
    })
}
