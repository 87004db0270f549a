//! What a story serves: situations, and the questions that ask for them.

use leptos::prelude::*;

use super::StoryScreen;
use crate::address::{self, href};
use crate::content::lazy::Questions;
use crate::domain::card::Card;
use crate::domain::ids::{CardId, StoryId};
use crate::domain::story::Story;
use crate::domain::table::Table;
use crate::features::shell::reading::reading;
use crate::session::phone;
use crate::store::acts::stories::StoryAction;
use crate::store::core::model::Kinds;
use crate::store::read::deck::rows;
use crate::store::read::stories::{SERVES_MAX, Service, service};
use crate::ui::{
    Banner, Check, CheckRow, Disclosure, Group, PillTone, Row, dynamic, each, el, maybe,
};

impl StoryScreen {
    /// The situations that it answers.
    pub(super) fn prompts(self) -> AnyView {
        let prompts = self
            .practice
            .with_value(|practice| practice.story_bank.clone());
        let rows = prompts.into_iter().map(|prompt| {
            let (id, own) = (prompt.id.clone(), prompt.id);
            let title = prompt.title;
            let look = Signal::derive(move || Check {
                title: title.clone(),
                checked: self.now.with(|story| story.prompts.contains(&own)),
                ..Check::default()
            });
            let tick = move |on: bool| {
                let id = id.clone();
                self.does(|story| {
                    if on {
                        story.prompts.insert(id);
                    } else {
                        story.prompts.remove(&id);
                    }
                });
            };
            view! { <CheckRow look=look strike=false on_toggle=tick /> }.into_any()
        });
        let list = el("ul")
            .attr("role", "list")
            .class("plain")
            .view(rows.collect::<Vec<AnyView>>().into_any());
        let title = Signal::derive(move || match self.now.with(|story| story.prompts.len()) {
            0 => "Which situations is it about?".to_owned(),
            count => ["Situations it is about: ", &count.to_string()].concat(),
        });
        view! { <Disclosure title=title>{list}</Disclosure> }.into_any()
    }

    /// The questions that it serves, and those that it could serve.
    pub(super) fn cards(self) -> AnyView {
        let questions = reading::<Questions>();
        let session = self.hand.session;
        let revision = session.watch(|model, _| model.revision(Kinds::of::<Card>()));
        // Not the words, which are being typed.
        let about = Memo::new(move |_| {
            self.now.with(|story| Story {
                structure: story.structure.clone(),
                prompts: story.prompts.clone(),
                ..Story::default()
            })
        });
        let id = self.id.get_value();
        let found = Memo::new(move |_| {
            revision.track();
            about.with(|story| {
                questions
                    .with(|content| {
                        session.read(|model, _| serving(model.all::<Card>(), content, &id, story))
                    })
                    .unwrap_or_default()
            })
        });
        let served = Memo::new(move |_| {
            found.with(|all| all.iter().filter(|one| one.service.is_some()).count())
        });
        let by_shape = dynamic(move || {
            let all = found.get().into_iter();
            let by_shape = all.filter(|one| one.service == Some(Service::Shape));
            let row = |one: Serves| {
                let to = href(&address::card(&one.id));
                view! { <Row title=one.text detail="This is the story for it" href=to /> }
                    .into_any()
            };
            by_shape.map(row).collect::<Vec<_>>().into_any()
        });
        let keys = move || {
            found.with(|all| {
                let all = all.iter();
                let open = all.filter(|one| one.service != Some(Service::Shape));
                open.map(|one| one.id.clone().into()).collect()
            })
        };
        let row = move |card: String| {
            let card = CardId::from(card);
            let of = card.clone();
            let look = Signal::derive(move || {
                found.with(|all| {
                    let one = all.iter().find(|one| one.id == of);
                    one.map_or_else(Check::default, |one| Check {
                        title: one.text.clone(),
                        checked: one.service.is_some(),
                        ..Check::default()
                    })
                })
            });
            let path = address::card(&card);
            let tick = move |linked: bool| {
                let (card, story) = (card.clone(), self.id.get_value());
                self.hand.does(StoryAction::Link {
                    card,
                    story,
                    linked,
                });
            };
            let open = move |()| phone::go(&path);
            view! { <CheckRow look=look strike=false on_toggle=tick on_more=open /> }.into_any()
        };
        let often = move || {
            let count = served.get();
            (count > SERVES_MAX).then(|| {
                let text = [
                    "This story serves ",
                    &count.to_string(),
                    " questions. One interviewer may hear it twice: give some of them another story.",
                ]
                .concat();
                view! { <Banner tone=PillTone::Warn text=text /> }.into_any()
            })
        };
        let none = Memo::new(move |_| found.with(Vec::is_empty));
        let empty = maybe(move || {
            none.get().then(|| {
                view! { <Row title="Nothing yet" detail="Tick the situations above, and the questions that ask for them appear here." /> }
                    .into_any()
            })
        });
        view! {
            {maybe(often)}
            <Group title="Questions it can answer" trailing=Signal::derive(move || served.get().to_string())>
                {by_shape}
                {each(keys, row)}
                {empty}
            </Group>
        }
        .into_any()
    }
}

/// A card in the list of a story.
#[derive(Clone, PartialEq)]
struct Serves {
    id: CardId,
    text: String,
    service: Option<Service>,
}

/// Cards that the story serves or could, because they ask for one of its situations, in the order of the
/// deck.
fn serving(cards: &Table<Card>, content: &Questions, id: &StoryId, story: &Story) -> Vec<Serves> {
    rows(cards, &content.questions)
        .into_iter()
        .filter_map(|row| {
            let service = service(&row, id, story);
            let asks = row.prompts.iter().any(|one| story.prompts.contains(one));
            (service.is_some() || asks).then_some(Serves {
                id: row.id,
                text: row.text,
                service,
            })
        })
        .collect()
}
