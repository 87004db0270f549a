//! The facts of a field: read as a chain from fact to proof, and written in fields that keep every key.

use leptos::prelude::*;

use super::{Sheet, stale_line};
use crate::address::{self, href};
use crate::domain::fact::{CULTURE, Fact, Leaning, Setting, Source, has_source, most_facts};
use crate::domain::ids::{FactId, StoryId, child};
use crate::features::other_versions;
use crate::features::shell::bound::{Bound, bound};
use crate::session::phone;
use crate::store::acts::sheet::SheetAction;
use crate::store::core::sheet::facts_of;
use crate::store::read::sheet::{Proof, checked, proof, story_title, words};
use crate::store::read::stories;
use crate::ui::{
    Button, ButtonKind, El, Icon, LinkButton, Segmented, SelectField, Switch, TextField, dynamic,
    each, el, maybe,
};

/// One fact of a field.
#[derive(Clone, Copy)]
struct One {
    sheet: Sheet,
    id: StoredValue<FactId>,
    field: StoredValue<String>,
    now: Signal<Fact>,
    /// Its fields are open.
    editing: RwSignal<bool>,
}

impl Sheet {
    /// The facts of a field, and the way to another one.
    pub(super) fn facts(self, field: &str) -> AnyView {
        let (session, program) = (self.hand.session, self.program);
        let base = child(&program.get_value(), field);
        let is_single = most_facts(field) == 1;
        let fresh = {
            let base = base.clone();
            move || match is_single {
                true => base.clone(),
                false => child(&base, &session.fresh_id()),
            }
        };
        let own = field.to_owned();
        let stored = session.watch(move |model, _| {
            let facts = facts_of(model, &program.get_value(), &own).into_iter();
            facts.map(|(id, _)| id.clone()).collect::<Vec<String>>()
        });
        let is_empty = stored.with_untracked(Vec::is_empty);
        // Begun here, and not stored before a first key.
        let begun = RwSignal::new(match is_empty {
            true => vec![fresh()],
            false => Vec::new(),
        });
        // What is shown keeps its place, so that a first key does not move the field under the finger.
        let shown = Memo::new(move |before: Option<&Vec<String>>| {
            let (stored, begun) = (stored.get(), begun.get());
            let mut shown = before.cloned().unwrap_or_default();
            shown.retain(|id| stored.contains(id) || begun.contains(id));
            for id in stored.into_iter().chain(begun) {
                if !shown.contains(&id) {
                    shown.push(id);
                }
            }
            shown
        });
        let field = StoredValue::new(field.to_owned());
        let list = each(
            move || shown.get(),
            move |id| self.one(field, id.into(), begun).draw(begun),
        );
        let most = field.with_value(|field| most_facts(field));
        let add = Callback::new(move |()| {
            let id = fresh();
            begun.update(|begun| begun.push(id));
            phone::focus_soon(".sheet-field[open] .fact:last-of-type textarea");
        });
        let more = maybe(move || {
            (shown.with(Vec::len) < most).then(|| {
                let label = match shown.with(Vec::is_empty) {
                    true => "Add",
                    false => "Add another",
                };
                view! { <Button label=label icon=Icon::Plus kind=ButtonKind::Quiet on_press=add /> }
                    .into_any()
            })
        });
        vec![el("div").class("facts").view(list).into_any(), more].into_any()
    }

    fn one(self, field: StoredValue<String>, id: FactId, begun: RwSignal<Vec<String>>) -> One {
        let watched = id.clone();
        let now = self
            .hand
            .session
            .watch(move |model, _| model.get_or_default::<Fact>(&watched));
        let is_new = begun.with_untracked(|begun| begun.iter().any(|one| id == **one));
        One {
            sheet: self,
            id: StoredValue::new(id),
            field,
            editing: RwSignal::new(is_new || !now.with_untracked(Fact::is_known)),
            now,
        }
    }
}

impl One {
    fn has_source(self) -> bool {
        self.field.with_value(|field| has_source(field))
    }

    /// The fact with a change, as an act.
    fn write(self, change: impl FnOnce(&mut Fact)) -> SheetAction {
        let (session, id) = (self.sheet.hand.session, self.id.get_value());
        let (mut fact, today) = session.read(|model, world| {
            let fact = model.get_or_default::<Fact>(&id);
            (fact, world.today())
        });
        change(&mut fact);
        SheetAction::Write { id, fact, today }
    }

    /// Keeps a keystroke; the answer is the sentence to show at the field.
    fn types(self, change: impl FnOnce(&mut Fact)) -> Option<String> {
        self.sheet.hand.types(self.write(change))
    }

    fn does(self, change: impl FnOnce(&mut Fact)) -> bool {
        self.sheet.hand.does(self.write(change))
    }

    fn bound(self, read: fn(&Fact) -> &String, write: fn(&mut Fact, String)) -> Bound {
        let now = self.now;
        let stored = Signal::derive(move || now.with(|fact| read(fact).clone()));
        bound(stored, move |text| self.types(|fact| write(fact, text)))
    }

