//! Programs: written down, changed, planned for and deleted, and what stays with them.

use e2e::target::{button, field, link, press, radio};
use e2e::{Engine, Profile, Visit, every_engine, seed, words};

every_engine!(
    add_change_delete_and_undo;
    chromium: what_an_older_version_typed_becomes_a_program;
    firefox: a_new_name_keeps_cards_and_their_deadline;
    webkit: a_trip_is_planned_for_a_program
);

fn adds(visit: &Visit, name: &str) {
    visit.go("programs");
    visit.click(&press(words::ADD_PROGRAM));
    visit.fill(&field("Name"), name);
    visit.click(&button("Add the program"));
}

fn add_change_delete_and_undo(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    visit.answer_first_questions();
    visit.go("programs");
    visit.wait_until(&Visit::shows("No programs yet"));
    // Nothing is made of nothing, and the sentence stands at the field.
    visit.click(&link(words::ADD_PROGRAM));
    visit.click(&button("Add the program"));
    visit.wait_until(&Visit::shows("Write the name of the program."));
    adds(&visit, "Mercy Hospital");
    visit.wait_until("document.querySelector('h1').textContent === 'Mercy Hospital'");
    let program = visit.text("location.hash").replace("#/", "");
    visit.fill(&field("Stage"), "invited");
    visit.fill(&field("Reply by"), "2099-12-13");
    visit.fill(&field("NRMP code"), "1234140C0");
    visit.fill(&field(words::CITY), "Chicago");
    visit.wait_until(&format!(
        "{}.value === 'America/Chicago'",
        field(words::ZONE)
    ));
    visit.wait_saved();
    visit.reload_app();
    visit.wait_for(&field("NRMP code"));
    assert_eq!(
        visit.text(&format!("{}.value", field("NRMP code"))),
        "1234140C0"
    );
    // A second one of that name is refused where it is typed.
    adds(&visit, " mercy  hospital");
    visit.wait_until(&Visit::shows("is on your list already"));
    visit.go("programs");
    visit.wait_until(&Visit::shows("Reply by Sun 13 Dec"));
    visit.click(&press("Mercy Hospital"));
    visit.wait_until("document.querySelector('h1').textContent === 'Mercy Hospital'");
    visit.click(&button("Delete this program"));
    visit.wait_until(&Visit::shows("No programs yet"));
    visit.click(&button(words::UNDO));
    visit.wait_for(&press("Mercy Hospital"));
    // Without a trip an interview has a page of its own.
    visit.go(&program);
    visit.click(&press(words::ADD_INTERVIEW));
    visit.wait_until("location.hash.includes('/interview/')");
    visit.click(&radio("Virtual"));
    visit.fill(&field(words::DATE), "2099-12-14");
    visit.fill(&field(words::TIME), "08:00");
    visit.wait_saved();
    visit.go("");
    visit.wait_until(&Visit::shows("Next interview"));
    visit.wait_until(&Visit::shows("Mercy Hospital"));
    visit.go("programs");
    visit.wait_until(&Visit::shows("Scheduled"));
    visit.expect_no_errors("programs");
}

/// The same wherever it is called otherwise: in the form of its trip, which is all that there was before, and
/// on its own page.
fn a_new_name_keeps_cards_and_their_deadline(engine: Engine) {
    let visit = Visit::planted(engine, |now| {
        seed::Seed::with_interview_in(now, 3).with_deck_for_program(12)
    });
    let ready = |name: &str| {
        visit.go("practice/statistics");
        visit.wait_until(&Visit::shows(&[name, ": "].concat()));
        visit.wait_until(&Visit::shows("of 12"));
    };
    visit.open("");
    ready(seed::PROGRAM);
    visit.go(&["pack/", seed::TRIP, "/edit"].concat());
    visit.fill(&field(words::PROGRAM), "Lakeside IM");
    visit.wait_saved();
    ready("Lakeside IM");
    visit.go(&["programs/", seed::PROGRAM_ID].concat());
    visit.fill(&field("Name"), "Lakeside Medical Center");
    visit.wait_saved();
    ready("Lakeside Medical Center");
    visit.go("practice/card/card-1");
    visit.wait_until(&Visit::shows("Only for Lakeside Medical Center"));
    visit.go(&["pack/", seed::TRIP].concat());
    visit.wait_until("document.querySelector('h1').textContent === 'Lakeside Medical Center'");
    visit.expect_no_errors("a new name");
}

