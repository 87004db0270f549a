//! A log torn by a kill: Chromium deletes the whole database two starts later, by design and without
//! an error. The twin in a storage bucket brings everything back. Firefox and WebKit keep SQLite files,
//! whose logs have no such seam.
#![allow(clippy::expect_used, reason = "a panic is the verdict of a test")]

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::PathBuf;

use e2e::target::checkbox;
use e2e::{Engine, Profile, Visit, seed, words};
use serde_json::Value;

/// Checksum, length (500) and kind of a LevelDB record whose body was never written.
const HEAD: [u8; 7] = [0x78, 0x56, 0x34, 0x12, 0xf4, 0x01, 0x01];

fn screen() -> String {
    format!("pack/{}", seed::TRIP)
}

/// The folders of the database, without those of its twin.
fn databases(visit: &Visit, twin: bool) -> Vec<PathBuf> {
    let mut folders = visit.profile.databases();
    folders.retain(|folder| {
        folder
            .components()
            .any(|part| part.as_os_str() == "WebStorage")
            == twin
    });
    assert!(!folders.is_empty(), "no folder of a database, twin: {twin}");
    folders
}

/// Ends the newest log of the database like a kill between the head and the body of a record.
fn tear(visit: &Visit) {
    let mut logs: Vec<PathBuf> = databases(visit, false)
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flat_map(|folder| folder.flatten().map(|store| store.path()))
        .filter_map(|store| fs::read_dir(store).ok())
        .flat_map(|store| store.flatten().map(|file| file.path()))
        .filter(|file| file.extension().is_some_and(|extension| extension == "log"))
        .collect();
    logs.sort();
    let log = logs.last().expect("a log");
    let mut log = OpenOptions::new().append(true).open(log).expect("the log");
    log.write_all(&HEAD).expect("a torn end");
}

/// Ticks a row and waits until the database and the twin have it.
fn tick_in_both(visit: &Visit, name: &str) {
    visit.open(&screen());
    visit.tick(name);
    let held = |visit: &Visit| -> (Option<u64>, Option<u64>) {
        let held = visit.eval("await mb.changes()");
        let of = |name: &str| held.get(name).and_then(Value::as_u64);
        (of("database"), of("twin"))
    };
    let end = std::time::Instant::now() + std::time::Duration::from_secs(40);
    loop {
        let (database, twin) = held(visit);
        if database > Some(0) && twin >= database {
            return;
        }
        assert!(std::time::Instant::now() < end, "{database:?} {twin:?}");
    }
}

fn torn_twice_started(with_twin: bool) -> Visit {
    let mut visit = Visit::seeded(Engine::Chromium, Profile::lasting());
    tick_in_both(&visit, words::PASSPORT);
    visit.browser.take().expect("a browser").kill9();
    tear(&visit);
    visit.restart();
    // Nothing shows yet, and what is done now goes behind the torn end.
    visit.open(&screen());
    assert!(visit.ticked(words::PASSPORT), "lost at once");
    tick_in_both(&visit, words::FOLDER);
    visit.browser.take().expect("a browser").kill9();
    if !with_twin {
        for folder in databases(&visit, true) {
            fs::remove_dir_all(folder).expect("the twin away");
        }
    }
    visit.restart();
    visit.open(&screen());
    visit
}

#[test]
fn chromium_brings_everything_back_from_the_twin() {
    let visit = torn_twice_started(true);
    assert!(visit.ticked(words::PASSPORT), "lost");
    assert!(visit.ticked(words::FOLDER), "lost");
    assert_eq!(visit.eval(&Visit::shows(words::RECOVERY)), false);
    // Both hold everything again.
    tick_in_both(&visit, "Charger");
    visit.reload_app();
    visit.open(&screen());
    for row in [words::PASSPORT, words::FOLDER, "Charger"] {
        assert!(visit.ticked(row), "{row} is not ticked");
    }
}

/// Control: the same without the twin loses the trip.
#[test]
fn chromium_control_loses_without_the_twin() {
    let visit = torn_twice_started(false);
    let trip = format!("!!{}", checkbox(words::PASSPORT));
    assert_eq!(
        visit.eval(&trip),
        false,
        "nothing was lost, so nothing is proved"
    );
}
