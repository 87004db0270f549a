//! Settings: how it looks, what is true for the whole season, where the data are, which version.
//! Looks are preferences of this device; the season is a record and travels with copies.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::season::{SEASON, Season};
use crate::domain::take::Take;
use crate::domain::time::{Instant, days_from_today};
use crate::domain::words::grouped;
use crate::features::settings::copies::{restore_button, save_copy};
use crate::features::settings::offline;
use crate::features::shell::install::{install_card, specialty_field};
use crate::features::shell::own::own_fields;
use crate::features::shell::zones::zone_field;
use crate::features::{Hand, Visit, muted, other_versions};
use crate::session::{Saving, Session, phone, saving};
use crate::store::acts::season::SeasonAction;
use crate::store::core::model::Model;
use crate::store::read::backup::changed_since;
use crate::store::read::world::World;
use crate::ui::{
    Button, ButtonKind, Card, El, FieldGroup, Group, Icon, PillTone, Row, Segmented, Stepper, el,
    maybe,
};

/// The settings.
pub fn view(visit: Visit) -> AnyView {
    let hand = visit.hand();
    let mut parts = vec![look(hand.session), season(hand), data(hand)];
    parts.extend(install_card());
    parts.push(app(hand));
    parts.into_any()
}

fn look(session: Session) -> AnyView {
    let theme = RwSignal::new(phone::theme());
    let size = RwSignal::new(phone::text_percent().to_string());
    let hours = RwSignal::new(phone::hours_chosen());
    let set_hours = move |chosen: String| {
        session.set_hours(&chosen);
        hours.set(chosen);
    };
    let set_theme = move |name: String| {
        phone::set_theme((!name.is_empty()).then_some(&*name));
        theme.set(name);
    };
    let set_size = move |percent: String| {
        phone::set_text_percent(percent.parse().unwrap_or(100));
        size.set(percent);
    };
    let settings = vec![
        setting(
            "Theme",
            vec![("", "System"), ("light", "Light"), ("dark", "Dark")],
            theme,
            Callback::new(set_theme),
        ),
        setting(
            "Text size",
            vec![
                ("100", "100 %"),
                ("125", "125 %"),
                ("150", "150 %"),
                ("200", "200 %"),
            ],
            size,
            Callback::new(set_size),
        ),
        setting(
            "Times",
            vec![("", "As the phone"), ("12", "8:00 AM"), ("24", "08:00")],
            hours,
            Callback::new(set_hours),
        ),
    ];
    view! { <FieldGroup title="Look">{settings}</FieldGroup> }.into_any()
}

fn setting(
    name: &'static str,
    options: Vec<(&str, &str)>,
    selected: RwSignal<String>,
    on_select: Callback<String>,
) -> El {
    let choice =
        view! { <Segmented label=name options=options selected=selected on_select=on_select /> };
    el("div")
        .class("setting")
        .child(el("p").attr("aria-hidden", "true").text(name))
        .view(choice.into_any())
}

/// A part of a page with even space.
fn stack(parts: Vec<AnyView>) -> AnyView {
    parts
        .into_iter()
        .fold(el("section").class("stack"), El::view)
        .into_any()
}

fn season(hand: Hand) -> AnyView {
    let session = hand.session;
    let now = session.watch(|model, _| model.season());
    let change = move |change: &dyn Fn(&mut Season)| {
        let mut season = session.read(|model, _| model.season());
        change(&mut season);
        hand.does(SeasonAction::Edit { season });
    };
    let zone = session.watch(|model, world| world.home(model));
    let set_home = Callback::new(move |zone: String| {
        if !zone.is_empty() {
            change(&|season| season.home_zone = zone.clone());
        }
    });
    let hours = Signal::derive(move || now.with(|season| i32::from(season.far_zone_hours)));
    let far = Signal::derive(move || match hours.get() {
        1 => "From 1 hour of time difference to the program".to_owned(),
        hours => [
            "From ",
            &hours.to_string(),
            " hours of time difference to the program",
        ]
        .concat(),
    });
    view! {
        {other_versions(hand, SEASON, SEASON.to_owned())}
        <FieldGroup title="Season">
            {specialty_field(hand, "Specialty", "As in a sentence, for example internal medicine")}
            {own_fields(hand)}
            {zone_field("Home zone", zone, set_home, Signal::stored(None))}
            {muted("Where your body clock lives until you travel. It stays so when you land.")}
        </FieldGroup>
        <Group>
            <Stepper
                label="Arrive two days early"
                detail=far
                value=hours
                min=1
                max=12
                on_change=move |hours| {
                    let hours = u8::try_from(hours).unwrap_or(1);
                    change(&|season| season.far_zone_hours = hours);
                }
            />
        </Group>
    }
    .into_any()
}

