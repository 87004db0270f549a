//! The prep sheet of a program: what stands in a field is read from where it was written, grows old after sixty
//! days, and hides the questions that it answers.

use crate::person::Person;
use crate::ranks::{DAY_MS, NOW, today, world, world_at};
use matchbook::content::lazy::{self, ProgramsGuide, QuestionsToAsk, SheetField};
use matchbook::domain::card::{Card, why_card};
use matchbook::domain::debrief::Debrief;
use matchbook::domain::fact::{
    DIFFERENT, Fact, Leaning, STALE_DAYS, Setting, most_facts, place_of,
};
use matchbook::domain::ids::child;
use matchbook::domain::meeting::{Block, DOOR, Meeting};
use matchbook::domain::person::{COORDINATOR, DIRECTOR, Person as Somebody};
use matchbook::domain::program::Program;
use matchbook::domain::record::Record;
use matchbook::domain::story::Story;
use matchbook::domain::thanks::{Thanks, ThanksPolicy};
use matchbook::domain::time::Minute;
use matchbook::domain::trip::{Format, Interview};
use matchbook::store::acts::programs::ProgramAction;
use matchbook::store::acts::sheet::SheetAction;
use matchbook::store::acts::stories::StoryAction;
use matchbook::store::acts::trips::TripAction;
use matchbook::store::core::change::{Act, Change, Plan, Refusal};
use matchbook::store::core::model::{Model, Stored};
use matchbook::store::core::sheet::facts_of;
use matchbook::store::read::deck::{Row, row};
use matchbook::store::read::elevator::{ELEVATOR_MAX, Elevator, elevator};
use matchbook::store::read::eve::eve;
use matchbook::store::read::questions::to_ask;
use matchbook::store::read::sheet::{FIELDS, FieldState, count, fields, state, why_points};
use matchbook::store::read::thread::{About, thread};
use matchbook::store::read::world::World;
use proptest::prelude::*;

const PROGRAM: &str = "wrenfield";

fn guide() -> ProgramsGuide {
    lazy::read(include_str!("../../content/lazy/programs.json")).unwrap()
}

fn questions() -> QuestionsToAsk {
    guide().questions_to_ask
}

fn content() -> Vec<SheetField> {
    guide().program_sheet_fields
}

/// Somebody who has one program.
fn applicant() -> Person {
    let mut person = Person::default();
    let program = Program {
        name: "Wrenfield University".to_owned(),
        zone: "UTC".to_owned(),
        ..Program::default()
    };
    let id = PROGRAM.to_owned();
    person
        .does(ProgramAction::Add {
            id: id.into(),
            program,
        })
        .unwrap();
    person
}

/// Writes a record as another trade's act would.
struct Put(Vec<Change>);

impl Act for Put {
    fn plan(self, _: &Model) -> Result<Plan, Refusal> {
        Ok(Plan::Write(self.0))
    }
}

impl Person {
    fn puts<R: Stored>(&mut self, id: &str, record: &R) {
        let before = self.model.get_or_default::<R>(id);
        let changes = record.changes_since(&before).into_iter();
        let changes = changes.map(|(field, val)| Change {
            kind: R::KIND.into(),
            id: id.into(),
            field: field.into(),
            val: val.into(),
        });
        self.does(Put(changes.collect())).unwrap();
    }

    /// Writes a fact on the sheet; the answer is the sentence with which it is refused.
    fn notes(&mut self, own: &str, change: impl FnOnce(&mut Fact)) -> Result<(), String> {
        let id = child(PROGRAM, own);
        let mut fact = self.model.get_or_default::<Fact>(&id);
        change(&mut fact);
        let today = today();
        self.does(SheetAction::Write {
            id: id.into(),
            fact,
            today,
        })?;
        Ok(())
    }

    fn says(&mut self, own: &str, text: &str) {
        self.notes(own, |fact| fact.text = text.to_owned()).unwrap();
    }

    fn fact(&self, own: &str) -> Fact {
        self.model.get_or_default(&child(PROGRAM, own))
    }

    fn field(&self, field: &str) -> FieldState {
        state(&self.model, &world(), &PROGRAM.into(), field)
    }

