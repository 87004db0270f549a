//! Who the person is: what every letter is signed with. Asked where it is missed, and in the settings.

use leptos::prelude::*;

use crate::domain::season::Season;
use crate::features::shell::bound::{Bound, bound};
use crate::features::shell::visit::Hand;
use crate::store::acts::season::SeasonAction;
use crate::ui::TextField;

/// Fields for the person's name and AAMC ID.
pub fn own_fields(hand: Hand) -> AnyView {
    let name = field(
        hand,
        "Your full name",
        "Every letter is signed with it. Add your degree if it is not MD",
        |season| &mut season.name,
    );
    let aamc = field(
        hand,
        "Your AAMC ID",
        "Programs find your file by it",
        |season| &mut season.aamc,
    );
    vec![name, aamc].into_any()
}

fn field(
    hand: Hand,
    label: &'static str,
    hint: &'static str,
    field: fn(&mut Season) -> &mut String,
) -> AnyView {
    let stored = hand
        .session
        .watch(move |model, _| field(&mut model.season()).clone());
    let Bound {
        draft,
        error,
        input,
    } = bound(stored, move |text| {
        let mut season = hand.session.read(|model, _| model.season());
        *field(&mut season) = text;
        hand.types(SeasonAction::Edit { season })
    });
    view! { <TextField label=label hint=hint value=draft on_input=input error=error spellcheck=false /> }
        .into_any()
}
