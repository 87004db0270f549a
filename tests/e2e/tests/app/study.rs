//! Studying: steps, undo, the keyboard without a network, days of rest, settings, statistics, and
//! parameters fitted in a worker.

use e2e::target::{button, checkbox, css, link};
use e2e::{Engine, Profile, Visit, every_engine, seed::Seed, words};

every_engine!(
    steps_and_undo_by_touch,
    keyboard_alone_offline,
    a_swipe_grades_once_the_outline_is_shown,
    hands_free_speaks_with_local_voices_only,
    five_minutes_go_on,
    parameters_are_fitted_offline;
    chromium: rest_days_and_practice;
    firefox: settings_and_statistics;
    webkit: an_answer_is_edited_on_the_way
);

const QUESTION: &str = "(document.querySelector('.asked .question')?.textContent ?? '')";

#[track_caller]
fn asks(visit: &Visit, question: &str) {
    visit.wait_until(&format!("{QUESTION}.startsWith({question:?})"));
}

#[track_caller]
fn grade(visit: &Visit, name: &str) {
    visit.wait_until("document.querySelector('.asked')");
    visit.tap(&button(words::SHOW_OUTLINE));
    visit.wait_until("document.querySelector('.outline input')");
    visit.tap(&button(name));
    visit.wait_until("!document.querySelector('.outline')");
}

/// How many answers the statistics count.
#[track_caller]
fn answers(visit: &Visit) -> String {
    visit.open("practice/statistics");
    visit.wait_until("document.querySelector('.plot-box .prose, .empty')");
    visit.text("document.querySelector('.plot-box .prose')?.textContent ?? 'none'")
}

fn steps_and_undo_by_touch(engine: Engine) {
    let mut visit = Visit::first(engine, Profile::lasting());
    visit.plant(|now| Seed::welcomed(now).with_deck(2, 0));
    visit.open("practice/review");
    asks(&visit, "Question 1");
    grade(&visit, words::GOT_IT);
    asks(&visit, "Question 2");
    grade(&visit, words::AGAIN);

    // Nothing is left but steps: the screen says when, and waits until asked for more.
    visit.wait_until(&Visit::shows("come back soon, the next one in"));
    // Back by two: each card with its outline, as it was graded.
    for question in ["Question 2", "Question 1"] {
        visit.tap(&button("Undo"));
        asks(&visit, question);
        visit.wait_until("document.querySelector('.outline input')");
    }
    visit.tap(&button(words::GOT_IT));
    asks(&visit, "Question 2");
    grade(&visit, words::GOT_IT);
    visit.wait_until(&Visit::shows("come back soon, the next one in"));
    visit.tap(&button(words::ASK_NOW));
    asks(&visit, "Question 1");
    grade(&visit, words::GOT_IT);
    visit.wait_saved();
    visit.expect_no_errors("a review");

    visit.kill_and_restart();
    let told = answers(&visit);
    assert!(
        told.starts_with("3 answers on 1 day"),
        "grades are gone: {told}"
    );
}

/// Who edits an answer in a review comes back to the card as it was: uncovered, with the same ticks.
fn an_answer_is_edited_on_the_way(engine: Engine) {
    let visit = Visit::planted(engine, |now| Seed::welcomed(now).with_deck(2, 0));
    visit.open("practice/review");
    asks(&visit, "Question 1");
    visit.tap(&button(words::SHOW_OUTLINE));
    visit.wait_until("document.querySelector('.outline input')");
    visit.tap(&css(".outline input"));
    visit.wait_until("document.querySelector('.outline input:checked')");
    visit.click(&button("Edit my answer"));
    visit.wait_until("document.querySelector('.hero-title')");
    visit.eval("void history.back()");
    asks(&visit, "Question 1");
    visit.wait_until("document.querySelector('.outline input:checked')");
    // The next card is covered.
    visit.tap(&button(words::GOT_IT));
    asks(&visit, "Question 2");
    visit.wait_for(&button(words::SHOW_OUTLINE));
    visit.expect_no_errors("an answer that was edited");
}

fn keyboard_alone_offline(engine: Engine) {
    let mut visit = Visit::first(engine, Profile::lasting());
    visit.plant(|now| Seed::welcomed(now).with_deck(2, 1));
    visit.site.stop();
    visit.open("practice/review");
    for key in ["3", "1"] {
        visit.wait_until("document.querySelector('.asked')");
        visit.eval("document.querySelector('h1').focus()");
        visit.key("Space");
        visit.wait_until("document.activeElement.closest('.outline')");
        visit.key(key);
        visit.wait_until("!document.querySelector('.outline')");
    }
    visit.wait_until("document.querySelector('.empty')");
    visit.wait_saved();

    // The last answer is taken back on the last screen, and given again.
    visit.key("u");
    visit.wait_until("document.querySelector('.outline')");
    visit.key("3");
    visit.wait_until("document.querySelector('.empty')");
    visit.wait_saved();
    let told = answers(&visit);
    visit.reload_app();
    assert_eq!(answers(&visit), told, "answers changed over a reload");
    visit.expect_no_errors_without_server("the keyboard");
}