    fn changes(&mut self, change: impl FnOnce(&mut Program)) {
        let mut program = self.model.get_or_default::<Program>(PROGRAM);
        change(&mut program);
        let id = PROGRAM.to_owned();
        self.does(ProgramAction::Edit {
            id: id.into(),
            program,
        })
        .unwrap();
    }

    /// Notes an interview so many days from today, at 08:00 for eight hours.
    fn interviews(&mut self, id: &str, days: i64) {
        let act = ProgramAction::AddInterview {
            program: PROGRAM.into(),
            interview: id.into(),
            today: today(),
        };
        self.does(act).unwrap();
        let mut interview = self.model.get_or_default::<Interview>(id);
        interview.day = Some(today().plus(days));
        interview.start = Minute::parse("08:00").ok();
        let id = id.to_owned();
        self.does(TripAction::EditInterview {
            id: id.into(),
            interview,
        })
        .unwrap();
    }

    fn practices(&mut self) -> Row {
        let act = SheetAction::Practice {
            program: PROGRAM.into(),
            today: today(),
        };
        self.does(act).unwrap();
        self.card().unwrap()
    }

    /// The card "Why this program?" as screens show it.
    fn card(&self) -> Option<Row> {
        let mut row = row(self.model.all(), &[], &why_card(&PROGRAM.into()))?;
        row.see_program(&self.model);
        Some(row)
    }

    fn elevator(&self) -> Elevator {
        elevator(&self.model, &world(), &PROGRAM.into(), &questions())
    }

    /// Ids of the questions that are worth asking there.
    fn asks(&self, world: &World) -> Vec<String> {
        let roles = to_ask(&self.model, world, &PROGRAM.into(), &questions());
        let all = roles.into_iter().flat_map(|role| role.items);
        all.map(|one| one.id).collect()
    }
}

fn texts(row: &Row) -> Vec<&str> {
    row.outline.iter().map(|point| &*point.text).collect()
}

#[test]
fn every_field_of_the_content_has_its_kind() {
    let ids: Vec<String> = content().into_iter().map(|field| field.id).collect();
    assert_eq!(ids, FIELDS.map(|(id, _)| id));
    let person = applicant();
    let states = fields(&person.model, &world(), &PROGRAM.into(), &content());
    assert!(states.iter().all(|field| !field.filled), "{states:?}");
    let counted = count(&person.model, &world(), &PROGRAM.into());
    assert_eq!(
        (counted.filled, counted.all, counted.check.stale),
        (0, 16, 0)
    );
}

#[test]
fn a_field_that_is_not_offered_any_more_stays_for_who_filled_it() {
    let mut person = applicant();
    let mut content = content();
    let outcomes = content.iter_mut().find(|one| one.id == "prep-outcomes");
    outcomes.unwrap().retired = true;
    let shown = |person: &Person| fields(&person.model, &world(), &PROGRAM.into(), &content).len();
    assert_eq!(shown(&person), 15);
    person.says("prep-outcomes/a", "All passed the boards");
    assert_eq!(shown(&person), 16);
}

#[test]
fn a_fact_is_old_after_more_than_sixty_days() {
    let mut person = applicant();
    person.says("prep-img/a", "Sponsors J-1");
    let stale = |person: &Person, days: i64| {
        let world = world_at(NOW + days * DAY_MS);
        let count = count(&person.model, &world, &PROGRAM.into()).check.stale;
        assert_eq!(
            count,
            state(&person.model, &world, &PROGRAM.into(), "prep-img").stale
        );
        count
    };
    assert_eq!(person.fact("prep-img/a").checked_on, Some(today()));
    assert_eq!(stale(&person, STALE_DAYS), 0, "sixty days");
    assert_eq!(stale(&person, STALE_DAYS + 1), 1, "sixty-one days");
    // A later look counts, and can be taken back.
    let later = today().plus(30);
    person
        .notes("prep-img/a", |fact| fact.checked_on = Some(later))
        .unwrap();
    assert_eq!(stale(&person, STALE_DAYS + 1), 0);
    person.takes_back();
    assert_eq!(stale(&person, STALE_DAYS + 1), 1);
    // A better wording is no new look; what was emptied begins anew.
    person.says("prep-img/a", "Sponsors J-1 only");
    assert_eq!(person.fact("prep-img/a").checked_on, Some(today()));
    person.says("prep-img/a", " ");
    assert_eq!(person.fact("prep-img/a").checked_on, None);
    assert_eq!(stale(&person, STALE_DAYS + 1), 0);
    // The person's own words never grow old.
    person.says("prep-flags/a", "My gap of a year");
    assert_eq!(person.fact("prep-flags/a").checked_on, None);
    assert_eq!(stale(&person, 400), 0);
}

