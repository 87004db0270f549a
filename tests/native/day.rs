//! The day of an interview: its blocks in order with their times, when to wake and to leave, and what a
//! phone shows at each moment, in several zones and across both changes of the clocks. An independent
//! table of zones is the oracle.

use crate::person::Person;
use chrono::{NaiveDate, Offset as _, TimeZone as _};
use matchbook::content::lazy::{self, ProgramsGuide, Schedule};
use matchbook::domain::checklist::Entry;
use matchbook::domain::ids::{PersonId, child};
use matchbook::domain::meeting::{Block, Feel, Meeting};
use matchbook::domain::person::Person as Somebody;
use matchbook::domain::program::Program;
use matchbook::domain::record::Record;
use matchbook::domain::time::{Day, Hours, Instant, Minute, WallTime, resolve};
use matchbook::domain::trip::{Format, Interview, Trip};
use matchbook::store::acts::checklist::ChecklistAction;
use matchbook::store::acts::day::BlockAction;
use matchbook::store::acts::people::{PeopleAction, meeting_id};
use matchbook::store::acts::programs::ProgramAction;
use matchbook::store::acts::trips::TripAction;
use matchbook::store::read::day::clock::{
    Moment, Phase, Step, count, moment, moment_after, room_just_left, said,
};
use matchbook::store::read::day::{DEBRIEF, DayPlan};
use matchbook::store::read::debrief::met;
use matchbook::store::read::morning::Morning;
use matchbook::store::read::people::{coordinator, people, who};
use matchbook::store::read::tasks::tasks;
use matchbook::store::read::world::World;

const CHICAGO: &str = "America/Chicago";
const NEW_YORK: &str = "America/New_York";
const KOLKATA: &str = "Asia/Kolkata";
const LOS_ANGELES: &str = "America/Los_Angeles";

fn offset(zone: &str, at: Instant) -> i32 {
    let Ok(zone) = zone.parse::<chrono_tz::Tz>() else {
        return 0;
    };
    let utc = chrono::DateTime::from_timestamp_millis(at.0).unwrap();
    let utc = utc.naive_utc();
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc() / 60
}

fn world(phone_zone: &str, now: Instant) -> World<'_> {
    World {
        now,
        phone_zone,
        offset: &offset,
        abbreviation: &|_, _| String::new(),
        hours: Hours::TwentyFour,
    }
}

/// `2026-12-14 08:00` on the wall in a zone.
fn at(zone: &str, text: &str) -> Instant {
    let (day, time) = text.split_once(' ').unwrap();
    let wall = WallTime {
        day: Day::parse(day).unwrap(),
        minute: Minute::parse(time).unwrap(),
    };
    resolve(wall, &|at| offset(zone, at)).instant()
}

/// The same, as the independent table says it.
fn by_table(zone: &str, text: &str) -> Instant {
    let (day, time) = text.split_once(' ').unwrap();
    let (day, time) = (NaiveDate::parse_from_str(day, "%Y-%m-%d").unwrap(), time);
    let (hour, minute) = time.split_once(':').unwrap();
    let wall = day
        .and_hms_opt(hour.parse().unwrap(), minute.parse().unwrap(), 0)
        .unwrap();
    let zone: chrono_tz::Tz = zone.parse().unwrap();
    let at = zone.from_local_datetime(&wall).earliest().unwrap();
    Instant(at.timestamp_millis())
}

fn minute(text: &str) -> Option<Minute> {
    Some(Minute::parse(text).unwrap())
}

fn schedule() -> Schedule {
    let guide: ProgramsGuide =
        lazy::read(include_str!("../../content/lazy/programs.json")).unwrap();
    guide.schedule_template
}

/// Somebody with one interview, without a trip.
fn booked(zone: &str, day: &str, start: &str) -> Person {
    let mut person = Person::default();
    let program = Program {
        name: "Wrenfield University".to_owned(),
        zone: zone.to_owned(),
        ..Program::default()
    };
    let id = "p".to_owned();
    person
        .does(ProgramAction::Add {
            id: id.into(),
            program,
        })
        .unwrap();
    person
        .does(ProgramAction::AddInterview {
            program: "p".into(),
            interview: "i".into(),
            today: Day::new(2026, 10, 1).unwrap(),
        })
        .unwrap();
    changes(&mut person, |one| {
        one.day = Some(Day::parse(day).unwrap());
        one.start = minute(start);
    });
    person
}

fn changes(person: &mut Person, change: impl FnOnce(&mut Interview)) {
    let mut interview: Interview = person.model.get_or_default("i");
    change(&mut interview);
    let id = "i".to_owned();
    person
        .does(TripAction::EditInterview {
            id: id.into(),
            interview,
        })
        .unwrap();
}

fn blocks(person: &mut Person, own_id: &str, change: impl FnOnce(&mut Block)) {
    let mut block: Block = person.model.get_or_default(&child("i", own_id));
    change(&mut block);
    person
        .does(BlockAction::Edit {
            interview: "i".into(),
            own_id: own_id.to_owned(),
            block,
        })
        .unwrap();
}

fn adds(person: &mut Person, own: &str, name: &str, role: &str) -> PersonId {
    person
        .does(PeopleAction::Add {
            program: "p".into(),
            fresh: own.to_owned(),
            person: Somebody {
                name: name.to_owned(),
                role: role.to_owned(),
                ..Somebody::default()
            },
        })
        .unwrap();
    child("p", own).into()
}

