//! The whole prep sheet, as it is read on the evening before.

use crate::content::lazy::SheetField;
use crate::domain::fact::{Fact, has_source};
use crate::domain::ids::ProgramId;
use crate::store::core::model::Model;
use crate::store::core::sheet::facts_of;
use crate::store::read::sheet::{Kind, checked, kind_of, own_questions, proof, state, words};
use crate::store::read::world::World;

/// A fact as it is read: what it says, what it means to the person, and how sure it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The fact, or what another record says.
    pub text: String,
    /// Why it matters; may be empty.
    pub why: String,
    /// What proves it; may be empty.
    pub proof: String,
    /// Since when it should be checked again; empty while it is fresh.
    pub stale: String,
}

/// The whole sheet, as it is read on the evening before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Eve {
    /// Names of the fields that are filled, each with what stands there.
    pub parts: Vec<(String, Vec<Reading>)>,
    /// Names of the others.
    pub empty: Vec<String>,
    /// How long it takes to read, in seconds, to the next ten.
    pub seconds: usize,
}

/// Words a minute of somebody who reads a second language without hurry.
const READ_WPM: usize = 180;

/// The sheet of a program as it is read on the evening before.
pub fn eve(model: &Model, world: &World, program: &ProgramId, content: &[SheetField]) -> Eve {
    let today = world.today();
    let mut eve = Eve::default();
    let mut count = 0;
    for field in content {
        let state = state(model, world, program, &field.id);
        let of_fact = |fact: &Fact| Reading {
            text: words(fact),
            why: fact.why.trim().to_owned(),
            proof: proof(model, fact).map_or_else(String::new, |proof| proof.text),
            stale: match has_source(&field.id) && fact.is_stale(today) {
                true => checked(fact, today),
                false => String::new(),
            },
        };
        let facts = facts_of(model, program, &field.id);
        let known = facts.iter().filter(|(_, fact)| fact.is_known());
        let mut readings: Vec<Reading> = known.map(|(_, fact)| of_fact(fact)).collect();
        // The questions stand in the records of the people, too.
        let says = match kind_of(&field.id) {
            Kind::Questions => {
                readings.clear();
                own_questions(model, program)
            }
            // What they are made of is read at the facts.
            Kind::Connect | Kind::Why if readings.is_empty() && state.filled => continue,
            Kind::Connect | Kind::Why => Vec::new(),
            _ if readings.is_empty() && !state.says.is_empty() => vec![state.says],
            _ => Vec::new(),
        };
        readings.extend(says.into_iter().map(|text| Reading {
            text,
            why: String::new(),
            proof: String::new(),
            stale: String::new(),
        }));
        if readings.is_empty() {
            if !field.retired {
                eve.empty.push(field.label.clone());
            }
            continue;
        }
        let texts = readings
            .iter()
            .flat_map(|one| [&one.text, &one.why, &one.proof]);
        count += texts
            .map(|text| text.split_whitespace().count())
            .sum::<usize>();
        eve.parts.push((field.label.clone(), readings));
    }
    eve.seconds = (count * 60).div_ceil(READ_WPM).div_ceil(10) * 10;
    eve
}
