//! One sheet: its fields, how long the answer takes, and what else the card holds.

use leptos::prelude::*;

use super::Guide;
use super::form::Form;
use super::visa::Situations;
use crate::address::{self, href};
use crate::content::lazy::Question;
use crate::domain::ids::CardId;
use crate::domain::story::{blanks, count_words};
use crate::domain::story_timer::seconds_for;
use crate::features::aloud::fit::{fit_line, measure};
use crate::features::cards::coaching::{patterns, studies};
use crate::features::shell::bound::{Bound, bound};
use crate::features::shell::reading::{card as text_card, points, said};
use crate::features::{Visit, gone, other_versions};
use crate::store::read::deck::{self, Row as CardRow};
use crate::store::read::rehearsal::pace;
use crate::store::read::worksheets::{self, About, Field};
use crate::ui::{
    ActionBar, ButtonKind, EmptyState, FieldGroup, Group, Hero, Icon, LinkButton, Switch,
    TextField, dynamic, el, maybe,
};

/// The sheet of a card.
pub fn sheet(visit: Visit) -> AnyView {
    let (hand, title) = (visit.hand(), visit.title);
    let id = CardId::from(visit.param(0));
    super::guided(&visit, move |guide| {
        let starter = guide.questions.questions.iter();
        let starter: Option<Question> = starter.clone().find(|one| id == *one.id).cloned();
        let (wanted, question) = (id.clone(), starter.clone());
        let row = hand
            .session
            .watch(move |model, _| deck::row(model.all(), question.as_slice(), &wanted));
        let now = Memo::new(move |_| row.get().unwrap_or_default());
        // Another shape is another form.
        let shape = Memo::new(move |_| row.with(|row| Some(row.as_ref()?.structure.clone())));
        let id = id.clone();
        dynamic(move || {
            if shape.with(Option::is_none) {
                return gone(hand, "card", &id);
            }
            let found = now.with_untracked(|row| {
                worksheets::sheet(&guide.practice, &guide.facts, starter.as_ref(), row)
            });
            let Some(sheet) = found else {
                return shapeless(&id);
            };
            title.set(sheet.title.clone());
            let form = Form {
                hand,
                id: StoredValue::new(id.clone()),
                sheet: StoredValue::new(sheet),
                row: now,
            };
            let twice = other_versions(hand, "card", id.clone().into());
            vec![twice, untrack(|| form.draw(&guide, starter.as_ref()))].into_any()
        })
    })
}

/// A card whose answer has no shape has nothing to fill in.
fn shapeless(id: &CardId) -> AnyView {
    let card = href(&address::card(id));
    view! {
        <EmptyState icon=Icon::Pencil title="No steps yet" text="Choose a shape of the answer on the card. Then its steps stand here to fill in.">
            <LinkButton label="Open the card" href=card />
        </EmptyState>
    }
    .into_any()
}

impl Form {
    fn draw(self, guide: &Guide, starter: Option<&Question>) -> AnyView {
        let (about, fields) = self
            .sheet
            .with_value(|sheet| (sheet.about, sheet.fields.clone()));
        let situations = (about == About::Visa).then(|| {
            let id = self.id.get_value();
            Situations::new(self, fields.first().cloned(), guide, &id).draw()
        });
        let fields: Vec<AnyView> = fields.iter().map(|field| self.field(field)).collect();
        let heading = match about {
            About::WeakPoint => "Four steps",
            About::Strengths => "One proof for each theme",
            About::Visa => "My answer",
            About::Answer => "Steps",
        };
        let progress = Signal::derive(move || {
            self.sheet
                .with_value(|sheet| self.row.with(|row| sheet.progress(&row.outline)))
        });
        let card = href(&address::card(&self.id.get_value()));
        let wants = starter.map(|question| {
            let wants = vec![said(&question.wants)];
            vec![
                text_card("What they want to learn", wants),
                patterns(question),
            ]
            .into_any()
        });
        view! {
            {self.head()}
            {situations}
            <FieldGroup title=heading trailing=progress>{fields}{self.length()}</FieldGroup>
            {self.others()}
            {wants}
            {self.study()}
            <ActionBar>
                <LinkButton label="Practice it" kind=ButtonKind::Primary icon=Icon::Cards href=card />
            </ActionBar>
        }
        .into_any()
    }

    fn head(self) -> AnyView {
        let text = Memo::new(move |_| self.row.with(|row| row.text.clone()));
        let lines = Memo::new(move |_| {
            let (min, max) = self.row.with(|row| row.seconds);
            let (min, max) = (min.to_string(), max.to_string());
            vec![["Aim for ", &min, " to ", &max, " seconds. Name no patient."].concat()]
        });
        view! { <Hero kicker="They ask" title=text lines=lines /> }.into_any()
    }

    fn field(self, field: &Field) -> AnyView {
        let written = field.clone();
        let Bound {
            draft,
            error,
            input,
        } = bound(self.text(field), move |text| {
            self.hand.types(self.writes(&written, &text))
        });
        let Field {
            label,
            prompt,
            example,
            ..
        } = field.clone();
        view! {
            <TextField label=label hint=prompt placeholder=example multiline=true value=draft on_input=input error=error />
        }
        .into_any()
    }

    /// How long the whole answer takes at the person's pace, and what is still to be filled in.
    fn length(self) -> AnyView {
        let pace = self.hand.session.watch(|model, _| pace(model));
        let whole = Memo::new(move |_| {
            self.sheet.with_value(|sheet| {
                self.row.with(|row| {
                    let fields = sheet.fields.iter();
                    let texts: Vec<&str> = fields
                        .map(|field| sheet.text(&row.outline, field))
                        .collect();
                    texts.join("\n").trim().to_owned()
                })
            })
        });
        let line = Memo::new(move |_| {
            let words = whole.with(|text| count_words(text));
            let (from, to) = self.row.with(|row| row.seconds);
            let aim = (f64::from(from), f64::from(to));
            measure(
                words,
                seconds_for(words, pace.get().words),
                aim,
                "The whole answer",
            )
        });
        let left = move || {
            let blanks = whole.with(|text| blanks(text).join(", "));
            match &*blanks {
                "" => String::new(),
                blanks => ["Still to fill: ", blanks, "."].concat(),
            }
        };
        el("div")
            .class("stack")
            .child(fit_line(line))
            .child(el("p").class("hint").say_with(left))
            .child(
                el("p")
                    .class("hint")
                    .say_with(move || pace.get().sentence()),
            )
            .into_any()
    }

    /// Points that the person wrote on the card itself.
    fn others(self) -> AnyView {
        let others = Memo::new(move |_| {
            self.sheet.with_value(|sheet| {
                self.row.with(|row| {
                    let others = sheet.others(&row.outline).into_iter();
                    others
                        .map(|point| point.text.clone())
                        .collect::<Vec<String>>()
                })
            })
        });
        maybe(move || {
            let others = others.get();
            (!others.is_empty())
                .then(|| text_card("Also on this card", vec![points("ul", &others)]))
        })
    }

    fn study(self) -> AnyView {
        let studied = Memo::new(move |_| self.row.with(CardRow::is_studied));
        let detail = Signal::derive(move || {
            let detail = if studied.get() {
                "Its outline is asked in your reviews"
            } else {
                "Not asked in your reviews"
            };
            detail.to_owned()
        });
        let study = Callback::new(move |studied: bool| {
            self.row
                .with_untracked(|row| studies(self.hand, row, studied));
        });
        view! {
            <Group title="Study">
                <Switch label="Study this card" detail=detail checked=studied on_toggle=study />
            </Group>
        }
        .into_any()
    }
}
