//! The rank list: the person's own order survives sorting apart and merging, ratings are only added, every act
//! is taken back exactly, and what is odd (nobody rated, nothing counts, no name) is said and does no harm.

use std::collections::{BTreeMap, BTreeSet};

use crate::person::Person;
use crate::ranks::{self, DAY_MS, NOW, adds, guide, place, today, tried, world, world_at};
use matchbook::domain::ids::{ProgramId, child, pair};
use matchbook::domain::order;
use matchbook::domain::program::{Program, Stage, Tier};
use matchbook::domain::ranking::{
    Criterion, Duel, GUT, Kept, RANK, RankSettings, Ranking, Score, Weighing,
};
use matchbook::domain::record::Record;
use matchbook::domain::time::{Day, Minute, WallTime};
use matchbook::domain::trip::Interview;
use matchbook::exchange::spreadsheet;
use matchbook::rank::score::decimals;
use matchbook::store::acts::programs::ProgramAction;
use matchbook::store::acts::ranking::{DraftOf, Move, RankAction, Said};
use matchbook::store::acts::restore::BringBack;
use matchbook::store::acts::trips::TripAction;
use matchbook::store::core::bring::{Fate, named, summary};
use matchbook::store::core::change::merge;
use matchbook::store::core::hlc::Actor;
use matchbook::store::core::model::{Model, Stored};
use matchbook::store::core::ranking::criteria::{Criteria, Role, criteria, whole_percents};
use matchbook::store::core::ranking::list::{List, Spot};
use matchbook::store::core::ranking::readings::{Readings, sheet};
use matchbook::store::read::interviews::is_over;
use matchbook::store::read::ranking::board::{Board, Tie, WhyNot};
use matchbook::store::read::ranking::choosing::{self, Choosing, choosing};
use matchbook::store::read::ranking::due::{left_words, rank_due};
use matchbook::store::read::ranking::finish::{Check, compare, finish, name_of, rankings};
use matchbook::store::read::ranking::gut::questions;
use matchbook::store::read::ranking::text::{COLUMNS, plain, table};
use proptest::prelude::*;

fn board(person: &Person) -> Board {
    Board::read(&person.model, &world(), &guide())
}

fn with(names: &[&str]) -> Person {
    ranks::with(names, 10)
}

fn interviewed(person: &mut Person, program: &str) {
    ranks::interviewed(person, program, 10);
}

fn midnight(day: Day) -> WallTime {
    let minute = Minute::new(0, 0).unwrap();
    WallTime { day, minute }
}

fn draft(device: &str) -> DraftOf {
    DraftOf {
        id: ["draft-", device].concat(),
        at: NOW,
        day: today(),
    }
}

fn order_of(person: &mut Person, change: Move) -> Option<u64> {
    tried(person, change).unwrap()
}

fn said(program: &str, criterion: &str, fresh: &str, day: i64) -> Said {
    Said {
        program: program.into(),
        criterion: criterion.into(),
        fresh: fresh.to_owned(),
        at: NOW + day * DAY_MS,
        day: today().plus(day),
    }
}

fn rates(person: &mut Person, program: &str, criterion: &str, value: Option<u8>) {
    let fresh = person.seq.to_string();
    let act = RankAction::Rate {
        said: said(program, criterion, &fresh, 0),
        value,
        note: String::new(),
    };
    person.does(act).unwrap();
}

fn listed(model: &Model) -> Vec<String> {
    let list = List::of(model);
    list.lines()
        .iter()
        .map(|line| line.id.clone().into())
        .collect()
}

fn tiers(model: &Model) -> Vec<Option<Tier>> {
    List::of(model)
        .lines()
        .iter()
        .map(|line| line.tier)
        .collect()
}

fn takes_over(person: &mut Person, other: &Person) {
    let ops = merge(
        &person.model,
        other.model.records(),
        person.actor,
        person.seq + 1,
    );
    person.applies(&ops);
}

/// All that is stored of the list, as it reads.
fn everything(model: &Model) -> String {
    fn all<R: Stored + std::fmt::Debug>(model: &Model) -> String {
        format!("{:?}", model.all::<R>().iter().collect::<Vec<_>>())
    }
    [
        all::<Program>(model),
        all::<Interview>(model),
        all::<Criterion>(model),
        all::<Score>(model),
        all::<Duel>(model),
        all::<Ranking>(model),
        all::<RankSettings>(model),
    ]
    .join("\n")
}

fn keys(criteria: &[&str]) -> [String; 5] {
    std::array::from_fn(|place| criteria.get(place).copied().unwrap_or("").to_owned())
}

#[test]
fn every_act_is_taken_back_exactly() {
    let mut whole = with(&["Ash", "Birch", "Cedar", "Dogwood"]);
    adds(&mut whole, &["Elm", "Fir"]);
    rates(&mut whole, "ash", "rk-img", Some(4));
    rates(&mut whole, "birch", "rk-img", Some(2));
    let own = RankAction::AddCriterion {
        id: "own".into(),
        title: "Near my sister".to_owned(),
        anchors: keys(&["Far"]),
        last: criteria(&whole.model, &guide()).last_key(),
        taken: Vec::new(),
    };
    whole.does(own).unwrap();
    let between = (ProgramId::from("birch"), "ash".into());
    let chosen = Some(ProgramId::from("ash"));
    let choose = |chosen: Option<ProgramId>| RankAction::Choose {
        between: between.clone(),
        chosen,
        at: NOW,
    };
    whole.does(choose(chosen.clone())).unwrap();
    order_of(
        &mut whole,
        Move::RuleOut {
            program: "dogwood".into(),
            reason: "Too far".to_owned(),
        },
    );
    let standing = Box::new(finish(&whole.model, &world(), &guide()).standing);
    let keep = RankAction::Keep {
        id: "kept".to_owned(),
        standing: standing.clone(),
        note: "After the second look".to_owned(),
    };
    whole.does(keep).unwrap();
    whole.visit += 1;

    let of = |id: &str| id.to_owned();
    let change = |change: Move| RankAction::Order {
        change,
        draft: draft("today"),
    };
    let last = criteria(&whole.model, &guide()).last_key();
    let acts: Vec<(&str, RankAction)> = vec![
        (
            "add",
            RankAction::Add {
                text: of("Gum\nHazel"),
                fresh: vec![of("gum"), of("hazel")],
                today: today(),
            },
        ),
        (
            "interviewed",
            RankAction::Interviewed {
                program: "elm".into(),
                interview: "i".into(),
                day: today(),
                today: today(),
            },
        ),
        ("place", change(place("cedar", Spot::First))),
        (
            "place anew",
            change(place("elm", Spot::After("ash".into()))),
        ),
        (
            "take",
            change(Move::Take {
                order: vec!["cedar".into(), "birch".into(), "ash".into(), "elm".into()],
            }),
        ),
        (
            "tier",
            change(Move::SetTier {
                program: "birch".into(),
                tier: Some(Tier::Top),
            }),
        ),
        (
            "off",
            change(Move::TakeOff {
                program: "ash".into(),
            }),
        ),
        (
            "out",
            change(Move::RuleOut {
                program: "ash".into(),
                reason: of(""),
            }),
        ),
        (
            "back",
            change(Move::BringBack {
                program: "dogwood".into(),
            }),
        ),
        (
            "because",
            RankAction::Because {
                program: "ash".into(),
                because: of("Warm people"),
            },
        ),
        (
            "papers",
            RankAction::Papers {
                program: "ash".into(),
                day: Some(today()),
            },
        ),
        (
            "rate",
            RankAction::Rate {
                said: said("ash", "rk-img", "x", 1),
                value: Some(5),
                note: of("A letter"),
            },
        ),
        (
            "rate first",
            RankAction::Rate {
                said: said("elm", "rk-img", "x", 1),
                value: None,
                note: of(""),
            },
        ),
        (
            "gut",
            RankAction::Rate {
                said: said("elm", GUT, "x", 1),
                value: Some(0),
                note: of(""),
            },
        ),
        (
            "evidence",
            RankAction::Evidence {
                said: said("ash", "rk-img", "x", 0),
                note: of("Told me so"),
            },
        ),
        (
            "evidence later",
            RankAction::Evidence {
                said: said("ash", "rk-img", "x", 3),
                note: of("Wrote so"),
            },
        ),
        (
            "on",
            RankAction::SetRole {
                criterion: "rk-board".into(),
                role: Role::Counts { minimum: None },
                key: None,
            },
        ),
        (
            "off",
            RankAction::SetRole {
                criterion: "rk-img".into(),
                role: Role::Off,
                key: None,
            },
        ),
        (
            "breaks",
            RankAction::SetRole {
                criterion: "rk-img".into(),
                role: Role::Breaks { minimum: 3 },
                key: None,
            },
        ),
        (
            "move criterion",
            RankAction::MoveCriterion {
                rows: criteria(&whole.model, &guide()).keys(),
                from: 0,
                to: 3,
            },
        ),
        (
            "points",
            RankAction::SetPoints {
                criterion: "rk-img".into(),
                points: Some(70),
            },
        ),
        (
            "add criterion",
            RankAction::AddCriterion {
                id: "own-2".into(),
                title: of("Mountains"),
                anchors: keys(&[]),
                last,
                taken: Vec::new(),
            },
        ),
        (
            "rename",
            RankAction::EditCriterion {
                id: "own".into(),
                title: of("Sister"),
                anchors: keys(&["Far", "", "", "", "Near"]),
                taken: Vec::new(),
            },
        ),
        ("delete", RankAction::DeleteCriterion { id: "own".into() }),
        ("choose otherwise", choose(Some("birch".into()))),
        ("cannot choose", choose(None)),
        (
            "choose first",
            RankAction::Choose {
                between: ("ash".into(), "cedar".into()),
                chosen,
                at: NOW,
            },
        ),
        (
            "weigh",
            RankAction::Weigh {
                weighing: Weighing::Points,
            },
        ),
        (
            "deadline",
            RankAction::SetDeadline {
                deadline: Some(WallTime {
                    day: today().plus(90),
                    minute: Minute::new(21, 0).unwrap(),
                }),
                zone: of("America/New_York"),
                now: midnight(today()),
            },
        ),
        ("willing", RankAction::Willing { yes: true }),
        ("prefer", RankAction::Prefer { yes: true }),
        (
            "certify",
            RankAction::Certify {
                id: of("c"),
                standing: standing.clone(),
                note: of(""),
            },
        ),
        (
            "keep",
            RankAction::Keep {
                id: of("k"),
                standing,
                note: of(""),
            },
        ),
        ("forget", RankAction::Forget { id: of("kept") }),
    ];
    let before = everything(&whole.model);
    for (name, act) in acts {
        let mut person = whole.clone();
        let done = person.does(act).unwrap();
        assert!(done.is_some(), "{name} wrote nothing");
        let after = everything(&person.model);
        assert_ne!(after, before, "{name} changed nothing");
        let reversal = person.undoes().unwrap();
        assert!(!reversal.stays, "{name}");
        assert_eq!(everything(&person.model), before, "{name}");
        person.redoes().unwrap();
        assert_eq!(everything(&person.model), after, "{name} done again");
    }
}

