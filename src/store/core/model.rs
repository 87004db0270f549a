//! Everything known, as registers and as typed records.
//!
//! The registers are the truth; the typed tables are their decoded reading, made when first asked
//! for and from then on kept in step op by op.
//! Kinds and fields that this version does not know live in the registers only.

use std::any::Any;
use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use std::fmt;

use crate::domain::card::{Card, Log};
use crate::domain::checklist::{Entry, Habit};
use crate::domain::debrief::Debrief;
use crate::domain::drill::Drill;
use crate::domain::fact::Fact;
use crate::domain::meeting::{Block, Meeting};
use crate::domain::person::Person;
use crate::domain::phrase::PhraseMark;
use crate::domain::program::Program;
use crate::domain::ranking::{Criterion, Duel, RankSettings, Ranking, Score};
use crate::domain::record::Record;
use crate::domain::season::{SEASON, Season};
use crate::domain::story::{Run, Story, Wording};
use crate::domain::study::{STUDY, StudySettings};
use crate::domain::table::Table;
use crate::domain::take::{Take, Voice};
use crate::domain::thanks::Thanks;
use crate::domain::trip::{Interview, Trip};
use crate::store::core::codec::{Op, Records};
use crate::store::core::hlc::Hlc;
use crate::store::core::register::{Register, Version};

/// The field that says that a record was deleted.
pub const DELETED: &str = "deleted";

/// Which record a change touched.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Touched {
    /// Kind of record.
    pub kind: Box<str>,
    /// Its id.
    pub id: Box<str>,
}

impl Touched {
    /// The record that a change is about.
    pub fn by(op: &Op) -> Touched {
        Touched {
            kind: op.kind.clone(),
            id: op.id.clone(),
        }
    }

    /// A change is about this record.
    pub fn is_of(&self, op: &Op) -> bool {
        self.kind == op.kind && self.id == op.id
    }
}

