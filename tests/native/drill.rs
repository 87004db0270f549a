//! Drills: dice, length, probes and comparison, as properties.

use std::collections::{BTreeMap, BTreeSet};

use crate::person::Person;
use matchbook::content::lazy::{InterviewerType, Practice, Question, Questions, read};
use matchbook::domain::card::{Card, Log, Priority, Rating};
use matchbook::domain::dice::Dice;
use matchbook::domain::drill::{
    ANSWERS_MAX, Answer, Candidate, Drill, Length, Outcome, Turn, aim, draw, draw_anew,
    is_stage_direction, probes, seconds_of, seed_of, tenths, weight, wording,
};
use matchbook::domain::ids::CardId;
use matchbook::domain::record::{Record, as_text, of_text};
use matchbook::domain::table::Table;
use matchbook::domain::time::{Day, Instant};
use matchbook::store::acts::cards::CardAction;
use matchbook::store::acts::drills::DrillAction;
use matchbook::store::read::deck::{Row, row, rows};
use matchbook::store::read::rehearsal::{Wish, candidates, ended_drills, follow_ups, left_drill};

fn deck(count: usize) -> Vec<Candidate> {
    (0..count)
        .map(|n| Candidate {
            id: format!("card-{n:03}").into(),
            turn: Turn::Middle,
            weight: weight(if n.is_multiple_of(3) {
                Priority::Core
            } else {
                Priority::Extra
            }),
            aim: (40, 80),
        })
        .collect()
}

#[test]
fn no_card_is_drawn_twice_and_the_length_is_kept() {
    let mut dice = Dice::new(7);
    for _ in 0..400 {
        let count = dice.below(90) as usize;
        let wanted = dice.below(80) as u16;
        let cards = deck(count);
        let drawn = draw(&cards, Length::Questions(wanted), 5, dice.roll());
        let ids: BTreeSet<&CardId> = drawn.iter().collect();
        assert_eq!(ids.len(), drawn.len());
        assert!(drawn.iter().all(|id| cards.iter().any(|one| one.id == *id)));
        let most = usize::from(wanted.max(1)).min(count).min(ANSWERS_MAX);
        assert_eq!(drawn.len(), most);
    }
}

#[test]
fn minutes_are_filled_and_not_overfilled() {
    let mut dice = Dice::new(8);
    for _ in 0..200 {
        let minutes = 1 + dice.below(30) as u16;
        let think = dice.below(10) as u16;
        let drawn = draw(&deck(60), Length::Minutes(minutes), think, dice.roll());
        let time = seconds_of(drawn.iter().map(|_| (40, 80)), think);
        let one = seconds_of([(40, 80)].into_iter(), think);
        let wanted = u64::from(minutes) * 60;
        assert!(
            time >= wanted && time < wanted + one,
            "{minutes} {think} {time}"
        );
    }
    assert_eq!(draw(&deck(5), Length::Minutes(0), 0, 1).len(), 1);
    assert!(draw(&[], Length::Minutes(9), 0, 1).is_empty());
}

#[test]
fn a_seed_asks_the_same_again_whatever_the_order_of_the_deck() {
    for seed in 0..50 {
        let cards = deck(30);
        let mut other = cards.clone();
        other.reverse();
        other.push(cards[3].clone());
        let length = Length::Questions(10);
        assert_eq!(draw(&cards, length, 5, seed), draw(&other, length, 5, seed));
    }
}

