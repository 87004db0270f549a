//! Actions: what each writes, what it refuses, and that undo restores exactly what was.

use std::collections::BTreeSet;

use crate::person::Person;
use matchbook::domain::checklist::{Bag, Entry, Habit, List, Verdict};
use matchbook::domain::season::{ExportMade, SEASON, Season};
use matchbook::domain::table::Table;
use matchbook::domain::text::TEXT_MAX;
use matchbook::domain::time::{Day, Minute, WallTime};
use matchbook::domain::trip::{Format, Interview, Trip};
use matchbook::store::acts::checklist::ChecklistAction;
use matchbook::store::acts::phrases::Favor;
use matchbook::store::acts::season::SeasonAction;
use matchbook::store::acts::trips::TripAction;
use matchbook::store::acts::versions::ChooseVersion;
use matchbook::store::core::change::{Act, Change, Plan, Refusal};
use matchbook::store::core::hlc::{Actor, Hlc};
use matchbook::store::core::model::{DELETED, Model};
use matchbook::store::read::phrases::favorites;
use proptest::prelude::*;

/// An interview goes and leaves its trip, as in a file from elsewhere.
struct Lose(&'static str);

impl Act for Lose {
    fn plan(self, _: &Model) -> Result<Plan, Refusal> {
        Ok(Plan::Write(vec![Change {
            kind: "interview".into(),
            id: self.0.into(),
            field: DELETED.into(),
            val: "true".into(),
        }]))
    }
}

trait Reads {
    /// Everything as it reads.
    fn tables(&self) -> Tables;
}

impl Reads for Person {
    fn tables(&self) -> Tables {
        let model = &self.model;
        (
            model.all().clone(),
            model.all().clone(),
            model.all().clone(),
            model.all().clone(),
            model.all().clone(),
        )
    }
}

type Tables = (
    Table<Trip>,
    Table<Interview>,
    Table<Entry>,
    Table<Habit>,
    Table<Season>,
);

fn day(n: i64) -> Day {
    Day::new(2026, 12, 1).unwrap().plus(n)
}

fn at(hour: u16) -> Minute {
    Minute::new(hour, 0).unwrap()
}

fn begin(trip: &str, interview: &str) -> TripAction {
    TripAction::Begin {
        trip: trip.into(),
        interview: interview.into(),
        today: day(0),
        home: "Asia/Kolkata".to_owned(),
    }
}

fn trip(id: &str) -> Person {
    let mut person = Person::default();
    person.does(begin(id, "i1")).unwrap();
    let interview = Interview {
        program: "Rush".to_owned(),
        place: "Chicago".to_owned(),
        day: Some(day(13)),
        start: Some(at(8)),
        zone: "America/Chicago".to_owned(),
        ..person.model.get_or_default("i1")
    };
    person
        .does(TripAction::EditInterview {
            id: "i1".into(),
            interview,
        })
        .unwrap();
    person.does(TripAction::Finish { trip: id.into() }).unwrap();
    person
}

fn fields(person: &Person, action: impl Act) -> BTreeSet<String> {
    let Plan::Write(changes) = action.plan(&person.model).unwrap() else {
        panic!("writes")
    };
    let name = |change: &Change| {
        format!(
            "{} {} {}={}",
            change.kind, change.id, change.field, change.val
        )
    };
    changes.iter().map(name).collect()
}

fn set(texts: &[&str]) -> BTreeSet<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn check(person: &Person, action: impl Act, want: &[&str]) {
    assert_eq!(fields(person, action), set(want));
}

#[test]
fn actions_write_only_what_they_change() {
    let person = trip("t");
    let tick = |done| ChecklistAction::Tick {
        entry: "t/pk-id".to_owned(),
        done,
    };
    check(&person, tick(true), &["entry t/pk-id done=true"]);
    check(&person, tick(false), &[]);
    check(
        &person,
        begin("u", "j"),
        &[
            "trip u draft=true",
            "trip u created=\"2026-12-01\"",
            "interview j trip=\"u\"",
            "interview j invited=\"2026-12-01\"",
        ],
    );
    check(
        &person,
        TripAction::Delete { id: "t".into() },
        &["trip t deleted=true", "interview i1 deleted=true"],
    );
    check(
        &person,
        TripAction::RemoveInterview { id: "i1".into() },
        &["interview i1 deleted=true"],
    );
    check(
        &person,
        TripAction::AddInterview {
            id: "i2".into(),
            trip: "t".into(),
        },
        &[
            "interview i2 trip=\"t\"",
            "interview i2 zone=\"America/Chicago\"",
            "interview i2 zone_guessed=true",
            "interview i2 invited=\"2026-12-01\"",
        ],
    );
    let before: Interview = person.model.get_or_default("i1");
    let edit = |interview| TripAction::EditInterview {
        id: "i1".into(),
        interview,
    };
    check(&person, edit(before.clone()), &[]);
    check(
        &person,
        edit(Interview {
            day: Some(day(14)),
            ..before.clone()
        }),
        &["interview i1 day=\"2026-12-15\""],
    );
    // The usual length follows the format, a chosen one does not.
    check(
        &person,
        edit(Interview {
            format: Format::Virtual,
            ..before.clone()
        }),
        &["interview i1 format=\"virtual\"", "interview i1 length=300"],
    );
    check(
        &person,
        edit(Interview {
            format: Format::Virtual,
            length: 90,
            ..before.clone()
        }),
        &["interview i1 format=\"virtual\"", "interview i1 length=90"],
    );
    check(
        &person,
        TripAction::Edit {
            id: "t".into(),
            trip: Trip {
                nights: 2,
                ..person.model.get_or_default("t")
            },
        },
        &["trip t nights=2"],
    );
    let season = Season {
        specialty: "IM".to_owned(),
        ..person.model.season()
    };
    assert_eq!(
        fields(&person, SeasonAction::Edit { season }),
        set(&["season season specialty=\"IM\""])
    );
    assert_eq!(
        person.model.get::<Trip>("t").unwrap().title,
        "",
        "what was not typed is not written"
    );
}

fn is_refused(person: &Person, action: impl Act, says: &str) {
    let mut after = person.clone();
    let sentence = after.does(action).expect_err(says);
    assert!(
        sentence.contains(says) && sentence.ends_with('.'),
        "{sentence}"
    );
    assert_eq!(after.model, person.model);
}

#[test]
fn refusals_are_sentences_and_leave_nothing() {
    let person = trip("t");
    let id = || "gone".to_owned();
    for action in [
        TripAction::Finish { trip: id().into() },
        TripAction::Edit {
            id: id().into(),
            trip: Trip::default(),
        },
        TripAction::Delete { id: id().into() },
        TripAction::AddInterview {
            id: "new".into(),
            trip: id().into(),
        },
        TripAction::EditInterview {
            id: id().into(),
            interview: Interview::default(),
        },
        TripAction::RemoveInterview { id: id().into() },
        TripAction::PackAgain {
            from: id().into(),
            trip: "n".into(),
            interview: "m".into(),
            today: day(0),
        },
    ] {
        is_refused(&person, action, "deleted in the meantime");
    }
    let action = ChecklistAction::Delete { id: id() };
    is_refused(&person, action, "deleted in the meantime");
    let entry = Entry {
        own: true,
        text: Some(" \n".to_owned()),
        ..Entry::default()
    };
    is_refused(
        &person,
        ChecklistAction::Edit {
            id: "t/x".to_owned(),
            entry,
        },
        "Write what it is",
    );
    let stamp = Hlc::default();
    let choose = |kind: &str| ChooseVersion {
        kind: kind.to_owned(),
        id: "t".to_owned(),
        field: "title".to_owned(),
        keep: stamp,
    };
    is_refused(&person, choose("trip"), "no longer there");
    is_refused(&person, choose("never"), "no longer there");
    let long = Trip {
        title: "é".repeat(TEXT_MAX + 1),
        ..Trip::default()
    };
    is_refused(
        &person,
        TripAction::Edit {
            id: "t".into(),
            trip: long,
        },
        "too long",
    );

    let mut draft = Person::default();
    draft.does(begin("d", "j")).unwrap();
    let finish = || TripAction::Finish { trip: "d".into() };
    is_refused(&draft, finish(), "name of the program");
    let mut one: Interview = draft.model.get_or_default("j");
    let mut put = |draft: &mut Person, change: &dyn Fn(&mut Interview)| {
        change(&mut one);
        draft
            .does(TripAction::EditInterview {
                id: "j".into(),
                interview: one.clone(),
            })
            .unwrap();
    };
    put(&mut draft, &|one| one.program = "Rush".to_owned());
    is_refused(&draft, finish(), "date of the interview at Rush");
    put(&mut draft, &|one| one.day = Some(day(1)));
    is_refused(&draft, finish(), "start time at Rush");
    put(&mut draft, &|one| one.start = Some(at(8)));
    is_refused(&draft, finish(), "time zone of Rush");
    let mut empty = Person::default();
    empty.does(begin("e", "k")).unwrap();
    empty.does(Lose("k")).unwrap();
    is_refused(
        &empty,
        TripAction::Finish { trip: "e".into() },
        "Add an interview",
    );
}

#[test]
fn packing_again_takes_the_lists_and_no_ticks() {
    let mut person = trip("t");
    let put = |person: &mut Person, id: &str, entry: Entry| {
        person
            .does(ChecklistAction::Edit {
                id: id.to_owned(),
                entry,
            })
            .unwrap();
    };
    let wall = WallTime {
        day: day(3),
        minute: at(9),
    };
    person
        .does(TripAction::AddInterview {
            id: "i2".into(),
            trip: "t".into(),
        })
        .unwrap();
    put(
        &mut person,
        "t/own-1",
        Entry {
            own: true,
            done: true,
            text: Some("umbrella".to_owned()),
            ..Entry::default()
        },
    );
    put(
        &mut person,
        "t/pk-id",
        Entry {
            done: true,
            ..Entry::default()
        },
    );
    put(
        &mut person,
        "t/pk-tie",
        Entry {
            hidden: Some(true),
            verdict: Some(Verdict::Unused),
            ..Entry::default()
        },
    );
    put(
        &mut person,
        "t/lg-eat/i1",
        Entry {
            hidden: Some(true),
            due: Some(wall),
            ..Entry::default()
        },
    );
    put(
        &mut person,
        "t/lg-eat/i2",
        Entry {
            text: Some("second".to_owned()),
            ..Entry::default()
        },
    );
    let mut reviewed: Trip = person.model.get_or_default("t");
    reviewed.reviewed = true;
    person
        .does(TripAction::Edit {
            id: "t".into(),
            trip: reviewed,
        })
        .unwrap();
    let before = person.tables();
    let back = person
        .does(TripAction::PackAgain {
            from: "t".into(),
            trip: "n".into(),
            interview: "m".into(),
            today: day(20),
        })
        .unwrap();
    let new: Trip = person.model.get_or_default("n");
    assert!(new.draft && !new.reviewed && new.created == Some(day(20)) && new.title.is_empty());
    let first: Interview = person.model.get_or_default("m");
    assert_eq!(
        (
            first.trip.as_deref().unwrap_or(""),
            &*first.program,
            &*first.place,
            &*first.zone,
            first.day,
            first.invited,
            first.start
        ),
        ("n", "", "", "", None, Some(day(20)), Some(at(8)))
    );
    let entries: Vec<(&String, &Entry)> = person.model.with_prefix::<Entry>("n/").collect();
    let ids: Vec<&str> = entries.iter().map(|(id, _)| &***id).collect();
    assert_eq!(ids, ["n/lg-eat/m", "n/own-1", "n/pk-tie"]);
    assert!(
        entries
            .iter()
            .all(|(_, one)| !one.done && one.due.is_none() && one.verdict.is_none())
    );
    assert_eq!(entries[0].1.hidden, Some(true));
    assert_eq!(entries[1].1.text.as_deref(), Some("umbrella"));
    back.map(|back| person.turns(back).unwrap());
    assert_eq!(person.tables(), before);
}

#[test]
fn texts_of_any_script_and_length_are_kept() {
    let texts = [
        "é".repeat(10_000),
        "👩🏽‍⚕️🏥".repeat(500),
        "مستشفى جامعة \u{200f}שיקגו".to_owned(),
        "\u{0}\u{1}\"\\\n\r\u{2028}".to_owned(),
        "-".repeat(TEXT_MAX),
    ];
    for text in texts {
        let mut person = trip("t");
        let entry = Entry {
            own: true,
            text: Some(text.clone()),
            list: List::Packing,
            ..Entry::default()
        };
        person
            .does(ChecklistAction::Edit {
                id: "t/x".to_owned(),
                entry,
            })
            .unwrap();
        assert_eq!(person.model.get::<Entry>("t/x").unwrap().text, Some(text));
    }
}

#[test]
fn a_whole_trip_goes_and_comes_back() {
    let mut person = trip("t");
    for (id, done) in [("t/pk-id", true), ("t/pk-tie", true), ("t/lg-eat/i1", true)] {
        person
            .does(ChecklistAction::Tick {
                entry: id.to_owned(),
                done,
            })
            .unwrap();
    }
    // A row whose earlier deletion a later tick outlived.
    let back = person
        .does(ChecklistAction::Tick {
            entry: "t/pk-cv".to_owned(),
            done: true,
        })
        .unwrap();
    back.map(|back| person.turns(back).unwrap());
    person
        .does(ChecklistAction::Tick {
            entry: "t/pk-cv".to_owned(),
            done: true,
        })
        .unwrap();
    let before = person.tables();
    let back = person.does(TripAction::Delete { id: "t".into() }).unwrap();
    assert!(person.model.all::<Trip>().is_empty() && person.model.all::<Interview>().is_empty());
    assert!(person.model.all::<Entry>().is_empty());
    back.map(|back| person.turns(back).unwrap());
    assert_eq!(person.tables(), before);
}

#[test]
fn an_undone_tick_does_not_come_back_with_the_next_edit() {
    let mut person = trip("t");
    let back = person
        .does(ChecklistAction::Tick {
            entry: "t/pk-id".to_owned(),
            done: true,
        })
        .unwrap();
    back.map(|back| person.turns(back).unwrap());
    let entry = Entry {
        quantity: Some("3".to_owned()),
        ..Entry::default()
    };
    person
        .does(ChecklistAction::Edit {
            id: "t/pk-id".to_owned(),
            entry: entry.clone(),
        })
        .unwrap();
    assert_eq!(person.model.get::<Entry>("t/pk-id"), Some(&entry));
}

#[test]
fn a_favorite_phrase_is_marked_by_itself_and_joins_those_of_another_phone() {
    let favor = |phrase: &str, favorite| Favor {
        phrase: phrase.to_owned(),
        favorite,
    };
    let mut person = Person::default();
    let step = person.does(favor("ph-think", true)).unwrap().unwrap();
    assert_eq!(person.does(favor("ph-think", true)), Ok(None), "it is one");
    let mut other = Person {
        actor: Actor { device: 2, tab: 1 },
        ..Person::default()
    };
    other.does(favor("ph-ack", true)).unwrap();
    other.does(favor("ph-later", true)).unwrap();
    other.does(favor("ph-later", false)).unwrap();
    person.model.join(other.model.records().clone());
    let both: BTreeSet<String> = ["ph-ack", "ph-think"].map(str::to_owned).into();
    assert_eq!(favorites(&person.model), both);
    person.turns(step).unwrap();
    assert_eq!(
        favorites(&person.model),
        BTreeSet::from(["ph-ack".to_owned()])
    );
}

#[test]
fn only_ten_exports_are_remembered() {
    let mut person = Person::default();
    for at in 0..25 {
        person
            .does(SeasonAction::NoteExport {
                made: ExportMade { at, changes: 1 },
            })
            .unwrap();
    }
    let kept: Vec<i64> = person
        .model
        .get::<Season>(SEASON)
        .unwrap()
        .exports
        .iter()
        .map(|made| made.at)
        .collect();
    assert_eq!(kept, (15..25).collect::<Vec<_>>());
}

/// Whatever a person does to trips and to the season.
#[derive(Clone, Debug)]
enum Deed {
    Trip(TripAction),
    Checklist(ChecklistAction),
    Season(SeasonAction),
}

impl Act for Deed {
    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        match self {
            Deed::Trip(action) => action.plan(model),
            Deed::Checklist(action) => action.plan(model),
            Deed::Season(action) => action.plan(model),
        }
    }

    fn is_of_screen(&self, model: &Model) -> bool {
        match self {
            Deed::Trip(action) => action.is_of_screen(model),
            Deed::Checklist(action) => action.is_of_screen(model),
            Deed::Season(action) => action.is_of_screen(model),
        }
    }
}

