//! Cards that came from a file: nothing is lost that there is room for, and the second import of a
//! file finds everything already here.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::person::Person;
use matchbook::content::lazy::{Question, Questions, read as read_content};
use matchbook::domain::card::{Card, Log, Point};
use matchbook::domain::card::{POINT_MAX, POINTS_MAX, QUESTION_MAX, TAG_MAX, TAGS_MAX};
use matchbook::domain::ids::CardId;
use matchbook::domain::study::StudySettings;
use matchbook::domain::text::{TEXT_MAX, length};
use matchbook::domain::time::{Day, Instant};
use matchbook::exchange::card::{self, Here, fit, id_of, new_card, note, take};
use matchbook::exchange::loss::What;
use matchbook::exchange::note::{Deck, Note};
use matchbook::exchange::preview::{Choice, Known, Part, Preview, Twins, Verdict, preview};
use matchbook::exchange::{anki_text, read, spreadsheet};
use matchbook::store::acts::cards::CardAction;
use matchbook::store::core::change::Act;
use matchbook::store::core::model::Model;
use matchbook::store::read::deck::{Row, rows};
use matchbook::study::deadline::{Calendar, Subject, Timetable, queue};
use matchbook::study::memory::{Memories, Scheduler};
use proptest::prelude::*;

const REPLACE: Choice = Choice {
    replace: true,
    twins: Twins::LeaveOut,
};
const LAY_OVER: Choice = Choice {
    replace: false,
    twins: Twins::LayOver,
};
const ADD: Choice = Choice {
    replace: true,
    twins: Twins::Add,
};

fn starters() -> Vec<Question> {
    static READ: LazyLock<Vec<Question>> = LazyLock::new(|| {
        let text = include_str!("../../content/lazy/questions.json");
        let read = read_content::<Questions>(text).expect("questions");
        let used = read.questions.into_iter().filter(|one| !one.retired);
        used.collect()
    });
    READ.clone()
}

/// What the exchange screen does with a deck, over the starter questions given.
trait Exchange {
    fn rows(&self, questions: &[Question]) -> Vec<Row>;
    fn preview(&self, questions: &[Question], deck: &Deck) -> Preview;
    fn take_in(&mut self, questions: &[Question], deck: &Deck, choice: Choice) -> Vec<CardId>;
}

impl Exchange for Person {
    fn rows(&self, questions: &[Question]) -> Vec<Row> {
        rows(self.model.all::<Card>(), questions)
    }

    fn preview(&self, questions: &[Question], deck: &Deck) -> Preview {
        let known: Vec<Known> = self
            .rows(questions)
            .iter()
            .map(|row| Known {
                note: note(
                    &row.id,
                    &row.text,
                    &row.outline,
                    &row.script,
                    &row.tags,
                    &row.category,
                ),
                has_starter_points: row.has_starter_points,
                is_of_sheet: row.sheet.is_some(),
            })
            .collect();
        preview(deck, &known)
    }

    fn take_in(&mut self, questions: &[Question], deck: &Deck, choice: Choice) -> Vec<CardId> {
        let preview = self.preview(questions, deck);
        let rows = self.rows(questions);
        let here = |place: usize| Here {
            id: rows[place].id.clone(),
            card: self.model.get_or_default(&rows[place].id),
            points: rows[place].outline.clone(),
        };
        let new = |card| Card {
            made: Day::new(2026, 12, 1),
            ..card
        };
        let cards = card::cards(deck, &preview, choice, here, str::to_owned, new);
        let ids: Vec<CardId> = cards.iter().map(|(id, _)| id.clone()).collect();
        assert_eq!(
            ids.len(),
            preview.count(choice),
            "what the preview offers is what happens"
        );
        self.does(CardAction::Import { cards })
            .expect("what was fitted is never refused");
        ids
    }
}

