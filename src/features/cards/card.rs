//! One card: the question, how it stands, the person's own outline and script, the coaching, the
//! stories that serve, and the answers so far. What is typed is kept at once.
//! Deliberately not here: asking the question (review, drill), and writing stories.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use crate::address::href;
use crate::content::lazy::{Practice, Question, Questions, Structure};
use crate::domain::card::{Card, Effort, Log, POINTS_MAX, Point, Priority, Rating};
use crate::domain::program::Program;
use crate::domain::story::Story;
use crate::features::cards::desk::{self, Desk};
use crate::features::cards::standing::{
    PRIORITIES, category_title, priority_of, priority_word, standing,
};
use crate::features::shell::reading::{
    Reading, card as text_card, fact, folded, heading, listed, named, points, reading, said, shown,
};
use crate::features::{Hand, Visit, gone, muted, other_versions};
use crate::session::{Session, phone};
use crate::store::acts::cards::CardAction;
use crate::store::acts::stories::StoryAction;
use crate::store::read::deck;
use crate::store::read::deck::Row as CardRow;
use crate::store::read::stories::{Service, fitting_stories, service};
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, Disclosure, FieldGroup, Group, Hero, Icon, IconButton,
    PillTone, Reorder, Row, SelectField, Switch, TextField, dynamic, el, maybe,
};

/// Answers listed on the screen, the newest first.
const ANSWERS_SHOWN: usize = 30;
/// How long nobody must type before a new question is compared with all others, in milliseconds.
const TWIN_PAUSE_MS: u32 = 400;
/// The screen of a card, or of one that is still to be written.
pub fn view(visit: Visit) -> AnyView {
    match visit.param(0) {
        id if id == "new" => new_card(visit),
        id => known_card(visit, id),
    }
}

/// What all parts of the screen share.
#[derive(Clone, Copy)]
struct Sheet {
    hand: Hand,
    session: Session,
    questions: Reading<Questions>,
    guide: Reading<Practice>,
    id: StoredValue<String>,
    /// The card as it is now.
    row: Memo<CardRow>,
}

fn known_card(visit: Visit, id: String) -> AnyView {
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
        let starter: Option<Question> = all.clone().find(|one| one.id == id).cloned();
        let (wanted, question) = (id.clone(), starter.clone());
        let row = session.watch(move |model, _| {
            let mut row = deck::row(model.all(), question.as_slice(), &wanted)?;
            row.name_program(model);
            Some(row)
        });
        let is_here = Memo::new(move |_| row.with(Option::is_some));
        let sheet = Sheet {
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
                let twice = other_versions(hand, "card", id.clone());
                vec![twice, sheet.draw(starter.clone())].into_any()
            } else {
                gone(hand, "card", &id)
            }
        })
    })
}

/// A text that is being typed: what is kept has no spaces at its ends, but the field must show them.
fn typed(
    stored: Signal<String>,
    same: fn(&str, &str) -> bool,
    save: impl Fn(String) -> Option<String> + Send + Sync + 'static,
) -> (RwSignal<String>, RwSignal<Option<String>>, Callback<String>) {
    let draft = RwSignal::new(stored.get_untracked());
    let error = RwSignal::new(None);
    Effect::new(move |_| {
        let stored = stored.get();
        // Changed elsewhere: by undo, or in another tab.
        if draft.with_untracked(|draft| !same(draft, &stored)) {
            draft.set(stored);
        }
    });
    let input = Callback::new(move |text: String| {
        draft.set(text.clone());
        error.set(save(text));
    });
    (draft, error, input)
}

fn same_text(a: &str, b: &str) -> bool {
    a.trim() == b.trim()
}

fn same_tags(a: &str, b: &str) -> bool {
    tags(a) == tags(b)
}

fn tags(text: &str) -> BTreeSet<String> {
    let parts = text.split([',', ';', '\n']).map(str::trim);
    let parts = parts.filter(|tag| !tag.is_empty());
    parts.map(str::to_owned).collect()
}