fn plan_on(person: &Person, phone: &str, now: Instant) -> DayPlan {
    DayPlan::read(&person.model, &world(phone, now), &schedule(), "i").unwrap()
}

fn plan(person: &Person) -> DayPlan {
    plan_on(person, KOLKATA, Instant(1_796_000_000_000))
}

/// `08:00 25 Check-in`, block by block.
fn lines(plan: &DayPlan) -> Vec<String> {
    let line = |slot: &matchbook::store::read::day::Slot| {
        let wall = slot.wall.unwrap();
        format!("{} {} {}", wall.minute.text(), slot.minutes, slot.own_id)
    };
    plan.slots.iter().map(line).collect()
}

fn now_of(person: &Person, phone: &str, now: Instant) -> Moment {
    moment(&plan_on(person, phone, now), now)
}

#[test]
fn an_untouched_day_is_the_usual_one_and_lasts_as_long_as_the_interview() {
    let plan = plan(&booked(CHICAGO, "2026-12-14", "08:00"));
    assert_eq!(
        lines(&plan),
        [
            "08:00 25 sd-checkin",
            "08:25 35 sd-overview",
            "09:00 45 sd-residents",
            "09:50 25 sd-interviews/1",
            "10:20 25 sd-interviews/2",
            "10:50 25 sd-interviews/3",
            "11:20 25 sd-interviews/4",
            "11:50 45 sd-lunch",
            "12:35 45 sd-tour",
            "13:20 15 sd-closing",
            "13:35 15 sd-debrief",
        ]
    );
    assert_eq!((plan.talks, plan.talks_of), (4, (2, 6)));
    // Nobody said that the plan is right: the length of the interview counts.
    assert!(!plan.is_own);
    assert_eq!(plan.end, at(CHICAGO, "2026-12-14 16:00"));
    let off: Vec<&str> = plan.off.iter().map(|one| &*one.own_id).collect();
    assert_eq!(off, ["sd-dinner"]);
}

#[test]
fn blocks_follow_one_another_unless_a_start_was_typed() {
    let mut person = booked(CHICAGO, "2026-12-14", "08:00");
    changes(&mut person, |one| one.talks = Some(2));
    blocks(&mut person, "sd-overview", |block| block.on = Some(false));
    blocks(&mut person, "sd-interviews/1", |block| {
        block.start = minute("10:00");
        block.length = Some(30);
    });
    blocks(&mut person, "sd-lunch", |block| {
        block.start = minute("12:00")
    });
    let plan = plan(&person);
    assert_eq!(
        lines(&plan),
        [
            "08:00 25 sd-checkin",
            "08:25 45 sd-residents",
            "10:00 30 sd-interviews/1",
            "10:35 25 sd-interviews/2",
            "12:00 45 sd-lunch",
            "12:45 45 sd-tour",
            "13:30 15 sd-closing",
            "13:45 15 sd-debrief",
        ]
    );
    assert!(plan.is_own && plan.slots.iter().all(|slot| !slot.overlaps));
    // The last good-bye, not the hour after it that is one's own.
    assert_eq!(plan.end, at(CHICAGO, "2026-12-14 13:45"));
}

#[test]
fn an_own_block_goes_where_its_time_is_and_what_overlaps_is_told() {
    let mut person = booked(CHICAGO, "2026-12-14", "08:00");
    let add = |fresh: &str, title: &str, start: Option<Minute>| BlockAction::Add {
        interview: "i".into(),
        fresh: fresh.to_owned(),
        block: Block {
            title: title.to_owned(),
            start,
            ..Block::default()
        },
    };
    person.does(add("x", "Coffee", minute("09:00"))).unwrap();
    person.does(add("y", "Photo", None)).unwrap();
    person.does(add("z", "Late call", minute("17:00"))).unwrap();
    let with_own = plan(&person);
    assert_eq!(
        lines(&with_own),
        [
            "08:00 25 sd-checkin",
            "08:25 35 sd-overview",
            "09:00 30 x",
            "09:30 45 sd-residents",
            "10:20 25 sd-interviews/1",
            "10:50 25 sd-interviews/2",
            "11:20 25 sd-interviews/3",
            "11:50 25 sd-interviews/4",
            "12:20 45 sd-lunch",
            "13:05 45 sd-tour",
            "13:50 15 sd-closing",
            "17:00 30 z",
            "17:30 30 y",
            "18:00 15 sd-debrief",
        ]
    );
    blocks(&mut person, "sd-lunch", |block| {
        block.start = minute("12:00")
    });
    let clash = plan(&person);
    let late: Vec<&str> = clash
        .slots
        .iter()
        .filter(|slot| slot.overlaps)
        .map(|slot| &*slot.own_id)
        .collect();
    assert_eq!(late, ["sd-lunch"]);
    // Taking an own block off deletes it; one of the content only does not take place.
    for own_id in ["x", "sd-lunch"] {
        let interview = "i".to_owned();
        let own_id = own_id.to_owned();
        person
            .does(BlockAction::Leave {
                interview: interview.into(),
                own_id,
            })
            .unwrap();
    }
    let left = plan(&person);
    assert!(left.slot("x").is_none() && left.slot("sd-lunch").is_none());
    let off: Vec<&str> = left.off.iter().map(|one| &*one.own_id).collect();
    assert_eq!(off, ["sd-dinner", "sd-lunch"]);
    assert_eq!(
        person.does(add("w", "  ", None)).unwrap_err(),
        "Write what it is, for example “Coffee with the chair”."
    );
}

