//! A limit counts what the person counts: characters of the text as it was typed, whatever its script,
//! its line ends and the form in which it is stored.

use crate::person::Person;
use matchbook::domain::card::{Card, POINT_MAX, Point, QUESTION_MAX};
use matchbook::domain::drill::{Answer, Drill};
use matchbook::domain::story::Story;
use matchbook::domain::text::{TEXT_MAX, is_longer, length, longest_in};
use matchbook::domain::trip::Trip;
use matchbook::store::acts::cards::CardAction;
use matchbook::store::acts::drills::DrillAction;
use matchbook::store::acts::stories::StoryAction;
use matchbook::store::acts::trips::TripAction;
use proptest::prelude::*;

/// Texts of exactly `max` characters that need more room than that when they are stored.
fn full(max: usize) -> Vec<String> {
    let lines = |end: &str| {
        let line = ["Thirty-nine characters, then a line end", end].concat();
        let mut text = line.repeat(max / 40);
        text.push_str(&"x".repeat(max - length(&text)));
        text
    };
    vec![
        lines("\n"),
        lines("\r\n"),
        "\"\\\t\u{1}".chars().cycle().take(max).collect(),
        "é".repeat(max),
        "한".repeat(max),
        "🩺".repeat(max),
        "-".repeat(max),
    ]
}

fn card(change: impl FnOnce(&mut Card)) -> CardAction {
    let mut card = Card {
        own: true,
        text: Some("Why us?".to_owned()),
        ..Card::default()
    };
    change(&mut card);
    CardAction::Add {
        id: "c".to_owned(),
        card,
    }
}

#[test]
fn a_text_of_the_longest_length_is_kept_and_one_more_character_is_refused() {
    for text in full(TEXT_MAX) {
        assert_eq!(length(&text), TEXT_MAX);
        let mut person = Person::default();
        let script = text.clone();
        person.does(card(|card| card.script = script)).unwrap();
        assert_eq!(person.model.get::<Card>("c").unwrap().script, text);

        let longer = text + "x";
        let refused = Person::default().does(card(|card| card.script = longer));
        assert!(refused.unwrap_err().contains("20,000 characters"));
    }
    for text in full(QUESTION_MAX) {
        let kept = text.clone();
        Person::default()
            .does(card(|card| card.text = Some(kept)))
            .unwrap();
        let longer = text + "x";
        assert!(
            Person::default()
                .does(card(|card| card.text = Some(longer)))
                .is_err()
        );
    }
    for text in full(POINT_MAX) {
        let point = |text: String| Point {
            id: "p".to_owned(),
            text,
        };
        let longer = text.clone() + "x";
        let outline = |text: String| move |card: &mut Card| card.outline = Some(vec![point(text)]);
        Person::default().does(card(outline(text))).unwrap();
        assert!(Person::default().does(card(outline(longer))).is_err());
    }
}

#[test]
fn each_part_of_a_story_has_the_whole_length() {
    let slots: Vec<String> = full(TEXT_MAX).into_iter().take(7).collect();
    let story = |slots| StoryAction::Edit {
        id: "s".to_owned(),
        story: Story {
            title: "The night shift".to_owned(),
            slots,
            ..Story::default()
        },
    };
    let mut person = Person::default();
    person.does(story(slots.clone())).unwrap();
    assert_eq!(person.model.get::<Story>("s").unwrap().slots, slots);
    let mut longer = slots;
    longer[3].push('é');
    assert!(person.does(story(longer)).unwrap_err().contains("too long"));
}

#[test]
fn what_is_no_text_has_no_such_limit() {
    let answer = Answer {
        card: "a-card-with-a-long-name".repeat(20),
        said: vec!["a-point-with-a-long-name".repeat(20); 3],
        ..Answer::default()
    };
    let drill = Drill {
        answers: vec![answer; 60],
        ..Drill::default()
    };
    let mut person = Person::default();
    let id = "d".to_owned();
    person.does(DrillAction::Save { id, drill }).unwrap();
}

#[test]
fn a_refused_text_changes_nothing() {
    let mut person = Person::default();
    person
        .does(TripAction::Begin {
            trip: "t".into(),
            interview: "i".into(),
            today: matchbook::domain::time::Day::parse("2026-12-01").unwrap(),
            home: String::new(),
        })
        .unwrap();
    let before = person.model.clone();
    let trip = Trip {
        title: "x".repeat(TEXT_MAX + 1),
        nights: 3,
        ..Trip::default()
    };
    let id = "t".to_owned();
    assert!(
        person
            .does(TripAction::Edit {
                id: id.into(),
                trip
            })
            .is_err()
    );
    assert_eq!(person.model, before);
}

proptest! {
    #[test]
    fn the_longest_text_of_stored_json_is_found(texts in proptest::collection::vec(any::<String>(), 0..6)) {
        let json = serde_json::to_string(&texts).unwrap();
        let longest = texts.iter().map(|text| length(text)).max().unwrap_or(0);
        prop_assert_eq!(longest_in(&json), longest);
    }

    #[test]
    fn line_ends_count_once_however_they_are_written(lines in proptest::collection::vec("[^\r\n]{0,9}", 1..9)) {
        let (unix, windows) = (lines.join("\n"), lines.join("\r\n"));
        prop_assert_eq!(length(&unix), length(&windows));
        prop_assert_eq!(is_longer(&windows, length(&unix)), false);
        prop_assert!(length(&unix) == 0 || is_longer(&windows, length(&unix) - 1));
    }
}
