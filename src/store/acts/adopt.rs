//! Programs for what older versions kept by a typed name.
//!
//! An interview or a card that only names its program gets the record of that name. Its id follows from
//! the name, so that two phones that do this apart make the same record. Doing it again does nothing.

use crate::domain::card::Card;
use crate::domain::ids::ProgramId;
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::domain::trip::Interview;
use crate::store::acts::programs::named;
use crate::store::core::change::{Act, Change, Plan, Refusal, edit};
use crate::store::core::model::{DELETED, Model};

/// Give everything that only names its program the record of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adopt;

/// Whether `Adopt` has anything to do. Reads no record of the cards: the start asks it.
pub fn is_due(model: &Model) -> bool {
    let kinds = [(Interview::KIND, "at"), (Card::KIND, "only_for")];
    kinds.iter().any(|(kind, field)| {
        let records = model.records().get(*kind).into_iter().flatten();
        records.into_iter().any(|(id, fields)| {
            let shown = |field: &str| {
                let shown = fields.get(field).and_then(|register| register.current());
                shown
                    .map(|shown| &*shown.val)
                    .filter(|val| !matches!(*val, "null" | "\"\""))
            };
            let lacks = match shown(field) {
                None => shown("program").is_some(),
                Some(at) => {
                    *kind == Interview::KIND && was_deleted(model, &(at.trim_matches('"')).into())
                }
            };
            lacks && model.is_alive(kind, id)
        })
    })
}

impl Act for Adopt {
    fn is_of_screen(&self, _: &Model) -> bool {
        false
    }

    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        let mut made: Vec<ProgramId> = Vec::new();
        for (id, interview) in model.all::<Interview>() {
            if let Some(at) = &interview.at {
                // It outlived its program: an edit made elsewhere brought it back.
                if was_deleted(model, at) && !made.contains(at) {
                    back(at, &mut out);
                    made.push(at.clone());
                }
                continue;
            }
            let at = adopted(model, &interview.program, &mut made, &mut out)?;
            if at.is_some() {
                let at = Interview {
                    at,
                    ..interview.clone()
                };
                edit(model, id, &at, &mut out)?;
            }
        }
        for (id, card) in model.all::<Card>() {
            if card.only_for.is_some() {
                continue;
            }
            let only_for = adopted(model, &card.program, &mut made, &mut out)?;
            if only_for.is_some() {
                let only_for = Card {
                    only_for,
                    ..card.clone()
                };
                edit(model, id, &only_for, &mut out)?;
            }
        }
        Ok(Plan::Write(out))
    }
}

/// The program of a typed name; made, unless it is there or was made just now.
fn adopted(
    model: &Model,
    name: &str,
    made: &mut Vec<ProgramId>,
    out: &mut Vec<Change>,
) -> Result<Option<ProgramId>, Refusal> {
    let Some(of_name) = ProgramId::of_name(name) else {
        return Ok(None);
    };
    if let Some(known) = named(model, name) {
        return Ok(Some(known));
    }
    if !model.is_alive(Program::KIND, &of_name) && !made.contains(&of_name) {
        let name = name.split_whitespace().collect::<Vec<&str>>().join(" ");
        let program = Program {
            name,
            ..Program::default()
        };
        edit(model, &of_name, &program, out)?;
        made.push(of_name.clone());
    }
    Ok(Some(of_name))
}

fn was_deleted(model: &Model, program: &ProgramId) -> bool {
    !model.is_alive(Program::KIND, program)
        && model.register(Program::KIND, program, DELETED).is_some()
}

fn back(id: &ProgramId, out: &mut Vec<Change>) {
    out.push(Change {
        kind: Program::KIND.into(),
        id: (&**id).into(),
        field: DELETED.into(),
        val: "false".into(),
    });
}
