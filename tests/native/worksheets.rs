//! Worksheets: a form over a card. Nothing the person wrote is lost, and nothing is kept twice.

use std::sync::LazyLock;

use crate::person::Person;
use matchbook::content::lazy::{Facts, Practice, Question, Questions, read};
use matchbook::domain::card::{Card, POINT_MAX, POINTS_MAX, Point};
use matchbook::domain::ids::CardId;
use matchbook::domain::time::Day;
use matchbook::store::acts::cards::CardAction;
use matchbook::store::read::deck::{self, Row};
use matchbook::store::read::worksheets::{
    About, Overview, Sheet, is_old, overview, own_sentences, sheet, situation_of, situations, tick,
};
use proptest::prelude::*;

const GAP: &str = "flag-gap";
const VISA: &str = "visa-need";
const BRING: &str = "prog-what-bring";

static QUESTIONS: LazyLock<Questions> =
    LazyLock::new(|| read(include_str!("../../content/lazy/questions.json")).unwrap());
static PRACTICE: LazyLock<Practice> =
    LazyLock::new(|| read(include_str!("../../content/lazy/practice.json")).unwrap());
static FACTS: LazyLock<Facts> =
    LazyLock::new(|| read(include_str!("../../content/lazy/facts.json")).unwrap());

fn question(id: &str) -> Option<&'static Question> {
    QUESTIONS.questions.iter().find(|one| one.id == id)
}

fn point(id: &str, text: &str) -> Point {
    Point {
        id: id.into(),
        text: text.into(),
    }
}

impl Person {
    fn card_of(&self, id: &str) -> Card {
        self.model.get_or_default(id)
    }

    fn row(&self, id: &str) -> Row {
        deck::row(
            self.model.all(),
            question(id).map_or(&[], std::slice::from_ref),
            id,
        )
        .unwrap()
    }

    fn sheet(&self, id: &str) -> Sheet {
        let question = question(id);
        sheet(&PRACTICE, &FACTS, question, &self.row(id)).unwrap()
    }

    /// Types `text` into the `number`th field of a sheet, counted from 1.
    fn fills(&mut self, id: &str, number: usize, text: &str) -> Result<(), String> {
        let sheet = self.sheet(id);
        let mut card = self.card_of(id);
        sheet.write(&mut card, &sheet.fields[number - 1].point, text);
        let id = id.into();
        self.does(CardAction::Edit { id, card }).map(|_| ())
    }

    fn has_outline(&mut self, id: &str, outline: &[Point]) {
        let card = Card {
            outline: Some(outline.to_vec()),
            ..self.card_of(id)
        };
        let id = id.into();
        self.does(CardAction::Edit { id, card }).unwrap();
    }

    /// What the deck asks.
    fn points(&self, id: &str) -> Vec<String> {
        let outline = self.row(id).outline.into_iter();
        outline.map(|point| point.text).collect()
    }

    fn overview(&self) -> Overview {
        overview(self.model.all(), &QUESTIONS, &PRACTICE, &FACTS)
    }

    fn detail(&self, card: &str) -> String {
        let all = self.overview();
        let lines = [all.weak_points, all.strengths, all.visa].concat();
        let line = lines.into_iter().find(|line| line.card == card).unwrap();
        line.detail
    }
}

#[test]
fn a_weak_point_becomes_a_card_step_by_step() {
    let mut person = Person::default();
    assert_eq!(person.sheet(GAP).about, About::WeakPoint);
    assert_eq!(person.sheet(GAP).title, "Gap in the CV");
    assert_eq!(person.detail(GAP), "");
    // Out of order: each step finds its place, and the question's own points give way.
    person.fills(GAP, 3, "I learned to plan.").unwrap();
    person.fills(GAP, 1, "I had no job in 2023.").unwrap();
    person.fills(GAP, 4, "Since May I work again.").unwrap();
    assert_eq!(person.detail(GAP), "3 of 4 steps");
    person.fills(GAP, 2, "I moved and studied.").unwrap();
    assert_eq!(
        person.points(GAP),
        [
            "I had no job in 2023.",
            "I moved and studied.",
            "I learned to plan.",
            "Since May I work again."
        ]
    );
    let ids: Vec<String> = person.row(GAP).outline.into_iter().map(|p| p.id).collect();
    assert_eq!(
        ids,
        ["FOUR_STEP-1", "FOUR_STEP-2", "FOUR_STEP-3", "FOUR_STEP-4"]
    );
    // The result is a card that is asked.
    assert!(person.row(GAP).is_studied() && person.card_of(GAP).in_file);
    // All of it is taken back and done again like any other change.
    person.takes_back();
    assert_eq!(person.detail(GAP), "3 of 4 steps");
}

