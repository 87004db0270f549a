//! The IndexedDB of the app: five stores of strings, and transactions that count only when the
//! browser says `complete`.
//!
//! Rows are opaque text; what they mean, and their checksums, belong to the store layer. Written
//! over `web_sys` because the ready-made crates lose the reason of an aborted commit, so that
//! "the disk is full" could not be told from anything else. Nothing is awaited inside a
//! transaction: all requests are placed at once and their results are read after its end.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, JSON, Object};
use wasm_bindgen::prelude::*;
use web_sys::{
    Event, IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction,
};

use super::bytes::Bytes;
use super::{js, tail};

/// Version 1 for ever: an upgrade can be blocked by an old tab and a downgrade is an error, so
/// the layout of stores never changes and everything that can change is inside the rows.
const VERSION: f64 = 1.0;
const OPS: &str = "ops";
const SNAP: &str = "snap";
const BLOB: &str = "blob";
const CHUNK: &str = "chunk";
const META: &str = "meta";
const STORES: [&str; 5] = [OPS, SNAP, BLOB, CHUNK, META];

/// Where a database lies: each place has files of its own, which damage to another cannot touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Where every database of the site lies.
    Main,
    /// A storage bucket for the twin.
    Twin,
    /// A storage bucket for the twin of the twin, once the main place cannot be opened any more.
    Spare,
    /// As `Main`, for a database that nobody would miss.
    Alone,
}

impl Place {
    /// Where the twin of a database of this place lies.
    pub fn beside(self) -> Option<Place> {
        match self {
            Place::Main => Some(Place::Twin),
            Place::Twin => Some(Place::Spare),
            Place::Spare | Place::Alone => None,
        }
    }

    /// Name of the bucket, for ever.
    fn bucket(self) -> Option<&'static str> {
        match self {
            Place::Main | Place::Alone => None,
            Place::Twin => Some("twin"),
            Place::Spare => Some("spare"),
        }
    }
}

/// Sorts after every text that begins with the same prefix.
const LAST: char = '\u{ffff}';

/// Largest integer that a number key holds exactly, 2^53.
const MAX_SEQ: f64 = 9_007_199_254_740_992.0;

#[wasm_bindgen]
extern "C" {
    // web-sys marks the options of a transaction as unstable; all engines have had them since 2021.
    #[wasm_bindgen(extends = IdbDatabase)]
    type DatabaseWithOptions;
    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &DatabaseWithOptions,
        store: &str,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

/// Why the database could not do it. Nothing of the failed call was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DbError {
    /// No room: the quota of this site or the disk is used up.
    Full,
    /// The browser's settings forbid storage for this site.
    Blocked,
    /// The database went away, was opened again, and failed again; or it cannot be opened.
    Gone,
    /// Another row already has this key. Two writers share an actor, which must never happen.
    Conflict,
    /// Any other failure, by the browser's name for it ("VersionError").
    Other(String),
}

/// How hard the browser tries before it reports `complete`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Flushed to the disk: for a tap, a review, a snapshot. 4 to 17 ms.
    Strict,
    /// Handed to the operating system: for keystrokes and audio pieces. 1 to 2 ms.
    Relaxed,
}

/// One row of `ops`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpRow {
    /// Device and tab that wrote it.
    pub actor: String,
    /// Number within the actor, at most 2^53.
    pub seq: u64,
    /// The row as text, never looked into here.
    pub text: String,
}

/// All rows of `ops`, in key order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ops {
    /// Rows of the right shape. Their text may still be damaged: its checksum is inside it.
    pub rows: Vec<OpRow>,
    /// Rows whose key or value has a wrong shape, both printable, for the quarantine.
    pub damaged: Vec<(String, String)>,
}

/// The open database. Clones share one connection, which repairs itself: iOS drops it whenever
/// memory is short.
#[derive(Clone)]
pub struct Db(Rc<Shared>);