#[test]
fn no_two_drills_are_alike() {
    let cards = deck(40);
    let mut earlier: Vec<Vec<CardId>> = Vec::new();
    // Even from one seed for ever; sixty-four seeds later it may give up.
    for _ in 0..64 {
        let known = earlier.iter().map(|one| &**one).collect();
        let (seed, drawn) = draw_anew(&cards, Length::Questions(3), 5, 11, &known);
        assert!(!earlier.contains(&drawn));
        assert_eq!(draw(&cards, Length::Questions(3), 5, seed), drawn);
        earlier.push(drawn);
    }
    // One card has one order.
    let one = draw(&deck(1), Length::Questions(3), 5, 1);
    let known = BTreeSet::from([&*one]);
    assert_eq!(
        draw_anew(&deck(1), Length::Questions(3), 5, 1, &known).1,
        one
    );
    let orders: BTreeSet<Vec<CardId>> = (0..100)
        .map(|n| draw(&cards, Length::Questions(5), 5, seed_of(&format!("id-{n}"))))
        .collect();
    assert_eq!(orders.len(), 100);
}

#[test]
fn what_should_be_prepared_first_is_asked_more_often() {
    let cards = deck(60);
    let (mut core, mut all) = (0, 0);
    let mut seen = BTreeSet::new();
    for seed in 0..500 {
        for id in draw(&cards, Length::Questions(5), 5, seed) {
            let number: usize = id[5..].parse().unwrap();
            core += usize::from(number.is_multiple_of(3));
            all += 1;
            seen.insert(id);
        }
    }
    // One card in three is a core card, at three times the weight: about three answers in five.
    let share = core * 100 / all;
    assert!((53..=63).contains(&share), "{share} %");
    assert_eq!(seen.len(), 60, "every card has its turn");
}

#[test]
fn dice_are_even() {
    let mut dice = Dice::new(3);
    let mut counts = [0_u32; 6];
    for _ in 0..60_000 {
        counts[dice.below(6) as usize] += 1;
    }
    assert!(
        counts.iter().all(|count| (9_600..=10_400).contains(count)),
        "{counts:?}"
    );
    assert_eq!(Dice::new(3).below(0), 0);
    // First outputs of SplitMix64 for seed 1234567.
    let mut known = Dice::new(1_234_567);
    assert_eq!(known.roll(), 6_457_827_717_110_365_317);
    assert_eq!(known.roll(), 3_203_168_211_198_807_973);
}

#[test]
fn probes_come_from_the_card_and_the_interviewer_once_each() {
    let ups: Vec<String> = ["a", "b", "c"].map(String::from).to_vec();
    let lines: Vec<String> = ["c", "d"].map(String::from).to_vec();
    let mut firsts = BTreeSet::new();
    for place in 0..50 {
        for count in 0..7 {
            let asked = probes(&ups, &lines, count, 9, place);
            let set: BTreeSet<&String> = asked.iter().collect();
            assert_eq!(set.len(), asked.len());
            assert_eq!(asked.len(), usize::from(count).min(4));
            assert_eq!(asked, probes(&ups, &lines, count, 9, place));
        }
        firsts.extend(probes(&ups, &lines, 1, 9, place));
    }
    assert_eq!(firsts.len(), 4);
}

fn content() -> (Vec<Question>, Vec<InterviewerType>) {
    let questions = include_str!("../../content/lazy/questions.json");
    let practice = include_str!("../../content/lazy/practice.json");
    let (questions, practice) = (read::<Questions>(questions), read::<Practice>(practice));
    (
        questions.unwrap().questions,
        practice.unwrap().interviewer_types,
    )
}

fn wish<'a>(interviewer: &'a InterviewerType, categories: &'a BTreeSet<String>) -> Wish<'a> {
    Wish {
        interviewer,
        categories,
        only_studied: false,
        specialty: "",
    }
}

