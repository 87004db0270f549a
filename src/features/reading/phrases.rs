//! Phrases for the minute before the door opens: find one, read it in large letters, turn to the next,
//! copy it. Below them manners and abbreviations. Deliberately not here: phrases of the person's own.

use leptos::prelude::*;

use crate::content::lazy::{Phrase, Phrases, Rule, Term};
use crate::features::shell::reading::{
    find, folded, holds, listed, named, reading, said, search_field, shown, stacked,
};
use crate::features::{Visit, muted};
use crate::session::phone;
use crate::ui::{Button, ButtonKind, El, Icon, Row, Sheet, Toaster, el, maybe, use_toaster};

/// All phrases in their groups.
pub fn view(visit: Visit) -> AnyView {
    let phrases = reading::<Phrases>();
    let toaster = use_toaster();
    let search = RwSignal::new(String::new());
    let open = RwSignal::new(None::<usize>);
    let hits = Memo::new(move |_| {
        phrases.with(|content| search.with(|search| search_in(&content.phrases.items, search)))?
    });
    let list = move || {
        phrases.with(|content| {
            hits.with(|hits| match hits {
                Some(hits) => results(content, hits, open),
                None => groups(content, open),
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
            let order = phrases.with(in_order);
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
        let phrase = phrases.with(|content| content.phrases.items.get(index).cloned())??;
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

/// Places of the phrases, group by group.
fn in_order(content: &Phrases) -> Vec<usize> {
    let book = &content.phrases;
    let of = |group: &str| {
        let items = book.items.iter().enumerate();
        let mine = items.filter(|(_, phrase)| phrase.group == group);
        mine.map(|(index, _)| index).collect::<Vec<usize>>()
    };
    book.groups.iter().flat_map(|group| of(&group.id)).collect()
}

fn search_in(items: &[Phrase], search: &str) -> Option<Vec<usize>> {
    find(search, items.len(), |index, search| {
        items
            .get(index)
            .is_some_and(|phrase| holds(&[&*phrase.text, " ", &phrase.when].concat(), search))
    })
}

fn groups(content: &Phrases, open: RwSignal<Option<usize>>) -> AnyView {
    let book = &content.phrases;
    let mut groups = Vec::new();
    for group in &book.groups {
        let mut rows = Vec::new();
        for (index, phrase) in book.items.iter().enumerate() {
            if phrase.group == group.id {
                rows.push(phrase_row(index, phrase, open));
            }
        }
        groups.push(listed(&group.title, rows));
    }
    groups.into_any()
}

fn results(content: &Phrases, hits: &[usize], open: RwSignal<Option<usize>>) -> AnyView {
    let items = &content.phrases.items;
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
    let rule = |list: El, rule: &Rule| list.child(el("li").text(&rule.text));
    let term = |list: El, term: &Term| list.child(named(&term.term, &term.meaning));
    let manners = content.etiquette.iter().fold(el("ul"), rule);
    let glossary = content.glossary.iter().fold(el("ul"), term);
    stacked(
        "Good to know",
        vec![
            folded("Good manners", vec![manners]),
            folded("Short forms you will hear", vec![glossary]),
        ],
    )
}
