//! What is said of the rank list: how sure it is, which pair comes next, and how a small Match goes.

use std::collections::BTreeMap;

use crate::person::Person;
use crate::ranks::{NOW, adds, guide, place, said, today, tried, with, world};
use matchbook::domain::ids::ProgramId;
use matchbook::domain::ranking::GUT;
use matchbook::job::{self, Job, Kind, Sensitivity, outcome, outcome_text, parted};
use matchbook::rank::matching::{is_stable, published, run};
use matchbook::store::acts::ranking::{DraftOf, Move, RankAction};
use matchbook::store::core::ranking::list::Spot;
use matchbook::store::read::ranking::choosing::{Choosing, Stage, choosing, one_pair, revealed};
use matchbook::store::read::ranking::market::{Asked, example};
use matchbook::store::read::ranking::own_market::Draft;
use matchbook::store::read::ranking::sure::{
    Survey, firmness, found, percent, survey, unknown_words,
};

fn rates(person: &mut Person, program: &str, criterion: &str, value: u8, note: &str) {
    let said = said(person, program, criterion, 0);
    let act = RankAction::Rate {
        said,
        value: Some(value),
        note: note.to_owned(),
    };
    person.does(act).unwrap();
}

const SIX: [&str; 6] = [
    "rk-culture",
    "rk-img",
    "rk-teaching",
    "rk-workload",
    "rk-life",
    "rk-goals",
];

fn rates_all(person: &mut Person, program: &str, values: [u8; 6]) {
    for (criterion, value) in SIX.iter().zip(values) {
        rates(person, program, criterion, value, "");
    }
}

fn survey_of(person: &Person) -> Survey {
    survey(&person.model, &world(), &guide())
}

fn choosing_of(person: &Person) -> Choosing {
    choosing(&person.model, &world(), &guide())
}

fn chooses(person: &mut Person, between: (&str, &str), chosen: Option<&str>, at: i64) {
    let act = RankAction::Choose {
        between: (between.0.into(), between.1.into()),
        chosen: chosen.map(ProgramId::from),
        at: NOW + at,
    };
    person.does(act).unwrap();
}

#[test]
fn firm_places_are_said_first_and_open_ones_after_them() {
    let said = |rows: &[&[f64]]| firmness(rows.iter().copied());
    let firm_first: [&[f64]; 4] = [
        &[0.95, 0.05, 0.0, 0.0],
        &[0.05, 0.45, 0.3, 0.2],
        &[0.0, 0.3, 0.4, 0.3],
        &[0.0, 0.2, 0.3, 0.5],
    ];
    assert_eq!(
        said(&firm_first),
        "First place is firm. Places 2 to 4 are open."
    );
    assert_eq!(
        said(&[&[1.0, 0.0], &[0.0, 1.0]]),
        "The whole order is firm."
    );
    assert_eq!(said(&[&[0.5, 0.5], &[0.5, 0.5]]), "No place is firm yet.");
    let open_first: [&[f64]; 3] = [&[0.6, 0.4, 0.0], &[0.4, 0.6, 0.0], &[0.0, 0.0, 1.0]];
    assert_eq!(
        said(&open_first),
        "Places 1 to 2 are open. Place 3 is firm."
    );
    assert_eq!(said(&[]), "");
}

#[test]
fn the_best_are_firm_as_a_group_where_only_their_order_is_open() {
    let said = |rows: &[&[f64]], tops: &[f64], top: usize| {
        found(rows.iter().copied(), tops.iter().copied(), top)
    };
    let open: [&[f64]; 4] = [
        &[0.5, 0.3, 0.2, 0.0],
        &[0.3, 0.4, 0.3, 0.0],
        &[0.2, 0.3, 0.5, 0.0],
        &[0.0, 0.0, 0.0, 1.0],
    ];
    // With the rest behind it: the last place is firm, the three before it only as a group.
    assert_eq!(
        said(&open, &[1.0, 1.0, 1.0, 0.0], 3),
        "Places 1 to 3 are open. Place 4 is firm. The top 3 are firm as a group."
    );
    let wide: [&[f64]; 5] = [
        &[0.5, 0.3, 0.2, 0.0, 0.0],
        &[0.3, 0.4, 0.3, 0.0, 0.0],
        &[0.2, 0.3, 0.4, 0.1, 0.0],
        &[0.0, 0.0, 0.1, 0.5, 0.4],
        &[0.0, 0.0, 0.0, 0.4, 0.6],
    ];
    assert_eq!(
        said(&wide, &[1.0, 1.0, 0.9, 0.1, 0.0], 3),
        "The top 3 are firm as a group. No single place is firm yet."
    );
    // A little less, and they are not: two that each miss a twentieth may miss at different times.
    assert_eq!(
        said(&wide, &[1.0, 0.95, 0.94, 0.11, 0.0], 3),
        "No place is firm yet."
    );
    // Where each of them is firm, that says it.
    let firm: [&[f64]; 3] = [&[1.0, 0.0, 0.0], &[0.0, 0.95, 0.05], &[0.0, 0.05, 0.95]];
    assert_eq!(
        said(&firm, &[1.0, 0.95, 0.05], 2),
        "The whole order is firm."
    );
    assert_eq!(said(&[], &[], 1), "");
    assert_eq!(unknown_words(0), "");
    assert_eq!(unknown_words(4), "4 unknown, counted like the rest");
}

