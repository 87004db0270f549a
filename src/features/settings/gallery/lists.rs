//! Buttons, and the rows that lists are made of.

use leptos::prelude::*;

use super::base::*;
use crate::address::{self, href};
use crate::ui::*;

static BUTTONS: [(&str, &[ButtonState]); 3] = [
    (
        "cluster",
        &[
            ("Primary", ButtonKind::Primary, None, "", false),
            ("Secondary", ButtonKind::Secondary, None, "", false),
            ("Quiet", ButtonKind::Quiet, None, "", false),
            ("Danger", ButtonKind::Danger, None, "", false),
            ("Share", ButtonKind::Secondary, Some(Icon::Share), "", false),
        ],
    ),
    (
        "cluster",
        &[
            ("Primary", ButtonKind::Primary, None, "", true),
            ("Secondary", ButtonKind::Secondary, None, "", true),
            ("Quiet", ButtonKind::Quiet, None, "", true),
            ("Danger", ButtonKind::Danger, None, "", true),
        ],
    ),
    (
        "pair",
        &[
            ("Again", ButtonKind::Secondary, None, "10 min", false),
            ("Got it", ButtonKind::Primary, None, "Sun 13 Dec", false),
        ],
    ),
];

pub fn buttons(part: El) -> El {
    let boxes = BUTTONS.iter().map(|(class, states)| {
        states.iter().fold(el("div").class(class), |row, state| {
            row.view(button(state, idle()))
        })
    });
    let others = vec![
        view! { <LinkButton label="Open" href=href(address::TODAY) icon=Icon::Book kind=ButtonKind::Primary /> }.into_inner(),
        view! { <IconButton icon=Icon::Undo label="Undo" on_press=idle() /> }.into_inner(),
        view! { <IconButton icon=Icon::Trash label="Delete" disabled=fixed(true) on_press=idle() /> }.into_inner(),
        view! { <IconLink icon=Icon::Gear label="Settings" href=href(address::TODAY) /> }.into_inner(),
    ];
    part.children(boxes).view(boxed("cluster", others))
}

/// Title, detail, icon, pill, and whether it is a link. Without one a row with a pill is pressed.
type RowState = (
    &'static str,
    &'static str,
    Option<Icon>,
    Option<(PillTone, &'static str)>,
    bool,
);

static ROWS: [RowState; 4] = [
    (
        "Thank Dr Okafor",
        "Lakeview, 31 hours ago",
        Some(Icon::Mail),
        Some((PillTone::Warn, "41 h left")),
        true,
    ),
    (
        "3 essentials not packed",
        "Passport, printed CV, suit",
        Some(Icon::Bag),
        Some((PillTone::Bad, "tonight")),
        false,
    ),
    (
        "12 cards, about 6 minutes",
        "54 of 60 answers ready for Monday",
        Some(Icon::Cards),
        Some((PillTone::Accent, "due")),
        true,
    ),
    (
        "Backup made",
        "Today, 07:12",
        Some(Icon::Shield),
        None,
        false,
    ),
];

static ARABIC: RowState = (
    "مقابلة الإقامة في شيكاغو",
    "قسم الطب الباطني",
    Some(Icon::Building),
    Some((PillTone::Warn, "غدًا")),
    true,
);

fn pill(pill: Option<(PillTone, &str)>) -> Option<Signal<Option<(PillTone, String)>>> {
    pill.map(|(tone, text)| fixed(Some((tone, text.to_owned()))))
}

fn row(&(title, detail, icon, state, is_link): &RowState, children: Option<Children>) -> AnyView {
    let href = is_link.then(|| Signal::stored(href(address::TODAY)));
    let on_press = (href.is_none() && state.is_some()).then(idle);
    Row(RowProps {
        title: title.into(),
        detail: some(detail),
        icon,
        tick: None,
        pill: pill(state),
        href,
        on_press,
        key: None,
        children,
    })
}

pub fn rows(part: El) -> El {
    let mut rows: Vec<AnyView> = ROWS.iter().map(|state| row(state, None)).collect();
    let edit =
        || view! { <IconButton icon=Icon::Pencil label="Edit" on_press=idle() /> }.into_inner();
    rows.push(row(
        &("Plain text, with its own button", "", None, None, false),
        Some(Box::new(edit)),
    ));
    for done in [false, true] {
        let checked = RwSignal::new(done);
        let tick = RowTick {
            checked: checked.into(),
            on_toggle: Callback::new(move |done| checked.set(done)),
        };
        let time = fixed(Some((PillTone::Warn, "6:30 AM".to_owned())));
        rows.push(
            view! { <Row title="Leave now; add 30 minutes to the travel time" detail="in 12 min" tick=tick pill=time href=href(address::TODAY) /> }
                .into_any(),
        );
    }
    part.view(view! { <Group title="Do next">{rows}</Group> }.into_inner())
}

/// Title, detail, ticked at first, strikes and offers more, pill.
type CheckState = (
    &'static str,
    &'static str,
    bool,
    bool,
    Option<(PillTone, &'static str)>,
);

static ON_ME: [CheckState; 2] = [
    ("Phone with everything saved offline", "", true, true, None),
    (
        "Passport or government photo ID",
        "Hospital desks often ask for it",
        false,
        true,
        Some((PillTone::Bad, "essential")),
    ),
];

static SAID: [CheckState; 2] = [
    (
        "Ward in Lagos, patient refused insulin",
        "Situation",
        true,
        false,
        None,
    ),
    (
        "Glucose down, he came back himself",
        "Result",
        false,
        false,
        Some((PillTone::Warn, "often missed")),
    ),
];

static LONG: CheckState = (
    "👩‍⚕️🧳✈️ Everything that does not fit into one line, because some titles are simply long",
    "And their detail is not short either, in any language you can think of",
    false,
    true,
    Some((PillTone::Accent, "a pill with a long text")),
);

fn check(&(title, detail, ticked, strike, state): &CheckState) -> AnyView {
    let look = Check {
        title: title.to_owned(),
        detail: detail.to_owned(),
        checked: ticked,
        pill: state.map(|(tone, word)| (tone, word.to_owned())),
        mark: (!strike).then_some("Essential"),
    };
    CheckRow(CheckRowProps {
        look: fixed(look),
        strike,
        on_toggle: idle(),
        on_more: (strike && state.is_some()).then(idle),
        key: None,
    })
}

pub fn check_rows(part: El) -> El {
    [("On me", &ON_ME), ("Which points did you say?", &SAID)]
        .into_iter()
        .fold(part, |part, (title, states)| {
            part.view(group(title, "1 / 2", states.iter().map(check).collect()))
        })
}

pub fn awkward(part: El) -> El {
    let endless = "endless".repeat(1_500);
    let endless = view! { <RowText title=endless detail="Ten thousand letters without a space" /> }
        .into_inner();
    let endless = el("li")
        .class("row endless")
        .attr("tabindex", "0")
        .child(el("div").class("row-hit").view(endless));
    let rows = vec![row(&ARABIC, None), check(&LONG), endless.into_any()];
    part.view(group("مستشفى المدينة", "10,000 / 10,000", rows))
}
