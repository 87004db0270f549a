//! The deck: found and filtered, many cards chosen and paused at once with undo, a card of one's own
//! with a warning of twins, cards in from a table and out again.

use e2e::seed::PROGRAM_ID;
use e2e::target::{button, checkbox, css, field, press, radio};
use e2e::{Engine, Profile, Visit, every_engine, words};
use matchbook::address;
use serde_json::json;

every_engine!(
    search_and_filter,
    a_refused_text_is_in_sight_with_its_reason,
    refused_file_leads_back_to_its_button,
    imported_means_stored,
    laid_over_a_built_in_card,
    out_and_in_again;
    chromium: one_card_is_not_studied, own_card_and_its_twin, table_in_twice;
    firefox: pause_many_with_undo, a_question_waits_to_be_added;
    webkit: own_outline, refused_text_is_marked, a_search_ends_at_practice
);

/// Rows of the deck in the page.
const ROWS: &str = "[...document.querySelectorAll('main .group > .row')]";

/// Takes back what was done last, by its own message: `says` is a part of it.
fn undo_from_message(visit: &Visit, says: &str) {
    let told = "document.querySelector('.toast')?.textContent";
    visit.wait_until(&format!("{told}?.includes({})", json!(says)));
    visit.click(&css(".toast .btn"));
}

fn every_row(contains: &str) -> String {
    format!(
        "{ROWS}.length > 0 && {ROWS}.every((row) => row.textContent.includes({}))",
        json!(contains)
    )
}

fn open_deck(engine: Engine) -> Visit {
    let visit = Visit::first(engine, Profile::fresh());
    visit.open("practice/deck");
    visit.wait_until(&format!("{ROWS}.length > 20"));
    visit
}

fn search_and_filter(engine: Engine) {
    let visit = open_deck(engine);
    visit.fill(&field(words::SEARCH_DECK), "YOURSELF tell");
    visit.wait_until(&every_row("yourself"));
    // A word of an outline, not of the question.
    visit.fill(&field(words::SEARCH_DECK), "two turning points");
    visit.wait_until(&every_row("Tell me about yourself"));
    visit.fill(&field(words::SEARCH_DECK), "zzz");
    visit.click(&button(words::SHOW_ALL_CARDS));
    visit.wait_until(&format!("{ROWS}.length > 20"));

    visit.click(&button(words::FILTER));
    visit.fill(&field("Subject"), "closing");
    visit.fill(&field("Priority"), "core");
    visit.click(&button(words::SHOW_CARDS));
    visit.wait_until(&every_row("Closing · core"));
    // The filters in use stand there and go one by one; back from a card they are still there.
    visit.click(&button("Remove filter: Priority"));
    visit.wait_until(&format!("!{}", button("Remove filter: Priority")));
    visit.wait_until(&every_row("Closing"));
    visit.eval(&format!("{ROWS}[0].querySelector('a').click()"));
    visit.wait_until("location.hash.startsWith('#/practice/card/')");
    visit.wait_until("document.querySelector('.hero-title')");
    visit.eval("void history.back()");
    visit.wait_for(&button("Remove filter: Subject"));
    visit.wait_until(&every_row("Closing"));
    visit.expect_no_errors("the deck");
}

/// Back finds a search again; whoever opens the deck from Practice sees all of it.
fn a_search_ends_at_practice(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    let value = format!("{}?.value", field(words::SEARCH_DECK));
    visit.open("practice");
    visit.click(&press("Find a question"));
    visit.wait_until(&format!("{ROWS}.length > 20"));
    visit.fill(&field(words::SEARCH_DECK), "YOURSELF tell");
    visit.wait_until(&every_row("yourself"));
    visit.eval(&format!("{ROWS}[0].querySelector('a').click()"));
    visit.wait_until("document.querySelector('.hero-title')");
    visit.eval("void history.back()");
    visit.wait_until(&format!("{value} === 'YOURSELF tell'"));
    visit.eval("void history.back()");
    visit.click(&press("Deck"));
    visit.wait_until("location.hash === '#/practice/deck'");
    visit.wait_until(&format!("{value} === '' && {ROWS}.length > 20"));
    visit.expect_no_errors("a search that is over");
}

