//! Cards that came from a file: nothing is lost that there is room for, and the second import of a
//! file finds everything already here.
#![allow(clippy::expect_used, reason = "a panic is the verdict of a test")]

use std::collections::BTreeSet;

use matchbook::domain::card::{Card, Point};
use matchbook::domain::card::{POINT_MAX, POINTS_MAX, QUESTION_MAX, TAG_MAX, TAGS_MAX};
use matchbook::exchange::card::{fit, id_of, new_card, note, take};
use matchbook::exchange::loss::What;
use matchbook::exchange::note::{Deck, Note, TEXT_MAX};
use matchbook::exchange::preview::{Part, Verdict, preview};
use matchbook::exchange::{anki_text, read, spreadsheet};
use matchbook::store::hlc::Actor;
use matchbook::store::model::Model;
use matchbook::store::plan::{Act, Plan, Replaces, stamp};
use matchbook::store::practice::PracticeAction;

/// What the exchange screen does with a deck, in a model of its own.
#[derive(Default)]
struct Person {
    model: Model,
    seq: u64,
}

impl Person {
    fn here(&self) -> Vec<Note> {
        let cards = self.model.all::<Card>().iter();
        cards
            .map(|(id, card)| {
                note(
                    id,
                    card.text.as_deref().unwrap_or_default(),
                    card.outline.as_deref().unwrap_or_default(),
                    &card.script,
                    &card.tags,
                    card.category.as_deref().unwrap_or_default(),
                )
            })
            .collect()
    }

    fn take_in(&mut self, deck: &Deck) {
        let verdicts = preview(deck, &self.here()).verdicts;
        let cards = deck
            .notes
            .iter()
            .zip(&verdicts)
            .filter_map(|(note, verdict)| {
                let id = note.id.as_ref()?.as_str().to_owned();
                match verdict {
                    Verdict::New => Some((id, new_card(note, note.deck.clone()))),
                    Verdict::Changed(parts) => {
                        let mut card: Card = self.model.get_or_default(&id);
                        let points = card.outline.clone().unwrap_or_default();
                        take(&mut card, &points, note, note.deck.clone(), parts);
                        Some((id, card))
                    }
                    Verdict::Same | Verdict::SameQuestion(_) => None,
                }
            });
        let action = PracticeAction::ImportCards {
            cards: cards.collect(),
        };
        let Plan::Write(changes) = action.plan(&self.model).expect("cards that fit") else {
            panic!("an import writes");
        };
        let actor = Actor { device: 1, tab: 1 };
        let newest = self.model.newest();
        let count = changes.len() as u64;
        let now = i64::try_from(self.seq).unwrap_or_default();
        let ops = stamp(
            &self.model,
            changes,
            Replaces::Shown,
            actor,
            self.seq + 1,
            newest,
            now,
        );
        for op in &ops {
            self.model.apply(op);
        }
        self.seq += count;
    }
}

fn deck_of(notes: Vec<Note>) -> Deck {
    Deck {
        notes: notes
            .into_iter()
            .map(|one| Note {
                id: Some(id_of("", &one.question)),
                ..one.tidy()
            })
            .collect(),
        ..Deck::default()
    }
}

fn long_note() -> Note {
    Note {
        question: "Why? ".repeat(QUESTION_MAX),
        outline: (0..POINTS_MAX + 3)
            .map(|n| format!("{n} {}", "point ".repeat(POINT_MAX / 4)))
            .collect(),
        script: "The answer in full.".to_owned(),
        tags: (0..TAGS_MAX + 5)
            .map(|n| format!("tag{n}"))
            .chain([String::from_utf8(vec![b'x'; TAG_MAX + 1]).expect("ASCII")])
            .collect(),
        deck: "Residency::Hard".to_owned(),
        ..Note::default()
    }
}

