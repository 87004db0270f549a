//! Putting a program away, and bringing one of an earlier season into this one.

use leptos::prelude::*;

use crate::domain::ids::ProgramId;
use crate::domain::program::{Program, match_year};
use crate::features::{Hand, muted_status};
use crate::store::acts::programs::ProgramAction;
use crate::store::read::programs::{match_words, season_now};
use crate::ui::{Button, ButtonKind, Icon, dynamic, keep_focus};

fn change(hand: Hand, id: &ProgramId, change: impl FnOnce(&mut Program), done: &str) {
    let mut program = hand
        .session
        .read(|model, _| model.get_or_default::<Program>(id));
    change(&mut program);
    let id = id.to_owned();
    hand.does_with_undo(ProgramAction::Edit { id, program }, done);
    // The button that was pressed is another one now.
    keep_focus(vec!["h1".to_owned()]);
}

/// Says where a program stands that is not in the list of this season; nothing for one that is.
pub fn standing(hand: Hand, id: ProgramId) -> AnyView {
    let told = hand.session.watch(move |model, world| {
        let archived = model.get::<Program>(&id).is_some_and(|one| one.archived);
        let season = season_now(model, world, &id);
        match (archived, season < match_year(world.today())) {
            (true, _) => "In the archive. It counts nowhere in your list.".to_owned(),
            (false, true) => [
                &*match_words(season),
                ". It stands under “Earlier seasons”.",
            ]
            .concat(),
            (false, false) => String::new(),
        }
    });
    muted_status(move || told.get()).into_any()
}

/// The buttons that put it away, or bring it back.
pub fn buttons(hand: Hand, id: ProgramId) -> AnyView {
    let watched = id.clone();
    let now = hand.session.watch(move |model, world| {
        let archived = model
            .get::<Program>(&watched)
            .is_some_and(|one| one.archived);
        let is_old = season_now(model, world, &watched) < match_year(world.today());
        (archived, is_old)
    });
    dynamic(move || {
        let (archived, is_old) = now.get();
        let (put, moved) = (id.clone(), id.clone());
        let (label, done) = match archived {
            true => ("Take out of the archive", "Taken out of the archive"),
            false => ("Put into the archive", "Put into the archive"),
        };
        let press = move |()| change(hand, &put, |one| one.archived = !archived, done);
        let again = move |()| {
            let year = hand.session.read(|_, world| match_year(world.today()));
            change(
                hand,
                &moved,
                |one| one.season = year,
                "Brought into this season",
            );
        };
        let again = is_old.then(|| {
            view! { <Button kind=ButtonKind::Quiet icon=Icon::Refresh label="Bring into this season" on_press=again /> }
                .into_any()
        });
        vec![
            again.into_any(),
            view! { <Button kind=ButtonKind::Quiet icon=Icon::Bag label=label on_press=press /> }
                .into_any(),
        ]
        .into_any()
    })
}
