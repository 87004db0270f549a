//! Answers to the questions the screens ask: what is on this list, what is due, what is next.
//!
//! Pure readings of the model and the content; nothing is cached and nothing is written. Whatever
//! depends on the world outside comes in a `World`.

use std::collections::BTreeSet;

use crate::content::{self, AttireItem, Condition, Derived, Priority, Question, Task, Whose};
use crate::domain::checklist::{
    Anchor, Bag, Entry, Habit, List, Moment, Progress, Scope, Urgency, Verdict, applies,
    with_amount,
};
use crate::domain::ids::{child, family};
use crate::domain::order;
use crate::domain::season::Season;
use crate::domain::time::{Day, Hours, Instant, WallTime, month_name, resolve};
use crate::domain::trip::{Booking, Clash, Format, Interview, Placed, Trip, clashes};
use crate::domain::zone::{is_abroad, is_american};
use crate::store::model::Model;
use crate::store::plan::{bookings, interviews_of};

/// What the edge knows and the model does not.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// The time.
    pub now: Instant,
    /// The zone the phone is set to.
    pub phone_zone: &'a str,
    /// Offset from UTC in minutes of a zone at an instant; 0 for a zone it does not know.
    pub offset: &'a dyn Fn(&str, Instant) -> i32,
    /// Short name of a zone at an instant, for example `CST`.
    pub abbreviation: &'a dyn Fn(&str, Instant) -> String,
    /// How times of day are written.
    pub hours: Hours,
}

impl World<'_> {
    /// The zone the person's body lives in.
    pub fn home(&self, model: &Model) -> String {
        match model.season().home_zone {
            zone if zone.is_empty() => self.phone_zone.to_owned(),
            zone => zone,
        }
    }

    /// Now, on the wall in a zone.
    pub fn wall_in(&self, zone: &str) -> WallTime {
        self.now.wall((self.offset)(zone, self.now))
    }

    /// An instant, on the wall in a zone.
    pub fn wall_at(&self, zone: &str, at: Instant) -> WallTime {
        at.wall((self.offset)(zone, at))
    }

    /// Today where the phone is.
    pub fn today(&self) -> Day {
        self.wall_in(self.phone_zone).day
    }

    /// When a wall time comes in a zone.
    pub fn instant(&self, zone: &str, wall: WallTime) -> Instant {
        resolve(wall, &|at| (self.offset)(zone, at)).instant()
    }

    /// Start and end of an interview with a date.
    pub fn span(&self, interview: &Interview) -> Option<(Instant, Instant)> {
        let offset_at = |at| (self.offset)(&interview.zone, at);
        Some((
            interview.starts_at(&offset_at)?,
            interview.ends_at(&offset_at)?,
        ))
    }

    /// `Mon 14 Dec, 08:00 CST`.
    pub fn when(&self, zone: &str, wall: WallTime) -> String {
        [&wall.day.short(), ", ", &self.time(zone, wall)].concat()
    }

    /// `08:00 CST`.
    pub fn time(&self, zone: &str, wall: WallTime) -> String {
        let zone = (self.abbreviation)(zone, self.instant(zone, wall));
        let parts = [&wall.minute.clock(self.hours), " ", &zone];
        parts.concat().trim_end().to_owned()
    }
}

/// Cities that some browsers still list under an older name.
const RENAMED: [(&str, &str); 5] = [
    ("Calcutta", "Kolkata"),
    ("Katmandu", "Kathmandu"),
    ("Rangoon", "Yangon"),
    ("Saigon", "Ho Chi Minh City"),
    ("Kiev", "Kyiv"),
];

/// `Chicago` for `America/Chicago`, `Kolkata` for `Asia/Calcutta`.
pub fn city_of(zone: &str) -> String {
    let city = zone.rsplit('/').next().unwrap_or(zone);
    match RENAMED.iter().find(|(old, _)| *old == city) {
        Some((_, new)) => (*new).to_owned(),
        None => city.replace('_', " "),
    }
}

/// The season of somebody who was welcomed, with the phone's zone as home: once, and only where that is a
/// place outside the U.S. In the U.S. they may have landed already, and the form of a trip asks.
pub fn with_home(season: &Season, world: &World) -> Option<Season> {
    let knows = season.welcomed.is_some() && is_abroad(world.phone_zone);
    (knows && season.home_zone.is_empty()).then(|| Season {
        home_zone: world.phone_zone.to_owned(),
        ..season.clone()
    })
}

/// Whether the form of a trip should ask where home is: the zone that counts as home is no place outside
/// the U.S., and the person has neither chosen one nor finished a trip with it.
pub fn asks_home(model: &Model, world: &World) -> bool {
    let any_trip = model.all::<Trip>().values().any(|trip| !trip.draft);
    !is_abroad(&world.home(model)) && (model.season().home_zone.is_empty() || !any_trip)
}

/// A yes/no question, as a form shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What it is about.
    pub condition: &'static Condition,
    /// How it is asked.
    pub question: &'static Question,
    /// The person's answer.
    pub answer: Option<bool>,
    /// What counts until then, with the reason: `home is 11½ hours away`.
    pub suggested: Option<(bool, String)>,
}

