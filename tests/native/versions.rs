//! "Other version": fields that two phones wrote apart, how they read, and the choice between them.

use crate::person::Person;
use matchbook::domain::program::Program;
use matchbook::domain::record::Record;
use matchbook::domain::time::{Hours, Instant};
use matchbook::store::acts::versions::ChooseVersion;
use matchbook::store::core::codec::Op;
use matchbook::store::core::hlc::{Actor, Hlc};
use matchbook::store::core::model::Model;
use matchbook::store::read::versions::{Twice, written_twice};
use matchbook::store::read::world::World;
use proptest::prelude::*;

const OTHER: Actor = Actor { device: 9, tab: 9 };

/// What another phone wrote without knowledge of anything here.
fn elsewhere(kind: &str, id: &str, field: &str, val: &str, ms: i64) -> Op {
    Op {
        actor: OTHER,
        seq: u64::try_from(ms).unwrap(),
        hlc: Hlc::default().next(ms, OTHER),
        kind: kind.into(),
        id: id.into(),
        field: field.into(),
        val: val.into(),
        prev: Vec::new(),
    }
}

fn here(kind: &str, id: &str, field: &str, val: &str, ms: i64) -> Op {
    let actor = Actor { device: 1, tab: 1 };
    Op {
        actor,
        hlc: Hlc::default().next(ms, actor),
        ..elsewhere(kind, id, field, val, ms)
    }
}

fn read(model: &Model, kind: &str, id: &str) -> Vec<Twice> {
    let world = World {
        now: Instant(0),
        phone_zone: "UTC",
        offset: &|_, _| 0,
        abbreviation: &|_, _| "UTC".to_owned(),
        hours: Hours::Twelve,
    };
    written_twice(model, &world, kind, id)
}

fn texts(twice: &Twice) -> Vec<&str> {
    twice.versions.iter().map(|one| &*one.text).collect()
}

/// A person whose program has two notes, theirs the newer one.
fn of_two_minds() -> Person {
    let mut person = Person::default();
    person.applies(&[
        elsewhere("program", "p", "note", "\"from the tablet\"", 1),
        here("program", "p", "name", "\"Rush\"", 2),
        here("program", "p", "note", "\"from the phone\"", 3),
    ]);
    person
}

fn choose(person: &Person, place: usize) -> ChooseVersion {
    let twice = read(&person.model, Program::KIND, "p");
    ChooseVersion {
        kind: Program::KIND.to_owned(),
        id: "p".to_owned(),
        field: twice[0].field.to_owned(),
        keep: twice[0].versions[place].stamp,
    }
}

#[test]
fn both_texts_are_offered_the_shown_one_first() {
    let person = of_two_minds();
    let twice = read(&person.model, Program::KIND, "p");
    assert_eq!(twice.len(), 1);
    assert_eq!((twice[0].field, twice[0].label), ("note", "Note"));
    assert_eq!(texts(&twice[0]), ["from the phone", "from the tablet"]);
    let note = &person.model.get::<Program>("p").unwrap().note;
    assert_eq!(note, "from the phone");
}

#[test]
fn what_was_written_by_one_hand_or_alike_is_no_choice() {
    let mut person = Person::default();
    person.applies(&[
        here("program", "p", "name", "\"Rush\"", 1),
        elsewhere("program", "p", "name", "\" Rush \"", 2),
        elsewhere("program", "p", "starred", "true", 3),
        here("program", "p", "starred", "false", 4),
    ]);
    assert_eq!(read(&person.model, Program::KIND, "p"), []);
}

#[test]
fn taking_a_choice_back_brings_both_versions_back_and_again_settles_them() {
    for place in [0, 1] {
        let mut person = of_two_minds();
        let wanted = read(&person.model, Program::KIND, "p")[0].versions[place]
            .text
            .clone();
        let act = choose(&person, place);
        person.does(act).unwrap();
        let note = |person: &Person| person.model.get::<Program>("p").unwrap().note.clone();
        for _ in 0..3 {
            assert_eq!(read(&person.model, Program::KIND, "p"), []);
            assert_eq!(note(&person), wanted);
            person.undoes().unwrap();
            let twice = read(&person.model, Program::KIND, "p");
            assert_eq!(texts(&twice[0]), ["from the phone", "from the tablet"]);
            person.redoes().unwrap();
        }
    }
}

