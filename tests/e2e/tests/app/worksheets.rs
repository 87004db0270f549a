//! Worksheets: what is written step by step is a card of the deck, and stays.

use e2e::target::{button, checkbox, field, link, press};
use e2e::{Engine, Profile, Visit, every_engine, words};
use serde_json::json;

every_engine!(four_steps_become_a_card);

const GAP: &str = "practice/worksheets/flag-gap";
/// The four steps and what is written in them.
const STEPS: [(&str, &str); 4] = [
    ("Name it", "From May to July I had no job."),
    ("Context", "I moved here. مرحبا 🩺"),
    ("Change", "I learned to plan."),
    ("Proof", "Dr. Diaz describes my work."),
];

fn value(name: &str) -> String {
    format!("{}?.value", field(name))
}

fn four_steps_become_a_card(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    visit.open("practice");
    visit.click(&press("Worksheets"));
    visit.wait_until(&Visit::shows("0 in my file"));
    visit.click(&link("Gap in the CV"));
    visit.wait_until(&format!("location.hash === '#/{GAP}'"));
    visit.wait_for(&field("Name it"));
    assert_eq!(visit.heading(), "Gap in the CV");
    for (name, text) in STEPS.into_iter().rev() {
        visit.fill(&field(name), text);
    }
    visit.wait_until(&Visit::shows("4 of 4 steps"));
    // A text that a card cannot hold stays in the field, with the reason.
    visit.fill(&field("Proof"), &"x".repeat(501));
    visit.wait_until(&Visit::shows("Shorten it to 500 characters"));
    visit.fill(&field("Proof"), STEPS[3].1);
    visit.wait_until(&format!(
        "!document.querySelector({})",
        json!(words::FIELD_ERROR)
    ));
    visit.wait_saved();

    // The deck asks it now: its card has these points in this order, with one more of its own.
    visit.click(&link("Practice it"));
    visit.wait_until("location.hash === '#/practice/card/flag-gap'");
    visit.wait_for(&field("Point 4"));
    for (number, (_, text)) in (1..).zip(STEPS) {
        assert_eq!(visit.text(&value(&format!("Point {number}"))), text);
    }
    assert!(visit.ticked("Study this card"));
    visit.click(&button(words::ADD_POINT));
    visit.wait_for(&field("Point 5"));
    visit.fill(&field("Point 5"), "I am ready.");
    visit.wait_saved();

    // All of it outlives a reload, and the sheet knows the point that is not its own.
    visit.go(GAP);
    visit.reload_app();
    visit.wait_for(&field("Name it"));
    for (name, text) in STEPS {
        assert_eq!(visit.text(&value(name)), text);
    }
    visit.wait_until(&Visit::shows("Also on this card"));
    visit.fill(&field("Change"), "");
    visit.wait_until(&Visit::shows("3 of 4 steps"));
    visit.go("practice/card/flag-gap");
    visit.wait_until(&format!("{} === 'I am ready.'", value("Point 4")));

    // In the list it is ticked, and who unticks it is not asked any more.
    visit.go("practice/worksheets");
    visit.wait_until(&Visit::shows("1 in my file"));
    visit.wait_until(&Visit::shows("3 of 4 steps"));
    visit.click(&checkbox("Gap in the CV"));
    visit.wait_until(&Visit::shows("its card is not asked"));
    visit.wait_until(&Visit::shows("0 in my file"));
    visit.click(&button(words::UNDO));
    visit.wait_until(&Visit::shows("1 in my file"));
    visit.expect_no_errors("a weak point");
}

/// The facts of a situation come with their day; its sentence is the answer, and is read among the phrases.
#[test]
fn chromium_a_visa_sentence_is_said_everywhere() {
    let visit = Visit::first(Engine::Chromium, Profile::fresh());
    visit.open("practice/worksheets/visa-need");
    visit.wait_for(&field("My situation"));
    assert!(
        !visit
            .text("document.querySelector('main').innerText")
            .contains("Checked on"),
        "no situation is chosen yet"
    );
    visit.fill(&field("My situation"), "vz-j1");
    visit.wait_until(&Visit::shows("Checked on Sun 22 Nov 2026"));
    visit.wait_until(&Visit::shows("General information"));
    visit.click(&button("Begin with this sentence"));
    let sentence = value("Answer");
    visit.wait_until(&format!("{sentence} === 'I will need J-1 sponsorship.'"));
    let edited = "I will need J-1 sponsorship through ECFMG.";
    visit.fill(&field("Answer"), edited);
    visit.wait_saved();
    visit.go("practice/phrases");
    visit.click(&press(edited));
    visit.wait_until("document.querySelector('.spoken')");
    assert_eq!(
        visit.text("document.querySelector('.spoken').textContent"),
        edited
    );
    // The situation follows from the sentence.
    visit.open("practice/worksheets/visa-need");
    visit.wait_until(&format!("{}?.value === 'vz-j1'", field("My situation")));
    visit.expect_no_errors("a visa sentence");
}

/// A sheet for a card that has none says so, and one for no card at all.
#[test]
fn chromium_a_card_without_a_shape_has_no_sheet() {
    let visit = Visit::first(Engine::Chromium, Profile::fresh());
    visit.open("practice/card/new");
    visit.fill(&field("Question"), "Why Ohio and not Texas?");
    visit.click(&button(words::ADD_CARD));
    visit.wait_until("/^#\\/practice\\/card\\/(?!new)/.test(location.hash)");
    let card = visit.text("location.hash").replace("#/practice/card/", "");
    visit.go(&format!("practice/worksheets/{card}"));
    visit.wait_until(&Visit::shows("No steps yet"));
    visit.click(&link("Open the card"));
    visit.fill(&field("Shape of the answer"), "STAR");
    visit.click(&link("Fill in step by step"));
    visit.wait_for(&field("Situation"));
    visit.fill(&field("Situation"), "In my second year");
    visit.wait_until(&Visit::shows("1 of 4 steps"));
    visit.open("practice/worksheets/no-such-card");
    visit.wait_until(&Visit::shows("This page does not exist"));
    visit.expect_no_errors("a card without a shape");
}