#[test]
fn a_program_stands_where_it_was_put() {
    let mut person = with(&["Ash", "Birch", "Cedar", "Dogwood"]);
    assert_eq!(listed(&person.model), ["ash", "birch", "cedar", "dogwood"]);
    order_of(&mut person, place("dogwood", Spot::Before("birch".into())));
    assert_eq!(listed(&person.model), ["ash", "dogwood", "birch", "cedar"]);
    order_of(&mut person, place("ash", Spot::After("birch".into())));
    assert_eq!(listed(&person.model), ["dogwood", "birch", "ash", "cedar"]);
    // Where it stands already, and beside itself, nothing is written.
    let seq = person.seq;
    for spot in [
        Spot::Before("cedar".into()),
        Spot::After("birch".into()),
        Spot::After("ash".into()),
    ] {
        assert_eq!(order_of(&mut person, place("ash", spot)), None);
    }
    assert_eq!(person.seq, seq);
    let refused = tried(&mut person, place("ash", Spot::After("nobody".into())));
    assert!(refused.unwrap_err().contains("changed in the meantime"));
    // By a place that the screen shows.
    let shown = board(&person);
    for (program, to, then) in [
        ("dogwood", 1, ["dogwood", "birch", "ash", "cedar"]),
        ("dogwood", 3, ["birch", "ash", "dogwood", "cedar"]),
        ("birch", 4, ["dogwood", "ash", "cedar", "birch"]),
        ("cedar", 99, ["dogwood", "birch", "ash", "cedar"]),
    ] {
        let mut person = person.clone();
        let id = program.into();
        let spot = shown.spot(&id, to);
        let told = shown.place_at(&id, &spot);
        order_of(&mut person, place(program, spot));
        assert_eq!(listed(&person.model), then, "{program} to {to}");
        assert_eq!(told, board(&person).place_of(&id), "what is said is so");
    }
}

#[test]
fn a_move_keeps_or_takes_the_tier_of_its_neighbors() {
    let mut person = with(&["Ash", "Birch", "Cedar", "Dogwood", "Elm"]);
    let (top, good, accept) = (Some(Tier::Top), Some(Tier::Good), Some(Tier::Accept));
    for (program, tier) in [
        ("birch", top),
        ("cedar", good),
        ("dogwood", good),
        ("elm", accept),
    ] {
        let program = program.to_owned();
        order_of(
            &mut person,
            Move::SetTier {
                program: program.into(),
                tier,
            },
        );
    }
    assert_eq!(
        listed(&person.model),
        ["ash", "birch", "cedar", "dogwood", "elm"]
    );
    assert_eq!(tiers(&person.model), [top, top, good, good, accept]);
    let after = |program: &str, spot: Spot| {
        let mut person = person.clone();
        order_of(&mut person, place(program, spot));
        let model = &person.model;
        let found = listed(model).into_iter().zip(tiers(model));
        found.collect::<BTreeMap<String, Option<Tier>>>()[program]
    };
    assert_eq!(after("dogwood", Spot::Before("cedar".into())), good);
    assert_eq!(after("birch", Spot::After("cedar".into())), good);
    assert_eq!(after("ash", Spot::After("birch".into())), top);
    assert_eq!(after("elm", Spot::Before("cedar".into())), good);
    assert_eq!(after("elm", Spot::First), top);
    assert_eq!(after("ash", Spot::Last), accept);
    assert_eq!(after("dogwood", Spot::Before("elm".into())), good);

    // A tier is a part of the list: whoever gets it goes there, and no farther.
    let set = |program: &str, tier| {
        let mut person = person.clone();
        let program = program.to_owned();
        order_of(
            &mut person,
            Move::SetTier {
                program: program.into(),
                tier,
            },
        );
        (listed(&person.model).join(" "), tiers(&person.model))
    };
    assert_eq!(
        set("elm", good),
        (
            "ash birch cedar dogwood elm".to_owned(),
            vec![top, top, good, good, good]
        )
    );
    assert_eq!(
        set("elm", top),
        (
            "ash birch elm cedar dogwood".to_owned(),
            vec![top, top, top, good, good]
        )
    );
    assert_eq!(
        set("ash", good),
        (
            "birch ash cedar dogwood elm".to_owned(),
            vec![top, good, good, good, accept]
        )
    );
    assert_eq!(set("ash", None).0, "birch cedar dogwood elm ash");
    // The first tier of all moves nobody: who stands before is as good.
    let mut plain = with(&["Ash", "Birch", "Cedar"]);
    let (program, tier) = ("birch".to_owned(), top);
    order_of(
        &mut plain,
        Move::SetTier {
            program: program.into(),
            tier,
        },
    );
    assert_eq!(listed(&plain.model), ["ash", "birch", "cedar"]);
    assert_eq!(tiers(&plain.model), [top, top, None]);
}

#[test]
fn a_whole_order_is_taken_as_it_is_and_the_tiers_stay_where_they_are() {
    let mut person = with(&["Ash", "Birch", "Cedar", "Dogwood"]);
    let (top, good) = (Some(Tier::Top), Some(Tier::Good));
    for (program, tier) in [("birch", top), ("cedar", good), ("dogwood", good)] {
        let program = program.to_owned();
        order_of(
            &mut person,
            Move::SetTier {
                program: program.into(),
                tier,
            },
        );
    }
    adds(&mut person, &["Elm", "Fir"]);
    // Placed in advance, right behind birch, and not in what is taken.
    order_of(&mut person, place("fir", Spot::After("birch".into())));
    let order = ["dogwood", "cedar", "elm", "birch", "ash"]
        .map(ProgramId::from)
        .to_vec();
    order_of(
        &mut person,
        Move::Take {
            order: order.clone(),
        },
    );
    assert_eq!(
        listed(&person.model),
        ["dogwood", "cedar", "elm", "birch", "fir", "ash"]
    );
    assert_eq!(tiers(&person.model), [top, top, good, good, good, good]);
    let again = order_of(&mut person, Move::Take { order });
    assert_eq!(again, None, "it stands so already");
    for bad in [vec![], vec!["ash", "ash"], vec!["ash", "nobody"]] {
        let order = bad.iter().map(|id| (*id).into()).collect();
        assert!(tried(&mut person, Move::Take { order }).is_err(), "{bad:?}");
    }
}

/// A change of the order, by numbers of programs.
#[derive(Clone, Debug)]
enum Wish {
    Before(usize, usize),
    After(usize, usize),
    First(usize),
    Last(usize),
    Tier(usize, Option<Tier>),
    Off(usize),
    Out(usize),
    Back(usize),
    Take(Vec<usize>),
}

const COUNT: usize = 7;

fn wish() -> impl Strategy<Value = Wish> {
    let one = 0..COUNT;
    let tier = prop::sample::select(&Tier::ALL[..]);
    let shuffled = Just((0..COUNT).collect::<Vec<usize>>()).prop_shuffle();
    prop_oneof![
        4 => (one.clone(), one.clone()).prop_map(|(a, b)| Wish::Before(a, b)),
        4 => (one.clone(), one.clone()).prop_map(|(a, b)| Wish::After(a, b)),
        1 => one.clone().prop_map(Wish::First),
        1 => one.clone().prop_map(Wish::Last),
        2 => (one.clone(), prop::option::of(tier)).prop_map(|(a, t)| Wish::Tier(a, t)),
        1 => one.clone().prop_map(Wish::Off),
        1 => one.clone().prop_map(Wish::Out),
        1 => one.prop_map(Wish::Back),
        1 => (shuffled, 1..=COUNT).prop_map(|(all, count)| Wish::Take(all[..count].to_vec())),
    ]
}

fn id_of(number: usize) -> String {
    ["p", &number.to_string()].concat()
}

fn change(wish: &Wish) -> Move {
    let program = |number: &usize| id_of(*number);
    match wish {
        Wish::Before(a, b) => place(&program(a), Spot::Before(program(b).into())),
        Wish::After(a, b) => place(&program(a), Spot::After(program(b).into())),
        Wish::First(a) => place(&program(a), Spot::First),
        Wish::Last(a) => place(&program(a), Spot::Last),
        Wish::Tier(a, tier) => Move::SetTier {
            program: program(a).into(),
            tier: *tier,
        },
        Wish::Off(a) => Move::TakeOff {
            program: program(a).into(),
        },
        Wish::Out(a) => Move::RuleOut {
            program: program(a).into(),
            reason: "x".to_owned(),
        },
        Wish::Back(a) => Move::BringBack {
            program: program(a).into(),
        },
        Wish::Take(all) => Move::Take {
            order: all.iter().map(|one| program(one).into()).collect(),
        },
    }
}

