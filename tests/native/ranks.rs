//! Somebody with a rank list, for tests of it. Everything happens on one day in one zone.

use matchbook::content::lazy::{self, RankingGuide};
use matchbook::domain::time::{Day, Hours, Instant};
use matchbook::store::acts::ranking::{DraftOf, Move, RankAction, Said};
use matchbook::store::core::ranking::list::Spot;
use matchbook::store::read::world::World;

use crate::person::Person;

pub const NOW: i64 = 1_796_000_000_000; // 2026-11-30, about 00:53 UTC
pub const DAY_MS: i64 = 86_400_000;

pub fn today() -> Day {
    Day::new(2026, 11, 30).unwrap()
}

pub fn world_at(now: i64) -> World<'static> {
    World {
        now: Instant(now),
        phone_zone: "UTC",
        offset: &|_, _| 0,
        abbreviation: &|_, _| "UTC".to_owned(),
        hours: Hours::TwentyFour,
    }
}

pub fn world() -> World<'static> {
    world_at(NOW)
}

pub fn guide() -> RankingGuide {
    lazy::read(include_str!("../../content/lazy/ranking.json")).unwrap()
}

/// The id of a program that the functions here add.
pub fn id_of(name: &str) -> String {
    name.to_lowercase()
}

pub fn adds(person: &mut Person, names: &[&str]) {
    let act = RankAction::Add {
        text: names.join("\n"),
        fresh: names.iter().map(|name| id_of(name)).collect(),
        today: today(),
    };
    person.does(act).unwrap();
}

/// Notes an interview so many days ago.
pub fn interviewed(person: &mut Person, program: &str, days_ago: i64) {
    let act = RankAction::Interviewed {
        program: program.into(),
        interview: ["interview-", program].concat().into(),
        day: today().plus(-days_ago),
        today: today(),
    };
    person.does(act).unwrap();
}

/// What is said so many days from today, each after the one before, also on one day.
pub fn said(person: &Person, program: &str, criterion: &str, day: i64) -> Said {
    Said {
        program: program.into(),
        criterion: criterion.into(),
        fresh: person.seq.to_string(),
        at: NOW + day * DAY_MS + i64::try_from(person.seq).unwrap(),
        day: today().plus(day),
    }
}

/// Changes the order, as noted by this person's device.
pub fn tried(person: &mut Person, change: Move) -> Result<Option<u64>, String> {
    let draft = DraftOf {
        id: ["draft-", &person.actor.text()].concat(),
        at: NOW,
        day: today(),
    };
    person.does(RankAction::Order { change, draft })
}

pub fn place(program: &str, spot: Spot) -> Move {
    Move::Place {
        program: program.into(),
        spot,
    }
}

/// Somebody with programs that had their interviews so many days ago, in this order.
pub fn with(names: &[&str], days_ago: i64) -> Person {
    let mut person = Person::default();
    adds(&mut person, names);
    for name in names {
        let id = id_of(name);
        interviewed(&mut person, &id, days_ago);
        tried(&mut person, place(&id, Spot::Last)).unwrap();
    }
    person.visit += 1;
    person
}
