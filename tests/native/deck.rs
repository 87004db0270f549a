//! Cards as text: what the plan refuses, what lies over a starter question, search, twins, stories.

use std::collections::{BTreeMap, BTreeSet};

use matchbook::domain::table::Table;

use crate::person::Person;
use matchbook::content::lazy::{Practice, Question, Questions, read};
use matchbook::domain::card::{Card, Effort, Log, Point, Priority, Rating, Review};
use matchbook::domain::drill::Drill;
use matchbook::domain::ids::CardId;
use matchbook::domain::story::{PROFESSIONAL, Story};
use matchbook::domain::study::{Fitted, StudySettings};
use matchbook::domain::time::{Day, Instant};
use matchbook::domain::words::{essence, fold};
use matchbook::store::acts::cards::CardAction;
use matchbook::store::acts::drills::DrillAction;
use matchbook::store::acts::stories::StoryAction;
use matchbook::store::acts::study::StudyAction;
use matchbook::store::read::deck::{Browse, Row, browse, row, rows, twins};
use matchbook::store::read::finder::{Index, Match, Names};
use matchbook::store::read::stories::{Service, coverage, fitting_stories, service, uses};

impl Person {
    fn cards(&self) -> &Table<Card> {
        self.model.all()
    }
}

fn starters() -> Vec<Question> {
    let text = include_str!("../../content/lazy/questions.json");
    read::<Questions>(text).unwrap().questions
}

fn asks(text: &str) -> Card {
    Card {
        text: Some(text.to_owned()),
        ..Card::default()
    }
}

fn point(id: &str, text: &str) -> Point {
    Point {
        id: id.into(),
        text: text.into(),
    }
}

#[test]
fn bad_cards_are_refused_with_a_sentence_and_nothing_is_written() {
    let mut person = Person::default();
    let long = "x".repeat(1_001);
    let outlines: Vec<(Vec<Point>, &str)> = vec![
        (
            (0..13).map(|n| point(&n.to_string(), "a")).collect(),
            "12 points",
        ),
        (vec![point("a", &"x".repeat(501))], "500"),
        (vec![point("a", "x"), point("a", "y")], "mixed up"),
        (vec![point("", "x")], "mixed up"),
    ];
    let mut bad: Vec<(Card, &str)> = vec![
        (asks("  "), "Write the question"),
        (Card::default(), "Write the question"),
        (asks(&long), "1,000"),
        (
            Card {
                seconds: Some((90, 60)),
                ..asks("Why?")
            },
            "Choose a time",
        ),
        (
            Card {
                script: "x".repeat(20_001),
                ..asks("Why?")
            },
            "20,000",
        ),
        (
            Card {
                tags: BTreeSet::from(["y".repeat(61)]),
                ..asks("Why?")
            },
            "60",
        ),
        (
            Card {
                tags: (0..41).map(|n| n.to_string()).collect(),
                ..asks("Why?")
            },
            "40 tags",
        ),
    ];
    bad.extend(outlines.into_iter().map(|(outline, says)| {
        let outline = Some(outline);
        (
            Card {
                outline,
                ..asks("Why?")
            },
            says,
        )
    }));
    for (card, says) in bad {
        let id = "own".into();
        let sentence = person.does(CardAction::Add { id, card }).unwrap_err();
        assert!(sentence.contains(says), "{sentence}");
    }
    assert!(person.model.is_empty());

    let exactly = Card {
        tags: BTreeSet::from([" visa ".to_owned(), "visa".to_owned(), " ".to_owned()]),
        outline: Some(vec![point("a", " one "), point("b", "  ")]),
        ..asks(&"é".repeat(1_000))
    };
    person
        .does(CardAction::Add {
            id: "own".into(),
            card: exactly.clone(),
        })
        .unwrap();
    let kept = person.cards().get("own").unwrap();
    assert!(kept.own);
    assert_eq!(kept.tags, BTreeSet::from(["visa".to_owned()]));
    assert_eq!(kept.outline, Some(vec![point("a", "one")]));
    let again = person.does(CardAction::Add {
        id: "own".into(),
        card: exactly,
    });
    assert!(again.unwrap_err().contains("already added"));
    person
        .does(CardAction::Delete { id: "own".into() })
        .unwrap();
    let gone = CardAction::Edit {
        id: "own".into(),
        card: Card {
            own: true,
            ..asks("Why?")
        },
    };
    assert!(person.does(gone).unwrap_err().contains("deleted"));
}

