//! The two sides of a card: the question with what it asks for, then the outline to compare with and the
//! grades.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::ReviewScreen;
use crate::content::lazy::Question;
use crate::domain::card::{Log, Rating};
use crate::domain::drill::is_stage_direction;
use crate::features::cards::desk::Rewrite;
use crate::features::cards::standing::category_title;
use crate::features::muted;
use crate::features::shell::reading::{folded, heading, points, said};
use crate::store::read::deck::Row;
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, Check, CheckRow, El, Group, Icon, PillTone, Side,
    dynamic, el, maybe, swipe,
};

impl ReviewScreen {
    /// The card with this id.
    pub(super) fn card(self, id: &str) -> AnyView {
        let Some((row, settings, rewrite)) = self
            .with_desk(|desk| {
                let row = desk.row(id)?.clone();
                let rewrite = desk.wants_rewriting(&row);
                Some((row, desk.settings.clone(), rewrite))
            })
            .flatten()
        else {
            return self.finished();
        };
        let sitting = self.sitting;
        let revealed = Memo::new(move |_| sitting.with(|sitting| sitting.attempt().revealed));
        let shown_row = row.clone();
        let answer = move || {
            if !revealed.get() {
                // With the outline it stands at the switch.
                let hint = muted("Say your answer aloud or in your head.");
                return Some(
                    vec![hint.into_any(), self.speaker.recorder.problem_line()].into_any(),
                );
            }
            Some(self.back(&shown_row, rewrite))
        };
        let surface = el("div")
            .class("stack asked")
            .child(self.chips(&row))
            .child(
                el("h2")
                    .class("question")
                    .attr("dir", "auto")
                    .text(&row.text),
            )
            .view(maybe(answer));
        let can_swipe = move || settings.swipe && revealed.get_untracked();
        let swiped = Callback::new(move |side| {
            self.grade(match side {
                Side::Left => Rating::Again,
                Side::Right => Rating::Good,
            });
        });
        let (four, intervals) = (settings.four_buttons, settings.show_intervals);
        let words = [name_of(Rating::Again, four), name_of(Rating::Good, four)];
        let buttons = move || {
            if revealed.get() {
                return self.buttons(&row, four, intervals);
            }
            let show = move |()| self.reveal();
            let speak = move |()| self.speak();
            view! {
                <Button label="Time it" icon=Icon::Clock on_press=speak />
                <Button label="Show the outline" kind=ButtonKind::Primary on_press=show />
            }
            .into_any()
        };
        view! {
            {swipe(surface, can_swipe, swiped, words)}
            <ActionBar>{dynamic(buttons)}</ActionBar>
        }
        .into_any()
    }

    /// Subject, shape and length of the answer.
    fn chips(self, row: &Row) -> El {
        let subject = untrack(|| {
            let title = |content: &_| category_title(content, &row.category).to_owned();
            self.questions.with(title).unwrap_or_default()
        });
        let (least, most) = row.seconds;
        let length = [&*least.to_string(), "–", &most.to_string(), " s"].concat();
        let shape = row.structure.clone();
        let shape = move || {
            let title = self.practice.with(|guide| {
                let known = guide.structures.iter().find(|one| one.id == shape);
                known.map(|one| one.title.clone())
            });
            title.flatten().unwrap_or_default()
        };
        let chip = |text: &str| el("li").class("pill").attr("dir", "auto").text(text);
        let is_situation = is_stage_direction(&row.text);
        el("ul")
            .class("plain cluster")
            .attr("role", "list")
            .attr("aria-label", "This question")
            .children(is_situation.then(|| chip("Situation")))
            .child(chip(&subject))
            .child(el("li").class("pill").say_with(shape))
            .child(chip(&length))
    }

    /// What is behind the question.
    fn back(self, row: &Row, rewrite: Option<Rewrite>) -> AnyView {
        let mut parts = vec![self.how_long(row.seconds), self.outline(row)];
        if let Some(why) = rewrite {
            parts.push(self.rewrite(why));
        }
        if !row.script.is_empty() {
            parts.push(folded("My answer, word for word", vec![said(&row.script)]));
        }
        let coaching = untrack(|| {
            self.questions
                .with(|content| Some(coaching(content.questions.get(row.starter?)?)))
        });
        parts.extend(coaching.flatten());
        parts.push(self.more());
        parts.into_any()
    }

    /// What else can be done with a card.
    fn more(self) -> AnyView {
        let edit = move |()| self.edit();
        let pause = move |()| self.pause();
        let buttons = vec![
            view! { <Button label="Edit my answer" icon=Icon::Pencil kind=ButtonKind::Quiet on_press=edit /> }.into_any(),
            view! { <Button label="Pause this card" icon=Icon::Pause kind=ButtonKind::Quiet on_press=pause /> }.into_any(),
        ];
        let buttons = el("div").class("cluster").view(buttons.into_any());
        buttons.into_any()
    }