/// The newest copy that left the app.
#[derive(Clone, PartialEq)]
struct LastCopy {
    /// `Sun 22 Nov 2026`.
    day: String,
    /// `3 days ago`.
    ago: String,
}

/// The newest copy, if any, and how many changes came after it.
fn last_copy(model: &Model, world: &World) -> (Option<LastCopy>, u64) {
    let at = model.season().exports.last().map(|made| made.at);
    let copy = at.map(|at| {
        let day = world.wall_at(world.phone_zone, Instant(at)).day;
        LastCopy {
            day: day.long(),
            ago: days_from_today(day.since(world.today())),
        }
    });
    (copy, changed_since(model, at).0)
}

fn data(hand: Hand) -> AnyView {
    let session = hand.session;
    let saving = saving::follow(session);
    let copy = session.watch(|model, world| last_copy(model, world).0);
    let detail = Signal::derive(move || {
        let saved = match saving.get() {
            Saving::Saved => "Saved on this phone",
            Saving::Pending => "Saving your last changes",
            Saving::Full => "Not saved: this phone is full",
            Saving::Failing => "Your last changes are not saved yet",
            Saving::Never => "Nothing is saved in this browser",
            Saving::Unread => "Your data could not be read just now",
        };
        copy.with(|copy| match copy {
            Some(copy) => [saved, " · last copy ", &copy.ago].concat(),
            None => [saved, " · no copy yet"].concat(),
        })
    });
    let group = view! {
        <Group title="Your data">
            <Row
                title="Storage and copies"
                detail=detail
                icon=Icon::Shield
                href=href(address::STORAGE)
            />
        </Group>
    };
    stack(vec![
        group.into_any(),
        save_button(hand, ButtonKind::Secondary),
    ])
}

fn save_button(hand: Hand, kind: ButtonKind) -> AnyView {
    let save = Callback::new(move |()| save_copy(hand.session, hand.toaster));
    view! { <Button label="Save a copy" kind=kind icon=Icon::Download on_press=save /> }.into_any()
}

fn app(hand: Hand) -> AnyView {
    let Hand { session, toaster } = hand;
    let looking = RwSignal::new(false);
    let detail = Signal::derive(move || if looking.get() { "Looking …" } else { "" }.to_owned());
    let check = move |()| {
        if phone::version().is_empty() {
            toaster.show("This build does not update itself.");
        } else if !looking.get_untracked() {
            looking.set(true);
            leptos::task::spawn_local(async move {
                let found = phone::check_for_update().await;
                looking.try_set(false);
                toaster.show(if found {
                    "A newer version is here or on its way. Matchbook asks before it changes over."
                } else {
                    "Nothing newer was found. If this phone is offline, connect it and look again."
                });
            });
        }
    };
    view! {
        <Group title="App">
            <Row
                title="Sample season"
                detail=if session.is_sample() { "You are in it" } else { "A whole season, invented, apart from yours" }
                icon=Icon::Sun
                on_press=|()| phone::tap_sample()
            />
            <Row
                title="About Matchbook"
                detail="Privacy, licenses"
                icon=Icon::Info
                href=href(address::ABOUT)
            />
            <Row title="Check for an update" detail=detail icon=Icon::Refresh on_press=Callback::new(check) />
            <Row title="Version" detail=phone::version_text() icon=Icon::Book />
        </Group>
    }
    .into_any()
}

/// What the browser says about keeping the data.
#[derive(Clone, Copy, PartialEq)]
enum Promise {
    Asking,
    Given,
    NotGiven,
    Silent,
}

impl From<Option<bool>> for Promise {
    fn from(answer: Option<bool>) -> Self {
        match answer {
            Some(true) => Promise::Given,
            Some(false) => Promise::NotGiven,
            None => Promise::Silent,
        }
    }
}

/// Storage and copies.
pub fn storage(visit: Visit) -> AnyView {
    let hand = visit.hand();
    let Hand { session, toaster } = hand;
    let copy = session.watch(last_copy);
    let title = Signal::derive(move || {
        copy.with(|(copy, _)| match copy {
            Some(copy) => ["Last copy: ", &copy.day].concat(),
            None => "No copy yet".to_owned(),
        })
    });
    let detail = Signal::derive(move || {
        copy.with(|(copy, changes)| {
            let changes = match changes {
                0 => "nothing has changed since".to_owned(),
                1 => "1 change since".to_owned(),
                changes => [&changes.to_string(), " changes since"].concat(),
            };
            match copy {
                Some(copy) => [&copy.ago, ", ", &changes].concat(),
                None if changes.starts_with("nothing") => "There is nothing to save yet".to_owned(),
                None => changes.replace(" since", " are only in this browser"),
            }
        })
    });
    let copies = view! {
        <Group title="Copies"><Row title=title detail=detail icon=Icon::Copy /></Group>
    };
    let copies = vec![
        copies.into_any(),
        save_button(hand, ButtonKind::Primary),
        restore_button(
            session,
            toaster,
            ButtonKind::Secondary,
            Callback::new(|()| {}),
        ),
    ];
    let words = vec![
        el("p").text("A copy is one file with everything you typed, ticked and answered. Keep it outside this browser: in your cloud folder, in a mail to yourself, on another phone."),
        el("p").say(sound_words(session)),
        muted("Restoring adds the copy to what is here and removes nothing. You see what will change before it happens."),
    ];
    vec![
        on_this_phone(hand),
        offline::state(hand),
        stack(copies),
        view! { <Card>{words}</Card> }.into_any(),
    ]
    .into_any()
}

