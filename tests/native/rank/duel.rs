//! "Which would you choose?": the true order for everyone, few questions, and any disorder of answers.

use std::cmp::Ordering;

use matchbook::rank::duel::{Answer, Choice, Step, at_most, next};
use proptest::prelude::*;

fn answer<T>(first: T, second: T, choice: Choice) -> Answer<T> {
    Answer {
        first,
        second,
        choice,
    }
}

/// `a` over `b`, for each pair.
fn over(pairs: &[(&'static str, &'static str)]) -> Vec<Answer<&'static str>> {
    let one =
        |(better, worse): &(&'static str, &'static str)| answer(*better, *worse, Choice::First);
    pairs.iter().map(one).collect()
}

/// The contradiction that is told of answers about all that they name.
fn contradiction(answers: &[Answer<&'static str>]) -> Option<Vec<&'static str>> {
    let both = |one: &Answer<&'static str>| [one.first, one.second];
    let items: Vec<&str> = answers.iter().flat_map(both).collect();
    match next(&items, answers) {
        Step::Again(circle) => Some(circle),
        _ => None,
    }
}

/// Answers by marks, the higher the better, until there is an order.
fn play(
    items: &[usize],
    answers: &mut Vec<Answer<usize>>,
    mark: &dyn Fn(usize) -> usize,
) -> Vec<Vec<usize>> {
    let mut settled_before = 0;
    loop {
        match next(items, answers) {
            Step::Ask {
                first,
                second,
                settled,
                at_most: most,
            } => {
                assert!(items.contains(&first) && items.contains(&second) && first != second);
                assert!(settled >= settled_before && settled < most);
                settled_before = settled + 1;
                let choice = match mark(first).cmp(&mark(second)) {
                    Ordering::Greater => Choice::First,
                    Ordering::Less => Choice::Second,
                    Ordering::Equal => Choice::Tie,
                };
                answers.push(answer(first, second, choice));
            }
            Step::Done(order) => return order,
            Step::Again(circle) => panic!("a person who is of one mind: {circle:?}"),
        }
    }
}

/// The groups of equal marks, best first, each sorted.
fn truth(items: &[usize], mark: &dyn Fn(usize) -> usize) -> Vec<Vec<usize>> {
    let mut sorted = items.to_vec();
    sorted.sort_unstable_by_key(|item| (std::cmp::Reverse(mark(*item)), *item));
    let groups = sorted.chunk_by(|a, b| mark(*a) == mark(*b));
    groups.map(<[usize]>::to_vec).collect()
}

fn sorted<T: Ord>(mut order: Vec<Vec<T>>) -> Vec<Vec<T>> {
    for group in &mut order {
        group.sort_unstable();
    }
    order
}

/// The same choice when the pair is named the other way round.
fn turned(choice: Choice) -> Choice {
    match choice {
        Choice::First => Choice::Second,
        Choice::Second => Choice::First,
        Choice::Tie => Choice::Tie,
    }
}

fn permutations(n: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for item in 0..n {
        let longer = |row: &Vec<usize>| {
            (0..=row.len())
                .map(|at| {
                    let mut row = row.clone();
                    row.insert(at, item);
                    row
                })
                .collect::<Vec<_>>()
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

#[test]
fn the_bound_is_the_published_one() {
    // OEIS A001768.
    let published = [
        0, 0, 1, 3, 5, 7, 10, 13, 16, 19, 22, 26, 30, 34, 38, 42, 46, 50, 54, 58, 62, 66, 71, 76,
        81, 86, 91, 96, 101, 106, 111,
    ];
    let ours: Vec<usize> = (0..published.len()).map(at_most).collect();
    assert_eq!(ours, published);
    assert_eq!((at_most(8), at_most(10)), (16, 22));
}

#[test]
fn every_order_of_up_to_seven_is_found_within_the_bound() {
    for n in 0..=7 {
        let items: Vec<usize> = (0..n).collect();
        let mut most = 0;
        for marks in permutations(n) {
            let mut answers = Vec::new();
            let mark = |item: usize| marks[item];
            assert_eq!(play(&items, &mut answers, &mark), truth(&items, &mark));
            assert!(answers.len() <= at_most(n), "{marks:?}");
            most = most.max(answers.len());
        }
        // And no less: the bound is what it says.
        assert_eq!(most, at_most(n));
    }
}

#[test]
fn every_order_with_ties_of_up_to_five_is_found_within_the_bound() {
    for n in 1..=5_usize {
        let items: Vec<usize> = (0..n).collect();
        for code in 0..n.pow(u32::try_from(n).unwrap()) {
            let mark = |item: usize| code / n.pow(u32::try_from(item).unwrap()) % n;
            let mut answers = Vec::new();
            let order = play(&items, &mut answers, &mark);
            assert_eq!(sorted(order), truth(&items, &mark));
            assert!(answers.len() <= at_most(n));
        }
    }
}

#[test]
fn nothing_and_one_need_no_question() {
    assert_eq!(next::<&str>(&[], &[]), Step::Done(vec![]));
    assert_eq!(next(&["a"], &[]), Step::Done(vec![vec!["a"]]));
    assert_eq!(next(&["a", "a"], &[]), Step::Done(vec![vec!["a"]]));
    // Nor does an answer about one alone mean anything.
    let itself = [answer("a", "a", Choice::First)];
    assert_eq!(next(&["a"], &itself), Step::Done(vec![vec!["a"]]));
    assert_eq!(contradiction(&itself), None);
}

#[test]
fn what_follows_is_not_asked() {
    let items = ["a", "b", "c"];
    let answers = over(&[("a", "b"), ("b", "c")]);
    assert_eq!(
        next(&items, &answers),
        Step::Done(vec![vec!["a"], vec!["b"], vec!["c"]])
    );
    // Held as good as: a, b over c is a over c.
    let tied = [
        answer("a", "b", Choice::Tie),
        answer("c", "b", Choice::Second),
    ];
    let Step::Done(order) = next(&items, &tied) else {
        panic!("not done");
    };
    assert_eq!(sorted(order), [vec!["a", "b"], vec!["c"]]);
}

#[test]
fn a_circle_is_told_and_one_new_answer_mends_it() {
    let items = ["a", "b", "c", "d"];
    let mut answers = over(&[("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]);
    let Step::Again(circle) = next(&items, &answers) else {
        panic!("no circle");
    };
    assert_eq!(circle.len(), 3);
    for (at, better) in circle.iter().enumerate() {
        let worse = circle[(at + 1) % 3];
        assert!(answers.contains(&answer(*better, worse, Choice::First)));
    }
    assert_eq!(contradiction(&answers), Some(circle));
    // The same pair again, named the other way round.
    answers.push(answer("a", "c", Choice::First));
    assert_eq!(contradiction(&answers), None);
    let order = ["a", "b", "c", "d"].map(|one| vec![one]).to_vec();
    assert_eq!(next(&items, &answers), Step::Done(order));
}

#[test]
fn a_tie_can_contradict_too() {
    let mut answers = over(&[("a", "b"), ("b", "c")]);
    answers.push(answer("c", "a", Choice::Tie));
    assert_eq!(contradiction(&answers).unwrap().len(), 3);
    // Ties alone are no contradiction.
    let ties = [("a", "b"), ("b", "c"), ("c", "a")].map(|(a, b)| answer(a, b, Choice::Tie));
    assert_eq!(contradiction(&ties), None);
}

#[test]
fn the_shortest_circle_is_told() {
    let answers = over(&[
        ("a", "b"),
        ("b", "c"),
        ("c", "d"),
        ("d", "e"),
        ("e", "a"),
        ("d", "b"),
    ]);
    let mut told = contradiction(&answers).unwrap();
    told.sort_unstable();
    assert_eq!(told, ["b", "c", "d"]);
}

#[test]
fn the_last_answer_about_a_pair_counts() {
    let items = ["a", "b"];
    let mut answers = over(&[("a", "b")]);
    for (choice, order) in [
        (Choice::First, vec![vec!["b"], vec!["a"]]),
        (Choice::Second, vec![vec!["a"], vec!["b"]]),
    ] {
        answers.push(answer("b", "a", choice));
        assert_eq!(next(&items, &answers), Step::Done(order));
    }
    answers.push(answer("b", "a", Choice::Tie));
    let Step::Done(order) = next(&items, &answers) else {
        panic!("not done");
    };
    assert_eq!(order.len(), 1);
}

#[test]
fn a_program_that_goes_takes_no_knowledge_with_it() {
    let answers = over(&[("a", "b"), ("b", "c")]);
    assert_eq!(
        next(&["c", "a"], &answers),
        Step::Done(vec![vec!["a"], vec!["c"]])
    );
    // But it does not decide against those that are there, nor make them ask again.
    let odd = over(&[("a", "c"), ("c", "gone"), ("gone", "a")]);
    assert!(contradiction(&odd).is_some());
    assert_eq!(
        next(&["c", "a"], &odd),
        Step::Done(vec![vec!["a"], vec!["c"]])
    );
}

#[test]
fn a_program_that_comes_is_placed_among_those_that_stand() {
    let marks = |item: usize| [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 4][item] * 2 + usize::from(item == 10);
    let ten: Vec<usize> = (0..10).collect();
    let mut answers = Vec::new();
    play(&ten, &mut answers, &marks);
    let before = answers.len();
    let eleven: Vec<usize> = (0..11).collect();
    let order = play(&eleven, &mut answers, &marks);
    assert_eq!(order, truth(&eleven, &marks));
    assert!(answers.len() - before <= 4, "{}", answers.len() - before);
}

#[test]
fn sixty_programs_are_ordered() {
    let items: Vec<usize> = (0..60).collect();
    let mark = |item: usize| item * 37 % 60;
    let mut answers = Vec::new();
    assert_eq!(play(&items, &mut answers, &mark), truth(&items, &mark));
    assert!(answers.len() <= at_most(60), "{}", answers.len());
}

/// Marks with and without ties.
fn marks(most: usize) -> impl Strategy<Value = Vec<usize>> {
    (1..=most).prop_flat_map(|n| prop::collection::vec(0..n * 3, n))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_marks_give_their_order_within_the_bound(marks in marks(16)) {
        let items: Vec<usize> = (0..marks.len()).collect();
        let mark = |item: usize| marks[item];
        let mut answers = Vec::new();
        let order = play(&items, &mut answers, &mark);
        prop_assert_eq!(sorted(order), truth(&items, &mark));
        prop_assert!(answers.len() <= at_most(items.len()));
    }

    /// Answers that came in another order, with the pairs named the other way round, say the same.
    #[test]
    fn the_order_of_answers_does_not_matter(marks in marks(10), turn in 0_usize..30, keep in 0_usize..30) {
        let items: Vec<usize> = (0..marks.len()).collect();
        let mark = |item: usize| marks[item];
        let mut answers = Vec::new();
        let order = play(&items, &mut answers, &mark);
        answers.truncate(keep);
        let before = next(&items, &answers);
        if !answers.is_empty() {
            let turn = turn % answers.len();
            answers.rotate_left(turn);
        }
        for one in &mut answers {
            std::mem::swap(&mut one.first, &mut one.second);
            one.choice = turned(one.choice);
        }
        prop_assert_eq!(next(&items, &answers), before);
        prop_assert_eq!(play(&items, &mut answers, &mark), order);
    }

    /// Programs that come and go between: still the true order, and never more new questions than for a beginner.
    #[test]
    fn programs_come_and_go(marks in marks(10), leave in 0_usize..10, at in 0_usize..12) {
        let n = marks.len();
        let mark = |item: usize| marks[item];
        let mut answers = Vec::new();
        let some: Vec<usize> = (0..n).filter(|item| item % 3 != 1).collect();
        play(&some, &mut answers, &mark);
        answers.truncate(at);
        let begun = answers.len();
        let others: Vec<usize> = (0..n).filter(|item| *item != leave).collect();
        let order = play(&others, &mut answers, &mark);
        prop_assert_eq!(sorted(order), truth(&others, &mark));
        prop_assert!(answers.len() - begun <= at_most(others.len()));
    }

    /// Whatever was answered: an order, a question, or a circle that is one.
    #[test]
    fn disorder_is_told_as_it_is(pairs in prop::collection::vec((0_usize..6, 0_usize..6, 0_u8..3), 0..20)) {
        let choices = [Choice::First, Choice::Second, Choice::Tie];
        let answers: Vec<Answer<usize>> = pairs
            .iter()
            .map(|(a, b, choice)| answer(*a, *b, choices[usize::from(*choice)]))
            .collect();
        let items: Vec<usize> = (0..6).collect();
        let last = |a: usize, b: usize| {
            let mut newest = answers.iter().rev();
            newest.find_map(|one| match (one.first, one.second) {
                pair if pair == (a, b) => Some(one.choice),
                pair if pair == (b, a) => Some(turned(one.choice)),
                _ => None,
            })
        };
        match next(&items, &answers) {
            Step::Again(circle) => {
                let choices: Vec<Option<Choice>> = (0..circle.len())
                    .map(|at| last(circle[at], circle[(at + 1) % circle.len()]))
                    .collect();
                prop_assert!(choices.iter().all(|one| matches!(one, Some(Choice::First | Choice::Tie))), "{:?}", &choices);
                prop_assert!(choices.contains(&Some(Choice::First)));
            }
            Step::Done(order) => prop_assert_eq!(order.concat().len(), 6),
            Step::Ask { first, second, .. } => prop_assert_eq!(last(first, second), None),
        }
    }
}
