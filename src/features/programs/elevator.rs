//! What to read in the elevator: whom, three facts, two questions. In large type, at arm's length.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::ProgramsGuide;
use crate::domain::ids::ProgramId;
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::features::programs::look;
use crate::features::shell::reading::{reading, shown};
use crate::features::{Hand, Visit, muted, while_alive};
use crate::store::read::elevator::{ELEVATOR_MAX, Elevator, elevator};
use crate::ui::{ActionBar, ButtonKind, El, EmptyState, Icon, LinkButton, dynamic, el};

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let (hand, title) = (visit.hand(), visit.title);
    let id = ProgramId::from(visit.param(0));
    shown(
        visit.came_late,
        reading::<ProgramsGuide>(),
        move |guide: &ProgramsGuide| {
            let content = StoredValue::new(guide.questions_to_ask.clone());
            let program = id.clone();
            while_alive(hand, Program::KIND, id.to_string(), move || {
                let watched = program.clone();
                let card = hand.session.watch(move |model, world| {
                    content.with_value(|content| elevator(model, world, &watched, content))
                });
                draw(hand, program.clone(), card, title)
            })
        },
    )
}

fn draw(
    hand: Hand,
    program: ProgramId,
    card: Signal<Elevator>,
    title: RwSignal<String>,
) -> AnyView {
    let watched = program.clone();
    let name = hand.session.watch(move |model, _| {
        let program = model.get_or_default::<Program>(&watched);
        program.title().to_owned()
    });
    Effect::new(move |_| {
        title.set(card.with(|card| match card.is_empty() {
            true => "Elevator card".to_owned(),
            false => ["Elevator card, ", &*card.seconds().to_string(), " s"].concat(),
        }));
    });
    let of = el("p").class("below-title").attr("dir", "auto").say(name);
    let body = dynamic(move || card.with(|card| whole(card, &program)));
    vec![of.into_any(), body].into_any()
}

fn whole(card: &Elevator, program: &ProgramId) -> AnyView {
    if card.is_empty() {
        let (sheet, people) = (
            href(&address::sheet(program)),
            href(&address::people(program)),
        );
        return view! {
            <EmptyState icon=Icon::Book title="Nothing to read yet"
                text="Choose up to three facts on the prep sheet, and write down who the director is.">
                <LinkButton label="Open the prep sheet" href=sheet kind=ButtonKind::Primary />
                <LinkButton label="Write down the director" href=people kind=ButtonKind::Quiet />
            </EmptyState>
        }
        .into_any();
    }
    let is_long = card.seconds() > ELEVATOR_MAX;
    let long = is_long.then(|| muted("This takes longer than an elevator. Shorten a fact."));
    let director = card.director.as_ref().map(|(name, say)| {
        let say = (!say.is_empty()).then(|| small(&["say: ", say].concat()));
        let name = el("p").class("lift-name").attr("dir", "auto").text(name);
        part("Director").child(name).children(say)
    });
    let facts = (!card.facts.is_empty()).then(|| {
        let facts = card.facts.iter().map(|(fact, me)| {
            let me = (!me.is_empty()).then(|| small(&["Me: ", me].concat()));
            line(fact).children(me)
        });
        let title = match card.facts.len() {
            1 => "One fact",
            2 => "Two facts",
            _ => "Three facts",
        };
        part(title).child(
            el("ol")
                .class("lift-list")
                .attr("role", "list")
                .children(facts),
        )
    });
    let questions = (!card.questions.is_empty()).then(|| {
        let questions = card.questions.iter().map(|question| line(question));
        let list = el("ul").class("lift-list lift-asks").attr("role", "list");
        let title = match card.questions.len() {
            1 => "One question",
            _ => "Two questions",
        };
        part(title).child(list.children(questions))
    });
    let arrival = (!card.arrival.is_empty()).then(|| {
        el("p")
            .class("lift-door")
            .attr("dir", "auto")
            .text(&card.arrival)
    });
    let page = el("div")
        .class("lift")
        .children(director)
        .children(facts)
        .children(questions)
        .children(arrival)
        .children(long)
        .into_any();
    let Some(interview) = &card.interview else {
        return page;
    };
    let day = href(&address::day(program, interview));
    let foot = view! {
        <ActionBar>
            <LinkButton label="I am ready: start the day" href=day kind=ButtonKind::Primary />
        </ActionBar>
    };
    vec![page, foot.into_any()].into_any()
}

fn part(title: &str) -> El {
    el("section").child(el("h2").text(title))
}

fn line(text: &str) -> El {
    el("li").child(el("p").attr("dir", "auto").text(text))
}

fn small(text: &str) -> El {
    el("p").class("lift-small").attr("dir", "auto").text(text)
}
