//! Header, page and tab bar, and which screen stands between them.

use std::cell::Cell;
use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::address::{self, from_hash, href};
use crate::features::settings::upkeep;
use crate::features::shell::turn;
use crate::features::{Tool, Visit};
use crate::parts::{Loading, NotLoaded, at_once};
use crate::platform::{keyboard, location, page, tail};
use crate::screens::{Screen, TABS, Tab, View, find, parent, title_of};
use crate::session::{Phase, Session, phone, saving};
use crate::ui::{
    Button, Draft, El, EmptyState, Icon, IconButton, IconLink, Toaster, Toasts, dynamic, el,
    enter_place, follow_drafts, icon, maybe, place_of_draft, provide_cover, provide_toaster,
    use_toaster,
};

use super::notices::notices;

/// How far a page is scrolled when its large title becomes small, in pixels.
const TITLE_SHRINKS_AFTER: f64 = 16.0;

/// Where the person has been since the app was opened.
#[derive(Clone, Default)]
struct Trail {
    /// Entries of the history with their addresses, newest last; going back takes them off.
    been: Vec<(f64, String)>,
    /// Last address and scroll position of each tab.
    tabs: BTreeMap<&'static str, (String, f64)>,
}

#[derive(Clone, PartialEq)]
struct Place {
    path: String,
    /// Counts arrivals, so that the same address twice is two arrivals.
    arrival: u32,
}

/// The whole page.
pub fn frame(session: Session) -> AnyView {
    let toaster = provide_toaster(turn::place_toast);
    let place = RwSignal::new(Place {
        path: here(),
        arrival: 0,
    });
    let trail = StoredValue::new(Trail::default());
    let title = RwSignal::new(String::new());
    let came_late = Trigger::new();
    let waiting = Waiting {
        failed: RwSignal::new(None),
        came: Trigger::new(),
        came_late,
        waits: StoredValue::new(None),
    };
    let tools = RwSignal::new(Vec::new());
    let phase = session.phase();
    saving::mirror(session);
    provide_cover(|close| {
        let cover = location::cover(close);
        Box::new(move || drop(cover))
    });

    location::on_hash_change(move |hash| {
        let path = from_hash(&hash).to_owned();
        trail.update_value(|trail| trail.follow(&path));
        session.begin_visit();
        toaster.leave_screen();
        place.update(|place| {
            *place = Place {
                path,
                arrival: place.arrival + 1,
            }
        });
    })
    .forever();
    trail.update_value(|trail| trail.been.push((location::entry(), here())));

    let steps = session.steps();
    let turn = move |number: u64| {
        if number > 0 {
            turn::step(session, toaster, number, None);
        }
        number > 0
    };
    keyboard::on_key(move |key| {
        let (back, again) = steps.get_untracked();
        match &*key.name {
            _ if key.editable => false,
            "z" if key.ctrl && !key.shift => turn(back),
            "u" if !key.ctrl && !key.alt => turn(back),
            "z" | "Z" | "y" if key.ctrl => turn(again),
            _ => false,
        }
    })
    .forever();

    Effect::new(move |_| location::set_title(&[&*title.get(), " · Matchbook"].concat()));
    // Once the new screen stands in the page: focus and scroll. Not at the first one, which the
    // browser has just opened by itself.
    Effect::new(move |_| {
        if place.with(|place| place.arrival) > 0 {
            // Which of the effects that follow the place runs first is not ours to say; after a tick
            // all have run.
            leptos::task::spawn_local(async move {
                leptos::task::tick().await;
                location::focus("h1");
                restore_scroll(place, trail);
            });
        }
    });
    // A screen whose content is read first is too short to scroll until it is there.
    Effect::new(move |first: Option<()>| {
        came_late.track();
        if first.is_some() {
            restore_scroll(place, trail);
        }
    });

    let screen = dynamic(move || match phase.get() {
        Phase::Recovery(missing) => {
            title.set("Something is missing".to_owned());
            let draw = || upkeep::recovery::call(session, missing);
            waiting.draw(0, upkeep::recovery::load, draw)
        }
        Phase::Ready => {
            let path = place.with(|place| place.path.clone());
            tools.set(Vec::new());
            enter_place(&path);
            let Some((screen, params)) = find(&path) else {
                title.set("Not found".to_owned());
                return crate::features::not_found();
            };
            title.set(screen.title.to_owned());
            let leave = Callback::new(move |()| go_back(toaster, place, trail));
            let visit = Visit::new(session, params, title, tools, came_late, title_of, leave);
            match screen.view {
                View::AtStart(draw) => draw(visit),
                View::InPart { load, draw } => {
                    let arrival = place.with(|place| place.arrival);
                    waiting.draw(arrival, load, || draw(screen.path, visit))
                }
            }
        }
    });

    let skip = el("a")
        .class("skip")
        .attr("href", "#main")
        .text("Skip to content")
        .on("click", |event| {
            // The hash is the address, so the browser's own jump would leave the screen.
            event.prevent_default();
            location::focus("h1");
        });
    let sample = session.is_sample().then(|| {
        el("a")
            .class("banner")
            .attr("href", &href(address::SAMPLE))
            .text("Sample season. Invented, not yours. Leave")
    });
    let main = el("main")
        .attr("id", "main")
        .class("page")
        .on("focusin", move |_| session.enter_field())
        .children(sample)
        .view(notices(session))
        .view(screen);
    let shell = el("div")
        .class("shell")
        .attr_of("data-focused", move || is_focused(place).then(String::new))
        .child(header(
            session,
            place,
            title,
            trail,
            [
                unkept_line(session),
                undo_buttons(session, place),
                tool_buttons(tools, place),
            ],
        ))
        .child(main)
        .child(tab_bar(place, trail));
    view! { {skip} {shell} <Toasts /> }.into_any()
}

