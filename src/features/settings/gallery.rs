//! Every widget in every state on one page, for eyes and for the tests that photograph it.
//! It may use only `ui`. It is not a screen of the app and shows no real data. A page that nobody
//! needs must weigh next to nothing: tables, one call per widget, and values that stay, except
//! where the moving is what there is to see.

use leptos::prelude::*;

use crate::features::Visit;
use crate::ui::*;

/// Heading of a part and what fills it.
type Part = (&'static str, fn(El) -> El);

static PARTS: [Part; 12] = [
    ("Hero and empty state", surfaces),
    ("Buttons", buttons),
    ("Rows", rows),
    ("Check rows", check_rows),
    ("Pills and progress", progress),
    ("Choices", choices),
    ("Fields", fields),
    ("Reorder", reorder),
    ("Sheet, dialog, toast", overlays),
    ("Notices", notices),
    ("Awkward text", awkward),
    ("Skeleton", skeleton),
];

/// The gallery as a screen.
pub fn view(_: Visit) -> AnyView {
    let part =
        |(title, fill): &Part| fill(el("section").class("stack").child(el("h2").text(title)));
    el("div")
        .class("stack gallery")
        .children(PARTS.iter().map(part))
        .into_any()
}

/// Hears and does nothing, for what is only looked at.
#[inline(never)]
fn idle<T: 'static>() -> Callback<T> {
    Callback::new(drop)
}

/// A value that stays: native boxes and fields show what is done to them all the same.
#[inline(never)]
fn fixed<T: Send + Sync + 'static>(value: T) -> Signal<T> {
    Signal::stored(value)
}

fn paragraph(text: &str) -> AnyView {
    el("p").text(text).into_any()
}

/// Views beside each other in a box.
fn boxed(class: &str, views: Vec<AnyView>) -> AnyView {
    views
        .into_iter()
        .fold(el("div").class(class), El::view)
        .into_any()
}

fn card(views: Vec<AnyView>) -> AnyView {
    view! { <Card>{views}</Card> }.into_inner()
}

fn group(title: &'static str, trailing: &'static str, rows: Vec<AnyView>) -> AnyView {
    view! { <Group title=title trailing=trailing>{rows}</Group> }.into_inner()
}

