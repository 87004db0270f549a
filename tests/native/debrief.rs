//! The debrief: what each step holds, where one goes on, what becomes of answers and questions, and what it
//! ticks when it is closed.

use std::collections::BTreeSet;

use crate::afters::{
    INTERVIEW, PROGRAM, TRIP, at, guide, human, interviewed, knows, meets, notes_down, travels,
    world,
};
use crate::person::Person;
use matchbook::content;
use matchbook::content::lazy::{self, Questions};
use matchbook::domain::card::{Card, Log, Rating};
use matchbook::domain::debrief::{DUMP, Debrief, FreeClock, REDO, TASKS};
use matchbook::domain::fact::Fact;
use matchbook::domain::ids::CardId;
use matchbook::domain::person::Person as Human;
use matchbook::domain::ranking::GUT;
use matchbook::domain::time::{Day, Instant};
use matchbook::domain::trip::Interview;
use matchbook::store::acts::cards::CardAction;
use matchbook::store::acts::debrief::DebriefAction;
use matchbook::store::acts::people::PeopleAction;
use matchbook::store::acts::programs::ProgramAction;
use matchbook::store::acts::ranking::{RankAction, Said};
use matchbook::store::acts::trips::TripAction;
use matchbook::store::core::change::{Act, Change, Plan, Refusal};
use matchbook::store::core::model::Model;
use matchbook::store::read::agenda::agenda;
use matchbook::store::read::debrief::{
    Step, asked, held, met, others, prompts, redo_with, resume, to_redo, waits, written,
};
use matchbook::store::read::deck::{self, Row};
use matchbook::store::read::tasks::tasks;
use matchbook::store::read::today::{About, TodayRow};
use matchbook::study::memory::Scheduler;

const DAY: &str = "2026-12-14";

fn questions() -> Questions {
    lazy::read(include_str!("../../content/lazy/questions.json")).unwrap()
}

fn cards(person: &Person) -> Vec<Row> {
    deck::rows(person.model.all::<Card>(), &questions().questions)
}

fn writes(person: &mut Person, prompt: &str, text: &str) {
    let at = i64::try_from(person.seq).unwrap() + 1;
    person
        .does(DebriefAction::Write {
            interview: INTERVIEW.into(),
            prompt: prompt.to_owned(),
            text: text.to_owned(),
            at,
        })
        .unwrap();
}

fn rates(person: &mut Person, criterion: &str, value: u8) {
    let said = Said {
        program: PROGRAM.into(),
        criterion: criterion.into(),
        fresh: person.seq.to_string(),
        at: 1,
        day: Day::parse(DAY).unwrap(),
    };
    let (value, note) = (Some(value), String::new());
    person.does(RankAction::Rate { said, value, note }).unwrap();
}

fn close(today: &str) -> DebriefAction {
    DebriefAction::Close {
        interview: INTERVIEW.into(),
        today: Day::parse(today).unwrap(),
    }
}

#[test]
fn it_goes_on_with_the_first_step_that_holds_nothing() {
    let mut mira = interviewed(DAY);
    let now = |mira: &Person| resume(&mira.model, &INTERVIEW.into());
    let mut seen = vec![now(&mira)];
    writes(&mut mira, DUMP, "Everybody said hello");
    seen.push(now(&mira));
    meets(
        &mut mira,
        "h",
        ("Samir Haddad", "faculty"),
        ("ultrasound", ""),
    );
    seen.push(now(&mira));
    writes(&mut mira, "db-liked", "The clinic");
    seen.push(now(&mira));
    writes(&mut mira, "db-proud", "The gap");
    seen.push(now(&mira));
    notes_down(&mut mira, "h", |one| one.asked = "Why the gap?".to_owned());
    seen.push(now(&mira));
    rates(&mut mira, "rk-culture", 4);
    seen.push(now(&mira));
    rates(&mut mira, GUT, 8);
    seen.push(now(&mira));
    assert_eq!(seen, Step::ALL);
    let said = |step| held(&mira.model, &INTERVIEW.into(), step, &["db-next"]);
    let all = Step::ALL.map(said);
    assert_eq!(
        all,
        [
            "3 words", "1 noted", "2 words", "2 words", "1 noted", "1 rated", "8 of 10", ""
        ]
    );
}