struct Shared {
    name: String,
    place: Place,
    /// What has the `indexedDB`: the window, or a storage bucket.
    at: JsValue,
    connection: RefCell<Option<Connection>>,
    progress: RefCell<Option<Rc<Progress>>>,
}

/// Hears how many writes of a large transaction have succeeded so far.
type Progress = dyn Fn(usize);

/// Every how many writes it is told.
const TOLD_EVERY: usize = 200;

struct Connection {
    database: DatabaseWithOptions,
    lost: Rc<Cell<bool>>,
    _ended: js::Callback,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.set_onclose(None);
        self.database.set_onversionchange(None);
        // Transactions already begun still finish.
        self.database.close();
    }
}

#[derive(Clone, Copy)]
enum Verb {
    Add,
    Put,
    Get,
    GetAll,
    GetAllKeys,
    Delete,
    Count,
}

struct Request {
    verb: Verb,
    key: JsValue,
    value: JsValue,
}

fn request(verb: Verb, key: JsValue) -> Request {
    Request {
        verb,
        key,
        value: JsValue::UNDEFINED,
    }
}

fn write(verb: Verb, key: JsValue, text: &str) -> Request {
    Request {
        verb,
        key,
        value: text.into(),
    }
}

/// A failure before it is known whether it will be tried again.
enum Failure {
    /// The handle is dead; the same transaction may succeed on a new one.
    Lost,
    Constraint,
    Final(DbError),
}

impl Failure {
    fn of(name: &str) -> Self {
        match name {
            // An empty name is an abort without a reason, which only the browser can cause here.
            "" | "AbortError" | "InvalidStateError" | "UnknownError" => Self::Lost,
            "ConstraintError" => Self::Constraint,
            "QuotaExceededError" => Self::Final(DbError::Full),
            "SecurityError" => Self::Final(DbError::Blocked),
            other => Self::Final(DbError::Other(other.into())),
        }
    }
}

impl Db {
    /// Opens the database, creating it when it does not exist.
    ///
    /// A missing or damaged database opens empty without an error in some browsers: whether
    /// something is missing must be judged from elsewhere.
    ///
    /// # Errors
    /// `Blocked` when storage is forbidden, `Gone` when it cannot be opened twice in a row,
    /// `Full`, or `Other("VersionError")` when a later version of the app has changed it.
    pub async fn open(name: &str) -> Result<Self, DbError> {
        Self::open_at(name, Place::Main).await
    }

    /// As `open`, in another place.
    ///
    /// # Errors
    /// As `open`; `Gone` where the browser has no storage buckets (all but Chromium) or gives none.
    pub async fn open_at(name: &str, place: Place) -> Result<Self, DbError> {
        let at = match place.bucket() {
            None => js::window(),
            Some(bucket) => {
                let buckets = js::get(&js::navigator(), "storageBuckets");
                let lasting = js::object(&[("persisted", &true.into())]);
                js::ask(&buckets, "open", &[&JsValue::from(bucket), &lasting])
                    .await
                    .map_err(|_| DbError::Gone)?
            }
        };
        let db = Self(Rc::new(Shared {
            name: name.into(),
            place,
            at,
            connection: RefCell::new(None),
            progress: RefCell::new(None),
        }));
        match db.connect().await {
            Err(DbError::Gone) => db.connect().await?,
            other => other?,
        };
        Ok(db)
    }

    /// Its name, which its twin has too.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The database of the same name in the place beside this one; `None` where there is no such place.
    pub async fn open_twin(&self) -> Option<Self> {
        let beside = self.0.place.beside()?;
        Self::open_at(&self.0.name, beside).await.ok()
    }

    /// Tells `hear` how far a large transaction is. None of it is stored before all of it is.
    pub fn on_progress(&self, hear: impl Fn(usize) + 'static) {
        self.0.progress.replace(Some(Rc::new(hear)));
    }

