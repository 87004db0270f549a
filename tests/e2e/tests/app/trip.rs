//! A trip from the wizard to the last tick, with fingers, with the keyboard, and with input nobody
//! planned for.

use e2e::target::{button, checkbox, css, field, press};
use e2e::{Engine, Profile, Visit, every_engine, seed, words};
use matchbook::domain::program::Program;
use matchbook::domain::text::SHORT_MAX;
use matchbook::store::acts::programs::ProgramAction;
use serde_json::json;

every_engine!(
    make_tick_undo_reload,
    keyboard_only,
    bad_input,
    from_the_first_screen_to_the_packing_list,
    the_morning_of_an_interview;
    chromium: a_new_trip_left_empty_leaves_nothing;
    firefox: a_form_that_was_only_looked_at_leaves_nothing;
    webkit: today_ticks_and_knows_the_cards
);

fn make_tick_undo_reload(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    visit.answer_first_questions();
    let path = visit.make_trip("Lakeside Internal Medicine", "2026-12-14", "08:00");
    visit.tick(words::PASSPORT);
    visit.tick(words::FOLDER);
    visit.click(&button(words::UNDO));
    visit.wait_until(&format!("!{}.checked", checkbox(words::FOLDER)));
    visit.wait_until(&Visit::shows(
        &[words::FOLDER, "” not ticked any more"].concat(),
    ));
    visit.wait_saved();
    visit.reload_app();
    assert!(visit.ticked(words::PASSPORT), "a tick is gone");
    assert!(!visit.ticked(words::FOLDER), "an undone tick is back");
    visit.open(&format!("{path}/logistics"));
    visit.wait_until("mb.all('checkbox').length > 3");
    visit.open(&format!("{path}/attire"));
    visit.wait_until("mb.all('checkbox').length > 3");
    visit.open("");
    visit.wait_until(&Visit::shows("Lakeside"));
    visit.expect_no_errors("a trip");
}

/// What is due is one tap from being done, the row that was ticked stays under the finger until the screen is
/// left, and the cards of the day are there as well.
fn today_ticks_and_knows_the_cards(engine: Engine) {
    let visit = Visit::planted(engine, |now| {
        seed::Seed::with_interview_in(now, 3).with_deck(4, 0)
    });
    visit.open("");
    visit.wait_until(&Visit::shows("4 cards to answer"));
    let boxes = "mb.all('checkbox').map((box) => mb.name(box))";
    let before = visit.eval(boxes);
    let name = visit.text("mb.name(mb.all('checkbox')[0])");
    assert!(
        !name.is_empty(),
        "nothing is due three days before an interview"
    );
    visit.tap(&checkbox(&name));
    visit.wait_until(&format!("{}.checked", checkbox(&name)));
    visit.wait_until(&Visit::shows(&[&*name, ": done"].concat()));
    assert_eq!(
        visit.eval(boxes),
        before,
        "a row went from under the finger"
    );
    assert_eq!(
        visit.eval(&format!("document.activeElement === {}", checkbox(&name))),
        true
    );
    visit.wait_saved();
    visit.reload_app();
    visit.wait_until(&Visit::shows("cards to answer"));
    assert_eq!(
        visit.eval(&format!("!!{}", checkbox(&name))),
        false,
        "{name}"
    );
    visit.click(&press("4 cards to answer"));
    visit.wait_until("location.hash === '#/practice/review'");
    visit.expect_no_errors("ticking on Today");
}

/// On the morning of an interview its day leads: what is late stays now, what was ticked stays in its place,
/// and the next start has gone on to what comes next.
fn the_morning_of_an_interview(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    // It was time to leave ten minutes ago; being on site is due in 35.
    visit.plant(|now| seed::Seed::with_interview_after(now, 80));
    visit.open("");
    let first = "(([head, row]) => head.textContent + ': ' + row.textContent)(
        [...document.querySelectorAll('main h2, main .row-title')])";
    assert!(
        visit.text(first).starts_with("Now: Leave now"),
        "{}",
        visit.text(first)
    );
    visit.wait_until(&Visit::shows("min late"));
    visit.wait_until(&Visit::shows("open things from earlier"));
    assert!(
        !visit.sees(&checkbox("Mock interview")),
        "what is from earlier is folded"
    );
    visit.click(&button("open things from earlier"));
    visit.wait_for(&checkbox("Mock interview"));
    visit.tap(&checkbox("Leave now"));
    visit.wait_until(&format!("{}.checked", checkbox("Leave now")));
    visit.wait_saved();
    assert!(
        visit.text(first).starts_with("Now: Leave now"),
        "the row went"
    );
    visit.reload_app();
    assert!(
        visit.text(first).starts_with("Next: Be on site"),
        "{}",
        visit.text(first)
    );
    visit.click(&press("Phrases for today"));
    visit.wait_until("location.hash === '#/practice/phrases'");
    visit.expect_no_errors("the morning of an interview");
}

