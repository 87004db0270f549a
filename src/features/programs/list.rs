//! The Programs tab: every program by where it stands, with a search, a filter and an order; the archive and
//! earlier seasons by themselves; and the ways to add some. Its rows are drawn in pieces, those in the window
//! first.

use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::ids::ProgramId;
use crate::domain::program::{Program, Standing};
use crate::domain::time::{Day, Instant, days_from_today};
use crate::domain::trip::Format;
use crate::features::programs::lead::{Lead, LeadRow};
use crate::features::programs::look;
use crate::features::shell::brought::programs;
use crate::features::shell::reading::{listed_with_count, nothing};
use crate::features::shell::unfinished::unfinished;
use crate::features::{Tool, Visit};
use crate::session::phone;
use crate::store::acts::programs::ProgramAction;
use crate::store::core::model::Model;
use crate::store::read::clashes::clashes;
use crate::store::read::interviews::{begins, when};
use crate::store::read::programs::{
    ProgramCard, ProgramList, STANDINGS, Shelf, Sort, Wanted, program_list,
};
use crate::store::read::thread::behind::{Standing as After, places, standing};
use crate::store::read::world::World;
use crate::ui::{
    ActionBar, Button, ButtonKind, Disclosure, EmptyState, FieldGroup, Group, Icon, IconLink,
    LinkButton, Pieces, PillTone, Row, SelectField, TextField, dynamic, el,
};

/// Rows under one heading.
#[derive(Clone, PartialEq)]
struct Part {
    title: String,
    rows: Vec<LeadRow>,
}

/// The list as it is drawn.
#[derive(Clone, Default, PartialEq)]
struct List {
    parts: Vec<Part>,
    archive: Vec<LeadRow>,
    earlier: Vec<Part>,
    /// How many were found, and how many there are.
    found: usize,
    all: usize,
    /// Places in `STANDINGS` of where they stand.
    standings: Vec<usize>,
    is_empty: bool,
}

/// From so many programs on the list can be filtered and ordered.
const MANY: usize = 4;

const ORDERS: [(&str, &str, Sort); 3] = [
    ("", "What comes next", Sort::Next),
    ("name", "Name", Sort::Name),
    ("starred", "With a star first", Sort::Starred),
];

/// The first screen of the tab.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let wanted = RwSignal::new(Wanted::default());
    let session = visit.session;
    let changed = session.watch(|model, world| list(model, world, &Wanted::default()));
    let list = Memo::new(move |_| {
        let all = changed.get();
        wanted.with(|wanted| match *wanted == Wanted::default() {
            true => all,
            false => session.read(|model, world| list(model, world, wanted)),
        })
    });
    let pieces = Pieces::of_rows();
    let add = Callback::new(move |()| phone::go(address::NEW_PROGRAM));
    visit.show_tools(vec![
        Tool {
            icon: Icon::Plus,
            label: "Add a program",
            press: add,
        },
        Tool {
            icon: Icon::Gear,
            label: "Settings",
            press: Callback::new(move |()| phone::go(address::SETTINGS)),
        },
    ]);
    let advice = view! {
        <Group title="Rules and advice">
            <Row title="Questions to ask" detail="By role, with what to listen for" icon=Icon::Message
                href=href(address::QUESTIONS) />
            <Row title="The rank order list" detail="How to compare programs, and what the Match allows"
                icon=Icon::Rank href=href(address::RANK) />
        </Group>
    };
    let is_empty = Memo::new(move |_| changed.with(|list| list.is_empty));
    let is_many = Memo::new(move |_| changed.with(|list| list.all >= MANY));
    let whole = move || {
        if is_empty.get() {
            return empty();
        }
        vec![
            search(wanted, list),
            dynamic(move || match is_many.get() {
                true => filters(wanted, changed),
                false => nothing(),
            }),
            dynamic(move || {
                list.with(|list| wanted.with_untracked(|wanted| drawn(list, wanted, pieces)))
            }),
            view! {
                <Group>
                    <Row title="Bring in a list" detail="Names or a CSV file, many programs at once" icon=Icon::Upload href=href(address::BRING) />
                </Group>
            }
            .into_any(),
        ]
        .into_any()
    };
    vec![dynamic(whole), advice.into_any()].into_any()
}

