//! Phrases for the minute before the door opens: find one, read it in large letters, turn to the next,
//! copy it. Where the person has written a sentence of their own, it stands first. Below them manners and
//! abbreviations. Deliberately not here: writing one (worksheets).

use leptos::prelude::*;

use crate::content::lazy::{Phrase, PhraseGroup, Phrases, Term};
use crate::features::shell::reading::{
    find, folded, heading, holds, listed, manners, named, points, reading, said, search_field,
    shown, stacked,
};
use crate::features::{Visit, muted};
use crate::session::phone;
use crate::store::read::worksheets::own_sentences;
use crate::ui::{Button, ButtonKind, El, Icon, Row, Sheet, Toaster, el, maybe, use_toaster};

/// All phrases in their groups.
pub fn view(visit: Visit) -> AnyView {
    let phrases = reading::<Phrases>();
    let toaster = use_toaster();
    let search = RwSignal::new(String::new());
    let open = RwSignal::new(None::<usize>);
    let written = visit.session.watch(|model, _| own_sentences(model.all()));
    let items = Memo::new(move |_| {
        let items = phrases.with(|content| written.with(|written| with_own(content, written)));
        items.unwrap_or_default()
    });
    let hits =
        Memo::new(move |_| items.with(|items| search.with(|search| search_in(items, search))));
    let list = move || {
        phrases.with(|content| {
            items.with(|items| {
                hits.with(|hits| match hits {
                    Some(hits) => results(items, hits, open),
                    None => groups(&content.phrases.groups, items, open),
                })
            })
        })
    };
    let book = move |content: &Phrases| {
        vec![
            search_field("Search phrases", search, hits),
            maybe(list),
            good_to_know(content),
        ]
        .into_any()
    };
    // One after the other in the order of the list, or of what was found.
    let order = move || {
        hits.get().unwrap_or_else(|| {
            let order = phrases
                .with(|content| items.with(|items| in_order(&content.phrases.groups, items)));
            order.unwrap_or_default()
        })
    };
    let beside = move |step: isize| {
        let order = order();
        let index = open.get()?;
        let place = order.iter().position(|other| *other == index)?;
        order.get(place.checked_add_signed(step)?).copied()
    };
    phone::follow_keys(move |key| {
        let step = match key {
            "ArrowLeft" => -1,
            "ArrowRight" => 1,
            _ => return false,
        };
        let next = untrack(|| beside(step));
        if next.is_some() {
            open.set(next);
        }
        next.is_some()
    });
    let turn = move |label: &'static str, step: isize| {
        let none = Signal::derive(move || beside(step).is_none());
        let go = move |()| {
            if let Some(next) = untrack(|| beside(step)) {
                open.set(Some(next));
            }
        };
        view! { <Button label=label disabled=none on_press=go /> }.into_any()
    };
    let phrase = move || {
        let index = open.get()?;
        let phrase = items.with(|items| items.get(index).cloned())?;
        Some(large(&phrase, open, toaster))
    };
    let large = move || {
        let turns = vec![turn("Previous", -1), turn("Next", 1)];
        vec![
            maybe(phrase),
            el("div").class("turns").view(turns.into_any()).into_any(),
        ]
        .into_any()
    };
    let is_open = Signal::derive(move || open.with(Option::is_some));
    let sheet = view! {
        <Sheet open=is_open title="Say" on_close=move |()| open.set(None)>
            {large()}
        </Sheet>
    };
    vec![shown(visit.came_late, phrases, book), sheet.into_any()].into_any()
}

/// The phrases, those of the person's own first.
fn with_own(content: &Phrases, written: &[(String, String)]) -> Vec<Phrase> {
    let own = |group: &PhraseGroup| {
        let card = group.card.as_ref()?;
        let (_, text) = written.iter().find(|(id, _)| id == card)?;
        Some(Phrase {
            id: ["own-", &group.id].concat(),
            group: group.id.clone(),
            text: text.clone(),
            when: "Your own sentence".to_owned(),
            note: String::new(),
        })
    };
    let mut items: Vec<Phrase> = content.phrases.groups.iter().filter_map(own).collect();
    items.extend_from_slice(&content.phrases.items);
    items
}

