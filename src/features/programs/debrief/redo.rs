//! The answers to give better next time: their cards are due, and are to be written anew.

use std::sync::Arc;

use leptos::prelude::*;

use super::page::Page;
use crate::address::{self, href};
use crate::content::lazy::Questions;
use crate::domain::card::Card;
use crate::domain::ids::CardId;
use crate::features::aloud::clock::study_moment;
use crate::features::muted;
use crate::features::shell::reading::{Reading, holds, nothing, reading};
use crate::store::acts::debrief::DebriefAction;
use crate::store::read::debrief::{redo_is_open, redo_with, to_redo};
use crate::store::read::deck;
use crate::ui::{Banner, Group, Icon, IconButton, PillTone, Row, TextField, dynamic, each, maybe};

/// Cards that a search shows.
const SHOWN: usize = 6;

/// With whom an answer was to be redone, as the quick note of the day says, until one is chosen or written.
pub(super) fn wanted(page: Page) -> AnyView {
    let people = page.hand.session.watch(move |model, _| {
        page.occasion
            .interview
            .with_value(|id| match redo_is_open(model, id) {
                true => redo_with(model, id),
                false => Vec::new(),
            })
    });
    maybe(move || {
        let people = people.get();
        if people.is_empty() {
            return None;
        }
        let with = people.join(" and with ");
        let text = [
            "You wanted to redo an answer with ",
            &*with,
            ". Which one was it? Find its card below, or write the better version.",
        ]
        .concat();
        Some(view! { <Banner tone=PillTone::Warn text=text /> }.into_any())
    })
}

pub(super) fn view(page: Page) -> AnyView {
    let questions: Reading<Questions> = reading();
    dynamic(move || {
        let content = questions.with(|questions| Arc::new(questions.clone()));
        content.map_or_else(nothing, |content| untrack(|| chooser(page, content)))
    })
}

/// Id and question of a card.
type Found = (CardId, String);

fn chooser(page: Page, content: Arc<Questions>) -> AnyView {
    let search = RwSignal::new(String::new());
    let all = content.clone();
    let chosen: Signal<Vec<Found>> = page.hand.session.watch(move |model, _| {
        let rows = deck::rows(model.all::<Card>(), &all.questions);
        page.occasion
            .interview
            .with_value(|id| to_redo(model, &rows, id))
    });
    let found = Memo::new(move |_| {
        let search = search.get();
        if search.trim().is_empty() {
            return Vec::new();
        }
        let rows = page.hand.session.read(|model, _| {
            // What changes of the deck meanwhile is found with the next letter.
            deck::rows(model.all::<Card>(), &content.questions)
        });
        let is_chosen = |id: &CardId| chosen.with(|chosen| chosen.iter().any(|one| one.0 == *id));
        let rows = rows.into_iter().filter(|row| !is_chosen(&row.id));
        let rows = rows.filter(|row| holds(&row.text, &search));
        let rows = rows.take(SHOWN).map(|row| (row.id, row.text));
        rows.collect::<Vec<Found>>()
    });
    let mark = move |id: &CardId, on: bool| {
        let (at, day) = study_moment(page.hand);
        let act = DebriefAction::Redo {
            interview: page.occasion.interview.get_value(),
            card: id.clone(),
            on,
            fresh: page.hand.session.fresh_id(),
            at,
            day,
        };
        let said = match on {
            true => "It is due in Cards, and its answer is to be rewritten",
            false => "Its answer stays as it is",
        };
        if page.hand.does_with_undo(act, said) && on {
            search.set(String::new());
        }
    };
    let keys = move || found.with(|found| found.iter().map(|one| one.0.clone().into()).collect());
    let offers = each(keys, move |id| {
        let id = CardId::from(id);
        let title = found.with_untracked(|found| text_of(found, &id));
        let press = Callback::new(move |()| mark(&id, true));
        view! { <Row title=title icon=Icon::Plus on_press=press /> }.into_any()
    });
    let none = maybe(move || {
        let nothing = !search.with(|search| search.trim().is_empty()) && found.with(Vec::is_empty);
        nothing.then(|| {
            muted("No card has these words. Add the question in the next step.").into_any()
        })
    });
    let keys =
        move || chosen.with(|chosen| chosen.iter().map(|one| one.0.clone().into()).collect());
    let mine = each(keys, move |id| {
        let id = CardId::from(id);
        let title = chosen.with_untracked(|chosen| text_of(chosen, &id));
        let label = ["Not this one: ", &*title].concat();
        let to = href(&address::card(&id));
        let drop = Callback::new(move |()| mark(&id, false));
        view! {
            <Row title=title detail="Due in Cards, to be rewritten" href=to>
                <IconButton icon=Icon::Close label=label on_press=drop />
            </Row>
        }
        .into_any()
    });
    view! {
        <TextField label="Which card is it? Find it by a word" input_type="search" value=search on_input=move |text| search.set(text) spellcheck=false />
        {none}
        <Group>{offers}{mine}</Group>
    }
    .into_any()
}

fn text_of(all: &[Found], id: &CardId) -> String {
    let found = all.iter().find(|one| one.0 == *id);
    found.map_or_else(String::new, |one| one.1.clone())
}