#[test]
fn an_emptied_sheet_is_the_question_as_it_came() {
    let mut person = Person::default();
    let before = person.points(GAP);
    person.fills(GAP, 2, "I moved.").unwrap();
    assert_ne!(person.points(GAP), before);
    person.fills(GAP, 2, "  ").unwrap();
    assert_eq!(person.points(GAP), before);
    assert_eq!(person.card_of(GAP).outline, None);
    // Nothing that was not there is written.
    let mut other = Person::default();
    other.fills(GAP, 1, "").unwrap();
    assert_eq!(other.model.get::<Card>(GAP), None);
}

#[test]
fn own_points_stay_where_they_are() {
    let mut person = Person::default();
    let starter = person.row(GAP).outline;
    let own = [
        point("mine", "Dates: May to July."),
        starter[0].clone(),
        point("p2", "Changed by hand"),
        point("FOUR_STEP-2", "I moved."),
        point("more", "Dr. Diaz knows."),
    ];
    person.has_outline(GAP, &own);
    let sheet = person.sheet(GAP);
    let outline = person.row(GAP).outline;
    let others = sheet.others(&outline);
    let others: Vec<&str> = others.iter().map(|point| &*point.text).collect();
    assert_eq!(
        others,
        ["Dates: May to July.", "Changed by hand", "Dr. Diaz knows."]
    );
    person.fills(GAP, 3, "I learned.").unwrap();
    person.fills(GAP, 1, "I had no job.").unwrap();
    assert_eq!(
        person.points(GAP),
        [
            "I had no job.",
            "Dates: May to July.",
            "Changed by hand",
            "I moved.",
            "I learned.",
            "Dr. Diaz knows."
        ]
    );
}

#[test]
fn what_the_person_wrote_on_the_card_itself_is_told_in_the_list() {
    let mut person = Person::default();
    for id in [GAP, BRING, VISA] {
        let starter = person.row(id).outline;
        let own = [&*starter, &[point("mine", "I moved.")]].concat();
        person.has_outline(id, &own);
    }
    assert_eq!(person.detail(GAP), "1 point of your own");
    assert_eq!(person.detail(BRING), "0 of 4 themes · 1 point of your own");
    assert_eq!(person.detail(VISA), "1 point of your own");
    person.fills(BRING, 1, "Three countries.").unwrap();
    person.fills(VISA, 1, "I will need a visa.").unwrap();
    assert_eq!(person.detail(BRING), "1 of 4 themes · 1 point of your own");
    assert_eq!(person.detail(VISA), "I will need a visa.");
    // Chosen in the deck, and not ticked: it is asked all the same.
    let (ids, chosen) = (vec![GAP.into()], true);
    person.does(CardAction::Choose { ids, chosen }).unwrap();
    assert_eq!(
        person.detail(GAP),
        "1 point of your own · asked in your reviews"
    );
}

#[test]
fn a_step_that_only_has_its_name_is_not_written() {
    let mut person = Person::default();
    let named = [
        point("FOUR_STEP-1", "Name it:"),
        point("FOUR_STEP-2", "Context: I moved."),
    ];
    person.has_outline(GAP, &named);
    assert_eq!(person.sheet(GAP).progress(&named), "1 of 4 steps");
    person.fills(GAP, 1, "I had no job.").unwrap();
    assert_eq!(person.points(GAP), ["I had no job.", "Context: I moved."]);
}

