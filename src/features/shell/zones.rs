//! Choosing a time zone: those of the United States at once, any other by the name of a city or a
//! country. Which zones exist is the browser's knowledge; what a zone's clock shows is the platform's.

use leptos::prelude::*;

use crate::content::places;
use crate::features::shell::words::muted_status;
use crate::session::phone;
use crate::store::read::world::city_of;
use crate::ui::{Group, Row, SelectField, TextField, each, el, maybe};

/// Where programs are, from east to west: IANA name and what Americans call it. Arizona is one of
/// its own because its clocks never change.
const UNITED_STATES: [(&str, &str); 8] = [
    ("America/New_York", "Eastern, New York"),
    ("America/Chicago", "Central, Chicago"),
    ("America/Denver", "Mountain, Denver"),
    ("America/Phoenix", "Arizona, Phoenix"),
    ("America/Los_Angeles", "Pacific, Los Angeles"),
    ("America/Anchorage", "Alaska, Anchorage"),
    ("Pacific/Honolulu", "Hawaii, Honolulu"),
    ("America/Puerto_Rico", "Atlantic, Puerto Rico"),
];

/// The choice that opens the search.
const ANOTHER: &str = "another";
/// Zones that a search shows at most: what is further down is found faster with one more letter.
const FOUND_AT_MOST: usize = 8;

/// What is known of a city as it is typed: its state, and its zone unless the person chose one.
pub fn settle(city: &str, state: &mut String, zone: &mut String, guessed: &mut bool) {
    let found = places::find(city);
    found.state.clone_into(state);
    if zone.is_empty() || *guessed {
        found.zone.clone_into(zone);
        *guessed = !found.zone.is_empty();
    }
}

/// What to say of a zone that this phone does not know.
pub fn unknown(zone: &str) -> Option<String> {
    let known = zone.is_empty() || phone::zone_exists(zone);
    (!known).then(|| {
        "This phone does not know this time zone. Choose the nearest large city from the list."
            .to_owned()
    })
}

/// A field for a zone. `choose` gets an IANA name, or an empty text when the person takes back theirs.
pub fn zone_field(
    label: &'static str,
    zone: Signal<String>,
    choose: Callback<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    let searching = RwSignal::new(false);
    let query = RwSignal::new(String::new());
    let zone = Memo::new(move |_| zone.get());
    let options = Memo::new(move |_| zone.with(|zone| choices(zone)));
    let shown = Signal::derive(move || {
        if searching.get() {
            ANOTHER.to_owned()
        } else {
            zone.get()
        }
    });
    let on_change = Callback::new(move |chosen: String| {
        let another = chosen == ANOTHER;
        searching.set(another);
        if !another {
            choose.run(chosen);
        }
    });
    let take = Callback::new(move |zone: String| {
        searching.set(false);
        query.set(String::new());
        choose.run(zone);
    });
    let search = move || {
        let all = StoredValue::new(phone::zones());
        let found =
            Memo::new(move |_| all.with_value(|all| query.with(|query| find_zones(all, query))));
        let row = move |zone: String| {
            let name = zone_label(&zone);
            let press = Callback::new(move |()| take.run(zone.clone()));
            view! { <Row title=name on_press=press /> }.into_any()
        };
        let says = move || match (query.with(String::is_empty), found.with(Vec::len)) {
            (true, _) => String::new(),
            (false, 0) => {
                "No zone has this name. Write the capital, or a large city nearby.".to_owned()
            }
            (false, 1) => "One zone".to_owned(),
            (false, count) => [&count.to_string(), " zones"].concat(),
        };
        el("div")
            .class("stack")
            .view(
                view! {
                    <TextField label="City or country of the zone" input_type="search" value=query
                        on_input=move |text| query.set(text) placeholder="For example Kolkata or India" />
                }
                .into_any(),
            )
            .child(muted_status(says))
            .view(view! { <Group>{each(move || found.get(), row)}</Group> }.into_any())
            .into_any()
    };
    view! {
        <SelectField label=label options=options value=shown on_change=on_change error=error />
        {maybe(move || searching.get().then(search))}
    }
    .into_any()
}