#[test]
fn changes_lie_over_a_starter_question_and_can_be_dropped() {
    let starters = starters();
    let mut person = Person::default();
    let plain = row(person.cards(), &starters, "open-about-yourself").unwrap();
    assert_eq!(plain.outline[0].id, "p1");
    assert_eq!((plain.seconds, plain.priority), ((90, 120), Priority::Core));
    assert!(!plain.is_studied());
    let id = || CardId::from("open-about-yourself");
    person
        .does(CardAction::Choose {
            ids: vec![id()],
            chosen: true,
        })
        .unwrap();
    let outline = vec![plain.outline[1].clone(), point("mine", "The river")];
    let card = Card {
        outline: Some(outline.clone()),
        ..person.cards().get(&id()).unwrap().clone()
    };
    person.does(CardAction::Edit { id: id(), card }).unwrap();
    let changed = row(person.cards(), &starters, &id()).unwrap();
    assert!(changed.is_studied() && !changed.own);
    assert_eq!((changed.outline, &changed.text), (outline, &plain.text));
    person
        .does(CardAction::Suspend {
            id: id(),
            suspended: true,
        })
        .unwrap();
    assert!(!row(person.cards(), &starters, &id()).unwrap().is_studied());
    person.does(CardAction::Delete { id: id() }).unwrap();
    assert_eq!(row(person.cards(), &starters, &id()).unwrap(), plain);
    person
        .does(CardAction::Add {
            id: "z".into(),
            card: asks("Mine?"),
        })
        .unwrap();
    let all = rows(person.cards(), &starters);
    assert_eq!(
        all.len(),
        starters.iter().filter(|one| !one.retired).count() + 1
    );
    assert_eq!(all.last().unwrap().id, "z");
    let core = Browse {
        priority: Some(Priority::Core),
        category: Some("opening".into()),
        ..Browse::default()
    };
    let shown = browse(&all, &core);
    assert!(!shown.is_empty());
    assert!(
        shown
            .iter()
            .all(|at| all[*at].category == "opening" && all[*at].priority == Priority::Core)
    );
    assert_eq!(browse(&all, &Browse::default()).len(), all.len());
}

#[test]
fn an_answer_is_counted_once_and_taken_back_once() {
    let mut person = Person::default();
    let review = Review {
        rating: Rating::Good,
        at: Instant(1_790_000_000_000),
        day: Day::new(2026, 9, 21).unwrap(),
        duration: u32::MAX,
        effort: Effort::Review,
        said: vec!["p1".into()],
        missed: vec!["p2".into()],
    };
    let grade = || CardAction::Grade {
        card: "c".into(),
        fresh: "f".into(),
        review: review.clone(),
    };
    person.does(grade()).unwrap();
    assert!(
        person
            .does(grade())
            .unwrap_err()
            .contains("already counted")
    );
    let name = review.name("f");
    assert_eq!(name, "1790000000000-f");
    let kept = &person.model.get::<Log>("c").unwrap().reviews[&name];
    assert_eq!(kept.duration, 3_600_000, "an hour at most");
    assert_eq!((&kept.said, &kept.missed), (&review.said, &review.missed));
    let undo = || CardAction::UndoGrade {
        card: "c".into(),
        review: name.clone(),
    };
    person.does(undo()).unwrap();
    assert!(person.model.get::<Log>("c").unwrap().reviews.is_empty());
    assert!(
        person
            .does(undo())
            .unwrap_err()
            .contains("already taken back")
    );
    for bad in [
        "[5,1,\"2026-01-01\",1,0,[],[]]",
        "[]",
        "{}",
        "[3,1,\"1850-01-01\",1,0,[],[]]",
    ] {
        assert_eq!(Review::parse(bad), None, "{bad}");
    }
}

