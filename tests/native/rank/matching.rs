//! How the Match works: published examples, an independent implementation, stability, and that no lie helps.

use std::collections::BTreeMap;

use matchbook::rank::matching::{
    Market, Matching, Program, Reply, Step, after, blocking_pairs, is_stable, run, trick,
};
use proptest::prelude::*;

use super::cases;

#[derive(serde::Deserialize)]
struct Example {
    name: String,
    applicants: BTreeMap<String, Vec<String>>,
    programs: BTreeMap<String, Vec<String>>,
    capacity: BTreeMap<String, usize>,
    published: BTreeMap<String, Vec<String>>,
}

impl Example {
    fn market(&self) -> Market {
        let place = |names: &BTreeMap<String, Vec<String>>, name: &String| {
            names.keys().position(|one| one == name).unwrap()
        };
        Market {
            applicants: self
                .applicants
                .values()
                .map(|list| list.iter().map(|one| place(&self.programs, one)).collect())
                .collect(),
            programs: self
                .programs
                .iter()
                .map(|(name, list)| Program {
                    list: list
                        .iter()
                        .map(|one| place(&self.applicants, one))
                        .collect(),
                    seats: self.capacity[name],
                })
                .collect(),
        }
    }
}

fn examples() -> Vec<Example> {
    let text = include_str!("../../data/rank/published_matches.json");
    let examples: Vec<Example> = serde_json::from_str(text).unwrap();
    assert_eq!(examples.len(), 2);
    examples
}

fn market(applicants: &[&[usize]], programs: &[(&[usize], usize)]) -> Market {
    Market {
        applicants: applicants.iter().map(|list| list.to_vec()).collect(),
        programs: programs
            .iter()
            .map(|(list, seats)| Program {
                list: list.to_vec(),
                seats: *seats,
            })
            .collect(),
    }
}

fn asks(applicant: usize, program: usize, reply: Reply) -> Step {
    Step::Asks {
        applicant,
        program,
        reply,
    }
}

#[test]
fn published_examples_end_as_published() {
    for example in examples() {
        let market = example.market();
        let matching = run(&market).matching;
        let programs: Vec<&String> = example.programs.keys().collect();
        for (applicant, program) in example.applicants.keys().zip(&matching) {
            let published = example
                .published
                .iter()
                .find(|(_, taken)| taken.contains(applicant));
            assert_eq!(
                program.map(|program| programs[program]),
                published.map(|(program, _)| program),
                "{}: {applicant}",
                example.name
            );
        }
        assert!(is_stable(&market, &matching));
    }
}

#[test]
fn a_thousand_markets_end_as_another_implementation_ends_them() {
    let digits = |text: &str| -> Vec<usize> {
        let digits = text.chars().filter_map(|one| one.to_digit(10));
        digits.map(|digit| digit as usize).collect()
    };
    let mut bumped = 0;
    for (n, fields) in cases(include_str!("../../data/rank/matches.txt")) {
        let market = Market {
            applicants: fields[0].split(' ').map(digits).collect(),
            programs: fields[1]
                .split(' ')
                .map(digits)
                .zip(digits(fields[2]))
                .map(|(list, seats)| Program { list, seats })
                .collect(),
        };
        let theirs: Vec<Option<usize>> = fields[3]
            .chars()
            .map(|one| one.to_digit(10).map(|digit| digit as usize))
            .collect();
        let course = run(&market);
        assert_eq!(course.matching, theirs, "line {n}");
        assert!(is_stable(&market, &theirs), "line {n}");
        let has_bump = |step: &&Step| matches!(step, Step::Asks { reply, .. } if matches!(reply, Reply::Instead { .. }));
        bumped += course.steps.iter().filter(has_bump).count();
    }
    assert!(bumped > 500, "{bumped}");
}

#[test]
fn every_step_is_told_with_its_reason() {
    // Three applicants; program 0 likes 2 most and does not list 1, program 1 has no seat, program 2 takes all.
    let market = market(
        &[&[0, 2], &[0, 1, 2], &[0]],
        &[(&[2, 0], 1), (&[0, 1, 2], 0), (&[0, 1, 2], 2)],
    );
    let course = run(&market);
    assert_eq!(
        course.steps,
        [
            asks(0, 0, Reply::Seat),
            asks(1, 0, Reply::NotListed),
            asks(1, 1, Reply::NoSeats),
            asks(1, 2, Reply::Seat),
            asks(2, 0, Reply::Instead { of: 0 }),
            asks(0, 2, Reply::Seat),
        ]
    );
    assert_eq!(course.matching, [Some(2), Some(2), Some(0)]);
    // The seats of any moment follow from the steps before it.
    assert_eq!(after(3, &course.steps[..0]), [None; 3]);
    assert_eq!(after(3, &course.steps[..4]), [Some(0), Some(2), None]);
    assert_eq!(after(3, &course.steps[..5]), [None, Some(2), Some(0)]);
}