/// The phrases of a group with their places.
fn members<'a>(
    group: &'a PhraseGroup,
    items: &'a [Phrase],
) -> impl Iterator<Item = (usize, &'a Phrase)> {
    let all = items.iter().enumerate();
    all.filter(|(_, phrase)| phrase.group == group.id)
}

/// Places of the phrases, group by group.
fn in_order(groups: &[PhraseGroup], items: &[Phrase]) -> Vec<usize> {
    let groups = groups.iter();
    groups
        .flat_map(|group| members(group, items).map(|(index, _)| index))
        .collect()
}

fn search_in(items: &[Phrase], search: &str) -> Option<Vec<usize>> {
    find(search, items.len(), |index, search| {
        items
            .get(index)
            .is_some_and(|phrase| holds(&[&*phrase.text, " ", &phrase.when].concat(), search))
    })
}

fn groups(groups: &[PhraseGroup], items: &[Phrase], open: RwSignal<Option<usize>>) -> AnyView {
    let group = |group: &PhraseGroup| {
        let rows = members(group, items).map(|(index, phrase)| phrase_row(index, phrase, open));
        listed(&group.title, rows.collect())
    };
    groups.iter().map(group).collect::<Vec<_>>().into_any()
}

fn results(items: &[Phrase], hits: &[usize], open: RwSignal<Option<usize>>) -> AnyView {
    let row = |index: &usize| Some(phrase_row(*index, items.get(*index)?, open));
    listed("Phrases found", hits.iter().filter_map(row).collect())
}

fn phrase_row(index: usize, phrase: &Phrase, open: RwSignal<Option<usize>>) -> AnyView {
    let (text, when) = (phrase.text.clone(), phrase.when.clone());
    view! { <Row title=text detail=when on_press=move |()| open.set(Some(index)) /> }.into_any()
}

/// The inside of the sheet.
fn large(phrase: &Phrase, open: RwSignal<Option<usize>>, toaster: Toaster) -> AnyView {
    let text = phrase.text.clone();
    let copy = move |()| {
        // A message would be hidden behind the sheet.
        open.set(None);
        let text = text.clone();
        leptos::task::spawn_local(async move {
            toaster.show(if phone::copy_text(&text).await {
                "Copied"
            } else {
                "This browser does not let Matchbook copy. Select the words and copy them by hand."
            });
        });
    };
    let voice = phone::hold();
    let spoken = phrase.text.replace(['[', ']'], "");
    let hear = move |()| {
        voice.say(&spoken, |_| ());
    };
    let mut parts = vec![
        said(&phrase.text).class("spoken").into_any(),
        said(&["When: ", &phrase.when].concat()).into_any(),
    ];
    if !phrase.note.is_empty() {
        parts.push(said(&phrase.note).into_any());
    }
    if phrase.text.contains('[') {
        parts.push(muted("Put your own words in place of the square brackets.").into_any());
    }
    if phone::has_voice() {
        parts.push(
            view! { <Button label="Hear it" kind=ButtonKind::Primary icon=Icon::Play on_press=hear /> }
                .into_any(),
        );
    }
    parts.push(view! { <Button label="Copy" icon=Icon::Copy on_press=copy /> }.into_any());
    parts.into_any()
}

fn good_to_know(content: &Phrases) -> AnyView {
    let term = |list: El, term: &Term| list.child(named(&term.term, &term.meaning));
    let manners = manners(content).into_iter();
    let manners = manners.flat_map(|(topic, rules)| [heading(topic), points("ul", &rules)]);
    let glossary = content.glossary.iter().fold(el("ul"), term);
    stacked(
        "Good to know",
        vec![
            folded("Good manners", manners.collect()),
            folded("Short forms you will hear", vec![glossary]),
        ],
    )
}