/// Nine taps and fields at most, the zone coming from the city.
fn from_the_first_screen_to_the_packing_list(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    visit.wait_for(&button(words::PLAN_NOW));
    let mut acts = 0;
    let mut tap = |name: &str| {
        visit.click(&button(name));
        acts += 1;
    };
    tap(words::PLAN_NOW);
    let fields = [
        (words::PROGRAM, "Lakeside Internal Medicine"),
        (words::CITY, "Chicago"),
        (words::DATE, "2026-12-14"),
        (words::TIME, "08:00"),
    ];
    for (name, value) in fields {
        visit.fill(&field(name), value);
    }
    assert_eq!(
        visit.text(&format!("{}.value", field(words::ZONE))),
        "America/Chicago",
        "a known city sets the zone"
    );
    tap(words::FINISH_TRIP);
    visit.wait_for(&checkbox(words::PASSPORT));
    assert!(acts + fields.len() <= 9, "{acts} taps");
    visit.wait_until("mb.h1().textContent === 'Lakeside Internal Medicine'");
    visit.wait_until(&Visit::shows("Chicago · Mon 14 Dec"));
    visit.expect_no_errors("the first trip");
}

fn a_new_trip_left_empty_leaves_nothing(engine: Engine) {
    let visit = Visit::planted(engine, seed::Seed::welcomed);
    let changes = "document.querySelector('header.top').dataset.changes";
    visit.open("pack");
    let before = visit.text(changes);
    let leave = [
        ("the header", format!("{}.click()", button("Back"))),
        ("the browser", "history.back()".to_owned()),
        ("Discard", format!("{}.click()", button("Discard"))),
    ];
    for (way, back) in leave {
        visit.click(&button(words::NEW_TRIP));
        visit.wait_for(&field(words::PROGRAM));
        visit.eval(&back);
        visit.wait_until("location.hash === '#/pack'");
        visit.wait_for(&button(words::NEW_TRIP));
        assert_eq!(visit.text(changes), before, "{way}");
        assert_eq!(
            visit.eval(&Visit::shows(words::NOT_FINISHED)),
            false,
            "{way}"
        );
    }
    // One letter, and it is kept.
    visit.click(&button(words::NEW_TRIP));
    visit.fill(&field(words::PROGRAM), "L");
    visit.wait_saved();
    visit.reload_app();
    visit.wait_for(&field(words::PROGRAM));
    assert_eq!(visit.text(&format!("{}.value", field(words::PROGRAM))), "L");
    visit.open("pack");
    visit.wait_until(&Visit::shows(words::NOT_FINISHED));
    visit.expect_no_errors("empty forms");
}

