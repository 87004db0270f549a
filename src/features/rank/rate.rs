//! Rating one program: a value with its words for each criterion, the evidence, and the gut.
//!
//! Each tap is kept at once as a reading with its day; nothing is lost by closing.

use std::sync::Arc;

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::RankingGuide;
use crate::domain::ids::ProgramId;
use crate::domain::program::Program;
use crate::domain::ranking::{GUT, GUT_MAX, Score, VALUES};
use crate::domain::record::Record;
use crate::features::rank::look;
use crate::features::rank::rate::told::{
    about, drift, next_open, said_first, score_of, stand, title_of, value_of,
};
use crate::features::rank::words::LABELS;
use crate::features::shell::reading::{reading, shown};
use crate::features::{Hand, Visit, gone, muted_status, other_versions};
use crate::session::phone::{self, Hold};
use crate::store::acts::ranking::{RankAction, Said};
use crate::store::read::ranking::rating::Rating;
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, El, Icon, LinkButton, PillTone, TextField, dynamic,
    each, el, keep_focus, maybe,
};

mod told;

/// A chosen value stays in sight for this long before the next criterion opens, in milliseconds.
const LINGER: u32 = 400;
/// What the value "don't know yet" is called inside.
const UNKNOWN: &str = "?";

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let id = visit.param(0);
    shown(visit.came_late, reading::<RankingGuide>(), move |guide| {
        Page::new(visit.hand(), &id.as_str().into(), guide).draw(&visit)
    })
}

#[derive(Clone, Copy)]
struct Page {
    hand: Hand,
    program: StoredValue<ProgramId>,
    now: Signal<Option<Rating>>,
    /// The criterion that is open, or the gut.
    open: RwSignal<Option<String>>,
    /// The last choice was made with a key: arrows pass over values that are not meant.
    by_key: StoredValue<bool>,
    /// Opens the next one in a moment.
    next: Hold,
}

impl Page {
    fn new(hand: Hand, program: &ProgramId, guide: &RankingGuide) -> Page {
        let (guide, id) = (Arc::new(guide.clone()), program.to_owned());
        let now = hand
            .session
            .watch(move |model, world| Rating::read(model, world, &guide, &id));
        let first = now.with_untracked(|now| next_open(now.as_ref()?, ""));
        Page {
            hand,
            program: StoredValue::new(program.to_owned()),
            now,
            open: RwSignal::new(first),
            by_key: StoredValue::new(false),
            next: phone::hold(),
        }
    }

    fn of<T: Default>(self, read: impl FnOnce(&Rating) -> T) -> T {
        self.now
            .with(|now| now.as_ref().map(read))
            .unwrap_or_default()
    }

    fn draw(self, visit: &Visit) -> AnyView {
        let now = self.now;
        let name = Memo::new(move |_| now.with(|now| Some(now.as_ref()?.sheet.name.clone())));
        visit.is_called(name.into());
        let is_there = Memo::new(move |_| now.with(Option::is_some));
        dynamic(move || match is_there.get() {
            true => untrack(|| self.sheet()),
            false => self
                .program
                .with_value(|id| gone(self.hand, Program::KIND, id)),
        })
    }

    fn sheet(self) -> AnyView {
        let ids = Memo::new(move |_| {
            self.of(|now| {
                let rows = now.sheet.rows.iter();
                let ids = rows.map(|row| row.criterion.id.clone().into());
                ids.chain([GUT.to_owned()]).collect::<Vec<String>>()
            })
        });
        let about = move || self.of(about);
        let fault = maybe(move || {
            let fault = self.of(|now| now.sheet.fault)?;
            Some(view! { <Banner tone=PillTone::Warn text=fault /> }.into_any())
        });
        let rows = each(move || ids.get(), move |id| self.row(id));
        let list = el("ul")
            .attr("role", "list")
            .class("group rates")
            .view(rows);
        let is_done = Memo::new(move |_| self.of(|now| next_open(now, "").is_none()));
        let done = dynamic(move || {
            let kind = match is_done.get() {
                true => ButtonKind::Primary,
                false => ButtonKind::Secondary,
            };
            view! { <LinkButton kind=kind icon=Icon::Tick label="Done" href=href(address::RANK) /> }
                .into_any()
        });
        vec![
            muted_status(about).into_any(),
            fault,
            list.into_any(),
            muted_status(move || self.of(score_of)).into_any(),
            view! { <ActionBar>{done}</ActionBar> }.into_any(),
        ]
        .into_any()
    }