#[test]
fn a_length_that_no_day_has_is_refused_and_changes_nothing() {
    let mut person = booked(CHICAGO, "2026-12-14", "08:00");
    let edit = |length| BlockAction::Edit {
        interview: "i".into(),
        own_id: "sd-tour".to_owned(),
        block: Block {
            length: Some(length),
            ..Block::default()
        },
    };
    for wrong in [0, 721, u16::MAX] {
        assert_eq!(
            person.does(edit(wrong)).unwrap_err(),
            "Write a length from 1 to 720 minutes."
        );
    }
    assert!(person.model.get::<Block>("i/sd-tour").is_none());
    person.does(edit(720)).unwrap();
    assert_eq!(plan(&person).slot("sd-tour").unwrap().minutes, 720);
}

#[test]
fn a_day_at_the_screen_has_no_way_no_tour_and_no_lunch() {
    let mut person = booked(NEW_YORK, "2026-12-14", "09:00");
    changes(&mut person, |one| {
        one.format = Format::Virtual;
        one.commute = Some(50);
    });
    let day = plan(&person);
    let off: Vec<&str> = day.off.iter().map(|one| &*one.own_id).collect();
    assert_eq!(off, ["sd-dinner", "sd-lunch", "sd-tour"]);
    let join = at(NEW_YORK, "2026-12-14 08:50");
    assert_eq!(day.morning, Morning::Virtual { join });
    let early = now_of(&person, KOLKATA, join.plus_minutes(-1));
    assert_eq!(
        (early.phase, early.until),
        (Phase::Before(Step::Join), Some(join))
    );
    assert_eq!(
        now_of(&person, KOLKATA, join).phase,
        Phase::Before(Step::Start)
    );
    // One may still be walked through a house by video.
    blocks(&mut person, "sd-tour", |block| block.on = Some(true));
    assert!(plan(&person).slot("sd-tour").is_some());
}

fn times(plan: &DayPlan) -> [String; 4] {
    let Morning::InPerson {
        wake,
        leave,
        door,
        latest,
    } = plan.morning
    else {
        panic!("in person")
    };
    [wake, leave, door, latest].map(|at| {
        let wall = at.wall(offset(&plan.zone, at));
        format!("{} {}", wall.day.iso(), wall.minute.text())
    })
}

#[test]
fn the_morning_is_counted_backwards_from_the_start() {
    let mut person = booked(CHICAGO, "2026-12-14", "08:00");
    let day = "2026-12-14";
    let want = |times: [&str; 4]| times.map(|time| format!("{day} {time}"));
    // The way is not known: as the lists have it.
    assert_eq!(
        times(&plan(&person)),
        want(["05:00", "06:30", "07:15", "07:30"])
    );
    for (way, wake, leave) in [
        (0, "05:35", "07:05"),
        (20, "05:05", "06:35"),
        (25, "04:57", "06:27"),
        (60, "04:05", "05:35"),
    ] {
        changes(&mut person, |one| one.commute = Some(way));
        assert_eq!(
            times(&plan(&person)),
            want([wake, leave, "07:15", "07:30"]),
            "{way} minutes"
        );
    }
}

#[test]
fn the_tasks_of_the_trip_say_the_same_as_the_plan() {
    let mut person = booked(CHICAGO, "2026-12-14", "08:00");
    person
        .does(ProgramAction::PlanTrip {
            program: "p".into(),
            trip: "t".into(),
            interview: "unused".into(),
            today: Day::new(2026, 10, 1).unwrap(),
            home: KOLKATA.to_owned(),
        })
        .unwrap();
    changes(&mut person, |one| one.commute = Some(60));
    let due = |person: &Person, item: &str| {
        let now = Instant(1_796_000_000_000);
        let rows = tasks(&person.model, &"t".into(), &world(KOLKATA, now));
        let row = rows.into_iter().find(|row| row.line.item == item).unwrap();
        row.due.unwrap().wall.unwrap().minute.text()
    };
    // Waking is when the phone is looked at first, and breakfast lies between.
    for (item, time) in [
        ("lg-news", "04:05"),
        ("lg-eat", "05:05"),
        ("lg-leave", "05:35"),
        ("lg-onsite", "07:15"),
        ("lg-silent", "07:45"),
    ] {
        assert_eq!(due(&person, item), time, "{item}");
    }
    let day = |time: &str| format!("2026-12-14 {time}");
    assert_eq!(times(&plan(&person))[..2], [day("04:05"), day("05:35")]);
    // A time given by hand counts on both screens.
    let entry = Entry {
        due: Some(WallTime {
            day: Day::new(2026, 12, 14).unwrap(),
            minute: Minute::parse("06:00").unwrap(),
        }),
        ..Entry::default()
    };
    person
        .does(ChecklistAction::Edit {
            id: "t/lg-leave/i".to_owned(),
            entry,
        })
        .unwrap();
    assert_eq!(due(&person, "lg-leave"), "06:00");
    assert_eq!(times(&plan(&person))[..2], [day("04:30"), day("06:00")]);
}

