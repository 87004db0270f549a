//! The zone of this device, and zones by the browser's own tables (`Intl`), so that no table is shipped.
//! Answers what the wall clock of a zone shows at an instant; the opposite question, and all calendar
//! arithmetic, belong to the domain.
//!
//! Making the first formatter of a page takes a phone as long as half of its start, so nothing here makes
//! one as long as there is another way.

use std::cell::RefCell;

use js_sys::{Array, Date};
use wasm_bindgen::prelude::*;

use super::{js, pref};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    #[derive(Clone)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &JsValue, options: &JsValue) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(method, catch, js_name = formatToParts)]
    fn parts(this: &DateTimeFormat, at_ms: f64) -> Result<Array, JsValue>;
}

/// The language of the app.
const LOCALE: &str = "en-US";

/// For browsers that cannot list their zones (Safari before 15.4): where programs are, and the
/// most common homes of applicants.
const COMMON: [&str; 24] = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "America/Toronto",
    "America/Mexico_City",
    "America/Bogota",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Athens",
    "Africa/Cairo",
    "Africa/Lagos",
    "Asia/Beirut",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Manila",
    "UTC",
];

/// More formatters than a season has zones; a picker that walks through all of them starts over.
const CACHED: usize = 32;

/// More than one reading of the largest list asks for.
const OFFSETS_CACHED: usize = 256;

thread_local! {
    /// Zone, minute since 1970, offset.
    static OFFSETS: RefCell<Vec<(String, i64, Option<i32>)>> = const { RefCell::new(Vec::new()) };
    /// The zone of this device when it was last asked for.
    static HERE: RefCell<String> = const { RefCell::new(String::new()) };
    static FORMATS: RefCell<Vec<(String, DateTimeFormat)>> = const { RefCell::new(Vec::new()) };
}

/// What this device is set to, as far as times are concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// Its zone by the IANA name, "UTC" when the browser does not say.
    pub zone: String,
    /// Times are written with AM and PM where it is at home.
    pub twelve_hours: bool,
}

/// The preference that keeps what the browser said last.
const REMEMBERED: &str = "phone";

/// What this device is set to: as remembered, unless its language or its clock is another one by now.
/// Two zones whose clocks agree are told apart by [`look`] alone.
pub fn phone() -> Phone {
    here(remembered().unwrap_or_else(ask))
}

/// As the browser says, which takes long. Remembered.
pub fn look() -> Phone {
    here(ask())
}

/// What was answered by the clock of this device holds for the zone that it was thought to be in.
fn here(phone: Phone) -> Phone {
    if HERE.replace(phone.zone.clone()) != phone.zone {
        OFFSETS.with_borrow_mut(Vec::clear);
    }
    phone
}

fn remembered() -> Option<Phone> {
    let text = pref::get(REMEMBERED)?;
    let mut parts = text.strip_prefix(&*mark())?.splitn(2, ' ');
    Some(Phone {
        twelve_hours: parts.next()? == "12",
        zone: parts.next().filter(|zone| !zone.is_empty())?.to_owned(),
    })
}

fn ask() -> Phone {
    let zone = DateTimeFormat::new(&LOCALE.into(), &JsValue::UNDEFINED)
        .ok()
        .and_then(|format| resolved(&format, "timeZone"));
    let options = js::object(&[("hour", &"numeric".into())]);
    let cycle = DateTimeFormat::new(&JsValue::UNDEFINED, &options)
        .ok()
        .and_then(|format| resolved(&format, "hourCycle"));
    let phone = Phone {
        zone: zone.unwrap_or_else(|| "UTC".into()),
        twelve_hours: cycle.is_some_and(|cycle| cycle.starts_with("h1")),
    };
    let hours = if phone.twelve_hours { "12 " } else { "24 " };
    pref::put(REMEMBERED, &[&mark(), hours, &phone.zone].concat());
    phone
}

/// What a remembered phone is known by: its language, and its clock in winter, in summer and now.
fn mark() -> String {
    /// 15 January and 15 July 2026.
    const WINTER_AND_SUMMER: [f64; 2] = [1_768_435_200_000.0, 1_784_073_600_000.0];
    let language = js::get(&js::navigator(), "language").as_string();
    let mut mark = language.unwrap_or_default();
    for at_ms in WINTER_AND_SUMMER.into_iter().chain([Date::now()]) {
        mark.push(' ');
        mark.push_str(&own_offset(at_ms).to_string());
    }
    mark.push(' ');
    mark
}