/// One press takes away the rows, the bar, and all that they read; nothing may look for what is gone.
fn one_card_is_not_studied(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    visit.open("practice/find");
    visit.click(&button(words::SELECT));
    visit.wait_until("mb.all('checkbox').length > 5");
    let act = button("Do not study");
    visit.eval_async(&format!(
        "mb.all('checkbox')[0].click(); await mb.frame(); {act}.click();"
    ));
    visit.wait_until(&Visit::shows("1 card no longer studied"));
    visit.wait_until("!document.querySelector('.deck-bar')");
    visit.expect_no_errors("a card that is not studied");
}

fn pause_many_with_undo(engine: Engine) {
    let visit = open_deck(engine);
    visit.fill(&field(words::SEARCH_DECK), "yourself");
    visit.wait_until(&format!("{ROWS}.length > 1 && {ROWS}.length < 20"));
    let all = format!("{ROWS}.length");
    let count = visit.eval(&all);

    visit.click(&button(words::SELECT));
    visit.click(&button(words::SELECT_ALL));
    visit.click(&button(words::STUDY));
    visit.wait_until(&every_row("new"));
    visit.click(&button(words::SELECT));
    visit.tap(&checkbox("Tell me about yourself"));
    visit.click(&button(words::PAUSE));
    visit.wait_until(&format!(
        "{ROWS}.filter((row) => row.textContent.includes('paused')).length === 1"
    ));
    visit.wait_saved();
    undo_from_message(&visit, "1 card paused");
    visit.wait_until(&every_row("new"));
    assert_eq!(visit.eval(&all), count);
    visit.wait_saved();

    // All of it was kept, in one step each.
    visit.reload_app();
    visit.fill(&field(words::SEARCH_DECK), "yourself");
    visit.wait_until(&every_row("new"));
    visit.expect_no_errors("choosing many cards");
}

fn own_outline(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    visit.open(&format!("practice/card/{}", words::CARD));
    visit.fill(&field("Point 1"), "Lagos, then Houston");
    visit.fill(&field("Point 2"), "مرحبا 🩺");
    let points = "document.querySelectorAll('.point').length";
    let before = visit.eval(points).as_u64().expect("a number");
    visit.click(&button(words::ADD_POINT));
    visit.wait_until(&format!("{points} === {}", before + 1));
    let last = format!("Point {}", before + 1);
    visit.fill(&field(&last), "Why internal medicine");
    visit.wait_saved();
    visit.reload_app();
    visit.wait_for(&field(&last));
    for (name, text) in [
        ("Point 1", "Lagos, then Houston"),
        ("Point 2", "مرحبا 🩺"),
        (&*last, "Why internal medicine"),
    ] {
        assert_eq!(visit.text(&format!("{}.value", field(name))), text);
    }
    visit.click(&button(words::TO_STARTER));
    visit.wait_until(&format!("{points} === {before}"));
    visit.wait_until(&format!(
        "{}.value !== 'Lagos, then Houston'",
        field("Point 1")
    ));
    undo_from_message(&visit, "Back to the starter text");
    visit.wait_until(&format!("{points} === {}", before + 1));
    visit.expect_no_errors("an outline");
}

fn own_card_and_its_twin(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    visit.open("practice/card/new");
    visit.fill(&field("Question"), "tell me about YOURSELF!");
    visit.wait_for(&button(words::OPEN_TWIN));
    visit.click(&button(words::OPEN_TWIN));
    visit.wait_until(&format!(
        "location.hash === '#/practice/card/{}'",
        words::CARD
    ));
    visit.wait_until("document.querySelector('.hero-title')");
    // What was typed waits.
    visit.open("practice/card/new");
    visit.fill(&field("Question"), "Why Ohio and not Texas?");
    visit.click(&button(words::ADD_CARD));
    visit.wait_until("/^#\\/practice\\/card\\/(?!new)/.test(location.hash)");
    visit.wait_until(
        "document.querySelector('.hero-title')?.textContent === 'Why Ohio and not Texas?'",
    );
    visit.wait_saved();

    // The toast lies over the end of the page for a while. Dismissed with the keyboard it leaves the focus on the
    // page, which stays where it is, though what had the focus before is out of sight.
    visit.wait_for(&button("Dismiss"));
    let place = visit.eval_async(&format!(
        "scrollTo({{ top: 1e6, behavior: 'instant' }});
         {}.focus({{ preventScroll: true }});
         for (let frames = 0; frames < 4; frames += 1) await mb.frame();
         return scrollY;",
        button("Dismiss")
    ));
    assert!(place.as_f64().is_some_and(|place| place > 50.0), "{place}");
    visit.click(&button("Dismiss"));
    visit.wait_until("!document.querySelector('.toast')");
    visit.wait_until("document.activeElement !== document.body");
    assert_eq!(visit.eval("scrollY"), place);
    visit.click(&button(words::DELETE_CARD));
    visit.wait_until("location.hash === '#/practice/deck'");
    // Two words, because one alone is a slip away from another card's "opioid".
    visit.fill(&field(words::SEARCH_DECK), "ohio texas");
    visit.wait_for(&button(words::SHOW_ALL_CARDS));
    undo_from_message(&visit, "Card deleted");
    visit.wait_until(&every_row("Why Ohio"));
    visit.expect_no_errors("an own card");
}