impl Asked {
    /// `Suggested: yes, because home is 11½ hours away`, or nothing once it is answered.
    pub fn suggestion(&self) -> String {
        match (&self.suggested, self.answer) {
            (Some((yes, reason)), None) => {
                let yes = if *yes { "yes" } else { "no" };
                ["Suggested: ", yes, ", because ", reason].concat()
            }
            _ => String::new(),
        }
    }
}

/// The questions of a trip that matter for its format and places.
pub fn asked(model: &Model, trip_id: &str, world: &World) -> Vec<Asked> {
    let yes = conditions(model, trip_id, world);
    let facts = Facts::of(model, trip_id, world);
    let mut asked = Vec::new();
    for (condition, question) in content::CONDITIONS.iter().zip(content::QUESTIONS) {
        let answer = facts.answer(condition);
        let suggested = condition.derived.and_then(|derived| {
            let follows = facts.follows(derived)?;
            Some((follows, facts.reason(derived, follows)))
        });
        let matters = match condition.of {
            Whose::Person => false,
            // Answered by an older version, which asked for what other fields say.
            Whose::Fact => answer.is_some_and(|answer| facts.contradicts(condition, answer)),
            Whose::Trip => {
                let excluded = condition.not_with.iter().any(|other| yes.contains(*other));
                let idle = question.needs.is_some_and(|other| !yes.contains(other));
                // That home is near or in the country is plain from the zones.
                let plain = matches!(condition.derived, Some(Derived::Zones | Derived::Abroad))
                    && matches!(suggested, Some((false, _)));
                !excluded && (answer.is_some() || !(idle || plain))
            }
        };
        if matters && !question.retired {
            asked.push(Asked {
                condition,
                question,
                answer,
                suggested,
            });
        }
    }
    asked
}

/// The questions about the person, which are asked once and count for every trip.
pub fn asked_once(model: &Model) -> Vec<Asked> {
    let season = model.season();
    content::CONDITIONS
        .iter()
        .zip(content::QUESTIONS)
        .filter(|(condition, question)| condition.of == Whose::Person && !question.retired)
        .map(|(condition, question)| Asked {
            condition,
            question,
            answer: given(&season.conditions, &season.answered, condition.id),
            suggested: None,
        })
        .collect()
}

/// What a trip still has to be told before its lists hold every document: the labels of open questions.
pub fn missing(model: &Model, trip_id: &str, world: &World) -> Vec<String> {
    let mut missing: Vec<String> = asked(model, trip_id, world)
        .iter()
        .filter(|asked| {
            asked.question.documents && asked.answer.is_none() && asked.suggested.is_none()
        })
        .map(|asked| asked.question.label.to_lowercase())
        .collect();
    if model.season().home_zone.is_empty() && asks_home(model, world) {
        missing.push("home".to_owned());
    }
    missing
}

/// Ids of the conditions that hold for a trip: the answers given, and for the rest what follows
/// from its facts.
pub fn conditions(model: &Model, trip_id: &str, world: &World) -> BTreeSet<String> {
    let facts = Facts::of(model, trip_id, world);
    let mut yes = BTreeSet::new();
    let mut hold = |wanted: &dyn Fn(&Condition) -> bool| {
        for condition in content::CONDITIONS {
            let excluded = condition.not_with.iter().any(|other| yes.contains(*other));
            if !excluded && wanted(condition) {
                yes.insert(condition.id.to_owned());
            }
        }
    };
    // The format comes first: no nights, no zones and no earlier answers about a journey on a screen.
    hold(&|condition| {
        condition.derived == Some(Derived::Format) && facts.follows(Derived::Format) == Some(true)
    });
    hold(&|condition| facts.answer(condition) == Some(true));
    hold(&|condition| {
        let follows = condition.derived.and_then(|derived| facts.follows(derived));
        facts.answer(condition).is_none() && follows == Some(true)
    });
    yes
}

/// The answer among those given, if it is.
fn given(yes: &BTreeSet<String>, answered: &BTreeSet<String>, id: &str) -> Option<bool> {
    // What was merged from two devices may hold a yes without the note that it was answered.
    let yes = yes.contains(id);
    (yes || answered.contains(id)).then_some(yes)
}

/// What conditions follow from.
struct Facts<'a> {
    world: &'a World<'a>,
    trip: Trip,
    season: Season,
    interviews: Vec<Booking>,
    home: String,
}

/// Hours on the clock from which nobody drives, in minutes.
const TOO_FAR_TO_DRIVE: i32 = 120;

