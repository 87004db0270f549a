//! Links that leave the app for the phone's own programs: mail, telephone, maps.
//!
//! Whatever stands in a name or a letter stays text: nothing typed can add a header or a second address.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All that RFC 3986 does not call unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
/// The same in an address of RFC 6068, whose `@` and `+` stay readable.
const OF_ADDRESS: &AsciiSet = &RESERVED.remove(b'@').remove(b'+');

/// The address of a mail program with a letter begun (RFC 6068). Line ends of every kind become CRLF.
/// `None` unless `to` is one plain address.
pub fn mail(to: &str, subject: &str, body: &str) -> Option<String> {
    let to = address(to)?;
    let subject = encoded(&subject.split_whitespace().collect::<Vec<&str>>().join(" "));
    let body = body.replace("\r\n", "\n").replace(['\r', '\n'], "\r\n");
    let to = utf8_percent_encode(to, OF_ADDRESS).to_string();
    Some(
        [
            "mailto:",
            &to,
            "?subject=",
            &subject,
            "&body=",
            &encoded(&body),
        ]
        .concat(),
    )
}

/// The address of a mail program with an empty letter.
pub fn write_to(to: &str) -> Option<String> {
    let to = utf8_percent_encode(address(to)?, OF_ADDRESS).to_string();
    Some(["mailto:", &to].concat())
}

/// One plain address without the spaces around it.
pub fn address(to: &str) -> Option<&str> {
    let to = to.trim();
    let (local, domain) = to.split_once('@')?;
    let is_odd = |sign: char| {
        sign.is_whitespace() || sign.is_control() || matches!(sign, ',' | ';' | '<' | '>' | '"')
    };
    let is_plain = !local.is_empty() && domain.contains('.') && !domain.contains('@');
    (is_plain && !to.contains(is_odd)).then_some(to)
}

/// The address of a call (RFC 3966). `None` for a text without a number that could be called.
pub fn call(number: &str) -> Option<String> {
    let lower = number.trim().to_lowercase();
    let ends = ["ext.", "ext", "x", "#"];
    let cut = ends
        .iter()
        .filter_map(|end| Some((lower.find(end)?, end.len())));
    let (main, extension) = match cut.min() {
        Some((at, length)) => (&lower[..at], &lower[at + length..]),
        None => (&*lower, ""),
    };
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let plain = digits(main);
    if plain.len() < 3 || main.chars().any(char::is_alphabetic) {
        return None;
    }
    let plus = if main.trim_start().starts_with('+') {
        "+"
    } else {
        ""
    };
    let extension = match digits(extension) {
        none if none.is_empty() => String::new(),
        some => [";ext=", &some].concat(),
    };
    Some(["tel:", plus, &plain, &extension].concat())
}

/// A program that shows a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maps {
    /// What an iPhone opens in its own map.
    Apple,
    /// What Android asks every map program.
    Geo,
    /// A page of the web.
    Web,
}

/// The link to a place on a map. `None` where there is no place.
pub fn map(place: &str, by: Maps) -> Option<String> {
    let place = place.split_whitespace().collect::<Vec<&str>>().join(" ");
    let start = match by {
        Maps::Apple => "https://maps.apple.com/?q=",
        Maps::Geo => "geo:0,0?q=",
        Maps::Web => "https://www.openstreetmap.org/search?query=",
    };
    (!place.is_empty()).then(|| [start, &encoded(&place)].concat())
}

/// The address of a page to open, for a text that looks like one; without a scheme it is `https`.
pub fn web(site: &str) -> Option<String> {
    let site = site.trim();
    let is_plain = !site.contains(char::is_whitespace) && site.contains('.');
    match site.split_once("://") {
        _ if !is_plain => None,
        Some(("http" | "https", _)) => Some(site.to_owned()),
        None if !site.contains(':') => Some(["https://", site].concat()),
        _ => None,
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}
