//! Phrases for the minute before the door opens: find one, read it in large letters, turn to the next,
//! hear it, copy it, make it a favorite, which leads the list. Where the person has written a sentence of their
//! own, it stands first in its group. Below them manners and abbreviations. Deliberately not here: writing one
//! (worksheets).

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::content::lazy::{Phrase, PhraseGroup, Phrases, Term};
use crate::features::shell::reading::{
    find, folded, heading, holds, listed, manners, named, points, reading, said, search_field,
    shown, stacked,
};
use crate::features::{Hand, Visit, muted};
use crate::session::phone;
use crate::store::acts::phrases::Favor;
use crate::store::read::phrases::favorites;
use crate::store::read::worksheets::own_sentences;
use crate::ui::{
    Button, ButtonKind, El, Group, Icon, PillTone, Row, Sheet, Switch, el, keep_focus, maybe,
};

/// What the parts of the screen share.
#[derive(Clone, Copy)]
struct Screen {
    hand: Hand,
    items: Memo<Vec<Phrase>>,
    favorites: Signal<BTreeSet<String>>,
    open: RwSignal<Option<Opened>>,
}

/// The phrase in large letters: its place among those that it was opened with.
#[derive(Clone, PartialEq)]
struct Opened {
    order: Order,
    place: usize,
}

/// Places in the content, in the order in which they stand on the screen.
type Order = Arc<Vec<usize>>;

impl Screen {
    /// So many further on, in the order in which they stood when the first was opened.
    fn beside(self, step: isize) -> Option<Opened> {
        let Opened { order, place } = self.open.get()?;
        let place = place.checked_add_signed(step)?;
        (place < order.len()).then_some(Opened { order, place })
    }

    /// Opens that one. Says whether there is one.
    fn turns(self, step: isize) -> bool {
        let next = untrack(|| self.beside(step));
        let turns = next.is_some();
        if turns {
            self.open.set(next);
        }
        turns
    }

    fn is_favorite(self, id: &str) -> bool {
        self.favorites.with(|favorites| favorites.contains(id))
    }
}