fn deed() -> impl Strategy<Value = Deed> {
    let season = prop_oneof![
        ("[a-c]?", 0..5_u8).prop_map(|(specialty, far_zone_hours)| SeasonAction::Edit {
            season: Season {
                specialty,
                far_zone_hours,
                ..Season::default()
            }
        }),
        (0..99_i64).prop_map(|at| SeasonAction::NoteExport {
            made: ExportMade { at, changes: 3 }
        }),
    ];
    prop_oneof![
        16 => on_trips().prop_map(Deed::Trip),
        8 => on_lists().prop_map(Deed::Checklist),
        3 => season.prop_map(Deed::Season),
    ]
}

fn trip_id() -> impl Strategy<Value = String> {
    proptest::sample::select(vec!["t", "u"]).prop_map(str::to_owned)
}

fn on_trips() -> impl Strategy<Value = TripAction> {
    let interview = || proptest::sample::select(vec!["i", "j", "k"]).prop_map(str::to_owned);
    prop_oneof![
        (trip_id(), interview()).prop_map(|(trip, interview)| begin(&trip, &interview)),
        trip_id().prop_map(|trip| TripAction::Finish { trip: trip.into() }),
        (trip_id(), "[a-c]?", 0..3_u8, any::<bool>()).prop_map(|(id, title, nights, reviewed)| {
            TripAction::Edit {
                id: id.into(),
                trip: Trip {
                    title,
                    nights,
                    reviewed,
                    ..Trip::default()
                },
            }
        }),
        trip_id().prop_map(|id| TripAction::Delete { id: id.into() }),
        (interview(), trip_id()).prop_map(|(id, trip)| TripAction::AddInterview {
            id: id.into(),
            trip: trip.into()
        }),
        (
            interview(),
            trip_id(),
            "[a-c]?",
            proptest::option::of(0..9_i64),
            any::<bool>()
        )
            .prop_map(|(id, trip, program, n, virtually)| {
                let format = if virtually {
                    Format::Virtual
                } else {
                    Format::InPerson
                };
                TripAction::EditInterview {
                    id: id.into(),
                    interview: Interview {
                        trip: Some(trip.into()),
                        program,
                        day: n.map(day),
                        format,
                        ..Interview::default()
                    },
                }
            }),
        interview().prop_map(|id| TripAction::RemoveInterview { id: id.into() }),
        (trip_id(), trip_id(), interview()).prop_map(|(from, trip, interview)| {
            TripAction::PackAgain {
                from: from.into(),
                trip: trip.into(),
                interview: interview.into(),
                today: day(1),
            }
        }),
    ]
}