impl Sheet {
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
        let flags = self.read(|row| (row.chosen, row.suspended, row.rewritten));
        let stands = Memo::new(move |_| {
            turn.track();
            // Tracked alone, a memo that nobody has read would never look.
            flags.get();
            let id = self.id.get_value();
            let found = self.with_desk(|_, desk| {
                let row = desk.row(&id)?;
                let learned = desk.memories.get(&id);
                let wants = learned.is_some_and(|one| one.wants_rewriting(row.rewritten));
                let lapses = learned.map_or(0, |learned| learned.lapses);
                let pill = standing(desk, row).map_or_else(String::new, |(_, text)| text);
                Some((pill, wants && row.is_studied(), lapses))
            });
            found.flatten().unwrap_or_default()
        });
        let detail = Signal::derive(move || match stands.with(|(text, ..)| text.clone()) {
            text if text.is_empty() => "Not asked in your reviews yet".to_owned(),
            text if text == "paused" => "Paused: not asked, and nothing is lost".to_owned(),
            text => ["Now: ", &text].concat(),
        });
        // Who stops keeps what was learned: the card waits, and goes on where it was.
        let study = Callback::new(move |studied: bool| {
            let (chosen, suspended) = self.row.with_untracked(|row| (row.chosen, row.suspended));
            let id = self.id.get_value();
            if studied && !chosen {
                let ids = vec![id.clone()];
                self.hand.does(CardAction::Choose { ids, chosen: true });
            }
            if suspended == studied {
                let suspended = !studied;
                self.hand.does(CardAction::Suspend { id, suspended });
            }
        });
        let rewritten = Callback::new(move |()| {
            let lapses = stands.with_untracked(|(_, _, lapses)| *lapses);
            let action = self.edit(|card| card.rewritten = lapses);
            self.hand.does_with_undo(action, "Noted as rewritten");
        });
        let banner = move || {
            let (_, wants, lapses) = stands.get();
            wants.then(|| {
                let text = [
                    "This answer was forgotten ",
                    &lapses.to_string(),
                    " times. Write a shorter outline in your own words.",
                ]
                .concat();
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

    // The outline.

    fn outline(self) -> AnyView {
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
                let points = points.clone();
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
                    .view(maybe(use_steps)),
            )
            .view(view! { <FieldGroup><SelectField label="Shape of the answer" options=options value=structure on_change=choose_structure /></FieldGroup> }.into_any())
            .view(maybe(what))
            .into_any()
    }

    fn script(self) -> AnyView {
        let stored = self.read(|row| row.script.clone());
        let (draft, error, input) = typed(stored.into(), same_text, move |text| {
            self.types(|card| card.script = text)
        });
        view! {
            <FieldGroup title="My script">
                <TextField label="The whole answer (optional)" hint="Write as you speak. Name no patient." multiline=true value=draft on_input=input error=error />
            </FieldGroup>
        }
        .into_any()
    }

    fn coaching(self, question: &Question) -> AnyView {
        let weak_and_strong = vec![
            heading("Weak"),
            said(&question.weak_pattern),
            heading("Strong"),
            said(&question.strong_pattern),
            muted(
                "These show a shape, not a text to learn. Square brackets are blanks for your own facts.",
            ),
        ];
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
            folded("A weak and a strong answer", weak_and_strong),
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

    // Stories.

    fn stories(self) -> AnyView {
        let id = self.id.get_value();
        let stories = self.session.watch(|model, _| {
            let all = model.all::<Story>().iter();
            all.map(|(id, story)| (id.clone(), story.title.clone()))
                .collect::<Vec<_>>()
        });
        let session = self.session;
        let lists = Memo::new(move |_| {
            let all = stories.get();
            self.row.with(|row| {
                let (fitting, served) = session.read(|model, _| {
                    let stories = model.all::<Story>();
                    let serves = |(id, story): (&String, &Story)| {
                        Some((id.clone(), service(row, id, story)?))
                    };
                    let served: BTreeMap<String, Service> =
                        stories.iter().filter_map(serves).collect();
                    (fitting_stories(row, stories), served)
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
        let link = move |story: String, linked: bool| {
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
        let row = move |(id, title): (String, String), detail: &'static str, linked: bool| {
            let (sign, word) = if linked {
                (Icon::Close, "Unlink ")
            } else {
                (Icon::Plus, "Link ")
            };
            let name = [word, &title].concat();
            let path = href(&["practice/stories/", &id].concat());
            let press = move |()| link.with_value(|link| link(id.clone(), !linked));
            view! { <Row title=title detail=detail href=path><IconButton icon=sign label=name on_press=press /></Row> }.into_any()
        };
        let draw = move || {
            let (by_shape, linked, fitting, rest) = lists.get();
            let linked = linked.into_iter();
            let fitting = fitting.into_iter();
            let made_for_it = |(id, title): (String, String)| {
                let path = href(&["practice/stories/", &id].concat());
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
                options.extend(rest);
                let choose = move |story: String| {
                    if !story.is_empty() {
                        link.with_value(|link| link(story, true));
                    }
                };
                view! { <FieldGroup><SelectField label="Link a story" options=Signal::stored(options) value="" on_change=choose /></FieldGroup> }.into_any()
            });
            vec![listed("Stories that can serve", rows), others.into_any()].into_any()
        };
        dynamic(draw)
    }

    // The rest of the card.

    fn details(self) -> AnyView {
        let stored = self.read(|row| row.text.clone());
        let (text, text_error, text_input) = typed(stored.into(), same_text, move |text| {
            self.types(|card| card.text = Some(text))
        });
        let twin = RwSignal::new(None);
        let is_own = self.row.with_untracked(|row| row.own);
        if is_own {
            twin.set(self.twin(&stored.get_untracked()));
        }
        let check = Callback::new(move |text: String| twin.set(self.twin(&text)));
        let stored = self.read(|row| {
            let tags: Vec<&str> = row.tags.iter().map(|tag| &**tag).collect();
            tags.join(", ")
        });
        let (labels, label_error, label_input) = typed(stored.into(), same_tags, move |text| {
            self.types(|card| card.tags = tags(&text))
        });
        let category = self.read(|row| row.category.clone());
        let categories = Signal::derive(move || {
            let mut options = vec![(String::new(), "None".to_owned())];
            let all = self.questions.with(|content| {
                let all = content.categories.iter();
                all.map(|one| (one.id.clone(), one.title.clone()))
                    .collect::<Vec<_>>()
            });
            options.extend(all.unwrap_or_default());
            with_present(options, category.get())
        });
        let set_category = Callback::new(move |id| self.does(|card| card.category = Some(id)));
        let priority = self.read(|row| priority_word(row.priority).to_owned());
        let set_priority = Callback::new(move |word: String| {
            self.does(|card| card.priority = priority_of(&word));
        });
        let program = self.read(|row| row.only_for.as_deref().unwrap_or_default().to_owned());
        let names = self.session.watch(|model, _| {
            let all = model.all::<Program>().iter();
            let names: BTreeSet<(String, String)> = all
                .map(|(id, one)| (one.title().to_owned(), id.clone()))
                .collect();
            names.into_iter().collect::<Vec<_>>()
        });
        let programs = Signal::derive(move || {
            let mut options = vec![(String::new(), "Every interview".to_owned())];
            options.extend(names.get().into_iter().map(|(name, id)| (id, name)));
            // One that was deleted is still the card's.
            let (own, name) = self
                .row
                .with(|row| (row.only_for.clone(), row.program.clone()));
            let own = own.filter(|own| options.iter().all(|(id, _)| **id != **own));
            options.extend(own.map(|own| (own.into(), name)));
            options
        });
        let set_program = Callback::new(move |id: String| {
            self.does(|card| {
                card.only_for = (!id.is_empty()).then(|| id.into());
                if card.only_for.is_none() {
                    // Else it would fall back to the name that an older version typed.
                    card.program.clear();
                }
            });
        });
        let seconds = self.read(|row| seconds_id(row.seconds));
        let lengths = Signal::derive(move || {
            let known = LENGTHS
                .iter()
                .map(|(min, max)| seconds_option((*min, *max)));
            let mut options: Vec<(String, String)> = known.collect();
            let now = self.row.with(|row| row.seconds);
            if !options.iter().any(|(id, _)| *id == seconds_id(now)) {
                options.push(seconds_option(now));
            }
            options
        });
        let set_seconds = Callback::new(move |id: String| {
            let parts = id.split_once('-');
            let found = parts.and_then(|(min, max)| Some((min.parse().ok()?, max.parse().ok()?)));
            self.does(|card| card.seconds = found);
        });
        let levels = PRIORITIES.map(|(id, label)| (id.to_owned(), label.to_owned()));
        let open = self.row.with_untracked(|row| row.own);
        view! {
            <Disclosure title="Question, tags and program" open=open>
                <TextField label="Question" multiline=true value=text on_input=text_input on_commit=check error=text_error />
                {twin_line(twin)}
                <TextField label="Tags" hint="With commas between them" value=labels on_input=label_input error=label_error />
                <SelectField label="Subject" options=categories value=category on_change=set_category />
                <SelectField label="For which interview" options=programs value=program on_change=set_program />
                <SelectField label="Good length of the answer" options=lengths value=seconds on_change=set_seconds />
                <SelectField label="Priority" options=Signal::stored(levels.to_vec()) value=priority on_change=set_priority />
            </Disclosure>
        }
        .into_any()
    }

    /// Another card that asks the same: its question and its id.
    fn twin(self, text: &str) -> Option<(String, String)> {
        let id = self.id.get_value();
        find_twin(self.session, self.questions, &id, text)
    }

    fn history(self) -> AnyView {
        let id = self.id.get_value();
        let answers = self.session.watch(move |model, _| {
            let log: Log = model.get_or_default(&id);
            let newest = log.reviews.values().rev();
            newest
                .map(|review| {
                    let seconds = (review.duration / 1_000).to_string();
                    let mut detail = [&review.day.long(), ", ", &seconds, " seconds"].concat();
                    if review.effort == Effort::Practice {
                        detail.push_str(", practice only");
                    }
                    (rating_words(review.rating), detail)
                })
                .collect::<Vec<_>>()
        });
        dynamic(move || {
            let answers = answers.get();
            if answers.is_empty() {
                return ().into_any();
            }
            let rows: Vec<AnyView> = answers
                .iter()
                .take(ANSWERS_SHOWN)
                .map(|(title, detail)| fact(title, detail))
                .collect();
            let title = ["My answers so far (", &answers.len().to_string(), ")"].concat();
            let list = el("ul")
                .attr("role", "list")
                .class("plain")
                .view(rows.into_any());
            let rest = answers.len().saturating_sub(ANSWERS_SHOWN);
            let rest = (rest > 0).then(|| {
                muted(
                    &[
                        "Older answers: ",
                        &rest.to_string(),
                        ". They count all the same.",
                    ]
                    .concat(),
                )
            });
            view! { <Disclosure title=title>{list}{rest}</Disclosure> }.into_any()
        })
    }

    fn end(self, starter: Option<Question>) -> AnyView {
        let is_own = self.row.with_untracked(|row| row.own);
        if is_own && starter.is_none() {
            let delete = Callback::new(move |()| {
                let id = self.id.get_value();
                if self
                    .hand
                    .does_with_undo(CardAction::Delete { id }, "Card deleted")
                {
                    phone::swap("practice/deck");
                }
            });
            return view! { <Button kind=ButtonKind::Danger icon=Icon::Trash label="Delete this card" on_press=delete /> }.into_any();
        }
        let id = self.id.get_value();
        let is_changed = self.session.watch(move |model, _| {
            model
                .get::<Card>(&id)
                .is_some_and(|card| *card != original(card))
        });
        let reset = Callback::new(move |()| {
            let action = self.edit(|card| *card = original(card));
            self.hand.does_with_undo(action, "Back to the starter text");
        });
        maybe(move || {
            is_changed.get().then(|| {
                vec![
                    view! { <Button kind=ButtonKind::Danger icon=Icon::Undo label="Back to the starter text" on_press=reset /> }.into_any(),
                    muted("Question, outline and details become as they came with the app. Your script, tags and stories stay.").into_any(),
                ]
                .into_any()
            })
        })
    }
}

/// The card without what it lays over a starter question.
fn original(card: &Card) -> Card {
    Card {
        text: None,
        category: None,
        structure: None,
        priority: None,
        interviewers: None,
        seconds: None,
        outline: None,
        ..card.clone()
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
    let numbered = (1_u32..).zip(&structure.steps);
    numbered
        .map(|(number, step)| Point {
            id: [&structure.id, "-", &number.to_string()].concat(),
            text: [&step.label, ":"].concat(),
        })
        .collect()
}

fn rating_words(rating: Rating) -> &'static str {
    match rating {
        Rating::Again => "It did not come to mind",
        Rating::Hard => "It came with effort, or in part",
        Rating::Good => "It came",
        Rating::Easy => "It came at once",
    }
}

/// Usual lengths of an answer, in seconds.
const LENGTHS: [(u16, u16); 6] = [
    (15, 30),
    (30, 60),
    (45, 60),
    (60, 90),
    (90, 120),
    (120, 180),
];

fn seconds_id((min, max): (u16, u16)) -> String {
    [&min.to_string(), "-", &max.to_string()].concat()
}

fn seconds_option((min, max): (u16, u16)) -> (String, String) {
    let label = [&min.to_string(), " to ", &max.to_string(), " seconds"].concat();
    (seconds_id((min, max)), label)
}

/// The options with the value that is there, so that a selection never shows nothing.
fn with_present(mut options: Vec<(String, String)>, value: String) -> Vec<(String, String)> {
    if !options.iter().any(|(known, _)| *known == value) {
        options.push((value.clone(), value));
    }
    options
}

fn find_twin(
    session: Session,
    questions: Reading<Questions>,
    id: &str,
    text: &str,
) -> Option<(String, String)> {
    let found = untrack(|| {
        questions.with(|content| {
            desk::with(session, content, |desk| {
                let twins = deck::twins(&desk.rows, text, id);
                let twin = desk.rows.get(*twins.first()?)?;
                Some((twin.text.clone(), twin.id.clone()))
            })
        })
    });
    found.flatten()
}

/// A card that asks almost the same: its question and its id.
type Twin = Option<(String, String)>;

/// Says that another card asks the same and offers to open it. A warning, never a refusal.
fn twin_line(twin: RwSignal<Twin>) -> AnyView {
    let line = move || {
        let (text, id) = twin.get()?;
        let text = ["You already have a card like this: “", &text, "”"].concat();
        let path = ["practice/card/", &id].concat();
        let open = Callback::new(move |()| phone::go(&path));
        let action = ("Open it".to_owned(), open);
        Some(view! { <Banner tone=PillTone::Warn text=text action=action /> }.into_any())
    };
    el("div")
        .class("twin")
        .attr("role", "status")
        .view(maybe(line))
        .into_any()
}

thread_local! {
    /// A question that was typed but not added yet: it waits for who comes back.
    static UNADDED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// A card of the person's own begins with its question; all else follows on the card's screen.
fn new_card(visit: Visit) -> AnyView {
    visit.title.set("New card".to_owned());
    let hand = visit.hand();
    let session = visit.session;
    let questions = reading::<Questions>();
    let text = RwSignal::new(UNADDED.with_borrow(Clone::clone));
    let error = RwSignal::new(None::<String>);
    let twin = RwSignal::new(Twin::None);
    on_cleanup(move || UNADDED.set(text.get_untracked()));
    let find = move || text.with_untracked(|text| find_twin(session, questions, "", text));
    let typed = StoredValue::new(0_u32);
    let input = move |now: String| {
        text.set(now);
        error.set(None);
        typed.update_value(|count| *count = count.wrapping_add(1));
        let this = typed.get_value();
        phone::after(TWIN_PAUSE_MS, move || {
            // Only after the last key, and not once the screen is gone.
            if typed.try_get_value() == Some(this) {
                twin.set(find());
            }
        });
    };
    let add = move |()| {
        if text.with_untracked(|text| text.trim().is_empty()) {
            // Said at the field, where it can be mended.
            let sentence = "Write the question, for example “Why our program?”.";
            error.set(Some(sentence.to_owned()));
            phone::focus("main textarea");
            return;
        }
        let warned = twin.get_untracked();
        let found = find();
        if found.is_some() && found != warned {
            twin.set(found);
            phone::focus(".twin button");
            return;
        }
        let id = session.fresh_id();
        let today = session.read(|_, world| world.today());
        let action = CardAction::Add {
            id: id.clone(),
            card: Card {
                text: Some(text.get_untracked()),
                chosen: true,
                made: Some(today),
                ..Card::default()
            },
        };
        if hand.does_with_undo(action, "Card added, and chosen to be studied") {
            text.set(String::new());
            phone::swap(&["practice/card/", &id].concat());
        }
    };
    let label = Signal::derive(move || {
        let label = if twin.with(Option::is_some) {
            "Add it anyway"
        } else {
            "Add the card"
        };
        label.to_owned()
    });
    // The words of the starter questions are needed to warn, not to write.
    view! {
        <FieldGroup>
            <TextField label="Question" multiline=true value=text on_input=input error=error
                placeholder="For example: Why our program?" hint="Next you write the points of your answer." />
            {twin_line(twin)}
        </FieldGroup>
        <ActionBar>
            <Button kind=ButtonKind::Primary label=label icon=Icon::Plus on_press=add />
        </ActionBar>
    }
    .into_any()
}
