//! Where a program is, read from what a person writes as its city: the state, which decides the
//! weather, and the zone, which decides every time. What is unclear stays open; nothing is guessed.

use std::sync::OnceLock;

use crate::content::{CITIES, COUNTRIES, City, STATES, State};

/// What a text says about a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Two letters of the state, or empty.
    pub state: &'static str,
    /// IANA name of the zone, or empty.
    pub zone: &'static str,
}

/// Reads a city as people write it: `Chicago`, `chicago, il`, `St Louis, Missouri 63110`,
/// `Portland OR`. A city of several states needs its state, unless all of them share one zone.
pub fn find(text: &str) -> Found {
    let mut parts: Vec<String> = text.split(',').map(plain).collect();
    // The state may follow the city without a comma.
    let joined = parts.iter().find_map(|part| {
        let (city, code) = part.rsplit_once(' ')?;
        let state = STATES.iter().find(|state| is(state.id, code))?;
        (!cities(city).is_empty()).then(|| [city.to_owned(), plain(state.id)])
    });
    parts.extend(joined.into_iter().flatten());
    // `New York, NY` and `Washington, DC`: what is a city first is a state only after another part.
    let known = parts.iter().position(|part| !cities(part).is_empty());
    let state = parts
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != known)
        .find_map(|(_, part)| state(part));
    match (known, state) {
        (Some(at), Some(state)) => {
            let mut there = cities(&parts[at]).into_iter();
            match there.find(|city| city.state == state.id) {
                Some(city) => Found {
                    state: state.id,
                    zone: city.zone,
                },
                // A city of that name, but not the one that is known.
                None => of_state(state),
            }
        }
        (Some(at), None) => {
            let there = cities(&parts[at]);
            Found {
                state: all(&there, |city| city.state),
                zone: all(&there, |city| city.zone),
            }
        }
        (None, Some(state)) => of_state(state),
        (None, None) => Found::default(),
    }
}

/// The name of a state.
pub fn state_name(id: &str) -> &'static str {
    STATES
        .iter()
        .find(|state| state.id == id)
        .map_or("", |state| state.name)
}

/// The zones of the countries and American cities whose name begins with `text`, without repeats.
pub fn zones_of(text: &str) -> Vec<&'static str> {
    let text = plain(text);
    let mut zones = Vec::new();
    if text.is_empty() {
        return zones;
    }
    let countries = COUNTRIES
        .iter()
        .filter(|(name, _)| plain(name).starts_with(&text))
        .map(|(_, zone)| *zone);
    let found = find(&text).zone;
    for zone in countries.chain((!found.is_empty()).then_some(found)) {
        if !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    zones
}

fn of_state(state: &State) -> Found {
    Found {
        state: state.id,
        zone: state.zone.unwrap_or(""),
    }
}

/// What all of them have in common, or nothing.
fn all(there: &[&City], read: fn(&City) -> &'static str) -> &'static str {
    let first = there.first().map_or("", |city| read(city));
    if there.iter().all(|city| read(city) == first) {
        first
    } else {
        ""
    }
}

/// Places in `CITIES` by the plain name, in order. Each name is made plain once: a season asks for the city of
/// every interview, and to go through all of them each time took longer than everything else in its calendar.
fn index() -> &'static [(String, usize)] {
    static INDEX: OnceLock<Vec<(String, usize)>> = OnceLock::new();
    INDEX.get_or_init(|| {
        let names = CITIES.iter().map(|city| plain(city.name));
        let mut index: Vec<(String, usize)> = names.zip(0..).collect();
        index.sort_unstable();
        index
    })
}

fn cities(name: &str) -> Vec<&'static City> {
    let index = index();
    let from = index.partition_point(|(known, _)| &**known < name);
    let there = index[from..].iter().take_while(|(known, _)| known == name);
    there.map(|(_, place)| &CITIES[*place]).collect()
}

fn state(text: &str) -> Option<&'static State> {
    // `IL 60612`: the number of a post office.
    let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-' || c == ' ');
    STATES
        .iter()
        .find(|state| is(state.id, text) || is(state.name, text))
}

/// Whether a name of the tables is what was written, as `plain` gives it.
fn is(name: &str, written: &str) -> bool {
    // Making a name plain takes long, and keeps the first letter.
    let first = |text: &str| {
        text.bytes()
            .next()
            .map(|letter| letter.to_ascii_lowercase())
    };
    first(name) == first(written) && plain(name) == written
}

/// Small letters, no dots, no apostrophes, single spaces, `saint` and `fort` as people shorten them.
fn plain(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, '.' | '\'' | '’'))
        .flat_map(char::to_lowercase)
        .collect();
    let words = text.split([' ', '-']).filter(|word| !word.is_empty());
    let words: Vec<&str> = words
        .map(|word| match word {
            "saint" => "st",
            "fort" => "ft",
            "mount" => "mt",
            word => word,
        })
        .collect();
    words.join(" ")
}
