//! The checklist before certifying: what is so, what is missing by name with the way to it, what the person
//! says, and "I certified it in R3". What is done by itself folds away.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::ids::ProgramId;
use crate::domain::program::Program;
use crate::domain::ranking::Placed;
use crate::domain::time::Instant;
use crate::domain::words::and_more;
use crate::features::shell::reading::{link, nothing};
use crate::features::{Hand, muted};
use crate::session::phone;
use crate::store::acts::ranking::RankAction;
use crate::store::core::change::Refusal;
use crate::store::read::ranking::finish::{Check, CheckRow as Checked, Finish};
use crate::ui::{
    Banner, Button, ButtonKind, Check as Look, CheckRow, Group, Icon, LinkButton, PillTone, Row,
    Sheet, each, el, icon, keep_focus, maybe,
};

/// The checklist with its sheet.
pub fn checks(hand: Hand, now: Signal<Finish>) -> AnyView {
    let list = Checklist {
        hand,
        now,
        mending: RwSignal::new(None),
    };
    list.draw()
}

#[derive(Clone, Copy)]
struct Checklist {
    hand: Hand,
    now: Signal<Finish>,
    /// What is being mended, in a sheet.
    mending: RwSignal<Option<Check>>,
}

impl Checklist {
    fn draw(self) -> AnyView {
        let counted = Signal::derive(move || {
            self.now.with(|now| {
                let done = now.checks.iter().filter(|row| row.done).count();
                [
                    &*done.to_string(),
                    " of ",
                    &now.checks.len().to_string(),
                    " done",
                ]
                .concat()
            })
        });
        // A box that is ticked stays where it is; what follows by itself goes when it is done.
        let folds = |row: &Checked| row.done && is_derived(row.check);
        let keys = move |folded: bool| {
            self.now.with(|now| {
                let rows = now.checks.iter().enumerate();
                let rows = rows.filter(|(_, row)| folds(row) == folded);
                rows.map(|(place, _)| place.to_string())
                    .collect::<Vec<String>>()
            })
        };
        let open = RwSignal::new(false);
        let folded = Memo::new(move |_| keys(true).len());
        let more = move || {
            let label = move || [&*folded.get().to_string(), " done"].concat();
            let button = el("button")
                .class("row-hit row-more")
                .attr("type", "button")
                .attr_of("aria-expanded", move || Some(open.get().to_string()))
                .on("click", move |_| open.update(|open| *open = !*open))
                .child(icon(Icon::Tick))
                .child(el("span").class("row-body").say_with(label))
                .child(icon(Icon::ChevronRight));
            el("li").class("row").child(button).into_any()
        };
        let shown = move || match open.get() {
            true => keys(true),
            false => Vec::new(),
        };
        view! {
            <Group title="Before you certify" trailing=counted>
                {each(move || keys(false), move |key| self.row(&key))}
                {maybe(move || (folded.get() > 0).then(more))}
                {each(shown, move |key| self.row(&key))}
            </Group>
            {self.certify()}
            {self.sheet()}
        }
        .into_any()
    }

    fn row(self, key: &str) -> AnyView {
        let place: usize = key.parse().unwrap_or_default();
        let row = Memo::new(move |_| self.now.with(|now| now.checks.get(place).cloned()));
        let Some(check) = row.with_untracked(|row| row.as_ref().map(|row| row.check)) else {
            return nothing();
        };
        let with = move |read: fn(&Checked) -> String| {
            Signal::derive(move || row.with(|row| row.as_ref().map(read).unwrap_or_default()))
        };
        if check == Check::Certified {
            return self.certified_row();
        }
        if !is_derived(check) {
            let look = Signal::derive(move || {
                let row = row.get();
                Look {
                    title: title(check).to_owned(),
                    detail: row.as_ref().map(detail).unwrap_or_default(),
                    checked: row.is_some_and(|row| row.done),
                    ..Look::default()
                }
            });
            let says = Callback::new(move |yes: bool| {
                phone::tick();
                self.hand.does(match check {
                    Check::Willing => RankAction::Willing { yes },
                    _ => RankAction::Prefer { yes },
                });
            });
            return view! { <CheckRow look=look strike=false on_toggle=says /> }.into_any();
        }
        let (title, detail) = (title(check), with(detail));
        if row.with_untracked(|row| row.as_ref().is_some_and(|row| row.done)) {
            return view! { <Row title=title icon=Icon::Tick /> }.into_any();
        }
        let mend = Callback::new(move |()| self.mending.set(Some(check)));
        view! { <Row title=title detail=detail icon=Icon::Alert on_press=mend /> }.into_any()
    }