    fn draw(self, begun: RwSignal<Vec<String>>) -> AnyView {
        let editing = self.editing;
        let body = dynamic(move || match editing.get() {
            true => untrack(|| self.editor(begun)),
            false => untrack(|| self.chain()),
        });
        let twice = other_versions(self.sheet.hand, "fact", self.id.get_value().into());
        el("div").class("fact").view(twice).view(body).into_any()
    }

    /// Fact, why, proof: to read.
    fn chain(self) -> AnyView {
        let session = self.sheet.hand.session;
        let id = self.id;
        let proof: Signal<Option<Proof>> = session.watch(move |model, _| {
            let fact = model.get_or_default::<Fact>(&id.get_value());
            proof(model, &fact)
        });
        let today = session.watch(|_, world| world.today());
        let chain = dynamic(move || {
            let fact = self.now.get();
            let step = |title: &str, text: &str| {
                el("div")
                    .child(el("b").text(title))
                    .child(el("p").attr("dir", "auto").text(text))
            };
            if !self.has_source() {
                return el("p")
                    .class("eve-text")
                    .attr("dir", "auto")
                    .text(&words(&fact))
                    .into_any();
            }
            let why = fact.why.trim();
            let why = (!why.is_empty()).then(|| step("Why it matters to me", why));
            let proof = proof.get().map(|proof| {
                let open = proof.story.map(|story| {
                    let to = href(&address::story(&story));
                    el("a")
                        .class("link")
                        .attr("href", &to)
                        .text("Open the story")
                });
                step("My proof", &proof.text).children(open)
            });
            let source = fact.source.map_or("", Source::words);
            let source = [source, fact.source_text.trim()];
            let source: Vec<&str> = source.into_iter().filter(|text| !text.is_empty()).collect();
            let source = (!source.is_empty()).then(|| el("span").text(&source.join(", ")));
            let age = checked(&fact, today.get());
            let age = match fact.is_stale(today.get()) {
                true => stale_line(&age),
                false => el("span").text(&age),
            };
            let about = el("div").class("fact-source").children(source).child(age);
            el("div")
                .class("chain")
                .child(step("Fact", &words(&fact)).child(about))
                .children(why)
                .children(proof)
                .into_any()
        });
        let change = Callback::new(move |()| self.editing.set(true));
        let is_old = move || {
            let is_old = self.now.with(|fact| fact.is_stale(today.get()));
            (is_old && self.has_source()).then(|| self.mark())
        };
        let acts = el("div").class("cluster").view(maybe(is_old)).view(
            view! { <Button label="Change" icon=Icon::Pencil kind=ButtonKind::Quiet on_press=change /> }
                .into_any(),
        );
        vec![chain, acts.into_any(), self.on_card()].into_any()
    }

    /// Says that the fact was found true today.
    fn mark(self) -> AnyView {
        let hand = self.sheet.hand;
        let check = Callback::new(move |()| {
            let today = hand.session.read(|_, world| world.today());
            let act = self.write(|fact| fact.checked_on = Some(today));
            hand.does_with_undo(act, "Marked as checked today");
        });
        view! { <Button label="Mark as checked" icon=Icon::Tick on_press=check /> }.into_any()
    }

    /// When the fact was checked, and the way to say that it was today.
    fn age(self) -> AnyView {
        let (session, now) = (self.sheet.hand.session, self.now);
        let today = session.watch(|_, world| world.today());
        let says = move || now.with(|fact| checked(fact, today.get()));
        let is_older = move || {
            let is_older = now.with(|fact| fact.is_known() && fact.checked_on != Some(today.get()));
            is_older.then(|| self.mark())
        };
        el("div")
            .class("cluster fact-source")
            .child(el("span").say_with(says))
            .view(maybe(is_older))
            .into_any()
    }

    /// The switch for the elevator.
    fn on_card(self) -> AnyView {
        if !self.has_source() {
            return ().into_any();
        }
        let now = self.now;
        let checked = RwSignal::new(now.with_untracked(|fact| fact.on_card));
        Effect::new(move |_| checked.set(now.with(|fact| fact.on_card)));
        let toggle = Callback::new(move |on: bool| {
            if !self.does(|fact| fact.on_card = on) {
                // The box has moved already.
                checked.set(now.with_untracked(|fact| fact.on_card));
            }
        });
        listed(
            view! { <Switch label="On the elevator card" checked=checked on_toggle=toggle /> }
                .into_any(),
        )
        .into_any()
    }