/// What a copy does not hold.
fn sound_words(session: Session) -> Signal<String> {
    session.watch(|model, _| {
        let takes = model.all::<Take>().values();
        match takes.filter(|take| take.gone.is_none()).count() {
            0 => {
                "The sound of recordings is not in a copy. Share recordings one by one.".to_owned()
            }
            1 => "The sound of your recording is not in a copy. Share it from its own page."
                .to_owned(),
            count => [
                "The sound of your ",
                &grouped(count),
                " recordings is not in a copy. Share each from its own page.",
            ]
            .concat(),
        }
    })
}

fn on_this_phone(hand: Hand) -> AnyView {
    let Hand { session, toaster } = hand;
    let saving = saving::follow(session);
    let promise = RwSignal::new(Promise::Asking);
    let used = RwSignal::new("Asking the browser …".to_owned());
    leptos::task::spawn_local(async move {
        promise.try_set(phone::is_persisted().await.into());
        let text = phone::storage_used().await;
        used.try_set(text.unwrap_or_else(|| "This browser does not say".to_owned()));
    });
    let ask = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            let answer = phone::request_persist().await;
            toaster.show(match answer {
                Some(true) => "The browser will not delete your data by itself.",
                Some(false) => {
                    "The browser said no for now. Keep copies, or install the app and ask again."
                }
                None => "The browser has not answered yet.",
            });
            if answer.is_some() {
                promise.try_set(answer.into());
            }
        });
    });
    let (saved, saved_pill) = (
        Signal::derive(move || saving_words(&saving.get()).to_owned()),
        Signal::derive(move || Some(saving_pill(&saving.get()))),
    );
    let kept = Signal::derive(move || {
        match promise.get() {
            Promise::Asking => "Asking the browser …",
            Promise::Given => "The browser will not delete your data by itself.",
            Promise::NotGiven => {
                "The browser may delete your data when space is short. Keep copies."
            }
            Promise::Silent => "This browser does not say. Keep copies.",
        }
        .to_owned()
    });
    let mut rows = vec![
        view! { <Row title="Saving" detail=saved pill=saved_pill icon=Icon::Tick /> }.into_any(),
        view! { <Row title="Protection" detail=kept icon=Icon::Shield /> }.into_any(),
        view! { <Row title="Space" detail=used icon=Icon::Chart /> }.into_any(),
    ];
    rows.extend(damaged(session.quarantined()));
    let ask_again = move || {
        let button =
            || view! { <Button label="Ask the browser to keep it" icon=Icon::Lock on_press=ask /> };
        (promise.get() == Promise::NotGiven).then(|| button().into_any())
    };
    stack(vec![
        view! { <Group title="On this phone">{rows}</Group> }.into_any(),
        maybe(ask_again),
    ])
}

/// The row about what could not be read at the start.
fn damaged(count: usize) -> Option<AnyView> {
    let text = match count {
        0 => return None,
        1 => "1 damaged entry was put aside".to_owned(),
        count => [&count.to_string(), " damaged entries were put aside"].concat(),
    };
    let detail = "They are inside your copies, as they were found.";
    Some(view! { <Row title=text detail=detail icon=Icon::Alert /> }.into_any())
}

fn saving_words(saving: &Saving) -> &'static str {
    match saving {
        Saving::Saved => "Every change is complete in this browser’s storage.",
        Saving::Pending => "Your last changes are on their way.",
        Saving::Full => "This phone is full. Your last changes are not saved.",
        Saving::Failing => "Your last changes are not saved yet. Matchbook tries again by itself.",
        Saving::Never => {
            "This browser does not let Matchbook keep anything: private window or blocked storage."
        }
        Saving::Unread => {
            "Your data could not be read just now. Nothing was changed or deleted, and nothing is saved until Matchbook is opened again."
        }
    }
}

fn saving_pill(saving: &Saving) -> (PillTone, String) {
    let (tone, word) = match saving {
        Saving::Saved => (PillTone::Good, "saved"),
        Saving::Pending => (PillTone::Neutral, "saving"),
        Saving::Full | Saving::Never | Saving::Unread => (PillTone::Bad, "not saved"),
        Saving::Failing => (PillTone::Warn, "trying again"),
    };
    (tone, word.to_owned())
}
