//! Which would you choose? Pairs, until the order follows from the choices; or one pair. Scores stay hidden
//! until the answer.

use leptos::prelude::*;

use crate::address::href;
use crate::content::lazy::RankingGuide;
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::features::shell::reading::{folded, link, listed, nothing, reading, shown};
use crate::features::{Hand, Visit, gone, muted, muted_status};
use crate::session::phone;
use crate::store::acts::ranking::{DraftOf, Move, RankAction};
use crate::store::core::ranking::list::Spot;
use crate::store::read::ranking::board::Board;
use crate::store::read::ranking::choosing::{
    Choosing, Made, Proposed, Side, Stage, choosing, one_pair,
};
use crate::ui::{
    ActionBar, Button, ButtonKind, El, EmptyState, Icon, LinkButton, ProgressBar, dynamic, el, icon,
};

/// Title of the screen while it does not say how far one is.
const TITLE: &str = "Which would you choose?";
/// Where the focus goes once the next pair is there.
const QUESTION: &str = ".duel-ask";

/// The session over all programs.
pub fn view(visit: Visit) -> AnyView {
    shown(
        visit.came_late,
        reading::<RankingGuide>(),
        move |guide: &RankingGuide| {
            let guide = guide.clone();
            let now = visit
                .session
                .watch(move |model, world| choosing(model, world, &guide));
            Duels {
                hand: visit.hand(),
                now,
                title: visit.title,
                leave: visit.leave,
                last: RwSignal::new(String::new()),
            }
            .screen()
        },
    )
}

/// A session.
#[derive(Clone, Copy)]
struct Duels {
    hand: Hand,
    now: Signal<Choosing>,
    title: RwSignal<String>,
    leave: Callback<()>,
    /// What was chosen last, with the scores.
    last: RwSignal<String>,
}

impl Duels {
    fn screen(self) -> AnyView {
        phone::follow_keys(move |key| {
            let sides = self.now.with_untracked(|now| match &now.stage {
                Stage::Ask { sides, .. } | Stage::Again { sides, .. } => Some(sides.clone()),
                _ => None,
            });
            sides.is_some_and(|sides| answers(key, &sides, |chosen| self.choose(&sides, chosen)))
        });
        dynamic(move || {
            let Choosing { stage, made } = self.now.get();
            match stage {
                Stage::TooFew => self.too_few(),
                Stage::Ask {
                    sides,
                    number,
                    at_most,
                } => self.ask(*sides, number, at_most),
                Stage::Again { told, sides } => self.again(&told, *sides),
                Stage::Done {
                    order,
                    is_same,
                    ties,
                } => self.done(&order, is_same, &ties, &made),
            }
        })
    }

    fn choose(self, sides: &(Side, Side), chosen: Option<&Side>) {
        if self.hand.does(chooses(self.hand, sides, chosen)) {
            self.last.set(revealed(sides, chosen));
            phone::focus_soon(QUESTION);
        }
    }

    fn too_few(self) -> AnyView {
        self.title.set(TITLE.to_owned());
        view! {
            <EmptyState icon=Icon::Rank title="Two interviewed programs are needed"
                text="Here you choose between two programs at a time, until your order follows from it. Come back after your second interview.">
                <LinkButton label="Go to my order" href="#/rank" kind=ButtonKind::Primary />
            </EmptyState>
        }
        .into_any()
    }

    fn ask(self, sides: (Side, Side), number: usize, at_most: usize) -> AnyView {
        let title = [&*number.to_string(), " of at most ", &at_most.to_string()].concat();
        self.title.set(title);
        let count = |count: usize| Signal::stored(u32::try_from(count).unwrap_or(u32::MAX));
        let last = self.last;
        vec![
            view! { <ProgressBar bare=true label="Answered" value=count(number - 1) max=count(at_most) /> }
                .into_any(),
            question().into_any(),
            muted_status(move || match &*last.get() {
                "" => "Five seconds. You can look at the scores after. Stop at any time: it goes on where you left.".to_owned(),
                last => last.to_owned(),
            })
            .into_any(),
            self.cards(sides),
        ]
        .into_any()
    }

