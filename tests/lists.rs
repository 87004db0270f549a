//! What the lists say: which rows, how many, how urgent, in which order, and what Today makes of it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use chrono::{Offset as _, TimeZone as _};
use matchbook::content::{CONDITIONS, pack_item};
use matchbook::domain::checklist::{Bag, Entry, Habit, List, Urgency, Verdict};
use matchbook::domain::order;
use matchbook::domain::record::Record;
use matchbook::domain::time::{Day, Hours, Instant, Minute, WallTime, resolve};
use matchbook::domain::trip::{Format, Interview, Trip};
use matchbook::store::action::{Action, Change};
use matchbook::store::hlc::{Actor, Hlc};
use matchbook::store::model::Model;
use matchbook::store::plan::{Act, Plan, Replaces, stamp};
use matchbook::store::select::{
    Hidden, PackRow, TaskRow, World, all_clashes, as_text, attire, attire_of, conditions, entry_id,
    essentials, packing, packing_of, tasks,
};
use proptest::prelude::*;

fn offset(zone: &str, at: Instant) -> i32 {
    let Ok(zone) = zone.parse::<chrono_tz::Tz>() else {
        return 0;
    };
    let utc = chrono::DateTime::from_timestamp_millis(at.0)
        .unwrap()
        .naive_utc();
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc() / 60
}

fn short(zone: &str, _: Instant) -> String {
    match zone {
        "America/Chicago" => "CT".to_owned(),
        _ => "??".to_owned(),
    }
}

const HOME: &str = "Asia/Kolkata";

fn world(now: Instant) -> World<'static> {
    World {
        now,
        phone_zone: HOME,
        offset: &offset,
        abbreviation: &short,
        hours: Hours::TwentyFour,
    }
}

fn at(zone: &str, day: &str, time: &str) -> Instant {
    let wall = WallTime {
        day: Day::parse(day).unwrap(),
        minute: Minute::parse(time).unwrap(),
    };
    resolve(wall, &|at| offset(zone, at)).instant()
}

#[derive(Default, Clone)]
struct Book {
    model: Model,
    last: Hlc,
}

impl Book {
    fn put<R: Record>(&mut self, id: &str, record: &R) {
        let changes = record
            .changes_since(&R::default())
            .into_iter()
            .map(|(field, val)| Change {
                kind: R::KIND.into(),
                id: id.into(),
                field: field.into(),
                val: val.into(),
            });
        self.write(changes.collect());
    }

    fn write(&mut self, changes: Vec<Change>) {
        let actor = Actor { device: 1, tab: 1 };
        for op in stamp(
            &self.model,
            changes,
            Replaces::Shown,
            actor,
            1,
            self.last,
            5,
        ) {
            self.last = op.hlc;
            self.model.apply(&op);
        }
    }

    fn does(&mut self, action: Action) -> usize {
        let Ok(Plan::Write(changes)) = action.plan(&self.model) else {
            panic!("writes")
        };
        let count = changes.len();
        self.write(changes);
        count
    }
}

fn interview(trip: &str, program: &str, day: &str, format: Format) -> Interview {
    Interview {
        trip: trip.to_owned(),
        program: program.to_owned(),
        day: Day::parse(day).ok(),
        start: Minute::new(8, 0),
        length: format.usual_length(),
        zone: "America/Chicago".to_owned(),
        format,
        invited: Day::parse("2026-11-20").ok(),
        ..Interview::default()
    }
}

fn book(yes: &[&str], nights: u8, formats: &[Format]) -> Book {
    let mut book = Book::default();
    let yes: BTreeSet<String> = yes.iter().map(|&id| id.to_owned()).collect();
    book.put(
        "t",
        &Trip {
            title: "Chicago".to_owned(),
            nights,
            answered: yes.clone(),
            conditions: yes,
            ..Trip::default()
        },
    );
    for (n, format) in formats.iter().enumerate() {
        let day = format!("2026-12-{}", 14 + n);
        book.put(
            &format!("i{n}"),
            &interview("t", &format!("P{n}"), &day, *format),
        );
    }
    book
}

use Format::{InPerson, Virtual};

fn before() -> World<'static> {
    world(at("America/Chicago", "2026-12-01", "12:00"))
}

