//! How the Match works: a small market step by step, and tricks that never help. Nothing here is stored.

use leptos::prelude::*;

use crate::features::shell::reading::folded;
use crate::features::{Visit, muted, muted_status};
use crate::rank::matching::{Course, Reply, Step};
use crate::session::phone::{self, Hold};
use crate::store::read::ranking::market::{Asked, Draft, Fair, Faults, Told, example};
use crate::ui::{
    ActionBar, Button, ButtonKind, El, FieldGroup, Group, Icon, IconButton, ProgressBar, Reorder,
    RowText, Segmented, TextField, dynamic, el, maybe,
};

/// Milliseconds between two steps that play by themselves: enough to read one.
const PACE: u32 = 2_500;

/// The screen.
pub fn view(_visit: Visit) -> AnyView {
    Play::new().screen()
}

/// A market, what is tried in it, and how far it is. It lives as long as the screen.
#[derive(Clone, Copy)]
struct Play {
    /// The person's own market, as text; none: the published example.
    own: RwSignal<Option<Draft>>,
    fair: Memo<Result<Fair, Faults>>,
    /// The last fair that could be read.
    true_fair: RwSignal<Fair>,
    /// Another list than the true one.
    tried: RwSignal<Option<Vec<usize>>>,
    /// Steps that are done.
    done: RwSignal<usize>,
    plays: RwSignal<bool>,
    timer: Hold,
}

impl Play {
    fn new() -> Play {
        let own = RwSignal::new(None::<Draft>);
        let fair = Memo::new(move |_| {
            own.with(|own| own.as_ref().map_or_else(|| Ok(example()), Draft::read))
        });
        Play {
            own,
            fair,
            true_fair: RwSignal::new(example()),
            tried: RwSignal::new(None),
            done: RwSignal::new(0),
            plays: RwSignal::new(false),
            timer: phone::hold(),
        }
    }

    /// The fair with the list that is tried.
    fn now(self) -> Fair {
        let fair = self.true_fair.get();
        match self.tried.get() {
            Some(list) => fair.with_list(&list),
            None => fair,
        }
    }

