//! The lists of a trip under a thumb: nothing moves, nothing loses its place, and adding and looking
//! back take a few taps.

use e2e::target::{button, checkbox, css, field, press, radio};
use e2e::{Engine, Profile, Visit, every_engine, seed, words};
use serde_json::{Value, json};

every_engine!(
    a_tick_moves_nothing_and_keeps_the_focus,
    adding_lands_where_one_looks_and_points_out_doubles,
    rows_that_leave_hand_the_focus_on,
    what_is_half_typed_waits;
    firefox: things_move_from_bag_to_bag
);

/// The packing list of the seeded trip.
fn packing(engine: Engine) -> Visit {
    let visit = Visit::seeded(engine, Profile::fresh());
    visit.open(&format!("pack/{}", seed::TRIP));
    visit.wait_for(&checkbox(words::PASSPORT));
    visit
}

/// Where every row stands.
fn places(visit: &Visit) -> Value {
    visit.eval("[...document.querySelectorAll('[data-key]')].map((row) => [row.dataset.key, row.getBoundingClientRect().top + scrollY, row.offsetHeight])")
}

/// Waits until the focus is on something other than the page, and asserts what holds for it as `at`.
#[track_caller]
fn focus_is(visit: &Visit, condition: &str) {
    visit.wait_until(&format!(
        "((at) => at !== document.body && !!({condition}))(document.activeElement)"
    ));
}

fn a_tick_moves_nothing_and_keeps_the_focus(engine: Engine) {
    let visit = packing(engine);
    let before = places(&visit);
    assert!(before.as_array().is_some_and(|rows| rows.len() > 20));
    visit.tick(words::PASSPORT);
    assert_eq!(places(&visit), before, "a tick moved the list");
    focus_is(&visit, &format!("at === {}", checkbox(words::PASSPORT)));

    // With the filter on, what is ticked stays under the finger until the filter is pressed again.
    visit.click(&button(words::OPEN_ONLY));
    visit.wait_until(&format!("!{}", checkbox(words::PASSPORT)));
    let open = places(&visit);
    visit.tick("Pens");
    assert_eq!(places(&visit), open, "a tick hid its row");
    focus_is(&visit, &format!("at === {}", checkbox("Pens")));
    // What was hidden and is open again comes back.
    visit.click(&button(words::UNDO));
    visit.wait_until(&format!("!{}.checked", checkbox("Pens")));
    visit.click(&button(words::UNDO));
    visit.wait_for(&checkbox(words::PASSPORT));

    // The filter is remembered, and what it leaves out is chosen again, when one comes back.
    visit.tick("Pens");
    visit.go("pack");
    visit.go(&format!("pack/{}", seed::TRIP));
    visit.wait_for(&checkbox(words::PASSPORT));
    assert!(!visit.sees(&checkbox("Pens")), "ticked rows are not open");
    visit.wait_until(&format!(
        "{}.getAttribute('aria-pressed') === 'true'",
        button(words::OPEN_ONLY)
    ));
    visit.click(&button(words::OPEN_ONLY));
    visit.wait_for(&checkbox("Pens"));
    visit.click(&button(words::ESSENTIAL_ONLY));
    visit.wait_until(&format!("!{}", checkbox("Pens")));
    assert!(visit.sees(&checkbox(words::PASSPORT)));
    visit.expect_no_errors("ticking");
}