/// What is typed is there after a reload, until it is a card.
fn a_question_waits_to_be_added(engine: Engine) {
    const QUESTION: &str = "Why Ohio and not Texas? مرحبا";
    let visit = Visit::first(engine, Profile::fresh());
    let value = format!("{}?.value", field("Question"));
    visit.open("practice/card/new");
    visit.fill(&field("Question"), QUESTION);
    visit.reload_app();
    visit.wait_until(&format!("{value} === {}", json!(QUESTION)));
    visit.go("practice");
    visit.go("practice/card/new");
    visit.wait_until(&format!("{value} === {}", json!(QUESTION)));
    visit.click(&button(words::ADD_CARD));
    visit.wait_until("/^#\\/practice\\/card\\/(?!new)/.test(location.hash)");
    visit.wait_saved();
    visit.go("practice/card/new");
    visit.wait_until(&format!("{value} === ''"));
    visit.reload_app();
    visit.wait_until(&format!("{value} === ''"));
    visit.expect_no_errors("a question that waits");
}

/// Opens the field for a text, which is open already where a text waits in it.
fn open_paste(visit: &Visit) {
    let title = button(words::PASTE_INSTEAD);
    visit.wait_for(&title);
    visit.eval(&format!("void ({title}.closest('details').open = true)"));
}

fn refused_text_is_marked(engine: Engine) {
    const TEXT: &str = "#separator:tab";
    let visit = Visit::first(engine, Profile::fresh());
    let pasted = field(words::PASTED);
    let value = format!("{pasted}?.value");
    paste(&visit, TEXT);
    visit.wait_until(&format!(
        "{pasted}?.getAttribute('aria-invalid') === 'true'"
    ));
    visit.wait_until(&format!("document.activeElement === {pasted}"));
    visit.wait_until(&Visit::shows("This text has no card with a question"));
    assert_eq!(visit.text(&value), TEXT);
    // It waits for who comes back; the reason goes with the next key.
    visit.go("practice");
    visit.go("practice/exchange");
    visit.wait_until(&format!("{value} === {}", json!(TEXT)));
    visit.fill(&pasted, "Why Ohio and not Texas?;My sister lives there");
    visit.wait_until(&format!(
        "!document.querySelector({})",
        json!(words::FIELD_ERROR)
    ));
    visit.click(&button(words::READ_TEXT));
    visit.click(&button("Import 1 card"));
    visit.wait_until(&Visit::shows("1 card imported. You find it"));
    // Taken in, it waits no more.
    visit.go("practice");
    visit.go("practice/exchange");
    open_paste(&visit);
    visit.wait_until(&format!("{value} === ''"));
    visit.expect_no_errors("a text that was refused");
}