#[test]
fn each_prompt_of_the_content_is_asked_in_one_step() {
    let guide = guide().debrief;
    let mut ids: Vec<&str> = Vec::new();
    for step in Step::ALL {
        ids.extend(prompts(&guide, step).iter().map(|prompt| &*prompt.id));
        assert_eq!(Step::of(step.id()), Some(step));
    }
    // People, one detail each, and their types have fields of their own.
    ids.extend(["db-names", "db-type"]);
    let asked: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(asked.len(), ids.len(), "asked twice: {ids:?}");
    let all = guide.full.iter().chain(&guide.quick);
    let all: BTreeSet<&str> = all.map(|prompt| &*prompt.id).collect();
    assert_eq!(asked, all);
    assert!(all.contains(REDO));
}

#[test]
fn what_is_written_keeps_when_it_was_begun_and_comes_back() {
    let mut mira = interviewed(DAY);
    writes(&mut mira, DUMP, "One");
    let id = [INTERVIEW, "/", DUMP].concat();
    let begun = mira.model.get::<Debrief>(&id).unwrap().at;
    writes(&mut mira, DUMP, "One two");
    assert_eq!(mira.model.get::<Debrief>(&id).unwrap().at, begun);
    assert_eq!(written(&mira.model, &INTERVIEW.into(), DUMP), "One two");
    mira.undoes().unwrap();
    assert_eq!(written(&mira.model, &INTERVIEW.into(), DUMP), "One");
    mira.does(TripAction::RemoveInterview {
        id: INTERVIEW.into(),
    })
    .unwrap();
    assert_eq!(written(&mira.model, &INTERVIEW.into(), DUMP), "");
    let gone = mira.does(DebriefAction::Write {
        interview: INTERVIEW.into(),
        prompt: DUMP.to_owned(),
        text: "x".to_owned(),
        at: 1,
    });
    assert!(gone.unwrap_err().contains("deleted"));
}

#[test]
fn whoever_was_met_is_noted_once_and_the_others_are_offered() {
    let mut mira = interviewed(DAY);
    knows(&mut mira, "k", "Kiri Tane", "faculty");
    knows(&mut mira, "a", "Ana Silva", "resident");
    let names = |mira: &Person| {
        let met = met(&mira.model, &INTERVIEW.into()).into_iter();
        let met: Vec<String> = met.map(|one| one.person.name).collect();
        let others = others(&mira.model, &INTERVIEW.into()).into_iter();
        let others: Vec<String> = others.map(|(_, one)| one.name).collect();
        (met.join(", "), others.join(", "))
    };
    assert_eq!(
        names(&mira),
        (String::new(), "Ana Silva, Kiri Tane".to_owned())
    );
    let meet = |name: &str, fresh: &str| PeopleAction::Meet {
        interview: INTERVIEW.into(),
        fresh: fresh.to_owned(),
        person: Human {
            name: name.to_owned(),
            ..Human::default()
        },
        at: 7,
    };
    mira.does(meet("kiri  TANE", "x")).unwrap();
    mira.does(meet("Bo", "y")).unwrap();
    assert_eq!(
        names(&mira),
        ("Kiri Tane, Bo".to_owned(), "Ana Silva".to_owned())
    );
}

#[test]
fn questions_that_were_asked_are_each_offered_once_and_known_ones_say_so() {
    let mut mira = interviewed(DAY);
    meets(&mut mira, "h", ("Samir Haddad", "faculty"), ("", ""));
    let starter = questions().questions[0].clone();
    notes_down(&mut mira, "h", |one| {
        one.kind = "warm".to_owned();
        one.asked = [
            &*starter.text.to_uppercase(),
            "\n- What do you cook at home?\n\n \n",
        ]
        .concat();
    });
    writes(
        &mut mira,
        "db-questions",
        "what do you cook at home\nמה שלומך?\n…",
    );
    let found = asked(&mira.model, &cards(&mira), &INTERVIEW.into());
    let texts: Vec<(&str, &str, bool)> = found
        .iter()
        .map(|one| (&*one.text, &*one.by, one.card.is_some()))
        .collect();
    assert_eq!(
        texts,
        [
            (&*starter.text.to_uppercase(), "Samir Haddad", true),
            ("What do you cook at home?", "Samir Haddad", false),
            ("מה שלומך?", "", false),
        ]
    );
    assert_eq!(found[0].card.as_deref(), Some(&*starter.id));
    // All at once, one undo.
    let news: Vec<(CardId, Card)> = found
        .into_iter()
        .filter(|one| one.card.is_none())
        .enumerate()
        .map(|(place, one)| {
            let card = Card {
                own: true,
                text: Some(one.text),
                chosen: true,
                ..Card::default()
            };
            (format!("new-{place}").into(), card)
        })
        .collect();
    mira.does(CardAction::Import { cards: news }).unwrap();
    let known = |mira: &Person| {
        let found = asked(&mira.model, &cards(mira), &INTERVIEW.into());
        found.iter().filter(|one| one.card.is_some()).count()
    };
    assert_eq!(known(&mira), 3);
    mira.undoes().unwrap();
    assert_eq!(known(&mira), 1);
}

