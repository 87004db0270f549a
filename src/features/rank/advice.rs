//! Rules and advice: how to compare programs, the rules of a good list, and what the Match allows.
//! Deliberately not here: any forecast of a match, and any legal advice.

use leptos::prelude::*;

use crate::content::lazy::{Criterion, RankingGuide};
use crate::features::Visit;
use crate::features::rank::look;
use crate::features::shell::reading::{
    bullets, folded, heading, points, reading, rules, said, shown, stacked,
};
use crate::ui::{Banner, Card, el};

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    shown(visit.came_late, reading::<RankingGuide>(), guide)
}

fn guide(content: &RankingGuide) -> AnyView {
    let (ranking, allowed) = (&content.ranking, &content.match_rules);
    let criteria = |optional: bool| {
        let chosen = ranking.criteria.iter();
        chosen
            .filter(|criterion| criterion.optional == optional)
            .map(criterion)
            .collect()
    };
    let disclaimer = allowed.disclaimer.clone();
    vec![
        principle(),
        stacked("What to compare", criteria(false)),
        stacked("Compare these too if they matter to you", criteria(true)),
        rules("Rules of a good list", ranking.rules.iter()),
        bullets("Common mistakes", &ranking.common_mistakes),
        view! { <Banner text=disclaimer /> }.into_any(),
        rules("Match rules: you may", allowed.you_may.iter()),
        rules("Match rules: you must", allowed.you_must.iter()),
        rules(
            "Match rules: programs may not",
            allowed.programs_may_not.iter(),
        ),
        rules("Match rules: programs must", allowed.programs_must.iter()),
    ]
    .into_any()
}

fn principle() -> AnyView {
    let parts = vec![
        el("strong")
            .text("Your list is the order of your true preference.")
            .into_any(),
        said("Put the program where you most want to train first, whatever you think of your chances. A first choice that you do not get cannot lower your chance at the second.")
            .into_any(),
    ];
    view! { <Card>{parts}</Card> }.into_any()
}

fn criterion(criterion: &Criterion) -> AnyView {
    let mut inside = vec![
        said(&criterion.description),
        heading("From 1 (poor) to 5 (excellent)"),
        points("ol", &criterion.anchors),
    ];
    if !criterion.ask_yourself.is_empty() {
        inside.push(heading("Ask yourself"));
        inside.push(points("ul", &criterion.ask_yourself));
    }
    folded(&criterion.title, inside)
}
