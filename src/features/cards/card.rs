//! One card: the question, how it stands, the person's own outline and script, the coaching, the
//! stories that serve, and the answers so far. What is typed is kept at once.
//! Deliberately not here: asking the question (review, drill), and writing stories.

use leptos::prelude::*;

use crate::address;
use crate::content::lazy::{Practice, Question, Questions};
use crate::domain::card::{Card, Priority};
use crate::domain::ids::CardId;
use crate::features::cards::coaching::{patterns, studies};
use crate::features::cards::desk::{self, Desk, Rewrite};
use crate::features::cards::standing::{category_title, standing};
use crate::features::shell::bound::{Bound, bound};
use crate::features::shell::reading::{
    Reading, card as text_card, folded, points, reading, said, shown,
};
use crate::features::{Hand, Visit, gone, other_versions};
use crate::session::Session;
use crate::store::acts::cards::CardAction;
use crate::store::read::deck::{self, Row as CardRow};
use crate::ui::{Banner, FieldGroup, Group, Hero, PillTone, Switch, TextField, dynamic, el, maybe};

mod details;
mod history;
mod new;
mod of_sheet;
mod outline;
mod stories;
mod twin;

/// The screen of a card, or of one that is still to be written.
pub fn view(visit: Visit) -> AnyView {
    match visit.param(0) {
        id if id == address::NEW => new::new_card(visit),
        id => known_card(visit, id.into()),
    }
}

/// What all parts of the screen share.
#[derive(Clone, Copy)]
struct CardScreen {
    hand: Hand,
    session: Session,
    questions: Reading<Questions>,
    guide: Reading<Practice>,
    id: StoredValue<CardId>,
    /// The card as it is now.
    row: Memo<CardRow>,
}

fn known_card(visit: Visit, id: CardId) -> AnyView {
    let hand = visit.hand();
    let Visit {
        session,
        title,
        came_late,
        ..
    } = visit;
    let questions = reading::<Questions>();
    let guide = reading::<Practice>();
    shown(came_late, questions, move |content| {
        let all = content.questions.iter();
        let starter: Option<Question> = all.clone().find(|one| id == *one.id).cloned();
        let (wanted, question) = (id.clone(), starter.clone());
        let row = session.watch(move |model, _| {
            let mut row = deck::row(model.all(), question.as_slice(), &wanted)?;
            row.see_program(model);
            Some(row)
        });
        let is_here = Memo::new(move |_| row.with(Option::is_some));
        let screen = CardScreen {
            hand,
            session,
            questions,
            guide,
            id: StoredValue::new(id.clone()),
            row: Memo::new(move |_| row.get().unwrap_or_default()),
        };
        if row.with_untracked(|row| row.as_ref().is_some_and(|row| row.own)) {
            title.set("My card".to_owned());
        }
        let id = id.clone();
        dynamic(move || {
            if is_here.get() {
                let twice = other_versions(hand, "card", id.clone().into());
                vec![twice, screen.draw(starter.clone())].into_any()
            } else {
                gone(hand, "card", &id)
            }
        })
    })
}

