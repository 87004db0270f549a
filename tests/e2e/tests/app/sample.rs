//! The sample season: a whole invented one, opened by a tap and clearly marked, in a database of its own. It
//! never touches, hides or mixes with what is the person's, and leaves no trace.

use e2e::target::{button, checkbox, field, press};
use e2e::{Engine, Profile, Visit, every_engine, seed, words};
use serde_json::{Value, json};

every_engine!(
    own_data_are_as_before_and_no_trace_is_left,
    a_tab_of_ones_own_beside_it
);

/// Screens of the sample, and what is to be read there.
const SIGHTS: [(&str, &str); 11] = [
    ("", "Wrenfield University"),
    ("practice", "Practice"),
    ("practice/stories", "The blue notebook"),
    ("pack", "Wrenfield University"),
    (LIST, words::PASSPORT),
    ("programs", "Harborlight"),
    ("programs/wrenfield", "Wrenfield University"),
    ("programs/wrenfield/interview/i-wrenfield/day", "Phrases"),
    ("rank", "Juniper Valley"),
    ("settings", "You are in it"),
    ("settings/storage", "On this phone"),
];

/// All that lies in the database of one's own, and what `localStorage` holds beside it but for preferences,
/// which are of the device.
const OWN: &str = "
    const db = await new Promise((done, fail) => {
      const ask = indexedDB.open('matchbook');
      ask.onsuccess = () => done(ask.result);
      ask.onerror = () => fail(ask.error);
    });
    const read = (ask) => new Promise((done, fail) => {
      ask.onsuccess = () => done(ask.result);
      ask.onerror = () => fail(ask.error);
    });
    const own = { beside: Object.entries(localStorage).filter(([key]) => !key.startsWith('mb/pref/')).sort() };
    for (const name of db.objectStoreNames) {
      const store = db.transaction(name).objectStore(name);
      const [keys, values] = await Promise.all([read(store.getAllKeys()), read(store.getAll())]);
      own[name] = keys.map((key, place) => [key, values[place]]);
    }
    db.close();
    return own;";

/// A sample lies on this device: its database.
const LIES_HERE: &str =
    "(await indexedDB.databases()).some((one) => one.name === 'matchbook-sample')";

/// No database of a sample, and no key that tells of one: neither of the device nor of the tab.
fn no_trace() -> String {
    format!(
        "!{LIES_HERE} && !('mb/sample' in localStorage)
         && !Object.keys(sessionStorage).some((key) => key.startsWith('mb/'))"
    )
}

/// A list of the sample. Its passport is not packed yet, while one's own is.
const LIST: &str = "pack/t-chicago";

/// The list of the seeded trip.
fn own_list() -> String {
    format!("pack/{}", seed::TRIP)
}

/// Somebody with a trip of their own, in which something is ticked, and all that is kept of it.
fn with_own(engine: Engine, profile: Profile) -> (Visit, Value) {
    let visit = Visit::seeded(engine, profile);
    visit.open(&own_list());
    visit.tick(words::PASSPORT);
    if engine == Engine::Chromium {
        visit.wait_copied("database", "twin");
    }
    let own = visit.eval_async(OWN);
    let rows = own["ops"].as_array().map_or(0, Vec::len);
    assert!(rows > 10, "{engine}: only {rows} rows of one's own");
    (visit, own)
}

