//! People: whom the person meets or writes to at a program.

use crate::domain::text;
use crate::record;

record! {
    /// Somebody at a program. Its id is the program's, a slash and a fresh one.
    pub struct Person as "person" {
        /// Full name, as written.
        pub name: String,
        /// How to say it, such as `MAR-ta LIND-kvist`.
        pub say_it: String,
        /// Form of address, such as `Dr`; empty: that of the name, or else what the role makes likely.
        pub title: String,
        /// Id of a role of the content, such as `pd`; empty while it is not known.
        pub role: String,
        /// What they work on or care for.
        pub interest: String,
        /// One question for them.
        pub question: String,
        /// Mail address, as typed.
        pub email: String,
        /// Telephone number, as typed.
        pub phone: String,
    }
}

/// The role of whoever is called or written to about the day.
pub const COORDINATOR: &str = "coordinator";
/// The role of the program director and their deputies.
pub const DIRECTOR: &str = "pd";
/// The role of residents.
pub const RESIDENT: &str = "resident";

/// The role of those who are interviewed too.
const APPLICANT: &str = "other_applicants";

/// Words that stand before a name and are not part of it, and the form of address that they are.
const TITLES: [(&str, &str); 9] = [
    ("dr", "Dr"),
    ("doctor", "Dr"),
    ("prof", "Dr"),
    ("professor", "Dr"),
    ("mr", "Mr"),
    ("mrs", "Mrs"),
    ("ms", "Ms"),
    ("miss", "Miss"),
    ("mx", "Mx"),
];
/// Words that stand after a name and are not part of it.
const DEGREES: [&str; 11] = [
    "md", "do", "phd", "mph", "msc", "mbbs", "mbchb", "jr", "sr", "ii", "iii",
];
/// A degree that is a surname too.
const DO: &str = "do";

/// A word of a name as it is compared: `Ph.D.,` is `phd`.
fn bare(part: &str) -> String {
    let part = part.trim_matches(['.', ',']);
    part.replace('.', "").to_lowercase()
}

fn is_in_capitals(part: &str) -> bool {
    let mut letters = part.chars().filter(|letter| letter.is_alphabetic());
    letters.clone().count() > 1 && letters.all(char::is_uppercase)
}

/// The word is a degree: a known one, or capitals after a comma. `Minh Do` has none, `Ann Lee DO` has.
fn is_degree(first: &str, before: &str, part: &str) -> bool {
    let stands_out = is_in_capitals(part) && !is_in_capitals(first);
    match &*bare(part) {
        DO => stands_out || before.ends_with(','),
        known => DEGREES.contains(&known) || (stands_out && before.ends_with(',')),
    }
}

impl Person {
    /// The name to show.
    pub fn shown(&self) -> &str {
        match self.name.trim() {
            "" => "Somebody whose name is not known",
            name => text::shown(name),
        }
    }

    /// The form of address that was typed with the name.
    fn typed_title(&self) -> Option<&'static str> {
        let mut words = self.name.split_whitespace();
        let first = bare(words.next()?);
        words.next()?;
        let known = TITLES.iter().find(|(word, _)| *word == first);
        known.map(|(_, title)| *title)
    }

    /// Parts of the name without forms of address and degrees, the first name first.
    fn parts(&self) -> Vec<&str> {
        let mut parts: Vec<&str> = self.name.split_whitespace().collect();
        let is_title = |part: &str| TITLES.iter().any(|(word, _)| *word == bare(part));
        while parts.len() > 1 && is_title(parts[0]) {
            parts.remove(0);
        }
        while let [.., before, last] = &*parts
            && is_degree(parts[0], before, last)
        {
            parts.pop();
        }
        // `Lindqvist, Marta`
        let comma = parts.iter().position(|part| part.ends_with(','));
        if let Some(first) = comma.map(|comma| comma + 1).filter(|at| *at < parts.len()) {
            parts.rotate_left(first);
        }
        parts
            .into_iter()
            .map(|part| part.trim_end_matches(','))
            .collect()
    }

    /// What stands after `Dr`: the last part of the name, with particles such as `van der`; empty
    /// without a name.
    pub fn last_name(&self) -> String {
        let parts = self.parts();
        let Some(last) = parts.len().checked_sub(1) else {
            return String::new();
        };
        let is_particle = |part: &&str| part.chars().next().is_some_and(char::is_lowercase);
        let mut first = last;
        while first > 1 && is_particle(&parts[first - 1]) {
            first -= 1;
        }
        parts[first..].join(" ")
    }

    /// The form of address: what was typed, also with the name, or what the role makes likely; empty for a
    /// coordinator and an applicant, where a wrong one would be rude.
    pub fn address(&self) -> &str {
        match (self.title.trim(), self.typed_title(), &*self.role) {
            ("", Some(title), _) => title,
            ("", None, COORDINATOR | APPLICANT) => "",
            ("", None, _) => "Dr",
            (title, ..) => title,
        }
    }

    /// The name with its form of address, as one is presented: `Dr Marta Lindqvist`. Without a form of
    /// address as it was typed.
    pub fn full(&self) -> String {
        match (self.address(), self.parts()) {
            (_, parts) if parts.is_empty() => self.shown().to_owned(),
            ("", _) => self.shown().to_owned(),
            (address, parts) => [address, " ", &parts.join(" ")].concat(),
        }
    }

    /// What they are called in a few letters: `Dr Lindqvist`, or the first name where a form of address
    /// would be a guess.
    pub fn short(&self) -> String {
        let parts = self.parts();
        match (self.address(), parts.first()) {
            (_, None) => self.shown().to_owned(),
            ("", Some(first)) => (*first).to_owned(),
            (address, _) => [address, " ", &self.last_name()].concat(),
        }
    }
}
