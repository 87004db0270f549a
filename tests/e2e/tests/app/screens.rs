//! What must hold on every screen there is: readable by anyone, at any size, with a history that
//! behaves. A new line in `SCREENS` is tested here without further words.

use e2e::target::link;
use e2e::{Engine, Profile, Visit, every_engine, seed};
use matchbook::screens::SCREENS;
use serde_json::{Value, json};

every_engine!(history_focus_and_titles);

#[test]
fn chromium_axe_finds_nothing() {
    let visit = Visit::full(Engine::Chromium, Profile::fresh());
    visit.set_window(390, 844);
    let paths = visit.every_path();
    let mut bad = Vec::new();
    for scheme in ["light", "dark"] {
        visit.prefer_scheme(scheme);
        for path in &paths {
            visit.open(path);
            visit.wait_until("document.querySelector('main').innerText.trim().length > 10");
            for problem in visit.axe_problems() {
                bad.push(format!("{scheme} #/{path} {problem}"));
            }
        }
    }
    // Control: axe does see a fault.
    visit.eval("document.querySelector('main').append(document.createElement('img'))");
    assert_ne!(
        visit.axe_problems(),
        Vec::<String>::new(),
        "axe sees nothing at all"
    );
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn chromium_no_screen_scrolls_sideways() {
    let visit = Visit::full(Engine::Chromium, Profile::fresh());
    let paths = visit.every_path();
    let mut wide = Vec::new();
    for (width, size) in [(320, "100%"), (390, "200%")] {
        visit.set_window(width, 844);
        for path in &paths {
            visit.open(path);
            visit.eval(&format!(
                "document.documentElement.style.fontSize = {}",
                json!(size)
            ));
            visit.wait_until("document.querySelector('main').innerText.trim().length > 10");
            let excess = visit.eval(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth",
            );
            if excess.as_i64() > Some(0) {
                wide.push(format!("{width} px at {size}: #/{path} by {excess} px"));
            }
        }
    }
    assert!(wide.is_empty(), "{wide:#?}");
}

fn history_focus_and_titles(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    visit.set_window(500, 600);
    let trip = format!("pack/{}", seed::TRIP);
    visit.open(&trip);
    visit.wait_until("document.documentElement.scrollHeight > innerHeight + 500");
    let length = visit.eval("history.length");
    visit.eval("scrollTo(0, 400)");
    visit.wait_until("scrollY > 300");
    let place = visit.eval("scrollY");
    let focused = "document.activeElement === mb.h1()";

    visit.click(&link("Programs"));
    visit.wait_until("location.hash === '#/programs'");
    visit.wait_until(focused);
    visit.wait_until("scrollY === 0");
    assert!(visit.text("document.title").contains("Programs"));
    assert_ne!(visit.eval("history.length"), length);

    // Back to the same rows; the large title shrinks meanwhile, so not to the pixel.
    visit.eval("void history.back()");
    visit.wait_until(&format!("location.hash === '#/{trip}'"));
    visit.wait_until(focused);
    visit.wait_until(&format!("Math.abs(scrollY - {place}) < 48"));

    visit.eval("void history.forward()");
    visit.wait_until("location.hash === '#/programs'");
    visit.wait_until(focused);
    assert_eq!(visit.heading(), "Programs");

    // Every screen has its own title, and an address that does not exist says so.
    let mut titles: Vec<String> = Vec::new();
    for screen in SCREENS.iter().filter(|screen| !screen.path.contains(':')) {
        visit.open(screen.path);
        let begins = json!([screen.title, " ·"].concat());
        visit.wait_until(&format!("document.title.startsWith({begins})"));
        titles.push(visit.text("document.title"));
    }
    let all = titles.len();
    titles.sort_unstable();
    titles.dedup();
    assert_eq!(titles.len(), all, "two screens share a title");
    visit.open("no/such/screen");
    visit.wait_until("mb.h1().textContent.trim()");
    assert_ne!(
        visit.eval("document.querySelector('main a')"),
        Value::Null,
        "a dead end"
    );
    visit.expect_no_errors("moving about");
}