/// Everything that may be asked by anyone, about anything, at any length.
#[test]
fn every_drill_is_an_interview() {
    let (questions, kinds) = content();
    let deck = rows(&Table::default(), &questions);
    let of = |id: &str| deck.iter().find(|row| row.id == id).unwrap();
    let mut topics: Vec<BTreeSet<String>> = vec![BTreeSet::new()];
    topics.extend(
        deck.iter()
            .map(|row| BTreeSet::from([row.category.clone()])),
    );
    topics.sort();
    topics.dedup();
    let lengths = [
        Length::Questions(3),
        Length::Questions(8),
        Length::Questions(60),
        Length::Minutes(5),
        Length::Minutes(15),
        Length::Minutes(30),
    ];
    let mut asked_ever = BTreeSet::new();
    for kind in &kinds {
        for topic in &topics {
            let all = candidates(&deck, &wish(kind, topic));
            for length in lengths {
                // Nobody asks about everything; where there is nothing to ask nothing is drawn.
                let seeds = if topic.is_empty() { 300 } else { 10 };
                for seed in 0..seeds {
                    let drawn = draw(&all, length, kind.think_seconds, seed);
                    if all.is_empty() {
                        assert!(drawn.is_empty());
                        continue;
                    }
                    let said: Vec<&Row> = drawn.iter().map(|id| of(id)).collect();
                    let (first, last) = (said[0], said[said.len() - 1]);
                    assert_eq!(first.turn, Turn::Opener, "{}", first.text);
                    assert_eq!(last.turn, Turn::Closer, "{}", last.text);
                    for row in &said[1..said.len() - 1] {
                        assert!(
                            matches!(row.turn, Turn::Middle | Turn::Late),
                            "{}",
                            row.text
                        );
                        assert!(topic.is_empty() || topic.contains(&row.category));
                    }
                    assert!(said.is_sorted_by_key(|row| row.turn), "{drawn:?}");
                    for row in &said {
                        assert!(!is_stage_direction(&row.text), "{}", row.text);
                        assert!(
                            row.interviewers.contains(&kind.id),
                            "{}: {}",
                            kind.id,
                            row.text
                        );
                    }
                    let ids: BTreeSet<&CardId> = drawn.iter().collect();
                    assert_eq!(ids.len(), drawn.len());
                    match length {
                        Length::Questions(wanted) => {
                            let most = usize::from(wanted).min(all.len());
                            assert!(drawn.len() <= most && drawn.len() > most.saturating_sub(2));
                        }
                        Length::Minutes(wanted) => {
                            let aims = |rows: &[&Row]| -> Vec<(u16, u16)> {
                                let aim = |row: &&Row| aim(row.seconds, kind.longest_answer);
                                rows.iter().map(aim).collect()
                            };
                            // Without any one question between it would not have been full.
                            let time = seconds_of(aims(&said).into_iter(), kind.think_seconds);
                            let longest = u64::from(kind.longest_answer + kind.think_seconds);
                            assert!(time < u64::from(wanted) * 60 + longest, "{time} {wanted}");
                        }
                    }
                    asked_ever.extend(drawn);
                }
            }
        }
    }
    let unasked: Vec<&str> = deck
        .iter()
        .filter(|row| row.turn != Turn::Never && !asked_ever.contains(&row.id))
        .map(|row| &*row.text)
        .collect();
    assert!(unasked.is_empty(), "nobody ever asks {unasked:?}");
}

#[test]
fn nobody_pushes_back_where_it_makes_no_sense() {
    let (questions, kinds) = content();
    let deck = rows(&Table::default(), &questions);
    let mut pushed = BTreeSet::new();
    for row in &deck {
        let question = &questions[row.starter.unwrap()];
        let allowed = question.pushback.clone().unwrap_or_default();
        for kind in &kinds {
            let lines: BTreeMap<&str, &str> = kind
                .probes
                .iter()
                .map(|probe| (&*probe.text, &*probe.kind))
                .collect();
            for (seed, place) in (0..20).flat_map(|seed| (0..8).map(move |place| (seed, place))) {
                let said = follow_ups(row, &questions, kind, seed, place);
                assert!(said.len() <= usize::from(kind.probe_count));
                for line in &said {
                    if question.follow_ups.contains(line) {
                        continue;
                    }
                    let what = lines.get(&**line).unwrap();
                    assert!(
                        allowed.iter().any(|one| one == what),
                        "{}: {line}",
                        row.text
                    );
                    pushed.insert(*what);
                }
            }
        }
    }
    let all: BTreeSet<&str> = kinds
        .iter()
        .filter(|kind| kind.probe_count > 0)
        .flat_map(|kind| kind.probes.iter().map(|probe| &*probe.kind))
        .collect();
    assert_eq!(pushed, all, "every line is said after some question");
    for (id, line) in [
        ("chat-what-want-know", "I am not convinced."),
        ("imp-record", "I am not convinced."),
        ("visa-need", "Why?"),
        ("open-about-yourself", "Are you sure about that?"),
    ] {
        let row = deck.iter().find(|row| row.id == id).unwrap();
        for kind in &kinds {
            for seed in 0..100 {
                let said = follow_ups(row, &questions, kind, seed, 0);
                assert!(!said.iter().any(|one| one == line), "{id}: {line}");
            }
        }
    }
}

