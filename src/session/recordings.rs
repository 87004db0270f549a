//! Recordings: where the microphone, the database and the records meet. Sound is stored in pieces as it
//! comes, so that a killed app loses half a second; once a take is over, its pieces become one file.
//!
//! Deliberately not here: the merge of sound (a take's file is written once and never changed) and what
//! a take shows.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use crate::domain::take::{About, GONE_MS, TAKE_MAX_MS, TAKE_MIN_MS, Take};
use crate::domain::time::Instant;
use crate::platform::bytes::Bytes;
use crate::platform::db::{Db, DbError};
use crate::platform::microphone::{Heard, Microphone, PIECE_MS, Recorder};
use crate::platform::{clock, lock};
use crate::session::edge::failure;
use crate::session::state::Session;
use crate::store::acts::takes::TakeAction;
use crate::store::keep::database::Failure;
use crate::store::read::takes;

/// Each recording that is running holds the lock of this name and its id.
const LOCK: &str = "matchbook-recording-";

thread_local! {
    /// What this tab is recording; where a browser has no locks, this is all there is.
    static RUNNING: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// This tab is recording, or storing the end of it.
pub fn is_running() -> bool {
    RUNNING.with_borrow(|all| !all.is_empty())
}

/// How a recording ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is kept under this id.
    Kept(String),
    /// As `Kept`, but something ended it early: the sentence says what.
    KeptEarly(String, String),
    /// Nothing is kept; the sentence says why.
    Nothing(String),
}

/// A recording that is running. Dropping it ends it; what was said is kept.
pub struct Recording(Rc<Running>);

struct Running {
    session: Session,
    sounds: Db,
    id: String,
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
    fn sounds(self) -> Option<Db> {
        let inner = self.inner();
        let database = inner.database.as_ref()?;
        Some(database.main().0.clone())
    }

    /// Recordings can be kept here.
    pub fn keeps_recordings(self) -> bool {
        self.sounds().is_some()
    }

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
        let id = self.fresh_id();
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

    /// Makes one file of the pieces of a take that is over.
    async fn gather(self, sounds: &Db, id: &str) -> Result<(), DbError> {
        let Some(take) = self.read(|model, _| model.get::<Take>(id).cloned()) else {
            return Ok(());
        };
        let (_, pieces) = sounds.pieces(id).await?;
        if pieces.is_empty() {
            return Ok(());
        }
        let whole = Bytes::joined(&pieces);
        // Without https the browser has no hash; the id is as good a name.
        let name = whole.sha256().await.unwrap_or_else(|| id.to_owned());
        sounds.put_blob(&name, &take.mime, &whole).await?;
        let read = sounds.blob(&name).await?;
        let same = read.is_some_and(|read| read.len() == whole.len());
        // The person may have changed or deleted it meanwhile.
        let now = self.read(|model, _| model.get::<Take>(id).cloned());
        let Some(take) = now.filter(|_| same) else {
            return Ok(());
        };
        let take = Take {
            blob: name,
            bytes: whole.len(),
            ..take
        };
        let edit = TakeAction::Edit {
            id: id.to_owned(),
            take,
        };
        if self.note(edit).is_ok() {
            self.delete_pieces_once_saved(sounds, id);
        }
        Ok(())
    }

    /// The pieces go once it is on the disk that a file has taken their place.
    fn delete_pieces_once_saved(self, sounds: &Db, id: &str) {
        let (sounds, id) = (sounds.clone(), id.to_owned());
        self.when_saved(move || {
            spawn_local(async move {
                // Left where they are, they are deleted when the library is next opened.
                let _ = sounds.delete_pieces(&id).await;
            });
        });
    }

    /// Keeps what an earlier start of the app did not finish; gives how many takes that brought.
    pub async fn rescue_recordings(self) -> usize {
        let Some(sounds) = self.sounds() else {
            return 0;
        };
        let mut rescued = 0;
        for (id, pieces) in sounds.recordings_in_pieces().await.unwrap_or_default() {
            if RUNNING.with_borrow(|all| all.contains(&id)) {
                continue;
            }
            let name = [LOCK, &id].concat();
            let work = self.rescue(&sounds, &id, pieces);
            if let Some(Ok(true)) = lock::try_exclusive(&name, work).await {
                rescued += 1;
            }
        }
        rescued
    }