impl<'a> Facts<'a> {
    fn of(model: &'a Model, trip_id: &'a str, world: &'a World) -> Facts<'a> {
        Facts {
            world,
            trip: model.get_or_default(trip_id),
            season: model.season(),
            interviews: interviews_of(model, trip_id).map(|(_, one)| one).collect(),
            home: world.home(model),
        }
    }

    /// The person's answer: for this trip (older versions asked everything for each), else for all.
    fn answer(&self, condition: &Condition) -> Option<bool> {
        let Facts { trip, season, .. } = self;
        let here = given(&trip.conditions, &trip.answered, condition.id);
        match condition.of {
            Whose::Person => {
                here.or_else(|| given(&season.conditions, &season.answered, condition.id))
            }
            Whose::Trip | Whose::Fact => here,
        }
    }

    /// An answer to what the fields of the trip say says something else.
    fn contradicts(&self, condition: &Condition, answer: bool) -> bool {
        let follows = condition.derived.and_then(|derived| self.follows(derived));
        follows.is_some_and(|follows| follows != answer)
            && !(condition.derived == Some(Derived::Format) && follows == Some(true))
    }

    /// What follows from the facts; `None` while they leave it open.
    fn follows(&self, derived: Derived) -> Option<bool> {
        let calls = self.count(Format::Virtual);
        let visits = self.count(Format::InPerson);
        let far = i32::from(self.season.far_zone_hours) * 60;
        match derived {
            Derived::Format => Some(calls > 0 && visits == 0),
            Derived::Calls => Some(calls > 0),
            Derived::Visits => Some(visits > 0),
            Derived::Nights => {
                Some(self.trip.nights > 0 || visits > 0 && self.gap().is_some_and(|gap| gap >= far))
            }
            Derived::Interviews => Some(self.interviews.len() > 1),
            Derived::Abroad => self.is_abroad(),
            Derived::Distance => {
                let far = self.gap().is_some_and(|gap| gap >= TOO_FAR_TO_DRIVE);
                (far || self.is_abroad() == Some(true)).then_some(true)
            }
            Derived::Zones => self.gap().map(|gap| gap >= far),
            Derived::Weather => self.cold(),
        }
    }

    fn count(&self, format: Format) -> usize {
        self.interviews
            .iter()
            .filter(|one| one.format == format)
            .count()
    }

    fn visits(&self) -> impl Iterator<Item = &Booking> {
        self.interviews
            .iter()
            .filter(|one| one.format == Format::InPerson)
    }

    /// Home is outside the country of the programs; `None` where home says nothing.
    fn is_abroad(&self) -> Option<bool> {
        let there = self.visits().any(|one| is_american(&one.zone));
        let home = is_abroad(&self.home);
        (there && (home || is_american(&self.home))).then_some(home)
    }

    /// The most that the clocks of home and a program in person differ, in minutes.
    fn gap(&self) -> Option<i32> {
        self.visits()
            .filter(|one| !one.zone.is_empty())
            .map(|one| {
                let world = self.world;
                let at = world.span(one).map_or(world.now, |(start, _)| start);
                ((world.offset)(&one.zone, at) - (world.offset)(&self.home, at)).abs()
            })
            .max()
    }

    /// Whether it is cold or wet at one of the programs; `None` where a place or a day is open.
    fn cold(&self) -> Option<bool> {
        let mut cold = None;
        for one in self.visits() {
            let here = one
                .day
                .and_then(|day| content::is_cold(&one.state, day.month()));
            if here.is_some() && cold != Some(true) {
                cold = here;
            }
        }
        cold
    }

    /// Why something follows, to stand after `because`.
    fn reason(&self, derived: Derived, follows: bool) -> String {
        match derived {
            Derived::Abroad | Derived::Distance if self.is_abroad() == Some(true) => {
                "home is outside the U.S.".to_owned()
            }
            Derived::Distance | Derived::Zones => {
                let away = self.gap().map(hours).unwrap_or_default();
                ["home is ", &away, " away"].concat()
            }
            Derived::Weather => {
                let of = |one: &&Booking| {
                    let month = one.day?.month();
                    (content::is_cold(&one.state, month)? == follows).then_some(month)
                };
                let found = self.visits().find_map(|one| Some((of(&one)?, one)));
                found.map_or_else(String::new, |(month, one)| {
                    let word = if follows { "cold or wet" } else { "mild" };
                    let state = content::places::state_name(&one.state);
                    [month_name(month), " is ", word, " in ", state].concat()
                })
            }
            _ => "the other answers say so".to_owned(),
        }
    }
}

/// `11½ hours`, `1 hour`.
fn hours(minutes: i32) -> String {
    let part = match minutes % 60 {
        15 => "¼",
        30 => "½",
        45 => "¾",
        _ => "",
    };
    let word = if minutes == 60 { " hour" } else { " hours" };
    [&(minutes / 60).to_string(), part, word].concat()
}

/// Address of the screen of an interview: its trip, or its program where it has none.
pub fn path_of(interview: &Booking) -> String {
    match (&interview.trip, &interview.at) {
        (Some(trip), _) => ["pack/", trip].concat(),
        (None, Some(program)) => ["programs/", program].concat(),
        (None, None) => "programs".to_owned(),
    }
}

/// The form of its trip is not finished: it stands in no plan yet.
pub fn is_draft(model: &Model, interview: &Booking) -> bool {
    let trip = interview
        .trip
        .as_deref()
        .and_then(|trip| model.get::<Trip>(trip));
    trip.is_some_and(|trip| trip.draft)
}

/// Where and how an interview is held, after its time: `in Chicago` or `video call`.
pub fn whereabouts(interview: &Interview) -> String {
    match (interview.format, interview.city()) {
        (Format::Virtual, _) => "video call".to_owned(),
        (Format::InPerson, "") => ["in ", &city_of(&interview.zone)].concat(),
        (Format::InPerson, city) => ["in ", city].concat(),
    }
}

/// Why a row is not shown with the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hidden {
    /// It is shown.
    #[default]
    No,
    /// The person took it off this trip's list.
    ByHand,
    /// It was not used on an earlier trip.
    ByHabit,
}