    /// The points to tick.
    fn outline(self, row: &Row) -> AnyView {
        if row.outline.is_empty() {
            let none = muted("This card has no outline yet. Three to six points are enough.");
            return none.into_any();
        }
        let often: BTreeSet<String> = self.hand.session.read(|model, _| {
            let log = model.get::<Log>(&row.id);
            let missed = log.into_iter().flat_map(Log::often_missed);
            missed.map(str::to_owned).collect()
        });
        let sitting = self.sitting;
        let rows: Vec<AnyView> = row
            .outline
            .iter()
            .map(|point| {
                let (id, ticked) = (point.id.clone(), point.id.clone());
                let text = point.text.clone();
                let is_missed = often.contains(&id);
                let look = Signal::derive(move || Check {
                    title: text.clone(),
                    checked: sitting.with(|sitting| sitting.attempt().said.contains(&ticked)),
                    pill: is_missed.then(|| (PillTone::Warn, "often missed".to_owned())),
                    ..Check::default()
                });
                let tick = move |on: bool| sitting.update(|sitting| sitting.tick(&id, on));
                view! { <CheckRow look=look strike=false on_toggle=tick /> }.into_any()
            })
            .collect();
        el("div")
            .class("outline")
            .view(view! { <Group title="Which points did you say?">{rows}</Group> }.into_any())
            .into_any()
    }

    /// Says that one more repetition will not help.
    fn rewrite(self, why: Rewrite) -> AnyView {
        let text = match why {
            Rewrite::Forgotten(times) => [
                "You forgot this answer ",
                &times.to_string(),
                " times. Fewer and shorter points, or a story of your own, will help more than repeating it.",
            ]
            .concat(),
            Rewrite::Wanted => {
                "After an interview you wanted to answer this better. Rewrite it before you repeat it."
                    .to_owned()
            }
        };
        let action = (
            "Rewrite this answer".to_owned(),
            Callback::new(move |()| self.edit()),
        );
        view! { <Banner tone=PillTone::Warn text=text action=action /> }.into_any()
    }

    /// The grades, each with the time until the card comes again. Each keeps its place, width and weight;
    /// what the ticks suggest is marked.
    fn buttons(self, row: &Row, four: bool, intervals: bool) -> AnyView {
        let of = row.outline.len();
        let points: Vec<String> = row.outline.iter().map(|point| point.id.clone()).collect();
        let (sitting, changes) = (self.sitting, self.changes);
        let suggested = Memo::new(move |_| {
            // A ticked point may have been deleted since.
            let said = sitting.with(|sitting| {
                let said = &sitting.attempt().said;
                points.iter().filter(|point| said.contains(*point)).count()
            });
            let rating = (said > 0).then(|| Rating::suggested(said, of))?;
            // With two buttons everything but "again" is "got it".
            let is_exact = four || rating == Rating::Again;
            Some(if is_exact { rating } else { Rating::Good })
        });
        let intervals = intervals && !sitting.with_untracked(|sitting| sitting.is_free());
        let row = row.clone();
        // Worked out anew when a day or an answer given elsewhere changes what a grade would do.
        let texts = Memo::new(move |_| {
            changes.track();
            let previews = self
                .with_desk(|desk| desk.previews(&row))
                .unwrap_or_default();
            let texts = previews.into_iter().map(|preview| preview.text);
            texts.collect::<Vec<String>>()
        });
        let shown: &[Rating] = if four {
            &Rating::ALL
        } else {
            &[Rating::Again, Rating::Good]
        };
        let button = |rating: Rating| {
            let kind = if rating == Rating::Good {
                ButtonKind::Primary
            } else {
                ButtonKind::default()
            };
            let press = move |()| self.grade(rating);
            let label = name_of(rating, four);
            let note = Signal::derive(move || {
                let is_it = suggested.get() == Some(rating);
                is_it.then(|| "Your ticks suggest this".to_owned())
            });
            if !intervals {
                return view! { <Button label=label kind=kind note=note on_press=press /> }
                    .into_any();
            }
            let place = usize::from(rating.number()) - 1;
            let until = Signal::derive(move || {
                texts.with(|texts| texts.get(place).cloned().unwrap_or_default())
            });
            view! { <Button label=label kind=kind hint=until note=note on_press=press /> }
                .into_any()
        };
        shown
            .iter()
            .copied()
            .map(button)
            .collect::<Vec<_>>()
            .into_any()
    }
}

fn name_of(rating: Rating, four: bool) -> &'static str {
    match rating {
        Rating::Again => "Again",
        Rating::Hard => "Hard",
        Rating::Good if four => "Good",
        Rating::Good => "Got it",
        Rating::Easy => "Easy",
    }
}

fn coaching(question: &Question) -> AnyView {
    let inside = vec![
        heading("What they want to learn"),
        said(&question.wants),
        heading("What goes wrong"),
        points("ul", &question.pitfalls),
        heading("They may ask next"),
        points("ul", &question.follow_ups),
    ];
    folded("Coaching", inside)
}
