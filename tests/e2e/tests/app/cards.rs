//! Cards: choose, answer by touch and by keyboard, take back, and find it all after a kill.

use e2e::target::button;
use e2e::{Engine, Profile, Visit, every_engine, words};

every_engine!(review_undo_and_kill);

const QUESTION: &str = "document.querySelector('.question').textContent";

fn review_undo_and_kill(engine: Engine) {
    let mut visit = Visit::seeded(engine, Profile::lasting());
    visit.open("practice");
    visit.click(&button(words::CHOOSE_CORE));
    visit.wait_until("location.hash === '#/practice/review'");
    visit.wait_until("document.querySelector('.question')");

    // By touch: look, tick a point, grade.
    let first = visit.text(QUESTION);
    visit.tap(&button(words::SHOW_OUTLINE));
    visit.wait_until("document.querySelector('.outline input')");
    visit.eval("document.querySelector('.outline input').click()");
    visit.tap(&button(words::GOT_IT));
    visit.wait_until(&format!("{QUESTION} !== {first:?}"));

    let second = visit.text(QUESTION);
    by_keyboard_and_back(&visit, &second);
    visit.wait_saved();

    // The one answer that was not taken back is there after a kill; a review goes on behind it.
    visit.kill_and_restart();
    visit.open("practice/review");
    visit.wait_until("document.querySelector('.question')");
    assert_eq!(visit.text(QUESTION), second);
    visit.expect_no_errors("a review of cards");
}

/// The same card is asked again.
fn by_keyboard_and_back(visit: &Visit, second: &str) {
    visit.eval("document.querySelector('h1').focus()");
    visit.key("Space");
    visit.wait_until("document.querySelector('.foot').textContent.includes('Again')");
    visit.eval("document.querySelector('h1').focus()");
    visit.key("1");
    visit.wait_until(&format!("{QUESTION} !== {second:?}"));
    visit.key("u");
    visit.wait_until(&format!("{QUESTION} === {second:?}"));
}
