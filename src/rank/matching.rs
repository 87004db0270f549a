//! How the Match works: applicants ask, programs hold the best they have been asked by (deferred acceptance, applicants
//! proposing; Gale and Shapley 1962). Every step is told. No couples, and nothing about anyone's chances.

/// A program of a small market.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    /// Its list of applicants, best first.
    pub list: Vec<usize>,
    /// Seats.
    pub seats: usize,
}

/// Who wants whom. Applicants and programs are their places in these rows; a list's entries that do not exist, and those
/// that it had before, count for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Market {
    /// Each applicant's list of programs, best first.
    pub applicants: Vec<Vec<usize>>,
    /// The programs.
    pub programs: Vec<Program>,
}

/// The program of each applicant; `None` without one.
pub type Matching = Vec<Option<usize>>;

/// What a program says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// It has a free seat: yes, for the moment.
    Seat,
    /// Yes, instead of one whom it likes less, who asks elsewhere now.
    Instead {
        /// Who loses the seat.
        of: usize,
    },
    /// No: the applicant is not on its list.
    NotListed,
    /// No: its seats are full with applicants whom it likes more.
    Full,
    /// No: it has no seat at all.
    NoSeats,
}

impl Reply {
    /// Whether the applicant has a seat now.
    pub fn is_yes(self) -> bool {
        matches!(self, Reply::Seat | Reply::Instead { .. })
    }
}

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// An applicant asks the next program of the list.
    Asks {
        /// Who asks.
        applicant: usize,
        /// Whom.
        program: usize,
        /// What it says.
        reply: Reply,
    },
    /// An applicant has no program left to ask.
    Ends {
        /// Who.
        applicant: usize,
    },
}

/// The steps in order and what they lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// What happens.
    pub steps: Vec<Step>,
    /// What is so after the last step.
    pub matching: Matching,
}

/// Runs the match. Applicants begin in their order; who loses a seat asks on at once. Their order changes the steps
/// and never the result.
pub fn run(market: &Market) -> Course {
    let ranks: Vec<Vec<Option<usize>>> = market
        .programs
        .iter()
        .map(|program| ranks(&program.list, market.applicants.len()))
        .collect();
    let lists = lists(market);
    let mut asked = vec![0; lists.len()];
    let mut held: Vec<Vec<usize>> = vec![Vec::new(); market.programs.len()];
    let mut steps = Vec::new();
    for beginner in 0..lists.len() {
        let mut next = Some(beginner);
        while let Some(applicant) = next {
            let Some(program) = lists[applicant].get(asked[applicant]).copied() else {
                steps.push(Step::Ends { applicant });
                break;
            };
            asked[applicant] += 1;
            let holds = &mut held[program];
            let reply = reply(
                applicant,
                holds,
                &ranks[program],
                market.programs[program].seats,
            );
            if let Reply::Instead { of } = reply {
                holds.retain(|one| *one != of);
            }
            if reply.is_yes() {
                holds.push(applicant);
            }
            next = match reply {
                Reply::Seat => None,
                Reply::Instead { of } => Some(of),
                Reply::NotListed | Reply::Full | Reply::NoSeats => Some(applicant),
            };
            steps.push(Step::Asks {
                applicant,
                program,
                reply,
            });
        }
    }
    let matching = after(lists.len(), &steps);
    Course { steps, matching }
}

/// What is so after these first steps of a course of so many applicants.
pub fn after(applicants: usize, steps: &[Step]) -> Matching {
    let mut matching = vec![None; applicants];
    for step in steps {
        if let Step::Asks {
            applicant,
            program,
            reply,
        } = step
        {
            if let Reply::Instead { of } = reply {
                matching[*of] = None;
            }
            if reply.is_yes() {
                matching[*applicant] = Some(*program);
            }
        }
    }
    matching
}

fn reply(applicant: usize, held: &[usize], ranks: &[Option<usize>], seats: usize) -> Reply {
    let Some(rank) = ranks[applicant] else {
        return Reply::NotListed;
    };
    if seats == 0 {
        return Reply::NoSeats;
    }
    if held.len() < seats {
        return Reply::Seat;
    }
    match held.iter().copied().max_by_key(|one| ranks[*one]) {
        Some(of) if ranks[of] > Some(rank) => Reply::Instead { of },
        _ => Reply::Full,
    }
}