#[test]
fn a_point_of_the_way_is_when_it_was_typed_and_is_no_block_of_the_day() {
    let mut person = booked(CHICAGO, "2026-12-14", "08:00");
    let day = |time: &str| format!("2026-12-14 {time}");
    blocks(&mut person, "way-leave", |block| {
        block.start = minute("06:40")
    });
    assert_eq!(
        times(&plan(&person)),
        [day("05:10"), day("06:40"), day("07:15"), day("07:30")]
    );
    blocks(&mut person, "way-wake", |block| {
        block.start = minute("05:45")
    });
    blocks(&mut person, "way-door", |block| {
        block.start = minute("07:20")
    });
    let typed = plan(&person);
    assert_eq!(
        times(&typed),
        [day("05:45"), day("06:40"), day("07:20"), day("07:30")]
    );
    // Nobody said anything about the day itself.
    assert!(!typed.is_own && typed.slots.len() == 11);
    let phase = |text: &str| now_of(&person, KOLKATA, at(CHICAGO, text)).phase;
    assert_eq!(phase("2026-12-14 05:44"), Phase::Before(Step::Wake));
    assert_eq!(phase("2026-12-14 07:19"), Phase::Before(Step::Door));
    // The task of a trip that comes later says the same, and a time that is typed there goes first.
    person
        .does(ProgramAction::PlanTrip {
            program: "p".into(),
            trip: "t".into(),
            interview: "unused".into(),
            today: Day::new(2026, 10, 1).unwrap(),
            home: KOLKATA.to_owned(),
        })
        .unwrap();
    let leave = |person: &Person| {
        let now = Instant(1_796_000_000_000);
        let rows = tasks(&person.model, &"t".into(), &world(KOLKATA, now));
        let row = rows.into_iter().find(|row| row.line.item == "lg-leave");
        row.unwrap().due.unwrap().wall.unwrap().minute.text()
    };
    assert_eq!(leave(&person), "06:40");
    let entry = Entry {
        due: Some(WallTime {
            day: Day::new(2026, 12, 14).unwrap(),
            minute: Minute::parse("06:00").unwrap(),
        }),
        ..Entry::default()
    };
    let id = "t/lg-leave/i".to_owned();
    person.does(ChecklistAction::Edit { id, entry }).unwrap();
    assert_eq!(leave(&person), "06:00");
    assert_eq!(
        times(&plan(&person))[..3],
        [day("05:45"), day("06:00"), day("07:20")]
    );
    // Emptied, it is counted backwards again.
    blocks(&mut person, "way-wake", |block| block.start = None);
    assert_eq!(times(&plan(&person))[0], day("04:30"));
    // At the screen there is one point.
    let mut call = booked(NEW_YORK, "2026-12-14", "09:00");
    changes(&mut call, |one| one.format = Format::Virtual);
    blocks(&mut call, "way-join", |block| block.start = minute("08:40"));
    let join = at(NEW_YORK, "2026-12-14 08:40");
    assert_eq!(plan(&call).morning, Morning::Virtual { join });
}

#[test]
fn a_dinner_of_the_trip_stands_on_the_evening_before() {
    let mut person = booked(CHICAGO, "2026-12-14", "08:00");
    person
        .does(ProgramAction::PlanTrip {
            program: "p".into(),
            trip: "t".into(),
            interview: "unused".into(),
            today: Day::new(2026, 10, 1).unwrap(),
            home: KOLKATA.to_owned(),
        })
        .unwrap();
    assert!(plan(&person).slot("sd-dinner").is_none());
    let mut trip: Trip = person.model.get_or_default("t");
    trip.conditions.insert("c_dinner".to_owned());
    trip.answered.insert("c_dinner".to_owned());
    let id = "t".to_owned();
    person
        .does(TripAction::Edit {
            id: id.into(),
            trip,
        })
        .unwrap();
    blocks(&mut person, "sd-dinner", |block| {
        block.start = minute("18:30");
    });
    let day = plan(&person);
    let dinner = &day.slots[0];
    assert!(dinner.eve && dinner.own_id == "sd-dinner");
    assert_eq!(dinner.from, at(CHICAGO, "2026-12-13 18:30"));
    let phase = |text: &str| now_of(&person, KOLKATA, at(CHICAGO, text)).phase;
    assert_eq!(phase("2026-12-13 12:00"), Phase::Before(Step::Start));
    assert_eq!(phase("2026-12-13 19:00"), Phase::Block(0));
    // The night is no pause between two rooms.
    assert_eq!(phase("2026-12-13 23:00"), Phase::Before(Step::Wake));
    assert_eq!(phase("2026-12-14 06:00"), Phase::Before(Step::Leave));
}

/// A day with two talks from 10:00, a gap of five minutes, lunch and an end.
fn with_two_rooms(zone: &str, day: &str) -> Person {
    let mut person = booked(zone, day, "08:00");
    changes(&mut person, |one| {
        one.talks = Some(2);
        one.commute = Some(20);
    });
    let haddad = adds(&mut person, "h", "Samir Haddad", "faculty");
    let oyelaran = adds(&mut person, "o", "Grace Oyelaran", "pd");
    blocks(&mut person, "sd-interviews/1", |block| {
        block.start = minute("10:00");
        block.room = "Room 3B".to_owned();
        block.with = Some(haddad.clone());
    });
    blocks(&mut person, "sd-interviews/2", |block| {
        block.start = minute("10:30");
        block.length = Some(30);
        block.room = "Room 3C".to_owned();
        block.with = Some(oyelaran.clone());
    });
    blocks(&mut person, "sd-lunch", |block| {
        block.start = minute("12:00")
    });
    person
}