/// What a wish should come to, worked out on the ids alone; `None` where it is refused.
fn expected(list: &[String], wish: &Wish) -> Option<Vec<String>> {
    let without =
        |id: &str| -> Vec<String> { list.iter().filter(|other| *other != id).cloned().collect() };
    let beside = |a: usize, b: usize, step: usize| {
        let (a, b) = (id_of(a), id_of(b));
        if a == b {
            return Some(list.to_vec());
        }
        let mut rest = without(&a);
        let at = rest.iter().position(|id| *id == b)?;
        rest.insert(at + step, a);
        Some(rest)
    };
    match wish {
        Wish::Before(a, b) => beside(*a, *b, 0),
        Wish::After(a, b) => beside(*a, *b, 1),
        Wish::First(a) => Some([vec![id_of(*a)], without(&id_of(*a))].concat()),
        Wish::Last(a) => Some([without(&id_of(*a)), vec![id_of(*a)]].concat()),
        Wish::Off(a) => Some(without(&id_of(*a))),
        Wish::Out(_) | Wish::Back(_) => Some(list.to_vec()),
        // Looked at otherwise.
        Wish::Tier(..) | Wish::Take(_) => None,
    }
}

fn are_in_line(tiers: &[Option<Tier>]) -> bool {
    let rank = |tier: &Option<Tier>| tier.map_or(3, |tier| tier as usize);
    tiers.windows(2).all(|two| rank(&two[0]) <= rank(&two[1]))
}

/// Programs `p0` to `p6`; the first five in order.
fn seven() -> Person {
    let mut person = Person::default();
    let names: Vec<String> = (0..COUNT)
        .map(|number| id_of(number).to_uppercase())
        .collect();
    adds(
        &mut person,
        &names.iter().map(|name| &**name).collect::<Vec<&str>>(),
    );
    for number in 0..COUNT - 2 {
        order_of(&mut person, place(&id_of(number), Spot::Last));
    }
    person
}

/// What was kept of a device's order last.
fn noted(model: &Model, device: Actor) -> Option<Vec<String>> {
    let draft = model.get::<Ranking>(&draft(&device.text()).id)?;
    assert_eq!(draft.kept, Kept::Draft);
    Some(
        draft
            .order
            .iter()
            .map(|one| one.program.to_string())
            .collect(),
    )
}

fn shown(model: &Model) -> Vec<String> {
    let mut shown = listed(model);
    shown.retain(|id| model.get::<Program>(id).unwrap().ruled_out.is_none());
    shown
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_change_of_the_order_does_what_it_says(wishes in prop::collection::vec(wish(), 1..14)) {
        let mut person = seven();
        for wish in &wishes {
            let before = listed(&person.model);
            let done = tried(&mut person, change(wish));
            let after = listed(&person.model);
            match (wish, expected(&before, wish)) {
                (Wish::Tier(program, tier), _) => {
                    let id = id_of(*program);
                    let program: Program = person.model.get_or_default(&id);
                    prop_assert!(program.tier == *tier && after.contains(&id));
                    let rest = |list: &[String]| -> Vec<String> {
                        list.iter().filter(|other| **other != id).cloned().collect()
                    };
                    prop_assert_eq!(rest(&before), rest(&after), "only it moves");
                }
                (Wish::Take(order), _) => {
                    let order: Vec<String> = order.iter().map(|number| id_of(*number)).collect();
                    let taken: Vec<String> = after.iter().filter(|id| order.contains(id)).cloned().collect();
                    prop_assert_eq!(&taken, &order);
                    prop_assert!(before.iter().all(|id| after.contains(id)));
                }
                (_, Some(expected)) => prop_assert_eq!(&after, &expected, "{:?} {:?}", wish, done),
                (_, None) => {
                    prop_assert!(done.is_err());
                    prop_assert_eq!(&after, &before);
                }
            }
            prop_assert!(are_in_line(&tiers(&person.model)), "{:?}", tiers(&person.model));
            if let Ok(Some(_)) = done {
                prop_assert_eq!(noted(&person.model, person.actor), Some(shown(&person.model)));
            }
        }
    }

    #[test]
    fn phones_that_sort_apart_and_merge_read_one_list_and_keep_both(
        ours in prop::collection::vec(wish(), 1..10),
        theirs in prop::collection::vec(wish(), 1..10),
    ) {
        let mut a = seven();
        let mut b = Person { actor: Actor { device: 2, tab: 1 }, ..Person::default() };
        takes_over(&mut b, &a);
        let (mut left, mut right) = (None, None);
        for wish in &ours {
            if let Ok(Some(_)) = tried(&mut a, change(wish)) { left = Some(shown(&a.model)) }
        }
        for wish in &theirs {
            if let Ok(Some(_)) = tried(&mut b, change(wish)) { right = Some(shown(&b.model)) }
        }
        let placed = |model: &Model| -> BTreeSet<String> { listed(model).into_iter().collect() };
        let off: BTreeSet<String> = ours.iter().chain(&theirs).filter_map(|wish| match wish {
            Wish::Off(program) => Some(id_of(*program)),
            _ => None,
        }).collect();
        let known: BTreeSet<String> = placed(&a.model).union(&placed(&b.model)).cloned().collect();
        let (a_alone, b_alone) = (a.clone(), b.clone());
        takes_over(&mut a, &b_alone);
        takes_over(&mut b, &a_alone);
        prop_assert_eq!(a.model.records(), b.model.records());
        prop_assert_eq!(List::of(&a.model), List::of(&b.model));
        prop_assert!(are_in_line(&tiers(&a.model)));
        for id in known.difference(&off) {
            prop_assert!(placed(&a.model).contains(id), "{} is lost", id);
        }
        // Both orders are in the history of both.
        for model in [&a.model, &b.model] {
            if left.is_some() { prop_assert_eq!(&noted(model, a.actor), &left) }
            if right.is_some() { prop_assert_eq!(&noted(model, b.actor), &right) }
        }
        // And the list can be sorted on.
        order_of(&mut a, place("p6", Spot::First));
        prop_assert_eq!(&listed(&a.model)[0], "p6");
        let rest = listed(&a.model);
        order_of(&mut a, place("p6", Spot::After(rest[rest.len() - 1].clone().into())));
        prop_assert_eq!(&listed(&a.model)[rest.len() - 1], "p6");
    }

    #[test]
    fn as_few_as_can_be_stand_out_of_line(values in prop::collection::vec(1_u8..=5, 2..9), explained in any::<u16>()) {
        let names: Vec<String> = (0..values.len()).map(|number| format!("Program {number}")).collect();
        let names: Vec<&str> = names.iter().map(|name| &**name).collect();
        let mut person = with(&names);
        for (place, (name, value)) in names.iter().zip(&values).enumerate() {
            let program = name.to_lowercase();
            rates(&mut person, &program, "rk-culture", Some(*value));
            if explained & (1 << place) != 0 {
                person.does(RankAction::Because { program: program.into(), because: "x".to_owned() }).unwrap();
            }
        }
        let board = board(&person);
        let out = board.placed.iter().filter(|row| row.score_place.is_some()).count();
        // The longest part that falls, by trying all of them.
        let longest = (0_u32..1 << values.len())
            .filter(|set| {
                let part: Vec<u8> = (0..values.len()).filter(|at| set & (1 << at) != 0).map(|at| values[at]).collect();
                part.windows(2).all(|two| two[0] >= two[1])
            })
            .map(u32::count_ones)
            .max()
            .unwrap();
        prop_assert!(out <= values.len() - longest as usize);
        let by_score = board.by_score();
        prop_assert_eq!(out == 0, by_score == board.order());
        let score = |id: &ProgramId| board.placed.iter().find(|row| row.id == *id).unwrap().score.unwrap().value;
        prop_assert!(by_score.windows(2).all(|two| score(&two[0]) >= score(&two[1])));
        let mut sorted = by_score.clone();
        sorted.sort();
        let mut all = board.order();
        all.sort();
        prop_assert_eq!(sorted, all);
        for row in &board.placed {
            let place = 1 + by_score.iter().position(|id| *id == row.id).unwrap();
            prop_assert!(row.score_place.is_none_or(|by_score| by_score == place && by_score != row.place));
        }
    }

    #[test]
    fn whole_percents_sum_to_a_hundred_and_none_is_off_by_one(points in prop::collection::vec(0.0_f64..9.0, 1..20)) {
        let sum: f64 = points.iter().sum();
        prop_assume!(sum > 0.1);
        let shares: Vec<f64> = points.iter().map(|one| one / sum).collect();
        let percents = whole_percents(&shares);
        prop_assert_eq!(percents.iter().map(|one| u32::from(*one)).sum::<u32>(), 100);
        prop_assert!(shares.iter().zip(&percents).all(|(share, one)| (share * 100.0 - f64::from(*one)).abs() < 1.0));
    }
}

