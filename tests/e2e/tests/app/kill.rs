//! SIGKILL of the whole browser while somebody ticks, again and again on one profile, and at the very
//! words that acknowledge any other act. What was acknowledged must be there. The controls acknowledge
//! what only `localStorage` or only memory holds, and lose.

use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::time::{Duration, Instant};

use e2e::seed::Seed;
use e2e::sound::{SoundFile, speech_like};
use e2e::target::{button, field, link};
use e2e::{Browser, Engine, Profile, Visit, every_engine, seed, words};
use serde_json::json;
use xtask::site::Site;

every_engine!(
    nothing_acknowledged_is_lost,
    a_saved_text_is_not_lost,
    a_grade_is_not_lost,
    an_import_is_not_lost,
    a_restored_copy_is_not_lost,
);

/// How many kills of a kind: `MATCHBOOK_KILLS`, or few enough for every day.
fn kills(every_day: u32) -> u32 {
    std::env::var("MATCHBOOK_KILLS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(every_day)
}

/// Ticks are many in each life of a browser.
const TICKED_LIVES: u32 = 20;
/// Any other act is one.
const ONE_ACT_LIVES: u32 = 1;

/// Between 0.3 and 4 seconds.
fn lifetime() -> Duration {
    Duration::from_millis(300 + RandomState::new().hash_one(0) % 3_700)
}

/// Reads `expression`, a count of acknowledged changes, until the browser's time is up, then kills
/// it. Gives the last count that was read: those changes were certainly acknowledged.
fn watch_and_kill(browser: Browser, expression: &str) -> u64 {
    let end = Instant::now() + lifetime();
    let mut acknowledged = 0;
    while Instant::now() < end || acknowledged == 0 {
        if let Ok(value) = browser.try_run(&format!("return {expression}")) {
            acknowledged = value.as_u64().unwrap_or(acknowledged);
        }
    }
    browser.kill9();
    acknowledged
}

/// Ticks the rows one after the other, then unticks them, and so on for ever. Row after row, so
/// that the ticks on the screen tell how many changes were made, up to whole rounds. Changes that
/// an earlier life of the browser made count too.
const TICKER: &str = "
    const rows = mb.all('checkbox').length;
    const first = mb.all('checkbox')[0].checked;
    const same = mb.all('checkbox').findIndex((box) => box.checked !== first);
    let change = (first ? 0 : rows) + (same < 0 ? rows : same);
    window.acknowledged = change;
    (async () => {
      for (; ; change += 1) {
        const box = mb.all('checkbox')[change % rows];
        const want = Math.floor(change / rows) % 2 === 0;
        box.click();
        while (box.checked !== want || !(SAVED)) await new Promise((next) => setTimeout(next, 0));
        window.acknowledged = change + 1;
      }
    })();";

fn nothing_acknowledged_is_lost(engine: Engine) {
    let mut visit = Visit::seeded(engine, Profile::lasting());
    let screen = format!("pack/{}", seed::TRIP);
    let ticker = TICKER.replace("SAVED", words::SAVED);
    let mut total = 0;
    let kills = kills(TICKED_LIVES);
    for kill in 1..=kills {
        visit.open(&screen);
        visit.wait_until("mb.all('checkbox').length > 10");
        let rows = visit
            .eval("mb.all('checkbox').length")
            .as_u64()
            .expect("rows");
        visit.eval_async(&ticker);
        let before = visit.eval("acknowledged").as_u64().unwrap_or_default();
        let acknowledged = watch_and_kill(visit.browser.take().expect("a browser"), "acknowledged");
        total += acknowledged - before;

        visit.restart();
        visit.open(&screen);
        visit.wait_until(&format!("mb.all('checkbox').length === {rows}"));
        let ticks = visit.eval("mb.all('checkbox').map((box) => box.checked)");
        let ticks: Vec<bool> = ticks
            .as_array()
            .expect("ticks")
            .iter()
            .map(|tick| tick == true)
            .collect();
        // At most one row in flight is beyond what was read; what the harness had not yet read is
        // further. More than half of a double round ahead can only mean behind.
        let made = changes_made(&ticks);
        let ahead = made.map(|made| (2 * rows + made - acknowledged % (2 * rows)) % (2 * rows));
        assert!(
            ahead.is_some_and(|ahead| ahead < rows),
            "{engine}, kill {kill}: {acknowledged} acknowledged of {rows} rows, but there is {ticks:?}"
        );
    }
    assert!(
        total > u64::from(kills),
        "hardly anything was ticked: {total}"
    );
    println!("{engine}: {kills} kills, {total} acknowledged ticks, 0 lost");
}

/// How many changes lead to these ticks, up to whole double rounds; `None` if none do.
fn changes_made(ticks: &[bool]) -> Option<u64> {
    let first = *ticks.first()?;
    let same = ticks
        .iter()
        .position(|&tick| tick != first)
        .unwrap_or(ticks.len());
    let clean = ticks[same..].iter().all(|&tick| tick != first);
    let round = if first { 0 } else { ticks.len() };
    clean.then_some(((round + same) % (2 * ticks.len())) as u64)
}

/// The negative control: the same kills do lose what only `localStorage` holds.
fn local_storage_alone_loses(engine: Engine) {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixture");
    let site = Site::start(fixture, "/", 0).expect("a server");
    for _ in 0..5 {
        let profile = Profile::lasting();
        let browser = Browser::start(engine, &profile);
        browser.goto(&site.url());
        browser.eval("void control()");
        let acknowledged = watch_and_kill(browser, "window.acknowledged");
        let browser = Browser::start(engine, &profile);
        browser.goto(&site.url());
        let kept = browser
            .eval("Number(localStorage.getItem('count'))")
            .as_u64();
        if kept < Some(acknowledged) {
            println!("{engine}: control kept {kept:?} of {acknowledged}");
            return;
        }
    }
    panic!("{engine}: five kills lost nothing, so these kills prove nothing");
}

#[test]
fn chromium_control_loses() {
    local_storage_alone_loses(Engine::Chromium);
}

#[test]
fn firefox_control_loses() {
    local_storage_alone_loses(Engine::Firefox);
}

#[test]
fn webkit_control_loses() {
    local_storage_alone_loses(Engine::WebKit);
}

#[test]
fn changes_are_read_from_ticks() {
    assert_eq!(changes_made(&[false, false, false]), Some(0));
    assert_eq!(changes_made(&[true, false, false]), Some(1));
    assert_eq!(changes_made(&[true, true, true]), Some(3));
    assert_eq!(changes_made(&[false, false, true]), Some(5));
    assert_eq!(changes_made(&[true, false, true]), None);
}

/// An act with words that acknowledge it.
struct Act {
    /// Does it and returns as soon as the words are there.
    until_the_words: fn(&Visit),
    /// Whether it is there, in a new start of the app.
    is_there: fn(&Visit) -> bool,
}

/// From here on nothing reaches any database nor `localStorage`, and nobody notices: what is acknowledged is
/// in memory. (What lies in `localStorage` for some seconds may outlive a kill.)
const BLIND: &str = "for (const verb of ['add', 'put']) {
    IDBObjectStore.prototype[verb] = function () { return this.count(); };
}
Storage.prototype.setItem = function () {};";

