//! After an interview: the debrief, which goes on where it was left, and thank-you notes, which are right
//! until they went and stay as they went.

use e2e::target::{Target, button, css, field, link, press, radio};
use e2e::{Engine, Visit, every_engine, seed, seed::Seed};

every_engine!(
    a_debrief_goes_on_where_it_was_left;
    webkit: a_name_corrected_later_is_right_in_open_notes_alone
);

/// Two hours after an interview of eight.
fn after_it(engine: Engine) -> Visit {
    Visit::planted(engine, |now| Seed::with_interview_after(now, -600))
}

fn path(page: &str) -> String {
    [
        "programs/",
        seed::PROGRAM_ID,
        "/interview/",
        seed::INTERVIEW,
        page,
    ]
    .concat()
}

fn holds(target: &Target, text: &str) -> String {
    format!("{target}?.value === {}", serde_json::json!(text))
}

/// Goes to the step of this number, and leaves the app there.
fn goes_on(visit: &Visit, next: &str, number: usize) {
    visit.click(&button(next));
    left_at(visit, number);
}

fn left_at(visit: &Visit, number: usize) {
    visit.wait_saved();
    visit.reload_app();
    visit.wait_until(&Visit::shows(&format!("Step {number} of 8")));
}

fn adds(visit: &Visit, name: &str, role: &str) {
    visit.fill(&field("Name"), name);
    visit.fill(&field("Role"), role);
    visit.click(&button("Add this person"));
    visit.wait_for(&press(&[name, ","].concat()));
}

fn a_debrief_goes_on_where_it_was_left(engine: Engine) {
    let visit = after_it(engine);
    visit.open(&path("/debrief"));
    let writes = |name: &str, text: &str, number: usize| {
        visit.fill(&field(name), text);
        left_at(&visit, number);
        visit.wait_until(&holds(&field(name), text));
    };
    writes("Everything you remember", "Everybody said hello", 1);
    visit.wait_until(&Visit::shows("3 words, kept"));
    goes_on(&visit, "Next: people", 2);
    adds(&visit, "Samir Haddad", "faculty");
    visit.fill(&field("One thing to mention later"), "teaching ultrasound");
    left_at(&visit, 2);
    // Of whom something is noted is folded.
    visit.click(&press("Samir Haddad,"));
    visit.wait_until(&holds(
        &field("One thing to mention later"),
        "teaching ultrasound",
    ));
    goes_on(&visit, "Next: likes", 3);
    writes("What did you like?", "The clinic", 3);
    goes_on(&visit, "Next: answers", 4);
    writes("Which answer are you proud of?", "The gap", 4);
    goes_on(&visit, "Next: questions", 5);
    writes("Samir Haddad asked", "What do you cook at home?", 5);
    visit.click(&button("Add 1 question to the deck"));
    visit.wait_until(&Visit::shows("In your deck already"));
    goes_on(&visit, "Next: ratings", 6);
    visit.click(&css(".ratings summary"));
    visit.click(&radio("5, excellent"));
    visit.wait_until(&Visit::shows("1 of 6 rated"));
    goes_on(&visit, "Next: gut and fit", 7);
    visit.click(&radio("8 of 10"));
    left_at(&visit, 7);
    visit.wait_until(&format!("{}.checked", radio("8 of 10")));
    goes_on(&visit, "Next: the rest", 8);
    // Any step is one tap away, and nothing of it is lost.
    visit.click(&press("2. People"));
    visit.click(&press("Samir Haddad,"));
    visit.wait_until(&holds(
        &field("One thing to mention later"),
        "teaching ultrasound",
    ));
    visit.click(&press("8. The rest"));
    visit.click(&button("Done"));
    visit.wait_until(&Visit::shows("Written down"));
    visit.wait_saved();
    visit.reload_app();
    visit.wait_until(&Visit::shows("You can read it and change it"));
    // Today does not ask again, and knows whom to thank.
    visit.go("");
    visit.wait_for(&link("Thank one person"));
    let asks = Visit::shows("Write the debrief");
    assert_eq!(visit.text(&format!("String({asks})")), "false");
    visit.expect_no_errors("a debrief");
}

/// The text of the open letter.
const LETTER: &str = "document.querySelector('.letter-text').textContent";

fn letter_has(text: &str) -> String {
    format!("{LETTER}.includes({})", serde_json::json!(text))
}

fn a_name_corrected_later_is_right_in_open_notes_alone(engine: Engine) {
    let visit = after_it(engine);
    visit.open(&path("/debrief"));
    visit.click(&press("2. People"));
    for name in ["Samir Hadad", "Kiri Tane"] {
        adds(&visit, name, "faculty");
    }
    visit.go(&path("/thanks"));
    visit.fill(&field("Your full name"), "Mira Sanyal");
    visit.fill(&field("Your AAMC ID"), "12345678");
    // Without a detail it cannot go.
    visit.wait_for(&button("What is missing?"));
    visit.fill(&field("One thing to mention"), "teaching ultrasound");
    visit.fill(
        &field("What they said that stayed"),
        "the question comes first",
    );
    visit.fill(&field("In place of [learn/contribute]"), "learn it");
    visit.wait_until(&letter_has("our talk about"));
    visit.wait_until(&letter_has("Dr Hadad"));
    visit.wait_for(&link("Add their email"));
    visit.click(&button("It was sent"));
    visit.wait_until(&Visit::shows("It stays as it went"));
    visit.wait_saved();
    // Both names are mended, and the program's.
    for (wrong, right) in [("Samir Hadad", "Samir Haddad"), ("Kiri Tane", "Kiri Tané")] {
        visit.go(&path("/thanks"));
        if wrong == "Kiri Tane" {
            visit.wait_for(&link("Name and form of address"));
            visit.click(&link("Name and form of address"));
        } else {
            visit.go(&["programs/", seed::PROGRAM_ID, "/people"].concat());
            visit.click(&press(wrong));
        }
        visit.fill(&field("Name"), right);
        visit.wait_saved();
    }
    visit.go(&["programs/", seed::PROGRAM_ID].concat());
    visit.fill(&field("Name"), "Lakeside Medical Center");
    visit.wait_saved();
    visit.go(&path("/thanks"));
    visit.wait_until(&letter_has("Dr Tané"));
    visit.wait_until(&letter_has("Lakeside Medical Center"));
    visit.click(&press("Kiri Tané"));
    visit.click(&press("Samir Haddad"));
    visit.wait_until(&letter_has("Dr Hadad"));
    visit.wait_until(&letter_has(seed::PROGRAM));
    // It goes back with one tap, and is right then too.
    visit.click(&button("Not sent after all"));
    visit.click(&button("Back to the template"));
    visit.wait_until(&letter_has("Dr Haddad"));
    visit.expect_no_errors("thank-you notes");
}
