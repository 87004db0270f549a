//! Interviews as a file for calendars (RFC 5545).
//!
//! Times are UTC instants, so that no reader needs a table of zones; a day without a time is a day. A line
//! has at most 75 octets and breaks between characters. An event keeps its UID for good, and its SEQUENCE
//! rises when it moves, so that a later file replaces what an earlier one wrote.

use crate::domain::time::{Day, Instant};
use crate::domain::trip::{Booking, Format};
use crate::exchange::links;

/// Octets of a line without its end.
const LINE_MAX: usize = 75;
/// Behind the id of the interview: names who gives the ids out.
const HOST: &str = "@matchbook.invalid";
/// How long before an event its alarms go off.
const ALARMS: [&str; 2] = ["-P1D", "-PT2H"];

/// When an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// From one instant to another.
    Span(Instant, Instant),
    /// On a day, without a time.
    Day(Day),
}

/// One entry of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What tells it from all others, for good.
    pub uid: String,
    /// Rises when the event moves.
    pub sequence: u32,
    /// When it is.
    pub when: When,
    /// What it is called.
    pub title: String,
    /// Street and city, or empty.
    pub place: String,
    /// Address of the video room.
    pub url: Option<String>,
    /// What else there is to know; lines end with `\n`.
    pub description: String,
}

/// The entry of an interview. `span`: its start and end, once both are known; `told`: its start as people read
/// it, such as `Mon 14 Dec, 08:00 CST`. `None` for an interview without a day.
pub fn event(
    id: &str,
    interview: &Booking,
    span: Option<(Instant, Instant)>,
    sequence: u32,
    told: &str,
) -> Option<Event> {
    let when = match (span, interview.day) {
        (Some((start, end)), _) => When::Span(start, end),
        (None, Some(day)) => When::Day(day),
        (None, None) => return None,
    };
    let is_call = interview.format == Format::Virtual;
    let held = if is_call { "video call" } else { "in person" };
    let street = interview.street();
    let town = interview.town();
    let texts = [street.trim(), &*town];
    let place = match is_call {
        true => String::new(),
        false => joined(&texts, ", "),
    };
    let url = is_call.then(|| links::web(&interview.link)).flatten();
    let link = if is_call { interview.link.trim() } else { "" };
    let first = [told, ", ", held].concat();
    Some(Event {
        uid: [id, HOST].concat(),
        sequence,
        when,
        title: ["Interview: ", interview.name()].concat(),
        place,
        description: joined(&[&first, link, interview.door.trim()], "\n"),
        url,
    })
}

/// What is not empty, with `between` in between.
fn joined(texts: &[&str], between: &str) -> String {
    let texts: Vec<&str> = texts
        .iter()
        .copied()
        .filter(|text| !text.is_empty())
        .collect();
    texts.join(between)
}

/// The file of these events, made at `now`.
pub fn write(events: &[Event], now: Instant) -> String {
    let mut file = File::default();
    file.line("BEGIN", "VCALENDAR");
    file.line("VERSION", "2.0");
    file.line("PRODID", "-//Matchbook//Interviews//EN");
    file.line("CALSCALE", "GREGORIAN");
    file.line("METHOD", "PUBLISH");
    for event in events {
        file.event(event, now);
    }
    file.line("END", "VCALENDAR");
    file.0
}

#[derive(Default)]
struct File(String);

impl File {
    fn event(&mut self, event: &Event, now: Instant) {
        self.line("BEGIN", "VEVENT");
        self.line("UID", &escaped(&event.uid));
        self.line("SEQUENCE", &event.sequence.to_string());
        self.line("DTSTAMP", &utc(now));
        match event.when {
            When::Span(start, end) => {
                self.line("DTSTART", &utc(start));
                self.line("DTEND", &utc(end));
            }
            When::Day(day) => {
                self.line("DTSTART;VALUE=DATE", &date(day));
                self.line("DTEND;VALUE=DATE", &date(day.plus(1)));
            }
        }
        self.line("SUMMARY", &escaped(&event.title));
        if !event.place.is_empty() {
            self.line("LOCATION", &escaped(&event.place));
        }
        if let Some(url) = &event.url {
            // A URI is no text: nothing in it is escaped, and nothing in it may end the line.
            let is_odd = |sign: char| sign.is_control() || sign.is_whitespace();
            self.line("URL", &url.replace(is_odd, ""));
        }
        self.line("DESCRIPTION", &escaped(&event.description));
        for before in ALARMS {
            self.line("BEGIN", "VALARM");
            self.line("ACTION", "DISPLAY");
            self.line("TRIGGER", before);
            self.line("DESCRIPTION", &escaped(&event.title));
            self.line("END", "VALARM");
        }
        self.line("END", "VEVENT");
    }

    /// A content line, folded. What goes on after a fold begins with a space, which counts.
    fn line(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        let colon = [':'];
        for sign in name.chars().chain(colon).chain(value.chars()) {
            if octets + sign.len_utf8() > LINE_MAX {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(sign);
            octets += sign.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text as a value: what means something in the file stands for itself, a line end of any kind is `\n`, and
/// what no text may hold is gone.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' | ';' | ',' => out.extend(['\\', sign]),
            '\r' if signs.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                out.push_str("\\n");
            }
            '\t' => out.push(sign),
            _ if sign.is_control() => {}
            _ => out.push(sign),
        }
    }
    out
}

/// `20261214T140000Z`.
fn utc(at: Instant) -> String {
    let wall = at.wall(0);
    let time = wall.minute.text().replace(':', "");
    let seconds = at.0.div_euclid(1_000).rem_euclid(60);
    let tens = if seconds < 10 { "0" } else { "" };
    [
        &*date(wall.day),
        "T",
        &time,
        tens,
        &seconds.to_string(),
        "Z",
    ]
    .concat()
}

/// `20261214`.
fn date(day: Day) -> String {
    day.iso().replace('-', "")
}
