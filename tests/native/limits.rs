//! A limit counts what the person counts: characters of the text as it was typed, whatever its script,
//! its line ends and the form in which it is stored.

use crate::person::Person;
use matchbook::domain::card::{Card, POINT_MAX, Point, QUESTION_MAX};
use matchbook::domain::drill::{Answer, Drill};
use matchbook::domain::ids::{PersonId, child};
use matchbook::domain::meeting::Block;
use matchbook::domain::person::Person as Human;
use matchbook::domain::program::Program;
use matchbook::domain::record::Record;
use matchbook::domain::story::Story;
use matchbook::domain::text::{SHORT_MAX, TEXT_MAX, is_longer, length, longest_in};
use matchbook::domain::time::Day;
use matchbook::domain::trip::{Booking, Interview, Trip};
use matchbook::store::acts::cards::CardAction;
use matchbook::store::acts::day::BlockAction;
use matchbook::store::acts::drills::DrillAction;
use matchbook::store::acts::people::PeopleAction;
use matchbook::store::acts::programs::ProgramAction;
use matchbook::store::acts::stories::StoryAction;
use matchbook::store::acts::trips::TripAction;
use matchbook::store::core::change::{Act, Change, Plan, Refusal};
use matchbook::store::core::model::Model;
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
        id: "c".into(),
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
        id: "s".into(),
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
        card: "a-card-with-a-long-name".repeat(20).into(),
        said: vec!["a-point-with-a-long-name".repeat(20); 3],
        ..Answer::default()
    };
    let drill = Drill {
        answers: vec![answer; 60],
        ..Drill::default()
    };
    let mut person = Person::default();
    let id = "d".into();
    person.does(DrillAction::Save { id, drill }).unwrap();
}