/// Also where it begins with something: like another trip, or at a program. With the first word it is kept.
fn a_form_that_was_only_looked_at_leaves_nothing(engine: Engine) {
    const MERCY: &str = "mercy";
    let visit = Visit::planted(engine, |now| {
        seed::Seed::with_trip(now).and(ProgramAction::Add {
            id: MERCY.into(),
            program: Program {
                name: "Mercy Hospital".to_owned(),
                zone: "America/Denver".to_owned(),
                ..Program::default()
            },
        })
    });
    let changes = "document.querySelector('header.top').dataset.changes";
    let value = |name: &str| format!("{}?.value", field(name));
    let (trip, program) = (format!("pack/{}", seed::TRIP), format!("programs/{MERCY}"));
    let opens = |from: &str, way: &str| {
        visit.open(from);
        if way == words::PACK_AGAIN {
            visit.click(&button("More about this trip"));
        }
        visit.click(&press(way));
        visit.wait_for(&field(words::DATE));
    };
    visit.open(&trip);
    visit.wait_for(&checkbox(words::PASSPORT));
    let before = visit.text(changes);
    for (from, way, shown, is) in [
        (&trip, words::PACK_AGAIN, words::TIME, "08:00"),
        (&program, words::PLAN_TRIP, words::PROGRAM, "Mercy Hospital"),
        (
            &program,
            words::ADD_INTERVIEW,
            words::ZONE,
            "America/Denver",
        ),
    ] {
        opens(from, way);
        visit.wait_until(&format!("{} === {}", value(shown), json!(is)));
        assert_eq!(visit.text(changes), before, "{way}");
        // A page that is loaded anew knows it as well.
        visit.reload_app();
        visit.wait_until(&format!("{} === {}", value(shown), json!(is)));
        visit.eval("void history.back()");
        visit.wait_until(&format!(
            "location.hash === {}",
            json!(["#/", from].concat())
        ));
        visit.wait_for(&press(match way {
            words::PACK_AGAIN => words::PASSPORT,
            way => way,
        }));
        assert_eq!(visit.text(changes), before, "{way}");
    }
    visit.go("pack");
    visit.wait_for(&button(words::NEW_TRIP));
    assert_eq!(visit.eval(&Visit::shows(words::NOT_FINISHED)), false);

    // What is typed first makes it, with all that it began with.
    for (from, way) in [(&trip, words::PACK_AGAIN), (&program, words::PLAN_TRIP)] {
        opens(from, way);
        visit.fill(&field(words::CITY), "Boston");
        visit.wait_saved();
        visit.reload_app();
        visit.wait_until(&format!("{} === 'Boston'", value(words::CITY)));
        match way {
            words::PACK_AGAIN => visit.wait_until(&format!("{} === '08:00'", value(words::TIME))),
            _ => visit.wait_until(&format!("{} === 'Mercy Hospital'", value(words::PROGRAM))),
        }
    }
    visit.open("pack");
    visit.wait_until(&format!(
        "document.querySelector('main').innerText.toLowerCase().split({}).length === 3",
        json!(words::NOT_FINISHED)
    ));
    visit.open(&program);
    visit.click(&press(words::ADD_INTERVIEW));
    visit.fill(&field(words::DATE), "2099-12-14");
    visit.wait_saved();
    visit.open(&program);
    visit.wait_for(&press("14 Dec"));
    visit.expect_no_errors("forms that were looked at");
}

/// All errors at once, each at its field, and the first field gets the focus.
#[test]
fn chromium_what_is_missing_stands_at_its_field() {
    let visit = Visit::planted(Engine::Chromium, seed::Seed::welcomed);
    visit.open("pack");
    visit.click(&button(words::NEW_TRIP));
    visit.wait_for(&field(words::PROGRAM));
    visit.click(&button(words::FINISH_TRIP));
    let errors = format!(
        "document.querySelectorAll({}).length",
        json!(words::FIELD_ERROR)
    );
    visit.wait_until(&format!("{errors} === 4"));
    let focused = |name: &str| format!("document.activeElement === {}", field(name));
    visit.wait_until(&focused(words::PROGRAM));
    visit.fill(&field(words::PROGRAM), "Lakeside");
    visit.fill(&field(words::DATE), "2025-12-14");
    visit.wait_until(&format!("{errors} === 2"));
    visit.wait_until(&Visit::shows("Is the year right?"));
    visit.click(&button(words::FINISH_TRIP));
    visit.wait_until(&focused(words::TIME));
    // Asked about, not refused.
    visit.fill(&field(words::TIME), "08:00");
    visit.fill(&field(words::ZONE), "America/Chicago");
    visit.click(&button(words::FINISH_TRIP));
    visit.wait_for(&checkbox(words::PASSPORT));
}

/// Kept at the first run, home does not follow the phone.
#[test]
fn chromium_home_stays_home_after_landing() {
    let visit = Visit::first(Engine::Chromium, Profile::fresh());
    let fly = |zone: &str| {
        visit.cdp(
            "Emulation.setTimezoneOverride",
            &json!({ "timezoneId": zone }),
        );
        visit.reload_app();
    };
    fly("Asia/Kolkata");
    visit.answer_first_questions();
    let trip = visit.make_trip("Lakeside", "2027-01-11", "08:00");
    visit.wait_saved();
    let plan = || {
        visit.open("");
        visit.wait_until(&Visit::shows("for your body"));
        let hero = visit.text("document.querySelector('.hero').innerText");
        visit.open(&format!("{trip}/logistics"));
        visit.wait_until(&Visit::shows("two days ahead"));
        hero
    };
    let at_home = plan();
    assert!(at_home.contains("(Kolkata)"), "{at_home}");
    for zone in ["America/Chicago", "Pacific/Honolulu"] {
        fly(zone);
        let body = plan();
        assert!(body.contains("(Kolkata)"), "{zone}: {body}");
    }
    visit.expect_no_errors("landing");
}

