//! Where the store meets the browser: one session per tab.
//!
//! It holds the model, hands out views' signals, turns actions into saved ops, follows other tabs,
//! and tells truthfully what is saved. It decides nothing about the data; `store` does.
//!
//! Views never subscribe to a signal that outlives them: `watch` gives a view a signal of its own
//! and takes its listener out again when the view goes. A framework effect that dies while
//! subscribed to a long-lived signal would stay in that signal's list for good (measured: tens of
//! kilobytes per visit to a list).

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::domain::season::ExportMade;
use crate::domain::time::{Hours, Instant};
use crate::domain::zone as rules;
use crate::parts::cut;
use crate::platform::{channel::Channel, clock, db, lock, random, tail, zone};

use crate::store::acts::adopt::{self, Adopt};
use crate::store::acts::season::SeasonAction;

use crate::store::core::change::{self, Act, Change, Plan, Refusal, Replaces};
use crate::store::core::codec::{Op, Records, Row};
use crate::store::core::hlc::{Actor, Hlc};
use crate::store::core::model::{Kinds, Model, Touched};
use crate::store::core::undo::{History, Origin, Step, Visit};
use crate::store::keep::database::{Care, Database, Failure};
use crate::store::keep::journal::{Missing, Start};
use crate::store::keep::tail::{ALIVE, Tail, note_complete, put_tail};
use crate::store::keep::twin::Doubled;
use crate::store::keep::{compaction, database, export, journal, twin};
use crate::store::read::home::with_home;
use crate::store::read::world::World;

pub mod phone;
pub mod recordings;
pub mod saving;

/// Name of the database, for ever.
const DATABASE: &str = "matchbook";
const COMPACTION: &str = "matchbook-compact";
/// How long to wait before a failed save is tried again, in milliseconds.
const RETRY_MS: u32 = 5_000;

/// More rows than this are told of while they are written.
const LARGE: usize = 500;

/// How safe the data are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Everything is complete in the database.
    Saved,
    /// Something is on its way.
    Pending,
    /// No space: changes live in memory and in the tail only.
    Full,
    /// The browser forbids storage: nothing will be there tomorrow.
    Never,
    /// The database does not answer; it is tried again.
    Failing,
    /// The database could not be read at the start: nothing is shown, and nothing is written over it.
    Unread,
}

/// What the app is showing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The screens.
    Ready,
    /// Something saved earlier is missing.
    Recovery(Missing),
}

/// The handle that screens hold. Copies are the same session.
#[derive(Clone, Copy)]
pub struct Session(StoredValue<Rc<Inner>, LocalStorage>);

struct Inner {
    model: RefCell<Model>,
    listeners: RefCell<Vec<Rc<Listener>>>,
    journal: RefCell<Journal>,
    database: Option<Doubled<Idb>>,
    channel: RefCell<Option<Channel>>,
    history: RefCell<History>,
    /// The screen that is open, and the field that was entered last: both only count up.
    visit: Cell<Visit>,
    field: Cell<u32>,
    /// Numbers of the steps that the open screen would take back and do again next; nought is none.
    steps: ArcRwSignal<(u64, u64)>,
    phone: RefCell<zone::Phone>,
    hours: Cell<Hours>,
    saving: ArcRwSignal<Saving>,
    phase: ArcRwSignal<Phase>,
    /// Seq of this tab's newest op, and of its newest complete one.
    counts: ArcRwSignal<(u64, u64)>,
    /// Rows written and rows to write of a change that takes long or that closing the app now would
    /// lose; nought of nought when there is none.
    progress: ArcRwSignal<(u64, u64)>,
}

/// A step that was taken back, or done again.
#[derive(Debug)]
pub struct Turned {
    /// As it was.
    pub step: Step,
    /// Something was changed by that.
    pub changed: bool,
    /// Something of it stays, because it was changed since.
    pub stays: bool,
}

struct Journal {
    actor: Actor,
    seq: u64,
    last: Hlc,
    waiting: Vec<(Row, Care)>,
    writing: bool,
    generation: u64,
    rows: usize,
    quarantined: usize,
    /// The database lacks what the model has from the twin.
    recalled: bool,
    /// Rows that ever waited, and of those the ones that are complete.
    taken: usize,
    written: usize,
    /// Up to this row of those that ever waited, some are not in the tail.
    exposed: usize,
    /// What to run once that many rows are complete.
    when_saved: Vec<(usize, Box<dyn FnOnce()>)>,
}

/// What an act writes, once the model is at hand, and whether the open screen may take it back.
type Planned = dyn FnOnce(&Model) -> Result<(Plan, bool), Refusal>;

fn planned(act: impl Act + 'static) -> Box<Planned> {
    Box::new(|model| {
        let is_of_screen = act.is_of_screen(model);
        Ok((act.plan(model)?, is_of_screen))
    })
}

/// Hears of a change: of which record, when it was only one.
type Hear = dyn Fn(&Model, Option<&Touched>);

/// Whoever follows the model.
struct Listener {
    /// What it has read so far, noted while it read.
    reads: Cell<Kinds>,
    alive: Cell<bool>,
    run: Box<Hear>,
}

impl Session {
    /// Something was saved here once, as far as can be known before the database is open.
    pub fn has_data() -> bool {
        tail::get(ALIVE).is_some()
    }

