//! What opens on the rank list: the preview, the example, sheets and a row that is picked up. How each is closed,
//! where the focus goes, what becomes of half-typed text, and that the checker finds nothing there; and a real
//! finger that drags a row through a list that is longer than the window.

use e2e::seed::Seed;
use e2e::target::{Target, button, css, field, heading, link, press, radio};
use e2e::{Engine, Visit, every_engine};
use serde_json::{Value, json};

every_engine!(
    back_and_escape_close_what_lies_over_the_order,
    the_focus_goes_to_what_was_placed,
    escape_puts_back_what_is_dragged;
    chromium: a_reason_not_to_rank_is_short_and_waits;
    firefox: an_own_market_waits_and_a_trick_stays_where_it_was_tried;
    webkit: a_name_of_the_app_is_taken, two_kept_lists_are_compared
);

/// The names of the list, the first place first.
const ORDER: &str = "[...document.querySelectorAll('.ranked .row-title')].map((name) => name.textContent).join(' ')";

const PROGRAMS: [(&str, u8); 5] = [
    ("Alder", 5),
    ("Birch", 4),
    ("Cedar", 4),
    ("Dogwood", 2),
    ("Elm", 1),
];

#[track_caller]
fn board(engine: Engine) -> Visit {
    let visit = Visit::planted(engine, |now| Seed::welcomed(now).with_board(&PROGRAMS));
    visit.open("rank");
    is_order(&visit, "Alder Birch Cedar Dogwood Elm");
    visit
}

#[track_caller]
fn is_order(visit: &Visit, names: &str) {
    visit.wait_until(&format!("{ORDER} === {}", json!(names)));
}

/// Presses keys on a grip that has the focus first.
#[track_caller]
fn keys(visit: &Visit, at: &Target, keys: &[&str]) {
    visit.wait_for(at);
    visit.eval(&format!("void {at}.focus()"));
    visit.keys_at(at, keys);
}

#[track_caller]
fn has_focus(visit: &Visit, at: &Target) {
    visit.wait_until(&format!("document.activeElement === {at}"));
}

/// Still on the first screen of the tab, with nothing over it.
#[track_caller]
fn is_closed(visit: &Visit, title: &str) {
    visit.wait_until(&format!(
        "!mb.find('heading', {}) && !history.state?.cover && location.hash === '#/rank'",
        json!(title)
    ));
}

fn back_and_escape_close_what_lies_over_the_order(engine: Engine) {
    const PREVIEW: &str = "By score, a preview";
    const EXAMPLE: &str = "An example";
    let visit = board(engine);
    let opens = |name: &str, title: &str| {
        visit.click(&button(name));
        visit.wait_for(&heading(title));
        // A cover has its entry of the history.
        visit.wait_until("!!history.state?.cover");
    };
    opens("Preview by score", PREVIEW);
    visit.wait_until(&Visit::shows("The scores tie: your order is kept"));
    visit.eval("history.back()");
    is_closed(&visit, PREVIEW);
    is_order(&visit, "Alder Birch Cedar Dogwood Elm");
    opens("Preview by score", PREVIEW);
    visit.key("Escape");
    is_closed(&visit, PREVIEW);
    opens("Preview by score", PREVIEW);
    visit.click(&button("Back to my order"));
    is_closed(&visit, PREVIEW);
    // Once more Back leaves the screen.
    visit.go("rank/criteria");
    visit.eval("history.back()");
    visit.wait_until("location.hash === '#/rank'");
    visit.expect_no_errors("the preview");

    let visit = Visit::planted(engine, Seed::welcomed);
    visit.open("rank");
    let opens = || {
        visit.click(&button("Look at an example"));
        visit.wait_for(&heading(EXAMPLE));
        visit.wait_until("!!history.state?.cover");
    };
    opens();
    visit.eval("history.back()");
    is_closed(&visit, EXAMPLE);
    opens();
    visit.key("Escape");
    is_closed(&visit, EXAMPLE);
    opens();
    visit.click(&link("Add programs"));
    visit.wait_until("location.hash === '#/rank/add'");
    visit.eval("history.back()");
    is_closed(&visit, EXAMPLE);
    visit.expect_no_errors("the example");
}