/// What a phone shows through the whole day: time on the program's clock, what is on, until when, and what
/// the next block is.
const SCRIPT: [(&str, &str, &str, &str); 20] = [
    ("03:30", "wake", "05:05", "sd-checkin"),
    ("05:05", "leave", "06:35", "sd-checkin"),
    ("06:35", "door", "07:15", "sd-checkin"),
    ("07:15", "start", "08:00", "sd-checkin"),
    ("07:59", "start", "08:00", "sd-checkin"),
    ("08:00", "block sd-checkin", "08:25", "sd-overview"),
    ("08:25", "block sd-overview", "09:00", "sd-residents"),
    ("09:44", "block sd-residents", "09:45", "sd-interviews/1"),
    ("09:45", "between", "10:00", "sd-interviews/1"),
    ("10:00", "room sd-interviews/1", "10:25", "sd-interviews/2"),
    ("10:24", "room sd-interviews/1", "10:25", "sd-interviews/2"),
    ("10:25", "between", "10:30", "sd-interviews/2"),
    ("10:30", "room sd-interviews/2", "11:00", "sd-lunch"),
    ("11:30", "between", "12:00", "sd-lunch"),
    ("12:10", "block sd-lunch", "12:45", "sd-tour"),
    ("13:00", "block sd-tour", "13:30", "sd-closing"),
    ("13:44", "block sd-closing", "13:45", ""),
    // As long as the interview is noted it is not over, here as on every other screen.
    ("13:45", "free", "16:00", ""),
    ("16:00", "over", "", ""),
    ("18:00", "over", "", ""),
];

fn told(plan: &DayPlan, moment: Moment) -> (String, String, String) {
    let name = |place: usize| plan.slots[place].own_id.clone();
    let phase = match moment.phase {
        Phase::Before(Step::Wake) => "wake".to_owned(),
        Phase::Before(Step::Leave) => "leave".to_owned(),
        Phase::Before(Step::Door) => "door".to_owned(),
        Phase::Before(Step::Join) => "join".to_owned(),
        Phase::Before(Step::Start) => "start".to_owned(),
        Phase::Room(place) => format!("room {}", name(place)),
        Phase::Block(place) => format!("block {}", name(place)),
        Phase::Between(_) => "between".to_owned(),
        Phase::Free => "free".to_owned(),
        Phase::Over => "over".to_owned(),
    };
    let until = moment
        .until
        .map(|at| at.wall(offset(&plan.zone, at)).minute.text());
    (
        phase,
        until.unwrap_or_default(),
        moment.next.map(name).unwrap_or_default(),
    )
}

#[test]
fn the_whole_day_by_the_clock_in_every_zone_and_on_every_phone() {
    // Both changes of the clocks are on a Sunday at 02:00: 1 Nov 2026 and 14 Mar 2027.
    let days = ["2026-12-14", "2026-11-01", "2027-03-14"];
    for (zone, day) in [CHICAGO, NEW_YORK, LOS_ANGELES]
        .iter()
        .flat_map(|zone| days.map(|day| (*zone, day)))
    {
        let person = with_two_rooms(zone, day);
        for phone in [KOLKATA, zone, "Pacific/Auckland"] {
            for (time, phase, until, next) in SCRIPT {
                let now = by_table(zone, &format!("{day} {time}"));
                let plan = plan_on(&person, phone, now);
                let want = (phase.to_owned(), until.to_owned(), next.to_owned());
                assert_eq!(
                    told(&plan, moment(&plan, now)),
                    want,
                    "{day} {time} {zone}, phone in {phone}"
                );
            }
        }
    }
}

#[test]
fn the_count_to_the_start_is_real_time_across_a_change_of_the_clocks() {
    for (day, before, hours) in [
        ("2026-11-01", "2026-10-31", 11),
        ("2027-03-14", "2027-03-13", 9),
        ("2026-12-14", "2026-12-13", 10),
    ] {
        let mut person = booked(CHICAGO, day, "08:00");
        changes(&mut person, |one| one.format = Format::Virtual);
        let evening = by_table(CHICAGO, &format!("{before} 22:00"));
        let start = by_table(CHICAGO, &format!("{day} 08:00"));
        assert_eq!(start.minutes_since(evening), hours * 60);
        let day = plan(&person);
        assert_eq!(day.start, start);
        let until = moment(&day, evening).until.unwrap();
        assert_eq!(until, start.plus_minutes(-10));
        assert_eq!(
            count(until.0 - evening.0),
            format!("{} h 50 min", hours - 1)
        );
    }
}

/// Who is out of a room before its time is on the way to the next one.
#[test]
fn a_room_that_was_left_is_the_way_to_what_comes_next() {
    let person = with_two_rooms(CHICAGO, "2026-12-14");
    let plan = plan(&person);
    let clock = |text: &str| at(CHICAGO, &["2026-12-14 ", text].concat());
    let (first, second) = ("sd-interviews/1", "sd-interviews/2");
    let left = |time: &str, room: &str, since: &str| {
        let moment = moment_after(&plan, clock(time), Some((room, clock(since))));
        let out = told(&plan, moment);
        (out.0, out.1, out.2, moment.since)
    };
    let says = |phase: &str, until: &str, next: &str, since: &str| {
        (
            phase.to_owned(),
            until.to_owned(),
            next.to_owned(),
            Some(clock(since)),
        )
    };
    assert_eq!(
        left("10:15", first, "10:12"),
        says("between", "10:30", second, "10:12")
    );
    // The note is still about that room, and its own end changes nothing.
    let now = moment_after(&plan, clock("10:15"), Some((first, clock("10:12"))));
    assert_eq!(plan.slots[now.last_room.unwrap()].own_id, first);
    assert_eq!(
        left("10:26", first, "10:12"),
        says("between", "10:30", second, "10:25")
    );
    // The next room is one to be in, and one that was not left, too.
    assert_eq!(left("10:40", first, "10:12").0, "room sd-interviews/2");
    assert_eq!(left("10:15", second, "10:12").0, "room sd-interviews/1");
    assert_eq!(
        left("10:50", second, "10:50"),
        says("between", "12:00", "sd-lunch", "10:50")
    );
    assert_eq!(
        moment_after(&plan, clock("10:15"), None),
        moment(&plan, clock("10:15"))
    );
}