#[test]
fn what_other_records_say_fills_their_fields() {
    let mut person = applicant();
    let filled = |person: &Person| -> Vec<String> {
        let all = fields(&person.model, &world(), &PROGRAM.into(), &content());
        let filled = all.into_iter().filter(|field| field.filled);
        filled.map(|field| field.id).collect()
    };
    person.changes(|one| one.thanks_policy = ThanksPolicy::NotNeeded);
    person.changes(|one| one.papers = Some(today()));
    assert_eq!(filled(&person), ["prep-thankyou-policy", "prep-contract"]);
    person.interviews("monday", 3);
    assert_eq!(person.field("prep-format").says, "In person, 8 hours");
    assert!(!person.field("prep-address").filled);
    let mut interview = person.model.get_or_default::<Interview>("monday");
    interview.door = "Third floor, desk B".to_owned();
    person.puts("monday", &interview);
    assert_eq!(person.field("prep-address").says, "Third floor, desk B");
    interview.format = Format::Virtual;
    person.puts("monday", &interview);
    assert!(!person.field("prep-address").filled, "a call has no door");
    let mut dana = Somebody {
        name: "Dana Whitlock".to_owned(),
        role: COORDINATOR.to_owned(),
        ..Somebody::default()
    };
    let id = child(PROGRAM, "dana");
    person.puts(&id, &dana);
    assert!(person.field("prep-people").filled);
    assert!(!person.field("prep-coordinator").filled, "no way to call");
    dana.phone = "312 555 0188".to_owned();
    person.puts(&id, &dana);
    assert_eq!(
        person.field("prep-coordinator").says,
        "Dana Whitlock, 312 555 0188"
    );
    assert!(!person.field("prep-questions").filled);
    dana.question = "Where is the contract?".to_owned();
    person.puts(&id, &dana);
    person.says("prep-questions/a", "Who teaches ultrasound?");
    assert_eq!(person.field("prep-questions").says, "2 questions");
    assert!(person.field("prep-questions").filled);
    // In the order of the page of people: the coordinator first.
    let abel = Somebody {
        name: "Abel Ochoa".to_owned(),
        role: "resident".to_owned(),
        ..Somebody::default()
    };
    person.puts(&child(PROGRAM, "abel"), &abel);
    assert_eq!(
        person.field("prep-people").says,
        "Dana Whitlock, Abel Ochoa"
    );
}

#[test]
fn the_culture_reads_as_one_line() {
    let mut person = applicant();
    person
        .notes("prep-culture", |fact| {
            fact.setting = Some(Setting::Community)
        })
        .unwrap();
    person
        .notes("prep-culture", |fact| fact.leaning = Some(Leaning::Service))
        .unwrap();
    let says = |person: &Person| person.field("prep-culture").says;
    assert_eq!(says(&person), "Community, more service than research");
    person.says("prep-culture", "Everybody greets the cleaner");
    assert_eq!(
        says(&person),
        "Community, more service than research. Everybody greets the cleaner"
    );
}

