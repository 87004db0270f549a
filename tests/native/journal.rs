//! Nothing acknowledged is lost: a database and a tail that crash at every single step, and a
//! checker that knows every change that was ever acknowledged.
//!
//! The crash comes before a write, or after it but before the caller hears of it. The checker has
//! negative controls: a compaction that deletes first, and a save that speaks too early.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use matchbook::domain::checklist::Entry;
use matchbook::store::acts::checklist::ChecklistAction;
use matchbook::store::core::change::{Act, Plan, Replaces, stamp};
use matchbook::store::core::codec::{Op, Row, decode_snapshot, encode_snapshot, generation_of};
use matchbook::store::core::hlc::{Actor, Hlc};
use matchbook::store::core::model::Model;
use matchbook::store::keep::compaction::COMPACT_ABOVE;
use matchbook::store::keep::database::{Care, Database, Failure, QUARANTINE, Rows};
use matchbook::store::keep::journal::{Missing, Start};
use matchbook::store::keep::tail::{ALIVE, ALIVE_ACTOR, TAIL, Tail};
use matchbook::store::keep::twin::Doubled;
use matchbook::store::keep::{compaction, journal, tail, twin};
use pollster::block_on;

const DEVICE: u64 = 0xd0d0;
const NOW: i64 = 1_790_000_000_000;

#[derive(Clone, Default, PartialEq, Debug)]
struct Db {
    ops: BTreeMap<(String, u64), String>,
    snap: BTreeMap<u32, String>,
    meta: BTreeMap<String, String>,
    misshapen: Vec<(String, String)>,
}

type Ls = BTreeMap<String, String>;

/// Where a crash falls within a step that writes.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Side {
    Before,
    After,
}

/// What the phone holds, and what the outside world was told.
struct Disk {
    db: RefCell<Db>,
    ls: RefCell<Ls>,
    /// All states of `ls`, for a `localStorage` that lags.
    past: RefCell<Vec<Ls>>,
    steps: Cell<usize>,
    crash_at: Cell<Option<(usize, Side)>>,
    dead: Cell<bool>,
    full: Cell<bool>,
    /// Entries acknowledged as saved, and all ever written.
    acked: RefCell<BTreeMap<String, String>>,
    written: RefCell<BTreeSet<(String, String)>>,
}

impl Disk {
    fn new() -> Disk {
        Disk {
            db: RefCell::default(),
            ls: RefCell::default(),
            past: RefCell::new(vec![Ls::new()]),
            steps: Cell::new(0),
            crash_at: Cell::new(None),
            dead: Cell::new(false),
            full: Cell::new(false),
            acked: RefCell::default(),
            written: RefCell::default(),
        }
    }

    fn copy(&self) -> Disk {
        let disk = Disk::new();
        *disk.db.borrow_mut() = self.db.borrow().clone();
        *disk.ls.borrow_mut() = self.ls.borrow().clone();
        *disk.past.borrow_mut() = self.past.borrow().clone();
        *disk.acked.borrow_mut() = self.acked.borrow().clone();
        *disk.written.borrow_mut() = self.written.borrow().clone();
        disk
    }

    fn crash_after(&self, step: usize, side: Side) {
        self.steps.set(0);
        self.crash_at.set(Some((step, side)));
    }

    fn revive(&self) {
        self.dead.set(false);
        self.crash_at.set(None);
    }

    /// One step. `None` once the power is gone.
    fn step<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        if self.dead.get() {
            return None;
        }
        let step = self.steps.get();
        self.steps.set(step + 1);
        match self.crash_at.get() {
            Some((at, Side::Before)) if at == step => {
                self.dead.set(true);
                None
            }
            Some((at, Side::After)) if at == step => {
                work();
                self.dead.set(true);
                None
            }
            _ => Some(work()),
        }
    }

    fn transact<T>(&self, work: impl FnOnce(&mut Db) -> Result<T, Failure>) -> Result<T, Failure> {
        let run = || {
            let before = self.db.borrow().clone();
            let out = work(&mut self.db.borrow_mut());
            if out.is_err() {
                *self.db.borrow_mut() = before;
            }
            out
        };
        self.step(run).unwrap_or(Err(Failure::Gone))
    }

    fn look<T>(&self, look: impl FnOnce(&Db) -> T) -> Result<T, Failure> {
        self.step(|| look(&self.db.borrow())).ok_or(Failure::Gone)
    }

    fn room(&self) -> Result<(), Failure> {
        if self.full.get() {
            Err(Failure::Full)
        } else {
            Ok(())
        }
    }

    fn write_ls(&self, work: impl FnOnce(&mut Ls)) -> bool {
        let run = || {
            work(&mut self.ls.borrow_mut());
            let state = self.ls.borrow().clone();
            self.past.borrow_mut().push(state);
        };
        self.step(run).is_some()
    }

    /// What `localStorage` says when its last `n` writes never reached the disk.
    fn lag(&self, n: usize) {
        let past = self.past.borrow();
        *self.ls.borrow_mut() = past[past.len().saturating_sub(n + 1)].clone();
    }

    fn tail_keys(&self) -> usize {
        self.ls
            .borrow()
            .keys()
            .filter(|key| key.starts_with(TAIL))
            .count()
    }
}

impl Database for Disk {
    async fn rows(&self) -> Result<Rows, Failure> {
        self.look(|db| {
            let row = |((actor, seq), text): (&(String, u64), &String)| Row {
                actor: actor.clone(),
                seq: *seq,
                text: text.clone(),
            };
            Rows {
                rows: db.ops.iter().map(row).collect(),
                damaged: db.misshapen.clone(),
            }
        })
    }
    async fn append(&self, rows: &[Row], _: Care) -> Result<(), Failure> {
        let add = || {
            self.room()?;
            let ops = &mut self.db.borrow_mut().ops;
            let key = |row: &Row| (row.actor.clone(), row.seq);
            if rows
                .iter()
                .any(|row| ops.get(&key(row)).is_some_and(|old| *old != row.text))
            {
                return Err(Failure::Conflict);
            }
            ops.extend(rows.iter().map(|row| (key(row), row.text.clone())));
            Ok(())
        };
        self.step(add).unwrap_or(Err(Failure::Gone))
    }
    async fn snapshots(&self) -> Result<Vec<(u32, String)>, Failure> {
        self.look(|db| db.snap.clone().into_iter().collect())
    }
    async fn write_snapshot(&self, slot: u32, text: &str) -> Result<(), Failure> {
        self.transact(|db| {
            self.room()?;
            db.snap.insert(slot, text.to_owned());
            Ok(())
        })
    }
    async fn read_snapshot(&self, slot: u32) -> Result<Option<String>, Failure> {
        self.look(|db| db.snap.get(&slot).cloned())
    }
    async fn delete_through(&self, watermark: &BTreeMap<String, u64>) -> Result<(), Failure> {
        self.transact(|db| {
            db.ops
                .retain(|(actor, seq), _| watermark.get(actor).is_none_or(|through| seq > through));
            Ok(())
        })
    }
    async fn meta(&self, key: &str) -> Result<Option<String>, Failure> {
        self.look(|db| db.meta.get(key).cloned())
    }
    async fn put_meta(&self, key: &str, text: &str) -> Result<(), Failure> {
        self.transact(|db| {
            self.room()?;
            db.meta.insert(key.to_owned(), text.to_owned());
            Ok(())
        })
    }
}

