//! All trips: open ones by date, then those that are over.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::time::{Day, days_from_today};
use crate::features::Visit;
use crate::features::trips::row::joined;
use crate::store::read::trips::{TripCard, trips};
use crate::ui::{ActionBar, Button, ButtonKind, EmptyState, Group, Icon, PillTone, Row, dynamic};

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let hand = visit.hand();
    let session = visit.session;
    let cards = session.watch(|model, world| (trips(model, world), world.today()));
    let new_trip = Callback::new(move |()| hand.opens_new_trip());
    dynamic(move || {
        cards.with(|(cards, today)| {
        if cards.is_empty() {
            return empty(new_trip);
        }
        let (over, open): (Vec<&TripCard>, Vec<&TripCard>) = cards.iter().partition(|card| card.over);
        view! {
            {group(*today, "Coming up", &open)}
            {group(*today, "Over", &over)}
            <ActionBar>
                <Button kind=ButtonKind::Primary label="New trip" icon=Icon::Plus on_press=new_trip />
            </ActionBar>
        }
        .into_any()
    })
    })
}

fn empty(new_trip: Callback<()>) -> AnyView {
    view! {
        <EmptyState
            icon=Icon::Luggage
            title="Plan your first trip"
            text="Say where and when the interview is. Matchbook makes the packing list, the dated tasks and the dress list from it."
        >
            <Button kind=ButtonKind::Primary label="New trip" icon=Icon::Plus on_press=new_trip />
        </EmptyState>
    }
    .into_any()
}

fn group(today: Day, title: &'static str, cards: &[&TripCard]) -> Option<AnyView> {
    if cards.is_empty() {
        return None;
    }
    let rows: Vec<AnyView> = cards
        .iter()
        .map(|card| {
            let path = if card.draft {
                address::trip_form(&card.id)
            } else {
                address::trip(&card.id)
            };
            let pill = if card.draft {
                Some((PillTone::Warn, "not finished".to_owned()))
            } else if card.to_review {
                Some((PillTone::Accent, "look back".to_owned()))
            } else if card.over {
                None
            } else {
                card.first_day
                    .map(|day| (PillTone::Accent, days_from_today(day.since(today))))
            };
            let essentials = match (card.over, card.essentials.open()) {
                (true, _) => String::new(),
                (false, 0) => "all essentials packed".to_owned(),
                (false, _) => ["essentials ", &card.essentials.text()].concat(),
            };
            view! {
                <Row
                    title=card.name.clone()
                    detail=joined(&[&card.detail, &essentials])
                    icon=Icon::Luggage
                    pill=Signal::stored(pill)
                    href=href(&path)
                />
            }
            .into_any()
        })
        .collect();
    Some(view! { <Group title=title>{rows}</Group> }.into_any())
}