fn empty() -> AnyView {
    view! {
        <EmptyState icon=Icon::Building title="No programs yet"
            text="Write down where you apply or were invited. Dates, cards and trips then stay together with each program.">
            <LinkButton label="Add a program" href=href(address::NEW_PROGRAM) kind=ButtonKind::Primary icon=Icon::Plus />
            <LinkButton label="Bring in a list" href=href(address::BRING) icon=Icon::Upload />
        </EmptyState>
    }
    .into_any()
}

/// The search, and the way to the calendar.
fn search(wanted: RwSignal<Wanted>, list: Memo<List>) -> AnyView {
    let value = Signal::derive(move || wanted.with(|wanted| wanted.search.clone()));
    let typed = move |text: String| wanted.update(|wanted| wanted.search = text);
    let label =
        Signal::derive(move || ["Search ", &*programs(list.with(|list| list.all))].concat());
    let told = move || {
        let is_all = wanted.with(|wanted| {
            *wanted
                == Wanted {
                    sort: wanted.sort,
                    ..Wanted::default()
                }
        });
        match list.with(|list| list.found) {
            _ if is_all => String::new(),
            0 => "Nothing found in this season. Try another word, or another filter.".to_owned(),
            found => [&*found.to_string(), " found"].concat(),
        }
    };
    let field = view! {
        <TextField label=label hide_label=true input_type="search" placeholder="Name, city or specialty"
            spellcheck=false value=value on_input=typed />
    };
    let calendar = view! { <IconLink icon=Icon::Calendar label="Calendar of the season" href=href(address::SEASON) /> };
    let line = el("p").class("hint").attr("role", "status").say_with(told);
    el("div")
        .class("program-search")
        .view(field.into_any())
        .view(calendar.into_any())
        .child(line)
        .into_any()
}

/// Where they stand, and in which order.
fn filters(wanted: RwSignal<Wanted>, all: Signal<List>) -> AnyView {
    let options = Signal::derive(move || {
        let standings = all.with(|list| list.standings.clone());
        let option = |place: usize| (place.to_string(), STANDINGS[place].1.to_owned());
        let every = [(String::new(), "All".to_owned())];
        every
            .into_iter()
            .chain(standings.into_iter().map(option))
            .collect()
    });
    let standing = Signal::derive(move || {
        let wanted = wanted.with(|wanted| wanted.standing);
        let place = STANDINGS.iter().position(|(one, _)| Some(*one) == wanted);
        place.map(|place| place.to_string()).unwrap_or_default()
    });
    let filter = move |place: String| {
        let place: Option<usize> = place.parse().ok();
        let chosen = place.and_then(|place| STANDINGS.get(place));
        wanted.update(|wanted| wanted.standing = chosen.map(|(standing, _)| *standing));
    };
    let orders = ORDERS.map(|(id, words, _)| (id.to_owned(), words.to_owned()));
    let order = Signal::derive(move || {
        let sort = wanted.with(|wanted| wanted.sort);
        let found = ORDERS.iter().find(|(_, _, one)| *one == sort);
        found.map_or("", |(id, ..)| id).to_owned()
    });
    let sort = move |id: String| {
        let found = ORDERS.iter().find(|(known, ..)| *known == id);
        wanted.update(|wanted| wanted.sort = found.map_or(Sort::Next, |(_, _, sort)| *sort));
    };
    let fields = view! {
        <SelectField label="Stage" options=options value=standing on_change=filter />
        <SelectField label="Order" options=Signal::stored(orders.to_vec()) value=order on_change=sort />
    };
    let pair = el("div").class("pair").view(fields.into_any());
    view! { <Disclosure title="Filter and order">{pair}</Disclosure> }.into_any()
}