#[test]
fn parameters_can_be_set_and_reverted_but_not_through_the_settings() {
    let mut person = Person::default();
    let fitted = |first: f32| {
        let mut values = fsrs::DEFAULT_PARAMETERS.to_vec();
        values[0] = first;
        Some(Fitted {
            values,
            reviews: 600,
            ..Fitted::default()
        })
    };
    person
        .does(StudyAction::SetParameters {
            parameters: fitted(0.3),
        })
        .unwrap();
    person
        .does(StudyAction::SetParameters {
            parameters: fitted(0.4),
        })
        .unwrap();
    let settings = StudySettings {
        budget: 40,
        ..StudySettings::default()
    };
    person.does(StudyAction::Edit { settings }).unwrap();
    let study = person.model.study();
    assert_eq!((study.budget, study.parameters), (40, fitted(0.4)));
    let bad = person.does(StudyAction::SetParameters {
        parameters: fitted(101.0),
    });
    assert!(bad.unwrap_err().contains("Parameter 1"));
    for expected in [fitted(0.3), None] {
        person.does(StudyAction::RevertParameters).unwrap();
        assert_eq!(person.model.study().parameters, expected);
    }
    assert!(
        person
            .does(StudyAction::RevertParameters)
            .unwrap_err()
            .contains("no earlier")
    );
    for (settings, says) in [
        (
            StudySettings {
                retention: 98,
                ..StudySettings::default()
            },
            "70 and 97",
        ),
        (
            StudySettings {
                budget: 0,
                ..StudySettings::default()
            },
            "500",
        ),
        (
            StudySettings {
                new_per_day: 201,
                ..StudySettings::default()
            },
            "200",
        ),
    ] {
        assert!(
            person
                .does(StudyAction::Edit { settings })
                .unwrap_err()
                .contains(says)
        );
    }
    let drill = Drill {
        rubric: BTreeMap::from([("clarity".into(), 6)]),
        ..Drill::default()
    };
    assert!(
        person
            .does(DrillAction::Save {
                id: "d".into(),
                drill
            })
            .unwrap_err()
            .contains("1 to 5")
    );
}

#[test]
fn search_finds_prefixes_of_words_without_case_and_accents() {
    for (text, folded) in [
        ("Où est l’Été", "ou est l'ete"),
        ("ŁÓDŹ Größe Ærø", "lodz grosse aero"),
        ("Nguyễn Thị Đào", "nguyen thi dao"),
        ("İstanbul ıssız", "istanbul issiz"),
        ("e\u{301}cole", "ecole"),
    ] {
        assert_eq!(fold(text), folded);
    }
    assert_eq!(essence("  Why, OUR program?! "), "why our program");
    let mut person = Person::default();
    let outline = Some(vec![point("a", "The São Paulo hospital")]);
    let tags = BTreeSet::from(["Visa".to_owned()]);
    let card = Card {
        outline,
        tags,
        ..asks("Don’t you miss home?")
    };
    person
        .does(CardAction::Add {
            id: "own".into(),
            card,
        })
        .unwrap();
    let starters = starters();
    let all = rows(person.cards(), &starters);
    let own = all.len() - 1;
    let index = Index::new(&all, &Names::default());
    let places = |query: &str| -> Vec<usize> {
        let found = index.search(query).into_iter();
        found.map(|(place, _)| place).collect()
    };
    assert_eq!(index.count(), all.len());
    for query in ["sao pau", "DON'T mis", "visa hosp home", "paulo são"] {
        assert_eq!(places(query), [own], "{query}");
    }
    assert!(places("ulo").is_empty());
    assert_eq!(places(" ?! ").len(), all.len());
    // Against reading every row anew.
    for query in ["tell me", "y", "res fel", "program wh"] {
        let folded = fold(query);
        let expected: Vec<usize> = (0..all.len())
            .filter(|at| {
                let one = &all[*at];
                let points = one.outline.iter().map(|point| point.text.clone());
                let text = [one.text.clone()]
                    .into_iter()
                    .chain(points)
                    .chain(one.tags.clone())
                    .chain([one.category.clone(), one.structure.clone()]);
                let text = essence(&text.collect::<Vec<_>>().join(" "));
                folded
                    .split(' ')
                    .all(|typed| text.split(' ').any(|word| word.starts_with(typed)))
            })
            .collect();
        assert_eq!(places(query), expected, "{query}");
    }
}