/// What became of parts of the program that were not there when their screen was opened.
#[derive(Clone, Copy)]
struct Waiting {
    /// The arrival at a screen whose part did not come.
    failed: RwSignal<Option<u32>>,
    came: Trigger,
    came_late: Trigger,
    /// The arrival whose part is on its way.
    waits: StoredValue<Option<u32>>,
}

impl Waiting {
    /// A screen of a part: drawn at once when the part is there, else as soon as it is. Once drawn it follows
    /// nothing here: the part of a screen that was left must not draw another one anew, under who types there.
    fn draw(
        self,
        arrival: u32,
        load: fn() -> Loading<()>,
        draw: impl FnOnce() -> Loading<AnyView>,
    ) -> AnyView {
        let mut loading = load();
        let has_failed = || self.failed.get_untracked() == Some(arrival);
        let view = match at_once(&mut loading) {
            Some(Ok(())) => {
                self.waits.set_value(None);
                at_once(&mut draw()).and_then(Result::ok)
            }
            None if !has_failed() => return self.until_it_comes(arrival, loading),
            _ => None,
        };
        view.unwrap_or_else(|| {
            self.failed.track();
            self.not_loaded()
        })
    }

    fn until_it_comes(self, arrival: u32, loading: Loading<()>) -> AnyView {
        self.came.track();
        self.failed.track();
        let waits = self.waits;
        waits.set_value(Some(arrival));
        leptos::task::spawn_local(async move {
            let came = loading.await;
            // Another screen may stand there by now.
            if waits.get_value() != Some(arrival) {
                return;
            }
            match came {
                Ok(()) => self.came.notify(),
                Err(NotLoaded) => self.failed.set(Some(arrival)),
            }
            self.came_late.notify();
        });
        el("div")
            .class("skeleton late")
            .attr("aria-hidden", "true")
            .child(el("div"))
            .child(el("div"))
            .into_any()
    }

    fn not_loaded(self) -> AnyView {
        let again = Callback::new(move |()| self.failed.set(None));
        view! {
            <EmptyState
                icon=Icon::Download
                title="This part is not on your phone yet"
                text="Connect to the internet for a moment, then try again. Nothing you wrote is lost."
            >
                <Button label="Try again" on_press=again />
            </EmptyState>
        }
        .into_any()
    }
}

impl Trail {
    fn follow(&mut self, path: &str) {
        let (_, left) = self.been.last().cloned().unwrap_or_default();
        if let Some(tab) = find(&left).and_then(|(screen, _)| root(screen.tab)) {
            self.tabs.insert(tab, (left, location::left_at()));
        }
        if location::was_replaced() {
            self.been.pop();
        }
        let now = location::entry();
        self.been.retain(|(entry, _)| *entry < now);
        self.been.push((now, path.to_owned()));
    }

    /// How many entries back the last other page is, if the person came from one.
    fn steps_back(&self) -> Option<usize> {
        let mut before = self.been.iter().rev();
        let (_, here) = before.next()?;
        Some(before.position(|(_, path)| path != here)? + 1)
    }
}

fn here() -> String {
    from_hash(&location::hash()).to_owned()
}

fn root(tab: Option<Tab>) -> Option<&'static str> {
    TABS.iter()
        .find(|(known, _, _)| Some(*known) == tab)
        .map(|(_, _, path)| *path)
}