fn drawn(list: &List, wanted: &Wanted, pieces: Pieces) -> AnyView {
    let mut before = 0;
    let mut rows = |rows: &[LeadRow]| {
        let rows: Rc<[LeadRow]> = rows.into();
        let count = rows.len();
        let drawn = pieces.rows(before, count, move |place| rows[place].draw());
        before += count;
        drawn
    };
    let mut part = |part: &Part| {
        let inside = rows(&part.rows);
        listed_with_count(&part.title, part.rows.len(), vec![inside])
    };
    let is_searching = !wanted.search.trim().is_empty();
    let folded = |title: &str, count: usize, inside: AnyView| {
        if count == 0 {
            return nothing();
        }
        let title = [title, " (", &*count.to_string(), ")"].concat();
        view! { <Disclosure title=title open=is_searching>{inside}</Disclosure> }.into_any()
    };
    let earlier: usize = list.earlier.iter().map(|part| part.rows.len()).sum();
    let parts: Vec<AnyView> = list.parts.iter().map(&mut part).collect();
    let seasons: Vec<AnyView> = list.earlier.iter().map(&mut part).collect();
    let archive = el("ul")
        .attr("role", "list")
        .class("plain")
        .view(rows(&list.archive));
    vec![
        parts.into_any(),
        folded("Earlier seasons", earlier, seasons.into_any()),
        folded("Archive", list.archive.len(), archive.into_any()),
    ]
    .into_any()
}

fn list(model: &Model, world: &World, wanted: &Wanted) -> List {
    let list = program_list(model, world, wanted);
    let clashing = clashing(model, world);
    let places = places(model, world);
    let mut next = true;
    let mut row = |card: &ProgramCard| {
        let is_next = next && card.standing == Standing::Scheduled;
        next &= !is_next;
        let warning = clashing.get(&*card.id).cloned().unwrap_or_default();
        let after = match card.standing {
            Standing::Interviewed => standing(model, world, &card.id, &places),
            _ => After::default(),
        };
        line(card, world, is_next, warning, after)
    };
    let mut part = |shelf: &Shelf| Part {
        title: shelf.title.clone(),
        rows: shelf.cards.iter().map(&mut row).collect(),
    };
    let place = |standing: &Standing| STANDINGS.iter().position(|(one, _)| one == standing);
    List {
        found: list.found(),
        all: list.all,
        standings: list.standings.iter().filter_map(place).collect(),
        is_empty: ProgramList::is_empty(&list),
        parts: list.shelves.iter().map(&mut part).collect(),
        earlier: list.earlier.iter().map(&mut part).collect(),
        archive: list.archive.iter().map(&mut row).collect(),
    }
}

/// `Clash with Quillwater`, by the id of the program.
fn clashing(model: &Model, world: &World) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let name = |id: &str| {
        let program = model.get::<Program>(id);
        program.map_or("", Program::title).to_owned()
    };
    for clash in clashes(model, world) {
        let (Some(one), Some(other)) = (&clash.program, &clash.with) else {
            continue;
        };
        if clash.kind.is_hard() {
            for (one, other) in [(one, other), (other, one)] {
                let words = ["Clash with ", &name(other)].concat();
                found.entry(one.to_string()).or_insert(words);
            }
        }
    }
    found
}

fn line(
    card: &ProgramCard,
    world: &World,
    is_next: bool,
    warning: String,
    after: After,
) -> LeadRow {
    let (lead, when, end) = match card.standing {
        Standing::ToAnswer => to_answer(card, world),
        Standing::Scheduled => dated(card, world, is_next),
        Standing::Interviewed => interviewed(card, after),
        Standing::Said(_) => (None, String::new(), String::new()),
    };
    let star = if card.starred { "★" } else { "" };
    let texts = [&*when, &*card.detail];
    let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    LeadRow {
        lead,
        title: [&*card.name, if card.starred { " " } else { "" }, star].concat(),
        detail: texts.join(" · "),
        warning,
        end,
        href: href(&address::program(&card.id)),
    }
}

type Said = (Option<Lead>, String, String);

/// A full ring of an answer's clock, in minutes: a week.
const WHOLE: i64 = 7 * 1_440;

/// `Reply by Sun 13 Dec, 11:10 CST`, and how long that is.
fn to_answer(card: &ProgramCard, world: &World) -> Said {
    let Some((wall, at, zone)) = &card.reply_by else {
        return (None, String::new(), String::new());
    };
    let when = world.when(zone, *wall);
    let minutes = at.minutes_since(world.now);
    match left(*at, world) {
        None => (
            Some(Lead::Left(PillTone::Bad, "!".to_owned(), 100)),
            ["Was due ", &when, ". Call, then answer."].concat(),
            "late".to_owned(),
        ),
        Some((short, words)) => {
            let share = (minutes.min(WHOLE) * 100 / WHOLE).max(3);
            let tone = if minutes < 2_880 {
                PillTone::Warn
            } else {
                PillTone::Neutral
            };
            let share = u8::try_from(share).unwrap_or(100);
            (
                Some(Lead::Left(tone, short, share)),
                ["Reply by ", &when].concat(),
                words,
            )
        }
    }
}