/// All phrases in their groups, the favorites first.
pub fn view(visit: Visit) -> AnyView {
    let phrases = reading::<Phrases>();
    let search = RwSignal::new(String::new());
    let written = visit.session.watch(|model, _| own_sentences(model.all()));
    let items = Memo::new(move |_| {
        let items = phrases.with(|content| written.with(|written| with_own(content, written)));
        items.unwrap_or_default()
    });
    let screen = Screen {
        hand: visit.hand(),
        items,
        favorites: visit.session.watch(|model, _| favorites(model)),
        open: RwSignal::new(None),
    };
    let hits =
        Memo::new(move |_| items.with(|items| search.with(|search| search_in(items, search))));
    let first = move || {
        let searches = hits.with(Option::is_some);
        let favorites = move |content: &Phrases| screen.favorite_rows(&content.phrases.groups);
        (!searches).then(|| phrases.with(favorites))??
    };
    let list = move || {
        phrases.with(|content| {
            hits.with(|hits| match hits {
                Some(hits) => screen.results(hits),
                None => screen.groups(&content.phrases.groups),
            })
        })
    };
    let book = move |content: &Phrases| {
        vec![
            search_field("Search phrases", search, hits),
            maybe(first),
            maybe(list),
            good_to_know(content),
        ]
        .into_any()
    };
    phone::follow_keys(move |key| match key {
        "ArrowLeft" => screen.turns(-1),
        "ArrowRight" => screen.turns(1),
        _ => false,
    });
    let turn = move |label: &'static str, step: isize| {
        let none = Signal::derive(move || screen.beside(step).is_none());
        let go = move |()| {
            screen.turns(step);
        };
        view! { <Button label=label disabled=none on_press=go /> }.into_any()
    };
    let phrase = move || {
        let Opened { order, place } = screen.open.get()?;
        let index = *order.get(place)?;
        let phrase = items.with(|items| items.get(index).cloned())?;
        Some(screen.large(&phrase))
    };
    let large = move || {
        let turns = vec![turn("Previous", -1), turn("Next", 1)];
        vec![
            maybe(phrase),
            el("div").class("turns").view(turns.into_any()).into_any(),
        ]
        .into_any()
    };
    let is_open = Signal::derive(move || screen.open.with(Option::is_some));
    let close = move |()| {
        screen.open.set(None);
        // The row it was opened from is gone when it is no favorite any more.
        keep_focus(vec!["main .row-hit".to_owned()]);
    };
    let sheet = view! {
        <Sheet open=is_open title="Say" on_close=close>
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

impl Screen {
    fn favorite_rows(self, groups: &[PhraseGroup]) -> Option<AnyView> {
        let rows = self.items.with(|items| {
            let mut order = in_order(groups, items);
            order.retain(|index| {
                let phrase = items.get(*index);
                phrase.is_some_and(|phrase| self.is_favorite(&phrase.id))
            });
            self.rows(items, &Arc::new(order), false, |_| true)
        });
        (!rows.is_empty()).then(|| listed("Favorites", rows))
    }

    fn groups(self, groups: &[PhraseGroup]) -> AnyView {
        self.items.with(|items| {
            let order = Arc::new(in_order(groups, items));
            let group = |group: &PhraseGroup| {
                let rows = self.rows(items, &order, true, |phrase| phrase.group == group.id);
                listed(&group.title, rows)
            };
            groups.iter().map(group).collect::<Vec<_>>().into_any()
        })
    }

    fn results(self, hits: &[usize]) -> AnyView {
        let order = Arc::new(hits.to_vec());
        let rows = self
            .items
            .with(|items| self.rows(items, &order, true, |_| true));
        listed("Phrases found", rows)
    }

    /// Rows of the phrases in `order` that are wanted here; each opens among all of `order`. Where not all
    /// are favorites they are `marked`.
    fn rows(
        self,
        items: &[Phrase],
        order: &Order,
        marked: bool,
        is_wanted: impl Fn(&Phrase) -> bool,
    ) -> Vec<AnyView> {
        let mut rows = Vec::new();
        for (place, index) in order.iter().enumerate() {
            if let Some(phrase) = items.get(*index).filter(|phrase| is_wanted(phrase)) {
                let order = order.clone();
                rows.push(self.row(phrase, Opened { order, place }, marked));
            }
        }
        rows
    }

    fn row(self, phrase: &Phrase, opened: Opened, marked: bool) -> AnyView {
        let (id, text, when) = (phrase.id.clone(), phrase.text.clone(), phrase.when.clone());
        let pill = Signal::derive(move || {
            let favorite = || (PillTone::Accent, "favorite".to_owned());
            (marked && self.is_favorite(&id)).then(favorite)
        });
        let open = move |()| self.open.set(Some(opened.clone()));
        view! { <Row title=text detail=when pill=pill on_press=open /> }.into_any()
    }

    /// The inside of the sheet.
    fn large(self, phrase: &Phrase) -> AnyView {
        let Screen { hand, open, .. } = self;
        let text = phrase.text.clone();
        let copy = move |()| {
            // A message would be hidden behind the sheet.
            open.set(None);
            let text = text.clone();
            leptos::task::spawn_local(async move {
                hand.toaster.show(if phone::copy_text(&text).await {
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
        let id = StoredValue::new(phrase.id.clone());
        let is_favorite = Signal::derive(move || self.is_favorite(&id.get_value()));
        let favor = move |favorite: bool| {
            let phrase = id.get_value();
            hand.does(Favor { phrase, favorite });
        };
        parts.push(
            view! {
                <Group>
                    <Switch label="Favorite" detail="First in the list" checked=is_favorite on_toggle=favor />
                </Group>
            }
            .into_any(),
        );
        parts.push(view! { <Button label="Copy" icon=Icon::Copy on_press=copy /> }.into_any());
        parts.into_any()
    }
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
