//! What a file from another app is taken for.

use matchbook::domain::arrival::Arrival::{Cards, Copy, Programs, Sound};
use matchbook::domain::arrival::{Arrival, likely};
use proptest::prelude::*;

fn of(name: &str, mime: &str, text: &str) -> Option<Arrival> {
    likely(name, mime, text.as_bytes())
}

#[test]
fn its_name_its_kind_and_its_beginning_tell() {
    let cases = [
        ("deck.apkg", "", "PK\u{3}\u{4}", Some(Cards)),
        (
            "deck",
            "application/octet-stream",
            "PK\u{3}\u{4}",
            Some(Cards),
        ),
        ("letter.docx", "", "PK\u{3}\u{4}", None),
        (
            "notes.txt",
            "text/plain",
            "#separator:tab\n#html:false\na\tb",
            Some(Cards),
        ),
        (
            "deck.csv",
            "text/csv",
            "\u{feff}Question,Answer\nWhy us?,Because",
            Some(Cards),
        ),
        (
            "list.csv",
            "text/csv",
            "Program,City,NRMP code\nMercy,Reno,1",
            Some(Programs),
        ),
        ("list.tsv", "", "Hospital\tState\nMercy\tNV", Some(Programs)),
        (
            "shared.txt",
            "text/plain",
            "Mercy Hospital\nReno Medical Center\n",
            Some(Programs),
        ),
        (
            "shared.txt",
            "text/plain",
            "Wrenfield University",
            Some(Programs),
        ),
        (
            "shared.txt",
            "text/plain",
            "Why this program?\tThree reasons",
            Some(Cards),
        ),
        (
            "matchbook-2026-11-28.json",
            "application/json",
            "{\"matchbook-export\":1",
            Some(Copy),
        ),
        ("take.m4a", "", "\u{0}\u{0}ftyp", Some(Sound)),
        ("x", "audio/ogg", "OggS", Some(Sound)),
        ("x", "", "RIFF\u{1}\u{2}\u{3}\u{4}WAVEfmt", Some(Sound)),
        ("photo.jpg", "image/jpeg", "\u{1}", None),
        ("letter.pdf", "application/pdf", "%PDF-1.7", None),
        ("x.bin", "", "ab\u{0}cd", None),
    ];
    for (name, mime, text, wanted) in cases {
        assert_eq!(of(name, mime, text), wanted, "{name} {text:?}");
    }
}

/// The first bytes may end in the middle of a letter.
#[test]
fn a_cut_letter_makes_it_no_less_a_text() {
    let text = "University of Génève é";
    let cut = &text.as_bytes()[..text.len() - 1];
    assert_eq!(likely("shared.txt", "", cut), Some(Programs));
}

proptest! {
    #[test]
    fn any_bytes_get_an_answer(name in ".{0,12}", mime in "[a-z/]{0,12}", start in prop::collection::vec(any::<u8>(), 0..80)) {
        let one = likely(&name, &mime, &start);
        prop_assert_eq!(one, likely(&name, &mime, &start));
    }
}
