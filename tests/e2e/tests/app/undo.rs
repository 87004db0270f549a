//! What was typed stays, whatever is taken back, deleted or refused; and pages of what was deleted
//! bring it back.

use e2e::target::{button, checkbox, css, field};
use e2e::{Engine, Profile, Visit, every_engine, seed, words};
use matchbook::domain::text::TEXT_MAX;
use serde_json::json;

every_engine!(
    own_words_outlive_every_undo,
    a_deleted_page_comes_back,
    back_leads_where_one_came_from;
    firefox: a_new_trip_survives_three_undos;
    webkit: what_is_too_long_stays_in_its_field
);

/// Puts `text` into the `place`th large field of the page.
fn write(visit: &Visit, place: usize, text: &str) {
    visit.wait_until(&format!(
        "document.querySelectorAll('main textarea').length > {place}"
    ));
    visit.eval(&format!(
        "mb.fill(document.querySelectorAll('main textarea')[{place}], {})",
        json!(text)
    ));
}

fn written(visit: &Visit, place: usize) -> String {
    visit.wait_until(&format!(
        "document.querySelectorAll('main textarea').length > {place}"
    ));
    visit.text(&format!(
        "document.querySelectorAll('main textarea')[{place}].value"
    ))
}

fn own_words_outlive_every_undo(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    let story = format!("practice/stories/{}", seed::STORY);
    visit.open(&story);
    visit.fill(&field("Shape"), matchbook::domain::story::PROFESSIONAL);
    write(&visit, 0, "");
    visit.click(&button(words::STARTERS));
    visit.wait_until("document.querySelectorAll('main textarea')[0].value");
    visit.wait_for(&css(".toast .btn"));
    write(&visit, 0, "I grew up in Lagos.");
    visit.click(&css(".toast .btn"));
    visit.wait_until(&Visit::shows("changed since"));
    assert_eq!(written(&visit, 0), "I grew up in Lagos.");

    // Another screen takes back what it did itself, says what, and does it again.
    visit.go(&format!("pack/{}", seed::TRIP));
    visit.wait_for(&checkbox(words::PASSPORT));
    assert!(
        !visit.sees(&button(words::UNDO)),
        "{engine}: nothing was done here"
    );
    visit.tick(words::PASSPORT);
    visit.click(&button(words::UNDO));
    visit.wait_until(&format!("!{}.checked", checkbox(words::PASSPORT)));
    visit.wait_until(&Visit::shows("not ticked any more"));
    visit.wait_until(&format!(
        "{}.getAttribute('aria-disabled')",
        button(words::UNDO)
    ));
    visit.click(&button(words::UNDO));
    visit.click(&button(words::REDO));
    visit.wait_until(&format!("{}.checked", checkbox(words::PASSPORT)));
    visit.wait_saved();

    visit.go(&story);
    assert_eq!(written(&visit, 0), "I grew up in Lagos.");
    visit.wait_until("document.activeElement === mb.h1()");
    // One field is one step, and by key as well.
    for text in ["I", "I gr", "I grew up in Ibadan."] {
        write(&visit, 0, text);
    }
    visit.eval("document.querySelector('h1').focus()");
    visit.key("u");
    visit.wait_until(
        "document.querySelectorAll('main textarea')[0].value === 'I grew up in Lagos.'",
    );
    visit.wait_saved();
    visit.reload_app();
    assert_eq!(written(&visit, 0), "I grew up in Lagos.");
    visit.expect_no_errors("undo");
}

fn a_new_trip_survives_three_undos(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    visit.answer_first_questions();
    visit.make_trip("Lakeside Internal Medicine", "2026-12-14", "08:00");
    visit.eval("document.querySelector('h1').focus()");
    for _ in 0..3 {
        visit.key("u");
    }
    assert!(
        !visit.sees(&button(words::UNDO)),
        "{engine}: there is something to take back"
    );
    visit.click(&button("More about this trip"));
    visit.wait_until("document.querySelector('dialog[open]')");
    visit.key("Escape");
    visit.tick(words::PASSPORT);
    visit.reload_app();
    assert!(visit.ticked(words::PASSPORT));
    assert!(visit.heading().contains("Lakeside"));
    visit.expect_no_errors("three undos");
}

