use matchbook::platform::bytes::Bytes;
use matchbook::platform::db::{self, Db, DbError, Durability, OpRow};
use matchbook::platform::{clock, random};
use wasm_bindgen_test::wasm_bindgen_test;

/// Each test has a database of its own.
async fn fresh(name: &str) -> (Db, String) {
    let name = format!("test-{name}-{:x}", random::u64());
    (Db::open(&name).await.unwrap(), name)
}

fn row(actor: &str, seq: u64, text: &str) -> OpRow {
    OpRow {
        actor: actor.into(),
        seq,
        text: text.into(),
    }
}

#[wasm_bindgen_test]
async fn appended_rows_are_there_for_another_connection() {
    let (db, name) = fresh("append").await;
    let rows = vec![
        row("a", 1, "one"),
        row("a", 2, "zwei ü \u{1F600} \"quoted\"\n"),
        row("b", 1, ""),
    ];
    db.append(&rows[..2], Durability::Strict).await.unwrap();
    db.append(&rows[2..], Durability::Relaxed).await.unwrap();
    db.append(&[], Durability::Strict).await.unwrap();
    let other = Db::open(&name).await.unwrap();
    let ops = other.ops().await.unwrap();
    assert_eq!(ops.rows, rows);
    assert!(ops.damaged.is_empty());
    assert_eq!(other.count_ops().await.unwrap(), 3);
}

#[wasm_bindgen_test]
async fn a_retry_succeeds_and_stores_what_was_missing() {
    let (db, _) = fresh("retry").await;
    db.append(
        &[row("a", 1, "one"), row("a", 2, "two")],
        Durability::Strict,
    )
    .await
    .unwrap();
    let again = [
        row("a", 0, "zero"),
        row("a", 1, "one"),
        row("a", 2, "two"),
        row("a", 3, "three"),
    ];
    db.append(&again, Durability::Strict).await.unwrap();
    assert_eq!(db.ops().await.unwrap().rows, again);
}

#[wasm_bindgen_test]
async fn a_different_row_under_the_same_key_is_a_conflict_and_nothing_is_written() {
    let (db, _) = fresh("conflict").await;
    db.append(&[row("a", 2, "two")], Durability::Strict)
        .await
        .unwrap();
    let clash = [
        row("a", 1, "one"),
        row("a", 2, "other"),
        row("a", 3, "three"),
    ];
    assert_eq!(
        db.append(&clash, Durability::Strict).await,
        Err(DbError::Conflict)
    );
    let twice = [row("c", 1, "one"), row("c", 1, "not one")];
    assert_eq!(
        db.append(&twice, Durability::Strict).await,
        Err(DbError::Conflict)
    );
    assert_eq!(db.ops().await.unwrap().rows, [row("a", 2, "two")]);
}

#[wasm_bindgen_test]
async fn a_connection_closed_behind_its_back_is_opened_again() {
    let (db, _) = fresh("closed").await;
    for seq in 0..4 {
        db.close();
        db.append(&[row("a", seq, "x")], Durability::Strict)
            .await
            .unwrap();
        db.close();
        assert_eq!(db.count_ops().await.unwrap() as u64, seq + 1);
    }
}

#[wasm_bindgen_test]
async fn many_calls_on_a_dead_connection_all_succeed() {
    let (db, _) = fresh("crowd").await;
    db.close();
    let (done, wait) = (std::rc::Rc::new(std::cell::Cell::new(0)), 12);
    for seq in 0..wait {
        let (db, done) = (db.clone(), done.clone());
        wasm_bindgen_futures::spawn_local(async move {
            db.append(&[row("a", seq, "x")], Durability::Relaxed)
                .await
                .unwrap();
            done.set(done.get() + 1);
        });
    }
    while done.get() < wait {
        db.count_ops().await.unwrap();
    }
    assert_eq!(db.ops().await.unwrap().rows.len() as u64, wait);
}

#[wasm_bindgen_test]
async fn a_database_is_there_until_it_is_deleted() {
    let (db, name) = fresh("there").await;
    assert!(db::is_there(&name).await);
    assert!(!db::is_there(&[&*name, "-not"].concat()).await);
    // Though it is open: the connection lets go of it.
    assert!(db::delete(&name).await);
    assert!(!db::is_there(&name).await);
    drop(db);
}