    /// Opens the database, reads everything back and follows other tabs.
    pub async fn open() -> Session {
        let fresh = random::u64();
        let now = clock::now_ms();
        let (database, start, saving) = match read_back(fresh, now).await {
            Ok((database, start)) => (Some(database), start, Saving::Saved),
            Err(Failure::Blocked) => (None, Start::nothing(fresh), Saving::Never),
            Err(_) => (None, Start::unread(fresh, &Local), Saving::Unread),
        };
        let Start {
            model,
            device,
            generation,
            rows,
            quarantined,
            gaps: _,
            missing,
            last,
            seqs,
            unsaved,
            recalled,
        } = start;
        let mut actor = Actor {
            device,
            tab: random::u16(),
        };
        while seqs.contains_key(&actor.text()) {
            // An earlier start drew this number; its rows are still there.
            actor.tab = actor.tab.wrapping_add(1);
        }
        // What is missing is decided on first; until then the tail stays as it is.
        let waiting = if missing.is_none() {
            unsaved
        } else {
            Vec::new()
        };
        let journal = Journal {
            actor,
            seq: 0,
            last,
            taken: waiting.len(),
            written: 0,
            exposed: 0,
            waiting: waiting.into_iter().map(|row| (row, Care::Strict)).collect(),
            writing: false,
            generation,
            rows,
            quarantined,
            recalled,
            when_saved: Vec::new(),
        };
        let set = zone::phone();
        let session = Session(StoredValue::new_local(Rc::new(Inner {
            model: RefCell::new(model),
            listeners: RefCell::default(),
            journal: RefCell::new(journal),
            database,
            channel: RefCell::new(None),
            history: RefCell::default(),
            visit: Cell::new(1),
            field: Cell::new(0),
            steps: ArcRwSignal::new((0, 0)),
            hours: Cell::new(phone::hours(&set)),
            phone: RefCell::new(set),
            saving: ArcRwSignal::new(saving),
            phase: ArcRwSignal::new(missing.map_or(Phase::Ready, Phase::Recovery)),
            counts: ArcRwSignal::new((0, 0)),
            progress: ArcRwSignal::new((0, 0)),
        })));
        session.follow();
        session.keep_home();
        session.adopt();
        session
    }

    /// Keeps where home is, for those who were welcomed by a version that did not, before they fly.
    fn keep_home(self) {
        let ready = self
            .inner()
            .phase
            .with_untracked(|phase| *phase == Phase::Ready);
        let season = self.read(|model, world| with_home(&model.season(), world));
        if let Some(season) = season.filter(|_| ready) {
            // Nothing to tell the person: what cannot be kept now is kept by the next start.
            let _ = self.type_in(SeasonAction::Edit { season });
        }
    }

    /// Gives what an older version kept by the name of its program the record of it. Its rules come only
    /// when there is something to do.
    fn adopt(self) {
        let inner = self.inner();
        let ready = inner.phase.with_untracked(|phase| *phase == Phase::Ready);
        if ready && adopt::is_due(&inner.model.borrow()) {
            // What cannot be brought or kept now is done by the next start.
            spawn_local(async move {
                let _ = adopting::call(self).await;
            });
        }
    }

    fn inner(self) -> Rc<Inner> {
        self.0.get_value()
    }

    fn follow(self) {
        if let Some(database) = &self.inner().database {
            database
                .main()
                .0
                .on_progress(move |written| self.note_progress(written));
        }
        let channel = Channel::open(DATABASE, move |text| self.take_from_other_tab(&text));
        *self.inner().channel.borrow_mut() = Some(channel);
        clock::every_minute(move || {
            self.follow_phone(zone::phone());
            self.tell(None);
        })
        .forever();
        clock::on_visible(move || spawn_local(self.catch_up())).forever();
        spawn_local(async move {
            let inner = self.inner();
            if !inner.journal.borrow().waiting.is_empty() {
                self.save();
            }
            if let Some(database) = &inner.database {
                let device = inner.journal.borrow().actor.device;
                // Failing here only means that the next start draws a new id.
                let _ = journal::keep_device(database, device).await;
            }
            self.pair().await;
            self.compact_if_due().await;
        });
    }

    /// What the app is showing.
    pub fn phase(self) -> ArcReadSignal<Phase> {
        self.inner().phase.read_only()
    }

    /// How safe the data are.
    pub fn saving(self) -> ArcReadSignal<Saving> {
        self.inner().saving.read_only()
    }

    /// Seq of this tab's newest change, and of its newest one that is complete in the database.
    pub fn counts(self) -> ArcReadSignal<(u64, u64)> {
        self.inner().counts.read_only()
    }

    /// Texts that could not be read at the start and were put aside.
    pub fn quarantined(self) -> usize {
        self.inner().journal.borrow().quarantined
    }

    /// Writes times as `12` or `24` hours, or with an empty text as the phone does; every view follows.
    pub fn set_hours(self, chosen: &str) {
        phone::set_preference("hours", chosen);
        let inner = self.inner();
        inner.hours.set(phone::hours(&inner.phone.borrow()));
        self.tell(None);
    }

    /// Follows what the phone is set to, which changes with a journey; every view follows.
    fn follow_phone(self, set: zone::Phone) {
        let inner = self.inner();
        if *inner.phone.borrow() != set {
            inner.hours.set(phone::hours(&set));
            *inner.phone.borrow_mut() = set;
            self.tell(None);
        }
    }