#[test]
fn every_minute_of_a_day_is_one_moment_and_the_count_never_runs_backwards() {
    for day in ["2026-11-01", "2027-03-14", "2026-12-14"] {
        let person = with_two_rooms(CHICAGO, day);
        let plan = plan(&person);
        let begin = by_table(CHICAGO, &format!("{day} 00:00"));
        let mut last: Option<(Moment, Instant)> = None;
        for step in 0..(24 * 60) {
            let now = begin.plus_minutes(step);
            let this = moment(&plan, now);
            assert!(this.until.is_none_or(|until| until > now), "{day} {step}");
            assert!(this.since.is_none_or(|since| since <= now), "{day} {step}");
            if let Some((before, then)) = last {
                // Whoever looks again after a sleep of any length sees what they would have seen awake.
                if this.until == before.until {
                    assert!(this.phase == before.phase && now > then);
                } else {
                    assert!(
                        before.until.is_some_and(|until| until <= now),
                        "{day} {step}"
                    );
                }
            }
            last = Some((this, now));
        }
        assert_eq!(last.unwrap().0.phase, Phase::Over);
    }
}

#[test]
fn whoever_is_expected_elsewhere_goes_there() {
    let mut person = with_two_rooms(CHICAGO, "2026-12-14");
    blocks(&mut person, "sd-interviews/1", |block| {
        block.length = Some(60)
    });
    let plan = plan(&person);
    let at = |text: &str| told(&plan, moment(&plan, at(CHICAGO, text)));
    let want = |phase: &str, until: &str, next: &str| {
        (phase.to_owned(), until.to_owned(), next.to_owned())
    };
    assert_eq!(
        at("2026-12-14 10:10"),
        want("room sd-interviews/1", "10:30", "sd-interviews/2")
    );
    assert_eq!(
        at("2026-12-14 10:45"),
        want("room sd-interviews/2", "11:00", "sd-lunch")
    );
}

#[test]
fn a_day_that_nobody_planned_goes_on_until_the_interview_is_over() {
    let mut person = booked(CHICAGO, "2026-12-14", "08:00");
    let phase = |person: &Person, text: &str| now_of(person, CHICAGO, at(CHICAGO, text)).phase;
    assert_eq!(phase(&person, "2026-12-14 14:30"), Phase::Free);
    assert_eq!(phase(&person, "2026-12-14 16:00"), Phase::Over);
    // It is over when the person says so.
    changes(&mut person, |one| one.took_place = true);
    assert_eq!(phase(&person, "2026-12-14 14:30"), Phase::Over);
    assert_eq!(
        phase(&person, "2026-12-13 14:30"),
        Phase::Before(Step::Wake)
    );
}

#[test]
fn a_note_is_about_the_room_that_was_entered_last() {
    let person = with_two_rooms(CHICAGO, "2026-12-14");
    let plan = plan(&person);
    let last = |text: &str| {
        let last = moment(&plan, at(CHICAGO, &format!("2026-12-14 {text}"))).last_room;
        last.map_or("", |place| &*plan.slots[place].with.as_ref().unwrap().short)
    };
    assert_eq!(last("09:59"), "");
    assert_eq!(last("10:00"), "Dr Haddad");
    assert_eq!(last("10:26"), "Dr Haddad");
    assert_eq!(last("10:31"), "Dr Oyelaran");
    assert_eq!(last("19:00"), "Dr Oyelaran");
}

#[test]
fn somebody_new_was_met_in_the_room_just_left_until_something_else_begins() {
    let mut person = with_two_rooms(CHICAGO, "2026-12-14");
    let room = |person: &Person, text: &str| {
        let plan = plan(person);
        let now = at(CHICAGO, &format!("2026-12-14 {text}"));
        room_just_left(&plan, now).map(|slot| slot.own_id.clone())
    };
    let second = Some("sd-interviews/2".to_owned());
    assert_eq!(room(&person, "09:59"), None);
    assert_eq!(room(&person, "10:29"), Some("sd-interviews/1".to_owned()));
    assert_eq!(room(&person, "10:30"), second);
    assert_eq!(room(&person, "11:59"), second);
    // Whoever is met at lunch was in no room before it.
    assert_eq!(room(&person, "12:00"), None);
    assert_eq!(room(&person, "20:00"), None);
    // The last talk of a day stays the last, with one's own time after it.
    changes(&mut person, |one| one.talks = Some(2));
    for own_id in ["sd-lunch", "sd-tour", "sd-closing"] {
        blocks(&mut person, own_id, |block| block.on = Some(false));
    }
    assert_eq!(room(&person, "20:00"), second);
}