#[test]
fn who_has_asked_everyone_ends_without_a_program() {
    let market = market(&[&[0], &[0], &[]], &[(&[0, 1], 1)]);
    assert_eq!(
        run(&market).steps,
        [
            asks(0, 0, Reply::Seat),
            asks(1, 0, Reply::Full),
            Step::Ends { applicant: 1 },
            Step::Ends { applicant: 2 },
        ]
    );
}

#[test]
fn entries_that_do_not_exist_or_come_again_count_for_nothing() {
    let odd = market(
        &[&[9, 0, 0, 1], &[0, 9]],
        &[(&[1, 7, 1, 0], 1), (&[0, 0], 1)],
    );
    let plain = market(&[&[0, 1], &[0]], &[(&[1, 0], 1), (&[0], 1)]);
    assert_eq!(run(&odd), run(&plain));
    assert_eq!(run(&odd).matching, [Some(1), Some(0)]);
    assert!(is_stable(&odd, &[Some(1), Some(0)]));
    assert_eq!(run(&Market::default()).steps, []);
}

#[test]
fn what_is_not_stable_is_found() {
    let market = market(&[&[0, 1], &[0, 1]], &[(&[1, 0], 1), (&[1, 0], 1)]);
    assert!(is_stable(&market, &[Some(1), Some(0)]));
    // The best applicant and the best program sit apart.
    assert_eq!(blocking_pairs(&market, &[Some(0), Some(1)]), [(1, 0)]);
    // Without a program one would take any that has a seat.
    assert_eq!(blocking_pairs(&market, &[None, Some(0)]), [(0, 1)]);
    for unlawful in [
        &[Some(0), Some(0)][..], // two in one seat
        &[Some(5), Some(0)],     // no such program
        &[Some(1)],              // not everybody
    ] {
        assert!(!is_stable(&market, unlawful), "{unlawful:?}");
    }
    let unlisted = self::market(&[&[0]], &[(&[], 1)]);
    assert!(is_stable(&unlisted, &[None]) && !is_stable(&unlisted, &[Some(0)]));
}

#[test]
fn a_trick_is_compared_by_the_true_list() {
    // Program 0 likes applicant 1 more; whoever leaves out program 1 ends without one.
    let market = market(&[&[0, 1], &[0, 1]], &[(&[1, 0], 1), (&[1, 0], 1)]);
    let tried = trick(&market, 0, &[0]).unwrap();
    assert_eq!((tried.truth, tried.tried, tried.up), (Some(1), None, -1));
    let same = trick(&market, 0, &[1, 0]).unwrap();
    assert_eq!((same.truth, same.tried, same.up), (Some(1), Some(1), 0));
    let worse = trick(&market, 1, &[1]).unwrap();
    assert_eq!((worse.truth, worse.tried, worse.up), (Some(0), Some(1), -1));
    assert_eq!(trick(&market, 2, &[]), None);
}

/// All lists of programs, of every length, in every order.
fn all_lists(programs: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    let mut begin = 0;
    while begin < all.len() {
        for program in 0..programs {
            if !all[begin].contains(&program) {
                let mut longer = all[begin].clone();
                longer.push(program);
                all.push(longer);
            }
        }
        begin += 1;
    }
    all
}

#[test]
fn all_lists_are_tried() {
    let counts = [1, 2, 5, 16, 65, 326];
    for (programs, count) in counts.into_iter().enumerate() {
        assert_eq!(all_lists(programs).len(), count);
    }
}

#[test]
fn no_lie_helps_in_the_published_examples() {
    for example in examples() {
        let market = example.market();
        for applicant in 0..market.applicants.len() {
            for lie in all_lists(market.programs.len()) {
                assert!(trick(&market, applicant, &lie).unwrap().up <= 0);
            }
        }
    }
}

/// How many places of the true list a lie brings an applicant up, by any way of matching.
fn gain(
    matched: &dyn Fn(&Market) -> Matching,
    market: &Market,
    applicant: usize,
    lie: &[usize],
) -> i64 {
    let truth = &market.applicants[applicant];
    let mut told = market.clone();
    told.applicants[applicant] = lie.to_vec();
    let place = |market: &Market| {
        let own = matched(market)[applicant];
        let listed = truth.iter().position(|one| Some(*one) == own);
        let unlisted = truth.len() + usize::from(own.is_some());
        i64::try_from(listed.unwrap_or(unlisted)).unwrap()
    };
    place(market) - place(&told)
}

/// First come, first served: a yes is for good. Known to reward lies.
fn served_at_once(market: &Market) -> Matching {
    let mut matching = vec![None; market.applicants.len()];
    let mut free: Vec<usize> = market.programs.iter().map(|one| one.seats).collect();
    for round in 0..market.programs.len() {
        for (number, program) in market.programs.iter().enumerate() {
            for applicant in &program.list {
                let asks = market.applicants[*applicant].get(round) == Some(&number);
                if asks && matching[*applicant].is_none() && free[number] > 0 {
                    free[number] -= 1;
                    matching[*applicant] = Some(number);
                }
            }
        }
    }
    matching
}