fn restore_scroll(place: RwSignal<Place>, trail: StoredValue<Trail>) {
    let path = place.with_untracked(|place| place.path.clone());
    let by_tab = trail.with_value(|trail| {
        trail
            .tabs
            .values()
            .find(|(last, _)| *last == path)
            .map(|(_, top)| *top)
    });
    match by_tab {
        Some(top) => location::scroll_when_there(top),
        None => location::restore_scroll(),
    }
}

fn header(
    session: Session,
    place: RwSignal<Place>,
    title: RwSignal<String>,
    trail: StoredValue<Trail>,
    right: [AnyView; 3],
) -> El {
    let toaster = use_toaster();
    let up = Memo::new(move |_| place.with(|place| above(&place.path)));
    let (changed, saved) = (session.counts(), session.counts());
    let back = maybe(move || {
        up.get()?;
        let go = Callback::new(move |()| go_back(toaster, place, trail));
        Some(if is_focused(place) {
            view! { <IconButton icon=Icon::Close label="Close" on_press=go /> }.into_any()
        } else {
            view! { <IconButton icon=Icon::ChevronLeft label="Back" on_press=go /> }.into_any()
        })
    });
    let scrolled = RwSignal::new(false);
    location::on_scroll(move |top| {
        let past = top > TITLE_SHRINKS_AFTER;
        if scrolled.try_get_untracked() != Some(past) {
            scrolled.try_set(past);
        }
    })
    .forever();
    let header = el("header")
        .class("top")
        .attr_of("data-under", move || up.get().map(|_| String::new()))
        .attr_of("data-scrolled", move || scrolled.get().then(String::new))
        .attr_of("data-changes", move || Some(changed.get().0.to_string()))
        .attr_of("data-saved", move || Some(saved.get().1.to_string()))
        .view(back)
        .child(
            el("h1")
                .attr("tabindex", "-1")
                .attr("dir", "auto")
                .say(title.into()),
        );
    right.into_iter().fold(header, El::view)
}

fn tool_buttons(tools: RwSignal<Vec<Tool>>, place: RwSignal<Place>) -> AnyView {
    dynamic(move || {
        let tools = tools.get();
        if tools.is_empty() {
            if place.with(|place| place.path == address::SETTINGS) {
                return ().into_any();
            }
            return view! { <IconLink icon=Icon::Gear label="Settings" href=href(address::SETTINGS) /> }
                .into_any();
        }
        let button = |Tool { icon, label, press }: Tool| {
            view! { <IconButton icon=icon label=label on_press=press /> }.into_any()
        };
        tools
            .into_iter()
            .map(button)
            .collect::<Vec<AnyView>>()
            .into_any()
    })
}

/// Undo and redo of what the open screen did, shown from its first change on. Made once: a button that
/// came and went would leave its effects with the signals that it follows.
fn undo_buttons(session: Session, place: RwSignal<Place>) -> AnyView {
    let undo = turn_button(session, place, Icon::Undo, "Undo", |(back, _)| back);
    let redo = turn_button(session, place, Icon::Redo, "Redo", |(_, again)| again);
    vec![undo, redo].into_any()
}

fn turn_button(
    session: Session,
    place: RwSignal<Place>,
    icon: Icon,
    label: &str,
    which: fn((u64, u64)) -> u64,
) -> AnyView {
    let toaster = use_toaster();
    let steps = session.steps();
    let number = move || which(steps.get());
    // What it would do, for whoever rests on it.
    let words = RwSignal::new(String::new());
    // Once there it stays for the visit, so that nobody's finger or focus loses it.
    let shown_at = Cell::new(u32::MAX);
    let (shown, told, pressed) = (number.clone(), number.clone(), number.clone());
    let when = |is: bool| is.then(|| "true".to_owned());
    el("button")
        .attr("type", "button")
        .class("icon-button")
        .attr("aria-label", label)
        .attr_of("hidden", move || {
            let arrival = place.with(|place| place.arrival);
            if shown() > 0 {
                shown_at.set(arrival);
            }
            when(shown_at.get() != arrival)
        })
        .attr_of("aria-disabled", move || when(number() == 0))
        .attr_say("title", words.into())
        .follow(Box::new(move || match told() {
            0 => words.set("Nothing more on this screen".to_owned()),
            number => turn::step(session, toaster, number, Some(words)),
        }))
        .on("click", move |_| {
            let number = untrack(&pressed);
            if number > 0 {
                turn::step(session, toaster, number, None);
            }
        })
        .child(self::icon(icon))
        .into_any()
}