#[test]
fn the_order_before_and_after_a_merge_is_in_the_history_of_both() {
    let mut a = with(&["Ash", "Birch", "Cedar"]);
    let mut b = Person {
        actor: Actor { device: 2, tab: 1 },
        ..Person::default()
    };
    takes_over(&mut b, &a);
    order_of(&mut a, place("cedar", Spot::First));
    order_of(&mut b, place("ash", Spot::Last));
    let (a_alone, b_alone) = (a.clone(), b.clone());
    takes_over(&mut a, &b_alone);
    takes_over(&mut b, &a_alone);
    assert_eq!(listed(&a.model), listed(&b.model));
    assert_eq!(listed(&a.model), ["cedar", "birch", "ash"]);
    let drafts = |model: &Model| -> BTreeSet<Vec<String>> {
        let all = rankings(model).into_iter();
        all.map(|(_, one)| {
            one.order
                .iter()
                .map(|placed| name_of(model, placed))
                .collect()
        })
        .collect()
    };
    let both = [["Cedar", "Ash", "Birch"], ["Birch", "Cedar", "Ash"]];
    let both = both.map(|names| names.map(str::to_owned).to_vec());
    for model in [&a.model, &b.model] {
        assert_eq!(drafts(model), BTreeSet::from(both.clone()));
        assert_eq!(
            model
                .register(Program::KIND, "ash", "rank")
                .unwrap()
                .others()
                .count(),
            0
        );
    }
    // A draft is the order of a device and a day, not one for each move.
    order_of(&mut a, place("birch", Spot::First));
    assert_eq!(rankings(&a.model).len(), 2);
    // It names also what was deleted.
    a.does(ProgramAction::Delete { id: "ash".into() }).unwrap();
    assert!(
        drafts(&a.model)
            .iter()
            .all(|names| names.contains(&"Ash".to_owned()))
    );
}

/// Of two tabs of one phone that sort at once, both orders are among the kept lists.
#[test]
fn two_tabs_of_one_phone_keep_both_their_orders() {
    let mut first = with(&["Ash", "Birch", "Cedar"]);
    let mut second = Person {
        actor: Actor {
            tab: first.actor.tab + 1,
            ..first.actor
        },
        ..Person::default()
    };
    takes_over(&mut second, &first);
    let before: BTreeSet<String> = rankings(&first.model)
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    let moves = [place("cedar", Spot::First), place("ash", Spot::Last)];
    for (tab, change) in [&mut first, &mut second].into_iter().zip(moves) {
        let draft = DraftOf::of(tab.actor, NOW, today());
        tab.does(RankAction::Order { change, draft }).unwrap();
    }
    let alone = first.clone();
    takes_over(&mut first, &second);
    takes_over(&mut second, &alone);
    for model in [&first.model, &second.model] {
        assert_eq!(listed(model), ["cedar", "birch", "ash"]);
        let fresh = rankings(model)
            .into_iter()
            .filter(|(id, _)| !before.contains(id));
        let orders: BTreeSet<Vec<String>> = fresh
            .map(|(_, one)| {
                one.order
                    .iter()
                    .map(|one| one.program.to_string())
                    .collect()
            })
            .collect();
        let both = [["cedar", "ash", "birch"], ["birch", "cedar", "ash"]];
        let both = both.map(|ids| ids.map(str::to_owned).to_vec());
        assert_eq!(orders, BTreeSet::from(both));
    }
    // The next change of a tab goes on in its own draft.
    let kept = rankings(&first.model).len();
    let draft = DraftOf::of(first.actor, NOW, today());
    let change = place("birch", Spot::First);
    first.does(RankAction::Order { change, draft }).unwrap();
    assert_eq!(rankings(&first.model).len(), kept);
}

/// Control: with one draft for both devices the older order would be gone from what is shown.
#[test]
fn control_a_draft_that_two_devices_share_shows_only_one_order() {
    let mut a = with(&["Ash", "Birch", "Cedar"]);
    let mut b = Person {
        actor: Actor { device: 2, tab: 1 },
        ..Person::default()
    };
    takes_over(&mut b, &a);
    for (person, program) in [(&mut a, "cedar"), (&mut b, "birch")] {
        let change = place(program, Spot::First);
        let draft = draft("shared");
        person.does(RankAction::Order { change, draft }).unwrap();
    }
    takes_over(&mut a, &b);
    let shown = &a.model.get::<Ranking>("draft-shared").unwrap().order;
    assert_eq!(shown[0].program, "birch");
    let orders = rankings(&a.model).into_iter().map(|(_, one)| one.order);
    assert!(!orders.into_iter().any(|order| order[0].program == "cedar"));
}

#[test]
fn ratings_are_only_added() {
    let mut person = with(&["Ash"]);
    let seen = |person: &Person| -> BTreeMap<String, (Option<u8>, i64)> {
        let all = person.model.all::<Score>().iter();
        all.map(|(id, one)| (id.clone(), (one.value, one.at)))
            .collect()
    };
    let mut before = seen(&person);
    let values = [
        (0, Some(2)),
        (0, Some(5)),
        (3, None),
        (9, Some(4)),
        (9, Some(4)),
        (12, Some(4)),
    ];
    for (second, (day, value)) in (0..).zip(values) {
        let mut said = said("ash", "rk-img", &format!("{}", person.seq), day);
        said.at += 1_000 * second;
        let act = RankAction::Rate {
            said,
            value,
            note: String::new(),
        };
        person.does(act).unwrap();
        let after = seen(&person);
        for (id, one) in &before {
            assert_eq!(after.get(id), Some(one), "a reading is never edited");
        }
        before = after;
    }
    // The same once more on one day is said already; on another day it is a reading of its own.
    assert_eq!(before.len(), 5);
    let readings = Readings::of(&person.model, "ash", "rk-img");
    assert_eq!(readings.value(), Some(4));
    let (first, newest) = (readings.first().unwrap(), readings.newest().unwrap());
    assert_eq!(
        (first.score.value, newest.score.value),
        (Some(5), Some(4)),
        "the finger that slipped is forgotten"
    );

    // A sentence belongs to the reading of its day.
    let count = seen(&person).len();
    let evidence = |fresh: &str, day: i64, note: &str| RankAction::Evidence {
        said: said("ash", "rk-img", fresh, day),
        note: note.to_owned(),
    };
    person.does(evidence("e", 12, "She showed me")).unwrap();
    person
        .does(evidence("e", 12, "She showed me the letter"))
        .unwrap();
    assert_eq!(seen(&person).len(), count);
    person.does(evidence("f", 13, "And he too")).unwrap();
    assert_eq!(seen(&person).len(), count + 1);
    let readings = Readings::of(&person.model, "ash", "rk-img");
    assert_eq!(readings.value(), Some(4));
    assert_eq!(
        readings.evidence().unwrap(),
        ("And he too", Some(today().plus(13)))
    );
    // It says nothing of another number.
    let other = RankAction::Rate {
        said: said("ash", "rk-img", "g", 14),
        value: Some(2),
        note: String::new(),
    };
    let mut later = person.clone();
    later.does(other).unwrap();
    let readings = Readings::of(&later.model, "ash", "rk-img");
    assert_eq!((readings.value(), readings.evidence()), (Some(2), None));

    for (criterion, value) in [("rk-img", 0), ("rk-img", 6), (GUT, 11)] {
        let bad = RankAction::Rate {
            said: said("ash", criterion, "bad", 0),
            value: Some(value),
            note: String::new(),
        };
        assert!(person.does(bad).unwrap_err().starts_with("Choose a number"));
    }
    let over = RankAction::Rate {
        said: said("ash", "rk-img", "f", 20),
        value: Some(1),
        note: String::new(),
    };
    assert!(person.does(over).unwrap_err().contains("kept already"));
}

#[test]
fn of_readings_made_apart_the_newest_counts_on_both_phones() {
    let mut a = with(&["Ash"]);
    let mut b = Person {
        actor: Actor { device: 2, tab: 1 },
        ..Person::default()
    };
    takes_over(&mut b, &a);
    let rate = |fresh: &str, day, value| RankAction::Rate {
        said: said("ash", "rk-img", fresh, day),
        value: Some(value),
        note: String::new(),
    };
    a.does(rate("a", 2, 5)).unwrap();
    b.does(rate("b", 1, 2)).unwrap();
    let (a_alone, b_alone) = (a.clone(), b.clone());
    takes_over(&mut a, &b_alone);
    takes_over(&mut b, &a_alone);
    for model in [&a.model, &b.model] {
        let readings = Readings::of(model, "ash", "rk-img");
        assert_eq!((readings.all().len(), readings.value()), (2, Some(5)));
        let first = readings.first().unwrap();
        assert_eq!(first.score.value, Some(2));
    }
}

fn set_role(person: &mut Person, criterion: &str, role: Role) {
    let key = criteria(&person.model, &guide()).key_for(criterion);
    let act = RankAction::SetRole {
        criterion: criterion.into(),
        role,
        key,
    };
    person.does(act).unwrap();
}

fn counting(criteria: &Criteria) -> Vec<&str> {
    criteria.counting.iter().map(|row| &*row.id).collect()
}

const SIX: [&str; 6] = [
    "rk-culture",
    "rk-img",
    "rk-teaching",
    "rk-workload",
    "rk-life",
    "rk-goals",
];

