//! The season as a calendar: what is on which day, how a day is told, and what goes into a calendar's file.

use std::collections::BTreeMap;

use crate::address;
use crate::domain::clash::Clash;
use crate::domain::ids::{InterviewId, ProgramId};
use crate::domain::order;
use crate::domain::program::{Program, Standing, match_year};
use crate::domain::record::Record;
use crate::domain::time::{Day, Instant, month_name};
use crate::domain::trip::{Booking, Format, Interview, Trip};
use crate::store::core::hlc::Hlc;
use crate::store::core::model::Model;
use crate::store::read::clashes::clashes;
use crate::store::read::interviews::{begins, path_of, planned, when, whereabouts};
use crate::store::read::programs::programs;
use crate::store::read::trips::travel_days;
use crate::store::read::world::World;

/// What takes place on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// An interview at the hospital.
    InPerson,
    /// An interview by video call.
    Virtual,
    /// An invitation must be answered.
    Offer,
    /// On the way.
    Travel,
}

impl Mark {
    /// In words, as they stand after a name.
    pub fn words(self) -> &'static str {
        match self {
            Mark::InPerson => "in person",
            Mark::Virtual => "virtual",
            Mark::Offer => "answer due",
            Mark::Travel => "travel",
        }
    }
}

/// Something on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeasonRow {
    /// The day.
    pub day: Day,
    /// What it is.
    pub mark: Mark,
    /// The program, or what is done.
    pub title: String,
    /// When and where.
    pub detail: String,
    /// The screen to open.
    pub path: String,
}

/// A clash as the screens show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClashRow {
    /// The day on which it shows.
    pub day: Day,
    /// It cannot all be done.
    pub is_hard: bool,
    /// `Thu 17 Dec: two interviews overlap`.
    pub title: String,
    /// What is wrong and what to do.
    pub detail: String,
    /// The screen to open.
    pub path: String,
    /// Names of the programs that clash.
    pub names: Vec<String>,
}

/// The season.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calendar {
    /// Everything, by day and then by time.
    pub rows: Vec<SeasonRow>,
    /// What clashes, hard ones first.
    pub clashes: Vec<ClashRow>,
    /// Today where the phone is.
    pub today: Option<Day>,
}

/// A day of a month.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The day.
    pub day: Day,
    /// It belongs to the month that is shown.
    pub is_inside: bool,
    /// The main thing on it: an interview before an answer before a journey.
    pub mark: Option<Mark>,
    /// It is spent on the way, whatever else there is.
    pub is_travel: bool,
    /// Something clashes; hard or not.
    pub clash: Option<bool>,
    /// `Thursday 17 December, Harborlight, in person, clash with Quillwater`.
    pub spoken: String,
}

impl Calendar {
    /// The calendar of everything that is known.
    pub fn of(model: &Model, world: &World) -> Calendar {
        let mut rows: Vec<SeasonRow> = Vec::new();
        let planned = order::by_text(on(model), |(_, one)| {
            order::sortable(begins(one, world).map_or(i64::MAX, |at| at.0))
        });
        for (_, interview) in planned {
            let Some(day) = interview.day else { continue };
            let mark = match interview.format {
                Format::InPerson => Mark::InPerson,
                Format::Virtual => Mark::Virtual,
            };
            let detail = [&*when(&interview, world), ", ", &whereabouts(&interview)].concat();
            rows.push(SeasonRow {
                day,
                mark,
                title: interview.name().to_owned(),
                detail,
                path: path_of(&interview),
            });
        }
        for card in programs(model, world) {
            let Some((wall, _, zone)) = &card.reply_by else {
                continue;
            };
            if card.standing == Standing::ToAnswer && !card.archived {
                rows.push(SeasonRow {
                    day: wall.day,
                    mark: Mark::Offer,
                    title: card.name.clone(),
                    detail: ["Reply by ", &world.when(zone, *wall)].concat(),
                    path: address::program(&card.id),
                });
            }
        }
        rows.extend(travel_days(model, world).into_iter().map(|day| SeasonRow {
            day,
            mark: Mark::Travel,
            title: "Travel".to_owned(),
            detail: String::new(),
            path: address::PACK.to_owned(),
        }));
        // Those of one day in the order of their marks, interviews as they came: in the order of their time.
        let rows = order::by_text(rows, |row| {
            [&*row.day.iso(), &order::sortable(row.mark as i64)].concat()
        });
        let is_shown = |clash: &Clash| {
            let trip = clash.trip.as_ref().and_then(|id| model.get::<Trip>(id));
            trip.is_none_or(|trip| !trip.draft)
        };
        let clashes = clashes(model, world).into_iter().filter(is_shown);
        Calendar {
            clashes: clashes.map(|clash| clash_row(model, &clash)).collect(),
            rows,
            today: Some(world.today()),
        }
    }

