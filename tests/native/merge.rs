//! Merging loses nothing and ends the same everywhere, whatever arrives when: fields, records,
//! deletions, choices, and the clock that orders them.

use std::collections::BTreeSet;

use matchbook::domain::card::{Card, Log};
use matchbook::domain::checklist::{Entry, Habit};
use matchbook::domain::drill::Drill;
use matchbook::domain::season::Season;
use matchbook::domain::story::Story;
use matchbook::domain::study::StudySettings;
use matchbook::domain::trip::{Interview, Trip};
use matchbook::store::acts::versions::ChooseVersion;
use matchbook::store::core::change::{self, Act, Change, Plan, Replaces, stamp};
use matchbook::store::core::codec::{Op, Records, decode_snapshot, encode_snapshot};
use matchbook::store::core::hlc::{Actor, Hlc, TRUSTED_AHEAD_MS};
use matchbook::store::core::model::{DELETED, Model, Stored};
use matchbook::store::core::register::Register;
use matchbook::store::keep::export;
use proptest::prelude::*;

fn actor(n: u64) -> Actor {
    Actor {
        device: 0xabc0 + n,
        tab: 7,
    }
}

/// A phone (or tab): its model and its clock.
#[derive(Clone)]
struct Replica {
    model: Model,
    actor: Actor,
    seq: u64,
    last: Hlc,
    sent: Vec<Op>,
}

impl Replica {
    fn new(n: u64) -> Replica {
        Replica {
            model: Model::default(),
            actor: actor(n),
            seq: 0,
            last: Hlc::default(),
            sent: Vec::new(),
        }
    }

    fn write(&mut self, change: Change, replaces: Replaces, now: i64) {
        let after = self.last.max(self.model.newest());
        let ops = stamp(
            &self.model,
            vec![change],
            replaces,
            self.actor,
            self.seq + 1,
            after,
            now,
        );
        for op in ops {
            self.seq = op.seq;
            self.last = self.last.max(op.hlc);
            assert!(self.model.apply(&op), "an own write changes something");
            self.sent.push(op);
        }
    }

    fn take(&mut self, op: &Op) {
        self.model.apply(op);
    }
}

fn change(kind: &str, id: &str, field: &str, val: &str) -> Change {
    Change {
        kind: kind.into(),
        id: id.into(),
        field: field.into(),
        val: val.into(),
    }
}

/// What may happen in a world of replicas.
#[derive(Clone, Debug)]
enum Event {
    /// `who` writes a field; the clock stands at `now`.
    Write {
        who: usize,
        id: usize,
        field: usize,
        now: i64,
    },
    /// `who` deletes a record.
    Delete { who: usize, id: usize, now: i64 },
    /// `who` settles a field on what it shows.
    Settle {
        who: usize,
        id: usize,
        field: usize,
        now: i64,
    },
    /// `to` hears the `n`th op of `from` (again), out of order.
    Hear { to: usize, from: usize, n: usize },
    /// `to` takes in the whole state of `from`.
    Join { to: usize, from: usize },
}

const IDS: [&str; 2] = ["t1", "t2"];
const FIELDS: [&str; 3] = ["title", "nights", "a_later_version's"];

fn event(replicas: usize) -> impl Strategy<Value = Event> {
    let who = 0..replicas;
    let now = prop_oneof![0..5_i64, 1_700_000_000_000..1_700_000_000_009_i64, Just(-9)];
    prop_oneof![
        4 => (who.clone(), 0..2_usize, 0..3_usize, now.clone())
            .prop_map(|(who, id, field, now)| Event::Write { who, id, field, now }),
        1 => (who.clone(), 0..2_usize, now.clone()).prop_map(|(who, id, now)| Event::Delete { who, id, now }),
        1 => (who.clone(), 0..2_usize, 0..3_usize, now)
            .prop_map(|(who, id, field, now)| Event::Settle { who, id, field, now }),
        4 => (who.clone(), who.clone(), 0..30_usize).prop_map(|(to, from, n)| Event::Hear { to, from, n }),
        2 => (who.clone(), who).prop_map(|(to, from)| Event::Join { to, from }),
    ]
}