fn redo(card: &str, on: bool, fresh: &str) -> DebriefAction {
    DebriefAction::Redo {
        interview: INTERVIEW.into(),
        card: card.into(),
        on,
        fresh: fresh.to_owned(),
        at: at("2026-12-14 16:00"),
        day: Day::parse(DAY).unwrap(),
    }
}

#[test]
fn an_answer_to_give_better_is_due_and_to_be_rewritten() {
    let mut mira = interviewed(DAY);
    let id = questions().questions[3].id.clone();
    let untouched = mira.model.clone();
    mira.does(redo(&id, true, "1")).unwrap();
    let card = mira.model.get::<Card>(&id).unwrap();
    assert!(card.chosen && !card.suspended && card.to_rewrite);
    let log = mira.model.get::<Log>(&id).unwrap().clone();
    let ratings: Vec<Rating> = log.scheduled().map(|one| one.rating).collect();
    assert_eq!(ratings, [Rating::Again]);
    let chosen = to_redo(&mira.model, &cards(&mira), &INTERVIEW.into());
    assert_eq!(chosen.len(), 1);
    assert_eq!(chosen[0].0, *id);
    assert!(
        cards(&mira)
            .iter()
            .any(|row| row.id == *id && row.to_rewrite)
    );
    // Once more counts nothing.
    assert_eq!(mira.does(redo(&id, true, "2")), Ok(None));
    // Taken back, the schedule is as it was.
    mira.does(redo(&id, false, "3")).unwrap();
    assert!(mira.model.get::<Log>(&id).unwrap().reviews.is_empty());
    assert!(!mira.model.get::<Card>(&id).unwrap().to_rewrite);
    assert!(to_redo(&mira.model, &cards(&mira), &INTERVIEW.into()).is_empty());
    mira.undoes().unwrap();
    assert_eq!(mira.model.get::<Log>(&id).unwrap(), &log);
    mira.undoes().unwrap();
    let stands = |model: &Model| {
        let card: Card = model.get_or_default(&id);
        (card, model.get_or_default::<Log>(&id))
    };
    assert_eq!(stands(&mira.model), stands(&untouched));
    // It is due the same evening.
    mira.does(redo(&id, true, "4")).unwrap();
    let learned = Scheduler::new(None).unwrap().replay(&id, &log);
    assert!(learned.is_in_steps());
}

/// Between two rooms only the wish is noted; the debrief asks for the answer until it is said which.
#[test]
fn an_answer_to_redo_is_asked_for_until_it_is_named() {
    let mut mira = interviewed(DAY);
    meets(&mut mira, "l", ("Dr Wei Li", "faculty"), ("sepsis", ""));
    writes(&mut mira, DUMP, "All of it");
    writes(&mut mira, "db-liked", "The clinic");
    writes(&mut mira, "db-proud", "The gap");
    let stands = |mira: &Person| {
        let id = INTERVIEW.into();
        (
            redo_with(&mira.model, &id),
            waits(&mira.model, &id, Step::Answers),
            resume(&mira.model, &id),
        )
    };
    // Nothing was to be redone: the step holds words, and that is enough.
    assert_eq!(stands(&mira), (vec![], "", Step::Questions));
    notes_down(&mut mira, "l", |one| one.redo = true);
    let li = vec!["Dr Li".to_owned()];
    let open = (li.clone(), "Which one to redo?", Step::Answers);
    assert_eq!(stands(&mira), open);
    // Blanks are no answer.
    writes(&mut mira, REDO, " \n");
    assert_eq!(stands(&mira), open);
    let closed = (li.clone(), "", Step::Questions);
    let card = questions().questions[3].id.clone();
    mira.does(redo(&card, true, "1")).unwrap();
    assert_eq!(stands(&mira), closed);
    mira.does(redo(&card, false, "2")).unwrap();
    assert_eq!(stands(&mira), open);
    writes(&mut mira, REDO, "Three lines that say it better");
    assert_eq!(stands(&mira), closed);
    writes(&mut mira, REDO, "");
    assert_eq!(stands(&mira), open);
    notes_down(&mut mira, "l", |one| one.redo = false);
    assert_eq!(stands(&mira), (vec![], "", Step::Questions));
}