/// Lets a browser on a copy of the profile do the act and kills it at the words, again and again. Gives
/// how often it was lost. The browser of `visit` must have ended.
fn lost_of(mut visit: Visit, act: &Act, kills: u32, blind: bool) -> u32 {
    let engine = visit.browser.as_ref().expect("a browser").engine;
    visit.quit();
    let before = visit.profile.copy();
    let mut lost = 0;
    for _ in 0..kills {
        visit.profile = before.copy();
        visit.restart();
        visit.open("");
        if blind {
            visit.eval_async(BLIND);
        }
        (act.until_the_words)(&visit);
        visit.kill_and_restart();
        visit.open("");
        lost += u32::from(!(act.is_there)(&visit));
        visit.quit();
    }
    println!("{engine}: {kills} kills, {lost} lost, blind: {blind}");
    lost
}

fn expect_none_lost(visit: Visit, act: &Act) {
    assert_eq!(lost_of(visit, act, kills(ONE_ACT_LIVES), false), 0);
}

fn in_app(visit: &Visit, path: &str) {
    visit.go(path);
    visit.wait_until(&format!("location.hash === {}", json!(format!("#/{path}"))));
}

const TYPED: &str = "Lagos, then Houston, and a year of research";

const TYPE: Act = Act {
    until_the_words: |visit| {
        in_app(visit, &format!("practice/card/{}", words::CARD));
        visit.wait_for(&field("Point 1"));
        let changes = "document.querySelector('header.top').dataset.changes";
        let before = visit.text(changes);
        visit.fill(&field("Point 1"), TYPED);
        visit.wait_until(&format!("{changes} !== {}", json!(before)));
        visit.wait_saved();
    },
    is_there: |visit| {
        in_app(visit, &format!("practice/card/{}", words::CARD));
        visit.wait_for(&field("Point 1"));
        visit.text(&format!("{}.value", field("Point 1"))) == TYPED
    },
};

