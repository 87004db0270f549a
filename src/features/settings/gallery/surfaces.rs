//! What things stand on and lie over, and what tells how far something is.

use leptos::prelude::*;

use super::base::*;
use crate::address::{self, href};
use crate::ui::*;

pub fn surfaces(part: El) -> El {
    let lines = [
        "Mon 14 Dec, 08:00 in Chicago (CST)",
        "19:30 for your body clock",
    ]
    .map(String::from)
    .to_vec();
    let kicker = "Next interview, in 2 days";
    let close = card(vec![
        el("strong").text("2 and 3 are close").into_any(),
        el("p")
            .class("muted")
            .text("They swap if Location weighs more than 27 %. It is 16 % now.")
            .into_any(),
        plain_button("Settle it: which would you choose?", idle()),
    ]);
    let add = button(
        &(
            "Add a program",
            ButtonKind::Primary,
            Some(Icon::Plus),
            "",
            false,
        ),
        idle(),
    );
    let shape = paragraph("One patient, one moment, what you did, what changed.");
    part.view(
        view! { <Hero kicker=kicker title="Riverside Community Internal Medicine" lines=lines /> }
            .into_inner(),
    )
    .view(
        view! {
            <Hero kicker="Now" title="Ready for the day">
                <LinkButton label="Open day mode" href=href(address::TODAY) icon=Icon::Clock />
            </Hero>
        }
        .into_inner(),
    )
    .view(close)
    .view(
        view! { <Disclosure title="What they want, and a strong shape">{shape}</Disclosure> }
            .into_inner(),
    )
    .view(card(vec![
        view! {
            <EmptyState
                icon=Icon::Building
                title="No programs yet"
                text="Add the first invitation and its clock starts by itself."
            >
                {add}
            </EmptyState>
        }
        .into_inner(),
    ]))
}

static PILLS: [(PillTone, &str); 5] = [
    (PillTone::Neutral, "Patient care"),
    (PillTone::Accent, "due"),
    (PillTone::Good, "sent"),
    (PillTone::Warn, "41 h left"),
    (PillTone::Bad, "late"),
];

pub fn progress(part: El) -> El {
    let pills = PILLS
        .iter()
        .map(|&(tone, text)| view! { <Pill tone=fixed(tone) text=text /> }.into_inner());
    let bar = |value: u32, max: u32, label: &'static str, bare: bool| {
        view! { <ProgressBar value=fixed(value) max=fixed(max) label=label bare=bare /> }
            .into_inner()
    };
    let rings = [0, 8, 11].iter().map(|&value: &u32| {
        view! { <ProgressRing value=fixed(value) max=fixed(11u32) label="Packed" /> }.into_inner()
    });
    part.view(boxed("cluster", pills.collect()))
        .view(card(vec![
            bar(8, 11, "Essentials", false),
            bar(0, 0, "Nothing to do", false),
        ]))
        .view(bar(5, 12, "Cards", true))
        .view(boxed("cluster", rings.collect()))
}

/// Two answers that close what they are in.
fn answers(open: RwSignal<bool>, labels: [&'static str; 2], kind: ButtonKind) -> [AnyView; 2] {
    let close = Callback::new(move |()| open.set(false));
    let [yes, no] = labels;
    [(yes, ButtonKind::Primary), (no, kind)]
        .map(|(label, kind)| button(&(label, kind, None, "", false), close))
}

pub fn overlays(part: El) -> El {
    let toaster = use_toaster();
    let (sheet, dialog) = (RwSignal::new(false), RwSignal::new(false));
    let presses = vec![
        plain_button("Open sheet", Callback::new(move |()| sheet.set(true))),
        plain_button("Open dialog", Callback::new(move |()| dialog.set(true))),
        plain_button(
            "Show toast",
            Callback::new(move |()| toaster.show("Saved on this phone")),
        ),
        plain_button(
            "Show undo",
            Callback::new(move |()| toaster.show_undo("“Passport” ticked", false, || ())),
        ),
    ];
    let in_sheet = move || {
        let about = "Hospital desks often ask for it. Keep it on you, not in the checked bag.";
        let mut views = vec![paragraph(about), field("Note", "text", "", "")];
        views.extend(answers(
            sheet,
            ["Save", "Hide from this trip"],
            ButtonKind::Danger,
        ));
        views
    };
    let in_dialog = move || {
        let mut views = vec![paragraph(
            "It adds 14 programs. Nothing is removed, and you can undo it.",
        )];
        views.extend(answers(
            dialog,
            ["Restore", "Not now"],
            ButtonKind::Secondary,
        ));
        views
    };
    let title = "Passport or government photo ID";
    part.view(boxed("cluster", presses))
        .view(view! {
            <Sheet open=sheet title=title on_close=move |()| sheet.set(false)>{in_sheet()}</Sheet>
        }.into_inner())
        .view(view! {
            <Dialog open=dialog title="Restore this backup?" on_close=move |()| dialog.set(false)>
                {in_dialog()}
            </Dialog>
        }.into_inner())
}

static NOTICES: [(PillTone, &str, Option<&str>); 5] = [
    (
        PillTone::Neutral,
        "Practice only: never record a real interview.",
        None,
    ),
    (PillTone::Accent, "A new version is ready.", Some("Reload")),
    (PillTone::Good, "Everything is saved on this phone.", None),
    (
        PillTone::Warn,
        "The last backup is 9 days old.",
        Some("Back up"),
    ),
    (
        PillTone::Bad,
        "The phone is full: the last change is not saved.",
        None,
    ),
];

pub fn notices(part: El) -> El {
    NOTICES.iter().fold(part, |part, &(tone, text, action)| {
        part.view(Banner(BannerProps {
            tone: fixed(tone),
            text: text.into(),
            action: action.map(|label| (label.to_owned(), idle())),
        }))
    })
}

pub fn skeleton(part: El) -> El {
    let shapes = [el("div"), el("div")];
    part.child(
        el("div")
            .class("skeleton")
            .attr("aria-hidden", "true")
            .children(shapes),
    )
}
