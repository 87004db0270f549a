//! One story: its parts with their time, the short version and key words, what it serves, and the
//! wordings that were kept. What is typed is kept at once.
//! Deliberately not here: telling it against the clock (`story_timer`).

use leptos::prelude::*;

use crate::address::href;
use crate::content::lazy::{Practice, Questions, Structure};
use crate::domain::card::Card;
use crate::domain::story::{Fit, PROFESSIONAL, Story, Wording, blanks, budgets, count_words};
use crate::domain::story_timer::{Change, clock, difference, seconds_for};
use crate::domain::table::Table;
use crate::domain::time::Instant;
use crate::features::shell::reading::{folded, points, reading, said, shown};
use crate::features::{Hand, Tool, Visit, muted, while_alive};
use crate::session::phone;
use crate::store::acts::stories::StoryAction;
use crate::store::core::model::Kinds;
use crate::store::read::deck::rows;
use crate::store::read::rehearsal::{Pace, pace, structure, versions};
use crate::store::read::stories::{SERVES_MAX, Service, service};
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, Check, CheckRow, Disclosure, El, FieldGroup, Group,
    Icon, LinkButton, PillTone, PrintOnly, Row, SelectField, Sheet, TextField, dynamic, each, el,
    maybe,
};

#[derive(Clone, Copy)]
struct Desk {
    hand: Hand,
    id: StoredValue<String>,
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
        let (id, practice) = (id.clone(), practice.clone());
        let visit = visit.clone();
        while_alive(hand, "story", id.clone(), move || {
            visit.show_tools(vec![Tool {
                icon: Icon::Printer,
                label: "Print",
                press: Callback::new(|()| phone::print()),
            }]);
            Desk::new(hand, id.clone(), practice.clone()).screen()
        })
    })
}

impl Desk {
    fn new(hand: Hand, id: String, practice: Practice) -> Desk {
        let watched = id.clone();
        Desk {
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
        let timer = href(&["practice/stories/", &id, "/timer"].concat());
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
        let error = RwSignal::new(None::<String>);
        let typed = RwSignal::new(None::<String>);
        // The store keeps no spaces at the ends, which are where the next word begins; what was refused
        // stays in the field too.
        let title = Signal::derive(move || {
            let kept = self.now.with(|story| story.title.clone());
            let stays = |typed: &String| error.with(Option::is_some) || typed.trim() == kept;
            typed.get().filter(stays).unwrap_or(kept)
        });
        let name = move |text: String| {
            typed.set(Some(text.clone()));
            error.set(self.types(|story| story.title = text));
        };
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
                <TextField label="Name of the story" value=title on_input=name error=error />
                <SelectField label="Shape" options=Signal::stored(options) value=selected on_change=reshape hint=hint />
                {self.total()}
            </FieldGroup>
        }
        .into_any()
    }

