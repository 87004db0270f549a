//! Two tabs of one browser: each sees what the other does, and neither loses anything.

use std::time::Duration;

use e2e::target::checkbox;
use e2e::{Engine, Profile, Visit, every_engine, seed, words};

every_engine!(two_tabs);

fn two_tabs(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    let screen = format!("pack/{}", seed::TRIP);
    visit.open(&screen);
    visit.wait_for(&checkbox(words::PASSPORT));
    let (first, second) = visit.new_tab();
    visit.open(&screen);
    visit.tick(words::PASSPORT);
    visit.switch_tab(&first);
    let shown = format!("{}.checked", checkbox(words::PASSPORT));
    visit.wait_within(Duration::from_secs(2), &shown);
    visit.tick(words::FOLDER);
    visit.switch_tab(&second);
    visit.wait_within(
        Duration::from_secs(2),
        &format!("{}.checked", checkbox(words::FOLDER)),
    );

    // Both write at once: one the even rows, the other the odd ones, all the rest of the list.
    for (tab, parity) in [(&first, 0), (&second, 1)] {
        visit.switch_tab(tab);
        visit.eval(&format!(
            "void setTimeout(() => {{
               mb.all('checkbox').forEach((box, row) => {{
                 if (row % 2 === {parity} && !box.checked) box.click();
               }});
               window.ticked = true;
             }}, 700)"
        ));
    }
    for tab in [&first, &second] {
        visit.switch_tab(tab);
        visit.wait_until("window.ticked");
        visit.wait_saved();
    }
    for tab in [&first, &second] {
        visit.switch_tab(tab);
        visit.wait_until("mb.all('checkbox').every((box) => box.checked)");
        visit.reload_app();
        visit.wait_for(&checkbox(words::PASSPORT));
        assert_eq!(
            visit.eval("mb.all('checkbox').filter((box) => !box.checked).length"),
            0,
            "{engine}"
        );
    }
    visit.expect_no_errors("two tabs");
}
