//! Recorded answers: what is kept, renamed, deleted and taken back, what is offered, and what is told.

use crate::person::Person;
use matchbook::domain::ids::TakeId;
use matchbook::domain::take::{
    About, GONE_MS, Heard, Of, TAKE_MIN_MS, Take, VOICE, Voice, room_seconds, size_text,
};
use matchbook::domain::time::{Day, Instant};
use matchbook::store::acts::takes::TakeAction;
use matchbook::store::core::model::Model;
use matchbook::store::read::takes::{self, Reread};
use proptest::prelude::*;

impl Person {
    fn keeps(&mut self, id: &str, take: Take) {
        let id = id.into();
        self.does(TakeAction::Keep { id, take }).unwrap();
    }

    fn deletes(&mut self, id: &str, at: i64) -> Result<Option<u64>, String> {
        self.does(TakeAction::Delete {
            id: id.into(),
            at: Instant(at),
        })
    }
}

fn ids(known: &[takes::Known]) -> Vec<&str> {
    known.iter().map(|(id, _)| &**id).collect()
}

fn take(at: i64, of: &Of) -> Take {
    Take {
        at,
        of: of.text(),
        ms: 60_000,
        bytes: 500_000,
        blob: format!("blob {at}"),
        ..Take::default()
    }
}

fn heard(syllables: u32, span: u32) -> Option<Heard> {
    Some(Heard {
        syllables,
        span,
        ..Heard::default()
    })
}

#[test]
fn a_deleted_take_keeps_its_sound_while_it_can_be_taken_back() {
    let mut person = Person::default();
    person.keeps("a", take(1, &Of::Anything));
    person.keeps("b", take(2, &Of::Anything));
    assert_eq!(ids(&takes::takes(&person.model)), ["b", "a"]);

    person.deletes("a", 1_000).unwrap();
    assert_eq!(ids(&takes::takes(&person.model)), ["b"]);
    let soon = Instant(1_000 + GONE_MS - 1);
    assert!(takes::past_recall(&person.model, soon).is_empty());
    assert!(
        person
            .does(TakeAction::Forget { id: "b".into() })
            .unwrap_err()
            .contains("still wanted")
    );
    person.takes_back();
    assert_eq!(ids(&takes::takes(&person.model)), ["b", "a"]);
    assert_eq!(person.model.get::<Take>("a").unwrap().blob, "blob 1");

    person.deletes("a", 1_000).unwrap();
    let late = Instant(1_000 + GONE_MS);
    assert_eq!(ids(&takes::past_recall(&person.model, late)), ["a"]);
    // A clock that was set back makes nothing final.
    assert!(takes::past_recall(&person.model, Instant(0)).is_empty());
    person.does(TakeAction::Forget { id: "a".into() }).unwrap();
    assert!(takes::past_recall(&person.model, late).is_empty());
    assert!(person.deletes("a", 5).is_err(), "it is gone");
}

#[test]
fn many_are_deleted_in_one_act_and_come_back_in_one() {
    let mut person = Person::default();
    for (id, at) in [("a", 1), ("b", 2), ("c", 3)] {
        person.keeps(id, take(at, &Of::Anything));
    }
    let kept = Take {
        kept: true,
        ..person.model.get_or_default("b")
    };
    person
        .does(TakeAction::Edit {
            id: "b".into(),
            take: kept,
        })
        .unwrap();
    assert_eq!(
        ids(&takes::oldest(&person.model)),
        ["a", "c"],
        "oldest first"
    );
    assert!((takes::size(&person.model) - 1_500_000.0).abs() < 1.0);
    person
        .does(TakeAction::DeleteMany {
            ids: vec!["a".into(), "c".into()],
            at: Instant(9),
        })
        .unwrap();
    assert_eq!(ids(&takes::takes(&person.model)), ["b"]);
    person.takes_back();
    assert_eq!(takes::takes(&person.model).len(), 3);
    // One that is not there: nothing is deleted.
    let refused = person.does(TakeAction::DeleteMany {
        ids: vec!["a".into(), "x".into()],
        at: Instant(9),
    });
    assert!(refused.is_err());
    assert_eq!(takes::takes(&person.model).len(), 3);
}