    /// Asks the browser what the phone is set to, if that was only remembered until now.
    pub fn look_at_phone(self) {
        self.follow_phone(zone::look());
    }

    /// Reads the model once, without following it.
    pub fn read<T>(self, read: impl FnOnce(&Model, &World) -> T) -> T {
        let inner = self.inner();
        let model = inner.model.borrow();
        inner.with_world(|world| read(&model, world))
    }

    /// A signal of the calling view that always holds `select`'s answer. It is asked again when a
    /// record changes of a kind that it has read, and every minute.
    pub fn watch<T>(self, select: impl Fn(&Model, &World) -> T + 'static) -> Signal<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let (first, reads) = self.read(|model, world| model.noting(|| select(model, world)));
        let value = RwSignal::new(first);
        self.listen(reads, move |model, world, _| {
            let new = select(model, world);
            if value.try_with_untracked(|old| *old != new) == Some(true) {
                value.try_set(new);
            }
        });
        value.into()
    }

    /// Rows of a list, each with a signal of its own: a change of one row paints one row. What is read
    /// of the list as a whole belongs into `whole`, which gets all rows whenever all are read.
    ///
    /// `select` gets the key of a row when nothing but the record of that id was changed, and then
    /// need not give more than that row: ticking one of hundreds does not read the others.
    pub fn watch_rows<T: ListedRow>(
        self,
        select: impl Fn(&Model, &World, Option<&str>) -> Vec<T> + 'static,
        whole: impl Fn(&[T]) + 'static,
    ) -> Rows<T> {
        let owner = Owner::current();
        let rows = Rows {
            all: RwSignal::new(Vec::new()),
            by_key: StoredValue::default(),
            changed: Trigger::new(),
        };
        let show = move |new: Vec<T>| {
            whole(&new);
            let keys: Vec<String> = new.iter().map(|row| row.key().to_owned()).collect();
            // Owned by the view, not by whichever tap brought the row.
            let signal = |row: T| match &owner {
                Some(owner) => owner.with(|| RwSignal::new(row)),
                None => RwSignal::new(row),
            };
            for (key, row) in keys.iter().zip(new) {
                match rows.get(key) {
                    Some(known) => put(known, row),
                    None => {
                        let signal = signal(row);
                        rows.by_key
                            .try_update_value(|known| known.insert(key.clone(), signal));
                    }
                }
            }
            if rows.all.try_with_untracked(|old| *old != keys) == Some(true) {
                rows.all.try_set(keys);
            }
            rows.changed.notify();
        };
        let (first, reads) = self.read(|model, world| model.noting(|| select(model, world, None)));
        show(first);
        self.listen(reads, move |model, world, touched| {
            let only = touched
                .map(|touched| &*touched.id)
                .filter(|id| rows.lists(id));
            if let Some(id) = only
                && rows.take_in_place(id, select(model, world, Some(id)))
            {
                return;
            }
            show(select(model, world, None));
        });
        rows
    }

    fn listen(self, reads: Kinds, run: impl Fn(&Model, &World, Option<&Touched>) + 'static) {
        let listener = Rc::new(Listener {
            reads: Cell::new(reads),
            alive: Cell::new(true),
            run: Box::new(move |model, touched| {
                self.inner().with_world(|world| run(model, world, touched));
            }),
        });
        let mine = StoredValue::new_local(listener.clone());
        self.inner().listeners.borrow_mut().push(listener);
        on_cleanup(move || {
            mine.try_with_value(|mine| mine.alive.set(false));
            self.inner()
                .listeners
                .borrow_mut()
                .retain(|listener| listener.alive.get());
        });
    }

    /// Runs the listeners that have read one of the kinds touched, or all of them. They learn which record
    /// it was when it was only one.
    fn tell(self, touched: Option<&[Touched]>) {
        let inner = self.inner();
        let kinds = touched.map_or(Kinds::ALL, |touched| {
            let kinds = touched.iter().map(|touched| Kinds::named(&touched.kind));
            kinds.fold(Kinds::default(), Kinds::and)
        });
        let is_due =
            |listener: &&Rc<Listener>| touched.is_none() || listener.reads.get().meets(kinds);
        let only = match touched {
            Some([only]) => Some(only),
            _ => None,
        };
        let listeners = inner.listeners.borrow();
        let due: Vec<Rc<Listener>> = listeners.iter().filter(is_due).cloned().collect();
        drop(listeners);
        for listener in due {
            // An earlier listener may have closed this one's view.
            if listener.alive.get() {
                let model = inner.model.borrow();
                let ((), read) = model.noting(|| (listener.run)(&model, only));
                // What it read before counts on: a row read alone reads less than the list.
                listener.reads.set(listener.reads.get().and(read));
            }
        }
    }

    /// Does what the person asked, shows it, and starts to save it.
    ///
    /// # Errors
    /// A sentence for the person; then nothing was changed.
    pub fn dispatch(self, act: impl Act + 'static) -> Result<(), Refusal> {
        self.dispatch_with(planned(act), Some(Origin::Act), Care::Strict)
            .map(drop)
    }