fn the_focus_goes_to_what_was_placed(engine: Engine) {
    let visit = board(engine);
    visit.click(&press("Place 3, Cedar"));
    visit.click(&button("Take off the list"));
    visit.wait_for(&heading("Not placed yet"));
    let row = css("[data-key=Cedar] .row-hit");
    has_focus(&visit, &row);
    visit.click(&row);
    visit.click(&css("dialog .btn-danger"));
    visit.click(&button("Bring back"));
    visit.wait_for(&heading("Not placed yet"));
    has_focus(&visit, &row);
    visit.click(&press("Put at "));
    is_order(&visit, "Alder Birch Cedar Dogwood Elm");
    has_focus(&visit, &button("Move Cedar"));
    visit.click(&press("Place 4, Dogwood"));
    visit.click(&css("dialog .btn-danger"));
    is_order(&visit, "Alder Birch Cedar Elm");
    visit.click(&button("Bring back"));
    is_order(&visit, "Alder Birch Cedar Dogwood Elm");
    has_focus(&visit, &button("Move Dogwood"));
    visit.expect_no_errors("the focus");
}

fn a_reason_not_to_rank_is_short_and_waits(engine: Engine) {
    const TYPED: &str = "mb.find('field', 'Reason')?.value";
    let visit = board(engine);
    let long = "x".repeat(121);
    visit.click(&press("Place 2, Birch"));
    visit.fill(&field("Reason"), &long);
    visit.click(&css("dialog .btn-danger"));
    visit.wait_until(&Visit::shows("Shorten the reason to 120 characters"));
    is_order(&visit, "Alder Birch Cedar Dogwood Elm");
    visit.click(&button("Close"));
    visit.wait_until("!document.querySelector('dialog')");
    // The sheet of another program knows nothing of it, the own one does, also later.
    visit.click(&press("Place 3, Cedar"));
    visit.wait_until(&format!("{TYPED} === ''"));
    visit.click(&button("Close"));
    visit.wait_until("!document.querySelector('dialog')");
    visit.go("rank/criteria");
    visit.go("rank");
    visit.click(&press("Place 2, Birch"));
    visit.wait_until(&format!("{TYPED} === {}", json!(long)));
    visit.fill(&field("Reason"), "too far");
    visit.click(&css("dialog .btn-danger"));
    is_order(&visit, "Alder Cedar Dogwood Elm");
    visit.wait_until(&Visit::shows("too far"));
    visit.click(&button("Bring back"));
    visit.click(&press("Place 2, Birch"));
    visit.wait_until(&format!("{TYPED} === ''"));
    visit.expect_no_errors("a reason not to rank");
}

fn escape_puts_back_what_is_dragged(engine: Engine) {
    const SHIFTED: &str =
        "[...document.querySelectorAll('.ranked li')].filter((row) => row.style.translate).length";
    let visit = board(engine);
    let at = |kind: &str, y: i32| {
        visit.eval(&format!(
            "(() => {{ const grip = {}, box = grip.getBoundingClientRect();
               window.from ??= box.y + box.height / 2;
               grip.dispatchEvent(new PointerEvent({}, {{ bubbles: true, isPrimary: true, pointerId: 7,
                 pointerType: 'mouse', clientX: box.x + 9, clientY: window.from + {y} }}));
               return true; }})()",
            button("Move Alder"),
            json!(kind),
        ));
    };
    at("pointerdown", 0);
    at("pointermove", 60);
    at("pointermove", 150);
    visit.wait_until(&format!("{SHIFTED} > 1"));
    has_focus(&visit, &button("Move Alder"));
    visit.key("Escape");
    visit.wait_until(&format!("{SHIFTED} === 0"));
    at("pointermove", 160);
    at("pointerup", 160);
    visit.eval(&format!("{}.click()", button("Move Alder")));
    is_order(&visit, "Alder Birch Cedar Dogwood Elm");
    assert_eq!(
        visit.eval("!!document.querySelector('[data-lifted]')"),
        Value::Bool(false),
        "the end of a drag is no tap"
    );
    // The next one is a drag again.
    visit.eval("void delete window.from");
    at("pointerdown", 0);
    at("pointermove", 60);
    at("pointermove", 150);
    at("pointerup", 150);
    visit.wait_until(&format!("!({ORDER}).startsWith('Alder')"));
    visit.expect_no_errors("Escape while dragging");
}