fn rest_days_and_practice(engine: Engine) {
    let visit = Visit::planted(engine, |now| {
        Seed::with_interview_in(now, 0).with_deck(12, 2)
    });
    let before = answers(&visit);
    visit.wait_until(&Visit::shows("of 12 answers will come to mind"));
    visit.open("practice/review");
    visit.wait_until(&Visit::shows("No cards today"));
    visit.wait_for(&button(words::PRACTICE_ANYWAY));
    visit.tap(&button(words::PRACTICE_ANYWAY));
    grade(&visit, words::GOT_IT);
    visit.wait_saved();
    assert_ne!(answers(&visit), before, "practice is not remembered");
    visit.open("practice/review");
    visit.wait_until(&Visit::shows("No cards today"));
    visit.expect_no_errors("a day of rest");
}

/// Moves a finger over the card, from its middle, by so many pixels. The page becomes no wider meanwhile.
#[track_caller]
fn swipe(visit: &Visit, right: i32, down: i32) {
    let wider = visit.eval_async(&format!(
        "const card = document.querySelector('.asked');
         const box = card.getBoundingClientRect();
         const at = (type, share) => card.dispatchEvent(new PointerEvent(type, {{
           bubbles: true, isPrimary: true, pointerId: 7, pointerType: 'touch',
           clientX: box.x + box.width / 2 + {right} * share, clientY: box.y + 20 + {down} * share,
         }}));
         at('pointerdown', 0);
         for (const share of [0.1, 0.4, 0.7, 1]) at('pointermove', share);
         const page = document.documentElement;
         const wider = page.scrollWidth - page.clientWidth;
         at('pointerup', 1);
         return wider;"
    ));
    // Less where a scroll bar stands beside the page.
    assert!(
        wider.as_f64().is_some_and(|wider| wider <= 0.0),
        "the pulled card makes the page wider by {wider}"
    );
}

fn a_swipe_grades_once_the_outline_is_shown(engine: Engine) {
    let visit = Visit::planted(engine, |now| Seed::welcomed(now).with_deck(3, 0));
    visit.open("practice/review");
    asks(&visit, "Question 1");
    swipe(&visit, 200, 0);
    visit.tap(&button(words::SHOW_OUTLINE));
    visit.wait_until("document.querySelector('.outline input')");
    asks(&visit, "Question 1");
    // Too short, and scrolling.
    swipe(&visit, 60, 0);
    swipe(&visit, 110, 300);
    asks(&visit, "Question 1");
    // Farther than any window is wide.
    swipe(&visit, 4000, 10);
    asks(&visit, "Question 2");
    visit.tap(&button(words::SHOW_OUTLINE));
    visit.wait_until("document.querySelector('.outline input')");
    swipe(&visit, -200, 10);
    asks(&visit, "Question 3");
    visit.wait_saved();
    // The card that was swiped to the left comes first: its step is the shorter one.
    visit.tap(&button(words::SHOW_OUTLINE));
    visit.wait_until("document.querySelector('.outline input')");
    visit.tap(&button(words::GOT_IT));
    visit.wait_until("!document.querySelector('.outline')");
    visit.tap(&button(words::ASK_NOW));
    asks(&visit, "Question 2");

    visit.open("practice/settings");
    visit.wait_for(&checkbox("Swipe to grade"));
    visit.tap(&checkbox("Swipe to grade"));
    visit.wait_saved();
    visit.open("practice/review");
    asks(&visit, "Question 2");
    visit.tap(&button(words::SHOW_OUTLINE));
    visit.wait_until("document.querySelector('.outline input')");
    swipe(&visit, 200, 0);
    visit.wait_until("document.querySelector('.outline input')");
    asks(&visit, "Question 2");
    visit.expect_no_errors("swipes");
}

/// Puts a voice into the page that says nothing, notes what it should say, and is on the device or not.
#[track_caller]
fn give_voice(visit: &Visit, is_local: bool) {
    visit.eval_async(&format!(
        "window.spoken = [];
         const voice = {{ lang: 'en-US', localService: {is_local}, default: true, name: 'Test' }};
         const speech = Object.assign(new EventTarget(), {{
           getVoices: () => [voice],
           cancel() {{}},
           speak(words) {{
             window.spoken.push(words.text);
             setTimeout(() => words.dispatchEvent(new Event('end')), 20);
           }},
         }});
         Object.defineProperty(window, 'speechSynthesis', {{ value: speech, configurable: true }});
         window.SpeechSynthesisUtterance = class extends EventTarget {{
           constructor(text) {{ super(); this.text = text; }}
         }};"
    ));
}