#[test]
fn what_is_typed_after_a_choice_stays_when_the_choice_is_taken_back() {
    let mut person = of_two_minds();
    let act = choose(&person, 1);
    let number = person.does(act).unwrap().unwrap();
    person.applies(&[Op {
        prev: vec![person.model.newest()],
        seq: 50,
        ..here("program", "p", "note", "\"typed since\"", 50)
    }]);
    assert!(person.turns(number).unwrap().stays);
    assert_eq!(
        person.model.get::<Program>("p").unwrap().note,
        "typed since"
    );
    assert_eq!(read(&person.model, Program::KIND, "p"), []);
}

#[test]
fn every_form_reads_as_a_person_reads_it() {
    let cases = [
        (
            "interview",
            "day",
            "\"2026-12-14\"",
            "null",
            "Mon 14 Dec",
            "",
        ),
        (
            "interview",
            "start",
            "\"08:30\"",
            "\"13:00\"",
            "8:30 AM",
            "1:00 PM",
        ),
        (
            "program",
            "stage",
            "\"signalled\"",
            "\"invited\"",
            "Signaled",
            "Invited",
        ),
        (
            "story",
            "slots",
            r#"["One","","Two"]"#,
            r#"["1"]"#,
            "One\n\nTwo",
            "1",
        ),
        (
            "card",
            "outline",
            r#"[{"id":"a","text":"Lagos"},{"id":"b","text":"Houston"}]"#,
            "null",
            "Lagos\n\nHouston",
            "",
        ),
        (
            "card",
            "tags",
            r#"["visa","core"]"#,
            "[]",
            "visa\n\ncore",
            "",
        ),
        ("entry", "text", "\"Umbrella\"", "null", "Umbrella", ""),
        ("interview", "at", "\"p\"", "\"q\"", "Rush", ""),
        (
            "program",
            "ruled_out",
            "\"\"",
            "null",
            "You ruled it out",
            "It may be ranked",
        ),
        (
            "criterion",
            "anchors",
            r#"["Cold","","","","Warm"]"#,
            "[]",
            "Cold\n\nWarm",
            "",
        ),
        ("score", "note", "\"They sang\"", "\"\"", "They sang", ""),
    ];
    for (kind, field, one, other, reads, other_reads) in cases {
        let mut person = Person::default();
        person.applies(&[
            here("program", "p", "name", "\"Rush\"", 1),
            elsewhere(kind, "x", field, other, 2),
            here(kind, "x", field, one, 3),
        ]);
        let twice = read(&person.model, kind, "x");
        assert_eq!(twice.len(), 1, "{kind} {field}");
        assert_eq!(texts(&twice[0]), [reads, other_reads], "{kind} {field}");
    }
}

proptest! {
    /// Whatever two phones wrote, each text is offered, and choosing one leaves it alone and everywhere.
    #[test]
    fn each_version_can_be_kept(
        mine in prop::collection::vec("[a-c]{0,3}", 1..4),
        theirs in prop::collection::vec("[a-c]{0,3}", 1..4),
        which in any::<prop::sample::Index>(),
    ) {
        let mut person = Person::default();
        person.applies(&[here("program", "p", "name", "\"Rush\"", 1)]);
        let write = |ops: &mut Vec<Op>, text: &String, make: fn(&str, &str, &str, &str, i64) -> Op| {
            let prev = ops.last().map(|op| op.hlc).into_iter().collect();
            let ms = 2 + i64::try_from(ops.len()).unwrap();
            let op = make("program", "p", "note", &format!("{text:?}"), ms);
            ops.push(Op { prev, ..op });
        };
        let (mut a, mut b) = (Vec::new(), Vec::new());
        mine.iter().for_each(|text| write(&mut a, text, here));
        theirs.iter().for_each(|text| write(&mut b, text, elsewhere));
        person.applies(&a);
        person.applies(&b);
        let twice = read(&person.model, Program::KIND, "p");
        let (last, other) = (mine.last().unwrap(), theirs.last().unwrap());
        if last == other {
            prop_assert!(twice.is_empty());
            return Ok(());
        }
        let offered = texts(&twice[0]);
        prop_assert!(offered.contains(&&**last) && offered.contains(&&**other), "{offered:?}");
        let place = which.index(offered.len());
        let kept = offered[place].to_owned();
        let act = choose(&person, place);
        person.does(act).unwrap();
        prop_assert_eq!(&person.model.get::<Program>("p").unwrap().note, &kept);
        prop_assert!(read(&person.model, Program::KIND, "p").is_empty());
    }
}