/// Lives through the events; every value written is different.
fn live(events: &[Event], replicas: usize) -> Vec<Replica> {
    let mut all: Vec<Replica> = (0..replicas as u64).map(Replica::new).collect();
    for (n, event) in events.iter().enumerate() {
        match *event {
            Event::Write {
                who,
                id,
                field,
                now,
            } => {
                let val = if field == 1 {
                    (n % 250).to_string()
                } else {
                    format!("\"v{n}\"")
                };
                all[who].write(
                    change("trip", IDS[id], FIELDS[field], &val),
                    Replaces::Shown,
                    now,
                );
            }
            Event::Delete { who, id, now } => {
                all[who].write(
                    change("trip", IDS[id], DELETED, "true"),
                    Replaces::Shown,
                    now,
                );
            }
            Event::Settle {
                who,
                id,
                field,
                now,
            } => {
                let known = all[who].model.register("trip", IDS[id], FIELDS[field]);
                if let Some(version) = known.and_then(Register::current).cloned() {
                    let chosen = change("trip", IDS[id], FIELDS[field], &version.val);
                    all[who].write(chosen, Replaces::All, now);
                }
            }
            Event::Hear { to, from, n } => {
                if let Some(op) = all[from].sent.get(n).cloned() {
                    all[to].take(&op);
                }
            }
            Event::Join { to, from } => {
                let records = all[from].model.records().clone();
                all[to].model.join(records);
            }
        }
    }
    all
}

fn registers(records: &Records) -> impl Iterator<Item = &Register> {
    records
        .values()
        .flat_map(|ids| ids.values())
        .flat_map(|fields| fields.values())
}

/// Every table, in words.
fn tables(model: &Model) -> [String; 10] {
    fn words<R: Stored + std::fmt::Debug>(model: &Model) -> String {
        let rows: Vec<_> = model.all::<R>().iter().collect();
        format!("{} {rows:?}", R::KIND)
    }
    [
        words::<Trip>(model),
        words::<Interview>(model),
        words::<Entry>(model),
        words::<Habit>(model),
        words::<Season>(model),
        words::<Card>(model),
        words::<Log>(model),
        words::<Story>(model),
        words::<Drill>(model),
        words::<StudySettings>(model),
    ]
}

#[test]
fn each_kind_has_a_table_of_its_own() {
    // `all` would panic if two kinds shared one.
    let said = tables(&Model::default());
    let kinds: BTreeSet<&String> = said.iter().collect();
    assert_eq!(kinds.len(), said.len());
}

