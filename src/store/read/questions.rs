//! Questions to ask at one program, by the role of who is asked: without those that its prep sheet answers.

use crate::content::lazy::{QuestionToAsk, QuestionsToAsk};
use crate::domain::ids::ProgramId;
use crate::store::core::model::Model;
use crate::store::read::sheet::state;
use crate::store::read::world::World;

/// What to ask people of one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleQuestions {
    /// Id of the role.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What is worth asking, in the order of the content.
    pub items: Vec<QuestionToAsk>,
    /// What the prep sheet answers already.
    pub answered: Vec<QuestionToAsk>,
}

/// The fields of the prep sheet that together answer a question; none for one that every person answers
/// anew.
pub fn answered_in(question: &QuestionToAsk) -> &'static [&'static str] {
    match (&*question.topic, &*question.id) {
        ("visa", _) => &["prep-img"],
        ("contract", _) => &["prep-contract"],
        ("outcomes", _) => &["prep-outcomes"],
        ("policy", "ask-coord-contact") => &["prep-thankyou-policy", "prep-postcontact"],
        ("policy", _) => &["prep-postcontact"],
        _ => &[],
    }
}

/// What to ask at a program, role by role. A question whose answer is old, or is still to be found out, is
/// asked again. What not to ask is `QuestionsToAsk::avoid`, everywhere the same.
pub fn to_ask(
    model: &Model,
    world: &World,
    program: &ProgramId,
    content: &QuestionsToAsk,
) -> Vec<RoleQuestions> {
    let is_known = |field: &&str| {
        let state = state(model, world, program, field);
        state.filled && state.stale == 0 && !state.open
    };
    let is_answered = |question: &&QuestionToAsk| {
        let fields = answered_in(question);
        !fields.is_empty() && fields.iter().all(is_known)
    };
    let of_role = |role: &str| {
        let theirs = content.items.iter().filter(|one| one.role == role);
        let (answered, items): (Vec<&QuestionToAsk>, Vec<&QuestionToAsk>) =
            theirs.partition(is_answered);
        let owned = |items: Vec<&QuestionToAsk>| items.into_iter().cloned().collect();
        (owned(items), owned(answered))
    };
    let roles = content.roles.iter().map(|role| {
        let (items, answered) = of_role(&role.id);
        RoleQuestions {
            id: role.id.clone(),
            title: role.title.clone(),
            items,
            answered,
        }
    });
    roles.collect()
}
