//! "Other version": what two phones wrote in the same field stands in the page, and one is chosen.

use e2e::seed::{INTERVIEW, PROGRAM_ID, STORY, Seed};
use e2e::target::{css, press};
use e2e::{Engine, Profile, Visit, every_engine};
use matchbook::domain::card::study_day;
use matchbook::domain::debrief::DUMP;
use matchbook::domain::fact::Fact;
use matchbook::domain::ids::child;
use matchbook::domain::time::Instant;
use matchbook::store::acts::debrief::DebriefAction;
use matchbook::store::acts::sheet::SheetAction;
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

/// What was written first, and what another phone wrote in ignorance of it.
const OURS: &str = "Ours, seen at the bedside";
const THEIRS: &str = "Theirs: told at lunch";

/// Both versions stand in the page, the field holds the one that is shown, and the other one is kept when it is
/// chosen; a reload finds it.
fn chooses_the_other(visit: &Visit, label: &str, value: &str) {
    visit.wait_until(&Visit::shows(&[label, ": 2 versions"].concat()));
    assert_eq!(visit.eval(TEXTS), json!([OURS, THEIRS]));
    visit.wait_until(&format!("{value} === {}", json!(OURS)));
    visit.click(&css(".versions > li:last-child .btn"));
    visit.wait_until(&format!("!{TWICE} && {value} === {}", json!(THEIRS)));
    visit.wait_saved();
    visit.reload_app();
}

#[test]
fn chromium_a_debrief_written_on_two_phones_keeps_the_chosen_one() {
    let theirs = json!(THEIRS).to_string();
    let visit = Visit::planted(Engine::Chromium, |now| {
        let write = DebriefAction::Write {
            interview: INTERVIEW.into(),
            prompt: DUMP.to_owned(),
            text: OURS.to_owned(),
            at: now,
        };
        let id = child(INTERVIEW, DUMP);
        Seed::with_interview_after(now, -600)
            .and(write)
            .with_other_versions("debrief", &id, "text", &[&*theirs])
    });
    // Who has written something already goes on behind it.
    let path = [
        "programs/",
        PROGRAM_ID,
        "/interview/",
        INTERVIEW,
        "/debrief",
    ]
    .concat();
    visit.go(&path);
    visit.click(&press("1. Write everything down"));
    let dump = "document.querySelector('.dump textarea')?.value";
    chooses_the_other(&visit, "What you wrote", dump);
    visit.wait_until(&format!("{dump} === {}", json!(THEIRS)));
    assert_eq!(visit.eval(&format!("!{TWICE}")), true);
    visit.expect_no_errors("a debrief in two versions");
}

#[test]
fn chromium_a_fact_written_on_two_phones_keeps_the_chosen_one() {
    let theirs = json!(THEIRS).to_string();
    let id = child(&child(PROGRAM_ID, "prep-img"), "visa");
    let visit = Visit::planted(Engine::Chromium, |now| {
        let write = SheetAction::Write {
            id: id.clone().into(),
            fact: Fact {
                text: OURS.to_owned(),
                ..Fact::default()
            },
            today: study_day(Instant(now), 0),
        };
        Seed::with_interview_in(now, 3)
            .and(write)
            .with_other_versions("fact", &id, "text", &[&*theirs])
    });
    visit.go(&["programs/", PROGRAM_ID, "/sheet"].concat());
    let summary = css("[data-field=prep-img] > summary");
    visit.click(&summary);
    let fact = "document.querySelector('[data-field=prep-img] .sheet-says').textContent";
    chooses_the_other(&visit, "Fact", fact);
    visit.wait_until(&format!("{fact} === {}", json!(THEIRS)));
    visit.click(&summary);
    visit.wait_for(&css("[data-field=prep-img] .fact"));
    assert_eq!(visit.eval(&format!("!{TWICE}")), true);
    visit.expect_no_errors("a fact in two versions");
}