#[test]
fn a_question_in_the_persons_own_words_is_known_for_what_it_is() {
    let (questions, kinds) = content();
    let mut person = Person::default();
    let words = |text: &str| Card {
        text: Some(text.into()),
        ..Card::default()
    };
    let mut write = |id: &str, card: Card| {
        let id = id.into();
        let action = match card.own {
            true => CardAction::Add { id, card },
            false => CardAction::Edit { id, card },
        };
        person.does(action).unwrap();
    };
    write(
        "clin-dont-know",
        words("What is the half-life of amiodarone?"),
    );
    write("press-silence", words("(They look out of the window.)"));
    write(
        "own",
        Card {
            own: true,
            ..words("(A question about a paper.)")
        },
    );
    write("press-why-you", words("Why you?"));
    let cards = person.model.all::<Card>();
    let turn = |id: &str| row(cards, &questions, id).unwrap().turn;
    assert_eq!(turn("clin-dont-know"), Turn::Middle);
    assert_eq!(
        (turn("press-silence"), turn("own")),
        (Turn::Never, Turn::Never)
    );
    let changed = row(cards, &questions, "press-why-you").unwrap();
    assert!(follow_ups(&changed, &questions, &kinds[3], 1, 1).is_empty());
    let all = candidates(&rows(cards, &questions), &wish(&kinds[3], &BTreeSet::new()));
    assert!(all.iter().any(|one| one.id == "clin-dont-know"));
    assert!(
        !all.iter()
            .any(|one| one.id == "press-silence" || one.id == "own")
    );
}

#[test]
fn a_question_is_put_in_several_ways() {
    let others = ["b", "c"].map(String::from);
    let heard: BTreeSet<&str> = (0..50).map(|seed| wording("a", &others, seed)).collect();
    assert_eq!(heard, BTreeSet::from(["a", "b", "c"]));
    assert_eq!(wording("a", &others, 7), wording("a", &others, 7));
    assert_eq!(wording("a", &[], 7), "a");
}

#[test]
fn the_length_aimed_at_always_has_room() {
    for least in 0..200_u16 {
        for most in 0..200_u16 {
            for longest in [0, 1, 2, 20, 40, 90, 200] {
                let (low, high) = aim((least, most), longest);
                assert!(1 <= low && low < high, "{least} {most} {longest}");
                assert!(high <= longest.max(2));
                let one = Answer {
                    aim: (low, high),
                    ..Answer::default()
                };
                assert!(one.zones().is_some(), "a clock for every aim");
            }
        }
    }
    assert_eq!(aim((60, 90), 120), (60, 90));
    assert_eq!(aim((60, 90), 40), (20, 40));
    assert_eq!(aim((10, 60), 40), (10, 40));
}

fn answer(spoke: u32, said: usize, missed: usize, redo: bool) -> Answer {
    let points = |n: usize| (0..n).map(|n| n.to_string()).collect();
    Answer {
        card: "c".into(),
        spoke,
        said: points(said),
        missed: points(missed),
        redo,
        aim: (60, 90),
        ..Answer::default()
    }
}