/// What is not stored: a large change on its way, or texts that were refused and wait in their fields.
/// The browser asks before it closes the page meanwhile.
fn unkept_line(session: Session) -> AnyView {
    let place = RwSignal::new(String::new());
    let show = move || {
        let to = place_of_draft().map(|place| href(&place));
        place.set(to.unwrap_or_default());
    };
    follow_drafts(drafts(), move |draft, waits| {
        let key = [tail::DRAFT, &draft.key].concat();
        if waits {
            // Without room for it there, the question before leaving is what is left.
            let _ = tail::put(&key, &[&*draft.why, "\n", &draft.text].concat());
        } else {
            tail::remove(&key);
        }
        show();
    });
    show();
    let (progress, shown) = (session.progress(), session.progress());
    let text = move || {
        let (written, total) = progress.get();
        let waits = place.with(|place| !place.is_empty());
        page::ask_before_leaving(waits || total > 0);
        match (written * 100).checked_div(total) {
            Some(percent) => ["Saving… ", &percent.min(99).to_string(), " %"].concat(),
            None if waits => "Not saved".to_owned(),
            None => String::new(),
        }
    };
    el("a")
        .class("unkept screen-only")
        .attr_of("href", move || {
            let is_draft = shown.get().1 == 0 && place.with(|place| !place.is_empty());
            is_draft.then(|| place.get())
        })
        .child(
            el("span")
                .class("pill")
                .attr("data-tone", "warn")
                .attr("role", "status")
                .say_with(text),
        )
        .into_any()
}

fn drafts() -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (key, value) in tail::entries(tail::DRAFT) {
        if let Some((why, text)) = value.split_once('\n') {
            drafts.push(Draft {
                key: key[tail::DRAFT.len()..].to_owned(),
                text: text.to_owned(),
                why: why.to_owned(),
            });
        }
    }
    drafts
}

/// The screen at this place stands without the tab bar.
fn is_focused(place: RwSignal<Place>) -> bool {
    place.with(|place| find(&place.path).is_some_and(|(screen, _)| screen.is_focused()))
}

/// Where Back in the header leads; first screens of tabs have no such button.
/// Goes where one came from; one level up only where the app was opened here.
fn go_back(toaster: Toaster, place: RwSignal<Place>, trail: StoredValue<Trail>) {
    toaster.begin_leaving();
    match trail.with_value(Trail::steps_back) {
        Some(steps) => location::back(steps),
        None => phone::swap(
            &place
                .with_untracked(|place| above(&place.path))
                .unwrap_or_default(),
        ),
    }
}

fn above(path: &str) -> Option<String> {
    let is_root = TABS.iter().any(|(_, _, root)| *root == path);
    if is_root {
        return None;
    }
    // One closes such a screen; another of its kind is no way up.
    let stands_alone = find(path).is_some_and(|(screen, _)| screen.is_focused());
    let up = parent(path).filter(|_| !stands_alone).map(str::to_owned);
    up.or_else(|| {
        find(path)
            .and_then(|(screen, _)| root(screen.tab))
            .map(str::to_owned)
    })
    .or_else(|| Some(String::new()))
}

fn tab_bar(place: RwSignal<Place>, trail: StoredValue<Trail>) -> El {
    let current = Memo::new(move |_| {
        place.with(|place| find(&place.path).and_then(|(screen, _): (&Screen, _)| root(screen.tab)))
    });
    let tabs = TABS.iter().map(|(tab, name, path)| {
        let path = *path;
        let is_here = move || current.get() == Some(path);
        // A tab opens where it was left; the one that is open leads to its first screen.
        let to = move || {
            place.track();
            let last = trail.with_value(|trail| trail.tabs.get(path).map(|(last, _)| last.clone()));
            Some(match last {
                Some(last) if !is_here() => href(&last),
                _ => href(path),
            })
        };
        el("a")
            .class("tab")
            .attr_of("href", to)
            .attr_of("aria-current", move || is_here().then(|| "page".to_owned()))
            .on("click", move |_| {
                if place.with_untracked(|place| place.path == path) {
                    location::scroll_to_top();
                }
            })
            .child(
                el("span")
                    .class("tab-icon")
                    .view(icon(tab_icon(*tab)).into_any()),
            )
            .child(el("span").text(name))
    });
    el("nav")
        .class("tabs")
        .attr("aria-label", "Main")
        .children(tabs)
}

fn tab_icon(tab: Tab) -> Icon {
    match tab {
        Tab::Today => Icon::Sun,
        Tab::Practice => Icon::Cards,
        Tab::Pack => Icon::Bag,
        Tab::Programs => Icon::Building,
        Tab::Rank => Icon::Rank,
    }
}