fn a_name_of_the_app_is_taken(engine: Engine) {
    let visit = board(engine);
    visit.open("rank/criteria");
    visit.click(&press("Add your own criterion"));
    visit.fill(&field("Title"), "support for IMGs");
    visit.click(&button("Add it"));
    visit.wait_until(&Visit::shows("You have a criterion of this name already"));
    visit.fill(&field("Title"), "Near my sister");
    visit.click(&button("Add it"));
    visit.wait_for(&link("Near my sister"));
    visit.expect_no_errors("a name that is taken");
}

fn an_own_market_waits_and_a_trick_stays_where_it_was_tried(engine: Engine) {
    const SEATS: &str = "mb.find('field', 'Programs, each with its seats')?.value";
    let visit = Visit::planted(engine, Seed::welcomed);
    visit.open("rank/match");
    visit.click(&press("Try to trick it"));
    visit.tap(&button("Leave out Elm"));
    visit.tap(&button("Play with this list"));
    visit.wait_until(&Visit::shows("Your list, not the true one"));
    visit.tap(&radio("Your own"));
    visit.wait_for(&field("Programs, each with its seats"));
    visit.wait_until("!document.body.innerText.includes('Your list, not the true one')");
    visit.fill(&field("Programs, each with its seats"), "Birch 1, Lime 1");
    visit.wait_until(&Visit::shows("is none of the programs"));
    visit.tap(&radio("Example"));
    visit.wait_until(&format!("{SEATS} === undefined"));
    visit.tap(&radio("Your own"));
    visit.wait_until(&format!("{SEATS} === 'Birch 1, Lime 1'"));
    visit.go("rank");
    visit.go("rank/match");
    visit.wait_until(&format!("{SEATS} === 'Birch 1, Lime 1'"));
    // It stands alone: no tab bar beside its own buttons.
    visit.wait_until("!document.querySelector('nav.tabs')?.checkVisibility()");
    visit.go("rank/finish");
    visit.wait_until("!document.querySelector('nav.tabs')?.checkVisibility()");
    visit.go("rank");
    visit.wait_until("document.querySelector('nav.tabs').checkVisibility()");
    visit.expect_no_errors("an own market");
}

fn two_kept_lists_are_compared(engine: Engine) {
    let visit = board(engine);
    visit.open("rank/lists");
    visit.fill(&field("Note"), "before the second look");
    visit.click(&button("Keep this list"));
    visit.wait_until(&Visit::shows("before the second look"));
    visit.open("rank");
    keys(&visit, &button("Move Elm"), &["Enter", "Home", "Enter"]);
    is_order(&visit, "Elm Alder Birch Cedar Dogwood");
    visit.open("rank/lists");
    visit.fill(&field("Note"), "after it");
    visit.click(&button("Keep this list"));
    visit.wait_until(&Visit::shows("after it"));
    visit.open("rank");
    keys(&visit, &button("Move Elm"), &["Enter", "End", "Enter"]);
    is_order(&visit, "Alder Birch Cedar Dogwood Elm");
    visit.open("rank/lists");
    visit.click(&press("Kept on"));
    visit.wait_for(&field("Compare with"));
    // The newest list is open: it has Elm first; with the first one it differs as it does with the present one.
    visit.wait_until(&Visit::shows("down from 1 to 5"));
    visit.eval(
        "(() => { const field = mb.find('field', 'Compare with');
           const options = [...field.options].filter((one) => one.textContent.startsWith('Kept on'));
           mb.fill(field, options.at(-1).value); return true; })()",
    );
    visit.wait_for(&heading("The two lists"));
    visit.wait_until(
        "[...document.querySelectorAll('.places thead th')].map((one) => one.textContent).join() === 'Program,This list,The other'",
    );
    visit.expect_no_errors("two kept lists");
}

