//! "Which would you choose?": an order out of as few pairwise questions as possible.
//!
//! Merge insertion (Ford and Johnson 1959), played again from the answers each time, so that there is nothing to keep but
//! answers: they may come in any order, on any device, and programs may come and go between. What follows
//! from the answers is not asked.

use std::cmp::Ordering;
use std::collections::{BTreeMap, VecDeque};

/// What was chosen between two programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The first of the pair.
    First,
    /// The second of the pair.
    Second,
    /// "I can't choose": they are as good, also as whatever else is as good as one of them.
    Tie,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<T> {
    /// One of the pair.
    pub first: T,
    /// The other.
    pub second: T,
    /// The better one.
    pub choice: Choice,
}

/// What is to be done next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<T> {
    /// Ask about this pair.
    Ask {
        /// One of the pair.
        first: T,
        /// The other.
        second: T,
        /// Comparisons that are answered, or follow from answers. Grows with each answer, and
        /// stays below `at_most`.
        settled: usize,
        /// Comparisons that the order can take in all: [`at_most`].
        at_most: usize,
    },
    /// Answers contradict each other: each of these was chosen over, or held as good as, the next, and the last so
    /// over the first. One of these pairs wants asking again.
    Again(Vec<T>),
    /// The order, best first; what ties stands together.
    Done(Vec<Vec<T>>),
}

/// The most questions that an order of so many takes: `Σ ⌈log₂(3k/4)⌉`; 16 for 8, 22 for 10.
pub fn at_most(items: usize) -> usize {
    (1..=items)
        .map(|k| {
            // The smallest power of two that is at least 3k/4.
            (0..).find(|power| 4_usize << power >= 3 * k).unwrap_or(0)
        })
        .sum()
}

/// The next question about `items`, or their order. Of several answers about one pair the last counts. Answers about
/// programs that are not in `items` help where they do not contradict those that are. An item that comes
/// twice counts once.
pub fn next<T: Ord + Clone>(items: &[T], answers: &[Answer<T>]) -> Step<T> {
    let mut names: Vec<&T> = Vec::new();
    let mut numbers: BTreeMap<&T, usize> = BTreeMap::new();
    let mut number = |name, names: &mut Vec<_>| {
        *numbers.entry(name).or_insert_with(|| {
            names.push(name);
            names.len() - 1
        })
    };
    for item in items {
        number(item, &mut names);
    }
    let present = names.len();
    let answers: Vec<Answer<usize>> = answers
        .iter()
        .map(|answer| Answer {
            first: number(&answer.first, &mut names),
            second: number(&answer.second, &mut names),
            choice: answer.choice,
        })
        .collect();
    let named = |number: usize| names[number].clone();
    let (inside, outside): (Vec<_>, Vec<_>) = newest(&answers)
        .into_iter()
        .partition(|answer| answer.first < present && answer.second < present);
    let mut known = Known::new(names.len());
    for answer in &inside {
        known.add(answer);
    }
    if let Some(circle) = known.circle() {
        return Step::Again(circle.into_iter().map(named).collect());
    }
    // The newest first: an older one gives way to it.
    for answer in outside.iter().rev() {
        if known.allows(answer) {
            known.add(answer);
        }
    }
    let mut game = Game { known, settled: 0 };
    match game.sort((0..present).collect()) {
        Ok(mut order) => {
            order.reverse();
            let groups = order.chunk_by(|a, b| game.known.compare(*a, *b) == Some(Ordering::Equal));
            Step::Done(
                groups
                    .map(|group| group.iter().copied().map(named).collect())
                    .collect(),
            )
        }
        Err(Open(first, second)) => Step::Ask {
            first: named(first),
            second: named(second),
            settled: game.settled,
            at_most: at_most(present),
        },
    }
}

/// The last answer about each pair, in the order in which they came.
fn newest(answers: &[Answer<usize>]) -> Vec<Answer<usize>> {
    let pair = |answer: &Answer<usize>| {
        let (first, second) = (answer.first, answer.second);
        (first.min(second), first.max(second))
    };
    let last: BTreeMap<(usize, usize), usize> = answers
        .iter()
        .enumerate()
        .map(|(at, answer)| (pair(answer), at))
        .collect();
    let mut kept: Vec<usize> = last
        .into_iter()
        .filter(|((low, high), _)| low != high)
        .map(|(_, at)| at)
        .collect();
    kept.sort_unstable();
    kept.into_iter().map(|at| answers[at].clone()).collect()
}

/// What the answers say, and what follows from it.
struct Known {
    /// For each one those that it is at least as good as, by an answer; with `true` where it is better.
    over: Vec<Vec<(usize, bool)>>,
}

impl Known {
    fn new(items: usize) -> Known {
        Known {
            over: vec![Vec::new(); items],
        }
    }

    fn add(&mut self, answer: &Answer<usize>) {
        let (first, second) = (answer.first, answer.second);
        match answer.choice {
            Choice::First => self.over[first].push((second, true)),
            Choice::Second => self.over[second].push((first, true)),
            Choice::Tie => {
                self.over[first].push((second, false));
                self.over[second].push((first, false));
            }
        }
    }

