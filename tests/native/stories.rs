//! Stories: words kept and taken back, attempts, pace, budgets, blanks.

use crate::person::Person;
use matchbook::content::lazy::{Practice, read};
use matchbook::domain::card::Card;
use matchbook::domain::fact::Fact;
use matchbook::domain::ids::child;
use matchbook::domain::program::Program;
use matchbook::domain::story::{
    ANSWER, Fit, PROFESSIONAL, RUN_MIN_MS, Run, Story, Wording, blanks, budgets, count_words,
    first_sentence, key_words,
};
use matchbook::domain::story_timer::{Rung, clock, proposed_rung, streak};
use matchbook::domain::take::{Of, Take};
use matchbook::domain::time::{Day, Instant};
use matchbook::store::acts::programs::ProgramAction;
use matchbook::store::acts::sheet::SheetAction;
use matchbook::store::acts::stories::StoryAction;
use matchbook::store::acts::takes::TakeAction;
use matchbook::store::core::model::Model;
use matchbook::store::read::rehearsal::{attempts, pace, runs, structure, versions, zones};
use matchbook::store::read::stories::{begun_alike, coverage, stories, uses};
use proptest::prelude::*;

impl Person {
    fn edits(&mut self, id: &str, story: Story) {
        let id = id.into();
        self.does(StoryAction::Edit { id, story }).unwrap();
    }

    fn writes(&mut self, id: &str, slots: &[&str]) {
        let story = Story {
            title: "My story".into(),
            structure: PROFESSIONAL.into(),
            slots: slots.iter().map(|text| (*text).to_owned()).collect(),
            ..self.model.get_or_default(id)
        };
        self.edits(id, story);
    }

    fn runs(&mut self, of: &str, at: i64, run: Run) {
        let fresh = format!("r{at}");
        let (of, run) = (of.into(), Run { at, ..run });
        self.does(StoryAction::KeepRun { fresh, of, run }).unwrap();
    }

    fn kept(&self, id: &str) -> Vec<String> {
        let kept = versions(&self.model, &id.into());
        kept.iter().map(|(_, version)| version.text()).collect()
    }
}

fn practice() -> Practice {
    read(include_str!("../../content/lazy/practice.json")).unwrap()
}

fn long(seconds: u32, rung: Rung) -> Run {
    Run {
        spoke: seconds * 1_000,
        rung,
        aim: (90, 120),
        ..Run::default()
    }
}