fn joined(a: &Model, b: &Model) -> Model {
    let mut out = a.clone();
    out.join(b.records().clone());
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn joining_is_commutative_associative_idempotent(events in proptest::collection::vec(event(3), 1..40)) {
        let all = live(&events, 3);
        let [a, b, c] = [&all[0].model, &all[1].model, &all[2].model];
        prop_assert_eq!(joined(a, b), joined(b, a));
        prop_assert_eq!(joined(&joined(a, b), c), joined(a, &joined(b, c)));
        prop_assert_eq!(&joined(a, a), a);
        prop_assert_eq!(joined(&joined(a, b), b), joined(a, b));
    }

    #[test]
    fn replicas_converge_in_any_order_with_duplicates(
        events in proptest::collection::vec(event(4), 1..60),
        seed in any::<u64>(),
    ) {
        let all = live(&events, 4);
        let mut ops: Vec<Op> = all.iter().flat_map(|one| one.sent.clone()).collect();
        let mut ends = Vec::new();
        let mut dice = seed | 1;
        for one in &all {
            // A different order for each, and every third op twice.
            for i in (1..ops.len()).rev() {
                dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                ops.swap(i, (dice >> 33) as usize % (i + 1));
            }
            let mut model = one.model.clone();
            for op in ops.iter().chain(ops.iter().step_by(3)) {
                model.apply(op);
            }
            ends.push(model);
        }
        let mut fresh = Model::default();
        // From now on every table is there and must be kept in step.
        let _ = tables(&fresh);
        for op in &ops {
            fresh.apply(op);
        }
        for end in &ends {
            prop_assert_eq!(end.records(), fresh.records());
            prop_assert_eq!(end, &fresh);
        }
        // What the tables say step by step is what they say after a restart.
        let again = Model::new(fresh.records().clone());
        prop_assert_eq!(&again, &fresh);
        prop_assert_eq!(tables(&again), tables(&fresh));
    }

    #[test]
    fn no_value_is_unreachable_unless_a_write_knew_it(events in proptest::collection::vec(event(3), 1..50)) {
        let all = live(&events, 3);
        let ops: Vec<&Op> = all.iter().flat_map(|one| &one.sent).collect();
        let end = ops.iter().fold(Model::default(), |mut model, op| { model.apply(op); model });
        let replaced: BTreeSet<Hlc> = ops.iter().flat_map(|op| op.prev.iter().copied()).collect();
        for op in &ops {
            let register = end.register(&op.kind, &op.id, &op.field).expect("written");
            let there = register.heads().iter().any(|head| head.hlc == op.hlc);
            prop_assert_eq!(there, !replaced.contains(&op.hlc), "{:?} in {:?}", op, register);
            // The screen reaches each distinct value.
            if there {
                let shown = register.current().expect("has heads");
                let reachable = shown.val == op.val || register.others().any(|other| other.val == op.val);
                prop_assert!(reachable);
            }
        }
    }

    #[test]
    fn an_own_newer_write_is_shown(events in proptest::collection::vec(event(3), 1..40), now in -5..2_000_000_000_000_i64) {
        let mut all = live(&events, 3);
        let other = all[1].model.records().clone();
        all[0].model.join(other);
        all[0].write(change("trip", "t1", "title", "\"newest\""), Replaces::Shown, now);
        prop_assert_eq!(&all[0].model.get::<Trip>("t1").expect("alive").title, "newest");
        let last = *all[0].sent.last().map(|op| &op.hlc).expect("sent");
        prop_assert!(all[1].model.newest() < last);
    }

    #[test]
    fn an_import_brings_every_head_and_ends_like_a_join(events in proptest::collection::vec(event(3), 1..50)) {
        let all = live(&events, 3);
        let text = export::write(&all[1].model, &[], 0).expect("JSON");
        let records = export::read(text.as_bytes()).expect("own export");
        let run = export::dry_run(&all[0].model, &records);
        let ops = change::merge(&all[0].model, &records, actor(9), 1);
        let mut model = all[0].model.clone();
        for op in &ops {
            model.apply(op);
        }
        let by_join = joined(&all[0].model, &all[1].model);
        for (mine, theirs) in registers(model.records()).zip(registers(by_join.records())) {
            // A head replaced elsewhere by a write that is not there itself does not exist.
            prop_assert_eq!(mine.heads(), theirs.heads());
        }
        prop_assert_eq!(run.new + run.changed + run.both + run.same,
            records.values().map(std::collections::BTreeMap::len).sum::<usize>());
        prop_assert!(change::merge(&model, &records, actor(9), 99).is_empty(), "twice brings nothing");
        let again = export::dry_run(&model, &records);
        prop_assert_eq!((again.new, again.changed, again.both), (0, 0, 0));
    }

    #[test]
    fn snapshots_and_exports_keep_everything_verbatim(events in proptest::collection::vec(event(3), 1..40)) {
        let mut all = live(&events, 3);
        let odd = r#"{"deep":[1,2.50,1e400,{"x":null}],"q":"\u0041 \ud83d\ude00"}"#;
        all[0].write(change("kind of 2031", "x/y", "thing", odd), Replaces::Shown, 5);
        let model = &all[0].model;
        let text = encode_snapshot(3, &Default::default(), model.records()).expect("JSON");
        let back = decode_snapshot(&text).expect("good");
        prop_assert_eq!(&back.records, model.records());
        prop_assert_eq!(&Model::new(back.records), model);
        let read = export::read(export::write(model, &[], 1).expect("JSON").as_bytes()).expect("good");
        prop_assert_eq!(&read, model.records());
        let kept = &read["kind of 2031"]["x/y"]["thing"].current().expect("kept").val;
        prop_assert_eq!(&**kept, odd);
    }

    #[test]
    fn stamps_only_grow(steps in proptest::collection::vec((any::<i64>(), 0..3_u64, any::<bool>()), 1..200)) {
        let mut last = Hlc::default();
        for (now, who, restart) in steps {
            // Hours around a plausible day now and then, anything else otherwise.
            let now = if who == 0 { now } else { 1_700_000_000_000 + now % 100_000_000 };
            let after = if restart { last.at_start(now) } else { last };
            prop_assert!(after >= last, "{after:?} after {last:?}");
            let next = after.next(now, actor(who));
            prop_assert!(next > last && next > after, "{next:?} after {last:?}");
            prop_assert_eq!(Hlc::parse(&next.text()), Some(next));
            last = next;
        }
    }

    #[test]
    fn stamps_sort_as_their_text(a in stamp_any(), b in stamp_any()) {
        prop_assert_eq!(a.cmp(&b), a.text().cmp(&b.text()));
        prop_assert_eq!(Hlc::parse(&a.text()), Some(a));
    }

    #[test]
    fn no_text_panics_as_a_stamp(text in "\\PC{0,44}") {
        if let Some(hlc) = Hlc::parse(&text) {
            prop_assert_eq!(hlc.text(), text.clone());
        }
        if let Some(actor) = Actor::parse(&text) {
            prop_assert_eq!(actor.text(), text);
        }
    }
}

