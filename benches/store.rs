//! What a change, a start and a snapshot cost, and that a change costs the same however much
//! lies behind it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use matchbook::store::acts::checklist::ChecklistAction;
use matchbook::store::core::change::{Act, Change, Plan, Replaces, stamp};
use matchbook::store::core::codec::{Op, decode_snapshot, encode_snapshot};
use matchbook::store::core::hlc::{Actor, Hlc};
use matchbook::store::core::model::Model;
use matchbook::store::core::undo::{History, Origin};

const ACTOR: Actor = Actor { device: 1, tab: 1 };
const NOW: i64 = 1_790_000_000_000;

fn apply(model: &mut Model, changes: Vec<Change>, seq: u64) {
    let after: Hlc = model.newest();
    take(
        model,
        &stamp(model, changes, Replaces::Shown, ACTOR, seq, after, NOW),
    );
}

fn take(model: &mut Model, ops: &[Op]) {
    for op in ops {
        black_box(op.row());
        model.apply(op);
    }
}

fn dispatch(model: &mut Model, history: &mut History, n: u64) {
    let entry = ["trip/item-", &(n % 50).to_string()].concat();
    let tick = ChecklistAction::Tick {
        entry,
        done: n % 100 < 50,
    };
    let Ok(Plan::Write(changes)) = tick.plan(model) else {
        return;
    };
    let after = model.newest();
    let ops = stamp(model, changes, Replaces::Shown, ACTOR, n + 1, after, NOW);
    history.note(model, &ops, 1, Origin::Act);
    take(model, &ops);
}

/// A model with `fields` fields, five to a record.
fn model_of(fields: u64) -> Model {
    let mut model = Model::default();
    let names = ["text", "quantity", "order", "done", "own"];
    for n in 0..fields {
        let field = names[(n % 5) as usize];
        let val = if n % 5 < 3 {
            format!("\"value {n}\"")
        } else {
            "true".to_owned()
        };
        let id = [
            "trip-",
            &(n / 500).to_string(),
            "/item-",
            &(n / 5 % 100).to_string(),
        ]
        .concat();
        let change = Change {
            kind: "entry".into(),
            id: id.into(),
            field: field.into(),
            val: val.into(),
        };
        apply(&mut model, vec![change], n + 1);
    }
    model
}

fn time_of_dispatch(model: &mut Model) -> Duration {
    const ROUNDS: u64 = 20_000;
    let mut history = History::default();
    for n in 0..ROUNDS / 10 {
        dispatch(model, &mut history, n);
    }
    let mut best = Duration::MAX;
    for _ in 0..5 {
        let begun = Instant::now();
        for n in 0..ROUNDS {
            dispatch(model, &mut history, n);
        }
        best = best.min(begun.elapsed());
    }
    best / u32::try_from(ROUNDS).unwrap()
}

fn store(criterion: &mut Criterion) {
    let mut young = model_of(100);
    let mut old = model_of(100_000);
    let (short, long) = (time_of_dispatch(&mut young), time_of_dispatch(&mut old));
    println!(
        "one change: {short:?} after 100 changes, {long:?} after 100,000: ratio {:.2}",
        long.as_secs_f64() / short.as_secs_f64()
    );
    for (name, model) in [
        ("change after 100", &mut young),
        ("change after 100,000", &mut old),
    ] {
        let (mut n, mut history) = (0, History::default());
        criterion.bench_function(name, |bench| {
            bench.iter(|| {
                n += 1;
                dispatch(model, &mut history, n);
            });
        });
    }
    let watermark = BTreeMap::from([(ACTOR.text(), 100_000)]);
    let text = encode_snapshot(1, &watermark, old.records()).expect("JSON");
    println!("snapshot of 100,000 fields: {} bytes", text.len());
    criterion.bench_function("encode snapshot, 100,000 fields", |bench| {
        bench.iter(|| encode_snapshot(1, &watermark, black_box(old.records())));
    });
    criterion.bench_function("decode snapshot, 100,000 fields", |bench| {
        bench.iter(|| decode_snapshot(black_box(&text)));
    });
    criterion.bench_function("start: decode and read 100,000 fields", |bench| {
        bench.iter(|| {
            decode_snapshot(black_box(&text)).map(|snapshot| Model::new(snapshot.records))
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2));
    targets = store
}
criterion_main!(benches);
