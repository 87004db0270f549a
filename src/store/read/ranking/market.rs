//! A small Match told step by step: who asks whom, what comes of it, and why. Also a market of the person's
//! own, read from a few lines of text. Nothing of it is ever stored.

use crate::domain::words::essence;
use crate::rank::matching::{
    Course, Market, Matching, Program, Reply, Step, after, published, run,
};
use crate::store::read::ranking::sure::listed;

/// Most programs of an own market.
pub const PROGRAMS_MAX: usize = 5;
/// Most applicants of an own market, the person among them.
pub const APPLICANTS_MAX: usize = 6;
/// What the person is called.
pub const YOU: &str = "You";
/// Most seats of a program.
const SEATS_MAX: usize = 9;

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

    /// A step in words; `asked` is how many programs the applicant has asked before.
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
    pub fn end(&self, matching: &Matching) -> Told {
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
        let Some(trick) = crate::rank::matching::trick(&self.market, self.you, list) else {
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

/// A market as the person writes it: names with commas between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// `Oak 2, Elm 1`: programs and their seats.
    pub programs: String,
    /// `You, Mia, Leo`.
    pub applicants: String,
    /// Lists by the name of whose they are.
    pub lists: Vec<(String, String)>,
}

/// What is wrong with a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// With the programs.
    pub programs: Option<String>,
    /// With the applicants.
    pub applicants: Option<String>,
    /// With lists, by the name of whose they are.
    pub lists: Vec<(String, String)>,
}

impl Draft {
    /// A fair as text.
    pub fn of(fair: &Fair) -> Draft {
        let seats = fair.programs.iter().zip(&fair.market.programs);
        let programs: Vec<String> = seats
            .map(|(name, program)| [&**name, " ", &program.seats.to_string()].concat())
            .collect();
        let text = |list: &[usize], names: &[String]| {
            let names: Vec<&str> = list.iter().map(|one| &*names[*one]).collect();
            names.join(", ")
        };
        let of_applicants = fair.applicants.iter().zip(&fair.market.applicants);
        let of_applicants =
            of_applicants.map(|(name, list)| (name.clone(), text(list, &fair.programs)));
        let of_programs = fair.programs.iter().zip(&fair.market.programs);
        let of_programs =
            of_programs.map(|(name, one)| (name.clone(), text(&one.list, &fair.applicants)));
        Draft {
            programs: programs.join(", "),
            applicants: fair.applicants.join(", "),
            lists: of_applicants.chain(of_programs).collect(),
        }
    }

    /// The list of somebody, empty where none was written.
    pub fn list(&self, name: &str) -> &str {
        let found = self.lists.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, text)| text)
    }

    /// Writes the list of somebody.
    pub fn set_list(&mut self, name: &str, text: String) {
        match self.lists.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = text,
            None => self.lists.push((name.to_owned(), text)),
        }
    }

    /// Programs and applicants that can be read from it, for whoever asks for their lists.
    pub fn names(&self) -> (Vec<String>, Vec<String>) {
        let programs = split(&self.programs).map(|one| seated(one).0.to_owned());
        let applicants = split(&self.applicants).map(str::to_owned);
        (
            programs.take(PROGRAMS_MAX).collect(),
            applicants.take(APPLICANTS_MAX).collect(),
        )
    }

    /// The fair that it says.
    ///
    /// # Errors
    /// A sentence for each field that cannot be read.
    pub fn read(&self) -> Result<Fair, Faults> {
        let mut faults = Faults::default();
        let (programs, applicants) = self.names();
        faults.programs = check(
            split(&self.programs).count(),
            PROGRAMS_MAX,
            &programs,
            "programs",
        );
        faults.applicants = check(
            split(&self.applicants).count(),
            APPLICANTS_MAX,
            &applicants,
            "applicants",
        );
        let you = applicants.iter().position(|name| same(name, YOU));
        if you.is_none() && faults.applicants.is_none() {
            faults.applicants =
                Some("One of the applicants is you: write “You” among them.".to_owned());
        }
        if let Some(both) = programs
            .iter()
            .find(|one| position(&applicants, one).is_some())
        {
            let told = [
                "“",
                &**both,
                "” is a program and an applicant. Call one of them something else.",
            ];
            faults.programs.get_or_insert(told.concat());
        }
        let mut read = |name: &String, among: &[String], kind: &str| {
            let list = entries(self.list(name), among, kind);
            list.unwrap_or_else(|told| {
                faults.lists.push((name.clone(), told));
                Vec::new()
            })
        };
        let of_applicants = applicants
            .iter()
            .map(|name| read(name, &programs, "programs"))
            .collect();
        let seats = split(&self.programs).map(|one| seated(one).1);
        let of_programs = programs
            .iter()
            .zip(seats)
            .map(|(name, seats)| Program {
                list: read(name, &applicants, "applicants"),
                seats,
            })
            .collect();
        let market = Market {
            applicants: of_applicants,
            programs: of_programs,
        };
        match you.filter(|_| faults == Faults::default()) {
            Some(you) => Ok(Fair {
                market,
                applicants,
                programs,
                you,
            }),
            None => Err(faults),
        }
    }
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '\n', '،', '、'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// The name and the seats in `Oak 2`; one seat where no number stands.
fn seated(text: &str) -> (&str, usize) {
    let number = text.rsplit_once(char::is_whitespace);
    let number = number.and_then(|(name, seats)| Some((name.trim_end(), seats.parse().ok()?)));
    let (name, seats) = number.unwrap_or((text, 1));
    (name, seats.min(SEATS_MAX))
}

fn same(one: &str, other: &str) -> bool {
    one == other || (!essence(one).is_empty() && essence(one) == essence(other))
}

fn position(names: &[String], name: &str) -> Option<usize> {
    names.iter().position(|known| same(known, name))
}

fn check(count: usize, most: usize, names: &[String], kind: &str) -> Option<String> {
    if count > most {
        return Some(
            [
                "At most ",
                &most.to_string(),
                " ",
                kind,
                " here, so that one can still follow.",
            ]
            .concat(),
        );
    }
    if count == 0 {
        return Some(["Write the names of the ", kind, ", with commas between."].concat());
    }
    let twice = (1..names.len()).find(|at| position(&names[..*at], &names[*at]).is_some())?;
    Some(
        [
            "“",
            &*names[twice],
            "” stands there twice. Give each a name of its own.",
        ]
        .concat(),
    )
}

/// A list by names, as places among `names`.
fn entries(text: &str, names: &[String], kind: &str) -> Result<Vec<usize>, String> {
    let mut list = Vec::new();
    for name in split(text) {
        let Some(at) = position(names, name) else {
            let known: Vec<&str> = names.iter().map(|name| &**name).collect();
            let known = listed(&known);
            return Err(["“", name, "” is none of the ", kind, ": ", &known, "."].concat());
        };
        if !list.contains(&at) {
            list.push(at);
        }
    }
    Ok(list)
}