/// Another interview whose id begins with this one's keeps its answer, and the card what it is to become.
#[test]
fn an_answer_of_two_interviews_is_taken_back_for_one() {
    let mut mira = interviewed(DAY);
    let other = [INTERVIEW, "2"].concat();
    mira.does(ProgramAction::AddInterview {
        program: PROGRAM.into(),
        interview: other.clone().into(),
        today: Day::parse(DAY).unwrap(),
    })
    .unwrap();
    let id = questions().questions[3].id.clone();
    mira.does(redo(&id, true, "1")).unwrap();
    let again = match redo(&id, true, "2") {
        DebriefAction::Redo { card, fresh, .. } => DebriefAction::Redo {
            interview: other.clone().into(),
            card,
            on: true,
            fresh,
            at: at("2026-12-14 17:00"),
            day: Day::parse(DAY).unwrap(),
        },
        act => act,
    };
    mira.does(again).unwrap();
    mira.does(redo(&id, false, "3")).unwrap();
    assert_eq!(mira.model.get::<Log>(&id).unwrap().reviews.len(), 1);
    assert!(mira.model.get::<Card>(&id).unwrap().to_rewrite);
    assert_eq!(
        to_redo(&mira.model, &cards(&mira), &other.as_str().into()).len(),
        1
    );
    mira.does(TripAction::RemoveInterview { id: other.into() })
        .unwrap();
    mira.does(redo(&id, true, "4")).unwrap();
    mira.does(redo(&id, false, "5")).unwrap();
    assert!(!mira.model.get::<Card>(&id).unwrap().to_rewrite);
}

#[test]
fn a_card_to_redo_is_an_answer_to_its_step() {
    let mut mira = interviewed(DAY);
    let id = questions().questions[3].id.clone();
    let said = |mira: &Person| held(&mira.model, &INTERVIEW.into(), Step::Answers, &[]);
    assert_eq!(said(&mira), "");
    mira.does(redo(&id, true, "1")).unwrap();
    assert_eq!(said(&mira), "1 to redo");
    writes(&mut mira, REDO, "Shorter");
    assert_eq!(said(&mira), "1 word");
}

#[test]
fn whoever_was_noted_by_mistake_was_not_met() {
    let mut mira = mira_with_two();
    let people = |mira: &Person| {
        let met = met(&mira.model, &INTERVIEW.into()).into_iter();
        met.map(|one| one.person.name).collect::<Vec<String>>()
    };
    let not_met = || PeopleAction::NotMet {
        interview: INTERVIEW.into(),
        person: human("a"),
    };
    mira.does(not_met()).unwrap();
    assert_eq!(people(&mira), ["Kiri Tane"]);
    assert_eq!(
        others(&mira.model, &INTERVIEW.into())[0].1.name,
        "Ana Silva"
    );
    assert!(mira.does(not_met()).is_err(), "once is enough");
    mira.undoes().unwrap();
    assert_eq!(people(&mira), ["Kiri Tane", "Ana Silva"]);
    assert_eq!(
        met(&mira.model, &INTERVIEW.into())[1].meeting.detail,
        "the clinic"
    );
}

fn mira_with_two() -> Person {
    let mut mira = interviewed(DAY);
    meets(&mut mira, "k", ("Kiri Tane", "faculty"), ("the map", ""));
    meets(
        &mut mira,
        "a",
        ("Ana Silva", "resident"),
        ("the clinic", ""),
    );
    mira
}

#[test]
fn closing_says_when_and_that_it_took_place_and_ticks_its_tasks() {
    let mut mira = interviewed(DAY);
    travels(&mut mira);
    assert!(TASKS.iter().all(|task| content::task(task).is_some()));
    let done = |mira: &Person| {
        let rows = tasks(&mira.model, &TRIP.into(), &world(at("2026-12-15 09:00"))).into_iter();
        let mine = rows.filter(|row| TASKS.contains(&&*row.line.item));
        mine.map(|row| row.line.done).collect::<Vec<bool>>()
    };
    assert_eq!(done(&mira), [false, false]);
    let early = mira.does(close("2026-12-13")).unwrap_err();
    assert!(early.contains("still to come"), "{early}");
    mira.does(close(DAY)).unwrap();
    let one = mira.model.get::<Interview>(INTERVIEW).unwrap();
    assert_eq!(one.debriefed, Day::parse(DAY).ok());
    assert!(one.took_place);
    assert_eq!(done(&mira), [true, true]);
    mira.undoes().unwrap();
    assert_eq!(done(&mira), [false, false]);
}

fn rows(person: &Person, now: Instant) -> Vec<TodayRow> {
    let sections = agenda(&person.model, &world(now), &BTreeSet::new()).into_iter();
    sections.flat_map(|section| section.rows).collect()
}

