//! Links that leave the app: whatever stands in a name, a letter or a number stays text. Read here by readers
//! of our own, by the letter of RFC 6068, RFC 3966 and RFC 3986.

use matchbook::exchange::links::{Maps, address, call, mail, map, web, write_to};
use proptest::prelude::*;

/// What `%41` stands for. Fails on a sign that no address may hold.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        match first {
            b'%' => {
                let [high, low, after @ ..] = rest else {
                    panic!("a torn sign in {text}")
                };
                let digit = |byte: &u8| char::from(*byte).to_digit(16).expect("a hex digit");
                bytes.push(u8::try_from(digit(high) * 16 + digit(low)).unwrap());
                rest = after;
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                bytes.push(*first);
            }
            other => panic!("{:?} stands bare in {text}", char::from(*other)),
        }
    }
    String::from_utf8(bytes).expect("whole letters")
}

/// Address, subject and body of a mail link. Fails if it says anything else.
fn read(link: &str) -> (String, String, String) {
    let rest = link.strip_prefix("mailto:").expect("a mail link");
    let parts: Vec<&str> = rest.split('?').collect();
    let [to, headers] = parts[..] else {
        panic!("not exactly one question mark in {link}")
    };
    let headers: Vec<(&str, &str)> = headers
        .split('&')
        .map(|header| header.split_once('=').expect("a header with a value"))
        .collect();
    let names: Vec<&str> = headers.iter().map(|header| header.0).collect();
    assert_eq!(names, ["subject", "body"], "{link}");
    let to = to.replace('@', "%40").replace('+', "%2B");
    (decoded(&to), decoded(headers[0].1), decoded(headers[1].1))
}

const HOSTILE: [&str; 12] = [
    "Thank you",
    "a&bcc=all@example.org",
    "a?cc=b@c.de#x",
    "100 % + 1 = 2",
    "line\r\nBcc: b@c.de",
    "one\ntwo\rthree\r\nfour\n\nfive",
    "\u{202e}txet\u{202c} שלום مرحبا",
    "Æthelred Þórsson 🩺 e\u{301}",
    "\"quoted\" <script>alert(1)</script>",
    "%0ABcc%3A%20b%40c.de",
    "",
    "\0\u{1b}[31m\u{2028}x\u{85}y",
];

#[test]
fn a_mail_link_holds_its_text_and_no_other_header() {
    for subject in HOSTILE {
        for body in HOSTILE {
            let link = mail(" s.haddad+gme@wrenfield.example ", subject, body).unwrap();
            let (to, read_subject, read_body) = read(&link);
            assert_eq!(to, "s.haddad+gme@wrenfield.example");
            let one_line: Vec<&str> = subject.split_whitespace().collect();
            assert_eq!(
                read_subject,
                one_line.join(" "),
                "no line begins in a subject"
            );
            // Every line end is CRLF, and nothing else has changed.
            let lines = body.replace("\r\n", "\n").replace('\r', "\n");
            assert_eq!(read_body, lines.replace('\n', "\r\n"));
        }
    }
}

#[test]
fn only_one_plain_address_is_written_to() {
    let plain = [
        "a@b.de",
        " a.b-c_d+e@sub.example.org ",
        "o'neil@example.org",
        "名@例え.jp",
    ];
    for to in plain {
        assert_eq!(address(to), Some(to.trim()));
        assert_eq!(read(&mail(to, "s", "b").unwrap()).0, to.trim());
        let empty = write_to(to).unwrap();
        assert!(!empty.contains('?'), "{empty}");
    }
    let odd = [
        "",
        "a",
        "@b.de",
        "a@b",
        "a@b.de,c@d.de",
        "a@b.de; c@d.de",
        "a@b.de\nBcc: c@d.de",
        "Ann <a@b.de>",
        "\"a\"@b.de",
        "a b@c.de",
        "a@b@c.de",
        "friends:a@b.de",
        "a(all)@b.de",
        "a@[10.0.0.1]",
        "a\\@b.de",
        "mailto:",
        "mailto:a@b.de,c@d.de",
    ];
    for to in odd {
        assert_eq!(
            (address(to), mail(to, "s", "b"), write_to(to)),
            (None, None, None),
            "{to}"
        );
    }
    assert_eq!(
        address(" MailTo:a@b.de"),
        Some("a@b.de"),
        "a link that was copied"
    );
    assert_eq!(
        address("mailto:a@b.de?subject=Interview&bcc=c@d.de"),
        Some("a@b.de"),
        "with a letter begun"
    );
    // What could begin a header stays inside the address.
    let link = mail("a?bcc=x&y@b.de", "s", "b").unwrap();
    assert_eq!(read(&link).0, "a?bcc=x&y@b.de");
}

