//! What was asked in the rooms, and the way into the deck for what is not in it yet.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::page::Page;
use crate::content::lazy::Questions;
use crate::domain::card::Card;
use crate::domain::ids::{CardId, PersonId};
use crate::domain::meeting::Meeting;
use crate::domain::person::Person;
use crate::features::aloud::clock::study_moment;
use crate::features::shell::bound::{Bound, bound};
use crate::features::shell::reading::{Reading, nothing, reading};
use crate::store::acts::cards::CardAction;
use crate::store::acts::people::{PeopleAction, meeting_id};
use crate::store::core::model::Model;
use crate::store::read::debrief::{Asked, Step, asked, met};
use crate::store::read::deck;
use crate::ui::{
    Button, ButtonKind, Check, CheckRow, FieldGroup, Group, Icon, TextField, dynamic, each, maybe,
};

/// The label of a card that came from an interview.
const TAG: &str = "asked";

pub(super) fn view(page: Page) -> AnyView {
    let questions: Reading<Questions> = reading();
    let people = page.hand.session.watch(move |model, _| {
        let met = page
            .occasion
            .interview
            .with_value(|id| met(model, id))
            .into_iter();
        met.map(|one| one.id.into()).collect::<Vec<String>>()
    });
    let has_people = Memo::new(move |_| people.with(|people| !people.is_empty()));
    let by_person = maybe(move || {
        let group = || {
            let fields = each(
                move || people.get(),
                move |person| field(page, &person.into()),
            );
            view! { <FieldGroup>{fields}</FieldGroup> }.into_any()
        };
        has_people.get().then(|| untrack(group))
    });
    let list = dynamic(move || {
        let content = questions.with(|questions| Arc::new(questions.clone()));
        content.map_or_else(nothing, |content| untrack(|| list(page, content)))
    });
    vec![by_person, page.texts(Step::Questions), list].into_any()
}

/// What one person asked, one question a line.
fn field(page: Page, person: &PersonId) -> AnyView {
    let id = page
        .occasion
        .interview
        .with_value(|of| meeting_id(of, person));
    let (of, session) = (id.clone(), page.hand.session);
    let name = session.read(|model, _| model.get_or_default::<Person>(person).shown().to_owned());
    let stored = session.watch(move |model, _| model.get_or_default::<Meeting>(&of).asked);
    let person = person.to_owned();
    let Bound {
        draft,
        error,
        input,
    } = bound(stored, move |text| {
        let mut meeting = session.read(|model, _| model.get_or_default::<Meeting>(&id));
        meeting.asked = text;
        page.hand.types(PeopleAction::Note {
            interview: page.occasion.interview.get_value(),
            person: person.clone(),
            meeting,
            at: page.now().0,
        })
    });
    let label = [&*name, " asked, one question a line"].concat();
    view! { <TextField label=label multiline=true value=draft on_input=input error=error /> }
        .into_any()
}

fn list(page: Page, content: Arc<Questions>) -> AnyView {
    let all = page.hand.session.watch(move |model: &Model, _| {
        let rows = deck::rows(model.all::<Card>(), &content.questions);
        page.occasion
            .interview
            .with_value(|id| asked(model, &rows, id))
    });
    // Lines that stay out of the deck.
    let out: RwSignal<BTreeSet<String>> = RwSignal::new(BTreeSet::new());
    let news = Memo::new(move |_| {
        let is_new = |one: &&Asked| one.card.is_none() && out.with(|out| !out.contains(&one.text));
        all.with(|all| all.iter().filter(is_new).cloned().collect::<Vec<Asked>>())
    });
    let add = Callback::new(move |()| {
        let day = study_moment(page.hand).1;
        let card = |one: Asked| {
            let kind = (!one.kind.is_empty()).then_some(one.kind);
            let card = Card {
                own: true,
                text: Some(one.text),
                tags: BTreeSet::from([TAG.to_owned()]),
                interviewers: kind.map(|kind| BTreeSet::from([kind])),
                chosen: true,
                made: Some(day),
                ..Card::default()
            };
            (page.hand.session.fresh_id().into(), card)
        };
        let cards: Vec<(CardId, Card)> = news.get_untracked().into_iter().map(card).collect();
        let said = match cards.len() {
            1 => "1 question added to your deck".to_owned(),
            count => [&*count.to_string(), " questions added to your deck"].concat(),
        };
        page.hand
            .does_with_undo(CardAction::Import { cards }, &said);
    });
    let button = maybe(move || {
        let label = match news.with(Vec::len) {
            0 => return None,
            1 => "Add 1 question to the deck".to_owned(),
            count => ["Add ", &*count.to_string(), " questions to the deck"].concat(),
        };
        Some(view! { <Button kind=ButtonKind::Secondary icon=Icon::Cards label=label on_press=add /> }.into_any())
    });
    let has_any = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let group = maybe(move || {
        let group = || {
            let keys = move || all.with(|all| all.iter().map(|one| one.text.clone()).collect());
            let rows = each(keys, move |text| row(all, out, text));
            view! { <Group title="For your deck">{rows}</Group> }.into_any()
        };
        has_any.get().then(|| untrack(group))
    });
    vec![group, button].into_any()
}

/// A question with a box: it goes into the deck. One that is there already says so.
fn row(all: Signal<Vec<Asked>>, out: RwSignal<BTreeSet<String>>, text: String) -> AnyView {
    let key = text.clone();
    let look = Signal::derive(move || {
        let one = all.with(|all| all.iter().find(|one| one.text == key).cloned());
        let one = one.unwrap_or_else(|| Asked {
            text: key.clone(),
            by: String::new(),
            kind: String::new(),
            card: None,
        });
        let is_known = one.card.is_some();
        Check {
            checked: is_known || out.with(|out| !out.contains(&one.text)),
            detail: match (is_known, &*one.by) {
                (true, _) => "In your deck already".to_owned(),
                (false, by) => by.to_owned(),
            },
            title: one.text,
            ..Check::default()
        }
    });
    let toggle = Callback::new(move |on: bool| {
        out.update(|out| {
            match on {
                true => out.remove(&text),
                false => out.insert(text.clone()),
            };
        });
    });
    view! { <CheckRow look=look strike=false on_toggle=toggle /> }.into_any()
}
