//! Lists that were kept, and what has changed since: certified ones, those the person kept, and the order
//! of each tab at the end of each day.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::RankingGuide;
use crate::domain::ranking::Ranking;
use crate::domain::record::Record;
use crate::features::rank::look;
use crate::features::shell::reading::{link, reading, section, shown};
use crate::features::shell::unfinished::unfinished;
use crate::features::{Hand, Visit, while_alive};
use crate::session::phone;
use crate::store::acts::ranking::{Move, RankAction};
use crate::store::core::change::Refusal;
use crate::store::core::model::Model;
use crate::store::core::ranking::standing::Standing;
use crate::store::read::ranking::finish::{Moved, finish, rankings};
use crate::store::read::ranking::kept::{Beside, KeptRow, Place, beside, beside_other, title_of};
use crate::store::read::world::World;
use crate::ui::{
    Banner, Button, ButtonKind, El, EmptyState, FieldGroup, Group, Icon, LinkButton, PillTone,
    SelectField, TextField, dynamic, el, keep_focus, maybe,
};

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let came_late = visit.came_late;
    shown(came_late, reading::<RankingGuide>(), move |guide| {
        let guide = guide.clone();
        let now = visit
            .session
            .watch(move |model, world| Lists::read(model, world, &guide));
        let rows = Memo::new(move |_| now.with(|now| now.rows.clone()));
        let list = dynamic(move || {
            let rows = rows.get();
            if rows.is_empty() {
                empty()
            } else {
                let row = |row: &KeptRow| {
                    let tone = match row.is_same {
                        true => PillTone::Good,
                        false => PillTone::Neutral,
                    };
                    let pill = Some((tone, row.differs.clone()));
                    let path = address::kept_list(&row.id);
                    link(&row.title, &row.detail, pill, href(&path))
                };
                let rows: Vec<AnyView> = rows.iter().map(row).collect();
                view! { <Group title="Newest first">{rows}</Group> }.into_any()
            }
        });
        vec![keep(visit.hand(), now), list].into_any()
    })
}

/// All kept lists, and the present one.
#[derive(Clone, PartialEq)]
struct Lists {
    rows: Vec<KeptRow>,
    standing: Standing,
}

impl Lists {
    fn read(model: &Model, world: &World, guide: &RankingGuide) -> Lists {
        let now = finish(model, world, guide);
        let row = |(id, one)| KeptRow::read(model, world, &now, id, &one);
        Lists {
            rows: rankings(model).into_iter().map(row).collect(),
            standing: now.standing,
        }
    }
}

fn keep(hand: Hand, now: Signal<Lists>) -> AnyView {
    let note = unfinished::<String>("list-note");
    let refused = RwSignal::new(None);
    let press = Callback::new(move |()| {
        let act = RankAction::Keep {
            id: hand.session.fresh_id(),
            standing: Box::new(now.with_untracked(|now| now.standing.clone())),
            note: note.get_untracked(),
        };
        match hand.tries_with_undo(act, "List kept") {
            Ok(()) => {
                note.set(String::new());
                refused.set(None);
            }
            Err(Refusal(sentence)) => phone::refuse(refused, sentence, "main"),
        }
    });
    let type_in = Callback::new(move |text: String| {
        note.set(text);
        refused.set(None);
    });
    view! {
        <FieldGroup title="Keep the list as it stands">
            <TextField label="Note (optional)" placeholder="For example: before the second look" value=note
                on_input=type_in error=refused />
            <Button icon=Icon::Plus label="Keep this list" on_press=press />
        </FieldGroup>
    }
    .into_any()
}

fn empty() -> AnyView {
    view! {
        <EmptyState icon=Icon::Clock title="No list was kept yet"
            text="Each day on which you change your order is kept by itself. A certified list is kept when you note it.">
            <LinkButton label="Open my order" href=href(address::RANK) />
        </EmptyState>
    }
    .into_any()
}

/// One kept list.
pub fn one(visit: Visit) -> AnyView {
    look::bring();
    let hand = visit.hand();
    let id = visit.param(0);
    let watched = id.clone();
    let title = hand.session.watch(move |model, world| {
        let one = model.get::<Ranking>(&watched)?;
        Some(title_of(one, world))
    });
    visit.is_called(title);
    let guide = reading::<RankingGuide>();
    let page = Page {
        hand,
        id: StoredValue::new(id.clone()),
    };
    while_alive(hand, Ranking::KIND, id, move || {
        shown(visit.came_late, guide, move |guide| page.draw(guide))
    })
}

#[derive(Clone, Copy)]
struct Page {
    hand: Hand,
    id: StoredValue<String>,
}