#[test]
fn a_corrected_name_is_right_in_the_plan_and_who_was_deleted_is_met_no_more() {
    let mut person = with_two_rooms(CHICAGO, "2026-12-14");
    let id = PersonId::from(child("p", "h"));
    let mut haddad: Somebody = person.model.get_or_default(&id);
    haddad.name = "Prof. Samira Haddad-Ali, MD".to_owned();
    person
        .does(PeopleAction::Edit {
            id: id.clone(),
            person: haddad,
        })
        .unwrap();
    let with = |person: &Person| plan(person).slot("sd-interviews/1").unwrap().with.clone();
    assert_eq!(with(&person).unwrap().name, "Dr Samira Haddad-Ali");
    let meeting = Meeting {
        feel: Some(Feel::Good),
        ..Meeting::default()
    };
    person
        .does(PeopleAction::Note {
            interview: "i".into(),
            person: id.clone(),
            meeting,
            at: 7,
        })
        .unwrap();
    let noted = meeting_id(&"i".into(), &id);
    person
        .does(PeopleAction::Delete { id: id.clone() })
        .unwrap();
    assert_eq!(with(&person), None);
    assert!(!person.model.is_alive(Meeting::KIND, &noted));
    // All of it comes back.
    person.takes_back();
    assert_eq!(with(&person).unwrap().short, "Dr Haddad-Ali");
    assert_eq!(person.model.get::<Meeting>(&noted).unwrap().at, 7);
}

#[test]
fn people_stand_by_role_with_the_coordinator_first() {
    let mut person = booked(CHICAGO, "2026-12-14", "08:00");
    adds(&mut person, "a", "Zoe Adams", "resident");
    adds(&mut person, "b", "marta lindqvist", "pd");
    adds(&mut person, "c", "", "faculty");
    adds(&mut person, "d", "Dana Whitlock", "coordinator");
    adds(&mut person, "e", "Abel Ochoa", "resident");
    adds(&mut person, "f", "Unknown Role", "");
    let names: Vec<String> = people(&person.model, &"p".into())
        .into_iter()
        .map(|who| who.short)
        .collect();
    assert_eq!(
        names,
        [
            "Dana",
            "Dr lindqvist",
            "Faculty",
            "Dr Ochoa",
            "Dr Adams",
            "Dr Role"
        ]
    );
    assert_eq!(
        coordinator(&person.model, &"p".into()).unwrap().short,
        "Dana"
    );
    // Of two, the one who can be reached.
    adds(&mut person, "g", "Zed Yilmaz", "coordinator");
    let id = PersonId::from(child("p", "g"));
    let mut zed: Somebody = person.model.get_or_default(&id);
    zed.phone = " 312 555 0199 ".to_owned();
    person.does(PeopleAction::Edit { id, person: zed }).unwrap();
    let found = coordinator(&person.model, &"p".into()).unwrap();
    assert_eq!((&*found.short, &*found.phone), ("Zed", "312 555 0199"));
    // Another program has its own.
    assert!(
        people(&person.model, &"p2".into()).is_empty()
            && coordinator(&person.model, &"p2".into()).is_none()
    );
}

#[test]
fn people_are_called_as_their_names_say() {
    for (name, role, full, short) in [
        (
            "Marta Lindqvist",
            "pd",
            "Dr Marta Lindqvist",
            "Dr Lindqvist",
        ),
        (
            "Anna van der Berg, MD, PhD",
            "",
            "Dr Anna van der Berg",
            "Dr van der Berg",
        ),
        (
            "Lindqvist, Marta",
            "pd",
            "Dr Marta Lindqvist",
            "Dr Lindqvist",
        ),
        (
            "Marta Lindqvist, M.D., FACP",
            "pd",
            "Dr Marta Lindqvist",
            "Dr Lindqvist",
        ),
        // A surname that is a degree too.
        ("Dr. Minh Do", "faculty", "Dr Minh Do", "Dr Do"),
        ("Minh Do, DO", "faculty", "Dr Minh Do", "Dr Do"),
        ("Ann Lee DO", "faculty", "Dr Ann Lee", "Dr Lee"),
        ("MINH DO", "faculty", "Dr MINH DO", "Dr DO"),
        // What was typed with the name is meant so.
        ("Mrs. Jane Roe", "faculty", "Mrs Jane Roe", "Mrs Roe"),
        (
            "Ms Dana Whitlock",
            "coordinator",
            "Ms Dana Whitlock",
            "Ms Whitlock",
        ),
        (
            "Prof. Samir Haddad",
            "faculty",
            "Dr Samir Haddad",
            "Dr Haddad",
        ),
        ("Dana Whitlock", "coordinator", "Dana Whitlock", "Dana"),
        ("Zoe Adams", "other_applicants", "Zoe Adams", "Zoe"),
        ("Madonna", "faculty", "Dr Madonna", "Dr Madonna"),
        ("Do", "faculty", "Dr Do", "Dr Do"),
        (
            "",
            "faculty",
            "Somebody whose name is not known",
            "Somebody whose name is not known",
        ),
    ] {
        let somebody = Somebody {
            name: name.to_owned(),
            role: role.to_owned(),
            ..Somebody::default()
        };
        assert_eq!(
            (&*somebody.full(), &*somebody.short()),
            (full, short),
            "{name}"
        );
    }
    let titled = Somebody {
        name: "Ms Jane Roe".to_owned(),
        title: "Dean".to_owned(),
        ..Somebody::default()
    };
    assert_eq!(titled.full(), "Dean Jane Roe");
}