impl Tail for Disk {
    fn put(&self, key: &str, text: &str) -> bool {
        self.write_ls(|ls| {
            ls.insert(key.to_owned(), text.to_owned());
        })
    }
    fn get(&self, key: &str) -> Option<String> {
        self.ls.borrow().get(key).cloned()
    }
    fn remove(&self, key: &str) {
        self.write_ls(|ls| {
            ls.remove(key);
        });
    }
    fn entries(&self, prefix: &str) -> Vec<(String, String)> {
        let ls = self.ls.borrow();
        let starts = ls.iter().filter(|(key, _)| key.starts_with(prefix));
        starts
            .map(|(key, text)| (key.clone(), text.clone()))
            .collect()
    }
}

/// One tab, as `session` runs it.
struct Tab<'d> {
    disk: &'d Disk,
    model: RefCell<Model>,
    actor: Actor,
    seq: u64,
    last: Hlc,
    generation: u64,
    rows: usize,
    waiting: Vec<Row>,
}

fn start(disk: &Disk) -> Result<Start, Failure> {
    block_on(journal::start(disk, disk, DEVICE, NOW))
}

impl<'d> Tab<'d> {
    fn open(disk: &'d Disk, tab: u16) -> Result<Tab<'d>, Failure> {
        let found = start(disk)?;
        assert_eq!(found.missing, None, "a false alarm");
        Ok(Tab::from(disk, tab, found))
    }

    fn from(disk: &'d Disk, tab: u16, found: Start) -> Tab<'d> {
        Tab {
            disk,
            actor: Actor {
                device: found.device,
                tab,
            },
            seq: 0,
            last: found.last,
            generation: found.generation,
            rows: found.rows,
            waiting: found.unsaved,
            model: RefCell::new(found.model),
        }
    }

    fn does(&mut self, action: impl Act) -> Vec<Op> {
        let ops = {
            let model = self.model.borrow();
            let Ok(Plan::Write(changes)) = action.plan(&model) else {
                panic!("writes")
            };
            let after = self.last.max(model.newest());
            stamp(
                &model,
                changes,
                Replaces::Shown,
                self.actor,
                self.seq + 1,
                after,
                NOW,
            )
        };
        for op in &ops {
            self.model.borrow_mut().apply(op);
            self.seq = op.seq;
            self.last = self.last.max(op.hlc);
            let row = op.row().expect("JSON");
            Tail::put(self.disk, &tail::tail_key(&row), &row.text);
            self.waiting.push(row);
        }
        ops
    }

    /// Writes a text of its own under a name of its own.
    fn change(&mut self, id: &str, text: &str) {
        let entry = Entry {
            text: Some(text.to_owned()),
            ..Entry::default()
        };
        self.disk
            .written
            .borrow_mut()
            .insert((id.to_owned(), text.to_owned()));
        self.does(ChecklistAction::Edit {
            id: id.to_owned(),
            entry,
        });
    }

    fn save(&mut self) -> Result<(), Failure> {
        block_on(self.disk.append(&self.waiting, Care::Strict))?;
        self.acknowledge();
        tail::note_complete(self.disk, &self.waiting, self.actor.device, self.generation);
        self.rows += self.waiting.len();
        self.waiting.clear();
        Ok(())
    }

    fn acknowledge(&self) {
        let mut acked = self.disk.acked.borrow_mut();
        for op in self.waiting.iter().filter_map(|row| Op::read(row).ok()) {
            let text: String = serde_json::from_str(&op.val).expect("text");
            acked.insert(op.id.to_string(), text);
        }
    }

    fn change_and_save(&mut self, id: &str, text: &str) -> Result<(), Failure> {
        self.change(id, text);
        self.save()
    }

    fn compact(&mut self) -> Result<(), Failure> {
        let model = |f: &mut dyn FnMut(&mut Model)| f(&mut self.model.borrow_mut());
        let caught = block_on(compaction::compact(
            self.disk,
            self.disk,
            model,
            self.generation,
            self.actor.device,
        ))?;
        self.generation = caught.generation;
        self.rows = caught.rows.min(COMPACT_ABOVE / 2);
        Ok(())
    }

    fn catch_up(&mut self) -> Result<(), Failure> {
        let model = |f: &mut dyn FnMut(&mut Model)| f(&mut self.model.borrow_mut());
        let caught = block_on(compaction::catch_up(self.disk, model, self.generation))?;
        self.generation = caught.generation;
        self.rows = caught.rows;
        Ok(())
    }
}

/// What is wrong with what a start found, if anything.
fn fault(disk: &Disk, found: &Start) -> Option<String> {
    for (id, text) in &*disk.acked.borrow() {
        let entry = found
            .model
            .get::<Entry>(id)
            .and_then(|entry| entry.text.clone());
        // Only a later text may have taken its place.
        let later =
            |now: &String| now > text && disk.written.borrow().contains(&(id.clone(), now.clone()));
        if entry.as_ref() != Some(text) && !entry.as_ref().is_some_and(later) {
            return Some(format!("{id} = {text} was acknowledged; found {entry:?}"));
        }
    }
    for (id, entry) in found.model.all::<Entry>() {
        let text = entry.text.clone().unwrap_or_default();
        if !disk.written.borrow().contains(&(id.clone(), text.clone())) {
            return Some(format!("{id} = {text} was never written"));
        }
    }
    None
}

/// Starts from this state and from every state that a single further misfortune makes of it.
fn check(disk: &Disk) -> Result<(), String> {
    disk.revive();
    let tell = |what: &str, disk: &Disk, alarm_is_wrong: bool| {
        let found = start(disk).map_err(|failure| format!("{what}: {failure:?}"))?;
        if let Some(fault) = fault(disk, &found) {
            return Err(format!("{what}: {fault}"));
        }
        match found.missing {
            Some(missing) if alarm_is_wrong => Err(format!("{what}: {missing:?}")),
            _ => Ok(()),
        }
    };
    let good: Vec<u32> = disk
        .db
        .borrow()
        .snap
        .iter()
        .filter(|(_, text)| decode_snapshot(text).is_ok())
        .map(|(slot, _)| *slot)
        .collect();
    if good.is_empty() && !disk.db.borrow().snap.is_empty() {
        return Err("no good slot".to_owned());
    }
    tell("as it is", &disk.copy(), true)?;
    let cleared = disk.copy();
    cleared.ls.borrow_mut().clear();
    tell("localStorage cleared", &cleared, true)?;
    for n in 1..=8 {
        let lagging = disk.copy();
        lagging.lag(n);
        tell("localStorage lags", &lagging, true)?;
    }
    let newest = disk
        .db
        .borrow()
        .snap
        .iter()
        .max_by_key(|(_, text)| generation_of(text))
        .map(|(slot, _)| *slot);
    if let Some(slot) = newest {
        let lost = disk.copy();
        lost.db.borrow_mut().snap.remove(&slot);
        tell("newest slot lost", &lost, true)?;
        for place in [0, 9, 30, 200] {
            let torn = disk.copy();
            damage(torn.db.borrow_mut().snap.get_mut(&slot).unwrap(), place);
            tell("newest slot damaged", &torn, true)?;
            let kept = torn
                .db
                .borrow()
                .meta
                .keys()
                .any(|key| key.starts_with("quarantine/snapshot/"));
            if !kept {
                return Err(format!("the damaged slot's bytes were not kept ({place})"));
            }
        }
    }
    Ok(())
}

fn damage(text: &mut String, place: usize) {
    let place = place.min(text.len() - 1);
    let other = if text.as_bytes()[place] == b'1' {
        "2"
    } else {
        "1"
    };
    text.replace_range(place..=place, other);
}

/// Runs `scenario` on copies of `disk`, crashing at every step and on both sides of it. Returns
/// the number of crashes, or the first fault.
fn crash_everywhere(
    disk: &Disk,
    scenario: &dyn Fn(&Disk) -> Result<(), Failure>,
) -> Result<usize, String> {
    let mut crashes = 0;
    for side in [Side::Before, Side::After] {
        for step in 0.. {
            let copy = disk.copy();
            copy.crash_after(step, side);
            let ended = scenario(&copy);
            if !copy.dead.get() {
                ended.map_err(|failure| format!("without a crash: {failure:?}"))?;
                break;
            }
            crashes += 1;
            check(&copy).map_err(|fault| format!("crash {side:?} step {step}: {fault}"))?;
        }
    }
    Ok(crashes)
}

fn long_day(disk: &Disk) -> Result<(), Failure> {
    let mut tab = Tab::open(disk, 1)?;
    block_on(journal::keep_device(disk, tab.actor.device))?;
    for round in 0..4 {
        for n in 0..3 {
            tab.change(&format!("a/{n}"), &format!("{round}.{n}"));
            tab.change(&format!("a/{round}-{n}"), "once");
            tab.save()?;
        }
        tab.compact()?;
    }
    let mut other = Tab::open(disk, 2)?;
    other.change_and_save("b/1", "from the other tab")?;
    tab.catch_up()?;
    assert!(tab.model.borrow().get::<Entry>("b/1").is_some());
    tab.compact()?;
    other.change_and_save("b/2", "after")?;
    Ok(())
}

#[test]
fn no_crash_loses_anything() {
    let crashes = crash_everywhere(&Disk::new(), &long_day).unwrap();
    assert!(crashes > 200, "only {crashes} crashes");
    // And again with a history behind it.
    let disk = Disk::new();
    long_day(&disk).unwrap();
    check(&disk).unwrap();
    crash_everywhere(&disk, &|disk| {
        let mut tab = Tab::open(disk, 3)?;
        tab.change_and_save("c/1", "1")?;
        tab.compact()?;
        tab.change("c/2", "2");
        tab.compact()?;
        tab.save()
    })
    .unwrap();
}

#[test]
fn a_compaction_changes_nothing_that_is_read_back() {
    let disk = Disk::new();
    long_day(&disk).unwrap();
    let before = start(&disk.copy()).unwrap().model;
    for side in [Side::Before, Side::After] {
        for step in 0..40 {
            let copy = disk.copy();
            let mut tab = Tab::open(&copy, 4).unwrap();
            copy.crash_after(step, side);
            let _ = tab.compact();
            copy.revive();
            assert_eq!(start(&copy).unwrap().model, before, "{side:?} {step}");
        }
    }
}

#[test]
fn the_checker_catches_a_compaction_that_deletes_first() {
    let disk = Disk::new();
    long_day(&disk).unwrap();
    let caught = crash_everywhere(&disk, &|disk| {
        let tab = Tab::open(disk, 5)?;
        let rows = block_on(disk.rows())?.rows;
        let watermark: BTreeMap<String, u64> =
            rows.into_iter().map(|row| (row.actor, row.seq)).collect();
        block_on(disk.delete_through(&watermark))?;
        let next = tab.generation + 1;
        let text = encode_snapshot(next, &watermark, tab.model.borrow().records()).unwrap();
        block_on(disk.write_snapshot((next % 2) as u32, &text))
    });
    let fault = caught.expect_err("the checker is blind");
    assert!(fault.contains("was acknowledged"), "{fault}");
}

#[test]
fn the_checker_catches_rows_deleted_by_the_newest_watermark() {
    // Written and verified first, but then everything is deleted: one damaged slot loses it.
    let disk = Disk::new();
    let caught = crash_everywhere(&disk, &|disk| {
        let mut tab = Tab::open(disk, 5)?;
        tab.change_and_save("x/1", "1")?;
        let rows = block_on(disk.rows())?.rows;
        let watermark: BTreeMap<String, u64> =
            rows.into_iter().map(|row| (row.actor, row.seq)).collect();
        let text = encode_snapshot(1, &watermark, tab.model.borrow().records()).unwrap();
        block_on(disk.write_snapshot(1, &text))?;
        block_on(disk.delete_through(&watermark))?;
        tab.change_and_save("x/2", "2")
    });
    assert!(caught.is_err(), "the checker is blind");
}

#[test]
fn the_checker_catches_a_save_that_speaks_too_early() {
    let caught = crash_everywhere(&Disk::new(), &|disk| {
        let mut tab = Tab::open(disk, 6)?;
        tab.change("y/1", "1");
        tab.acknowledge();
        // The tail alone is no promise: it may lag.
        tab.save()
    });
    assert!(caught.is_err(), "the checker is blind");
}

#[test]
fn going_on_after_a_loss_survives_a_crash() {
    let disk = Disk::new();
    long_day(&disk).unwrap();
    let mut tab = Tab::open(&disk, 7).unwrap();
    tab.change("d/1", "in the tail only");
    *disk.db.borrow_mut() = Db::default();
    disk.acked.borrow_mut().clear();
    let found = start(&disk.copy()).unwrap();
    assert_eq!(found.missing, Some(Missing::Everything));
    let is_there = |model: &Model| model.get::<Entry>("d/1").is_some();
    assert!(is_there(&found.model));
    for side in [Side::Before, Side::After] {
        for step in 0.. {
            let copy = disk.copy();
            let found = start(&copy).unwrap();
            assert!(
                copy.tail_keys() > 0 && copy.db.borrow().ops.is_empty(),
                "held back until the person decides"
            );
            copy.crash_after(step, side);
            let unsaved = block_on(journal::accept_loss(
                &copy,
                &copy,
                found.device,
                found.generation,
            ));
            let crashed = copy.dead.get();
            copy.revive();
            let again = start(&copy).unwrap();
            assert!(is_there(&again.model), "{side:?} {step}");
            if !crashed {
                assert_eq!(unsaved, []);
                assert_eq!(again.missing, None);
                assert_eq!(copy.tail_keys(), 0);
                break;
            }
        }
    }
}

#[test]
fn the_tripwire_knows_a_loss_from_a_lag() {
    let lived = |compactions: usize| {
        let disk = Disk::new();
        for tab in 0..=compactions {
            let mut tab = Tab::open(&disk, tab as u16).unwrap();
            for n in 0..5 {
                tab.change_and_save(&format!("e/{}-{n}", tab.actor.tab), "1")
                    .unwrap();
            }
            if usize::from(tab.actor.tab) < compactions {
                tab.compact().unwrap();
            }
        }
        disk
    };
    for compactions in 0..8 {
        let disk = lived(compactions);
        assert_eq!(start(&disk.copy()).unwrap().missing, None, "{compactions}");
        // Wiped.
        let wiped = disk.copy();
        *wiped.db.borrow_mut() = Db::default();
        let alive = Tail::get(&wiped, ALIVE);
        assert_eq!(start(&wiped).unwrap().missing, Some(Missing::Everything));
        assert_eq!(
            Tail::get(&wiped, ALIVE),
            alive,
            "untouched until the person decides"
        );
        // Rolled back by a few changes, then by whole generations.
        let rolled = disk.copy();
        let mut db = rolled.db.borrow().clone();
        let last = db.ops.keys().next_back().cloned().unwrap();
        db.ops.remove(&last);
        *rolled.db.borrow_mut() = db;
        let missing = start(&rolled).unwrap().missing;
        assert_eq!(missing, Some(Missing::AtLeast(1)), "one lost change");
        let old = lived(compactions / 2);
        let rolled = disk.copy();
        *rolled.db.borrow_mut() = old.db.borrow().clone();
        if compactions > 0 {
            assert!(
                start(&rolled).unwrap().missing.is_some(),
                "rolled back unnoticed: {compactions}"
            );
        }
        // All slots gone, but rows need them.
        if compactions > 1 {
            let slots = disk.copy();
            slots.db.borrow_mut().snap.clear();
            assert!(
                start(&slots).unwrap().missing.is_some(),
                "slots gone unnoticed: {compactions}"
            );
        }
        // Not a loss: localStorage cleared, or lagging.
        let cleared = disk.copy();
        cleared.ls.borrow_mut().clear();
        assert_eq!(start(&cleared).unwrap().missing, None);
        for n in 0..20 {
            let lagging = disk.copy();
            lagging.lag(n);
            assert_eq!(start(&lagging).unwrap().missing, None, "lag {n}");
        }
        // A torn tripwire is no tripwire.
        let torn = disk.copy();
        torn.ls
            .borrow_mut()
            .insert(ALIVE.to_owned(), "{".to_owned());
        assert_eq!(start(&torn).unwrap().missing, None);
    }
    // Old actors leave the tripwire, so that it does not grow for ever.
    let kept = lived(7)
        .ls
        .borrow()
        .keys()
        .filter(|key| key.starts_with(ALIVE_ACTOR))
        .count();
    assert!(kept <= 4, "{kept}");
}

#[test]
fn both_slots_damaged_is_said_and_kept() {
    let disk = Disk::new();
    long_day(&disk).unwrap();
    let texts: Vec<String> = {
        let mut db = disk.db.borrow_mut();
        db.snap.values_mut().for_each(|text| damage(text, 300));
        db.snap.values().cloned().collect()
    };
    let found = start(&disk).unwrap();
    assert!(found.missing.is_some());
    assert_eq!(found.quarantined, 2);
    let db = disk.db.borrow();
    for text in texts {
        assert!(db.meta.values().any(|kept| *kept == text), "bytes not kept");
    }
}

#[test]
fn damaged_rows_are_kept_as_they_were() {
    let disk = Disk::new();
    let mut tab = Tab::open(&disk, 1).unwrap();
    for n in 0..6 {
        tab.change_and_save(&format!("f/{n}"), "1").unwrap();
    }
    let bad = {
        let mut db = disk.db.borrow_mut();
        db.misshapen
            .push(("[7]".to_owned(), "{\"no\":1}".to_owned()));
        let text = db.ops.iter_mut().nth(2).unwrap().1;
        damage(text, 40);
        text.clone()
    };
    disk.ls
        .borrow_mut()
        .insert([TAIL, "0123/1"].concat(), "torn tail".to_owned());
    // Found by a start, and found by a compaction of a tab that was open all the time.
    let by_start = disk.copy();
    let found = start(&by_start).unwrap();
    assert_eq!((found.quarantined, found.missing), (3, None));
    assert_eq!(
        found.model.all::<Entry>().len(),
        5,
        "all the others are there"
    );
    for n in 0..3 {
        tab.change_and_save(&format!("f/new{n}"), "1").unwrap();
        tab.compact().unwrap();
    }
    for (what, disk) in [("start", &by_start), ("compaction", &disk)] {
        let db = disk.db.borrow();
        let kept = |text: &str| {
            db.meta
                .iter()
                .any(|(key, kept)| key.starts_with(QUARANTINE) && kept == text)
        };
        assert!(kept(&bad), "{what}");
        assert!(kept("{\"no\":1}"), "{what}");
    }
    assert!(
        by_start
            .db
            .borrow()
            .meta
            .values()
            .any(|kept| kept == "torn tail")
    );
}

/// A row as a later version would write it.
fn row_of_the_future(actor: Actor, seq: u64) -> ((String, u64), String) {
    let json = r#"{"v":2,"what":"this version cannot know"}"#;
    let json = json.replace("\"what\"", "\"hlc\":\"0000000000000001000000000000000000000001\",\"kind\":\"k\",\"id\":\"i\",\"field\":\"f\",\"val\":1,\"what\"");
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(format!("{}/{seq}", actor.text()).as_bytes());
    hasher.update(json.as_bytes());
    (
        (actor.text(), seq),
        format!("{:08x}{json}", hasher.finalize()),
    )
}

#[test]
fn rows_of_a_later_version_are_never_compacted_away() {
    let disk = Disk::new();
    let mut tab = Tab::open(&disk, 1).unwrap();
    let (key, text) = row_of_the_future(Actor { device: 5, tab: 5 }, 1);
    disk.db.borrow_mut().ops.insert(key.clone(), text.clone());
    for n in 0..5 {
        tab.change_and_save(&format!("g/{n}"), "1").unwrap();
        tab.compact().unwrap();
    }
    assert_eq!(disk.db.borrow().ops.get(&key), Some(&text));
    assert_eq!(start(&disk).unwrap().quarantined, 1, "and it is said");
}

#[test]
fn the_tail_is_replayed_after_a_crash_between_put_and_append() {
    let disk = Disk::new();
    let mut tab = Tab::open(&disk, 1).unwrap();
    tab.change_and_save("h/0", "1").unwrap();
    tab.change("h/1", "1");
    tab.change("h/2", "1");
    let before = disk.db.borrow().ops.len();
    let found = start(&disk).unwrap();
    assert_eq!(found.model.all::<Entry>().len(), 3);
    assert_eq!((found.unsaved.len(), disk.tail_keys()), (0, 0));
    assert_eq!(
        (disk.db.borrow().ops.len(), found.rows),
        (before + 2, before + 2)
    );
    // The first tab was alive after all: its own save of the same rows is fine.
    tab.save().unwrap();
}

#[test]
fn a_full_disk_keeps_changes_in_the_tail() {
    let disk = Disk::new();
    let mut tab = Tab::open(&disk, 1).unwrap();
    tab.change_and_save("i/0", "1").unwrap();
    damage(disk.db.borrow_mut().ops.values_mut().next().unwrap(), 20);
    tab.change_and_save("i/1", "1").unwrap();
    disk.acked.borrow_mut().remove("i/0");
    disk.full.set(true);
    for n in 2..9 {
        tab.change(&format!("i/{n}"), "1");
        assert_eq!(tab.save(), Err(Failure::Full));
    }
    assert_eq!(disk.tail_keys(), 7);
    assert_eq!(tab.compact(), Err(Failure::Full), "and no compaction hurts");
    // A start on a full disk, with a damaged row that cannot even be noted, still shows all.
    let found = start(&disk).unwrap();
    assert_eq!(found.model.all::<Entry>().len(), 8);
    assert_eq!(found.unsaved.len(), 7, "the session can try them again");
    assert_eq!(disk.tail_keys(), 7);
    disk.full.set(false);
    let mut again = Tab::from(&disk, 2, found);
    again.save().unwrap();
    assert_eq!(disk.tail_keys(), 0);
    assert_eq!(fault(&disk, &start(&disk).unwrap()), None);
}

#[test]
fn two_tabs_without_broadcasts_lose_nothing() {
    for seed in 0..12_u64 {
        let disk = Disk::new();
        let mut dice = seed;
        let mut throw = |sides: u64| {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) % sides
        };
        let mut tabs = [Tab::open(&disk, 1).unwrap(), Tab::open(&disk, 2).unwrap()];
        for n in 0..400 {
            let who = throw(2) as usize;
            match throw(20) {
                0 => tabs[who].compact().unwrap(),
                1 => tabs[who].catch_up().unwrap(),
                2 => {
                    // Closed by the system, something on its way, and opened again.
                    tabs[who].change(&format!("j/{n}"), "1");
                    tabs[who] = Tab::open(&disk, 100 + n).unwrap();
                }
                3 => {
                    // A broadcast that did arrive, twice.
                    let row =
                        disk.db
                            .borrow()
                            .ops
                            .iter()
                            .next_back()
                            .map(|((actor, seq), text)| Row {
                                actor: actor.clone(),
                                seq: *seq,
                                text: text.clone(),
                            });
                    if let Some(op) = row.and_then(|row| Op::read(&row).ok()) {
                        tabs[who].model.borrow_mut().apply(&op);
                        tabs[who].model.borrow_mut().apply(&op);
                    }
                }
                _ => tabs[who].change_and_save(&format!("j/{n}"), "1").unwrap(),
            }
        }
        check(&disk).unwrap_or_else(|fault| panic!("seed {seed}: {fault}"));
        let [mut a, mut b] = tabs;
        a.save().unwrap();
        b.save().unwrap();
        a.catch_up().unwrap();
        b.catch_up().unwrap();
        assert_eq!(
            a.model.borrow().records(),
            b.model.borrow().records(),
            "seed {seed}"
        );
        assert_eq!(
            start(&disk).unwrap().model.records(),
            a.model.borrow().records()
        );
    }
}

#[test]
fn a_start_reads_few_rows_however_long_the_history() {
    let disk = Disk::new();
    let mut tab = Tab::open(&disk, 1).unwrap();
    let mut most = 0;
    for n in 0..50_000_u32 {
        // Texts of a field grow, so that the checker knows a later one.
        tab.change(&format!("k/{}", n % 150), &format!("{n:06}"));
        if n % 25 == 24 {
            tab.save().unwrap();
            // The history of the tail is of no interest here.
            disk.past.borrow_mut().truncate(1);
            if tab.rows > COMPACT_ABOVE {
                tab.compact().unwrap();
            }
            most = most.max(disk.db.borrow().ops.len());
        }
        if n % 5_000 == 4_999 {
            tab = Tab::open(&disk, (n / 5_000) as u16 + 2).unwrap();
        }
    }
    assert!(most < 2_000, "{most} rows at a start");
    let found = start(&disk).unwrap();
    assert_eq!(fault(&disk, &found), None);
    assert_eq!(found.model.all::<Entry>().len(), 150);
}

#[test]
fn a_start_says_which_actors_are_taken() {
    let disk = Disk::new();
    long_day(&disk).unwrap();
    let found = start(&disk).unwrap();
    for (actor, seq) in disk.db.borrow().ops.keys() {
        assert!(found.seqs[actor] >= *seq);
    }
}

/// One of two databases.
struct Half<'d>(&'d Disk);

