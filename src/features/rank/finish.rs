//! What is left before the list is certified, the deadline, and the list for other eyes.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::RankingGuide;
use crate::domain::ranking::Placed;
use crate::exchange::spreadsheet;
use crate::features::rank::checks::checks;
use crate::features::rank::deadline::deadline;
use crate::features::rank::look;
use crate::features::shell::reading::{reading, shown};
use crate::features::{Hand, Tool, Visit};
use crate::session::phone;
use crate::store::read::ranking::finish::{Finish, finish};
use crate::store::read::ranking::text::{plain, table};
use crate::ui::{
    ActionBar, Button, El, EmptyState, Group, Icon, LinkButton, PrintOnly, Row, dynamic, el,
};

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let came_late = visit.came_late;
    shown(came_late, reading::<RankingGuide>(), move |guide| {
        let guide = guide.clone();
        let page = Page {
            hand: visit.hand(),
            now: visit
                .session
                .watch(move |model, world| finish(model, world, &guide)),
        };
        page.draw(&visit)
    })
}

#[derive(Clone, Copy)]
struct Page {
    hand: Hand,
    now: Signal<Finish>,
}

impl Page {
    fn draw(self, visit: &Visit) -> AnyView {
        visit.show_tools(vec![
            Tool {
                icon: Icon::Clock,
                label: "Kept lists",
                press: Callback::new(|()| phone::go(address::KEPT_LISTS)),
            },
            Tool {
                icon: Icon::Share,
                label: "Share the list",
                press: Callback::new(move |()| self.share()),
            },
        ]);
        let is_empty = Memo::new(move |_| self.now.with(|now| now.standing.list.order.is_empty()));
        let body = dynamic(move || match is_empty.get() {
            true => empty(),
            false => untrack(|| self.body()),
        });
        let top = el("div").class("screen-only stack");
        vec![top.view(deadline(self.hand)).into_any(), body].into_any()
    }

    fn body(self) -> AnyView {
        let above = el("div").class("screen-only stack");
        let (copy, print, csv) = (
            move |()| self.copy(),
            move |()| phone::print(),
            move |()| self.save(),
        );
        let rules = el("div").class("screen-only").view(
            view! {
                <Group>
                    <Row title="Rules and advice" detail="What makes a good list, and what the Match allows" icon=Icon::Book href=href(address::ADVICE) />
                </Group>
            }
            .into_any(),
        );
        view! {
            {above.view(checks(self.hand, self.now))}
            {self.on_paper()}
            {self.order()}
            {rules}
            <ActionBar>
                <Button label="Copy" icon=Icon::Copy on_press=copy />
                <Button label="Print" icon=Icon::Printer on_press=print />
                <Button label="CSV" icon=Icon::Download on_press=csv />
            </ActionBar>
        }
        .into_any()
    }

    /// What stands above the list on paper.
    fn on_paper(self) -> AnyView {
        let session = self.hand.session;
        let today = session.watch(|_, world| world.today().long());
        let words = move || {
            let certified = self.now.with(|now| {
                let day = now.certified.as_ref().and_then(|(_, one)| one.day);
                day.filter(|_| now.is_certified())
            });
            let certified = match certified {
                Some(day) => ["Certified in R3 on ", &*day.long(), "."].concat(),
                None => "Not certified as it stands here.".to_owned(),
            };
            ["Printed on ", &*today.get(), ". ", &*certified].concat()
        };
        view! {
            <PrintOnly>
                {el("p").class("big").text("My rank order list")}
                {el("p").say_with(words)}
            </PrintOnly>
        }
        .into_any()
    }

    fn order(self) -> AnyView {
        let edit = el("a")
            .class("btn btn-quiet screen-only")
            .attr("href", &href(address::RANK))
            .attr("aria-label", "Edit the order")
            .text("Edit");
        let head = el("div")
            .class("section-head")
            .child(el("h2").text("Your order with NRMP codes"))
            .child(edit);
        // Once a minute the time of the list is another one; its lines are not.
        let order = Memo::new(move |_| self.now.with(Line::all));
        let lines = move || order.with(|order| order.iter().map(Line::draw).collect());
        let list = el("ol")
            .attr("role", "list")
            .class("group codes")
            .children_of(lines);
        el("section").child(head).child(list).into_any()
    }

    fn copy(self) {
        let text = self.now.with_untracked(plain);
        let toaster = self.hand.toaster;
        leptos::task::spawn_local(async move {
            toaster.show(match phone::copy_text(&text).await {
                true => "List copied. Paste it where you need it.",
                false => "This browser cannot copy. Print the list, or save it as CSV.",
            });
        });
    }

    fn share(self) {
        let text = self.now.with_untracked(plain);
        let toaster = self.hand.toaster;
        leptos::task::spawn_local(async move {
            match phone::share_text("My rank order list", &text).await {
                (phone::Left::Yes, true) => {
                    toaster.show("List copied. Paste it where you need it.");
                }
                (phone::Left::Cannot, _) => {
                    toaster.show("This browser can neither share nor copy. Print the list.");
                }
                _ => {}
            }
        });
    }

    fn save(self) {
        let text = self
            .now
            .with_untracked(|now| spreadsheet::table(table(now).into_iter()));
        let today = self.hand.session.read(|_, world| world.today());
        let name = ["matchbook-rank-list-", &*today.iso(), ".csv"].concat();
        let toaster = self.hand.toaster;
        leptos::task::spawn_local(async move {
            toaster.show(match phone::save_text(&name, "text/csv", &text).await {
                phone::Left::Yes => ["Saved as ", &*name].concat(),
                phone::Left::No => "Not saved: you closed the share sheet.".to_owned(),
                phone::Left::Cannot => {
                    "This browser cannot save files. Open Matchbook in another browser.".to_owned()
                }
            });
        });
    }
}

/// A place of the list.
#[derive(Clone, PartialEq)]
struct Line {
    place: usize,
    placed: Placed,
    /// It is another one than in the list that was certified.
    is_changed: bool,
}

impl Line {
    fn all(now: &Finish) -> Vec<Line> {
        let moved = &now.changed.moved;
        let line = |(place, placed): (usize, &Placed)| Line {
            place,
            is_changed: moved.iter().any(|moved| moved.program == placed.program),
            placed: placed.clone(),
        };
        (1..).zip(&now.standing.list.order).map(line).collect()
    }

    fn draw(&self) -> El {
        let one = &self.placed;
        let mark = self.is_changed.then(|| el("small").text("changed"));
        let name = el("span").child(el("bdi").text(&one.name)).children(mark);
        let code = match &*one.code {
            "" => el("a")
                .attr("href", &href(&address::program(&one.program)))
                .attr("aria-label", &["Add code: ", &*one.name].concat())
                .text("Add code"),
            code => el("code").text(code),
        };
        el("li")
            .child(el("b").text(&self.place.to_string()))
            .child(name)
            .child(code)
    }
}

fn empty() -> AnyView {
    view! {
        <EmptyState icon=Icon::Rank title="Your list is empty"
            text="Put the programs where you had an interview in order first. Then this page says what is left before you certify.">
            <LinkButton label="Open my order" href=href(address::RANK) />
            <LinkButton label="Rules and advice" href=href(address::ADVICE) />
        </EmptyState>
    }
    .into_any()
}