    /// Every row of `ops`. A row of the wrong shape is set aside, not an error.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn ops(&self) -> Result<Ops, DbError> {
        let mut ops = Ops::default();
        for (key, value) in self.all(OPS).await? {
            match (op_key(&key), value.as_string()) {
                (Some((actor, seq)), Some(text)) => ops.rows.push(OpRow { actor, seq, text }),
                (_, text) => ops
                    .damaged
                    .push((printable(&key), text.unwrap_or_else(|| printable(&value)))),
            }
        }
        Ok(ops)
    }

    /// Adds rows in one transaction, all or none; returns when they are stored. Rows that are
    /// already there word for word count as added, so that a retry is harmless.
    ///
    /// # Errors
    /// `Conflict` when another row has one of the keys; `Full`; see [`DbError`].
    pub async fn append(&self, rows: &[OpRow], durability: Durability) -> Result<(), DbError> {
        let mut missing: Vec<&OpRow> = rows.iter().collect();
        // A second collision can only come from another tab that retries the same rows.
        for _ in 0..3 {
            if missing.is_empty() {
                return Ok(());
            }
            let requests: Vec<Request> = missing
                .iter()
                .map(|row| write(Verb::Add, ops_key(&row.actor, row.seq), &row.text))
                .collect();
            match self.run(OPS, Some(durability), &requests).await {
                Ok(_) => return Ok(()),
                Err(Failure::Constraint) => {}
                Err(failure) => return Err(settled(failure)),
            }
            let requests: Vec<Request> = missing
                .iter()
                .map(|row| request(Verb::Get, ops_key(&row.actor, row.seq)))
                .collect();
            let found = self.run(OPS, None, &requests).await.map_err(settled)?;
            let mut still_missing = Vec::new();
            for (row, value) in missing.into_iter().zip(found) {
                if value.is_undefined() {
                    still_missing.push(row);
                } else if value.as_string().as_deref() != Some(row.text.as_str()) {
                    return Err(DbError::Conflict);
                }
            }
            missing = still_missing;
        }
        Err(DbError::Conflict)
    }

    /// Deletes the rows of each actor from the first up to and including `seq`, in one transaction.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn delete_ops_through(&self, watermark: &[(String, u64)]) -> Result<(), DbError> {
        if watermark.is_empty() {
            return Ok(());
        }
        let requests: Vec<Request> = watermark
            .iter()
            .filter_map(|(actor, seq)| between(&ops_key(actor, 0), &ops_key(actor, *seq)))
            .map(|range| request(Verb::Delete, range))
            .collect();
        self.run(OPS, Some(Durability::Relaxed), &requests)
            .await
            .map(drop)
            .map_err(settled)
    }

    /// How many rows `ops` has, damaged ones included.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn count_ops(&self) -> Result<u32, DbError> {
        let count = self
            .one(OPS, None, request(Verb::Count, JsValue::UNDEFINED))
            .await?;
        Ok(count.as_f64().unwrap_or(0.0) as u32)
    }

    /// Every snapshot that is text, by slot.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn snapshots(&self) -> Result<Vec<(u32, String)>, DbError> {
        let rows = self.all(SNAP).await?;
        Ok(rows
            .into_iter()
            .filter_map(|(slot, text)| Some((slot.as_f64()? as u32, text.as_string()?)))
            .collect())
    }

    /// One snapshot, or `None` when the slot is empty or does not hold text.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn read_snapshot(&self, slot: u32) -> Result<Option<String>, DbError> {
        Ok(self
            .one(SNAP, None, request(Verb::Get, slot.into()))
            .await?
            .as_string())
    }

    /// Replaces a snapshot; returns when it is on the disk.
    ///
    /// # Errors
    /// See [`DbError`]; the slot then still holds what it held before.
    pub async fn write_snapshot(&self, slot: u32, text: &str) -> Result<(), DbError> {
        self.one(
            SNAP,
            Some(Durability::Strict),
            write(Verb::Put, slot.into(), text),
        )
        .await
        .map(drop)
    }

    /// The text stored under a key of `meta`.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn meta_get(&self, key: &str) -> Result<Option<String>, DbError> {
        Ok(self
            .one(META, None, request(Verb::Get, key.into()))
            .await?
            .as_string())
    }

    /// Stores a text in `meta`; returns when it is on the disk.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn meta_put(&self, key: &str, text: &str) -> Result<(), DbError> {
        self.one(
            META,
            Some(Durability::Strict),
            write(Verb::Put, key.into(), text),
        )
        .await
        .map(drop)
    }

    /// The keys of `meta` that begin with `prefix`, sorted.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn meta_keys(&self, prefix: &str) -> Result<Vec<String>, DbError> {
        let mut last = prefix.to_string();
        last.push(LAST);
        let range = between(&prefix.into(), &last.into()).unwrap_or(JsValue::UNDEFINED);
        let keys = self
            .one(META, None, request(Verb::GetAllKeys, range))
            .await?;
        Ok(Array::from(&keys)
            .iter()
            .filter_map(|key| key.as_string())
            .collect())
    }

    /// Adds what a recording in progress is of, before its first piece; returns when it is on the disk.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn begin_pieces(&self, recording: &str, head: &str) -> Result<(), DbError> {
        let head = write(Verb::Put, ops_key(recording, 0), head);
        self.one(CHUNK, Some(Durability::Strict), head)
            .await
            .map(drop)
    }

    /// Adds a piece of a recording in progress; `number` counts from 1.
    ///
    /// # Errors
    /// See [`DbError`]; the pieces before it stay.
    pub async fn add_piece(
        &self,
        recording: &str,
        number: u32,
        piece: &Bytes,
    ) -> Result<(), DbError> {
        let mut add = request(Verb::Put, ops_key(recording, u64::from(number)));
        add.value = piece.js().into();
        self.one(CHUNK, Some(Durability::Relaxed), add)
            .await
            .map(drop)
    }

    /// The recordings of which there are pieces, each with the number of its pieces.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn recordings_in_pieces(&self) -> Result<Vec<(String, u32)>, DbError> {
        let keys = self
            .one(CHUNK, None, request(Verb::GetAllKeys, JsValue::UNDEFINED))
            .await?;
        let mut found: Vec<(String, u32)> = Vec::new();
        for (recording, number) in Array::from(&keys).iter().filter_map(|key| op_key(&key)) {
            let piece = u32::from(number > 0);
            match found.last_mut().filter(|(known, _)| *known == recording) {
                Some((_, pieces)) => *pieces += piece,
                None => found.push((recording, piece)),
            }
        }
        Ok(found)
    }

    /// What a recording is of, and its pieces in order.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn pieces(&self, recording: &str) -> Result<(Option<String>, Vec<Bytes>), DbError> {
        let all = request(Verb::GetAll, all_pieces(recording));
        let values = self.one(CHUNK, None, all).await?;
        let (mut head, mut pieces) = (None, Vec::new());
        for value in Array::from(&values).iter() {
            match value.as_string() {
                Some(text) => head = Some(text),
                None => pieces.extend(Bytes::from_js(value)),
            }
        }
        Ok((head, pieces))
    }

    /// Deletes all pieces of a recording.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn delete_pieces(&self, recording: &str) -> Result<(), DbError> {
        let delete = request(Verb::Delete, all_pieces(recording));
        self.one(CHUNK, Some(Durability::Relaxed), delete)
            .await
            .map(drop)
    }

    /// Stores a finished recording under its name; the same one again changes nothing.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn put_blob(&self, name: &str, mime: &str, bytes: &Bytes) -> Result<(), DbError> {
        let mut put = request(Verb::Put, name.into());
        put.value = js::object(&[
            ("mime", &mime.into()),
            ("bytes", bytes.js()),
            ("len", &bytes.len().into()),
        ]);
        self.one(BLOB, Some(Durability::Strict), put)
            .await
            .map(drop)
    }

    /// A finished recording; `None` when there is none of this name, or only a part of it.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn blob(&self, name: &str) -> Result<Option<Bytes>, DbError> {
        let value = self
            .one(BLOB, None, request(Verb::Get, name.into()))
            .await?;
        let bytes = Bytes::from_js(js::get(&value, "bytes"));
        let length = js::get(&value, "len").as_f64();
        Ok(bytes.filter(|bytes| length == Some(f64::from(bytes.len()))))
    }

    /// Deletes a finished recording; one that is not there is no error.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn delete_blob(&self, name: &str) -> Result<(), DbError> {
        self.one(
            BLOB,
            Some(Durability::Strict),
            request(Verb::Delete, name.into()),
        )
        .await
        .map(drop)
    }

    /// Closes the connection as if the browser had done it behind our back: the next call finds a
    /// dead handle and opens a new one. For tests, and before the database is deleted.
    pub fn close(&self) {
        if let Some(connection) = self.0.connection.borrow().as_ref() {
            connection.database.close();
        }
    }

    async fn one(
        &self,
        store: &str,
        write: Option<Durability>,
        request: Request,
    ) -> Result<JsValue, DbError> {
        let mut results = self.run(store, write, &[request]).await.map_err(settled)?;
        Ok(results.pop().unwrap_or(JsValue::UNDEFINED))
    }

    /// Keys and values of a whole store, read in one transaction.
    async fn all(&self, store: &str) -> Result<Vec<(JsValue, JsValue)>, DbError> {
        let requests = [
            request(Verb::GetAllKeys, JsValue::UNDEFINED),
            request(Verb::GetAll, JsValue::UNDEFINED),
        ];
        let results = self.run(store, None, &requests).await.map_err(settled)?;
        let [keys, values] = results.as_slice() else {
            return Ok(Vec::new());
        };
        Ok(Array::from(keys)
            .iter()
            .zip(Array::from(values).iter())
            .collect())
    }

    /// One transaction, on a live handle, tried once more on a new one when the handle was dead.
    async fn run(
        &self,
        store: &str,
        write: Option<Durability>,
        requests: &[Request],
    ) -> Result<Vec<JsValue>, Failure> {
        let database = self.connect().await.map_err(Failure::Final)?;
        let progress = self.0.progress.borrow().clone();
        match transact(&database, store, write, requests, progress.as_ref()).await {
            Err(Failure::Lost) => {}
            other => return other,
        }
        if let Some(connection) = self.0.connection.borrow().as_ref()
            && Object::is(&connection.database, &database)
        {
            connection.lost.set(true);
        }
        let database = self.connect().await.map_err(Failure::Final)?;
        transact(&database, store, write, requests, progress.as_ref()).await
    }

    /// The live connection, opened anew when there is none.
    async fn connect(&self) -> Result<DatabaseWithOptions, DbError> {
        if let Some(database) = self.live() {
            return Ok(database);
        }
        let database = open(&self.0.at, &self.0.name).await?;
        // Another call may have been opening too while this one waited.
        if let Some(other) = self.live() {
            database.close();
            return Ok(other);
        }
        let lost = Rc::new(Cell::new(false));
        let ended = js::callback({
            let database = database.clone();
            let lost = lost.clone();
            move |_| {
                // Without this, a tab left open would block the deletion of the database.
                database.close();
                lost.set(true);
            }
        });
        database.set_onclose(Some(js::function(&ended)));
        database.set_onversionchange(Some(js::function(&ended)));
        let connection = Connection {
            database: database.clone().unchecked_into(),
            lost,
            _ended: ended,
        };
        self.0.connection.replace(Some(connection));
        Ok(database.unchecked_into())
    }

    fn live(&self) -> Option<DatabaseWithOptions> {
        let connection = self.0.connection.borrow();
        let connection = connection.as_ref()?;
        (!connection.lost.get()).then(|| connection.database.clone().unchecked_into())
    }
}