fn file(text: &str) -> Deck {
    fit(read(text.as_bytes()).expect("a file that can be read"))
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
    assert_eq!(deck.losses.count(What::Tag), 6);
    assert_eq!(deck.losses.count(What::TooLong), 0);
    assert_eq!(fitted.tags.len(), TAGS_MAX);
    let mut person = Person::default();
    person.take_in(&[], &deck, Choice::default());
    assert_eq!(person.model.all::<Card>().len(), 1);
}

#[test]
fn the_button_says_what_an_import_does() {
    let mut person = Person::default();
    let before = file("id,question,answer\nx-a,Why?,so\nx-b,How?,thus\n");
    person.take_in(&[], &before, Choice::default());
    let does = |text: &str, choice: Choice| person.preview(&[], &file(text)).deed(choice);
    let (leave, replace) = (Choice::default(), REPLACE);
    for (text, choice, says) in [
        ("When?,now\n", leave, "Import 1 card"),
        ("When?,now\nWhere?,here\n", leave, "Import 2 cards"),
        // Nothing new: it is no import that the button offers.
        (
            "id,question,answer\nx-a,Why?,because\n",
            leave,
            "Import 0 cards",
        ),
        (
            "id,question,answer\nx-a,Why?,because\n",
            replace,
            "Change 1 card",
        ),
        (
            "id,question,answer\nx-a,Why?,because\nx-b,How?,so\n",
            replace,
            "Change 2 cards",
        ),
        (
            "id,question,answer\nx-a,Why?,because\nx-c,When?,now\nx-d,Where?,here\n",
            replace,
            "Add 2, change 1",
        ),
        ("question,answer\nWHY,because\n", LAY_OVER, "Change 1 card"),
        ("question,answer\nWHY,because\n", ADD, "Import 1 card"),
    ] {
        assert_eq!(does(text, choice), says, "{text}");
    }
}