#[test]
fn a_share_never_says_more_than_is_so() {
    let said = [0.0, 0.0002, 0.004, 0.006, 0.71, 0.9999, 1.0].map(percent);
    let all = [
        "never",
        "under 1 %",
        "under 1 %",
        "1 %",
        "71 %",
        "over 99 %",
        "100 %",
    ];
    assert_eq!(said, all.map(|text| text.replace(" %", "\u{a0}%")));
}

#[test]
fn what_would_change_the_order_comes_true_when_it_is_done() {
    let mut person = with(&["Oak", "Elm", "Ash", "Fir"], 10);
    rates_all(&mut person, "oak", [5, 3, 4, 3, 3, 4]);
    rates_all(&mut person, "elm", [3, 5, 3, 4, 4, 3]);
    rates_all(&mut person, "ash", [4, 4, 3, 2, 5, 2]);
    rates_all(&mut person, "fir", [4, 4, 3, 2, 4, 2]);
    let survey = survey_of(&person);
    let changes = survey.changes();
    assert!(changes.len() > 3, "{changes:?}");
    assert!(changes[..2].iter().all(|one| !one.is_rating), "{changes:?}");
    assert!(changes[2].is_rating, "{changes:?}");
    let enters = changes
        .iter()
        .find(|one| one.is_rating && one.then.contains(" enters "))
        .expect("one such change");
    let (program, rest) = enters.what.split_once(", ").unwrap();
    let (title, values) = rest
        .rsplit_once(' ')
        .map(|(rest, _)| {
            rest.rsplit_once(", not")
                .unwrap()
                .0
                .rsplit_once(' ')
                .unwrap()
        })
        .unwrap();
    let criterion = guide()
        .ranking
        .criteria
        .iter()
        .find(|one| one.title == title)
        .unwrap()
        .id
        .clone();
    let name = enters.then.split(" enters ").next().unwrap();
    let best = |survey: &Survey| {
        let mut rows = survey.programs.clone();
        rows.sort_by(|a, b| b.score.total_cmp(&a.score));
        rows.truncate(survey.top());
        rows.into_iter().map(|one| one.name).collect::<Vec<_>>()
    };
    assert!(!best(&survey).contains(&name.to_owned()));
    rates(
        &mut person,
        &program.to_lowercase(),
        &criterion,
        values.parse().unwrap(),
        "",
    );
    let after = survey_of(&person);
    let last = best(&after).pop().unwrap();
    let score = |of: &str| {
        after
            .programs
            .iter()
            .find(|one| one.name == of)
            .unwrap()
            .score
    };
    assert!(score(name) >= score(&last) - 1e-9, "{enters:?}");
}

#[test]
fn too_few_ratings_lead_to_the_next_program() {
    let person = with(&["Oak", "Elm"], 10);
    let survey = survey_of(&person);
    assert!(survey.programs.is_empty());
    assert_eq!(survey.to_rate, Some(("oak".into(), "Oak".to_owned())));
    let mut person = person;
    rates(&mut person, "oak", "rk-culture", 4, "");
    let survey = survey_of(&person);
    assert_eq!(survey.programs.len(), 1);
    assert_eq!(survey.to_rate, Some(("elm".into(), "Elm".to_owned())));
    assert!(!survey.has_waiting);
    let nobody = survey_of(&Person::default());
    assert_eq!((nobody.to_rate, nobody.has_waiting), (None, false));
}

#[test]
fn a_program_that_waits_for_its_interview_is_not_offered_for_rating() {
    let mut person = with(&["Oak"], 10);
    rates(&mut person, "oak", "rk-culture", 4, "");
    adds(&mut person, &["Elm"]);
    let before = survey_of(&person);
    assert_eq!((before.to_rate, before.has_waiting), (None, true));
    // Rated before its interview, it is as it was.
    rates(&mut person, "elm", "rk-culture", 5, "");
    let after = survey_of(&person);
    assert_eq!(after.programs.len(), 1);
    assert_eq!((after.to_rate, after.has_waiting), (None, true));
}

