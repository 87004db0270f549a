//! Stories: write one, tell it against the clock, find the attempt again; and a clock that is right after
//! the page stood still.

use e2e::target::{button, checkbox, field, link, radio};
use e2e::{Engine, Profile, Visit, every_engine, seed, words};
use serde_json::json;

every_engine!(
    write_and_tell,
    large_phrases;
    webkit: coverage_and_undo
);

/// Milliseconds on the face of the timer.
const FACE: &str = "Number(document.querySelector('.clock-time')?.dataset.ms ?? -1)";
/// The heading over what came of an attempt.
const RESULT: &str = "document.querySelector('.result h2')";

fn write_and_tell(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    visit.open("practice/stories");
    visit.click(&button(words::PROFESSIONAL_STORY));
    visit.fill(
        &field(words::ROOTS),
        "I grew up in Lagos and studied medicine there.",
    );
    // Nine words at 140 a minute are four seconds.
    visit.wait_until(&Visit::shows("9 words, about 4 s"));
    visit.wait_saved();

    visit.click(&link(words::TO_TIMER));
    visit.wait_until("location.hash.endsWith('/timer')");
    visit.eval("void window.scrollTo(0, document.body.scrollHeight)");
    visit.tap(&button(words::START));
    visit.wait_until("document.querySelector('dialog.stage[open]')");
    visit.wait_until(&Visit::shows("I grew up in Lagos"));
    visit.wait_until(&format!("{FACE} > 500"));
    visit.tap(&button(words::NEXT_PART));
    visit.wait_until(&Visit::shows("Part 2 of 4"));
    visit.tap(&button(words::PAUSE));
    visit.wait_until(&Visit::shows("Paused"));
    let stood = visit.eval(FACE);
    visit.tap(&button("Go on"));
    visit.wait_until(&format!("{FACE} > 3500"));
    assert!(stood.as_f64() < Some(3_500.0), "{stood}");
    visit.tap(&button(words::FINISH));
    visit.wait_until("document.querySelector('.result .part-times')");
    // In sight, from wherever the page was scrolled to.
    visit.wait_until(&format!("document.activeElement === {RESULT}"));
    visit.wait_until(&format!(
        "(({{ top, bottom }}) => top >= 0 && bottom <= innerHeight)({RESULT}.getBoundingClientRect())"
    ));
    // What came of it stands before what can be set for the next attempt.
    let is_first = "!!(document.querySelector('main .result').compareDocumentPosition(document.querySelector('main input[type=radio]')) & Node.DOCUMENT_POSITION_FOLLOWING)";
    assert_eq!(visit.eval(is_first), json!(true));
    visit.wait_saved();
    visit.reload_app();
    visit.wait_until(&Visit::shows("Attempts"));
    visit.wait_until(&Visit::shows("Too short"));
    // The row of an attempt that is deleted cannot have the focus back.
    visit.click(&button("Too short"));
    visit.click(&button(words::DELETE_ATTEMPT));
    visit.wait_until("!document.querySelector('dialog') && document.activeElement?.matches('h1')");
    visit.expect_no_errors("a story told");
}

fn coverage_and_undo(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    visit.open(&format!("practice/stories/{}", seed::STORY));
    // One that is opened and left without a word is none, also where the screen is drawn anew.
    visit.open("practice/stories");
    for new in ["A failure", words::NEW_STORY] {
        visit.wait_until(&Visit::shows("1 of 16"));
        visit.click(&button(new));
        visit.wait_for(&field(words::STORY_NAME));
        visit.wait_saved();
        visit.eval("void history.back()");
        visit.wait_until("location.hash === '#/practice/stories'");
        visit.wait_for(&button(new));
    }
    visit.reload_app();
    visit.wait_until(&Visit::shows("1 of 16"));
    visit.wait_for(&button("A failure"));
    let blank = "!document.body.innerText.includes('nothing written yet')";
    assert_eq!(visit.eval(blank), json!(true), "an empty story is listed");

    visit.open(&format!("practice/stories/{}", seed::STORY));
    // A question that asks for a mistake is offered, and linked on both sides.
    visit.wait_until("mb.all('checkbox').length > 0");
    visit.click(&checkbox("Tell me about a mistake"));
    visit.wait_saved();
    visit.open("practice/stories");
    visit.wait_until(&Visit::shows("serves 1 question"));
    visit.wait_until(&Visit::shows("1 of 16"));

    visit.open(&format!("practice/stories/{}", seed::STORY));
    visit.click(&button(words::DELETE_STORY));
    visit.wait_until("location.hash === '#/practice/stories'");
    visit.wait_until(&Visit::shows("0 of 16"));
    visit.click(&button(words::UNDO));
    visit.wait_until(&Visit::shows("serves 1 question"));
    visit.expect_no_errors("the stories bank");
}