fn stamp_any() -> impl Strategy<Value = Hlc> {
    (
        0..3_u16,
        0..1_u64 << 48,
        any::<u16>(),
        any::<u64>(),
        any::<u16>(),
    )
        .prop_map(|(epoch, ms, counter, device, tab)| Hlc {
            epoch,
            ms,
            counter,
            actor: Actor { device, tab },
        })
}

#[test]
fn the_clock_survives_its_edges() {
    let at = |ms, counter| Hlc {
        epoch: 0,
        ms,
        counter,
        actor: actor(1),
    };
    let full = at(1_000, u16::MAX);
    for (what, now) in [("backward", 1), ("standing", 1_000), ("forward", 2_000)] {
        assert!(full.next(now, actor(0)) > full, "{what}");
    }
    let end = at((1 << 48) - 1, u16::MAX);
    let past_end = end.next(5, actor(0));
    assert!(
        past_end > end && past_end.text() > end.text(),
        "{past_end:?}"
    );
    // Two days ahead at start: a later honest edit wins.
    let now = 1_700_000_000_000_i64;
    let wrong = at(now as u64 + 2 * TRUSTED_AHEAD_MS, 0);
    let honest = wrong.at_start(now).next(now, actor(0));
    assert!(honest > wrong && honest.epoch == 1);
    let fine = at(now as u64 + TRUSTED_AHEAD_MS - 1, 0);
    assert_eq!(
        fine.at_start(now),
        fine,
        "less than a day ahead is no reason"
    );
    let last_epoch = Hlc {
        epoch: u16::MAX,
        ..wrong
    };
    assert!(last_epoch.at_start(now) >= last_epoch, "no epoch left");
}

#[test]
fn an_own_other_version_outlives_the_next_edit() {
    let (mut a, mut b) = (Replica::new(1), Replica::new(2));
    a.write(
        change("trip", "t", "title", "\"mine\""),
        Replaces::Shown,
        10,
    );
    b.write(
        change("trip", "t", "title", "\"theirs\""),
        Replaces::Shown,
        20,
    );
    a.take(&b.sent[0]);
    assert_eq!(a.model.get::<Trip>("t").unwrap().title, "theirs");
    a.write(
        change("trip", "t", "title", "\"theirs, edited\""),
        Replaces::Shown,
        30,
    );
    let register = a.model.register("trip", "t", "title").unwrap();
    let others: Vec<&str> = register.others().map(|other| &*other.val).collect();
    assert_eq!(others, ["\"mine\""]);
    // Heard in any order it is the same.
    for rotated in 0..3 {
        let mut ops = [a.sent.clone(), b.sent.clone()].concat();
        ops.rotate_left(rotated);
        let heard = ops.iter().rev().fold(Model::default(), |mut model, op| {
            model.apply(op);
            model
        });
        assert_eq!(heard.records(), a.model.records());
    }
}

#[test]
fn one_stamp_with_two_values_never_empties_a_field() {
    let mut a = Replica::new(1);
    a.write(change("trip", "t", "title", "\"old\""), Replaces::Shown, 1);
    let mut edited = a.sent[0].clone();
    edited.val = "\"zzz edited in the file\"".into();
    let mut one = a.model.clone();
    one.apply(&edited);
    let mut two = Model::default();
    two.apply(&edited);
    two.apply(&a.sent[0]);
    assert_eq!(one, two);
    assert_eq!(
        one.get::<Trip>("t").unwrap().title,
        "zzz edited in the file"
    );
}

