//! Where the day is, and whom to call.

use leptos::prelude::*;

use super::Page;
use crate::address::{self, href};
use crate::domain::trip::Interview;
use crate::exchange::links;
use crate::features::programs::reach::{call, cluster, mail, map, outside, quiet_link};
use crate::features::shell::bound::bound;
use crate::features::shell::reading::link;
use crate::store::core::bookings::booking;
use crate::store::read::day::words::place;
use crate::store::read::people::coordinator;
use crate::ui::{FieldGroup, Group, Icon, TextField, dynamic, el, maybe};

impl Page {
    /// One line of the interview that is typed here.
    fn line(
        self,
        label: &'static str,
        placeholder: &'static str,
        field: fn(&mut Interview) -> &mut String,
    ) -> AnyView {
        let id = self.occasion.interview;
        let stored = self.hand.session.watch(move |model, _| {
            let mut one = id.with_value(|id| model.get_or_default::<Interview>(id));
            std::mem::take(field(&mut one))
        });
        let line = bound(stored, move |text| {
            self.changes(|one| *field(one) = text.trim().to_owned())
        });
        view! { <TextField label=label placeholder=placeholder value=line.draft on_input=line.input error=line.error spellcheck=false /> }
            .into_any()
    }

    /// The house: its address on a map, and the door.
    pub(super) fn house(self) -> AnyView {
        let id = self.occasion.interview.get_value();
        let place = self.hand.session.watch(move |model, _| {
            let found = model.get::<Interview>(&id);
            found.map_or(String::new(), |one| place(&booking(model, one)))
        });
        let shown_place = move || place.get();
        let edit = href(&self.occasion.path(address::interview));
        let to_map = maybe(move || Some(map(&place.get())?.into_any()));
        let door = self.line(
            "Door, floor, parking (optional)",
            "For example third floor, desk B",
            |one| &mut one.door,
        );
        view! {
            <FieldGroup title="Where">
                {el("p").attr("dir", "auto").say_with(shown_place)}
                {el("div").class("cluster").view(to_map).view(quiet_link("Change the address", edit))}
                {door}
            </FieldGroup>
        }
        .into_any()
    }

    /// The video room.
    pub(super) fn room(self) -> AnyView {
        let id = self.occasion.interview.get_value();
        let address = self.hand.session.watch(move |model, _| {
            let one = model.get::<Interview>(&id)?;
            links::web(&one.link)
        });
        let open = maybe(move || {
            let href = address.get()?;
            Some(
                el("div")
                    .class("reach")
                    .child(outside("Open the video room", Icon::Play, &href))
                    .into_any(),
            )
        });
        let field = self.line("Address of the video room", "From the invitation", |one| {
            &mut one.link
        });
        view! { <FieldGroup title="Where">{field}{open}</FieldGroup> }.into_any()
    }

    pub(super) fn coordinator(self) -> AnyView {
        let id = self.occasion.program.get_value();
        let found = self
            .hand
            .session
            .watch(move |model, _| coordinator(model, &id));
        let people = self
            .occasion
            .program
            .with_value(|program| href(&address::people(program)));
        dynamic(move || {
            let (title, detail, buttons) = match found.get() {
                None => (
                    "Add the coordinator".to_owned(),
                    "Whom you call when you are late",
                    Vec::new(),
                ),
                Some(who) => {
                    let buttons = [call(&who, "Call"), mail(&who, "Mail")];
                    (
                        who.name,
                        "Coordinator",
                        buttons.into_iter().flatten().collect(),
                    )
                }
            };
            let row = link(&title, detail, None, people.clone());
            vec![
                view! { <Group title="Whom to call">{row}</Group> }.into_any(),
                cluster(buttons).into_any(),
            ]
            .into_any()
        })
    }
}