fn a_saved_text_is_not_lost(engine: Engine) {
    expect_none_lost(Visit::seeded(engine, Profile::lasting()), &TYPE);
}

const GRADE: Act = Act {
    until_the_words: |visit| {
        in_app(visit, "practice/review");
        visit.wait_until("document.querySelector('.asked')");
        let changes = "document.querySelector('header.top').dataset.changes";
        let before = visit.text(changes);
        visit.click(&button(words::SHOW_OUTLINE));
        visit.wait_until("document.querySelector('.outline input')");
        visit.click(&button(words::GOT_IT));
        visit.wait_until(&format!("{changes} !== {}", json!(before)));
        visit.wait_saved();
    },
    is_there: |visit| {
        in_app(visit, "practice/statistics");
        visit.wait_until("document.querySelector('.plot-box .prose, .empty')");
        let told = visit.text("document.querySelector('.plot-box .prose')?.textContent ?? ''");
        told.starts_with("1 answer")
    },
};

fn two_cards(engine: Engine) -> Visit {
    let visit = Visit::first(engine, Profile::lasting());
    visit.plant(|now| Seed::welcomed(now).with_deck(2, 0));
    visit
}

fn a_grade_is_not_lost(engine: Engine) {
    expect_none_lost(two_cards(engine), &GRADE);
}

/// Pastes three thousand cards and has them read.
fn read_3000(visit: &Visit) {
    let card =
        |n: u32| format!("Question {n} of three thousand?,\"Point one of {n}\nPoint two\"\n");
    let table: String = (1..=3_000).map(card).collect();
    in_app(visit, "practice/exchange");
    visit.click(&button(words::PASTE_INSTEAD));
    visit.wait_for(&field(words::PASTED));
    visit.hand_over(&format!("question,outline\n{table}"));
    visit.eval(&format!("mb.fill({}, large)", field(words::PASTED)));
    visit.click(&button(words::READ_TEXT));
}

/// Words that come when everything is there already, or `news` when something is missing.
fn says(visit: &Visit, all_there: &str, news: &str) -> bool {
    let (all_there, news) = (Visit::shows(all_there), Visit::shows(news));
    visit.wait_within(A_WHILE, &format!("{all_there} || {news}"));
    visit.eval(&all_there) == true
}

/// Three thousand cards are much to write, and to compare.
const A_WHILE: Duration = Duration::from_secs(90);

const IMPORT: Act = Act {
    until_the_words: |visit| {
        read_3000(visit);
        visit.wait_within(A_WHILE, &format!("!!{}", button("Import 3,000 cards")));
        visit.click(&button("Import 3,000 cards"));
        visit.wait_within(A_WHILE, &Visit::shows(words::IMPORTED));
    },
    is_there: |visit| {
        read_3000(visit);
        says(visit, words::NOTHING_TO_IMPORT, "Study the new cards")
    },
};

