//! People: whom the person meets or writes to at a program.

use crate::record;

record! {
    /// Somebody at a program. Its id is the program's, a slash and a fresh one.
    pub struct Person as "person" {
        /// Full name, as written.
        pub name: String,
        /// How to say it, such as `MAR-ta LIND-kvist`.
        pub say_it: String,
        /// Form of address, such as `Dr`; empty: `Dr` but for a coordinator.
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

/// Words that stand before a name and are not part of it.
const TITLES: [&str; 8] = ["dr", "prof", "professor", "mr", "mrs", "ms", "mx", "doctor"];
/// Words that stand after a name and are not part of it.
const DEGREES: [&str; 10] = [
    "md", "do", "phd", "mph", "mbbs", "mbchb", "jr", "sr", "ii", "iii",
];

impl Person {
    /// The name to show.
    pub fn shown(&self) -> &str {
        match self.name.trim() {
            "" => "Somebody whose name is not known",
            name => name,
        }
    }

    /// Parts of the name without forms of address and degrees.
    fn parts(&self) -> Vec<&str> {
        let bare = |part: &str| {
            part.trim_matches(['.', ','])
                .replace('.', "")
                .to_lowercase()
        };
        let mut parts: Vec<&str> = self.name.split_whitespace().collect();
        while parts.len() > 1 && TITLES.contains(&&*bare(parts[0])) {
            parts.remove(0);
        }
        while parts.len() > 1 && DEGREES.contains(&&*bare(parts[parts.len() - 1])) {
            parts.pop();
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

    /// The form of address: what was typed, or what the role makes likely; empty for a coordinator,
    /// where a wrong one would be rude.
    pub fn address(&self) -> &str {
        match (self.title.trim(), &*self.role) {
            ("", COORDINATOR) => "",
            ("", _) => "Dr",
            (title, _) => title,
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
