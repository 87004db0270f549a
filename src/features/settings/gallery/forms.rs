//! What is chosen, typed and put in order.

use leptos::prelude::*;

use super::base::*;
use crate::ui::*;

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

pub fn choices(part: El) -> El {
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

pub fn fields(part: El) -> El {
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

pub fn reorder(part: El) -> El {
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