impl Database for Half<'_> {
    async fn rows(&self) -> Result<Rows, Failure> {
        self.0.rows().await
    }
    async fn append(&self, rows: &[Row], care: Care) -> Result<(), Failure> {
        self.0.append(rows, care).await
    }
    async fn snapshots(&self) -> Result<Vec<(u32, String)>, Failure> {
        self.0.snapshots().await
    }
    async fn write_snapshot(&self, slot: u32, text: &str) -> Result<(), Failure> {
        self.0.write_snapshot(slot, text).await
    }
    async fn read_snapshot(&self, slot: u32) -> Result<Option<String>, Failure> {
        self.0.read_snapshot(slot).await
    }
    async fn delete_through(&self, watermark: &BTreeMap<String, u64>) -> Result<(), Failure> {
        self.0.delete_through(watermark).await
    }
    async fn meta(&self, key: &str) -> Result<Option<String>, Failure> {
        self.0.meta(key).await
    }
    async fn put_meta(&self, key: &str, text: &str) -> Result<(), Failure> {
        self.0.put_meta(key, text).await
    }
}

/// A phone with a database and its twin. `main` has the tail and knows what was acknowledged.
struct Pair {
    main: Disk,
    twin: Disk,
    /// How a start takes in the twin.
    recall: Recall,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Recall {
    /// As `session` does it.
    WrittenBack,
    /// The control: into memory only, and later into the database without the twin's rows. What teaches
    /// nothing new is not asked whose rows it holds.
    RememberedOnly,
    /// The control: there is no twin.
    Never,
}

impl Pair {
    fn new() -> Pair {
        Pair {
            main: Disk::new(),
            twin: Disk::new(),
            recall: Recall::WrittenBack,
        }
    }

