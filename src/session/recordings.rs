//! Recordings: where the microphone, the database and the records meet. Sound is stored in pieces as it
//! comes, so that a killed app loses half a second; once a take is over, its pieces become one file (`sounds`).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use crate::domain::ids::TakeId;
use crate::domain::take::{About, TAKE_MAX_MS, TAKE_MIN_MS};
use crate::platform::bytes::Bytes;
use crate::platform::db::{Db, DbError};
use crate::platform::microphone::{Heard, Microphone, PIECE_MS, Recorder};
use crate::platform::{clock, lock};
use crate::session::edge::failure;
use crate::session::sounds::{LOCK, NOTHING_STORED, RUNNING};
use crate::session::state::Session;
use crate::store::acts::takes::TakeAction;
use crate::store::keep::database::Failure;

/// This tab is recording, or storing the end of it.
pub fn is_running() -> bool {
    RUNNING.with_borrow(|all| !all.is_empty())
}

/// How a recording ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is kept under this id.
    Kept(TakeId),
    /// As `Kept`, but something ended it early: the sentence says what.
    KeptEarly(TakeId, String),
    /// Nothing is kept; the sentence says why.
    Nothing(String),
}

/// A recording that is running. Dropping it ends it; what was said is kept.
pub struct Recording(Rc<Running>);

struct Running {
    session: Session,
    sounds: Db,
    id: TakeId,
    about: RefCell<About>,
    recorder: RefCell<Option<Recorder>>,
    lock: RefCell<Option<lock::Held>>,
    watch: RefCell<Watch>,
    /// Bytes that are stored.
    bytes: Cell<u32>,
    /// Pieces that are being written.
    writing: Cell<u32>,
    /// A piece could not be written: what comes after it would leave a hole.
    failed: Cell<bool>,
    ended: Cell<bool>,
    /// Why it ended early; whether something is kept is said behind it.
    reason: RefCell<Option<String>>,
    told: Box<dyn Fn(Told)>,
}

/// Counts the time that is recorded, without the pauses. It begins with the first piece, which tells how
/// long the microphone has been heard: one that had to wake up sends nothing for seconds, and a browser
/// says "start" before.
#[derive(Default)]
struct Watch {
    counted: f64,
    since: Option<f64>,
    has_sound: bool,
    stands: bool,
}

impl Watch {
    fn ms(&self) -> f64 {
        let running = self
            .since
            .map_or(0.0, |since| clock::monotonic_ms() - since);
        self.counted + running
    }

    fn piece_came(&mut self) {
        if !self.has_sound {
            self.has_sound = true;
            self.counted = f64::from(PIECE_MS);
            self.run();
        }
    }

    fn resume(&mut self) {
        self.stands = false;
        self.run();
    }

    fn run(&mut self) {
        if self.has_sound && !self.stands {
            self.since.get_or_insert_with(clock::monotonic_ms);
        }
    }

    fn stand(&mut self) {
        self.counted = self.ms();
        self.since = None;
        self.stands = true;
    }
}

impl Recording {
    /// Milliseconds recorded so far, pauses left out.
    pub fn ms(&self) -> u32 {
        self.0.watch.borrow().ms() as u32
    }

    /// Leaves out what is said until `resume`.
    pub fn pause(&self) {
        self.0.watch.borrow_mut().stand();
        if let Some(recorder) = &*self.0.recorder.borrow() {
            recorder.pause();
        }
    }

    /// Goes on.
    pub fn resume(&self) {
        self.0.watch.borrow_mut().resume();
        if let Some(recorder) = &*self.0.recorder.borrow() {
            recorder.resume();
        }
    }

    /// Ends it; a `reason` says that nobody asked for it.
    pub fn end(&self, reason: Option<&str>) {
        self.0.end(reason);
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        self.0.end(None);
    }
}

impl Running {
    fn end(&self, reason: Option<&str>) {
        if let Some(reason) = reason {
            self.reason
                .borrow_mut()
                .get_or_insert_with(|| reason.to_owned());
        }
        self.watch.borrow_mut().stand();
        if let Some(recorder) = &*self.recorder.borrow() {
            recorder.stop();
        }
    }

