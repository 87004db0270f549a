//! A debrief typed with one thumb on a small phone with large text: nothing is cut, and it is short enough.

use e2e::seed::{self, Seed};
use e2e::target::{Target, beside, button, css, field, press, radio};
use e2e::{Engine, Visit};
use matchbook::domain::person::Person;
use matchbook::store::acts::people::PeopleAction;
use serde_json::json;

use crate::large_text::{enlarge, faults};

/// One hand on a small phone with large text: what it taps and types, and what is wrong with the words
/// meanwhile.
struct Thumb {
    visit: Visit,
    taps: usize,
    letters: usize,
    faults: Vec<String>,
}

impl Thumb {
    fn taps(&mut self, target: &Target) {
        self.visit.tap(target);
        self.taps += 1;
    }

    /// A tap into a field, then key by key: the field must keep the focus while it is saved.
    fn types(&mut self, target: &Target, text: &str) {
        // By the mouse: letters come so fast here that two taps at one place would be a double tap.
        self.visit.click(target);
        self.taps += 1;
        self.visit
            .wait_until(&format!("document.activeElement === {target}"));
        self.visit.type_text(text);
        self.visit
            .wait_until(&format!("{target}.value === {}", json!(text)));
        self.letters += text.chars().count();
    }

    /// The message of what was just done lies over half of such a screen.
    fn puts_message_away(&mut self) {
        let cross = css(".toast .icon-button");
        self.visit.wait_for(&cross);
        self.looks("a message");
        self.taps(&cross);
        self.visit.wait_until("!document.querySelector('.toast')");
    }

    /// On to the step of this number.
    fn goes_on(&mut self, label: &str, number: usize) {
        self.looks(&format!("step {}", number - 1));
        self.taps(&button(label));
        self.visit
            .wait_until(&Visit::shows(&format!("Step {number} of 8")));
        self.looks(&format!("step {number}, empty"));
    }

    fn looks(&mut self, place: &str) {
        let found = faults(&self.visit).into_iter();
        self.faults
            .extend(found.map(|fault| format!("{place}: {fault}")));
    }
}

/// Longest time that a debrief may take, in seconds, with a thumb that types 35 letters a minute and needs two
/// seconds for each tap. It is reckoned from what was tapped and typed: a screen that asks for more fails.
const DEBRIEF_S: usize = 8 * 60;
const LETTERS_A_MINUTE: usize = 35;
const TAP_S: usize = 2;

#[test]
fn chromium_a_debrief_is_typed_with_one_hand() {
    // Two who were known before; their names need no typing.
    let person = |name: &str, role: &str| Person {
        name: name.to_owned(),
        role: role.to_owned(),
        ..Person::default()
    };
    let add = |fresh: &str, person: Person| PeopleAction::Add {
        program: seed::PROGRAM_ID.into(),
        fresh: fresh.to_owned(),
        person,
    };
    let visit = Visit::planted(Engine::Chromium, |now| {
        Seed::with_interview_after(now, -600)
            .and(add("one", person("Marta Lindqvist", "pd")))
            .and(add("two", person("Samir Haddad", "faculty")))
    });
    visit.open(&format!(
        "programs/{}/interview/{}/debrief",
        seed::PROGRAM_ID,
        seed::INTERVIEW
    ));
    enlarge(&visit);
    let mut thumb = Thumb {
        visit,
        taps: 0,
        letters: 0,
        faults: Vec::new(),
    };
    thumb.looks("step 1, empty");
    thumb.types(
        &field("Everything you remember"),
        "All greet the cleaner. Calm ward, warm chief, tired second years. Clinic on Friday, own patients. Visa is fine",
    );
    thumb.goes_on("Next: people", 2);
    for (name, detail) in [
        ("Marta Lindqvist", "her new garden"),
        ("Samir Haddad", "ultrasound course"),
    ] {
        thumb.taps(&button(name));
        let card = press(&[name, ","].concat());
        let detail_field = beside(&card, "details", ".noted textarea");
        thumb.visit.wait_for(&detail_field);
        thumb.types(&detail_field, detail);
        thumb.taps(&beside(
            &card,
            "details",
            ".noted .seg label:first-of-type input",
        ));
    }
    thumb.goes_on("Next: likes", 3);
    thumb.types(&field("What did you like?"), "own clinic");
    thumb.types(&field("What did you not like"), "far parking");
    thumb.goes_on("Next: answers", 4);
    thumb.types(&field("Which answer are you proud of?"), "the gap");
    thumb.types(&field("Which card is it?"), "yourself");
    thumb.taps(&press("Tell me about yourself."));
    thumb
        .visit
        .wait_until(&Visit::shows("Due in Cards, to be rewritten"));
    thumb.puts_message_away();
    thumb.goes_on("Next: questions", 5);
    thumb.types(&field("Samir Haddad asked"), "What do you cook?");
    thumb.taps(&button("Add 1 question to the deck"));
    thumb
        .visit
        .wait_until(&Visit::shows("In your deck already"));
    thumb.puts_message_away();
    thumb.goes_on("Next: ratings", 6);
    for place in 1..=6 {
        let row = format!(".ratings details:nth-of-type({place})");
        thumb.taps(&css(&format!("{row} > summary")));
        thumb.looks("a criterion with its words");
        thumb.taps(&css(&format!("{row} input[aria-label^=\"4, \"]")));
        thumb
            .visit
            .wait_until(&Visit::shows(&format!("{place} of 6 rated")));
    }
    thumb.goes_on("Next: gut and fit", 7);
    thumb.taps(&radio("8 of 10"));
    thumb.types(&field("Did it feel like a good fit?"), "yes, kind");
    thumb.goes_on("Next: the rest", 8);
    thumb.types(&field("One word for the day"), "calm");
    thumb.looks("step 8");
    thumb.taps(&button("Done"));
    thumb.visit.wait_until(&Visit::shows("Written down"));
    thumb.looks("the end");
    assert!(
        thumb.faults.is_empty(),
        "{} faults: {:#?}",
        thumb.faults.len(),
        thumb.faults
    );
    let seconds = thumb.letters * 60 / LETTERS_A_MINUTE + thumb.taps * TAP_S;
    println!(
        "a debrief with one hand: {} taps and {} letters, about {} min {} s",
        thumb.taps,
        thumb.letters,
        seconds / 60,
        seconds % 60
    );
    assert!(
        seconds <= DEBRIEF_S,
        "{} taps and {} letters take {seconds} s",
        thumb.taps,
        thumb.letters
    );
    // All of it was kept.
    thumb.visit.wait_saved();
    thumb.visit.reload_app();
    thumb.visit.click(&press("2. People"));
    thumb
        .visit
        .wait_until(&Visit::shows("Marta Lindqvist, Program director"));
    thumb.visit.expect_no_errors("a debrief with one hand");
}
