//! The first screen of all: put the app where its data will stay, the specialty, the next interview.
//! Also the card about installing, which Settings shows again. It is not a tour.

use leptos::prelude::*;

use crate::domain::season::Season;
use crate::features::{Hand, Visit, muted};
use crate::session::{Session, phone};
use crate::store::season::SeasonAction;
use crate::store::select::with_home;
use crate::ui::{
    Button, ButtonKind, Card, El, EmptyState, Group, Hero, Icon, Row, TextField, dynamic, el, icon,
};

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
    }
    .into_any()
}

/// What stands on Today while no interview is planned: how to plan one, and what to begin with until then.
pub fn no_interview(hand: Hand) -> AnyView {
    let plan = move |()| hand.opens_new_trip();
    view! {
        <EmptyState
            icon=Icon::Sun
            title="No interview planned yet"
            text="When an invitation comes, plan the trip: the list, the dates and the dress follow from it."
        >
            <Button label="Plan a trip" kind=ButtonKind::Primary icon=Icon::Plus on_press=plan />
        </EmptyState>
        <Group title="Until then, practice">
            <Row title="Start with the core questions" detail="A few cards a day, and they stay" icon=Icon::Cards href="#/practice" />
            <Row title="Write your professional story" detail="The answer to “Tell me about yourself”" icon=Icon::Star href="#/practice/stories" />
            <Row title="Learn useful phrases" detail="For the minute before the door opens" icon=Icon::Message href="#/practice/phrases" />
        </Group>
    }
    .into_any()
}

/// A card with a question and why it is asked; what answers it follows.
fn ask(question: &str, why: &str) -> El {
    el("section")
        .class("card ask")
        .child(el("h2").text(question))
        .child(muted(why))
}

/// The field for the specialty, saved at every key.
pub fn specialty_field(hand: Hand, label: &'static str, hint: &'static str) -> AnyView {
    let session = hand.session;
    let value = session.watch(|model, _| model.season().specialty);
    let error = RwSignal::new(None);
    let on_input = move |specialty: String| {
        let season = Season {
            specialty,
            ..season(session)
        };
        error.set(hand.types(SeasonAction::Edit { season }));
    };
    view! { <TextField label=label hint=hint value=value on_input=on_input error=error /> }
        .into_any()
}

fn season(session: Session) -> Season {
    session.read(|model, _| model.season())
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

/// What can be done about installing at this moment.
#[derive(Clone, Copy, PartialEq)]
enum Offer {
    /// It has just been done.
    Done,
    /// A button does it.
    Button,
    /// The person has to do it by hand.
    Steps,
}

/// The card that helps to put the app on the home screen; `None` when it already runs from there.
pub fn install_card() -> Option<AnyView> {
    if phone::is_installed() {
        return None;
    }
    let offer = RwSignal::new(offer_now());
    phone::follow_install(move || {
        // Either the browser has just made its offer, or the app has just been installed.
        let new = if phone::can_install() {
            Offer::Button
        } else {
            Offer::Done
        };
        offer.try_set(new);
    });
    let install = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            let done = phone::install().await;
            offer.try_set(if done { Offer::Done } else { offer_now() });
        });
    });
    let body = dynamic(move || {
        match offer.get() {
        Offer::Done => el("p")
            .text("Installed. Open Matchbook from your home screen or app list.")
            .into_any(),
        Offer::Button => view! {
            <Button label="Install Matchbook" kind=ButtonKind::Primary icon=Icon::Download on_press=install />
        }
        .into_any(),
        Offer::Steps => steps().into_any(),
    }
    });
    let (title, why) = match phone::family() {
        phone::Family::IPhone => (
            "First, put Matchbook on your home screen",
            "Safari and the home-screen app keep separate data, so install before you type.",
        ),
        phone::Family::Android => (
            "Put Matchbook on your home screen",
            "It opens like any other app, also without a network, and your data stay the same.",
        ),
        phone::Family::Desktop => (
            "Install Matchbook",
            "It opens in a window of its own, also without a network, and your data stay the same.",
        ),
    };
    Some(ask(title, why).view(body).into_any())
}

fn offer_now() -> Offer {
    if phone::can_install() {
        Offer::Button
    } else {
        Offer::Steps
    }
}

fn steps() -> El {
    let steps: &[(Icon, &str)] = match phone::family() {
        phone::Family::IPhone => &[
            (
                Icon::Share,
                "Tap Share in the bar of Safari. If you do not see it, tap the three dots first.",
            ),
            (
                Icon::Plus,
                "Scroll down and tap “Add to Home Screen”, then “Add”.",
            ),
            (
                Icon::Home,
                "Open Matchbook from the home screen and go on there.",
            ),
        ],
        phone::Family::Android => &[
            (
                Icon::More,
                "Open the menu of the browser: the three dots or lines.",
            ),
            (Icon::Download, "Tap “Install app” or “Add to Home screen”."),
            (Icon::Home, "Open Matchbook from the home screen."),
        ],
        phone::Family::Desktop => &[
            (
                Icon::Download,
                "Chrome and Edge: click the install sign at the end of the address bar.",
            ),
            (
                Icon::Share,
                "Safari: open the File menu and choose “Add to Dock”.",
            ),
            (
                Icon::Star,
                "Other browsers: keep a bookmark. Everything works there as well.",
            ),
        ],
    };
    // The role is spelled out because Safari drops the list semantics of unstyled lists.
    let step =
        |(sign, text): &(Icon, &str)| el("li").child(icon(*sign)).child(el("span").text(text));
    el("ol")
        .attr("role", "list")
        .class("install-steps")
        .children(steps.iter().map(step))
}