fn adding_lands_where_one_looks_and_points_out_doubles(engine: Engine) {
    let visit = packing(engine);
    let group_of =
        |thing: &str| format!("{}.closest('[data-group]').dataset.group", checkbox(thing));
    // Two taps and typing: the field, then Enter or the button.
    visit.eval("document.querySelectorAll('[data-group]')[1].scrollIntoView({ block: 'start', behavior: 'instant' })");
    visit.tap(&field(words::ADD_ITEM));
    visit.type_text("Lip balm");
    visit.tap(&button(words::ADD));
    visit.wait_for(&checkbox("Lip balm"));
    assert_eq!(visit.text(&group_of("Lip balm")), "Carry-on");
    let in_view = format!(
        "((box) => box.top >= 0 && box.bottom <= document.querySelector('.foot').getBoundingClientRect().top)({}.getBoundingClientRect())",
        checkbox("Lip balm")
    );
    visit.wait_until(&in_view);
    visit.wait_until(&Visit::shows("Added to Carry-on: Lip balm"));

    // What is there already, by another name and number, is pointed out and not added.
    let count = visit.eval("mb.all('checkbox').length");
    focus_is(&visit, &format!("at === {}", field(words::ADD_ITEM)));
    visit.type_text("PASSPORTS");
    visit.key("Enter");
    visit.wait_for(&button(words::SHOW_IT));
    assert_eq!(visit.eval("mb.all('checkbox').length"), count);
    visit.tap(&button(words::SHOW_IT));
    focus_is(&visit, &format!("at === {}", checkbox(words::PASSPORT)));
    assert_eq!(
        visit.text(&format!("{}.value", field(words::ADD_ITEM))),
        "",
        "the matter is settled"
    );
    // The person has the last word.
    visit.tap(&field(words::ADD_ITEM));
    visit.type_text("Green tea");
    visit.key("Enter");
    visit.wait_for(&checkbox("Green tea"));
    visit.type_text("green teas");
    visit.key("Enter");
    // A message that comes now lies on neither of its buttons.
    visit.wait_for(&button(words::ADD_ANYWAY));
    visit.tick(words::FOLDER);
    visit.click(&button(words::UNDO));
    visit.wait_until("document.querySelector('.toast')");
    visit.wait_until(&format!(
        "((toast) => [{}, {}].every((it) => (box => box.bottom <= toast.top || box.top >= toast.bottom)(it.getBoundingClientRect())))(document.querySelector('.toast').getBoundingClientRect())",
        button(words::SHOW_IT),
        button(words::ADD_ANYWAY)
    ));
    visit.tap(&button(words::ADD_ANYWAY));
    visit.wait_for(&checkbox("green teas"));
    visit.wait_saved();
    visit.reload_app();
    for thing in ["Lip balm", "Green tea", "green teas"] {
        visit.wait_for(&checkbox(thing));
    }
    visit.expect_no_errors("adding");
}

fn rows_that_leave_hand_the_focus_on(engine: Engine) {
    let visit = packing(engine);
    let next = visit.text(&format!(
        "{}.closest('li').nextElementSibling.dataset.key",
        checkbox(words::FOLDER)
    ));
    for thing in [words::FOLDER, "Charger"] {
        visit.click(&button(&["More about ", thing].concat()));
        visit.click(&button(words::TAKE_OFF));
        visit.wait_until(&format!("!{}", checkbox(thing)));
        focus_is(&visit, "at.matches('.check')");
        if thing == words::FOLDER {
            focus_is(
                &visit,
                &format!("at.closest('li').dataset.key === {}", json!(next)),
            );
        }
    }
    // Messages may lie over the end of the list; the last one comes once its change is stored.
    visit.wait_saved();
    visit.wait_until(&Visit::shows("Taken off this list"));
    visit.wait_until(
        "(document.querySelectorAll('.toast .icon-button').forEach((button) => button.click()),
          !document.querySelector('.toast'))",
    );
    visit.click(&press(words::NOT_ON_LIST));
    // By key, because WebKit gives a button that was clicked no focus that could be lost.
    let put_back = |thing: &str| {
        visit.wait_for(&button(thing));
        visit.eval(&format!("{}.focus()", button(thing)));
        visit.key("Enter");
        visit.wait_for(&checkbox(thing));
    };
    put_back(words::FOLDER);
    // The next one to put back; after the last one, the row itself.
    focus_is(&visit, "at.textContent.includes('Charger')");
    put_back("Charger");
    focus_is(&visit, &format!("at === {}", checkbox("Charger")));
    // A row that moves to another bag is found again.
    visit.click(&button("More about Charger"));
    visit.click(&radio("Checked bag"));
    visit.click(&button(words::FINISH_TRIP));
    focus_is(&visit, "mb.name(at) === 'More about Charger'");
    visit.expect_no_errors("taking off");
}

/// Drags a thing by its grip to the middle of another one.
fn drag_onto(visit: &Visit, thing: &str, onto: &str) {
    let grip =
        |thing: &str| format!("document.querySelector('.grip[aria-label=\"Move {thing}\"]')");
    visit.eval_async(&format!(
        "const grip = {}, row = (of) => of.closest('li').getBoundingClientRect();
         const middle = (box) => box.y + box.height / 2;
         const start = middle(row(grip)), end = middle(row({}));
         const at = (type, share) => grip.dispatchEvent(new PointerEvent(type, {{
           bubbles: true, isPrimary: true, pointerId: 7, pointerType: 'touch',
           clientX: grip.getBoundingClientRect().x + 9, clientY: start + (end - start) * share,
         }}));
         at('pointerdown', 0);
         for (const share of [0.1, 0.4, 0.7, 1]) at('pointermove', share);
         at('pointerup', 1);
         grip.click();",
        grip(thing),
        grip(onto),
    ));
}

