//! Header, page and tab bar, and which screen stands between them.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::features::{Tool, Visit, upkeep};
use crate::parts::{Loading, NotLoaded, at_once};
use crate::platform::{keyboard, location};
use crate::screens::{Screen, TABS, Tab, View, find, from_hash, href, parent};
use crate::session::{Phase, Session, phone};
use crate::ui::{
    Button, El, EmptyState, Icon, IconButton, IconLink, Toasts, dynamic, el, icon, maybe,
    provide_toaster,
};

use super::notices::notices;

/// Where the person has been since the app was opened.
#[derive(Clone, Default)]
struct Trail {
    /// Addresses, newest last; going back takes one off.
    been: Vec<String>,
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
    let toaster = provide_toaster();
    let place = RwSignal::new(Place {
        path: here(),
        arrival: 0,
    });
    let trail = StoredValue::new(Trail {
        been: vec![here()],
        ..Trail::default()
    });
    let title = RwSignal::new(String::new());
    let came_late = Trigger::new();
    let waiting = Waiting {
        failed: RwSignal::new(None),
        came: Trigger::new(),
        came_late,
    };
    let tools = RwSignal::new(Vec::new());
    let phase = session.phase();
    phone::mirror_saving(session);

    location::on_hash_change(move |hash| {
        let path = from_hash(&hash).to_owned();
        trail.update_value(|trail| trail.follow(&path));
        place.update(|place| {
            *place = Place {
                path,
                arrival: place.arrival + 1,
            }
        });
    })
    .forever();

    keyboard::on_key(move |key| {
        let wants_undo = !key.editable
            && ((key.ctrl && key.name == "z") || (!key.ctrl && !key.alt && key.name == "u"));
        if wants_undo && session.undo() {
            toaster.show("Undone");
        }
        wants_undo
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
            let Some((screen, params)) = find(&path) else {
                title.set("Not found".to_owned());
                return crate::features::not_found();
            };
            title.set(screen.title.to_owned());
            let visit = Visit {
                session,
                params,
                title,
                tools,
                came_late,
            };
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
    let main = el("main")
        .attr("id", "main")
        .class("page")
        .view(notices(session))
        .view(screen);
    let shell = el("div")
        .class("shell")
        .child(header(session, place, title, tools, trail))
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
}

impl Waiting {
    /// A screen of a part: drawn at once when the part is there, else as soon as it is.
    fn draw(
        self,
        arrival: u32,
        load: fn() -> Loading<()>,
        draw: impl FnOnce() -> Loading<AnyView>,
    ) -> AnyView {
        self.came.track();
        let mut loading = load();
        let view = match at_once(&mut loading) {
            _ if self.failed.get() == Some(arrival) => None,
            None => return self.until_it_comes(arrival, loading),
            Some(Err(NotLoaded)) => None,
            Some(Ok(())) => at_once(&mut draw()).and_then(Result::ok),
        };
        view.unwrap_or_else(|| self.not_loaded())
    }

    fn until_it_comes(self, arrival: u32, loading: Loading<()>) -> AnyView {
        leptos::task::spawn_local(async move {
            match loading.await {
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
        let left = self.been.last().cloned().unwrap_or_default();
        if let Some(tab) = find(&left).and_then(|(screen, _)| root(screen.tab)) {
            self.tabs.insert(tab, (left, location::left_at()));
        }
        let goes_back = self
            .been
            .iter()
            .rev()
            .nth(1)
            .is_some_and(|before| before == path);
        if goes_back || location::was_replaced() {
            self.been.pop();
        }
        if !goes_back {
            self.been.push(path.to_owned());
        }
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
        Some(top) => location::scroll_to(top),
        None => location::restore_scroll(),
    }
}

fn header(
    session: Session,
    place: RwSignal<Place>,
    title: RwSignal<String>,
    tools: RwSignal<Vec<Tool>>,
    trail: StoredValue<Trail>,
) -> El {
    let up = Memo::new(move |_| place.with(|place| above(&place.path)));
    let (changed, saved) = (session.counts(), session.counts());
    let go_back = move |to: &str| {
        let before = trail.with_value(|trail| trail.been.iter().rev().nth(1).cloned());
        if before.as_deref() == Some(to) {
            location::back()
        } else {
            phone::swap(to)
        }
    };
    let back = maybe(move || {
        let path = up.get()?;
        let go = Callback::new(move |()| go_back(&path));
        Some(view! { <IconButton icon=Icon::ChevronLeft label="Back" on_press=go /> }.into_any())
    });
    let right = dynamic(move || {
        let tools = tools.get();
        if tools.is_empty() {
            return view! { <IconLink icon=Icon::Gear label="Settings" href="#/settings" /> }
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
    });
    el("header")
        .class("top")
        .attr_of("data-changes", move || Some(changed.get().0.to_string()))
        .attr_of("data-saved", move || Some(saved.get().1.to_string()))
        .view(back)
        .child(
            el("h1")
                .attr("tabindex", "-1")
                .attr("dir", "auto")
                .say(title.into()),
        )
        .view(right)
}

/// Where Back in the header leads; first screens of tabs have no such button.
fn above(path: &str) -> Option<String> {
    let is_root = TABS.iter().any(|(_, _, root)| *root == path);
    if is_root {
        return None;
    }
    let up = parent(path).map(str::to_owned);
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
