//! A market of the person's own for "How the Match works", read from a few lines of names. Never stored.

use crate::domain::words::{and_list, essence};
use crate::rank::matching::{Market, Program};
use crate::store::read::ranking::market::{Fair, YOU};

/// Most programs of an own market.
pub const PROGRAMS_MAX: usize = 5;
/// Most applicants of an own market, the person among them.
pub const APPLICANTS_MAX: usize = 6;
/// Most seats of a program.
const SEATS_MAX: usize = 9;

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
            let known = and_list(&known);
            return Err(["“", name, "” is none of the ", kind, ": ", &known, "."].concat());
        };
        if !list.contains(&at) {
            list.push(at);
        }
    }
    Ok(list)
}
