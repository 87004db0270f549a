//! What to ask at an interview, by the role of the person who is asked, and what not to ask.

use leptos::prelude::*;

use crate::content::lazy::{ProgramsGuide, QuestionsToAsk};
use crate::features::Visit;
use crate::features::shell::reading::{fact, listed, reading, rules, shown};
use crate::ui::{SelectField, maybe};

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let guide = reading::<ProgramsGuide>();
    let role = RwSignal::new(String::new());
    let list = move || guide.with(|guide| role.with(|role| by_role(&guide.questions_to_ask, role)));
    shown(visit.came_late, guide, move |guide| {
        let content = &guide.questions_to_ask;
        let mut options = vec![(String::new(), "Everybody".to_owned())];
        let roles = content.roles.iter();
        options.extend(roles.map(|role| (role.id.clone(), role.title.clone())));
        let whom = view! {
            <SelectField
                label="Whom do you ask?"
                options=options
                value=role
                on_change=move |chosen| role.set(chosen)
            />
        };
        vec![
            whom.into_any(),
            maybe(list),
            rules("Better not to ask", content.avoid.iter()),
        ]
        .into_any()
    })
}

fn by_role(content: &QuestionsToAsk, chosen: &str) -> AnyView {
    let mut groups = Vec::new();
    for role in &content.roles {
        if !chosen.is_empty() && role.id != chosen {
            continue;
        }
        let mut rows = Vec::new();
        for item in &content.items {
            if item.role == role.id {
                let listen = ["Listen for: ", &item.listen_for].concat();
                rows.push(fact(&item.text, &listen));
            }
        }
        groups.push(listed(&role.title, rows));
    }
    groups.into_any()
}
