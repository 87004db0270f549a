//! What one more rating costs on a board of 300 programs and 14 criteria, and that ten times the programs cost
//! about ten times as much.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use matchbook::content::lazy::{self, RankingGuide};
use matchbook::domain::ids::child;
use matchbook::domain::order;
use matchbook::domain::program::Program;
use matchbook::domain::record::Record;
use matchbook::domain::time::{Day, Hours, Instant as At};
use matchbook::domain::trip::Interview;
use matchbook::store::acts::ranking::{RankAction, Said};
use matchbook::store::core::change::Change;
use matchbook::store::core::change::{Act, Plan, Replaces, stamp};
use matchbook::store::core::hlc::Actor;
use matchbook::store::core::model::Model;
use matchbook::store::core::ranking::criteria::{Role, criteria};
use matchbook::store::read::ranking::board::Board;
use matchbook::store::read::world::World;

const ACTOR: Actor = Actor { device: 1, tab: 1 };
const NOW: i64 = 1_796_000_000_000;

fn world() -> World<'static> {
    World {
        now: At(NOW),
        phone_zone: "UTC",
        offset: &|_, _| 0,
        abbreviation: &|_, _| "UTC".to_owned(),
        hours: Hours::TwentyFour,
    }
}

fn does(model: &mut Model, act: impl Act, seq: &mut u64) {
    let Ok(Plan::Write(changes)) = act.plan(model) else {
        panic!("a plain write")
    };
    write(model, changes, seq);
}

fn write(model: &mut Model, changes: Vec<Change>, seq: &mut u64) {
    let after = model.newest();
    let replaces = Replaces::Shown;
    for op in stamp(model, changes, replaces, ACTOR, *seq + 1, after, NOW) {
        *seq = op.seq;
        model.apply(&op);
    }
}

/// All that a new record writes.
fn whole<R: Record>(id: &str, record: &R) -> Vec<Change> {
    let fields = record.changes_since(&R::default()).into_iter();
    let change = |(field, val): (std::borrow::Cow<str>, String)| Change {
        kind: R::KIND.into(),
        id: id.into(),
        field: field.into(),
        val: val.into(),
    };
    fields.map(change).collect()
}

fn rate(program: usize, criterion: &str, number: u64) -> RankAction {
    let value = u8::try_from(number * 7 % 5).unwrap() + 1;
    RankAction::Rate {
        said: Said {
            program: format!("program-{program:05}").into(),
            criterion: criterion.into(),
            fresh: number.to_string(),
            at: NOW + i64::try_from(number).unwrap(),
            day: Day::new(2026, 11, 30).unwrap(),
        },
        value: Some(value),
        note: String::new(),
    }
}

/// A model of so many programs in order, interviewed and rated in every respect, and the number of its changes.
fn model_of(programs: usize, guide: &RankingGuide) -> (Model, u64) {
    let (mut model, mut seq) = (Model::default(), 0);
    let ids: Vec<String> = guide
        .ranking
        .criteria
        .iter()
        .map(|one| one.id.clone())
        .collect();
    for id in &ids {
        let key = criteria(&model, guide).key_for(id);
        let role = Role::Counts { minimum: None };
        let criterion = id.clone();
        let act = RankAction::SetRole {
            criterion: criterion.into(),
            role,
            key,
        };
        does(&mut model, act, &mut seq);
    }
    for (number, key) in order::initial(programs).into_iter().enumerate() {
        let id = format!("program-{number:05}");
        let program = Program {
            name: format!("Program {number}"),
            place: "Tucson".to_owned(),
            rank: key,
            ..Program::default()
        };
        let interview = Interview {
            at: Some(id.as_str().into()),
            day: Day::new(2026, 11, 2),
            ..Interview::default()
        };
        write(&mut model, whole(&id, &program), &mut seq);
        let interview = whole(&child("interview", &id), &interview);
        write(&mut model, interview, &mut seq);
        for (place, criterion) in ids.iter().enumerate() {
            let fresh = (number * 31 + place * 3) as u64;
            does(&mut model, rate(number, criterion, fresh), &mut seq);
        }
    }
    (model, seq)
}

/// Rates once more and reads the board again.
fn round(model: &mut Model, seq: &mut u64, guide: &RankingGuide, programs: usize, number: u64) {
    let program = number as usize * 13 % programs;
    does(model, rate(program, "rk-img", 1_000_000 + number), seq);
    black_box(Board::read(model, &world(), guide));
}

fn best(model: &mut Model, seq: &mut u64, guide: &RankingGuide, programs: usize) -> Duration {
    let mut best = Duration::MAX;
    for number in 0..20 {
        let begun = Instant::now();
        round(model, seq, guide, programs, number);
        best = best.min(begun.elapsed());
    }
    best
}

fn board(criterion: &mut Criterion) {
    let guide: RankingGuide =
        lazy::read(include_str!("../content/lazy/ranking.json")).expect("the content");
    let (mut some, mut some_seq) = model_of(300, &guide);
    let (mut many, mut many_seq) = model_of(3_000, &guide);
    let shown = Board::read(&some, &world(), &guide);
    assert_eq!(
        (shown.placed.len(), shown.criteria.counting.len()),
        (300, 14)
    );
    let short = best(&mut some, &mut some_seq, &guide, 300);
    let long = best(&mut many, &mut many_seq, &guide, 3_000);
    println!(
        "a rating and the board: {short:?} with 300 programs, {long:?} with 3,000: ratio {:.1}",
        long.as_secs_f64() / short.as_secs_f64()
    );
    let mut number = 100;
    criterion.bench_function(
        "a rating and the board, 300 programs × 14 criteria",
        |bench| {
            bench.iter(|| {
                number += 1;
                round(&mut some, &mut some_seq, &guide, 300, number);
            });
        },
    );
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(3));
    targets = board
}
criterion_main!(benches);
