//! Time zones to choose from, with names that people know. Which zones exist is the browser's
//! knowledge; what a zone's clock shows is the platform's.

use crate::session::phone;
use crate::store::select::city_of;

/// Where programs are, from east to west: IANA name and what Americans call it.
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

/// The choices of a zone field, IANA name and label: `first` (unless empty) on top, then the
/// United States, then all others by city. `first` is offered even where the browser lists no such zone.
pub fn zone_options(first: &str) -> Vec<(String, String)> {
    let mut choices = Vec::new();
    let mut offer = |zone: &str| choices.push((zone.to_owned(), zone_label(zone)));
    if !first.is_empty() {
        offer(first);
    }
    for (zone, _) in UNITED_STATES {
        if zone != first {
            offer(zone);
        }
    }
    let top = choices.len();
    for zone in phone::zones() {
        if zone != first && !is_american(&zone) {
            let label = zone_label(&zone);
            choices.push((zone, label));
        }
    }
    // By label; equal labels need no order.
    choices[top..].sort_unstable_by(|a, b| a.1.cmp(&b.1));
    choices
}

/// `Central, Chicago` in the United States, elsewhere the city first: `Kolkata, Asia`.
pub fn zone_label(zone: &str) -> String {
    if let Some(label) = american(zone) {
        return label.to_owned();
    }
    let parts: Vec<String> = zone.rsplit('/').map(city_of).collect();
    parts.join(", ")
}

/// The zone is one of the United States.
pub fn is_american(zone: &str) -> bool {
    american(zone).is_some()
}

fn american(zone: &str) -> Option<&'static str> {
    UNITED_STATES
        .iter()
        .find(|(known, _)| *known == zone)
        .map(|(_, label)| *label)
}

#[cfg(test)]
mod tests {
    use super::{is_american, zone_label};

    #[test]
    fn the_continent_is_not_the_country() {
        assert!(is_american("America/Chicago"));
        assert!(is_american("Pacific/Honolulu"));
        assert!(!is_american("America/Bogota"));
        assert!(!is_american("Asia/Kolkata"));
        assert!(!is_american(""));
    }

    #[test]
    fn labels_begin_with_what_people_look_for() {
        assert_eq!(zone_label("America/Chicago"), "Central, Chicago");
        assert_eq!(zone_label("Asia/Calcutta"), "Kolkata, Asia");
        assert_eq!(
            zone_label("America/Argentina/Buenos_Aires"),
            "Buenos Aires, Argentina, America"
        );
        assert_eq!(zone_label("UTC"), "UTC");
    }
}
