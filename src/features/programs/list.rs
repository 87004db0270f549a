//! The Programs tab: every program by where it stands, and the way to add one.

use leptos::prelude::*;

use crate::address::href;
use crate::domain::program::{Program, Stage, Standing};
use crate::domain::time::{Instant, days_from_today};
use crate::domain::trip::Format;
use crate::features::shell::reading::{link, listed_with_count};
use crate::features::{Tool, Visit};
use crate::session::phone;
use crate::store::acts::programs::ProgramAction;
use crate::store::core::model::Model;
use crate::store::read::interviews::{begins, when};
use crate::store::read::programs::{ProgramCard, programs};
use crate::store::read::world::World;
use crate::ui::{
    ActionBar, Button, ButtonKind, EmptyState, FieldGroup, Group, Icon, LinkButton, PillTone, Row,
    TextField, dynamic,
};

/// One part of the list.
#[derive(Clone, PartialEq)]
struct Part {
    title: &'static str,
    rows: Vec<Line>,
}

/// A program in it.
#[derive(Clone, PartialEq)]
struct Line {
    name: String,
    detail: String,
    pill: Option<(PillTone, String)>,
    href: String,
}

/// The first screen of the tab.
pub fn view(visit: Visit) -> AnyView {
    let parts = visit.session.watch(parts);
    let add = Callback::new(|()| phone::go("programs/new"));
    visit.show_tools(vec![
        Tool {
            icon: Icon::Plus,
            label: "Add a program",
            press: add,
        },
        Tool {
            icon: Icon::Gear,
            label: "Settings",
            press: Callback::new(|()| phone::go("settings")),
        },
    ]);
    let advice = view! {
        <Group title="Rules and advice">
            <Row title="Questions to ask" detail="By role, with what to listen for" icon=Icon::Message
                href="#/programs/questions" />
            <Row title="The rank order list" detail="How to compare programs, and what the Match allows"
                icon=Icon::Rank href="#/rank" />
        </Group>
    };
    vec![
        dynamic(move || parts.with(|parts| list(parts))),
        advice.into_any(),
    ]
    .into_any()
}

fn list(parts: &[Part]) -> AnyView {
    if parts.is_empty() {
        return view! {
            <EmptyState icon=Icon::Building title="No programs yet"
                text="Write down where you apply or were invited. Dates, cards and trips then stay together with each program.">
                <LinkButton label="Add a program" href="#/programs/new" kind=ButtonKind::Primary icon=Icon::Plus />
            </EmptyState>
        }
        .into_any();
    }
    let row = |line: &Line| {
        link(
            &line.name,
            &line.detail,
            line.pill.clone(),
            line.href.clone(),
        )
    };
    let part = |part: &Part| {
        let rows: Vec<AnyView> = part.rows.iter().map(row).collect();
        listed_with_count(part.title, part.rows.len(), rows)
    };
    parts.iter().map(part).collect::<Vec<AnyView>>().into_any()
}

/// The headings, in the order of the list.
const PARTS: [(Standing, &str); 10] = [
    (Standing::ToAnswer, "Answer now"),
    (Standing::Scheduled, "Scheduled"),
    (Standing::Said(Stage::Invited), "Invited, no date yet"),
    (Standing::Interviewed, "Interviewed"),
    (Standing::Said(Stage::Waitlisted), "Waitlist"),
    (Standing::Said(Stage::Signalled), "Signaled"),
    (Standing::Said(Stage::Applied), "Applied"),
    (Standing::Said(Stage::Interested), "Interested"),
    (Standing::Said(Stage::Declined), "Declined"),
    (Standing::Said(Stage::Withdrawn), "Withdrawn"),
];

fn parts(model: &Model, world: &World) -> Vec<Part> {
    let cards = programs(model, world);
    let mut parts = Vec::new();
    for (standing, title) in PARTS {
        let mine = cards.iter().filter(|card| card.standing == standing);
        let rows: Vec<Line> = mine.map(|card| line(card, world)).collect();
        if !rows.is_empty() {
            parts.push(Part { title, rows });
        }
    }
    parts
}