    fn certified_row(self) -> AnyView {
        let session = self.hand.session;
        let words = move |now: &Finish| {
            let Some((_, certified)) = &now.certified else {
                return ("Certify in R3", (PillTone::Neutral, "Not yet".to_owned()));
            };
            match now.changed_words() {
                Some(changed) => ("Certify again in R3", (PillTone::Warn, changed)),
                None => {
                    let at = Instant(certified.at);
                    let on = session.read(|_, world| {
                        let wall = world.wall_at(world.phone_zone, at);
                        let clock = wall.minute.clock(world.hours);
                        ["On ", &*wall.day.short(), ", ", &*clock].concat()
                    });
                    ("Certified in R3", (PillTone::Good, on))
                }
            }
        };
        let told = Memo::new(move |_| self.now.with(words));
        let title = Signal::derive(move || told.with(|told| told.0.to_owned()));
        let pill = Signal::derive(move || told.with(|told| Some(told.1.clone())));
        view! { <Row title=title icon=Icon::Shield pill=pill /> }.into_any()
    }

    /// Only the person knows that it was certified: one press notes it, and what was certified.
    fn certify(self) -> AnyView {
        let is_certified = Memo::new(move |_| self.now.with(Finish::is_certified));
        let refused = RwSignal::new(None::<String>);
        let press = Callback::new(move |()| {
            let act = RankAction::Certify {
                id: self.hand.session.fresh_id(),
                standing: Box::new(self.now.with_untracked(|now| now.standing.clone())),
                note: String::new(),
            };
            let done = self.hand.tries_with_undo(act, "Certified list kept");
            if done.is_ok() {
                // The button goes.
                keep_focus(vec!["h1".to_owned()]);
            }
            refused.set(done.err().map(|Refusal(sentence)| sentence));
        });
        let why = move || {
            let sentence = refused.get()?;
            Some(view! { <Banner tone=PillTone::Bad text=sentence /> }.into_any())
        };
        let draw = move || {
            let text = "Certify the list in R3, the system of the NRMP. Matchbook cannot do that. Then note it here.";
            let button = view! {
                <Button kind=ButtonKind::Primary icon=Icon::Tick label="I certified it in R3" on_press=press />
            };
            el("div")
                .class("stack")
                .child(muted(text))
                .view(button.into_any())
                .child(el("div").attr("role", "alert").view(maybe(why)))
                .into_any()
        };
        maybe(move || (!is_certified.get()).then(draw))
    }

    fn sheet(self) -> AnyView {
        let mending = self.mending;
        let open = Signal::derive(move || mending.with(Option::is_some));
        let title = Signal::derive(move || mending.get().map_or("", title).to_owned());
        let close = Callback::new(move |()| {
            mending.set(None);
            // The row that opened it folds away once it is done.
            keep_focus(vec![".row-more".to_owned(), "h1".to_owned()]);
        });
        let inside = move || match mending.get_untracked() {
            Some(Check::Interviewed) => self.without_interview(),
            Some(Check::Codes) => self.without_code(),
            Some(Check::Papers) => self.papers(),
            _ => nothing(),
        };
        view! { <Sheet open=open title=title on_close=close>{inside()}</Sheet> }.into_any()
    }