#[test]
fn a_field_takes_as_many_facts_as_it_says() {
    let mut person = applicant();
    for own in ["a", "b", "c"] {
        person.says(&child(DIFFERENT, own), own);
    }
    let fourth = person.notes(&child(DIFFERENT, "d"), |fact| fact.text = "d".to_owned());
    assert!(fourth.unwrap_err().contains("Three facts"));
    let own = |person: &Person| -> Vec<String> {
        let all = facts_of(&person.model, &PROGRAM.into(), DIFFERENT).into_iter();
        all.map(|(_, fact)| fact.text.clone()).collect()
    };
    assert_eq!(own(&person), ["a", "b", "c"], "in the order of writing");
    let id = child(PROGRAM, &child(DIFFERENT, "b"));
    person.does(SheetAction::Remove { id: id.into() }).unwrap();
    person.says(&child(DIFFERENT, "d"), "d");
    assert_eq!(own(&person), ["a", "c", "d"]);
    person.says("prep-outcomes/a", "a");
    person.says("prep-outcomes/b", "b");
    assert_eq!(person.field("prep-outcomes").says, "a (and 1 more)");
    assert_eq!(most_facts("prep-postcontact"), 1);
    assert_eq!(
        place_of("wrenfield/prep-different/a"),
        Some(("wrenfield", DIFFERENT))
    );
    // Nothing is written to a program that is gone.
    let id = PROGRAM.to_owned();
    person
        .does(ProgramAction::Delete { id: id.into() })
        .unwrap();
    assert!(
        person
            .notes("prep-focus/a", |fact| fact.text = "x".to_owned())
            .is_err()
    );
    assert!(person.model.all::<Fact>().is_empty());
}

#[test]
fn the_elevator_holds_three_facts_two_questions_and_the_director() {
    let mut person = applicant();
    assert!(person.elevator().is_empty());
    for own in ["a", "b", "c"] {
        person.says(&child(DIFFERENT, own), &["Fact ", own].concat());
    }
    // Before any is chosen: what sets the program apart.
    assert_eq!(person.elevator().facts.len(), 3);
    let on = |fact: &mut Fact| fact.on_card = true;
    for own in ["prep-different/a", "prep-img/a", "prep-focus/a"] {
        person.says(own, &["On card: ", own].concat());
        person.notes(own, on).unwrap();
    }
    let fourth = person.notes("prep-different/b", on);
    assert!(fourth.unwrap_err().contains("its three facts"));
    person
        .notes("prep-img/a", |fact| fact.why = "I need a J-1".to_owned())
        .unwrap();
    let facts = person.elevator().facts;
    assert_eq!(facts.len(), 3);
    assert_eq!(facts[2].1, "I need a J-1");
    let director = Somebody {
        name: "Marta Lindqvist".to_owned(),
        say_it: "MAR-ta LIND-kvist".to_owned(),
        role: DIRECTOR.to_owned(),
        question: "What are you proud of?".to_owned(),
        ..Somebody::default()
    };
    person.puts(&child(PROGRAM, "marta"), &director);
    let of_director = to_ask(&person.model, &world(), &PROGRAM.into(), &questions()).into_iter();
    let of_director = of_director.filter(|role| role.id == DIRECTOR);
    let first = of_director.flat_map(|role| role.items).next().unwrap().text;
    let asks_the_usual = Somebody {
        question: first.clone(),
        ..director.clone()
    };
    person.puts(&child(PROGRAM, "marta"), &asks_the_usual);
    let asked = person.elevator().questions;
    assert_eq!((asked.len(), &asked[0]), (2, &first));
    assert_ne!(asked[0], asked[1], "no question twice");
    person.puts(&child(PROGRAM, "marta"), &director);
    person.interviews("monday", 3);
    let card = person.elevator();
    let (name, say) = card.director.clone().unwrap();
    assert_eq!((&*name, &*say), ("Dr Marta Lindqvist", "MAR-ta LIND-kvist"));
    assert_eq!(card.questions.len(), 2);
    assert_eq!(card.questions[0], "What are you proud of?");
    assert!(!card.questions[1].contains('['), "a blank is no question");
    assert_eq!(card.interview.as_deref(), Some("monday"));
    assert!(card.arrival.contains("08:00"), "{}", card.arrival);
    assert!(
        card.seconds().is_multiple_of(10) && card.seconds() <= ELEVATOR_MAX,
        "{}",
        card.seconds()
    );
    // A corrected name is right here at once, and a title is not said twice.
    let titled = Somebody {
        name: "Dr. Marta Lindqvist-Berg".to_owned(),
        ..director
    };
    person.puts(&child(PROGRAM, "marta"), &titled);
    assert_eq!(
        person.elevator().director.unwrap().0,
        "Dr Marta Lindqvist-Berg"
    );
}