    async fn rescue(self, sounds: &Db, id: &str, pieces: u32) -> Result<bool, DbError> {
        let (known, was_there) = self.read(|model, _| {
            let known = model.get::<Take>(id).cloned();
            (known, model.remains::<Take>(id).is_some())
        });
        let is_done = match &known {
            Some(take) if !take.blob.is_empty() => sounds.blob(&take.blob).await?.is_some(),
            Some(_) => false,
            // Deleted for good, or nothing was said.
            None => was_there || pieces == 0,
        };
        if is_done {
            self.delete_pieces_once_saved(sounds, id);
            return Ok(false);
        }
        let is_new = known.is_none();
        if is_new {
            let (head, found) = sounds.pieces(id).await?;
            // Another tab threw them away since they were counted.
            if found.is_empty() {
                return sounds.delete_pieces(id).await.map(|()| false);
            }
            let about = About::read(&head.unwrap_or_default());
            let bytes = found.iter().map(Bytes::len).sum();
            // At least one piece; how long it really is, the coach finds out.
            let take = about.take((pieces * PIECE_MS).max(TAKE_MIN_MS), bytes, true);
            let id = id.to_owned();
            let _ = self.note(TakeAction::Keep { id, take });
            self.saved().await;
        }
        self.gather(sounds, id).await?;
        Ok(is_new)
    }

    /// As `sweep_recordings`, once what is being deleted now cannot be taken back any more.
    pub fn sweep_recordings_later(self) {
        let wait = u32::try_from(GONE_MS).unwrap_or(u32::MAX) + 1_000;
        clock::after(wait, move || spawn_local(self.sweep_recordings())).forever();
    }

    /// Lets go of the sound of takes that were deleted and cannot be taken back any more.
    pub async fn sweep_recordings(self) {
        let Some(sounds) = self.sounds() else { return };
        let now = Instant(clock::now_ms());
        for (id, take) in self.read(|model, _| takes::past_recall(model, now)) {
            let is_shared = self.read(|model, _| {
                let all = model.all::<Take>();
                all.iter()
                    .any(|(other, one)| *other != id && one.blob == take.blob)
            });
            let gone = async {
                sounds.delete_pieces(&id).await?;
                if !take.blob.is_empty() && !is_shared {
                    sounds.delete_blob(&take.blob).await?;
                }
                Ok::<(), DbError>(())
            };
            if gone.await.is_ok() {
                let _ = self.note(TakeAction::Forget { id });
            }
        }
    }

    /// Keeps a recording that came from a file; gives its id.
    ///
    /// # Errors
    /// A sentence; then nothing is kept.
    pub async fn bring_in(self, about: About, ms: u32, bytes: &Bytes) -> Result<String, String> {
        let sounds = self.sounds().ok_or(NOTHING_STORED)?;
        let id = self.fresh_id();
        let name = bytes.sha256().await.unwrap_or_else(|| id.clone());
        let stored = sounds.put_blob(&name, &about.mime, bytes).await;
        stored.map_err(|error| match failure(error) {
            Failure::Full => {
                "There is no space left for this recording. Delete old ones; their space comes back within a minute."
            }
            _ => "The browser did not store this recording. Close Matchbook, open it again, and try once more.",
        })?;
        let take = Take {
            blob: name,
            imported: true,
            ..about.take(ms, bytes.len(), false)
        };
        let action = TakeAction::Keep {
            id: id.clone(),
            take,
        };
        self.note(action).map_err(|refusal| refusal.0)?;
        self.saved().await;
        Ok(id)
    }

    /// The file of a take.
    ///
    /// # Errors
    /// A sentence when it is not here.
    pub async fn sound_of(self, id: &str) -> Result<Bytes, String> {
        let sounds = self.sounds().ok_or(NOTHING_STORED)?;
        let unread = |_| "The browser did not read this recording. Close Matchbook, open it again, and try once more.";
        let take = self.read(|model, _| model.get_or_default::<Take>(id));
        if !take.blob.is_empty()
            && let Some(bytes) = sounds.blob(&take.blob).await.map_err(unread)?
        {
            return Ok(bytes);
        }
        // Kept in the twin while the database could not be opened.
        let inner = self.inner();
        let twin = inner.database.as_ref().and_then(|both| both.twin());
        if let Some(twin) = twin.filter(|_| !take.blob.is_empty())
            && let Ok(Some(bytes)) = twin.0.blob(&take.blob).await
        {
            return Ok(bytes);
        }
        let (_, pieces) = sounds.pieces(id).await.map_err(unread)?;
        if pieces.is_empty() {
            return Err(
                "The sound of this recording is not on this device. A copy of your data holds what you wrote, not the sound."
                    .to_owned(),
            );
        }
        Ok(Bytes::joined(&pieces))
    }
}

/// What to say where nothing is stored.
pub const NOTHING_STORED: &str = "This browser stores nothing, so a recording would be lost. Open Matchbook outside of a private window.";
