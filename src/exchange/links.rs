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

/// Signs that an address must not hold: in a header they begin another address, a group or a remark.
const OF_HEADER: [char; 11] = [',', ';', ':', '<', '>', '"', '(', ')', '[', ']', '\\'];

/// One plain address without the spaces around it, and without the `mailto:` of a link that was copied.
pub fn address(to: &str) -> Option<&str> {
    const LINK: &str = "mailto:";
    let to = to.trim();
    let to = match to.get(..LINK.len()) {
        // Behind the address such a link may hold a subject (RFC 6068).
        Some(start) if start.eq_ignore_ascii_case(LINK) => {
            to[LINK.len()..].split('?').next().unwrap_or("")
        }
        _ => to,
    };
    let (local, domain) = to.split_once('@')?;
    let is_odd =
        |sign: char| sign.is_whitespace() || sign.is_control() || OF_HEADER.contains(&sign);
    let is_plain = !local.is_empty() && domain.contains('.') && !domain.contains('@');
    (is_plain && !to.contains(is_odd)).then_some(to)
}

/// What stands between two numbers, though some write it inside of one.
const BETWEEN: [char; 5] = ['/', ',', ';', '|', '\n'];
/// A part with so many digits is a number of its own.
const WHOLE_NUMBER: usize = 7;
/// No number has more digits (E.164).
const DIGITS_MAX: usize = 15;

/// The address of a call (RFC 3966); of several numbers to the first. `None` for a text without a number that
/// could be called.
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
    // Two numbers read as one would call a third.
    let main = match main.split(BETWEEN).next() {
        Some(first) if digits(first).len() >= WHOLE_NUMBER => first,
        _ => main,
    };
    let begins = main
        .chars()
        .find(|sign| *sign == '+' || sign.is_ascii_digit());
    let plus = if begins == Some('+') { "+" } else { "" };
    // `+44 (0)20`: the nought is not dialed from abroad.
    let plain = match plus {
        "" => digits(main),
        _ => digits(&main.replace("(0)", "")),
    };
    if !(3..=DIGITS_MAX).contains(&plain.len()) || main.chars().any(char::is_alphabetic) {
        return None;
    }
    let extension = extension.split(BETWEEN).next().map(digits);
    let extension = match extension.unwrap_or_default() {
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
    let is_odd = |sign: char| sign.is_whitespace() || sign.is_control();
    // A phone's keyboard begins with a capital.
    let host_ends = ['/', '?', '#'];
    // A path may hold a colon and a whole address.
    let parted = site.split_once("://");
    let (scheme, rest) = match parted.filter(|(scheme, _)| !scheme.contains(host_ends)) {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => ("https".to_owned(), site),
    };
    let host = rest.split(host_ends).next()?;
    let has_other_scheme = rest.len() == site.len() && host.contains(':');
    // A mail address is no page, and what stands before an `@` only looks like the place one goes to.
    let is_plain = host.contains('.') && !host.contains('@') && !site.contains(is_odd);
    let is_web = matches!(&*scheme, "http" | "https");
    (is_plain && is_web && !has_other_scheme).then(|| [&*scheme, "://", rest].concat())
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}
