//! The facts of a prep sheet in order, for whoever writes them and whoever reads them.

use crate::domain::fact::{Fact, place_of};
use crate::domain::ids::{ProgramId, family};
use crate::domain::order;
use crate::store::core::model::Model;

/// The facts of one field of a program, in order.
pub fn facts_of<'a>(
    model: &'a Model,
    program: &ProgramId,
    field: &str,
) -> Vec<(&'a String, &'a Fact)> {
    let of_field = |(id, _): &(&String, &Fact)| place_of(id).is_some_and(|(_, of)| of == field);
    let found = model.with_prefix::<Fact>(&family(program));
    let found: Vec<(&String, &Fact)> = found.filter(of_field).collect();
    order::by_text(found, |(id, fact)| [&*fact.order, " ", id].concat())
}

/// How many facts of a program are read in the elevator, without this one.
pub fn others_on_card(model: &Model, program: &ProgramId, except: &str) -> usize {
    let facts = model.with_prefix::<Fact>(&family(program));
    let on_card = facts.filter(|(id, fact)| fact.on_card && fact.has_text() && **id != except);
    on_card.count()
}