/// A finger that is really laid on the glass: the page must not scroll under it, but at the edge.
#[test]
fn chromium_a_finger_drags_a_row_through_a_long_list() {
    const NAMES: [&str; 24] = [
        "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A09", "A10", "A11", "A12", "A13",
        "A14", "A15", "A16", "A17", "A18", "A19", "A20", "A21", "A22", "A23", "A24",
    ];
    let programs = NAMES.map(|name| (name, 4));
    let visit = Visit::planted(Engine::Chromium, |now| {
        Seed::welcomed(now).with_board(&programs)
    });
    visit.set_window(390, 844);
    visit.cdp(
        "Emulation.setTouchEmulationEnabled",
        &json!({"enabled": true, "maxTouchPoints": 1}),
    );
    visit.open("rank");
    visit.wait_until(&format!(
        "({ORDER}).startsWith('A01 A02') && ({ORDER}).endsWith('A24')"
    ));
    let number = |expression: &str| visit.eval(expression).as_f64().unwrap_or_default();
    let touch = |kind: &str, points: Value| {
        visit.cdp(
            "Input.dispatchTouchEvent",
            &json!({"type": kind, "touchPoints": points}),
        );
    };
    let grip = button("Move A02").to_string();
    visit.eval(&format!(
        "{grip}.scrollIntoView({{ block: 'start', behavior: 'instant' }}), scrollBy(0, -300)"
    ));
    let x = number(&format!(
        "(() => {{ const box = {grip}.getBoundingClientRect(); return box.x + box.width / 2; }})()"
    ));
    let y = number(&format!(
        "(() => {{ const box = {grip}.getBoundingClientRect(); return box.y + box.height / 2; }})()"
    ));
    let top = number("scrollY");
    touch("touchStart", json!([{"x": x, "y": y}]));
    for step in 1..=6 {
        touch(
            "touchMove",
            json!([{"x": x, "y": y + f64::from(step) * 25.0}]),
        );
    }
    visit.wait_until("document.querySelector('[data-dragging]')");
    assert_eq!(number("scrollY"), top, "the page scrolls under the finger");
    // At the lower edge it does, for as long as the finger rests there.
    touch("touchMove", json!([{"x": x, "y": 820}]));
    visit.wait_until(&format!("scrollY > {top} + 300"));
    visit.wait_until("document.querySelector('[data-dragging]')");
    touch("touchEnd", json!([]));
    visit.wait_until("!document.querySelector('[data-dragging]')");
    visit.wait_until(&format!("({ORDER}).split(' ').indexOf('A02') > 5"));
    // And back by the upper edge.
    visit.eval(&format!(
        "void {grip}.scrollIntoView({{ block: 'center', behavior: 'instant' }})"
    ));
    let place = number(&format!("({ORDER}).split(' ').indexOf('A02')"));
    let y = number(&format!(
        "(() => {{ const box = {grip}.getBoundingClientRect(); return box.y + box.height / 2; }})()"
    ));
    touch("touchStart", json!([{"x": x, "y": y}]));
    touch("touchMove", json!([{"x": x, "y": y - 30.0}]));
    touch("touchMove", json!([{"x": x, "y": 60}]));
    visit.wait_until("scrollY === 0");
    touch("touchEnd", json!([]));
    visit.wait_until(&format!("({ORDER}).split(' ').indexOf('A02') < {place}"));
    visit.wait_saved();
    // Control: where the browser may scroll by the grip, the page does go along with the finger.
    let order = visit.text(ORDER);
    visit.eval(&format!(
        "{grip}.scrollIntoView({{ block: 'center', behavior: 'instant' }}), void ({grip}.style.touchAction = 'auto')"
    ));
    let (top, y) = (
        number("scrollY"),
        number(&format!(
            "(() => {{ const box = {grip}.getBoundingClientRect(); return box.y + box.height / 2; }})()"
        )),
    );
    touch("touchStart", json!([{"x": x, "y": y}]));
    for step in 1..=6 {
        touch(
            "touchMove",
            json!([{"x": x, "y": y - f64::from(step) * 25.0}]),
        );
    }
    visit.wait_until(&format!("scrollY > {top} + 40"));
    touch("touchEnd", json!([]));
    assert_eq!(visit.text(ORDER), order, "a scroll moves no row");
    visit.expect_no_errors("a finger");
}