#[test]
fn deletions_are_writes_like_others() {
    let (mut a, mut b) = (Replica::new(1), Replica::new(2));
    a.write(
        change("trip", "t", "title", "\"Chicago\""),
        Replaces::Shown,
        10,
    );
    b.take(&a.sent[0]);
    a.write(change("trip", "t", DELETED, "true"), Replaces::Shown, 20);
    assert!(a.model.get::<Trip>("t").is_none());
    assert!(
        a.model.register("trip", "t", "title").is_some(),
        "the text is kept"
    );
    // An edit made elsewhere, later and in ignorance, brings it back with everything.
    b.write(change("trip", "t", "nights", "2"), Replaces::Shown, 30);
    a.take(&b.sent[0]);
    let back = a.model.get::<Trip>("t").expect("revived");
    assert_eq!((&*back.title, back.nights), ("Chicago", 2));
    // An edit from before the deletion does not.
    let (mut c, mut d) = (Replica::new(3), Replica::new(4));
    c.write(change("trip", "t", "title", "\"A\""), Replaces::Shown, 10);
    d.take(&c.sent[0]);
    d.write(change("trip", "t", "nights", "1"), Replaces::Shown, 15);
    c.write(change("trip", "t", DELETED, "true"), Replaces::Shown, 20);
    c.take(&d.sent[0]);
    assert!(c.model.get::<Trip>("t").is_none());
    // And absence is never a deletion.
    let records = c.model.records().clone();
    a.model.join(Records::new());
    assert!(a.model.get::<Trip>("t").is_some());
    assert!(!records.is_empty());
}

#[test]
fn choosing_a_version_settles_everywhere() {
    let (mut a, mut b) = (Replica::new(1), Replica::new(2));
    a.write(
        change("season", "season", "specialty", "\"IM\""),
        Replaces::Shown,
        10,
    );
    b.write(
        change("season", "season", "specialty", "\"FM\""),
        Replaces::Shown,
        20,
    );
    a.take(&b.sent[0]);
    let keep = a.sent[0].hlc;
    let action = |keep| ChooseVersion {
        kind: "season".to_owned(),
        id: "season".to_owned(),
        field: "specialty".to_owned(),
        keep,
    };
    let Plan::Settle(chosen) = action(keep).plan(&a.model).unwrap() else {
        panic!("settles");
    };
    a.write(chosen, Replaces::All, 5);
    b.take(&a.sent[0]);
    b.take(&a.sent[1]);
    for one in [&a, &b] {
        let register = one.model.register("season", "season", "specialty").unwrap();
        assert_eq!(register.heads().len(), 1);
        assert_eq!(one.model.get::<Season>("season").unwrap().specialty, "IM");
    }
    assert!(action(keep).plan(&a.model).is_err(), "it is gone now");
}

/// Negative control: the same law, asked of a merge that keeps whichever state is newer as a
/// whole, must fail; else the law above proves nothing.
#[test]
fn the_law_catches_a_merge_that_loses() {
    let (mut a, mut b) = (Replica::new(1), Replica::new(2));
    a.write(change("trip", "t", "title", "\"A\""), Replaces::Shown, 10);
    b.write(change("trip", "t", "nights", "3"), Replaces::Shown, 20);
    let newer_wins = if a.model.newest() > b.model.newest() {
        &a.model
    } else {
        &b.model
    };
    assert_ne!(newer_wins, &joined(&a.model, &b.model));
    assert!(newer_wins.register("trip", "t", "title").is_none(), "lost");
}

#[test]
fn a_value_of_a_later_version_reads_the_same_before_and_after_a_restart() {
    let mut a = Replica::new(1);
    for val in ["2", "300", "{\"new\":\"shape\"}"] {
        a.write(change("trip", "t", "nights", val), Replaces::Shown, 1);
        assert_eq!(a.model, Model::new(a.model.records().clone()), "{val}");
    }
    assert_eq!(a.model.get::<Trip>("t").unwrap().nights, 0, "the default");
    let kept = a.model.register("trip", "t", "nights").unwrap();
    assert_eq!(&*kept.current().unwrap().val, "{\"new\":\"shape\"}");
}

#[test]
fn an_own_write_outlives_a_file_that_claims_its_future() {
    // A file says that stamps of this very actor, far ahead, are replaced already.
    let mut a = Replica::new(1);
    let ahead = Hlc {
        ms: 1 << 44,
        actor: a.actor,
        ..Hlc::default()
    };
    let register = Register::new(Vec::new(), &[ahead]);
    let fields = [("title".into(), register)].into();
    a.model
        .join([("trip".into(), [("t".into(), fields)].into())].into());
    a.write(change("trip", "t", "title", "\"mine\""), Replaces::Shown, 5);
    assert_eq!(a.model.get::<Trip>("t").unwrap().title, "mine");
}
