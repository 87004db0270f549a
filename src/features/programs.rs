//! The Programs tab: every interview of the season in order, and what to ask whom.
//! Deliberately not here: changing an interview, which is done in its trip.

use leptos::prelude::*;

use crate::content::lazy::{ProgramsGuide, QuestionsToAsk};
use crate::domain::record::Record;
use crate::domain::time::{Instant, Minute, WallTime, days_from_today};
use crate::domain::trip::{Format, Interview, Trip};
use crate::features::Visit;
use crate::features::guide::{fact, link, listed, listed_with_count, reading, rules, shown};
use crate::store::model::Model;
use crate::store::select::{World, is_blank};
use crate::ui::{EmptyState, Group, Icon, LinkButton, PillTone, Row, SelectField, dynamic, maybe};

/// Minutes that a day without a start time may take.
const WHOLE_DAY: u16 = 1440;

/// The interviews of the season, each part in order of time; those without a date come last.
#[derive(PartialEq, Default)]
struct Season {
    coming: Vec<Line>,
    over: Vec<Line>,
}

#[derive(PartialEq)]
struct Line {
    name: String,
    detail: String,
    pill: Option<(PillTone, String)>,
    href: String,
}

/// The first screen of the tab.
pub fn view(visit: Visit) -> AnyView {
    let season = visit.session.watch(&[Trip::KIND, Interview::KIND], select);
    let for_the_day = view! {
        <Group title="For the day">
            <Row
                title="Questions to ask"
                detail="By role, with what to listen for"
                icon=Icon::Message
                href="#/programs/questions"
            />
        </Group>
    };
    vec![
        dynamic(move || season.with(interviews)),
        for_the_day.into_any(),
    ]
    .into_any()
}

fn interviews(season: &Season) -> AnyView {
    if season.coming.is_empty() && season.over.is_empty() {
        return none_yet();
    }
    let change = view! {
        <Group>
            <Row
                title="Add or change an interview"
                detail="Each interview belongs to a trip"
                icon=Icon::Bag
                href="#/pack"
            />
        </Group>
    };
    vec![
        part("Interviews to come", &season.coming),
        part("Interviews that are over", &season.over),
        change.into_any(),
    ]
    .into_any()
}

fn none_yet() -> AnyView {
    view! {
        <EmptyState
            icon=Icon::Building
            title="No interviews yet"
            text="Make a trip for your first interview. Its program then stands here with its date."
        >
            <LinkButton label="Make a trip" href="#/pack" icon=Icon::Plus />
        </EmptyState>
    }
    .into_any()
}

fn part(title: &str, lines: &[Line]) -> AnyView {
    let row = |line: &Line| {
        link(
            &line.name,
            &line.detail,
            line.pill.clone(),
            line.href.clone(),
        )
    };
    listed_with_count(title, lines.len(), lines.iter().map(row).collect())
}

/// Undated ones last, then the beginning, then the id, so that the order never wavers.
type Order<'a> = (bool, Option<Instant>, &'a str);

fn select(model: &Model, world: &World) -> Season {
    let mut found: Vec<(Order, &Interview, bool)> = Vec::new();
    for (id, interview) in model.all::<Interview>() {
        let Some(trip) = model.get::<Trip>(&interview.trip) else {
            continue;
        };
        if is_blank(model, &interview.trip, trip) {
            continue;
        }
        let begins = begins(interview, world);
        let order = (begins.is_none(), begins, id.as_str());
        // Put in its place at once: a sort would bring machine code of its own for this type.
        let at = found.partition_point(|(other, ..)| *other < order);
        found.insert(at, (order, interview, trip.draft));
    }
    let mut season = Season::default();
    for ((_, begins, _), interview, draft) in found {
        let length = match interview.start {
            Some(_) => interview.length,
            None => WHOLE_DAY,
        };
        let over = begins.is_some_and(|at| at.plus_minutes(length.into()) <= world.now);
        let days = begins.and(interview.day).map(|day| {
            let wall = begins.filter(|_| interview.start.is_some());
            wall.map_or(day, |at| world.wall_at(world.phone_zone, at).day)
                .since(world.today())
        });
        let pill = if over {
            Some((PillTone::Neutral, "over".to_owned()))
        } else if draft {
            Some((PillTone::Warn, "not finished".to_owned()))
        } else if interview.start.is_some() && begins.is_some_and(|at| at <= world.now) {
            Some((PillTone::Accent, "now".to_owned()))
        } else {
            days.map(|days| {
                let tone = if days < 2 {
                    PillTone::Warn
                } else {
                    PillTone::Accent
                };
                (tone, days_from_today(days))
            })
        };
        let rest = if draft { "/edit" } else { "" };
        let line = Line {
            name: interview.name().to_owned(),
            detail: detail(interview, world),
            pill,
            href: ["#/pack/", &interview.trip, rest].concat(),
        };
        if over {
            season.over.push(line);
        } else {
            season.coming.push(line);
        }
    }
    season
}

/// When it begins; the first minute of its day while its time is open.
fn begins(interview: &Interview, world: &World) -> Option<Instant> {
    let minute = interview.start.or(Minute::new(0, 0))?;
    let day = interview.day?;
    Some(world.instant(&interview.zone, WallTime { day, minute }))
}

/// `Mon 14 Dec, 08:00 CST. In person, Chicago`.
fn detail(interview: &Interview, world: &World) -> String {
    let mut text = match (interview.wall(), interview.day) {
        (Some(wall), _) => world.when(&interview.zone, wall),
        (None, Some(day)) => [&day.short(), ", no time yet"].concat(),
        (None, None) => "No date yet".to_owned(),
    };
    text.push_str(match interview.format {
        Format::InPerson => ". In person",
        Format::Virtual => ". Virtual",
    });
    let place = interview.city();
    if !place.is_empty() {
        text.push_str(", ");
        text.push_str(place);
    }
    text
}

/// What to ask whom, and what not to ask.
pub fn questions(visit: Visit) -> AnyView {
    let guide = reading::<ProgramsGuide>();
    let role = RwSignal::new(String::new());
    let list = move || guide.with(|guide| role.with(|role| by_role(&guide.questions_to_ask, role)));
    shown(visit.came_late, guide, move |guide| {
        let content = &guide.questions_to_ask;
        let mut options = vec![(String::new(), "Everybody".to_owned())];
        let roles = content.roles.iter();
        options.extend(roles.map(|role| (role.id.clone(), role.title.clone())));
        let whom = view! {
            <SelectField
                label="Whom do you ask?"
                options=options
                value=role
                on_change=move |chosen| role.set(chosen)
            />
        };
        vec![
            whom.into_any(),
            maybe(list),
            rules("Better not to ask", content.avoid.iter()),
        ]
        .into_any()
    })
}

fn by_role(content: &QuestionsToAsk, chosen: &str) -> AnyView {
    let mut groups = Vec::new();
    for role in &content.roles {
        if !chosen.is_empty() && role.id != chosen {
            continue;
        }
        let mut rows = Vec::new();
        for item in &content.items {
            if item.role == role.id {
                let listen = ["Listen for: ", &item.listen_for].concat();
                rows.push(fact(&item.text, &listen));
            }
        }
        groups.push(listed(&role.title, rows));
    }
    groups.into_any()
}