impl Page {
    fn draw(self, guide: &RankingGuide) -> AnyView {
        let (id, guide) = (self.id, guide.clone());
        let session = self.hand.session;
        let of = guide.clone();
        let beside = session.watch(move |model, world| {
            let kept = id.with_value(|id| model.get_or_default::<Ranking>(id));
            beside(model, &finish(model, world, &of), &kept)
        });
        // The other list: empty for the present one.
        let other = RwSignal::new(String::new());
        let others = session.watch(move |model, world| {
            let all = rankings(model).into_iter();
            let others = all.filter(|(one, _)| id.with_value(|id| one != id));
            let named = others.map(|(id, one)| (id, title_of(&one, world)));
            std::iter::once((String::new(), "The list as it is now".to_owned()))
                .chain(named)
                .collect::<Vec<_>>()
        });
        let between = Memo::new(move |_| {
            let with_now = beside.get();
            let compared = other.with(|other| {
                session.read(|model, world| {
                    let one = model.get::<Ranking>(other)?;
                    let kept = id.with_value(|id| model.get_or_default::<Ranking>(id));
                    Some(beside_other(
                        model,
                        &finish(model, world, &guide),
                        &kept,
                        one,
                    ))
                })
            });
            compared.unwrap_or(with_now)
        });
        let choose = Callback::new(move |id: String| other.set(id));
        let has_others = Memo::new(move |_| others.with(|others| others.len() > 1));
        let with = maybe(move || {
            has_others.get().then(|| {
                view! {
                    <FieldGroup>
                        <SelectField label="Compare with" options=others value=other on_change=choose />
                    </FieldGroup>
                }
                .into_any()
            })
        });
        let is_now = Memo::new(move |_| other.with(String::is_empty));
        let is_same = Memo::new(move |_| between.with(|between| between.moved.is_empty()));
        let is_present = Memo::new(move |_| beside.with(|beside| beside.moved.is_empty()));
        let note = maybe(move || {
            let note = beside.with(|beside| beside.note.clone());
            let note = el("p").class("keep-lines").attr("dir", "auto").text(&note);
            (!beside.with(|beside| beside.note.trim().is_empty())).then(|| note.into_any())
        });
        let words = move || {
            between.with(|between| {
                let line = |one: &Moved| {
                    el("li")
                        .child(el("bdi").text(&one.name))
                        .child(el("span").text(&[": ", &*one.words()].concat()))
                };
                between.moved.iter().map(line).collect::<Vec<El>>()
            })
        };
        let same = move || {
            let text = match is_now.get() {
                true => "Your list stands as it did then.",
                false => "Both lists are the same.",
            };
            is_same
                .get()
                .then(|| view! { <Banner tone=PillTone::Good text=text /> }.into_any())
        };
        let changed = move || {
            let card = el("div")
                .class("card prose")
                .child(el("ul").children_of(words));
            let title = match is_now.get() {
                true => "What has changed since",
                false => "From this list to the other",
            };
            section(title, card.into_any())
        };
        let take = Callback::new(move |()| self.take(beside));
        let button = move || {
            (!is_present.get()).then(|| {
                view! { <Button kind=ButtonKind::Primary icon=Icon::Undo label="Use this old order" on_press=take /> }
                    .into_any()
            })
        };
        let forget = Callback::new(move |()| {
            phone::swap(address::KEPT_LISTS);
            let id = id.get_value();
            self.hand
                .does_with_undo(RankAction::Forget { id }, "List forgotten");
        });
        let quiet = el("div").class("cluster").view(
            view! { <Button kind=ButtonKind::Quiet icon=Icon::Trash label="Forget this list" on_press=forget /> }
                .into_any(),
        );
        view! {
            {note}
            {with}
            {maybe(same)}
            {maybe(move || (!is_same.get()).then(changed))}
            {maybe(button)}
            {dynamic(move || table(between, is_now.get()))}
            {quiet}
        }
        .into_any()
    }

    /// What came later stays behind its neighbor, and what was deleted stays away.
    fn take(self, beside: Signal<Beside>) {
        let order = beside.with_untracked(|beside| beside.order.clone());
        let act = RankAction::Order {
            change: Move::Take { order },
            draft: self.hand.session.draft(),
        };
        if self.hand.does_with_undo(act, "Old order restored") {
            // The button goes.
            keep_focus(vec!["h1".to_owned()]);
        }
    }
}

/// With the present list, or with another one that was kept.
fn table(beside: Memo<Beside>, is_now: bool) -> AnyView {
    let [title, caption, then, now] = match is_now {
        true => [
            "The list then and now",
            "Places then and now",
            "Then",
            "Now",
        ],
        false => [
            "The two lists",
            "Places in the two lists",
            "This list",
            "The other",
        ],
    };
    let place = |place: Option<usize>| place.map_or("–".to_owned(), |place| place.to_string());
    let lines = move || {
        beside.with(|beside| {
            let line = |one: &Place| {
                let name = el("bdi").text(&one.name);
                el("tr")
                    .child(el("th").attr("scope", "row").child(name))
                    .child(
                        el("td")
                            .attr("data-of", &[then, ": "].concat())
                            .text(&place(one.then)),
                    )
                    .child(
                        el("td")
                            .attr("data-of", &[now, ": "].concat())
                            .text(&place(one.now)),
                    )
            };
            beside.places.iter().map(line).collect::<Vec<El>>()
        })
    };
    let cell = |text: &str| el("th").attr("scope", "col").text(text);
    let head = ["Program", then, now].into_iter().map(cell);
    let table = el("table")
        .class("numbers compared places")
        .child(el("caption").class("visually-hidden").text(caption))
        .child(el("thead").child(el("tr").children(head)))
        .child(el("tbody").children_of(lines));
    let card = el("div").class("card").child(table);
    section(title, card.into_any())
}