fn surfaces(part: El) -> El {
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
                <LinkButton label="Open day mode" href="#/" icon=Icon::Clock />
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

/// Label, kind, icon, second line if any, disabled.
type ButtonState = (&'static str, ButtonKind, Option<Icon>, &'static str, bool);

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

fn button(&(label, kind, icon, hint, disabled): &ButtonState, on_press: Callback<()>) -> AnyView {
    Button(ButtonProps {
        label: label.into(),
        kind,
        icon,
        hint: some(hint),
        note: None,
        disabled: Some(fixed(disabled)),
        on_press,
    })
}

fn plain_button(label: &'static str, on_press: Callback<()>) -> AnyView {
    button(&(label, ButtonKind::Secondary, None, "", false), on_press)
}

/// In the tables an empty text stands for none.
fn some(text: &'static str) -> Option<Signal<String>> {
    (!text.is_empty()).then(|| fixed(text.to_owned()))
}

fn buttons(part: El) -> El {
    let boxes = BUTTONS.iter().map(|(class, states)| {
        states.iter().fold(el("div").class(class), |row, state| {
            row.view(button(state, idle()))
        })
    });
    let others = vec![
        view! { <LinkButton label="Open" href="#/" icon=Icon::Book kind=ButtonKind::Primary /> }.into_inner(),
        view! { <IconButton icon=Icon::Undo label="Undo" on_press=idle() /> }.into_inner(),
        view! { <IconButton icon=Icon::Trash label="Delete" disabled=fixed(true) on_press=idle() /> }.into_inner(),
        view! { <IconLink icon=Icon::Gear label="Settings" href="#/" /> }.into_inner(),
    ];
    part.children(boxes).view(boxed("cluster", others))
}

/// Title, detail, icon, pill, address. Without an address a row with a pill is pressed.
type RowState = (
    &'static str,
    &'static str,
    Option<Icon>,
    Option<(PillTone, &'static str)>,
    &'static str,
);

static ROWS: [RowState; 4] = [
    (
        "Thank Dr Okafor",
        "Lakeview, 31 hours ago",
        Some(Icon::Mail),
        Some((PillTone::Warn, "41 h left")),
        "#/",
    ),
    (
        "3 essentials not packed",
        "Passport, printed CV, suit",
        Some(Icon::Bag),
        Some((PillTone::Bad, "tonight")),
        "",
    ),
    (
        "12 cards, about 6 minutes",
        "54 of 60 answers ready for Monday",
        Some(Icon::Cards),
        Some((PillTone::Accent, "due")),
        "#/",
    ),
    ("Backup made", "Today, 07:12", Some(Icon::Shield), None, ""),
];

static ARABIC: RowState = (
    "مقابلة الإقامة في شيكاغو",
    "قسم الطب الباطني",
    Some(Icon::Building),
    Some((PillTone::Warn, "غدًا")),
    "#/",
);

fn pill(pill: Option<(PillTone, &str)>) -> Option<Signal<Option<(PillTone, String)>>> {
    pill.map(|(tone, text)| fixed(Some((tone, text.to_owned()))))
}

fn row(&(title, detail, icon, state, href): &RowState, children: Option<Children>) -> AnyView {
    let href = some(href);
    let on_press = (href.is_none() && state.is_some()).then(idle);
    Row(RowProps {
        title: title.into(),
        detail: some(detail),
        icon,
        tick: None,
        pill: pill(state),
        href,
        on_press,
        children,
    })
}

fn rows(part: El) -> El {
    let mut rows: Vec<AnyView> = ROWS.iter().map(|state| row(state, None)).collect();
    let edit =
        || view! { <IconButton icon=Icon::Pencil label="Edit" on_press=idle() /> }.into_inner();
    rows.push(row(
        &("Plain text, with its own button", "", None, None, ""),
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
            view! { <Row title="Leave now; add 30 minutes to the travel time" detail="in 12 min" tick=tick pill=time href="#/" /> }
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

fn check_rows(part: El) -> El {
    [("On me", &ON_ME), ("Which points did you say?", &SAID)]
        .into_iter()
        .fold(part, |part, (title, states)| {
            part.view(group(title, "1 / 2", states.iter().map(check).collect()))
        })
}

static PILLS: [(PillTone, &str); 5] = [
    (PillTone::Neutral, "Patient care"),
    (PillTone::Accent, "due"),
    (PillTone::Good, "sent"),
    (PillTone::Warn, "41 h left"),
    (PillTone::Bad, "late"),
];

fn progress(part: El) -> El {
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

/// Label, meanings, value.
static RATINGS: [(&str, &[&str], Option<u8>); 2] = [
    (
        "Teaching",
        &[
            "Little",
            "Some",
            "Fair",
            "Good, protected time",
            "Excellent",
        ],
        Some(4),
    ),
    ("Location", &["Would not live there", "Would love to"], None),
];

/// Label, detail, on at first.
static SWITCHES: [(&str, &str, bool); 2] = [
    ("Swipe cards", "Buttons always work as well", true),
    ("Vibrate", "Not on every phone", false),
];

fn choices(part: El) -> El {
    let options = [
        ("packing", "Packing"),
        ("logistics", "Logistics"),
        ("attire", "Attire"),
    ];
    let ratings = RATINGS.iter().map(|&(label, anchors, rated)| {
        let anchors = anchors.iter().map(|anchor| (*anchor).to_owned()).collect();
        view! { <Rating label=label anchors=anchors value=fixed(rated) on_change=idle() /> }
            .into_inner()
    });
    let nights = RwSignal::new(2);
    let count = Callback::new(move |count| nights.set(count));
    let mut rows = vec![
        view! {
            <ChoiceRow
                title="Is there a flight?"
                detail="Adds bags and airport tasks"
                value=fixed(None)
                on_change=idle()
            />
        }
        .into_inner(),
        view! { <Stepper label="Nights" value=nights min=0 max=3 on_change=count /> }.into_inner(),
    ];
    rows.extend(SWITCHES.iter().map(|&(label, detail, on)| {
        view! { <Switch label=label detail=detail checked=fixed(on) on_toggle=idle() /> }
            .into_inner()
    }));
    let ratings: Vec<AnyView> = ratings.collect();
    part.view(
        view! { <Segmented label="List" options=options selected="packing" on_select=idle() /> }
            .into_inner(),
    )
    .view(view! { <FieldGroup title="Ratings">{ratings}</FieldGroup> }.into_inner())
    .view(view! { <Group title="About the trip">{rows}</Group> }.into_inner())
}

/// A field: "area" stands for several lines; without a value, a date is an error.
fn field(
    label: &'static str,
    input_type: &'static str,
    value: &'static str,
    hint: &'static str,
) -> AnyView {
    let (is_area, is_search) = (input_type == "area", input_type == "search");
    let is_date = input_type == "date";
    let error = (is_date && value.is_empty()).then(|| "Choose a date.".to_owned());
    TextField(TextFieldProps {
        label: label.into(),
        value: value.into(),
        on_input: None,
        on_commit: None,
        hint: some(hint),
        error: fixed(error),
        input_type: if is_area { "text" } else { input_type },
        multiline: is_area,
        placeholder: is_search.then(|| label.into()),
        spellcheck: true,
        hide_label: is_search,
        suggestions: None,
    })
}

fn fields(part: El) -> El {
    let zones = [("est", "Eastern (EST)"), ("cst", "Central (CST)")]
        .map(|(value, label)| (value.to_owned(), label.to_owned()))
        .to_vec();
    let zones = view! { <SelectField label="Zone" options=zones value="cst" on_change=idle() /> }
        .into_inner();
    let note = "She asked about the ward in Lagos.\n\nTold her about the daughter.";
    let fields = vec![
        field("Name", "text", "Dr Amara Okafor", "As on their badge"),
        field("Date", "date", "", ""),
        boxed("pair", vec![field("Starts", "time", "08:00", ""), zones]),
        field("Notes", "area", note, ""),
        field("Search questions", "search", "", ""),
    ];
    part.view(view! { <FieldGroup title="Person">{fields}</FieldGroup> }.into_inner())
}

fn reorder(part: El) -> El {
    let names = [
        "Lakeview University",
        "Riverside Community",
        "St Brendan’s",
        "Northfield General",
    ];
    let ids = RwSignal::new(names.map(String::from).to_vec());
    let row = Callback::new(move |id: String| {
        let title = id.clone();
        let place = move || {
            let index = ids.with(|ids| ids.iter().position(|other| *other == id));
            index.map_or_else(String::new, |index| (index + 1).to_string())
        };
        let number = el("span").class("row-number").say_with(place);
        vec![
            number.into_any(),
            view! { <RowText title=title detail="Top 3 in 94 % of weightings" /> }.into_inner(),
        ]
        .into_any()
    });
    let on_move = Callback::new(move |(id, index): (String, usize)| {
        ids.update(|ids| {
            ids.retain(|other| *other != id);
            ids.insert(index.min(ids.len()), id);
        });
    });
    part.view(
        view! { <Reorder ids=ids label_of=|id: String| id row=row on_move=on_move /> }.into_inner(),
    )
}

/// Two answers that close what they are in.
fn answers(open: RwSignal<bool>, labels: [&'static str; 2], kind: ButtonKind) -> [AnyView; 2] {
    let close = Callback::new(move |()| open.set(false));
    let [yes, no] = labels;
    [(yes, ButtonKind::Primary), (no, kind)]
        .map(|(label, kind)| button(&(label, kind, None, "", false), close))
}

fn overlays(part: El) -> El {
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
            Callback::new(move |()| toaster.show_undo("“Passport” ticked", idle())),
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

fn notices(part: El) -> El {
    NOTICES.iter().fold(part, |part, &(tone, text, action)| {
        part.view(Banner(BannerProps {
            tone: fixed(tone),
            text: text.into(),
            action: action.map(|label| (label.to_owned(), idle())),
        }))
    })
}

fn awkward(part: El) -> El {
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

fn skeleton(part: El) -> El {
    let shapes = [el("div"), el("div")];
    part.child(
        el("div")
            .class("skeleton")
            .attr("aria-hidden", "true")
            .children(shapes),
    )
}