#[test]
fn the_card_follows_the_sheet_and_copies_nothing() {
    let mut person = applicant();
    let story = Story {
        title: "The blue notebook".to_owned(),
        ..Story::default()
    };
    let id = "blue".into();
    person.does(StoryAction::Edit { id, story }).unwrap();
    let own = child(DIFFERENT, "a");
    person.says(&own, "Own clinic patients");
    person
        .notes(&own, |fact| {
            fact.why = "The same people for years".to_owned();
            fact.proof = "blue".into();
        })
        .unwrap();
    person.says("prep-outcomes/a", "Not on the card");
    assert!(person.card().is_none());
    let card = person.practices();
    assert!(card.is_studied());
    assert!(!card.id.contains('/'), "it is a part of an address");
    assert_eq!(
        card.only_for.as_deref(),
        Some(PROGRAM),
        "due before its date"
    );
    assert_eq!(card.text, "Why Wrenfield University?");
    assert_eq!(
        texts(&card),
        [
            "Own clinic patients",
            "The same people for years",
            "Proof: The blue notebook"
        ]
    );
    let stored = person.model.get::<Card>(&card.id).unwrap();
    assert_eq!((&stored.outline, &*stored.script), (&None, ""));
    person.says("prep-why", "I want to stay");
    person.changes(|one| one.name = "Wrenfield Medical Center".to_owned());
    let after = person.card().unwrap();
    assert_eq!(after.script, "I want to stay");
    assert_eq!(after.text, "Why Wrenfield Medical Center?");
    // Points keep their ids, so that reviews know what was said before the correction.
    person.says(&own, "Own clinic patients from month two");
    let corrected = person.card().unwrap();
    assert_eq!(corrected.outline[0].id, card.outline[0].id);
    assert_eq!(
        corrected.outline[0].text,
        "Own clinic patients from month two"
    );
    // A story that is gone proves nothing, and the person's own words come back.
    person
        .notes(&own, |fact| {
            fact.proof_text = "Three years of it".to_owned()
        })
        .unwrap();
    let id = "blue".into();
    person.does(StoryAction::Delete { id }).unwrap();
    assert_eq!(
        texts(&person.card().unwrap())[2],
        "Proof: Three years of it"
    );
}

#[test]
fn practicing_twice_keeps_one_card_and_can_be_taken_back() {
    let mut person = applicant();
    let card = person.practices();
    let once = person.model.clone();
    person.practices();
    assert_eq!(person.model, once);
    person.takes_back();
    assert!(person.card().is_none());
    person.practices();
    // It goes with its program, and comes back with it.
    let id = PROGRAM.to_owned();
    person
        .does(ProgramAction::Delete { id: id.into() })
        .unwrap();
    assert!(!person.model.is_alive(Card::KIND, &card.id));
    person.takes_back();
    assert!(person.model.is_alive(Card::KIND, &card.id));
}

#[test]
fn a_question_is_hidden_while_the_sheet_answers_it() {
    let mut person = applicant();
    let all = questions().items.len();
    let asked = |person: &Person, id: &str| person.asks(&world()).iter().any(|one| one == id);
    assert_eq!(person.asks(&world()).len(), all);
    assert!(asked(&person, "ask-coord-visa"));
    person.says("prep-img/a", "J-1 and H-1B");
    assert!(!asked(&person, "ask-coord-visa"));
    assert!(asked(&person, "ask-pd-img"), "a visa type is no experience");
    // What is old, or to be found out, is asked again.
    let old = world_at(NOW + (STALE_DAYS + 1) * DAY_MS);
    assert!(person.asks(&old).contains(&"ask-coord-visa".to_owned()));
    person.notes("prep-img/a", |fact| fact.open = true).unwrap();
    assert!(asked(&person, "ask-coord-visa"));
    person.says("prep-outcomes/a", "All passed");
    assert!(!asked(&person, "ask-pd-boards") && !asked(&person, "ask-pd-grads"));
    person.changes(|one| one.papers = Some(today()));
    assert!(!asked(&person, "ask-coord-contract"));
    // One question about two policies is answered by both.
    person.changes(|one| one.thanks_policy = ThanksPolicy::Welcome);
    assert!(asked(&person, "ask-coord-contact"));
    person.says("prep-postcontact", "No second look");
    assert!(!asked(&person, "ask-coord-contact") && !asked(&person, "ask-coord-secondlook"));
    let roles = to_ask(&person.model, &world(), &PROGRAM.into(), &questions());
    let (shown, hidden) = roles.iter().fold((0, 0), |(shown, hidden), role| {
        (shown + role.items.len(), hidden + role.answered.len())
    });
    assert_eq!((shown + hidden, hidden), (all, 5));
}