#[test]
fn a_number_is_called_with_its_extension() {
    let cases = [
        ("+1 (312) 555-0100 ext. 12", Some("tel:+13125550100;ext=12")),
        ("+1 (312) 555-0100 x12", Some("tel:+13125550100;ext=12")),
        ("312.555.0100 EXT 7", Some("tel:3125550100;ext=7")),
        ("312-555-0100#4", Some("tel:3125550100;ext=4")),
        (" +91 98765 43210 ", Some("tel:+919876543210")),
        ("911", Some("tel:911")),
        ("312-555-0100 ext.", Some("tel:3125550100")),
        ("(+44) 20 7946 0958", Some("tel:+442079460958")),
        ("+44 (0)20 7946 0958", Some("tel:+442079460958")),
        ("312/555-0100", Some("tel:3125550100")),
        ("312-555-0100 / 312-555-0200", Some("tel:3125550100")),
        ("555-0100, 555-0200", Some("tel:5550100")),
        (
            "312-555-0100 x12, 312-555-0200",
            Some("tel:3125550100;ext=12"),
        ),
        ("312-555-0100,12", Some("tel:3125550100")),
        ("1234 5678 9012 3456", None),
        ("ask Dana", None),
        ("", None),
        ("12", None),
        ("312-555-01OO", None),
        ("1;phone-context=evil.example", None),
    ];
    for (number, link) in cases {
        assert_eq!(call(number).as_deref(), link, "{number}");
    }
}

#[test]
fn a_place_is_one_query_on_every_map() {
    for place in HOSTILE {
        let words: Vec<&str> = place.split_whitespace().collect();
        for (by, start) in [
            (Maps::Apple, "https://maps.apple.com/?q="),
            (Maps::Geo, "geo:0,0?q="),
            (Maps::Web, "https://www.openstreetmap.org/search?query="),
        ] {
            match map(place, by) {
                None => assert_eq!(words.len(), 0, "{place}"),
                Some(link) => {
                    let query = link.strip_prefix(start).expect("the map's own address");
                    assert_eq!(decoded(query), words.join(" "));
                }
            }
        }
    }
}

#[test]
fn a_page_of_the_web_is_opened_and_nothing_else() {
    let cases = [
        ("wrenfield.example/im", Some("https://wrenfield.example/im")),
        ("http://wrenfield.example", Some("http://wrenfield.example")),
        (
            " https://wrenfield.example ",
            Some("https://wrenfield.example"),
        ),
        (
            "Https://Wrenfield.example/IM",
            Some("https://Wrenfield.example/IM"),
        ),
        ("dana@wrenfield.example", None),
        ("https://wrenfield.example@evil.example", None),
        (
            "wrenfield.example/@im",
            Some("https://wrenfield.example/@im"),
        ),
        (
            "teams.example.com/l/19:meeting_x@thread.v2/0",
            Some("https://teams.example.com/l/19:meeting_x@thread.v2/0"),
        ),
        (
            "x.example/r?u=https://y.example",
            Some("https://x.example/r?u=https://y.example"),
        ),
        ("wrenfield.example:8080", None),
        ("https://page/a.b", None),
        ("javascript:alert(1.5)", None),
        ("javascript://x.y/%0aalert(1)", None),
        ("data:text/html,x.y", None),
        ("file:///etc/passwd.txt", None),
        ("not a page.", None),
        ("page", None),
        ("", None),
    ];
    for (site, link) in cases {
        assert_eq!(web(site).as_deref(), link, "{site}");
    }
}

proptest! {
    #[test]
    fn any_letter_reads_back(subject in "\\PC*", body in "(?s).*") {
        let link = mail("a@b.de", &subject, &body).unwrap();
        let (_, read_subject, read_body) = read(&link);
        prop_assert_eq!(read_subject, subject.split_whitespace().collect::<Vec<_>>().join(" "));
        let lines = body.replace("\r\n", "\n").replace('\r', "\n");
        prop_assert_eq!(read_body, lines.replace('\n', "\r\n"));
    }
}