/// What is open is read by the checker too.
#[test]
fn chromium_open_states_pass_the_checker_in_both_colors() {
    let mut bad = Vec::new();
    let visit = board(Engine::Chromium);
    visit.set_window(390, 844);
    let empty = Visit::planted(Engine::Chromium, Seed::welcomed);
    empty.set_window(390, 844);
    empty.open("rank");
    for scheme in ["light", "dark"] {
        let mut look = |visit: &Visit, name: &str| {
            bad.extend(
                visit
                    .axe_problems()
                    .into_iter()
                    .map(|problem| format!("{scheme}, {name}: {problem}")),
            );
        };
        visit.prefer_scheme(scheme);
        visit.go("rank");
        visit.click(&press("Place 2, Birch"));
        visit.wait_for(&css("dialog[open] .btn-danger"));
        look(&visit, "the sheet of a program");
        visit.click(&button("Close"));
        visit.wait_until("!document.querySelector('dialog')");
        visit.click(&button("Move Alder"));
        visit.wait_for(&button("Down: Alder"));
        look(&visit, "a row that is picked up");
        visit.click(&button("Down: Alder"));
        visit.click(&button("Down: Alder"));
        visit.click(&button("Down: Alder"));
        visit.click(&button("Done: Alder"));
        visit.wait_for(&field("Why is it here?"));
        look(&visit, "the question why");
        keys(&visit, &button("Move Alder"), &["Enter", "Home", "Enter"]);
        is_order(&visit, "Alder Birch Cedar Dogwood Elm");
        visit.click(&button("Preview by score"));
        visit.wait_for(&heading("By score, a preview"));
        look(&visit, "the preview");
        visit.click(&button("Back to my order"));
        is_order(&visit, "Alder Birch Cedar Dogwood Elm");
        visit.go("rank/criteria");
        visit.click(&press("Weights:"));
        visit.wait_for(&css("dialog[open]"));
        look(&visit, "the weights");
        visit.click(&button("Close"));
        visit.wait_until("!document.querySelector('dialog')");
        visit.click(&press("Add your own criterion"));
        visit.wait_for(&css("dialog[open]"));
        look(&visit, "an own criterion");
        visit.click(&button("Close"));
        visit.wait_until("!document.querySelector('dialog')");
        visit.go("rank/match");
        visit.click(&radio("Your own"));
        visit.click(&press("Try to trick it"));
        visit.wait_until(&Visit::shows("This is your true list."));
        look(&visit, "an own market and a trick");
        visit.click(&radio("Example"));
        empty.prefer_scheme(scheme);
        empty.go("rank");
        empty.click(&button("Look at an example"));
        empty.wait_for(&heading("An example"));
        look(&empty, "the example");
        empty.click(&button("Close the example"));
        empty.wait_for(&button("Look at an example"));
    }
    assert!(bad.is_empty(), "{bad:#?}");
    // Control: the checker does see a fault in what is open.
    visit.open("rank");
    visit.click(&press("Place 2, Birch"));
    visit.wait_for(&css("dialog[open] .btn-danger"));
    visit.eval("void document.querySelector('dialog').append(document.createElement('img'))");
    assert_ne!(visit.axe_problems(), Vec::<String>::new());
}