fn on_lists() -> impl Strategy<Value = ChecklistAction> {
    let entry = || {
        (
            trip_id(),
            proptest::sample::select(vec!["pk-id", "own", "lg-eat/i"]),
        )
            .prop_map(|(trip, item)| format!("{trip}/{item}"))
    };
    let text = || proptest::option::of("[a-c]{1,2}");
    prop_oneof![
        (entry(), any::<bool>()).prop_map(|(entry, done)| ChecklistAction::Tick { entry, done }),
        (
            entry(),
            any::<bool>(),
            text(),
            proptest::option::of(any::<bool>())
        )
            .prop_map(|(id, own, text, hidden)| ChecklistAction::Edit {
                id,
                entry: Entry {
                    own,
                    text,
                    hidden,
                    ..Entry::default()
                }
            }),
        entry().prop_map(|id| ChecklistAction::Delete { id }),
        (0..3_usize, 0..3_usize, bag()).prop_map(|(from, to, bag)| ChecklistAction::Move {
            rows: ["80", "8180", "8180"]
                .iter()
                .zip(["t/pk-id", "t/own", "u/own"])
                .map(|(key, id)| (id.to_owned(), (*key).to_owned()))
                .collect(),
            from,
            to,
            bag,
        }),
    ]
}

fn bag() -> impl Strategy<Value = Option<Bag>> {
    proptest::option::of(prop::sample::select(&Bag::CARRIED[..]))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undo_restores_exactly_what_was(actions in proptest::collection::vec((deed(), any::<bool>()), 1..30)) {
        let mut person = Person::default();
        let mut past = Vec::new();
        for (action, take_back) in actions {
            let before = person.tables();
            let Ok(back) = person.does(action.clone()) else {
                prop_assert_eq!(person.tables(), before);
                continue;
            };
            if take_back {
                // And done again after it: what was undone must not show through.
                back.map(|back| person.turns(back).unwrap());
                prop_assert_eq!(&person.tables(), &before, "{:?}", action);
            } else {
                past.push((before, back, action));
            }
        }
        // What the tables say is what they say after a restart.
        let again = Model::new(person.model.records().clone());
        prop_assert_eq!(&again, &person.model);
        while let Some((before, back, action)) = past.pop() {
            back.map(|back| person.turns(back).unwrap());
            prop_assert_eq!(&person.tables(), &before, "{:?}", action);
        }
    }

    #[test]
    fn an_edit_makes_the_record_what_it_should_be(
        actions in proptest::collection::vec(deed(), 0..20),
        done in any::<bool>(),
        text in proptest::option::of("[a-c]{1,2}"),
    ) {
        let mut person = Person::default();
        for action in actions {
            let _ = person.does(action);
        }
        let entry = Entry { done, text, ..Entry::default() };
        person.does(ChecklistAction::Edit { id: "t/pk-id".to_owned(), entry: entry.clone() }).unwrap();
        prop_assert_eq!(person.model.get_or_default::<Entry>("t/pk-id"), entry);
    }
}