async fn open(at: &JsValue, name: &str) -> Result<IdbDatabase, DbError> {
    // The getter itself throws when storage is forbidden, and is undefined in some private modes.
    let factory: IdbFactory = js::get(at, "indexedDB")
        .dyn_into()
        .map_err(|_| DbError::Blocked)?;
    let opening = factory
        .open_with_f64(name, VERSION)
        .map_err(|error| unopened(&error))?;
    let request = opening.clone();
    let create = js::callback(move |_| {
        if let Ok(database) = request.result().map(JsCast::unchecked_into::<IdbDatabase>) {
            for store in STORES {
                // Fails only when the store is there already.
                let _ = database.create_object_store(store);
            }
        }
    });
    opening.set_onupgradeneeded(Some(js::function(&create)));
    let (done, resolve, reject) = js::promise();
    opening.set_onsuccess(Some(&resolve));
    opening.set_onerror(Some(&reject));
    let outcome = js::settle(done).await;
    opening.set_onupgradeneeded(None);
    match (outcome, opening.result()) {
        (Ok(_), Ok(database)) => Ok(database.unchecked_into()),
        (Err(event), _) => {
            event.unchecked_ref::<Event>().prevent_default();
            Err(unopened(&js::get(&opening, "error")))
        }
        (_, Err(error)) => Err(unopened(&error)),
    }
}