/// From bag to bag with the finger, and over the heading with a button.
fn things_move_from_bag_to_bag(engine: Engine) {
    let visit = packing(engine);
    let group_of =
        |thing: &str| format!("{}.closest('[data-group]').dataset.group", checkbox(thing));
    assert_eq!(visit.text(&group_of("Pens")), "On me");
    assert_eq!(visit.text(&group_of("Charger")), "Carry-on");
    let last_on_me = visit.text(
        "[...document.querySelector('[data-group=\"On me\"]').querySelectorAll('.row-title')].at(-1).textContent",
    );
    visit.click(&press(words::REORDER));
    visit.wait_for(&css(".bags .grip"));
    // Also a bag with nothing in it takes things.
    visit.wait_until(
        "[...document.querySelectorAll('.bags h2')].map((head) => head.textContent).join()
            === 'On me,Carry-on,Checked bag'",
    );
    drag_onto(&visit, "Pens", "Charger");
    visit.wait_until(
        "document.querySelector('.bags [aria-live]').textContent.startsWith('Carry-on, ')",
    );
    let down = format!(
        "document.querySelector({})",
        json!(format!("[aria-label^='Move down: {last_on_me}']"))
    );
    visit.eval(&format!("{down}.click()"));
    visit.wait_until(
        "document.querySelector('.bags [aria-live]').textContent.startsWith('Carry-on, 1 of ')",
    );
    visit.wait_saved();
    visit.click(&button(words::FINISH_TRIP));
    visit.wait_for(&checkbox("Pens"));
    visit.reload_app();
    visit.wait_for(&checkbox("Pens"));
    assert_eq!(visit.text(&group_of("Pens")), "Carry-on");
    let first_carried =
        "document.querySelector('[data-group=\"Carry-on\"] .row-title').textContent";
    assert_eq!(visit.text(first_carried), last_on_me);
    visit.expect_no_errors("moving from bag to bag");
}

