//! A drill: questions alone on the screen, answers against the clock, marks, and a result that moves no
//! card unless it is asked to.

use e2e::target::{button, checkbox, field};
use e2e::{Engine, Profile, Visit, every_engine, words};
use serde_json::json;

every_engine!(
    answer_mark_and_redo;
    firefox: left_half_way;
    webkit: looked_at_and_left
);

const QUESTION: &str = "document.querySelector('.stage-question')?.textContent ?? ''";

/// Chooses the option `value` of a selection.
fn choose(visit: &Visit, name: &str, value: &str) {
    visit.wait_for(&field(name));
    visit.fill(&field(name), value);
    visit.wait_until(&format!("{}.value === {}", field(name), json!(value)));
}

/// Begins a drill of three questions with the interviewer who asks nothing after an answer.
fn begin(visit: &Visit) {
    visit.open("practice/drill");
    choose(visit, words::INTERVIEWER, "rapid");
    choose(visit, words::HOW_LONG, "q3");
    visit.click(&button(words::BEGIN));
    visit.wait_until("location.hash.startsWith('#/practice/drill/')");
}

/// Thinks, answers and compares; gives the question.
fn answer(visit: &Visit) -> String {
    visit.wait_until(&format!("{QUESTION}.length > 5"));
    let question = visit.text(QUESTION);
    // The time to think ends by itself.
    visit.wait_for(&button(words::ANSWERED));
    visit.wait_until("Number(document.querySelector('.clock-time').dataset.ms) > 300");
    visit.tap(&button(words::ANSWERED));
    visit.wait_for(&checkbox(words::DO_AGAIN));
    question
}

fn answer_mark_and_redo(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    begin(&visit);
    visit.tap(&button(words::ASK_ME));
    let mut asked = Vec::new();
    for place in 0..3 {
        asked.push(answer(&visit));
        if place == 1 {
            visit.click(&checkbox(words::DO_AGAIN));
        }
        let next = if place < 2 {
            words::NEXT_QUESTION
        } else {
            words::LOOK_BACK
        };
        visit.tap(&button(next));
        if place < 2 {
            visit.wait_until(&format!("{QUESTION} !== {}", json!(asked[place])));
        }
    }
    visit.wait_until("document.querySelectorAll('fieldset.rating').length === 6");
    visit.wait_until("document.activeElement?.matches('h1')");
    // What was asked is named as it was asked.
    for question in &asked {
        visit.wait_until(&Visit::shows(question));
    }
    visit.eval("document.querySelector('fieldset.rating input').click()");
    visit.wait_saved();
    visit.click(&button(words::FINISH));
    visit.wait_until(&Visit::shows("Marks 1.0 of 5"));
    visit.wait_saved();
    visit.reload_app();
    visit.wait_until(&Visit::shows("Marks 1.0 of 5"));
    visit.wait_until(&Visit::shows("1 to redo"));
    for question in &asked {
        visit.wait_until(&Visit::shows(question));
    }
    asked.sort_unstable();
    asked.dedup();
    assert_eq!(asked.len(), 3, "a question came twice");

    // Nothing is due by the drill; one tap makes the one answer due.
    let result = visit
        .text("location.hash")
        .trim_start_matches("#/")
        .to_owned();
    visit.open("practice/review");
    visit.wait_until(&Visit::shows("No cards chosen yet"));
    visit.open(&result);
    visit.click(&button(words::ASK_AGAIN_SOON));
    visit.wait_until(&Visit::shows("asked in Cards"));
    visit.wait_saved();
    visit.open("practice/review");
    visit.wait_until(
        "document.querySelector('.empty, .question') && !document.body.innerText.includes('No cards chosen yet')",
    );
    visit.open("practice/drill");
    visit.wait_until(&Visit::shows("Earlier drills"));
    visit.expect_no_errors("a drill");
}

fn left_half_way(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    begin(&visit);
    visit.tap(&button(words::ASK_ME));
    let first = answer(&visit);
    visit.tap(&button(words::NEXT_QUESTION));
    visit.wait_until(&format!("{QUESTION} !== {}", json!(first)));
    visit.wait_saved();
    visit.reload_app();
    visit.wait_until(&Visit::shows("Question 2 of 3"));
    visit.open("practice/drill");
    visit.wait_until(&Visit::shows("1 of 3 answered"));
    visit.click(&button(words::GO_ON));
    visit.click(&button(words::STOP_HERE));
    visit.wait_until(&Visit::shows("Which answers do you want to do again?"));
    visit.wait_until("document.activeElement?.matches('h1')");
    visit.expect_no_errors("a drill that was left");
}

/// A drill without an answer leaves nothing behind; it is still there for who loads the page anew.
fn looked_at_and_left(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    let changes = "document.querySelector('header.top').dataset.changes";
    let before = visit.text(changes);
    begin(&visit);
    visit.wait_for(&button(words::ASK_ME));
    assert_eq!(visit.text(changes), before, "something was written");
    visit.reload_app();
    visit.wait_until(&Visit::shows("Question 1 of 3"));
    visit.eval("void history.back()");
    visit.wait_until("location.hash === '#/practice/drill'");
    visit.wait_for(&button(words::BEGIN));
    assert_eq!(visit.text(changes), before, "something was written");
    assert_eq!(visit.eval(&Visit::shows(words::NOT_FINISHED)), false);
    // Forward, and it still waits for its first answer.
    visit.eval("void history.forward()");
    visit.wait_for(&button(words::STOP_HERE));
    visit.click(&button(words::STOP_HERE));
    visit.wait_until("location.hash === '#/practice/drill'");
    assert_eq!(visit.text(changes), before, "something was written");
    begin(&visit);
    visit.tap(&button(words::ASK_ME));
    answer(&visit);
    visit.tap(&button(words::NEXT_QUESTION));
    visit.wait_saved();
    visit.open("practice/drill");
    visit.wait_until(&Visit::shows("1 of 3 answered"));
    visit.expect_no_errors("a drill that was looked at");
}