#[test]
fn criteria_begin_as_the_content_has_them_and_follow_the_person() {
    let mut person = with(&["Ash"]);
    let now = |person: &Person| criteria(&person.model, &guide());
    let first = now(&person);
    assert_eq!(counting(&first), SIX);
    assert_eq!(first.others.len(), 8);
    let percents: Vec<u8> = first.counting.iter().map(|row| row.percent).collect();
    assert_eq!(percents, [41, 24, 16, 10, 6, 3]);
    assert_eq!(first.fault(), None);

    let moves = |person: &mut Person, from, to| {
        let rows = now(person).keys();
        person
            .does(RankAction::MoveCriterion { rows, from, to })
            .unwrap();
    };
    moves(&mut person, 1, 0);
    moves(&mut person, 2, 5);
    let order = [
        "rk-img",
        "rk-culture",
        "rk-workload",
        "rk-life",
        "rk-goals",
        "rk-teaching",
    ];
    assert_eq!(counting(&now(&person)), order);
    // One that is turned on is the least important; one that is turned off and on again stands where it stood.
    set_role(&mut person, "rk-board", Role::Counts { minimum: None });
    assert_eq!(counting(&now(&person)).last(), Some(&"rk-board"));
    set_role(&mut person, "rk-workload", Role::Off);
    set_role(
        &mut person,
        "rk-workload",
        Role::Counts { minimum: Some(2) },
    );
    assert_eq!(counting(&now(&person))[2], "rk-workload");
    // Also where it was a deal-breaker before.
    set_role(
        &mut person,
        "rk-visa-certainty",
        Role::Breaks { minimum: 3 },
    );
    set_role(
        &mut person,
        "rk-visa-certainty",
        Role::Counts { minimum: None },
    );
    assert_eq!(counting(&now(&person)).last(), Some(&"rk-visa-certainty"));
    // Own ones with own words.
    let own = RankAction::AddCriterion {
        id: "own".into(),
        title: " Near my sister ".to_owned(),
        anchors: keys(&["A flight", "", "", "", "In her street"]),
        last: now(&person).last_key(),
        taken: now(&person).titles_beside("own"),
    };
    person.does(own).unwrap();
    let with_own = now(&person);
    let own = with_own.counting.last().unwrap();
    assert_eq!(
        (&*own.title, &*own.anchors[4], own.own),
        ("Near my sister", "In her street", true)
    );
    let taken: Vec<String> = with_own.titles_beside("x");
    let add = |id: &str, title: &str| RankAction::AddCriterion {
        id: id.into(),
        title: title.to_owned(),
        anchors: keys(&[]),
        last: None,
        taken: taken.clone(),
    };
    // Nor the name of one of the content, which is stored nowhere.
    for name in ["Support for IMGs", " support for imgs"] {
        let refused = person.does(add("x", name)).unwrap_err();
        assert!(refused.contains("already"), "{refused}");
    }
    assert!(
        person
            .does(add("x", "near my SISTER"))
            .unwrap_err()
            .contains("already")
    );
    assert!(
        person
            .does(add("x", "  "))
            .unwrap_err()
            .contains("Write what")
    );
    assert!(
        person
            .does(add("x", &"x".repeat(81)))
            .unwrap_err()
            .contains("80 characters")
    );
    let delete = |id: &str| RankAction::DeleteCriterion { id: id.into() };
    assert!(
        person
            .does(delete("rk-img"))
            .unwrap_err()
            .contains("Turn it off")
    );
    rates(&mut person, "ash", "own", Some(5));
    person.does(delete("own")).unwrap();
    assert!(now(&person).get("own").is_none());
    let late = RankAction::EditCriterion {
        id: "own".into(),
        title: "Back?".to_owned(),
        anchors: keys(&[]),
        taken: Vec::new(),
    };
    assert!(person.does(late).unwrap_err().contains("deleted"));
    // A name of the person's own for one of the content, and back.
    let rename = |title: &str| RankAction::EditCriterion {
        id: "rk-img".into(),
        title: title.to_owned(),
        anchors: keys(&[]),
        taken: taken.clone(),
    };
    let twice = person.does(rename("Resident culture and happiness"));
    assert!(twice.unwrap_err().contains("already"));
    person.does(rename("People like me")).unwrap();
    assert_eq!(now(&person).get("rk-img").unwrap().title, "People like me");
    person.does(rename("")).unwrap();
    assert_eq!(
        now(&person).get("rk-img").unwrap().title,
        "Support for IMGs"
    );
}

#[test]
fn weights_come_from_the_order_or_from_points() {
    let mut person = with(&["Ash"]);
    let weigh = |person: &mut Person, weighing| {
        person.does(RankAction::Weigh { weighing }).unwrap();
        let found = criteria(&person.model, &guide());
        found
            .counting
            .iter()
            .map(|row| row.percent)
            .collect::<Vec<u8>>()
    };
    assert_eq!(
        weigh(&mut person, Weighing::Flatter),
        [29, 24, 19, 14, 9, 5]
    );
    assert!(weigh(&mut person, Weighing::Steeper)[0] > 41);
    // Before anybody gives points they are what the order says, so that changing over changes little.
    assert_eq!(weigh(&mut person, Weighing::Swing), [41, 24, 16, 10, 6, 3]);
    let points = |person: &mut Person, criterion: &str, points| {
        let criterion = criterion.into();
        person.does(RankAction::SetPoints { criterion, points })
    };
    for id in SIX {
        points(&mut person, id, Some(0)).unwrap();
    }
    let nothing = criteria(&person.model, &guide());
    assert!(nothing.fault().unwrap().contains("0 points"));
    points(&mut person, "rk-life", Some(50)).unwrap();
    points(&mut person, "rk-goals", Some(100)).unwrap();
    assert_eq!(weigh(&mut person, Weighing::Points), [0, 0, 0, 0, 33, 67]);
    assert!(points(&mut person, "rk-life", Some(101)).is_err());
    assert_eq!(weigh(&mut person, Weighing::Order), [41, 24, 16, 10, 6, 3]);
}

#[test]
fn what_is_off_keeps_its_ratings_and_nothing_that_counts_is_said() {
    let mut person = with(&["Ash", "Birch"]);
    rates(&mut person, "ash", "rk-culture", Some(5));
    rates(&mut person, "ash", "rk-img", Some(1));
    let score = |person: &Person| board(person).placed[0].score.map(|score| score.value);
    let before = score(&person).unwrap();
    set_role(&mut person, "rk-img", Role::Off);
    assert_eq!(score(&person), Some(1.0));
    set_role(&mut person, "rk-img", Role::Counts { minimum: None });
    assert_eq!(score(&person), Some(before));
    for id in SIX {
        set_role(&mut person, id, Role::Off);
    }
    let empty = board(&person);
    assert_eq!(empty.placed[0].score, None);
    assert!(empty.criteria.fault().unwrap().contains("Turn one on"));
    assert_eq!(empty.by_score(), ["ash", "birch"]);
    assert_eq!(empty.closest, None);
    let sheet = sheet(&person.model, &guide(), "ash").unwrap();
    assert!(sheet.fault.is_some() && sheet.rows.is_empty() && sheet.score.is_none());
    assert_eq!(person.model.all::<Score>().len(), 2);
}

#[test]
fn a_deal_breaker_takes_a_program_off_the_list_and_gives_it_back() {
    let mut person = with(&["Ash", "Birch"]);
    rates(&mut person, "ash", "rk-visa-certainty", Some(2));
    assert!(board(&person).out.is_empty());
    set_role(
        &mut person,
        "rk-visa-certainty",
        Role::Breaks { minimum: 3 },
    );
    let now = board(&person);
    assert_eq!(now.order(), ["birch"]);
    assert_eq!(now.out[0].why.words(), "Visa certainty: 2, you need 3");
    assert_eq!(now.placed[0].score, None, "it does not count");
    // On the sheet it can be rated, and the person can say that nobody knows.
    let rows = sheet(&person.model, &guide(), "ash").unwrap().rows;
    assert_eq!(rows.last().unwrap().criterion.id, "rk-visa-certainty");
    rates(&mut person, "ash", "rk-visa-certainty", None);
    assert_eq!(board(&person).order(), ["ash", "birch"]);
    rates(&mut person, "ash", "rk-visa-certainty", Some(3));
    assert_eq!(board(&person).order(), ["ash", "birch"]);
    for minimum in [0, 1, 6] {
        let act = RankAction::SetRole {
            criterion: "rk-img".into(),
            role: Role::Breaks { minimum },
            key: None,
        };
        assert!(person.does(act).unwrap_err().contains("from 2 to 5"));
    }
    // The person's own reason, and the end of an application.
    let out = |program: &str, reason: &str| Move::RuleOut {
        program: program.into(),
        reason: reason.to_owned(),
    };
    order_of(&mut person, out("ash", " No night float "));
    assert_eq!(
        board(&person).out[0].why,
        WhyNot::Said("No night float".to_owned())
    );
    let program = Program {
        stage: Stage::Withdrawn,
        ..person.model.get_or_default("birch")
    };
    let id = "birch".to_owned();
    person
        .does(ProgramAction::Edit {
            id: id.into(),
            program,
        })
        .unwrap();
    assert_eq!(board(&person).out[1].why.words(), "Withdrawn");
    let program = "ash".to_owned();
    order_of(
        &mut person,
        Move::BringBack {
            program: program.into(),
        },
    );
    assert_eq!(board(&person).order(), ["ash"]);
    // What is in the archive keeps its place, and has it again when it comes back.
    let mut puts_away = |archived: bool| {
        let program = Program {
            archived,
            stage: Stage::Invited,
            ..person.model.get_or_default("birch")
        };
        let id = "birch".to_owned();
        person
            .does(ProgramAction::Edit {
                id: id.into(),
                program,
            })
            .unwrap();
        let board = board(&person);
        let out: Vec<String> = board.out.iter().map(|row| row.why.words()).collect();
        (board.order(), out)
    };
    assert_eq!(
        puts_away(true),
        (vec!["ash".into()], vec!["In the archive".to_owned()])
    );
    assert_eq!(
        puts_away(false),
        (vec!["ash".into(), "birch".into()], Vec::new())
    );
}

#[test]
fn what_is_in_the_archive_and_was_never_near_the_list_is_no_part_of_it() {
    let mut person = with(&["Ash"]);
    adds(&mut person, &["Elm"]);
    assert_eq!(board(&person).waiting.len(), 1);
    let program = Program {
        archived: true,
        ..person.model.get_or_default("elm")
    };
    let id = "elm".to_owned();
    person
        .does(ProgramAction::Edit {
            id: id.into(),
            program,
        })
        .unwrap();
    let board = board(&person);
    assert_eq!((board.waiting.len(), board.out.len()), (0, 0));
    assert_eq!(board.order(), ["ash"]);
}

