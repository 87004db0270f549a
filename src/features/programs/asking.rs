//! A question is kept for the person who is to be asked.

use crate::domain::ids::PersonId;
use crate::domain::person::Person;
use crate::features::Hand;
use crate::store::acts::people::PeopleAction;
use crate::store::read::people::who;

/// Keeps a question for somebody.
pub(super) fn keep_question(hand: Hand, id: &PersonId, question: &str) {
    let mut person = hand
        .session
        .read(|model, _| model.get_or_default::<Person>(id));
    question.clone_into(&mut person.question);
    let short = hand
        .session
        .read(|model, _| who(model, id).map(|who| who.short));
    let done = ["Kept for ", &*short.unwrap_or_default()].concat();
    let id = id.to_owned();
    hand.does_with_undo(PeopleAction::Edit { id, person }, &done);
}