    /// What is on a day.
    pub fn on(&self, day: Day) -> Vec<SeasonRow> {
        self.rows
            .iter()
            .filter(|row| row.day == day)
            .cloned()
            .collect()
    }

    /// What is on in the seven days from today on.
    pub fn next_days(&self) -> Vec<SeasonRow> {
        let Some(today) = self.today else {
            return Vec::new();
        };
        let is_next = |row: &&SeasonRow| (0..7).contains(&row.day.since(today));
        self.rows.iter().filter(is_next).cloned().collect()
    }

    /// The month to open with: that of the next day with anything on it, or else this one.
    pub fn opens_with(&self) -> Option<Day> {
        let today = self.today?;
        let next = self.rows.iter().find(|row| row.day >= today);
        Some(next.map_or(today, |row| row.day))
    }

    /// `5 interviews, 2 answers due, 2 clashes`.
    pub fn summary(&self) -> String {
        let season = self.today.map(match_year);
        let count = |wanted: &dyn Fn(&SeasonRow) -> bool| {
            let is_now = |row: &&SeasonRow| Some(match_year(row.day)) == season && wanted(row);
            self.rows.iter().filter(is_now).count()
        };
        let said = |count: usize, one: &str, many: &str| match count {
            0 => String::new(),
            1 => ["1 ", one].concat(),
            count => [&*count.to_string(), " ", many].concat(),
        };
        let is_interview = |row: &SeasonRow| matches!(row.mark, Mark::InPerson | Mark::Virtual);
        let texts = [
            said(count(&is_interview), "interview", "interviews"),
            said(
                count(&|row| row.mark == Mark::Offer),
                "answer due",
                "answers due",
            ),
            said(self.clashes.len(), "clash", "clashes"),
        ];
        let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        texts.join(", ")
    }

    /// The whole weeks, from Monday, that a month lies in.
    pub fn month(&self, of: Day) -> Vec<Cell> {
        let Some(first) = Day::new(of.year(), of.month(), 1) else {
            return Vec::new();
        };
        let begin = first.plus(-weekday(first));
        let next = first.plus(31);
        let after = Day::new(next.year(), next.month(), 1).unwrap_or(next);
        let weeks = (after.since(begin) + 6) / 7;
        let mut by_day: BTreeMap<Day, Vec<&SeasonRow>> = BTreeMap::new();
        for row in &self.rows {
            by_day.entry(row.day).or_default().push(row);
        }
        let cell = |place: i64| {
            let day = begin.plus(place);
            let rows = by_day.get(&day).map_or(&[][..], Vec::as_slice);
            self.cell(day, day.month() == of.month(), rows)
        };
        (0..weeks * 7).map(cell).collect()
    }

    fn cell(&self, day: Day, is_inside: bool, rows: &[&SeasonRow]) -> Cell {
        let clashes: Vec<&ClashRow> = self.clashes.iter().filter(|one| one.day == day).collect();
        let mut words = spoken(day);
        if self.today == Some(day) {
            words.push_str(", today");
        }
        for row in rows {
            let told = match row.mark {
                Mark::Travel => [", ", row.mark.words()].concat(),
                _ => [", ", &row.title, ", ", row.mark.words()].concat(),
            };
            words.push_str(&told);
        }
        for clash in &clashes {
            let is_other = |name: &&String| rows.iter().all(|row| row.title != **name);
            let word = if clash.is_hard {
                ", clash"
            } else {
                ", to check"
            };
            words.push_str(word);
            let named = clash.names.iter().find(is_other);
            if let Some(name) = named.or(clash.names.get(1)) {
                words.push_str(&[" with ", name].concat());
            }
        }
        Cell {
            day,
            is_inside,
            mark: rows.first().map(|row| row.mark),
            is_travel: rows.iter().any(|row| row.mark == Mark::Travel),
            clash: clashes.iter().map(|one| one.is_hard).max(),
            spoken: words,
        }
    }
}