/// What all rows of all lists have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Id of its entry.
    pub id: String,
    /// Id of the item it comes from; for an own row, its own.
    pub item: String,
    /// What it says.
    pub text: String,
    /// One reason, or empty.
    pub why: &'static str,
    /// Address of the screen where it is found or done.
    pub link: Option<&'static str>,
    /// Must not be forgotten.
    pub essential: bool,
    /// Ticked.
    pub done: bool,
    /// Written by the person.
    pub own: bool,
    /// Shown or why not.
    pub hidden: Hidden,
    /// Its place, a fractional index.
    pub order: String,
    /// What the look back said.
    pub verdict: Option<Verdict>,
}

impl Line {
    fn is_shown(&self) -> bool {
        self.hidden == Hidden::No
    }
}

/// A thing to pack.
#[derive(Clone, Debug, PartialEq)]
pub struct PackRow {
    /// What it has in common with other rows.
    pub line: Line,
    /// How many, in words, or empty.
    pub quantity: String,
    /// Where it travels.
    pub bag: Bag,
    /// It must not travel in the suitcase that is handed over.
    pub cabin: bool,
}

impl PackRow {
    /// What is wrong with a thing of the cabin in the checked bag.
    pub const WARNING: &'static str = "Keep this with you: checked bags can be lost or late.";

    /// The sentence to show when it lies in the wrong bag.
    pub fn warning(&self) -> Option<&'static str> {
        (self.cabin && self.bag == Bag::Checked).then_some(PackRow::WARNING)
    }
}

/// A dated task.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskRow {
    /// What it has in common with other rows.
    pub line: Line,
    /// Name of the program, when the trip has several interviews and this is for one of them.
    pub program: Option<String>,
    /// Id of the interview it is for; none for a task of the whole trip and for an own one.
    pub interview: Option<String>,
    /// When.
    pub due: Option<Due>,
    /// The date was given by hand.
    pub moved: bool,
    /// How urgent it is or, once ticked, would be.
    pub urgency: Urgency,
    /// Missing it can cost the interview.
    pub high: bool,
}

/// When a task is due.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// Day at the program; for a task with a time, that too.
    pub day: Day,
    /// Time, if it has one.
    pub wall: Option<WallTime>,
    /// The instant of that time; a clock that is set back shows it twice.
    pub at: Option<Instant>,
    /// The program's zone.
    pub zone: String,
}

/// A thing to wear or check.
#[derive(Clone, Debug, PartialEq)]
pub struct AttireRow {
    /// What it has in common with other rows.
    pub line: Line,
    /// When to look at it.
    pub moment: Moment,
    /// The day that moment falls on, once the interview has a date.
    pub day: Option<Day>,
    /// Heading of its part of the list, or empty for an own row.
    pub section: &'static str,
}

/// A row that comes from one of the three lists.
pub trait OfList {
    /// What all rows have.
    fn line(&self) -> &Line;
}
impl OfList for PackRow {
    fn line(&self) -> &Line {
        &self.line
    }
}
impl OfList for TaskRow {
    fn line(&self) -> &Line {
        &self.line
    }
}
impl OfList for AttireRow {
    fn line(&self) -> &Line {
        &self.line
    }
}

/// Progress of the rows shown.
pub fn progress<'a, R: OfList + 'a>(rows: impl IntoIterator<Item = &'a R>) -> Progress {
    let shown = rows
        .into_iter()
        .map(OfList::line)
        .filter(|line| line.is_shown());
    Progress::count(shown.map(|line| line.done))
}

/// Progress of the essential rows shown.
pub fn essentials<'a, R: OfList + 'a>(rows: impl IntoIterator<Item = &'a R>) -> Progress {
    let shown = rows
        .into_iter()
        .map(OfList::line)
        .filter(|line| line.is_shown() && line.essential);
    Progress::count(shown.map(|line| line.done))
}

/// Id of the entry of an item in a trip.
pub fn entry_id(trip: &str, item: &str) -> String {
    child(trip, item)
}

struct Template {
    item: String,
    text: &'static str,
    why: &'static str,
    link: Option<&'static str>,
    essential: bool,
}

fn line(model: &Model, id: String, template: &Template, order: &str) -> Line {
    let entry = model.get::<Entry>(&id);
    let habit = model.get::<Habit>(&template.item);
    let hidden = match (entry.and_then(|entry| entry.hidden), habit) {
        (Some(true), _) => Hidden::ByHand,
        (None, Some(habit)) if habit.leave_out => Hidden::ByHabit,
        _ => Hidden::No,
    };
    let text = entry.and_then(|entry| entry.text.clone());
    let habit_text = habit
        .map(|habit| habit.text.clone())
        .filter(|text| !text.is_empty());
    Line {
        text: text
            .or(habit_text)
            .unwrap_or_else(|| template.text.to_owned()),
        why: template.why,
        link: template.link,
        essential: entry
            .and_then(|entry| entry.essential)
            .unwrap_or(template.essential || habit.is_some_and(|habit| habit.essential)),
        done: entry.is_some_and(|entry| entry.done),
        own: false,
        hidden,
        order: entry
            .and_then(|entry| entry.order.clone())
            .unwrap_or_else(|| order.to_owned()),
        verdict: entry.and_then(|entry| entry.verdict),
        item: template.item.clone(),
        id,
    }
}