/// A screen that is left open says the new day, without being loaded anew: of the phone for what is done at
/// home, of the program for what is done there.
#[test]
fn chromium_midnight_turns_an_open_screen() {
    const SECOND: i64 = 1_000;
    const HOUR: i64 = 3_600 * SECOND;
    // Midnight in Kolkata before Wed 9 Dec, and in Chicago before Sun 13 Dec.
    const AT_HOME: i64 = 1_796_754_600_000;
    const AT_PROGRAM: i64 = 1_797_141_600_000;
    let visit = Visit::first(Engine::Chromium, Profile::fresh());
    visit.cdp(
        "Emulation.setTimezoneOverride",
        &json!({ "timezoneId": "Asia/Kolkata" }),
    );
    // A clock that stands still, always a second before the minute is full: the app looks again in a second.
    let clock = format!(
        "globalThis.clock = {};
         Date = class extends Date {{ constructor(...all) {{ super(...(all.length ? all : [clock])); }}
         static now() {{ return clock; }} }};",
        AT_HOME - SECOND
    );
    visit.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({ "source": clock }),
    );
    visit.reload_app();
    visit.plant(|_| seed::Seed::with_trip(AT_HOME - SECOND));
    let set = |clock: i64| drop(visit.eval(&format!("globalThis.clock = {clock}")));
    let after = |midnight: i64| set(midnight + 59 * SECOND);
    let says = |text: &str| visit.wait_until(&Visit::shows(text));

    visit.open("");
    says("Tomorrow, Wed 9 Dec");
    says("in 6 days");
    after(AT_HOME);
    says("Tomorrow, Thu 10 Dec");
    says("in 5 days");

    visit.go(&format!("pack/{}/logistics", seed::TRIP));
    says("Wed 9 Dec · today");
    says("Thu 10 Dec · tomorrow");
    after(AT_HOME + 24 * HOUR);
    says("Thu 10 Dec · today");
    // Half past eleven in the morning in Kolkata.
    set(AT_PROGRAM - SECOND);
    says("Sun 13 Dec · tomorrow");
    after(AT_PROGRAM);
    says("Sun 13 Dec · today");
    // A page that was loaded anew would have its first clock.
    assert_eq!(visit.eval("clock"), AT_PROGRAM + 59 * SECOND);
    visit.expect_no_errors("midnight");
}

/// An offer to undo takes back what it was made for, whatever was done since.
#[test]
fn chromium_an_offer_to_undo_means_its_own_action() {
    let visit = Visit::seeded(Engine::Chromium, Profile::fresh());
    visit.open(&format!("pack/{}", seed::TRIP));
    visit.wait_for(&checkbox(words::FOLDER));
    visit.click(&button(&["More about ", words::FOLDER].concat()));
    visit.click(&button(words::TAKE_OFF));
    visit.wait_until(&format!("!{}", checkbox(words::FOLDER)));
    visit.tick(words::PASSPORT);
    visit.click(&css(".toast .btn"));
    visit.wait_for(&checkbox(words::FOLDER));
    assert!(visit.ticked(words::PASSPORT), "another action was undone");
}

/// Empty, or the focused element if nothing shows that it has the focus or if it is out of view.
const UNSEEN: &str = "((e) => {
    const box = e.getBoundingClientRect();
    const away = box.bottom < 1 || box.top > innerHeight - 1;
    const plain = [e, e.closest('label')].every((one) => !one ||
      getComputedStyle(one).outlineStyle === 'none' && getComputedStyle(one).boxShadow === 'none');
    return e !== document.body && (away || plain) ? e.outerHTML.slice(0, 160) : '';
  })(document.activeElement)";

/// Presses `key`, Tab or Shift+Tab, until `condition` holds for the focused element `at`. Never past
/// the end of the page: there the browser's own buttons begin.
#[track_caller]
fn walk(visit: &Visit, key: &str, condition: &str) {
    for _ in 0..300 {
        visit.key(key);
        assert_eq!(
            visit.text(UNSEEN),
            "",
            "focus without a sign, or out of view"
        );
        if visit.eval(&format!(
            "((at) => !!({condition}))(document.activeElement)"
        )) == true
        {
            return;
        }
    }
    panic!("{key} never reaches {condition}");
}