    /// The time of the whole, and what is left to fill.
    fn total(self) -> AnyView {
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

    fn parts(self, count: usize) -> AnyView {
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
    fn starters(self) -> AnyView {
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

    fn checks(self) -> AnyView {
        self.practice.with_value(|practice| {
            let list = points("ul", &practice.story.quality_checks);
            folded("Check it before you learn it", vec![list])
        })
    }

    fn short(self) -> AnyView {
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

    /// The situations that it answers.
    fn prompts(self) -> AnyView {
        let prompts = self
            .practice
            .with_value(|practice| practice.story_bank.clone());
        let rows = prompts.into_iter().map(|prompt| {
            let (id, own) = (prompt.id.clone(), prompt.id);
            let title = prompt.title;
            let look = Signal::derive(move || Check {
                title: title.clone(),
                checked: self.now.with(|story| story.prompts.contains(&own)),
                ..Check::default()
            });
            let tick = move |on: bool| {
                let id = id.clone();
                self.does(|story| {
                    if on {
                        story.prompts.insert(id);
                    } else {
                        story.prompts.remove(&id);
                    }
                });
            };
            view! { <CheckRow look=look strike=false on_toggle=tick /> }.into_any()
        });
        let list = el("ul")
            .attr("role", "list")
            .class("plain")
            .view(rows.collect::<Vec<AnyView>>().into_any());
        let title = Signal::derive(move || match self.now.with(|story| story.prompts.len()) {
            0 => "Which situations is it about?".to_owned(),
            1 => "About 1 situation".to_owned(),
            count => ["About ", &count.to_string(), " situations"].concat(),
        });
        view! { <Disclosure title=title>{list}</Disclosure> }.into_any()
    }

    /// The questions that it serves, and those that it could serve.
    fn cards(self) -> AnyView {
        let questions = reading::<Questions>();
        let session = self.hand.session;
        let revision = session.watch(|model, _| model.revision(Kinds::of::<Card>()));
        // Not the words, which are being typed.
        let about = Memo::new(move |_| {
            self.now.with(|story| Story {
                structure: story.structure.clone(),
                prompts: story.prompts.clone(),
                ..Story::default()
            })
        });
        let id = self.id.get_value();
        let found = Memo::new(move |_| {
            revision.track();
            about.with(|story| {
                questions
                    .with(|content| {
                        session.read(|model, _| serving(model.all::<Card>(), content, &id, story))
                    })
                    .unwrap_or_default()
            })
        });
        let served = Memo::new(move |_| {
            found.with(|all| all.iter().filter(|one| one.service.is_some()).count())
        });
        let by_shape = dynamic(move || {
            let all = found.get().into_iter();
            let by_shape = all.filter(|one| one.service == Some(Service::Shape));
            let row = |one: Serves| {
                let to = href(&["practice/card/", &one.id].concat());
                view! { <Row title=one.text detail="This is the story for it" href=to /> }
                    .into_any()
            };
            by_shape.map(row).collect::<Vec<_>>().into_any()
        });
        let keys = move || {
            found.with(|all| {
                let all = all.iter();
                let open = all.filter(|one| one.service != Some(Service::Shape));
                open.map(|one| one.id.clone()).collect()
            })
        };
        let row = move |card: String| {
            let of = card.clone();
            let look = Signal::derive(move || {
                found.with(|all| {
                    let one = all.iter().find(|one| one.id == of);
                    one.map_or_else(Check::default, |one| Check {
                        title: one.text.clone(),
                        checked: one.service.is_some(),
                        ..Check::default()
                    })
                })
            });
            let path = ["practice/card/", &card].concat();
            let tick = move |linked: bool| {
                let (card, story) = (card.clone(), self.id.get_value());
                self.hand.does(StoryAction::Link {
                    card,
                    story,
                    linked,
                });
            };
            let open = move |()| phone::go(&path);
            view! { <CheckRow look=look strike=false on_toggle=tick on_more=open /> }.into_any()
        };
        let often = move || {
            let count = served.get();
            (count > SERVES_MAX).then(|| {
                let text = [
                    "This story serves ",
                    &count.to_string(),
                    " questions. One interviewer may hear it twice: give some of them another story.",
                ]
                .concat();
                view! { <Banner tone=PillTone::Warn text=text /> }.into_any()
            })
        };
        let none = Memo::new(move |_| found.with(Vec::is_empty));
        let empty = maybe(move || {
            none.get().then(|| {
                view! { <Row title="Nothing yet" detail="Tick the situations above, and the questions that ask for them appear here." /> }
                    .into_any()
            })
        });
        view! {
            {maybe(often)}
            <Group title="Questions it can answer" trailing=Signal::derive(move || served.get().to_string())>
                {by_shape}
                {each(keys, row)}
                {empty}
            </Group>
        }
        .into_any()
    }

    /// Wordings that were kept.
    fn kept(self) -> AnyView {
        let id = self.id.get_value();
        let kept = self
            .hand
            .session
            .watch(move |model, _| versions(model, &id));
        let open = RwSignal::new(None::<String>);
        let keep = move |()| {
            let session = self.hand.session;
            let action = StoryAction::KeepVersion {
                fresh: session.fresh_id(),
                story: self.id.get_value(),
                at: self.instant(),
            };
            self.hand.does_with_undo(action, "These words are kept");
        };
        let rows = move || {
            let rows = kept.get().into_iter().rev().map(|(id, version)| {
                let words = count_words(&version.text());
                let detail = [&*words.to_string(), " words"].concat();
                let title = self.when(&version);
                let look = move |()| open.set(Some(id.clone()));
                view! { <Row title=title detail=detail on_press=look /> }.into_any()
            });
            rows.collect::<Vec<AnyView>>().into_any()
        };
        let title = Signal::derive(move || match kept.with(Vec::len) {
            0 => "Versions".to_owned(),
            count => ["Versions (", &count.to_string(), ")"].concat(),
        });
        let list = el("ul")
            .attr("role", "list")
            .class("plain")
            .view(dynamic(rows));
        let button = view! { <Button label="Keep this version" icon=Icon::Copy on_press=keep /> };
        let inside = move || {
            let id = open.get()?;
            let kept = kept.get_untracked();
            let (_, version) = kept.into_iter().find(|(known, _)| *known == id)?;
            Some(self.compare(open, &id, &version))
        };
        let is_open = Signal::derive(move || open.with(Option::is_some));
        view! {
            <Disclosure title=title>
                {muted("Every attempt with the timer keeps the words that were told. Open a version to see what changed since.")}
                {list}
                {el("div").class("cluster").view(button.into_any())}
            </Disclosure>
            <Sheet open=is_open title="Changes since this version" on_close=move |()| open.set(None)>
                {maybe(inside)}
            </Sheet>
        }
        .into_any()
    }

    fn when(self, version: &Wording) -> String {
        self.hand.session.read(|model, world| {
            let home = world.home(model);
            world.when(&home, world.wall_at(&home, Instant(version.at)))
        })
    }

    /// An earlier wording beside the words of now.
    fn compare(self, open: RwSignal<Option<String>>, id: &str, version: &Wording) -> AnyView {
        let now = self.now.get_untracked();
        let back = {
            let version = id.to_owned();
            move |()| {
                let action = StoryAction::UseVersion {
                    version: version.clone(),
                    story: self.id.get_value(),
                    fresh: self.hand.session.fresh_id(),
                    at: self.instant(),
                };
                open.set(None);
                self.hand.does_with_undo(
                    action,
                    "The earlier words are back; today’s are kept as a version",
                );
            }
        };
        let delete = {
            let id = id.to_owned();
            move |()| {
                let id = id.clone();
                open.set(None);
                self.hand
                    .does_with_undo(StoryAction::DeleteVersion { id }, "Version deleted");
            }
        };
        let mut views = vec![
            muted(&["Kept ", &self.when(version)].concat()).into_any(),
            muted("Words that went are struck through; new words are underlined.").into_any(),
            changes(&version.text(), &now.text()).into_any(),
        ];
        if version.short != now.short {
            views.push(el("h3").text("Short version").into_any());
            views.push(changes(&version.short, &now.short).into_any());
        }
        views.push(
            view! {
                <Button label="Go back to these words" icon=Icon::Undo on_press=back />
                <Button label="Delete this version" kind=ButtonKind::Danger icon=Icon::Trash on_press=delete />
            }
            .into_any(),
        );
        views.into_any()
    }

    fn delete(self) -> AnyView {
        let delete = move |()| {
            let id = self.id.get_value();
            phone::swap("practice/stories");
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

/// A card in the list of a story.
#[derive(Clone, PartialEq)]
struct Serves {
    id: String,
    text: String,
    service: Option<Service>,
}

/// Cards that the story serves or could, because they ask for one of its situations, in the order of the
/// deck.
fn serving(cards: &Table<Card>, content: &Questions, id: &str, story: &Story) -> Vec<Serves> {
    rows(cards, &content.questions)
        .into_iter()
        .filter_map(|row| {
            let service = service(&row, id, story);
            let asks = row.prompts.iter().any(|one| story.prompts.contains(one));
            (service.is_some() || asks).then_some(Serves {
                id: row.id,
                text: row.text,
                service,
            })
        })
        .collect()
}

/// A line about a length, and how it fits.
type Measure = (Fit, String);

fn measure(words: usize, seconds: f64, (from, to): (f64, f64), what: &str) -> Measure {
    let fit = Fit::of(seconds, (from, to));
    let (least, most) = if to > 60.0 {
        (clock(from), clock(to))
    } else {
        (from.to_string(), [&*to.to_string(), " s"].concat())
    };
    let aim = ["aim for ", &least, " to ", &most].concat();
    let counted = {
        let word = if words == 1 { " word" } else { " words" };
        let time = if to > 60.0 {
            clock(seconds.round())
        } else {
            [&*seconds.round().to_string(), " s"].concat()
        };
        [&*words.to_string(), word, ", about ", &time].concat()
    };
    let text = match fit {
        Fit::Empty => [what, ": ", &aim].concat(),
        Fit::Short => [&*counted, ". Short: ", &aim].concat(),
        Fit::Fits => [&*counted, ". It fits."].concat(),
        Fit::Long => [&*counted, ". Too long: ", &aim].concat(),
    };
    (fit, text)
}

fn fit_line(line: Memo<Measure>) -> El {
    let name = move || {
        Some(
            match line.with(|(fit, _)| *fit) {
                Fit::Empty => "empty",
                Fit::Short => "short",
                Fit::Fits => "fits",
                Fit::Long => "long",
            }
            .to_owned(),
        )
    };
    el("p")
        .class("fit num")
        .attr_of("data-fit", name)
        .say_with(move || line.with(|(_, text)| text.clone()))
}

/// The difference of two texts, word by word.
fn changes(before: &str, now: &str) -> El {
    let found = difference(before, now);
    if found.iter().all(|change| matches!(change, Change::Kept(_))) {
        return said("The words are the same.");
    }
    let part = |change: &Change| match change {
        Change::Kept(words) => el("span").text(words),
        Change::Removed(words) => el("del").child(spoken("removed: ")).text(words),
        Change::Added(words) => el("ins").child(spoken("added: ")).text(words),
    };
    let mut line = el("p").class("changes").attr("dir", "auto");
    for change in &found {
        line = line.child(part(change)).text(" ");
    }
    line
}

fn spoken(text: &'static str) -> El {
    el("span").class("visually-hidden").text(text)
}
