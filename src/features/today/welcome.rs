//! The first screen of all: put the app where its data will stay, the specialty, the next interview.
//! It is not a tour.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::season::Season;
use crate::features::shell::install::{ask, install_card, specialty_field};
use crate::features::{Hand, Visit};
use crate::session::phone;
use crate::store::acts::season::SeasonAction;
use crate::store::read::home::with_home;
use crate::ui::{Button, ButtonKind, Card, EmptyState, Group, Hero, Icon, Row, el};

/// The three questions, in place of an empty Today.
pub fn welcome(visit: &Visit) -> AnyView {
    let hand = visit.hand();
    let plan = move |()| {
        finish(hand);
        hand.opens_new_trip();
    };
    let none_yet = move |()| {
        if finish(hand) {
            // The button that had the focus is gone.
            phone::focus("h1");
        }
    };
    let none_yet = view! { <Button label="None yet" on_press=none_yet /> };
    let plan = view! { <Button label="Plan it now" kind=ButtonKind::Primary on_press=plan /> };
    let answers = el("div")
        .class("pair")
        .view(none_yet.into_any())
        .view(plan.into_any());
    let why = "With a date, Matchbook makes your packing list and your tasks.";
    view! {
        <Hero
            kicker="Matchbook"
            title="Your interview season starts here"
            lines=vec![
                "Everything stays on this phone.".to_owned(),
                "No account and no network needed.".to_owned(),
            ]
        />
        {install_card()}
        <Card>
            {specialty_field(hand, "Which specialty?", "For example internal medicine. Settings can change it later.")}
        </Card>
        {ask("Your next interview?", why).child(answers)}
        <Group>{sample_row()}</Group>
    }
    .into_any()
}

/// What stands on Today while no interview is planned: how to plan one, and what to begin with until then.
pub fn no_interview(hand: Hand) -> AnyView {
    let plan = move |()| hand.opens_new_trip();
    view! {
        <EmptyState
            icon=Icon::Sun
            title="No interview ahead"
            text="When an invitation comes, plan the trip: the list, the dates and the dress follow from it."
        >
            <Button label="Plan a trip" kind=ButtonKind::Primary icon=Icon::Plus on_press=plan />
        </EmptyState>
        <Group title="Until then, practice">
            <Row title="Start with the core questions" detail="A few cards a day, and they stay" icon=Icon::Cards href=href(address::PRACTICE) />
            <Row title="Write your professional story" detail="The answer to “Tell me about yourself”" icon=Icon::Star href=href(address::STORIES) />
            <Row title="Learn useful phrases" detail="For the minute before the door opens" icon=Icon::Message href=href(address::PHRASES) />
            {sample_row()}
        </Group>
    }
    .into_any()
}

fn sample_row() -> AnyView {
    view! { <Row title="Look at a sample season" detail="Invented, and apart from yours" icon=Icon::Sun on_press=|()| phone::tap_sample() /> }
    .into_any()
}

/// Notes that the questions were answered, and where home is. Says whether that was done.
fn finish(hand: Hand) -> bool {
    let season = hand.session.read(|model, world| {
        let welcomed = Season {
            welcomed: Some(world.today()),
            ..model.season()
        };
        with_home(&welcomed, world).unwrap_or(welcomed)
    });
    hand.does(SeasonAction::Edit { season })
}
