//! Programs as their list shows them.

use crate::content::places;
use crate::domain::ids::ProgramId;
use crate::domain::order;
use crate::domain::program::{Program, Stage, Standing, match_year, standing};
use crate::domain::time::{Day, Instant, WallTime};
use crate::domain::trip::{Booking, Interview};
use crate::domain::words::essence;
use crate::store::core::bookings::bookings;
use crate::store::core::model::Model;
use crate::store::read::interviews::{begins, is_over};
use crate::store::read::world::World;

/// A program as the list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgramCard {
    /// Its id.
    pub id: ProgramId,
    /// Its name.
    pub name: String,
    /// Specialty, if it was typed, and city.
    pub detail: String,
    /// Where it stands.
    pub standing: Standing,
    /// Its next interview, or else the last one.
    pub interview: Option<Booking>,
    /// Until when to answer: on the program's clock, as an instant, and the zone of that clock.
    pub reply_by: Option<(WallTime, Instant, String)>,
    /// Stands first.
    pub starred: bool,
    /// Put away.
    pub archived: bool,
    /// Year of the Match that it is for.
    pub season: u16,
    /// What a search looks at: the essence of its name, specialty, city, state and code.
    words: String,
}

/// All programs: within each standing the starred ones first, then by what comes next, then by name.
pub fn programs(model: &Model, world: &World) -> Vec<ProgramCard> {
    let cards: Vec<ProgramCard> = model
        .all::<Program>()
        .iter()
        .map(|(id, program)| card(model, world, &id.as_str().into(), program))
        .collect();
    order::by_text(cards, |card| {
        let star = if card.starred { "0" } else { "1" };
        let answer = card.reply_by.as_ref().map(|(_, at, _)| *at);
        let at = match card.standing {
            Standing::ToAnswer => answer,
            _ => card.interview.as_ref().and_then(|one| begins(one, world)),
        };
        let at = at.map_or("~".to_owned(), |at| match card.standing {
            // The last one first.
            Standing::Interviewed => order::sortable(-at.0),
            _ => order::sortable(at.0),
        });
        [star, &*at, &essence(&card.name), &card.id].concat()
    })
}

pub(in crate::store) fn card(
    model: &Model,
    world: &World,
    id: &ProgramId,
    program: &Program,
) -> ProgramCard {
    let mine = |one: &Interview| one.at.as_ref() == Some(id);
    let interviews: Vec<Booking> = bookings(model, &mine).map(|(_, one)| one).collect();
    let (over, rest): (Vec<Booking>, Vec<Booking>) =
        interviews.into_iter().partition(|one| is_over(one, world));
    let coming = rest.iter().any(|one| one.day.is_some());
    let place = match program.place.trim() {
        "" => over
            .iter()
            .chain(&rest)
            .map(|one| one.city())
            .find(|city| !city.is_empty()),
        place => Some(place),
    };
    let zone = zone_of(program, over.iter().chain(&rest), world);
    let state = over.iter().chain(&rest).map(|one| &*one.state);
    let state = state
        .chain([&*program.state])
        .find(|state| !state.is_empty());
    let words = [
        program.title(),
        &program.specialty,
        place.unwrap_or(""),
        state.unwrap_or(""),
        state.map_or("", places::state_name),
        &program.code,
    ];
    let words = essence(&words.join(" "));
    let season = season_of(program, over.iter().chain(&rest), world.today());
    let said = [program.specialty.trim(), place.unwrap_or("")];
    let said: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
    ProgramCard {
        id: id.to_owned(),
        name: program.title().to_owned(),
        detail: said.join(", "),
        standing: standing(program, coming, !over.is_empty()),
        reply_by: program
            .reply_by
            .map(|wall| (wall, world.instant(&zone, wall), zone.clone())),
        starred: program.starred,
        archived: program.archived,
        season,
        words,
        // One without a date hides no day on which something was.
        interview: match rest.into_iter().next() {
            Some(next) if coming || over.is_empty() => Some(next),
            _ => over.into_iter().next_back(),
        },
    }
}

/// Its zone, or that of one of its interviews; the phone's while nobody knows.
fn zone_of<'a>(
    program: &Program,
    mut interviews: impl Iterator<Item = &'a Booking>,
    world: &World,
) -> String {
    let mut of_interview = || interviews.find(|one| !one.zone.is_empty());
    match &*program.zone {
        "" => of_interview().map_or(world.phone_zone, |one| &one.zone),
        zone => zone,
    }
    .to_owned()
}

/// Year of the Match that a program is for: as it was said, or else that of the last of its dates, or of the day on
/// which it was written down; this season's while nobody knows, and never a later one.
fn season_of<'a>(
    program: &Program,
    interviews: impl Iterator<Item = &'a Booking>,
    today: Day,
) -> u16 {
    if program.season != 0 {
        return program.season;
    }
    let answer = program.reply_by.map(|wall| wall.day);
    let days = interviews.filter_map(|one| one.day).chain(answer);
    let day = days.max().or(program.made).unwrap_or(today);
    match_year(day).min(match_year(today))
}