fn own_lines<'a>(
    model: &'a Model,
    trip: &'a str,
    list: List,
    only: Option<&str>,
) -> impl Iterator<Item = (Line, &'a Entry)> {
    let prefix = family(trip);
    let entries: Vec<_> = match only {
        Some(id) => model.all::<Entry>().get_key_value(id).into_iter().collect(),
        None => model.all::<Entry>().with_prefix(&prefix).collect(),
    };
    let entries: Vec<_> = entries
        .into_iter()
        .filter(|(id, entry)| id.starts_with(&prefix) && entry.own && entry.list == list)
        .collect();
    entries.into_iter().map(move |(id, entry)| {
        let line = Line {
            id: id.clone(),
            item: id[trip.len() + 1..].to_owned(),
            text: entry.text.clone().unwrap_or_default(),
            why: "",
            link: None,
            essential: entry.essential.unwrap_or(false),
            done: entry.done,
            own: true,
            hidden: if entry.hidden == Some(true) {
                Hidden::ByHand
            } else {
                Hidden::No
            },
            order: entry.order.clone().unwrap_or_default(),
            verdict: entry.verdict,
        };
        (line, entry)
    })
}

/// Rows by group, then in the person's order.
fn in_order<R: OfList>(rows: Vec<R>, group: impl Fn(&R) -> String) -> Vec<R> {
    order::by_text(rows, |row| {
        let line = row.line();
        // The separator sorts before everything that a key is made of.
        [&*group(row), &line.order, &line.item].join("\u{1}")
    })
}

/// A trip's packing list, by bag and then in the person's order; hidden rows included.
pub fn packing(model: &Model, trip_id: &str, world: &World) -> Vec<PackRow> {
    packing_of(model, trip_id, world, None)
}

/// As `packing`; with `only`, the one row of that entry, so that a tick in a long list need not read
/// the rest.
pub fn packing_of(model: &Model, trip_id: &str, world: &World, only: Option<&str>) -> Vec<PackRow> {
    let trip: Trip = model.get_or_default(trip_id);
    let yes = conditions(model, trip_id, world);
    let interviews = interviews_of(model, trip_id).count();
    let (nights, interviews) = (
        u16::from(trip.nights),
        u16::try_from(interviews.max(1)).unwrap_or(u16::MAX),
    );
    let learned: Vec<(&String, &Habit)> = model
        .all::<Habit>()
        .iter()
        .filter(|(_, habit)| !habit.text.is_empty())
        .collect();
    // A video call is packed into no bag.
    let no_bag = yes.contains("c_virtual").then_some(Bag::Desk);
    let keys = order::initial(content::PACKING.len() + learned.len());
    let (template_keys, learned_keys) = keys.split_at(content::PACKING.len());

    let mut rows = Vec::new();
    for (item, key) in content::PACKING.iter().zip(template_keys) {
        let id = entry_id(trip_id, item.id);
        if !is_wanted(only, &id)
            || !belongs(model, &id, item.retired, item.condition, item.hide_if, &yes)
        {
            continue;
        }
        let template = Template {
            item: item.id.to_owned(),
            text: item.text,
            why: item.why,
            link: item.link,
            essential: item.essential,
        };
        let entry = model.get::<Entry>(&id);
        let quantity = entry.and_then(|entry| entry.quantity.clone());
        rows.push(PackRow {
            quantity: quantity.unwrap_or_else(|| item.quantity.text(nights, interviews)),
            bag: no_bag
                .or(entry.and_then(|entry| entry.bag))
                .unwrap_or(item.bag),
            // Without a flight nobody takes the suitcase away.
            cabin: item.cabin && yes.contains("c_flight"),
            line: line(model, id, &template, key),
        });
    }
    for ((item, habit), key) in learned.into_iter().zip(learned_keys) {
        let id = entry_id(trip_id, item);
        // On the trip it was written for, it is an own row already.
        if !is_wanted(only, &id) || model.get::<Entry>(&id).is_some_and(|entry| entry.own) {
            continue;
        }
        let template = Template {
            item: item.clone(),
            text: "",
            why: "",
            link: None,
            essential: false,
        };
        let line = line(model, id, &template, key);
        let entry: Entry = model.get_or_default(&line.id);
        rows.push(PackRow {
            quantity: entry.quantity.unwrap_or_default(),
            bag: no_bag.or(entry.bag).unwrap_or(habit.bag),
            cabin: false,
            line,
        });
    }
    for (line, entry) in own_lines(model, trip_id, List::Packing, only) {
        rows.push(PackRow {
            line,
            quantity: entry.quantity.clone().unwrap_or_default(),
            bag: no_bag.or(entry.bag).unwrap_or_default(),
            cabin: false,
        });
    }
    in_order(rows, |row| (row.bag as u8).to_string())
}