    fn again(self, told: &str, sides: (Side, Side)) -> AnyView {
        self.title.set(TITLE.to_owned());
        let told = told.to_owned();
        vec![
            view! { <crate::ui::Banner tone=crate::ui::PillTone::Warn text=told /> }.into_any(),
            question().into_any(),
            self.cards(sides),
        ]
        .into_any()
    }

    fn cards(self, sides: (Side, Side)) -> AnyView {
        let sides = StoredValue::new(sides);
        let choose = move |chosen: fn(&(Side, Side)) -> Option<&Side>| {
            Callback::new(move |()| sides.with_value(|sides| self.choose(sides, chosen(sides))))
        };
        let leave = self.leave;
        let cards = sides.with_value(|(one, other)| {
            cards(
                one,
                other,
                choose(|sides| Some(&sides.0)),
                choose(|sides| Some(&sides.1)),
            )
        });
        let tie = choose(|_| None);
        view! {
            {cards}
            <ActionBar>
                <Button label="I can’t choose" on_press=tie />
                <Button label="Stop here" on_press=leave />
            </ActionBar>
        }
        .into_any()
    }

    fn done(self, order: &[Proposed], is_same: bool, ties: &[String], made: &[Made]) -> AnyView {
        self.title.set(TITLE.to_owned());
        let headline = match is_same {
            true => "Your choices give the order that you have.",
            false => "This order follows from your choices.",
        };
        let rows = (1..)
            .zip(order)
            .map(|(place, one)| proposed(place, one))
            .collect();
        let mut parts = vec![
            el("h2")
                .class("finding duel-ask")
                .attr("tabindex", "-1")
                .text(headline)
                .into_any(),
            listed("By your choices", rows),
        ];
        for tie in ties {
            let text = [
                "You could not choose between ",
                tie,
                ". They stay as they are now.",
            ];
            parts.push(muted(&text.concat()).into_any());
        }
        let rows: Vec<AnyView> = made.iter().map(choice).collect();
        let list = el("ul").attr("role", "list").view(rows.into_any());
        parts.push(folded("Your answers, to change one", vec![list]));
        let ids: Vec<String> = order.iter().map(|one| one.id.clone()).collect();
        let take = Callback::new(move |()| self.take(ids.clone()));
        let leave = self.leave;
        parts.push(match is_same {
            true => view! { <ActionBar><Button label="Done" kind=ButtonKind::Primary on_press=leave /></ActionBar> }.into_any(),
            false => view! {
                <ActionBar>
                    <Button label="Leave it" on_press=leave />
                    <Button label="Take this order" kind=ButtonKind::Primary on_press=take />
                </ActionBar>
            }
            .into_any(),
        });
        parts.into_any()
    }

    fn take(self, order: Vec<String>) {
        let act = RankAction::Order {
            change: Move::Take { order },
            draft: draft(self.hand),
        };
        if self
            .hand
            .does_with_undo(act, "Your list has the order of your choices.")
        {
            phone::swap("rank");
        }
    }
}

fn question() -> El {
    el("h2")
        .class("finding duel-ask")
        .attr("tabindex", "-1")
        .text("If both called you today, which one would you choose?")
}

/// A key as an answer; says whether it was one.
fn answers(key: &str, sides: &(Side, Side), choose: impl Fn(Option<&Side>)) -> bool {
    match key {
        "1" => choose(Some(&sides.0)),
        "2" => choose(Some(&sides.1)),
        "0" => choose(None),
        _ => return false,
    }
    true
}

fn chooses(hand: Hand, sides: &(Side, Side), chosen: Option<&Side>) -> RankAction {
    RankAction::Choose {
        between: (sides.0.id.clone(), sides.1.id.clone()),
        chosen: chosen.map(|side| side.id.clone()),
        at: hand.session.read(|_, world| world.now.0),
    }
}