fn own_data_are_as_before_and_no_trace_is_left(engine: Engine) {
    let (visit, own) = with_own(engine, Profile::fresh());
    visit.open("settings");
    visit.enter_sample(words::SAMPLE_ROW);
    for (path, says) in SIGHTS {
        visit.go(path);
        visit.wait_until(&Visit::shows(says));
        visit.wait_until(words::IN_SAMPLE);
        assert_eq!(
            visit.eval(&Visit::shows(seed::PROGRAM)),
            false,
            "{engine}: one's own program in the sample, at #/{path}"
        );
    }
    assert_eq!(
        visit.eval_async(OWN)["ops"],
        own["ops"],
        "{engine}: written while the sample was open"
    );

    // What is done in it is kept while one stays in it.
    visit.go(LIST);
    assert!(!visit.ticked(words::PASSPORT), "{engine}: mixed");
    visit.tick(words::PASSPORT);
    visit.reload_app();
    visit.wait_until(words::IN_SAMPLE);
    assert!(visit.ticked(words::PASSPORT), "{engine}: lost");

    visit.leave_sample();
    visit.wait_until(&no_trace());
    assert_eq!(visit.eval_async(OWN), own, "{engine}");
    visit.open(&own_list());
    assert!(visit.ticked(words::PASSPORT));

    // The next one is new: nothing stayed of what was done.
    visit.open("settings");
    visit.enter_sample(words::SAMPLE_ROW);
    visit.go(LIST);
    assert!(!visit.ticked(words::PASSPORT), "{engine}: of the last one");
    visit.leave_sample();
    visit.wait_until(&no_trace());
    assert_eq!(visit.eval_async(OWN), own, "{engine}");
    // Control: a change of one's own is one that this comparison sees.
    visit.open(&own_list());
    visit.tick(words::FOLDER);
    assert_ne!(visit.eval_async(OWN), own, "{engine}: sees no change");
    visit.expect_no_errors("in and out of the sample");
}

fn a_tab_of_ones_own_beside_it(engine: Engine) {
    let (visit, _) = with_own(engine, Profile::fresh());
    let (own, sample) = visit.new_tab();
    visit.open("settings");
    visit.enter_sample(words::SAMPLE_ROW);
    visit.go(LIST);
    visit.wait_for(&checkbox(words::PASSPORT));

    // Each writes, and hears nothing of the other.
    visit.switch_tab(&own);
    visit.tick(words::FOLDER);
    let before = visit.eval_async(OWN);
    visit.switch_tab(&sample);
    visit.tick(words::PASSPORT);
    assert_eq!(
        visit.eval_async(OWN),
        before,
        "{engine}: the sample wrote into one's own"
    );
    visit.switch_tab(&own);
    assert_eq!(
        visit.eval(&Visit::shows("Wrenfield University")),
        false,
        "{engine}: the sample is in the other tab"
    );
    // A start of one's own would delete a sample that nobody shows.
    visit.reload_app();
    assert!(visit.ticked(words::FOLDER) && visit.ticked(words::PASSPORT));
    assert_eq!(visit.eval(words::IN_SAMPLE), Value::Null, "{engine}");
    visit.wait_until(&format!(
        "document.hidden || performance.getEntriesByName({}).length",
        json!(words::AHEAD)
    ));
    // It looks once the page is idle: after this it has looked.
    visit.eval_async("await new Promise((done) => window.requestIdleCallback ? requestIdleCallback(done) : setTimeout(done, 300))");
    visit.switch_tab(&sample);
    visit.reload_app();
    visit.wait_until(words::IN_SAMPLE);
    assert!(
        visit.ticked(words::PASSPORT),
        "{engine}: deleted while a tab showed it"
    );

    visit.leave_sample();
    visit.wait_until(&no_trace());
    visit.switch_tab(&own);
    visit.tick("Charger");
    visit.switch_tab(&sample);
    visit.open(&own_list());
    assert!(visit.ticked("Charger"), "{engine}");
    visit.expect_no_errors("a sample beside one's own");
}