#[test]
fn nobody_is_written_down_twice_nor_without_a_name_and_a_role() {
    let mut person = booked(CHICAGO, "2026-12-14", "08:00");
    adds(&mut person, "a", "Samir Haddad", "faculty");
    let add = |name: &str, role: &str| PeopleAction::Add {
        program: "p".into(),
        fresh: "b".to_owned(),
        person: Somebody {
            name: name.to_owned(),
            role: role.to_owned(),
            ..Somebody::default()
        },
    };
    assert_eq!(
        person.does(add(" ", "")).unwrap_err(),
        "Write a name, or choose a role."
    );
    assert_eq!(
        person.does(add(" samir  HADDAD", "pd")).unwrap_err(),
        "“Samir Haddad” is on the list already."
    );
    assert!(who(&person.model, "p/b").is_none());
    // Two people whose names nobody knows may have one role.
    person.does(add("", "resident")).unwrap();
    assert!(who(&person.model, "p/b").is_some());
}

#[test]
fn meeting_somebody_finds_who_is_known_and_notes_when() {
    let mut person = booked(CHICAGO, "2026-12-14", "08:00");
    let known = adds(&mut person, "a", "Samir Haddad", "");
    let meet = |fresh: &str, name: &str, role: &str, at| PeopleAction::Meet {
        interview: "i".into(),
        fresh: fresh.to_owned(),
        person: Somebody {
            name: name.to_owned(),
            role: role.to_owned(),
            ..Somebody::default()
        },
        at,
    };
    person
        .does(meet("b", "samir haddad", "faculty", 5))
        .unwrap();
    person.does(meet("c", "Grace Oyelaran", "pd", 6)).unwrap();
    let all = person.model.all::<Somebody>();
    assert_eq!(all.iter().count(), 2);
    assert_eq!(
        person.model.get::<Somebody>(&known).unwrap().role,
        "faculty"
    );
    let noted = |id: &str| {
        person
            .model
            .get::<Meeting>(&meeting_id(&"i".into(), id))
            .unwrap()
            .at
    };
    assert_eq!((noted(&known), noted("p/c")), (5, 6));
    // Whoever is met again was met then.
    person.does(meet("d", "Grace Oyelaran", "pd", 9)).unwrap();
    let at = person
        .model
        .get::<Meeting>(&meeting_id(&"i".into(), "p/c"))
        .unwrap()
        .at;
    assert_eq!(at, 6);
}

#[test]
fn who_was_noted_by_a_wrong_tap_was_not_met_and_comes_back_with_the_note() {
    let mut person = booked(CHICAGO, "2026-12-14", "08:00");
    let haddad = adds(&mut person, "a", "Samir Haddad", "faculty");
    let not_met = || PeopleAction::NotMet {
        interview: "i".into(),
        person: "p/a".into(),
    };
    let gone = "This was deleted in the meantime. Nothing was changed.";
    assert_eq!(person.does(not_met()).unwrap_err(), gone);
    let meeting = Meeting {
        feel: Some(Feel::Mixed),
        ..Meeting::default()
    };
    let noted = PeopleAction::Note {
        interview: "i".into(),
        person: haddad.clone(),
        meeting,
        at: 7,
    };
    person.does(noted).unwrap();
    assert_eq!(met(&person.model, &"i".into()).len(), 1);
    person.does(not_met()).unwrap();
    assert!(met(&person.model, &"i".into()).is_empty());
    assert!(who(&person.model, &haddad).is_some());
    person.takes_back();
    let back = &met(&person.model, &"i".into())[0].meeting;
    assert_eq!((back.feel, back.at), (Some(Feel::Mixed), 7));
}

#[test]
fn a_count_reads_as_long_as_it_is() {
    const SECOND: i64 = 1_000;
    for (left, text) in [
        (-5, "0:00"),
        (0, "0:00"),
        (1, "0:01"),
        (59 * SECOND, "0:59"),
        (220 * SECOND, "3:40"),
        (3_599 * SECOND, "59:59"),
        (3_599 * SECOND + 1, "1 h 00 min"),
        (3_600 * SECOND, "1 h 00 min"),
        (7_500 * SECOND, "2 h 05 min"),
        (86_400 * SECOND - 1, "1 day"),
        (2 * 86_400 * SECOND, "2 days"),
        (20 * 86_400 * SECOND + 5, "20 days"),
    ] {
        assert_eq!(count(left), text, "{left}");
    }
    let said = [301, 300, 61, 60, 1, 0].map(|left| said(left * SECOND));
    assert_eq!(
        said,
        [
            "",
            "5 minutes left",
            "5 minutes left",
            "1 minute left",
            "1 minute left",
            "Now"
        ]
    );
}

#[test]
fn an_interview_without_a_day_a_start_or_a_zone_has_no_plan_yet() {
    let mut person = booked(CHICAGO, "2026-12-14", "08:00");
    let read = |person: &Person| {
        let now = Instant(1_796_000_000_000);
        DayPlan::read(&person.model, &world(KOLKATA, now), &schedule(), "i")
    };
    assert!(read(&person).unwrap().slot(DEBRIEF).unwrap().after);
    changes(&mut person, |one| one.start = None);
    assert_eq!(read(&person), None);
    // Nor one whose zone nobody knows: its clock would be wrong by hours.
    let mut person = booked("", "2026-12-14", "08:00");
    assert_eq!(read(&person), None);
    changes(&mut person, |one| CHICAGO.clone_into(&mut one.zone));
    assert!(read(&person).is_some());
}