/// `21 h` and `21 hours`, or nothing when it is over.
fn left(at: Instant, world: &World) -> Option<(String, String)> {
    let said = |count: i64, short: &str, word: &str| {
        let many = if count == 1 { "" } else { "s" };
        let count = count.to_string();
        Some(([&*count, short].concat(), [&*count, word, many].concat()))
    };
    match at.minutes_since(world.now) {
        ..0 => None,
        minutes @ 0..60 => said(minutes, " m", " min")
            .map(|(short, words)| (short, words.trim_end_matches('s').to_owned())),
        minutes @ 60..2_880 => said(minutes / 60, " h", " hour"),
        minutes => said(minutes / 1_440, " d", " day"),
    }
}

/// `Mon 14 Dec, 08:00 CST, in person`, and how far away that is.
fn dated(card: &ProgramCard, world: &World, is_next: bool) -> Said {
    let Some(interview) = &card.interview else {
        return (None, String::new(), String::new());
    };
    let mut when = when(interview, world);
    when.push_str(match interview.format {
        Format::InPerson => ", in person",
        Format::Virtual => ", video call",
    });
    let begins = begins(interview, world);
    let end = match begins {
        Some(at) if at <= world.now && interview.start.is_some() => "now".to_owned(),
        Some(at) => {
            let there = interview
                .start
                .map(|_| world.wall_at(world.phone_zone, at).day);
            let days = there.or(interview.day).map(|day| day.since(world.today()));
            let words = days.map(days_from_today).unwrap_or_default();
            words.trim_start_matches("in ").to_owned()
        }
        None => String::new(),
    };
    (interview.day.map(|day| Lead::Day(day, is_next)), when, end)
}

/// `Debrief open, 2 notes · Mon 14 Dec`, with the steps of the debrief or a tick in the ring. The hour matters no more.
fn interviewed(card: &ProgramCard, after: After) -> Said {
    let day = card.interview.as_ref().and_then(|one| one.day);
    let lead = match after.steps {
        Some((done, all)) => {
            let share = u8::try_from(done * 100 / all).unwrap_or(100);
            let (done, all) = (done.to_string(), all.to_string());
            Some(Lead::Left(
                PillTone::Accent,
                [&*done, "/", &all].concat(),
                share,
            ))
        }
        None if after.done => Some(Lead::Sign(PillTone::Good, Icon::Tick)),
        None => day.map(|day| Lead::Day(day, false)),
    };
    let day = day.map_or_else(String::new, Day::short);
    let texts = [&*after.words, &*day];
    let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    (lead, texts.join(" · "), after.end)
}

/// A program is written down: its name, and what tells it from others.
pub fn add(visit: Visit) -> AnyView {
    let hand = visit.hand();
    let name = unfinished::<String>("program");
    let specialty = unfinished::<String>("program-specialty");
    let wrong = RwSignal::new(None::<String>);
    let set = move |field: RwSignal<String>| {
        Callback::new(move |text: String| {
            wrong.set(None);
            field.set(text);
        })
    };
    let add = Callback::new(move |()| {
        let session = hand.session;
        let id = ProgramId::from(session.fresh_id());
        let program = Program {
            made: Some(session.read(|_, world| world.today())),
            name: name.get_untracked(),
            specialty: specialty.get_untracked(),
            ..Program::default()
        }
        .trimmed();
        let act = ProgramAction::Add {
            id: id.clone(),
            program,
        };
        match hand.tries_with_undo(act, "Program added") {
            Ok(()) => {
                name.set(String::new());
                specialty.set(String::new());
                phone::swap(&address::program(&id));
            }
            Err(refusal) => phone::refuse(wrong, refusal.0, "main"),
        }
    });
    view! {
        <FieldGroup>
            <TextField label="Name" value=name on_input=set(name) error=wrong
                placeholder="For example Riverside Internal Medicine" />
            <TextField label="Specialty (optional)" value=specialty on_input=set(specialty)
                hint="Only if one hospital has two programs on your list" />
        </FieldGroup>
        <ActionBar>
            <Button kind=ButtonKind::Primary label="Add the program" icon=Icon::Plus on_press=add />
        </ActionBar>
    }
    .into_any()
}