/// Every row is, unless one is asked for.
fn is_wanted(only: Option<&str>, id: &str) -> bool {
    only.is_none_or(|only| only == id)
}

/// A retired item stays where the person already ticked or changed it.
fn belongs(
    model: &Model,
    id: &str,
    retired: bool,
    condition: Option<&str>,
    hide_if: &[&str],
    yes: &BTreeSet<String>,
) -> bool {
    applies(condition, hide_if, yes) && (!retired || model.get::<Entry>(id).is_some())
}

/// A trip's dated tasks in time order; hidden rows included.
pub fn tasks(model: &Model, trip_id: &str, world: &World) -> Vec<TaskRow> {
    let yes = conditions(model, trip_id, world);
    let interviews: Vec<(&String, Booking)> = interviews_of(model, trip_id).collect();
    let keys = order::initial(content::LOGISTICS.len());
    let mut rows = Vec::new();
    for (task, key) in content::LOGISTICS.iter().zip(&keys) {
        let several = interviews.len() > 1;
        match task.scope {
            Scope::Trip => {
                let id = entry_id(trip_id, task.id);
                let anchor = match task.anchor {
                    Anchor::InterviewEnd => interviews.last(),
                    Anchor::InviteReceived | Anchor::InterviewStart => interviews.first(),
                };
                if belongs(model, &id, task.retired, task.condition, task.hide_if, &yes) {
                    rows.push(task_row(
                        model,
                        world,
                        id,
                        task,
                        key,
                        anchor.map(|(_, one)| &**one),
                        (None, None),
                    ));
                }
            }
            Scope::Interview => {
                for (interview_id, interview) in &interviews {
                    let yes = for_one(&yes, interview.format);
                    let id = child(&entry_id(trip_id, task.id), interview_id);
                    if belongs(model, &id, task.retired, task.condition, task.hide_if, &yes) {
                        let program = several.then(|| interview.name().to_owned());
                        rows.push(task_row(
                            model,
                            world,
                            id,
                            task,
                            key,
                            Some(interview),
                            (Some((*interview_id).clone()), program),
                        ));
                    }
                }
            }
        }
    }
    let zone = interviews
        .first()
        .map(|(_, one)| one.zone.clone())
        .unwrap_or_default();
    for (line, entry) in own_lines(model, trip_id, List::Logistics, None) {
        let due = entry.due.map(|wall| Due::at(world, wall, zone.clone()));
        let urgency = urgency(world, due.as_ref(), false);
        rows.push(TaskRow {
            line,
            program: None,
            interview: None,
            due,
            moved: true,
            urgency,
            high: false,
        });
    }
    let mut rows = in_order(rows, |row| match &row.due {
        Some(due) => [
            due.day.iso(),
            due.wall.map(|wall| wall.minute.text()).unwrap_or_default(),
        ]
        .concat(),
        None => "~".to_owned(),
    });
    if let Some(next) = rows.iter_mut().find(|row| {
        row.urgency == Urgency::Later && !row.line.done && row.line.is_shown() && row.due.is_some()
    }) {
        next.urgency = Urgency::Next;
    }
    rows
}

/// The conditions of a trip as they hold for one of its interviews.
fn for_one(yes: &BTreeSet<String>, format: Format) -> BTreeSet<String> {
    const CALL: [&str; 2] = ["c_virtual", "c_call"];
    const VISIT: [&str; 1] = ["c_onsite"];
    let (here, not_here): (&[&str], &[&str]) = match format {
        Format::Virtual => (&CALL, &VISIT),
        Format::InPerson => (&VISIT, &CALL),
    };
    let mut yes = yes.clone();
    for id in not_here {
        yes.remove(*id);
    }
    yes.extend(here.iter().map(|id| (*id).to_owned()));
    yes
}

fn task_row(
    model: &Model,
    world: &World,
    id: String,
    task: &Task,
    key: &str,
    interview: Option<&Interview>,
    (of, program): (Option<String>, Option<String>),
) -> TaskRow {
    let by_hand = model.get::<Entry>(&id).and_then(|entry| entry.due);
    let template = Template {
        item: task.id.to_owned(),
        text: task.text,
        why: task.why,
        link: task.link,
        essential: task.priority == Priority::High,
    };
    let line = line(model, id, &template, key);
    let zone = interview.map(|one| one.zone.clone()).unwrap_or_default();
    let due = match by_hand {
        Some(wall) => Some(Due::at(world, wall, zone)),
        None => interview.and_then(|one| due(world, task, one)),
    };
    let over = task.anchor != Anchor::InterviewEnd
        && interview
            .and_then(|one| world.span(one))
            .is_some_and(|(_, end)| end <= world.now);
    let urgency = urgency(world, due.as_ref(), over);
    TaskRow {
        high: line.essential,
        line,
        program,
        interview: of,
        due,
        moved: by_hand.is_some(),
        urgency,
    }
}

impl Due {
    /// Some time of a day.
    fn on(day: Day, zone: String) -> Due {
        Due {
            day,
            wall: None,
            at: None,
            zone,
        }
    }

    /// A time on the clock of a zone.
    fn at(world: &World, wall: WallTime, zone: String) -> Due {
        Due {
            day: wall.day,
            wall: Some(wall),
            at: Some(world.instant(&zone, wall)),
            zone,
        }
    }
}

