//! The rank list: adding, ordering by finger, mouse, keyboard and buttons, ruling out, taking the order of
//! the scores, ties, and two tabs at once.

use e2e::seed::Seed;
use e2e::target::{button, css, field, heading, link, press, radio};
use e2e::{Engine, Profile, Visit, every_engine, words};
use serde_json::json;

every_engine!(
    the_order_is_changed_in_every_way,
    two_tabs_reorder_at_once,
    the_question_why_waits_for_the_drop;
    chromium: programs_are_added_by_pasting;
    firefox: the_order_of_the_scores_is_taken_only_when_asked;
    webkit: a_program_is_ruled_out_and_brought_back, a_tie_leads_to_the_choice
);

/// The names of the list, the first place first.
const ORDER: &str = "[...document.querySelectorAll('.ranked .row-title')].map((name) => name.textContent).join(' ')";
/// What was said last of a move.
const SAID: &str = "document.querySelector('.ranked [aria-live]').textContent";

/// The list of somebody who rated five programs.
#[track_caller]
fn board(engine: Engine) -> Visit {
    let visit = Visit::first(engine, Profile::fresh());
    let programs = [
        ("Alder", 5),
        ("Birch", 4),
        ("Cedar", 4),
        ("Dogwood", 2),
        ("Elm", 1),
    ];
    visit.plant(|now| Seed::welcomed(now).with_board(&programs));
    visit.open("rank");
    is_order(&visit, "Alder Birch Cedar Dogwood Elm");
    visit
}

#[track_caller]
fn is_order(visit: &Visit, names: &str) {
    visit.wait_until(&format!("{ORDER} === {}", json!(names)));
}

#[track_caller]
fn is_said(visit: &Visit, words: &str) {
    visit.wait_until(&format!("{SAID} === {}", json!(words)));
}

fn grip(name: &str) -> String {
    format!("document.querySelector('.grip[aria-label=\"Move {name}\"]')")
}

/// Drags a row by its grip to the middle of another one.
#[track_caller]
fn drag(visit: &Visit, name: &str, onto: &str, pointer: &str, beyond: i32) {
    visit.eval_async(&format!(
        "const grip = {from}, row = (of) => of.closest('li').getBoundingClientRect();
         const middle = (box) => box.y + box.height / 2;
         const start = middle(row(grip)), end = middle(row({onto})) + {beyond};
         const at = (type, share) => grip.dispatchEvent(new PointerEvent(type, {{
           bubbles: true, isPrimary: true, pointerId: 7, pointerType: {pointer},
           clientX: grip.getBoundingClientRect().x + 9, clientY: start + (end - start) * share,
         }}));
         at('pointerdown', 0);
         for (const share of [0.1, 0.4, 0.7, 1]) at('pointermove', share);
         at('pointerup', 1);
         grip.click();",
        from = grip(name),
        onto = grip(onto),
        pointer = json!(pointer),
    ));
}

fn programs_are_added_by_pasting(engine: Engine) {
    let visit = Visit::planted(engine, Seed::welcomed);
    visit.open("rank");
    // The example is gone when it is closed, and was never stored.
    let before = visit.text("document.querySelector('header.top').dataset.changes");
    visit.click(&button("Look at an example"));
    visit.wait_until(&Visit::shows("Nothing of it is kept"));
    visit.click(&button("Close the example"));
    visit.click(&link("Add programs"));
    let long = "x".repeat(201);
    let text = format!("1. Alder Hospital 1234140C0\n- Birch Clinic\n\nalder  hospital\n{long}");
    visit.fill(&field("Programs"), &text);
    visit.wait_until(&Visit::shows(
        "2 programs to add. 2 lines are left out, 1 is empty.",
    ));
    for words in [
        "the same as line 1",
        "too long for a name",
        "NRMP code 1234140C0",
    ] {
        visit.wait_until(&Visit::shows(words));
    }
    assert_eq!(
        visit.text("document.querySelector('header.top').dataset.changes"),
        before,
        "a preview changed something"
    );
    visit.click(&button("Add 2 programs"));
    visit.wait_until(&Visit::shows("2 programs added, 1 line to correct"));
    // Only what could not be added is left to be corrected; the double of a line that came is none.
    let typed = field("Programs");
    visit.wait_until(&format!("{typed}.value.trim() === {}", json!(long)));
    visit.fill(&typed, "Cedar House");
    visit.click(&button("Add 1 program"));
    visit.wait_for(&heading("Not interviewed yet"));
    for name in ["Alder Hospital", "Birch Clinic", "Cedar House"] {
        visit.wait_for(&button(name));
    }
    // Noted that the interview was, it can be placed.
    visit.click(&button("Birch Clinic"));
    visit.click(&button("It took place"));
    visit.wait_until("!document.querySelector('dialog')");
    visit.wait_for(&heading("Not placed yet"));
    visit.click(&button("Put at 1"));
    is_order(&visit, "Birch Clinic");
    visit.wait_saved();
    visit.reload_app();
    is_order(&visit, "Birch Clinic");
    visit.expect_no_errors("adding");
}