    /// As `dispatch`, for an act that the person is told of as `told`. Gives the number of its step,
    /// unless it changed nothing.
    ///
    /// # Errors
    /// A sentence for the person; then nothing was changed.
    pub fn dispatch_told(
        self,
        act: impl Act + 'static,
        told: &str,
    ) -> Result<Option<u64>, Refusal> {
        let number = self.dispatch_with(planned(act), Some(Origin::Act), Care::Strict)?;
        if let Some(number) = number {
            self.inner().history.borrow_mut().tell(number, told);
        }
        Ok(number)
    }

    /// As `dispatch`, for keystrokes: saved at once, but without pressing the disk. Those into one field
    /// are taken back as one.
    ///
    /// # Errors
    /// A sentence for the person; then nothing was changed.
    pub fn type_in(self, act: impl Act + 'static) -> Result<(), Refusal> {
        let origin = Origin::Typing(self.inner().field.get());
        self.dispatch_with(planned(act), Some(origin), Care::Relaxed)
            .map(drop)
    }

    /// As `dispatch`, for what the app notes by itself: nobody takes it back.
    ///
    /// # Errors
    /// A sentence; then nothing was changed.
    pub fn note(self, act: impl Act + 'static) -> Result<(), Refusal> {
        self.dispatch_with(planned(act), None, Care::Relaxed)
            .map(drop)
    }

    // Not generic: the callers bring their rules with them, this is here once.
    fn dispatch_with(
        self,
        planned: Box<Planned>,
        origin: Option<Origin>,
        care: Care,
    ) -> Result<Option<u64>, Refusal> {
        let inner = self.inner();
        let (plan, is_of_screen) = planned(&inner.model.borrow())?;
        let (changes, replaces) = match plan {
            Plan::Write(changes) => (changes, Replaces::Shown),
            Plan::Settle(change) => (vec![change], Replaces::All),
            Plan::Merge(records) => {
                let ops = {
                    let journal = inner.journal.borrow();
                    change::merge(
                        &inner.model.borrow(),
                        &records,
                        journal.actor,
                        journal.seq + 1,
                    )
                };
                self.take(ops, care);
                self.adopt();
                return Ok(None);
            }
        };
        let ops = self.stamped(changes, replaces);
        let number = origin.and_then(|origin| {
            let visit = if is_of_screen { inner.visit.get() } else { 0 };
            let model = inner.model.borrow();
            let mut history = inner.history.borrow_mut();
            history.note(&model, &ops, visit, origin)
        });
        self.tell_steps();
        self.take(ops, care);
        Ok(number)
    }

    /// The ops of `changes`, which come next.
    fn stamped(self, changes: Vec<Change>, replaces: Replaces) -> Vec<Op> {
        let inner = self.inner();
        let (model, journal) = (inner.model.borrow(), inner.journal.borrow());
        let last = journal.last.max(model.newest());
        let (actor, seq) = (journal.actor, journal.seq + 1);
        change::stamp(&model, changes, replaces, actor, seq, last, clock::now_ms())
    }

    /// Applies this tab's own ops, then saves them.
    fn take(self, ops: Vec<Op>, care: Care) {
        let inner = self.inner();
        let mut touched: Vec<Touched> = Vec::new();
        let mut rows = Vec::new();
        for op in &ops {
            inner.model.borrow_mut().apply(op);
            let mut journal = inner.journal.borrow_mut();
            journal.seq = op.seq;
            journal.last = journal.last.max(op.hlc);
            rows.extend(op.row());
            // The fields of one record come one after the other.
            if touched.last().is_none_or(|last| !last.is_of(op)) {
                touched.push(Touched::by(op));
            }
        }
        let in_tail = inner.database.is_none() || put_tail(&Local, &rows);
        {
            let mut journal = inner.journal.borrow_mut();
            journal.taken += rows.len();
            if !in_tail {
                journal.exposed = journal.taken;
            }
            let rows = rows.into_iter().map(|row| (row, care));
            journal.waiting.extend(rows);
        }
        if ops.is_empty() {
            return;
        }
        self.note_progress(0);
        self.tell(Some(&touched));
        let seq = inner.journal.borrow().seq;
        inner.counts.update(|counts| counts.0 = seq);
        self.save();
    }

    fn save(self) {
        let inner = self.inner();
        if inner.database.is_none() {
            return;
        }
        if inner
            .saving
            .with_untracked(|saving| *saving == Saving::Saved)
        {
            inner.saving.set(Saving::Pending);
        }
        if !std::mem::replace(&mut inner.journal.borrow_mut().writing, true) {
            spawn_local(self.write_all());
        }
    }

    async fn write_all(self) {
        let inner = self.inner();
        let Some(database) = &inner.database else {
            return;
        };
        loop {
            let batch: Vec<(Row, Care)> = inner.journal.borrow().waiting.clone();
            if batch.is_empty() {
                break;
            }
            let care = if batch.iter().any(|(_, care)| *care == Care::Strict) {
                Care::Strict
            } else {
                Care::Relaxed
            };
            let rows: Vec<Row> = batch.into_iter().map(|(row, _)| row).collect();
            match database.append(&rows, care).await {
                Ok(()) => self.note_complete(&rows),
                Err(failure) => {
                    let saving = if failure == Failure::Full {
                        Saving::Full
                    } else {
                        Saving::Failing
                    };
                    inner.saving.set(saving);
                    inner.journal.borrow_mut().writing = false;
                    clock::after(RETRY_MS, move || self.save()).forever();
                    return;
                }
            }
        }
        inner.journal.borrow_mut().writing = false;
        inner.saving.set(Saving::Saved);
        self.compact_if_due().await;
    }