#[test]
fn bad_takes_are_refused_with_a_sentence() {
    let mut person = Person::default();
    let short = Take {
        ms: TAKE_MIN_MS - 1,
        ..take(1, &Of::Anything)
    };
    let id = || TakeId::from("a");
    let refused = person.does(TakeAction::Keep {
        id: id(),
        take: short,
    });
    assert!(refused.unwrap_err().contains("shorter than a second"));
    person.keeps("a", take(1, &Of::Anything));
    let good = person.model.get_or_default::<Take>("a");
    let cases: [(Take, &str); 3] = [
        (
            Take {
                name: "x".repeat(201),
                ..good.clone()
            },
            "too long",
        ),
        (
            Take {
                taps: vec![1; 1_001],
                ..good.clone()
            },
            "1,000 taps",
        ),
        (
            Take {
                checks: [("sr-speed".to_owned(), 4)].into(),
                ..good.clone()
            },
            "yes, partly or no",
        ),
    ];
    for (take, says) in cases {
        let refused = person.does(TakeAction::Edit { id: id(), take });
        let sentence = refused.unwrap_err();
        assert!(
            sentence.contains(says) && sentence.ends_with('.'),
            "{sentence}"
        );
    }
    assert_eq!(person.model.get::<Take>("a"), Some(&good));
    // 200 letters of any script are a name; blanks around it are not.
    let named = Take {
        name: format!(" {} ", "ا".repeat(200)),
        ..good
    };
    person
        .does(TakeAction::Edit {
            id: id(),
            take: named,
        })
        .unwrap();
    assert_eq!(
        person.model.get::<Take>("a").unwrap().name.chars().count(),
        200
    );
}

#[test]
fn all_that_a_person_adds_is_stored_field_by_field() {
    let mut person = Person::default();
    person.keeps("a", take(1, &Of::Card("card-1".into())));
    let full = Take {
        name: "Mine".into(),
        heard: heard(200, 55_000),
        judged: [(1_200, true), (3_400, false)].into(),
        taps: vec![100, 2_000],
        checks: [("sr-smile".to_owned(), 2)].into(),
        note: "Slower at the end".into(),
        words: 140,
        kept: true,
        ..person.model.get_or_default("a")
    };
    person
        .does(TakeAction::Edit {
            id: "a".into(),
            take: full.clone(),
        })
        .unwrap();
    // As after a restart: read from the registers.
    let again = Model::new(person.model.records().clone());
    assert_eq!(again.get::<Take>("a"), Some(&full));
    assert_eq!(full.confirmed(), 1);
    assert_eq!(full.exact_pace(), Some(153), "140 words in 55 seconds");
}

#[test]
fn a_pace_that_nobody_speaks_is_not_exact() {
    let said = |words: u32, span: u32| Take {
        heard: heard(100, span),
        words,
        ..take(1, &Of::Story("s".into()))
    };
    // 171 words in 29 seconds.
    let too_fast = said(171, 29_000);
    assert_eq!(
        (too_fast.exact_pace(), too_fast.impossible_pace()),
        (None, Some(354))
    );
    let too_slow = said(20, 60_000);
    assert_eq!(
        (too_slow.exact_pace(), too_slow.impossible_pace()),
        (None, Some(20))
    );
    for words in [60, 120, 150, 240] {
        let possible = said(words, 60_000);
        assert_eq!(
            (possible.exact_pace(), possible.impossible_pace()),
            (Some(words), None)
        );
    }
    let unknown = said(0, 60_000);
    assert_eq!(
        (unknown.exact_pace(), unknown.impossible_pace()),
        (None, None)
    );
}

#[test]
fn takes_of_different_length_are_compared_a_minute() {
    let long = |ms: u32| Take {
        ms,
        ..take(1, &Of::Anything)
    };
    assert_eq!(long(12_000).per_minute(2), "10.0 a minute");
    assert_eq!(long(29_000).per_minute(8), "16.6 a minute");
    assert_eq!(long(60_000).per_minute(0), "0.0 a minute");
    // A few seconds are no rate.
    assert_eq!(long(8_000).per_minute(1), "1 in 0:08");
    // One length, floored, wherever it is shown.
    assert!(long(29_700).length_and_size().starts_with("0:29 "));
}

#[test]
fn comparisons_are_with_the_same_thing_before() {
    let mut person = Person::default();
    let story = Of::Story("s".into());
    let judged = |at, of: &Of| Take {
        heard: heard(100, 30_000),
        ..take(at, of)
    };
    person.keeps("old", judged(1, &story));
    person.keeps("unjudged", take(2, &story));
    person.keeps("other", judged(3, &Of::Story("t".into())));
    person.keeps("short", judged(4, &Of::Short("s".into())));
    person.keeps("new", judged(5, &story));
    person.keeps("any", judged(6, &Of::Anything));
    person.keeps("any2", judged(7, &Of::Anything));
    person.keeps("known", judged(8, &Of::KnownText));
    let before = |id: &str| takes::before(&person.model, &id.into()).map(|(id, _)| id);
    assert_eq!(before("new").as_deref(), Some("old"));
    assert_eq!(before("old"), None);
    assert_eq!(
        before("any2"),
        None,
        "two recordings of anything are two things"
    );
    assert_eq!(
        ids(&takes::judged(&person.model)),
        ["old", "other", "short", "new", "any", "any2"],
        "oldest first, without the known text"
    );
    assert_eq!(
        ids(&takes::takes_of(&person.model, &story)),
        ["new", "unjudged", "old"]
    );
}