fn the_order_is_changed_in_every_way(engine: Engine) {
    let visit = board(engine);
    // By keyboard.
    visit.eval(&format!("{}.focus()", grip("Cedar")));
    visit.keys_at(&button("Move Cedar"), &["Enter", "ArrowUp"]);
    is_order(&visit, "Alder Cedar Birch Dogwood Elm");
    is_said(&visit, "Place 2 of 5, after Alder");
    visit.keys_at(&button("Move Cedar"), &["Escape"]);
    is_order(&visit, "Alder Birch Cedar Dogwood Elm");
    visit.keys_at(&button("Move Cedar"), &["Enter", "ArrowUp", "Enter"]);
    is_order(&visit, "Alder Cedar Birch Dogwood Elm");
    visit.wait_until(&format!("document.activeElement === {}", grip("Cedar")));

    // By buttons.
    visit.tap(&button("Move Cedar"));
    visit.tap(&button("Down: Cedar"));
    is_order(&visit, "Alder Birch Cedar Dogwood Elm");
    is_said(&visit, "Place 3 of 5, after Birch");
    visit.tap(&button("Done: Cedar"));

    // By mouse and by finger.
    drag(&visit, "Birch", "Cedar", "mouse", 20);
    is_order(&visit, "Alder Cedar Birch Dogwood Elm");
    is_said(&visit, "Place 3 of 5, after Cedar");
    drag(&visit, "Birch", "Cedar", "touch", -20);
    is_order(&visit, "Alder Birch Cedar Dogwood Elm");
    is_said(&visit, "Place 2 of 5, after Alder");

    // By its place. Against the score, it is asked why once.
    visit.click(&button("Move Elm"));
    visit.click(&button("Place… Elm"));
    visit.fill(&field("Place"), "1");
    visit.click(&button("Put at place 1"));
    is_order(&visit, "Elm Alder Birch Cedar Dogwood");
    visit.wait_until(&Visit::shows("Elm moved to 1"));
    visit.fill(&field("Why is it here?"), "near my sister");
    visit.click(&button("Keep the reason"));
    visit.wait_until(&Visit::shows("↑ near my sister"));

    // A tier begins, and a row passes the line between two.
    visit.click(&button("Place 2, Alder"));
    visit.click(&radio("Happy to go"));
    visit.wait_until(&Visit::shows("Alder moved to Happy to go"));
    visit.click(&button("Close"));
    visit.wait_until("!document.querySelector('dialog')");
    visit.wait_for(&heading("Happy to go"));
    visit.tap(&button("Move Birch"));
    visit.tap(&button("Up: Birch"));
    is_said(&visit, "Place 3 of 5, in Would accept, after Alder");
    visit.tap(&button("Up: Birch"));
    visit.tap(&button("Up: Birch"));
    is_said(&visit, "Place 3 of 5, in Happy to go, after Alder");
    visit.tap(&button("Done: Birch"));
    visit.click(&button(words::UNDO));
    visit.wait_saved();
    visit.reload_app();
    is_order(&visit, "Elm Alder Birch Cedar Dogwood");
    visit.expect_no_errors("putting in order");
}

