//! What a person does to the prep sheet of a program.

use crate::domain::card::{Card, Priority, WHY_QUESTION, why_card};
use crate::domain::fact::{Fact, ON_CARD_MAX, has_source, most_facts, place_of};
use crate::domain::ids::{FactId, ProgramId};
use crate::domain::order;
use crate::domain::program::Program;
use crate::domain::time::Day;
use crate::store::core::change::{Act, Plan, Refusal, delete, edit, existing, refuse};
use crate::store::core::model::Model;
use crate::store::core::sheet::{facts_of, others_on_card};

/// One thing done to a prep sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum SheetAction {
    /// Write a fact down, or change it. A first text counts as checked today.
    Write {
        /// Id of the fact.
        id: FactId,
        /// As it should be.
        fact: Fact,
        /// Today at home.
        today: Day,
    },
    /// Take a fact off the sheet.
    Remove {
        /// Id of the fact.
        id: FactId,
    },
    /// Ask "Why this program?" with the other cards. What there is to say is read from the sheet.
    Practice {
        /// Id of the program.
        program: ProgramId,
        /// Today at home.
        today: Day,
    },
}

impl Act for SheetAction {
    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            SheetAction::Write { id, fact, today } => {
                let fact = checked(model, &id, fact, today)?;
                edit(model, &id, &fact, &mut out)?;
            }
            SheetAction::Remove { id } => {
                existing::<Fact>(model, &id)?;
                delete::<Fact>(&id, &mut out);
            }
            SheetAction::Practice { program, today } => {
                existing::<Program>(model, &program)?;
                let id = why_card(&program);
                let card = match model.get::<Card>(&id) {
                    Some(known) => Card {
                        chosen: true,
                        suspended: false,
                        ..known.clone()
                    },
                    None => Card {
                        own: true,
                        text: Some(WHY_QUESTION.to_owned()),
                        priority: Some(Priority::Core),
                        only_for: Some(program.clone()),
                        chosen: true,
                        made: Some(today),
                        ..Card::default()
                    },
                };
                edit(model, &id, &card, &mut out)?;
            }
        }
        Ok(Plan::Write(out))
    }
}

/// The fact as it may be kept.
fn checked(model: &Model, id: &FactId, mut fact: Fact, today: Day) -> Result<Fact, Refusal> {
    let Some((program, field)) = place_of(id) else {
        return refuse("This fact cannot be found. Open the prep sheet again.");
    };
    let program = &ProgramId::from(program);
    existing::<Program>(model, program)?;
    let before = model.get::<Fact>(id);
    if before.is_none() {
        let others = facts_of(model, program, field);
        if others.len() >= most_facts(field) {
            return refuse("Three facts are enough here. Change one of them, or take one off.");
        }
        if fact.order.is_empty() && !others.is_empty() {
            let last = others.last().map(|(_, fact)| &*fact.order);
            fact.order = order::after(last.filter(|key| !key.is_empty()));
        }
    }
    if fact.on_card
        && !before.is_some_and(|before| before.on_card)
        && others_on_card(model, program, id) >= ON_CARD_MAX
    {
        return refuse("The elevator card has its three facts. Take one off there first.");
    }
    let was_known = before.is_some_and(Fact::is_known);
    if !fact.is_known() {
        fact.checked_on = None;
    } else if !was_known && fact.checked_on.is_none() && has_source(field) {
        fact.checked_on = Some(today);
    }
    Ok(fact)
}