    fn note_complete(self, rows: &[Row]) {
        let inner = self.inner();
        let (device, generation) = {
            let mut journal = inner.journal.borrow_mut();
            journal.waiting.drain(..rows.len());
            journal.rows += rows.len();
            journal.written += rows.len();
            (journal.actor.device, journal.generation)
        };
        note_complete(&Local, rows, device, generation);
        if let Some(last) = rows.last() {
            inner.counts.update(|counts| counts.1 = last.seq);
        }
        if let Some(channel) = &*inner.channel.borrow() {
            for row in rows {
                channel.post(&[&row.actor, "/", &row.seq.to_string(), "/", &row.text].concat());
            }
        }
        self.note_progress(0);
        self.run_saved();
    }

    /// `written` rows of those that wait are on their way into the database.
    fn note_progress(self, written: usize) {
        let inner = self.inner();
        let progress = {
            let journal = inner.journal.borrow();
            let total = journal.waiting.len();
            if total > LARGE || journal.exposed > journal.written {
                (written as u64, total as u64)
            } else {
                (0, 0)
            }
        };
        put_pair(&inner.progress, progress);
    }

    fn run_saved(self) {
        let inner = self.inner();
        loop {
            let mut journal = inner.journal.borrow_mut();
            let written = journal.written;
            let due = journal.when_saved.iter().position(|(at, _)| *at <= written);
            let Some(place) = due else { return };
            let (_, run) = journal.when_saved.remove(place);
            drop(journal);
            run();
        }
    }

    fn take_from_other_tab(self, message: &str) {
        let mut parts = message.splitn(3, '/');
        let (Some(actor), Some(seq), Some(text)) = (parts.next(), parts.next(), parts.next())
        else {
            return;
        };
        let Ok(seq) = seq.parse() else { return };
        let row = Row {
            actor: actor.to_owned(),
            seq,
            text: text.to_owned(),
        };
        let Ok(op) = Op::read(&row) else { return };
        let changed = self.inner().model.borrow_mut().apply(&op);
        if changed {
            self.tell(Some(&[Touched::by(&op)]));
        }
    }

    /// Takes in what other tabs wrote while this one was hidden, and tries again what is waiting.
    async fn catch_up(self) {
        let inner = self.inner();
        let Some(database) = &inner.database else {
            return;
        };
        let generation = inner.journal.borrow().generation;
        let caught =
            compaction::catch_up(database, |f| f(&mut inner.model.borrow_mut()), generation).await;
        if let Ok(caught) = caught {
            self.note_caught_up(&caught);
        }
        if !inner.journal.borrow().waiting.is_empty() {
            self.save();
        }
    }

    fn note_caught_up(self, caught: &compaction::CaughtUp) {
        {
            let inner = self.inner();
            let mut journal = inner.journal.borrow_mut();
            journal.generation = caught.generation;
            journal.rows = caught.rows;
        }
        if !caught.touched.is_empty() {
            self.tell(Some(&caught.touched));
        }
    }

    async fn compact_if_due(self) {
        let inner = self.inner();
        if inner.database.is_none() {
            return;
        }
        let (rows, generation, device) = {
            let journal = inner.journal.borrow();
            (journal.rows, journal.generation, journal.actor.device)
        };
        let recovering = inner.phase.with_untracked(|phase| *phase != Phase::Ready);
        if rows <= compaction::COMPACT_ABOVE || recovering {
            return;
        }
        if let Ok(folding) = folding::call(self, generation, device).await {
            folding.await;
        }
    }

    /// Gives the database its twin and brings both to the same.
    async fn pair(self) {
        let inner = self.inner();
        let Some(database) = &inner.database else {
            return;
        };
        if inner.phase.with_untracked(|phase| *phase != Phase::Ready) {
            return;
        }
        let Some(twin) = database.main().0.open_twin().await else {
            return;
        };
        database.pair_with(Idb(twin));
        if let Ok(levelling) = levelling::call(self).await {
            levelling.await;
        }
    }

    async fn level(self) {
        let inner = self.inner();
        let Some(both) = &inner.database else {
            return;
        };
        let (version, recalled) = {
            let journal = inner.journal.borrow();
            let version = (journal.generation, journal.actor.device);
            (version, journal.recalled)
        };
        let model = |f: &mut dyn FnMut(&mut Model)| f(&mut inner.model.borrow_mut());
        let work = twin::level_both(both, &Local, model, version, recalled, |caught| {
            inner.journal.borrow_mut().recalled = false;
            self.note_caught_up(caught);
        });
        // Not done, it is done at the next start; until then the twin has less, never other things.
        let _ = lock::try_exclusive(COMPACTION, work).await;
    }

    /// Folds rows of the database into a snapshot, if no other tab is doing it.
    async fn compact(self, generation: u64, device: u64) {
        let inner = self.inner();
        let Some(database) = &inner.database else {
            return;
        };
        let work = compaction::compact(
            database,
            &Local,
            |f| f(&mut inner.model.borrow_mut()),
            generation,
            device,
        );
        // A failed or refused compaction costs nothing: the rows are all there.
        if let Some(Ok(caught)) = lock::try_exclusive(COMPACTION, work).await {
            self.note_caught_up(&caught);
            // What is left was needed by the older slot; wait for as many again.
            let mut journal = inner.journal.borrow_mut();
            journal.rows = journal.rows.min(compaction::COMPACT_ABOVE / 2);
        }
    }