    fn copy(&self) -> Pair {
        Pair {
            main: self.main.copy(),
            twin: self.twin.copy(),
            recall: self.recall,
        }
    }

    fn start(&self) -> Result<Start, Failure> {
        let mut found = start(&self.main)?;
        if !found.is_short() || self.recall == Recall::Never {
            return Ok(found);
        }
        let (before, missing) = (found.model.clone(), found.missing);
        block_on(twin::recall(&mut found, &self.twin, NOW))?;
        if self.recall == Recall::RememberedOnly {
            if found.model == before {
                found.missing = missing;
            }
        } else {
            let back = twin::write_back(found, &self.main, &self.twin, &self.main, NOW);
            found = block_on(back);
        }
        Ok(found)
    }

    /// The app opens in a tab of its own, as `session` does it: start, twin, both to the same.
    fn open(&self, tab: u16, paired: bool) -> Result<(Tab<'_>, Doubled<Half<'_>>), Failure> {
        let found = self.start()?;
        if let Some(missing) = found.missing {
            return Err(Failure::Other(format!("an alarm: {missing:?}")));
        }
        let recalled = found.recalled;
        let mut tab = Tab::from(&self.main, tab, found);
        let both = Doubled::new(Half(&self.main));
        if paired {
            both.pair_with(Half(&self.twin));
            let kept = Cell::new(None);
            let model = |f: &mut dyn FnMut(&mut Model)| f(&mut tab.model.borrow_mut());
            if self.recall == Recall::RememberedOnly {
                if recalled {
                    let kept_by =
                        compaction::compact(&both, &self.main, model, tab.generation, DEVICE);
                    kept.set(Some(block_on(kept_by)?.generation));
                }
                block_on(twin::level(&self.main, &self.twin))?;
            } else {
                let version = (tab.generation, DEVICE);
                block_on(twin::level_both(
                    &both,
                    &self.main,
                    model,
                    version,
                    recalled,
                    |caught| kept.set(Some(caught.generation)),
                ))?;
            }
            tab.generation = kept.get().unwrap_or(tab.generation);
        }
        Ok((tab, both))
    }

