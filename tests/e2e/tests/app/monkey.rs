//! A monkey on every screen: it types, presses, undoes, redoes, deletes, goes back and forth, beside
//! another tab that does the same. The app must not stop, and no text may be lost that nobody took away.

use e2e::target::css;
use e2e::{Engine, Profile, Visit, every_engine};
use serde_json::{Value, json};

const MONKEY: &str = include_str!("../../src/monkey.js");
/// Steps on each screen of this tab, and of the other one.
const STEPS: usize = 9;
const OTHER_STEPS: usize = 3;
/// Screens that were seen before the first stay.
const WAY_BACK: usize = 12;
/// At least so many; the three browsers do two thousand, each with steps of its own.
const ALL_STEPS: u64 = 700;

/// Screens to go back to; Back stops at the first of them.
fn make_way_back(visit: &Visit, paths: &[String]) {
    visit.wait_until("history.state?.entry");
    // The monkey presses by script; browsers let only those vibrate who were touched once.
    visit.click(&css("h1"));
    visit.eval("void (window.firstEntry = history.state.entry)");
    for path in paths.iter().take(WAY_BACK) {
        visit.go(path);
    }
}

fn stay(visit: &Visit, seed: usize, path: &str, steps: usize, rule: &str) -> Value {
    visit.go(path);
    visit.wait_until("document.querySelector('main').innerText.trim().length > 10");
    let task = json!({ "seed": seed, "path": path, "steps": steps, "rule": rule });
    // A page that does not answer says nothing else of where it stood.
    visit
        .try_run(&format!("{MONKEY}\nreturn await stay({task})"))
        .unwrap_or_else(|error| panic!("no answer at {path}, seed {seed}: {error}"))
}

every_engine!(no_crash_and_no_lost_text);

fn no_crash_and_no_lost_text(engine: Engine) {
    let visit = Visit::full(engine, Profile::fresh());
    let paths = visit.every_path();
    let (first, second) = visit.new_tab();
    visit.open("");
    for tab in [&second, &first] {
        visit.switch_tab(tab);
        make_way_back(&visit, &paths);
    }
    let mut steps = 0;
    let mut words = 0;
    for (number, path) in paths.iter().enumerate() {
        for (tab, count) in [(&second, OTHER_STEPS), (&first, STEPS)] {
            visit.switch_tab(tab);
            let seed = number * 1_000 + count + 100 * engine as usize;
            let told = stay(&visit, seed, path, count, "");
            assert_eq!(told["crashed"], "", "{engine} at {path}, seed {seed}");
            assert_eq!(told["lost"], json!([]), "{engine} at {path}, seed {seed}");
            steps += told["steps"].as_u64().unwrap_or(0);
            words = told["words"].as_u64().unwrap_or(0);
        }
    }
    assert!(steps >= ALL_STEPS, "{engine}: {steps} steps");
    assert!(words > 20, "{engine}: only {words} words were kept");
    visit.expect_no_errors("a monkey");
}

/// Control: with undo as it was, which put back whatever stood there before, the monkey finds losses.
#[test]
fn chromium_the_monkey_finds_lost_text() {
    let visit = Visit::full(Engine::Chromium, Profile::fresh());
    make_way_back(&visit, &visit.every_path());
    let path = format!("practice/stories/{}", e2e::seed::STORY);
    let told = stay(&visit, 7, &path, 150, "old");
    assert_ne!(told["lost"], json!([]));
}