    fn without_interview(self) -> AnyView {
        let rows: Vec<AnyView> = self.now.with_untracked(|now| {
            let standing = &now.standing;
            let rows = standing.waiting_ids.iter().zip(&standing.waiting);
            let row = |(id, name): (&ProgramId, &String)| {
                link(name, "Note the day of the interview", None, program(id))
            };
            rows.map(row).collect()
        });
        view! {
            {muted("In practice, a program ranks only people whom it interviewed. Note when your interview was, or open your order and take the program off the list.")}
            <Group>{rows}</Group>
            <LinkButton label="Open my order" href=href(address::RANK) />
        }
        .into_any()
    }

    fn without_code(self) -> AnyView {
        let rows: Vec<AnyView> = self.now.with_untracked(|now| {
            let row = |one: &Placed| {
                let detail = match &*one.code {
                    "" => "No code yet".to_owned(),
                    code => [code, ", which another program has too"].concat(),
                };
                link(&one.name, &detail, None, program(&one.program))
            };
            now.without_code().into_iter().map(row).collect()
        });
        view! {
            {muted("The code of a program stands in R3. Each track has a code of its own.")}
            <Group>{rows}</Group>
        }
        .into_any()
    }

    fn papers(self) -> AnyView {
        let hand = self.hand;
        let programs = self.now.with_untracked(|now| {
            let order = now.standing.list.order.iter();
            let one = |one: &Placed| (one.program.to_string(), one.name.clone());
            order.map(one).collect::<Vec<(String, String)>>()
        });
        let row = move |(id, name): (String, String)| {
            let watched = id.clone();
            let look = hand.session.watch(move |model, _| {
                let papers = model.get::<Program>(&watched).and_then(|one| one.papers);
                Look {
                    title: name.clone(),
                    detail: papers.map_or(String::new(), |day| {
                        ["At hand since ", &*day.short()].concat()
                    }),
                    checked: papers.is_some(),
                    ..Look::default()
                }
            });
            let tick = Callback::new(move |yes: bool| {
                let program = id.clone();
                let today = hand.session.read(|_, world| world.today());
                let day = yes.then_some(today);
                hand.does(RankAction::Papers {
                    program: program.into(),
                    day,
                });
            });
            view! { <CheckRow look=look strike=false on_toggle=tick /> }.into_any()
        };
        let rows: Vec<AnyView> = programs.into_iter().map(row).collect();
        view! {
            {muted("Programs must give you the contract and their visa and eligibility policy before the deadline. Tick what you have. Ask the coordinator for the rest.")}
            <Group>{rows}</Group>
        }
        .into_any()
    }
}

fn program(id: &str) -> String {
    href(&address::program(&id.into()))
}

/// It follows from what is known, and is neither ticked nor noted.
fn is_derived(check: Check) -> bool {
    !check.is_ticked_by_hand() && check != Check::Certified
}

fn title(check: Check) -> &'static str {
    match check {
        Check::Interviewed => "Interviewed at each program",
        Check::Willing => "I would train at each of them",
        Check::Preference => "This order is what I truly prefer",
        Check::Codes => "An NRMP code for each program",
        Check::Papers => "Contract and visa policy of each",
        Check::Certified => "Certified in R3",
    }
}

/// What is missing, by name.
fn detail(row: &Checked) -> String {
    let before = match row.check {
        Check::Interviewed => "No interview yet: ",
        Check::Willing => "New since you said so: ",
        Check::Preference => "Changed since you said so: ",
        Check::Codes => "Missing, or there twice: ",
        Check::Papers | Check::Certified => "Missing: ",
    };
    match (&*row.missing, row.check) {
        ([], Check::Willing) if !row.done => "A match is binding.".to_owned(),
        ([], Check::Preference) if !row.done => "Not where you think you will match.".to_owned(),
        ([], _) => String::new(),
        (missing, _) => [before, &*and_more(missing)].concat(),
    }
}