/// Whether a database of this name lies in the main place, as far as the browser tells.
pub async fn is_there(name: &str) -> bool {
    let factory = js::get(&js::window(), "indexedDB");
    let all = js::ask(&factory, "databases", &[]).await;
    let all = all.ok().and_then(|all| all.dyn_into::<Array>().ok());
    let is_it = |one: JsValue| js::get(&one, "name").as_string().as_deref() == Some(name);
    all.is_some_and(|all| all.iter().any(is_it))
}

/// Deletes the database of this name in the main place; tabs that have it open let go of it. `false` when it
/// may still be there.
pub async fn delete(name: &str) -> bool {
    let factory = js::get(&js::window(), "indexedDB").dyn_into::<IdbFactory>();
    let Some(deleting) = factory.ok().and_then(|all| all.delete_database(name).ok()) else {
        return false;
    };
    let (done, resolve, reject) = js::promise();
    deleting.set_onsuccess(Some(&resolve));
    deleting.set_onerror(Some(&reject));
    js::settle(done).await.is_ok()
}

fn unopened(error: &JsValue) -> DbError {
    match js::error_name(error).as_str() {
        "SecurityError" | "InvalidStateError" => DbError::Blocked,
        "QuotaExceededError" => DbError::Full,
        // Chromium says this of forbidden storage, WebKit of a file it cannot read.
        "UnknownError" if !tail::local_works() => DbError::Blocked,
        "" | "UnknownError" | "AbortError" => DbError::Gone,
        other => DbError::Other(other.into()),
    }
}