fn a_program_is_ruled_out_and_brought_back(engine: Engine) {
    let visit = board(engine);
    visit.click(&button("Place 2, Birch"));
    visit.fill(&field("Reason"), "too far away");
    visit.click(&css("dialog .btn-danger"));
    is_order(&visit, "Alder Cedar Dogwood Elm");
    visit.wait_until(&Visit::shows("too far away"));
    visit.wait_saved();
    visit.reload_app();
    is_order(&visit, "Alder Cedar Dogwood Elm");
    visit.click(&button("Bring back"));
    is_order(&visit, "Alder Birch Cedar Dogwood Elm");
    visit.wait_until(&Visit::shows("Birch brought back"));
    visit.click(&button(words::UNDO));
    is_order(&visit, "Alder Cedar Dogwood Elm");
    // Off the list, it only lacks a place.
    visit.click(&button("Place 2, Cedar"));
    visit.click(&button("Take off the list"));
    is_order(&visit, "Alder Dogwood Elm");
    visit.wait_until(&Visit::shows("Cedar taken off the list"));
    visit.wait_for(&heading("Not placed yet"));
    visit.expect_no_errors("ruling out");
}

fn the_order_of_the_scores_is_taken_only_when_asked(engine: Engine) {
    let visit = board(engine);
    drag(&visit, "Elm", "Alder", "touch", -20);
    is_order(&visit, "Elm Alder Birch Cedar Dogwood");
    visit.click(&button("Preview by score"));
    visit.wait_until(&Visit::shows("Your list has not changed"));
    visit.click(&button("Back to my order"));
    is_order(&visit, "Elm Alder Birch Cedar Dogwood");
    visit.click(&button("Preview by score"));
    visit.click(&button("Take this order"));
    is_order(&visit, "Alder Birch Cedar Dogwood Elm");
    visit.wait_until(&Visit::shows("Order of the scores taken"));
    visit.click(&button(words::UNDO));
    is_order(&visit, "Elm Alder Birch Cedar Dogwood");
    visit.expect_no_errors("the order of the scores");
}

fn a_tie_leads_to_the_choice(engine: Engine) {
    let visit = board(engine);
    visit.wait_until(&Visit::shows("The scores tie"));
    visit.click(&press("Places 2 and 3 have the same score."));
    visit.wait_until("location.hash === '#/rank/choose/Birch/Cedar'");
    for name in ["Birch", "Cedar"] {
        visit.wait_until(&format!(
            "[...document.querySelectorAll('.duel-side strong')].some((one) => one.textContent === '{name}')"
        ));
    }
    visit.expect_no_errors("a tie");
}

/// The orders of all kept lists, in words.
#[track_caller]
fn kept_orders(visit: &Visit) -> Vec<String> {
    const LISTS: &str = "[...document.querySelectorAll('main a[href^=\"#/rank/lists/\"]')]";
    visit.open("rank/lists");
    visit.wait_for(&heading("Newest first"));
    let paths = visit.text(&format!(
        "{LISTS}.map((link) => link.hash.slice(2)).join(' ')"
    ));
    let read = |path: &str| {
        visit.open(path);
        visit.wait_for(&heading("The list then and now"));
        visit.text(
            "[...document.querySelectorAll('.places tbody th')].map((name) => name.textContent).join(' ')",
        )
    };
    paths.split_whitespace().map(read).collect()
}

