//! The stories that serve a card, and those that could.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::CardScreen;
use crate::address::{self, href};
use crate::domain::ids::StoryId;
use crate::domain::story::Story;
use crate::features::shell::reading::listed;
use crate::store::acts::stories::StoryAction;
use crate::store::read::stories::{Service, fitting_stories, service, stories};
use crate::ui::{FieldGroup, Icon, IconButton, Row, SelectField, dynamic};

impl CardScreen {
    pub(super) fn stories(self) -> AnyView {
        let id = self.id.get_value();
        let told = self.session.watch(|model, _| {
            stories(model)
                .map(|(id, story)| (StoryId::from(id.as_str()), story.title.clone()))
                .collect::<Vec<_>>()
        });
        let session = self.session;
        let lists = Memo::new(move |_| {
            let all = told.get();
            self.row.with(|row| {
                let (fitting, served) = session.read(|model, _| {
                    let serves = |(id, story): (&String, &Story)| {
                        let id = StoryId::from(id.as_str());
                        let service = service(row, &id, story)?;
                        Some((id, service))
                    };
                    let served: BTreeMap<StoryId, Service> =
                        stories(model).filter_map(serves).collect();
                    (fitting_stories(model, row), served)
                });
                let (by_shape, rest): (Vec<_>, Vec<_>) = all
                    .into_iter()
                    .partition(|(id, _)| served.get(id) == Some(&Service::Shape));
                let (linked, rest): (Vec<_>, Vec<_>) = rest
                    .into_iter()
                    .partition(|(id, _)| served.contains_key(id));
                let (fitting, rest): (Vec<_>, Vec<_>) =
                    rest.into_iter().partition(|(id, _)| fitting.contains(id));
                (by_shape, linked, fitting, rest)
            })
        });
        let link = move |story: StoryId, linked: bool| {
            let action = StoryAction::Link {
                card: id.clone(),
                story,
                linked,
            };
            let done = if linked {
                "Story linked"
            } else {
                "Link taken away"
            };
            self.hand.does_with_undo(action, done);
        };
        let link = StoredValue::new(link);
        let row = move |(id, title): (StoryId, String), detail: &'static str, linked: bool| {
            let (sign, word) = if linked {
                (Icon::Close, "Unlink ")
            } else {
                (Icon::Plus, "Link ")
            };
            let name = [word, &title].concat();
            let path = href(&address::story(&id));
            let press = move |()| link.with_value(|link| link(id.clone(), !linked));
            view! { <Row title=title detail=detail href=path><IconButton icon=sign label=name on_press=press /></Row> }.into_any()
        };
        let draw = move || {
            let (by_shape, linked, fitting, rest) = lists.get();
            let linked = linked.into_iter();
            let fitting = fitting.into_iter();
            let made_for_it = |(id, title): (StoryId, String)| {
                let path = href(&address::story(&id));
                view! { <Row title=title detail="The story for this question" href=path /> }
                    .into_any()
            };
            let rows: Vec<AnyView> = by_shape
                .into_iter()
                .map(made_for_it)
                .chain(linked.map(|one| row(one, "Serves as an answer", true)))
                .chain(fitting.map(|one| row(one, "Fits this question", false)))
                .collect();
            let others = (!rest.is_empty()).then(|| {
                let mut options = vec![(String::new(), "Choose a story".to_owned())];
                options.extend(rest.into_iter().map(|(id, title)| (id.into(), title)));
                let choose = move |story: String| {
                    if !story.is_empty() {
                        link.with_value(|link| link(story.into(), true));
                    }
                };
                view! { <FieldGroup><SelectField label="Link a story" options=Signal::stored(options) value="" on_change=choose /></FieldGroup> }.into_any()
            });
            vec![listed("Stories that can serve", rows), others.into_any()].into_any()
        };
        dynamic(draw)
    }
}