#[test]
fn an_answer_says_what_the_log_gets() {
    assert_eq!(answer(0, 0, 0, false).rating(), Rating::Good);
    assert_eq!(answer(0, 0, 0, true).rating(), Rating::Again);
    assert_eq!(answer(0, 4, 0, false).rating(), Rating::Good);
    assert_eq!(answer(0, 4, 0, true).rating(), Rating::Hard);
    assert_eq!(answer(0, 1, 4, true).rating(), Rating::Again);
    assert_eq!(answer(0, 3, 2, false).rating(), Rating::Hard);
}

#[test]
fn points_that_nobody_ticked_are_not_missed() {
    let outline = ["a", "b", "c"].map(String::from);
    let mut one = Answer::default();
    one.note_missed(&outline);
    assert!(one.missed.is_empty() && !one.is_ticked());
    one.said.push("b".into());
    one.note_missed(&outline);
    assert_eq!(one.missed, ["a", "c"]);
    one.said.clear();
    one.note_missed(&outline);
    assert!(one.missed.is_empty());
}

#[test]
fn drills_are_compared_in_words() {
    let before = Drill {
        answers: vec![answer(70_000, 0, 0, true), answer(10_000, 0, 0, false)],
        rubric: BTreeMap::from([("a".into(), 3), ("b".into(), 4)]),
        ..Drill::default()
    };
    let mut now = before.clone();
    now.answers.push(answer(80_000, 0, 0, false));
    now.rubric.insert("c".into(), 5);
    let (now, before) = (Outcome::of(&now), Outcome::of(&before));
    assert_eq!(before.rubric, Some(350));
    assert_eq!((before.in_range, before.timed, before.redo), (1, 2, 1));
    assert_eq!(
        now.since(&before),
        [
            "Your marks went up from 3.5 to 4.0.",
            "In range: 67 % of answers, 50 % before."
        ]
    );
    assert_eq!(
        before.since(&now)[0],
        "Your marks went down from 4.0 to 3.5."
    );
    assert_eq!(now.since(&now)[0], "Your marks stayed at 4.0.");
    // Nothing to compare says nothing.
    let empty = Outcome::of(&Drill::default());
    assert_eq!((empty.rubric, empty.in_range_percent()), (None, None));
    assert!(now.since(&empty).is_empty());
    assert_eq!(tenths(345), "3.5");
}

#[test]
fn a_drill_reads_what_an_earlier_version_wrote() {
    let old = r#"[{"card":"c","thought":1,"spoke":2,"said":[],"missed":[],"redo":true}]"#;
    let mut drill = Drill::default();
    assert!(drill.take("answers", old));
    assert_eq!(
        (drill.answers[0].aim, drill.answers[0].is_in_range()),
        ((0, 0), None)
    );
    let mut again = Drill::default();
    for (field, json) in drill.changes_since(&Drill::default()) {
        assert!(again.take(&field, &json));
    }
    assert_eq!(again, drill);
}

impl Person {
    fn scheduled(&self, card: &str) -> Vec<Rating> {
        let log: Log = self.model.get::<Log>(card).cloned().unwrap_or_default();
        log.scheduled().map(|review| review.rating).collect()
    }

    fn answers(&self, card: &str) -> usize {
        self.model
            .get::<Log>(card)
            .map_or(0, |log| log.reviews.len())
    }
}