async fn transact(
    database: &DatabaseWithOptions,
    store: &str,
    write: Option<Durability>,
    requests: &[Request],
    progress: Option<&Rc<Progress>>,
) -> Result<Vec<JsValue>, Failure> {
    let thrown = |error: JsValue| Failure::of(&js::error_name(&error));
    let mode = if write.is_some() {
        "readwrite"
    } else {
        "readonly"
    };
    let hint = if write == Some(Durability::Strict) {
        "strict"
    } else {
        "relaxed"
    };
    let options = js::object(&[("durability", &hint.into())]);
    let transaction = database
        .transaction(store, mode, &options)
        .map_err(thrown)?;

    let (ended, resolve, reject) = js::promise();
    transaction.set_oncomplete(Some(&resolve));
    transaction.set_onabort(Some(&reject));

    let placed = place(&transaction, store, write.is_some(), requests);
    if placed.is_err() {
        // What was placed before the one that threw must not be stored.
        let _ = transaction.abort();
    }
    // Held until the transaction ends.
    let _told = match (&placed, progress) {
        (Ok(placed), Some(hear)) if write.is_some() && placed.len() > TOLD_EVERY => {
            Some(tell_progress(placed, hear.clone()))
        }
        _ => None,
    };
    let outcome = js::settle(ended).await;
    let placed = placed.map_err(thrown)?;
    // A failed request aborts its transaction because nothing here handles its error event. No
    // browser's `complete` is believed before the requests are looked at; they also know the
    // reason when Firefox's transaction does not.
    let failed = placed
        .iter()
        .map(|request| js::get(request, "error"))
        .find(|error| error.is_object() && js::error_name(error) != "AbortError");
    match (failed, outcome) {
        (Some(error), _) => Err(thrown(error)),
        (None, Err(_)) => Err(thrown(js::get(&transaction, "error"))),
        (None, Ok(_)) => placed
            .iter()
            .map(|request| request.result().map_err(thrown))
            .collect(),
    }
}