#[test]
fn today_asks_for_it_once_from_the_end_until_it_is_closed() {
    let mut mira = interviewed(DAY);
    let path = ["programs/", PROGRAM, "/interview/int/debrief"].concat();
    let ends = |mira: &Person, time: &str| {
        let rows = rows(mira, at(time)).into_iter();
        let mine = rows.filter(|row| row.path == path);
        mine.map(|row| row.end.1).collect::<Vec<String>>()
    };
    assert!(ends(&mira, "2026-12-14 13:59").is_empty());
    assert_eq!(ends(&mira, "2026-12-14 14:00"), ["today"]);
    assert_eq!(ends(&mira, "2026-12-15 01:59"), ["today"]);
    assert_eq!(ends(&mira, "2026-12-15 02:00"), ["late"]);
    assert!(
        ends(&mira, "2026-12-28 14:01").is_empty(),
        "nobody remembers it any more"
    );
    // On a trip the points of the day lead to the same screen, and there is no row beside them.
    travels(&mut mira);
    let titles = |mira: &Person, time: &str| {
        let rows = rows(mira, at(time)).into_iter();
        let mine = rows.filter(|row| row.path == path);
        mine.map(|row| row.title).collect::<Vec<String>>()
    };
    assert_eq!(
        titles(&mira, "2026-12-14 15:00"),
        ["Two-minute notes", "Full debrief the same day"]
    );
    assert_eq!(titles(&mira, "2026-12-15 15:00"), ["Write the debrief"]);
    mira.does(close("2026-12-15")).unwrap();
    assert!(titles(&mira, "2026-12-14 15:00").is_empty());
    assert!(titles(&mira, "2026-12-15 15:00").is_empty());
}

/// Writes a fact, as its screen does.
struct Wrote(Fact);

impl Act for Wrote {
    fn plan(self, _: &Model) -> Result<Plan, Refusal> {
        use matchbook::domain::record::Record;
        let changes = self.0.changes_since(&Fact::default()).into_iter();
        let changes = changes.map(|(field, val)| Change {
            kind: Fact::KIND.into(),
            id: [PROGRAM, "/prep-focus"].concat().into(),
            field: field.into(),
            val: val.into(),
        });
        Ok(Plan::Write(changes.collect()))
    }
}

#[test]
fn old_facts_are_told_a_week_before_an_interview() {
    let mut mira = interviewed(DAY);
    let fact = Fact {
        text: "Own clinic patients".to_owned(),
        checked_on: Day::new(2026, 10, 2),
        ..Fact::default()
    };
    mira.does(Wrote(fact)).unwrap();
    let told = |time: &str| {
        let rows = rows(&mira, at(time)).into_iter();
        let mine = rows.filter(|row| row.about == About::Fact);
        mine.map(|row| (row.title, row.path)).collect::<Vec<_>>()
    };
    assert!(told("2026-12-06 12:00").is_empty());
    let row = (
        "1 fact to check again before Mon 14 Dec".to_owned(),
        ["programs/", PROGRAM, "/sheet"].concat(),
    );
    assert_eq!(told("2026-12-08 12:00"), [row]);
    assert!(told("2026-12-15 12:00").is_empty());
}

#[test]
fn the_five_minutes_stop_and_go_on_and_survive_a_sleep() {
    let minute = |minutes: i64| Instant(1_796_000_000_000).plus_minutes(minutes);
    let clock = FreeClock::default();
    assert!(clock.is_whole());
    assert_eq!(clock.face(minute(0)), "5:00");
    let clock = clock.turned(minute(0));
    assert_eq!(clock.face(Instant(minute(1).0 + 48_000)), "3:12");
    assert!(clock.is_running(minute(1)));
    let stopped = clock.turned(minute(2));
    assert_eq!(stopped.face(minute(60)), "3:00");
    assert!(!stopped.is_running(minute(60)));
    let on = FreeClock::read(&stopped.kept()).turned(minute(60));
    assert_eq!(on.face(minute(61)), "2:00");
    assert_eq!(on.face(minute(500)), "0:00");
    assert!(!on.is_running(minute(500)));
    // A clock that was set back gives nothing back, and what is over begins anew.
    assert_eq!(on.face(minute(0)), "3:00");
    assert_eq!(on.turned(minute(500)).face(minute(500)), "5:00");
    for odd in [
        "",
        "x",
        "1",
        "-1 2",
        "300001 ",
        "5 x",
        "99999999999999999999 ",
    ] {
        assert!(FreeClock::read(odd).is_whole(), "{odd}");
    }
}
