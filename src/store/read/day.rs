//! The day of an interview as it is planned: the blocks of the content seen through what the person
//! changed, each with its time on the program's clock.
//!
//! A block starts when the one before it ends, unless a start was typed; around a talk with one person
//! there is a short way. What a phone shows is reckoned from instants, so that a change of the clocks or
//! of the phone's zone moves nothing.

use std::collections::VecDeque;

use crate::content::lazy::{Schedule, UsualBlock};
use crate::domain::ids::{child, family, within};
use crate::domain::meeting::{self, Block};
use crate::domain::order;
use crate::domain::time::{Day, Instant, Minute, WallTime};
use crate::domain::trip::{Booking, Format, Interview};
use crate::store::core::bookings::booking;
use crate::store::core::model::Model;
use crate::store::read::conditions::conditions;
use crate::store::read::interviews::is_over;
use crate::store::read::morning::Morning;
use crate::store::read::people::{Who, who};
use crate::store::read::world::World;

pub mod clock;
pub mod words;

/// The block that is the person's own time afterwards.
pub const DEBRIEF: &str = "sd-debrief";
/// The block that needs a house to walk through.
const TOUR: &str = "sd-tour";
/// Condition of a trip that has a dinner on the evening before.
const HAS_DINNER: &str = "c_dinner";
/// Minutes from one room to the next.
const WAY: i64 = 5;
/// Lengths are guessed in steps of so many minutes.
const STEP: u16 = 5;
/// Length of an own block until another is typed, in minutes.
const OWN_LENGTH: u16 = 30;

/// A block of the day with its time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slot {
    /// What it is called within its interview: of the content, with its number, or fresh.
    pub own_id: String,
    /// What it is called.
    pub title: String,
    /// Begin.
    pub from: Instant,
    /// End.
    pub to: Instant,
    /// Begin, on the program's clock.
    pub wall: Option<WallTime>,
    /// Length in minutes.
    pub minutes: u16,
    /// Door, floor, video room; may be empty.
    pub room: String,
    /// Who is met in it.
    pub with: Option<Who>,
    /// A talk with one person.
    pub talk: bool,
    /// Not every program has it, or the person added it: it can be left out.
    pub optional: bool,
    /// Written by the person.
    pub own: bool,
    /// On the evening before.
    pub eve: bool,
    /// The person's own time afterwards.
    pub after: bool,
    /// It begins before another one has ended.
    pub overlaps: bool,
    /// What to make of it; may be empty.
    pub goal: String,
    /// How.
    pub tips: Vec<String>,
}

impl Slot {
    /// Somebody looks at the person: the phone must show nothing to read.
    pub fn is_room(&self) -> bool {
        self.talk || self.with.is_some()
    }

    /// Where one goes: the room, or else whom one meets, or what it is.
    pub fn place(&self) -> &str {
        match (&*self.room, &self.with) {
            ("", Some(who)) => &who.short,
            ("", None) => &self.title,
            (room, _) => room,
        }
    }

    /// Who or what it is.
    pub fn name(&self) -> &str {
        self.with.as_ref().map_or(&self.title, |who| &who.name)
    }
}

/// A block that does not take place and can be added.
#[derive(Clone, Debug, PartialEq)]
pub struct Offered {
    /// What it is called within its interview.
    pub own_id: String,
    /// What it is called.
    pub title: String,
}

/// The day of an interview as it is planned.
#[derive(Clone, Debug, PartialEq)]
pub struct DayPlan {
    /// Name of the program.
    pub program: String,
    /// Its zone.
    pub zone: String,
    /// The day, at the program.
    pub day: Day,
    /// Start of the interview.
    pub start: Instant,
    /// When the interview ends by its length.
    pub noted_end: Instant,
    /// When the day ends: after its last block, or, while nothing of the plan is the person's own, not
    /// before the interview ends by its length.
    pub end: Instant,
    /// How it is held.
    pub format: Format,
    /// How many talks it has.
    pub talks: u8,
    /// At least and at most so many.
    pub talks_of: (u8, u8),
    /// The blocks that take place, in order of time.
    pub slots: Vec<Slot>,
    /// The blocks that do not.
    pub off: Vec<Offered>,
    /// When to wake, to leave, and to be there.
    pub morning: Morning,
    /// The person said something about the blocks.
    pub is_own: bool,
    /// The person said that it took place.
    pub took_place: bool,
}

