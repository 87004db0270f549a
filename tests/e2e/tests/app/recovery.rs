//! A database that is gone, or back to an older state, is told as such and never as a first run.

use std::fs;
use std::path::PathBuf;

use e2e::leveldb::copy_folder;
use e2e::target::{button, checkbox, field};
use e2e::{Engine, Profile, Visit, every_engine, seed, words};

every_engine!(wiped, rolled_back, untouched, the_way_out_after_a_crash);

fn screen() -> String {
    format!("pack/{}", seed::TRIP)
}

fn ticked_and_closed(engine: Engine) -> Visit {
    let mut visit = Visit::seeded(engine, Profile::lasting());
    visit.open(&screen());
    visit.tick(words::PASSPORT);
    assert!(
        visit.eval("!!localStorage.getItem('mb/alive')") == true,
        "no tripwire"
    );
    visit.quit();
    visit
}

/// After a crash the page itself says so, and leads to a copy of everything.
fn the_way_out_after_a_crash(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    visit.open(&screen());
    visit.tick(words::PASSPORT);
    visit.eval("dispatchEvent(new CustomEvent('matchbook:fault', { detail: 'made by a test' }))");
    visit.wait_until(&Visit::shows("Matchbook has stopped"));
    visit.wait_until(&Visit::shows("made by a test"));
    visit.click(&button("Save a copy of your data"));
    visit.wait_until("mb.h1()?.textContent === 'Save your data'");
    let copy = visit.saved_copy();
    assert!(copy.contains(seed::PROGRAM), "{copy}");
    visit.eval("window.here = 'before'");
    visit.click(&button("Try again"));
    visit.wait_until("window.here === undefined && location.hash !== '#/rescue'");
    visit.wait_ready();
    visit.open(&screen());
    assert!(visit.ticked(words::PASSPORT));
}

/// Where the app asks what to do, and then goes on.
fn expect_recovery(visit: &mut Visit) {
    visit.restart();
    visit.open("");
    assert_eq!(
        visit.eval("!!localStorage.getItem('mb/alive')"),
        true,
        "the tripwire is gone too"
    );
    visit.wait_until(&Visit::shows(words::RECOVERY));
    assert!(
        !visit.sees(&field(words::SPECIALTY)),
        "taken for a first run"
    );
    // Deciding nothing changes nothing.
    visit.reload_app();
    visit.wait_until(&Visit::shows(words::RECOVERY));
    let copy = visit.saved_copy();
    assert!(copy.contains("matchbook-export"), "{copy}");
    visit.click(&button(words::CONTINUE_WITHOUT));
    visit.wait_until(&format!("!{}", Visit::shows(words::RECOVERY)));
    visit.reload_app();
    // Not asked again: the next start shows Today.
    visit.wait_until("mb.h1()?.textContent === 'Today'");
    visit.wait_until("document.querySelector('main').innerText.trim().length > 10");
    assert_eq!(visit.eval(&Visit::shows(words::RECOVERY)), false);
}

fn wiped(engine: Engine) {
    let mut visit = ticked_and_closed(engine);
    let databases = visit.profile.databases();
    assert!(!databases.is_empty(), "{engine}: no database folder found");
    for folder in databases {
        fs::remove_dir_all(folder).expect("a wipe");
    }
    expect_recovery(&mut visit);
}

fn rolled_back(engine: Engine) {
    let mut visit = ticked_and_closed(engine);
    let kept: Vec<(PathBuf, PathBuf)> = visit
        .profile
        .databases()
        .into_iter()
        .map(|folder| (folder.with_extension("kept"), folder))
        .collect();
    assert!(!kept.is_empty(), "{engine}: no database folder found");
    for (copy, folder) in &kept {
        copy_folder(folder, copy);
    }
    visit.restart();
    visit.open(&screen());
    visit.tick(words::FOLDER);
    visit.tick("Charger");
    visit.quit();
    for (copy, folder) in &kept {
        fs::remove_dir_all(folder).expect("the newer state away");
        fs::rename(copy, folder).expect("the older state back");
    }
    expect_recovery(&mut visit);
    visit.open(&screen());
    assert!(
        visit.ticked(words::PASSPORT),
        "what was still there is gone"
    );
}

/// Control: the same steps without damage start normally.
fn untouched(engine: Engine) {
    let mut visit = ticked_and_closed(engine);
    visit.restart();
    visit.open(&screen());
    visit.wait_for(&checkbox(words::PASSPORT));
    assert!(visit.ticked(words::PASSPORT));
    assert_eq!(visit.eval(&Visit::shows(words::RECOVERY)), false);
}