    fn hear(self: &Rc<Self>, heard: Heard) {
        match heard {
            Heard::Piece {
                number,
                bytes,
                mime,
            } => {
                self.watch.borrow_mut().piece_came();
                if self.failed.get() {
                    return;
                }
                self.writing.set(self.writing.get() + 1);
                let head = (number == 1).then(|| {
                    let mut about = self.about.borrow_mut();
                    about.mime = mime;
                    about.text()
                });
                let running = self.clone();
                spawn_local(async move {
                    match running.write(head, number, &bytes).await {
                        Ok(()) => {
                            let stored = running.bytes.get().saturating_add(bytes.len());
                            running.bytes.set(stored);
                        }
                        Err(error) => {
                            running.failed.set(true);
                            running.end(Some(unwritten(error)));
                        }
                    }
                    running.writing.set(running.writing.get() - 1);
                    running.finish_if_over();
                });
                if self.watch.borrow().ms() >= f64::from(TAKE_MAX_MS) {
                    self.end(Some(
                        "A recording is at most 15 minutes long. Begin another to go on.",
                    ));
                }
            }
            Heard::Ended { broken } => {
                self.watch.borrow_mut().stand();
                if broken {
                    self.reason
                        .borrow_mut()
                        .get_or_insert_with(|| "The browser ended the recording.".to_owned());
                }
                self.ended.set(true);
                self.finish_if_over();
            }
        }
    }

    async fn write(&self, head: Option<String>, number: u32, piece: &Bytes) -> Result<(), DbError> {
        if let Some(head) = head {
            self.sounds.begin_pieces(&self.id, &head).await?;
        }
        self.sounds.add_piece(&self.id, number, piece).await
    }

    fn finish_if_over(self: &Rc<Self>) {
        if !self.ended.get() || self.writing.get() > 0 {
            return;
        }
        let Some(recorder) = self.recorder.take() else {
            return;
        };
        let running = self.clone();
        spawn_local(async move {
            // Not where it may be the one that called.
            drop(recorder);
            let told = running.finish().await;
            let is_kept = !matches!(told, Told::Nothing(_));
            (running.told)(told);
            if is_kept {
                // Not done now, it is done when the library is next opened.
                let _ = running.session.gather(&running.sounds, &running.id).await;
            }
            RUNNING.with_borrow_mut(|all| all.remove(&running.id));
            drop(running.lock.take());
        });
    }

    async fn finish(&self) -> Told {
        let ms = self.watch.borrow().ms() as u32;
        let reason = self.reason.take();
        let bytes = self.bytes.get();
        if ms < TAKE_MIN_MS || bytes == 0 {
            let _ = self.sounds.delete_pieces(&self.id).await;
            return Told::Nothing(match reason {
                Some(reason) => [&*reason, " Nothing was kept."].concat(),
                None => "Shorter than a second, so the recording was not kept.".to_owned(),
            });
        }
        let take = self
            .about
            .borrow()
            .clone()
            .take(ms, bytes, reason.is_some());
        let id = self.id.clone();
        // Not an act of the person's that could be taken back: the library deletes.
        let kept = self.session.note(TakeAction::Keep {
            id: id.clone(),
            take,
        });
        if kept.is_ok() {
            self.session.saved().await;
        }
        match (kept, reason) {
            (Err(refusal), _) => Told::Nothing(refusal.0),
            (Ok(()), None) => Told::Kept(id),
            (Ok(()), Some(reason)) => {
                let told = [&*reason, " What was said until then is kept."].concat();
                Told::KeptEarly(id, told)
            }
        }
    }
}

fn unwritten(error: DbError) -> &'static str {
    match failure(error) {
        Failure::Full => {
            "There is no space left on this phone. Delete old recordings; their space comes back within a minute."
        }
        _ => {
            "The browser did not store the sound. Close Matchbook, open it again, and try once more."
        }
    }
}

impl Session {
    /// Begins to record; `told` hears how it ended.
    ///
    /// # Errors
    /// A sentence when this browser cannot.
    pub fn record(
        self,
        microphone: &Microphone,
        about: About,
        told: impl Fn(Told) + 'static,
    ) -> Result<Recording, String> {
        let sounds = self.sounds().ok_or(NOTHING_STORED)?;
        let id = TakeId::from(self.fresh_id());
        let running = Rc::new(Running {
            session: self,
            sounds,
            id: id.clone(),
            about: RefCell::new(about),
            recorder: RefCell::default(),
            lock: RefCell::default(),
            watch: RefCell::default(),
            bytes: Cell::new(0),
            writing: Cell::new(0),
            failed: Cell::new(false),
            ended: Cell::new(false),
            reason: RefCell::default(),
            told: Box::new(told),
        });
        let hears = running.clone();
        let recorder = microphone.record(move |heard| hears.hear(heard)).ok_or(
            "The browser did not begin to record. Try again, or bring in a recording from a file.",
        )?;
        running.recorder.replace(Some(recorder));
        RUNNING.with_borrow_mut(|all| all.insert(id.clone()));
        let locks = running.clone();
        spawn_local(async move {
            let held = lock::hold(&[LOCK, &locks.id].concat()).await;
            if !locks.ended.get() {
                locks.lock.replace(held);
            }
        });
        Ok(Recording(running))
    }
}