#[test]
fn what_a_card_cannot_hold_is_refused_and_nothing_is_lost() {
    let mut person = Person::default();
    let full: Vec<Point> = (0..POINTS_MAX)
        .map(|number| point(&number.to_string(), "Mine"))
        .collect();
    person.has_outline(GAP, &full);
    let refused = person.fills(GAP, 1, "One more").unwrap_err();
    assert!(refused.contains("at most 12 points"), "{refused}");
    assert_eq!(person.card_of(GAP).outline.as_deref(), Some(&*full));
    let mut person = Person::default();
    let long = "x".repeat(POINT_MAX + 1);
    let refused = person.fills(GAP, 1, &long).unwrap_err();
    assert!(refused.contains("500 characters"), "{refused}");
    assert!(person.model.is_empty());
    person.fills(GAP, 1, &long[1..]).unwrap();
}

#[test]
fn who_stops_studying_a_card_is_not_asked_again_by_the_next_word() {
    let mut person = Person::default();
    person.fills(GAP, 1, "I had no job.").unwrap();
    let ids = vec![GAP.into()];
    let chosen = false;
    person.does(CardAction::Choose { ids, chosen }).unwrap();
    person.fills(GAP, 2, "I moved.").unwrap();
    assert!(!person.row(GAP).is_studied());
}

#[test]
fn a_tick_studies_the_card_and_keeps_its_words() {
    let mut person = Person::default();
    let ticks = |person: &mut Person, in_file: bool| {
        let mut card = person.card_of(GAP);
        tick(&mut card, in_file);
        let id = GAP.into();
        person.does(CardAction::Edit { id, card }).unwrap();
        let all = person.overview().weak_points;
        let ticked: Vec<CardId> = all
            .into_iter()
            .filter(|line| line.ticked)
            .map(|line| line.card)
            .collect();
        (ticked, person.row(GAP).is_studied())
    };
    assert_eq!(ticks(&mut person, true), (vec![GAP.into()], true));
    assert_eq!(person.detail(GAP), "0 of 4 steps");
    person.fills(GAP, 1, "I had no job.").unwrap();
    assert_eq!(ticks(&mut person, false), (vec![], false));
    assert_eq!(person.detail(GAP), "1 of 4 steps");
    // A paused card is asked again.
    let (id, suspended) = (GAP.into(), true);
    person.does(CardAction::Suspend { id, suspended }).unwrap();
    assert_eq!(ticks(&mut person, true), (vec![GAP.into()], true));
}

#[test]
fn strengths_are_the_outline_of_one_card() {
    let mut person = Person::default();
    let sheet = person.sheet(BRING);
    assert_eq!((sheet.about, sheet.fields.len()), (About::Strengths, 4));
    person.fills(BRING, 2, "I speak Spanish.").unwrap();
    person.fills(BRING, 1, "Three countries.").unwrap();
    assert_eq!(
        person.points(BRING),
        ["Three countries.", "I speak Spanish."]
    );
    assert_eq!(person.detail(BRING), "2 of 4 themes");
    assert!(person.row(BRING).chosen && !person.card_of(BRING).in_file);
}

#[test]
fn a_visa_sentence_is_the_first_point_of_its_answer() {
    let mut person = Person::default();
    assert_eq!(person.sheet(VISA).about, About::Visa);
    assert_eq!(person.detail(VISA), "Not written yet");
    assert_eq!(own_sentences(person.model.all()), []);
    person.has_outline(VISA, &[point("DIRECT-1", "Answer:")]);
    assert_eq!(
        own_sentences(person.model.all()),
        [],
        "a step without words"
    );
    let known = situations(&FACTS, VISA);
    for one in &known {
        // Begun with the sentence, and edited.
        for text in [one.say.clone(), format!("Yes. {} Gladly.", one.say)] {
            person.fills(VISA, 1, &text).unwrap();
            assert_eq!(person.detail(VISA), text);
            let own = [(VISA.to_owned(), text.clone())];
            assert_eq!(own_sentences(person.model.all()), own);
            let found = situation_of(&known, &text).map(|found| &found.id);
            assert_eq!(found, Some(&one.id));
        }
    }
    assert_eq!(situation_of(&known, ""), None);
    assert_eq!(situation_of(&known, "Yes."), None);
    let only = situations(&FACTS, "visa-travel-risk");
    assert_eq!(only.len(), 1);
    assert!(
        situation_of(&only, "").is_some(),
        "there is nothing to choose"
    );
    assert_eq!(situation_of(&situations(&FACTS, GAP), ""), None);
}