    fn editor(self, begun: RwSignal<Vec<String>>) -> AnyView {
        let text = self.bound(|fact| &fact.text, |fact, text| fact.text = text);
        let label = match self.has_source() {
            true => "Fact",
            false => "In my own words",
        };
        let done = Callback::new(move |()| self.editing.set(false));
        let remove = Callback::new(move |()| {
            let id = self.id.get_value();
            let act = SheetAction::Remove { id: id.clone() };
            if self.sheet.hand.does_with_undo(act, "Taken off the sheet") {
                begun.update(|begun| begun.retain(|one| id != **one));
                phone::focus(".sheet-field[open] > summary");
            }
        });
        let is_there = Memo::new(move |_| self.now.with(|fact| *fact != Fact::default()));
        let acts = move || {
            is_there.get().then(|| {
                view! {
                    <Button label="Done" icon=Icon::Tick on_press=done />
                    <Button label="Take it off" icon=Icon::Trash kind=ButtonKind::Quiet on_press=remove />
                }
                .into_any()
            })
        };
        let more = match self.has_source() {
            true => self.about_fact(),
            false => ().into_any(),
        };
        let chosen = match self.field.with_value(|field| field == CULTURE) {
            true => self.culture(),
            false => ().into_any(),
        };
        view! {
            {chosen}
            <TextField label=label multiline=true value=text.draft on_input=text.input error=text.error />
            {more}
            {el("div").class("cluster").view(maybe(acts))}
        }
        .into_any()
    }

    /// Academic or community, research or service.
    fn culture(self) -> AnyView {
        let now = self.now;
        let setting = Signal::derive(move || {
            let chosen = now.with(|fact| fact.setting);
            chosen.map_or(String::new(), |one| one.id().to_owned())
        });
        let set_setting = Callback::new(move |id: String| {
            let chosen = Setting::ALL.into_iter().find(|one| one.id() == id);
            self.does(|fact| fact.setting = chosen);
        });
        let leaning = Signal::derive(move || {
            let chosen = now.with(|fact| fact.leaning);
            chosen.map_or(String::new(), |one| one.id().to_owned())
        });
        let set_leaning = Callback::new(move |id: String| {
            let chosen = Leaning::ALL.into_iter().find(|one| one.id() == id);
            self.does(|fact| fact.leaning = chosen);
        });
        view! {
            <Segmented label="What kind of hospital is it?" options=Setting::CHOICES selected=setting on_select=set_setting />
            <Segmented label="What comes first?" options=Leaning::CHOICES selected=leaning on_select=set_leaning />
        }
        .into_any()
    }

    /// Where the fact comes from, why it matters, and what proves it.
    fn about_fact(self) -> AnyView {
        let (session, now) = (self.sheet.hand.session, self.now);
        let mut sources = vec![(String::new(), "Not said".to_owned())];
        sources.extend(Source::ALL.map(|one| (one.id().to_owned(), one.words().to_owned())));
        let source = Signal::derive(move || {
            let source = now.with(|fact| fact.source);
            source.map_or(String::new(), |one| one.id().to_owned())
        });
        let set_source = Callback::new(move |id: String| {
            let source = Source::ALL.into_iter().find(|one| one.id() == id);
            self.does(|fact| fact.source = source);
        });
        let place = self.bound(
            |fact| &fact.source_text,
            |fact, text| fact.source_text = text,
        );
        let why = self.bound(|fact| &fact.why, |fact, text| fact.why = text);
        let stories = session.watch(|model, _| {
            let all = stories::stories(model);
            let mut options = vec![(String::new(), "In my own words".to_owned())];
            options.extend(all.map(|(id, one)| (id.clone(), story_title(one).to_owned())));
            options
        });
        let story = Signal::derive(move || {
            let proof = now.with(|fact| fact.proof.clone());
            // One that was deleted proves nothing.
            let is_there = stories.with(|all| all.iter().any(|(id, _)| proof == **id));
            if is_there {
                proof.into()
            } else {
                String::new()
            }
        });
        let set_story = Callback::new(move |id: String| {
            self.does(|fact| fact.proof = id.into());
        });
        let own = self.bound(|fact| &fact.proof_text, |fact, text| fact.proof_text = text);
        let is_own = Memo::new(move |_| story.with(String::is_empty));
        let own = move || {
            is_own.get().then(|| {
                view! { <TextField label="My proof in my own words" multiline=true value=own.draft on_input=own.input error=own.error /> }.into_any()
            })
        };
        let open = move || {
            let story = StoryId::from(story.get());
            (!story.is_empty()).then(|| {
                let to = href(&address::story(&story));
                view! { <LinkButton label="Open the story" href=to kind=ButtonKind::Quiet icon=Icon::Book /> }.into_any()
            })
        };
        let to_find = Signal::derive(move || now.with(|fact| fact.open));
        let set_to_find = Callback::new(move |open: bool| {
            self.does(|fact| fact.open = open);
        });
        let to_find = listed(
            view! {
                <Switch label="To be found out" detail="Or to be asked again on the day" checked=to_find on_toggle=set_to_find />
            }
            .into_any(),
        );
        view! {
            <SelectField label="Source" options=Signal::stored(sources) value=source on_change=set_source />
            <TextField label="Where exactly? (optional)" placeholder="Page, person or letter" value=place.draft on_input=place.input error=place.error />
            {self.age()}
            <TextField label="Why it matters to me" multiline=true value=why.draft on_input=why.input error=why.error />
            <SelectField label="My proof" options=stories value=story on_change=set_story />
            {maybe(own)}
            {maybe(open)}
            {to_find}
        }
        .into_any()
    }
}

/// A list of one row.
pub(super) fn listed(row: AnyView) -> El {
    el("ul").attr("role", "list").class("plain").view(row)
}