/// Leaving is begun, and the browser is killed before the start that deletes the sample. Such a kill may take the
/// note about it along, which `localStorage` was given last.
#[test]
fn chromium_what_a_kill_leaves_is_deleted_by_the_next_start() {
    for has_note in [true, false] {
        let (mut visit, own) = with_own(Engine::Chromium, Profile::lasting());
        visit.open("settings");
        visit.enter_sample(words::SAMPLE_ROW);
        visit.eval("sessionStorage.clear()");
        if !has_note {
            visit.eval("localStorage.removeItem('mb/sample')");
        }
        visit.kill_and_restart();
        // Control: seen from a page without the app, it does lie there.
        visit.goto(&format!("{}boot.js", visit.site.url()));
        assert_eq!(
            visit.eval(LIES_HERE),
            true,
            "the kill left nothing to delete"
        );
        visit.open(&own_list());
        assert!(visit.ticked(words::PASSPORT));
        visit.wait_until(&no_trace());
        let now = visit.eval_async(OWN);
        for store in ["ops", "snap", "blob", "chunk", "meta"] {
            assert_eq!(now[store], own[store], "{store}, with a note: {has_note}");
        }
    }
}

/// A tab that the browser brings back knows a sample that was deleted meanwhile. It takes no newer one for it.
#[test]
fn chromium_a_tab_of_an_older_sample_shows_ones_own() {
    let (visit, _) = with_own(Engine::Chromium, Profile::fresh());
    visit.open("settings");
    visit.enter_sample(words::SAMPLE_ROW);
    let number = visit.text("sessionStorage['mb/sample']");
    // Control: with its number it is shown, loaded as often as one likes.
    visit.reload_app();
    visit.wait_until(words::IN_SAMPLE);
    visit.leave_sample();
    visit.wait_until(&no_trace());

    let (_, second) = visit.new_tab();
    visit.open("settings");
    visit.enter_sample(words::SAMPLE_ROW);
    assert_ne!(visit.text("sessionStorage['mb/sample']"), number);
    visit.eval(&format!("sessionStorage['mb/sample'] = {}", json!(number)));
    visit.reload_app();
    visit.open(&own_list());
    assert!(visit.ticked(words::PASSPORT));
    assert_eq!(visit.eval(words::IN_SAMPLE), Value::Null, "in {second}");
}

/// From the first run, whose questions are not answered by a look around.
#[test]
fn chromium_a_newcomer_looks_around_and_is_asked_the_same_again() {
    let visit = Visit::first(Engine::Chromium, Profile::fresh());
    visit.set_window(390, 844);
    visit.wait_for(&field(words::SPECIALTY));
    visit.enter_sample(words::SEE_SAMPLE);
    visit.wait_until(&Visit::shows("Wrenfield University"));
    visit.leave_sample();
    visit.wait_for(&field(words::SPECIALTY));
    visit.wait_until(&no_trace());
    // By its address, or by Back, nobody falls into it: it asks.
    visit.open("settings/sample");
    visit.wait_for(&button(words::OPEN_SAMPLE));
    visit.reload_app();
    visit.wait_for(&button(words::OPEN_SAMPLE));
    assert_eq!(visit.eval(&no_trace()), true);
    visit.click(&button(words::OPEN_SAMPLE));
    visit.wait_until(words::IN_SAMPLE);
    visit.wait_ready();
    visit.leave_sample();
    visit.wait_until(&no_trace());
}

/// The icon counts what is due of one's own, and no copy is made of what is invented.
#[test]
fn chromium_nothing_invented_leaves_the_app() {
    let visit = Visit::first(Engine::Chromium, Profile::fresh());
    visit.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({"source": "
            window.badges = [];
            navigator.setAppBadge = async (count) => { badges.push(count); };
            navigator.clearAppBadge = async () => { badges.push(0); };"}),
    );
    visit.reload_app();
    visit.enter_sample(words::SEE_SAMPLE);
    visit.wait_until("document.querySelectorAll('main [data-tone=bad].row-end, main [data-tone=warn].row-end').length > 0");
    visit.eval(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true }), \
         document.dispatchEvent(new Event('visibilitychange'))",
    );
    visit.go(words::EXPORT_SCREEN);
    visit.click(&button(words::EXPORT));
    visit.wait_until(&Visit::shows("no copy is made of it"));
    visit.click(&press(words::RESTORE));
    visit.wait_until(&Visit::shows("then restore the copy"));
    assert_eq!(visit.eval("badges"), json!([]));
}