    /// One change, saved in both.
    fn change(
        &self,
        tab: &mut Tab,
        both: &Doubled<Half>,
        id: &str,
        text: &str,
    ) -> Result<(), Failure> {
        tab.change(id, text);
        block_on(both.append(&tab.waiting, Care::Strict))?;
        if self.twin.dead.get() {
            // It was the whole browser that died, so nobody was told.
            return Err(Failure::Gone);
        }
        tab.acknowledge();
        tail::note_complete(&self.main, &tab.waiting, DEVICE, tab.generation);
        tab.waiting.clear();
        Ok(())
    }

    fn compact(&self, tab: &mut Tab, both: &Doubled<Half>) -> Result<(), Failure> {
        let model = |f: &mut dyn FnMut(&mut Model)| f(&mut tab.model.borrow_mut());
        let kept = compaction::compact(both, &self.main, model, tab.generation, DEVICE);
        tab.generation = block_on(kept)?.generation;
        Ok(())
    }

    /// One life of the app: changes one by one, compactions. Ends early at a crash of either.
    fn live(&self, tab: u16, paired: bool) -> Result<(), Failure> {
        let (mut tab, both) = self.open(tab, paired)?;
        for n in 0..8 {
            let text = format!("{}-{n}", tab.actor.tab);
            self.change(&mut tab, &both, &format!("entry-{n}"), &text)?;
            if n % 3 == 2 {
                self.compact(&mut tab, &both)?;
            }
        }
        Ok(())
    }