#[test]
fn facts_grow_old_after_sixty_days() {
    let day = |text| Day::parse(text).unwrap();
    let checked = day("2026-11-22");
    assert!(!is_old(checked, checked));
    assert!(!is_old(checked, day("2027-01-21")));
    assert!(is_old(checked, day("2027-01-22")));
}

#[test]
fn any_card_with_a_shape_has_a_sheet() {
    let mut person = Person::default();
    for question in &QUESTIONS.questions {
        let sheet = person.sheet(&question.id);
        assert!(!sheet.fields.is_empty(), "{}", question.id);
    }
    let own = |structure: &str| Card {
        text: Some("Why?".to_owned()),
        structure: Some(structure.to_owned()),
        ..Card::default()
    };
    for (id, structure, fields) in [("star", "STAR", Some(4)), ("none", "", None)] {
        let (id, card) = (id.into(), own(structure));
        person.does(CardAction::Add { id, card }).unwrap();
        let row = person.row(if structure.is_empty() { "none" } else { "star" });
        let found = sheet(&PRACTICE, &FACTS, None, &row);
        assert_eq!(found.map(|sheet| sheet.fields.len()), fields);
    }
    // A weak point keeps its four steps whatever shape the card has.
    let card = Card {
        structure: Some("SARR".to_owned()),
        ..Card::default()
    };
    let id = GAP.into();
    person.does(CardAction::Edit { id, card }).unwrap();
    assert_eq!(person.sheet(GAP).fields[0].point, "FOUR_STEP-1");
}

#[test]
fn every_sheet_that_the_content_names_is_offered() {
    let all = Person::default().overview();
    let cards = |lines: &[matchbook::store::read::worksheets::Line]| {
        lines
            .iter()
            .map(|line| line.card.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(all.weak_points.len(), 10);
    assert_eq!(cards(&all.strengths), [BRING]);
    assert_eq!(cards(&all.visa), [VISA, "visa-travel-risk"]);
    assert!(all.weak_points.iter().all(|line| !line.ticked));
}

proptest! {
    /// Whatever was on the card and in whatever order the fields are written and emptied: every own point stays,
    /// in its order, every field holds what was written last, and the fields stand in their order among those
    /// that were added.
    #[test]
    fn nothing_written_is_lost(
        own in prop::collection::vec("[a-z]{1,6}", 0..6),
        typed in prop::collection::vec((1_usize..=4, prop::sample::select(&["", "one", "two"][..])), 0..12),
    ) {
        let mut person = Person::default();
        let mine: Vec<Point> = own
            .iter()
            .enumerate()
            .map(|(number, text)| point(&format!("own-{number}"), text))
            .collect();
        if !mine.is_empty() {
            person.has_outline(GAP, &mine);
        }
        let mut fields = [""; 4];
        for (number, text) in typed {
            person.fills(GAP, number, text).unwrap();
            fields[number - 1] = text;
            let outline = person.card_of(GAP).outline.unwrap_or_default();
            let kept: Vec<&Point> = outline.iter().filter(|one| one.id.starts_with("own-")).collect();
            prop_assert_eq!(kept, mine.iter().collect::<Vec<_>>());
            let sheet = person.sheet(GAP);
            let steps: Vec<&str> = outline
                .iter()
                .filter(|one| !one.id.starts_with("own-"))
                .map(|one| &*one.text)
                .collect();
            let written: Vec<&str> = fields.into_iter().filter(|text| !text.is_empty()).collect();
            prop_assert_eq!(steps, written);
            for (field, text) in sheet.fields.iter().zip(fields) {
                prop_assert_eq!(sheet.text(&outline, field), text);
            }
        }
    }
}