#[test]
fn gut_and_score_are_compared_in_words() {
    let mut person = with(&["Oak", "Elm"], 10);
    rates_all(&mut person, "oak", [5; 6]);
    rates_all(&mut person, "elm", [2; 6]);
    assert!(
        survey_of(&person)
            .gut_words()
            .starts_with("Say what your gut")
    );
    rates(&mut person, "oak", GUT, 3, "");
    rates(&mut person, "elm", GUT, 9, "");
    let survey = survey_of(&person);
    assert!(survey.gut_words().contains("opposite"));
    let asked: Vec<String> = survey.questions.iter().map(|one| one.title()).collect();
    assert_eq!(asked, ["Elm or Oak?"]);
}

#[test]
fn a_task_says_its_kind_and_its_answer_travels() {
    let mut person = with(&["Oak", "Elm", "Ash"], 10);
    rates_all(&mut person, "oak", [5, 5, 5, 4, 4, 4]);
    rates_all(&mut person, "elm", [3, 4, 4, 4, 4, 4]);
    let survey = survey_of(&person);
    let task = Sensitivity {
        ratings: survey.ratings.clone(),
        places: Some(survey.places()),
        top: survey.top(),
    };
    let text = Job::Sensitivity(task.clone()).text();
    let (kind, json) = parted(&text).unwrap();
    assert_eq!(kind, Kind::Sensitivity);
    assert_eq!(Sensitivity::read(json), Some(task.clone()));
    assert_eq!(parted("knit {}"), None);
    let mut told = Vec::new();
    let found = task.run(&mut |done| {
        told.push(done);
        true
    });
    assert_eq!((told.first(), told.last()), (Some(&0), Some(&job::DRAWS)));
    assert_eq!(outcome(&outcome_text(found.as_ref())), found);
    let found = found.unwrap();
    assert_eq!(found[0].as_ref().unwrap().top, 1.0, "better in everything");
    assert_eq!(task.run(&mut |_| false), None, "stopped");
    assert_eq!(outcome(&outcome_text(None)), None);
}

#[test]
fn a_session_ends_with_the_order_that_is_meant_whatever_is_moved_meanwhile() {
    let names = ["Ash", "Elm", "Fir", "Oak", "Yew"];
    let meant = ["Oak", "Yew", "Ash", "Fir", "Elm"];
    let mut person = with(&names, 10);
    let place = |name: &str| meant.iter().position(|one| *one == name).unwrap();
    let mut asked = 0;
    let order = loop {
        match choosing_of(&person).stage {
            Stage::Ask {
                sides,
                number,
                at_most,
            } => {
                assert_eq!(at_most, 7);
                assert!(number <= at_most && number > asked / 2, "{number}");
                let (a, b) = *sides;
                let better = if place(&a.name) < place(&b.name) {
                    &a
                } else {
                    &b
                };
                chooses(&mut person, (&a.id, &b.id), Some(&better.id), asked as i64);
                asked += 1;
                if asked == 3 {
                    let change = Move::Place {
                        program: "yew".into(),
                        spot: Spot::First,
                    };
                    let draft = DraftOf {
                        id: "draft".to_owned(),
                        at: NOW,
                        day: today(),
                    };
                    person.does(RankAction::Order { change, draft }).unwrap();
                }
            }
            Stage::Done {
                order,
                is_same,
                ties,
            } => {
                assert!(!is_same && ties.is_empty());
                break order;
            }
            other => panic!("{other:?}"),
        }
    };
    assert!(asked <= 7, "{asked}");
    let names: Vec<&str> = order.iter().map(|one| &*one.name).collect();
    assert_eq!(names, meant);
    assert_eq!(choosing_of(&person).made.len(), asked);
    // Taken back, the last one is asked again.
    person.undoes().unwrap();
    assert!(matches!(choosing_of(&person).stage, Stage::Ask { .. }));
}

