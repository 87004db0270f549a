//! Long lists, whose rows are drawn little by little: in the end all of them are there, and who comes back
//! finds the place.

use e2e::seed::Seed;
use e2e::target::{button, css, field, link, press};
use e2e::{Engine, Visit, every_engine};

every_engine!(
    a_long_list_is_whole_searched_and_found_again,
    the_last_place_of_a_long_order_is_one_key_away,
    what_is_folded_up_is_there_when_it_is_opened
);

/// Rows of the list of programs.
const ROWS: &str = "document.querySelectorAll('main a[href^=\"#/programs/thread-\"]').length";

fn a_long_list_is_whole_searched_and_found_again(engine: Engine) {
    let visit = Visit::planted(engine, |now| Seed::welcomed(now).with_threads(40));
    visit.set_window(390, 700);
    visit.go("programs");
    visit.wait_until(&format!("{ROWS} === 40"));
    // What a heading says is what stands under it.
    visit.wait_until(
        "[...document.querySelectorAll('main section')].filter((one) => one.querySelector('.section-head .pill'))
           .every((one) => Number(one.querySelector('.section-head .pill').textContent) === one.querySelectorAll('li').length)",
    );

    // Far down, away and back: the same rows, by Back and by the tab.
    let top = "document.querySelector('main a[href=\"#/programs/thread-40\"]').getBoundingClientRect().top";
    let is_there = format!("{top} > 0 && {top} < innerHeight");
    visit.eval("document.querySelector('main a[href=\"#/programs/thread-40\"]').scrollIntoView({ block: 'center', behavior: 'instant' })");
    visit.wait_until(&format!("scrollY > 1000 && {is_there}"));
    visit.click(&press("Thread 40 Medical Center"));
    visit.wait_until("location.hash === '#/programs/thread-40'");
    visit.eval("void history.back()");
    visit.wait_until(&format!("location.hash === '#/programs' && {ROWS} === 40"));
    visit.wait_until(&is_there);
    visit.wait_until("document.activeElement === mb.h1()");
    visit.click(&link("Pack"));
    visit.wait_until("location.hash === '#/pack'");
    visit.click(&link("Programs"));
    visit.wait_until(&format!("location.hash === '#/programs' && {ROWS} === 40"));
    visit.wait_until(&is_there);

    // A search finds what is far down, and gives all of them back.
    let search = field("Search 40 programs");
    visit.fill(&search, "40");
    visit.wait_until(&format!("{ROWS} === 1"));
    visit.wait_until(&Visit::shows("1 found"));
    visit.fill(&search, "");
    visit.wait_until(&format!("{ROWS} === 40"));
    visit.expect_no_errors("the list of programs");
}

fn the_last_place_of_a_long_order_is_one_key_away(engine: Engine) {
    let visit = Visit::planted(engine, |now| Seed::with_trip(now).with_wide_board(50));
    visit.go("rank");
    let names =
        "[...document.querySelectorAll('.ranked .row-title')].map((name) => name.textContent)";
    // At once, whatever is drawn by then.
    visit.wait_for(&css(".ranked .grip"));
    let name = visit.text(&format!("{names}[0]"));
    let grip = button(&format!("Move {name}"));
    visit.eval(&format!("{grip}.focus()"));
    visit.keys_at(&grip, &["Enter", "End", "Enter"]);
    visit.wait_until(&format!(
        "{names}.length === 50 && {names}[49] === '{name}'"
    ));
    visit.wait_until(&format!(
        "document.activeElement.getAttribute('aria-label') === 'Move {name}'"
    ));
    visit.expect_no_errors("the order");
}

fn what_is_folded_up_is_there_when_it_is_opened(engine: Engine) {
    let visit = Visit::planted(engine, |now| Seed::welcomed(now).with_threads(1));
    visit.go("programs/thread-1/sheet");
    // The last field, before anything behind a title was drawn.
    visit.wait_until("document.querySelectorAll('main .sheet-field').length > 5");
    visit.eval("[...document.querySelectorAll('main .sheet-field')].at(-1).open = true");
    visit.wait_until(
        "[...document.querySelectorAll('main .sheet-field')].at(-1).querySelector('.hint')",
    );
    // And all others without being opened: who looks for a word on the page finds it.
    visit.wait_until(
        "[...document.querySelectorAll('main .sheet-field')].every((one) => one.querySelector('.hint'))",
    );
    visit.expect_no_errors("the prep sheet");
}