/// The choices of the field: what is chosen, the United States, and the way to all others.
fn choices(chosen: &str) -> Vec<(String, String)> {
    let choice = |zone: &str, label: &str| (zone.to_owned(), label.to_owned());
    let mut choices = vec![choice("", "Choose…")];
    if !chosen.is_empty() && american(chosen).is_none() {
        choices.push(choice(chosen, &zone_label(chosen)));
    }
    choices.extend(UNITED_STATES.map(|(zone, label)| choice(zone, label)));
    choices.push(choice(ANOTHER, "Another zone…"));
    choices
}

/// The zones that a text finds among `all`: of a country or an American city of that name first, then
/// those whose city begins with it, then those that have it anywhere.
pub fn find_zones(all: &[String], text: &str) -> Vec<String> {
    let text = text.trim().to_lowercase();
    let mut found: Vec<String> = Vec::new();
    if text.is_empty() {
        return found;
    }
    let of_places = places::zones_of(&text).into_iter().map(str::to_owned);
    let labels: Vec<(&String, String)> = all
        .iter()
        .map(|zone| (zone, zone_label(zone).to_lowercase()))
        .collect();
    let having = |first: bool| {
        labels
            .iter()
            .filter(|(_, label)| label.contains(&text) && label.starts_with(&text) == first)
            .map(|(zone, _)| (*zone).clone())
            .collect::<Vec<_>>()
    };
    for zone in of_places.chain(having(true)).chain(having(false)) {
        let label = zone_label(&zone);
        // One zone may be listed under an old name and a new one.
        if found.iter().all(|known| zone_label(known) != label) && found.len() < FOUND_AT_MOST {
            found.push(zone);
        }
    }
    found
}

/// `Central, Chicago` in the United States, elsewhere the city first: `Kolkata, Asia`.
pub fn zone_label(zone: &str) -> String {
    if let Some(label) = american(zone) {
        return label.to_owned();
    }
    let parts: Vec<String> = zone.rsplit('/').map(city_of).collect();
    parts.join(", ")
}

fn american(zone: &str) -> Option<&'static str> {
    UNITED_STATES
        .iter()
        .find(|(known, _)| *known == zone)
        .map(|(_, label)| *label)
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{choices, find_zones, zone_label};

    #[wasm_bindgen_test]
    fn labels_begin_with_what_people_look_for() {
        assert_eq!(zone_label("America/Chicago"), "Central, Chicago");
        assert_eq!(zone_label("Asia/Calcutta"), "Kolkata, Asia");
        assert_eq!(
            zone_label("America/Argentina/Buenos_Aires"),
            "Buenos Aires, Argentina, America"
        );
        assert_eq!(zone_label("UTC"), "UTC");
    }

    #[wasm_bindgen_test]
    fn the_choices_begin_with_none_and_hold_what_is_chosen() {
        let labels = |chosen| -> Vec<String> {
            choices(chosen)
                .into_iter()
                .map(|(_, label)| label)
                .collect()
        };
        let plain = labels("");
        assert_eq!(
            plain[..3],
            ["Choose…", "Eastern, New York", "Central, Chicago"]
        );
        assert_eq!(labels("America/Chicago"), plain, "not twice");
        assert_eq!(labels("Asia/Kolkata")[1], "Kolkata, Asia");
        assert_eq!(plain.last().map(String::as_str), Some("Another zone…"));
    }

    #[wasm_bindgen_test]
    fn zones_are_found_by_city_and_by_country() {
        let all: Vec<String> = [
            "Africa/Cairo",
            "America/Bahia",
            "America/Bahia_Banderas",
            "America/Indiana/Knox",
            "Asia/Calcutta",
            "Asia/Karachi",
        ]
        .map(str::to_owned)
        .to_vec();
        let first = |text| find_zones(&all, text).into_iter().next();
        assert_eq!(first("kolk").as_deref(), Some("Asia/Calcutta"));
        assert_eq!(first("India").as_deref(), Some("Asia/Kolkata"));
        assert_eq!(find_zones(&all, "India").len(), 2, "Indiana too");
        assert_eq!(first(" pakistan ").as_deref(), Some("Asia/Karachi"));
        assert_eq!(first("bahia").as_deref(), Some("America/Bahia"));
        assert_eq!(first("Boston").as_deref(), Some("America/New_York"));
        assert_eq!(first("nowhere"), None);
        assert_eq!(first(""), None);
    }
}