fn line(card: &ProgramCard, world: &World) -> Line {
    let (when, pill) = match card.standing {
        Standing::ToAnswer => to_answer(card, world),
        Standing::Scheduled | Standing::Interviewed => dated(card, world),
        Standing::Said(_) => (String::new(), None),
    };
    let texts = [&*when, &*card.detail];
    let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    Line {
        name: card.name.clone(),
        detail: texts.join(" · "),
        pill,
        href: href(&["programs/", &card.id].concat()),
    }
}

/// `Reply by Sun 13 Dec, 11:10 CST`, and how long that is.
fn to_answer(card: &ProgramCard, world: &World) -> (String, Option<(PillTone, String)>) {
    let Some((wall, at, zone)) = &card.reply_by else {
        return (String::new(), None);
    };
    let when = world.when(zone, *wall);
    match left(*at, world) {
        None => (
            ["Was due ", &when, ". Call, then answer."].concat(),
            Some((PillTone::Bad, "late".to_owned())),
        ),
        Some(left) => (["Reply by ", &when].concat(), Some((PillTone::Warn, left))),
    }
}

/// `21 h`, `5 days`, or nothing when it is over.
fn left(at: Instant, world: &World) -> Option<String> {
    match at.minutes_since(world.now) {
        ..0 => None,
        minutes @ 0..60 => Some([&*minutes.to_string(), " min"].concat()),
        minutes @ 60..2_880 => Some([&*(minutes / 60).to_string(), " h"].concat()),
        minutes => Some([&*(minutes / 1_440).to_string(), " days"].concat()),
    }
}

/// `Mon 14 Dec, 08:00 CST, in person`, and how far away that is.
fn dated(card: &ProgramCard, world: &World) -> (String, Option<(PillTone, String)>) {
    let Some(interview) = &card.interview else {
        return (String::new(), None);
    };
    let mut when = when(interview, world);
    when.push_str(match interview.format {
        Format::InPerson => ", in person",
        Format::Virtual => ", video call",
    });
    let begins = begins(interview, world);
    let pill = match (card.standing, begins) {
        (Standing::Scheduled, Some(at)) if at <= world.now && interview.start.is_some() => {
            Some((PillTone::Accent, "now".to_owned()))
        }
        (Standing::Scheduled, Some(at)) => {
            let there = interview
                .start
                .map(|_| world.wall_at(world.phone_zone, at).day);
            let days = there.or(interview.day).map(|day| day.since(world.today()));
            days.map(|days| {
                let tone = if days < 2 {
                    PillTone::Warn
                } else {
                    PillTone::Accent
                };
                (tone, days_from_today(days))
            })
        }
        _ => None,
    };
    (when, pill)
}

/// A program is written down: its name, and what tells it from others.
pub fn add(visit: Visit) -> AnyView {
    let hand = visit.hand();
    let typed = RwSignal::new(Program::default());
    let wrong = RwSignal::new(None::<String>);
    let text = move |read: fn(&Program) -> &String| {
        Signal::derive(move || typed.with(|program| read(program).clone()))
    };
    let set = move |write: fn(&mut Program, String)| {
        Callback::new(move |text: String| {
            wrong.set(None);
            typed.update(|program| write(program, text));
        })
    };
    let add = Callback::new(move |()| {
        let session = hand.session;
        let id = session.fresh_id();
        let program = Program {
            made: Some(session.read(|_, world| world.today())),
            ..typed.get_untracked().trimmed()
        };
        let act = ProgramAction::Add {
            id: id.clone(),
            program,
        };
        match hand.tries_with_undo(act, "Program added") {
            Ok(()) => phone::swap(&["programs/", &id].concat()),
            Err(refusal) => {
                wrong.set(Some(refusal.0));
                phone::focus("main input");
            }
        }
    });
    view! {
        <FieldGroup>
            <TextField label="Name" value=text(|one| &one.name) on_input=set(|one, text| one.name = text) error=wrong
                placeholder="For example Riverside Internal Medicine" />
            <TextField label="Specialty (optional)" value=text(|one| &one.specialty) on_input=set(|one, text| one.specialty = text)
                hint="Only if one hospital has two programs on your list" />
        </FieldGroup>
        <ActionBar>
            <Button kind=ButtonKind::Primary label="Add the program" icon=Icon::Plus on_press=add />
        </ActionBar>
    }
    .into_any()
}