fn a_deleted_page_comes_back(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    let trip = format!("pack/{}", seed::TRIP);
    visit.open(&trip);
    visit.tick(words::PASSPORT);
    let (first, _second) = visit.new_tab();
    visit.open(&trip);
    visit.click(&button("More about this trip"));
    visit.click(&button(words::DELETE_TRIP));
    visit.wait_saved();
    visit.switch_tab(&first);
    visit.wait_for(&button(words::BRING_BACK));
    assert!(
        !visit.sees(&button("More about this trip")),
        "{engine}: a tool of a page that is gone"
    );
    visit.click(&button(words::BRING_BACK));
    assert!(
        visit.ticked(words::PASSPORT),
        "{engine}: the ticks stayed behind"
    );

    // In the tab itself too, with the links to cards.
    visit.go(&format!("practice/stories/{}", seed::STORY));
    visit.wait_until("mb.all('checkbox').length > 0");
    visit.click(&checkbox("Tell me about a mistake"));
    visit.click(&button(words::DELETE_STORY));
    visit.wait_until("location.hash === '#/practice/stories'");
    visit.go(&format!("practice/stories/{}", seed::STORY));
    visit.click(&button(words::BRING_BACK));
    visit.wait_until(&format!("{}.checked", checkbox("Tell me about a mistake")));
    visit.wait_saved();
    visit.expect_no_errors("bringing back");
}

fn what_is_too_long_stays_in_its_field(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    let story = format!("practice/stories/{}", seed::STORY);
    visit.open(&story);
    let line = "A line of thirty-nine characters, ended";
    let lines = [line, "\n"].concat().repeat(TEXT_MAX / 40);
    write(&visit, 1, &lines);
    visit.wait_saved();
    assert!(
        !visit.sees(&css("main [aria-invalid=true]")),
        "{engine}: {TEXT_MAX} characters"
    );

    let long = [&*lines, "!"].concat();
    write(&visit, 1, &long);
    let marked = css("main textarea[aria-invalid=true]");
    visit.wait_for(&marked);
    visit.wait_until(&Visit::shows("Shorten it to 20,000 characters"));
    visit.wait_for(&css("header.top a.unkept[href]"));
    visit.wait_saved();
    // Not by going away, nor by a reload, which is asked about first.
    visit.go(&format!("pack/{}", seed::TRIP));
    visit.wait_for(&checkbox(words::PASSPORT));
    visit.click(&css("header.top a.unkept[href]"));
    visit.wait_for(&marked);
    assert_eq!(written(&visit, 1), long);
    assert_eq!(
        visit.eval("!dispatchEvent(new Event('beforeunload', { cancelable: true }))"),
        true,
        "{engine}: nobody asks before the text is lost"
    );
    visit.eval("void (onbeforeunload = null)");
    visit.reload_app();
    visit.wait_for(&marked);
    assert_eq!(written(&visit, 1), long);

    write(&visit, 1, line);
    visit.wait_until(
        "!document.querySelector('main [aria-invalid=true], header.top a.unkept[href]')",
    );
    visit.wait_saved();
    visit.reload_app();
    assert_eq!(written(&visit, 1), line);
    assert_eq!(
        visit.eval("dispatchEvent(new Event('beforeunload', { cancelable: true }))"),
        true
    );
    visit.expect_no_errors("a text that is too long");
}

fn back_leads_where_one_came_from(engine: Engine) {
    let visit = Visit::full(engine, Profile::fresh());
    visit.set_window(500, 600);
    visit.open("practice/deck");
    visit.fill(&css("main input[type=search]"), "question");
    visit.wait_until("document.documentElement.scrollHeight > innerHeight + 300");
    visit.eval("scrollTo(0, 250)");
    visit.wait_until("scrollY > 200");
    let place = visit.eval("scrollY");
    visit.eval("document.querySelector('main a[href*=\"practice/card/\"]').click()");
    visit.wait_until("location.hash.startsWith('#/practice/card/')");
    let back = || visit.click(&button("Back"));
    back();
    visit.wait_until("location.hash === '#/practice/deck'");
    visit.wait_until("document.querySelector('main input[type=search]')?.value === 'question'");
    visit.wait_until(&format!("Math.abs(scrollY - {place}) < 48"));

    // From another tab of the bar as well; and up one level only where the app was opened there.
    visit.go("");
    visit.go(&format!("pack/{}/attire", seed::TRIP));
    visit.wait_until("mb.all('checkbox').length > 3");
    back();
    visit.wait_until("location.hash === '#/'");
    visit.go(&format!("pack/{}/edit", seed::TRIP));
    visit.reload_app();
    back();
    visit.wait_until(&format!("location.hash === '#/pack/{}'", seed::TRIP));
    visit.expect_no_errors("going back");
}