    /// Whether the answer contradicts nothing.
    fn allows(&self, answer: &Answer<usize>) -> bool {
        match self.compare(answer.first, answer.second) {
            None => true,
            Some(Ordering::Greater) => answer.choice == Choice::First,
            Some(Ordering::Less) => answer.choice == Choice::Second,
            Some(Ordering::Equal) => answer.choice == Choice::Tie,
        }
    }

    /// The better is the greater; `None` when it does not follow from the answers.
    fn compare(&self, a: usize, b: usize) -> Option<Ordering> {
        match (self.reaches(a, b), self.reaches(b, a)) {
            (Some(true), _) => Some(Ordering::Greater),
            (_, Some(true)) => Some(Ordering::Less),
            (Some(false), Some(false)) => Some(Ordering::Equal),
            _ => None,
        }
    }

    /// Whether `from` is at least as good as `to`; with `true` when it is better.
    fn reaches(&self, from: usize, to: usize) -> Option<bool> {
        // Each may be seen twice: held as good, and better.
        let mut seen = vec![[false; 2]; self.over.len()];
        let mut open = vec![(from, false)];
        while let Some((at, is_better)) = open.pop() {
            if std::mem::replace(&mut seen[at][usize::from(is_better)], true) {
                continue;
            }
            for (next, better) in &self.over[at] {
                open.push((*next, is_better || *better));
            }
        }
        match seen[to] {
            [_, true] => Some(true),
            [true, false] => Some(false),
            [false, false] => None,
        }
    }

    /// A shortest circle with a better in it.
    fn circle(&self) -> Option<Vec<usize>> {
        let all = (0..self.over.len()).filter_map(|from| self.circle_from(from));
        all.min_by_key(Vec::len)
    }

    /// A shortest circle that begins with a choice of `from` over another.
    fn circle_from(&self, from: usize) -> Option<Vec<usize>> {
        let mut before: BTreeMap<usize, usize> = BTreeMap::new();
        let better = self.over[from].iter().filter(|(_, better)| *better);
        let mut open: VecDeque<(usize, usize)> = better.map(|(next, _)| (*next, from)).collect();
        while let Some((at, came)) = open.pop_front() {
            if before.contains_key(&at) {
                continue;
            }
            before.insert(at, came);
            if at == from {
                let mut circle = vec![came];
                while let Some(came) = circle.last().and_then(|at| before.get(at)) {
                    if *came == from {
                        break;
                    }
                    circle.push(*came);
                }
                circle.push(from);
                circle.reverse();
                return Some(circle);
            }
            open.extend(self.over[at].iter().map(|(next, _)| (*next, at)));
        }
        None
    }
}

/// A pair whose better one is not known.
struct Open(usize, usize);

/// Merge insertion over what is known, until something is not.
struct Game {
    known: Known,
    settled: usize,
}

impl Game {
    /// Whether the first is better; of equal ones it counts as better.
    fn is_better(&mut self, first: usize, second: usize) -> Result<bool, Open> {
        let order = self.known.compare(first, second);
        let order = order.ok_or(Open(first, second))?;
        self.settled += 1;
        Ok(order != Ordering::Less)
    }

    /// The items, worst first.
    fn sort(&mut self, items: Vec<usize>) -> Result<Vec<usize>, Open> {
        if items.len() < 2 {
            return Ok(items);
        }
        let mut losers: BTreeMap<usize, usize> = BTreeMap::new();
        let mut winners = Vec::new();
        let pairs = items.chunks_exact(2);
        let alone = pairs.remainder().first().copied();
        for pair in pairs {
            let (winner, loser) = if self.is_better(pair[0], pair[1])? {
                (pair[0], pair[1])
            } else {
                (pair[1], pair[0])
            };
            losers.insert(winner, loser);
            winners.push(winner);
        }
        let winners = self.sort(winners)?;
        // Each to be inserted with the winner it lost to: below that one it belongs. The one without a pair lost
        // to nobody.
        let mut waiting: Vec<(usize, Option<usize>)> = winners
            .iter()
            .filter_map(|winner| Some((*losers.get(winner)?, Some(*winner))))
            .collect();
        waiting.extend(alone.map(|alone| (alone, None)));
        let mut chain = winners;
        let mut begin = 0;
        // Groups that end at 1, 3, 5, 11, 21 …, each inserted from its end: so all searches of a group are over rows
        // for which one question more would be too many.
        let (mut end, mut power) = (1, 2);
        while begin < waiting.len() {
            let group = &waiting[begin..end.min(waiting.len())];
            for (item, winner) in group.iter().rev() {
                let above = winner.and_then(|winner| chain.iter().position(|one| *one == winner));
                let place = self.place(&chain[..above.unwrap_or(chain.len())], *item)?;
                chain.insert(place, *item);
            }
            begin = end;
            power *= 2;
            end = power - end;
        }
        Ok(chain)
    }

    /// Where in a row, worst first, an item belongs.
    fn place(&mut self, row: &[usize], item: usize) -> Result<usize, Open> {
        let (mut low, mut high) = (0, row.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.is_better(row[middle], item)? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Ok(low)
    }
}
