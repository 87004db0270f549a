//! The prep sheet: a fact typed once is read on its card, in the elevator and on the page of its program.

use e2e::seed::{INTERVIEW, PROGRAM, PROGRAM_ID, STORY, Seed};
use e2e::target::{button, checkbox, css, field, link, press, radio};
use e2e::{Engine, Visit, every_engine};
use matchbook::domain::card::{study_day, why_card};
use matchbook::domain::fact::{Fact, STALE_DAYS};
use matchbook::domain::ids::child;
use matchbook::domain::time::Instant;
use matchbook::store::acts::sheet::SheetAction;

every_engine!(a_fact_typed_once_is_right_everywhere);

fn path(of: &str) -> String {
    ["programs/", PROGRAM_ID, "/", of].concat()
}

/// A field of the sheet, opened.
fn opens(visit: &Visit, field: &str) {
    visit.click(&css(&format!("[data-field={field}]:not([open]) > summary")));
    visit.wait_for(&css(&format!("[data-field={field}][open]")));
}

/// How far the sheet is filled in.
fn counts(filled: usize) -> String {
    format!("document.querySelector('.sheet-count strong').textContent === '{filled} of 16 fields'")
}

fn a_fact_typed_once_is_right_everywhere(engine: Engine) {
    let visit = Visit::planted(engine, |now| Seed::with_interview_in(now, 3));
    // From the page of the program, by its next step.
    visit.go(&["programs/", PROGRAM_ID].concat());
    visit.wait_until(&Visit::shows("Write what makes it different"));
    visit.click(&link("Open"));
    // That the interview has a day answers how it is held.
    visit.wait_until(&counts(1));
    opens(&visit, "prep-different");
    visit.fill(&field("Fact"), "Own clinic patients");
    visit.fill(
        &field("Why it matters to me"),
        "I know the same people for years",
    );
    visit.fill(&field("My proof"), STORY);
    visit.wait_for(&link("Open the story"));
    visit.click(&button("Done"));
    visit.click(&checkbox("On the elevator card"));
    visit.wait_until(&counts(3));
    // The answer to "Why this program?" is made of it.
    opens(&visit, "prep-why");
    visit.click(&button("Practice it as a card"));
    visit.wait_until(&Visit::shows("It is asked with your cards"));
    visit.click(&link("Open its card"));
    visit.wait_until(&Visit::shows(&["Why ", PROGRAM, "?"].concat()));
    visit.wait_until(&Visit::shows("Own clinic patients"));
    visit.wait_until(&Visit::shows("Proof: "));
    // Corrected on the sheet, and right on the card and in the elevator.
    visit.click(&link("Change it on the prep sheet"));
    opens(&visit, "prep-different");
    visit.click(&button("Change"));
    visit.fill(&field("Fact"), "Own clinic patients from month two");
    visit.wait_saved();
    visit.reload_app();
    visit.go(&path("card"));
    visit.wait_until(&Visit::shows("Own clinic patients from month two"));
    visit.wait_until(&Visit::shows("Two questions"));
    visit.go(&["practice/card/", &*why_card(&PROGRAM_ID.into())].concat());
    visit.wait_until(&Visit::shows("Own clinic patients from month two"));
    visit.expect_no_errors("a fact");
}

#[test]
fn chromium_an_old_fact_is_checked_again_and_that_is_taken_back() {
    let visit = Visit::planted(Engine::Chromium, |now| {
        let today = study_day(Instant(now), 0);
        Seed::with_interview_in(now, 3).and(SheetAction::Write {
            id: child(&child(PROGRAM_ID, "prep-img"), "visa").into(),
            fact: Fact {
                text: "Sponsors J-1".to_owned(),
                checked_on: Some(today.plus(-STALE_DAYS - 2)),
                ..Fact::default()
            },
            today,
        })
    });
    visit.go(&["programs/", PROGRAM_ID].concat());
    visit.wait_until(&Visit::shows("Check 1 fact again"));
    visit.click(&press("Prep sheet"));
    visit.wait_until(&Visit::shows("1 fact to check again"));
    opens(&visit, "prep-img");
    visit.click(&button("Mark as checked"));
    visit.wait_until(&Visit::shows("Marked as checked today"));
    visit.wait_until("!document.querySelector('.stale')");
    visit.click(&button("Undo"));
    visit.wait_until("document.querySelectorAll('.stale').length === 3");
    // A second one stands beside it.
    visit.click(&button("Add another"));
    visit.fill(
        &css("[data-field=prep-img] .fact:last-child textarea"),
        "9 of 24 are IMGs",
    );
    visit.wait_saved();
    visit.reload_app();
    visit.wait_until(&Visit::shows("Sponsors J-1 (and 1 more)"));
    visit.expect_no_errors("an old fact");
}

#[test]
fn chromium_what_others_answer_counts_and_the_sheet_is_read_in_one_go() {
    let visit = Visit::planted(Engine::Chromium, Seed::full);
    visit.go(&path("sheet"));
    visit.wait_for(&css("[data-field=prep-people][data-filled]"));
    opens(&visit, "prep-thankyou-policy");
    visit.fill(&field("Notes after the interview"), "do_not_send");
    visit.wait_for(&css("[data-field=prep-thankyou-policy][data-filled]"));
    opens(&visit, "prep-contract");
    visit.click(&checkbox("Both are at hand"));
    visit.wait_for(&css("[data-field=prep-contract][data-filled]"));
    opens(&visit, "prep-culture");
    visit.click(&radio("Community"));
    visit.click(&radio("Service"));
    visit.wait_saved();
    visit.click(&radio("Read"));
    visit.wait_until(&Visit::shows("Community, more service than research"));
    visit.wait_until(&Visit::shows("Please do not send notes"));
    visit.wait_until(&Visit::shows("Interns have their own clinic patients"));
    visit.wait_until(&Visit::shows("Marta Lindqvist"));
    visit.wait_until(&Visit::shows("Still empty: "));
    visit.expect_no_errors("the whole sheet");
}

#[test]
fn chromium_a_program_opens_what_comes_after_its_interview() {
    let visit = Visit::planted(Engine::Chromium, |now| {
        Seed::with_interview_after(now, 24 * 60)
    });
    let day = path(&["interview/", INTERVIEW].concat());
    visit.go(&["programs/", PROGRAM_ID].concat());
    visit.wait_until(&Visit::shows("Debrief, thank-you, rating"));
    visit.wait_until(
        "document.querySelector('.next-step a') && document.querySelector('.two-clocks')",
    );
    // An interview with a trip has the same thread, and leads on to its trip.
    visit.go(&day);
    visit.wait_for(&link("Its trip"));
    visit.click(&link("Day plan"));
    visit.wait_until(&format!("location.hash === '#/{day}/plan'"));
    visit.expect_no_errors("before the interview");
    let visit = Visit::planted(Engine::Chromium, |now| {
        Seed::with_interview_after(now, -48 * 60)
    });
    visit.go(&["programs/", PROGRAM_ID].concat());
    visit.wait_until(&Visit::shows("Write down how it was"));
    visit.click(&link("Debrief"));
    visit.wait_until(&format!("location.hash === '#/{day}/debrief'"));
    visit.go(&day);
    visit.click(&link("Thank-you notes"));
    visit.wait_until(&format!("location.hash === '#/{day}/thanks'"));
    visit.expect_no_errors("the page of a program");
}