#[wasm_bindgen_test]
async fn a_deleted_database_is_made_anew() {
    let (db, name) = fresh("deleted").await;
    db.append(&[row("a", 1, "x")], Durability::Strict)
        .await
        .unwrap();
    raw::delete(&name).await;
    assert_eq!(db.count_ops().await.unwrap(), 0);
    db.append(&[row("a", 1, "y")], Durability::Strict)
        .await
        .unwrap();
    assert_eq!(db.ops().await.unwrap().rows, [row("a", 1, "y")]);
}

#[wasm_bindgen_test]
async fn rows_of_a_wrong_shape_are_set_aside() {
    let (db, name) = fresh("damaged").await;
    db.append(
        &[row("a", 1, "one"), row("b", 7, "seven")],
        Durability::Strict,
    )
    .await
    .unwrap();
    for (key, value) in [
        ("17", "'number key'"),
        ("'text'", "'text key'"),
        ("['a']", "'short key'"),
        ("['a', 1, 2]", "'long key'"),
        ("['a', 1.5]", "'half'"),
        ("['a', -1]", "'negative'"),
        ("[1, 1]", "'actor is a number'"),
        ("['a', 5]", "({v: 1})"),
        ("['a', 6]", "undefined"),
        ("['a', 8]", "new Uint8Array([1, 2])"),
        ("['a', 9]", "10n"),
    ] {
        raw::put(&name, key, value).await;
    }
    let ops = db.ops().await.unwrap();
    assert_eq!(ops.rows, [row("a", 1, "one"), row("b", 7, "seven")]);
    assert_eq!(ops.damaged.len(), 11);
    assert!(ops.damaged.contains(&("17".into(), "number key".into())));
    assert!(
        ops.damaged
            .contains(&("[\"a\",5]".into(), "{\"v\":1}".into()))
    );
    assert_eq!(db.count_ops().await.unwrap(), 13);
}

#[wasm_bindgen_test]
async fn fifteen_hundred_rows_are_read_fast() {
    let (db, _) = fresh("many").await;
    let text = "x".repeat(180);
    let rows: Vec<OpRow> = (0..1_500)
        .map(|seq| row("0123456789abcdef-0042", seq, &text))
        .collect();
    let start = clock::monotonic_ms();
    db.append(&rows, Durability::Strict).await.unwrap();
    let written = clock::monotonic_ms();
    let ops = db.ops().await.unwrap();
    let read = clock::monotonic_ms();
    assert_eq!(ops.rows, rows);
    wasm_bindgen_test::console_log!(
        "1,500 rows: write {:.0} ms, read {:.0} ms",
        written - start,
        read - written
    );
    let start = clock::monotonic_ms();
    for seq in 0..50 {
        db.append(&[row("one", seq, &text)], Durability::Strict)
            .await
            .unwrap();
    }
    wasm_bindgen_test::console_log!(
        "one strict append: {:.1} ms",
        (clock::monotonic_ms() - start) / 50.0
    );
}

#[wasm_bindgen_test]
async fn ops_are_deleted_through_a_watermark() {
    let (db, _) = fresh("watermark").await;
    let rows: Vec<OpRow> = ["a", "ab", "b"]
        .iter()
        .flat_map(|actor| (0..5).map(move |seq| row(actor, seq, "x")))
        .collect();
    db.append(&rows, Durability::Strict).await.unwrap();
    db.delete_ops_through(&[("a".into(), 2), ("b".into(), 99), ("nobody".into(), 3)])
        .await
        .unwrap();
    db.delete_ops_through(&[]).await.unwrap();
    let left: Vec<(String, u64)> = db
        .ops()
        .await
        .unwrap()
        .rows
        .into_iter()
        .map(|row| (row.actor, row.seq))
        .collect();
    let kept = [
        ("a", 3),
        ("a", 4),
        ("ab", 0),
        ("ab", 1),
        ("ab", 2),
        ("ab", 3),
        ("ab", 4),
    ];
    assert_eq!(left, kept.map(|(actor, seq)| (actor.to_string(), seq)));
}

#[wasm_bindgen_test]
async fn snapshots_replace_their_slot() {
    let (db, _) = fresh("snap").await;
    assert_eq!(db.snapshots().await.unwrap(), []);
    assert_eq!(db.read_snapshot(0).await.unwrap(), None);
    db.write_snapshot(1, "first").await.unwrap();
    db.write_snapshot(0, "second").await.unwrap();
    db.write_snapshot(1, "third").await.unwrap();
    assert_eq!(
        db.snapshots().await.unwrap(),
        [(0, "second".into()), (1, "third".into())]
    );
    assert_eq!(db.read_snapshot(1).await.unwrap().as_deref(), Some("third"));
}