    /// A screen was opened: what was done before is not for it to take back.
    pub fn begin_visit(self) {
        let visit = &self.inner().visit;
        visit.set(visit.get() + 1);
        self.tell_steps();
    }

    /// Another field was entered: what is typed from now on is another step.
    pub fn enter_field(self) {
        let field = &self.inner().field;
        field.set(field.get() + 1);
    }

    /// Numbers of the steps that the open screen would take back and do again next; nought is none.
    pub fn steps(self) -> ArcReadSignal<(u64, u64)> {
        self.inner().steps.read_only()
    }

    fn tell_steps(self) {
        let inner = self.inner();
        let (history, visit) = (inner.history.borrow(), inner.visit.get());
        let number = |again| history.newest(visit, again).map_or(0, |step| step.number);
        let steps = (number(false), number(true));
        drop(history);
        put_pair(&inner.steps, steps);
    }

    /// Number of the newest step that deleted a record.
    pub fn deletion(self, kind: &str, id: &str) -> Option<u64> {
        let inner = self.inner();
        let history = inner.history.borrow();
        Some(history.deletion(kind, id)?.number)
    }

    /// Reads a step.
    pub fn with_step<T>(self, number: u64, read: impl FnOnce(&Step) -> T) -> Option<T> {
        let inner = self.inner();
        let history = inner.history.borrow();
        history.step(number).map(read)
    }

    /// Takes a step back, or does again what was taken back; what was changed since stays. `None` when
    /// the step is not remembered, because it was taken back already or is too long ago. `told` is what the
    /// person knows the step by.
    pub fn turn(self, number: u64, told: Option<&str>) -> Option<Turned> {
        let inner = self.inner();
        if let Some(told) = told {
            inner.history.borrow_mut().tell(number, told);
        }
        let reversal = {
            let (model, history) = (inner.model.borrow(), inner.history.borrow());
            history.reversal(&model, number)?
        };
        let ops = self.stamped(reversal.changes, Replaces::Shown);
        let step = {
            let (model, mut history) = (inner.model.borrow(), inner.history.borrow_mut());
            history.turn(&model, number, &ops)?
        };
        let changed = !ops.is_empty();
        self.tell_steps();
        self.take(ops, Care::Strict);
        Some(Turned {
            step,
            changed,
            stays: reversal.stays,
        })
    }

    /// Runs `then` once all that was changed until now is complete in the database; at once where that
    /// is so already, or where nothing is ever saved and a notice says so.
    pub fn when_saved(self, then: impl FnOnce() + 'static) {
        let inner = self.inner();
        if inner.database.is_none() || inner.journal.borrow().waiting.is_empty() {
            then();
        } else {
            let mut journal = inner.journal.borrow_mut();
            let all = journal.taken;
            journal.when_saved.push((all, Box::new(then)));
        }
    }

