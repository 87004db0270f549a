//! The harness itself, on a page of its own: whatever these prove, a failure of another scenario
//! is the app's.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use e2e::process::lives;
use e2e::target::{button, checkbox, field};
use e2e::{Browser, Engine, Profile, every_engine};
use xtask::site::Site;

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixture")
}

every_engine!(
    presses_and_types,
    reports_errors,
    survives_a_kill_and_a_dead_server
);

fn presses_and_types(engine: Engine) {
    let site = Site::start(fixture(), "/", 0).expect("a server");
    let profile = Profile::fresh();
    let browser = Browser::start(engine, &profile);
    browser.goto(&site.url());
    assert_eq!(browser.text("document.title"), "Harness");
    browser.click(&button("Count"));
    browser.tap(&button("Count"));
    browser.wait_until("document.querySelector('#count').textContent === '2'");
    assert_eq!(
        browser.text("document.querySelector('#count').dataset.trusted"),
        "true"
    );
    browser.click(&checkbox("Passport"));
    browser.key("Space");
    assert_eq!(
        browser.eval("document.querySelector('[type=checkbox]').checked"),
        false
    );
    browser.key("Tab");
    browser.type_text("Éva 1");
    assert_eq!(
        browser.text("document.querySelector('#name').value"),
        "Éva 1"
    );
    browser.fill(&field("Name"), "مرحبا 🩺");
    assert_eq!(
        browser.text("document.querySelector('#name').value"),
        "مرحبا 🩺"
    );
    browser.key("Shift+Tab");
    assert_eq!(browser.text("document.activeElement.type"), "checkbox");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("out/harness-{engine}.png"));
    browser.screenshot(&path);
    assert!(std::fs::metadata(&path).is_ok_and(|file| file.len() > 1000));
}

fn reports_errors(engine: Engine) {
    let site = Site::start(fixture(), "/", 0).expect("a server");
    for profile in [Profile::lasting(), Profile::fresh()] {
        reports_errors_with(engine, &profile, &site);
    }
}

fn reports_errors_with(engine: Engine, profile: &Profile, site: &Site) {
    let browser = Browser::start(engine, profile);
    browser.goto(&site.url());
    browser.take_requests();
    assert_eq!(browser.take_errors(), Vec::<String>::new());
    browser.eval("console.error('said aloud')");
    browser.eval("void setTimeout(() => { throw new Error('nobody caught') }, 0)");
    browser.eval("void Promise.reject(new Error('nobody awaited'))");
    browser.eval("void (document.createElement('img').src = 'http://10.9.8.7/pixel.png')");
    let mut errors = String::new();
    let end = Instant::now() + Duration::from_secs(5);
    let all = |errors: &str| {
        ["said aloud", "nobody caught", "nobody awaited", "10.9.8.7"]
            .iter()
            .all(|e| errors.contains(e))
    };
    while !all(&errors) && Instant::now() < end {
        errors += &browser.take_errors().join("\n");
    }
    assert!(all(&errors), "{errors}");
    browser.reload();
    assert!(
        browser
            .take_requests()
            .iter()
            .any(|url| url.starts_with(&site.url()))
    );
}

/// What is forgiven of a page that is left counts while the page stays.
#[test]
fn firefox_words_of_leaving_count_on_a_page_that_stays() {
    const ABORTED: &str = "AbortError: The operation was aborted";
    let site = Site::start(fixture(), "/", 0).expect("a server");
    let browser = Browser::start(Engine::Firefox, &Profile::fresh());
    browser.goto(&site.url());
    browser.eval(&format!("console.error('{ABORTED}')"));
    let end = Instant::now() + Duration::from_secs(5);
    let mut errors = Vec::new();
    while errors.is_empty() && Instant::now() < end {
        errors = browser.take_errors();
    }
    assert!(errors.join("\n").contains(ABORTED), "{errors:?}");
}

fn survives_a_kill_and_a_dead_server(engine: Engine) {
    let mut site = Site::start(fixture(), "/", 0).expect("a server");
    let profile = Profile::lasting();
    let browser = Browser::start(engine, &profile);
    browser.goto(&site.url());
    browser.wait_until("navigator.serviceWorker.controller");
    browser.eval("void safe()");
    browser.wait_until("acknowledged > 50");
    let acknowledged = browser.eval("acknowledged").as_u64().unwrap_or_default();
    let pids = browser.pids();
    assert!(pids.len() > 2, "{pids:?}");
    browser.kill9();
    for pid in pids {
        assert!(!lives(pid), "{pid} still lives");
    }
    site.stop();

    let browser = Browser::start(engine, &profile);
    browser.goto(&site.url());
    let stored = browser
        .eval_async("return await stored()")
        .as_u64()
        .unwrap_or_default();
    assert!(
        stored >= acknowledged,
        "{stored} of {acknowledged} acknowledged"
    );
    browser.reload();
    assert_eq!(browser.text("document.title"), "Harness");
    assert_eq!(
        site.requests()
            .iter()
            .filter(|path| *path == "/page.js")
            .count(),
        2
    );
}
