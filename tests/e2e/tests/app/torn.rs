//! Damage to the files of Chromium's database. A log torn by a kill: Chromium deletes the whole database
//! two starts later, by design and without an error; files gone or garbled: it starts empty, or never opens
//! again. The twin in a storage bucket brings everything back, and no later start says otherwise. Firefox
//! and WebKit keep SQLite files, whose logs have no such seam; `recovery` deletes and rolls them back.

use e2e::leveldb::{self, Damage, tear};
use e2e::target::{button, field};
use e2e::{Engine, Profile, Visit, seed, words};

fn screen() -> String {
    format!("pack/{}", seed::TRIP)
}

fn torn_twice_started(with_twin: bool) -> Visit {
    let mut visit = Visit::seeded(Engine::Chromium, Profile::lasting());
    // An ordinary end, so that the browser has written down what the tripwire knows.
    visit.open(&screen());
    visit.tick_in_both("Lint roller");
    visit.quit();
    visit.restart();
    visit.open(&screen());
    visit.tick_in_both(words::PASSPORT);
    visit.browser.take().expect("a browser").kill9();
    leveldb::folders(&visit.profile, false)
        .iter()
        .for_each(|folder| tear(folder));
    visit.restart();
    // Nothing shows yet, and what is done now goes behind the torn end.
    visit.open(&screen());
    assert!(visit.ticked(words::PASSPORT), "lost at once");
    visit.tick_in_both(words::FOLDER);
    visit.browser.take().expect("a browser").kill9();
    if !with_twin {
        leveldb::remove_twin(&visit.profile);
    }
    visit.restart();
    visit
}

#[test]
fn chromium_brings_everything_back_from_the_twin() {
    let visit = torn_twice_started(true);
    visit.open(&screen());
    assert!(visit.ticked(words::PASSPORT), "lost");
    assert!(visit.ticked(words::FOLDER), "lost");
    assert_eq!(visit.eval(&Visit::shows(words::RECOVERY)), false);
    // Both hold everything again.
    visit.tick_in_both("Charger");
    visit.reload_app();
    visit.open(&screen());
    for row in [words::PASSPORT, words::FOLDER, "Charger"] {
        assert!(visit.ticked(row), "{row} is not ticked");
    }
}

/// Control: the same without the twin loses the trip. That it is gone is read from what the screens say once
/// they are drawn; a row that is not there might only be late.
#[test]
fn chromium_control_loses_without_the_twin() {
    let visit = torn_twice_started(false);
    visit.open("");
    visit.wait_until(&Visit::shows(words::RECOVERY));
    visit.click(&button(words::CONTINUE_WITHOUT));
    visit.answer_first_questions();
    visit.go("pack");
    visit.wait_until(&Visit::shows("Plan your first trip"));
}

/// Rows ticked in turn: the first before the older copy is kept, the others after it.
const ROWS: [&str; 3] = [words::PASSPORT, words::FOLDER, "Charger"];

/// A profile with three ticks, saved in both databases, and what it was after the first of them.
fn lived() -> (Visit, Profile) {
    let mut visit = Visit::seeded(Engine::Chromium, Profile::lasting());
    visit.open(&screen());
    visit.tick_in_both(ROWS[0]);
    visit.quit();
    let older = visit.profile.copy();
    visit.restart();
    visit.open(&screen());
    ROWS[1..].iter().for_each(|row| visit.tick_in_both(row));
    visit.quit();
    (visit, older)
}

/// Starts the browser: everything is there at once, nothing is said to be missing.
fn expect_everything(visit: &mut Visit, what: &str) {
    visit.restart();
    visit.open(&screen());
    assert_eq!(
        visit.eval(&Visit::shows(words::RECOVERY)),
        false,
        "{what}: a false alarm"
    );
    for row in ROWS {
        assert!(visit.ticked(row), "{what}: {row} is not ticked");
    }
}

/// Damages the main database alone and starts five times, every other time after a kill. Then the twin
/// goes: what was brought back is in the database itself. Where that cannot be opened any more, the twin
/// stands in for it and has a twin of its own.
fn damaged_and_started_five_times(ways: &[Damage]) {
    let (mut visit, older) = lived();
    let whole = visit.profile.copy();
    for way in ways {
        visit.profile = whole.copy();
        way.apply(&visit.profile, &older);
        for start in 1..=5 {
            expect_everything(&mut visit, &format!("{way:?}, start {start}"));
            visit.tick("Lint roller");
            match start {
                1 | 3 => visit.browser.take().expect("a browser").kill9(),
                5 if !way.leaves_it_openable() => {
                    visit.wait_copied("twin", "spare");
                    visit.quit();
                }
                _ => visit.quit(),
            }
        }
        leveldb::remove_twin(&visit.profile);
        expect_everything(&mut visit, &format!("{way:?}, without the twin"));
        visit.quit();
    }
}

// Three tests of three ways each, so that they can run side by side.
#[test]
fn chromium_files_deleted_and_five_starts() {
    damaged_and_started_five_times(&Damage::ALL[..3]);
}

#[test]
fn chromium_files_cut_and_five_starts() {
    damaged_and_started_five_times(&Damage::ALL[3..6]);
}

#[test]
fn chromium_files_garbled_and_five_starts() {
    damaged_and_started_five_times(&Damage::ALL[6..]);
}

/// Control: without the twin the same damage is told, at each start, until the person decides; and it is
/// never taken for a first run.
#[test]
fn chromium_control_damage_without_the_twin_is_told_each_time() {
    let (mut visit, older) = lived();
    let whole = visit.profile.copy();
    for way in [Damage::AllButLockDeleted, Damage::ManifestDeleted] {
        visit.profile = whole.copy();
        way.apply(&visit.profile, &older);
        leveldb::remove_twin(&visit.profile);
        for start in 1..=2 {
            visit.restart();
            visit.open("");
            assert_eq!(
                visit.eval(&Visit::shows(words::RECOVERY)),
                true,
                "{way:?}, start {start}"
            );
            assert!(
                !visit.sees(&field(words::SPECIALTY)),
                "{way:?}: taken for a first run"
            );
            visit.quit();
        }
        visit.restart();
        visit.open("");
        visit.click(&button(words::CONTINUE_WITHOUT));
        // What is done from now on is kept.
        visit.answer_first_questions();
        visit.quit();
        visit.restart();
        visit.open("");
        assert_eq!(
            visit.eval(&Visit::shows(words::RECOVERY)),
            false,
            "{way:?}: asked again"
        );
        assert!(
            !visit.sees(&field(words::SPECIALTY)),
            "{way:?}: nothing was kept"
        );
        visit.quit();
    }
}
