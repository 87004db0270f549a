//! The words of a story, part by part and in short, with the time that they take.

use leptos::prelude::*;

use super::StoryScreen;
use crate::domain::story::{PROFESSIONAL, Story, blanks, budgets, count_words};
use crate::features::aloud::fit::{fit_line, measure};
use crate::store::acts::stories::StoryAction;
use crate::ui::{Button, ButtonKind, FieldGroup, Icon, TextField, el, maybe};

impl StoryScreen {
    /// The time of the whole, and what is left to fill.
    pub(super) fn total(self) -> AnyView {
        let line = move || {
            let (words, seconds) = self.now.with(|story| {
                let text = story.text();
                (count_words(&text), self.seconds(&text))
            });
            let aim = untrack(|| {
                self.shape(|_, shape| {
                    (
                        f64::from(shape.target_seconds.min),
                        f64::from(shape.target_seconds.max),
                    )
                })
            });
            measure(
                words,
                seconds,
                aim.unwrap_or((90.0, 120.0)),
                "The whole story",
            )
        };
        let left = move || {
            self.now.with(|story| {
                let text = story.text();
                let blanks = blanks(&text);
                if blanks.is_empty() {
                    return String::new();
                }
                ["Still to fill: ", &blanks.join(", "), "."].concat()
            })
        };
        let shown = Memo::new(move |_| line());
        el("div")
            .class("stack")
            .child(fit_line(shown))
            .child(el("p").class("hint").say_with(left))
            .child(
                el("p")
                    .class("hint")
                    .say_with(move || self.pace.get().sentence()),
            )
            .into_any()
    }

    pub(super) fn parts(self, count: usize) -> AnyView {
        let steps = self.shape(|_, shape| {
            let seconds: Vec<_> = shape.steps.iter().map(|step| step.seconds).collect();
            let whole = (shape.target_seconds.min, shape.target_seconds.max);
            let budgets = budgets(&seconds, whole);
            shape
                .steps
                .iter()
                .zip(budgets)
                .map(|(step, budget)| (step.label.clone(), step.prompt.clone(), budget))
                .collect::<Vec<_>>()
        });
        let steps = steps.unwrap_or_default();
        let fields = (0..count).map(move |place| {
            let (label, prompt, budget) = match steps.get(place) {
                Some((label, prompt, budget)) => (label.clone(), prompt.clone(), Some(*budget)),
                None => (
                    "Left from another shape".to_owned(),
                    "Move these words to another part, then empty this field.".to_owned(),
                    None,
                ),
            };
            self.part(place, label, prompt, budget)
        });
        view! { <FieldGroup title="Parts">{fields.collect::<Vec<AnyView>>()}</FieldGroup> }
            .into_any()
    }

    fn part(
        self,
        place: usize,
        label: String,
        prompt: String,
        budget: Option<(f64, f64)>,
    ) -> AnyView {
        let text = Memo::new(move |_| {
            self.now
                .with(|story| story.slots.get(place).cloned().unwrap_or_default())
        });
        let error = RwSignal::new(None);
        let write = move |text: String| {
            error.set(self.types(|story| {
                if story.slots.len() <= place {
                    story.slots.resize(place + 1, String::new());
                }
                if let Some(slot) = story.slots.get_mut(place) {
                    *slot = text;
                }
            }));
        };
        let line = budget.map(|budget| {
            fit_line(Memo::new(move |_| {
                text.with(|text| {
                    measure(count_words(text), self.seconds(text), budget, "This part")
                })
            }))
        });
        view! {
            {el("div").class("story-part").view(view! {
                <TextField label=label hint=prompt value=text on_input=write error=error multiline=true />
            }.into_any()).children(line)}
        }
        .into_any()
    }

    /// Sentences with blanks, for whoever does not know how to begin.
    pub(super) fn starters(self) -> AnyView {
        // Only the professional story has them.
        let offer = Memo::new(move |_| {
            let steps = untrack(|| self.shape(|_, shape| shape.steps.len())).unwrap_or(0);
            self.now.with(|story| {
                story.structure == PROFESSIONAL
                    && (0..steps).any(|place| {
                        let text = story.slots.get(place);
                        text.is_none_or(|text| text.trim().is_empty())
                    })
            })
        });
        let fill = move |()| {
            let filled = self.shape(|practice, shape| {
                let mut slots = self.now.with_untracked(|story| story.slots.clone());
                slots.resize(slots.len().max(shape.steps.len()), String::new());
                for (step, slot) in shape.steps.iter().zip(&mut slots) {
                    if slot.trim().is_empty() {
                        let lines = practice.story.skeleton.iter();
                        let mine = lines.filter(|line| line.part == step.id);
                        let texts: Vec<&str> = mine.map(|line| &*line.text).collect();
                        *slot = texts.join(" ");
                    }
                }
                slots
            });
            let Some(slots) = filled else { return };
            let story = Story {
                slots,
                ..self.now.get_untracked()
            };
            let id = self.id.get_value();
            let done = "Sample sentences added. Replace what is in [brackets]";
            self.hand
                .does_with_undo(StoryAction::Edit { id, story }, done);
        };
        maybe(move || {
            offer.get().then(|| {
                let button = view! {
                    <Button label="Fill empty parts with sample sentences" kind=ButtonKind::Secondary icon=Icon::Pencil on_press=fill />
                };
                el("div")
                    .class("cluster")
                    .view(button.into_any())
                    .into_any()
            })
        })
    }

    pub(super) fn short(self) -> AnyView {
        let text = Memo::new(move |_| self.now.with(|story| story.short.clone()));
        let (error, words_error) = (RwSignal::new(None), RwSignal::new(None));
        let aim = self.practice.with_value(|practice| {
            let (from, to) = practice.story.short_version.seconds;
            (f64::from(from), f64::from(to))
        });
        let line = Memo::new(move |_| {
            text.with(|text| {
                measure(
                    count_words(text),
                    self.seconds(text),
                    aim,
                    "The short version",
                )
            })
        });
        let write = move |text: String| error.set(self.types(|story| story.short = text));
        let words = Memo::new(move |_| self.now.with(|story| story.key_words.clone()));
        let write_words =
            move |text: String| words_error.set(self.types(|story| story.key_words = text));
        view! {
            <FieldGroup title="To speak freely">
                {el("div").class("story-part").view(view! {
                    <TextField label="Short version" hint="For a hallway, a dinner or a hurried interviewer" value=text on_input=write error=error multiline=true />
                }.into_any()).child(fit_line(line))}
                <TextField label="Key words" hint="Five words that bring the rest to mind. The timer can show only these." value=words on_input=write_words error=words_error />
            </FieldGroup>
        }
        .into_any()
    }
}