#[test]
fn key_words_stand_alone() {
    for (text, words) in [
        (
            "Lagos, insulin; daughter",
            vec!["Lagos", "insulin", "daughter"],
        ),
        (
            "night shift\nlost result\n\n",
            vec!["night shift", "lost result"],
        ),
        ("ward insulin daughter", vec!["ward", "insulin", "daughter"]),
        (" , ", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(key_words(text), words, "{text}");
    }
}

#[test]
fn words_are_kept_once_and_can_be_had_back() {
    let mut person = Person::default();
    let keep = |person: &mut Person, at: i64| {
        person.does(StoryAction::KeepVersion {
            fresh: format!("v{at}"),
            story: "s".into(),
            at: Instant(at),
        })
    };
    person.writes("s", &["", " "]);
    assert!(keep(&mut person, 1).is_err(), "nothing is written yet");
    person.writes("s", &["I grew up in Lagos.", "", "A teacher."]);
    keep(&mut person, 2).unwrap();
    assert!(keep(&mut person, 3).unwrap_err().contains("already"));
    person.writes("s", &["I grew up in Lagos.", "One night.", "A teacher."]);

    // Going back keeps the words of today, and undo brings them back.
    let first = versions(&person.model, &"s".into())[0].0.clone();
    person
        .does(StoryAction::UseVersion {
            version: first,
            story: "s".into(),
            fresh: "v4".into(),
            at: Instant(4),
        })
        .unwrap();
    let now: Story = person.model.get_or_default("s");
    assert_eq!(now.text(), "I grew up in Lagos.\n\nA teacher.");
    assert_eq!(
        person.kept("s"),
        [
            "I grew up in Lagos.\n\nA teacher.",
            "I grew up in Lagos.\n\nOne night.\n\nA teacher."
        ]
    );
    person.takes_back();
    let now: Story = person.model.get_or_default("s");
    assert!(now.text().contains("One night."));
    assert_eq!(person.kept("s").len(), 1);
}

/// As "New story", or a situation without one, begins a story.
fn begun(prompts: &[&str]) -> Story {
    Story {
        title: "A failure".into(),
        structure: "STAR".into(),
        prompts: prompts.iter().map(|id| (*id).to_owned()).collect(),
        made: Day::new(2026, 11, 29),
        ..Story::default()
    }
}

#[test]
fn a_story_that_was_begun_and_left_is_none_until_something_is_said_of_it() {
    let practice = practice();
    let counted = |person: &Person| {
        let covered = coverage(&person.model, &practice.story_bank);
        let told = covered.iter().filter(|one| !one.stories.is_empty()).count();
        (
            stories(&person.model).count(),
            uses(&person.model, &[]).len(),
            told,
        )
    };
    let start = || {
        let mut person = Person::default();
        person.edits("s", begun(&["sb-failure"]));
        person
    };
    let like = begun(&["sb-failure"]);
    let begun = start();
    assert_eq!(counted(&begun), (0, 0, 0));
    assert_eq!(begun_alike(&begun.model, &like), Some("s".into()));
    let other = Story {
        title: "New story".into(),
        ..like.clone()
    };
    assert_eq!(begun_alike(&begun.model, &other), None);

    // Each of these alone makes it one, also a name that is written again as it was.
    type Say = (&'static str, fn(&mut Story));
    let said: [Say; 7] = [
        ("a part", |story| {
            story.slots = vec![String::new(), "I".into()]
        }),
        ("the short version", |story| story.short = "I".into()),
        ("key words", |story| story.key_words = "I".into()),
        ("a name", |story| story.title = "My failure".into()),
        ("a shape", |story| story.structure = PROFESSIONAL.into()),
        ("situations", |story| story.prompts.clear()),
        ("a tag", |story| _ = story.tags.insert("ward".into())),
    ];
    for (what, say) in said {
        let mut person = start();
        let mut story = like.clone();
        say(&mut story);
        person.edits("s", story);
        assert_eq!(counted(&person).0, 1, "{what}");
        assert_eq!(begun_alike(&person.model, &like), None, "{what}");
    }
    let mut person = start();
    for title in ["A failur", "A failure"] {
        let title = title.to_owned();
        let story = Story {
            title,
            ..like.clone()
        };
        person.edits("s", story);
    }
    assert_eq!(counted(&person), (1, 1, 1), "a name written again");

    // Words that were taken away again leave nothing.
    let mut person = start();
    for text in ["I", " "] {
        let slots = vec![text.to_owned()];
        let story = Story {
            slots,
            ..like.clone()
        };
        person.edits("s", story);
    }
    assert_eq!(counted(&person), (0, 0, 0), "an empty field");

    let mut person = start();
    person.runs("s", 10, long(95, Rung::Blank));
    assert_eq!(counted(&person), (1, 1, 1), "told");
    for of in [Of::Story("s".into()), Of::Short("s".into())] {
        let mut person = start();
        let take = Take {
            at: 1,
            of: of.text(),
            ms: 92_000,
            bytes: 740_000,
            blob: "sound".into(),
            ..Take::default()
        };
        let id = "t".into();
        person.does(TakeAction::Keep { id, take }).unwrap();
        assert_eq!(counted(&person), (1, 1, 1), "recorded");
    }
    let mut person = start();
    let link = |linked: bool| StoryAction::Link {
        card: "open-about-yourself".into(),
        story: "s".into(),
        linked,
    };
    person.does(link(true)).unwrap();
    assert_eq!(counted(&person), (1, 1, 1), "linked");
    person.does(link(false)).unwrap();
    assert_eq!(counted(&person), (0, 0, 0), "no longer linked");
    let id = "p".into();
    let program = Program {
        name: "Wrenfield".into(),
        zone: "UTC".into(),
        ..Program::default()
    };
    person.does(ProgramAction::Add { id, program }).unwrap();
    let act = SheetAction::Write {
        id: child(&child("p", "prep-why"), "1").into(),
        fact: Fact {
            text: "A free clinic".into(),
            proof: "s".into(),
            ..Fact::default()
        },
        today: Day::new(2026, 11, 29).unwrap(),
    };
    person.does(act).unwrap();
    assert_eq!(counted(&person), (1, 1, 1), "a proof");
}

#[test]
fn an_attempt_keeps_the_words_that_were_spoken() {
    let mut person = Person::default();
    person.writes("s", &["One.", "Two."]);
    person.runs("s", 10, long(95, Rung::Script));
    person.runs("s", 20, long(100, Rung::Script));
    assert_eq!(person.kept("s"), ["One.\n\nTwo."]);
    person.writes("s", &["One.", "Three."]);
    person.runs("s", 30, long(100, Rung::Script));
    assert_eq!(person.kept("s"), ["One.\n\nTwo.", "One.\n\nThree."]);
    let order: Vec<i64> = runs(&person.model, "s")
        .iter()
        .map(|(_, run)| run.at)
        .collect();
    assert_eq!(order, [10, 20, 30]);

    let slip = StoryAction::KeepRun {
        fresh: "x".into(),
        of: "s".into(),
        run: Run {
            spoke: RUN_MIN_MS - 1,
            ..Run::default()
        },
    };
    assert!(person.does(slip).unwrap_err().contains("3 seconds"));
    let nowhere = StoryAction::KeepRun {
        fresh: "x".into(),
        of: "t".into(),
        run: long(9, Rung::Blank),
    };
    assert!(person.does(nowhere).is_err(), "a story that is not there");

    let (id, _) = runs(&person.model, "s")[1].clone();
    let note = "Slower at the start".to_owned();
    let id_of = id.clone();
    person
        .does(StoryAction::NoteRun { id: id_of, note })
        .unwrap();
    assert_eq!(runs(&person.model, "s")[1].1.note, "Slower at the start");
    person.does(StoryAction::DeleteRun { id }).unwrap();
    assert_eq!(runs(&person.model, "s").len(), 2);
    person.takes_back();
    assert_eq!(runs(&person.model, "s")[1].1.note, "Slower at the start");
}

#[test]
fn a_deleted_story_takes_all_of_its_own_and_nothing_else_and_comes_back_whole() {
    let mut person = Person::default();
    person.writes("s", &["One."]);
    person.writes("s2", &["Other."]);
    person.runs("s", 10, long(95, Rung::Script));
    person.runs("s2", 11, long(95, Rung::Script));
    person.runs(ANSWER, 12, long(40, Rung::Blank));
    person
        .does(StoryAction::Link {
            card: "open-about-yourself".into(),
            story: "s".into(),
            linked: true,
        })
        .unwrap();
    let before = person.model.clone();
    person.does(StoryAction::Delete { id: "s".into() }).unwrap();
    assert!(runs(&person.model, "s").is_empty() && versions(&person.model, &"s".into()).is_empty());
    assert_eq!(runs(&person.model, "s2").len(), 1);
    assert_eq!(versions(&person.model, &"s2".into()).len(), 1);
    assert_eq!(runs(&person.model, ANSWER).len(), 1);
    let linked = |model: &Model| {
        let card: Card = model.get_or_default("open-about-yourself");
        card.stories.contains("s")
    };
    assert!(!linked(&person.model));
    person.takes_back();
    assert!(linked(&person.model));
    assert_eq!(person.model.all::<Story>(), before.all::<Story>());
    assert_eq!(person.model.all::<Run>(), before.all::<Run>());
    assert_eq!(person.model.all::<Wording>(), before.all::<Wording>());
}

#[test]
fn the_pace_is_the_middle_of_the_last_five_readings_of_any_story() {
    let mut person = Person::default();
    person.writes("a", &["One."]);
    person.writes("b", &["Two."]);
    let reading = |words: u32| Run {
        words,
        ..long(60, Rung::Script)
    };
    for (at, words) in [(1, 60), (2, 100), (3, 200), (4, 110)] {
        person.runs("a", at, reading(words));
        assert_eq!(pace(&person.model).words, 140.0);
        assert!(!pace(&person.model).own);
    }
    // Spoken freely: nobody knows how many words.
    person.runs("b", 5, reading(0));
    assert!(!pace(&person.model).own);
    person.runs("b", 6, reading(120));
    let own = pace(&person.model);
    assert_eq!((own.words, own.own), (110.0, true));
    assert!(own.sentence().contains("110 words a minute"));
    // The oldest reading falls out.
    person.runs("b", 7, reading(130));
    assert_eq!(pace(&person.model).words, 120.0);
}

#[test]
fn three_in_range_propose_the_next_rung() {
    let mut person = Person::default();
    person.writes("s", &["One."]);
    let zones = zones(&practice(), (90, 120)).unwrap();
    let asked = |person: &Person| {
        let kept = runs(&person.model, "s");
        let tried = attempts(kept.iter().map(|(_, run)| run));
        (streak(&tried, &zones), proposed_rung(&tried, &zones))
    };
    for (at, seconds, expected) in [
        (1, 95, (1, None)),
        (2, 100, (2, None)),
        (3, 121, (0, None)),
        (4, 95, (1, None)),
        (5, 90, (2, None)),
        (6, 120, (3, Some(Rung::PartCards))),
    ] {
        person.runs("s", at, long(seconds, Rung::Script));
        assert_eq!(asked(&person), expected, "attempt {at}");
    }
    person.runs("s", 7, long(100, Rung::PartCards));
    assert_eq!(asked(&person), (4, None));
}

#[test]
fn zones_say_what_the_content_says_where_the_target_is_the_same() {
    let practice = practice();
    let story = zones(&practice, (90, 120)).unwrap();
    assert_eq!(story.at(80.0).say, "A little more detail on why.");
    let answer = zones(&practice, (20, 40)).unwrap();
    assert_eq!(answer.target(), (20.0, 40.0));
    assert_eq!(answer.at(45.0).id, "long");
    assert!(zones(&practice, (40, 40)).unwrap_err().ends_with('.'));
    assert!(zones(&practice, (0, 40)).is_err());
}

#[test]
fn every_structure_gives_each_part_its_seconds() {
    let practice = practice();
    for one in &practice.structures {
        let steps: Vec<_> = one.steps.iter().map(|step| step.seconds).collect();
        let whole = (one.target_seconds.min, one.target_seconds.max);
        let parts = budgets(&steps, whole);
        assert_eq!(parts.len(), one.steps.len(), "{}", one.id);
        let (least, most) = parts
            .iter()
            .fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
        // The parts of the story leave room for pauses between them.
        let slack = 0.06 * f64::from(whole.1) + 0.5 * parts.len() as f64;
        assert!(
            (least - f64::from(whole.0)).abs() <= slack,
            "{}: {least}",
            one.id
        );
        assert!(
            (most - f64::from(whole.1)).abs() <= slack + 10.0,
            "{}: {most}",
            one.id
        );
        assert!(parts.iter().all(|(from, to)| from <= to && *from > 0.0));
    }
    assert_eq!(structure(&practice, "no-such").unwrap().id, PROFESSIONAL);
    assert!(budgets(&[], (90, 120)).is_empty());
}

#[test]
fn words_and_blanks_are_counted_as_they_are_spoken() {
    let count = |text: &str, words: usize| assert_eq!(count_words(text), words, "{text:?}");
    count("", 0);
    count("  \n\t ", 0);
    count("I studied — in Lagos, 2019.", 5);
    count("don't well-known 24/7", 3);
    count("مرحبا بالعالم", 2);
    count("- - … !", 0);

    assert_eq!(
        blanks("At [school] in [country]."),
        ["[school]", "[country]"]
    );
    assert!(blanks("no blank ] here [").is_empty());
    assert_eq!(blanks("[a [b] c]"), ["[b]"]);
    assert_eq!(blanks("[é🩺] x"), ["[é🩺]"]);

    assert_eq!(first_sentence("One night. Then more."), "One night.");
    assert_eq!(first_sentence("  "), "");
    let long = "word ".repeat(40);
    assert_eq!(count_words(&first_sentence(&long)), 14);
    assert!(first_sentence(&long).ends_with('…'));
    assert_eq!(count_words(&first_sentence(&"w ".repeat(14))), 14);
}

#[test]
fn a_text_fits_as_its_shown_seconds_do() {
    let aim = (15.0, 25.0);
    for (seconds, fit) in [
        (0.0, Fit::Empty),
        (14.4, Fit::Short),
        (14.6, Fit::Fits),
        (25.4, Fit::Fits),
        (25.6, Fit::Long),
    ] {
        assert_eq!(Fit::of(seconds, aim), fit, "{seconds}");
    }
}

#[test]
fn clocks_are_read_in_minutes() {
    for (seconds, text) in [
        (0.0, "0:00"),
        (-5.0, "0:00"),
        (f64::NAN, "0:00"),
        (59.999, "0:59"),
        (64.999_999_9, "1:05"),
        (65.0, "1:05"),
        (600.0, "10:00"),
    ] {
        assert_eq!(clock(seconds), text, "{seconds}");
    }
}

proptest! {
    #[test]
    fn any_text_is_counted_and_searched_for_blanks(text in any::<String>()) {
        let words = count_words(&text);
        prop_assert!(words <= text.split_whitespace().count());
        for blank in blanks(&text) {
            prop_assert!(blank.starts_with('[') && blank.ends_with(']'));
        }
        prop_assert!(count_words(&first_sentence(&text)) <= words.min(14));
    }
}