fn items(rows: &[PackRow]) -> BTreeSet<&str> {
    rows.iter().map(|row| &*row.line.item).collect()
}

#[test]
fn a_virtual_interview_hides_travel_whatever_the_nights() {
    for nights in [0, 3] {
        let book = book(&[], nights, &[Virtual]);
        let yes = conditions(&book.model, "t", &before());
        assert_eq!(
            yes,
            BTreeSet::from(["c_virtual".to_owned()]),
            "{nights} nights"
        );
        let rows = packing(&book.model, "t", &before());
        let there = items(&rows);
        for travel in [
            "pk-id",
            "pk-shoes",
            "pk-hotel",
            "pk-steamer",
            "pk-sleep",
            "pk-tickets",
            "pk-folder",
        ] {
            assert!(!there.contains(travel), "{travel}");
        }
        assert!(there.contains("pk-headset") && there.contains("pk-suit"));
        let tasks = tasks(&book.model, "t", &before());
        assert!(tasks.iter().all(|row| {
            !["lg-leave", "lg-onsite", "lg-hotel", "lg-arrive2"].contains(&&*row.line.item)
        }));
        assert!(tasks.iter().any(|row| row.line.item == "lg-virtual-join"));
    }
    // An answer by hand outranks what follows from the format.
    let flown = book(&["c_flight"], 1, &[Virtual]);
    let yes = conditions(&flown.model, "t", &before());
    assert!(yes.contains("c_flight") && !yes.contains("c_virtual"));
}

#[test]
fn no_two_conditions_contradict_each_other() {
    for nights in [0, 2] {
        for formats in [&[InPerson][..], &[Virtual], &[InPerson, Virtual], &[]] {
            for answered in std::iter::once(None).chain(CONDITIONS.iter().map(|one| Some(one.id))) {
                let answers: Vec<&str> = answered.into_iter().collect();
                let book = book(&answers, nights, formats);
                let yes = conditions(&book.model, "t", &before());
                for one in CONDITIONS.iter().filter(|one| yes.contains(one.id)) {
                    let clash = one.not_with.iter().find(|other| yes.contains(**other));
                    assert_eq!(
                        clash, None,
                        "{} with {answers:?} {formats:?} {nights}",
                        one.id
                    );
                }
            }
        }
    }
}

#[test]
fn amounts_follow_nights_and_interviews() {
    let amount = |nights: u8, formats: &[Format], item: &str| {
        let book = book(&["c_meds"], nights, formats);
        let rows = packing(&book.model, "t", &before());
        rows.into_iter()
            .find(|row| row.line.item == item)
            .expect(item)
            .quantity
    };
    for (nights, count) in [(0, 1), (1, 1), (2, 2), (9, 3)] {
        let formats = vec![InPerson; count];
        let copies = (4 * count).clamp(3, 12);
        assert_eq!(
            amount(nights, &formats, "pk-cv"),
            format!("{copies} copies")
        );
        let shirts = (usize::from(nights) + 1).clamp(2, 5);
        assert_eq!(
            amount(nights, &formats, "pk-shirt"),
            format!("{shirts} shirts")
        );
        assert_eq!(
            amount(nights, &formats, "pk-meds"),
            format!("{} days", nights + 3)
        );
        assert_eq!(
            amount(nights, &formats, "pk-suit"),
            "",
            "one is not worth saying"
        );
    }
    let mut book = book(&[], 1, &[InPerson]);
    book.put(
        &entry_id("t", "pk-cv"),
        &Entry {
            quantity: Some("a stack".to_owned()),
            ..Entry::default()
        },
    );
    let rows = packing(&book.model, "t", &before());
    assert_eq!(
        rows.iter()
            .find(|row| row.line.item == "pk-cv")
            .unwrap()
            .quantity,
        "a stack"
    );
}