macro_rules! stored {
    ($($(#[$meta:meta])* $record:ty = $slot:literal,)*) => {
        const KINDS: &[&str] = &[$(<$record as Record>::KIND),*];
        $($(#[$meta])* impl Stored for $record { const SLOT: usize = $slot; })*
    };
}

/// A record that is kept in a table.
pub trait Stored: Record {
    /// Place of its table among all tables.
    const SLOT: usize;
}

stored! {
    Trip = 0,
    Interview = 1,
    Entry = 2,
    Habit = 3,
    Season = 4,
    Card = 5,
    Log = 6,
    Story = 7,
    Drill = 8,
    StudySettings = 9,
    /// Wordings of stories that were kept, by the id of their story.
    Wording = 10,
    /// Attempts with the timer, by the id of their story.
    Run = 11,
    Take = 12,
    Voice = 13,
    Program = 14,
    Criterion = 15,
    /// Readings, by program and criterion.
    Score = 16,
    Duel = 17,
    Ranking = 18,
    RankSettings = 19,
    /// People, by the id of their program.
    Person = 20,
    /// Facts of the prep sheet, by program and field.
    Fact = 21,
    /// Who was met, by the id of the interview.
    Meeting = 22,
    /// Blocks of a day, by the id of the interview.
    Block = 23,
    /// What was written afterwards, by the id of the interview.
    Debrief = 24,
    /// Thank-you notes, by the id of the interview.
    Thanks = 25,
    PhraseMark = 26,
}

/// Kinds of record: what somebody read, so that a change of them is told, and of nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u32);

/// What something was worked out from, and how that stood then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// Kinds of record that were read.
    pub kinds: Kinds,
    /// Their revision at that time.
    pub revision: u64,
}

impl Basis {
    /// Nothing that was read has changed since.
    pub fn holds(self, model: &Model) -> bool {
        model.revision(self.kinds) == self.revision
    }
}

/// One more than tables: kinds that this version keeps in no table share it.
const SLOTS: usize = KINDS.len() + 1;
const _: () = assert!(SLOTS <= u32::BITS as usize);

impl Kinds {
    /// Every kind.
    pub const ALL: Kinds = Kinds(u32::MAX);

    /// The names of all kinds that are kept in tables.
    pub const NAMES: &[&str] = KINDS;

    /// The kind of this name.
    pub fn named(kind: &str) -> Kinds {
        let slot = KINDS.iter().position(|known| *known == kind);
        Kinds(1 << slot.unwrap_or(KINDS.len()))
    }

    /// The kind of this record.
    pub const fn of<R: Stored>() -> Kinds {
        Kinds(1 << R::SLOT)
    }

    /// These and those.
    pub const fn and(self, others: Kinds) -> Kinds {
        Kinds(self.0 | others.0)
    }

    /// There is one that is in both.
    pub const fn meets(self, others: Kinds) -> bool {
        self.0 & others.0 != 0
    }
}

/// Typed readings of the living records, one table a kind. A table is made when its kind is first
/// asked for: the start reads no card, and carries no code that could.
#[derive(Default)]
struct Tables([OnceCell<Box<dyn Reading>>; KINDS.len()]);

/// A table whose record type is not known here.
trait Reading {
    fn read(&mut self, id: &str, fields: Option<&Fields>);
    fn take(&mut self, id: &str, field: &str, json: &str);
    fn as_any(&self) -> &dyn Any;
}

impl<R: Record> Reading for Table<R> {
    fn read(&mut self, id: &str, fields: Option<&Fields>) {
        match fields {
            Some(fields) => self.insert(id, decode(fields)),
            None => self.remove(id),
        }
    }

    fn take(&mut self, id: &str, field: &str, json: &str) {
        self.change(id, |record| {
            // What does not decode reads as the default, as it will after a restart.
            if !record.take(field, json) {
                record.take(field, "null");
            }
        });
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Tables {
    /// The table of a kind, if it was made.
    fn made(&mut self, kind: &str) -> Option<&mut Box<dyn Reading>> {
        let slot = KINDS.iter().position(|known| *known == kind)?;
        self.0[slot].get_mut()
    }
}

impl Clone for Tables {
    // Made again from the registers, by whoever asks.
    fn clone(&self) -> Self {
        Tables::default()
    }
}

impl fmt::Debug for Tables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let made = |slot: &OnceCell<_>| slot.get().is_some();
        f.debug_list().entries(self.0.iter().map(made)).finish()
    }
}

type Fields = BTreeMap<Box<str>, Register>;

/// Everything known.
#[derive(Clone, Debug, Default)]
pub struct Model {
    records: Records,
    tables: Tables,
    newest: Hlc,
    /// What was read since `noting` began.
    read: Cell<Kinds>,
    /// Number of changes so far, and for each kind the number of its newest one.
    changes: u64,
    changed: [u64; SLOTS],
}

impl PartialEq for Model {
    // The tables follow from the registers.
    fn eq(&self, other: &Self) -> bool {
        self.records == other.records && self.newest == other.newest
    }
}

impl Model {
    /// The model of these records.
    pub fn new(records: Records) -> Model {
        let registers = records.values().flat_map(BTreeMap::values);
        let newest = registers
            .flat_map(BTreeMap::values)
            .flat_map(Register::stamps)
            .fold(Hlc::default(), Hlc::max);
        Model {
            records,
            newest,
            ..Model::default()
        }
    }

    /// Runs `read` and gives with its answer which kinds of record it read.
    pub fn noting<T>(&self, read: impl FnOnce() -> T) -> (T, Kinds) {
        let before = self.read.take();
        let answer = read();
        let noted = self.read.get();
        // Whoever asked around it has read that too.
        self.note(before);
        (answer, noted)
    }

    fn note(&self, kinds: Kinds) {
        self.read.set(self.read.get().and(kinds));
    }

    /// As `noting`, for an answer that is kept: its basis says later whether it still stands.
    pub fn basis<T>(&self, read: impl FnOnce() -> T) -> (T, Basis) {
        let (answer, kinds) = self.noting(read);
        let revision = self.revision(kinds);
        (answer, Basis { kinds, revision })
    }

    /// A number that is new whenever a record of one of `kinds` changes. Asking counts as reading them.
    pub fn revision(&self, kinds: Kinds) -> u64 {
        self.note(kinds);
        let changed = self.changed.iter().enumerate();
        let mine = changed.filter(|(slot, _)| kinds.0 & (1 << slot) != 0);
        mine.map(|(_, number)| *number).max().unwrap_or(0)
    }

    /// All records of one kind, by id.
    #[allow(clippy::expect_used)] // the slots are told apart by a test
    pub fn all<R: Stored>(&self) -> &Table<R> {
        self.note(Kinds::of::<R>());
        let made = self.tables.0[R::SLOT].get_or_init(|| {
            let mut table = Table::<R>::default();
            for (id, fields) in self.records.get(R::KIND).into_iter().flatten() {
                if is_alive(fields) {
                    table.insert(id, decode(fields));
                }
            }
            Box::new(table)
        });
        made.as_any().downcast_ref().expect("a slot")
    }

    /// One living record.
    pub fn get<R: Stored>(&self, id: &str) -> Option<&R> {
        self.all::<R>().get(id)
    }

    /// One record, or its default when it was never written.
    pub fn get_or_default<R: Stored>(&self, id: &str) -> R {
        self.get::<R>(id).cloned().unwrap_or_default()
    }

    /// What is left of a deleted record, as it would read if an edit brought it back.
    pub fn remains<R: Stored>(&self, id: &str) -> Option<R> {
        self.note(Kinds::of::<R>());
        self.records.get(R::KIND)?.get(id).map(decode)
    }

    /// The season record.
    pub fn season(&self) -> Season {
        self.get_or_default(SEASON)
    }

    /// The study settings.
    pub fn study(&self) -> StudySettings {
        self.get_or_default(STUDY)
    }

    /// Records whose id begins with `prefix`.
    pub fn with_prefix<'a, R: Stored>(
        &'a self,
        prefix: &str,
    ) -> impl Iterator<Item = (&'a String, &'a R)> + use<'a, R> {
        self.all::<R>().with_prefix(prefix)
    }

    /// The registers, for snapshots and exports.
    pub fn records(&self) -> &Records {
        self.note(Kinds::ALL);
        &self.records
    }

    /// One field's register.
    pub fn register(&self, kind: &str, id: &str, field: &str) -> Option<&Register> {
        self.note(Kinds::named(kind));
        self.records.get(kind)?.get(id)?.get(field)
    }

    /// A text field, also of a record that was deleted: for what must not bring the record's type along.
    pub fn text(&self, kind: &str, id: &str, field: &str) -> Option<String> {
        serde_json::from_str(&self.register(kind, id, field)?.current()?.val).ok()
    }

    /// The record was written and not deleted since.
    pub fn is_alive(&self, kind: &str, id: &str) -> bool {
        self.note(Kinds::named(kind));
        self.records
            .get(kind)
            .and_then(|ids| ids.get(id))
            .is_some_and(is_alive)
    }

    /// The newest stamp applied.
    pub fn newest(&self) -> Hlc {
        self.note(Kinds::ALL);
        self.newest
    }

    /// Nothing was ever written.
    pub fn is_empty(&self) -> bool {
        self.note(Kinds::ALL);
        self.records.is_empty()
    }

    /// Number of fields ever written, a measure of how much there is to lose.
    pub fn field_count(&self) -> usize {
        self.note(Kinds::ALL);
        self.records
            .values()
            .flat_map(BTreeMap::values)
            .map(BTreeMap::len)
            .sum()
    }

    /// Applies one change; applying it again does nothing. Says whether anything changed.
    pub fn apply(&mut self, op: &Op) -> bool {
        let head = Version {
            hlc: op.hlc,
            val: op.val.clone(),
        };
        self.join_register(
            &op.kind,
            &op.id,
            &op.field,
            &Register::new(vec![head], &op.prev),
        )
    }

    /// Takes in all of `records` and says which records changed.
    pub fn join(&mut self, records: Records) -> Vec<Touched> {
        let mut touched = Vec::new();
        for (kind, ids) in records {
            for (id, fields) in ids {
                let mut changed = false;
                for (field, register) in fields {
                    changed |= self.join_register(&kind, &id, &field, &register);
                }
                if changed {
                    touched.push(Touched {
                        kind: kind.clone(),
                        id,
                    });
                }
            }
        }
        touched
    }

    fn join_register(&mut self, kind: &str, id: &str, field: &str, other: &Register) -> bool {
        // Replaced stamps count too: a write that did not follow them would be taken for old.
        self.newest = other.stamps().fold(self.newest, Hlc::max);
        let fields = child(child(&mut self.records, kind), id);
        let was_alive = is_alive(fields);
        let register = child(fields, field);
        let before = register.current().cloned();
        if !register.join(other) {
            return false;
        }
        let after = register.current().cloned();
        let alive = is_alive(fields);
        self.changes += 1;
        let slot = KINDS.iter().position(|known| *known == kind);
        self.changed[slot.unwrap_or(KINDS.len())] = self.changes;
        let Some(table) = self.tables.made(kind) else {
            return true;
        };
        if was_alive && alive {
            if let Some(after) = after.filter(|after| before.as_ref() != Some(after)) {
                table.take(id, field, &after.val);
            }
        } else {
            table.read(id, alive.then_some(&*fields));
        }
        true
    }
}

// A plain `entry` would box the key at every look-up; nearly all of them find it there.
#[allow(clippy::expect_used)] // inserted on the line above
fn child<'a, V: Default>(map: &'a mut BTreeMap<Box<str>, V>, key: &str) -> &'a mut V {
    if !map.contains_key(key) {
        map.insert(key.into(), V::default());
    }
    map.get_mut(key).expect("present")
}

/// A record lives unless it was deleted after its last edit: an edit made elsewhere after the
/// deletion brings it back.
fn is_alive(fields: &Fields) -> bool {
    let edited = fields
        .iter()
        .filter(|(field, _)| &***field != DELETED)
        .filter_map(|(_, register)| register.current())
        .map(|version| version.hlc)
        .max();
    let deleted = fields
        .get(DELETED)
        .and_then(Register::current)
        .filter(|version| &*version.val == "true")
        .map(|version| version.hlc);
    edited.is_some_and(|edited| deleted.is_none_or(|deleted| edited > deleted))
}

fn decode<R: Record>(fields: &Fields) -> R {
    let mut record = R::default();
    for (field, register) in fields {
        if let Some(version) = register.current() {
            record.take(field, &version.val);
        }
    }
    record
}
