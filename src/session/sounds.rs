//! The stored sound of recorded answers: pieces become one file, what a kill left is finished, and what was
//! deleted goes once nobody can take that back.
//!
//! Deliberately not here: the merge of sound (a take's file is written once and never changed) and what
//! a take shows.

use std::cell::RefCell;
use std::collections::BTreeSet;

use wasm_bindgen_futures::spawn_local;

use crate::domain::ids::TakeId;
use crate::domain::take::{About, GONE_MS, TAKE_MIN_MS, Take};
use crate::domain::time::Instant;
use crate::platform::bytes::Bytes;
use crate::platform::db::{Db, DbError};
use crate::platform::microphone::PIECE_MS;
use crate::platform::{clock, lock};
use crate::session::edge::failure;
use crate::session::state::Session;
use crate::store::acts::takes::TakeAction;
use crate::store::keep::database::Failure;
use crate::store::read::takes;

/// Each recording that is running holds the lock of this name and its id.
pub(super) const LOCK: &str = "matchbook-recording-";

thread_local! {
    /// What this tab is recording; where a browser has no locks, this is all there is.
    pub(super) static RUNNING: RefCell<BTreeSet<TakeId>> = const { RefCell::new(BTreeSet::new()) };
}

/// What to say where nothing is stored.
pub const NOTHING_STORED: &str = "This browser stores nothing, so a recording would be lost. Open Matchbook outside of a private window.";

impl Session {
    pub(super) fn sounds(self) -> Option<Db> {
        let inner = self.inner();
        let database = inner.database.as_ref()?;
        Some(database.main().0.clone())
    }

    /// Recordings can be kept here.
    pub fn keeps_recordings(self) -> bool {
        self.sounds().is_some()
    }

    /// Makes one file of the pieces of a take that is over.
    pub(super) async fn gather(self, sounds: &Db, id: &TakeId) -> Result<(), DbError> {
        let Some(take) = self.read(|model, _| model.get::<Take>(id).cloned()) else {
            return Ok(());
        };
        let (_, pieces) = sounds.pieces(id).await?;
        if pieces.is_empty() {
            return Ok(());
        }
        let whole = Bytes::joined(&pieces);
        // Without https the browser has no hash; the id is as good a name.
        let name = whole.sha256().await.unwrap_or_else(|| id.clone().into());
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
            id: id.clone(),
            take,
        };
        if self.note(edit).is_ok() {
            self.delete_pieces_once_saved(sounds, id);
        }
        Ok(())
    }

    /// The pieces go once it is on the disk that a file has taken their place.
    pub(super) fn delete_pieces_once_saved(self, sounds: &Db, id: &TakeId) {
        let (sounds, id) = (sounds.clone(), id.clone());
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
            let id = TakeId::from(id);
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

    async fn rescue(self, sounds: &Db, id: &TakeId, pieces: u32) -> Result<bool, DbError> {
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
            let id = id.clone();
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
            // Asked before each deletion: meanwhile the person may bring this one back, or the same file in.
            let is_gone = || {
                self.read(|model, _| {
                    let take = model.get::<Take>(&id);
                    take.is_some_and(|take| take.is_past_recall(now))
                })
            };
            let is_shared = || {
                self.read(|model, _| {
                    let all = model.all::<Take>();
                    all.iter()
                        .any(|(other, one)| id != **other && one.blob == take.blob)
                })
            };
            if !is_gone() {
                continue;
            }
            let gone = async {
                sounds.delete_pieces(&id).await?;
                if !take.blob.is_empty() && is_gone() && !is_shared() {
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
    pub async fn bring_in(self, about: About, ms: u32, bytes: &Bytes) -> Result<TakeId, String> {
        let sounds = self.sounds().ok_or(NOTHING_STORED)?;
        let id = TakeId::from(self.fresh_id());
        let name = bytes.sha256().await.unwrap_or_else(|| id.clone().into());
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
    pub async fn sound_of(self, id: &TakeId) -> Result<Bytes, String> {
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
