//! What the name of a time zone says: the country, and for zones whose rules are known here, what its
//! clock shows. Every other zone is the platform's to ask the browser about, which takes long.

use chrono::{Datelike as _, NaiveDate};

use crate::domain::time::Instant;

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

/// What the clocks of a zone show at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Minutes ahead of UTC, negative in the Americas.
    pub offset: i32,
    /// What people call it: `CST`, `CDT`, `IST`.
    pub name: &'static str,
}

/// How a zone's clocks have been set since a year.
struct Rule {
    zone: &'static str,
    /// Minutes ahead of UTC outside daylight saving time.
    offset: i32,
    name: &'static str,
    /// The name in daylight saving time of the United States; empty where there is none.
    summer: &'static str,
    since: i32,
}

const fn rule(zone: &'static str, offset: i32, name: &'static str, summer: &'static str) -> Rule {
    Rule {
        zone,
        offset,
        name,
        summer,
        since: 1987,
    }
}

/// A zone abroad whose clocks are never changed. Some were until 2009.
const fn fixed(zone: &'static str, offset: i32, name: &'static str) -> Rule {
    Rule {
        zone,
        offset,
        name,
        summer: "",
        since: 2010,
    }
}

/// Where programs are, and where many applicants live. American English has no short names of the
/// latter.
const RULES: &[Rule] = &[
    rule("America/New_York", -300, "EST", "EDT"),
    rule("America/Chicago", -360, "CST", "CDT"),
    rule("America/Denver", -420, "MST", "MDT"),
    rule("America/Phoenix", -420, "MST", ""),
    rule("America/Los_Angeles", -480, "PST", "PDT"),
    rule("America/Anchorage", -540, "AKST", "AKDT"),
    rule("Pacific/Honolulu", -600, "HST", ""),
    rule("America/Puerto_Rico", -240, "AST", ""),
    fixed("Asia/Kolkata", 330, "IST"),
    fixed("Asia/Calcutta", 330, "IST"),
    fixed("Asia/Karachi", 300, "PKT"),
    fixed("Asia/Kathmandu", 345, "NPT"),
    fixed("Asia/Katmandu", 345, "NPT"),
    fixed("Asia/Manila", 480, "PHT"),
    fixed("Asia/Dubai", 240, "GST"),
    fixed("Africa/Lagos", 60, "WAT"),
    fixed("Africa/Nairobi", 180, "EAT"),
];

/// The zones whose clocks are known here, and the first year for which they are.
pub fn known() -> impl Iterator<Item = (&'static str, i32)> {
    RULES.iter().map(|rule| (rule.zone, rule.since))
}

/// What the clocks of `zone` show, or `None` where its rules are not known here, or not for that year.
pub fn clock(zone: &str, at: Instant) -> Option<Clock> {
    let rule = RULES.iter().find(|rule| rule.zone == zone)?;
    // The clock that nobody sets forward decides, so that each year has one beginning and one end.
    let standard = at.0.div_euclid(60_000) + i64::from(rule.offset);
    let year = at.wall(rule.offset).day.year();
    if year < rule.since {
        return None;
    }
    let is_summer = !rule.summer.is_empty() && is_summer(year, standard)?;
    Some(if is_summer {
        Clock {
            offset: rule.offset + 60,
            name: rule.summer,
        }
    } else {
        Clock {
            offset: rule.offset,
            name: rule.name,
        }
    })
}

/// Daylight saving time of the United States, which begins at 2:00 and ends at 2:00, by then 1:00 on the
/// clock of `standard` minutes since 1970.
fn is_summer(year: i32, standard: i64) -> Option<bool> {
    // The second Sunday of March to the first of November; until 2006 the first of April to the last of October.
    let (from, to) = match year {
        2007.. => ((3, 8), (11, 1)),
        _ => ((4, 1), (10, 25)),
    };
    let begins = sunday_from(year, from)? * 1_440 + 120;
    let ends = sunday_from(year, to)? * 1_440 + 60;
    Some((begins..ends).contains(&standard))
}

/// Days from 1970 to the first Sunday not before a month and day.
fn sunday_from(year: i32, (month, day): (u32, u32)) -> Option<i64> {
    const DAYS_TO_1970: i64 = 719_163;
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    let wait = (7 - date.weekday().num_days_from_sunday()) % 7;
    Some(i64::from(date.num_days_from_ce()) - DAYS_TO_1970 + i64::from(wait))
}