#[test]
fn chromium_seven_rows_fit_a_phone() {
    let visit = packing(Engine::Chromium);
    visit.set_window(390, 844);
    visit.eval("scrollTo(0, 0)");
    let rows = "[...document.querySelectorAll('[data-key]')].map((row) => row.getBoundingClientRect())
        .filter((box) => box.top >= document.querySelector('header.top').getBoundingClientRect().bottom
            && box.bottom <= document.querySelector('.foot').getBoundingClientRect().top)";
    visit.wait_until("innerWidth === 390");
    visit.wait_until(&format!("{rows}.length >= 7"));
    let low = visit.eval("[...document.querySelectorAll('[data-key] label, [data-key] button, .list-tools button, .add-line input, .add-line button')]
        .map((e) => e.getBoundingClientRect()).filter((box) => Math.round(box.height) < 48 || box.width < 44).length");
    assert_eq!(low, 0, "too low for a thumb");
}

#[test]
fn chromium_logistics_opens_today() {
    let visit = Visit::planted(Engine::Chromium, |now| {
        seed::Seed::with_interview_in(now, 3)
    });
    let path = format!("pack/{}/logistics", seed::TRIP);
    visit.open(&format!("pack/{}", seed::TRIP));
    visit.wait_for(&checkbox(words::PASSPORT));
    visit.click(&radio("Logistics"));
    visit.wait_for(&css("[data-start]"));
    let shows_today = "((top) => scrollY > 0 && top > 0 && top < innerHeight / 2)(document.querySelector('[data-start]').getBoundingClientRect().top)";
    visit.wait_until(shows_today);
    let year = visit.eval("[...document.querySelectorAll('main h2')].filter((h) => /20\\d\\d/.test(h.textContent)).length");
    assert_eq!(year, 0, "a year that nobody asked for");
    // Who scrolled away finds that place again.
    visit.eval("scrollTo({ top: 10, behavior: 'instant' })");
    visit.go("settings");
    visit.eval("history.back()");
    visit.wait_until(&format!("location.hash === '#/{path}'"));
    visit.wait_for(&css("[data-start]"));
    visit.wait_until("scrollY === 10");
    visit.expect_no_errors("logistics");
}

#[test]
fn chromium_looking_back_names_two_exceptions_in_six_taps() {
    let visit = Visit::planted(Engine::Chromium, |now| {
        seed::Seed::with_interview_in(now, -2).with_ticks(&["pk-id", "pk-lint", "pk-suit"])
    });
    visit.open(&format!("pack/{}", seed::TRIP));
    // By place, for both open rows have the same three answers.
    let answer = |item: &str, place: u8| {
        css(&format!(
            "[data-key='{}/{item}'] label:nth-of-type({place}) input",
            seed::TRIP
        ))
    };
    let taps = [
        button(words::LOOK_BACK),
        button("Lint roller"),
        answer("pk-lint", 2),
        button("Pens"),
        answer("pk-pen", 3),
        button(words::REST_NEEDED),
    ];
    for target in &taps {
        visit.tap(target);
    }
    visit.wait_until("location.hash === '#/pack'");
    visit.wait_saved();
    visit.reload_app();
    visit.open(&format!("pack/{}", seed::TRIP));
    visit.wait_for(&checkbox(words::PASSPORT));
    assert!(!visit.sees(&button(words::LOOK_BACK)), "it asks again");
    visit.open(&format!("pack/{}/review", seed::TRIP));
    visit.wait_for(&button("Lint roller"));
    assert!(
        visit
            .text(&format!("{}.textContent", button("Lint roller")))
            .contains(words::NOT_NEEDED)
    );
    assert!(
        visit
            .text(&format!("{}.textContent", button("Pens")))
            .contains(words::MISSED)
    );
    let exceptions = visit.eval(
        "[...document.querySelectorAll('.judged .pill')].filter((pill) => pill.textContent).length",
    );
    assert_eq!(exceptions, 2);
    visit.expect_no_errors("looking back");
}

/// In every form that adds something: for who goes elsewhere and comes back, and for who loads the page anew. Once
/// it is added, nothing waits any more.
fn what_is_half_typed_waits(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    let (trip, program) = (seed::TRIP, seed::PROGRAM_ID);
    let forms = [
        (format!("pack/{trip}"), words::ADD_ITEM),
        (format!("pack/{trip}/logistics"), "Add a task"),
        (format!("pack/{trip}/review"), "Something you missed?"),
        ("programs/new".to_owned(), "Name"),
        ("programs/bring".to_owned(), "Programs"),
        (format!("programs/{program}/people"), "Name"),
        ("rank/add".to_owned(), "Programs, one on each line"),
        ("practice/card/new".to_owned(), "Question"),
    ];
    let typed = |name: &str| format!("{}?.value", field(name));
    let text_of = |path: &str| json!(format!("Half a word for {path}"));
    for (path, name) in &forms {
        visit.go(path);
        visit.wait_for(&field(name));
        visit.fill(&field(name), text_of(path).as_str().unwrap_or_default());
    }
    for again in ["elsewhere", "anew"] {
        for (path, name) in &forms {
            visit.go(path);
            if again == "anew" {
                visit.reload_app();
            }
            visit.wait_until(&format!("{} === {}", typed(name), text_of(path)));
        }
    }
    visit.go(&forms[0].0);
    visit.wait_until(&format!(
        "{} === {}",
        typed(words::ADD_ITEM),
        text_of(&forms[0].0)
    ));
    visit.click(&button(words::ADD));
    visit.wait_until(&format!("{} === ''", typed(words::ADD_ITEM)));
    visit.wait_saved();
    visit.reload_app();
    visit.wait_for(&checkbox(&format!("Half a word for {}", forms[0].0)));
    assert_eq!(visit.text(&typed(words::ADD_ITEM)), "");
    visit.expect_no_errors("half typed");
}

/// Whoever is done with a form takes away only what was typed in that tab.
#[test]
fn chromium_what_another_tab_typed_into_a_form_waits() {
    let visit = Visit::seeded(Engine::Chromium, Profile::fresh());
    let screen = format!("pack/{}", seed::TRIP);
    let item = field(words::ADD_ITEM);
    let types = |text: &str| {
        visit.wait_for(&item);
        visit.fill(&item, text);
    };
    visit.open(&screen);
    types("Scarf");
    let (first, second) = visit.new_tab();
    visit.open(&screen);
    visit.wait_until(&format!("{item}?.value === 'Scarf'"));
    types("Scarf and gloves");
    visit.switch_tab(&first);
    visit.click(&button(words::ADD));
    visit.wait_until(&format!("{item}.value === ''"));
    visit.wait_saved();
    visit.switch_tab(&second);
    visit.reload_app();
    visit.wait_for(&checkbox("Scarf"));
    visit.wait_until(&format!("{item}?.value === 'Scarf and gloves'"));
}
