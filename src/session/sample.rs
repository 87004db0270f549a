//! The sample season: an invented one in a database of its own. A tab shows it from one load to another; its
//! own data are not open meanwhile, and nothing of the sample stays once the last tab has left it.

use leptos::prelude::GetUntracked as _;

use crate::platform::{clock, db, lock, page, random, tail};
use crate::session::edge::{Idb, failure};
use crate::session::phone;
use crate::session::recordings;
use crate::session::state::{Saving, Session};
use crate::store::acts::sample::Fill;
use crate::store::core::change::{Act, Plan, Replaces, stamp};
use crate::store::core::codec::{Op, Row};
use crate::store::core::hlc::{Actor, Hlc};
use crate::store::core::model::Model;
use crate::store::keep::database::{Care, Database, Failure};

/// Name of its database.
pub(super) const NAME: &str = "matchbook-sample";

/// Tabs that show the sample share this lock; who fills or deletes it has it alone.
const LOCK: &str = NAME;

/// What to say where a sample cannot be kept.
const NO_ROOM: &str = "There is no room for the sample season on this phone. Nothing was changed. Free some space, then try again.";

/// In the sample: keeps others from deleting it. Else: deletes one that no tab shows any more, even if no note
/// says so: a browser that is killed loses what `localStorage` was given last.
pub(super) async fn look_after() {
    if tail::is_sample() {
        lock::share(LOCK).await;
        if !tail::shows_what_lies_here() {
            // Deleted before this tab had the lock. What it wrote since is for the next start to delete.
            if !tail::has_left_sample() {
                tail::note_sample(Some(NAME));
            }
            tail::turn_to_sample(false);
            phone::restart();
        }
    } else if tail::has_left_sample() || db::is_there(NAME).await {
        clock::idle().await;
        let _ = lock::try_exclusive(LOCK, forget()).await;
    }
}

/// What could not be deleted now is deleted by a later start.
async fn forget() {
    if db::delete(NAME).await {
        tail::note_sample(None);
    }
}

/// Stores `rows` in a new database; nothing of it is left when it fails.
async fn fill(rows: &[Row], written: impl Fn(usize) + 'static) -> Result<(), Failure> {
    forget().await;
    // First, so that what a crash leaves is known. A number of its own, so that no tab takes it for another.
    if !tail::note_sample(Some(&random::u64().to_string())) {
        return Err(Failure::Full);
    }
    let made = async {
        let place = db::Place::Alone;
        let database = Idb(db::Db::open_at(NAME, place).await.map_err(failure)?);
        database.0.on_progress(written);
        database.append(rows, Care::Strict).await
    };
    let made = made.await;
    if made.is_err() {
        forget().await;
    }
    made
}

impl Session {
    /// What this tab shows is the sample season.
    pub fn is_sample(self) -> bool {
        tail::is_sample()
    }

    /// Stores the sample season (the text of its content file) and loads the app anew to show it. A sample
    /// that another tab shows is not filled again. `hear` gets how many rows of how many are written. Nothing
    /// is loaded once `is_wanted` says no: whoever went elsewhere meanwhile stays there.
    ///
    /// # Errors
    /// A sentence that says why not; then nothing was changed.
    pub async fn enter_sample(
        self,
        season: String,
        hear: impl Fn(usize, usize) + 'static,
        is_wanted: impl Fn() -> bool,
    ) -> Result<(), String> {
        self.may_enter()?;
        let (today, now) = self.read(|_, world| (world.today(), world.now));
        let fill_in = Fill { season, today, now };
        let Plan::Write(changes) = fill_in.plan(&Model::default()).map_err(|why| why.0)? else {
            return Ok(());
        };
        let actor = Actor {
            device: random::u64(),
            tab: random::u16(),
        };
        let (model, after) = (Model::default(), Hlc::default());
        let ops = stamp(&model, changes, Replaces::Shown, actor, 1, after, now.0);
        let rows: Vec<Row> = ops.iter().filter_map(Op::row).collect();
        self.saved().await;
        let of = rows.len();
        let filled = lock::try_exclusive(LOCK, fill(&rows, move |done| hear(done, of))).await;
        // What was typed meanwhile.
        self.saved().await;
        let outcome = match filled {
            Some(Err(_)) => Err(NO_ROOM.to_owned()),
            _ if !is_wanted() => Ok(()),
            _ => self.may_enter().and_then(|()| {
                if tail::turn_to_sample(true) {
                    phone::restart();
                    return Ok(());
                }
                Err(NO_ROOM.to_owned())
            }),
        };
        if !tail::shows_what_lies_here() {
            let _ = lock::try_exclusive(LOCK, forget()).await;
        }
        outcome
    }

    fn may_enter(self) -> Result<(), String> {
        let why = if recordings::is_running() {
            "A recording is running. Finish it first, then open the sample season."
        } else if !tail::entries(tail::DRAFT).is_empty() {
            "A text that you typed waits to be saved. “Not saved” at the top leads to it. Finish it first, then open the sample season."
        } else {
            match self.inner().saving.get_untracked() {
                Saving::Saved | Saving::Pending => return Ok(()),
                Saving::Never => {
                    "This browser does not let Matchbook keep anything, so there is no sample season either."
                }
                Saving::Full | Saving::Failing | Saving::Unread => {
                    "Your last changes are not saved yet. Save a copy first, then open the sample season."
                }
            }
        };
        Err(why.to_owned())
    }

    /// Loads the app anew, at this screen, with the data of this phone. That start deletes the sample, unless
    /// another tab shows it.
    pub fn leave_sample(self, path: &str) {
        // Texts that wait in their fields are invented too.
        page::ask_before_leaving(false);
        tail::turn_to_sample(false);
        phone::restart_at(path);
    }
}
