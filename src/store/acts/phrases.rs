//! What a person does to the phrases.

use crate::domain::phrase::PhraseMark;
use crate::store::core::change::{Act, Plan, Refusal, edit};
use crate::store::core::model::Model;

/// Make a phrase a favorite, or take that back.
#[derive(Clone, Debug, PartialEq)]
pub struct Favor {
    /// Id of the phrase.
    pub phrase: String,
    /// It leads the phrases.
    pub favorite: bool,
}

impl Act for Favor {
    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        let mark = PhraseMark {
            favorite: self.favorite,
        };
        edit(model, &self.phrase, &mark, &mut out)?;
        Ok(Plan::Write(out))
    }
}