fn a_trip_is_planned_for_a_program(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    visit.answer_first_questions();
    adds(&visit, "Mercy Hospital");
    visit.wait_until("document.querySelector('h1').textContent === 'Mercy Hospital'");
    let program = visit.text("location.hash").replace("#/", "");
    visit.fill(&field(words::CITY), "Chicago");
    visit.wait_saved();
    visit.click(&press(words::PLAN_TRIP));
    visit.wait_until("location.hash.includes('/from/')");
    let value = |name: &str| visit.text(&format!("{}.value", field(name)));
    visit.wait_for(&field(words::PROGRAM));
    assert_eq!(value(words::PROGRAM), "Mercy Hospital");
    assert_eq!(value(words::ZONE), "America/Chicago", "the program's");
    visit.fill(&field(words::DATE), "2099-12-14");
    visit.fill(&field(words::TIME), "08:00");
    visit.click(&button(words::FINISH_TRIP));
    visit.wait_until("!location.hash.includes('/from/')");
    visit.go(&program);
    visit.wait_for(&press("14 Dec"));
    // A second trip, whose form says the name in its own way, is one to the same program.
    visit.go("pack/second-trip/edit");
    visit.wait_until("location.hash === '#/pack/second-trip/edit'");
    visit.fill(&field(words::PROGRAM), "mercy hospital ");
    visit.wait_until(&format!(
        "{}.value === 'Mercy Hospital'",
        field(words::PROGRAM)
    ));
    visit.wait_saved();
    visit.go("programs");
    let named =
        "[...document.querySelectorAll('main .row-title')].map((row) => row.textContent.trim())";
    visit.wait_until(&format!("{named}.includes('Mercy Hospital')"));
    assert_eq!(
        visit.eval(&format!("{named}.filter((name) => /mercy/i.test(name))")),
        serde_json::json!(["Mercy Hospital"])
    );
    visit.expect_no_errors("a trip for a program");
}

/// A name is typed, and Back takes the screen away before the field is left. Says what the program is called then.
fn typed_and_left_by_back(visit: &Visit) -> String {
    visit.open("programs");
    visit.click(&press(seed::PROGRAM));
    visit.click(&field("Name"));
    visit.wait_until(&format!("document.activeElement === {}", field("Name")));
    visit.type_text(" North");
    visit.eval("void history.back()");
    visit.wait_until("location.hash === '#/programs'");
    visit.wait_saved();
    visit.reload_app();
    visit.go(&["programs/", seed::PROGRAM_ID].concat());
    visit.wait_for(&field("Name"));
    visit.text(&format!("{}.value", field("Name")))
}

#[test]
fn chromium_a_name_that_was_typed_is_kept_when_back_takes_its_screen_away() {
    let visit = Visit::planted(Engine::Chromium, |now| {
        seed::Seed::with_interview_in(now, 3)
    });
    let name = typed_and_left_by_back(&visit);
    assert!(name.contains(" North"), "{name}");
    // Control: where the field is not told that it is left, as browsers do not tell it, the name is lost.
    let visit = Visit::planted(Engine::Chromium, |now| {
        seed::Seed::with_interview_in(now, 3)
    });
    visit.eval("addEventListener('change', (event) => event.stopImmediatePropagation(), true)");
    visit.go("");
    let lost = typed_and_left_by_back(&visit);
    assert_eq!(lost, seed::PROGRAM);
}

/// The rows are those of the version before programs were records.
fn what_an_older_version_typed_becomes_a_program(engine: Engine) {
    let visit = Visit::planted(engine, seed::Seed::of_typed_names);
    visit.open("programs");
    for name in ["Rush IM", "Mayo Clinic", "Baylor"] {
        visit.wait_for(&press(name));
    }
    visit.wait_saved();
    let programs = "document.querySelectorAll('main a[href^=\"#/programs/n-\"]').length";
    assert_eq!(visit.eval(programs), 3, "one each");
    visit.reload_app();
    visit.wait_for(&press("Mayo Clinic"));
    assert_eq!(visit.eval(programs), 3, "and no more at the next start");
    visit.expect_no_errors("an older store");
}