#[test]
fn the_next_step_is_what_is_missing_most() {
    let mut person = applicant();
    let step = |person: &Person, world: &World| {
        thread(&person.model, world, &PROGRAM.into())
            .step
            .map_or(String::new(), |step| step.title)
    };
    assert_eq!(step(&person, &world()), "", "nothing before an interview");
    person.interviews("monday", 3);
    let now = world_at(NOW);
    assert_eq!(step(&person, &now), "Write what makes it different");
    person.says(&child(DIFFERENT, "a"), "Own clinic");
    assert_eq!(step(&person, &now), "Practice “Why this program?”");
    person.practices();
    assert_eq!(step(&person, &now), "Write down whom you will meet");
    let marta = child(PROGRAM, "marta");
    person.puts(
        &marta,
        &Somebody {
            name: "Marta".to_owned(),
            ..Somebody::default()
        },
    );
    assert_eq!(step(&person, &now), "Choose three facts for the elevator");
    let on = |fact: &mut Fact| fact.on_card = true;
    person.notes(&child(DIFFERENT, "a"), on).unwrap();
    assert!(
        step(&person, &now).starts_with("Fill "),
        "{}",
        step(&person, &now)
    );
    let before = today().plus(-STALE_DAYS - 1);
    person
        .notes(&child(DIFFERENT, "a"), |fact| {
            fact.checked_on = Some(before)
        })
        .unwrap();
    assert_eq!(step(&person, &now), "Check 1 fact again");
    assert_eq!(
        step(&person, &world_at(NOW + 3 * DAY_MS)),
        "Read the elevator card"
    );
    // When it is over: the debrief, then the notes, then the rating.
    let after = world_at(NOW + 4 * DAY_MS);
    assert_eq!(step(&person, &after), "Write down how it was");
    let mut interview = person.model.get_or_default::<Interview>("monday");
    interview.debriefed = Some(today().plus(4));
    person.puts("monday", &interview);
    let met = child("monday", &marta);
    person.puts(
        &met,
        &Meeting {
            at: NOW,
            ..Meeting::default()
        },
    );
    assert_eq!(step(&person, &after), "Thank one person");
    person.changes(|one| one.thanks_policy = ThanksPolicy::DoNotSend);
    assert_eq!(step(&person, &after), "Rate it while you remember");
    person.changes(|one| one.thanks_policy = ThanksPolicy::Welcome);
    person.puts(
        &met,
        &Thanks {
            sent: Some(NOW),
            ..Thanks::default()
        },
    );
    assert_eq!(step(&person, &after), "Rate it while you remember");
}

#[test]
fn what_comes_after_opens_when_the_interview_is_over() {
    let mut person = applicant();
    person.interviews("monday", 3);
    let stages = |person: &Person, days: i64| {
        let world = world_at(NOW + days * DAY_MS);
        thread(&person.model, &world, &PROGRAM.into()).stages
    };
    let before = stages(&person, 0);
    let last = before.last().unwrap();
    assert_eq!(last.path, None);
    assert_eq!(last.detail, "Opens Thu 3 Dec, 16:00 UTC");
    assert_eq!(before[0].end, "1 of 16");
    let plan = "programs/wrenfield/interview/monday/plan";
    assert!(before.iter().any(|one| one.path.as_deref() == Some(plan)));
    let prompt = Debrief {
        text: "They sang".to_owned(),
        at: NOW,
        ..Debrief::default()
    };
    person.puts(&child("monday", "db-liked"), &prompt);
    let after = stages(&person, 4);
    assert!(after.iter().all(|one| one.path.is_some()), "{after:?}");
    let debrief = after.iter().find(|one| one.about == About::Debrief);
    assert_eq!(debrief.unwrap().detail, "1 answer written");
}

