//! How the Match works: a small market step by step, and tricks that never help. Nothing here is stored.

mod own;
mod table;
mod trick;

use std::cell::RefCell;

use leptos::prelude::*;

use crate::features::rank::look;
use crate::features::rank::market::own::editor;
use crate::features::rank::market::table::{seats, your_list};
use crate::features::rank::market::trick::trick;
use crate::features::{Visit, muted};
use crate::rank::matching::Course;
use crate::session::phone::{self, Hold};
use crate::store::read::ranking::market::{Fair, Told, example};
use crate::store::read::ranking::own_market::{Draft, Faults};
use crate::ui::{
    ActionBar, Button, ButtonKind, Icon, IconButton, ProgressBar, Segmented, dynamic, el,
    keep_focus, maybe,
};

/// Milliseconds between two steps that play by themselves: enough to read one.
const PACE: u32 = 2_500;

/// The screen.
pub fn view(_visit: Visit) -> AnyView {
    look::bring();
    Play::new().screen()
}

/// A fair and its course.
#[derive(Clone, PartialEq)]
struct Table {
    fair: Fair,
    course: Course,
    /// The person's list is not the true one.
    is_tried: bool,
}

impl Table {
    /// With the list that is tried, if it is tried in this fair.
    fn of(fair: Fair, tried: Option<&(Fair, Vec<usize>)>) -> Table {
        let tried = tried.filter(|(of, _)| *of == fair);
        let is_tried = tried.is_some();
        let fair = tried.map_or(fair, |(of, list)| of.with_list(list));
        Table {
            course: fair.course(),
            fair,
            is_tried,
        }
    }
}

thread_local! {
    /// The person's own market, and whether it was on the table: it waits for who comes back.
    static LEFT: RefCell<(Option<Draft>, bool)> = const { RefCell::new((None, false)) };
}

/// A market, what is tried in it, and how far it is. It lives as long as the screen, the own
/// market as long as the page.
#[derive(Clone, Copy)]
struct Play {
    /// The person's own market, as text; none: the published example.
    own: RwSignal<Option<Draft>>,
    /// The own market while the example is on the table.
    aside: StoredValue<Option<Draft>>,
    fair: Memo<Result<Fair, Faults>>,
    /// The last fair that could be read.
    true_fair: Memo<Fair>,
    /// Another list than the true one, and the fair in which it is tried.
    tried: RwSignal<Option<(Fair, Vec<usize>)>>,
    /// What is on the table.
    table: Memo<Table>,
    /// Steps that are done.
    done: RwSignal<usize>,
    plays: RwSignal<bool>,
    timer: Hold,
}

impl Play {
    fn new() -> Play {
        let (left, is_own) = LEFT.with_borrow(Clone::clone);
        let (own, aside) = if is_own { (left, None) } else { (None, left) };
        let (own, aside) = (RwSignal::new(own), StoredValue::new(aside));
        on_cleanup(move || {
            let own = own.get_untracked();
            let is_own = own.is_some();
            LEFT.set((own.or_else(|| aside.get_value()), is_own));
        });
        let fair = Memo::new(move |_| {
            own.with(|own| own.as_ref().map_or_else(|| Ok(example()), Draft::read))
        });
        // A market that cannot be read yet leaves the last one on the table.
        let true_fair = Memo::new(move |before: Option<&Fair>| {
            let now = fair.with(|fair| fair.as_ref().ok().cloned());
            now.or_else(|| before.cloned()).unwrap_or_else(example)
        });
        let tried = RwSignal::new(None);
        let table = Memo::new(move |_| {
            let fair = true_fair.get();
            tried.with(|tried| Table::of(fair, tried.as_ref()))
        });
        Play {
            own,
            aside,
            fair,
            true_fair,
            tried,
            table,
            done: RwSignal::new(0),
            plays: RwSignal::new(false),
            timer: phone::hold(),
        }
    }

    fn screen(self) -> AnyView {
        Effect::new(move |before: Option<()>| {
            self.true_fair.track();
            if before.is_some() {
                self.tried.set(None);
                self.restart();
            }
        });
        phone::follow_keys(move |key| {
            match key {
                "ArrowRight" => self.go_next(),
                "ArrowLeft" => self.back(),
                _ => return false,
            }
            true
        });
        let which = Signal::derive(move || {
            if self.own.with(Option::is_some) {
                "own"
            } else {
                "example"
            }
            .to_owned()
        });
        let choose = Callback::new(move |value: String| {
            let fair = self.true_fair.get_untracked();
            // What is tried in the one is not tried in the other, though both may be the same.
            self.tried.set(None);
            self.restart();
            if value == "own" {
                let kept = self.aside.try_update_value(Option::take).flatten();
                self.own.set(Some(kept.unwrap_or_else(|| Draft::of(&fair))));
            } else if let Some(own) = self.own.get_untracked() {
                self.aside.set_value(Some(own));
                self.own.set(None);
            }
        });
        let switch = view! {
            <Segmented label="Which market" options=[("example", "Example"), ("own", "Your own")] selected=which on_select=choose />
        };
        let faults = Memo::new(move |_| self.fair.get().err().unwrap_or_default());
        let play = Callback::new(move |list: Option<Vec<usize>>| {
            let of = self.true_fair.get_untracked();
            self.tried.set(list.map(|list| (of, list)));
            self.restart();
        });
        let is_own = Memo::new(move |_| self.own.with(Option::is_some));
        vec![
            switch.into_any(),
            maybe(move || is_own.get().then(|| editor(self.own, faults))),
            dynamic(move || self.table.with(|table| self.stage(table))),
            dynamic(move || {
                is_own.track();
                let fair = self.true_fair.get();
                untrack(|| trick(&fair, play))
            }),
            muted("An invented market to learn from. It is not stored, and it says nothing about your own Match.").into_any(),
            self.foot(),
        ]
        .into_any()
    }