/// `You chose Harborlight, score 76, over Juniper Valley, score 75.`
fn revealed(sides: &(Side, Side), chosen: Option<&Side>) -> String {
    let with_score = |side: &Side| match side.points {
        Some(points) => [&*side.name, ", score ", &points.to_string()].concat(),
        None => [&*side.name, ", no score"].concat(),
    };
    match chosen {
        Some(chosen) => {
            let other = if chosen.id == sides.0.id {
                &sides.1
            } else {
                &sides.0
            };
            [
                "You chose ",
                &with_score(chosen),
                ", over ",
                &with_score(other),
                ".",
            ]
            .concat()
        }
        None => [
            "A tie: ",
            &with_score(&sides.0),
            "; ",
            &with_score(&sides.1),
            ".",
        ]
        .concat(),
    }
}

/// Both programs, to press one.
fn cards(
    one: &Side,
    other: &Side,
    choose_one: Callback<()>,
    choose_other: Callback<()>,
) -> AnyView {
    el("div")
        .class("duel")
        .child(card(one, "1", choose_one))
        .child(
            el("p")
                .class("duel-or")
                .attr("aria-hidden", "true")
                .text("or"),
        )
        .child(card(other, "2", choose_other))
        .into_any()
}

fn card(side: &Side, key: &str, choose: Callback<()>) -> El {
    let evidence = |sign: Icon, word: &str, text: &Option<String>| {
        text.as_ref().map(|text| {
            el("span")
                .class("duel-said")
                .child(icon(sign))
                .child(el("span").class("visually-hidden").text(word))
                .child(el("q").attr("dir", "auto").text(text))
        })
    };
    let city = (!side.city.is_empty()).then(|| {
        el("span")
            .class("muted")
            .attr("dir", "auto")
            .text(&side.city)
    });
    el("button")
        .attr("type", "button")
        .attr("aria-keyshortcuts", key)
        .class("card duel-side")
        .on("click", move |_| {
            let _ = choose.try_run(());
        })
        .child(el("strong").attr("dir", "auto").text(&side.name))
        .children(city)
        .children(evidence(Icon::Plus, "Liked: ", &side.liked))
        .children(evidence(Icon::Minus, "Worried: ", &side.worried))
}

fn proposed(place: usize, one: &Proposed) -> AnyView {
    let now = match one.now {
        Some(now) if now == place => "stays".to_owned(),
        Some(now) => ["now ", &now.to_string()].concat(),
        None => "new".to_owned(),
    };
    let hit = el("div")
        .class("row-hit")
        .child(el("span").class("row-number").text(&place.to_string()))
        .child(
            el("span").class("row-body").child(
                el("span")
                    .class("row-title")
                    .attr("dir", "auto")
                    .text(&one.name),
            ),
        )
        .child(el("span").class("row-end").text(&now));
    el("li").class("row").child(hit).into_any()
}

fn choice(made: &Made) -> AnyView {
    let to = ["rank/choose/", &made.chosen.0, "/", &made.other.0].concat();
    link(&made.words(), "", None, href(&to))
}

/// Where the order is noted.
fn draft(hand: Hand) -> DraftOf {
    let device = hand.session.device();
    hand.session.read(|_, world| {
        let day = world.today();
        DraftOf {
            id: [&*device, "-", &day.iso()].concat(),
            at: world.now.0,
            day,
        }
    })
}

/// One given pair.
pub fn pair(visit: Visit) -> AnyView {
    let ids = (visit.param(0), visit.param(1));
    shown(
        visit.came_late,
        reading::<RankingGuide>(),
        move |guide: &RankingGuide| {
            let (guide, ids) = (guide.clone(), ids.clone());
            let hand = visit.hand();
            let found = hand
                .session
                .read(|model, world| one_pair(model, world, &guide, (&ids.0, &ids.1)));
            match found {
                Some(sides) => Pair {
                    hand,
                    sides: StoredValue::new(sides),
                    against: RwSignal::new(false),
                    chosen: RwSignal::new(None),
                    guide: StoredValue::new(guide),
                    leave: visit.leave,
                }
                .screen(),
                None => without(hand, &ids),
            }
        },
    )
}

fn without(hand: Hand, ids: &(String, String)) -> AnyView {
    let is_alive = |id: &String| {
        hand.session
            .read(|model, _| model.is_alive(Program::KIND, id))
    };
    for id in [&ids.0, &ids.1] {
        if !is_alive(id) {
            return gone(hand, Program::KIND, id);
        }
    }
    view! {
        <EmptyState icon=Icon::Rank title="These two cannot be compared"
            text="One of them is not ranked. Look at “Do not rank” in your order.">
            <LinkButton label="Go to my order" href="#/rank" kind=ButtonKind::Primary />
        </EmptyState>
    }
    .into_any()
}