    fn row(self, id: String) -> AnyView {
        let key = StoredValue::new(id.clone());
        let is_open = Memo::new(move |_| {
            self.open
                .with(|open| key.with_value(|id| open.as_ref() == Some(id)))
        });
        let press = move |_| {
            self.next.release();
            let id = (!is_open.get_untracked()).then(|| key.get_value());
            self.open.set(id);
        };
        let title = move || key.with_value(|id| self.of(|now| title_of(now, id)));
        let value = Memo::new(move |_| key.with_value(|id| self.of(|now| stand(now, id))));
        let is_gut = id == GUT;
        let end = dynamic(move || value_of(value.get(), is_gut));
        let hit = el("button")
            .attr("type", "button")
            .class("row-hit")
            .attr_of("aria-expanded", move || Some(is_open.get().to_string()))
            .on("click", press)
            .child(
                el("span").class("row-body").child(
                    el("span")
                        .class("row-title")
                        .attr("dir", "auto")
                        .say_with(title),
                ),
            )
            .view(end);
        let inside = maybe(move || is_open.get().then(|| untrack(|| self.inside(key))));
        el("li")
            .class("row")
            .attr("data-key", &id)
            .child(hit)
            .view(inside)
            .into_any()
    }

    /// What an open criterion shows.
    fn inside(self, key: StoredValue<String>) -> AnyView {
        let ask = key.with_value(|id| {
            self.of(|now| {
                let mut rows = now.sheet.rows.iter();
                let row = rows.find(|row| row.criterion.id == **id)?;
                let ask = row.criterion.ask.first().cloned();
                ask.or_else(|| Some(row.criterion.description.clone()))
            })
        });
        let ask = match key.with_value(|id| id == GUT) {
            true => Some(
                "Before you look at the scores: how much do you want to train there?".to_owned(),
            ),
            false => ask,
        };
        let choices = self.choices(key);
        let below = move || {
            let minimum = key.with_value(|id| self.of(|now| now.broken_minimum(id)));
            minimum.map_or(String::new(), |minimum| {
                [
                    "Below your minimum of ",
                    &*minimum.to_string(),
                    ": it goes under “Do not rank”.",
                ]
                .concat()
            })
        };
        let drift = maybe(move || key.with_value(|id| self.of(|now| drift(now, id))));
        let newest = Memo::new(move |_| {
            key.with_value(|id| self.of(|now| Some(now.readings(id)?.newest()?.id.clone())))
        });
        let has_said = Memo::new(move |_| newest.with(Option::is_some));
        let twice = maybe(move || Some(other_versions(self.hand, Score::KIND, newest.get()?)));
        let more = maybe(move || {
            let because = || untrack(|| self.because(key));
            has_said.get().then(because)
        });
        el("div")
            .class("open-rate")
            .children(
                ask.filter(|ask| !ask.is_empty())
                    .map(|ask| el("p").class("hint").attr("dir", "auto").text(&ask)),
            )
            .child(choices)
            .child(el("p").class("hint").attr("role", "status").say_with(below))
            .view(twice)
            .view(drift)
            .view(more)
            .into_any()
    }

    /// The values as radios: the highest first, with its words; those of the gut side by side.
    fn choices(self, key: StoredValue<String>) -> El {
        let id = key.get_value();
        let title = self.of(|now| title_of(now, &id));
        let is_gut = id == GUT;
        let values: Vec<Option<u8>> = match is_gut {
            true => (0..=GUT_MAX).map(Some).chain([None]).collect(),
            false => VALUES.rev().map(Some).chain([None]).collect(),
        };
        let stand = Memo::new(move |_| key.with_value(|id| self.of(|now| stand(now, id))));
        let was = Memo::new(move |_| key.with_value(|id| self.of(|now| said_first(now, id))));
        let anchors: [String; 5] = self.of(|now| {
            let mut rows = now.sheet.rows.iter();
            let row = rows.find(|row| row.criterion.id == *id);
            row.map(|row| row.criterion.anchors.clone())
                .unwrap_or_default()
        });
        let choice = |value: Option<u8>| {
            let words = match value {
                None => "I don’t know yet".to_owned(),
                Some(_) if is_gut => String::new(),
                Some(value) => anchors[usize::from(value - 1)].clone(),
            };
            self.choice(key, value, words, is_gut, stand, was)
        };
        let by_key = self.by_key;
        el("div")
            .class(if is_gut { "guts" } else { "anchors" })
            .attr("role", "radiogroup")
            .attr("aria-label", &title)
            .on("pointerdown", move |_| by_key.set_value(false))
            .on("keydown", move |_| by_key.set_value(true))
            .children(values.into_iter().map(choice))
    }