#[test]
fn lists_stand_in_a_stable_order() {
    let book = book(&["c_flight", "c_tie"], 2, &[InPerson, InPerson]);
    let once = packing(&book.model, "t", &before());
    assert_eq!(once, packing(&book.model, "t", &before()));
    assert!(once.is_sorted_by_key(|row| row.bag));
    for bag in [Bag::OnMe, Bag::CarryOn, Bag::Checked] {
        let places: Vec<usize> = once
            .iter()
            .filter(|row| row.bag == bag)
            .map(|row| {
                matchbook::content::PACKING
                    .iter()
                    .position(|item| item.id == row.line.item)
                    .unwrap()
            })
            .collect();
        assert!(places.is_sorted(), "{bag:?} as in the file");
    }
    assert!(attire(&book.model, "t", &before()).is_sorted_by_key(|row| row.moment));
    let tasks = tasks(&book.model, "t", &before());
    assert!(tasks.is_sorted_by_key(|row| row.due.as_ref().map(|due| (due.day, due.wall))));
    let ids: BTreeSet<&str> = tasks.iter().map(|row| &*row.line.id).collect();
    assert_eq!(ids.len(), tasks.len(), "every row has an entry of its own");
}

#[test]
fn the_checked_bag_warns_on_a_flight() {
    for (yes, warned) in [(&["c_flight"][..], true), (&[], false)] {
        let mut book = book(yes, 1, &[InPerson]);
        for item in ["t/pk-suit", "t/pk-belt"] {
            book.put(
                item,
                &Entry {
                    bag: Some(Bag::Checked),
                    ..Entry::default()
                },
            );
        }
        let rows = packing(&book.model, "t", &before());
        let warns = |item: &str| {
            rows.iter()
                .any(|row| row.line.item == item && row.warning().is_some())
        };
        assert!(pack_item("pk-suit").unwrap().cabin);
        assert_eq!(
            (warns("pk-suit"), warns("pk-belt")),
            (warned, false),
            "{yes:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_moves_keep_a_total_order(moves in proptest::collection::vec((0..9_usize, 0..9_usize), 1..40), collide in any::<bool>()) {
        let mut keys = order::initial(9);
        if collide {
            keys[4] = keys[3].clone();
            keys[7] = keys[6].clone();
        }
        let mut rows: Vec<(String, usize)> = keys.into_iter().zip(0..).collect();
        for (from, to) in moves {
            let keys: Vec<String> = rows.iter().map(|(key, _)| key.clone()).collect();
            let distinct = keys.windows(2).all(|pair| pair[0] < pair[1]);
            let written = order::moved(&keys, from, to);
            if distinct {
                prop_assert_eq!(written.len(), usize::from(from != to));
                prop_assert!(written.iter().all(|(row, _)| *row == from), "only the moved row");
            }
            let mut want: Vec<usize> = rows.iter().map(|(_, id)| *id).collect();
            let moved = want.remove(from);
            want.insert(to, moved);
            for (row, key) in written {
                prop_assert!(key.len() < 64, "keys stay short");
                rows[row].0 = key;
            }
            rows.sort();
            if distinct {
                let now: Vec<usize> = rows.iter().map(|(_, id)| *id).collect();
                prop_assert_eq!(now, want);
            }
        }
    }
}

#[test]
fn keys_stay_short_when_one_gap_is_split_for_ever() {
    let mut keys = order::initial(3);
    for _ in 0..500 {
        // The last row always goes to the same place.
        let written = order::moved(&keys, 2, 1);
        assert_eq!(written.len(), 1);
        keys[2] = written[0].1.clone();
        keys.sort();
    }
    assert!(keys.iter().all(|key| key.len() < 400), "{keys:?}");
    assert_eq!(order::moved(&keys, 9, 0), Vec::new());
    assert_eq!(order::moved(&keys, 1, 1), Vec::new());
    let first = order::moved(&keys, 2, 0);
    assert!(first[0].1 < keys[0]);
    assert!(order::after(Some("no key")) == order::after(None));
}

#[test]
fn habits_reach_the_next_trip() {
    let mut book = book(&[], 1, &[InPerson]);
    let judge = |book: &mut Book, item: &str, own: Option<(String, Bag)>, verdict| {
        book.does(Action::Judge {
            entry: entry_id("t", item),
            item: item.to_owned(),
            own,
            verdict,
        });
    };
    book.put(
        "t/own-1",
        &Entry {
            own: true,
            text: Some("umbrella".to_owned()),
            bag: Some(Bag::CarryOn),
            ..Entry::default()
        },
    );
    judge(&mut book, "pk-lint", None, Some(Verdict::Unused));
    judge(&mut book, "pk-watch", None, Some(Verdict::Missed));
    judge(
        &mut book,
        "own-1",
        Some(("umbrella".to_owned(), Bag::CarryOn)),
        Some(Verdict::Needed),
    );
    book.put(
        "n",
        &Trip {
            nights: 1,
            ..Trip::default()
        },
    );
    book.put("m", &interview("n", "Next", "2027-01-14", InPerson));
    let rows = packing(&book.model, "n", &before());
    let row = |item: &str| {
        rows.iter()
            .find(|row| row.line.item == item)
            .expect(item)
            .clone()
    };
    assert_eq!(row("pk-lint").line.hidden, Hidden::ByHabit);
    assert!(row("pk-watch").line.essential && !pack_item("pk-watch").unwrap().essential);
    assert_eq!(
        (
            &*row("own-1").line.text,
            row("own-1").bag,
            row("own-1").line.id
        ),
        ("umbrella", Bag::CarryOn, "n/own-1".to_owned())
    );
    let here = packing(&book.model, "t", &before());
    assert_eq!(
        here.iter().filter(|row| row.line.item == "own-1").count(),
        1,
        "once on its own trip"
    );
    // Brought back by hand on one trip only; and an own thing of no use is not offered again.
    book.put(
        "n/pk-lint",
        &Entry {
            hidden: Some(false),
            ..Entry::default()
        },
    );
    judge(
        &mut book,
        "own-1",
        Some(("umbrella".to_owned(), Bag::CarryOn)),
        Some(Verdict::Unused),
    );
    let rows = packing(&book.model, "n", &before());
    assert_eq!(
        rows.iter()
            .find(|row| row.line.item == "pk-lint")
            .unwrap()
            .line
            .hidden,
        Hidden::No
    );
    assert!(!items(&rows).contains("own-1"));
    assert_eq!(
        book.model
            .get::<Habit>("pk-lint")
            .map(|habit| habit.leave_out),
        Some(true)
    );
}

#[test]
fn a_row_read_alone_is_the_row_of_the_list() {
    let mut book = book(&["c_flight"], 3, &[InPerson, Virtual]);
    let own = |list, text: &str| Entry {
        own: true,
        list,
        text: Some(text.to_owned()),
        quantity: Some("2".to_owned()),
        bag: Some(Bag::Checked),
        ..Entry::default()
    };
    book.put("t/own-1", &own(List::Packing, "umbrella"));
    book.put("t/own-2", &own(List::Attire, "scarf"));
    book.put("t/own-3", &own(List::Logistics, "call"));
    // An id that begins with another trip's.
    book.put("tt/own-1", &own(List::Packing, "of another trip"));
    let ticked = Entry {
        done: true,
        hidden: Some(true),
        bag: Some(Bag::Checked),
        ..Entry::default()
    };
    book.put("t/pk-id", &ticked);
    let learned = Habit {
        text: "tea".to_owned(),
        bag: Bag::CarryOn,
        ..Habit::default()
    };
    book.put("own-9", &learned);
    let unused = Habit {
        leave_out: true,
        ..Habit::default()
    };
    book.put("pk-lint", &unused);

    let rows = packing(&book.model, "t", &before());
    assert!(items(&rows).is_superset(&BTreeSet::from(["pk-id", "pk-lint", "own-1", "own-9"])));
    for row in rows {
        let alone = packing_of(&book.model, "t", &before(), Some(&row.line.id));
        assert_eq!(alone, [row]);
    }
    let rows = attire(&book.model, "t", &before());
    assert!(rows.iter().any(|row| row.line.item == "own-2"));
    for row in rows {
        let alone = attire_of(&book.model, "t", &before(), Some(&row.line.id));
        assert_eq!(alone, [row]);
    }
    for other in ["t/own-3", "tt/own-1", "t/no-such", "t", ""] {
        assert_eq!(packing_of(&book.model, "t", &before(), Some(other)), []);
        assert_eq!(attire_of(&book.model, "t", &before(), Some(other)), []);
    }
}

fn task(book: &Book, item: &str, now: Instant) -> TaskRow {
    tasks(&book.model, "t", &world(now))
        .into_iter()
        .find(|row| row.line.item == item)
        .expect(item)
}

#[test]
fn urgency_turns_at_exact_minutes_across_zones() {
    let book = book(&[], 1, &[InPerson]);
    // Leave 90 minutes before 08:00 in Chicago: 06:30 there, 18:00 in Kolkata, the same instant.
    let due = at(HOME, "2026-12-14", "18:00");
    assert_eq!(due, at("America/Chicago", "2026-12-14", "06:30"));
    let check = |now: Instant, item: &str, want: Urgency| {
        assert_eq!(
            task(&book, item, now).urgency,
            want,
            "{item} at {:?}",
            now.wall(330)
        );
    };
    check(due.plus_minutes(-1), "lg-leave", Urgency::Today);
    check(due, "lg-leave", Urgency::Today);
    check(Instant(due.0 + 1), "lg-leave", Urgency::Late);
    let midnight = at(HOME, "2026-12-14", "00:00");
    check(midnight, "lg-leave", Urgency::Today);
    assert_ne!(
        task(&book, "lg-leave", midnight.plus_minutes(-1)).urgency,
        Urgency::Today
    );
    // Day tasks turn at the phone's midnight.
    let clean = at(HOME, "2026-12-09", "00:00");
    check(clean, "lg-clean", Urgency::Today);
    check(clean.plus_minutes(1439), "lg-clean", Urgency::Today);
    check(clean.plus_minutes(1440), "lg-clean", Urgency::Late);
    // When the interview is over, what was for it is past; what comes after it is not.
    let end = at("America/Chicago", "2026-12-14", "16:00");
    check(end.plus_minutes(-1), "lg-leave", Urgency::Late);
    check(end, "lg-leave", Urgency::Past);
    check(end.plus_minutes(20), "lg-debrief-quick", Urgency::Today);
    check(end.plus_minutes(21), "lg-debrief-quick", Urgency::Late);
    // Exactly one row is the next one.
    let rows = tasks(&book.model, "t", &world(at(HOME, "2026-12-06", "09:00")));
    assert_eq!(
        rows.iter()
            .filter(|row| row.urgency == Urgency::Next)
            .count(),
        1
    );
}

#[test]
fn a_changed_date_moves_all_tasks_but_those_moved_by_hand() {
    let mut book = book(&[], 1, &[InPerson]);
    let wall = WallTime {
        day: Day::parse("2026-12-02").unwrap(),
        minute: Minute::new(9, 0).unwrap(),
    };
    book.put(
        "t/lg-clean",
        &Entry {
            due: Some(wall),
            ..Entry::default()
        },
    );
    let before_move = tasks(&book.model, "t", &before());
    let moved = Interview {
        day: Day::parse("2026-12-18").ok(),
        ..book.model.get_or_default("i0")
    };
    assert_eq!(
        book.does(Action::EditInterview {
            id: "i0".to_owned(),
            interview: moved
        }),
        1,
        "one field"
    );
    let after = tasks(&book.model, "t", &before());
    assert_eq!(before_move.len(), after.len());
    for old in &before_move {
        let new = after.iter().find(|row| row.line.id == old.line.id).unwrap();
        let (old_due, new_due) = (old.due.as_ref().unwrap(), new.due.as_ref().unwrap());
        let counted_from_invitation = ["lg-reply", "lg-calendar"].contains(&&*old.line.item);
        let days = if old.moved || counted_from_invitation {
            0
        } else {
            4
        };
        assert_eq!(new_due.day.since(old_due.day), days, "{}", old.line.item);
    }
    assert!(after.iter().any(|row| row.moved));
}

#[test]
fn minutes_are_real_ones_across_a_change_of_the_clocks() {
    let mut book = book(&[], 1, &[]);
    let early = Interview {
        start: Minute::new(3, 0),
        ..interview("t", "Early", "2026-11-01", InPerson)
    };
    book.put("i0", &early);
    let now = at(HOME, "2026-10-01", "12:00");
    let news = task(&book, "lg-news", now).due.unwrap();
    // 180 real minutes before 03:00 CST is 01:00 CDT, the first of the two.
    assert_eq!(news.wall.unwrap().minute.text(), "01:00");
}

#[test]
fn clashes_are_seen_and_only_those() {
    let two = |first: (&str, &str, u16, Format, u8), second: (&str, &str, u16, Format, u8)| {
        let mut book = Book::default();
        for (n, (trip, day, hour, format, nights)) in [first, second].into_iter().enumerate() {
            book.put(
                trip,
                &Trip {
                    title: trip.to_owned(),
                    nights,
                    ..Trip::default()
                },
            );
            let one = Interview {
                start: Minute::new(hour, 0),
                ..interview(trip, &format!("P{n}"), day, format)
            };
            book.put(&format!("i{n}"), &one);
        }
        let found = all_clashes(&book.model, &before());
        found
            .into_iter()
            .map(|clash| clash.sentence)
            .collect::<Vec<_>>()
    };
    let check = |first, second, says: &str| {
        let found = two(first, second);
        if says.is_empty() {
            assert!(found.is_empty(), "{found:?}");
        } else {
            assert!(
                found.len() == 1 && found[0].contains(says) && found[0].ends_with('.'),
                "{found:?}"
            );
        }
    };
    check(
        ("a", "2026-12-14", 8, Virtual, 0),
        ("b", "2026-12-14", 12, Virtual, 0),
        "overlap",
    );
    check(
        ("a", "2026-12-14", 8, Virtual, 0),
        ("b", "2026-12-14", 13, Virtual, 0),
        "",
    );
    check(
        ("a", "2026-12-14", 8, InPerson, 1),
        ("b", "2026-12-15", 8, InPerson, 1),
        "no day to travel",
    );
    check(
        ("a", "2026-12-14", 8, InPerson, 1),
        ("b", "2026-12-16", 8, InPerson, 1),
        "",
    );
    check(
        ("a", "2026-12-14", 8, InPerson, 1),
        ("b", "2026-12-15", 8, Virtual, 0),
        "",
    );
    check(
        ("a", "2026-12-14", 8, InPerson, 0),
        ("a", "2026-12-16", 8, InPerson, 0),
        "2 nights apart",
    );
    check(
        ("a", "2026-12-14", 8, InPerson, 2),
        ("a", "2026-12-16", 8, InPerson, 2),
        "",
    );
    check(
        ("a", "2026-11-14", 8, Virtual, 0),
        ("b", "2026-11-14", 9, Virtual, 0),
        "",
    );
}

#[test]
fn lists_as_text() {
    let mut book = book(&[], 0, &[Virtual]);
    book.put(
        "t/pk-suit",
        &Entry {
            done: true,
            ..Entry::default()
        },
    );
    book.put(
        "t/own",
        &Entry {
            own: true,
            text: Some("Lamp 💡".to_owned()),
            bag: Some(Bag::Checked),
            quantity: Some("2".to_owned()),
            ..Entry::default()
        },
    );
    let text = as_text(&book.model, "t", List::Packing, &before());
    assert!(text.starts_with("Chicago\n\nOn me\n[ ] "), "{text}");
    assert!(text.contains("\n[x] Suit or blazer set, clean and pressed\n"));
    assert!(text.contains("\n[ ] Printed CV, 4 copies\n"));
    assert!(text.contains("\n\nChecked bag\n[ ] Lamp 💡, 2\n"), "{text}");
    assert_eq!(text.matches("\nCarry-on\n").count(), 1);
    let rows = packing(&book.model, "t", &before());
    assert_eq!(text.matches("\n[").count(), rows.len());
    assert!(essentials(&rows).done == 1);

    let text = as_text(&book.model, "t", List::Logistics, &before());
    assert!(
        text.contains(
            "\nMon 14 Dec 2026\n[ ] Check email and phone for changes from the program, 05:00\n"
        ),
        "{text}"
    );
    let twelve = World {
        hours: Hours::Twelve,
        ..before()
    };
    let text = as_text(&book.model, "t", List::Logistics, &twelve);
    assert!(text.contains("from the program, 5:00 AM\n"), "{text}");
    let text = as_text(&book.model, "t", List::Attire, &before());
    assert!(
        text.contains("\nA week before\n[ ] ") && text.contains("\nIn the mirror\n"),
        "{text}"
    );
    // Hidden rows are not in it.
    book.put(
        "t/own",
        &Entry {
            hidden: Some(true),
            ..Entry::default()
        },
    );
    assert!(!as_text(&book.model, "t", List::Packing, &before()).contains("Lamp"));
}
