//! A full disk and a damaged database, in a real browser: a clear sentence, and nothing is lost.

use e2e::target::checkbox;
use e2e::{Engine, Profile, Visit, every_engine, seed, words};

every_engine!(a_damaged_row_is_put_aside, an_intact_row_is_not);

fn list() -> String {
    format!("pack/{}", seed::TRIP)
}

/// What the browser itself says to a small write into a database of this site.
fn write_of_ours(visit: &Visit) -> String {
    let answer = visit.eval_async(
        "const ask = (request) => new Promise((done, fail) => {
           request.onsuccess = () => done(request.result);
           request.onerror = () => fail(request.error);
         });
         try {
           const opening = indexedDB.open('of the test', 1);
           opening.onupgradeneeded = () => opening.result.createObjectStore('x');
           const db = await ask(opening);
           const write = db.transaction('x', 'readwrite', { durability: 'strict' });
           write.objectStore('x').put('y'.repeat(1000), 1);
           await new Promise((done, fail) => {
             write.oncomplete = done;
             write.onabort = () => fail(write.error);
           });
           db.close();
           return 'written';
         } catch (error) { return error.name; }",
    );
    answer.as_str().unwrap_or_default().to_owned()
}

fn tick_on_a_disk(full: bool) -> Visit {
    let mut visit = Visit::seeded(Engine::Chromium, Profile::lasting());
    // A running browser remembers for a while how much room there was.
    visit.quit();
    visit.restart();
    if full {
        visit.limit_storage(Some(1));
    }
    visit.open(&list());
    let expected = if full {
        "QuotaExceededError"
    } else {
        "written"
    };
    assert_eq!(
        write_of_ours(&visit),
        expected,
        "the disk is not as it should be, so this proves nothing"
    );
    visit.click(&checkbox(words::PASSPORT));
    visit.wait_until(&format!("{}.checked", checkbox(words::PASSPORT)));
    visit
}

#[test]
fn chromium_full_disk_says_so_and_saves_once_there_is_room() {
    let visit = tick_on_a_disk(true);
    visit.wait_until(&Visit::shows(words::NO_SPACE));
    assert_eq!(
        visit.eval(words::SAVED),
        false,
        "called saved on a full disk"
    );
    visit.limit_storage(None);
    visit.wait_saved();
    visit.wait_until(&format!("!{}", Visit::shows(words::NO_SPACE)));
    visit.reload_app();
    assert!(visit.ticked(words::PASSPORT));
}

#[test]
fn chromium_full_disk_and_a_new_start_lose_nothing() {
    let mut visit = tick_on_a_disk(true);
    visit.wait_until(&Visit::shows(words::NO_SPACE));
    visit.quit();
    visit.restart();
    visit.open(&list());
    assert!(visit.ticked(words::PASSPORT));
    visit.wait_saved();
}

/// Control: with room, the same steps save at once and nothing is said.
#[test]
fn chromium_disk_with_room_says_nothing() {
    let visit = tick_on_a_disk(false);
    visit.wait_saved();
    assert_eq!(visit.eval(&Visit::shows(words::NO_SPACE)), false);
}

/// Writes one row of the database anew, as `change` (an expression on its text `t`) makes it, and
/// starts the app with that.
fn rewrite_a_row(engine: Engine, change: &str) -> Visit {
    let visit = Visit::seeded(engine, Profile::fresh());
    visit.open(&list());
    visit.tick(words::PASSPORT);
    visit.tick(words::FOLDER);
    let rewritten = visit.eval_async(&format!(
        "const ask = (request) => new Promise((done, fail) => {{
           request.onsuccess = () => done(request.result);
           request.onerror = () => fail(request.error);
         }});
         const db = await ask(indexedDB.open('matchbook', 1));
         const write = db.transaction('ops', 'readwrite', {{ durability: 'strict' }});
         const ops = write.objectStore('ops');
         const [keys, texts] = [await ask(ops.getAllKeys()), await ask(ops.getAll())];
         const at = texts.findIndex((text) => text.includes('pk-folder'));
         if (at < 0) throw 'no row of the folder';
         const t = texts[at];
         ops.put({change}, keys[at]);
         await new Promise((done, fail) => {{
           write.oncomplete = done;
           write.onabort = () => fail(write.error);
         }});
         db.close();
         return t;"
    ));
    assert!(rewritten.is_string());
    visit.reload_app();
    visit.open(&list());
    visit
}

/// One wrong letter in one row: the rest is there, the app says that something was put aside, and the
/// damaged text is kept. Where there is a twin, what the row said comes back.
fn a_damaged_row_is_put_aside(engine: Engine) {
    let visit = rewrite_a_row(engine, "t.replace('true', 'trve')");
    assert!(visit.ticked(words::PASSPORT), "a sound row is gone");
    if engine == Engine::Chromium {
        // Its twin has the row as it was written.
        visit.wait_until(&format!("{}.checked", checkbox(words::FOLDER)));
    } else {
        assert!(!visit.ticked(words::FOLDER), "a damaged row was believed");
    }
    visit.open(words::EXPORT_SCREEN);
    visit.wait_until(&Visit::shows(words::PUT_ASIDE));
    visit.expect_no_errors("a damaged row");
}

/// Control: the same row written as it was.
fn an_intact_row_is_not(engine: Engine) {
    let visit = rewrite_a_row(engine, "t");
    assert!(visit.ticked(words::PASSPORT) && visit.ticked(words::FOLDER));
    visit.open(words::EXPORT_SCREEN);
    visit.wait_until(&Visit::shows(words::EXPORT));
    assert_eq!(visit.eval(&Visit::shows(words::PUT_ASIDE)), false);
}