#[test]
fn search_knows_subjects_and_shapes_and_forgives_one_slip() {
    let questions: Questions = read(include_str!("../../content/lazy/questions.json")).unwrap();
    let practice: Practice = read(include_str!("../../content/lazy/practice.json")).unwrap();
    let names = Names::new(&questions.categories, &practice.structures);
    let cards = Table::default();
    let all = rows(&cards, &questions.questions);
    let index = Index::new(&all, &names);
    let found = |query: &str| -> Vec<(&Row, Match)> {
        let found = index.search(query).into_iter();
        found.map(|(place, how)| (&all[place], how)).collect()
    };
    let has = |query: &str, of: &dyn Fn(&Row) -> bool| {
        let found = found(query);
        for row in all.iter().filter(|row| of(row)) {
            let is_there = found.iter().any(|(one, _)| one.id == row.id);
            assert!(is_there, "{query} does not find {}", row.text);
        }
    };
    has("visa", &|row| row.category == "visa_and_plans");
    has("LONG-TERM plans", &|row| row.category == "visa_and_plans");
    has("red flags", &|row| row.category == "red_flags");
    has("star", &|row| row.structure == "STAR");
    has("think aloud", &|row| row.structure == "CASE");
    // The question's own words come before the name of its subject.
    for (row, how) in found("visa") {
        let own = essence(&row.text).split(' ').any(|word| word == "visa");
        assert!(how == Match::Exact || !own, "{}", row.text);
    }
    assert!(found("visa").iter().any(|(_, how)| *how == Match::Exact));
    assert!(found("visa").iter().any(|(_, how)| *how == Match::Subject));
    assert!(found("weak").iter().any(|(_, how)| *how == Match::Prefix));
    for slip in ["wekness", "weakneess", "waekness", "wezkness"] {
        let right = found("weakness");
        let slipped = found(slip);
        assert!(!right.is_empty());
        for (row, _) in &right {
            let one = slipped.iter().find(|(other, _)| other.id == row.id);
            assert_eq!(
                one.map(|(_, how)| *how),
                Some(Match::Slip),
                "{slip}: {}",
                row.text
            );
        }
    }
    assert!(!found("greatest wekness").is_empty());
    // Two slips, or one in a short word, are another word.
    assert!(found("wekmess").is_empty() && found("vsa").is_empty());
    // Who types a word that is there means it.
    assert!(found("gift").iter().all(|(_, how)| *how != Match::Slip));
}

#[test]
fn twins_are_told_apart_from_neighbours() {
    let starters = starters();
    let cards = Table::default();
    let all = rows(&cards, &starters);
    let found = |text: &str, except: &str| -> Vec<CardId> {
        let places = twins(&all, text, except);
        places.into_iter().map(|at| all[at].id.clone()).collect()
    };
    assert_eq!(found("tell me about YOURSELF", ""), ["open-about-yourself"]);
    assert!(found("Tell me about yourself.", "open-about-yourself").is_empty());
    assert!(
        found("Tell me about your hobbies.", "")
            .iter()
            .all(|id| id != "open-about-yourself")
    );
    assert!(found("", "").is_empty());
}