/// Applicants and programs that would both rather have each other than what a matching gives them.
pub fn blocking_pairs(market: &Market, matching: &[Option<usize>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (applicant, list) in lists(market).iter().enumerate() {
        let own = matching.get(applicant).copied().flatten();
        for program in list.iter().copied().take_while(|one| Some(*one) != own) {
            if would_take(market, matching, program, applicant) {
                found.push((applicant, program));
            }
        }
    }
    found
}

/// Whether a program would rather have an applicant than a free seat or one whom it has.
fn would_take(
    market: &Market,
    matching: &[Option<usize>],
    program: usize,
    applicant: usize,
) -> bool {
    let Program { list, seats } = &market.programs[program];
    let ranks = ranks(list, market.applicants.len());
    let Some(rank) = ranks[applicant] else {
        return false;
    };
    let has: Vec<usize> = (0..market.applicants.len())
        .filter(|one| matching.get(*one).copied().flatten() == Some(program))
        .collect();
    let is_worse = |one: &usize| ranks[*one].is_none_or(|other| other > rank);
    *seats > 0 && (has.len() < *seats || has.iter().any(is_worse))
}

/// Whether a matching is one that nobody can better: no more applicants than seats, nobody with one they did not list, no
/// blocking pair.
pub fn is_stable(market: &Market, matching: &[Option<usize>]) -> bool {
    let mut free: Vec<usize> = market.programs.iter().map(|one| one.seats).collect();
    let lists = lists(market);
    let is_lawful = matching.len() == lists.len()
        && matching.iter().enumerate().all(|(applicant, program)| {
            let Some(program) = program else { return true };
            let listed = lists[applicant].contains(program)
                && market.programs[*program].list.contains(&applicant);
            let Some(left) = free.get(*program).and_then(|free| free.checked_sub(1)) else {
                return false;
            };
            free[*program] = left;
            listed
        });
    is_lawful && blocking_pairs(market, matching).is_empty()
}

/// What another list would bring an applicant, the others' lists being as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trick {
    /// The program with the true list; the market has it.
    pub truth: Option<usize>,
    /// The program with the other list.
    pub tried: Option<usize>,
    /// How many places of the true list the other one brings the applicant up; below 0: down. No program
    /// counts as the place after the last, one that is not on the true list as the place after that.
    pub up: i64,
}

/// Tries another list for an applicant. The true list is never worse: `up` is never above 0.
/// `None` when there is no such applicant.
pub fn trick(market: &Market, applicant: usize, list: &[usize]) -> Option<Trick> {
    let truth = *run(market).matching.get(applicant)?;
    let mut other = market.clone();
    other.applicants[applicant] = list.to_vec();
    let tried = run(&other).matching[applicant];
    let true_list = lists(market).swap_remove(applicant);
    let place = |program: Option<usize>| -> i64 {
        let place = match program {
            None => true_list.len(),
            Some(program) => {
                let listed = true_list.iter().position(|one| *one == program);
                listed.unwrap_or(true_list.len() + 1)
            }
        };
        i64::try_from(place).unwrap_or(i64::MAX)
    };
    Some(Trick {
        truth,
        tried,
        up: place(truth) - place(tried),
    })
}

/// The applicants' lists without what does not exist and what comes again.
fn lists(market: &Market) -> Vec<Vec<usize>> {
    let programs = market.programs.len();
    let one = |list: &Vec<usize>| {
        let mut kept: Vec<usize> = Vec::new();
        for program in list.iter().copied() {
            if program < programs && !kept.contains(&program) {
                kept.push(program);
            }
        }
        kept
    };
    market.applicants.iter().map(one).collect()
}

/// The place of each applicant on a program's list.
fn ranks(list: &[usize], applicants: usize) -> Vec<Option<usize>> {
    let mut ranks = vec![None; applicants];
    for (rank, applicant) in list.iter().enumerate() {
        if let Some(slot) = ranks.get_mut(*applicant) {
            slot.get_or_insert(rank);
        }
    }
    ranks
}

/// The example that the NRMP explains the Match with: five applicants, three programs with two seats each. One of
/// the applicants stays without a seat, two of the seats stay free.
pub fn published() -> Market {
    let program = |list: &[usize]| Program {
        list: list.to_vec(),
        seats: 2,
    };
    Market {
        applicants: vec![
            vec![0],
            vec![0, 1],
            vec![0, 2, 1],
            vec![1, 0, 2],
            vec![0, 1, 2],
        ],
        programs: vec![
            program(&[4, 0, 1, 3, 2]),
            program(&[4, 2]),
            program(&[4, 0, 2, 3]),
        ],
    }
}