/// The due day (and time) that a task has of itself.
fn due(world: &World, task: &Task, interview: &Interview) -> Option<Due> {
    let zone = interview.zone.clone();
    let later = |day: Day| day.plus(task.offset_days.into());
    let anchor = match task.anchor {
        Anchor::InviteReceived => return Some(Due::on(later(interview.invited?), zone)),
        Anchor::InterviewStart => match interview.wall() {
            Some(wall) => wall,
            // Without a time the days are known already.
            None => return Some(Due::on(later(interview.day?), zone)),
        },
        Anchor::InterviewEnd => {
            let (_, end) = world.span(interview)?;
            world.wall_at(&interview.zone, end)
        }
    };
    let day = later(anchor.day);
    let Some(minutes) = task.offset_minutes else {
        return Some(Due::on(day, zone));
    };
    // Minutes are counted in real time: 180 minutes before the start stays that across a change of the
    // clocks.
    let minute = anchor.minute;
    let base = world.instant(&zone, WallTime { day, minute });
    let at = base.plus_minutes(minutes.into());
    let wall = world.wall_at(&zone, at);
    Some(Due {
        day: wall.day,
        wall: Some(wall),
        at: Some(at),
        zone,
    })
}

fn urgency(world: &World, due: Option<&Due>, over: bool) -> Urgency {
    let Some(due) = due else {
        return Urgency::Later;
    };
    if over {
        return Urgency::Past;
    }
    let today = world.today();
    match due.at {
        Some(at) => {
            let there = world.wall_at(world.phone_zone, at).day;
            match (at < world.now, there == today) {
                (true, _) => Urgency::Late,
                (false, true) => Urgency::Today,
                (false, false) => Urgency::Later,
            }
        }
        None => match due.day.since(today) {
            ..0 => Urgency::Late,
            0 => Urgency::Today,
            1.. => Urgency::Later,
        },
    }
}

/// A trip's attire list, by moment; hidden rows included.
pub fn attire(model: &Model, trip_id: &str, world: &World) -> Vec<AttireRow> {
    attire_of(model, trip_id, world, None)
}

/// As `attire`; with `only`, the one row of that entry.
pub fn attire_of(
    model: &Model,
    trip_id: &str,
    world: &World,
    only: Option<&str>,
) -> Vec<AttireRow> {
    let yes = conditions(model, trip_id, world);
    let keys = order::initial(content::ATTIRE.len());
    let first_day = interviews_of(model, trip_id).find_map(|(_, one)| one.day);
    let day_of = |moment| first_day.map(|first| moment_day(moment, first));
    let mut rows = Vec::new();
    for (item, key) in content::ATTIRE.iter().zip(&keys) {
        let id = entry_id(trip_id, item.id);
        if !is_wanted(only, &id)
            || !belongs(model, &id, item.retired, item.condition, item.hide_if, &yes)
        {
            continue;
        }
        let AttireItem {
            id: item_id,
            text,
            why,
            essential,
            moment,
            section,
            ..
        } = *item;
        let template = Template {
            item: item_id.to_owned(),
            text,
            why,
            link: None,
            essential,
        };
        let entry = model.get::<Entry>(&id);
        let moment = entry.and_then(|entry| entry.moment).unwrap_or(moment);
        let sections = content::ATTIRE_SECTIONS
            .iter()
            .find(|known| known.id == section);
        let section = sections.map_or("", |section| section.title);
        rows.push(AttireRow {
            line: line(model, id, &template, key),
            moment,
            day: day_of(moment),
            section,
        });
    }
    for (line, entry) in own_lines(model, trip_id, List::Attire, only) {
        let moment = entry.moment.unwrap_or_default();
        rows.push(AttireRow {
            line,
            moment,
            day: day_of(moment),
            section: "",
        });
    }
    // The person's own rows come after the sections.
    let place = |section: &str| {
        let known = content::ATTIRE_SECTIONS.iter();
        known
            .take_while(|known| known.title != section)
            .count()
            .to_string()
    };
    in_order(rows, |row| {
        [(row.moment as u8).to_string(), place(row.section)].concat()
    })
}

/// A trip with what the list of trips shows of it.
#[derive(Clone, Debug, PartialEq)]
pub struct TripCard {
    /// Its id.
    pub id: String,
    /// Its name in full: with city and day, unless the person named it.
    pub title: String,
    /// The shortest name for it, for where city and day stand beside it.
    pub name: String,
    /// What the short name leaves out, one line: city and day, or programs and days.
    pub detail: String,
    /// Day of its first interview.
    pub first_day: Option<Day>,
    /// The wizard is not finished.
    pub draft: bool,
    /// All its interviews are over.
    pub over: bool,
    /// The look back is still to be done.
    pub to_review: bool,
    /// Progress of what must be packed.
    pub essentials: Progress,
}