fn hands_free_speaks_with_local_voices_only(engine: Engine) {
    let visit = Visit::planted(engine, |now| Seed::welcomed(now).with_deck(3, 1));
    give_voice(&visit, false);
    visit.go("practice/hands-free");
    visit.wait_until(&Visit::shows("no voice of its own"));

    visit.go("practice");
    give_voice(&visit, true);
    visit.go("practice/hands-free");
    visit.wait_for(&button("Play"));
    visit.tap(&button("Play"));
    visit.wait_until("spoken.length === 1 && spoken[0].startsWith('Question')");
    visit.wait_for(&button("I have answered"));
    visit.tap(&button("I have answered"));
    visit.wait_until("spoken.length >= 2 && spoken[1].startsWith('Point 1')");
    // Another question by itself.
    visit.wait_until("spoken.length >= 3 && spoken[2] !== spoken[0]");
    visit.tap(&button("Pause"));
    visit.wait_for(&button("Play"));
    assert_eq!(answers(&visit), "3 answers on 3 days in the last 16 weeks.");
    visit.expect_no_errors("hands-free");
}

fn settings_and_statistics(engine: Engine) {
    let visit = Visit::planted(engine, Seed::welcomed);
    for screen in [
        "practice/statistics",
        "practice/settings",
        "practice/hands-free",
        "practice/review/five",
    ] {
        visit.open(screen);
        visit.wait_until("document.querySelector('main').innerText.trim().length > 40");
    }
    visit.expect_no_errors("screens without a card");

    let visit = Visit::planted(engine, |now| Seed::welcomed(now).with_deck(12, 4));
    visit.open("practice/settings");
    visit.wait_for(&checkbox("Four buttons"));
    visit.tap(&checkbox("Four buttons"));
    visit.wait_saved();
    visit.open("practice/review/five");
    visit.wait_until("document.querySelector('.asked')");
    visit.tap(&button(words::SHOW_OUTLINE));
    visit.wait_until("document.querySelectorAll('.foot .btn small').length === 4");
    visit.tap(&button("Hard"));
    visit.wait_saved();

    visit.open("practice/statistics");
    visit.wait_until("document.querySelectorAll('svg[role=img][aria-label]').length >= 2");
    visit.wait_until("document.querySelectorAll('.numbers tbody tr').length > 14");
    visit.expect_no_errors("settings and statistics");
}

fn parameters_are_fitted_offline(engine: Engine) {
    let mut visit = Visit::first(engine, Profile::fresh());
    visit.plant(|now| Seed::welcomed(now).with_deck(60, 10));
    visit.site.stop();
    visit.open("practice/settings");
    visit.wait_for(&button(words::FIT));
    visit.tap(&button(words::FIT));
    visit.wait_until(&Visit::shows("log loss"));
    visit.expect_no_errors_without_server("a fit in a worker");
}

/// Five minutes that are left go on for who comes back to them, and are over after five minutes.
fn five_minutes_go_on(engine: Engine) {
    let visit = Visit::planted(engine, |now| Seed::welcomed(now).with_deck(12, 4));
    let left = "((told) => told ? 60 * told[1] + +told[2] : null)(/^(\\d):(\\d\\d) left/.exec(mb.h1()?.textContent ?? ''))";
    visit.open("practice");
    visit.click(&link("Five minutes"));
    grade(&visit, words::GOT_IT);
    visit.wait_until(&format!("{left} !== null && {left} <= 290"));
    visit.eval("void history.back()");
    visit.wait_until("location.hash === '#/practice'");
    visit.wait_for(&link("Five minutes"));
    visit.click(&link("Five minutes"));
    visit.wait_until(&format!("{left} !== null"));
    let again = visit.eval(left);
    assert!(
        again.as_f64().is_some_and(|left| left <= 290.0),
        "{again} s"
    );

    // Who comes back when they are over is told so, with what was done; a new tap begins anew.
    visit.wait_saved();
    visit.eval("localStorage.setItem('mb/at/five-minutes', String(Date.now() - 1))");
    visit.reload_app();
    visit.wait_until(&Visit::shows("Five minutes are over"));
    visit.wait_until(&Visit::shows("You answered 1 card."));
    visit.click(&link("Back to Practice"));
    visit.wait_until("location.hash === '#/practice'");
    visit.click(&link("Five minutes"));
    visit.wait_until(&format!("{left} > 290"));
    visit.expect_no_errors("five minutes");
}