/// `Thursday 17 December`.
pub fn spoken(day: Day) -> String {
    let weekday = match day.weekday() {
        "Mon" => "Monday",
        "Tue" => "Tuesday",
        "Wed" => "Wednesday",
        "Thu" => "Thursday",
        "Fri" => "Friday",
        "Sat" => "Saturday",
        _ => "Sunday",
    };
    let number = day_of_month(day).to_string();
    [weekday, " ", &number, " ", month_name(day.month())].concat()
}

/// 1–31.
pub fn day_of_month(day: Day) -> i64 {
    let first = Day::new(day.year(), day.month(), 1);
    first.map_or(1, |first| day.since(first) + 1)
}

/// Days since Monday.
fn weekday(day: Day) -> i64 {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let place = DAYS.iter().position(|one| *one == day.weekday());
    place.map_or(0, |place| i64::try_from(place).unwrap_or(0))
}

/// The first day of the month before (-1) or after (1).
pub fn month_beside(of: Day, by: i64) -> Day {
    let first = of.plus(1 - day_of_month(of));
    let inside = first.plus(if by < 0 { -1 } else { 31 });
    inside.plus(1 - day_of_month(inside))
}

fn clash_row(model: &Model, clash: &Clash) -> ClashRow {
    let name = |id: &ProgramId| {
        let program = model.get::<Program>(id)?;
        Some(program.title().to_owned())
    };
    let title = match clash.title.split_at_checked(1) {
        Some((first, rest)) => [&*first.to_lowercase(), rest].concat(),
        None => String::new(),
    };
    let path = match (&clash.trip, &clash.program) {
        (Some(trip), _) => address::trip_form(trip),
        (None, Some(program)) => address::program(program),
        (None, None) => address::PROGRAMS.to_owned(),
    };
    let names = [&clash.program, &clash.with];
    ClashRow {
        day: clash.day,
        is_hard: clash.kind.is_hard(),
        title: [&clash.day.short(), ": ", &*title].concat(),
        detail: clash.sentence.clone(),
        path,
        names: names.into_iter().flatten().filter_map(name).collect(),
    }
}

/// The planned interviews that will take place, in order of their days.
fn on(model: &Model) -> Vec<(InterviewId, Booking)> {
    planned(model).map(|(id, one)| (id.clone(), one)).collect()
}

/// The interviews of this season that have a day.
pub fn of_season(model: &Model, world: &World) -> Vec<(InterviewId, Booking)> {
    let season = match_year(world.today());
    let is_now = |one: &Booking| one.day.is_some_and(|day| match_year(day) == season);
    let all = on(model).into_iter();
    all.filter(|(_, one)| is_now(one)).collect()
}

/// The first day that `sequence` counts from: 1 January 2026, in milliseconds since 1970.
const COUNTED_FROM: u64 = 1_767_225_600_000;
/// Fields that say when and where an interview is, of itself and of its program.
const OF_INTERVIEW: [&str; 13] = [
    "address", "at", "day", "door", "format", "length", "link", "parted", "place", "program",
    "start", "state", "zone",
];
const OF_PROGRAM: [&str; 4] = ["name", "place", "state", "zone"];

/// A number that rises with every change of when and where an interview is, also when the change is taken back
/// and when two phones come together: the time of the newest change, in half seconds. A counter of its own could
/// do neither: undo would lower it, and two phones would both count to the same number.
///
/// Two bits are left for phones whose clock was set back from a wrong future.
pub fn sequence(model: &Model, interview: &InterviewId) -> u32 {
    let of = |kind: &str, id: &str, fields: &[&str]| {
        let stamps = fields.iter().filter_map(|field| {
            let register = model.register(kind, id, field)?;
            register.stamps().max()
        });
        stamps.max().unwrap_or_default()
    };
    let own = of(Interview::KIND, interview, &OF_INTERVIEW);
    let at = model
        .get::<Interview>(interview)
        .and_then(|one| one.program_id());
    let program = at.map_or(Hlc::default(), |at| of(Program::KIND, &at, &OF_PROGRAM));
    let newest = own.max(program);
    const MOST: u64 = (1 << 30) - 1;
    let halves = (newest.ms.saturating_sub(COUNTED_FROM) / 500).min(MOST);
    let epoch = u64::from(newest.epoch.min(1)) << 30;
    u32::try_from(epoch + halves).unwrap_or(u32::MAX >> 1)
}

/// Start and end of an interview in a calendar; `None` while one of day, start and zone is open.
pub fn exact_span(interview: &Interview, world: &World) -> Option<(Instant, Instant)> {
    (!interview.zone.is_empty())
        .then(|| world.span(interview))
        .flatten()
}
