//! A new version: announced, never forced, taken at a tap, all of it or nothing.

use std::time::Duration;

use e2e::release::{self, CHANGED, NextVersion};
use e2e::target::{button, checkbox, link};
use e2e::{Engine, Profile, Visit, every_engine, seed, words};
use serde_json::json;

every_engine!(
    announced_and_taken_at_a_tap,
    damaged_update_is_ignored,
    old_page_and_new_worker,
    kill_switch
);

const VERSION: &str = "document.querySelector('meta[name=matchbook-version]').content";
/// Chromium takes its time for updates, most of all on a busy machine: 2 to 14 seconds were seen.
const UPDATE: Duration = Duration::from_secs(60);
/// The page has lived longer than any reload on its own could take.
const SETTLED: &str = "performance.now() > 4500";

fn banner() -> String {
    Visit::shows(words::UPDATE_READY)
}

fn announced_and_taken_at_a_tap(engine: Engine) {
    let next = NextVersion::make(&format!("tap-{engine}"));
    let visit = Visit::seeded(engine, Profile::fresh());
    let old = release::version(&release::dist());
    assert_eq!(visit.text(VERSION), old);

    visit.site.show(&next.folder);
    visit.reload_app();
    visit.eval("window.here = 'before'");
    visit.wait_within(UPDATE, &banner());
    // Whatever else happens in the app, the page stays the one it is.
    visit.click(&link("Pack"));
    visit.wait_until(SETTLED);
    assert_eq!(
        visit.text("window.here"),
        "before",
        "reloaded without a tap"
    );
    assert_eq!(visit.text(VERSION), old);
    visit.open(&format!("pack/{}", seed::TRIP));
    visit.click(&checkbox(words::PASSPORT));

    visit.click(&button(words::UPDATE_NOW));
    visit.wait_until(&format!("{VERSION} === {}", json!(next.version)));
    visit.eval("window.here = 'after'");
    visit.wait_ready();
    visit.wait_until(SETTLED);
    assert_eq!(visit.text("window.here"), "after", "reloaded twice");
    assert!(visit.ticked(words::PASSPORT), "a pending change was lost");
    assert_eq!(visit.eval(&banner()), false);
    visit.expect_no_errors("the update");
}

fn damaged_update_is_ignored(engine: Engine) {
    let next = NextVersion::make(&format!("bad-{engine}"));
    let path = format!("/{CHANGED}");
    for damage in ["missing", "truncated", "elsewhere", "altered"] {
        let visit = Visit::seeded(engine, Profile::fresh());
        let old = visit.text(VERSION);
        visit.site.show(&next.folder);
        let (bad, good) = (
            path.clone(),
            std::fs::read(next.folder.join(CHANGED)).expect("it"),
        );
        visit.site.break_with(move |request, reply| {
            if request.path == bad {
                match damage {
                    "missing" => reply.status = 404,
                    "truncated" => reply.replace(&good[..good.len() / 2]),
                    "elsewhere" => {
                        reply.status = 302;
                        reply.set("Location", "http://127.0.0.1:9/manifest.webmanifest");
                    }
                    _ => reply.replace([b"\n", good.as_slice()].concat()),
                }
            }
        });
        visit.site.forget_requests();
        visit.reload_app();
        visit.wait_request(&path);
        // `wait_until` knows no promise, so the page keeps the answer for it.
        visit.eval_async(
            "const registration = await navigator.serviceWorker.getRegistration();
             window.tried = () => !registration.installing;
             window.waiting = () => !!registration.waiting;",
        );
        visit.wait_within(UPDATE, "tried()");
        assert_eq!(
            visit.eval("waiting()"),
            false,
            "{damage}: a damaged version waits"
        );
        assert_eq!(visit.eval(&banner()), false, "{damage}: announced");
        visit.reload_app();
        assert_eq!(visit.text(VERSION), old, "{damage}");

        // Control: healed, the same version is announced.
        visit.site.heal();
        visit.reload_app();
        visit.wait_within(UPDATE, &banner());
    }
}

fn old_page_and_new_worker(engine: Engine) {
    let next = NextVersion::make(&format!("tabs-{engine}"));
    let visit = Visit::seeded(engine, Profile::fresh());
    let old = visit.text(VERSION);
    visit.eval("window.here = 'old'");
    let (first, second) = visit.new_tab();
    visit.site.show(&next.folder);
    visit.open("");
    visit.wait_within(UPDATE, &banner());
    visit.click(&button(words::UPDATE_NOW));
    visit.wait_until(&format!("{VERSION} === {}", json!(next.version)));
    visit.wait_ready();

    visit.switch_tab(&first);
    assert_eq!(
        visit.text("window.here"),
        "old",
        "the other tab was reloaded"
    );
    assert_eq!(visit.text(VERSION), old);
    // What it did not load yet comes from the new worker, or from nowhere: it must say so.
    for path in [
        "practice",
        "pack",
        "settings/licences",
        &*format!("pack/{}", seed::TRIP),
    ] {
        visit.open(path);
        visit.wait_until("document.querySelector('main').innerText.trim().length > 10");
    }
    visit.tick(words::PASSPORT);
    visit.wait_within(UPDATE, &banner());
    visit.switch_tab(&second);
    visit.open(&format!("pack/{}", seed::TRIP));
    visit.wait_until(&format!("{}.checked", checkbox(words::PASSPORT)));
    visit.expect_no_errors("old page, new worker");
}

fn kill_switch(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    visit.open(&format!("pack/{}", seed::TRIP));
    visit.tick(words::PASSPORT);
    let switch = std::fs::read(release::dist().join("kill-sw.js")).expect("the kill switch");
    visit.site.replace("/sw.js", 200, "text/javascript", switch);
    visit.reload_app();
    visit.eval_async(
        "window.cleared = false;
         (async () => {
           while ((await caches.keys()).length) await new Promise((next) => setTimeout(next, 50));
           window.cleared = true;
         })()",
    );
    visit.wait_within(UPDATE, "cleared");
    visit.wait_ready();
    visit.goto("about:blank");
    visit.open(&format!("pack/{}", seed::TRIP));
    assert_eq!(
        visit.eval("!!navigator.serviceWorker.controller"),
        false,
        "still controlled"
    );
    assert!(visit.ticked(words::PASSPORT), "the kill switch cost data");
}