fn tell_progress(placed: &[IdbRequest], hear: Rc<Progress>) -> js::Callback {
    let mut written = 0;
    let told = js::callback(move |_| {
        written += TOLD_EVERY;
        hear(written);
    });
    for request in placed.iter().skip(TOLD_EVERY - 1).step_by(TOLD_EVERY) {
        request.set_onsuccess(Some(js::function(&told)));
    }
    told
}

fn place(
    transaction: &IdbTransaction,
    store: &str,
    commit: bool,
    requests: &[Request],
) -> Result<Vec<IdbRequest>, JsValue> {
    let store: IdbObjectStore = transaction.object_store(store)?;
    let mut placed = Vec::with_capacity(requests.len());
    for Request { verb, key, value } in requests {
        placed.push(match verb {
            Verb::Add => store.add_with_key(value, key)?,
            Verb::Put => store.put_with_key(value, key)?,
            Verb::Get => store.get(key)?,
            Verb::GetAll => store.get_all_with_key(key)?,
            Verb::GetAllKeys => store.get_all_keys_with_key(key)?,
            Verb::Delete => store.delete(key)?,
            Verb::Count => store.count()?,
        });
    }
    // Asked for early, the end no longer depends on this page staying alive. Firefox 153 then
    // commits what succeeded even when another request of the transaction failed, so only a lone
    // request may ask; all others end by themselves when their last request is done.
    if commit && placed.len() == 1 {
        let _ = js::call(transaction, "commit", &[]);
    }
    Ok(placed)
}

fn settled(failure: Failure) -> DbError {
    match failure {
        Failure::Lost => DbError::Gone,
        Failure::Constraint => DbError::Conflict,
        Failure::Final(error) => error,
    }
}

fn ops_key(actor: &str, seq: u64) -> JsValue {
    Array::of2(&actor.into(), &(seq as f64).into()).into()
}

fn op_key(key: &JsValue) -> Option<(String, u64)> {
    let pair: &Array = key.dyn_ref()?;
    if pair.length() != 2 {
        return None;
    }
    let seq = pair.get(1).as_f64()?;
    let whole = (0.0..=MAX_SEQ).contains(&seq) && seq.trunc() == seq;
    whole.then_some((pair.get(0).as_string()?, seq as u64))
}

fn all_pieces(recording: &str) -> JsValue {
    let (first, last) = (ops_key(recording, 0), ops_key(recording, 1 << 53));
    between(&first, &last).unwrap_or(JsValue::UNDEFINED)
}

fn between(low: &JsValue, high: &JsValue) -> Option<JsValue> {
    IdbKeyRange::bound(low, high).ok().map(JsValue::from)
}

fn printable(value: &JsValue) -> String {
    JSON::stringify(value)
        .ok()
        .and_then(|text| JsValue::from(text).as_string())
        .unwrap_or_default()
}
