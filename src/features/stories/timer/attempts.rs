//! What was tried: the newest attempt, all of them with their trend, and one with its parts and its note.

use leptos::prelude::*;

use super::TimerScreen;
use super::subject::{Part, Subject};
use crate::domain::story::Run;
use crate::domain::story_timer::{Rung, clock};
use crate::features::aloud::clock::zone_tone;
use crate::features::shell::reading::{listed, nothing};
use crate::features::{muted, other_versions};
use crate::session::phone;
use crate::store::acts::stories::StoryAction;
use crate::ui::{
    Button, ButtonKind, Card, El, Icon, PillTone, Row, TextField, el, keep_focus, maybe, trend,
};

/// Attempts in the plot and in the list.
const SHOWN: usize = 12;

impl TimerScreen {
    /// The attempt that was just made, and the way to what was recorded of it.
    pub(super) fn result(self) -> AnyView {
        let newest = move || {
            let id = self.newest.get()?;
            // Only whether it is there: its note is being typed.
            let is_there = self
                .runs
                .with(|runs| runs.iter().any(|(known, _)| *known == id));
            is_there.then_some(id)
        };
        let newest = Memo::new(move |_| newest());
        // After the stage has given the focus back.
        Effect::new(move |_| {
            if newest.get().is_some() {
                phone::after(50, || phone::show_soon(".result h2"));
            }
        });
        let result = maybe(move || {
            let id = newest.get()?;
            let runs = self.runs.get_untracked();
            let (_, run) = runs.into_iter().find(|(known, _)| *known == id)?;
            let heading = el("h2").attr("tabindex", "-1").text("This attempt");
            let head = el("div").class("section-head").child(heading);
            let details = self.details(&id, &run);
            let card = view! { <Card>{details}</Card> };
            Some(
                el("section")
                    .class("result")
                    .child(head)
                    .view(card.into_any())
                    .into_any(),
            )
        });
        vec![result, self.speaker.recorder.kept_link()].into_any()
    }

    /// Plot and list of what was tried.
    pub(super) fn history(self) -> AnyView {
        let runs = self.of_this_version();
        if runs.is_empty() {
            return nothing();
        }
        let newest = &runs[runs.len().saturating_sub(SHOWN)..];
        let zones = self.zones.get();
        let (least, most) = zones.target();
        let mut views = Vec::new();
        if newest.len() > 1 {
            let values: Vec<f32> = newest.iter().map(|(_, run)| run.seconds() as f32).collect();
            let times: Vec<String> = newest.iter().map(|(_, run)| clock(run.seconds())).collect();
            let within = newest
                .iter()
                .filter(|(_, run)| zones.is_in_range(run.seconds()))
                .count();
            let sentence = [
                "Your last ",
                &newest.len().to_string(),
                " attempts: ",
                &times.join(", "),
                ". In range: ",
                &within.to_string(),
                ". The band is ",
                &clock(least),
                " to ",
                &clock(most),
                ".",
            ]
            .concat();
            views.push(trend(&values, (least as f32, most as f32), &sentence).into_any());
        }
        let rows = newest.iter().rev().map(|(id, run)| {
            let zone = zones.at(run.seconds());
            let pill = if zones.is_in_range(run.seconds()) {
                (PillTone::Good, "In range".to_owned())
            } else {
                (zone_tone(&zone.id), zone.label.clone())
            };
            let (title, detail) = (clock(run.seconds()), self.subject.with(|subject| about(run, subject)));
            let id = id.clone();
            let look = move |()| self.open.set(Some(id.clone()));
            view! { <Row title=title detail=detail pill=Signal::stored(Some(pill)) on_press=look /> }
                .into_any()
        });
        views.push(listed("Attempts", rows.collect()));
        views.into_any()
    }

    /// One attempt: parts, note, and the way to delete it.
    pub(super) fn details(self, id: &str, run: &Run) -> AnyView {
        let subject = self.subject.get_untracked();
        let zones = self.zones.get_untracked();
        let verdict = if zones.is_in_range(run.seconds()) {
            "In range".to_owned()
        } else {
            zones.at(run.seconds()).label.clone()
        };
        let total = el("p")
            .class("big num")
            .text(&[&*clock(run.seconds()), " · ", &verdict].concat());
        let mut views = vec![total.into_any()];
        if run.slept >= 1_000 {
            let slept = clock(f64::from(run.slept) / 1_000.0);
            views.push(muted(&["The phone slept for ", &slept, " of it."].concat()).into_any());
        }
        if run.parts.len() > 1 {
            views.push(part_times(run, &subject.parts).into_any());
        }
        let kept = {
            let id = id.to_owned();
            Signal::derive(move || {
                self.runs.with(|runs| {
                    let run = runs.iter().find(|(known, _)| *known == id);
                    run.map(|(_, run)| run.note.clone()).unwrap_or_default()
                })
            })
        };
        let error = RwSignal::new(None);
        let write = {
            let id = id.to_owned();
            move |note: String| {
                let id = id.clone();
                error.set(self.hand.types(StoryAction::NoteRun { id, note }));
            }
        };
        views.push(other_versions(self.hand, "run", id.to_owned()));
        views.push(
            view! { <TextField label="Note" hint="One thing to do next time" value=kept on_input=write error=error multiline=true /> }
                .into_any(),
        );
        let delete = {
            let id = id.to_owned();
            move |()| {
                let id = id.clone();
                self.open.set(None);
                self.hand
                    .does_with_undo(StoryAction::DeleteRun { id }, "Attempt deleted");
                // The row that it was opened from goes, and so does the button under the result.
                keep_focus(vec!["h1".to_owned()]);
            }
        };
        views.push(
            view! { <Button label="Delete this attempt" kind=ButtonKind::Danger icon=Icon::Trash on_press=delete /> }
                .into_any(),
        );
        views.into_any()
    }
}

/// When, how and what was noted.
fn about(run: &Run, subject: &Subject) -> String {
    let mut texts = Vec::new();
    texts.extend(run.day.map(|day| day.short()));
    if subject.is_story() && !run.short {
        texts.push(match run.rung {
            Rung::Blank => "from memory".to_owned(),
            rung => rung.name().to_lowercase(),
        });
    }
    if !run.note.trim().is_empty() {
        texts.push(run.note.trim().to_owned());
    }
    texts.join(" · ")
}

/// How long each part took beside what it should take.
fn part_times(run: &Run, parts: &[Part]) -> El {
    let rows = run.parts.iter().enumerate().map(|(place, ms)| {
        let seconds = f64::from(*ms) / 1_000.0;
        let part = parts.get(place);
        let label = part.map_or_else(
            || ["Part ", &(place + 1).to_string()].concat(),
            |part| part.label.clone(),
        );
        let took = clock(seconds);
        let aim = part.map(|part| {
            let (from, to) = part.budget;
            ["aim ", &clock(from), " to ", &clock(to)].concat()
        });
        let row = el("li").child(el("span").text(&label)).child(
            el("span")
                .class("num")
                .child(el("strong").text(&took))
                .text(" ")
                .child(el("small").class("muted").text(&aim.unwrap_or_default())),
        );
        row.class("spread")
    });
    el("ul")
        .attr("role", "list")
        .class("plain part-times")
        .children(rows.collect::<Vec<El>>())
}