/// Minutes that the clock of this device is ahead of UTC at an instant.
fn own_offset(at_ms: f64) -> i32 {
    -(Date::new(&at_ms.into()).get_timezone_offset() as i32)
}

fn resolved(format: &DateTimeFormat, name: &str) -> Option<String> {
    let options = js::call(format, "resolvedOptions", &[]).ok()?;
    js::get(&options, name).as_string()
}

/// Whether the browser knows this IANA name. Bare offsets ("+05:30") do not count.
pub fn exists(zone: &str) -> bool {
    zone.starts_with(|first: char| first.is_ascii_alphabetic()) && format(zone).is_some()
}

/// Every IANA name the browser knows, sorted; a short list where it cannot tell.
pub fn all() -> Vec<String> {
    let intl = js::get(&js::window(), "Intl");
    match js::call(&intl, "supportedValuesOf", &[&"timeZone".into()]) {
        Ok(zones) => Array::from(&zones)
            .iter()
            .filter_map(|zone| zone.as_string())
            .collect(),
        Err(_) => COMMON.iter().map(|&zone| zone.into()).collect(),
    }
}

/// Minutes that the clocks of `zone` are ahead of UTC at an instant (negative in the Americas), or
/// `None` when the zone is not known. Exact to the minute from 1970 on.
pub fn offset_minutes(zone: &str, at_ms: i64) -> Option<i32> {
    // Asked many times for few instants, and the browser takes long to answer. Clocks change at full
    // minutes, so what holds at one instant holds throughout its minute.
    let minute = at_ms.div_euclid(60_000);
    OFFSETS.with_borrow_mut(|offsets| {
        let known = offsets
            .iter()
            .find(|(name, at, _)| *at == minute && name == zone);
        if let Some((_, _, offset)) = known {
            return *offset;
        }
        if offsets.len() == OFFSETS_CACHED {
            offsets.clear();
        }
        let offset = if HERE.with_borrow(|here| here == zone) {
            Some(own_offset(at_ms as f64))
        } else {
            offset_by_browser(zone, at_ms)
        };
        offsets.push((zone.to_owned(), minute, offset));
        offset
    })
}

fn offset_by_browser(zone: &str, at_ms: i64) -> Option<i32> {
    let parts = parts(zone, at_ms)?;
    let number = |kind: &str| part(&parts, kind)?.parse::<i64>().ok();
    let days = days_since_1970(number("year")?, number("month")?, number("day")?);
    let local = days * 1_440 + number("hour")? * 60 + number("minute")?;
    i32::try_from(local - at_ms.div_euclid(60_000)).ok()
}

/// What American English calls the zone at an instant: "CST", "CDT", or "GMT+6" without a name. Empty when
/// not known.
pub fn abbreviation(zone: &str, at_ms: i64) -> String {
    parts(zone, at_ms)
        .and_then(|parts| part(&parts, "timeZoneName"))
        .unwrap_or_default()
}

fn parts(zone: &str, at_ms: i64) -> Option<Array> {
    format(zone)?.parts(at_ms as f64).ok()
}

fn part(parts: &Array, kind: &str) -> Option<String> {
    let part = parts
        .iter()
        .find(|part| js::get(part, "type").as_string().as_deref() == Some(kind))?;
    js::get(&part, "value").as_string()
}

/// Making a formatter takes a hundred times longer than using it.
fn format(zone: &str) -> Option<DateTimeFormat> {
    FORMATS.with_borrow_mut(|formats| {
        if let Some((_, format)) = formats.iter().find(|(name, _)| name == zone) {
            return Some(format.clone());
        }
        let numeric = JsValue::from("numeric");
        let options = js::object(&[
            ("timeZone", &zone.into()),
            ("hourCycle", &"h23".into()),
            ("calendar", &"gregory".into()),
            ("numberingSystem", &"latn".into()),
            ("year", &numeric),
            ("month", &numeric),
            ("day", &numeric),
            ("hour", &numeric),
            ("minute", &numeric),
            ("timeZoneName", &"short".into()),
        ]);
        let format = DateTimeFormat::new(&LOCALE.into(), &options).ok()?;
        if formats.len() == CACHED {
            formats.clear();
        }
        formats.push((zone.into(), format.clone()));
        Some(format)
    })
}

/// Days from 1 January 1970 to a Gregorian date, by counting whole years that begin in March so
/// that the leap day is the last of its year.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    const MARCH_0_TO_1970: i64 = 719_468;
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let in_year = (153 * month + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + in_year
        - MARCH_0_TO_1970
}