fn an_import_is_not_lost(engine: Engine) {
    expect_none_lost(Visit::seeded(engine, Profile::lasting()), &IMPORT);
}

/// Asks to take in a copy of somebody's data with three hundred own things.
fn ask_to_restore(visit: &Visit) {
    let copy = Seed::with_trip(SEEDED_AT).with_things(300).copy();
    in_app(visit, words::EXPORT_SCREEN);
    visit.wait_for(&button(words::RESTORE));
    visit.hand_over(&copy);
    visit.choose_file("matchbook.json", "application/json", "large");
    visit.click(&button(words::RESTORE));
}

/// Some day of autumn 2026.
const SEEDED_AT: i64 = 1_790_000_000_000;

const RESTORE: Act = Act {
    until_the_words: |visit| {
        ask_to_restore(visit);
        visit.click(&button(words::ADD_THESE));
        visit.wait_within(A_WHILE, &Visit::shows(words::ADDED));
    },
    is_there: |visit| {
        ask_to_restore(visit);
        says(visit, words::NOTHING_TO_ADD, words::ADD_THESE)
    },
};

fn welcomed(engine: Engine) -> Visit {
    let visit = Visit::first(engine, Profile::lasting());
    visit.plant(Seed::welcomed);
    visit
}

fn a_restored_copy_is_not_lost(engine: Engine) {
    expect_none_lost(welcomed(engine), &RESTORE);
}

const RECORD: Act = Act {
    until_the_words: |visit| {
        in_app(visit, "practice/record");
        visit.click(&button(words::RECORD));
        let ms = "Number(document.querySelector('.recorder-time')?.dataset.ms ?? 0)";
        visit.wait_within(A_WHILE, &format!("{ms} >= 3000"));
        visit.click(&button(words::FINISH));
        visit.wait_until("location.hash.startsWith('#/practice/recordings/')");
    },
    is_there: |visit| {
        in_app(visit, "practice/recordings");
        let found = format!("!!{}", link("A recording"));
        visit.wait_until(&format!(
            "{found} || {}",
            Visit::shows("The mixed-up results")
        ));
        if visit.eval(&found) != true {
            return false;
        }
        visit.click(&link("A recording"));
        visit.wait_within(
            A_WHILE,
            "Number(document.querySelector('.timeline-range')?.max) > 1000",
        );
        true
    },
};

fn with_microphone(engine: Engine) -> (Visit, SoundFile) {
    let file = SoundFile::of(&format!("{engine}-kill"), &speech_like(5, 7, 0.22, 0.7));
    let profile = Profile::lasting().with_microphone(file.path());
    let visit = Visit::first(engine, profile);
    visit.plant(Seed::with_trip);
    (visit, file)
}

// WebKitGTK of Debian records nothing.
#[test]
fn chromium_a_kept_recording_is_not_lost() {
    let (visit, _file) = with_microphone(Engine::Chromium);
    expect_none_lost(visit, &RECORD);
}

#[test]
fn firefox_a_kept_recording_is_not_lost() {
    let (visit, _file) = with_microphone(Engine::Firefox);
    expect_none_lost(visit, &RECORD);
}

/// Controls: whose words come from memory alone loses every act.
#[test]
fn chromium_control_words_from_memory_lose() {
    for (name, visit, act) in [
        (
            "type",
            Visit::seeded(Engine::Chromium, Profile::lasting()),
            TYPE,
        ),
        ("grade", two_cards(Engine::Chromium), GRADE),
        (
            "import",
            Visit::seeded(Engine::Chromium, Profile::lasting()),
            IMPORT,
        ),
        ("restore", welcomed(Engine::Chromium), RESTORE),
    ] {
        assert_eq!(
            lost_of(visit, &act, 1, true),
            1,
            "{name}: nothing was lost, so nothing is proved"
        );
    }
}

#[test]
fn chromium_control_a_recording_from_memory_is_lost() {
    let (visit, _file) = with_microphone(Engine::Chromium);
    assert_eq!(lost_of(visit, &RECORD, 1, true), 1);
}