#[test]
fn stories_cover_prompts_and_say_when_one_serves_too_often() {
    let practice: Practice = read(include_str!("../../content/lazy/practice.json")).unwrap();
    let starters = starters();
    let mut person = Person::default();
    let story = |title: &str, prompts: &[&str]| Story {
        title: title.into(),
        prompts: prompts.iter().map(|one| (*one).to_owned()).collect(),
        ..Story::default()
    };
    let blank = StoryAction::Edit {
        id: "s".into(),
        story: story(" ", &[]),
    };
    assert!(person.does(blank).unwrap_err().contains("name"));
    let lab = story("Lab mix-up", &["sb-mistake", "sb-failure"]);
    person
        .does(StoryAction::Edit {
            id: "s".into(),
            story: lab,
        })
        .unwrap();
    let covered = coverage(&person.model, &practice.story_bank);
    assert_eq!(covered.len(), practice.story_bank.len());
    let open = covered.iter().filter(|one| one.stories.is_empty()).count();
    assert_eq!(open, practice.story_bank.len() - 2);
    assert!(
        covered[..open]
            .iter()
            .any(|one| one.prompt == "sb-conflict")
    );
    let all = rows(person.cards(), &starters);
    let fits = all
        .iter()
        .find(|one| one.prompts.iter().any(|id| id == "sb-mistake"))
        .unwrap();
    assert_eq!(fitting_stories(&person.model, fits), ["s"]);
    for (n, one) in all.iter().take(5).enumerate() {
        let link = StoryAction::Link {
            card: one.id.clone(),
            story: "s".into(),
            linked: true,
        };
        person.does(link).unwrap();
        let used = uses(&person.model, &rows(person.cards(), &starters));
        assert_eq!(
            (used[0].cards.len(), used[0].is_overused),
            (n + 1, n + 1 >= 4)
        );
    }
    let unknown = StoryAction::Link {
        card: "c".into(),
        story: "t".into(),
        linked: true,
    };
    assert!(person.does(unknown).is_err());
    person.does(StoryAction::Delete { id: "s".into() }).unwrap();
    assert!(person.cards().values().all(|card| card.stories.is_empty()));
}

#[test]
fn the_professional_story_serves_the_question_that_asks_for_it() {
    let starters = starters();
    let mut person = Person::default();
    let mut tell = |id: &str, structure: &str| {
        let id = id.into();
        let story = Story {
            title: structure.into(),
            structure: structure.into(),
            ..Story::default()
        };
        person.does(StoryAction::Edit { id, story }).unwrap();
    };
    tell("mine", PROFESSIONAL);
    tell("other", "STAR");
    let all = rows(person.cards(), &starters);
    let used = uses(&person.model, &all);
    let of = |id: &str| &used.iter().find(|one| one.story == id).unwrap().cards;
    assert_eq!(*of("mine"), ["open-about-yourself"]);
    assert!(of("other").is_empty());
    let asked = all
        .iter()
        .find(|row| row.id == "open-about-yourself")
        .unwrap();
    let story = |id: &str| person.model.get_or_default::<Story>(id);
    assert_eq!(
        service(asked, &"mine".into(), &story("mine")),
        Some(Service::Shape)
    );
    assert_eq!(service(asked, &"other".into(), &story("other")), None);
    // What is linked by hand is said to be linked, and nothing that serves is offered again.
    let link = StoryAction::Link {
        card: asked.id.clone(),
        story: "mine".into(),
        linked: true,
    };
    person.does(link).unwrap();
    let all = rows(person.cards(), &starters);
    let asked = all
        .iter()
        .find(|row| row.id == "open-about-yourself")
        .unwrap();
    let mine = person.model.get_or_default::<Story>("mine");
    assert_eq!(service(asked, &"mine".into(), &mine), Some(Service::Linked));
    assert!(fitting_stories(&person.model, asked).is_empty());
}