    /// What Chromium does to a torn log, and what a young `localStorage` is after a kill.
    fn wipe(&self, disk: &Disk) {
        *disk.db.borrow_mut() = Db::default();
        *self.main.ls.borrow_mut() = Ls::new();
    }

    fn check(&self, what: &str) {
        self.main.revive();
        self.twin.revive();
        let found = self.start().expect("a start");
        assert_eq!(fault(&self.main, &found), None, "{what}");
    }
}

#[test]
fn whichever_of_two_databases_is_wiped_the_other_brings_everything_back() {
    let pair = Pair::new();
    for life in 1..12 {
        pair.live(life, true).expect("a life");
        pair.wipe(if life % 2 == 0 {
            &pair.main
        } else {
            &pair.twin
        });
        pair.check(&format!("life {life}"));
    }
    // The control: the same without a twin.
    let alone = Pair::new();
    alone.live(1, false).expect("a life");
    alone.wipe(&alone.main);
    let found = alone.start().expect("a start");
    assert!(
        fault(&alone.main, &found).is_some(),
        "nothing was lost, so nothing is proved"
    );
}

#[test]
fn a_crash_at_any_step_and_a_wiped_database_later_lose_nothing() {
    let mut crashes = 0;
    for in_twin in [false, true] {
        for side in [Side::Before, Side::After] {
            for step in 0.. {
                let pair = Pair::new();
                pair.live(1, true).expect("a life");
                let disk = if in_twin { &pair.twin } else { &pair.main };
                disk.crash_after(step, side);
                let ended = pair.live(2, true);
                if !pair.main.dead.get() && !pair.twin.dead.get() {
                    ended.expect("a whole life");
                    break;
                }
                crashes += 1;
                let what = format!("twin {in_twin}, {side:?} step {step}");
                pair.check(&what);
                // The torn log shows only after one more life.
                pair.live(3, true).expect("a life");
                pair.wipe(disk);
                pair.check(&what);
            }
        }
    }
    assert!(crashes > 100, "{crashes}");
}

/// Two tabs that are open at the same time and fold the database now and then; `length` changes in all.
fn two_tabs(pair: &Pair, first: u16, length: usize) -> Result<(), Failure> {
    let mut tabs = [pair.open(first, true)?, pair.open(first + 1, true)?];
    for n in 0..length {
        let (tab, both) = &mut tabs[n % 2];
        let text = format!("{first:05}-{n:03}");
        pair.change(tab, both, &format!("two-{n}"), &text)?;
        if n % 7 == 6 {
            pair.compact(tab, both)?;
        }
        if n % 5 == 4 {
            tab.catch_up()?;
        }
    }
    Ok(())
}

/// What can happen to the files of one database; `older` is what they once were.
type Damage = fn(&mut Db, older: &Db);

const DAMAGES: [(&str, Damage); 10] = [
    ("deleted", |db, _| *db = Db::default()),
    ("rolled back", |db, older| *db = older.clone()),
    ("log cut: no rows", |db, _| db.ops.clear()),
    ("log torn: half of the rows", |db, _| {
        let half = db.ops.len() / 2;
        let mut count = 0;
        db.ops.retain(|_, _| {
            count += 1;
            count <= half
        });
    }),
    ("every third row gone", |db, _| {
        let mut count = 0;
        db.ops.retain(|_, _| {
            count += 1;
            count % 3 != 2
        });
    }),
    ("no snapshots", |db, _| db.snap.clear()),
    ("the newest snapshot gone", |db, _| {
        let newest = db.snap.iter().max_by_key(|(_, text)| generation_of(text));
        if let Some(slot) = newest.map(|(slot, _)| *slot) {
            db.snap.remove(&slot);
        }
    }),
    ("snapshots garbled", |db, _| {
        db.snap.values_mut().for_each(|text| damage(text, 120));
    }),
    ("rows garbled", |db, _| {
        db.ops.values_mut().for_each(|text| damage(text, 60));
    }),
    ("rows gone, snapshots rolled back", |db, older| {
        db.ops.clear();
        db.snap = older.snap.clone();
    }),
];

/// Histories of one tab after the other and of two at a time, folded not at all, a little and often, with what
/// the database once was.
fn histories(recall: Recall) -> Vec<(String, Pair, Db)> {
    let mut all = Vec::new();
    for lives in 0..4_u16 {
        for length in [3, 16] {
            let pair = Pair {
                recall,
                ..Pair::new()
            };
            let paired = recall != Recall::Never;
            let mut older = Db::default();
            for life in 0..=lives {
                if life == lives {
                    older = pair.main.db.borrow().clone();
                }
                if paired {
                    two_tabs(&pair, 10 * life + 1, length).expect("two tabs");
                }
                if life % 2 == 1 || !paired {
                    pair.live(10 * life + 3, paired).expect("a life");
                }
            }
            all.push((format!("{lives} lives of {length}"), pair, older));
        }
    }
    all
}

/// Damages the main database alone and starts five times, with or without new changes and compactions.
/// Gives the number of damages, or what was lost or the false alarm.
fn damaged_and_started_five_times(recall: Recall) -> Result<usize, String> {
    let mut damages = 0;
    for (history, pair, older) in histories(recall) {
        for (name, damage) in DAMAGES {
            for (busy, folding) in [(false, false), (true, false), (true, true)] {
                let pair = pair.copy();
                damage(&mut pair.main.db.borrow_mut(), &older);
                damages += 1;
                for number in 1..=5_u16 {
                    let what =
                        format!("{name} after {history}, busy {busy} {folding}, start {number}");
                    let found = pair
                        .copy()
                        .start()
                        .map_err(|failure| format!("{what}: {failure:?}"))?;
                    if let Some(fault) = fault(&pair.main, &found) {
                        return Err(format!("{what}: {fault}"));
                    }
                    let fails = |failure: Failure| format!("{what}: {failure:?}");
                    let (mut tab, both) = pair.open(900 + number, true).map_err(fails)?;
                    if busy {
                        let text = format!("99999-{number}");
                        pair.change(&mut tab, &both, "two-1", &text)
                            .map_err(fails)?;
                    }
                    if folding {
                        pair.compact(&mut tab, &both).map_err(fails)?;
                    }
                }
                // And what is in the database now needs no twin.
                let alone = start(&pair.main).map_err(|failure| format!("{failure:?}"))?;
                if let Some(missing) = alone.missing {
                    return Err(format!(
                        "{name} after {history}, without the twin: {missing:?}"
                    ));
                }
                if let Some(fault) = fault(&pair.main, &alone) {
                    return Err(format!("{name} after {history}, without the twin: {fault}"));
                }
            }
        }
    }
    Ok(damages)
}

#[test]
fn a_damaged_database_is_whole_again_and_five_starts_raise_no_alarm() {
    let damages = damaged_and_started_five_times(Recall::WrittenBack);
    assert_eq!(damages, Ok(8 * 10 * 3));
}

#[test]
fn the_checker_catches_a_recall_that_stays_in_memory() {
    let caught = damaged_and_started_five_times(Recall::RememberedOnly);
    let fault = caught.expect_err("the checker is blind");
    assert!(
        fault.contains("alarm") || fault.contains("without the twin"),
        "{fault}"
    );
}

#[test]
fn the_checker_catches_a_phone_without_a_twin() {
    let caught = damaged_and_started_five_times(Recall::Never);
    let fault = caught.expect_err("the checker is blind");
    assert!(fault.contains("was acknowledged"), "{fault}");
}

#[test]
fn a_recall_may_be_killed_at_any_step() {
    let mut crashes = 0;
    for (history, pair, older) in histories(Recall::WrittenBack).into_iter().step_by(3) {
        for (name, damage) in DAMAGES {
            for side in [Side::Before, Side::After] {
                for step in 0.. {
                    let pair = pair.copy();
                    damage(&mut pair.main.db.borrow_mut(), &older);
                    pair.main.crash_after(step, side);
                    let ended = pair.open(900, true).map(|_| ());
                    let crashed = pair.main.dead.get();
                    pair.main.revive();
                    let what = format!("{name} after {history}, killed {side:?} step {step}");
                    for number in 1..=2 {
                        let found = pair.copy().start().expect("a start");
                        assert_eq!(fault(&pair.main, &found), None, "{what}, start {number}");
                        let opened = pair.open(900 + number, true).map(|_| ());
                        assert_eq!(opened, Ok(()), "{what}, start {number}");
                    }
                    if !crashed {
                        assert_eq!(ended, Ok(()), "{what}");
                        break;
                    }
                    crashes += 1;
                }
            }
        }
    }
    assert!(crashes > 1_000, "{crashes}");
}

/// What is missing in both is said at every start, and nothing is written, until the person decides.
#[test]
fn what_both_lack_is_told_until_the_person_decides() {
    for (history, pair, older) in histories(Recall::WrittenBack) {
        // The last change that was saved is in neither.
        let newest = pair.main.ls.borrow().clone();
        let of = |(key, value): (&String, &String)| {
            let actor = key.strip_prefix(ALIVE_ACTOR)?.to_owned();
            Some((actor, value.split(' ').next()?.parse::<u64>().ok()?))
        };
        let last = newest.iter().filter_map(of).next_back().expect("an actor");
        for disk in [&pair.main, &pair.twin] {
            let mut db = disk.db.borrow_mut();
            *db = older.clone();
            db.ops.remove(&last);
        }
        let before = (pair.main.db.borrow().clone(), pair.main.ls.borrow().clone());
        for number in 1..=3 {
            let found = pair.start().expect("a start");
            assert!(found.missing.is_some(), "{history}, start {number}: untold");
            let now = (pair.main.db.borrow().clone(), pair.main.ls.borrow().clone());
            assert_eq!(now, before, "{history}, start {number}: written");
        }
        let found = pair.start().expect("a start");
        block_on(journal::accept_loss(
            &pair.main,
            &pair.main,
            found.device,
            found.generation,
        ));
        for number in 1..=5 {
            let opened = pair.open(800 + number, true).map(|_| ());
            assert_eq!(
                opened,
                Ok(()),
                "{history}, start {number} after the decision"
            );
        }
    }
}

#[test]
fn a_database_that_does_not_open_is_no_first_run() {
    let disk = Disk::new();
    assert_eq!(
        Start::unread(DEVICE, &disk).missing,
        None,
        "nothing was ever saved"
    );
    long_day(&disk).unwrap();
    assert_eq!(Start::unread(DEVICE, &disk).missing, Some(Missing::Unread));
}

/// The tripwire compares only the newest numbers, so the twin must not lack what is older.
#[test]
fn a_twin_that_was_full_for_a_moment_has_no_hole() {
    let live = |is_full_at: std::ops::Range<i32>| {
        let pair = Pair::new();
        let (mut tab, both) = pair.open(1, true).expect("a start");
        for n in 0..6 {
            pair.twin.full.set(is_full_at.contains(&n));
            let saved = pair.change(&mut tab, &both, &format!("t/{n}"), "1");
            saved.expect("saved in the database");
        }
        *pair.main.db.borrow_mut() = Db::default();
        let found = pair.start().expect("a start");
        (found.missing.is_some(), fault(&pair.main, &found))
    };
    assert_eq!(live(2..4), (false, None), "full for a moment");
    assert_eq!(live(0..0), (false, None));
    let (is_told, lost) = live(2..6);
    assert!(
        is_told && lost.is_some(),
        "full to the end: a loss, and told"
    );
}

#[test]
fn an_action_at_odds_with_a_row_holds_up_nothing() {
    let disk = Disk::new();
    let mut tab = Tab::open(&disk, 1).unwrap();
    tab.change_and_save("o/0", "1").unwrap();
    tab.change("o/1", "1");
    let row = &tab.waiting[0];
    let key = (row.actor.clone(), row.seq);
    disk.db.borrow_mut().ops.insert(key, "another".to_owned());
    let found = start(&disk).unwrap();
    assert!(found.model.get::<Entry>("o/1").is_some());
    assert_eq!(found.unsaved, []);
    assert_eq!(disk.tail_keys(), 1, "it stays for the export");
    let mut again = Tab::from(&disk, 2, found);
    again.change_and_save("o/2", "1").unwrap();
}

#[test]
fn what_cannot_be_saved_after_a_loss_is_tried_again() {
    let disk = Disk::new();
    long_day(&disk).unwrap();
    let mut tab = Tab::open(&disk, 7).unwrap();
    tab.change("p/1", "in the tail only");
    *disk.db.borrow_mut() = Db::default();
    let found = start(&disk).unwrap();
    let goes_on = || {
        let going = journal::accept_loss(&disk, &disk, found.device, found.generation);
        block_on(going)
    };
    disk.full.set(true);
    assert_eq!(goes_on(), tab.waiting);
    assert_eq!(disk.tail_keys(), 1);
    disk.full.set(false);
    assert_eq!(goes_on(), []);
    assert_eq!((disk.tail_keys(), disk.db.borrow().ops.len()), (0, 1));
}

/// A database that another tab writes to between the reading of the rows and what comes after it.
struct Busy<'d> {
    disk: &'d Disk,
    meanwhile: &'d dyn Fn(),
}