#[test]
fn what_is_lost_of_a_pasted_text_is_said_of_a_text() {
    for what in [
        What::Repeat,
        What::TooLong,
        What::NoQuestion,
        What::OpenQuote,
    ] {
        let says = what.sentence_of_text(2);
        assert!(!says.contains("file"), "{says}");
    }
    assert!(What::Repeat.sentence_of_text(1).contains("in the text"));
    assert!(What::Repeat.sentence(1).contains("in the file"));
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
        assert_eq!(person.preview(&[], &deck).new, source.notes.len());
        person.take_in(&[], &deck, ADD);
        let cards = person.model.all::<Card>().clone();
        let again = person.preview(&[], &deck);
        assert!(
            again.is_nothing(),
            "{}: {:?}",
            again.sentence(),
            again.verdicts
        );
        let before = person.seq;
        person.take_in(&[], &deck, ADD);
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
    let good = ("a".into(), new_card(&long_free("Good?"), String::new()));
    let bad = ("b".into(), new_card(&long_free(""), String::new()));
    let action = CardAction::Import {
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

// ── What does not fit ────────────────────────────────────────────────────────────────────────

/// A text of exactly `count` characters with a line end every forty.
fn lines(count: usize) -> String {
    let text: String = (0..count)
        .map(|n| if n % 40 == 39 { '\n' } else { 'x' })
        .collect();
    // A line end at the very end would not count.
    [&text[..count - 1], "x"].concat()
}

#[test]
fn a_note_that_is_too_long_names_itself_and_the_others_arrive() {
    let huge = "word ".repeat(14_000);
    let text = [
        "Who wrote the huge answer?\t",
        huge.trim(),
        "\nIs the next one whole?\tYes\n",
    ]
    .concat();
    let deck = file(&text);
    let left_out: Vec<_> = deck.losses.iter().collect();
    assert_eq!(left_out.len(), 1);
    assert_eq!(
        left_out[0].1.examples,
        ["Row 1, “Who wrote the huge answer?”: 69,999 characters"]
    );
    assert!(left_out[0].0.sentence(1).contains("20,000"));
    let mut person = Person::default();
    assert_eq!(person.preview(&[], &deck).new, 1);
    assert_eq!(person.take_in(&[], &deck, Choice::default()).len(), 1);
    let cards = person.model.all::<Card>();
    let texts: Vec<_> = cards.values().map(|card| card.text.as_deref()).collect();
    assert_eq!(texts, [Some("Is the next one whole?")]);
}

#[test]
fn every_note_that_is_too_long_is_named_with_its_row() {
    let long = "x".repeat(TEXT_MAX + 1);
    let text = format!(
        "question,script\n\nFirst?,{long}\n\"Two\nlines\",short\n,\n{}",
        (0..5).fold(String::new(), |text, n| text
            + &format!("Long {n}?,{long}\n"))
    );
    let deck = file(&text);
    assert_eq!(deck.notes.len(), 1);
    assert_eq!(deck.rows, [4]);
    let (what, loss) = deck.losses.iter().next().expect("a loss");
    assert_eq!(
        (what, loss.count, loss.examples.len()),
        (What::TooLong, 6, 6)
    );
    assert!(loss.examples[0].starts_with("Row 3, “First?”: 20,001"));
    assert!(
        loss.examples[5].starts_with("Row 10, “Long 4?”"),
        "{}",
        loss.examples[5]
    );
}

#[test]
fn a_text_within_the_limit_arrives_whole_however_many_lines_it_has() {
    for (count, arrives) in [(19_599, true), (TEXT_MAX, true), (TEXT_MAX + 1, false)] {
        let script = lines(count);
        let quoted = "\"\\é".repeat(count / 3);
        for text in [&*script, &quoted] {
            assert!(length(text) <= count);
            let table = spreadsheet::write(&[Note {
                question: "Long?".to_owned(),
                script: text.to_owned(),
                ..Note::default()
            }]);
            let deck = file(&table);
            let mut person = Person::default();
            let fits = arrives || length(text) <= TEXT_MAX;
            assert_eq!(
                person.take_in(&[], &deck, ADD).len(),
                usize::from(fits),
                "{count}"
            );
            if let Some(card) = person.model.all::<Card>().values().next() {
                assert_eq!(card.script, *text);
            }
        }
        // As the answer of a foreign file it goes on in the script.
        let table = format!("question,answer\nLong?,\"{script}\"\n");
        let mut person = Person::default();
        assert_eq!(
            person.take_in(&[], &file(&table), ADD).len(),
            usize::from(arrives),
            "{count}"
        );
        if let Some(card) = person.model.all::<Card>().values().next() {
            assert_eq!(card.script, script);
        }
    }
}

// ── What is here already ─────────────────────────────────────────────────────────────────────

#[test]
fn replacing_a_card_keeps_its_own_tags_and_what_the_file_does_not_say() {
    let mut person = Person::default();
    let first = "question,answer,script,tags,deck\nWhy us?,old,My words,\"fit, core\",Fit\n";
    let ids = person.take_in(&[], &file(first), Choice::default());
    let mut card: Card = person.model.get_or_default(&ids[0]);
    card.tags.insert("my own tag".to_owned());
    person
        .does(CardAction::Edit {
            id: ids[0].clone(),
            card,
        })
        .expect("an edit");
    let second = file("question,answer,tags\nWhy us?,new,\"CORE; my own tag; late\"\n");
    let preview = person.preview(&[], &second);
    let Verdict::Changed { changes, .. } = &preview.verdicts[0] else {
        panic!("{:?}", preview.verdicts);
    };
    let parts: Vec<_> = changes.iter().map(|one| (one.part, one.replaces)).collect();
    assert_eq!(parts, [(Part::Outline, true), (Part::Tags, false)]);
    // Left alone unless the person says so.
    assert!(person.take_in(&[], &second, Choice::default()).is_empty());
    person.take_in(&[], &second, REPLACE);
    let card: Card = person.model.get_or_default(&ids[0]);
    let tags: Vec<&str> = card.tags.iter().map(|tag| &**tag).collect();
    assert_eq!(tags, ["core", "fit", "late", "my own tag"]);
    assert_eq!(card.outline.expect("points")[0].text, "new");
    assert_eq!(
        (&*card.script, card.category.as_deref()),
        ("My words", Some("Fit"))
    );
    assert_eq!(person.preview(&[], &second).same, 1);
    person.takes_back();
    assert!(
        person
            .model
            .get::<Card>(&ids[0])
            .expect("a card")
            .tags
            .len()
            == 3
    );
}

#[test]
fn the_same_number_in_two_unrelated_tables_is_not_the_same_card() {
    for (name, ids) in [
        ("ID", ["1", "2"]),
        ("id", ["#1", "#2"]),
        ("guid", ["1", "2"]),
        ("GUID", ["a-1", "a-2"]),
        ("Id.", ["Q1", "Q2"]),
    ] {
        let table = |rows: [(&str, &str); 2]| {
            let rows = rows
                .iter()
                .zip(ids)
                .map(|((asked, said), id)| format!("{id},{asked},{said}\n"));
            file(&[format!("{name},Question,Answer\n"), rows.collect()].concat())
        };
        let first = table([
            ("What did you like at Rush?", "The clinic"),
            ("Who was there?", "Dr. A"),
        ]);
        let mut person = Person::default();
        assert_eq!(person.take_in(&[], &first, Choice::default()).len(), 2);
        let second = table([
            ("Why surgery?", "My hands"),
            ("Where is home?", "By the sea"),
        ]);
        let preview = person.preview(&[], &second);
        assert_eq!((preview.new, preview.changed), (2, 0), "{name}");
        // The same table again is known, and so is one whose answer is another.
        assert_eq!(person.preview(&[], &first).same, 2, "{name}");
        let newer = table([
            ("What did you like at Rush?", "The team"),
            ("Who was there?", "Dr. A"),
        ]);
        let preview = person.preview(&[], &newer);
        assert_eq!((preview.same, preview.changed + preview.twins), (1, 1));
    }
    // Names that this app or Anki gave are believed, whatever else changed.
    let mut person = Person::default();
    let own = "id,question,outline,script,tags,deck\n7,Why us?,a,,,\nmb:x,Why now?,b,,,\n";
    person.take_in(&[], &file(own), Choice::default());
    let newer = "id,question,answer\nmb:x,Why today?,b\n";
    assert_eq!(person.preview(&[], &file(newer)).changed, 1);
    let anki = "#separator:tab\n#guid column:1\n7\tWhy them?\ta\n";
    assert_eq!(person.preview(&[], &file(anki)).changed, 1);
}

#[test]
fn tags_beyond_what_a_card_holds_are_said_and_refuse_nothing() {
    let mut person = Person::default();
    let tags = |letter: char, count: usize| {
        let names: Vec<String> = (0..count).map(|n| format!("{letter}{n:02}")).collect();
        names.join(" ")
    };
    let first = format!(
        "question,answer,tags\nWhy us?,a,{}\n",
        tags('a', TAGS_MAX - 1)
    );
    let ids = person.take_in(&[], &file(&first), Choice::default());
    let second = file(&format!(
        "question,answer,tags\nWhy us?,a,{}\n",
        tags('b', 5)
    ));
    assert_eq!(person.preview(&[], &second).losses.count(What::Tag), 4);
    person.take_in(&[], &second, REPLACE);
    let card: Card = person.model.get_or_default(&ids[0]);
    assert_eq!(card.tags.len(), TAGS_MAX);
    assert!(card.tags.contains("a38") && card.tags.contains("b00"));
    assert_eq!(person.preview(&[], &second).same, 1);
}

#[test]
fn an_answer_can_be_laid_over_the_built_in_card_of_the_same_question() {
    let questions = starters();
    let one = &questions[0];
    let mut person = Person::default();
    let chosen = Card {
        chosen: true,
        ..Card::default()
    };
    person
        .does(CardAction::Edit {
            id: one.id.as_str().into(),
            card: chosen,
        })
        .expect("a choice");
    // Neither case nor punctuation nor accents make it another question.
    let asked = one.text.to_uppercase().replace(['.', '?', ','], "");
    let text = format!("question,answer,tags\n\"{asked}\",\"Mine\nand more\",me\nNew one?,x,\n");
    let deck = file(&text);
    let preview = person.preview(&questions, &deck);
    assert_eq!((preview.new, preview.twins), (1, 1));
    let Verdict::Twin { changes, .. } = &preview.verdicts[0] else {
        panic!("{:?}", preview.verdicts);
    };
    // Nothing that the person wrote would go.
    assert!(changes.iter().all(|change| !change.replaces), "{changes:?}");

    let mut other = Person::default();
    let ids = other.take_in(&questions, &deck, Choice::default());
    assert_eq!(ids.len(), 1, "left out unless the person says so");
    let ids = other.take_in(&questions, &deck, ADD);
    assert!(!ids.iter().any(|id| *id == *one.id));

    let ids = person.take_in(&questions, &deck, LAY_OVER);
    assert_eq!(ids[0], *one.id);
    let all = person.rows(&questions);
    let row = all.iter().find(|row| row.id == *one.id).expect("the card");
    let points: Vec<&str> = row.outline.iter().map(|point| &*point.text).collect();
    assert_eq!(points, ["Mine", "and more"]);
    // The question, its subject and the choice stay; it is the same card, with the same log.
    assert!(row.text == one.text && row.category == one.category && row.chosen && !row.own);
    assert!(row.tags.contains("me"));
    assert_eq!(person.preview(&questions, &deck).same, 2);

    // Now the points are the person's, and the preview says that they would go.
    let newer = file(&text.replace("and more", "and other words"));
    let preview = person.preview(&questions, &newer);
    let Verdict::Twin { changes, card, .. } = &preview.verdicts[0] else {
        panic!("{:?}", preview.verdicts);
    };
    assert!(changes.iter().any(|change| change.replaces));
    let known = Known {
        note: note("", &all[*card].text, &[], "", &BTreeSet::new(), ""),
        ..Known::default()
    };
    assert!(card::told(&known, changes).ends_with("”: your points"));
}

#[test]
fn two_answers_to_one_question_never_write_to_one_card() {
    let questions = starters();
    let asked = &questions[0].text;
    let deck = file(&format!(
        "question,answer\n\"{asked}\",one\n\"{asked}\",two\n\"{asked}\",\n"
    ));
    let mut person = Person::default();
    let preview = person.preview(&questions, &deck);
    assert_eq!((preview.added(LAY_OVER), preview.added(ADD)), (1, 2));
    assert_eq!(preview.added(Choice::default()), 0);
    let ids: BTreeSet<CardId> = person
        .take_in(&questions, &deck, LAY_OVER)
        .into_iter()
        .collect();
    // One over the built-in card, one beside it; the third says nothing.
    assert_eq!(ids.len(), 2);
    assert_eq!(person.preview(&questions, &deck).same, 3);
}

#[test]
fn a_question_without_an_answer_wipes_no_answer() {
    let questions = starters();
    let deck = Deck {
        notes: questions
            .iter()
            .map(|one| Note {
                question: one.text.clone(),
                ..Note::default()
            })
            .collect(),
        ..Deck::default()
    };
    assert!(Person::default().preview(&questions, &deck).is_nothing());
}

#[test]
fn a_long_note_among_ordinary_ones_holds_up_none_and_arrives_whole() {
    let script: Vec<String> = (0..490)
        .map(|n| format!("line {n:03} of my notes about the ward xxx"))
        .collect();
    let script = script.join("\n");
    assert_eq!(
        (length(&script), script.matches('\n').count()),
        (19_599, 489)
    );
    let ordinary = (1..=40)
        .map(|n| format!("Ordinary question number {n}?,Ordinary answer {n},\r\n"))
        .collect::<String>();
    let long = "Which note is long but within the limit?";
    let table =
        format!("question,answer,script\r\n{ordinary}{long},See the script,\"{script}\"\r\n");
    let deck = file(&table);
    assert!(deck.losses.is_empty());
    let mut person = Person::default();
    assert_eq!(person.preview(&[], &deck).new, 41);
    assert_eq!(person.take_in(&[], &deck, Choice::default()).len(), 41);
    let cards = person.model.all::<Card>().values();
    let scripts: Vec<_> = cards
        .filter(|card| card.text.as_deref() == Some(long))
        .map(|card| &*card.script)
        .collect();
    assert_eq!(scripts, [&*script]);
}

// ── Order ────────────────────────────────────────────────────────────────────────────────────

#[test]
fn the_order_of_a_file_is_kept_in_deck_study_and_export() {
    let deck = file(include_str!("../exchange/cases/forty_cards.csv"));
    let of_file: Vec<String> = (1..=40)
        .map(|n| format!("Ordinary question number {n}?"))
        .collect();
    let mut person = Person::default();
    let choose = |person: &mut Person, ids: Vec<CardId>| {
        let chosen = CardAction::Choose { ids, chosen: true };
        person.does(chosen).expect("a choice");
    };
    let ids = person.take_in(&[], &deck, Choice::default());
    choose(&mut person, ids);
    // Of the same day, by hand and from another file: behind.
    let own = Card {
        text: Some("Added by hand?".to_owned()),
        made: Day::new(2026, 12, 1),
        chosen: true,
        ..Card::default()
    };
    let id = "0-first-by-id".into();
    person
        .does(CardAction::Add { id, card: own })
        .expect("a card");
    let ids = person.take_in(
        &[],
        &file("question,answer\nZ?,z\nA?,a\n"),
        Choice::default(),
    );
    choose(&mut person, ids);
    let expected: Vec<String> = of_file
        .iter()
        .cloned()
        .chain(["Added by hand?", "Z?", "A?"].map(str::to_owned))
        .collect();

    let rows = person.rows(&[]);
    let in_deck: Vec<&String> = rows.iter().map(|row| &row.text).collect();
    assert_eq!(in_deck, expected.iter().collect::<Vec<_>>());

    let subjects: Vec<Subject> = rows
        .iter()
        .map(|row| Subject {
            id: row.id.clone(),
            program: None,
        })
        .collect();
    let scheduler = Scheduler::new(None).expect("the published parameters");
    let memories = Memories::new(&scheduler, person.model.all::<Log>().iter());
    let settings = StudySettings {
        new_per_day: 200,
        budget: 500,
        ..StudySettings::default()
    };
    let today = Day::new(2026, 12, 1).expect("a day");
    let calendar = Calendar::default();
    let table = Timetable::new(
        &scheduler, &memories, &subjects, &calendar, &settings, today,
    );
    let now = Instant(1_796_126_400_000);
    let asked = queue(&scheduler, &memories, &subjects, &table, now).cards;
    let asked: Vec<&String> = asked
        .iter()
        .filter_map(|(id, _)| Some(&rows.iter().find(|row| row.id == *id)?.text))
        .collect();
    assert_eq!(asked, expected.iter().collect::<Vec<_>>());

    let notes: Vec<Note> = rows
        .iter()
        .map(|row| {
            note(
                &row.id,
                &row.text,
                &row.outline,
                &row.script,
                &row.tags,
                &row.category,
            )
        })
        .collect();
    for text in [spreadsheet::write(&notes), anki_text::write(&notes)] {
        let again = file(&text).notes;
        let questions: Vec<&String> = again.iter().map(|note| &note.question).collect();
        assert_eq!(questions, expected.iter().collect::<Vec<_>>());
    }
}

#[test]
fn an_export_for_anki_moves_only_what_anki_needs_in_front() {
    let in_deck = |deck: &str, question: &str| Note {
        question: question.to_owned(),
        deck: deck.to_owned(),
        ..Note::default()
    };
    let notes = [
        in_deck("B::x", "1"),
        in_deck("A", "2"),
        in_deck("B::x", "3"),
        in_deck("B", "4"),
        in_deck("A::y::z", "5"),
        in_deck("B", "6"),
    ];
    let written = file(&anki_text::write(&notes)).notes;
    let order: Vec<&str> = written.iter().map(|note| &*note.question).collect();
    assert_eq!(order, ["4", "1", "2", "3", "5", "6"]);
}

// ── Any file over any deck ───────────────────────────────────────────────────────────────────

fn any_cell() -> impl Strategy<Value = String> {
    let short = prop::sample::select(vec![
        "",
        "Why us?",
        "why us",
        "Why now?",
        "Tell me about yourself.",
        "a",
        "b",
        "a\nb",
        "---\nwhole",
        "x, y",
        "x; y z",
        "'-itis",
        "=1",
        "<b>",
        "\"",
    ]);
    prop_oneof![
        8 => short.prop_map(str::to_owned),
        1 => (900_usize..1_100).prop_map(|n| "q".repeat(n)),
        1 => (19_000_usize..20_100).prop_map(|n| "line\n".repeat(n / 5) + &"x".repeat(n % 5)),
        1 => (8_usize..15).prop_map(|n| "point\n".repeat(n)),
        1 => (35_usize..45).prop_map(|n| (0..n).fold(String::new(), |text, n| text + &format!("t{n} "))),
    ]
}

fn any_file() -> impl Strategy<Value = String> {
    let row = prop::collection::vec(any_cell(), 5);
    prop::collection::vec(row, 1..6).prop_map(|rows| {
        let quoted = |cell: &String| ["\"", &cell.replace('"', "\"\""), "\""].concat();
        rows.iter().fold(
            "question,answer,script,tags,deck\n".to_owned(),
            |text, row| text + &row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n",
        )
    })
}

fn any_choice() -> impl Strategy<Value = Choice> {
    let twins = prop::sample::select(vec![Twins::LeaveOut, Twins::LayOver, Twins::Add]);
    (any::<bool>(), twins).prop_map(|(replace, twins)| Choice { replace, twins })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_preview_offers_is_what_happens(
        files in prop::collection::vec((any_file(), any_choice()), 1..4),
    ) {
        let questions: Vec<Question> = starters().into_iter().take(2).collect();
        let mut person = Person::default();
        for (text, choice) in files {
            let Ok(deck) = read(text.as_bytes()) else { continue };
            let count = deck.notes.len();
            let deck = fit(deck);
            prop_assert_eq!(deck.notes.len() + deck.losses.count(What::TooLong), count);
            let before = person.model.all::<Card>().clone();
            let preview = person.preview(&questions, &deck);
            prop_assert_eq!(preview.new + preview.same + preview.changed + preview.twins, deck.notes.len());
            // Never refused, and as many cards as offered: `take_in` asserts both.
            let ids: BTreeSet<CardId> = person.take_in(&questions, &deck, choice).into_iter().collect();
            prop_assert_eq!(ids.len(), preview.count(choice), "two notes for one card");
            let after = person.model.all::<Card>();
            for (id, card) in after {
                let old = before.get(id);
                prop_assert_eq!(old != Some(card), ids.contains(id.as_str()), "{}", id);
                // Own tags stay, and no text becomes empty.
                if let Some(old) = old {
                    prop_assert!(old.tags.is_subset(&card.tags));
                    prop_assert!(old.script.is_empty() || !card.script.is_empty());
                }
            }
            prop_assert_eq!(after.len() - before.len(), ids.iter().filter(|id| before.get(id).is_none()).count());
            // The second time nothing is new.
            let again = person.preview(&questions, &deck);
            prop_assert_eq!(again.new, 0);
            if choice.replace && choice.twins != Twins::LeaveOut {
                prop_assert!(again.changed == 0, "{:?}", again.verdicts);
            }
        }
    }
}
