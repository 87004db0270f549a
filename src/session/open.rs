//! The start: the database is opened, everything is read back, and other tabs are followed.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::parts::cut;
use crate::platform::channel::Channel;
use crate::platform::{clock, db, page, random, tail, zone};
use crate::session::edge::{Idb, Local, failure};
use crate::session::state::{Inner, Journal, Phase, Saving, Session};
use crate::session::upkeep::recalling;
use crate::session::{phone, sample};
use crate::store::acts::adopt::{self, Adopt};
use crate::store::acts::season::SeasonAction;
use crate::store::core::hlc::Actor;
use crate::store::keep::database::{Care, Database, Failure};
use crate::store::keep::journal::{self, Missing, Start};
use crate::store::keep::tail::ALIVE;
use crate::store::keep::twin::Doubled;
use crate::store::read::home::with_home;

/// Name of the database, for ever.
const DATABASE: &str = "matchbook";

/// Name and place of what this tab shows.
fn home() -> (&'static str, db::Place) {
    if tail::is_sample() {
        (sample::NAME, db::Place::Alone)
    } else {
        (DATABASE, db::Place::Main)
    }
}

/// How often a start is tried. A database that was just killed may need a moment.
const STARTS: usize = 3;

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
            missing,
            last,
            seqs,
            unsaved,
            recalled,
            ..
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
            retry: None,
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
    pub(super) fn adopt(self) {
        let inner = self.inner();
        let ready = inner.phase.with_untracked(|phase| *phase == Phase::Ready);
        if ready && adopt::is_due(&inner.model.borrow()) {
            // What cannot be brought or kept now is done by the next start.
            spawn_local(async move {
                let _ = adopting::call(self).await;
            });
        }
    }

    pub(super) fn follow(self) {
        if let Some(database) = &self.inner().database {
            database
                .main()
                .0
                .on_progress(move |written| self.note_progress(written));
        }
        let channel = Channel::open(home().0, move |text| self.take_from_other_tab(&text));
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
            // The twin and its part of the program would compete with the first screen.
            page::first_screen().await;
            self.pair().await;
            self.compact_if_due().await;
        });
    }
}

fn adopt_names(session: Session) {
    let _ = session.note(Adopt);
}

async fn read_back(fresh_device: u64, now_ms: i64) -> Result<(Doubled<Idb>, Start), Failure> {
    let mut last = Failure::Gone;
    let (_, home) = home();
    for place in [home; STARTS] {
        match read_at(place, fresh_device, now_ms).await {
            Err(Failure::Blocked) => return Err(Failure::Blocked),
            Err(failure) => last = failure,
            found => return found,
        }
    }
    // A database that cannot be opened cannot be deleted either, so its twin takes its place.
    if last == Failure::Gone
        && let Some(beside) = home.beside()
        && let Ok((database, mut start)) = read_at(beside, fresh_device, now_ms).await
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
    let database = Idb(db::Db::open_at(home().0, place).await.map_err(failure)?);
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

// Not needed for the first minutes, so not in the start-up program.
cut! { pack; fn adopting(session: Session) -> () = super::adopt_names; }
