//! What the name of a time zone says about the country. What its clock shows is the platform's.

/// Zones of the United States below `America/`.
const BELOW_AMERICA: &[&str] = &[
    "New_York",
    "Detroit",
    "Chicago",
    "Menominee",
    "Denver",
    "Boise",
    "Phoenix",
    "Los_Angeles",
    "Anchorage",
    "Juneau",
    "Sitka",
    "Metlakatla",
    "Yakutat",
    "Nome",
    "Adak",
    "Puerto_Rico",
    "Louisville",
    "Fort_Wayne",
    "Indianapolis",
    "Shiprock",
    "Knox_IN",
    "Atka",
];

/// The zone is one of the United States, under its name or an older one.
pub fn is_american(zone: &str) -> bool {
    match zone.split_once('/') {
        Some(("America", city)) => {
            BELOW_AMERICA.contains(&city)
                || ["Indiana/", "Kentucky/", "North_Dakota/"]
                    .iter()
                    .any(|state| city.starts_with(state))
        }
        Some(("Pacific", city)) => matches!(city, "Honolulu" | "Johnston"),
        Some((area, _)) => area == "US",
        None => false,
    }
}

/// The zone is a place outside the United States. `UTC` and the like are no place.
pub fn is_abroad(zone: &str) -> bool {
    !is_american(zone) && zone.split_once('/').is_some_and(|(area, _)| area != "Etc")
}