#[test]
fn what_is_too_long_for_a_card_goes_on_in_its_script() {
    let long = long_note();
    let deck = fit(deck_of(vec![long.clone()]));
    let fitted = &deck.notes[0];
    assert!(fitted.question.chars().count() <= QUESTION_MAX);
    assert!(fitted.question.ends_with('…'));
    assert_eq!(fitted.outline.len(), POINTS_MAX);
    for text in &fitted.outline {
        assert!(text.chars().count() <= POINT_MAX);
    }
    for text in long.tidy().outline {
        assert!(fitted.script.contains(&text), "lost: {text}");
    }
    assert!(fitted.script.contains(&long.tidy().question));
    assert!(fitted.script.ends_with("The answer in full."));
    // Only tags had no room.
    assert_eq!(deck.losses.count(What::Cut), 1);
    assert_eq!(fitted.tags.len(), TAGS_MAX);
    let mut person = Person::default();
    person.take_in(&deck);
    assert_eq!(person.model.all::<Card>().len(), 1);
}

#[test]
fn a_script_that_ends_beyond_the_limit_is_cut_and_said() {
    let deck = fit(deck_of(vec![Note {
        script: "ä".repeat(TEXT_MAX + 1),
        ..long_note()
    }]));
    assert_eq!(deck.notes[0].script.chars().count(), TEXT_MAX);
    assert_eq!(deck.losses.count(What::Cut), 1);
}

#[test]
fn the_second_import_of_any_file_changes_nothing() {
    let plain = Note {
        question: "  Why our program?\n".to_owned(),
        outline: vec![
            "- Two facts".to_owned(),
            "  My proof  ".to_owned(),
            String::new(),
        ],
        script: "Because…\r\n\r\n\r\nand so on".to_owned(),
        tags: vec!["fit".to_owned(), "Fit".to_owned(), "two words".to_owned()],
        deck: "Why this program".to_owned(),
        ..Note::default()
    };
    let bare = Note {
        question: "=SUM(1)".to_owned(),
        ..Note::default()
    };
    let source = deck_of(vec![plain, bare, long_note()]);
    for file in [
        spreadsheet::write(&source.notes).into_bytes(),
        anki_text::write(&source.notes).into_bytes(),
    ] {
        let mut person = Person::default();
        let deck = fit(read(&file).expect("a file of our own"));
        assert_eq!(preview(&deck, &person.here()).new, source.notes.len());
        person.take_in(&deck);
        let cards = person.model.all::<Card>().clone();
        let again = preview(&deck, &person.here());
        assert!(
            again.is_nothing(),
            "{}: {:?}",
            again.sentence(),
            again.verdicts
        );
        let before = person.seq;
        person.take_in(&deck);
        assert_eq!(person.seq, before, "the second import wrote something");
        assert_eq!(person.model.all::<Card>(), &cards);
    }
}

#[test]
fn a_changed_note_keeps_the_rest_of_its_card_and_the_ids_of_its_points() {
    let point = |id: &str, text: &str| Point {
        id: id.to_owned(),
        text: text.to_owned(),
    };
    let before = [
        point("p1", "First"),
        point("p2", "Second"),
        point("i1", "Third"),
    ];
    let mut card = Card {
        script: "My own words".to_owned(),
        tags: BTreeSet::from(["mine".to_owned()]),
        chosen: true,
        ..Card::default()
    };
    let coming = Note {
        question: "Another question?".to_owned(),
        outline: ["Second", "New", "First", "Second"]
            .map(str::to_owned)
            .to_vec(),
        ..Note::default()
    };
    take(&mut card, &before, &coming, String::new(), &[Part::Outline]);
    let outline = card.outline.clone().expect("an outline");
    let ids: Vec<&str> = outline.iter().map(|point| &*point.id).collect();
    // A text that was there keeps its id; a fresh one takes none that is or was in use.
    assert_eq!(ids, ["p2", "i2", "p1", "i3"]);
    assert_eq!(card.text, None);
    assert_eq!(card.script, "My own words");
    assert!(card.chosen && card.tags.contains("mine"));
}

#[test]
fn an_import_is_all_or_nothing() {
    let good = ("a".to_owned(), new_card(&long_free("Good?"), String::new()));
    let bad = ("b".to_owned(), new_card(&long_free(""), String::new()));
    let action = PracticeAction::ImportCards {
        cards: vec![good, bad],
    };
    assert!(action.plan(&Model::default()).is_err());
}

fn long_free(question: &str) -> Note {
    Note {
        question: question.to_owned(),
        ..Note::default()
    }
}
