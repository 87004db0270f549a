//! What counts as the same thing, however it was typed.

use std::collections::BTreeMap;

use matchbook::content::PACKING;
use matchbook::domain::typed::{Typed, is_to_keep};
use matchbook::domain::words::Likeness::{End, Part, Whole};
use matchbook::domain::words::{and_list, and_more, counted, likeness, thing};

#[test]
fn a_thing_has_one_name_whatever_its_case_accents_and_number() {
    for names in [
        &["Umbrella", " umbrellas ", "UMBRELLA!", "umbrella's"][..],
        &["Résumé", "resume", "Resumes"],
        &["Glasses", "glass"],
        &["Watch", "watches"],
        &["Battery", "batteries"],
        &["Box", "boxes"],
        &["Don’t forget", "don't forget"],
        &["ＣＶ", "ｃｖ"],
    ] {
        for name in names {
            assert_eq!(thing(name), thing(names[0]), "{name}");
        }
    }
    for (one, other) in [
        ("pen", "pan"),
        ("bus", "bu"),
        ("ID", "I"),
        ("dress", "dres"),
        ("tea", "teas set"),
        ("phone", "power bank"),
    ] {
        assert_ne!(thing(one), thing(other));
    }
}

#[test]
fn what_is_on_the_list_already_is_seen() {
    for (known, typed, want) in [
        ("Passport or government photo ID", "Passport", Some(Part)),
        ("Passport or government photo ID", "passports", Some(Part)),
        (
            "Passport or government photo ID",
            "government photo id",
            Some(Part),
        ),
        ("Passport or government photo ID", "photo ID", Some(End)),
        ("Laptop and charger", "charger", Some(Part)),
        ("Printed CV", "cv", Some(End)),
        ("Plain coat, gloves, umbrella", "Umbrella", Some(Part)),
        ("Plain coat, gloves, umbrella", "coat", Some(End)),
        ("Pens", "pen", Some(Whole)),
        ("Small clean snack (nuts, bar)", "Nuts", Some(Part)),
        ("Lamp 💡", "lamp", Some(Whole)),
        ("💡", "💡", Some(Whole)),
        ("Power bank", "bank card", None),
        ("Passport or government photo ID", "pass", None),
        ("Passport or government photo ID", "port", None),
        ("Charger", "harger", None),
        ("💡", "🩺", None),
        ("Charger", "", None),
        ("Charger", "  ", None),
        ("", "Charger", None),
    ] {
        assert_eq!(likeness(known, typed), want, "{typed} in {known}");
    }
    // The best comes first when several are alike.
    assert!(Whole > Part && Part > End);
    for item in PACKING {
        assert_eq!(likeness(item.text, item.text), Some(Whole), "{}", item.id);
    }
}

#[test]
fn names_and_numbers_are_said_as_in_a_sentence() {
    for (count, list, few) in [
        (0, "", ""),
        (1, "A", "A"),
        (2, "A and B", "A and B"),
        (3, "A, B and C", "A, B and C"),
        (4, "A, B, C and D", "A, B and 2 more"),
        (5, "A, B, C, D and E", "A, B and 3 more"),
    ] {
        let names = &["A", "B", "C", "D", "E"][..count];
        assert_eq!(
            (and_list(names), and_more(names)),
            (list.to_owned(), few.to_owned())
        );
    }
    let said = [0, 1, 2].map(|count| counted(count, "program", "programs"));
    assert_eq!(said, ["0 programs", "1 program", "2 programs"]);
}

/// What is typed waits as one text, and nothing typed is no text.
#[test]
fn what_is_typed_waits_as_a_text() {
    let texts = ["", " ", "\"", "Why Ohio?\nمرحبا"];
    for text in texts.map(str::to_owned) {
        assert_eq!(text.kept().is_empty(), text.is_empty(), "{text:?}");
        assert_eq!(String::of_kept(&text.kept()), text);
    }
    let of_each: BTreeMap<String, String> = [("p".to_owned(), "near my sister".to_owned())].into();
    assert_eq!(BTreeMap::of_kept(&of_each.kept()), of_each);
    // What another version kept there is not shown.
    assert_eq!(String::of_kept("not JSON"), "");
}

/// A form that is done clears its place, but not of what was typed in another tab.
#[test]
fn who_is_done_takes_away_only_what_is_their_own() {
    for (known, there, now, is_kept) in [
        ("", "", "", false),
        ("", "", "a", true),
        ("a", "a", "a", false),
        ("a", "a", "ab", true),
        ("a", "a", "", true),
        ("a", "b", "", false),
        ("", "b", "", false),
        ("a", "b", "c", true),
    ] {
        assert_eq!(
            is_to_keep(known, there, now),
            is_kept,
            "{known} {there} {now}"
        );
    }
}