fn two_tabs_reorder_at_once(engine: Engine) {
    let visit = board(engine);
    let before = kept_orders(&visit).len();
    visit.open("rank");
    let (first, second) = visit.new_tab();
    visit.open("rank");
    is_order(&visit, "Alder Birch Cedar Dogwood Elm");
    // One brings the last to the front, the other the first to the end, at one moment.
    let at = visit.text("String(Date.now() + 3000)");
    for (tab, name, key) in [(&first, "Elm", "Home"), (&second, "Alder", "End")] {
        visit.switch_tab(tab);
        visit.eval(&format!(
            "void setTimeout(() => {{
               const grip = {};
               grip.click();
               grip.dispatchEvent(new KeyboardEvent('keydown', {{ key: {}, bubbles: true }}));
               window.moved = true;
             }}, {at} - Date.now())",
            grip(name),
            json!(key),
        ));
    }
    for tab in [&first, &second] {
        visit.switch_tab(tab);
        visit.wait_until("window.moved");
        visit.wait_saved();
    }
    for tab in [&first, &second] {
        visit.switch_tab(tab);
        is_order(&visit, "Elm Birch Cedar Dogwood Alder");
        visit.reload_app();
        is_order(&visit, "Elm Birch Cedar Dogwood Alder");
    }
    // Each tab's own order is among the kept lists; whoever was later may have seen the other's move.
    let kept = kept_orders(&visit);
    assert_eq!(kept.len(), before + 2, "an order is lost: {kept:?}");
    let [one, other] = [
        "Elm Alder Birch Cedar Dogwood",
        "Birch Cedar Dogwood Elm Alder",
    ];
    assert!(
        kept.iter().any(|order| order == one) || kept.iter().any(|order| order == other),
        "{kept:?}"
    );
    visit.expect_no_errors("two tabs");
}

/// Presses keys on the grip of a row, which gets the focus first.
#[track_caller]
fn keys(visit: &Visit, name: &str, keys: &[&str]) {
    visit.eval(&format!("void {}.focus()", grip(name)));
    let target = button(&format!("Move {name}"));
    visit.keys_at(&target, keys);
    // The focus is given back in the frame after the row has moved, and would be taken from the next row.
    visit.eval_async("for (let frames = 0; frames < 2; frames += 1) await mb.frame();");
    visit.wait_until(&format!("document.activeElement === {target}"));
}

/// A question inside of the row that moves would push its buttons from under the finger.
fn the_question_why_waits_for_the_drop(engine: Engine) {
    const QUESTION: &str = "document.querySelector('.ask-why')";
    const TYPED: &str = "document.querySelector('.ask-why input').value";
    let visit = board(engine);
    visit.tap(&button("Move Alder"));
    for order in [
        "Birch Alder Cedar Dogwood Elm",
        "Birch Cedar Alder Dogwood Elm",
        "Birch Cedar Dogwood Alder Elm",
        "Birch Cedar Dogwood Elm Alder",
    ] {
        visit.tap(&button("Down: Alder"));
        is_order(&visit, order);
        assert_eq!(
            visit.eval(QUESTION),
            serde_json::Value::Null,
            "asked on the way"
        );
    }
    visit.tap(&button("Done: Alder"));
    visit.fill(&field("Why is it here?"), "far from the se");
    // Whatever moves now, the question stays, and what is typed in it.
    keys(&visit, "Alder", &["Enter", "ArrowUp", "Enter"]);
    is_order(&visit, "Birch Cedar Dogwood Alder Elm");
    assert_eq!(visit.text(TYPED), "far from the se");
    keys(&visit, "Elm", &["Enter", "ArrowUp", "Escape"]);
    is_order(&visit, "Birch Cedar Dogwood Alder Elm");
    assert_eq!(visit.text(TYPED), "far from the se");
    visit.open("rank/criteria");
    visit.open("rank");
    visit.wait_for(&field("Why is it here?"));
    assert_eq!(visit.text(TYPED), "far from the se");
    visit.click(&button("Keep the reason"));
    visit.wait_until(&Visit::shows("far from the se"));
    visit.wait_until("!document.querySelector('.ask-why')");
    // Put back where it was, nothing is asked; skipped, it is not asked again.
    keys(&visit, "Elm", &["Enter", "Home", "Escape"]);
    is_order(&visit, "Birch Cedar Dogwood Alder Elm");
    assert_eq!(
        visit.eval(QUESTION),
        serde_json::Value::Null,
        "asked of nothing"
    );
    keys(&visit, "Elm", &["Enter", "Home", "Enter"]);
    visit.click(&button("Skip"));
    visit.wait_until("!document.querySelector('.ask-why')");
    keys(&visit, "Elm", &["Enter", "ArrowDown", "Enter"]);
    is_order(&visit, "Birch Elm Cedar Dogwood Alder");
    assert_eq!(visit.eval(QUESTION), serde_json::Value::Null, "asked again");
    visit.expect_no_errors("the question why");
}