    fn screen(self) -> AnyView {
        // A market that cannot be read yet leaves the last one on the table.
        Effect::new(move |_| {
            if let Ok(fair) = self.fair.get()
                && self.true_fair.with_untracked(|known| *known != fair)
            {
                self.true_fair.set(fair);
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
        let course = Memo::new(move |_| (self.now(), self.now().course()));
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
            self.own.set((value == "own").then(|| Draft::of(&fair)));
        });
        let switch = view! {
            <Segmented label="Which market" options=[("example", "Example"), ("own", "Your own")] selected=which on_select=choose />
        };
        let is_own = Memo::new(move |_| self.own.with(Option::is_some));
        vec![
            switch.into_any(),
            maybe(move || is_own.get().then(|| self.editor())),
            dynamic(move || course.with(|(fair, course)| self.stage(fair, course))),
            dynamic(move || {
                let fair = self.true_fair.get();
                untrack(|| self.trick(&fair))
            }),
            muted("An invented market to learn from. It is not stored, and it says nothing about your own Match.").into_any(),
            self.foot(),
        ]
        .into_any()
    }

    fn steps(self) -> usize {
        untrack(|| self.now().course().steps.len())
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
        let (fair, course) = untrack(|| (self.now(), self.now().course()));
        let step = done.checked_sub(1).and_then(|at| course.steps.get(at));
        if step.is_none_or(|step| fair.tell(step).is_no) {
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
    fn stage(self, fair: &Fair, course: &Course) -> AnyView {
        let done = self.done.get();
        let steps = course.steps.len();
        let shown = &course.steps[..done.min(steps)];
        let told = match (done, done > steps) {
            (0, _) => Told {
                what: "Nobody has asked yet.".to_owned(),
                why: "One applicant after the other asks the first program of the own list. Press Next.".to_owned(),
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
                    .class("finding")
                    .attr("dir", "auto")
                    .text(&told.what),
            )
            .child(el("p").class("muted").attr("dir", "auto").text(&told.why));
        vec![
            progress.into_any(),
            words.into_any(),
            your_list(fair, shown, self.tried.with(Option::is_some)),
            seats(fair, shown, last),
        ]
        .into_any()
    }

    fn foot(self) -> AnyView {
        let back = Callback::new(move |()| self.back());
        let next = Callback::new(move |()| self.go_next());
        let play = Callback::new(move |()| match self.plays.get_untracked() {
            true => self.pause(),
            false => self.play(),
        });
        let steps = Memo::new(move |_| self.now().course().steps.len());
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
                <Button label="Back" on_press=back />
                <Button label=label kind=ButtonKind::Primary on_press=next />
                {play_button}
            </ActionBar>
        }
        .into_any()
    }

    /// Another list than the true one, and what it brings.
    fn trick(self, fair: &Fair) -> AnyView {
        let names = StoredValue::new(fair.programs.clone());
        let list = RwSignal::new(fair.list().to_vec());
        let truth = StoredValue::new(fair.clone());
        let ids = Signal::derive(move || {
            list.with(|list| list.iter().map(usize::to_string).collect::<Vec<_>>())
        });
        let name = move |id: &str| {
            let at = id.parse::<usize>().ok();
            let name = at.and_then(|at| names.with_value(|names| names.get(at).cloned()));
            name.unwrap_or_default()
        };
        let label_of = Callback::new(move |id: String| name(&id));
        let leave_out = move |id: String| {
            list.update(|list| list.retain(|one| one.to_string() != id));
        };
        let row = Callback::new(move |id: String| {
            let shown = name(&id);
            let label = ["Leave out ", &shown].concat();
            let press = Callback::new(move |()| leave_out(id.clone()));
            view! {
                <RowText title=shown />
                <IconButton icon=Icon::Close label=label on_press=press />
            }
            .into_any()
        });
        let on_move = Callback::new(move |(id, to): (String, usize)| {
            list.update(|list| {
                if let Some(from) = list.iter().position(|one| one.to_string() == id) {
                    let one = list.remove(from);
                    list.insert(to.min(list.len()), one);
                }
            });
        });
        let add = dynamic(move || {
            let missing: Vec<usize> = (0..names.with_value(Vec::len))
                .filter(|one| list.with(|list| !list.contains(one)))
                .collect();
            let button = |one: usize| {
                let label = ["Add ", &name(&one.to_string())].concat();
                let press = Callback::new(move |()| list.update(|list| list.push(one)));
                view! { <Button label=label icon=Icon::Plus on_press=press /> }.into_any()
            };
            missing
                .into_iter()
                .map(button)
                .collect::<Vec<AnyView>>()
                .into_any()
        });
        let result = muted_status(move || {
            let list = list.get();
            truth.with_value(|truth| match list == truth.list() {
                true => {
                    "This is your true list. Change it: move a program, leave one out, or add one."
                        .to_owned()
                }
                false => truth.trick(&list),
            })
        });
        let again = Callback::new(move |()| {
            let tried = list.get_untracked();
            let is_true = truth.with_value(|truth| truth.list() == tried);
            self.tried.set((!is_true).then_some(tried));
            self.restart();
            phone::turn_page();
        });
        let truly = Callback::new(move |()| {
            list.set(truth.with_value(|truth| truth.list().to_vec()));
            self.tried.set(None);
            self.restart();
        });
        let inside = el("div")
            .class("stack")
            .view(view! { <Reorder ids=ids label_of=label_of row=row on_move=on_move /> }.into_any())
            .child(el("div").class("trick-buttons").view(add))
            .child(result)
            .child(
                el("div")
                    .class("trick-buttons")
                    .view(view! { <Button label="Play with this list" icon=Icon::Refresh on_press=again /> }.into_any())
                    .view(view! { <Button label="Back to the true list" kind=ButtonKind::Quiet on_press=truly /> }.into_any()),
            );
        folded(
            "Try to trick it",
            vec![
                muted(
                    "Put another list in place of your true one. Whatever you try, it never gets you a program that you like more.",
                ),
                inside,
            ],
        )
    }

    /// The person's own market, as text.
    fn editor(self) -> AnyView {
        let own = self.own;
        let faults = Memo::new(move |_| self.fair.get().err().unwrap_or_default());
        let text = move |read: fn(&Draft) -> &String| {
            Signal::derive(move || {
                own.with(|own| {
                    own.as_ref()
                        .map_or_else(String::new, |own| read(own).clone())
                })
            })
        };
        let set = move |write: fn(&mut Draft, String)| {
            Callback::new(move |text: String| {
                own.update(|own| {
                    if let Some(own) = own {
                        write(own, text);
                    }
                });
            })
        };
        let programs_fault = Signal::derive(move || faults.with(|faults| faults.programs.clone()));
        let applicants_fault =
            Signal::derive(move || faults.with(|faults| faults.applicants.clone()));
        let names =
            Memo::new(move |_| own.with(|own| own.as_ref().map(Draft::names).unwrap_or_default()));
        let lists = dynamic(move || {
            let (programs, applicants) = names.get();
            let fields = applicants.into_iter().chain(programs);
            fields
                .map(|name| self.list_field(name, faults))
                .collect::<Vec<AnyView>>()
                .into_any()
        });
        view! {
            <FieldGroup title="The market">
                <TextField label="Programs, each with its seats" value=text(|own| &own.programs)
                    on_input=set(|own, text| own.programs = text) error=programs_fault hint="At most five: Oak 2, Elm 1" />
                <TextField label="Applicants, you among them" value=text(|own| &own.applicants)
                    on_input=set(|own, text| own.applicants = text) error=applicants_fault hint="At most six: You, Mia, Leo" />
            </FieldGroup>
            <FieldGroup title="Lists, the best first">{lists}</FieldGroup>
        }
        .into_any()
    }

    fn list_field(self, name: String, faults: Memo<Faults>) -> AnyView {
        let own = self.own;
        let label = ["List of ", &name].concat();
        let (read, written, wrong) = (name.clone(), name.clone(), name);
        let value = Signal::derive(move || {
            own.with(|own| {
                own.as_ref()
                    .map_or_else(String::new, |own| own.list(&read).to_owned())
            })
        });
        let set = Callback::new(move |text: String| {
            own.update(|own| {
                if let Some(own) = own {
                    own.set_list(&written, text);
                }
            });
        });
        let fault = Signal::derive(move || {
            faults.with(|faults| {
                let mine = faults.lists.iter().find(|(name, _)| *name == wrong);
                mine.map(|(_, told)| told.clone())
            })
        });
        view! { <TextField label=label value=value on_input=set error=fault /> }.into_any()
    }
}

fn your_list(fair: &Fair, shown: &[Step], is_tried: bool) -> AnyView {
    let title = if is_tried {
        "Your list, not the true one"
    } else {
        "Your list"
    };
    let items = (1_usize..)
        .zip(fair.asked(shown))
        .map(|(place, (program, asked))| {
            let (state, word) = match asked {
                Asked::NotYet => ("open", "not asked yet"),
                Asked::Holds => ("holds", "holds a seat for you"),
                Asked::No => ("no", "no"),
            };
            el("li")
                .attr("data-state", state)
                .child(
                    el("strong")
                        .attr("dir", "auto")
                        .text(&[&*place.to_string(), " ", &fair.programs[program]].concat()),
                )
                .child(el("small").text(word))
        });
    el("section")
        .child(el("div").class("section-head").child(el("h2").text(title)))
        .child(
            el("ol")
                .class("market-list")
                .attr("role", "list")
                .children(items),
        )
        .into_any()
}

fn seats(fair: &Fair, shown: &[Step], last: Option<&Step>) -> AnyView {
    let rows: Vec<AnyView> = (0..fair.programs.len())
        .map(|program| program_row(fair, shown, last, program))
        .collect();
    view! { <Group title="Seats, for the moment">{rows}</Group> }.into_any()
}

fn program_row(fair: &Fair, shown: &[Step], last: Option<&Step>, program: usize) -> AnyView {
    let seats = fair.market.programs[program].seats;
    let many = if seats == 1 { " seat" } else { " seats" };
    let held = fair.held(shown, program);
    let told_no = last.and_then(|step| match step {
        Step::Asks {
            applicant,
            program: asked,
            reply,
        } if *asked == program => match reply {
            Reply::Instead { of } => Some(*of),
            reply if !reply.is_yes() => Some(*applicant),
            _ => None,
        },
        _ => None,
    });
    let seat = |state: &str, text: &str| {
        el("li")
            .attr("data-state", state)
            .attr("dir", "auto")
            .text(text)
    };
    let people = held.iter().map(|one| {
        seat(
            if *one == fair.you { "you" } else { "taken" },
            &fair.applicants[*one],
        )
    });
    let free = (held.len()..seats).map(|_| seat("free", "free"));
    let gone = told_no.map(|one| {
        el("li")
            .attr("data-state", "no")
            .child(el("s").attr("dir", "auto").text(&fair.applicants[one]))
            .child(el("span").class("visually-hidden").text(": no"))
    });
    let wants: Vec<&str> = fair.market.programs[program]
        .list
        .iter()
        .map(|one| &*fair.applicants[*one])
        .collect();
    let wants = match wants.is_empty() {
        true => "wants nobody".to_owned(),
        false => ["wants ", &wants.join(", ")].concat(),
    };
    let seats_now: Vec<El> = people.chain(free).chain(gone).collect();
    el("li")
        .class("row market-row")
        .child(
            el("div")
                .child(
                    el("strong")
                        .attr("dir", "auto")
                        .text(&fair.programs[program]),
                )
                .child(
                    el("small")
                        .class("muted")
                        .text(&[&*seats.to_string(), many].concat()),
                ),
        )
        .child(
            el("div")
                .child(
                    el("ul")
                        .class("market-seats")
                        .attr("role", "list")
                        .children(seats_now),
                )
                .child(el("small").class("muted").attr("dir", "auto").text(&wants)),
        )
        .into_any()
}