/// The field that refused a text is in sight with its whole sentence, whatever bars stand there.
fn a_refused_text_is_in_sight_with_its_reason(engine: Engine) {
    let visit = Visit::full(engine, Profile::fresh());
    visit.set_window(390, 844);
    let people = address::people(&PROGRAM_ID.into());
    for (path, name, press, text) in [
        (
            "practice/exchange",
            words::PASTED,
            words::READ_TEXT,
            "#separator:tab",
        ),
        ("programs/bring", "Programs", "Bring in", " "),
        ("rank/add", "Programs, one on each line", "Add", " "),
        (address::NEW_CARD, "Question", "Add the card", " "),
        (&people, "Name", "Add", " "),
    ] {
        visit.open(path);
        if path == "practice/exchange" {
            open_paste(&visit);
        }
        let control = field(name);
        visit.fill(&control, text);
        visit.click(&button(press));
        visit.wait_until(&format!(
            "{control}?.getAttribute('aria-invalid') === 'true'"
        ));
        visit.wait_until(&format!("document.activeElement === {control}"));
        // Two frames later everything stands.
        visit.eval_async("return await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
        let sight = "(() => {
            const error = document.activeElement.closest('.field').querySelector('.error').getBoundingClientRect();
            const control = document.activeElement.getBoundingClientRect();
            const bars = [...document.querySelectorAll('.tabs, .foot')].map((bar) => bar.getBoundingClientRect())
                .filter((bar) => bar.height > 0 && bar.top > 100);
            const end = Math.min(innerHeight, ...bars.filter((bar) => bar.top < innerHeight).map((bar) => bar.top));
            const begin = document.querySelector('.top')?.getBoundingClientRect().bottom ?? 0;
            return [error.bottom <= end + 1, error.top >= begin - 1, control.top >= begin - 1,
                [begin, control.top, error.top, error.bottom, end].map(Math.round).join(' ')];
        })()";
        let seen = visit.eval(sight);
        assert!(
            seen[0] == true && seen[1] == true && seen[2] == true,
            "{path}: {seen}"
        );
    }
    visit.expect_no_errors("texts that were refused");
}

fn refused_file_leads_back_to_its_button(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    visit.open("practice/exchange");
    visit.wait_for(&button("Choose a file"));
    // The system's own dialog, which no test can answer.
    visit.eval(
        "(() => {
           HTMLInputElement.prototype.click = function () {
             const chosen = new DataTransfer();
             chosen.items.add(new File(['#separator:tab'], 'deck.txt'));
             this.files = chosen.files;
             this.dispatchEvent(new Event('change'));
           };
         })()",
    );
    visit.click(&button("Choose a file"));
    visit.wait_until(&Visit::shows("Check that you chose the right file"));
    visit.wait_until(&format!(
        "document.activeElement === {}",
        button("Choose a file")
    ));
    visit.expect_no_errors("a file that was refused");
}

fn paste(visit: &Visit, text: &str) {
    visit.open("practice/exchange");
    open_paste(visit);
    visit.fill(&field(words::PASTED), text);
    visit.click(&button(words::READ_TEXT));
}

fn table_in_twice(engine: Engine) {
    const TABLE: &str = "question,outline,tags\n\
        Why Ohio and not Texas?,\"My sister lives there\nThe county hospital\",geo\n\
        What do you do at night?,Sleep,\n";
    let visit = Visit::first(engine, Profile::fresh());
    paste(&visit, TABLE);
    visit.click(&button("Import 2 cards"));
    visit.wait_until(&Visit::shows("2 cards imported. You find them"));
    visit.wait_saved();

    paste(&visit, TABLE);
    visit.wait_until(&Visit::shows(words::NOTHING_TO_IMPORT));
    visit.click(&button("Cancel"));

    // One changed, one known; undone, both are as before.
    let changed = TABLE.replace("Sleep", "Read and sleep");
    paste(&visit, &changed);
    visit.click(&checkbox("Replace changed cards"));
    visit.click(&button("Change 1 card"));
    visit.wait_until(&Visit::shows("1 card changed. No card was added."));
    // One message: no toast says it again.
    visit.wait_until("!document.querySelector('.toast')");
    visit.click(&button(words::UNDO));
    visit.wait_until(&Visit::shows("Undone: 1 card changed"));
    visit.wait_saved();
    paste(&visit, TABLE);
    visit.wait_until(&Visit::shows(words::NOTHING_TO_IMPORT));
    visit.expect_no_errors("an import");
}

