//! Words and pages that stand in many places.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::ui::{El, Icon, PillTone, el};

/// What to say when a file of the app cannot be read.
pub fn damaged() -> String {
    "This part could not be read. Close the app, connect to the internet once, and open it again."
        .to_owned()
}

/// A quiet line of text.
pub fn muted(text: &str) -> El {
    el("p").class("muted").text(text)
}

/// A quiet line of text that changes, and is told to screen readers when it does.
pub fn muted_status(text: impl Fn() -> String + 'static) -> El {
    el("p").class("muted").attr("role", "status").say_with(text)
}

/// How urgency looks.
pub fn tone(urgency: crate::domain::checklist::Urgency) -> PillTone {
    use crate::domain::checklist::Urgency;
    match urgency {
        Urgency::Late => PillTone::Bad,
        Urgency::Today => PillTone::Warn,
        Urgency::Next => PillTone::Accent,
        Urgency::Later | Urgency::Past => PillTone::Neutral,
    }
}

/// The icon of a row of Today.
pub fn about_icon(about: crate::store::read::today::About) -> Icon {
    use crate::store::read::today::About;
    match about {
        About::Clash => Icon::Alert,
        About::Task => Icon::Calendar,
        About::Interview => Icon::Building,
        About::Packing => Icon::Bag,
        About::Attire => Icon::Shirt,
        About::Phrases => Icon::Message,
        About::Trip => Icon::Plane,
        About::Backup => Icon::Download,
        About::Cards => Icon::Cards,
        About::Rank => Icon::Rank,
        About::Debrief => Icon::Pencil,
        About::Thanks => Icon::Mail,
        About::Fact => Icon::Refresh,
        About::Offline => Icon::Alert,
    }
}

/// The screen of an address that no screen has.
pub fn not_found() -> AnyView {
    view! {
        <crate::ui::EmptyState icon=Icon::MapPin title="This page does not exist" text="The link may be from another version.">
            <crate::ui::LinkButton label="Go to Today" href=href(address::TODAY) />
        </crate::ui::EmptyState>
    }
    .into_any()
}