    fn steps(self) -> usize {
        self.table.with_untracked(|table| table.course.steps.len())
    }

    fn restart(self) {
        self.pause();
        self.done.set(0);
    }

    /// One step on; says whether there was one.
    fn next(self) -> bool {
        // The end has a place of its own after the last step.
        let can = self.done.get_untracked() <= self.steps();
        if can {
            self.done.update(|done| *done += 1);
        }
        can
    }

    /// What the button does: a step, and from the end to the beginning.
    fn go_next(self) {
        self.pause();
        if !self.next() {
            self.restart();
        }
    }

    fn back(self) {
        self.pause();
        self.done.update(|done| *done = done.saturating_sub(1));
    }

    fn pause(self) {
        self.timer.release();
        self.plays.set(false);
    }

    fn play(self) {
        self.plays.set(true);
        if !self.next() {
            self.done.set(1);
        }
        self.go_on();
    }

    /// Goes on by itself until somebody is told no, or to the end.
    fn go_on(self) {
        let done = self.done.get_untracked();
        let goes_on = self.table.with_untracked(|Table { fair, course, .. }| {
            let step = done.checked_sub(1).and_then(|at| course.steps.get(at));
            step.is_some_and(|step| !fair.tell(step).is_no)
        });
        if !goes_on {
            self.pause();
            return;
        }
        self.timer.after(PACE, move || {
            if self.plays.try_get_untracked() == Some(true) {
                self.next();
                self.go_on();
            }
        });
    }

    /// What happens, your list, and the seats.
    fn stage(self, table: &Table) -> AnyView {
        let Table {
            fair,
            course,
            is_tried,
        } = table;
        let done = self.done.get();
        let steps = course.steps.len();
        let shown = &course.steps[..done.min(steps)];
        let told = match (done, done > steps) {
            (0, _) => Told {
                what: "Nobody has asked yet.".to_owned(),
                why: "One after the other, each applicant asks the first program of their list. Press Next.".to_owned(),
                is_no: false,
            },
            (_, true) => fair.end(&course.matching),
            _ => fair.tell(&course.steps[done - 1]),
        };
        let last = shown.last().filter(|_| done <= steps);
        let number = match done {
            0 => ["Before the first of ", &steps.to_string(), " steps"].concat(),
            done if done > steps => "The end".to_owned(),
            done => ["Step ", &done.to_string(), " of ", &steps.to_string()].concat(),
        };
        let count = |count: usize| Signal::stored(u32::try_from(count).unwrap_or(u32::MAX));
        let progress = view! { <ProgressBar bare=true label="Steps" value=count(done.min(steps)) max=count(steps) /> };
        let words = el("div")
            .class("market-told")
            .attr("role", "status")
            .child(muted(&number))
            .child(
                el("h2")
                    .class("headline")
                    .attr("dir", "auto")
                    .text(&told.what),
            )
            .child(el("p").class("muted").attr("dir", "auto").text(&told.why));
        vec![
            progress.into_any(),
            words.into_any(),
            your_list(fair, shown, *is_tried),
            seats(fair, shown, last),
        ]
        .into_any()
    }

    fn foot(self) -> AnyView {
        let back = Callback::new(move |()| self.back());
        let next = Callback::new(move |()| self.go_next());
        let play = Callback::new(move |()| {
            match self.plays.get_untracked() {
                true => self.pause(),
                false => self.play(),
            }
            // The one button takes the place of the other.
            keep_focus(vec![".foot .icon-button".to_owned()]);
        });
        let steps = Memo::new(move |_| self.table.with(|table| table.course.steps.len()));
        let label = Signal::derive(move || {
            if self.done.get() > steps.get() {
                "Again"
            } else {
                "Next"
            }
            .to_owned()
        });
        let plays = self.plays;
        let play_button = dynamic(move || match plays.get() {
            true => {
                view! { <IconButton icon=Icon::Pause label="Pause" on_press=play /> }.into_any()
            }
            false => view! { <IconButton icon=Icon::Play label="Play" on_press=play /> }.into_any(),
        });
        view! {
            <ActionBar>
                <Button label="Step back" on_press=back />
                <Button label=label kind=ButtonKind::Primary on_press=next />
                {play_button}
            </ActionBar>
        }
        .into_any()
    }
}