#[test]
fn the_board_has_a_part_for_each_program() {
    let mut person = with(&["Ash", "Birch"]);
    adds(&mut person, &["Cedar", "Dogwood", "Elm"]);
    interviewed(&mut person, "cedar");
    order_of(&mut person, place("elm", Spot::After("ash".into())));
    let coming = ProgramAction::AddInterview {
        program: "dogwood".into(),
        interview: "coming".into(),
        today: today(),
    };
    person.does(coming).unwrap();
    let ids = |rows: &[matchbook::store::read::ranking::board::BoardRow]| -> Vec<ProgramId> {
        rows.iter().map(|row| row.id.clone()).collect()
    };
    let now = board(&person);
    assert_eq!(ids(&now.placed), ["ash", "birch"]);
    assert_eq!(ids(&now.unplaced), ["cedar"]);
    assert_eq!(ids(&now.waiting), ["elm", "dogwood"]);
    assert_eq!(
        now.placed.iter().map(|row| row.place).collect::<Vec<_>>(),
        [1, 2]
    );
    assert_eq!(now.placed[0].interview, Some(today().plus(-10)));
    // Once its interview is over it stands where it was put in advance.
    interviewed(&mut person, "elm");
    assert_eq!(ids(&board(&person).placed), ["ash", "elm", "birch"]);
    let nobody = Board::read(&Model::default(), &world(), &guide());
    assert_eq!(nobody.order(), [""; 0]);
    // It counts in the same night, and no longer once it is moved to a day that is still to come.
    ranks::interviewed(&mut person, "dogwood", 0);
    assert_eq!(ids(&board(&person).waiting), [""; 0]);
    let moved = |day: i64| Interview {
        day: Some(today().plus(day)),
        ..person.model.get_or_default("interview-dogwood")
    };
    assert!(is_over(&moved(0), &world()) && !is_over(&moved(1), &world()));
    let early = RankAction::Interviewed {
        program: "dogwood".into(),
        interview: "x".into(),
        day: today().plus(1),
        today: today(),
    };
    assert!(person.does(early).unwrap_err().contains("still to come"));
}

#[test]
fn an_interview_that_is_known_took_place_on_its_day() {
    let mut person = Person::default();
    adds(&mut person, &["Ash"]);
    let id = "planned".to_owned();
    let add = ProgramAction::AddInterview {
        program: "ash".into(),
        interview: id.clone().into(),
        today: today(),
    };
    person.does(add).unwrap();
    let planned = Interview {
        day: Some(today()),
        start: Minute::new(23, 0),
        address: "12 Oak Street".to_owned(),
        ..person.model.get_or_default(&id)
    };
    let edits = |interview: &Interview| TripAction::EditInterview {
        id: id.clone().into(),
        interview: interview.clone(),
    };
    person.does(edits(&planned)).unwrap();
    assert_eq!(board(&person).waiting.len(), 1, "tonight at eleven");
    ranks::interviewed(&mut person, "ash", 0);
    let took_place = Interview {
        took_place: true,
        ..planned
    };
    let all: Vec<&Interview> = person.model.all::<Interview>().values().collect();
    assert_eq!(all, [&took_place], "no second one, and nothing is lost");
    assert_eq!(board(&person).waiting.len(), 0);
    // At another hour it is the same one; of another day nothing was said yet.
    let later = Interview {
        start: Minute::new(22, 0),
        ..took_place.clone()
    };
    person.does(edits(&later)).unwrap();
    assert!(person.model.get::<Interview>(&id).unwrap().took_place);
    let moved = Interview {
        day: Some(today().plus(-1)),
        ..later
    };
    person.does(edits(&moved)).unwrap();
    assert!(!person.model.get::<Interview>(&id).unwrap().took_place);
    // Of a day of which no interview is known there is one now.
    ranks::interviewed(&mut person, "ash", 3);
    assert_eq!(person.model.all::<Interview>().len(), 2);
}

#[test]
fn ties_are_ties_until_the_person_chooses() {
    let mut person = with(&["Ash", "Birch", "Cedar"]);
    for program in ["ash", "birch"] {
        rates(&mut person, program, "rk-culture", Some(4));
    }
    rates(&mut person, "cedar", "rk-culture", Some(5));
    let now = board(&person);
    let all: Vec<Tie> = now.placed.iter().map(|row| row.tie).collect();
    assert_eq!(all, [Tie::Open, Tie::None, Tie::None]);
    let closest = now.closest.as_ref().unwrap();
    assert_eq!(
        (&*closest.names.0, &*closest.names.1, closest.place),
        ("Ash", "Birch", 1)
    );
    assert!(closest.apart.abs() < 1e-9);
    // A tie stays in the person's order.
    assert_eq!(now.by_score(), ["cedar", "ash", "birch"]);
    let out: Vec<Option<usize>> = now.placed.iter().map(|row| row.score_place).collect();
    assert_eq!(out, [None, None, Some(1)]);
    let act = RankAction::Choose {
        between: ("birch".into(), "ash".into()),
        chosen: Some("birch".into()),
        at: NOW,
    };
    person.does(act).unwrap();
    let now = board(&person);
    assert_eq!((now.placed[0].tie, &now.closest), (Tie::Chosen, &None));
    assert_eq!(
        now.order(),
        ["ash", "birch", "cedar"],
        "only the person moves it"
    );
    // A proposal for the order, which the person may take.
    let Choosing { stage, made } = choosing(&person.model, &world(), &guide());
    assert!(matches!(stage, choosing::Stage::Ask { .. }));
    assert_eq!(
        (made.len(), &*made[0].chosen.0, &*made[0].other.0),
        (1, "birch", "ash")
    );
    for (one, other, chosen) in [
        ("ash", "ash", "ash"),
        ("ash", "birch", "cedar"),
        ("ash", "nobody", "ash"),
    ] {
        let bad = RankAction::Choose {
            between: (one.into(), other.into()),
            chosen: Some(chosen.into()),
            at: NOW,
        };
        assert!(person.does(bad).is_err());
    }
}

#[test]
fn where_gut_and_score_disagree_is_a_pair() {
    let mut person = with(&["Ash", "Birch", "Cedar"]);
    for (program, value, gut) in [("ash", 5, 3), ("birch", 2, 9), ("cedar", 4, 5)] {
        rates(&mut person, program, "rk-culture", Some(value));
        rates(&mut person, program, GUT, Some(gut));
    }
    rates(&mut person, "ash", "rk-img", Some(3));
    let asked = questions(&board(&person));
    let names: Vec<[&str; 2]> = asked
        .iter()
        .map(|one| one.names.each_ref().map(|name| &**name))
        .collect();
    assert_eq!(
        names,
        [["Birch", "Ash"], ["Birch", "Cedar"], ["Cedar", "Ash"]]
    );
    assert_eq!(asked[0].title(), "Birch or Ash?");
    assert!(
        asked[0]
            .detail()
            .starts_with("Your gut says Birch, 9 to 3. The score says Ash, "),
        "{}",
        asked[0].detail()
    );
}

#[test]
fn a_deleted_program_takes_its_ratings_and_choices_along_and_brings_them_back() {
    let mut whole = with(&["Ash", "Birch"]);
    rates(&mut whole, "ash", "rk-img", Some(4));
    rates(&mut whole, "ash", GUT, Some(9));
    rates(&mut whole, "birch", "rk-img", Some(3));
    let act = RankAction::Choose {
        between: ("ash".into(), "birch".into()),
        chosen: None,
        at: NOW,
    };
    whole.does(act).unwrap();
    whole.visit += 1;
    let counts = |model: &Model| (model.all::<Score>().len(), model.all::<Duel>().len());
    assert_eq!(counts(&whole.model), (3, 1));
    for (gone, left) in [("ash", (1, 0)), ("birch", (2, 0))] {
        let mut person = whole.clone();
        let id = gone.to_owned();
        person
            .does(ProgramAction::Delete { id: id.into() })
            .unwrap();
        assert_eq!(counts(&person.model), left, "{gone}");
        let mut turned = person.clone();
        turned.undoes().unwrap();
        assert_eq!(everything(&turned.model), everything(&whole.model));
        let id = gone.to_owned();
        person
            .does(BringBack {
                kind: Program::KIND,
                id,
            })
            .unwrap();
        assert_eq!(counts(&person.model), (3, 1), "{gone} brought back");
    }
    assert_eq!(pair("b", "a"), "a~b");
}

#[test]
fn names_arrive_one_a_line_and_each_bad_line_is_named() {
    let mut person = Person::default();
    adds(&mut person, &["Rush IM"]);
    let text = "\u{feff}1. Wrenfield University\n\n  - Juniper Valley 1234140C0\r\n3) rush  im\n\
        • Wrenfield, University!\n   \n🏥\n🏨\n🏥\nمستشفى الملك\nбольница\n12 de Octubre\n–\n";
    let long = "x".repeat(201);
    let text = [text, &long, "\nLast (9001140C0)"].concat();
    let lines = named(&person.model, &text);
    let faults: Vec<String> = lines.iter().filter_map(|line| line.fault()).collect();
    assert_eq!(
        faults,
        [
            "Line 4, “3) rush  im”: already among your programs.",
            "Line 5, “• Wrenfield, University!”: the same as line 1.",
            "Line 9, “🏥”: the same as line 7.",
            "Line 13, “–”: no name. Write the name of a program.",
            &format!(
                "Line 14, “{}…”: too long for a name. Write the name alone on its line.",
                "x".repeat(40)
            ),
        ]
    );
    assert_eq!(
        summary(&lines),
        "8 programs to add. 5 lines are left out, 2 are empty."
    );
    let says = |text: &str| summary(&named(&person.model, text));
    assert_eq!(says("A\nB\n\n"), "2 programs to add.");
    assert_eq!(says("\nA"), "1 program to add. 1 line is empty.");
    assert_eq!(says("rush im"), "No program to add. 1 line is left out.");
    let arrives: Vec<(String, String)> = lines
        .iter()
        .filter_map(|line| match &line.fate {
            Fate::Added { program, .. } => Some((program.name.clone(), program.code.clone())),
            _ => None,
        })
        .collect();
    let fresh: Vec<String> = (0..lines.len())
        .map(|number| format!("new-{number}"))
        .collect();
    let add = |text: &str, fresh: &[String]| RankAction::Add {
        text: text.to_owned(),
        fresh: fresh.to_vec(),
        today: today(),
    };
    assert!(
        person.does(add(&text, &fresh[..3])).is_err(),
        "too few ids lose nothing silently"
    );
    person.does(add(&text, &fresh)).unwrap();
    // What was shown before is what came.
    let came = person
        .model
        .all::<Program>()
        .iter()
        .filter(|(id, _)| id.starts_with("new-"));
    let came: BTreeSet<(String, String)> = came
        .map(|(_, one)| (one.name.clone(), one.code.clone()))
        .collect();
    assert_eq!(came, arrives.into_iter().collect());
    let expect = |name: &str, code: &str| {
        assert!(
            came.contains(&(name.to_owned(), code.to_owned())),
            "{name}: {came:?}"
        )
    };
    expect("Wrenfield University", "");
    expect("Juniper Valley", "1234140C0");
    expect("Last", "9001140C0");
    expect("🏨", "");
    expect("مستشفى الملك", "");
    expect("12 de Octubre", "");
    for (text, says) in [
        ("", "Write the name of a program, one on each line."),
        (
            " \n\u{200b}\n",
            "Write the name of a program, one on each line.",
        ),
        ("\n\u{200f}–\n", "Nothing was added. Line 2, “–”: no name."),
        ("rush im", "Nothing was added. Line 1, “rush im”: already"),
    ] {
        let refused = person.does(add(text, &fresh)).unwrap_err();
        assert!(refused.starts_with(says), "{refused}");
    }
}

