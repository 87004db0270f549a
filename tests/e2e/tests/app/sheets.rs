//! Back takes off a sheet and leaves the screen, with everything that was typed; Esc and the close button
//! do the same, and none of them leaves a step behind that Back or Forward would stumble over.

use e2e::target::{button, css};
use e2e::{Engine, Profile, Target, Visit, every_engine, seed, words};
use serde_json::json;

every_engine!(
    back_takes_off_a_sheet,
    back_from_a_screen_that_a_sheet_opened
);

const OPEN: &str = "!!document.querySelector('dialog[open] .sheet-head')";

fn list() -> String {
    format!("pack/{}", seed::TRIP)
}

fn is_at(path: &str) -> String {
    format!("location.hash.replace(/^#\\//, '') === {}", json!(path))
}

/// The app, first at its first screen and then, inside it, at the list.
fn at_the_list(engine: Engine) -> Visit {
    let visit = Visit::seeded(engine, Profile::fresh());
    visit.open("");
    visit.go(&list());
    visit.wait_for(&opener());
    visit
}

/// What opens the sheet of a row, whatever the row is called by now.
fn opener() -> Target {
    css("main .group button[aria-label^='More about']")
}

fn typed() -> Target {
    css("dialog .input")
}

fn open(visit: &Visit, what: &Target) {
    visit.click(what);
    visit.wait_until(OPEN);
}

/// No sheet, the list, and the focus where it was.
fn expect_the_list(visit: &Visit, how: &str) {
    visit.wait_until(&format!("!({OPEN})"));
    // Its entry of the history is left as well.
    visit.wait_until("!history.state?.cover");
    visit.wait_for(&opener());
    assert_eq!(visit.eval(&is_at(&list())), true, "{how} left the screen");
    visit.wait_until(&format!("document.activeElement === {}", opener()));
}

fn back_takes_off_a_sheet(engine: Engine) {
    let visit = at_the_list(engine);
    for (number, how) in ["back", "escape", "close", "forward"]
        .into_iter()
        .enumerate()
    {
        let text = format!("Slim folder, number {number}, with two pens");
        open(&visit, &opener());
        visit.fill(&typed(), &text);
        match how {
            "back" => drop(visit.eval("void history.back()")),
            "escape" => visit.key("Escape"),
            _ => visit.click(&button("Close")),
        }
        expect_the_list(&visit, how);
        if how == "forward" {
            // Where the sheet was there is nothing any more: there and back again.
            visit.eval(
                "(() => { window.steps = 0; addEventListener('popstate', () => window.steps += 1); })()",
            );
            visit.eval("void history.forward()");
            visit.wait_until("window.steps > 0 && !history.state?.cover");
            expect_the_list(&visit, how);
        }
        open(&visit, &opener());
        assert_eq!(
            visit.text(&format!("{}.value", typed())),
            text,
            "{how} took it"
        );
        visit.eval("void history.back()");
        expect_the_list(&visit, "back");
    }
    // One step leads to where one came from, however many sheets there were.
    visit.eval("void history.back()");
    visit.wait_until(&is_at(""));
    visit.expect_no_errors("sheets and back");
}

fn back_from_a_screen_that_a_sheet_opened(engine: Engine) {
    let visit = at_the_list(engine);
    open(&visit, &button("More about this trip"));
    visit.click(&button("Details and conditions"));
    visit.wait_until(&is_at(&format!("{}/edit", list())));
    visit.eval("void history.back()");
    visit.wait_until(&is_at(&list()));
    visit.wait_for(&opener());
    assert_eq!(visit.eval(OPEN), false, "the sheet came back");
    visit.eval("void history.back()");
    visit.wait_until(&is_at(""));

    // A trip that is deleted in its own sheet is not in the way back.
    visit.go(&list());
    visit.wait_for(&opener());
    open(&visit, &button("More about this trip"));
    visit.click(&button("Delete this trip"));
    visit.wait_until(&is_at("pack"));
    visit.wait_for(&button(words::NEW_TRIP));
    visit.eval("void history.back()");
    visit.wait_until(&is_at(""));
    visit.expect_no_errors("a sheet that opens a screen");
}
