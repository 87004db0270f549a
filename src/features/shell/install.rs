//! What is asked before anything else, and in the settings again: the specialty, and that the app be
//! put where its data will stay.

use leptos::prelude::*;

use crate::domain::season::Season;
use crate::features::shell::visit::Hand;
use crate::features::shell::words::muted;
use crate::session::{Session, phone};
use crate::store::acts::season::SeasonAction;
use crate::ui::{Button, ButtonKind, El, Icon, TextField, dynamic, el, icon};

/// A card with a question and why it is asked; what answers it follows.
pub fn ask(question: &str, why: &str) -> El {
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