#[test]
fn a_contradiction_is_told_and_asked_until_it_is_none() {
    let mut person = with(&["Ash", "Elm", "Fir"], 10);
    chooses(&mut person, ("ash", "elm"), Some("ash"), 0);
    chooses(&mut person, ("elm", "fir"), Some("elm"), 1);
    chooses(&mut person, ("fir", "ash"), Some("fir"), 2);
    let pairs = |person: &Person| match choosing_of(person).stage {
        Stage::Again { told, sides } => {
            for part in ["Ash over Elm", "Elm over Fir", "Fir over Ash"] {
                assert!(told.contains(part), "{told}");
            }
            let mut ids = [sides.0.id, sides.1.id];
            ids.sort();
            ids
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(pairs(&person), ["ash", "elm"], "the oldest");
    // Who insists comes to the next one.
    chooses(&mut person, ("ash", "elm"), Some("ash"), 3);
    assert_eq!(pairs(&person), ["elm", "fir"]);
    chooses(&mut person, ("elm", "fir"), Some("fir"), 4);
    let Stage::Done { order, .. } = choosing_of(&person).stage else {
        panic!("it is none any more");
    };
    let names: Vec<&str> = order.iter().map(|one| &*one.name).collect();
    assert_eq!(names, ["Fir", "Ash", "Elm"]);
}

#[test]
fn a_pair_stands_the_same_way_each_time_and_shows_what_was_written() {
    let mut person = with(&["Ash", "Elm"], 10);
    rates(&mut person, "ash", "rk-culture", 5, "They laughed");
    rates(&mut person, "ash", "rk-life", 2, "No bus at night");
    rates(&mut person, "elm", "rk-culture", 4, "");
    let read = |one: &str, other: &str| one_pair(&person.model, &world(), &guide(), (one, other));
    let sides = read("ash", "elm").unwrap().sides;
    assert_eq!(read("elm", "ash").unwrap().sides, sides);
    assert_eq!(read("ash", "ash"), None);
    assert_eq!(read("ash", "gone"), None);
    let ash = if sides.0.id == "ash" {
        sides.0
    } else {
        sides.1
    };
    assert_eq!(ash.liked.as_deref(), Some("They laughed"));
    assert_eq!(ash.worried.as_deref(), Some("No bus at night"));
    // What is acceptable, a 3, is neither liked nor a worry.
    rates(&mut person, "elm", "rk-life", 3, "A good bus by day");
    let sides = one_pair(&person.model, &world(), &guide(), ("ash", "elm"));
    let (one, other) = sides.unwrap().sides;
    let elm = if one.id == "elm" { one } else { other };
    assert_eq!((elm.liked, elm.worried), (None, None));
    assert_eq!(choosing_of(&with(&["Ash"], 10)).stage, Stage::TooFew);
}

#[test]
fn a_choice_against_the_list_is_told_while_both_stand() {
    let mut person = with(&["Ash", "Elm"], 10);
    let against = |person: &Person, one: &str, other: &str| {
        let read = one_pair(&person.model, &world(), &guide(), (one, other));
        read.unwrap().against
    };
    assert_eq!(against(&person, "ash", "elm"), None, "nothing is chosen");
    chooses(&mut person, ("ash", "elm"), Some("ash"), 0);
    assert_eq!(against(&person, "ash", "elm"), None, "as the list has it");
    chooses(&mut person, ("elm", "ash"), Some("elm"), 1);
    for (one, other) in [("ash", "elm"), ("elm", "ash")] {
        assert_eq!(against(&person, one, other).as_deref(), Some("elm"));
    }
    let moved = |mut person: Person| {
        let change = place("elm", Spot::First);
        tried(&mut person, change).unwrap();
        person
    };
    assert_eq!(against(&moved(person.clone()), "ash", "elm"), None);
    person.undoes().unwrap();
    assert_eq!(against(&person, "ash", "elm"), None, "taken back");
    chooses(&mut person, ("ash", "elm"), None, 2);
    assert_eq!(against(&person, "ash", "elm"), None, "a tie");
}

#[test]
fn what_was_chosen_is_shown_with_its_scores() {
    let mut person = with(&["Ash", "Elm"], 10);
    rates(&mut person, "ash", "rk-culture", 5, "");
    let read = one_pair(&person.model, &world(), &guide(), ("ash", "elm"));
    let sides = read.unwrap().sides;
    let chose = "You chose Ash, score 100, over Elm, no score.";
    assert_eq!(revealed(&sides, Some("ash")), chose);
    let tie = revealed(&sides, None);
    assert!(tie.starts_with("A tie: ") && tie.contains("Elm, no score"));
}

#[test]
fn the_example_is_the_published_one_and_is_told_to_its_end() {
    let fair = example();
    assert_eq!(fair.market, published());
    let course = fair.course();
    assert!(is_stable(&fair.market, &course.matching));
    // As published, by the order of the applicants in the NRMP's own explanation.
    let examples: serde_json::Value =
        serde_json::from_str(include_str!("../data/rank/published_matches.json")).unwrap();
    let applicants = ["arthur", "sunny", "joseph", "latha", "darrius"];
    let programs = ["city", "mercy", "general"];
    let mut seats: BTreeMap<&str, Vec<&str>> =
        programs.iter().map(|one| (*one, Vec::new())).collect();
    for (name, program) in applicants.iter().zip(&course.matching) {
        if let Some(program) = program {
            seats.get_mut(programs[*program]).unwrap().push(name);
        }
    }
    for (program, mut holds) in seats {
        let mut published: Vec<&str> = examples[0]["published"][program]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one.as_str().unwrap())
            .collect();
        published.sort_unstable();
        holds.sort_unstable();
        assert_eq!(holds, published, "{program}");
    }
    let told: Vec<_> = course.steps.iter().map(|step| fair.tell(step)).collect();
    assert_eq!(told[0].what, "Oak holds a seat for Mia.");
    assert!(
        told.iter()
            .any(|one| one.what == "Oak takes Ali instead of Leo.")
    );
    assert!(
        told.iter()
            .any(|one| one.what == "Elm says no to you." && one.is_no)
    );
    assert!(told.iter().all(|one| !one.why.is_empty()));
    assert_eq!(
        fair.end(&course.matching).what,
        "The Match is over. You go to Pine."
    );
    let states = fair.asked(&course.steps);
    assert_eq!(states, [(1, Asked::No), (0, Asked::No), (2, Asked::Holds)]);
    assert_eq!(fair.held(&course.steps, 0).len(), 2);
}

#[test]
fn no_trick_helps_and_the_sentence_says_so() {
    let fair = example();
    let truth = fair.list().to_vec();
    let place = |program: Option<usize>| {
        program.and_then(|one| truth.iter().position(|other| *other == one))
    };
    let honest = place(run(&fair.market).matching[fair.you]).unwrap();
    for list in [
        vec![],
        vec![0],
        vec![1],
        vec![2],
        vec![0, 1],
        vec![1, 0],
        vec![0, 2, 1],
        vec![2, 1, 0],
        vec![0, 1, 2],
    ] {
        let said = fair.trick(&list);
        assert!(
            !said.contains("better") || said.contains("neither"),
            "{said}"
        );
        let tried = place(fair.with_list(&list).course().matching[fair.you]);
        assert!(tried.is_none_or(|tried| tried >= honest), "{list:?}");
    }
    assert!(fair.trick(&[0]).contains("the trick made it worse for you"));
    assert!(fair.trick(&[2, 0, 1]).contains("the trick changed nothing"));
}

#[test]
fn an_own_market_is_read_back_as_it_is_written_and_faults_stand_at_their_field() {
    let fair = example();
    let draft = Draft::of(&fair);
    assert_eq!(draft.programs, "Oak 2, Elm 2, Pine 2");
    assert_eq!(draft.read().unwrap(), fair);
    let with = |programs: &str, applicants: &str| Draft {
        programs: programs.to_owned(),
        applicants: applicants.to_owned(),
        ..draft.clone()
    };
    let programs = |text: &str| {
        with(text, "You, Mia")
            .read()
            .unwrap_err()
            .programs
            .unwrap_or_default()
    };
    assert!(programs("").contains("Write the names"));
    assert!(programs("A, B, C, D, E, F").contains("At most 5"));
    assert!(programs("Oak, oak 3").contains("twice"));
    assert!(programs("Mia, Oak").contains("a program and an applicant"));
    let applicants = |text: &str| {
        with("Oak", text)
            .read()
            .unwrap_err()
            .applicants
            .unwrap_or_default()
    };
    assert!(applicants("Mia, Leo").contains("“You”"));
    assert!(applicants("You, a, b, c, d, e, f").contains("At most 6"));
    let mut wrong = draft.clone();
    wrong.set_list("Mia", "Oak, Birch".to_owned());
    let faults = wrong.read().unwrap_err();
    assert_eq!(faults.lists.len(), 1);
    assert_eq!(faults.lists[0].0, "Mia");
    assert!(
        faults.lists[0]
            .1
            .contains("“Birch” is none of the programs: Oak, Elm and Pine")
    );
    // Emoji and right-to-left names are names.
    let mut odd = with("🌳, مستشفى 3", "you, زوي");
    odd.set_list("you", "🌳، مستشفى".to_owned());
    odd.set_list("🌳", "YOU".to_owned());
    let fair = odd.read().unwrap();
    assert_eq!((fair.you, fair.market.programs[1].seats), (0, 3));
    assert_eq!(fair.course().matching[0], Some(0));
}
