//! A small Match told step by step: who asks whom, what comes of it, and why. Nothing of it is ever stored.

use crate::rank::matching::{Course, Market, Reply, Step, after, published, run, trick};

/// What the person is called.
pub const YOU: &str = "You";

/// A market whose applicants and programs have names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fair {
    /// Who wants whom.
    pub market: Market,
    /// Names of the applicants.
    pub applicants: Vec<String>,
    /// Names of the programs.
    pub programs: Vec<String>,
    /// Which applicant is the person.
    pub you: usize,
}

/// What a step is, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What happens.
    pub what: String,
    /// Why, and what comes next.
    pub why: String,
    /// Somebody is told no, or loses a seat.
    pub is_no: bool,
}

/// A program of the person's list, as it stands at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Not asked yet.
    NotYet,
    /// It holds a seat for the person.
    Holds,
    /// It said no, or gave the seat to another.
    No,
}

/// The published example, with invented names. The person is the one who lists every program.
pub fn example() -> Fair {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Fair {
        market: published(),
        applicants: names(&["Mia", "Leo", "Zoe", YOU, "Ali"]),
        programs: names(&["Oak", "Elm", "Pine"]),
        you: 3,
    }
}

impl Fair {
    /// The same with another list of the person's.
    pub fn with_list(&self, list: &[usize]) -> Fair {
        let mut other = self.clone();
        other.market.applicants[other.you] = list.to_vec();
        other
    }

    /// What happens.
    pub fn course(&self) -> Course {
        run(&self.market)
    }

    /// The person's list.
    pub fn list(&self) -> &[usize] {
        &self.market.applicants[self.you]
    }

    fn applicant(&self, applicant: usize, begins: bool) -> String {
        match applicant == self.you {
            true if begins => YOU.to_owned(),
            true => YOU.to_lowercase(),
            false => self.applicants[applicant].clone(),
        }
    }

    /// A step in words.
    pub fn tell(&self, step: &Step) -> Told {
        let (applicant, program, reply) = match step {
            Step::Ends { applicant } => {
                let verb = if *applicant == self.you {
                    " have"
                } else {
                    " has"
                };
                return Told {
                    what: [
                        &*self.applicant(*applicant, true),
                        verb,
                        " no program left to ask.",
                    ]
                    .concat(),
                    why: "The list has ended. A longer list would have gone on.".to_owned(),
                    is_no: true,
                };
            }
            Step::Asks {
                applicant,
                program,
                reply,
            } => (*applicant, &*self.programs[*program], *reply),
        };
        let who = self.applicant(applicant, false);
        let begins = self.applicant(applicant, true);
        let is_you = applicant == self.you;
        let asks = if is_you { " ask " } else { " asks " };
        let (what, why) = match reply {
            Reply::Seat => (
                [program, " holds a seat for ", &who, "."].concat(),
                [
                    &*begins,
                    asks,
                    program,
                    ", which has a seat free. It is only for now: somebody whom ",
                    program,
                    " likes more may still ask.",
                ]
                .concat(),
            ),
            Reply::Instead { of } => {
                let loser = self.applicant(of, false);
                let next = match of == self.you {
                    true => [
                        "Asking ",
                        program,
                        " first cost you nothing: you ask your next program now.",
                    ]
                    .concat(),
                    false => [&*loser, " asks the next program now."].concat(),
                };
                (
                    [program, " takes ", &who, " instead of ", &loser, "."].concat(),
                    [program, " likes ", &who, " more. ", &next].concat(),
                )
            }
            Reply::NotListed => (
                [program, " says no to ", &who, "."].concat(),
                [program, " did not put ", &who, " on its list."].concat(),
            ),
            Reply::Full => (
                [program, " says no to ", &who, "."].concat(),
                [
                    "All seats at ",
                    program,
                    " are held by people whom it likes more.",
                ]
                .concat(),
            ),
            Reply::NoSeats => (
                [program, " says no to ", &who, "."].concat(),
                [program, " has no seat at all."].concat(),
            ),
        };
        let is_no = !matches!(reply, Reply::Seat);
        Told { what, why, is_no }
    }

    /// What the end is for the person.
    pub fn end(&self, matching: &[Option<usize>]) -> Told {
        let what = match matching[self.you] {
            Some(program) => [
                "The Match is over. You go to ",
                &self.programs[program],
                ".",
            ]
            .concat(),
            None => "The Match is over. You have no seat.".to_owned(),
        };
        let others: Vec<String> = (0..self.applicants.len())
            .filter(|one| *one != self.you)
            .map(|one| {
                let to = matching[one].map_or("no seat", |program| &self.programs[program]);
                [&*self.applicants[one], ": ", to].concat()
            })
            .collect();
        Told {
            what,
            why: [&*others.join(", "), "."].concat(),
            is_no: false,
        }
    }

    /// How the programs of the person's list stand after so many steps.
    pub fn asked(&self, steps: &[Step]) -> Vec<(usize, Asked)> {
        let now = after(self.applicants.len(), steps)[self.you];
        let has_asked = |wanted: usize| {
            steps.iter().any(|step| {
                matches!(step, Step::Asks { applicant, program, .. } if *applicant == self.you && *program == wanted)
            })
        };
        let state = |program: usize| match (now == Some(program), has_asked(program)) {
            (true, _) => Asked::Holds,
            (false, true) => Asked::No,
            (false, false) => Asked::NotYet,
        };
        self.list()
            .iter()
            .map(|program| (*program, state(*program)))
            .collect()
    }

    /// Who has a seat at a program after so many steps.
    pub fn held(&self, steps: &[Step], program: usize) -> Vec<usize> {
        let matching = after(self.applicants.len(), steps);
        let holds = |one: &usize| matching[*one] == Some(program);
        (0..self.applicants.len()).filter(holds).collect()
    }

    /// What another list would bring the person, in a sentence.
    pub fn trick(&self, list: &[usize]) -> String {
        let Some(trick) = trick(&self.market, self.you, list) else {
            return String::new();
        };
        let at = |program: Option<usize>| match program {
            Some(program) => ["you go to ", &self.programs[program]].concat(),
            None => "you have no seat".to_owned(),
        };
        let both = [
            "With your true list ",
            &at(trick.truth),
            ", with this one ",
            &at(trick.tried),
        ];
        let end = match trick.up {
            0 if trick.truth == trick.tried => ": the trick changed nothing.",
            0 => ": neither is better for you.",
            1.. => ": better.",
            _ => ": the trick made it worse for you.",
        };
        [&*both.concat(), end].concat()
    }
}