/// All trips: open ones by date, then those that are over, newest first.
pub fn trips(model: &Model, world: &World) -> Vec<TripCard> {
    let cards: Vec<TripCard> = model
        .all::<Trip>()
        .iter()
        .filter(|(id, trip)| !is_blank(model, id, trip))
        .map(|(id, trip)| trip_card(model, id, trip, world))
        .collect();
    order::by_text(cards, |card| {
        let day = card.first_day.map(|day| day.since(world.today()));
        let place = match (card.over, day) {
            (true, day) => ["1", &order::sortable(-day.unwrap_or(0))].concat(),
            (false, Some(day)) => ["0", &order::sortable(day)].concat(),
            (false, None) => "0~".to_owned(),
        };
        [place, card.id.clone()].concat()
    })
}

/// A trip that was begun and of which nothing was ever said: older versions made one at each tap on
/// "New trip". Its form is gone from sight, and so is it.
pub fn is_blank(model: &Model, id: &str, trip: &Trip) -> bool {
    trip.draft && trip.is_blank() && interviews_of(model, id).all(|(_, one)| one.is_blank())
}

fn trip_card(model: &Model, id: &str, trip: &Trip, world: &World) -> TripCard {
    let interviews: Vec<Booking> = interviews_of(model, id).map(|(_, one)| one).collect();
    let spans: Vec<_> = interviews
        .iter()
        .filter_map(|one| world.span(one))
        .collect();
    let over = !spans.is_empty()
        && spans.len() == interviews.len()
        && spans.iter().all(|(_, end)| *end <= world.now);
    let lines: Vec<String> = interviews
        .iter()
        .map(|one| match one.day {
            Some(day) => [one.name(), ", ", &day.short()].concat(),
            None => one.name().to_owned(),
        })
        .collect();
    TripCard {
        id: id.to_owned(),
        detail: match (&*interviews, trip.own_title(&interviews)) {
            ([_], None) => trip.rest(&interviews),
            _ => lines.join(" · "),
        },
        title: trip.name(&interviews),
        name: trip.short_name(&interviews),
        first_day: interviews.iter().filter_map(|one| one.day).min(),
        draft: trip.draft,
        over,
        to_review: over && !trip.reviewed && !trip.draft,
        essentials: essentials(&packing(model, id, world)),
    }
}

/// Everything that clashes between interviews, travel and nights of trips that are not over.
pub fn all_clashes(model: &Model, world: &World) -> Vec<Clash> {
    let ahead: Vec<(Booking, (Instant, Instant))> = bookings(model, &|_| true)
        .filter_map(|(_, interview)| {
            let span = world.span(&interview).filter(|(_, end)| *end > world.now)?;
            Some((interview, span))
        })
        .collect();
    let placed: Vec<Placed> = ahead
        .iter()
        .map(|(interview, span)| Placed {
            trip: interview
                .trip
                .as_deref()
                .and_then(|id| Some((id, model.get::<Trip>(id)?))),
            interview,
            span: *span,
        })
        .collect();
    clashes(&placed)
}

/// A trip's lists as plain text, to share or keep.
pub fn as_text(model: &Model, trip_id: &str, list: List, world: &World) -> String {
    let trip: Trip = model.get_or_default(trip_id);
    let interviews: Vec<Booking> = interviews_of(model, trip_id).map(|(_, one)| one).collect();
    let mut text = trip.name(&interviews);
    text.push('\n');
    let mut heading = String::new();
    let mut add = |group: &str, line: &Line, words: &str| {
        if !line.is_shown() {
            return;
        }
        if heading != group {
            group.clone_into(&mut heading);
            text.push_str(&["\n", group, "\n"].concat());
        }
        let tick = if line.done { "[x] " } else { "[ ] " };
        text.push_str(&[tick, words, "\n"].concat());
    };
    match list {
        List::Packing => {
            for row in packing(model, trip_id, world) {
                let words = with_amount(&row.line.text, &row.quantity);
                add(bag_name(row.bag), &row.line, &words);
            }
        }
        List::Logistics => {
            for row in tasks(model, trip_id, world) {
                let due = row.due.as_ref();
                let day = due.map_or("No date".to_owned(), |due| due.day.long());
                let time = due.and_then(|due| Some(world.time(&due.zone, due.wall?)));
                let words: Vec<&str> = [Some(&row.line.text), time.as_ref(), row.program.as_ref()]
                    .into_iter()
                    .flatten()
                    .map(|words| &**words)
                    .collect();
                add(&day, &row.line, &words.join(", "));
            }
        }
        List::Attire => {
            for row in attire(model, trip_id, world) {
                add(moment_name(row.moment), &row.line, &row.line.text);
            }
        }
    }
    text
}

/// What a bag is called.
pub fn bag_name(bag: Bag) -> &'static str {
    match bag {
        Bag::OnMe => "On me",
        Bag::CarryOn => "Carry-on",
        Bag::Checked => "Checked bag",
        Bag::Desk => "Set-up for the call",
    }
}

/// What a moment is called.
pub fn moment_name(moment: Moment) -> &'static str {
    match moment {
        Moment::WeekBefore => "A week before",
        Moment::EveningBefore => "The evening before",
        Moment::Mirror => "In the mirror",
    }
}

/// The day a moment falls on, counted from the trip's first interview.
pub fn moment_day(moment: Moment, first: Day) -> Day {
    match moment {
        Moment::WeekBefore => first.plus(-7),
        Moment::EveningBefore => first.plus(-1),
        Moment::Mirror => first,
    }
}