#[test]
fn no_lie_helps_in_any_market_of_two_and_two() {
    let lists = all_lists(2);
    let pairs = || lists.iter().flat_map(|a| lists.iter().map(move |b| [a, b]));
    let mut tried = 0;
    for applicants in pairs() {
        for programs in pairs() {
            for seats in [[0, 1], [1, 1], [1, 2], [2, 2]] {
                let program = |at: usize| (&**programs[at], seats[at]);
                let market = market(&[applicants[0], applicants[1]], &[program(0), program(1)]);
                for applicant in [0, 1] {
                    for lie in &lists {
                        let up = trick(&market, applicant, lie).unwrap().up;
                        let gain = gain(&|market| run(market).matching, &market, applicant, lie);
                        assert!(up == gain && up <= 0, "{market:?} {lie:?}");
                        tried += 1;
                    }
                }
            }
        }
    }
    assert_eq!(tried, 625 * 4 * 2 * 5);
}

/// The other way round: of all stable matchings of small markets, none gives anyone more than this one.
#[test]
fn nobody_can_have_more_in_a_stable_matching() {
    let lists = all_lists(2);
    let pairs = || lists.iter().flat_map(|a| lists.iter().map(move |b| [a, b]));
    let mut others = 0;
    for applicants in pairs() {
        for programs in pairs() {
            let market = market(
                &[applicants[0], applicants[1]],
                &[(programs[0], 1), (programs[1], 1)],
            );
            let ours = run(&market).matching;
            let seats = [None, Some(0), Some(1)];
            for other in seats.iter().flat_map(|a| seats.map(|b| vec![*a, b])) {
                if other == ours || !is_stable(&market, &other) {
                    continue;
                }
                others += 1;
                for (applicant, list) in market.applicants.iter().enumerate() {
                    let place = |program: Option<usize>| {
                        list.iter()
                            .position(|one| Some(*one) == program)
                            .unwrap_or(list.len())
                    };
                    assert!(
                        place(ours[applicant]) <= place(other[applicant]),
                        "{market:?} {other:?}"
                    );
                }
            }
        }
    }
    // Only two applicants and programs that each want the other one first can stand otherwise.
    assert_eq!(others, 2);
}

/// Control: where a yes is for good, a lie helps, and is seen to.
#[test]
fn a_lie_that_helps_is_seen() {
    let market = market(
        &[&[0, 1], &[0, 1], &[1, 0]],
        &[(&[1, 0, 2], 1), (&[0, 1, 2], 1)],
    );
    let helping = |matched: &dyn Fn(&Market) -> Matching| {
        let lies = all_lists(2).into_iter();
        lies.filter(|lie| gain(matched, &market, 0, lie) > 0)
            .count()
    };
    assert!(helping(&served_at_once) > 0);
    assert_eq!(helping(&|market| run(market).matching), 0);
}

/// A market of up to 5 programs.
fn markets() -> impl Strategy<Value = Market> {
    (1_usize..=6, 1_usize..=5).prop_flat_map(|(n, m)| {
        let list = |of: usize| {
            let all: Vec<usize> = (0..of).collect();
            (Just(all).prop_shuffle(), 0..=of).prop_map(|(mut list, length)| {
                list.truncate(length);
                list
            })
        };
        let program = (list(n), 0_usize..=3).prop_map(|(list, seats)| Program { list, seats });
        (
            prop::collection::vec(list(m), n),
            prop::collection::vec(program, m),
        )
            .prop_map(|(applicants, programs)| Market {
                applicants,
                programs,
            })
    })
}

proptest! {
    #[test]
    fn the_match_is_stable(market in markets()) {
        let course = run(&market);
        prop_assert_eq!(blocking_pairs(&market, &course.matching), []);
        prop_assert!(is_stable(&market, &course.matching));
        prop_assert_eq!(after(market.applicants.len(), &course.steps), course.matching);
    }

    #[test]
    fn no_lie_of_anyone_ever_helps(market in markets(), applicant in 0_usize..6) {
        let applicant = applicant % market.applicants.len();
        for lie in all_lists(market.programs.len()) {
            let trick = trick(&market, applicant, &lie).unwrap();
            prop_assert!(trick.up <= 0, "{:?}: {:?}", &lie, trick);
        }
    }

    #[test]
    fn the_order_in_which_applicants_come_changes_nothing(market in markets(), turn in 0_usize..6) {
        let n = market.applicants.len();
        let turn = turn % n;
        let mut turned = market.clone();
        turned.applicants.rotate_left(turn);
        for program in &mut turned.programs {
            for one in &mut program.list {
                *one = (*one + n - turn) % n;
            }
        }
        let mut matching = run(&market).matching;
        matching.rotate_left(turn);
        prop_assert_eq!(run(&turned).matching, matching);
    }
}