#[test]
fn a_refused_text_changes_nothing() {
    let mut person = Person::default();
    person
        .does(TripAction::Begin {
            trip: "t".into(),
            interview: "i".into(),
            today: Day::parse("2026-12-01").unwrap(),
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

/// Something that a person does; the answer is that of `Person::does`.
type Deed = Box<dyn FnOnce(&mut Person) -> Result<Option<u64>, String>>;

/// Each short text of the thread, by what its refusal calls it: an act that writes this text there.
type Writes = (&'static str, fn(&str) -> Deed);

fn acts<A: Act + 'static>(act: A) -> Deed {
    Box::new(move |person| person.does(act))
}

fn somebody(change: impl FnOnce(&mut Human)) -> PeopleAction {
    let mut person = Human {
        name: "Marta".to_owned(),
        ..Human::default()
    };
    change(&mut person);
    let id = PersonId::from(child("p", "m"));
    PeopleAction::Edit { id, person }
}

fn program(change: impl FnOnce(&mut Program)) -> ProgramAction {
    let mut program = Program {
        name: "Mercy".to_owned(),
        ..Program::default()
    };
    change(&mut program);
    let id = "p".into();
    ProgramAction::Edit { id, program }
}

fn interview(change: impl FnOnce(&mut Interview)) -> TripAction {
    let mut interview = Interview {
        at: Some("p".into()),
        ..Interview::default()
    };
    change(&mut interview);
    let id = "i".into();
    TripAction::EditInterview { id, interview }
}

fn block(change: impl FnOnce(&mut Block)) -> BlockAction {
    let mut block = Block::default();
    change(&mut block);
    BlockAction::Edit {
        interview: "i".into(),
        own_id: "sd-lunch".to_owned(),
        block,
    }
}

const SHORT: [Writes; 20] = [
    ("name", |text| {
        acts(somebody(|one| one.name = text.to_owned()))
    }),
    ("way to say the name", |text| {
        acts(somebody(|one| one.say_it = text.to_owned()))
    }),
    ("form of address", |text| {
        acts(somebody(|one| one.title = text.to_owned()))
    }),
    ("interest", |text| {
        acts(somebody(|one| one.interest = text.to_owned()))
    }),
    ("question", |text| {
        acts(somebody(|one| one.question = text.to_owned()))
    }),
    ("email address", |text| {
        acts(somebody(|one| one.email = text.to_owned()))
    }),
    ("telephone number", |text| {
        acts(somebody(|one| one.phone = text.to_owned()))
    }),
    ("name", |text| {
        acts(PeopleAction::Add {
            program: "p".into(),
            fresh: "n".to_owned(),
            person: Human {
                name: text.to_owned(),
                ..Human::default()
            },
        })
    }),
    ("name", |text| {
        acts(PeopleAction::Meet {
            interview: "i".into(),
            fresh: "n".to_owned(),
            person: Human {
                name: text.to_owned(),
                ..Human::default()
            },
            at: 1,
        })
    }),
    ("name", |text| {
        acts(program(|one| one.name = text.to_owned()))
    }),
    ("specialty", |text| {
        acts(program(|one| one.specialty = text.to_owned()))
    }),
    ("city", |text| {
        acts(program(|one| one.place = text.to_owned()))
    }),
    ("code", |text| {
        acts(program(|one| one.code = text.to_owned()))
    }),
    ("web address", |text| {
        acts(program(|one| one.site = text.to_owned()))
    }),
    ("name", |text| {
        acts(ProgramAction::Name {
            interview: "i".into(),
            fresh: "q".into(),
            name: text.to_owned(),
            whole: true,
        })
    }),
    ("city", |text| {
        acts(interview(|one| one.place = text.to_owned()))
    }),
    ("street", |text| {
        acts(interview(|one| one.address = text.to_owned()))
    }),
    ("door", |text| {
        acts(interview(|one| one.door = text.to_owned()))
    }),
    ("title", |text| {
        acts(block(|one| one.title = text.to_owned()))
    }),
    ("room", |text| acts(block(|one| one.room = text.to_owned()))),
];

/// A program with an interview and somebody.
fn with_program() -> Person {
    let mut person = Person::default();
    let mercy = Program {
        name: "Mercy".to_owned(),
        ..Program::default()
    };
    let id = "p".into();
    person
        .does(ProgramAction::Add { id, program: mercy })
        .unwrap();
    person
        .does(ProgramAction::AddInterview {
            program: "p".into(),
            interview: "i".into(),
            today: Day::parse("2026-12-01").unwrap(),
        })
        .unwrap();
    person
        .does(PeopleAction::Add {
            program: "p".into(),
            fresh: "m".to_owned(),
            person: Human {
                name: "Marta".to_owned(),
                ..Human::default()
            },
        })
        .unwrap();
    person
}

#[test]
fn a_name_a_place_and_a_title_are_short() {
    for text in full(SHORT_MAX) {
        let text = text.replace("\r\n", "x").replace(char::is_control, "x");
        assert_eq!(length(&text), SHORT_MAX);
        let longer = [&*text, "x"].concat();
        for (what, write) in SHORT {
            let mut person = with_program();
            assert!(write(&text)(&mut person).is_ok(), "{what} of 300");
            let mut person = with_program();
            let before = person.model.clone();
            let refused = write(&longer)(&mut person).unwrap_err();
            let sentence = ["This ", what, " is too long. Shorten it to 300 characters."];
            assert_eq!(refused, sentence.concat());
            assert_eq!(person.model, before, "{what}");
        }
    }
    let mut person = with_program();
    let trip = Trip {
        title: "x".repeat(SHORT_MAX + 1),
        ..Trip::default()
    };
    person
        .does(TripAction::Begin {
            trip: "t".into(),
            interview: "j".into(),
            today: Day::parse("2026-12-01").unwrap(),
            home: String::new(),
        })
        .unwrap();
    let id = "t".into();
    let refused = person.does(TripAction::Edit { id, trip }).unwrap_err();
    assert_eq!(
        refused,
        "This name is too long. Shorten it to 300 characters."
    );
}

/// What an older version or a file left there is shown in part, and what stands beside it can be changed.
#[test]
fn a_name_that_was_too_long_before_is_cut_where_it_is_shown_and_holds_nothing_up() {
    let long = "é".repeat(10_000);
    let shown = "é".repeat(SHORT_MAX);
    let human = Human {
        name: long.clone(),
        ..Human::default()
    };
    let program = Program {
        name: long.clone(),
        ..Program::default()
    };
    let seen = Booking::new(Interview {
        program: long.clone(),
        ..Interview::default()
    });
    assert_eq!(
        [human.shown(), program.title(), seen.name()],
        [&*shown, &*shown, &*shown]
    );
    let mut person = with_program();
    person.does(Named(long.clone())).unwrap();
    let renamed: Program = person.model.get_or_default("p");
    assert_eq!(renamed.name, long);
    let program = Program {
        code: "1234140C0".to_owned(),
        ..renamed
    };
    let id = "p".into();
    person.does(ProgramAction::Edit { id, program }).unwrap();
}

/// The name of the program as it was stored before there was a limit.
struct Named(String);

impl Act for Named {
    fn plan(self, _: &Model) -> Result<Plan, Refusal> {
        Ok(Plan::Write(vec![Change {
            kind: Program::KIND.into(),
            id: "p".into(),
            field: "name".into(),
            val: serde_json::to_string(&self.0).unwrap().into(),
        }]))
    }
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