impl DayPlan {
    /// Of an interview whose day, start and zone are known. A clock without a zone would be wrong by hours
    /// and look right.
    pub fn read(model: &Model, world: &World, content: &Schedule, id: &str) -> Option<DayPlan> {
        let interview = booking(model, model.get::<Interview>(id)?);
        if interview.zone.is_empty() {
            return None;
        }
        let (start, noted_end) = world.span(&interview)?;
        let day = interview.day?;
        let morning = Morning::read(model, world, id, &interview)?;
        let reading = Reading::new(model, world, id, &interview);
        let (mut wanted, off) = reading.wanted(content);
        let own = reading.own();
        let is_own = interview.talks.is_some() || reading.blocks().next().is_some();
        let (eve, today): (Vec<Wanted>, Vec<Wanted>) =
            wanted.drain(..).partition(|one| one.slot.eve);
        let mut slots = laid(
            eve,
            VecDeque::new(),
            reading.evening(day),
            day.plus(-1),
            &reading,
        );
        slots.extend(laid(today, own, start, day, &reading));
        let slots = with_overlaps(order::by_text(slots, |slot| order::sortable(slot.from.0)));
        let of_day = slots.iter().filter(|slot| !slot.eve && !slot.after);
        let last = of_day.map(|slot| slot.to).max().unwrap_or(noted_end);
        let repeat = content
            .blocks
            .iter()
            .find_map(|block| block.repeat.as_ref());
        let small = |number: u16| u8::try_from(number).unwrap_or(u8::MAX);
        let took_place = interview.took_place && is_over(&interview, world);
        Some(DayPlan {
            program: interview.name().to_owned(),
            day,
            start,
            noted_end,
            end: if is_own { last } else { last.max(noted_end) },
            format: interview.format,
            talks: small(reading.talks(content)),
            talks_of: repeat.map_or((0, 0), |repeat| (small(repeat.min), small(repeat.max))),
            slots,
            off,
            morning,
            is_own,
            took_place,
            zone: interview.zone.clone(),
        })
    }

    /// The block of this name, if it takes place.
    pub fn slot(&self, own_id: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.own_id == own_id)
    }
}

/// A block that is to take place, before it has its time.
struct Wanted {
    slot: Slot,
    start: Option<Minute>,
}

struct Reading<'a> {
    model: &'a Model,
    world: &'a World<'a>,
    id: &'a str,
    interview: &'a Booking,
    has_dinner: bool,
}

