//! A list of programs brought in, the calendar of the season by keyboard and as a file, and the archive.

use e2e::target::{button, css, field, link, press};
use e2e::{Engine, Profile, Visit, every_engine, seed::Seed, words};
use matchbook::domain::time::Day;
use serde_json::json;

every_engine!(a_list_is_brought_in_and_taken_back);

const LIST: &str = "Program,City,Stage,Interview date\n\
    Wrenfield University,Chicago,invited,2099-12-14\n\
    Harborlight,Boston,perhaps,\n\
    Quillwater,Denver,applied,\n";

fn a_list_is_brought_in_and_taken_back(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    visit.answer_first_questions();
    visit.go("programs");
    visit.click(&link("Bring in a list"));
    visit.wait_for(&field("Programs"));
    visit.choose_file("list.csv", "text/csv", &json!(LIST).to_string());
    visit.click(&button("Choose a file"));
    visit.wait_until(&Visit::shows("2 programs to add. 1 line is left out."));
    visit.wait_until(&Visit::shows(
        "Line 3, “Harborlight”: “perhaps” is no stage.",
    ));
    // What is mended in the field counts at once.
    let mended = LIST.replace("perhaps", "waitlist");
    visit.fill(&field("Programs"), &mended);
    visit.wait_until(&Visit::shows("3 programs to add."));
    visit.click(&button("Bring in 3 programs"));
    visit.wait_until(&Visit::shows("3 programs brought in"));
    for name in ["Wrenfield University", "Harborlight", "Quillwater"] {
        visit.wait_for(&press(name));
    }
    visit.wait_saved();
    visit.reload_app();
    visit.wait_until(&Visit::shows("Waitlist"));
    visit.fill(&field("Search 3 programs"), "  DENVER quill");
    visit.wait_until(&Visit::shows("1 found"));
    visit.wait_until("!document.querySelector('main').textContent.includes('Harborlight')");
    visit.expect_no_errors("programs/bring");
    // The whole list is one step.
    let visit = Visit::first(engine, Profile::fresh());
    visit.answer_first_questions();
    visit.go("programs/bring");
    visit.fill(&field("Programs"), "Mercy\nKestrel Bay");
    visit.click(&button("Bring in 2 programs"));
    visit.wait_until(&Visit::shows("2 programs brought in"));
    visit.click(&button(words::UNDO));
    visit.wait_until(&Visit::shows("No programs yet"));
}

/// The day that has the focus, and the one that is selected.
const FOCUSED: &str = "document.activeElement?.dataset.day || ''";
const SELECTED: &str = "document.querySelector('[role=gridcell][aria-selected=true]').dataset.day";

#[test]
fn chromium_the_calendar_is_walked_by_keys_and_saved_as_a_file() {
    let visit = Visit::planted(Engine::Chromium, |now| Seed::with_interview_in(now, 3));
    visit.go("programs/season");
    visit.wait_for(&css("[role=gridcell][aria-selected=true]"));
    let first = visit.text(SELECTED);
    visit.click(&css("[role=gridcell][aria-selected=true]"));
    visit.wait_until(&format!("{FOCUSED} === {}", json!(first)));
    let mut day = Day::parse(&first).expect("a day");
    for (key, days) in [
        ("ArrowRight", 1),
        ("ArrowDown", 7),
        ("ArrowLeft", -1),
        ("ArrowUp", -7),
    ] {
        visit.key(key);
        day = day.plus(days);
        visit.wait_until(&format!(
            "{FOCUSED} === {0} && {SELECTED} === {0}",
            json!(day.iso())
        ));
    }
    // Out of the month, whatever day it is.
    for _ in 0..5 {
        visit.key("ArrowDown");
        day = day.plus(7);
        visit.wait_until(&format!("{FOCUSED} === {}", json!(day.iso())));
    }
    visit.key("Home");
    visit.wait_until(&format!(
        "new Date({FOCUSED} + 'T00:00Z').getUTCDay() === 1"
    ));
    visit.key("PageUp");
    let month = json!(&day.iso()[..7]);
    visit.wait_until(&format!("{FOCUSED} && !{FOCUSED}.startsWith({month})"));
    // One day stands in the tab order, and the one of the interview says so.
    assert_eq!(
        visit.text("String(document.querySelectorAll('[role=gridcell][tabindex=\"0\"]').length)"),
        "1"
    );
    // What would be downloaded is kept instead.
    visit.eval(
        "(() => {
           URL.createObjectURL = (file) => { file.text().then((text) => { window.saved = text; }); return '#'; };
           HTMLAnchorElement.prototype.click = () => {};
         })()",
    );
    visit.click(&button("Add all to your calendar"));
    visit.wait_until("window.saved");
    let file = visit.text("window.saved");
    assert!(
        file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"),
        "{file}"
    );
    assert_eq!(file.matches("BEGIN:VEVENT\r\n").count(), 1);
    assert_eq!(file.matches("TRIGGER:-P").count(), 2);
    visit.wait_until(&Visit::shows("Saved as matchbook-season.ics"));
    assert_eq!(visit.axe_problems(), Vec::<String>::new());
    visit.expect_no_errors("programs/season");
}

#[test]
fn chromium_a_program_goes_into_the_archive_and_comes_back() {
    const NAMES: [(&str, &str); 2] = [("Wrenfield University", ""), ("Harborlight", "")];
    let visit = Visit::planted(Engine::Chromium, |now| Seed::with_rank_list(now, &NAMES));
    visit.go("programs");
    visit.click(&press("Harborlight"));
    visit.wait_until("document.querySelector('h1').textContent === 'Harborlight'");
    visit.click(&button("Put into the archive"));
    visit.wait_until(&Visit::shows(
        "In the archive. It counts nowhere in your list.",
    ));
    visit.go("programs");
    visit.wait_for(&field("Search 1 program"));
    visit.wait_until("document.querySelector('main details:last-of-type summary').textContent.includes('Archive (1)')");
    visit.wait_until("!document.querySelector('main details:last-of-type').open");
    visit.fill(&field("Search 1 program"), "harbor");
    visit.wait_until("document.querySelector('main details:last-of-type').open");
    visit.click(&press("Harborlight"));
    visit.click(&button("Take out of the archive"));
    visit.wait_until(&Visit::shows("Taken out of the archive"));
    visit.click(&button(words::UNDO));
    visit.wait_until(&Visit::shows(
        "In the archive. It counts nowhere in your list.",
    ));
    visit.expect_no_errors("programs");
}