/// Year of the Match that a program is for.
pub fn season_now(model: &Model, world: &World, id: &ProgramId) -> u16 {
    let program: Program = model.get_or_default(id);
    card(model, world, id, &program).season
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By where they stand, and then by what comes next.
    #[default]
    Next,
    /// By name.
    Name,
    /// Those with a star first.
    Starred,
}

/// What of the list is wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// Words to look for; each must begin a word of the program. Empty: all.
    pub search: String,
    /// Where they stand; none: anywhere.
    pub standing: Option<Standing>,
    /// In which order.
    pub sort: Sort,
}

impl Wanted {
    fn takes(&self, card: &ProgramCard) -> bool {
        let searched = essence(&self.search);
        let is_there = |word: &str| {
            let mut known = card.words.split(' ');
            known.any(|known| known.starts_with(word))
        };
        self.standing
            .is_none_or(|standing| standing == card.standing)
            && searched.split(' ').all(is_there)
    }
}

/// Programs under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelf {
    /// The heading.
    pub title: String,
    /// What stands under it, never empty.
    pub cards: Vec<ProgramCard>,
}

/// The list as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProgramList {
    /// This season.
    pub shelves: Vec<Shelf>,
    /// Those put away, of any season.
    pub archive: Vec<ProgramCard>,
    /// Earlier seasons, the last one first.
    pub earlier: Vec<Shelf>,
    /// How many there are of this season, found or not.
    pub all: usize,
    /// Where they stand, of those of this season: for the filter.
    pub standings: Vec<Standing>,
}

impl ProgramList {
    /// How many of this season were found.
    pub fn found(&self) -> usize {
        self.shelves.iter().map(|shelf| shelf.cards.len()).sum()
    }

    /// No program is known at all.
    pub fn is_empty(&self) -> bool {
        self.all == 0 && self.archive.is_empty() && self.earlier.is_empty()
    }
}

/// The headings, in the order of the list.
pub const STANDINGS: [(Standing, &str); 10] = [
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

/// The list: what of this season is wanted, and the archive and earlier seasons by themselves. A search looks
/// everywhere; a filter is for this season alone.
pub fn program_list(model: &Model, world: &World, wanted: &Wanted) -> ProgramList {
    let this = match_year(world.today());
    let (archive, rest): (Vec<ProgramCard>, Vec<ProgramCard>) = programs(model, world)
        .into_iter()
        .partition(|card| card.archived);
    let (now, earlier): (Vec<ProgramCard>, Vec<ProgramCard>) =
        rest.into_iter().partition(|card| card.season >= this);
    let anywhere = Wanted {
        standing: None,
        ..wanted.clone()
    };
    let found = |cards: Vec<ProgramCard>, wanted: &Wanted| {
        let cards = cards.into_iter().filter(|card| wanted.takes(card));
        cards.collect::<Vec<ProgramCard>>()
    };
    let is_there = |standing: &Standing| now.iter().any(|card| card.standing == *standing);
    let standings = STANDINGS.iter().map(|(standing, _)| *standing);
    let standings = standings.filter(is_there).collect();
    let mut list = ProgramList {
        all: now.len(),
        standings,
        archive: by_name(found(archive, &anywhere)),
        ..ProgramList::default()
    };
    let now = found(now, wanted);
    let shelf = |title: &str, cards: Vec<ProgramCard>| Shelf {
        title: title.to_owned(),
        cards,
    };
    list.shelves = match wanted.sort {
        Sort::Next => STANDINGS
            .iter()
            .map(|(standing, title)| {
                let mine = now.iter().filter(|card| card.standing == *standing);
                shelf(title, mine.cloned().collect())
            })
            .collect(),
        Sort::Name => vec![shelf("By name", by_name(now))],
        Sort::Starred => {
            let (starred, others) = now.into_iter().partition(|card| card.starred);
            vec![
                shelf("With a star", by_name(starred)),
                shelf("Others", by_name(others)),
            ]
        }
    };
    list.shelves.retain(|shelf| !shelf.cards.is_empty());
    let earlier = found(earlier, &anywhere);
    let mut years: Vec<u16> = earlier.iter().map(|card| card.season).collect();
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    let of_year = |year: u16| {
        let mine = earlier.iter().filter(|card| card.season == year);
        shelf(&match_words(year), by_name(mine.cloned().collect()))
    };
    list.earlier = years.into_iter().map(of_year).collect();
    list
}

fn by_name(cards: Vec<ProgramCard>) -> Vec<ProgramCard> {
    order::by_text(cards, |card| {
        [&*essence(&card.name), " ", &card.id].concat()
    })
}

/// `Season 2025–26`.
pub fn match_words(year: u16) -> String {
    let short = (year % 100).to_string();
    let zero = if short.len() < 2 { "0" } else { "" };
    [
        "Season ",
        &(year.saturating_sub(1)).to_string(),
        "–",
        zero,
        &short,
    ]
    .concat()
}