fn keyboard_only(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    visit.open(&format!("pack/{}", seed::TRIP));
    visit.wait_for(&checkbox(words::PASSPORT));
    visit.reload_app();
    visit.wait_for(&checkbox(words::PASSPORT));

    // The first stop is the way past the header.
    visit.key("Tab");
    visit.wait_until("document.activeElement.className === 'skip'");
    visit.wait_until("document.activeElement.getBoundingClientRect().top >= 0");
    visit.key("Enter");
    visit.wait_until("document.querySelector('main').contains(document.activeElement) || document.activeElement.matches('main, h1')");
    assert!(
        visit.text("location.hash").contains(seed::TRIP),
        "the skip link left the screen"
    );

    walk(
        &visit,
        "Tab",
        &format!("at === {}", checkbox(words::PASSPORT)),
    );
    visit.key("Space");
    visit.wait_until(&format!("{}.checked", checkbox(words::PASSPORT)));
    visit.wait_saved();

    // Moving rows: pick up, move, drop. The rows further down come a moment after the first ones.
    let rows = visit.eval("mb.all('checkbox').length");
    let all_there = format!("document.querySelectorAll('.grip').length === {rows}");
    let is_named = |name: &str| format!("mb.name(at).startsWith({})", json!(name));
    walk(&visit, "Shift+Tab", &is_named(words::REORDER));
    visit.key("Enter");
    visit.wait_until(&all_there);
    let order =
        "[...document.querySelectorAll('.grip')].map((grip) => grip.getAttribute('aria-label'))";
    let before = visit.eval(order);
    visit.eval("document.querySelector('.grip').focus()");
    walk(
        &visit,
        "Tab",
        "at.matches('.grip') && at.closest('li').previousElementSibling",
    );
    let moved = visit.text("document.activeElement.getAttribute('aria-label')");
    assert!(moved.starts_with(words::GRIP), "{moved}");
    for key in ["Enter", "ArrowUp", "Enter"] {
        visit.key(key);
    }
    visit.wait_until(&format!(
        "JSON.stringify({order}) !== {}",
        json!(before.to_string())
    ));
    // The focus goes with the row.
    visit.wait_until(&format!(
        "document.activeElement.getAttribute('aria-label') === {}",
        json!(moved)
    ));
    visit.wait_saved();
    let after = visit.eval(order);
    visit.reload_app();
    visit.wait_for(&press(words::REORDER));
    visit.click(&press(words::REORDER));
    visit.wait_until(&all_there);
    assert_eq!(visit.eval(order), after, "the order is not kept");
    visit.click(&button(words::FINISH_TRIP));
    visit.wait_for(&checkbox(words::PASSPORT));
    visit.wait_until("document.activeElement !== document.body");

    // An own thing, without the mouse: the field keeps the focus for the next one.
    let at_field = format!("at === {}", field(words::ADD_ITEM));
    walk(&visit, "Tab", &at_field);
    for thing in ["Lip balm", "Tea"] {
        visit.type_text(thing);
        visit.key("Enter");
        visit.wait_for(&checkbox(thing));
        assert_eq!(
            visit.eval(&format!("((at) => {at_field})(document.activeElement)")),
            true,
            "the next one needs another press"
        );
    }
    visit.wait_saved();
    visit.expect_no_errors("the keyboard");
}

fn bad_input(engine: Engine) {
    let visit = Visit::planted(engine, seed::Seed::welcomed);
    visit.open("pack");
    visit.click(&press(words::NEW_TRIP));

    // A date that does not exist, and then none at all: a sentence, and no way on.
    visit.fill(&field(words::PROGRAM), "Lakeside");
    visit.fill(&field(words::DATE), "2026-02-30");
    visit.fill(&field(words::TIME), "25:61");
    visit.click(&button(words::FINISH_TRIP));
    visit.wait_until(&format!(
        "[...document.querySelectorAll({})].some((e) => e.textContent.trim().length > 10)",
        json!(words::FIELD_ERROR)
    ));
    assert!(
        visit.sees(&field(words::DATE)),
        "an impossible date was taken"
    );

    // Right-to-left letters, emoji, and the longest name are names like any other.
    let long = "ا".repeat(SHORT_MAX);
    for (index, name) in ["مستشفى البحيرة 🩺👩🏽‍⚕️", "<b>&amp;\"'</b>", &*long]
        .into_iter()
        .enumerate()
    {
        let path = visit.make_trip(name, "2026-12-14", "08:00");
        visit.wait_saved();
        let start: String = name.chars().take(12).collect();
        for screen in [&*path, "pack", ""] {
            visit.open(screen);
            visit.wait_ready();
            let wide = visit.eval("document.documentElement.scrollWidth - innerWidth");
            assert!(
                wide.as_i64() <= Some(0),
                "{screen} is {wide} px too wide with name {index}"
            );
        }
        visit.open("pack");
        visit.wait_until(&Visit::shows(&start));
        visit.reload_app();
        visit.wait_until(&Visit::shows(&start));
    }
    visit.expect_no_errors("bad input");
}