#[wasm_bindgen_test]
async fn meta_is_listed_by_prefix() {
    let (db, _) = fresh("meta").await;
    for key in ["bad/2", "bad/1", "bac", "bae", "device"] {
        db.meta_put(key, key).await.unwrap();
    }
    assert_eq!(db.meta_keys("bad/").await.unwrap(), ["bad/1", "bad/2"]);
    assert_eq!(db.meta_keys("").await.unwrap().len(), 5);
    assert_eq!(
        db.meta_get("bad/1").await.unwrap().as_deref(),
        Some("bad/1")
    );
    assert_eq!(db.meta_get("never").await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn a_full_disk_is_told_apart_and_writes_nothing() {
    let (db, _) = fresh("full").await;
    raw::fail_next("add", "QuotaExceededError", 1);
    let rows = [row("a", 1, "x")];
    assert_eq!(
        db.append(&rows, Durability::Strict).await,
        Err(DbError::Full)
    );
    assert_eq!(db.count_ops().await.unwrap(), 0);
    // The control: nothing else stood in its way.
    db.append(&rows, Durability::Strict).await.unwrap();
    assert_eq!(db.count_ops().await.unwrap(), 1);
}

#[wasm_bindgen_test]
async fn a_lost_connection_is_tried_once_more_and_only_once() {
    let (db, _) = fresh("lost").await;
    raw::fail_next("add", "UnknownError", 1);
    db.append(&[row("a", 1, "x")], Durability::Strict)
        .await
        .unwrap();
    raw::fail_next("add", "UnknownError", 2);
    assert_eq!(
        db.append(&[row("a", 2, "x")], Durability::Strict).await,
        Err(DbError::Gone)
    );
    assert_eq!(db.ops().await.unwrap().rows, [row("a", 1, "x")]);
}

#[wasm_bindgen_test]
async fn an_abort_after_the_requests_is_not_taken_for_success() {
    let (db, _) = fresh("abort").await;
    raw::fail_next("add", "abort", 1);
    db.append(&[row("a", 1, "x"), row("a", 2, "y")], Durability::Strict)
        .await
        .unwrap();
    assert_eq!(db.count_ops().await.unwrap(), 2);
    raw::fail_next("put", "abort", 2);
    assert_eq!(db.meta_put("key", "text").await, Err(DbError::Gone));
    assert_eq!(db.meta_get("key").await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn forbidden_storage_is_told_apart() {
    raw::forbid(true);
    let blocked = Db::open("forbidden").await.err();
    raw::forbid(false);
    assert_eq!(blocked, Some(DbError::Blocked));
    assert!(Db::open("forbidden").await.is_ok());
}

/// What the app's own interface cannot do: damage and deletion, written in JavaScript.
mod raw {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen(inline_js = "
        const open = name => new Promise((done, fail) => {
            const request = indexedDB.open(name);
            request.onsuccess = () => done(request.result);
            request.onerror = fail;
        });
        export async function put(name, key, value) {
            const db = await open(name);
            await new Promise((done, fail) => {
                const tx = db.transaction('ops', 'readwrite');
                tx.objectStore('ops').put((0, eval)(value), (0, eval)(key));
                tx.oncomplete = done;
                tx.onabort = fail;
            });
            db.close();
        }
        export function fail_next(method, name, times) {
            const real = IDBObjectStore.prototype[method];
            IDBObjectStore.prototype[method] = function (...args) {
                if (--times === 0) IDBObjectStore.prototype[method] = real;
                if (name !== 'abort') throw new DOMException('', name);
                const request = real.apply(this, args);
                request.onsuccess = () => { request.transaction.abort(); };
                this.transaction.commit = undefined;
                return request;
            };
        }
        const indexed_db = Object.getOwnPropertyDescriptor(window, 'indexedDB');
        export const forbid = on => Object.defineProperty(window, 'indexedDB', !on ? indexed_db : {
            configurable: true,
            get() { throw new DOMException('', 'SecurityError'); },
        });
        export const remove = name => new Promise((done, fail) => {
            const request = indexedDB.deleteDatabase(name);
            request.onsuccess = done;
            request.onerror = fail;
        });
    ")]
    extern "C" {
        #[wasm_bindgen(catch, js_name = put)]
        async fn put_js(name: &str, key: &str, value: &str) -> Result<JsValue, JsValue>;
        #[wasm_bindgen(catch, js_name = remove)]
        async fn remove_js(name: &str) -> Result<JsValue, JsValue>;
        /// Makes the next calls of an object store's method throw, or abort once they succeeded.
        pub fn fail_next(method: &str, name: &str, times: u32);
        /// Makes the browser refuse storage, as its settings can.
        pub fn forbid(on: bool);
    }

    pub async fn put(name: &str, key: &str, value: &str) {
        put_js(name, key, value).await.unwrap();
    }

    pub async fn delete(name: &str) {
        remove_js(name).await.unwrap();
    }
}

fn sound(bytes: &[u8]) -> Bytes {
    Bytes::of(bytes)
}

#[wasm_bindgen_test]
async fn pieces_of_a_recording_come_back_in_order_with_what_it_is_of() {
    let (db, name) = fresh("pieces").await;
    db.begin_pieces("r1", "about one").await.unwrap();
    // Ten and two are in order as numbers, not as text.
    for number in [1, 2, 10, 3] {
        let piece = sound(&[number as u8; 5]);
        db.add_piece("r1", number, &piece).await.unwrap();
    }
    db.begin_pieces("r2", "about two").await.unwrap();
    db.add_piece("r3", 1, &sound(b"no head")).await.unwrap();
    let other = Db::open(&name).await.unwrap();
    let listed = other.recordings_in_pieces().await.unwrap();
    let expected = [("r1", 4), ("r2", 0), ("r3", 1)].map(|(id, count)| (id.to_owned(), count));
    assert_eq!(listed, expected);
    let (head, pieces) = other.pieces("r1").await.unwrap();
    assert_eq!(head.as_deref(), Some("about one"));
    let order: Vec<u8> = pieces.iter().map(|piece| piece.to_vec()[0]).collect();
    assert_eq!(order, [1, 2, 3, 10]);
    assert_eq!(Bytes::joined(&pieces).to_vec().len(), 20);
    let (head, pieces) = other.pieces("r3").await.unwrap();
    assert!(head.is_none() && pieces.len() == 1);

    other.delete_pieces("r1").await.unwrap();
    other.delete_pieces("nobody").await.unwrap();
    let left = other.recordings_in_pieces().await.unwrap();
    assert_eq!(left, expected[1..]);
}

#[wasm_bindgen_test]
async fn a_finished_recording_is_whole_or_not_there() {
    let (db, name) = fresh("blob").await;
    let file = sound(b"something that was said");
    let key = file.sha256().await.unwrap();
    assert_eq!(key.len(), 64);
    db.put_blob(&key, "audio/webm", &file).await.unwrap();
    db.put_blob(&key, "audio/webm", &file).await.unwrap();
    let other = Db::open(&name).await.unwrap();
    let read = other.blob(&key).await.unwrap().unwrap();
    assert_eq!(read.to_vec(), file.to_vec());
    assert_eq!(read.sha256().await.as_deref(), Some(&*key));
    assert!(other.blob("another").await.unwrap().is_none());
    other.delete_blob(&key).await.unwrap();
    assert!(db.blob(&key).await.unwrap().is_none());
    db.delete_blob(&key).await.unwrap();
}

#[wasm_bindgen_test]
async fn bytes_are_read_from_the_start_a_piece_at_a_time() {
    use std::io::Read;
    let all: Vec<u8> = (0..=255).cycle().take(1_000).collect();
    let bytes = sound(&all);
    let mut reader = bytes.reader();
    let mut got = Vec::new();
    let mut piece = [0; 77];
    loop {
        let count = reader.read(&mut piece).unwrap();
        if count == 0 {
            break;
        }
        got.extend_from_slice(&piece[..count]);
    }
    assert_eq!(got, all);
    assert_eq!(bytes.start(3), [0, 1, 2]);
    assert_eq!(bytes.start(2_000).len(), 1_000);
    assert!(sound(b"").is_empty() && sound(b"").start(4).is_empty());
    assert_eq!(
        sound(b"abc").sha256().await.as_deref(),
        Some("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    );
}
