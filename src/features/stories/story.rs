//! One story: its parts with their time, the short version and key words, what it serves, and the
//! wordings that were kept. What is typed is kept at once.
//! Deliberately not here: telling it against the clock (`timer`).

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::{Practice, Structure};
use crate::domain::ids::StoryId;
use crate::domain::story::{Story, count_words};
use crate::domain::story_timer::seconds_for;
use crate::domain::time::Instant;
use crate::features::shell::bound::bound;
use crate::features::shell::reading::{folded, points, reading, said, shown};
use crate::features::{Hand, Tool, Visit, while_alive};
use crate::session::phone;
use crate::store::acts::stories::StoryAction;
use crate::store::read::rehearsal::{Pace, pace, structure};
use crate::ui::{
    ActionBar, Button, ButtonKind, FieldGroup, Icon, LinkButton, PrintOnly, SelectField, TextField,
    dynamic, each, el,
};

mod serves;
mod versions;
mod words;

#[derive(Clone, Copy)]
struct StoryScreen {
    hand: Hand,
    id: StoredValue<StoryId>,
    practice: StoredValue<Practice>,
    now: Signal<Story>,
    pace: Signal<Pace>,
}

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let practice = reading::<Practice>();
    let id = visit.param(0);
    shown(visit.came_late, practice, move |practice| {
        let hand = visit.hand();
        let (own, practice) = (StoryId::from(&*id), practice.clone());
        let visit = visit.clone();
        while_alive(hand, "story", id.clone(), move || {
            visit.show_tools(vec![Tool {
                icon: Icon::Printer,
                label: "Print",
                press: Callback::new(|()| phone::print()),
            }]);
            StoryScreen::new(hand, own.clone(), practice.clone()).screen()
        })
    })
}

impl StoryScreen {
    fn new(hand: Hand, id: StoryId, practice: Practice) -> StoryScreen {
        let watched = id.clone();
        StoryScreen {
            hand,
            id: StoredValue::new(id),
            practice: StoredValue::new(practice),
            now: hand
                .session
                .watch(move |model, _| model.get_or_default::<Story>(&watched)),
            pace: hand.session.watch(|model, _| pace(model)),
        }
    }

    /// Changes the story for a keystroke; the answer is the sentence to show at the field.
    fn types(self, change: impl FnOnce(&mut Story)) -> Option<String> {
        let mut story = self.now.get_untracked();
        change(&mut story);
        let id = self.id.get_value();
        self.hand.types(StoryAction::Edit { id, story })
    }

    /// Changes the story for a tap.
    fn does(self, change: impl FnOnce(&mut Story)) -> bool {
        let mut story = self.now.get_untracked();
        change(&mut story);
        let id = self.id.get_value();
        self.hand.does(StoryAction::Edit { id, story })
    }

    fn seconds(self, text: &str) -> f64 {
        seconds_for(count_words(text), self.pace.get().words)
    }

    fn instant(self) -> Instant {
        self.hand.session.read(|_, world| world.now)
    }

    fn shape<T>(self, read: impl FnOnce(&Practice, &Structure) -> T) -> Option<T> {
        let id = self.now.with_untracked(|story| story.structure.clone());
        self.practice
            .with_value(|practice| Some(read(practice, structure(practice, &id)?)))
    }

    fn screen(self) -> AnyView {
        let id = self.id.get_value();
        let timer = href(&address::story_timer(&id));
        let shape = Memo::new(move |_| self.now.with(|story| story.structure.clone()));
        // Words in a part that the shape does not have must not vanish.
        let count = Memo::new(move |_| {
            // Read, not only tracked: a memo that nobody has read would never look.
            shape.with(|_| ());
            let steps = untrack(|| self.shape(|_, shape| shape.steps.len())).unwrap_or(0);
            let written = self.now.with(|story| {
                let last = story.slots.iter().rposition(|text| !text.trim().is_empty());
                last.map_or(0, |last| last + 1)
            });
            steps.max(written)
        });
        // By a key: drawn anew while somebody types, the field would lose the focus.
        let layout = move || vec![[&*count.get().to_string(), " ", &shape.get()].concat()];
        let parts = each(layout, move |_| untrack(|| self.parts(count.get())));
        let screen = el("div")
            .class("story-page screen-only")
            .view(self.head())
            .view(parts)
            .view(self.starters())
            .view(self.checks())
            .view(self.short())
            .view(self.prompts())
            .view(self.cards())
            .view(self.kept())
            .view(self.delete());
        view! {
            {screen}
            <PrintOnly>{dynamic(move || self.paper())}</PrintOnly>
            <ActionBar>
                <LinkButton label="Tell it with the timer" kind=ButtonKind::Primary icon=Icon::Clock href=timer />
            </ActionBar>
        }
        .into_any()
    }

    fn head(self) -> AnyView {
        let kept = Memo::new(move |_| self.now.with(|story| story.title.clone()));
        let name = bound(kept, move |text| self.types(|story| story.title = text));
        let options = self.practice.with_value(|practice| {
            let option = |one: &Structure| (one.id.clone(), one.title.clone());
            practice.structures.iter().map(option).collect::<Vec<_>>()
        });
        let selected = Signal::derive(move || {
            let id = self.now.with(|story| story.structure.clone());
            self.practice.with_value(|practice| {
                structure(practice, &id).map_or(String::new(), |one| one.id.clone())
            })
        });
        let hint = Signal::derive(move || {
            let id = self.now.with(|story| story.structure.clone());
            self.practice.with_value(|practice| {
                let use_for = structure(practice, &id).map(|one| one.use_for.clone());
                use_for.map_or(String::new(), |text| ["For: ", &text].concat())
            })
        });
        let reshape = move |id: String| {
            self.does(|story| story.structure = id);
        };
        view! {
            <FieldGroup>
                <TextField label="Name of the story" value=name.draft on_input=name.input error=name.error />
                <SelectField label="Shape" options=Signal::stored(options) value=selected on_change=reshape hint=hint />
                {self.total()}
            </FieldGroup>
        }
        .into_any()
    }

    fn checks(self) -> AnyView {
        self.practice.with_value(|practice| {
            let list = points("ul", &practice.story.quality_checks);
            folded("Check it before you learn it", vec![list])
        })
    }

    fn delete(self) -> AnyView {
        let delete = move |()| {
            let id = self.id.get_value();
            phone::swap(address::STORIES);
            self.hand
                .does_with_undo(StoryAction::Delete { id }, "Story deleted");
        };
        let button = view! { <Button label="Delete this story" kind=ButtonKind::Danger icon=Icon::Trash on_press=delete /> };
        el("div")
            .class("cluster")
            .view(button.into_any())
            .into_any()
    }

    /// The story on paper.
    fn paper(self) -> AnyView {
        let story = self.now.get();
        let labels = untrack(|| {
            self.shape(|_, shape| {
                let labels = shape.steps.iter().map(|step| step.label.clone());
                labels.collect::<Vec<String>>()
            })
        })
        .unwrap_or_default();
        let mut page = vec![el("h2").class("big").text(&story.title)];
        for (place, text) in story.slots.iter().enumerate() {
            if !text.trim().is_empty() {
                page.push(el("h3").text(labels.get(place).map_or("", |label| label)));
                page.push(said(text).class("keep-lines"));
            }
        }
        for (name, text) in [
            ("Short version", &story.short),
            ("Key words", &story.key_words),
        ] {
            if !text.trim().is_empty() {
                page.push(el("h3").text(name));
                page.push(said(text).class("keep-lines"));
            }
        }
        el("div").class("prose").children(page).into_any()
    }
}