    /// Waits until all that was changed until now is complete in the database, as `when_saved`.
    pub async fn saved(self) {
        let state = Rc::new(RefCell::new((false, None::<Waker>)));
        let told = state.clone();
        self.when_saved(move || {
            let waker = {
                let mut state = told.borrow_mut();
                state.0 = true;
                state.1.take()
            };
            if let Some(waker) = waker {
                waker.wake();
            }
        });
        poll_fn(|context| {
            let mut state = state.borrow_mut();
            if state.0 {
                return Poll::Ready(());
            }
            state.1 = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    /// Rows written and rows to write of a change that takes long or that closing the app now would
    /// lose; nought of nought when there is none.
    pub fn progress(self) -> ArcReadSignal<(u64, u64)> {
        self.inner().progress.read_only()
    }

    /// A fresh random id.
    pub fn fresh_id(self) -> String {
        Actor {
            device: random::u64(),
            tab: random::u16(),
        }
        .text()
    }

    /// The person has seen what is missing and goes on.
    pub async fn accept_loss(self) {
        let inner = self.inner();
        if let Some(database) = &inner.database {
            let (device, generation) = {
                let journal = inner.journal.borrow();
                (journal.actor.device, journal.generation)
            };
            // If even this fails, the recovery screen comes again at the next start.
            let _ = journal::accept_loss(database, &Local, device, generation).await;
        }
        inner.phase.set(Phase::Ready);
        self.adopt();
        self.pair().await;
    }

    /// Name and text of an export, read back and compared before it is handed out.
    ///
    /// # Errors
    /// A sentence that says why there is none.
    pub async fn export(self) -> Result<(String, String), String> {
        let inner = self.inner();
        let mut damaged = Vec::new();
        if let Some(database) = &inner.database {
            damaged = database.main().quarantine().await;
        }
        let now = clock::now_ms();
        let model = inner.model.borrow();
        let text = export::write(&model, &damaged, now)
            .filter(|text| export::read(text.as_bytes()).as_ref() == Ok(model.records()))
            .ok_or(
                "The copy did not read back as written, so it was not made. Please try again.",
            )?;
        let day = inner.with_world(|world| world.today()).iso();
        Ok((["matchbook-", &day, ".json"].concat(), text))
    }

    /// Notes that an export left the app.
    pub fn note_export(self) {
        let changes = self.inner().model.borrow().field_count();
        let made = ExportMade {
            at: clock::now_ms(),
            changes: u64::try_from(changes).unwrap_or(0),
        };
        // Nothing in this action can be refused.
        let _ = self.note(SeasonAction::NoteExport { made });
    }

    /// Takes in the records of an export.
    pub fn merge(self, records: Records) {
        let _ = self.dispatch(SeasonAction::Merge { records });
    }
}

fn adopt_names(session: Session) {
    let _ = session.note(Adopt);
}

type Folding = Pin<Box<dyn Future<Output = ()>>>;

fn fold(session: Session, generation: u64, device: u64) -> Folding {
    Box::pin(session.compact(generation, device))
}

fn level_both(session: Session) -> Folding {
    Box::pin(session.level())
}

type Recalling = Pin<Box<dyn Future<Output = Start>>>;

/// What the twin can add to a start that came up short, written into the database and read back.
fn recall(main: db::Db, twin: db::Db, start: Box<Start>, now_ms: i64) -> Recalling {
    Box::pin(async move {
        let (main, twin, mut start) = (Idb(main), Idb(twin), *start);
        // A twin that cannot be read adds nothing; it is asked again later.
        let _ = twin::recall(&mut start, &twin, &Local, now_ms).await;
        let start = RefCell::new(start);
        let work = async {
            let recalled = start.replace(Start::nothing(0));
            start.replace(twin::write_back(recalled, &main, &twin, &Local, now_ms).await);
        };
        // Another tab that has the lock is writing the same.
        let _ = lock::try_exclusive(COMPACTION, work).await;
        start.into_inner()
    })
}

// Not needed for the first minutes, so not in the start-up program.
cut! { pack; fn adopting(session: Session) -> () = super::adopt_names; }
cut! { upkeep; fn levelling(session: Session) -> Folding = super::level_both; }
cut! { upkeep; fn recalling(main: db::Db, twin: db::Db, start: Box<Start>, now_ms: i64) -> Recalling = super::recall; }
cut! { upkeep; fn folding(session: Session, generation: u64, device: u64) -> Folding = super::fold; }

/// How often a start is tried. A database that was just killed may need a moment.
const STARTS: usize = 3;

async fn read_back(fresh_device: u64, now_ms: i64) -> Result<(Doubled<Idb>, Start), Failure> {
    let mut last = Failure::Gone;
    for place in [db::Place::Main; STARTS] {
        match read_at(place, fresh_device, now_ms).await {
            Err(Failure::Blocked) => return Err(Failure::Blocked),
            Err(failure) => last = failure,
            found => return found,
        }
    }
    // A database that cannot be opened cannot be deleted either, so its twin takes its place.
    if last == Failure::Gone
        && let Ok((database, mut start)) = read_at(db::Place::Twin, fresh_device, now_ms).await
    {
        if start.missing == Some(Missing::Everything) {
            start.missing = Some(Missing::Unread);
        }
        return Ok((database, start));
    }
    Err(last)
}

async fn read_at(
    place: db::Place,
    fresh_device: u64,
    now_ms: i64,
) -> Result<(Doubled<Idb>, Start), Failure> {
    let database = Idb(db::Db::open_at(DATABASE, place).await.map_err(failure)?);
    let mut start = journal::start(&database, &Local, fresh_device, now_ms).await?;
    if start.is_short()
        && let Some(twin) = database.0.open_twin().await.map(Idb)
        && holds_something(&twin).await
        && recalling::load().await.is_ok()
    {
        let recalled = recalling::call(database.0.clone(), twin.0, Box::new(start), now_ms);
        start = recalled.await.map_err(|_| Failure::Gone)?.await;
    }
    Ok((Doubled::new(database), start))
}

/// Not a twin that has just been made, as at a first run.
async fn holds_something(database: &Idb) -> bool {
    let slots = database.snapshots().await.map_or(0, |slots| slots.len());
    slots > 0 || database.0.count_ops().await.is_ok_and(|rows| rows > 0)
}

/// A row of a list that is watched.
pub trait ListedRow: PartialEq + Clone + Send + Sync + 'static {
    /// What tells it from the others: the id of its record, where it has one.
    fn key(&self) -> &str;

    /// What is drawn of the list as a whole is the same with this row as with `before`.
    fn is_in_place_of(&self, before: &Self) -> bool;
}

/// The rows of a list and their signals, all owned by the view that asked.
pub struct Rows<T: Send + Sync + 'static> {
    all: RwSignal<Vec<String>>,
    /// Also those of rows that are gone: whoever still draws one may see it come back.
    by_key: StoredValue<BTreeMap<String, RwSignal<T>>>,
    changed: Trigger,
}

impl<T: Send + Sync + 'static> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Rows<T> {}

impl<T: Send + Sync + 'static> Rows<T> {
    /// Keys in order; changes only when rows come, go or move.
    pub fn keys(&self) -> Signal<Vec<String>> {
        self.all.into()
    }

    /// The signal of a row.
    pub fn get(&self, key: &str) -> Option<RwSignal<T>> {
        self.by_key
            .try_with_value(|known| known.get(key).copied())
            .flatten()
    }

    /// Shows every row to `see`, in order, and follows them all as one: a memo that followed hundreds
    /// of signals would cost more than the change itself.
    pub fn see_all(&self, mut see: impl FnMut(&T)) {
        self.changed.track();
        self.all.try_with_untracked(|keys| {
            for row in keys.iter().filter_map(|key| self.get(key)) {
                row.try_with_untracked(&mut see);
            }
        });
    }
}