/// The choice between two given programs.
#[derive(Clone, Copy)]
struct Pair {
    hand: Hand,
    sides: StoredValue<(Side, Side)>,
    /// The list says the opposite of what was chosen.
    against: RwSignal<bool>,
    chosen: RwSignal<Option<(Side, Side)>>,
    guide: StoredValue<RankingGuide>,
    leave: Callback<()>,
}

impl Pair {
    fn screen(self) -> AnyView {
        phone::follow_keys(move |key| {
            let is_open = !self.against.get_untracked();
            let sides = self.sides.get_value();
            is_open && answers(key, &sides, |chosen| self.choose(chosen))
        });
        dynamic(move || match (self.against.get(), self.chosen.get()) {
            (true, Some((chosen, other))) => self.opposite(chosen, other),
            _ => self.ask(),
        })
    }

    fn ask(self) -> AnyView {
        let choose = move |chosen: fn(&(Side, Side)) -> Option<&Side>| {
            Callback::new(move |()| {
                let sides = self.sides.get_value();
                self.choose(chosen(&sides));
            })
        };
        let cards = self.sides.with_value(|(one, other)| {
            cards(
                one,
                other,
                choose(|sides| Some(&sides.0)),
                choose(|sides| Some(&sides.1)),
            )
        });
        let (tie, leave) = (choose(|_| None), self.leave);
        view! {
            {question().into_any()}
            {muted("Five seconds. You can look at the scores after.").into_any()}
            {cards}
            <ActionBar>
                <Button label="I can’t choose" on_press=tie />
                <Button label="Not now" on_press=leave />
            </ActionBar>
        }
        .into_any()
    }

    fn choose(self, chosen: Option<&Side>) {
        let sides = self.sides.get_value();
        let act = chooses(self.hand, &sides, chosen);
        let both = chosen.map(|chosen| {
            let other = if chosen.id == sides.0.id {
                &sides.1
            } else {
                &sides.0
            };
            (chosen.clone(), other.clone())
        });
        if !self.hand.does_with_undo(act, &revealed(&sides, chosen)) {
            return;
        }
        match both.filter(|(chosen, other)| self.is_against(chosen, other)) {
            Some(both) => {
                self.chosen.set(Some(both));
                self.against.set(true);
                phone::focus_soon(QUESTION);
            }
            None => self.leave.run(()),
        }
    }

    /// The list has the other one first.
    fn is_against(self, chosen: &Side, other: &Side) -> bool {
        let order = self.guide.with_value(|guide| {
            let session = self.hand.session;
            session.read(|model, world| Board::read(model, world, guide).order())
        });
        let place = |side: &Side| order.iter().position(|id| *id == side.id);
        matches!((place(chosen), place(other)), (Some(a), Some(b)) if a > b)
    }

    fn opposite(self, chosen: Side, other: Side) -> AnyView {
        let text = [
            "In your order ",
            &chosen.name,
            " stands after ",
            &other.name,
            ".",
        ]
        .concat();
        let label = ["Move ", &chosen.name, " up"].concat();
        let go = Callback::new(move |()| {
            let told = [&*chosen.name, " stands before ", &other.name, " now."].concat();
            let act = RankAction::Order {
                change: Move::Place {
                    program: chosen.id.clone(),
                    spot: Spot::Before(other.id.clone()),
                },
                draft: draft(self.hand),
            };
            if self.hand.does_with_undo(act, &told) {
                self.leave.run(());
            }
        });
        let leave = self.leave;
        view! {
            {el("h2").class("finding duel-ask").attr("tabindex", "-1").text("Your list says the opposite.").into_any()}
            {muted(&text).into_any()}
            <ActionBar>
                <Button label="Leave the list" on_press=leave />
                <Button label=label kind=ButtonKind::Primary on_press=go />
            </ActionBar>
            {nothing()}
        }
        .into_any()
    }
}