fn large_phrases(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    visit.open("practice/phrases");
    visit.wait_until("document.querySelector('main .group button')");
    visit.eval("document.querySelector('main .group button').click()");
    visit.wait_until("document.querySelector('.spoken')");
    let first = visit.text("document.querySelector('.spoken').textContent");
    visit.click(&button(words::NEXT));
    visit.wait_until(&format!(
        "document.querySelector('.spoken').textContent !== {}",
        json!(first)
    ));
    visit.click(&button(words::PREVIOUS));
    visit.wait_until(&format!(
        "document.querySelector('.spoken').textContent === {}",
        json!(first)
    ));
    // One that is a favorite leads, and is opened among the favorites only.
    visit.click(&button(words::NEXT));
    visit.wait_until(&format!(
        "document.querySelector('.spoken').textContent !== {}",
        json!(first)
    ));
    let second = visit.text("document.querySelector('.spoken').textContent");
    visit.click(&checkbox(words::FAVORITE));
    visit.wait_until(&format!("{}.checked", checkbox(words::FAVORITE)));
    visit.wait_saved();
    visit.reload_app();
    let leads = format!(
        "((group) => group.querySelector('h2').textContent === 'Favorites'
            && group.querySelectorAll('.row-title').length === 1
            && group.querySelector('.row-title').textContent === {})(document.querySelector('main section'))",
        json!(second)
    );
    visit.wait_until(&leads);
    visit.click(&button(&second));
    visit.wait_until(&format!("{}.disabled", button(words::NEXT)));
    visit.click(&checkbox(words::FAVORITE));
    visit.wait_until(&format!("!{}.checked", checkbox(words::FAVORITE)));
    visit.click(&button("Close"));
    visit.wait_until(
        "!document.querySelector('dialog') && document.activeElement !== document.body
            && document.querySelector('main h2').textContent !== 'Favorites'",
    );
    visit.expect_no_errors("phrases");
}

/// Frozen like the page of a phone in a pocket, on a slow machine: as soon as it is shown again, the
/// time is right to 50 ms by the page's own clock.
#[test]
fn chromium_timer_is_right_after_a_freeze() {
    let visit = Visit::seeded(Engine::Chromium, Profile::fresh());
    // No tick moves the face: what it shows, it was asked for.
    visit.eval("void (window.setInterval = () => 0)");
    visit.open("practice/timer");
    visit.click(&radio("Rapid-fire"));
    visit.throttle(6);
    visit.click(&button(words::START));
    visit.wait_until(&format!(
        "(document.dispatchEvent(new Event('visibilitychange')), {FACE} > 300)"
    ));
    // Asks the clock for the time as the page does when it is shown. The clock is read at some moment
    // between `before` and `after`, by the page's own clock.
    let ask = format!(
        "const before = performance.now();
         document.dispatchEvent(new Event('visibilitychange'));
         await new Promise((done) => {{ const way = new MessageChannel(); way.port1.onmessage = done; way.port2.postMessage(0); }});
         return [before, {FACE}, performance.now()];"
    );
    let read = || {
        let read = visit.eval_async(&ask);
        [0, 1, 2].map(|index| read[index].as_f64().expect("a number"))
    };
    let [before, shown, after] = read();
    visit.cdp("Page.setWebLifecycleState", &json!({ "state": "frozen" }));
    // Its tasks stand still; its clock does not.
    visit.wait_until(&format!("performance.now() > {after} + 12000"));
    visit.cdp("Page.setWebLifecycleState", &json!({ "state": "active" }));
    // Chromium without a window leaves such a page hidden, and a hidden page does not ask its clock.
    visit.eval("void Object.defineProperty(document, 'hidden', { value: false })");
    // Control: who does not ask sees an old time.
    assert_eq!(visit.eval(FACE).as_f64(), Some(shown));
    let [later_before, later, later_after] = read();
    let passed = later - shown;
    let (least, most) = (later_before - after, later_after - before);
    assert!(
        (least - 50.0..=most + 50.0).contains(&passed),
        "{passed} ms shown, {least} to {most} ms passed"
    );
    assert!(later - shown >= 11_000.0, "{later} after {shown}");
    visit.throttle(1);
    visit.expect_no_errors("a frozen timer");
}