#[test]
fn three_hundred_names_are_one_act_and_one_undo() {
    let mut person = Person::default();
    let names: Vec<String> = (0..300).map(|number| format!("Program {number}")).collect();
    let fresh: Vec<String> = (0..300).map(|number| format!("p{number}")).collect();
    let text = names.join("\n");
    person
        .does(RankAction::Add {
            text,
            fresh: fresh.clone(),
            today: today(),
        })
        .unwrap();
    assert_eq!(person.model.all::<Program>().len(), 300);
    order_of(
        &mut person,
        Move::Take {
            order: fresh.iter().map(|id| id.as_str().into()).collect(),
        },
    );
    assert_eq!(listed(&person.model), fresh);
    assert_eq!(board(&person).waiting.len(), 300);
    person.undoes().unwrap();
    person.undoes().unwrap();
    assert_eq!(person.model.all::<Program>().len(), 0);
}

#[test]
fn equal_names_and_long_notes_do_no_harm() {
    let mut person = with(&["Ash"]);
    // Two phones may have made the same program apart.
    for id in ["same-1", "same-2"] {
        let program = Program {
            name: "Mercy 🏥 بيت".to_owned(),
            specialty: id.to_owned(),
            ..Program::default()
        };
        let id = id.to_owned();
        person
            .does(ProgramAction::Add {
                id: id.clone().into(),
                program,
            })
            .unwrap();
        interviewed(&mut person, &id);
        order_of(&mut person, place(&id, Spot::First));
    }
    assert_eq!(board(&person).order(), ["same-2", "same-1", "ash"]);
    let note = "ñ".repeat(10_000);
    let rate = |fresh: &str, note: String| RankAction::Rate {
        said: said("ash", "rk-img", fresh, 0),
        value: Some(3),
        note,
    };
    person.does(rate("x", note.clone())).unwrap();
    let readings = Readings::of(&person.model, "ash", "rk-img");
    assert_eq!(readings.evidence().unwrap().0, note);
    let before = everything(&person.model);
    let refused = person.does(rate("y", "ñ".repeat(20_001))).unwrap_err();
    assert!(refused.contains("20,000 characters"));
    let because = RankAction::Because {
        program: "ash".into(),
        because: "x".repeat(121),
    };
    assert!(person.does(because).unwrap_err().contains("120 characters"));
    let rule_out = |reason: String| Move::RuleOut {
        program: "ash".into(),
        reason,
    };
    let refused = tried(&mut person, rule_out("ñ".repeat(121))).unwrap_err();
    assert!(refused.contains("120 characters"), "{refused}");
    assert_eq!(everything(&person.model), before);
    let reason = "ñ".repeat(120);
    tried(&mut person, rule_out([" ", &*reason, " "].concat())).unwrap();
    assert_eq!(board(&person).out[0].why, WhyNot::Said(reason));
}

#[test]
fn one_program_and_sixty_programs_read_well() {
    let mut one = with(&["Ash"]);
    let alone = board(&one);
    assert_eq!((alone.placed.len(), &alone.closest), (1, &None));
    assert_eq!(alone.placed[0].score, None, "nobody rated");
    rates(&mut one, "ash", "rk-img", Some(4));
    let row = &board(&one).placed[0];
    let score = row.score.unwrap();
    assert_eq!((score.value, score.rated, score.unknown), (0.75, 1, 5));
    assert!(score.low < 0.75 && score.high > 0.75);
    assert_eq!((row.score_place, row.tie), (None, Tie::None));

    let names: Vec<String> = (0..60).map(|number| format!("Program {number}")).collect();
    let mut sixty = with(&names.iter().map(|name| &**name).collect::<Vec<&str>>());
    let ids: Vec<ProgramId> = names
        .iter()
        .map(|name| name.to_lowercase().into())
        .collect();
    assert_eq!(board(&sixty).order(), ids);
    for (number, id) in ids.iter().enumerate() {
        rates(
            &mut sixty,
            id,
            "rk-img",
            Some(u8::try_from(number % 5).unwrap() + 1),
        );
    }
    let now = board(&sixty);
    let taken = now.by_score();
    order_of(
        &mut sixty,
        Move::Take {
            order: taken.clone(),
        },
    );
    let now = board(&sixty);
    assert_eq!(now.order(), taken);
    assert!(now.placed.iter().all(|row| row.score_place.is_none()));
}

#[test]
fn only_what_had_its_interview_can_be_certified() {
    let mut person = with(&["Ash", "Birch", "Cedar"]);
    let now = |person: &Person| finish(&person.model, &world(), &guide());
    let certify = |id: &str, standing| RankAction::Certify {
        id: id.to_owned(),
        standing: Box::new(standing),
        note: String::new(),
    };
    let nothing = finish(&Model::default(), &world(), &guide()).standing;
    let refused = Person::default().does(certify("c", nothing)).unwrap_err();
    assert!(refused.contains("list is empty"), "{refused}");

    adds(&mut person, &["Dogwood", "Elm"]);
    order_of(&mut person, place("dogwood", Spot::First));
    let refused = person
        .does(certify("c", now(&person).standing))
        .unwrap_err();
    assert!(
        refused.starts_with("Dogwood has a place on your list but no interview"),
        "{refused}"
    );
    let interviewed_row = |person: &Person| now(person).checks[0].clone();
    assert_eq!(interviewed_row(&person).missing, ["Dogwood"]);
    let program = "dogwood".to_owned();
    order_of(
        &mut person,
        Move::TakeOff {
            program: program.into(),
        },
    );
    assert!(interviewed_row(&person).done);

    // What was looked at is what is certified.
    let seen = now(&person).standing;
    let mut elsewhere = person.clone();
    order_of(&mut elsewhere, place("cedar", Spot::First));
    assert!(
        elsewhere
            .does(certify("c", seen.clone()))
            .unwrap_err()
            .contains("changed in the meantime")
    );
    person.does(certify("c", seen)).unwrap();
    let kept = person.model.get::<Ranking>("c").unwrap();
    let names_of: Vec<&str> = kept.order.iter().map(|one| &*one.name).collect();
    assert_eq!(
        (kept.kept, names_of),
        (Kept::Certified, vec!["Ash", "Birch", "Cedar"])
    );
    assert_eq!(
        kept.weights
            .iter()
            .map(|one| one.weight)
            .map(u32::from)
            .sum::<u32>(),
        10_000
    );
    let done = |person: &Person| now(person).checks.last().unwrap().clone();
    assert!(done(&person).done && now(&person).changed.is_empty());
    order_of(&mut person, place("cedar", Spot::Before("birch".into())));
    assert_eq!(done(&person).missing, ["Cedar"]);
    assert!(!done(&person).done);
    let changed = now(&person).changed;
    assert_eq!(
        changed
            .moved
            .iter()
            .map(|one| (one.from, one.to))
            .collect::<Vec<_>>(),
        [(Some(3), Some(2))]
    );
    // Renaming afterwards leaves what was certified as it was.
    let program = Program {
        name: "Oak".to_owned(),
        ..person.model.get_or_default("ash")
    };
    person
        .does(ProgramAction::Edit {
            id: "ash".into(),
            program,
        })
        .unwrap();
    assert_eq!(
        person.model.get::<Ranking>("c").unwrap().order[0].name,
        "Ash"
    );
}

