//! Yes/no questions that decide what is on the lists: as rows of a form. Not answered, yes and no are
//! three different things; a suggestion says why and counts until the person answers.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::Condition;
use crate::session::{ListedRow, Rows, Session};
use crate::store::read::conditions::{Asked, asked_once};
use crate::ui::{ChoiceRow, Group, Icon, Row, each};

impl ListedRow for Asked {
    fn key(&self) -> &str {
        self.condition.id
    }

    fn is_in_place_of(&self, _: &Asked) -> bool {
        true
    }
}

/// The questions of `rows` that `belongs` picks, under one heading.
pub fn questions(
    title: &'static str,
    rows: Rows<Asked>,
    belongs: impl Fn(&Asked) -> bool + Send + Sync + 'static,
    answer: Callback<(&'static Condition, bool)>,
) -> AnyView {
    let keys = rows.keys();
    let mine = move || {
        let mut keys = keys.get();
        keys.retain(|key| {
            rows.get(key)
                .is_some_and(|row| row.with_untracked(&belongs))
        });
        keys
    };
    let draw = move |key: String| {
        rows.get(&key)
            .map_or_else(|| ().into_any(), |row| question(row, answer))
    };
    view! { <Group title=title>{each(mine, draw)}</Group> }.into_any()
}

fn question(row: RwSignal<Asked>, answer: Callback<(&'static Condition, bool)>) -> AnyView {
    let (condition, question) = row.with_untracked(|asked| (asked.condition, asked.question));
    let detail = Signal::derive(move || row.with(Asked::suggestion));
    let value = Signal::derive(move || row.with(|asked| asked.answer));
    let on_change = Callback::new(move |yes: bool| answer.run((condition, yes)));
    view! { <ChoiceRow title=question.text detail=detail value=value on_change=on_change /> }
        .into_any()
}

/// The way to the questions about the person, as a row, with how much of them is answered.
pub fn about_you(session: Session) -> AnyView {
    let detail = session.watch(|model, _| {
        let asked = asked_once(model);
        let answered = asked.iter().filter(|asked| asked.answer.is_some()).count();
        let counts = [&answered.to_string(), " of ", &asked.len().to_string()].concat();
        ["Dress, glasses, medicine, food: ", &counts, " answered"].concat()
    });
    view! { <Row title="About you, for all trips" detail=detail icon=Icon::Shirt href=href(address::ABOUT_YOU) /> }
        .into_any()
}

/// Notes an answer among those given.
pub fn note(
    conditions: &mut BTreeSet<String>,
    answered: &mut BTreeSet<String>,
    condition: &Condition,
    yes: bool,
) {
    answered.insert(condition.id.to_owned());
    if !yes {
        conditions.remove(condition.id);
        return;
    }
    conditions.insert(condition.id.to_owned());
    // Two answers that exclude each other: the newer one is meant.
    for other in condition.not_with {
        if conditions.remove(*other) {
            answered.insert((*other).to_owned());
        }
    }
}