    fn choice(
        self,
        key: StoredValue<String>,
        value: Option<u8>,
        words: String,
        is_gut: bool,
        stand: Memo<Option<Option<u8>>>,
        was: Memo<Option<(u8, String)>>,
    ) -> El {
        let number = value.map_or(UNKNOWN.to_owned(), |value| value.to_string());
        let is_now = move || stand.get() == Some(value);
        let was_then = move || was.get().filter(|(then, _)| Some(*then) == value);
        let called = match value {
            Some(value) if !is_gut => {
                let label = LABELS[usize::from(value - 1)];
                match words.is_empty() {
                    true => [&*number, ", ", label].concat(),
                    false => [&*number, ", ", label, ": ", &*words].concat(),
                }
            }
            Some(_) => [&*number, " of 10"].concat(),
            None => words.clone(),
        };
        let spoken = move || {
            let now = if is_now() { ". Selected now" } else { "" };
            match was_then() {
                Some((_, when)) => [&*called, now, ". You said this ", &*when].concat(),
                None => [&*called, now].concat(),
            }
        };
        let mark = move || match (is_now(), was_then()) {
            (_, Some((_, when))) => when,
            (true, None) if was.with(Option::is_some) => "now".to_owned(),
            _ => String::new(),
        };
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", &["rate-", &*key.get_value()].concat())
            .attr("autocomplete", "off")
            .attr_of("aria-label", move || Some(spoken()))
            .checked_of(is_now)
            .on("change", move |_| self.rates(key, value));
        let label = el("label")
            .class("anchor")
            .attr_of("data-was", move || was_then().map(|_| String::new()))
            .child(radio)
            .child(el("b").attr("aria-hidden", "true").text(&number));
        match is_gut {
            true => label,
            false => label
                .child(
                    el("span")
                        .attr("dir", "auto")
                        .attr("aria-hidden", "true")
                        .text(&words),
                )
                .child(el("em").attr("aria-hidden", "true").say_with(mark)),
        }
    }

    fn said(self, criterion: String) -> Said {
        let session = self.hand.session;
        let (at, day) = session.read(|_, world| (world.now.0, world.today()));
        Said {
            program: self.program.get_value(),
            criterion: criterion.into(),
            fresh: session.fresh_id(),
            at,
            day,
        }
    }

    fn rates(self, key: StoredValue<String>, value: Option<u8>) {
        let id = key.get_value();
        let note = untrack(|| self.of(|now| now.note_of_today(&id)));
        let said = self.said(id);
        let did = self.hand.does(RankAction::Rate { said, value, note });
        if did && !self.by_key.get_value() && !phone::is_still() {
            self.next.after(LINGER, move || self.opens_next(key));
        }
    }

    /// Opens the next criterion that nothing was said of, if this one is open still.
    fn opens_next(self, key: StoredValue<String>) {
        let Some(id) = key.try_get_value() else {
            return;
        };
        self.next.release();
        if self.open.with_untracked(|open| open.as_ref() != Some(&id)) {
            return;
        }
        let next = untrack(|| self.of(|now| next_open(now, &id)));
        self.open.set(next.clone());
        let row = ["[data-key=\"", &*next.unwrap_or(id), "\"]"].concat();
        keep_focus(vec![[&*row, " .row-hit"].concat()]);
        phone::reveal(row);
    }

    /// The sentence behind the number, and the way on.
    fn because(self, key: StoredValue<String>) -> AnyView {
        let value = Signal::derive(move || {
            key.with_value(|id| self.of(|now| now.readings(id).map(|all| now.because(all))))
                .unwrap_or_default()
        });
        let set = Callback::new(move |note: String| {
            // While somebody types, nothing else opens.
            self.next.release();
            let said = self.said(key.get_value());
            self.hand.types(RankAction::Evidence { said, note });
        });
        let next = Callback::new(move |()| self.opens_next(key));
        let has_next = Memo::new(move |_| {
            key.with_value(|id| self.of(|now| next_open(now, id)))
                .is_some()
        });
        let button = maybe(move || {
            has_next.get().then(|| {
                view! { <Button label="Next" icon=Icon::ChevronDown on_press=next /> }.into_any()
            })
        });
        let field = view! {
            <TextField label="Because …" multiline=true value=value on_input=set placeholder="What did you see or hear?" />
        };
        el("div")
            .class("stack")
            .view(field.into_any())
            .child(el("div").class("cluster").view(button))
            .into_any()
    }
}
