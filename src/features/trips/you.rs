//! What is about the person and not about a trip: asked once, used by the lists of every trip.

use leptos::prelude::*;

use crate::content::Group as Block;
use crate::features::trips::answers::{note, questions};
use crate::features::{Visit, muted};
use crate::store::acts::season::SeasonAction;
use crate::store::read::conditions::asked_once;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let hand = visit.hand();
    let session = visit.session;
    let rows = session.watch_rows(|model, _, _| asked_once(model), |_| ());
    let answer = Callback::new(move |(condition, yes)| {
        let mut season = session.read(|model, _| model.season());
        note(&mut season.conditions, &mut season.answered, condition, yes);
        if let Some(sentence) = hand.types(SeasonAction::Edit { season }) {
            hand.toaster.show(sentence);
        }
    });
    let block = |title, block| {
        questions(
            title,
            rows,
            move |asked| asked.question.group == block,
            answer,
        )
    };
    view! {
        {muted("Asked once, for all trips. A yes adds what you need to the lists. Everything stays on this phone, and you can leave out any question.")}
        {block("Dress", Block::Dress)}
        {block("Needs", Block::Needs)}
        {block("Interview", Block::Interview)}
    }
    .into_any()
}