impl CardScreen {
    fn read<T: PartialEq + Send + Sync + 'static>(self, read: fn(&CardRow) -> T) -> Memo<T> {
        Memo::new(move |_| self.row.with(read))
    }

    fn with_desk<T>(self, read: impl FnOnce(&Questions, &Desk) -> T) -> Option<T> {
        let session = self.session;
        self.questions
            .with(|content| desk::with(session, content, |desk| read(content, desk)))
    }

    /// The card with a change, as an action.
    fn edit(self, change: impl FnOnce(&mut Card)) -> CardAction {
        let id = self.id.get_value();
        let mut card: Card = self.session.read(|model, _| model.get_or_default(&id));
        change(&mut card);
        CardAction::Edit { id, card }
    }

    /// Keeps a keystroke; the answer is the sentence to show at the field.
    fn types(self, change: impl FnOnce(&mut Card)) -> Option<String> {
        self.hand.types(self.edit(change))
    }

    fn does(self, change: impl FnOnce(&mut Card)) {
        self.hand.does(self.edit(change));
    }

    fn draw(self, starter: Option<Question>) -> AnyView {
        let coaching = match &starter {
            Some(question) => self.coaching(question),
            None => ().into_any(),
        };
        if self.row.with_untracked(|row| row.sheet.is_some()) {
            let parts = [
                self.head(),
                self.study(),
                self.of_sheet(),
                self.stories(),
                self.history(),
                self.end(starter),
            ];
            return Vec::from(parts).into_any();
        }
        vec![
            self.head(),
            self.study(),
            self.outline(),
            self.script(),
            coaching,
            self.stories(),
            self.details(),
            self.history(),
            self.end(starter),
        ]
        .into_any()
    }

    fn head(self) -> AnyView {
        let text = self.read(|row| row.text.clone());
        let lines = Memo::new(move |_| {
            self.row.with(|row| {
                let (min, max) = (row.seconds.0.to_string(), row.seconds.1.to_string());
                let mut lines = vec![["Aim for ", &min, " to ", &max, " seconds"].concat()];
                if row.priority == Priority::Core {
                    lines.push("Core question: prepare it first".to_owned());
                }
                if row.img_specific {
                    lines.push("Asked mainly of international graduates".to_owned());
                }
                if !row.program.is_empty() {
                    lines.push(["Only for ", &row.program].concat());
                }
                lines
            })
        });
        let kicker = Memo::new(move |_| {
            let category = self.row.with(|row| row.category.clone());
            let title = self
                .questions
                .with(|content| category_title(content, &category).to_owned())
                .unwrap_or_default();
            if title.is_empty() {
                "Question".to_owned()
            } else {
                title
            }
        });
        view! { <Hero kicker=kicker title=text lines=lines /> }.into_any()
    }

    /// How the card stands, and the switches that say whether it is asked.
    fn study(self) -> AnyView {
        let session = self.session;
        let turn = desk::turn_of_standing(session);
        let flags = self.read(|row| (row.chosen, row.suspended, row.rewritten, row.to_rewrite));
        let stands = Memo::new(move |_| {
            turn.track();
            // Tracked alone, a memo that nobody has read would never look.
            flags.get();
            let id = self.id.get_value();
            let found = self.with_desk(|_, desk| {
                let row = desk.row(&id)?;
                let lapses = desk.memories.get(&id).map_or(0, |learned| learned.lapses);
                let pill = standing(desk, row).map_or_else(String::new, |(_, text)| text);
                let why = desk.wants_rewriting(row).filter(|_| row.is_studied());
                Some((pill, why, lapses))
            });
            found.flatten().unwrap_or_default()
        });
        let detail = Signal::derive(move || match stands.with(|(text, ..)| text.clone()) {
            text if text.is_empty() => "Not asked in your reviews yet".to_owned(),
            text if text == "paused" => "Paused: not asked, and nothing is lost".to_owned(),
            text => ["Now: ", &text].concat(),
        });
        let study = Callback::new(move |studied: bool| {
            self.row
                .with_untracked(|row| studies(self.hand, row, studied));
        });
        let rewritten = Callback::new(move |()| {
            let lapses = stands.with_untracked(|(_, _, lapses)| *lapses);
            let action = self.edit(|card| {
                card.rewritten = lapses;
                card.to_rewrite = false;
            });
            self.hand.does_with_undo(action, "Noted as rewritten");
        });
        let banner = move || {
            let (_, why, _) = stands.get();
            why.map(|why| {
                let text = match why {
                    Rewrite::Forgotten(times) => [
                        "This answer was forgotten ",
                        &times.to_string(),
                        " times. Write a shorter outline in your own words.",
                    ]
                    .concat(),
                    Rewrite::Wanted => {
                        "After an interview you wanted a better answer. Write it while you remember."
                            .to_owned()
                    }
                };
                let action = ("I have rewritten it".to_owned(), rewritten);
                view! { <Banner tone=PillTone::Warn text=text action=action /> }.into_any()
            })
        };
        let studied = self.read(CardRow::is_studied);
        view! {
            {maybe(banner)}
            <Group title="Study">
                <Switch label="Study this card" detail=detail checked=studied on_toggle=study />
            </Group>
        }
        .into_any()
    }

    fn script(self) -> AnyView {
        let stored = self.read(|row| row.script.clone());
        let Bound {
            draft,
            error,
            input,
        } = bound(stored, move |text| self.types(|card| card.script = text));
        view! {
            <FieldGroup title="My script">
                <TextField label="The whole answer (optional)" hint="Write as you speak. Name no patient." multiline=true value=draft on_input=input error=error />
            </FieldGroup>
        }
        .into_any()
    }

    fn coaching(self, question: &Question) -> AnyView {
        let plan = question.answer_plan.clone();
        let changed = Memo::new(move |_| {
            self.row
                .with(|row| !row.outline.iter().map(|point| &point.text).eq(&plan))
        });
        let plan = question.answer_plan.clone();
        let suggested = move || {
            changed
                .get()
                .then(|| folded("The starter outline", vec![points("ol", &plan)]))
        };
        let list = |title: &str, texts: &[String]| match texts {
            [] => ().into_any(),
            _ => folded(title, vec![points("ul", texts)]),
        };
        let fold = vec![
            list("What goes wrong", &question.pitfalls),
            patterns(question),
            list("They may ask next", &question.follow_ups),
            list("Also asked as", &question.also_asked_as),
            maybe(suggested),
        ];
        vec![
            text_card("What they want to learn", vec![said(&question.wants)]),
            el("div").class("stack").view(fold.into_any()).into_any(),
        ]
        .into_any()
    }
}