impl<T: ListedRow> Rows<T> {
    fn lists(&self, key: &str) -> bool {
        let lists = |keys: &Vec<String>| keys.iter().any(|known| known == key);
        self.all.try_with_untracked(lists) == Some(true)
    }

    /// Shows what was read after a change of the row `key`, unless that row or another one came, went or
    /// moved. Says whether it did.
    fn take_in_place(&self, key: &str, read: Vec<T>) -> bool {
        let is_in_place = |row: &T| {
            let known = self.get(row.key());
            known.and_then(|known| known.try_with_untracked(|before| row.is_in_place_of(before)))
                == Some(true)
        };
        if !read.iter().any(|row| row.key() == key) || !read.iter().all(is_in_place) {
            return false;
        }
        for row in read {
            if let Some(known) = self.get(row.key()) {
                put(known, row);
            }
        }
        self.changed.notify();
        true
    }
}

/// Sets a pair, if this is news.
fn put_pair(signal: &ArcRwSignal<(u64, u64)>, pair: (u64, u64)) {
    if signal.get_untracked() != pair {
        signal.set(pair);
    }
}

/// Sets a signal that is there, if this is news.
fn put<T: ListedRow>(signal: RwSignal<T>, value: T) {
    if signal.try_with_untracked(|old| *old != value) == Some(true) {
        signal.try_set(value);
    }
}

impl Inner {
    fn with_world<T>(&self, with: impl FnOnce(&World) -> T) -> T {
        with(&World {
            now: Instant(clock::now_ms()),
            phone_zone: &self.phone.borrow().zone,
            // The browser is asked about zones whose rules are not known without it.
            offset: &|zone, at| match rules::clock(zone, at) {
                Some(clock) => clock.offset,
                None => zone::offset_minutes(zone, at.0).unwrap_or(0),
            },
            abbreviation: &|zone, at| match rules::clock(zone, at) {
                Some(clock) => clock.name.to_owned(),
                None => zone::abbreviation(zone, at.0),
            },
            hours: self.hours.get(),
        })
    }
}

struct Local;

impl Tail for Local {
    fn put(&self, key: &str, text: &str) -> bool {
        tail::put(key, text).is_ok()
    }
    fn get(&self, key: &str) -> Option<String> {
        tail::get(key)
    }
    fn remove(&self, key: &str) {
        tail::remove(key);
    }
    fn entries(&self, prefix: &str) -> Vec<(String, String)> {
        tail::entries(prefix)
    }
}

struct Idb(db::Db);

impl Idb {
    async fn quarantine(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for key in self
            .0
            .meta_keys(database::QUARANTINE)
            .await
            .unwrap_or_default()
        {
            if let Ok(Some(text)) = self.0.meta_get(&key).await {
                found.push((key, text));
            }
        }
        found
    }
}

fn failure(error: db::DbError) -> Failure {
    match error {
        db::DbError::Full => Failure::Full,
        db::DbError::Blocked => Failure::Blocked,
        db::DbError::Gone => Failure::Gone,
        db::DbError::Conflict => Failure::Conflict,
        db::DbError::Other(name) => Failure::Other(name),
    }
}

fn stored(row: &Row) -> db::OpRow {
    db::OpRow {
        actor: row.actor.clone(),
        seq: row.seq,
        text: row.text.clone(),
    }
}

impl Database for Idb {
    async fn rows(&self) -> Result<database::Rows, Failure> {
        let ops = self.0.ops().await.map_err(failure)?;
        let row = |row: db::OpRow| Row {
            actor: row.actor,
            seq: row.seq,
            text: row.text,
        };
        Ok(database::Rows {
            rows: ops.rows.into_iter().map(row).collect(),
            damaged: ops.damaged,
        })
    }
    async fn append(&self, rows: &[Row], care: Care) -> Result<(), Failure> {
        let rows: Vec<db::OpRow> = rows.iter().map(stored).collect();
        let durability = match care {
            Care::Strict => db::Durability::Strict,
            Care::Relaxed => db::Durability::Relaxed,
        };
        self.0.append(&rows, durability).await.map_err(failure)
    }
    async fn snapshots(&self) -> Result<Vec<(u32, String)>, Failure> {
        self.0.snapshots().await.map_err(failure)
    }
    async fn write_snapshot(&self, slot: u32, text: &str) -> Result<(), Failure> {
        self.0.write_snapshot(slot, text).await.map_err(failure)
    }
    async fn read_snapshot(&self, slot: u32) -> Result<Option<String>, Failure> {
        self.0.read_snapshot(slot).await.map_err(failure)
    }
    async fn delete_through(&self, watermark: &BTreeMap<String, u64>) -> Result<(), Failure> {
        let watermark: Vec<(String, u64)> = watermark
            .iter()
            .map(|(actor, seq)| (actor.clone(), *seq))
            .collect();
        self.0.delete_ops_through(&watermark).await.map_err(failure)
    }
    async fn meta(&self, key: &str) -> Result<Option<String>, Failure> {
        self.0.meta_get(key).await.map_err(failure)
    }
    async fn put_meta(&self, key: &str, text: &str) -> Result<(), Failure> {
        self.0.meta_put(key, text).await.map_err(failure)
    }
}
