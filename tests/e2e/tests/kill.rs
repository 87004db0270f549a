//! SIGKILL of the whole browser while somebody ticks, again and again on one profile. What was
//! acknowledged must be there. The control acknowledges what only `localStorage` holds and loses.
#![allow(clippy::expect_used, reason = "a panic is the verdict of a test")]

use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::time::{Duration, Instant};

use e2e::{Browser, Engine, Profile, Visit, every_engine, seed, words};
use xtask::site::Site;

every_engine!(nothing_acknowledged_is_lost);

fn kills() -> u32 {
    std::env::var("MATCHBOOK_KILLS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(20)
}

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
    for kill in 1..=kills() {
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
        total > u64::from(kills()),
        "hardly anything was ticked: {total}"
    );
    println!(
        "{engine}: {} kills, {total} acknowledged ticks, 0 lost",
        kills()
    );
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