#[test]
fn the_next_interview_stands_on_both_clocks() {
    let mut person = applicant();
    person.interviews("monday", 3);
    let mut interview = person.model.get_or_default::<Interview>("monday");
    interview.zone = "America/Chicago".to_owned();
    interview.length = 360;
    person.puts("monday", &interview);
    let world = World {
        phone_zone: "Asia/Kolkata",
        offset: &|zone, _| if zone == "Asia/Kolkata" { 330 } else { -360 },
        abbreviation: &|_, _| "CST".to_owned(),
        ..world()
    };
    let shown = thread(&person.model, &world, &PROGRAM.into())
        .interview
        .unwrap();
    assert_eq!(shown.when, "In 3 days, Thu 3 Dec");
    let clocks: Vec<(&str, &str, bool)> = shown
        .clocks
        .iter()
        .map(|one| (&*one.time, &*one.whose, one.night))
        .collect();
    assert_eq!(
        clocks,
        [
            ("08:00", "Chicago, CST", false),
            ("19:30", "your body, Kolkata", false)
        ]
    );
    assert_eq!(
        shown.says,
        "Ends at 01:30 for your body. Be at the door at 07:15."
    );
    let line = shown.line.unwrap();
    assert_eq!((line.from, line.span), (12, (31.25, 25.0)));
    assert_eq!(line.nights().len(), 1);
    // Where both clocks agree there is one, and no line.
    let at_home = World {
        phone_zone: "America/Chicago",
        ..world
    };
    let shown = thread(&person.model, &at_home, &PROGRAM.into())
        .interview
        .unwrap();
    assert_eq!((shown.clocks.len(), shown.line), (1, None));
    assert_eq!(shown.says, "Be at the door at 07:15.");
    // A time that was given by hand in the plan of the day is the one.
    let at_seven = Block {
        start: Some(Minute::parse("07:00").unwrap()),
        ..Block::default()
    };
    person.puts(&child("monday", DOOR), &at_seven);
    let shown = thread(&person.model, &at_home, &PROGRAM.into())
        .interview
        .unwrap();
    assert_eq!(shown.says, "Be at the door at 07:00.");
}

proptest! {
    /// Whatever is corrected, every place reads the correction, and none the old words.
    #[test]
    fn a_corrected_fact_is_right_everywhere_at_once(
        place in 0..FIELDS.len(),
        text in "[A-Z][a-z]{3,12} [a-z]{3,12}",
        why in "[A-Z][a-z]{3,12}",
    ) {
        let field = FIELDS[place].0;
        let own = match most_facts(field) {
            1 => field.to_owned(),
            _ => child(field, "a"),
        };
        let mut person = applicant();
        person.says(&own, "The old words");
        person.notes(&own, |fact| {
            fact.why = "An old reason".to_owned();
            fact.on_card = true;
        }).unwrap();
        person.practices();
        person.says(&own, &text);
        person.notes(&own, |fact| fact.why = why.clone()).unwrap();
        let card = person.card().unwrap();
        let lift = person.elevator();
        let read = eve(&person.model, &world(), &PROGRAM.into(), &content());
        let points = why_points(&person.model, &PROGRAM.into());
        prop_assert_eq!(&card.outline, &points);
        let said = format!("{card:?} {lift:?} {read:?} {:?}", person.field(field));
        prop_assert!(!said.contains("old words"), "{}", said);
        prop_assert!(!said.contains("old reason"), "{}", said);
        prop_assert_eq!(points.first().map(|point| &*point.text), Some(&*text));
        prop_assert_eq!(&lift.facts, &vec![(text.clone(), why.clone())]);
        let read = format!("{read:?}");
        prop_assert!(read.contains(&*text));
    }
}