impl Database for Busy<'_> {
    async fn rows(&self) -> Result<Rows, Failure> {
        let rows = self.disk.rows().await;
        (self.meanwhile)();
        rows
    }
    async fn append(&self, rows: &[Row], care: Care) -> Result<(), Failure> {
        self.disk.append(rows, care).await
    }
    async fn snapshots(&self) -> Result<Vec<(u32, String)>, Failure> {
        self.disk.snapshots().await
    }
    async fn write_snapshot(&self, slot: u32, text: &str) -> Result<(), Failure> {
        self.disk.write_snapshot(slot, text).await
    }
    async fn read_snapshot(&self, slot: u32) -> Result<Option<String>, Failure> {
        self.disk.read_snapshot(slot).await
    }
    async fn delete_through(&self, watermark: &BTreeMap<String, u64>) -> Result<(), Failure> {
        self.disk.delete_through(watermark).await
    }
    async fn meta(&self, key: &str) -> Result<Option<String>, Failure> {
        self.disk.meta(key).await
    }
    async fn put_meta(&self, key: &str, text: &str) -> Result<(), Failure> {
        self.disk.put_meta(key, text).await
    }
}

#[test]
fn what_another_tab_saves_during_a_start_is_no_loss() {
    let disk = Disk::new();
    let tab = RefCell::new(Tab::open(&disk, 1).unwrap());
    tab.borrow_mut().change_and_save("q/0", "1").unwrap();
    let meanwhile = || tab.borrow_mut().change_and_save("q/1", "1").unwrap();
    let busy = Busy {
        disk: &disk,
        meanwhile: &meanwhile,
    };
    let found = block_on(journal::start(&busy, &disk, DEVICE, NOW)).unwrap();
    assert_eq!(found.missing, None);
    // The control: the same rows, read when that change was long complete.
    let key = disk.db.borrow().ops.keys().next_back().cloned();
    disk.db.borrow_mut().ops.remove(&key.unwrap());
    assert_eq!(start(&disk).unwrap().missing, Some(Missing::AtLeast(1)));
}