/// Three thousand cards: no word of them before they are in the database, and none is lost to a kill
/// right at the words. The file's order is the deck's.
fn imported_means_stored(engine: Engine) {
    const COUNT: usize = 3_000;
    let mut visit = Visit::first(engine, Profile::lasting());
    let table = (1..=COUNT).fold("question,answer\n".to_owned(), |table, n| {
        table + &format!("Stored question {n}?,Answer {n}\n")
    });
    paste(&visit, &table);
    visit.wait_for(&button("Import 3,000 cards"));
    // Everything that is ever said of it, with whether all was stored then.
    visit.eval(&format!(
        "(() => {{
           window.said = [];
           const look = () => {{
             const text = document.body.textContent.match(/[0-9,]+ cards imported|Saving [0-9,]+ cards/)?.[0];
             if (text && text !== said.at(-1)?.text) said.push({{ text, stored: !!({}) }});
           }};
           new MutationObserver(look).observe(document.body, {{ childList: true, subtree: true, characterData: true }});
         }})()",
        words::SAVED
    ));
    visit.click(&button("Import 3,000 cards"));
    visit.wait_until(&Visit::shows("3,000 cards imported"));
    let said = visit.eval("said");
    visit.kill_and_restart();
    let said = said.as_array().expect("a list");
    let texts: Vec<_> = said.iter().map(|one| &one["text"]).collect();
    assert_eq!(texts, ["Saving 3,000 cards", "3,000 cards imported"]);
    assert_eq!(said[1]["stored"], true);

    visit.open("practice/deck");
    visit.wait_until(&format!("{ROWS}.length > 20"));
    for place in [1, 1_500, COUNT] {
        visit.fill(&field(words::SEARCH_DECK), &format!("stored {place}"));
        visit.wait_until(&format!(
            "{ROWS}[0]?.textContent.includes('Stored question {place}?')"
        ));
    }
    visit.fill(&field(words::SEARCH_DECK), "stored");
    visit.wait_until(&Visit::shows("3,000 cards"));
    visit.wait_until(&format!(
        "{ROWS}.slice(0, 20).every((row, n) => row.textContent.includes(`Stored question ${{n + 1}}?`))"
    ));
    visit.expect_no_errors("three thousand cards");
}

fn laid_over_a_built_in_card(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    let table = "question,answer\nTELL ME about yourself,\"Where I trained\nWhy here\"\n";
    paste(&visit, table);
    // Left out unless asked for.
    visit.wait_until("mb.find('button', 'Import 0 cards')?.disabled");
    visit.wait_until(&format!("!{}", checkbox("Study the new cards")));
    visit.click(&radio("Add"));
    visit.wait_for(&checkbox("Study the new cards"));
    visit.click(&radio("Replace my answer"));
    visit.click(&button("Change 1 card"));
    visit.wait_until(&Visit::shows("1 card changed. No card was added."));
    visit.open(&format!("practice/card/{}", words::CARD));
    visit.wait_until(
        "[...document.querySelectorAll('main textarea')].some((field) => field.value === 'Where I trained')",
    );
    visit.wait_saved();
    paste(&visit, &table.replace("Why here", "Why now"));
    visit.click(&radio("Replace my answer"));
    visit.wait_until(&Visit::shows("words that you wrote will be replaced"));
    visit.expect_no_errors("an answer laid over");
}

fn out_and_in_again(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    visit.open("practice/exchange");
    visit.wait_for(&button(words::SAVE_CSV));
    // What would be downloaded is kept instead.
    visit.eval(
        "(() => {
           URL.createObjectURL = (file) => { file.text().then((text) => { window.saved = text; }); return '#'; };
           HTMLAnchorElement.prototype.click = () => {};
         })()",
    );
    for kind in [words::SAVE_CSV, words::SAVE_ANKI] {
        visit.eval("window.saved = ''");
        visit.click(&button(kind));
        visit.wait_until("window.saved.includes('Tell me about yourself.')");
        let text = visit.text("window.saved");
        assert!(text.lines().count() > 100, "{kind}: {}", text.len());
        visit.eval("location.hash = '#/practice/phrases'");
        visit.wait_until("mb.h1().textContent === 'Phrases'");
        visit.eval("location.hash = '#/practice/exchange'");
        open_paste(&visit);
        visit.fill(&field(words::PASTED), &text);
        visit.click(&button(words::READ_TEXT));
        visit.wait_until(&Visit::shows(words::NOTHING_TO_IMPORT));
        visit.click(&button("Cancel"));
        visit.wait_for(&button(words::SAVE_CSV));
    }
    visit.expect_no_errors("an export");
}