#[test]
fn a_drill_lists_its_own_takes_in_the_order_of_the_answers() {
    let mut person = Person::default();
    for (id, at, drill) in [("a", 3, "d"), ("b", 1, "d"), ("c", 2, "e"), ("f", 4, "")] {
        let take = Take {
            drill: drill.into(),
            ..take(at, &Of::Card("x".into()))
        };
        person.keeps(id, take);
    }
    assert_eq!(
        ids(&takes::takes_of_drill(&person.model, &"d".into())),
        ["b", "a"]
    );
    assert!(takes::takes_of_drill(&person.model, &"".into()).is_empty());
}

#[test]
fn the_known_text_is_asked_for_when_it_should_be() {
    let today = Day::new(2026, 11, 27).unwrap();
    let voice = |days: i64, microphone: &str| Voice {
        gain: Some(1_100),
        day: Some(today.plus(-days)),
        microphone: microphone.into(),
    };
    let asks = |voice: &Voice, now| takes::reread(voice, today, 60, now);
    assert_eq!(asks(&Voice::default(), None), Some(Reread::Never));
    assert_eq!(asks(&voice(60, "A"), None), None);
    assert_eq!(asks(&voice(61, "A"), None), Some(Reread::Old(61)));
    assert_eq!(asks(&voice(1, "A"), Some("A")), None);
    assert_eq!(asks(&voice(1, "A"), Some("B")), Some(Reread::Microphone));
    // A browser that names no microphone says nothing by it.
    assert_eq!(asks(&voice(1, "A"), Some("")), None);
    assert_eq!(asks(&voice(1, ""), Some("B")), None);

    let mut person = Person::default();
    person
        .does(TakeAction::KeepVoice {
            voice: voice(0, "A"),
        })
        .unwrap();
    assert_eq!(takes::voice(&person.model), voice(0, "A"));
    assert!(person.model.get::<Voice>(VOICE).is_some());
}

#[test]
fn a_name_a_size_and_a_file_are_readable() {
    for (bytes, text) in [
        (0.0, "1 KB"),
        (1_499.0, "1 KB"),
        (720_000.0, "720 KB"),
        (999_400.0, "999 KB"),
        (999_600.0, "1.0 MB"),
        (1_449_000.0, "1.4 MB"),
        (2_500_000_000.0, "2.5 GB"),
    ] {
        assert_eq!(size_text(bytes), text, "{bytes}");
    }
    let plain = take(1, &Of::Anything);
    assert_eq!(plain.label(), "A recording");
    let imported = Take {
        imported: true,
        ..plain.clone()
    };
    assert_eq!(imported.label(), "A recording from a file");
    let titled = Take {
        title: "Why/our \"program\"?".into(),
        day: Day::new(2026, 11, 27),
        mime: "audio/webm;codecs=opus".into(),
        ..plain
    };
    assert_eq!(
        [titled.file_name(), titled.ending().to_owned()].concat(),
        "matchbook 2026-11-27 Why our program.webm"
    );
    let named = Take {
        name: "  Best  ".into(),
        ..titled
    };
    assert_eq!(named.label(), "Best");
    // Half of what is free, at half a megabyte a minute.
    assert!(room_seconds(5e6) < 1.0 && room_seconds(0.0) < 1.0);
    assert!((room_seconds(5e6 + 17_000.0 * 60.0) - 60.0).abs() < 0.1);
}

proptest! {
    #[test]
    fn what_a_take_answers_is_read_back(id in "[a-z0-9:/-]{0,20}") {
        for of in [
            Of::Anything,
            Of::KnownText,
            Of::Story(id.as_str().into()),
            Of::Short(id.as_str().into()),
            Of::Card(id.as_str().into()),
        ] {
            prop_assert_eq!(Of::read(&of.text()), of);
        }
    }

    #[test]
    fn no_text_before_the_first_sound_stops_a_rescue(text in ".{0,200}") {
        // Whatever was stored, a take comes of it.
        let take = About::read(&text).take(5_000, 9, true);
        prop_assert!(take.cut_off && take.ms == 5_000);
    }

    #[test]
    fn what_is_known_of_a_take_is_read_back(
        title in "\\PC{0,40}", at in any::<i64>(), day in 0i64..36_000,
    ) {
        let about = About {
            of: Of::Card("x".into()).text(),
            drill: "d".into(),
            title,
            at,
            day: Day::new(2000, 1, 1).map(|first| first.plus(day)),
            mime: "audio/mp4".into(),
        };
        prop_assert_eq!(About::read(&about.text()), about);
    }

    #[test]
    fn figures_never_leave_their_range(
        syllables in any::<u32>(), span in any::<u32>(), paused in any::<u32>(), words in any::<u32>(),
    ) {
        let heard = Heard { syllables, span, paused, ..Heard::default() };
        prop_assert!(heard.rate().is_finite() && heard.rate() >= 0.0);
        prop_assert!(heard.paused_percent() <= 100);
        let take = Take { heard: Some(heard), words, ..Take::default() };
        if words == 0 || span == 0 {
            prop_assert_eq!(take.exact_pace(), None);
        }
        let gated = Take { heard: Some(Heard { gated: true, ..Heard::default() }), ..take };
        prop_assert!(gated.figures().is_none() && gated.exact_pace().is_none());
    }
}
