//! "Other version": what two phones wrote in the same field stands in the page, and one is chosen.

use e2e::seed::{STORY, Seed};
use e2e::target::css;
use e2e::{Engine, Profile, Visit, every_engine};
use serde_json::json;

every_engine!(one_is_kept_and_none_is_lost);

const TEXTS: &str =
    "[...document.querySelectorAll('.version-text')].map((text) => text.textContent)";
const TWICE: &str = "document.querySelector('.written-twice')";
const FIRST_PART: &str = "document.querySelector('main textarea').value";

fn one_is_kept_and_none_is_lost(engine: Engine) {
    let long = "On the ward, at night. ".repeat(400);
    let theirs = ["What I saw", long.trim(), "مرحبا 🩺"];
    let visit = Visit::first(engine, Profile::fresh());
    let val = json!(theirs).to_string();
    visit.plant(|now| Seed::with_trip(now).with_other_versions("story", STORY, "slots", &[&*val]));
    let path = format!("practice/stories/{STORY}");
    visit.open(&path);
    visit.wait_until(&Visit::shows("Parts of the story: 2 versions"));
    let both = visit.eval(TEXTS);
    assert!(
        both[0]
            .as_str()
            .is_some_and(|text| text.starts_with("On a night shift"))
    );
    assert_eq!(both[1], theirs.join("\n\n"));

    let keep_theirs = || {
        visit.click(&css(".versions > li:last-child .btn"));
        visit.wait_until(&format!("!{TWICE} && {FIRST_PART} === 'What I saw'"));
        assert_eq!(visit.eval("document.activeElement.tagName"), "H1");
        visit.wait_saved();
    };
    keep_theirs();
    visit.wait_until(&Visit::shows("This version is kept"));
    visit.click(&css(".toast .btn"));
    visit.wait_until(&format!("{TWICE} && {FIRST_PART} === 'On a night shift'"));
    visit.wait_until(&format!(
        "JSON.stringify({TEXTS}) === JSON.stringify({both})"
    ));
    keep_theirs();
    visit.reload_app();
    visit.wait_until(&format!("{FIRST_PART} === 'What I saw'"));
    assert_eq!(visit.eval(&format!("!{TWICE}")), true);
    visit.expect_no_errors("choosing a version");
}