impl<'a> Reading<'a> {
    fn new(
        model: &'a Model,
        world: &'a World<'a>,
        id: &'a str,
        interview: &'a Booking,
    ) -> Reading<'a> {
        let trip = interview.trip.as_ref();
        let yes = trip.map(|trip| conditions(model, trip, world));
        Reading {
            model,
            world,
            id,
            interview,
            has_dinner: yes.is_some_and(|yes| yes.contains(HAS_DINNER)),
        }
    }

    fn blocks(&self) -> impl Iterator<Item = (&str, &Block)> {
        let all = self.model.with_prefix::<Block>(&family(self.id));
        let all = all.filter_map(|(id, block)| Some((within(self.id, id)?, block)));
        all.filter(|(own_id, _)| !own_id.starts_with(meeting::WAY))
    }

    /// How many talks the day has: as typed, or the middle of what is usual.
    fn talks(&self, content: &Schedule) -> u16 {
        let repeat = content
            .blocks
            .iter()
            .find_map(|block| block.repeat.as_ref());
        let Some(repeat) = repeat else { return 0 };
        let usual = (repeat.min + repeat.max) / 2;
        let talks = self.interview.talks.map_or(usual, u16::from);
        talks.clamp(repeat.min, repeat.max)
    }

    /// 18:00 on the evening before, unless a block says otherwise.
    fn evening(&self, day: Day) -> Instant {
        let minute = Minute::new(18, 0).or(self.interview.start);
        let day = day.plus(-1);
        minute.map_or(self.world.now, |minute| self.at(day, minute))
    }

    fn at(&self, day: Day, minute: Minute) -> Instant {
        self.world
            .instant(&self.interview.zone, WallTime { day, minute })
    }

    /// Without a word of the person's: whether a block takes place.
    fn usually(&self, block: &UsualBlock) -> bool {
        let is_call = self.interview.format == Format::Virtual;
        match block.day_offset {
            None => self.has_dinner,
            Some(_) if is_call => !block.optional && block.id != TOUR,
            Some(_) => true,
        }
    }

    /// The blocks of the content, in its order: those that take place, and the others.
    fn wanted(&self, content: &Schedule) -> (Vec<Wanted>, Vec<Offered>) {
        let (mut on, mut off) = (Vec::new(), Vec::new());
        for block in &content.blocks {
            let count = block.repeat.as_ref().map(|_| self.talks(content));
            for number in 1..=count.unwrap_or(1) {
                let own_id = match count {
                    Some(_) => child(&block.id, &number.to_string()),
                    None => block.id.clone(),
                };
                let known = self.model.get::<Block>(&child(self.id, &own_id));
                if block.retired && known.is_none() {
                    continue;
                }
                let is_on = known.and_then(|known| known.on);
                let usual = match count {
                    Some(_) => ["Interview ", &number.to_string()].concat(),
                    None => block.title.clone(),
                };
                let known = known.cloned().unwrap_or_default();
                let title = match known.title.trim() {
                    "" => usual,
                    title => title.to_owned(),
                };
                if !is_on.unwrap_or_else(|| self.usually(block)) {
                    off.push(Offered { own_id, title });
                    continue;
                }
                let usual = (block.typical_minutes.0 + block.typical_minutes.1) / 2;
                let slot = Slot {
                    talk: count.is_some(),
                    optional: count.is_none(),
                    eve: block.day_offset.is_none(),
                    after: block.id == DEBRIEF,
                    goal: block.goal.clone(),
                    tips: block.tips.clone(),
                    minutes: known.length.unwrap_or(usual.div_ceil(STEP) * STEP),
                    ..self.slot(own_id, title, &known)
                };
                on.push(Wanted {
                    slot,
                    start: known.start,
                });
            }
        }
        (on, off)
    }

    /// The person's own blocks: those with a time in its order, then the others.
    fn own(&self) -> VecDeque<Wanted> {
        let own = self.blocks().filter(|(_, block)| block.own);
        let own = own.filter(|(_, block)| block.on != Some(false));
        let own = own.map(|(own_id, block)| {
            let title = match block.title.trim() {
                "" => "Something else",
                title => title,
            };
            Wanted {
                slot: Slot {
                    own: true,
                    optional: true,
                    minutes: block.length.unwrap_or(OWN_LENGTH),
                    ..self.slot(own_id.to_owned(), title.to_owned(), block)
                },
                start: block.start,
            }
        });
        let own: Vec<Wanted> = own.collect();
        order::by_text(own, |one| {
            let start = one.start.map_or("~".to_owned(), Minute::text);
            [&*start, &one.slot.own_id].concat()
        })
        .into()
    }

    fn slot(&self, own_id: String, title: String, block: &Block) -> Slot {
        Slot {
            own_id,
            title,
            room: block.room.trim().to_owned(),
            with: block.with.as_deref().and_then(|id| who(self.model, id)),
            ..Slot::default()
        }
    }
}

/// Gives the blocks of one day their times. An own block with a time goes where its time is, one without
/// to the end, before the person's own time afterwards.
fn laid(
    wanted: Vec<Wanted>,
    mut own: VecDeque<Wanted>,
    begin: Instant,
    day: Day,
    reading: &Reading,
) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for one in wanted {
        while let Some(first) = own.front() {
            let from = start_of(first, slots.last(), begin, day, reading);
            let next = start_of(&one, slots.last(), begin, day, reading);
            let is_first = one.slot.after || (first.start.is_some() && from <= next);
            if !is_first {
                break;
            }
            slots.extend(own.pop_front().map(|own| timed(own, from, reading)));
        }
        let from = start_of(&one, slots.last(), begin, day, reading);
        slots.push(timed(one, from, reading));
    }
    while let Some(one) = own.pop_front() {
        let from = start_of(&one, slots.last(), begin, day, reading);
        slots.push(timed(one, from, reading));
    }
    slots
}

fn start_of(
    one: &Wanted,
    before: Option<&Slot>,
    begin: Instant,
    day: Day,
    reading: &Reading,
) -> Instant {
    match (one.start, before) {
        (Some(minute), _) => reading.at(day, minute),
        (None, None) => begin,
        (None, Some(before)) if before.talk || one.slot.talk => before.to.plus_minutes(WAY),
        (None, Some(before)) => before.to,
    }
}

fn timed(one: Wanted, from: Instant, reading: &Reading) -> Slot {
    Slot {
        from,
        to: from.plus_minutes(one.slot.minutes.into()),
        wall: Some(reading.world.wall_at(&reading.interview.zone, from)),
        ..one.slot
    }
}

/// Notes which blocks begin before another one has ended.
fn with_overlaps(mut slots: Vec<Slot>) -> Vec<Slot> {
    let mut end = None;
    for slot in &mut slots {
        slot.overlaps = end.is_some_and(|end| slot.from < end);
        end = end.max(Some(slot.to));
    }
    slots
}
