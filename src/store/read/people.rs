//! The people of a program as screens show them.

use crate::domain::ids::{PersonId, ProgramId, child, family, within};
use crate::domain::order;
use crate::domain::person::{COORDINATOR, DIRECTOR, Person, RESIDENT};
use crate::domain::words::essence;
use crate::store::core::model::Model;

/// Roles in the order in which people stand: id, and what one such person is called.
const ROLES: [(&str, &str); 6] = [
    (COORDINATOR, "Coordinator"),
    (DIRECTOR, "Program director or deputy"),
    ("faculty", "Faculty"),
    ("chief_resident", "Chief resident"),
    (RESIDENT, "Resident"),
    ("other_applicants", "Applicant"),
];

/// What somebody of this role is called; empty for a role that is not known.
pub fn role_words(role: &str) -> &'static str {
    let known = ROLES.iter().find(|(id, _)| *id == role);
    known.map_or("", |(_, words)| words)
}

/// The roles as a choice, with one for who has none.
pub fn role_options() -> Vec<(String, String)> {
    let none = (String::new(), "Role not known".to_owned());
    let roles = ROLES.iter();
    let roles = roles.map(|(id, words)| ((*id).to_owned(), (*words).to_owned()));
    std::iter::once(none).chain(roles).collect()
}

/// Somebody as screens show them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Who {
    /// Whole id.
    pub id: PersonId,
    /// As one is presented: `Dr Marta Lindqvist`.
    pub name: String,
    /// In a few letters: `Dr Lindqvist`, `Dana`.
    pub short: String,
    /// How to say it; may be empty.
    pub say_it: String,
    /// Id of the role; may be empty.
    pub role: String,
    /// What they care for; may be empty.
    pub interest: String,
    /// The question for them; may be empty.
    pub question: String,
    /// Mail address, as typed.
    pub email: String,
    /// Telephone number, as typed.
    pub phone: String,
}

impl Who {
    fn of(id: &str, person: &Person) -> Who {
        let text = |text: &str| text.trim().to_owned();
        let (name, short) = named(person);
        Who {
            id: id.into(),
            name,
            short,
            say_it: text(&person.say_it),
            role: person.role.clone(),
            interest: text(&person.interest),
            question: text(&person.question),
            email: text(&person.email),
            phone: text(&person.phone),
        }
    }

    /// There is a number or an email address.
    pub fn can_be_reached(&self) -> bool {
        !self.phone.is_empty() || !self.email.is_empty()
    }

    /// What their role is called; empty while it is not known.
    pub fn role_words(&self) -> &'static str {
        role_words(&self.role)
    }

    /// How to say the name, and the role, in one line: `say: MAR-ta LIND-kvist · Faculty`.
    pub fn about(&self) -> String {
        let say = match &*self.say_it {
            "" => String::new(),
            say_it => ["say: ", say_it].concat(),
        };
        let parts = [&*say, self.role_words()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    }
}

/// The people of a program, with their ids: by role, the coordinator first, within a role by name.
pub fn persons<'a>(model: &'a Model, program: &ProgramId) -> Vec<(&'a String, &'a Person)> {
    let all = model.with_prefix::<Person>(&family(program)).collect();
    order::by_text(all, |(id, person): &(&String, &Person)| {
        let place = ROLES.iter().position(|(role, _)| *role == person.role);
        let place = place.unwrap_or(ROLES.len()).to_string();
        [&*place, &essence(&named(person).0), *id].concat()
    })
}

/// The people of a program as screens show them, in the same order.
pub fn people(model: &Model, program: &ProgramId) -> Vec<Who> {
    let all = persons(model, program).into_iter();
    all.map(|(id, one)| Who::of(id, one)).collect()
}

/// The name of somebody in full, and in a few letters; of who has none, what their role says.
fn named(person: &Person) -> (String, String) {
    match role_words(&person.role) {
        role if person.name.trim().is_empty() && !role.is_empty() => {
            ([role, ", name not known"].concat(), role.to_owned())
        }
        _ => (person.full(), person.short()),
    }
}

/// Somebody who is not deleted.
pub fn who(model: &Model, id: &str) -> Option<Who> {
    Some(Who::of(id, model.get::<Person>(id)?))
}

/// Whom to call or write to about the day: of several the first who can be reached.
pub fn coordinator(model: &Model, program: &ProgramId) -> Option<Who> {
    let mut all = people(model, program);
    all.retain(|who| who.role == COORDINATOR);
    let place = all.iter().position(Who::can_be_reached).unwrap_or(0);
    (!all.is_empty()).then(|| all.swap_remove(place))
}

/// Whole id of somebody whose own part stands in an address.
pub fn person_id(program: &ProgramId, own: &str) -> PersonId {
    child(program, own).into()
}

/// What somebody is called in an address below their program.
pub fn own_part<'a>(program: &ProgramId, id: &'a str) -> &'a str {
    within(program, id).unwrap_or(id)
}