#[test]
fn the_checklist_names_what_is_missing_and_lapses_when_the_list_changes() {
    let mut person = with(&["Ash", "Birch"]);
    let check = |person: &Person, check: Check| {
        let checks = finish(&person.model, &world(), &guide()).checks;
        checks.into_iter().find(|row| row.check == check).unwrap()
    };
    for one in [Check::Willing, Check::Preference, Check::Certified] {
        let row = check(&person, one);
        assert!(
            !row.done && row.missing.is_empty(),
            "{one:?}: nothing said yet"
        );
    }
    assert_eq!(check(&person, Check::Codes).missing, ["Ash", "Birch"]);
    assert_eq!(check(&person, Check::Papers).missing, ["Ash", "Birch"]);
    for (id, code) in [("ash", "9001140C0"), ("birch", "9001140c0 ")] {
        let program = Program {
            code: code.to_owned(),
            ..person.model.get_or_default(id)
        };
        person
            .does(ProgramAction::Edit {
                id: id.into(),
                program,
            })
            .unwrap();
    }
    assert_eq!(
        check(&person, Check::Codes).missing,
        ["Ash", "Birch"],
        "one code for two"
    );
    let program = Program {
        code: "9002140C0".to_owned(),
        ..person.model.get_or_default("birch")
    };
    person
        .does(ProgramAction::Edit {
            id: "birch".into(),
            program,
        })
        .unwrap();
    assert!(check(&person, Check::Codes).done);
    let (program, day) = ("ash".to_owned(), Some(today()));
    person
        .does(RankAction::Papers {
            program: program.into(),
            day,
        })
        .unwrap();
    assert_eq!(check(&person, Check::Papers).missing, ["Birch"]);

    person.does(RankAction::Willing { yes: true }).unwrap();
    person.does(RankAction::Prefer { yes: true }).unwrap();
    assert!(check(&person, Check::Willing).done && check(&person, Check::Preference).done);
    order_of(&mut person, place("birch", Spot::First));
    assert!(
        check(&person, Check::Willing).done,
        "still the same programs"
    );
    assert_eq!(check(&person, Check::Preference).missing, ["Birch"]);
    adds(&mut person, &["Cedar"]);
    interviewed(&mut person, "cedar");
    order_of(&mut person, place("cedar", Spot::Last));
    assert_eq!(check(&person, Check::Willing).missing, ["Cedar"]);
    person.does(RankAction::Willing { yes: false }).unwrap();
    assert!(!check(&person, Check::Willing).done);
    assert!(
        Person::default()
            .does(RankAction::Prefer { yes: true })
            .unwrap_err()
            .contains("empty")
    );
}

#[test]
fn today_says_what_is_not_rated_and_what_is_not_certified() {
    let mut person = with(&["Ash", "Birch", "Cedar"]);
    adds(&mut person, &["Not interviewed"]);
    let due = |person: &Person, now: i64| rank_due(&person.model, &world_at(now));
    let words = |person: &Person, now: i64| {
        let due = due(person, now);
        (
            due.unrated_words().unwrap_or_default(),
            due.uncertified.map(left_words).unwrap_or_default(),
        )
    };
    assert_eq!(
        words(&person, NOW),
        ("3 programs not rated".to_owned(), String::new())
    );
    rates(&mut person, "ash", "rk-img", None);
    let program = "birch".to_owned();
    order_of(
        &mut person,
        Move::RuleOut {
            program: program.into(),
            reason: String::new(),
        },
    );
    assert_eq!(words(&person, NOW).0, "1 program not rated");
    rates(&mut person, "cedar", GUT, Some(3));
    assert_eq!(words(&person, NOW).0, "");

    let deadline = WallTime {
        day: today().plus(5),
        minute: Minute::new(1, 0).unwrap(),
    };
    let set = |deadline, zone: &str| RankAction::SetDeadline {
        deadline,
        zone: zone.to_owned(),
        now: midnight(today()),
    };
    for day in [today(), today().plus(-1)] {
        let over = person.does(set(Some(midnight(day)), "UTC"));
        assert!(over.unwrap_err().contains("over already"), "{day:?}");
    }
    assert!(
        person
            .does(set(Some(deadline), " "))
            .unwrap_err()
            .contains("time zone")
    );
    person.does(set(Some(deadline), "UTC")).unwrap();
    let certified = |person: &Person, now: i64| words(person, now).1;
    assert_eq!(certified(&person, NOW), "5 days left");
    assert_eq!(certified(&person, NOW + 4 * DAY_MS), "24 hours left");
    assert_eq!(
        certified(&person, NOW + 5 * DAY_MS),
        "less than an hour left"
    );
    assert_eq!(certified(&person, NOW + 6 * DAY_MS), "", "over");
    assert_eq!(certified(&person, NOW - 30 * DAY_MS), "", "far away");
    let finished = finish(&person.model, &world(), &guide());
    assert_eq!(
        finished.deadline.as_ref().unwrap().minutes_left / (24 * 60),
        5
    );
    let standing = Box::new(finished.standing);
    let act = RankAction::Certify {
        id: "c".to_owned(),
        standing,
        note: String::new(),
    };
    person.does(act).unwrap();
    assert_eq!(certified(&person, NOW), "");
    order_of(&mut person, place("cedar", Spot::First));
    assert_eq!(certified(&person, NOW), "5 days left");
    assert_eq!(
        words(&Person::default(), NOW),
        (String::new(), String::new())
    );
}

#[test]
fn lists_that_were_kept_can_be_compared_and_forgotten() {
    let mut person = with(&["Ash", "Birch", "Cedar"]);
    let keep = |person: &mut Person, id: &str, now: i64| {
        let standing = Box::new(finish(&person.model, &world_at(now), &guide()).standing);
        let act = RankAction::Keep {
            id: id.to_owned(),
            standing,
            note: "Before".to_owned(),
        };
        person.does(act).unwrap();
    };
    keep(&mut person, "one", NOW);
    let program = "birch".to_owned();
    order_of(
        &mut person,
        Move::TakeOff {
            program: program.into(),
        },
    );
    adds(&mut person, &["Dogwood"]);
    interviewed(&mut person, "dogwood");
    order_of(&mut person, place("dogwood", Spot::First));
    keep(&mut person, "two", NOW + 1_000);
    let kept: Vec<String> = rankings(&person.model)
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    assert_eq!(kept[0], "two");
    assert_eq!(kept.len(), 3, "with the draft of the day");
    let get = |id: &str| person.model.get::<Ranking>(id).unwrap().order.clone();
    let moved = compare(&get("one"), &get("two")).moved;
    let moved: Vec<(&str, Option<usize>, Option<usize>)> = moved
        .iter()
        .map(|one| (&*one.name, one.from, one.to))
        .collect();
    assert_eq!(
        moved,
        [("Dogwood", None, Some(1)), ("Birch", Some(2), None)],
        "Ash only made room"
    );
    person
        .does(RankAction::Forget {
            id: "one".to_owned(),
        })
        .unwrap();
    assert!(person.model.get::<Ranking>("one").is_none());
    assert!(
        person
            .does(RankAction::Forget {
                id: "one".to_owned()
            })
            .is_err()
    );
}

#[test]
fn the_table_and_the_text_say_the_list() {
    let mut person = with(&["=SUM(A1)", "مستشفى 🏥", "Ash, \"the\" best"]);
    let first = "=sum(a1)";
    rates(&mut person, first, "rk-culture", Some(4));
    let because = "-2+3".to_owned();
    person
        .does(RankAction::Because {
            program: first.into(),
            because,
        })
        .unwrap();
    let tier = Some(Tier::Top);
    order_of(
        &mut person,
        Move::SetTier {
            program: first.into(),
            tier,
        },
    );
    let program = Program {
        code: "@9001140C0".to_owned(),
        place: "Tucson".to_owned(),
        ..person.model.get_or_default(first)
    };
    person
        .does(ProgramAction::Edit {
            id: first.into(),
            program,
        })
        .unwrap();
    let finish = finish(&person.model, &world(), &guide());
    let csv = spreadsheet::table(table(&finish).into_iter());
    let mut lines = csv.strip_prefix('\u{feff}').unwrap().split("\r\n");
    assert_eq!(lines.next().unwrap(), COLUMNS.join(","));
    let row = lines.next().unwrap();
    assert!(
        row.starts_with("1,'=SUM(A1),Tucson,'@9001140C0,Happy to go,75.0,"),
        "{row}"
    );
    assert!(row.ends_with(",'-2+3"), "{row}");
    assert!(lines.next().unwrap().starts_with("2,مستشفى 🏥,,,,,,,"));
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with("3,\"Ash, \"\"the\"\" best\",")
    );
    assert_eq!(lines.next(), Some(""));
    let text = plain(&finish);
    assert!(
        text.starts_with(
            "My rank order list\n\nHappy to go\n1. \u{2068}=SUM(A1)\u{2069}, Tucson, @9001140C0\n"
        ),
        "{text}"
    );
    assert!(
        text.contains("\nNo tier yet\n2. \u{2068}مستشفى 🏥\u{2069}\n3. "),
        "{text}"
    );
    assert!(!text.contains("75.0"), "scores are the person's own");
    assert_eq!(
        (decimals(0.755), decimals(1.0), decimals(0.0)),
        ("75.5".to_owned(), "100.0".to_owned(), "0.0".to_owned())
    );
}

#[test]
fn the_sheet_shows_what_is_open_next() {
    let mut person = with(&["Ash"]);
    let now = |person: &Person| sheet(&person.model, &guide(), "ash").unwrap();
    assert_eq!(now(&person).next_open(""), Some("rk-culture"));
    rates(&mut person, "ash", "rk-culture", Some(3));
    assert_eq!(now(&person).next_open("rk-culture"), Some("rk-img"));
    for id in &SIX[2..] {
        rates(&mut person, "ash", id, None);
    }
    assert_eq!(
        now(&person).next_open("rk-goals"),
        Some("rk-img"),
        "from the top again"
    );
    rates(&mut person, "ash", "rk-img", Some(5));
    assert_eq!(
        now(&person).next_open("rk-img"),
        None,
        "“don't know yet” is an answer"
    );
    assert_eq!(now(&person).score.unwrap().unknown, 4);
    rates(&mut person, "ash", GUT, Some(10));
    assert_eq!(now(&person).gut.value(), Some(10));
    assert_eq!(board(&person).placed[0].gut, Some(10));
    assert_eq!(sheet(&person.model, &guide(), "nobody"), None);
}

#[test]
fn settings_begin_as_they_are_meant() {
    let settings: RankSettings = Model::default().get_or_default(RANK);
    assert_eq!(settings.weighing, Weighing::Order);
    assert_eq!(settings.deadline_zone, "America/New_York");
    assert_eq!(child("a", "b"), "a/b");
    assert_eq!(order::initial(2).len(), 2);
}
