//! The points of an answer: written, put in order, or taken from the shape of the answer.

use leptos::prelude::*;

use super::CardScreen;
use crate::address::{self, href};
use crate::content::lazy::Structure;
use crate::domain::card::{POINTS_MAX, Point};
use crate::features::muted;
use crate::features::shell::reading::named;
use crate::session::phone;
use crate::store::read::worksheets::{empty_step, step_point};
use crate::ui::{
    Banner, Button, ButtonKind, Disclosure, FieldGroup, Icon, IconButton, LinkButton, PillTone,
    Reorder, SelectField, TextField, el, maybe,
};

impl CardScreen {
    pub(super) fn outline(self) -> AnyView {
        let stored = self.read(|row| row.outline.clone());
        let drafts = RwSignal::new(stored.get_untracked());
        let error = RwSignal::new(None::<String>);
        Effect::new(move |_| {
            let stored = stored.get();
            if drafts.with_untracked(|drafts| !same_points(drafts, &stored)) {
                drafts.set(stored);
            }
        });
        // The point that was just added gets the focus once it stands in the page.
        let fresh = StoredValue::new(String::new());
        let save =
            move || error.set(self.types(|card| card.outline = Some(drafts.get_untracked())));
        let ids = Memo::new(move |_| {
            drafts.with(|drafts| {
                drafts
                    .iter()
                    .map(|point| point.id.clone())
                    .collect::<Vec<_>>()
            })
        });
        let place =
            move |id: &str| drafts.with(|drafts| drafts.iter().position(|point| point.id == id));
        let text_of = move |id: &str| {
            drafts.with(|drafts| {
                let found = drafts.iter().find(|point| point.id == id);
                found.map_or_else(String::new, |point| point.text.clone())
            })
        };
        let inside = Callback::new(move |id: String| {
            let (named, valued, typed, gone) = (id.clone(), id.clone(), id.clone(), id.clone());
            let label = Signal::derive(move || {
                let place = place(&named).map_or(1, |place| place + 1);
                ["Point ", &place.to_string()].concat()
            });
            let value = Signal::derive(move || text_of(&valued));
            let input = Callback::new(move |text: String| {
                drafts.update(|drafts| {
                    if let Some(point) = drafts.iter_mut().find(|point| point.id == typed) {
                        point.text = text;
                    }
                });
                save();
            });
            let remove = Callback::new(move |()| {
                let mut left = drafts.get_untracked();
                left.retain(|point| point.id != gone);
                drafts.set(left.clone());
                let action = self.edit(|card| card.outline = Some(left));
                self.hand.does_with_undo(action, "Point deleted");
                // The button that had the focus is gone.
                phone::focus(".card-outline .cluster button");
            });
            let delete = Signal::derive(move || ["Delete ", &label.get().to_lowercase()].concat());
            let field = view! { <TextField label=label hide_label=true multiline=true value=value on_input=input placeholder="What to say" /> };
            let bin = view! { <IconButton icon=Icon::Trash label=delete on_press=remove /> };
            let selector = ["[data-point=\"", &id, "\"] textarea"].concat();
            let is_fresh = fresh.with_value(|fresh| *fresh == id);
            let row = el("div")
                .class("point")
                .attr("data-point", &id)
                .view(field.into_any())
                .view(bin.into_any());
            let row = if is_fresh {
                row.when_mounted(move |_| phone::focus(&selector))
            } else {
                row
            };
            row.into_any()
        });
        let label_of = Callback::new(move |id: String| match text_of(&id) {
            text if text.is_empty() => "empty point".to_owned(),
            text => text,
        });
        let on_move = Callback::new(move |(id, index): (String, usize)| {
            drafts.update(|drafts| {
                if let Some(from) = drafts.iter().position(|point| point.id == id) {
                    let point = drafts.remove(from);
                    drafts.insert(index.min(drafts.len()), point);
                }
            });
            self.does(|card| card.outline = Some(drafts.get_untracked()));
        });
        let add = Callback::new(move |()| {
            let id = self.session.fresh_id();
            fresh.set_value(id.clone());
            drafts.update(|drafts| {
                drafts.push(Point {
                    id,
                    text: String::new(),
                });
            });
        });
        let is_full = Signal::derive(move || drafts.with(|drafts| drafts.len() >= POINTS_MAX));
        let structure = self.read(|row| row.structure.clone());
        let steps = move || {
            let id = structure.get();
            let found = self.guide.with(|guide| {
                let one = guide.structures.iter().find(|one| one.id == id)?;
                Some((one.title.clone(), step_points(one)))
            });
            found.flatten()
        };
        let use_steps = move || {
            let (title, points) = steps()?;
            let label = ["Use the steps of “", &title, "”"].concat();
            let press = Callback::new(move |()| {
                let mut points = points.clone();
                for point in &mut points {
                    // What is written in a step already stays.
                    let written = drafts.with_untracked(|drafts| {
                        let found = drafts.iter().find(|one| one.id == point.id)?;
                        (!found.text.trim().is_empty()).then(|| found.text.clone())
                    });
                    if let Some(text) = written {
                        point.text = text;
                    }
                }
                let action = self.edit(|card| card.outline = Some(points));
                self.hand
                    .does_with_undo(action, "The outline is now these steps");
            });
            Some(view! { <Button kind=ButtonKind::Quiet label=label icon=Icon::Copy on_press=press /> }.into_any())
        };
        let choose_structure = Callback::new(move |id: String| {
            let known = self.guide.with(|guide| {
                let one = guide.structures.iter().find(|one| one.id == id)?;
                Some(step_points(one))
            });
            let is_empty = drafts
                .with_untracked(|drafts| drafts.iter().all(|point| point.text.trim().is_empty()));
            self.does(|card| {
                card.structure = Some(id);
                if let Some(points) = known.flatten().filter(|_| is_empty) {
                    card.outline = Some(points);
                }
            });
        });
        let options = Signal::derive(move || {
            let mut options = vec![(String::new(), "None".to_owned())];
            let all = self.guide.with(|guide| {
                let all = guide.structures.iter();
                all.map(|one| (one.id.clone(), one.title.clone()))
                    .collect::<Vec<_>>()
            });
            options.extend(all.unwrap_or_default());
            options
        });
        let what = move || {
            let id = structure.get();
            let found = self.guide.with(|guide| {
                let one = guide.structures.iter().find(|one| one.id == id)?;
                let list = one.steps.iter();
                Some(list.fold(el("ol"), |list, step| {
                    list.child(named(&step.label, &step.prompt))
                }))
            });
            let list = found.flatten()?;
            let list = el("div").class("prose").child(list);
            Some(view! { <Disclosure title="What each step is for">{list}</Disclosure> }.into_any())
        };
        let shaped = self.read(|row| !row.structure.is_empty());
        let sheet = move || {
            let sheet = href(&address::worksheet(&self.id.get_value()));
            shaped.get().then(|| {
                view! { <LinkButton kind=ButtonKind::Quiet label="Fill in step by step" href=sheet /> }
                    .into_any()
            })
        };
        let add_button =
            view! { <Button label="Add a point" icon=Icon::Plus disabled=is_full on_press=add /> };
        let head = el("div")
            .class("section-head")
            .child(el("h2").text("My outline"));
        let told = move || {
            error
                .get()
                .map(|sentence| view! { <Banner tone=PillTone::Bad text=sentence /> }.into_any())
        };
        el("section")
            .class("card-outline")
            .child(head)
            .child(muted("Three to six points that you can say in your own words."))
            .view(view! { <Reorder ids=ids label_of=label_of row=inside on_move=on_move /> }.into_any())
            .child(el("div").attr("role", "status").view(maybe(told)))
            .child(
                el("div")
                    .class("cluster")
                    .view(add_button.into_any())
                    .view(maybe(sheet))
                    .view(maybe(use_steps)),
            )
            .view(view! { <FieldGroup><SelectField label="Shape of the answer" options=options value=structure on_change=choose_structure /></FieldGroup> }.into_any())
            .view(maybe(what))
            .into_any()
    }
}

/// The same but for points that are still empty.
fn same_points(drafts: &[Point], stored: &[Point]) -> bool {
    let drafts = drafts.iter().filter(|point| !point.text.trim().is_empty());
    drafts
        .map(|point| (&*point.id, point.text.trim()))
        .eq(stored.iter().map(|point| (&*point.id, point.text.trim())))
}

/// An outline to fill in: one point for each step. Its id says which step of which structure, because
/// answers remember points by id.
fn step_points(structure: &Structure) -> Vec<Point> {
    let numbered = (1..).zip(&structure.steps);
    numbered
        .map(|(number, step)| Point {
            id: step_point(&structure.id, number),
            text: empty_step(&step.label),
        })
        .collect()
}