fn finished() -> (Person, DrillAction, DrillAction) {
    let mut person = Person::default();
    let of = |card: &str, redo: bool| Answer {
        card: card.into(),
        ..answer(70_000, 2, 1, redo)
    };
    let drill = Drill {
        at: 1,
        asked: vec!["a".into(), "b".into()],
        answers: vec![of("a", false), of("b", true)],
        ..Drill::default()
    };
    let id = "d".into();
    person.does(DrillAction::Save { id, drill }).unwrap();
    let (at, day) = (Instant(9), Day::new(2026, 11, 24).unwrap());
    let end = DrillAction::End {
        id: "d".into(),
        fresh: "f".into(),
        at,
        day,
    };
    let back = DrillAction::BringBack {
        drill: "d".into(),
        fresh: "g".into(),
        at,
        day,
    };
    (person, end, back)
}

#[test]
fn a_drill_is_remembered_and_moves_no_schedule() {
    let (mut person, end, _) = finished();
    person.does(end.clone()).unwrap();
    assert_eq!((person.answers("a"), person.answers("b")), (1, 1));
    assert!(person.scheduled("a").is_empty() && person.scheduled("b").is_empty());
    assert_eq!(ended_drills(&person.model).len(), 1);
    assert!(person.does(end).unwrap_err().contains("already"));
    person.takes_back();
    assert_eq!((person.answers("a"), person.answers("b")), (0, 0));
    assert!(ended_drills(&person.model).is_empty());
}

#[test]
fn one_tap_brings_the_cards_to_do_again_back_and_only_those() {
    let (mut person, end, back) = finished();
    person.does(end).unwrap();
    person.does(back.clone()).unwrap();
    assert!(person.scheduled("a").is_empty());
    assert_eq!(person.scheduled("b"), [Rating::Again]);
    assert!(person.model.get_or_default::<Card>("b").chosen);
    assert!(!person.model.get_or_default::<Card>("a").chosen);
    assert!(person.does(back).unwrap_err().contains("already"));
    person.takes_back();
    assert!(person.scheduled("b").is_empty());
    assert!(!person.model.get_or_default::<Card>("b").chosen);
    assert_eq!(person.answers("b"), 1, "the drill's own answer stays");
}

/// What was begun and never answered waits nowhere; what has an answer is offered until it is over.
#[test]
fn only_a_drill_with_an_answer_was_left_half_way() {
    let mut person = Person::default();
    let mut save = |id: &str, at: i64, answers: usize| {
        let drill = Drill {
            at,
            asked: vec!["a".into(), "b".into(), "c".into()],
            answers: vec![answer(70_000, 2, 1, false); answers],
            ..Drill::default()
        };
        let id = id.into();
        person.does(DrillAction::Save { id, drill }).unwrap();
        left_drill(&person.model).map(|(id, given, all)| (id.to_string(), given, all))
    };
    assert_eq!(save("looked-at", 3, 0), None);
    assert_eq!(save("older", 1, 1), Some(("older".to_owned(), 1, 3)));
    assert_eq!(save("newer", 2, 2), Some(("newer".to_owned(), 2, 3)));
    let end = DrillAction::End {
        id: "newer".into(),
        fresh: "f".into(),
        at: Instant(9),
        day: Day::new(2026, 11, 24).unwrap(),
    };
    person.does(end).unwrap();
    let left = left_drill(&person.model).map(|(id, ..)| id.to_string());
    assert_eq!(left.as_deref(), Some("older"));
}

/// Until its first answer a drill waits as one text.
#[test]
fn a_drill_is_read_back_from_its_text() {
    let drill = Drill {
        at: 7,
        day: Day::new(2026, 11, 24),
        interviewer: "rapid “fire”".to_owned(),
        asked: vec!["a".into(), "b".into()],
        seed: u64::MAX,
        tick_each: false,
        answers: vec![answer(1, 0, 1, true)],
        ..Drill::default()
    };
    assert_eq!(of_text(&as_text(&drill)), Some(drill));
    assert_eq!(of_text(&as_text(&Drill::default())), Some(Drill::default()));
    for other in ["", "{}", "[[\"seed\",\"x\"]]", "[[\"nothing\",\"1\"]]"] {
        assert_eq!(of_text::<Drill>(other), None, "{other}");
    }
}
