//! Somebody new is written down between two rooms.

use leptos::prelude::*;

use super::Page;
use crate::domain::ids::{PersonId, child};
use crate::domain::meeting::Block;
use crate::domain::person::Person;
use crate::session::phone;
use crate::store::acts::day::BlockAction;
use crate::store::acts::people::{PeopleAction, called};
use crate::store::read::day::clock::room_just_left;
use crate::store::read::people::role_options;
use crate::ui::{Icon, SelectField, TextField, el, icon};

impl Page {
    /// Something was said of somebody new.
    pub(super) fn is_begun(self) -> bool {
        let is_empty = |text: &String| text.trim().is_empty();
        !self.name.with_untracked(is_empty) || !self.role.with_untracked(is_empty)
    }

    /// Writes down somebody new. Says whether that was done.
    pub(super) fn meets(self) -> bool {
        let person = Person {
            name: self.name.get_untracked(),
            role: self.role.get_untracked(),
            ..Person::default()
        };
        let fresh = self.hand.session.fresh_id();
        let program = self.occasion.program.get_value();
        let known = self.hand.session.read(|model, _| {
            let known = called(model, &program, &person.name);
            known.map(|(id, _)| id.clone())
        });
        let id = PersonId::from(known.unwrap_or_else(|| child(&program, &fresh)));
        let act = PeopleAction::Meet {
            interview: self.occasion.interview.get_value(),
            fresh,
            person,
            at: self.now.get_untracked().0,
        };
        match self.hand.tries_with_undo(act, "Noted") {
            Ok(()) => {
                self.fills_room(&id);
                self.is_new.set(false);
                self.name.set(String::new());
                self.role.set(String::new());
                self.chosen.set(Some(id));
                true
            }
            Err(refusal) => {
                phone::refuse(self.wrong, refusal.0, ".note-new");
                false
            }
        }
    }

    /// A name and a role of somebody whom the list does not know.
    pub(super) fn newcomer(self) -> AnyView {
        let (name, role, wrong) = (self.name, self.role, self.wrong);
        let type_in = Callback::new(move |text: String| {
            name.set(text);
            wrong.set(None);
        });
        let choose = Callback::new(move |id: String| role.set(id));
        let options = Signal::stored(role_options());
        let submit = el("button")
            .attr("type", "submit")
            .class("btn btn-primary")
            .child(icon(Icon::Plus))
            .child(el("span").text("Add"));
        let fields = view! {
            <TextField label="Name" value=name on_input=type_in error=wrong spellcheck=false />
            <SelectField label="Role" options=options value=role on_change=choose />
        };
        el("form")
            .class("add-person note-new card")
            .on("submit", move |event| {
                event.prevent_default();
                if self.meets() {
                    phone::focus_soon(".note textarea");
                }
            })
            .view(fields.into_any())
            .child(submit)
            .into_any()
    }

    /// Whoever is met in a room for which nobody was known is the one who is met there.
    fn fills_room(self, person: &str) {
        let own_id = self.told.with_untracked(|told| {
            let room = room_just_left(told.plan.as_ref()?, self.now.get_untracked())?;
            room.with.is_none().then(|| room.own_id.clone())
        });
        let Some(own_id) = own_id else { return };
        let interview = self.occasion.interview.get_value();
        let id = child(&interview, &own_id);
        let mut block = self
            .hand
            .session
            .read(|model, _| model.get_or_default::<Block>(&id));
        block.with = Some(person.into());
        self.hand.does(BlockAction::Edit {
            interview,
            own_id,
            block,
        });
    }
}
